//! What is proposed, and what is not.

use super::*;

/// Given and family name, phone, e-mail, birthday, town.
type Person<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

fn book(people: &[Person<'_>]) -> Doubles {
    let mut doubles = Doubles::default();
    for (at, (given, family, phone, email, birthday, town)) in people.iter().enumerate() {
        doubles.add(Features { customer: at as i64 + 1, given, family, birthday, ..Features::default() });
        if !phone.is_empty() {
            doubles.add_phone(phone);
        }
        if !email.is_empty() {
            doubles.add_email(email);
        }
        if !town.is_empty() {
            doubles.add_place(town, "", "", town);
        }
    }
    doubles
}

fn pairs(people: &[Person<'_>]) -> Vec<Pair> {
    book(people).pairs(&HashSet::new(), 100, &mut |_, _| true).unwrap().0
}

fn why(one: Person<'_>, other: Person<'_>) -> Option<Vec<Likeness>> {
    pairs(&[one, other]).pop().map(|pair| pair.why)
}

#[test]
fn one_person_twice_is_proposed_with_the_reasons() {
    use Likeness::*;
    let phone = "491701234567";
    for (one, other, reasons) in [
        (("Ann", "Ember", phone, "", "", ""), ("Ann", "Ember", phone, "", "", ""), vec![Phone, Name]),
        (("Ann", "Ember", phone, "", "", ""), ("", "", phone, "", "", ""), vec![Phone]),
        (("Ann", "Ember", phone, "", "", ""), ("A.", "Ember", phone, "", "", ""), vec![Phone, NamePart]),
        (("Ann", "Ember", "", "a@example.org", "", ""), ("Ember", "Ann", "", "a@example.org", "", ""), vec![Email, Name]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ánn", "EMBER", "", "", "1990-03-15", ""), vec![Name, Birthday]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Embre", "", "", "1990-03-15", ""), vec![NameTypo, Birthday]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Ember", "", "", "--03-15", ""), vec![Name, BirthdayDay]),
        (("Ann", "Ember", "", "", "", "Riverton"), ("Ann", "Ember", "", "", "", "riverton"), vec![Name, Town]),
        (("Ann", "Meyer", "", "", "", "Riverton"), ("Anne", "Mayer", "", "", "", "Riverton"), vec![NameSound, Town]),
        (("Ann", "Ember", phone, "", "", ""), ("Ann", "Ember", "", "", "", ""), vec![Name, NothingElse]),
        (("Ann", "Ember", phone, "", "", ""), ("Anne", "Embers", phone, "", "", ""), vec![Phone, NameNear]),
        (("太郎", "山田", "", "", "", "東京"), ("太郎", "山田", "", "", "", "東京"), vec![Name, Town]),
        (("", "田中太郎", "", "", "", "東京"), ("田中", "太郎", "", "", "", "東京"), vec![Name, Town]),
        (("太郎", "田中", "", "", "1990-03-15", ""), ("", "田中太郎", "", "", "1990-03-15", ""), vec![Name, Birthday]),
        (("小明", "王", phone, "", "", ""), ("晓明", "王", phone, "", "", ""), vec![Phone, NameNear]),
        (("小明", "王", "", "", "1990-03-15", ""), ("", "王晓明", "", "", "1990-03-15", ""), vec![NameNear, Birthday]),
        (("민준", "김", "", "", "", "서울"), ("", "김민준", "", "", "", "서울"), vec![Name, Town]),
        (("", "Мадонна", "", "", "1990-03-15", ""), ("Мадона", "", "", "", "1990-03-15", ""), vec![NameNear, Birthday]),
        (("", "Madonna", "", "", "1990-03-15", ""), ("", "Madopna", "", "", "1990-03-15", ""), vec![NameNear, Birthday]),
        (("Madonna", "", "", "", "1990-03-15", ""), ("", "Madonna", "", "", "1990-03-15", ""), vec![NameAlone, Birthday]),
        (("Лев", "Толстой", phone, "", "", ""), ("Lew", "Tolstoi", phone, "", "", ""), vec![Phone]),
    ] {
        assert_eq!(why(one, other), Some(reasons), "{one:?} {other:?}");
    }
}

#[test]
fn two_people_are_not() {
    let phone = "491701234567";
    for (one, other) in [
        (("Ann", "Ember", phone, "", "", ""), ("Bob", "Ember", phone, "", "", "")),
        (("Ann", "Ember", phone, "family@example.org", "", "Riverton"), ("Bob", "Ember", phone, "family@example.org", "", "Riverton")),
        (("Ann", "Ember", "", "", "1990-03-15", "Riverton"), ("Ann", "Ember", "", "", "1961-12-01", "Riverton")),
        (("Ann", "Ember", "", "", "", "Riverton"), ("Ann", "Ember", "", "", "", "Upton")),
        (("Ann", "", "", "", "", "Riverton"), ("Ann", "", "", "", "", "Riverton")),
        (("", "", "", "", "1990-03-15", "Riverton"), ("", "", "", "", "1990-03-15", "Riverton")),
        (("Madonna", "", "", "", "", "Riverton"), ("Madona", "", "", "", "", "Riverton")),
        (("小明", "王", "", "", "", "北京"), ("小红", "王", "", "", "", "北京")),
        (("小明", "王", phone, "", "1990-03-15", ""), ("小红", "王", phone, "", "1992-03-15", "")),
        (("明", "王", "", "", "1990-03-15", ""), ("红", "王", "", "", "1990-03-15", "")),
    ] {
        assert_eq!(why(one, other), None, "{one:?} {other:?}");
    }
}

#[test]
fn the_likeliest_come_first_and_who_was_told_apart_does_not_come() {
    let people = [
        ("Ann", "Ember", "491701234567", "", "", "Riverton"),
        ("Ann", "Ember", "", "", "", "Riverton"),
        ("Ann", "Ember", "491701234567", "", "", "Riverton"),
    ];
    let found = pairs(&people);
    assert_eq!(found.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(1, 3), (1, 2), (2, 3)]);
    assert!(found[0].score > found[1].score);
    let apart = HashSet::from([(1, 3)]);
    let (left, total) = book(&people).pairs(&apart, 1, &mut |_, _| true).unwrap();
    assert_eq!((left.len(), total, (left[0].one, left[0].other)), (1, 2, (1, 2)), "one is asked for, two there are");
    assert!(book(&people).pairs(&apart, 1, &mut |_, _| false).is_none(), "who asks may stop it");
}

#[test]
fn a_phone_that_everybody_has_is_nobodys() {
    let people: Vec<Person<'_>> = (0..100).map(|_| ("", "", "4930123456", "", "", "")).collect();
    assert!(pairs(&people).is_empty());
}

#[test]
fn names_sound_alike_to_their_ends_only() {
    for (one, other) in [(("Åsa", "Mondenberg"), ("Åsa", "Mondenbauer")), (("Eleni", "Konstantinidis"), ("Eleni", "Konstantopoulos"))] {
        let found = why((one.0, one.1, "", "", "", "Ulm"), (other.0, other.1, "", "", "", "Ulm"));
        assert_eq!(found, None, "{one:?} {other:?}");
    }
    let found = why(("Åsa", "Mondenberg", "", "", "", "Ulm"), ("Åsa", "Montenbergh", "", "", "", "Ulm"));
    assert_eq!(found, Some(vec![Likeness::NameSound, Likeness::Town]));
}

#[test]
fn greek_capitals_are_the_same_name() {
    let found = why(("Γιώργος", "Νίκος", "", "", "", "Πάτρα"), ("ΓΙΩΡΓΟΣ", "ΝΙΚΟΣ", "", "", "", "ΠΑΤΡΑ"));
    assert_eq!(found, Some(vec![Likeness::Name, Likeness::Town]));
    let found = why(("Γιώργος", "Νίκος", "", "", "", "Βόλος"), ("Γιώργος", "Νίκος", "", "", "", "ΒΟΛΟΣ"));
    assert_eq!(found, Some(vec![Likeness::Name, Likeness::Town]));
}

/// Cards of a company; the street, the person and the e-mail address of each.
fn company(cards: &[(&str, &str, &str)]) -> Vec<Pair> {
    let mut doubles = Doubles::default();
    for (at, (street, family, email)) in cards.iter().enumerate() {
        doubles.add(Features { customer: at as i64 + 1, family, company: "Beta AG", ..Features::default() });
        doubles.add_place(&format!("{street} 89073 ulm"), street, "89073", "Ulm");
        if !email.is_empty() {
            doubles.add_email(email);
        }
    }
    doubles.pairs(&HashSet::new(), 100, &mut |_, _| true).unwrap().0
}

#[test]
fn a_company_twice_at_one_address_is_proposed() {
    let found = company(&[("hauptstr. 1", "", ""), ("hauptstr. 1", "", "info@example.org")]);
    assert_eq!(found.iter().map(|pair| &pair.why[..]).collect::<Vec<_>>(), [[Likeness::Company, Likeness::Address]]);
    assert!(company(&[("hauptstr. 1", "", ""), ("weg 7", "", "")]).is_empty(), "two branches of a town");
    assert!(company(&[("", "", ""), ("", "", "")]).is_empty(), "a town alone is not the whole address");
    assert!(company(&[("hauptstr. 1", "Weber", ""), ("hauptstr. 1", "", "")]).is_empty(), "somebody there");
    let mut many: Vec<String> = (2..100).map(|number| format!("weg {number}")).collect();
    many.push("weg 2".into());
    let many: Vec<_> = many.iter().map(|street| (street.as_str(), "", "")).collect();
    assert_eq!(company(&many).len(), 1, "of a company with many branches too");
}

#[test]
fn names_of_one_word_do_not_fill_the_memory() {
    let mut doubles = Doubles::default();
    for at in 0..2_000_u32 {
        let name: String = (0..8).map(|place| char::from(b'a' + ((at * 7919 + 31) >> (place * 2) & 15) as u8)).collect();
        doubles.add(Features { customer: i64::from(at) + 1, given: &name, ..Features::default() });
        doubles.add_place("", "", &format!("{at}"), &format!("town {at}"));
    }
    for (at, block) in blocks().enumerate() {
        let mut keys = 0;
        doubles.cards.iter().for_each(|card| doubles.keys(block, card, &mut |_| keys += 1));
        assert!(keys <= 4 * doubles.len(), "block {at}: {keys}");
    }
}

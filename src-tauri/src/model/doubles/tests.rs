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
        (("A.", "Ember", phone, "", "", ""), ("Ann", "Ember", phone, "", "", ""), vec![Phone, NamePart]),
        (("Ann", "Ember", "", "a@example.org", "", ""), ("Ember", "Ann", "", "a@example.org", "", ""), vec![Email, Name]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ánn", "EMBER", "", "", "1990-03-15", ""), vec![Name, Birthday]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Embre", "", "", "1990-03-15", ""), vec![NameTypo, Birthday]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Amber", "", "", "1990-03-15", ""), vec![NameTypo, Birthday]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Embre", "", "", "--03-15", ""), vec![NameTypo, BirthdayDay]),
        (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Ember", "", "", "--03-15", ""), vec![Name, BirthdayDay]),
        (("Ann", "Ember", "", "", "--03-15", ""), ("Ann", "Ember", "", "", "--03-15", ""), vec![Name, BirthdayDay]),
        (("Ann", "Ember", "123456", "", "", ""), ("Ann", "Ember", "123456", "", "", ""), vec![Phone, Name]),
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
fn a_name_with_a_typo_is_found_by_the_post_code_alone() {
    let mut doubles = Doubles::default();
    for (at, family) in ["Ember", "Embre"].into_iter().enumerate() {
        doubles.add(Features { customer: at as i64 + 1, given: "Ann", family, ..Features::default() });
        doubles.add_place("89073", "", "89073", "");
    }
    let (found, _) = doubles.pairs(&HashSet::new(), 10, &mut |_, _| true).unwrap();
    assert_eq!(found.iter().map(|pair| &pair.why[..]).collect::<Vec<_>>(), [[Likeness::NameTypo, Likeness::Postcode]]);
}

#[test]
fn who_is_called_by_a_nickname_on_one_card_is_found_by_it_on_the_other() {
    for (one, other) in [(("Robert", "Bob"), ("Bob", "")), (("Bob", ""), ("Robert", "Bob"))] {
        let mut doubles = Doubles::default();
        for (at, (given, nick)) in [one, other].into_iter().enumerate() {
            doubles.add(Features { customer: at as i64 + 1, given, nick, family: "Dylan", ..Features::default() });
            doubles.add_email("bob@example.org");
        }
        let (found, _) = doubles.pairs(&HashSet::new(), 10, &mut |_, _| true).unwrap();
        assert_eq!(found.iter().map(|pair| &pair.why[..]).collect::<Vec<_>>(), [[Likeness::Email, Likeness::NamePart]], "{one:?}");
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
        (("Ann", "Ember", "12345", "a@example.org", "", ""), ("Ann", "Ember", "12345", "b@example.org", "", "")),
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
    let of = |count: usize| pairs(&vec![("", "", "4930123456", "", "", ""); count]);
    assert!(!of(LARGEST).is_empty());
    assert!(of(LARGEST + 1).is_empty());
}

/// The score of two of one family, who share all that is said of them.
fn of_family(one: &str, other: &str, families: [&str; 2], shared: (&str, &str, &str, &str)) -> Option<u8> {
    let (phone, email, birthday, town) = shared;
    let people = [(one, families[0], phone, email, birthday, town), (other, families[1], phone, email, birthday, town)];
    pairs(&people).pop().map(|pair| pair.score)
}

/// Who shares a phone and has a name like that is one person.
const REAL: u8 = 60;

#[test]
fn two_of_one_family_with_names_that_are_near_stand_below_every_double() {
    let forms = [
        ("Paul", "Paula"),
        ("Daniel", "Daniela"),
        ("Michael", "Michaela"),
        ("Simon", "Simone"),
        ("Mario", "Maria"),
        ("Jan", "Jana"),
        ("Christian", "Christiane"),
        ("Christian", "Christina"),
        ("Christine", "Christiane"),
        ("Martin", "Martina"),
        ("Gabriel", "Gabriele"),
        ("Julia", "Julian"),
        ("Andrea", "Andreas"),
        ("Alexander", "Alexandra"),
        ("Tom", "Tim"),
        ("Marco", "Mirco"),
        ("Peter", "Petra"),
        ("Tina", "Toni"),
        ("Tina", "Dina"),
        ("Anton", "Antonia"),
        ("Emil", "Emilia"),
        ("Lea", "Leo"),
        ("Валентин", "Валентина"),
        ("Γιώργος", "Γιώργου"),
    ];
    for (one, other) in forms {
        for families in [["Weber", "Weber"], ["Коваленко", "Коваленко"]] {
            let shared = |phone, email, birthday, town| of_family(one, other, families, (phone, email, birthday, town));
            assert_eq!(shared("", "", "", "Ulm"), None, "{one} {other}: a town");
            for found in [
                shared("491701234567", "", "", "Ulm"),
                shared("491701234567", "family@example.org", "", "Ulm"),
                shared("491701234567", "", "1990-03-15", "Ulm"),
            ] {
                assert!(found.is_none_or(|score| score < ENOUGH as u8), "{one} {other}: {found:?}");
            }
            let born = shared("491701234567", "family@example.org", "1990-03-15", "Ulm");
            assert!(born.is_some_and(|score| score > REAL), "{one} {other}: {born:?}");
        }
    }
    let phone = ("491701234567", "", "", "Ulm");
    for (one, other, families) in [
        ("Валентин", "Валентина", ["Сидоров", "Сидорова"]),
        ("Jan", "Jana", ["Novák", "Nováková"]),
        ("Piotr", "Piotra", ["Kowalski", "Kowalska"]),
        ("小明", "小红", ["王", "王"]),
        ("", "", ["王小明", "王小红"]),
        ("민준", "민중", ["김", "김"]),
        ("Daniel", "Daniela", ["", ""]),
    ] {
        let found = of_family(one, other, families, phone);
        assert!(found.is_none_or(|score| score < ENOUGH as u8), "{one} {other} {families:?}: {found:?}");
    }
    let people = [("Paula", "Weber", phone.0, "", "", ""), ("Weber", "Paul", phone.0, "", "", "")];
    assert!(pairs(&people).iter().all(|pair| pair.score < ENOUGH as u8), "in the other order too");
    assert_eq!(of_family("Женя", "Женя", ["Сидоров", "Сидорова"], ("", "", "", "Ulm")), None, "a family name has two forms too");
    assert_eq!(of_family("Max", "Lea", ["Weber", "Weber"], ("", "a@example.org", "1990-03-15", "")), Some(TWINS as u8));
}

#[test]
fn a_name_written_otherwise_is_one_name() {
    let phone = ("491701234567", "", "", "");
    for (one, other, families) in [
        ("Anna", "Anna", ["Müller", "Mueller"]),
        ("Anna", "Anna", ["Weber", "Wbeer"]),
        ("Jörg", "Joerg", ["Weber", "Weber"]),
        ("Jürgen", "Juergen", ["Weber", "Weber"]),
        ("Sara", "Sarah", ["Weber", "Weber"]),
        ("Marc", "Mark", ["Weber", "Weber"]),
        ("Philipp", "Filip", ["Weber", "Weber"]),
        ("Katharina", "Catharina", ["Weber", "Weber"]),
        ("David", "Dvaid", ["Weber", "Weber"]),
        ("Margarete", "Margarrete", ["Weber", "Weber"]),
        ("Мадонна", "Мадона", ["Сидорова", "Сидорова"]),
    ] {
        let found = of_family(one, other, families, phone);
        assert!(found.is_some_and(|score| score >= 85), "{one} {other} {families:?}: {found:?}");
    }
}

#[test]
fn given_names_that_are_near_are_proposed_last_unless_they_share_a_town_alone() {
    let shared = |phone, birthday, town| of_family("Ann", "Anne", ["Ember", "Ember"], (phone, "", birthday, town));
    assert_eq!(shared("491701234567", "", ""), Some(FAMILY as u8));
    assert_eq!(shared("", "1990-03-15", ""), Some(FAMILY as u8));
    assert_eq!(shared("", "--03-15", "Ulm"), Some(FAMILY as u8));
    assert_eq!(shared("", "", "Ulm"), None);
    let found = why(("Ann", "Ember", "", "", "1990-03-15", ""), ("Anne", "Ember", "", "", "1990-03-15", ""));
    assert_eq!(found, Some(vec![Likeness::NameForm, Likeness::Birthday]));
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
fn sounds_that_english_tells_apart_are_one_elsewhere() {
    for (one, other) in
        [(("Kathrin", "Mayer"), ("Katrin", "Meier")), (("Ute", "Schulz"), ("Uthe", "Schultz")), (("Judith", "Smith"), ("Judit", "Smit"))]
    {
        let found = why((one.0, one.1, "", "", "1982-12-24", ""), (other.0, other.1, "", "", "1982-12-24", ""));
        assert_eq!(found, Some(vec![Likeness::NameSound, Likeness::Birthday]), "{one:?} {other:?}");
    }
    assert_eq!(
        why(("Theo", "Ember", "", "", "1982-12-24", ""), ("Thea", "Ember", "", "", "1982-12-24", "")),
        Some(vec![Likeness::NameForm, Likeness::Birthday])
    );
}

#[test]
fn a_street_is_the_same_where_its_kind_is_cut_short() {
    for (one, other, same) in [
        ("Hauptstr. 9", "Hauptstraße 9", true),
        ("Lange Str. 4", "lange strasse 4", true),
        ("Kerkstraat 7", "Kerkstr. 7", true),
        ("12 Mill Road", "12 Mill Rd.", true),
        ("5 High Street", "5 High St", true),
        ("Hauptstr. 9", "Hauptstr. 10", false),
        ("Hauptstr. 9", "Hauptweg 9", false),
    ] {
        let mut doubles = Doubles::default();
        for (customer, street) in [(1, one), (2, other)] {
            doubles.add(Features { customer, given: "Ann", family: "Ember", ..Features::default() });
            doubles.add_place(&crate::model::fold::fold(&format!("{street} 10115 Berlin")), street, "10115", "Berlin");
        }
        let found = doubles.pairs(&HashSet::new(), 9, &mut |_, _| true).unwrap().0;
        let place = if same { Likeness::Address } else { Likeness::Postcode };
        assert_eq!(found[0].why, [Likeness::Name, place], "{one} {other}");
    }
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
    for families in [["Weber", ""], ["", "Weber"]] {
        assert!(company(&families.map(|family| ("hauptstr. 1", family, ""))).is_empty(), "somebody there");
    }
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

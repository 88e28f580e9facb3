//! The find box: every scrap, any spelling, no text that raises an error.

use proptest::prelude::*;
use regulars::book::CustomersQuery;
use regulars::model::{Address, CustomerChanges, Match, NewCustomer, NewShop};

use crate::shop::{corner, named, shop, shop_with, with_email, with_phone};

#[test]
fn every_scrap_finds() {
    let shop = shop();
    let ann = shop.add(NewCustomer {
        given: "Ann".into(),
        family: "Ember".into(),
        nick: "Flash".into(),
        company: "Ember & Sons".into(),
        call_me: "Annie".into(),
        number: "K-0042".into(),
        tags: vec!["Stammkunde".into()],
        addresses: vec![Address { town: "Bad Ahrquell".into(), postcode: "14715".into(), ..Address::default() }],
        emails: vec![regulars::model::Email::plain("ann.e@flowers.example")],
        phones: vec![regulars::model::Phone::plain("0170 123 45 67")],
        ..NewCustomer::default()
    });
    shop.add(named("Bob Field"));
    shop.add(named("Theo Dorn"));
    shop.sell(ann.id, &[("Red bike", 48_900)]);
    for scrap in [
        "ann",
        "ember",
        "emb ann",
        "flash",
        "sons",
        "annie",
        "0042",
        "stamm",
        "ahrq",
        "14715",
        "flowers",
        "ann.e@flowers.example",
        "red bike",
        "the red bike",
        "das red bike",
        "bike emb",
        "4567",
        "ANN EMBER",
        "  ann   ember  ",
        "ember, ann",
    ] {
        assert_eq!(shop.found(scrap), ["Ann Ember"], "{scrap}");
    }
    assert!(shop.found("zzzz").is_empty());
    assert!(shop.found("ann zzyzx").is_empty(), "somebody new, whom Enter adds");
}

#[test]
fn a_phone_is_found_by_any_spelling_of_it() {
    let shop = shop();
    shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    shop.add(with_phone("Chloé Dubois", "+33 6 98 76 50 43"));
    for spelling in [
        "01701234567",
        "0170 123 45 67",
        "+49 170 1234567",
        "0049 170 1234567",
        "+49 (0)170 123-4567",
        "1234567",
        "4567",
        "123 45",
        "0170/1234567",
        "49170",
        "017",
    ] {
        assert_eq!(shop.found(spelling), ["Ann Ember"], "{spelling}");
    }
    for spelling in ["+33698765043", "0033 6 98 76 50 43", "6 98 76 50 43", "5043", "698765"] {
        assert_eq!(shop.found(spelling), ["Chloé Dubois"], "{spelling}");
    }
}

#[test]
fn accents_and_letters_that_do_not_decompose_fold() {
    let shop = shop();
    for name in [
        "Álvaro Núñez",
        "Łukasz Łęcki",
        "Søren Ødegård",
        "Käthe Groß",
        "Đorđe Žižek",
        "Þór Jónsson",
        "Сергей Иванов",
        "山田太郎",
        "O'Brien, Saoirse",
        "Anne-Marie Roy",
    ] {
        shop.add(named(name));
    }
    for (typed, name) in [
        ("alvaro nunez", "Álvaro Núñez"),
        ("lukasz lecki", "Łukasz Łęcki"),
        ("soren odegard", "Søren Ødegård"),
        ("kathe gross", "Käthe Groß"),
        ("dorde zizek", "Đorđe Žižek"),
        ("thor", "Þór Jónsson"),
        ("ИВАН", "Сергей Иванов"),
        ("太郎", "山田太郎"),
        ("obrien", "Saoirse O'Brien"),
        ("o'brien", "Saoirse O'Brien"),
        ("annemarie", "Anne-Marie Roy"),
        ("anne marie", "Anne-Marie Roy"),
    ] {
        assert_eq!(shop.found(typed), [name], "{typed}");
    }
}

#[test]
fn one_typo_is_forgiven_and_marked() {
    let shop = shop();
    shop.add(named("Wolfgang Schröder"));
    shop.add(named("Anna Müller"));
    shop.add(named("Сергей Иванов"));
    for (typed, name) in [
        ("wolfagng", "Wolfgang Schröder"),
        ("schrder", "Wolfgang Schröder"),
        ("schroeder", "Wolfgang Schröder"),
        ("mueller", "Anna Müller"),
        ("annx muller", "Anna Müller"),
        ("wolfang schr", "Wolfgang Schröder"),
        ("иваноф", "Сергей Иванов"),
    ] {
        let found = shop.find(typed, 10).unwrap();
        assert_eq!(found.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), [name], "{typed}");
        assert_eq!(found[0].matched, Match::Typo, "{typed}");
    }
}

#[test]
fn no_text_raises_an_error() {
    let shop = shop();
    shop.add(with_email("Robert'); DROP TABLE customers;--", "bobby@tables.example"));
    shop.add(named("Anna 🌸"));
    let long = "ann ".repeat(2_500);
    let deep = "(".repeat(10_000);
    for text in [
        "\"",
        "\"\"",
        "'",
        "*",
        "a*",
        "-",
        "-a",
        ":",
        "name:ann",
        "^a",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "NEAR(",
        "NEAR(a b, 5)",
        "(",
        ")",
        "{a}",
        "a + b",
        "%",
        "_",
        "\0",
        "a\0b",
        "\u{feff}",
        "\u{202e}abc",
        "🌸",
        "🤷🏽‍♀️",
        "\\",
        "\n\t",
        "tokens:ann",
        "+49",
        "10%",
        "c++",
        "…",
        "—",
        "٣٤٥",
        &long,
        &deep,
        "0",
        "00",
        "+",
        "+0",
        "99999999999999999999999999999999999999999",
    ] {
        assert!(shop.find(text, 50).is_ok(), "{text:?}");
    }
    assert_eq!(shop.found("🌸"), ["Anna 🌸"]);
    assert_eq!(shop.found("drop table"), ["Robert'); DROP TABLE customers;--"]);
}

#[test]
fn better_matches_stand_first_then_who_came_lately() {
    let shop = shop();
    let li = shop.add(named("Li Wong"));
    for number in 0..200 {
        shop.add(named(&format!("Linda Number{number}")));
    }
    let old = shop.add(named("Anna Old"));
    let new = shop.add(named("Anna New"));
    assert_eq!(shop.found("li")[0], "Li Wong", "a whole word before two hundred beginnings");
    shop.sell(li.id, &[("Tea", 100)]);
    shop.at("2026-10-20T10:00:00+02:00");
    shop.sell(new.id, &[("Tea", 100)]);
    shop.at("2026-10-21T10:00:00+02:00");
    shop.sell(old.id, &[("Tea", 100)]);
    assert_eq!(shop.found("anna"), ["Anna Old", "Anna New"], "who came last stands first");
    assert_eq!(shop.found("")[0], "Anna Old", "nothing typed: who came last");
}

#[test]
fn a_changed_customer_is_found_by_the_new_and_not_by_the_old() {
    let shop = shop();
    let ann = shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    let changes = CustomerChanges {
        name: Some("Ann Glass".into()),
        phones: Some(vec![regulars::model::Phone::plain("030 987 65 43")]),
        ..CustomerChanges::default()
    };
    shop.edit_customer(&ann.id, &changes).unwrap();
    assert!(shop.found("ember").is_empty() && shop.found("4567").is_empty());
    assert_eq!(shop.found("glass 6543"), ["Ann Glass"]);
    shop.remove_customer(&ann.id).unwrap();
    assert!(shop.found("glass").is_empty());
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.found("ember 4567"), ["Ann Ember"]);
    assert!(shop.check().unwrap().ok);
}

#[test]
fn likely_doubles_appear_while_typing() {
    let shop = shop();
    shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    shop.add(with_email("Bob Field", "bob@example.org"));
    let names = |new: &NewCustomer| shop.likely_doubles(new).unwrap().into_iter().map(|found| found.name).collect::<Vec<_>>();
    assert_eq!(names(&with_phone("", "+49 170 1234567")), ["Ann Ember"]);
    assert_eq!(names(&with_email("", "BOB@example.org")), ["Bob Field"]);
    assert_eq!(names(&named("ann embr")), ["Ann Ember"]);
    assert!(names(&named("Zed")).is_empty());
    assert!(names(&NewCustomer::default()).is_empty());
}

#[test]
fn who_came_again_stands_first_at_once_and_everybody_is_listed_once() {
    let shop = shop();
    let people: Vec<_> = (0..150).map(|number| shop.add(named(&format!("Anna Number{number}")))).collect();
    for person in &people {
        shop.sell(person.id, &[("Tea", 100)]);
    }
    shop.at("2026-10-16T10:00:00+02:00");
    for person in people.iter().take(40) {
        shop.sell(person.id, &[("Tea", 100)]);
        assert_eq!(shop.found("anna")[0], person.name, "among more than are looked at");
        assert_eq!(shop.found("")[0], person.name);
    }
    let listed = |descending| {
        let page = |from| {
            let query = CustomersQuery { sort: "lastDay".into(), descending, text: String::new(), from, limit: 7 };
            shop.customers(&query).unwrap().rows.into_iter().map(|row| row.name)
        };
        (0..160).step_by(7).flat_map(page).collect::<Vec<_>>()
    };
    let newest_first = listed(true);
    assert_eq!(newest_first[..40], people.iter().take(40).rev().map(|person| person.name.clone()).collect::<Vec<_>>());
    assert_eq!(newest_first.iter().collect::<std::collections::HashSet<_>>().len(), 150);
    assert_eq!(listed(false), newest_first.into_iter().rev().collect::<Vec<_>>());
    for _ in 0..40 {
        shop.undo(None).unwrap();
    }
    assert!(shop.check().unwrap().ok);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However somebody wrote a number down and however it is asked for: its country, its spaces, its script.
    #[test]
    fn any_spelling_of_a_phone_finds_any_other(
        digits in "[1-9][0-9]{7}",
        kept in (0usize..4, 0usize..4, 0usize..4),
        asked in (0usize..4, 0usize..4, 0usize..4),
    ) {
        let spell = |(form, gap, script): (usize, usize, usize)| {
            let separator = ["", " ", ".", "-"][gap];
            let number: Vec<String> = std::iter::once("6".to_owned())
                .chain(digits.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()))
                .collect();
            let number = number.join(separator);
            let whole = [format!("0{number}"), format!("+33{separator}{number}"), format!("0033{separator}{number}"), format!("tel:+33{number}")][form].clone();
            let zero = ['0', '\u{ff10}', '\u{0660}', '\u{0966}'][script];
            whole
                .chars()
                .map(|letter| letter.to_digit(10).and_then(|digit| char::from_u32(zero as u32 + digit)).unwrap_or(letter))
                .collect::<String>()
        };
        let shop = shop_with(NewShop { region: "FR".into(), ..corner() });
        let typed = spell(kept);
        shop.add(with_phone("Zoe Field", &typed));
        shop.add(with_phone("Ann Ember", "06 00 00 00 00"));
        prop_assert_eq!(shop.found(&spell(asked)), ["Zoe Field"], "{} kept, {} asked", &typed, spell(asked));
        prop_assert_eq!(&shop.only("zoe").customer.phones[0].typed, &typed, "it is kept as it was typed");
    }

    /// A name is found by its letters in any case, with or without their marks.
    #[test]
    fn any_spelling_of_a_name_finds_it(name in "[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][a-zà-öø-ÿā-žșțß]{2,9}", upper in any::<bool>()) {
        let shop = shop();
        shop.add(named(&format!("{name} Ember")));
        let bare = regulars::model::fold::fold(&name);
        let asked = if upper { name.to_uppercase() } else { name.to_lowercase() };
        for text in [name.clone(), asked, bare] {
            prop_assert_eq!(shop.found(&text).len(), 1, "{} by {}", &name, &text);
        }
    }
}

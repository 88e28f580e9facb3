//! What a file would change, told before it does; and blank cells, which empty only what they are asked to.

use regulars::book::{ImportOptions, ImportReport};
use regulars::error::Code;
use regulars::model::{Address, CustomerChanges, Email, NewCustomer, Phone};

use crate::exports::{customers_file, import};
use crate::shop::{Shop, named, shop, with_phone};
use crate::tables::{counts, square, square_person};

fn clearing(shop: &Shop, text: &str) -> ImportReport {
    let path = shop.file("in.csv", text);
    shop.import(&path, &ImportOptions { blank: Some("clear".into()), ..ImportOptions::default() }, &mut |_| true).unwrap()
}

/// Row, name, and each change as one text.
fn told(report: &ImportReport) -> Vec<(u64, String, Vec<String>)> {
    let changes = |row: &regulars::book::ChangedRow| {
        row.changes.iter().map(|change| format!("{}: {} -> {}", change.field, change.before, change.after)).collect()
    };
    report.changed.iter().map(|row| (row.row, row.name.clone(), changes(row))).collect()
}

#[test]
fn what_an_edited_file_changes_is_told_however_far_down_it_stands() {
    let shop = shop();
    let file = |edited: bool| {
        let rows = (0..300).map(|nr| {
            let (phone, news, birthday) = match nr {
                270 if edited => ("0170 9999".to_owned(), "unsubscribed", "1990-03-15"),
                280 if edited => (format!("0170 1000{nr}"), "subscribed", "1991-04-01"),
                _ => (format!("0170 1000{nr}"), "subscribed", "1990-03-15"),
            };
            format!("SQ-{nr},Given{nr},Ember,{phone},{news},{birthday}\n")
        });
        "Square Customer ID,First Name,Last Name,Phone Number,Email Subscription Status,Birthday\n".to_owned() + &rows.collect::<String>()
    };
    assert!(shop.take_in(file(false)).changed.is_empty());
    let preview = shop.rehearse(file(true));
    let expected = [
        (
            272,
            "Given270 Ember".to_owned(),
            vec!["phones: 0170 1000270 -> 0170 1000270 · 0170 9999".to_owned(), "consent: e-mail for news -> no e-mail for news".to_owned()],
        ),
        (282, "Given280 Ember".to_owned(), vec!["birthday: 1990-03-15 -> 1991-04-01".to_owned()]),
    ];
    assert_eq!((counts(&preview), told(&preview).as_slice()), ([0, 2, 298, 0], expected.as_slice()));
    assert_eq!(told(&shop.take_in(file(true))), told(&preview), "what was done is what was shown");
    assert!(told(&shop.take_in(file(true))).is_empty());
}

#[test]
fn a_change_of_a_long_text_is_told_in_short() {
    let shop = shop();
    shop.take_in(square(&[square_person("SQ-1", "Ann", "Ember", &[("Memo", "rye")])]));
    let long = "ä".repeat(2_000);
    let report = shop.take_in(square(&[square_person("SQ-1", "Ann", "Ember", &[("Memo", &long)])]));
    let change = &report.changed[0].changes[0];
    assert_eq!((change.field, change.before.as_str(), change.after.chars().count()), ("note", "rye", 301));
    assert!(shop.only("ember").customer.note.ends_with(&long), "and is kept whole");
}

#[test]
fn blank_cells_empty_what_the_book_has_where_that_is_asked_for_and_nothing_else() {
    let shop = shop();
    let all =
        [("Phone Number", "0170 1234567"), ("Email Address", "ann@example.org"), ("City", "Upton"), ("Birthday", "1990-03-15"), ("Memo", "rye")];
    let full = square(&[square_person("SQ-1", "Ann", "Ember", &all), square_person("SQ-2", "Bob", "Field", &[("Phone Number", "0171 7654321")])]);
    shop.take_in(&full);
    let ann = shop.only("ember").customer;
    shop.edit_customer(&ann.id, &CustomerChanges { call_me: Some("Annie".into()), tags: Some(vec!["vip".into()]), ..CustomerChanges::default() })
        .unwrap();
    let before = shop.digest().unwrap();
    let bare = square(&[
        square_person("SQ-1", "Ann", "", &[("Phone Number", "0170 1234567")]),
        square_person("SQ-2", "Bob", "Field", &[("Phone Number", "0171 7654321")]),
    ]);
    assert_eq!(counts(&shop.rehearse(&bare)), [0, 0, 2, 0], "a blank cell says nothing");

    let report = clearing(&shop, &bare);
    assert_eq!(counts(&report), [0, 1, 1, 0]);
    assert_eq!(told(&report)[0].2, ["birthday: 1990-03-15 -> ", "note: rye -> ", "emails: ann@example.org -> ", "addresses: Upton -> "]);
    let now = shop.card(&ann.id).unwrap().customer;
    assert_eq!((now.name.as_str(), now.phones.len(), now.emails.len(), now.addresses.len()), ("Ann Ember", 1, 0, 0), "nobody loses their name");
    assert_eq!((now.call_me.as_str(), now.tags.len()), ("Annie", 1), "what the file has no column for stays");
    assert!(shop.check().unwrap().ok);
    assert_eq!(counts(&clearing(&shop, &bare)), [0, 0, 2, 0]);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
}

#[test]
fn blank_cells_of_a_row_that_stands_empty_what_was_written_down_since() {
    let shop = shop();
    let list = "Name;Telefon;Bemerkung\nAnn Ember;0170 1234567;\n";
    shop.take_in(list);
    let ann = shop.only("ember").customer;
    let note = |text: &str| CustomerChanges { note: Some(text.into()), name: Some("Anne Ember".into()), ..CustomerChanges::default() };
    shop.edit_customer(&ann.id, &note("rye")).unwrap();
    assert_eq!(counts(&shop.take_in(list)), [0, 0, 1, 0], "a row that stands is left alone");
    assert_eq!(told(&clearing(&shop, list)), [(2, "Anne Ember".to_owned(), vec!["note: rye -> ".to_owned()])]);
    assert_eq!(shop.card(&ann.id).unwrap().customer.name, "Anne Ember", "and says nothing else anew");
}

#[test]
fn a_blank_cell_of_our_own_table_takes_one_phone_of_several_where_that_is_asked_for() {
    let shop = shop();
    let address = |town: &str| Address { town: town.into(), street: "Mill Lane 1".into(), ..Address::default() };
    let ann = shop.add(NewCustomer {
        phones: ["030 1111111", "030 2222222"].map(Phone::plain).to_vec(),
        emails: vec![Email::plain("ann@example.org")],
        addresses: vec![address("Upton"), address("Riverton"), address("Ulm")],
        ..named("Ann Ember")
    });
    shop.add(with_phone("Bob Field", "0171 7654321"));
    let text = std::fs::read_to_string(customers_file(&shop, "out", b',')).unwrap();
    assert_eq!(counts(&clearing(&shop, &text)), [0, 0, 2, 0]);
    let edited = text
        .replacen("\"030 2222222\"", "\"\"", 1)
        .replacen("\"Riverton\"", "\"\"", 1)
        .replacen("\"Mill Lane 1\"", "\"-\"", 2)
        .replace("\"-\"", "\"Mill Lane 1\"");
    assert_eq!(counts(&import(&shop, &shop.file("edited.csv", &edited)).unwrap()), [0, 0, 2, 0]);
    let report = clearing(&shop, &edited);
    assert_eq!(told(&report)[0].2, ["phones: 030 1111111 · 030 2222222 -> 030 1111111"]);
    let now = shop.card(&ann.id).unwrap().customer;
    assert_eq!((now.phones.len(), now.emails.len(), now.addresses.len()), (1, 1, 3), "and an address with a part left is one");
}

#[test]
fn a_list_without_years_takes_none_from_a_birthday() {
    let shop = shop();
    let list = |birthday: &str, town: &str| format!("Name,Phone,Birthday,Town\nAnn Ember,0170 1234567,{birthday},{town}\n");
    shop.take_in(list("1990-03-15", ""));
    let report = shop.take_in(list("--03-15", "Upton"));
    assert_eq!(told(&report)[0].2, ["addresses:  -> Upton"]);
    assert_eq!(shop.only("ember").customer.birthday.unwrap().to_string(), "1990-03-15");
}

#[test]
fn whoever_has_only_a_company_keeps_it_and_other_words_are_refused() {
    let shop = shop();
    let table = |company: &str| format!("Kundennummer;Firma;Telefon\n17;{company};030 765432\n");
    shop.take_in(table("Beta AG"));
    assert_eq!(counts(&clearing(&shop, &table(""))), [0, 0, 1, 0]);
    assert_eq!(shop.only("765432").customer.company, "Beta AG");
    let options = ImportOptions { blank: Some("wipe".into()), ..ImportOptions::default() };
    let refused = shop.import(&shop.file("in.csv", table("Beta AG")), &options, &mut |_| true).unwrap_err();
    assert_eq!(refused.code(), Code::NotAChoice);
}

#[test]
fn what_another_row_of_the_file_fills_is_not_emptied() {
    for file in [
        "Kundennummer;Name;Telefon;E-Mail\n1;Ann Ember;0171 2345678;\n1;Ann Ember;;a@example.org\n",
        "Name;Telefon;E-Mail;Bemerkung;Ort\nAnn Ember;0171 2345678;a@example.org;;\nAnn Ember;;a@example.org;mag Tee;\nAnn Ember;0171 2345678;;;Ulm\n",
    ] {
        let shop = shop();
        clearing(&shop, file);
        let whole = shop.digest().unwrap();
        let ann = shop.only("ember").customer;
        assert_eq!((ann.phones.len(), ann.emails.len()), (1, 1), "{file}");
        assert!(told(&clearing(&shop, file)).is_empty());
        assert_eq!(shop.digest().unwrap(), whole, "the same file changes nothing");
        shop.edit_customer(&ann.id, &CustomerChanges { birthday: Some("1990-03-15".into()), ..CustomerChanges::default() }).unwrap();
        assert!(told(&clearing(&shop, file)).is_empty(), "what the file has no column for stays");
        assert!(shop.check().unwrap().ok);
    }
}

#[test]
fn an_address_that_lacks_a_part_is_no_second_one() {
    let shop = shop();
    let list = |street: &str| format!("Kundennummer;Name;Straße;PLZ;Ort\n1;Ann Ember;{street};10115;Berlin\n");
    shop.take_in(list("Weg 1"));
    for report in [shop.take_in(list("")), clearing(&shop, &list(""))] {
        assert_eq!(counts(&report), [0, 0, 1, 0], "{:?}", report.changed);
    }
    assert_eq!(shop.only("ember").customer.addresses.len(), 1);
}

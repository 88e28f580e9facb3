//! Customers as vCards, out and in again.

use proptest::prelude::*;
use regulars::book::ImportOptions;
use regulars::error::Code;
use regulars::model::{Address, Customer, Email, NewCustomer, Phone};

use crate::shop::{Shop, named, shop};

fn full() -> NewCustomer {
    let phone = |label: &str, typed: &str| Phone { label: label.into(), typed: typed.into() };
    NewCustomer {
        given: "Zoë Marie".into(),
        family: "Åström; O'Brien, Jr".into(),
        nick: "Flash".into(),
        company: "Ember & Sons; Ltd, Riverton".into(),
        birthday: "--02-29".into(),
        note: "likes rye,\nand \\ backslashes; 山田太郎 says so. A line that is longer than the seventy-five letters a line of a card may have."
            .into(),
        tags: vec!["vip".into(), "whole, sale".into()],
        phones: vec![phone("mobile", "0170 1234567"), phone("upstairs", "030 765432"), phone("", "+44 20 7946 0000")],
        emails: vec![Email { label: "work".into(), typed: "zoe@example.org".into() }],
        addresses: vec![Address {
            label: "home".into(),
            street: "12 Mill Lane; back".into(),
            extra: "Flat 3".into(),
            postcode: "0123".into(),
            town: "Riverton".into(),
            region: "QC".into(),
            country: "Canada".into(),
        }],
        ..NewCustomer::default()
    }
}

/// Everybody's cards read into a new book.
fn through_cards(from: &Shop) -> Shop {
    let folder = from.folder.path().join("cards");
    let written = from.export_cards(&folder, &[], true, &mut |_| true).unwrap();
    let to = shop();
    let report = to.import(&written.files[0].path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.source.as_str(), report.added, report.refused_total), ("vcard", written.files[0].rows, 0), "{:?}", report.refused);
    to
}

/// Everybody's cards read into the book that wrote them change nothing, not even what is remembered of files.
fn changes_nothing(shop: &Shop) {
    let written = shop.export_cards(&shop.folder.path().join("own"), &[], true, &mut |_| true).unwrap();
    let (digest, deeds) = (shop.digest().unwrap(), shop.history(None, None, 50).unwrap().len());
    let report = shop.import(&written.files[0].path, &ImportOptions::default(), &mut |_| true).unwrap();
    let counts = [report.added, report.updated, report.unchanged, report.refused_total];
    assert_eq!((counts, report.import_id, report.doubtful_total), ([0, 0, written.files[0].rows, 0], None, 0), "{:?}", report.sample);
    assert_eq!((shop.digest().unwrap(), shop.history(None, None, 50).unwrap().len()), (digest, deeds));
}

#[test]
fn a_card_that_comes_home_is_known_by_its_id_and_brings_what_was_edited() {
    let shop = shop();
    shop.add(NewCustomer { call_me: "Zozo".into(), ..NewCustomer { nick: String::new(), ..full() } });
    for name in ["Ann Ember", "Ann Ember"] {
        shop.add(named(name));
    }
    changes_nothing(&shop);
    let written = shop.export_cards(&shop.folder.path().join("phone"), &[], true, &mut |_| true).unwrap();
    let edited =
        std::fs::read_to_string(&written.files[0].path).unwrap().replace("Ember;Ann;;;", "Hill;Ann;;;").replace("FN:Ann Ember", "FN:Ann Hill");
    let report = shop.import(&shop.file("edited.vcf", edited), &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.added, report.updated, report.unchanged, report.import_id.is_some()), (0, 2, 1, true));
    assert_eq!(shop.found("hill").len(), 2);
}

/// What a card can carry of a customer.
fn carried(customer: Customer) -> Customer {
    Customer { id: regulars::model::Id::new(uuid::Uuid::nil()), created_at: String::new(), ..customer }
}

#[test]
fn a_customer_comes_back_from_their_card_as_they_were() {
    let from = shop();
    let zoe = from.add(full());
    let to = through_cards(&from);
    let back = to.only("riverton").customer;
    assert_eq!(carried(back), carried(zoe));
    let text = std::fs::read_to_string(from.folder.path().join("cards/customers.vcf")).unwrap();
    assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && text.ends_with("END:VCARD\r\n"));
    assert!(text.lines().all(|line| line.len() <= 76), "lines are folded: {text}");
}

#[test]
fn one_card_some_or_all_are_written_and_nothing_is_written_over() {
    let shop = shop();
    let (ann, bob) = (shop.add(named("Ann Ember")), shop.add(named("Bob Field")));
    shop.add(named("Cleo Gray"));
    let folder = shop.folder.path().join("out");
    let one = shop.export_cards(&folder, &[bob.id], false, &mut |_| true).unwrap();
    assert_eq!(one.files[0].name, "Bob Field.vcf");
    let text = std::fs::read_to_string(&one.files[0].path).unwrap();
    assert_eq!((one.files[0].rows, text.matches("BEGIN:VCARD").count(), text.contains("Ann")), (1, 1, false));
    assert_eq!(shop.export_cards(&folder, &[bob.id], false, &mut |_| true).unwrap_err().code(), Code::FileExists);
    assert_eq!(std::fs::read_to_string(&one.files[0].path).unwrap(), text);
    let all = shop.export_cards(&folder, &[], true, &mut |_| true).unwrap();
    assert_eq!(all.files[0].rows, 3);
    shop.remove_customer(&ann.id).unwrap();
    assert_eq!(shop.export_cards(&folder, &[ann.id], true, &mut |_| true).unwrap_err().code(), Code::NotFound);
    assert_eq!(shop.export_cards(&folder, &[], true, &mut |_| true).unwrap().files[0].rows, 2, "who is in no list is in no file");
}

#[test]
fn one_tag_with_a_comma_stays_one_and_a_card_knows_no_formulas() {
    for tags in [&["a,b"][..], &["a;b"], &["a,b", "c;d"], &["whole, sale; big"]] {
        let from = shop();
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let new = NewCustomer { tags, note: "#N/A".into(), company: "###".into(), nick: "Err:502".into(), ..named("Ann Ember") };
        let ann = from.add(new);
        let back = through_cards(&from).only("ember").customer;
        assert_eq!(carried(back), carried(ann));
    }
}

#[test]
fn nobody_is_written_twice() {
    let shop = shop();
    let [ann, anna, bob] = ["Ann Ember", "Anna Ember", "Bob Field"].map(|name| shop.add(named(name)).id);
    shop.merge_customers(&ann, &[anna], &Default::default()).unwrap();
    let folder = shop.folder.path().join("out");
    let write = |who: &[regulars::model::Id]| {
        let file = shop.export_cards(&folder, who, true, &mut |_| true).unwrap().files.remove(0);
        let text = std::fs::read_to_string(&file.path).unwrap();
        assert_eq!(text.matches("BEGIN:VCARD").count() as u64, file.rows);
        (file.name, file.rows)
    };
    assert_eq!(write(&[anna, ann]), ("Ann Ember.vcf".to_owned(), 1));
    assert_eq!(write(&[bob, bob]), ("Bob Field.vcf".to_owned(), 1));
    assert_eq!(write(&[bob, anna, ann, bob]), ("customers.vcf".to_owned(), 2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_a_card(given in "[\\PC&&[^\"]]{1,20}", note in "\\PC{0,40}", tag in "\\PC{0,12}") {
        let from = shop();
        let new = NewCustomer { given, family: "Ember".into(), note, tags: vec![tag], ..NewCustomer::default() };
        prop_assume!(from.add_customer(&new).is_ok());
        let before = from.find("ember", 1).unwrap()[0].id;
        let before = from.customer(&before).unwrap();
        changes_nothing(&from);
        let to = through_cards(&from);
        let after = to.customer(&to.find("ember", 1).unwrap()[0].id).unwrap();
        prop_assert_eq!(carried(after), carried(before));
    }
}

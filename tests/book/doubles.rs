//! One person twice: found, told apart, made one card, and two again.

use proptest::prelude::*;
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, ImportOptions, Span};
use regulars::error::Code;
use regulars::model::{
    Address, Customer, CustomerChanges, Deed, Email, Id, MonthFigure, NewComplaint, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewShop,
    Phone,
};
use rusqlite::Connection;

use crate::exports::MOVE;
use crate::shop::{Shop, corner, named, sale, shop, shop_with, with_email, with_phone};
use crate::tables::{square, square_item, square_items, square_person, square_transaction, square_transactions};

fn as_is() -> CustomerChanges {
    CustomerChanges::default()
}

fn consent(id: Id, given: bool) -> NewConsent {
    NewConsent { id, purpose: "news".into(), channel: "email".into(), given, how: "said so".into(), wording: String::new() }
}

/// Ann twice: at the counter with a phone, and from somewhere with an e-mail address; both have a past.
fn twice() -> (Shop, Id, Id) {
    let shop = shop();
    let ann = shop.add(NewCustomer { note: "likes rye".into(), tags: vec!["vip".into()], ..with_phone("Ann Ember", "0170 1234567") });
    let anne = shop.add(NewCustomer {
        birthday: "1990-03-15".into(),
        note: "allergic to nuts".into(),
        tags: vec!["VIP".into(), "wholesale".into()],
        phones: vec![Phone::plain("+49 170 1234567"), Phone::plain("030 765432")],
        addresses: vec![Address { town: "Riverton".into(), ..Address::default() }],
        ..with_email("Anne Embers", "anne@example.org")
    });
    shop.sell(ann.id, &[("Tea", 780)]);
    shop.at("2026-10-16T10:00:00+02:00");
    shop.sell(anne.id, &[("Rye bread", 420)]);
    shop.add_preference(&anne.id, "avoids", "nuts").unwrap();
    shop.add_belonging(&anne.id, "Bike", "red").unwrap();
    shop.add_interaction(&NewInteraction { id: anne.id, kind: "call".into(), text: "rang".into(), score: None }).unwrap();
    shop.add_follow_up(&NewFollowUp { id: anne.id, title: "call".into(), due: "2026-10-17".into(), kind: "call".into(), repeat: String::new() })
        .unwrap();
    (shop, ann.id, anne.id)
}

#[test]
fn of_two_cards_one_stays_and_everything_is_its_own() {
    let (shop, ann, anne) = twice();
    let before = shop.digest().unwrap();
    let view = shop.preview_merge(&ann, &[anne], &as_is()).unwrap();
    assert_eq!(shop.digest().unwrap(), before, "a look changes nothing");
    let one = shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    assert_eq!(one, view, "and tells what will be");
    assert_eq!((one.id, one.name.as_str(), one.note.as_str()), (ann, "Ann Ember", "likes rye\nallergic to nuts"));
    assert_eq!(one.phones.iter().map(|phone| phone.typed.as_str()).collect::<Vec<_>>(), ["0170 1234567", "030 765432"], "one number, two spellings");
    assert_eq!((one.tags, one.emails.len(), one.birthday.unwrap().to_string()), (vec!["vip".into(), "wholesale".into()], 1, "1990-03-15".into()));
    for id in [ann, anne] {
        let card = shop.card(&id).unwrap();
        assert_eq!((card.customer.id, card.summary.visits, card.summary.spent_minor), (ann, 2, 1200), "the old id finds the survivor");
        assert_eq!(card.purchases.iter().map(|purchase| purchase.customer_id).collect::<Vec<_>>(), [Some(ann), Some(ann)]);
        assert_eq!((card.preferences.len(), card.belongings.len(), card.interactions.len(), card.follow_ups.len()), (1, 1, 1, 1));
        assert_eq!((card.follow_ups[0].customer_id, card.interactions[0].customer_id), (ann, ann));
        let told: Vec<String> = shop.history(Some(&id), None, 20).unwrap().into_iter().map(|deed| deed.summary).collect();
        assert_eq!(told[0], "Merged Anne Embers into Ann Ember");
        assert!(told.contains(&"Added Anne Embers".to_owned()) && told.contains(&"Added Ann Ember".to_owned()), "{told:?}");
    }
    for text in ["ann", "embers", "1234567", "765432", "anne@", "riverton", "rye bread", "tea"] {
        assert_eq!(shop.found(text), ["Ann Ember"], "{text}");
    }
    assert_eq!(shop.customer_count().unwrap(), 1);
    let october = shop.month("2026-10".parse().unwrap()).unwrap();
    assert_eq!((october.customers, october.new_customers, october.revenue_minor), (1, 1, 1200));
    let people = shop.month_people("2026-10".parse().unwrap(), MonthFigure::Customers, 10, 0).unwrap();
    assert_eq!((people.len(), people[0].id, people[0].purchases), (1, ann, 2));
    shop.at("2026-10-17T10:00:00+02:00");
    assert_eq!(
        shop.due(None, 0).unwrap().iter().map(|owed| (owed.customer_name.as_str(), owed.customer_id)).collect::<Vec<_>>(),
        [("Ann Ember", ann)]
    );
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    shop.sell(anne, &[("Jam", 500)]);
    assert_eq!(shop.card(&ann).unwrap().summary.spent_minor, 1700, "who says the old id means the survivor");
}

#[test]
fn what_the_survivor_has_stays_and_the_first_of_the_others_that_has_more_fills_it_in() {
    let shop = shop();
    let address = |street: &str, town: &str| Address { street: street.into(), town: town.into(), ..Address::default() };
    let ann = shop.add(NewCustomer {
        given: "Ann".into(),
        nick: "Flash".into(),
        birthday: "1990-03-15".into(),
        emails: vec![Email::plain("ann@example.org")],
        addresses: vec![address("Mill Lane 1", "Riverton")],
        ..NewCustomer::default()
    });
    let other = |mark: &str| NewCustomer {
        number: format!("{mark}1"),
        given: "Anne".into(),
        family: "Embers".into(),
        nick: format!("{mark}2"),
        company: format!("{mark}3"),
        call_me: format!("{mark}4"),
        say_it: format!("{mark}5"),
        birthday: "1991-04-16".into(),
        source: format!("{mark}6"),
        emails: vec![Email::plain("Ann@Example.org"), Email::plain(format!("{mark}@example.org"))],
        addresses: vec![address("mill lane 1", "RIVERTON"), address(mark, "Upton")],
        ..NewCustomer::default()
    };
    let others = ["b", "c"].map(|mark| shop.add(other(mark)).id);
    let one = shop.merge_customers(&ann.id, &others, &as_is()).unwrap();
    let expected = Customer {
        number: "b1".into(),
        company: "b3".into(),
        call_me: "b4".into(),
        say_it: "b5".into(),
        source: "b6".into(),
        emails: ["ann@example.org", "b@example.org", "c@example.org"].map(Email::plain).into(),
        addresses: vec![address("Mill Lane 1", "Riverton"), address("b", "Upton"), address("c", "Upton")],
        ..ann
    };
    assert_eq!(one, expected);
}

#[test]
fn twenty_cards_become_one_at_a_time_and_no_more() {
    let shop = shop();
    let ids: Vec<Id> = (0..22).map(|_| shop.add(named("Ann Ember")).id).collect();
    assert_eq!(shop.merge_customers(&ids[0], &ids[1..22], &as_is()).unwrap_err().code(), Code::TooMany);
    shop.merge_customers(&ids[0], &ids[1..21], &as_is()).unwrap();
    assert_eq!(shop.customer_count().unwrap(), 2);
}

#[test]
fn a_no_that_wins_is_told_as_it_was_said() {
    let (shop, ann, anne) = twice();
    shop.record_consent(&consent(ann, true)).unwrap();
    shop.record_consent(&NewConsent { how: "by letter".into(), wording: "No more of it".into(), ..consent(anne, false) }).unwrap();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let [held] = shop.card(&ann).unwrap().consents.try_into().unwrap();
    assert_eq!((held.given, held.how.as_str(), held.wording.as_str()), (false, "by letter", "No more of it"));
}

#[test]
fn field_by_field_somebody_decides() {
    let (shop, ann, anne) = twice();
    let changes = CustomerChanges { family: Some("Embers".into()), note: Some("rye, no nuts".into()), tags: Some(vec![]), ..as_is() };
    let one = shop.merge_customers(&ann, &[anne], &changes).unwrap();
    assert_eq!((one.name.as_str(), one.note.as_str(), one.tags.len(), one.phones.len()), ("Ann Embers", "rye, no nuts", 0, 2));
}

#[test]
fn a_year_that_one_of_two_cards_knows_of_the_same_birthday_stays() {
    let shop = shop();
    let born = |name: &str, birthday: &str| shop.add(NewCustomer { birthday: birthday.into(), ..named(name) }).id;
    for (one, other, both) in [("--03-15", "1990-03-15", "1990-03-15"), ("1990-03-15", "--03-15", "1990-03-15"), ("--03-15", "1990-03-16", "--03-15")]
    {
        let (ann, anne) = (born("Ann Ember", one), born("Anne Ember", other));
        let merged = shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
        assert_eq!(merged.birthday.unwrap().to_string(), both, "{one} {other}");
    }
}

#[test]
fn a_merge_is_taken_back_and_done_again() {
    let (shop, ann, anne) = twice();
    let before = shop.digest().unwrap();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let after = shop.digest().unwrap();
    let done = shop.undo(None).unwrap();
    assert_eq!((done.undone.name.as_str(), done.kept_total), ("merge_customers", 0));
    assert_eq!(shop.digest().unwrap(), before);
    assert_eq!((shop.found("embers"), shop.found("ann ember").len()), (vec!["Anne Embers".to_owned()], 2));
    assert_eq!((shop.card(&ann).unwrap().summary.visits, shop.card(&anne).unwrap().summary.visits), (1, 1));
    assert!(shop.check().unwrap().ok);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), after);
    assert!(shop.check().unwrap().ok);
}

#[test]
fn what_was_written_since_a_merge_stays_with_the_survivor_and_is_told() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let merge = shop.history(None, None, 1).unwrap()[0].deed;
    shop.sell(anne, &[("Jam", 500)]);
    shop.edit_customer(&ann, &CustomerChanges { note: Some("changed since".into()), ..as_is() }).unwrap();
    let done = shop.undo(Some(&merge)).unwrap();
    let kept: Vec<&str> = done.kept.iter().map(|deed| deed.summary.as_str()).collect();
    assert_eq!((kept, done.kept_total), (vec!["Changed the note of Ann Ember", "Wrote down a purchase of 5.00 EUR for Ann Ember"], 2));
    let (first, second) = (shop.card(&ann).unwrap(), shop.card(&anne).unwrap());
    assert_eq!((first.customer.note.as_str(), first.summary.spent_minor, first.customer.phones.len()), ("changed since", 1280, 1));
    assert_eq!((second.customer.note.as_str(), second.summary.spent_minor, second.customer.phones.len()), ("allergic to nuts", 420, 2));
    assert!(shop.check().unwrap().ok);
}

#[test]
fn the_stricter_consent_wins_until_somebody_says_otherwise() {
    for (mine, theirs, held) in [(true, false, false), (false, true, false), (true, true, true)] {
        let (shop, ann, anne) = twice();
        shop.record_consent(&consent(ann, mine)).unwrap();
        shop.at("2026-10-16T11:00:00+02:00");
        shop.record_consent(&consent(anne, theirs)).unwrap();
        shop.at("2026-10-16T12:00:00+02:00");
        shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
        let holds = |id: &Id| shop.card(id).unwrap().consents.iter().map(|consent| consent.given).collect::<Vec<_>>();
        assert_eq!(holds(&ann), [held], "{mine} {theirs}");
        shop.undo(None).unwrap();
        assert_eq!((holds(&ann), holds(&anne)), (vec![mine], vec![theirs]));
        shop.redo().unwrap();
        shop.at("2026-10-16T13:00:00+02:00");
        shop.record_consent(&consent(ann, true)).unwrap();
        assert_eq!(holds(&anne), [true]);
    }
}

#[test]
fn what_a_file_has_added_to_a_list_since_a_merge_stays_beside_the_list_of_before() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let merge = last_deed(&shop);
    assert_eq!(shop.take_in("Name,Phone,E-mail\nAnn Ember,0170 1234567,ann@example.org\nAnn Ember,0170 1234567; 030 555666,\n").updated, 2);
    let whole = shop.digest().unwrap();
    shop.undo(Some(&merge)).unwrap();
    let card = shop.customer(&ann).unwrap();
    assert_eq!(card.phones.iter().map(|phone| phone.typed.as_str()).collect::<Vec<_>>(), ["0170 1234567", "030 555666"]);
    assert_eq!(card.emails.iter().map(|email| email.typed.as_str()).collect::<Vec<_>>(), ["ann@example.org"]);
    assert!(shop.check().unwrap().ok);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), whole);
}

#[test]
fn a_list_that_was_emptied_or_filled_since_a_merge_stays_so() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &CustomerChanges { tags: Some(vec![]), ..as_is() }).unwrap();
    let merge = last_deed(&shop);
    let changes = CustomerChanges { phones: Some(vec![]), tags: Some(vec!["new".into()]), ..as_is() };
    shop.edit_customer(&ann, &changes).unwrap();
    shop.undo(None).unwrap();
    shop.undo(Some(&merge)).unwrap();
    let lists = |card: Customer| (card.phones.len(), card.tags);
    assert_eq!(lists(shop.customer(&ann).unwrap()), (1, vec!["vip".into()]), "what was taken back since is as if it had not been");
    shop.redo().unwrap();
    shop.edit_customer(&ann, &changes).unwrap();
    shop.undo(Some(&merge)).unwrap();
    assert_eq!(lists(shop.customer(&ann).unwrap()), (0, vec!["new".into()]));
}

#[test]
fn a_balance_that_a_later_file_brought_up_to_date_is_the_later_files() {
    let shop = shop();
    let carl = shop.add(with_phone("Carl Coe", "030 88888")).id;
    let square = |visits: u8| {
        let headings = "First Name,Last Name,Phone Number,Square Customer ID,Creation Source,Transaction Count";
        shop.take_in(format!("{headings}\nCarl,Coe,030 88888,SQ1,Directory,{visits}\n"));
        last_deed(&shop)
    };
    let (first, second) = (square(3), square(4));
    let visits = || shop.card(&carl).unwrap().openings.iter().map(|opening| opening.balance.visits).collect::<Vec<_>>();
    assert_eq!(shop.undo(Some(&first)).unwrap().kept[0].deed, second);
    assert_eq!(visits(), [Some(4)]);
    shop.redo().unwrap();
    shop.undo(Some(&second)).unwrap();
    assert_eq!(visits(), [Some(3)]);
}

/// Notes are told apart by their lines, not by what stands somewhere in them.
#[test]
fn a_note_that_is_part_of_the_other_ones_sentence_is_kept() {
    for (mine, theirs, both) in [
        ("No nut allergy", "nut allergy", "No nut allergy\nnut allergy"),
        ("likes rye\nno nuts", "no  nuts", "likes rye\nno nuts"),
        ("no nuts", "likes rye\nno nuts", "likes rye\nno nuts"),
        ("", "no nuts", "no nuts"),
    ] {
        let shop = shop();
        let [ann, anne] = [mine, theirs].map(|note| shop.add(NewCustomer { note: note.into(), ..named("Ann Ember") }).id);
        assert_eq!(shop.merge_customers(&ann, &[anne], &as_is()).unwrap().note, both, "{mine}, {theirs}");
    }
}

#[test]
fn a_referral_to_a_card_that_became_anothers_is_theirs_again_when_that_is_taken_back() {
    let shop = shop();
    let [ann, anne] = ["Ann Ember", "Ann Embers"].map(|name| shop.add(named(name)).id);
    let carl = shop.add(NewCustomer { referred_by: Some(anne), ..with_phone("Carl Coe", "030 88888") }).id;
    let cora = shop.add(named("Cora Coe")).id;
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let merge = last_deed(&shop);
    let sender = |id: &Id| shop.customer(id).unwrap().referred_by;
    assert_eq!(sender(&carl), Some(ann), "who reads it sees the survivor");
    let table = ExportOptions { what: ExportWhat::Customers, for_what: ExportFor::Spreadsheet, ..MOVE };
    let ours = shop.export(&shop.folder.path().join("ours"), &table, &mut |_| true).unwrap().files[0].path.clone();
    let (digest, deeds) = (shop.digest().unwrap(), shop.history(None, None, 50).unwrap().len());
    let report = shop.import(&ours, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.unchanged, shop.digest().unwrap(), shop.history(None, None, 50).unwrap().len()), (3, digest, deeds));
    let addresses = vec![Address { town: "Ulm".into(), ..Address::default() }];
    shop.edit_customer(&carl, &CustomerChanges { addresses: Some(addresses), ..as_is() }).unwrap();
    shop.edit_customer(&carl, &CustomerChanges { note: Some("tall".into()), ..sent_by(ann) }).unwrap();
    shop.merge_customers(&cora, &[carl], &as_is()).unwrap();
    let done = shop.undo(Some(&merge)).unwrap();
    assert_eq!(summaries(&done.kept), ["Merged Carl Coe into Cora Coe"]);
    assert_eq!(sender(&cora), Some(anne), "who takes over a referral takes it as it is written");
    shop.undo(None).unwrap();
    assert_eq!((sender(&carl), sender(&cora)), (Some(anne), None));
    assert!(shop.check().unwrap().ok);
}

#[test]
fn whoever_was_sent_by_a_card_that_is_theirs_now_was_sent_by_nobody() {
    let shop = shop();
    let [ann, anne] = ["Ann Ember", "Ann Embers"].map(|name| shop.add(named(name)).id);
    shop.edit_customer(&ann, &sent_by(anne)).unwrap();
    shop.edit_customer(&ann, &CustomerChanges { referred_by: Some(None), ..as_is() }).unwrap();
    let forgotten = last_deed(&shop);
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let merge = last_deed(&shop);
    shop.undo(Some(&forgotten)).unwrap();
    assert_eq!(shop.customer(&ann).unwrap().referred_by, None);
    shop.edit_customer(&ann, &CustomerChanges { note: Some("tall".into()), ..as_is() }).unwrap();
    shop.undo(Some(&merge)).unwrap();
    assert_eq!(shop.customer(&ann).unwrap().referred_by, Some(anne));
}

#[test]
fn who_was_sent_by_the_survivor_since_a_merge_is_told_when_it_is_taken_back() {
    let (shop, ann, anne) = twice();
    let old = shop.add(NewCustomer { referred_by: Some(ann), ..named("Xaver Old") }).id;
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let merge = last_deed(&shop);
    shop.add(NewCustomer { referred_by: Some(ann), ..named("Carl Coe") });
    shop.tell_apart(&old, &ann).unwrap();
    let done = shop.undo(Some(&merge)).unwrap();
    assert_eq!(summaries(&done.kept), ["Said that Xaver Old and Ann Ember are two people", "Added Carl Coe"]);
}

#[test]
fn cards_merged_one_after_the_other_all_lead_to_the_last_survivor() {
    let (shop, ann, anne) = twice();
    let other = shop.add(named("A. Ember")).id;
    let before = shop.digest().unwrap();
    shop.merge_customers(&anne, &[other], &as_is()).unwrap();
    let first = shop.history(None, None, 1).unwrap()[0].deed;
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    for id in [anne, other] {
        assert_eq!(shop.customer(&id).unwrap().id, ann);
    }
    let error = shop.undo(Some(&first)).unwrap_err();
    assert_eq!(error.code(), Code::DeedBuiltUpon, "the later one stands on it");
    assert!(
        error.message().contains("Merged Anne Embers into Ann Ember") || error.message().contains("merged Anne Embers into Ann Ember"),
        "{error}"
    );
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
    shop.merge_customers(&ann, &[anne, other], &as_is()).unwrap();
    assert_eq!(shop.customer_count().unwrap(), 1);
    shop.remove_customer(&ann).unwrap();
    assert_eq!(shop.card(&anne).unwrap_err().code(), Code::NotFound, "who is removed is so by every id");
    assert!(shop.due(None, 7).unwrap().is_empty());
    shop.undo(None).unwrap();
    assert_eq!(shop.card(&anne).unwrap().customer.id, ann);
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let (shop, ann, anne) = twice();
    let nobody = Id::new(uuid::Uuid::nil());
    let before = shop.digest().unwrap();
    let many = vec![anne; 2];
    for (keep, others, code) in [
        (ann, vec![], Code::MergeWithItself),
        (ann, vec![ann], Code::MergeWithItself),
        (ann, many, Code::MergeWithItself),
        (ann, vec![nobody], Code::NotFound),
        (nobody, vec![ann], Code::NotFound),
    ] {
        assert_eq!(shop.merge_customers(&keep, &others, &as_is()).unwrap_err().code(), code);
    }
    assert_eq!(shop.tell_apart(&ann, &ann).unwrap_err().code(), Code::MergeWithItself);
    let bad = CustomerChanges { birthday: Some("1990-02-30".into()), ..as_is() };
    assert_eq!(shop.merge_customers(&ann, &[anne], &bad).unwrap_err().field(), Some("birthday"));
    assert_eq!(shop.digest().unwrap(), before);
}

#[test]
fn a_moved_book_keeps_its_merged_cards_and_who_was_told_apart() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let bob = shop.add(with_phone("Bob Field", "0170 1234567"));
    shop.tell_apart(&bob.id, &ann).unwrap();
    let to = shop.folder.path().join("moved");
    shop.export(&to, &MOVE, &mut |_| true).unwrap();
    let new = crate::shop::shop();
    new.import(&to, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!(new.digest().unwrap(), shop.digest().unwrap());
    assert_eq!((new.card(&anne).unwrap().customer.id, new.found("embers")), (ann, vec!["Ann Ember".to_owned()]));
    assert!(new.check().unwrap().ok);
    assert_eq!(new.duplicates(10, &mut |_| true).unwrap().total, 0);
}

#[test]
fn files_name_the_survivor() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let to = shop.folder.path().join("out");
    let options = ExportOptions {
        what: ExportWhat::Month,
        span: Some(Span::of_month("2026-10".parse().unwrap())),
        for_what: ExportFor::Spreadsheet,
        format: ExportFormat::Csv,
        delimiter: b',',
        force: false,
        columns: std::collections::BTreeMap::new(),
    };
    let written = shop.export(&to, &options, &mut |_| true).unwrap();
    for file in &written.files {
        let text = std::fs::read_to_string(&file.path).unwrap();
        assert!(!text.contains(&anne.to_string()) && !text.contains("Embers"), "{}: {text}", file.name);
    }
    let customers = written.files.iter().find(|file| file.name.contains("customers")).unwrap();
    assert_eq!(customers.rows, 1);
}

#[test]
fn a_file_that_names_the_merged_card_brings_nobody_new() {
    let shop = shop();
    let file =
        shop.file("people.csv", "Square Customer ID,First Name,Last Name,Phone Number\nSQ-1,Ann,Ember,0170 1234567\nSQ-2,Anne,Embers,030 765432\n");
    shop.import(&file, &ImportOptions::default(), &mut |_| true).unwrap();
    let ids: Vec<Id> = ["1234567", "765432"].map(|text| shop.find(text, 1).unwrap()[0].id).into();
    shop.merge_customers(&ids[0], &[ids[1]], &as_is()).unwrap();
    let digest = shop.digest().unwrap();
    let again = shop.import(&file, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
    assert_eq!(shop.digest().unwrap(), digest);
    let changed = shop.file("changed.csv", "Square Customer ID,First Name,Last Name,Phone Number,Nickname\nSQ-2,Anne,Embers,030 765432,Flash\n");
    let report = shop.import(&changed, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.added, report.updated), (0, 1));
    assert_eq!(shop.card(&ids[0]).unwrap().customer.nick, "Flash");
    assert!(shop.check().unwrap().ok);
}

#[test]
fn doubles_are_proposed_with_reasons_until_they_are_told_apart_or_merged() {
    let (shop, ann, anne) = twice();
    let bob = shop.add(with_phone("Bob Ember", "0170 1234567"));
    let bare = shop.add(named("Bob Ember"));
    let pairs = |shop: &Shop| -> Vec<(Id, Id, Vec<String>)> {
        shop.duplicates(10, &mut |_| true).unwrap().pairs.into_iter().map(|pair| (pair.a, pair.b, pair.why)).collect()
    };
    let found = pairs(&shop);
    assert_eq!(found.len(), 2, "Ann and Bob share a phone and are two: {found:?}");
    assert_eq!(found[0], (ann, anne, vec!["same phone".into(), "the names are close".into()]));
    assert_eq!(found[1], (bob.id, bare.id, vec!["same name".into(), "nothing else is known of one".into()]));
    shop.tell_apart(&bare.id, &bob.id).unwrap();
    assert_eq!(pairs(&shop).len(), 1);
    shop.undo(None).unwrap();
    shop.tell_apart(&bob.id, &bare.id).unwrap();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    assert!(pairs(&shop).is_empty());
    assert_eq!(shop.duplicates(10, &mut |_| false).unwrap_err().code(), Code::Cancelled);
}

#[test]
fn who_was_removed_is_nobodys_double_and_lends_nobody_their_phone() {
    let shop = shop();
    let [_, bob, _] =
        [with_phone("Ann Ember", "0170 1234567"), with_phone("Ann Ember", "0170 1234567"), named("A. Ember")].map(|new| shop.add(new).id);
    assert_eq!(shop.duplicates(10, &mut |_| true).unwrap().total, 1);
    shop.remove_customer(&bob).unwrap();
    assert_eq!(shop.duplicates(10, &mut |_| true).unwrap().total, 0);
}

#[test]
fn told_apart_once_is_told_apart_in_either_order() {
    let (shop, ann, anne) = twice();
    shop.tell_apart(&ann, &anne).unwrap();
    let once = shop.digest().unwrap();
    shop.tell_apart(&anne, &ann).unwrap();
    assert_eq!(shop.digest().unwrap(), once);
}

#[test]
fn a_brother_and_a_sister_come_after_one_who_is_written_otherwise() {
    let shop = shop();
    for name in ["Paul Weber", "Paula Weber", "Anna Müller", "Anna Mueller"] {
        let phone = if name.ends_with("Weber") { "030 765432" } else { "0170 1234567" };
        shop.add(NewCustomer { addresses: vec![Address { town: "Ulm".into(), ..Address::default() }], ..with_phone(name, phone) });
    }
    let found = shop.duplicates(10, &mut |_| true).unwrap().pairs;
    let told: Vec<_> = found.iter().map(|pair| (pair.one.name.as_str(), pair.score, pair.why[1].as_str())).collect();
    assert_eq!(
        told,
        [("Anna Müller", 100, "one letter differs in the name"), ("Paul Weber", 40, "the given names are close, and may be those of two")]
    );
}

#[test]
fn a_company_twice_and_a_name_in_greek_capitals_are_proposed() {
    let shop = shop();
    let address = Address { street: "Hauptstr. 1".into(), postcode: "89073".into(), town: "Ulm".into(), ..Address::default() };
    let beta = || NewCustomer { company: "Beta AG".into(), addresses: vec![address.clone()], ..NewCustomer::default() };
    shop.add(beta());
    shop.add(NewCustomer { emails: with_email("", "info@example.org").emails, ..beta() });
    for (name, town) in [("Γιώργος Νίκος", "Βόλος"), ("ΓΙΩΡΓΟΣ ΝΙΚΟΣ", "ΒΟΛΟΣ")] {
        shop.add(NewCustomer { addresses: vec![Address { town: town.into(), ..Address::default() }], ..named(name) });
    }
    let found = shop.duplicates(10, &mut |_| true).unwrap().pairs;
    let told: Vec<_> = found.iter().map(|pair| (pair.one.name.as_str(), pair.why.join(", "))).collect();
    assert_eq!(told, [("Beta AG", "same company, same address".to_owned()), ("Γιώργος Νίκος", "same name, same town".to_owned())]);
}

#[test]
fn an_import_is_taken_back_although_staff_wrote_since_and_that_stays() {
    let shop = shop();
    let cleo = shop.add(with_phone("Cleo Gray", "0171 555"));
    let file = "Name,Phone,Nickname,Note\nAnn Ember,0170 1234567,,\nBob Field,030 765432,,\nCleo Gray,0171 555,Flash,from a file\n";
    let before = shop.digest().unwrap();
    shop.import(&shop.file("in.csv", file), &ImportOptions::default(), &mut |_| true).unwrap();
    let import = shop.history(None, None, 1).unwrap()[0].deed;
    let ann = shop.find("ann", 1).unwrap()[0].id;
    shop.sell(ann, &[("Tea", 780)]);
    shop.edit_customer(&cleo.id, &CustomerChanges { note: Some("changed since".into()), ..as_is() }).unwrap();
    shop.undo(None).unwrap();
    shop.edit_customer(&cleo.id, &CustomerChanges { note: Some("changed again".into()), ..as_is() }).unwrap();
    let whole = shop.digest().unwrap();
    let done = shop.undo(Some(&import)).unwrap();
    let kept: Vec<&str> = done.kept.iter().map(|deed| deed.summary.as_str()).collect();
    assert_eq!(kept, ["Changed the note of Cleo Gray", "Wrote down a purchase of 7.80 EUR for Ann Ember"]);
    assert_eq!(shop.found(""), ["Ann Ember", "Cleo Gray"]);
    let card = shop.card(&ann).unwrap();
    assert_eq!((card.customer.phones.len(), card.summary.visits), (1, 1), "who bought since stays as a whole");
    let cleo = shop.card(&cleo.id).unwrap().customer;
    assert_eq!((cleo.nick.as_str(), cleo.note.as_str()), ("", "changed again"), "what was changed since stays, the rest goes back");
    assert!(shop.check().unwrap().ok);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), whole);
    assert_eq!(shop.undo(Some(&import)).unwrap().kept_total, 2);
    assert_eq!(shop.undo(Some(&import)).unwrap_err().code(), Code::AlreadyUndone);
    while shop.undo(None).is_ok() {}
    assert_ne!(shop.digest().unwrap(), before, "Ann came with the file and stays, because taking back her purchase does not take her back");
}

/// A column that points at customers, and what writes it: of somebody who was in the book before a file, and of somebody who came with it.
type Pointing = (&'static str, fn(&Shop, Id, Id));

/// Whatever can be written since that points at somebody who came with a file.
const POINTING: [Pointing; 16] = [
    ("addresses.customer", |shop, _, carl| {
        let addresses = vec![Address { town: "Bonn".into(), ..Address::default() }];
        shop.edit_customer(&carl, &CustomerChanges { addresses: Some(addresses), ..as_is() }).unwrap();
    }),
    ("belongings.customer", |shop, _, carl| {
        shop.add_belonging(&carl, "Bike", "red").unwrap();
    }),
    ("consents.customer", |shop, _, carl| {
        shop.record_consent(&consent(carl, true)).unwrap();
    }),
    ("customers.merged_into", |shop, old, carl| {
        shop.merge_customers(&carl, &[old], &as_is()).unwrap();
    }),
    ("customers.referred_by", |shop, old, carl| {
        shop.edit_customer(&old, &sent_by(carl)).unwrap();
    }),
    ("distinctions.customer", |shop, old, carl| shop.tell_apart(&carl, &old).unwrap()),
    ("distinctions.other", |shop, old, carl| shop.tell_apart(&old, &carl).unwrap()),
    ("emails.customer", |shop, _, carl| {
        shop.edit_customer(&carl, &CustomerChanges { emails: Some(vec![Email::plain("coe@x.de")]), ..as_is() }).unwrap();
    }),
    ("follow_ups.customer", |shop, _, carl| {
        let owed = NewFollowUp { id: carl, title: "call".into(), due: "2026-10-17".into(), kind: "call".into(), repeat: String::new() };
        shop.add_follow_up(&owed).unwrap();
    }),
    ("interactions.customer", |shop, _, carl| {
        shop.add_interaction(&NewInteraction { id: carl, kind: "call".into(), text: "rang".into(), score: None }).unwrap();
    }),
    ("openings.customer", |shop, _, _| {
        let square = "Reference ID,First Name,Last Name,Phone Number,Square Customer ID,Creation Source,Transaction Count,Lifetime Spend";
        assert_eq!(shop.take_in(format!("{square}\n,Carl,Coe,030 88888,SQ1,Directory,3,€50.00\n")).updated, 1);
    }),
    ("origins.customer", |shop, _, _| {
        assert_eq!(shop.take_in("First Name,Last Name,Phone Number,Square Customer ID\nCarl,Coe,030 88888,SQ1\n").added, 0);
    }),
    ("phones.customer", |shop, _, carl| {
        shop.edit_customer(&carl, &CustomerChanges { phones: Some(vec![Phone::plain("0170 1234567")]), ..as_is() }).unwrap();
    }),
    ("preferences.customer", |shop, _, carl| {
        shop.add_preference(&carl, "likes", "rye").unwrap();
    }),
    ("purchases.customer", |shop, _, carl| {
        shop.sell(carl, &[("Tea", 780)]);
    }),
    ("tags.customer", |shop, _, carl| {
        shop.edit_customer(&carl, &CustomerChanges { tags: Some(vec!["vip".into()]), ..as_is() }).unwrap();
    }),
];

fn sent_by(id: Id) -> CustomerChanges {
    CustomerChanges { referred_by: Some(Some(id)), ..as_is() }
}

fn last_deed(shop: &Shop) -> Id {
    shop.history(None, None, 1).unwrap()[0].deed
}

fn summaries(deeds: &[Deed]) -> Vec<&str> {
    deeds.iter().map(|deed| deed.summary.as_str()).collect()
}

#[test]
fn whoever_came_with_a_file_and_is_pointed_at_since_stays_as_a_whole_and_that_is_told() {
    let file = "Name,Phone,Email,Town\nCarl Coe,030 88888,carl@x.de,Ulm\nDan Dee,030 99999,dan@x.de,Ulm\n";
    for (column, write) in POINTING {
        let shop = shop();
        let old = shop.add(named("Xaver Old")).id;
        shop.take_in(file);
        let import = last_deed(&shop);
        let carl = shop.find("carl", 1).unwrap()[0].id;
        write(&shop, old, carl);
        let since = last_deed(&shop);
        let (before, digest) = (shop.card(&carl).unwrap(), shop.digest().unwrap());
        let done = shop.undo(Some(&import)).unwrap();
        assert_eq!((done.kept.iter().map(|deed| deed.deed).collect::<Vec<_>>(), done.kept_total), (vec![since], 1), "{column}");
        assert_eq!(shop.card(&carl).unwrap(), before, "{column}");
        assert!(shop.found("dan").is_empty(), "{column}");
        let checked = shop.check().unwrap();
        assert!(checked.ok, "{column}: {:?}", checked.findings);
        shop.redo().unwrap();
        assert_eq!(shop.digest().unwrap(), digest, "{column}");
        shop.undo(Some(&import)).unwrap();
        assert_eq!(shop.take_in(file).added, 1, "{column}: the file still knows Carl");
    }
}

#[test]
fn whatever_points_at_customers_is_among_what_holds_them() {
    let Shop { book, folder, .. } = shop();
    drop(book);
    let conn = Connection::open(folder.path().join("shop.book")).unwrap();
    let pointing: Vec<String> = conn
        .prepare(
            "SELECT t.name || '.' || f.\"from\" FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
             WHERE t.schema = 'main' AND f.\"table\" = 'customers' ORDER BY 1",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(pointing, POINTING.map(|(column, _)| column), "a new column gets a line that writes it since");
}

#[test]
fn a_chain_of_referrals_holds_everybody_in_it() {
    let shop = shop();
    shop.take_in("Name,Phone\nCarl Coe,030 88888\nDan Dee,030 99999\nEve Elm,030 77777\n");
    let import = last_deed(&shop);
    let [carl, dan] = ["carl", "dan"].map(|name| shop.find(name, 1).unwrap()[0].id);
    shop.edit_customer(&dan, &sent_by(carl)).unwrap();
    shop.add(NewCustomer { referred_by: Some(dan), ..named("Xaver New") });
    let done = shop.undo(Some(&import)).unwrap();
    assert_eq!(summaries(&done.kept), ["Added Xaver New", "Changed who sent of Dan Dee"]);
    assert!(shop.found("eve").is_empty());
    assert_eq!([carl, dan].map(|id| shop.customer(&id).unwrap().phones.len()), [1, 1]);
}

#[test]
fn a_referral_that_is_taken_back_or_changed_since_holds_nobody() {
    let shop = shop();
    let [old, other] = ["Xaver Old", "Yara Old"].map(|name| shop.add(named(name)).id);
    let before = shop.digest().unwrap();
    shop.take_in("Name,Phone\nCarl Coe,030 88888\n");
    let import = last_deed(&shop);
    let carl = shop.find("carl", 1).unwrap()[0].id;
    shop.edit_customer(&old, &sent_by(carl)).unwrap();
    shop.undo(None).unwrap();
    let done = shop.undo(Some(&import)).unwrap();
    assert_eq!((done.kept_total, shop.digest().unwrap()), (0, before));
    shop.redo().unwrap();
    for by in [carl, other] {
        shop.edit_customer(&old, &sent_by(by)).unwrap();
    }
    assert_eq!(shop.undo(Some(&import)).unwrap().kept_total, 0);
    assert!(shop.found("carl").is_empty() && shop.check().unwrap().ok);
}

#[test]
fn imported_sales_are_taken_back_but_those_that_were_given_back_since() {
    let shop = shop();
    let file = "Date,Item,Price\n2026-10-01,Tea,5.00\n2026-10-02,Jam,7.00\n";
    shop.import(&shop.file("sales.csv", file), &ImportOptions::default(), &mut |_| true).unwrap();
    let import = shop.history(None, None, 1).unwrap()[0].deed;
    let october = |shop: &Shop| shop.month("2026-10".parse().unwrap()).unwrap();
    assert_eq!(october(&shop).purchases, 2);
    shop.undo(Some(&import)).unwrap();
    assert_eq!(october(&shop).purchases, 0);
    shop.redo().unwrap();
    assert_eq!(october(&shop).revenue_minor, 1200);
}

/// A file that only told the lines of sales, taken back after one of the lines was given back: that sale keeps them, or more than it cost could go.
#[test]
fn a_sale_that_was_given_back_since_keeps_the_lines_that_a_later_file_told() {
    let shop = shop_with(NewShop { currency: "USD".into(), ..corner() });
    shop.take_in(square(&[square_person("SQ-ANN", "Ann", "Ember", &[])]));
    let ann = shop.find("ann", 1).unwrap()[0].id;
    let sold = |id, items, amount| square_transaction(id, "SQ-ANN", items, amount, "Payment");
    shop.take_in(square_transactions(&[sold("T1", "Jam, Tea", "$12.00"), sold("T2", "Rye, Tea", "$9.00")]));
    let row = |id, item, amount| square_item(id, "SQ-ANN", item, amount, "Payment");
    let items = [row("T1", "Jam", "$7.00"), row("T1", "Tea", "$5.00"), row("T2", "Rye", "$4.00"), row("T2", "Tea", "$5.00")];
    assert_eq!(shop.take_in(square_items(&items)).updated, 2);
    let told = last_deed(&shop);
    let sale = shop.card(&ann).unwrap().purchases.iter().find(|sale| sale.total_minor == 1200).unwrap().id;
    shop.refund_purchase(&sale, Some(&[2])).unwrap();
    let whole = shop.digest().unwrap();
    assert_eq!(shop.undo(Some(&told)).unwrap().kept_total, 1);
    let lines = |shop: &Shop| {
        let mut lines: Vec<usize> = shop.card(&ann).unwrap().purchases.iter().map(|purchase| purchase.lines.len()).collect();
        lines.sort_unstable();
        lines
    };
    assert_eq!(lines(&shop), [1, 1, 2], "the refund, what was told in a sentence, and what was given back");
    shop.redo().unwrap();
    assert_eq!((shop.digest().unwrap(), lines(&shop)), (whole, vec![1, 2, 2]));
    shop.undo(Some(&told)).unwrap();
    assert_eq!(shop.refund_purchase(&sale, None).unwrap().total_minor, -700);
    assert_eq!(shop.card(&ann).unwrap().summary.spent_minor, 900);
    assert!(shop.check().unwrap().ok);
}

/// What a later row of a file made of an earlier one goes with it, or stays with it.
#[test]
fn whoever_a_file_has_twice_goes_or_stays_as_the_last_row_says() {
    let other = shop();
    let ann = other.add(with_phone("Ann Ember", "0170 1234567")).id;
    let table = ExportOptions { what: ExportWhat::Customers, for_what: ExportFor::Spreadsheet, format: ExportFormat::Csv, ..MOVE };
    let written = other.export(&other.folder.path().join("ours"), &table, &mut |_| true).unwrap().files[0].path.clone();
    let once = std::fs::read_to_string(written).unwrap();
    let row = once.lines().nth(1).unwrap().replace("Ember", "Field").replace("1234567", "7654321");
    let shop = shop();
    let before = shop.digest().unwrap();
    assert_eq!(shop.take_in(format!("{once}{row}\r\n")).added, 1);
    let (import, whole) = (last_deed(&shop), shop.digest().unwrap());
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), whole);
    shop.add(named("Bob Field"));
    let field = shop.find("7654321", 1).unwrap()[0].id;
    shop.add_preference(&field, "likes", "rye").unwrap();
    shop.take_in("Name,Phone\nDan Dee,030 99999\n");
    assert_eq!(shop.undo(Some(&import)).unwrap_err().code(), Code::DeedBuiltUpon, "nothing of it goes");
    let card = shop.customer(&field).unwrap();
    assert_eq!((card.name.as_str(), card.phones.len()), ("Ann Field", 1));
    assert_ne!(ann, field);
}

#[test]
fn a_complaint_after_a_merge_is_the_survivors() {
    let (shop, ann, anne) = twice();
    shop.merge_customers(&ann, &[anne], &as_is()).unwrap();
    let said = shop.record_complaint(&NewComplaint { id: anne, text: "burnt".into(), promised: None }).unwrap();
    assert_eq!(said.customer_id, ann);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    /// Merging anybody with anybody, selling in between: sums and the index hold, and taking everything back gives the book of before.
    #[test]
    fn any_merges_taken_back_give_the_book_of_before(steps in prop::collection::vec((0..4_usize, 0..4_usize, 0..3_u8), 1..12)) {
        let shop = shop();
        let people: Vec<Id> = ["Ann", "Bob", "Cleo", "Dora"].map(|name| shop.add(with_phone(name, "0170 1234567")).id).into();
        let before = shop.digest().unwrap();
        let mut deeds = 0;
        let mut sold = 0;
        for (one, other, what) in steps {
            let done = match what {
                0 => shop.record_purchase(&sale(people[one], &[("Tea", 100)])).map(|_| sold += 100),
                1 => shop.tell_apart(&people[one], &people[other]),
                _ => shop.merge_customers(&people[one], &[people[other]], &as_is()).map(|_| ()),
            };
            deeds += usize::from(done.is_ok());
        }
        let spent: i64 = shop.find("", 10).unwrap().iter().map(|found| shop.card(&found.id).unwrap().summary.spent_minor).sum();
        prop_assert_eq!(spent, sold, "nothing is counted twice or lost");
        let checked = shop.check().unwrap();
        prop_assert!(checked.ok, "{:?}", checked.findings);
        let after = shop.digest().unwrap();
        let written = shop.history(None, None, 100).unwrap().len() - people.len();
        prop_assert!(written <= deeds);
        for _ in 0..written {
            shop.undo(None).unwrap();
        }
        prop_assert_eq!(shop.digest().unwrap(), before);
        for _ in 0..written {
            shop.redo().unwrap();
        }
        prop_assert_eq!(shop.digest().unwrap(), after);
    }
}

#[test]
fn nobody_is_sent_by_a_card_that_becomes_theirs() {
    let shop = shop();
    let [ann, anne] = ["Ann Ember", "Anne Ember"].map(|name| shop.add(named(name)).id);
    let changes = CustomerChanges { referred_by: Some(Some(anne)), ..as_is() };
    let refused = shop.merge_customers(&ann, &[anne], &changes).unwrap_err();
    assert_eq!((refused.code(), refused.field()), (Code::SelfReferral, Some("referredBy")));
}

/// Every list that still has the card that became somebody else's adds to the survivor and takes nothing from them.
#[test]
fn lists_from_before_a_merge_take_nothing_from_the_survivor() {
    let shop = shop();
    let anna = shop.add(NewCustomer { number: "1".into(), ..with_phone("Anna Kurz", "030 1111111") }).id;
    let anne = shop.add(NewCustomer { number: "4712".into(), birthday: "1990-03-15".into(), ..with_phone("Anne Kurz", "030 2222222") }).id;
    let table = ExportOptions { what: ExportWhat::Customers, for_what: ExportFor::Spreadsheet, ..MOVE };
    let ours = shop.export(&shop.folder.path().join("before"), &table, &mut |_| true).unwrap().files[0].path.clone();
    shop.merge_customers(&anna, &[anne], &as_is()).unwrap();
    let (digest, card) = (shop.digest().unwrap(), shop.card(&anna).unwrap().customer);
    let report = shop.import(&ours, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.added, report.updated, report.unchanged), (0, 0, 2));
    assert_eq!(shop.digest().unwrap(), digest);
    let other = shop.take_in("Number,Name,Phone,E-mail\n1,Anna Kurz,030 1111111,\n4712,Anne Kurz,030 2222222,anne@example.org\n");
    assert_eq!((other.added, other.doubtful_total), (0, 0), "by the phone and the name of the card that is gone");
    let now = shop.card(&anna).unwrap().customer;
    assert_eq!((&now.name, &now.number, &now.birthday, &now.phones), (&card.name, &card.number, &card.birthday, &card.phones));
    assert_eq!(now.emails[0].typed, "anne@example.org");
    assert_eq!(shop.found("4712"), ["Anna Kurz"], "an old number finds the survivor");
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.found("4712"), ["Anne Kurz"]);
    assert!(shop.check().unwrap().ok);
}

#[test]
fn each_card_keeps_the_balance_of_its_own_row() {
    let shop = shop();
    let list = |anne: &str| {
        format!(
            "Reference ID,First Name,Last Name,Phone Number,Square Customer ID,Creation Source,Transaction Count,Lifetime Spend\n\
             r1,Anna,Kurz,030 1111111,SQ1,Directory,3,€50.00\nr2,Anne,Kurz,{anne}\n"
        )
    };
    shop.take_in(list("030 2222222,SQ2,Directory,2,€20.50"));
    let id = |name: &str| shop.find(name, 1).unwrap()[0].id;
    let (anna, anne) = (id("anna kurz"), id("anne kurz"));
    shop.merge_customers(&anna, &[anne], &as_is()).unwrap();
    let report = shop.take_in(list("030 3333333,SQ2,Directory,4,€40.50"));
    assert_eq!((report.added, report.updated, report.unchanged), (0, 1, 1));
    let card = shop.card(&anna).unwrap();
    let balances: Vec<_> = card.openings.iter().map(|opening| (opening.balance.visits, opening.balance.spent_minor)).collect();
    assert_eq!(balances, [(Some(3), Some(5000)), (Some(4), Some(4050))]);
    assert_eq!((card.customer.name.as_str(), card.customer.number.as_str(), card.customer.phones.len()), ("Anna Kurz", "r1", 3));
    let again = shop.take_in(list("030 3333333,SQ2,Directory,4,€40.50"));
    assert_eq!((again.unchanged, again.import_id), (2, None));
}

#[test]
fn a_town_in_either_spelling_and_a_name_in_other_letters_are_found() {
    let at = |name: &str, town: &str| NewCustomer { addresses: vec![Address { town: town.into(), ..Address::default() }], ..named(name) };
    for pair in [
        [at("Hans Adler", "Köln"), at("Hans Adler", "Koeln")],
        [with_email("Иван Петров", "ivan@example.org"), with_email("Ivan Petrov", "ivan@example.org")],
    ] {
        let shop = shop();
        for new in pair {
            shop.add(new);
        }
        let (pairs, total) = {
            let found = shop.duplicates(10, &mut |_| true).unwrap();
            (found.pairs, found.total)
        };
        assert_eq!((pairs.len(), total), (1, 1));
    }
}

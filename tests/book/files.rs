//! Files in: what one import does, what the next one leaves alone, and what is refused.

use proptest::prelude::*;
use regulars::book::{CustomersQuery, ImportOptions};
use regulars::error::Code;
use regulars::exchange::Mend;
use regulars::model::{CustomerChanges, NewCustomer, Phone};

use crate::exports::moved;
use crate::shop::{Shop, corner, named, shop, shop_with, with_email, with_phone};
use crate::tables::{Cells, counts, shopify_orders, square, square_item, square_items, square_person, square_transaction, square_transactions};

const PHONE: &str = "Phone Number";
const EMAIL: &str = "Email Address";
const NEWS: &str = "Email Subscription Status";

fn ann<'a>(more: &[(&'a str, &'a str)]) -> Cells<'a> {
    let all =
        [&[(PHONE, "'+491701234567"), (EMAIL, "ann@example.org"), ("City", "Riverton"), ("Birthday", "1990-03-15"), ("Memo", "likes rye")], more];
    square_person("SQ-ANN", "Ann", "Ember", &all.concat())
}

fn bob<'a>(more: &[(&'a str, &'a str)]) -> Cells<'a> {
    square_person("SQ-BOB", "Bob", "Field", &[&[(PHONE, "'+4930123456")], more].concat())
}

fn bad() -> Cells<'static> {
    square_person("SQ-BAD", "Bad", "Row", &[("Birthday", "1990-13-45")])
}

fn is_whole(shop: &Shop) {
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
}

#[test]
fn a_preview_changes_nothing_and_counts_what_the_import_then_does() {
    let shop = shop();
    shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    shop.take_in(square(&[bob(&[])]));
    let file = square(&[ann(&[]), bob(&[]), bad(), square_person("SQ-C", "Cara", "Glass", &[])]);
    let (digest, deeds) = (shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len());
    let preview = shop.rehearse(&file);
    assert_eq!(counts(&preview), [1, 1, 1, 1]);
    assert_eq!(preview.sample.iter().map(|row| row.outcome).collect::<Vec<_>>(), ["changed", "unchanged", "refused", "new"]);
    assert!(preview.import_id.is_none());
    assert_eq!((shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len()), (digest, deeds));
    let report = shop.take_in(&file);
    assert!(report.import_id.is_some());
    let plain = |mut report: regulars::book::ImportReport| {
        report.import_id = None;
        serde_json::to_value(report).unwrap()
    };
    assert_eq!(plain(preview), plain(report));
    is_whole(&shop);
}

#[test]
fn a_bad_row_is_left_aside_with_its_number_and_reason_and_the_rest_goes_in() {
    let shop = shop();
    let report = shop.take_in(square(&[ann(&[]), bad(), bob(&[])]));
    assert_eq!((report.source.as_str(), report.rows, counts(&report)), ("square", 3, [2, 0, 0, 1]));
    let refused = &report.refused[0];
    assert_eq!(refused.row, 3, "as a spreadsheet counts");
    assert!(refused.reason.contains("Birthday") && refused.reason.contains("1990-13-45"), "{}", refused.reason);
    assert!(refused.cells.contains(&"SQ-BAD".to_owned()));
    assert_eq!(shop.customer_count().unwrap(), 2);
    let ann = shop.only("4567").customer;
    assert_eq!((ann.name.as_str(), ann.birthday.unwrap().to_string().as_str(), ann.note.as_str()), ("Ann Ember", "1990-03-15", "likes rye"));
    assert_eq!(
        (ann.phones[0].typed.as_str(), ann.emails[0].typed.as_str(), ann.addresses[0].town.as_str()),
        ("+491701234567", "ann@example.org", "Riverton")
    );
    is_whole(&shop);
}

#[test]
fn refused_rows_are_saved_with_their_reasons_and_go_in_once_mended() {
    let shop = shop();
    let text = square(&[ann(&[]), bad()]);
    let path = shop.file("people.csv", &text);
    let saved = shop.save_refused(&path, &ImportOptions::default(), shop.folder.path()).unwrap();
    assert_eq!((saved.name.as_str(), saved.rows), ("people-refused.csv", 1));
    let mended = std::fs::read_to_string(&saved.path).unwrap().replace("1990-13-45", "1990-12-05");
    assert_eq!(counts(&shop.take_in(mended)), [1, 0, 0, 0]);
    assert_eq!(shop.found("bad row"), ["Bad Row"]);
}

#[test]
fn a_file_of_refused_rows_opens_in_the_shops_spreadsheet_and_its_texts_come_back_as_they_were() {
    let shop = shop();
    let path = shop.file(
        "list.csv",
        "Name,Telefon,Geburtstag,Bemerkung\nBad Row,0170 7654321,1990-13-45,\"-20% wie besprochen; =immer\"\nAnn Ember,0171 1234567,1990-03-15,\n",
    );
    let saved = shop.save_refused(&path, &ImportOptions::default(), shop.folder.path()).unwrap();
    let text = std::fs::read_to_string(&saved.path).unwrap();
    assert!(text.starts_with("\u{feff}\"Name\";\"Telefon\";\"Geburtstag\";\"Bemerkung\";\"Reason\"\r\n"), "{text}");
    assert!(text.contains("\"'-20% wie"), "no text is a formula: {text}");
    assert_eq!(counts(&shop.take_in(text.replace("1990-13-45", "1990-12-05"))), [1, 0, 0, 0]);
    assert_eq!(shop.only("bad row").customer.note, "-20% wie besprochen; =immer");
}

#[test]
fn the_same_file_twice_adds_and_changes_nothing() {
    let shop = shop();
    let file = square(&[ann(&[]), bob(&[(NEWS, "subscribed")])]);
    shop.take_in(&file);
    let (digest, deeds) = (shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len());
    let again = shop.take_in(&file);
    assert_eq!((counts(&again), again.import_id), ([0, 0, 2, 0], None));
    assert_eq!((shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len()), (digest, deeds), "not even a deed");
}

#[test]
fn the_same_file_leaves_alone_what_the_counter_changed_since() {
    let shop = shop();
    let file = square(&[ann(&[]), bob(&[])]);
    shop.take_in(&file);
    let id = shop.only("ann").customer.id;
    let changes = CustomerChanges {
        name: Some("Anna Glass".into()),
        note: Some("moved".into()),
        phones: Some(vec![Phone::plain("040 999 88 77")]),
        emails: Some(vec![]),
        birthday: Some(String::new()),
        ..CustomerChanges::default()
    };
    shop.edit_customer(&id, &changes).unwrap();
    let digest = shop.digest().unwrap();
    assert_eq!(counts(&shop.take_in(&file)), [0, 0, 2, 0]);
    assert_eq!(shop.digest().unwrap(), digest);
    // Nor does the other row of the file, changed, touch her.
    assert_eq!(counts(&shop.take_in(square(&[ann(&[]), bob(&[("Memo", "tall")])]))), [0, 1, 1, 0]);
    assert_eq!(shop.card(&id).unwrap().customer.note, "moved");
}

#[test]
fn a_changed_file_changes_the_differences_only() {
    let shop = shop();
    shop.take_in(square(&[ann(&[]), bob(&[])]));
    let id = shop.only("ann").customer.id;
    let counter = CustomerChanges { call_me: Some("Annie".into()), tags: Some(vec!["vip".into()]), ..CustomerChanges::default() };
    shop.edit_customer(&id, &counter).unwrap();
    let bob_before = shop.only("bob");
    let mut changed = ann(&[("Company Name", "Ember & Sons")]);
    changed.retain(|(heading, _)| *heading != PHONE);
    changed.push((PHONE, "'+4940555666"));
    let report = shop.take_in(square(&[changed, bob(&[])]));
    assert_eq!(counts(&report), [0, 1, 1, 0]);
    assert_eq!(report.sample[0].changes, ["company", "phones"]);
    let ann = shop.card(&id).unwrap().customer;
    assert_eq!((ann.company.as_str(), ann.call_me.as_str(), ann.tags.as_slice()), ("Ember & Sons", "Annie", &["vip".to_owned()][..]));
    let phones: Vec<&str> = ann.phones.iter().map(|phone| phone.typed.as_str()).collect();
    assert_eq!(phones, ["+491701234567", "+4940555666"], "a new number is added, the old one is kept");
    assert_eq!(ann.note, "likes rye", "the note is not written twice");
    assert_eq!(shop.only("bob"), bob_before);
    assert_eq!(shop.last_deed().1, "Imported customers from in.csv: 0 added, 1 changed");
    is_whole(&shop);
}

#[test]
fn blank_cells_never_wipe() {
    let shop = shop();
    shop.take_in(square(&[ann(&[("Company Name", "Ember & Sons"), ("Nickname", "Flash"), (NEWS, "subscribed")])]));
    let before = shop.only("ann");
    let digest = shop.digest().unwrap();
    let report = shop.take_in(square(&[square_person("SQ-ANN", "Ann", "Ember", &[])]));
    assert_eq!(counts(&report), [0, 0, 1, 0]);
    assert_eq!(shop.only("ann"), before);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), digest, "what the file said last is remembered, and forgotten again");
}

#[test]
fn one_import_is_one_deed_taken_back_whole_and_done_again() {
    let shop = shop();
    shop.act_as(Some("Mia")).unwrap();
    let known = shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    shop.add(with_email("Bob Field", "bob@example.org"));
    let before = shop.digest().unwrap();
    let report = shop.take_in(square(&[
        ann(&[(NEWS, "subscribed")]),
        square_person("SQ-BOB", "Bob", "Field", &[(EMAIL, "bob@example.org"), ("Company Name", "Field Ltd")]),
        square_person("SQ-C", "Cara", "Glass", &[(PHONE, "030 777 66 55")]),
        bad(),
    ]));
    assert_eq!(counts(&report), [1, 2, 0, 1]);
    let after = shop.digest().unwrap();
    let deed = shop.history(None, None, 1).unwrap().remove(0);
    assert_eq!((Some(deed.deed), deed.summary.as_str()), (report.import_id, "Mia imported customers from in.csv: 1 added, 2 changed"));
    assert_eq!(shop.history(Some(&known.id), None, 10).unwrap()[0].deed, deed.deed, "it belongs to those it changed");
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
    assert!(shop.found("glass").is_empty() && shop.found("field ltd").is_empty());
    is_whole(&shop);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), after);
    assert_eq!(shop.found("6655"), ["Cara Glass"]);
    is_whole(&shop);
    shop.undo(None).unwrap();
    shop.take_in(square(&[ann(&[])]));
    assert_eq!(shop.customer_count().unwrap(), 2, "an import that was taken back is not remembered");
}

#[test]
fn a_familys_phone_is_not_one_person() {
    let shop = shop();
    shop.add(with_phone("Carl Ember", "0170 123 45 67"));
    let report = shop.take_in(square(&[ann(&[]), square_person("SQ-DORA", "Dora", "Ember", &[(PHONE, "'+491701234567")])]));
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    let mut found = shop.found("1234567");
    found.sort_unstable();
    assert_eq!(found, ["Ann Ember", "Carl Ember", "Dora Ember"]);
    assert_eq!(
        counts(&shop.take_in(square(&[square_person("SQ-DORA-2", "Dora", "Ember", &[(PHONE, "'+491701234567")])]))),
        [1, 0, 0, 0],
        "Square knows two of that name"
    );
}

#[test]
fn consents_arrive_as_events_and_what_is_unknown_is_none() {
    let shop = shop();
    let file = |news| square(&[ann(&[(NEWS, news)])]);
    shop.take_in(file("unknown"));
    assert!(shop.only("ann").consents.is_empty(), "unknown consent is no");
    shop.take_in(file("subscribed"));
    let consents = shop.only("ann").consents;
    assert_eq!(consents.len(), 1);
    let consent = &consents[0];
    assert_eq!((consent.purpose.as_str(), consent.channel.as_str(), consent.given, consent.source.as_str()), ("news", "email", true, "square"));
    assert_eq!(consent.wording, "Email Subscription Status: subscribed");
    shop.at("2026-10-16T10:00:00+02:00");
    shop.take_in(file("unsubscribed"));
    assert_eq!(shop.only("ann").consents.iter().map(|consent| consent.given).collect::<Vec<_>>(), [false]);
    shop.take_in(file(""));
    assert!(!shop.only("ann").consents[0].given, "a blank cell is no answer");
}

fn dollars() -> Shop {
    shop_with(regulars::model::NewShop { region: "US".into(), currency: "USD".into(), time_zone: "America/New_York".into(), ..corner() })
}

#[test]
fn sales_are_joined_to_customers_imported_before_and_are_not_counted_twice() {
    let shop = dollars();
    shop.take_in(square(&[ann(&[]), square_person("SQ-BOB", "Bob", "Field", &[(EMAIL, "bob@example.org"), (PHONE, "'+12025550123")])]));
    let items = square_items(&[
        square_item("T1", "SQ-ANN", "Rye bread", "$4.20", "Payment"),
        square_item("T1", "SQ-ANN", "Jam", "$5.00", "Payment"),
        square_item("T2", "", "Tea", "$1.00", "Payment"),
        square_item("T1", "SQ-ANN", "Jam", "-$5.00", "Refund"),
        square_item("T3", "SQ-NOBODY", "Tea", "$2.00", "Payment"),
    ]);
    let report = shop.take_in(&items);
    assert_eq!((report.kind.as_str(), report.source.as_str(), counts(&report), report.unmatched), ("purchases", "square", [4, 0, 0, 0], 1));
    let order = |name, phone, email| {
        vec![
            ("Name", name),
            ("Email", email),
            ("Phone", phone),
            ("Currency", "USD"),
            ("Subtotal", "8.00"),
            ("Created at", "2026-05-14 11:23:45 -0400"),
            ("Lineitem quantity", "2"),
            ("Lineitem name", "Sourdough"),
            ("Lineitem price", "4.00"),
        ]
    };
    let orders = shopify_orders(&[order("#1001", "", "BOB@example.org"), order("#1002", "'+1 202-555-0123", "")]);
    assert_eq!(counts(&shop.take_in(&orders)), [2, 0, 0, 0]);
    let (ann, bob) = (shop.only("ann"), shop.only("bob"));
    assert_eq!(ann.purchases.iter().map(|purchase| purchase.total_minor).sum::<i64>(), 420);
    assert_eq!((ann.purchases.len(), ann.summary.visits, ann.summary.last_day.unwrap().to_string().as_str()), (2, 1, "2026-07-18"));
    assert_eq!((bob.purchases.len(), bob.summary.spent_minor), (2, 1600), "by e-mail, and by phone");
    assert_eq!(shop.found("sourdough"), ["Bob Field"]);
    let july = shop.month("2026-07".parse().unwrap()).unwrap();
    assert_eq!((july.revenue_minor, july.refunds_minor, july.purchases, july.anonymous_purchases), (720, 500, 3, 2));
    let digest = shop.digest().unwrap();
    for (file, rows) in [(&items, 4), (&orders, 2)] {
        let again = shop.take_in(file);
        assert_eq!((counts(&again), again.import_id), ([0, 0, rows, 0], None));
    }
    assert_eq!(shop.digest().unwrap(), digest);
    is_whole(&shop);
    shop.undo(None).unwrap();
    assert!(shop.only("bob").purchases.is_empty());
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), digest);
}

/// Square writes the same sales into two files: one has each in a sentence, the other item by item. In either order the book has them once, with
/// what was bought.
#[test]
fn squares_items_and_transactions_are_the_same_sales_in_either_order() {
    let items = square_items(&[
        square_item("T1", "SQ-ANN", "Rye bread", "$4.20", "Payment"),
        square_item("T1", "SQ-ANN", "Jam", "$5.00", "Payment"),
        square_item("T2", "", "Tea", "$1.00", "Payment"),
        square_item("T1", "SQ-ANN", "Jam", "-$5.00", "Refund"),
    ]);
    let transactions = square_transactions(&[
        square_transaction("T1", "SQ-ANN", "Rye bread, Jam", "$9.20", "Payment"),
        square_transaction("T2", "", "Tea", "$1.00", "Payment"),
        square_transaction("T1", "SQ-ANN", "Jam", "-$5.00", "Refund"),
    ]);
    for (first, second, changed) in [(&items, &transactions, 0), (&transactions, &items, 1)] {
        let shop = dollars();
        shop.take_in(square(&[ann(&[])]));
        let report = shop.take_in(first);
        assert_eq!((report.source.as_str(), counts(&report), report.unmatched), ("square", [3, 0, 0, 0], 0));
        let before = shop.digest().unwrap();
        let again = shop.take_in(second);
        assert_eq!(counts(&again), [0, changed, 3 - changed, 0], "known already, however the day is written");
        let digest = shop.digest().unwrap();
        for file in [first, second] {
            let again = shop.take_in(file);
            assert_eq!((counts(&again), again.import_id), ([0, 0, 3, 0], None));
        }
        assert_eq!(shop.digest().unwrap(), digest);
        let ann = shop.only("ann");
        let bought: Vec<Vec<&str>> = ann.purchases.iter().map(|sale| sale.lines.iter().map(|line| line.item.as_str()).collect()).collect();
        assert_eq!(bought, [vec!["Jam"], vec!["Rye bread", "Jam"]]);
        assert_eq!((ann.summary.visits, ann.summary.spent_minor), (1, 420), "joined to her by her id, and what came back is taken off");
        let july = shop.month("2026-07".parse().unwrap()).unwrap();
        assert_eq!((july.revenue_minor, july.refunds_minor, july.anonymous_purchases), (520, 500, 1));
        is_whole(&shop);
        if changed == 1 {
            shop.undo(None).unwrap();
            assert_eq!(shop.digest().unwrap(), before);
            assert_eq!(shop.only("ann").purchases[1].lines[0].item, "Rye bread, Jam");
            is_whole(&shop);
        }
    }
}

#[test]
fn what_was_given_back_here_keeps_the_sale_as_it_was_read() {
    let shop = dollars();
    shop.take_in(square(&[ann(&[])]));
    shop.take_in(square_transactions(&[square_transaction("T1", "SQ-ANN", "Rye bread, Jam", "$9.20", "Payment")]));
    let sale = shop.only("ann").purchases[0].id;
    shop.refund_purchase(&sale, None).unwrap();
    let items = [square_item("T1", "SQ-ANN", "Rye bread", "$4.20", "Payment"), square_item("T1", "SQ-ANN", "Jam", "$5.00", "Payment")];
    assert_eq!(counts(&shop.take_in(square_items(&items))), [0, 0, 1, 0]);
    is_whole(&shop);
}

#[test]
fn what_another_till_gives_back_later_is_given_back_here_and_a_month_that_is_over_stays() {
    let shop = dollars();
    shop.take_in(square(&[square_person("SQ-BOB", "Bob", "Field", &[(EMAIL, "bob@example.org")])]));
    let order = |name, refunded, status, cancelled| {
        let jam = |quantity, item, price| [("Lineitem quantity", quantity), ("Lineitem name", item), ("Lineitem price", price)];
        let first = [("Subtotal", "12.00"), ("Email", "bob@example.org"), ("Created at", "2026-05-14 11:23:45 -0400"), ("Refunded Amount", refunded)];
        let first = [first, [("Financial Status", status), ("Cancelled at", cancelled), ("Currency", "USD"), ("Phone", "")]].concat();
        let named = |more: &[(&'static str, &'static str)]| [&[("Name", name)], more].concat();
        [[named(&jam("2", "Sourdough", "4.00")), first].concat(), named(&jam("1", "Jam", "4.00"))]
    };
    let file = |first: [&'static str; 3], second: [&'static str; 3]| {
        let orders = [order("#1001", first[0], first[1], first[2]), order("#1002", second[0], second[1], second[2])].concat();
        shopify_orders(&orders)
    };
    let paid = ["", "paid", ""];
    assert_eq!(counts(&shop.take_in(file(paid, paid))), [2, 0, 0, 0]);
    let may = || shop.month("2026-05".parse().unwrap()).unwrap();
    let october = || shop.month("2026-10".parse().unwrap()).unwrap();
    let closed = (may().revenue_minor, may().refunds_minor);
    assert_eq!(closed, (2400, 0));
    // The refund grows from file to file, and the other order is called off before anything of it was given back.
    for (first, second, expected, back) in [
        (["1.50", "partially_refunded", ""], paid, [1, 0, 2, 0], 150),
        (["4.00", "partially_refunded", ""], paid, [1, 0, 2, 0], 400),
        (["4.00", "partially_refunded", ""], ["", "voided", "2026-05-15 10:00:00 -0400"], [1, 0, 2, 0], 1600),
        (["12.00", "refunded", "2026-05-15 10:00:00 -0400"], ["", "voided", "2026-05-15 10:00:00 -0400"], [1, 0, 2, 0], 2400),
    ] {
        let text = file(first, second);
        let report = shop.take_in(&text);
        assert_eq!((counts(&report), report.doubtful_total), (expected, 0), "{first:?}");
        assert_eq!((october().refunds_minor, may().revenue_minor, may().refunds_minor), (back, closed.0, closed.1), "{first:?}");
        let digest = shop.digest().unwrap();
        let again = shop.take_in(&text);
        assert_eq!((counts(&again)[..2].to_vec(), again.import_id), (vec![0, 0], None), "the same file adds nothing");
        assert_eq!(shop.digest().unwrap(), digest);
    }
    let bob = shop.only("bob");
    let refunds: Vec<(i64, Vec<&str>)> = bob
        .purchases
        .iter()
        .filter(|purchase| purchase.total_minor < 0)
        .map(|refund| (refund.total_minor, refund.lines.iter().map(|line| line.item.as_str()).collect()))
        .collect();
    let mut sorted = refunds.clone();
    sorted.sort();
    assert_eq!(
        sorted,
        [(-1200, vec!["Sourdough", "Jam"]), (-800, vec!["Refund of #1001"]), (-250, vec!["Refund of #1001"]), (-150, vec!["Refund of #1001"])]
    );
    assert_eq!(bob.summary.spent_minor, 0);
    // A file from before says that less was given back: the book keeps what it knows, and says so.
    let older = shop.take_in(file(["1.50", "partially_refunded", ""], paid));
    assert_eq!((counts(&older)[..2].to_vec(), older.doubtful_total), (vec![0, 0], 1));
    assert_eq!(older.doubtful[0].reason, "the book has 12.00 given back of this sale, the file 1.50");
    is_whole(&shop);
    for _ in 0..4 {
        shop.undo(None).unwrap();
    }
    assert_eq!((october().refunds_minor, may().revenue_minor), (0, 2400));
}

#[test]
fn an_order_that_was_called_off_before_anybody_read_it_is_none_and_one_given_back_here_is_not_given_back_twice() {
    let shop = dollars();
    shop.take_in(square(&[square_person("SQ-BOB", "Bob", "Field", &[(EMAIL, "bob@example.org")])]));
    let order = |status, cancelled, refunded| {
        shopify_orders(&[vec![
            ("Name", "#7"),
            ("Email", "bob@example.org"),
            ("Currency", "USD"),
            ("Subtotal", "8.00"),
            ("Created at", "2026-05-14 11:23:45 -0400"),
            ("Financial Status", status),
            ("Cancelled at", cancelled),
            ("Refunded Amount", refunded),
            ("Lineitem quantity", "2"),
            ("Lineitem name", "Sourdough"),
            ("Lineitem price", "4.00"),
        ]])
    };
    let (paid, void) = (order("paid", "", ""), order("voided", "2026-05-14 12:00:00 -0400", ""));
    let report = shop.take_in(&void);
    assert_eq!((counts(&report), report.refused[0].reason.as_str()), ([0, 0, 0, 1], "The order was called off."));
    let options = ImportOptions::default();
    let path = shop.file("void.csv", &void);
    let saved = shop.save_refused(&path, &options, shop.folder.path()).unwrap();
    assert_eq!(saved.rows, 1);
    shop.take_in(&paid);
    std::fs::remove_file(saved.path).unwrap();
    assert_eq!(shop.save_refused(&path, &options, shop.folder.path()).unwrap().rows, 0, "now it takes back a sale");
    let sale = shop.only("bob").purchases[0].id;
    shop.refund_purchase(&sale, None).unwrap();
    for file in [&void, &order("refunded", "", "8.00")] {
        let report = shop.take_in(file);
        assert_eq!((report.added, report.updated, report.doubtful_total, report.refused_total), (0, 0, 0, 0));
    }
    shop.undo(None).unwrap();
    assert_eq!(shop.take_in(&void).added, 1);
    assert_eq!(shop.refund_purchase(&sale, None).unwrap_err().code(), Code::AlreadyRefunded, "nor here what another till gave back");
    is_whole(&shop);
}

#[test]
fn receipts_that_a_till_counts_anew_each_day_are_sales_of_their_own() {
    let shop = shop();
    shop.take_in("Name,Phone\nAnn Ember,0170 1\nBob Field,0170 2\n");
    let head = "Bonnummer;Datum;Uhrzeit;Artikel;Betrag;Kunde\n";
    let first = "1;13.04.2026;10:00;Tee;3,20;Ann Ember\n1;13.04.2026;10:00;Jam;1,00;\n2;13.04.2026;11:00;Jam;4,20;\n";
    let second = "1;14.04.2026;09:00;Brot;5,00;Bob Field\n2;14.04.2026;09:30;Tee;3,20;\n";
    let april = |shop: &Shop| {
        let april = shop.month("2026-04".parse().unwrap()).unwrap();
        (april.revenue_minor, april.purchases)
    };
    for files in [
        vec![format!("{head}{first}{second}")],
        vec![format!("{head}{first}"), format!("{head}{second}")],
        vec![format!("{head}{second}"), format!("{head}{first}")],
    ] {
        let deeds = files.len();
        files.iter().for_each(|file| assert_eq!(shop.take_in(file).refused_total, 0));
        assert_eq!(april(&shop), (1660, 4), "{files:?}");
        assert_eq!((shop.only("bob").summary.spent_minor, shop.only("ann").summary.spent_minor), (500, 420));
        let digest = shop.digest().unwrap();
        for file in [format!("{head}{first}"), format!("{head}{second}"), format!("{head}{first}{second}")] {
            assert_eq!(shop.take_in(file).import_id, None);
        }
        assert_eq!(shop.digest().unwrap(), digest, "in whichever order and file they come");
        (0..deeds).for_each(|_| drop(shop.undo(None).unwrap()));
    }
}

#[test]
fn a_numbered_sale_whose_day_is_put_right_is_no_second_one_and_one_over_midnight_is_one() {
    let shop = shop();
    let head = "Bonnummer;Datum;Artikel;Betrag\n";
    shop.take_in(format!("{head}1001;13.01.2026;Tee;10,00\n1002;14.01.2026;Tee;20,00\n"));
    let report = shop.take_in(format!("{head}1001;15.01.2026;Tee;10,00\n1002;14.01.2026;Tee;20,00\n"));
    assert_eq!((counts(&report), report.doubtful[0].reason.as_str()), ([0, 0, 2, 0], "the book has this sale on 2026-01-13, the file on 2026-01-15"));
    let late = regulars::model::NewShop { day_ends: "04:00".into(), ..crate::shop::corner() };
    let shop = crate::shop::shop_with(late);
    let report = shop.take_in("Receipt,Created at,Item,Price\n5,2024-01-01 23:59,Brot,3.00\n5,2024-01-02 00:01,Kaffee,2.00\n");
    assert_eq!((counts(&report), report.doubtful_total), ([1, 0, 0, 0], 0));
    assert_eq!(shop.month("2024-01".parse().unwrap()).unwrap().revenue_minor, 500);
}

/// Orders of ten dollars of two lines, of which so much was given back.
fn refunded(amount: &'static str) -> String {
    let line = |item, price, more: &[(&'static str, &'static str)]| {
        let line = [("Name", "#9"), ("Currency", "USD"), ("Lineitem quantity", "1"), ("Lineitem name", item), ("Lineitem price", price)];
        [&line[..], more].concat()
    };
    let first = [("Subtotal", "10.00"), ("Created at", "2026-05-14 11:23:45 -0400"), ("Email", "bob@example.org"), ("Refunded Amount", amount)];
    shopify_orders(&[line("Sourdough", "4.00", &first), line("Jam", "6.00", &[])])
}

fn bobs() -> Shop {
    let shop = dollars();
    shop.take_in(square(&[square_person("SQ-BOB", "Bob", "Field", &[(EMAIL, "bob@example.org")])]));
    shop
}

#[test]
fn what_was_given_back_is_told_again_after_parts_of_it_were_taken_back() {
    let spent = |shop: &Shop| shop.only("bob").summary.spent_minor;
    let shop = bobs();
    shop.take_in(refunded(""));
    shop.take_in(refunded("3.00"));
    let first = shop.history(None, None, 1).unwrap()[0].deed;
    shop.take_in(refunded("5.00"));
    shop.undo(Some(&first)).unwrap();
    assert_eq!(spent(&shop), 800);
    assert_eq!(shop.take_in(refunded("5.00")).added, 1);
    assert_eq!(spent(&shop), 500);
    let shop = bobs();
    shop.take_in(refunded(""));
    let sale = shop.only("bob").purchases[0].id;
    shop.refund_purchase(&sale, Some(&[1])).unwrap();
    let counter = shop.history(None, None, 1).unwrap()[0].deed;
    shop.take_in(refunded("5.00"));
    shop.undo(Some(&counter)).unwrap();
    assert_eq!(shop.take_in(refunded("5.00")).added, 1);
    assert_eq!((spent(&shop), shop.take_in(refunded("5.00")).import_id), (500, None));
    is_whole(&shop);
}

#[test]
fn orders_that_were_given_back_whole_go_with_the_file_they_came_with() {
    let shop = bobs();
    let before = shop.digest().unwrap();
    for file in [refunded("10.00"), refunded("10.00").replace("#9", "#8") + refunded("10.00").split_once('\n').unwrap().1] {
        shop.take_in(&file);
        let after = shop.digest().unwrap();
        shop.undo(None).unwrap();
        is_whole(&shop);
        assert_eq!((shop.digest().unwrap(), shop.only("bob").purchases.len()), (before.clone(), 0));
        shop.redo().unwrap();
        assert_eq!(shop.digest().unwrap(), after);
        shop.undo(None).unwrap();
    }
}

#[test]
fn no_money_goes_back_twice_by_the_counter_and_a_file() {
    for amounts in [&["5.00", "10.00"][..], &["3.00"], &["10.00"]] {
        let shop = bobs();
        shop.take_in(refunded(""));
        amounts.iter().for_each(|amount| drop(shop.take_in(refunded(amount))));
        let sale = shop.only("bob").purchases.iter().find(|purchase| purchase.total_minor > 0).unwrap().id;
        match amounts.last().copied() {
            Some("3.00") => {
                // Of a part nobody knows for which line it was; no more goes back than is left.
                assert_eq!(shop.refund_purchase(&sale, Some(&[2])).unwrap().total_minor, -600);
                assert_eq!(shop.refund_purchase(&sale, None).unwrap().total_minor, -100);
            }
            _ => assert_eq!(shop.refund_purchase(&sale, None).unwrap_err().code(), Code::AlreadyRefunded, "{amounts:?}"),
        }
        assert_eq!(shop.only("bob").summary.spent_minor, 0);
        is_whole(&shop);
    }
}

#[test]
fn days_of_both_orders_are_seen_however_far_down_and_nothing_is_read_before_the_answer() {
    let shop = shop();
    let person = |at: usize, day: &str| format!("Given{at} Family{at},0170 {at:07},{day}\n");
    let rows: String = (0..9_000).map(|at| person(at, &format!("{}/04/1990", 13 + at % 10))).collect();
    let path = shop.file("far.csv", format!("Name,Phone,Birthday\n{rows}{}{}", person(9_001, "03/04/1990"), person(9_002, "04/26/1990")));
    for read in [shop.preview_import(&path, &ImportOptions::default(), &mut |_| true), shop.import(&path, &ImportOptions::default(), &mut |_| true)] {
        let report = read.unwrap();
        assert_eq!((counts(&report), report.import_id), ([0, 0, 0, 9_002], None));
        assert_eq!(report.questions[0].kind, "dates");
        assert_eq!(report.questions[0].choices[1].example, "04/26/1990 = 26 April 1990; 13/04/1990 is no day then");
    }
    let saved = shop.save_refused(&path, &ImportOptions::default(), shop.folder.path()).unwrap();
    assert_eq!(saved.rows, 9_002, "the file of refused rows agrees");
    let said = ImportOptions { dates: Some("dmy".into()), ..ImportOptions::default() };
    assert_eq!(counts(&shop.import(&path, &said, &mut |_| true).unwrap()), [9_001, 0, 0, 1]);
    assert_eq!(shop.only("given9001").customer.birthday.unwrap().to_string(), "1990-04-03");
}

#[test]
fn an_answer_is_for_the_columns_that_were_asked_about() {
    let shop = shop();
    let file =
        shop.file("two.csv", "Name,Phone,Birthday,Last Visit\nAnn Ember,0170 1234567,03/04/1990,04/26/2020\nBob Field,030 1,05/06/1985,03/04/2021\n");
    let said = ImportOptions { dates: Some("dmy".into()), ..ImportOptions::default() };
    assert_eq!(counts(&shop.import(&file, &said, &mut |_| true).unwrap()), [2, 0, 0, 0]);
    let bob = shop.only("bob");
    assert_eq!((bob.customer.birthday.unwrap().to_string().as_str(), bob.openings[0].balance.last_day.as_str()), ("1985-06-05", "2021-03-04"));
}

#[test]
fn sales_read_before_their_customers_are_theirs_once_they_are_read_again() {
    let shop = dollars();
    let items = square_items(&[
        square_item("T1", "SQ-ANN", "Rye bread", "$4.20", "Payment"),
        square_item("T2", "SQ-NOBODY", "Jam", "$5.00", "Payment"),
        square_item("T3", "", "Tea", "$1.00", "Payment"),
    ]);
    let report = shop.take_in(&items);
    assert_eq!((counts(&report), report.unmatched), ([3, 0, 0, 0], 2));
    shop.take_in(square(&[ann(&[])]));
    assert!(shop.only("ann").purchases.is_empty());
    let before = shop.digest().unwrap();
    let report = shop.take_in(&items);
    assert_eq!((counts(&report), report.unmatched), ([0, 1, 2, 0], 1));
    assert_eq!((shop.only("ann").summary.spent_minor, shop.found("rye bread")), (420, vec!["Ann Ember".to_owned()]));
    is_whole(&shop);
    let report = shop.take_in(&items);
    assert_eq!((counts(&report), report.unmatched, report.import_id), ([0, 0, 3, 0], 1, None));
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
    assert!(shop.only("ann").purchases.is_empty());
    is_whole(&shop);
}

#[test]
fn a_sale_finds_its_customer_by_the_shops_own_number() {
    let shop = dollars();
    let person = |name: &str, number: &str| regulars::model::NewCustomer { number: number.into(), ..named(name) };
    for (name, number) in [("Ann Ember", "C-17"), ("Bob Field", "C-18"), ("Cleo Gray", "C-18")] {
        shop.add(person(name, number));
    }
    let sale = |transaction, number| {
        let mut cells = square_item(transaction, "", "Tea", "$1.00", "Payment");
        cells.push(("Customer Reference ID", number));
        cells
    };
    let report = shop.take_in(square_items(&[sale("T1", "C-17"), sale("T2", "C-18"), sale("T3", "C-19")]));
    assert_eq!((counts(&report), report.unmatched), ([3, 0, 0, 0], 2), "a number of two people is nobody's");
    assert_eq!(shop.only("ann").purchases.len(), 1);
}

#[test]
fn a_preview_marks_the_rows_of_a_purchase_wherever_they_stand() {
    let shop = dollars();
    let items = square_items(&[
        square_item("T1", "", "Rye bread", "$4.20", "Payment"),
        square_item("T2", "", "Tea", "cheap", "Payment"),
        square_item("T1", "", "Jam", "$5.00", "Payment"),
        square_item("T3", "", "Tea", "$1.00", "Payment"),
    ]);
    let report = shop.preview_import(&shop.file("items.csv", items), &ImportOptions::default(), &mut |_| true).unwrap();
    let outcomes: Vec<(u64, &str)> = report.sample.iter().map(|row| (row.row, row.outcome)).collect();
    assert_eq!(outcomes, [(2, "new"), (3, "refused"), (4, "new"), (5, "new")]);
    assert_eq!((report.rows, report.added, report.refused_total), (4, 2, 1));
}

#[test]
fn columns_of_one_heading_and_of_none_are_named_apart() {
    let shop = shop();
    let path = shop.file("in.csv", "Name,Phone,Phone,,\nAnn Ember,0170 1234567,030 765432,Riverton,x\n");
    let report = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!(report.headers, ["Name", "Phone", "Phone (2)", "Column D", "Column E"]);
    assert_eq!(report.mapping.len(), 5, "each has its own field");
    let mapping = [("Phone (2)", "ignore"), ("Column D", "address.town")].map(|(column, field)| (column.to_owned(), field.to_owned())).into();
    let report = shop.import(&path, &ImportOptions { mapping, ..ImportOptions::default() }, &mut |_| true).unwrap();
    assert_eq!(report.mapping["Phone"], "phone");
    let ann = shop.only("ann").customer;
    assert_eq!((ann.phones.len(), ann.phones[0].typed.as_str(), ann.addresses[0].town.as_str()), (1, "0170 1234567", "Riverton"));
}

#[test]
fn a_row_that_is_too_large_is_left_aside_and_the_rest_goes_in() {
    let shop = shop();
    let report = shop.take_in(format!("Name,Note\nAnn Ember,\"{}\"\nBob Field,nice\n", "long and\n".repeat(200_000)));
    assert_eq!((counts(&report), report.refused[0].row), ([1, 0, 0, 1], 2));
    assert!(report.refused[0].reason.contains("too large") && report.refused[0].cells[1].len() < 2_000, "{:?}", report.refused[0].reason);
    assert_eq!(shop.found(""), ["Bob Field"]);
}

#[test]
fn somebody_whose_referrer_was_removed_can_still_be_changed() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let bob = shop.add(NewCustomer { referred_by: Some(ann.id), ..with_phone("Bob Field", "030 1") });
    shop.remove_customer(&ann.id).unwrap();
    shop.take_in("Name,Phone,Note\nBob Field,030 1,likes rye\n");
    let changes = CustomerChanges { call_me: Some("Bobby".into()), ..CustomerChanges::default() };
    let changed = shop.edit_customer(&bob.id, &changes).unwrap();
    assert_eq!((changed.note.as_str(), changed.referred_by), ("likes rye", Some(ann.id)));
    let changes = CustomerChanges { referred_by: Some(Some(ann.id)), ..CustomerChanges::default() };
    let cleo = shop.add(named("Cleo Gray"));
    assert_eq!(shop.edit_customer(&cleo.id, &changes).unwrap_err().code(), Code::NotFound, "but she sends nobody new");
}

const HEADLESS: &str = "Ann,Ember,0170 1234567,ann@example.org\nBob,Field,030 123456,\nCleo,Gray,,cleo@example.org\n";

#[test]
fn a_file_without_headings_is_asked_about_and_then_read_by_what_its_columns_hold() {
    let shop = shop();
    let path = shop.file("in.csv", HEADLESS);
    let asked = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    let question = &asked.questions[0];
    assert_eq!((question.kind, question.choices[0].example.as_str()), ("headings", "Ann, Ember, 0170 1234567, ann@example.org"));
    assert_eq!((asked.headers[0].as_str(), asked.mapping["Column A"].as_str(), asked.mapping["Column C"].as_str()), ("Column A", "given", "phone"));
    assert_eq!((asked.sample[0].row, asked.sample[0].name.as_str(), asked.added), (1, "Ann Ember", 3));
    let error = shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap_err();
    assert_eq!(error.code(), Code::FileWithoutHeader, "nothing is written on a guess");
    assert_eq!(shop.customer_count().unwrap(), 0);
    let said = ImportOptions { headings: Some("none".into()), ..ImportOptions::default() };
    assert_eq!(counts(&shop.import(&path, &said, &mut |_| true).unwrap()), [3, 0, 0, 0]);
    let mapped = ImportOptions { mapping: [("Column B".to_owned(), "family".to_owned())].into(), ..ImportOptions::default() };
    assert_eq!(counts(&shop.import(&path, &mapped, &mut |_| true).unwrap())[2], 3, "who names its columns has said it too");
    let otherwise = ImportOptions { headings: Some("first".into()), ..ImportOptions::default() };
    let read = shop.preview_import(&path, &otherwise, &mut |_| true).unwrap();
    assert_eq!((read.headers[0].as_str(), read.rows), ("Ann", 2));
}

#[test]
fn a_glance_shows_the_first_rows_as_they_will_be_kept_and_says_that_it_is_one() {
    let shop = shop();
    shop.add(with_phone("Given0 Family0", "0170 9000000"));
    let path = shop.file("in.csv", many(2_000));
    let glance = shop.glance_at_import(&path, &ImportOptions::default()).unwrap();
    let whole = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert!(!glance.counted && whole.counted && glance.rows < whole.rows);
    assert_eq!((glance.sample.len(), &glance.sample, &glance.mapping), (50, &whole.sample, &whole.mapping));
    let stored: Vec<(&str, &str)> = glance.sample[1].stored.iter().map(|stored| (stored.field, stored.value.as_str())).collect();
    assert_eq!((&stored[..2], glance.sample[1].outcome), (&[("given", "Given1"), ("family", "Family1")][..], "new"));
    let small = shop.file("small.csv", "Name\nAnn Ember\n");
    assert!(shop.glance_at_import(&small, &ImportOptions::default()).unwrap().counted, "a small file is seen whole");
    let sales = dollars();
    let items: Vec<_> = (0..40).flat_map(|sale| [format!("T{sale}"), format!("T{sale}")]).collect();
    let items: Vec<_> = items.iter().map(|sale| square_item(sale, "", "Tea", "$1.00", "Payment")).collect();
    let glance = sales.glance_at_import(&sales.file("items.csv", square_items(&items)), &ImportOptions::default()).unwrap();
    let kept: Vec<(&str, &str)> = glance.sample[0].stored.iter().map(|stored| (stored.field, stored.value.as_str())).collect();
    assert_eq!(kept, [("day", "2026-07-18"), ("item", "Tea 1.00"), ("item", "Tea 1.00"), ("total", "2.00 USD")]);
    assert_eq!(sales.month("2026-07".parse().unwrap()).unwrap().purchases, 0);
}

#[test]
fn a_mended_cell_is_read_as_it_was_mended() {
    let shop = shop();
    let path = shop.file("in.csv", "Name,Birthday,Phone\nAnn Ember,1990-13-45,0170 1234567\nBob Field,,030 123456\n,,\n");
    let mend = |row, column: &str, text: &str| Mend { row, column: column.into(), text: text.into() };
    let plain = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((counts(&plain), plain.refused[0].row), ([1, 0, 0, 1], 2));
    let mends = vec![mend(2, "Birthday", "1990-12-05"), mend(3, "Name", "Bob Fields"), mend(4, "Phone", "0171 7654321")];
    let options = ImportOptions { mends, ..ImportOptions::default() };
    for report in [shop.glance_at_import(&path, &options).unwrap(), shop.import(&path, &options, &mut |_| true).unwrap()] {
        assert_eq!(counts(&report), [3, 0, 0, 0]);
        assert_eq!(report.sample[0].cells[1], "1990-12-05");
    }
    assert_eq!(shop.only("ann").customer.birthday.unwrap().to_string(), "1990-12-05");
    assert_eq!((shop.found("fields"), shop.found("7654321").len()), (vec!["Bob Fields".to_owned()], 1));
    for (mends, code) in [
        (vec![mend(2, "Nowhere", "x")], Code::ColumnUnknown),
        (vec![mend(2, "Name", &"x".repeat(100_000))], Code::TooLong),
        (vec![mend(2, "Name", "x"); 10_001], Code::TooMany),
    ] {
        let error = shop.glance_at_import(&path, &ImportOptions { mends, ..ImportOptions::default() }).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some("mends")));
        assert!(!error.message().contains('{'), "{}", error.message());
    }
}

const PUNCH_CARDS: &str = "Name,Phone,Points,Total Spent,Orders,Customer since,Last visit\n\
    Ann Ember,0170 1234567,\"1,250\",\"€ 1.234,50\",14,2024-02-29,2026-10-02 11:30:00\n\
    Bob Field,030 765432,,,,,\nCleo Gray,0171 555,many,,,,\n";

#[test]
fn what_another_program_had_counted_is_kept_beside_the_books_own_figures() {
    let shop = shop();
    let before = shop.digest().unwrap();
    let path = shop.file("punch.csv", PUNCH_CARDS);
    let report = shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((counts(&report), report.refused[0].reason.as_str()), ([2, 0, 0, 1], "Points: “many” is not a quantity."));
    let card = shop.only("ann");
    let opening = &card.openings[0];
    assert_eq!((opening.program.as_str(), opening.as_of.to_string().as_str()), ("unknown", "2026-10-15"));
    let balance = &opening.balance;
    assert_eq!((balance.points, balance.spent_minor, balance.visits), (Some(1_250), Some(123_450), Some(14)));
    assert_eq!((balance.first_day.as_str(), balance.last_day.as_str()), ("2024-02-29", "2026-10-02"));
    assert_eq!((card.summary.visits, card.summary.spent_minor), (0, 0), "nothing of it is in the book's own figures");
    assert!(shop.only("bob").openings.is_empty(), "who has nothing to be counted has no opening");
    let digest = shop.digest().unwrap();
    assert_eq!(shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap().import_id, None);
    assert_eq!(shop.digest().unwrap(), digest, "the same file again changes nothing");
    shop.at("2026-11-01T10:00:00+01:00");
    let later = shop.file("later.csv", "Name,Phone,Points,Orders\nAnn Ember,0170 1234567,1300,\n");
    let report = shop.import(&later, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((report.updated, report.sample[0].changes.as_slice()), (1, &["opening".to_owned()][..]));
    let opening = shop.only("ann").openings[0].clone();
    assert_eq!((opening.balance.points, opening.balance.visits), (Some(1_300), Some(14)), "a blank never wipes");
    assert_eq!(opening.as_of.to_string(), "2026-11-01");
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), digest);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
}

#[test]
fn what_was_counted_is_never_read_as_more_or_less() {
    let shop = shop();
    let report = shop.take_in(
        "Name;Points;Total spent;Visits;First visit\nAnn;10.00;0,00;0;0/0/00\nBob;12.5;;;\nCleo;;12,50;;\nDora;1.250;1.234;3;\nEve;;0;0;\nFred;;;;soon\n",
    );
    let reasons: Vec<(u64, &str)> = report.refused.iter().map(|row| (row.row, row.reason.as_str())).collect();
    assert_eq!(reasons, [(3, "Points: “12.5” is not a quantity."), (7, "First visit: “soon” is not a day.")]);
    assert_eq!(shop.only("ann").openings[0].balance.points, Some(10));
    let dora = shop.only("dora").openings[0].balance.clone();
    assert_eq!(
        (dora.points, dora.spent_minor, dora.visits),
        (Some(1_250), Some(123_400), Some(3)),
        "the other cells tell that the point parts thousands"
    );
    assert!(shop.only("eve").openings.is_empty(), "who never came has no opening");
    // Who has one and comes to nothing keeps it, at nothing.
    assert_eq!(counts(&shop.take_in("Name;Points\nAnn;0\n")), [0, 1, 0, 0]);
    assert_eq!(shop.only("ann").openings[0].balance.points, Some(0));
    is_whole(&shop);
}

#[test]
fn what_was_counted_moves_with_the_book() {
    let old = shop();
    old.import(&old.file("punch.csv", PUNCH_CARDS), &ImportOptions::default(), &mut |_| true).unwrap();
    let new = moved(&old).unwrap();
    assert_eq!((new.only("ann").openings, new.digest().unwrap()), (old.only("ann").openings, old.digest().unwrap()));
}

#[test]
fn lines_of_totals_are_nobody() {
    let shop = shop();
    for word in [
        "Total",
        "Grand total:",
        "Totals (12)",
        "Summe",
        "GESAMT",
        "Zwischensumme",
        "Total général",
        "Somme",
        "Suma total",
        "Totale",
        "Totaal",
        "Total geral",
        "Razem",
        "Ogółem: 4",
    ] {
        let report = shop.take_in(format!("Name,Phone,Orders\n{word},2,4\n"));
        assert_eq!(
            (counts(&report), report.refused[0].reason.as_str()),
            ([0, 0, 0, 1], "This is a line of totals or one below the table, not a row of it."),
            "{word}"
        );
    }
    let report =
        shop.take_in("Name,Phone,E-mail,Birthday\nTotal,0171 555,,\nTotal Fuels,,,\nSumma,,,\nTotal,,total@example.org,\nTotal,,,1990-03-15\n");
    assert_eq!(counts(&report), [5, 0, 0, 0], "somebody called Total who can be reached or was born is somebody");
    let report = shop.take_in("First Name,Last Name,Square Customer ID\nTotal,,SQ1\n");
    assert_eq!(report.refused_total, 0, "and so is whom the other program knows by an id");
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Total\r\nORG:Total\r\nEND:VCARD\r\n";
    assert_eq!(shop.take_in(card).refused_total, 0, "a card is no line of a table");
    let sales = shop.take_in("Date,Item,Price\n2026-10-01,Tea,5.00\n2026-10-02,Total,7.00\nGesamt,,12.00\n,Summe,12.00\n");
    assert_eq!((counts(&sales), sales.refused[0].row), ([2, 0, 0, 2], 4), "an item may be called so");
    assert!(sales.refused.iter().all(|row| row.reason.starts_with("This is a line of totals")), "{:?}", sales.refused);
}

#[test]
fn what_a_spreadsheet_has_damaged_is_refused_with_the_reason() {
    let shop = shop();
    for (cells, reason) in [
        ("6.28E+12,,,", "longer number"),
        ("\"6,28E+12\",,,", "longer number"),
        (",4.9E+08,,", "longer number"),
        (",,1.2E+04,", "longer number"),
        ("####,,,", "too narrow"),
        (",,,########", "too narrow"),
        ("#REF!,,,", "formula"),
        (",#N/A,,", "formula"),
        (",,#NV,", "formula"),
        (",,,#¿NOMBRE?", "formula"),
        (",,,Err:502", "formula"),
    ] {
        let report = shop.take_in(format!("Name,Phone,Customer number,Postcode,Note\nAnn,{cells}\n"));
        assert_eq!(report.refused_total, 1, "{cells}");
        assert!(report.refused[0].reason.contains(reason), "{cells}: {}", report.refused[0].reason);
    }
    let sound = "Name,Phone,Customer number,Postcode,Note,Odd\nGus,,4E12,1E5,6.28E+12 is a number,#REF!\n";
    assert_eq!(counts(&shop.take_in(sound)), [1, 0, 0, 0], "a code may look so, and what is left out is not looked at");
    for (cells, reason) in [("5.55E+12,,", "Receipt: “5.55E+12”"), (",6.28E+12,", "Phone: “6.28E+12”"), (",,#VALUE!", "Item: “#VALUE!”")]
    {
        let report = shop.take_in(format!("Date,Price,Receipt,Phone,Item\n2026-10-01,5.00,{cells}\n"));
        assert!(report.refused[0].reason.starts_with(reason), "{}", report.refused[0].reason);
    }
}

#[test]
fn a_phone_that_a_spreadsheet_has_marked_or_shorn_is_found_all_the_same() {
    let shop = shop();
    shop.take_in("Name,Phone\nAnn Ember,'0170 1234567\nBob Field,’+49 30 123456\nCleo Gray,171 7654321\n");
    let typed = |name: &str| shop.only(name).customer.phones[0].typed.clone();
    assert_eq!([typed("ann"), typed("bob"), typed("cleo")], ["0170 1234567", "+49 30 123456", "171 7654321"], "no digit is invented");
    for text in ["0171 7654321", "+49 171 7654321", "1717654321", "4321"] {
        assert_eq!(shop.found(text), ["Cleo Gray"], "{text}");
    }
    let report = shop.take_in("Name,Phone\nCleo Gray,0171 7654321\n");
    assert_eq!(counts(&report)[0], 0, "with its zero it is the same phone");
}

#[test]
fn an_encoding_can_be_said_where_what_was_found_is_wrong() {
    let shop = shop();
    // Two letters tell no detector anything: they are Cyrillic or western.
    let path = shop.file("in.csv", b"Name;Town\nO\xe4a;Riga\n");
    let western = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    assert_eq!((western.encoding.as_str(), western.sample[0].cells[0].as_str()), ("Windows-1252", "Oäa"));
    let options = ImportOptions { encoding: Some("Windows-1251".into()), ..ImportOptions::default() };
    let cyrillic = shop.import(&path, &options, &mut |_| true).unwrap();
    assert_eq!(cyrillic.encoding, "Windows-1251");
    assert_eq!(shop.only("riga").customer.name, "Oдa");
    let options = ImportOptions { encoding: Some("klingon".into()), ..ImportOptions::default() };
    let error = shop.preview_import(&path, &options, &mut |_| true).unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::NotAChoice, Some("encoding")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Most rows are added many at a time and without a look-up; the one row that a list has more than the last time is always looked up.
    #[test]
    fn a_file_of_many_rows_does_what_its_rows_would_do_one_by_one(
        rows in prop::collection::vec((0usize..5, 0usize..5, 0usize..4, 0usize..3, 0usize..3), 1..40)
    ) {
        let names = ["Ann Ember", "Ann Field", "Bob Ember", "Ember", "Łukasz Müller"];
        let phones = ["", "", "0170 1234567", "+49 170 1234567", "030 99"];
        let emails = ["", "", "ann@example.org", "ANN@example.org"];
        let (birthdays, towns) = (["", "", "1990-03-15"], ["", "Riverton", "Harbour"]);
        let heading = "Name,Phone,E-mail,Birthday,City\n";
        let lines: Vec<String> = rows
            .iter()
            .map(|(name, phone, email, birthday, town)| format!("{},{},{},{},{}\n", names[*name], phones[*phone], emails[*email], birthdays[*birthday], towns[*town]))
            .collect();
        let (together, alone) = (shop(), shop());
        let report = together.take_in(format!("{heading}{}", lines.concat()));
        let mut sums = [0; 4];
        for end in 1..=lines.len() {
            for (sum, count) in sums.iter_mut().zip(counts(&alone.take_in(format!("{heading}{}", lines[..end].concat())))) {
                *sum += count;
            }
            // Those of before stand there as they did.
            sums[2] -= end as u64 - 1;
        }
        prop_assert_eq!(counts(&report), sums);
        let everybody = |shop: &Shop| {
            let query = CustomersQuery { sort: "name".into(), descending: false, text: String::new(), from: 0, limit: 200 };
            let mut all: Vec<String> = shop
                .customers(&query)
                .unwrap()
                .rows
                .iter()
                .map(|found| format!("{} {:?} {:?} {}", found.name, found.phones, found.emails, found.town))
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(everybody(&together), everybody(&alone));
        is_whole(&together);
    }
}

fn many(rows: usize) -> String {
    let mut text = "Square Customer ID,First Name,Last Name,Phone Number,Email Address,City\n".to_owned();
    for row in 0..rows {
        text += &format!("SQ-{row},Given{row},Family{},'+49170{row:07},c{row}@example.org,Town{}\n", row % 977, row % 31);
    }
    text
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let shop = shop();
    shop.add(named("Ann Ember"));
    let digest = shop.digest().unwrap();
    let path = shop.file("many.csv", many(1_500));
    for stop_at in 1..=2 {
        let mut told = 0;
        let error = shop
            .import(&path, &ImportOptions::default(), &mut |progress| {
                assert!(progress.total.is_none_or(|total| progress.done <= total), "{progress:?}");
                told += 1;
                told < stop_at
            })
            .unwrap_err();
        assert_eq!((error.code(), error.message().as_str(), told), (Code::Cancelled, "Stopped. Nothing was changed.", stop_at));
        assert_eq!(shop.digest().unwrap(), digest);
        assert_eq!(shop.history(None, None, 5).unwrap().len(), 1);
        assert!(shop.found("given7").is_empty());
    }
    assert_eq!(shop.preview_import(&path, &ImportOptions::default(), &mut |_| false).unwrap_err().code(), Code::Cancelled);
    is_whole(&shop);
    assert_eq!(shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap().added, 1_500);
}

/// The journal keeps a few thousand changed rows in memory; both halves of this are more.
#[test]
fn a_large_import_is_one_deed_too() {
    const ROWS: usize = 20_000;
    const CHANGED: usize = 4_500;
    let shop = shop();
    let known = shop.add(with_phone("Given15000 Family345", "0170 0015000"));
    let before = shop.digest().unwrap();
    assert_eq!(counts(&shop.take_in(many(ROWS))), [ROWS as u64 - 1, 1, 0, 0]);
    let imported = shop.digest().unwrap();
    assert_eq!(shop.history(None, None, 10).unwrap().len(), 2, "one deed, however many rows");
    for row in [0, 4_095, 4_096, 12_345, ROWS - 1] {
        let name = format!("Given{row} Family{}", row % 977);
        assert_eq!(shop.found(&name)[0], name);
        assert_eq!(shop.found(&format!("170{row:07}")), [name.as_str()]);
        let id = shop.find(&name, 1).unwrap()[0].id;
        let deeds = shop.history(Some(&id), None, 10).unwrap();
        assert_eq!(deeds.iter().map(|deed| deed.name.as_str()).collect::<Vec<_>>(), ["import_customers"], "{name}");
    }
    assert!(shop.found("9999").contains(&format!("Given9999 Family{}", 9_999 % 977)), "by the phone's last digits");
    assert_eq!(shop.history(Some(&known.id), None, 10).unwrap().len(), 2, "the one it changed has it too");

    let changed = many(CHANGED).replace(",Town", ",New Town") + "SQ-NEW,Zoe,Last,,,\n";
    assert_eq!(counts(&shop.take_in(&changed)), [1, CHANGED as u64, 0, 0]);
    is_whole(&shop);
    let id = shop.find("given4096", 1).unwrap()[0].id;
    assert_eq!(shop.card(&id).unwrap().customer.addresses.len(), 2);
    assert_eq!(shop.history(Some(&id), None, 10).unwrap().len(), 2);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), imported);
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
    assert!(shop.found("given4096").is_empty());
    is_whole(&shop);
}

// What is no table. ----------------------------------------------------------------------------------------------------------

/// Refused with this code, in one sentence, with the book as it was.
fn refused(shop: &Shop, content: &[u8], code: Code) {
    let path = shop.file("in.csv", content);
    let digest = shop.digest().unwrap();
    for error in [
        shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap_err(),
        shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap_err(),
    ] {
        assert_eq!(error.code(), code, "{error:?}");
        let said = error.message();
        assert!(!said.contains('\n') && said.contains("in.csv") && said.ends_with('.'), "{said}");
    }
    assert_eq!(shop.digest().unwrap(), digest);
}

#[test]
fn what_is_no_table_is_refused_in_a_sentence_and_changes_nothing() {
    let shop = shop();
    shop.add(named("Ann Ember"));
    let mut seed = 7_u64;
    let random: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56) as u8
    })
    .take(50_000)
    .collect();
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0".as_slice(), &random].concat();
    let zip = [b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0".as_slice(), &random].concat();
    for (content, code) in [
        (b"".as_slice(), Code::FileEmpty),
        (b"\xef\xbb\xbf", Code::FileEmpty),
        (b"\xff\xfe", Code::FileEmpty),
        (b"\xfe\xff", Code::FileEmpty),
        (b" \r\n \r\n", Code::FileEmpty),
        (&png, Code::FileNotText),
        (&zip, Code::FileDamaged),
        (&random, Code::FileNotText),
        (b"Ann,Ember\nBob,Field\n", Code::FileWithoutHeader),
        (b"just a line", Code::FileWithoutHeader),
        (&bytes_of_the_book(&shop), Code::FileNotText),
    ] {
        refused(&shop, content, code);
    }
}

fn bytes_of_the_book(shop: &Shop) -> Vec<u8> {
    crate::shop::bytes(&shop.path())
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_is_refused_by_name() {
    let shop = shop();
    let digest = shop.digest().unwrap();
    let import = |path: &std::path::Path| shop.import(path, &ImportOptions::default(), &mut |_| true).unwrap_err();
    let missing = import(&shop.folder.path().join("missing.csv"));
    assert_eq!((missing.code(), missing.message().as_str()), (Code::FileMissing, "There is no file missing.csv."));
    let folder = shop.folder.path().join("people");
    std::fs::create_dir(&folder).unwrap();
    let error = import(&folder);
    assert_eq!((error.code(), error.message().as_str()), (Code::FileUnreadable, "The file people could not be read."));
    assert_eq!(shop.digest().unwrap(), digest);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused_by_name() {
    use std::os::unix::fs::PermissionsExt;
    let shop = shop();
    let path = shop.file("closed.csv", "Name\nAnn\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_ok() {
        eprintln!("skipped: whoever runs this may read everything");
        return;
    }
    let error = shop.import(&path, &ImportOptions::default(), &mut |_| true).unwrap_err();
    assert_eq!(error.code(), Code::FileUnreadable);
}

#[test]
fn headings_alone_bring_nobody() {
    let shop = shop();
    let digest = shop.digest().unwrap();
    for text in [square(&[]), "Name,Phone".to_owned(), "\u{feff}Name;Phone\r\n\r\n\r\n".to_owned()] {
        let report = shop.take_in(&text);
        assert_eq!((report.rows, counts(&report), report.import_id), (0, [0, 0, 0, 0], None), "{text}");
    }
    assert_eq!(shop.digest().unwrap(), digest);
    assert!(shop.history(None, None, 5).unwrap().is_empty());
}

#[test]
fn ragged_rows_are_read_as_far_as_they_go_and_surplus_is_refused() {
    let shop = shop();
    let report = shop.take_in("Name,Phone,Town\nAnn Ember\nBob Field,030 123456\nCara Glass,030 1,Riverton,lost\nDora Hill,030 2,Riverton,,\n");
    assert_eq!(counts(&report), [3, 0, 0, 1]);
    assert_eq!((report.refused[0].row, report.refused[0].reason.contains("lost")), (4, true));
}

#[test]
fn a_nul_in_a_cell_costs_its_own_row() {
    let shop = shop();
    let report = shop.take_in("Name,Note\nAnn Ember,a\0b\nBob Field,fine\n");
    assert_eq!(counts(&report), [1, 0, 0, 1]);
    assert_eq!(report.refused[0].row, 2);
    assert!(report.refused[0].reason.contains("cannot be kept"), "{}", report.refused[0].reason);
    is_whole(&shop);
}

#[test]
fn letters_of_any_encoding_arrive() {
    let text = "Name;Town;Phone\r\nZoë Åström;Köln;030 123456\r\n";
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| [mark, &text.encode_utf16().flat_map(unit).collect::<Vec<_>>()].concat();
    for (encoding, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("UTF-16LE", wide(b"\xff\xfe", u16::to_le_bytes)),
        ("UTF-16BE", wide(b"\xfe\xff", u16::to_be_bytes)),
        ("Windows-1252", text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()),
    ] {
        let shop = shop();
        let report = shop.take_in(bytes);
        assert_eq!((report.encoding.as_str(), report.delimiter.as_str(), counts(&report)), (encoding, ";", [1, 0, 0, 0]));
        let zoe = shop.only("zoe astrom").customer;
        assert_eq!((zoe.name.as_str(), zoe.addresses[0].town.as_str()), ("Zoë Åström", "Köln"));
    }
}

#[test]
fn a_file_in_two_encodings_is_the_same_file() {
    let shop = shop();
    let text = "Name,Town\nZoë Åström,Köln\n";
    shop.take_in(text);
    let digest = shop.digest().unwrap();
    let western: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(counts(&shop.take_in(western)), [0, 0, 1, 0]);
    assert_eq!(shop.digest().unwrap(), digest);
}

#[test]
fn a_purchases_file_is_not_taken_for_customers_by_mistake() {
    let shop = dollars();
    let path = shop.file("items.csv", square_items(&[square_item("T1", "SQ-ANN", "Tea", "$1.00", "Payment")]));
    for (kind, outcome) in [("auto", "purchases"), ("purchases", "purchases")] {
        let options = ImportOptions { kind: regulars::book::ImportKind::read(kind).unwrap(), ..ImportOptions::default() };
        assert_eq!(shop.preview_import(&path, &options, &mut |_| true).unwrap().kind, outcome);
    }
    assert_eq!(regulars::book::ImportKind::read("people").unwrap_err().code(), Code::NotAChoice);
    let wrong = ImportOptions { dates: Some("ydm".into()), ..ImportOptions::default() };
    assert!(shop.import(&path, &wrong, &mut |_| true).is_err());
}

#[test]
fn an_import_survives_closing_the_book() {
    let shop = shop();
    shop.take_in(square(&[ann(&[]), bob(&[])]));
    let digest = shop.digest().unwrap();
    let shop = shop.reopened();
    assert_eq!((shop.digest().unwrap(), shop.found("4567")), (digest, vec!["Ann Ember".to_owned()]));
    shop.undo(None).unwrap();
    assert_eq!(shop.customer_count().unwrap(), 0);
}

#[test]
fn a_workbook_goes_in_like_a_table_and_once() {
    let shop = shop();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Kunden").unwrap();
    sheet.write_row(0, 0, ["Name", "Phone", "Birthday"]).unwrap();
    sheet.write_row(2, 0, ["Ann Ember", "0170 1234567"]).unwrap();
    sheet.write_number(2, 2, 32_947).unwrap();
    sheet.write_row(3, 0, ["Bad Row", "0170 1", "soon"]).unwrap();
    book.add_worksheet().write(0, 0, "a remark").unwrap();
    let path = shop.file("people.csv", book.save_to_buffer().unwrap());
    let options = ImportOptions::default();
    let preview = shop.preview_import(&path, &options, &mut |_| true).unwrap();
    assert_eq!((preview.delimiter.as_str(), preview.sheet.as_str(), &preview.other_sheets[..]), ("xlsx", "Kunden", &["Sheet2".to_owned()][..]));
    assert_eq!(preview.sample[0].cells, ["Ann Ember", "0170 1234567", "1990-03-15"], "a serial day is shown as a day");
    let report = shop.import(&path, &options, &mut |_| true).unwrap();
    assert_eq!((counts(&report), report.refused[0].row), ([1, 0, 0, 1], 4));
    assert_eq!(shop.only("4567").customer.birthday.unwrap().to_string(), "1990-03-15");
    assert_eq!(counts(&shop.import(&path, &options, &mut |_| true).unwrap()), [0, 0, 1, 1]);
    let saved = shop.save_refused(&path, &options, shop.folder.path()).unwrap();
    let text = std::fs::read_to_string(saved.path).unwrap();
    assert!(saved.name == "people-refused.csv" && text.contains("\"Bad Row\";\"0170 1\";\"soon\";\"Birthday: "), "{text}");
    is_whole(&shop);
}

#[test]
fn an_address_book_of_cards_goes_in_once_and_its_changes_later() {
    let card = |town: &str| {
        format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:A-17\r\nN:Ember;Ann;;;\r\nTEL;TYPE=CELL:0170 1234567\r\nADR;TYPE=HOME:;;Mill Lane 1;{town};;;\r\nEND:VCARD\r\n"
        )
    };
    let shop = shop();
    let first = shop.take_in(card("Riverton"));
    assert_eq!((first.source.as_str(), first.delimiter.as_str(), counts(&first)), ("vcard", "card", [1, 0, 0, 0]));
    assert_eq!(counts(&shop.take_in(card("Riverton"))), [0, 0, 1, 0]);
    assert_eq!(counts(&shop.take_in(card("Harbour"))), [0, 1, 0, 0]);
    assert_eq!(shop.only("ann").customer.addresses.len(), 2);
    is_whole(&shop);
}

#[test]
fn who_shares_a_phone_under_another_name_comes_in_and_is_doubtful() {
    let shop = shop();
    let ann = "Name,Phone,E-mail\nAnn Ember,0170 1234567,ann@example.org\n";
    shop.take_in(ann);
    let file = "Name,Phone,E-mail\nBob Ember,+49 170 1234567,\nAnn Ember,0170 1234567,\nCleo Gray,,ANN@example.org\nDora Hill,030 1,\nEmil Hill,030 1,\nFay Iver,,\n";
    let path = shop.file("family.csv", file);
    let preview = shop.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap();
    let report = shop.take_in(file);
    for report in [&preview, &report] {
        assert_eq!((counts(report), report.doubtful_total), ([5, 0, 1, 0], 3));
        let doubtful: Vec<(u64, &str, &str)> = report.doubtful.iter().map(|row| (row.row, row.name.as_str(), row.reason.as_str())).collect();
        assert_eq!(
            doubtful,
            [
                (2, "Bob Ember", "the same phone as Ann Ember"),
                (4, "Cleo Gray", "the same e-mail address as Ann Ember"),
                (6, "Emil Hill", "the same phone as Dora Hill"),
            ]
        );
        let outcomes: Vec<&str> = report.sample.iter().map(|row| row.outcome).collect();
        assert_eq!(outcomes, ["doubtful", "unchanged", "doubtful", "new", "doubtful", "new"]);
    }
    let again = shop.take_in(file);
    assert_eq!((counts(&again), again.doubtful_total), ([0, 0, 6, 0], 0));
}

#[test]
fn a_family_phone_is_not_one_person_though_they_share_the_name_too() {
    let shop = shop();
    let file =
        "First Name,Last Name,Phone,Birthday\nAnna,Meier,0171 1234567,1960-01-01\nAnna,Meier,0171 1234567,1990-02-02\nA.,Meier,0171 1234567,\n";
    let report = shop.take_in(file);
    assert_eq!((counts(&report), report.doubtful_total), ([3, 0, 0, 0], 2), "born on another day is somebody else; an initial may be either of them");
    assert_eq!(report.doubtful[1].reason, "could be Anna Meier or somebody else: more than one fits");
    let mut people: Vec<(String, String)> = shop
        .find("meier", 5)
        .unwrap()
        .iter()
        .map(|found| shop.card(&found.id).unwrap().customer)
        .map(|customer| (customer.name, customer.birthday.map(|birthday| birthday.to_string()).unwrap_or_default()))
        .collect();
    people.sort();
    let expected = [("A. Meier", ""), ("Anna Meier", "1960-01-01"), ("Anna Meier", "1990-02-02")];
    assert_eq!(people, expected.map(|(name, birthday)| (name.to_owned(), birthday.to_owned())));
}

#[test]
fn a_family_name_alone_is_any_of_the_family_and_nobodys_name_is_cut() {
    let shop = shop();
    shop.take_in("Name,Phone\nAnna Meier,0171 1234567\nPaul Meier,0171 1234567\nEva & Otto Klein,030 1\nCleo Marie Gray,030 2\n");
    let file =
        "Name,Phone,Note\nMeier,0171 1234567,x\nEva Klein,030 1,likes rye\nCleo Gray,030 2,late\nC. Gray,030 2,later\nPaul Meier,0171 1234567,here\n";
    let report = shop.take_in(file);
    assert_eq!((counts(&report), report.doubtful_total), ([1, 4, 0, 0], 1));
    assert_eq!((report.doubtful[0].row, report.doubtful[0].name.as_str()), (2, "Meier"));
    assert_eq!(shop.only("otto").customer.note, "likes rye");
    assert_eq!((shop.only("cleo").customer.name.as_str(), shop.only("paul").customer.note.as_str()), ("Cleo Marie Gray", "here"));
    assert_eq!(counts(&shop.take_in(file)), [0, 0, 5, 0]);
    // A program that knows them by an id may say that they are called otherwise now.
    shop.take_in(square(&[square_person("SQ-1", "Dora Ida", "Hill", &[])]));
    shop.take_in(square(&[square_person("SQ-1", "Dora", "Hill", &[])]));
    assert_eq!(shop.only("dora").customer.name, "Dora Hill");
}

#[test]
fn a_town_is_no_address_and_two_numbers_are_two_people() {
    for file in [
        "Kundennr;Name;Telefon;Ort\n1;Anna Meier;0171 2345678;Köln\n2;Anna Meier;0171 2345679;Köln\n",
        "Name;Telefon;Ort\nAnna Meier;0171 2345678;Köln\nAnna Meier;0171 2345679;Köln\n",
        "Name;Telefon;Bundesland;Land\nAnna Meier;0171 2345678;NRW;DE\nAnna Meier;0171 2345679;NRW;DE\n",
        "Kundennr;Name;Telefon\n1;Anna Meier;0171 2345678\n2;Anna Meier;0171 2345678\n",
    ] {
        let shop = shop();
        assert_eq!(counts(&shop.take_in(file)), [2, 0, 0, 0], "{file}");
        assert_eq!(counts(&shop.take_in(file)), [0, 0, 2, 0], "{file}");
    }
    let shop = shop();
    shop.take_in("Name;Telefon;Straße;Ort\nAnna Meier;0171 2345678;Hauptstr. 5;Köln\n");
    assert_eq!(counts(&shop.take_in("Name;E-Mail;Straße;Ort\nAnna Meier;a@x.de;Hauptstr. 5;Köln\n")), [0, 1, 0, 0], "the street tells");
}

#[test]
fn of_two_who_fit_alike_neither_is_taken() {
    let shop = shop();
    shop.take_in(
        "Name;Telefon;E-Mail;Straße;Ort;Geburtstag\nPaul Ember;030 1;p1@x.de;Hauptstr. 5;Köln;1950-02-01\nPaul Ember;030 1;p2@x.de;Hauptstr. 5;Köln;1980-04-03\n",
    );
    let phone = shop.take_in("Name;Telefon;Notiz\nPaul Ember;030 1;late\n");
    assert_eq!((counts(&phone), phone.doubtful[0].reason.as_str()), ([1, 0, 0, 0], "could be Paul Ember or somebody else: more than one fits"));
    shop.undo(None).unwrap();
    let street = shop.take_in("Name;Straße;Ort;Notiz\nPaul Ember;Hauptstr. 5;Köln;late\n");
    assert_eq!((counts(&street), street.doubtful_total), ([1, 0, 0, 0], 1));
    shop.undo(None).unwrap();
    let both = shop.take_in("Name;Telefon;E-Mail;Notiz\nPaul Ember;030 1;p2@x.de;late\n");
    assert_eq!((counts(&both), both.doubtful_total), ([0, 1, 0, 0], 0), "one of them shares the address too");
    // An initial on the card is one of several too.
    let shop = crate::shop::shop();
    shop.take_in("Name;Telefon\nA. Meier;030 2\n");
    assert_eq!(counts(&shop.take_in("Name;Telefon\nAnna Meier;030 2\n")), [0, 1, 0, 0]);
    assert_eq!(shop.only("anna").customer.name, "Anna Meier");
}

#[test]
fn a_found_row_never_says_less_than_the_card() {
    let shop = shop();
    shop.take_in("Given,Family,Nickname,Phone\nAnn,Ember,,030 1\nRobert,Ember,Bob,030 2\n");
    shop.take_in("First Name,Last Name,Phone,Note\nAnn,E.,030 1,x\nBob,Ember,030 2,rot\n");
    assert_eq!((shop.only("ann").customer.name.as_str(), shop.only("robert").customer.given.as_str()), ("Ann Ember", "Robert"));
    shop.take_in("First Name,Last Name,Phone,Note\nBob,Ember,030 2,mag Karotten\n");
    assert_eq!(shop.only("robert").customer.note, "rot\nmag Karotten");
    let list = |note| format!("Kundennr;Name;Notiz;Telefon\n7;Cleo Gray;{note};030 3\n");
    shop.take_in(list("mag Karotten"));
    shop.take_in(list("rot"));
    assert_eq!(shop.only("cleo").customer.note, "mag Karotten\nrot", "a word within a word is another note");
}

#[test]
fn a_list_that_goes_back_to_what_it_said_is_followed_and_what_stands_in_it_twice_stays() {
    let shop = dollars();
    let answer = |answer: &str| {
        format!(
            "First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\nAnn,Ember,a@x.de,{answer},,,,,0.00,0,,no,\n"
        )
    };
    for (said, given) in [("no", Some(false)), ("yes", Some(true)), ("no", Some(false)), ("yes", Some(true)), ("pending", Some(false))] {
        let report = shop.take_in(answer(said));
        assert_eq!(report.source, "shopify");
        assert_eq!(shop.only("ann").consents.first().map(|consent| consent.given), given, "{said}");
    }
    // Two rows about one person, with or without an id, are both remembered.
    for file in [
        "Name;Telefon;Firma\nBob Field;030 5;Alpha\nBob Field;030 5;Beta\n".to_owned(),
        square(&[
            square_person("SQ-1", "Cleo", "Gray", &[("Email Subscription Status", "subscribed"), ("Company Name", "Alpha")]),
            square_person("SQ-1", "Cleo", "Gray", &[("Email Subscription Status", "unsubscribed"), ("Company Name", "Beta")]),
        ]),
    ] {
        shop.take_in(&file);
        let digest = shop.digest().unwrap();
        for _ in 0..2 {
            assert_eq!(counts(&shop.take_in(&file)), [0, 0, 2, 0], "{file}");
            assert_eq!(shop.digest().unwrap(), digest);
        }
    }
    is_whole(&shop);
}

#[test]
fn who_was_taken_out_of_the_book_stays_out_and_is_told_about() {
    let shop = dollars();
    let list = |memo: &'static str| square(&[square_person("SQ-ANN", "Ann", "Ember", &[(EMAIL, "ann@example.org"), ("Memo", memo)])]);
    shop.take_in(list(""));
    let ann = shop.only("ann").customer.id;
    shop.remove_customer(&ann).unwrap();
    let digest = shop.digest().unwrap();
    let report = shop.take_in(list("likes rye"));
    assert_eq!((counts(&report), report.doubtful[0].reason.as_str()), ([0, 0, 1, 0], "was taken out of the book, and stays out"));
    assert_eq!((shop.found("ann").len(), shop.digest().unwrap()), (0, digest));
    // By what a list without ids says of them too.
    let list = |note: &str| format!("Vorname,Nachname,Telefon,Notiz\nBob,Field,030 1234567,{note}\n");
    shop.take_in(list("Tee"));
    shop.remove_customer(&shop.only("bob").customer.id).unwrap();
    for (note, doubtful) in [("Tee", 0), ("Kaffee", 1)] {
        let report = shop.take_in(list(note));
        assert_eq!((counts(&report), report.doubtful_total), ([0, 0, 1, 0], doubtful), "{note}");
    }
    assert!(shop.found("bob").is_empty());
}

#[test]
fn a_row_that_stands_as_it_did_is_left_alone_whichever_rows_about_the_same_card_were_edited() {
    let shop = shop();
    let list = |first: &str, second: &str| {
        format!("Vorname,Nachname,Telefon,Firma,Notiz\nAnn,Meier,030 1234567,,{first}\nAnn,Meier,030 1234567,Acme,{second}\n")
    };
    shop.take_in(list("Tee", ""));
    let company = |name: &str| {
        let changes = CustomerChanges { company: Some(name.into()), ..CustomerChanges::default() };
        shop.edit_customer(&shop.only("ann").customer.id, &changes).unwrap();
    };
    company("Staff");
    assert_eq!(counts(&shop.take_in(list("Kaffee", ""))), [0, 1, 1, 0]);
    assert_eq!(shop.only("ann").customer.company, "Staff");
    // By an id, of which two rows stand in the list.
    let list = |second: &str| format!("ID,Given,Family,Company\nk1,Bob,Field,A\nk1,Bob,Field,{second}\n");
    let options = ImportOptions { mapping: [("ID".to_owned(), "origin".to_owned())].into(), ..ImportOptions::default() };
    let take_in = |second: &str| shop.import(&shop.file("ids.csv", list(second)), &options, &mut |_| true).unwrap();
    take_in("B");
    assert_eq!(counts(&take_in("C")), [0, 1, 1, 0]);
    let changes = CustomerChanges { company: Some("Staff".into()), ..CustomerChanges::default() };
    shop.edit_customer(&shop.only("bob").customer.id, &changes).unwrap();
    assert_eq!(counts(&take_in("C")), [0, 0, 2, 0]);
    assert_eq!(counts(&take_in("B")), [0, 1, 1, 0], "what the second row said once before is said anew");
    assert_eq!(shop.only("bob").customer.company, "B");
    // The order of columns is none of what a row says.
    let third = |company: &str| format!("Vorname,Nachname,Telefon,Firma\nCleo,Gray,030 7,{company}\n");
    shop.take_in(third("A"));
    shop.take_in("Nachname,Vorname,Telefon,Firma\nGray,Cleo,030 7,B\n");
    shop.take_in(third("A"));
    assert_eq!(shop.only("cleo").customer.company, "A");
    is_whole(&shop);
}

#[test]
fn a_no_of_either_card_outlives_a_merge_and_another_programs_yes() {
    let list = |orders: &str| {
        format!(
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n'1,Ann,B,a@x.de,yes,,,0.00,{orders},,no,\n'2,Anna,B,b@x.de,no,,,0.00,0,,no,\n"
        )
    };
    for keep in ["ann b", "anna b"] {
        let shop = dollars();
        shop.take_in(list("0"));
        let id = |name: &str| shop.find(name, 5).unwrap().iter().find(|found| found.name.to_lowercase() == name).unwrap().id;
        let (ann, anna) = (id("ann b"), id("anna b"));
        let (keep, other) = if keep == "ann b" { (ann, anna) } else { (anna, ann) };
        shop.merge_customers(&keep, &[other], &CustomerChanges::default()).unwrap();
        for orders in ["1", "2"] {
            shop.take_in(list(orders));
            assert!(shop.card(&keep).unwrap().consents.iter().all(|consent| !consent.given), "what stands there unchanged says nothing new");
        }
        is_whole(&shop);
    }
    let shop = dollars();
    shop.take_in(square(&[square_person("SQ-ANN", "Ann", "B", &[(EMAIL, "a@x.de"), ("Email Subscription Status", "unsubscribed")])]));
    shop.take_in(list("0"));
    let ann = shop.find("ann b", 5).unwrap().iter().find(|found| found.name == "Ann B").unwrap().id;
    assert!(shop.card(&ann).unwrap().consents.iter().all(|consent| !consent.given), "which of two programs is the newer nobody can tell");
}

#[test]
fn a_name_alone_is_nobody_in_the_book_but_the_same_row_once_more() {
    let shop = shop();
    shop.add(with_phone("Ann Ember", "0170 1234567"));
    let list = |bob: &str| format!("Name,Note\nAnn Ember,likes rye\nBob Field,{bob}\nCleo Gray,tall\nCleo Gray,short\n");
    let report = shop.take_in(list("late"));
    let doubtful = |report: &regulars::book::ImportReport| report.doubtful.iter().map(|row| (row.row, row.reason.clone())).collect::<Vec<_>>();
    assert_eq!(counts(&report), [4, 0, 0, 0]);
    let same = |name: &str| format!("the same name as {name}, and nothing else is said");
    assert_eq!(doubtful(&report), [(2, same("Ann Ember")), (5, same("Cleo Gray"))]);
    assert_eq!((shop.found("cleo").len(), shop.only("4567").customer.note.as_str()), (2, ""));
    assert_eq!(counts(&shop.take_in(list("late"))), [0, 0, 4, 0]);
    assert_eq!(counts(&shop.take_in(list("early"))), [0, 1, 3, 0], "the list was edited");
    assert_eq!(shop.only("bob").customer.note, "late\nearly");
    let twice = "Name,Note\nBob Field,from Ulm\nBob Field,from Bonn\n";
    assert_eq!(counts(&shop.take_in(twice)), [1, 1, 0, 0], "two rows of one file are two people");
    shop.undo(None).unwrap();
    shop.edit_customer(&shop.only("bob").customer.id, &CustomerChanges { birthday: Some("1990-03-15".into()), ..CustomerChanges::default() })
        .unwrap();
    let report = shop.take_in(list("ill"));
    assert_eq!((counts(&report), doubtful(&report)), ([1, 0, 3, 0], vec![(3, same("Bob Field"))]), "more is known of him by now");
    is_whole(&shop);
}

#[test]
fn a_no_at_the_counter_outlives_every_file_and_an_edited_row_says_only_what_it_edits() {
    let shop = dollars();
    let list = |status: &'static str, memo: &'static str| {
        square(&[square_person("SQ-ANN", "Ann", "Ember", &[(EMAIL, "ann@example.org"), ("Email Subscription Status", status), ("Memo", memo)])])
    };
    shop.take_in(list("subscribed", ""));
    let ann = shop.only("ann").customer.id;
    let given = || shop.card(&ann).unwrap().consents.iter().map(|consent| consent.given).collect::<Vec<_>>();
    let say = |given: bool| {
        let consent = regulars::model::NewConsent {
            id: ann,
            purpose: "news".into(),
            channel: "email".into(),
            given,
            how: "asked".into(),
            wording: String::new(),
        };
        shop.record_consent(&consent).unwrap()
    };
    say(false);
    shop.take_in(list("subscribed", "likes tea"));
    assert_eq!(given(), [false], "the row was edited elsewhere; what it says of mails it said before");
    shop.take_in(list("unsubscribed", "likes tea"));
    shop.take_in(list("subscribed", "likes tea and rye"));
    assert_eq!(given(), [false], "no file takes back what was said here");
    say(true);
    assert_eq!(given(), [true]);
    shop.take_in(list("unsubscribed", "likes tea and rye"));
    assert_eq!(given(), [false], "a no in a file holds");
}

#[test]
fn what_is_no_clear_yes_any_more_ends_the_yes_that_the_same_program_said() {
    let list = |status: &'static str| {
        square(&[square_person("SQ-ANN", "Ann", "Ember", &[(EMAIL, "ann@example.org"), ("Email Subscription Status", status)])])
    };
    let shop = dollars();
    shop.take_in(list("subscribed"));
    let ann = || shop.only("ann");
    let given = || ann().consents.iter().map(|consent| (consent.given, consent.wording.clone())).collect::<Vec<_>>();
    assert_eq!(given(), [(true, "Email Subscription Status: subscribed".into())]);
    shop.take_in(list("bounced"));
    assert_eq!(given(), [(false, "Email Subscription Status: bounced".into())]);
    assert_eq!(counts(&shop.take_in(list("bounced"))), [0, 0, 1, 0]);
    let yes = regulars::model::NewConsent {
        id: ann().customer.id,
        purpose: "news".into(),
        channel: "email".into(),
        given: true,
        how: "asked".into(),
        wording: "in the shop".into(),
    };
    shop.record_consent(&yes).unwrap();
    for status in ["unknown", "bounced"] {
        shop.take_in(list(status));
        assert_eq!(given(), [(true, "in the shop".into())], "what was said at the counter is another matter");
    }
    let new = dollars();
    new.take_in(list("bounced"));
    assert!(new.only("ann").consents.is_empty());
}

#[test]
fn a_sale_that_a_file_has_otherwise_stays_and_is_doubtful() {
    let shop = dollars();
    let sale = |amount| square_items(&[square_item("T1", "", "Tea", amount, "Payment"), square_item("T2", "", "Jam", "$5.00", "Payment")]);
    shop.take_in(sale("$45.00"));
    let digest = shop.digest().unwrap();
    let report = shop.take_in(sale("$40.00"));
    assert_eq!((counts(&report), report.doubtful_total), ([0, 0, 2, 0], 1));
    assert_eq!((report.doubtful[0].row, report.doubtful[0].reason.as_str()), (2, "the book has 45.00 of this sale, the file 40.00"));
    assert_eq!(shop.digest().unwrap(), digest);
    assert_eq!(shop.take_in(sale("$45.00")).doubtful_total, 0);
}

#[test]
fn a_number_of_the_shops_own_tells_a_customer_with_a_name_that_fits() {
    let shop = shop();
    shop.take_in("Kundennummer;Name;Telefon;Ort\nK1;Anna Groß;0171 1234567;Köln\nK2;Bert Klein;0171 2;Köln\n");
    let report = shop.take_in("Kundennummer;Name;Telefon;Ort\nK1;Anna Groß;0171 999999;Berlin\nK2;Cleo Gray;0171 3;Köln\n");
    assert_eq!((counts(&report), report.doubtful_total), ([1, 1, 0, 0], 1));
    assert_eq!(report.doubtful[0].reason, "the same number as Bert Klein");
    assert_eq!(shop.only("anna").customer.phones.len(), 2);
}

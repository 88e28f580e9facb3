//! Files that came in, came again changed, and were taken back.

use regulars::book::Undone;
use regulars::model::{CustomerChanges, Deed, Id, NewShop, PurchaseKind};

use crate::shop::{Shop, corner, named, shop, shop_with};
use crate::tables::{counts, shopify_orders, square, square_item, square_items, square_person, square_transaction, square_transactions};

fn is_whole(shop: &Shop) {
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
}

/// Reads a file in, and gives the deed that did it.
fn deed_of(shop: &Shop, file: impl AsRef<[u8]>) -> Id {
    shop.take_in(file).import_id.unwrap()
}

fn kept(undone: &Undone) -> Vec<Id> {
    undone.kept.iter().map(|deed: &Deed| deed.deed).collect()
}

fn dollars() -> Shop {
    shop_with(NewShop { currency: "USD".into(), ..corner() })
}

#[test]
fn sales_of_which_a_later_file_told_the_items_stay_when_the_first_file_is_taken_back() {
    let shop = dollars();
    shop.take_in(square(&[square_person("SQ-ANN", "Ann", "Ember", &[])]));
    let empty = shop.digest().unwrap();
    let sold = |id, items, amount| square_transaction(id, "SQ-ANN", items, amount, "Payment");
    let first = deed_of(&shop, square_transactions(&[sold("T1", "Jam, Tea", "$12.00"), sold("T2", "Rye", "$9.00")]));
    let after_first = shop.digest().unwrap();
    let row = |id, item, amount| square_item(id, "SQ-ANN", item, amount, "Payment");
    let second = deed_of(&shop, square_items(&[row("T1", "Jam", "$7.00"), row("T1", "Tea", "$5.00"), row("T2", "Rye", "$9.00")]));
    let whole = shop.digest().unwrap();
    for (deed, before) in [(&second, &after_first), (&first, &empty)] {
        shop.undo(Some(deed)).unwrap();
        assert_eq!(shop.digest().unwrap(), *before);
    }
    shop.redo().unwrap();
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), whole);
    assert_eq!(kept(&shop.undo(Some(&first)).unwrap()), [second]);
    is_whole(&shop);
    let left = shop.only("ann").purchases;
    assert_eq!(left.iter().map(|sale| (sale.total_minor, sale.lines.len())).collect::<Vec<_>>(), [(1200, 2)]);
    shop.redo().unwrap();
    assert_eq!(shop.digest().unwrap(), whole);
    is_whole(&shop);
}

#[test]
fn sales_whose_buyer_a_later_file_told_stay_and_each_deed_can_be_taken_back() {
    let shop = shop();
    let file = "Date,Receipt,Customer,Item,Quantity,Total\n2026-09-01,R1,Ann Ember,Bread,1,2.50\n2026-09-02,R2,Bob Field,Tea,1,4.00\n";
    let first = deed_of(&shop, file);
    shop.add(named("Ann Ember"));
    let second = deed_of(&shop, file);
    assert_eq!(kept(&shop.undo(Some(&first)).unwrap()), [second]);
    assert_eq!(shop.only("ann").purchases.len(), 1);
    assert_eq!(shop.month("2026-09".parse().unwrap()).unwrap().revenue_minor, 250);
    assert_eq!(shop.undo(None).unwrap().undone.deed, second, "the newest deed never stands in its own way");
    is_whole(&shop);
}

/// An order of thirty dollars, of which so much was given back.
fn order(refunded: &'static str) -> String {
    let more = [("Subtotal", "30.00"), ("Created at", "2026-05-14 11:23:45 -0400"), ("Billing Name", "Ann Ember"), ("Refunded Amount", refunded)];
    let line = [("Name", "#1001"), ("Currency", "USD"), ("Lineitem quantity", "3"), ("Lineitem name", "Mug"), ("Lineitem price", "10.00")];
    shopify_orders(&[[&line[..], &more].concat()])
}

/// What a file tells of parts of a sale names the sale by its number alone.
#[test]
fn a_sale_of_which_a_file_told_that_a_part_was_given_back_since_stays_with_what_was_given_back_before() {
    let shop = dollars();
    shop.add(named("Ann Ember"));
    shop.add(named("Bob Field"));
    let first =
        deed_of(&shop, order("5.00") + order("").split_once('\n').unwrap().1.replace("1001", "1002").replace("Ann Ember", "Bob Field").as_str());
    let second = deed_of(&shop, order("12.50"));
    assert_eq!(kept(&shop.undo(Some(&first)).unwrap()), [second]);
    let card = shop.only("ann");
    assert_eq!((card.summary.spent_minor, card.purchases.len()), (1750, 3));
    assert_eq!(card.purchases.iter().filter(|purchase| purchase.kind == PurchaseKind::Refund).count(), 2);
    assert!(shop.only("bob").purchases.is_empty());
    assert_eq!(counts(&shop.take_in(order("12.50"))), [0, 0, 2, 0]);
    is_whole(&shop);
}

#[test]
fn who_was_taken_out_of_the_book_stays_out_where_a_list_says_nothing_but_a_name_or_a_birthday_too() {
    for (row, edited) in [("Ann Ember,,tea", "Ann Ember,,coffee"), ("Ann Ember,1990-03-15,tea", "Ann Ember,1990-03-15,coffee")] {
        let shop = shop();
        let list = |row: &str| format!("Name,Birthday,Note\n{row}\nBob Field,,rye\n");
        shop.take_in(list(row));
        shop.remove_customer(&shop.only("ann").customer.id).unwrap();
        let report = shop.take_in(list(edited));
        assert_eq!((counts(&report), report.doubtful_total), ([0, 0, 2, 0], 1), "{row}");
        assert_eq!(report.doubtful[0].reason, "was taken out of the book, and stays out");
        assert!(shop.found("ann").is_empty());
        is_whole(&shop);
    }
}

#[test]
fn a_card_that_became_somebody_elses_is_theirs_where_a_list_says_nothing_but_a_name_or_a_birthday_too() {
    for (row, edited) in [("Robert Ember,,tea", "Robert Ember,,coffee"), ("Robert Ember,1990-03-15,tea", "Robert Ember,1990-03-15,coffee")] {
        let shop = shop();
        let bob = shop.add(named("Bob Ember")).id;
        let list = |row: &str| format!("Name,Birthday,Note\n{row}\n");
        shop.take_in(list(row));
        let robert = shop.find("robert", 1).unwrap()[0].id;
        shop.merge_customers(&bob, &[robert], &CustomerChanges::default()).unwrap();
        let report = shop.take_in(list(edited));
        assert_eq!(counts(&report), [0, 1, 0, 0], "{row}");
        assert!(shop.only("ember").customer.note.contains("coffee"));
        assert_eq!(counts(&shop.take_in(list(edited))), [0, 0, 1, 0]);
        is_whole(&shop);
    }
}

#[test]
fn a_name_of_one_word_that_a_programs_own_id_renames_is_followed() {
    let shop = shop();
    let person = |given, family| square(&[square_person("SQ-1", given, family, &[])]);
    shop.take_in(person("Jo", ""));
    assert_eq!(counts(&shop.take_in(person("Joanna", ""))), [0, 1, 0, 0]);
    assert_eq!(shop.only("jo").customer.given, "Joanna");
    // What the row leaves blank is never wiped, nor put beside another's half.
    shop.take_in(person("Joanna", "Moss"));
    assert_eq!(counts(&shop.take_in(person("Jane", ""))), [0, 0, 1, 0]);
    assert_eq!(shop.only("moss").customer.name, "Joanna Moss");
    // An initial is no other name.
    assert_eq!(counts(&shop.take_in(person("J", ""))), [0, 0, 1, 0]);
    assert_eq!(shop.only("moss").customer.given, "Joanna");
}

#[test]
fn what_a_first_undo_left_goes_with_a_second_one_when_nothing_stands_on_it_any_more() {
    let shop = shop();
    let empty = shop.digest().unwrap();
    let file = deed_of(&shop, "Name,Phone\nAnn Ember,0170 1234567\nBob Field,0171 7654321\n");
    let whole = shop.digest().unwrap();
    shop.sell(shop.only("ember").customer.id, &[("Tea", 105)]);
    shop.undo(Some(&file)).unwrap();
    assert_eq!((shop.found("ember").len(), shop.found("field").len()), (1, 0), "Ann has bought since and stays");
    shop.redo().unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), whole, "the sale is taken back");
    assert!(kept(&shop.undo(Some(&file)).unwrap()).is_empty());
    assert_eq!(shop.digest().unwrap(), empty);
    is_whole(&shop);
}

#[test]
fn a_file_that_completed_sales_is_taken_back_after_the_one_that_brought_them() {
    let shop = dollars();
    let start = shop.digest().unwrap();
    let sold = |id, items, amount| square_transaction(id, "", items, amount, "Payment");
    let first = deed_of(&shop, square_transactions(&[sold("T1", "1 x Tea, 1 x Cup", "$20.00"), sold("T2", "Rye", "$9.00")]));
    let row = |id, item, amount| square_item(id, "", item, amount, "Payment");
    let second = deed_of(&shop, square_items(&[row("T1", "Tea", "$8.00"), row("T1", "Cup", "$12.00")]));
    assert_eq!(kept(&shop.undo(Some(&first)).unwrap()), [second]);
    shop.undo(Some(&second)).unwrap();
    is_whole(&shop);
    shop.redo().unwrap();
    shop.redo().unwrap();
    shop.undo(Some(&second)).unwrap();
    shop.undo(Some(&first)).unwrap();
    assert_eq!(shop.digest().unwrap(), start, "and nothing of either is left, in whichever order");
    is_whole(&shop);
}

#[test]
fn what_a_later_file_gave_back_is_named_where_it_keeps_a_sale() {
    let shop = shop();
    let order = |back: &str| {
        shopify_orders(&[vec![
            ("Name", "#1"),
            ("Id", "5001"),
            ("Total", "100.00"),
            ("Lineitem name", "Tea"),
            ("Lineitem price", "100.00"),
            ("Lineitem quantity", "1"),
            ("Created at", "2026-09-01 10:00:00 +0200"),
            ("Refunded Amount", back),
        ]])
    };
    let first = deed_of(&shop, order("0.00"));
    let second = deed_of(&shop, order("20.00"));
    let refused = shop.undo(Some(&first)).unwrap_err();
    assert!(refused.message().contains("in.csv"), "{}", refused.message());
    shop.undo(Some(&second)).unwrap();
    shop.undo(Some(&first)).unwrap();
    is_whole(&shop);
}

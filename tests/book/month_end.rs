//! What the owner reads at the end of a month: every figure of the summary, and the columns beside the sums.

use regulars::book::{ExportFormat, ExportWhat, Span};
use regulars::model::{Id, MonthFigure, NewFollowUp, NewShop};

use crate::exports::{october, rows, spreadsheet, write};
use crate::shop::{Shop, corner, named, sale, shop, shop_with};

/// A table of October, by the names of its columns.
fn table(shop: &Shop, what: ExportWhat, columns: &[&str]) -> Vec<Vec<String>> {
    let options = regulars::book::ExportOptions { force: true, ..spreadsheet(what, Some(Span::of_month(october()))) };
    let written = write(shop, "out", &options).unwrap();
    let last = &written.files[written.files.len() - 1].path;
    rows(last, b',').iter().map(|row| columns.iter().map(|name| row[*name].clone()).collect()).collect()
}

/// Three customers of whom two are new, a sale to nobody, and follow-ups of which one was late.
fn month() -> (Shop, [Id; 3]) {
    let shop = shop();
    let ids = ["Ann Ember", "Bob Field", "Cleo Gray"].map(|name| shop.add(named(name)).id);
    let on = |id: Id, day: &str, minor: i64| {
        let new = regulars::model::NewPurchase { day: Some(day.parse().unwrap()), ..sale(id, &[("Tea", minor)]) };
        shop.record_purchase(&new).unwrap()
    };
    on(ids[0], "2026-09-30", 100);
    shop.sell(ids[0], &[("Tea", 500)]);
    on(ids[1], "2026-10-14", 700);
    on(ids[1], "2026-10-02", 40);
    let cleo = on(ids[2], "2026-10-01", 300);
    shop.record_purchase(&regulars::model::NewPurchase { customer_id: None, ..sale(ids[0], &[("Tea", 20)]) }).unwrap();
    shop.refund_purchase(&cleo.id, None).unwrap();
    for (due, outcome) in [("2026-10-10", "rang back"), ("2026-10-15", ""), ("2026-10-20", "")] {
        let owed = NewFollowUp { id: ids[0], title: due.into(), due: due.into(), kind: "call".into(), repeat: String::new() };
        let owed = shop.add_follow_up(&owed).unwrap();
        if due != "2026-10-20" {
            shop.close_follow_up(&owed.id, "done", outcome).unwrap();
        }
    }
    (shop, ids)
}

#[test]
fn every_figure_of_the_summary_is_told_once_and_under_its_own_name() {
    let (shop, _) = month();
    let told = table(&shop, ExportWhat::Month, &["Figure", "Value", "Unit"]);
    let told: Vec<[&str; 3]> = told.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    let expected = [
        ["Revenue", "12.60", "EUR"],
        ["Given back", "3.00", "EUR"],
        ["Sum of the lines", "12.60", "EUR"],
        ["Discounts on whole purchases", "0.00", "EUR"],
        ["Purchases", "5", ""],
        ["Purchases without a customer", "1", ""],
        ["Customers", "3", ""],
        ["New customers", "2", ""],
        ["Returning customers", "1", ""],
        ["Follow-ups done", "2", ""],
        ["Follow-ups done late", "1", ""],
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_tables_of_a_month_tell_what_stands_beside_the_sums() {
    let (shop, ids) = month();
    let owed = table(&shop, ExportWhat::FollowUps, &["What", "State", "Outcome", "Closed on"]);
    let done = ["2026-10-10", "done", "rang back", "2026-10-15"];
    assert_eq!(owed, [done, ["2026-10-15", "done", "", "2026-10-15"], ["2026-10-20", "open", "", ""]]);
    let sold = table(&shop, ExportWhat::Purchases, &["Day", "Kind", "Total", "Purchase ID", "Refund of"]);
    let told: Vec<[&str; 3]> = sold.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    let expected = [
        ["2026-10-01", "sale", "3.00"],
        ["2026-10-02", "sale", "0.40"],
        ["2026-10-14", "sale", "7.00"],
        ["2026-10-15", "sale", "5.00"],
        ["2026-10-15", "sale", "0.20"],
        ["2026-10-15", "refund", "-3.00"],
    ];
    assert_eq!(told, expected);
    assert_eq!(sold.iter().map(|row| row[4].as_str()).collect::<Vec<_>>(), ["", "", "", "", "", &sold[0][3]]);
    let came = table(&shop, ExportWhat::Customers, &["Regulars ID", "Last here", "Visits", "Spent"]);
    let [ann, bob, cleo] = ids.map(|id| id.to_string());
    assert_eq!(
        came,
        [[ann.as_str(), "2026-10-15", "2", "6.00"], [&bob, "2026-10-14", "2", "7.40"], [&cleo, "2026-10-01", "1", "0.00"]].map(|row| row.to_vec())
    );
}

#[test]
fn the_months_beside_are_the_one_before_and_the_same_a_year_ago() {
    let (shop, ids) = month();
    let told = shop.month(october()).unwrap();
    assert_eq!((told.before.unwrap().revenue_minor, told.year_ago), (100, None));
    let september = shop.month("2026-09".parse().unwrap()).unwrap();
    assert_eq!((september.before, september.year_ago), (None, None));
    shop.at("2027-10-15T10:00:00+02:00");
    let sold = shop.sell(ids[0], &[("Tea", 900)]);
    let told = shop.month("2027-10".parse().unwrap()).unwrap();
    assert_eq!((told.before, told.year_ago.unwrap().revenue_minor), (None, 1_260));
    shop.at("2027-11-15T10:00:00+01:00");
    shop.refund_purchase(&sold.id, None).unwrap();
    let told = shop.month("2027-12".parse().unwrap()).unwrap();
    assert_eq!(told.before.map(|before| (before.purchases, before.revenue_minor)), Some((0, -900)), "a month of refunds alone is one too");
}

#[test]
fn the_people_behind_a_figure_come_page_by_page() {
    let (shop, ids) = month();
    let page = |offset: i64| -> Vec<Id> {
        shop.month_people(october(), MonthFigure::Customers, 2, offset).unwrap().into_iter().map(|person| person.id).collect()
    };
    assert_eq!((page(0), page(2)), (vec![ids[1], ids[0]], vec![ids[2]]));
}

#[test]
fn tables_are_written_as_the_spreadsheets_of_the_country_read_them() {
    for (region, delimiter) in
        [("DE", b';'), ("FR", b';'), ("RE", b';'), ("AD", b';'), ("BR", b';'), ("CH", b';'), ("LI", b';'), ("US", b','), ("JP", b','), ("GB", b',')]
    {
        assert_eq!(shop_with(NewShop { region: region.into(), ..corner() }).delimiter(), delimiter, "{region}");
    }
    assert_eq!(regulars::Book::month_files(october(), ExportFormat::Xlsx)[4], "summary-2026-10.xlsx");
}

#[test]
fn decimals_are_those_of_the_country_and_its_own_tables_read_back_to_the_cent() {
    for (region, currency, delimiter, sign) in [
        ("CH", "CHF", b';', '.'),
        ("CH", "CHF", b'\t', '.'),
        ("DE", "EUR", b';', ','),
        ("DE", "EUR", b'\t', ','),
        ("DE", "EUR", b',', '.'),
        ("TN", "TND", b';', ','),
        ("KW", "KWD", b';', ','),
        ("KW", "KWD", b',', '.'),
    ] {
        let shop_in = || shop_with(NewShop { region: region.into(), currency: currency.into(), ..corner() });
        let (from, to) = (shop_in(), shop_in());
        let new = regulars::model::NewLine { item: "Cheese".into(), quantity_thousandths: 1_234, unit_minor: 1_250, discount_minor: 0 };
        let sale = regulars::model::NewPurchase { customer_id: None, day: None, lines: vec![new], discount_minor: 0, note: String::new() };
        from.record_purchase(&sale).unwrap();
        let options = regulars::book::ExportOptions { delimiter, ..spreadsheet(ExportWhat::Lines, Some(Span::of_month(october()))) };
        let written = write(&from, "out", &options).unwrap().files.remove(0).path;
        let text = std::fs::read_to_string(&written).unwrap();
        let quantity = format!("\"1{sign}234\"");
        assert!(text.contains(&quantity), "{region} {delimiter}: {text}");
        crate::exports::import(&to, &written).unwrap();
        let total = |shop: &Shop| shop.month(october()).unwrap().revenue_minor;
        assert_eq!(total(&to), total(&from), "{region} {delimiter}");
    }
}

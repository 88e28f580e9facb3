//! Purchases from the files of other programs.

use regulars::exchange::decimals::Decimals;
use regulars::exchange::{Kind, Options, PurchaseDraft, PurchaseRow};
use regulars::model::{NewShop, PurchaseKind, Shop};

use super::people::{open, shuffled, table, text, today, without};

const SQUARE_ITEMS: &str = "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Unit,Count,GTIN,Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,PAN Suffix";
const SQUARE_TRANSACTIONS: &str = "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,Discount Name,Transaction Status,Cash App,Order Reference ID,Fulfillment Note,Free Processing Applied,Channel,Unattributed Tips,Table Info,International Fee";
const SHOPIFY_ORDERS: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment Terms Name,Next Payment Due At";

fn shop(currency: &str, zone: &str) -> Shop {
    let (name, region) = ("Corner".into(), "DE".into());
    NewShop { name, region, currency: currency.into(), time_zone: zone.into(), day_ends: "00:00".into() }.checked().unwrap()
}

fn read(bytes: impl Into<Vec<u8>>, shop: &Shop) -> Vec<PurchaseRow> {
    let mut file = open(bytes, &Options::default()).unwrap();
    assert_eq!(file.kind(), Kind::Purchases);
    file.purchases(shop, today()).unwrap().map(|row| row.unwrap()).collect()
}

/// Rows below one row of headings.
fn many(headings: &str, rows: &[&[(&str, &str)]]) -> String {
    let mut all = Vec::new();
    for named in rows {
        let mut one = table(headings, named);
        if !all.is_empty() {
            one.remove(0);
        }
        all.append(&mut one);
    }
    text(&all)
}

fn ok(row: &PurchaseRow) -> &PurchaseDraft {
    row.outcome.as_ref().unwrap()
}

fn lines(draft: &PurchaseDraft) -> Vec<(&str, i64, i64, i64)> {
    draft.lines.iter().map(|line| (line.item.as_str(), line.quantity_thousandths, line.unit_minor, line.discount_minor)).collect()
}

fn item<'a>(id: &'a str, item: &'a str, qty: &'a str, amounts: [&'a str; 3], event: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("Date", "2026-07-18"),
        ("Time", "12:59:30"),
        ("Time Zone", "Eastern Time (US & Canada)"),
        ("Item", item),
        ("Qty", qty),
        ("Gross Sales", amounts[0]),
        ("Discounts", amounts[1]),
        ("Net Sales", amounts[2]),
        ("Tax", "$0.50"),
        ("Transaction ID", id),
        ("Event Type", event),
        ("Customer ID", "SQ1ABC"),
        ("Customer Name", "Ann Ember"),
    ]
}

#[test]
fn times_of_day_are_read_as_people_write_them_and_a_wrong_one_is_told_by_its_column() {
    let shop = shop("EUR", "Europe/Berlin");
    let of = |time: &str| {
        let rows = read(format!("Datum;Uhrzeit;Artikel;Betrag\n14.05.2026;{time};Jam;1,00\n"), &shop);
        rows[0].outcome.clone().map(|draft| draft.at.format("%H:%M:%S").to_string()).map_err(|refusal| refusal.reason)
    };
    for time in ["14h30", "14 h 30", "14H30", "14.30", "1430", "14:30", "14:30 Uhr", "14.30 Uhr", "2:30 PM", "14.30.00"] {
        assert_eq!(of(time).as_deref(), Ok("12:30:00"), "{time}");
    }
    for (time, utc) in [("0905", "07:05:00"), ("9.05", "07:05:00"), ("9h", "07:00:00"), ("9h05", "07:05:00"), ("14.30.15", "12:30:15")] {
        assert_eq!(of(time).as_deref(), Ok(utc), "{time}");
    }
    for time in ["25:00", "2560", "14.5", "0.25", "143", "14h3", "noon", "14.30.5", "h30", "14.30 kg", "1430 PM"] {
        assert_eq!(of(time), Err(format!("Uhrzeit: “{time}” is not a time of day. Write it as 18:30.")));
    }
}

#[test]
fn square_items_are_grouped_and_add_up_to_the_cent() {
    let mut large = item("T1", "Coffee", "1.0", ["$4.50", "$0.00", "$4.50"], "Payment");
    large.extend([("Price Point Name", "Large"), ("Modifiers Applied", "Oat milk")]);
    let rows: Vec<Vec<(&str, &str)>> = vec![
        item("T1", "Sourdough", "2.0", ["$8.00", "-$0.80", "$7.20"], "Payment"),
        large,
        // Two tills in the same second.
        item("T2", "Ham", "0.350", ["$3.85", "$0.00", "$3.85"], "Payment"),
        item("T1", "Eggs", "3.0", ["$10.00", "$0.00", "$10.00"], "Payment"),
        item("T1", "Sourdough", "-1.0", ["-$4.00", "$0.40", "-$3.60"], "Refund"),
        item("T3", "Jam", "1.0", ["$5.00", "-$1.00", "$5.00"], "Payment"),
    ];
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let read = read(many(SQUARE_ITEMS, &rows), &shop("USD", "America/New_York"));
    let first = ok(&read[0]);
    assert_eq!(
        lines(first),
        [("Sourdough", 2000, 400, 80), ("Coffee (Large, Oat milk)", 1000, 450, 0), ("Eggs × 3", 1000, 1000, 0)],
        "no price times three is ten dollars"
    );
    assert_eq!((first.total_minor, first.day.to_string(), first.kind), (2170, "2026-07-18".into(), PurchaseKind::Sale));
    assert_eq!((first.program, first.key.as_str(), first.at.to_rfc3339()), ("square", "T1", "2026-07-18T16:59:30+00:00".into()));
    assert_eq!((first.customer.origin.as_str(), first.customer.name.as_str()), ("SQ1ABC", "Ann Ember"));
    assert_eq!(read[0].rows, [2, 3, 5]);
    assert_eq!((lines(ok(&read[1])), ok(&read[1]).total_minor), (vec![("Ham", 350, 1100, 0)], 385));
    let refund = ok(&read[2]);
    assert_eq!((lines(refund), refund.total_minor, refund.kind), (vec![("Sourdough", -1000, 400, -40)], -360, PurchaseKind::Refund));
    assert_eq!(refund.key, "T1/refund/2026-07-18T12:59:30");
    assert!(read[3].outcome.as_ref().unwrap_err().reason.starts_with("The amounts do not add up"));
}

#[test]
fn of_a_purchase_with_a_bad_row_each_row_is_left_aside_with_its_own_reason() {
    let rows = [
        item("T1", "Good", "1.0", ["$5.00", "", "$5.00"], "Payment"),
        item("T1", "Bad", "abc", ["$5.00", "", "$5.00"], "Payment"),
        item("T2", "Jam", "1.0", ["$5.00", "", "$5.00"], "Payment"),
        item("T1", "Late", "1.0", ["$5.00", "", "$5.00"], "Payment"),
    ];
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let read = read(many(SQUARE_ITEMS, &rows), &shop("USD", "America/New_York"));
    let refused: Vec<(u64, &str, bool)> = read
        .iter()
        .filter_map(|row| row.outcome.as_ref().err().map(|refusal| (row.rows.as_slice(), refusal)))
        .map(|(rows, refusal)| {
            let [number] = *rows else { panic!("one row each: {rows:?}") };
            let own = ["Good", "Bad", "Jam", "Late"][number as usize - 2];
            (number, refusal.reason.as_str(), refusal.cells.iter().any(|cell| cell == own))
        })
        .collect();
    let sibling = "It belongs to the purchase of row 3, which was left aside.";
    assert_eq!(refused, [(2, sibling, true), (3, "Qty: “abc” is not a quantity.", true), (5, sibling, true)]);
    assert_eq!(read.iter().filter(|row| row.outcome.is_ok()).count(), 1);
}

#[test]
fn rows_that_come_too_late_are_refused_and_not_counted_twice() {
    let mut rows = vec![item("T0", "Jam", "1", ["$5.00", "", "$5.00"], "Payment")];
    let ids: Vec<String> = (1..60).map(|number| format!("N{number}")).collect();
    rows.extend(ids.iter().map(|id| item(id, "Jam", "1", ["$5.00", "", "$5.00"], "Payment")));
    rows.push(item("T0", "Ham", "1", ["$5.00", "", "$5.00"], "Payment"));
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let read = read(many(SQUARE_ITEMS, &rows), &shop("USD", "America/New_York"));
    let refused: Vec<&PurchaseRow> = read.iter().filter(|row| row.outcome.is_err()).collect();
    assert_eq!((read.len(), refused.len(), refused[0].rows.as_slice()), (61, 1, &[62][..]));
    assert!(refused[0].outcome.as_ref().unwrap_err().reason.contains("T0"));
}

#[test]
fn square_transactions_are_purchases_of_one_line() {
    let named = [
        ("Date", "07/18/18"),
        ("Time", "01:30 PM"),
        ("Gross Sales", "$12.50"),
        ("Discounts", "$0.00"),
        ("Net Sales", "$12.50"),
        ("Transaction ID", "T1"),
        ("Description", "2 x Sourdough, Jam"),
        ("Event Type", "Payment"),
    ];
    for headings in [SQUARE_TRANSACTIONS.to_owned(), SQUARE_TRANSACTIONS.replace("Tender Note", "Other Tender Note").replace("Service Charges,", "")]
    {
        let read = read(many(&headings, &[&named]), &shop("USD", "America/New_York"));
        let sale = ok(&read[0]);
        assert_eq!((lines(sale), sale.day.to_string()), (vec![("2 x Sourdough, Jam", 1000, 1250, 0)], "2018-07-18".into()));
        assert!(sale.customer.origin.is_empty());
    }
}

fn order<'a>(name: &'a str, line: [&'a str; 3], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut cells = vec![("Name", name), ("Lineitem quantity", line[0]), ("Lineitem name", line[1]), ("Lineitem price", line[2])];
    cells.extend_from_slice(more);
    cells
}

#[test]
fn shopify_orders_take_several_rows_in_both_ways_of_writing_them() {
    let head = [
        ("Email", "ann@example.com"),
        ("Financial Status", "paid"),
        ("Currency", "EUR"),
        ("Subtotal", "10.80"),
        ("Shipping", "4.90"),
        ("Taxes", "1.00"),
        ("Total", "15.70"),
        ("Discount Amount", "1.20"),
        ("Created at", "2026-05-14 23:23:45 +0100"),
        ("Billing Name", "Ann Ember"),
        ("Billing Phone", "'+31612345678"),
        ("Id", "'5550001"),
        ("Notes", "Ring twice"),
    ];
    let first = order("#1001", ["2", "Sourdough", "4.00"], &head);
    for second in [order("#1001", ["1", "Jam", "4.00"], &[("Email", "ann@example.com")]), order("", ["1", "Jam", "4.00"], &[])] {
        let third = order("#1002", ["1", "Ham", "3.00"], &[("Currency", "USD"), ("Created at", "2026-05-15 10:00:00 +0100"), ("Subtotal", "3.00")]);
        let fourth =
            order("#1003", ["1", "Ham", "3.00"], &[("Created at", "2026-05-15 10:00:00 +0100"), ("Cancelled at", "2026-05-15 11:00:00 +0100")]);
        let read = read(many(SHOPIFY_ORDERS, &[&first, &second, &third, &fourth]), &shop("EUR", "Europe/Berlin"));
        let sale = ok(&read[0]);
        assert_eq!(lines(sale), [("Sourdough", 2000, 400, 0), ("Jam", 1000, 400, 0)]);
        assert_eq!((sale.discount_minor, sale.total_minor, sale.key.as_str()), (120, 1080, "5550001"));
        assert_eq!(sale.day.to_string(), "2026-05-15", "it is after midnight where the shop is");
        assert_eq!(
            (sale.customer.email.as_str(), sale.customer.phone.as_str(), sale.note.as_str()),
            ("ann@example.com", "+31612345678", "Ring twice")
        );
        assert_eq!(read[1].outcome.as_ref().unwrap_err().reason, "The amounts are in USD, and the book is kept in EUR.");
        assert_eq!(
            (ok(&read[2]).kind, ok(&read[2]).total_minor, ok(&read[2]).gives_back.as_ref().unwrap().key.as_str()),
            (PurchaseKind::Refund, -300, "#1003")
        );
        assert_eq!(read[2].called_off.iter().map(|(_, refusal)| refusal.reason.as_str()).collect::<Vec<_>>(), ["The order was called off."]);
    }
}

#[test]
fn what_shopify_gave_back_is_a_refund_of_its_own() {
    let day = ("Created at", "2026-05-14 11:23:45 +0100");
    let whole = order("#1", ["2", "Jam", "4.00"], &[day, ("Subtotal", "8.00"), ("Refunded Amount", "9.99"), ("Financial Status", "refunded")]);
    let part = order("#2", ["2", "Jam", "4.00"], &[day, ("Subtotal", "7.00"), ("Refunded Amount", "1.00"), ("Lineitem discount", "1.00")]);
    let read = read(many(SHOPIFY_ORDERS, &[&whole, &part]), &shop("EUR", "Europe/Berlin"));
    let totals: Vec<(i64, &str)> = read.iter().map(|row| (ok(row).total_minor, ok(row).key.as_str())).collect();
    assert_eq!(totals, [(800, "#1"), (-800, "#1/refund"), (700, "#2"), (-100, "#2/refund")]);
    assert_eq!(lines(ok(&read[1])), [("Jam", -2000, 400, 0)]);
    assert_eq!(lines(ok(&read[3])), [("Refund of #2", -1000, 100, 0)]);
}

#[test]
fn a_plain_table_of_sales_is_read_and_known_again() {
    let cells = "Date;Item;Quantity;Price;Customer;E-mail\n15.07.2026;Jam;2;4,50;Ann Ember;ann@example.com\n15.07.2026;Jam;2;4,50;Ann Ember;ann@example.com\n;Ham;1;3;;\n16.07.2026;Ham;1;;;\n";
    let read = || read(cells, &shop("EUR", "Europe/Berlin"));
    let first = read();
    assert_eq!((lines(ok(&first[0])), ok(&first[0]).day.to_string()), (vec![("Jam", 2000, 450, 0)], "2026-07-15".into()));
    assert_ne!(ok(&first[0]).key, ok(&first[1]).key, "two that look alike are two");
    assert_eq!(first, read(), "the same file gives the same keys");
    assert_eq!(first[2].outcome.as_ref().unwrap_err().reason, "The row has no day.");
    assert_eq!(first[3].outcome.as_ref().unwrap_err().reason, "The row has no amount.");
}

#[test]
fn a_price_of_three_decimals_is_asked_about_and_the_amount_counts() {
    let cells = "Datum;Artikel;Menge;Einzelpreis;Betrag\n03.11.2026;Diesel;40;1,859;74,36\n04.11.2026;Diesel;30;1,799;53,97\n";
    let shop = shop("EUR", "Europe/Berlin");
    let mut file = crate::people::open(cells, &Options { kind: Some(Kind::Purchases), currency: shop.money().ok(), ..Options::default() }).unwrap();
    assert_eq!(file.describe().questions[0].column, "Einzelpreis");
    assert!(file.purchases(&shop, crate::people::today()).unwrap().all(|row| row.unwrap().outcome.is_err()), "nothing is guessed");
    let options = Options { kind: Some(Kind::Purchases), currency: shop.money().ok(), decimals: "comma".parse().ok(), ..Options::default() };
    let mut file = crate::people::open(cells, &options).unwrap();
    let sales: Vec<PurchaseRow> = file.purchases(&shop, crate::people::today()).unwrap().map(|row| row.unwrap()).collect();
    assert_eq!(sales.iter().map(|row| ok(row).total_minor).collect::<Vec<_>>(), [7436, 5397]);
    assert_eq!(lines(ok(&sales[0])), [("Diesel × 40", 1000, 7436, 0)]);
}

/// Every known header row of sales as it stands, shuffled, and without one column after the other: the same purchase, or none and a reason. Never
/// another day or amount.
#[test]
fn sales_are_the_same_whatever_order_their_columns_stand_in_and_whichever_is_missing() {
    let up_to = |last: &str| format!("{}{last}", SQUARE_ITEMS.split_once(last).unwrap().0);
    let square_2018 =
        SQUARE_TRANSACTIONS.split_once(",Third Party").unwrap().0.replace("Tender Note", "Other Tender Note").replace("Service Charges,", "");
    let newer_orders =
        format!("{SHOPIFY_ORDERS},Outstanding Balance,Payment ID,Payment References").replace("Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,", "");
    let items = item("T1", "Sourdough", "2.0", ["$8.00", "-$0.80", "$7.20"], "Payment");
    let transaction: Vec<_> = items.iter().filter(|(heading, _)| !matches!(*heading, "Item" | "Qty")).copied().collect();
    let orders = order(
        "#1001",
        ["2", "Sourdough", "4.00"],
        &[
            ("Created at", "2026-07-18 12:59:30 -0400"),
            ("Subtotal", "7.20"),
            ("Discount Amount", "0.80"),
            ("Currency", "USD"),
            ("Email", "ann@example.com"),
        ],
    );
    let known = [
        (up_to("Customer Reference ID"), 24, &items, "Date"),
        (up_to("Channel,Token").replace("Commission,Employee,", ""), 31, &items, "Date"),
        (SQUARE_ITEMS.to_owned(), 35, &items, "Date"),
        (square_2018, 37, &transaction, "Date"),
        (SQUARE_TRANSACTIONS.to_owned(), 55, &transaction, "Date"),
        (SHOPIFY_ORDERS.to_owned(), 73, &orders, "Created at"),
        (newer_orders, 72, &orders, "Created at"),
    ];
    let shop = shop("USD", "America/New_York");
    for (headings, width, cells, day) in known {
        let whole = table(&headings, cells);
        assert_eq!(whole[0].len(), width, "{headings}");
        let rows = read(text(&whole), &shop);
        let draft = ok(&rows[0]);
        assert_eq!((draft.day.to_string(), draft.total_minor, draft.kind), ("2026-07-18".into(), 720, PurchaseKind::Sale), "{headings}");
        let moved = read(text(&shuffled(&whole)), &shop);
        assert_eq!(ok(&moved[0]), draft, "shuffled {headings}");
        for heading in &whole[0] {
            let Ok(mut file) = open(text(&without(&whole, heading)), &Options::default()) else { continue };
            if file.kind() != Kind::Purchases {
                continue;
            }
            let Ok(rows) = file.purchases(&shop, today()) else { continue };
            for row in rows {
                match row.unwrap().outcome {
                    Ok(thin) => assert_eq!((thin.day, thin.total_minor), (draft.day, draft.total_minor), "without {heading}: {headings}"),
                    Err(refusal) => assert!(!refusal.reason.is_empty() && cells.iter().any(|(known, _)| known == heading), "without {heading}"),
                }
            }
        }
        let without_day = open(text(&without(&whole, day)), &Options::default());
        let is_read = without_day.is_ok_and(|mut file| {
            file.kind() == Kind::Purchases && file.purchases(&shop, today()).is_ok_and(|rows| rows.flatten().any(|row| row.outcome.is_ok()))
        });
        assert!(!is_read, "no day is made up: {headings}");
    }
}

#[test]
fn a_file_of_sales_cut_at_any_byte_never_panics() {
    let whole = many(SHOPIFY_ORDERS, &[&order("#1", ["2", "Jam", "4.00"], &[("Created at", "2026-05-14 11:23:45 +0100"), ("Subtotal", "8.00")])]);
    for end in 0..whole.len() {
        if let Ok(mut file) = open(&whole.as_bytes()[..end], &Options { kind: Some(Kind::Purchases), ..Options::default() }) {
            file.purchases(&shop("EUR", "Europe/Berlin"), today()).unwrap().for_each(drop);
        }
    }
}

#[test]
fn decimals_are_settled_by_the_column_or_asked_about() {
    let euros = shop("EUR", "Europe/Berlin");
    let prices_table = |prices: &[&str]| {
        let rows: String = prices.iter().enumerate().map(|(at, price)| format!("2026-10-0{};Tea;{price}\n", at + 1)).collect();
        format!("Date;Item;Price\n{rows}")
    };
    let totals = |text: String, shop: &Shop, options: &Options| -> (Vec<Option<i64>>, Vec<String>) {
        let options = Options { currency: Some(shop.money().unwrap()), ..options.clone() };
        let mut file = open(text.into_bytes(), &options).unwrap();
        let asked = file.describe().questions.into_iter().map(|question| question.kind.to_owned()).collect();
        let rows = file.purchases(shop, crate::people::today()).unwrap();
        (rows.map(|row| row.unwrap().outcome.ok().map(|sale| sale.total_minor)).collect(), asked)
    };
    let open = Options::default();
    assert_eq!(totals(prices_table(&["1.234", "12,50"]), &euros, &open).0, [Some(123_400), Some(1_250)], "the comma tells");
    assert_eq!(totals(prices_table(&["1,234", "12.50"]), &euros, &open).0, [Some(123_400), Some(1_250)], "the point tells");
    assert_eq!(totals(prices_table(&["1.234", "0.50"]), &euros, &open).0, [None, Some(50)], "never a thousand times too much");
    assert_eq!(totals(prices_table(&["1.234"]), &euros, &open), (vec![Some(123_400)], vec![]), "euros have no third decimal");
    let dinars = shop("KWD", "Asia/Kuwait");
    assert_eq!(totals(prices_table(&["1.234", "5"]), &dinars, &open), (vec![None, Some(5_000)], vec!["decimals".to_owned()]));
    let said = |decimals| Options { decimals: Some(decimals), ..Options::default() };
    assert_eq!(totals(prices_table(&["1.500", "2,5", "1.5"]), &euros, &open), (vec![None, Some(250), Some(150)], vec!["decimals".to_owned()]));
    let yen = shop("JPY", "Asia/Tokyo");
    assert_eq!(totals(prices_table(&["1.500", "1,234", "800"]), &yen, &open), (vec![Some(1_500), Some(1_234), Some(800)], vec![]));
    // Its first doubtful cell stands behind all that is looked at.
    let far: Vec<&str> = std::iter::repeat_n("5", 20_000).chain(["1.500"]).collect();
    let rows: String = far.iter().map(|price| format!("2026-10-01;Tea;{price}\n")).collect();
    let read = totals(format!("Date;Item;Price\n{rows}"), &euros, &open).0;
    assert_eq!((read[0], read[20_000]), (Some(500), None), "not guessed there either");
    let pieces = |text: &str| {
        totals(format!("Date;Item;Quantity;Price\n2026-10-01;Ham;1.0;1.500\n2026-10-01;Tea;2.5;{text}\n"), &euros, &said(Decimals::Comma)).0
    };
    assert_eq!(pieces("2"), [Some(150_000), Some(500)], "an answer is for what is in doubt, not for pieces that tell");
    assert_eq!(totals(prices_table(&["1.234"]), &dinars, &said(Decimals::Point)).0, [Some(1_234)]);
    assert_eq!(totals(prices_table(&["1.234"]), &dinars, &said(Decimals::Comma)).0, [Some(1_234_000)]);
}

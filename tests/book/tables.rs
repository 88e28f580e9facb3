//! Files as other programs write them, with people who do not exist, and reading them into a book.

use std::path::PathBuf;

use regulars::Result;
use regulars::book::{ImportOptions, ImportReport};

use crate::shop::Shop;

/// Cells of a row, by heading.
pub type Cells<'a> = Vec<(&'a str, &'a str)>;

const SQUARE: &str = "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile";
const SQUARE_ITEMS: &str = "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Unit,Count,GTIN,Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,PAN Suffix";
const SQUARE_TRANSACTIONS: &str = "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,Discount Name,Transaction Status,Cash App,Order Reference ID,Fulfillment Note,Free Processing Applied,Channel,Unattributed Tips,Table Info,International Fee";
const SHOPIFY_ORDERS: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Phone,Shipping Name,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Source,Lineitem discount,Phone";

fn table(headings: &str, rows: &[Cells<'_>]) -> String {
    let headings: Vec<&str> = headings.split(',').collect();
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = headings.join(",") + "\r\n";
    for row in rows {
        let mut cells = vec![String::new(); headings.len()];
        for (heading, cell) in row {
            cells[headings.iter().position(|known| known == heading).unwrap_or_else(|| panic!("no heading {heading}"))] = quote(cell);
        }
        text += &(cells.join(",") + "\r\n");
    }
    text
}

/// Square's customer directory.
pub fn square(rows: &[Cells<'_>]) -> String {
    table(SQUARE, rows)
}

/// A customer of Square's directory, with more cells where wanted.
pub fn square_person<'a>(id: &'a str, given: &'a str, family: &'a str, more: &[(&'a str, &'a str)]) -> Cells<'a> {
    [&[("Square Customer ID", id), ("First Name", given), ("Last Name", family)], more].concat()
}

/// Square's items, sold in New York at noon on 18 July 2026.
pub fn square_items(rows: &[Cells<'_>]) -> String {
    table(SQUARE_ITEMS, rows)
}

/// A line of Square's items; `event` is `Payment` or `Refund`.
pub fn square_item<'a>(transaction: &'a str, customer: &'a str, item: &'a str, amount: &'a str, event: &'a str) -> Cells<'a> {
    vec![
        ("Date", "2026-07-18"),
        ("Time", "12:00:00"),
        ("Time Zone", "Eastern Time (US & Canada)"),
        ("Item", item),
        ("Qty", if event == "Refund" { "-1" } else { "1" }),
        ("Gross Sales", amount),
        ("Discounts", "$0.00"),
        ("Net Sales", amount),
        ("Transaction ID", transaction),
        ("Event Type", event),
        ("Customer ID", customer),
    ]
}

/// Square's transactions: the same sales without their items. It writes days in two ways, as its older exports do.
pub fn square_transactions(rows: &[Cells<'_>]) -> String {
    table(SQUARE_TRANSACTIONS, rows)
}

/// A row of Square's transactions, of the same noon.
pub fn square_transaction<'a>(transaction: &'a str, customer: &'a str, items: &'a str, amount: &'a str, event: &'a str) -> Cells<'a> {
    vec![
        ("Date", "07/18/26"),
        ("Time", "12:00 PM"),
        ("Time Zone", "Eastern Time (US & Canada)"),
        ("Gross Sales", amount),
        ("Discounts", "$0.00"),
        ("Net Sales", amount),
        ("Tax", "$0.30"),
        ("Tip", "$1.00"),
        ("Total Collected", amount),
        ("Transaction ID", transaction),
        ("Description", items),
        ("Event Type", event),
        ("Customer ID", customer),
        ("Transaction Status", "Complete"),
    ]
}

/// Shopify's orders.
pub fn shopify_orders(rows: &[Cells<'_>]) -> String {
    table(SHOPIFY_ORDERS, rows)
}

impl Shop {
    /// A file beside the book.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Reads a text in as a file.
    pub fn take_in(&self, text: impl AsRef<[u8]>) -> ImportReport {
        self.try_in(text).unwrap()
    }

    pub fn try_in(&self, text: impl AsRef<[u8]>) -> Result<ImportReport> {
        let path = self.file("in.csv", text);
        self.book.import(&path, &ImportOptions::default(), &mut |_| true)
    }

    pub fn rehearse(&self, text: impl AsRef<[u8]>) -> ImportReport {
        let path = self.file("in.csv", text);
        self.book.preview_import(&path, &ImportOptions::default(), &mut |_| true).unwrap()
    }

    /// The newest deed's name and sentence.
    pub fn last_deed(&self) -> (String, String) {
        let deed = self.book.history(None, None, 1).unwrap().remove(0);
        (deed.name, deed.summary)
    }

    /// The one customer that a text finds.
    pub fn only(&self, text: &str) -> regulars::model::Card {
        let found = self.book.find(text, 5).unwrap();
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        self.book.card(&found[0].id).unwrap()
    }
}

/// What a report counts: added, updated, unchanged, refused.
pub fn counts(report: &ImportReport) -> [u64; 4] {
    [report.added, report.updated, report.unchanged, report.refused_total]
}

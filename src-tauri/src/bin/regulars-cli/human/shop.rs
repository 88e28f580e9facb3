//! A book as a whole: made, invented, checked.

use std::path::Path;

use regulars::book::Checked;
use regulars::texts;

use super::sheet::Sheet;
use super::{Teller, word};

impl Teller<'_> {
    /// A new book and what it was told about the shop.
    pub(super) fn made(&self, book: &Path) -> String {
        let shop = &self.shop;
        let mut sheet = Sheet::headed(&texts::say("cli.made", &[("shop", &shop.name), ("book", &book.display().to_string())]));
        sheet.facts([
            (word("shop.region"), shop.region.clone()),
            (word("shop.currency"), shop.currency.clone()),
            (word("shop.timeZone"), shop.time_zone.clone()),
            (word("shop.dayEnds"), shop.day_ends.clone()),
        ]);
        sheet.done()
    }
}

/// An invented shop.
pub fn sample(book: &Path, customers: u64, purchases: u64) -> String {
    let people = texts::count("book.count", customers, &[]);
    let purchases = texts::count("month.dayPurchases", purchases, &[]);
    Sheet::headed(&texts::say("cli.sample", &[("people", &people), ("purchases", &purchases), ("book", &book.display().to_string())])).done()
}

/// What a check found, and how much there is.
pub fn checked(checked: &Checked) -> String {
    let found = checked.findings.len() as u64;
    let mut sheet = Sheet::headed(&if checked.ok { word("cli.check.ok") } else { texts::count("cli.check.found", found, &[]) });
    for finding in &checked.findings {
        sheet.row(finding);
    }
    let counted = checked.counts.iter().filter(|count| count.rows > 0 && count.table != "shop");
    sheet.facts(counted.map(|count| (table(&count.table), texts::number(count.rows))).chain([(word("cli.digest"), checked.digest.clone())]));
    sheet.done()
}

/// A table's name in words; the files of a month have the same names.
fn table(name: &str) -> String {
    let file = format!("files.{}", name.replace('_', "-"));
    word(&if texts::has(&file) { file } else { format!("cli.table.{name}") })
}

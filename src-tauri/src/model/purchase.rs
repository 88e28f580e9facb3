//! Purchases, and the one line of text that writes one down.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::money::{self, Currency, Quantity};
use super::{Id, checks};
use crate::error::{Code, Error, Result};

/// A sale or what was given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PurchaseKind {
    /// Something was bought.
    Sale,
    /// Something was given back: amounts are negative.
    Refund,
}

impl PurchaseKind {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
        }
    }
}

/// A line of a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// From 1.
    pub position: i64,
    /// What it was.
    pub item: String,
    /// How much, in thousandths.
    pub quantity_thousandths: i64,
    /// Price of one, in minor units.
    pub unit_minor: i64,
    /// Taken off this line, in minor units.
    pub discount_minor: i64,
    /// Quantity times price less discount, in minor units.
    pub amount_minor: i64,
}

/// What was bought on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Purchase {
    /// Public id.
    pub id: Id,
    /// Who; `None` for somebody the shop does not know.
    pub customer_id: Option<Id>,
    /// Business day.
    pub day: NaiveDate,
    /// Instant, RFC 3339 in UTC.
    pub at: String,
    /// Sale or refund.
    pub kind: PurchaseKind,
    /// The sale a refund gives back.
    pub refunds: Option<Id>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Taken off the whole, in minor units.
    pub discount_minor: i64,
    /// Sum of the lines less the discount, in minor units.
    pub total_minor: i64,
    /// In words.
    pub note: String,
    /// Who wrote it.
    pub staff: Option<String>,
}

/// A line as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLine {
    /// What it was.
    pub item: String,
    /// How much, in thousandths; one when left out.
    #[serde(default = "one")]
    pub quantity_thousandths: i64,
    /// Price of one, in minor units.
    pub unit_minor: i64,
    /// Taken off this line, in minor units.
    #[serde(default)]
    pub discount_minor: i64,
}

fn one() -> i64 {
    Quantity::ONE.0
}

impl NewLine {
    /// Refuses what would pay money out in a sale: a price or a quantity below nothing.
    fn sold(&self) -> Result<()> {
        if self.unit_minor < 0 {
            return Err(Error::new(Code::PriceNegative).at("price"));
        }
        if self.quantity_thousandths < 0 {
            return Err(Error::new(Code::BadQuantity).at("quantity").with("text", Quantity(self.quantity_thousandths).write()));
        }
        Ok(())
    }

    /// Checks it and works out its amount.
    pub fn checked(&self, position: i64) -> Result<Line> {
        let item = checks::required(&self.item, "item")?;
        let quantity = Quantity(self.quantity_thousandths).checked().map_err(|error| error.at("quantity"))?;
        money::in_range(i128::from(self.unit_minor)).map_err(|error| error.at("price"))?;
        let gross = quantity.times(self.unit_minor).map_err(|error| error.at("price"))?;
        checked_discount(self.discount_minor, gross)?;
        Ok(Line {
            position,
            item,
            quantity_thousandths: quantity.0,
            unit_minor: self.unit_minor,
            discount_minor: self.discount_minor,
            amount_minor: gross - self.discount_minor,
        })
    }
}

/// A discount lies between nothing and the amount it takes from, on the amount's side of zero.
fn checked_discount(discount: i64, from: i64) -> Result<()> {
    let fits = if from >= 0 { (0..=from).contains(&discount) } else { (from..=0).contains(&discount) };
    if fits {
        Ok(())
    } else if from >= 0 && discount < 0 {
        Err(negative_discount())
    } else {
        Err(Error::new(Code::DiscountTooLarge).at("discount"))
    }
}

fn negative_discount() -> Error {
    Error::new(Code::DiscountNegative).at("discount")
}

/// A purchase as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPurchase {
    /// Who; `None` for somebody the shop does not know.
    #[serde(default)]
    pub customer_id: Option<Id>,
    /// The business day; today when left out.
    #[serde(default)]
    pub day: Option<NaiveDate>,
    /// What was bought.
    pub lines: Vec<NewLine>,
    /// Taken off the whole, in minor units.
    #[serde(default)]
    pub discount_minor: i64,
    /// In words.
    #[serde(default)]
    pub note: String,
}

/// The checked content of a purchase: lines, discount, total, note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// The lines with their amounts.
    pub lines: Vec<Line>,
    /// Taken off the whole.
    pub discount_minor: i64,
    /// Sum of the lines less the discount.
    pub total_minor: i64,
    /// In words.
    pub note: String,
}

impl NewPurchase {
    /// The same as [`Self::checked`] for what is sold at the counter: no line may pay money out, a refund does that. A file may hold
    /// such lines, which are what another program gave back.
    pub fn checked_sale(&self) -> Result<Sold> {
        for (index, line) in self.lines.iter().enumerate().take(checks::LINES) {
            line.sold().map_err(|error| error.within(&format!("lines.{index}")))?;
        }
        self.checked()
    }

    /// Checks every line and works out the amounts.
    pub fn checked(&self) -> Result<Sold> {
        if self.lines.is_empty() {
            return Err(Error::new(Code::NoLines).at("lines"));
        }
        checks::few(&self.lines, checks::LINES, "lines")?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            lines.push(line.checked(index as i64 + 1).map_err(|error| error.within(&format!("lines.{index}")))?);
        }
        let sum = money::in_range(lines.iter().map(|line| i128::from(line.amount_minor)).sum()).map_err(|error| error.at("lines"))?;
        checked_discount(self.discount_minor, sum).map_err(|error| error.at("discount"))?;
        Ok(Sold { lines, discount_minor: self.discount_minor, total_minor: sum - self.discount_minor, note: checks::note(&self.note, "note")? })
    }
}

/// A purchase read from one line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadPurchase {
    /// The lines that were understood; a price may still be missing.
    pub lines: Vec<ReadLine>,
    /// Taken off the whole, as typed (`-10%`, `-0.20`).
    pub discount: Option<Discount>,
    /// The item being typed at the end, for completion.
    pub completing: String,
}

/// A line read from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLine {
    /// What it was, as typed.
    pub item: String,
    /// How much.
    pub quantity: Quantity,
    /// The price of one, where it was typed.
    pub unit_minor: Option<i64>,
    /// Taken off this line.
    pub discount: Option<Discount>,
}

/// A discount as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discount {
    /// An amount in minor units.
    Minor(i64),
    /// Thousandths of a percent's hundredth: `12500` is 12.5 %.
    Percent(i64),
}

impl Discount {
    /// What it takes off an amount, rounded half up to a whole minor unit.
    pub fn of(self, amount_minor: i64) -> i64 {
        match self {
            Self::Minor(minor) => minor,
            Self::Percent(thousandths) => {
                let exact = i128::from(amount_minor) * i128::from(thousandths);
                ((exact + 50_000) / 100_000) as i64
            }
        }
    }

    /// Reads `10%`, `12,5 %` or an amount; without a sign before it.
    pub fn read(text: &str, currency: Currency) -> Result<Self> {
        if let Some(percent) = text.trim().strip_suffix('%') {
            if percent.starts_with(['-', '−']) {
                return Err(negative_discount());
            }
            let value = Quantity::read(percent).map_err(|_| Error::new(Code::BadMoney).at("discount").with("text", text))?;
            if value.0 > 100_000 {
                return Err(Error::new(Code::DiscountTooLarge).at("discount"));
            }
            return Ok(Self::Percent(value.0));
        }
        match currency.read_minor(text).map_err(|error| error.at("discount"))? {
            minor if minor < 0 => Err(negative_discount()),
            minor => Ok(Self::Minor(minor)),
        }
    }
}

/// Reads a purchase as it is typed at the counter: `2 bread 2.50, jam 3.20 -10%`.
///
/// Parts are separated by `, ` (comma and space), `;` or a line end. In a part a leading number is the quantity (`2`, `1.5`, `2x`), a
/// trailing number the price of one, and `-10%` or `-0.20` at the end a discount of that line; a part that is only a discount
/// takes it off the whole. A comma between digits is a decimal comma; an item whose own name has commas stands in quotation marks.
pub fn read_purchase(text: &str, currency: Currency) -> Result<ReadPurchase> {
    let mut read = ReadPurchase::default();
    let parts = split_parts(text);
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.iter().enumerate() {
        let (mut words, quoted_item) = part_words(part);
        let discount = match words.last().and_then(|word| word.strip_prefix(['-', '−'])) {
            Some(off) if off.starts_with(|c: char| c.is_ascii_digit()) => {
                words.pop();
                Some(Discount::read(off, currency)?)
            }
            _ => None,
        };
        if words.is_empty() {
            if discount.is_some() {
                read.discount = discount;
            }
            continue;
        }
        let mut quantity = Quantity::ONE;
        if words.len() > 1 {
            let first = words[0].strip_suffix(['x', 'X', '×', '*']).unwrap_or(words[0]);
            if first.starts_with(|c: char| c.is_ascii_digit())
                && let Ok(typed) = Quantity::read(first)
            {
                quantity = typed;
                words.remove(0);
            }
        }
        let mut unit_minor = None;
        if words.len() > 1 {
            let price = words[words.len() - 1];
            let price = price.strip_prefix('@').unwrap_or(price);
            if price.contains(|c: char| c.is_ascii_digit()) && price.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphabetic()) {
                match currency.read_minor(price) {
                    Ok(minor) => {
                        unit_minor = Some(minor);
                        words.pop();
                    }
                    // A word such as "4-pack" belongs to the item; a number that is no price is said.
                    Err(error) if price.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') => {
                        return Err(error.at(format!("lines.{}.price", read.lines.len())));
                    }
                    Err(_) => {}
                }
            }
        }
        let item = words.iter().map(|word| if *word == QUOTED { quoted_item } else { word }).collect::<Vec<_>>().join(" ");
        if index == last && unit_minor.is_none() && discount.is_none() && !text.ends_with(char::is_whitespace) {
            read.completing = item.clone();
        }
        read.lines.push(ReadLine { item, quantity, unit_minor, discount });
    }
    Ok(read)
}

/// Stands for an item in quotation marks among the words of a part.
const QUOTED: &str = "\"";

/// The words of a part, with an item in quotation marks as one word.
fn part_words(part: &str) -> (Vec<&str>, &str) {
    let quoted = part.find('"').and_then(|open| Some((open, open + 1 + part[open + 1..].find('"')?)));
    match quoted {
        Some((open, close)) => {
            let before = part[..open].split_whitespace();
            (before.chain([QUOTED]).chain(part[close + 1..].split_whitespace()).collect(), part[open + 1..close].trim())
        }
        None => (part.split_whitespace().collect(), ""),
    }
}

/// Cuts at `;`, line ends and commas that do not stand between two digits; not within quotation marks.
fn split_parts(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in bytes.iter().enumerate() {
        quoted ^= *byte == b'"';
        let cuts = !quoted
            && match byte {
                b';' | b'\n' => true,
                b',' => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
                _ => false,
            };
        if cuts {
            parts.push(&text[start..at]);
            start = at + 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> Currency {
        Currency::read("EUR").unwrap()
    }

    #[test]
    fn a_purchase_is_read_as_it_is_typed() {
        let read = read_purchase("2 bread 2.50, jam 3,20 -10%, 1,5x rye flour 1.90; -0.20", euro()).unwrap();
        let lines: Vec<_> = read.lines.iter().map(|l| (l.item.as_str(), l.quantity.0, l.unit_minor, l.discount)).collect();
        assert_eq!(
            lines,
            [("bread", 2000, Some(250), None), ("jam", 1000, Some(320), Some(Discount::Percent(10_000))), ("rye flour", 1500, Some(190), None),]
        );
        assert_eq!(read.discount, Some(Discount::Minor(20)));
        assert_eq!(Discount::Percent(10_000).of(320), 32);
    }

    #[test]
    fn an_item_with_a_number_stays_an_item() {
        let read = read_purchase("4-pack bulbs 7", euro()).unwrap();
        assert_eq!((read.lines[0].item.as_str(), read.lines[0].unit_minor), ("4-pack bulbs", Some(700)));
        let read = read_purchase("bre", euro()).unwrap();
        assert_eq!((read.completing.as_str(), read.lines[0].unit_minor), ("bre", None));
        assert_eq!(read_purchase("", euro()).unwrap(), ReadPurchase::default());
    }

    #[test]
    fn an_item_with_commas_stands_in_quotation_marks() {
        let read = read_purchase(r#"2 "Black tea, 100 g" 7.80 -10%, jam 3"#, euro()).unwrap();
        assert_eq!(read.lines.len(), 2);
        assert_eq!((read.lines[0].item.as_str(), read.lines[0].quantity.0, read.lines[0].unit_minor), ("Black tea, 100 g", 2000, Some(780)));
        assert_eq!(read_purchase(r#""Black tea, 1"#, euro()).unwrap().lines.len(), 1, "while it is still being typed");
    }

    #[test]
    fn a_number_that_is_no_price_is_said_at_its_place() {
        let error = read_purchase("bread 2.505", euro()).unwrap_err();
        assert_eq!((error.code(), error.field()), (Code::TooManyDecimals, Some("lines.0.price")));
    }

    #[test]
    fn amounts_add_up_and_wrong_ones_are_refused_at_their_field() {
        let line = |item: &str, quantity, unit_minor, discount_minor| NewLine {
            item: item.into(),
            quantity_thousandths: quantity,
            unit_minor,
            discount_minor,
        };
        let new = |lines, discount_minor| NewPurchase { customer_id: None, day: None, lines, discount_minor, note: String::new() };
        let sold = new(vec![line("Bread", 2000, 250, 0), line("Jam", 1000, 320, 20)], 100).checked().unwrap();
        assert_eq!(sold.total_minor, 700);
        for (wrong, code, field) in [
            (new(vec![], 0), Code::NoLines, "lines"),
            (new(vec![line(" ", 1000, 1, 0)], 0), Code::FieldMissing, "lines.0.item"),
            (new(vec![line("a", 0, 1, 0)], 0), Code::BadQuantity, "lines.0.quantity"),
            (new(vec![line("a", 1000, i64::MAX, 0)], 0), Code::MoneyOutOfRange, "lines.0.price"),
            (new(vec![line("a", 1000, 100, 101)], 0), Code::DiscountTooLarge, "lines.0.discount"),
            (new(vec![line("a", 1000, 100, 0)], 101), Code::DiscountTooLarge, "discount"),
            (new(vec![line("a", 1000, 100, -1)], 0), Code::DiscountNegative, "lines.0.discount"),
            (new(vec![line("a", 1000, 100, 0)], -1), Code::DiscountNegative, "discount"),
        ] {
            for error in [wrong.checked().unwrap_err(), wrong.checked_sale().unwrap_err()] {
                assert_eq!((error.code(), error.field()), (code, Some(field)));
            }
        }
        let free = line("free", 1000, 0, 0);
        for (line, code, field) in
            [(line("a", 1000, -1, 0), Code::PriceNegative, "lines.1.price"), (line("a", -1500, 1, 0), Code::BadQuantity, "lines.1.quantity")]
        {
            let given_back = new(vec![free.clone(), line], 0);
            assert!(given_back.checked().is_ok(), "a file holds what was given back");
            let error = given_back.checked_sale().unwrap_err();
            assert_eq!((error.code(), error.field()), (code, Some(field)));
        }
    }

    #[test]
    fn a_discount_is_typed_without_a_sign() {
        assert_eq!(Discount::read("12,5 %", euro()).unwrap(), Discount::Percent(12_500));
        assert_eq!(Discount::read("0.20", euro()).unwrap(), Discount::Minor(20));
        for negative in ["-1", "−1", "(1)", "-10%", "−10 %"] {
            let error = Discount::read(negative, euro()).unwrap_err();
            assert_eq!((error.code(), error.field()), (Code::DiscountNegative, Some("discount")), "{negative}");
        }
    }
}

//! The fields a column can be read into, and the words they are named by.

use std::fmt;
use std::str::FromStr;

use crate::error::{Code, Error, Result};

/// Which of several phones, e-mails or addresses: by the label its column names, or by a number that a label's column shares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The label, where the column's name says it.
    pub label: String,
    /// The number of the group, where the file numbers them; 0 for none.
    pub group: u16,
}

impl Spot {
    /// The one of a numbered group.
    pub fn group(group: u16) -> Self {
        Self { label: String::new(), group }
    }

    /// The one with a label.
    pub fn labelled(label: &str) -> Self {
        Self { label: label.to_owned(), group: 0 }
    }
}

/// A part of a postal address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Street and house number.
    Street,
    /// The house's number, where it has a column of its own.
    House,
    /// A further line.
    Extra,
    /// A post-office box, kept as a further line.
    Box,
    /// Post code.
    Postcode,
    /// Town.
    Town,
    /// Post code and town in one.
    Place,
    /// State or province.
    Region,
    /// Country.
    Country,
    /// The whole address, used where its parts are blank.
    Whole,
    /// The label.
    Label,
}

const PARTS: [(&str, Part); 11] = [
    ("street", Part::Street),
    ("house", Part::House),
    ("extra", Part::Extra),
    ("box", Part::Box),
    ("postcode", Part::Postcode),
    ("town", Part::Town),
    ("place", Part::Place),
    ("region", Part::Region),
    ("country", Part::Country),
    ("whole", Part::Whole),
    ("label", Part::Label),
];

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// What a column is read into.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
            /// A phone.
            Phone(Spot),
            /// The label of a phone, in a column of its own.
            PhoneLabel(u16),
            /// An e-mail address.
            Email(Spot),
            /// The label of an e-mail address.
            EmailLabel(u16),
            /// A part of an address.
            Address(Spot, Part),
        }

        const WORDS: &[(&str, Field)] = &[$(($word, Field::$variant),)*];
    };
}

fields! {
    /// Left alone.
    Ignore = "ignore",
    /// The whole name.
    Name = "name",
    /// The whole name, family name first.
    FamilyFirst = "familyFirst",
    /// Given names.
    Given = "given",
    /// Further given names.
    Middle = "middle",
    /// Family name.
    Family = "family",
    /// What stands behind the family name.
    Suffix = "suffix",
    /// Nickname.
    Nick = "nick",
    /// Company.
    Company = "company",
    /// How they like to be called.
    CallMe = "callMe",
    /// How the name is said.
    SayIt = "sayIt",
    /// Birthday.
    Birthday = "birthday",
    /// Anything else; a second such column is kept with its heading.
    Note = "note",
    /// How they found the shop.
    Source = "source",
    /// The shop's own customer number.
    Number = "number",
    /// The other program's id of the customer.
    Origin = "origin",
    /// Tags.
    Tags = "tags",
    /// Whether they want news by e-mail.
    ConsentEmail = "consent:email",
    /// Whether they want news by text message.
    ConsentSms = "consent:sms",
    /// Loyalty points that the other program had counted.
    Points = "points",
    /// What they had spent there.
    Spent = "spent",
    /// How often they had bought there.
    Visits = "visits",
    /// The first day they were there.
    FirstDay = "firstDay",
    /// The last day they were there.
    LastDay = "lastDay",
    /// The day of a purchase.
    Day = "day",
    /// The time of day.
    Time = "time",
    /// The time zone that the time is told in.
    Zone = "zone",
    /// Day, time and offset in one.
    At = "at",
    /// What was bought.
    Item = "item",
    /// Which kind of it.
    Variant = "variant",
    /// How much of it.
    Quantity = "quantity",
    /// Price of one.
    Unit = "unit",
    /// Quantity times price.
    Gross = "gross",
    /// Taken off the line.
    Discount = "discount",
    /// What the line came to.
    Net = "net",
    /// Tax, which is not counted.
    Tax = "tax",
    /// Sum of the lines less discounts.
    Total = "total",
    /// Taken off the whole.
    OrderDiscount = "orderDiscount",
    /// Given back of the whole.
    Refunded = "refunded",
    /// Currency of the amounts.
    Currency = "currency",
    /// What holds the rows of one purchase together.
    Transaction = "transaction",
    /// The other program's id of the purchase, where it differs from what holds the rows together.
    TransactionId = "transactionId",
    /// Sale or refund.
    Event = "event",
    /// Whether it was paid.
    Paid = "paid",
    /// When it was called off.
    Cancelled = "cancelled",
    /// The other program's id of who bought it.
    CustomerOrigin = "customerOrigin",
    /// The shop's own number of who bought it.
    CustomerNumber = "customerNumber",
    /// Who bought it, by name.
    CustomerName = "customerName",
    /// Who bought it, by e-mail.
    CustomerEmail = "customerEmail",
    /// Who bought it, by phone.
    CustomerPhone = "customerPhone",
    /// About the purchase, in words.
    PurchaseNote = "purchaseNote",
}

/// Fields offered for a file of customers.
pub const FOR_CUSTOMERS: &[&str] = &[
    "ignore",
    "name",
    "familyFirst",
    "given",
    "middle",
    "family",
    "suffix",
    "nick",
    "company",
    "callMe",
    "sayIt",
    "birthday",
    "note",
    "source",
    "number",
    "origin",
    "tags",
    "points",
    "spent",
    "visits",
    "firstDay",
    "lastDay",
    "phone",
    "phone:mobile",
    "phone:home",
    "phone:work",
    "email",
    "email:home",
    "email:work",
    "address.street",
    "address.extra",
    "address.postcode",
    "address.town",
    "address.region",
    "address.country",
    "address.whole",
    "consent:email",
    "consent:sms",
];

/// Fields offered for a file of purchases.
pub const FOR_PURCHASES: &[&str] = &[
    "ignore",
    "day",
    "time",
    "zone",
    "at",
    "item",
    "variant",
    "quantity",
    "unit",
    "gross",
    "discount",
    "net",
    "tax",
    "total",
    "orderDiscount",
    "refunded",
    "currency",
    "transaction",
    "transactionId",
    "event",
    "paid",
    "cancelled",
    "customerOrigin",
    "customerNumber",
    "customerName",
    "customerEmail",
    "customerPhone",
    "purchaseNote",
];

impl Field {
    /// Whether the column is left alone.
    pub fn is_ignored(&self) -> bool {
        *self == Self::Ignore
    }

    /// Whether it belongs to a file of customers; `ignore` belongs to both kinds.
    pub fn is_for_customers(&self) -> bool {
        match self {
            Self::Phone(_) | Self::PhoneLabel(_) | Self::Email(_) | Self::EmailLabel(_) | Self::Address(..) => true,
            simple => FOR_CUSTOMERS.contains(&simple.to_string().as_str()),
        }
    }

    /// Whether it is made of digits that nobody reckons with: an id, a phone. A spreadsheet that takes them for a number spoils them.
    pub fn is_code(&self) -> bool {
        matches!(
            self,
            Self::Number
                | Self::Origin
                | Self::Address(_, Part::Postcode)
                | Self::Transaction
                | Self::TransactionId
                | Self::CustomerOrigin
                | Self::CustomerNumber
                | Self::CustomerPhone
        )
    }

    /// Whether it is something that another program had counted.
    pub fn is_opening(&self) -> bool {
        matches!(self, Self::Points | Self::Spent | Self::Visits | Self::FirstDay | Self::LastDay)
    }

    /// Whether it belongs to a file of purchases.
    pub fn is_for_purchases(&self) -> bool {
        FOR_PURCHASES.contains(&self.to_string().as_str())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spot = |f: &mut fmt::Formatter<'_>, word: &str, spot: &Spot| match spot {
            Spot { group: 0, label } if label.is_empty() => f.write_str(word),
            Spot { group: 0, label } => write!(f, "{word}:{label}"),
            Spot { group, .. } => write!(f, "{word}#{group}"),
        };
        match self {
            Self::Phone(at) => spot(f, "phone", at),
            Self::Email(at) => spot(f, "email", at),
            Self::PhoneLabel(group) => write!(f, "phone#{group}.label"),
            Self::EmailLabel(group) => write!(f, "email#{group}.label"),
            Self::Address(at, part) => {
                spot(f, "address", at)?;
                let word = PARTS.iter().find(|(_, known)| known == part).map_or("", |(word, _)| word);
                write!(f, ".{word}")
            }
            simple => f.write_str(WORDS.iter().find(|(_, field)| field == simple).map_or("ignore", |(word, _)| word)),
        }
    }
}

impl FromStr for Field {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Some((_, field)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(field.clone());
        }
        let refused = || Error::new(Code::FieldUnknown).at("mapping").with("text", text);
        let (head, part) = text.split_once('.').map_or((text, None), |(head, part)| (head, Some(part)));
        let (word, spot) = if let Some((word, label)) = head.split_once(':') {
            (word, Spot::labelled(label))
        } else if let Some((word, group)) = head.split_once('#') {
            (word, Spot::group(group.parse().map_err(|_| refused())?))
        } else {
            (head, Spot::default())
        };
        match (word, part) {
            ("phone", None) => Ok(Self::Phone(spot)),
            ("phone", Some("label")) => Ok(Self::PhoneLabel(spot.group)),
            ("email", None) => Ok(Self::Email(spot)),
            ("email", Some("label")) => Ok(Self::EmailLabel(spot.group)),
            ("address", Some(part)) => {
                let (_, part) = PARTS.iter().find(|(word, _)| *word == part).ok_or_else(refused)?;
                Ok(Self::Address(spot, *part))
            }
            _ => Err(refused()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_word_that_reads_back() {
        let shown = [
            "phone#2",
            "phone#2.label",
            "email#1",
            "address:home.street",
            "address#1.town",
            "address.country",
            "phone:mobile",
            "address.house",
            "address.place",
        ];
        for word in FOR_CUSTOMERS.iter().chain(FOR_PURCHASES).chain(&shown) {
            let field: Field = word.parse().unwrap();
            assert_eq!(field.to_string(), **word);
            assert!(field.is_for_customers() || field.is_for_purchases());
        }
        for bad in ["", "phones", "address", "address.moon", "phone#x", "name:x"] {
            assert_eq!(bad.parse::<Field>().unwrap_err().code(), Code::FieldUnknown, "{bad}");
        }
    }
}

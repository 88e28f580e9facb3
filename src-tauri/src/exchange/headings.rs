//! What headings mean: names of columns, in the words that programs and people use.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::field::{Field, Part, Spot};
use super::program::{Kind, Program};
use crate::model::fold;

/// A heading without case, accents and punctuation: `E-mail 1 - Value` is `email 1 value`.
pub fn plain(heading: &str) -> String {
    let folded = fold::fold(heading.trim_start_matches('\u{feff}'));
    let mut plain = String::with_capacity(folded.len());
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // `e-mail`, `E mail` and `E-mailadres` are one word.
        if word.starts_with("mail") && (plain == "e" || plain.ends_with(" e")) {
            plain.push_str(word);
            continue;
        }
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    // `Customer #` is a number, not a name.
    if folded.trim_end().ends_with('#') {
        plain.push_str(if plain.is_empty() { "no" } else { " no" });
    }
    plain
}

/// The field of a customer that a plain heading names in a file of `program`.
pub fn customer_field(plain: &str, program: Program) -> Field {
    match (program, plain) {
        (Program::ShopifyCustomers, "customer id") | (Program::SquareCustomers, "square customer id" | "customer id") => return Field::Origin,
        (Program::HubspotContacts, "record id" | "contact id") | (Program::Regulars, "regulars id") => return Field::Origin,
        (Program::Vcard, "vcard uid") => return Field::Origin,
        (Program::SquareCustomers, "reference id" | "customer reference id") => return Field::Number,
        (Program::HubspotContacts, "associated company" | "primary company") => return Field::Company,
        (Program::HubspotContacts, "original source" | "original traffic source") => return Field::Source,
        _ => {}
    }
    simple(plain)
        // Our own figures are reckoned from the purchases; read back they would be counted twice.
        .map(|field| if program == Program::Regulars && field.is_opening() { Field::Ignore } else { field })
        .or_else(|| numbered(plain))
        .or_else(|| prefixed(plain))
        .or_else(|| suffixed(plain))
        .unwrap_or_else(|| if is_birthday(plain) { Field::Birthday } else { Field::Ignore })
}

/// What headings mean, by the kind of file.
const LIST: &str = include_str!("headings.txt");

/// The lines of a section of the list, each a field's word and its headings.
fn section(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (_, section) = LIST.split_once(&format!("[{name}]")).unwrap_or_default();
    section.lines().take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once(": "))
}

fn words(name: &str) -> HashMap<&'static str, Field> {
    let read = |(word, headings): (&str, &'static str)| {
        let field: Field = word.parse().unwrap_or(Field::Ignore);
        headings.split(", ").map(move |heading| (heading, field.clone()))
    };
    section(name).flat_map(read).collect()
}

static CUSTOMERS: LazyLock<HashMap<&str, Field>> = LazyLock::new(|| words("customers"));
static PURCHASES: LazyLock<HashMap<&str, Field>> = LazyLock::new(|| words("purchases"));

fn simple(plain: &str) -> Option<Field> {
    CUSTOMERS.get(plain).cloned()
}

/// Whether a heading says what its column holds, and that it is something the book does not keep.
pub fn is_left_out(plain: &str, kind: Kind) -> bool {
    let words = match kind {
        Kind::Customers => &CUSTOMERS,
        Kind::Purchases => &PURCHASES,
    };
    words.get(plain).is_some_and(Field::is_ignored)
}

/// A part of an address by its usual names.
fn part(plain: &str) -> Option<Part> {
    match CUSTOMERS.get(plain)? {
        Field::Address(_, part) => Some(*part),
        _ => None,
    }
}

/// Settles what a heading can only mean beside its neighbours: `Nom` alone is the whole name, beside `Prénom` it is the family's.
pub fn settle(fields: &mut [Field], plain: &[String]) {
    settle_houses(fields, plain);
    const EITHER: [&str; 4] = ["nom", "nombre", "nome", "naam"];
    // An English `Name` beside `First name` is the whole one.
    let german = plain.iter().any(|heading| heading == "vorname");
    let (given, family) = (fields.contains(&Field::Given), fields.contains(&Field::Family));
    let found =
        fields.iter().zip(plain).position(|(field, plain)| *field == Field::Name && (EITHER.contains(&plain.as_str()) || german && plain == "name"));
    let Some(at) = found else { return };
    match (given, family) {
        (true, false) => fields[at] = Field::Family,
        (false, true) => fields[at] = Field::Given,
        _ => {}
    }
}

/// `Nr.` behind a street is the house's; anywhere else it may be the row's or the customer's.
fn settle_houses(fields: &mut [Field], plain: &[String]) {
    for at in 1..fields.len() {
        if fields[at].is_ignored()
            && ["nr", "no", "n", "num", "numero"].contains(&plain[at].as_str())
            && let Field::Address(spot, Part::Street) = &fields[at - 1]
        {
            fields[at] = Field::Address(spot.clone(), Part::House);
        }
    }
}

/// `phone 2 value`, `email 1 label`, `address 1 city`, `telefon 2`.
fn numbered(plain: &str) -> Option<Field> {
    if let Some((word, group)) = plain.rsplit_once(' ')
        && let Ok(group) = group.parse::<u16>()
    {
        match simple(word) {
            Some(Field::Phone(spot)) if spot == Spot::default() => return Some(Field::Phone(Spot::group(group))),
            Some(Field::Email(spot)) if spot == Spot::default() => return Some(Field::Email(Spot::group(group))),
            Some(field @ (Field::Phone(_) | Field::Email(_))) => return Some(field),
            _ => {}
        }
    }
    let mut words = plain.splitn(3, ' ');
    let (word, group, rest) = (words.next()?, words.next()?.parse::<u16>().ok()?, words.next().unwrap_or("value"));
    Some(match (word, rest) {
        ("phone", "value" | "number") => Field::Phone(Spot::group(group)),
        ("phone", "label" | "type") => Field::PhoneLabel(group),
        ("email", "value" | "address") => Field::Email(Spot::group(group)),
        ("email", "label" | "type") => Field::EmailLabel(group),
        ("address", "label" | "type") => Field::Address(Spot::group(group), Part::Label),
        ("address", rest) => Field::Address(Spot::group(group), part(rest)?),
        _ => return None,
    })
}

/// `home street`, `business city`, `default address zip`.
fn prefixed(plain: &str) -> Option<Field> {
    const PREFIXES: [(&str, &str); 8] = [
        ("default address ", ""),
        ("home ", "home"),
        ("business ", "work"),
        ("work ", "work"),
        ("other ", "other"),
        ("mailing ", ""),
        ("billing ", "billing"),
        ("shipping ", "shipping"),
    ];
    PREFIXES.iter().find_map(|(prefix, label)| {
        let rest = plain.strip_prefix(prefix)?;
        match rest {
            "company" => Some(Field::Company),
            "first name" => Some(Field::Given),
            "last name" => Some(Field::Family),
            rest => part(rest).map(|part| Field::Address(Spot::labelled(label), part)),
        }
    })
}

/// `strasse privat`, `ville bureau`; a second line of a street is one beside it.
fn suffixed(plain: &str) -> Option<Field> {
    const SUFFIXES: [(&str, &str); 4] = [(" privat", "home"), (" geschaftlich", "work"), (" domicile", "home"), (" bureau", "work")];
    let further = plain.strip_suffix(" 2").or_else(|| plain.strip_suffix(" 3"));
    SUFFIXES.iter().find_map(|(suffix, label)| {
        let part = match (part(further.unwrap_or(plain).strip_suffix(suffix)?)?, further) {
            (Part::Street, Some(_)) => Part::Extra,
            (part, _) => part,
        };
        Some(Field::Address(Spot::labelled(label), part))
    })
}

/// Birthdays hide in columns that a shop made itself: `Fecha de nacimiento (customer.metafields.facts.birth_date)`.
fn is_birthday(plain: &str) -> bool {
    [
        "birthday",
        "birth date",
        "birthdate",
        "date of birth",
        "geburtstag",
        "geburtsdatum",
        "nacimiento",
        "naissance",
        "nascita",
        "nascimento",
        "urodzenia",
    ]
    .iter()
    .any(|word| plain.contains(word))
}

/// The field of a purchase that a plain heading names in a file of `program`.
pub fn purchase_field(plain: &str, program: Program) -> Field {
    if program == Program::ShopifyOrders {
        return shopify_order_field(plain);
    }
    PURCHASES.get(plain).cloned().unwrap_or(Field::Ignore)
}

fn shopify_order_field(plain: &str) -> Field {
    match plain {
        "name" => Field::Transaction,
        "id" => Field::TransactionId,
        "created at" => Field::At,
        "financial status" => Field::Paid,
        "cancelled at" => Field::Cancelled,
        "currency" => Field::Currency,
        "subtotal" => Field::Total,
        "taxes" => Field::Tax,
        "discount amount" => Field::OrderDiscount,
        "refunded amount" => Field::Refunded,
        "lineitem quantity" => Field::Quantity,
        "lineitem name" => Field::Item,
        "lineitem price" => Field::Unit,
        "lineitem discount" => Field::Discount,
        "email" => Field::CustomerEmail,
        "phone" | "billing phone" => Field::CustomerPhone,
        "billing name" => Field::CustomerName,
        "notes" => Field::PurchaseNote,
        _ => Field::Ignore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_whatever_their_case_accents_and_punctuation() {
        for (heading, field) in [
            ("E-mail 1 - Value", "email#1"),
            ("  first NAME ", "given"),
            ("Business Country/Region", "address:work.country"),
            ("Default Address Zip", "address.postcode"),
            ("Address 1 - Postal Code", "address#1.postcode"),
            ("Address1", "address.street"),
            ("Straße", "address.street"),
            ("Phone 2 - Label", "phone#2.label"),
            ("Date of birth", "birthday"),
            ("Fecha de nacimiento (customer.metafields.facts.birth_date)", "birthday"),
            ("Total Spent", "spent"),
            ("\u{feff}Name", "name"),
            ("Kd.-Nr.", "number"),
            ("Customer #", "number"),
            ("Nº Cliente", "number"),
            ("N° client", "number"),
            ("Cód. cliente", "number"),
            ("Geb. am", "birthday"),
            ("Né(e) le", "birthday"),
            ("Tel. 2", "phone#2"),
            ("Telefon 1", "phone#1"),
            ("Handy 2", "phone:mobile"),
            ("E-Mail 2", "email#2"),
            ("Tél. portable", "phone:mobile"),
            ("Tel. privat", "phone:home"),
            ("Straße / Nr.", "address.street"),
            ("Segundo apellido", "suffix"),
        ] {
            assert_eq!(customer_field(&plain(heading), Program::Unknown).to_string(), field, "{heading}");
        }
    }

    #[test]
    fn every_word_is_plain_stands_once_and_names_a_field() {
        for name in ["customers", "purchases"] {
            let mut seen = std::collections::HashSet::new();
            for (word, headings) in section(name) {
                assert!(word.parse::<Field>().is_ok(), "{word}");
                for heading in headings.split(", ") {
                    assert_eq!(plain(heading), heading, "is written as headings are compared");
                    assert!(seen.insert(heading), "{heading} stands twice");
                }
            }
            assert!(seen.len() > 100, "the section {name} is there");
        }
    }

    #[test]
    fn a_heading_of_two_meanings_is_settled_by_its_neighbours() {
        for (headings, fields) in [
            (["Nom", "Prénom"], [Field::Family, Field::Given]),
            (["Nombre", "Apellidos"], [Field::Given, Field::Family]),
            (["Cognome", "Nome"], [Field::Family, Field::Given]),
            (["Naam", "Voornaam"], [Field::Family, Field::Given]),
            (["Name", "Vorname"], [Field::Family, Field::Given]),
            (["Nome", "Telefone"], [Field::Name, Field::Phone(Spot::default())]),
            (["Name", "First name"], [Field::Name, Field::Given]),
        ] {
            let plain: Vec<String> = headings.iter().map(|heading| super::plain(heading)).collect();
            let mut read: Vec<Field> = plain.iter().map(|heading| customer_field(heading, Program::Unknown)).collect();
            settle(&mut read, &plain);
            assert_eq!(read, fields, "{headings:?}");
        }
    }
}

//! What headings mean: names of columns, in the words that programs and people use.

use super::field::{Field, Part, Spot};
use super::program::Program;
use crate::model::fold;

/// A heading without case, accents and punctuation: `E-mail 1 - Value` is `email 1 value`.
pub fn plain(heading: &str) -> String {
    let folded = fold::fold(heading.trim_start_matches('\u{feff}'));
    let mut plain = String::with_capacity(folded.len());
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    if plain.contains("e mail") { plain.replace("e mail", "email") } else { plain }
}

/// The field of a customer that a plain heading names in a file of `program`.
pub fn customer_field(plain: &str, program: Program) -> Field {
    match (program, plain) {
        (Program::ShopifyCustomers, "customer id") | (Program::SquareCustomers, "square customer id" | "customer id") => return Field::Origin,
        (Program::HubspotContacts, "record id" | "contact id") | (Program::Regulars, "regulars id") => return Field::Origin,
        (Program::SquareCustomers, "reference id" | "customer reference id") => return Field::Number,
        (Program::HubspotContacts, "associated company" | "primary company") => return Field::Company,
        (Program::HubspotContacts, "original source" | "original traffic source") => return Field::Source,
        _ => {}
    }
    simple(plain)
        .or_else(|| numbered(plain))
        .or_else(|| prefixed(plain))
        .unwrap_or_else(|| if is_birthday(plain) { Field::Birthday } else { Field::Ignore })
}

fn simple(plain: &str) -> Option<Field> {
    Some(match plain {
        "name" | "full name" | "customer" | "customer name" | "contact" | "contact name" | "display name" | "client" | "client name" => Field::Name,
        "first name" | "firstname" | "given name" | "given names" | "given" | "forename" => Field::Given,
        "vorname" | "prenom" | "voornaam" => Field::Given,
        "middle name" | "additional name" | "second name" => Field::Middle,
        "last name" | "lastname" | "family name" | "family" | "surname" => Field::Family,
        "nachname" | "familienname" | "apellido" | "apellidos" | "cognome" | "achternaam" | "nom de famille" => Field::Family,
        "nombre" | "nom" | "nome" | "naam" => Field::Name,
        "name suffix" | "suffix" => Field::Suffix,
        "nickname" | "nick" | "nick name" | "spitzname" => Field::Nick,
        "call me" | "called" | "preferred name" | "salutation name" => Field::CallMe,
        "say it" | "pronunciation" | "phonetic name" => Field::SayIt,
        "company" | "company name" | "business" | "business name" | "organization" | "organisation" | "organization name" | "organization 1 name" => {
            Field::Company
        }
        "firma" | "societe" | "empresa" | "azienda" | "bedrijf" => Field::Company,
        "birthday" | "birthdate" | "birth date" | "date of birth" | "dob" | "bday" | "born" => Field::Birthday,
        "geburtstag" | "geburtsdatum" | "date de naissance" | "fecha de nacimiento" | "data di nascita" | "geboortedatum" => Field::Birthday,
        "note" | "notes" | "memo" | "comment" | "comments" | "remark" | "remarks" | "description" => Field::Note,
        "notiz" | "notizen" | "bemerkung" | "bemerkungen" | "remarque" | "remarques" | "nota" | "notas" | "notitie" => Field::Note,
        "source" | "referred by" | "found us" | "how did you hear about us" | "lead source" => Field::Source,
        "number" | "customer number" | "customer no" | "customer id" | "customer code" | "card number" | "loyalty card" | "member number" => {
            Field::Number
        }
        "kundennummer" | "kundennr" => Field::Number,
        "tags" | "tag" | "labels" | "label" | "group" | "groups" | "group membership" | "categories" | "category" | "customer group" => Field::Tags,
        "phone" | "phones" | "telephone" | "tel" | "phone number" | "telephone number" | "contact number" => Field::Phone(Spot::default()),
        "telefon" | "telefonnummer" | "telefono" | "telefoon" | "telefoonnummer" | "default address phone" => Field::Phone(Spot::default()),
        "billing phone" | "shipping phone" => Field::Phone(Spot::default()),
        "mobile" | "mobile phone" | "mobile number" | "mobile phone number" | "cell" | "cell phone" | "cellphone" => {
            Field::Phone(Spot::labelled("mobile"))
        }
        "handy" | "mobil" | "mobiltelefon" | "handynummer" | "portable" | "movil" | "cellulare" | "mobiel" => Field::Phone(Spot::labelled("mobile")),
        "home phone" | "home phone 2" | "private phone" => Field::Phone(Spot::labelled("home")),
        "work phone" | "business phone" | "business phone 2" | "office phone" => Field::Phone(Spot::labelled("work")),
        "primary phone" | "main phone" => Field::Phone(Spot::labelled("main")),
        "company main phone" => Field::Phone(Spot::labelled("company")),
        "other phone" => Field::Phone(Spot::labelled("other")),
        "car phone" => Field::Phone(Spot::labelled("car")),
        "email" | "emails" | "email address" | "mail" | "email 2 address" | "email 3 address" | "email adresse" | "courriel" | "correo" => {
            Field::Email(Spot::default())
        }
        "home email" | "personal email" => Field::Email(Spot::labelled("home")),
        "work email" | "business email" => Field::Email(Spot::labelled("work")),
        "accepts email marketing" | "email subscription status" | "accepts marketing" => Field::ConsentEmail,
        "accepts sms marketing" => Field::ConsentSms,
        other => return part(other).map(|part| Field::Address(Spot::default(), part)),
    })
}

/// A part of an address by its usual names.
fn part(plain: &str) -> Option<Part> {
    Some(match plain {
        "street" | "street address" | "street address 1" | "address1" | "address 1" | "address line 1" | "street 1" | "strasse" | "rue" => {
            Part::Street
        }
        "calle" | "via" | "straat" | "anschrift" => Part::Street,
        "street address 2" | "address2" | "address 2" | "address line 2" | "street 2" | "street 3" | "address line 3" | "extra" => Part::Extra,
        "extended address" => Part::Extra,
        "po box" | "address po box" => Part::Box,
        "town" | "city" | "ort" | "stadt" | "ville" | "ciudad" | "citta" | "plaats" | "woonplaats" | "suburb" => Part::Town,
        "postcode" | "post code" | "postal code" | "zip" | "zip code" | "zipcode" | "plz" | "postleitzahl" | "code postal" => Part::Postcode,
        "codigo postal" | "cap" => Part::Postcode,
        "state" | "province" | "region" | "county" | "state region" | "province code" | "state province" => Part::Region,
        "country" | "country code" | "country region" | "land" | "pays" | "pais" | "paese" => Part::Country,
        "address" | "full address" | "adresse" | "formatted" => Part::Whole,
        _ => return None,
    })
}

/// `phone 2 value`, `email 1 label`, `address 1 city`.
fn numbered(plain: &str) -> Option<Field> {
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

/// Birthdays hide in columns that a shop made itself: `Fecha de nacimiento (customer.metafields.facts.birth_date)`.
fn is_birthday(plain: &str) -> bool {
    ["birthday", "birth date", "birthdate", "date of birth", "geburtstag", "geburtsdatum", "nacimiento", "naissance"]
        .iter()
        .any(|word| plain.contains(word))
}

/// The field of a purchase that a plain heading names in a file of `program`.
pub fn purchase_field(plain: &str, program: Program) -> Field {
    if program == Program::ShopifyOrders {
        return shopify_order_field(plain);
    }
    match plain {
        "date" | "day" | "order date" | "sale date" | "purchase date" | "datum" | "fecha" => Field::Day,
        "time" | "uhrzeit" => Field::Time,
        "time zone" | "timezone" => Field::Zone,
        "created at" | "date time" | "datetime" | "timestamp" => Field::At,
        "item" | "item name" | "product" | "product name" | "article" | "description" | "artikel" => Field::Item,
        "price point name" | "variant" | "modifiers applied" => Field::Variant,
        "qty" | "quantity" => Field::Quantity,
        "menge" | "anzahl" | "cantidad" => Field::Quantity,
        "price" | "unit price" | "preis" | "precio" => Field::Unit,
        "gross sales" | "gross" | "gross amount" => Field::Gross,
        "discounts" | "discount" | "discount amount" => Field::Discount,
        "net sales" | "net" | "net amount" | "line total" => Field::Net,
        "tax" | "taxes" => Field::Tax,
        "total" | "amount" | "order total" | "betrag" | "summe" => Field::Net,
        "currency" => Field::Currency,
        "transaction id" | "transaction" | "order" | "order id" | "order number" | "receipt" | "receipt number" | "invoice" | "invoice number" => {
            Field::Transaction
        }
        "event type" => Field::Event,
        "transaction status" => Field::Paid,
        "customer id" => Field::CustomerOrigin,
        "customer reference id" | "customer number" => Field::CustomerNumber,
        "customer name" | "customer" => Field::CustomerName,
        "customer email" | "email" | "customer email address" => Field::CustomerEmail,
        "customer phone" | "phone" | "customer phone number" => Field::CustomerPhone,
        "notes" | "note" => Field::PurchaseNote,
        _ => Field::Ignore,
    }
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
            ("Total Spent", "ignore"),
            ("\u{feff}Name", "name"),
        ] {
            assert_eq!(customer_field(&plain(heading), Program::Unknown).to_string(), field, "{heading}");
        }
    }
}

//! Customers as vCards, for the address book of a phone or a mail program.
//!
//! Version 3.0 (RFC 2426), which every address book reads; a birthday without its year is written `--0315`, as RFC 6350 and Google have it. A label that is not
//! one of the usual kinds goes beside its number as `X-ABLabel`, as Apple's do, so that nothing of it is lost.

use calcard::vcard::{VCard, VCardEntry, VCardParameter, VCardProperty, VCardValue, VCardVersion};

use crate::model::Customer;

/// Labels that stand as a kind of their own.
const KINDS: &[(&str, &str)] =
    &[("mobile", "CELL"), ("home", "HOME"), ("work", "WORK"), ("fax", "FAX"), ("pager", "PAGER"), ("car", "CAR"), ("main", "MAIN")];

/// The card of a customer, with its line ends (CRLF).
pub fn card(customer: &Customer) -> String {
    let mut card = VCard { entries: Vec::new() };
    let mut put = |entry: VCardEntry| card.entries.push(entry);
    let text = |name: VCardProperty, value: &str| VCardEntry::new(name).with_value(VCardValue::Text(value.to_owned()));
    let parts = |name: VCardProperty, values: &[&str]| {
        VCardEntry::new(name).with_values(values.iter().map(|value| VCardValue::Text((*value).to_owned())).collect())
    };
    put(text(VCardProperty::Uid, &customer.id.to_string()));
    put(text(VCardProperty::Fn, &customer.name));
    put(parts(VCardProperty::N, &[&customer.family, &customer.given, "", "", ""]));
    let called = if customer.nick.is_empty() { &customer.call_me } else { &customer.nick };
    for (name, value) in [(VCardProperty::Nickname, called), (VCardProperty::Org, &customer.company), (VCardProperty::Note, &customer.note)] {
        if !value.is_empty() {
            put(text(name, value));
        }
    }
    if let Some(birthday) = customer.birthday {
        let written = birthday.to_string();
        put(text(
            VCardProperty::Bday,
            &match written.strip_prefix("--") {
                Some(day) => format!("--{}", day.replace('-', "")),
                None => written,
            },
        ));
    }
    if !customer.tags.is_empty() {
        put(parts(VCardProperty::Categories, &customer.tags.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    let mut groups = 0;
    let phones = customer.phones.iter().map(|phone| (&phone.label, text(VCardProperty::Tel, &phone.typed)));
    let emails = customer.emails.iter().map(|email| (&email.label, text(VCardProperty::Email, &email.typed)));
    let addresses = customer.addresses.iter().map(|address| {
        let values = ["", &address.extra, &address.street, &address.town, &address.region, &address.postcode, &address.country];
        (&address.label, parts(VCardProperty::Adr, &values))
    });
    for (label, entry) in phones.chain(emails).chain(addresses) {
        match KINDS.iter().find(|(known, _)| *known == label) {
            Some((_, kind)) => put(entry.with_param(VCardParameter::typ((*kind).to_owned()))),
            None if label.is_empty() => put(entry),
            None => {
                groups += 1;
                let group = Some(format!("item{groups}"));
                put(entry.with_group(group.clone()));
                put(text(VCardProperty::Other("X-ABLabel".to_owned()), label).with_group(group));
            }
        }
    }
    let mut written = String::new();
    // Writing into a text does not fail.
    let _ = card.write_to(&mut written, VCardVersion::V3_0);
    written
}

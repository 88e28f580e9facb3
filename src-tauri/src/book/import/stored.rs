//! What would be kept of a row, to be shown beside the row as it stands.

use super::report::{Change, Stored};
use crate::exchange::{CustomerDraft, PurchaseDraft};
use crate::model::customer::shown_name;
use crate::model::{Address, Currency, Customer, CustomerChanges, NewCustomer, Quantity};
use crate::texts;

/// Letters of a value that are shown of a change.
const SHOWN: usize = 300;

/// Every value of a customer that a row fills in.
pub(super) fn of_customer(draft: &CustomerDraft, currency: Currency) -> Vec<Stored> {
    let new = &draft.new;
    let mut stored = Vec::new();
    let mut put = |field, value: String| {
        if !value.is_empty() {
            stored.push(Stored { field, value });
        }
    };
    put("given", new.given.clone());
    put("family", new.family.clone());
    put("nick", new.nick.clone());
    put("company", new.company.clone());
    put("callMe", new.call_me.clone());
    put("sayIt", new.say_it.clone());
    put("number", new.number.clone());
    for phone in &new.phones {
        put("phone", labelled(&phone.typed, &phone.label));
    }
    for email in &new.emails {
        put("email", labelled(&email.typed, &email.label));
    }
    for address in &new.addresses {
        put("whole", whole(address));
    }
    put("birthday", new.birthday.clone());
    put("tags", new.tags.join(", "));
    put("source", new.source.clone());
    if let Some(opening) = &draft.opening {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        put("points", number(opening.points));
        put("visits", number(opening.visits));
        put("spent", opening.spent_minor.map(|minor| currency.write_with_code(minor)).unwrap_or_default());
        put("firstDay", opening.first_day.clone());
        put("lastDay", opening.last_day.clone());
    }
    put("note", new.note.clone());
    for consent in &draft.consents {
        let Some(given) = consent.given else { continue };
        let given = texts::say(if given { "word.yes" } else { "word.no" }, &[]);
        put(if consent.channel == "sms" { "consent:sms" } else { "consent:email" }, given);
    }
    stored
}

/// The day, the lines and what they come to.
pub(super) fn of_purchase(draft: &PurchaseDraft, currency: Currency) -> Vec<Stored> {
    let mut stored = vec![Stored { field: "day", value: draft.day.to_string() }];
    stored.extend(draft.lines.iter().map(|line| {
        let quantity = Quantity(line.quantity_thousandths);
        let times = if quantity == Quantity::ONE { String::new() } else { format!("{} × ", quantity.write()) };
        Stored { field: "item", value: format!("{times}{} {}", line.item, currency.write_minor(line.unit_minor)) }
    }));
    stored.push(Stored { field: "total", value: format!("{} {}", currency.write_minor(draft.total_minor), currency.code()) });
    stored
}

/// What these fields of a customer are before and after a change.
pub(super) fn differences(old: &Customer, new: &NewCustomer, fields: &[&'static str]) -> Vec<Change> {
    let old = CustomerChanges::default().applied_to(old);
    fields.iter().map(|field| Change { field, before: value(&old, field), after: value(new, field) }).collect()
}

/// A field of a customer by its name in the catalog, as one text.
fn value(customer: &NewCustomer, field: &str) -> String {
    let joined = |values: Vec<String>| values.join(" · ");
    let value = match field {
        "name" => shown_name(&customer.given, &customer.family, "", ""),
        "number" => customer.number.clone(),
        "nick" => customer.nick.clone(),
        "company" => customer.company.clone(),
        "callMe" => customer.call_me.clone(),
        "sayIt" => customer.say_it.clone(),
        "birthday" => customer.birthday.clone(),
        "note" => customer.note.clone(),
        "source" => customer.source.clone(),
        "phones" => joined(customer.phones.iter().map(|phone| labelled(&phone.typed, &phone.label)).collect()),
        "emails" => joined(customer.emails.iter().map(|email| labelled(&email.typed, &email.label)).collect()),
        "addresses" => joined(customer.addresses.iter().map(whole).collect()),
        "tags" => customer.tags.join(", "),
        _ => String::new(),
    };
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value,
    }
}

fn whole(address: &Address) -> String {
    let parts: Vec<&str> = address.parts().into_iter().filter(|part| !part.is_empty()).collect();
    labelled(&parts.join(", "), &address.label)
}

fn labelled(value: &str, label: &str) -> String {
    if label.is_empty() || value.is_empty() { value.to_owned() } else { format!("{value} ({label})") }
}

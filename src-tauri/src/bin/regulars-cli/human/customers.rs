//! Customers: one after a change, many when found.

use regulars::book::DoublesFound;
use regulars::model::{Address, Birthday, Customer, Found, Match};
use regulars::texts;

use super::sheet::{Fact, Sheet, dots};
use super::{Teller, id, word};

impl Teller<'_> {
    /// A sentence about a customer, and what is written about them now.
    pub(super) fn customer(&self, key: &str, customer: &Customer) -> String {
        let mut sheet = Sheet::headed(&texts::say(key, &[("name", &customer.name)]));
        sheet.facts(self.about(customer));
        sheet.done()
    }

    /// Everything written about a customer, with their id at the end.
    pub(super) fn about(&self, customer: &Customer) -> Vec<Fact> {
        let fact = |key: &str, value: &str| (word(key), value.to_owned());
        let labelled = |label: &str, key: &str, value: &str| (if label.is_empty() { word(key) } else { label.to_owned() }, value.to_owned());
        let mut facts = vec![fact("customer.callMe", &customer.call_me), fact("customer.sayIt", &customer.say_it)];
        facts.extend(customer.phones.iter().map(|phone| labelled(&phone.label, "card.phone", &phone.typed)));
        facts.extend(customer.emails.iter().map(|email| labelled(&email.label, "card.email", &email.typed)));
        facts.extend(customer.addresses.iter().map(|address| labelled(&address.label, "card.address", &in_one_line(address))));
        facts.extend([
            fact("customer.birthday", &customer.birthday.map(birthday).unwrap_or_default()),
            fact("customer.company", &customer.company),
            fact("customer.nick", &customer.nick),
            fact("customer.number", &customer.number),
            fact("customer.tags", &customer.tags.join(", ")),
            fact("customer.source", &customer.source),
            fact("customer.referredBy", &customer.referred_by.map(|by| self.who(&by)).unwrap_or_default()),
            fact("customer.note", &customer.note),
            fact("cli.id", &customer.id.to_string()),
        ]);
        facts
    }
}

/// `1990-03-15`; without its year `29 February`, as `--02-29` is only for typing.
fn birthday(birthday: Birthday) -> String {
    let typed = birthday.to_string();
    let yearless = birthday.in_year(2000).filter(|_| typed.starts_with("--"));
    yearless.map_or(typed, |day| day.format("%-d %B").to_string())
}

fn in_one_line(address: &Address) -> String {
    let place = format!("{} {}", address.postcode, address.town);
    let parts = [&address.street, &address.extra, place.trim(), &address.region, &address.country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A name and how its owner likes to be called: `Ann Ember, “Annie”`.
pub fn greeting(name: &str, call_me: &str) -> String {
    if call_me.is_empty() || call_me == name { name.to_owned() } else { texts::say("cli.greeting", &[("name", name), ("callMe", call_me)]) }
}

/// Two lines a person: who it is, and when they were here last.
pub fn found(text: &str, rows: &[Found]) -> String {
    if rows.is_empty() {
        let everyone = text.trim().is_empty();
        return if everyone { word("find.empty") } else { Sheet::headed(&texts::say("cli.nobody", &[("text", text)])).done() };
    }
    let mut sheet = Sheet::default();
    for row in rows {
        let company = if row.company == row.name { "" } else { &row.company };
        let reach = row.phones.first().or(row.emails.first()).cloned().unwrap_or_default();
        let guessed = if row.matched == Match::Typo { word("find.typo") } else { String::new() };
        sheet.line(&dots([greeting(&row.name, &row.call_me), company.to_owned(), row.town.clone(), reach, row.tags.join(", "), guessed]));
        let visits = if row.visits > 0 { texts::count("card.visits", row.visits, &[]) } else { String::new() };
        let last = row.last_day.map_or_else(|| word("find.never"), |day| format!("{} {day}", word("card.lastHere")));
        sheet.row(&dots([last, row.last_item.clone().unwrap_or_default(), visits, id(&row.id)]));
    }
    sheet.done()
}

/// Two lines a pair: who they are, then how likely and why.
pub fn doubles(found: &DoublesFound) -> String {
    if found.pairs.is_empty() {
        return word("cli.noDoubles");
    }
    let mut sheet = Sheet::headed(&texts::count("cli.doubles", found.total, &[]));
    let who = |row: &Found| {
        let reach = row.phones.first().or(row.emails.first()).cloned().unwrap_or_default();
        dots([row.name.clone(), row.town.clone(), reach, id(&row.id)])
    };
    for pair in &found.pairs {
        sheet.line(&texts::say("cli.double", &[("score", &pair.score.to_string()), ("why", &pair.why.join(", "))]));
        sheet.row(&who(&pair.one));
        sheet.row(&who(&pair.other));
    }
    sheet.done()
}

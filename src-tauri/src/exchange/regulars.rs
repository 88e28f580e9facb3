//! Our own table of customers for the spreadsheet: written here, and read back by its headings like any other file.

use super::cells::same_phone;
use super::csv_out::Encoder;
use super::customers::JOINT;
use super::headings;
use crate::model::customer::filled;
use crate::model::fold::fold;
use crate::model::{Address, Customer, Email, NewCustomer, Phone};

/// Phones and e-mails with columns of their own; further ones stand in the last of them, joined by ` ::: `.
pub const WAYS: usize = 3;
/// Addresses with columns of their own.
pub const ADDRESSES: usize = 2;
/// What stands between two tags.
const TAG_JOINT: &str = "; ";

/// The headings, in the order in which [`push_customer`] fills them. Columns added behind them are left alone when it is read.
pub const CUSTOMER_HEADINGS: &[&str] = &[
    "Regulars ID",
    "Number",
    "Given name",
    "Family name",
    "Nickname",
    "Company",
    "Call me",
    "Say it",
    "Birthday",
    "Phone 1",
    "Phone 1 label",
    "Phone 2",
    "Phone 2 label",
    "Phone 3",
    "Phone 3 label",
    "E-mail 1",
    "E-mail 1 label",
    "E-mail 2",
    "E-mail 2 label",
    "E-mail 3",
    "E-mail 3 label",
    "Address 1 label",
    "Address 1 street",
    "Address 1 extra",
    "Address 1 postcode",
    "Address 1 town",
    "Address 1 region",
    "Address 1 country",
    "Address 2 label",
    "Address 2 street",
    "Address 2 extra",
    "Address 2 postcode",
    "Address 2 town",
    "Address 2 region",
    "Address 2 country",
    "Tags",
    "Source",
    "Note",
    "Customer since",
];

/// The book's own figures, which stand behind the headings of a customer and are never read back.
pub const FIGURE_HEADINGS: &[&str] = &["Last here", "Visits", "Spent"];

/// The headings of purchases.
pub const PURCHASE_HEADINGS: &[&str] =
    &["Purchase ID", "Day", "Kind", "Customer ID", "Customer", "Total", "Discount", "Currency", "Note", "Staff", "Refund of"];

/// The headings of the lines of purchases. What a purchase is beside its lines stands beside every line, its total and its note: what was taken off the
/// whole is in none of them, and lines that are read back without the purchases bring the note too.
pub const LINE_HEADINGS: &[&str] = &[
    "Purchase ID",
    "Day",
    "Customer ID",
    "Customer",
    "Line",
    "Item",
    "Quantity",
    "Unit price",
    "Discount",
    "Amount",
    "Currency",
    "Purchase total",
    "Note",
];

/// The headings of follow-ups, which are written to be looked at and not read back.
pub const FOLLOW_UP_HEADINGS: &[&str] =
    &["Follow-up ID", "Customer ID", "Customer", "What", "Kind", "Due", "Hour", "Repeat", "State", "Outcome", "Closed on"];

/// The headings of a mailing list, which is not read back either.
pub const MAILING_HEADINGS: &[&str] = &["Customer ID", "Name", "Call me", "Given name", "Family name", "Company", "Address", "Agreed on", "How"];

/// Whether a table of text is of our own making, customers or sales: then its texts bear the guard. Our ids tell it; where they were not chosen, all
/// its headings are ours and in our order, and either one of them is nobody else's or the text begins letter by letter as ours do.
pub fn is_guarded(headings: &[String], begins_as_ours: bool) -> bool {
    let has_id = headings.iter().any(|heading| ["regulars id", "purchase id"].contains(&headings::plain(heading).as_str()));
    let customers = [CUSTOMER_HEADINGS, FIGURE_HEADINGS].concat();
    let chosen = [&customers, PURCHASE_HEADINGS, LINE_HEADINGS].into_iter().any(|table| is_chosen_from(headings, table));
    has_id || chosen && (begins_as_ours || is_only_ours(headings))
}

/// The last heading of a file of refused rows.
pub const REASON: &str = "Reason";

/// Whether a table is one of refused rows, whose other headings are those of the file that they came from. Whoever has mended it in a spreadsheet has
/// saved it in that one's way; where another program has such a column, an apostrophe before a formula's sign is none of its texts either.
pub fn is_of_refused(headings: &[String]) -> bool {
    headings.last().is_some_and(|heading| heading == REASON)
}

/// Whether headings are some of a table's, written as there and in its order.
fn is_chosen_from(headings: &[String], table: &[&str]) -> bool {
    let mut left = table.iter();
    !headings.is_empty() && headings.iter().all(|heading| left.any(|known| known == heading))
}

/// Whether headings are among them that no other program is known to write.
fn is_only_ours(headings: &[String]) -> bool {
    const OURS: [&str; 6] = ["Call me", "Say it", "Customer since", "Last here", "Refund of", "Purchase total"];
    let is_ours = |heading: &String| {
        let numbered = ["Phone ", "E-mail "].iter().any(|word| heading.starts_with(word)) && heading.ends_with(" label");
        OURS.contains(&heading.as_str()) || numbered || heading.starts_with("Address ")
    };
    headings.iter().any(is_ours) || ["Given name", "Family name"].iter().all(|name| headings.iter().any(|heading| heading == name))
}

/// Whether a text begins as our tables for the spreadsheet do below their mark: every heading between quotation marks.
pub fn begins_as_ours(text: &str, headings: &[String], delimiter: u8) -> bool {
    let joint = format!("\"{}\"", char::from(delimiter));
    text.lines().next().is_some_and(|line| line == format!("\"{}\"", headings.join(&joint)))
}

/// Whether a table is one of ours that is only written: follow-ups or a mailing list, also with columns left out or added.
pub fn is_only_written(headings: &[String], begins_as_ours: bool) -> bool {
    const OF_FOLLOW_UPS: [&str; 6] = ["What", "Due", "Hour", "Repeat", "Outcome", "Closed on"];
    const OF_A_MAILING: [&str; 4] = ["Customer ID", "Call me", "Agreed on", "How"];
    let has = |name: &str| headings.iter().any(|heading| heading == name);
    let signs = OF_FOLLOW_UPS.into_iter().filter(|name| has(name)).count();
    let is_some_of_them = is_chosen_from(headings, FOLLOW_UP_HEADINGS) && (has("Follow-up ID") || signs > 1 || signs > 0 && begins_as_ours);
    is_some_of_them || has("Follow-up ID") && signs > 2 || OF_A_MAILING.into_iter().all(has)
}

/// Puts a customer's cells into the row; the caller ends it.
pub fn push_customer(row: &mut Encoder, customer: &Customer) {
    row.shown(customer.id);
    for text in [&customer.number, &customer.given, &customer.family, &customer.nick, &customer.company, &customer.call_me, &customer.say_it] {
        row.text(text);
    }
    match customer.birthday.map(|birthday| birthday.to_string()) {
        Some(birthday) if birthday.starts_with('-') => row.text(&birthday),
        birthday => row.written_day(birthday.as_deref().unwrap_or_default()),
    }
    push_ways(row, customer.phones.iter().map(|phone| (phone.typed.as_str(), phone.label.as_str())));
    push_ways(row, customer.emails.iter().map(|email| (email.typed.as_str(), email.label.as_str())));
    let blank = Address::default();
    for at in 0..ADDRESSES {
        let address = customer.addresses.get(at).unwrap_or(&blank);
        row.text(&address.label);
        address.parts().iter().for_each(|part| row.text(part));
    }
    row.text(&joined_tags(&customer.tags));
    row.text(&customer.source);
    row.text(&customer.note);
    row.written_day(customer.created_at.get(..10).unwrap_or(&customer.created_at));
}

fn push_ways<'a>(row: &mut Encoder, ways: impl Iterator<Item = (&'a str, &'a str)> + Clone) {
    for at in 0..WAYS {
        let mut rest = ways.clone().skip(at);
        let (typed, label) = rest.next().unwrap_or_default();
        if at + 1 == WAYS && rest.clone().next().is_some() {
            let all: Vec<&str> = ways.clone().skip(at).map(|(typed, _)| typed).collect();
            row.text(&all.join(JOINT));
        } else {
            row.text(typed);
        }
        row.text(label);
    }
}

/// The lists of a customer as the table tells of them: what has no column of its own is joined to the last one or left out.
fn told(customer: &Customer) -> NewCustomer {
    let mut told = NewCustomer::default();
    for (at, phone) in customer.phones.iter().enumerate() {
        let label = &customer.phones[at.min(WAYS - 1)].label;
        for typed in phone.typed.split(JOINT).map(str::trim).filter(|typed| !typed.is_empty()) {
            if !told.phones.iter().any(|other| same_phone(&other.typed, typed)) {
                told.phones.push(Phone { label: label.clone(), typed: typed.to_owned() });
            }
        }
    }
    for (at, email) in customer.emails.iter().enumerate() {
        let label = &customer.emails[at.min(WAYS - 1)].label;
        if !told.emails.iter().any(|other| other.typed.eq_ignore_ascii_case(&email.typed)) {
            told.emails.push(Email { label: label.clone(), typed: email.typed.clone() });
        }
    }
    told.addresses.extend(customer.addresses.iter().take(ADDRESSES).cloned());
    each_tag(&joined_tags(&customer.tags), |tag| {
        // A tag in two spellings is kept once, here as there.
        if told.tags.iter().all(|other| fold(other) != fold(tag)) {
            told.tags.push(tag.to_owned());
        }
    });
    told
}

/// Tags as one cell; one that holds what stands between two, or begins like a quoted one, is quoted.
fn joined_tags(tags: &[String]) -> String {
    let quoted = |tag: &String| if tag.contains(';') || tag.starts_with('"') { format!("\"{}\"", tag.replace('"', "\"\"")) } else { tag.clone() };
    tags.iter().map(quoted).collect::<Vec<_>>().join(TAG_JOINT)
}

/// The tags of a cell, as [`joined_tags`] or a person wrote them.
pub(super) fn each_tag(cell: &str, mut each: impl FnMut(&str)) {
    let mut rest = cell.trim();
    while !rest.is_empty() {
        let (tag, behind) = quoted_tag(rest).unwrap_or_else(|| {
            let (tag, behind) = rest.split_once(';').unwrap_or((rest, ""));
            (tag.trim().to_owned(), behind)
        });
        if !tag.is_empty() {
            each(&tag);
        }
        rest = behind.trim_start();
    }
}

/// A quoted tag at the beginning, and what stands behind its semicolon; nothing where the quotes do not close before one.
fn quoted_tag(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let at = from + inside[from..].find('"')?;
        if inside[at + 1..].starts_with('"') {
            from = at + 2;
            continue;
        }
        let behind = inside[at + 1..].trim_start();
        let behind = if behind.is_empty() { behind } else { behind.strip_prefix(';')? };
        return Some((inside[..at].replace("\"\"", "\""), behind));
    }
}

/// A list of which a row tells `row` where the table told `told`. What the row lacks says nothing, be it an entry, a label or a part of an address: it may
/// stand in columns that were not chosen, and a blank cell never wipes anything.
fn after_row<T: Clone>(row: &[T], told: &[T], has_gaps: bool, is_told: fn(&T, &T) -> bool, over: fn(&T, &T) -> T) -> Vec<T> {
    let mut left = 0..told.len();
    let places: Vec<usize> = row.iter().map_while(|entry| left.find(|at| is_told(entry, &told[*at]))).collect();
    if places.len() == row.len() {
        let mut list = told.to_vec();
        row.iter().zip(places).for_each(|(entry, at)| list[at] = over(entry, &told[at]));
        return list;
    }
    if has_gaps {
        // Something was edited, and of an entry before it the row says nothing: which was meant nobody can tell, so none is lost.
        let mut list = told.to_vec();
        for entry in row {
            match told.iter().position(|told| is_told(entry, told)) {
                Some(at) => list[at] = over(entry, &told[at]),
                None => list.push(entry.clone()),
            }
        }
        return list;
    }
    // Something was edited: what stands at a place goes over what stood there, unless it stood at another.
    let before = |at: usize| told.iter().find(|told| is_told(&row[at], told)).or(told.get(at));
    let mut list: Vec<T> = (0..row.len()).map(|at| before(at).map_or_else(|| row[at].clone(), |old| over(&row[at], old))).collect();
    list.extend(told.iter().skip(row.len()).filter(|told| !row.iter().any(|entry| is_told(entry, told))).cloned());
    list
}

/// Whether an address of a row, which may lack columns, says this one.
pub fn tells_address(row: &Address, address: &Address) -> bool {
    address_over(row, address) == *address
}

fn address_over(new: &Address, old: &Address) -> Address {
    Address {
        label: filled(&new.label, &old.label),
        street: filled(&new.street, &old.street),
        extra: filled(&new.extra, &old.extra),
        postcode: filled(&new.postcode, &old.postcode),
        town: filled(&new.town, &old.town),
        region: filled(&new.region, &old.region),
        country: filled(&new.country, &old.country),
    }
}

/// The lists of a customer after a row of the table: those that the row tells as the table would are left alone, the others are taken
/// over, but for what the table has no room for or the row does not tell. Tags stand in one cell, which is the whole of them. A blank list says nothing.
/// `has_gaps` is that of the row's draft.
pub fn mended(customer: &Customer, row: &NewCustomer, has_gaps: bool) -> NewCustomer {
    let told = told(customer);
    let mut mended = NewCustomer {
        phones: customer.phones.clone(),
        emails: customer.emails.clone(),
        addresses: customer.addresses.clone(),
        tags: customer.tags.clone(),
        ..NewCustomer::default()
    };
    let phones = after_row(
        &row.phones,
        &told.phones,
        has_gaps,
        |new, old| new.typed == old.typed,
        |new, old| Phone { label: filled(&new.label, &old.label), typed: new.typed.clone() },
    );
    let emails = after_row(
        &row.emails,
        &told.emails,
        has_gaps,
        |new, old| new.typed == old.typed,
        |new, old| Email { label: filled(&new.label, &old.label), typed: new.typed.clone() },
    );
    let addresses = after_row(&row.addresses, &told.addresses, has_gaps, tells_address, address_over);
    if phones != told.phones {
        mended.phones = phones;
    }
    if emails != told.emails {
        mended.emails = emails;
    }
    if addresses != told.addresses {
        mended.addresses = addresses.into_iter().chain(customer.addresses.iter().skip(ADDRESSES).cloned()).collect();
    }
    if !row.tags.is_empty() && row.tags != told.tags {
        mended.tags.clone_from(&row.tags);
    }
    mended
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn tags_a_person_typed_are_read_too() {
        let read = |cell: &str| {
            let mut tags = Vec::new();
            each_tag(cell, |tag| tags.push(tag.to_owned()));
            tags
        };
        assert_eq!(read(" vip;bread ; ;tea; "), ["vip", "bread", "tea"]);
        assert_eq!(read("\"a;b\"; c"), ["a;b", "c"]);
        assert_eq!(read("\"a\" b; c"), ["\"a\" b", "c"]);
        assert_eq!(read("\"a; b"), ["\"a", "b"]);
        assert!(read(" ; ").is_empty());
    }
    use crate::exchange::csv_out::Form;
    use crate::exchange::{Options, SourceFile};
    use crate::model::{Email, Phone};

    #[test]
    fn a_customer_comes_back_from_the_spreadsheet_as_they_were() {
        let phone = |label: &str, typed: &str| Phone { label: label.into(), typed: typed.into() };
        let address = |label: &str, town: &str| Address {
            label: label.into(),
            street: "Mill Lane 1".into(),
            extra: "-back door".into(),
            postcode: "01234".into(),
            town: town.into(),
            region: "R".into(),
            country: "DE".into(),
        };
        let customer = Customer {
            id: "0199e000-0000-7000-8000-000000000001".parse().unwrap(),
            number: "'0017".into(),
            name: String::new(),
            given: "=Ann".into(),
            family: "O'Ember, Jr".into(),
            nick: "'t".into(),
            company: "+Sons \"& Co\"".into(),
            call_me: "Mrs. E".into(),
            say_it: "@emba".into(),
            birthday: Some("--02-29".parse().unwrap()),
            note: "two\nlines; and, more".into(),
            source: "-sign".into(),
            referred_by: None,
            phones: vec![phone("mobile", "+49 170 1234567"), phone("", "030 123456"), phone("home", "030 1"), phone("home", "030 2")],
            emails: vec![Email::plain("ann@example.com")],
            addresses: vec![address("home", "Riverton"), address("", "Harbour")],
            tags: vec!["VIP, gold".into(), "Bread".into(), "red; big".into(), "\"quoted\";semi".into(), "\"open".into(), "a ::: b".into()],
            created_at: "2026-01-02T03:04:05.000Z".into(),
        };
        for delimiter in [b',', b';', b'\t'] {
            let mut encoder = Encoder::new(Form::spreadsheet("DE", delimiter));
            encoder.headings(CUSTOMER_HEADINGS);
            push_customer(&mut encoder, &customer);
            encoder.end_row();
            let today = NaiveDate::from_ymd_opt(2026, 10, 15).unwrap();
            let bytes = Cursor::new(encoder.as_str().as_bytes().to_vec());
            let mut file = SourceFile::of(Box::new(bytes), "customers.csv", &Options::default(), today).unwrap();
            assert_eq!(file.headings(), CUSTOMER_HEADINGS);
            let draft = file.customers("DE", today).unwrap().next().unwrap().unwrap().outcome.unwrap();
            let new = &draft.new;
            assert_eq!(draft.origin, Some(("regulars", customer.id.to_string())));
            for (read, written) in [
                (&new.given, &customer.given),
                (&new.family, &customer.family),
                (&new.nick, &customer.nick),
                (&new.company, &customer.company),
                (&new.call_me, &customer.call_me),
                (&new.say_it, &customer.say_it),
                (&new.note, &customer.note),
                (&new.source, &customer.source),
                (&new.number, &customer.number),
            ] {
                assert_eq!(read, written);
            }
            assert_eq!(
                (&new.phones, &new.emails, &new.addresses, &new.tags),
                (&customer.phones, &customer.emails, &customer.addresses, &customer.tags)
            );
            assert_eq!(new.birthday, "--02-29");
        }
    }
}

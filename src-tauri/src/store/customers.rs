//! Customers and the lists that belong to them.

use rusqlite::{Connection, Row, params};

use super::insert::{self, Cell, Insert, maybe, text};
use super::{all, first, merged, one, run};
use crate::error::{Code, Error, Result};
use crate::model::customer::shown_name;
use crate::model::{Address, Birthday, Customer, Email, Id, Keys, NewCustomer, Phone, day};

/// The row of a customer, or a sentence that there is none.
pub fn require(conn: &Connection, id: &Id) -> Result<i64> {
    row_of(conn, id)?.ok_or_else(|| not_found("customer", id))
}

/// The row of who sent a customer. Who was removed since still did, so what stands there already is never asked after.
pub fn referrer(conn: &Connection, known: Option<Id>, new: Option<Id>) -> Result<Option<i64>> {
    match new {
        Some(id) if known == new => first(conn, "SELECT customer FROM customers WHERE id = ?1", [id], |row| row.get(0)),
        Some(id) => require(conn, &id).map(Some),
        None => Ok(None),
    }
}

/// Who sent a customer, as their card has it: the card that was meant, also where it became another's since.
pub fn written_referrer(conn: &Connection, customer: i64) -> Result<Option<i64>> {
    one(conn, "SELECT referred_by FROM customers WHERE customer = ?1", [customer])
}

/// The row of a customer by public id, also where it became another's.
pub fn row_of(conn: &Connection, id: &Id) -> Result<Option<i64>> {
    let Some(customer) = first(conn, "SELECT coalesce(merged_into, customer) FROM customers WHERE id = ?1", [id], |row| row.get(0))? else {
        return Ok(None);
    };
    Ok(if is_removed(conn, customer)? { None } else { Some(customer) })
}

/// The error for an id that stands for nothing.
pub fn not_found(what: &str, id: impl ToString) -> Error {
    Error::new(Code::NotFound).with("what", what).with("id", id)
}

/// The public id of a row.
pub fn id_of(conn: &Connection, customer: i64) -> Result<Id> {
    first(conn, "SELECT id FROM customers WHERE customer = ?1", [customer], |row| row.get(0))?.ok_or_else(|| not_found("customer", customer))
}

const CUSTOMERS: Insert<14> = Insert(
    "INSERT INTO customers (customer, id, number, given, family, nick, company, call_me, say_it, birthday, note, source, referred_by, created_at) VALUES ",
);
const PHONES: Insert<5> = Insert("INSERT INTO phones (customer, position, label, typed, digits) VALUES ");
const EMAILS: Insert<5> = Insert("INSERT INTO emails (customer, position, label, typed, folded) VALUES ");
const ADDRESSES: Insert<10> =
    Insert("INSERT INTO addresses (customer, position, label, street, extra, postcode, town, region, country, folded) VALUES ");
const TAGS: Insert<4> = Insert("INSERT INTO tags (customer, position, typed, folded) VALUES ");

/// A customer on the way into the book, already checked.
#[derive(Debug, Clone, Copy)]
pub struct Arriving<'a> {
    /// Public id.
    pub id: &'a Id,
    /// Who.
    pub new: &'a NewCustomer,
    /// What they are compared by.
    pub keys: &'a Keys,
    /// The row of who sent them.
    pub referred_by: Option<i64>,
}

/// Writes down a new customer and gives its row.
pub fn insert(conn: &Connection, arriving: Arriving<'_>, at: i64) -> Result<i64> {
    insert_all(conn, &[arriving], at)
}

/// Writes down new customers and gives the row of the first; the others have the rows behind it.
pub fn insert_all(conn: &Connection, arriving: &[Arriving<'_>], at: i64) -> Result<i64> {
    let first: i64 = one(conn, "SELECT 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'customers'), 0)", [])?;
    let numbered = || (first..).zip(arriving);
    CUSTOMERS.rows(
        conn,
        numbered().map(|(customer, Arriving { id, new, referred_by, .. })| {
            [
                customer.into(),
                insert::id(id),
                text(&new.number),
                text(&new.given),
                text(&new.family),
                text(&new.nick),
                text(&new.company),
                text(&new.call_me),
                text(&new.say_it),
                text(&new.birthday),
                text(&new.note),
                text(&new.source),
                maybe(*referred_by),
                at.into(),
            ]
        }),
    )?;
    PHONES.rows(conn, numbered().flat_map(|(customer, Arriving { new, keys, .. })| phone_rows(customer, 0, &new.phones, keys)))?;
    EMAILS.rows(conn, numbered().flat_map(|(customer, Arriving { new, keys, .. })| email_rows(customer, 0, &new.emails, keys)))?;
    ADDRESSES.rows(conn, numbered().flat_map(|(customer, Arriving { new, keys, .. })| address_rows(customer, 0, &new.addresses, keys)))?;
    TAGS.rows(conn, numbered().flat_map(|(customer, Arriving { new, keys, .. })| tag_rows(customer, 0, &new.tags, keys)))?;
    Ok(first)
}

fn phone_rows<'a>(customer: i64, behind: i64, phones: &'a [Phone], keys: &'a Keys) -> impl Iterator<Item = [Cell<'a>; 5]> {
    (behind..)
        .zip(phones.iter().zip(&keys.phones))
        .map(move |(at, (entry, digits))| [customer.into(), at.into(), text(&entry.label), text(&entry.typed), text(&digits.international)])
}

fn email_rows<'a>(customer: i64, behind: i64, emails: &'a [Email], keys: &'a Keys) -> impl Iterator<Item = [Cell<'a>; 5]> {
    (behind..)
        .zip(emails.iter().zip(&keys.emails))
        .map(move |(at, (entry, folded))| [customer.into(), at.into(), text(&entry.label), text(&entry.typed), text(folded)])
}

fn address_rows<'a>(customer: i64, behind: i64, addresses: &'a [Address], keys: &'a Keys) -> impl Iterator<Item = [Cell<'a>; 10]> {
    (behind..).zip(addresses.iter().zip(&keys.addresses)).map(move |(at, (entry, folded))| {
        [
            customer.into(),
            at.into(),
            text(&entry.label),
            text(&entry.street),
            text(&entry.extra),
            text(&entry.postcode),
            text(&entry.town),
            text(&entry.region),
            text(&entry.country),
            text(folded),
        ]
    })
}

fn tag_rows<'a>(customer: i64, behind: i64, tags: &'a [String], keys: &'a Keys) -> impl Iterator<Item = [Cell<'a>; 4]> {
    (behind..).zip(tags.iter().zip(&keys.tags)).map(move |(at, (typed, folded))| [customer.into(), at.into(), text(typed), text(folded)])
}

/// Changes a customer to what `new` says; lists that differ are replaced whole. Who sent them is written only where that differs: a card that became
/// another's is still the one that was meant, when it is taken out again.
pub fn update(conn: &Connection, customer: i64, old: &Customer, new: &NewCustomer, referred_by: Option<i64>, region: &str) -> Result<()> {
    run(
        conn,
        "UPDATE customers SET number = ?2, given = ?3, family = ?4, nick = ?5, company = ?6, call_me = ?7, say_it = ?8, birthday = ?9,
             note = ?10, source = ?11, referred_by = CASE WHEN ?13 THEN ?12 ELSE referred_by END
         WHERE customer = ?1",
        params![
            customer,
            new.number,
            new.given,
            new.family,
            new.nick,
            new.company,
            new.call_me,
            new.say_it,
            new.birthday,
            new.note,
            new.source,
            referred_by,
            old.referred_by != new.referred_by
        ],
    )?;
    let keys = Keys::of(new, region)?;
    if old.phones != new.phones {
        run(conn, "DELETE FROM phones WHERE customer = ?1", [customer])?;
        PHONES.rows(conn, phone_rows(customer, 0, &new.phones, &keys))?;
    }
    if old.emails != new.emails {
        run(conn, "DELETE FROM emails WHERE customer = ?1", [customer])?;
        EMAILS.rows(conn, email_rows(customer, 0, &new.emails, &keys))?;
    }
    if old.addresses != new.addresses {
        run(conn, "DELETE FROM addresses WHERE customer = ?1", [customer])?;
        ADDRESSES.rows(conn, address_rows(customer, 0, &new.addresses, &keys))?;
    }
    if old.tags != new.tags {
        run(conn, "DELETE FROM tags WHERE customer = ?1", [customer])?;
        TAGS.rows(conn, tag_rows(customer, 0, &new.tags, &keys))?;
    }
    Ok(())
}

/// Takes a customer out of every list, or brings them back.
pub fn set_removed(conn: &Connection, customer: i64, at: Option<i64>) -> Result<()> {
    run(conn, "UPDATE customers SET removed_at = ?2 WHERE customer = ?1", params![customer, at])?;
    Ok(())
}

/// Adds phones, e-mails, addresses and tags behind those that are there; what a file brings is added, never replaced.
pub fn append(conn: &Connection, customer: i64, more: &NewCustomer, region: &str) -> Result<()> {
    let behind =
        |table: &str| -> Result<i64> { one(conn, &format!("SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE customer = ?1"), [customer]) };
    let keys = Keys::of(more, region)?;
    if !more.phones.is_empty() {
        PHONES.rows(conn, phone_rows(customer, behind("phones")?, &more.phones, &keys))?;
    }
    if !more.emails.is_empty() {
        EMAILS.rows(conn, email_rows(customer, behind("emails")?, &more.emails, &keys))?;
    }
    if !more.addresses.is_empty() {
        ADDRESSES.rows(conn, address_rows(customer, behind("addresses")?, &more.addresses, &keys))?;
    }
    if !more.tags.is_empty() {
        TAGS.rows(conn, tag_rows(customer, behind("tags")?, &more.tags, &keys))?;
    }
    Ok(())
}

/// A customer with all lists. Whom a card sent that is theirs today, nobody sent.
pub fn get(conn: &Connection, customer: i64) -> Result<Customer> {
    let sql = format!(
        "SELECT c.id, c.number, c.given, c.family, c.nick, c.company, c.call_me, c.say_it, c.birthday, c.note, c.source, r.id, c.created_at
         FROM customers AS c LEFT JOIN customers AS r ON r.customer = {} AND r.customer <> c.customer WHERE c.customer = ?1",
        merged::survivor(conn, "c.referred_by")?
    );
    let found = first(conn, &sql, [customer], |row| {
        Ok(Customer {
            id: row.get(0)?,
            number: row.get(1)?,
            name: String::new(),
            given: row.get(2)?,
            family: row.get(3)?,
            nick: row.get(4)?,
            company: row.get(5)?,
            call_me: row.get(6)?,
            say_it: row.get(7)?,
            birthday: row.get_ref(8)?.as_str()?.parse::<Birthday>().ok(),
            note: row.get(9)?,
            source: row.get(10)?,
            referred_by: row.get(11)?,
            phones: Vec::new(),
            emails: Vec::new(),
            addresses: Vec::new(),
            tags: Vec::new(),
            created_at: day::write_instant(row.get(12)?),
        })
    })?;
    let mut found = found.ok_or_else(|| not_found("customer", customer))?;
    found.phones = all(conn, "SELECT label, typed FROM phones WHERE customer = ?1 ORDER BY position", [customer], |row| {
        Ok(Phone { label: row.get(0)?, typed: row.get(1)? })
    })?;
    found.emails = all(conn, "SELECT label, typed FROM emails WHERE customer = ?1 ORDER BY position", [customer], |row| {
        Ok(Email { label: row.get(0)?, typed: row.get(1)? })
    })?;
    found.addresses = all(
        conn,
        "SELECT label, street, extra, postcode, town, region, country FROM addresses WHERE customer = ?1 ORDER BY position",
        [customer],
        read_address,
    )?;
    found.tags = tags(conn, customer)?;
    found.name = name_or_contact(shown_name(&found.given, &found.family, &found.nick, &found.company), || {
        found.phones.first().map(|phone| phone.typed.clone()).or_else(|| found.emails.first().map(|email| email.typed.clone()))
    });
    Ok(found)
}

fn read_address(row: &Row<'_>) -> rusqlite::Result<Address> {
    Ok(Address {
        label: row.get(0)?,
        street: row.get(1)?,
        extra: row.get(2)?,
        postcode: row.get(3)?,
        town: row.get(4)?,
        region: row.get(5)?,
        country: row.get(6)?,
    })
}

fn name_or_contact(name: String, contact: impl FnOnce() -> Option<String>) -> String {
    if name.is_empty() { contact().unwrap_or_default() } else { name }
}

fn tags(conn: &Connection, customer: i64) -> Result<Vec<String>> {
    all(conn, "SELECT typed FROM tags WHERE customer = ?1 ORDER BY position", [customer], |row| row.get(0))
}

/// The name to show for a row.
pub fn name_of(conn: &Connection, customer: i64) -> Result<String> {
    let name = first(conn, "SELECT given, family, nick, company FROM customers WHERE customer = ?1", [customer], |row| {
        let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
        Ok(shown_name(text(0)?, text(1)?, text(2)?, text(3)?))
    })?
    .unwrap_or_default();
    if !name.is_empty() {
        return Ok(name);
    }
    let contact = first(
        conn,
        "SELECT typed FROM (SELECT typed, 1 AS way, position FROM phones WHERE customer = ?1
             UNION ALL SELECT typed, 2, position FROM emails WHERE customer = ?1) ORDER BY way, position LIMIT 1",
        [customer],
        |row| row.get(0),
    )?;
    Ok(contact.unwrap_or_default())
}

/// How the list of everybody is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Family name first.
    Name,
    /// Who came last.
    LastDay,
    /// Who came most often.
    Visits,
    /// Who spent most.
    Spent,
}

/// A page of everybody: rows `from..from + limit`.
pub fn page(conn: &Connection, sort: Sort, descending: bool, from: i64, limit: i64) -> Result<Vec<i64>> {
    let order = match sort {
        Sort::LastDay => return super::finder::latest(conn, descending, from, limit),
        Sort::Name => "sort_name",
        Sort::Visits => "visits",
        Sort::Spent => "spent_minor",
    };
    let way = if descending { "DESC" } else { "ASC" };
    // Both words come from the match above, nothing from outside.
    all(conn, &format!("SELECT customer FROM found_by ORDER BY {order} {way}, customer LIMIT ?1 OFFSET ?2"), [limit, from], |row| row.get(0))
}

/// The last row there is; 0 in an empty book.
pub fn last(conn: &Connection) -> Result<i64> {
    one(conn, "SELECT coalesce(max(customer), 0) FROM customers", [])
}

/// How many customers there are.
pub fn count(conn: &Connection) -> Result<i64> {
    one(conn, "SELECT count(*) FROM found_by", [])
}

/// What a customer spent since a day, refunds taken off.
pub fn spent_since(conn: &Connection, customer: i64, day: chrono::NaiveDate) -> Result<i64> {
    let sql = format!("SELECT coalesce(sum(total_minor), 0) FROM purchases WHERE {} AND day >= ?2", merged::of(conn, "customer", "?1")?);
    one(conn, &sql, params![customer, day.to_string()])
}

/// Whether a customer was taken out of the lists.
pub fn is_removed(conn: &Connection, customer: i64) -> Result<bool> {
    one(conn, "SELECT removed_at IS NOT NULL FROM customers WHERE customer = ?1", [customer])
}

//! Whom a row of a file is about: the marks that customers are recognised by, and who has them.

use rusqlite::{Connection, params};

use super::insert::{Insert, text};
use super::{all, customers, first, merged, one, run};
use crate::error::Result;
use crate::model::Id;

const ORIGINS: Insert<4> = Insert("INSERT INTO origins (customer, program, key, content) VALUES ");

/// Rows that share a phone, by its digits.
pub fn by_phone(conn: &Connection, digits: &str) -> Result<Vec<i64>> {
    all(
        conn,
        "SELECT DISTINCT coalesce(merged_into, customer) FROM phones JOIN customers USING (customer) WHERE digits = ?1 LIMIT 20",
        [digits],
        |row| row.get(0),
    )
}

/// Rows that share an e-mail address, folded.
pub fn by_email(conn: &Connection, folded: &str) -> Result<Vec<i64>> {
    all(
        conn,
        "SELECT DISTINCT coalesce(merged_into, customer) FROM emails JOIN customers USING (customer) WHERE folded = ?1 LIMIT 20",
        [folded],
        |row| row.get(0),
    )
}

/// Rows that have a number of the shop's own.
pub fn by_number(conn: &Connection, number: &str) -> Result<Vec<i64>> {
    let sql = "SELECT DISTINCT coalesce(merged_into, customer) FROM customers WHERE number = ?1 AND number <> '' LIMIT 20";
    all(conn, sql, [number], |row| row.get(0))
}

/// Somebody a row of a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whose {
    /// Who they are today.
    pub customer: i64,
    /// The card that the row knows: theirs, or one that became theirs.
    pub card: i64,
}

/// Whom another program's key stands for, and the fingerprint of what was read of it last.
pub fn by_origin(conn: &Connection, program: &str, key: &str) -> Result<Option<(Whose, String)>> {
    let sql =
        "SELECT coalesce(merged_into, customer), customer, content FROM origins JOIN customers USING (customer) WHERE program = ?1 AND key = ?2";
    first(conn, sql, [program, key], |row| Ok((Whose { customer: row.get(0)?, card: row.get(1)? }, row.get(2)?)))
}

/// Whom a public id of the book stands for, where they are in its lists.
pub fn by_id(conn: &Connection, id: &Id) -> Result<Option<Whose>> {
    let Some(customer) = customers::row_of(conn, id)? else { return Ok(None) };
    first(conn, "SELECT customer FROM customers WHERE id = ?1", [id], |row| Ok(Whose { customer, card: row.get(0)? }))
}

/// Whether another program knows a customer by some key of its own.
pub fn has_key_of(conn: &Connection, customer: i64, program: &str) -> Result<bool> {
    let theirs = merged::of(conn, "customer", "?1")?;
    one(conn, &format!("SELECT EXISTS (SELECT 1 FROM origins WHERE {theirs} AND program = ?2 AND key NOT GLOB '=*')"), params![customer, program])
}

/// Whether a customer is known by what rows of a program's files said, where those have no key.
pub fn is_known_by_rows(conn: &Connection, customer: i64, program: &str) -> Result<bool> {
    one(conn, "SELECT EXISTS (SELECT 1 FROM origins WHERE customer = ?1 AND program = ?2 AND key GLOB '=*')", params![customer, program])
}

/// The row of another program's key.
pub fn origin_row(conn: &Connection, program: &str, key: &str) -> Result<Option<i64>> {
    first(conn, "SELECT origin FROM origins WHERE program = ?1 AND key = ?2", [program, key], |row| row.get(0))
}

/// The last key of anybody; 0 where there is none.
pub fn last_origin(conn: &Connection) -> Result<i64> {
    one(conn, "SELECT coalesce(max(origin), 0) FROM origins", [])
}

/// The rows of a list that a card was read from up to some key: `(origin, key)`.
pub fn rows_of_list(conn: &Connection, card: i64, program: &str, list: &str, last: i64) -> Result<Vec<(i64, String)>> {
    let sql = "SELECT origin, key FROM origins WHERE customer = ?1 AND program = ?2 AND content = ?3 AND origin <= ?4 AND key GLOB '=*'";
    all(conn, sql, params![card, program, list, last], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Forgets a key.
pub fn forget_origin(conn: &Connection, origin: i64) -> Result<()> {
    run(conn, "DELETE FROM origins WHERE origin = ?1", [origin])?;
    Ok(())
}

/// What a row of a file can be recognised by; texts are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark<'a> {
    /// The key of the program the file came from.
    Origin(&'a str),
    /// The digits of a phone.
    Phone(&'a str),
    /// An e-mail address.
    Email(&'a str),
    /// A number of the shop's own.
    Number(&'a str),
    /// A name, family name first, where nothing else is known.
    Name(&'a str),
    /// A name and a birthday.
    NameAndBirthday(&'a str, &'a str),
    /// A name and an address.
    NameAndAddress(&'a str, &'a str),
}

/// Calls `each` with every mark that the book has; origins of `program` only.
pub fn each_mark(conn: &Connection, program: &str, mut each: impl FnMut(Mark<'_>)) -> Result<()> {
    type Read = for<'a> fn(&'a str, &'a str) -> Mark<'a>;
    let sources: [(&str, Read); 7] = [
        ("SELECT key, '' FROM origins WHERE program = ?1", |key, _| Mark::Origin(key)),
        ("SELECT digits, '' FROM phones WHERE ?1 <> ''", |digits, _| Mark::Phone(digits)),
        ("SELECT folded, '' FROM emails WHERE ?1 <> ''", |folded, _| Mark::Email(folded)),
        ("SELECT number, '' FROM customers WHERE ?1 <> '' AND number <> ''", |number, _| Mark::Number(number)),
        ("SELECT sort_name, '' FROM found_by WHERE ?1 <> ''", |name, _| Mark::Name(name)),
        ("SELECT sort_name, birthday FROM customers JOIN found_by USING (customer) WHERE ?1 <> '' AND birthday <> ''", |name, birthday| {
            Mark::NameAndBirthday(name, birthday)
        }),
        ("SELECT sort_name, folded FROM addresses JOIN found_by USING (customer) WHERE ?1 <> '' AND folded <> ''", |name, address| {
            Mark::NameAndAddress(name, address)
        }),
    ];
    for (sql, mark) in sources {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([program])?;
        while let Some(row) = rows.next()? {
            each(mark(row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default()));
        }
    }
    Ok(())
}

/// Rows with exactly this folded name, family name first, and the same birthday or one of these addresses (folded); a blank one says nothing.
pub fn by_name_and(conn: &Connection, sort_name: &str, birthday: &str, addresses: &[String]) -> Result<Vec<i64>> {
    let mut rows = Vec::new();
    // Somebody has one address or two; who has none is asked for once, by the birthday.
    for address in addresses.iter().map(String::as_str).chain(addresses.is_empty().then_some("")) {
        rows.extend(all(
            conn,
            "SELECT customer FROM found_by JOIN customers USING (customer) WHERE sort_name = ?1
             AND ((?2 <> '' AND birthday = ?2) OR (?3 <> '' AND EXISTS (SELECT 1 FROM addresses WHERE addresses.customer = customers.customer AND folded = ?3)))
             LIMIT 20",
            [sort_name, birthday, address],
            |row| row.get::<_, i64>(0),
        )?);
    }
    Ok(rows)
}

/// Rows with exactly this folded name, family name first.
pub fn by_sort_name(conn: &Connection, sort_name: &str) -> Result<Vec<i64>> {
    all(conn, "SELECT customer FROM found_by WHERE sort_name = ?1 LIMIT 20", [sort_name], |row| row.get(0))
}

/// Cards that are in no list any more, since they were taken out of the book or became somebody else's, with their given and family names.
pub fn each_gone(conn: &Connection, mut each: impl FnMut(Whose, &str, &str)) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT coalesce(merged_into, customer), customer, given, family FROM customers WHERE removed_at IS NOT NULL OR merged_into IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let whose = Whose { customer: row.get(0)?, card: row.get(1)? };
        each(whose, row.get_ref(2)?.as_str().unwrap_or_default(), row.get_ref(3)?.as_str().unwrap_or_default());
    }
    Ok(())
}

/// Remembers another program's key of a customer, and what was read of it.
pub fn remember_origin(conn: &Connection, customer: i64, program: &str, key: &str, content: &str) -> Result<()> {
    run(
        conn,
        "INSERT INTO origins (customer, program, key, content) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (program, key) DO UPDATE SET content = excluded.content, customer = CASE
             WHEN (SELECT merged_into FROM customers WHERE customers.customer = origins.customer) = excluded.customer THEN origins.customer
             ELSE excluded.customer END",
        params![customer, program, key, content],
    )?;
    Ok(())
}

/// Remembers keys that no customer has yet: `(customer, key, content)`.
pub fn remember_new_origins<'a>(conn: &Connection, program: &'a str, origins: impl Iterator<Item = (i64, &'a str, &'a str)>) -> Result<()> {
    ORIGINS.rows(conn, origins.map(|(customer, key, content)| [customer.into(), text(program), text(key), text(content)]))
}

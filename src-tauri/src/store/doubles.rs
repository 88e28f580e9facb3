//! Everybody of the book, as they are compared for doubles.

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, Row, Rows};

use crate::error::Result;
use crate::model::doubles::{Doubles, Features};

/// A list that belongs to customers, read beside them in the same order.
struct Beside<'a>(Rows<'a>);

impl<'a> Beside<'a> {
    fn begin(mut rows: Rows<'a>) -> Result<Self> {
        rows.advance()?;
        Ok(Self(rows))
    }

    /// Hands over the rows of a customer; those of others before are passed over.
    fn of(&mut self, customer: i64, mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<()> {
        while let Some(row) = self.0.get() {
            let whose: i64 = row.get(0)?;
            if whose > customer {
                break;
            }
            if whose == customer {
                take(row)?;
            }
            self.0.advance()?;
        }
        Ok(())
    }
}

/// Reads everybody who is in the lists. `go_on` is asked now and then; `None` where it said no.
pub fn everybody(conn: &Connection, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Option<Doubles>> {
    let mut doubles = Doubles::default();
    let mut people = conn.prepare(
        "SELECT customer, given, family, nick, company, birthday, number FROM customers WHERE removed_at IS NULL AND merged_into IS NULL ORDER BY customer",
    )?;
    let mut phones = conn.prepare("SELECT customer, digits FROM phones ORDER BY customer")?;
    let mut emails = conn.prepare("SELECT customer, folded FROM emails ORDER BY customer")?;
    let mut places = conn.prepare("SELECT customer, folded, street, postcode, town FROM addresses ORDER BY customer")?;
    let mut phones = Beside::begin(phones.query([])?)?;
    let mut emails = Beside::begin(emails.query([])?)?;
    let mut places = Beside::begin(places.query([])?)?;
    let mut people = people.query([])?;
    while let Some(row) = people.next()? {
        let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
        let customer = row.get(0)?;
        doubles.add(Features {
            customer,
            given: text(1)?,
            family: text(2)?,
            nick: text(3)?,
            company: text(4)?,
            birthday: text(5)?,
            number: text(6)?,
        });
        phones.of(customer, |row| {
            doubles.add_phone(row.get_ref(1)?.as_str()?);
            Ok(())
        })?;
        emails.of(customer, |row| {
            doubles.add_email(row.get_ref(1)?.as_str()?);
            Ok(())
        })?;
        places.of(customer, |row| {
            let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
            doubles.add_place(text(1)?, text(2)?, text(3)?, text(4)?);
            Ok(())
        })?;
        if doubles.len().is_multiple_of(4_096) && !go_on(doubles.len() as u64) {
            return Ok(None);
        }
    }
    Ok(Some(doubles))
}

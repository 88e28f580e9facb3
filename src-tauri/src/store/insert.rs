//! New rows, many to a statement: what a statement costs by itself is paid once for all of them.

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::error::Result;
use crate::model::Id;

/// One value on its way into a row.
pub type Cell<'a> = ToSqlOutput<'a>;

/// Rows to a statement, largest first; each number has a statement of its own. What SQLite notes of a page, to take a statement back, it notes once for
/// all rows of it; more than 256 gained nothing that could be measured.
const SIZES: [usize; 5] = [256, 64, 16, 4, 1];

/// Where rows go: `INSERT INTO table (columns) VALUES `, with `N` columns.
pub struct Insert<const N: usize>(pub &'static str);

impl<const N: usize> Insert<N> {
    /// Writes rows in their order.
    pub fn rows<'a>(&self, conn: &Connection, rows: impl IntoIterator<Item = [Cell<'a>; N]>) -> Result<()> {
        let mut rows = rows.into_iter();
        let mut chunk: Vec<[Cell<'a>; N]> = Vec::with_capacity(SIZES[0]);
        loop {
            chunk.extend(rows.by_ref().take(SIZES[0]));
            if chunk.is_empty() {
                return Ok(());
            }
            let mut rest = chunk.as_slice();
            while let Some(size) = SIZES.into_iter().find(|size| *size <= rest.len()) {
                let (now, later) = rest.split_at(size);
                self.write(conn, now)?;
                rest = later;
            }
            chunk.clear();
        }
    }

    fn write(&self, conn: &Connection, rows: &[[Cell<'_>; N]]) -> Result<()> {
        let places = format!("({})", vec!["?"; N].join(", "));
        let mut statement = conn.prepare_cached(&format!("{}{}", self.0, vec![places; rows.len()].join(", ")))?;
        for (at, cell) in rows.iter().flatten().enumerate() {
            statement.raw_bind_parameter(at + 1, cell)?;
        }
        statement.raw_execute()?;
        Ok(())
    }
}

/// Text as a cell.
pub fn text(text: &str) -> Cell<'_> {
    Cell::Borrowed(ValueRef::Text(text.as_bytes()))
}

/// A public id as a cell.
pub fn id(id: &Id) -> Cell<'_> {
    Cell::Borrowed(ValueRef::Blob(id.bytes()))
}

/// A number that may be absent.
pub fn maybe(number: Option<i64>) -> Cell<'static> {
    number.map_or(Cell::Borrowed(ValueRef::Null), Cell::from)
}

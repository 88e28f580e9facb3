//! The content digest: equal books have equal digests, whatever their pages, row numbers and history.
//!
//! Every row of the content is written as a line of its table, its columns and their values, with links named by what they point to
//! (a public id) instead of row numbers, and hashed with BLAKE3. The hashes are added up modulo 2^256, so the order of rows does not
//! matter and nothing needs sorting. Row numbers, the journal and derived tables are no content.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::journal::Table;
use crate::error::Result;

/// The digest as 64 hexadecimal digits.
pub fn digest(conn: &Connection, tables: &[Table]) -> Result<String> {
    let mut sum = [0_u64; 4];
    for table in tables {
        // Who is no longer on the staff is a name that history and purchases keep; no more of them is content.
        let who = if table.name == "staff" { " WHERE this.active = 1" } else { "" };
        let mut statement = conn.prepare(&(content_query(tables, table) + who))?;
        let columns = statement.column_count();
        let mut line = Vec::with_capacity(256);
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            line.clear();
            line.extend_from_slice(table.name.as_bytes());
            for column in 0..columns {
                push(&mut line, row.get_ref(column)?);
            }
            add(&mut sum, blake3::hash(&line).as_bytes());
        }
    }
    let bytes: Vec<u8> = sum.iter().flat_map(|part| part.to_le_bytes()).collect();
    Ok(blake3::hash(&bytes).to_hex().to_string())
}

/// The content columns of a table, with links resolved to public ids, in a fixed order.
pub fn content_query(tables: &[Table], table: &Table) -> String {
    let mut columns = Vec::new();
    let mut joins = String::new();
    for column in table.columns.iter().filter(|column| **column != table.key || table.name == "shop") {
        match table.links.iter().find(|(from, _)| from == column) {
            Some((from, to)) => {
                let key = tables.iter().find(|other| other.name == *to).map_or(from.as_str(), |other| other.key.as_str());
                joins.push_str(&format!(" LEFT JOIN {to} AS link_{from} ON link_{from}.{key} = this.{from}"));
                columns.push(format!("link_{from}.id"));
            }
            None => columns.push(format!("this.{column}")),
        }
    }
    format!("SELECT {} FROM {} AS this{joins}", columns.join(", "), table.name)
}

fn push(line: &mut Vec<u8>, value: ValueRef<'_>) {
    // A tag and a length before each value: no two rows give the same line.
    match value {
        ValueRef::Null | ValueRef::Real(_) => line.push(0),
        ValueRef::Integer(number) => {
            line.push(1);
            line.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            line.push(2);
            line.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            line.extend_from_slice(bytes);
        }
    }
}

fn add(sum: &mut [u64; 4], hash: &[u8; 32]) {
    let mut carry = false;
    for (part, bytes) in sum.iter_mut().zip(hash.chunks_exact(8)) {
        let mut word = [0; 8];
        word.copy_from_slice(bytes);
        let (first, over) = part.overflowing_add(u64::from_le_bytes(word));
        let (second, over_again) = first.overflowing_add(u64::from(carry));
        *part = second;
        carry = over || over_again;
    }
}

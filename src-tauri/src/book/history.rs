//! The journal in words, and taking deeds back.

use serde::Serialize;
use serde_json::Value;

use super::Book;
use crate::error::{Code, Error, Result};
use crate::model::{Deed, Id, day};
use crate::store::ledger::DeedRow;
use crate::store::{customers, journal, ledger, shop};
use crate::texts;

/// Deeds of many customers: what was written since is not in their way.
const LENIENT: &[&str] = &["import_customers", "import_purchases", "merge_customers"];
/// Later deeds that are named one by one.
const NAMED: usize = 100;

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// The deed.
    pub undone: Deed,
    /// What was written since for those it was about, and stays; the newest first, at most a hundred.
    pub kept: Vec<Deed>,
    /// How many there are.
    pub kept_total: u64,
}

impl Book {
    /// Deeds, newest first: of the book or of one customer, before a deed.
    pub fn history(&self, customer: Option<&Id>, before: Option<&Id>, limit: usize) -> Result<Vec<Deed>> {
        let shop = self.shop();
        self.read(|conn| {
            let customer = customer.map(|id| customers::require(conn, id)).transpose()?;
            let before = match before {
                None => i64::MAX,
                Some(id) => ledger::deed_row(conn, id)?.ok_or_else(|| customers::not_found("deed", id))?,
            };
            let rows = ledger::history(conn, customer, before, limit.min(1_000) as i64)?;
            rows.into_iter().map(|row| in_words(row, &shop)).collect()
        })
    }

    /// Takes back the newest deed, or the one named if nothing later stands on it. Of an import or a merge, what was written since for the
    /// customers it was about stays, and is told.
    pub fn undo(&self, deed: Option<&Id>) -> Result<Undone> {
        self.reverse("undo", |conn, acting| match deed {
            None => journal::newest_in_effect(conn, acting)?.ok_or_else(|| Code::NothingToUndo.into()),
            Some(id) => {
                let row = ledger::deed_row(conn, id)?.ok_or_else(|| customers::not_found("deed", id))?;
                let original = journal::original(conn, row)?;
                if journal::is_undone(conn, original)? { Err(Code::AlreadyUndone.into()) } else { Ok(original) }
            }
        })
    }

    /// Does again what was taken back last, if nothing new was written down since.
    pub fn redo(&self) -> Result<Deed> {
        let done = self.reverse("redo", |conn, _| journal::newest_undone(conn)?.ok_or_else(|| Code::NothingToRedo.into()))?;
        Ok(done.undone)
    }

    fn reverse(&self, name: &'static str, choose: impl FnOnce(&rusqlite::Connection, Option<i64>) -> Result<i64>) -> Result<Undone> {
        let shop = self.shop();
        let done = self.transact(name, |tx| {
            let original = choose(tx.conn, tx.staff)?;
            let (head, _) = journal::head(tx.conn, original)?;
            let row = ledger::deed(tx.conn, original)?.ok_or(Code::Internal)?;
            tx.reverses = Some(head);
            tx.customer = row.customer;
            tx.details = row.details.as_object().cloned().unwrap_or_default();
            tx.detail("of", row.name.as_str());
            // A deed without changes cannot be: it would not have been written down.
            let tables = &tx.book.tables;
            let reversed = if name == "undo" && LENIENT.contains(&row.name.as_str()) {
                // Doing it again brought back what was taken then; what was left then may go now.
                journal::reverse_leniently(tx.conn, tables, original, tx.staff)?
            } else {
                journal::reverse(tx.conn, tables, head, original, tx.staff)?.map(|()| Vec::new())
            };
            // The shop may be among what was changed back, and phones are found by where it is.
            tx.shop = shop::get(tx.conn)?.0;
            let in_words_of = |deed: i64| ledger::deed(tx.conn, deed)?.map(|deed| in_words(deed, &shop)).transpose();
            match reversed {
                Err(blocked) => {
                    let later = match blocked.by.map(in_words_of).transpose()?.flatten() {
                        Some(deed) => deed.summary,
                        None => texts::say("deed.something_later", &[]),
                    };
                    Err(Error::new(Code::DeedBuiltUpon).with("later", format!("“{later}”")))
                }
                Ok(kept) => {
                    let kept_total = kept.len() as u64;
                    let kept: Vec<Option<Deed>> = kept.into_iter().rev().take(NAMED).map(in_words_of).collect::<Result<_>>()?;
                    Ok(Undone { undone: in_words(row, &shop)?, kept: kept.into_iter().flatten().collect(), kept_total })
                }
            }
        })?;
        self.reload_shop()?;
        Ok(Undone { undone: Deed { undone: name == "undo", ..done.undone }, ..done })
    }
}

/// Makes the sentence of a deed.
fn in_words(row: DeedRow, shop: &crate::model::Shop) -> Result<Deed> {
    let details = row.details.as_object().cloned().unwrap_or_default();
    let text = |name: &str| details.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let customer_name = Some(text("customer")).filter(|name| !name.is_empty());
    let summary = sentence(&row.name, &details, row.staff.as_deref(), shop)?;
    let customer_id = row.customer_id;
    Ok(Deed {
        deed: row.id,
        name: row.name,
        at: day::write_instant(row.at),
        staff: row.staff,
        customer_id,
        customer_name,
        summary,
        args: row.details,
        undone: row.undone,
    })
}

fn sentence(name: &str, details: &serde_json::Map<String, Value>, staff: Option<&str>, shop: &crate::model::Shop) -> Result<String> {
    let currency = shop.money()?;
    let mut words: Vec<(&str, String)> = Vec::new();
    for (key, value) in details {
        let word = match value {
            // A day and its hour as a person writes them.
            Value::String(text) if key == "due" => text.replace('T', " "),
            Value::String(text) => text.clone(),
            Value::Number(number) => match (key.ends_with("Minor"), number.as_i64()) {
                (true, Some(minor)) => currency.write_with_code(minor),
                _ => number.to_string(),
            },
            Value::Bool(yes) => texts::say(if *yes { "word.yes" } else { "word.no" }, &[]),
            Value::Array(list) => {
                let fields: Vec<String> = list.iter().filter_map(Value::as_str).map(|field| texts::say(&format!("field.{field}"), &[])).collect();
                fields.join(", ")
            }
            _ => String::new(),
        };
        words.push((key.as_str(), word));
    }
    if let Some(of) = details.get("of").and_then(Value::as_str) {
        let mut inner = details.clone();
        inner.remove("of");
        words.push(("what", sentence(of, &inner, None, shop)?));
    }
    let customer = words.iter().any(|(key, word)| *key == "customer" && !word.is_empty());
    let key = format!("deed.{name}");
    let anonymous = format!("{key}.anonymous");
    let args: Vec<(&str, &str)> = words.iter().map(|(key, word)| (*key, word.as_str())).collect();
    let did = texts::say(if !customer && texts::has(&anonymous) { &anonymous } else { &key }, &args);
    Ok(match staff {
        Some(staff) => texts::say("deed.by", &[("staff", staff), ("did", &did)]),
        None => {
            let mut letters = did.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    })
}

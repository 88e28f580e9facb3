//! Who may be in the book twice.

use std::collections::HashSet;

use serde::Serialize;

use super::{Book, OnProgress, Progress};
use crate::error::{Code, Result};
use crate::model::{Found, Id, Match};
use crate::store::{customers, doubles, finder, merged};
use crate::texts;

/// Two cards that may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Double {
    /// The one that was written down first.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// How likely, of 100.
    pub score: u8,
    /// What speaks for it, in words.
    pub why: Vec<String>,
    /// The row of `a` as a search shows it.
    pub one: Found,
    /// The row of `b`.
    pub other: Found,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DoublesFound {
    /// The likeliest.
    pub pairs: Vec<Double>,
    /// How many there are altogether.
    pub total: u64,
}

impl Book {
    /// Everybody who may be in the book twice, the likeliest first; at most `limit` pairs (of at most 1,000). Changes nothing.
    pub fn duplicates(&self, limit: usize, progress: OnProgress<'_>) -> Result<DoublesFound> {
        let stopped = || -> crate::error::Error { Code::Cancelled.into() };
        self.read_whole(|conn| {
            let people = customers::count(conn)?.unsigned_abs();
            let everybody = doubles::everybody(conn, &mut |done| progress(Progress { done, total: Some(people * 2), stage: "reading" }))?;
            let everybody = everybody.ok_or_else(stopped)?;
            let apart: HashSet<(i64, i64)> = merged::told_apart(conn)?.into_iter().collect();
            let compared = everybody.pairs(&apart, limit.min(1_000), &mut |done, steps| {
                progress(Progress { done: people + people * done / steps.max(1), total: Some(people * 2), stage: "comparing" })
            });
            let (pairs, total) = compared.ok_or_else(stopped)?;
            let mut found = Vec::with_capacity(pairs.len());
            for pair in pairs {
                let (Some(one), Some(other)) = (finder::found(conn, pair.one, Match::Name)?, finder::found(conn, pair.other, Match::Name)?) else {
                    continue;
                };
                let why = pair.why.iter().map(|likeness| texts::say(&format!("double.{}", likeness.word()), &[])).collect();
                found.push(Double { a: one.id, b: other.id, score: pair.score, why, one, other });
            }
            Ok(DoublesFound { pairs: found, total })
        })
    }
}

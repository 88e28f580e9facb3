//! Looking again with one letter off.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::query::{Fit, Hit, LOOKED_AT, Wanted, after, any_of, begins_with, listed, matching, quoted, rank};
use crate::error::Result;

/// Looks again with one letter off: each word nobody has is replaced by words one edit away; words typed apart are tried as one.
pub(super) fn corrected(conn: &Connection, wanted: &[Wanted], limit: usize) -> Result<Vec<Hit>> {
    let mut parts = Vec::new();
    let mut read = Vec::new();
    let mut changed = false;
    for word in wanted {
        match word {
            Wanted::Word(word) if word.chars().count() >= 3 && listed(conn, word, 1)?.is_empty() => {
                let near = near_words(conn, word)?;
                if near.is_empty() {
                    return joined(conn, wanted, limit);
                }
                changed = true;
                parts.push(any_of(near.iter().map(|word| quoted(word))));
                read.push(Wanted::Word(near[0].clone()));
            }
            other => {
                parts.push(begins_with(conn, other)?);
                read.push(other.clone());
            }
        }
    }
    if changed {
        let places = matching(conn, &parts.join(" AND "), LOOKED_AT)?;
        if !places.is_empty() {
            return rank(conn, &places, &read, limit, Fit::Typo);
        }
    }
    joined(conn, wanted, limit)
}

fn joined(conn: &Connection, wanted: &[Wanted], limit: usize) -> Result<Vec<Hit>> {
    let words: Vec<&str> = wanted.iter().filter_map(|word| if let Wanted::Word(word) = word { Some(word.as_str()) } else { None }).collect();
    if words.len() < 2 || words.len() != wanted.len() {
        return Ok(Vec::new());
    }
    let whole = Wanted::Word(words.concat());
    let places = matching(conn, &begins_with(conn, &whole)?, LOOKED_AT)?;
    rank(conn, &places, &[whole], limit, Fit::Typo)
}

/// Distinct words that begin with `word` after one letter was left out, put in, replaced, or two were swapped; most held first.
fn near_words(conn: &Connection, word: &str) -> Result<Vec<String>> {
    let letters: Vec<char> = word.chars().take(24).collect();
    let alphabet = alphabet(&letters);
    let mut tried = BTreeSet::new();
    let mut spell = |spelling: Vec<char>| {
        tried.insert(spelling.into_iter().collect::<String>());
    };
    for at in 0..letters.len() {
        let mut without = letters.clone();
        without.remove(at);
        spell(without);
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            spell(swapped);
        }
        for letter in &alphabet {
            let mut replaced = letters.clone();
            replaced[at] = *letter;
            spell(replaced);
        }
    }
    for at in 0..=letters.len() {
        for letter in &alphabet {
            let mut longer = letters.clone();
            longer.insert(at, *letter);
            spell(longer);
        }
    }
    tried.remove(word);
    let mut near: Vec<(String, i64)> = Vec::new();
    let mut statement = conn.prepare_cached("SELECT word, holders FROM words WHERE word >= ?1 AND word < ?2 LIMIT 4")?;
    for beginning in tried.iter().filter(|beginning| beginning.chars().count() >= 2) {
        let mut rows = statement.query(params![beginning, after(beginning)])?;
        while let Some(row) = rows.next()? {
            near.push((row.get(0)?, row.get(1)?));
        }
    }
    // A word of the length that was typed is likelier than the beginning of a longer one.
    let length = letters.len() as i64;
    near.sort_by_key(|(word, holders)| ((word.chars().count() as i64 - length).abs() > 1, -holders));
    near.dedup();
    near.truncate(24);
    Ok(near.into_iter().map(|(word, _)| word).collect())
}

/// The letters that could have been meant, by the script of those that were typed.
fn alphabet(letters: &[char]) -> Vec<char> {
    let range = |first: char, last: char| (first..=last).collect::<Vec<char>>();
    match letters.iter().find(|letter| letter.is_alphabetic()) {
        Some('а'..='я' | 'ё'..='џ') => range('а', 'я').into_iter().chain(range('ђ', 'џ')).collect(),
        Some('α'..='ω') => range('α', 'ω'),
        Some('א'..='ת') => range('א', 'ת'),
        Some('ء'..='ي') => range('ء', 'ي'),
        Some('ა'..='ჰ') => range('ა', 'ჰ'),
        Some('a'..='z') => range('a', 'z'),
        _ => Vec::new(),
    }
}

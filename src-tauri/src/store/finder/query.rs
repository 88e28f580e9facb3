//! Reading a query, asking the index, and judging what it answers.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::SLOTS;
use super::index::{day_number, latest, moved};
use super::typo::corrected;
use crate::error::Result;
use crate::model::fold::each_word;
use crate::model::{Match, phone};
use crate::store::{all, read_maybe_day};

/// Longest beginning with an index of its own.
const INDEXED: usize = 6;
/// A longer beginning whose words have more holders than this is asked for as whole words: there are more than are looked at anyway.
const COMMON: i64 = 400;
/// A word that fewer have is asked for alone, and the other words are looked for in what it gives.
const FEW: usize = 150;
/// Whole words that one beginning is turned into at most.
const SPREAD: usize = 48;
/// Matches that are looked at one by one.
pub(super) const LOOKED_AT: usize = 60;
/// Letters of a query that are read.
const QUERY_LETTERS: usize = 200;
/// Words of a query that are used.
const QUERY_WORDS: usize = 8;

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Letters (or letters and digits).
    Word(String),
    /// Digits of a phone, in each way they could be meant: as typed, without `00`, as the whole number is written internationally.
    Number(Vec<String>),
}

/// Reads a query: at most [`QUERY_WORDS`] words, with the digits of a phone joined however they were spaced.
fn read_query(text: &str, region: &str) -> Vec<Wanted> {
    let text: String = text.chars().take(QUERY_LETTERS).collect();
    let text = phone::plain(&text);
    let mut wanted = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && wanted.len() < QUERY_WORDS {
        // A phone may be spaced: take the longest run that has nothing but digits and what stands between them.
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+-()/.'’–".contains(c))).unwrap_or(rest.len());
        let whole_word_follows = rest[end..].is_empty() || rest[..end].ends_with(char::is_whitespace);
        let run = &rest[..end];
        if whole_word_follows && run.chars().filter(char::is_ascii_digit).count() >= 2 {
            wanted.push(read_number(run, region));
            rest = rest[end..].trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        each_word(&rest[..end], |word| {
            if wanted.len() < QUERY_WORDS {
                wanted.push(Wanted::Word(word.to_owned()));
            }
        });
        rest = rest[end..].trim_start();
    }
    wanted
}

fn read_number(typed: &str, region: &str) -> Wanted {
    let typed = typed.trim().replace("(0)", "");
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let mut forms = vec![digits.clone()];
    let mut also = |form: String| {
        if form.len() >= 2 && !forms.contains(&form) {
            forms.push(form);
        }
    };
    if let Some(abroad) = digits.strip_prefix("00") {
        also(abroad.to_owned());
    }
    if digits.len() >= 7
        && let Ok(known) = phone::digits(&typed, region)
    {
        also(known.international);
    }
    Wanted::Number(forms)
}

/// A match of a query: where it stands in the order of coming, and how well it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The customer's row.
    pub customer: i64,
    /// Why.
    pub matched: Match,
}

/// The best matches of a text, at most `limit`. `superseded` is asked between steps; with true the search gives up.
pub fn find(conn: &Connection, text: &str, region: &str, limit: usize, superseded: &dyn Fn() -> bool) -> Result<Vec<Hit>> {
    let wanted = read_query(text, region);
    if wanted.is_empty() {
        // Something was typed, but nothing that a customer could be found by.
        if !text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let last = latest(conn, true, 0, limit as i64)?;
        return Ok(last.into_iter().map(|customer| Hit { customer, matched: Match::Name }).collect());
    }
    let hits = exact(conn, &wanted, limit, superseded)?;
    if !hits.is_empty() || superseded() {
        return Ok(hits);
    }
    // "the red bike": an article says nothing about anybody, though some Theo begins with it. Any other word that nobody has is a name
    // that is new to the book, and Enter adds it.
    let plain: Vec<Wanted> = wanted.iter().filter(|word| !is_article(word)).cloned().collect();
    if !plain.is_empty() && plain.len() < wanted.len() {
        let hits = exact(conn, &plain, limit, superseded)?;
        if !hits.is_empty() || superseded() {
            return Ok(hits);
        }
    }
    corrected(conn, &wanted, limit)
}

/// Those whom every word fits.
fn exact(conn: &Connection, wanted: &[Wanted], limit: usize, superseded: &dyn Fn() -> bool) -> Result<Vec<Hit>> {
    let begins: Vec<String> = wanted.iter().map(|word| begins_with(conn, word)).collect::<Result<_>>()?;
    let mut places = match rarest(conn, wanted, &begins)? {
        Some(places) => places,
        None => matching(conn, &begins.join(" AND "), LOOKED_AT)?,
    };
    if superseded() {
        return Ok(Vec::new());
    }
    let mut known: HashSet<i64> = places.iter().copied().collect();
    if places.len() >= LOOKED_AT {
        // More than are looked at: whole words too, so that "li" finds Li behind a thousand Lindas.
        let whole: Vec<String> = wanted.iter().map(is_whole).collect();
        places.extend(matching(conn, &whole.join(" AND "), LOOKED_AT)?.into_iter().filter(|place| known.insert(*place)));
    }
    places.extend(moved(conn)?.into_iter().filter(|place| known.insert(*place)));
    rank(conn, &places, wanted, limit, Fit::EveryWord)
}

/// Articles of the languages that headings are known in, folded.
fn is_article(wanted: &Wanted) -> bool {
    const ARTICLES: [&str; 30] = [
        "the", "a", "an", "der", "die", "das", "den", "dem", "ein", "eine", "einen", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il",
        "lo", "gli", "het", "een", "o", "os", "as", "um", "uma",
    ];
    matches!(wanted, Wanted::Word(word) if ARTICLES.contains(&word.as_str()))
}

/// Of several words, all places of one that few have. FTS5 walks through the longest list to join two, whatever the shorter one has.
fn rarest(conn: &Connection, wanted: &[Wanted], begins: &[String]) -> Result<Option<Vec<i64>>> {
    if wanted.len() < 2 {
        return Ok(None);
    }
    let length = |wanted: &Wanted| match wanted {
        Wanted::Word(word) => word.chars().count(),
        // Digits tell people apart better than letters.
        Wanted::Number(forms) => forms[0].len() * 2,
    };
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(length(&wanted[*at])));
    for at in order.into_iter().take(3) {
        let places = matching(conn, &begins[at], FEW)?;
        if places.len() < FEW {
            return Ok(Some(places));
        }
    }
    Ok(None)
}

/// The newest places that match an FTS5 expression made of quoted words only.
pub(super) fn matching(conn: &Connection, expression: &str, limit: usize) -> Result<Vec<i64>> {
    all(conn, "SELECT rowid FROM finder WHERE finder MATCH ?1 ORDER BY rowid DESC LIMIT ?2", params![expression, limit as i64], |row| row.get(0))
}

/// How matches came about, and so how they are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Every word has to be there, whatever the index was asked for.
    EveryWord,
    /// With a letter off.
    Typo,
}

/// A word as FTS5 text. Words hold letters and digits only, so the quotes cannot be broken out of; they are doubled all the same.
pub(super) fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn is_whole(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Word(word) => quoted(word),
        Wanted::Number(forms) => any_of(forms.iter().map(|form| quoted(form))),
    }
}

pub(super) fn begins_with(conn: &Connection, wanted: &Wanted) -> Result<String> {
    let beginning = |word: &str| format!("{} *", quoted(word));
    Ok(match wanted {
        Wanted::Number(forms) => any_of(forms.iter().map(|form| beginning(form))),
        Wanted::Word(word) if word.chars().count() <= INDEXED => beginning(word),
        Wanted::Word(word) => {
            let listed = listed(conn, word, SPREAD + 1)?;
            let holders: i64 = listed.iter().map(|(_, holders)| holders).sum();
            if holders > COMMON && listed.len() <= SPREAD { any_of(listed.iter().map(|(word, _)| quoted(word))) } else { beginning(word) }
        }
    })
}

pub(super) fn any_of(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    format!("({})", words.join(" OR "))
}

/// Distinct words that begin so, with their holders.
pub(super) fn listed(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(String, i64)>> {
    all(conn, "SELECT word, holders FROM words WHERE word >= ?1 AND word < ?2 LIMIT ?3", params![beginning, after(beginning), limit as i64], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The first text behind all that begin so.
pub(super) fn after(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

/// Judges matches by how well they fit, then how lately and how often they come.
pub(super) fn rank(conn: &Connection, places: &[i64], wanted: &[Wanted], limit: usize, how: Fit) -> Result<Vec<Hit>> {
    let mut statement = conn.prepare_cached(
        "SELECT customer, visits, sort_name, names, mails, others, numbers, bought, moved, last_day FROM found_by WHERE place = ?1",
    )?;
    let mut hits: Vec<(i64, f64, (i64, i64), Hit)> = Vec::with_capacity(places.len());
    let newest = places.iter().copied().max().unwrap_or_default() as f64 / SLOTS as f64;
    for place in places {
        let mut rows = statement.query([place])?;
        let Some(row) = rows.next()? else { continue };
        let customer: i64 = row.get(0)?;
        let visits: i64 = row.get(1)?;
        let Some((quality, matched)) = fit(row, wanted, how)? else { continue };
        let order: i64 = row.get(8)?;
        let came = match read_maybe_day(row, 9)? {
            // Behind everybody who has a place on that day already.
            Some(day) if order > 0 => day_number(day) as f64 + 0.999,
            _ => *place as f64 / SLOTS as f64,
        };
        // Coming often weighs like having come up to a few weeks later.
        let coming = (1.0 + visits as f64).ln() * 4.0 - (newest - came) / 7.0;
        hits.push((quality, coming, (order, *place), Hit { customer, matched: if how == Fit::Typo { Match::Typo } else { matched } }));
    }
    hits.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(b.2.cmp(&a.2)));
    hits.truncate(limit);
    Ok(hits.into_iter().map(|(_, _, _, hit)| hit).collect())
}

/// How well one customer fits: for each word the best place it was found in, whole words above beginnings.
fn fit(row: &rusqlite::Row<'_>, wanted: &[Wanted], how: Fit) -> Result<Option<(i64, Match)>> {
    const PLACES: [(usize, Match, i64); 5] =
        [(3, Match::Name, 50), (6, Match::Phone, 40), (4, Match::Email, 30), (5, Match::Other, 20), (7, Match::Item, 10)];
    let sort_name = row.get_ref(2)?.as_str().unwrap_or_default();
    let (mut sum, mut why, mut why_weight) = (0, Match::Other, 0);
    for word in wanted {
        let mut best = (0, Match::Other);
        for (column, matched, weight) in PLACES {
            let list = row.get_ref(column)?.as_str().unwrap_or_default();
            let score = match word {
                Wanted::Word(word) => best_word(list, word, weight),
                Wanted::Number(forms) if matched == Match::Phone => forms.iter().map(|digits| best_number(list, digits, weight)).max().unwrap_or(0),
                Wanted::Number(forms) => best_word(list, &forms[0], weight),
            };
            if score > best.0 {
                best = (score, matched);
            }
        }
        if best.0 == 0 && how == Fit::EveryWord {
            return Ok(None);
        }
        sum += best.0;
        if best.0 > why_weight {
            (why_weight, why) = (best.0, best.1);
        }
    }
    // The name and nothing else was typed.
    if wanted.len() == sort_name.split(' ').count()
        && wanted.iter().all(|word| matches!(word, Wanted::Word(word) if sort_name.split(' ').any(|part| part == word)))
    {
        sum += 10;
    }
    Ok(Some((sum, why)))
}

fn best_word(list: &str, word: &str, weight: i64) -> i64 {
    list.split(' ')
        .map(|known| {
            if known == word {
                weight + 5
            } else if known.starts_with(word) {
                weight
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0)
}

fn best_number(list: &str, digits: &str, weight: i64) -> i64 {
    list.split(' ')
        .map(|known| {
            if known == digits {
                weight + 9
            } else if known.ends_with(digits) {
                weight + 5
            } else if known.starts_with(digits) {
                weight + 2
            } else if known.contains(digits) {
                weight
            } else {
                0
            }
        })
        .max()
        .unwrap_or(0)
}

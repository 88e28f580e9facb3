//! Preferences, belongings, the timeline, follow-ups and consents.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::{all, first, merged, one, run};
use crate::error::Result;
use crate::model::customer::shown_name;
use crate::model::{Belonging, Consent, Due, FollowUp, Id, Interaction, Preference, day};

/// Writes a preference.
pub fn insert_preference(conn: &Connection, id: &Id, customer: i64, kind: &str, value: &str, at: i64) -> Result<()> {
    run(conn, "INSERT INTO preferences (id, customer, kind, value, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", params![id, customer, kind, value, at])?;
    Ok(())
}

/// The preferences of a customer, what to mind first.
pub fn preferences(conn: &Connection, customer: i64) -> Result<Vec<Preference>> {
    all(
        conn,
        &format!(
            "SELECT p.id, c.id, p.kind, p.value, p.created_at FROM preferences AS p JOIN customers AS c ON c.customer = ?1 WHERE {}
             ORDER BY CASE p.kind WHEN 'allergy' THEN 0 WHEN 'avoids' THEN 1 WHEN 'usual' THEN 2 ELSE 3 END, p.preference",
            merged::of(conn, "p.customer", "?1")?
        ),
        [customer],
        |row| {
            Ok(Preference {
                id: row.get(0)?,
                customer_id: row.get(1)?,
                kind: row.get(2)?,
                value: row.get(3)?,
                created_at: day::write_instant(row.get(4)?),
            })
        },
    )
}

/// Writes something they own.
pub fn insert_belonging(conn: &Connection, id: &Id, customer: i64, name: &str, detail: &str, at: i64) -> Result<()> {
    run(
        conn,
        "INSERT INTO belongings (id, customer, name, detail, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, customer, name, detail, at],
    )?;
    Ok(())
}

/// What a customer owns.
pub fn belongings(conn: &Connection, customer: i64) -> Result<Vec<Belonging>> {
    all(
        conn,
        &format!(
            "SELECT b.id, c.id, b.name, b.detail, b.since FROM belongings AS b JOIN customers AS c ON c.customer = ?1 WHERE {} ORDER BY b.belonging",
            merged::of(conn, "b.customer", "?1")?
        ),
        [customer],
        |row| Ok(Belonging { id: row.get(0)?, customer_id: row.get(1)?, name: row.get(2)?, detail: row.get(3)?, since: row.get(4)? }),
    )
}

/// A preference or belonging by public id: its row and its customer's.
pub fn owned_row(conn: &Connection, table: &'static str, id: &Id) -> Result<Option<(i64, i64)>> {
    let key = table.trim_end_matches('s');
    first(conn, &format!("SELECT {key}, customer FROM {table} WHERE id = ?1"), [id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Deletes a preference or belonging.
pub fn delete_owned(conn: &Connection, table: &'static str, row: i64) -> Result<()> {
    let key = table.trim_end_matches('s');
    run(conn, &format!("DELETE FROM {table} WHERE {key} = ?1"), [row])?;
    Ok(())
}

/// A line for the timeline.
#[derive(Debug)]
pub struct Spoken<'a> {
    /// Public id.
    pub id: Id,
    /// With whom.
    pub customer: i64,
    /// Kind.
    pub kind: &'a str,
    /// In words.
    pub text: &'a str,
    /// 1 to 5.
    pub score: Option<i64>,
    /// Business day.
    pub day: NaiveDate,
    /// Instant in milliseconds.
    pub at: i64,
    /// Who.
    pub staff: Option<i64>,
}

/// Writes a line on the timeline.
pub fn insert_interaction(conn: &Connection, spoken: &Spoken<'_>) -> Result<()> {
    run(
        conn,
        "INSERT INTO interactions (id, customer, kind, text, score, day, at, staff) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![spoken.id, spoken.customer, spoken.kind, spoken.text, spoken.score, spoken.day.to_string(), spoken.at, spoken.staff],
    )?;
    Ok(())
}

/// The newest lines of a timeline.
pub fn interactions(conn: &Connection, customer: i64, limit: i64) -> Result<Vec<Interaction>> {
    all(
        conn,
        &format!(
            "SELECT i.id, c.id, i.kind, i.text, i.day, i.at, s.name, i.score FROM interactions AS i JOIN customers AS c ON c.customer = ?1
             LEFT JOIN staff AS s ON s.staff = i.staff WHERE {} ORDER BY i.day DESC, i.interaction DESC LIMIT ?2",
            merged::of(conn, "i.customer", "?1")?
        ),
        [customer, limit],
        |row| {
            Ok(Interaction {
                id: row.get(0)?,
                customer_id: row.get(1)?,
                kind: row.get(2)?,
                text: row.get(3)?,
                day: super::read_day(row, 4)?,
                at: day::write_instant(row.get(5)?),
                staff: row.get(6)?,
                score: row.get(7)?,
            })
        },
    )
}

/// A follow-up on its way into the store.
#[derive(Debug)]
pub struct Owed<'a> {
    /// Public id.
    pub id: Id,
    /// To whom.
    pub customer: i64,
    /// What.
    pub title: &'a str,
    /// Kind.
    pub kind: &'a str,
    /// By when.
    pub due: Due,
    /// How often again.
    pub repeat: &'a str,
    /// The day from which repeats count.
    pub anchor: NaiveDate,
    /// Who does it.
    pub assignee: Option<i64>,
    /// The one it repeats.
    pub follows: Option<i64>,
    /// When it was written down.
    pub at: i64,
}

/// Writes a follow-up and gives its row.
pub fn insert_follow_up(conn: &Connection, owed: &Owed<'_>) -> Result<i64> {
    run(
        conn,
        "INSERT INTO follow_ups (id, customer, title, kind, due_day, due_minute, repeat, anchor_day, assignee, follows, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            owed.id,
            owed.customer,
            owed.title,
            owed.kind,
            owed.due.day.to_string(),
            owed.due.minute,
            owed.repeat,
            owed.anchor.to_string(),
            owed.assignee,
            owed.follows,
            owed.at
        ],
    )?;
    Ok(conn.last_insert_rowid())
}

/// What closing and repeating a follow-up needs to know of it.
#[derive(Debug, Clone)]
pub struct OwedRow {
    /// Its row.
    pub row: i64,
    /// Its customer's row.
    pub customer: i64,
    /// What is owed.
    pub title: String,
    /// Kind.
    pub kind: String,
    /// By when.
    pub due: Due,
    /// How often again.
    pub repeat: String,
    /// The day from which repeats count.
    pub anchor: NaiveDate,
    /// Who does it.
    pub assignee: Option<i64>,
    /// `open`, `done` or `dropped`.
    pub state: String,
}

/// A follow-up by public id.
pub fn follow_up_row(conn: &Connection, id: &Id) -> Result<Option<OwedRow>> {
    first(
        conn,
        "SELECT follow_up, customer, title, kind, due_day, due_minute, repeat, anchor_day, assignee, state FROM follow_ups WHERE id = ?1",
        [id],
        |row| {
            Ok(OwedRow {
                row: row.get(0)?,
                customer: row.get(1)?,
                title: row.get(2)?,
                kind: row.get(3)?,
                due: Due { day: super::read_day(row, 4)?, minute: row.get(5)? },
                repeat: row.get(6)?,
                anchor: super::read_day(row, 7)?,
                assignee: row.get(8)?,
                state: row.get(9)?,
            })
        },
    )
}

/// Closes a follow-up.
pub fn close_follow_up(conn: &Connection, row: i64, state: &str, outcome: &str, at: i64, day: NaiveDate) -> Result<()> {
    run(
        conn,
        "UPDATE follow_ups SET state = ?2, outcome = ?3, closed_at = ?4, closed_day = ?5 WHERE follow_up = ?1",
        params![row, state, outcome, at, day.to_string()],
    )?;
    Ok(())
}

/// Moves a follow-up to another day.
pub fn move_follow_up(conn: &Connection, row: i64, due: Due) -> Result<()> {
    run(conn, "UPDATE follow_ups SET due_day = ?2, due_minute = ?3 WHERE follow_up = ?1", params![row, due.day.to_string(), due.minute])?;
    Ok(())
}

/// The local day and minute against which lateness is told.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The local day.
    pub day: NaiveDate,
    /// The local minute.
    pub minute: u16,
}

/// Every follow-up, as [`read_owed`] reads it.
fn select_owed(conn: &Connection) -> Result<String> {
    Ok(format!(
        "SELECT f.follow_up, c.customer, f.id, c.id, c.given, c.family, c.nick, c.company, c.call_me, f.title, f.kind, f.due_day, f.due_minute,
             f.repeat, s.name, f.state, f.outcome
         FROM follow_ups AS f JOIN customers AS c ON c.customer = {} LEFT JOIN staff AS s ON s.staff = f.assignee",
        merged::survivor(conn, "f.customer")?
    ))
}

fn read_owed(row: &Row<'_>, now: Now) -> rusqlite::Result<(i64, FollowUp)> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let due = Due { day: super::read_day(row, 11)?, minute: row.get(12)? };
    let state: String = row.get(15)?;
    let follow_up = FollowUp {
        id: row.get(2)?,
        customer_id: row.get(3)?,
        customer_name: shown_name(text(4)?, text(5)?, text(6)?, text(7)?),
        call_me: row.get(8)?,
        title: row.get(9)?,
        kind: row.get(10)?,
        due,
        repeat: row.get(13)?,
        assignee: row.get(14)?,
        late: state == "open" && due.is_late(now.day, now.minute),
        state,
        outcome: row.get(16)?,
        phones: Vec::new(),
        last_contact_day: None,
    };
    Ok((row.get(1)?, follow_up))
}

fn complete(conn: &Connection, rows: Vec<(i64, FollowUp)>) -> Result<Vec<FollowUp>> {
    let theirs = merged::of(conn, "customer", "?1")?;
    rows.into_iter()
        .map(|(customer, mut follow_up)| {
            follow_up.phones = all(conn, "SELECT typed FROM phones WHERE customer = ?1 ORDER BY position", [customer], |row| row.get(0))?;
            if follow_up.customer_name.is_empty() {
                follow_up.customer_name = super::customers::name_of(conn, customer)?;
            }
            follow_up.last_contact_day = first(
                conn,
                &format!(
                    "SELECT max(day) FROM (SELECT max(day) AS day FROM interactions WHERE {theirs}
                         UNION ALL SELECT max(day) FROM purchases WHERE {theirs} AND kind = 'sale')"
                ),
                [customer],
                |row| super::read_maybe_day(row, 0),
            )?
            .flatten();
            Ok(follow_up)
        })
        .collect()
}

/// One follow-up by row.
pub fn follow_up(conn: &Connection, row: i64, now: Now) -> Result<Option<FollowUp>> {
    let found = all(conn, &format!("{} WHERE f.follow_up = ?1", select_owed(conn)?), [row], |row| read_owed(row, now))?;
    Ok(complete(conn, found)?.into_iter().next())
}

/// Open follow-ups due by a day, earliest first; those with an hour before those without.
pub fn due_by(conn: &Connection, until: NaiveDate, now: Now, limit: i64) -> Result<Vec<FollowUp>> {
    let rows = all(
        conn,
        &format!(
            "{} WHERE f.state = 'open' AND f.due_day <= ?1 AND c.removed_at IS NULL ORDER BY f.due_day, f.due_minute IS NULL, f.due_minute, f.follow_up LIMIT ?2",
            select_owed(conn)?
        ),
        params![until.to_string(), limit],
        |row| read_owed(row, now),
    )?;
    complete(conn, rows)
}

/// How many open follow-ups are late.
pub fn late_count(conn: &Connection, now: Now) -> Result<i64> {
    let sql = format!(
        "SELECT count(*) FROM follow_ups AS f JOIN customers AS c ON c.customer = {} WHERE state = 'open' AND c.removed_at IS NULL
         AND (due_day < ?1 OR (due_day = ?1 AND due_minute < ?2))",
        merged::survivor(conn, "f.customer")?
    );
    one(conn, &sql, params![now.day.to_string(), now.minute])
}

/// The follow-ups of a customer: open ones by due, then the last closed.
pub fn follow_ups_of(conn: &Connection, customer: i64, now: Now) -> Result<Vec<FollowUp>> {
    let (select, theirs) = (select_owed(conn)?, merged::of(conn, "f.customer", "?1")?);
    let mut rows = all(
        conn,
        &format!("{select} WHERE {theirs} AND f.state = 'open' ORDER BY f.due_day, f.due_minute IS NULL, f.due_minute, f.follow_up LIMIT 100"),
        [customer],
        |row| read_owed(row, now),
    )?;
    rows.extend(all(conn, &format!("{select} WHERE {theirs} AND f.state <> 'open' ORDER BY f.closed_at DESC LIMIT 20"), [customer], |row| {
        read_owed(row, now)
    })?);
    complete(conn, rows)
}

/// A consent on its way into the store.
#[derive(Debug)]
pub struct Said<'a> {
    /// Public id.
    pub id: Id,
    /// Whose.
    pub customer: i64,
    /// For what.
    pub purpose: &'a str,
    /// By which way.
    pub channel: &'a str,
    /// Yes or no.
    pub given: bool,
    /// How it was said.
    pub how: &'a str,
    /// The wording.
    pub wording: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// Who took it.
    pub staff: Option<i64>,
    /// The file it came with.
    pub program: &'a str,
}

/// Writes a consent event. It holds from now on, so it is never dated before one that holds already: a clock that ran ahead for a day must not keep
/// anybody from taking a yes back.
pub fn insert_consent(conn: &Connection, said: &Said<'_>) -> Result<()> {
    let theirs = merged::of(conn, "customer", "?1")?;
    let newest: Option<i64> = one(
        conn,
        &format!("SELECT max(at) FROM consents WHERE {theirs} AND purpose = ?2 AND channel = ?3"),
        params![said.customer, said.purpose, said.channel],
    )?;
    let at = newest.map_or(said.at, |newest| said.at.max(newest));
    run(
        conn,
        "INSERT INTO consents (id, customer, purpose, channel, given, how, wording, at, staff, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![said.id, said.customer, said.purpose, said.channel, said.given, said.how, said.wording, at, said.staff, said.program],
    )?;
    Ok(())
}

/// What a program's files said last of a purpose and channel; nothing where they never did.
pub fn consent_said_by(conn: &Connection, card: i64, purpose: &str, channel: &str, program: &str) -> Result<Option<bool>> {
    let sql =
        "SELECT given FROM consents WHERE customer = ?1 AND purpose = ?2 AND channel = ?3 AND program = ?4 ORDER BY at DESC, consent DESC LIMIT 1";
    first(conn, sql, params![card, purpose, channel, program], |row| row.get(0))
}

/// What holds today: the newest event of each purpose and channel.
pub fn consents(conn: &Connection, customer: i64) -> Result<Vec<Consent>> {
    all(
        conn,
        &format!(
            "SELECT e.id, c.id, e.purpose, e.channel, e.given, e.at, e.how, e.wording, s.name, e.program
             FROM consents AS e JOIN customers AS c ON c.customer = ?1 LEFT JOIN staff AS s ON s.staff = e.staff
             WHERE {} AND e.consent = (
                 SELECT consent FROM consents AS newer WHERE {} AND newer.purpose = e.purpose AND newer.channel = e.channel
                 ORDER BY at DESC, consent DESC LIMIT 1)
             ORDER BY e.purpose, e.channel",
            merged::of(conn, "e.customer", "?1")?,
            merged::of(conn, "newer.customer", "?1")?
        ),
        [customer],
        |row| {
            Ok(Consent {
                id: row.get(0)?,
                customer_id: row.get(1)?,
                purpose: row.get(2)?,
                channel: row.get(3)?,
                given: row.get(4)?,
                at: day::write_instant(row.get(5)?),
                how: row.get(6)?,
                wording: row.get(7)?,
                staff: row.get(8)?,
                source: row.get(9)?,
            })
        },
    )
}

/// The rows of everybody in the lists who ever said yes to a purpose by a channel, as who they are today, in the order of their rows.
pub fn ever_agreed(conn: &Connection, purpose: &str, channel: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT DISTINCT f.customer FROM consents AS e JOIN found_by AS f ON f.customer = {}
         WHERE e.purpose = ?1 AND e.channel = ?2 AND e.given = 1 ORDER BY f.customer",
        merged::survivor(conn, "e.customer")?
    );
    all(conn, &sql, [purpose, channel], |row| row.get(0))
}

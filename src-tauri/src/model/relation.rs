//! What the shop keeps about its dealings with a customer: preferences, belongings, timeline, follow-ups, consents.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::fold::words;
use super::{Due, Id};

/// Kinds of preference.
pub const PREFERENCE_KINDS: &[&str] = &["likes", "avoids", "allergy", "size", "usual", "contact", "other"];
/// Kinds of interaction.
pub const INTERACTION_KINDS: &[&str] = &["visit", "call", "message", "feedback", "complaint"];
/// Kinds of follow-up.
pub const FOLLOW_UP_KINDS: &[&str] = &["call", "thanks", "promise", "complaint", "birthday", "seasonal", "other"];
/// How often a follow-up comes again.
pub const REPEATS: &[&str] = &["", "weekly", "monthly", "quarterly", "half-yearly", "yearly"];

/// A structured fact: likes, avoids, size, allergy, the usual ...
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preference {
    /// Public id.
    pub id: Id,
    /// Whose it is.
    pub customer_id: Id,
    /// One of [`PREFERENCE_KINDS`].
    pub kind: String,
    /// In words.
    pub value: String,
    /// When it was written down, RFC 3339 in UTC.
    pub created_at: String,
}

/// Something a customer owns that the shop looks after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Belonging {
    /// Public id.
    pub id: Id,
    /// Whose it is.
    pub customer_id: Id,
    /// What it is.
    pub name: String,
    /// Model, size, formula ...
    pub detail: String,
    /// Since which day, or `""`.
    pub since: String,
}

/// A line on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Interaction {
    /// Public id.
    pub id: Id,
    /// With whom.
    pub customer_id: Id,
    /// One of [`INTERACTION_KINDS`].
    pub kind: String,
    /// In words.
    pub text: String,
    /// Business day.
    pub day: NaiveDate,
    /// Instant, RFC 3339 in UTC.
    pub at: String,
    /// Who wrote it.
    pub staff: Option<String>,
    /// 1 to 5, where one was given.
    pub score: Option<i64>,
}

/// What is written down as a line on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInteraction {
    /// With whom.
    pub id: Id,
    /// One of [`INTERACTION_KINDS`].
    pub kind: String,
    /// In words.
    pub text: String,
    /// 1 to 5.
    #[serde(default)]
    pub score: Option<i64>,
}

/// What is written down as a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewComplaint {
    /// Whose.
    pub id: Id,
    /// In their words.
    pub text: String,
    /// What the shop promised about it, if anything.
    #[serde(default)]
    pub promised: Option<NewPromise>,
}

/// What was promised, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPromise {
    /// What.
    pub title: String,
    /// By when: a day, `YYYY-MM-DDTHH:MM`, or words that [`super::due::read`] knows.
    pub due: String,
}

/// Something owed to a customer by a day, and hour where one was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// Public id.
    pub id: Id,
    /// To whom.
    pub customer_id: Id,
    /// Their name.
    pub customer_name: String,
    /// How they like to be called.
    pub call_me: String,
    /// What is owed.
    pub title: String,
    /// One of [`FOLLOW_UP_KINDS`].
    pub kind: String,
    /// By when, shop time.
    pub due: Due,
    /// One of [`REPEATS`].
    pub repeat: String,
    /// Who does it, where somebody was named.
    pub assignee: Option<String>,
    /// `open`, `done` or `dropped`.
    pub state: String,
    /// What came of it.
    pub outcome: String,
    /// Whether it is over time.
    pub late: bool,
    /// Phones as typed.
    pub phones: Vec<String>,
    /// The last business day somebody spoke with them.
    pub last_contact_day: Option<NaiveDate>,
}

/// What is written down as a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFollowUp {
    /// To whom.
    pub id: Id,
    /// What is owed.
    pub title: String,
    /// By when: a day, `YYYY-MM-DDTHH:MM`, or words that [`super::due::read`] knows.
    pub due: String,
    /// One of [`FOLLOW_UP_KINDS`].
    #[serde(default = "other")]
    pub kind: String,
    /// One of [`REPEATS`].
    #[serde(default)]
    pub repeat: String,
}

fn other() -> String {
    "other".to_owned()
}

/// What another program had counted of a customer; nothing of it is in the book's own figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Balance {
    /// Loyalty points.
    pub points: Option<i64>,
    /// All they ever spent, in minor units.
    pub spent_minor: Option<i64>,
    /// How often they bought.
    pub visits: Option<i64>,
    /// The first day, or `""`.
    pub first_day: String,
    /// The last day, or `""`.
    pub last_day: String,
}

impl Balance {
    /// Whether it counts nothing: somebody who never came.
    pub fn is_nothing(&self) -> bool {
        let Self { points, spent_minor, visits, first_day, last_day } = self;
        [points, spent_minor, visits].into_iter().all(|number| number.unwrap_or(0) == 0) && first_day.is_empty() && last_day.is_empty()
    }
}

/// An opening balance: what a program had counted when its file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Opening {
    /// The program the file came from.
    pub program: String,
    /// The business day it was read.
    pub as_of: NaiveDate,
    /// What it said.
    #[serde(flatten)]
    pub balance: Balance,
}

/// An event: purpose and channel, given or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Public id.
    pub id: Id,
    /// Whose it is.
    pub customer_id: Id,
    /// For what: `news`, `birthday` ...
    pub purpose: String,
    /// By which way: `email`, `phone`, `text`, `post` ...
    pub channel: String,
    /// Yes or no.
    pub given: bool,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// How it was said.
    pub how: String,
    /// The wording they agreed to.
    pub wording: String,
    /// Who took it.
    pub staff: Option<String>,
    /// The program whose file it came with, or `""`.
    pub source: String,
}

/// The purpose of a consent as it is kept: however it is spelled, `News` and `news ` are one, so that a no to it is a no.
pub fn purpose_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The way of a consent as it is kept: the book's own word where it is one of the known ways, else as [`purpose_of`].
pub fn channel_of(text: &str) -> String {
    match words(text).concat().as_str() {
        "email" | "mail" | "emails" => "email".to_owned(),
        "text" | "texts" | "sms" | "textmessage" => "text".to_owned(),
        "phone" | "telephone" | "call" | "calls" => "phone".to_owned(),
        "post" | "letter" | "letters" => "post".to_owned(),
        _ => purpose_of(text),
    }
}

/// What is written down as a consent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConsent {
    /// Whose it is.
    pub id: Id,
    /// For what.
    pub purpose: String,
    /// By which way.
    pub channel: String,
    /// Yes or no.
    pub given: bool,
    /// How it was said.
    #[serde(default)]
    pub how: String,
    /// The wording they agreed to.
    #[serde(default)]
    pub wording: String,
}

/// The next day of a repeated follow-up after `due`, and later than `today`; counted from `anchor`, so that 31 January
/// is the end of every month and 29 February the end of every February.
pub fn next_due(repeat: &str, anchor: NaiveDate, due: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let after = due.max(today);
    if repeat == "weekly" {
        let weeks = (after - anchor).num_days().max(0) as u64 / 7 + 1;
        return anchor.checked_add_days(Days::new(weeks * 7));
    }
    let step = match repeat {
        "monthly" => 1,
        "quarterly" => 3,
        "half-yearly" => 6,
        "yearly" => 12,
        _ => return None,
    };
    let apart = (after.year() - anchor.year()) * 12 + after.month() as i32 - anchor.month() as i32;
    let mut steps = (apart / step).max(0) as u32;
    loop {
        let next = anchor.checked_add_months(Months::new(steps * step as u32))?;
        if next > after {
            return Some(next);
        }
        steps += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_count_from_the_first_day_and_never_fall_behind() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (repeat, anchor, due, today, next) in [
            ("monthly", "2026-01-31", "2026-01-31", "2026-01-31", "2026-02-28"),
            ("monthly", "2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"),
            ("yearly", "2024-02-29", "2024-02-29", "2024-03-01", "2025-02-28"),
            ("yearly", "2024-02-29", "2027-02-28", "2027-02-28", "2028-02-29"),
            ("weekly", "2026-10-01", "2026-10-08", "2026-10-20", "2026-10-22"),
            ("quarterly", "2026-01-15", "2026-01-15", "2026-08-01", "2026-10-15"),
            ("half-yearly", "2026-03-01", "2026-03-01", "2026-02-01", "2026-09-01"),
        ] {
            assert_eq!(next_due(repeat, day(anchor), day(due), day(today)), Some(day(next)), "{repeat} {due}");
        }
        assert_eq!(next_due("", day("2026-01-01"), day("2026-01-01"), day("2026-01-01")), None);
    }
}

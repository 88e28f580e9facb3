//! Preferences, belongings, the timeline, follow-ups and consents.

use chrono::{Days, NaiveDate};

use super::{Book, Tx};
use crate::error::{Code, Error, Result};
use crate::model::relation::{self, FOLLOW_UP_KINDS, INTERACTION_KINDS, PREFERENCE_KINDS, REPEATS};
use crate::model::{
    Belonging, Consent, Due, FollowUp, Id, Interaction, NewComplaint, NewConsent, NewFollowUp, NewInteraction, Preference, checks, day, due,
};
use crate::store::relations::{Owed, Said, Spoken};
use crate::store::{customers, merged, relations};

impl Book {
    /// Writes down what a customer likes, avoids or needs.
    pub fn add_preference(&self, id: &Id, kind: &str, value: &str) -> Result<Preference> {
        let kind = checks::choice(kind, PREFERENCE_KINDS, "kind")?;
        let value = checks::required(value, "value")?;
        self.transact("add_preference", |tx| {
            let customer = tx.customer(id)?;
            tx.detail("value", value.as_str());
            let new = tx.new_id();
            relations::insert_preference(tx.conn, &new, customer, kind, &value, tx.at_millis())?;
            Ok(Preference {
                id: new,
                customer_id: customers::id_of(tx.conn, customer)?,
                kind: kind.to_owned(),
                value: value.clone(),
                created_at: day::write_instant(tx.at_millis()),
            })
        })
    }

    /// Takes a preference off the card.
    pub fn remove_preference(&self, id: &Id) -> Result<Preference> {
        self.transact("remove_preference", |tx| {
            let (row, customer) = relations::owned_row(tx.conn, "preferences", id)?.ok_or_else(|| customers::not_found("preference", id))?;
            let all = relations::preferences(tx.conn, customer)?;
            let gone = all.into_iter().find(|preference| preference.id == *id).ok_or_else(|| customers::not_found("preference", id))?;
            tx.about(customer)?;
            tx.detail("value", gone.value.as_str());
            relations::delete_owned(tx.conn, "preferences", row)?;
            Ok(gone)
        })
    }

    /// Writes down something a customer owns.
    pub fn add_belonging(&self, id: &Id, name: &str, detail: &str) -> Result<Belonging> {
        let name = checks::required(name, "name")?;
        let detail = checks::line(detail, "detail")?;
        self.transact("add_belonging", |tx| {
            let customer = tx.customer(id)?;
            tx.detail("value", name.as_str());
            let new = tx.new_id();
            relations::insert_belonging(tx.conn, &new, customer, &name, &detail, tx.at_millis())?;
            Ok(Belonging {
                id: new,
                customer_id: customers::id_of(tx.conn, customer)?,
                name: name.clone(),
                detail: detail.clone(),
                since: String::new(),
            })
        })
    }

    /// Takes something off what a customer owns.
    pub fn remove_belonging(&self, id: &Id) -> Result<Belonging> {
        self.transact("remove_belonging", |tx| {
            let (row, customer) = relations::owned_row(tx.conn, "belongings", id)?.ok_or_else(|| customers::not_found("belonging", id))?;
            let all = relations::belongings(tx.conn, customer)?;
            let gone = all.into_iter().find(|belonging| belonging.id == *id).ok_or_else(|| customers::not_found("belonging", id))?;
            tx.about(customer)?;
            tx.detail("value", gone.name.as_str());
            relations::delete_owned(tx.conn, "belongings", row)?;
            Ok(gone)
        })
    }

    /// Writes a line on the timeline.
    pub fn add_interaction(&self, new: &NewInteraction) -> Result<Interaction> {
        let kind = checks::choice(&new.kind, INTERACTION_KINDS, "kind")?;
        let text = checks::note(&new.text, "text")?;
        if text.is_empty() {
            return Err(Error::new(Code::FieldMissing).at("text"));
        }
        if new.score.is_some_and(|score| !(1..=5).contains(&score)) {
            return Err(Error::new(Code::NotAChoice).at("score").with("text", new.score.unwrap_or_default()).with("choices", "1, 2, 3, 4, 5"));
        }
        self.transact("add_interaction", |tx| {
            let customer = tx.customer(&new.id)?;
            tx.detail("kind", kind);
            tx.speak(customer, kind, &text, new.score)
        })
    }

    /// Writes down a complaint, and what was promised about it by when: one deed, so that both are taken back together.
    pub fn record_complaint(&self, new: &NewComplaint) -> Result<Interaction> {
        let text = checks::note(&new.text, "text")?;
        if text.is_empty() {
            return Err(Error::new(Code::FieldMissing).at("text"));
        }
        let promised = match &new.promised {
            Some(promised) => Some((checks::required(&promised.title, "title")?, self.read_due(&promised.due)?)),
            None => None,
        };
        self.transact("record_complaint", |tx| {
            let customer = tx.customer(&new.id)?;
            if let Some((title, due)) = &promised {
                tx.detail("title", title.as_str());
                tx.detail("due", due.to_string());
                tx.owe(customer, title, "complaint", *due, "")?;
            }
            tx.speak(customer, "complaint", &text, None)
        })
    }

    /// Reads when something is owed, in words or figures.
    pub fn read_due(&self, text: &str) -> Result<Due> {
        due::read(text, self.local_now().day)
    }

    /// Writes down something owed.
    pub fn add_follow_up(&self, new: &NewFollowUp) -> Result<FollowUp> {
        let title = checks::required(&new.title, "title")?;
        let kind = checks::choice(&new.kind, FOLLOW_UP_KINDS, "kind")?;
        let repeat = checks::choice(&new.repeat, REPEATS, "repeat")?;
        let due = self.read_due(&new.due)?;
        self.transact("add_follow_up", |tx| {
            let customer = tx.customer(&new.id)?;
            tx.detail("title", title.as_str());
            tx.detail("due", due.to_string());
            let row = tx.owe(customer, &title, kind, due, repeat)?;
            tx.shown_follow_up(row)
        })
    }

    /// Closes a follow-up as `done` or `dropped`. One that repeats is owed again on its next day.
    pub fn close_follow_up(&self, id: &Id, state: &str, outcome: &str) -> Result<FollowUp> {
        let state = checks::choice(state, &["done", "dropped"], "state")?;
        let outcome = checks::note(outcome, "outcome")?;
        self.transact(if state == "done" { "done_follow_up" } else { "drop_follow_up" }, |tx| {
            let owed = tx.open_follow_up(id)?;
            relations::close_follow_up(tx.conn, owed.row, state, &outcome, tx.at_millis(), tx.local_now().day)?;
            if let Some(next) = relation::next_due(&owed.repeat, owed.anchor, owed.due.day, tx.local_now().day).filter(|_| state == "done") {
                let again = Owed {
                    id: tx.new_id(),
                    customer: owed.customer,
                    title: &owed.title,
                    kind: &owed.kind,
                    due: Due { day: next, minute: owed.due.minute },
                    repeat: &owed.repeat,
                    anchor: owed.anchor,
                    assignee: owed.assignee,
                    follows: Some(owed.row),
                    at: tx.at_millis(),
                };
                relations::insert_follow_up(tx.conn, &again)?;
            }
            tx.shown_follow_up(owed.row)
        })
    }

    /// Moves a follow-up to another day, in words or figures; without an hour the old hour is dropped.
    pub fn snooze_follow_up(&self, id: &Id, until: &str) -> Result<FollowUp> {
        let until = self.read_due(until).map_err(|error| error.at("until"))?;
        self.transact("snooze_follow_up", |tx| {
            let owed = tx.open_follow_up(id)?;
            tx.detail("due", until.to_string());
            relations::move_follow_up(tx.conn, owed.row, until)?;
            tx.shown_follow_up(owed.row)
        })
    }

    /// Open follow-ups due by `day` (today when left out) and so many days ahead; what was missed stays.
    pub fn due(&self, day: Option<NaiveDate>, ahead: u64) -> Result<Vec<FollowUp>> {
        let mut now = self.local_now();
        if let Some(day) = day.filter(|day| *day != now.day) {
            // Another day is looked at as a whole, from its beginning.
            now = relations::Now { day, minute: 0 };
        }
        let until = now.day.checked_add_days(Days::new(ahead.min(366))).unwrap_or(now.day);
        self.read(|conn| relations::due_by(conn, until, now, 1_000))
    }

    /// How many open follow-ups are late.
    pub fn late_count(&self) -> Result<i64> {
        let now = self.local_now();
        self.read(|conn| relations::late_count(conn, now))
    }

    /// Writes down that a customer agreed to something or withdrew it. A no is written for every card that became theirs as well: where those are two
    /// people again, nobody can tell which of them has said it.
    pub fn record_consent(&self, new: &NewConsent) -> Result<Consent> {
        let purpose = relation::purpose_of(&checks::required(&new.purpose, "purpose")?);
        let channel = relation::channel_of(&checks::required(&new.channel, "channel")?);
        let how = checks::line(&new.how, "how")?;
        let wording = checks::note(&new.wording, "wording")?;
        self.transact("record_consent", |tx| {
            let customer = tx.customer(&new.id)?;
            tx.detail("purpose", purpose.as_str());
            tx.detail("channel", channel.as_str());
            tx.detail("given", new.given);
            let id = tx.new_id();
            let said = Said {
                id,
                customer,
                purpose: &purpose,
                channel: &channel,
                given: new.given,
                how: &how,
                wording: &wording,
                at: tx.at_millis(),
                staff: tx.staff,
                program: "",
            };
            if !new.given {
                for card in merged::cards(tx.conn, customer)? {
                    relations::insert_consent(tx.conn, &Said { id: tx.new_id(), customer: card, ..said })?;
                }
            }
            relations::insert_consent(tx.conn, &said)?;
            relations::consents(tx.conn, customer)?.into_iter().find(|consent| consent.id == id).ok_or_else(|| Code::Internal.into())
        })
    }
}

impl Tx<'_> {
    /// The row of a customer, whom the deed is then about.
    fn customer(&mut self, id: &Id) -> Result<i64> {
        let customer = customers::require(self.conn, id)?;
        self.about(customer)?;
        Ok(customer)
    }

    /// Writes a line on the timeline.
    fn speak(&self, customer: i64, kind: &str, text: &str, score: Option<i64>) -> Result<Interaction> {
        let id = self.new_id();
        let spoken = Spoken { id, customer, kind, text, score, day: self.today, at: self.at_millis(), staff: self.staff };
        relations::insert_interaction(self.conn, &spoken)?;
        Ok(Interaction {
            id,
            customer_id: customers::id_of(self.conn, customer)?,
            kind: kind.to_owned(),
            text: text.to_owned(),
            day: self.today,
            at: day::write_instant(self.at_millis()),
            staff: self.book.acting(),
            score,
        })
    }

    /// Writes down something new that is owed; gives its row.
    fn owe(&self, customer: i64, title: &str, kind: &str, due: Due, repeat: &str) -> Result<i64> {
        let owed =
            Owed { id: self.new_id(), customer, title, kind, due, repeat, anchor: due.day, assignee: None, follows: None, at: self.at_millis() };
        relations::insert_follow_up(self.conn, &owed)
    }

    fn open_follow_up(&mut self, id: &Id) -> Result<relations::OwedRow> {
        let owed = relations::follow_up_row(self.conn, id)?.ok_or_else(|| customers::not_found("follow-up", id))?;
        if owed.state != "open" {
            return Err(Code::AlreadyClosed.into());
        }
        self.about(owed.customer)?;
        self.detail("title", owed.title.as_str());
        Ok(owed)
    }

    fn shown_follow_up(&self, row: i64) -> Result<FollowUp> {
        relations::follow_up(self.conn, row, self.local_now())?.ok_or_else(|| Code::Internal.into())
    }
}

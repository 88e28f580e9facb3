//! Preferences, the timeline, what is owed, and what somebody allowed.

use chrono::NaiveDate;
use regulars::model::{Consent, FollowUp, Interaction, Preference, day};
use regulars::texts::{self, known};

use super::customers::greeting;
use super::purchases::by;
use super::sheet::{Fact, Sheet, dots};
use super::{Teller, id, when, word};

impl Teller<'_> {
    pub(super) fn preferred(&self, preference: &Preference) -> String {
        let what = preference_words(preference);
        Sheet::headed(&texts::say("toast.wish", &[("name", &self.who(&preference.customer_id)), ("what", &what)])).done()
    }

    pub(super) fn noted(&self, interaction: &Interaction) -> String {
        let mut sheet = Sheet::headed(&texts::say("toast.note", &[("name", &self.who(&interaction.customer_id))]));
        sheet.facts([(known("interaction", &interaction.kind), interaction.text.clone())]);
        sheet.done()
    }

    pub(super) fn consented(&self, consent: &Consent) -> String {
        let mut sheet = Sheet::headed(&texts::say("toast.consent", &[("name", &self.who(&consent.customer_id))]));
        sheet.row(&consent_words(consent));
        sheet.facts([(word("consent.how"), consent.how.clone()), (word("consent.wording"), consent.wording.clone())]);
        sheet.done()
    }

    /// What is late, then what is owed on the day; two lines a promise.
    pub(super) fn owed(&self, wanted: Option<NaiveDate>, rows: &[FollowUp]) -> String {
        if rows.is_empty() {
            return word("today.nothing");
        }
        let (today, minute) = day::local(self.book.now(), self.shop.zone());
        // Another day is looked at from its beginning.
        let (day, minute) = wanted.filter(|wanted| *wanted != today).map_or((today, minute), |wanted| (wanted, 0));
        let on_the_day = if day == today { word("today.group.today") } else { day.to_string() };
        let mut sheet = Sheet::default();
        for (title, late) in [(word("today.group.late"), true), (on_the_day, false)] {
            let mut group = rows.iter().filter(|row| row.late == late).peekable();
            if group.peek().is_some() {
                sheet.line(&title);
            }
            for row in group {
                let name = greeting(&row.customer_name, &row.call_me);
                sheet.row(&dots([name, row.phones.first().cloned().unwrap_or_default(), row.title.clone()]));
                let late = if row.late { when::late(row.due, day, minute) } else { String::new() };
                let contact = match row.last_contact_day {
                    Some(day) => texts::say("today.lastContact", &[("when", &day.to_string())]),
                    None => word("today.noContact"),
                };
                sheet.more(&dots([when::due(row.due), late, kind(row), by(row.assignee.as_deref()), contact, id(&row.id)]));
            }
        }
        sheet.done()
    }

    /// A promise in one row of a card.
    pub(super) fn promise_row(&self, row: &FollowUp) -> String {
        let (day, minute) = day::local(self.book.now(), self.shop.zone());
        let late = if row.late { when::late(row.due, day, minute) } else { String::new() };
        dots([when::due(row.due), late, kind(row), row.title.clone(), by(row.assignee.as_deref()), again(row), id(&row.id)])
    }
}

/// `avoids nuts`.
pub fn preference_words(preference: &Preference) -> String {
    format!("{} {}", known("preference", &preference.kind), preference.value)
}

/// `e-mail for news`, or `no e-mail for news`.
pub fn consent_words(consent: &Consent) -> String {
    let (channel, purpose) = (known("channel", &consent.channel), known("purpose", &consent.purpose));
    texts::say(if consent.given { "consent.given" } else { "consent.withdrawn" }, &[("channel", &channel), ("purpose", &purpose)])
}

/// The kind, unless it says nothing or the title begins with it: "Call · call about tea" says it twice.
fn kind(row: &FollowUp) -> String {
    let word = known("followUpKind", &row.kind);
    let said = row.kind == "other" || row.title.to_lowercase().starts_with(&word.to_lowercase());
    if said { String::new() } else { word }
}

fn again(row: &FollowUp) -> String {
    if row.repeat.is_empty() { String::new() } else { known("repeat", &row.repeat) }
}

pub fn promised(follow_up: &FollowUp) -> String {
    let when = when::due(follow_up.due);
    let mut sheet = Sheet::headed(&texts::say("toast.followUp", &[("name", &follow_up.customer_name), ("when", &when)]));
    sheet.facts([
        (word("followUp.what"), follow_up.title.clone()),
        (word("entry.kind"), kind(follow_up)),
        (word("followUp.repeat"), again(follow_up)),
        follow_up_id(follow_up),
    ]);
    sheet.done()
}

pub fn closed(follow_up: &FollowUp) -> String {
    let key = if follow_up.state == "done" { "toast.done" } else { "toast.dropped" };
    let mut sheet = Sheet::headed(&texts::say(key, &[("title", &follow_up.title)]));
    sheet.facts([
        (word("cli.customer"), follow_up.customer_name.clone()),
        (word("cli.outcome"), follow_up.outcome.clone()),
        (word("followUp.repeat"), if follow_up.state == "done" { again(follow_up) } else { String::new() }),
    ]);
    sheet.done()
}

pub fn moved(follow_up: &FollowUp) -> String {
    let mut sheet = Sheet::headed(&texts::say("toast.snoozed", &[("title", &follow_up.title)]));
    sheet.facts([
        (word("cli.customer"), follow_up.customer_name.clone()),
        (word("followUp.when"), when::due(follow_up.due)),
        follow_up_id(follow_up),
    ]);
    sheet.done()
}

fn follow_up_id(follow_up: &FollowUp) -> Fact {
    (word("cli.id"), follow_up.id.to_string())
}

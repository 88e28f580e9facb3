//! The card of one customer.

use regulars::model::{Balance, Card, CardSummary, FollowUp, Opening, Preference};
use regulars::texts::{self, known};

use super::purchases::by;
use super::relations::{consent_words, preference_words};
use super::sheet::{Sheet, dots};
use super::{Teller, when, word};

/// Kinds of preference that warn.
const WARNINGS: [&str; 2] = ["allergy", "avoids"];

impl Teller<'_> {
    /// What is written about somebody, what to mind and what was promised, then what was bought, said and allowed.
    pub(super) fn card(&self, card: &Card) -> String {
        let mut sheet = Sheet::headed(&card.customer.name);
        sheet.facts(self.about(&card.customer));
        sheet.line("");
        sheet.line(&self.summary(&card.summary));
        for opening in &card.openings {
            sheet.line(&self.opening(opening));
        }
        let rows = |kinds: &dyn Fn(&&Preference) -> bool| card.preferences.iter().filter(kinds).map(preference_words).collect::<Vec<_>>();
        sheet.part(&word("box.mind"), &rows(&|preference| WARNINGS.contains(&preference.kind.as_str())));
        let mut usual = rows(&|preference| !WARNINGS.contains(&preference.kind.as_str()));
        if !card.summary.usual_items.is_empty() && card.preferences.iter().all(|preference| preference.kind != "usual") {
            let most: Vec<&str> = card.summary.usual_items.iter().take(3).map(String::as_str).collect();
            usual.insert(0, dots([most.join(", "), word("box.often")]));
        }
        sheet.part(&word("box.usual"), &usual);
        let (open, closed): (Vec<_>, Vec<_>) = card.follow_ups.iter().partition(|follow_up| follow_up.state == "open");
        sheet.part(&word("box.promised"), &open.into_iter().map(|row| self.promise_row(row)).collect::<Vec<_>>());
        sheet.part(&word("card.purchases"), &card.purchases.iter().map(|purchase| self.purchase_row(purchase)).collect::<Vec<_>>());
        sheet.part(&word("card.timeline"), &timeline(card, &closed));
        let owns: Vec<String> = card.belongings.iter().map(|thing| dots([thing.name.clone(), thing.detail.clone(), thing.since.clone()])).collect();
        sheet.part(&word("card.owns"), &owns);
        let mut allowed: Vec<String> = card.consents.iter().map(|consent| dots([consent_words(consent), self.moment(&consent.at)])).collect();
        if allowed.is_empty() {
            allowed.push(word("card.notAsked"));
        }
        sheet.part(&word("card.consents"), &allowed);
        sheet.done()
    }

    /// What another program had counted before.
    fn opening(&self, Opening { program, as_of, balance }: &Opening) -> String {
        let Balance { points, spent_minor, visits, first_day, last_day } = balance;
        let said = |key: &str, day: &str| if day.is_empty() { String::new() } else { texts::say(key, &[("day", day)]) };
        let facts = [
            visits.map(|visits| texts::count("card.openingVisits", visits, &[])).unwrap_or_default(),
            spent_minor.map(|minor| self.money(minor)).unwrap_or_default(),
            points.map(|points| texts::count("card.openingPoints", points, &[])).unwrap_or_default(),
            said("card.openingSince", first_day),
            said("card.openingUntil", last_day),
        ];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let before = texts::say("card.opening", &[("program", &known("program", program)), ("day", &as_of.to_string())]);
        format!("{before} {}", facts.join(", "))
    }

    fn summary(&self, summary: &CardSummary) -> String {
        let Some(last) = summary.last_day else { return word("find.never") };
        dots([
            format!("{} {last}", word("card.lastHere")),
            summary.usual_every_days.map_or_else(String::new, |days| format!("{} {}", word("card.every"), when::every(days))),
            texts::count("card.visits", summary.visits, &[]),
            format!("{} {}", self.money(summary.spent_this_year_minor), word("card.thisYear")),
            format!("{} {}", self.money(summary.spent_minor), word("card.ever")),
        ])
    }
}

/// What was said, and what was promised and is over, newest first.
fn timeline(card: &Card, closed: &[&FollowUp]) -> Vec<String> {
    let said = card.interactions.iter().map(|said| (said.day, known("interaction", &said.kind), said.text.clone(), said.staff.as_deref()));
    let kept = closed.iter().map(|row| {
        let state = word(if row.state == "done" { "card.kept" } else { "card.dropped" });
        let text = if row.outcome.is_empty() { row.title.clone() } else { format!("{}: {}", row.title, row.outcome) };
        (row.due.day, state, text, row.assignee.as_deref())
    });
    let mut entries: Vec<_> = said.chain(kept).collect();
    entries.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
    entries.into_iter().map(|(day, kind, text, staff)| dots([day.to_string(), format!("{kind}: {text}"), by(staff)])).collect()
}

//! Customers: what is written down about them, and how the book shows them.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::birthday::{Birthday, checked_birthday};
use super::{Address, Belonging, Consent, Email, FollowUp, Id, Interaction, Opening, Phone, Preference, Purchase, checks};
use crate::error::{Code, Error, Result};

/// A customer as the book knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// Public id.
    pub id: Id,
    /// The shop's own customer number or card code.
    pub number: String,
    /// The name to show: given and family, else the company, else a way to reach them.
    pub name: String,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Nickname.
    pub nick: String,
    /// Company.
    pub company: String,
    /// How they like to be called.
    pub call_me: String,
    /// How the name is said.
    pub say_it: String,
    /// Birthday, with or without year.
    #[serde(serialize_with = "super::birthday::maybe::serialize")]
    pub birthday: Option<Birthday>,
    /// Anything else, in words.
    pub note: String,
    /// How they found the shop.
    pub source: String,
    /// Who sent them.
    pub referred_by: Option<Id>,
    /// Phones, the first one first.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub emails: Vec<Email>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// Tags.
    pub tags: Vec<String>,
    /// When they were written down, RFC 3339 in UTC.
    pub created_at: String,
}

/// The name that a card shows.
pub fn shown_name(given: &str, family: &str, nick: &str, company: &str) -> String {
    let full = format!("{given} {family}");
    for candidate in [full.trim(), company, nick] {
        if !candidate.is_empty() {
            return candidate.to_owned();
        }
    }
    String::new()
}

/// A name as lists are ordered: family name first.
pub fn last_first(given: &str, family: &str) -> String {
    if family.is_empty() { given.trim().to_owned() } else { format!("{family} {given}").trim().to_owned() }
}

/// Splits a typed name into given and family: `Ember, Ann`, else the last word is the family name.
pub fn split_name(name: &str) -> (String, String) {
    let name = name.trim();
    if let Some((family, given)) = name.split_once(',') {
        return (given.trim().to_owned(), family.trim().to_owned());
    }
    match name.rsplit_once(char::is_whitespace) {
        Some((given, family)) => (given.trim().to_owned(), family.to_owned()),
        None => (name.to_owned(), String::new()),
    }
}

/// What is said now, or where that is blank what was said before.
pub fn filled(new: &str, old: &str) -> String {
    if new.is_empty() { old.to_owned() } else { new.to_owned() }
}

/// Whether a note says already, in lines of its own, what another one says; a line within a sentence may mean the opposite there. How lines
/// are spaced makes no difference.
pub fn has_note(note: &str, other: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let folded = text.split(['\n', '\r']).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        folded.filter(|line| !line.is_empty()).collect()
    };
    let (lines, wanted) = (lines(note), lines(other));
    wanted.is_empty() || lines.windows(wanted.len()).any(|run| run == wanted)
}

/// What is written down about a new customer; every key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NewCustomer {
    /// The whole name as typed, instead of given and family.
    pub name: String,
    /// The shop's own customer number.
    pub number: String,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Nickname.
    pub nick: String,
    /// Company.
    pub company: String,
    /// How they like to be called.
    pub call_me: String,
    /// How the name is said.
    pub say_it: String,
    /// `""`, `1990-03-15` or `--03-15`.
    pub birthday: String,
    /// Anything else.
    pub note: String,
    /// How they found the shop.
    pub source: String,
    /// Who sent them.
    pub referred_by: Option<Id>,
    /// Phones.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub emails: Vec<Email>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// Tags.
    pub tags: Vec<String>,
}

impl NewCustomer {
    /// Trims and checks every field for a shop in `region`, today; says at which field something is wrong.
    pub fn checked(&self, region: &str, today: NaiveDate) -> Result<Self> {
        let mut new = Self {
            name: String::new(),
            number: checks::line(&self.number, "number")?,
            given: checks::line(&self.given, "given")?,
            family: checks::line(&self.family, "family")?,
            nick: checks::line(&self.nick, "nick")?,
            company: checks::line(&self.company, "company")?,
            call_me: checks::line(&self.call_me, "callMe")?,
            say_it: checks::line(&self.say_it, "sayIt")?,
            birthday: checked_birthday(&self.birthday, today)?,
            note: checks::note(&self.note, "note")?,
            source: checks::line(&self.source, "source")?,
            referred_by: self.referred_by,
            phones: checked_list(&self.phones, "phones", |phone| phone.checked(region), |phone| phone.typed.trim().is_empty())?,
            emails: checked_list(&self.emails, "emails", Email::checked, |email| email.typed.trim().is_empty())?,
            addresses: checked_list(&self.addresses, "addresses", Address::checked, Address::is_empty)?,
            tags: checked_tags(&self.tags)?,
        };
        let name = checks::line(&self.name, "name")?;
        if new.given.is_empty() && new.family.is_empty() {
            (new.given, new.family) = split_name(&name);
        }
        if new.given.is_empty() && new.family.is_empty() && new.nick.is_empty() && new.company.is_empty() {
            // Somebody known only by a phone or an address is still somebody.
            if new.phones.is_empty() && new.emails.is_empty() {
                return Err(Error::new(Code::NameMissing).at("name"));
            }
        }
        Ok(new)
    }
}

/// What changes about a customer; a list replaces the whole list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CustomerChanges {
    /// The whole name as typed, instead of given and family.
    pub name: Option<String>,
    /// The shop's own customer number.
    pub number: Option<String>,
    /// Given names.
    pub given: Option<String>,
    /// Family name.
    pub family: Option<String>,
    /// Nickname.
    pub nick: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// How they like to be called.
    pub call_me: Option<String>,
    /// How the name is said.
    pub say_it: Option<String>,
    /// `""`, `1990-03-15` or `--03-15`.
    pub birthday: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// How they found the shop.
    pub source: Option<String>,
    /// Who sent them; `Some(None)` forgets it.
    #[serde(deserialize_with = "given_or_null")]
    pub referred_by: Option<Option<Id>>,
    /// Phones.
    pub phones: Option<Vec<Phone>>,
    /// E-mail addresses.
    pub emails: Option<Vec<Email>>,
    /// Postal addresses.
    pub addresses: Option<Vec<Address>>,
    /// Tags.
    pub tags: Option<Vec<String>>,
}

fn given_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Id>>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(D::Error::custom))
        .transpose()
        .map(Some)
}

impl CustomerChanges {
    /// The customer as they would be after the change, ready to be checked as a whole.
    pub fn applied_to(&self, customer: &Customer) -> NewCustomer {
        let keep = |new: &Option<String>, old: &str| new.clone().unwrap_or_else(|| old.to_owned());
        let renamed = self.name.is_some() && self.given.is_none() && self.family.is_none();
        NewCustomer {
            name: self.name.clone().unwrap_or_default(),
            number: keep(&self.number, &customer.number),
            given: if renamed { String::new() } else { keep(&self.given, &customer.given) },
            family: if renamed { String::new() } else { keep(&self.family, &customer.family) },
            nick: keep(&self.nick, &customer.nick),
            company: keep(&self.company, &customer.company),
            call_me: keep(&self.call_me, &customer.call_me),
            say_it: keep(&self.say_it, &customer.say_it),
            birthday: self.birthday.clone().unwrap_or_else(|| customer.birthday.map(|b| b.to_string()).unwrap_or_default()),
            note: keep(&self.note, &customer.note),
            source: keep(&self.source, &customer.source),
            referred_by: self.referred_by.unwrap_or(customer.referred_by),
            phones: self.phones.clone().unwrap_or_else(|| customer.phones.clone()),
            emails: self.emails.clone().unwrap_or_else(|| customer.emails.clone()),
            addresses: self.addresses.clone().unwrap_or_else(|| customer.addresses.clone()),
            tags: self.tags.clone().unwrap_or_else(|| customer.tags.clone()),
        }
    }
}

fn checked_list<T>(list: &[T], field: &str, check: impl Fn(&T) -> Result<T>, is_empty: impl Fn(&T) -> bool) -> Result<Vec<T>> {
    checks::few(list, checks::LIST, field)?;
    list.iter()
        .enumerate()
        .filter(|(_, entry)| !is_empty(entry))
        .map(|(index, entry)| check(entry).map_err(|error| error.within(&format!("{field}.{index}"))))
        .collect()
}

fn checked_tags(tags: &[String]) -> Result<Vec<String>> {
    checks::few(tags, checks::LIST, "tags")?;
    let mut kept: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = checks::line(tag, "tags")?;
        let folded = super::fold::fold(&tag);
        if !tag.is_empty() && kept.iter().all(|other| super::fold::fold(other) != folded) {
            kept.push(tag);
        }
    }
    Ok(kept)
}

/// Why a customer is among the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// By name, nickname or company.
    Name,
    /// By phone.
    Phone,
    /// By e-mail.
    Email,
    /// By town, tag or number.
    Other,
    /// By what they bought.
    Item,
    /// With one letter off.
    Typo,
}

/// A row of results: enough to tell two Anns apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Public id.
    pub id: Id,
    /// The name to show.
    pub name: String,
    /// How they like to be called.
    pub call_me: String,
    /// Company.
    pub company: String,
    /// Town of the first address.
    pub town: String,
    /// Phones as typed.
    pub phones: Vec<String>,
    /// E-mail addresses as typed.
    pub emails: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The last business day they bought something.
    pub last_day: Option<NaiveDate>,
    /// The first item of the last purchase.
    pub last_item: Option<String>,
    /// On how many days they bought something.
    pub visits: i64,
    /// Spent this calendar year, in minor units; only in the list of everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent_year_minor: Option<i64>,
    /// Why they are here.
    #[serde(rename = "match")]
    pub matched: Match,
}

/// What the card says about somebody's coming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardSummary {
    /// On how many days they bought something.
    pub visits: i64,
    /// Sales written down.
    pub purchases: i64,
    /// The first day.
    pub first_day: Option<NaiveDate>,
    /// The last day.
    pub last_day: Option<NaiveDate>,
    /// Their usual number of days between two visits: the median of the last gaps.
    pub usual_every_days: Option<i64>,
    /// Spent this calendar year, refunds taken off, in minor units.
    pub spent_this_year_minor: i64,
    /// Spent since the beginning, refunds taken off, in minor units.
    pub spent_minor: i64,
    /// What they buy most, best first.
    pub usual_items: Vec<String>,
    /// Days until the birthday; 0 is today.
    pub birthday_in_days: Option<i64>,
}

/// Everything the counter needs about one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The customer.
    pub customer: Customer,
    /// How they come.
    pub summary: CardSummary,
    /// What they like, avoid, need.
    pub preferences: Vec<Preference>,
    /// What they own.
    pub belongings: Vec<Belonging>,
    /// The newest 50.
    pub purchases: Vec<Purchase>,
    /// Open ones by due, then the 20 last closed.
    pub follow_ups: Vec<FollowUp>,
    /// The newest 100.
    pub interactions: Vec<Interaction>,
    /// The newest event of each purpose and channel.
    pub consents: Vec<Consent>,
    /// What other programs had counted before.
    pub openings: Vec<Opening>,
    /// Who sent them, by name.
    pub referred_by_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
    }

    #[test]
    fn a_typed_name_is_split_and_shown_as_typed() {
        for (typed, given, family) in [
            ("Ann Ember", "Ann", "Ember"),
            ("Ember, Ann", "Ann", "Ember"),
            ("Ana María de la Cruz", "Ana María de la", "Cruz"),
            ("Madonna", "Madonna", ""),
            ("李小龙", "李小龙", ""),
        ] {
            assert_eq!(split_name(typed), (given.to_owned(), family.to_owned()));
        }
        assert_eq!(shown_name("Ann", "Ember", "", "Ember & Sons"), "Ann Ember");
        assert_eq!(shown_name("", "", "", "Ember & Sons"), "Ember & Sons");
    }

    #[test]
    fn a_note_has_another_one_only_in_whole_lines() {
        let note = "No nut allergy\n\n  likes   rye \r\nring twice";
        for (other, there) in [
            ("", true),
            ("No nut allergy", true),
            ("nut allergy", false),
            ("no nut allergy", false),
            ("likes rye", true),
            ("likes rye\nring  twice", true),
            ("No nut allergy\nring twice", false),
            (note, true),
            ("No nut allergy likes rye", false),
        ] {
            assert_eq!(has_note(note, other), there, "{other}");
        }
        assert!(!has_note("", "likes rye") && has_note("", " \n"));
    }

    #[test]
    fn a_wrong_entry_of_a_list_names_its_place() {
        let new = NewCustomer { name: "Ann".into(), phones: vec![Phone::plain("0170 1"), Phone::plain("none")], ..NewCustomer::default() };
        let error = new.checked("DE", today()).unwrap_err();
        assert_eq!((error.code(), error.field()), (Code::BadPhone, Some("phones.1.typed")));
        assert_eq!(NewCustomer::default().checked("DE", today()).unwrap_err().code(), Code::NameMissing);
    }

    #[test]
    fn a_tag_in_two_spellings_is_kept_once() {
        let new = NewCustomer { name: "Ann".into(), tags: vec!["VIP".into(), " vip".into(), String::new()], ..NewCustomer::default() };
        assert_eq!(new.checked("DE", today()).unwrap().tags, ["VIP"]);
    }
}

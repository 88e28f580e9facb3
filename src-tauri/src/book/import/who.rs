//! Whom a row is about, and what it changes about them.

use std::collections::HashSet;

use super::ahead::Arrival;
use super::known::{Gone, is_bare};
use crate::book::Tx;
use crate::error::Result;
use crate::exchange::{CustomerDraft, CustomerReference, Filled, regulars};
use crate::model::fold::{fold, words};
use crate::model::{Address, Balance, Birthday, Customer, Id, NewCustomer, customer, phone};
use crate::store::recognised::Whose;
use crate::store::{customers, merged, recognised};

/// Texts as one short text, equal only for equal ones.
#[derive(Default)]
struct Short(blake3::Hasher);

impl Short {
    fn add(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    fn of_letters(&self, count: usize) -> String {
        self.0.finalize().to_hex().chars().take(count).collect()
    }
}

/// What a row says, as a short text that is equal only for equal rows.
pub(super) fn fingerprint(draft: &CustomerDraft) -> String {
    let mut short = Short::default();
    let mut add = |text: &str| short.add(text);
    let new = &draft.new;
    for text in [&new.number, &new.given, &new.family, &new.nick, &new.company, &new.call_me, &new.say_it, &new.birthday, &new.note, &new.source] {
        add(text);
    }
    new.phones.iter().for_each(|phone| [&phone.label, &phone.typed].into_iter().for_each(|text| add(text)));
    add("|");
    new.emails.iter().for_each(|email| [&email.label, &email.typed].into_iter().for_each(|text| add(text)));
    add("|");
    for address in &new.addresses {
        add(&address.label);
        address.parts().into_iter().for_each(&mut add);
    }
    add("|");
    new.tags.iter().for_each(|tag| add(tag));
    for consent in draft.consents.iter().filter(|consent| consent.given.is_some()) {
        add(consent.channel);
        add(&consent.wording);
    }
    // Files that say nothing of it keep the fingerprints they have always had.
    if let Some(Balance { points, spent_minor, visits, first_day, last_day }) = &draft.opening {
        add("opening");
        [points, spent_minor, visits].into_iter().for_each(|number| add(&number.map(|number| number.to_string()).unwrap_or_default()));
        [first_day, last_day].into_iter().for_each(|day| add(day));
    }
    short.of_letters(24)
}

/// What tells a list from other lists of the same program: its headings, as a short text.
pub(super) fn list(headings: &[String]) -> String {
    // In whichever order they stand, a row says the same.
    let mut headings: Vec<&String> = headings.iter().collect();
    headings.sort_unstable();
    let mut short = Short::default();
    headings.into_iter().for_each(|heading| short.add(heading));
    format!("list:{}", short.of_letters(16))
}

/// Whom a row is about.
pub(super) enum Known {
    /// Somebody in the book, and whether by a key rather than by what they are called.
    Customer(Whose, bool),
    /// Nobody for sure; but somebody in the book could be meant, for the reason that the word says.
    Perhaps(i64, &'static str),
    /// Somebody who was taken out of the book.
    Removed,
    /// Nobody.
    Nobody,
}

/// What rows are compared with.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    /// The program that the file came from.
    pub program: &'a str,
    /// The last customer that the book had before the file.
    pub last: i64,
    /// Whom earlier rows of the file are about that say nothing but a name.
    pub named: &'a HashSet<i64>,
    /// Cards that are in no list any more.
    pub gone: &'a Gone,
}

/// Whom a row is about, by what it says of them.
pub(super) fn look_up(tx: &Tx<'_>, before: Before<'_>, has_key: bool, arrival: &Arrival) -> Result<Known> {
    let Arrival { keys, draft: CustomerDraft { new, .. }, .. } = arrival;
    let mut seen = HashSet::new();
    // The card of theirs whose name fits: their own, or one that became theirs.
    let fits = |candidate: i64| -> Result<Option<(Whose, Fit)>> {
        // Somebody the same program knows by another id is somebody else; cards come from many address books.
        let has_other_key = has_key && before.program != "vcard" && recognised::has_key_of(tx.conn, candidate, before.program)?;
        if has_other_key {
            return Ok(None);
        }
        for card in [candidate].into_iter().chain(merged::cards(tx.conn, candidate)?) {
            let known = customers::get(tx.conn, card)?;
            let fit = fit(&known, new);
            if fit > Fit::None && !born_on_another_day(&known, new) && !numbered_otherwise(&known, new) {
                return Ok(Some((Whose { customer: candidate, card }, fit)));
            }
        }
        Ok(None)
    };
    let mut candidates = Vec::new();
    for digits in &keys.phones {
        candidates.extend(recognised::by_phone(tx.conn, &digits.international)?.into_iter().map(|candidate| (candidate, "phone")));
    }
    for email in &keys.emails {
        candidates.extend(recognised::by_email(tx.conn, email)?.into_iter().map(|candidate| (candidate, "email")));
    }
    if !new.number.is_empty() {
        candidates.extend(recognised::by_number(tx.conn, &new.number)?.into_iter().map(|candidate| (candidate, "number")));
    }
    let mut perhaps = Known::Nobody;
    let mut fitting: Vec<Fitting> = Vec::new();
    for (candidate, shared) in &candidates {
        if !seen.insert(*candidate) {
            continue;
        }
        let marks = candidates.iter().filter(|(other, _)| other == candidate).count();
        match fits(*candidate)? {
            Some((whose, fit)) => fitting.push((whose, fit, marks)),
            None if matches!(perhaps, Known::Nobody) && !customers::is_removed(tx.conn, *candidate)? => perhaps = Known::Perhaps(*candidate, shared),
            None => {}
        }
    }
    match decided(tx, fitting)? {
        // "Meier" with the phone of a family is any of them; the name may yet tell.
        Some(several @ Known::Perhaps(..)) => perhaps = several,
        Some(known) => return Ok(known),
        None => {}
    }
    if keys.name.is_empty() {
        return Ok(perhaps);
    }
    if is_bare(new) {
        let namesakes = recognised::by_sort_name(tx.conn, &keys.name)?;
        return match (perhaps, namesakes.as_slice()) {
            // A list of names, read again: the same row, edited. Two rows of one file are two people.
            (Known::Nobody, [only])
                if !has_key && *only <= before.last && !before.named.contains(only) && is_listed_name(tx, *only, before.program)? =>
            {
                Ok(Known::Customer(Whose { customer: *only, card: *only }, false))
            }
            (Known::Nobody, [first, ..]) => Ok(Known::Perhaps(*first, "name")),
            (Known::Nobody, []) if !has_key => gone_namesake(tx, before, &keys.name),
            (perhaps, _) => Ok(perhaps),
        };
    }
    // A town is no address: where a street is, somebody lives.
    let streets = new.addresses.iter().zip(&keys.addresses).filter(|(address, _)| !address.street.is_empty());
    let addresses: Vec<String> = streets.map(|(_, key)| key.clone()).collect();
    if new.birthday.is_empty() && addresses.is_empty() {
        return Ok(perhaps);
    }
    // A name alone is shared by many; who also shares the birthday or an address is asked for at once.
    let mut fitting = Vec::new();
    let mut namesakes = recognised::by_name_and(tx.conn, &keys.name, &new.birthday, &addresses)?;
    for gone in before.gone.named(&keys.name) {
        let card = customers::get(tx.conn, gone.card)?;
        let is_theirs = card.birthday.is_some_and(|birthday| birthday.to_string() == new.birthday)
            || card.addresses.iter().any(|address| addresses.contains(&address.folded()));
        namesakes.extend(is_theirs.then_some(gone.customer));
    }
    for candidate in namesakes {
        if !seen.insert(candidate) {
            continue;
        }
        let Some((whose, fit)) = fits(candidate)? else { continue };
        let birthday = customers::get(tx.conn, whose.card)?.birthday.map(|birthday| birthday.to_string()).unwrap_or_default();
        if new.birthday.is_empty() || birthday.is_empty() || birthday == new.birthday {
            fitting.push((whose, fit, usize::from(!birthday.is_empty() && birthday == new.birthday)));
        }
    }
    Ok(decided(tx, fitting)?.unwrap_or(perhaps))
}

/// Whom a list of names means by a name that nobody in the book's lists has: the only card of that name which is in no list any more.
fn gone_namesake(tx: &Tx<'_>, before: Before<'_>, name: &str) -> Result<Known> {
    let mut listed = Vec::new();
    for gone in before.gone.named(name) {
        if is_listed_name(tx, gone.card, before.program)? {
            listed.push((*gone, customers::is_removed(tx.conn, gone.customer)?));
        }
    }
    Ok(match listed.as_slice() {
        [] => Known::Nobody,
        [(only, false)] if !before.named.contains(&only.customer) => Known::Customer(*only, false),
        listed if listed.iter().any(|(_, is_removed)| *is_removed) => Known::Removed,
        [(first, _), ..] => Known::Perhaps(first.customer, "name"),
    })
}

/// Somebody whose name fits, how well, and by how many marks.
type Fitting = (Whose, Fit, usize);

/// Who of those that fit is meant: the only one, the only one of exactly that name, or of those the one who shares more than any other. Else the
/// first, who may be meant or not; where nobody of them is in the book any more, whoever had exactly that name.
fn decided(tx: &Tx<'_>, fitting: Vec<Fitting>) -> Result<Option<Known>> {
    let (mut is_removed, mut left) = (false, Vec::with_capacity(fitting.len()));
    for one in fitting {
        if customers::is_removed(tx.conn, one.0.customer)? {
            is_removed |= one.1 == Fit::Same;
        } else {
            left.push(one);
        }
    }
    let Some((first, ..)) = left.first().copied() else { return Ok(is_removed.then_some(Known::Removed)) };
    if left.iter().any(|(_, fit, _)| *fit == Fit::Same) {
        left.retain(|(_, fit, _)| *fit == Fit::Same);
    }
    let most = left.iter().map(|(.., marks)| *marks).max().unwrap_or(0);
    left.retain(|(.., marks)| *marks == most);
    Ok(Some(match left.as_slice() {
        [(only, ..)] => Known::Customer(*only, false),
        _ => Known::Perhaps(first.customer, "several"),
    }))
}

/// Whether both have a number of the shop's own, and not the same.
fn numbered_otherwise(known: &Customer, new: &NewCustomer) -> bool {
    !known.number.is_empty() && !new.number.is_empty() && fold(&known.number) != fold(&new.number)
}

/// Whether nothing is known of a customer but the name and what a list of such names has said.
fn is_listed_name(tx: &Tx<'_>, customer: i64, program: &str) -> Result<bool> {
    let known = customers::get(tx.conn, customer)?;
    let is_bare = known.phones.is_empty() && known.emails.is_empty() && known.birthday.is_none() && known.addresses.is_empty();
    Ok(is_bare && recognised::is_known_by_rows(tx.conn, customer, program)?)
}

/// Whether both birthdays are known and are two: mother and daughter of one name share a phone.
fn born_on_another_day(known: &Customer, new: &NewCustomer) -> bool {
    let (Some(known), Ok(new)) = (known.birthday, new.birthday.parse::<Birthday>()) else { return false };
    let (known, new) = (known.to_string(), new.to_string());
    let yearless = |text: &str| text.starts_with("--");
    // Month and day are the last five letters of either form.
    known[known.len() - 5..] != new[new.len() - 5..] || (!yearless(&known) && !yearless(&new) && known != new)
}

/// Whether a word is the initial of another one.
fn begins(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

/// How the name of a row goes with the name on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// They are two people's.
    None,
    /// They can be one person's: each word of the shorter one begins a word of the longer one, or one of them has no name.
    Perhaps,
    /// They are the same.
    Same,
}

/// Words that tell a parent from a child of one name.
const GENERATIONS: [&str; 7] = ["sen", "senior", "sr", "jun", "junior", "jr", "jnr"];

fn fit(known: &Customer, new: &NewCustomer) -> Fit {
    let theirs = words(&format!("{} {}", new.given, new.family));
    let mut ours = words(&format!("{} {}", known.given, known.family));
    let when = |fits: bool, fit: Fit| if fits { fit } else { Fit::None };
    if theirs.is_empty() || ours.is_empty() {
        let (a, b) = (fold(&known.company), fold(&new.company));
        return if !a.is_empty() && a == b && theirs == ours { Fit::Same } else { when(a.is_empty() || b.is_empty() || a == b, Fit::Perhaps) };
    }
    let is_same = {
        let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
        ours.sort_unstable();
        theirs.sort_unstable();
        ours == theirs
    };
    if is_same {
        return Fit::Same;
    }
    // Of two words either may be what somebody is called.
    let generation = |words: &[String]| words.iter().skip(2).find(|word| GENERATIONS.contains(&word.as_str())).map(|word| word[..1].to_owned());
    if generation(&theirs) != generation(&ours) {
        return Fit::None;
    }
    let single = ours.len();
    ours.extend(words(&format!("{} {}", known.nick, known.call_me)));
    let (fewer, more) = if theirs.len() <= single { (&theirs, &ours) } else { (&ours, &theirs) };
    // An initial may stand on either side.
    let fits =
        fewer.iter().take(theirs.len().min(single)).all(|word| more.iter().any(|other| other == word || begins(word, other) || begins(other, word)));
    when(fits, Fit::Perhaps)
}

/// What a row about a card that became somebody else's still tells of them: what the survivor has not, and never another name or number.
pub(super) fn of_merged(survivor: &Customer, row: &NewCustomer) -> NewCustomer {
    let blank_only = |new: &str, old: &str| if old.is_empty() { new.to_owned() } else { String::new() };
    let named = !(survivor.given.is_empty() && survivor.family.is_empty());
    let birthday = survivor.birthday.map(|birthday| birthday.to_string()).unwrap_or_default();
    NewCustomer {
        number: blank_only(&row.number, &survivor.number),
        given: if named { String::new() } else { row.given.clone() },
        family: if named { String::new() } else { row.family.clone() },
        nick: blank_only(&row.nick, &survivor.nick),
        company: blank_only(&row.company, &survivor.company),
        call_me: blank_only(&row.call_me, &survivor.call_me),
        say_it: blank_only(&row.say_it, &survivor.say_it),
        birthday: blank_only(&row.birthday, &birthday),
        source: blank_only(&row.source, &survivor.source),
        ..row.clone()
    }
}

/// The customer after a row: what is replaced, and what is added to the lists. `own` is for a row of our own table, and whether it has gaps; `by_key`
/// is whether a key says that it is them.
pub(super) fn after(old: &Customer, row: &NewCustomer, own: Option<bool>, by_key: bool, region: &str) -> (NewCustomer, NewCustomer) {
    let take = customer::filled;
    let is_ours = own.is_some();
    // Where no key says who it is, a name is only taken over that has all of the old one: "A. Meier", "Ann Meier" for "Ann Marie Meier" or for
    // "Ann & Paul Meier", and "Bob" for "Robert" say less than the card does.
    let (theirs, ours) = (words(&format!("{} {}", row.given, row.family)), words(&format!("{} {}", old.given, old.family)));
    let has_all = ours.iter().all(|word| theirs.iter().any(|other| other == word || begins(word, other)));
    // A key says who it is, but an initial is no other name.
    let (initials, known) = (words(&row.given), words(&old.given));
    let is_initial = initials.len() <= known.len()
        && initials.iter().any(|word| word.chars().count() == 1)
        && initials.iter().zip(&known).all(|(new, known)| known.starts_with(new.as_str()));
    let may_rename = is_ours || !is_initial && (by_key || has_all);
    // Half a name is no other name, unless a key says who it is and the card has no more of one.
    let is_whole = |row: &str, old: &str| !row.is_empty() || by_key && old.is_empty();
    let renamed = may_rename
        && !(row.given.is_empty() && row.family.is_empty())
        && (is_ours || is_whole(&row.given, &old.given) && is_whole(&row.family, &old.family));
    let (given, family) =
        if renamed { (row.given.clone(), row.family.clone()) } else { (take(&old.given, &row.given), take(&old.family, &row.family)) };
    let note = match (old.note.is_empty(), row.note.is_empty() || customer::has_note(&old.note, &row.note)) {
        (_, true) => old.note.clone(),
        (true, false) => row.note.clone(),
        (false, false) if is_ours => row.note.clone(),
        (false, false) => format!("{}\n{}", old.note, row.note),
    };
    let mut new = NewCustomer {
        name: String::new(),
        number: take(&row.number, &old.number),
        given,
        family,
        nick: take(&row.nick, &old.nick),
        company: take(&row.company, &old.company),
        call_me: take(&row.call_me, &old.call_me),
        say_it: take(&row.say_it, &old.say_it),
        birthday: birthday_after(old.birthday, &row.birthday, is_ours),
        note,
        source: take(&row.source, &old.source),
        referred_by: old.referred_by,
        phones: old.phones.clone(),
        emails: old.emails.clone(),
        addresses: old.addresses.clone(),
        tags: old.tags.clone(),
    };
    let mut more = NewCustomer::default();
    if let Some(has_gaps) = own {
        // Our own table holds the whole lists, so that mending one in the spreadsheet mends it here.
        let mended = regulars::mended(old, row, has_gaps);
        new = NewCustomer { phones: mended.phones, emails: mended.emails, addresses: mended.addresses, tags: mended.tags, ..new };
        return (new, more);
    }
    let digits = |typed: &str| phone::digits(typed, region).map(|digits| digits.international).unwrap_or_default();
    let known: HashSet<String> = old.phones.iter().map(|entry| digits(&entry.typed)).collect();
    more.phones = row.phones.iter().filter(|entry| !known.contains(&digits(&entry.typed))).cloned().collect();
    let known: HashSet<String> = old.emails.iter().map(|entry| fold(&entry.typed)).collect();
    more.emails = row.emails.iter().filter(|entry| !known.contains(&fold(&entry.typed))).cloned().collect();
    more.addresses = row.addresses.iter().filter(|address| !old.addresses.iter().any(|known| says_no_more(address, known))).cloned().collect();
    let known: HashSet<String> = old.tags.iter().map(|tag| fold(tag)).collect();
    more.tags = row.tags.iter().filter(|tag| !known.contains(&fold(tag))).cloned().collect();
    (new, more)
}

/// Whether an address has nothing that another one has not: the same, or with parts left blank.
fn says_no_more(address: &Address, known: &Address) -> bool {
    address.folded() == known.folded()
        || address.parts().into_iter().zip(known.parts()).all(|(part, known)| part.is_empty() || fold(part) == fold(known))
}

/// A row's birthday over a card's; a year that the row does not know stays, but where our own table was mended.
fn birthday_after(old: Option<Birthday>, row: &str, is_ours: bool) -> String {
    let new = row.parse::<Birthday>().ok().map(|new| if is_ours { new } else { new.with_year_of(old) });
    new.or(old).map(|birthday| birthday.to_string()).unwrap_or_default()
}

/// Empties what a file has columns for and its rows about somebody, which filled in what is `said`, say nothing in. Nobody loses their name: it stands
/// in several columns, and the company is all that some have.
pub(super) fn clear(new: &mut NewCustomer, said: Filled, filled: Filled) {
    let named = !(new.given.is_empty() && new.family.is_empty());
    for (is_filled, is_said, text) in [
        (filled.number, said.number, &mut new.number),
        (filled.nick && named, said.nick, &mut new.nick),
        (filled.company && named, said.company, &mut new.company),
        (filled.call_me, said.call_me, &mut new.call_me),
        (filled.say_it, said.say_it, &mut new.say_it),
        (filled.birthday, said.birthday, &mut new.birthday),
        (filled.note, said.note, &mut new.note),
        (filled.source, said.source, &mut new.source),
    ] {
        if is_filled && !is_said {
            text.clear();
        }
    }
    // Of several columns a row fills as many as it needs: only where all are blank nothing is left.
    if filled.phones > 0 && said.phones == 0 {
        new.phones.clear();
    }
    if filled.emails > 0 && said.emails == 0 {
        new.emails.clear();
    }
    if filled.addresses > 0 && said.addresses == 0 {
        new.addresses.clear();
    }
    if filled.tags && !said.tags {
        new.tags.clear();
    }
}

/// Takes out of the lists what a row of our own table, which has the whole of them, does not tell any more.
pub(super) fn clear_lists(new: &mut NewCustomer, row: &NewCustomer, filled: Filled) {
    if filled.phones >= regulars::WAYS {
        new.phones.retain(|phone| row.phones.iter().any(|told| told.typed == phone.typed));
    }
    if filled.emails >= regulars::WAYS {
        new.emails.retain(|email| row.emails.iter().any(|told| told.typed == email.typed));
    }
    if filled.addresses >= regulars::ADDRESSES {
        // What the table has no room for it does not tell.
        let beyond = new.addresses.split_off(new.addresses.len().min(regulars::ADDRESSES));
        new.addresses.retain(|address| row.addresses.iter().any(|told| regulars::tells_address(told, address)));
        new.addresses.extend(beyond);
    }
}

/// Whether somebody may be called so; no name says nothing.
fn may_be_called(known: &Customer, name: &str) -> bool {
    let (given, family) = customer::split_name(name);
    name.is_empty() || fold(name) == fold(&known.company) || fit(known, &NewCustomer { given, family, ..NewCustomer::default() }) > Fit::None
}

/// The customer that another program's sale names.
pub(super) fn buyer(tx: &Tx<'_>, program: &str, reference: &CustomerReference) -> Result<Option<i64>> {
    let listed = |rows: Vec<i64>| -> Result<Option<i64>> {
        let mut only = None;
        for row in rows {
            if !customers::is_removed(tx.conn, row)? {
                if only.is_some() {
                    return Ok(None);
                }
                only = Some(row);
            }
        }
        Ok(only)
    };
    // Our own tables name our own customers.
    if let Ok(id) = reference.origin.parse::<Id>()
        && let Some(customer) = customers::row_of(tx.conn, &id)?
    {
        return Ok(Some(customer));
    }
    // Where our table of customers was read into another book, it remembers them by our ids.
    if reference.origin.parse::<Id>().is_ok()
        && let Some((whose, _)) = recognised::by_origin(tx.conn, "regulars", &reference.origin)?
    {
        return Ok(Some(whose.customer));
    }
    for key in [&reference.origin, &reference.number].into_iter().filter(|key| !key.is_empty()) {
        if let Some((whose, _)) = recognised::by_origin(tx.conn, program, key)? {
            return Ok(Some(whose.customer));
        }
    }
    if !reference.number.is_empty()
        && let Some(customer) = listed(recognised::by_number(tx.conn, &reference.number)?)?
    {
        return Ok(Some(customer));
    }
    // What a table of nobody's in particular calls an id is the shop's own number in its list of customers; a name may speak against it.
    if program == "unknown"
        && let Some(customer) = listed(recognised::by_number(tx.conn, &reference.origin)?)?
        && may_be_called(&customers::get(tx.conn, customer)?, &reference.name)
    {
        return Ok(Some(customer));
    }
    if !reference.email.is_empty()
        && let Some(customer) = listed(recognised::by_email(tx.conn, &fold(&reference.email))?)?
    {
        return Ok(Some(customer));
    }
    if !reference.phone.is_empty()
        && let Ok(digits) = phone::digits(&reference.phone, &tx.shop.region)
        && let Some(customer) = listed(recognised::by_phone(tx.conn, &digits.international)?)?
    {
        return Ok(Some(customer));
    }
    let (given, family) = customer::split_name(&reference.name);
    let last_first = customer::last_first(&given, &family);
    if last_first.is_empty() {
        return Ok(None);
    }
    listed(recognised::by_sort_name(tx.conn, &fold(&last_first))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn names_of_one_person_fit_and_others_do_not() {
        let fit = |known: (&str, &str), new: (&str, &str)| {
            let known = Customer {
                id: Id::new(uuid::Uuid::nil()),
                number: String::new(),
                name: String::new(),
                given: known.0.into(),
                family: known.1.into(),
                nick: "Flash".into(),
                company: String::new(),
                call_me: String::new(),
                say_it: String::new(),
                birthday: None,
                note: String::new(),
                source: String::new(),
                referred_by: None,
                phones: vec![],
                emails: vec![],
                addresses: vec![],
                tags: vec![],
                created_at: String::new(),
            };
            super::fit(&known, &NewCustomer { given: new.0.into(), family: new.1.into(), ..NewCustomer::default() })
        };
        for (known, new) in [
            (("Ann", "Ember"), ("A.", "Ember")),
            (("Ann Marie", "Ember"), ("Ann", "Ember")),
            (("Ann", "Ember"), ("", "Ember")),
            (("", ""), ("Ann", "Ember")),
            (("Ann", "Ember"), ("Flash", "Ember")),
        ] {
            assert_eq!(fit(known, new), Fit::Perhaps, "{known:?} {new:?}");
        }
        for (known, new) in [(("Ann", "Ember"), ("ANN", "EMBER")), (("Ann", "Ember"), ("Ember", "Ann"))] {
            assert_eq!(fit(known, new), Fit::Same, "{known:?} {new:?}");
        }
        for (known, new) in [
            (("Ann", "Ember"), ("Bob", "Ember")),
            (("Ann", "Ember"), ("Ann", "Field")),
            (("Ann", "Ember"), ("Emma", "Annber")),
            (("Max", "Bauer"), ("Max", "Bauer sen.")),
        ] {
            assert_eq!(fit(known, new), Fit::None, "a family's phone is not one person: {known:?} {new:?}");
        }
    }
}

//! Customers of a file: who is new is gathered and written together, who is known is brought up to date.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, Sender};

use super::ahead::{Arrival, Handful};
use super::known::{Gone, Known, Standing, is_bare};
use super::stored::differences;
use super::who::{self, Before, after, look_up, of_merged};
use super::{Change, Import, Outcome, of_customer};
use crate::book::Tx;
use crate::book::customers::changed_fields;
use crate::error::Result;
use crate::exchange::purchases::hash;
use crate::exchange::{CustomerDraft, Filled};
use crate::model::relation::channel_of;
use crate::model::{Customer, CustomerChanges, Id, Keys, NewCustomer};
use crate::store::customers::Arriving;
use crate::store::finder::{Bulk, Came};
use crate::store::recognised::Whose;
use crate::store::relations::Said;
use crate::store::{customers, journal, merged, openings, recognised, relations};
use crate::texts;

/// New customers that are written together.
const TOGETHER: usize = 256;

/// What the rows about somebody say, and the row that was counted for them.
struct Blanks {
    said: Filled,
    row: u64,
    is_changed: bool,
}

/// An import of customers.
pub(super) struct People<'a, 'p> {
    import: Import<'a, 'p>,
    program: &'static str,
    /// What blank cells empty, and what the rows about each of those leave blank whom the book had before.
    cleared: Filled,
    blanks: HashMap<i64, Blanks>,
    /// The row that is read.
    row: u64,
    /// What tells this list of the program from its other lists: its headings. Rows without a key are remembered with it.
    list: String,
    /// The last customer, and the last key of one, that the book had before the file.
    last: i64,
    last_origin: i64,
    /// Rows that stand in the file as they did when it was read before, by their keys.
    standing: Standing,
    /// Rows of the list of before whose cards other rows are about: keys by their rows.
    superseded: Vec<(i64, String)>,
    /// Keys whose rows were taken over from this file.
    renewed: HashSet<u64>,
    /// Whom rows are about that say nothing but a name.
    named: HashSet<i64>,
    known: Known,
    gone: Gone,
    bulk: Bulk,
    /// New customers that are not written yet, with their keys in the program.
    new: Vec<(Arrival, String)>,
    /// Those who are done with, until they go back to the thread that made them.
    done: Vec<Arrival>,
    give_back: Sender<Vec<Arrival>>,
}

impl<'a, 'p> People<'a, 'p> {
    /// An import from a file of `bytes` that `program` wrote, with such headings. Blank cells empty the fields that are `cleared`.
    pub(super) fn begin(
        tx: &Tx<'_>,
        import: Import<'a, 'p>,
        (program, headings): (&'static str, &[String]),
        cleared: Filled,
        bytes: u64,
        give_back: Sender<Vec<Arrival>>,
    ) -> Result<Self> {
        Ok(Self {
            import,
            program,
            cleared,
            blanks: HashMap::new(),
            row: 0,
            list: who::list(headings),
            last: customers::last(tx.conn)?,
            last_origin: recognised::last_origin(tx.conn)?,
            standing: Standing::of(bytes),
            superseded: Vec::new(),
            renewed: HashSet::new(),
            named: HashSet::new(),
            known: Known::before(tx.conn, program, bytes)?,
            gone: Gone::default(),
            bulk: Bulk::default(),
            new: Vec::new(),
            done: Vec::new(),
            give_back,
        })
    }

    /// Takes in everything that is handed over.
    pub(super) fn take_in(mut self, tx: &mut Tx<'_>, handed: Receiver<Result<Handful>>) -> Result<()> {
        for handful in handed {
            let Handful { rows, done, total } = handful?;
            for (row, read) in rows {
                self.import.report.rows += 1;
                self.row = row;
                match read {
                    Ok(arrival) => {
                        let name = arrival.name.clone();
                        if self.import.is_shown(&[row]) {
                            self.import.store(&[row], &of_customer(&arrival.draft, tx.shop.money()?));
                        }
                        let outcome = self.customer(tx, arrival)?;
                        self.import.count(&[row], name, &outcome);
                    }
                    Err(refusal) => self.import.refuse(&[row], refusal.reason, refusal.cells),
                }
            }
            // Who reads ahead may have ended already; then they are dropped here.
            let _ = self.give_back.send(std::mem::take(&mut self.done));
            self.import.tell(done, total)?;
            if journal::lock(tx.journal).is_full() {
                // Words are counted down as well as up while customers are refreshed: what is still in memory goes first.
                self.finish(tx)?;
                tx.spill()?;
            }
        }
        self.clear_blanks(tx)?;
        for (row, key) in std::mem::take(&mut self.superseded) {
            if !self.standing.contains(&key) {
                recognised::forget_origin(tx.conn, row)?;
            }
        }
        self.finish(tx)
    }

    /// Writes everything that has gathered.
    fn finish(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.add_new(tx)?;
        self.bulk.finish(tx.conn)
    }

    fn customer(&mut self, tx: &mut Tx<'_>, arrival: Arrival) -> Result<Outcome> {
        let (has_key, key) = arrival.key();
        let mut outcome = Outcome::New;
        let may_be_known = self.known.learn(&key, &arrival.draft.new, &arrival.keys);
        if self.gone.may_have(tx.conn, &arrival.draft.new, &arrival.keys)? || may_be_known {
            // They may be among those who are not written yet.
            self.add_new(tx)?;
            outcome = self.known_customer(tx, &arrival, has_key, &key)?;
            if !matches!(outcome, Outcome::New | Outcome::Doubtful(_)) {
                self.done.push(arrival);
                return Ok(outcome);
            }
        }
        self.new.push((arrival, key));
        if self.new.len() >= TOGETHER {
            self.add_new(tx)?;
        }
        Ok(outcome)
    }

    /// What a row does to somebody whom the book knows; where it knows nobody like that they are new, or in doubt.
    fn known_customer(&mut self, tx: &mut Tx<'_>, arrival: &Arrival, has_key: bool, key: &str) -> Result<Outcome> {
        let own_id = self.own_id(has_key.then_some(key));
        let bare = !has_key && is_bare(&arrival.draft.new);
        let known = match (recognised::by_origin(tx.conn, self.program, key)?, own_id) {
            (Some((whose, read_before)), _) if !has_key || read_before == arrival.content || self.has_second(tx, whose, arrival)? => {
                self.standing.insert(key);
                if bare {
                    self.named.insert(whose.customer);
                }
                self.note_blanks(whose, arrival, false);
                return Ok(Outcome::Unchanged);
            }
            (Some((whose, _)), _) => Some(whose),
            (None, Some(id)) => recognised::by_id(tx.conn, &id)?,
            (None, None) => None,
        };
        let known = match known {
            Some(whose) => who::Known::Customer(whose, true),
            None => look_up(tx, Before { program: self.program, last: self.last, named: &self.named, gone: &self.gone }, has_key, arrival)?,
        };
        match known {
            who::Known::Customer(whose, by_key) => {
                if bare {
                    self.named.insert(whose.customer);
                }
                self.update(tx, whose, by_key, (has_key, key), arrival)
            }
            who::Known::Perhaps(customer, shared) => {
                let name = customers::name_of(tx.conn, customer)?;
                Ok(Outcome::Doubtful(texts::say(&format!("doubtful.{shared}"), &[("name", &name)])))
            }
            who::Known::Removed => Ok(Outcome::Kept(texts::say("doubtful.removed", &[]))),
            who::Known::Nobody => Ok(Outcome::New),
        }
    }

    /// Whether a second row of a key stands in the file as it did before.
    fn has_second(&mut self, tx: &Tx<'_>, whose: Whose, arrival: &Arrival) -> Result<bool> {
        let key = arrival.row_key();
        let is_there = recognised::by_origin(tx.conn, self.program, &key)?.is_some_and(|(known, _)| known == whose);
        if is_there {
            self.standing.insert(&key);
        }
        Ok(is_there)
    }

    /// Remembers that a row was read. The other rows of the list about the same card are forgotten when the file is through, where it no longer has
    /// them: what they said is no longer said.
    fn remember(&mut self, tx: &Tx<'_>, card: i64, (has_key, key): (bool, &str), arrival: &Arrival) -> Result<()> {
        let (program, list) = (self.program, self.list.as_str());
        self.superseded.extend(recognised::rows_of_list(tx.conn, card, program, list, self.last_origin)?);
        // Of two rows with one key the second is remembered by what it says.
        let is_second = has_key
            && (self.standing.contains(key)
                || self.renewed.contains(&hash(key))
                || recognised::origin_row(tx.conn, program, key)?.is_some_and(|row| row > self.last_origin));
        if is_second {
            let second = arrival.row_key();
            self.standing.insert(&second);
            return recognised::remember_origin(tx.conn, card, program, &second, list);
        }
        if has_key {
            self.renewed.insert(hash(key));
        }
        recognised::remember_origin(tx.conn, card, program, key, if has_key { &arrival.content } else { list })
    }

    /// The id in this book that a key is: our own tables and cards name them.
    fn own_id(&self, key: Option<&str>) -> Option<Id> {
        key.filter(|_| is_ours(self.program))?.parse().ok()
    }

    /// Writes the new customers that have gathered.
    fn add_new(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.new.is_empty() {
            return Ok(());
        }
        let new = std::mem::take(&mut self.new);
        let arriving: Vec<Arriving<'_>> =
            new.iter().map(|(arrival, _)| Arriving { id: &arrival.id, new: &arrival.draft.new, keys: &arrival.keys, referred_by: None }).collect();
        let first = customers::insert_all(tx.conn, &arriving, tx.at_millis())?;
        let numbered = || (first..).zip(&new);
        let list = self.list.as_str();
        let origins = numbered().map(|(customer, (arrival, key))| {
            let content = if key.starts_with('=') { list } else { arrival.content.as_str() };
            (customer, key.as_str(), content)
        });
        recognised::remember_new_origins(tx.conn, self.program, origins)?;
        let openings = numbered()
            .filter_map(|(customer, (arrival, _))| Some((customer, arrival.draft.opening.as_ref().filter(|opening| !opening.is_nothing())?)));
        openings::insert_all(tx.conn, self.program, &tx.today.to_string(), openings)?;
        for (customer, (arrival, _)) in numbered() {
            consents(tx, Whose { customer, card: customer }, self.program, &arrival.draft)?;
        }
        // Nobody in a file has come yet.
        let came = Came::default();
        self.bulk.add(tx.conn, numbered().map(|(customer, (arrival, _))| (customer, &arrival.doc, &came)))?;
        for (customer, _) in numbered() {
            if journal::lock(tx.journal).run_breaks_at(customer) {
                self.bulk.finish(tx.conn)?;
            }
            tx.settled(customer)?;
        }
        self.done.extend(new.into_iter().map(|(arrival, _)| arrival));
        Ok(())
    }

    /// Brings a customer up to what the row says, blank cells aside: single values are taken over, phones, e-mails, addresses and tags are
    /// added, a note is put below the one that is there.
    fn update(&mut self, tx: &mut Tx<'_>, Whose { customer, card }: Whose, by_key: bool, key: (bool, &str), arrival: &Arrival) -> Result<Outcome> {
        if customers::is_removed(tx.conn, customer)? {
            return Ok(Outcome::Kept(texts::say("doubtful.removed", &[])));
        }
        let (program, draft) = (self.program, &arrival.draft);
        let region = tx.shop.region.clone();
        let old = customers::get(tx.conn, customer)?;
        // Our own table mends whole lists, but one from before a merge does not know what came with the other card.
        let is_ours = program == "regulars" && merged::cards(tx.conn, customer)?.is_empty();
        // A card has one place for what somebody is called.
        let is_called = program == "vcard" && old.nick.is_empty() && draft.new.nick == old.call_me;
        let row = if is_called { Cow::Owned(NewCustomer { nick: String::new(), ..draft.new.clone() }) } else { Cow::Borrowed(&draft.new) };
        let (mut new, more) = match customer == card {
            true => after(&old, &row, is_ours.then_some(draft.has_gaps), by_key, &region),
            // A list still has the card that became theirs.
            false => after(&old, &of_merged(&old, &row), None, by_key, &region),
        };
        if customer == card && is_ours {
            who::clear_lists(&mut new, &draft.new, self.cleared);
        }
        let referred_by = customers::referrer(tx.conn, old.referred_by, new.referred_by)?;
        let mut whole = new.clone();
        whole.phones.extend(more.phones.iter().cloned());
        whole.emails.extend(more.emails.iter().cloned());
        whole.addresses.extend(more.addresses.iter().cloned());
        whole.tags.extend(more.tags.iter().cloned());
        let mut changes = self.changes(&old, &whole);
        customers::update(tx.conn, customer, &old, &new, referred_by, &region)?;
        customers::append(tx.conn, customer, &more, &region)?;
        changes.extend(consents(tx, Whose { customer, card }, program, draft)?);
        if let Some(opening) = &draft.opening
            && openings::bring_up(tx.conn, card, program, &tx.today.to_string(), opening)?
        {
            changes.push(Change::of("opening"));
        }
        // Our own id says who it is without being remembered: a table or card that came back as it was changes nothing at all.
        let names_itself = match self.own_id(Some(key.1)) {
            Some(id) => recognised::by_id(tx.conn, &id)?.is_some_and(|known| known.card == card),
            None => false,
        };
        if !names_itself || !changes.is_empty() {
            self.remember(tx, card, key, arrival)?;
        }
        self.note_blanks(Whose { customer, card }, arrival, !changes.is_empty());
        if changes.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        self.known.learn(key.1, &whole, &Keys::of(&whole, &region)?);
        if changes.iter().any(|change| change.field == "name") {
            // A later row may be about them by this name.
            self.bulk.finish(tx.conn)?;
            tx.write_down()?;
        }
        Ok(Outcome::Changed(changes))
    }

    /// Remembers what a row about somebody whom the book had before leaves blank, where that is to be emptied.
    fn note_blanks(&mut self, Whose { customer, card }: Whose, arrival: &Arrival, is_changed: bool) {
        if self.cleared == Filled::default() || customer != card || customer > self.last {
            return;
        }
        let (row, said) = (self.row, Filled::of(&arrival.draft.new));
        let noted = self.blanks.entry(customer).or_insert(Blanks { said: Filled::default(), row, is_changed: false });
        noted.said = noted.said.or(said);
        if is_changed && !noted.is_changed {
            (noted.row, noted.is_changed) = (row, true);
        }
    }

    /// Empties what no row about somebody fills, where that was asked for: another row of theirs may, so this comes last.
    fn clear_blanks(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.blanks.is_empty() {
            return Ok(());
        }
        self.finish(tx)?;
        let mut blanks: Vec<(i64, Blanks)> = std::mem::take(&mut self.blanks).into_iter().collect();
        blanks.sort_unstable_by_key(|(customer, _)| *customer);
        for (customer, Blanks { said, row, is_changed }) in blanks {
            if customers::is_removed(tx.conn, customer)? {
                continue;
            }
            let old = customers::get(tx.conn, customer)?;
            let mut new = CustomerChanges::default().applied_to(&old);
            who::clear(&mut new, said, self.cleared);
            let changes = self.changes(&old, &new);
            if changes.is_empty() {
                continue;
            }
            let referred_by = customers::referrer(tx.conn, old.referred_by, new.referred_by)?;
            customers::update(tx.conn, customer, &old, &new, referred_by, &tx.shop.region)?;
            self.import.count_emptied(row, customers::name_of(tx.conn, customer)?, changes, is_changed);
            if journal::lock(tx.journal).is_full() {
                tx.spill()?;
            }
        }
        self.import.report.changed.sort_by_key(|changed| changed.row);
        Ok(())
    }

    /// What differs, told with what it was and will be as long as anybody reads that.
    fn changes(&self, old: &Customer, new: &NewCustomer) -> Vec<Change> {
        let fields = changed_fields(old, new);
        if self.import.tells_changes() {
            return differences(old, new, &fields);
        }
        fields.into_iter().map(Change::of).collect()
    }
}

/// Whether the keys of a program's files can be ids of this book.
pub(super) fn is_ours(program: &str) -> bool {
    matches!(program, "regulars" | "vcard")
}

/// Writes the consents of a row that say something new, and tells them.
fn consents(tx: &Tx<'_>, Whose { customer, card }: Whose, program: &str, draft: &CustomerDraft) -> Result<Vec<Change>> {
    if draft.consents.is_empty() {
        return Ok(Vec::new());
    }
    let known = relations::consents(tx.conn, customer)?;
    let mut changes = Vec::new();
    for consent in &draft.consents {
        // Files say "sms" where the shop says "text".
        let channel = channel_of(consent.channel);
        let holds = known.iter().find(|known| known.purpose == consent.purpose && known.channel == channel);
        // What is neither yes nor no ends a yes that the same program had said; what was said at the counter it does not touch.
        let Some(given) = consent.given.or_else(|| holds.filter(|holds| holds.given && holds.source == program).map(|_| false)) else { continue };
        if let Some(holds) = holds {
            // A file that says what holds, or what it said of the same card before, says nothing new, and none takes back a no that was said at the
            // counter or that another program or another card of theirs knows of: which of them is the newer nobody can tell.
            let refused_here = !holds.given && (holds.source != program || card != customer || !merged::cards(tx.conn, customer)?.is_empty());
            if holds.given == given
                || (given && refused_here)
                || relations::consent_said_by(tx.conn, card, consent.purpose, &channel, program)? == Some(given)
            {
                continue;
            }
        }
        let told = |given: bool| {
            let (channel, purpose) = (texts::known("channel", &channel), texts::known("purpose", consent.purpose));
            texts::say(if given { "consent.given" } else { "consent.withdrawn" }, &[("channel", &channel), ("purpose", &purpose)])
        };
        changes.push(Change { field: "consent", before: holds.map(|holds| told(holds.given)).unwrap_or_default(), after: told(given) });
        let said = Said {
            id: tx.new_id(),
            customer: card,
            purpose: consent.purpose,
            channel: &channel,
            given,
            how: "",
            wording: &consent.wording,
            at: tx.at_millis(),
            staff: tx.staff,
            program,
        };
        relations::insert_consent(tx.conn, &said)?;
    }
    Ok(changes)
}

//! Whether the book may know somebody, told without asking it.
//!
//! Most rows of a file are new. A Bloom filter over everything that rows are recognised by says for nearly all of them that there is
//! nothing to look up; where it says "perhaps", the book is asked. It never says no to what is there, so it decides nothing.

use std::collections::HashMap;

use fastbloom::BloomFilter;
use rusqlite::Connection;

use super::people::is_ours;
use crate::error::Result;
use crate::model::customer::last_first;
use crate::model::fold::fold;
use crate::model::{Keys, NewCustomer};
use crate::store::customers;
use crate::store::recognised::{self, Mark, Whose};

/// Bits of the largest filter: 16 MB, whatever the size of file and book.
const MOST_BITS: usize = 1 << 27;
/// Bits of a mark: each is a place in memory that is asked for, and of sixteen bits a mark four say "perhaps" to one stranger in 400.
const HASHES: u32 = 4;
/// Bytes of a short row, for guessing how many a file has.
const ROW: u64 = 60;
/// Marks of a row: its key, a phone, an e-mail address, a name, alone and with a birthday or an address.
const MARKS: u64 = 6;

/// What the book may know.
pub(super) struct Known {
    /// Nothing where the book is so much larger than the file that looking everything up is less work than filling a filter.
    filter: Option<BloomFilter>,
}

impl Known {
    /// What the book knows before a file of `bytes` is read, whose keys are those of `program`.
    pub(super) fn before(conn: &Connection, program: &str, bytes: u64) -> Result<Self> {
        let rows = bytes / ROW + 1;
        let people = customers::count(conn)?.unsigned_abs();
        // Our own tables and cards name ids of the book itself, which are not among these.
        if people > rows.saturating_mul(4) || is_ours(program) {
            return Ok(Self { filter: None });
        }
        let most = (rows + people).saturating_mul(MARKS) as usize;
        let bits = most.saturating_mul(16).clamp(1 << 13, MOST_BITS);
        let mut filter = BloomFilter::with_num_bits(bits).seed(&0).hashes(HASHES);
        recognised::each_mark(conn, program, |mark| {
            filter.insert(&mark);
        })?;
        Ok(Self { filter: Some(filter) })
    }

    /// Whether the book, or an earlier row of the file, may know this person; from now on it does.
    pub(super) fn learn(&mut self, key: &str, new: &NewCustomer, keys: &Keys) -> bool {
        let Some(filter) = &mut self.filter else { return true };
        let mut known = filter.insert(&Mark::Origin(key));
        for mark in marks(new, keys) {
            known |= filter.insert(&mark);
        }
        // A later row may say nothing but the name, whatever this one says.
        filter.insert(&Mark::Name(&keys.name));
        known
    }
}

/// Cards that are in no list any more, by their names: no index has them, and they are few.
#[derive(Default)]
pub(super) struct Gone(Option<HashMap<String, Vec<Whose>>>);

impl Gone {
    /// Whether a row that is known by nothing but a name, or a name with a birthday or an address, may be about one of them.
    pub(super) fn may_have(&mut self, conn: &Connection, new: &NewCustomer, keys: &Keys) -> Result<bool> {
        let by_name = !keys.name.is_empty() && (is_bare(new) || !new.birthday.is_empty() || !new.addresses.is_empty());
        if !by_name {
            return Ok(false);
        }
        if self.0.is_none() {
            let mut cards = HashMap::<String, Vec<Whose>>::new();
            recognised::each_gone(conn, |whose, given, family| cards.entry(fold(&last_first(given, family))).or_default().push(whose))?;
            self.0 = Some(cards);
        }
        Ok(!self.named(&keys.name).is_empty())
    }

    /// Those of a folded name, family name first.
    pub(super) fn named(&self, name: &str) -> &[Whose] {
        self.0.as_ref().and_then(|cards| cards.get(name)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Rows that stand in a file as they did when it was read before. Of one in a hundred others it says so too: what such a row said before
/// is then remembered longer than need be.
pub(super) struct Standing {
    /// Made with the first such row.
    filter: Option<BloomFilter>,
    bits: usize,
}

impl Standing {
    /// For a file of `bytes`.
    pub(super) fn of(bytes: u64) -> Self {
        let bits = ((bytes / ROW + 1) as usize).saturating_mul(12).clamp(1 << 13, MOST_BITS);
        Self { filter: None, bits }
    }

    pub(super) fn insert(&mut self, key: &str) {
        let bits = self.bits;
        self.filter.get_or_insert_with(|| BloomFilter::with_num_bits(bits).seed(&0).hashes(HASHES)).insert(key);
    }

    pub(super) fn contains(&self, key: &str) -> bool {
        self.filter.as_ref().is_some_and(|filter| filter.contains(key))
    }
}

/// What a row can be recognised by beside its key, as [`look_up`](super::who::look_up) does it.
fn marks<'a>(new: &'a NewCustomer, keys: &'a Keys) -> impl Iterator<Item = Mark<'a>> {
    let name = keys.name.as_str();
    let phones = keys.phones.iter().map(|digits| Mark::Phone(&digits.international));
    let emails = keys.emails.iter().map(|email| Mark::Email(email));
    let addresses = keys.addresses.iter().map(move |address| Mark::NameAndAddress(name, address));
    let birthday = (!new.birthday.is_empty()).then_some(Mark::NameAndBirthday(name, &new.birthday));
    let name_alone = is_bare(new).then_some(Mark::Name(name));
    let number = (!new.number.is_empty()).then_some(Mark::Number(&new.number));
    phones.chain(emails).chain(number).chain(addresses).chain(birthday).chain(name_alone)
}

/// Whether somebody has a name and nothing else that tells people apart.
pub(super) fn is_bare(new: &NewCustomer) -> bool {
    new.phones.is_empty() && new.emails.is_empty() && new.birthday.is_empty() && new.addresses.is_empty()
}

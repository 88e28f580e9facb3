//! How alike two cards are: what speaks for and against their being one person.

use std::hash::BuildHasher;

use rapidfuzz::distance::{jaro_winkler, osa};

use crate::model::fold::are_unspaced;

use super::given::Difference;
use super::{Card, Doubles, ENOUGH, FAMILY, Likeness, NEAR, Pair, Part, Place, TWINS};

/// Letters from which one word alone is a name.
const WORD: usize = 5;
/// Signs of a name without spaces of which one may be wrong.
const SIGNS: usize = 3;

/// What two of one family score at most.
fn most_of_family(why: &[Likeness]) -> i32 {
    let is_one = |shared: Likeness| why.contains(&shared);
    if is_one(Likeness::Birthday) && (is_one(Likeness::Email) || is_one(Likeness::Number)) { TWINS } else { FAMILY }
}

/// How many of the one's letters the other has not, each counted as often as it stands there.
fn not_in(one: &[char], other: &[char]) -> usize {
    let mut left = other.to_vec();
    one.iter().filter(|letter| left.iter().position(|known| known == *letter).map(|at| left.swap_remove(at)).is_none()).count()
}

impl Doubles {
    /// What speaks for and against two cards being one person; `None` where it is not enough.
    pub(super) fn compare(&self, one: usize, other: usize) -> Option<Pair> {
        let (a, b) = (&self.cards[one], &self.cards[other]);
        let shares = |x: Part, y: Part, list: &[u64]| x.of(list).iter().any(|key| y.of(list).contains(key));
        let mut why = Vec::new();
        if shares(a.phones, b.phones, &self.phones) {
            why.push(Likeness::Phone);
        }
        if shares(a.emails, b.emails, &self.emails) {
            why.push(Likeness::Email);
        }
        if a.number != 0 && a.number == b.number {
            why.push(Likeness::Number);
        }
        let name = self.compare_names(a, b);
        why.extend(name.ok().flatten());
        let mut points = 0;
        if a.company != 0 && a.company == b.company {
            why.push(Likeness::Company);
            points += self.points_of_bare_company(a, b);
        }
        let day = |card: &Card| card.birthday % 10_000;
        let same_birthday = a.birthday != 0 && day(a) == day(b);
        if same_birthday && a.birthday == b.birthday && a.birthday >= 10_000 {
            why.push(Likeness::Birthday);
        } else if same_birthday && (a.birthday < 10_000 || b.birthday < 10_000) {
            why.push(Likeness::BirthdayDay);
        } else if a.birthday != 0 && b.birthday != 0 {
            points -= 40;
        }
        why.extend(self.compare_places(a, b));
        let reachable = |card: &Card| card.phones.len + card.emails.len + card.places.len > 0 || card.birthday != 0;
        if name == Ok(Some(Likeness::Name)) && (!reachable(a) || !reachable(b)) {
            why.push(Likeness::NothingElse);
        }
        points += why.iter().map(|likeness| likeness.points()).sum::<i32>();
        // Given names that differ are two people, whatever they share, unless they were born on one day.
        if points < ENOUGH || name.is_err() && !why.contains(&Likeness::Birthday) {
            return None;
        }
        let is_family = name == Ok(Some(Likeness::NameForm)) || name.is_err() && self.are_of_one_family(a, b);
        let most = if is_family { most_of_family(&why) } else { 100 };
        Some(Pair { one: a.customer.min(b.customer), other: a.customer.max(b.customer), score: points.clamp(0, most) as u8, why })
    }

    /// Without anybody's name, a company at one whole address is as good as a name.
    fn points_of_bare_company(&self, a: &Card, b: &Card) -> i32 {
        let is_bare = |card: &Card| self.name_words(card).next().is_none();
        let is_there = is_bare(a) && is_bare(b) && self.compare_places(a, b) == Some(Likeness::Address);
        if is_there { Likeness::Name.points() - Likeness::Company.points() } else { 0 }
    }

    /// How alike two names are; an error where they are those of two people. Names that are near and of one family may be those of two.
    fn compare_names(&self, a: &Card, b: &Card) -> Result<Option<Likeness>, ()> {
        let found = self.compare_writing(a, b)?;
        if !matches!(found, Some(Likeness::NameTypo | Likeness::NameSound | Likeness::NameNear)) {
            return Ok(found);
        }
        Ok(match self.difference(a, b) {
            Difference::Spelling => found,
            Difference::FamilyForm => Some(Likeness::NameNear),
            Difference::People => Some(Likeness::NameForm),
        })
    }

    /// How alike two names are written; an error where they are not.
    fn compare_writing(&self, a: &Card, b: &Card) -> Result<Option<Likeness>, ()> {
        let text = |part: Part| part.of(&self.text);
        let (mut mine, mut theirs): (Vec<&[u8]>, Vec<&[u8]>) = (self.name_words(a).collect(), self.name_words(b).collect());
        if mine.is_empty() || theirs.is_empty() || in_other_letters(&mine, &theirs) {
            return Ok(None);
        }
        mine.sort_unstable();
        theirs.sort_unstable();
        if let Some(likeness) = self.compare_letters(a, b) {
            return Ok(Some(likeness));
        }
        if mine == theirs {
            // One short word alone is hardly a name.
            let is_long = mine.iter().map(|word| word.len()).sum::<usize>() >= WORD;
            return Ok(Some(if mine.len() > 1 {
                Likeness::Name
            } else if is_long {
                Likeness::NameAlone
            } else {
                Likeness::NamePart
            }));
        }
        let whole = |card: &Card| [text(card.given), b" ", text(card.family)].concat();
        let one_letter = |x: &[u8], y: &[u8]| {
            let letters = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (x, y) = (letters(x), letters(y));
            x.chars().count() >= 4 && osa::distance_with_args(x.chars(), y.chars(), &osa::Args::default().score_cutoff(1)).is_some()
        };
        let unspaced = |card: &Card| self.letters(card).is_some_and(|letters| are_unspaced(&letters));
        if one_letter(&whole(a), &whole(b)) && !(unspaced(a) && unspaced(b)) {
            return Ok(Some(Likeness::NameTypo));
        }
        if a.sound != 0 && a.sound == b.sound {
            return Ok(Some(Likeness::NameSound));
        }
        let fits = |x: &[u8], y: &[u8]| x == y || x.len() == 1 && y.starts_with(x) || y.len() == 1 && x.starts_with(y);
        let (fewer, more) = if mine.len() <= theirs.len() { (&mine, &theirs) } else { (&theirs, &mine) };
        if fewer.iter().all(|word| more.iter().any(|other| fits(word, other))) {
            return Ok(Some(Likeness::NamePart));
        }
        // What is written otherwise at two places, such as Ann Ember and Anne Embers.
        let near = |x: Part, y: Part| {
            let (x, y) = (String::from_utf8_lossy(text(x)), String::from_utf8_lossy(text(y)));
            !x.is_empty() && !y.is_empty() && jaro_winkler::similarity(x.chars(), y.chars()) >= NEAR
        };
        if near(a.given, b.given) && near(a.family, b.family) {
            return Ok(Some(Likeness::NameNear));
        }
        let called = |card: &Card, nick: u64| nick != 0 && (self.hasher.hash_one(text(card.given)) == nick);
        if text(a.family) == text(b.family) && (called(a, b.nick) || called(b, a.nick)) {
            return Ok(Some(Likeness::NamePart));
        }
        Err(())
    }

    /// How alike two names are of which nobody knows where one part ends (田中太郎), or which are one word: such a word with a letter that is
    /// otherwise is less than a whole name is, and so is one of three signs.
    fn compare_letters(&self, a: &Card, b: &Card) -> Option<Likeness> {
        let (mine, theirs) = (self.letters(a)?, self.letters(b)?);
        let near = match (are_unspaced(&mine), are_unspaced(&theirs)) {
            (true, true) => {
                let (gone, come) = (not_in(&mine, &theirs), not_in(&theirs, &mine));
                if gone + come == 0 && mine.len() >= 2 {
                    return Some(Likeness::Name);
                }
                mine.len().min(theirs.len()) >= SIGNS && gone.max(come) == 1
            }
            (false, false) => {
                let args = osa::Args::default().score_cutoff(1);
                mine != theirs && mine.len().min(theirs.len()) >= WORD && osa::distance_with_args(mine.iter(), theirs.iter(), &args).is_some()
            }
            _ => false,
        };
        near.then_some(Likeness::NameNear)
    }

    fn compare_places(&self, a: &Card, b: &Card) -> Option<Likeness> {
        let shared = |part: fn(&Place) -> u64| {
            let mine = a.places.of(&self.places).iter().map(part).filter(|part| *part != 0);
            let theirs = b.places.of(&self.places);
            mine.into_iter().any(|key| theirs.iter().any(|place| part(place) == key))
        };
        [
            (shared(|place| place.whole), Likeness::Address),
            (shared(|place| place.postcode), Likeness::Postcode),
            (shared(|place| place.town), Likeness::Town),
        ]
        .into_iter()
        .find_map(|(is_shared, likeness)| is_shared.then_some(likeness))
    }
}

/// Whether two names are written in letters that have nothing in common: nothing can be said of whether they are one.
fn in_other_letters(mine: &[&[u8]], theirs: &[&[u8]]) -> bool {
    let latin = |name: &[&[u8]]| name.iter().all(|word| word.is_ascii());
    let other = |name: &[&[u8]]| name.iter().all(|word| !word.iter().any(u8::is_ascii_alphabetic));
    latin(mine) && other(theirs) || other(mine) && latin(theirs)
}

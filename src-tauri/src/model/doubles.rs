//! Who in a book may be one person twice.
//!
//! Comparing everybody with everybody takes a year for a large book. So everybody is put into *blocks* by what doubles share: a phone, an
//! e-mail address, a customer number, a name together with a birthday or a place, the sound of a name, all but one letter of a name. Only
//! those in one block are compared. A pair is proposed when what speaks for it outweighs what speaks against it; nothing is ever joined by
//! itself.
//!
//! Everything is kept as numbers and one long text, about 150 bytes for each customer, so that a million fit into memory.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use rapidfuzz::distance::{jaro_winkler, osa};
use rphonetic::DoubleMetaphone;
use serde::Serialize;

use super::fold::words;

/// Points from which a pair is proposed; 100 is as good as certain.
const ENOUGH: i32 = 50;
/// Points of a pair whose given names are two: a family shares its phone.
const TWO_PEOPLE: i32 = 45;
/// Blocks larger than this say nothing: a phone that so many share is nobody's.
const LARGEST: usize = 40;
/// How near (Jaro and Winkler) names are that may be one, as linkage of records usually has it.
const NEAR: f64 = 0.92;
/// Pairs that are looked at at most.
const MOST_PAIRS: usize = 20_000_000;

/// Something that speaks for two cards being one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Likeness {
    Phone,
    Email,
    Number,
    Name,
    NameTypo,
    NameSound,
    NameNear,
    NamePart,
    Company,
    Birthday,
    BirthdayDay,
    Address,
    Postcode,
    Town,
    NothingElse,
}

impl Likeness {
    /// The word of the catalog: `double.phone`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Number => "number",
            Self::Name => "name",
            Self::NameTypo => "nameTypo",
            Self::NameSound => "nameSound",
            Self::NameNear => "nameNear",
            Self::NamePart => "namePart",
            Self::Company => "company",
            Self::Birthday => "birthday",
            Self::BirthdayDay => "birthdayDay",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::NothingElse => "nothingElse",
        }
    }

    fn points(self) -> i32 {
        match self {
            Self::Email => 55,
            Self::Phone => 50,
            Self::Number | Self::Name => 40,
            Self::NameTypo | Self::NameSound => 35,
            Self::Birthday => 30,
            Self::Address | Self::NameNear => 25,
            Self::Company => 20,
            Self::BirthdayDay | Self::Postcode | Self::Town | Self::NothingElse => 15,
            Self::NamePart => 10,
        }
    }
}

/// What of a customer is compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Features<'a> {
    /// The row.
    pub customer: i64,
    /// Given names.
    pub given: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Nickname.
    pub nick: &'a str,
    /// Company.
    pub company: &'a str,
    /// `1990-03-15`, `--03-15` or nothing.
    pub birthday: &'a str,
    /// The shop's number.
    pub number: &'a str,
}

/// Two who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The row of the one.
    pub one: i64,
    /// The row of the other, always the larger one.
    pub other: i64,
    /// How likely, of 100.
    pub score: u8,
    /// What speaks for it.
    pub why: Vec<Likeness>,
}

/// A stretch of a list.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    from: u32,
    len: u32,
}

impl Part {
    fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.from as usize..(self.from + self.len) as usize]
    }
}

/// A place somebody lives at; 0 where a part is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    whole: u64,
    postcode: u64,
    town: u64,
}

struct Card {
    customer: i64,
    given: Part,
    family: Part,
    nick: u64,
    company: u64,
    number: u64,
    /// The sounds of the whole name, in order; 0 for none.
    sound: u64,
    /// Year, month and day; year 0 where it is not known, all 0 for none.
    birthday: u32,
    phones: Part,
    emails: Part,
    places: Part,
}

/// Everybody of a book, as they are compared.
pub struct Doubles {
    hasher: std::hash::BuildHasherDefault<std::hash::DefaultHasher>,
    metaphone: DoubleMetaphone,
    sounds: HashMap<String, u64>,
    cards: Vec<Card>,
    /// Folded names, one behind the other.
    text: Vec<u8>,
    phones: Vec<u64>,
    emails: Vec<u64>,
    places: Vec<Place>,
}

/// A town as it is compared: Köln, Koeln and Koln are one.
fn without_umlauts(town: &str) -> String {
    words(town).join(" ").replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Whether two names are written in letters that have nothing in common: nothing can be said of whether they are one.
fn in_other_letters(mine: &[&[u8]], theirs: &[&[u8]]) -> bool {
    let latin = |name: &[&[u8]]| name.iter().all(|word| word.is_ascii());
    let other = |name: &[&[u8]]| name.iter().all(|word| !word.iter().any(u8::is_ascii_alphabetic));
    latin(mine) && other(theirs) || other(mine) && latin(theirs)
}

/// What a card shares with its doubles, as numbers: one kind of block.
type Keys = fn(&Doubles, &Card, &mut dyn FnMut(u64));

impl Default for Doubles {
    fn default() -> Self {
        Self {
            hasher: Default::default(),
            metaphone: DoubleMetaphone::new(Some(6)),
            sounds: HashMap::new(),
            cards: Vec::new(),
            text: Vec::new(),
            phones: Vec::new(),
            emails: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl Doubles {
    /// Adds somebody; their phones, e-mail addresses and places follow.
    pub fn add(&mut self, features: Features<'_>) {
        let (given, family) = (words(features.given), words(features.family));
        let mut all: Vec<&str> = given.iter().chain(&family).map(String::as_str).collect();
        all.sort_unstable();
        let sounds: Vec<u64> = all.iter().map(|word| self.sound_of(word)).collect();
        let sound = if sounds.is_empty() || sounds.contains(&0) { 0 } else { self.hash(&sounds) };
        let (given, family) = (self.keep(&given.join(" ")), self.keep(&family.join(" ")));
        let none = |list: usize| Part { from: list as u32, len: 0 };
        let card = Card {
            customer: features.customer,
            given,
            family,
            nick: self.hash_words(features.nick),
            company: self.hash_words(features.company),
            number: self.hash_words(features.number),
            sound,
            birthday: birthday_code(features.birthday),
            phones: none(self.phones.len()),
            emails: none(self.emails.len()),
            places: none(self.places.len()),
        };
        self.cards.push(card);
    }

    /// A phone of whoever was added last, by its digits.
    pub fn add_phone(&mut self, digits: &str) {
        // An extension or a short number is nobody's own.
        if digits.len() >= 6
            && let Some(card) = self.cards.last_mut()
        {
            self.phones.push(self.hasher.hash_one(digits));
            card.phones.len += 1;
        }
    }

    /// An e-mail address of whoever was added last, folded.
    pub fn add_email(&mut self, folded: &str) {
        if let Some(card) = self.cards.last_mut() {
            self.emails.push(self.hasher.hash_one(folded));
            card.emails.len += 1;
        }
    }

    /// A place of whoever was added last; `whole` is folded.
    pub fn add_place(&mut self, whole: &str, street: &str, postcode: &str, town: &str) {
        let place = Place {
            whole: if street.is_empty() { 0 } else { self.hash_words(whole) },
            postcode: self.hash_words(postcode),
            town: self.hash_words(&without_umlauts(town)),
        };
        if let Some(card) = self.cards.last_mut() {
            self.places.push(place);
            card.places.len += 1;
        }
    }

    /// How many were added.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether nobody was added.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Everybody who may be there twice, the likeliest first; at most `limit` pairs, and how many there are altogether. Pairs of `apart` (rows,
    /// the smaller one first) are left out. `go_on` is asked now and then.
    pub fn pairs(&self, apart: &HashSet<(i64, i64)>, limit: usize, go_on: &mut dyn FnMut(u64, u64) -> bool) -> Option<(Vec<Pair>, u64)> {
        let blocks: [Keys; 7] = [Self::by_phone, Self::by_email, Self::by_number, Self::by_name, Self::by_sound, Self::by_given, Self::by_family];
        let steps = blocks.len() as u64 + 2;
        let mut candidates: Vec<(u32, u32)> = Vec::new();
        for (step, keys_of) in blocks.into_iter().enumerate() {
            if !go_on(step as u64, steps) {
                return None;
            }
            let mut keyed: Vec<(u64, u32)> = Vec::new();
            for (at, card) in self.cards.iter().enumerate() {
                keys_of(self, card, &mut |key| keyed.push((key, at as u32)));
            }
            keyed.sort_unstable();
            keyed.dedup();
            for block in keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| (2..=LARGEST).contains(&block.len())) {
                for (at, (_, one)) in block.iter().enumerate() {
                    candidates.extend(block[at + 1..].iter().map(|(_, other)| (*one, *other)));
                }
            }
            // In one block after the other, a pair may come many times.
            candidates.sort_unstable();
            candidates.dedup();
            candidates.truncate(MOST_PAIRS);
        }
        let mut found: Vec<Pair> = Vec::new();
        let mut total = 0;
        for (at, (one, other)) in candidates.into_iter().enumerate() {
            if at % 100_000 == 0 && !go_on(steps - 2, steps) {
                return None;
            }
            let Some(pair) = self.compare(one as usize, other as usize) else { continue };
            if apart.contains(&(pair.one, pair.other)) {
                continue;
            }
            total += 1;
            found.push(pair);
            if found.len() >= limit.saturating_mul(4).max(4_096) {
                keep_best(&mut found, limit);
            }
        }
        keep_best(&mut found, limit);
        go_on(steps, steps).then_some((found, total))
    }

    fn by_phone(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        card.phones.of(&self.phones).iter().for_each(|phone| each(*phone));
    }

    fn by_email(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        card.emails.of(&self.emails).iter().for_each(|email| each(*email));
    }

    fn by_number(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        if card.number != 0 {
            each(card.number);
        }
    }

    /// The name in any order, by itself and with birthday, town or post code.
    fn by_name(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        let mut all: Vec<&[u8]> = self.name_words(card).collect();
        if all.is_empty() {
            return self.by_company(card, each);
        }
        all.sort_unstable();
        let name = self.hash(&all);
        each(name);
        self.with_place_or_birthday(card, name, each);
    }

    fn by_company(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        if card.company != 0 {
            each(self.hash(&("company", card.company)));
        }
    }

    fn by_sound(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        if card.sound != 0 {
            self.with_place_or_birthday(card, card.sound, each);
        }
    }

    /// The given name and an end of the family name that one typo leaves alone.
    fn by_given(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        self.with_one_typo(card, card.given, card.family, each);
    }

    fn by_family(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        self.with_one_typo(card, card.family, card.given, each);
    }

    fn with_one_typo(&self, card: &Card, sure: Part, doubtful: Part, each: &mut dyn FnMut(u64)) {
        let (sure, doubtful) = (sure.of(&self.text), doubtful.of(&self.text));
        if let ([_, ..], [first, .., last]) = (sure, doubtful) {
            for (which, end) in [("first", first), ("last", last)] {
                self.with_place_or_birthday(card, self.hash(&(sure, which, end)), each);
            }
        }
    }

    fn with_place_or_birthday(&self, card: &Card, key: u64, each: &mut dyn FnMut(u64)) {
        if card.birthday != 0 {
            // The year may be missing on one card.
            each(self.hash(&(key, card.birthday % 10_000)));
        }
        for place in card.places.of(&self.places) {
            for part in [place.town, place.postcode].into_iter().filter(|part| *part != 0) {
                each(self.hash(&(key, part)));
            }
        }
    }

    /// What speaks for and against two cards being one person; `None` where it is not enough.
    fn compare(&self, one: usize, other: usize) -> Option<Pair> {
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
        if a.company != 0 && a.company == b.company {
            why.push(Likeness::Company);
        }
        let mut points = 0;
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
        if name.is_err() && !why.contains(&Likeness::Birthday) {
            points = (points - 35).min(TWO_PEOPLE);
        }
        (points >= ENOUGH).then(|| Pair {
            one: a.customer.min(b.customer),
            other: a.customer.max(b.customer),
            score: points.clamp(0, 100) as u8,
            why,
        })
    }

    /// How alike two names are; an error where they are those of two people.
    fn compare_names(&self, a: &Card, b: &Card) -> Result<Option<Likeness>, ()> {
        let text = |part: Part| part.of(&self.text);
        let (mut mine, mut theirs): (Vec<&[u8]>, Vec<&[u8]>) = (self.name_words(a).collect(), self.name_words(b).collect());
        if mine.is_empty() || theirs.is_empty() || in_other_letters(&mine, &theirs) {
            return Ok(None);
        }
        mine.sort_unstable();
        theirs.sort_unstable();
        if mine == theirs {
            // One word alone is hardly a name.
            return Ok(Some(if mine.len() > 1 { Likeness::Name } else { Likeness::NamePart }));
        }
        let whole = |card: &Card| [text(card.given), b" ", text(card.family)].concat();
        let one_letter = |x: &[u8], y: &[u8]| {
            let letters = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (x, y) = (letters(x), letters(y));
            x.chars().count() >= 4 && osa::distance_with_args(x.chars(), y.chars(), &osa::Args::default().score_cutoff(1)).is_some()
        };
        if one_letter(&whole(a), &whole(b)) {
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

    fn name_words<'a>(&'a self, card: &Card) -> impl Iterator<Item = &'a [u8]> {
        let words = |part: Part| part.of(&self.text).split(|byte| *byte == b' ').filter(|word| !word.is_empty());
        words(card.given).chain(words(card.family))
    }

    fn keep(&mut self, name: &str) -> Part {
        let from = self.text.len() as u32;
        self.text.extend_from_slice(name.as_bytes());
        Part { from, len: name.len() as u32 }
    }

    /// The sound of a folded word; 0 for what the code knows nothing of, such as other scripts.
    fn sound_of(&mut self, word: &str) -> u64 {
        if let Some(known) = self.sounds.get(word) {
            return *known;
        }
        let sound = if word.is_ascii() { self.metaphone.double_metaphone(word).primary() } else { String::new() };
        let sound = if sound.is_empty() { 0 } else { self.hasher.hash_one(sound.as_str()) };
        // Names repeat; what does not is not worth remembering.
        if self.sounds.len() < 200_000 {
            self.sounds.insert(word.to_owned(), sound);
        }
        sound
    }

    fn hash(&self, value: &impl Hash) -> u64 {
        self.hasher.hash_one(value)
    }

    /// A text by its folded words; 0 where it has none.
    fn hash_words(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        let joined = words(text).join(" ");
        if joined.is_empty() { 0 } else { self.hasher.hash_one(joined.as_bytes()) }
    }
}

fn keep_best(pairs: &mut Vec<Pair>, limit: usize) {
    pairs.sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.score), pair.one, pair.other));
    pairs.truncate(limit);
}

/// `1990-03-15` as 19900315, `--03-15` as 315, nothing as 0.
fn birthday_code(text: &str) -> u32 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Given and family name, phone, e-mail, birthday, town.
    type Person<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

    fn book(people: &[Person<'_>]) -> Doubles {
        let mut doubles = Doubles::default();
        for (at, (given, family, phone, email, birthday, town)) in people.iter().enumerate() {
            doubles.add(Features { customer: at as i64 + 1, given, family, birthday, ..Features::default() });
            if !phone.is_empty() {
                doubles.add_phone(phone);
            }
            if !email.is_empty() {
                doubles.add_email(email);
            }
            if !town.is_empty() {
                doubles.add_place(town, "", "", town);
            }
        }
        doubles
    }

    fn pairs(people: &[Person<'_>]) -> Vec<Pair> {
        book(people).pairs(&HashSet::new(), 100, &mut |_, _| true).unwrap().0
    }

    fn why(one: Person<'_>, other: Person<'_>) -> Option<Vec<Likeness>> {
        pairs(&[one, other]).pop().map(|pair| pair.why)
    }

    #[test]
    fn one_person_twice_is_proposed_with_the_reasons() {
        use Likeness::*;
        let phone = "491701234567";
        for (one, other, reasons) in [
            (("Ann", "Ember", phone, "", "", ""), ("Ann", "Ember", phone, "", "", ""), vec![Phone, Name]),
            (("Ann", "Ember", phone, "", "", ""), ("", "", phone, "", "", ""), vec![Phone]),
            (("Ann", "Ember", phone, "", "", ""), ("A.", "Ember", phone, "", "", ""), vec![Phone, NamePart]),
            (("Ann", "Ember", "", "a@example.org", "", ""), ("Ember", "Ann", "", "a@example.org", "", ""), vec![Email, Name]),
            (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ánn", "EMBER", "", "", "1990-03-15", ""), vec![Name, Birthday]),
            (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Embre", "", "", "1990-03-15", ""), vec![NameTypo, Birthday]),
            (("Ann", "Ember", "", "", "1990-03-15", ""), ("Ann", "Ember", "", "", "--03-15", ""), vec![Name, BirthdayDay]),
            (("Ann", "Ember", "", "", "", "Riverton"), ("Ann", "Ember", "", "", "", "riverton"), vec![Name, Town]),
            (("Ann", "Meyer", "", "", "", "Riverton"), ("Anne", "Mayer", "", "", "", "Riverton"), vec![NameSound, Town]),
            (("Ann", "Ember", phone, "", "", ""), ("Ann", "Ember", "", "", "", ""), vec![Name, NothingElse]),
            (("Ann", "Ember", phone, "", "", ""), ("Anne", "Embers", phone, "", "", ""), vec![Phone, NameNear]),
            (("太郎", "山田", "", "", "", "東京"), ("太郎", "山田", "", "", "", "東京"), vec![Name, Town]),
        ] {
            assert_eq!(why(one, other), Some(reasons), "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_people_are_not() {
        let phone = "491701234567";
        for (one, other) in [
            (("Ann", "Ember", phone, "", "", ""), ("Bob", "Ember", phone, "", "", "")),
            (("Ann", "Ember", phone, "family@example.org", "", "Riverton"), ("Bob", "Ember", phone, "family@example.org", "", "Riverton")),
            (("Ann", "Ember", "", "", "1990-03-15", "Riverton"), ("Ann", "Ember", "", "", "1961-12-01", "Riverton")),
            (("Ann", "Ember", "", "", "", "Riverton"), ("Ann", "Ember", "", "", "", "Upton")),
            (("Ann", "", "", "", "", "Riverton"), ("Ann", "", "", "", "", "Riverton")),
            (("", "", "", "", "1990-03-15", "Riverton"), ("", "", "", "", "1990-03-15", "Riverton")),
        ] {
            assert_eq!(why(one, other), None, "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_likeliest_come_first_and_who_was_told_apart_does_not_come() {
        let people = [
            ("Ann", "Ember", "491701234567", "", "", "Riverton"),
            ("Ann", "Ember", "", "", "", "Riverton"),
            ("Ann", "Ember", "491701234567", "", "", "Riverton"),
        ];
        let found = pairs(&people);
        assert_eq!(found.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(1, 3), (1, 2), (2, 3)]);
        assert!(found[0].score > found[1].score);
        let apart = HashSet::from([(1, 3)]);
        let (left, total) = book(&people).pairs(&apart, 1, &mut |_, _| true).unwrap();
        assert_eq!((left.len(), total, (left[0].one, left[0].other)), (1, 2, (1, 2)), "one is asked for, two there are");
        assert!(book(&people).pairs(&apart, 1, &mut |_, _| false).is_none(), "who asks may stop it");
    }

    #[test]
    fn a_phone_that_everybody_has_is_nobodys() {
        let people: Vec<Person<'_>> = (0..100).map(|_| ("", "", "4930123456", "", "", "")).collect();
        assert!(pairs(&people).is_empty());
    }
}

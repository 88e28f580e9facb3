//! Who in a book may be one person twice.
//!
//! Comparing everybody with everybody takes a year for a large book. So everybody is put into *blocks* by what doubles share: a phone, an
//! e-mail address, a customer number, a name together with a birthday or a place, the sound of a name, all but one letter of a name. Only
//! those in one block are compared. A pair is proposed when what speaks for it outweighs what speaks against it; nothing is ever joined by
//! itself.
//!
//! Everything is kept as numbers and one long text, about 150 bytes for each customer, so that a million fit into memory.

mod alike;
mod blocks;
mod given;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use rphonetic::DoubleMetaphone;
use serde::Serialize;

use super::fold::words;
use blocks::blocks;

/// Points from which a pair is proposed; 100 is as good as certain.
const ENOUGH: i32 = 50;
/// Points that two of one family have at most, below everybody else who is proposed: a family shares its phone and its town.
const FAMILY: i32 = 40;
/// The same where they were born on one day and share an e-mail address or a number: one person, or twins.
const TWINS: i32 = 70;
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
    NameAlone,
    NameForm,
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
            Self::NameAlone => "nameAlone",
            Self::NameForm => "nameForm",
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
            Self::Address | Self::NameNear | Self::NameAlone => 25,
            Self::Company | Self::NameForm => 20,
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

/// A town or a name as it is compared: Köln, Koeln and Koln are one.
fn without_umlauts(text: &str) -> String {
    words(text).join(" ").replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// The kind of a street cut short, as it is often written: Hauptstraße and Hauptstr., Mill Road and Mill Rd.
fn short_street(mut word: String) -> String {
    let short = match word.as_str() {
        "street" => "st",
        "road" => "rd",
        "avenue" => "ave",
        "lane" => "ln",
        "drive" => "dr",
        "square" => "sq",
        _ => {
            if let Some(name) = word.strip_suffix("strasse").or_else(|| word.strip_suffix("straat")) {
                word.truncate(name.len());
                word.push_str("str");
            }
            return word;
        }
    };
    short.to_owned()
}

impl Default for Doubles {
    fn default() -> Self {
        Self {
            hasher: Default::default(),
            metaphone: DoubleMetaphone::new(None),
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
            whole: if street.is_empty() { 0 } else { self.hash_joined(words(whole).into_iter().map(short_street).collect()) },
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
        let steps = blocks().count() as u64 + 2;
        let mut candidates: Vec<(u32, u32)> = Vec::new();
        for (step, block) in blocks().enumerate() {
            if !go_on(step as u64, steps) {
                return None;
            }
            let mut keyed: Vec<(u64, u32)> = Vec::new();
            for (at, card) in self.cards.iter().enumerate() {
                self.keys(block, card, &mut |key| keyed.push((key, at as u32)));
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

    fn name_words<'a>(&'a self, card: &Card) -> impl Iterator<Item = &'a [u8]> {
        self.words_of(card.given).chain(self.words_of(card.family))
    }

    fn words_of(&self, part: Part) -> impl Iterator<Item = &[u8]> {
        part.of(&self.text).split(|byte| *byte == b' ').filter(|word| !word.is_empty())
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
        let sound = self.code(word).map_or(0, |code| self.hasher.hash_one(code));
        // Names repeat; what does not is not worth remembering.
        if self.sounds.len() < 200_000 {
            self.sounds.insert(word.to_owned(), sound);
        }
        sound
    }

    /// The whole code of how a folded word sounds: cut, it would be that of whatever begins alike.
    fn code(&self, word: &str) -> Option<String> {
        // The code says `th` and `z` as English does. Elsewhere, and in names that are written down by ear, those are `t` and `tz`: Kathrin and Katrin,
        // Schulz and Schultz.
        let word = Some(word).filter(|word| word.is_ascii())?.replace("th", "t").replace("tz", "z");
        Some(self.metaphone.double_metaphone(&word).primary()).filter(|code| !code.is_empty())
    }

    fn hash(&self, value: &impl Hash) -> u64 {
        self.hasher.hash_one(value)
    }

    /// A text by its folded words; 0 where it has none.
    fn hash_words(&self, text: &str) -> u64 {
        if text.is_empty() { 0 } else { self.hash_joined(words(text)) }
    }

    fn hash_joined(&self, words: Vec<String>) -> u64 {
        if words.is_empty() { 0 } else { self.hasher.hash_one(words.join(" ").as_bytes()) }
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
mod tests;

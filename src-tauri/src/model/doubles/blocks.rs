//! The blocks that somebody is put into: what doubles share, as numbers. Only those in one block are compared.

use super::{Card, Doubles, Part};
use crate::model::fold::are_unspaced;

/// What a card shares with its doubles, as numbers.
type Keys = fn(&Doubles, &Card, &mut dyn FnMut(u64));

/// One kind of block; the numbers of one kind are in memory at a time.
#[derive(Clone, Copy)]
pub(super) enum Block {
    /// What there are few of for each card.
    Of(Keys),
    /// The letters of a name of which one is left out: as many as the name is long, so only those whose sum leaves this rest. Letters that are
    /// the same have the same sum.
    Letters(u64),
}

/// Letters of a name that are left out in turn.
const LONGEST: usize = 20;

/// Kinds that the letters of names are parted into.
const PARTS: u64 = 8;

/// Kinds of which a card has few.
const FEW: [Keys; 7] =
    [Doubles::by_phone, Doubles::by_email, Doubles::by_number, Doubles::by_name, Doubles::by_sound, Doubles::by_given, Doubles::by_family];

/// Every kind of block.
pub(super) fn blocks() -> impl Iterator<Item = Block> {
    FEW.into_iter().map(Block::Of).chain((0..PARTS).map(Block::Letters))
}

impl Doubles {
    /// The blocks of one kind that a card is in.
    pub(super) fn keys(&self, block: Block, card: &Card, each: &mut dyn FnMut(u64)) {
        match block {
            Block::Of(keys) => keys(self, card, each),
            Block::Letters(rest) => self.by_letters(card, rest, each),
        }
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

    /// The company of a card without a name, by itself and with the whole address: some have many branches.
    fn by_company(&self, card: &Card, each: &mut dyn FnMut(u64)) {
        if card.company != 0 {
            each(self.hash(&("company", card.company)));
            let places = card.places.of(&self.places).iter().filter(|place| place.whole != 0);
            places.for_each(|place| each(self.hash(&("company", card.company, place.whole))));
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

    /// The letters of a name that is one word, or is written without spaces, in any order and without each of them in turn, where their sum leaves
    /// `rest`: two names that differ by one letter share one such.
    fn by_letters(&self, card: &Card, rest: u64, each: &mut dyn FnMut(u64)) {
        let Some(mut letters) = self.letters(card) else { return };
        letters.sort_unstable();
        let sum: u64 = letters.iter().map(|letter| u64::from(*letter)).sum();
        if sum % PARTS == rest {
            if are_unspaced(&letters) {
                // 田中太郎, 田中 太郎 and 太郎 田中.
                each(self.hash(&("letters", &letters)));
            }
            self.with_place_or_birthday(card, self.hash(&("letters", &letters)), each);
        }
        for at in (0..letters.len().min(LONGEST)).filter(|at| (sum - u64::from(letters[*at])) % PARTS == rest) {
            let mut others = letters.clone();
            others.remove(at);
            self.with_place_or_birthday(card, self.hash(&("letters", &others)), each);
        }
    }

    /// The letters of a name that is one word, or is written without spaces.
    pub(super) fn letters(&self, card: &Card) -> Option<Vec<char>> {
        let mut words = self.name_words(card);
        let first = words.next()?;
        if words.next().is_some() && first.is_ascii() {
            return None;
        }
        let letters: Vec<char> = self.name_words(card).flat_map(|word| String::from_utf8_lossy(word).chars().collect::<Vec<_>>()).collect();
        let is_one = self.name_words(card).count() == 1;
        (is_one || are_unspaced(&letters)).then_some(letters)
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
}

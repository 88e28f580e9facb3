//! Two given names that are near: one that is written in two ways, or two, as those of a brother and a sister, which differ at their ends
//! (Paul and Paula) or in a vowel (Tom and Tim, Marco and Mirco). What differs inside a longer name is a typo.

use crate::model::fold::are_unspaced;

use super::{Card, Doubles};

/// Letters below which each letter makes another name, but for another spelling of the same sound.
const SHORT: usize = 5;
/// Letters at the end of a name in which its forms differ.
const END: usize = 2;
/// Letters that an ending of a family name has at most: Novák and Nováková, Толстой and Толстая.
const ENDING: usize = 4;
/// Letters before such an ending at least.
const STEM: usize = 3;

/// How near names differ, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// As one name that is written in two ways.
    Spelling,
    /// As the two forms of one family name, of a man and of a woman: less likely one name.
    FamilyForm,
    /// As the given names of two people.
    People,
}

fn is_vowel(letter: char) -> bool {
    "aeiouyаеиоуыэюяієαεηιουω".contains(letter)
}

/// The vowels of a name, each once where it is doubled.
fn vowels(name: &[char]) -> Vec<char> {
    let mut before = None;
    let mut found = Vec::new();
    for letter in name {
        if is_vowel(*letter) && before != Some(*letter) {
            found.push(if *letter == 'y' { 'i' } else { *letter });
        }
        before = Some(*letter);
    }
    found
}

fn letters_of(word: &[u8]) -> Vec<char> {
    String::from_utf8_lossy(word).chars().collect()
}

fn same_letters<'a>(one: impl Iterator<Item = &'a char>, other: impl Iterator<Item = &'a char>) -> usize {
    one.zip(other).take_while(|(x, y)| x == y).count()
}

/// What follows where two family names begin alike; `None` where they are not forms of one.
fn endings<'a>(one: &'a [char], other: &'a [char]) -> Option<[&'a [char]; 2]> {
    let stem = same_letters(one.iter(), other.iter());
    let ends = [&one[stem..], &other[stem..]];
    let is_form = stem >= STEM && ends.iter().all(|end| end.len() <= ENDING) && ends.iter().any(|end| end.last().is_some_and(|last| is_vowel(*last)));
    is_form.then_some(ends)
}

/// The last sign of a name without spaces; of a Korean one, whose letters are folded apart, the last syllable.
fn last_sign(letters: &[char]) -> &[char] {
    let is_part = |letter: &char| matches!(letter, '\u{1100}'..='\u{11ff}');
    let begins = |letter: &char| matches!(letter, '\u{1100}'..='\u{115f}');
    let from = if letters.last().is_some_and(is_part) { letters.iter().rposition(begins) } else { letters.len().checked_sub(1) };
    &letters[from.unwrap_or(0)..]
}

impl Doubles {
    /// How two names that are near differ.
    pub(super) fn difference(&self, a: &Card, b: &Card) -> Difference {
        if let (Some(mine), Some(theirs)) = (self.end_sign(a), self.end_sign(b)) {
            return if mine == theirs { Difference::Spelling } else { Difference::People };
        }
        let (mut mine, mut theirs) = (self.placed_words(a), self.placed_words(b));
        mine.retain(|(word, _)| match theirs.iter().position(|(other, _)| other == word) {
            Some(at) => {
                theirs.remove(at);
                false
            }
            None => true,
        });
        if mine.len() != theirs.len() {
            return Difference::Spelling;
        }
        let mut most = Difference::Spelling;
        for ((x, x_is_family), (y, y_is_family)) in mine.into_iter().zip(theirs) {
            let (x, y) = (letters_of(x), letters_of(y));
            if !(x_is_family && y_is_family) {
                most = most.max(self.given_difference(&x, &y));
                continue;
            }
            match endings(&x, &y) {
                Some(ends) if ends.iter().all(|end| end.iter().all(|letter| is_vowel(*letter))) => most = most.max(Difference::FamilyForm),
                Some(_) => {}
                // Another family name with another given name is hardly a brother or a sister.
                None => return Difference::Spelling,
            }
        }
        most
    }

    /// Whether two have one family name, in whatever form.
    pub(super) fn are_of_one_family(&self, a: &Card, b: &Card) -> bool {
        let (mine, theirs) = (letters_of(a.family.of(&self.text)), letters_of(b.family.of(&self.text)));
        !mine.is_empty() && (mine == theirs || endings(&mine, &theirs).is_some())
    }

    fn given_difference(&self, x: &[char], y: &[char]) -> Difference {
        let shorter = x.len().min(y.len());
        // A letter alone stands for a name.
        if shorter <= 1 || self.is_one_sound(x, y) {
            return Difference::Spelling;
        }
        let same_end = same_letters(x.iter().rev(), y.iter().rev()) >= END;
        if shorter >= SHORT && same_end && vowels(x) == vowels(y) { Difference::Spelling } else { Difference::People }
    }

    /// Whether two names are said in one way, vowels and all: Philipp and Filip, Jörg and Joerg.
    fn is_one_sound(&self, x: &[char], y: &[char]) -> bool {
        let (one, other): (String, String) = (x.iter().collect(), y.iter().collect());
        if super::without_umlauts(&one) == super::without_umlauts(&other) {
            return true;
        }
        // The code takes these for one, Tina and Dina are two.
        let first = [x[0], y[0]];
        let is_other = x[0] != y[0] && ["bp", "dt"].iter().any(|pair| first.iter().all(|letter| pair.contains(*letter)));
        !is_other && vowels(x) == vowels(y) && self.code(&one).is_some_and(|code| self.code(&other) == Some(code))
    }

    /// The words of a name and whether each is of the family name.
    fn placed_words<'a>(&'a self, card: &Card) -> Vec<(&'a [u8], bool)> {
        let given = self.words_of(card.given).map(|word| (word, false));
        given.chain(self.words_of(card.family).map(|word| (word, true))).collect()
    }

    /// The last sign of the given name of somebody whose name is written without spaces; a family name comes first.
    fn end_sign(&self, card: &Card) -> Option<Vec<char>> {
        let letters = self.letters(card).filter(|letters| are_unspaced(letters))?;
        let given = letters_of(card.given.of(&self.text));
        Some(last_sign(if given.is_empty() { &letters } else { &given }).to_vec())
    }
}

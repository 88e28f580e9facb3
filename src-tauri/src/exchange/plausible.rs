//! Whether a text makes sense as it was decoded: bytes of one encoding read in another make signs inside words (`£ukasz`), capitals behind
//! small letters (`MŸller`), control letters, and letters that no language has side by side.

use std::cmp::Reverse;

use unicode_normalization::char::is_combining_mark;

use super::dialect;

/// Lines in which headings may stand.
const LINES: usize = 20;

/// The letters beyond `a` to `z` that the names and towns of one language need, and where it is spoken.
const LANGUAGES: [(&str, &str); 21] = [
    ("", "US GB IE AU NZ CA"),
    ("äöüß", "DE AT CH LI LU"),
    ("àâæçéèêëîïôœùûüÿ", "FR BE CH LU CA"),
    // Where both are spoken.
    ("äöüàâçéèêëîïôœùû", "CH LU"),
    ("áàéèíïóòúüñçç", "ES AR MX CL CO PE UY"),
    ("àèéìíîòóùú", "IT CH"),
    ("áâãàçéêíóôõúü", "PT BR"),
    ("áéèëïíóöüêú", "NL BE"),
    ("ąćęłńóśźż", "PL"),
    ("áčďéěíňóřšťúůýž", "CZ"),
    ("áäčďéíĺľňóôŕšťúýž", "SK"),
    ("áéíóöőúüű", "HU"),
    ("ăâîșşțţ", "RO MD"),
    ("čćđšž", "HR SI BA RS ME"),
    ("åäöéü", "SE FI"),
    ("æøåéóü", "DK NO"),
    ("áðéíóúýþæö", "IS"),
    ("äõöüšž", "EE"),
    ("āčēģīķļņšūž", "LV"),
    ("ąčęėįšųūž", "LT"),
    ("çğıöşüâîû", "TR CY"),
];

/// Words of headings that bear a letter beyond `a` to `z`; read in a wrong encoding they are none.
const WORDS: [&str; 9] = [
    "straße geschäftlich geschäft stück größe währung verkäufer rückgabe für länder",
    "prénom téléphone numéro société quantité référence civilité état région catégorie créé étiquettes préférences né privé",
    "teléfono móvil dirección población código número cumpleaños país compañía artículo categoría año descripción última electrónico género",
    "città quantità età società",
    "endereço telemóvel aniversário observações preço município região descrição título móvel cartão não",
    "imię płeć województwo miejscowość wartość ilość komórka komórkowy zamówienie zamówienia sprzedaż łącznie zniżka płatność państwo hasło",
    "jméno příjmení město psč číslo poznámka země",
    "név keresztnév vezetéknév város cím irányítószám születésnap telefonszám megjegyzés",
    "förnamn födelsedag fødselsdag şehir müşteri doğum",
];

/// Marks that stand inside words.
const INSIDE: [char; 8] = ['’', '‘', '´', '·', '–', '\u{ad}', '\u{a0}', '‐'];
/// Signs that stand right before a word.
const FIRST: &str = "¿¡„“”‘’‚«‹»›©§°–—\u{a0}\u{ad}\u{feff}";
/// Signs that stand right behind a word.
const LAST: &str = "”“’‘»›«‹…™®©ºª°·–—\u{a0}\u{ad}";

/// How much sense a text makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plausible {
    /// Headings known in one line, and words of headings with their own letters.
    known: usize,
    /// Places where no word can be as it stands there, each counted twice, and letters that the language which fits best a line has not.
    odd: usize,
    /// The latter alone.
    foreign: usize,
    /// Letters that the language which fits all lines best has not.
    together: usize,
    /// Whether every line fits a language of the region best.
    is_local: bool,
}

impl Plausible {
    /// Looks at the lines of a table that hold letters beyond ASCII.
    pub fn of(text: &str, region: &str) -> Self {
        let (mut known, mut signs, mut foreign, mut is_local) = (0, 0, 0, true);
        let mut all = [0; LANGUAGES.len()];
        for (at, line) in text.lines().enumerate() {
            if at < LINES {
                let cells: Vec<&str> = line.split([',', ';', '\t', '|']).collect();
                known = known.max(dialect::known(&cells, &[]) + words(line));
            }
            // Each line is somebody else, with a name of their own language.
            let mut strange = [0; LANGUAGES.len()];
            for word in line.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic()).filter(|word| !word.is_ascii()) {
                signs += oddities(word);
                for letter in word.chars().filter(|letter| !letter.is_ascii() && is_latin(*letter)) {
                    for ((letters, _), strange) in LANGUAGES.iter().zip(&mut strange) {
                        let is_theirs = |lower: char| lower.is_ascii() || lower == '\u{307}' || letters.contains(lower);
                        *strange += usize::from(!letter.to_lowercase().all(is_theirs));
                    }
                }
            }
            let fewest = strange.iter().min().copied().unwrap_or(0);
            foreign += fewest;
            all.iter_mut().zip(&strange).for_each(|(all, strange)| *all += strange);
            is_local &=
                LANGUAGES.iter().zip(&strange).any(|((_, regions), count)| *count == fewest && regions.split(' ').any(|known| known == region));
        }
        let together = all.iter().min().copied().unwrap_or(0);
        Self { known, odd: 2 * signs + foreign, foreign, together, is_local }
    }

    /// The less, the better sense.
    pub fn oddness(&self) -> impl Ord + use<> {
        (Reverse(self.known), self.odd, self.together, !self.is_local)
    }

    /// Whether it makes so much better sense that the other is wrong. People of several countries in one file have letters of no one language: so
    /// letters alone speak only for what `is_usual` where the shop is, or the world over.
    pub fn is_clearer_than(&self, other: &Self, is_usual: bool) -> bool {
        let may_be = other.odd > other.foreign || is_usual || self.is_local;
        let by_lines = other.odd > 0 && self.odd * 2 <= other.odd;
        let by_all = self.odd <= other.odd && other.together > 0 && self.together * 2 <= other.together;
        self.known > other.known || self.known == other.known && may_be && (by_lines || by_all)
    }
}

/// How many words of headings stand in a line.
fn words(line: &str) -> usize {
    let lower = line.to_lowercase();
    let is_known = |word: &&str| !word.is_ascii() && WORDS.iter().any(|known| known.split(' ').any(|known| known == *word));
    lower.split(|letter: char| !letter.is_alphabetic()).filter(is_known).count()
}

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && u32::from(letter) < 0x250
}

/// How many letters of a word cannot stand where they do.
fn oddities(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied();
    let mut odd = 0;
    for (index, letter) in letters.iter().copied().enumerate() {
        let (before, behind) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let is_letter = |near: Option<char>| near.is_some_and(char::is_alphabetic);
        let is_odd = if letter.is_ascii() || is_combining_mark(letter) {
            false
        } else if letter.is_control() || letter == char::REPLACEMENT_CHARACTER || ('\u{2500}'..'\u{2600}').contains(&letter) {
            // Lines and blocks of DOS are no names either.
            true
        } else if letter.is_alphabetic() {
            let mixed = |near: Option<char>| near.is_some_and(|near| near.is_alphabetic() && is_latin(near) != is_latin(letter));
            let shouted =
                letter.is_uppercase() && (before.is_some_and(char::is_lowercase) || is_letter(before) && behind.is_some_and(char::is_lowercase));
            mixed(before) || mixed(behind) || shouted
        } else {
            let inside = is_letter(before) && is_letter(behind) && !INSIDE.contains(&letter);
            let first = before.is_none() && is_letter(behind) && !FIRST.contains(letter);
            // `m³` is a unit, `Pawe³` is none.
            let raised = "²³".contains(letter) && index <= 2;
            let last = is_letter(before) && behind.is_none() && !LAST.contains(letter) && !raised;
            inside || first || last
        };
        odd += usize::from(is_odd);
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_sense_and_wrongly_read_ones_do_not() {
        for sound in
            ["Jürgen Groß, Köln", "Łukasz Wójcik", "D’Angelo", "„Müller“", "«René»", "ÅSA", "m³", "¿Quién?", "Анна Кузнецова", "山田太郎", "İzmir"]
        {
            assert_eq!(Plausible::of(sound, "DE").odd, 0, "{sound}");
        }
        for wrong in ["£ukasz", "Pawe³", "MŸller", "Gro§e", "RenŽ", "M„rz", "K\u{94}ln", "MБller", "M黱chen", "Ê¹dza¯", "D╔cor"] {
            assert!(Plausible::of(wrong, "DE").odd >= 2, "{wrong}");
        }
    }
}

//! What the cells of other programs' files mean, one by one.

use super::customers::ReadConsent;
use super::field::Part;
use super::program::Program;
use super::regulars;
use super::rows::Row;
use crate::model::Address;
use crate::texts;

/// Refuses a row that is not laid out like the headings.
pub(super) fn sound(row: &Row, width: usize) -> std::result::Result<(), String> {
    if row.is_too_large() {
        return Err(texts::say("refused.too_large", &[]));
    }
    if row.has_stray_quote() {
        return Err(texts::say("refused.quote", &[]));
    }
    if row.quotes().broken {
        return Err(texts::say("refused.quote_inside", &[]));
    }
    match (width..row.len()).map(|column| row.get(column).trim()).find(|cell| !cell.is_empty()) {
        Some(surplus) => Err(texts::say("refused.surplus", &[("text", &short(surplus))])),
        None => Ok(()),
    }
}

/// Whether a cell of other than words says that it holds nothing, as databases write it down.
pub(super) fn is_nothing(cell: &str) -> bool {
    cell == "NULL"
}

/// A number without the apostrophe that keeps a spreadsheet from reckoning with it.
pub(super) fn bare(cell: &str) -> &str {
    cell.trim().trim_start_matches(['\'', '’']).trim()
}

/// A number without the decimals that a spreadsheet gave it: `49171234567.0`. Of digits alone with nothing but zeros behind them that is certain.
pub(super) fn whole(typed: &str) -> &str {
    let digits = [".0", ",0", ".00", ",00"].iter().find_map(|zeros| typed.strip_suffix(zeros));
    digits.filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(typed)
}

/// The parts of a text between words that mean "or" or "and", in the languages that headings are known in; all of it where it is not `parted`.
pub(super) fn between_words(text: &str, parted: bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (end, next) = if parted { next_word(text) } else { None }.map_or((text.len(), None), |(end, next)| (end, Some(next)));
        rest = next.map(|next| &text[next..]);
        Some(&text[..end])
    })
}

/// Where the first such word begins, and where it ends.
fn next_word(text: &str) -> Option<(usize, usize)> {
    const WORDS: [&str; 13] = ["or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "lub", "i"];
    text.match_indices(char::is_whitespace).find_map(|(at, space)| {
        let behind = &text[at + space.len()..];
        let word = &behind[..behind.find(char::is_whitespace)?];
        WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)).then(|| (at, at + space.len() + word.len()))
    })
}

/// The text in `="01067"`, as a formula that keeps a spreadsheet from taking it for a number; its quotation marks may be doubled.
fn text_of_formula(cell: &str) -> Option<String> {
    let inner = cell.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    let doubled = || inner.strip_prefix('"')?.strip_suffix('"');
    // A mark that stands alone ends the text: what comes behind it is reckoned.
    let is_text = |inner: &&str| !inner.replace("\"\"", "").contains('"');
    Some(inner).filter(is_text).or_else(|| doubled().filter(is_text)).map(|inner| inner.replace("\"\"", "\""))
}

/// Puts the texts in place of formulas that are nothing but a text.
pub(super) fn take_texts(row: &mut Row) {
    for column in 0..row.len() {
        if let Some(text) = text_of_formula(row.get(column)) {
            row.replace(column, &text);
        }
    }
}

/// A sentence that begins with its column.
pub(super) fn about(heading: &str, sentence: &str) -> String {
    format!("{heading}: {sentence}")
}

/// A cell shortened to what a sentence can carry.
pub(super) fn short(cell: &str) -> String {
    let mut short: String = cell.chars().filter(|letter| !letter.is_control()).take(60).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    short
}

pub(super) fn first(field: &mut String, cell: &str) {
    if field.is_empty() {
        cell.clone_into(field);
    }
}

pub(super) fn join(field: &mut String, more: &str) {
    if !field.is_empty() {
        field.push(' ');
    }
    field.push_str(more);
}

/// `6.28123E+12`: what a spreadsheet leaves of a long number.
pub(super) fn is_shortened(typed: &str) -> bool {
    let Some((number, power)) = typed.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    digits(number.trim_start_matches(['+', '-'])) && digits(power.trim_start_matches(['+', '-']))
}

/// What a spreadsheet leaves of a code that looked like a number: `4.9E+08`. A code such as `4E12` is one that somebody gave.
fn is_shortened_code(typed: &str) -> bool {
    typed.contains(['+', '.', ',']) && is_shortened(typed)
}

/// What a spreadsheet shows where a column is too narrow for its number.
fn is_too_narrow(cell: &str) -> bool {
    cell.len() >= 3 && cell.bytes().all(|byte| byte == b'#')
}

/// What a formula leaves in its cell that could not be worked out, as every spreadsheet writes it: `#N/A`, `Err:502`.
fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 33] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#ZAHL!",
        "#VALEUR!",
        "#NOM?",
        "#NOMBRE!",
        "#¡REF!",
        "#¡VALOR!",
        "#¿NOMBRE?",
        "#¡NUM!",
        "#¡DIV/0!",
        "#N/D",
        "#RIF!",
        "#VALORE!",
        "#NOME?",
        "#VERW!",
        "#WAARDE!",
        "#NAAM?",
        "#N/B",
        "#VALOR!",
        "#ADR!",
        "#ARG!",
        "#NAZWA?",
    ];
    match cell.as_bytes().first() {
        Some(b'#') => ERRORS.contains(&cell),
        Some(b'E') => cell.strip_prefix("Err:").is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())),
        _ => false,
    }
}

/// Refuses a cell that a spreadsheet has damaged; whether it is a code, which no spreadsheet should reckon with, the column says.
pub(super) fn undamaged(heading: &str, cell: &str, is_code: bool) -> std::result::Result<(), String> {
    let refused = |reason: &str, text: &str| Err(about(heading, &texts::say(reason, &[("text", text)])));
    if is_error(cell) {
        return refused("refused.error", cell);
    }
    if is_too_narrow(cell) {
        return refused("refused.narrow", cell);
    }
    if is_code && is_shortened_code(bare(cell)) {
        return refused("refused.shortened", bare(cell));
    }
    Ok(())
}

pub(super) fn same_phone(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    one == other || digits(one) == digits(other) && one.starts_with('+') == other.starts_with('+')
}

pub(super) fn place(address: &mut Address, part: Part, cell: &str) {
    match part {
        Part::Street => first(&mut address.street, cell),
        // Some write it behind the street as well.
        Part::House if address.street.split(' ').next_back() == Some(cell) => {}
        Part::House => join(&mut address.street, cell),
        Part::Extra | Part::Box => {
            if !address.extra.is_empty() {
                address.extra.push_str(", ");
            }
            address.extra.push_str(cell);
        }
        Part::Postcode => first(&mut address.postcode, bare(cell)),
        Part::Town => first(&mut address.town, cell),
        Part::Place => {
            let (postcode, town) = postcode_and_town(bare(cell));
            first(&mut address.postcode, postcode);
            first(&mut address.town, town);
        }
        Part::Region => first(&mut address.region, cell),
        Part::Country => first(&mut address.country, cell),
        Part::Whole if address.is_empty() => {
            address.street = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
        }
        Part::Whole | Part::Label => {}
    }
}

/// `01067 Dresden` in its two parts; where it begins with no post code, all of it is the town.
fn postcode_and_town(cell: &str) -> (&str, &str) {
    let is_dutch = |code: &str, word: &str| code.len() == 4 && word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut end = 0;
    for word in cell.split_inclusive(' ') {
        let is_code = word.bytes().any(|byte| byte.is_ascii_digit()) || is_dutch(cell[..end].trim_end(), word.trim_end());
        if !is_code {
            break;
        }
        end += word.len();
    }
    match cell[..end].bytes().filter(u8::is_ascii_digit).count() {
        0 | 1 => ("", cell),
        _ => (cell[..end].trim_end(), cell[end..].trim_start()),
    }
}

/// Tags joined by ` ::: `, `;` or `,`, our own by `;` alone; groups of the system (`* myContacts`) are left out.
pub(super) fn each_tag(cell: &str, program: Program, each: impl FnMut(&str)) {
    if program == Program::Regulars {
        return regulars::each_tag(cell, each);
    }
    // Each category of a card is one by itself, whatever stands in it.
    let joint = if program == Program::Vcard || cell.contains(":::") {
        ":::"
    } else if cell.contains(';') {
        ";"
    } else {
        ","
    };
    cell.split(joint).map(str::trim).filter(|tag| !tag.is_empty() && !tag.starts_with("* ")).for_each(each);
}

/// A clear yes or no, in the languages that headings are known in.
pub(super) fn answer(cell: &str) -> Option<bool> {
    const YES: [&str; 13] = ["yes", "true", "ja", "wahr", "oui", "vrai", "sí", "si", "sì", "vero", "sim", "tak", "prawda"];
    const NO: [&str; 13] = ["no", "false", "nein", "falsch", "non", "faux", "falso", "nee", "onwaar", "não", "nao", "nie", "fałsz"];
    let cell = cell.to_lowercase();
    if YES.contains(&cell.as_str()) { Some(true) } else { NO.contains(&cell.as_str()).then_some(false) }
}

/// A clear yes or no, also as programs call it; a blank cell says nothing at all.
pub(super) fn consent(channel: &'static str, heading: &str, cell: &str) -> Option<ReadConsent> {
    let given = match cell.to_ascii_lowercase().as_str() {
        "" => return None,
        "subscribed" => Some(true),
        "unsubscribed" => Some(false),
        _ => answer(cell),
    };
    Some(ReadConsent { purpose: "news", channel, given, wording: format!("{heading}: {cell}") })
}

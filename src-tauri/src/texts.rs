//! The catalog of texts, the same one the page uses (`ui/texts/en.json`).
//!
//! A text is one line with `{name}` places. Where a number decides, the key has the forms `.one` and `.other`.

use std::collections::HashMap;
use std::sync::OnceLock;

fn catalog() -> &'static HashMap<String, String> {
    static CATALOG: OnceLock<HashMap<String, String>> = OnceLock::new();
    CATALOG.get_or_init(|| serde_json::from_str(include_str!("../../ui/texts/en.json")).unwrap_or_default())
}

/// Whether the catalog has this text.
pub fn has(key: &str) -> bool {
    catalog().contains_key(key)
}

/// The text of `key` with its places filled; the key itself where the catalog has no such text.
pub fn say(key: &str, args: &[(&str, &str)]) -> String {
    let Some(text) = catalog().get(key) else { return key.to_owned() };
    let mut said = String::with_capacity(text.len() + 32);
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        said.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        said.push_str(args.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
        rest = &rest[open + close + 1..];
    }
    said.push_str(rest);
    said
}

/// The word for one of a set, such as a channel; what the catalog does not have stays as it was typed.
pub fn known(set: &str, name: &str) -> String {
    let key = format!("{set}.{name}");
    if has(&key) { say(&key, &[]) } else { name.to_owned() }
}

/// The text of `key` for this many, by English plural rules; `{count}` is filled.
pub fn count(key: &str, count: impl Into<i128>, args: &[(&str, &str)]) -> String {
    let count = count.into();
    let form = if count == 1 { "one" } else { "other" };
    let number = number(count);
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(args);
    say(&format!("{key}.{form}"), &all)
}

/// A whole number as the catalog's language writes it: `1,670`.
pub fn number(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut written = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_what_is_typed_is_never_read_as_a_place() {
        let said = say("error.not_found", &[("what", "{what}"), ("id", "7")]);
        assert!(said.contains("{what}"), "a value is put in once and not looked at again: {said}");
    }

    #[test]
    fn a_count_chooses_the_plural_and_is_written_as_the_page_writes_it() {
        let said = [0, 1, 1670, -1_234_567].map(|people| count("book.count", people, &[]));
        assert_eq!(said, ["0 people", "1 person", "1,670 people", "-1,234,567 people"]);
    }

    #[test]
    fn an_unknown_key_says_itself() {
        assert_eq!(say("no.such.key", &[]), "no.such.key");
    }
}

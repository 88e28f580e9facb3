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

/// The text of `key` for this many, by English plural rules; `{count}` is filled.
pub fn count(key: &str, count: usize, args: &[(&str, &str)]) -> String {
    let form = if count == 1 { "one" } else { "other" };
    let number = count.to_string();
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(args);
    say(&format!("{key}.{form}"), &all)
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
    fn an_unknown_key_says_itself() {
        assert_eq!(say("no.such.key", &[]), "no.such.key");
    }
}

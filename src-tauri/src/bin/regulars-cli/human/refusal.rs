//! What was refused, said where no field stands beside the sentence.

use regulars::Error;
use regulars::error::Code;
use regulars::texts;

use super::word;

/// Sentences that leave open which of the things typed they are about.
const OPEN: [Code; 11] = [
    Code::FieldMissing,
    Code::TooLong,
    Code::TooMany,
    Code::BadText,
    Code::NotAChoice,
    Code::BadPhone,
    Code::BadTime,
    Code::BadMoney,
    Code::MoneyForeign,
    Code::TooManyDecimals,
    Code::MoneyOutOfRange,
];

/// The sentence of an error with the field it belongs to before it: in the window the field is beside it.
pub fn refusal(error: &Error) -> String {
    let message = error.message();
    let Some(field) = error.field() else { return message };
    let mut parts = field.split('.');
    let (list, place, part) = (parts.next().unwrap_or_default(), parts.next().and_then(|place| place.parse::<u64>().ok()), parts.next());
    let said = match (list, place, part) {
        // One of several lines: the sentence never says which.
        ("lines", Some(index), Some(part)) => {
            name(part).map(|field| texts::say("cli.error.inLine", &[("field", &field), ("line", &(index + 1).to_string())]))
        }
        _ if !OPEN.contains(&error.code()) => None,
        (_, Some(_), Some(part)) if part != "typed" => name(part),
        _ => name(list),
    };
    said.map_or_else(|| message.clone(), |field| texts::say("cli.error.at", &[("field", &field), ("message", &message)]))
}

/// What a field is called; many are called what a column of a file is called.
fn name(field: &str) -> Option<String> {
    let keys = [format!("cli.field.{field}"), format!("column.{field}")];
    keys.iter().find(|key| texts::has(key)).map(|key| word(key))
}

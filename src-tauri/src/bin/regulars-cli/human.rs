//! Answers as plain text.

use serde_json::Value;

/// JSON as plain text for a person: one `key: value` a line, lists of things as blocks.
pub fn human(value: &Value) -> String {
    fn write(value: &Value, indent: usize, out: &mut String) {
        let pad = "  ".repeat(indent);
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter().filter(|(_, value)| !is_blank(value)) {
                    match value {
                        Value::Object(_) | Value::Array(_) if !is_flat(value) => {
                            out.push_str(&format!("{pad}{key}:\n"));
                            write(value, indent + 1, out);
                        }
                        _ => out.push_str(&format!("{pad}{key}: {}\n", flat(value))),
                    }
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    if index > 0 && value.is_object() {
                        out.push('\n');
                    }
                    if value.is_object() { write(value, indent, out) } else { out.push_str(&format!("{pad}{}\n", flat(value))) }
                }
            }
            _ => out.push_str(&format!("{pad}{}\n", flat(value))),
        }
    }
    fn is_blank(value: &Value) -> bool {
        matches!(value, Value::Null) || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty)
    }
    fn is_flat(value: &Value) -> bool {
        match value {
            Value::Array(list) => list.iter().all(|value| !value.is_object() && !value.is_array()),
            Value::Object(_) => false,
            _ => true,
        }
    }
    fn flat(value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            Value::Array(list) => list.iter().map(flat).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        }
    }
    let mut out = String::new();
    write(value, 0, &mut out);
    if out.is_empty() { "Nobody and nothing.".to_owned() } else { out }
}

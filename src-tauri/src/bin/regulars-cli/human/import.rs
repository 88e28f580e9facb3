//! What a file is, and what became of its rows.

use regulars::book::{Change, ChangedRow, DoubtfulRow, ImportReport, Question};
use regulars::texts::{self, known};

use super::sheet::{Sheet, dots};
use super::word;

/// The file in a sentence, then refused rows, questions and columns.
pub fn told(file: &str, preview: bool, report: &ImportReport) -> String {
    let about = [known("program", &report.source), known("import.kind", &report.kind), report.encoding.clone(), delimiter(&report.delimiter)];
    let rows = texts::count("import.rows", report.rows, &[]);
    let args = [("file", file), ("about", &about.join(", ")), ("rows", &rows), ("became", &became(report))];
    let mut sheet = Sheet::headed(&texts::say(if report.rows > 0 { "cli.import.file" } else { "cli.import.empty" }, &args));
    match &report.import_id {
        _ if preview => sheet.line(&word("cli.import.preview")),
        Some(deed) => sheet.line(&texts::say("cli.import.takeBack", &[("deed", &deed.to_string())])),
        None => sheet.line(&word("import.nothing")),
    }
    sheet.part(&word("cli.import.aside"), &refused(report));
    sheet.part(&word("cli.import.doubtful"), &doubtful(report));
    sheet.part(&word("cli.import.changes"), &changed(report));
    for question in &report.questions {
        ask(&mut sheet, question);
    }
    sheet.part(&word("import.columns"), &columns(report));
    sheet.done()
}

fn became(report: &ImportReport) -> String {
    let parts = [
        ("cli.import.new", report.added),
        ("import.will.doubtful", report.doubtful_total),
        ("cli.import.changed", report.updated),
        ("cli.import.known", report.unchanged),
        ("import.will.unmatched", report.unmatched),
        ("cli.import.refused", report.refused_total),
    ];
    let said = parts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| texts::say(key, &[("n", &texts::number(count))]));
    said.collect::<Vec<_>>().join(", ")
}

fn refused(report: &ImportReport) -> Vec<String> {
    let mut rows: Vec<String> =
        report.refused.iter().map(|row| texts::say("cli.import.row", &[("row", &row.row.to_string()), ("reason", &row.reason)])).collect();
    let further = report.refused_total.saturating_sub(rows.len() as u64);
    if further > 0 {
        rows.push(texts::count("cli.import.further", further, &[]));
    }
    rows
}

/// What changes about whom.
fn changed(report: &ImportReport) -> Vec<String> {
    let change = |Change { field, before, after }: &Change| {
        let field = known("field", field);
        match (before.is_empty(), after.is_empty()) {
            (true, true) => field,
            (true, false) => format!("{field}: {after}"),
            (false, true) => format!("{field}: {before} → –"),
            (false, false) => format!("{field}: {before} → {after}"),
        }
    };
    let row = |row: &ChangedRow| {
        let who = texts::say("cli.import.row", &[("row", &row.row.to_string()), ("reason", &row.name)]);
        dots(std::iter::once(who).chain(row.changes.iter().map(change)))
    };
    let mut rows: Vec<String> = report.changed.iter().map(row).collect();
    let further = report.updated.saturating_sub(rows.len() as u64);
    if further > 0 {
        rows.push(texts::count("cli.import.further", further, &[]));
    }
    rows
}

/// Who may be in the book already.
fn doubtful(report: &ImportReport) -> Vec<String> {
    let row = |row: &DoubtfulRow| dots([texts::say("cli.import.row", &[("row", &row.row.to_string()), ("reason", &row.name)]), row.reason.clone()]);
    let mut rows: Vec<String> = report.doubtful.iter().map(row).collect();
    let further = report.doubtful_total.saturating_sub(rows.len() as u64);
    if further > 0 {
        rows.push(texts::count("cli.import.further", further, &[]));
    }
    rows
}

/// What only a person can decide, and the option that says it.
fn ask(sheet: &mut Sheet, question: &Question) {
    let key = format!("import.question.{}", question.kind);
    let key = if texts::has(&key) { key.as_str() } else { "import.question" };
    let row = question.choices.first().map_or("", |choice| choice.example.as_str());
    let asked = texts::say(key, &[("column", &question.column), ("row", row)]);
    let choices: Vec<String> = question
        .choices
        .iter()
        .map(|choice| {
            let means = format!("import.{}.{}", question.kind, choice.value);
            let means = if texts::has(&means) { word(&means) } else { choice.example.clone() };
            dots([format!("--{} {}", question.kind, choice.value), means])
        })
        .collect();
    sheet.part(&format!("{asked} {}", word("cli.import.answer")), &choices);
}

fn columns(report: &ImportReport) -> Vec<String> {
    report.headers.iter().filter_map(|header| Some(format!("{header} → {}", field(report.mapping.get(header)?)))).collect()
}

/// What a column becomes: `phone`, `phone:mobile`, `phone#2`, `phone#2.label`, `address#1.street` in words.
fn field(field: &str) -> String {
    match field {
        "consent:sms" => return word("column.consentSms"),
        "consent:email" => return word("column.consentEmail"),
        _ => {}
    }
    let (head, part) = field.split_once('.').unwrap_or((field, ""));
    let (noun, which) = head.split_once([':', '#']).unwrap_or((head, ""));
    let labels = part == "label";
    let name = known("column", if part.is_empty() || labels { noun } else { part });
    // The first of several is the one that is meant anyway.
    let named = if matches!(which, "" | "1") { name } else { texts::say("column.labelled", &[("word", &name), ("label", which)]) };
    if labels { texts::say("column.labelOf", &[("word", &named)]) } else { named }
}

fn delimiter(delimiter: &str) -> String {
    let name = match delimiter {
        "," => "comma",
        ";" => "semicolon",
        "|" => "bar",
        named => named,
    };
    known("import.delimiter", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_told_in_the_words_of_the_window() {
        for (key, said) in [
            ("name", "Whole name"),
            ("callMe", "Call me"),
            ("phone", "Phone"),
            ("phone:mobile", "Phone, mobile"),
            ("phone#1", "Phone"),
            ("phone#2", "Phone, 2"),
            ("phone#2.label", "Phone, 2: which"),
            ("address:home.street", "Street, home"),
            ("address#1.town", "Town"),
            ("consent:sms", "May be texted"),
            ("ignore", "Leave out"),
        ] {
            assert_eq!(field(key), said, "{key}");
        }
    }
}

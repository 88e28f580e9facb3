//! What each column of a table is read into: by its heading, by what it holds, or as somebody said.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::content::{self, Cells};
use super::field::{self, Field};
use super::headings;
use super::program::{Kind, Program};
use super::rows::Mends;
use super::source::Mend;
use crate::error::{Code, Error, Result};
use crate::model::Currency;
use crate::texts;

/// What the rows are: as asked for where that can be, else by the columns.
pub(super) fn kind_of(program: Program, plain: &[String], asked: Option<Kind>) -> Option<Kind> {
    match (program.kind(), asked) {
        (Some(known), Some(asked)) if known != asked => None,
        (Some(known), _) => Some(known),
        (None, Some(asked)) => Some(asked),
        (None, None) => {
            let fields: Vec<Field> = plain.iter().map(|heading| headings::purchase_field(heading, program)).collect();
            Some(if is_sale(&fields) { Kind::Purchases } else { Kind::Customers })
        }
    }
}

/// Whether columns say when something was sold, and for how much.
pub(super) fn is_sale(fields: &[Field]) -> bool {
    let has = |wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
    has(&[Field::Day, Field::At]) && has(&[Field::Unit, Field::Gross, Field::Net])
}

/// What is known of a table before anybody decides what it is.
pub(super) struct Known<'a> {
    pub program: Program,
    pub plain: &'a [String],
    pub cells: &'a [Cells],
    pub today: NaiveDate,
    pub currency: Option<Currency>,
}

impl Known<'_> {
    /// The field of each column: by its heading, and where that says nothing in no known program's file, by its cells.
    pub fn fields(&self, kind: Kind) -> Vec<Field> {
        let by_heading = |heading: &String| match kind {
            Kind::Customers => headings::customer_field(heading, self.program),
            Kind::Purchases => headings::purchase_field(heading, self.program),
        };
        let mut fields: Vec<Field> = self.plain.iter().map(by_heading).collect();
        if kind == Kind::Customers {
            headings::settle(&mut fields, self.plain);
        }
        if self.program == Program::Unknown {
            let open: Vec<bool> =
                fields.iter().zip(self.plain).map(|(field, plain)| field.is_ignored() && !headings::is_left_out(plain, kind)).collect();
            let columns = content::Columns { cells: self.cells, open: &open, today: self.today, currency: self.currency };
            match kind {
                Kind::Customers => columns.settle_customers(&mut fields),
                Kind::Purchases => columns.settle_purchases(&mut fields),
            }
        }
        fields
    }
}

/// Gives every column a name of its own, so that each can be spoken of: a second `Phone` is `Phone (2)`, one without a heading is named by the
/// letter that a spreadsheet shows above it.
pub(super) fn name_apart(headings: &mut [String]) {
    let mut taken: HashSet<String> = headings.iter().cloned().collect();
    let mut seen: HashSet<String> = HashSet::new();
    for (at, heading) in headings.iter_mut().enumerate() {
        if heading.is_empty() {
            *heading = column_name(at);
        }
        let mut named = heading.clone();
        let mut nth = 1;
        while !seen.insert(named.clone()) {
            nth += 1;
            named = format!("{heading} ({nth})");
            // A heading further on may stand there so by itself.
            if taken.contains(&named) {
                named.clone_from(heading);
            }
        }
        taken.insert(named.clone());
        *heading = named;
    }
}

pub(super) fn mends_of(mends: &[Mend], headings: &[String]) -> Result<Mends> {
    let mut by_row = HashMap::<u64, Vec<(usize, String)>>::new();
    for mend in mends {
        let column = headings.iter().position(|heading| *heading == mend.column).ok_or_else(|| column_unknown("mends", &mend.column, headings))?;
        by_row.entry(mend.row).or_default().push((column, mend.text.clone()));
    }
    Ok(Arc::new(by_row))
}

fn column_unknown(field: &str, text: &str, headings: &[String]) -> Error {
    Error::new(Code::ColumnUnknown).at(field).with("text", text).with("choices", headings.join(", "))
}

/// The name of a column that has no heading.
pub(super) fn column_name(at: usize) -> String {
    texts::say("import.column", &[("letters", &letters(at))])
}

/// The letters above the nth column, from 0: A to Z, then AA.
fn letters(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    if at < 26 { last.to_string() } else { letters(at / 26 - 1) + &last.to_string() }
}

/// Puts in what somebody decided; a heading is named as it stands or by its plain form.
pub(super) fn override_fields(fields: &mut [Field], headings: &[String], plain: &[String], kind: Kind, mapping: &[(String, String)]) -> Result<()> {
    for (heading, word) in mapping {
        let wanted = headings::plain(heading);
        let exact = headings.iter().position(|known| known == heading.trim());
        let column = exact.or_else(|| plain.iter().position(|known| *known == wanted && !wanted.is_empty()));
        let column = column.ok_or_else(|| column_unknown("mapping", heading, headings))?;
        let choices = match kind {
            Kind::Customers => field::FOR_CUSTOMERS,
            Kind::Purchases => field::FOR_PURCHASES,
        };
        let unknown = || Error::new(Code::FieldUnknown).at("mapping").with("text", word).with("choices", choices.join(", "));
        let field: Field = word.parse().map_err(|_| unknown())?;
        let fits = match kind {
            Kind::Customers => field.is_for_customers(),
            Kind::Purchases => field.is_for_purchases(),
        };
        if !fits {
            return Err(unknown());
        }
        fields[column] = field;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let mut headings: Vec<String> = ["Phone", "", "Phone", "Phone (2)", "Phone", "Column B"].map(str::to_owned).into();
        name_apart(&mut headings);
        assert_eq!(headings, ["Phone", "Column B", "Phone (3)", "Phone (2)", "Phone (4)", "Column B (2)"]);
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}

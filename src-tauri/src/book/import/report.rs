//! What somebody decides about a file, and what is said of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};
use crate::exchange::decimals::Decimals;
use crate::exchange::encoding::Encoding;
use crate::exchange::rows::Row;
use crate::exchange::{Kind, Mend, Options, Order, SourceFile};
use crate::model::{Id, Shop, checks};

/// Rows that a preview shows.
const SHOWN: usize = 50;
/// Rows that a glance reads: more than are shown, so that no purchase among those is seen in part.
pub(super) const GLANCED: u64 = 250;
/// Cells that can be mended at a time.
const MENDS: usize = 10_000;

/// What the rows are taken for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportKind {
    /// Found out from the columns.
    #[default]
    Auto,
    /// Customers.
    Customers,
    /// Purchases.
    Purchases,
}

impl ImportKind {
    /// Reads the word that crosses.
    pub fn read(word: &str) -> Result<Self> {
        Ok(match checks::choice(word, &["auto", "customers", "purchases"], "kind")? {
            "customers" => Self::Customers,
            "purchases" => Self::Purchases,
            _ => Self::Auto,
        })
    }

    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Customers => "customers",
            Self::Purchases => "purchases",
        }
    }
}

/// What somebody decided about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ImportOptions {
    /// What the rows are.
    pub kind: ImportKind,
    /// `dmy`, `mdy` or `ymd`, where days are doubtful.
    pub dates: Option<String>,
    /// `point` or `comma`, where decimals are doubtful.
    pub decimals: Option<String>,
    /// Columns and the fields they are read into.
    pub mapping: BTreeMap<String, String>,
    /// How its letters are written, where what was found is wrong: one of [`Encoding::choices`].
    pub encoding: Option<String>,
    /// `first` where the first row of the table is its headings, `none` where there are none; found out when left open.
    pub headings: Option<String>,
    /// `clear` where a blank cell empties what the book has; otherwise it says nothing.
    pub blank: Option<String>,
    /// Cells to be read otherwise than they stand there; at most ten thousand.
    pub mends: Vec<Mend>,
}

impl ImportOptions {
    /// Whether blank cells empty what the book has.
    pub(super) fn clears(&self) -> Result<bool> {
        match self.blank.as_deref().filter(|word| !word.is_empty()) {
            Some(word) => Ok(checks::choice(word, &["keep", "clear"], "blank")? == "clear"),
            None => Ok(false),
        }
    }

    /// Reads them, for a shop.
    pub(super) fn read(&self, shop: &Shop) -> Result<Options> {
        if self.mends.len() > MENDS {
            return Err(Error::new(Code::TooMany).at("mends").with("limit", MENDS));
        }
        for mend in &self.mends {
            checks::note(&mend.text, "mends")?;
        }
        Ok(Options {
            kind: match self.kind {
                ImportKind::Auto => None,
                ImportKind::Customers => Some(Kind::Customers),
                ImportKind::Purchases => Some(Kind::Purchases),
            },
            dates: self.dates.as_deref().filter(|order| !order.is_empty()).map(str::parse::<Order>).transpose()?,
            decimals: self.decimals.as_deref().filter(|word| !word.is_empty()).map(str::parse::<Decimals>).transpose()?,
            mapping: self.mapping.iter().map(|(heading, field)| (heading.clone(), field.clone())).collect(),
            encoding: self.encoding.as_deref().filter(|name| !name.is_empty()).map(Encoding::read).transpose()?,
            region: shop.region.clone(),
            currency: Some(shop.money()?),
            headed: match self.headings.as_deref().filter(|word| !word.is_empty()) {
                Some(word) => Some(checks::choice(word, &["first", "none"], "headings")? == "first"),
                None => None,
            },
            mends: self.mends.clone(),
            thorough: false,
            first: None,
        })
    }
}

/// What a file is, and what reading it did or would do.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// The deed; nothing in a preview or where nothing changed.
    pub import_id: Option<Id>,
    /// The program the file came from, or `unknown`.
    pub source: String,
    /// `customers` or `purchases`.
    pub kind: String,
    /// How its letters are written.
    pub encoding: String,
    /// Every encoding that it can be said to be in.
    pub encodings: Vec<&'static str>,
    /// What parts its cells, or the kind of workbook.
    pub delimiter: String,
    /// The sheet that was read; blank where the file is no workbook.
    pub sheet: String,
    /// Sheets with anything in them that were not.
    pub other_sheets: Vec<String>,
    /// Whether the whole file was counted; at a first glance only its beginning is.
    pub counted: bool,
    /// Rows read, without headings and blank ones.
    pub rows: u64,
    /// New ones.
    pub added: u64,
    /// Customers that the file changes.
    pub updated: u64,
    /// Rows that the book knows already.
    pub unchanged: u64,
    /// What would change about whom, or did; the first thousand of `updated`.
    pub changed: Vec<ChangedRow>,
    /// Purchases whose customer the book does not know.
    pub unmatched: u64,
    /// New customers who could be somebody in the book, by a phone, an e-mail address, a number or a name alone, and sales that the book has with another total;
    /// the first thousand.
    pub doubtful: Vec<DoubtfulRow>,
    /// How many there are. The customers are among the new ones, the sales among the unchanged.
    pub doubtful_total: u64,
    /// Rows left aside, with reasons; the first thousand.
    pub refused: Vec<RefusedRow>,
    /// How many there are.
    pub refused_total: u64,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// Which column becomes what.
    pub mapping: BTreeMap<String, String>,
    /// The columns in order.
    pub headers: Vec<String>,
    /// What a column can become.
    pub fields: Vec<String>,
    /// The first rows as they would be kept.
    pub sample: Vec<SampleRow>,
}

/// A row of somebody who may be in the book already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DoubtfulRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// Whom it is about.
    pub name: String,
    /// What they share, and with whom.
    pub reason: String,
}

/// A row that changes somebody, or a purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// Whom it is about.
    pub name: String,
    /// What changes.
    pub changes: Vec<Change>,
}

/// A value as the book has it, and as it would have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Which (`field.*` of the catalog).
    pub field: &'static str,
    /// Before; blank where there is none. A long text is cut.
    pub before: String,
    /// After; blank where there is none.
    pub after: String,
}

impl Change {
    /// A change of which no more is told than what it is of.
    pub(super) fn of(field: &'static str) -> Self {
        Self { field, ..Self::default() }
    }
}

/// A row left aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// Why.
    pub reason: String,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Something only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The column.
    pub column: String,
    /// `dates`, `decimals`, or `headings` where the first row seems to be none.
    pub kind: &'static str,
    /// What it could be.
    pub choices: Vec<QuestionChoice>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionChoice {
    /// `dmy` or `mdy`; `point` or `comma`; `none` or `first`.
    pub value: &'static str,
    /// A real cell read this way, or the row in question.
    pub example: String,
}

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SampleRow {
    /// Its number in a spreadsheet.
    pub row: u64,
    /// `new`, `doubtful`, `changed`, `unchanged` or `refused`.
    pub outcome: &'static str,
    /// Its cells.
    pub cells: Vec<String>,
    /// Whom it is about.
    pub name: String,
    /// What would be kept of it.
    pub stored: Vec<Stored>,
    /// The fields that would change (`field.*` of the catalog), or the reason of a refusal or a doubt.
    pub changes: Vec<String>,
}

/// A value as it would be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stored {
    /// Which: a word that a column can be read into.
    pub field: &'static str,
    /// The value; days as `YYYY-MM-DD`, amounts with a point.
    pub value: String,
}

impl ImportReport {
    pub(super) fn about(file: &mut SourceFile) -> Result<Self> {
        let described = file.describe();
        let mut report = Self {
            source: described.source.to_owned(),
            kind: described.kind.as_str().to_owned(),
            encoding: described.encoding,
            encodings: Encoding::choices(),
            delimiter: described.delimiter.to_owned(),
            sheet: described.sheet,
            other_sheets: described.other_sheets,
            mapping: described.mapping.into_iter().collect(),
            headers: described.headers,
            fields: described.fields,
            questions: described
                .questions
                .into_iter()
                .map(|question| Question {
                    column: question.column,
                    kind: question.kind,
                    choices: question.choices.into_iter().map(|choice| QuestionChoice { value: choice.value, example: choice.example }).collect(),
                })
                .collect(),
            ..Self::default()
        };
        let mut rows = file.rows()?;
        let mut row = Row::default();
        while report.sample.len() < SHOWN && rows.next_of_any_size(&mut row)? {
            if !row.is_empty() {
                let cells = row.cells().map(str::to_owned).collect();
                report.sample.push(SampleRow {
                    row: row.number(),
                    outcome: "unchanged",
                    cells,
                    name: String::new(),
                    stored: Vec::new(),
                    changes: Vec::new(),
                });
            }
        }
        Ok(report)
    }
}

//! What the columns of a file settle by themselves, and what has to be asked.

use chrono::NaiveDate;

use super::{Choice, Layout, Question, SourceFile, has_formulas, is_day, skip_to_data};
use crate::error::Result;
use crate::exchange::cells::take_texts;
use crate::exchange::days::{self, Evidence, Order};
use crate::exchange::decimals::{self, Decimals};
use crate::exchange::field::Field;
use crate::exchange::program::Program;
use crate::exchange::rows::{Row, Rows};
use crate::model::Currency;

impl SourceFile {
    /// What columns show, in the sample and where that is not enough in the whole file.
    fn gather<E: Default + Clone>(
        &mut self,
        sample: &[u8],
        whole: bool,
        columns: &[usize],
        see: impl Fn(&mut E, &str) + Copy,
        wants_more: impl Fn(&E) -> bool,
    ) -> Result<Vec<E>> {
        let mut first = skip_to_data(Rows::new(sample, self.dialect.marks), &self.dialect)?.mended(&self.mends);
        let formulas = has_formulas(&self.layout, self.guarded);
        let next = |row: &mut Row| -> Result<bool> {
            let any = first.next_of_any_size(row)?;
            if formulas {
                take_texts(row);
            }
            Ok(any)
        };
        let seen = gather(next, columns, see)?;
        if whole || self.first.is_some() || !seen.iter().any(wants_more) {
            return Ok(seen);
        }
        let mut rows = self.rows()?;
        gather(|row| rows.next_of_any_size(row), columns, see)
    }

    /// Finds how each column of amounts writes its decimals; where it does not tell, `said` does.
    pub(super) fn settle_decimals(&mut self, sample: &[u8], whole: bool, said: Option<Decimals>) -> Result<()> {
        // Known programs write as they do, and a workbook has numbers.
        if self.program != Program::Unknown || matches!(self.layout, Layout::Sheet(_)) {
            return Ok(());
        }
        // Petrol is sold at 1.859 a litre; a price beside which no amount stands is what was paid.
        let has_amount = self.fields.iter().any(|field| matches!(field, Field::Gross | Field::Net));
        let most = |field: &Field| if has_amount && *field == Field::Unit { Some(3) } else { most_decimals(field, self.currency) };
        let most: Vec<(usize, u8)> = self.fields.iter().enumerate().filter_map(|(column, field)| Some((column, most(field)?))).collect();
        let columns: Vec<usize> = most.iter().map(|(column, _)| *column).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let is_ours = self.is_ours;
        let seen = self.gather(sample, whole, &columns, decimals::Evidence::see, |evidence| !is_ours && evidence.wants_more())?;
        // Our own tables are written in one way and part no thousands; a spreadsheet that saved one in another shows it in cells that tell.
        let ours = || decimals::Evidence::only_sign(&seen).unwrap_or_else(|| Decimals::beside(self.dialect.marks.delimiter));
        let said = said.or_else(|| is_ours.then(ours));
        for ((column, most), evidence) in most.into_iter().zip(seen) {
            let told = evidence.decimals(most);
            self.decimals[column] = Some(match (told, said) {
                (Decimals::Open(_), Some(said)) => said,
                _ => told,
            });
            if let (Some(cell), None) = (evidence.doubtful(most), said) {
                let choice = |decimals: Decimals| Choice { value: decimals.as_str(), example: format!("{cell} = {}", decimals.plain(cell)) };
                let choices = vec![choice(Decimals::Point), choice(Decimals::Comma)];
                self.questions.push(Question { column: self.dialect.headings[column].clone(), kind: "decimals", choices });
            }
        }
        Ok(())
    }

    /// Finds the order of each column of days, in the sample and where that is not enough in the whole file. `said` is for those that do not show
    /// it; where all of them do, it is what somebody wants all the same. `thorough` is whether every row is looked at whatever the first ones show.
    pub(super) fn settle_days(&mut self, sample: &[u8], whole: bool, today: NaiveDate, said: Option<Order>, thorough: bool) -> Result<()> {
        let columns: Vec<usize> = self.fields.iter().enumerate().filter(|(_, field)| is_day(field)).map(|(column, _)| column).collect();
        if columns.is_empty() {
            return Ok(());
        }
        let seen = self.gather(sample, whole, &columns, Evidence::see, |evidence| thorough || evidence.wants_more())?;
        let year = days::year_of(today);
        let any_open = seen.iter().any(Evidence::is_open);
        for (column, evidence) in columns.into_iter().zip(seen) {
            self.orders[column] = match said {
                Some(said) if evidence.is_open() || !any_open => Some(said),
                _ => evidence.order(),
            };
            if said.is_some() {
                continue;
            }
            let choices: Vec<Choice> = evidence.asks(year).into_iter().map(|(order, example)| Choice { value: order.as_str(), example }).collect();
            if !choices.is_empty() {
                self.questions.push(Question { column: self.dialect.headings[column].clone(), kind: "dates", choices });
            }
        }
        Ok(())
    }
}

/// The most decimals that a number of a field can have; nothing for what is no such number.
pub(super) fn most_decimals(field: &Field, currency: Option<Currency>) -> Option<u8> {
    match field {
        Field::Quantity => Some(3),
        Field::Unit
        | Field::Gross
        | Field::Discount
        | Field::Net
        | Field::Tax
        | Field::Total
        | Field::OrderDiscount
        | Field::Refunded
        | Field::Spent => Some(currency.map_or(2, |currency| currency.digits())),
        _ => None,
    }
}

fn gather<E: Default + Clone>(mut next_into: impl FnMut(&mut Row) -> Result<bool>, columns: &[usize], see: impl Fn(&mut E, &str)) -> Result<Vec<E>> {
    let mut seen = vec![E::default(); columns.len()];
    let mut row = Row::default();
    while next_into(&mut row)? {
        for (evidence, column) in seen.iter_mut().zip(columns) {
            let cell = row.get(*column);
            if !cell.is_empty() {
                see(evidence, cell);
            }
        }
    }
    Ok(seen)
}

//! The month's figures and the people behind them.

use super::Book;
use crate::error::Result;
use crate::model::{FigurePerson, Month, MonthFigure, MonthFigures};
use crate::store::ledger;

impl Book {
    /// The figures of a month, with the month before and the same month a year ago where the book has them.
    pub fn month(&self, month: Month) -> Result<MonthFigures> {
        self.read(|conn| {
            let of = |month: Month, with_days: bool| ledger::figures(conn, (month.first(), month.last()), with_days);
            let mut figures = of(month, true)?;
            let beside = |other: Month| -> Result<Option<Box<MonthFigures>>> {
                let found = of(other, false)?;
                Ok((found.purchases > 0 || found.refunds_minor != 0).then(|| Box::new(found)))
            };
            figures.before = beside(month.earlier(1))?;
            figures.year_ago = beside(month.earlier(12))?;
            Ok(figures)
        })
    }

    /// The people behind a figure of a month, by what they spent.
    pub fn month_people(&self, month: Month, figure: MonthFigure, limit: i64, offset: i64) -> Result<Vec<FigurePerson>> {
        self.read(|conn| ledger::month_people(conn, month, figure, limit.clamp(0, 1_000), offset.max(0)))
    }
}

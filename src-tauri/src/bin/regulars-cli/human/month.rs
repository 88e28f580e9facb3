//! The month's figures.

use regulars::model::MonthFigures;
use regulars::texts;

use super::sheet::{Fact, Sheet, column, dots};
use super::{Teller, word};

/// A figure of a month.
type Figure = fn(&MonthFigures) -> i64;

impl Teller<'_> {
    /// The figures, each with those of the months beside, what else there was, and the days on which something was bought.
    pub(super) fn month(&self, month: &MonthFigures) -> String {
        let closed = if month.closed { word("month.closed") } else { String::new() };
        let mut sheet = Sheet::headed(&dots([month.month.to_string(), closed]));
        let number = |figure: i64| texts::number(figure);
        sheet.facts([
            figure("month.revenueMinor", month, |month| month.revenue_minor, |minor| self.money(minor)),
            figure("month.purchases", month, |month| month.purchases, number),
            figure("month.customers", month, |month| month.customers, number),
            figure("month.newCustomers", month, |month| month.new_customers, number),
        ]);
        if month.purchases == 0 {
            sheet.row(&texts::say("month.empty", &[("month", &month.month.to_string())]));
        }
        for (key, count) in [
            ("month.returning", month.returning_customers),
            ("month.anonymous", month.anonymous_purchases),
            ("month.kept", month.follow_ups_done),
            ("month.late", month.follow_ups_late),
        ] {
            if count > 0 {
                sheet.row(&texts::count(key, count, &[]));
            }
        }
        if month.refunds_minor != 0 {
            sheet.row(&texts::say("month.refunds", &[("amount", &self.money(month.refunds_minor))]));
        }
        sheet.part(&word("month.chart"), &self.days(month));
        sheet.done()
    }

    fn days(&self, month: &MonthFigures) -> Vec<String> {
        let days: Vec<_> = month.days.iter().flatten().filter(|day| day.purchases > 0 || day.revenue_minor != 0).collect();
        let amounts = column(days.iter().map(|day| self.money(day.revenue_minor)));
        let rows = days.iter().zip(amounts);
        rows.map(|(day, amount)| format!("{}  {amount}  {}", day.day, texts::count("month.dayPurchases", day.purchases, &[]))).collect()
    }
}

/// A figure with the same one of the month before and of a year ago.
fn figure(key: &str, month: &MonthFigures, of: Figure, write: impl Fn(i64) -> String) -> Fact {
    let beside = [&month.before, &month.year_ago].into_iter().flatten().map(|other| format!("{}: {}", other.month, write(of(other))));
    (word(key), dots(std::iter::once(write(of(month))).chain(beside)))
}

//! What the owner looks at: deeds in words and the month's figures.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::{Id, Month};

/// One change made by a person, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deed {
    /// Public id.
    pub deed: Id,
    /// A key of `deed.*` in the catalog.
    pub name: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub staff: Option<String>,
    /// About whom, where it was one customer.
    pub customer_id: Option<Id>,
    /// Their name as it was then.
    pub customer_name: Option<String>,
    /// The sentence: `Mia changed the phone of Ann Ember`.
    pub summary: String,
    /// What the sentence was made of.
    pub args: Value,
    /// Whether it was taken back.
    pub undone: bool,
}

/// One day of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthDay {
    /// The business day.
    pub day: NaiveDate,
    /// Sales less refunds, in minor units.
    pub revenue_minor: i64,
    /// Sales.
    pub purchases: i64,
}

/// The figures of a month. Sales count on their day, refunds on theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthFigures {
    /// The month.
    pub month: Month,
    /// Sales less refunds, in minor units.
    pub revenue_minor: i64,
    /// Sales.
    pub purchases: i64,
    /// Different customers among the sales.
    pub customers: i64,
    /// Of these, whose first sale lies in the month.
    pub new_customers: i64,
    /// Of these, who had bought before.
    pub returning_customers: i64,
    /// Sales to nobody the book knows.
    pub anonymous_purchases: i64,
    /// What was given back, as a positive amount in minor units.
    pub refunds_minor: i64,
    /// Follow-ups closed as done.
    pub follow_ups_done: i64,
    /// Of these, after their day.
    pub follow_ups_late: i64,
    /// Whether the owner has closed the month.
    pub closed: bool,
    /// Every day of the month; left out for the months beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Vec<MonthDay>>,
    /// The month before.
    pub before: Option<Box<MonthFigures>>,
    /// The same month a year ago.
    pub year_ago: Option<Box<MonthFigures>>,
}

/// A figure that opens the list of people behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthFigure {
    /// Everybody who bought, by what they spent.
    Revenue,
    /// Everybody who bought.
    Customers,
    /// Those whose first sale lies in the month.
    NewCustomers,
    /// Those who had bought before.
    ReturningCustomers,
    /// Those who were given something back.
    Refunds,
}

impl MonthFigure {
    /// Reads the figure's name as the page sends it.
    pub fn read(name: &str) -> crate::Result<Self> {
        Ok(match super::checks::choice(name, &["revenue", "customers", "newCustomers", "returningCustomers", "refunds"], "figure")? {
            "revenue" => Self::Revenue,
            "customers" => Self::Customers,
            "newCustomers" => Self::NewCustomers,
            "returningCustomers" => Self::ReturningCustomers,
            _ => Self::Refunds,
        })
    }
}

/// One of the people behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FigurePerson {
    /// Public id.
    pub id: Id,
    /// Their name.
    pub name: String,
    /// Sales (or refunds) in the month.
    pub purchases: i64,
    /// Their amount, in minor units.
    pub amount_minor: i64,
    /// The last of these days.
    pub last_day: NaiveDate,
}

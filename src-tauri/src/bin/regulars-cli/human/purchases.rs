//! Purchases and refunds.

use regulars::model::{Line, Purchase, PurchaseKind, Quantity};
use regulars::texts;

use super::sheet::{Fact, Sheet, column, dots};
use super::{Teller, id, word};

impl Teller<'_> {
    /// What was written down: its lines by the positions that `refund` takes, and its id.
    pub(super) fn purchase(&self, purchase: &Purchase) -> String {
        let refund = purchase.kind == PurchaseKind::Refund;
        let amount = self.money(if refund { -purchase.total_minor } else { purchase.total_minor });
        let mut sheet = Sheet::headed(&match (&purchase.customer_id, refund) {
            (Some(customer), false) => texts::say("toast.purchase", &[("amount", &amount), ("name", &self.who(customer))]),
            (Some(customer), true) => texts::say("toast.refund", &[("amount", &amount), ("name", &self.who(customer))]),
            // Only what a file brought in is nobody's, and the command line can but give it back.
            (None, _) => texts::say("cli.refund", &[("amount", &amount)]),
        });
        sheet.facts(self.lines(purchase));
        sheet.facts([
            (word("purchase.day"), purchase.day.to_string()),
            (word("purchase.note"), purchase.note.clone()),
            (word("cli.staff"), purchase.staff.clone().unwrap_or_default()),
            (word("cli.id"), purchase.id.to_string()),
        ]);
        sheet.done()
    }

    fn lines(&self, purchase: &Purchase) -> Vec<Fact> {
        let off = purchase.discount_minor;
        let mut names: Vec<String> = purchase.lines.iter().map(|line| format!("{}  {}", line.position, item(line))).collect();
        let mut amounts: Vec<i64> = purchase.lines.iter().map(|line| line.amount_minor).collect();
        if off != 0 {
            names.push(word("purchase.discountWhole"));
            amounts.push(-off);
        }
        names.into_iter().zip(column(amounts.into_iter().map(|minor| self.currency.write_minor(minor)))).collect()
    }

    /// A purchase in one row of a card; several lines are numbered as `refund` takes them.
    pub(super) fn purchase_row(&self, purchase: &Purchase) -> String {
        let refund = if purchase.kind == PurchaseKind::Refund { word("card.refund") } else { String::new() };
        let numbered = purchase.lines.len() > 1;
        let items = purchase.lines.iter().map(|line| if numbered { format!("({}) {}", line.position, item(line)) } else { item(line) });
        dots([
            purchase.day.to_string(),
            refund,
            self.money(purchase.total_minor),
            items.collect::<Vec<_>>().join(", "),
            purchase.note.clone(),
            by(purchase.staff.as_deref()),
            id(&purchase.id),
        ])
    }
}

/// `by Mia`, where somebody is named.
pub fn by(staff: Option<&str>) -> String {
    staff.map_or_else(String::new, |name| texts::say("card.by", &[("name", name)]))
}

/// `Bread × 2`.
fn item(line: &Line) -> String {
    match line.quantity_thousandths.abs() {
        1000 => line.item.clone(),
        pieces => format!("{} × {}", line.item, Quantity(pieces).write()),
    }
}

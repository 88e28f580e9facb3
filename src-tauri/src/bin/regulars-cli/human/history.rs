//! Deeds in words.

use regulars::book::Undone;
use regulars::model::Deed;
use regulars::texts;

use super::sheet::{Sheet, dots};
use super::{Teller, id, word};

impl Teller<'_> {
    /// A line a deed, with its id for `undo`.
    pub(super) fn history(&self, deeds: &[Deed]) -> String {
        if deeds.is_empty() {
            return word("history.empty");
        }
        let mut sheet = Sheet::default();
        for deed in deeds {
            let undone = if deed.undone { word("history.undone") } else { String::new() };
            sheet.line(&format!("{}  {}", self.moment(&deed.at), dots([deed.summary.clone(), undone, id(&deed.deed)])));
        }
        sheet.done()
    }
}

/// A deed that was taken back, and what stays that was written since.
pub fn undone(done: &Undone) -> String {
    let mut sheet = Sheet::headed(&texts::say("cli.undone", &[("deed", &done.undone.summary)]));
    let mut kept: Vec<String> = done.kept.iter().map(|deed| dots([deed.summary.clone(), id(&deed.deed)])).collect();
    let further = done.kept_total.saturating_sub(kept.len() as u64);
    if further > 0 {
        kept.push(texts::count("cli.import.further", further, &[]));
    }
    sheet.part(&word("cli.kept"), &kept);
    sheet.done()
}

/// A deed that was taken back or done again.
pub fn reversed(key: &str, deed: &Deed) -> String {
    Sheet::headed(&texts::say(key, &[("deed", &deed.summary)])).done()
}

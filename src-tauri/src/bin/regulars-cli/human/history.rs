//! Deeds in words.

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

/// A deed that was taken back or done again.
pub fn reversed(key: &str, deed: &Deed) -> String {
    Sheet::headed(&texts::say(key, &[("deed", &deed.summary)])).done()
}

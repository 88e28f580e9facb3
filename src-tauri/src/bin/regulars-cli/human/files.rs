//! Files that were written.

use std::path::Path;

use regulars::book::Exported;
use regulars::texts;

use super::sheet::Sheet;
use super::word;

/// A line a file, and where they are.
pub fn written(folder: &Path, exported: &Exported) -> String {
    let count = exported.files.len() as u64;
    let mut sheet = Sheet::headed(&texts::count("files.written", count, &[("folder", &folder.display().to_string())]));
    sheet.facts(exported.files.iter().map(|file| {
        // The list of a moved book is no table.
        let is_list = file.path.extension().is_some_and(|ending| ending == "json");
        (file.name.clone(), if is_list { word("cli.manifest") } else { texts::count("files.rowCount", file.rows, &[]) })
    }));
    sheet.done()
}

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
        // The manifest of a moved book has no rows.
        let table = file.path.extension().is_some_and(|ending| ending == "csv");
        (file.name.clone(), if table { texts::count("files.rowCount", file.rows, &[]) } else { word("cli.manifest") })
    }));
    sheet.done()
}

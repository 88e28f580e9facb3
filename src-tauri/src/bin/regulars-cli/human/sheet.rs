//! Lines of text, put together.

use std::fmt::Write;

/// A fact with its name: `Phone` and `0170 123 45 67`.
pub type Fact = (String, String);

/// A page of plain text.
///
/// What customers and files say is text: control characters, which a terminal would obey, become blanks.
#[derive(Debug, Default)]
pub struct Sheet {
    text: String,
}

impl Sheet {
    /// A page that begins with a headline.
    pub fn headed(headline: &str) -> Self {
        let mut sheet = Self::default();
        sheet.line(headline);
        sheet
    }

    /// A line at the margin.
    pub fn line(&mut self, text: &str) {
        self.put(0, text);
    }

    /// A line below the last one at the margin.
    pub fn row(&mut self, text: &str) {
        self.put(2, text);
    }

    /// A line below the last row.
    pub fn more(&mut self, text: &str) {
        self.put(4, text);
    }

    /// Facts with their names in one column, blank ones left out; a text of several lines stays in its own.
    pub fn facts(&mut self, facts: impl IntoIterator<Item = Fact>) {
        let facts: Vec<Fact> = facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in facts {
            for (at, line) in value.lines().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                self.row(&format!("{name:width$}  {line}"));
            }
        }
    }

    /// A part with a title and a blank line before it; without rows nothing.
    pub fn part(&mut self, title: &str, rows: &[String]) {
        if rows.is_empty() {
            return;
        }
        self.text.push('\n');
        self.line(title);
        for row in rows {
            self.row(row);
        }
    }

    /// The page.
    pub fn done(self) -> String {
        self.text
    }

    fn put(&mut self, indent: usize, text: &str) {
        let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        // Writing into a String cannot fail.
        let _ = writeln!(self.text, "{:indent$}{}", "", plain.trim_end());
    }
}

/// Parts of a row with dots between them, blank ones left out.
pub fn dots(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    parts.join(" · ")
}

/// Figures of one column, their last digits below each other.
pub fn column(figures: impl IntoIterator<Item = String>) -> Vec<String> {
    let figures: Vec<String> = figures.into_iter().collect();
    let width = figures.iter().map(|figure| figure.chars().count()).max().unwrap_or(0);
    figures.into_iter().map(|figure| format!("{figure:>width$}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_in_columns_and_blank_ones_are_left_out() {
        let mut sheet = Sheet::headed("Ann");
        sheet.facts([("Phone", "1"), ("Town", " "), ("Note", "two\nlines"), ("Nickname", "A")].map(|(name, value)| (name.into(), value.into())));
        sheet.part("Empty", &[]);
        sheet.part("Rows", &[dots(["a".into(), String::new(), "b".into()])]);
        assert_eq!(sheet.done(), "Ann\n  Phone     1\n  Note      two\n            lines\n  Nickname  A\n\nRows\n  a · b\n");
        assert_eq!(column(["1.00".into(), "-12.50".into()]), ["  1.00", "-12.50"]);
    }

    #[test]
    fn a_name_cannot_speak_to_the_terminal() {
        assert_eq!(Sheet::headed("Ann\u{1b}[2J\nBob\u{9b}").done(), "Ann [2J Bob\n");
    }
}

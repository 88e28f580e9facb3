//! Whether a column writes its decimals behind a point or a comma: settled by the column, or asked; never guessed.
//!
//! `1.234` may be a thousand and more, or one and a bit. Another cell of the same column tells: `12,50` has its decimals behind a comma, so the
//! point parts thousands. Where no cell tells, a currency of two decimals still has only one reading of `1.234`.

use std::str::FromStr;

use crate::error::{Code, Error, Result};

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// 1,234.50.
    Point,
    /// 1.234,50.
    Comma,
    /// Not known; what can be read one way only is read all the same. The most decimals that its numbers can have.
    Open(u8),
}

impl Decimals {
    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
            Self::Open(_) => "",
        }
    }

    /// How our own tables write them where this delimiter parts their cells.
    pub fn beside(delimiter: u8) -> Self {
        if delimiter == b';' { Self::Comma } else { Self::Point }
    }

    /// Whether a cell may be read both ways while nobody has said which.
    pub fn leaves_open(self, cell: &str) -> bool {
        matches!((self, shown(cell)), (Self::Open(most), Shown::Either { odd, .. }) if most > 2 || most > 0 && !odd)
    }

    fn signs(self) -> (char, char) {
        match self {
            Self::Comma => (',', '.'),
            Self::Point | Self::Open(_) => ('.', ','),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
            open @ Self::Open(_) => open,
        }
    }

    /// A cell with its thousands together and a point before its decimals. What is not written this way stays as it is, to be refused by whoever
    /// reads it as a number.
    pub fn plain(self, cell: &str) -> String {
        let (sign, grouping) = match (self, shown(cell)) {
            (Self::Open(_), Shown::Nothing) => return cell.to_owned(),
            (Self::Open(_), Shown::Told(told)) => told.signs(),
            // A third decimal that there cannot be.
            (Self::Open(_), Shown::Either { sign, .. }) => sign.other().signs(),
            (known, _) => known.signs(),
        };
        let whole = cell.split(sign).next().unwrap_or_default();
        let mut groups = whole.split(grouping).map(|group| group.chars().filter(char::is_ascii_digit).count());
        let sound = groups.next().is_some_and(|first| first <= 3 || !whole.contains(grouping)) && groups.all(|digits| digits == 3);
        let behind = cell.split_once(sign).map_or("", |(_, behind)| behind);
        if !sound || behind.contains([',', '.']) {
            // Two signs of a kind are no number in any reading.
            return if cell.contains([',', '.']) { format!("{cell}..") } else { cell.to_owned() };
        }
        cell.replace(grouping, "").replace(sign, ".")
    }
}

/// A number of things: without decimals that count, whichever sign would stand before them. `1,250` and `1.250` are a thousand and more, `12.0` is what
/// a spreadsheet makes of twelve.
pub fn whole(cell: &str) -> Option<i64> {
    let bare: String = cell.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '\'' | '’')).collect();
    let digits = bare.strip_prefix('-').unwrap_or(&bare);
    let told = match shown(digits) {
        Shown::Nothing => Decimals::Point,
        Shown::Told(told) => told,
        Shown::Either { sign, .. } => sign.other(),
    };
    let plain = told.plain(digits);
    let (number, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let sound =
        !number.is_empty() && number.len() <= 12 && number.bytes().all(|byte| byte.is_ascii_digit()) && decimals.bytes().all(|byte| byte == b'0');
    let number = number.parse::<i64>().ok().filter(|_| sound)?;
    Some(if digits.len() < bare.len() { -number } else { number })
}

/// What one cell shows of how decimals are written.
enum Shown {
    /// It has no sign.
    Nothing,
    /// It can be read one way only.
    Told(Decimals),
    /// `1.234`: the sign that it has, and whether a third decimal would not be zero.
    Either { sign: Decimals, odd: bool },
}

fn shown(cell: &str) -> Shown {
    let number = cell.trim_matches(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','));
    let (Some(first), Some(last)) = (number.find(['.', ',']), number.rfind(['.', ','])) else { return Shown::Nothing };
    let sign = if number[last..].starts_with('.') { Decimals::Point } else { Decimals::Comma };
    if number.as_bytes()[first] != number.as_bytes()[last] {
        return Shown::Told(sign);
    }
    if first != last {
        return Shown::Told(sign.other());
    }
    let (whole, fraction) = (&number[..first], &number[first + 1..]);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    if digits(fraction) != 3 || !(1..=3).contains(&digits(whole)) || whole.starts_with('0') {
        return Shown::Told(sign);
    }
    Shown::Either { sign, odd: !number.ends_with('0') }
}

impl FromStr for Decimals {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "point" => Ok(Self::Point),
            "comma" => Ok(Self::Comma),
            other => Err(Error::new(Code::NotAChoice).at("decimals").with("text", other).with("choices", "point, comma")),
        }
    }
}

/// What the cells of a column have shown.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    point: bool,
    comma: bool,
    /// The signs of cells that would have a third decimal other than zero.
    odd_point: bool,
    odd_comma: bool,
    /// Whether any cell has a point, or a comma.
    has_point: bool,
    has_comma: bool,
    /// Cells that may be read both ways: one that no currency decides, else any.
    doubtful: Option<String>,
    odd: Option<String>,
}

impl Evidence {
    /// Looks at a cell.
    pub fn see(&mut self, cell: &str) {
        self.has_point |= cell.contains('.');
        self.has_comma |= cell.contains(',');
        match shown(cell) {
            Shown::Nothing => {}
            Shown::Told(Decimals::Comma) => self.comma = true,
            Shown::Told(_) => self.point = true,
            Shown::Either { sign, odd: true } => {
                if sign == Decimals::Comma {
                    self.odd_comma = true
                } else {
                    self.odd_point = true
                }
                self.odd.get_or_insert_with(|| cell.to_owned());
            }
            Shown::Either { odd: false, .. } => {
                self.doubtful.get_or_insert_with(|| cell.to_owned());
            }
        }
    }

    /// Whether the rest of the file may still settle it.
    pub fn wants_more(&self) -> bool {
        (self.doubtful.is_some() || self.odd.is_some()) && !self.point && !self.comma
    }

    /// The only sign in columns that part no thousands, as our own tables have them.
    pub fn only_sign(columns: &[Self]) -> Option<Decimals> {
        match (columns.iter().any(|column| column.has_point), columns.iter().any(|column| column.has_comma)) {
            (true, false) => Some(Decimals::Point),
            (false, true) => Some(Decimals::Comma),
            _ => None,
        }
    }

    /// How the column writes; `most` is how many decimals its numbers can have.
    pub fn decimals(&self, most: u8) -> Decimals {
        match (self.point, self.comma, self.odd_point, self.odd_comma) {
            (true, false, ..) => Decimals::Point,
            (false, true, ..) => Decimals::Comma,
            // A third decimal that there cannot be.
            (false, false, true, false) if matches!(most, 1..3) => Decimals::Comma,
            (false, false, false, true) if matches!(most, 1..3) => Decimals::Point,
            _ => Decimals::Open(most),
        }
    }

    /// A cell to ask about, where nothing settles it.
    pub fn doubtful(&self, most: u8) -> Option<&str> {
        let decimals = self.decimals(most);
        [&self.doubtful, &self.odd].into_iter().flatten().map(String::as_str).find(|cell| decimals.leaves_open(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(cells: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        cells.iter().for_each(|cell| evidence.see(cell));
        evidence
    }

    #[test]
    fn the_column_tells_what_one_cell_does_not() {
        for (cells, decimals) in [
            (&["1.234", "12,50"][..], Decimals::Comma),
            (&["1,234", "12.50"], Decimals::Point),
            (&["€ 1.234,50"], Decimals::Comma),
            (&["$1,234.50", "7"], Decimals::Point),
            (&["1.234.567"], Decimals::Comma),
            (&["0.125"], Decimals::Point),
            (&["5", "12"], Decimals::Open(2)),
            (&["1.5", "2,5"], Decimals::Open(2)),
            (&["1.234", "2,345"], Decimals::Open(2)),
        ] {
            assert_eq!(evidence(cells).decimals(2), decimals, "{cells:?}");
            assert_eq!(evidence(cells).doubtful(2), None, "{cells:?}");
        }
        assert_eq!(evidence(&["1.234"]).decimals(2), Decimals::Comma, "there is no third decimal");
        assert_eq!((evidence(&["1.234"]).decimals(3), evidence(&["1.234"]).doubtful(3)), (Decimals::Open(3), Some("1.234")));
        assert_eq!(evidence(&["1.230"]).doubtful(2), Some("1.230"), "which may be 1.23 too");
        assert_eq!(evidence(&["1.5", "2,5", "1.230"]).doubtful(2), Some("1.230"), "where cells disagree nothing is settled");
        assert_eq!(evidence(&["1.000", "2.500"]).doubtful(0), None, "yen have no decimals");
    }

    #[test]
    fn what_nothing_settles_is_read_where_it_reads_one_way_only() {
        for (most, cell, plain) in [
            (2, "12,50", "12.50"),
            (2, "12.50", "12.50"),
            (2, "1.234,50", "1234.50"),
            (2, "1.234", "1234"),
            (2, "1,234", "1234"),
            (0, "1.230", "1230"),
            (3, "7", "7"),
        ] {
            assert!(!Decimals::Open(most).leaves_open(cell), "{cell}");
            assert_eq!(Decimals::Open(most).plain(cell), plain);
        }
        for (most, cell) in [(2, "1.230"), (2, "€ 1,230"), (3, "1.234"), (3, "12.500")] {
            assert!(Decimals::Open(most).leaves_open(cell), "{cell}");
        }
    }

    #[test]
    fn a_number_of_things_has_no_decimals() {
        for (cell, number) in [
            ("14", 14),
            ("1,250", 1_250),
            ("1.250", 1_250),
            ("1 250", 1_250),
            ("1'250", 1_250),
            ("12.0", 12),
            ("10.00", 10),
            ("1.250,00", 1_250),
            ("-5", -5),
        ] {
            assert_eq!(whole(cell), Some(number), "{cell}");
        }
        for cell in ["12.5", "1,25", "1.2.3", "many", "", "-", "1e5", "12,50", "1234567890123", "1.250,50"] {
            assert_eq!(whole(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_number_is_put_into_one_form_or_left_to_be_refused() {
        for (decimals, cell, plain) in [
            (Decimals::Comma, "1.234,5", "1234.5"),
            (Decimals::Comma, "€ 12,50", "€ 12.50"),
            (Decimals::Comma, "-1.234", "-1234"),
            (Decimals::Point, "1,234,567.5", "1234567.5"),
            (Decimals::Point, "12", "12"),
        ] {
            assert_eq!(decimals.plain(cell), plain);
        }
        for (decimals, cell) in [(Decimals::Comma, "12.5"), (Decimals::Point, "12,50"), (Decimals::Point, "1.2.3"), (Decimals::Comma, "1,5.000")] {
            assert!(decimals.plain(cell).ends_with(".."), "{cell}: what the column never writes is no number of it");
        }
    }
}

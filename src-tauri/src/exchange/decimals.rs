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
    /// Not known, and asked about.
    Open,
}

impl Decimals {
    /// The word that crosses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
            Self::Open => "",
        }
    }

    /// Whether a cell may be read both ways while nobody has said which.
    pub fn leaves_open(self, cell: &str) -> bool {
        self == Self::Open && {
            let mut evidence = Evidence::default();
            evidence.see(cell);
            evidence.doubtful.is_some()
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Point | Self::Open => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point | Self::Open => Self::Comma,
        }
    }

    /// A cell with its thousands together and a point before its decimals. What is not written this way stays as it is, to be refused by whoever
    /// reads it as a number.
    pub fn plain(self, cell: &str) -> String {
        if self == Self::Open {
            return cell.to_owned();
        }
        let grouping = self.other().sign();
        let whole = cell.split(self.sign()).next().unwrap_or_default();
        let mut groups = whole.split(grouping).map(|group| group.chars().filter(char::is_ascii_digit).count());
        let sound = groups.next().is_some_and(|first| first <= 3 || !whole.contains(grouping)) && groups.all(|digits| digits == 3);
        let behind = cell.split_once(self.sign()).map_or("", |(_, behind)| behind);
        if !sound || behind.contains([',', '.']) {
            // Two signs of a kind are no number in any reading.
            return if cell.contains([',', '.']) { format!("{cell}..") } else { cell.to_owned() };
        }
        cell.replace(grouping, "").replace(self.sign(), ".")
    }
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
    /// A cell that may be read both ways.
    doubtful: Option<String>,
    /// Whether a doubtful cell would have a third decimal that is not zero, and by which sign.
    odd: Option<Decimals>,
}

impl Evidence {
    /// Looks at a cell.
    pub fn see(&mut self, cell: &str) {
        let number: &str = cell.trim_matches(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','));
        let signs: Vec<char> = number.chars().filter(|letter| matches!(letter, '.' | ',')).collect();
        let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return };
        let of = |sign: char| if sign == '.' { Decimals::Point } else { Decimals::Comma };
        if first != last {
            return self.tell(of(*last));
        }
        if signs.len() > 1 {
            return self.tell(of(*last).other());
        }
        let (whole, fraction) = number.split_once(*last).unwrap_or_default();
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        if digits(fraction) != 3 || !(1..=3).contains(&digits(whole)) || whole.starts_with('0') {
            return self.tell(of(*last));
        }
        if !number.ends_with('0') {
            self.odd = Some(of(*last));
        }
        self.doubtful.get_or_insert_with(|| cell.to_owned());
    }

    fn tell(&mut self, decimals: Decimals) {
        match decimals {
            Decimals::Comma => self.comma = true,
            Decimals::Point | Decimals::Open => self.point = true,
        }
    }

    /// Whether the rest of the file may still settle it.
    pub fn wants_more(&self) -> bool {
        self.doubtful.is_some() && !self.point && !self.comma
    }

    /// How the column writes, where that is known; `most` is how many decimals its numbers can have.
    pub fn decimals(&self, most: u8) -> Option<Decimals> {
        match (self.point, self.comma) {
            (true, false) => Some(Decimals::Point),
            (false, true) => Some(Decimals::Comma),
            // A third decimal that there cannot be.
            (false, false) if most < 3 => self.odd.map(Decimals::other),
            // Some cells one way and some the other, or none at all: each by itself.
            _ => None,
        }
    }

    /// A cell to ask about, where nothing settles it.
    pub fn doubtful(&self, most: u8) -> Option<&str> {
        self.doubtful.as_deref().filter(|_| !self.point && !self.comma && self.decimals(most).is_none())
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
            (&["1.234", "12,50"][..], Some(Decimals::Comma)),
            (&["1,234", "12.50"], Some(Decimals::Point)),
            (&["€ 1.234,50"], Some(Decimals::Comma)),
            (&["$1,234.50", "7"], Some(Decimals::Point)),
            (&["1.234.567"], Some(Decimals::Comma)),
            (&["0.125"], Some(Decimals::Point)),
            (&["5", "12"], None),
            (&["1.5", "2,5"], None),
        ] {
            assert_eq!(evidence(cells).decimals(2), decimals, "{cells:?}");
            assert_eq!(evidence(cells).doubtful(2), None, "{cells:?}");
        }
        assert_eq!(evidence(&["1.234"]).decimals(2), Some(Decimals::Comma), "there is no third decimal");
        assert_eq!((evidence(&["1.234"]).decimals(3), evidence(&["1.234"]).doubtful(3)), (None, Some("1.234")));
        assert_eq!(evidence(&["1.230"]).doubtful(2), Some("1.230"), "which may be 1.23 too");
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

//! Lines of a file that are not of its table: totals, counts and pages, the headings again on another page, and what else a program or a person
//! writes below or between (`Stand: 25.11.2026`).
//!
//! Such a line shows by its shape: one cell alone where every other row fills several, with letters that its column has nowhere else, or below a
//! blank line in words that no name has; a word beside one number or day and nothing else. Where other rows stand alone too, only what no name can
//! be shows it: a day, a time, a colon or an equals sign in a column that has none. A customer of whom nothing but the name is known may look like that; so it is refused with its reason, and a row that somebody has mended
//! is one of the table.

use std::borrow::Cow;

use super::content;
use super::headings;
use super::rows::Row;
use crate::model::Currency;

/// Rows that fill several cells, from which on one cell alone is out of shape.
const SOME: usize = 3;

/// What a line is that is not of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The headings, once more.
    Headings,
    /// Totals, a count, or a page.
    Total,
    /// A word and what it introduces, as in `Stand:` beside a day.
    Titled,
    /// One cell alone.
    Alone,
}

/// What the rows of a table look like, by those at its beginning and those read since.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// The headings as they stand in the file; none where it has none.
    headings: Vec<String>,
    /// Whether a person may have written something around the table.
    is_open: bool,
    columns: Vec<Signs>,
    /// Whether most of the first rows fill several cells.
    is_wide: bool,
    /// Rows that fill several cells, and those of them that stand below a blank line.
    full: usize,
    parted: usize,
    /// Rows with one cell alone that nothing else shows to be a line: right below another row, and below a blank line.
    alone: usize,
    alone_parted: usize,
    /// The last row that is counted already.
    counted: u64,
    /// Whether a blank line, or one that is not of the table, stands right above.
    is_parted: bool,
}

/// How many cells a column has, and in how many of them stands what a name has seldom.
#[derive(Debug, Clone, Default)]
struct Signs {
    cells: usize,
    /// What no name can be.
    said: usize,
    /// What few names are.
    marked: usize,
    /// Words of a sentence.
    prose: usize,
}

impl Shape {
    /// By the first rows of a table. Where it is not `is_open`, no program writes a cell alone that is no row.
    pub fn of(headings: &[String], rows: &[Row], is_open: bool) -> Self {
        let mut shape = Self { headings: headings.to_vec(), is_open, ..Self::default() };
        let several = |row: &&Row| row.cells().filter(|cell| !cell.trim().is_empty()).nth(1).is_some();
        let wide = rows.iter().filter(several).count();
        shape.is_wide = wide >= SOME && wide * 2 >= rows.iter().filter(|row| !row.is_empty()).count();
        // Where most rows fill several cells, those that do not are not what the others are measured by.
        for row in rows.iter().filter(|row| !shape.is_wide || several(row)) {
            shape.columns.resize_with(shape.columns.len().max(row.len()), Signs::default);
            for (signs, cell) in shape.columns.iter_mut().zip(row.cells().map(str::trim)).filter(|(_, cell)| !is_title(cell)) {
                signs.cells += usize::from(!cell.is_empty());
                signs.said += usize::from(says(cell));
                signs.marked += usize::from(is_marked(cell));
                signs.prose += usize::from(is_prose(cell));
            }
        }
        for row in rows {
            shape.judge(row);
        }
        shape.is_parted = false;
        shape
    }

    /// Which line beside the table a row is, if it is one; rows come in order, blank ones as well.
    pub fn judge(&mut self, row: &Row) -> Option<Line> {
        let mut filled = row.cells().enumerate().map(|(column, cell)| (column, cell.trim())).filter(|(_, cell)| !cell.is_empty());
        let Some((column, cell)) = filled.next() else {
            self.is_parted = true;
            return None;
        };
        let second = filled.next();
        let is_alone = second.is_none();
        let is_pair = second.filter(|_| filled.next().is_none());
        let beside = if row.is_mended() {
            None
        } else if self.repeats_headings(row) {
            Some(Line::Headings)
        } else if is_total(row) {
            Some(Line::Total)
        } else if self.is_open
            && (!is_alone && is_title(cell) && self.is_foreign(column, cell)
                || is_pair.is_some_and(|(column, value)| self.is_dated(column, cell, value)))
        {
            Some(Line::Titled)
        } else if self.is_open && is_alone && (self.is_foreign(column, cell) || self.is_out_of_shape(column, cell)) {
            Some(Line::Alone)
        } else {
            None
        };
        let is_new = row.number() > self.counted;
        match (beside, is_alone) {
            (None, true) if is_new && self.is_parted => self.alone_parted += 1,
            (None, true) if is_new => self.alone += 1,
            (None, false) if is_new => {
                self.full += 1;
                self.parted += usize::from(self.is_parted);
            }
            _ => {}
        }
        self.counted = self.counted.max(row.number());
        // Below a line that is not of the table stand others, as below a blank one.
        self.is_parted = match beside {
            Some(Line::Titled | Line::Alone) => true,
            // Somebody who is called so fills more cells.
            Some(Line::Total) => is_alone,
            Some(Line::Headings) => false,
            None => is_alone && self.is_parted,
        };
        beside
    }

    fn repeats_headings(&self, row: &Row) -> bool {
        // Hardly any row begins as the headings do.
        let begins = self.headings.first().is_some_and(|first| row.get(0).trim().chars().count() == first.chars().count());
        begins
            && (0..row.len().max(self.headings.len()))
                .all(|at| headings::plain(row.get(at)) == headings::plain(self.headings.get(at).map_or("", String::as_str)))
    }

    /// Whether a word and a day are all that a row has, the day in a column that has other things: `Stand` beside `25.11.2026`.
    fn is_dated(&self, column: usize, word: &str, value: &str) -> bool {
        const DATED: [&str; 10] = ["stand", "datum", "date", "data", "fecha", "druckdatum", "exportdatum", "as of", "export", "printed"];
        // The row itself may be among those that the column is known by.
        let is_foreign = self.columns.get(column).is_some_and(|signs| signs.cells >= SOME && signs.said <= signs.cells / 20 + 1);
        self.is_wide && is_foreign && is_moment(value) && (is_prose(word) || DATED.contains(&headings::plain(word).as_str()))
    }

    /// Whether so few cells of a column are like that that the others show how it is; where all rows are one cell, the lines are among them.
    fn are_few(&self, like: usize, cells: usize) -> bool {
        like <= cells / 20 + if self.is_wide { 0 } else { 2 }
    }

    /// Whether a cell says what no name can, in a column that says so nowhere else.
    fn is_foreign(&self, column: usize, cell: &str) -> bool {
        says(cell) && self.columns.get(column).is_none_or(|signs| self.are_few(signs.said, signs.cells))
    }

    /// Whether a cell alone stands where every other row fills several, with what its column has nowhere else: signs that few names have, or below a
    /// blank line words of a sentence.
    fn is_out_of_shape(&self, column: usize, cell: &str) -> bool {
        // Where every other row stands below a blank line, it says nothing.
        let parts = self.parted * 4 <= self.full;
        let is_marked = is_marked(cell) && self.columns.get(column).is_none_or(|signs| self.are_few(signs.marked, signs.cells));
        let is_prose = is_prose(cell) && self.columns.get(column).is_none_or(|signs| self.are_few(signs.prose, signs.cells));
        // Where somebody stands alone of whom nobody doubts, others may.
        let is_below_blank = parts && self.is_parted && is_prose && self.alone == 0;
        self.is_wide && (is_below_blank || is_marked && self.alone + self.alone_parted == 0)
    }
}

/// Whether a cell introduces what stands behind it.
fn is_title(cell: &str) -> bool {
    cell.ends_with(':')
}

/// Whether a cell says what no name can: a day, a time, a colon, an equals sign, one letter.
fn says(cell: &str) -> bool {
    let is_day = |word: &str| content::is_day(word.trim_matches([',', ';', '.', '(', ')']));
    cell.contains([':', '=']) || cell.chars().count() == 1 && cell.starts_with(char::is_alphabetic) || cell.split_whitespace().any(is_day)
}

/// Whether a cell has what few names have: a digit, or a sign before its first letter.
fn is_marked(cell: &str) -> bool {
    const BEFORE_NAMES: [char; 7] = ['\'', '’', '"', '„', '“', '«', '('];
    cell.bytes().any(|byte| byte.is_ascii_digit()) || cell.starts_with(|first: char| !first.is_alphanumeric() && !BEFORE_NAMES.contains(&first))
}

/// Whether a cell is a day, perhaps with its hour, and nothing else.
fn is_moment(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    words.next().is_some_and(content::is_day) && words.all(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a cell is words of a sentence, not names: one of them small that is no part of a name.
fn is_prose(cell: &str) -> bool {
    const OF_NAMES: &str =
        "von vom van de del della dello der den des di da do dos das du la le les zu zum zur und and y e et i & af av bin ben ter ten";
    cell.split_whitespace().any(|word| word.starts_with(char::is_lowercase) && !OF_NAMES.split(' ').any(|known| known == word))
}

/// Whether a cell is a number, perhaps with what is counted: `1.234,50 €`, `EUR 12`, `8 Kunden`, `19%`.
fn is_figure(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit()) && !cell.contains('@')
        || !cell.contains(char::is_alphabetic)
        || cell.len() == 3 && Currency::read(cell).is_ok()
}

/// Whether a row is a line of totals below a table: its first filled cell says so, in one of the languages that headings are known in, perhaps with
/// a number (`Total: 12`), and beside it stand figures alone.
fn is_total(row: &Row) -> bool {
    const TOTALS: [&str; 32] = [
        "total",
        "totals",
        "grand total",
        "sum",
        "subtotal",
        "sub total",
        "summe",
        "gesamt",
        "gesamtsumme",
        "insgesamt",
        "zwischensumme",
        "summe gesamt",
        "total general",
        "totaux",
        "sous total",
        "somme",
        "suma",
        "suma total",
        "totales",
        "totale",
        "totale generale",
        "totali",
        "somma",
        "totaal",
        "eindtotaal",
        "subtotaal",
        "total geral",
        "totais",
        "soma",
        "razem",
        "suma koncowa",
        "ogolem",
    ];
    // Names of people too: beside a figure alone they are sums.
    const SUMS: [&str; 31] = [
        "lacznie",
        "endsumme",
        "gesamtbetrag",
        "gesamtumsatz",
        "umsatz gesamt",
        "summe seite",
        "seitensumme",
        "tagessumme",
        "monatssumme",
        "ubertrag",
        "durchschnitt",
        "mittelwert",
        "average",
        "mean",
        "carried forward",
        "brought forward",
        "page total",
        "total page",
        "moyenne",
        "report",
        "a reporter",
        "promedio",
        "media",
        "gemiddelde",
        "srednia",
        "summa",
        "saldo",
        "mwst",
        "vat",
        "tva",
        "iva",
    ];
    let mut filled = row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return false };
    // Every line of a file is asked, and most have something beside their first cell that is no figure.
    let words = || headings::plain(first.trim_end_matches(|letter: char| !letter.is_alphabetic()));
    let mut figures = 0;
    let is_summed = first.len() <= 40
        && filled.inspect(|_| figures += 1).all(is_figure)
        && Some(words()).is_some_and(|words| TOTALS.contains(&words.as_str()) || figures > 0 && SUMS.contains(&words.as_str()));
    is_summed || is_below(row) || is_end(first)
}

/// Whether a row is a line that a program writes below its table: nothing but how many there are (`2 Kunden`, or `Anzahl Kunden` beside `2`), or which
/// page it is (`Page 1 of 2`).
fn is_below(row: &Row) -> bool {
    const PAGES: [&str; 4] = ["seite", "page", "pagina", "strona"];
    const OF: [&str; 8] = ["von", "of", "sur", "de", "di", "van", "z", "da"];
    const COUNTS: &str = "anzahl number count total nombre numero aantal liczba gesamt insgesamt totale";
    let mut filled = row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    let cell = match (filled.next(), filled.next(), filled.next()) {
        (Some(cell), None, _) => Cow::Borrowed(cell),
        (Some(cell), Some(number), None) if !cell.ends_with(':') && number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() <= 7 => {
            Cow::Owned(format!("{cell}: {number}"))
        }
        _ => return false,
    };
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let plain = headings::plain(&cell);
    let (numbers, words): (Vec<&str>, Vec<&str>) = plain.split(' ').partition(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let among = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    match words.as_slice() {
        [] => false,
        [page, of @ ..] if PAGES.contains(page) => numbers.len() == 2 && of.iter().all(|word| OF.contains(word)),
        words => {
            let is_of_counts = |word: &&&str| among(COUNTS, word) || OF.contains(*word);
            let counts = words.iter().filter(is_of_counts).count();
            let is_all = words.iter().all(|word| is_of_counts(&word) || among(COUNTED, word));
            // `Customer 12` may be what somebody is called.
            let is_counted = counts > 0 || cell.contains(':') || plain.starts_with(|letter: char| letter.is_ascii_digit());
            let is_of_something = counts < words.len() || matches!(cell, Cow::Owned(_)) && words.iter().any(|word| among(COUNTS, word));
            is_all && is_counted && is_of_something
        }
    }
}

/// Whether a line says that the table ends here: `Ende der Liste`.
fn is_end(cell: &str) -> bool {
    const ENDS: &str = "ende end fin fine einde fim koniec";
    const OF: &str = "der des of the de la du del della dell da do van";
    const WHAT: &str = "liste list lista lijst listy elenco report bericht berichts rapport informe relatorio raportu tabelle table tabla tabel tabeli export exports";
    let among = |known: &str, word: &str| known.split(' ').any(|known| known == word);
    if cell.len() > 40 || !cell.starts_with(['e', 'E', 'f', 'F', 'k', 'K', '-', '*', '=', '_']) {
        return false;
    }
    let plain = headings::plain(cell);
    match plain.split(' ').collect::<Vec<_>>().as_slice() {
        [end, of @ .., what] => among(ENDS, end) && of.iter().all(|word| among(OF, word)) && among(WHAT, what),
        _ => false,
    }
}

/// What lines below a table count.
const COUNTED: &str = "customer customers client clients contact contacts record records row rows entry entries result results people persons \
    members kunde kunden kontakt kontakte datensatz datensatze eintrag eintrage zeile zeilen ergebnis ergebnisse personen \
    mitglieder enregistrements ligne lignes resultat resultats cliente clientes contacto contactos registro registros fila \
    filas resultados personas clienti contatto contatti riga righe risultati klant klanten contacten rij rijen resultaten \
    contato contatos linha linhas pessoas klient klienci klientow kontakty kontaktow wierszy rekordow wynikow";

//! Lines of a file that are not of its table: totals, counts and pages, the headings again on another page, and what else a program or a person
//! writes below or between (`Stand: 25.11.2026`).
//!
//! Such a line shows by its shape: one cell alone where every other row fills several, and a blank line above it or letters that its column has
//! nowhere else. Where other rows stand alone too, only what no name can be shows it: a day, a time, a colon or an equals sign in a column that has
//! none. A customer of whom nothing but the name is known may look like that; so it is refused with its reason, and a row that somebody has mended
//! is one of the table.

use super::content;
use super::headings;
use super::rows::Row;

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
        let is_alone = filled.next().is_none();
        let beside = if row.is_mended() {
            None
        } else if self.repeats_headings(row) {
            Some(Line::Headings)
        } else if is_total(row) {
            Some(Line::Total)
        } else if self.is_open && !is_alone && is_title(cell) && self.is_foreign(column, cell) {
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
        !self.headings.is_empty()
            && (0..row.len().max(self.headings.len())).all(|at| row.get(at).trim() == self.headings.get(at).map_or("", String::as_str))
    }

    /// Whether so few cells of a column are like that that the others show how it is; where all rows are one cell, the lines are among them.
    fn are_few(&self, like: usize, cells: usize) -> bool {
        like <= cells / 20 + if self.is_wide { 0 } else { 2 }
    }

    /// Whether a cell says what no name can, in a column that says so nowhere else.
    fn is_foreign(&self, column: usize, cell: &str) -> bool {
        says(cell) && self.columns.get(column).is_none_or(|signs| self.are_few(signs.said, signs.cells))
    }

    /// Whether a cell alone stands where every other row fills several, below a blank line or with what its column has nowhere else.
    fn is_out_of_shape(&self, column: usize, cell: &str) -> bool {
        // Where every other row stands below a blank line, it says nothing.
        let parts = self.parted * 4 <= self.full;
        let is_marked = is_marked(cell) && self.columns.get(column).is_none_or(|signs| self.are_few(signs.marked, signs.cells));
        let others = self.alone + if parts { 0 } else { self.alone_parted };
        self.is_wide && others == 0 && (parts && self.is_parted || is_marked)
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

/// Whether a row is a line of totals below a table: its first filled cell says so, in one of the languages that headings are known in, perhaps with
/// a number (`Total: 12`).
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
    let Some(first) = row.cells().map(str::trim).find(|cell| !cell.is_empty()) else { return false };
    // Every line of a file is asked, and hardly any begins so.
    let may_be = first.len() <= 40 && first.starts_with(['t', 'T', 'g', 'G', 's', 'S', 'i', 'I', 'z', 'Z', 'e', 'E', 'r', 'R', 'o', 'O']);
    let words = || headings::plain(first.trim_end_matches(|letter: char| !letter.is_alphabetic()));
    may_be && TOTALS.contains(&words().as_str()) || is_below(row) || is_end(first)
}

/// Whether a row is a line that a program writes below its table: nothing but how many there are (`2 Kunden`), or which page it is (`Page 1 of 2`).
fn is_below(row: &Row) -> bool {
    const PAGES: [&str; 4] = ["seite", "page", "pagina", "strona"];
    const OF: [&str; 8] = ["von", "of", "sur", "de", "di", "van", "z", "da"];
    const COUNTS: [&str; 12] = ["anzahl", "number", "of", "total", "nombre", "de", "numero", "aantal", "liczba", "gesamt", "insgesamt", "totale"];
    let mut filled = row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    let (Some(cell), None) = (filled.next(), filled.next()) else { return false };
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let plain = headings::plain(cell);
    let (numbers, words): (Vec<&str>, Vec<&str>) = plain.split(' ').partition(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    // `Customer 12` may be what somebody is called.
    let is_counted = |counts: &[&str]| !counts.is_empty() || cell.contains(':') || plain.starts_with(|letter: char| letter.is_ascii_digit());
    match words.as_slice() {
        [page, of @ ..] if PAGES.contains(page) => numbers.len() == 2 && of.iter().all(|word| OF.contains(word)),
        [counts @ .., counted] => {
            COUNTED.split(' ').any(|known| known == *counted) && counts.iter().all(|word| COUNTS.contains(word)) && is_counted(counts)
        }
        [] => false,
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

//! OpenDocument spreadsheets, read cell by cell.
//!
//! Why not by `calamine` as well: it holds every sheet and its formulas in memory, multiplies repeated rows out before anybody can stop
//! it, and never comes to an end where the text ends inside a sheet.

use std::collections::HashSet;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::table::Table;
use super::{Choice, Parts, damaged, xlsx};
use crate::error::{Code, Error, Result};
use crate::exchange::rows::{CELL, COLUMNS};

/// Offers every sheet that is shown.
pub(super) fn read(parts: &mut Parts<'_>, choice: &mut Choice) -> Result<()> {
    let part = parts.by_name("content.xml").map_err(damaged)?;
    let mut xml = Reader::from_reader(std::io::BufReader::new(part));
    xml.config_mut().expand_empty_elements = true;
    let mut content = Content { xml, buffer: Vec::new() };
    let (mut style, mut hidden) = (String::new(), HashSet::new());
    loop {
        match content.next()? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name")?,
                "style:table-properties" if attribute(&element, "table:display")? == "false" => drop(hidden.insert(style.clone())),
                "table:table" => {
                    let (name, style) = (attribute(&element, "table:name")?, attribute(&element, "table:style-name")?);
                    let table = content.table()?;
                    if !hidden.contains(&style) {
                        choice.offer(name, table);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What is left to be read.
struct Content<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Content<R> {
    fn next(&mut self) -> Result<Event<'_>> {
        self.buffer.clear();
        self.xml.read_event_into(&mut self.buffer).map_err(damaged)
    }

    /// The sheet that has begun.
    fn table(&mut self) -> Result<Table> {
        let (mut table, mut cells) = (Table::new(), Vec::new());
        let (mut row, mut rows, mut column) = (0_u64, 1, 0_usize);
        loop {
            match self.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-row" => {
                        rows = repeated(&element, "table:number-rows-repeated")?;
                        column = 0;
                        cells.clear();
                    }
                    // What lies below a joined cell nobody sees.
                    name @ ("table:table-cell" | "table:covered-table-cell") => {
                        let seen = name == "table:table-cell";
                        let (name, said) = (name.to_owned(), value(&element)?);
                        let behind = column.saturating_add(repeated(&element, "table:number-columns-repeated")? as usize);
                        let written = self.text(&name)?;
                        let cell = match said {
                            Some(said) => with_zeros(said, written),
                            None => written,
                        };
                        if seen && !cell.is_empty() {
                            if behind > COLUMNS || cell.len() > CELL {
                                return Err(Error::new(Code::FileTooWide).with("row", row + 1));
                            }
                            cells.push((column..behind, cell));
                        }
                        column = behind;
                    }
                    // A picture or a form on the sheet may have a table of its own.
                    name @ ("table:shapes" | "office:forms") => {
                        let name = name.to_owned();
                        self.pass(&name)?;
                    }
                    _ => {}
                },
                Event::End(element) if element.name().as_ref() == "table:table-row" => {
                    for row in row..if cells.is_empty() { row } else { row.saturating_add(rows) } {
                        for (columns, cell) in &cells {
                            columns.clone().try_for_each(|column| table.put(row, column, cell))?;
                        }
                    }
                    row = row.saturating_add(rows);
                }
                Event::End(element) if element.name().as_ref() == "table:table" => return Ok(table),
                Event::Eof => return Err(damaged("ends inside a sheet")),
                _ => {}
            }
        }
    }

    /// The text of the cell that has begun, without notes and pictures in it.
    fn text(&mut self, cell: &str) -> Result<String> {
        let (mut text, mut paragraphs, mut inside) = (String::new(), 0, false);
        loop {
            match self.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        (paragraphs, inside) = (paragraphs + 1, true);
                    }
                    "text:s" => {
                        let spaces = repeated(&element, "text:c")?.min(CELL as u64);
                        text.extend(std::iter::repeat_n(' ', spaces as usize));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    name if name == "office:annotation" || name == "text:ruby-text" || name.starts_with("draw:") => {
                        let name = name.to_owned();
                        self.pass(&name)?;
                    }
                    _ => {}
                },
                Event::Text(more) if inside => text.push_str(&more.xml10_content()),
                Event::CData(more) if inside => text.push_str(&more.xml10_content()),
                Event::GeneralRef(letter) if inside => match letter.resolve_char_ref().map_err(damaged)? {
                    Some(letter) => text.push(letter),
                    None => text.push_str(resolve_xml_entity(&letter).unwrap_or_default()),
                },
                Event::End(element) if element.name().as_ref() == "text:p" => inside = false,
                Event::End(element) if element.name().as_ref() == cell => return Ok(text),
                Event::Eof => return Err(damaged("ends inside a cell")),
                _ => {}
            }
            if text.len() > 2 * CELL {
                return Ok(text);
            }
        }
    }

    /// Passes over an element that has begun.
    fn pass(&mut self, name: &str) -> Result<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(inner) if inner.name().as_ref() == name => depth += 1,
                Event::End(inner) if inner.name().as_ref() == name => depth -= 1,
                Event::Eof => return Err(damaged("ends inside an element")),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The value of a cell that is no text, or is one that stands in its element.
fn value(cell: &BytesStart<'_>) -> Result<Option<String>> {
    let said = |name: &str| attribute(cell, name);
    Ok(match said("office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let mut text = String::new();
            xlsx::push_number(&mut text, said("office:value")?.trim().parse().map_err(damaged)?, 0);
            Some(text)
        }
        "date" => Some(said("office:date-value")?.trim_end_matches("T00:00:00").to_owned()),
        "time" => Some(time(&said("office:time-value")?)),
        "boolean" => Some(said("office:boolean-value")?.to_ascii_uppercase()),
        // A formula in error has a blank value and says so in its text.
        _ => Some(said("office:string-value")?).filter(|text| !text.is_empty()),
    })
}

/// A whole number with the zeros that its format shows before it, as post codes have them.
fn with_zeros(said: String, shown: String) -> String {
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_same = || shown.trim_start_matches('0') == said.trim_start_matches('0');
    if shown.len() > said.len() && is_whole(&said) && is_whole(&shown) && is_same() { shown } else { said }
}

/// `PT14H30M00S` as `14:30:00`.
fn time(duration: &str) -> String {
    let mut text = duration.trim_start_matches("PT").trim_end_matches('S').replace(['H', 'M'], ":");
    if let Some((whole, _)) = text.split_once(['.', ',']) {
        text = whole.to_owned();
    }
    text
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<String> {
    match element.try_get_attribute(name).map_err(damaged)? {
        Some(found) => Ok(found.normalized_value(XmlVersion::Implicit1_0).map_err(damaged)?.into_owned()),
        None => Ok(String::new()),
    }
}

/// How often something stands there; once where nothing is said.
fn repeated(element: &BytesStart<'_>, name: &str) -> Result<u64> {
    match attribute(element, name)?.as_str() {
        "" => Ok(1),
        said => said.parse().map_err(damaged),
    }
}

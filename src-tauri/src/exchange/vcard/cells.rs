//! A card as the cells of a row.

use calcard::vcard::{VCard, VCardEntry, VCardParameter, VCardParameterName, VCardProperty, VCardValue};

use super::Card;
use super::letters::with_whole_letters;

/// Phones, e-mail addresses and postal addresses that have columns; what a card has beyond goes into the notes.
const PHONES: usize = 8;
const EMAILS: usize = 6;
const ADDRESSES: usize = 4;
/// Columns before those.
const SINGLE: [&str; 13] =
    ["vCard UID", "Name", "First Name", "Middle Name", "Last Name", "Name Suffix", "Nickname", "Company", "Birthday", "Notes", "Labels", CUT, GROUP];
/// The column for the line where a card is cut; a row that has one is told about instead of being read in part.
pub const CUT: &str = "Cut off";
/// The column for what makes a card that of a group of contacts; a row that has it is told about.
pub const GROUP: &str = "vCard Kind";
/// Parts of an address, in the order of a card's.
const ADDRESS: [&str; 7] = ["PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country"];

pub(super) fn headings() -> Vec<String> {
    let numbered =
        |word: &str, most: usize| (1..=most).flat_map(|n| [format!("{word} {n} - Label"), format!("{word} {n} - Value")]).collect::<Vec<_>>();
    let addresses = (1..=ADDRESSES).flat_map(|n| std::iter::once("Label").chain(ADDRESS).map(move |part| format!("Address {n} - {part}")));
    let single = SINGLE.iter().map(|heading| (*heading).to_owned());
    single.chain(numbered("Phone", PHONES)).chain(numbered("E-mail", EMAILS)).chain(addresses).collect()
}

/// The cells of a card, in the order of [`headings`]. What says nothing that can be read is given as a note, and so as a row that is refused
/// with its reason; a blank one would be passed over in silence.
pub(super) fn cells(Card { text, cut }: &Card) -> Vec<String> {
    let mut cells = read_cells(&with_whole_letters(text), cut);
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        const NOTES: usize = 9;
        cells[NOTES] = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
    }
    cells
}

fn read_cells(text: &str, cut: &str) -> Vec<String> {
    let card = VCard::parse(text).unwrap_or_default();
    let all = |wanted: VCardProperty| card.entries.iter().filter(move |entry| entry.name == wanted);
    let one = |wanted: VCardProperty| all(wanted).next().map(|entry| texts(entry).join(", ")).unwrap_or_default();
    let mut name = all(VCardProperty::N).next().map(texts).unwrap_or_default().into_iter();
    let [family, given, middle, _title, suffix] = std::array::from_fn(|_| name.next().unwrap_or_default());
    let company = all(VCardProperty::Org).next().and_then(|entry| texts(entry).into_iter().next()).unwrap_or_default();
    let mut notes: Vec<String> = all(VCardProperty::Note).map(|entry| texts(entry).join(", ")).collect();
    let reach = |wanted: VCardProperty, scheme: &str| -> Vec<(String, String)> {
        let read = |entry: &VCardEntry| (label(&card, entry), reached(texts(entry).join(";"), scheme));
        all(wanted).map(read).filter(|(_, value)| !value.trim().is_empty()).collect()
    };
    let (phones, emails) = (reach(VCardProperty::Tel, "tel:"), reach(VCardProperty::Email, "mailto:"));
    let addresses: Vec<Vec<String>> = all(VCardProperty::Adr)
        .map(|entry| {
            std::iter::once(label(&card, entry)).chain(texts(entry).into_iter().chain(std::iter::repeat(String::new())).take(ADDRESS.len())).collect()
        })
        .filter(|address: &Vec<String>| address[1..].iter().any(|part| !part.trim().is_empty()))
        .collect();
    notes.extend(phones.iter().skip(PHONES).chain(emails.iter().skip(EMAILS)).map(|(_, value)| value.clone()));
    notes.extend(addresses.iter().skip(ADDRESSES).map(|address| address[1..].join(" ").trim().to_owned()));
    let mut born = all(VCardProperty::Bday).next().map(birthday).unwrap_or_default();
    if born.is_empty() {
        let said = raw_value(text, "bday");
        // Apple has written `1990-01-01;`. What is less than a day stays in words.
        if said.bytes().filter(u8::is_ascii_digit).count() >= 8 || is_yearless(said) {
            born = said.to_owned();
        } else if !said.is_empty() {
            notes.push(format!("BDAY: {said}"));
        }
    }
    let categories: Vec<String> = all(VCardProperty::Categories).flat_map(texts).filter(|tag| is_tag(tag.trim())).collect();
    let nick = one(VCardProperty::Nickname);
    // Every card has to be called something: that of a company by its name, any other by what there is.
    let is_called =
        |called: &str| [&company, &nick].into_iter().chain(phones.iter().chain(&emails).map(|(_, value)| value)).any(|known| known == called);
    let is_nameless = [&family, &given, &middle, &suffix].into_iter().all(|part| part.trim().is_empty());
    let mut row = vec![
        card.uid().unwrap_or_default().to_owned(),
        Some(one(VCardProperty::Fn)).filter(|called| !is_nameless || !is_called(called)).unwrap_or_default(),
        given,
        middle,
        family,
        suffix,
        nick,
        company,
        born,
        notes.join("\n"),
        categories.join(" ::: "),
        cut.to_owned(),
        group_of(text).to_owned(),
    ];
    for (list, most) in [(phones, PHONES), (emails, EMAILS)] {
        let blank = std::iter::repeat((String::new(), String::new()));
        row.extend(list.into_iter().chain(blank).take(most).flat_map(|(label, value)| [label, value]));
    }
    let blank = std::iter::repeat(vec![String::new(); ADDRESS.len() + 1]);
    row.extend(addresses.into_iter().chain(blank).take(ADDRESSES).flatten());
    row
}

/// Whether a category is one that somebody gave: Google puts everybody into the first of these.
fn is_tag(category: &str) -> bool {
    !matches!(category, "" | "myContacts" | "starred")
}

/// What a card says of being that of a group: the newest version's word, or Apple's in older ones. Blank where it is somebody's.
fn group_of(text: &str) -> &str {
    let said = ["kind", "x-addressbookserver-kind"].map(|name| raw_value(text, name));
    said.into_iter().find(|kind| kind.eq_ignore_ascii_case("group")).unwrap_or_default()
}

/// Where somebody is reached, without the scheme of an address: of `tel:+49-30-1234;ext=5` the number and its extension, in the words that phones
/// are typed with.
fn reached(text: String, scheme: &str) -> String {
    let Some(address) = text.get(..scheme.len()).filter(|head| head.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..]) else { return text };
    let mut parts = address.split(';');
    let value = parts.next().unwrap_or_default();
    let extension = parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.eq_ignore_ascii_case("ext"));
    extension.map_or_else(|| value.to_owned(), |(_, extension)| format!("{value} ext. {extension}"))
}

/// The values of a property as texts.
fn texts(entry: &VCardEntry) -> Vec<String> {
    let read = |value: &VCardValue| match value {
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::Integer(number) => number.to_string(),
        other => other.as_text().unwrap_or_default().to_owned(),
    };
    entry.values.iter().map(read).collect()
}

/// What a phone or an address is called: Apple's own word for it, else its kind.
fn label(card: &VCard, entry: &VCardEntry) -> String {
    let named = |other: &&VCardEntry| {
        other.group.is_some()
            && other.group == entry.group
            && matches!(&other.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case("x-ablabel"))
    };
    if let Some(own) = card.entries.iter().find(named) {
        return texts(own).join(" ");
    }
    let kinds = entry.params.iter().filter(|param| param.name == VCardParameterName::Type).filter_map(|param| param.value.as_text());
    let kinds: Vec<String> = kinds.map(str::to_ascii_lowercase).collect();
    // Nobody answers a fax, wherever it stands.
    let known = |kind: &&String| matches!(kind.as_str(), "cell" | "iphone" | "home" | "work" | "main" | "car" | "other");
    match kinds.iter().find(|kind| matches!(kind.as_str(), "fax" | "pager")).or_else(|| kinds.iter().find(known)) {
        Some(kind) if matches!(kind.as_str(), "cell" | "iphone") => "mobile".to_owned(),
        Some(kind) => kind.clone(),
        None => String::new(),
    }
}

/// The value of a property as it stands in the card, without the parts that are blank behind it.
fn raw_value<'a>(text: &'a str, wanted: &str) -> &'a str {
    let is_it = |line: &&str| {
        let name = line.split([':', ';']).next().unwrap_or_default();
        name.rsplit('.').next().unwrap_or(name).eq_ignore_ascii_case(wanted)
    };
    let line = text.lines().find(is_it).unwrap_or_default();
    line.split_once(':').map_or("", |(_, value)| value.trim_matches([' ', ';']))
}

/// `--07-20`, as Android writes a birthday of which nobody said the year.
fn is_yearless(said: &str) -> bool {
    let mut parts = said.strip_prefix("--").unwrap_or_default().split('-');
    let is_part = |part: Option<&str>| part.is_some_and(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_part(parts.next()) && is_part(parts.next()) && parts.next().is_none()
}

/// A birthday as days are read; that the year 1604 is none, they know. Where a card names another one that is none, it is left out.
fn birthday(entry: &VCardEntry) -> String {
    let is_omitted =
        |param: &&VCardParameter| matches!(&param.name, VCardParameterName::Other(name) if name.eq_ignore_ascii_case("x-apple-omit-year"));
    let omitted = entry.params.iter().find(is_omitted).and_then(|param| param.value.as_text()?.trim().parse::<u16>().ok());
    match entry.values.first() {
        Some(VCardValue::PartialDateTime(date)) => match (date.year.filter(|year| Some(*year) != omitted), date.month, date.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            _ => String::new(),
        },
        Some(other) => other.as_text().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

//! Customers from every known header row.

use std::io::Cursor;

use chrono::NaiveDate;
use regulars::error::{Code, Result};
use regulars::exchange::encoding::{Encoding, Legacy};
use regulars::exchange::{CustomerDraft, CustomerRow, Described, Kind, Options, Order, SourceFile};

/// The headings of each program's export, as they stand in the file.
pub const GOOGLE_NEW: &str = "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address";
const GOOGLE_OLD: &str = "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address";
const GOOGLE_OUTLOOK: &str = "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home Street 3,Home Address PO Box,Home City,Home State,Home Postal Code,Home Country,Spouse,Children,Manager's Name,Assistant's Name,Referred By,Company Main Phone,Business Phone,Business Phone 2,Business Fax,Assistant's Phone,Company,Job Title,Department,Office Location,Organizational ID Number,Profession,Account,Business Address,Business Street,Business Street 2,Business Street 3,Business Address PO Box,Business City,Business State,Business Postal Code,Business Country,Other Phone,Other Fax,Other Address,Other Street,Other Street 2,Other Street 3,Other Address PO Box,Other City,Other State,Other Postal Code,Other Country,Callback,Car Phone,ISDN,Radio Phone,TTY/TDD Phone,Telex,User 1,User 2,User 3,User 4,Keywords,Mileage,Hobby,Billing Information,Directory Server,Sensitivity,Priority,Private,Categories";
const OUTLOOK: &str = "\"Title\",\"First Name\",\"Middle Name\",\"Last Name\",\"Suffix\",\"Company\",\"Department\",\"Job Title\",\"Business Street\",\"Business Street 2\",\"Business Street 3\",\"Business City\",\"Business State\",\"Business Postal Code\",\"Business Country/Region\",\"Home Street\",\"Home Street 2\",\"Home Street 3\",\"Home City\",\"Home State\",\"Home Postal Code\",\"Home Country/Region\",\"Other Street\",\"Other Street 2\",\"Other Street 3\",\"Other City\",\"Other State\",\"Other Postal Code\",\"Other Country/Region\",\"Assistant's Phone\",\"Business Fax\",\"Business Phone\",\"Business Phone 2\",\"Callback\",\"Car Phone\",\"Company Main Phone\",\"Home Fax\",\"Home Phone\",\"Home Phone 2\",\"ISDN\",\"Mobile Phone\",\"Other Fax\",\"Other Phone\",\"Pager\",\"Primary Phone\",\"Radio Phone\",\"TTY/TDD Phone\",\"Telex\",\"Account\",\"Anniversary\",\"Assistant's Name\",\"Billing Information\",\"Birthday\",\"Business Address PO Box\",\"Categories\",\"Children\",\"Directory Server\",\"E-mail Address\",\"E-mail Type\",\"E-mail Display Name\",\"E-mail 2 Address\",\"E-mail 2 Type\",\"E-mail 2 Display Name\",\"E-mail 3 Address\",\"E-mail 3 Type\",\"E-mail 3 Display Name\",\"Gender\",\"Government ID Number\",\"Hobby\",\"Home Address PO Box\",\"Initials\",\"Internet Free Busy\",\"Keywords\",\"Language\",\"Location\",\"Manager's Name\",\"Mileage\",\"Notes\",\"Office Location\",\"Organizational ID Number\",\"Other Address PO Box\",\"Priority\",\"Private\",\"Profession\",\"Referred By\",\"Sensitivity\",\"Spouse\",\"User 1\",\"User 2\",\"User 3\",\"User 4\",\"Web Page\"";
const SQUARE: &str = "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile";
const SHOPIFY_NEW: &str = "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags,Fecha de nacimiento (customer.metafields.facts.birth_date)";
const SHOPIFY_OLD: &str = "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt";
const WOOCOMMERCE: &str =
    "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Region,Postal Code,Billing Phone,Shipping Phone,Role";
const HUBSPOT: &str = "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company ID,Last Activity Date,Lead Status,Marketing contact status,Create Date,Associated Company";

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
}

pub fn open(bytes: impl Into<Vec<u8>>, options: &Options) -> Result<SourceFile> {
    SourceFile::of(Box::new(Cursor::new(bytes.into())), "people.csv", options, today())
}

pub fn read_with(bytes: impl Into<Vec<u8>>, options: &Options) -> (Described, Vec<CustomerRow>) {
    let mut file = open(bytes, options).unwrap();
    let described = file.describe();
    let rows = file.customers("DE", today()).unwrap().map(|row| row.unwrap()).collect();
    (described, rows)
}

fn read(bytes: impl Into<Vec<u8>>) -> (Described, Vec<CustomerRow>) {
    read_with(bytes, &Options::default())
}

/// A table of these headings with one row: the cells that are named.
pub fn table(headings: &str, named: &[(&str, &str)]) -> Vec<Vec<String>> {
    let headings: Vec<String> = headings.split(',').map(|heading| heading.trim_matches('"').to_owned()).collect();
    let mut row = vec![String::new(); headings.len()];
    for (heading, cell) in named {
        row[headings.iter().position(|known| known == heading).unwrap_or_else(|| panic!("no heading {heading}"))] = (*cell).to_owned();
    }
    vec![headings, row]
}

pub fn text(table: &[Vec<String>]) -> String {
    let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    table.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n").collect()
}

pub fn shuffled(table: &[Vec<String>]) -> Vec<Vec<String>> {
    // Every fifth column in turn; 5 shares no factor with any width here when it is made uneven.
    table.iter().map(|row| (0..5).flat_map(|start| row.iter().skip(start).step_by(5).cloned()).rev().collect()).collect()
}

pub fn without(table: &[Vec<String>], heading: &str) -> Vec<Vec<String>> {
    let at = table[0].iter().position(|known| known == heading).unwrap();
    table.iter().map(|row| row.iter().enumerate().filter(|(column, _)| *column != at).map(|(_, cell)| cell.clone()).collect()).collect()
}

/// The row as it stands, shuffled, and without one column after the other: always the same program, always read.
fn every_way(source: &str, headings: &str, named: &[(&str, &str)]) -> CustomerDraft {
    let table = table(headings, named);
    let (described, rows) = read(text(&table));
    assert_eq!((described.source, described.kind), (source, Kind::Customers));
    let draft = rows[0].outcome.clone().unwrap();
    let (described, rows) = read(text(&shuffled(&table)));
    assert_eq!(described.source, source);
    let moved = rows[0].outcome.clone().unwrap();
    assert_eq!((&moved.new.given, &moved.new.family, &moved.new.birthday), (&draft.new.given, &draft.new.family, &draft.new.birthday));
    assert_eq!(moved.new.phones.len(), draft.new.phones.len());
    for heading in &table[0] {
        let (described, rows) = read(text(&without(&table, heading)));
        assert_eq!(described.source, source, "without {heading}");
        assert!(rows[0].outcome.is_ok(), "without {heading}");
    }
    draft
}

fn phones(draft: &CustomerDraft) -> Vec<(&str, &str)> {
    draft.new.phones.iter().map(|phone| (phone.label.as_str(), phone.typed.as_str())).collect()
}

#[test]
fn google_contacts_in_the_new_layout() {
    let draft = every_way(
        "google",
        GOOGLE_NEW,
        &[
            ("First Name", "Ann"),
            ("Middle Name", "Rosa"),
            ("Last Name", "Ember"),
            ("Nickname", "Annie"),
            ("Organization Name", "Ember & Sons"),
            ("Birthday", " --03-15"),
            ("Notes", "Likes rye.\nNo nuts"),
            ("Labels", "* myContacts ::: Friends ::: Bread club"),
            ("E-mail 1 - Label", "* Home"),
            ("E-mail 1 - Value", "ann@example.com ::: ann.ember@example.org"),
            ("Phone 1 - Label", "Mobile"),
            ("Phone 1 - Value", "+49 170 1234567"),
            ("Phone 2 - Label", "Work"),
            ("Phone 2 - Value", "030 123456"),
            ("Address 1 - Label", "Home"),
            ("Address 1 - Formatted", "Mill Lane 1\n12345 Riverton"),
            ("Address 1 - Street", "Mill Lane 1"),
            ("Address 1 - City", "Riverton"),
            ("Address 1 - Postal Code", "01234"),
        ],
    );
    assert_eq!((draft.new.given.as_str(), draft.new.family.as_str(), draft.new.nick.as_str()), ("Ann Rosa", "Ember", "Annie"));
    assert_eq!((draft.new.birthday.as_str(), draft.new.company.as_str()), ("--03-15", "Ember & Sons"));
    assert_eq!(draft.new.tags, ["Friends", "Bread club"]);
    assert_eq!(phones(&draft), [("mobile", "+49 170 1234567"), ("work", "030 123456")]);
    assert_eq!(draft.new.emails.iter().map(|email| email.typed.as_str()).collect::<Vec<_>>(), ["ann@example.com", "ann.ember@example.org"]);
    assert_eq!(draft.new.emails[0].label, "home");
    let address = &draft.new.addresses[0];
    assert_eq!(
        (address.label.as_str(), address.street.as_str(), address.town.as_str(), address.postcode.as_str()),
        ("home", "Mill Lane 1", "Riverton", "01234")
    );
}

#[test]
fn google_contacts_in_the_old_layouts() {
    let older = GOOGLE_OLD.replace("Language,Photo,", "");
    for headings in [GOOGLE_OLD, &older] {
        let draft = every_way(
            "google",
            headings,
            &[
                ("Name", "Ann Ember"),
                ("Given Name", "Ann"),
                ("Family Name", "Ember"),
                ("Birthday", "1990-03-15"),
                ("Group Membership", "Regulars ::: * myContacts"),
                ("E-mail 1 - Type", "* "),
                ("E-mail 1 - Value", "ann@example.com"),
                ("Phone 1 - Type", "Mobile"),
                ("Phone 1 - Value", "0170 1234567 ::: 0171 7654321"),
                ("Organization 1 - Name", "Ember & Sons"),
            ],
        );
        assert_eq!((draft.new.given.as_str(), draft.new.family.as_str(), draft.new.birthday.as_str()), ("Ann", "Ember", "1990-03-15"));
        assert_eq!((draft.new.phones.len(), draft.new.tags.as_slice()), (2, &["Regulars".to_owned()][..]));
    }
}

#[test]
fn outlook_and_what_google_writes_for_it() {
    for headings in [OUTLOOK, GOOGLE_OUTLOOK] {
        let draft = every_way(
            "outlook",
            headings,
            &[
                ("First Name", "Ann"),
                ("Last Name", "Ember"),
                ("Suffix", "Jr."),
                ("Company", "Ember & Sons"),
                ("Birthday", "0/0/00"),
                ("E-mail Address", "ann@example.com"),
                ("E-mail 2 Address", "ANN@example.com"),
                ("Mobile Phone", "0170 1234567"),
                ("Business Phone", "030 123456"),
                ("Home Street", "Mill Lane 1"),
                ("Home City", "Riverton"),
                ("Business City", "Harbour"),
                ("Categories", "VIP;Bread"),
                ("Referred By", "Bob Flint"),
                ("Notes", "Says \"hello\""),
            ],
        );
        assert_eq!((draft.new.family.as_str(), draft.new.birthday.as_str(), draft.new.source.as_str()), ("Ember Jr.", "", "Bob Flint"));
        assert_eq!(draft.new.tags, ["VIP", "Bread"]);
        assert_eq!(draft.new.emails.len(), 1, "the same address twice is one");
        let mut found = phones(&draft);
        found.sort_unstable();
        assert_eq!(found, [("mobile", "0170 1234567"), ("work", "030 123456")]);
        let mut towns: Vec<_> = draft.new.addresses.iter().map(|address| (address.label.as_str(), address.town.as_str())).collect();
        towns.sort_unstable();
        assert_eq!(towns, [("home", "Riverton"), ("work", "Harbour")]);
    }
}

#[test]
fn square_customers() {
    let named = [
        ("Reference ID", "K-17"),
        ("First Name", "Ann"),
        ("Last Name", "Ember"),
        ("Email Address", "ann@example.com"),
        ("Phone Number", "'+12025550123"),
        ("Birthday", "03-15"),
        ("City", "Riverton"),
        ("Memo", "Likes rye"),
        ("Square Customer ID", "SQ1ABC"),
        ("Creation Source", "Directory"),
        ("Email Subscription Status", "unsubscribed"),
    ];
    let draft = every_way("square", SQUARE, &named);
    assert_eq!(phones(&draft), [("", "+12025550123")]);
    assert_eq!((draft.new.number.as_str(), draft.new.birthday.as_str(), draft.new.note.as_str()), ("K-17", "--03-15", "Likes rye"));
    assert_eq!(draft.origin, Some(("square", "SQ1ABC".into())));
    assert_eq!((draft.consents[0].channel, draft.consents[0].given), ("email", Some(false)));
    assert_eq!(draft.consents[0].wording, "Email Subscription Status: unsubscribed");
    for silent in ["", "unknown", "bounced"] {
        let mut table = table(SQUARE, &named);
        let at = table[0].iter().position(|heading| heading == "Email Subscription Status").unwrap();
        table[1][at] = silent.into();
        assert!(read(text(&table)).1[0].outcome.as_ref().unwrap().consents.iter().all(|consent| consent.given.is_none()), "{silent} is no answer");
    }
}

/// Every program's column of consent, every value it is known to hold, and what becomes of it: yes, no, or nothing. Nothing is no.
#[test]
fn consents_of_every_program_are_events_where_they_are_clear() {
    const YES: Option<bool> = Some(true);
    const NO: Option<bool> = Some(false);
    let email = "Email Subscription Status";
    for (program, headings, column, channel, values) in [
        (
            "square",
            SQUARE,
            email,
            "email",
            &[("subscribed", YES), ("Subscribed", YES), ("unsubscribed", NO), ("bounced", None), ("unknown", None), ("", None)][..],
        ),
        ("shopify", SHOPIFY_NEW, "Accepts Email Marketing", "email", &[("yes", YES), ("no", NO), ("", None), ("pending", None)]),
        ("shopify", SHOPIFY_NEW, "Accepts SMS Marketing", "sms", &[("yes", YES), ("no", NO), ("", None), ("pending", None)]),
        ("shopify", SHOPIFY_OLD, "Accepts Email Marketing", "email", &[("yes", YES), ("no", NO), ("", None)]),
        ("shopify", SHOPIFY_OLD, "Accepts SMS Marketing", "sms", &[("yes", YES), ("no", NO), ("", None)]),
        // Whom the shop pays HubSpot for is the shop's choice, not the customer's.
        ("hubspot", HUBSPOT, "Marketing contact status", "email", &[("Marketing contact", None), ("Non-marketing contact", None), ("", None)]),
    ] {
        for (value, expected) in values {
            let name = [("First Name", "Ann"), ("Last Name", "Ember"), (column, *value)];
            let (described, rows) = read(text(&table(headings, &name)));
            let consents = rows[0].outcome.clone().unwrap().consents;
            let told: Vec<_> = consents.iter().map(|consent| (consent.purpose, consent.channel, consent.given, consent.wording.clone())).collect();
            let said = !value.is_empty() && described.mapping.iter().any(|(_, field)| field.starts_with("consent"));
            let wanted: Vec<_> = said.then(|| ("news", channel, *expected, format!("{column}: {value}"))).into_iter().collect();
            assert_eq!((described.source, told), (program, wanted), "{column}: {value:?}");
        }
    }
    // Shopify has no way of ours for this one, and the others know nothing of consent.
    let (described, _) = read(text(&table(&format!("{SHOPIFY_NEW},Accepts WhatsApp Marketing"), &[("First Name", "Ann")])));
    assert_eq!(described.mapping.last().unwrap().1, "ignore");
    for headings in [GOOGLE_NEW, GOOGLE_OLD, OUTLOOK, GOOGLE_OUTLOOK, WOOCOMMERCE] {
        let (described, _) = read(text(&table(headings, &[])));
        assert!(described.mapping.iter().all(|(_, field)| !field.starts_with("consent")), "{}", described.source);
    }
}

#[test]
fn a_column_that_somebody_calls_a_consent_is_read_in_eight_languages() {
    let read = |cell: &str| {
        let mapping = vec![("Newsletter".to_owned(), "consent:email".to_owned())];
        let (_, rows) = read_with(format!("Name;Newsletter\nAnn Ember;{cell}\n"), &Options { mapping, ..Options::default() });
        rows[0].outcome.clone().unwrap().consents.first().and_then(|consent| consent.given)
    };
    for yes in ["yes", "Ja", "OUI", "sí", "si", "Sì", "sim", "tak", "true", "WAHR"] {
        assert_eq!(read(yes), Some(true), "{yes}");
    }
    for no in ["no", "Nein", "non", "nee", "não", "NIE", "false", "FALSCH"] {
        assert_eq!(read(no), Some(false), "{no}");
    }
    for unclear in ["x", "1", "0", "-", "maybe", "double opt-in", "yes?", "2026-01-01"] {
        assert_eq!(read(unclear), None, "{unclear}");
    }
    let (_, rows) = self::read("Name;Newsletter\nAnn Ember;ja\n");
    assert!(rows[0].outcome.clone().unwrap().consents.is_empty(), "never by the heading or the cells alone");
}

#[test]
fn shopify_customers_new_and_old() {
    let common = [
        ("First Name", "Ann"),
        ("Last Name", "Ember"),
        ("Email", "ann@example.com"),
        ("Accepts Email Marketing", "yes"),
        ("Accepts SMS Marketing", "no"),
    ];
    let more = [
        ("Customer ID", "'7210448301122"),
        ("Default Address Zip", "'01234"),
        ("Default Address City", "Riverton"),
        ("Default Address Phone", "+31612345678"),
        ("Phone", "'+31612345678"),
        ("Tags", "VIP, Bread club"),
        ("Fecha de nacimiento (customer.metafields.facts.birth_date)", "1990-03-15"),
    ];
    let draft = every_way("shopify", SHOPIFY_NEW, &[&common[..], &more[..]].concat());
    assert_eq!(draft.origin, Some(("shopify", "7210448301122".into())));
    assert_eq!((phones(&draft), draft.new.birthday.as_str()), (vec![("", "+31612345678")], "1990-03-15"));
    assert_eq!((draft.new.addresses[0].postcode.as_str(), draft.new.tags.len()), ("01234", 2));
    assert_eq!(
        draft.consents.iter().map(|consent| (consent.channel, consent.given)).collect::<Vec<_>>(),
        [("email", Some(true)), ("sms", Some(false))]
    );
    let old = [("Zip", "'01234"), ("Province", "Noord-Holland"), ("Province Code", "NH"), ("Company", "Ember & Sons"), ("Tags", "VIP")];
    let draft = every_way("shopify", SHOPIFY_OLD, &[&common[..], &old[..]].concat());
    assert_eq!((draft.new.addresses[0].region.as_str(), draft.new.company.as_str()), ("Noord-Holland", "Ember & Sons"));
    assert_eq!(every_way("shopify", &format!("Customer ID,{SHOPIFY_OLD}"), &[&common[..], &[("Customer ID", "1")]].concat()).origin.unwrap().1, "1");
}

#[test]
fn hubspot_woocommerce_and_tables_of_nobodys_program() {
    let draft = every_way(
        "hubspot",
        HUBSPOT,
        &[
            ("Record ID", "501"),
            ("First Name", "Ann"),
            ("Last Name", "Ember"),
            ("Phone Number", "0170 1234567"),
            ("Associated Company", "Ember & Sons"),
        ],
    );
    assert_eq!((draft.origin, draft.new.company.as_str()), (Some(("hubspot", "501".into())), "Ember & Sons"));
    let woo = [("Name", "Ann Ember"), ("Email", "ann@example.com"), ("City", "Riverton"), ("Billing Phone", "0170 1234567")];
    let draft = every_way("unknown", WOOCOMMERCE, &woo);
    assert_eq!((draft.new.given.as_str(), draft.new.family.as_str(), draft.new.phones.len()), ("Ann", "Ember", 1));
    let (described, rows) = read("Vorname;Nachname;Telefon;PLZ;Ort;Geburtstag\nÄnne;Gruber;030 123456;01234;Köln;15.03.1990\n");
    let draft = rows[0].outcome.clone().unwrap();
    assert_eq!((described.source, described.delimiter, draft.new.birthday.as_str()), ("unknown", ";", "1990-03-15"));
}

/// What the programs' header rows grow to when the data needs it, or were before.
#[test]
fn longer_and_older_header_rows_are_the_same_programs() {
    let person = [("First Name", "Ann"), ("Last Name", "Ember")];
    let with = |more: &[(&'static str, &'static str)]| [&person[..], more].concat();
    let google = format!("{GOOGLE_NEW},Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value");
    let draft = every_way("google", &google, &with(&[("Website 1 - Value", "https://example.com"), ("Custom Field 1 - Label", "Shoe size")]));
    assert!(draft.new.phones.is_empty() && draft.new.emails.is_empty(), "a website is neither: {draft:?}");
    let square = SQUARE.replace("Reference ID", "Customer Reference ID");
    let draft = every_way("square", &square, &with(&[("Customer Reference ID", "K-17"), ("Square Customer ID", "SQ1ABC")]));
    assert_eq!((draft.new.number.as_str(), draft.origin), ("K-17", Some(("square", "SQ1ABC".into()))));
    let shopify = SHOPIFY_NEW.replace(",Fecha", ",Accepts WhatsApp Marketing,Fecha");
    let draft = every_way("shopify", &shopify, &with(&[("Customer ID", "1"), ("Accepts WhatsApp Marketing", "yes")]));
    assert!(draft.consents.is_empty(), "the book has no such channel");
    let hubspot = format!("{HUBSPOT},Lifecycle Stage,Original Source,Associated Company IDs");
    let draft =
        every_way("hubspot", &hubspot, &with(&[("Record ID", "501"), ("Associated Company IDs", "77"), ("Associated Company", "Ember & Sons")]));
    assert_eq!((draft.origin.unwrap().1.as_str(), draft.new.company.as_str()), ("501", "Ember & Sons"));
    let woocommerce = format!("{}Postal Code", WOOCOMMERCE.split_once("Postal Code").unwrap().0);
    let draft = every_way("unknown", &woocommerce, &[("Name", "Ann Ember"), ("Email", "ann@example.com"), ("Postal Code", "01234")]);
    assert_eq!(draft.new.addresses[0].postcode, "01234");
}

#[test]
fn the_same_table_is_read_in_eight_languages() {
    for headings in [
        "First name;Last name;Mobile;E-mail;Street;Postcode;Town;Birthday;Notes;Company",
        "Vorname;Nachname;Handy;E-Mail-Adresse;Straße;PLZ;Ort;Geburtsdatum;Bemerkungen;Firma",
        "Prénom;Nom;Portable;Courriel;Rue;Code postal;Ville;Date de naissance;Remarques;Société",
        "Nombre;Apellidos;Móvil;Correo electrónico;Calle;Código postal;Ciudad;Fecha de nacimiento;Observaciones;Empresa",
        "Nome;Cognome;Cellulare;Indirizzo e-mail;Via;CAP;Città;Data di nascita;Annotazioni;Azienda",
        "Voornaam;Achternaam;Mobiel;E-mailadres;Straat;Postcode;Woonplaats;Geboortedatum;Opmerkingen;Bedrijf",
        "Nome próprio;Apelido;Telemóvel;Correio eletrónico;Rua;Código postal;Cidade;Data de nascimento;Observações;Empresa",
        "Imię;Nazwisko;Telefon komórkowy;Adres e-mail;Ulica;Kod pocztowy;Miasto;Data urodzenia;Uwagi;Nazwa firmy",
    ] {
        let (described, rows) =
            read(format!("{headings}\nÄnne;Gruber;0170 1234567;a@example.org;Lindenweg 2;01234;Köln;15.03.1990;likes rye;Ember & Sons\n"));
        assert!(described.mapping.iter().all(|(_, field)| field != "ignore"), "{:?}", described.mapping);
        let new = rows[0].outcome.clone().unwrap().new;
        assert_eq!((new.given.as_str(), new.family.as_str(), new.company.as_str()), ("Änne", "Gruber", "Ember & Sons"), "{headings}");
        assert_eq!(
            (new.phones[0].label.as_str(), new.phones[0].typed.as_str(), new.emails[0].typed.as_str()),
            ("mobile", "0170 1234567", "a@example.org")
        );
        let address = &new.addresses[0];
        assert_eq!((address.street.as_str(), address.postcode.as_str(), address.town.as_str()), ("Lindenweg 2", "01234", "Köln"), "{headings}");
        assert_eq!((new.birthday.as_str(), new.note.as_str()), ("1990-03-15", "likes rye"), "{headings}");
    }
}

#[test]
fn a_table_whose_headings_say_nothing_is_read_by_its_cells() {
    let table = "Kdo;Kam;Kudy;Stav\nJana Nováková;+420 601 234 567;jana@example.cz;nová\nPetr Dvořák;0170 1234567;petr@example.org;nová\n\
        Zuzana Malá;;zuzana@example.org;stálá\n";
    let (described, rows) = read(table);
    let mapping: Vec<&str> = described.mapping.iter().map(|(_, field)| field.as_str()).collect();
    assert_eq!(mapping, ["name", "phone", "email", "ignore"]);
    let jana = rows[0].outcome.clone().unwrap().new;
    assert_eq!(
        (jana.family.as_str(), jana.phones[0].typed.as_str(), jana.emails[0].typed.as_str()),
        ("Nováková", "+420 601 234 567", "jana@example.cz")
    );
    // Where the first row is somebody, it is asked about: they would be lost as headings.
    for headless in ["Ann,0170 1234567\nBob,030 123456\n", "Ann,ann@example.org\nBob,bob@example.org\n"] {
        let file = open(headless, &Options::default()).unwrap();
        assert!(file.lacks_headings() && file.describe().headers == ["Column A", "Column B"]);
        let said = Options { headed: Some(false), ..Options::default() };
        assert!(!open(headless, &said).unwrap().lacks_headings());
    }
}

#[test]
fn how_google_says_a_name_is_how_it_is_said() {
    let both = "First Name,Last Name,Phonetic First Name,Phonetic Last Name,File As,E-mail 1 - Value\nGina,Ember,JEE-na,EM-ber,,g@example.org\n";
    assert_eq!(read(both).1[0].outcome.clone().unwrap().new.say_it, "JEE-na EM-ber");
    let old = "Name,Given Name,Family Name,Yomi Name,Given Name Yomi,Family Name Yomi,E-mail 1 - Value\nGina Ember,Gina,Ember,JEE-na EM-ber,JEE-na,EM-ber,g@example.org\n";
    assert_eq!(read(old).1[0].outcome.clone().unwrap().new.say_it, "JEE-na EM-ber");
}

#[test]
fn squares_own_id_alone_tells_its_file() {
    let (described, rows) = read("First Name,Last Name,Square Customer ID\nAnn,Ember,SQ1\n");
    assert_eq!((described.source, rows[0].outcome.clone().unwrap().origin), ("square", Some(("square", "SQ1".to_owned()))));
}

#[test]
fn a_name_with_the_family_name_first_is_turned_round() {
    let (_, rows) = read("Nazwisko i imię,Telefon\nKowalska Anna Maria,1234567\n\"Nowak, Jan\",1234568\nMadonna,1234569\n");
    let names: Vec<(String, String)> = rows.into_iter().map(|row| row.outcome.unwrap().new).map(|new| (new.given, new.family)).collect();
    let expected = [("Anna Maria", "Kowalska"), ("Jan", "Nowak"), ("Madonna", "")];
    assert_eq!(names, expected.map(|(given, family)| (given.to_owned(), family.to_owned())));
}

#[test]
fn doubtful_days_are_asked_about_and_never_guessed() {
    let cells = "Name,Birthday\nAnn Ember,03/04/1990\nBob Flint,05/05/1991\n";
    let (described, rows) = read(cells);
    assert_eq!((described.questions[0].column.as_str(), described.questions[0].kind), ("Birthday", "dates"));
    assert_eq!(described.questions[0].choices[1].example, "03/04/1990 = 4 March 1990");
    assert_eq!(rows[0].outcome.as_ref().unwrap_err().reason, "Say whether 03/04/1990 is day or month first");
    assert_eq!(rows[1].outcome.as_ref().unwrap().new.birthday, "1991-05-05");
    for (order, birthday) in [(Order::Dmy, "1990-04-03"), (Order::Mdy, "1990-03-04")] {
        let (described, rows) = read_with(cells, &Options { dates: Some(order), ..Options::default() });
        assert!(described.questions.is_empty());
        assert_eq!(rows[0].outcome.as_ref().unwrap().new.birthday, birthday);
    }
    // What settles it stands far behind the sample.
    let far = format!("{}{}Zoe Last,12/25/1980\n", cells, "Cid Middle,\n".repeat(40_000));
    let (described, rows) = read(far);
    assert!(described.questions.is_empty());
    assert_eq!(rows[0].outcome.as_ref().unwrap().new.birthday, "1990-03-04");
}

#[test]
fn each_wrong_row_is_refused_with_a_reason_that_names_its_column() {
    let (_, rows) = read(concat!(
        "First name,Phone,E-mail,Birthday,Street\n",
        "Ann,none,,,\n",
        "Bob,,bob at example,,\n",
        "Cid,,,1990-13-45,\n",
        "Dot,6.28123E+12,,,\n",
        ",,,1990-01-01,\n",
        "\n",
        "Eve,,,,,\n",
        "Fay,,,,,surplus\n",
        "Gus\n",
        "Hal,,,2027-01-01,\n",
        "Ida,,,,\"Mill\nLane\"\n",
        "Jon,,,2001-02-29,\n",
    ));
    let told: Vec<(u64, String)> = rows
        .iter()
        .map(|row| (row.row, row.outcome.as_ref().map_or_else(|refusal| refusal.reason.clone(), |draft| draft.new.given.clone())))
        .collect();
    let starts = [
        (2, "Phone: “none”"),
        (3, "E-mail: “bob at example”"),
        (4, "Birthday: “1990-13-45” is not a birthday"),
        (5, "Phone: “6.28123E+12” is what a spreadsheet left"),
        (6, "A customer needs a name"),
        (8, "Eve"),
        (9, "The row has more cells than there are headings: “surplus”"),
        (10, "Gus"),
        (11, "Birthday: “2027-01-01”"),
        (12, "Ida"),
        (13, "Birthday: “2001-02-29”"),
    ];
    assert_eq!(told.len(), starts.len());
    for ((row, said), (expected_row, start)) in told.iter().zip(starts) {
        assert_eq!(*row, expected_row);
        assert!(said.starts_with(start), "{said}");
    }
    assert_eq!(rows[0].outcome.as_ref().unwrap_err().cells, ["Ann", "none", "", "", ""]);
}

#[test]
fn a_mapping_can_be_overridden_and_wrong_ones_are_said() {
    let cells = "Name,Funny,Extra\nAnn Ember,0170 1234567,Blue\n";
    let map = |heading: &str, field: &str| Options { mapping: vec![(heading.into(), field.into())], ..Options::default() };
    let (described, rows) = read_with(cells, &map("funny", "phone:mobile"));
    assert_eq!(phones(rows[0].outcome.as_ref().unwrap()), [("mobile", "0170 1234567")]);
    assert!(described.mapping.contains(&("Funny".into(), "phone:mobile".into())));
    assert_eq!(open(cells, &map("Moon", "phone")).err().unwrap().code(), Code::ColumnUnknown);
    assert_eq!(open(cells, &map("Funny", "moon")).err().unwrap().code(), Code::FieldUnknown);
    assert_eq!(open(cells, &map("Funny", "quantity")).err().unwrap().code(), Code::FieldUnknown);
    assert_eq!(open("Ann,Ember\nBob,Flint\n", &Options::default()).err().unwrap().code(), Code::FileWithoutHeader);
    assert_eq!(read_with("A,B\nAnn Ember,x\n", &map("A", "name")).1[0].outcome.as_ref().unwrap().new.family, "Ember");
}

/// How a program quotes cells: by which mark, always or only where it is needed, and what stands before such a mark inside.
const QUOTING: [(char, bool, Option<char>); 6] =
    [('"', false, None), ('"', true, None), ('"', true, Some('\\')), ('"', false, Some('\\')), ('\'', false, None), ('\'', true, None)];

fn cell_of(text: &str, (mark, always, escape): (char, bool, Option<char>)) -> String {
    if !always && !text.contains(['"', '\'', ',', ';', '|', '\t', '\n']) {
        return text.to_owned();
    }
    let before = escape.unwrap_or(mark);
    format!("{mark}{}{mark}", text.replace(mark, &format!("{before}{mark}")))
}

#[test]
fn every_encoding_delimiter_newline_and_quoting_reads_the_same() {
    let rows =
        [["Name", "Town", "Note"], ["Zoë Åström", "Köln", "a,b;c|d \"e\" f's g"], ["Łukasz", "Kraków", "two\nlines"], ["Ann Ember", "Riverton", ""]];
    for delimiter in [",", ";", "\t", "|"] {
        for newline in ["\n", "\r\n", "\r"] {
            for quoting in QUOTING {
                let cell = |text: &str| cell_of(text, quoting);
                let text: String = rows.iter().map(|row| row.map(cell).join(delimiter) + newline).collect();
                let western = text.replace(['Ł', 'ó'], "L");
                let utf16 = |le: bool| text.encode_utf16().flat_map(move |unit| if le { unit.to_le_bytes() } else { unit.to_be_bytes() });
                for (name, bytes) in [
                    ("UTF-8", text.clone().into_bytes()),
                    ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
                    ("UTF-16LE", utf16(true).collect()),
                    ("UTF-16LE", [0xff, 0xfe].into_iter().chain(utf16(true)).collect()),
                    ("UTF-16BE", utf16(false).collect()),
                    ("UTF-16BE", [0xfe, 0xff].into_iter().chain(utf16(false)).collect()),
                    ("Windows-1252", western.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()),
                ] {
                    let (described, read) = read(bytes);
                    let named = if delimiter == "\t" { "tab" } else { delimiter };
                    assert_eq!((described.encoding.as_str(), described.delimiter), (name, named));
                    let drafts: Vec<_> = read.iter().map(|row| (row.row, row.outcome.as_ref().unwrap())).collect();
                    assert_eq!(drafts.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 3, 4]);
                    assert_eq!((drafts[0].1.new.family.as_str(), drafts[0].1.new.note.as_str()), ("Åström", "a,b;c|d \"e\" f's g"));
                    assert_eq!(drafts[1].1.new.note, "two\nlines");
                }
            }
        }
    }
}

/// A given name, a family name and a town in letters that an encoding has.
const LETTERS: [(&str, [&str; 3]); 28] = [
    ("Windows-1252", ["Jürgen", "Groß", "Köln"]),
    ("Windows-1250", ["Łukasz", "Wójcik", "Łódź"]),
    ("Windows-1251", ["Анна", "Кузнецова", "Київ"]),
    ("Windows-1253", ["Άννα", "Παπαδοπούλου", "Αθήνα"]),
    ("Windows-1254", ["Gülşen", "Yıldız", "İzmir"]),
    ("Windows-1255", ["נועה", "לוי", "חיפה"]),
    ("Windows-1256", ["ليلى", "حداد", "بيروت"]),
    ("Windows-1257", ["Jānis", "Bērziņš", "Rīga"]),
    ("Windows-1258", ["Lan", "Đăng", "Huê"]),
    ("Windows-874", ["สมชาย", "ใจดี", "เชียงใหม่"]),
    ("ISO-8859-2", ["Żaneta", "Błażej", "Kraków"]),
    ("ISO-8859-4", ["Jānis", "Bērziņš", "Rīga"]),
    ("ISO-8859-5", ["Пётр", "Соколов", "Тверь"]),
    ("ISO-8859-6", ["ليلى", "حداد", "بيروت"]),
    ("ISO-8859-7", ["Ελένη", "Νικολάου", "Πάτρα"]),
    ("ISO-8859-8", ["נועה", "לוי", "חיפה"]),
    ("ISO-8859-15", ["Zoë", "Œuvrard", "Besançon"]),
    ("Macintosh", ["René", "Müller", "Genève"]),
    ("KOI8-R", ["Пётр", "Соколов", "Тверь"]),
    ("KOI8-U", ["Діана", "Коваль", "Київ"]),
    ("IBM866", ["Ольга", "Павлова", "Омск"]),
    ("Shift_JIS", ["太郎", "山田", "東京"]),
    ("EUC-JP", ["花子", "佐藤", "大阪"]),
    ("GBK", ["小明", "王", "北京"]),
    ("Big5", ["美麗", "陳", "臺北"]),
    ("EUC-KR", ["철수", "김", "서울"]),
    ("CP850", ["Jürgen", "Groß", "Köln"]),
    ("CP852", ["Łukasz", "Wójcik", "Łódź"]),
];

/// A text in an encoding that has all of its letters.
fn written_in(name: &str, text: &str) -> Vec<u8> {
    let Encoding::Legacy(legacy) = Encoding::read(name).unwrap() else { panic!("{name} is an older one") };
    match legacy {
        Legacy::Web(known) => {
            let (bytes, _, lost) = known.encode(text);
            assert!(!lost, "{name} has these letters");
            bytes.into_owned()
        }
        Legacy::Dos(_) => text.chars().map(|letter| (0..=255).find(|byte| legacy.decode(&[*byte]).starts_with(letter)).unwrap()).collect(),
    }
}

#[test]
fn every_older_encoding_reads_the_same_behind_every_delimiter_newline_and_quoting() {
    let choices: Vec<&str> = Encoding::choices().into_iter().filter(|name| !name.starts_with("UTF-")).collect();
    assert_eq!(choices, LETTERS.map(|(name, _)| name), "one for each that can be chosen");
    for (name, [given, family, town]) in LETTERS {
        let rows = [["First Name", "Last Name", "City", "Note"], [given, family, town, "a,b;c|d \"e\" f's g"], [family, given, town, "two\nlines"]];
        for delimiter in [",", ";", "\t", "|"] {
            for newline in ["\n", "\r\n", "\r"] {
                for quoting in QUOTING {
                    let cell = |text: &str| cell_of(text, quoting);
                    let text: String = rows.iter().map(|row| row.map(cell).join(delimiter) + newline).collect();
                    let bytes = written_in(name, &text);
                    let options = Options { encoding: Some(Encoding::read(name).unwrap()), ..Options::default() };
                    let (described, read) = read_with(bytes, &options);
                    let shape = format!("{name}, {delimiter:?}, {newline:?}, {quoting:?}");
                    assert_eq!(
                        (described.encoding.as_str(), described.delimiter),
                        (name, if delimiter == "\t" { "tab" } else { delimiter }),
                        "{shape}"
                    );
                    let people: Vec<[&str; 4]> = read
                        .iter()
                        .map(|row| &row.outcome.as_ref().unwrap().new)
                        .map(|new| [new.given.as_str(), new.family.as_str(), new.addresses[0].town.as_str(), new.note.as_str()])
                        .collect();
                    assert_eq!(people, rows[1..], "{shape}");
                }
            }
        }
    }
}

#[test]
fn a_file_cut_at_any_byte_is_read_or_refused_but_never_panics() {
    let whole = text(&table(GOOGLE_NEW, &[("First Name", "Zoë \"Z\""), ("Birthday", "1990-03-15"), ("Phone 1 - Value", "0170 1234567")]));
    let utf16: Vec<u8> = whole.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", whole.as_bytes()].concat();
    for bytes in [whole.as_bytes(), &utf16, &marked] {
        for end in 0..bytes.len() {
            if let Ok(mut file) = open(&bytes[..end], &Options::default()) {
                file.customers("DE", today()).unwrap().for_each(drop);
            }
        }
    }
}

#[test]
fn our_own_spreadsheet_gives_back_what_was_typed() {
    let text = "\u{feff}\"Regulars ID\",\"Given name\",\"Phone 1\",\"Note\"\r\n\"x\",\"'=Ann\",\"'+49 170 1234567\",\"'t Hoen\"\r\n";
    let (described, rows) = read(text);
    let draft = rows[0].outcome.clone().unwrap();
    assert_eq!((described.source, draft.new.given.as_str(), draft.new.note.as_str()), ("regulars", "=Ann", "'t Hoen"));
    assert_eq!((phones(&draft), draft.origin.clone()), (vec![("", "+49 170 1234567")], Some(("regulars", "x".into()))));
    // Another program's apostrophes are left alone.
    assert_eq!(read("Name,Note\nAnn Ember,'=x\n").1[0].outcome.as_ref().unwrap().new.note, "'=x");
}

/// Bytes that go on without ever being held: a head, then the same piece over and over.
struct Endless {
    head: &'static [u8],
    piece: &'static [u8],
    total: u64,
    at: u64,
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min((self.total - self.at) as usize);
        for (offset, byte) in buffer[..count].iter_mut().enumerate() {
            let at = self.at as usize + offset;
            *byte = self.head.get(at).copied().unwrap_or_else(|| self.piece[(at - self.head.len()) % self.piece.len()]);
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl std::io::Seek for Endless {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        if let std::io::SeekFrom::Start(at) = to {
            self.at = at;
        }
        Ok(self.at)
    }
}

/// A line of some length.
const LONG: &[u8] = &{
    let mut line = [b'y'; 390];
    line[389] = b'\n';
    line
};

#[test]
fn a_file_without_end_of_line_cell_or_quote_is_refused_once() {
    let read = |head: &'static [u8], piece: &'static [u8]| {
        let endless = Endless { head, piece, total: 20 << 20, at: 0 };
        let mut file = SourceFile::of(Box::new(endless), "endless.csv", &Options::default(), today())?;
        let last = file.customers("DE", today())?.last();
        last.transpose().map(|_| ())
    };
    for (head, piece) in [(&b"Name,Note\nAnn,x"[..], &b"y"[..]), (b"Name,Note\nAnn,\"x", b"y"), (b"Name,Note\nAnn,x", b","), (b"Name", b",")] {
        assert_eq!(read(head, piece).unwrap_err().code(), Code::FileTooWide);
    }
    assert_eq!(read(b"x", b"x").unwrap_err().code(), Code::FileWithoutHeader);
    assert_eq!(read(b"Name,Note\nAnn,\"x", LONG).map_err(|error| error.code()), Ok(()), "a stray mark costs its own row");
}

#[test]
fn bytes_read_come_to_the_size_of_the_file() {
    let mut file = open("Name,Phone\nAnn Ember,0170 1234567\n", &Options::default()).unwrap();
    let mut customers = file.customers("DE", today()).unwrap();
    assert!(customers.filled().phones > 0 && !customers.filled().birthday);
    while customers.next().is_some() {}
    assert_eq!(customers.progress(), (34, 34));
}

#[test]
fn what_is_cut_off_is_never_read_as_something_else() {
    let cut = &b"Name,Phone\nJos\xc3\xa9 Ember,0170 1234567\nZo\xc3"[..];
    let (described, rows) = read(cut);
    assert_eq!((described.encoding.as_str(), rows[1].outcome.clone().unwrap().new.given.as_str()), ("UTF-8", "Zo"));
    let mut wide: Vec<u8> = "Name,Phone\nAnn,0170 1\nBob Flint".encode_utf16().flat_map(u16::to_le_bytes).collect();
    wide.pop();
    assert_eq!(read(wide).1[1].outcome.clone().unwrap().new.family, "Flin");
    for card in ["VERSION:3.0\r\nFN:Ann Ember\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-2", "VERSION:4.0\r\nFN:Ann Ember\r\nBDAY:1985041"] {
        let refusal = read(format!("BEGIN:VCARD\r\n{card}")).1[0].outcome.clone().unwrap_err();
        assert!(refusal.reason.starts_with("This card is not whole: it is cut at “BDAY"), "{}", refusal.reason);
    }
    let soft = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB=\r\nEND:VCARD\r\n";
    let new = read(soft).1[0].outcome.clone().unwrap().new;
    assert_eq!((new.given.as_str(), new.birthday.as_str()), ("Zoë", ""));
}

#[test]
fn numbers_beyond_sense_are_refused_and_break_nothing() {
    use regulars::exchange::days;
    for text in ["--+123", "--1-2-3-4", "--0-315", "--03-1x"] {
        assert!(days::read(text, None, 2026).is_err(), "{text}");
    }
    assert!(days::read("--0315", None, 2026).is_ok() && days::read("--03-15", None, 2026).is_ok());
    let shop = regulars::model::NewShop {
        name: "Corner".into(),
        region: "DE".into(),
        currency: "EUR".into(),
        time_zone: "Europe/Berlin".into(),
        day_ends: "00:00".into(),
    };
    let shop = shop.checked().unwrap();
    let sales = |text: &str, options: &Options| -> Vec<bool> {
        let mut file = open(text, options).unwrap();
        file.purchases(&shop, today()).unwrap().map(|row| row.unwrap().outcome.is_ok()).collect()
    };
    let plain = Options::default();
    assert_eq!(sales("Date,Time,Item,Price\n2026-05-14,9999999:00,Jam,1.00\n", &plain), [false]);
    assert_eq!(sales("Created at,Item,Price\n2026-05-14 9999999:00,Jam,1.00\n", &plain), [false]);
    assert!(sales("Date,Item,Price\n2026-05-14,Jam,1.00\n", &Options { first: Some(0), ..Options::default() }).is_empty());
    let mapping = vec![("Sum".into(), "total".into()), ("Off".into(), "discount".into()), ("Net".into(), "net".into())];
    let huge = "Date,Item,Net,Off,Sum\n2026-05-14,Jam,-90000000000.00,90000000000.00,1.00\n";
    assert_eq!(sales(huge, &Options { mapping, ..Options::default() }), [false]);
}

#[test]
fn two_phones_or_addresses_in_one_cell_are_two() {
    let of = |cell: &str, mail: &str| {
        let (_, rows) = read(format!("Name\tPhone\tE-mail\nAnn Ember\t{cell}\t{mail}\n"));
        let new = rows[0].outcome.clone().unwrap().new;
        let typed = |list: Vec<String>| list.join(" + ");
        (typed(new.phones.into_iter().map(|phone| phone.typed).collect()), typed(new.emails.into_iter().map(|email| email.typed).collect()))
    };
    for (cell, phones) in [
        ("0171 1234567 / 030 4444444", "0171 1234567 + 030 4444444"),
        ("0171 1234567; 030 4444444", "0171 1234567 + 030 4444444"),
        ("0171/1234567", "0171/1234567"),
        ("030/123456-78", "030/123456-78"),
        ("0171 1234567", "0171 1234567"),
        ("0171 2345677 oder 030 123456", "0171 2345677 + 030 123456"),
        ("0171 2345677 or 030 123456 OU 040/1234567", "0171 2345677 + 030 123456 + 040/1234567"),
        ("0171 2345677 und 030 123456 / 040 1234567", "0171 2345677 + 030 123456 + 040 1234567"),
        ("0171 2345677 o 12", "0171 2345677 o 12"),
        ("0171 2345677 y 030 123456 e 040 123456", "0171 2345677 + 030 123456 + 040 123456"),
        ("0171 2345677 lub 030 123456 of 040 123456 and 050 123456", "0171 2345677 + 030 123456 + 040 123456 + 050 123456"),
    ] {
        assert_eq!(of(cell, "").0, phones);
    }
    assert_eq!(of("", "ann@example.org, ann@example.com").1, "ann@example.org + ann@example.com");
    assert_eq!(of("", "ann@example.org or ann@example.com").1, "ann@example.org + ann@example.com");
}

#[test]
fn a_text_that_stands_as_a_formula_is_the_text() {
    for (mark, between) in [("=\"", "\""), ("\"=\"\"", "\"\"\""), ("=\"\"", "\"\"")] {
        let cells = ["Ann Ember", "01701234567", "01067", "04.03.1990"].map(|text| format!("{mark}{text}{between}")).join(";");
        let headings = ["Name", "Phone", "Postcode", "Birthday"].join(";");
        let new = read(format!("{headings}\n{cells}\nBob;;;\n")).1[0].outcome.clone().unwrap().new;
        assert_eq!((new.given.as_str(), new.family.as_str(), new.phones[0].typed.as_str()), ("Ann", "Ember", "01701234567"), "{cells}");
        assert_eq!((new.addresses[0].postcode.as_str(), new.birthday.as_str()), ("01067", "1990-03-04"), "{cells}");
    }
    let note = |headings: &str, cell: &str| read(format!("{headings}\nAnn,{cell}\n")).1[0].outcome.clone().unwrap().new.note;
    assert_eq!(note("Name,Note", "\"=\"\"say \"\"\"\"hi\"\"\"\"\"\"\""), "say \"hi\"");
    assert_eq!(note("Name,Note", "\"=\"\"a\"\"&\"\"b\"\"\""), "=\"a\"&\"b\"", "what is reckoned is no text");
    assert_eq!(note("Name,Note,Regulars ID", "\"=\"\"a\"\"\","), "=\"a\"", "in our own table it is what somebody wrote");
}

#[test]
fn numbers_that_a_spreadsheet_gave_decimals_are_whole_again() {
    let of = |phone: &str, number: &str, postcode: &str| {
        let (_, rows) = read(format!("Name\tPhone\tCustomer number\tPostcode\nAnn\t{phone}\t{number}\t{postcode}\n"));
        let new = rows[0].outcome.clone().unwrap().new;
        let phones = new.phones.iter().map(|phone| phone.typed.as_str()).collect::<Vec<_>>().join(" + ");
        (phones, new.number.clone(), new.addresses[0].postcode.clone())
    };
    let whole = |phone: &str, number: &str, postcode: &str| (phone.to_owned(), number.to_owned(), postcode.to_owned());
    assert_eq!(of("49171234567.0", "4711.0", "12345.0"), whole("49171234567", "4711", "12345"));
    assert_eq!(of("1712345678,00", "4711,0", "12345,00"), whole("1712345678", "4711", "12345"));
    assert_eq!(of("1712345678.0 / 1712345679.00", "0,00", "12345"), whole("1712345678 + 1712345679", "0", "12345"));
    for (phone, number, postcode) in [("030.123456.0", "1.2.0", "1234.000"), ("0171.2345", "A.0", "1,234.0"), ("+49 171 0.0", "4711.01", ".0")] {
        assert_eq!(of(phone, number, postcode), whole(phone, number, postcode), "anything else is what somebody wrote");
    }
}

#[test]
fn outlooks_addresses_are_read_in_german_and_french() {
    for headings in [
        [
            "Vorname",
            "Nachname",
            "Straße privat",
            "Straße privat 2",
            "Ort privat",
            "Postleitzahl privat",
            "Land/Region privat",
            "Straße geschäftlich",
            "Ort geschäftlich",
            "Postleitzahl geschäftlich",
        ],
        [
            "Prénom",
            "Nom",
            "Rue (domicile)",
            "Rue (domicile) 2",
            "Ville (domicile)",
            "Code postal (domicile)",
            "Pays/Région (domicile)",
            "Rue (bureau)",
            "Ville (bureau)",
            "Code postal (bureau)",
        ],
    ] {
        let headings = headings.join(",");
        let (_, rows) = read(format!("{headings}\nAnn,Ember,Mill Lane 1,Back door,Riverton,01067,France,Quay 2,Harbour,01099\n"));
        let new = rows[0].outcome.clone().unwrap().new;
        let told: Vec<[&str; 6]> = new
            .addresses
            .iter()
            .map(|address| [&address.label, &address.street, &address.extra, &address.town, &address.postcode, &address.country].map(String::as_str))
            .collect();
        let home = ["home", "Mill Lane 1", "Back door", "Riverton", "01067", "France"];
        assert_eq!(told, [home, ["work", "Quay 2", "", "Harbour", "01099", ""]], "{headings}");
    }
}

#[test]
fn a_house_number_stands_behind_its_street_and_a_post_code_before_its_town() {
    let of = |headings: &str, cells: &str| {
        let (described, rows) = read(format!("Name\t{headings}\nAnn\t{cells}\n"));
        let address = rows[0].outcome.clone().unwrap().new.addresses.first().cloned().unwrap_or_default();
        (address.street, address.postcode, address.town, described.mapping)
    };
    let street = |headings: &str, cells: &str| of(headings, cells).0;
    for heading in ["Hausnr.", "Hausnummer", "Haus-Nr.", "House number", "Huisnummer", "Nr domu", "Nr."] {
        assert_eq!(street(&format!("Straße\t{heading}"), "Mill Lane\t1 a"), "Mill Lane 1 a", "{heading}");
        assert_eq!(street(&format!("Straße\t{heading}"), "Mill Lane\t"), "Mill Lane", "{heading}");
    }
    assert_eq!(street("Hausnummer\tStraße", "1\tMill Lane"), "Mill Lane 1");
    assert_eq!(street("Straße privat\tHausnummer privat", "Mill Lane\t1"), "Mill Lane 1");
    assert!(of("Nr.\tStraße", "17\tMill Lane").3.contains(&("Nr.".into(), "ignore".into())), "before a street it may be the row's");
    for (cell, postcode, town) in [
        ("01067 Dresden", "01067", "Dresden"),
        ("D-01067 Bad Dürkheim", "D-01067", "Bad Dürkheim"),
        ("1234 AB Amsterdam", "1234 AB", "Amsterdam"),
        ("00-950 Warszawa", "00-950", "Warszawa"),
        ("Dresden", "", "Dresden"),
        ("01067", "01067", ""),
        ("Dresden 01067", "", "Dresden 01067"),
    ] {
        for heading in ["PLZ/Ort", "PLZ Ort", "PLZ und Ort", "Code postal / Ville", "Postcode en plaats"] {
            let (_, read_postcode, read_town, _) = of(&format!("Straße\t{heading}"), &format!("Mill Lane 1\t{cell}"));
            assert_eq!((read_postcode.as_str(), read_town.as_str()), (postcode, town), "{heading} {cell}");
        }
    }
    assert_eq!(of("PLZ\tPLZ/Ort\tOrt", "01067\t01099 Dresden\tRiverton").1, "01067", "columns of their own count first");
}

#[test]
fn the_word_of_a_database_for_nothing_is_a_blank_cell() {
    let headings = "Name\tPhone\tE-mail\tBirthday\tPostcode\tCustomer number\tTown\tNote";
    let (_, rows) = read(format!("{headings}\nAnn\tNULL\tNULL\tNULL\tNULL\tNULL\tRiverton\tNULL\nMarie NULL\tNull\t\t\t\t\t\t\n"));
    let new = rows[0].outcome.clone().unwrap().new;
    assert_eq!((new.phones.len(), new.emails.len(), new.birthday.as_str(), new.number.as_str()), (0, 0, "", ""));
    assert_eq!((new.addresses[0].postcode.as_str(), new.addresses[0].town.as_str(), new.note.as_str()), ("", "Riverton", "NULL"));
    assert!(rows[1].outcome.is_err(), "anything else is what somebody wrote");
    let (_, rows) = read("Regulars ID,Number,Given name\n,NULL,Ann\n");
    assert_eq!(rows[0].outcome.clone().unwrap().new.number, "NULL");
    let (described, _) = read("A;B\nAnn;0170 1234567\nBob;NULL\nCid;NULL\nDot;030 123456\n");
    assert_eq!(described.mapping, [("A".into(), "name".into()), ("B".into(), "phone".into())]);
}

#[test]
fn lines_below_a_table_are_no_customers() {
    let told = |line: &str| read(format!("Name;Telefon;Notiz\nAnn Ember;0170 1234567;\n{line}\n")).1[1].outcome.clone();
    for line in [
        "2 Kunden;;",
        "Seite 1 von 2;;",
        ";;12 customers",
        "1.234 Datensätze;;",
        "3 clients;;",
        "1 cliente;;",
        "7 clientes;;",
        "7 clienti;;",
        "7 klanten;;",
        "7 klientów;;",
        "7 rows;;",
        "(2 rows);;",
        "Page 1 of 2;;",
        "Page 1 sur 2;;",
        "Página 1 de 2;;",
        "Pagina 1 di 2;;",
        "Pagina 1 van 2;;",
        "Strona 1 z 2;;",
        "Seite 1/2;;",
        "Anzahl Kunden: 2;;",
        "Kunden: 2;;",
    ] {
        assert_eq!(told(line).unwrap_err().reason, "This is a line of totals or one below the table, not a row of it.", "{line}");
    }
    for line in [
        "2 Kunden;0170 1234568;",
        "Seite Eins;;",
        "Page Turner;;",
        "Kunden;;",
        "2 Hill;;",
        "2 Kunden;;VIP",
        "Seite 1 von 2 Brothers;;",
        "Kunde 12;;",
        "Page 3;;",
    ] {
        assert!(told(line).is_ok(), "{line}");
    }
}

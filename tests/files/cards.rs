//! vCards of every version, as phones and address books write them.

use regulars::exchange::{CustomerDraft, Mend, Options};
use regulars::model::NewCustomer;

use crate::people::{open, read_with};

fn read(text: &str) -> Vec<Result<CustomerDraft, String>> {
    let (described, rows) = read_with(text, &Options::default());
    assert_eq!((described.source, described.delimiter), ("vcard", "card"));
    rows.into_iter().map(|row| row.outcome.map_err(|refusal| refusal.reason)).collect()
}

const OLD: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB;;;\r\n\
    FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB M=C3=BCller\r\nTEL;CELL:0170 1234567\r\nTEL;HOME;VOICE:030 123456\r\n\
    EMAIL;INTERNET:zoe@example.org\r\nNOTE;ENCODING=QUOTED-PRINTABLE:likes rye=0D=0Aand=\r\n tea\r\nEND:VCARD\r\n";

const APPLE: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS 17//EN\r\nN:Ember;Ann;Marie;;\r\nFN:Ann Marie Ember\r\nNICKNAME:Annie\r\n\
    ORG:Ember & Sons;Bakery\r\nitem1.TEL;type=pref:+49 30 998877\r\nitem1.X-ABLabel:_$!<HomeFax>!$_\r\nTEL;type=CELL;type=VOICE:0171 7654321\r\n\
    item2.EMAIL;type=INTERNET:ann@example.org\r\nitem2.X-ABLabel:club\r\n\
    item3.ADR;type=HOME:;;Mill Lane 1;Riverton;;01234;Germany\r\nBDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-02-29\r\n\
    PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n /2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\r\nUID:A-17\r\nEND:VCARD\r\n";

const NEW: &str = "BEGIN:VCARD\nVERSION:4.0\nFN:Łukasz Nowak\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+48-22-123-45-67\nEMAIL;TYPE=work:lukasz@example.pl\n\
    BDAY:19850412\nCATEGORIES:VIP,bread club\nNOTE:Two lines\\nof text\\, and a comma\nUID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\nEND:VCARD\n";

#[test]
fn quoted_printable_of_the_old_version() {
    let zoe = read(OLD)[0].clone().unwrap().new;
    assert_eq!((zoe.given.as_str(), zoe.family.as_str()), ("Zoë", "Müller"));
    let phones: Vec<(&str, &str)> = zoe.phones.iter().map(|phone| (phone.label.as_str(), phone.typed.as_str())).collect();
    assert_eq!(phones, [("mobile", "0170 1234567"), ("home", "030 123456")]);
    assert_eq!(zoe.emails[0].typed, "zoe@example.org");
    assert!(zoe.note.starts_with("likes rye"), "{:?}", zoe.note);
}

#[test]
fn apples_groups_labels_and_birthdays_without_a_year() {
    let draft = read(APPLE)[0].clone().unwrap();
    let ann = draft.new;
    assert_eq!((ann.given.as_str(), ann.family.as_str(), ann.nick.as_str(), ann.company.as_str()), ("Ann Marie", "Ember", "Annie", "Ember & Sons"));
    let phones: Vec<(&str, &str)> = ann.phones.iter().map(|phone| (phone.label.as_str(), phone.typed.as_str())).collect();
    assert_eq!(phones, [("HomeFax", "+49 30 998877"), ("mobile", "0171 7654321")]);
    assert_eq!((ann.emails[0].label.as_str(), ann.emails[0].typed.as_str()), ("club", "ann@example.org"));
    let address = &ann.addresses[0];
    assert_eq!((address.label.as_str(), address.street.as_str(), address.town.as_str()), ("home", "Mill Lane 1", "Riverton"));
    assert_eq!((address.postcode.as_str(), address.country.as_str()), ("01234", "Germany"));
    assert_eq!(ann.birthday, "--02-29");
    assert_eq!(draft.origin, Some(("vcard", "A-17".to_owned())));
}

#[test]
fn the_newest_version_and_several_cards_in_one_file() {
    let all = read(&format!("{OLD}{APPLE}\r\n{NEW}"));
    assert_eq!(all.len(), 3);
    let new = all[2].clone().unwrap().new;
    assert_eq!((new.given.as_str(), new.family.as_str(), new.birthday.as_str()), ("Łukasz", "Nowak", "1985-04-12"));
    assert_eq!((new.phones[0].label.as_str(), new.phones[0].typed.as_str()), ("work", "+48-22-123-45-67"));
    assert_eq!(new.tags, ["VIP", "bread club"]);
    assert_eq!(new.note, "Two lines\nof text, and a comma");
}

#[test]
fn what_has_more_phones_than_columns_loses_none() {
    let phones: String = (0..12).map(|n| format!("TEL:0170 12345{n:02}\r\n")).collect();
    let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ember;Ann;;;\r\nFN:Ann Ember\r\n{phones}END:VCARD\r\n");
    let ann = read(&card)[0].clone().unwrap().new;
    assert_eq!(ann.phones.len(), 8);
    assert_eq!(ann.note.lines().count(), 4, "{}", ann.note);
}

#[test]
fn a_card_with_nothing_in_it_is_refused_and_the_others_go_in() {
    let empty = "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n";
    let all = read(&format!("{empty}{APPLE}"));
    assert!(all[0].is_err() && all[1].is_ok(), "{all:?}");
}

#[test]
fn a_picture_of_any_size_is_passed_over() {
    let photo = format!("PHOTO;ENCODING=b;TYPE=JPEG:{}\r\n", "A".repeat(3_000_000));
    let folded = format!("PHOTO;ENCODING=b:AAAA\r\n{}", " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n".repeat(20_000));
    for picture in [photo, folded] {
        let card = APPLE.replace("UID:A-17", &format!("{picture}UID:A-17"));
        assert_eq!(read(&card)[0].clone().unwrap().origin.unwrap().1, "A-17");
    }
}

#[test]
fn cards_cut_at_any_byte_never_panic_and_never_give_half_a_number_or_name() {
    let whole = format!("{OLD}{APPLE}{NEW}");
    let told = |text: &[u8]| -> Option<Vec<Result<NewCustomer, String>>> {
        let mut file = open(text, &Options::default()).ok()?;
        let rows = file.customers("DE", crate::people::today()).ok()?;
        Some(rows.map(|row| row.unwrap().outcome.map(|draft| draft.new).map_err(|refusal| refusal.reason)).collect())
    };
    let people: Vec<NewCustomer> = told(whole.as_bytes()).unwrap().into_iter().map(Result::unwrap).collect();
    let mut refused = 0;
    for end in 0..whole.len() {
        let rows = told(&whole.as_bytes()[..end]).unwrap_or_default();
        for (row, known) in rows.iter().zip(&people) {
            match row {
                Ok(new) => {
                    // A label may stand below what it labels.
                    let has_phone = |typed: &String| known.phones.iter().any(|phone| phone.typed == *typed);
                    assert!(new.phones.iter().all(|phone| has_phone(&phone.typed)), "{end}: {:?}", new.phones);
                    let has_email = |typed: &String| known.emails.iter().any(|email| email.typed == *typed);
                    assert!(new.emails.iter().all(|email| has_email(&email.typed)), "{end}: {:?}", new.emails);
                    assert!([&known.family, &String::new()].contains(&&new.family), "{end}: {}", new.family);
                }
                Err(reason) => refused += usize::from(reason.starts_with("This card is not whole: it is cut at “")),
            }
        }
    }
    assert!(refused * 2 > whole.len(), "{refused} of {}", whole.len());
}

#[test]
fn a_card_that_is_cut_can_be_taken_as_far_as_it_goes_and_one_without_an_end_is_whole() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ember;Ann\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nN:Field;Bob\r\nTEL:030 12";
    let (described, rows) = read_with(text, &Options::default());
    assert_eq!(described.headers, ["vCard UID", "First Name", "Last Name", "Cut off"]);
    let refusal = rows[1].outcome.clone().unwrap_err();
    assert_eq!(refusal.reason, "This card is not whole: it is cut at “TEL:030 12”. Blank that cell to take it as far as it goes.");
    let mends = vec![Mend { row: 3, column: "Cut off".into(), text: String::new() }];
    let (_, rows) = read_with(text, &Options { mends, ..Options::default() });
    assert_eq!(rows[1].outcome.as_ref().unwrap().new.family, "Field");
    // The file may as well end between two lines.
    for (end, last) in [("\r\n", "TEL:030 12"), ("\r\n\r\n \r\n", "TEL:030 12"), ("\r\nPHOTO;ENCODING=b:\r\n AAAA\r\n", "AAAA")] {
        let all = read(&format!("{text}{end}"));
        let expected = format!("This card is not whole: it is cut at “{last}”. Blank that cell to take it as far as it goes.");
        assert_eq!((all[0].is_ok(), all[1].clone().unwrap_err()), (true, expected));
    }
    assert!(read("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ember;Ann\r\nBEGIN:VCARD\r\n")[1].clone().unwrap_err().contains("“BEGIN:VCARD”"));
    let followed = format!("{text}\r\n{APPLE}");
    assert!(read(&followed).iter().all(Result::is_ok), "a card that another follows is whole");
}

#[test]
fn a_card_has_an_end_behind_a_picture_and_where_it_is_full() {
    let folded = "BEGIN:VCARD\nVERSION:2.1\nFN:Ann\nNOTE:é12345678\nPHOTO;ENCODING=BASE64:AAAA\n END:VCARD\n";
    let ann = read(folded)[0].clone().unwrap().new;
    assert_eq!((ann.given.as_str(), ann.note.as_str()), ("Ann", "é12345678"));
    let full = |bytes: usize| {
        let head = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ann\r\n".to_owned();
        let tail = "X:é12345678\r\n";
        let lines = (bytes - head.len() - tail.len()).div_ceil(60_000);
        let mut rest = bytes - head.len() - tail.len();
        let filled = (0..lines).rev().map(|more| {
            let line = if more == 0 { rest } else { 60_000 };
            rest -= line;
            format!("X:{}\r\n", "x".repeat(line - 4))
        });
        format!("{head}{}{tail}", filled.collect::<String>())
    };
    for bytes in [256 * 1024 - 1, 256 * 1024 - 11, 256 * 1024 - 13] {
        let card = full(bytes);
        assert_eq!(card.len(), bytes);
        let all = read(&format!("{card}END:VCARD\r\n{NEW}"));
        assert_eq!(all[0].clone().unwrap().new.given, "Ann", "{bytes}");
        assert_eq!(all[1].clone().unwrap().new.family, "Nowak", "{bytes}");
    }
}

#[test]
fn lines_for_which_a_card_has_no_room_are_told_about() {
    let filled = format!("X-FILL:{}\r\n", "x".repeat(60_000)).repeat(5);
    let card = |line: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\n{filled}{line}TEL:030 12\r\nEND:VCARD\r\n");
    let reason = read(&card(""))[0].clone().unwrap_err();
    assert!(reason.starts_with("This card is not whole: it is cut at “X-FILL:xxx"), "{reason}");
    let few = card("").replacen(&filled[..60_009], "", 2);
    assert!(read(&few)[0].is_ok());
    let photo = format!("PHOTO;ENCODING=b:AAAA\r\n{}", format!(" {}\r\n", "A".repeat(60_000)).repeat(5));
    assert!(read(&few.replace("TEL", &format!("{photo}TEL")))[0].is_ok(), "pictures are left out without a word");
}

#[test]
fn groups_of_contacts_are_no_people() {
    let member = "MEMBER:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1";
    let groups = [
        format!("VERSION:4.0\nKIND:group\nFN:Bread club\n{member}\n"),
        format!("VERSION:3.0\nN:Bread club\nFN:Bread club\nX-ADDRESSBOOKSERVER-KIND:Group\nX-ADDRESSBOOKSERVER-{member}\n"),
    ];
    for group in groups {
        let all = read(&format!("BEGIN:VCARD\n{group}END:VCARD\n{NEW}"));
        assert_eq!(all[0], Err("This card is a group of contacts, not a person.".to_owned()));
        assert_eq!(all[1].clone().unwrap().new.family, "Nowak");
    }
    for kind in ["individual", "org"] {
        assert!(read(&NEW.replace("VERSION:4.0\n", &format!("VERSION:4.0\nKIND:{kind}\n")))[0].is_ok(), "{kind}");
    }
}

#[test]
fn a_phone_keeps_its_extension() {
    let phone = |line: &str| {
        let text = format!("BEGIN:VCARD\nVERSION:4.0\nFN:Ann\n{line}\nEND:VCARD\n");
        read(&text)[0].clone().unwrap().new.phones[0].typed.clone()
    };
    assert_eq!(phone("TEL;VALUE=uri:tel:+49-171-2345678;ext=5"), "+49-171-2345678 ext. 5");
    assert_eq!(phone("TEL;VALUE=uri:tel:345678;phone-context=+49-171;EXT=12"), "345678 ext. 12");
    assert_eq!(phone("TEL;VALUE=uri:tel:+49-171-2345678"), "+49-171-2345678");
    let digits = |typed: &str| regulars::model::phone::digits(typed, "DE").unwrap();
    assert_eq!(digits("+49-171-2345678 ext. 5"), digits("+49 171 2345678"));
}

#[test]
fn what_a_line_says_of_its_value_is_not_taken_for_letters() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ann\r\nTEL;TYPE=FAX;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:0171=201234567\r\n\
        NOTE;LANGUAGE=DE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:s=C3=BC=C3\r\nEND:VCARD\r\n";
    let new = read(text)[0].clone().unwrap().new;
    assert_eq!((new.phones[0].label.as_str(), new.phones[0].typed.as_str()), ("fax", "0171 1234567"));
    assert_eq!(new.note, "sü\u{fffd}");
}

#[test]
fn a_letter_that_a_program_cut_in_two_costs_itself_alone() {
    for (name, family, given) in [
        ("M=C3;Berta", "M\u{fffd}", "Berta"),
        ("=C3=BC=C3;B=E2=82;", "ü\u{fffd}", "B\u{fffd}"),
        ("M=C3=\r\n=BCller;Zo=C3=AB", "Müller", "Zoë"),
        ("a=3Db;=E5=B1=B1", "a=b", "山"),
    ] {
        let text = format!("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name}\r\nTEL:0171 2\r\nEND:VCARD\r\n");
        let new = read(&text)[0].clone().unwrap().new;
        assert_eq!((new.family.as_str(), new.given.as_str(), new.phones.len()), (family, given, 1), "{name}");
    }
}

#[test]
fn a_card_that_says_nothing_is_refused_and_shows_what_stood_there() {
    let text =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Ember\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:\r\nX-SPAM:yes\r\nEND:VCARD\r\n";
    let (_, rows) = read_with(text, &Options::default());
    assert_eq!(rows.len(), 2);
    let refusal = rows[1].outcome.clone().unwrap_err();
    assert_eq!(rows[1].row, 3);
    assert!(refusal.cells.iter().any(|cell| cell.contains("X-SPAM:yes")), "{refusal:?}");
}

#[test]
fn an_equals_sign_that_stands_for_no_letter_is_one() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=ZZler;Zo=C3=AB;;;\r\n\
        NOTE;ENCODING=QUOTED-PRINTABLE:1+1=2: true=\r\nand 2=\r\n=3D2, or a=b:c=\r\nEND:VCARD\r\n";
    let new = read(text)[0].clone().unwrap().new;
    assert_eq!((new.given.as_str(), new.family.as_str()), ("Zoë", "Mül=ZZler"));
    assert_eq!(new.note, "1+1=2: trueand 2=2, or a=b:c");
}

#[test]
fn no_card_is_lost_where_one_has_no_end_or_another_within() {
    let names = |text: &str| -> Vec<(String, usize)> {
        read(text).into_iter().map(|row| row.unwrap().new).map(|new| (format!("{} {}", new.given, new.family), new.phones.len())).collect()
    };
    let endless = "BEGIN:VCARD\nVERSION:3.0\nN:Hill;Ann\nTEL:030 123456\nBEGIN:VCARD\nVERSION:3.0\nN:Field;Bob\nEND:VCARD\n";
    assert_eq!(names(endless), [("Ann Hill".into(), 1), ("Bob Field".into(), 0)]);
    let agent =
        "BEGIN:VCARD\nVERSION:2.1\nN:Boss;Big\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Tary;Sec\nTEL:1234567\nEND:VCARD\nTEL:7654321\nEND:VCARD\n";
    assert_eq!(names(&format!("{agent}{endless}")), [("Big Boss".into(), 1), ("Ann Hill".into(), 1), ("Bob Field".into(), 0)]);
    let old_mac = endless.replace('\n', "\r");
    assert_eq!(names(&old_mac), [("Ann Hill".into(), 1), ("Bob Field".into(), 0)]);
}

#[test]
fn a_birthday_that_is_not_whole_is_kept_in_words() {
    let born = |value: &str| {
        let new = read(&format!("BEGIN:VCARD\nVERSION:3.0\nN:Hill;Ann\nBDAY:{value}\nEND:VCARD\n"))[0].clone().unwrap().new;
        (new.birthday, new.note)
    };
    assert_eq!(born("1990-01-01;"), ("1990-01-01".into(), String::new()));
    assert_eq!(born("1990-01-01T00:00:00Z"), ("1990-01-01".into(), String::new()));
    for version in ["2.1", "3.0", "4.0"] {
        for said in ["--07-20", "--0720", "--07-20;"] {
            let text = format!("BEGIN:VCARD\nVERSION:{version}\nN:Hill;Ann\nBDAY:{said}\nEND:VCARD\n");
            let new = read(&text)[0].clone().unwrap().new;
            assert_eq!((new.birthday.as_str(), new.note.as_str()), ("--07-20", ""), "{version} {said}");
        }
    }
    for part in ["1990-03", "---15", "1990"] {
        let (birthday, note) = born(part);
        assert!(birthday.is_empty() && note.starts_with("BDAY: "), "{part}: {birthday} {note}");
    }
}

#[test]
fn a_fax_is_one_wherever_the_card_says_so() {
    let labels = |lines: &str| -> Vec<String> {
        let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Ember\r\n{lines}END:VCARD\r\n");
        read(&card)[0].clone().unwrap().new.phones.into_iter().map(|phone| phone.label).collect()
    };
    assert_eq!(labels("TEL;TYPE=WORK,FAX:030 123456\r\nTEL;TYPE=FAX;TYPE=HOME:030 123457\r\n"), ["fax", "fax"]);
    assert_eq!(labels("TEL;TYPE=\"work,pager\":030 123456\r\nTEL;TYPE=WORK;TYPE=VOICE:030 123457\r\n"), ["pager", "work"]);
    assert_eq!(labels("TEL;TYPE=voice,iPhone:030 123456\r\nTEL;TYPE=pref:030 123457\r\n"), ["mobile", ""]);
}

#[test]
fn what_a_card_has_to_be_called_is_no_name() {
    let card = |lines: &str| read(&format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{lines}END:VCARD\r\n"))[0].clone().unwrap().new;
    let company = card("N:;;;;\r\nFN:Ember & Sons\r\nORG:Ember & Sons;\r\nX-ABShowAs:COMPANY\r\n");
    assert_eq!((company.given.as_str(), company.family.as_str(), company.company.as_str()), ("", "", "Ember & Sons"));
    let known_as = card("FN:Annie\r\nNICKNAME:Annie\r\nTEL:030 123456\r\n");
    assert_eq!((known_as.given.as_str(), known_as.nick.as_str()), ("", "Annie"));
    let reached = card("FN:030 123456\r\nN:;;;;\r\nTEL:030 123456\r\n");
    assert_eq!((reached.given.as_str(), reached.phones[0].typed.as_str()), ("", "030 123456"));
    let named = card("N:;Ann;;;\r\nFN:Ann\r\nORG:Ann\r\n");
    assert_eq!((named.given.as_str(), named.company.as_str()), ("Ann", "Ann"), "whoever has a name keeps it");
}

#[test]
fn groups_of_the_system_are_no_tags_and_an_omitted_year_is_none() {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nCATEGORIES:myContacts,VIP,starred\r\nBDAY;X-APPLE-OMIT-YEAR=1900:1900-07-20\r\nEND:VCARD\r\n";
    let ann = read(card)[0].clone().unwrap().new;
    assert_eq!((&ann.tags[..], ann.birthday.as_str()), (&["VIP".to_owned()][..], "--07-20"));
}

#[test]
fn a_letter_that_a_fold_cuts_in_two_is_whole() {
    for (head, tail) in [("FN:Zo", "ë Ember"), ("FN:", "Łucja"), ("FN:Yuki ", "山 田"), ("FN:", "😀 Ann")] {
        let (before, letters) = (format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{head}"), tail.as_bytes());
        for fold in ["\r\n ", "\n\t"] {
            for at in 1..letters.len() {
                let mut card = before.clone().into_bytes();
                card.extend_from_slice(&letters[..at]);
                card.extend_from_slice(fold.as_bytes());
                card.extend_from_slice(&letters[at..]);
                card.extend_from_slice(b"\r\nTEL:030 1234567\r\nEND:VCARD\r\n");
                let (described, rows) = read_with(card, &Options::default());
                let new = rows[0].outcome.clone().unwrap().new;
                let name = format!("{head}{tail}").replace("FN:", "").replace(' ', "");
                let read = format!("{}{}", new.given, new.family).replace(' ', "");
                assert_eq!((described.encoding.as_str(), read), ("UTF-8", name), "{tail} at {at}");
            }
        }
    }
}

//! What the command line refuses, in which words, and that nothing was changed.

use std::process::{Command, Stdio};

use crate::till::{bare, is_there, text, till};

#[test]
fn wrong_usage_ends_with_two_and_writes_nothing() {
    let till = bare();
    for args in [
        &["frobnicate"][..],
        &[],
        &["add"],
        &["find", "x", "--limit", "many"],
        &["purchase", "x"],
        &["export", "everything", "--to", "x"],
        &["export", "all", "--to", "x", "--format", "pdf"],
        &["export", "all", "--to", "x", "--for", "move", "--format", "xlsx"],
        &["export", "all", "--to", "x", "--month", "2026-10", "--from", "2026-10-01", "--until", "2026-10-02"],
        &["export", "all", "--to", "x", "--from", "2026-10-01"],
        &["export", "mailing", "--to", "x", "--month", "2026-10"],
        &["export", "mailing", "--to", "x", "--for", "move"],
        &["consent", "x", "news", "email", "maybe"],
        &["import", "x", "--dates", "ydm"],
        &["init", "--moon"],
        &["month"],
    ] {
        for json in [&["--json"][..], &[]] {
            let output = till.run(&[json, args].concat());
            assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{args:?}");
            assert!(!output.stderr.is_empty() && !text(&output.stderr).contains("panicked"));
        }
    }
    assert!(!till.book.exists());
}

#[test]
fn a_book_that_is_missing_damaged_newer_or_none_is_said_and_kept() {
    let till = bare();
    let error = till.refused(&["find", "x"]);
    assert_eq!((error["code"].as_str(), error["message"].as_str().unwrap().contains("init")), (Some("book_missing"), true));
    assert!(!till.book.exists(), "looking for a book makes none");
    let refuses = |content: &[u8], code: &str| {
        std::fs::write(&till.book, content).unwrap();
        for command in [&["find", "x"][..], &["check"], &["add", "Ann"], &["undo"], &["today"]] {
            assert_eq!(till.code(command), code, "{command:?}");
        }
        assert!(std::fs::read(&till.book).unwrap() == content, "not a byte was changed");
    };
    refuses(b"", "not_a_book");
    refuses(b"name,phone\nAnn,1\n", "not_a_book");
    refuses(&[b"SQLite format 3\0".as_slice(), &[0; 200]].concat(), "not_a_book");
    std::fs::remove_file(&till.book).unwrap();
    till.json(&["init", "--region", "DE"]);
    for number in 0..8 {
        till.add(&format!("Ann Ember {number}"));
    }
    let whole = std::fs::read(&till.book).unwrap();
    let mut damaged = whole.clone();
    damaged[4096..40_960].fill(0x55);
    refuses(&damaged, "book_damaged");
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    refuses(&newer, "book_newer");
    std::fs::write(&till.book, &whole).unwrap();
    assert_eq!(till.json(&["find", "ember"]).as_array().unwrap().len(), 8);
    let folder = bare();
    std::fs::create_dir(&folder.book).unwrap();
    assert_eq!(folder.code(&["find", "x"]), "not_a_book");
    assert_eq!(folder.code(&["init"]), "book_exists");
}

#[test]
fn a_book_in_use_is_refused_and_says_by_whom() {
    let till = till();
    let mut holder = Command::new("flock").arg("-F").arg(format!("{}.lock", till.book.display())).args(["sleep", "60"]).stdout(Stdio::null()).spawn();
    let Ok(holder) = &mut holder else {
        eprintln!("skipped: there is no flock program here");
        return;
    };
    let refused = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        till.run(&["check"]).status.code() == Some(1)
    });
    assert!(refused);
    assert_eq!(till.code(&["add", "Ann"]), "book_locked");
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(till.json(&["check"])["ok"], true);
}

#[test]
fn what_is_typed_wrong_is_refused_at_its_field_and_changes_nothing() {
    let till = till();
    let ann = till.json(&["add", "Ann Ember", "--phone", "0170 1234567"])["id"].as_str().unwrap().to_owned();
    let a = ann.as_str();
    let digest = till.digest();
    let long = "x".repeat(500);
    for (args, code, field) in [
        (&["add", ""][..], "name_missing", "name"),
        (&["add", "Bob", "--phone", "none"], "bad_phone", "phones.0.typed"),
        (&["add", "Bob", "--phone", "0170 1", "--email", "nobody"], "bad_email", "emails.0.typed"),
        (&["add", "Bob", "--birthday", "1990-02-30"], "bad_birthday", "birthday"),
        (&["add", "Bob", "--birthday", "2027-01-01"], "bad_birthday", "birthday"),
        (&["add", "Bob", "--tag", &long], "too_long", "tags"),
        (&["edit", a, "--referred-by", a], "self_referral", "referredBy"),
        (&["purchase", a, "--line", "Tea"], "bad_money", "lines.0.price"),
        (&["purchase", a, "--line", "Tea=cheap"], "bad_money", "lines.0.price"),
        (&["purchase", a, "--line", "Tea=1.00", "--line", "Jam=1.005"], "too_many_decimals", "lines.1.price"),
        (&["purchase", a, "--line", "Tea=99999999999999"], "money_out_of_range", "lines.0.price"),
        (&["purchase", a, "--line", "Tea=90000000000*2"], "money_out_of_range", "lines.0.price"),
        (&["purchase", a, "--line", "Tea=1*many"], "bad_quantity", "lines.0.quantity"),
        (&["purchase", a, "--line", "Tea=1*0"], "bad_quantity", "lines.0.quantity"),
        (&["purchase", a, "--line", "=1"], "field_missing", "lines.0.item"),
        (&["purchase", a, "--line", "Tea=1", "--discount", "2"], "discount_too_large", "discount"),
        (&["purchase", a, "--line", "Tea=1", "--discount", "lots"], "bad_money", "discount"),
        (&["purchase", a, "--line", "Tea=1", "--discount", "-1"], "discount_negative", "discount"),
        (&["purchase", a, "--line", "Tea=1", "--discount", "-10%"], "discount_negative", "discount"),
        (&["purchase", a, "--line", "Tea=-1"], "price_negative", "lines.0.price"),
        (&["purchase", a, "--line", "Tea=5", "--line", "Bottle=-0.25", "--discount", "10%"], "price_negative", "lines.1.price"),
        (&["purchase", a, "--line", "Tea=1", "--day", "2026-02-30"], "bad_day", "day"),
        (&["purchase", a, "--line", "Tea=1", "--day", "2026-10-16"], "day_in_future", "day"),
        (&["purchase", a, "--line", "Tea=1", "--day", "1899-12-31"], "day_out_of_range", "day"),
        (&["follow-up", a, "call", "--due", "someday"], "bad_due", "due"),
        (&["follow-up", a, "", "--due", "today"], "field_missing", "title"),
        (&["follow-up", a, "call", "--due", "today", "--repeat", "hourly"], "not_a_choice", "repeat"),
        (&["follow-up", a, "call", "--due", "today", "--kind", "party"], "not_a_choice", "kind"),
        (&["note", a, ""], "field_missing", "text"),
        (&["note", a, "x", "--kind", "gossip"], "not_a_choice", "kind"),
        (&["prefer", a, "hates", "x"], "not_a_choice", "kind"),
        (&["consent", a, "", "email", "yes"], "field_missing", "purpose"),
        (&["month", "2026-13"], "bad_month", ""),
        (&["month", "9999-12"], "month_out_of_range", "month"),
        (&["export", "month", "--to", "/nowhere", "--month", "1899-12"], "month_out_of_range", "month"),
        (&["today", "--day", "2026-02-30"], "bad_day", ""),
        (&["export", "purchases", "--to", "/nowhere", "--from", "2026-02-30", "--until", "2026-03-01"], "bad_day", ""),
    ] {
        let error = till.refused(args);
        assert_eq!(error["code"], code, "{args:?}: {error}");
        if !field.is_empty() {
            assert_eq!(error["field"], field, "{args:?}: {error}");
        }
    }
    assert_eq!(till.digest(), digest);
    assert_eq!(till.json(&["history"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_sentence_that_leaves_its_field_open_is_told_with_it() {
    let till = till();
    let ann = till.add("Ann Ember");
    let a = ann.as_str();
    let long = "x".repeat(500);
    for (args, said) in [
        (&["purchase", a, "--line", "=1"][..], "Item in line 1: Please fill in this field."),
        (&["purchase", a, "--line", "Tea=1", "--line", "Jam=1.005"], "Price in line 2: “1.005” has more decimals than EUR has."),
        (&["purchase", a, "--line", "Tea=1*0"], "How many in line 1: “0” is not a quantity."),
        (
            &["purchase", a, "--line", "Tea=-1"],
            "Price in line 1: A price cannot be negative. Take money off with a discount, or give a purchase back with a refund.",
        ),
        (&["purchase", a, "--line", "Tea=1", "--discount", "lots"], "Discount: “lots” is not an amount of money."),
        (&["purchase", a, "--line", "Tea=1", "--discount", "2"], "The discount is larger than the amount."),
        (&["purchase", a, "--line", "Tea=1", "--discount", "-2"], "A discount cannot be negative."),
        (&["purchase", a, "--line", "Tea=1", "--note", &"x".repeat(20_001)], "Note: This is too long: at most 20000 characters can be kept."),
        (&["add", "Bob", "--phone", "030 1", "--phone", "none"], "Phone: “none” has no number that could be dialled."),
        (&["add", "Bob", "--email", &long], "E-mail: This is too long: at most 400 characters can be kept."),
        (&["add", "Bob", "--town", &long], "Town: This is too long: at most 400 characters can be kept."),
        (&["add", "Bob", "--call-me", &long], "Call me: This is too long: at most 400 characters can be kept."),
        (&["add", &long], "Name: This is too long: at most 400 characters can be kept."),
        (&["add", ""], "A customer needs a name, a company, a phone or an e-mail address."),
        (&["follow-up", a, "", "--due", "today"], "Title: Please fill in this field."),
        (
            &["follow-up", a, "call", "--due", "today", "--repeat", "hourly"],
            "Repeat: “hourly” is not possible here. Choose from: weekly, monthly, quarterly, half-yearly, yearly.",
        ),
        (&["note", a, ""], "Text: Please fill in this field."),
        (&["note", a, "x", "--kind", "gossip"], "Kind: “gossip” is not possible here. Choose from: visit, call, message, feedback, complaint."),
        (&["prefer", a, "likes", ""], "Preference: Please fill in this field."),
        (&["consent", a, "", "email", "yes"], "Purpose: Please fill in this field."),
        (&["consent", a, "news", "", "yes"], "Channel: Please fill in this field."),
        (&["month", "9999-12"], "9999-12 is too far away. Months from 1900-01 to 2199-12 can be looked at."),
    ] {
        till.refused(args);
        assert_eq!(text(&till.run(args).stderr).trim_end(), said, "{args:?}");
    }
    let nowhere = bare();
    let init = ["init", "--region", "DE"];
    assert_eq!(text(&nowhere.run(&[&init[..], &["--shop", " "]].concat()).stderr), "Name: Please fill in this field.\n");
    let late = text(&nowhere.run(&[&init[..], &["--day-ends", "25:00"]].concat()).stderr);
    assert_eq!(late, "End of the day: “25:00” is not a time of day. Write it as 18:30.\n");
}

#[test]
fn what_is_not_there_is_not_found() {
    let till = till();
    let other = "01999999-0000-7000-8000-000000000000";
    for id in ["no-such-id", "", other, "'; DROP TABLE customers;--"] {
        for args in [
            &["show", id][..],
            &["edit", id, "--note", "x"],
            &["remove", id],
            &["prefer", id, "likes", "x"],
            &["purchase", id, "--line", "Tea=1"],
            &["refund", id],
            &["note", id, "x"],
            &["follow-up", id, "x", "--due", "today"],
            &["done", id],
            &["drop", id],
            &["snooze", id, "--until", "today"],
            &["consent", id, "news", "email", "yes"],
            &["history", id],
            &["undo", id],
        ] {
            assert_eq!(till.code(args), "not_found", "{args:?}");
        }
    }
    assert_eq!(till.code(&["add", "Bob", "--referred-by", other]), "not_found");
    assert!(till.json(&["history"]).as_array().unwrap().is_empty());
}

#[test]
fn the_settings_of_a_shop_are_checked_before_a_file_is_made() {
    let till = bare();
    for (args, code, field) in [
        (&["--region", "XX"][..], "bad_region", "region"),
        (&["--region", "DE", "--currency", "MOON"], "bad_currency", "currency"),
        (&["--region", "DE", "--time-zone", "Moon/Base"], "bad_time_zone", "timeZone"),
        (&["--region", "DE", "--day-ends", "25:00"], "bad_time", "dayEnds"),
        (&["--region", "DE", "--shop", " "], "field_missing", "name"),
    ] {
        let error = till.refused(&[&["init"], args].concat());
        assert_eq!((error["code"].as_str(), error["field"].as_str()), (Some(code), Some(field)));
    }
    assert_eq!(till.code(&["sample", "--customers", "999999999999"]), "bad_sample");
    assert!(!till.book.exists());
    assert_eq!(std::fs::read_dir(till.folder.path()).unwrap().count(), 0, "nor anything beside it");
}

#[test]
fn a_clock_that_cannot_be_read_is_said() {
    let till = till();
    for clock in ["yesterday", "2026-10-15", ""] {
        let output = till.run_at(clock, &["--json", "add", "Ann"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).contains("bad_clock"), "{clock}");
    }
    assert!(till.json(&["find", "ann"]).as_array().unwrap().is_empty());
}

#[test]
fn files_that_cannot_be_read_or_written_are_said() {
    let till = till();
    let digest = till.digest();
    let file = |name: &str, content: &[u8]| till.file(name, content);
    for (path, code) in [
        (till.path("missing.csv"), "file_missing"),
        (file("empty.csv", b""), "file_empty"),
        (file("mark.csv", b"\xef\xbb\xbf"), "file_empty"),
        (file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "file_not_text"),
        (file("headless.csv", b"Ann,Ember\nBob,Field\n"), "file_without_header"),
        (till.book.to_str().unwrap().to_owned(), "file_not_text"),
    ] {
        for dry in [&["--dry-run"][..], &[]] {
            assert_eq!(till.code(&[&["import", path.as_str()], dry].concat()), code, "{path}");
        }
    }
    let people = file("people.csv", b"Name,Phone\nAnn,1\n");
    assert_eq!(till.code(&["import", &people, "--map", "Moon=phone"]), "column_unknown");
    assert_eq!(till.code(&["import", &people, "--map", "Phone=moon"]), "field_unknown");
    assert_eq!(till.code(&["import", &people, "--map", "Phone"]), "field_unknown");
    let below = format!("{people}/below");
    assert!(["file_unwritable", "read_only"].contains(&till.code(&["export", "all", "--to", &below]).as_str()));
    assert_eq!(till.code(&["export", "month", "--to", &till.path("out")]), "bad_month");
    assert_eq!(till.code(&["export", "customers", "--to", &till.path("out"), "--for", "move"]), "not_a_choice");
    assert!(!is_there(&till.path("out/customers.csv")));
    assert_eq!(till.digest(), digest);
}

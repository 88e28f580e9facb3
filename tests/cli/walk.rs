//! A day at the counter through the command line: every command and what it answers.

use serde_json::Value;

use crate::till::{bare, has, is_there, text, till};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn names(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn a_book_is_made_and_a_file_that_stands_there_is_kept() {
    let till = bare();
    let made = till.json(&["init", "--shop", "Corner", "--region", "DE", "--time-zone", "Europe/Berlin", "--day-ends", "02:00"]);
    assert_eq!((made["book"].as_str(), made["schema"].as_u64()), (till.book.to_str(), Some(5)));
    let before = std::fs::read(&till.book).unwrap();
    assert_eq!(till.code(&["init"]), "book_exists");
    assert_eq!(till.code(&["sample", "--customers", "1"]), "book_exists");
    assert!(std::fs::read(&till.book).unwrap() == before, "not a byte was changed");
    let ann = till.add("Ann");
    let sold = till.json_at("2026-10-16T01:30:00+02:00", &["purchase", &ann, "--line", "Beer=4"]);
    assert_eq!(
        (sold["day"].as_str(), sold["totalMinor"].as_i64()),
        (Some("2026-10-15"), Some(400)),
        "the currency of the country, and the bar is open"
    );
}

#[test]
fn customers_are_added_changed_found_shown_and_removed() {
    let till = till();
    let ann = till.json(&[
        "add",
        "Ann Ember",
        "--phone",
        "0170 123 45 67",
        "--phone",
        "030 1",
        "--email",
        "ann@example.org",
        "--call-me",
        "Annie",
        "--company",
        "Ember & Sons",
        "--town",
        "Riverton",
        "--birthday",
        "--02-29",
        "--tag",
        "vip",
        "--tag",
        "bread",
        "--note",
        "two\nlines",
    ]);
    has(&ann, &["id", "number", "name", "given", "family", "callMe", "birthday", "phones", "emails", "addresses", "tags", "note", "createdAt"]);
    assert_eq!((ann["birthday"].as_str(), ann["tags"].as_array().unwrap().len()), (Some("--02-29"), 2));
    assert_eq!(ann["createdAt"], "2026-10-15T08:00:00.000Z", "--now is the clock");
    let bob = till.json(&["add", "Bob Field", "--referred-by", id(&ann), "--birthday", "1990-03-15"]);
    assert_eq!(bob["referredBy"], ann["id"]);
    let edited = till.json(&["edit", id(&ann), "--note", "likes the window seat", "--town", "Upton"]);
    assert_eq!((edited["note"].as_str(), edited["addresses"][0]["town"].as_str()), (Some("likes the window seat"), Some("Upton")));
    assert_eq!(edited["phones"], ann["phones"], "what is not given stays");
    assert_eq!(till.json(&["edit", id(&bob), "--referred-by", "", "--name", "Bob Hill"])["referredBy"], Value::Null);
    for scrap in ["emb", "annie", "4567", "+49 170 1234567", "sons", "upton", "vip", "ann@"] {
        let found = till.json(&["find", scrap]);
        assert_eq!(names(&found), ["Ann Ember"], "{scrap}");
        has(&found, &["id", "name", "callMe", "company", "town", "phones", "emails", "tags", "lastDay", "visits", "match"]);
    }
    assert_eq!(till.json(&["find", "zzzz"]), Value::Array(vec![]));
    assert_eq!(till.json(&["find", "", "--limit", "1"]).as_array().unwrap().len(), 1);
    let card = till.json(&["show", id(&ann)]);
    has(&card, &["customer", "summary", "preferences", "belongings", "purchases", "followUps", "interactions", "consents", "referredByName"]);
    till.json(&["remove", id(&bob)]);
    assert_eq!(till.json(&["find", "bob"]), Value::Array(vec![]));
    till.json(&["undo"]);
    assert_eq!(names(&till.json(&["find", "bob"])), ["Bob Hill"]);
}

#[test]
fn purchases_come_to_the_cent_and_are_given_back() {
    let till = till();
    let ann = till.add("Ann Ember");
    let sold = till.json(&["purchase", &ann, "--line", "Bread=2.50*2", "--line", "E=mc2=3,20", "--discount", "0.20", "--note", "in a hurry"]);
    has(&sold, &["id", "customerId", "day", "at", "kind", "refunds", "lines", "discountMinor", "totalMinor", "note", "staff"]);
    assert_eq!((sold["totalMinor"].as_i64(), sold["day"].as_str(), sold["kind"].as_str()), (Some(800), Some("2026-10-15"), Some("sale")));
    has(&sold["lines"], &["position", "item", "quantityThousandths", "unitMinor", "discountMinor", "amountMinor"]);
    assert_eq!((sold["lines"][0]["quantityThousandths"].as_i64(), sold["lines"][1]["item"].as_str()), (Some(2000), Some("E=mc2")));
    assert_eq!(till.json(&["purchase", &ann, "--line", "Ham=10.00", "--discount", "10%"])["totalMinor"], 900);
    let lamp = till.json(&["purchase", &ann, "--line", "Lamp=100.00", "--day", "2026-10-02"]);
    assert_eq!(lamp["day"], "2026-10-02");
    let part = till.json(&["refund", id(&sold), "--line", "2"]);
    assert_eq!((part["kind"].as_str(), part["refunds"].as_str(), part["lines"].as_array().unwrap().len()), (Some("refund"), Some(id(&sold)), 1));
    let rest = till.json(&["refund", id(&sold)]);
    assert_eq!(part["totalMinor"].as_i64().unwrap() + rest["totalMinor"].as_i64().unwrap(), -800);
    assert_eq!(till.code(&["refund", id(&sold)]), "already_refunded");
    assert_eq!(till.code(&["refund", id(&lamp), "--line", "7"]), "line_unknown");
    let month = till.json(&["month", "2026-10"]);
    has(
        &month,
        &[
            "month",
            "revenueMinor",
            "purchases",
            "customers",
            "newCustomers",
            "returningCustomers",
            "anonymousPurchases",
            "refundsMinor",
            "closed",
            "before",
            "yearAgo",
            "days",
        ],
    );
    assert_eq!((month["revenueMinor"].as_i64(), month["refundsMinor"].as_i64(), month["purchases"].as_i64()), (Some(10_900), Some(800), Some(3)));
}

#[test]
fn what_is_noted_owed_and_agreed_is_on_the_card() {
    let till = till();
    let ann = till.add("Ann Ember");
    let wish = till.json(&["prefer", &ann, "avoids", "nuts"]);
    has(&wish, &["id", "customerId", "kind", "value", "createdAt"]);
    let visit = till.json(&["note", &ann, "asked about tea", "--kind", "call"]);
    has(&visit, &["id", "customerId", "kind", "text", "day", "at", "staff", "score"]);
    let owed = till.json(&["follow-up", &ann, "call about tea", "--due", "2026-10-14T15:00", "--kind", "call"]);
    has(&owed, &["id", "customerId", "customerName", "callMe", "title", "kind", "due", "repeat", "assignee", "state", "outcome", "late", "phones"]);
    let other = till.json(&["follow-up", &ann, "tyres", "--due", "in 2 weeks", "--repeat", "yearly", "--kind", "seasonal"]);
    assert_eq!(other["due"], "2026-10-29");
    let today = till.json(&["today"]);
    assert_eq!((today.as_array().unwrap().len(), today[0]["late"].as_bool(), today[0]["title"].as_str()), (1, Some(true), Some("call about tea")));
    assert_eq!(till.json(&["today", "--day", "2026-10-29"]).as_array().unwrap().len(), 2);
    assert_eq!(till.json(&["snooze", id(&owed), "--until", "2026-10-20"])["due"], "2026-10-20");
    assert_eq!(till.json(&["today"]), Value::Array(vec![]));
    let done = till.json(&["done", id(&owed), "--outcome", "will come by"]);
    assert_eq!((done["state"].as_str(), done["outcome"].as_str()), (Some("done"), Some("will come by")));
    assert_eq!(till.code(&["done", id(&owed)]), "already_closed");
    assert_eq!(till.json(&["drop", id(&other), "--reason", "sold the car"])["state"], "dropped");
    let consent = till.json(&["consent", &ann, "news", "email", "yes", "--how", "said so", "--wording", "May we?"]);
    has(&consent, &["id", "customerId", "purpose", "channel", "given", "at", "how", "wording", "staff", "source"]);
    let card = till.json(&["show", &ann]);
    for (list, count) in [("preferences", 1), ("interactions", 1), ("consents", 1), ("followUps", 2)] {
        assert_eq!(card[list].as_array().unwrap().len(), count, "{list}");
    }
}

#[test]
fn staff_are_named_in_what_they_did() {
    let till = till();
    let ann = till.json(&["--staff", "Mia", "add", "Ann Ember"])["id"].as_str().unwrap().to_owned();
    assert_eq!(till.json(&["--staff", "Mia", "purchase", &ann, "--line", "Tea=1"])["staff"], "Mia");
    let deeds = till.json(&["history"]);
    has(&deeds, &["deed", "name", "at", "staff", "customerId", "customerName", "summary", "args", "undone"]);
    let said: Vec<&str> = deeds.as_array().unwrap().iter().map(|deed| deed["summary"].as_str().unwrap()).collect();
    assert_eq!(said, ["Mia wrote down a purchase of 1.00 EUR for Ann Ember", "Mia added Ann Ember", "Added Mia to the staff"]);
    assert_eq!(till.json(&["history", &ann, "--limit", "1"]).as_array().unwrap().len(), 1);
    assert_eq!(till.json(&["--staff", "Zed", "undo"])["undone"]["name"], "record_purchase");
    assert_eq!(till.json(&["--staff", "Ida", "redo"])["redone"]["name"], "record_purchase");
}

#[test]
fn deeds_are_taken_back_and_done_again() {
    let till = till();
    let ann = till.add("Ann Ember");
    let digest = till.digest();
    till.json(&["edit", &ann, "--note", "one"]);
    let deed = till.json(&["history", "--limit", "1"])[0]["deed"].as_str().unwrap().to_owned();
    let after = till.digest();
    till.json(&["add", "Bob Field"]);
    let undone = till.json(&["undo", &deed]);
    assert_eq!((undone["undone"]["deed"].as_str(), undone["undone"]["undone"].as_bool()), (Some(deed.as_str()), Some(true)));
    assert_eq!(till.code(&["undo", &deed]), "already_undone");
    assert_eq!(till.json(&["redo"])["redone"]["name"], "edit_customer");
    assert_eq!(till.json(&["undo"])["undone"]["name"], "add_customer");
    assert_eq!(till.digest(), after);
    till.json(&["undo"]);
    assert_eq!(till.digest(), digest);
    till.json(&["undo"]);
    assert_eq!(till.code(&["undo"]), "nothing_to_undo");
    for _ in 0..3 {
        till.json(&["redo"]);
    }
    assert_eq!(till.code(&["redo"]), "nothing_to_redo");
}

const PEOPLE: &str = "Reference ID,First Name,Last Name,Email Address,Phone Number,Birthday,Memo\n,Cara,Glass,cara@example.org,'+4930123456,1990-03-15,x\n,Bad,Row,,,1990-13-45,\n";

#[test]
fn doubles_are_found_told_apart_and_made_one() {
    let till = till();
    let id = |args: &[&str]| till.json(args)["id"].as_str().unwrap().to_owned();
    let ann = id(&["add", "Ann Ember", "--phone", "0170 1234567"]);
    let anne = id(&["add", "Anne Embers", "--phone", "+49 170 1234567", "--email", "anne@example.org"]);
    let (bob, other) = (id(&["add", "Bob Field", "--town", "Upton"]), id(&["add", "Bob Field", "--town", "Upton"]));
    let found = till.json(&["duplicates"]);
    has(&found, &["a", "b", "score", "why"]);
    assert_eq!((found.as_array().unwrap().len(), found[0]["a"].as_str(), found[0]["b"].as_str()), (2, Some(ann.as_str()), Some(anne.as_str())));
    let said = till.said(&["duplicates"]);
    assert!(said.starts_with("2 pairs may be one person.\n75 of 100: same phone, the names are close\n"), "{said}");
    till.json(&["tell-apart", &other, &bob]);
    assert_eq!(till.json(&["duplicates"]).as_array().unwrap().len(), 1);
    let digest = till.digest();
    assert_eq!(till.json(&["merge", &ann, &anne, "--dry-run"])["id"].as_str(), Some(ann.as_str()));
    assert_eq!(till.digest(), digest);
    let made = till.json(&["merge", &ann, &anne, "--call-me", "Annie"]);
    assert_eq!(
        (made["id"].as_str(), made["callMe"].as_str(), made["emails"][0]["typed"].as_str()),
        (Some(ann.as_str()), Some("Annie"), Some("anne@example.org"))
    );
    assert_eq!(till.json(&["show", &anne])["customer"]["id"].as_str(), Some(ann.as_str()), "the old id finds the survivor");
    assert!(till.said(&["duplicates"]).starts_with("Nobody seems"));
    assert_eq!(till.code(&["merge", &ann, &anne]), "merge_with_itself");
    let purchase = till.json(&["purchase", &ann, "--line", "Tea=1.00"]);
    assert!(purchase["id"].is_string());
    let merge = till.json(&["history"]).as_array().unwrap().iter().find(|deed| deed["name"] == "merge_customers").unwrap()["deed"]
        .as_str()
        .unwrap()
        .to_owned();
    let undone = till.json(&["undo", &merge]);
    assert_eq!((undone["undone"]["name"].as_str(), undone["keptTotal"].as_u64()), (Some("merge_customers"), Some(1)));
    assert_eq!(till.json(&["show", &anne])["customer"]["id"].as_str(), Some(anne.as_str()));
}

#[test]
fn customers_go_out_as_cards() {
    let till = till();
    let ann = till.json(&["add", "Ann Ember", "--phone", "0170 1234567"])["id"].as_str().unwrap().to_owned();
    till.json(&["add", "Bob Field"]);
    let to = till.path("cards");
    assert_eq!(till.json(&["export", "customers", "--to", &to, "--format", "vcard", "--id", &ann])["files"][0]["rows"].as_u64(), Some(1));
    assert_eq!(till.json(&["export", "customers", "--to", &to, "--format", "vcard", "--force"])["files"][0]["rows"].as_u64(), Some(2));
    for wrong in [&["export", "lines", "--to", &to, "--format", "vcard"][..], &["export", "customers", "--to", &to, "--id", &ann]] {
        assert_eq!(till.run(wrong).status.code(), Some(2));
    }
}

#[test]
fn files_go_in_and_out() {
    let till = till();
    let people = till.file("people.csv", PEOPLE);
    let digest = till.digest();
    let keys = [
        "importId",
        "source",
        "kind",
        "encoding",
        "delimiter",
        "rows",
        "added",
        "updated",
        "unchanged",
        "refused",
        "refusedTotal",
        "questions",
        "mapping",
    ];
    let dry = till.json(&["import", &people, "--dry-run"]);
    has(&dry, &keys);
    assert_eq!((dry["added"].as_u64(), till.digest()), (Some(1), digest));
    let report = till.json(&["import", &people]);
    has(&report, &keys);
    has(&report["refused"], &["row", "reason", "cells"]);
    assert_eq!((report["added"].as_u64(), report["refused"][0]["row"].as_u64(), report["importId"].is_string()), (Some(1), Some(3), true));
    let again = till.json(&["import", &people, "--as", "customers"]);
    assert_eq!((again["added"].as_u64(), again["unchanged"].as_u64(), again["importId"].is_null()), (Some(0), Some(1), true));
    let odd = till.file("odd.csv", "A;B;Born\nDora Hill;0170 999;03.04.1990\n");
    let mapped = till.json(&["import", &odd, "--map", "A=name", "--map", "B=phone:mobile", "--map", "Born=birthday", "--dates", "dmy"]);
    assert_eq!((mapped["added"].as_u64(), mapped["mapping"]["B"].as_str(), mapped["delimiter"].as_str()), (Some(1), Some("phone:mobile"), Some(";")));
    let dora = till.json(&["find", "dora"])[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(till.json(&["show", &dora])["customer"]["birthday"], "1990-04-03");
    till.json(&["purchase", &dora, "--line", "Tea=1.00"]);
    for (args, files) in [
        (vec!["customers"], vec!["customers.csv"]),
        (vec!["lines", "--from", "2026-10-01", "--until", "2026-10-15"], vec!["lines-2026-10-01-to-2026-10-15.csv"]),
        (
            vec!["month", "--month", "2026-10", "--delimiter", ";"],
            vec!["customers-2026-10.csv", "purchases-2026-10.csv", "lines-2026-10.csv", "follow-ups-2026-10.csv", "summary-2026-10.csv"],
        ),
        (vec!["purchases", "--month", "2026-10", "--format", "xlsx"], vec!["purchases-2026-10.xlsx"]),
        (vec!["all", "--delimiter", "tab"], vec!["customers.csv", "purchases.csv", "lines.csv", "follow-ups.csv"]),
    ] {
        let to = till.path(&format!("out-{}", args.join("-")));
        let call = [&["export"], args.as_slice(), &["--to", &to]].concat();
        let written = till.json(&call);
        has(&written["files"], &["path", "name", "rows", "bytes", "sha256"]);
        assert_eq!(written["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect::<Vec<_>>(), files);
        assert!(written["files"].as_array().unwrap().iter().all(|file| is_there(file["path"].as_str().unwrap())));
        assert_eq!(till.code(&call), "file_exists");
        till.json(&[call.as_slice(), &["--force"]].concat());
    }
    // The shop is in Germany: there a comma stands before decimals, unless somebody says otherwise.
    let line = |more: &[&str], folder: &str| {
        let to = till.path(folder);
        let written = till.json(&[&["export", "lines", "--columns", "Item,Amount", "--to", &to], more].concat());
        std::fs::read_to_string(written["files"][0]["path"].as_str().unwrap()).unwrap().lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(line(&[], "there"), "\"Tea\";\"1,00\"");
    assert_eq!(line(&["--delimiter", ","], "elsewhere"), "\"Tea\",\"1.00\"");
    let sheet = till.json(&["export", "customers", "--to", &till.path("sheet"), "--format", "xlsx"]);
    let report = till.json(&["import", sheet["files"][0]["path"].as_str().unwrap(), "--dry-run"]);
    assert_eq!(
        (report["source"].as_str(), report["sheet"].as_str(), report["otherSheets"].as_array().unwrap().len()),
        (Some("regulars"), Some("Customers"), 0)
    );
    assert_eq!((report["updated"].as_u64(), report["added"].as_u64(), report["refusedTotal"].as_u64()), (Some(0), Some(0), Some(0)));
    let moved = till.path("moved");
    till.json(&["export", "all", "--to", &moved, "--for", "move"]);
    let other = crate::till::till();
    other.json(&["import", &moved]);
    assert_eq!(other.digest(), till.digest());
    assert_eq!(other.code(&["import", &moved]), "book_not_empty");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let digests: Vec<String> = ["7", "7", "8"]
        .iter()
        .map(|seed| {
            let till = bare();
            let made = till.json(&["sample", "--customers", "30", "--purchases", "60", "--seed", seed]);
            assert_eq!((made["customers"].as_u64(), made["purchases"].as_u64()), (Some(30), Some(60)));
            let checked = till.json(&["check"]);
            has(&checked, &["ok", "findings", "counts", "digest"]);
            assert_eq!(checked["ok"], true, "{checked}");
            let rows = |table: &str| checked["counts"].as_array().unwrap().iter().find(|count| count["table"] == table).unwrap()["rows"].as_u64();
            assert_eq!(rows("customers"), Some(30));
            till.digest()
        })
        .collect();
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], digests[2]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_went_away_is_no_fault() {
    use std::process::{Command, Stdio};
    let till = till();
    for args in [["check", ""], ["show", "no-such-id"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_regulars-cli"))
            .arg("--book")
            .arg(&till.book)
            .arg("--json")
            .args(args.iter().filter(|arg| !arg.is_empty()))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
        assert!(output.status.code().is_some_and(|code| code < 2), "{:?}", output.status);
    }
}

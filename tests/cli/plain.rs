//! What a person reads: the plain text of every command. [`Till::said`] sees to it that no key of a program is among it.

use crate::till::{Till, bare, till, till_in};

/// The id in the last words of a row or below a label.
fn id_of(said: &str) -> String {
    let found = said.split_whitespace().rfind(|word| word.len() == 36 && word.bytes().filter(|byte| *byte == b'-').count() == 4);
    found.unwrap_or_else(|| panic!("no id in {said}")).to_owned()
}

/// What is said with every id told as `ID`.
fn without_ids(said: &str) -> String {
    let mut text = said.to_owned();
    while let Some(at) = text.split_whitespace().find(|word| word.len() == 36 && word.matches('-').count() == 4).map(str::to_owned) {
        text = text.replace(&at, "ID");
    }
    text
}

/// A command's text, ids told as `ID`.
fn reads(till: &Till, args: &[&str]) -> String {
    without_ids(&till.said(args))
}

#[test]
fn a_new_book_says_what_it_was_told_of_the_shop() {
    let till = bare();
    let made = ["init", "--shop", "Corner", "--region", "KW", "--time-zone", "Asia/Kuwait", "--day-ends", "02:00"];
    assert_eq!(
        till.said(&made),
        "Corner has a book now: FOLDER/shop.book\n  Country          KW\n  Currency         KWD\n  Time zone        Asia/Kuwait\n  \
         The day ends at  02:00\n"
    );
    let till = bare();
    assert_eq!(till.said(&["sample", "--customers", "30", "--purchases", "1"]), "A sample shop with 30 people and 1 purchase: FOLDER/shop.book\n");
    let people = till.said(&["find", ""]);
    assert_eq!(people.lines().count(), 40, "two lines a person, twenty of them: {people}");
    let checked = till.said(&["check"]);
    assert!(checked.starts_with("Nothing is wrong with the book.\n"), "{checked}");
    for fact in ["  Customers         30\n", "  Staff             1\n", "  Content digest    "] {
        assert!(checked.contains(fact), "{checked}");
    }
    till.said(&["month", "2026-10"]);
    till.said(&["today"]);
    for line in people.lines().filter(|line| line.contains(" id ")) {
        till.said(&["show", &id_of(line)]);
    }
}

#[test]
fn a_customer_is_told_by_what_is_written_about_them() {
    let till = till();
    let ann = ["--phone", "0170 123 45 67", "--email", "ann@example.org", "--call-me", "Annie", "--town", "Riverton", "--tag", "vip"];
    let more = ["--company", "Ember & Sons", "--birthday", "--02-29", "--note", "two\nlines", "--number", "007"];
    let added = till.said(&[&["add", "Ann Ember"], &ann[..], &more[..]].concat());
    assert_eq!(
        without_ids(&added),
        "Ann Ember is in the book.\n  Call me          Annie\n  Phone            0170 123 45 67\n  E-mail           ann@example.org\n  \
         Address          Riverton\n  Birthday         29 February\n  Company          Ember & Sons\n  Customer number  007\n  \
         Tags             vip\n  Note             two\n                   lines\n  Id               ID\n"
    );
    let ann = id_of(&added);
    assert_eq!(reads(&till, &["find", "4567"]), "Ann Ember, “Annie” · Ember & Sons · Riverton · 0170 123 45 67 · vip\n  not here yet · id ID\n");
    assert!(till.said(&["edit", &ann, "--note", "x"]).starts_with("Ann Ember changed.\n"));
    assert!(till.said(&["edit", &ann, "--note", "x"]).starts_with("Ann Ember is as before.\n"), "nothing was written down");
    let bob = id_of(&till.said(&["add", "Bob Field", "--referred-by", &ann]));
    assert!(till.said(&["show", &bob]).contains("  Sent by  Ann Ember\n"));
    till.said(&["purchase", &bob, "--line", "Tea=1"]);
    assert_eq!(reads(&till, &["find", "bob"]), "Bob Field\n  Last here 2026-10-15 · Tea · 1 visit · id ID\n");
    assert!(till.said(&["find", "feild"]).contains("Bob Field · sounds like\n"));
    assert!(till.said(&["remove", &bob]).starts_with("Bob Field is removed.\n"));
    assert_eq!(till.said(&["find", "bob"]), "Nobody in the book answers to “bob”.\n");
    assert_eq!(crate::till::till().said(&["find", ""]), "Nobody in the book yet.\n");
}

#[test]
fn purchases_are_told_by_line_in_the_books_currency() {
    let till = till();
    let ann = till.add("Ann Ember");
    let sold = till.said(&[
        "--staff",
        "Mia",
        "purchase",
        &ann,
        "--line",
        "Bread=2.50*2",
        "--line",
        "Lamp=103",
        "--discount",
        "0.20",
        "--note",
        "in a hurry",
    ]);
    assert_eq!(
        without_ids(&sold),
        "Purchase 107.80 EUR for Ann Ember.\n  1  Bread × 2       5.00\n  2  Lamp          103.00\n  Discount on all   -0.20\n  \
         Day         2026-10-15\n  Note        in a hurry\n  Written by  Mia\n  Id          ID\n"
    );
    assert_eq!(
        reads(&till, &["refund", &id_of(&sold), "--line", "1"]),
        "Refund 4.99 EUR for Ann Ember.\n  1  Bread × 2     -5.00\n  Discount on all   0.01\n  Day  2026-10-15\n  Id   ID\n"
    );
    for (currency, typed, said) in [("JPY", "1200", "Purchase 1200 JPY for Ann.\n"), ("KWD", "1.25", "Purchase 1.250 KWD for Ann.\n")] {
        let till = till_in(currency);
        let ann = till.add("Ann");
        let sold = till.said(&["purchase", &ann, "--line", &format!("Rice={typed}")]);
        assert!(sold.starts_with(said), "{sold}");
    }
}

#[test]
fn what_was_brought_in_for_nobody_is_given_back_to_nobody() {
    let till = till();
    let sales = till.file("sales.csv", "Date,Item,Price,Receipt\n2026-10-01,Tea,4.00,1\n");
    assert!(till.said(&["import", &sales]).starts_with("sales.csv (A table, Purchases, UTF-8, commas): 1 row: 1 new.\n"));
    let moved = till.path("moved");
    till.json(&["export", "all", "--to", &moved, "--for", "move"]);
    let id = std::fs::read_to_string(format!("{moved}/purchases.csv")).unwrap();
    let id = id.split([',', '\n', '"']).find(|cell| cell.len() == 36).unwrap().to_owned();
    assert!(reads(&till, &["refund", &id]).starts_with("Refund 4.00 EUR.\n  1  Tea  -4.00\n"));
    let month = till.said(&["month", "2026-10"]);
    assert!(month.contains("  1 purchase without a name\n") && month.contains("  4.00 EUR given back\n"), "{month}");
}

#[test]
fn what_is_owed_is_told_late_first_and_by_its_id() {
    let till = till();
    let ann = till.json(&["add", "Ann Ember", "--call-me", "Annie", "--phone", "030 1"])["id"].as_str().unwrap().to_owned();
    let call = till.said(&["follow-up", &ann, "call about tea", "--due", "2026-10-13T15:00", "--kind", "call", "--repeat", "yearly"]);
    assert_eq!(
        without_ids(&call),
        "Promised Ann Ember: 2026-10-13 15:00.\n  What is owed  call about tea\n  Again         every year\n  Id            ID\n"
    );
    let tyres = till.said(&["follow-up", &ann, "tyres", "--due", "today", "--kind", "seasonal"]);
    till.said(&["follow-up", &ann, "bring the cups", "--due", "15.10. 8:30"]);
    assert!(till.said(&["note", &ann, "asked\nabout tea", "--kind", "call"]).contains("  Call  asked\n        about tea\n"));
    let who = "  Ann Ember, “Annie” · 030 1";
    assert_eq!(
        reads(&till, &["today"]),
        format!(
            "Late\n{who} · call about tea\n    2026-10-13 15:00 · 2 days late · last contact 2026-10-15 · id ID\n\
             {who} · bring the cups\n    2026-10-15 08:30 · 1 hour late · last contact 2026-10-15 · id ID\n\
             Today\n{who} · tyres\n    2026-10-15 · Seasonal · last contact 2026-10-15 · id ID\n"
        )
    );
    let later = till.said(&["today", "--day", "2026-10-31"]);
    assert!(later.starts_with("Late\n") && later.contains("2 weeks late") && !later.contains("Today"), "{later}");
    assert_eq!(
        reads(&till, &["snooze", &id_of(&tyres), "--until", "2026-10-31 9:00"]),
        "Moved: tyres\n  Customer  Ann Ember\n  By when   2026-10-31 09:00\n  Id        ID\n"
    );
    assert!(till.said(&["today", "--day", "2026-10-31"]).contains("2026-10-31\n"), "what is owed on the day itself stands below it");
    assert_eq!(
        till.said(&["done", &id_of(&call), "--outcome", "comes on Friday"]),
        "Done: call about tea\n  Customer  Ann Ember\n  Outcome   comes on Friday\n  Again     every year\n"
    );
    assert_eq!(
        till.said(&["drop", &id_of(&tyres), "--reason", "sold the car"]),
        "Not needed: tyres\n  Customer  Ann Ember\n  Outcome   sold the car\n"
    );
    assert_eq!(crate::till::till().said(&["today"]), "Nobody is waiting for anything. A good day to be at the counter.\n");
}

#[test]
fn a_card_is_told_in_parts() {
    let till = till();
    let ann = till.add("Ann Ember");
    let bare = till.said(&["show", &ann]);
    assert_eq!(without_ids(&bare), "Ann Ember\n  Id  ID\n\nnot here yet\n\nAllowed\n  Not asked about messages yet\n");
    assert_eq!(till.said(&["prefer", &ann, "avoids", "nuts"]), "Ann Ember: avoids nuts\n");
    till.said(&["prefer", &ann, "likes", "the window seat"]);
    assert_eq!(
        till.said(&["consent", &ann, "news", "email", "yes", "--how", "said so", "--wording", "May we?"]),
        "Written down what Ann Ember allows.\n  e-mail for news\n  How they said it          said so\n  The words they agreed to  May we?\n"
    );
    till.said(&["consent", &ann, "birthday", "owl", "no"]);
    till.said(&["note", &ann, "asked about tea"]);
    let owed = till.said(&["follow-up", &ann, "call", "--due", "2026-10-14", "--repeat", "monthly"]);
    till.said(&["done", &id_of(&owed), "--outcome", "reached"]);
    let sold = till.said(&["purchase", &ann, "--line", "Bread=2.50*2", "--line", "Jam=3", "--day", "2026-10-01"]);
    till.said(&["refund", &id_of(&sold), "--line", "2"]);
    till.said(&["purchase", &ann, "--line", "Bread=1", "--day", "2026-09-01"]);
    let card = reads(&till, &["show", &ann]);
    for part in [
        "Last here 2026-10-01 · 2 visits · 6.00 EUR this year · 6.00 EUR in all\n",
        "\nMind\n  avoids nuts\n",
        "\nThe usual\n  Bread · bought most often\n  likes the window seat\n",
        "\nPromised\n  2026-11-14 · call · every month · id ID\n",
        "\nPurchases\n  2026-10-15 · Refund · -3.00 EUR · Jam · id ID\n  2026-10-01 · 8.00 EUR · (1) Bread × 2, (2) Jam · id ID\n",
        "\nTimeline\n  2026-10-15 · Visit: asked about tea\n  2026-10-14 · Kept: call: reached\n",
        "\nAllowed\n",
        "  e-mail for news · 2026-10-15 10:00\n",
        "  no owl for birthday · 2026-10-15 10:00\n",
    ] {
        assert!(card.contains(part), "{part:?} in {card}");
    }
}

#[test]
fn a_month_is_its_figures_with_those_beside() {
    let till = till();
    let ann = till.add("Ann Ember");
    till.json(&["purchase", &ann, "--line", "Tea=1000", "--day", "2026-09-30"]);
    till.json(&["purchase", &ann, "--line", "Tea=4.50", "--day", "2026-10-01"]);
    till.json(&["purchase", &ann, "--line", "Tea=1004.50"]);
    assert_eq!(
        till.said(&["month", "2026-10"]),
        "2026-10\n  Revenue    1009.00 EUR · 2026-09: 1000.00 EUR\n  Purchases  2 · 2026-09: 1\n  Customers  1 · 2026-09: 1\n  \
         New        0 · 2026-09: 1\n  1 came back\n\nDay by day\n  2026-10-01     4.50 EUR  1 purchase\n  2026-10-15  1004.50 EUR  1 purchase\n"
    );
    for edge in ["1900-01", "2199-12"] {
        assert!(till.said(&["month", edge]).ends_with(&format!("  Nothing was bought in {edge}.\n")));
    }
}

#[test]
fn a_deed_is_told_with_its_hour_in_the_shop_and_the_id_that_takes_it_back() {
    let till = till();
    assert_eq!(till.said(&["history"]), "Nothing has happened yet.\n");
    till.said(&["--staff", "Mia", "add", "Bob Field"]);
    let history = till.said(&["history"]);
    assert_eq!(without_ids(&history), "2026-10-15 10:00  Mia added Bob Field · id ID\n2026-10-15 10:00  Added Mia to the staff · id ID\n");
    let deed = id_of(history.lines().next().unwrap());
    assert_eq!(till.said(&["undo", &deed]), "Took back: Mia added Bob Field.\n");
    let history = without_ids(&till.said(&["history"]));
    assert!(history.contains("  Mia added Bob Field · taken back · id ID\n"), "{history}");
    assert_eq!(till.said(&["redo"]), "Did again: Mia added Bob Field.\n");
    let ann = till.add("Ann");
    till.said(&["follow-up", &ann, "call", "--due", "2026-10-20T15:00"]);
    assert!(till.said(&["history", &ann, "--limit", "1"]).contains("  Promised Ann: call, by 2026-10-20 15:00 · id "));
}

const PEOPLE: &str = "Name;Mobile;Birthday;Town;Odd\nCara Glass;0170 99;03/04/1990;;1\nDora Hill;none;;;2\n\
                      Ann Ember;0170 1;;Riverton;\nBob Field;0170 2;;;\n";

#[test]
fn a_file_is_told_before_and_after_it_is_read_in() {
    let till = till();
    till.json(&["add", "Ann Ember", "--phone", "0170 1"]);
    till.json(&["add", "Bob Field", "--phone", "0170 2"]);
    let people = till.file("people.csv", PEOPLE);
    let preview = till.said(&["import", &people, "--dry-run"]);
    assert_eq!(
        preview,
        "people.csv (A table, Customers, UTF-8, semicolons): 4 rows: 1 changed, 1 known already, 2 left aside.\n\
         This was a look only; nothing was written.\n\n\
         Left aside\n  row 2: Say whether 03/04/1990 is day or month first\n  row 3: Mobile: “none” has no number that could be dialled.\n\n\
         Changed\n  row 4: Ann Ember · the address: Riverton\n\n\
         Which comes first in Birthday, the day or the month? Answer with:\n  --dates dmy · 03/04/1990 = 3 April 1990\n  \
         --dates mdy · 03/04/1990 = 4 March 1990\n\n\
         Columns\n  Name → Whole name\n  Mobile → Phone, mobile\n  Birthday → Birthday\n  Town → Town\n  Odd → Leave out\n"
    );
    let done = till.said(&["import", &people, "--dates", "mdy"]);
    assert!(
        done.starts_with("people.csv (A table, Customers, UTF-8, semicolons): 4 rows: 1 new, 1 changed, 1 known already, 1 left aside.\n“undo "),
        "{done}"
    );
    assert!(!done.contains("Answer with"), "{done}");
    let again = till.said(&["import", &people, "--dates", "mdy"]);
    assert!(again.contains("4 rows: 3 known already, 1 left aside.\nThere is nothing to bring in.\n"), "{again}");
    let deed = done.split(['“', ' ', '”']).find(|word| word.len() == 36).unwrap();
    assert_eq!(till.said(&["undo", deed]), "Took back: Imported customers from people.csv: 1 added, 1 changed.\n");
    let cleared = till.file("cleared.csv", "Name,Phone,Note,Town\nBob Field,0170 2,,\nAnn Ember,0170 1,,\n");
    let ann = till.json(&["find", "ann"])[0]["id"].as_str().unwrap().to_owned();
    till.said(&["edit", &ann, "--note", "rye"]);
    assert!(till.said(&["import", &cleared, "--dry-run"]).contains("2 known already"));
    let said = till.said(&["import", &cleared, "--blank", "clear"]);
    assert!(said.contains("1 changed, 1 known already") && said.contains("\n  row 3: Ann Ember · the note: rye → –\n"), "{said}");
    let empty = till.file("none.csv", "Name,Phone\n");
    assert!(till.said(&["import", &empty]).starts_with("none.csv (A table, Customers, UTF-8, commas): no rows.\n"));
    let many = till.file("many.csv", format!("Name,Phone\n{}", "Bad,none\n".repeat(1_234)));
    assert!(till.said(&["import", &many]).contains("  and 234 more\n"));
}

#[test]
fn files_that_were_written_are_told_with_their_rows() {
    let till = till();
    till.add("Ann Ember");
    assert_eq!(till.said(&["export", "customers", "--to", &till.path("out")]), "1 file is in FOLDER/out\n  customers.csv  1 row\n");
    for format in ["xlsx", "vcard"] {
        let said = till.said(&["export", "customers", "--to", &till.path("out"), "--format", format]);
        assert!(said.ends_with("  1 row\n"), "{said}");
    }
    let month = till.said(&["export", "month", "--month", "2026-10", "--to", &till.path("month")]);
    assert!(month.starts_with("5 files are in FOLDER/month\n") && month.contains("  purchases-2026-10.csv   0 rows\n"), "{month}");
    // Some files of a moved book bear the names of its tables.
    let moved = till.run(&["export", "all", "--to", &till.path("moved"), "--for", "move"]);
    let moved = crate::till::text(&moved.stdout);
    assert!(moved.contains("  manifest.json     the list of these files\n"), "{moved}");
    let other = crate::till::till();
    assert!(other.said(&["import", &till.path("moved")]).starts_with("moved (Regulars, Customers, UTF-8, commas): 1 row: 1 new.\n"));
}

#[test]
fn what_customers_and_files_say_cannot_speak_to_the_terminal() {
    let till = till();
    till.add("Ann\u{1b}[31m\u{9b}2J");
    let found = crate::till::text(&till.run(&["find", "ann"]).stdout);
    assert!(found.chars().all(|letter| letter == '\n' || !letter.is_control()), "{found:?}");
}

#[test]
fn help_and_version_are_told() {
    let till = bare();
    assert!(crate::till::text(&till.run(&["--help"]).stdout).contains("customer book"));
    assert!(crate::till::text(&till.run(&["--version"]).stdout).starts_with("regulars-cli "));
}

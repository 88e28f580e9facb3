//! Files in and out, beside the `sqlite3` program on the same data, and the memory they need.
//!
//! Import's floor: `sqlite3 .import` of the same file plus one statement that builds the same FTS5 index from words that are already cut.
//! Export's: `sqlite3 -csv` of the same rows.
//!
//! A workbook's baseline is the same rows as CSV.
//!
//! `cargo bench --no-default-features --bench files -- export` (or `import`, `workbook`, `formats`) runs one part alone.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use regulars::Book;
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, ImportOptions, Span};
use regulars::model::NewShop;
use rusqlite::Connection;

fn main() {
    let sizes = common::sizes();
    let most = *sizes.last().unwrap();
    // Each part in a process of its own shows its own memory: what one has asked for, the next may still hold.
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    for size in sizes.iter().copied().filter(|size| *size >= 100_000 && wanted("import")) {
        import(size);
    }
    if wanted("glance") {
        glance(most);
    }
    if wanted("workbook") {
        workbook();
    }
    if wanted("export") {
        export(most);
    }
    if wanted("formats") {
        formats();
    }
}

/// What is shown of a file of 1 GB at once, beside reading its bytes once.
fn glance(size: u64) {
    let (source, book) = common::sample(size);
    let folder = common::folder();
    let small = folder.join(format!("square-{size}.csv"));
    write_square(&source, &small);
    let large = folder.join("gigabyte.csv");
    let text = std::fs::read(&small).unwrap();
    let (headings, rows) = text.split_at(text.iter().position(|byte| *byte == b'\n').unwrap() + 1);
    let mut out = std::fs::File::create(&large).unwrap();
    out.write_all(headings).unwrap();
    let mut written = 0;
    while written < 1_000_000_000 {
        out.write_all(rows).unwrap();
        written += rows.len();
    }
    drop((out, text));
    common::reset_peak();
    let (report, first) = seconds(|| book.glance_at_import(&large, &ImportOptions::default()).unwrap());
    let peak = common::peak();
    let (_, again) = seconds(|| book.glance_at_import(&large, &ImportOptions::default()).unwrap());
    let (_, read) = seconds(|| std::io::copy(&mut std::fs::File::open(&large).unwrap(), &mut std::io::sink()).unwrap());
    std::fs::remove_file(&large).unwrap();
    println!("\n== first look at a file of {:.2} GB, beside a book of {size} customers", written as f64 / 1e9);
    println!("ours {first:.3} s, again {again:.3} s   reading its bytes {read:.3} s   {} rows shown   peak memory {peak:.0} MB", report.sample.len());
}

fn seconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let answer = work();
    (answer, started.elapsed().as_secs_f64())
}

/// A new book at a path.
fn empty(target: &Path) -> Book {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", target.display()));
    }
    let shop =
        NewShop { name: "Bench".into(), region: "DE".into(), currency: "EUR".into(), time_zone: "Europe/Berlin".into(), day_ends: "00:00".into() };
    Book::create(target, &shop, common::options()).unwrap()
}

/// The book and the floor take turns, because a machine's speed changes within minutes: each import stands beside the mean of the floor before and after it.
fn import(size: u64) {
    const TURNS: usize = 3;
    let (source, book) = common::sample(size);
    drop(book);
    let folder = common::folder();
    let file = folder.join(format!("square-{size}.csv"));
    write_square(&source, &file);
    println!("\n== import of {size} customers, {:.1} MB", std::fs::metadata(&file).unwrap().len() as f64 / 1e6);

    let target = folder.join("import.book");
    let words = folder.join("words.sqlite");
    // A first time unmeasured: the floor's index is built of the words that the book cuts.
    empty(&target).import(&file, &ImportOptions::default(), &mut |_| true).unwrap();
    let index = cut_words(&target, &words);

    let mut floors = vec![import_floor(&file, &words, &index)];
    let mut ratios = Vec::new();
    for turn in 0..TURNS {
        let book = empty(&target);
        common::reset_peak();
        let (report, ours) = seconds(|| book.import(&file, &ImportOptions::default(), &mut |_| true).unwrap());
        let peak = common::peak();
        let (again, twice) = seconds(|| book.import(&file, &ImportOptions::default(), &mut |_| true).unwrap());
        drop(book);
        floors.push(import_floor(&file, &words, &index));
        let floor = f64::midpoint(floors[turn], floors[turn + 1]);
        ratios.push(ours / floor);
        println!(
            "ours {ours:7.2} s   floor {floor:7.2} s   ratio {:.2}   again {:.2} of the first   peak memory {peak:.0} MB   added {} refused {}, again added {} changed {} unchanged {}",
            ours / floor,
            twice / ours,
            report.added,
            report.refused_total,
            again.added,
            again.updated,
            again.unchanged
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("ratio {:.2} (median of {TURNS}; {:.2} to {:.2})", ratios[TURNS / 2], ratios[0], ratios[TURNS - 1]);
}

/// The words of every customer as the book cuts them, in a file of their own; answers the statement that makes the book's index.
fn cut_words(book: &Path, words: &Path) -> String {
    let _ = std::fs::remove_file(words);
    let made = Connection::open(words).unwrap();
    made.execute("ATTACH ?1 AS book", [book.to_str().unwrap()]).unwrap();
    made.execute_batch("CREATE TABLE prepared (place INTEGER PRIMARY KEY, words TEXT); BEGIN").unwrap();
    {
        let mut listed = made
            .prepare("SELECT place, names || ' ' || mails || ' ' || others || ' ' || bought || ' ' || numbers, numbers FROM book.found_by")
            .unwrap();
        let mut insert = made.prepare("INSERT INTO prepared VALUES (?1, ?2)").unwrap();
        let mut rows = listed.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (place, mut words, numbers): (i64, String, String) = (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
            if let Some(number) = numbers.split(' ').next() {
                for start in 1..number.len().saturating_sub(3) {
                    words.push(' ');
                    words.push_str(&number[start..]);
                }
            }
            insert.execute(rusqlite::params![place, words]).unwrap();
        }
    }
    let index = made.query_row("SELECT sql FROM book.sqlite_schema WHERE name = 'finder'", [], |row| row.get(0)).unwrap();
    made.execute_batch("COMMIT").unwrap();
    index
}

/// Seconds of the floor: `sqlite3 .import` of the file, and one statement that builds the book's index of words already cut.
fn import_floor(file: &Path, words: &Path, index: &str) -> f64 {
    let floor = common::folder().join("floor.sqlite");
    let _ = std::fs::remove_file(&floor);
    let ((), imported) = seconds(|| {
        let script = format!(".mode csv\n.import '{}' customers\n", file.display());
        let mut child = Command::new("sqlite3").arg(&floor).stdin(Stdio::piped()).spawn().expect("the sqlite3 program");
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    });
    let floor = Connection::open(&floor).unwrap();
    floor.execute("ATTACH ?1 AS cut", [words.to_str().unwrap()]).unwrap();
    floor.execute_batch(&format!("PRAGMA cache_size = -24000; {index}")).unwrap();
    let ((), indexed) = seconds(|| floor.execute_batch("INSERT INTO finder (rowid, tokens) SELECT place, words FROM cut.prepared").unwrap());
    println!("floor {:6.2} s   ({imported:.2} s sqlite3 .import, {indexed:.2} s the same index)", imported + indexed);
    imported + indexed
}

/// 100,000 rows of 10 columns, as a spreadsheet saves them and as CSV, each read into a book of its own.
fn workbook() {
    let folder = common::folder();
    println!("\n== workbooks of customers, beside the same rows as CSV; looked at anew with another mapping");
    for (name, rows, columns) in
        [("sheet.csv", 100_000, 10), ("sheet.xlsx", 100_000, 10), ("narrow.csv", 1_000_000, 3), ("narrow.xlsx", 1_000_000, 3)]
    {
        let file = folder.join(name);
        if !file.exists() {
            write_sheet(&file, rows, columns);
            println!("made {name}; its memory is told by the next run");
        }
        let book = empty(&folder.join(format!("{name}.book")));
        common::reset_peak();
        let (_, first) = seconds(|| book.glance_at_import(&file, &ImportOptions::default()).unwrap());
        let mapped = ImportOptions { mapping: [("E-mail".to_owned(), "ignore".to_owned())].into(), ..ImportOptions::default() };
        let (_, again) = seconds(|| book.glance_at_import(&file, &mapped).unwrap());
        let size = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
        print!("{name:12} {rows:9} rows of {columns:2} columns {size:6.1} MB   first look {first:.3} s, mapped anew {again:.3} s");
        book.leave_import();
        if rows <= 100_000 {
            let (report, ours) = seconds(|| book.import(&file, &ImportOptions::default(), &mut |_| true).unwrap());
            print!("   import {ours:5.2} s added {}", report.added);
        }
        println!("   peak memory {:.0} MB", common::peak());
    }
}

fn write_sheet(file: &Path, rows: u32, columns: usize) {
    let headings = ["Name", "Phone", "E-mail", "Street", "Postal Code", "Town", "Birthday", "Number", "Note", "Tags"];
    let cells = |row: u32| {
        [
            format!("Ann{row} Ember{}", row % 977),
            format!("0170 {:07}", row * 61),
            format!("ann{row}@example.org"),
            format!("Mill Lane {row}"),
            format!("{:05}", row % 90_000 + 1_000),
            format!("Riverton {}", row % 300),
            format!("{}-{:02}-{:02}", 1950 + row % 60, row % 12 + 1, row % 28 + 1),
            format!("C-{row}"),
            format!("likes rye bread and the table number {}", row % 40),
            "bread club".to_owned(),
        ]
    };
    if file.extension().is_some_and(|ending| ending == "csv") {
        let mut writer = csv::Writer::from_path(file).unwrap();
        writer.write_record(&headings[..columns]).unwrap();
        (0..rows).for_each(|row| writer.write_record(&cells(row)[..columns]).unwrap());
        return;
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, headings[..columns].iter().copied()).unwrap();
    for row in 0..rows {
        sheet.write_row(row + 1, 0, &cells(row)[..columns]).unwrap();
    }
    book.save(file).unwrap();
}

/// The sample's customers as Square writes them.
fn write_square(book: &Path, file: &Path) {
    if file.exists() {
        return;
    }
    let conn = Connection::open(book).unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).unwrap());
    writeln!(
        out,
        "Reference ID,First Name,Last Name,Email Address,Phone Number,Company Name,Street Address 1,City,Postal Code,Birthday,Memo,Square Customer ID"
    )
    .unwrap();
    let mut statement = conn
        .prepare(
            "SELECT customer, given, family, (SELECT typed FROM emails WHERE emails.customer = c.customer), (SELECT typed FROM phones WHERE phones.customer = c.customer),
                    company, street, town, postcode, birthday FROM customers AS c LEFT JOIN addresses USING (customer)",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut csv = |cells: Vec<String>| {
        let quoted: Vec<String> =
            cells.into_iter().map(|cell| if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }).collect();
        writeln!(out, "{}", quoted.join(",")).unwrap();
    };
    while let Some(row) = rows.next().unwrap() {
        let text = |column: usize| row.get::<_, Option<String>>(column).unwrap().unwrap_or_default();
        let customer: i64 = row.get(0).unwrap();
        csv(vec![
            String::new(),
            text(1),
            text(2),
            text(3),
            format!("'{}", text(4)).trim_end_matches('\'').to_owned(),
            text(5),
            text(6),
            text(7),
            text(8),
            text(9),
            "likes rye bread".to_owned(),
            format!("SQ{customer:012}"),
        ]);
    }
}

fn export(size: u64) {
    let (path, book) = common::sample(size);
    let folder = common::folder().join("export");
    let _ = std::fs::remove_dir_all(&folder);
    println!("\n== export out of {size} customers and {} purchases", size * 5);
    let month = Span::of_month("2026-09".parse().unwrap());
    let options = |what, span| ExportOptions {
        what,
        span,
        for_what: ExportFor::Spreadsheet,
        format: ExportFormat::Csv,
        delimiter: b',',
        force: true,
        columns: std::collections::BTreeMap::new(),
    };
    let lines_sql = "SELECT hex(p.id), p.day, hex(c.id), c.given || ' ' || c.family, l.position, i.name, l.quantity_thousandths, l.unit_minor, l.discount_minor, l.amount_minor, 'EUR', p.total_minor
        FROM purchases AS p JOIN lines AS l ON l.purchase = p.purchase JOIN items AS i ON i.item = l.item LEFT JOIN customers AS c ON c.customer = p.customer";
    let purchases_sql = "SELECT hex(p.id), p.day, p.kind, hex(c.id), c.given || ' ' || c.family, p.total_minor, p.discount_minor, 'EUR', p.note, s.name, hex(r.id)
        FROM purchases AS p LEFT JOIN customers AS c ON c.customer = p.customer LEFT JOIN staff AS s ON s.staff = p.staff LEFT JOIN purchases AS r ON r.purchase = p.refunds";
    // The three joins a list are what a person would write who wants each in columns of its own.
    let listed = |table: &str, short: &str, most: usize| -> String {
        (0..most)
            .map(|at| format!(" LEFT JOIN {table} AS {short}{at} ON {short}{at}.customer = c.customer AND {short}{at}.position = {at}"))
            .collect()
    };
    let customers_sql = format!(
        "SELECT hex(c.id), c.number, c.given, c.family, c.nick, c.company, c.call_me, c.say_it, c.birthday, p0.typed, p0.label, p1.typed, p1.label, p2.typed, p2.label,
            e0.typed, e0.label, e1.typed, e1.label, e2.typed, e2.label, a0.label, a0.street, a0.extra, a0.postcode, a0.town, a0.region, a0.country,
            a1.label, a1.street, a1.extra, a1.postcode, a1.town, a1.region, a1.country,
            (SELECT group_concat(typed, ', ') FROM tags WHERE tags.customer = c.customer), c.source, c.note, date(c.created_at / 1000, 'unixepoch'), f.last_day, f.visits, f.spent_minor
        FROM found_by AS f JOIN customers AS c ON c.customer = f.customer {} {} {} ORDER BY c.customer",
        listed("phones", "p", 3),
        listed("emails", "e", 3),
        listed("addresses", "a", 2),
    );
    let (mut all_ours, mut all_theirs) = (0.0, 0.0);
    for (label, what, span, sql) in [
        (
            "a month of purchases",
            ExportWhat::Purchases,
            Some(month),
            format!("{purchases_sql} WHERE p.day BETWEEN '2026-09-01' AND '2026-09-30' ORDER BY p.day, p.purchase"),
        ),
        (
            "a month of lines",
            ExportWhat::Lines,
            Some(month),
            format!("{lines_sql} WHERE p.day BETWEEN '2026-09-01' AND '2026-09-30' ORDER BY p.day, p.purchase, l.position"),
        ),
        ("all customers", ExportWhat::Customers, None, customers_sql),
        ("all purchases", ExportWhat::Purchases, None, format!("{purchases_sql} ORDER BY p.purchase")),
        ("all lines", ExportWhat::Lines, None, format!("{lines_sql} ORDER BY l.line")),
    ] {
        // Each first once unmeasured, so that both read from the same warm pages.
        let theirs_once = || {
            let out = std::fs::File::create(folder.join("theirs.csv")).unwrap();
            assert!(
                Command::new("sqlite3").args(["-readonly", "-csv"]).arg(&path).arg(&sql).stdout(out).status().expect("the sqlite3 program").success()
            );
        };
        let ours_once = || book.export(&folder, &options(what, span), &mut |_| true).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        theirs_once();
        ours_once();
        common::reset_peak();
        let (files, ours) = seconds(ours_once);
        let peak = common::peak();
        let ((), theirs) = seconds(theirs_once);
        println!(
            "{label:24} {ours:7.3} s   sqlite3 -csv {theirs:7.3} s   ratio {:.2}   {} rows   peak memory {peak:.0} MB",
            ours / theirs,
            files.files.iter().map(|file| file.rows).sum::<u64>()
        );
        if span.is_none() {
            all_ours += ours;
            all_theirs += theirs;
        }
    }
    println!("everything               {all_ours:7.3} s   sqlite3 -csv {all_theirs:7.3} s   ratio {:.2}", all_ours / all_theirs);
}

/// 100,000 purchases as a table and as a workbook.
fn formats() {
    let (_, book) = common::sample(20_000);
    let folder = common::folder().join("formats");
    println!("\n== 100,000 purchases, as CSV and as a workbook");
    let options = |format| ExportOptions {
        what: ExportWhat::Purchases,
        span: None,
        for_what: ExportFor::Spreadsheet,
        format,
        delimiter: b',',
        force: true,
        columns: std::collections::BTreeMap::new(),
    };
    let once = |format| book.export(&folder, &options(format), &mut |_| true).unwrap();
    // Once unmeasured, so that both read from the same warm pages.
    once(ExportFormat::Csv);
    for (format, name) in [(ExportFormat::Csv, "csv"), (ExportFormat::Xlsx, "xlsx"), (ExportFormat::Csv, "csv"), (ExportFormat::Xlsx, "xlsx")] {
        common::reset_peak();
        let (written, took) = seconds(|| once(format));
        let file = &written.files[0];
        println!("{name:8} {took:7.3} s   {} rows   {:5.1} MB   peak memory {:.0} MB", file.rows, file.bytes as f64 / 1e6, common::peak());
    }
}

//! Workbooks out: typed cells that agree with the figures, and that read back as what they were made from.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, Exported, ImportOptions, ImportReport, Span};
use regulars::error::Code;
use regulars::model::{NewPurchase, NewShop, Purchase};

use crate::busy::{AWKWARD, busy};
use crate::exports::{october, write};
use crate::shop::{Shop, bytes, corner, named, sale, shop, shop_with};
use crate::tables::counts;

const WORKBOOKS: ExportOptions = ExportOptions {
    what: ExportWhat::All,
    span: None,
    for_what: ExportFor::Spreadsheet,
    format: ExportFormat::Xlsx,
    delimiter: b',',
    force: false,
    columns: std::collections::BTreeMap::new(),
};

/// The rows of a workbook by heading, read by a reader that is not ours.
fn rows(path: &Path) -> Vec<BTreeMap<String, Data>> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let headings: Vec<String> = range.rows().next().unwrap().iter().map(|cell| cell.to_string()).collect();
    range.rows().skip(1).map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn cents(cell: &Data) -> i64 {
    let number = cell.get_float().unwrap_or_else(|| panic!("{cell:?} is no number"));
    assert_eq!(format!("{number:.2}").parse(), Ok(number), "no part of a cent");
    (number * 100.0).round() as i64
}

fn day(cell: &Data) -> String {
    let (year, month, day, ..) = cell.get_datetime().unwrap_or_else(|| panic!("{cell:?} is no day")).to_ymd_hms_milli();
    format!("{year}-{month:02}-{day:02}")
}

fn part(path: &Path, name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn import(shop: &Shop, path: &Path) -> ImportReport {
    shop.import(path, &ImportOptions::default(), &mut |_| true).unwrap()
}

#[test]
fn the_workbooks_of_a_month_agree_with_its_figures_to_the_cent() {
    let shop = busy();
    let month = ExportOptions { what: ExportWhat::Month, span: Some(Span::of_month(october())), ..WORKBOOKS };
    let written = write(&shop, "month", &month).unwrap();
    let names: Vec<&str> = written.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["customers-2026-10.xlsx", "purchases-2026-10.xlsx", "lines-2026-10.xlsx", "follow-ups-2026-10.xlsx", "summary-2026-10.xlsx"]);
    assert_eq!(regulars::Book::month_files(october(), ExportFormat::Xlsx), names);
    let figures = shop.month(october()).unwrap();
    let of = |at: usize| rows(&written.files[at].path);
    let sum = |rows: &[BTreeMap<String, Data>], heading: &str| rows.iter().map(|row| cents(&row[heading])).sum::<i64>();
    let (purchases, lines, owed) = (of(1), of(2), of(3));
    assert_eq!(sum(&purchases, "Total"), figures.revenue_minor);
    assert_eq!(sum(&lines, "Amount") - sum(&purchases, "Discount"), figures.revenue_minor);
    assert!(purchases.iter().all(|row| day(&row["Day"]).starts_with("2026-10-") && row["Purchase ID"].is_string() && row["Currency"] == "EUR"));
    assert!(lines.iter().any(|row| row["Quantity"] == Data::Float(0.333)) && lines.iter().all(|row| row["Line"].is_float()));
    assert_eq!(owed.iter().map(|row| day(&row["Due"])).collect::<Vec<_>>(), ["2026-10-14", "2026-10-31"]);
    assert_eq!((&owed[0]["Hour"], &owed[0]["Closed on"]), (&Data::String("15:00".into()), &Data::Empty));
    assert_eq!(day(&owed[1]["Closed on"]), "2026-10-15");
    let summary: BTreeMap<String, Data> = of(4).into_iter().map(|row| (row["Figure"].to_string(), row["Value"].clone())).collect();
    assert_eq!((cents(&summary["Revenue"]), &summary["Purchases"]), (figures.revenue_minor, &Data::Float(figures.purchases as f64)));
    for (at, file) in written.files.iter().enumerate() {
        assert_eq!((file.rows as usize, file.bytes as usize, file.sha256.len()), (of(at).len(), bytes(&file.path).len(), 64), "{}", file.name);
    }
}

#[test]
fn every_text_is_a_text_as_it_was_typed() {
    let shop = busy();
    let written = write(&shop, "out", &WORKBOOKS).unwrap();
    let people = rows(&written.files[0].path);
    let ann = people.iter().find(|row| row["Given name"] == "=Ann").unwrap();
    for (heading, text) in [
        ("Number", "'0017"),
        ("Company", "+Sons \"& Co\""),
        ("Say it", "@emba"),
        ("Birthday", "--02-29"),
        ("Phone 1", "+49 170 1234567"),
        ("Phone 2", "030 123456"),
        ("Address 1 postcode", "01234"),
        ("Address 1 street", "=Lane 1"),
    ] {
        assert_eq!(ann[heading], *text, "{heading}");
    }
    for (number, text) in AWKWARD.iter().enumerate() {
        let found = people.iter().find(|row| row["Given name"] == *format!("N{number:02}")).unwrap();
        assert_eq!((&found["Family name"], &found["Note"]), (&Data::String((*text).into()), &Data::String((*text).into())));
    }
    assert_eq!(day(&ann["Customer since"]), "2026-10-15");
}

#[test]
fn headings_are_bold_and_stay_columns_are_wide_enough_and_can_be_filtered() {
    let shop = busy();
    let path = write(&shop, "out", &ExportOptions { what: ExportWhat::Purchases, ..WORKBOOKS }).unwrap().files.remove(0).path;
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    let rows = rows(&path).len();
    assert!(sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
    assert!(sheet.contains(&format!("<autoFilter ref=\"A1:K{}\"/>", rows + 1)));
    assert!(sheet.contains("<col min=\"1\" max=\"1\" width=\"38\" style=\"2\" customWidth=\"1\"/>"), "an id has 36 letters");
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(workbook.sheet_names(), ["Purchases"]);
    let styles = workbook.worksheet_style("Purchases").unwrap();
    let format = |row: u32, column: u32| {
        let style = styles.get((row, column)).unwrap();
        (style.font.as_ref().is_some_and(calamine::Font::is_bold), style.number_format.as_ref().unwrap().format_code.clone())
    };
    assert_eq!(format(0, 0), (true, "@".into()));
    assert_eq!(format(1, 0), (false, "@".into()));
    assert_eq!((format(1, 1).1, format(1, 5).1), ("yyyy\\-mm\\-dd".into(), "#,##0.00".into()));
}

#[test]
fn a_workbook_says_whose_it_is_and_of_when_and_the_same_book_gives_the_same_bytes() {
    let shop = shop_with(NewShop { name: "Ember & <Sons>".into(), ..corner() });
    shop.add(named("Ann"));
    let properties = |path: &Path| open_workbook::<Xlsx<_>, _>(path).unwrap().workbook_properties().unwrap();
    let month = ExportOptions { what: ExportWhat::Month, span: Some(Span::of_month(october())), ..WORKBOOKS };
    let first = write(&shop, "a", &month).unwrap();
    let said = properties(&first.files[1].path);
    assert_eq!((said.title.as_deref(), said.subject.as_deref()), (Some("Ember & <Sons>: Purchases"), Some("2026-10")));
    assert_eq!(said.created.as_deref(), Some("2026-10-15T08:00:00Z"), "by the book's clock");
    let again = write(&shop, "b", &month).unwrap();
    let digests = |written: &Exported| written.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    assert_eq!(digests(&first), digests(&again));
    let span = Span { from: "2026-10-01".parse().unwrap(), until: "2026-10-15".parse().unwrap() };
    let part = write(&shop, "c", &ExportOptions { what: ExportWhat::Lines, span: Some(span), ..WORKBOOKS }).unwrap();
    assert_eq!(part.files[0].name, "lines-2026-10-01-to-2026-10-15.xlsx");
    assert_eq!(properties(&part.files[0].path).subject.as_deref(), Some("2026-10-01 – 2026-10-15"));
}

#[test]
fn a_workbook_that_stands_there_is_kept_and_a_stopped_one_is_not() {
    let shop = shop();
    let lines: String = (0..5_000).map(|row| format!("15.07.2026;Tea;1;1,00;K{row}\n")).collect();
    shop.take_in(format!("Date;Item;Quantity;Price;Note\n{lines}"));
    let folder = shop.folder.path().join("out");
    let names = || std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let stopped = shop.export(&folder, &WORKBOOKS, &mut |_| false);
    assert_eq!((stopped.unwrap_err().code(), folder.exists()), (Code::Cancelled, false));
    std::fs::create_dir(&folder).unwrap();
    let mine = folder.join("lines.xlsx");
    std::fs::write(&mine, "mine").unwrap();
    assert_eq!(write(&shop, "out", &WORKBOOKS).unwrap_err().code(), Code::FileExists);
    assert_eq!((bytes(&mine), names().len()), (b"mine".to_vec(), 1));
    write(&shop, "out", &ExportOptions { force: true, ..WORKBOOKS }).unwrap();
    assert_eq!((names().len(), rows(&mine).len()), (4, 5_000));
}

#[test]
fn a_book_that_moves_is_no_workbook() {
    let shop = shop();
    let error = write(&shop, "out", &ExportOptions { for_what: ExportFor::Move, ..WORKBOOKS }).unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::NotAChoice, Some("format")));
    assert!(!shop.folder.path().join("out").exists());
}

#[test]
fn our_own_workbook_read_into_the_same_book_changes_nothing() {
    let shop = busy();
    let digest = shop.digest().unwrap();
    let report = import(&shop, &write(&shop, "out", &WORKBOOKS).unwrap().files[0].path);
    assert_eq!((report.source.as_str(), report.sheet.as_str(), report.import_id), ("regulars", "Customers", None));
    assert_eq!(counts(&report), [0, 0, shop.customer_count().unwrap() as u64, 0], "{:?} {:?}", report.refused, report.sample);
    assert_eq!(shop.digest().unwrap(), digest);
}

#[test]
fn our_own_workbooks_bring_to_an_empty_book_what_our_tables_bring() {
    let from = busy();
    let brought = |format: ExportFormat, to: &str| {
        let shop = shop();
        let files = write(&from, to, &ExportOptions { format, ..WORKBOOKS }).unwrap().files;
        let reports = [0, 1, 2].map(|at| {
            let report = import(&shop, &files[at].path);
            (counts(&report), report.unmatched, report.mapping)
        });
        assert!(shop.check().unwrap().ok);
        (shop, reports)
    };
    let (tables, of_tables) = brought(ExportFormat::Csv, "tables");
    let (workbooks, of_workbooks) = brought(ExportFormat::Xlsx, "workbooks");
    assert_eq!(of_workbooks, of_tables);
    assert_eq!(of_workbooks[0].0, [from.customer_count().unwrap() as u64, 0, 0, 0]);
    assert_eq!(workbooks.month(october()).unwrap().revenue_minor, tables.month(october()).unwrap().revenue_minor);
    let (was, is) = (tables.only("ember"), workbooks.only("ember"));
    let typed = |card: &regulars::model::Card| {
        let mut customer = card.customer.clone();
        customer.id = was.customer.id;
        customer
    };
    assert_eq!(typed(&is), was.customer);
    let sold = |purchases: &[Purchase]| purchases.iter().map(|one| (one.day, one.total_minor, one.kind, one.lines.clone())).collect::<Vec<_>>();
    let (was, is) = (tables.only("bob"), workbooks.only("bob"));
    assert!(!is.purchases.is_empty());
    assert_eq!(sold(&is.purchases), sold(&was.purchases));
    for (number, text) in AWKWARD.iter().enumerate() {
        let found = workbooks.only(&format!("n{number:02}")).customer;
        assert_eq!((found.family.as_str(), found.note.as_str()), (*text, *text), "also a line end that a table of text cannot keep");
    }
}

#[test]
fn sales_without_numbers_are_the_same_in_every_form_of_their_table() {
    let shop = shop();
    let tables = [
        "Date,Customer name,Item,Qty,Amount\n2026-10-13,Ann Ember,Tea,2,1240.50\n2026-10-13,Ann Ember,Tea,2,1240.50\n2026-10-14,,Bread,1,3.90\n",
        "Date;Customer name;Item;Qty;Amount\n13.10.2026;Ann Ember;Tea;2;1.240,50\n13.10.2026;Ann Ember;Tea;2;1.240,50\n14.10.2026;;Bread;1;3,90\n",
        "Amount\tItem\tQty\tCustomer name\tDate\n€1,240.50\tTea\t2.0\tAnn Ember\t10/13/2026\n1240.5\tTea\t2\tAnn Ember\t10/13/2026\n3.9\tBread\t1\t\t10/14/2026\n",
    ];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let typed = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_row(0, 0, ["Date", "Customer name", "Item", "Qty", "Amount"]).unwrap();
    for (row, (day, name, item, pieces, amount)) in
        (1..).zip([(13, "Ann Ember", "Tea", 2.0, 1240.5), (13, "Ann Ember", "Tea", 2.0, 1240.5), (14, "", "Bread", 1.0, 3.9)])
    {
        sheet.write_datetime_with_format(row, 0, rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 10, day).unwrap(), &typed).unwrap();
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_string(row, 2, item).unwrap();
        sheet.write_number(row, 3, pieces).unwrap();
        sheet.write_number(row, 4, amount).unwrap();
    }
    let typed = shop.folder.path().join("sales.xlsx");
    workbook.save(&typed).unwrap();
    let mut paths: Vec<_> = (0..).zip(tables).map(|(nth, table)| shop.file(&format!("sales-{nth}.csv"), table)).collect();
    paths.push(typed);
    for (nth, path) in paths.iter().enumerate() {
        let report = import(&shop, path);
        let expected = if nth == 0 { (3, 0) } else { (0, 3) };
        assert_eq!((report.added, report.unchanged), expected, "{}: {:?}", path.display(), report.refused);
    }
}

#[test]
fn what_was_given_back_of_sales_without_numbers_is_counted_of_each() {
    let shop = shop();
    let sales = "Date,Item,Amount,Refunded\n2026-10-13,Tea,12.40,2.40\n2026-10-13,Bread,3.90,3.90\n2026-10-14,Tea,12.40,0\n";
    let path = shop.file("sales.csv", sales);
    let options = ImportOptions { mapping: [("Refunded".to_owned(), "refunded".to_owned())].into(), ..ImportOptions::default() };
    let report = shop.import(&path, &options, &mut |_| true).unwrap();
    assert_eq!((report.added, report.refused_total), (5, 0), "{:?}", report.refused);
    assert_eq!(shop.month(october()).unwrap().revenue_minor, 1240 + 390 + 1240 - 240 - 390);
    assert_eq!(shop.import(&path, &options, &mut |_| true).unwrap().unchanged, 5);
}

#[test]
fn our_own_tables_of_sales_read_into_the_same_book_change_nothing() {
    let shop = busy();
    let digest = shop.digest().unwrap();
    for format in [ExportFormat::Csv, ExportFormat::Xlsx] {
        let files = write(&shop, format.as_str(), &ExportOptions { format, ..WORKBOOKS }).unwrap().files;
        for file in &files[1..3] {
            let report = import(&shop, &file.path);
            assert_eq!((report.added, report.updated, report.refused_total), (0, 0, 0), "{}: {:?}", file.name, report.refused);
            assert!(report.unchanged > 0 && report.import_id.is_none());
        }
    }
    assert_eq!(shop.digest().unwrap(), digest);
}

#[test]
fn our_own_tables_of_sales_bring_each_sale_with_its_lines_to_an_empty_book() {
    let from = shop();
    let ann = from.add(named("Ann Ember")).id;
    let two = NewPurchase { discount_minor: 100, ..sale(ann, &[("Tea", 500), ("Cup", 250)]) };
    from.record_purchase(&two).unwrap();
    let single = from.record_purchase(&NewPurchase { customer_id: None, ..sale(ann, &[("Bread", 390)]) }).unwrap();
    from.refund_purchase(&single.id, None).unwrap();
    let files = write(&from, "out", &ExportOptions { format: ExportFormat::Csv, ..WORKBOOKS }).unwrap().files;
    let to = shop();
    for at in [0, 1, 2, 1, 2] {
        import(&to, &files[at].path);
    }
    let card = to.only("ann");
    assert_eq!((card.purchases.len(), card.purchases[0].total_minor, card.purchases[0].discount_minor), (1, 650, 100));
    assert_eq!(card.purchases[0].lines.iter().map(|line| line.item.as_str()).collect::<Vec<_>>(), ["Tea", "Cup"]);
    let items: Vec<String> = to.items("brea").unwrap().into_iter().map(|item| item.item).collect();
    assert!(items.contains(&"Bread".to_owned()), "{items:?}");
    let (was, is) = (from.month(october()).unwrap(), to.month(october()).unwrap());
    assert_eq!((is.revenue_minor, is.refunds_minor, is.purchases), (was.revenue_minor, was.refunds_minor, was.purchases));
    assert!(to.check().unwrap().ok);
}

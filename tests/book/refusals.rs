//! What the system refuses: folders that cannot be written, disks that are full, programs that are killed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use regulars::Book;
use regulars::book::{ExportFor, ExportFormat, ExportOptions, ExportWhat, ImportOptions};
use regulars::error::Code;
use regulars::model::{CustomerChanges, NewCustomer};

use crate::shop::{Shop, bytes, corner, named, options, shop, time, with_phone};

/// A folder of its own file system, gone with the value.
struct Mounted {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.path).stderr(Stdio::null()).status();
    }
}

fn mount(path: &Path, args: &[&str]) -> bool {
    Command::new("mount").args(args).arg(path).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A small disk, where whoever runs this may make one.
fn small_disk(size: &str) -> Option<Mounted> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("disk");
    std::fs::create_dir(&path).unwrap();
    if cfg!(target_os = "linux") && mount(&path, &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]) {
        return Some(Mounted { path, _folder: folder });
    }
    eprintln!("skipped: no file system of its own can be made here");
    None
}

fn book_on(disk: &Mounted) -> Shop {
    let hands = std::sync::Arc::new(std::sync::Mutex::new(time("2026-10-15T10:00:00+02:00")));
    let book = Book::create(&disk.path.join("shop.book"), &corner(), options(&hands)).unwrap();
    Shop { book, folder: tempfile::tempdir().unwrap(), hands }
}

/// Writes until nothing more fits.
fn fill(disk: &Mounted) -> PathBuf {
    let path = disk.path.join("filler");
    let mut file = std::fs::File::create(&path).unwrap();
    while std::io::Write::write_all(&mut file, &[b'x'; 4096]).is_ok() {}
    path
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const FULL: &str = "The disk is full. Nothing was changed; free some space and try again.";

#[test]
fn a_full_disk_refuses_the_deed_and_nothing_else() {
    let Some(disk) = small_disk("6m") else { return };
    let shop = book_on(&disk);
    let ann = shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    let filler = fill(&disk);
    let mut before = shop.digest().unwrap();
    // What SQLite holds in reserve is used up first.
    let mut kept = 0;
    let error = loop {
        let changes = CustomerChanges { note: Some(format!("{kept} {}", "x".repeat(15_000))), ..CustomerChanges::default() };
        match shop.edit_customer(&ann.id, &changes) {
            Ok(_) => {
                kept += 1;
                before = shop.digest().unwrap();
                assert!(kept < 2_000, "the disk is never full");
            }
            Err(error) => break error,
        }
    };
    assert_eq!((error.code(), error.message().as_str()), (Code::DiskFull, FULL), "{error:?}");
    assert_eq!(shop.digest().unwrap(), before);
    assert_eq!(shop.found("4567"), ["Ann Ember"], "finding goes on");
    assert_eq!(shop.card(&ann.id).unwrap().customer.name, "Ann Ember");
    let text: String = (0..600).map(|row| format!("Given{row} Family{row},0170{row:07},{}\n", "x".repeat(500))).collect();
    let people = shop.file("people.csv", format!("Name,Phone,Note\n{text}"));
    let error = shop.import(&people, &ImportOptions::default(), &mut |_| true).unwrap_err();
    assert_eq!((error.code(), error.message().as_str()), (Code::DiskFull, FULL), "{error:?}");
    assert_eq!(shop.digest().unwrap(), before);
    assert!(shop.found("given1").is_empty());
    std::fs::remove_file(filler).unwrap();
    shop.add(named("Bob Field"));
    let checked = shop.check().unwrap();
    assert!(checked.ok, "{:?}", checked.findings);
    let Shop { book, hands, folder } = shop;
    let path = book.path().to_owned();
    drop(book);
    let again = Shop { book: Book::open(&path, options(&hands)).unwrap(), hands, folder };
    assert_eq!(again.found("field"), ["Bob Field"]);
    again.undo(None).unwrap();
    assert_eq!(again.digest().unwrap(), before, "what was said to be saved is there");
}

#[test]
fn a_book_on_a_full_disk_still_opens_for_looking_things_up() {
    let Some(disk) = small_disk("6m") else { return };
    let shop = book_on(&disk);
    shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    let Shop { book, hands, folder } = shop;
    let path = book.path().to_owned();
    drop(book);
    let filler = fill(&disk);
    match Book::open(&path, options(&hands)) {
        Ok(book) => assert_eq!(book.find("4567", 5).unwrap()[0].name, "Ann Ember"),
        Err(error) => assert_eq!((error.code(), error.message().as_str()), (Code::DiskFull, FULL), "{error:?}"),
    }
    std::fs::remove_file(filler).unwrap();
    let book = Book::open(&path, options(&hands)).unwrap();
    assert!(book.check().unwrap().ok);
    drop(folder);
}

#[test]
fn a_full_disk_leaves_no_half_of_a_file_or_book() {
    let Some(disk) = small_disk("2m") else { return };
    let shop = shop();
    let note = "x".repeat(15_000);
    for number in 0..20 {
        shop.add(NewCustomer { note: note.clone(), ..named(&format!("Ann {number}")) });
    }
    let filler = fill(&disk);
    let options_of = |for_what, format| ExportOptions {
        what: ExportWhat::All,
        span: None,
        for_what,
        format,
        delimiter: b',',
        force: false,
        columns: std::collections::BTreeMap::new(),
    };
    let (sheet, workbook) = (options_of(ExportFor::Spreadsheet, ExportFormat::Csv), options_of(ExportFor::Spreadsheet, ExportFormat::Xlsx));
    for options in [&sheet, &workbook, &options_of(ExportFor::Move, ExportFormat::Csv)] {
        let error = shop.export(&disk.path, options, &mut |_| true).unwrap_err();
        assert_eq!((error.code(), error.message().as_str()), (Code::DiskFull, FULL), "{error:?}");
        assert_eq!(names(&disk.path), ["filler"]);
    }
    let error = Book::create(&disk.path.join("new.book"), &corner(), options(&shop.hands)).unwrap_err();
    assert_eq!(error.code(), Code::DiskFull, "{error:?}");
    assert_eq!(names(&disk.path), ["filler"], "not even beside it");
    std::fs::remove_file(filler).unwrap();
    for options in [&sheet, &workbook] {
        assert_eq!(shop.export(&disk.path, options, &mut |_| true).unwrap().files.len(), 4);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_left_as_it_is() {
    let Some(disk) = small_disk("4m") else { return };
    let shop = book_on(&disk);
    shop.add(named("Ann Ember"));
    let Shop { book, hands, folder } = shop;
    let path = book.path().to_owned();
    drop(book);
    assert!(mount(&disk.path, &["-o", "remount,ro"]));
    let (before, files) = (bytes(&path), names(&disk.path));
    let said = "The folder or file does not allow writing. Nothing was changed.";
    let opened = Book::open(&path, options(&hands)).unwrap_err();
    assert_eq!((opened.code(), opened.message().as_str()), (Code::ReadOnly, said), "{opened:?}");
    let made = Book::create(&disk.path.join("new.book"), &corner(), options(&hands)).unwrap_err();
    assert_eq!((made.code(), made.message().as_str()), (Code::ReadOnly, said), "{made:?}");
    let other = crate::shop::shop();
    let sheet = ExportOptions {
        what: ExportWhat::All,
        span: None,
        for_what: ExportFor::Spreadsheet,
        format: ExportFormat::Csv,
        delimiter: b',',
        force: false,
        columns: std::collections::BTreeMap::new(),
    };
    for to in [disk.path.clone(), disk.path.join("below")] {
        let error = other.export(&to, &sheet, &mut |_| true).unwrap_err();
        assert_eq!((error.code(), error.message().as_str()), (Code::ReadOnly, said), "{error:?}");
    }
    assert!(bytes(&path) == before && names(&disk.path) == files, "not a byte was changed");
    assert!(mount(&disk.path, &["-o", "remount,rw"]));
    assert_eq!(Book::open(&path, options(&hands)).unwrap().find("ember", 5).unwrap().len(), 1);
    drop(folder);
}

/// A book whose file may not be written, for those whom permissions bind.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_said_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let shop = shop();
    shop.add(named("Ann Ember"));
    let Shop { book, hands, folder } = shop;
    let path = book.path().to_owned();
    drop(book);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    if std::fs::OpenOptions::new().write(true).open(&path).is_ok() {
        eprintln!("skipped: whoever runs this may write everything");
        return;
    }
    let before = bytes(&path);
    assert_eq!(Book::open(&path, options(&hands)).unwrap_err().code(), Code::ReadOnly);
    assert!(bytes(&path) == before);
    drop(folder);
}

/// Whenever the program is killed, the book is the one of before or the one of after.
#[test]
fn an_import_that_is_killed_happened_whole_or_not_at_all() {
    const ROWS: i64 = 1_200;
    let shop = shop();
    shop.add(with_phone("Ann Ember", "0170 123 45 67"));
    let text: String = (0..ROWS).map(|row| format!("Given{row} Family{row},0171{row:07}\n")).collect();
    let people = shop.file("people.csv", format!("Name,Phone\n{text}"));
    let before = shop.digest().unwrap();
    let Shop { mut book, hands, folder } = shop;
    let path = book.path().to_owned();
    let mut killed = 0;
    for delay in [10, 50, 120, 250, 500, 900, 1_500, 2_500] {
        drop(book);
        let mut import = Command::new(env!("CARGO_BIN_EXE_regulars-cli"))
            .args(["--json", "--book"])
            .arg(&path)
            .arg("import")
            .arg(&people)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        killed += i32::from(import.try_wait().unwrap().is_none());
        import.kill().unwrap();
        import.wait().unwrap();
        book = Book::open(&path, options(&hands)).expect("the lock went with the process");
        let checked = book.check().unwrap();
        assert!(checked.ok, "{delay} ms: {:?}", checked.findings);
        if book.customer_count().unwrap() == 1 {
            assert_eq!(book.digest().unwrap(), before, "{delay} ms");
            assert_eq!(book.history(None, None, 10).unwrap().len(), 1);
            continue;
        }
        assert_eq!(book.customer_count().unwrap(), ROWS + 1, "{delay} ms: all of it");
        assert_eq!(book.history(None, None, 10).unwrap()[0].name, "import_customers");
        assert_eq!(book.find("given77 family77", 5).unwrap()[0].name, "Given77 Family77");
        book.undo(None).unwrap();
        assert_eq!(book.digest().unwrap(), before);
        break;
    }
    assert!(killed > 0, "the import was never caught at work");
    assert_eq!(book.find("4567", 5).unwrap()[0].name, "Ann Ember");
    drop(folder);
}

//! A book that is only ever touched through the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub struct Till {
    pub folder: tempfile::TempDir,
    pub book: PathBuf,
}

/// Thursday 15 October 2026, 10:00 in Berlin.
pub const NOW: &str = "2026-10-15T10:00:00+02:00";

/// A till without a book.
pub fn bare() -> Till {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("shop.book");
    Till { folder, book }
}

/// A till with an empty book.
pub fn till() -> Till {
    till_in("EUR")
}

/// A till with an empty book kept in a currency.
pub fn till_in(currency: &str) -> Till {
    let till = bare();
    till.json(&["init", "--shop", "Corner", "--region", "DE", "--currency", currency, "--time-zone", "Europe/Berlin"]);
    till
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The keys of an object, or of the first object of a list.
pub fn has(value: &Value, keys: &[&str]) {
    let object = value.get(0).unwrap_or(value);
    for key in keys {
        assert!(object.get(key).is_some(), "no {key} in {object}");
    }
}

impl Till {
    pub fn run(&self, args: &[&str]) -> Output {
        self.run_at(NOW, args)
    }

    pub fn run_at(&self, now: &str, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regulars-cli"));
        command.env_remove("REGULARS_DEBUG").arg("--book").arg(&self.book).args(["--now", now]).args(args).output().unwrap()
    }

    /// What a command that is done answers: exactly one JSON value on stdout, and nothing on stderr.
    pub fn json(&self, args: &[&str]) -> Value {
        self.json_at(NOW, args)
    }

    pub fn json_at(&self, now: &str, args: &[&str]) -> Value {
        let output = self.run_at(now, &[&["--json"], args].concat());
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
        assert_eq!(text(&output.stdout).trim_end().lines().count(), 1, "{args:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A refusal: exit 1, one line for a shopkeeper on stderr, its error in JSON on stdout. The line may name the field before the sentence.
    pub fn refused(&self, args: &[&str]) -> Value {
        let output = self.run(&[&["--json"], args].concat());
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        is_a_sentence(&said);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let error = answer["error"].clone();
        let message = error["message"].as_str().unwrap();
        assert!(said.trim_end().ends_with(message) && (said.trim_end() == message || error["field"].is_string()), "{args:?}: {said}");
        has(&error, &["code", "message", "args"]);
        let plain = self.run(args);
        assert_eq!((plain.status.code(), text(&plain.stderr), text(&plain.stdout).as_str()), (Some(1), said, ""), "the same without JSON");
        error
    }

    /// What a person reads of a command that is done: words, nothing of a program's, and nothing on stderr. The till's own folder,
    /// whose name is the system's, is told as `FOLDER`.
    pub fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
        let said = text(&output.stdout).replace(self.folder.path().to_str().unwrap(), "FOLDER");
        assert!(said.ends_with('\n') && !said.trim().is_empty(), "{args:?}");
        for sign in ['{', '}', '[', ']', '"', '_'] {
            assert!(!said.contains(sign), "{sign} in what {args:?} says: {said}");
        }
        for word in said.split(|letter: char| !letter.is_alphanumeric()) {
            let camel = word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
            assert!(!camel && !word.contains("Minor"), "{word} in what {args:?} says: {said}");
        }
        said
    }

    pub fn code(&self, args: &[&str]) -> String {
        self.refused(args)["code"].as_str().unwrap().to_owned()
    }

    pub fn digest(&self) -> String {
        self.json(&["check"])["digest"].as_str().unwrap().to_owned()
    }

    /// The id of somebody new.
    pub fn add(&self, name: &str) -> String {
        self.json(&["add", name])["id"].as_str().unwrap().to_owned()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }
}

/// One line, in words of the shop.
fn is_a_sentence(said: &str) {
    assert!(said.ends_with(".\n") || said.ends_with("?\n"), "{said:?}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said:?}");
    let lower = said.to_lowercase();
    for word in ["sql", "rusqlite", "panick", "unwrap", "err(", "some(", "os error", "constraint", "utf8error", "::", "{", "thread"] {
        assert!(!lower.contains(word), "{word}: {said:?}");
    }
}

pub fn is_there(path: &str) -> bool {
    Path::new(path).exists()
}

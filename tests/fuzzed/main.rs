//! The fuzz targets without a fuzzer: their seeds, the same seeds spoilt in ever the same ways, and cut at every byte.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod bodies;
mod seeds;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use bodies::Body;

/// Mutations of each target.
const MUTATIONS: usize = 2_000;

/// Xorshift: the same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// A piece of at most 16 bytes, or a whole word, so that what stands around it stays sound.
    fn piece(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        if self.below(2) == 0 {
            return start..(start + 1 + self.below(16)).min(bytes.len());
        }
        let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
        let from = bytes[..start].iter().rposition(ends).map_or(0, |at| at + 1);
        from..bytes[start..].iter().position(ends).map_or(bytes.len(), |at| start + at)
    }

    /// Bytes that mean something to some reader.
    fn telling(&mut self) -> &'static [u8] {
        const TELLING: &[&[u8]] = &[
            b"",
            b"\0",
            b"\"",
            b"'",
            b",",
            b";",
            b"\t",
            b"\r",
            b"\n",
            b"=",
            b"\\",
            b":",
            b"<",
            b">",
            b"&#0;",
            b"-",
            b"+",
            b".",
            b" ",
            b"9",
            b"0",
            b"99999999999999999999",
            b"-1",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xc3",
            b"\xf0\x9f\x8d\x9e",
            b"\xd9\xa3",
            b"BEGIN:VCARD\r\n",
            b"END:VCARD\r\n",
            b"PK\x03\x04",
        ];
        TELLING[self.below(TELLING.len())]
    }

    /// One or two changes of a seed.
    fn spoilt(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) / 2 {
            let piece = self.piece(&bytes);
            match self.below(6) {
                0 if !piece.is_empty() => bytes[piece.start] ^= 1 << self.below(8),
                0 | 1 => drop(bytes.drain(piece)),
                2 => {
                    let again = bytes[piece.clone()].repeat(1 + self.below(4));
                    drop(bytes.splice(piece.end..piece.end, again));
                }
                3 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.piece(other);
                    drop(bytes.splice(piece, other[from].iter().copied()));
                }
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    bytes.truncate(piece.start);
                    bytes.extend(&other[self.below(other.len() + 1)..]);
                }
                _ => drop(bytes.splice(piece, self.telling().iter().copied())),
            }
        }
        bytes
    }
}

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

fn seeds_of(target: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(target)).unwrap().map(|file| file.unwrap().path()).collect();
    // A fuzzer puts what it finds beside them, under names without an ending.
    files.retain(|file| file.extension().is_some());
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Runs a body; where it panics, says on what.
fn run(target: &str, body: Body, bytes: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(bytes))) {
        let input = std::env::temp_dir().join(format!("regulars-fuzzed-{target}"));
        fs::write(&input, bytes).unwrap();
        let shown = bytes.escape_ascii().to_string();
        resume_unwind(Box::new(format!("{target} panics on {} ({}): {:?}", input.display(), shown, said(&*panic))));
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned())).unwrap_or_default()
}

fn fuzzed(target: &str) {
    let (_, body) = bodies::ALL.into_iter().find(|(name, _)| *name == target).unwrap();
    let seeds = seeds_of(target);
    assert!(seeds.len() >= 2, "{target} has seeds");
    for seed in &seeds {
        for end in 0..=seed.len() {
            run(target, body, &seed[..end]);
        }
    }
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..MUTATIONS {
        run(target, body, &chance.spoilt(&seeds));
    }
}

macro_rules! each {
    ($($target:ident)+) => {
        $(#[test]
        fn $target() {
            fuzzed(stringify!($target));
        })+

        #[test]
        fn every_target_is_here_and_in_the_fuzz_package() {
            assert_eq!(bodies::ALL.map(|(name, _)| name), [$(stringify!($target)),+]);
            let package = fs::read_to_string(folder("../Cargo.toml")).unwrap();
            for (name, _) in bodies::ALL {
                assert!(package.contains(&format!("name = \"{name}\"")), "{name}");
            }
        }
    };
}

each!(table card workbook sheet rows decode day money phone find);

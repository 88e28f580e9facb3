//! The contract, the permission and the handler name the same commands: one that is missing in any of them would fail in the window only.

#![allow(clippy::expect_used, reason = "a test that cannot read its files has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn the_contract_the_permission_and_the_handler_name_the_same_commands() {
    let promised = in_the_contract();
    assert!(promised.len() > 40, "the contract's table was read: {promised:?}");
    assert_eq!(promised, in_the_permission(), "docs/contract.md and src-tauri/permissions/book.toml");
    assert_eq!(promised, in_the_handler(), "docs/contract.md and src-tauri/src/commands/mod.rs");
}

#[test]
fn every_command_takes_what_the_contract_says() {
    let written = parameters_of_commands();
    for (command, promised) in parameters_in_the_contract() {
        assert_eq!(Some(&promised), written.get(&command), "what `{command}` takes");
    }
}

#[test]
fn the_window_has_that_permission_and_no_other() {
    let capability: serde_json::Value = serde_json::from_str(&read("src-tauri/capabilities/main.json")).expect("JSON");
    assert_eq!(capability["permissions"], serde_json::json!(["book"]));
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    let files = fs::read_dir(at("src-tauri/capabilities")).expect("the folder of capabilities");
    assert_eq!(files.count(), 1, "every file in that folder would be in force");
}

#[test]
fn the_page_may_load_nothing_from_elsewhere() {
    let config: serde_json::Value = serde_json::from_str(&read("tauri.conf.json")).expect("JSON");
    let security = &config["app"]["security"];
    assert_eq!(security["csp"]["default-src"], "'none'");
    for (kind, sources) in security["csp"].as_object().expect("a policy for each kind") {
        for source in sources.as_str().unwrap_or_default().split(' ') {
            let own = ["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"];
            assert!(own.contains(&source), "{kind} allows {source}");
        }
    }
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
}

/// The first cell of each row of the table under "Commands".
fn in_the_contract() -> BTreeSet<String> {
    let contract = read("docs/contract.md");
    let (_, commands) = contract.split_once("## Commands").expect("the chapter on commands");
    let rows = commands.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('|').next()).flat_map(|cell| words(cell, '`')).collect()
}

/// What each command takes: the names in the second cell of its row.
fn parameters_in_the_contract() -> BTreeMap<String, BTreeSet<String>> {
    let contract = read("docs/contract.md");
    let (_, commands) = contract.split_once("## Commands").expect("the chapter on commands");
    let mut taken = BTreeMap::new();
    let mut last = BTreeSet::new();
    for row in commands.lines().filter_map(|line| line.strip_prefix("| `")) {
        let mut cells = row.split('|');
        let (names, takes) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if takes.trim() != "the same" {
            last = outside(takes, '(', ')').split('`').skip(1).step_by(2).flat_map(names_outside_braces).collect();
        }
        // "`deed` for undo" leaves the others of its row with nothing.
        let only = takes.trim().rsplit_once(" for ").map(|(_, command)| command);
        taken.extend(words(names, '`').map(|command| {
            let takes_it = only.is_none_or(|only| only == command);
            (command, if takes_it { last.clone() } else { BTreeSet::new() })
        }));
    }
    taken
}

/// `shop: {name, region}, force?` names `shop` and `force`.
fn names_outside_braces(list: &str) -> Vec<String> {
    outside(list, '{', '}').split(',').filter_map(|part| part.split([':', '?']).next()).map(|name| name.trim().to_owned()).collect()
}

/// The text without what stands between these brackets.
fn outside(text: &str, open: char, close: char) -> String {
    let mut depth = 0;
    let kept = text.chars().filter(|letter| {
        depth += i32::from(*letter == open) - i32::from(*letter == close);
        depth == 0
    });
    kept.collect()
}

/// What each command function takes from the page: its parameters but for what Tauri itself hands in.
fn parameters_of_commands() -> BTreeMap<String, BTreeSet<String>> {
    let mut taken = BTreeMap::new();
    for file in fs::read_dir(at("src-tauri/src/commands")).expect("the folder of commands") {
        let source = fs::read_to_string(file.expect("a file").path()).expect("source");
        for part in source.split("#[tauri::command").skip(1) {
            let (_, signature) = part.split_once("fn ").expect("a function");
            let (name, rest) = signature.split_once('(').expect("its parameters");
            let (list, _) = rest.split_once(")").expect("their end");
            let from_the_page = list.split(", ").flat_map(|part| part.split(",\n")).filter_map(|part| part.split_once(": "));
            let from_the_page = from_the_page.filter(|(_, kind)| !kind.starts_with("State") && !kind.starts_with("AppHandle"));
            taken.insert(name.to_owned(), from_the_page.map(|(name, _)| name.trim().to_owned()).collect());
        }
    }
    taken
}

fn in_the_permission() -> BTreeSet<String> {
    let permission = read("src-tauri/permissions/book.toml");
    let (_, list) = permission.split_once("commands.allow = [").expect("the list of commands");
    words(list, '"').collect()
}

fn in_the_handler() -> BTreeSet<String> {
    let source = read("src-tauri/src/commands/mod.rs");
    let (_, list) = source.split_once("generate_handler![").expect("the list of commands");
    let (list, _) = list.split_once(']').expect("the end of the list");
    words(list, ',').filter_map(|path| path.rsplit("::").next().map(str::to_owned)).collect()
}

/// The pieces between these marks that are names.
fn words(text: &str, mark: char) -> impl Iterator<Item = String> {
    text.split(mark)
        .map(str::trim)
        .filter(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || "_:".contains(c)))
        .map(str::to_owned)
}

fn at(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

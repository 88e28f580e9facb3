//! What crosses to the page is what `docs/contract.md` says, one example a noun in `tests/contract/`.
//!
//! The page's own tests read the same files. Inputs (`new-customer`, `customer-changes`, `new-purchase`) are written by hand and must be
//! accepted; all others are what the book gives today, with ids replaced by placeholders. After a wanted change of shape:
//!
//! ```sh
//! REGULARS_SAVE_CONTRACT=1 cargo test --no-default-features --test book contract
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regulars::book::{CustomersQuery, ImportOptions};
use regulars::model::{CustomerChanges, Id, MonthFigure, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewPurchase};
use serde::Serialize;
use serde_json::{Value, json};

use crate::shop::{named, sale, shop};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract").join(format!("{name}.json"))
}

fn example(name: &str) -> Value {
    let text = std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("tests/contract/{name}.json: {error}"));
    serde_json::from_str(&text).unwrap()
}

/// Placeholders for ids, in the order in which they were first seen.
#[derive(Default)]
struct Ids(Vec<Id>);

impl Ids {
    fn placeholder(number: usize) -> String {
        format!("01999999-0000-7000-8000-{number:012}")
    }

    fn see(&mut self, id: Id) -> String {
        let at = self.0.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        });
        Self::placeholder(at + 1)
    }

    /// The value with placeholders for ids.
    fn plain(&mut self, value: impl Serialize) -> Value {
        let mut value = serde_json::to_value(value).unwrap();
        each_text(&mut value, &mut |text| {
            if text.len() == 36
                && let Ok(id) = text.parse()
            {
                *text = self.see(id);
            }
        });
        value
    }

    /// An example with ids for placeholders.
    fn real<T: serde::de::DeserializeOwned>(&self, name: &str) -> T {
        let mut value = example(name);
        each_text(&mut value, &mut |text| {
            if let Some(at) = (0..self.0.len()).find(|at| *text == Self::placeholder(at + 1)) {
                *text = self.0[at].to_string();
            }
        });
        serde_json::from_value(value).unwrap_or_else(|error| panic!("tests/contract/{name}.json: {error}"))
    }
}

/// Every text of a value, keys in the order of the alphabet.
fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(list) => list.iter_mut().for_each(|value| each_text(value, change)),
        Value::Object(map) => {
            let keys: BTreeSet<String> = map.keys().cloned().collect();
            keys.iter().for_each(|key| each_text(&mut map[key], change));
        }
        _ => {}
    }
}

const PEOPLE: &str = "First Name,Last Name,Email Address,Phone Number,Birthday,Memo,Square Customer ID\n\
    Cara,Glass,cara@example.org,'+4930555666,03-04,Likes rye,SQ1\n\
    Ann,Ember,,0170 123 45 67,,Rings twice,SQ2\n\
    Bad,Row,,,1990-13-45,,SQ3\n";

/// What a shop with a clock that stands still gives, by the name of the example.
fn given() -> BTreeMap<&'static str, Value> {
    let shop = shop();
    let mut ids = Ids::default();
    let mut given = BTreeMap::new();
    given.insert("shop", ids.plain(shop.book.shop()));
    shop.act_as(Some("Mia")).unwrap();
    let bob = shop.add(named("Bob Field"));
    ids.see(bob.id);
    let ann = shop.add(ids.real::<NewCustomer>("new-customer")).id;
    ids.see(ann);
    given.insert("customer", ids.plain(shop.customer(&ann).unwrap()));
    let lamp = NewPurchase { day: Some("2026-09-30".parse().unwrap()), ..sale(ann, &[("Lamp", 10_000)]) };
    let lamp = shop.record_purchase(&lamp).unwrap();
    let sold = shop.record_purchase(&ids.real::<NewPurchase>("new-purchase")).unwrap();
    given.insert("purchase", ids.plain(&sold));
    shop.record_purchase(&NewPurchase { customer_id: None, ..sale(ann, &[("Tea", 105)]) }).unwrap();
    given.insert("refund", ids.plain(shop.refund_purchase(&lamp.id, None).unwrap()));
    given.insert("preference", ids.plain(shop.add_preference(&ann, "allergy", "nuts").unwrap()));
    given.insert("belonging", ids.plain(shop.add_belonging(&ann, "Bike", "red, 28\"").unwrap()));
    let said = NewInteraction { id: ann, kind: "feedback".into(), text: "The rye is the best in town.".into(), score: Some(5) };
    given.insert("interaction", ids.plain(shop.add_interaction(&said).unwrap()));
    let owed = NewFollowUp { id: ann, title: "call about tea".into(), due: "2026-10-14T15:00".into(), kind: "call".into(), repeat: "monthly".into() };
    given.insert("follow-up", ids.plain(shop.add_follow_up(&owed).unwrap()));
    let done = shop.add_follow_up(&NewFollowUp { title: "thank her".into(), due: "today".into(), repeat: String::new(), ..owed }).unwrap();
    shop.close_follow_up(&done.id, "done", "was glad").unwrap();
    let consent =
        NewConsent { id: ann, purpose: "news".into(), channel: "email".into(), given: true, how: "at the counter".into(), wording: "May we?".into() };
    given.insert("consent", ids.plain(shop.record_consent(&consent).unwrap()));
    given.insert("found", ids.plain(shop.find("emb", 5).unwrap().remove(0)));
    let query = CustomersQuery { sort: "spent".into(), descending: true, text: String::new(), from: 0, limit: 10 };
    given.insert("customers", ids.plain(shop.customers(&query).unwrap()));
    given.insert("card", ids.plain(shop.card(&ann).unwrap()));
    given.insert("changed-customer", ids.plain(shop.edit_customer(&ann, &ids.real::<CustomerChanges>("customer-changes")).unwrap()));
    let deeds = shop.history(Some(&ann), None, 1).unwrap();
    given.insert("deed", ids.plain(&deeds[0]));
    given.insert("month", ids.plain(shop.month("2026-10".parse().unwrap()).unwrap()));
    given.insert("month-people", ids.plain(shop.month_people("2026-10".parse().unwrap(), MonthFigure::Revenue, 10, 0).unwrap()));
    given.insert("purchase-reading", ids.plain(shop.read_purchase("2 rye bread -10%, 1,5 jam 3,20, tea 1").unwrap()));
    given.insert("unfinished-purchase-reading", ids.plain(shop.read_purchase("2 rye bread, candl").unwrap()));
    given.insert("items", ids.plain(shop.items("j").unwrap()));
    given.insert("staff", ids.plain(shop.staff().unwrap()));
    let people = shop.file("people.csv", PEOPLE);
    given.insert("import-preview", ids.plain(shop.preview_import(&people, &ImportOptions::default(), &mut |_| true).unwrap()));
    given.insert("import-report", ids.plain(shop.import(&people, &ImportOptions::default(), &mut |_| true).unwrap()));
    let wrong = NewCustomer { phones: vec![regulars::model::Phone::plain("none")], ..named("Bob") };
    given.insert("error", ids.plain(shop.add_customer(&wrong).unwrap_err()));
    given
}

#[test]
fn the_book_gives_what_the_examples_of_the_contract_show() {
    let given = given();
    if std::env::var_os("REGULARS_SAVE_CONTRACT").is_some() {
        for (name, value) in &given {
            std::fs::write(file(name), serde_json::to_string_pretty(value).unwrap() + "\n").unwrap();
        }
    }
    for (name, value) in &given {
        assert_eq!(*value, example(name), "tests/contract/{name}.json; the head of this file says how to save it anew");
    }
    let inputs = ["new-customer", "customer-changes", "new-purchase"].map(|name| format!("{name}.json"));
    let known: BTreeSet<String> = given.keys().map(|name| format!("{name}.json")).chain(inputs).collect();
    let found: BTreeSet<String> =
        std::fs::read_dir(file("x").parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, known, "no example stands there that nothing checks");
}

#[test]
fn what_the_contract_does_not_know_is_refused() {
    for (name, wrong) in [
        ("new-customer", serde_json::from_value::<NewCustomer>(with(example("new-customer"), "moon", json!(1))).is_err()),
        ("customer-changes", serde_json::from_value::<CustomerChanges>(with(example("customer-changes"), "id", json!("x"))).is_err()),
        ("new-purchase", serde_json::from_value::<NewPurchase>(with(example("new-purchase"), "totalMinor", json!(1))).is_err()),
        ("a price", serde_json::from_value::<NewPurchase>(json!({"lines": [{"item": "Tea", "unitMinor": 1.5}]})).is_err()),
        ("an id", serde_json::from_value::<NewPurchase>(json!({"customerId": "7", "lines": []})).is_err()),
        ("a day", serde_json::from_value::<NewPurchase>(json!({"day": "2026-02-30", "lines": []})).is_err()),
    ] {
        assert!(wrong, "{name}");
    }
    assert!(serde_json::from_value::<NewCustomer>(json!({})).is_ok(), "every key may be left out");
    assert_eq!(serde_json::from_value::<CustomerChanges>(json!({})).unwrap(), CustomerChanges::default());
    let forgotten: CustomerChanges = serde_json::from_value(json!({"referredBy": null})).unwrap();
    assert_eq!(forgotten.referred_by, Some(None), "null forgets, a key left out keeps");
}

fn with(mut value: Value, key: &str, more: Value) -> Value {
    value[key] = more;
    value
}

/// The keys that the contract names for a noun: `**Noun** ... {a, b: [..], c}`.
fn promised(noun: &str) -> BTreeSet<String> {
    let contract = include_str!("../../docs/contract.md");
    let (_, from) = contract.split_once(&format!("**{noun}**")).unwrap_or_else(|| panic!("the contract does not name {noun}"));
    let (_, body) = from.split_once('{').unwrap();
    let (mut depth, mut keys, mut key) = (0, BTreeSet::new(), String::new());
    for letter in body.chars() {
        match letter {
            '{' | '[' => depth += 1,
            '}' if depth == 0 => break,
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                keys.insert(std::mem::take(&mut key));
            }
            _ if depth == 0 => key.push(letter),
            _ => {}
        }
    }
    keys.insert(key);
    keys.into_iter().map(|key| key.split(':').next().unwrap_or_default().trim().trim_end_matches('?').to_owned()).collect()
}

#[test]
fn the_keys_are_those_that_the_contract_names() {
    for (noun, name) in [
        ("Shop", "shop"),
        ("Customer", "customer"),
        ("Found", "found"),
        ("Preference", "preference"),
        ("Belonging", "belonging"),
        ("Purchase", "purchase"),
        ("Interaction", "interaction"),
        ("FollowUp", "follow-up"),
        ("Consent", "consent"),
        ("Card", "card"),
        ("Deed", "deed"),
        ("ImportReport", "import-report"),
        ("NewPurchase", "new-purchase"),
    ] {
        let keys: BTreeSet<String> = example(name).as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, promised(noun), "{noun} in docs/contract.md and tests/contract/{name}.json");
    }
    let line: BTreeSet<String> = example("purchase")["lines"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(line, promised("Line"));
    let mut new: BTreeSet<String> = example("new-customer").as_object().unwrap().keys().cloned().collect();
    new.extend(["id", "name", "createdAt"].map(str::to_owned));
    assert_eq!(new, promised("Customer"), "NewCustomer is Customer without these");
}

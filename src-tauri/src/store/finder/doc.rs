//! What a customer is found by, and the result row that is shown.

use serde::{Deserialize, Serialize};

use crate::model::customer::{last_first, shown_name};
use crate::model::fold::{each_name_word, each_word, fold};
use crate::model::phone::{self, Digits};
use crate::model::{Address, Customer, Email, Id, NewCustomer, Phone};

/// What a customer is found by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The order of the list of everybody: family name first.
    pub sort_name: String,
    /// Words of names and the company.
    pub names: String,
    /// Words before the @.
    pub mails: String,
    /// Mail domains, town, tags, number.
    pub others: String,
    /// Phones: international and with trunk prefix.
    pub numbers: String,
    /// Words of what they bought.
    pub bought: String,
    /// The result row.
    pub shown: String,
}

/// The parts of a customer that the finding index reads.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Public id.
    pub id: &'a Id,
    /// Given names.
    pub given: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Nickname.
    pub nick: &'a str,
    /// Company.
    pub company: &'a str,
    /// How they like to be called.
    pub call_me: &'a str,
    /// The shop's number.
    pub number: &'a str,
    /// Phones.
    pub phones: &'a [Phone],
    /// E-mail addresses.
    pub emails: &'a [Email],
    /// Addresses.
    pub addresses: &'a [Address],
    /// Tags.
    pub tags: &'a [String],
    /// Names of the cards that were merged into this one.
    pub also: &'a [String],
}

impl<'a> Person<'a> {
    /// A customer that stands in the book.
    pub fn of(customer: &'a Customer) -> Self {
        let Customer { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags, .. } = customer;
        Self { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags, also: &[] }
    }

    /// A customer on the way into the book.
    pub fn new(id: &'a Id, customer: &'a NewCustomer) -> Self {
        let NewCustomer { given, family, nick, company, call_me, number, phones, emails, addresses, tags, .. } = customer;
        Self { id, given, family, nick, company, call_me, number, phones, emails, addresses, tags, also: &[] }
    }

    fn name(&self) -> String {
        let name = shown_name(self.given, self.family, self.nick, self.company);
        if !name.is_empty() {
            return name;
        }
        self.phones.first().map(|phone| &phone.typed).or(self.emails.first().map(|email| &email.typed)).cloned().unwrap_or_default()
    }
}

/// The result row of a customer, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Shown {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) call_me: String,
    pub(super) company: String,
    pub(super) town: String,
    pub(super) phones: Vec<String>,
    pub(super) emails: Vec<String>,
    pub(super) tags: Vec<String>,
}

fn push_word(list: &mut String, word: &str) {
    if list.split(' ').any(|known| known == word) {
        return;
    }
    if !list.is_empty() {
        list.push(' ');
    }
    list.push_str(word);
}

impl Doc {
    /// What a person is found by, but for what they bought, in a shop in `region`.
    pub fn of(person: &Person<'_>, region: &str) -> Self {
        let digits: Vec<Digits> = person.phones.iter().filter_map(|entry| phone::digits(&entry.typed, region).ok()).collect();
        Self::with(person, &digits)
    }

    /// The same where the digits of the phones are known already.
    pub fn with(person: &Person<'_>, digits: &[Digits]) -> Self {
        let mut doc = Self::default();
        let also = person.also.iter().map(String::as_str);
        for name in [person.given, person.family, person.nick, person.call_me, person.company].into_iter().chain(also) {
            each_name_word(name, |word| push_word(&mut doc.names, word));
        }
        each_word(person.number, |word| push_word(&mut doc.others, word));
        for digits in digits {
            push_word(&mut doc.numbers, &digits.international);
            if let Some(national) = &digits.national {
                push_word(&mut doc.numbers, national);
            }
        }
        for entry in person.emails {
            let (local, domain) = entry.typed.split_once('@').unwrap_or((&entry.typed, ""));
            each_word(local, |word| push_word(&mut doc.mails, word));
            each_word(domain, |word| push_word(&mut doc.others, word));
        }
        let places = person.addresses.iter().flat_map(|address| [&address.town, &address.postcode]);
        for text in places.chain(person.tags) {
            each_name_word(text, |word| push_word(&mut doc.others, word));
        }
        let name = person.name();
        doc.sort_name = if person.family.is_empty() { fold(&name) } else { fold(&last_first(person.given, person.family)) };
        let shown = Shown {
            id: *person.id,
            name,
            call_me: person.call_me.to_owned(),
            company: person.company.to_owned(),
            town: person.addresses.iter().map(|address| &address.town).find(|town| !town.is_empty()).cloned().unwrap_or_default(),
            phones: person.phones.iter().map(|entry| entry.typed.clone()).collect(),
            emails: person.emails.iter().map(|entry| entry.typed.clone()).collect(),
            tags: person.tags.to_vec(),
        };
        // Text, lists of text and an id always make JSON.
        doc.shown = serde_json::to_string(&shown).unwrap_or_default();
        doc
    }

    /// Adds an item they bought.
    pub fn add_item(&mut self, item: &str) {
        each_word(item, |word| push_word(&mut self.bought, word));
    }

    /// The text of the index row.
    pub(super) fn tokens(&self) -> String {
        let mut tokens = format!("{} {} {} {}", self.names, self.mails, self.others, self.bought);
        for number in self.numbers.split(' ').filter(|number| !number.is_empty()) {
            tokens.push(' ');
            tokens.push_str(number);
        }
        // Endings of the international form; those of the national form are among them.
        if let Some(number) = self.numbers.split(' ').next() {
            for number in std::iter::once(number).chain(self.numbers.split(' ').skip(1).filter(|other| !other.ends_with(tail(number)))) {
                for start in 1..number.len().saturating_sub(3) {
                    tokens.push(' ');
                    tokens.push_str(&number[start..]);
                }
            }
        }
        tokens
    }

    /// The words that stand in the list of distinct words.
    pub(super) fn each_listed(&self, mut each: impl FnMut(&str)) {
        for list in [&self.names, &self.others, &self.bought] {
            list.split(' ').filter(|word| !word.is_empty()).for_each(&mut each);
        }
    }
}

/// The last digits that tell two forms of one number from another number.
fn tail(number: &str) -> &str {
    &number[number.len().saturating_sub(7)..]
}

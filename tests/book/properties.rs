//! Any sequence of deeds, taken back one by one, gives the book of before.

use proptest::prelude::*;
use regulars::book::ImportOptions;
use regulars::model::{Address, Card, Customer, CustomerChanges, Id, NewConsent, NewCustomer, NewFollowUp, NewInteraction, Phone};

use crate::shop::{Shop, corner, sale, shop};

/// A deed of a counter, by numbers that pick whom it is about.
#[derive(Debug, Clone)]
enum Deed {
    Add(String, String),
    Edit(usize, String, Vec<String>),
    Tag(usize, Vec<String>, String),
    Remove(usize),
    Sell(usize, i64, String),
    Refund(usize),
    Prefer(usize, String),
    Speak(usize, String),
    Owe(usize, String),
    Done(usize),
    Snooze(usize, u8),
    Own(usize, String),
    Disown(usize),
    Consent(usize, bool),
    Refer(usize, usize),
    Apart(usize, usize),
    Merge(usize, usize),
    Import(Vec<(u8, String)>),
    Rename(String),
    Hire(u8),
    ActAs(u8),
    Undo,
    Redo,
}

/// Who may stand at the counter.
const STAFF: [&str; 3] = ["Mia", "Zed", "Ola"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-ZäßłÅ ]{1,12}", Just("O'Brien; DROP".to_owned()), Just("山田太郎".to_owned()), "\\PC{1,8}"]
}

fn deed() -> impl Strategy<Value = Deed> {
    let who = 0..6_usize;
    prop_oneof![
        3 => (text(), "0[0-9]{6,10}").prop_map(|(name, phone)| Deed::Add(name, phone)),
        2 => (who.clone(), text(), prop::collection::vec("\\+?[0-9]{3,12}", 0..3)).prop_map(|(who, note, phones)| Deed::Edit(who, note, phones)),
        1 => (who.clone(), prop::collection::vec(text(), 0..3), text()).prop_map(|(who, tags, town)| Deed::Tag(who, tags, town)),
        1 => who.clone().prop_map(Deed::Remove),
        3 => (who.clone(), 1..100_000_i64, text()).prop_map(|(who, price, item)| Deed::Sell(who, price, item)),
        1 => who.clone().prop_map(Deed::Refund),
        1 => (who.clone(), text()).prop_map(|(who, value)| Deed::Prefer(who, value)),
        1 => (who.clone(), text()).prop_map(|(who, said)| Deed::Speak(who, said)),
        1 => (who.clone(), text()).prop_map(|(who, title)| Deed::Owe(who, title)),
        1 => who.clone().prop_map(Deed::Done),
        1 => (who.clone(), 1..28_u8).prop_map(|(who, day)| Deed::Snooze(who, day)),
        1 => (who.clone(), text()).prop_map(|(who, name)| Deed::Own(who, name)),
        1 => who.clone().prop_map(Deed::Disown),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, given)| Deed::Consent(who, given)),
        1 => (who.clone(), who.clone()).prop_map(|(who, by)| Deed::Refer(who, by)),
        1 => (who.clone(), who).prop_map(|(who, other)| Deed::Apart(who, other)),
        3 => many(),
        1 => text().prop_map(Deed::Rename),
        1 => (0..3_u8).prop_map(Deed::Hire),
        2 => (0..4_u8).prop_map(Deed::ActAs),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// A deed of many customers.
fn many() -> impl Strategy<Value = Deed> {
    prop_oneof![
        1 => (0..6_usize, 0..6_usize).prop_map(|(who, other)| Deed::Merge(who, other)),
        2 => prop::collection::vec((0..4_u8, text()), 1..4).prop_map(Deed::Import),
    ]
}

/// Does what can be done; what is refused must leave the book alone, which the digest shows.
fn act(shop: &Shop, people: &mut Vec<Id>, deed: &Deed) {
    let who = |number: &usize| people.get(*number % people.len().max(1)).copied();
    let before = shop.digest().unwrap();
    let done = match deed {
        Deed::Add(name, phone) => {
            let new = NewCustomer { name: name.clone(), phones: vec![Phone::plain(phone.clone())], ..NewCustomer::default() };
            shop.add_customer(&new).map(|customer| people.push(customer.id))
        }
        Deed::Edit(number, note, phones) => who(number).map_or(Ok(()), |id| {
            let phones = phones.iter().map(|typed| Phone::plain(typed.clone())).collect();
            shop.edit_customer(&id, &CustomerChanges { note: Some(note.clone()), phones: Some(phones), ..CustomerChanges::default() }).map(|_| ())
        }),
        Deed::Tag(number, tags, town) => who(number).map_or(Ok(()), |id| {
            let addresses = vec![Address { town: town.clone(), ..Address::default() }];
            shop.edit_customer(&id, &CustomerChanges { tags: Some(tags.clone()), addresses: Some(addresses), ..CustomerChanges::default() })
                .map(|_| ())
        }),
        Deed::Remove(number) => who(number).map_or(Ok(()), |id| shop.remove_customer(&id).map(|_| ())),
        Deed::Sell(number, price, item) => {
            who(number).map_or(Ok(()), |id| shop.record_purchase(&sale(id, &[(item, *price), ("Tea", 100)])).map(|_| ()))
        }
        Deed::Refund(number) => who(number)
            .and_then(|id| shop.card(&id).ok())
            .and_then(|card| card.purchases.first().map(|p| p.id))
            .map_or(Ok(()), |id| shop.refund_purchase(&id, Some(&[1])).map(|_| ())),
        Deed::Prefer(number, value) => who(number).map_or(Ok(()), |id| shop.add_preference(&id, "likes", value).map(|_| ())),
        Deed::Speak(number, text) => who(number)
            .map_or(Ok(()), |id| shop.add_interaction(&NewInteraction { id, kind: "visit".into(), text: text.clone(), score: Some(3) }).map(|_| ())),
        Deed::Owe(number, title) => who(number).map_or(Ok(()), |id| {
            shop.add_follow_up(&NewFollowUp { id, title: title.clone(), due: "2026-10-14".into(), kind: "call".into(), repeat: "monthly".into() })
                .map(|_| ())
        }),
        Deed::Done(number) => who(number)
            .and_then(|id| shop.card(&id).ok())
            .and_then(|card| card.follow_ups.first().map(|f| f.id))
            .map_or(Ok(()), |id| shop.close_follow_up(&id, "done", "").map(|_| ())),
        Deed::Snooze(number, day) => who(number)
            .and_then(|id| shop.card(&id).ok())
            .and_then(|card| card.follow_ups.first().map(|f| f.id))
            .map_or(Ok(()), |id| shop.snooze_follow_up(&id, &format!("2026-11-{day:02}")).map(|_| ())),
        Deed::Own(number, name) => who(number).map_or(Ok(()), |id| shop.add_belonging(&id, name, "").map(|_| ())),
        Deed::Disown(number) => who(number)
            .and_then(|id| shop.card(&id).ok())
            .and_then(|card| card.belongings.first().map(|b| b.id))
            .map_or(Ok(()), |id| shop.remove_belonging(&id).map(|_| ())),
        Deed::Import(rows) => {
            let rows: String = rows.iter().map(|(key, name)| format!("{key},\"{}\",0170 000000{key}\n", name.replace('"', ""))).collect();
            let path = shop.folder.path().join("list.csv");
            std::fs::write(&path, format!("Number,Name,Phone\n{rows}")).unwrap();
            shop.import(&path, &ImportOptions::default(), &mut |_| true).map(|_| {
                let listed = shop.find("", 50).unwrap();
                let new: Vec<Id> = listed.iter().map(|found| found.id).filter(|id| !people.contains(id)).collect();
                people.extend(new);
            })
        }
        Deed::Refer(number, by) => who(number).zip(who(by)).map_or(Ok(()), |(id, by)| {
            shop.edit_customer(&id, &CustomerChanges { referred_by: Some(Some(by)), ..CustomerChanges::default() }).map(|_| ())
        }),
        Deed::Apart(number, other) => who(number).zip(who(other)).map_or(Ok(()), |(id, other)| shop.tell_apart(&id, &other)),
        Deed::Merge(number, other) => {
            who(number).zip(who(other)).map_or(Ok(()), |(id, other)| shop.merge_customers(&id, &[other], &CustomerChanges::default()).map(|_| ()))
        }
        Deed::Rename(name) => shop.edit_shop(&regulars::model::NewShop { name: name.clone(), ..corner() }).map(|_| ()),
        Deed::Hire(number) => shop.add_staff(STAFF[usize::from(*number)], "owner").map(|_| ()),
        Deed::ActAs(number) => shop.act_as(STAFF.get(usize::from(*number)).copied()),
        Deed::Consent(number, given) => who(number).map_or(Ok(()), |id| {
            let new = NewConsent { id, purpose: "news".into(), channel: "email".into(), given: *given, how: String::new(), wording: String::new() };
            shop.record_consent(&new).map(|_| ())
        }),
        Deed::Undo => shop.undo(None).map(|_| ()),
        Deed::Redo => shop.redo().map(|_| ()),
    };
    if done.is_err() {
        assert_eq!(shop.digest().unwrap(), before, "a refused deed changes nothing: {deed:?}");
    }
}

/// Takes back the `first` of many deeds: whoever came with it is gone or as they were, whom nothing was written about since is as before it, and it
/// can be done again.
fn cuts_nobody(before: &[Deed], first: &Deed, since: &[Deed]) -> Result<(), TestCaseError> {
    let (shop, mut people) = (shop(), Vec::new());
    let newest = |shop: &Shop| shop.history(None, None, 1).unwrap().first().map(|deed| deed.deed);
    let card = |id: &Id| shop.card(id).ok().filter(|card| card.customer.id == *id);
    before.iter().for_each(|deed| act(&shop, &mut people, deed));
    let (last, known) = (newest(&shop), people.iter().map(|id| (*id, card(id))).collect::<Vec<_>>());
    act(&shop, &mut people, first);
    let Some(first) = newest(&shop).filter(|deed| Some(*deed) != last) else { return Ok(()) };
    let came: Vec<Id> = people[known.len()..].to_vec();
    since.iter().for_each(|deed| act(&shop, &mut people, deed));
    let (full, came) = (shop.digest().unwrap(), came.iter().filter_map(card).collect::<Vec<_>>());
    let holds = |deed: &&regulars::model::Deed| !deed.undone && deed.name != "undo" && deed.name != "redo";
    let later: Vec<Id> =
        shop.history(None, None, 100).unwrap().iter().take_while(|deed| deed.deed != first).filter(holds).map(|deed| deed.deed).collect();
    // Who was removed since has no history of their own.
    let has_later = |id: &Id| shop.history(Some(id), None, 100).map_or(true, |deeds| deeds.iter().any(|deed| later.contains(&deed.deed)));
    let untouched: Vec<(Id, Card)> = known.into_iter().filter(|(id, _)| !has_later(id)).filter_map(|(id, card)| Some((id, card?))).collect();
    let is_right = || {
        let checked = shop.check().unwrap();
        prop_assert!(checked.ok, "{:?}", checked.findings);
        Ok(())
    };
    if let Ok(done) = shop.undo(Some(&first)) {
        is_right()?;
        for was in came {
            let Some(now) = card(&was.customer.id) else { continue };
            prop_assert_eq!(now, was);
            prop_assert!(done.kept_total > 0);
        }
        for (id, was) in untouched {
            // Whoever sent them may have become another one since.
            let whole = |customer: Customer| Customer { referred_by: None, ..customer };
            prop_assert_eq!(card(&id).map(|card| whole(card.customer)), Some(whole(was.customer)));
        }
        shop.redo().unwrap();
    }
    prop_assert_eq!(shop.digest().unwrap(), full);
    is_right()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_deeds_taken_back_one_by_one_give_the_book_of_before(deeds in prop::collection::vec(deed(), 1..20)) {
        let shop = shop();
        let empty = shop.digest().unwrap();
        let mut people = Vec::new();
        for deed in &deeds {
            act(&shop, &mut people, deed);
        }
        let full = shop.digest().unwrap();
        let checked = shop.check().unwrap();
        prop_assert!(checked.ok, "{:?}", checked.findings);
        let mut undone = 0;
        while shop.undo(None).is_ok() {
            undone += 1;
        }
        prop_assert_eq!(shop.digest().unwrap(), empty);
        prop_assert!(shop.find("", 50).unwrap().is_empty());
        for _ in 0..undone {
            shop.redo().unwrap();
        }
        prop_assert_eq!(shop.digest().unwrap(), full, "and done again they give the book of after");
        let checked = shop.check().unwrap();
        prop_assert!(checked.ok, "{:?}", checked.findings);
    }

    #[test]
    fn an_import_or_a_merge_taken_back_after_any_deeds_cuts_nobody(
        before in prop::collection::vec(deed(), 0..6),
        first in many(),
        since in prop::collection::vec(deed(), 1..20),
    ) {
        cuts_nobody(&before, &first, &since)?;
    }

    #[test]
    fn any_text_is_searched_without_an_error(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
        thread_local! { static SHOP: Shop = shop(); }
        let found = SHOP.with(|shop| shop.find(&text, 50).is_ok());
        prop_assert!(found);
    }
}

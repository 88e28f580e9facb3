//! A shop where everything that can be written down was written down.

use regulars::model::{Address, Email, Id, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewLine, NewPurchase, Phone};

use crate::shop::{Shop, named, sale, shop};
use crate::tables::{square, square_person};

/// One of the texts that a spreadsheet or a careless reader would change.
pub const AWKWARD: &[&str] = &[
    "=1+1",
    "+49",
    "-5",
    "@home",
    "'quoted",
    "''twice",
    "say \"hi\"",
    "a,b;c\td",
    "two\nlines",
    "cr\rlf\r\nend",
    "é 山 🌸",
    "＝wide",
    "0017",
    "1e5",
    "TRUE",
    "2026-10-15",
];

/// A shop where every kind of thing was written down, most of it awkward.
pub fn busy() -> Shop {
    let shop = shop();
    shop.act_as(Some("Mia")).unwrap();
    let ann = shop.add(NewCustomer {
        number: "'0017".into(),
        given: "=Ann".into(),
        family: "O'Ember, Jr".into(),
        nick: "'t".into(),
        company: "+Sons \"& Co\"".into(),
        call_me: "Mrs. E".into(),
        say_it: "@emba".into(),
        birthday: "--02-29".into(),
        note: "two\nlines; and, more\n\n=three".into(),
        source: "-sign".into(),
        phones: ["+49 170 1234567", "030 123456", "(030) 1", "0049 30 2", "040/3"]
            .iter()
            .zip(["mobile", "", "home", "work", "shop"])
            .map(|(typed, label)| Phone { label: label.into(), typed: (*typed).into() })
            .collect(),
        emails: vec![Email { label: "home".into(), typed: "ann@example.org".into() }, Email::plain("a.ember@example.org")],
        addresses: ["Riverton", "Harbour", "Mill"]
            .iter()
            .map(|town| Address {
                label: "home".into(),
                street: "=Lane 1".into(),
                postcode: "01234".into(),
                town: (*town).into(),
                ..Address::default()
            })
            .collect(),
        tags: vec!["VIP, gold".into(), "a;b;A".into(), "-x".into()],
        ..NewCustomer::default()
    });
    let bob = shop.add(NewCustomer { referred_by: Some(ann.id), phones: vec![Phone::plain("0170 1234567")], ..named("Bob Field") });
    shop.add(NewCustomer { company: "Glass Ltd".into(), tags: vec!["one; tag".into()], ..NewCustomer::default() });
    shop.add(NewCustomer { phones: vec![Phone::plain("030 5550199")], ..NewCustomer::default() });
    for (number, text) in AWKWARD.iter().enumerate() {
        shop.add(NewCustomer { given: format!("N{number:02}"), family: (*text).into(), note: (*text).into(), ..NewCustomer::default() });
        shop.add_preference(&bob.id, "likes", text).unwrap();
        shop.add_interaction(&NewInteraction { id: bob.id, kind: "visit".into(), text: (*text).into(), score: Some(4) }).unwrap();
        shop.record_purchase(&NewPurchase { note: (*text).into(), ..sale(bob.id, &[(text, 333), ("Tea", 105)]) }).unwrap();
    }
    let third = NewLine { item: "Ham".into(), quantity_thousandths: 333, unit_minor: 1999, discount_minor: 1 };
    let sold = shop
        .record_purchase(&NewPurchase {
            customer_id: Some(ann.id),
            day: None,
            lines: vec![third.clone(), third],
            discount_minor: 7,
            note: String::new(),
        })
        .unwrap();
    shop.refund_purchase(&sold.id, Some(&[1])).unwrap();
    let before = NewPurchase { day: Some("2026-09-30".parse().unwrap()), ..sale(ann.id, &[("Lamp", 10_000)]) };
    let lamp = shop.record_purchase(&before).unwrap();
    shop.refund_purchase(&lamp.id, None).unwrap();
    shop.record_purchase(&NewPurchase { customer_id: None, ..sale(ann.id, &[("Tea", 105)]) }).unwrap();
    shop.add_belonging(&ann.id, "Bike", "red, 28\"").unwrap();
    shop.add_preference(&ann.id, "allergy", "nuts").unwrap();
    for due in ["2026-10-14T15:00", "2026-10-31", "2026-11-01"] {
        let owed = NewFollowUp { id: ann.id, title: format!("=call {due}"), due: due.into(), kind: "call".into(), repeat: "monthly".into() };
        let id = shop.add_follow_up(&owed).unwrap().id;
        if due == "2026-10-31" {
            shop.close_follow_up(&id, "done", "said \"yes\",\nthen no").unwrap();
        }
    }
    for given in [true, false] {
        shop.record_consent(&consent(bob.id, given)).unwrap();
    }
    shop.take_in(square(&[square_person("SQ-1", "Cara", "Glass", &[("Phone Number", "'+4930999")])]));
    let gone = shop.add(named("Gone Away"));
    shop.sell(gone.id, &[("Tea", 105)]);
    shop.remove_customer(&gone.id).unwrap();
    let taken_back = shop.add(named("Never Here"));
    shop.sell(taken_back.id, &[("Never sold", 1)]);
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    shop
}

pub fn consent(id: Id, given: bool) -> NewConsent {
    NewConsent { id, purpose: "news".into(), channel: "email".into(), given, how: "at the counter".into(), wording: "\"May we?\"\nYes".into() }
}

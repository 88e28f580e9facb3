//! Preferences, the timeline, follow-ups and consents.

use regulars::error::Code;
use regulars::model::{CustomerChanges, Id, NewComplaint, NewConsent, NewCustomer, NewFollowUp, NewInteraction, NewPromise};

use crate::shop::{named, shop};

fn owed(id: regulars::model::Id, title: &str, due: &str, repeat: &str) -> NewFollowUp {
    NewFollowUp { id, title: title.into(), due: due.into(), kind: "call".into(), repeat: repeat.into() }
}

#[test]
fn what_is_owed_is_listed_by_day_and_hour_and_what_was_missed_stays() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    for (title, due) in
        [("later", "2026-10-17"), ("noon", "2026-10-15T12:00"), ("any time", "today"), ("missed", "2026-10-01"), ("nine", "2026-10-15T09:00")]
    {
        shop.add_follow_up(&owed(ann.id, title, due, "")).unwrap();
    }
    let titles = |ahead| shop.due(None, ahead).unwrap().into_iter().map(|f| (f.title, f.late)).collect::<Vec<_>>();
    let list = |pairs: &[(&str, bool)]| pairs.iter().map(|(title, late)| ((*title).to_owned(), *late)).collect::<Vec<_>>();
    assert_eq!(titles(0), list(&[("missed", true), ("nine", true), ("noon", false), ("any time", false)]));
    assert_eq!(titles(7).len(), 5);
    assert_eq!(shop.late_count().unwrap(), 2);
    shop.at("2027-03-01T10:00:00+01:00");
    assert_eq!(titles(0).len(), 5, "nothing disappears by itself");
}

#[test]
fn done_tomorrow_another_day_and_not_needed() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let one = shop.add_follow_up(&owed(ann.id, "call about tea", "2026-10-14T15:00", "")).unwrap();
    assert!(one.late);
    let moved = shop.snooze_follow_up(&one.id, "tomorrow").unwrap();
    assert_eq!((moved.due.to_string().as_str(), moved.late), ("2026-10-16", false));
    let done = shop.close_follow_up(&one.id, "done", "will come by").unwrap();
    assert_eq!((done.state.as_str(), done.outcome.as_str()), ("done", "will come by"));
    assert_eq!(shop.close_follow_up(&one.id, "done", "").unwrap_err().code(), Code::AlreadyClosed);
    assert_eq!(shop.snooze_follow_up(&one.id, "fri").unwrap_err().code(), Code::AlreadyClosed);
    shop.undo(None).unwrap();
    let dropped = shop.close_follow_up(&one.id, "dropped", "").unwrap();
    assert_eq!(dropped.state, "dropped");
    assert!(shop.due(None, 30).unwrap().is_empty());
    assert_eq!(shop.month("2026-10".parse().unwrap()).unwrap().follow_ups_done, 0);
}

#[test]
fn what_repeats_is_owed_again_and_undo_takes_both_back() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let tyres = shop.add_follow_up(&owed(ann.id, "winter tyres", "2026-10-01", "yearly")).unwrap();
    let before = shop.digest().unwrap();
    shop.close_follow_up(&tyres.id, "done", "").unwrap();
    let next = shop.due(None, 366).unwrap();
    assert_eq!(
        next.iter().map(|f| f.due.to_string()).collect::<Vec<_>>(),
        ["2027-10-01"].map(String::from).to_vec().into_iter().filter(|d| d.as_str() <= "2027-10-16").collect::<Vec<_>>()
    );
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before);
}

#[test]
fn the_card_shows_what_to_mind_first_and_the_newest_consent() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    shop.add_preference(&ann.id, "likes", "window seat").unwrap();
    shop.add_preference(&ann.id, "allergy", "nuts").unwrap();
    shop.add_interaction(&NewInteraction { id: ann.id, kind: "visit".into(), text: "asked about tea".into(), score: None }).unwrap();
    let consent =
        |given| NewConsent { id: ann.id, purpose: "news".into(), channel: "email".into(), given, how: "said so".into(), wording: String::new() };
    shop.record_consent(&consent(true)).unwrap();
    shop.at("2026-10-15T11:00:00+02:00");
    shop.record_consent(&consent(false)).unwrap();
    let card = shop.card(&ann.id).unwrap();
    assert_eq!(card.preferences.iter().map(|p| p.value.as_str()).collect::<Vec<_>>(), ["nuts", "window seat"]);
    assert_eq!(card.interactions[0].text, "asked about tea");
    assert_eq!(card.consents.iter().map(|c| c.given).collect::<Vec<_>>(), [false], "the newest event holds");
}

#[test]
fn words_that_are_not_possible_are_refused_at_their_field() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let error = shop.add_preference(&ann.id, "hates", "x").unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::NotAChoice, Some("kind")));
    assert_eq!(shop.add_preference(&ann.id, "likes", "  ").unwrap_err().field(), Some("value"));
    let error = shop.add_follow_up(&owed(ann.id, "x", "someday", "")).unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::BadDue, Some("due")));
    assert_eq!(shop.add_follow_up(&owed(ann.id, "x", "today", "hourly")).unwrap_err().field(), Some("repeat"));
}

#[test]
fn who_acts_for_the_first_time_joins_the_staff_with_the_deed_and_not_with_a_refusal() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let before = (shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len());
    shop.act_as(Some("Ghost")).unwrap();
    shop.find("ann", 5).unwrap();
    shop.add_customer(&NewCustomer::default()).unwrap_err();
    shop.edit_customer(&Id::new(uuid::Uuid::nil()), &CustomerChanges::default()).unwrap_err();
    shop.edit_customer(&ann.id, &CustomerChanges::default()).unwrap();
    assert_eq!((shop.digest().unwrap(), shop.history(None, None, 10).unwrap().len()), before, "nothing was done");
    assert!(shop.staff().unwrap().is_empty());
    shop.add_preference(&ann.id, "likes", "rye").unwrap();
    let deeds: Vec<(String, Option<String>)> = shop.history(None, None, 2).unwrap().into_iter().map(|deed| (deed.name, deed.staff)).collect();
    assert_eq!(deeds, [("add_preference".to_owned(), Some("Ghost".to_owned())), ("add_staff".to_owned(), None)]);
    shop.undo(None).unwrap();
    assert!(shop.card(&ann.id).unwrap().preferences.is_empty());
}

#[test]
fn a_complaint_and_what_was_promised_about_it_are_one_deed() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let before = shop.digest().unwrap();
    let complaint = |text: &str, title: &str, due: &str| NewComplaint {
        id: ann.id,
        text: text.into(),
        promised: Some(NewPromise { title: title.into(), due: due.into() }),
    };
    for (new, code, field) in [
        (complaint(" ", "call back", "tomorrow"), Code::FieldMissing, "text"),
        (complaint("burnt", " ", "tomorrow"), Code::FieldMissing, "title"),
        (complaint("burnt", "call back", "someday"), Code::BadDue, "due"),
    ] {
        let error = shop.record_complaint(&new).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
    assert_eq!(shop.digest().unwrap(), before);
    assert_eq!(shop.record_complaint(&complaint("burnt again", "call back", "tomorrow")).unwrap().kind, "complaint");
    let card = shop.card(&ann.id).unwrap();
    assert_eq!((card.interactions[0].text.as_str(), card.follow_ups[0].title.as_str()), ("burnt again", "call back"));
    assert_eq!((card.follow_ups[0].kind.as_str(), card.follow_ups[0].due.to_string().as_str()), ("complaint", "2026-10-16"));
    assert_eq!(shop.history(None, None, 1).unwrap()[0].summary, "Wrote down a complaint of Ann Ember");
    shop.undo(None).unwrap();
    assert_eq!(shop.digest().unwrap(), before, "both go together");
}

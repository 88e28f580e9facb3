//! Purchases, refunds, the month.

use regulars::error::Code;
use regulars::model::{Month, MonthFigure, NewPurchase};

use crate::shop::{named, sale, shop};

#[test]
fn a_recorded_purchase_is_on_the_card() {
    let shop = shop();
    let ann = shop.add(named("Ann Ember"));
    let bread = shop.sell(ann.id, &[("Rye bread", 420), ("Jam", 480)]);
    let card = shop.card(&ann.id).unwrap();
    assert_eq!(card.purchases, std::slice::from_ref(&bread));
    assert_eq!((card.summary.visits, card.summary.spent_minor), (1, 900));
    assert_eq!(bread.day.to_string(), "2026-10-15");
}

#[test]
fn a_purchase_for_nobody_is_refused_with_a_code_and_one_for_a_stranger_is_kept() {
    let shop = shop();
    let gone = shop.add(named("Gone")).id;
    shop.undo(None).unwrap();
    assert_eq!(shop.record_purchase(&sale(gone, &[("Tea", 100)])).unwrap_err().code(), Code::NotFound);
    let stranger = NewPurchase { customer_id: None, ..sale(gone, &[("Tea", 100)]) };
    shop.record_purchase(&stranger).unwrap();
    let month = shop.month("2026-10".parse().unwrap()).unwrap();
    assert_eq!((month.revenue_minor, month.anonymous_purchases, month.customers), (100, 1, 0));
}

#[test]
fn a_purchase_of_tomorrow_is_refused() {
    let shop = shop();
    let ann = shop.add(named("Ann"));
    let tomorrow = NewPurchase { day: shop.today().succ_opt(), ..sale(ann.id, &[("Tea", 100)]) };
    let error = shop.record_purchase(&tomorrow).unwrap_err();
    assert_eq!((error.code(), error.field()), (Code::DayInFuture, Some("day")));
}

#[test]
fn no_line_of_a_sale_pays_money_out() {
    let shop = shop();
    let ann = shop.add(named("Ann"));
    let digest = shop.digest().unwrap();
    let refused = |new: &NewPurchase| {
        let error = shop.record_purchase(new).unwrap_err();
        (error.code(), error.field().unwrap_or_default().to_owned())
    };
    let cheap = sale(ann.id, &[("Tea", 500), ("Bottle back", -25)]);
    assert_eq!(refused(&cheap), (Code::PriceNegative, "lines.1.price".into()));
    let mut back = sale(ann.id, &[("Tea", 500)]);
    back.lines[0].quantity_thousandths = -1000;
    assert_eq!(refused(&back), (Code::BadQuantity, "lines.0.quantity".into()));
    let dearer = NewPurchase { discount_minor: -100, ..sale(ann.id, &[("Tea", 500)]) };
    assert_eq!(refused(&dearer), (Code::DiscountNegative, "discount".into()));
    assert_eq!(shop.digest().unwrap(), digest);
    shop.sell(ann.id, &[("Free sample", 0)]);
    let problem = shop.read_purchase("tea @-5").unwrap().problem.unwrap();
    assert_eq!((problem.code(), problem.field()), (Code::PriceNegative, Some("lines.0.price")), "said while it is typed");
}

#[test]
fn a_sale_is_given_back_to_the_cent_whole_or_by_line() {
    let shop = shop();
    let ann = shop.add(named("Ann"));
    let mut new = sale(ann.id, &[("A", 333), ("B", 333), ("C", 334)]);
    new.discount_minor = 100;
    let sold = shop.record_purchase(&new).unwrap();
    let first = shop.refund_purchase(&sold.id, Some(&[1])).unwrap();
    assert_eq!(first.total_minor, -300, "a third of the discount goes with a third of the goods");
    assert_eq!(shop.refund_purchase(&sold.id, Some(&[1])).unwrap_err().code(), Code::AlreadyRefunded);
    assert_eq!(shop.refund_purchase(&sold.id, Some(&[9])).unwrap_err().code(), Code::LineUnknown);
    let rest = shop.refund_purchase(&sold.id, None).unwrap();
    assert_eq!(first.total_minor + rest.total_minor + sold.total_minor, 0);
    assert_eq!(shop.refund_purchase(&rest.id, None).unwrap_err().code(), Code::RefundOfRefund);
    assert_eq!(shop.refund_purchase(&sold.id, None).unwrap_err().code(), Code::AlreadyRefunded);
    let month = shop.month("2026-10".parse().unwrap()).unwrap();
    assert_eq!((month.revenue_minor, month.refunds_minor, month.purchases), (0, 900, 1));
    assert!(shop.check().unwrap().ok);
}

#[test]
fn a_month_is_its_business_days_and_says_who_is_new() {
    let shop = shop();
    let (ann, bob) = (shop.add(named("Ann")), shop.add(named("Bob")));
    let september = NewPurchase { day: Some("2026-09-30".parse().unwrap()), ..sale(ann.id, &[("Tea", 100)]) };
    shop.record_purchase(&september).unwrap();
    shop.sell(ann.id, &[("Tea", 200)]);
    shop.sell(bob.id, &[("Tea", 400)]);
    let october: Month = "2026-10".parse().unwrap();
    let figures = shop.month(october).unwrap();
    assert_eq!((figures.revenue_minor, figures.customers, figures.new_customers, figures.returning_customers), (600, 2, 1, 1));
    assert_eq!(figures.before.unwrap().revenue_minor, 100);
    assert!(figures.year_ago.is_none());
    let names = |figure| shop.month_people(october, figure, 10, 0).unwrap().into_iter().map(|person| person.name).collect::<Vec<_>>();
    assert_eq!(names(MonthFigure::Revenue), ["Bob", "Ann"]);
    assert_eq!(names(MonthFigure::NewCustomers), ["Bob"]);
    assert_eq!(names(MonthFigure::ReturningCustomers), ["Ann"]);
    assert!(names(MonthFigure::Refunds).is_empty());
}

#[test]
fn the_day_a_purchase_belongs_to_is_decided_once() {
    let mut new = crate::shop::corner();
    new.day_ends = "02:00".into();
    let shop = crate::shop::shop_with(new);
    let ann = shop.add(named("Ann"));
    shop.at("2026-11-01T01:30:00+01:00");
    assert_eq!(shop.sell(ann.id, &[("Beer", 400)]).day.to_string(), "2026-10-31", "the bar is still open");
    let mut elsewhere = crate::shop::corner();
    elsewhere.time_zone = "Pacific/Auckland".into();
    shop.edit_shop(&elsewhere).unwrap();
    assert_eq!(shop.month("2026-10".parse().unwrap()).unwrap().revenue_minor, 400, "another zone moves nothing");
}

#[test]
fn the_currency_is_fixed_once_something_was_sold() {
    let shop = shop();
    let ann = shop.add(named("Ann"));
    let mut dollars = crate::shop::corner();
    dollars.currency = "USD".into();
    shop.edit_shop(&dollars).unwrap();
    shop.sell(ann.id, &[("Tea", 100)]);
    assert_eq!(shop.edit_shop(&crate::shop::corner()).unwrap_err().code(), Code::CurrencyFixed);
    shop.undo(None).unwrap();
    shop.undo(None).unwrap();
    assert_eq!(shop.book.shop().currency, "EUR", "undo gives the settings back too");
}

#[test]
fn typing_a_purchase_completes_what_the_shop_has_sold() {
    let shop = shop();
    let ann = shop.add(named("Ann"));
    shop.sell(ann.id, &[("Rye bread", 420), ("Red bike", 48_900)]);
    let names = |text: &str| shop.items(text).unwrap().into_iter().map(|item| (item.item, item.unit_minor)).collect::<Vec<_>>();
    assert_eq!(names("rye"), [("Rye bread".to_owned(), 420)]);
    assert_eq!(names("bike"), [("Red bike".to_owned(), 48_900)], "also by its second word");
    let read = shop.read_purchase("2 rye bread, tea").unwrap();
    assert_eq!((read.lines[0].item.as_str(), read.lines[0].amount_minor, read.lines[0].known), ("Rye bread", 840, true));
    let problem = read.problem.unwrap();
    assert_eq!((problem.code(), problem.field()), (Code::FieldMissing, Some("lines.1.price")));
    assert_eq!(read.completing, "tea");
    assert!(shop.read_purchase("2 rye bread -10%").unwrap().problem.is_none());
    assert_eq!(shop.read_purchase("2 rye bread -10%").unwrap().total_minor, 756);
}

//! Which days are read, which are asked about, and which are none.

use super::*;

#[test]
fn days_that_read_one_way_only_are_read() {
    for (text, expected) in [
        ("1990-03-15", Read::Day(1990, 3, 15)),
        ("1990/03/15", Read::Day(1990, 3, 15)),
        ("19900315", Read::Day(1990, 3, 15)),
        ("1985-12-10T00:00:00Z", Read::Day(1985, 12, 10)),
        ("2026-05-14 11:23:45 +0100", Read::Day(2026, 5, 14)),
        ("15/03/1990", Read::Day(1990, 3, 15)),
        ("03/15/1990", Read::Day(1990, 3, 15)),
        ("04/04/1990", Read::Day(1990, 4, 4)),
        ("3.4.1990", Read::Day(1990, 4, 3)),
        ("15/3/90", Read::Day(1990, 3, 15)),
        ("15/3/26", Read::Day(2026, 3, 15)),
        ("Mar 15, 1990", Read::Day(1990, 3, 15)),
        ("15-Mar-1990", Read::Day(1990, 3, 15)),
        ("15 September 90", Read::Day(1990, 9, 15)),
        ("15. März 1990", Read::Day(1990, 3, 15)),
        ("15 mrt. 1990", Read::Day(1990, 3, 15)),
        ("1 août 1990", Read::Day(1990, 8, 1)),
        ("15 de marzo de 1990", Read::Day(1990, 3, 15)),
        ("15 października 1990", Read::Day(1990, 10, 15)),
        ("15-Dez-90", Read::Day(1990, 12, 15)),
        ("15. Mai", Read::Yearless(5, 15)),
        ("1er janvier 1990", Read::Day(1990, 1, 1)),
        ("1º de março de 1990", Read::Day(1990, 3, 1)),
        ("15 de marzo del 1990", Read::Day(1990, 3, 15)),
        ("March 15th, 1990", Read::Day(1990, 3, 15)),
        (" --03-15", Read::Yearless(3, 15)),
        ("--0315", Read::Yearless(3, 15)),
        ("03-15", Read::Yearless(3, 15)),
        ("1604-03-15", Read::Yearless(3, 15)),
        ("3/15/1604", Read::Yearless(3, 15)),
        ("0/0/00", Read::Blank),
        ("0000-00-00", Read::Blank),
        ("", Read::Blank),
        ("1990-13-45", Read::Day(1990, 13, 45)),
    ] {
        assert_eq!(read(text, None, 2026), Ok(expected), "{text}");
    }
}

#[test]
fn what_reads_two_ways_is_asked_and_an_answer_is_kept_to() {
    assert_eq!(read("03/04/1990", None, 2026), Err(Doubt::Order));
    assert_eq!(read("3/4", None, 2026), Err(Doubt::Order));
    assert_eq!(read("03/04/1990", Some(Order::Dmy), 2026), Ok(Read::Day(1990, 4, 3)));
    assert_eq!(read("03/04/1990", Some(Order::Mdy), 2026), Ok(Read::Day(1990, 3, 4)));
    assert_eq!(read("90/03/04", Some(Order::Ymd), 2026), Ok(Read::Day(1990, 3, 4)));
    assert_eq!(read("09/03/04", Some(Order::Ymd), 2026), Ok(Read::Day(2009, 3, 4)));
    assert_eq!(read_date("15/03/1990", Some(Order::Mdy), 2026), Err(Doubt::NotADay), "never rolled");
    assert_eq!(read_date("30/02/1990", Some(Order::Dmy), 2026), Err(Doubt::NotADay));
    for bad in [
        "soon",
        "1990",
        "32/12",
        "1/2/3/4",
        "١٢/٣/٢٠٢٦",
        "12345",
        "3 jui 1990",
        "3 ma 1990",
        "3 Mai 4 1990",
        "3 Mond 1990",
        "--\u{fffd}1",
        "--é15",
        "1é/3/90",
    ] {
        assert_eq!(read(bad, None, 2026), Err(Doubt::NotADay), "{bad}");
    }
}

#[test]
fn serials_are_days_of_both_epochs_and_years_are_none() {
    let day = |epoch: Epoch, cell: &str| epoch.day(cell).unwrap_or_default();
    for (cell, of_1900, of_1904) in [
        ("32947", "1990-03-15", "1994-03-16"),
        ("31485", "1986-03-14", "1990-03-15"),
        ("46310.5", "2026-10-15T12:00:00", "2030-10-16T12:00:00"),
        (" 46310.999999999 ", "2026-10-16", "2030-10-17"),
        ("2958465", "9999-12-31", ""),
        ("2958466", "", ""),
        ("1990", "", ""),
        ("60", "", ""),
        ("20261015", "", ""),
        ("-5", "", ""),
        ("4.5.1990", "", ""),
        ("NaN", "", ""),
        (".", "", ""),
        ("", "", ""),
    ] {
        assert_eq!((day(Epoch::Of1900, cell).as_str(), day(Epoch::Of1904, cell).as_str()), (of_1900, of_1904), "{cell}");
    }
    for serial_of in [1, 59, 61, 32_947] {
        let moment = Epoch::Of1900.moment(serial_of as f64).unwrap();
        assert_eq!(serial(moment.date()), Some(serial_of), "there and back");
    }
    assert_eq!(serial(NaiveDate::from_ymd_opt(1899, 12, 31).unwrap()), None);
    let of = |serial: f64| Epoch::Of1900.moment(serial).map(write_moment);
    assert_eq!(
        [1.0, 59.0, 60.0, 61.0].map(of),
        ["1900-01-01", "1900-02-28", "", "1900-03-01"].map(|day| Some(day.to_owned()).filter(|day| !day.is_empty()))
    );
}

#[test]
fn one_number_above_twelve_settles_the_column() {
    let of = |cells: &[&str]| {
        let mut evidence = Evidence::default();
        cells.iter().for_each(|cell| evidence.see(cell));
        (evidence.order(), evidence.asks(2026).into_iter().map(|(_, said)| said).collect::<Vec<_>>())
    };
    let nothing = Vec::<String>::new;
    assert_eq!(of(&["03/04/1990", "13/04/1990"]), (Some(Order::Dmy), nothing()));
    assert_eq!(of(&["03/04/1990", "04/13/1990"]), (Some(Order::Mdy), nothing()));
    assert_eq!(of(&["03/04/1990", "05/05/1990"]), (None, vec!["03/04/1990 = 3 April 1990".into(), "03/04/1990 = 4 March 1990".into()]));
    assert_eq!(of(&["03.04.1990"]), (Some(Order::Dmy), nothing()));
    assert_eq!(of(&["1990-04-03", "--04-03", ""]), (None, nothing()));
    assert_eq!(of(&["05-03", "25-12"]), (Some(Order::Dmy), nothing()));
    assert_eq!(of(&["05-03", "06-04"]), (None, nothing()), "month and day, where nothing speaks against it");
    assert_eq!(of(&["05/04/03", "85/06/05"]), (Some(Order::Ymd), nothing()));
    assert_eq!(of(&["85/06/05", "13/06/05", "05/04/03"]), (Some(Order::Ymd), nothing()), "all of them can have the year in front");
    let (order, asked) = of(&["05/06/07", "31/12/99", "99/12/31"]);
    assert_eq!(order, Some(Order::Torn));
    assert_eq!(asked, ["99/12/31 = 31 December 1999", "05/06/07 = 5 June 2007", "05/06/07 = 6 May 2007"]);
    assert_eq!(of(&["12-25", "25-12", "05-03"]).0, Some(Order::Torn));
    assert_eq!(read("05-03", Some(Order::Torn), 2026), Err(Doubt::Order));
    assert_eq!((read("05-03", Some(Order::Dmy), 2026), read("05-03", None, 2026)), (Ok(Read::Yearless(3, 5)), Ok(Read::Yearless(5, 3))));
    assert_eq!(read("05/04/03", Some(Order::Ymd), 2026), Ok(Read::Day(2005, 4, 3)));
    assert_eq!(
        read("1/2/2003", Some(Order::Ymd), 2026),
        Err(Doubt::NotADay),
        "a year of four digits stands in front or behind, never in both places"
    );
    for (cell, order, torn) in
        [("04/26/1990", Order::Dmy, true), ("26/04/1990", Order::Mdy, true), ("32/13/1990", Order::Dmy, false), ("04/05/1990", Order::Dmy, false)]
    {
        assert_eq!(contradicts(cell, Some(order)), torn, "{cell}");
    }
}

#[test]
fn a_column_with_days_of_both_orders_is_asked_about_and_none_of_them_is_read() {
    let mut evidence = Evidence::default();
    ["13/04/1990", "03/04/1990", "04/26/1990"].into_iter().for_each(|cell| evidence.see(cell));
    assert_eq!(evidence.order(), Some(Order::Torn));
    let said: Vec<(Order, String)> = evidence.asks(2026);
    assert_eq!(said[0], (Order::Dmy, "13/04/1990 = 13 April 1990; 04/26/1990 is no day then".into()));
    assert_eq!(said[1], (Order::Mdy, "04/26/1990 = 26 April 1990; 13/04/1990 is no day then".into()));
    for cell in ["13/04/1990", "03/04/1990", "04/26/1990"] {
        assert_eq!(read(cell, evidence.order(), 2026), Err(Doubt::Order), "{cell}");
    }
    assert_eq!(read("03.04.1990", evidence.order(), 2026), Err(Doubt::Order), "nor those with dots");
    assert_eq!(read("1990-04-13", evidence.order(), 2026), Ok(Read::Day(1990, 4, 13)));
}

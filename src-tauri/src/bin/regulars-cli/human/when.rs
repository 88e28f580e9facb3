//! How late something is, and how long a rhythm.

use chrono::NaiveDate;
use regulars::model::{Due, day};
use regulars::texts;

/// When something is owed: `2026-10-14 15:00`.
pub fn due(due: Due) -> String {
    match due.minute {
        Some(minute) => format!("{} {}", due.day, day::write_minute(minute)),
        None => due.day.to_string(),
    }
}

/// How late something is at this day and minute of the shop's clock: weeks from two on, days, hours.
pub fn late(due: Due, day: NaiveDate, minute: u16) -> String {
    let days = (day - due.day).num_days();
    let hours = due.minute.map_or(0, |promised| i64::from(minute.saturating_sub(promised) / 60));
    match (days, hours) {
        (14.., _) => texts::count("late.weeks", days / 7, &[]),
        (1.., _) => texts::count("late.days", days, &[]),
        (_, 1..) => texts::count("late.hours", hours, &[]),
        _ => texts::say("late.now", &[]),
    }
}

/// How long a rhythm of days is, in the nearest round unit.
pub fn every(days: i64) -> String {
    // Tenths of a month of 30.4 days and hundredths of a year of 365.25, rounded half up.
    match days {
        ..14 => texts::count("span.days", days, &[]),
        14..60 => texts::count("span.weeks", (days * 2 + 7) / 14, &[]),
        60..700 => texts::count("span.months", (days * 10 + 152) / 304, &[]),
        _ => texts::count("span.years", (days * 100 + 18_262) / 36_525, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lateness_is_told_in_the_largest_fitting_unit() {
        let now = "2026-10-15".parse().unwrap();
        for (due, said) in [
            ("2026-10-15T09:30", "late"),
            ("2026-10-15T08:00", "2 hours late"),
            ("2026-10-14", "1 day late"),
            ("2026-10-02T09:00", "13 days late"),
            ("2026-10-01", "2 weeks late"),
        ] {
            assert_eq!(late(due.parse().unwrap(), now, 600), said, "{due}");
        }
    }

    #[test]
    fn a_rhythm_is_told_in_round_units() {
        for (days, said) in [(1, "day"), (7, "7 days"), (17, "2 weeks"), (18, "3 weeks"), (91, "3 months"), (365, "12 months"), (730, "2 years")] {
            assert_eq!(every(days), said);
        }
    }
}

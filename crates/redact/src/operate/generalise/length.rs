//! Times of day and lengths of time.

use super::{Around, Level, date};
use crate::fact::{Length, LengthForm, TimeOfDay, TimeUnit};
use crate::wording::Wording;

/// The part of the day; at any level but the band's nothing, because a time of day is finer than all of them. Nothing
/// either where a noun follows ("the three o'clock bell"): the phrases are no adjectives.
pub(super) fn time_of_day(
    time: TimeOfDay,
    level: Level,
    around: Around<'_>,
    wording: &Wording,
) -> Option<String> {
    date::context(around, wording).unknown_time.as_ref()?;
    let times = &wording.times;
    let words = match time.hour {
        Some(0..=4 | 22..) => &times.night,
        Some(5..=11) => &times.morning,
        Some(12..=17) => &times.afternoon,
        Some(18..=21) => &times.evening,
        None => &times.unknown,
    };
    (level == Level::Band).then(|| words.clone())
}

/// "Some weeks": true for two weeks and more, so a single one is "some time".
pub(super) fn length(length: Length, level: Level, wording: &Wording) -> Option<String> {
    let lengths = &wording.lengths;
    let several = match length.unit {
        TimeUnit::Minute => &lengths.minutes,
        TimeUnit::Hour => &lengths.hours,
        TimeUnit::Day => &lengths.days,
        TimeUnit::Week => &lengths.weeks,
        TimeUnit::Month => &lengths.months,
        TimeUnit::Year => &lengths.years,
    };
    let words = match length.form {
        LengthForm::Interval if length.count == Some(1) => &lengths.one,
        LengthForm::Interval => many_years(length, wording).unwrap_or(several),
        LengthForm::Near => &lengths.near,
        LengthForm::Around => &lengths.around,
        LengthForm::AroundOf => &lengths.around_of,
        LengthForm::Attributive => return None,
    };
    (level == Level::Band).then(|| words.clone())
}

/// What is said of ten years and more, if that differs.
fn many_years(length: Length, wording: &Wording) -> Option<&String> {
    let many = length.unit == TimeUnit::Year && length.count.is_some_and(|count| count >= 10);
    wording.lengths.many_years.as_ref().filter(|_| many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_told() {
        for count in [None, Some(1), Some(2), Some(18)] {
            for form in [LengthForm::Interval, LengthForm::Near, LengthForm::Around, LengthForm::AroundOf] {
                let said =
                    length(Length { count, unit: TimeUnit::Month, form }, Level::Band, Wording::english());
                assert!(said.is_some_and(|words| !words.contains(|c: char| c.is_ascii_digit())));
            }
        }
        let one = Length { count: Some(1), unit: TimeUnit::Year, form: LengthForm::Interval };
        assert_eq!(length(one, Level::Band, Wording::english()).as_deref(), Some("some time"));
    }

    #[test]
    fn hours_belong_to_their_part_of_the_day() {
        let around = Around { before: "at ", after: "" };
        let say = |hour| time_of_day(TimeOfDay { hour }, Level::Band, around, Wording::english()).unwrap();
        assert_eq!(say(Some(15)), "some time in the afternoon");
        assert_eq!(say(Some(0)), "some time at night");
        assert_eq!(say(None), "a certain time");
        assert_eq!(time_of_day(TimeOfDay { hour: None }, Level::Month, around, Wording::english()), None);
        let bell = Around { before: "the ", after: " bell" };
        assert_eq!(time_of_day(TimeOfDay { hour: None }, Level::Band, bell, Wording::english()), None);
    }
}

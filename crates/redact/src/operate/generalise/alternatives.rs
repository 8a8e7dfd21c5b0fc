//! What a reviewer may choose instead of the band: phrases that keep the order of events and tell less (QI-2).

use super::{Around, Level, date, generalise};
use crate::fact::Fact;
use crate::wording::Wording;

/// True phrases for `fact`, most telling first: the band, then "a later year" or "some time later" if `earlier`, told
/// before it in the story, is certainly earlier.
///
/// Two bands of one decade in one story still tell how far apart events are; a later year tells only their order.
/// Empty where nothing true fits between the text `around`.
pub fn alternatives(
    fact: &Fact,
    earlier: Option<&Fact>,
    around: Around<'_>,
    wording: &Wording,
) -> Vec<String> {
    let mut phrases: Vec<String> = generalise(fact, Level::Band, around, wording).into_iter().collect();
    let later = earlier.is_some_and(|earlier| is_later(fact, earlier));
    let words = date::context(around, wording).later.as_ref().filter(|_| later);
    let starts = super::starts_sentence(around.before);
    phrases.extend(words.map(|words| if starts { super::capitalised(words) } else { words.clone() }));
    phrases.dedup();
    phrases
}

/// Whether every day of `fact` is after every day of `earlier`, as far as their years tell.
fn is_later(fact: &Fact, earlier: &Fact) -> bool {
    let first = match fact {
        Fact::Date(date) => date.year,
        Fact::DateRange(range) => range.from.year,
        _ => None,
    };
    let last = match earlier {
        Fact::Date(date) => date.year,
        Fact::DateRange(range) => range.to.year,
        _ => None,
    };
    first.zip(last).is_some_and(|(first, last)| first > last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::PartialDate;

    fn year(year: i16) -> Fact {
        Fact::Date(PartialDate { year: Some(year), month: None, day: None })
    }

    #[test]
    fn order_is_offered_only_where_it_is_known() {
        let around = Around { before: "By ", after: ", they" };
        let say =
            |fact: &Fact, earlier: Option<&Fact>| alternatives(fact, earlier, around, Wording::english());
        assert_eq!(say(&year(2017), Some(&year(2011))), ["the late 2010s", "a later year"]);
        assert_eq!(say(&year(2017), Some(&year(2017))), ["the late 2010s"]);
        assert_eq!(say(&year(2011), Some(&year(2017))), ["the early 2010s"]);
        assert_eq!(say(&year(2011), None), ["the early 2010s"]);
        assert!(say(&Fact::Bare, None).is_empty());
    }

    #[test]
    fn phrases_fit_the_sentence() {
        let around = Around { before: "It was over. ", after: " they came." };
        let phrases = alternatives(&year(2017), Some(&year(2011)), around, Wording::english());
        assert_eq!(phrases, ["The late 2010s", "Some time later"]);
    }
}

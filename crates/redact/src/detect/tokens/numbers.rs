//! Numbers in words and digits: "fourteen", "14", "twenty-first", "nineteen ninety-eight", "două mii unsprezece".

use super::{Cursor, Sense};

impl<'t> Cursor<'t> {
    /// Reads a count of 1 to 199 in words: "seven", "twenty-one", "a hundred and two", "douăzeci și unu".
    pub(crate) fn number_words(self) -> Option<(u16, Self)> {
        let Some((number, after)) = self.below_hundred() else {
            return self.word(Sense::Article)?.hundred_and(100);
        };
        if number == 1 { after.hundred_and(100).or(Some((number, after))) } else { Some((number, after)) }
    }

    /// Reads a count in digits, at most three of them, or in words.
    pub(crate) fn count(self) -> Option<(u16, Self)> {
        let digits = self.digits(1..=3).and_then(|(value, after)| Some((u16::try_from(value).ok()?, after)));
        digits.or_else(|| self.number_words())
    }

    /// Reads "hundred" and what may follow it.
    fn hundred_and(self, hundreds: u16) -> Option<(u16, Self)> {
        let after = self.word(Sense::Hundred)?;
        let rest = after.maybe(|c| c.word(Sense::And)).below_hundred();
        Some(rest.map_or((hundreds, after), |(number, end)| (hundreds + number, end)))
    }

    /// Reads a number below a hundred in words: the tens may be joined to the ones by a blank, a dash or "și".
    fn below_hundred(self) -> Option<(u16, Self)> {
        let (number, after) = self.number_word()?;
        if number < 20 {
            return Some((number, after));
        }
        let joint = after.maybe(|c| c.tight_mark('-').or_else(|| c.word(Sense::And)));
        let ones = joint.number_word().filter(|(ones, _)| *ones < 10);
        Some(ones.map_or((number, after), |(ones, end)| (number + ones, end)))
    }

    fn number_word(self) -> Option<(u16, Self)> {
        self.sense(|sense| if let Sense::Number(number) = sense { Some(number) } else { None })
    }

    /// Reads an ordinal: "3rd", "third", "twenty-first", "întâi".
    pub(crate) fn ordinal(self) -> Option<(u8, Self)> {
        if let Some((value, after)) = self.digits(1..=3) {
            let end = after.word(Sense::Suffix).filter(|_| after.is_tight())?;
            return Some((u8::try_from(value).ok()?, end));
        }
        let ordinal = |c: Self| c.sense(|s| if let Sense::Ordinal(number) = s { Some(number) } else { None });
        ordinal(self).or_else(|| {
            let (tens, after) = self.number_word().filter(|(tens, _)| *tens >= 20)?;
            let (ones, end) = ordinal(after.maybe(|c| c.tight_mark('-'))).filter(|(ones, _)| *ones < 10)?;
            Some((u8::try_from(tens).ok()? + ones, end))
        })
    }

    /// Reads a year in words: "nineteen ninety-eight", "two thousand and eleven", "o mie nouă sute nouăzeci și opt".
    ///
    /// Bare thousands ("two thousand") and bare hundreds ("nineteen hundred") are counts more often than years.
    pub(crate) fn year_words(self) -> Option<(i16, Self)> {
        let (first, after) = self.number_word()?;
        let (rest, end) = match first {
            11..=20 => after
                .past_dash()
                .below_hundred()
                .filter(|(rest, _)| *rest >= 10)
                .or_else(|| after.past_dash().after_nought().filter(|_| first > 18))?,
            1 | 2 => after.word(Sense::Thousand)?.within_thousand()?,
            _ => return None,
        };
        let base = if first < 3 { first * 1000 } else { first * 100 };
        Some((i16::try_from(base + rest).ok()?, end))
    }

    /// Reads "oh eight" in "twenty oh eight".
    fn after_nought(self) -> Option<(u16, Self)> {
        self.word(Sense::Nought)?.past_dash().number_word().filter(|(ones, _)| *ones < 10)
    }

    /// Reads what follows "thousand" in a year: "and eleven", "nine hundred ninety-eight", "nouă sute".
    fn within_thousand(self) -> Option<(u16, Self)> {
        let start = self.maybe(|c| c.word(Sense::And));
        let (number, after) = start.below_hundred()?;
        match after.word(Sense::Hundred) {
            Some(hundreds) if number < 10 => {
                let rest = hundreds.maybe(|c| c.word(Sense::And)).below_hundred();
                Some(rest.map_or((number * 100, hundreds), |(rest, end)| (number * 100 + rest, end)))
            }
            _ => Some((number, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    #[test]
    fn years_in_words_have_their_value() {
        for (words, year) in [
            ("nineteen ninety-eight", 1998),
            ("twenty fourteen", 2014),
            ("two thousand and eleven", 2011),
            ("două mii unsprezece", 2011),
            ("o mie nouă sute nouăzeci și opt", 1998),
        ] {
            let tokens = tokens(words);
            let read = Cursor::new(&tokens, 0).year_words().map(|(year, end)| (year, end.index()));
            assert_eq!(read, Some((year, tokens.len())), "{words}");
        }
        for words in ["twenty one", "two thousand people", "nineteen people", "two hundred"] {
            assert!(Cursor::new(&tokens(words), 0).year_words().is_none(), "{words}");
        }
    }

    #[test]
    fn counts_and_ordinals_have_their_value() {
        let count = |words| Cursor::new(&tokens(words), 0).count().map(|(value, _)| value);
        assert_eq!(count("twenty-one"), Some(21));
        assert_eq!(count("douăzeci și unu"), Some(21));
        assert_eq!(count("a hundred and two"), Some(102));
        assert_eq!(count("017"), Some(17));
        let ordinal = |words| Cursor::new(&tokens(words), 0).ordinal().map(|(value, _)| value);
        assert_eq!(ordinal("twenty\u{2011}first"), Some(21));
        assert_eq!(ordinal("3rd"), Some(3));
        assert_eq!(ordinal("3 rd"), None);
    }
}

//! Tokens that hold a digit, and what they look like.

use std::ops::Range;
use std::sync::LazyLock;

use crate::kind::Kind;
use crate::words::{Set, is_digits, list_words};

/// Letters and digits with single signs between them and at least one digit: `HL/2019/4471`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes in the text.
    pub(super) range: Range<usize>,
}

impl Token {
    /// The next token at or after byte `from`.
    pub(super) fn next(text: &str, from: usize) -> Option<Token> {
        let bytes = text.as_bytes();
        let digit = from + bytes.get(from..)?.iter().position(u8::is_ascii_digit)?;
        let start = text[from..digit].char_indices().rev().map(|(at, c)| (from + at, c));
        let mut begin = digit;
        for (at, c) in start {
            match c {
                c if c.is_alphanumeric() => begin = at,
                c if is_joiner(c) && joins(text, at, c) => {}
                _ => break,
            }
        }
        let mut end = digit;
        for (at, c) in text[digit..].char_indices().map(|(at, c)| (digit + at, c)) {
            match c {
                c if c.is_alphanumeric() => end = at + c.len_utf8(),
                c if is_joiner(c) && joins(text, at, c) => {}
                _ => break,
            }
        }
        Some(Token { range: begin..end })
    }

    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }

    /// Where the code begins: with one or two words of capitals before it, `ref AB 1234`.
    pub(super) fn opening(&self, text: &str) -> usize {
        let before = &text[..self.range.start];
        let Some(head) = before.strip_suffix([' ', '\u{a0}']) else { return self.range.start };
        let word = head.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let prefix = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        let sentence = head[..head.len() - word.len()].trim_end().ends_with(|c: char| c.is_ascii_uppercase());
        if prefix && !sentence { head.len() - word.len() } else { self.range.start }
    }

    /// Where the code ends: with up to four more groups behind it, as long as each is capitals and digits with a digit in
    /// it, or a short word of capitals after which another such group stands: `AB 12 34`, `W7R 4K2 9TB`.
    pub(super) fn closing(&self, text: &str) -> usize {
        let mut end = self.range.end;
        for _ in 0..4 {
            let Some(rest) = text[end..].strip_prefix([' ', '\u{a0}']) else { break };
            let start = text.len() - rest.len();
            let group = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
            let capitals = group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            let digits = group.bytes().filter(u8::is_ascii_digit).count();
            let suffix = group.len() == 1 && digits == 0 && !matches!(group, "A" | "I");
            let followed = rest[group.len()..].chars().next();
            let closes = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')') || (c == '.' && !suffix);
            let joined = followed.is_none_or(closes);
            if group.is_empty() || !capitals || !joined || is_year(group) || (digits == 0 && !suffix) {
                break;
            }
            end = start + group.len();
        }
        end
    }

    /// Whether a label with a designator may name this: two characters or more that are no amount.
    pub(super) fn may_be_named(&self, text: &str) -> bool {
        let token = self.of(text);
        let letters = token.chars().filter(|c| c.is_alphanumeric()).count();
        letters >= 2 && !self.is_measured(text)
    }

    /// Whether this is written like a date, a time or a span of years. A year by itself may be a number.
    pub(super) fn is_date_or_time(&self, text: &str) -> bool {
        let token = self.of(text);
        is_date_or_time(token) && !is_year(token)
    }

    /// Whether this looks like a code behind a bare noun: four digits or more that are neither a year nor part of a date,
    /// and no small letters beside them.
    pub(super) fn looks_like_code(&self, text: &str) -> bool {
        let token = self.of(text);
        let lower = token.contains(char::is_lowercase) && token.contains(char::is_uppercase);
        !lower && digits_beside_years(token) >= 4 && !is_date_or_time(token)
    }

    /// What the token is by its mix of letters and digits alone.
    ///
    /// Letters in capitals (or small ones among many digits) with four digits or more beside any year; digits, a slash and a
    /// year; a number sign. Words with a number (`COVID-19`), roads, classes of paper, ages, decades, ordinals, measures,
    /// seasons (`2011/12`), statutory instruments (`SI 2016/1052`) and directives of the European Union stay.
    pub(super) fn unlabelled(&self, text: &str) -> Option<(Kind, &'static str)> {
        let token = self.of(text);
        let digits = digits_beside_years(token);
        let letters = token.chars().filter(|c| c.is_alphabetic()).count();
        let upper = !token.contains(char::is_lowercase);
        let lower = !token.contains(char::is_uppercase);
        let many = token.chars().filter(char::is_ascii_digit).count() >= 6 && letters >= 2;
        let instrument = text[..self.range.start].ends_with("SI ");
        let union = EU_LAWS.iter().any(|name| text[..self.range.start].trim_end().ends_with(name));
        let measured =
            instrument || union || self.is_measured(text) || is_date_or_time(token) || is_public(token);
        match () {
            () if measured || is_in_address(text, &self.range) => None,
            () if letters == 0 && is_number_and_year(token) => {
                Some((Kind::CaseNumber, "code/number-and-year"))
            }
            () if letters > 0 && upper && digits >= 4 => Some((Kind::Reference, "code/mixed")),
            () if lower && many && is_tangled(token) && !token.contains('.') => {
                Some((Kind::Reference, "code/mixed-lower"))
            }
            () if text[..self.range.start].ends_with('#') && digits >= 4 => {
                Some((Kind::Reference, "code/sign"))
            }
            () => None,
        }
    }

    /// Whether the token is an amount or a measure: a currency before, a unit or per cent behind.
    fn is_measured(&self, text: &str) -> bool {
        let before = text[..self.range.start].chars().next_back();
        let after = text[self.range.end..].trim_start_matches([' ', '\u{a0}']);
        let after = after.strip_prefix("de ").unwrap_or(after);
        let unit = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let unit = UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit));
        before.is_some_and(|c| matches!(c, '£' | '$' | '€' | '+'))
            || after.starts_with(['%', '£', '€', '$'])
            || unit
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '/' | '-' | '.' | ':' | '_' | '\\' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether the sign at byte `at` joins two parts: a letter or digit on both sides; a dot or colon needs a digit on both.
fn joins(text: &str, at: usize, sign: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + sign.len_utf8()..].chars().next();
    let both = |fits: fn(char) -> bool| before.is_some_and(fits) && after.is_some_and(fits);
    if matches!(sign, '.' | ':') { both(|c| c.is_ascii_digit()) } else { both(char::is_alphanumeric) }
}

/// The groups of digits in a token.
fn groups(token: &str) -> impl Iterator<Item = &str> {
    token.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty())
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && matches!(group.parse(), Ok(1800..=2099))
}

/// How many digits stand in groups that are no year.
fn digits_beside_years(token: &str) -> usize {
    groups(token).filter(|group| !is_year(group)).map(str::len).sum()
}

/// `12/03/2014`, `2014-03-12`, `10:30`, `2011/12`, `2011-2017`, `12.03.14`, `9-12`.
fn is_date_or_time(token: &str) -> bool {
    if token.contains(|c: char| c.is_alphabetic()) {
        return false;
    }
    let numbers: Vec<&str> = groups(token).collect();
    let small = |group: &str| group.len() <= 2;
    match numbers[..] {
        [year] => is_year(year) || token.contains(':'),
        [a, b] if token.contains(':') => small(a) && small(b),
        [a, b] => {
            is_year(a) && (is_year(b) || is_next_year(a, b)) || (token.contains('.') && small(a) && small(b))
        }
        [a, b, c] => small(b) && ((small(a) && (is_year(c) || small(c))) || (is_year(a) && small(c))),
        _ => false,
    }
}

/// The second half of `2011/12`.
fn is_next_year(year: &str, next: &str) -> bool {
    let number = |digits: &str| digits.parse::<u32>().unwrap_or_default();
    next.len() == 2 && (number(year) + 1) % 100 == number(next)
}

/// `18403/91`, `1996/276`, `12345/2014`: a number within a year, as courts and registries count. Shorter numbers before
/// a whole year are those of laws more often (`272/2004`), and before two digits blood pressures (`120/80`).
fn is_number_and_year(token: &str) -> bool {
    let Some((a, b)) = token.split_once('/') else { return false };
    let counted = |part: &str| (3..=7).contains(&part.len());
    is_digits(a)
        && is_digits(b)
        && ((a.len() >= 4 && counted(a) && b.len() == 2 && !is_year(a))
            || (a.len() >= 5 && is_year(b))
            || (is_year(a) && counted(b) && !is_year(b)))
}

/// Numbers of roads, laws and standards, and numbers with a word: `95/46/EC`, `ISO27001`, `COVID-19`.
fn is_public(token: &str) -> bool {
    let words: Vec<&str> =
        token.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let road = token.split('/').all(|part| {
        part.len() <= 5
            && part
                .strip_prefix(['A', 'B', 'M'])
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    road || words.iter().any(|word| PUBLIC.contains(word))
        || words.iter().any(|word| word.chars().count() > 6)
}

/// Whether the token is a part of an e-mail or web address or of a name with an `@`.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].ends_with(['@', '=', '?', '%', '~']) || text[range.end..].starts_with(['@', '=', '%'])
}

/// Whether letters and digits change places at least three times, as they do in no word.
fn is_tangled(token: &str) -> bool {
    let kinds: Vec<bool> =
        token.chars().filter(|c| c.is_alphanumeric()).map(|c| c.is_ascii_digit()).collect();
    kinds.windows(2).filter(|pair| pair[0] != pair[1]).count() >= 3
}

/// Words of laws, treaties and standards that stand in their numbers.
static PUBLIC: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../../data/detect/public_codes.txt")).collect());
/// Words behind a number that make it a measure.
static UNITS: LazyLock<Vec<&str>> =
    LazyLock::new(|| list_words(include_str!("../../../data/detect/measures.txt")).collect());

/// Before the number of a law of the European Union.
const EU_LAWS: [&str; 6] = ["(EU)", "(EC)", "(EEC)", "Regulation", "Directive", "Decision"];

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let token = Token::next(text, from)?;
            from = token.range.end;
            Some(&text[token.range])
        })
        .collect()
    }

    #[test]
    fn token_is_cut_at_signs_that_join_nothing() {
        assert_eq!(tokens("ref:AB12-3, (no. 18403/91). The 4th"), ["AB12-3", "18403/91", "4th"]);
        assert_eq!(tokens("see 2.5 and 10:30."), ["2.5", "10:30"]);
        assert_eq!(tokens("no digits here"), Vec::<&str>::new());
    }

    #[test]
    fn dates_times_and_seasons_are_no_codes() {
        for date in ["12/03/2014", "2014-03-12", "10:30", "2011/12", "2011-2017", "2014", "12.03.14"] {
            assert!(is_date_or_time(date), "{date}");
        }
        for code in ["18403/91", "1996/276", "119/5", "164.99.1", "40/12345/19"] {
            assert!(!is_date_or_time(code), "{code}");
        }
    }
}

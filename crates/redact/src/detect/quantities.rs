//! Sums of money and counts of people or things that are told more exactly than to one significant figure (MO-1).

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::tokens::{Cursor, tokens};
use super::{Detector, Findings};
use crate::fact::{Bound, Fact, Quantity};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::operate::generalise::one_figure;
use crate::ron_file;
use crate::text::Text;
use crate::words::{Set, Word, is_closed_class};

/// Whether these letters are the code of a currency, in capitals.
pub(crate) fn is_currency(letters: &str) -> bool {
    let same = |code: &String| letters.chars().flat_map(char::to_lowercase).eq(code.chars());
    letters.chars().all(char::is_uppercase) && RULES.lists.codes.iter().any(same)
}

/// Finds sums and counts, in digits and in words, by the lists of `data/detect/quantities.ron`.
///
/// A figure that is round already is reported as kept: "£500", "forty families" tell no more than the rounding would.
#[derive(Debug, Default)]
pub struct QuantityDetector(());

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    numbers: Vec<String>,
    joining: Vec<String>,
    marks: Vec<String>,
    codes: Vec<String>,
    low_codes: Vec<String>,
    currencies: Vec<String>,
    scales: Vec<(String, u64)>,
    counted: Vec<String>,
    measured: Vec<String>,
    labels: Vec<String>,
    adjectives: Vec<String>,
    over: Vec<String>,
    under: Vec<String>,
    about: Vec<String>,
    determiners: Vec<String>,
}

/// The lists and the patterns made of them, which are compiled when a text first holds a number.
struct Rules {
    lists: Lists,
    numbers: Set<String>,
    money: OnceLock<Regex>,
    counts: OnceLock<Regex>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let lists: Lists =
        ron_file::parse(include_str!("../../data/detect/quantities.ron")).expect("embedded data is tested");
    Rules::new(lists)
});

impl QuantityDetector {
    /// The detector.
    pub fn new() -> Self {
        QuantityDetector(())
    }
}

impl Detector for QuantityDetector {
    fn family(&self) -> &'static str {
        "quantities"
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::Money, Kind::Count]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let number = |word: &Word| RULES.numbers.contains(&word.folded);
        if text.digits() == 0 && !text.words().iter().any(number) {
            return;
        }
        let folded = text.folded();
        for (pattern, kind, rule) in [
            (RULES.money(), Kind::Money, "quantities/money"),
            (RULES.counts(), Kind::Count, "quantities/count"),
        ] {
            for captures in by_paragraph(pattern, folded.as_str()) {
                let as_written = |part: regex::Match<'_>| &text.as_str()[folded.origin(part.range())];
                if let Some((range, fact)) = RULES.quantity(folded.as_str(), as_written, &captures, kind) {
                    found.push(folded.origin(range), kind, Confidence::MEDIUM, rule, fact);
                }
            }
        }
    }
}

/// Every match of `pattern`, none of which holds a line break. Where letters are met that ASCII does not have, an engine goes on
/// that takes ten times as long: no farther than the paragraph.
fn by_paragraph<'t>(pattern: &'t Regex, folded: &'t str) -> impl Iterator<Item = regex::Captures<'t>> {
    let mut end = 0;
    folded.split_inclusive('\n').flat_map(move |paragraph| {
        let mut at = end;
        end += paragraph.len();
        let read = &folded[..end];
        std::iter::from_fn(move || {
            let captures = pattern.captures_at(read, at)?;
            at = captures.get(0)?.end();
            Some(captures)
        })
    })
}

/// One of these words, the longer ones first.
fn any(words: &[String]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("embedded data is tested")
}

impl Rules {
    fn new(lists: Lists) -> Rules {
        let numbers = lists.numbers.iter().cloned().collect();
        Rules { lists, numbers, money: OnceLock::new(), counts: OnceLock::new() }
    }

    /// A number in words. What it means is read by the lexicon of times and numbers.
    fn number_in_words(&self) -> String {
        let Lists { numbers, joining, .. } = &self.lists;
        format!("(?:(?:{}|{})[ -])*(?:{1})", joining.join("|"), numbers.join("|"))
    }

    fn money(&self) -> &Regex {
        self.money.get_or_init(|| self.compiled_money())
    }

    fn counts(&self) -> &Regex {
        self.counts.get_or_init(|| self.compiled_counts())
    }

    fn compiled_money(&self) -> Regex {
        let (lists, words) = (&self.lists, self.number_in_words());
        let scales: Vec<String> = lists.scales.iter().map(|(word, _)| word.clone()).collect();
        let (marks, codes) = (any(&lists.marks), any(&lists.codes));
        let (currencies, scales) = (any(&lists.currencies), any(&scales));
        let scale = format!(r"(?:[ -]?(?P<scale>{scales})\b)?");
        let money = format!(
            r"(?:(?P<mark>{marks}|\b(?P<code>{codes})) ?(?P<figure>{FIGURE}){scale}|\b(?P<plain>{FIGURE}|{words}(?: and a half)?)(?:[ -]?(?P<plainscale>{scales})\b)?(?P<unit>[ -](?:(?:new )?(?:[a-z]+ )?(?:{currencies})|(?P<codebehind>{codes}))\b(?: \((?:{codes})[);,])?|[£€]))"
        );
        compile(&money)
    }

    fn compiled_counts(&self) -> Regex {
        let words = self.number_in_words();
        let (counted, adjectives) = (any(&self.lists.counted), any(&self.lists.adjectives));
        let counts = format!(
            r"\b(?:(?P<plain>{FIGURE}|{words})(?: (?:{adjectives})){{0,2}} (?:{counted}|(?P<noun>[a-z]{{3,}}s))|(?P<worded>{words}) (?P<sort>[a-z]{{3,}}) (?P<sorts>[a-z]{{3,}}s))\b"
        );
        compile(&counts)
    }

    /// What `captures` say, and where it stands in `folded`; `None` for a part of a longer number.
    fn quantity<'t>(
        &self,
        folded: &str,
        as_written: impl Fn(regex::Match<'_>) -> &'t str,
        captures: &regex::Captures<'_>,
        kind: Kind,
    ) -> Option<(Range<usize>, Fact)> {
        let words = ["figure", "plain", "worded"].iter().find_map(|name| captures.name(name))?;
        let scale = captures.name("scale").or_else(|| captures.name("plainscale"));
        let (value, exact) = value(words.as_str(), self.scale(scale.map(|scale| scale.as_str())))?;
        let before = &folded[..captures.get(0)?.start()];
        let whole = captures.get(0)?;
        if whole.as_str().ends_with(" times") && folded[whole.end()..].starts_with(" over") {
            return None;
        }
        if !self.has_code(captures, &as_written) {
            return None;
        }
        let measured = |word: &str| self.lists.measured.iter().any(|unit| unit == word);
        if captures.name("noun").is_some_and(|noun| measured(noun.as_str()))
            || captures
                .name("sort")
                .is_some_and(|sort| measured(sort.as_str()) || is_closed_class(sort.as_str()))
        {
            return None;
        }
        // "The 2011 Census", "the Children Act 1989 lets": a year, unless the lists know what is counted.
        if captures.name("noun").is_some() && is_year(words.as_str()) {
            return None;
        }
        let (bound, determined) = self.bound(before);
        let value = if exact { value } else { value + u64::from(pence_count(words.as_str(), bound)) };
        let end = match kind {
            Kind::Count => words.end(),
            _ => captures.get(0)?.end(),
        };
        let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if goes_on(before) || kind == Kind::Count && self.lists.labels.iter().any(|label| label == last) {
            return None;
        }
        if exact && one_figure(value, bound) == value || kind == Kind::Count && value <= 10 {
            return Some((words.start()..end, Fact::Kept("no more than one significant figure (MO-1)")));
        }
        let group = |name| captures.name(name).map_or(String::new(), |group| one_blank(as_written(group)));
        let mark = group("mark").to_uppercase();
        let mark = if mark.chars().all(char::is_alphabetic) && !mark.is_empty() { mark + " " } else { mark };
        let article = Some(last).filter(|last| ["a", "an"].contains(last) && before.ends_with(' '));
        let start = match bound {
            Bound::About => self.hedge(before).unwrap_or(before.len()),
            _ => captures.get(0)?.start() - article.map_or(0, |article| article.len() + 1),
        };
        let attributive = article.is_some() || determined;
        let quantity = Quantity {
            value,
            before: mark,
            after: group("unit"),
            bound,
            attributive,
            article: article.is_some(),
        };
        Some((start..end, Fact::Quantity(quantity)))
    }

    /// Whether a code of a currency, if there is one, is written as one and is no word or name: "TRY 300", not "try 300 doors".
    fn has_code<'t>(
        &self,
        captures: &regex::Captures<'_>,
        as_written: impl Fn(regex::Match<'_>) -> &'t str,
    ) -> bool {
        let capitals = |code| as_written(code).chars().all(char::is_uppercase);
        let low = |code: regex::Match<'_>| self.lists.low_codes.iter().any(|low| low == code.as_str());
        captures.name("code").is_none_or(capitals)
            && captures.name("codebehind").is_none_or(|code| low(code) || capitals(code))
    }

    fn scale(&self, word: Option<&str>) -> u64 {
        let factor =
            |word| self.lists.scales.iter().find(|(scale, _)| scale == word).map(|(_, factor)| *factor);
        word.and_then(factor).unwrap_or(1)
    }

    /// Where the word for "about" begins that `before` ends with: the replacement has its own.
    fn hedge(&self, before: &str) -> Option<usize> {
        let before = before.trim_end();
        let starts =
            self.lists.about.iter().filter_map(|word| Some(before.strip_suffix(word.as_str())?.len()));
        starts.filter(|at| !before[..*at].ends_with(char::is_alphanumeric)).min()
    }

    /// What the words that end `before` say of the figure behind them, and whether they determine a noun.
    fn bound(&self, before: &str) -> (Bound, bool) {
        let before = before.trim_end();
        let ends = |words: &[String]| {
            words.iter().any(|word| {
                before.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            })
        };
        let bound = match () {
            // "Not more than" and "no less than" are in the lists as they stand, so they are asked first.
            () if ends(&self.lists.under) => Bound::Under,
            () if ends(&self.lists.over) => Bound::Over,
            () if ends(&self.lists.about) => Bound::About,
            () => Bound::Exact,
        };
        (bound, ends(&self.lists.determiners))
    }
}

/// `words` with single blanks between them and none lost at the beginning.
fn one_blank(words: &str) -> String {
    let blank = if words.starts_with(char::is_whitespace) { " " } else { "" };
    blank.to_owned() + &words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a number that `before` ends with goes on: "1.12".
fn goes_on(before: &str) -> bool {
    let number = before.trim_end_matches(['.', ',', '-', '/']);
    number.len() < before.len() && number.ends_with(|c: char| c.is_ascii_digit())
}

/// Four digits that count years of our time.
fn is_year(words: &str) -> bool {
    words.len() == 4 && matches!(words.parse(), Ok(1900..2100))
}

/// The whole number that `words` say, times `scale`, and whether nothing was cut off.
fn value(words: &str, scale: u64) -> Option<(u64, bool)> {
    if !words.starts_with(|c: char| c.is_ascii_digit()) {
        // "Twelve and a half thousand".
        let (count, half) = words.strip_suffix(" and a half").map_or((words, 0), |count| (count, scale / 2));
        return Some((in_words(count)?.checked_mul(scale)?.checked_add(half)?, true));
    }
    let fraction = words.rfind(['.', ',']).filter(|at| words.len() - at <= 3);
    let whole: String =
        words[..fraction.unwrap_or(words.len())].chars().filter(char::is_ascii_digit).collect();
    let value: u64 = whole.parse().ok()?;
    let decimals = fraction.map_or("", |at| &words[at + 1..]);
    let cut: u64 = decimals.parse().unwrap_or(0);
    let unit = 10_u64.pow(u32::try_from(decimals.len()).ok()?);
    let value = value.checked_mul(scale)?.checked_add(cut.checked_mul(scale)? / unit)?;
    (value > 0).then_some((value, (cut * scale).is_multiple_of(unit)))
}

/// A number in words, hundreds and thousands included: "four thousand three hundred and fifty".
fn in_words(words: &str) -> Option<u64> {
    for (unit, factor) in [(" thousand", 1000), (" hundred", 100)] {
        if let Some((count, rest)) = words.split_once(unit) {
            let rest = rest.trim_start_matches([' ', ',']).trim_start_matches("and ");
            let rest = if rest.is_empty() { 0 } else { in_words(rest)? };
            return Some(in_words(count)? * factor + rest);
        }
    }
    let tokens = tokens(words);
    let one = (words == "a").then_some(1);
    let count = || Cursor::new(&tokens, 0).count().filter(|(_, end)| end.index() == tokens.len());
    one.or_else(|| count().map(|(value, _)| u64::from(value)))
}

/// Whether the pence that were cut off `figure` make it one more: "£8.86" is nearer to nine, and "under £8.20" to be read as
/// "under £9".
fn pence_count(figure: &str, bound: Bound) -> bool {
    match bound {
        Bound::Over => false,
        Bound::Under => true,
        Bound::Exact | Bound::About => figure
            .rsplit_once(['.', ','])
            .is_some_and(|(_, pence)| pence.starts_with(|c| ('5'..='9').contains(&c))),
    }
}

/// A number in digits, grouped or not, with or without pence.
const FIGURE: &str = r"[0-9]{1,3}(?:[,. ][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]{1,9}(?:[.,][0-9]{1,2})?";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn sums_and_counts_are_found_and_round_ones_left() {
        assert_cases(&QuantityDetector::new(), include_str!("../../testdata/detect/quantities.ron"));
    }

    #[test]
    fn numbers_mean_what_they_say() {
        for (words, scale, value_and_exact) in [
            ("4,350", 1, (4350, true)),
            ("4.350", 1, (4350, true)),
            ("4,350.20", 1, (4350, false)),
            ("1.2", 1_000_000, (1_200_000, true)),
            ("four thousand three hundred and fifty", 1, (4350, true)),
            ("two hundred and ten", 1, (210, true)),
            ("treizeci si doua", 1, (32, true)),
        ] {
            assert_eq!(value(words, scale), Some(value_and_exact), "{words}");
        }
    }
}

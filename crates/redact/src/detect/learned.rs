//! Facts in words that no rule foresaw (FA-1, RE-1, OC-1, HE-1, QI-1, QI-2): a statistical tagger beside the rules.
//!
//! Rules know what to say instead, so where they found something they have the word. What the tagger finds beyond them
//! becomes a label, which a reviewer can say better, or a question.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use storyveil_tagger::{FactLabel, FactTagger, Flags, Lexicon, Mention, Preset};

use super::ages::age_of;
use super::dates::day_of;
use super::durations::length_of;
use super::facts::{deed_in_english, form_of_verb};
use super::tokens::is_person_word;
use super::{Detector, Findings};
use crate::common::common;
use crate::fact::{Fact, Said};
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::queue::numbers_a_law;
use crate::safe::SafeList;
use crate::span::Span;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, Word, is_closed_class, is_digits, list_words};

/// Runs the tagger for facts over the text. It comes last, since it leaves what others found.
pub(crate) struct LearnedDetector {
    preset: Preset,
    safe: Arc<SafeList>,
}

impl LearnedDetector {
    /// A detector as ready to see facts as `preset` says, leaving what `safe` covers.
    pub(crate) fn new(preset: Preset, safe: Arc<SafeList>) -> Self {
        LearnedDetector { preset, safe }
    }

    /// What no detector before has found of `whole`; nothing if one of them found a fact of this kind in it. `others` are
    /// the findings that share bytes with it, in order.
    fn left(&self, text: &Text<'_>, whole: Span, kind: Kind, others: &[(Span, Kind)]) -> Vec<Span> {
        if others.iter().any(|(_, other)| is_alike(*other, kind)) {
            return Vec::new();
        }
        let least = if others.is_empty() { 1 } else { LEAST_OF_A_REST };
        let pieces = whole.without(others.iter().map(|(span, _)| *span)).into_iter();
        pieces.filter_map(|piece| self.telling(text, piece, kind, least)).collect()
    }

    /// `piece` without words of grammar at its edges, if at least so many words in it tell anything. Times keep theirs: "two
    /// days" is told by a number.
    fn telling(&self, text: &Text<'_>, piece: Span, kind: Kind, least: usize) -> Option<Span> {
        let range = text.words_in(piece);
        let (words, safe) = (&text.words()[range.clone()], &text.safe(&self.safe).covered[range]);
        let tells = |(word, safe): &(&Word, &bool)| !**safe && !is_closed_class(&word.folded);
        let telling: Vec<&Word> = words.iter().zip(safe).filter(tells).map(|(word, _)| word).collect();
        // What many have or do, with no other word beside it (HE-1, OC-1).
        if words.iter().zip(safe).zip(common(words, kind)).all(|(word, common)| common || !tells(&word)) {
            return None;
        }
        // Everybody has a grandmother: relatives by themselves are no fact (FA-1).
        if kind == Kind::Family && telling.iter().all(|word| is_relative(&word.folded)) {
            return None;
        }
        let (first, last) = (telling.first()?, telling.last()?);
        let span = first.span.start().max(piece.start())..last.span.end().min(piece.end());
        if telling.len() < least || self.safe.covers(&text.as_str()[span.clone()]) {
            return None;
        }
        // "From the 50th to the 2nd centile"; "luni și miercuri", as every week; "Legea 272/2004".
        let weekday = |word: &&Word| ROMANIAN_DAYS.contains(word.folded.as_str());
        let vague =
            is_alike(kind, Kind::Date) && words.iter().all(|word| VAGUE.contains(word.folded.as_str()));
        let weekly = kind == Kind::Date && telling.iter().all(weekday);
        let figure = is_alike(kind, Kind::Age) || is_alike(kind, Kind::Date);
        // "A boy, 8lb 2oz".
        let weight =
            figure && words.iter().any(|word| WEIGHTS.iter().any(|unit| word.folded.ends_with(unit)));
        // "Received from him, six hundred".
        let hundreds = kind == Kind::Age && words.iter().any(|word| HUNDREDS.contains(&word.folded.as_str()));
        let centile = words.iter().any(|word| word.folded.ends_with("centile"));
        // "Approx 3 x 2cm", "a score of 8.0".
        let measure = figure && is_measure(text, piece);
        let hour = kind == Kind::Age && tells_an_hour(text, text.words_in(piece).start);
        if weekly
            || vague
            || weight
            || measure
            || hour
            || hundreds
            || figure && (centile || numbers_a_law(text, text.words_in(piece).start))
        {
            return None;
        }
        if is_alike(kind, Kind::Date) { trimmed(text, piece) } else { Span::exact(text.as_str(), span) }
    }
}

/// Whether the number at word `at` is an hour of each day: "rang each night **at nine**".
fn tells_an_hour(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| text.words()[*before].folded == "at") else {
        return false;
    };
    let near = &text.words()[before.saturating_sub(NEAR)..before];
    near.iter().any(|word| PARTS_OF_DAYS.contains(word.folded.as_str()))
}

/// Before an hour, at most so many words before.
static PARTS_OF_DAYS: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/parts_of_days.txt")).collect());
const NEAR: usize = 2;

/// In numbers greater than any age.
const HUNDREDS: [&str; 6] = ["hundred", "thousand", "million", "sute", "mii", "milioane"];

/// What lengths of time without a number are made of.
static VAGUE: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/vague_times.txt")).collect());

/// Units of weight, as babies have it.
static WEIGHTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/weights.txt")).collect());

/// Units of small things, which stand apart from their number.
static SMALL_UNITS: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/small_units.txt")).collect());

/// Whether a unit of weight or length opens what stands behind a number: "BW 2.31 **kg**".
fn is_unit(behind: &str) -> bool {
    let rest = behind.trim_start_matches(' ');
    let unit = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    WEIGHTS.contains(&unit) || SMALL_UNITS.contains(&unit)
}

/// Whether the words are a size, of which one number stands before its unit or two around an "x", or a number with one decimal.
fn is_measure(text: &Text<'_>, piece: Span) -> bool {
    let range = text.words_in(piece);
    let words = &text.words()[range.clone()];
    let unit = |word: &Word| {
        let unit = word.folded.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < word.folded.len() && (WEIGHTS.contains(&unit) || SMALL_UNITS.contains(&unit))
    };
    let between = |word: &[Word]| is_digits(&word[0].folded) && word[1].folded == "x";
    let decimal = matches!(words, [whole, part] if is_digits(&whole.folded) && is_digits(&part.folded) && part.folded.len() == 1)
        && text.gap_after(range.start) == Some(".");
    decimal || words.iter().any(unit) || words.windows(2).any(between)
}

/// Characters behind a number that tell what it is: " for breakfast".
const LONGEST_BEHIND: usize = 14;

/// Whether what stands behind a number says that it counts: "43 **for lunch**".
fn is_counted(behind: &str) -> bool {
    const COUNTED: [&str; 6] = ["lunch", "breakfast", "dinner", "supper", "tea", "soup"];
    let rest = behind.trim_start_matches(' ');
    let word = rest.strip_prefix("for ").unwrap_or(rest);
    COUNTED.iter().any(|counted| word.starts_with(counted))
}

/// Days of the week.
static ROMANIAN_DAYS: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../data/words/romanian_days.txt")).collect());

/// `piece` without white space at its edges.
fn trimmed(text: &Text<'_>, piece: Span) -> Option<Span> {
    let words = piece.of(text.as_str());
    let start = piece.end() - words.trim_start().len();
    Span::exact(text.as_str(), start..piece.start() + words.trim_end().len())
}

impl Detector for LearnedDetector {
    fn family(&self) -> &'static str {
        "learned"
    }

    fn kinds(&self) -> &[Kind] {
        &KINDS
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let mut before = Before::new(found.so_far());
        for fact in FactTagger::embedded().tag_prepared(text.prepared(), self.preset) {
            let Some(whole) = Span::exact(text.as_str(), fact.range()) else { continue };
            if stands_by_placeholder(text, whole) {
                continue;
            }
            // "Attendance was 61%" is no age.
            let share = text.after(whole.end(), LONGEST_BEHIND);
            let number = is_alike(kind(fact), Kind::Age) || is_alike(kind(fact), Kind::Date);
            if number
                && (share.starts_with('%')
                    || share.starts_with(" per cent")
                    || share.starts_with(" la sut")
                    || is_unit(share)
                    || is_counted(share))
            {
                continue;
            }
            for piece in self.left(text, whole, kind(fact), before.in_span(whole)) {
                let (range, kind, known) = match fact.confidence() >= sure(whole.of(text.as_str())) {
                    false => (piece.range(), Kind::Undecided, Fact::Bare),
                    true => read(text, piece, kind(fact)),
                };
                let confidence = Confidence::per_cent(fact.confidence());
                found.push(range, kind, confidence, rule(fact), known);
            }
        }
    }
}

/// How sure the tagger must be of a fact in these words, in per cent, for it to be masked.
fn sure(words: &str) -> u8 {
    if is_digits(words) { SURE_OF_A_NUMBER } else { SURE }
}

/// What a fact tells, if a rule can read it, and the bytes that are replaced: then it can be said less exactly.
fn read(text: &Text<'_>, piece: Span, kind: Kind) -> (Range<usize>, Kind, Fact) {
    let (is_age, is_date) = (kind == Kind::Age, kind == Kind::Date);
    if let Some(age) = is_age.then(|| age_of(text, piece)).flatten() {
        return (piece.range(), kind, Fact::Age(age));
    }
    if let Some(length) = (is_age || is_date).then(|| length_of(text, piece)).flatten() {
        return (piece.range(), Kind::Duration, Fact::Length(length));
    }
    if let Some(deed) = (kind == Kind::RareFact).then(|| deed(text, piece)).flatten() {
        return (piece.range(), kind, Fact::Said(deed));
    }
    if let Some((range, said)) = noun(text, piece, kind) {
        return (range, kind, Fact::Said(said));
    }
    let date = is_date.then(|| day_of(text, piece)).flatten();
    (piece.range(), kind, date.map_or(Fact::Bare, Fact::Date))
}

/// What is said of a work or a thing behind an article, in an English text: "a retired **worker**", "learnt to ride
/// **something**". A label would be no word of the sentence.
fn noun(text: &Text<'_>, piece: Span, kind: Kind) -> Option<(Range<usize>, Said)> {
    let range = text.words_in(piece);
    let words = &text.words()[range.clone()];
    let before = range.start.checked_sub(1).filter(|at| text.gap_after(*at) == Some(" "))?;
    let before = &text.words()[before];
    let article = matches!(&*before.folded, "a" | "an");
    let small = text.lang() == Lang::English && words.first().is_some_and(|word| !word.capital);
    let said =
        |said: &str, why: &str| Said { words: vec![said.to_owned()], later: None, why: why.to_owned() };
    match kind {
        Kind::Occupation if small && (article || FORMER.contains(&before.folded.as_str())) => {
            Some((piece.range(), said("worker", "OC-1: a calling of few people rises to its sector")))
        }
        Kind::RareFact if small && article && words.len() <= LONGEST_THING => {
            let start = before.span.start();
            Some((start..piece.end(), said("something", "RE-1: people remember who had it")))
        }
        _ => None,
    }
}

/// What stands between an article and a calling.
const FORMER: [&str; 6] = ["retired", "former", "trained", "qualified", "experienced", "senior"];
/// Longer rests of a sentence are more than the name of a thing.
const LONGEST_THING: usize = 5;

/// What is said of an event that begins with its verb, in the form of the verb: a label would leave a sentence without one.
fn deed(text: &Text<'_>, piece: Span) -> Option<Said> {
    let first = text.words_in(piece).start;
    let before = first.checked_sub(1).filter(|at| text.gap_after(*at) == Some(" "))?;
    let (before, verb) = (&text.words()[before], &text.words()[first]);
    let form = form_of_verb(&before.folded, before.capital, &verb.folded)?;
    let english = text.lang() != Lang::Romanian && !verb.capital;
    let words = vec![deed_in_english(form).filter(|_| english)?.to_owned()];
    Some(Said { words, later: None, why: "RE-1: people talk of such deeds".to_owned() })
}

/// What detectors before found, read from the beginning of the text to its end.
struct Before {
    /// By their spans, the last first.
    ahead: Vec<(Span, Kind)>,
    near: Vec<(Span, Kind)>,
}

impl Before {
    fn new(found: &[Finding]) -> Before {
        let mut ahead: Vec<(Span, Kind)> = found.iter().map(|finding| (finding.span, finding.kind)).collect();
        ahead.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
        Before { ahead, near: Vec::new() }
    }

    /// The findings that share bytes with `whole`, in order. It stands behind every span that was asked for before.
    fn in_span(&mut self, whole: Span) -> &[(Span, Kind)] {
        self.near.retain(|(span, _)| span.overlaps(whole));
        while let Some((span, kind)) = self.ahead.pop_if(|(span, _)| span.start() < whole.end()) {
            self.near.extend(span.overlaps(whole).then_some((span, kind)));
        }
        &self.near
    }
}

/// Whether `word` is one for a person or a relative, or the "s" of a possessive.
fn is_relative(word: &str) -> bool {
    word == "s" || is_person_word(word) || Lexicon::embedded().flags(word).has(Flags::KINSHIP)
}

/// Whether a redactor wrote a part of the sentence that `span` stands in, so that it was read before. The tagger has learned
/// how people write: what stands beside placeholders misleads it.
fn stands_by_placeholder(text: &Text<'_>, span: Span) -> bool {
    let after = text.opaque().partition_point(|one| one.start() < span.start());
    let between = |from: usize, to: usize| text.as_str().get(from..to).unwrap_or_default();
    let is_sentence = |words: &str| !words.contains(['.', '!', '?', '\n']);
    let before = after.checked_sub(1).map(|at| between(text.opaque()[at].end(), span.start()));
    let behind = text.opaque().get(after).map(|next| between(span.end(), next.start()));
    before.into_iter().chain(behind).any(is_sentence)
}

/// Whether a rule for `other` tells what the tagger calls `kind`.
fn is_alike(other: Kind, kind: Kind) -> bool {
    let group = |kind: Kind| GROUPS.iter().position(|group| group.contains(&kind));
    group(other).is_some() && group(other) == group(kind)
}

fn kind(fact: Mention<FactLabel>) -> Kind {
    BY_LABEL[fact.label() as usize]
}

fn rule(fact: Mention<FactLabel>) -> &'static str {
    match fact.label() {
        FactLabel::Family => "learned/family",
        FactLabel::Event => "learned/event",
        FactLabel::Work => "learned/work",
        FactLabel::Health => "learned/health",
        FactLabel::Age => "learned/age",
        FactLabel::Date => "learned/date",
    }
}

/// How sure the tagger must be, in per cent, for its finding to be masked; what it is less sure of, a reviewer is asked
/// (DI-10). Settled on the precision of development sets and on stories that the tagger had not read.
const SURE: u8 = 70;
/// The same for a number alone, which may count anything.
const SURE_OF_A_NUMBER: u8 = 95;

/// What is left of a fact beside another finding is mostly its grammar: so many words must tell something for a rest to
/// be masked by itself. Settled on the open halves of the suites.
const LEAST_OF_A_REST: usize = 3;

/// What the labels stand for, in their order.
const BY_LABEL: [Kind; FactLabel::ALL.len()] =
    [Kind::Family, Kind::RareFact, Kind::Occupation, Kind::Health, Kind::Age, Kind::Date];

/// What is reported.
const KINDS: [Kind; 8] = [
    Kind::Family,
    Kind::RareFact,
    Kind::Occupation,
    Kind::Health,
    Kind::Age,
    Kind::Date,
    Kind::Duration,
    Kind::Undecided,
];

/// Kinds that annotators and rules draw different lines between.
const GROUPS: [&[Kind]; 4] = [
    &[Kind::Family],
    &[Kind::RareFact, Kind::Occupation, Kind::Office],
    &[Kind::Health, Kind::Safeguarding],
    &[Kind::Age, Kind::Date, Kind::Year, Kind::Duration, Kind::Time],
];

//! Names that a word beside them makes the name of a place: "Crown Bridge", "Corley services", "the Forest of Dean".

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use storyveil_tagger::Lexicon;

use super::reader::Reader;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::words::{Set, Word, is_closed_class, is_common_word};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    behind: Set<String>,
    behind_capital: Set<String>,
    before_of: Set<String>,
    before: Set<String>,
    announced_by: Set<String>,
    named_by: Set<String>,
}

static FEATURES: LazyLock<Features> = LazyLock::new(|| {
    crate::ron_file::parse(include_str!("../../../data/detect/place_features.ron"))
        .expect("embedded data is tested")
});

static SAFE: LazyLock<SafeList> = LazyLock::new(|| SafeList::new(None));

/// The words of a name that begins at word `at` and that a word for a feature of the land or the town belongs to.
pub(super) fn named(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    before(reader, at).or_else(|| behind(reader, at))
}

/// "Forest of Dean", "Isle of Wight", "Lake Bala", "River Nene".
fn before(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let words = reader.text.words();
    let first = &words[at];
    let of = words.get(at + 1).is_some_and(|word| word.folded == "of")
        && FEATURES.before_of.contains(&first.folded);
    let name = at + 1 + usize::from(of);
    let fits = of && first.capital || !of && FEATURES.before.contains(&first.folded);
    let named = words.get(name).is_some_and(is_name) && (at..name).all(|at| is_blank(reader, at));
    (fits && named).then_some(at..name + 1)
}

/// "under Crown Bridge", "at Corley services", "on the Thornley Park Estate": behind a word of place.
fn behind(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let words = reader.text.words();
    if !words[at].capital || is_closed_class(&words[at].folded) {
        return None;
    }
    let before = reader.word_before(at)?;
    let announced = match before {
        "the" => at.checked_sub(1).and_then(|at| reader.word_before(at)),
        word => Some(word),
    };
    announced.filter(|word| FEATURES.announced_by.contains(*word))?;
    let capitals = (at..words.len())
        .take_while(|next| words[*next].capital && (*next == at || is_blank(reader, next - 1)));
    let end = at + capitals.take(MOST_NAMES).count();
    let low = end < words.len() && is_blank(reader, end - 1) && FEATURES.behind.contains(&words[end].folded);
    let capital = |last: &Word| {
        FEATURES.behind.contains(&last.folded) || FEATURES.behind_capital.contains(&last.folded)
    };
    let last = match () {
        () if low => end + 1,
        () => (at + 1..end).rev().find(|last| capital(&words[*last]))? + 1,
    };
    let name = reader.text.as_str().get(words[at].span.start()..words[last - 1].span.end())?;
    (!SAFE.covers(name)).then_some(at..last)
}

/// The word at `at`, if it is in no list and stands behind a preposition of place: "in Wizbeach", "on Islay".
pub(super) fn unlisted(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let words = reader.text.words();
    let word = &words[at];
    let letters = word.span.of(reader.text.as_str());
    if !word.capital || reader.text.lang() != Lang::English || letters.chars().count() < LEAST_LETTERS {
        return None;
    }
    let gap = reader.text.gap_after(at.checked_sub(1)?)?;
    let near = gap.trim_matches(|c: char| c == ' ' || matches!(c, '“' | '"' | '‘' | '\'')).is_empty();
    let before = &words[at - 1].folded;
    let followed =
        words.get(at + 1).is_some_and(|next| is_blank(reader, at) && (next.capital || next.folded == "v"));
    let shouted = letters.chars().skip(1).any(char::is_uppercase);
    // "Italy (Lampedusa)".
    let bracketed = gap.trim() == "(" && SAFE.covers(before);
    let announced = near && FEATURES.named_by.contains(before) || bracketed;
    if !announced || followed || shouted {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let singular = word.folded.strip_suffix('s').unwrap_or(&word.folded);
    let known = is_common_word(&word.folded, Lang::English)
        || is_common_word(singular, Lang::English)
        || SAFE.covers(singular)
        || lexicon.is_given_name(&word.folded)
        || lexicon.is_surname(&word.folded)
        || lexicon.is_nationality(&word.folded)
        || SAFE.covers(letters);
    (!known).then_some(at..at + 1)
}

/// A word that may be a name: with a capital, and none of grammar.
fn is_name(word: &Word) -> bool {
    word.capital && !is_closed_class(&word.folded) && !Lexicon::embedded().is_nationality(&word.folded)
}

fn is_blank(reader: &Reader<'_, '_>, at: usize) -> bool {
    reader.text.gap_after(at).is_some_and(|gap| gap == " " || gap == "\u{a0}" || gap == "\n")
}

/// Capitalised words of a name with its feature.
const MOST_NAMES: usize = 4;
/// Shorter words are codes and abbreviations.
const LEAST_LETTERS: usize = 4;

//! Names that letters and chats show by their place in the line: who is written to, who signs, who speaks (DI-4).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use storyveil_tagger::{Flags, Lexicon};

use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::ron_file;
use crate::span::Span;
use crate::text::Text;
use crate::words::{Set, Word, fold, is_closed_class, is_common_word, words};

/// Finds who a letter is to, "Dear Kit,", who signs it, "Love,\nPat", and who speaks in a chat without times, "Mags: on my way".
///
/// In a text without capitals the tagger and the titles look for these names. Not found: names that are words of everyday
/// and no given names.
#[derive(Debug, Default)]
pub(crate) struct LetterDetector(());

/// Words of `data/detect/letters.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    salutations: Vec<String>,
    headers: Vec<String>,
    closings: Vec<String>,
    roles: Vec<String>,
}

struct Lists {
    salutations: Vec<Vec<String>>,
    headers: Set<String>,
    closings: Set<String>,
    roles: Set<String>,
}

impl LetterDetector {
    /// The detector.
    pub(crate) fn new() -> LetterDetector {
        LetterDetector(())
    }
}

impl Detector for LetterDetector {
    fn family(&self) -> &'static str {
        "letter"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let lines = lines(text);
        let mut push = |name: Range<usize>, rule: &'static str| {
            let words = &text.words()[name];
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                let range = first.span.start()..last.span.end();
                found.push(range, Kind::Person, Confidence::MEDIUM, rule, Fact::Bare);
            }
        };
        lines.iter().filter_map(|line| greeted(text, line)).for_each(|name| push(name, "letter/salutation"));
        lines.iter().filter_map(|line| headed(text, line)).for_each(|name| push(name, "letter/header"));
        for (closing, next) in lines.iter().zip(lines.iter().skip(1)) {
            if closes(text, closing) && signs(text, next) {
                push(next.clone(), "letter/signature");
            }
        }
        speakers(text, &lines).into_iter().for_each(|name| push(name, "letter/speaker"));
    }
}

/// The words of each line that has any.
fn lines(text: &Text<'_>) -> Vec<Range<usize>> {
    let ends = |at: &usize| text.gap_after(*at).is_none_or(|gap| gap.contains('\n'));
    let mut lines = Vec::new();
    let mut start = 0;
    for last in (0..text.words().len()).filter(ends) {
        lines.push(start..last + 1);
        start = last + 1;
    }
    lines
}

/// The words of the name to which the line is addressed.
fn greeted(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let words = &text.words()[line.clone()];
    let reads = |cue: &&Vec<String>| {
        let here = words.get(..cue.len()).unwrap_or_default();
        here.len() == cue.len() && here.iter().zip(*cue).all(|(word, cue)| word.folded == *cue)
    };
    let cue = LISTS.salutations.iter().filter(reads).map(Vec::len).max()?;
    let first = line.start + cue;
    let joined = |at: &usize| text.gap_after(at - 1).is_some_and(|gap| matches!(gap, " " | "-" | "\u{a0}"));
    let name = (first..line.end).take_while(|at| joined(at) && text.words()[*at].capital).count();
    let name = first..first + name;
    let ends = name.end.checked_sub(1).and_then(|last| text.gap_after(last)).unwrap_or("\n");
    let closed = ends.starts_with([',', '!', '.', ':', ';']) || ends.contains('\n');
    (closed && is_name(text, &name)).then_some(name)
}

/// The words of the name behind "from:" or "to:" where a line holds nothing else. Those of several recipients and with
/// addresses are for the headers of mails.
fn headed(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let header = label(text, line)?;
    let folded: Vec<&str> = text.words()[header.clone()].iter().map(|word| word.folded.as_str()).collect();
    let name = header.end..line.end;
    let joined = (name.start + 1..name.end).all(|at| text.gap_after(at - 1) == Some(" "));
    (LISTS.headers.contains(&folded.join(" ")) && joined && is_name(text, &name)).then_some(name)
}

/// Whether the line is one after which who wrote signs.
fn closes(text: &Text<'_>, line: &Range<usize>) -> bool {
    let folded: Vec<&str> = text.words()[line.clone()].iter().map(|word| word.folded.as_str()).collect();
    line.len() <= MOST_WORDS && LISTS.closings.contains(&folded.join(" "))
}

/// Whether the line is a name and nothing else.
fn signs(text: &Text<'_>, line: &Range<usize>) -> bool {
    is_name(text, line) && text.words()[line.clone()].iter().all(|word| word.capital)
}

/// Whether the words may be one name, and are not all words of everyday that nobody bears.
fn is_name(text: &Text<'_>, name: &Range<usize>) -> bool {
    is_no_role(text, name) && text.words()[name.clone()].iter().any(|word| !is_everyday(text, word))
}

/// Whether the words are a few, of letters alone, none of grammar, and none a role or a title, which other detectors read.
fn is_no_role(text: &Text<'_>, name: &Range<usize>) -> bool {
    let lexicon = Lexicon::embedded();
    let words = &text.words()[name.clone()];
    let role =
        |word: &Word| LISTS.roles.contains(&word.folded) || lexicon.flags(&word.folded).has(Flags::TITLE);
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().all(|word| word.folded.chars().all(char::is_alphabetic))
        && !words.iter().any(|word| role(word) || is_closed_class(&word.folded))
}

/// Whether the word is one of everyday and no given name.
fn is_everyday(text: &Text<'_>, word: &Word) -> bool {
    is_common_word(&word.folded, text.lang()) && !Lexicon::embedded().is_given_name(&word.folded)
}

/// The labels of lines in a chat: one or two words before a colon at the start of a line. It is a chat if two or more speak, one
/// of them more than once, and one has a name that is no word: in a form each field stands once, and none is a name.
fn speakers(text: &Text<'_>, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let labels: Vec<Range<usize>> = lines.iter().filter_map(|line| label(text, line)).collect();
    let spoken = |label: &Range<usize>| -> Vec<&str> {
        text.words()[label.clone()].iter().map(|word| word.folded.as_str()).collect()
    };
    let mut times: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    labels.iter().for_each(|label| *times.entry(spoken(label)).or_default() += 1);
    let lexicon = Lexicon::embedded();
    let certain = |name: &Vec<&str>| {
        name.iter().any(|word| lexicon.is_given_name(word) && !lexicon.is_common_word(word))
    };
    let again = |label: &Range<usize>| times.get(&spoken(label)).is_some_and(|times| *times > 1);
    let is_chat = times.len() >= 2 && labels.iter().any(again) && times.keys().any(certain);
    // Who speaks again in a chat is called so, be it a word: "Mags", "Smudge".
    let speaks = |label: &Range<usize>| match again(label) {
        true => is_no_role(text, label),
        false => is_name(text, label),
    };
    labels.iter().filter(|label| is_chat && speaks(label)).cloned().collect()
}

/// The one or two words before the colon with which the line begins.
fn label(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let first = text.words().get(line.start)?;
    let opens = matches!(text.before(first.span.start(), 1), "" | "\n");
    let end = (line.start..line.end.min(line.start + 2))
        .find(|at| text.gap_after(*at).is_some_and(|gap| gap.starts_with(": ")))?;
    let joined = (line.start..end).all(|at| text.gap_after(at) == Some(" "));
    let span = Span::exact(text.as_str(), first.span.start()..text.words()[end].span.end())?;
    (opens && joined && span.len() <= LONGEST_LABEL).then_some(line.start..end + 1)
}

/// Longer rows of words are no name.
const MOST_WORDS: usize = 4;
/// In bytes; what is longer is no name of a speaker.
const LONGEST_LABEL: usize = 40;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let data: Data =
        ron_file::parse(include_str!("../../data/detect/letters.ron")).expect("embedded data is tested");
    let cue = |cue: &String| words(cue).into_iter().map(|word| word.folded).collect();
    Lists {
        salutations: data.salutations.iter().map(cue).collect(),
        headers: data.headers.into_iter().collect(),
        closings: data.closings.iter().map(|line| fold(line)).collect(),
        roles: data.roles.iter().map(|role| fold(role)).collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn names_are_found_by_their_place_in_the_line() {
        assert_cases(&LetterDetector::new(), include_str!("../../testdata/detect/letters.ron"));
    }
}

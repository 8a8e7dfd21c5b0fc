//! Names announced by a title: "Mrs Popescu", "HHJ Marsh", "doamna Ionescu". The title itself stays in the text.

use std::ops::Range;

use serde::Deserialize;
use storyveil_tagger::{Flags, Lexicon};

use super::persons::{is_shouted_word, stands_as_person};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::people::is_particle;
use crate::ron_file;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, Word, fold, is_closed_class, is_small_romanian, joins_a_name, words};

/// Finds the name that follows a title. It cannot see where a name ends when the next sentence goes on without a full
/// stop; it takes at most [`LONGEST`] words.
pub(crate) struct TitleDetector {
    titles: Set<String>,
    spoken: Set<String>,
    not_names: Set<String>,
    introductions: Vec<Vec<String>>,
    greetings: Vec<Vec<String>>,
    human_verbs: Set<String>,
    run_together: Set<String>,
    nouns: Set<String>,
    relatives: Set<String>,
    possessors: Set<String>,
    dignities: Set<String>,
    honours: Set<String>,
    shortened: Set<String>,
    specialties: Set<String>,
    initialled: Set<String>,
}

/// The most words that a name after a title is taken to have, initials and particles included.
const LONGEST: usize = 5;

#[derive(Deserialize)]
#[serde(rename = "Titles", deny_unknown_fields)]
struct Titles {
    titles: Vec<String>,
    spoken: Vec<String>,
    not_names: Vec<String>,
    introductions: Vec<String>,
    greetings: Vec<String>,
    human_verbs: Vec<String>,
    run_together: Vec<String>,
    before_nouns: Vec<String>,
    relatives: Vec<String>,
    possessors: Vec<String>,
    dignities: Vec<String>,
    honours: Vec<String>,
    shortened: Vec<String>,
    specialties: Vec<String>,
    initialled: Vec<String>,
}

impl TitleDetector {
    /// The detector over the titles that ship with the crate.
    pub(crate) fn new() -> Self {
        let data: Titles =
            ron_file::parse(include_str!("../../data/titles.ron")).expect("embedded data is tested");
        let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
        TitleDetector {
            titles: folded(data.titles),
            spoken: folded(data.spoken),
            not_names: folded(data.not_names),
            introductions: data.introductions.iter().map(|cue| sequence(cue)).collect(),
            human_verbs: folded(data.human_verbs),
            run_together: folded(data.run_together),
            nouns: folded(data.before_nouns),
            greetings: data.greetings.iter().map(|cue| sequence(cue)).collect(),
            relatives: folded(data.relatives),
            possessors: folded(data.possessors),
            dignities: folded(data.dignities),
            honours: data.honours.into_iter().collect(),
            shortened: folded(data.shortened),
            specialties: folded(data.specialties),
            initialled: folded(data.initialled),
        }
    }

    /// The index of the name after a word for a relative or an introduction that begins at word `at`, where the name may
    /// be in lower case: "my nan hazel", "her name is ivy".
    fn lower_case_name(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let words = text.words();
        let reads = |cue: &&Vec<String>| {
            let here = words.get(at..at + cue.len()).unwrap_or_default();
            here.len() == cue.len() && here.iter().zip(*cue).all(|(word, cue)| word.folded == *cue)
        };
        if !text.has_capitals()
            && let Some(cue) = self.greetings.iter().find(reads)
            && self.is_greeted(text, at + cue.len())
        {
            return Some(at + cue.len());
        }
        if self.says_who(text, at) {
            return Some(at + 1);
        }
        let relative = !text.has_capitals() && self.relatives.contains(&words[at].folded);
        let name = match relative {
            true => at + 1,
            false => at + self.introductions.iter().find(reads)?.len(),
        };
        let word = words.get(name)?;
        let blank = text.gap_after(name - 1).is_some_and(|gap| gap.trim().is_empty());
        let given = Lexicon::embedded().is_given_name(&word.folded);
        let romanian = text.lang() != Lang::English && !word.capital && is_small_romanian(&word.folded);
        // "Auntie any news", "mama mea".
        let grammar = romanian || !word.capital && is_closed_class(&word.folded);
        let given = given && !(relative && grammar);
        let unlisted = !text.has_capitals() && !romanian && self.is_unlisted(&word.folded, SHORTEST_UNLISTED);
        (blank && (given || unlisted || word.capital) && self.could_be_name(word, true)).then_some(name)
    }

    /// Whether word `at` is "sunt" before a given name that is no word, in a Romanian text without capitals: "sunt nelu".
    fn says_who(&self, text: &Text<'_>, at: usize) -> bool {
        let words = text.words();
        let Some(name) = words.get(at + 1).filter(|_| !text.has_capitals() && words[at].folded == "sunt")
        else {
            return false;
        };
        let word = is_small_romanian(&name.folded) || is_closed_class(&name.folded);
        text.lang() == Lang::Romanian
            && text.gap_after(at) == Some(" ")
            && Lexicon::embedded().is_given_name(&name.folded)
            && !word
            && !Lexicon::embedded().is_common_word(&name.folded)
    }

    /// Whether no list has the word and it is no way of writing several words of everyday as one: "ruqaya", not "wouldnt".
    fn is_unlisted(&self, folded: &str, shortest: usize) -> bool {
        folded.len() >= shortest
            && folded.chars().all(char::is_alphabetic)
            && Lexicon::embedded().flags(folded).bits() == 0
            && !folded.ends_with("nt")
            && !is_closed_class(folded)
            && !self.run_together.contains(folded)
            && !self.human_verbs.contains(folded)
    }

    /// Whether word `at`, after a greeting in a text without capitals, is a given name that many bear, and no verb before its
    /// subject: "hi grace", but "hi will you come".
    fn is_greeted(&self, text: &Text<'_>, at: usize) -> bool {
        const ELSE: Flags = Flags::NATIONALITY.with(Flags::CALENDAR).with(Flags::KINSHIP).with(Flags::TITLE);
        let Some(word) = text.words().get(at) else { return false };
        let flags = Lexicon::embedded().flags(&word.folded);
        let goes_on = text.words().get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
        let verb = goes_on.is_some_and(|next| self.not_names.contains(&next.folded));
        let name = flags.has(Flags::GIVEN_FREQUENT)
            || flags.has(Flags::GIVEN) && !flags.is_common_word()
            || self.is_unlisted(&word.folded, SHORTEST_UNLISTED + 1);
        word.span.len() > 2
            && text.gap_after(at - 1) == Some(" ")
            && name
            && !flags.has(ELSE)
            && !is_closed_class(&word.folded)
            && !(verb && flags.is_common_word())
    }

    /// Whether word `at`, in a text without capitals, is a given name that is also a word, or a word that no list has, before
    /// what only people do or where only a person stands, and after no word that belongs to a noun: "then grace said", "i told
    /// hope that", but "the robin sang".
    fn does_as_people_do(&self, text: &Text<'_>, at: usize) -> bool {
        if text.has_capitals() {
            return false;
        }
        let words = text.words();
        let joined = |at: usize| text.gap_after(at) == Some(" ");
        let surname = self.is_before_surname(text, at);
        let verb = surname || words.get(at + 1).is_some_and(|next| self.human_verbs.contains(&next.folded));
        let before = at.checked_sub(1).filter(|before| joined(*before)).map(|before| &words[before].folded);
        let noun = before.is_some_and(|word| self.nouns.contains(word));
        let free = before.is_none_or(|word| surname || is_closed_class(word));
        let flags = Lexicon::embedded().flags(&words[at].folded);
        !noun
            && (verb && free && joined(at) || stands_as_person(text, at))
            && (flags.is_common_word() && flags.has(Flags::GIVEN_FREQUENT)
                || self.is_unlisted(&words[at].folded, SHORTEST_UNLISTED + 1))
            && !flags.has(Flags::CALENDAR.with(Flags::KINSHIP).with(Flags::TITLE))
            && !is_closed_class(&words[at].folded)
            // "He said yusuf was lying": the verb.
            && !(surname && self.human_verbs.contains(&words[at].folded))
    }

    /// Whether a surname that is no word and nothing else follows word `at`.
    fn is_before_surname(&self, text: &Text<'_>, at: usize) -> bool {
        const ELSE: Flags =
            Flags::PLACE.with(Flags::ORGANISATION_WORD).with(Flags::PLACE_WORD).with(Flags::NATIONALITY);
        let next = text.words().get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
        let romanian = |at: usize| {
            text.lang() != Lang::English
                && text.words().get(at).is_some_and(|word| is_small_romanian(&word.folded))
        };
        !romanian(at)
            && !romanian(at + 1)
            && next.is_some_and(|next| {
                let flags = Lexicon::embedded().flags(&next.folded);
                next.span.len() > 3
                    && flags.has(Flags::SURNAME)
                    && !flags.has(Flags::WORD.with(Flags::WORD_FREQUENT))
                    && !flags.has(ELSE)
            })
    }

    /// The word behind the title `at`, or behind the adjective that says which it is: "asistenta **socială** Petcu".
    fn behind_specialty(&self, text: &Text<'_>, at: usize) -> usize {
        let next = text.words().get(at + 1).filter(|_| text.gap_after(at) == Some(" "));
        let adjective = next.is_some_and(|word| !word.capital && self.specialties.contains(&word.folded));
        at + 1 + usize::from(adjective)
    }

    /// The words of a full name after a relative's word, a possessor before it, and a comma: "The father, Righteous Brazil,".
    fn in_apposition(&self, text: &Text<'_>, at: usize) -> Option<Range<usize>> {
        const ELSE: Flags = Flags::NATIONALITY
            .with(Flags::CALENDAR)
            .with(Flags::ORGANISATION_WORD)
            .with(Flags::PLACE_WORD)
            .with(Flags::TITLE);
        let words = text.words();
        let possessor = words[at.checked_sub(1)?].folded.as_str();
        let name = |at: usize| {
            let word = words.get(at)?;
            let letters = word.span.of(text.as_str());
            let flags = Lexicon::embedded().flags(&word.folded);
            let lower = letters.chars().skip(1).all(char::is_lowercase) && letters.chars().nth(1).is_some();
            (word.capital && lower && !flags.has(ELSE) && !is_closed_class(&word.folded)).then_some(())
        };
        (self.relatives.contains(&words[at].folded) && self.possessors.contains(possessor)).then_some(())?;
        let after = text.gap_after(at + 2).unwrap_or_else(|| text.after_last_word());
        let enclosed = text.gap_after(at) == Some(", ") && after.starts_with([',', '.', ')', ';']);
        let full = enclosed && text.gap_after(at + 1) == Some(" ");
        (full && name(at + 1).is_some() && name(at + 2).is_some()).then_some(at + 1..at + 3)
    }

    /// The words of a dignity that only one person at a time has, written as a name: "2nd Earl of Clare", "Emperor of the
    /// United States". "President of Romania" tells of nobody in the story, unless it follows a name: "Ion Pop, President of
    /// the Parish Council".
    fn dignity(&self, text: &Text<'_>, at: usize) -> Option<Range<usize>> {
        let words = text.words();
        let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
        let blank = |at: usize| text.gap_after(at) == Some(" ");
        let links = words[at].capital
            && self.dignities.contains(folded(at))
            && ["of", "at"].contains(&folded(at + 1))
            && blank(at)
            && blank(at + 1);
        let article = usize::from(["the", "these", "our"].contains(&folded(at + 2)));
        let first = at + 2 + article;
        let name = |next: &usize| words.get(*next).is_some_and(|word| word.capital);
        let initials = |at: usize| text.gap_after(at) == Some(". ") && words[at].folded.len() == 1;
        if !links || !name(&first) || article == 1 && !blank(at + 2) {
            return None;
        }
        let goes_on =
            |next: &usize| text.is_possessive(*next) || name(next) && (blank(next - 1) || initials(next - 1));
        let more = (first + 1..words.len()).take_while(goes_on);
        let last = more.last().unwrap_or(first);
        let ordinal = |word: &Word| word.folded.starts_with(|c: char| c.is_ascii_digit());
        let start =
            at.checked_sub(1).filter(|before| ordinal(&words[*before]) && blank(*before)).unwrap_or(at);
        Some(start..last + 1)
    }

    /// Honours after a name and a comma, "QC", "MBE", as one word.
    fn honour(&self, text: &Text<'_>, at: usize) -> bool {
        let word = &text.words()[at];
        if !word.capital {
            return false;
        }
        let before = at.checked_sub(1).map(|before| (&text.words()[before], text.gap_after(before)));
        self.honours.contains(word.span.of(text.as_str()))
            // "Belfast SC" is a club.
            && before.is_some_and(|(name, gap)| {
                name.capital && (gap == Some(", ") || gap == Some(" ") && (word.span.len() > 2 || matches!(&*word.folded, "qc" | "kc")))
            })
            && before.is_some_and(|(name, _)| {
                let flags = Lexicon::embedded().flags(&name.folded);
                flags.is_name() || flags.bits() == 0
            })
    }

    /// The index after the last word of the name that begins at word `from`; `from` itself if there is none.
    fn end_of_name(&self, text: &Text<'_>, from: usize, lower_case_too: bool) -> usize {
        let words = text.words();
        let mut end = from;
        for at in from..words.len().min(from + LONGEST) {
            let gap = &text.as_str()[words[at - 1].span.end()..words[at].span.start()];
            let word = &words[at];
            let ends = match at == from {
                true => gap.contains('.') && !self.shortened.contains(&words[at - 1].folded),
                false => ends_a_sentence(gap, &words[at - 1]),
            };
            let shouted = at > from && is_shouted_word(text, word);
            if !joins_a_name(gap) || ends || shouted || begins_a_line_of_its_own(text, at) {
                break;
            }
            let small =
                text.has_capitals() && is_small_romanian(&word.folded) && text.lang() != Lang::English;
            if self.could_be_name(word, lower_case_too && at == from && !small) {
                end = at + 1;
            } else if !is_particle(&word.folded) || self.tells_whereabouts(text, at) {
                break;
            }
        }
        end
    }

    /// Whether word `at`, behind a title in a Romanian text without capitals, is a surname or a word that no list has: "doctorul
    /// cîrstoveanu".
    fn is_romanian_surname(&self, text: &Text<'_>, at: usize) -> bool {
        let Some(word) = text.words().get(at).filter(|_| !text.has_capitals()) else { return false };
        let known = is_small_romanian(&word.folded) || is_closed_class(&word.folded);
        text.lang() == Lang::Romanian
            && !known
            && (Lexicon::embedded().is_surname(&word.folded)
                || self.is_unlisted(&word.folded, SHORTEST_UNLISTED + 1))
    }

    /// Whether word `at` begins the Romanian "de la", behind which stands where somebody works: "Ana Stan de la Spitalul".
    fn tells_whereabouts(&self, text: &Text<'_>, at: usize) -> bool {
        let behind = text.words().get(at + 1).is_some_and(|next| next.folded == "la" && !next.capital);
        behind && text.words()[at].folded == "de" && text.lang() == Lang::Romanian
    }

    fn could_be_name(&self, word: &Word, lower_case_too: bool) -> bool {
        let letters = word.folded.chars().all(char::is_alphabetic);
        let initial = word.capital && word.folded.len() == 1 && word.folded != "i";
        letters && (initial || (word.capital || lower_case_too) && !self.not_names.contains(&word.folded))
    }
}

/// Whether word `at` opens a line behind a line that was not broken for want of room, and is a word of everyday rather than
/// a name: "Mr Popescu", and below it "Address".
fn begins_a_line_of_its_own(text: &Text<'_>, at: usize) -> bool {
    if !at.checked_sub(1).is_some_and(|before| text.ends_a_line(before)) {
        return false;
    }
    let flags = Lexicon::embedded().flags(&text.words()[at].folded);
    flags.is_common_word() || !flags.is_name()
}

/// The fewest letters of a name in lower case that no list has.
const SHORTEST_UNLISTED: usize = 4;

fn sequence(cue: &str) -> Vec<String> {
    words(cue).into_iter().map(|word| word.folded).collect()
}

impl Default for TitleDetector {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether the gap after `before` holds a full stop that is not the one of an initial.
fn ends_a_sentence(gap: &str, before: &Word) -> bool {
    gap.contains('.') && before.folded.chars().count() > 1
}

impl Detector for TitleDetector {
    fn family(&self) -> &'static str {
        "title"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person, Kind::Office]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let words = text.words();
        for at in 0..words.len() {
            if let Some(range) = self.dignity(text, at) {
                let range = words[range.start].span.start()..words[range.end - 1].span.end();
                found.push(range, Kind::Office, Confidence::MEDIUM, "title/dignity", Fact::Bare);
            }
            if self.honour(text, at) {
                found.push(
                    words[at].span.range(),
                    Kind::Office,
                    Confidence::MEDIUM,
                    "title/honour",
                    Fact::Bare,
                );
            }
        }
        for (at, title) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
            if let Some(name) = self.in_apposition(text, at) {
                let range = words[name.start].span.start()..words[name.end - 1].span.end();
                found.push(range, Kind::Person, Confidence::MEDIUM, "title/relative", Fact::Bare);
            }
            let plain = self.titles.contains(&title.folded);
            if self.does_as_people_do(text, at) {
                let last = at + usize::from(self.is_before_surname(text, at));
                let range = title.span.start()..words[last].span.end();
                found.push(range, Kind::Person, Confidence::MEDIUM, "title/does", Fact::Bare);
            }
            if let Some(name) = self.lower_case_name(text, at) {
                let range = words[name].span.range();
                found.push(range, Kind::Person, Confidence::MEDIUM, "title/introduced", Fact::Bare);
            }
            let from = title.folded == "fr" && !title.capital && text.gap_after(at) == Some(" ");
            let announced = plain
                || self.spoken.contains(&title.folded)
                || self.initialled.contains(&title.folded) && begins_with_initials(text, at + 1);
            if from || !announced {
                continue;
            }
            let first = self.behind_specialty(text, at);
            let small = plain && !title.capital || self.is_romanian_surname(text, first);
            let end = self.end_of_name(text, first, small);
            // "My cousin English", but "Mr English".
            let people = !plain && Lexicon::embedded().is_nationality(&words[at + 1].folded);
            if end > first && !people {
                let range = words[first].span.start()..words[end - 1].span.end();
                found.push(range, Kind::Person, Confidence::HIGH, "title/name-after-title", Fact::Bare);
            }
        }
    }
}

/// Whether initials stand at word `at`: "Ș.D.".
fn begins_with_initials(text: &Text<'_>, at: usize) -> bool {
    let initial = |at: usize| {
        text.words().get(at).is_some_and(|word| {
            word.capital && word.folded.chars().count() == 1 && text.after(word.span.end(), 1) == "."
        })
    };
    initial(at) && initial(at + 1) && matches!(text.gap_after(at), Some("." | ". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn names_after_titles_are_found() {
        assert_cases(&TitleDetector::new(), include_str!("../../testdata/detect/titles.ron"));
    }
}

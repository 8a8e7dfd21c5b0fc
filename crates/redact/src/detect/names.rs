//! The statistical recogniser as a detector: people, places and organisations that nobody named beforehand.

use std::ops::Range;
use std::sync::Arc;

use storyveil_gazetteer::NameFlags;
use storyveil_tagger::{Flags, Label, Lexicon, Mention, Preset as TaggerPreset, Tagger};

use super::places::{Home, Reader, is_place_by_cue, is_set_phrase};
use super::tokens::{is_person_word, is_relative};
use super::{Detector, Findings, institutions};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::people::{is_acronym, is_conjunction};
use crate::policy::Preset;
use crate::safe::SafeList;
use crate::span::Span;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, ends_like_romanian, is_closed_class, is_common_word, is_small_romanian};

/// Runs the tagger over the whole text, drops what is safe, and adds unknown names in capitals.
pub(crate) struct NameDetector {
    preset: TaggerPreset,
    safe: Arc<SafeList>,
    home: Home,
}

impl NameDetector {
    /// A detector as ready to see names as `preset` says, leaving what `safe` covers, for a publisher in `home`.
    pub(crate) fn new(preset: Preset, safe: Arc<SafeList>, home: Home) -> Self {
        NameDetector { preset: preset.of_tagger(), safe, home }
    }

    /// What the tagger found, line by line where lines are things of their own.
    fn mention(&self, view: &Text<'_>, mention: Mention, found: &mut Findings<'_, '_>) {
        for line in lines(view, mention.range()) {
            self.mention_in_line(view, &mention, line, found);
        }
    }

    fn mention_in_line(
        &self,
        view: &Text<'_>,
        mention: &Mention,
        line: Range<usize>,
        found: &mut Findings<'_, '_>,
    ) {
        let text = view.as_str();
        let Some(whole) = trimmed(view, line).filter(|range| !is_plain(view, range, mention.label())) else {
            return;
        };
        let all = Span::exact(text, whole.clone()).map(|span| view.words_in(span));
        if all.is_some_and(|words| {
            !words.is_empty() && (is_set_phrase(view, words.clone()) || is_road(view, words))
        }) {
            return;
        }
        if let Some(body) = self.body_of_community(view, mention) {
            found.push(body, Kind::Organisation, Confidence::MEDIUM, "names/organisation", Fact::Bare);
            return;
        }
        if self.is_safe(text, &whole, mention.label()) {
            return;
        }
        let label = if is_relatives_name(view, &whole) { Label::Person } else { mention.label() };
        if let Some(listed) = self.listed(view, &whole, label) {
            listed.push(mention.confidence(), found);
            return;
        }
        let range = match label {
            Label::Person => whole.clone(),
            Label::Place | Label::Organisation => self.safe.without_communities(text, whole.clone()),
        };
        let confidence = Confidence::per_cent(mention.confidence());
        match label {
            Label::Person => {
                let small = |range: &Range<usize>| {
                    let words = Span::exact(text, range.clone()).map(|span| view.words_in(span));
                    words
                        .is_some_and(|words| view.words()[words].iter().all(|word| is_small_word(view, word)))
                };
                for range in
                    people_in(view, without_clitic(view, range)).into_iter().filter(|range| !small(range))
                {
                    found.push(range, Kind::Person, confidence, "names/person", Fact::Bare);
                }
            }
            Label::Organisation if range == whole => {
                found.push(range, Kind::Organisation, confidence, "names/organisation", Fact::Bare);
            }
            // What is left of "Luton Roma" is no organisation but where the community lives.
            Label::Place | Label::Organisation => match self.listed(view, &range, Label::Place) {
                Some(listed) => listed.push(mention.confidence(), found),
                None => found.push(range, Kind::Place, confidence, "names/place", Fact::Bare),
            },
        }
    }

    /// What the gazetteer knows of a mention. A person's name is a place only if nobody bears it as a name, or if the words
    /// around say that a surname is one; a body's, if it is no word.
    fn listed(&self, view: &Text<'_>, range: &Range<usize>, label: Label) -> Option<Listed> {
        let reader = Reader::new(view, self.home);
        let all = view.words_in(Span::exact(view.as_str(), range.clone())?);
        let (read, words) = reader.name_in(all.clone())?;
        let other = match label {
            Label::Person => NameFlags::GIVEN.with(NameFlags::SURNAME),
            Label::Organisation => NameFlags::COMMON.with(NameFlags::NATIONALITY),
            Label::Place => NameFlags::NONE,
        };
        // A large town by itself may well be its football club, and would stay as a town; "the Dunstable" is no town.
        let club = label == Label::Organisation && (read.is_large_in(self.home) || words != all);
        if (read.flags().has(other) || club) && !is_place_by_cue(&reader, &read) {
            return None;
        }
        if self.home.is_left(read.choice) {
            return Some(Listed::Left);
        }
        let range = view.words()[words.start].span.start()..view.words()[words.end - 1].span.end();
        Some(Listed::As(range, reader.whole(&read).1))
    }

    /// The whole name of a body that is called after the community it serves, where the mention ends with the community
    /// and capitals go on: "Riverside Roma" of "Riverside Roma Support".
    fn body_of_community(&self, text: &Text<'_>, mention: &Mention) -> Option<Range<usize>> {
        let range = mention.range();
        let words = text.words_in(Span::exact(text.as_str(), range.clone())?);
        let inner = self.safe.without_communities(text.as_str(), range.clone());
        let goes_on = |at: &usize| text.gap_after(at - 1) == Some(" ") && text.words()[*at].capital;
        let last = (words.end..text.words().len()).take_while(goes_on).last()?;
        (inner.end < range.end && mention.label() != Label::Person)
            .then(|| range.start..text.words()[last].span.end())
    }

    /// Whether a mention identifies nobody. A given name that is a safe word too, as a month or a faith is (May,
    /// Christian), is judged by the tagger, which saw its sentence.
    fn is_safe(&self, text: &str, range: &Range<usize>, label: Label) -> bool {
        let name = &text[range.clone()];
        let folded = crate::words::fold(name);
        let lexicon = Lexicon::embedded();
        let given_name =
            label == Label::Person && lexicon.is_given_name(&folded) && !lexicon.is_nationality(&folded);
        let acronym = is_capitals(name) && self.safe.covers(name);
        let type_alone = label == Label::Organisation && institutions::names_nobody(name);
        acronym || !given_name && (type_alone || self.safe.covers(name))
    }

    /// Whether a given name that is also an ordinary word is the name here: it has a capital between words in lower case,
    /// and no article ("from Hope at the law centre", not "the Bill"). The recogniser leans to the word.
    fn is_word_as_name(&self, text: &Text<'_>, at: usize) -> bool {
        let words = text.words();
        let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
        let word = &words[at];
        if !word.capital || before.capital || text.lang() != Lang::English {
            return false;
        }
        let flags = Lexicon::embedded().flags(&word.folded);
        let letters = word.span.of(text.as_str());
        let goes_on = words.get(at + 1).is_none_or(|next| !next.capital || text.gap_after(at) != Some(" "));
        flags.has(Flags::GIVEN_FREQUENT)
            && flags.is_common_word()
            && !flags.has(NO_NAME)
            && letters.chars().skip(1).all(char::is_lowercase)
            && letters.chars().count() > 2
            && text.gap_after(at - 1) == Some(" ")
            && before.folded.chars().all(char::is_alphabetic)
            && !NO_NAME_AFTER.contains(&before.folded.as_str())
            && goes_on
            && !self.safe.covers(letters)
    }

    /// Whether a word in capitals inside a sentence is the short name of a body that no list knows: "AIRE".
    fn is_unknown_acronym(&self, text: &Text<'_>, at: usize) -> bool {
        let word = &text.words()[at];
        let letters = word.span.of(text.as_str());
        let shouted = |word: Option<&Word>| word.is_some_and(|word| is_capitals(word.span.of(text.as_str())));
        is_capitals(letters)
            && (3..=6).contains(&letters.chars().count())
            && !is_acronym(letters)
            && !self.safe.covers(letters)
            && !is_roman_number(letters)
            && !Lexicon::embedded().is_common_word(&word.folded)
            && !shouted(text.words().get(at + 1))
            && !shouted(at.checked_sub(1).map(|before| &text.words()[before]))
    }
}

/// Whether a word for a relative stands right before one name that is in the list of given names or in no list of places:
/// "wife Abena", "her husband, Tunde", "soțul ei, Costică".
fn is_relatives_name(text: &Text<'_>, range: &Range<usize>) -> bool {
    let Some(words) = Span::exact(text.as_str(), range.clone()).map(|span| text.words_in(span)) else {
        return false;
    };
    let [name] = &text.words()[words.clone()] else { return false };
    let before = |at: usize, gaps: &[&str]| {
        let before = at.checked_sub(1)?;
        text.gap_after(before).is_some_and(|gap| gaps.contains(&gap)).then_some(before)
    };
    let word = |at: usize| text.words()[at].folded.as_str();
    let Some(last) = before(words.start, &[" ", ", "]) else { return false };
    let owner = before(last, &[" "]).filter(|_| ROMANIAN_OWNERS.contains(&word(last)));
    let lexicon = Lexicon::embedded();
    is_relative(word(owner.unwrap_or(last)))
        && (lexicon.is_given_name(&name.folded) || !lexicon.is_place(&name.folded))
}

/// Behind the word for a relative, whose relative it is.
const ROMANIAN_OWNERS: [&str; 8] = ["ei", "lui", "lor", "meu", "mea", "sau", "sa", "nostru"];

/// The pieces of `range` between ends of lines that were not broken for want of room, "Locul nașterii: Comrat", and below it
/// another field; and between sentences of which the first ends with a word in small letters, "the Stan family. Court of
/// Appeal".
fn lines(text: &Text<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(words) = Span::exact(text.as_str(), range.clone()).map(|span| text.words_in(span)) else {
        return vec![range];
    };
    let mut lines = Vec::new();
    let mut start = range.start;
    let ends = |at: &usize| text.ends_a_line(*at) || ends_sentence(text, *at);
    for last in (words.start..words.end.saturating_sub(1)).filter(ends) {
        lines.push(start..text.words()[last].span.end());
        start = text.words()[last + 1].span.start();
    }
    lines.push(start..range.end);
    lines
}

/// Whether the full stop behind word `at` ends a sentence, and nothing that is shortened: "family. Court", not "St. Mary".
fn ends_sentence(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at];
    let stops = text.gap_after(at).is_some_and(|gap| gap.starts_with(". "));
    stops && !word.capital && word.folded.chars().count() >= SHORTEST_LAST_WORD
}

/// Shorter words before a full stop may be short forms: "nr.", "vs.", "str.".
const SHORTEST_LAST_WORD: usize = 4;

/// `range` without the letter of who speaks in an interview, "A. Bernie rang", without the pronoun behind a name, "Gordon I
/// think", and without words of Romanian grammar with which a sentence begins, "De Sfântul", unless nothing else is left.
/// Not the last in English, where "Will" and "De" begin names.
fn trimmed(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let range = without_next_sentence(text, without_pronoun(text, without_speaker(text, range)?)?)?;
    let span = Span::exact(text.as_str(), range.clone())?;
    let words = &text.words()[text.words_in(span)];
    let name = |word: &Word| text.lang() == Lang::English || Lexicon::embedded().is_given_name(&word.folded);
    let grammar =
        |word: &&Word| is_closed_class(&word.folded) && text.starts_sentence(word.span) && !name(word);
    let first = words.iter().take_while(grammar).count();
    Some(words.get(first).filter(|_| first > 0).map_or(range.clone(), |word| word.span.start()..range.end))
}

/// `range` without a first letter that opens the line of an answer, in a text that has lines of questions too.
fn without_speaker(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.words_in(Span::exact(text.as_str(), range.clone())?);
    let first = &text.words()[words.start];
    let answers = ["a", "r"].contains(&first.folded.as_str())
        && matches!(text.before(range.start, 1), "" | "\n")
        && ["\nQ", "\nÎ"].iter().any(|question| text.as_str().contains(question));
    match answers {
        true => text.words()[words].get(1).map(|next| next.span.start()..range.end),
        false => Some(range),
    }
}

/// `range` without a last word of grammar behind the full stop of initials, which begins a sentence: "D.M. Still at the hotel".
fn without_next_sentence(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let all = text.words_in(Span::exact(text.as_str(), range.clone())?);
    let last = all.clone().last()?;
    let before = last.checked_sub(1).filter(|before| all.contains(before));
    let begins = before.is_some_and(|before| text.gap_after(before).is_some_and(|gap| gap.starts_with(". ")));
    let word = &text.words()[last];
    let is_grammar = is_closed_class(&word.folded) && !Lexicon::embedded().is_given_name(&word.folded);
    match before.filter(|_| begins && is_grammar) {
        Some(before) => Some(range.start..text.words()[before].span.end()),
        None => Some(range),
    }
}

/// `range` without a last "I" in English that a sentence goes on behind: "Gordon I think", not "Norton I," or "D.I."
fn without_pronoun(text: &Text<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let all = text.words_in(Span::exact(text.as_str(), range.clone())?);
    let last = all.clone().last()?;
    let goes_on = text.words().get(last + 1).is_some_and(|next| !next.capital);
    let pronoun = text.words()[last].folded == "i" && text.lang() == Lang::English && goes_on;
    if !pronoun || text.gap_after(last) != Some(" ") {
        return Some(range);
    }
    let before = last.checked_sub(1).filter(|before| all.contains(before))?;
    Some(range.start..text.words()[before].span.end())
}

/// Whether the words are ones of the language and no name: all of them in lower case, in a text that has capitals, and known
/// words, or, taken for a person in more than a line or two, listed as no name; in another language than English, which the
/// tagger knows less well, one word whose capital begins a sentence. Given names are never plain.
fn is_plain(text: &Text<'_>, range: &Range<usize>, label: Label) -> bool {
    let Some(span) = Span::exact(text.as_str(), range.clone()) else { return false };
    let words = &text.words()[text.words_in(span)];
    let lexicon = Lexicon::embedded();
    if is_field(text, span, words) {
        return true;
    }
    let foreign = text.lang() != Lang::English;
    let unknown = |word: &Word| {
        foreign && !word.capital && !lexicon.is_surname(&word.folded) && !lexicon.is_place(&word.folded)
    };
    let word_of_language = |word: &Word| {
        let known = is_common_word(&word.folded, text.lang())
            || foreign && is_person_word(word.span.of(text.as_str()))
            || unknown(word);
        known && !lexicon.is_given_name(&word.folded)
    };
    let lower = |word: &Word| !word.capital && text.has_capitals();
    let by_place =
        |word: &Word| text.lang() != Lang::English && words.len() == 1 && text.starts_sentence(word.span);
    let named = |word: &Word| lexicon.flags(&word.folded).is_name() && !lexicon.is_common_word(&word.folded);
    if label == Label::Person
        && text.has_capitals()
        && text.words().len() >= SHORTEST_STORY
        && !words.iter().any(|word| word.capital || named(word))
    {
        return true;
    }
    if label == Label::Person && words.iter().all(|word| is_small_word(text, word)) {
        return true;
    }
    let code = |word: &Word| is_short_code(word.span.of(text.as_str()));
    !words.is_empty()
        && words.iter().all(|word| {
            word_of_language(word) && (lower(word) || by_place(word)) || words.len() == 1 && code(word)
        })
}

/// Whether the words name a field of a form: alone before a colon at the start of a line, all of them words of the language,
/// and no given name that many bear: "Vârsta: 29", but "Ana: I agree" and, of who speaks, "Vinka: What?".
fn is_field(text: &Text<'_>, span: Span, words: &[Word]) -> bool {
    let opens = matches!(text.before(span.start(), 1), "" | "\n");
    let plain = |word: &Word| {
        let flags = Lexicon::embedded().flags(&word.folded);
        is_common_word(&word.folded, text.lang()) && !flags.has(Flags::GIVEN_FREQUENT)
    };
    opens && text.after(span.end(), 1) == ":" && words.iter().all(plain)
}

/// Whether a word in small letters is no name: known as a word, or, in a text that has capitals, a word of another language
/// and no given name that many bear. Where nothing has capitals, a known word is none unless it is a given name too.
fn is_small_word(text: &Text<'_>, word: &Word) -> bool {
    let flags = Lexicon::embedded().flags(&word.folded);
    let known = is_closed_class(&word.folded) || is_small_romanian(&word.folded);
    let romanian = word.span.of(text.as_str()).contains(['ă', 'â', 'î', 'ș', 'ț', 'ş', 'ţ']);
    let foreign = text.lang() != Lang::English || romanian;
    match text.has_capitals() {
        true => {
            let letter = word.span.len() == 1;
            !word.capital && (known || foreign && (letter || !flags.has(Flags::GIVEN_FREQUENT)))
        }
        false => known && !flags.has(Flags::GIVEN),
    }
}

/// Words that are something else with a capital too.
const NO_NAME: Flags = Flags::TITLE
    .with(Flags::KINSHIP)
    .with(Flags::NATIONALITY)
    .with(Flags::ORGANISATION_WORD)
    .with(Flags::PLACE_WORD)
    .with(Flags::CALENDAR);

/// Before a noun with a capital rather than a name, or inside the name of something: "the Bill", "City of Hope".
const NO_NAME_AFTER: [&str; 17] = [
    "the", "a", "an", "this", "that", "these", "our", "my", "your", "his", "her", "their", "no", "any",
    "every", "of", "in",
];

/// Texts of fewer words may leave out the capitals of names and have others.
const SHORTEST_STORY: usize = 60;

/// "The M11", "the A40", "an HC1": a road or a form, which everybody knows. Districts of post have no article, but for
/// "the SE15 area".
fn is_road(text: &Text<'_>, words: Range<usize>) -> bool {
    let [code] = &text.words()[words.clone()] else { return false };
    let letters = code.span.of(text.as_str());
    let digits = letters.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let capitals = letters.len() - digits.len();
    let shape = (1..=4).contains(&capitals) && (1..=4).contains(&digits.len());
    let article = words.start.checked_sub(1).is_some_and(|before| {
        let article = ["the", "a", "an", "this", "that"].contains(&text.words()[before].folded.as_str());
        article && text.gap_after(before) == Some(" ")
    });
    let area = text.words().get(words.end).is_some_and(|next| {
        ["area", "postcode", "district", "van", "car", "lorry"].contains(&next.folded.as_str())
    });
    shape && article && !area && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "X5", "D7": a bus, a chord, a form. A letter that begins postcodes and a number is a district: "E17".
fn is_short_code(letters: &str) -> bool {
    let mut chars = letters.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_uppercase() && !"BEGLMNSW".contains(c));
    let digits = chars.as_str();
    first && (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
}

/// The end of `range` without a last small letter before a hyphen, the pronoun of a verb: "Traian m-a".
fn without_clitic(text: &Text<'_>, range: Range<usize>) -> Range<usize> {
    let rest = &text.as_str()[range.clone()];
    let mut letters = rest.chars().rev();
    let single = letters.next().is_some_and(char::is_lowercase) && letters.next() == Some(' ');
    match single && text.as_str()[range.end..].starts_with(['-', '‑']) {
        true => range.start..range.start + rest.len().saturating_sub(2),
        false => range,
    }
}

/// The people in `range`: its pieces between conjunctions, without words of grammar in small letters at their edges.
/// "Ana and Mrs Popescu" are two.
fn people_in(text: &Text<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let all = Span::exact(text.as_str(), range.clone()).filter(|_| text.has_capitals());
    let Some(all) = all.map(|span| text.words_in(span)) else { return vec![range] };
    let foreign = text.lang() != Lang::English;
    let grammar = |word: &Word| {
        let romanian = foreign && (is_small_romanian(&word.folded) || ends_like_romanian(&word.folded));
        !word.capital && (is_closed_class(&word.folded) || romanian)
            || romanian && opens_with_a_word(text, word)
    };
    let words = &text.words()[all];
    let ends_at = |at: usize| if at + 1 == words.len() { range.end } else { words[at].span.end() };
    let begins_at = |at: usize| if at == 0 { range.start } else { words[at].span.start() };
    // The tagger, which has seen little Romanian, runs on over verbs: "Lenuța **lucrează la** Panemar".
    let conjunction = |word: &Word| grammar(word) && (foreign || is_conjunction(&word.folded));
    let mut people = Vec::new();
    let mut from = 0;
    for piece in words.split(conjunction) {
        let first = piece.iter().position(|word| !grammar(word));
        let last = piece.iter().rposition(|word| !grammar(word));
        people.extend(first.zip(last).map(|(first, last)| begins_at(from + first)..ends_at(from + last)));
        from += piece.len() + 1;
    }
    people
}

/// Whether the capital of a word that is no given name is the one with which a sentence begins.
fn opens_with_a_word(text: &Text<'_>, word: &Word) -> bool {
    let given = Lexicon::embedded().is_given_name(&word.folded);
    text.starts_sentence(word.span) && (!given || is_closed_class(&word.folded))
}

/// What the gazetteer knows of a mention.
enum Listed {
    /// So large a place that it stays.
    Left,
    /// A place at these bytes, with this fact.
    As(Range<usize>, Fact),
}

impl Listed {
    fn push(self, confidence: u8, found: &mut Findings<'_, '_>) {
        if let Listed::As(range, fact) = self {
            found.push(range, Kind::Place, Confidence::per_cent(confidence), "names/place", fact);
        }
    }
}

/// Three letters or more, all of them capitals.
fn is_capitals(letters: &str) -> bool {
    letters.chars().count() > 2 && letters.chars().all(char::is_uppercase)
}

fn is_roman_number(letters: &str) -> bool {
    letters.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C'))
}

impl Detector for NameDetector {
    fn family(&self) -> &'static str {
        "names"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person, Kind::Organisation, Kind::Place]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for mention in Tagger::embedded().tag_prepared(text.prepared(), self.preset) {
            self.mention(text, mention, found);
        }
        for at in (0..text.words().len()).filter(|at| self.is_word_as_name(text, *at)) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/word-as-name", Fact::Bare);
        }
        for at in (0..text.words().len()).filter(|at| self.is_unknown_acronym(text, *at)) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Organisation, Confidence::LOW, "names/unknown-acronym", Fact::Bare);
        }
    }
}

//! The statistical recogniser as a detector: people, places and organisations that nobody named beforehand.

mod edges;
mod employers;
mod families;
mod fields;
mod plain;
mod romanian;
mod subjects;
mod unlisted;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use storyveil_gazetteer::NameFlags;
use storyveil_tagger::{Flags, Label, Lexicon, Mention, Preset, Tagger};

use self::edges::{
    WHEREABOUTS, before_charge, behind_phrase, lines, people_in, trimmed, with_adjective, without_clitic,
    without_whereabouts,
};
use self::employers::{employers, is_behind_work};
use self::families::{families, is_family};
use self::fields::fields;
use self::plain::{is_plain, is_road};
use self::romanian::{genitives, is_owner, is_romanian_given_name, without_owned};
use self::subjects::word_subjects;
use self::unlisted::unlisted;
use super::persons::{
    are_initials, is_aged, is_closed_behind, is_full_name, is_initial, is_person_and_country,
    is_school_class, lettered,
};
use super::places::{Home, Reader, is_place_by_cue, is_set_phrase};
use super::quantities::is_currency;
use super::tokens::is_relative;
use super::{Detector, Findings, institutions};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::people::is_acronym;
use crate::ron_file;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, is_a_people, is_closed_class, is_common_word, words};

/// Runs the tagger over the whole text, drops what is safe, and adds unknown names in capitals.
pub(crate) struct NameDetector {
    preset: Preset,
    safe: Arc<SafeList>,
    home: Home,
}

impl NameDetector {
    /// A detector as ready to see names as `preset` says, leaving what `safe` covers, for a publisher in `home`.
    pub(crate) fn new(preset: Preset, safe: Arc<SafeList>, home: Home) -> Self {
        NameDetector { preset, safe, home }
    }

    /// What the tagger found, line by line where lines are things of their own.
    fn mention(&self, view: &Text<'_>, mention: Mention, found: &mut Findings<'_, '_>) {
        for line in lines(view, mention.range()) {
            let line = if mention.label() == Label::Person {
                line
            } else {
                before_charge(view, behind_phrase(view, &self.safe, line))
            };
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
        let Some(whole) =
            trimmed(view, without_owned(view, line)).filter(|range| !is_plain(view, range, mention.label()))
        else {
            return;
        };
        let nobody = |words: Range<usize>| {
            is_set_phrase(view, words.clone())
                || is_road(view, words.clone())
                || are_a_people(view, words.clone())
                || is_short_post(view, words)
        };
        if view.words_at(&whole).is_some_and(|words| !words.is_empty() && nobody(words)) {
            return;
        }
        if let Some(body) = self.body_of_community(view, mention) {
            found.push(body, Kind::Organisation, Confidence::MEDIUM, "names/organisation", Fact::Bare);
        } else if !self.is_safe(view.as_str(), &whole, mention.label()) {
            self.push(view, mention, whole, found);
        }
    }

    /// Reports `whole`, all of a mention in its line that may be a name, as what it is.
    fn push(&self, view: &Text<'_>, mention: &Mention, whole: Range<usize>, found: &mut Findings<'_, '_>) {
        let confidence = Confidence::per_cent(mention.confidence());
        // No body is called "J.", and no place is "JK" where a task is theirs.
        let words = view.words_at(&whole).filter(|words| words.len() == 1);
        let initial = words.is_some_and(|words| {
            view.words()[words.start].span.len() == 1 || are_initials(view, words.start)
        });
        let person = is_relatives_name(view, &whole)
            || initial
            || mention.label() == Label::Organisation && is_family(view, &whole)
            || mention.label() != Label::Person && is_owner(view, &whole)
            || is_aged(view, &whole)
            || mention.label() == Label::Place
                && (is_persons_town(view, &whole)
                    || is_full_name(view, &whole)
                    || is_romanian_given_name(view, &whole));
        let label = if person { Label::Person } else { mention.label() };
        let label = if is_employer(view, &whole) { Label::Organisation } else { label };
        // "Artem (14)", who is no town in Russia.
        if let Some(listed) = self.listed(view, &whole, label).filter(|_| !person) {
            return listed.push(mention.confidence(), found);
        }
        if let Some(place) = with_adjective(view, &whole).filter(|_| label == Label::Place) {
            return found.push(place, Kind::Place, confidence, "names/place", Fact::Bare);
        }
        if label == Label::Person {
            let all = without_clitic(view, whole);
            let named = without_whereabouts(view, all.clone());
            self.push_whereabouts(view, named.end + WHEREABOUTS.len()..all.end, found);
            for person in people_in(view, named) {
                if let Some(place) = with_adjective(view, &person) {
                    found.push(place, Kind::Place, confidence, "names/place", Fact::Bare);
                    continue;
                }
                let class = |words: Range<usize>| {
                    view.words()[words]
                        .iter()
                        .all(|word| is_school_class(view, word) || is_romanian_grade(view, word))
                };
                let plain = is_plain(view, &person, Label::Person)
                    || self.is_safe(view.as_str(), &person, Label::Person);
                if !plain && !view.words_at(&person).is_some_and(class) {
                    found.push(person, Kind::Person, confidence, "names/person", Fact::Bare);
                }
            }
            return;
        }
        let range = self.safe.without_communities(view.as_str(), whole.clone());
        if label == Label::Organisation && range == whole {
            return found.push(range, Kind::Organisation, confidence, "names/organisation", Fact::Bare);
        }
        // What is left of "Luton Roma" is no organisation but where the community lives.
        match self.listed(view, &range, Label::Place) {
            Some(listed) => listed.push(mention.confidence(), found),
            None => found.push(range, Kind::Place, confidence, "names/place", Fact::Bare),
        }
    }

    /// Reports what stands behind "de la" in a name, in small letters, as a place unless it is a word: "nelu de la tulucești".
    fn push_whereabouts(&self, view: &Text<'_>, range: Range<usize>, found: &mut Findings<'_, '_>) {
        let Some(words) = view.words_at(&range).filter(|words| !words.is_empty()) else { return };
        let known = |word: &Word| word.capital || is_common_word(&word.folded, view.lang());
        if !view.words()[words].iter().any(known) {
            found.push(range, Kind::Place, Confidence::MEDIUM, "names/place", Fact::Bare);
        }
    }

    /// What the gazetteer knows of a mention. A person's name is a place only if nobody bears it as a name, or if the words
    /// around say that a surname is one; a body's, if it is no word.
    fn listed(&self, view: &Text<'_>, range: &Range<usize>, label: Label) -> Option<Listed> {
        let reader = Reader::new(view, self.home);
        let all = view.words_at(range)?;
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
        let words = text.words_at(&range)?;
        let inner = self.safe.without_communities(text.as_str(), range.clone());
        let goes_on = |at: &usize| text.gap_after(at - 1) == Some(" ") && text.words()[*at].capital;
        let last = (words.end..text.words().len()).take_while(goes_on).last()?;
        (inner.end < range.end && mention.label() != Label::Person)
            .then(|| range.start..text.words()[last].span.end())
    }

    /// Whether a mention identifies nobody. A given name that is a safe word too, as a month or a faith is (May,
    /// Christian), is judged by the tagger, which saw its sentence.
    fn is_safe(&self, text: &str, range: &Range<usize>, label: Label) -> bool {
        let name = without_grammar(&text[range.clone()]);
        let folded = crate::words::fold(name);
        let lexicon = Lexicon::embedded();
        let given_name =
            label == Label::Person && lexicon.is_given_name(&folded) && !lexicon.is_nationality(&folded);
        let acronym = is_capitals(name) && self.safe.covers(name);
        let type_alone = label == Label::Organisation && institutions::names_nobody(name);
        // "Pip", who is no payment.
        let short_name = label == Label::Person
            && !is_capitals(name)
            && name.len() > 2
            && is_acronym(&name.to_uppercase());
        acronym || !given_name && !short_name && (type_alone || self.safe.covers(name))
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
            && !LISTS.no_name_after.contains(&before.folded)
            && goes_on
            && !self.safe.covers(letters)
    }

    /// Whether letters in capitals are the initials of somebody in a file.
    fn are_unknown_initials(&self, text: &Text<'_>, at: usize) -> bool {
        let letters = text.words()[at].span.of(text.as_str());
        if is_initial(text, at) {
            return true;
        }
        are_initials(text, at)
            && text.has_capitals()
            && !is_acronym(letters)
            && !is_currency(letters)
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
            && !is_currency(letters)
            && !self.safe.covers(letters)
            && !is_roman_number(letters)
            && !is_common_word(&word.folded, text.lang())
            && !shouted(text.words().get(at + 1))
            && !shouted(at.checked_sub(1).map(|before| &text.words()[before]))
    }
}

/// Whether the words are a people or the believers of a faith, with an article: "the Hazaras".
fn are_a_people(text: &Text<'_>, mut words: Range<usize>) -> bool {
    let is_article = |at: usize| text.words()[at].folded == "the";
    let inside = words.len() > 1 && is_article(words.start);
    words.start += usize::from(inside);
    let article = inside || words.start.checked_sub(1).is_some_and(is_article);
    article && words.into_iter().all(|at| is_a_people(&text.words()[at].folded))
}

/// Whether the name is of whom somebody works for, and of no person: "worked for Romexpo", not "for Elena".
fn is_employer(text: &Text<'_>, range: &Range<usize>) -> bool {
    let first = text.words_at(range).filter(|words| !words.is_empty()).map(|words| words.start);
    first.is_some_and(|first| {
        let flags = Lexicon::embedded().flags(&text.words()[first].folded);
        is_behind_work(text, first) && !flags.is_name() && !flags.has(NO_NAME)
    })
}

/// `name` without words of grammar that begin it at the start of a sentence: "Covid" of "Since Covid".
fn without_grammar(name: &str) -> &str {
    let words = words(name);
    let first = words.iter().find(|word| !is_closed_class(&word.folded));
    first.map_or(name, |word| &name[word.span.start()..])
}

/// Whether a word for a relative stands right before one name that is in the list of given names or in no list of places:
/// "wife Abena", "her husband, Tunde", "soțul ei, Costică".
fn is_relatives_name(text: &Text<'_>, range: &Range<usize>) -> bool {
    let Some(words) = text.words_at(range) else {
        return false;
    };
    let [name] = &text.words()[words.clone()] else { return false };
    let before = |at: usize, gaps: &[&str]| {
        let before = at.checked_sub(1)?;
        text.gap_after(before).is_some_and(|gap| gaps.contains(&gap)).then_some(before)
    };
    let word = |at: usize| text.words()[at].folded.as_str();
    let Some(last) = before(words.start, &[" ", ", "]) else { return false };
    let owner =
        before(last, &[" "]).filter(|_| LISTS.romanian_owners.iter().any(|owner| owner == word(last)));
    let lexicon = Lexicon::embedded();
    // "After her mother, London was cold to her."
    let place_after_comma = text.gap_after(last) == Some(", ")
        && lexicon.flags(&name.folded).has(Flags::PLACE_LARGE)
        && !is_closed_behind(text, words.start);
    is_relative(word(owner.unwrap_or(last)))
        && !place_after_comma
        && (lexicon.is_given_name(&name.folded) || !lexicon.is_place(&name.folded))
}

/// Words around names, from `data/detect/names.ron`, which says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    no_name_after: Vec<String>,
    pub(super) romanian_owners: Vec<String>,
    /// What begins a sentence before the name of whoever is written to or spoken of.
    pub(super) openers: Vec<String>,
    /// Given names that as words begin a sentence without an article.
    pub(super) bare_subjects: Vec<String>,
    pub(super) other_owners: Vec<String>,
    pub(super) place_adjectives: Vec<String>,
    pub(super) before_places: Vec<String>,
    pub(super) romanian_before_places: Vec<String>,
    pub(super) behind_dwelling: Vec<String>,
    before_roads: Vec<String>,
    behind_districts: Vec<String>,
    pub(super) only_people: Vec<String>,
    pub(super) met_people: Vec<String>,
    pub(super) behind_initial: Vec<String>,
    pub(super) before_letters: Vec<String>,
    pub(super) peoples_things: Vec<String>,
    pub(super) before_employers: Vec<(Vec<String>, Vec<String>)>,
    pub(super) name_fields: Vec<String>,
    pub(super) tasks: Vec<String>,
    pub(super) no_values: Vec<String>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/detect/names.ron")).expect("embedded data is tested")
});

/// Words that are something else with a capital too.
const NO_NAME: Flags = Flags::TITLE
    .with(Flags::KINSHIP)
    .with(Flags::NATIONALITY)
    .with(Flags::ORGANISATION_WORD)
    .with(Flags::PLACE_WORD)
    .with(Flags::CALENDAR);

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

/// Whether one word is the short form of a post, and no initials: "told **TA** that".
fn is_short_post(text: &Text<'_>, words: Range<usize>) -> bool {
    let letters = text.words()[words.start].span.of(text.as_str());
    words.len() == 1
        && letters.len() == 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && is_acronym(letters)
        && !are_initials(text, words.start)
}

/// Whether one word is the name of a town and of somebody whom the words around tell of: "Chico is her husband".
fn is_persons_town(text: &Text<'_>, range: &Range<usize>) -> bool {
    let words = text.words_at(range).filter(|words| words.len() == 1);
    words.is_some_and(|words| is_person_and_country(text, words.start))
}

/// Three letters or more, all of them capitals.
fn is_capitals(letters: &str) -> bool {
    letters.chars().count() > 2 && letters.chars().all(char::is_uppercase)
}

/// "Gradul II": a Roman number of several letters, which nobody is called in Romanian.
fn is_romanian_grade(text: &Text<'_>, word: &Word) -> bool {
    let letters = word.span.of(text.as_str());
    text.lang() == Lang::Romanian
        && letters.len() > 1
        && letters.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
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
        let country = |at: &usize| {
            let word = &text.words()[*at];
            let rather_word = || {
                let word = Lexicon::embedded().flags(&word.folded);
                word.is_common_word() && word.has(Flags::GIVEN_FREQUENT)
            };
            is_person_and_country(text, *at)
                && !is_acronym(word.span.of(text.as_str()))
                && !is_a_people(&word.folded)
                && (rather_word() || self.safe.covers(word.span.of(text.as_str())))
        };
        for at in (0..text.words().len()).filter(country) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/word-as-name", Fact::Bare);
        }
        for at in genitives(text) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/genitive", Fact::Bare);
        }
        for at in word_subjects(text) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/word-as-name", Fact::Bare);
        }
        for at in unlisted(text, |letters| self.safe.covers(letters)) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/unlisted", Fact::Bare);
        }
        for words in fields(text) {
            let range = text.words()[words.start].span.start()..text.words()[words.end - 1].span.end();
            found.push(range, Kind::Person, Confidence::HIGH, "names/field", Fact::Bare);
        }
        for words in employers(text) {
            let range = text.words()[words.start].span.start()..text.words()[words.end - 1].span.end();
            if !self.is_safe(text.as_str(), &range, Label::Organisation) {
                found.push(range, Kind::Organisation, Confidence::MEDIUM, "names/employer", Fact::Bare);
            }
        }
        for range in families(text, &self.safe) {
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/family", Fact::Bare);
        }
        for at in (0..text.words().len()).filter(|at| self.are_unknown_initials(text, *at)) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/initials", Fact::Bare);
        }
        for at in lettered(text) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Person, Confidence::MEDIUM, "names/initials", Fact::Bare);
        }
        for at in (0..text.words().len()).filter(|at| self.is_unknown_acronym(text, *at)) {
            let range = text.words()[at].span.range();
            found.push(range, Kind::Organisation, Confidence::LOW, "names/unknown-acronym", Fact::Bare);
        }
    }
}

//! Mentions that the tagger found and that are no names: words of the language, fields of forms, roads, codes.

use std::ops::Range;

use storyveil_tagger::{Flags, Label, Lexicon};

use super::super::persons::is_school_class;
use super::super::tokens::is_person_word;
use super::LISTS;
use crate::common::common;
use crate::kind::Kind;
use crate::span::Span;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{
    Word, ends_like_romanian, is_chat_word, is_closed_class, is_common_word, is_romanian_in_small_letters,
    is_small_romanian,
};

/// Whether the words are ones of the language and no name: all of them in lower case, in a text that has capitals, and known
/// words, or, taken for a person in more than a line or two, listed as no name; in another language than English, which the
/// tagger knows less well, one word whose capital begins a sentence. Given names are never plain.
pub(super) fn is_plain(text: &Text<'_>, range: &Range<usize>, label: Label) -> bool {
    let Some(span) = Span::exact(text.as_str(), range.clone()) else { return false };
    let words = &text.words()[text.words_in(span)];
    let lexicon = Lexicon::embedded();
    if is_field(text, span, words) || words.iter().all(|word| !word.capital && is_chat_word(&word.folded)) {
        return true;
    }
    let foreign = text.lang() != Lang::English;
    let unknown = |word: &Word| {
        foreign && !word.capital && !lexicon.is_surname(&word.folded) && !lexicon.is_place(&word.folded)
    };
    let word_of_language = |word: &Word| {
        let known = is_common_word(&word.folded, text.lang())
            || foreign && is_person_word(word.span.of(text.as_str()))
            || text.lang() == Lang::Romanian && is_inflected(text, word)
            || unknown(word);
        // Some people bear what every Romanian sentence may begin with: "Ați", "Bună", "Jos".
        let everyday = || {
            foreign
                && is_small_romanian(&word.folded)
                && !lexicon.flags(&word.folded).has(Flags::GIVEN_FREQUENT)
        };
        known && (!lexicon.is_given_name(&word.folded) || everyday())
    };
    let lower = |word: &Word| !word.capital && text.has_capitals();
    // "II. Starea de sănătate", and on the next line "Solicitanta": below a heading, taken for a place or a body.
    let opens_line = |word: &Word| label != Label::Person && text.before(word.span.start(), 1) == "\n";
    let by_place = |word: &Word| foreign && (text.starts_sentence(word.span) || opens_line(word));
    let named = |word: &Word| lexicon.flags(&word.folded).is_name() && !lexicon.is_common_word(&word.folded);
    if label == Label::Person
        && text.has_capitals()
        && text.words().len() >= SHORTEST_STORY
        && !words.iter().any(|word| word.capital || named(word))
    {
        return true;
    }
    if label == Label::Person && words.len() == 1 && is_relative_of_speaker(text, span) {
        return true;
    }
    let body = label == Label::Organisation && text.lang() == Lang::Romanian && !text.has_capitals();
    if (label == Label::Person || body) && words.iter().all(|word| is_small_word(text, word)) {
        return true;
    }
    // "Treated for fibromyalgia", "the hotel receptionist".
    let low = words.iter().all(|word| !word.capital);
    let of_many = |kind| low && common(words, kind).iter().all(|common| *common);
    if !words.is_empty() && (of_many(Kind::Health) || of_many(Kind::Occupation)) {
        return true;
    }
    // "Free apple pies" in a message without capitals.
    let english_body = label == Label::Organisation && !foreign && !text.has_capitals();
    if english_body && words.iter().all(|word| is_common_word(&word.folded, text.lang())) {
        return true;
    }
    let code = |word: &Word| is_short_code(word.span.of(text.as_str())) || is_school_class(text, word);
    !words.is_empty()
        && words.iter().all(|word| {
            word_of_language(word) && (lower(word) || by_place(word)) || words.len() == 1 && code(word)
        })
}

/// Whether a word that no list of names has is a Romanian noun with its article or a participle with which a sentence begins:
/// "Adolescenții veniți singuri", "Adăpostită de surori".
fn is_inflected(text: &Text<'_>, word: &Word) -> bool {
    let participle = || {
        let ends = ["ita", "ata", "uta", "iti", "ati", "uti", "ite", "ate", "ute"];
        let next = text.words().get(text.words_in(word.span).end);
        let goes_on = next.is_some_and(|next| !next.capital && is_closed_class(&next.folded));
        word.folded.len() >= SHORTEST_PARTICIPLE
            && goes_on
            && ends.iter().any(|end| word.folded.ends_with(end))
    };
    !Lexicon::embedded().flags(&word.folded).is_name() && (ends_like_romanian(&word.folded) || participle())
}

/// Names in "-ița" and "-ata" that no list has are shorter.
const SHORTEST_PARTICIPLE: usize = 8;

/// Whether a Romanian pronoun is joined to a word for a relative: "Nevastă-mea", "frate-miu".
fn is_relative_of_speaker(text: &Text<'_>, span: Span) -> bool {
    let behind = text.after(span.end(), 5);
    let owned = ["-mea", "-meu", "-miu", "-ta", "-tu", "-sa", "-su", "-mii", "-sii"]
        .iter()
        .any(|owner| behind.strip_prefix(owner).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    owned && text.lang() == Lang::Romanian
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
pub(super) fn is_small_word(text: &Text<'_>, word: &Word) -> bool {
    let flags = Lexicon::embedded().flags(&word.folded);
    let romanian_text = text.lang() == Lang::Romanian && is_romanian_in_small_letters(&word.folded);
    let known = is_closed_class(&word.folded) || is_small_romanian(&word.folded) || romanian_text;
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

/// Texts of fewer words may leave out the capitals of names and have others.
const SHORTEST_STORY: usize = 60;

/// "The M11", "the A40", "an HC1": a road or a form, which everybody knows. Districts of post have no article, but for
/// "the SE15 area".
pub(super) fn is_road(text: &Text<'_>, words: Range<usize>) -> bool {
    let [code] = &text.words()[words.clone()] else { return false };
    let letters = code.span.of(text.as_str());
    let digits = letters.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let capitals = letters.len() - digits.len();
    let shape = (1..=4).contains(&capitals) && (1..=4).contains(&digits.len());
    let article = words.start.checked_sub(1).is_some_and(|before| {
        let article = LISTS.before_roads.contains(&text.words()[before].folded);
        article && text.gap_after(before) == Some(" ")
    });
    let area = text.words().get(words.end).is_some_and(|next| LISTS.behind_districts.contains(&next.folded));
    shape && article && !area && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// "X5", "D7": a bus, a chord, a form. A letter that begins postcodes and a number is a district: "E17".
fn is_short_code(letters: &str) -> bool {
    let mut chars = letters.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_uppercase() && !"BEGLMNSW".contains(c));
    let digits = chars.as_str();
    first && (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
}

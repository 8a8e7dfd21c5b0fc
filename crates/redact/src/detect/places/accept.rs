//! Whether a listed name stands for a place here, and how sure that is.

use std::ops::Range;

use storyveil_gazetteer::NameFlags;
use storyveil_tagger::Lexicon;

use super::super::persons::is_person_and_country;
use super::cues::CUES;
use super::reader::{LARGE, Read, Reader};
use crate::finding::Confidence;
use crate::story::Lang;
use crate::words::{is_chat_word, is_closed_class, is_common_word, is_small_romanian};

/// The confidence that `read` is a place, and by which rule; `None` if it is rather a word or a person.
///
/// `last` is the last place: what is joined to it by "and" or a comma is a place too.
pub(super) fn confidence(
    reader: &Reader<'_, '_>,
    read: &Read,
    last: Option<&Range<usize>>,
) -> Option<(Confidence, &'static str)> {
    let cue = Cue::of(reader, read, last);
    let words = reader.text.words();
    let capital = words[read.words.end - 1].capital;
    let capitals = words[read.words.clone()].iter().filter(|word| word.capital).count();
    let starts = capitals < 2 && reader.text.starts_sentence(words[read.words.start].span);
    if !cue.is_certain() && (is_of_a_person(reader, read) || is_plain_word(reader, read)) {
        return None;
    }
    match () {
        () if !capital => in_lower_case(reader, read, &cue),
        () if cue.is_certain() => Some((Confidence::HIGH, "places/announced")),
        () if starts || is_shouted(reader, read) => at_a_start(reader, read, &cue),
        () => inside_a_sentence(reader, read, &cue),
    }
}

/// Whether the name is a word of grammar, or in another language than English a word that its prose writes small:
/// "Este", "Pune". Of English words the gazetteer knows.
fn is_plain_word(reader: &Reader<'_, '_>, read: &Read) -> bool {
    let lang = reader.text.lang();
    let [word] = &reader.text.words()[read.words.clone()] else { return false };
    let by_place = !word.capital || reader.text.starts_sentence(word.span);
    let small = lang != Lang::English
        && (is_common_word(&word.folded, lang) || !word.capital && reader.text.has_capitals());
    is_closed_class(&word.folded) || by_place && small
}

/// Whether the words around say that a name which people bear as a surname is a place: "in Ashford". "She confided in
/// Florence" is why given names stay people's, unless they are large towns too.
pub(crate) fn is_place_by_cue(reader: &Reader<'_, '_>, read: &Read) -> bool {
    let cue = Cue::of(reader, read, None);
    let surname = !read.flags().has(NameFlags::GIVEN) || read.people_at_home(reader.home()) >= LARGE;
    (cue.certain || surname && (cue.within || cue.going)) && !is_of_a_person(reader, read)
}

/// What the words around a name say.
struct Cue {
    /// A larger area behind, or "the town of" before: a place and nothing else.
    certain: bool,
    /// "in", "near": a place or a time.
    within: bool,
    /// "moved to", "people from": a place rather than a person.
    going: bool,
    /// "to", "from", "at": anything.
    either: bool,
}

impl Cue {
    fn of(reader: &Reader<'_, '_>, read: &Read, last: Option<&Range<usize>>) -> Cue {
        let start = read.words.start;
        let before = reader.word_before(start).unwrap_or_default();
        let second = start.checked_sub(1).and_then(|at| reader.word_before(at)).unwrap_or_default();
        let next =
            reader.text.words().get(read.words.end).filter(|_| {
                reader.text.gap_after(read.words.end - 1).is_some_and(|gap| gap.trim().is_empty())
            });
        let followed = next.is_some_and(|word| CUES.following.contains(&word.folded));
        let either = CUES.either.contains(before);
        let directed = CUES.directions.contains(before);
        let listed = last.is_some_and(|last| goes_on(reader, last, start));
        Cue {
            certain: read.hint.is_some()
                || is_announced(reader, start) && !read.flags().has(NameFlags::NATIONALITY)
                || CUES.announcing.contains(&reader.text.words()[start].folded),
            within: CUES.within.contains(before) || followed || directed || listed,
            going: either && CUES.motion.contains(second),
            either,
        }
    }

    fn is_certain(&self) -> bool {
        self.certain
    }
}

/// Whether word `at` goes on with a list of places whose last one is `last`, or ends a journey that began there.
fn goes_on(reader: &Reader<'_, '_>, last: &Range<usize>, at: usize) -> bool {
    let gap = reader.text.gap_after(last.end - 1).unwrap_or_default();
    if last.end == at {
        return matches!(gap.trim(), "," | "/");
    }
    let between = &reader.text.words()[last.end].folded;
    let begun = || reader.word_before(last.start).is_some_and(|word| CUES.beginning.contains(word));
    let joined = CUES.listing.contains(between) || CUES.ending.contains(between) && begun();
    last.end + 1 == at
        && joined
        && gap.trim_matches(',').trim().is_empty()
        && reader.word_before(at).is_some()
}

/// Whether words before word `at` announce a place: "the town of", "comuna".
fn is_announced(reader: &Reader<'_, '_>, at: usize) -> bool {
    let Some(before) = reader.word_before(at) else { return false };
    let second = at.checked_sub(1).and_then(|at| reader.word_before(at)).unwrap_or_default();
    // A village in Romanian: "she sat GCSE maths".
    if before == "sat" && reader.text.lang() == Lang::English {
        return false;
    }
    CUES.announcing.contains(before) || CUES.announcing.contains(&format!("{second} {before}"))
}

fn inside_a_sentence(reader: &Reader<'_, '_>, read: &Read, cue: &Cue) -> Option<(Confidence, &'static str)> {
    let flags = read.flags();
    let home = read.people_at_home(reader.home());
    let cued = cue.within || cue.going;
    let sure = Some((Confidence::HIGH, "places/cue"));
    // Romanian writes months and peoples small: "din Roman" is the town.
    let adjective = reader.text.lang() != Lang::Romanian || !cued;
    match () {
        // "In March", "to Roma families": only what is certain.
        () if adjective && flags.has(NameFlags::CALENDAR.with(NameFlags::NATIONALITY)) => None,
        () if cued => sure,
        // "Tower Hamlets": common words, but written as a name.
        () if flags.has(NameFlags::COMMON) => {
            (read.words.len() > 1).then_some((Confidence::MEDIUM, "places/listed"))
        }
        () if flags.has(NameFlags::GIVEN) => {
            let large = home >= LARGE;
            large.then_some((if cue.either { Confidence::MEDIUM } else { Confidence::LOW }, "places/large"))
        }
        () if flags.has(NameFlags::SURNAME.with(NameFlags::WORD)) => {
            let known = home >= KNOWN || cue.either;
            known.then_some((Confidence::MEDIUM, "places/listed"))
        }
        () => Some((Confidence::MEDIUM, "places/listed")),
    }
}

/// At the start of a sentence, or in a line of capitals, a capital says nothing.
fn at_a_start(reader: &Reader<'_, '_>, read: &Read, cue: &Cue) -> Option<(Confidence, &'static str)> {
    let flags = read.flags();
    let home = read.people_at_home(reader.home());
    let cued = cue.within || cue.going;
    let other = NameFlags::COMMON.with(NameFlags::CALENDAR).with(NameFlags::NATIONALITY);
    match () {
        () if flags.has(other) => None,
        () if cued => Some((Confidence::HIGH, "places/cue")),
        () if flags.has(NameFlags::GIVEN.with(NameFlags::WORD)) && home < LARGE => None,
        () if flags.has(NameFlags::GIVEN) => Some((Confidence::LOW, "places/large")),
        () if flags.has(NameFlags::SURNAME) => (home >= KNOWN).then_some((Confidence::LOW, "places/listed")),
        () => Some((Confidence::MEDIUM, "places/listed")),
    }
}

/// In lower case a name counts if it is neither a word nor a person's, and well known.
fn in_lower_case(reader: &Reader<'_, '_>, read: &Read, cue: &Cue) -> Option<(Confidence, &'static str)> {
    let flags = read.flags();
    let home = read.people_at_home(reader.home());
    let cued = cue.within || cue.going;
    let other = NameFlags::WORD.with(NameFlags::CALENDAR).with(NameFlags::NATIONALITY);
    let first = &reader.text.words()[read.words.start].folded;
    let short = read.words.len() == 1 && first.chars().count() < LEAST_LETTERS;
    // Nearly every Romanian word is the name of a village somewhere.
    let romanian = reader.text.lang() == Lang::Romanian;
    let near = if romanian { read.people_in(&["GB", "RO", "MD"]) } else { read.people() };
    // "Pentru cei patru frați".
    let words = &reader.text.words()[read.words.clone()];
    let phrase = romanian && words.iter().all(|word| is_small_romanian(&word.folded));
    let known = home >= SMALL_KNOWN && !romanian || words.len() > 1 && !phrase || near >= LARGE;
    let accepted = match () {
        () if flags.has(other) || short => false,
        // "1 decembrie", a day and a village.
        () if first.starts_with(|c: char| c.is_ascii_digit()) => false,
        () if flags.has(NameFlags::GIVEN) => home >= LARGE || cue.within && home >= KNOWN,
        () if flags.has(NameFlags::SURNAME) => {
            home >= KNOWN
                || cued && home >= SMALL_KNOWN
                || cue.within && read.is_at_home(reader.home()) && !romanian
        }
        () if known => true,
        () => {
            if romanian {
                cued && near >= ROMANIAN_KNOWN
            } else {
                // "In gorton": behind such a word even a small place at home is meant.
                cue.within && read.is_at_home(reader.home()) || (cued || cue.either) && near >= FAR_KNOWN
            }
        }
    };
    accepted.then_some((Confidence::MEDIUM, "places/lower-case"))
}

/// Whether the name is part of somebody's: "Jack London", "Mr Lincoln", "Chelsea Brown".
fn is_of_a_person(reader: &Reader<'_, '_>, read: &Read) -> bool {
    let words = reader.text.words();
    let (start, end) = (read.words.start, read.words.end);
    let lexicon = Lexicon::embedded();
    let blank = |at: usize| {
        reader
            .text
            .gap_after(at)
            .is_some_and(|gap| gap.chars().all(|c| c == ' ' || c == '\u{a0}' || c == '.'))
    };
    let before = start.checked_sub(1).filter(|at| blank(*at)).map(|at| &words[at]);
    let named = before.is_some_and(|word| {
        let dotted = reader.text.gap_after(start - 1).is_some_and(|gap| gap.contains('.'));
        let article = ["a", "i", "o", "e"].contains(&word.folded.as_str()) && !dotted;
        let initial = word.capital && word.folded.chars().count() == 1 && !article;
        let given = word.capital
            && lexicon.is_given_name(&word.folded)
            && !lexicon.is_common_word(&word.folded)
            && !CUES.within.contains(&word.folded)
            && !CUES.either.contains(&word.folded)
            && !CUES.directions.contains(&word.folded);
        CUES.titles.contains(&word.folded) || initial || given
    });
    let surname = |at: usize| {
        let word = &words[at];
        word.capital
            && lexicon.is_surname(&word.folded)
            && !lexicon.is_common_word(&word.folded)
            && !lexicon.is_nationality(&word.folded)
    };
    let followed = end < words.len() && blank(end - 1) && surname(end);
    // "Lincoln is her husband".
    let told = || {
        end - start == 1 && read.flags().has(NameFlags::GIVEN) && is_person_and_country(reader.text, start)
    };
    named || followed && read.flags().has(NameFlags::GIVEN) && reader.text.words()[start].capital || told()
}

/// Whether the name stands among other words in capitals, as in a heading.
fn is_shouted(reader: &Reader<'_, '_>, read: &Read) -> bool {
    let whole = reader.text.as_str();
    let loud = |at: usize| {
        let letters = reader.text.words().get(at).map_or("", |word| word.span.of(whole));
        letters.chars().count() > 1 && letters.chars().all(char::is_uppercase)
    };
    let beside = read.words.start.checked_sub(1).is_some_and(loud) || loud(read.words.end);
    read.words.clone().all(loud) && beside
}

/// The words of an unlisted name behind "the town of" and the like.
pub(super) fn announced(reader: &Reader<'_, '_>, at: usize) -> Option<Range<usize>> {
    let words = reader.text.words();
    let lexicon = Lexicon::embedded();
    let is_name = |at: &usize| {
        let word = &words[*at];
        word.capital && !lexicon.is_nationality(&word.folded) && word.folded.chars().count() > 1
    };
    if is_village_in_lower_case(reader, at) {
        return Some(at..at + 1);
    }
    let blank =
        |at: usize| reader.text.gap_after(at).is_some_and(|gap| gap == " " || gap == "-" || gap == "\u{a0}");
    if !is_name(&at) || !is_announced(reader, at) {
        return None;
    }
    let end = (at + 1..words.len()).take_while(|next| is_name(next) && blank(next - 1)).take(2).last();
    Some(at..end.unwrap_or(at) + 1)
}

/// Whether word `at`, in a text without capitals, is one that no list has behind a word for a village: "from the village embatkala".
fn is_village_in_lower_case(reader: &Reader<'_, '_>, at: usize) -> bool {
    if reader.text.has_capitals() {
        return false;
    }
    let words = reader.text.words();
    let folded = |back: usize| at.checked_sub(back).map_or("", |at| words[at].folded.as_str());
    let village =
        |word: &str| matches!(word, "village" | "town" | "satul" | "comuna" | "orasul" | "cartierul");
    let announced =
        village(folded(1)) || matches!(folded(1), "of" | "called" | "named") && village(folded(2));
    let unknown = || {
        Lexicon::embedded().flags(folded(0)).bits() == 0
            && folded(0).chars().count() > LEAST_LETTERS
            && folded(0).chars().all(char::is_alphabetic)
            && !is_chat_word(folded(0))
            && !is_common_word(folded(0), reader.text.lang())
    };
    announced && unknown() && reader.text.gap_after(at - 1) == Some(" ")
}

/// The same for surnames, which fewer stories use alone.
const KNOWN: u32 = 20_000;
/// Of so many people at home, a place is known in lower case.
const SMALL_KNOWN: u32 = 5_000;
/// The same with a preposition, anywhere.
const FAR_KNOWN: u32 = 10_000;
/// The same in Romanian, where ordinary words are the names of large villages.
const ROMANIAN_KNOWN: u32 = 50_000;
/// Shorter words in lower case are words of some language.
const LEAST_LETTERS: usize = 4;

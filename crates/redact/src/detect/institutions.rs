//! Institutions by what they are: schools, hospitals, courts, councils, employers (OR-1), places in their names included
//! (PL-2). "Hill Road Primary School" becomes "a primary school"; "the Crown Court" names none and stays (OR-2).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use storyveil_tagger::Lexicon;

use super::{Detector, Findings};
use crate::fact::{Fact, Said};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::ron_file;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, Word, is_closed_class, is_common_word, words};

/// Finds names that say what they are the name of, by the lists of `data/facts/institutions.*.ron`.
///
/// Not found: names without such a word ("Lidl"), which the tagger finds, and short forms, which are followed from the
/// full name.
pub(crate) struct InstitutionDetector {
    safe: Arc<SafeList>,
}

#[derive(Deserialize)]
#[serde(rename = "Institutions", deny_unknown_fields)]
struct Data {
    types: Vec<Type>,
    generic: Vec<String>,
    national: Vec<String>,
    #[serde(default)]
    addresses: Vec<String>,
    #[serde(default)]
    streets: Vec<String>,
}

/// What some institutions are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    /// The words by which they are known.
    heads: Vec<String>,
    /// Whether the words may begin a name: "University of".
    #[serde(default)]
    of: bool,
    /// Whether the words are heads only with a capital, behind a name: "Fenwick Salads", but not "ate Fenwick salads".
    #[serde(default)]
    proper: bool,
    /// What is said at the first mention.
    say: String,
    /// What is said at later ones.
    later: String,
}

/// The lists of one language, ready to look up.
struct Lists {
    types: Vec<Type>,
    /// The types by the folded words of their heads, with the number of words of the longest.
    heads: BTreeMap<Vec<String>, usize>,
    longest: usize,
    /// The first words of all heads: most words of a text are none.
    first_words: Set<String>,
    generic: Set<String>,
    /// Words that address a name and are no part of it.
    addresses: Set<String>,
    /// Words that make a street of a head before them.
    streets: Set<String>,
    national: BTreeSet<Vec<String>>,
    /// Whether the language puts names before the type: "Hill Road School", but "Școala Unirea".
    names_before: bool,
}

static ENGLISH: LazyLock<Lists> =
    LazyLock::new(|| Lists::embedded(include_str!("../../data/facts/institutions.en.ron"), true));
static ROMANIAN: LazyLock<Lists> =
    LazyLock::new(|| Lists::embedded(include_str!("../../data/facts/institutions.ro.ron"), false));

/// Whether `name` is that of no single body: a type alone, "the Crown Court", or a national body, "Home Office".
pub(crate) fn names_nobody(name: &str) -> bool {
    let words: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
    let words = words.strip_suffix(["s".to_owned()].as_slice()).unwrap_or(&words);
    [&*ENGLISH, &*ROMANIAN].into_iter().any(|lists| lists.names_nobody(words))
}

impl InstitutionDetector {
    /// A detector for which the words of `safe` make no name.
    pub(crate) fn new(safe: Arc<SafeList>) -> Self {
        InstitutionDetector { safe }
    }
}

impl Detector for InstitutionDetector {
    fn family(&self) -> &'static str {
        "institutions"
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::Organisation]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let safe = self.safe.covered(text.words());
        for lists in of_language(text.lang()) {
            let reading = Reading { text, lists, safe: &safe };
            let mut at = 0;
            while at < text.words().len() {
                let Some((head, of)) = lists.head_at(text, at) else {
                    at += 1;
                    continue;
                };
                at = head.end;
                if let Some(name) = reading.name(head, of) {
                    at = at.max(name.end);
                    found.push(
                        reading.bytes(&name),
                        Kind::Organisation,
                        Confidence::HIGH,
                        "institutions/type",
                        Fact::Said(Said {
                            words: vec![of.say.clone()],
                            later: Some(of.later.clone()),
                            why: "OR-1: the institution and its place in general words".to_owned(),
                        }),
                    );
                }
            }
        }
    }
}

fn of_language(lang: Lang) -> Vec<&'static Lists> {
    match lang {
        Lang::English => vec![&ENGLISH],
        Lang::Romanian => vec![&ROMANIAN, &ENGLISH],
        Lang::Other => vec![&ENGLISH, &ROMANIAN],
    }
}

impl Lists {
    fn embedded(ron: &str, names_before: bool) -> Lists {
        let data: Data = ron_file::parse(ron).expect("embedded data is tested");
        let folded = |phrase: &String| words(phrase).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        let types = data.types.iter().enumerate();
        let heads: BTreeMap<Vec<String>, usize> =
            types.flat_map(|(at, of)| of.heads.iter().map(move |head| (folded(head), at))).collect();
        let longest = heads.keys().map(Vec::len).max().unwrap_or_default();
        let first_words = heads.keys().filter_map(|head| head.first().cloned()).collect();
        Lists {
            first_words,
            heads,
            longest,
            names_before,
            generic: data.generic.into_iter().collect(),
            addresses: data.addresses.into_iter().collect(),
            streets: data.streets.into_iter().collect(),
            national: data.national.iter().map(folded).collect(),
            types: data.types,
        }
    }

    fn names_nobody(&self, words: &[String]) -> bool {
        if self.national.contains(words)
            || words.first().is_some_and(|the| the == "the") && self.national.contains(&words[1..])
        {
            return true;
        }
        let generic = words.iter().take_while(|word| self.generic.contains(*word)).count();
        (0..=generic).any(|from| from < words.len() && self.heads.contains_key(&words[from..]))
    }

    /// The longest head that stands at word `at`, and its type.
    fn head_at(&self, text: &Text<'_>, at: usize) -> Option<(Range<usize>, &Type)> {
        if !self.first_words.contains(&text.words()[at].folded) {
            return None;
        }
        let mut phrase: Vec<String> = Vec::new();
        let mut longest = None;
        for next in at..text.words().len().min(at + self.longest) {
            if next > at && !joins(text, next - 1) {
                break;
            }
            phrase.push(text.words()[next].folded.clone());
            longest = self.heads.get(&phrase).map(|of| (at..next + 1, &self.types[*of])).or(longest);
        }
        longest
    }
}

/// Whether the words `at` and the next may belong to one name: one blank, a hyphen, an apostrophe, "&", or the full
/// stop of "St." between them; the end of a line only where the line was broken for want of room.
fn joins(text: &Text<'_>, at: usize) -> bool {
    text.gap_after(at).is_some_and(|gap| {
        matches!(gap, " " | "\u{a0}" | "-" | "'" | "’" | "' " | "’ " | " & ")
            || gap == "\n" && !text.ends_a_line(at)
            || matches!(gap, " „" | " “" | " \"" | " «" | " ”")
            || matches!(gap, ". " | ".")
                && matches!(text.words()[at].folded.as_str(), "st" | "nr" | "no" | "sf")
    })
}

/// One text read with the lists of one language.
struct Reading<'r, 'a> {
    text: &'r Text<'a>,
    lists: &'r Lists,
    safe: &'r [bool],
}

impl Reading<'_, '_> {
    /// The words of the name that the head belongs to; `None` if it belongs to none.
    fn name(&self, head: Range<usize>, of: &Type) -> Option<Range<usize>> {
        let capital = self.word(head.start).capital;
        if self.is_person(&head, of) || self.is_street(head.end) {
            return None;
        }
        if !capital && !self.text.has_capitals() {
            return self.name_in_small_letters(head, of);
        }
        if of.proper && (!capital || self.is_in_safe_phrase(&head)) {
            return None;
        }
        let start = self.start(head.start, capital);
        let end = if capital || self.names_behind(head.end) { self.end(head.end, of) } else { head.end };
        let outside = (start..head.start).chain(head.end..end);
        let named = outside.clone().any(|at| self.names(at, head.start));
        let national = {
            let folded: Vec<String> = (start..end).map(|at| self.word(at).folded.clone()).collect();
            self.lists.names_nobody(&folded)
        };
        (named && !national).then_some(start..end)
    }

    /// Whether a street's word with a capital stands at `at`, right behind a head: "Castle Hill".
    fn is_street(&self, at: usize) -> bool {
        let next = self.text.words().get(at);
        next.is_some_and(|next| next.capital && self.lists.streets.contains(&next.folded))
            && self.text.gap_after(at - 1) == Some(" ")
    }

    /// Whether a phrase that stays goes on behind the head: "the Independent Review Panel" is no newspaper.
    fn is_in_safe_phrase(&self, head: &Range<usize>) -> bool {
        let goes_on = self.safe.get(head.end).is_some_and(|safe| *safe);
        goes_on && head.clone().all(|at| self.safe[at]) && joins(self.text, head.end - 1)
    }

    /// The name in a message without capitals, where only the words themselves can tell: "at oakhurst academy", "st marys
    /// primary school". One of the words before the head must be none of everyday; those that names of streets and
    /// nurseries are made of come along.
    fn name_in_small_letters(&self, head: Range<usize>, of: &Type) -> Option<Range<usize>> {
        if !self.lists.names_before {
            return self.name_behind_in_small_letters(head);
        }
        let before = (head.start.saturating_sub(MOST_SMALL_WORDS)..head.start).rev();
        let start =
            before.take_while(|at| joins(self.text, *at) && self.may_name_in_small_letters(*at)).last()?;
        let tells = |at: usize| {
            let folded = self.word(at).folded.as_str();
            folded.len() > 2 && !is_common_word(folded, self.text.lang()) || matches!(folded, "st" | "saint")
        };
        let schooling = !of.proper || SMALL_HEADS.contains(&self.word(head.start).folded.as_str());
        (schooling && (start..head.start).any(tells)).then_some(start..head.end)
    }

    /// The same where names stand behind: "spitalul judetean radeni". Only words that are known as names tell.
    fn name_behind_in_small_letters(&self, head: Range<usize>) -> Option<Range<usize>> {
        let lexicon = Lexicon::embedded();
        let known = |folded: &str| {
            !is_common_word(folded, self.text.lang())
                && (lexicon.is_place(folded) || lexicon.is_surname(folded) || lexicon.is_given_name(folded))
        };
        let behind = head.end..self.text.words().len().min(head.end + MOST_SMALL_WORDS);
        let joined = behind.take_while(|at| joins(self.text, at - 1));
        let end = joined.filter(|at| known(&self.word(*at).folded)).last()? + 1;
        Some(head.start..end)
    }

    fn may_name_in_small_letters(&self, at: usize) -> bool {
        let folded = self.word(at).folded.as_str();
        let everyday = is_common_word(folded, self.text.lang()) && !NAME_WORDS.contains(&folded);
        !everyday
            && !is_closed_class(folded)
            && !self.safe[at]
            && !self.lists.generic.contains(folded)
            && !folded.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether the head is in a person's name: behind given names alone, where the heads are ordinary words or another
    /// name follows ("Elena Law", "Eric Temple Bell").
    fn is_person(&self, head: &Range<usize>, of: &Type) -> bool {
        let given = |at: usize| {
            self.word(at).capital
                && Lexicon::embedded().is_given_name(&self.word(at).folded)
                && self.text.gap_after(at) == Some(" ")
        };
        let begins = |at: usize| {
            let before = at.checked_sub(1).map(|before| self.word(before));
            before.is_none_or(|word| !word.capital || self.lists.addresses.contains(&word.folded))
                || self.text.gap_after(at - 1) != Some(" ")
        };
        let named = head.start > 0 && given(head.start - 1) && begins(head.start - 1);
        let follows = self.text.gap_after(head.end - 1) == Some(" ")
            && self
                .text
                .words()
                .get(head.end)
                .is_some_and(|next| next.capital && !is_closed_class(&next.folded));
        head.len() == 1 && named && !of.of && (of.proper || follows)
    }

    /// Where the words stand, with the quotation mark that closes a name opened inside: "Școala „Ion Vânt”".
    fn bytes(&self, name: &Range<usize>) -> Range<usize> {
        let (start, end) = (self.word(name.start).span.start(), self.word(name.end - 1).span.end());
        let gaps = (name.start..name.end - 1).filter_map(|at| self.text.gap_after(at));
        let open = gaps.filter(|gap| gap.contains(OPENING)).count();
        let closes = self.text.as_str()[end..].chars().next().filter(|c| open > 0 && CLOSING.contains(c));
        start..end + closes.map_or(0, char::len_utf8)
    }

    fn word(&self, at: usize) -> &Word {
        &self.text.words()[at]
    }

    /// Whether the word makes a name particular: a capital or number that is neither safe nor general.
    fn names(&self, at: usize, head: usize) -> bool {
        let word = self.word(at);
        let number = is_number(word);
        let coded = word.folded.contains(|c: char| c.is_ascii_digit());
        // "Hill School", but not "On Sunday school": a word of the language needs the capital head beside it.
        let placed = self.is_capital_by_place(at) && !(at + 1 == head && self.word(head).capital);
        number
            || word.capital
                && !coded
                && !placed
                && !self.safe[at]
                && !self.lists.generic.contains(&word.folded)
    }

    /// Whether a word of the language stands at the start of a sentence, where its capital says nothing.
    fn is_capital_by_place(&self, at: usize) -> bool {
        let word = self.word(at);
        self.text.starts_sentence(word.span) && is_common_word(&word.folded, self.text.lang())
    }

    /// Whether names stand behind heads in small letters as well, and one stands there: "la grădinița Licurici". A given
    /// name alone is rather somebody who does something: "la școală Ana plânge".
    fn names_behind(&self, at: usize) -> bool {
        let words = self.text.words();
        let next = |at: usize| words.get(at).filter(|word| word.capital && joins(self.text, at - 1));
        !self.lists.names_before
            && next(at).is_some_and(|word| {
                !Lexicon::embedded().is_given_name(&word.folded) || next(at + 1).is_some()
            })
    }

    /// Where the name begins whose head begins at word `head`.
    fn start(&self, head: usize, capital: bool) -> usize {
        let mut start = head;
        let mut at = if self.lists.names_before { head } else { 0 };
        while at > 0 && head - at < MOST_WORDS && joins(self.text, at - 1) {
            at -= 1;
            let word = self.word(at);
            let possessive = self.text.is_possessive(at);
            let belongs = word.capital && self.may_belong(at, start == head, capital)
                || possessive && self.possessive_belongs(at, capital);
            if belongs {
                start = at;
            } else if !capital || !CONNECTORS.contains(&word.folded.as_str()) {
                break;
            }
        }
        // A connector or the "s" of a possessive cannot begin a name.
        start
    }

    /// Whether the capitalised word `at` belongs to the name: articles and words that are capital by their place do not.
    fn may_belong(&self, at: usize, beside_head: bool, capital: bool) -> bool {
        let word = self.word(at);
        let article = is_closed_class(&word.folded) || self.lists.addresses.contains(&word.folded);
        let placed = self.is_capital_by_place(at);
        // "Hill School" at the start of a sentence is a name; "Her school" and "Local schools" are not.
        let dated = !capital && DAYS.contains(&word.folded.as_str());
        !article
            && !dated
            && !(placed && (!capital || self.lists.generic.contains(&word.folded)) && beside_head)
    }

    /// "St Mary’s primary school" is a name, "Elena’s school" is not.
    fn possessive_belongs(&self, at: usize, capital: bool) -> bool {
        let saint = at >= 2 && matches!(self.word(at - 2).folded.as_str(), "st" | "saint");
        capital || saint
    }

    /// Where the name ends whose head ends before word `head`: "of Saint Anne", "at Northmere", "Nr. 5".
    fn end(&self, head: usize, of: &Type) -> usize {
        let mut end = head;
        let mut at = head;
        while at < self.text.words().len() && at - head < MOST_WORDS && joins(self.text, at - 1) {
            let word = self.word(at);
            let number = is_number(word);
            let other = number && at > head && UNNUMBERED.contains(&self.word(at - 1).folded.as_str());
            let name = number && of.of || self.names(at, head) && !is_closed_class(&word.folded);
            let name = name && !other;
            if name && (of.of || at > head) {
                end = at + 1;
            } else if !LINKS.contains(&word.folded.as_str()) {
                break;
            }
            at += 1;
        }
        end
    }
}

/// Whether the word is the number of a school or a ward: longer ones are references.
fn is_number(word: &Word) -> bool {
    word.folded.len() <= 3 && word.folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Longer names than this on one side of their head are lists of names.
const MOST_WORDS: usize = 6;
/// In messages without capitals the sentence goes on before the name with nothing to show it.
const MOST_SMALL_WORDS: usize = 3;
/// Heads that are ordinary words and still begin no other thing behind a name in small letters.
const SMALL_HEADS: [&str; 8] =
    ["primary", "secondary", "juniors", "infants", "grammar", "comprehensive", "medical", "practice"];
/// Everyday words that names of streets, nurseries and pubs are made of; another word must tell the name.
const NAME_WORDS: [&str; 54] = [
    "st", "saint", "saints", "little", "busy", "golden", "green", "red", "white", "black", "blue", "silver",
    "rose", "oak", "ash", "elm", "willow", "hill", "mill", "park", "wood", "woods", "bridge", "field",
    "brook", "lane", "road", "street", "avenue", "grove", "gate", "house", "heath", "moor", "river", "lake",
    "spring", "well", "north", "south", "east", "west", "king", "kings", "queen", "queens", "bishop",
    "abbey", "castle", "sun", "star", "bell", "lion", "crown",
];
/// Inside a name before its head: "Queen Elizabeth the Queen Mother Hospital", "Stow on the Wold Surgery".
const CONNECTORS: [&str; 7] = ["of", "the", "for", "upon", "on", "le", "de"];
/// Quotation marks that open the name of a Romanian institution, and those that close it.
const OPENING: [char; 5] = ['„', '“', '"', '«', '”'];
const CLOSING: [char; 4] = ['”', '“', '"', '»'];
/// No names before a head in small letters: "on Monday school was shut", "in May college begins".
const DAYS: [&str; 19] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// No number of the institution follows these: "the County Court at Reading for 23 January".
const UNNUMBERED: [&str; 5] = ["for", "in", "at", "of", "the"];
/// Between a head and the name behind it.
const LINKS: [&str; 13] =
    ["of", "at", "in", "for", "the", "our", "din", "de", "pentru", "a", "al", "nr", "no"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn institutions_are_found_with_their_names_and_types_alone_are_not() {
        let detector = InstitutionDetector::new(Arc::new(SafeList::new(None)));
        assert_cases(&detector, include_str!("../../testdata/detect/institutions.ron"));
    }

    #[test]
    fn types_alone_name_nobody() {
        for name in ["the Crown Court", "Family Court", "City Council", "Home Office"] {
            assert!(names_nobody(name), "{name}");
        }
        for name in ["Northmere Crown Court", "Elena", ""] {
            assert!(!names_nobody(name), "{name}");
        }
    }
}

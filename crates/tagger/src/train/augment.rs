//! Variants of a document: other names, other capitals, other line ends.
//!
//! A corpus names presidents and novel heroes in careful English. Stories name people of every origin, and are typed in
//! haste. Each epoch reads each document anew with names replaced, consistently within the document, and some of them
//! without capitals, in capitals, without diacritics, or wrapped at other places.

use std::collections::BTreeMap;
use std::ops::Range;

use oorandom::Rand64;

use super::corpus::{Annotated, Target};
use super::names::Names;
use crate::flags::Flags;
use crate::fold;
use crate::lexicon::Lexicon;
use crate::token::{Token, TokenKind, tokenise};

/// How often each change is made, in percent of documents. The defaults were chosen on held-back documents.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Person names replaced by names of one origin a person.
    pub names: u64,
    /// Everything in lower case.
    pub all_lower: u64,
    /// Only names in lower case.
    pub names_lower: u64,
    /// Everything in upper case.
    pub all_upper: u64,
    /// Diacritics dropped.
    pub plain: u64,
    /// Some spaces become line ends.
    pub wrapped: u64,
}

impl Default for Rates {
    fn default() -> Rates {
        Rates { names: 50, all_lower: 7, names_lower: 9, all_upper: 4, plain: 10, wrapped: 5 }
    }
}

impl Rates {
    /// The documents as they are.
    pub const NONE: Rates =
        Rates { names: 0, all_lower: 0, names_lower: 0, all_upper: 0, plain: 0, wrapped: 0 };
}

/// A variant of a document. Without `names`, nobody is renamed.
pub fn vary(document: &Annotated, names: Option<&Names>, rates: &Rates, random: &mut Rand64) -> Annotated {
    let chance = |percent: u64, random: &mut Rand64| random.rand_range(0..100) < percent;
    let mut varied = document.clone();
    let renames = chance(rates.names, random);
    if let (true, Some(names)) = (renames, names) {
        varied = rename(&varied, names, random);
    }
    let case = random.rand_range(0..100);
    if case < rates.all_lower {
        varied = rewrite(&varied, |_, word| Some(word.to_lowercase()));
    } else if case < rates.all_lower + rates.all_upper {
        varied = rewrite(&varied, |_, word| Some(word.to_uppercase()));
    } else if case < rates.all_lower + rates.all_upper + rates.names_lower {
        varied =
            rewrite(&varied, |target, word| (target == Some(Target::Person)).then(|| word.to_lowercase()));
    }
    if chance(rates.plain, random) {
        varied = rewrite(&varied, |_, word| (!word.is_ascii()).then(|| without_diacritics(word)));
    }
    if chance(rates.wrapped, random) {
        wrap(&mut varied.text, random);
    }
    varied
}

/// Rewrites words one by one, told whether each stands in a mention.
fn rewrite(document: &Annotated, change: impl FnMut(Option<Target>, &str) -> Option<String>) -> Annotated {
    let mut change = change;
    let mut edits = Vec::new();
    let mut mentions = document.mentions.iter().peekable();
    for Token { start, end, kind, .. } in tokenise(&document.text) {
        while mentions.next_if(|(mention, _)| mention.end <= start).is_some() {}
        let target = mentions.peek().filter(|(mention, _)| mention.start <= start).map(|(_, target)| *target);
        if kind != TokenKind::Sign {
            let edit = change(target, &document.text[start..end]);
            edits.extend(edit.map(|word| (start..end, word)));
        }
    }
    apply(document, &edits)
}

/// The document with ranges replaced; edits are ordered, disjoint and lie inside or outside mentions.
fn apply(document: &Annotated, edits: &[(Range<usize>, String)]) -> Annotated {
    let mut text = String::with_capacity(document.text.len() + edits.len() * 4);
    let mut moved: Vec<(usize, isize)> = vec![(0, 0)];
    let mut copied = 0;
    for (range, word) in edits {
        text.push_str(&document.text[copied..range.start]);
        text.push_str(word);
        copied = range.end;
        moved.push((range.end, text.len() as isize - range.end as isize));
    }
    text.push_str(&document.text[copied..]);
    let shift = |at: usize| {
        let index = moved.partition_point(|(end, _)| *end <= at) - 1;
        at.saturating_add_signed(moved[index].1)
    };
    let mentions =
        document.mentions.iter().map(|(range, target)| (shift(range.start)..shift(range.end), *target));
    Annotated { corpus: document.corpus, mentions: mentions.collect(), text }
}

/// Replaces the words of persons' names: the same word by the same word throughout the document.
fn rename(document: &Annotated, names: &Names, random: &mut Rand64) -> Annotated {
    let tokens = tokenise(&document.text);
    let mut renaming = Renaming { names, chosen: BTreeMap::new(), random };
    let mut edits = Vec::new();
    for (mention, target) in &document.mentions {
        if *target == Target::Person {
            let first = tokens.partition_point(|token| token.start < mention.start);
            let end = tokens.partition_point(|token| token.start < mention.end);
            renaming.rename(&document.text, &tokens[first..end], &mut edits);
        }
    }
    apply(document, &edits)
}

struct Renaming<'r> {
    names: &'r Names,
    /// New word and the origin of the person, by old folded word.
    chosen: BTreeMap<String, (String, usize)>,
    random: &'r mut Rand64,
}

impl Renaming<'_> {
    fn rename(&mut self, text: &str, tokens: &[Token], edits: &mut Vec<(Range<usize>, String)>) {
        let lexicon = Lexicon::embedded();
        let words: Vec<(&Token, String)> = tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Initials | TokenKind::Hashtag))
            .map(|token| (token, fold(text[token.start..token.end].trim_end_matches('.'))))
            .filter(|(_, word)| !is_kept(word, lexicon.flags(word)))
            .collect();
        let known = words.iter().find_map(|(_, word)| self.chosen.get(word).map(|(_, origin)| *origin));
        let origin = known.unwrap_or_else(|| self.random.rand_range(0..self.names.origins() as u64) as usize);
        for (index, (token, word)) in words.iter().enumerate() {
            let old = &text[token.start..token.end];
            let is_last = index + 1 == words.len();
            let new = match token.kind {
                TokenKind::Initials => self.initials(old),
                _ => self.name(word, is_last, words.len() == 1, origin),
            };
            edits.push((token.start..token.end, in_the_case_of(old, new)));
        }
    }

    fn name(&mut self, word: &str, is_last: bool, is_alone: bool, origin: usize) -> String {
        if let Some((new, _)) = self.chosen.get(word) {
            return new.clone();
        }
        let flags = Lexicon::embedded().flags(word);
        let is_surname = match (flags.has(Flags::GIVEN), flags.has(Flags::SURNAME)) {
            (true, false) if is_alone => false,
            (false, true) if is_alone => true,
            _ if is_alone => self.random.rand_range(0..2) == 0,
            _ => is_last,
        };
        let new = match is_surname {
            true => self.names.surname(origin, self.random),
            false => self.names.given(origin, self.random),
        };
        self.chosen.insert(word.to_owned(), (new.clone(), origin));
        new
    }

    fn initials(&mut self, old: &str) -> String {
        let mut letter = || char::from(b'A' + self.random.rand_range(0..26) as u8);
        old.chars().map(|sign| if sign == '.' { '.' } else { letter() }).collect()
    }
}

/// Titles, kinship words and the small words inside names stay.
fn is_kept(word: &str, flags: Flags) -> bool {
    let is_small = word.chars().count() < 2 || SMALL_WORDS.contains(&word);
    is_small || flags.has(Flags::TITLE.with(Flags::KINSHIP)) && !flags.is_name()
}

fn in_the_case_of(old: &str, new: String) -> String {
    let letters = || old.chars().filter(|letter| letter.is_alphabetic());
    match () {
        () if letters().all(char::is_lowercase) => new.to_lowercase(),
        () if letters().count() > 2 && letters().all(char::is_uppercase) => new.to_uppercase(),
        () => new,
    }
}

fn without_diacritics(word: &str) -> String {
    let folded = fold(word);
    if word.chars().filter(|letter| letter.is_uppercase()).count() > 1 {
        return folded.to_uppercase();
    }
    let mut letters = folded.chars();
    match (word.chars().next().is_some_and(char::is_uppercase), letters.next()) {
        (true, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => folded,
    }
}

/// One space in twelve becomes a line end: text copied from a letter or a PDF.
fn wrap(text: &mut String, random: &mut Rand64) {
    let wrapped =
        text.chars().map(|sign| if sign == ' ' && random.rand_range(0..12) == 0 { '\n' } else { sign });
    *text = wrapped.collect();
}

/// Small words inside names.
const SMALL_WORDS: [&str; 20] = [
    "de", "of", "the", "van", "der", "von", "la", "le", "du", "da", "di", "al", "el", "bin", "ben", "ibn",
    "and", "ii", "iii", "jr",
];

#[cfg(test)]
mod tests {
    use oorandom::Rand64;

    use super::{Annotated, Rates, Target, apply, vary};

    fn document() -> Annotated {
        let text = "Ana Pop met Dan. Pop left Ely.".to_owned();
        let person = Target::Person;
        Annotated {
            corpus: 0,
            text,
            mentions: vec![(0..7, person), (12..15, person), (17..20, person), (26..29, Target::Place)],
        }
    }

    #[test]
    fn mentions_move_with_the_text() {
        let varied = apply(&document(), &[(0..3, "Maria".to_owned()), (12..15, "Io".to_owned())]);
        let words: Vec<&str> = varied.mentions.iter().map(|(range, _)| &varied.text[range.clone()]).collect();
        assert_eq!(words, ["Maria Pop", "Io", "Pop", "Ely"]);
    }

    #[test]
    fn only_persons_lose_their_capitals() {
        let rates = Rates { names_lower: 100, ..Rates::NONE };
        let varied = vary(&document(), None, &rates, &mut Rand64::new(1));
        assert_eq!(varied.text, "ana pop met dan. pop left Ely.");
    }
}

//! From what was asked to what the engine is asked, and to what is marked in snippets.

use std::collections::BTreeSet;
use std::ops::{Bound, Range};

use storyveil_redact::Lang;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur,
    PhraseQuery, Query as EngineQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term as EngineTerm};

use super::anywhere::{Anywhere, Place};
use super::settled::Settled;
use super::{Asked, Facet, Query};
use crate::analysis::{LANGS, Term, Words, folded, stems};
use crate::error::Error;
use crate::schema::Fields;

/// How much more a word in the title counts than one in the case. The project's own choice: titles are short, and
/// somebody chose their words.
const TITLE_BOOST: f32 = 2.0;

/// How many letters a fuzzy word may be off: one missing, one too many, one wrong, or two changed about.
const EDITS: u8 = 1;

/// What the engine is asked.
pub(crate) struct Lowered {
    pub(crate) query: Box<dyn EngineQuery>,
    pub(crate) marks: Marks,
}

/// The words to mark.
#[derive(Default)]
pub(crate) struct Marks {
    /// By language, in the order of [`LANGS`].
    stems: [BTreeSet<String>; LANGS.len()],
    prefixes: Vec<String>,
    fuzzy: Vec<String>,
}

impl Marks {
    /// What reads texts for [`in_text`](Marks::in_text), by language, in the order of [`LANGS`].
    pub(crate) fn words(&self) -> [Words; LANGS.len()] {
        let letters =
            |place: usize| self.stems[place].iter().filter_map(|stem| stem.chars().next()).collect();
        std::array::from_fn(|place| Words::stemming_only(letters(place), LANGS[place]))
    }

    /// Where the words of `text` stand, and those of them to mark. `words` is what [`words`](Marks::words) gave; keep it from text
    /// to text.
    pub(crate) fn in_text(
        &self,
        text: &str,
        lang: Lang,
        words: &mut [Words; LANGS.len()],
    ) -> (Vec<Range<usize>>, Vec<Marked>) {
        let place = LANGS.iter().position(|known| *known == lang).unwrap_or(LANGS.len() - 1);
        let (mut ranges, mut marked) = (Vec::new(), Vec::new());
        words[place].each(text, |word| {
            let asked = self.stems[place].contains(word.stem)
                || self.prefixes.iter().any(|prefix| word.folded.starts_with(prefix))
                || self.fuzzy.iter().any(|fuzzy| within_one_edit(fuzzy, word.folded));
            if asked {
                marked.push(Marked { place: ranges.len(), folded: word.folded.to_owned() });
            }
            ranges.push(word.range);
        });
        (ranges, marked)
    }
}

/// A word to mark.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    /// Its place among the words of the text.
    pub(crate) place: usize,
    pub(crate) folded: String,
}

/// What the engine is asked for `query`.
pub(crate) fn lower(query: &Query, fields: &Fields, searcher: &Searcher) -> Result<Lowered, Error> {
    let mut marks = Marks::default();
    let query = Lowering { fields, searcher, marks: &mut marks, denied: false }.lower(&query.asked)?;
    Ok(Lowered { query, marks })
}

struct Lowering<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    marks: &'a mut Marks,
    /// Whether this part is denied, so that its words are not marked.
    denied: bool,
}

type Part = Box<dyn EngineQuery>;

impl Lowering<'_> {
    fn lower(&mut self, asked: &Asked) -> Result<Part, Error> {
        Ok(match asked {
            Asked::Everything => Box::new(AllQuery),
            Asked::Nothing => Box::new(EmptyQuery),
            Asked::Word(text) | Asked::Phrase(text) => self.words(text),
            Asked::Prefix(prefix) => self.prefix(prefix),
            Asked::Fuzzy(word) => self.fuzzy(word),
            Asked::Facet(facet, value) => self.facet(*facet, value)?,
            Asked::Years(from, to) => self.years(*from, *to),
            Asked::Not(part) => self.all(&[Asked::Not(part.clone())])?,
            Asked::All(parts) => self.all(parts)?,
            Asked::Any(parts) => {
                let parts = parts.iter().map(|part| self.lower(part)).collect::<Result<Vec<_>, _>>()?;
                Box::new(BooleanQuery::union(parts))
            }
        })
    }

    /// All of `parts`. Function words only add to the rank, unless there is nothing else.
    fn all(&mut self, parts: &[Asked]) -> Result<Part, Error> {
        let insists = parts.iter().any(|part| !part.is_optional() && !matches!(part, Asked::Not(_)));
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match part {
                Asked::Not(part) => (Occur::MustNot, self.denied(part)?),
                part if insists && part.is_optional() => (Occur::Should, self.lower(part)?),
                part => (Occur::Must, self.lower(part)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn denied(&mut self, part: &Asked) -> Result<Part, Error> {
        self.denied = !self.denied;
        let part = self.lower(part);
        self.denied = !self.denied;
        Ok(Box::new(Settled(part?)))
    }

    /// Words that follow one another, in the title or the case of a story of any language.
    fn words(&mut self, text: &str) -> Part {
        let mut anywhere: Vec<(Occur, Part)> = Vec::new();
        let mut places = Vec::new();
        for (place, lang) in LANGS.into_iter().enumerate() {
            let terms = without_possessive(text, stems(text, lang));
            let fields = self.fields.stems(lang);
            let title = BoostQuery::new(sequence(fields.title, &terms), TITLE_BOOST);
            anywhere.push((Occur::Should, Box::new(title)));
            anywhere.push((Occur::Should, sequence(fields.body, &terms)));
            if let [term] = &terms[..] {
                let in_field = |field| EngineTerm::from_field_text(field, term);
                places.push(Place { title: in_field(fields.title), body: in_field(fields.body) });
            }
            if !self.denied {
                self.marks.stems[place].extend(terms);
            }
        }
        let union = BooleanQuery::new(anywhere);
        if places.len() == LANGS.len() { Box::new(Anywhere { union, places }) } else { Box::new(union) }
    }

    fn prefix(&mut self, prefix: &str) -> Part {
        if !self.denied {
            self.marks.prefixes.push(prefix.to_owned());
        }
        let term = |text: &str| EngineTerm::from_field_text(self.fields.word, text);
        // No UTF-8 text sorts behind the last character of Unicode.
        let end = format!("{prefix}{}", char::MAX);
        Box::new(InvertedIndexRangeQuery::new(Bound::Included(term(prefix)), Bound::Excluded(term(&end))))
    }

    fn fuzzy(&mut self, word: &str) -> Part {
        if !self.denied {
            self.marks.fuzzy.push(word.to_owned());
        }
        let term = EngineTerm::from_field_text(self.fields.word, word);
        Box::new(FuzzyTermQuery::new(term, EDITS, true))
    }

    /// Stories with a facet whose name is `value`, letter case and diacritics aside.
    fn facet(&mut self, facet: Facet, value: &str) -> Result<Part, Error> {
        let Some(field) = self.fields.facet(facet) else { return Ok(Box::new(EmptyQuery)) };
        let asked = spaced(value);
        let mut terms = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(Error::index)?;
            let mut stream = index.terms().stream().map_err(Error::io("reading the facets"))?;
            while stream.advance() {
                let known = String::from_utf8_lossy(stream.key());
                if spaced(&known) == asked {
                    terms.insert(known.into_owned());
                }
            }
        }
        let terms = terms.iter().map(|term| sequence(field, std::slice::from_ref(term)));
        Ok(Box::new(BooleanQuery::union(terms.collect())))
    }

    /// Stories whose period touches the years.
    fn years(&self, from: i64, to: i64) -> Part {
        let year = |field, year| EngineTerm::from_field_i64(field, year);
        let ends = RangeQuery::new(Bound::Included(year(self.fields.to, from)), Bound::Unbounded);
        let begins = RangeQuery::new(Bound::Unbounded, Bound::Included(year(self.fields.from, to)));
        Box::new(BooleanQuery::intersection(vec![Box::new(ends), Box::new(begins)]))
    }
}

/// The texts of `terms`; of a single word without the *s* of *women's*: whoever looks for *women's* means women. In a phrase
/// it stays, where it has a place of its own.
fn without_possessive(text: &str, terms: Vec<Term>) -> Vec<String> {
    let owns = |term: &Term| {
        let before = text[..term.range.start].chars().next_back();
        term.text == POSSESSIVE && matches!(before, Some('\'' | '’'))
    };
    let of_one_word = terms.len() == 2 && owns(&terms[1]);
    let kept = if of_one_word { 1 } else { terms.len() };
    terms.into_iter().take(kept).map(|term| term.text).collect()
}

/// What stands behind the apostrophe of an English possessive.
const POSSESSIVE: &str = "s";

fn sequence(field: Field, terms: &[String]) -> Part {
    let terms: Vec<EngineTerm> = terms.iter().map(|term| EngineTerm::from_field_text(field, term)).collect();
    match &terms[..] {
        [] => Box::new(EmptyQuery),
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// The folded words of a facet's name: `East of England` and `east-of-england` are one.
pub(super) fn spaced(text: &str) -> String {
    folded(text).into_iter().map(|term| term.text).collect::<Vec<_>>().join(" ")
}

/// Whether `b` is `a` with at most one letter missing, too many or wrong, or two neighbours changed about.
pub(super) fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([a1, a2], [b1, b2]) => (a1, a2) == (b2, b1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_a_letter_or_a_swap() {
        for near in ["arrears", "arears", "arrearss", "arrxars", "rarears", "arreasr", "rrears"] {
            assert!(within_one_edit("arrears", near), "{near}");
        }
        for far in ["areas", "arrearsss", "xrrearx", "a", ""] {
            assert!(!within_one_edit("arrears", far), "{far}");
        }
    }

    #[test]
    fn stems_and_words_stand_at_the_same_places() {
        let text = "Their houses’ rents, 2 children’s schools … părinții lor";
        for lang in LANGS {
            let ranges = |terms: Vec<Term>| terms.into_iter().map(|term| term.range).collect::<Vec<_>>();
            assert_eq!(ranges(stems(text, lang)), ranges(folded(text)));
        }
    }
}

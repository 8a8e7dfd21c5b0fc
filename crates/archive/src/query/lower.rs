//! From what was asked to what the engine is asked, and to what is marked in snippets.

use std::collections::BTreeSet;

use storyveil_redact::Lang;
use tantivy::Term as EngineTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query as EngineQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::{Asked, Query};
use crate::analysis::{LANGS, Term, stems};
use crate::schema::Fields;

/// How much more a word in the title counts than one in the case. The project's own choice: titles are short, and
/// somebody chose their words.
const TITLE_BOOST: f32 = 2.0;

/// What the engine is asked.
pub(crate) struct Lowered {
    pub(crate) query: Box<dyn EngineQuery>,
    pub(crate) marks: Marks,
}

/// The words to mark: stems by language.
#[derive(Default)]
pub(crate) struct Marks {
    stems: [BTreeSet<String>; LANGS.len()],
}

impl Marks {
    /// The words of `text`, and the places among them of those to mark.
    pub(crate) fn in_text(&self, text: &str, lang: Lang) -> (Vec<Term>, Vec<usize>) {
        let place = LANGS.iter().position(|known| *known == lang).unwrap_or(LANGS.len() - 1);
        let words = stems(text, lang);
        let marked = (0..words.len()).filter(|at| self.stems[place].contains(&words[*at].text)).collect();
        (words, marked)
    }
}

/// What the engine is asked for `query`.
pub(crate) fn lower(query: &Query, fields: &Fields) -> Lowered {
    let mut marks = Marks::default();
    let query = Lowering { fields, marks: &mut marks }.lower(&query.asked);
    Lowered { query, marks }
}

struct Lowering<'a> {
    fields: &'a Fields,
    marks: &'a mut Marks,
}

impl Lowering<'_> {
    fn lower(&mut self, asked: &Asked) -> Box<dyn EngineQuery> {
        match asked {
            Asked::Everything => Box::new(AllQuery),
            Asked::Nothing => Box::new(EmptyQuery),
            Asked::Word(text) | Asked::Phrase(text) => self.words(text),
            Asked::All(parts) => {
                Box::new(BooleanQuery::intersection(parts.iter().map(|part| self.lower(part)).collect()))
            }
        }
    }

    /// Words that follow one another, in the title or the case of a story of any language.
    fn words(&mut self, text: &str) -> Box<dyn EngineQuery> {
        let mut anywhere: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
        for (place, lang) in LANGS.into_iter().enumerate() {
            let terms: Vec<String> = stems(text, lang).into_iter().map(|term| term.text).collect();
            let fields = self.fields.stems(lang);
            let title = BoostQuery::new(sequence(fields.title, &terms), TITLE_BOOST);
            anywhere.push((Occur::Should, Box::new(title)));
            anywhere.push((Occur::Should, sequence(fields.body, &terms)));
            self.marks.stems[place].extend(terms);
        }
        Box::new(BooleanQuery::new(anywhere))
    }
}

fn sequence(field: Field, terms: &[String]) -> Box<dyn EngineQuery> {
    let terms: Vec<EngineTerm> = terms.iter().map(|term| EngineTerm::from_field_text(field, term)).collect();
    match &terms[..] {
        [] => Box::new(EmptyQuery),
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

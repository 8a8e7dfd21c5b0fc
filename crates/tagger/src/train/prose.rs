//! Prose of open corpora in which nothing is taken for a fact: the tagger of facts learns there how people write of ordinary
//! things.

use std::path::Path;

use super::corpus::{Annotated, Corpus, Target, read_corpus};
use super::error::TrainError;
use crate::document::Document;
use crate::flags::Flags;
use crate::frequent::Frequent;
use crate::lexicon::Lexicon;
use crate::token::TokenKind;

/// Reads a corpus in the trainer's format, `{"text": ...}` a line; what its own spans say does not matter.
///
/// Numbers, names and months may belong to dates, ages and the like, which no corpus marks as facts: they and their
/// neighbours teach nothing.
///
/// # Errors
///
/// A file that cannot be read, and a line that is no document.
pub fn read_prose(file: &Path) -> Result<Vec<Annotated>, TrainError> {
    let corpus = Corpus { labels: [].into(), ..Corpus::of_stories(&file.to_string_lossy()) };
    // A whole path, joined to the empty one, stays as it is.
    let documents = read_corpus(Path::new(""), &corpus, 0)?;
    Ok(documents.into_iter().map(without_what_may_be_facts).collect())
}

fn without_what_may_be_facts(prose: Annotated) -> Annotated {
    let document = Document::new(&prose.text, Lexicon::embedded(), &Frequent::default());
    let may_be = |token: usize| {
        let word = document.type_of(token);
        let is_number = document.token_text(token).contains(|c: char| c.is_ascii_digit());
        let is_name = document.tokens[token].kind != TokenKind::Sign && word.shape.is_capitalised();
        is_number || is_name || word.flags.has(Flags::CALENDAR)
    };
    let marks: Vec<usize> = (0..document.tokens.len()).filter(|token| may_be(*token)).collect();
    let last = document.tokens.len().saturating_sub(1);
    let mut mentions: Vec<(std::ops::Range<usize>, Target)> = Vec::new();
    for token in marks {
        let first = document.tokens[token.saturating_sub(BESIDE)].start;
        let end = document.tokens[(token + BESIDE).min(last)].end;
        match mentions.last_mut().filter(|(range, _)| first <= range.end) {
            Some((range, _)) => range.end = end,
            None => mentions.push((first..end, Target::Uncertain)),
        }
    }
    Annotated { mentions, ..prose }
}

/// How many tokens on each side of a number or name teach nothing: "for nearly 3 years".
const BESIDE: usize = 2;

#[cfg(test)]
mod tests {
    use super::{Annotated, Target, without_what_may_be_facts};

    #[test]
    fn numbers_and_names_teach_nothing_and_all_else_is_ordinary() {
        let text = "we waited in the hall until about 9 weeks had passed and then went home".to_owned();
        let prose = without_what_may_be_facts(Annotated { corpus: 0, text, mentions: Vec::new() });
        let marked: Vec<_> = prose.mentions.iter().map(|(range, _)| &prose.text[range.clone()]).collect();
        assert_eq!(marked, ["until about 9 weeks had"]);
        assert!(prose.mentions.iter().all(|(_, target)| *target == Target::Uncertain));
    }
}

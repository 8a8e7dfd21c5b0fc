//! Sentences with marked facts: what the second tagger learns from, and how well it does.

use std::fmt;
use std::path::{Path, PathBuf};

use super::corpus::{Annotated, Target};
use super::error::TrainError;
use super::files::read_text;
use super::stories::unmark;
use crate::facts::FactTagger;
use crate::label::FactLabel;
use crate::tagger::Preset;
use crate::token::{TokenKind, tokenise};

/// Reads every `.txt` file of `folder` in the order of their names: a case a line, with marks such as `{triplets|family}`.
///
/// # Errors
///
/// A folder or file that cannot be read, and a line whose marks are not closed or of no known kind.
pub fn read_sentences(folder: &Path) -> Result<Vec<Annotated>, TrainError> {
    let mut sentences = Vec::new();
    for path in text_files(folder)? {
        for (number, line) in
            read_text(&path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            let sentence = unmark(line, 0, target).ok_or_else(|| TrainError::Line {
                path: path.clone(),
                line: number + 1,
                what: "a mark is not closed, empty or of no known kind; expected {words|kind} with a kind that \
                       data/facts/README.md lists",
            })?;
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}

fn text_files(folder: &Path) -> Result<Vec<PathBuf>, TrainError> {
    let failed = |source| TrainError::File { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let paths: Result<Vec<PathBuf>, TrainError> =
        entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect();
    let mut paths: Vec<PathBuf> =
        paths?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    paths.sort();
    Ok(paths)
}

/// What a mark stands for. Names, places, organisations, peoples and numbers have detectors of their own: of them, this
/// tagger learns neither that they are facts nor that they are none.
fn target(kind: &str) -> Option<Target> {
    let fact = match kind {
        "family" => FactLabel::Family,
        "rare" => FactLabel::Event,
        "job" => FactLabel::Work,
        "health" => FactLabel::Health,
        "age" => FactLabel::Age,
        "date" => FactLabel::Date,
        "name" | "place" | "org" | "people" | "num" => return Some(Target::Uncertain),
        _ => return None,
    };
    Some(Target::Fact(fact))
}

/// Counts of marks and words on sentences that were not learned from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactFigures {
    /// Marks of each kind, and those of which every word was found, as whatever kind.
    pub marks: [(u64, u64); FactLabel::ALL.len()],
    /// Words in no mark, and those that were found.
    pub other_words: (u64, u64),
}

impl FactFigures {
    /// Adds the counts of one sentence.
    pub fn add(&mut self, tagger: &FactTagger, sentence: &Annotated, preset: Preset) {
        let found = tagger.tag(&sentence.text, preset);
        let is_found = |at: usize| found.iter().any(|fact| fact.range().contains(&at));
        let words: Vec<usize> = tokenise(&sentence.text)
            .iter()
            .filter(|token| !matches!(token.kind, TokenKind::Sign | TokenKind::Ending))
            .map(|token| token.start)
            .collect();
        for (range, target) in &sentence.mentions {
            if let Target::Fact(label) = target {
                let whole = words.iter().filter(|at| range.contains(at)).all(|at| is_found(*at));
                let (all, right) = &mut self.marks[*label as usize];
                *all += 1;
                *right += u64::from(whole);
            }
        }
        let is_marked = |at: &usize| sentence.mentions.iter().any(|(range, _)| range.contains(at));
        for at in words.iter().filter(|at| !is_marked(at)) {
            self.other_words.0 += 1;
            self.other_words.1 += u64::from(is_found(*at));
        }
    }
}

impl fmt::Display for FactFigures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_mille = |part: u64, all: u64| part * 1000 / all.max(1);
        let mut total = (0, 0);
        for (label, (all, right)) in FactLabel::ALL.iter().zip(self.marks) {
            let share = per_mille(right, all);
            writeln!(
                out,
                "{:10} {right} of {all} found, {}.{} %",
                format!("{label:?}"),
                share / 10,
                share % 10
            )?;
            total = (total.0 + all, total.1 + right);
        }
        let (share, wrong) = (per_mille(total.1, total.0), per_mille(self.other_words.1, self.other_words.0));
        write!(
            out,
            "all        {}.{} % of {} found; {}.{} % of {} other words",
            share / 10,
            share % 10,
            total.0,
            wrong / 10,
            wrong % 10,
            self.other_words.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{FactFigures, FactLabel, FactTagger, Path, Preset, read_sentences};

    #[test]
    fn every_line_is_marked_well_and_every_kind_is_there() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/facts"));
        let sentences = read_sentences(folder).unwrap();
        let mut figures = FactFigures::default();
        // Learned from, so nearly all are found; that counting works is all that this can tell.
        let some = sentences.iter().step_by(40);
        some.for_each(|sentence| figures.add(FactTagger::embedded(), sentence, Preset::Publish));
        for (label, (all, right)) in FactLabel::ALL.iter().zip(figures.marks) {
            assert!(all > 0 && right * 4 > all * 3, "{label:?}: {right} of {all}");
        }
    }
}

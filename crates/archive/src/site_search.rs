//! Searching a site of plain pages: words that were looked up in advance, beside a script that looks there. Both are files
//! of the site, so that a folder on a disk is searched like one on a server, and no server learns what was looked for.
//!
//! The index holds what the pages hold, and nothing of stories that they do not show. Counts are hidden and rounded in the
//! browser by the rule of the archive's audience.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use storyveil_redact::PublicId;

use crate::analysis::{LANGS, Words};
use crate::disclosure::Rule;
use crate::hit::Published;
use crate::query::function_words;

/// What the script reads. Changes of its form are changes of `FORMAT`.
#[derive(Serialize)]
struct SearchIndex<'a> {
    format: u32,
    rule: Rule,
    stories: Vec<Told<'a>>,
    /// Folded words, in order, with blanks between them.
    words: String,
    /// For each word the stems that it has, in whichever language.
    stems: Vec<BTreeSet<usize>>,
    /// For each stem, alternately: how far the next story is from the last, and what the stem weighs there.
    postings: Vec<Vec<u64>>,
    /// Words of grammar, with blanks between them.
    optional: String,
}

/// What a result shows, and what it is filtered by.
#[derive(Serialize)]
struct Told<'a> {
    id: String,
    title: Cow<'a, str>,
    lang: &'static str,
    begins: String,
    themes: &'a [String],
    years: Option<(i16, i16)>,
}

/// The form of the index that the script of this version reads.
const FORMAT: u32 = 1;

/// How many letters of a story stand below its title.
const BEGINNING: usize = 160;

/// How many times in the case a word in the title counts.
const TITLE: u64 = 3;

/// The script that searches.
pub(crate) const SCRIPT: &str = include_str!("../data/site/search.js");

/// The file that the script reads: `stories` with the headings under which they are listed.
pub(crate) fn index_file(stories: &BTreeMap<PublicId, Published>, rule: Rule) -> String {
    let mut terms = Terms::default();
    stories.values().for_each(|story| terms.read(story));
    let (words, stems): (Vec<String>, Vec<BTreeSet<usize>>) =
        terms.forms.iter().map(|(word, stems)| (word.clone(), stems.clone())).unzip();
    let index = SearchIndex {
        format: FORMAT,
        rule,
        postings: terms.postings(),
        stories: stories.values().map(|story| told(story, story.heading())).collect(),
        words: words.join(" "),
        stems,
        optional: function_words().collect::<Vec<_>>().join(" "),
    };
    let json = serde_json::to_string(&index).expect("text and numbers can be written");
    format!("window.storyveilIndex = {json};\n")
}

fn told<'a>(story: &'a Published, title: Cow<'a, str>) -> Told<'a> {
    Told {
        id: story.id.to_string(),
        title,
        lang: story.lang.tag(),
        begins: beginning(&story.body),
        themes: &story.facets.themes,
        years: story.facets.period.map(|period| (period.from, period.to)),
    }
}

/// The first letters of `text` on one line, cut at a word.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(BEGINNING) else { return line };
    format!("{} …", line[..end].rsplit_once(' ').map_or(&line[..end], |(words, _)| words))
}

/// The terms of stories, as far as they were read.
#[derive(Default)]
struct Terms {
    /// By folded word, the numbers of its stems.
    forms: BTreeMap<String, BTreeSet<usize>>,
    /// By language and stem, its number.
    numbers: BTreeMap<(usize, String), usize>,
    /// By number of a stem: stories, and how often they have it.
    found: Vec<Vec<(usize, u64)>>,
    /// How many words each story has.
    lengths: Vec<u64>,
}

impl Terms {
    fn read(&mut self, story: &Published) {
        let lang = LANGS.iter().position(|known| *known == story.lang).unwrap_or(LANGS.len() - 1);
        let number = self.lengths.len();
        let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
        let mut length = 0;
        for (text, times) in [(story.title.as_deref().unwrap_or_default(), TITLE), (&story.body, 1)] {
            Words::new(story.lang).each(text, |word| {
                let next = self.numbers.len();
                let stem = *self.numbers.entry((lang, word.stem.to_owned())).or_insert(next);
                self.forms.entry(word.folded.to_owned()).or_default().insert(stem);
                *counts.entry(stem).or_default() += times;
                length += times;
            });
        }
        self.found.resize(self.numbers.len(), Vec::new());
        counts.into_iter().for_each(|(stem, count)| self.found[stem].push((number, count)));
        self.lengths.push(length);
    }

    fn postings(&self) -> Vec<Vec<u64>> {
        let average = (self.lengths.iter().sum::<u64>() / (self.lengths.len() as u64).max(1)).max(1);
        let of_stem = |stories: &Vec<(usize, u64)>| {
            let mut last = 0;
            let flat = stories.iter().flat_map(|(story, count)| {
                let gap = *story - std::mem::replace(&mut last, *story);
                [gap as u64, weight(*count, self.lengths[*story], average)]
            });
            flat.collect()
        };
        self.found.iter().map(of_stem).collect()
    }
}

/// The part of BM25 that depends on one story: `count · (k + 1) / (count + k · (1 − b + b · length / average))` with the usual
/// k = 1.2 and b = 0.75 (Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009), in thousandths, so that
/// every machine writes the same.
fn weight(count: u64, length: u64, average: u64) -> u64 {
    2_200 * count * average * 1_000 / (1_000 * count * average + 300 * average + 900 * length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_those_of_bm25_in_thousandths() {
        assert_eq!(weight(1, 100, 100), 1_000);
        for (count, length, average) in [(1, 50, 100), (3, 400, 100), (7, 90, 130)] {
            let (tf, ratio) = (count as f64, length as f64 / average as f64);
            let exact = 1_000.0 * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * ratio));
            assert!((weight(count, length, average) as f64 - exact).abs() < 1.0);
        }
        assert!(weight(5, 100, 100) > weight(1, 100, 100) && weight(1, 400, 100) < weight(1, 100, 100));
    }

    #[test]
    fn beginnings_end_at_a_word() {
        assert_eq!(beginning("One line.\n\nTwo."), "One line. Two.");
        let long = beginning(&"școală ".repeat(50));
        assert!(long.chars().count() <= BEGINNING + 2 && long.ends_with("școală …"));
    }
}

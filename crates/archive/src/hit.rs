//! What a search gives back: published stories, hits and snippets.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::{Facets, Lang, PublicId};

use crate::disclosure::Count;
use crate::export::banner;
use crate::query::{Marked, Notice};

/// A story as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The random name under which it is published.
    pub id: PublicId,
    /// The language it is written in.
    pub lang: Lang,
    /// The title, if it has one.
    pub title: Option<String>,
    /// The case. Plain text: escape it before it goes into a page.
    pub body: String,
    /// Who says so, if the story tells.
    pub attribution: Option<String>,
    /// What may be counted and filtered by.
    pub facets: Facets,
    /// Whether the banner must say that names have been changed (OUT-1).
    pub names_changed: bool,
    /// The day from which it must not be shown any more: the first of a month. For whoever makes copies; the archive
    /// itself keeps to it (CL-3).
    pub leaves_on: Date,
}

/// One story found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The random name under which it is published.
    pub id: PublicId,
    /// Its place among all stories found, counted from 1. Scores are not given: they would tell how often a word occurs in
    /// the whole archive.
    pub rank: usize,
    /// The language it is written in.
    pub lang: Lang,
    /// The title, if it has one.
    pub title: Option<String>,
    /// The title, or the first words of the story: what a link to it says.
    pub heading: String,
    /// The stretch of the case in which most of the words asked for stand, or its beginning.
    pub snippet: Snippet,
    /// What may be counted and filtered by.
    pub facets: Facets,
    /// Whether the banner must say that names have been changed (OUT-1).
    pub names_changed: bool,
}

impl Hit {
    /// What readers must be told (OUT-1), as [`Published::banner`] says it.
    pub fn banner(&self) -> &'static str {
        banner(self.lang, self.names_changed)
    }
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchResults {
    /// How many stories were found, as far as the audience may know (IM-10).
    pub total: Count,
    /// The stories of the page that was asked for, best first.
    pub hits: Vec<Hit>,
    /// Whether there are stories after this page.
    pub more: bool,
    /// What of the query was passed over, and why.
    pub notices: Vec<Notice>,
}

/// A stretch of a story with the words that were asked for marked in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// Plain text, exactly as it stands in the story.
    pub text: String,
    /// The marked words: byte ranges of `text`, in order and disjoint.
    pub marks: Vec<Range<usize>>,
    /// Whether the story has text before the snippet.
    pub cut_before: bool,
    /// Whether the story has text after the snippet.
    pub cut_after: bool,
}

impl Snippet {
    /// How long a snippet may be, in bytes: about two lines of a page of search results.
    pub const MOST_BYTES: usize = 240;

    /// HTML with every character of the story escaped, marked words in `<mark>`, and an ellipsis where it was cut. It may
    /// stand between tags and inside quoted attributes.
    pub fn to_html(&self) -> String {
        let mut html = String::with_capacity(self.text.len() + 16 * self.marks.len());
        html.push_str(if self.cut_before { "… " } else { "" });
        let mut at = 0;
        for mark in &self.marks {
            escape(&self.text[at..mark.start], &mut html);
            html.push_str("<mark>");
            escape(&self.text[mark.clone()], &mut html);
            html.push_str("</mark>");
            at = mark.end;
        }
        escape(&self.text[at..], &mut html);
        html.push_str(if self.cut_after { " …" } else { "" });
        html
    }

    /// The best stretch of `text`, whose words stand at `words` and of which `marked` were asked for.
    pub(crate) fn best(text: &str, words: &[Range<usize>], marked: &[Marked]) -> Snippet {
        let whole = text.len() <= Snippet::MOST_BYTES;
        let first = best_window(words, marked).unwrap_or(0);
        // Near the end of the story the snippet begins earlier, so that it is as long as it may be.
        let fits = |word: &Range<usize>| text.len() - word.start <= Snippet::MOST_BYTES;
        let first = first.min(words.iter().position(fits).unwrap_or(first));
        let start = if whole || first == 0 { 0 } else { words[first].start };
        let ends = words.iter().map(|word| word.end).filter(|end| *end >= start);
        let last = ends.take_while(|end| end - start <= Snippet::MOST_BYTES).last();
        let end = if text.len() - start <= Snippet::MOST_BYTES { text.len() } else { last.unwrap_or(start) };
        let ranges = marked.iter().map(|mark| &words[mark.place]);
        let marks = ranges.filter(|range| range.start >= start && range.end <= end);
        Snippet {
            text: text[start..end].to_owned(),
            marks: marks.map(|range| range.start - start..range.end - start).collect(),
            cut_before: start > 0,
            cut_after: end < text.len(),
        }
    }
}

/// Words before the first marked one that a snippet begins with, so that it does not begin in the middle of a thought.
const WORDS_BEFORE: usize = 6;

/// The first word of the stretch that holds most different marked words; of equals the earliest.
fn best_window(words: &[Range<usize>], marked: &[Marked]) -> Option<usize> {
    let score = |first: usize| {
        let start = words[first].start;
        let inside = marked[marked.partition_point(|mark| mark.place < first)..].iter();
        let inside = inside.take_while(|mark| words[mark.place].end - start <= Snippet::MOST_BYTES);
        let mut texts: Vec<&str> = inside.map(|mark| mark.folded.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    };
    let starts = marked.iter().map(|mark| mark.place.saturating_sub(WORDS_BEFORE));
    starts.map(|first| (score(first), std::cmp::Reverse(first))).max().map(|(_, first)| first.0)
}

/// Appends `text` to `html` so that nothing of it can be markup.
pub(crate) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::folded;

    fn snippet(text: &str, asked: &[&str]) -> Snippet {
        let words = folded(text);
        let marks = words.iter().enumerate().filter(|(_, word)| asked.contains(&word.text.as_str()));
        let marked: Vec<Marked> =
            marks.map(|(place, word)| Marked { place, folded: word.text.clone() }).collect();
        let ranges: Vec<_> = words.into_iter().map(|word| word.range).collect();
        Snippet::best(text, &ranges, &marked)
    }

    #[test]
    fn a_short_text_is_shown_whole_and_escaped() {
        let snippet = snippet("They <said> \"no\" & left’s home", &["no"]);
        assert_eq!(snippet.to_html(), "They &lt;said&gt; &quot;<mark>no</mark>&quot; &amp; left’s home");
        assert_eq!(&snippet.text[snippet.marks[0].clone()], "no");
    }

    #[test]
    fn a_long_text_is_cut_at_words_around_the_marked_ones() {
        let text = format!("{} țară rent arrears {}", "before ".repeat(80), "after ".repeat(80));
        let snippet = snippet(&text, &["rent", "arrears"]);
        assert!(snippet.text.len() <= Snippet::MOST_BYTES);
        assert!(snippet.cut_before && snippet.cut_after);
        let marked: Vec<&str> = snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(marked, ["rent", "arrears"]);
        assert!(snippet.text.starts_with("before"), "it begins a few words before the first mark");
    }

    #[test]
    fn a_mark_near_the_end_shows_what_comes_before_it() {
        let text = format!("{}the rent", "before ".repeat(80));
        let late = snippet(&text, &["rent"]);
        assert!(
            late.text.ends_with("the rent") && !late.cut_after && late.text.len() > Snippet::MOST_BYTES - 10
        );
        let short = "One two three four five six seven eight nine ten rent.";
        assert_eq!(snippet(short, &["rent"]).text, short);
    }

    #[test]
    fn without_marks_the_beginning_is_shown() {
        let text = "word ".repeat(200);
        let snippet = snippet(&text, &["absent"]);
        assert!(text.starts_with(&snippet.text) && !snippet.cut_before && snippet.cut_after);
        assert_eq!(Snippet::best("", &[], &[]).text, "");
    }
}

//! The embedded model of facts on marked sentences: what must be found, and what must be left alone.

use storyveil_tagger::{FactTagger, Preset, TokenKind, tokenise};

/// The words of a text, each with whether it is in a mark.
fn words(marked: &str) -> (String, Vec<(usize, bool)>) {
    let text = marked.replace(['{', '}'], "");
    let mut is_marked = Vec::new();
    let mut inside = false;
    for letter in marked.chars() {
        match letter {
            '{' | '}' => inside = letter == '{',
            _ => is_marked.extend(std::iter::repeat_n(inside, letter.len_utf8())),
        }
    }
    let tokens = tokenise(&text).into_iter().filter(|token| token.kind != TokenKind::Sign);
    let words = tokens.map(|token| (token.start, is_marked[token.start])).collect();
    (text, words)
}

#[test]
fn marked_facts_are_found_and_nothing_is_found_in_ordinary_sentences() {
    let lines = include_str!("../data/cases/facts.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (text, words) = words(line);
        let facts = FactTagger::embedded().tag(&text, Preset::Publish);
        let is_found = |at: usize| facts.iter().any(|fact| fact.range().contains(&at));
        let has_marks = words.iter().any(|(_, marked)| *marked);
        assert!(words.iter().all(|(at, marked)| !marked || is_found(*at)), "missed: {text}");
        assert!(has_marks || facts.is_empty(), "found for nothing: {text}");
    }
}

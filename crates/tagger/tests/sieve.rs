//! The embedded sieve on whole sentences: which may tell a fact, and which tell none.

use proptest::prelude::*;
use storyveil_tagger::{FactLabel, Prepared, Sieve, Sifted};

fn sifted(text: &str) -> Vec<Sifted> {
    Sieve::embedded().sift(&Prepared::new(text))
}

#[test]
fn sentences_that_tell_a_fact_are_likelier_than_ordinary_ones() {
    let lines = include_str!("../data/cases/sentences.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (kind, text) = line.split_once('\t').expect("a kind, a tab and a sentence");
        let sentences = sifted(text);
        let likeliest = |label| sentences.iter().map(|one| one.likelihood(label)).max().unwrap_or(0);
        for label in [FactLabel::Event, FactLabel::Family, FactLabel::Work, FactLabel::Health] {
            let expected = kind == format!("{label:?}").to_lowercase();
            assert!(!expected || likeliest(label) >= 20, "{label:?} {} %: {text}", likeliest(label));
            assert!(kind != "none" || likeliest(label) < 20, "{label:?} {} %: {text}", likeliest(label));
        }
    }
}

#[test]
fn a_text_is_cut_into_its_sentences_and_lines() {
    let text = "First one. “Second, she said!” Third\nA fourth line: it goes on.\n\n- an item";
    let parts: Vec<&str> = sifted(text).iter().map(|one| &text[one.range()]).collect();
    assert_eq!(
        parts,
        ["First one.", "“Second, she said!”", "Third", "A fourth line: it goes on.", "- an item"]
    );
}

proptest! {
    #[test]
    fn sentences_are_ordered_and_whatever_is_no_blank_lies_in_one(text in "(\\PC|[ .!?\\n])*") {
        let sentences = sifted(&text);
        prop_assert!(sentences.windows(2).all(|pair| pair[0].range().end <= pair[1].range().start));
        let is_covered = |at: usize| sentences.iter().any(|one| one.range().contains(&at));
        for (at, letter) in text.char_indices() {
            prop_assert!(!letter.is_alphanumeric() || is_covered(at));
        }
    }

    /// One very long sentence has more features than a sum of weights has room for.
    #[test]
    fn likelihoods_stay_within_bounds(words in prop::collection::vec("[a-z]{1,12}", 0..600)) {
        for sentence in sifted(&words.join(" ")) {
            prop_assert!(FactLabel::ALL.iter().all(|label| sentence.likelihood(*label) <= 100));
        }
    }
}

//! What so many people have that it tells nothing by itself: callings (OC-1) and troubles of health (HE-1).

use std::sync::LazyLock;

use crate::kind::Kind;
use crate::phrases::Phrases;
use crate::words::{Word, list_lines};

/// Whether `words` name a calling or an illness that many have.
pub(crate) fn is_common(words: &[Word], kind: Kind) -> bool {
    list(kind).is_some_and(|list| (0..words.len()).any(|at| list.shared.longest(&words[at..]) > 0))
}

/// Which of `words` belong to a name for something of this kind that many share, or say nothing of which it is: all are left
/// out for kinds without a list.
pub(crate) fn common(words: &[Word], kind: Kind) -> Vec<bool> {
    let mut covered = vec![false; words.len()];
    let Some(list) = list(kind) else { return covered };
    let mut at = 0;
    while at < words.len() {
        let length = list.shared.longest(&words[at..]).max(list.vague.longest(&words[at..at + 1]));
        covered[at..at + length].fill(true);
        at += length.max(1);
    }
    covered
}

struct List {
    /// What many have or do.
    shared: Phrases,
    /// Single words that do not say what it is.
    vague: Phrases,
}

fn list(kind: Kind) -> Option<&'static List> {
    static HEALTH: LazyLock<List> = LazyLock::new(|| List {
        shared: phrases(
            &[include_str!("../data/common/health.en.txt")],
            include_str!("../data/common/health.ro.txt"),
        ),
        vague: phrases(
            &[include_str!("../data/common/health_words.en.txt")],
            include_str!("../data/common/health_words.ro.txt"),
        ),
    });
    static WORK: LazyLock<List> = LazyLock::new(|| List {
        shared: phrases(
            &[include_str!("../data/common/work.en.txt"), include_str!("../data/common/characters.en.txt")],
            include_str!("../data/common/work.ro.txt"),
        ),
        vague: phrases(
            &[include_str!("../data/common/work_words.en.txt")],
            include_str!("../data/common/work_words.ro.txt"),
        ),
    });
    match kind {
        Kind::Health => Some(&HEALTH),
        Kind::Occupation => Some(&WORK),
        _ => None,
    }
}

/// The listed phrases in both languages, in other numbers and cases too.
fn phrases(english: &'static [&str], romanian: &'static str) -> Phrases {
    let listed = |list: &'static str| list_lines(list).flat_map(|line| line.split(", "));
    let english = || english.iter().flat_map(|list| listed(list));
    let as_listed = english().chain(listed(romanian)).map(str::to_owned);
    let plurals = english().map(|phrase| format!("{phrase}s"));
    as_listed.chain(plurals).chain(listed(romanian).flat_map(romanian_forms)).collect()
}

/// `phrase` with its first word, a noun, in the forms that its ending allows. Some are no words, which no text holds.
fn romanian_forms(phrase: &str) -> impl Iterator<Item = String> {
    let (noun, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
    let (stem, endings): (_, &[&str]) = match noun.strip_suffix(['a', 'e']) {
        Some(stem) => (stem, &["a", "ei", "e", "ele", "elor", "i", "ii", "ile", "ilor", "ia", "iei"]),
        None => (noun, &["ul", "ului", "i", "ii", "ilor", "uri", "urile", "urilor", "e", "ele", "elor"]),
    };
    endings.iter().map(move |ending| format!("{stem}{ending}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn phrases_are_found_in_both_numbers_and_others_are_not() {
        let covered = |text: &str, kind| common(&words(text), kind);
        assert_eq!(covered("two delivery drivers", Kind::Occupation), [false, true, true]);
        assert_eq!(covered("lion tamer", Kind::Occupation), [false, false]);
        assert_eq!(covered("Alzheimer’s diagnosis", Kind::Health), [true, true, true]);
        assert_eq!(covered("delivery drivers", Kind::Health), [false, false]);
        assert!(is_common(&words("he became a taxi driver"), Kind::Occupation));
        assert!(!is_common(&words("he got a job"), Kind::Occupation));
        assert!(is_common(&words("șoferul de camion"), Kind::Occupation));
        assert!(is_common(&words("după depresia ei"), Kind::Health));
    }
}

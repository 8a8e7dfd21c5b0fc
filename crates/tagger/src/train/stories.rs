//! The crate's own training stories, written for it and marked by hand.

use super::corpus::{Annotated, Target};

/// The invented stories of `data/stories.txt`. `corpus` is the number that they get.
pub fn own_stories(corpus: usize) -> Vec<Annotated> {
    // A tag like `#{Luton|l}` may open a line of a story: only comments have a space behind the sign.
    let lines: Vec<&str> = STORIES.lines().filter(|line| !line.starts_with("# ")).collect();
    let text = lines.join("\n");
    text.split("\n\n")
        .map(str::trim)
        .filter(|story| !story.is_empty())
        .map(|story| unmark(story, corpus, |kind| Some(name(kind))).expect("every mark is closed"))
        .collect()
}

fn name(kind: &str) -> Target {
    match kind {
        "p" => Target::Person,
        "l" => Target::Place,
        _ => Target::Organisation,
    }
}

/// `{Ana Pop|p} came` becomes `Ana Pop came` with a mention, which `target` makes of "p"; `None` for marks that are not
/// closed, say nothing or are of no known kind.
pub(super) fn unmark(
    marked: &str,
    corpus: usize,
    target: impl Fn(&str) -> Option<Target>,
) -> Option<Annotated> {
    let mut text = String::with_capacity(marked.len());
    let mut mentions = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (mention, after) = after.split_once('}')?;
        let (words, kind) = mention.split_once('|')?;
        mentions.push((text.len()..text.len() + words.len(), target(kind)?));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    let is_whole = !text.contains(['{', '}', '|']) && mentions.iter().all(|(range, _)| !range.is_empty());
    is_whole.then_some(Annotated { corpus, text, mentions })
}

const STORIES: &str = include_str!("../../data/stories.txt");

#[cfg(test)]
mod tests {
    use super::{Target, name, own_stories, unmark};

    #[test]
    fn marks_become_mentions() {
        let unmark = |marked| unmark(marked, 0, |kind| ["p", "l"].contains(&kind).then(|| name(kind)));
        let story = unmark("Dear {Ana Pop|p}, welcome to {Ely|l}.").unwrap();
        assert_eq!(story.text, "Dear Ana Pop, welcome to Ely.");
        assert_eq!(story.mentions, [(5..12, Target::Person), (25..28, Target::Place)]);
        for broken in ["{Ana|p", "Ana|p}", "{Ana}", "{|p}", "{Ana|q}"] {
            assert!(unmark(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn every_story_is_marked_well() {
        assert!(!own_stories(0).is_empty());
    }
}

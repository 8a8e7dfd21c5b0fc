//! What was masked answers like a word that never was (OUT-3, OUT-4), and nothing typed comes back in messages (OUT-10).

use storyveil_archive::{Archive, Query};

use crate::common::{TODAY, archive_of, draft, holds};

/// Surface forms that the redactor masks, by their shape alone; invented, from ranges set aside for fiction.
const MASKED: [&str; 3] = ["01632 960018", "07700 900123", "mirela.test@example.org"];

fn archive_with_masked(dir: &std::path::Path) -> Archive {
    let [phone, mobile, email] = MASKED;
    let story =
        draft(1, &format!("The family could be reached on {phone} or {mobile}, or at {email}, in the end."))
            .title(&format!("Ring {phone}"));
    archive_of(dir, &[story, draft(2, "The family found a home in the end.")])
}

#[test]
fn masked_forms_are_nowhere_in_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_with_masked(dir.path());
    for piece in ["01632", "960018", "07700", "900123", "mirela", "example"] {
        assert!(!holds(archive.dir(), piece), "{piece}");
    }
    assert!(holds(archive.dir(), "family"), "the reading does see what is there");
}

#[test]
fn a_masked_form_is_answered_like_a_word_that_never_was() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_with_masked(dir.path());
    let same = |masked: &str, never: &str| {
        for pattern in
            ["{}", "\"{}\"", "{}*", "{}~", "-{}", "family {}", "family OR {}", "theme:{}", "region:\"{}\""]
        {
            let ask =
                |word: &str| archive.search(&Query::parse(&pattern.replace("{}", word)), TODAY).unwrap();
            assert_eq!(ask(masked), ask(never), "{pattern}");
            let facets =
                |word: &str| archive.facets(&Query::parse(&pattern.replace("{}", word)), TODAY).unwrap();
            assert_eq!(facets(masked), facets(never));
        }
        assert_eq!(archive.suggest(masked, TODAY).unwrap(), archive.suggest(never, TODAY).unwrap());
    };
    same("960018", "971129");
    same("01632 960018", "01643 971129");
    same("mirela", "torvik");
    same("mirela.test@example.org", "torvik.flams@blanda.arp");
}

#[test]
fn nothing_typed_comes_back_in_messages() {
    let typed = "zibbelquorn:marrowfinch year:zibbelquorn (zibbelquorn \"marrowfinch";
    let query = Query::parse(typed);
    assert!(query.notices().len() >= 3);
    let messages: String = query.notices().iter().map(ToString::to_string).collect();
    for text in [messages, format!("{query:?}")] {
        assert!(!text.contains("zibbel") && !text.contains("finch"), "{text}");
    }
}

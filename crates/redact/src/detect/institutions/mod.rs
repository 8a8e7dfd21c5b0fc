//! Institutions by what they are: schools, hospitals, courts, councils, employers (OR-1), places in their names included
//! (PL-2). "Hill Road Primary School" becomes "a primary school"; "the Crown Court" names none and stays (OR-2).

mod lists;
mod name;

use std::sync::Arc;

use self::lists::{ENGLISH, NAME_WORDS, ROMANIAN, of_language};
use self::name::Reading;
use super::{Detector, Findings};
use crate::fact::{Fact, Said};
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::safe::SafeList;
use crate::story::Lang;
use crate::text::Text;
use crate::words::words;

/// Finds names that say what they are the name of, by the lists of `data/facts/institutions.*`.
///
/// Not found: names without such a word ("Lidl"), which the tagger finds, and short forms, which are followed from the
/// full name.
pub(crate) struct InstitutionDetector {
    safe: Arc<SafeList>,
}

/// Whether `name` is that of no single body: a type alone, "the Crown Court", or a national body, "Home Office".
pub(crate) fn names_nobody(name: &str) -> bool {
    let words: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
    let words = words.strip_suffix(["s".to_owned()].as_slice()).unwrap_or(&words);
    [&*ENGLISH, &*ROMANIAN].into_iter().any(|lists| lists.names_nobody(words))
}

impl InstitutionDetector {
    /// A detector for which the words of `safe` make no name.
    pub(crate) fn new(safe: Arc<SafeList>) -> Self {
        InstitutionDetector { safe }
    }
}

impl Detector for InstitutionDetector {
    fn family(&self) -> &'static str {
        "institutions"
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::Organisation]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let safe = &text.safe(&self.safe).firmly;
        for lists in of_language(text.lang()) {
            let reading = Reading { text, lists, safe };
            let mut at = 0;
            while at < text.words().len() {
                let Some((head, of)) = lists.head_at(text, at) else {
                    at += 1;
                    continue;
                };
                at = head.end;
                if let Some(name) = reading.name(head, of) {
                    at = at.max(name.end);
                    let foreign = text.lang() == Lang::Romanian && lists.names_before;
                    let (say, later) = match foreign {
                        true => NAME_WORDS.in_romanian(&of.say),
                        false => (of.say.clone(), of.later.clone()),
                    };
                    found.push(
                        reading.bytes(&name),
                        Kind::Organisation,
                        Confidence::HIGH,
                        "institutions/type",
                        Fact::Said(Said {
                            words: vec![say],
                            later: Some(later),
                            why: "OR-1: the institution and its place in general words".to_owned(),
                        }),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::cases::assert_cases;

    #[test]
    fn institutions_are_found_with_their_names_and_types_alone_are_not() {
        let detector = InstitutionDetector::new(Arc::new(SafeList::new(None)));
        assert_cases(&detector, include_str!("../../../testdata/detect/institutions.ron"));
    }

    #[test]
    fn types_alone_name_nobody() {
        for name in ["the Crown Court", "Family Court", "City Council", "Home Office"] {
            assert!(names_nobody(name), "{name}");
        }
        for name in ["Northmere Crown Court", "Elena", ""] {
            assert!(!names_nobody(name), "{name}");
        }
    }
}

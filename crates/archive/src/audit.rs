//! What an archive could give away although every story in it was cleared: rare words, shared passages, unique
//! combinations of facets, numbers and capitalised words (RK-3, RK-5).
//!
//! One story at a time looks harmless; a linkage attack joins two by a word or a passage that only they have. The audit
//! reads every story back and lists what a reviewer should look at. Its result holds words of published stories and
//! nothing else; still, show it to reviewers only: it is the attacker's list.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use storyveil_redact::{Facets, PublicId, words};

use crate::analysis::folded;
use crate::archive::Archive;
use crate::error::Error;
use crate::hit::Published;
use crate::query::Query;
use crate::schema::band_name;

/// What a reviewer should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audit {
    /// How many stories were read.
    pub stories: usize,
    /// Words in at most [`Audit::RARE`] stories, with these, in alphabetical order.
    pub rare_words: Vec<Trace>,
    /// Pairs of stories that could be linked.
    pub links: Vec<Link>,
    /// Stories whose facets no other story has together (RK-3), in the order of their ids. In a small archive that is
    /// every story; read it together with the words.
    pub unique_facets: Vec<PublicId>,
    /// Words with a digit, with the stories they stand in.
    pub numbers: Vec<Trace>,
    /// Words with a capital letter that do not begin a sentence, as they are written, with the stories they stand in.
    pub capitalised: Vec<Trace>,
}

/// A word and the stories that it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The word.
    pub word: String,
    /// The stories, in the order of their ids.
    pub stories: Vec<PublicId>,
}

/// Two stories that share what few or no others have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The stories, the smaller id first.
    pub stories: (PublicId, PublicId),
    /// Rare words that both have.
    pub words: Vec<String>,
    /// Passages of [`Audit::PASSAGE`] words that both have and no other story.
    pub passages: Vec<String>,
}

impl Audit {
    /// A word is rare if it stands in at most so many stories. Source: RK-5.
    pub const RARE: usize = 2;
    /// Two stories are linked if they share so many rare words, or one rare passage. Source: RK-5.
    pub const LINKING_WORDS: usize = 2;
    /// The words of a passage. Source: RK-5.
    pub const PASSAGE: usize = 4;
}

impl Archive {
    /// Reads every story that is shown on the day `on` and lists what could give somebody away. Words in `ignored`, such as
    /// the publisher's own names, are passed over: they are in the stories of one publisher by their nature.
    ///
    /// It holds the passages of all stories in memory: about 100 bytes for each word of the archive.
    ///
    /// # Errors
    /// Only what the disk or a damaged index causes.
    pub fn audit(&self, ignored: &[&str], on: Date) -> Result<Audit, Error> {
        let ignored: BTreeSet<String> =
            ignored.iter().flat_map(|words| folded(words)).map(|term| term.text).collect();
        let mut gathered = Gathered { ignored, ..Gathered::default() };
        let stories = self.stories(&Query::parse(""), on)?;
        stories.values().for_each(|story| gathered.read(story));
        Ok(gathered.audit(stories.len()))
    }
}

/// Which stories have what.
#[derive(Default)]
struct Gathered {
    ignored: BTreeSet<String>,
    words: BTreeMap<String, BTreeSet<PublicId>>,
    passages: BTreeMap<String, BTreeSet<PublicId>>,
    numbers: BTreeMap<String, BTreeSet<PublicId>>,
    capitalised: BTreeMap<String, BTreeSet<PublicId>>,
    facets: BTreeMap<String, BTreeSet<PublicId>>,
}

impl Gathered {
    fn read(&mut self, story: &Published) {
        self.facets.entry(combination(&story.facets)).or_default().insert(story.id);
        for text in story.title.iter().chain([&story.body]) {
            self.read_text(text, story.id);
        }
    }

    fn read_text(&mut self, text: &str, id: PublicId) {
        let words = words(text);
        let mut before = 0;
        for word in &words {
            let starts = starts_a_sentence(&text[before..word.span.start()], before == 0);
            before = word.span.end();
            if self.ignored.contains(&word.folded) {
                continue;
            }
            self.words.entry(word.folded.clone()).or_default().insert(id);
            let written = word.span.of(text);
            if written.contains(|c: char| c.is_numeric()) {
                self.numbers.entry(written.to_owned()).or_default().insert(id);
            } else if word.capital && !starts {
                self.capitalised.entry(written.to_owned()).or_default().insert(id);
            }
        }
        for passage in words.windows(Audit::PASSAGE) {
            if passage.iter().any(|word| self.ignored.contains(&word.folded)) {
                continue;
            }
            let passage: Vec<&str> = passage.iter().map(|word| word.folded.as_str()).collect();
            self.passages.entry(passage.join(" ")).or_default().insert(id);
        }
    }

    fn audit(self, stories: usize) -> Audit {
        let unique = self.facets.iter().filter(|(_, stories)| stories.len() == 1);
        let mut unique_facets: Vec<PublicId> = unique.flat_map(|(_, stories)| stories).copied().collect();
        unique_facets.sort_unstable();
        let links = links(&self.words, &self.passages);
        let rare = self.words.into_iter().filter(|(_, stories)| stories.len() <= Audit::RARE);
        Audit {
            stories,
            rare_words: traces(rare),
            links,
            unique_facets,
            numbers: traces(self.numbers),
            capitalised: traces(self.capitalised),
        }
    }
}

fn traces(found: impl IntoIterator<Item = (String, BTreeSet<PublicId>)>) -> Vec<Trace> {
    let trace = |(word, stories): (String, BTreeSet<PublicId>)| Trace {
        word,
        stories: stories.into_iter().collect(),
    };
    found.into_iter().map(trace).collect()
}

/// The pairs of stories that share enough of what only these two have.
fn links(
    words: &BTreeMap<String, BTreeSet<PublicId>>,
    passages: &BTreeMap<String, BTreeSet<PublicId>>,
) -> Vec<Link> {
    let mut links: BTreeMap<(PublicId, PublicId), Link> = BTreeMap::new();
    let mut note = |shared: &BTreeMap<String, BTreeSet<PublicId>>,
                    into: fn(&mut Link) -> &mut Vec<String>| {
        for (text, stories) in shared {
            let mut stories = stories.iter().copied();
            if let (Some(a), Some(b), None) = (stories.next(), stories.next(), stories.next()) {
                let new = || Link { stories: (a, b), words: Vec::new(), passages: Vec::new() };
                into(links.entry((a, b)).or_insert_with(new)).push(text.clone());
            }
        }
    };
    note(words, |link| &mut link.words);
    note(passages, |link| &mut link.passages);
    let linked = |link: &Link| link.words.len() >= Audit::LINKING_WORDS || !link.passages.is_empty();
    links.into_values().filter(linked).collect()
}

/// Facets as one line, equal for equal facets.
fn combination(facets: &Facets) -> String {
    let period = facets.period.map(|period| (period.from, period.to));
    let people = facets.people.map(band_name);
    let Facets { themes, outcomes, region, programmes, changes, .. } = facets;
    format!("{themes:?} {outcomes:?} {region:?} {period:?} {people:?} {programmes:?} {changes:?}")
}

/// Whether a word after `gap` begins a sentence, a line or a quotation.
fn starts_a_sentence(gap: &str, first: bool) -> bool {
    first || gap.contains(['.', '!', '?', ':', '…', '\n', '"', '“', '„', '«'])
}

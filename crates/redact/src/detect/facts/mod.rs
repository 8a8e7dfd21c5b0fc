//! Facts that identify a family by themselves: "triplets", "school prefect", "the only forge" (FA-1, RE-1, OF-1, OC-1,
//! DE-2, HE-1). The rules are data, `data/facts/`, so that a charity can read them and add its own.

mod book;
mod books;
mod reach;

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use storyveil_facts::{Form, Numbered, Reach, Shelf};

pub use self::book::{FactBook, FactsError};
use self::books::{EMBEDDED_KINDS, ENGLISH, ROMANIAN};
pub(crate) use self::reach::form_of_verb;
use self::reach::reached;
use super::{Detector, Findings};
use crate::fact::{Fact, Said};
use crate::finding::Confidence;
use crate::folded::Folded;
use crate::kind::Kind;
use crate::operate::grammar::indefinite;
use crate::ron_file;
use crate::story::Lang;
use crate::text::Text;

type Hit<'b> = storyveil_facts::Hit<'b, Kind>;

/// Finds the facts of the crate's books and of the charity's own, which is read in every language.
pub(crate) struct FactDetector {
    own: Option<Shelf<Kind>>,
    kinds: Vec<Kind>,
}

/// What the English books say of a deed whose verb has this form.
pub(crate) fn deed_in_english(form: Form) -> Option<&'static str> {
    ENGLISH.deeds().map(|deeds| deeds.say(form))
}

impl FactDetector {
    /// A detector that reads `own` after the crate's books.
    pub(crate) fn new(own: Option<FactBook>) -> FactDetector {
        let own = own.map(FactBook::into_shelf);
        let own_kinds = own.iter().flat_map(Shelf::rules).map(|rule| rule.kind);
        FactDetector { kinds: EMBEDDED_KINDS.into_iter().chain(own_kinds).collect(), own }
    }

    fn shelves(&self, lang: Lang) -> impl Iterator<Item = &Shelf<Kind>> {
        let (english, romanian): (Option<&'static Shelf<Kind>>, Option<&'static Shelf<Kind>>) = match lang {
            Lang::English => (Some(&ENGLISH), None),
            Lang::Romanian => (None, Some(&ROMANIAN)),
            Lang::Other => (Some(&ENGLISH), Some(&ROMANIAN)),
        };
        english.into_iter().chain(romanian).chain(&self.own)
    }

    /// Every book by its shelf and its number there, in order.
    fn books(&self, lang: Lang) -> impl Iterator<Item = (&Shelf<Kind>, usize)> {
        self.shelves(lang).flat_map(|shelf| (0..shelf.books()).map(move |book| (shelf, book)))
    }
}

/// The hits of every book, in their order, in one paragraph.
pub(crate) type Hits = Vec<Vec<Numbered>>;

impl FactDetector {
    /// What all books hit in each paragraph, with where the paragraph begins in the folded text.
    fn pages(&self, text: &Text<'_>) -> Vec<(usize, Rc<Hits>)> {
        let mut offset = 0;
        let paragraphs = text.folded().as_str().split('\n');
        let page = |paragraph: &str| {
            let read = || self.shelves(text.lang()).flat_map(|shelf| shelf.hits(paragraph)).collect();
            let page = (offset, text.facts_in(paragraph, read));
            offset += paragraph.len() + 1;
            page
        };
        paragraphs.map(page).collect()
    }
}

impl Detector for FactDetector {
    fn family(&self) -> &'static str {
        "facts"
    }

    fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let folded = text.folded();
        let reading =
            Reading { text: text.as_str(), folded, lang: text.lang(), capitals: text.has_capitals() };
        let mut facts: Vec<Candidate> = Vec::new();
        let pages = self.pages(text);
        for (number, book) in self.books(text.lang()).enumerate() {
            let hits = reading.hits(number, book, &pages);
            let seen: BTreeSet<&str> = hits.iter().map(|(_, hit)| hit.rule.id.as_str()).collect();
            let wanted = |hit: &Hit<'_>| {
                let when = &hit.rule.when;
                when.is_empty() || when.iter().any(|id| seen.contains(id.as_str()))
            };
            facts.extend(
                hits.iter().filter(|(_, hit)| wanted(hit)).map(|(offset, hit)| reading.fact(*offset, hit)),
            );
        }
        let mut taken = BTreeSet::new();
        for fact in &facts {
            // Of two rules for the same words the one that stands first speaks.
            if facts.iter().any(|other| other.displaces(fact, text.as_str()))
                || !taken.insert((fact.range.start, fact.range.end))
            {
                continue;
            }
            let said = Fact::Said(fact.said.clone());
            let rule = format!("facts/{}", fact.rule);
            found.push(fact.range.clone(), fact.kind, Confidence::MEDIUM, rule, said);
        }
    }
}

/// What a rule found, before longer findings win.
struct Candidate {
    /// With the words at the beginning that stay.
    whole: Range<usize>,
    range: Range<usize>,
    said: Said,
    kind: Kind,
    rule: String,
}

impl Candidate {
    /// Whether `other` lies in what this was found in and would cover words that this one leaves: the longer finding
    /// would have won with them.
    fn displaces(&self, other: &Candidate, text: &str) -> bool {
        let holds = |a: &Range<usize>, b: &Range<usize>| a.start <= b.start && b.end <= a.end;
        // Of "the stabbing" and "stabbing at the bus stop" nothing but an article would be left.
        let before = other.range.start..self.range.start;
        let begins_earlier = self.range.len() > other.range.len()
            && before.start < before.end
            && before.end < other.range.end
            && other.range.end <= self.range.end
            && text[before].split_whitespace().all(|word| STAY.contains(&word.to_lowercase()));
        begins_earlier
            || self.whole.len() > other.whole.len()
                && holds(&self.whole, &other.whole)
                && (self.range == other.range || !holds(&self.range, &other.range))
    }
}

/// A text and its folded form.
struct Reading<'a> {
    text: &'a str,
    folded: &'a Folded,
    lang: Lang,
    /// Whether the text has capitals, so that a word without one is no name.
    capitals: bool,
}

impl Reading<'_> {
    fn fact(&self, offset: usize, hit: &Hit<'_>) -> Candidate {
        let (range, form) = self.reached(offset, hit);
        let (whole, said) = self.agreed(range, self.said(offset, hit, form));
        let (range, said) = self.without_what_stays(whole.clone(), said);
        Candidate { whole, range, said, kind: hit.rule.kind, rule: hit.rule.id.clone() }
    }

    /// Every match of the book with this number whose names are names, with where its paragraph begins in the folded
    /// text.
    fn hits<'b>(
        &self,
        number: usize,
        (shelf, book): (&'b Shelf<Kind>, usize),
        pages: &'b [(usize, Rc<Hits>)],
    ) -> Vec<(usize, Hit<'b>)> {
        let mut hits = Vec::new();
        for (offset, page) in pages {
            let named = |hit: &Hit<'b>| {
                let mut names = hit.found.names.iter();
                let plain = hit.rule.capital && self.capitals && !self.is_capital(*offset, &hit.found.here);
                !plain && names.all(|name| self.is_capital(*offset, name))
            };
            let found = page.get(number).into_iter().flatten().map(|numbered| shelf.hit(book, numbered));
            hits.extend(found.filter(named).map(|hit| (*offset, hit)));
        }
        hits
    }

    fn is_capital(&self, offset: usize, name: &Range<usize>) -> bool {
        self.original(offset, name).starts_with(char::is_uppercase)
    }

    /// What stands in the original where `range` of the paragraph at `offset` was read.
    fn original(&self, offset: usize, range: &Range<usize>) -> &str {
        &self.text[self.folded.origin(offset + range.start..offset + range.end)]
    }

    /// Where the part to replace stands in the original, as far as the rule reaches, and the form of the verb before it.
    fn reached(&self, offset: usize, hit: &Hit<'_>) -> (Range<usize>, Option<Form>) {
        let reach = match hit.rule.reach {
            Reach::Words => return (self.extended(offset, hit), None),
            Reach::Deed if hit.deeds.is_none() => Reach::Noun,
            reach => reach,
        };
        let rest = &self.folded.as_str()[offset..];
        let paragraph = rest.split('\n').next().unwrap_or_default();
        let (here, form) = reached(reach, paragraph, &hit.found.here, self.lang);
        (self.folded.origin(offset + here.start..offset + here.end), form)
    }

    /// Where the part to replace stands in the original; a name at its end goes on over further capitalised words.
    fn extended(&self, offset: usize, hit: &Hit<'_>) -> Range<usize> {
        let here = &hit.found.here;
        let mut range = self.folded.origin(offset + here.start..offset + here.end);
        if hit.found.names.iter().any(|name| name.end == here.end) {
            while let Some(more) = capitalised_word_after(self.text, range.end) {
                range.end = more;
            }
        }
        range
    }

    /// The same with the indefinite article before it, where that does not agree with what is said: "**an Angolan**
    /// nurse" becomes "**a Central African** nurse", "**un anevrism**" becomes "**o boală gravă**".
    fn agreed(&self, range: Range<usize>, said: Said) -> (Range<usize>, Said) {
        let before = &self.text[..range.start];
        let article = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let romanian = self.lang == Lang::Romanian;
        let articles = if romanian { ["un", "o"] } else { ["a", "an"] };
        let stands = before.ends_with(' ') && articles.iter().any(|one| one.eq_ignore_ascii_case(article));
        let Some(first) = said.words.first() else { return (range, said) };
        let own = articles.into_iter().find(|own| first.split(' ').next() == Some(own));
        let fitting = own.or_else(|| (!romanian).then(|| indefinite(first)));
        let other = said.words.iter().any(|words| words.starts_with("the "));
        if !stands || other || fitting.is_none_or(|fitting| fitting.eq_ignore_ascii_case(article)) {
            return (range, said);
        }
        let start = before.trim_end().len() - article.len();
        let with = |words: &String| match own {
            Some(_) => words.clone(),
            None => format!("{} {words}", indefinite(words)),
        };
        let words = said.words.iter().map(with).collect();
        (start..range.end, Said { words, ..said })
    }

    /// The same without the words of grammar at its beginning that would be said again: of "a farrier", which becomes
    /// "a craft worker", the article stays as it stands (TR-2).
    fn without_what_stays(&self, mut range: Range<usize>, mut said: Said) -> (Range<usize>, Said) {
        while let Some((first, rest)) = self.text[range.clone()].split_once(' ') {
            if !STAY.contains(&first.to_lowercase()) {
                break;
            }
            let behind = |words: &String| {
                let (again, behind) = words.split_once(' ')?;
                (again.to_lowercase() == first.to_lowercase() && !behind.is_empty())
                    .then(|| behind.to_owned())
            };
            match said.words.iter().map(behind).collect::<Option<Vec<_>>>() {
                Some(words) if !rest.is_empty() => {
                    range.start = range.end - rest.len();
                    said.words = words;
                }
                _ => break,
            }
        }
        (range, said)
    }

    /// What can be said instead, the first choice first.
    fn said(&self, offset: usize, hit: &Hit<'_>, form: Option<Form>) -> Said {
        let why = hit.rule.why.clone();
        if let Some((deeds, form)) = hit.deeds.zip(form) {
            return Said { words: vec![deeds.say(form).to_owned()], later: None, why };
        }
        let group = |name: &str| {
            let (_, range) = hit.found.groups.iter().find(|(group, _)| group == name)?;
            let words = self.original(offset, range);
            // Only where the fact begins a sentence is its first capital no part of the word.
            let first = range.start == hit.found.here.start;
            let words = if first { words.to_lowercase() } else { words.to_owned() };
            // A group is there for "his" and "their"; digits would carry over what the rule is to hide.
            (!words.contains(|c: char| c.is_ascii_digit())).then_some(words)
        };
        Said { words: hit.rule.said(group), later: None, why }
    }
}

/// The words of `data/facts/stay.ron`, which says what they are.
static STAY: LazyLock<Vec<String>> = LazyLock::new(|| {
    ron_file::parse(include_str!("../../../data/facts/stay.ron")).expect("embedded data is tested")
});

/// The end of the word behind byte `at`, if one blank separates it and it begins with a capital.
fn capitalised_word_after(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix([' ', '\u{a0}', '-'])?;
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    (length > 0 && rest.starts_with(char::is_uppercase)).then(|| text.len() - rest.len() + length)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::detect::cases::{assert_cases, found, generalised};
    use crate::operate::Level;

    #[test]
    fn facts_are_found_and_what_is_general_is_left() {
        let detector = FactDetector::new(None);
        for cases in [
            include_str!("../../../testdata/detect/family.ron"),
            include_str!("../../../testdata/detect/rare.ron"),
            include_str!("../../../testdata/detect/demographics.ron"),
        ] {
            assert_cases(&detector, cases);
        }
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sayings {
        cases: Vec<Saying>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Saying {
        text: String,
        says: String,
        #[serde(default)]
        lang: Lang,
    }

    fn redacted(text: &str, lang: Lang) -> String {
        generalised(&[&FactDetector::new(None)], text, lang, Level::Group)
    }

    #[test]
    fn sentences_read_well_and_say_nothing_that_is_found_again() {
        let mut failures = Vec::new();
        for cases in [
            include_str!("../../../testdata/detect/family_say.ron"),
            include_str!("../../../testdata/detect/rare_say.ron"),
            include_str!("../../../testdata/detect/demographics_say.ron"),
        ] {
            let Sayings { cases } = crate::ron_file::parse(cases).unwrap();
            for case in cases {
                let said = redacted(&case.text, case.lang);
                let again = redacted(&said, case.lang);
                if said != case.says || again != said {
                    failures.push(format!(
                        "text  {}\nwant  {}\ngot   {said}\nagain {again}",
                        case.text, case.says
                    ));
                }
            }
        }
        assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n\n"));
    }

    #[test]
    fn a_charity_adds_facts_of_its_own_and_learns_what_is_wrong_with_them() {
        let own = "Facts(rules: [(id: \"bell\", kind: \"rare-fact\", find: [\"rang the (?:old )?bell\"], \
                   say: [\"did a task\"], why: \"known in the village\")])";
        let detector = FactDetector::new(Some(FactBook::parse(own).unwrap()));
        let text = "He rang the old bell.";
        let findings = found(&[&detector], text, Lang::English);
        assert_eq!(findings.iter().map(|one| one.span.of(text)).collect::<Vec<_>>(), ["rang the old bell"]);
        for (wrong, message) in [
            (own.replace("(?:", "("), "ok"),
            (own.replace("old )", "old "), "rule `bell`: a pattern is no regular expression"),
            (own.replace("rang", "{rang}"), "rule `bell`: a pattern names a list that is not there"),
            (own.replace("did a task", " "), "rule `bell`: nothing to say instead"),
            (own.replace("why", "because"), "line 1"),
        ] {
            let told = FactBook::parse(&wrong).map_or_else(|error| error.to_string(), |_| "ok".to_owned());
            assert!(told.contains(message), "{told}");
        }
    }
}

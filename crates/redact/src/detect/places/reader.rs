//! Reads listed names at given words of a text, and decides which place is meant.

use std::ops::Range;
use std::sync::LazyLock;

use storyveil_gazetteer::{Choice, Gazetteer, Name, NameFlags, Place, PlaceKind, choose, may_lie_in};
use storyveil_tagger::Lexicon;

use super::cues::CUES;
use crate::fact::{Fact, NamedPlace, PlaceForm};
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Set, joins_a_name, list_words};

/// The country that the publisher works in. Places elsewhere are never kept: the people that count are not those of the
/// place but those from there who live here, and no list counts them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Home(Place);

/// A listed name that was read.
pub(crate) struct Read {
    /// The words of the name.
    pub(crate) words: Range<usize>,
    pub(crate) name: Name,
    pub(crate) form: PlaceForm,
    /// The larger area that the text names behind it, and the word behind that.
    pub(crate) hint: Option<(Place, usize)>,
    pub(crate) choice: Choice,
}

/// Reads one text.
pub(crate) struct Reader<'r, 'a> {
    pub(super) text: &'r Text<'a>,
    home: Home,
}

impl Default for Home {
    fn default() -> Self {
        Home::of("GB").expect("the gazetteer has the United Kingdom")
    }
}

impl Home {
    /// The country with this code of ISO 3166-1; `None` if there is none.
    pub(crate) fn of(code: &str) -> Option<Home> {
        Gazetteer::embedded().country(code).map(Home)
    }

    /// Whether a place is so large that its name is not even reported: a nation or more, or a region of the home country
    /// that is as large.
    pub(crate) fn is_left(self, choice: Choice) -> bool {
        matches!(choice, Choice::One(place) if self.leaves(place))
    }

    /// The same of one place.
    pub(crate) fn leaves(self, place: Place) -> bool {
        let as_large = place.kind() == PlaceKind::Region && place.population() >= NATION_PEOPLE;
        place.kind().is_wide() || as_large && place.is_in(self.0)
    }

    /// What is known of a place that was chosen: nothing where nothing is true of all places that may be meant.
    pub(crate) fn fact(self, choice: Choice, form: PlaceForm) -> Fact {
        let (place, within, kind) = match choice {
            Choice::One(place) => (Some(place), place.parent(), place.kind()),
            Choice::Within { area, kind } => (None, Some(area), kind),
            Choice::Unknown => return Fact::Bare,
        };
        let abroad = !place.or(within).is_some_and(|place| place.is_in(self.0));
        Fact::Place(NamedPlace { place, within, kind, abroad, quarter: false, form })
    }
}

/// Whether the place is a town of a country that settlers named after villages at home, and too small for anybody to mean it
/// who does not say where it is: "Needham" is no town in the United States.
fn is_namesake(choice: Choice) -> bool {
    let place = match choice {
        Choice::One(place) if place.kind().is_settlement() => place,
        Choice::Within { area, .. } => area,
        _ => return false,
    };
    let small = !matches!(choice, Choice::One(place) if place.population() >= LARGE_NAMESAKE);
    small && SETTLED.iter().any(|country| place.is_in(*country))
}

/// Countries (ISO 3166-1) full of towns that are called like British ones.
static SETTLED: LazyLock<Vec<Place>> = LazyLock::new(|| {
    ["US", "CA", "AU", "NZ"].into_iter().filter_map(|code| Gazetteer::embedded().country(code)).collect()
});
/// A city of so many people is meant by its name alone, though "a flat by Riverside" is not by the one in California.
const LARGE_NAMESAKE: u32 = 500_000;

impl<'r, 'a> Reader<'r, 'a> {
    /// A reader of `text` for a publisher in `home`.
    pub(crate) fn new(text: &'r Text<'a>, home: Home) -> Self {
        Reader { text, home }
    }

    /// The longest listed name that begins at word `at` and is written as one name.
    pub(crate) fn read(&self, at: usize) -> Option<Read> {
        let mut most = MOST_WORDS;
        while let Some(found) = Gazetteer::embedded().longest(self.joined(at).take(most)) {
            if self.is_one_name(at..at + found.words) {
                return Some(self.chosen(at..at + found.words, found.name, PlaceForm::Plain));
            }
            most = found.words - 1;
        }
        self.inflected(at)
    }

    /// A Romanian name in another case or with the article: "Bacăului", "Clujul", "Craiovei".
    fn inflected(&self, at: usize) -> Option<Read> {
        let word =
            self.text.words().get(at).filter(|word| word.capital && self.text.lang() == Lang::Romanian)?;
        ENDINGS.iter().find_map(|(ending, stem_ending, form)| {
            let stem = word.folded.strip_suffix(ending).filter(|stem| stem.len() >= LEAST_STEM)?;
            let name = Gazetteer::embedded().lookup(&format!("{stem}{stem_ending}"))?;
            Some(self.chosen(at..at + 1, name, *form))
        })
    }

    fn chosen(&self, words: Range<usize>, name: Name, form: PlaceForm) -> Read {
        let hint = self.hint(words.end, name);
        let choice = choose(name.senses(), self.home.0, hint.map(|(area, _)| area));
        let choice = if hint.is_none() && is_namesake(choice) { Choice::Unknown } else { choice };
        Read { words, name, form, hint, choice }
    }

    /// The listed name that the words `range` consist of, with the larger area if that is in them, and the words that it
    /// takes. An article before it and a possessive behind it are left out; in a text without capitals, where nobody sees
    /// how far a name goes, all ordinary words: "luton in spring".
    pub(crate) fn name_in(&self, range: Range<usize>) -> Option<(Read, Range<usize>)> {
        let words = self.text.words();
        let plain = |at: usize| {
            !self.text.has_capitals() && Lexicon::embedded().is_common_word(&words[at].folded)
                || words[at].folded == "the"
                || at > range.start && self.text.is_possessive(at)
        };
        let fits =
            |(_, words): &(Read, Range<usize>)| words.end <= range.end && (words.end..range.end).all(plain);
        let starts = (range.start..range.end).take_while(|at| (range.start..*at).all(plain));
        starts.into_iter().find_map(|at| {
            let read = self.read(at)?;
            let (whole, alone) = (self.whole(&read).0, read.words.clone());
            let within = |words: Range<usize>| words.start >= range.start && words.end <= range.end;
            let taken = if within(whole.clone()) { whole } else { alone };
            Some((read, taken)).filter(fits)
        })
    }

    /// All words of a mention, with the larger area behind and the direction before it, and what it tells.
    pub(crate) fn whole(&self, read: &Read) -> (Range<usize>, Fact) {
        let end = read.hint.map_or(read.words.end, |(_, end)| end);
        let fact = self.home.fact(read.choice, read.form);
        let before = self.word_before(read.words.start).filter(|word| CUES.directions.contains(*word));
        match (before, &fact) {
            (Some(_), Fact::Place(NamedPlace { place: Some(city), .. })) if city.kind().is_settlement() => {
                (read.words.start - 1..end, self.part_of(*city, read.form))
            }
            _ => (read.words.start..end, fact),
        }
    }

    /// A quarter of a city, by the points of the compass.
    fn part_of(&self, city: Place, form: PlaceForm) -> Fact {
        let abroad = !city.is_in(self.home.0);
        let kind = PlaceKind::District;
        Fact::Place(NamedPlace { place: None, within: Some(city), kind, abroad, quarter: true, form })
    }

    /// The larger area that stands behind a name and that a place of that name may lie in: ", Derbyshire", " in Romania".
    fn hint(&self, end: usize, name: Name) -> Option<(Place, usize)> {
        let gap = self.text.gap_after(end - 1)?;
        let blank = gap.chars().all(char::is_whitespace) && gap.matches('\n').count() < 2;
        let start = match self.text.words()[end].folded.as_str() {
            word if CUES.joining.contains(word) && (blank || gap.trim() == ",") => end + 1,
            _ if gap.trim() == "," || gap.trim() == "(" => end,
            _ => return None,
        };
        let listed = |start: usize| Gazetteer::embedded().longest(self.joined(start).take(MOST_WORDS));
        let first = self.text.words().get(start)?;
        let directed = CUES.directions.contains(&first.folded) && listed(start).is_none();
        let start = start + usize::from(directed && start + 1 < self.text.words().len());
        let found = listed(start)?;
        let words = start..start + found.words;
        if !self.is_one_name(words.clone()) || !self.text.words()[words.end - 1].capital {
            return None;
        }
        let holds = |area: &Place| name.senses().any(|place| may_lie_in(place, *area));
        let area = found.name.senses().find(holds)?;
        let further = self.hint(words.end, found.name).filter(|(wider, _)| area.is_in(*wider));
        Some((area, further.map_or(words.end, |(_, end)| end)))
    }

    /// The folded words from `at` on, as long as they are joined as in a name.
    fn joined(&self, at: usize) -> impl Iterator<Item = &str> {
        let words = self.text.words();
        let joins = move |next: &usize| *next == at || self.joins(next - 1);
        (at..words.len()).take_while(joins).map(move |at| words[at].folded.as_str())
    }

    /// Whether word `at` and the next may belong to one name. A full stop joins only after "St" and the like.
    fn joins(&self, at: usize) -> bool {
        let short = |word: &str| matches!(word, "st" | "ste" | "mt" | "tg" | "rm" | "dr");
        self.text.gap_after(at).is_some_and(|gap| {
            joins_a_name(gap) && (!gap.contains('.') || short(&self.text.words()[at].folded))
        })
    }

    /// Whether the words are written as one name: all with capitals but the small ones, or none.
    fn is_one_name(&self, words: Range<usize>) -> bool {
        let words = &self.text.words()[words];
        let words = match words {
            [announcing, name @ ..]
                if !name.is_empty() && !announcing.capital && CUES.leads(&announcing.folded) =>
            {
                name
            }
            all => all,
        };
        let capital = words[0].capital;
        words.iter().all(|word| word.capital == capital || capital && SMALL.contains(word.folded.as_str()))
    }

    /// The folded word before word `at`, if only a blank stands between.
    pub(super) fn word_before(&self, at: usize) -> Option<&str> {
        let before = at.checked_sub(1)?;
        let gap = self.text.gap_after(before)?;
        let blank = gap.chars().all(char::is_whitespace) && gap.matches('\n').count() < 2;
        blank.then(|| self.text.words()[before].folded.as_str())
    }
}

/// Whether the name of a body, with its capitals, holds the name of a place that `stays` does not let stay (PL-2).
///
/// Fails closed: a listed name counts though it may be a word or a person's there, as in "Hope Centre".
pub(crate) fn tells_a_place(name: &str, home: Home, stays: impl Fn(&Fact) -> bool) -> bool {
    let text = Text::new(name, Lang::English, &[], Vec::new());
    let reader = Reader::new(&text, home);
    let other = NameFlags::CALENDAR.with(NameFlags::NATIONALITY);
    let mut at = 0;
    while at < text.words().len() {
        let read = reader.read(at).filter(|read| text.words()[read.words.end - 1].capital);
        let tells = |read: &Read| {
            !read.flags().has(other)
                && !home.is_left(read.choice)
                && !stays(&home.fact(read.choice, read.form))
        };
        if read.as_ref().is_some_and(tells) {
            return true;
        }
        at = read.map_or(at + 1, |read| read.words.end);
    }
    false
}

impl Read {
    /// What else the name may mean.
    pub(crate) fn flags(&self) -> NameFlags {
        self.name.flags()
    }

    /// The most people of a place of that name in the publisher's country.
    pub(crate) fn people_at_home(&self, home: Home) -> u32 {
        self.name
            .senses()
            .filter(|place| place.is_in(home.0))
            .map(Place::population)
            .max()
            .unwrap_or_default()
    }

    /// Whether any place of that name is in the publisher's country.
    pub(crate) fn is_at_home(&self, home: Home) -> bool {
        self.name.senses().any(|place| place.is_in(home.0))
    }

    /// Whether a place of that name at home is known to everybody.
    pub(crate) fn is_large_in(&self, home: Home) -> bool {
        self.people_at_home(home) >= LARGE
    }

    /// The most people of a place of that name in any of the countries with these codes.
    pub(crate) fn people_in(&self, codes: &[&str]) -> u32 {
        codes
            .iter()
            .filter_map(|code| Home::of(code))
            .map(|home| self.people_at_home(home))
            .max()
            .unwrap_or_default()
    }

    /// The most people of a place of that name anywhere.
    pub(crate) fn people(&self) -> u32 {
        self.name.senses().map(Place::population).max().unwrap_or_default()
    }
}

impl Reader<'_, '_> {
    /// The country of the publisher.
    pub(super) fn home(&self) -> Home {
        self.home
    }
}

/// The longest listed name has so many words.
const MOST_WORDS: usize = 8;
/// A place of so many people is better known than most people of its name.
pub(super) const LARGE: u32 = 100_000;
/// The smallest nation of the United Kingdom has more people.
const NATION_PEOPLE: u32 = 1_500_000;
/// Shorter stems are endings of other words.
const LEAST_STEM: usize = 3;
/// Small words inside names.
static SMALL: LazyLock<Set<&str>> =
    LazyLock::new(|| list_words(include_str!("../../../data/words/small_in_places.txt")).collect());
/// Romanian endings of the article and the genitive, with what the name ends in without them.
const ENDINGS: [(&str, &str, PlaceForm); 9] = [
    ("ului", "", PlaceForm::Genitive),
    ("ului", "i", PlaceForm::Genitive),
    ("lui", "", PlaceForm::Genitive),
    ("ei", "a", PlaceForm::Genitive),
    ("iei", "ia", PlaceForm::Genitive),
    ("ul", "", PlaceForm::Plain),
    ("ul", "i", PlaceForm::Plain),
    ("l", "", PlaceForm::Plain),
    ("le", "", PlaceForm::Plain),
];

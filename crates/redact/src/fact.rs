//! What a detector read at a span, in a form that an operator can generalise.

use std::fmt;

use storyveil_gazetteer::{Place, PlaceKind};

/// What was read. `Debug` shows which variant and never the value, because a fact is story content.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// Nothing beyond the kind.
    Bare,
    /// A day, month or year, as far as it was written.
    Date(PartialDate),
    /// A time that is told from today and lies behind: "last month".
    Recent,
    /// Two dates and all between them, or several dates in one phrase.
    DateRange(DateRange),
    /// How old somebody is.
    Age(Age),
    /// A time of day.
    TimeOfDay(TimeOfDay),
    /// How long something took, or how far apart two events are.
    Length(Length),
    /// The first letters of a postcode: its area, `LU`.
    PostcodeArea(String),
    /// A place that the gazetteer lists.
    Place(NamedPlace),
    /// A fact with the words that say it more generally.
    Said(Said),
    /// A sum of money or a number of things.
    Quantity(Quantity),
    /// A detail that a rule knows to identify nobody, with the reason: it stays whatever the policy does with its kind.
    Kept(&'static str),
    /// A surname in the plural, "the Popescus": everybody of that name.
    Family,
    /// A woman's given name in the Romanian genitive or dative, which tells whose something is: "Danielei".
    Genitive,
    /// Something the publisher profile names, with the words to print in its place.
    Profiled(Profiled),
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fact::Bare => "Bare",
            Fact::Date(_) => "Date",
            Fact::Recent => "Recent",
            Fact::DateRange(_) => "DateRange",
            Fact::Age(_) => "Age",
            Fact::TimeOfDay(_) => "TimeOfDay",
            Fact::Length(_) => "Length",
            Fact::PostcodeArea(_) => "PostcodeArea",
            Fact::Place(_) => "Place",
            Fact::Said(_) => "Said",
            Fact::Quantity(_) => "Quantity",
            Fact::Kept(_) => "Kept",
            Fact::Family => "Family",
            Fact::Genitive => "Genitive",
            Fact::Profiled(_) => "Profiled",
        })
    }
}

/// A date of which parts may be missing: "12 March", "March 2014", "2014". With all parts missing, it is a time that
/// only its relation to another tells: "last summer".
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PartialDate {
    /// The year, Common Era.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month as it was written: 1 to 31, unless the text is wrong.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A time that only its relation to another tells.
    pub(crate) const RELATIVE: PartialDate = PartialDate { year: None, month: None, day: None };
}

/// From one date to another: "2011–2017", "between May and June 2014", "12 and 13 July 2010".
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first date.
    pub from: PartialDate,
    /// The last date.
    pub to: PartialDate,
    /// How the phrase is built.
    pub form: RangeForm,
}

/// How a phrase of two dates is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeForm {
    /// The dates alone: "2011–2017", "2011 to 2017".
    Bare,
    /// With a preposition of its own: "**from** 2011 to 2017", "**between** 2011 and 2017".
    Spanned,
    /// Several days or months that share a year: "12 and 13 July 2010".
    List,
}

/// How old somebody is, and how the sentence says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Completed years; the lower end of "aged 9 to 11".
    pub years: u16,
    /// Completed years at the upper end; equal to `years` unless the text gives two ages.
    pub to_years: u16,
    /// Whether the text counts a baby's age in months, weeks or days, of which `years` are the completed years.
    pub baby: bool,
    /// The grammar that the replacement must fit.
    pub form: AgeForm,
    /// Whether the words begin with an indefinite article, "**an 8-year-old**": it must agree with the replacement,
    /// and one that did not would tell that the number begins with a vowel.
    pub article: bool,
}

/// The place of an age in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeForm {
    /// Beside a noun: "the **14-year-old** girl", "o fată **de 14 ani**".
    Attributive,
    /// After a verb or noun: "she was **14 years old**", "avea **14 ani**".
    Predicative,
    /// Standing for the person: "the **14-year-old** ran away".
    Noun,
    /// Standing for several people: "two **14-year-olds**".
    Nouns,
    /// A number alone: "she was **14**", "a girl aged **14**".
    Number,
    /// A moment of life: "the week she turned **four**", "la **vârsta de 14 ani**".
    Moment,
    /// A birthday: "her **18th birthday**".
    Birthday,
    /// Behind "at": "married at **16**".
    At,
    /// A year of school: "in **Year 9**", "în **clasa a V-a**".
    SchoolYear,
    /// The same before a noun: "a **Year 9** pupil".
    SchoolAttributive,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TimeOfDay {
    /// The hour from 0 to 23, if the text tells which half of the day it is in.
    pub hour: Option<u8>,
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many whole units; none for "a few".
    pub count: Option<u16>,
    /// The largest unit in the text.
    pub unit: TimeUnit,
    /// How the words stand in their sentence.
    pub form: LengthForm,
}

/// What a length of time is counted in, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Sixty seconds; seconds count as minutes.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A day.
    Day,
    /// Seven days; a fortnight is two.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// The place of a length of time in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthForm {
    /// A length: "**five weeks** later", "**two years** in prison".
    Interval,
    /// Before a noun: "an **18-month** sentence".
    Attributive,
    /// So close to a birth, death or arrest that even the unit tells: "**hours** after the birth" (QI-4).
    Near,
    /// The same day or week as such an event, without "of": "**the day** she was born".
    Around,
    /// With a preposition of its own: "**within hours of** the birth".
    AroundOf,
}

/// A place of the gazetteer, as far as the text tells which.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NamedPlace {
    /// The place; none where several of its name may be meant, and for a quarter of a city.
    pub place: Option<Place>,
    /// The smallest listed area or city that surely holds it.
    pub within: Option<Place>,
    /// What it is, or a word that is true of all that may be meant.
    pub kind: PlaceKind,
    /// Whether it lies in another country than the publisher's.
    pub abroad: bool,
    /// Whether it is a quarter of the city `within`, by the points of the compass: "north London".
    pub quarter: bool,
    /// How the name stands in its sentence.
    pub form: PlaceForm,
}

/// The grammatical form of a place's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceForm {
    /// As it is: "Luton", "Bacău", "Clujul".
    Plain,
    /// A Romanian genitive or dative: "Bacăului".
    Genitive,
}

impl NamedPlace {
    /// Whether its name may stand where `floor` people are enough (PL-1): a nation or larger, or a place at home with so
    /// many people. Of a quarter of a city by the points of the compass, a quarter of the city's people are counted.
    pub fn stays(&self, floor: u32) -> bool {
        let enough = match (self.place, self.within) {
            (Some(place), _) => place.kind().is_wide() || place.population() >= floor,
            (None, Some(city)) if self.quarter => city.population() / 4 >= floor,
            _ => false,
        };
        enough && (!self.abroad || self.place.is_some_and(|place| place.kind().is_wide()))
    }
}

/// What can be said instead of a fact.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// True and more general words; the first are printed, the others are offered to a reviewer. Never empty.
    pub words: Vec<String>,
    /// The words for later mentions of the same thing, if they differ: "the school" after "a primary school".
    pub later: Option<String>,
    /// Why the fact is not printed.
    pub why: String,
}

/// A sum of money or a number of things.
#[derive(Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The whole number, without pence.
    pub value: u64,
    /// What stands before the figure: "£".
    pub before: String,
    /// What stands behind it: " pounds", " lei".
    pub after: String,
    /// Which way it may be rounded.
    pub bound: Bound,
    /// Whether a noun follows to which the figure belongs: "a **£4,350** fine".
    pub attributive: bool,
    /// Whether the words begin with an indefinite article, "**an £8,200** fine": see [`Age::article`].
    pub article: bool,
}

/// What the words before a quantity say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Nothing: the figure is exact.
    Exact,
    /// "about", which belongs to the words replaced: rounded either way.
    About,
    /// "more than": rounded down, so that it stays true.
    Over,
    /// "nearly", "up to": rounded up, so that it stays true.
    Under,
}

/// What the publisher profile says about a name that it knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Profiled {
    /// Which entry of the profile: equal for all mentions of one entity.
    pub entry: usize,
    /// What to print.
    pub shown: Shown,
}

impl Profiled {
    /// The same for another form of the name: what the profile keeps, it keeps in exactly the form and place it names.
    pub(crate) fn without_keep(self) -> Profiled {
        match self.shown {
            Shown::Keep(_) => Profiled { shown: Shown::ByPolicy, ..self },
            Shown::As(..) | Shown::ByPolicy => self,
        }
    }
}

/// What to print for a name in the profile.
#[derive(Clone, PartialEq, Eq)]
pub enum Shown {
    /// The name stays; the reason goes into the record.
    Keep(String),
    /// These words in its place: at the first mention, and at later ones.
    As(String, String),
    /// The kind's rule in the policy decides.
    ByPolicy,
}

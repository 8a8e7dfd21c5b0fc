//! What a detector read at a span, in a form that an operator can generalise.

use std::fmt;

/// What was read. `Debug` shows which variant and never the value, because a fact is story content.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// Nothing beyond the kind.
    Bare,
    /// A day, month or year, as far as it was written.
    Date(PartialDate),
    /// Two dates and all between them, or several dates in one phrase.
    DateRange(DateRange),
    /// How old somebody is.
    Age(Age),
    /// The first letters of a postcode: its area, `LU`.
    PostcodeArea(String),
    /// A surname in the plural, "the Popescus": everybody of that name.
    Family,
    /// Something the publisher profile names, with the words to print in its place.
    Profiled(Profiled),
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fact::Bare => "Bare",
            Fact::Date(_) => "Date",
            Fact::DateRange(_) => "DateRange",
            Fact::Age(_) => "Age",
            Fact::PostcodeArea(_) => "PostcodeArea",
            Fact::Family => "Family",
            Fact::Profiled(_) => "Profiled",
        })
    }
}

/// A date of which parts may be missing: "12 March", "March 2014", "2014".
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PartialDate {
    /// The year, Common Era.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31.
    pub day: Option<u8>,
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

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

/// How old somebody is, and how the sentence says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Completed years.
    pub years: u16,
    /// The grammar that the replacement must fit.
    pub form: AgeForm,
}

/// The place of an age in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeForm {
    /// Before a noun: "a **14-year-old** girl".
    Attributive,
    /// After a verb or noun: "she was **14 years old**", "a girl **aged 14**".
    Predicative,
    /// Standing for the person: "the **14-year-old** ran away".
    Noun,
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

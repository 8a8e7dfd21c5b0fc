//! The kinds of identifier: a closed list, because a policy must be able to name every one of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Whether a detail names somebody by itself or only together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Identifier {
    /// Leads to one person by itself: a name, a number, an address.
    Direct,
    /// Narrows down who it could be: a year, an age, a place.
    Quasi,
}

/// Declares [`Kind`] as a table: variant, name in files, identifier class, doc.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $variant:ident $name:literal $class:ident,)+) => {
        /// What a finding is. Policies, profiles and the pipe write it as the kebab-case name, `"nhs-number"`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])+ $variant,)+ }

        impl Kind {
            /// Every kind, in the order of their declaration.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)+];

            /// The name in files and in the pipe.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)+ }
            }

            /// Whether the kind identifies directly or only in combination.
            pub fn identifier(self) -> Identifier {
                match self { $(Kind::$variant => Identifier::$class,)+ }
            }
        }
    };
}

kinds! {
    /// A person's name in any form (DI-1, DI-2).
    Person "person" Direct,
    /// A telephone number in any grouping (DI-3).
    Phone "phone" Direct,
    /// An e-mail address (DI-4).
    Email "email" Direct,
    /// A web address (DI-4).
    Url "url" Direct,
    /// A name on a social network, `@name` (DI-4).
    Handle "handle" Direct,
    /// An IPv4 or IPv6 address (DI-4).
    IpAddress "ip-address" Direct,
    /// A postcode, whole or outward part (DI-6).
    Postcode "postcode" Direct,
    /// A patient's number in the NHS: NHS number, CHI number of Scotland, H&C number of Northern Ireland, all ten digits
    /// (DI-5).
    NhsNumber "nhs-number" Direct,
    /// A National Insurance number (DI-5).
    NationalInsuranceNumber "national-insurance-number" Direct,
    /// A payment card number (DI-5).
    PaymentCard "payment-card" Direct,
    /// An international bank account number (DI-5).
    Iban "iban" Direct,
    /// A Romanian personal numeric code, thirteen digits (DI-5).
    Cnp "cnp" Direct,
    /// A passport or other travel document (DI-5).
    Passport "passport" Direct,
    /// A driving licence (DI-5).
    DrivingLicence "driving-licence" Direct,
    /// An identity card, by series and number (DI-5).
    IdentityCard "identity-card" Direct,
    /// A number of the Home Office or of immigration control: UAN, GWF, residence permit, share code, port, trafficking
    /// referral (DI-5).
    ImmigrationReference "immigration-reference" Direct,
    /// A case, claim, appeal or application before a court or tribunal, and its neutral citation (DI-5, DI-7).
    CaseNumber "case-number" Direct,
    /// A crime, incident, custody or warrant number, and an officer's collar number (DI-5).
    PoliceReference "police-reference" Direct,
    /// A pupil's, learner's or student's number (DI-5).
    EducationNumber "education-number" Direct,
    /// A taxpayer's number, and the social security number of another country (DI-5).
    TaxNumber "tax-number" Direct,
    /// A tenancy, rent, housing, council tax or household supply number (DI-5).
    TenancyReference "tenancy-reference" Direct,
    /// A number plate or chassis number (DI-5).
    VehicleRegistration "vehicle-registration" Direct,
    /// A bank account as sort code and number, or otherwise than as IBAN (DI-5).
    BankAccount "bank-account" Direct,
    /// The hardware address of a device (DI-4).
    MacAddress "mac-address" Direct,
    /// A point on the map: degrees, grid reference, three words (DI-6).
    Coordinates "coordinates" Direct,
    /// An address or a part of one, a street, or words that point to one building (DI-6, PL-3).
    Address "address" Direct,
    /// A code or long number whose meaning is not known (DI-5).
    Reference "reference" Direct,
    /// A company, charity, school, court or other body (OR-1, OR-3).
    Organisation "organisation" Quasi,
    /// A named place (PL-1).
    Place "place" Quasi,
    /// A day or month, with or without its year (QI-2).
    Date "date" Quasi,
    /// A year by itself (QI-2).
    Year "year" Quasi,
    /// How old somebody is (QI-1).
    Age "age" Quasi,
    /// A time of day (QI-2: finer than a day).
    Time "time" Quasi,
    /// A length of time that pins an event to another: "five weeks after the birth" (QI-3, QI-4).
    Duration "duration" Quasi,
    /// The shape of a family: multiple births, many children, birth order, unusual carers (FA-1).
    Family "family" Quasi,
    /// An event that happened once or was in the paper (RE-1).
    RareFact "rare-fact" Quasi,
    /// An office that few hold (OF-1).
    Office "office" Quasi,
    /// What somebody was accused of, where the accusation itself would name those concerned (LG-2).
    Safeguarding "safeguarding" Quasi,
    /// What somebody does for a living, unless many do it (OC-1).
    Occupation "occupation" Quasi,
    /// A nationality that few have here (DE-2).
    Nationality "nationality" Quasi,
    /// A people that few belong to here (DE-2).
    Ethnicity "ethnicity" Quasi,
    /// A faith that few have here (DE-2).
    Religion "religion" Quasi,
    /// A language that few speak here (DE-2).
    Language "language" Quasi,
    /// A diagnosis or disability that few have (HE-1).
    Health "health" Quasi,
    /// A status in immigration law that few have.
    ImmigrationStatus "immigration-status" Quasi,
    /// Whom somebody loves and what gender they live in: special category data.
    Sexuality "sexuality" Quasi,
    /// A sum of money (MO-1).
    Money "money" Quasi,
    /// A number of people or things (MO-1).
    Count "count" Quasi,
    /// Digits or a capitalised word that no rule has decided on (DI-10).
    Undecided "undecided" Quasi,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        kind.name()
    }
}

/// A name that no [`Kind`] has. The message lists the names there are and does not repeat the one given, which may
/// have been story text in the wrong place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind has that name; the kinds are: {}", Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", "))]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name).ok_or(UnknownKind)
    }
}

impl TryFrom<String> for Kind {
    type Error = UnknownKind;

    fn try_from(name: String) -> Result<Self, UnknownKind> {
        name.parse()
    }
}

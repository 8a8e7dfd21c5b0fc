//! The publisher profile: what one charity may keep, and what it calls itself in its stories. RON, fail-closed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::detect::places::Home;
use crate::kind::Kind;
use crate::ron_file::{self, RonError};
use crate::story::Audience;

/// What one charity may keep and how it is named. Holds no story text and no secret: the names in it are the
/// publisher's own, its staff's and its partners'.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename = "Profile", deny_unknown_fields)]
pub struct Profile {
    /// The version of this profile; part of every digest.
    pub version: u32,
    /// The charity itself.
    pub publisher: Body,
    /// Where it works. Readers know it whatever a story says, so risk counts it as known (finding 4 of the
    /// requirements).
    #[serde(default)]
    pub area: Option<String>,
    /// The country it works in, by its code of ISO 3166-1; the United Kingdom unless given. Places in other countries
    /// never stay for the public, whatever their size (PL-1): the people that count are those from there who live here.
    #[serde(default)]
    pub country: Country,
    /// The communities it exists for: never masked (DE-1).
    #[serde(default)]
    pub communities: Vec<String>,
    /// Staff and volunteers: replaced by their role inside the case (ST-1).
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// Names that may stay in the attribution (ST-2).
    #[serde(default)]
    pub public_names: Vec<PublicName>,
    /// How readers reach the publisher. Rendered beside stories, never kept in them (DI-4).
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Organisations it works with (OR-3).
    #[serde(default)]
    pub partners: Vec<Body>,
    /// Further words of this publisher that identify nobody: its projects, places everybody shares.
    #[serde(default)]
    pub safe_words: Vec<String>,
}

/// A country by its code of ISO 3166-1, two capitals: `"GB"`, `"RO"`.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Country(Home);

impl Default for Country {
    /// The United Kingdom.
    fn default() -> Self {
        Country(Home::default())
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Home::of(&code)
            .map(Country)
            .ok_or("no country has that code; give two capitals, as in \"GB\" or \"RO\"")
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Country")
    }
}

/// An organisation with its other names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its full name.
    pub name: String,
    /// Short forms and initials that mean the same body (EN-1).
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What an audience reads instead. An audience that is not named here reads what the policy does with
    /// organisations.
    #[serde(default)]
    pub shown: BTreeMap<Audience, NameRule>,
}

/// What stands in a story instead of a name from the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum NameRule {
    /// The name stays.
    Keep {
        /// Why that is safe.
        reason: String,
    },
    /// These words instead.
    As {
        /// At the first mention: "a legal rights charity".
        first: String,
        /// At later mentions; the same words if left out.
        #[serde(default)]
        later: Option<String>,
    },
}

/// Somebody who works for the publisher.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Full name; the parts of it are found too.
    pub name: String,
    /// The role that stands at the first mention: "a member of our team".
    pub role: String,
    /// The role at later mentions: "our colleague"; the same words if left out.
    #[serde(default)]
    pub later: Option<String>,
}

/// A name that may stay in the attribution, with everything ST-2 asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicName {
    /// The name as it appears.
    pub name: String,
    /// The public role: "Founder and Trustee".
    pub role: String,
    /// Why the name may stay.
    pub reason: String,
    /// For whom.
    pub audiences: Vec<Audience>,
    /// The day the person agreed.
    pub consent_on: Date,
    /// The last day on which that holds.
    pub expires_on: Date,
}

/// One way to reach the publisher.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What it is: `"phone"`, `"email"`, `"url"`.
    pub kind: Kind,
    /// As readers see it.
    pub value: String,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// Line, column, what is wrong and what to do.
    pub fn parse(ron: &str) -> Result<Profile, RonError> {
        ron_file::parse(ron)
    }

    /// The country it works in.
    pub(crate) fn home(&self) -> Home {
        self.country.0
    }
}

//! What the people in a story agreed to (CL-1): without it nothing can be cleared.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who a text is prepared for. Each is redacted separately and kept in an archive of its own, and consent to one is
/// never consent to another (CL-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Anyone, on the web.
    Public,
    /// A named recipient under a written agreement.
    Funder,
    /// The charity's own staff.
    Internal,
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Audience::Public => "public",
            Audience::Funder => "funder",
            Audience::Internal => "internal",
        })
    }
}

/// A consent record with the fields that CL-1 asks for. `Debug` shows the audiences and dates only: the rest may name
/// people.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who consented, as a role: "the mother, for the family".
    pub given_by: String,
    /// The audiences agreed to, each by itself (CL-2).
    pub audiences: Vec<Audience>,
    /// What the story may be used for.
    pub purposes: Vec<String>,
    /// Where it may appear: website, printed report, talk.
    pub channels: Vec<String>,
    /// The language in which it was explained.
    pub language: String,
    /// Who interpreted, as a role, where somebody did.
    #[serde(default)]
    pub interpreter: Option<String>,
    /// Who explained the risks, as a role.
    pub risks_explained_by: String,
    /// How the person was told they can withdraw.
    pub withdraw_by: String,
    /// The day it was given, `YYYY-MM-DD`.
    pub given_on: Date,
    /// The last day on which it holds; without one, [`Consent::DEFAULT_MONTHS`] after it was given (CL-3).
    #[serde(default)]
    pub expires_on: Option<Date>,
    /// For stories with a child: whether a parent consented and the child assented.
    #[serde(default)]
    pub child: Option<ChildConsent>,
}

/// Consent and assent for a child (CL-1).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildConsent {
    /// A parent or guardian consented.
    pub parent_consented: bool,
    /// The child, asked in a way that they understand, agreed.
    pub child_assented: bool,
}

impl Consent {
    /// Months that a consent without an expiry lasts. Source: CL-3, after the *Real People Real Data* toolkit (12 or
    /// 24 months).
    pub const DEFAULT_MONTHS: i32 = 24;

    /// The last day on which this consent holds.
    pub fn last_day(&self) -> Date {
        let default = || self.given_on.saturating_add(jiff::Span::new().months(Self::DEFAULT_MONTHS));
        self.expires_on.unwrap_or_else(default)
    }

    /// Whether it covers `audience` on the day `on`.
    pub fn covers(&self, audience: Audience, on: Date) -> bool {
        self.audiences.contains(&audience) && self.given_on <= on && on <= self.last_day()
    }

    /// The names of required fields that were left blank.
    pub fn blank_fields(&self) -> Vec<&'static str> {
        let texts = [
            ("given_by", &self.given_by),
            ("language", &self.language),
            ("risks_explained_by", &self.risks_explained_by),
            ("withdraw_by", &self.withdraw_by),
        ];
        let lists = [("purposes", &self.purposes), ("channels", &self.channels)];
        let blank_texts = texts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(name, _)| name);
        let blank_lists =
            lists.into_iter().filter(|(_, list)| list.iter().all(|item| item.trim().is_empty()));
        blank_texts.chain(blank_lists.map(|(name, _)| name)).collect()
    }
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consent")
            .field("audiences", &self.audiences)
            .field("given_on", &self.given_on)
            .field("last_day", &self.last_day())
            .finish_non_exhaustive()
    }
}

//! What was looked for and what was not: a text without findings is only as safe as the search was wide.

use serde::Serialize;

use crate::detect::Detector;
use crate::kind::Kind;
use crate::redactor::Redactor;
use crate::story::{Format, Lang};

/// What a redactor looks for. Print it beside a result, so that "nothing found" is never read as "nothing there".
///
/// ```
/// use storyveil_redact::{Audience, Kind, Policy, Redactor};
/// let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build()?;
/// let coverage = redactor.coverage();
/// assert!(coverage.families.iter().any(|family| family.kinds.contains(&Kind::Person)));
/// # Ok::<(), storyveil_redact::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The detectors, in the order in which they read a text, and the queue that asks about what they leave.
    pub families: Vec<Family>,
    /// Kinds that no detector reports: whatever of them is in a text stays in it.
    pub not_looked_for: Vec<Kind>,
    /// Tags of the languages that rules, labels and legal questions were written for.
    pub languages: Vec<&'static str>,
    /// Names of the formats in which a story can be read.
    pub formats: Vec<&'static str>,
    /// What no rule of the crate covers, in words for a reader.
    pub beyond: &'static [&'static str],
}

/// One detector and the kinds that it can report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Family {
    /// Its name, the first part of its rules' names.
    pub name: &'static str,
    /// What it can report.
    pub kinds: Vec<Kind>,
}

impl Redactor {
    /// What this redactor looks for and what it does not.
    pub fn coverage(&self) -> Coverage {
        let queue = Family { name: "queue", kinds: vec![Kind::Undecided] };
        let detectors = self.detectors().iter().map(|detector| family(&**detector));
        let families: Vec<Family> = detectors.chain([queue]).collect();
        let sought = |kind: &Kind| families.iter().any(|family| family.kinds.contains(kind));
        let not_looked_for = Kind::ALL.iter().copied().filter(|kind| !sought(kind)).collect();
        let languages = [Lang::English, Lang::Romanian].map(Lang::tag).to_vec();
        let formats = Format::ALL.iter().map(|format| format.name()).collect();
        Coverage { families, not_looked_for, languages, formats, beyond: BEYOND }
    }
}

fn family(detector: &dyn Detector) -> Family {
    let mut kinds = detector.kinds().to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    Family { name: detector.family(), kinds }
}

/// Sources: DI-11 (attachments), PL-1 (its second clause, and places no list has), PL-3 (places described), FA-1 and RE-1
/// (facts in wordings that no rule knows), QU-1 (quotations).
const BEYOND: &[&str] = &[
    "pictures, sound and office files: their text must be taken out first, and their metadata left behind",
    "other languages: shapes such as numbers and addresses are found, wording and legal questions are not",
    "places described in other words than a dwelling beside a landmark",
    "how many members of a community live in a place: large places stay, however few of a community are there",
    "neighbourhoods, estates and hamlets that no list has, unless the words around say that they are places",
    "families, events, offices, illnesses and callings told in words that no rule knows and that the tagger has learned \
     nothing like: in stories that neither had seen, half of the families and illnesses, two in three callings and one in four \
     of the events were found, and a question asked about one event in five more; in Romanian hardly any of them but callings were found, and a \
     question asked about one in three",
    "wording that somebody could search for, such as a quotation",
    "what a neighbour, a relative or a former partner knows",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;
    use crate::story::Audience;

    #[test]
    fn every_kind_is_looked_for_or_said_not_to_be() {
        let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
        let coverage = redactor.coverage();
        for kind in Kind::ALL {
            let sought = coverage.families.iter().any(|family| family.kinds.contains(kind));
            assert_ne!(sought, coverage.not_looked_for.contains(kind), "{kind}");
        }
    }
}

//! Facts that need a legal answer, not a mask: found here, answered in the [gate](crate::gate).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use storyveil_facts::Shelf;

use crate::folded::Folded;

/// A legal question that only a person can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalFlag {
    /// A court and a child: were these proceedings about the child's upbringing, and on what basis may it be told
    /// (LG-1; Administration of Justice Act 1960 s12, Children Act 1989 s97)?
    CourtAndChild,
    /// A sexual offence, trafficking, forced labour, FGM or forced marriage: somebody may have anonymity for life, even
    /// where the allegation was false (LG-2; Sexual Offences (Amendment) Act 1992, Modern Slavery Act 2015).
    LifetimeAnonymity,
}

const ALL: [LegalFlag; 2] = [LegalFlag::CourtAndChild, LegalFlag::LifetimeAnonymity];

impl LegalFlag {
    /// The name in reviews: `court-and-child`.
    pub fn name(self) -> &'static str {
        match self {
            LegalFlag::CourtAndChild => "court-and-child",
            LegalFlag::LifetimeAnonymity => "lifetime-anonymity",
        }
    }

    /// The flag of a name.
    pub fn of_name(name: &str) -> Option<LegalFlag> {
        ALL.into_iter().find(|flag| flag.name() == name)
    }

    /// What the reviewer is asked.
    pub fn question(self) -> &'static str {
        match self {
            LegalFlag::CourtAndChild => {
                "a court and a child are mentioned: say whether the proceedings were about the child's upbringing, \
                 and on what basis the story may be published"
            }
            LegalFlag::LifetimeAnonymity => {
                "a sexual offence, trafficking, forced work, FGM or forced marriage is mentioned: say who has anonymity \
                 for life, why the text cannot identify them, and who tried to recognise them"
            }
        }
    }
}

impl fmt::Display for LegalFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The questions that `text` raises, and whether it mentions a child. To be asked of the original: a word that was
/// generalised away still needs its answer.
pub(crate) fn questions(text: &str) -> (Vec<LegalFlag>, bool) {
    let folded = Folded::new(text);
    let met: BTreeSet<usize> = folded
        .as_str()
        .split('\n')
        .flat_map(|paragraph| GROUPS.hits(paragraph).into_iter().flatten())
        .map(|hit| hit.rule())
        .collect();
    let mentions_child = met.contains(&CHILD);
    let raised = |flag: &LegalFlag| {
        let mut groups = GROUPS.rules().enumerate().filter(|(_, group)| group.kind == flag.name());
        groups.all(|(number, _)| met.contains(&number))
    };
    (ALL.into_iter().filter(raised).collect(), mentions_child)
}

/// The groups of words of `data/legal.ron`, compiled by `build.rs`: those for children, then each flag's.
static GROUPS: LazyLock<Shelf<String>> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/legal.shelf"));
    Shelf::from_bytes(bytes).expect("written by the same version when the crate was built")
});

/// The number of the group for children.
const CHILD: usize = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_has_words_and_every_word_is_a_pattern() {
        assert_eq!(GROUPS.check(), Ok(()));
        for flag in ALL {
            assert!(GROUPS.rules().any(|group| group.kind == flag.name()), "{flag}");
        }
        assert!(
            GROUPS.rules().all(|group| group.kind == "child" || LegalFlag::of_name(&group.kind).is_some())
        );
    }

    #[test]
    fn questions_are_raised_by_words_in_any_form() {
        let both = vec![LegalFlag::CourtAndChild, LegalFlag::LifetimeAnonymity];
        assert_eq!(questions("The COURT heard of sexual\u{a0}exploitation of a girl.").0, both);
        assert_eq!(questions("They were forced to work in a factory.").0, [LegalFlag::LifetimeAnonymity]);
        assert_eq!(questions("Tribunalul a decis pentru copil.").0, [LegalFlag::CourtAndChild]);
        assert_eq!(questions("She found work and a house."), (vec![], false));
    }

    #[test]
    fn orders_about_children_and_plain_words_for_offences_raise_them() {
        for text in ["The judge made a care order for Kezia.", "They are subject to a child protection plan."]
        {
            assert_eq!(questions(text).0, [LegalFlag::CourtAndChild], "{text}");
        }
        for text in ["My uncle touched me. He got six years.", "The gangmaster took their wages."] {
            assert_eq!(questions(text).0, [LegalFlag::LifetimeAnonymity], "{text}");
        }
    }
}

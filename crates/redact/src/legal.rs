//! Facts that need a legal answer, not a mask: found here, answered in the [gate](crate::gate).

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::ron_file;
use crate::words::fold;

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
        [LegalFlag::CourtAndChild, LegalFlag::LifetimeAnonymity].into_iter().find(|flag| flag.name() == name)
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
    let folded = fold(text);
    let raised = |rule: &&Rule| rule.groups.iter().all(|group| group.is_match(&folded));
    (RULES.flags.iter().filter(raised).map(|rule| rule.flag).collect(), RULES.child.is_match(&folded))
}

struct Rules {
    child: Regex,
    flags: Vec<Rule>,
}

struct Rule {
    flag: LegalFlag,
    groups: Vec<Regex>,
}

#[derive(Deserialize)]
#[serde(rename = "Legal", deny_unknown_fields)]
struct Data {
    child: Vec<String>,
    flags: Vec<FlagData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagData {
    flag: LegalFlag,
    groups: Vec<Vec<String>>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let data: Data = ron_file::parse(include_str!("../data/legal.ron")).expect("embedded data is tested");
    let child = pattern(&data.child);
    let groups = |groups: &[Vec<String>]| {
        groups.iter().map(|group| if group == &["@child"] { child.clone() } else { pattern(group) }).collect()
    };
    let flags =
        data.flags.iter().map(|rule| Rule { flag: rule.flag, groups: groups(&rule.groups) }).collect();
    Rules { child: child.clone(), flags }
});

/// One pattern for all words of a group; a blank stands for any white space, `*` for the rest of a word.
fn pattern(words: &[String]) -> Regex {
    let words: Vec<String> =
        words.iter().map(|word| regex::escape(word).replace(' ', r"\s+").replace(r"\*", r"[a-z]*")).collect();
    Regex::new(&format!(r"(?-u:\b)(?:{})(?-u:\b)", words.join("|"))).expect("embedded data is tested")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_raised_by_words_in_any_form() {
        let both = vec![LegalFlag::CourtAndChild, LegalFlag::LifetimeAnonymity];
        assert_eq!(questions("The COURT heard of sexual\u{a0}exploitation of a girl.").0, both);
        assert_eq!(questions("They were forced to work in a factory.").0, [LegalFlag::LifetimeAnonymity]);
        assert_eq!(questions("Tribunalul a decis pentru copil.").0, [LegalFlag::CourtAndChild]);
        assert_eq!(questions("She found work and a house."), (vec![], false));
    }
}

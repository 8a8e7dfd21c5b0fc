//! Policies: what is done with each kind for one audience. RON, fail-closed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use storyveil_tagger::Preset;

use crate::kind::Kind;
use crate::operate::Operator;
use crate::ron_file::{self, RonError};
use crate::story::Audience;

/// What is done with each kind of finding for one audience.
///
/// ```
/// use storyveil_redact::{Kind, Operator, Policy};
/// let policy = Policy::parse(r#"Policy(
///     name: "leaflet", version: 1, audience: public, preset: publish,
///     rules: { "phone": label },
/// )"#)?;
/// assert_eq!(policy.operator(Kind::Phone), &Operator::Label);
/// assert_eq!(policy.operator(Kind::Person), &Operator::Suppress, "a kind without a rule is suppressed");
/// # Ok::<(), storyveil_redact::RonError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    name: String,
    version: u32,
    audience: Audience,
    #[serde(default)]
    preset: Preset,
    rules: Rules,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// Line, column, what is wrong and what to do: an unknown field, kind or operator, a kind named twice, an operator
    /// that does not fit its kind, a `keep` without a reason.
    pub fn parse(ron: &str) -> Result<Policy, RonError> {
        ron_file::parse_our_own(ron)
    }

    /// The policy that ships for `audience`.
    pub fn embedded(audience: Audience) -> Policy {
        let ron = match audience {
            Audience::Public => include_str!("../policies/public.ron"),
            Audience::Funder => include_str!("../policies/funder.ron"),
            Audience::Internal => include_str!("../policies/internal.ron"),
        };
        Policy::parse(ron).expect("embedded policies are tested")
    }

    /// Its name, part of every digest.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version: a changed policy carries a new one, and approvals given under the old no longer fit (RV-5).
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Whom it prepares stories for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// How readily unfamiliar words are taken for names.
    pub fn preset(&self) -> Preset {
        self.preset
    }

    /// What is done with `kind`: [`Operator::Suppress`] unless a rule says otherwise.
    pub fn operator(&self, kind: Kind) -> &Operator {
        self.rules.0.get(&kind).unwrap_or(&Operator::Suppress)
    }

    /// Whether any rule needs the key.
    pub fn needs_key(&self) -> bool {
        self.rules.0.values().any(|operator| *operator == Operator::Surrogate)
    }
}

/// The rules by kind, checked one by one while they are read, so that an error has its line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rules(BTreeMap<Kind, Operator>);

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RulesVisitor)
    }
}

struct RulesVisitor;

impl<'de> Visitor<'de> for RulesVisitor {
    type Value = Rules;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rules by kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rules, A::Error> {
        let mut rules = BTreeMap::new();
        while let Some((kind, operator)) = map.next_entry::<Kind, Operator>()? {
            if let Some(unfit) = operator.unfit_for(kind) {
                return Err(A::Error::custom(format_args!("the kind `{kind}` {unfit}")));
            }
            match rules.entry(kind) {
                Entry::Vacant(free) => free.insert(operator),
                Entry::Occupied(_) => {
                    return Err(A::Error::custom(format_args!("the kind `{kind}` has two rules; keep one")));
                }
            };
        }
        Ok(Rules(rules))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_policies_parse_and_name_every_kind() {
        for audience in [Audience::Public, Audience::Funder, Audience::Internal] {
            let policy = Policy::embedded(audience);
            assert_eq!((policy.audience(), policy.name()), (audience, audience.to_string().as_str()));
            for kind in Kind::ALL {
                assert!(policy.rules.0.contains_key(kind), "{audience} has no rule for {kind}");
            }
        }
    }

    #[test]
    fn a_wrong_rule_names_its_line_and_the_remedy() {
        let policy = |rule: &str| {
            let ron = format!("Policy(name: \"p\", version: 1, audience: public, rules: {{\n\n{rule}\n}})");
            Policy::parse(&ron).unwrap_err()
        };
        for (rule, words) in [
            ("\"phone\": surrogate,", "has no surrogates"),
            ("\"phone\": generalise(to: band),", "cannot be generalised"),
            ("\"phone\": keep(reason: \" \"),", "without a reason"),
            ("\"phone\": label, \"phone\": mask,", "two rules"),
            ("\"fone\": label,", "the kinds are: person"),
            ("\"phone\": erase,", "the choices are: suppress"),
        ] {
            let error = policy(rule);
            assert!(error.line >= 3, "{rule}: {error}");
            assert!(error.to_string().contains(words), "{rule}: {error}");
        }
    }
}

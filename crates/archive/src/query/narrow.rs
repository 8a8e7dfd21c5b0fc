//! Going on from what was typed: fewer stories of the same search.

use super::Facet;
use super::token::{Kind, tokens};

impl Facet {
    /// What to type to find, of the stories that `text` finds, those that are filed under `term`. For links beside counted facets.
    ///
    /// ```
    /// use storyveil_archive::Facet;
    /// assert_eq!(Facet::Theme.narrowing("rent", "housing"), "rent theme:housing");
    /// let region = Facet::Region.narrowing("flat OR house", "East of England");
    /// assert_eq!(region, "(flat OR house) region:\"East of England\"");
    /// ```
    pub fn narrowing(self, text: &str, term: &str) -> String {
        let text = text.trim();
        let marks = if term.contains(|c: char| !c.is_alphanumeric()) { "\"" } else { "" };
        let wanted = format!("{}:{marks}{term}{marks}", self.name());
        let tokens = tokens(text);
        // A quotation without an end would take in whatever follows it.
        let open = tokens.last().is_some_and(|token| token.kind == Kind::Quotation { closed: false });
        let end = if open { "\"" } else { "" };
        // Beside words that all must occur the facet may stand as it is; what joins or denies would reach out to it.
        let beside = |kind: Kind| matches!(kind, Kind::Word | Kind::Quotation { .. });
        let plain = tokens
            .iter()
            .all(|token| beside(token.kind) || token.kind == Kind::Field || token.kind == Kind::Not);
        match tokens.last() {
            None => wanted,
            Some(last) if plain && beside(last.kind) => format!("{text}{end} {wanted}"),
            Some(_) => format!("({text}{end}) {wanted}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, Query};
    use super::*;

    /// Typed, and how a theme is added to it.
    const ADDED: [(&str, &str); 8] = [
        ("", "theme:debt"),
        ("  rent  ", "rent theme:debt"),
        ("rent -court", "rent -court theme:debt"),
        ("\"right to", "\"right to\" theme:debt"),
        ("a1 OR \"b2", "(a1 OR \"b2\") theme:debt"),
        ("rent NOT", "(rent NOT) theme:debt"),
        ("lang:", "(lang:) theme:debt"),
        ("(a1 OR b2) theme:housing", "((a1 OR b2) theme:housing) theme:debt"),
    ];

    #[test]
    fn what_was_typed_is_asked_for_as_before_and_the_facet_with_it() {
        let debt = Asked::Facet(Facet::Theme, "debt".to_owned());
        for (typed, added) in ADDED {
            let narrowed = Facet::Theme.narrowing(typed, "debt");
            assert_eq!(narrowed, added, "{typed}");
            let mut expected = match Query::parse(typed).asked {
                Asked::Everything => Vec::new(),
                Asked::All(parts) if !added.starts_with('(') => parts,
                asked => vec![asked],
            };
            expected.push(debt.clone());
            let expected = if expected.len() == 1 { debt.clone() } else { Asked::All(expected) };
            let narrowed = Query::parse(&narrowed);
            // A field without a value asks for nothing that could be kept.
            assert!(
                typed == "lang:" || narrowed.asked == expected,
                "{typed}: {:?} {expected:?}",
                narrowed.asked
            );
        }
    }
}

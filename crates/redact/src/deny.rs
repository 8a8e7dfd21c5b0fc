//! A deny list: names that are always masked, whatever anything else says.

use crate::kind::Kind;
use crate::words::words;

/// Names that somebody knows must not appear. One a line; `organisation:` or `place:` before a name says that it is not
/// a person's; `#` begins a comment line. It holds real names, so `Debug` shows only how many.
#[derive(Clone, Default)]
pub struct DenyList {
    entries: Vec<(Kind, String)>,
}

/// A line of a deny list that cannot be used. Does not repeat the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct DenyError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: &'static str,
}

impl DenyList {
    /// Reads a deny list.
    ///
    /// # Errors
    /// A line without a letter or digit after its kind, or with a kind that is none.
    pub fn parse(text: &str) -> Result<DenyList, DenyError> {
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let entries = lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(number, line)| entry(line).map_err(|problem| DenyError { line: number, problem }))
            .collect::<Result<_, _>>()?;
        Ok(DenyList { entries })
    }

    /// The names with their kinds.
    pub(crate) fn entries(&self) -> &[(Kind, String)] {
        &self.entries
    }
}

fn entry(line: &str) -> Result<(Kind, String), &'static str> {
    let (kind, name) = match line.split_once(':') {
        Some((kind, name)) => (kind.trim().parse().map_err(|_| UNKNOWN_KIND)?, name.trim()),
        None => (Kind::Person, line),
    };
    if words(name).is_empty() {
        return Err("there is no name on this line; write one, or remove the line");
    }
    Ok((kind, name.to_owned()))
}

const UNKNOWN_KIND: &str =
    "the word before the colon is no kind; write `person:`, `organisation:`, `place:` or another kind's name";

impl std::fmt::Debug for DenyList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DenyList({} names)", self.entries.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_person_unless_it_says_otherwise() {
        let list = DenyList::parse("# known\nIonuț Pop\n\nplace: Marsh Road\n").unwrap();
        let kinds: Vec<_> = list.entries().iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [Kind::Person, Kind::Place]);
    }

    #[test]
    fn a_bad_line_is_named_by_its_number_only() {
        let error = DenyList::parse("Ana\nsecret: Canary\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(!error.to_string().contains("Canary") && !error.to_string().contains("secret"));
    }
}

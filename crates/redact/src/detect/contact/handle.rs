//! Names on social networks.

use super::super::shape::{Needs, Shape};
use super::super::{Detector, Findings};
use super::has_ending;
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds `@name`, and `@name@server` of the Fediverse.
///
/// A name has a letter, two characters or more, of letters, digits and `_`, with dots and dashes inside (the rules of the
/// large networks differ; this is their union). A sign with a space behind ("@ 5pm"), a time ("@5pm"), an e-mail
/// address and a sign that closes a word are left.
///
/// Without the sign, a name is found behind the network and a colon ("Snapchat: anapop99") if a digit or sign in it shows
/// that it is no word, and behind "Snapchat name", "username" and the like in any form.
///
/// Not found: other names written without the sign.
#[derive(Debug)]
pub struct HandleDetector {
    labelled: Shape,
}

impl HandleDetector {
    /// The detector.
    pub fn new() -> HandleDetector {
        HandleDetector { labelled: Shape::new(LABELLED, Needs::OneOf(&[":", " is"])) }
    }
}

impl Default for HandleDetector {
    fn default() -> Self {
        HandleDetector::new()
    }
}

impl Detector for HandleDetector {
    fn family(&self) -> &'static str {
        "handle"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Handle]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let whole = text.as_str();
        for (at, sign) in whole.match_indices(['@', '\u{ff20}']) {
            let opens = !whole[..at]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '+' | '%'));
            if let Some(length) = name_length(&whole[at + sign.len()..]).filter(|_| opens) {
                let end = at + sign.len() + length;
                let end = server_end(whole, end).unwrap_or(end);
                found.push(at..end, Kind::Handle, Confidence::HIGH, "handle/sign", Fact::Bare);
            }
        }
        for label in self.labelled.captures_iter(text) {
            let telling =
                |name: &str| name.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '.' | '-'));
            if let Some(name) =
                label.get(3).filter(|name| label.get(1).or(label.get(2)).is_some() || telling(name.as_str()))
            {
                found.push(name.range(), Kind::Handle, Confidence::MEDIUM, "handle/label", Fact::Bare);
            }
        }
    }
}

/// Bytes of the name that `rest` begins with, if it is one.
fn name_length(rest: &str) -> Option<usize> {
    let in_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let name = &rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())];
    let name = name.split("..").next().unwrap_or_default().trim_end_matches(['.', '-']);
    let starts = name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (starts && letters > 0 && name.chars().count() >= 2 && !is_time(name)).then_some(name.len())
}

/// The end of `@server.example` behind a name that ends at `end`.
fn server_end(text: &str, end: usize) -> Option<usize> {
    let server = text[end..].strip_prefix('@')?;
    let host = super::host_at(text, text.len() - server.len());
    has_ending(&text[host.clone()]).then_some(host.end)
}

/// `5pm`, `10.30am`, `7h`: digits with an hour's sign behind.
fn is_time(name: &str) -> bool {
    let sign = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    sign.len() < name.len()
        && ["am", "pm", "h", "hrs", "a.m", "p.m"].iter().any(|hour| sign.eq_ignore_ascii_case(hour))
}

/// A network, or a word for a name there (first two groups); a colon or "is"; the name (third group).
const LABELLED: &str = concat!(
    r"(?-u:\b)(?i-u:(?:instagram|insta|ig|snapchat|snap|tiktok|twitter|telegram|discord|skype|kik|wechat|psn|steam|xbox|",
    r"facebook|messenger|reddit)(?: (?:account )?(name|id|user|username|handle))?|(username|user name|gamertag))",
    r"(?:[ ]?:|[ ]is)[ ]?([A-Za-z0-9][A-Za-z0-9._-]+[A-Za-z0-9_])(?-u:\b)",
);

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn handles_are_found_as_marked() {
        assert_cases(&HandleDetector::new(), include_str!("../../../testdata/detect/handle.ron"));
    }
}

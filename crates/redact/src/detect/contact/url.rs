//! Web addresses, with and without a scheme.

use super::super::shape::{Needs, Shape};
use super::super::{Detector, Findings};
use super::{Domains, has_ending, host_at};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds web addresses: `https://...`, `www.example.org`, `example.org.uk/path`, `example.org`.
///
/// With a scheme (RFC 3986) anything up to a space is taken, without the punctuation that closes the sentence. Without
/// one, the host must end as in `data/detect/domains.ron`, or have a path behind it. A domain behind an `@` is an e-mail
/// address.
///
/// Not found: the second half of an address that is broken over two lines; hosts with an unlisted ending and no path.
#[derive(Debug)]
pub struct UrlDetector {
    start: Shape,
}

impl UrlDetector {
    /// The detector.
    pub fn new() -> UrlDetector {
        UrlDetector { start: Shape::new(START, Needs::OneOf(&[".", "://"])) }
    }
}

impl Default for UrlDetector {
    fn default() -> Self {
        UrlDetector::new()
    }
}

impl Detector for UrlDetector {
    fn family(&self) -> &'static str {
        "url"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Url]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        let Some(start) = self.start.regex(text) else { return };
        let whole = text.as_str();
        let mut from = 0;
        while let Some(sign) = start.find_at(whole, from) {
            from = sign.end();
            let hit = match sign.as_str() {
                "://" => schemed(whole, sign.start()),
                _ => bare(whole, sign.start() + 1),
            };
            if let Some((start, end, confidence, rule)) = hit {
                found.push(start..end, Kind::Url, confidence, rule, Fact::Bare);
                from = end.max(from);
            }
        }
    }
}

type Hit = (usize, usize, Confidence, &'static str);

/// An address with `://` at byte `sign`.
fn schemed(text: &str, sign: usize) -> Option<Hit> {
    let scheme = text[..sign].rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let start = sign - scheme.len();
    let end = address_end(text, sign + 3);
    let named = text[sign + 3..end].chars().any(char::is_alphanumeric);
    (scheme.len() >= 2 && named).then_some((start, end, Confidence::HIGH, "url/scheme"))
}

/// A host without a scheme whose last dot before its ending is at byte `dot`.
fn bare(text: &str, dot: usize) -> Option<Hit> {
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let head = text[..dot].rsplit(|c| !in_host(c)).next()?;
    let start = dot - head.trim_start_matches(['.', '-', '_']).len();
    let host = host_at(text, start);
    let name = &text[host.clone()];
    if start == dot || host.end <= dot || text[..start].ends_with('@') || name.contains("..") {
        return None;
    }
    let path =
        text[host.end..].starts_with(['/', '?', '#', ':']) && text[host.end + 1..].starts_with(in_path);
    let slash = path && text[host.end..].starts_with('/');
    let www = name.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."));
    let known = Domains::embedded().ends(name);
    let end = if path || text[host.end..].starts_with('/') { address_end(text, host.end) } else { host.end };
    match () {
        () if www && name.len() > 6 => Some((start, end, Confidence::HIGH, "url/www")),
        () if known && is_written_low(name) => Some((start, end, Confidence::MEDIUM, "url/bare")),
        () if slash && has_ending(name) && is_written_low(name) => {
            Some((start, end, Confidence::LOW, "url/path"))
        }
        () => None,
    }
}

/// Where the address that is under way at `from` ends: before a space or a quote, without closing punctuation, and
/// without a bracket that it did not open.
fn address_end(text: &str, from: usize) -> usize {
    let stops = |c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '{' | '}' | '“' | '”' | '‘' | '»')
    };
    let rest = &text[from..];
    let mut address = &rest[..rest.find(stops).unwrap_or(rest.len())];
    loop {
        let closes = |open, close| address.matches(close).count() > address.matches(open).count();
        let trimmed = match address.chars().last() {
            Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '…') => true,
            Some(')') => closes('(', ')'),
            Some(']') => closes('[', ']'),
            _ => false,
        };
        match address.char_indices().next_back() {
            Some((last, _)) if trimmed => address = &address[..last],
            _ => return from + address.len(),
        }
    }
}

fn in_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '~' | '_' | '-' | '.' | '?' | '#' | '@' | '%' | '=')
}

/// `Friday.Com` is two sentences run together more often than a host: the ending stands in small letters, or the whole
/// host in capitals.
fn is_written_low(host: &str) -> bool {
    let ending = host.rsplit('.').next().unwrap_or_default();
    !ending.contains(char::is_uppercase) || !host.contains(char::is_lowercase)
}

/// A scheme's sign, or a dot between two letters or digits of a host.
const START: &str = r"://|(?-u:[A-Za-z0-9])\.(?-u:[A-Za-z])";

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn web_addresses_are_found_as_marked() {
        assert_cases(&UrlDetector::new(), include_str!("../../../testdata/detect/url.ron"));
    }
}

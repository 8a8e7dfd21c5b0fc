//! E-mail addresses.

use std::ops::Range;

use super::super::{Detector, Findings};
use super::{Domains, has_ending, host_at};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds e-mail addresses: what stands around an `@`.
///
/// The local part follows RFC 5322 *dot-atom* with letters of any script (RFC 6531); the domain needs a dot and an
/// ending of letters. An address without a dot in its domain (`ana@gmail`) is found with low confidence; a space or line
/// break beside the `@` is allowed when the domain has a well-known ending.
///
/// Not found: quoted local parts (`"ana pop"@example.org`) beyond their last word.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmailDetector;

impl EmailDetector {
    /// The detector; it needs nothing prepared.
    pub fn new() -> EmailDetector {
        EmailDetector
    }
}

impl Detector for EmailDetector {
    fn family(&self) -> &'static str {
        "email"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Email]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for (at, sign) in text.as_str().match_indices(['@', '\u{ff20}']) {
            if let Some((range, confidence, rule)) = address(text.as_str(), at..at + sign.len()) {
                found.push(range, Kind::Email, confidence, rule, Fact::Bare);
            }
        }
    }
}

/// The address around the sign at `at`.
fn address(text: &str, at: Range<usize>) -> Option<(Range<usize>, Confidence, &'static str)> {
    let start = local_part(text, at.start);
    let host = broken_ending(text, host_at(text, at.end));
    let name = &text[host.clone()];
    if start < at.start && (has_ending(name) || name.contains('\n')) {
        return Some((start..host.end, Confidence::HIGH, "email/address"));
    }
    let named = |range: Range<usize>| text[range].chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    if start < at.start && named(start..at.start) && named(host.clone()) && name.len() > 2 {
        return Some((start..host.end, Confidence::LOW, "email/no-ending"));
    }
    spaced(text, at)
}

/// Where the local part before byte `end` begins; `end` when there is none.
fn local_part(text: &str, end: usize) -> usize {
    let in_local = |c: char| {
        c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'' | '\u{2019}' | '&' | '=' | '~')
    };
    let local = text[..end].rsplit(|c| !in_local(c)).next().unwrap_or_default();
    let local = local.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    // "o'brien@" is one word, "write to 'ana@" is not: a quote after a space was trimmed, one inside stays.
    end - local.len()
}

/// A domain without an ending that goes on after a line break: `example.\norg`.
fn broken_ending(text: &str, host: Range<usize>) -> Range<usize> {
    let rest = &text[host.end..];
    if has_ending(&text[host.clone()]) {
        return host;
    }
    let Some(next) = rest.strip_prefix(".\n").or_else(|| rest.strip_prefix(".\r\n")) else { return host };
    let more = host_at(text, text.len() - next.len());
    let whole = format!("{}.{}", &text[host.clone()], &text[more.clone()]);
    if Domains::embedded().ends(&whole) { host.start..more.end } else { host }
}

/// `ana @ example.org`, or a line break beside the sign.
fn spaced(text: &str, at: Range<usize>) -> Option<(Range<usize>, Confidence, &'static str)> {
    let before = &text[..at.start];
    let after = &text[at.end..];
    let local_end = before.trim_end_matches(char::is_whitespace).len();
    let host_start = text.len() - after.trim_start_matches(char::is_whitespace).len();
    let near = before[local_end..].chars().count() <= 2 && text[at.end..host_start].chars().count() <= 2;
    let start = local_part(text, local_end);
    let host = host_at(text, host_start);
    // "on the web as @name.shop" is a handle: beside a sign that touches its host no blank stands for nothing.
    let handle = host_start == at.end && local_end < at.start && !before[local_end..].contains('\n');
    let local = &text[start..local_end];
    let telling = local.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_'));
    let ended = telling && host_start > at.end && has_ending(&text[host.clone()]);
    let known = ended || Domains::embedded().ends(&text[host.clone()]) && (!handle || telling);
    (near && known && start < local_end).then_some((start..host.end, Confidence::MEDIUM, "email/spaced"))
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn email_addresses_are_found_as_marked() {
        assert_cases(&EmailDetector::new(), include_str!("../../../testdata/detect/email.ron"));
    }
}

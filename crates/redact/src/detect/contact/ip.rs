//! IP addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::super::context::{Topic, around};
use super::super::shape::{Needs, Shape};
use super::super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::text::Text;

/// Finds IPv4 and IPv6 addresses, with port, prefix length or zone behind them.
///
/// The standard library parses what the pattern finds. Four numbers behind "version" or "section" are none.
///
/// Not found: addresses in decimal or hexadecimal form as one number.
#[derive(Debug)]
pub struct IpDetector {
    shape: Shape,
}

impl IpDetector {
    /// The detector.
    pub fn new() -> IpDetector {
        // Letters alone, "fee::add", are no address.
        IpDetector { shape: Shape::new(SHAPE, Needs::Digits(1)) }
    }
}

impl Default for IpDetector {
    fn default() -> Self {
        IpDetector::new()
    }
}

impl Detector for IpDetector {
    fn family(&self) -> &'static str {
        "ip-address"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::IpAddress]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for shape in self.shape.find_iter(text) {
            let start = shape.start();
            let Some((length, rule)) = address_length(shape.as_str()) else { continue };
            let range = start..start + length;
            let bounded = !text.as_str()[..start]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ':'))
                && !goes_on(&text.as_str()[range.end..]);
            if bounded && around(text, range.clone()).label != Some(Topic::Nobody) {
                let end = suffix_end(text.as_str(), range.clone());
                found.push(start..end, Kind::IpAddress, Confidence::HIGH, rule, Fact::Bare);
            }
        }
    }
}

/// Bytes of the address in `shape`, and the rule that read it.
fn address_length(shape: &str) -> Option<(usize, &'static str)> {
    let address = shape.trim_end_matches('.');
    if address.parse::<Ipv4Addr>().is_ok() {
        return Some((address.len(), "ip-address/v4"));
    }
    // "::" alone is punctuation, and words such as "fee::add" are made of the same letters.
    let telling = |address: &str| address.contains(|c: char| c.is_ascii_digit()) && address.len() > 3;
    let single = address.strip_suffix(':').filter(|rest| !rest.ends_with(':')).unwrap_or(address);
    let v6 = single.parse::<Ipv6Addr>().is_ok() && telling(single);
    v6.then_some((single.len(), "ip-address/v6"))
}

/// Whether more of a number or word follows: "1.2.3.4.5".
fn goes_on(rest: &str) -> bool {
    rest.strip_prefix('.').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
        || rest.starts_with(char::is_alphabetic)
}

/// The end with a port (`:8080`), a prefix length (`/24`) or a zone (`%eth0`).
fn suffix_end(text: &str, range: Range<usize>) -> usize {
    let rest = &text[range.end..];
    let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, ':' | '/' | '%')) else {
        return range.end;
    };
    let fits = |c: &char| if sign == '%' { c.is_ascii_alphanumeric() } else { c.is_ascii_digit() };
    match rest.chars().skip(1).take_while(fits).count() {
        0 => range.end,
        length => range.end + 1 + length,
    }
}

/// Four numbers with dots, or hexadecimal groups with at least two colons.
const SHAPE: &str = r"(?-u:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*)";

#[cfg(test)]
mod tests {
    use super::super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn ip_addresses_are_found_as_marked() {
        assert_cases(&IpDetector::new(), include_str!("../../../testdata/detect/ip_address.ron"));
    }
}

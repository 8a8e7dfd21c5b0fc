//! Headers of e-mails and chats (DI-4).

use std::ops::Range;

use storyveil_tagger::Lexicon;

use super::shape::{Needs, Shape};
use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{fold, is_common_word};

/// Finds who wrote and who was written to: `From: Ana Pop <...>`, `[12:30] Ana:`, `12/03/2014, 12:30 - Ana Pop: ...`.
///
/// A header stands at the start of a line. In an e-mail header each part between commas that consists of capitalised words
/// is a name; in a chat line everything between the time and the colon is, also in small letters. Addresses, numbers, dates
/// and times in a header are found by their own families.
///
/// Not found: chat lines without a time ("Ana: hello"), which look like a play or a list.
#[derive(Debug)]
pub struct HeaderDetector {
    mail: Shape,
    chat: Shape,
}

impl HeaderDetector {
    /// The detector.
    pub fn new() -> HeaderDetector {
        HeaderDetector {
            mail: Shape::new(MAIL, Needs::OneOf(&[":"])),
            chat: Shape::new(CHAT, Needs::Digits(3)),
        }
    }
}

impl Default for HeaderDetector {
    fn default() -> Self {
        HeaderDetector::new()
    }
}

impl Detector for HeaderDetector {
    fn family(&self) -> &'static str {
        "header"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for header in self.mail.captures_iter(text) {
            let Some(people) = header.get(1) else { continue };
            let person = |name: &Range<usize>| {
                let name = &people.as_str()[name.clone()];
                is_name(name) && !is_a_team(name, text.lang())
            };
            for name in names(people.as_str()).filter(person) {
                let range = people.start() + name.start..people.start() + name.end;
                found.push(range, Kind::Person, Confidence::MEDIUM, "header/mail", Fact::Bare);
            }
        }
        for line in self.chat.captures_iter(text) {
            let name = line.iter().skip(1).flatten().next();
            if let Some(name) = name.filter(|name| name.as_str().chars().count() <= LONGEST_NAME) {
                found.push(name.range(), Kind::Person, Confidence::HIGH, "header/chat", Fact::Bare);
            }
        }
    }
}

/// Bytes of the names in a list of recipients: without addresses in angle or other brackets, quotes and spaces.
fn names(people: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    people.split([',', ';']).map(move |part| {
        let start = at;
        at += part.len() + 1;
        let name = part.split(['<', '(', '[']).next().unwrap_or_default();
        let edge = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '’');
        let begin = start + (name.len() - name.trim_start_matches(edge).len());
        begin..begin + name.trim_matches(edge).len()
    })
}

/// One to five capitalised words, without an address among them.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && !name.contains(['@', ':', '/'])
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a mailbox is called in words of the language that nobody bears: "Housing Options", "Panel".
fn is_a_team(name: &str, lang: Lang) -> bool {
    name.split_whitespace().map(fold).all(|word| {
        let borne = Lexicon::embedded().is_given_name(&word) || Lexicon::embedded().is_surname(&word);
        is_common_word(&word, lang) && !borne
    })
}

/// Characters of a name in a chat; more before a colon is a sentence.
const LONGEST_NAME: usize = 40;
/// Who a line of an e-mail header names.
const MAIL: &str = concat!(
    r"(?m)^[> \t*]*(?:From|FROM|To|TO|Cc|CC|Bcc|BCC|Reply-To|Sender|Sent by|De la|C\u{103}tre|Expeditor|Destinatar)\*?",
    r"[ \t]*:\*?[ \t]*([^\n]+)$",
);
/// Who a chat line names: in square brackets with or without a day, before or behind the time; with a day and a dash; name first, time in brackets.
const CHAT: &str = concat!(
    r"(?m)^(?:\u{200e}?\[[0-9/., -]{0,12}[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[ \u{202f}]?(?i-u:[ap]m))?\][ \t]?",
    r"([^\s0-9:][^:\n]*):",
    r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4},? [0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[ \u{202f}]?(?i-u:[ap]m))?",
    r" [\u{2013}-] ([^\s0-9:][^:\n]*):",
    r"|([^\s0-9:,(\[][^:\n,(\[]*?),? ?[(\[][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?: ?(?i-u:[ap]m))?[)\]]:?",
    r"|\u{200e}?\[[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[ \u{202f}]?(?i-u:[ap]m))?, ?[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}\] ",
    r"([^\s0-9:][^:\n]*):)",
);

#[cfg(test)]
mod tests {
    use super::super::cases::assert_cases;
    use super::*;

    #[test]
    fn headers_are_found_as_marked() {
        assert_cases(&HeaderDetector::new(), include_str!("../../testdata/detect/headers.ron"));
    }
}

//! A text as patterns read it: one spelling for every way to write the same words (TX-1 to TX-3).

use crate::words::fold;

/// The text in lower case without diacritics, with straight quotes, one kind of dash, one blank for many, and a line
/// break for every blank line; and where each of its bytes comes from.
pub(crate) struct Folded {
    text: String,
    /// The byte of the original that each byte here came from; one more for the end.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `original`, which is at most [`RawStory::MAX_BYTES`](crate::story::RawStory::MAX_BYTES) long.
    pub(crate) fn new(original: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(original.len()),
            origins: Vec::with_capacity(original.len() + 1),
        };
        let mut blank_from = None;
        let mut newlines = 0;
        for (at, c) in original.char_indices() {
            if c.is_whitespace() {
                newlines += usize::from(c == '\n');
                blank_from.get_or_insert(at);
                continue;
            }
            if let Some(from) = blank_from.take() {
                let parted = newlines > 1 || newlines == 1 && opens_an_entry(&original[at..]);
                folded.push(if parted { "\n" } else { " " }, from);
                newlines = 0;
            }
            folded.push_char(c, at);
        }
        folded.origins.push(position(blank_from.unwrap_or(original.len())));
        folded
    }

    /// The folded text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Where bytes `range` of the folded text stand in the original.
    pub(crate) fn origin(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.origins[range.start] as usize..self.origins[range.end] as usize
    }

    fn push_char(&mut self, c: char, at: usize) {
        match c {
            c if c.is_ascii() => self.push(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), at),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{00b4}' => self.push("'", at),
            '\u{201c}'..='\u{201e}' | '«' | '»' => self.push("\"", at),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push("-", at),
            letter => self.push(&fold(letter.encode_utf8(&mut [0; 4])), at),
        }
    }

    fn push(&mut self, letters: &str, at: usize) {
        self.text.push_str(letters);
        self.origins.extend(std::iter::repeat_n(position(at), letters.len()));
    }
}

/// Whether `line` begins as entries of a log, a chat or a list do, so that no sentence goes on into it: "14:02 hi", "[12/05] ", "- a
/// bag", "• a bag", "3. On".
fn opens_an_entry(line: &str) -> bool {
    if ["[", "- ", "– ", "• ", "* "].iter().any(|mark| line.starts_with(mark)) {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let mut behind = rest.chars();
    let (mark, next) = (behind.next(), behind.next());
    (1..=4).contains(&digits)
        && (matches!(mark, Some(':' | '.' | '/' | '-')) && next.is_some_and(|c| c.is_ascii_digit())
            || digits <= 2 && matches!(mark, Some('.' | ')')) && next == Some(' '))
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("stories are shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_where_it_came_from() {
        let original = "A\u{a0}–  “fa\u{306}t\u{103}”\n\nȘi’s. ";
        let folded = Folded::new(original);
        assert_eq!(folded.as_str(), "a - \"fata\"\nsi's.");
        let at = folded.as_str().find("fata").unwrap();
        assert_eq!(&original[folded.origin(at..at + 4)], "fa\u{306}t\u{103}");
        let whole = folded.origin(0..folded.as_str().len());
        assert_eq!(&original[whole], original.trim_end());
    }

    #[test]
    fn nothing_folds_to_nothing() {
        assert_eq!(Folded::new(" \n ").as_str(), "");
        assert_eq!(Folded::new("").origin(0..0), 0..0);
    }
}

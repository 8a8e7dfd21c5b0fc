//! Cutting a text into tokens: words, numbers, initials, signs, handles and addresses.
//!
//! The same tokens are used to train and to tag, so a change here needs a new model.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, possibly with digits or an inner apostrophe: `police`, `O’Hara`, `don’t`, `MH17`, `Mr.`.
    Word,
    /// Capital letters each with a full stop: `A.`, `J.S.`.
    Initials,
    /// A possessive or contracted ending, split off its word: `’s`, `’ll`.
    Ending,
    /// Begins with a digit: `2011`, `1,000.50`, `4th`.
    Number,
    /// One sign, or a run of the same sign: `,`, `...`.
    Sign,
    /// `@name`, with the sign.
    Handle,
    /// The word of a `#Tag`, without the sign.
    Hashtag,
    /// A web or e-mail address.
    Address,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Nothing: the tokens touch.
    None,
    /// Spaces or tabs.
    Space,
    /// One line end.
    Line,
    /// An empty line, or the start of the text.
    Paragraph,
}

/// One token: where it stands in the text, in bytes on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
}

/// Cuts a text into tokens, in order. White space and invisible marks at the edges of words belong to none.
///
/// A possessive ending is split off (`Martin’s` gives `Martin`, `’s`), hyphens are signs of their own (`Jean-Luc`
/// gives three tokens without gaps), a capital letter with its full stop stays together (`J.S.`), and so does a known
/// abbreviation (`Mr.`). U+00A0 is a space, U+2019 an apostrophe. Time is linear in the length of the text.
///
/// ```
/// use storyveil_tagger::tokenise;
///
/// let text = "Mr. J.-P. O’Hara’s";
/// let words: Vec<&str> = tokenise(text).iter().map(|token| &text[token.start..token.end]).collect();
/// assert_eq!(words, ["Mr.", "J.", "-", "P.", "O’Hara", "’s"]);
/// ```
pub fn tokenise(text: &str) -> Vec<Token> {
    let mut tokeniser = Tokeniser {
        text,
        at: 0,
        gap: Gap::Paragraph,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
        may_hold_email: text.contains('@'),
    };
    while let Some(next) = tokeniser.peek() {
        tokeniser.step(next);
    }
    tokeniser.tokens
}

struct Tokeniser<'t> {
    text: &'t str,
    at: usize,
    gap: Gap,
    tokens: Vec<Token>,
    may_hold_email: bool,
}

impl Tokeniser<'_> {
    fn peek(&self) -> Option<char> {
        self.char_at(self.at)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn step(&mut self, next: char) {
        if next.is_whitespace() || is_invisible(next) {
            self.skip_space(next);
        } else if next.is_alphanumeric() {
            self.word(next);
        } else if next == '@' && self.starts_handle() {
            let end = self.run(self.at + 1, is_handle_letter);
            self.push(end, TokenKind::Handle);
        } else {
            let end = self.run(self.at, |other| other == next);
            self.push(end, TokenKind::Sign);
        }
    }

    fn skip_space(&mut self, space: char) {
        self.at += space.len_utf8();
        // "\r\n" is one line end: the carriage return alone is none.
        let wider = match space {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' if self.gap >= Gap::Line => Gap::Paragraph,
            '\n' | '\u{2028}' | '\u{85}' => Gap::Line,
            '\u{2029}' => Gap::Paragraph,
            space if is_invisible(space) => self.gap,
            _ => Gap::Space,
        };
        self.gap = self.gap.max(wider);
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        self.tokens.push(Token { start: self.at, end, kind, gap: self.gap });
        self.at = end;
        self.gap = Gap::None;
    }

    /// The end of the run of characters from `from` on that satisfy `belongs`.
    fn run(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[from..];
        from + rest.find(|other| !belongs(other)).unwrap_or(rest.len())
    }

    fn starts_handle(&self) -> bool {
        let touches_word = self.gap == Gap::None
            && self
                .tokens
                .last()
                .is_some_and(|last| matches!(last.kind, TokenKind::Word | TokenKind::Number));
        !touches_word && self.char_at(self.at + 1).is_some_and(is_handle_letter)
    }

    fn word(&mut self, first: char) {
        if let Some(end) = self.address_end() {
            return self.push(end, TokenKind::Address);
        }
        if first.is_ascii_digit() {
            return self.push(self.number_end(), TokenKind::Number);
        }
        if let Some(end) = self.initials_end(first) {
            return self.push(end, TokenKind::Initials);
        }
        let end = self.word_end();
        let kind = if self.follows_hash() { TokenKind::Hashtag } else { TokenKind::Word };
        let with_stop = self.char_at(end) == Some('.') && is_abbreviation(&self.text[self.at..end]);
        self.push(end + usize::from(with_stop), kind);
        self.ending();
    }

    fn follows_hash(&self) -> bool {
        self.gap == Gap::None
            && self.tokens.last().is_some_and(|last| self.text.as_bytes()[last.start] == b'#')
    }

    /// Letters, digits, marks, invisible joiners, and an apostrophe between letters that starts no [`ENDINGS`].
    fn word_end(&self) -> usize {
        let mut end = self.at;
        loop {
            end = self.run(end, is_word_letter);
            match self.char_at(end) {
                Some(sign) if is_apostrophe(sign) && self.ending_at(end).is_none() => {
                    let after = end + sign.len_utf8();
                    if !self.char_at(after).is_some_and(char::is_alphabetic) {
                        return end;
                    }
                    end = after;
                }
                _ => return end,
            }
        }
    }

    /// The end of the possessive or contracted ending that starts with the apostrophe at `at`.
    fn ending_at(&self, at: usize) -> Option<usize> {
        let after = at + self.char_at(at).filter(|sign| is_apostrophe(*sign))?.len_utf8();
        let end = self.run(after, is_word_letter);
        let letters = &self.text[after..end];
        ENDINGS.iter().any(|ending| letters.eq_ignore_ascii_case(ending)).then_some(end)
    }

    fn ending(&mut self) {
        if let Some(end) = self.ending_at(self.at) {
            self.push(end, TokenKind::Ending);
        }
    }

    fn number_end(&self) -> usize {
        let mut end = self.at;
        loop {
            end = self.run(end, is_word_letter);
            let separated = matches!(self.char_at(end), Some('.' | ',' | ':'))
                && self.char_at(end + 1).is_some_and(|digit| digit.is_ascii_digit());
            if !separated {
                return end;
            }
            end += 1;
        }
    }

    /// The end of `A.` or `J.S.`; none when the letter begins a longer word.
    fn initials_end(&self, first: char) -> Option<usize> {
        let mut letter = first;
        let mut end = None;
        let mut at = self.at;
        while letter.is_uppercase() && self.char_at(at + letter.len_utf8()) == Some('.') {
            at += letter.len_utf8() + 1;
            end = Some(at);
            letter = self.char_at(at).unwrap_or(' ');
        }
        end
    }

    /// The end of a web address or e-mail address that starts here.
    fn address_end(&self) -> Option<usize> {
        if self.gap == Gap::None && self.tokens.last().is_some_and(|last| last.kind == TokenKind::Word) {
            return None;
        }
        let rest = &self.text.as_bytes()[self.at..];
        let is_web = WEB_STARTS.iter().any(|start| {
            rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        });
        (is_web || (self.may_hold_email && self.is_email())).then(|| self.trimmed_run_to_space())
    }

    fn is_email(&self) -> bool {
        // The longest local part that RFC 5321, section 4.5.3.1.1, allows bounds the look ahead.
        let rest = &self.text.as_bytes()[self.at..];
        let local = rest.iter().take(65).position(|byte| !is_local_part(*byte));
        local.is_some_and(|at| rest[at] == b'@' && rest.get(at + 1).is_some_and(u8::is_ascii_alphanumeric))
    }

    fn trimmed_run_to_space(&self) -> usize {
        let end = self.run(self.at, |other| !other.is_whitespace() && !"<>\"“”|".contains(other));
        let trimmed = self.text[self.at..end].trim_end_matches(|sign: char| ".,;:!?)]}'’…".contains(sign));
        self.at + trimmed.len()
    }
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric()
        || (!letter.is_ascii()
            && (unicode_normalization::char::is_combining_mark(letter) || is_invisible(letter)))
}

fn is_handle_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_local_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte)
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | 'ʼ' | '`' | '´')
}

/// Soft hyphen, zero-width characters, byte order mark: no reader sees them.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_abbreviation(word: &str) -> bool {
    word.len() <= 5 && ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// English endings that an apostrophe joins to a word: possessive and contracted verbs.
const ENDINGS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];

/// How a web address starts.
const WEB_STARTS: [&str; 3] = ["http://", "https://", "www."];

/// Abbreviations written before a name, whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "hon", "fr", "sr", "jr", "gen", "col", "lt", "sgt", "capt",
    "cllr", "no", "vs", "dl", "dna", "str", "messrs", "supt",
];

#[cfg(test)]
mod tests {
    use super::{Gap, TokenKind, tokenise};

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).iter().map(|token| &text[token.start..token.end]).collect()
    }

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokenise(text).iter().map(|token| token.kind).collect()
    }

    #[test]
    fn possessives_are_split_off_whatever_the_apostrophe() {
        assert_eq!(words("Martin’s and Ana's"), ["Martin", "’s", "and", "Ana", "'s"]);
        assert_eq!(words("the Popescus’ flat"), ["the", "Popescus", "’", "flat"]);
        assert_eq!(words("ELENA’S"), ["ELENA", "’S"]);
    }

    #[test]
    fn inner_apostrophes_stay_in_the_word() {
        assert_eq!(words("O’Hara don't D'Angelo"), ["O’Hara", "don't", "D'Angelo"]);
        assert_eq!(words("she'll"), ["she", "'ll"]);
    }

    #[test]
    fn initials_keep_their_full_stops() {
        assert_eq!(
            words("Mr A. Adam, J.S. and J.-P. Luc"),
            ["Mr", "A.", "Adam", ",", "J.S.", "and", "J.", "-", "P.", "Luc"]
        );
        assert_eq!(words("the U.K. is"), ["the", "U.K.", "is"]);
    }

    #[test]
    fn hyphenated_names_are_three_tokens_without_gaps() {
        let tokens = tokenise("Surman-Januszewska");
        assert_eq!(
            tokens.iter().map(|token| token.gap).collect::<Vec<_>>(),
            [Gap::Paragraph, Gap::None, Gap::None]
        );
    }

    #[test]
    fn handles_tags_and_addresses_are_one_token_each() {
        assert_eq!(
            kinds("@ana_p #Luton a.b@c.org https://x.org/a."),
            [
                TokenKind::Handle,
                TokenKind::Sign,
                TokenKind::Hashtag,
                TokenKind::Address,
                TokenKind::Address,
                TokenKind::Sign
            ]
        );
    }

    #[test]
    fn gaps_tell_spaces_from_lines_and_paragraphs() {
        let gaps: Vec<Gap> = tokenise("a\u{a0}b\nc\r\n\r\nd").iter().map(|token| token.gap).collect();
        assert_eq!(gaps, [Gap::Paragraph, Gap::Space, Gap::Line, Gap::Paragraph]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(words("1,000.50 on 4th at 10:30."), ["1,000.50", "on", "4th", "at", "10:30", "."]);
    }

    #[test]
    fn combining_marks_and_soft_hyphens_stay_inside_words() {
        assert_eq!(words("Ionut\u{326} Io\u{ad}nut"), ["Ionut\u{326}", "Io\u{ad}nut"]);
    }
}

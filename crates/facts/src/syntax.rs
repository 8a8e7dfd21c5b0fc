//! The language of patterns, taken apart.
//!
//! A pattern is a regular expression with names of lists in braces and marks (`data/facts/README.md`). It is read here once
//! for what its matches need (`triggers`) and once for the tree that tries it (`tree`); each says by [`Build`] what it makes
//! of the parts. Of regular expressions this reads what books use; what it does not know is left to the library.

use crate::bytes::Bytes;

/// What is made of the parts of a pattern.
pub(crate) trait Build {
    /// What a part becomes.
    type Part;
    /// Letters that stand for themselves, at least one.
    fn letters(&mut self, letters: &str) -> Self::Part;
    /// One byte of a set.
    fn one_of(&mut self, bytes: Bytes) -> Self::Part;
    /// A place between two letters.
    fn edge(&mut self, edge: Edge) -> Self::Part;
    /// An entry of a list; `None` if there is no such list.
    fn list(&mut self, name: &str) -> Option<Self::Part>;
    /// A part so many times.
    fn times(&mut self, part: Self::Part, times: Times) -> Self::Part;
    /// Parts one after the other.
    fn sequence(&mut self, parts: Vec<Self::Part>) -> Self::Part;
    /// One of several.
    fn choice(&mut self, branches: Vec<Self::Part>) -> Self::Part;
}

/// What stands between two letters.
#[derive(Clone, Copy)]
pub(crate) enum Edge {
    OfWord,
    NotOfWord,
    OfText,
    EndOfText,
}

/// How often a part may stand there.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    pub(crate) least: u32,
    /// `None` for any number.
    pub(crate) most: Option<u32>,
    /// How often at most it stands there in what people write, if there is no limit.
    pub(crate) usual: u32,
}

/// Something that is not read here, or that no regular expression has.
pub(crate) struct Unknown;

/// Makes of a pattern, or an entry of a list, what `build` says.
pub(crate) fn read<B: Build>(pattern: &str, build: &mut B) -> Result<B::Part, Unknown> {
    let mut reader = Reader { rest: pattern, build };
    let part = reader.alternatives()?;
    if reader.rest.is_empty() { Ok(part) } else { Err(Unknown) }
}

/// `name` of "{name} and more", unless it is a count of repetitions.
pub(crate) fn in_braces(rest: &str) -> Option<(&str, &str)> {
    let (name, after) = rest.strip_prefix('{')?.split_once('}')?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((name, after))
}

/// A word that is written with a capital; patterns are read over folded text.
pub(crate) const NAME: &str = "[a-z][a-z0-9'-]*";
/// What may stand between two parts of a sentence.
pub(crate) const SENTENCE: &str = "[^.!?\n]{0,60}";

/// How many letters a run has at most that a pattern does not limit: longer words than this are not written.
pub(crate) const RUN: u32 = 40;
/// How often a group stands there at most that a pattern does not limit.
const GROUPS: u32 = 4;

/// A place in a pattern.
struct Reader<'p, 'b, B> {
    rest: &'p str,
    build: &'b mut B,
}

impl<B: Build> Reader<'_, '_, B> {
    /// Reads up to the end or the bracket that closes a group.
    fn alternatives(&mut self) -> Result<B::Part, Unknown> {
        let first = self.sequence()?;
        if !self.rest.starts_with('|') {
            return Ok(first);
        }
        let mut branches = vec![first];
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            branches.push(self.sequence()?);
        }
        Ok(self.build.choice(branches))
    }

    fn sequence(&mut self) -> Result<B::Part, Unknown> {
        if let Some(letters) = self.only_letters() {
            return Ok(letters);
        }
        let (mut parts, mut run) = (Vec::new(), String::new());
        while let Some(c) = self.rest.chars().next().filter(|c| *c != '|' && *c != ')') {
            let plain = plain_letters(self.rest);
            if plain > 0 {
                let (letters, rest) = self.rest.split_at(plain);
                run.push_str(letters);
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix("[[").or_else(|| self.rest.strip_prefix("]]")) {
                self.rest = rest;
            } else if let Some(letter) = self.letter(c) {
                self.repeated_letter(letter, &mut run, &mut parts)?;
            } else {
                self.close(&mut run, &mut parts);
                let (part, usual) = self.atom(c)?;
                let times = self.times(usual)?;
                parts.push(self.repeated(part, times));
            }
        }
        self.close(&mut run, &mut parts);
        Ok(if parts.len() == 1 { parts.remove(0) } else { self.build.sequence(parts) })
    }

    /// A branch of nothing but letters, as most are.
    fn only_letters(&mut self) -> Option<B::Part> {
        let (letters, rest) = self.rest.split_at(plain_letters(self.rest));
        if letters.is_empty() || !(rest.is_empty() || rest.starts_with(['|', ')'])) {
            return None;
        }
        self.rest = rest;
        Some(self.build.letters(letters))
    }

    /// Ends the letters that stand together.
    fn close(&mut self, run: &mut String, parts: &mut Vec<B::Part>) {
        if !run.is_empty() {
            parts.push(self.build.letters(run));
            run.clear();
        }
    }

    /// Passes over a letter that stands for itself, written as it is or behind a stroke.
    fn letter(&mut self, c: char) -> Option<char> {
        let escaped = || self.rest[1..].chars().next().filter(char::is_ascii_punctuation);
        let (letter, length) = match c {
            '\\' => (escaped()?, 2),
            '(' | '[' | ']' | '{' | '.' | '^' | '$' | '?' | '*' | '+' => return None,
            _ => (c, c.len_utf8()),
        };
        self.rest = &self.rest[length..];
        Some(letter)
    }

    /// Adds a letter to the run, unless it may be left out or may stand there more than once.
    fn repeated_letter(
        &mut self,
        letter: char,
        run: &mut String,
        parts: &mut Vec<B::Part>,
    ) -> Result<(), Unknown> {
        let Some(mut times) = self.times(RUN)? else {
            run.push(letter);
            return Ok(());
        };
        // What stands there once in any case belongs to the letters before it.
        if times.least > 0 {
            run.push(letter);
            times.least -= 1;
            times.most = times.most.map(|most| most.saturating_sub(1));
        }
        self.close(run, parts);
        let letter = self.build.letters(letter.encode_utf8(&mut [0; 4]));
        parts.push(self.build.times(letter, times));
        Ok(())
    }

    fn repeated(&mut self, part: B::Part, times: Option<Times>) -> B::Part {
        match times {
            Some(times) => self.build.times(part, times),
            None => part,
        }
    }

    /// One class, group, list or edge, and how often it usually stands there at most.
    fn atom(&mut self, c: char) -> Result<(B::Part, u32), Unknown> {
        if let Some((name, after)) = in_braces(self.rest) {
            self.rest = after;
            let part = match name {
                "Name" => read(NAME, self.build)?,
                "sent" => read(SENTENCE, self.build)?,
                name => self.build.list(name).ok_or(Unknown)?,
            };
            return Ok((part, 1));
        }
        match c {
            '(' => {
                self.rest = behind_opening(self.rest)?;
                let part = self.alternatives()?;
                self.rest = self.rest.strip_prefix(')').ok_or(Unknown)?;
                Ok((part, GROUPS))
            }
            '[' => {
                let (class, rest) = self.rest[1..].split_once(']').ok_or(Unknown)?;
                self.rest = rest;
                Ok((self.build.one_of(bytes_of(class)?), RUN))
            }
            _ => self.sign(c),
        }
    }

    /// A sign for a place or a class.
    fn sign(&mut self, c: char) -> Result<(B::Part, u32), Unknown> {
        let (sign, rest) = self.rest.split_at(if c == '\\' { 2.min(self.rest.len()) } else { c.len_utf8() });
        let edge = match sign {
            r"\b" => Some(Edge::OfWord),
            r"\B" => Some(Edge::NotOfWord),
            "^" => Some(Edge::OfText),
            "$" => Some(Edge::EndOfText),
            _ => None,
        };
        let part = match (sign, edge) {
            (_, Some(edge)) => self.build.edge(edge),
            (r"\d", _) => self.build.one_of((b'0'..=b'9').collect()),
            (".", _) => self.build.one_of(Bytes::from_iter([b'\n']).others()),
            _ => return Err(Unknown),
        };
        self.rest = rest;
        Ok((part, RUN))
    }

    /// Passes over `?`, `*`, `+` or a count, and over the sign that prefers few.
    fn times(&mut self, usual: u32) -> Result<Option<Times>, Unknown> {
        let (least, most, rest) = if let Some(rest) = self.rest.strip_prefix('?') {
            (0, Some(1), rest)
        } else if let Some(rest) = self.rest.strip_prefix('*') {
            (0, None, rest)
        } else if let Some(rest) = self.rest.strip_prefix('+') {
            (1, None, rest)
        } else if self.rest.starts_with('{') && in_braces(self.rest).is_none() {
            let (count, rest) = self.rest[1..].split_once('}').ok_or(Unknown)?;
            let number = |digits: &str| digits.parse::<u32>().map_err(|_| Unknown);
            match count.split_once(',') {
                None => (number(count)?, Some(number(count)?), rest),
                Some((least, "")) => (number(least)?, None, rest),
                Some((least, most)) => (number(least)?, Some(number(most)?), rest),
            }
        } else {
            return Ok(None);
        };
        self.rest = rest.strip_prefix('?').unwrap_or(rest);
        Ok(Some(Times { least, most, usual }))
    }
}

/// How many bytes `rest` begins with that stand for themselves, each once.
fn plain_letters(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let plain =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b' ' | b'\'' | b'-');
    let length = bytes.iter().position(|byte| !plain(byte)).unwrap_or(bytes.len());
    let repeated = bytes.get(length).is_some_and(|next| matches!(next, b'?' | b'*' | b'+' | b'{'));
    length - usize::from(repeated && length > 0)
}

/// `rest` behind "(", "(?:" or "(?<name>".
fn behind_opening(rest: &str) -> Result<&str, Unknown> {
    let inner = &rest[1..];
    let Some(marked) = inner.strip_prefix('?') else { return Ok(inner) };
    if let Some(plain) = marked.strip_prefix(':') {
        return Ok(plain);
    }
    let named = marked.strip_prefix('<').or_else(|| marked.strip_prefix("P<")).ok_or(Unknown)?;
    named.split_once('>').map(|(_, rest)| rest).ok_or(Unknown)
}

/// The bytes of a class, as it is written between its brackets.
fn bytes_of(class: &str) -> Result<Bytes, Unknown> {
    let (these, negated) = class.strip_prefix('^').map_or((class, false), |these| (these, true));
    let signs = these.contains(['\\', '[', '&', '~']) || these.contains("--");
    if these.is_empty() || signs || !these.is_ascii() {
        return Err(Unknown);
    }
    let (letters, mut at, mut bytes) = (these.as_bytes(), 0, Bytes::NONE);
    while at < letters.len() {
        let range = letters[at + 1..].strip_prefix(b"-").and_then(|rest| rest.first());
        let last = range.copied().unwrap_or(letters[at]);
        (letters[at]..=last).for_each(|byte| bytes.add(byte));
        at += if range.is_some() { 3 } else { 1 };
    }
    Ok(if negated { bytes.others() } else { bytes })
}

//! What a text must hold for a pattern to match: without it, the pattern is not even compiled.
//!
//! Books hold hundreds of patterns with long lists, of which a story needs a few. Compiling all of them would take
//! longer than reading a thousand stories.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::lists::{Lists, in_braces};
use super::needs::{Beginnings, Leads, Needed, Needs, Pieces, Stretch};

/// Finds what the patterns of one book need.
pub(super) struct Triggers<'l> {
    lists: &'l Lists,
    /// What was answered for a list before: lists are long and named often.
    known: RefCell<BTreeMap<String, Needs>>,
}

impl<'l> Triggers<'l> {
    /// For patterns that name `lists`.
    pub(super) fn new(lists: &'l Lists) -> Self {
        Triggers { lists, known: RefCell::default() }
    }

    /// What every match of `pattern` holds: a piece of each set. The set that is met in vain most rarely comes first.
    pub(super) fn of(&self, pattern: &str) -> Leads {
        let Needs { sets, first, length } = self.needs(pattern);
        // What may be empty begins with whatever follows.
        Leads { needed: sets, first: if length.least == 0 { Beginnings::ANY } else { first } }
    }

    /// What the list called `name` can begin with.
    pub(super) fn beginnings(&self, name: &str) -> Beginnings {
        if !self.known.borrow().contains_key(name) {
            self.of_list(name);
        }
        let known = self.known.borrow();
        match known.get(name) {
            Some(needs) if needs.length.least > 0 => needs.first,
            _ => Beginnings::ANY,
        }
    }

    fn needs(&self, pattern: &str) -> Needs {
        Reader { rest: pattern, triggers: self }.alternatives()
    }

    fn of_list(&self, name: &str) -> Needs {
        if let Some(built_in) = BUILT_IN.iter().find(|(word, _)| *word == name) {
            return Needs::nothing(built_in.1);
        }
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let needs = Needs::any_of(self.lists.entries(name).iter().map(|entry| self.needs(entry)).collect());
        self.known.borrow_mut().insert(name.to_owned(), needs.clone());
        needs
    }
}

/// How long a match can be of what patterns name in braces without a list.
const BUILT_IN: [(&str, Stretch); 2] =
    [("Name", Stretch { least: 1, most: RUN }), ("sent", Stretch { least: 0, most: 60 })];

/// How long a run of letters is taken to be that a pattern does not limit. Longer words than this are not written.
const RUN: usize = 40;

/// A place in a pattern.
struct Reader<'p> {
    rest: &'p str,
    triggers: &'p Triggers<'p>,
}

/// All that a sequence cannot do without, and the letters that are being read.
struct Sequence {
    needed: Vec<Needed>,
    run: String,
    /// Where the run begins.
    behind: Stretch,
    length: Stretch,
    first: Beginnings,
}

impl Sequence {
    fn new() -> Sequence {
        Sequence {
            needed: Vec::new(),
            run: String::new(),
            behind: Stretch::default(),
            length: Stretch::default(),
            first: Beginnings::NONE,
        }
    }

    /// Takes in a part of the sequence that stands there so many times.
    fn offer(&mut self, part: Needs, times: Stretch) {
        if times.least > 0 {
            let sets = part.sets.into_iter().flatten().filter(|set| !set.pieces.words().is_empty());
            self.needed.extend(sets.map(|set| Needed { behind: self.length.and(set.behind), ..set }));
        }
        self.go_on(part.length.times(times), part.first);
    }

    /// Passes over something that is so long and begins with one of these letters.
    fn go_on(&mut self, length: Stretch, first: Beginnings) {
        if self.length.least == 0 {
            self.first.add(&first);
        }
        self.length = self.length.and(length);
    }

    /// What the whole needs, the rarest first.
    fn needs(mut self) -> Needs {
        self.needed.sort_by_key(|set| set.pieces.cost);
        let sets = (!self.needed.is_empty()).then_some(self.needed);
        Needs { sets, length: self.length, first: self.first }
    }

    /// Adds letters to those that stand together.
    fn push(&mut self, letters: &str) {
        if self.run.is_empty() {
            self.behind = self.length;
        }
        self.run.push_str(letters);
        self.go_on(Stretch::exactly(letters.len()), Beginnings::of(letters.as_bytes()));
    }

    /// Ends the letters that stand together.
    fn close(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !run.trim().is_empty() {
            self.needed.push(Needed { pieces: Pieces::of(&run), behind: self.behind });
        }
    }
}

impl Reader<'_> {
    /// Reads up to the end or the bracket that closes a group.
    fn alternatives(&mut self) -> Needs {
        let first = self.sequence();
        if !self.rest.starts_with('|') {
            return first;
        }
        let mut branches = vec![first];
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            branches.push(self.sequence());
        }
        Needs::any_of(branches)
    }

    fn sequence(&mut self) -> Needs {
        if let Some(needs) = self.only_letters() {
            return needs;
        }
        let mut sequence = Sequence::new();
        while let Some(c) = self.rest.chars().next().filter(|c| *c != '|' && *c != ')') {
            let plain = plain_letters(self.rest);
            if plain > 0 {
                let (letters, rest) = self.rest.split_at(plain);
                sequence.push(letters);
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix("[[").or_else(|| self.rest.strip_prefix("]]")) {
                self.rest = rest;
            } else {
                self.atom(c, &mut sequence);
            }
        }
        sequence.close();
        sequence.needs()
    }

    /// Reads a branch of nothing but letters, as most are.
    fn only_letters(&mut self) -> Option<Needs> {
        let (letters, rest) = self.rest.split_at(plain_letters(self.rest));
        if letters.trim().is_empty() || !(rest.is_empty() || rest.starts_with(['|', ')'])) {
            return None;
        }
        self.rest = rest;
        let set = Needed { pieces: Pieces::of(letters), behind: Stretch::default() };
        let (length, first) = (Stretch::exactly(letters.len()), Beginnings::of(letters.as_bytes()));
        Some(Needs { sets: Some(vec![set]), length, first })
    }

    /// Reads one letter, class, group or list with what says how often it stands there.
    fn atom(&mut self, c: char, sequence: &mut Sequence) {
        if let Some((list, after)) = in_braces(self.rest) {
            self.rest = after;
            sequence.close();
            let needs = self.triggers.of_list(list);
            return sequence.offer(needs, self.quantifier(1));
        }
        match c {
            '(' => {
                sequence.close();
                self.rest = after_group_opening(self.rest);
                let needs = self.alternatives();
                self.rest = self.rest.strip_prefix(')').unwrap_or(self.rest);
                sequence.offer(needs, self.quantifier(4));
            }
            '[' => {
                sequence.close();
                self.rest = self.rest.split_once(']').map_or("", |(_, rest)| rest);
                sequence.offer(Needs::nothing(Stretch::exactly(1)), self.quantifier(RUN));
            }
            '\\' => {
                let escaped = self.rest[1..].chars().next().unwrap_or(' ');
                self.rest = &self.rest[1 + escaped.len_utf8().min(self.rest.len() - 1)..];
                self.letter(escaped, !escaped.is_ascii_alphanumeric(), sequence);
            }
            _ => {
                self.rest = &self.rest[c.len_utf8()..];
                self.letter(c, !matches!(c, '.' | '^' | '$' | '{'), sequence);
            }
        }
    }

    /// Adds a letter to the run, unless it may be left out or stands for others.
    fn letter(&mut self, c: char, literal: bool, sequence: &mut Sequence) {
        let times = self.quantifier(RUN);
        let mut room = [0; 4];
        let letter = &*c.encode_utf8(&mut room);
        if literal && times == Stretch::exactly(1) {
            return sequence.push(letter);
        }
        if literal && times.least > 0 {
            sequence.push(letter);
        }
        sequence.close();
        // Anchors and, wherever it may be meant, the edge of a word have no length.
        let least = if c == '.' { 1 } else { 0 };
        let first = if literal { Beginnings::of(letter.as_bytes()) } else { Beginnings::ANY };
        sequence.go_on(Stretch { least, most: letter.len() }.times(times), first);
    }

    /// Passes over `?`, `*`, `+` or a count; how often what stands before is there, where `many` stands for any number.
    fn quantifier(&mut self, many: usize) -> Stretch {
        let mut times = Stretch::exactly(1);
        if let Some(rest) = self.rest.strip_prefix('?') {
            times.least = 0;
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix('*') {
            times = Stretch { least: 0, most: many };
            self.rest = rest;
        } else if let Some(rest) = self.rest.strip_prefix('+') {
            times.most = many;
            self.rest = rest;
        } else if self.rest.starts_with('{') && in_braces(self.rest).is_none() {
            let (count, rest) = self.rest[1..].split_once('}').unwrap_or_default();
            let (least, most) = count.split_once(',').unwrap_or((count, count));
            times = Stretch { least: least.parse().unwrap_or(0), most: most.parse().unwrap_or(many) };
            self.rest = rest;
        }
        self.rest = self.rest.strip_prefix('?').unwrap_or(self.rest);
        times
    }
}

/// How many bytes `rest` begins with that stand for themselves, each once.
pub(super) fn plain_letters(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let plain =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b' ' | b'\'' | b'-');
    let length = bytes.iter().position(|byte| !plain(byte)).unwrap_or(bytes.len());
    let repeated = bytes.get(length).is_some_and(|next| matches!(next, b'?' | b'*' | b'+' | b'{'));
    length - usize::from(repeated && length > 0)
}

/// `rest` behind "(", "(?:" or "(?<name>".
fn after_group_opening(rest: &str) -> &str {
    let inner = &rest[1..];
    if let Some(plain) = inner.strip_prefix("?:") {
        return plain;
    }
    match inner.strip_prefix("?<").or_else(|| inner.strip_prefix("?P<")) {
        Some(named) => named.split_once('>').map_or("", |(_, rest)| rest),
        None => inner,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn every_match_holds_a_trigger() {
        let raw = BTreeMap::from([("kid".to_owned(), vec!["child(?:ren)?".to_owned(), "boys?".to_owned()])]);
        let lists = Lists::new(raw).unwrap();
        for (pattern, expected) in [
            ("triplets?", Some(vec![vec!["triplet"]])),
            ("(?:the|an?) {kid}", Some(vec![vec!["child", "boy"], vec!["the", "a"]])),
            ("(?:old )?{kid}s?", Some(vec![vec!["child", "boy"]])),
            (
                "pregnant[[, with (?:twins|triplets)]]",
                Some(vec![vec!["pregnant, with "], vec!["twins", "triplets"]]),
            ),
            ("colou?r of{2,3} [a-z]+", Some(vec![vec!["colo"], vec!["r of"]])),
            ("[a-z]+", None),
            ("(?:one|[0-9]+)", None),
            (r"st\. (?<name>mary)", Some(vec![vec!["mary"], vec!["st. "]])),
            (
                "(?:left school|was out of work) at 14",
                Some(vec![vec!["left school", "was out of work"], vec![" at 14"]]),
            ),
        ] {
            let found = Triggers::new(&lists).of(pattern);
            let found = found
                .needed
                .map(|sets| sets.iter().map(|set| set.pieces.words().to_vec()).collect::<Vec<_>>());
            let owned = |set: Vec<&str>| set.into_iter().map(Arc::from).collect::<Vec<Arc<str>>>();
            let expected = expected.map(|sets| sets.into_iter().map(owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{pattern}");
        }
    }
}

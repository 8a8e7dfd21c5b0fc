//! A pattern as a tree that can be tried at a place of a text (`walk`), with a list for one leaf however long it is.
//!
//! A regular expression holds its lists itself: each pattern that names a list of a thousand words is a large automaton,
//! and of three hundred that a story asks for, a dozen match anything. The tree says only whether a match begins; what
//! the match holds, the regular expression says.

use std::collections::BTreeMap;

use regex_automata::util::syntax;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::FactsError;
use super::lists::Lists;
use super::needs::Beginnings;
use super::walk::begins_with;

/// A part of a pattern.
pub(super) enum Tree {
    Bytes(Box<[u8]>),
    One(Box<Bytes>),
    Edge(Edge),
    Sequence(Box<[Tree]>),
    Choice(Choice),
    Repeat(Box<Repeat>),
    /// One of these so often as it stands there, and so often at least; what follows is none of them.
    Run(u32, Box<Bytes>),
    /// The list of the book with this number.
    List(u32),
}

/// What stands between two letters.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    OfWord,
    NotOfWord,
    OfText,
    EndOfText,
}

/// One branch of several.
pub(super) struct Choice {
    /// Each with what it can begin with.
    branches: Box<[(Bytes, Tree)]>,
    /// For a few branches it is not worth its room.
    by_byte: Option<Table>,
}

/// The branches that can go on with each byte.
struct Table {
    /// One byte after the other.
    numbers: Box<[u16]>,
    /// Where those of a byte begin.
    starts: Box<[u16; 257]>,
}

/// A branch that begins with these letters, and what follows them.
type Lettered = (Box<[u8]>, Vec<Tree>);

/// A part so many times.
pub(super) struct Repeat {
    pub(super) least: u32,
    /// `None` for any number.
    pub(super) most: Option<u32>,
    pub(super) part: Tree,
}

/// A set of bytes.
#[derive(Clone, Copy)]
pub(super) struct Bytes([u64; 4]);

impl Bytes {
    const NONE: Bytes = Bytes([0; 4]);
    const ALL: Bytes = Bytes([u64::MAX; 4]);

    pub(super) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn or(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}

/// The letter that stands for the list with this number in what [`Tree::parse`] reads. Of private use, so that nobody
/// writes it.
pub(super) fn letter_of_list(number: u32) -> Option<char> {
    char::from_u32(FIRST_LETTER + number).filter(|letter| is_list(*letter))
}

fn is_list(letter: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&letter)
}

const FIRST_LETTER: u32 = 0xe000;

impl Tree {
    /// Reads a regular expression over folded text, with a letter for each of `lists`.
    ///
    /// # Errors
    /// [`FactsError::Pattern`] if it is none, or holds what trees cannot.
    pub(super) fn parse(source: &str, lists: &Lists) -> Result<Tree, FactsError> {
        let bytes = syntax::Config::new().unicode(false).utf8(false);
        let hir = syntax::parse_with(source, &bytes).map_err(|_| FactsError::Pattern)?;
        Tree::of(&hir, lists).ok_or(FactsError::Pattern)
    }

    /// One of several.
    pub(super) fn choice(branches: Vec<Tree>, lists: &Lists) -> Tree {
        Tree::Choice(Choice::new(branches, lists))
    }

    fn of(hir: &Hir, lists: &Lists) -> Option<Tree> {
        let of = |part: &Hir| Tree::of(part, lists);
        Some(match hir.kind() {
            HirKind::Empty => Tree::Sequence(Box::default()),
            HirKind::Literal(literal) => Tree::literal(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => Tree::class(class, lists)?,
            HirKind::Look(Look::WordAscii) => Tree::Edge(Edge::OfWord),
            HirKind::Look(Look::WordAsciiNegate) => Tree::Edge(Edge::NotOfWord),
            HirKind::Look(Look::Start) => Tree::Edge(Edge::OfText),
            HirKind::Look(Look::End) => Tree::Edge(Edge::EndOfText),
            HirKind::Look(_) => return None,
            HirKind::Repetition(one) => {
                Tree::Repeat(Box::new(Repeat { least: one.min, most: one.max, part: of(&one.sub)? }))
            }
            HirKind::Capture(group) => of(&group.sub)?,
            HirKind::Concat(parts) => with_runs(parts.iter().map(of).collect::<Option<_>>()?),
            HirKind::Alternation(branches) => {
                Tree::choice(branches.iter().map(of).collect::<Option<_>>()?, lists)
            }
        })
    }

    /// Letters that stand for themselves or for lists.
    pub(super) fn literal(letters: &str) -> Tree {
        let mut parts = Vec::new();
        for piece in letters.split_inclusive(is_list) {
            let list = piece.chars().next_back().filter(|last| is_list(*last));
            let plain = &piece[..piece.len() - list.map_or(0, char::len_utf8)];
            parts.extend((!plain.is_empty()).then(|| Tree::Bytes(plain.as_bytes().into())));
            parts.extend(list.map(|list| Tree::List(u32::from(list) - FIRST_LETTER)));
        }
        in_sequence(parts)
    }

    /// A class of bytes; of branches that are one letter each, the parser makes a class too.
    fn class(class: &Class, lists: &Lists) -> Option<Tree> {
        let mut bytes = Bytes::NONE;
        let mut branches = Vec::new();
        match class {
            Class::Bytes(class) => {
                class.iter().for_each(|range| (range.start()..=range.end()).for_each(|byte| bytes.add(byte)));
            }
            Class::Unicode(class) => {
                for letter in class.iter().flat_map(|range| range.start()..=range.end()) {
                    match u8::try_from(letter).ok().filter(u8::is_ascii) {
                        Some(byte) => bytes.add(byte),
                        None if is_list(letter) => {
                            branches.push(Tree::literal(letter.encode_utf8(&mut [0; 4])))
                        }
                        None => return None,
                    }
                }
            }
        }
        if branches.is_empty() {
            return Some(Tree::One(Box::new(bytes)));
        }
        branches.push(Tree::One(Box::new(bytes)));
        Some(Tree::choice(branches, lists))
    }

    /// Whether a match may begin with a blank, and whether it may be empty.
    pub(super) fn blank(&self, lists: &Lists) -> (bool, bool) {
        match self {
            Tree::Bytes(letters) => (letters[0] == b' ', false),
            Tree::One(bytes) => (bytes.has(b' '), false),
            Tree::Run(least, bytes) => (bytes.has(b' '), *least == 0),
            Tree::Edge(_) => (false, true),
            Tree::Sequence(parts) => {
                // Up to the first part that is never empty.
                let mut blank = false;
                let never_empty = parts.iter().any(|part| {
                    let (begins, empty) = part.blank(lists);
                    blank |= begins;
                    !empty
                });
                (blank, !never_empty)
            }
            Tree::Choice(choice) => choice.branches.iter().fold((false, false), |all, (_, branch)| {
                let (blank, empty) = branch.blank(lists);
                (all.0 || blank, all.1 || empty)
            }),
            Tree::Repeat(repeat) => {
                let (blank, empty) = repeat.part.blank(lists);
                (blank, empty || repeat.least == 0)
            }
            Tree::List(number) => lists.tree(*number).map_or((true, true), |tree| tree.blank(lists)),
        }
    }

    /// The letters with which every match begins, where the tree tells them at once.
    fn letters(&self) -> Option<&[u8]> {
        match self {
            Tree::Bytes(letters) => Some(letters),
            Tree::Sequence(parts) => match parts.first() {
                Some(Tree::Bytes(letters)) => Some(letters),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a match that is not empty can begin with, and whether it may be empty.
    fn first(&self, lists: &Lists) -> (Bytes, bool) {
        match self {
            Tree::Bytes(letters) => {
                let mut first = Bytes::NONE;
                first.add(letters[0]);
                (first, false)
            }
            Tree::One(bytes) => (**bytes, false),
            Tree::Run(least, bytes) => (**bytes, *least == 0),
            Tree::Edge(_) => (Bytes::NONE, true),
            Tree::Sequence(parts) => {
                let mut all = Bytes::NONE;
                for part in parts {
                    let (first, empty) = part.first(lists);
                    all = all.or(first);
                    if !empty {
                        return (all, false);
                    }
                }
                (all, true)
            }
            Tree::Choice(choice) => {
                choice.branches.iter().fold((Bytes::NONE, false), |(all, any), (_, branch)| {
                    let (first, empty) = branch.first(lists);
                    (all.or(first), any || empty)
                })
            }
            Tree::Repeat(repeat) => {
                let (first, empty) = repeat.part.first(lists);
                (first, empty || repeat.least == 0)
            }
            Tree::List(number) => {
                let beginnings = lists.beginnings(*number);
                let mut first = Bytes::NONE;
                (0..=u8::MAX).filter(|byte| beginnings.has(*byte)).for_each(|byte| first.add(byte));
                (first, *beginnings == Beginnings::ANY)
            }
        }
    }
}

impl Choice {
    fn new(branches: Vec<Tree>, lists: &Lists) -> Choice {
        let first = |branch: Tree| match branch.first(lists) {
            (_, true) => (Bytes::ALL, branch),
            (first, false) => (first, branch),
        };
        let branches: Box<[(Bytes, Tree)]> = factored(branches, lists).into_iter().map(first).collect();
        let worth_it = (WORTH_A_TABLE..usize::from(u16::MAX)).contains(&branches.len());
        let by_byte = if worth_it { Choice::table(&branches) } else { None };
        Choice { branches, by_byte }
    }

    fn table(branches: &[(Bytes, Tree)]) -> Option<Table> {
        let (mut numbers, mut starts) = (Vec::new(), Box::new([0; 257]));
        for byte in 0..=u8::MAX {
            let fits = |(_, (first, _)): &(u16, &(Bytes, Tree))| first.has(byte);
            numbers.extend((0u16..).zip(branches).filter(fits).map(|(number, _)| number));
            starts[usize::from(byte) + 1] = u16::try_from(numbers.len()).ok()?;
        }
        Some(Table { numbers: numbers.into_boxed_slice(), starts })
    }

    /// Calls `each` with the branches that can match where the text goes on with `rest`.
    pub(super) fn each_fitting(&self, rest: &[u8], mut each: impl FnMut(&Tree)) {
        let mut offer = |branch: &Tree| {
            if branch.letters().is_none_or(|letters| begins_with(rest, letters)) {
                each(branch);
            }
        };
        match (&self.by_byte, rest.first()) {
            (Some(Table { numbers, starts }), Some(next)) => {
                let next = usize::from(*next);
                let numbers = &numbers[usize::from(starts[next])..usize::from(starts[next + 1])];
                numbers.iter().for_each(|number| offer(&self.branches[usize::from(*number)].1));
            }
            (_, next) => {
                let fits = |first: &Bytes| next.is_none_or(|next| first.has(*next));
                self.branches.iter().filter(|(first, _)| fits(first)).for_each(|(_, branch)| offer(branch));
            }
        }
    }
}

/// The same branches, where those that begin with the same letters are one, so that a long list is read like a dictionary.
fn factored(branches: Vec<Tree>, lists: &Lists) -> Vec<Tree> {
    let mut by_letter: BTreeMap<u8, Vec<Lettered>> = BTreeMap::new();
    let mut others = Vec::new();
    for branch in branches {
        let mut parts = match branch {
            Tree::Sequence(parts) => parts.into_vec(),
            one => vec![one],
        };
        match parts.first_mut() {
            Some(Tree::Bytes(letters)) => {
                let letters = std::mem::take(letters);
                by_letter.entry(letters[0]).or_default().push((letters, parts.split_off(1)));
            }
            _ => others.push(in_sequence(parts)),
        }
    }
    others.extend(by_letter.into_values().map(|branches| joined(branches, lists)));
    others
}

/// Branches that begin with the same letter, and what follows the letters that they begin with.
fn joined(branches: Vec<Lettered>, lists: &Lists) -> Tree {
    let first = branches[0].0.clone();
    let alike = |other: &[u8]| first.iter().zip(other).take_while(|(one, other)| one == other).count();
    let shared = branches.iter().map(|(letters, _)| alike(letters)).min().unwrap_or_default();
    let rest = |(letters, mut parts): Lettered| {
        if shared < letters.len() {
            parts.insert(0, Tree::Bytes(letters[shared..].into()));
        }
        in_sequence(parts)
    };
    let mut rests: Vec<Tree> = branches.into_iter().map(rest).collect();
    let rest = if rests.len() == 1 { rests.remove(0) } else { Tree::choice(rests, lists) };
    match rest {
        Tree::Sequence(parts) if parts.is_empty() => Tree::Bytes(first),
        rest => in_sequence(vec![Tree::Bytes(first[..shared].into()), rest]),
    }
}

/// `parts` one after the other. Letters before a sign that is none of them end just there.
fn with_runs(mut parts: Vec<Tree>) -> Tree {
    for at in 1..parts.len() {
        let Tree::Bytes(next) = &parts[at] else { continue };
        let Tree::Repeat(repeat) = &parts[at - 1] else { continue };
        if let Repeat { least, most: None, part: Tree::One(bytes) } = &**repeat
            && !bytes.has(next[0])
        {
            parts[at - 1] = Tree::Run(*least, bytes.clone());
        }
    }
    in_sequence(parts)
}

/// `parts` one after the other.
fn in_sequence(mut parts: Vec<Tree>) -> Tree {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Tree::Sequence(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Tree::Sequence(flat.into())
}

/// Of so many branches a table tells those that can match.
const WORTH_A_TABLE: usize = 16;

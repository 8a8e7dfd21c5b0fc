//! A pattern as a tree that can be tried at a place of a text (`walk`), with a list for one leaf however long it is.
//!
//! A regular expression holds its lists itself: each pattern that names a list of a thousand words is a large automaton,
//! and of three hundred that a story asks for, a dozen match anything. The tree says only whether a match begins; what
//! the match holds, the regular expression says.

use crate::bytes::Bytes;
use crate::lists::Lists;
use crate::needs::Beginnings;
use crate::syntax::{self, Build, Edge, Times};
use crate::walk::begins_with;

/// A part of a pattern.
pub(crate) enum Tree {
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

/// One branch of several.
pub(crate) struct Choice {
    /// The first letters of the branches that begin with letters. No two of them begin with the same one.
    first_letters: Bytes,
    /// Those branches, in the order of their first letters.
    lettered: Box<[Lettered]>,
    /// Each other branch, with what it can begin with.
    others: Box<[(Bytes, Tree)]>,
    /// For a few of these it is not worth its room.
    by_byte: Option<Table>,
}

/// A branch that begins with letters, and what follows them.
pub(crate) struct Lettered {
    pub(crate) letters: Box<[u8]>,
    pub(crate) rest: Tree,
}

/// The branches that can go on with each byte.
struct Table {
    /// One byte after the other.
    numbers: Box<[u16]>,
    /// Where those of a byte begin.
    starts: Box<[u16; 257]>,
}

/// A part so many times.
pub(crate) struct Repeat {
    pub(crate) least: u32,
    /// `None` for any number.
    pub(crate) most: Option<u32>,
    pub(crate) part: Tree,
}

impl Tree {
    /// Reads a pattern, or an entry of one of `lists`; `None` if it holds what trees cannot.
    pub(crate) fn of(pattern: &str, lists: &Lists) -> Option<Tree> {
        syntax::read(pattern, &mut Trees(lists)).ok()
    }

    /// One of several.
    pub(crate) fn choice(branches: Vec<Tree>, lists: &Lists) -> Tree {
        Tree::Choice(Choice::new(branches, lists))
    }

    /// The same up to the edge of a word.
    pub(crate) fn up_to_edge(self) -> Tree {
        in_sequence(vec![self, Tree::Edge(Edge::OfWord)])
    }

    /// Whether a match may begin with a blank, and whether it may be empty.
    pub(crate) fn blank(&self, lists: &Lists) -> (bool, bool) {
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
            Tree::Choice(choice) => {
                let blank = choice.first_letters.has(b' ');
                choice.others.iter().fold((blank, false), |all, (_, branch)| {
                    let (blank, empty) = branch.blank(lists);
                    (all.0 || blank, all.1 || empty)
                })
            }
            Tree::Repeat(repeat) => {
                let (blank, empty) = repeat.part.blank(lists);
                (blank, empty || repeat.least == 0)
            }
            Tree::List(number) => lists.tree(*number).map_or((true, true), |tree| tree.blank(lists)),
        }
    }

    /// What a match that is not empty can begin with, and whether it may be empty.
    fn first(&self, lists: &Lists) -> (Bytes, bool) {
        match self {
            Tree::Bytes(letters) => (Bytes::from_iter([letters[0]]), false),
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
                choice.others.iter().fold((choice.first_letters, false), |(all, any), (_, branch)| {
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
                let first = (0..=u8::MAX).filter(|byte| beginnings.has(*byte)).collect();
                (first, *beginnings == Beginnings::ANY)
            }
        }
    }
}

/// Makes trees of patterns that name these lists.
struct Trees<'l>(&'l Lists);

impl Build for Trees<'_> {
    type Part = Tree;

    fn letters(&mut self, letters: &str) -> Tree {
        Tree::Bytes(letters.as_bytes().into())
    }

    fn one_of(&mut self, bytes: Bytes) -> Tree {
        Tree::One(Box::new(bytes))
    }

    fn edge(&mut self, edge: Edge) -> Tree {
        Tree::Edge(edge)
    }

    fn list(&mut self, name: &str) -> Option<Tree> {
        self.0.number(name).map(Tree::List)
    }

    fn times(&mut self, part: Tree, Times { least, most, .. }: Times) -> Tree {
        Tree::Repeat(Box::new(Repeat { least, most, part }))
    }

    fn sequence(&mut self, parts: Vec<Tree>) -> Tree {
        with_runs(parts)
    }

    fn choice(&mut self, branches: Vec<Tree>) -> Tree {
        Tree::choice(branches, self.0)
    }
}

impl Choice {
    fn new(branches: Vec<Tree>, lists: &Lists) -> Choice {
        let (lettered, others) = factored(branches, lists);
        let mut first_letters = Bytes::NONE;
        lettered.iter().for_each(|branch| first_letters.add(branch.letters[0]));
        let first = |branch: Tree| match branch.first(lists) {
            (_, true) => (Bytes::ALL, branch),
            (first, false) => (first, branch),
        };
        let others: Box<[(Bytes, Tree)]> = others.into_iter().map(first).collect();
        let worth_it = (WORTH_A_TABLE..usize::from(u16::MAX)).contains(&others.len());
        let by_byte = if worth_it { Choice::table(&others) } else { None };
        Choice { first_letters, lettered: lettered.into(), others, by_byte }
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

    /// The branch that begins with the letters with which the text goes on in `rest`.
    pub(crate) fn lettered(&self, rest: &[u8]) -> Option<&Lettered> {
        let first = *rest.first().filter(|first| self.first_letters.has(**first))?;
        let branch = &self.lettered[self.first_letters.below(first)];
        begins_with(rest, &branch.letters).then_some(branch)
    }

    /// Calls `each` with the other branches that can match where the text goes on with `next`.
    pub(crate) fn each_other(&self, next: Option<&u8>, mut each: impl FnMut(&Tree)) {
        match (&self.by_byte, next) {
            (Some(Table { numbers, starts }), Some(next)) => {
                let next = usize::from(*next);
                let numbers = &numbers[usize::from(starts[next])..usize::from(starts[next + 1])];
                numbers.iter().for_each(|number| each(&self.others[usize::from(*number)].1));
            }
            (_, next) => {
                let fits = |first: &Bytes| next.is_none_or(|next| first.has(*next));
                self.others.iter().filter(|(first, _)| fits(first)).for_each(|(_, branch)| each(branch));
            }
        }
    }
}

/// The letters that a branch begins with, and what follows them.
type Split = (Box<[u8]>, Vec<Tree>);

/// The branches that begin with letters, one for each first letter and in the order of these, so that a long list is read
/// like a dictionary; and the others.
fn factored(branches: Vec<Tree>, lists: &Lists) -> (Vec<Lettered>, Vec<Tree>) {
    let mut lettered: Vec<Split> = Vec::with_capacity(branches.len());
    let mut others = Vec::new();
    for branch in branches {
        match branch {
            Tree::Bytes(letters) => lettered.push((letters, Vec::new())),
            Tree::Sequence(parts) if matches!(parts.first(), Some(Tree::Bytes(_))) => {
                let mut parts = parts.into_vec();
                if let Tree::Bytes(letters) = parts.remove(0) {
                    lettered.push((letters, parts));
                }
            }
            other => others.push(other),
        }
    }
    // Stable: of branches with the same letter the order is that of the list.
    lettered.sort_by_key(|(letters, _)| letters[0]);
    let mut joint = Vec::new();
    let mut ahead = lettered.into_iter().peekable();
    while let Some(first) = ahead.next() {
        let letter = first.0[0];
        let mut alike = vec![first];
        while let Some(next) = ahead.next_if(|(letters, _)| letters[0] == letter) {
            alike.push(next);
        }
        joint.push(joined(alike, lists));
    }
    (joint, others)
}

/// Branches that begin with the same letter as one.
fn joined(branches: Vec<Split>, lists: &Lists) -> Lettered {
    let first = &branches[0].0;
    let alike = |other: &[u8]| first.iter().zip(other).take_while(|(one, other)| one == other).count();
    let shared = branches.iter().map(|(letters, _)| alike(letters)).min().unwrap_or_default();
    let letters = first[..shared].into();
    let rest = |(letters, mut parts): Split| {
        if shared < letters.len() {
            parts.insert(0, Tree::Bytes(letters[shared..].into()));
        }
        in_sequence(parts)
    };
    let mut rests: Vec<Tree> = branches.into_iter().map(rest).collect();
    let rest = if rests.len() == 1 { rests.remove(0) } else { Tree::choice(rests, lists) };
    Lettered { letters, rest }
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

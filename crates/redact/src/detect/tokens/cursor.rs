//! A place among the tokens, from which rules read on.

use std::ops::RangeInclusive;

use super::{Gap, Sense, Shape, Token};

/// A place between two tokens. Reading returns the place behind what was read; a failed reading changes nothing, so
/// that rules can be tried one after the other.
///
/// No rule reads over a blank line: tokens behind one are not there, except the first token of a rule.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'t> {
    tokens: &'t [Token],
    first: usize,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The place before the token with index `at`, where a rule begins.
    pub(crate) fn new(tokens: &'t [Token], at: usize) -> Self {
        Cursor { tokens, first: at, at }
    }

    /// The place before the first token of `text` that begins at byte `start` or behind it.
    pub(crate) fn at_byte(tokens: &'t [Token], start: usize) -> Self {
        Cursor::new(tokens, tokens.partition_point(|token| token.start < start))
    }

    /// The index of the next token.
    pub(crate) fn index(self) -> usize {
        self.at
    }

    /// Whether nothing was read yet.
    pub(crate) fn is_first(self) -> bool {
        self.at == self.first
    }

    /// The next token.
    pub(crate) fn token(self) -> Option<&'t Token> {
        let token = self.tokens.get(self.at)?;
        (self.is_first() || token.gap < Gap::Break).then_some(token)
    }

    /// The place behind the next token, whatever it is.
    pub(crate) fn skip(self) -> Option<Self> {
        self.token().map(|_| Cursor { at: self.at + 1, ..self })
    }

    /// The place before the previous token, as a place where a rule begins; `None` at the beginning or a blank line.
    pub(crate) fn back(self) -> Option<Self> {
        let joined = self.tokens.get(self.at).is_none_or(|token| token.gap < Gap::Break);
        self.at.checked_sub(1).filter(|_| joined).map(|at| Cursor { first: at, at, ..self })
    }

    /// The token before, unless a blank line stands behind it.
    pub(crate) fn previous(self) -> Option<&'t Token> {
        self.back()?.token()
    }

    /// Whether the token before has one of `senses`.
    pub(crate) fn follows(self, senses: &[Sense]) -> bool {
        self.previous().is_some_and(|token| token.senses.iter().any(|sense| senses.contains(sense)))
    }

    /// Whether the number here is the tail of something longer: "v1.2", "18403/91", "£12", "12:30". Only asked where a
    /// rule begins: inside a rule, marks between numbers are its own.
    pub(crate) fn is_tail(self) -> bool {
        let Some(before) = self.previous().filter(|_| self.is_first()) else { return false };
        let tight = self.token().is_some_and(|token| token.gap == Gap::None);
        match before.shape {
            Shape::Word { .. } => tight,
            Shape::Mark('£' | '$' | '€' | '#' | '№') => true,
            Shape::Mark('/' | '.' | ',' | ':' | '-' | '_' | '\\' | '=' | '@' | '+') => {
                tight && self.back().is_some_and(Self::is_glued_to_a_number)
            }
            Shape::Mark(_) | Shape::Number(..) => false,
        }
    }

    fn is_glued_to_a_number(self) -> bool {
        self.is_tight() && self.previous().is_some_and(|token| matches!(token.shape, Shape::Number(..)))
    }

    /// Whether the number read so far goes on as something else: "12/03/2014/7", "2014.5", "2014%", "2014km".
    pub(crate) fn is_head(self) -> bool {
        let Some(next) = self.token().filter(|_| self.is_tight()) else { return false };
        match next.shape {
            // ISO 8601 puts a T between date and time.
            Shape::Word { capital } => !(capital && next.end - next.start == 1),
            Shape::Number(..) => true,
            Shape::Mark('%' | '_' | '@' | '°') => true,
            Shape::Mark('/' | '.' | ',' | '-' | ':') => {
                self.skip().is_some_and(|after| after.is_tight() && after.digits(1..=20).is_some())
            }
            Shape::Mark(_) => false,
        }
    }

    /// Whether the token before is this mark.
    pub(crate) fn follows_mark(self, mark: char) -> bool {
        self.previous().is_some_and(|token| token.shape == Shape::Mark(mark))
    }

    /// Where the first byte of the next token is.
    pub(crate) fn start(self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0, |token| token.start)
    }

    /// Where the token before ends: the end of what was read so far.
    pub(crate) fn end(self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end)
    }

    /// Whether the next token has this sense.
    pub(crate) fn is(self, sense: Sense) -> bool {
        self.token().is_some_and(|token| token.senses.contains(&sense))
    }

    /// Whether the text around has no capital letter, as messages typed in haste have none.
    pub(crate) fn is_uncased(self) -> bool {
        let near = self.at.saturating_sub(UNCASED_SPAN)..(self.at + UNCASED_SPAN).min(self.tokens.len());
        !self.tokens[near].iter().any(|token| token.shape == Shape::Word { capital: true })
    }

    /// Whether the next token follows without a blank.
    pub(crate) fn is_tight(self) -> bool {
        self.token().is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether the next token is a word with a capital.
    pub(crate) fn is_capital(self) -> bool {
        self.token().is_some_and(|token| token.shape == Shape::Word { capital: true })
    }

    /// Whether the next token is a word.
    pub(crate) fn is_word(self) -> bool {
        self.token().is_some_and(|token| matches!(token.shape, Shape::Word { .. }))
    }

    /// Whether the next token is this mark.
    pub(crate) fn is_mark(self, mark: char) -> bool {
        self.token().is_some_and(|token| token.shape == Shape::Mark(mark))
    }

    /// Reads a word that has this sense.
    pub(crate) fn word(self, sense: Sense) -> Option<Self> {
        if self.is(sense) { self.skip() } else { None }
    }

    /// Reads a word that has one of these senses.
    pub(crate) fn any(self, senses: &[Sense]) -> Option<Self> {
        senses.iter().find_map(|sense| self.word(*sense))
    }

    /// Reads this mark.
    pub(crate) fn mark(self, mark: char) -> Option<Self> {
        if self.is_mark(mark) { self.skip() } else { None }
    }

    /// Reads this mark if no blank stands before it.
    pub(crate) fn tight_mark(self, mark: char) -> Option<Self> {
        if self.is_tight() { self.mark(mark) } else { None }
    }

    /// The place behind a dash, if one stands here.
    pub(crate) fn past_dash(self) -> Self {
        self.maybe(|c| c.mark('-'))
    }

    /// Reads a number written with this many digits.
    pub(crate) fn digits(self, count: RangeInclusive<usize>) -> Option<(u32, Self)> {
        match self.token()?.shape {
            Shape::Number(value, digits) if count.contains(&digits) => Some((value, self.skip()?)),
            _ => None,
        }
    }

    /// Reads words that have these senses, one after the other.
    pub(crate) fn words(self, senses: &[Sense]) -> Option<Self> {
        senses.iter().try_fold(self, |place, sense| place.word(*sense))
    }

    /// Whether a token with this sense is among the next `tokens` of the same sentence.
    pub(crate) fn leads_to(self, sense: Sense, tokens: usize) -> bool {
        std::iter::successors(Some(self), |place| place.skip())
            .take(tokens)
            .take_while(|place| {
                !matches!(
                    place.token().map(|token| token.shape),
                    None | Some(Shape::Mark('.' | '!' | '?' | ';'))
                )
            })
            .any(|place| place.is(sense))
    }

    /// What `read` leads to, or this place if it reads nothing: for what may be left out.
    pub(crate) fn maybe(self, read: impl FnOnce(Self) -> Option<Self>) -> Self {
        read(self).unwrap_or(self)
    }

    /// The value that the first fitting sense of the next word gives, and the place behind the word.
    pub(crate) fn sense<T>(self, pick: impl Fn(Sense) -> Option<T>) -> Option<(T, Self)> {
        let value = self.token()?.senses.iter().find_map(|sense| pick(*sense))?;
        Some((value, self.skip()?))
    }
}

/// How many tokens to either side must be without a capital: a sentence or two.
const UNCASED_SPAN: usize = 40;

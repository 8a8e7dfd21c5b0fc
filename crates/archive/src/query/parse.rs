//! Reading what was typed. Cannot fail: what does not fit is passed over with a notice.
//!
//! ```text
//! any   = all { OR all }
//! all   = part { [AND] part }
//! part  = { NOT } ( "(" any ")" | field value | quotation | word )
//! ```

use std::ops::Range;

use storyveil_redact::Thesaurus;

use super::lower::{spaced, within_one_edit};
use super::token::{Kind, Token, tokens};
use super::words::is_function_word;
use super::{Asked, Facet, Ignored, Notice, Query};
use crate::analysis::folded;

/// What `text` asks for, and what of it was passed over.
pub(super) fn parse(text: &str) -> (Asked, Vec<Notice>) {
    let mut notices = Vec::new();
    let text = shortened(text, &mut notices);
    if text.trim().is_empty() {
        return (Asked::Everything, notices);
    }
    let mut parser =
        Parser { text, tokens: tokens(text), at: 0, depth: 0, words_left: Query::MOST_WORDS, notices };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.any());
        if let Some(token) = parser.take_if(Kind::Close) {
            parser.notice(token.range, Ignored::LoneBracket);
        }
    }
    let mut notices = parser.notices;
    notices.sort_by_key(|notice| notice.range.start);
    notices.truncate(MOST_NOTICES);
    (joined(parts, Asked::All).unwrap_or(Asked::Nothing), notices)
}

/// More notices than these help nobody; a thousand brackets would give a thousand.
const MOST_NOTICES: usize = 10;

fn shortened<'a>(text: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    if text.len() <= Query::MOST_BYTES {
        return text;
    }
    let end = (0..=Query::MOST_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    notices.push(Notice { range: end..text.len(), reason: Ignored::TooLong });
    &text[..end]
}

/// One part stands for itself, several are joined, none is nothing.
fn joined(mut parts: Vec<Asked>, join: fn(Vec<Asked>) -> Asked) -> Option<Asked> {
    if parts.len() <= 1 { parts.pop() } else { Some(join(parts)) }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    words_left: usize,
    notices: Vec<Notice>,
}

impl Parser<'_> {
    fn notice(&mut self, range: Range<usize>, reason: Ignored) {
        self.notices.push(Notice { range, reason });
    }

    fn peek(&self) -> Option<Kind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn take_if(&mut self, kind: Kind) -> Option<Token> {
        if self.peek() == Some(kind) { self.take() } else { None }
    }

    /// Parts joined by `OR`, up to a closing bracket or the end.
    fn any(&mut self) -> Option<Asked> {
        let mut parts: Vec<Asked> = self.all().into_iter().collect();
        while let Some(or) = self.take_if(Kind::Or) {
            let next = self.all();
            if parts.is_empty() || next.is_none() {
                self.notice(or.range, Ignored::LoneOperator);
            }
            parts.extend(next);
        }
        joined(parts, Asked::Any)
    }

    /// Parts side by side or joined by `AND`.
    fn all(&mut self) -> Option<Asked> {
        let mut parts = Vec::new();
        while let Some(kind) = self.peek().filter(|kind| !matches!(kind, Kind::Or | Kind::Close)) {
            if kind != Kind::And {
                parts.extend(self.part());
                continue;
            }
            let and = self.take().expect("it was just seen");
            if parts.is_empty() || matches!(self.peek(), None | Some(Kind::And | Kind::Or | Kind::Close)) {
                self.notice(and.range, Ignored::LoneOperator);
            }
        }
        joined(parts, Asked::All)
    }

    fn part(&mut self) -> Option<Asked> {
        let token = self.take()?;
        match token.kind {
            Kind::Not => self.denied(token),
            Kind::Open => self.bracket(token),
            Kind::Field => self.field(token),
            Kind::Quotation { closed } => self.quotation(&token, closed),
            _ => self.word(&token),
        }
    }

    /// What follows, denied. Two denials cancel out.
    fn denied(&mut self, mut not: Token) -> Option<Asked> {
        let mut deny = true;
        while let Some(again) = self.take_if(Kind::Not) {
            (not, deny) = (again, !deny);
        }
        let part = match self.peek() {
            None | Some(Kind::And | Kind::Or | Kind::Close) => None,
            Some(_) => self.part(),
        };
        match part {
            Some(part) if deny => Some(Asked::Not(Box::new(part))),
            Some(part) => Some(part),
            None => {
                self.notice(not.range, Ignored::LoneOperator);
                None
            }
        }
    }

    fn bracket(&mut self, open: Token) -> Option<Asked> {
        if self.depth == Query::MOST_DEPTH {
            self.notice(open.range, Ignored::TooDeep);
            return None; // What stands inside is read as if the brackets were not there.
        }
        self.depth += 1;
        let inside = self.any();
        self.depth -= 1;
        if self.take_if(Kind::Close).is_none() {
            self.notice(open.range, Ignored::LoneBracket);
        }
        inside
    }

    fn field(&mut self, token: Token) -> Option<Asked> {
        let name = self.text[token.inner.clone()].to_lowercase();
        let facet = Facet::ALL.into_iter().find(|facet| facet.name() == name);
        if facet.is_none() && name != "year" {
            self.notice(token.range.clone(), Ignored::UnknownField);
            return self.word(&token);
        }
        let value = self.value(&token)?;
        let Some(facet) = facet else { return self.years(&value) };
        let text = self.text[value.inner].to_owned();
        // It is asked for all the same: an older archive may have terms that are known no more.
        unknown(facet, &text).into_iter().for_each(|reason| self.notice(value.range.clone(), reason));
        Some(Asked::Facet(facet, text))
    }

    /// The word or quotation directly after a field's colon.
    fn value(&mut self, field: &Token) -> Option<Token> {
        let adjacent = self.tokens.get(self.at).is_some_and(|next| {
            let is_value = matches!(next.kind, Kind::Word | Kind::Quotation { .. });
            is_value && next.range.start == field.range.end && !next.inner.is_empty()
        });
        if adjacent {
            return self.take();
        }
        self.notice(field.range.clone(), Ignored::EmptyField);
        None
    }

    fn years(&mut self, value: &Token) -> Option<Asked> {
        let text = &self.text[value.inner.clone()];
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let year = |text: &str, open: i64| match text {
            "" => Some(open),
            text if text.len() == 4 => text.parse::<i64>().ok().filter(|year| *year >= 0),
            _ => None,
        };
        match (year(from, i64::MIN), year(to, i64::MAX)) {
            (Some(from), Some(to)) if from <= to && text != ".." => Some(Asked::Years(from, to)),
            _ => {
                self.notice(value.range.clone(), Ignored::NotAYear);
                None
            }
        }
    }

    fn quotation(&mut self, token: &Token, closed: bool) -> Option<Asked> {
        if !closed {
            self.notice(token.range.clone(), Ignored::OpenQuotation);
        }
        let text = self.text[token.inner.clone()].to_owned();
        self.afford(token)?;
        Some(Asked::Phrase(text))
    }

    fn word(&mut self, token: &Token) -> Option<Asked> {
        let words = self.afford(token)?;
        let text = &self.text[token.inner.clone()];
        let marked = |mark: char| words.len() == 1 && text.ends_with(mark);
        let (least, asked): (usize, fn(String) -> Asked) = match text {
            _ if marked('*') => (Query::SHORTEST_PREFIX, Asked::Prefix),
            _ if marked('~') => (Query::SHORTEST_FUZZY, Asked::Fuzzy),
            _ => return Some(Asked::Word(text.to_owned())),
        };
        if words[0].chars().count() < least {
            self.notice(token.range.clone(), Ignored::TooShort);
            return Some(Asked::Word(text.to_owned()));
        }
        Some(asked(words[0].clone()))
    }

    /// The folded words of `token`, counted against the limit. `None` if there are none, or too many.
    fn afford(&mut self, token: &Token) -> Option<Vec<String>> {
        let words: Vec<String> =
            folded(&self.text[token.inner.clone()]).into_iter().map(|term| term.text).collect();
        if words.len() > self.words_left {
            self.words_left = 0;
            self.at = self.tokens.len();
            self.notice(token.range.start..self.text.len(), Ignored::TooManyWords);
            return None;
        }
        self.words_left -= words.len();
        Some(words).filter(|words| !words.is_empty())
    }
}

/// That `text` is no term of `facet`, letter case and diacritics aside, and which one was perhaps meant.
fn unknown(facet: Facet, text: &str) -> Option<Ignored> {
    let terms = facet.terms();
    let asked = spaced(text);
    if terms.iter().any(|term| spaced(term) == asked) {
        return None;
    }
    let near = terms.iter().copied().find(|term| within_one_edit(&spaced(term), &asked));
    let nearest = near.or_else(|| Thesaurus::nearest(text, terms.into_iter()));
    Some(Ignored::UnknownTerm { facet, nearest })
}

impl Asked {
    /// Whether this is a word that a story need not contain.
    pub(super) fn is_optional(&self) -> bool {
        let Asked::Word(text) = self else { return false };
        folded(text).iter().all(|term| is_function_word(&term.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Asked {
        Asked::Word(text.to_owned())
    }

    fn asked(text: &str) -> Asked {
        let (asked, notices) = parse(text);
        assert_eq!(notices, [], "{text}");
        asked
    }

    fn reasons(text: &str) -> Vec<Ignored> {
        parse(text).1.into_iter().map(|notice| notice.reason).collect()
    }

    #[test]
    fn words_and_quotations_are_told_apart() {
        let phrase = Asked::Phrase("right to work".to_owned());
        assert_eq!(
            asked("rent “right to work” Ana’s"),
            Asked::All(vec![word("rent"), phrase, word("Ana’s")])
        );
    }

    #[test]
    fn operators_bind_as_people_expect() {
        let not = |part| Asked::Not(Box::new(part));
        assert_eq!(
            asked("a b OR c -d"),
            Asked::Any(vec![
                Asked::All(vec![word("a"), word("b")]),
                Asked::All(vec![word("c"), not(word("d"))])
            ])
        );
        assert_eq!(
            asked("(a OR b) AND c"),
            Asked::All(vec![Asked::Any(vec![word("a"), word("b")]), word("c")])
        );
        assert_eq!(asked("NOT NOT a"), word("a"));
        assert_eq!(asked("-(a b)"), not(Asked::All(vec![word("a"), word("b")])));
    }

    #[test]
    fn fields_prefixes_and_fuzzy_words_are_read() {
        let facet = |facet, text: &str| Asked::Facet(facet, text.to_owned());
        assert_eq!(asked("theme:child-protection"), facet(Facet::Theme, "child-protection"));
        assert_eq!(asked("Region:\"East of England\""), facet(Facet::Region, "East of England"));
        assert_eq!(asked("year:2015..2018"), Asked::Years(2015, 2018));
        assert_eq!(asked("year:2015.."), Asked::Years(2015, i64::MAX));
        assert_eq!(asked("year:2016"), Asked::Years(2016, 2016));
        assert_eq!(asked("Evict*"), Asked::Prefix("evict".into()));
        assert_eq!(asked("locuință~"), Asked::Fuzzy("locuinta".into()));
    }

    #[test]
    fn nothing_typed_asks_for_everything_and_marks_alone_for_nothing() {
        assert_eq!(parse("  ").0, Asked::Everything);
        for text in ["?!", "\"\"", "AND", "()", "theme:"] {
            assert_eq!(parse(text).0, Asked::Nothing, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_passed_over_with_its_reason() {
        for (text, expected) in [
            ("\"open", Ignored::OpenQuotation),
            ("(a", Ignored::LoneBracket),
            ("a)", Ignored::LoneBracket),
            ("OR a", Ignored::LoneOperator),
            ("a AND", Ignored::LoneOperator),
            ("a NOT", Ignored::LoneOperator),
            ("body:a", Ignored::UnknownField),
            ("year:19", Ignored::NotAYear),
            ("year:2019..2015", Ignored::NotAYear),
            ("theme: a", Ignored::EmptyField),
            ("a*", Ignored::TooShort),
            ("abc~", Ignored::TooShort),
        ] {
            assert_eq!(reasons(text), [expected], "{text}");
        }
        assert_eq!(parse("a) b").0, Asked::All(vec![word("a"), word("b")]), "nothing after it is lost");
    }

    #[test]
    fn a_term_that_is_not_known_is_told_with_the_nearest_one() {
        let nearest = |text: &str| match parse(text).1[..] {
            [Notice { reason: Ignored::UnknownTerm { nearest, .. }, .. }] => nearest,
            _ => panic!("{text}"),
        };
        for (text, expected) in [
            ("theme:housin rent", Some("housing")),
            ("theme:homless", Some("homelessness")),
            ("-theme:\"Forced labor\"", Some("forced-labour")),
            ("people:two-to-for", Some("two-to-four")),
            ("region:\"Yorkshire\"", Some("Yorkshire and the Humber")),
            ("theme:zzz", None),
            ("outcome:zibbel", None),
            ("lang:welsh", None),
        ] {
            assert_eq!(nearest(text), expected, "{text}");
        }
        for text in [
            "theme:\"Forced labour\"",
            "people:ONE",
            "lang:und",
            "programme:advice",
            "region:east-of-england",
        ] {
            assert_eq!(reasons(text), [], "{text}");
        }
    }

    #[test]
    fn a_facet_without_a_like_term_lists_its_terms() {
        let (_, notices) = parse("people:zibbel");
        let told = notices[0].to_string();
        assert!(
            told.ends_with("no story is filed under it; there are: one, two-to-four, five-or-more"),
            "{told}"
        );
        assert!(!told.contains("zibbel"));
    }

    #[test]
    fn long_wide_and_deep_queries_are_cut_with_a_notice() {
        assert_eq!(reasons(&"ț".repeat(Query::MOST_BYTES)), [Ignored::TooLong]);
        assert_eq!(reasons(&"a ".repeat(Query::MOST_WORDS + 1)), [Ignored::TooManyWords]);
        let deep = format!("{}a{}", "(".repeat(400), ")".repeat(400));
        assert!(reasons(&deep).contains(&Ignored::TooDeep));
        assert_eq!(parse(&deep).0, word("a"));
    }
}

//! Where the name of an institution begins and ends around the word that says what it is.

use std::ops::Range;

use storyveil_tagger::Lexicon;

use super::super::address::makes_a_street;
use super::super::quoted::end_of_quoted;
use super::lists::{Lists, NAME_WORDS, Type};
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word};

/// One text read with the lists of one language.
pub(super) struct Reading<'r, 'a> {
    pub(super) text: &'r Text<'a>,
    pub(super) lists: &'r Lists,
    pub(super) safe: &'r [bool],
}

impl Reading<'_, '_> {
    /// The words of the name that the head belongs to; `None` if it belongs to none.
    pub(super) fn name(&self, head: Range<usize>, of: &Type) -> Option<Range<usize>> {
        let capital = self.word(head.start).capital;
        if self.is_person(&head, of) || self.is_street(head.end) {
            return None;
        }
        if !capital && !self.text.has_capitals() {
            return self.name_in_small_letters(head, of);
        }
        if of.proper && (!capital || self.is_in_safe_phrase(&head)) || of.small && capital {
            return None;
        }
        let start = self.start(head.start, capital);
        let end = if capital || self.names_behind(head.end) { self.end(head.end, of) } else { head.end };
        let outside = (start..head.start).chain(head.end..end);
        // "GOOD NEWS FOR THE HOSSAINS" is no newspaper of theirs.
        let beside = if of.proper { start..head.start } else { start..end };
        let named = outside.clone().any(|at| beside.contains(&at) && self.names(at, head.start));
        let national = {
            let folded: Vec<String> = (start..end).map(|at| self.word(at).folded.clone()).collect();
            self.lists.names_nobody(&folded)
        };
        (named && !national).then(|| start..self.end_of_bracket(end))
    }

    /// Behind the bracket that follows the name and holds it in another language, or its town: "the Vienna Regional Court
    /// (Landesgericht für Strafsachen)". A short form, a given name and words of the language are no such thing.
    fn end_of_bracket(&self, end: usize) -> usize {
        let words = self.text.words();
        let foreign = |at: &usize| {
            let (folded, letters) = (&words[*at].folded, words[*at].span.of(self.text.as_str()));
            let short_form = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
            let known = is_common_word(folded, self.text.lang()) || Lexicon::embedded().is_given_name(folded);
            !short_form && (!letters.is_ascii() || !known)
        };
        let most = words.len().min(end + MOST_WORDS);
        let close = (end..most).find(|at| self.text.after(words[*at].span.end(), 1) == ")");
        let opens = end < words.len() && words[end].capital && self.text.gap_after(end - 1) == Some(" (");
        match close {
            Some(last) if opens && (end..=last).all(|at| foreign(&at)) => last + 1,
            _ => end,
        }
    }

    /// Whether a street's word with a capital stands at `at`, right behind a head: "Castle Hill".
    fn is_street(&self, at: usize) -> bool {
        let next = self.text.words().get(at).filter(|_| self.lists.names_before);
        next.is_some_and(|next| next.capital && makes_a_street(&next.folded))
            && self.text.gap_after(at - 1) == Some(" ")
    }

    /// Whether a phrase that stays goes on behind the head: "the Independent Review Panel" is no newspaper.
    fn is_in_safe_phrase(&self, head: &Range<usize>) -> bool {
        let goes_on = self.safe.get(head.end).is_some_and(|safe| *safe);
        goes_on && head.clone().all(|at| self.safe[at]) && joins(self.text, head.end - 1)
    }

    /// The name in a message without capitals, where only the words themselves can tell: "at oakhurst academy", "st marys
    /// primary school". One of the words before the head must be none of everyday; those that names of streets and
    /// nurseries are made of come along.
    fn name_in_small_letters(&self, head: Range<usize>, of: &Type) -> Option<Range<usize>> {
        if !self.lists.names_before {
            return self.name_behind_in_small_letters(head);
        }
        let before = (head.start.saturating_sub(MOST_SMALL_WORDS)..head.start).rev();
        let start =
            before.take_while(|at| joins(self.text, *at) && self.may_name_in_small_letters(*at)).last()?;
        let tells = |at: usize| {
            let folded = self.word(at).folded.as_str();
            folded.len() > 2 && !is_common_word(folded, self.text.lang()) || matches!(folded, "st" | "saint")
        };
        let schooling = !of.proper || NAME_WORDS.small_heads.contains(&self.word(head.start).folded);
        (schooling && (start..head.start).any(tells)).then_some(start..head.end)
    }

    /// The same where names stand behind: "spitalul judetean radeni". Only words that are known as names tell.
    fn name_behind_in_small_letters(&self, head: Range<usize>) -> Option<Range<usize>> {
        let lexicon = Lexicon::embedded();
        let known = |folded: &str| {
            !is_common_word(folded, self.text.lang())
                && (lexicon.is_place(folded) || lexicon.is_surname(folded) || lexicon.is_given_name(folded))
        };
        let behind = head.end..self.text.words().len().min(head.end + MOST_SMALL_WORDS);
        let joined = behind.take_while(|at| joins(self.text, at - 1));
        let end = joined.filter(|at| known(&self.word(*at).folded)).last()? + 1;
        Some(head.start..end)
    }

    fn may_name_in_small_letters(&self, at: usize) -> bool {
        let folded = self.word(at).folded.as_str();
        let everyday = is_common_word(folded, self.text.lang())
            && !NAME_WORDS.everyday.iter().any(|word| word == folded);
        !everyday
            && !is_closed_class(folded)
            && !self.safe[at]
            && !self.lists.generic.contains(folded)
            && !folded.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether the head is in a person's name: behind given names alone, where the heads are ordinary words or another
    /// name follows ("Elena Law", "Eric Temple Bell").
    fn is_person(&self, head: &Range<usize>, of: &Type) -> bool {
        let given = |at: usize| {
            self.word(at).capital
                && Lexicon::embedded().is_given_name(&self.word(at).folded)
                && self.text.gap_after(at) == Some(" ")
        };
        let begins = |at: usize| {
            let before = at.checked_sub(1).map(|before| self.word(before));
            before.is_none_or(|word| !word.capital || self.lists.addresses.contains(&word.folded))
                || !matches!(self.text.gap_after(at - 1), Some(" " | "-"))
        };
        let named = head.start > 0 && given(head.start - 1) && begins(head.start - 1);
        let follows = self.text.gap_after(head.end - 1) == Some(" ")
            && self
                .text
                .words()
                .get(head.end)
                .is_some_and(|next| next.capital && !is_closed_class(&next.folded));
        head.len() == 1 && named && !of.of && (of.proper || follows || self.is_surname_of(head.start))
    }

    /// Whether the head at word `at` is a surname too, behind a given name and no word that stands before places: "Kathleen Ward
    /// cried", but not "in Florence Ward".
    fn is_surname_of(&self, at: usize) -> bool {
        let given =
            |at: usize| self.word(at).capital && Lexicon::embedded().is_given_name(&self.word(at).folded);
        let first = (0..at).rev().take_while(|at| given(*at)).take(MOST_GIVEN).last().unwrap_or(at);
        let before = first.checked_sub(1).filter(|before| self.text.gap_after(*before) == Some(" "));
        let spoken = |to: usize| {
            let verb = to.checked_sub(1).map(|verb| &self.word(verb).folded);
            self.word(to).folded == "to" && verb.is_some_and(|verb| NAME_WORDS.speaking.contains(verb))
        };
        let placed = before.is_some_and(|before| {
            NAME_WORDS.before_places.contains(&self.word(before).folded) && !spoken(before)
        });
        let common = is_common_word(&self.word(first).folded, self.text.lang());
        self.word(at).capital
            && Lexicon::embedded().is_surname(&self.word(at).folded)
            && !placed
            && !common
            && self.lists.names_before
    }

    /// Where the words stand, with the quotation mark that closes a name opened inside: "Școala „Ion Vânt”".
    pub(super) fn bytes(&self, name: &Range<usize>) -> Range<usize> {
        let (start, end) = (self.word(name.start).span.start(), self.word(name.end - 1).span.end());
        let gaps = (name.start..name.end - 1).filter_map(|at| self.text.gap_after(at));
        let open = gaps.filter(|gap| gap.contains(OPENING) || gap.ends_with('(')).count();
        let closes = self.text.as_str()[end..].chars().next().filter(|c| open > 0 && CLOSING.contains(c));
        start..end + closes.map_or(0, char::len_utf8)
    }

    fn word(&self, at: usize) -> &Word {
        &self.text.words()[at]
    }

    /// Whether the word makes a name particular: a capital or number that is neither safe nor general.
    fn names(&self, at: usize, head: usize) -> bool {
        let word = self.word(at);
        let number = is_number(word);
        let coded = word.folded.contains(|c: char| c.is_ascii_digit());
        // "Hill School", but not "On Sunday school": a word of the language needs the capital head beside it.
        let placed = self.is_capital_by_place(at) && !(at + 1 == head && self.word(head).capital);
        number
            || word.capital
                && !coded
                && !placed
                && !self.safe[at]
                && !self.lists.generic.contains(&word.folded)
    }

    /// Whether a word of the language stands at the start of a sentence, where its capital says nothing.
    fn is_capital_by_place(&self, at: usize) -> bool {
        let word = self.word(at);
        self.text.starts_sentence(word.span) && is_common_word(&word.folded, self.text.lang())
    }

    /// Whether names stand behind heads in small letters as well, and one stands there: "la grădinița Licurici". A given
    /// name alone is rather somebody who does something: "la școală Ana plânge".
    fn names_behind(&self, at: usize) -> bool {
        let words = self.text.words();
        let next = |at: usize| words.get(at).filter(|word| word.capital && joins(self.text, at - 1));
        !self.lists.names_before
            && next(at).is_some_and(|word| {
                !Lexicon::embedded().is_given_name(&word.folded) || next(at + 1).is_some()
            })
    }

    /// Where the name begins whose head begins at word `head`.
    fn start(&self, head: usize, capital: bool) -> usize {
        let mut start = head;
        let mut at = if self.lists.names_before { head } else { 0 };
        while at > 0 && head - at < MOST_WORDS && joins(self.text, at - 1) {
            at -= 1;
            let word = self.word(at);
            let possessive = self.text.is_possessive(at);
            let belongs = word.capital && self.may_belong(at, start == head, capital)
                || possessive && self.possessive_belongs(at, capital);
            if belongs {
                start = at;
            } else if !capital
                || word.capital && word.folded == "the"
                || !NAME_WORDS.connectors.contains(&word.folded) && !self.joins_places(at)
            {
                break;
            }
        }
        // A connector or the "s" of a possessive cannot begin a name.
        start
    }

    /// Whether word `at` is the "and" between two places of one council: "Brighton and Hove City Council".
    fn joins_places(&self, at: usize) -> bool {
        let place = |at: usize| self.word(at).capital && Lexicon::embedded().is_place(&self.word(at).folded);
        let between = at > 0 && at + 1 < self.text.words().len();
        self.word(at).folded == "and" && between && place(at - 1) && place(at + 1)
    }

    /// Whether the capitalised word `at` belongs to the name: articles and words that are capital by their place do not.
    fn may_belong(&self, at: usize, beside_head: bool, capital: bool) -> bool {
        let word = self.word(at);
        let article = is_closed_class(&word.folded) || self.lists.addresses.contains(&word.folded);
        let placed = self.is_capital_by_place(at);
        // "Hill School" at the start of a sentence is a name; "Her school" and "Local schools" are not.
        let dated = !capital && NAME_WORDS.days.contains(&word.folded);
        !article
            && !dated
            && !(placed && (!capital || self.lists.generic.contains(&word.folded)) && beside_head)
    }

    /// "St Mary’s primary school" is a name, "Elena’s school" is not, and "It’s Hill School" owns nothing.
    fn possessive_belongs(&self, at: usize, capital: bool) -> bool {
        let saint = at >= 2 && matches!(self.word(at - 2).folded.as_str(), "st" | "saint");
        let owner = at >= 1 && !is_closed_class(&self.word(at - 1).folded);
        (capital || saint) && owner
    }

    /// Where the name ends whose head ends before word `head`: "of Saint Anne", "at Northmere", "Nr. 5".
    fn end(&self, head: usize, of: &Type) -> usize {
        let mut end = end_of_quoted(self.text, head).unwrap_or(head);
        if end > head && of.of && self.is_place_behind_quoted(end) {
            end += 1;
        }
        let mut at = end;
        while at < self.text.words().len() && at - head < MOST_WORDS && joins(self.text, at - 1) {
            let word = self.word(at);
            let number = is_number(word);
            let other = number && at > head && NAME_WORDS.unnumbered.contains(&self.word(at - 1).folded);
            let name = number && of.of || self.names(at, head) && !is_closed_class(&word.folded);
            let name = name && !other;
            if name && (of.of || at > head) {
                end = at + 1;
            } else if !(NAME_WORDS.links.contains(&word.folded) || end == at && self.joins_places(at)) {
                break;
            }
            at += 1;
        }
        end
    }

    /// Whether the town stands at word `at`, behind the quotation mark that closes a name: "Liceul „Petru Poni” Roman".
    fn is_place_behind_quoted(&self, at: usize) -> bool {
        let closed = self.text.gap_after(at - 1).is_some_and(|gap| {
            let mut marks = gap.chars();
            marks.next().is_some_and(|mark| CLOSING.contains(&mark)) && marks.as_str() == " "
        });
        let town = |word: &Word| word.capital && Lexicon::embedded().is_place(&word.folded);
        closed && self.text.words().get(at).is_some_and(town)
    }
}

/// Whether the word is the number of a school or a ward: longer ones are references.
fn is_number(word: &Word) -> bool {
    word.folded.len() <= 3 && word.folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the words `at` and the next may belong to one name: one blank, a hyphen, an apostrophe, "&", or the full
/// stop of "St." between them; the end of a line only where the line was broken for want of room.
pub(super) fn joins(text: &Text<'_>, at: usize) -> bool {
    text.gap_after(at).is_some_and(|gap| {
        matches!(gap, " " | "\u{a0}" | "-" | "'" | "’" | "' " | "’ " | " & ")
            || gap == "\n" && !text.ends_a_line(at)
            || matches!(gap, " „" | " “" | " \"" | " «" | " ”")
            || matches!(gap, ". " | ".")
                && matches!(text.words()[at].folded.as_str(), "st" | "nr" | "no" | "sf")
    })
}

/// Given names before a surname.
const MOST_GIVEN: usize = 2;
/// Longer names than this on one side of their head are lists of names.
const MOST_WORDS: usize = 6;
/// In messages without capitals the sentence goes on before the name with nothing to show it.
const MOST_SMALL_WORDS: usize = 3;
/// Quotation marks that open the name of a Romanian institution, and those that close it.
const OPENING: [char; 5] = ['„', '“', '"', '«', '”'];
const CLOSING: [char; 5] = ['”', '“', '"', '»', ')'];

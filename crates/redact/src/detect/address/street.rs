//! Streets, with their numbers, in the orders of several languages.

use super::parts::Part;
use super::reader::Reader;
use super::words::Roles;
use super::{Form, Gap};

impl Reader<'_> {
    /// A number, or two, and what it numbers.
    pub(super) fn numbered(&self, at: usize) -> Option<(Part, usize)> {
        if !self.is_house_number(at) {
            return None;
        }
        let two = self.is_house_number(at + 1) && self.gap(at + 1) == Some(Gap::Space);
        let name = if two { at + 2 } else { at + 1 };
        // "12 bis, rue Pasteur".
        let name = name + usize::from(["bis", "ter", "quater"].contains(&self.word(name)));
        if !matches!(self.gap(name), Some(Gap::Space | Gap::Comma)) || self.is_day(at, name) {
            return None;
        }
        let strict = self.is_year(at) || self.gap(name) == Some(Gap::Comma);
        let street = self.street_of_any_kind(name, strict).or_else(|| self.low_street(name));
        if let Some(end) = street {
            return Some((Part::NumberedStreet, self.trailing_number(end)));
        }
        if let Some(found) = self.low_name(name) {
            return Some(found);
        }
        let end = self.name(name, MOST_NAMES).filter(|_| !self.roles(name).any(Roles::MONTH))?;
        let behind = self.trailing_number(end);
        let spaced = self.gap(name) == Some(Gap::Space);
        match () {
            () if spaced && behind > end => Some((Part::NumberedName, behind)),
            () if spaced && !self.is_year(at) && self.is_coded_soon(end) => Some((Part::NumberedName, end)),
            () if spaced && (two || self.is_labelled(at) || self.unit(end).is_some()) => {
                Some((Part::Named, end))
            }
            () => None,
        }
    }

    /// Whether the number at `at` is the day of the month `name`, by the words around: "on 20 March the Court".
    fn is_day(&self, at: usize, name: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.word(before).to_lowercase());
        let dated = before.is_some_and(|word| self.words.before_days.contains(&word));
        self.roles(name).any(Roles::MONTH) && (dated || self.form(name + 1) == Some(Form::Lower))
    }

    /// A street that does not begin with a number.
    pub(super) fn street(&self, at: usize) -> Option<(Part, usize)> {
        if let Some(found) = self.prefixed(at) {
            return Some(found);
        }
        if self.is_one_word_street(at) {
            let end = self.trailing_number(at + 1);
            return (end > at + 1).then_some((Part::NumberedStreet, end));
        }
        if let Some(end) = self.street_with_article(at) {
            return Some((Part::Street, end));
        }
        if self.is_one_word_gate(at) {
            return Some((Part::Street, at + 1));
        }
        if self.roles(at).any(Roles::BEFORE_STREET.or(Roles::NO_NAME)) {
            return None; // "On King Street": the name begins one word later.
        }
        if let Some(end) = self.named_behind(at) {
            return Some((Part::NumberedStreet, end));
        }
        if let Some(found) = self.numbered_name(at).or_else(|| self.labelled_name(at)) {
            return Some(found);
        }
        let (end, roles) = self.named_street(at)?;
        let behind = self.trailing_number(end);
        let behind_in = roles.any(Roles::BEHIND_IN) && self.is_behind_in(at);
        let numbered = behind > end && roles.any(Roles::STREET.or(Roles::BEHIND));
        match () {
            () if numbered => Some((Part::NumberedStreet, behind)),
            () if self.words.is_public(self.span(at, end)) => None,
            () if roles.any(Roles::STREET) && self.stands_alone(at, end) => Some((Part::Street, end)),
            () if behind_in => Some((Part::Street, end)),
            () if roles.any(Roles::STREET.or(Roles::PLACE)) => Some((Part::WeakStreet, end)),
            () => None,
        }
    }

    /// "On The Crescent", "in The Parade": the article with a capital, inside a sentence.
    fn street_with_article(&self, at: usize) -> Option<usize> {
        let kind = Roles::STREET.or(Roles::BEHIND_IN);
        let named = self.word(at) == "The"
            && self.gap(at + 1) == Some(Gap::Space)
            && self.form(at + 1) == Some(Form::Upper);
        let alone = self.form(at + 2) != Some(Form::Upper) || self.gap(at + 2) != Some(Gap::Space);
        (named && alone && self.roles(at + 1).any(kind) && self.is_behind_in(at)).then_some(at + 2)
    }

    /// "On Kirkgate": a street of the north, of one word.
    fn is_one_word_gate(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        self.form(at) == Some(Form::Upper)
            && word.len() > 6
            && word.ends_with("gate")
            && !self.words.no_gates.contains(&word)
            && self.is_behind_in(at)
    }

    /// Whether a word stands before `at` behind which a street is meant rather than a person.
    fn is_behind_in(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.word(before));
        self.gap(at) == Some(Gap::Space)
            && before.is_some_and(|word| self.words.before_unnumbered.contains(&word.to_lowercase()))
    }

    /// "Lives on Grendberg 50", "address: Dalgatu 99": a name with a number behind words that say an address follows.
    fn labelled_name(&self, at: usize) -> Option<(Part, usize)> {
        let end = self.name(at, MOST_NAMES)?;
        let number = self.gap(end) == Some(Gap::Space) && self.is_house_number(end) && !self.is_year(end);
        let month = (at..end).any(|word| self.roles(word).any(Roles::MONTH.or(Roles::UNIT)));
        (number && !month && self.is_labelled(at)).then_some((Part::NumberedStreet, end + 1))
    }

    /// "Moric zsigmond utca 12": one name, one or two words in small letters that end with a word for street, a number.
    fn named_behind(&self, at: usize) -> Option<usize> {
        let small =
            |word: &usize| self.form(*word) == Some(Form::Lower) && self.gap(*word) == Some(Gap::Space);
        let end = [at + 2, at + 3]
            .into_iter()
            .find(|last| (at + 1..=*last).all(|word| small(&word)) && self.roles(*last).any(Roles::BEHIND))?;
        let number = end + 1;
        (self.form(at) == Some(Form::Upper)
            && self.gap(number) == Some(Gap::Space)
            && self.is_house_number(number))
        .then_some(number + 1)
    }

    /// "Parmova 109, 1000 Ljubljana": a name with a number behind, before a postcode and a town.
    fn numbered_name(&self, at: usize) -> Option<(Part, usize)> {
        let end = self.name(at, MOST_NAMES)?;
        let number = self.gap(end) == Some(Gap::Space) && self.is_house_number(end) && !self.is_year(end);
        let code = end + 1;
        let joined = matches!(self.gap(code), Some(Gap::Comma | Gap::Line));
        let coded = self.code_end(code).is_some_and(|behind| {
            self.gap(behind) == Some(Gap::Space) && self.form(behind) == Some(Form::Upper)
        });
        (number && joined && coded).then_some((Part::NumberedName, code))
    }

    /// Whether a postcode follows behind at most so many words of towns, with a comma or a line break before them.
    pub(super) fn is_coded_soon(&self, at: usize) -> bool {
        let open = matches!(self.gap(at), Some(Gap::Comma | Gap::Line));
        let joined = |next: &usize| {
            matches!(self.gap(*next), Some(Gap::Space | Gap::Comma | Gap::Line))
                && (self.form(*next) == Some(Form::Upper)
                    || self.roles(*next).any(Roles::PARTICLE)
                    || self.code_end(*next).is_some())
        };
        open && (at..at + MOST_BEFORE_CODE).take_while(joined).any(|next| self.code_end(next).is_some())
    }

    /// The end of any street behind a number. Behind a year or a comma (`strict`) it needs a plain word for street.
    fn street_of_any_kind(&self, at: usize, strict: bool) -> Option<usize> {
        let one_word = self.is_one_word_street(at).then_some(at + 1);
        let named = || {
            let (end, roles) = self.named_street(at)?;
            (!strict || roles.any(Roles::STREET)).then_some(end)
        };
        self.prefixed_end(at).or(one_word).or_else(named)
    }

    /// One to five names and a word for street; the last such word counts: `Manor Park Road North`, `5th Avenue`.
    fn named_street(&self, at: usize) -> Option<(usize, Roles)> {
        let ordinal = self.is_ordinal(at) && self.gap(at + 1) == Some(Gap::Space);
        let limit = self.name(at + usize::from(ordinal), MOST_NAMES + 1)?;
        let low =
            (self.gap(limit) == Some(Gap::Space) && self.form(limit) == Some(Form::Lower)).then_some(limit);
        let low = low.filter(|low| self.roles(*low).any(Roles::BEHIND));
        let kinds = Roles::STREET.or(Roles::PLACE).or(Roles::BEHIND);
        let last = low.or_else(|| (at + 1..limit).rev().find(|word| self.roles(*word).any(kinds)))?;
        let end = last + 1;
        let turned = self.gap(end) == Some(Gap::Space) && self.words.directions.contains(self.word(end));
        Some((end + usize::from(turned), self.roles(last)))
    }

    /// `12 moss road`: a number with one or two words in small letters and a plain word for street.
    fn low_street(&self, at: usize) -> Option<usize> {
        let name = |word: usize| {
            self.gap(word) == Some(Gap::Space)
                && self.form(word) == Some(Form::Lower)
                && !self.roles(word).any(Roles::NO_NAME.or(Roles::STREET))
        };
        let street = |word: &usize| {
            self.gap(*word) == Some(Gap::Space)
                && self.roles(*word).any(Roles::STREET.or(Roles::BEHIND_IN))
                && (at..*word).all(name)
        };
        [at + 1, at + 2].into_iter().find(street).map(|last| last + 1)
    }

    /// `12 rue de genville 178`, `19 delannoyplaats 211 apt. 3`: names in small letters between two numbers, if the first is
    /// a word for street or a flat follows.
    fn low_name(&self, at: usize) -> Option<(Part, usize)> {
        let named = |word: &usize| {
            self.gap(*word) == Some(Gap::Space)
                && self.form(*word) == Some(Form::Lower)
                && !self.roles(*word).any(Roles::UNIT.or(Roles::MONTH))
        };
        let names = (at..=at + MOST_NAMES).take_while(named).count();
        let end = at + names;
        let numbered = names > 0 && self.gap(end) == Some(Gap::Space) && self.is_house_number(end);
        let street = self.roles(at).any(Roles::PREFIX.or(Roles::WEAK_PREFIX));
        match () {
            () if !numbered || self.is_year(end) => None,
            () if street && names > 1 => Some((Part::NumberedStreet, end + 1)),
            () if names == 1 && self.words.ends_like_street(self.word(at)) => {
                Some((Part::NumberedStreet, end + 1))
            }
            () if self.unit(end + 1).is_some() => Some((Part::NumberedName, end + 1)),
            () => None,
        }
    }

    /// A word for street, a name, perhaps a number: `str. Morii nr. 12`, `rue Victor Hugo`.
    pub(super) fn prefixed(&self, at: usize) -> Option<(Part, usize)> {
        let end = self.prefixed_end(at)?;
        let behind = self.trailing_number(end);
        let upper = self.form(at) == Some(Form::Upper) && self.roles(at).any(Roles::UPPER_PREFIX);
        let strong = upper || (self.roles(at).any(Roles::PREFIX) && self.word(at).chars().count() > 2);
        match () {
            () if behind > end => Some((Part::NumberedStreet, behind)),
            () if strong => Some((Part::Street, end)),
            () => None,
        }
    }

    fn prefixed_end(&self, at: usize) -> Option<usize> {
        let kinds = Roles::PREFIX.or(Roles::WEAK_PREFIX).or(Roles::UPPER_PREFIX);
        // "Admitted 30/12 via ED".
        let through = self.word(at) == "via" && self.word(at + 1).chars().all(char::is_uppercase);
        if through || !matches!(self.gap(at + 1), Some(Gap::Space | Gap::Dot)) || !self.roles(at).any(kinds) {
            return None;
        }
        // Streets named after a day begin with a number: "1 Decembrie 1918".
        let day = self.form(at + 1) == Some(Form::Number) && self.gap(at + 2) == Some(Gap::Space);
        // "Rue de la Paix", "Via delle Rose", "rue de l'Église".
        let small = |word: &usize| {
            self.form(*word) == Some(Form::Lower)
                && self.gap(*word) == Some(Gap::Space)
                && self.roles(*word).any(Roles::PARTICLE)
        };
        let first = at + 1 + usize::from(day);
        let first = first + (first..first + MOST_PARTICLES).take_while(small).count();
        let elided = self.form(first) == Some(Form::Lower)
            && self.gap(first) == Some(Gap::Space)
            && self
                .word(first)
                .split_once(['\'', '’'])
                .is_some_and(|(_, name)| name.starts_with(char::is_uppercase));
        let end = if elided { Some(first + 1) } else { self.name(first, MOST_NAMES) }?;
        let year = day && self.gap(end) == Some(Gap::Space) && self.is_year(end);
        Some(end + usize::from(year))
    }

    /// `Genterstrasse`, `Håndværkervej`.
    fn is_one_word_street(&self, at: usize) -> bool {
        self.form(at) == Some(Form::Upper) && self.words.ends_like_street(self.word(at))
    }

    /// The end of a house number behind a street: `12`, `nr. 12`, `no. 12B`; `end` itself without one.
    fn trailing_number(&self, end: usize) -> usize {
        let designated =
            self.gap(end).is_some_and(|gap| gap != Gap::Line) && self.roles(end).any(Roles::DESIGNATOR);
        let number = end + usize::from(designated);
        let near = match self.gap(number) {
            Some(Gap::Space) => designated || self.word(number).len() < 5,
            Some(Gap::Dot) => designated || self.is_short_street(end - 1),
            Some(gap) => designated && gap.joins(),
            None => false,
        };
        if near && self.is_house_number(number) { number + 1 } else { end }
    }

    /// `u.`, `Str.`, `Chausseestr.`: a short word for street, whose dot a number may follow.
    fn is_short_street(&self, at: usize) -> bool {
        self.roles(at).any(Roles::BEHIND.or(Roles::PREFIX)) || self.word(at).ends_with("str")
    }

    /// Whether a street without a number may stand at `at`: "Lane" is a surname too, unless a preposition stands before.
    fn stands_alone(&self, at: usize, end: usize) -> bool {
        let lane = self.word(end - 1).eq_ignore_ascii_case("lane");
        !lane || self.follows(at, Roles::BEFORE_STREET)
    }
}

/// Words of a street's name before the word for street.
pub(super) const MOST_NAMES: usize = 4;
/// Small words between a word for street and the name.
const MOST_PARTICLES: usize = 3;
/// Words of a town and a state before a postcode.
const MOST_BEFORE_CODE: usize = 6;

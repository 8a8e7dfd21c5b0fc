//! The parts of an address beside its street, and how they follow each other.

use super::reader::{Reader, is_inward, is_joined_code, is_outward};
use super::street::MOST_NAMES;
use super::words::Roles;
use super::{Form, Gap};
use crate::story::Lang;
use crate::words::{fold, is_closed_class, is_common_word};

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `12 Moss Road`, `str. Morii nr. 12`, `Genterstrasse 49`.
    NumberedStreet,
    /// `Moss Road`.
    Street,
    /// `Moss Close`: a street only if more says so.
    WeakStreet,
    /// `34 Nurme 2`: a name between numbers.
    NumberedName,
    /// `34 Nurme` behind a label or before a flat.
    Named,
    /// `Flat 3`.
    Home,
    /// `Suite 5`, `bl. 4`.
    Unit,
    /// `Rose Cottage`.
    House,
    /// `P.O. Box 12`.
    Box,
    /// A town, county, state or country.
    Place,
    /// A postcode of any country.
    Postcode,
    /// A town with its postcode: `Bjert 6091`.
    CodedPlace,
}

impl Reader<'_> {
    /// The part that an address may begin with.
    pub(super) fn first(&self, at: usize) -> Option<(Part, usize)> {
        match self.form(at)? {
            Form::Number if self.is_ordinal(at) => self.street(at),
            Form::Number => self.numbered(at),
            Form::Upper => self
                .boxed(at, true)
                .or_else(|| self.unit(at))
                .or_else(|| self.street(at))
                .or_else(|| self.house(at))
                .or_else(|| self.coded_place(at)),
            // Most words are small; only one before a number or a name may begin an address. "Rue" and "via" are words too: streets
            // only with their number, "rue de la Gare 9", "via Roma 12".
            Form::Lower
                if self.word(at) == "via" || self.form(at + 1).is_none_or(|next| next == Form::Lower) =>
            {
                let prefix = self.word(at) == "via" || self.roles(at).any(Roles::PREFIX);
                let prefixed = || if prefix { self.prefixed(at) } else { None };
                self.corner(at)
                    .or_else(|| self.boxed(at, true))
                    .or_else(|| prefixed().filter(|(part, _)| *part == Part::NumberedStreet))
            }
            Form::Lower => self.boxed(at, true).or_else(|| self.unit(at)).or_else(|| self.prefixed(at)),
        }
    }

    /// The part that goes on from `at` behind `parts`.
    pub(super) fn next(&self, at: usize, parts: &[Part], labelled: bool) -> Option<(Part, usize)> {
        let gap = self.gap(at)?;
        if gap == Gap::Blank {
            return self.place(at, parts, labelled);
        }
        let joined = gap.joins() && (gap != Gap::Dot || self.is_short(at - 1));
        // "HA3 6QD, WILL SAY AS FOLLOWS": a sentence goes on.
        let sentence = parts.last() == Some(&Part::Postcode) && is_closed_class(&fold(self.word(at)));
        if !joined || sentence || parts.len() >= MOST_PARTS || gap == Gap::Line && self.is_field(at) {
            return None;
        }
        // "Suite 541, 6343 Skogstien 106": no postcode, but two numbers of a street.
        let street = || {
            let around = [Part::NumberedStreet, Part::NumberedName];
            let numbered =
                self.form(at) == Some(Form::Number) && [Part::Unit, Part::Home].contains(parts.last()?);
            numbered
                .then(|| self.second_street(at, parts))
                .flatten()
                .filter(|(part, _)| around.contains(part))
        };
        street()
            .or_else(|| self.postcode(at))
            .or_else(|| self.boxed(at, false))
            .or_else(|| self.unit(at))
            .or_else(|| self.second_street(at, parts))
            .or_else(|| self.place(at, parts, labelled))
            .or_else(|| self.region(at))
    }

    /// Whether token `at` begins the next field of a form: a few words and a colon: "Mama: ...".
    fn is_field(&self, at: usize) -> bool {
        let end = |at: &usize| self.tokens.get(at + 1).is_none_or(|next| next.gap != Gap::Space);
        let last = (at..at + MOST_FIELD_WORDS).find(end);
        last.is_some_and(|last| self.text_behind(last).starts_with(':'))
    }

    /// A street behind a flat or a house name; another street behind a street; the second street of a corner.
    fn second_street(&self, at: usize, parts: &[Part]) -> Option<(Part, usize)> {
        let streets = [Part::NumberedStreet, Part::Street, Part::WeakStreet];
        let bare = !parts.iter().any(|part| streets.contains(part) || *part == Part::Place);
        if !bare && self.word(at) == "and" && streets.contains(parts.last()?) {
            return self
                .street(at + 1)
                .or_else(|| self.numbered(at + 1))
                .or_else(|| self.side_of_corner(at + 1).filter(|_| self.has_corner_before(at)))
                .filter(|(part, _)| streets.contains(part));
        }
        let street = match self.form(at)? {
            Form::Number if bare => self.numbered(at),
            Form::Number => None,
            Form::Upper => self.street(at),
            Form::Lower => self.prefixed(at),
        };
        street.filter(|(part, _)| bare || *part == Part::NumberedStreet || *part == Part::Street)
    }

    /// Whether "corner of" stands a few words before `at`.
    fn has_corner_before(&self, at: usize) -> bool {
        (at.saturating_sub(MOST_PARTS)..at)
            .any(|word| self.word(word) == "corner" && self.word(word + 1) == "of")
    }

    /// `corner of Moss Road and Mill Street`.
    fn corner(&self, at: usize) -> Option<(Part, usize)> {
        let corner = self.word(at) == "corner" && self.word(at + 1) == "of";
        if !corner {
            return None;
        }
        self.street(at + 2).or_else(|| self.numbered(at + 2)).or_else(|| self.side_of_corner(at + 2))
    }

    /// One of the two streets of a corner: any name, with or without a number.
    fn side_of_corner(&self, at: usize) -> Option<(Part, usize)> {
        let end = self.name(at, MOST_NAMES)?;
        let number = usize::from(self.gap(end) == Some(Gap::Space) && self.is_house_number(end));
        Some((Part::Street, end + number))
    }

    /// `Flat 3`, `bl. B4`, `Apt B`.
    pub(super) fn unit(&self, at: usize) -> Option<(Part, usize)> {
        if !matches!(self.gap(at + 1)?, Gap::Space | Gap::Dot) || !self.roles(at).any(Roles::UNIT) {
            return None;
        }
        let number = at + 1 + usize::from(self.roles(at + 1).any(Roles::DESIGNATOR));
        let word = self.word(number);
        let short = self.form(number) == Some(Form::Upper) && word != "I";
        let letter =
            short && (word.len() == 1 || (word.len() <= 4 && word.ends_with(|c: char| c.is_ascii_digit())));
        let part = if self.roles(at).any(Roles::HOME) { Part::Home } else { Part::Unit };
        (letter || self.is_house_number(number)).then_some((part, number + 1))
    }

    /// `P.O. Box 12`, `PSC 4, Box 12`, `USS Moss, FPO AA 63682`. An address does not begin with a bare `Box 12`.
    fn boxed(&self, at: usize, begins: bool) -> Option<(Part, usize)> {
        // All that such an address begins with does so with one of these letters.
        const FIRST: &[u8] = b"abcdfpu";
        let first = self.word(at).as_bytes().first().map(u8::to_ascii_lowercase);
        if !first.is_some_and(|first| FIRST.contains(&first)) {
            return None;
        }
        let reads = |from: usize, words: &[&str]| {
            words.iter().enumerate().all(|(step, word)| self.word(from + step).eq_ignore_ascii_case(word))
        };
        let is_of = |at: usize, words: &[&str]| words.iter().any(|word| reads(at, &[word]));
        let openings: [&[&str]; 8] = [
            &["P", "O", "Box"],
            &["Post", "Office", "Box"],
            &["PO", "Box"],
            &["PSC"],
            &["C", "P"],
            &["Postfach"],
            &["Apartado"],
            &["Box"],
        ];
        let openings = &openings[..openings.len() - usize::from(begins)];
        let opening = openings.iter().find(|words| reads(at, words) && self.is_digits(at + words.len()));
        if let Some(words) = opening {
            return Some((Part::Box, at + words.len() + 1));
        }
        // The forces of the United States: a post office abroad, perhaps behind the name of a ship.
        let ship = is_of(at, &["USS", "USNS", "USNV", "USCGC"]);
        let office = if ship { at + 2 } else { at };
        let forces = is_of(office, &["APO", "FPO", "DPO"]) && self.word(office + 1).len() == 2;
        (forces && self.is_digits(office + 2)).then_some((Part::Box, office + 3))
    }

    /// `Rose Cottage`, before a comma or a line break.
    fn house(&self, at: usize) -> Option<(Part, usize)> {
        let end = self.name(at, MOST_NAMES).filter(|end| *end > at + 1)?;
        let closed = matches!(self.gap(end), Some(Gap::Comma | Gap::Line));
        (closed && self.roles(end - 1).any(Roles::HOUSE)).then_some((Part::House, end))
    }

    /// A town, county or country: capitalised words behind a comma or on a line of their own; behind a space only before a
    /// postcode or behind a number and street.
    fn place(&self, at: usize, parts: &[Part], labelled: bool) -> Option<(Part, usize)> {
        let end = self.name(at + usize::from(self.roles(at).any(Roles::PLACE_PREFIX)), MOST_NAMES)?;
        if let Some(behind) = self.code_behind_bracket(end) {
            return Some((Part::Postcode, behind));
        }
        let gap = self.gap(end);
        let coded = gap.is_some_and(Gap::joins) && self.postcode(end).is_some();
        let runs_on = gap == Some(Gap::Space) && self.form(end) == Some(Form::Lower);
        let numbered = [Part::NumberedStreet, Part::NumberedName, Part::Box];
        let known = labelled || parts.iter().any(|part| numbered.contains(part));
        let places = parts.iter().rev().take_while(|part| **part == Part::Place).count();
        let fits = match self.gap(at)? {
            Gap::Comma => coded || (places < MOST_PLACES && (!runs_on || labelled)),
            Gap::Line if coded => true,
            Gap::Line if places >= MOST_PLACES => false,
            Gap::Line => known && gap != Some(Gap::Space) || self.is_coded_soon(at),
            // "Suwałki\n\n Poland 11248": an empty line where a county would stand.
            Gap::Blank => coded && gap == Some(Gap::Space),
            Gap::Space => coded || (places == 0 && known && end - at <= 3),
            Gap::Dot | Gap::Other => false,
        };
        fits.then_some((Part::Place, end))
    }

    /// The end of the postcode behind a word in brackets: "Bozen (Bolzano) 39100".
    fn code_behind_bracket(&self, at: usize) -> Option<usize> {
        let opens = self.text_behind(at.checked_sub(1)?).starts_with(" (");
        let closes = self.text_behind(at).starts_with(") ");
        if opens && closes { self.code_end(at + 1) } else { None }
    }

    /// The sign of a county or state in small letters, on a line of its own or behind a comma, before a postcode.
    fn region(&self, at: usize) -> Option<(Part, usize)> {
        let sign = self.form(at) == Some(Form::Lower) && (2..=3).contains(&self.word(at).len());
        let open = matches!(self.gap(at), Some(Gap::Comma | Gap::Line));
        let coded = self.gap(at + 1).is_some_and(Gap::joins) && self.code_end(at + 1).is_some();
        let soon = self.gap(at + 1) == Some(Gap::Line) && self.is_coded_soon(at + 1);
        (sign && open && (coded || soon)).then_some((Part::Place, at + 1))
    }

    /// A town with its postcode and no street: "in Bjert 6091", where no thing is counted: "in Luton 4000 people".
    fn coded_place(&self, at: usize) -> Option<(Part, usize)> {
        let open = self.follows(at, Roles::BEFORE_STREET) && self.gap(at) == Some(Gap::Space);
        let name = if open { self.name(at, MOST_NAMES)? } else { return None };
        // "In Case 22-506".
        let word = |at| is_common_word(&fold(self.word(at)), Lang::English);
        if (at..name).all(word) {
            return None;
        }
        let code = self.code_end(name).filter(|_| self.gap(name) == Some(Gap::Space))?;
        let next = self.word(code);
        let counts = self.gap(code) == Some(Gap::Space) && (next == "of" || !is_closed_class(&fold(next)));
        (!counts).then_some((Part::CodedPlace, code))
    }

    /// A postcode: British, four to six digits, or of another country that writes two groups.
    fn postcode(&self, at: usize) -> Option<(Part, usize)> {
        self.code_end(at).map(|end| (Part::Postcode, end))
    }

    /// The end of the postcode that begins at `at`.
    pub(super) fn code_end(&self, at: usize) -> Option<usize> {
        let whole = |code: &str| {
            let split = code.len().checked_sub(3).filter(|split| code.is_char_boundary(*split));
            split.is_some_and(|split| is_outward(&code[..split]) && is_inward(&code[split..]))
        };
        if is_outward(self.word(at))
            && is_inward(self.word(at + 1))
            && self.gap(at + 1).is_some_and(Gap::joins)
        {
            return Some(at + 2);
        }
        let spaced = self.gap(at + 1) == Some(Gap::Space);
        if spaced && self.is_code_of_two(at) {
            return Some(at + 2);
        }
        (whole(self.word(at)) || self.is_zip(at) || is_joined_code(self.word(at))).then_some(at + 1)
    }
}

/// Words of the name of a field.
const MOST_FIELD_WORDS: usize = 3;
/// Parts of one address.
const MOST_PARTS: usize = 12;
/// Town, county and country in a row.
const MOST_PLACES: usize = 3;

//! Whether a mention can be of a person, and how well it fits.

use super::data::Sex;
use super::diminutives::is_loosely_cut;
use super::likeness::{Likeness, is_sex_pair, likeness};
use super::spelling::{is_clipped, is_misspelt};
use super::table::{Named, Part, Person, Role};

/// How well a mention fits a person.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    /// More is better; from [`SAME`] on the names are the same, below they are only alike.
    pub(super) score: u8,
    /// Whether the mention has the surname first.
    pub(super) inverted: bool,
}

/// From this score on a mention is in the very words of the person's name.
pub(super) const SAME: u8 = 70;

/// A full name of which the person is known by an initial.
const GUESSED: u8 = 69;

/// A surname after a title, and one of two with a hyphen.
pub(super) const WHOLE: u8 = 90;
pub(super) const HALF: u8 = 88;

/// From this score on a single name is at least a pet form.
pub(super) const ALIKE: u8 = 60;

impl Person {
    /// How well a mention fits this person; `None` when it cannot be this one.
    pub(super) fn fit(&self, named: &Named<'_>) -> Option<Fit> {
        if let (Some(title), Some(own)) = (named.sure_sex(), self.sure_sex())
            && title != own
        {
            return None;
        }
        let straight = |score: u8| Fit { score, inverted: named.inverted };
        match named.parts {
            [] => None,
            [only] => self
                .fit_single(&only.text, named.role)
                .or_else(|| self.fit_wife(&only.text, named))
                .map(straight),
            parts if parts.iter().all(Part::is_initial) => self.fit_initials(parts).map(straight),
            parts => self
                .fit_every_part(parts)
                .or_else(|| self.fit_longer(parts))
                .or_else(|| self.fit_run_together(parts))
                .map(straight)
                .or_else(|| self.fit_full(named)),
        }
    }

    fn fit_single(&self, name: &str, role: Role) -> Option<u8> {
        // An initial may stand for a name, but a name for no initial.
        let full = |own: &&String| own.chars().nth(1).is_some();
        let given = best(self.given.iter().chain(&self.other).filter(full), name);
        let surname = best(self.surnames.iter().filter(full), name);
        let by_given = given.map(|likeness| match (likeness, role) {
            (Likeness::Equal, Role::Surname) => 75,
            (Likeness::Equal, _) => 90,
            (Likeness::Spelling, _) => 65,
            (Likeness::Pet, _) => 60,
            // "Doctor H.", of Haytham, where no surname begins so.
            (Likeness::Initial, Role::Surname) => 25,
            (Likeness::Initial, _) => 40,
            (Likeness::Slip, _) => 50,
        });
        let by_surname = surname.and_then(|likeness| match (likeness, role) {
            // "Mrs Pop" is Ana Pop rather than Vera Pop-Rus.
            (Likeness::Equal, Role::Surname) if !self.double => Some(WHOLE),
            (Likeness::Equal, Role::Surname) => Some(HALF),
            (Likeness::Equal, Role::Unknown) => Some(80),
            (Likeness::Equal, Role::Given) => Some(70),
            (Likeness::Pet, Role::Surname) => Some(45),
            (_, Role::Given) | (Likeness::Pet, _) => None,
            (Likeness::Spelling, _) => Some(65),
            (Likeness::Slip, _) => Some(50),
            (Likeness::Initial, _) => Some(30),
        });
        let together = self.has_run_together(name).then_some(65);
        by_given.max(by_surname).max(together)
    }

    /// How much of the person's given names the single name is: "Reza" is Reza Moradi rather than Reza Amin Moradi, and that
    /// one rather than Amir Reza Moradi.
    pub(super) fn share(&self, name: &str) -> usize {
        match self.given.iter().position(|own| own == name) {
            Some(0) => 2 + usize::from(self.given.len() < 2),
            Some(_) => 1,
            None => 0,
        }
    }

    /// Whether the name is that of all given names without a gap: "Amirreza".
    pub(super) fn has_run_together(&self, name: &str) -> bool {
        self.given.len() > 1 && self.given.concat() == name
    }

    /// "Mrs Gabor" of "Božena Gáborová": with a title English gives her the form of the men.
    fn fit_wife(&self, name: &str, named: &Named<'_>) -> Option<u8> {
        let titled = named.role == Role::Surname && named.sex == Some(Sex::Female);
        let hers = |own: &String| own.ends_with('a') && is_sex_pair(own, name);
        (titled && self.surnames.iter().any(hers)).then_some(45)
    }

    /// "E.P.", "E.M.P.": the first is the initial of a given name, the last of a surname, all are the person's; or they are
    /// those of the first given names, "J.-B." for "Jean-Bosco".
    fn fit_initials(&self, parts: &[Part]) -> Option<u8> {
        let starts = |name: &String, part: &Part| name.starts_with(part.text.as_str());
        let (first, last) = (parts.first()?, parts.last()?);
        let given = self.given.iter().any(|name| starts(name, first));
        let surname = self.surnames.iter().any(|name| starts(name, last));
        let all = parts.iter().all(|part| self.names().any(|name| starts(name, part)));
        let given_names = parts.len() > 1
            && parts.len() <= self.given.len()
            && self.given.iter().zip(parts).all(|(name, part)| starts(name, part));
        match (given && surname && all, given_names) {
            (true, _) => Some(60),
            (_, true) => Some(55),
            _ => None,
        }
    }

    /// Every part is one of the person's names or an initial, and at least one is no initial.
    fn fit_every_part(&self, parts: &[Part]) -> Option<u8> {
        let known = |part: &Part| {
            best(self.names(), &part.text).filter(|like| matches!(like, Likeness::Equal | Likeness::Initial))
        };
        let initials = parts.iter().filter(|part| part.is_initial()).count();
        let fits = initials < parts.len() && parts.iter().all(|part| known(part).is_some());
        // "Dorothy Clarke" may be "Mrs D. Clarke" or "Mr D. Clarke".
        let guessed = parts.iter().any(|part| !part.is_initial() && known(part) == Some(Likeness::Initial));
        let score = match (guessed, initials) {
            (true, _) => GUESSED,
            (false, 0) => 100,
            (false, _) => 85,
        };
        (fits && self.is_in_order(parts)).then_some(score)
    }

    /// The whole name of the person and a further surname behind it: "Leila Sadeghi Moradi", of Leila Sadeghi.
    fn fit_longer(&self, parts: &[Part]) -> Option<u8> {
        let own = || self.given.iter().chain(&self.surnames);
        let full = !self.given.is_empty() && !self.surnames.is_empty() && own().count() + 1 == parts.len();
        let begins = own().zip(parts).all(|(own, part)| *own == part.text && !part.is_initial());
        (full && begins).then_some(83)
    }

    /// Whether parts that are all the person's begin with a given name, or have the first one, or are surnames alone: "Abdi
    /// Yusuf", the son, is not his mother "Amina Yusuf Abdi".
    fn is_in_order(&self, parts: &[Part]) -> bool {
        let among =
            |names: &[String], part: &Part| names.iter().any(|name| likeness(name, &part.text).is_some());
        let given = |part: &Part| among(&self.given, part) || among(&self.other, part);
        let first = self.given.first().map(std::slice::from_ref).unwrap_or_default();
        self.given.is_empty()
            || parts.first().is_some_and(given)
            || parts.iter().any(|part| among(first, part))
            || !parts.iter().any(given)
    }

    /// The same letters cut into words elsewhere: "Ng’endo" and "Ngendo", "Abdul Rahman" and "Abdulrahman".
    fn fit_run_together(&self, parts: &[Part]) -> Option<u8> {
        let letters: String = parts.iter().map(|part| part.text.as_str()).collect();
        let own: String = self.given.iter().chain(&self.surnames).map(String::as_str).collect();
        (letters == own || self.names().any(|name| *name == letters)).then_some(85)
    }

    /// A full name whose surname and given name are each like the person's, in either order.
    fn fit_full(&self, named: &Named<'_>) -> Option<Fit> {
        let orders = [named.inverted, !named.inverted].into_iter();
        let fits = orders.filter_map(|inverted| {
            let (given, surname) = named.split(inverted);
            // The surname first, without a comma, only before the first given name.
            let first = self
                .given
                .first()
                .is_none_or(|own| given.iter().any(|part| likeness(own, &part.text).is_some()));
            if inverted != named.inverted && !first {
                return None;
            }
            let score = self.fit_order(named, given, surname)?;
            Some(Fit { score, inverted })
        });
        fits.reduce(|first, second| if second.score > first.score { second } else { first })
    }

    fn fit_order(&self, named: &Named<'_>, given: &[Part], surname: &[Part]) -> Option<u8> {
        let likest = |parts: &[Part], own: &[&Vec<String>]| {
            let pairs = parts.iter().map(|part| best(own.iter().copied().flatten(), &part.text));
            pairs.max().flatten()
        };
        if self.is_another_first(given, named.new) || self.is_another_second(given) {
            return None;
        }
        let by_given = likest(given, &[&self.given, &self.other]).or_else(|| self.has_loose_pet_form(given));
        let by_surname =
            likest(surname, &[&self.surnames]).or_else(|| self.has_kin_surname(surname, by_given));
        match (by_given, by_surname?) {
            (Some(Likeness::Equal), Likeness::Equal) => Some(95),
            (None, Likeness::Equal) if self.given.is_empty() && self.other.is_empty() => Some(75),
            (None, _) | (Some(Likeness::Initial), Likeness::Initial) => None,
            (Some(Likeness::Slip), Likeness::Slip) => None,
            (Some(given), Likeness::Equal) => Some(60 + given as u8),
            (Some(Likeness::Equal), surname) => Some(60 + surname as u8),
            (Some(given), surname) => Some(50 + given.min(surname) as u8),
        }
    }

    /// Whether neither first given name is like any given name on the other side: "Harpreet Kaur" and "Surjit Kaur" share a
    /// name that many bear beside their own. Who is introduced as somebody new is not of a name that has grown at the beginning:
    /// after "Reza Moradi", "Amir Reza Moradi (7)".
    fn is_another_first(&self, given: &[Part], new: bool) -> bool {
        let (Some(own), Some(first)) = (self.given.first(), given.first()) else { return false };
        let mine = self.given.iter().chain(&self.other).any(|name| likeness(name, &first.text).is_some())
            || is_loosely_cut(&first.text, own);
        !mine && (new || !given.iter().any(|part| likeness(own, &part.text).is_some()))
    }

    /// Whether both have a second given name, and these are not alike: "Nasreen Akhtar Qadri" and "Nasreen Bano Qadri".
    fn is_another_second(&self, given: &[Part]) -> bool {
        let ([_, own, ..], [_, second, ..]) = (&self.given[..], given) else { return false };
        let mine = self.names().any(|name| likeness(name, &second.text).is_some());
        !mine && !given.iter().any(|part| likeness(own, &part.text).is_some())
    }

    /// A given name of which two letters are those of the first: "Ify Okwuosa", "Ifeyinwa Okwuosa".
    fn has_loose_pet_form(&self, given: &[Part]) -> Option<Likeness> {
        let ([short], Some(own)) = (given, self.given.first()) else { return None };
        is_loosely_cut(&short.text, own).then_some(Likeness::Pet)
    }

    /// The surname in the form of the other sex, or cut short, or, beside the same given name or its initial, a slip of the
    /// pen that happens to be a word or another name: "E. Whip" of "Ernest Whipp".
    fn has_kin_surname(&self, surname: &[Part], given: Option<Likeness>) -> Option<Likeness> {
        let slips = matches!(given, Some(Likeness::Equal | Likeness::Spelling | Likeness::Initial));
        let pair = |part: &Part| {
            self.surnames.iter().any(|own| {
                is_sex_pair(own, &part.text)
                    || is_clipped(&part.text, own)
                    || slips && is_misspelt(&part.text, own)
            })
        };
        surname.iter().any(pair).then_some(Likeness::Slip)
    }
}

/// How alike `name` is to the likest of `own`.
fn best<'n>(own: impl Iterator<Item = &'n String>, name: &str) -> Option<Likeness> {
    own.filter_map(|own| likeness(own, name)).max()
}

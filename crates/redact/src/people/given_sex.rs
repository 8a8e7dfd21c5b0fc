//! Whether a given name is a man's or a woman's: "Mrs Lupu" is not Marius.

use std::sync::LazyLock;

use fst::Map;
use storyveil_tagger::{Flags, Lexicon};

use super::data::Sex;
use super::pets::full_names;
use super::spelling::nominative;
use super::table::{Named, Part, Person, Role};

/// Whose the folded given name is, where the lists know it as one of men or of women only. So are the names whose pet form it
/// is, or many bear it: "Emma" may be short for Emmanuel, but "Laci" is László, whatever girls are called elsewhere.
///
/// Compiled from `data/common/given_names.tsv`, which `storyveil-train sexes` writes; how, and from which lists, is told there.
pub(super) fn sex_of(name: &str) -> Option<Sex> {
    let listed = |name: &str| NAMES.get(name).map(|sex| if sex == 0 { Sex::Male } else { Sex::Female });
    let own = listed(name);
    let mut full = full_names(name).iter().filter_map(|name| listed(name));
    let first = own.or_else(|| full.next()).or_else(|| nominative(name).and_then(|name| listed(&name)));
    match full.all(|other| Some(other) == first) {
        true => first,
        false => own.filter(|_| Lexicon::embedded().flags(name).has(Flags::GIVEN_FREQUENT)),
    }
}

/// Whether the folded given name is one of women only.
pub(crate) fn is_womans_name(name: &str) -> bool {
    sex_of(name) == Some(Sex::Female)
}

/// Whether one is a man's name and the other the genitive of a woman's: "Sorin" and "Sorinei".
pub(super) fn is_declined_of_another(one: &str, other: &str) -> bool {
    let declined = [one, other].into_iter().any(|name| nominative(name).is_some());
    declined && sex_of(one).zip(sex_of(other)).is_some_and(|(one, other)| one != other)
}

impl Person {
    /// What a title or, failing that, pronouns and the given name tell. Pronouns may be somebody else's, so that the name counts
    /// more unless many of them speak against it.
    pub(super) fn told_sex(&self) -> Option<Sex> {
        let name = || self.named_sex().filter(|_| !self.has_many_pronouns());
        self.sex.or_else(name).or_else(|| self.pronoun()).or_else(|| self.named_sex())
    }

    /// What a title or, failing that, pronouns tell.
    pub(super) fn said_sex(&self) -> Option<Sex> {
        self.sex.or_else(|| self.pronoun())
    }

    /// What a title or the given name tells, unless many pronouns contradict the name.
    pub(super) fn sure_sex(&self) -> Option<Sex> {
        let fits = |sex: &Sex| !self.has_many_pronouns() || self.pronoun() == Some(*sex);
        self.sex.or_else(|| self.named_sex().filter(fits))
    }

    /// What the first given name tells.
    pub(super) fn named_sex(&self) -> Option<Sex> {
        self.given.first().and_then(|name| sex_of(name))
    }

    fn has_many_pronouns(&self) -> bool {
        self.pronouns.0.abs_diff(self.pronouns.1) >= MANY_PRONOUNS
    }
}

impl Named<'_> {
    /// What the title or, in a full name without one, the first given name tells.
    pub(super) fn sure_sex(&self) -> Option<Sex> {
        let full = self.role == Role::Unknown && self.parts.len() > 1;
        let given = || self.split(self.inverted).0.first().filter(|part: &&Part| full && !part.is_initial());
        self.sex.or_else(|| given().and_then(|part| sex_of(&part.text)))
    }
}

/// So many pronouns of one sex more than of the other, where a subject counts twice, tell more than a name.
const MANY_PRONOUNS: usize = 8;

static NAMES: LazyLock<Map<&[u8]>> = LazyLock::new(|| {
    Map::new(&include_bytes!(concat!(env!("OUT_DIR"), "/given_names.fst"))[..])
        .expect("the build script has written it")
});

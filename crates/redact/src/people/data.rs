//! The word lists of the person table, from `data/people.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::cues::Cues;
use crate::hash::{Map, Set};
use crate::ron_file;
use crate::safe::brands;
use crate::words::fold;

/// The lists, folded for look-up.
pub(super) struct People {
    pub(super) nickname_cues: Cues,
    /// As written: initials and acronyms differ from words by their capitals only.
    pub(super) acronyms: Set<String>,
    pub(super) short_forms: Set<String>,
    /// What says that somebody is no relative of another of the name.
    pub(super) unrelated: Cues,
    /// Ranks before a surname that is a word or a place too.
    pub(super) ranks: Set<String>,
    pub(super) word_follows: Set<String>,
    pub(super) heads: Set<String>,
    pub(super) particles: Set<String>,
    pub(super) leading_particles: Set<String>,
    pub(super) nickname_after: Cues,
    /// What stands before names, and what it tells.
    pub(super) titles: Map<String, Title>,
    /// Of the titles, those that are masked with the name.
    pub(super) masked_titles: Set<String>,
    pub(super) honorifics: Set<String>,
    pub(super) kunya: Set<String>,
    pub(super) and: Set<String>,
    pub(super) before_month: Set<String>,
    pub(super) auxiliaries: Set<String>,
    pub(super) sign_offs: Set<String>,
    pub(super) subject_verbs: Set<String>,
    pub(super) possessors: Set<String>,
    pub(super) renames: Set<String>,
    pub(super) ordinary: Set<String>,
    pub(super) pronouns: Map<String, Sex>,
    pub(super) possessives: Map<String, Sex>,
    pub(super) calls: Set<String>,
    pub(super) as_cue: Set<String>,
    pub(super) knows: Set<String>,
    pub(super) narrator: Cues,
    pub(super) calling_me: Cues,
    pub(super) beside_cues: Cues,
    pub(super) calling_cues: Cues,
    pub(super) objects: Map<String, Sex>,
    pub(super) maiden: Set<String>,
    pub(super) full_name_cues: Cues,
    pub(super) own_name_cues: Cues,
    pub(super) place_follows: Set<String>,
    pub(super) before_words: Set<String>,
    pub(super) relatives: Set<String>,
    pub(super) offspring: Set<String>,
    pub(super) spouses: Map<String, Sex>,
    pub(super) families: Set<String>,
    pub(super) is_cues: Cues,
    pub(super) birth_name_cues: Cues,
    pub(super) other_surname_cues: Cues,
    pub(super) before_places: Set<String>,
    pub(super) children: Set<String>,
    pub(super) owners_behind: Map<String, Sex>,
    pub(super) epithets: Set<String>,
    pub(super) another: Set<String>,
    pub(super) grown: Map<String, Sex>,
    pub(super) elder_kin: Set<String>,
    pub(super) grandchildren: Set<String>,
    pub(super) renaming: Set<String>,
    pub(super) parents: Map<String, Sex>,
    pub(super) glued: Vec<String>,
    pub(super) youth: Set<String>,
    pub(super) elders: Set<String>,
    pub(super) wives_titles: Set<String>,
    pub(super) before_verbs: Set<String>,
    pub(super) motions: Set<String>,
    pub(super) origins: Set<String>,
    pub(super) inside: Set<String>,
    pub(super) trusts: Set<String>,
    pub(super) family_words: Set<String>,
    /// Products and figures of tales that are called like a person.
    pub(super) brands: Cues,
}

/// What a word before a name tells.
#[derive(Clone, Copy)]
pub(super) struct Title {
    /// Of whom it is said, if of men only or of women only.
    pub(super) sex: Option<Sex>,
    /// What follows, and whether it is left in the text.
    pub(super) sort: Sort,
}

/// What sort of word stands before a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Before a surname, and never part of a name: "Mrs Popescu".
    Title,
    /// Before a surname or a given name: "Professor Popescu", "Pastor Ion".
    Office,
    /// Before a given name: "Aunt Maria".
    Kin,
    /// Before any name: "Baby Ion", "old Mrs Popescu".
    Epithet,
}

/// What a title tells about its bearer, or a given name that only men or only women bear, used for nothing but telling Mr from Mrs
/// Popescu.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// "Mrs", "doamna", "her sister".
    Female,
    /// "Mr", "domnul", "his brother".
    Male,
}

#[derive(Deserialize)]
#[serde(rename = "People", deny_unknown_fields)]
struct Data {
    nickname_cues: Vec<String>,
    acronyms: Vec<String>,
    short_forms: Vec<String>,
    ranks: Vec<String>,
    unrelated: Vec<String>,
    word_follows: Vec<String>,
    heads: Vec<String>,
    particles: Vec<String>,
    leading_particles: Vec<String>,
    nickname_after: Vec<String>,
    titles_male: Vec<String>,
    titles_female: Vec<String>,
    titles: Vec<String>,
    offices: Vec<String>,
    kin_male: Vec<String>,
    kin_female: Vec<String>,
    masked_titles: Vec<String>,
    honorifics: Vec<String>,
    kunya: Vec<String>,
    and: Vec<String>,
    before_month: Vec<String>,
    auxiliaries: Vec<String>,
    sign_offs: Vec<String>,
    subject_verbs: Vec<String>,
    possessors: Vec<String>,
    renames: Vec<String>,
    epithets: Vec<String>,
    ordinary: Vec<String>,
    pronouns_male: Vec<String>,
    pronouns_female: Vec<String>,
    possessives_male: Vec<String>,
    possessives_female: Vec<String>,
    calls: Vec<String>,
    as_cue: Vec<String>,
    knows: Vec<String>,
    narrator: Vec<String>,
    calling_me: Vec<String>,
    beside_cues: Vec<String>,
    calling_cues: Vec<String>,
    objects_male: Vec<String>,
    objects_female: Vec<String>,
    maiden: Vec<String>,
    full_name_cues: Vec<String>,
    own_name_cues: Vec<String>,
    place_follows: Vec<String>,
    before_words: Vec<String>,
    relatives: Vec<String>,
    offspring: Vec<String>,
    husbands: Vec<String>,
    wives: Vec<String>,
    families: Vec<String>,
    is_cues: Vec<String>,
    birth_name_cues: Vec<String>,
    other_surname_cues: Vec<String>,
    before_places: Vec<String>,
    children: Vec<String>,
    owners_behind_male: Vec<String>,
    owners_behind_female: Vec<String>,
    another: Vec<String>,
    men: Vec<String>,
    women: Vec<String>,
    elder_kin: Vec<String>,
    grandchildren: Vec<String>,
    renaming: Vec<String>,
    fathers: Vec<String>,
    mothers: Vec<String>,
    glued: Vec<String>,
    youth: Vec<String>,
    elders: Vec<String>,
    wives_titles: Vec<String>,
    before_verbs: Vec<String>,
    motions: Vec<String>,
    origins: Vec<String>,
    inside: Vec<String>,
    trusts: Vec<String>,
    family_words: Vec<String>,
}

pub(super) static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let data: Data = ron_file::parse(include_str!("../../data/people.ron")).expect("embedded data is tested");
    People {
        titles: data.titles_before_names().collect(),
        pronouns: by_sex(&data.pronouns_male, &data.pronouns_female),
        possessives: by_sex(&data.possessives_male, &data.possessives_female),
        nickname_cues: Cues::of(&data.nickname_cues),
        acronyms: data.acronyms.into_iter().collect(),
        short_forms: data.short_forms.into_iter().collect(),
        ranks: data.ranks.into_iter().collect(),
        unrelated: Cues::of(&data.unrelated),
        word_follows: folded(&data.word_follows),
        heads: folded(&data.heads),
        particles: folded(&data.particles),
        leading_particles: folded(&data.leading_particles),
        nickname_after: Cues::of(&data.nickname_after),
        masked_titles: folded(&data.masked_titles),
        honorifics: folded(&data.honorifics),
        kunya: folded(&data.kunya),
        and: folded(&data.and),
        before_month: folded(&data.before_month),
        sign_offs: folded(&data.sign_offs),
        subject_verbs: folded(&data.subject_verbs),
        auxiliaries: folded(&data.auxiliaries),
        possessors: folded(&data.possessors),
        renames: folded(&data.renames),
        ordinary: folded(&data.ordinary),
        calls: folded(&data.calls),
        as_cue: folded(&data.as_cue),
        knows: folded(&data.knows),
        narrator: Cues::of(&data.narrator),
        calling_me: Cues::of(&data.calling_me),
        beside_cues: Cues::of(&data.beside_cues),
        calling_cues: Cues::of(&data.calling_cues),
        objects: by_sex(&data.objects_male, &data.objects_female),
        maiden: folded(&data.maiden),
        full_name_cues: Cues::of(&data.full_name_cues),
        own_name_cues: Cues::of(&data.own_name_cues),
        place_follows: folded(&data.place_follows),
        before_words: folded(&data.before_words),
        offspring: folded(&data.offspring),
        spouses: by_sex(&data.husbands, &data.wives),
        relatives: folded(&data.relatives),
        families: folded(&data.families),
        is_cues: Cues::of(&data.is_cues),
        birth_name_cues: Cues::of(&data.birth_name_cues),
        other_surname_cues: Cues::of(&data.other_surname_cues),
        before_places: folded(&data.before_places),
        children: folded(&data.children),
        owners_behind: by_sex(&data.owners_behind_male, &data.owners_behind_female),
        epithets: folded(&data.epithets),
        another: folded(&data.another),
        grown: by_sex(&data.men, &data.women),
        elder_kin: folded(&data.elder_kin),
        grandchildren: folded(&data.grandchildren),
        renaming: folded(&data.renaming),
        parents: by_sex(&data.fathers, &data.mothers),
        glued: data.glued,
        youth: folded(&data.youth),
        elders: folded(&data.elders),
        wives_titles: folded(&data.wives_titles),
        before_verbs: folded(&data.before_verbs),
        motions: folded(&data.motions),
        origins: folded(&data.origins),
        inside: folded(&data.inside),
        trusts: folded(&data.trusts),
        family_words: folded(&data.family_words),
        brands: Cues::of(brands()),
    }
});

impl Data {
    fn titles_before_names(&self) -> impl Iterator<Item = (String, Title)> {
        let lists = [
            (&self.offices, None, Sort::Office),
            (&self.epithets, None, Sort::Epithet),
            (&self.kin_male, Some(Sex::Male), Sort::Kin),
            (&self.kin_female, Some(Sex::Female), Sort::Kin),
            (&self.titles, None, Sort::Title),
            (&self.titles_male, Some(Sex::Male), Sort::Title),
            (&self.titles_female, Some(Sex::Female), Sort::Title),
        ];
        lists
            .into_iter()
            .flat_map(|(list, sex, sort)| list.iter().map(move |word| (fold(word), Title { sex, sort })))
    }
}

fn by_sex(male: &[String], female: &[String]) -> Map<String, Sex> {
    let male = male.iter().map(|word| (fold(word), Sex::Male));
    male.chain(female.iter().map(|word| (fold(word), Sex::Female))).collect()
}

fn folded(list: &[String]) -> Set<String> {
    list.iter().map(|word| fold(word)).collect()
}

//! From names to persons: joins the mentions that detectors found, then reads the text again for every further form of
//! every name (DI-1), so that nobody is masked in one sentence and named in the next.
//!
//! Names are compared folded (no capitals, no diacritics). The same is done for organisations and their short forms.

mod ages;
mod agree;
mod alias;
mod beside;
mod choose;
mod cues;
mod data;
mod diminutives;
mod edges;
mod families;
mod fields;
mod fit;
mod forms;
mod given_sex;
mod household;
mod inverted;
mod leftovers;
mod letters;
mod likeness;
mod meant;
mod mention;
mod nicknames;
mod organisations;
mod pets;
mod places;
mod pronouns;
mod same_names;
mod senses;
mod settle;
mod short_forms;
mod spelling;
mod table;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use storyveil_gazetteer::Place;
use storyveil_tagger::Lexicon;

use self::alias::{Form, Owners};
use self::data::{PEOPLE, Sex};
pub(crate) use self::families::{family_in_plural, is_unknown_family, surname_start};
pub(crate) use self::given_sex::is_womans_name;
use self::mention::Mention;
pub(crate) use self::short_forms::is_in_short_form;
pub(crate) use self::spelling::nominative;
use self::table::{Named, Role, Table};
use crate::fact::{Fact, NamedPlace};
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word, is_small_romanian, joins_a_name};

/// Joins and completes the findings of people and organisations. Findings of other kinds pass unchanged.
///
/// Every finding of a person or organisation that comes back carries its entity; [`number`] makes the numbers those of
/// first mention once overlaps are resolved.
pub(crate) fn follow(text: &Text<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let (people, others): (Vec<_>, Vec<_>) =
        agree::agree(text, findings).into_iter().partition(|finding| finding.kind == Kind::Person);
    let mentions: Vec<Mention> = people
        .into_iter()
        .flat_map(|finding| names_in(text, finding))
        .filter_map(|finding| Mention::of(text, finding))
        .collect();
    let mut followed = places::follow(text, organisations::follow(text, others));
    let mut people = persons(text, mentions);
    letters::join(text, &mut people);
    followed
        .retain(|finding| !is_whole_name(text, finding, &people) && !are_initials(text, finding, &people));
    followed.extend(people);
    followed
}

/// Whether what was taken for a place or a body is one person's name, of two words or more: "Mulumba wa Kasongo rang".
fn is_whole_name(text: &Text<'_>, finding: &Finding, people: &[Finding]) -> bool {
    let bare = finding.fact == Fact::Bare && matches!(finding.kind, Kind::Place | Kind::Organisation);
    let mut names = text.words_in(finding.span).filter(|at| !is_particle(&text.words()[*at].folded));
    let bearer = |at: usize| {
        let span = text.words()[at].span;
        people.iter().find(|person| person.span.contains(span)).and_then(|person| person.entity)
    };
    let first = if bare { names.next().and_then(bearer) } else { None };
    let mut rest = names.peekable();
    first.is_some() && rest.peek().is_some() && rest.all(|at| bearer(at) == first)
}

/// Whether what was taken for an illness or the like are somebody's initials: "TB" below "Thierno Bah (TB)".
fn are_initials(text: &Text<'_>, finding: &Finding, people: &[Finding]) -> bool {
    let letters = finding.span.of(text.as_str());
    let capitals = (2..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let body = matches!(finding.kind, Kind::Organisation | Kind::Place);
    capitals && !body && people.iter().any(|person| person.span == finding.span)
}

/// The names that a finding holds: a comma, a quote or a bracket ends one. What follows is a name too ("Popescu, Elena")
/// unless it is ordinary words ("Ruth Calloway, Director"). What the profile names is one name as it stands there.
fn names_in(text: &Text<'_>, finding: Finding) -> Vec<Finding> {
    if matches!(finding.fact, Fact::Profiled(_)) {
        return vec![finding];
    }
    let mut names: Vec<std::ops::Range<usize>> = Vec::new();
    // "allison argent", where the story has capitals elsewhere, is in small letters altogether.
    let capital = text.words_in(finding.span).any(|at| text.words()[at].capital);
    let nobody = |at: usize| {
        is_speaker_mark(text, at)
            || is_with(text, at)
            || is_in_short_form(text, at)
            || senses::is_noun(text, at)
            || short_forms::is_owned(text, at)
    };
    for at in text.words_in(finding.span).filter(|at| !nobody(*at)) {
        match names.last_mut() {
            Some(name)
                if joins_words(text, at - 1)
                    && !is_with(text, at - 1)
                    && !begins_anew(text, at)
                    && !ends_at_line(text, name, at)
                    && (!capital || !is_between(text, at)) =>
            {
                name.end = at + 1;
            }
            _ => names.push(at..at + 1),
        }
    }
    let plain = |at: usize| Lexicon::embedded().is_common_word(&text.words()[at].folded);
    let between = |at: usize| capital && is_between(text, at) && !text.words()[at].capital;
    // "doamna de la council", in a message without capitals.
    let particle = |at: usize| !text.words()[at].capital && is_particle(&text.words()[at].folded);
    let others = names.len() > 1;
    let kept = names.into_iter().enumerate().filter(|(index, name)| {
        // "The late" of "The late Mr Osman".
        let described = others && begins_anew(text, name.end) && !name.clone().any(|at| is_name(text, at));
        let first = *index == 0 && !described || !name.clone().all(plain);
        let small = name.clone().all(particle) || others && name.clone().all(between);
        first && !small
    });
    let span =
        |name: std::ops::Range<usize>| text.words()[name.start].span.to(text.words()[name.end - 1].span);
    kept.map(|(_, name)| Finding { span: span(name), ..finding.clone() }).collect()
}

/// Whether a list has word `at` as a name.
fn is_name(text: &Text<'_>, at: usize) -> bool {
    Lexicon::embedded().flags(&text.words()[at].folded).is_name()
}

/// Whether word `at` marks a question or an answer at the beginning of a line: "Q. Did you …", "A. Gary.".
fn is_speaker_mark(text: &Text<'_>, at: usize) -> bool {
    let marks = |at: usize| {
        let begins =
            at.checked_sub(1).is_none_or(|at| text.gap_after(at).is_some_and(|gap| gap.contains('\n')));
        let dotted = text.gap_after(at).is_some_and(|gap| matches!(gap.trim_end(), "." | ":"));
        begins && dotted && matches!(&*text.words()[at].folded, "q" | "a")
    };
    let other =
        |letter: &str| (0..text.words().len()).any(|at| text.words()[at].folded == letter && marks(at));
    marks(at) && other("q") && other("a")
}

/// Whether word `at` is the "with" or "and" of messages and no initial: "donna w the dog".
fn is_with(text: &Text<'_>, at: usize) -> bool {
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    matches!(&*text.words()[at].folded, "w" | "n")
        && !text.words()[at].capital
        && blank(at)
        && at.checked_sub(1).is_some_and(blank)
}

/// Whether a full name ends with its line, before a word at `at` that no list has as a name: "C. Hennigan⏎Caseworker".
fn ends_at_line(text: &Text<'_>, name: &std::ops::Range<usize>, at: usize) -> bool {
    let breaks = text
        .gap_after(at - 1)
        .is_some_and(|gap| gap.contains('\n') && !gap.starts_with(['-', '‐', '\u{ad}']));
    breaks && name.len() > 1 && !Lexicon::embedded().flags(&text.words()[at].folded).is_name()
}

/// Whether word `at` or the one before it is a small word of everyday that no name has inside: "Ana Pop rang Ion".
fn is_between(text: &Text<'_>, at: usize) -> bool {
    let plain = |at: usize| {
        let word = &text.words()[at];
        let own = is_particle(&word.folded)
            || PEOPLE.kunya.contains(&word.folded)
            || PEOPLE.honorifics.contains(&word.folded)
            || mention::title(text, at).is_some();
        let small = text.lang() != Lang::English && is_small_romanian(&word.folded);
        // "Ana said Ion", but "Taylor swift" and "Grace gal Mahary".
        let inside = text.words().get(at + 1).is_some_and(|next| next.capital && joins_words(text, at));
        let verb = PEOPLE.subject_verbs.contains(&word.folded) || is_closed_class(&word.folded);
        let name = if inside { !verb } else { Lexicon::embedded().flags(&word.folded).is_name() };
        let surname = name && !small;
        !word.capital
            && !own
            && !surname
            && (small || is_common_word(&word.folded, text.lang()))
            && word.folded != "the"
    };
    text.has_capitals() && (plain(at) || at > 0 && plain(at - 1))
}

/// Whether a name ends before the title at word `at`: "KHAN H. Mr Shah".
fn begins_anew(text: &Text<'_>, at: usize) -> bool {
    let after_title = mention::title(text, at - 1).is_some();
    !after_title && mention::title(text, at).is_some_and(|title| title.sort == data::Sort::Title)
}

/// Whether a folded word is a small word inside names: "van", "de", "al".
pub(crate) fn is_particle(folded: &str) -> bool {
    PEOPLE.particles.contains(folded)
}

/// Whether a folded word is a title or a word for a relative, as they stand before names: "aunty", "pastor".
pub(crate) fn is_title_word(folded: &str) -> bool {
    PEOPLE.titles.contains_key(folded)
}

/// Whether the folded word is a verb of what people do rather than of being: "sang".
pub(crate) fn is_deed(folded: &str) -> bool {
    PEOPLE.subject_verbs.contains(folded) && !is_closed_class(folded)
}

/// Whether the folded word is a verb of which a person is the subject, or what stands between: "is", "helped", "never".
pub(crate) fn is_subject_verb(folded: &str) -> bool {
    PEOPLE.subject_verbs.contains(folded)
}

/// Whether a folded word is listed as a pet form of a given name.
pub(crate) fn is_pet_name(folded: &str) -> bool {
    pets::is_listed(folded)
}

/// Whether these capitals are a common short form and nobody's initials: "GP", "DWP".
pub(crate) fn is_acronym(letters: &str) -> bool {
    PEOPLE.acronyms.contains(letters)
}

/// Whether the word joins one person to another: "and", "cu".
pub(crate) fn is_conjunction(folded: &str) -> bool {
    PEOPLE.and.contains(folded)
}

/// Whether the words `at` and `at + 1` may belong to one name. A full stop joins only after an initial or a title.
fn joins_words(text: &Text<'_>, at: usize) -> bool {
    let short = |word: &Word| {
        let letters = word.span.of(text.as_str());
        // "Md. Rahman", "Zs. Horvath"; not "in the UK. Rahman".
        let abbreviated =
            word.capital && letters.chars().count() == 2 && letters.chars().any(char::is_lowercase);
        // "Mr. Pop", "Revd. Pop"; not "she asked my aunt. Pop".
        let title = || {
            let title = PEOPLE.titles.get(&word.folded);
            title.is_some_and(|title| title.role() == Role::Surname) && word.folded.len() <= LONGEST_DOTTED
        };
        word.folded.len() == 1 || abbreviated || title()
    };
    text.gap_after(at)
        .is_some_and(|gap| joins_a_name(gap) && (!gap.contains('.') || short(&text.words()[at])))
}

/// The most letters of a title that is written with a full stop.
const LONGEST_DOTTED: usize = 5;

fn persons(text: &Text<'_>, mentions: Vec<Mention>) -> Vec<Finding> {
    let mut mentions = join_inverted(text, mentions);
    let surest = |mention: &Mention| Reverse(mention.finding.confidence);
    let names = |mention: &Mention| if mention.is_one_name() { 1 } else { mention.parts.len() };
    let clear = |mention: &Mention| match (names(mention), mention.role) {
        (0 | 1, Role::Surname) => 3,
        (0 | 1, Role::Given) if mention.sex.is_none() => 3,
        (0 | 1, _) => 1,
        _ if mention.certain_parts(text).is_some() => 2,
        _ => 0,
    };
    mentions.sort_by_key(|mention| (clear(mention), mention.words.start, surest(mention)));
    let mut table = Table::default();
    let mut owner = BTreeMap::new();
    let titled = mentions.partition_point(|mention| clear(mention) < 3);
    table.of_both = titled_both(&mentions[titled..]);
    let titles = titled_surnames(&mentions[titled..]);
    mentions[..titled].iter_mut().for_each(|mention| mention.take_in_surname(text, &titles));
    let mut later: Vec<&Mention> = mentions[titled..].iter().collect();
    for mention in &mentions[..titled] {
        match mention.is_bare_surname(&table) && titles.contains(mention.parts[0].text.as_str()) {
            true => later.push(mention),
            false => place(text, mention, &mut table, &mut owner),
        }
    }
    later.sort_by_key(|mention| (mention.words.start, Reverse(mention.finding.confidence)));
    nicknames::introduce(text, &mut table, &mut owner);
    settle::settle_likely(text, &mut table, &mut owner);
    pronouns::read(text, &mut table, &owner);
    household::read(text, &mut table, &owner);
    for mention in later {
        place(text, mention, &mut table, &mut owner);
    }
    nicknames::introduce(text, &mut table, &mut owner);
    settle::settle(text, &mut table, &mut owner);
    alias::scan(text, &table, &mut owner);
    if edges::learn_surnames(text, &mut table, &mut owner) {
        alias::scan(text, &table, &mut owner);
    }
    edges::extend(text, &table, &mut owner);
    alias::settle_families(&table, &mut owner);
    let exact = mentions.iter().filter(|mention| matches!(mention.finding.fact, Fact::Profiled(_)));
    let profiled = exact.map(|mention| mention.finding.clone());
    // Of several rules for one name the surest, which comes first, is named.
    let rules =
        mentions.iter().rev().map(|mention| (mention.words.start, mention.finding.rule.clone())).collect();
    profiled.chain(alias::findings(text, &table, &owner, &rules)).collect()
}

/// The surnames alone behind a title: who is "Mr Lau" is "Lau" too, before others of the surname.
fn titled_surnames(titled: &[Mention]) -> BTreeSet<String> {
    let alone = titled.iter().filter(|mention| mention.role == Role::Surname && !mention.couple);
    alone.filter_map(|mention| Some(mention.parts.first()?.text.clone())).collect()
}

/// The surnames alone behind the titles of a man and behind those of a woman: "Mr Prior ... Mrs Prior".
fn titled_both(titled: &[Mention]) -> BTreeSet<String> {
    let surnames = |sex: Sex| {
        let alone = titled.iter().filter(move |mention| mention.sex == Some(sex) && !mention.couple);
        alone.filter_map(|mention| Some(mention.parts.first()?.text.as_str()))
    };
    let men: BTreeSet<&str> = surnames(Sex::Male).collect();
    surnames(Sex::Female).filter(|name| men.contains(name)).map(str::to_owned).collect()
}

/// Finds out whose name a mention is, and makes that person the owner of its words.
fn place(text: &Text<'_>, mention: &Mention, table: &mut Table, owner: &mut Owners) {
    if let Some(person) = mention.behind_given(text, table, owner) {
        table.add_surname(person, &mention.parts[0].text);
        return alias::claim(owner, mention.words.clone(), person, mention.finding.confidence, Form::Found);
    }
    if let Some((person, words)) = mention.family(text, table) {
        return alias::claim(owner, words, person, mention.finding.confidence, Form::Family);
    }
    let kin = mention.kin_of(text, table, owner);
    let mut beside = mention.beside(text, owner, &kin);
    beside.extend(mention.another(text, table));
    beside.extend(mention.unrelated(text, table));
    beside.extend(mention.younger(text, table, &kin));
    beside.extend(mention.unmarked(text, owner));
    let plural = mention.plural(text);
    let named = Named {
        parts: plural.as_ref().map_or(&mention.parts[..], |part| &part[..]),
        role: if plural.is_some() { Role::Surname } else { mention.role },
        sex: mention.sex.filter(|_| !mention.couple),
        inverted: mention.inverted,
        fact: &mention.finding.fact,
        at: mention.words.start,
        beside: &beside,
        joined: &mention.joined(text),
        address: mention.address(text),
        age: mention.age(text),
        child: mention.is_child(text),
        elder: mention.is_elder(text),
        junior: mention.parts.len() > 1 && mention.has_generation(text),
        new: mention.parts.len() > 2
            && (settle::is_introduced(text, mention.words.start)
                || settle::is_introduced(text, mention.words.end - 1)),
    };
    let shorter = mention.certain_parts(text).map(|parts| Named { parts, ..named });
    let shorter = shorter.filter(|shorter| !table.knows(&named) && table.knows(shorter));
    let person = table.person(&shorter.unwrap_or(named));
    table.kin.extend(kin.iter().map(|other| (person.min(*other), person.max(*other))));
    if let Some(patronymic) = &mention.patronymic {
        table.add_nickname(person, patronymic);
    }
    let form = if mention.couple || plural.is_some() { Form::Family } else { Form::Found };
    alias::claim(owner, mention.words.clone(), person, mention.finding.confidence, form);
}

/// Makes one mention of a surname, a comma and a given name.
fn join_inverted(text: &Text<'_>, mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by_key(|mention| (mention.words.start, Reverse(mention.finding.confidence)));
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    let full = inverted::full_names(&mentions);
    for mention in mentions {
        match joined.last_mut() {
            Some(last) if last.is_inverted_with(text, &mention, &full) => {
                last.words.end = mention.words.end;
                last.parts.extend(mention.parts);
                last.inverted = true;
            }
            Some(last) if is_broken(text, last, &mention) => {
                last.words.end = mention.words.end;
                let mut parts = mention.parts.into_iter();
                if let (Some(broken), Some(rest)) = (last.parts.last_mut(), parts.next()) {
                    broken.text.push_str(&rest.text);
                }
                last.parts.extend(parts);
            }
            _ => joined.push(mention),
        }
    }
    fields::join(text, &mut joined);
    joined
}

/// Whether a name that was broken at a hyphen goes on with `next` in the line below: "Xiu-", "ying Zhou".
fn is_broken(text: &Text<'_>, last: &Mention, next: &Mention) -> bool {
    let broken = |gap: &str| {
        gap.strip_prefix(['-', '‐']).is_some_and(|rest| rest.contains('\n') && rest.trim().is_empty())
    };
    last.words.end == next.words.start
        && text.gap_after(last.words.end - 1).is_some_and(broken)
        && !text.words()[next.words.start].capital
}

/// Gives entities the numbers of their first mention, counted from 1 within each kind. Listed places are one by what they
/// are, "Bucharest" and "București"; others when their words are the same.
pub(crate) fn number(text: &Text<'_>, findings: &mut [Finding]) {
    let mut numbers: BTreeMap<(Kind, Entity), usize> = BTreeMap::new();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let entity = match (&finding.fact, finding.kind, finding.entity) {
            (Fact::Profiled(profiled), _, _) => Entity::Profiled(profiled.entry),
            (_, Kind::Person | Kind::Organisation, Some(entity)) => Entity::Followed(entity),
            (Fact::Place(NamedPlace { place: Some(place), .. }), Kind::Place, _) => Entity::Place(*place),
            (_, Kind::Person | Kind::Organisation | Kind::Place, _) => Entity::Words(folded(text, finding)),
            _ => continue,
        };
        let count = counts.entry(finding.kind).or_default();
        finding.entity = Some(*numbers.entry((finding.kind, entity)).or_insert_with(|| {
            *count += 1;
            *count
        }));
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Entity {
    Profiled(usize),
    Followed(usize),
    Place(Place),
    Words(String),
}

fn folded(text: &Text<'_>, finding: &Finding) -> String {
    let words = text.words_in(finding.span).map(|at| text.words()[at].folded.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// The confidence of a name that was found because another form of it had been.
const ALIAS: Confidence = Confidence::HIGH;

#[cfg(test)]
mod tests;

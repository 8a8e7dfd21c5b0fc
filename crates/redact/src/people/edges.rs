//! What belongs to a name beside it: initials on either side, particles before it.

use storyveil_tagger::{Flags, Lexicon};

use super::alias::{Form, Owner, Owners};
use super::data::PEOPLE;
use super::likeness::is_unknown;
use super::mention::{SHORT_MUHAMMAD, title};
use super::senses::is_typed_small;
use super::short_forms::is_in_short_form;
use super::table::Table;
use super::{is_particle, joins_words};
use crate::story::Lang;
use crate::text::Text;
use crate::words::{is_closed_class, is_small_romanian};

/// Gives initials and particles beside a name to the person of that name: "E. Popescu", "ROSTAȘ, B", "Rupa L.",
/// "al-Amin", "van der Berg".
pub(super) fn extend(text: &Text<'_>, table: &Table, owner: &mut Owners) {
    for at in (0..text.words().len().saturating_sub(1)).rev() {
        if let Some(next) = owner.get(&(at + 1)).copied()
            && belongs_before(text, table, at, next)
        {
            owner.entry(at).or_insert(next);
        }
    }
    for at in 1..text.words().len() {
        if let Some(before) = owner.get(&(at - 1)).copied()
            && belongs_after(text, table, at, before)
        {
            owner.entry(at).or_insert(before);
        }
    }
    join_particles(text, owner);
}

/// Gives a particle between two names of one person to that person: "Mulumba **wa** Kasongo".
fn join_particles(text: &Text<'_>, owner: &mut Owners) {
    for at in 1..text.words().len().saturating_sub(1) {
        let small = is_particle(&text.words()[at].folded) && !text.words()[at].capital;
        if !small || !joins_words(text, at - 1) || !joins_words(text, at) {
            continue;
        }
        if let (Some(before), Some(after)) = (owner.get(&(at - 1)).copied(), owner.get(&(at + 1)))
            && before.person == after.person
            && [before.form, after.form].iter().all(|form| *form != Form::Family)
        {
            owner.entry(at).or_insert(before);
        }
    }
}

/// Takes a word with a capital right after a known given name for that person's surname, where nobody owns it: "Hope
/// Lanyard", of which the recogniser saw neither. Answers whether any name is new.
pub(super) fn learn_surnames(text: &Text<'_>, table: &mut Table, owner: &mut Owners) -> bool {
    let found: Vec<(usize, Owner)> = (1..text.words().len())
        .filter(|at| !owner.contains_key(at))
        .filter_map(|at| Some((at, *owner.get(&(at - 1))?)))
        .filter(|(at, own)| {
            is_surname_of(text, table, *at, *own)
                || is_small_surname_of(text, table, *at, *own)
                || is_shared_surname(text, table, owner, *at)
        })
        .collect();
    for (at, own) in &found {
        table.add_nickname(own.person, &text.words()[*at].folded);
        owner.insert(*at, Owner { form: Form::Again, ..*own });
    }
    !found.is_empty()
}

/// Whether the word `at`, typed small, is a listed surname and stands behind the given names of two persons or more: "danny
/// fury ... shane fury".
fn is_shared_surname(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> bool {
    let word = &text.words()[at];
    let surname = !word.capital
        && word.folded.len() > 2
        && Lexicon::embedded().flags(&word.folded).has(Flags::SURNAME)
        && !is_closed_class(&word.folded)
        && !PEOPLE.subject_verbs.contains(&word.folded)
        && is_typed_small(text, at);
    let bearer = |at: usize| {
        let before = at.checked_sub(1).filter(|before| text.gap_after(*before) == Some(" "))?;
        let person = owner.get(&before).filter(|own| own.form != Form::Family)?.person;
        table.persons[person].surnames.is_empty().then_some(person)
    };
    let own = surname.then(|| bearer(at)).flatten();
    let same = |other: usize| {
        text.words()[other].folded == word.folded && bearer(other).is_some_and(|one| Some(one) != own)
    };
    own.is_some() && (1..text.words().len()).any(same)
}

/// Whether the word `at`, in a Romanian text without capitals, is the surname of the person whose given name stands right before
/// it: no list has it, and a word follows that stands before a verb: "pastorul ionut cheta ne a sunat".
fn is_small_surname_of(text: &Text<'_>, table: &Table, at: usize, before: Owner) -> bool {
    let (word, given) = (&text.words()[at].folded, &text.words()[at - 1].folded);
    let person = &table.persons[before.person];
    // A surname that is also a word: only behind a title and the given name.
    let titled = || at.checked_sub(2).is_some_and(|at| title(text, at).is_some());
    let verb_next =
        || text.words().get(at + 1).is_some_and(|next| PEOPLE.before_verbs.contains(&next.folded));
    text.lang() == Lang::Romanian
        && !text.has_capitals()
        && word.len() > 3
        && before.form != Form::Family
        && text.gap_after(at - 1) == Some(" ")
        && text.gap_after(at) == Some(" ")
        && verb_next()
        && person.names().any(|name| name == given)
        && is_unknown(word)
        && (!is_small_romanian(word) || titled())
}

/// Whether the word `at` can be the surname of the person whose given name stands right before it.
fn is_surname_of(text: &Text<'_>, table: &Table, at: usize, before: Owner) -> bool {
    const ELSE: Flags = Flags::TITLE
        .with(Flags::KINSHIP)
        .with(Flags::NATIONALITY)
        .with(Flags::ORGANISATION_WORD)
        .with(Flags::PLACE_WORD)
        .with(Flags::PLACE)
        .with(Flags::CALENDAR);
    let (word, given) = (&text.words()[at], &text.words()[at - 1]);
    let letters = word.span.of(text.as_str());
    let flags = Lexicon::embedded().flags(&word.folded);
    let person = &table.persons[before.person];
    // "Hi Ana Hope you are well": what follows a verb is no verb.
    let verb_next = text.words().get(at + 1).is_some_and(|next| {
        text.gap_after(at) == Some(" ") && !next.capital && !PEOPLE.word_follows.contains(&next.folded)
    });
    before.form != Form::Family
        && text.gap_after(at - 1) == Some(" ")
        && given.capital
        && Lexicon::embedded().is_given_name(&given.folded)
        && person.surnames.is_empty()
        && person.names().any(|name| *name == given.folded)
        && word.capital
        && letters.chars().skip(1).any(char::is_lowercase)
        && letters.chars().count() > 2
        && !flags.has(ELSE)
        && !is_closed_class(&word.folded)
        && (verb_next || !flags.is_common_word())
}

/// Whether word `at` is an initial with its full stop, or a particle, and joined to the name after it.
fn belongs_before(text: &Text<'_>, table: &Table, at: usize, next: Owner) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at).unwrap_or_default();
    let letters = word.folded.chars().count();
    let initial = word.capital && letters == 1 && gap.starts_with('.') && !is_in_postscript(text, at);
    let particle = PEOPLE.leading_particles.contains(&word.folded)
        && (!text.starts_sentence(word.span) || SHORT_MUHAMMAD.contains(&&*word.folded));
    let own = || table.persons[next.person].names().any(|name| name.starts_with(word.folded.as_str()));
    // "Zs. Kovács", "Gh. Popa": some alphabets abbreviate to more than one letter.
    let abbreviation =
        word.capital && letters <= 3 && gap.starts_with('.') && title(text, at).is_none() && own();
    let lower =
        letters == 1 && !text.has_capitals() && !matches!(word.folded.as_str(), "a" | "i" | "o") && own();
    // "Asistent social: Pop Andreea": the surname, which is a word in English, comes first.
    let opens =
        text.before(word.span.start(), 2).ends_with([':', '\n']) || text.before(word.span.start(), 2) == ": ";
    let given = |at: usize| Lexicon::embedded().is_given_name(&text.words()[at].folded);
    let surname = text.lang() == Lang::Romanian
        && word.capital
        && opens
        && gap == " "
        && Lexicon::embedded().flags(&word.folded).has(Flags::SURNAME)
        && given(at + 1);
    (initial || particle || abbreviation || lower || surname)
        && !is_in_short_form(text, at)
        && (joins_words(text, at) || abbreviation && gap == ". ")
}

/// Whether the letter at word `at` is of the "P.S." or "N.B." that begins a line or a sentence.
fn is_in_postscript(text: &Text<'_>, at: usize) -> bool {
    let letter = |at: &usize| text.words()[*at].folded.chars().nth(1).is_none();
    let first = (at.saturating_sub(2)..=at).rev().take_while(letter).last().unwrap_or(at);
    let run: String = (first..text.words().len().min(first + 3))
        .take_while(letter)
        .map(|at| text.words()[at].folded.as_str())
        .collect();
    text.starts_sentence(text.words()[first].span) && matches!(&*run, "ps" | "pps" | "nb")
}

/// Whether word `at` is the initial of another name of the person named just before: "Rupa L.", "ROSTAȘ, B".
fn belongs_after(text: &Text<'_>, table: &Table, at: usize, before: Owner) -> bool {
    let word = &text.words()[at];
    let gap = text.gap_after(at - 1).unwrap_or_default();
    let joined = matches!(gap.trim_end_matches([' ', '\u{a0}']), "" | "," | ".") && gap.len() <= 3;
    let person = &table.persons[before.person];
    let fits = person.names().any(|name| name.starts_with(word.folded.as_str()));
    let case_fits = word.capital || !text.has_capitals() && word.folded != "a";
    case_fits && word.folded.len() == 1 && word.folded != "i" && joined && fits
}

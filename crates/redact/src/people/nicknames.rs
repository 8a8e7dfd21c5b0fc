//! Nicknames that the text introduces: "Ionuț, called Nuțu", "Ionuț (Nuțu)", "“Nuțu”, as his friends call him".

use storyveil_tagger::{Flags, Lexicon};

use super::ALIAS;
use super::ages::age;
use super::alias::{Form, Owner, Owners};
use super::cues::Cues;
use super::data::{PEOPLE, Sort};
use super::mention::title;
use super::pets::is_pet_form;
use super::spelling::is_clipped;
use super::table::Table;
use crate::text::Text;

/// Gives people their nicknames. All mentions of a nickname that was taken for a person of its own become mentions of
/// the person so called.
pub(super) fn introduce(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    unite_full_names(text, table, owner);
    let names: Vec<(usize, Owner)> = owner.iter().map(|(at, owner)| (*at, *owner)).collect();
    for (at, known) in names {
        if let Some(surname) = behind_bracket(text, table, owner, at) {
            table.unite(known.person, surname);
            owner.values_mut().filter(|own| own.person == surname).for_each(|own| own.person = known.person);
        }
        if let Some(nickname) = in_brackets(text, at + 1)
            .or_else(|| after_cue(text, at + 1))
            .or_else(|| before_short(text, at + 1))
            .or_else(|| known_by(text, at))
            .or_else(|| renamed(text, at))
        {
            give(text, table, owner, known, nickname);
        }
    }
    for (verb, nickname) in (0..text.words().len()).filter_map(|at| Some((at, called_by_others(text, at)?))) {
        if let Some(known) = called(text, table, owner, verb, nickname) {
            give(text, table, owner, known, nickname);
        }
    }
    for nickname in
        (0..text.words().len()).filter_map(|at| after(text, at, &PEOPLE.calling_me)).collect::<Vec<_>>()
    {
        if let Some(known) = narrator(text, owner) {
            give(text, table, owner, known, nickname);
        }
    }
    let before_cue = |at: &usize| stands_before_cue(text, *at) || is_known_as(text, owner, *at);
    for at in (0..text.words().len()).filter(before_cue).collect::<Vec<_>>() {
        if let Some(known) = bearer(text, table, owner, at) {
            give(text, table, owner, known, at);
        }
    }
}

/// Makes one of two persons of whom the text says that they are one: "Adi, in full Adrian Lupescu", "Mrs Tabacu, formerly
/// Neacșu", "Umm Salim ... Her own name is Rabab".
fn unite_full_names(text: &Text<'_>, table: &mut Table, owner: &mut Owners) {
    let cued = |at: usize| {
        let length = PEOPLE.full_name_cues.before_name(text, at)?;
        let name = (at + length..).take(2).find(|at| owner.contains_key(at))?;
        let before = owner.get(&at.checked_sub(1)?)?;
        text.gap_after(at - 1).filter(|gap| gap.contains([',', '(', '–', '—']))?;
        Some((before.person, owner[&name].person))
    };
    let identified = |at: usize| {
        let length = PEOPLE.is_cues.before_name(text, at)?;
        let (before, name) = (owner.get(&at.checked_sub(1)?)?, owner.get(&(at + length))?);
        let blank = |at: usize| text.gap_after(at) == Some(" ");
        let full = owner.get(&(at + length + 1)).is_some_and(|next| next.person == name.person);
        let single = table.persons[before.person].has_single_name();
        (blank(at - 1) && blank(at + length - 1) && full && single).then_some((before.person, name.person))
    };
    let renamed = |at: usize| {
        let name = at + PEOPLE.other_surname_cues.before_name(text, at)?;
        let person = owner.get(&name)?.person;
        let full = owner.get(&(name + 1)).is_some_and(|next| next.person == person);
        if comes_next(text, owner, at) {
            return None;
        }
        let opens = text.gap_after(name - 1)?.trim_start_matches(' ');
        let quoted = opens.chars().all(|c| matches!(c, '“' | '"' | '‘'));
        let other = table.only_namesake(person).filter(|_| full && quoted)?;
        Some((other, person))
    };
    let pairs: Vec<(usize, usize)> = (0..text.words().len())
        .filter_map(|at| {
            cued(at)
                .or_else(|| named_elsewhere(text, table, owner, at))
                .or_else(|| identified(at))
                .or_else(|| renamed(at))
                .or_else(|| named_at_birth(text, table, owner, at))
                .or_else(|| apposed(text, table, owner, at))
        })
        .collect();
    for (person, other) in pairs.into_iter().filter(|(person, other)| person != other) {
        let named = |one: usize| table.persons[one].names().next().is_some();
        if !named(person) || !named(other) {
            continue;
        }
        table.unite(person, other);
        owner.values_mut().filter(|own| own.person == other).for_each(|own| own.person = person);
    }
}

/// Whose own name is told from word `at` on, and the person so called: "Umm Salim ... Her own name is Rabab". It is who was named
/// last, unless that one is of the other sex.
fn named_elsewhere(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<(usize, usize)> {
    let length = PEOPLE.own_name_cues.before_name(text, at)?;
    let name = (at + length..).take(2).find(|at| owner.contains_key(at))?;
    let sex = PEOPLE.possessives.get(&text.words()[at].folded);
    let told = |own: &Owner| table.persons[own.person].told_sex();
    let fits = |own: &&Owner| sex.copied().zip(told(own)).is_none_or(|(sex, told)| sex == told);
    let sure = |own: &&Owner| sex.is_some() && told(own) == sex.copied();
    let before = || owner.range(..at).rev().map(|(_, own)| own);
    let last = before().next().filter(fits);
    let near = || before().take(NEARBY);
    let known =
        last.or_else(|| near().find(sure)).or_else(|| near().find(fits)).or_else(|| before().next())?;
    Some((known.person, owner[&name].person))
}

/// How many words of names before "her real name" may be of men.
const NEARBY: usize = 6;

/// Whether the cue at word `at` only says what comes next: "Paul Gorman rang, then Paul Tooley".
fn comes_next(text: &Text<'_>, owner: &Owners, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| !owner.contains_key(before)) else { return false };
    let comma = text.gap_after(before).is_some_and(|gap| gap.contains([',', ';', '.']));
    let and = PEOPLE.and.contains(&text.words()[before].folded);
    (comma || and) && matches!(&*text.words()[at].folded, "then" | "now" | "not" | "or")
}

/// Who is said at word `at` to have had the name before it once: "Ghada Yousef, her name at birth", of Ghada Jazzaf.
fn named_at_birth(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<(usize, usize)> {
    PEOPLE.birth_name_cues.at(text, at)?;
    let name = at.checked_sub(1).filter(|at| text.gap_after(*at).is_some_and(|gap| gap.trim() == ","))?;
    let person = owner.get(&name)?.person;
    Some((table.only_namesake(person)?, person))
}

/// "Mrs Lakatos, Erzsébet, cleans": whose surname stands before the given name at word `at`, not in a list.
fn apposed(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<(usize, usize)> {
    let (bearer, given) = (owner.get(&at.checked_sub(1)?)?.person, owner.get(&at)?.person);
    let comma = |at: usize| text.gap_after(at) == Some(", ");
    let goes_on = text.words().get(at + 1).is_some_and(|next| {
        !next.capital && !PEOPLE.and.contains(&next.folded) && !PEOPLE.possessors.contains(&next.folded)
    });
    let titled = title(text, at.checked_sub(2)?).is_some_and(|title| title.sort == Sort::Title);
    let list = |before: usize| text.gap_after(before).is_some_and(|gap| gap.contains(','));
    let listed = at.checked_sub(3).is_some_and(list);
    let (titled_one, single) = (&table.persons[bearer], &table.persons[given]);
    let named =
        single.has_single_name() || titled_one.surnames.iter().all(|name| single.surnames.contains(name));
    let fits = titled_one.given.is_empty() && !titled_one.surnames.is_empty() && named;
    (comma(at - 1) && comma(at) && goes_on && titled && !listed && fits).then_some((bearer, given))
}

/// Who is called by the nickname at word `at`: of the people mentioned before, the nearest from whose name it is cut, or
/// else whoever the sentence names after it ("Nuțu, as we call Ionuț"), or else the nearest before. Nobody, if it is
/// known already whose it is.
fn bearer(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<Owner> {
    let nickname = &text.words()[at].folded;
    let own = owner.get(&at).map(|own| own.person);
    let named = object_after(text, table, owner, at).filter(|known| Some(known.person) != own);
    let taken = |own: usize| {
        let person = &table.persons[own];
        let full = person.given.contains(nickname) || person.surnames.contains(nickname);
        full || named.is_none() && person.names().any(|name| name != nickname)
    };
    if own.is_some_and(taken) {
        return None;
    }
    // "Mama Chebet, as they call her", where Chebet is known: her mother, whoever that is.
    let kin = at.checked_sub(1).filter(|at| title(text, *at).is_some_and(|title| title.sort == Sort::Kin));
    if kin.is_some_and(|kin| owner.range(..kin).any(|(_, known)| Some(known.person) == own)) {
        return None;
    }
    let other = |(_, owner): (&usize, &Owner)| Some(*owner).filter(|known| Some(known.person) != own);
    let before = || owner.range(..at).rev().filter_map(other);
    let after = owner.range(at + 1..at + 1 + LONGEST_CLAUSE).find_map(other);
    let cut_from = |known: &Owner| {
        let mut names = table.persons[known.person].names();
        names.any(|name| is_clipped(nickname, name) || is_pet_form(nickname, name))
    };
    let called = after.filter(cut_from);
    named.or_else(|| before().find(cut_from)).or(called).or_else(|| before().next()).or(after)
}

/// Whoever is the object of a verb of calling in the clause after word `at`, or is known by the name there: "Nuțu, as everyone
/// in the street calls Ionuț", "Nuțu, as Ionuț is known".
fn object_after(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<Owner> {
    let words = text.words();
    let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    let object = |at: &usize| PEOPLE.calls.contains(folded(at - 1)) || matches!(folded(at + 1), "is" | "was");
    let person = |at: usize| {
        let word = words.get(at).filter(|word| word.capital)?;
        let [only] = table.named(&word.folded) else { return owner.get(&at).copied() };
        let known = Owner { person: *only, confidence: ALIAS, form: Form::Again };
        Some(owner.get(&at).copied().unwrap_or(known))
    };
    (at + 2..at + 1 + LONGEST_CLAUSE).filter(object).find_map(person)
}

/// How many words after a nickname its bearer may be named: "Nuțu, as everyone in the street calls Ionuț".
const LONGEST_CLAUSE: usize = 8;

/// The nickname that the words from `at` on give to somebody named before: "call him Nuțu", "he goes by Nuțu".
fn called_by_others(text: &Text<'_>, at: usize) -> Option<usize> {
    after(text, at, &PEOPLE.calling_cues)
}

/// Who tells the story, if it says so: "My name is Ana", "I, Ana Pop, make this statement".
pub(super) fn narrator(text: &Text<'_>, owner: &Owners) -> Option<Owner> {
    let words = text.words();
    let deponent = |at: usize| {
        let opens = matches!(&*words[at].folded, "i" | "subsemnatul" | "subsemnata") && words[at].capital;
        let joined = text.gap_after(at).is_some_and(|gap| matches!(gap, ", " | " "));
        Some(at + 1).filter(|next| opens && joined && words.get(*next).is_some_and(|next| next.capital))
    };
    let named = |at: usize| owner.get(&after(text, at, &PEOPLE.narrator).or_else(|| deponent(at))?).copied();
    (0..words.len()).find_map(named)
}

/// The word with a capital after the cue that begins at word `at`.
fn after(text: &Text<'_>, at: usize, cues: &Cues) -> Option<usize> {
    let nickname = at + cues.before_name(text, at)?;
    let gap = text.gap_after(nickname - 1)?.trim();
    let opens =
        gap.is_empty() || BRACKETS.iter().any(|(open, _)| gap.strip_suffix(*open).is_some_and(str::is_empty));
    text.words().get(nickname).filter(|word| word.capital && opens).map(|_| behind_title(text, nickname))
}

/// The name at word `at`, or behind the title there: "knows Parvati as Auntie Pari".
fn behind_title(text: &Text<'_>, at: usize) -> usize {
    let name_next =
        text.gap_after(at) == Some(" ") && text.words().get(at + 1).is_some_and(|next| next.capital);
    at + usize::from(name_next && title(text, at).is_some())
}

/// Who is called by the nickname after the verb `verb`: the nearest person before who is not the one that calls, and of whom
/// nothing says that the pronoun is of the other sex. Nobody, if the nickname is a name of somebody with other names.
fn called(text: &Text<'_>, table: &Table, owner: &Owners, verb: usize, nickname: usize) -> Option<Owner> {
    let own = owner.get(&nickname).map(|own| own.person);
    let word = &text.words()[nickname].folded;
    if own.is_some_and(|own| table.persons[own].names().any(|name| name != word)) {
        return None;
    }
    if is_newborn(text, verb) {
        return None;
    }
    let object = text.words()[verb..nickname].iter().find_map(|word| PEOPLE.objects.get(&word.folded));
    let sex = object.or_else(|| PEOPLE.pronouns.get(&text.words()[verb].folded)).copied();
    let caller = owner.range(verb.saturating_sub(CALLER)..verb).next_back();
    let caller =
        caller.filter(|(at, _)| !(**at..verb).any(|at| text.breaks_after(at))).map(|(_, own)| own.person);
    let caller = caller.filter(|_| object.is_some());
    let fits = |known: &Owner| {
        let told = table.persons[known.person].told_sex();
        Some(known.person) != caller
            && Some(known.person) != own
            && (sex.is_none() || told.is_none() || told == sex)
    };
    let near = owner.range(verb.saturating_sub(FARTHEST)..verb).rev();
    near.map(|(_, known)| *known).find(fits)
}

/// Whether the sentence before word `verb` tells of a child or a pet that was not named before: "A girl, I called her Defne".
fn is_newborn(text: &Text<'_>, verb: usize) -> bool {
    let words = text.words();
    let goes_on = |at: &usize| text.gap_after(*at).is_some_and(|gap| !gap.contains(['.', '!', '?', '\n']));
    let mut before = (verb.saturating_sub(NEWBORN)..verb).rev().take_while(goes_on);
    before.any(|at| {
        let article = at.checked_sub(1).map(|at| words[at].folded.as_str());
        NEWBORNS.contains(&words[at].folded.as_str())
            && matches!(article, Some("a" | "an" | "another" | "little" | "baby" | "new"))
    })
}

/// How many words before the verb a child may be spoken of first.
const NEWBORN: usize = 8;
/// Who is named when it comes.
const NEWBORNS: [&str; 10] =
    ["girl", "boy", "baby", "daughter", "son", "child", "kitten", "puppy", "dog", "cat"];

/// How many words before the verb whoever calls may be named: "his mother Ana always calls him".
const CALLER: usize = 3;
/// How many words back a pronoun is looked up.
const FARTHEST: usize = 40;

/// Makes the word `nickname` a name of the person `known`.
fn give(text: &Text<'_>, table: &mut Table, owner: &mut Owners, known: Owner, nickname: usize) {
    let nickname = behind_title(text, nickname);
    let word = &text.words()[nickname];
    let other = owner.get(&nickname).map(|other| other.person);
    let acronym = word.span.len() > 1 && word.span.of(text.as_str()).chars().all(char::is_uppercase);
    if !word.capital || acronym || other == Some(known.person) {
        return;
    }
    // "Abu Layan", of which the first word tells nobody.
    let kunya = |other: usize| PEOPLE.kunya.contains(&word.folded) && table.persons[other].has_single_name();
    let one = |other: &usize| kunya(*other) || one_of_two(table, known.person, *other, &word.folded);
    if let Some(other) = other.filter(one) {
        table.unite(known.person, other);
        owner.values_mut().filter(|own| own.person == other).for_each(|own| own.person = known.person);
        return;
    }
    table.add_nickname(known.person, &word.folded);
    // "They call him Old Tom".
    let person = &mut table.persons[known.person];
    person.age = person.age.or(age(text, &(nickname..nickname + 1)));
    // A name that another bears beside others, as after "née", is shared.
    let shared = other.is_some_and(|other| table.persons[other].names().any(|name| *name != word.folded));
    let same = |(at, one): (&usize, &Owner)| {
        (!shared && Some(one.person) == other && text.words()[*at].folded == word.folded).then_some(*at)
    };
    let moved: Vec<usize> = owner.iter().filter_map(same).chain([nickname]).collect();
    for at in moved {
        owner.insert(at, Owner { form: Form::Again, confidence: ALIAS, ..known });
    }
}

/// Whether whoever bears the nickname as a given name, with a surname, can be the person so called: "Sisi Oyelowo", where
/// Miss Oyelowo answers to Sisi.
fn one_of_two(table: &Table, known: usize, other: usize, nickname: &str) -> bool {
    let (known, other) = (&table.persons[known], &table.persons[other]);
    let given = other.given.first().is_some_and(|name| name == nickname);
    given && !other.surnames.is_empty() && other.surnames.iter().all(|name| known.has(name))
}

/// Who is known by a surname alone that stands behind the nickname in brackets of the name at word `at`: "Abdi" of
/// "Yusuf (“Joe”) Abdi".
fn behind_bracket(text: &Text<'_>, table: &Table, owner: &Owners, at: usize) -> Option<usize> {
    let surname = in_brackets(text, at + 1)? + 1;
    let closes = text.gap_after(surname - 1)?.strip_suffix(' ')?;
    let word = text.words().get(surname).filter(|word| word.capital)?;
    let only = owner.get(&surname)?.person;
    let closed = !closes.is_empty() && closes.chars().all(|c| BRACKETS.iter().any(|(_, close)| *close == c));
    let bears = table.persons[only].names().any(|name| *name == word.folded);
    let lone = table.persons[only].has_single_name() && owner.get(&at)?.person != only;
    (closed && bears && lone).then_some(only)
}

/// The single word in brackets or quotes that begins at word `at`: "(Nuțu)", "“Nuțu”".
fn in_brackets(text: &Text<'_>, at: usize) -> Option<usize> {
    let opens = text.gap_after(at.checked_sub(1)?)?.trim().trim_start_matches(", ");
    let closing = text.gap_after(at).unwrap_or_else(|| text.after_last_word());
    let only_opens = opens.chars().all(|c| BRACKETS.iter().any(|(open, _)| *open == c));
    let enclosed =
        |(open, close): &(char, char)| only_opens && opens.ends_with(*open) && closing.starts_with(*close);
    // "(Chair)", "(SENCo)": what somebody is, not what they are called.
    let flags = Lexicon::embedded().flags(&text.words()[at].folded);
    let letters = text.words()[at].span.of(text.as_str());
    let role = flags.is_common_word() && !flags.has(Flags::GIVEN_FREQUENT);
    let short = letters.chars().take(3).filter(|c| c.is_uppercase()).count() > 1;
    // "(F)", "(Mrs)".
    let form =
        text.words()[at].folded.len() == 1 || title(text, at).is_some_and(|title| title.sort == Sort::Title);
    let said = opens.ends_with('(') && (role || short || form);
    (!said && BRACKETS.iter().any(enclosed)).then_some(at)
}

/// The word that follows a cue which begins at word `at`: "called Nuțu", "known as Nuțu".
fn after_cue(text: &Text<'_>, at: usize) -> Option<usize> {
    let opening = text.gap_after(at.checked_sub(1)?)?;
    if !opening.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '-')) {
        return None;
    }
    // "Ionuț, or Nuțu"; "ring Debs or Callum" are two.
    if text.words()[at].folded == "or" && opening.trim().is_empty() {
        return None;
    }
    let nickname = at + PEOPLE.nickname_cues.before_name(text, at)?;
    text.words().get(nickname).filter(|word| word.capital).map(|_| nickname)
}

/// The word `at` beside a name, after a comma or a bracket, if a cue follows it: "(Gwennie for short)".
fn before_short(text: &Text<'_>, at: usize) -> Option<usize> {
    let opens = text.gap_after(at.checked_sub(1)?)?.trim();
    let cued = PEOPLE.beside_cues.at(text, at + 1).is_some() || is_to_somebody(text, at);
    text.words().get(at).filter(|word| word.capital && cued && matches!(opens, "," | "(")).map(|_| at)
}

/// Whether word `at` is said to be the name for some people, between commas or brackets: "Dolly to the girls on the ward,".
fn is_to_somebody(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    let people = PEOPLE.possessors.contains(folded(at + 2))
        || ["us", "me", "all", "everyone", "everybody", "them", "friends", "family", "most"]
            .contains(&folded(at + 2));
    let blank = |at: usize| text.gap_after(at) == Some(" ");
    let gap = |at: usize| text.gap_after(at).unwrap_or_else(|| text.after_last_word());
    let end = (at + 2..words.len()).take(LONGEST_SUBJECT + 1).find(|at| !blank(*at));
    let closed = end.is_some_and(|end| gap(end).starts_with([',', ')', '.', ';']));
    folded(at + 1) == "to" && people && closed && blank(at) && blank(at + 1)
}

/// The nickname after "as", where a verb of knowing stands before the name that ends at word `at`: "knows Ana as Nuți".
fn known_by(text: &Text<'_>, at: usize) -> Option<usize> {
    let words = text.words();
    let verb = words[at.saturating_sub(3)..at].iter().any(|word| PEOPLE.knows.contains(&word.folded));
    let cued = words.get(at + 1).is_some_and(|word| word.folded == "as") && text.gap_after(at) == Some(" ");
    words.get(at + 2).filter(|word| verb && cued && word.capital).map(|_| at + 2)
}

/// The new name after "to", where a verb of changing stands before the name at word `at`: "shorten Alexandra to Alex".
fn renamed(text: &Text<'_>, at: usize) -> Option<usize> {
    let words = text.words();
    let verb = at.checked_sub(1).is_some_and(|before| PEOPLE.renames.contains(&words[before].folded));
    let to = words.get(at + 1).is_some_and(|word| word.folded == "to");
    words.get(at + 2).filter(|word| verb && to && word.capital).map(|_| at + 2)
}

/// Whether a cue follows word `at` after a comma: "Nicu, as his friends call him", and likewise with any subject of a few
/// words before the verb: "as the girls on the ward call her".
fn stands_before_cue(text: &Text<'_>, at: usize) -> bool {
    let words = text.words();
    if !words[at].capital || !text.gap_after(at).is_some_and(|gap| gap.contains(',')) {
        return false;
    }
    let subject = |next: &usize| text.gap_after(*next).is_some_and(|gap| gap == " ");
    let calls = || {
        let ahead = (at + 1..words.len()).take_while(subject).skip(2).take(LONGEST_SUBJECT);
        words.get(at + 1).is_some_and(|word| PEOPLE.as_cue.contains(&word.folded))
            && ahead.chain([at + 2]).any(|at| PEOPLE.calls.contains(&words[at].folded))
    };
    PEOPLE.nickname_after.at(text, at + 1).is_some() || calls()
}

/// How many words may stand between "as" and "call".
const LONGEST_SUBJECT: usize = 6;

/// Whether "as", a name and "is known" follow word `at`: "Nuțu, as Ionuț is known".
fn is_known_as(text: &Text<'_>, owner: &Owners, at: usize) -> bool {
    let words = text.words();
    let folded = |at: usize| words.get(at).map(|word| word.folded.as_str()).unwrap_or_default();
    let known = (at + 3..at + 7).any(|at| folded(at) == "known");
    words[at].capital
        && text.gap_after(at).is_some_and(|gap| gap.contains(','))
        && folded(at + 1) == "as"
        && owner.contains_key(&(at + 2))
        && known
}

const BRACKETS: &[(char, char)] = &[('(', ')'), ('“', '”'), ('"', '"'), ('„', '”'), ('‘', '’'), ('«', '»')];

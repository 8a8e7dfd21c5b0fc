//! A finding read as a name: where it begins and ends, and what stands around it tells.

use std::collections::BTreeSet;
use std::ops::Range;

use storyveil_tagger::{Flags, Lexicon};

use super::ages::is_generation;
use super::alias::Owners;
use super::beside::{relative_after, relative_before};
use super::data::{PEOPLE, Sex, Sort, Title};
use super::families::{family_in_plural, is_before_family, surname_start};
use super::likeness::is_unknown;
use super::senses::is_month_here;
use super::spelling::is_genitive;
use super::table::{Part, Role, Table};
use super::{is_particle, joins_words};
use crate::fact::Fact;
use crate::finding::Finding;
use crate::story::Lang;
use crate::text::Text;
use crate::words::{Word, is_closed_class, is_common_word};

/// A mention of a person: which words, and what their place tells.
pub(super) struct Mention {
    pub(super) finding: Finding,
    /// Indices of the words of the name, title and possessive excluded: `first..last`.
    pub(super) words: Range<usize>,
    /// The parts of the name: particles and titles left out, "Umm Salim" as one.
    pub(super) parts: Vec<Part>,
    pub(super) role: Role,
    /// What a title or a word for a relative tells.
    pub(super) sex: Option<Sex>,
    /// Whether the surname stands first, before a comma.
    pub(super) inverted: bool,
    /// Whether two people share the name: "Mr and Mrs Popescu".
    pub(super) couple: bool,
    /// A name after the father's given name, folded: "Petrivna" of "Halyna Petrivna". It is no surname.
    pub(super) patronymic: Option<String>,
}

impl Mention {
    /// Reads a finding as a name: leaves out titles before it and a possessive `s` after it. `None` when nothing is
    /// left, as for a title alone.
    pub(super) fn of(text: &Text<'_>, finding: Finding) -> Option<Mention> {
        let all = text.words_in(finding.span);
        let (name, first) = beginning(text, &finding, &all)?;
        let possessive = all.end - first > 1 && text.is_possessive(all.end - 1);
        let last = if possessive { all.end - 1 } else { all.end };
        // "Lakshmi Aunty".
        let behind = (name + 1..last).rev().take_while(|at| is_word_for_kin(text, *at)).count();
        let last = last - behind;
        let before = name.checked_sub(1).filter(|at| joins_words(text, *at)).and_then(|at| title(text, at));
        let role = before.map_or(Role::Unknown, |title| title.role());
        let of_another = before.is_some_and(|title| title.role() == Role::Given)
            && text
                .words()
                .get(name)
                .is_some_and(|word| is_genitive(&word.folded) && is_unknown(&word.folded));
        let sex = before
            .filter(|_| !of_another)
            .and_then(|title| title.sex)
            .or_else(|| relative_before(text, name))
            .or_else(|| relative_after(text, last))
            .or_else(|| kunya_sex(text, first, last));
        let couple = role == Role::Surname && is_of_couple(text, name) && last - name == 1;
        let words = first..last;
        let (parts, patronymic) = (Vec::new(), None);
        let mut mention = Mention { finding, words, parts, role, sex, inverted: false, couple, patronymic };
        mention.words.start += mention.postscript(text);
        mention.parts = mention.read_parts(text);
        if let [_, second, ..] = &mention.parts[..]
            && is_patronymic(&second.text)
        {
            mention.patronymic = Some(mention.parts.remove(1).text);
        }
        (!mention.words.is_empty() && !is_abbreviated_particle(text, &mention.words)).then_some(mention)
    }

    fn read_parts(&self, text: &Text<'_>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut kunya: Option<String> = None;
        let any = self.words.clone().any(|at| self.says_a_name(text, at));
        // "Stan the Pole" is Stan.
        let epithet = |at: &usize| *at == self.words.start || text.words()[*at].folded != "the";
        let names = self.words.clone().take_while(epithet);
        for at in names.filter(|at| !any || self.says_a_name(text, *at) || goes_on_below(text, *at)) {
            let word = &text.words()[at].folded;
            if PEOPLE.kunya.contains(word) && at + 1 < self.words.end {
                kunya = Some(word.clone());
                continue;
            }
            // Not in "Suad Al-Khatib": the article is none of her names.
            let hyphenated = at > self.words.start
                && text.gap_after(at - 1).is_some_and(|gap| matches!(gap, "-" | "‐" | "‑"))
                && !is_particle(&text.words()[at - 1].folded);
            if text.has_capitals() && is_run_of_initials(word, text.words()[at].span.of(text.as_str())) {
                parts.extend(word.chars().map(|letter| Part { text: letter.to_string(), hyphenated: false }));
                continue;
            }
            if let Some(broken) = parts.last_mut().filter(|_| goes_on_below(text, at)) {
                broken.text.push_str(word);
                continue;
            }
            let text = kunya.take().map_or_else(|| word.clone(), |kunya| format!("{kunya} {word}"));
            parts.push(Part { text, hyphenated });
        }
        parts
    }

    /// Takes in the next word, where the recogniser left out a surname that stands behind a title elsewhere: "Hope", of whom
    /// it says "Miss Scrivener" below "Hope Scrivener".
    pub(super) fn take_in_surname(&mut self, text: &Text<'_>, surnames: &BTreeSet<String>) {
        let Some(next) = text.words().get(self.words.end) else { return };
        let joined = next.capital && text.gap_after(self.words.end - 1) == Some(" ");
        let given = self.role == Role::Unknown
            && matches!(&self.parts[..], [one] if Lexicon::embedded().is_given_name(&one.text));
        if given && joined && surnames.contains(&next.folded) && next.folded != self.parts[0].text {
            self.parts.push(Part { text: next.folded.clone(), hyphenated: false });
            self.words.end += 1;
        }
    }

    /// How many letters at the beginning announce a postscript or a note and are no initials: "P.S. Ana", "N.B. Ana".
    fn postscript(&self, text: &Text<'_>) -> usize {
        let letter =
            |at: &usize| text.words()[*at].folded.chars().nth(1).is_none() && text.words()[*at].capital;
        let letters: Vec<usize> = self.words.clone().take_while(letter).collect();
        let short: String = letters.iter().map(|at| text.words()[*at].span.of(text.as_str())).collect();
        let alone =
            letters.len() == self.words.len() && !text.starts_sentence(text.words()[self.words.start].span);
        if matches!(&*short, "PS" | "PPS" | "NB") && !alone { letters.len() } else { 0 }
    }

    /// Whether word `at` of the mention is part of the name: not a particle, a title, a month in a date, or a word of
    /// everyday that a recogniser took in beside the name ("Despre Ana", "even Ana").
    fn says_a_name(&self, text: &Text<'_>, at: usize) -> bool {
        let word = &text.words()[at];
        let flags = Lexicon::embedded().flags(&word.folded);
        let lower = !word.capital
            && text.has_capitals()
            && text.words()[self.words.clone()].iter().any(|word| word.capital);
        let unmarked = text.starts_sentence(word.span) || !text.has_capitals();
        // "Li Xiaoming": in English the family's name is no Romanian pronoun.
        let own = match text.lang() {
            Lang::English if word.capital => Flags::GIVEN_FREQUENT.with(Flags::SURNAME_FREQUENT),
            _ => Flags::GIVEN_FREQUENT,
        };
        let grammar = word.folded.len() > 1 && self.words.len() > 1;
        let foreign = text.lang() != Lang::English && is_common_word(&word.folded, text.lang());
        let plain = PEOPLE.ordinary.contains(&word.folded)
            || at > self.words.start && is_generation(&word.folded)
            || at > self.words.start && PEOPLE.honorifics.contains(&word.folded) && !word.capital
            || unmarked && foreign && !flags.is_name()
            || unmarked && flags.is_common_word() && !flags.is_name()
            || grammar && is_closed_class(&word.folded) && !flags.has(own);
        let dotted = word.folded.len() == 1 && text.gap_after(at).is_some_and(|gap| gap.starts_with('.'));
        // "Ana I know": the pronoun.
        let pronoun = word.folded == "i" && !dotted && at > self.words.start;
        (!is_particle(&word.folded) || dotted && word.capital)
            && (!lower || PEOPLE.kunya.contains(&word.folded))
            && !plain
            && !pronoun
            && (title(text, at).is_none() || self.ends_name(text, at))
            && !is_month_here(text, at)
    }

    /// The parts that are names for certain, where the first or the last may be a word of everyday instead. A first word is
    /// one if no list has it as a given name, its capital tells nothing, and a given name comes after it ("Subsemnata Rus
    /// Maria", "Caietul Denisei", "Thursday Ana"); a last one if it is a word and no surname ("Ana Thanks").
    pub(super) fn certain_parts(&self, text: &Text<'_>) -> Option<&[Part]> {
        let [first, rest @ ..] = &self.parts[..] else { return None };
        let lexicon = Lexicon::embedded();
        let given = |part: &Part| lexicon.is_given_name(&part.text);
        let plain = |part: &Part| {
            let flags = lexicon.flags(&part.text);
            !flags.is_name() && (flags.is_common_word() || flags.has(Flags::CALENDAR))
        };
        // Romanian declines what follows: "Denisei" is in no list.
        let declined = !rest.is_empty() && text.lang() != Lang::English;
        let word = &text.words()[self.words.start];
        let flags = lexicon.flags(&first.text);
        let calendar = flags.has(Flags::CALENDAR);
        // "Szabo István".
        let surname = flags.has(Flags::SURNAME) && !is_common_word(&first.text, text.lang());
        let placed = text.starts_sentence(word.span) && !self.begins_like_another(text) || calendar;
        if (declined || rest.iter().any(given))
            && word.folded == first.text
            && placed
            && !given(first)
            && !surname
        {
            return Some(rest);
        }
        let (last, before) = self.parts.split_last()?;
        (!before.is_empty() && plain(last)).then_some(before)
    }

    /// Whether the first word, which no list has as a word either, stands elsewhere near by with a capital: "Hodan Osman ... Hodan"
    /// is no "Thursday Ana".
    fn begins_like_another(&self, text: &Text<'_>) -> bool {
        let words = text.words();
        let first = &words[self.words.start];
        let near = self.words.start.saturating_sub(NEARBY)..words.len().min(self.words.start + NEARBY);
        let again =
            |at: usize| at != self.words.start && words[at].capital && words[at].folded == first.folded;
        text.lang() == Lang::English
            && !Lexicon::embedded().is_common_word(&first.folded)
            && near.into_iter().any(again)
    }

    /// Whether word `at`, which can be a title, is the last word of a longer name: "Fatima Bibi".
    fn ends_name(&self, text: &Text<'_>, at: usize) -> bool {
        let name = |at: usize| text.words()[at].capital && title(text, at).is_none();
        let own = !is_word_for_kin(text, at);
        own && at + 1 == self.words.end && text.words()[at].capital && (self.words.start..at).any(name)
    }

    /// The person whose whole family this is, and the words that say so: "the Popescus".
    pub(super) fn family(&self, text: &Text<'_>, table: &Table) -> Option<(usize, Range<usize>)> {
        let mut said = self.words.clone().filter(|at| self.says_a_name(text, *at));
        let first = said.next()?;
        let at = said.next_back().unwrap_or(first);
        let hyphenated = (first..at)
            .all(|at| text.gap_after(at).is_some_and(|gap| matches!(gap, "-" | "‐" | "‑" | "'" | "’")));
        if !hyphenated {
            return None;
        }
        let word = &text.words()[at];
        if self.role == Role::Unknown && is_before_family(text, at) {
            return table.bearer(&word.folded).map(|person| (person, first..at + 1));
        }
        let plural = word.capital && self.role == Role::Unknown && table.named(&word.folded).is_empty();
        table.family(&word.folded).filter(|_| plural).map(|person| (person, first..at + 1))
    }

    /// Whoever is known by the given name alone that stands right before this surname of others: "Non" of "Non Pritchard", where
    /// the recogniser took only "Pritchard".
    pub(super) fn behind_given(&self, text: &Text<'_>, table: &Table, owner: &Owners) -> Option<usize> {
        let [surname] = &self.parts[..] else { return None };
        let words = text.words();
        // "Righteous Penfold", of which the first word was taken for one of everyday.
        let inside = self.words.len() == 2 && words[self.words.start].folded != surname.text;
        let before = if inside { self.words.start } else { self.words.start.checked_sub(1)? };
        let (word, given) = (&words[before + 1], &words[before]);
        let person = match (owner.get(&before), table.named(&given.folded)) {
            (Some(own), _) => own.person,
            (None, [only]) => *only,
            _ => return None,
        };
        let joined = word.capital && given.capital && text.gap_after(before) == Some(" ");
        let bears = |other: &usize| table.persons[*other].surnames.contains(&surname.text);
        let flags = Lexicon::embedded().flags(&surname.text);
        let only_surname = flags.has(Flags::SURNAME) && !flags.has(Flags::GIVEN) && !flags.is_common_word();
        let named = table.named(&surname.text);
        let others = inside || named.iter().any(bears) || named.is_empty() && only_surname;
        let single = table.persons[person].surnames.is_empty() && table.persons[person].has(&given.folded);
        (joined && others && single && self.role == Role::Unknown).then_some(person)
    }

    /// The surname of a family of whom nobody is named with it, where this is its plural: "the Foleys".
    pub(super) fn plural(&self, text: &Text<'_>) -> Option<[Part; 1]> {
        let last = self.words.clone().last()?;
        let alone = surname_start(text, last) == self.words.start && self.role == Role::Unknown;
        let surname = family_in_plural(text, last).filter(|_| alone)?;
        Some([Part { text: surname.to_owned(), hyphenated: false }])
    }

    /// The title right before the name, folded.
    pub(super) fn address<'t>(&self, text: &'t Text<'_>) -> Option<&'t str> {
        let name = self.words.clone().find(|at| title(text, *at).is_none())?;
        let before = name.checked_sub(1).filter(|at| joins_words(text, *at) && title(text, *at).is_some())?;
        Some(&text.words()[before].folded)
    }

    /// Whether this is one name without a title, and known as a surname and nothing else.
    pub(super) fn is_bare_surname(&self, table: &Table) -> bool {
        let bare = |part: &Part| {
            let bearers = table.named(&part.text);
            let surname = |one: &usize| table.persons[*one].surnames.contains(&part.text);
            !bearers.is_empty() && bearers.iter().all(surname)
        };
        self.role == Role::Unknown && self.is_one_name() && self.parts.iter().all(bare)
    }

    /// Whether this is one name, or several that hyphens join: "Lupu", "Neagu-Balan".
    pub(super) fn is_one_name(&self) -> bool {
        !self.parts.is_empty() && self.parts[1..].iter().all(|part| part.hyphenated)
    }

    /// What stands beside the name and may be part of it: the folded words joined to it, titles left out.
    pub(super) fn joined<'t>(&self, text: &'t Text<'_>) -> Vec<&'t str> {
        let before = self.words.start.checked_sub(1).filter(|at| joins_words(text, *at));
        // "ROSTAȘ, B": an initial after a comma.
        let initial = |at: usize| {
            let comma = text.gap_after(at - 1).is_some_and(|gap| gap.trim_end() == ",");
            comma && text.words()[at].capital && text.words()[at].folded.chars().nth(1).is_none()
        };
        let after = Some(self.words.end)
            .filter(|at| joins_words(text, at - 1) || *at < text.words().len() && initial(*at));
        let said = before
            .into_iter()
            .chain(after)
            .filter(|at| title(text, *at).is_none() && !text.is_possessive(*at));
        said.map(|at| text.words()[at].folded.as_str()).collect()
    }
}

/// Whether the word `at` goes on with one that was broken at the end of the line above: "Ka-", "songo".
fn goes_on_below(text: &Text<'_>, at: usize) -> bool {
    let broken = |gap: &str| gap.starts_with(['-', '‐']) && gap.contains('\n');
    !text.words()[at].capital && at > 0 && text.gap_after(at - 1).is_some_and(broken)
}

/// How many words to either side a name is looked for again.
const NEARBY: usize = 400;

/// What "Abu" and "Umm" tell, of words `first..last`.
fn kunya_sex(text: &Text<'_>, first: usize, last: usize) -> Option<Sex> {
    let word = &text.words().get(first)?.folded;
    let kunya = last > first + 1 && PEOPLE.kunya.contains(word);
    kunya.then_some(if word.starts_with('a') { Sex::Male } else { Sex::Female })
}

/// How South Asian papers abbreviate Muhammad and Mosammat before the name that somebody goes by.
pub(super) const SHORT_MUHAMMAD: &[&str] = &["md", "mohd", "muhd", "mst"];

/// Whether the words are only the beginning of the name after them: "Md." of "Md. Anwar Miah".
fn is_abbreviated_particle(text: &Text<'_>, words: &Range<usize>) -> bool {
    let name_next =
        || joins_words(text, words.start) && text.words().get(words.end).is_some_and(|next| next.capital);
    words.len() == 1 && SHORT_MUHAMMAD.contains(&&*text.words()[words.start].folded) && name_next()
}

/// Whether a word is two or three initials without their full stops: "EP".
fn is_run_of_initials(folded: &str, letters: &str) -> bool {
    let unspoken = || {
        let flags = Lexicon::embedded().flags(folded);
        let name = flags.has(Flags::GIVEN_FREQUENT) || flags.has(Flags::SURNAME_FREQUENT);
        !name && !folded.contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    (2..=3).contains(&folded.len())
        && letters.chars().all(char::is_uppercase)
        && (is_unknown(folded) || unspoken())
}

/// Whether a word is made from a father's given name: East Slavic, "Petrivna", "Ivanovich".
fn is_patronymic(folded: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ivna", "ovna", "evna", "ichna", "ovich", "evich", "ovych", "yovych"];
    ENDINGS.iter().any(|ending| folded.strip_suffix(ending).is_some_and(|stem| stem.len() > 2))
}

impl Title {
    /// What it tells of the single name after it.
    pub(super) fn role(self) -> Role {
        match self.sort {
            Sort::Kin | Sort::Epithet => Role::Given,
            Sort::Title | Sort::Office => Role::Surname,
        }
    }
}

/// What the word `at` says as a title, if it is one.
pub(super) fn title(text: &Text<'_>, at: usize) -> Option<Title> {
    let title = PEOPLE.titles.get(&text.words().get(at)?.folded)?;
    // Not in "Al-Hajj".
    let inside = || {
        at.checked_sub(1).is_some_and(|before| {
            text.gap_after(before) == Some("-") && is_particle(&text.words()[before].folded)
        })
    };
    (!inside()).then_some(*title)
}

/// Where, of the words `all` of a finding, the name begins, and where what is masked does: behind the titles, which tell what
/// somebody is and stay ("Father Eamonn", "tanti Lenuța"), but with a title that may be the given name ("Prince Moyo"). What
/// a profile or a deny list has is masked with its title. `None` for a form of address alone.
fn beginning(text: &Text<'_>, finding: &Finding, all: &Range<usize>) -> Option<(usize, usize)> {
    let is_address = |at: usize| title(text, at).is_some_and(|title| title.sort == Sort::Title);
    // "Familia Stan".
    let is_family = |at: usize| at + 1 < all.end && PEOPLE.family_words.contains(&text.words()[at].folded);
    let lone = |at: usize| all.len() == 1 && PEOPLE.family_words.contains(&text.words()[at].folded);
    let first = all.clone().find(|at| !is_address(*at) && !is_family(*at) && !lone(*at))?;
    let Some(name) = (first..all.end).find(|at| title(text, *at).is_none()) else {
        // "Sister" of "Sister Bernadette", where the name was found by itself.
        let name_next = text.gap_after(all.end - 1).is_some_and(|gap| matches!(gap, " " | ". "))
            && text.words().get(all.end).is_some_and(|next| next.capital && title(text, all.end).is_none());
        let may_be_name = PEOPLE.masked_titles.contains(&text.words()[first].folded);
        // "Aunty" of "Lakshmi Aunty", likewise.
        let name_before = is_word_for_kin(text, first)
            && first
                .checked_sub(1)
                .is_some_and(|at| text.words()[at].capital && text.gap_after(at) == Some(" "));
        // "Sister [person 1]", read again.
        let end = text.words()[all.end - 1].span.end();
        let placeholder = text.opaque().partition_point(|placeholder| placeholder.start() <= end);
        let name_next =
            name_next || text.opaque().get(placeholder).is_some_and(|next| next.start() == end + 1);
        return (may_be_name || !name_next && !name_before).then_some((first, first));
    };
    if matches!(finding.fact, Fact::Profiled(_)) {
        return Some((name, first));
    }
    let name = begins_at(text, name, all.end);
    let listed = finding.is_listed();
    let masked = |at: usize| listed || PEOPLE.masked_titles.contains(&text.words()[at].folded);
    let titles = (first..name).rev().take_while(|at| masked(*at)).count();
    Some((name, name - titles))
}

/// Where a name that was found to begin at word `first` begins in truth: with the kunya before it, or with given names
/// before it that are also words: "Gift Moyo", "May Harris".
fn begins_at(text: &Text<'_>, first: usize, end: usize) -> usize {
    let Some(before) = first.checked_sub(1).filter(|at| first < end && text.gap_after(*at) == Some(" "))
    else {
        return first;
    };
    let word = &text.words()[before];
    let kunya = PEOPLE.kunya.contains(&word.folded) && (word.capital || !text.has_capitals());
    match kunya || is_given_name_and_word(text, before, word) {
        true => before,
        false => first,
    }
}

/// Whether the word `at`, which stands before a name, belongs to it although it is also an ordinary word.
fn is_given_name_and_word(text: &Text<'_>, at: usize, word: &Word) -> bool {
    const ELSE: Flags = Flags::TITLE
        .with(Flags::KINSHIP)
        .with(Flags::NATIONALITY)
        .with(Flags::ORGANISATION_WORD)
        .with(Flags::PLACE_WORD);
    let flags = Lexicon::embedded().flags(&word.folded);
    let opens = text.starts_sentence(word.span);
    let surname_next = !Lexicon::embedded().is_given_name(&text.words()[at + 1].folded);
    let asks = || opens && PEOPLE.auxiliaries.contains(&word.folded) && is_question(text, at);
    let given = flags.has(Flags::GIVEN) && !asks()
        || word.capital && !opens && flags.has(Flags::SURNAME) && surname_next;
    let case_fits = word.capital || !text.has_capitals() && surname_next;
    given
        && case_fits
        && word.folded.len() > 2
        && title(text, at).is_none()
        && !flags.has(ELSE)
        && !text.is_eve(at)
        // "On Sunday Chad rang"; April and June are names.
        && !(flags.has(Flags::CALENDAR) && word.folded.ends_with("day"))
        && !is_month_here(text, at)
}

/// Whether the sentence of word `at` ends with a question mark.
fn is_question(text: &Text<'_>, at: usize) -> bool {
    let mut gaps =
        (at..text.words().len()).map(|at| text.gap_after(at).unwrap_or_else(|| text.after_last_word()));
    let end = gaps.find(|gap| gap.contains(['.', '!', '?', '\n']));
    end.is_some_and(|gap| gap.contains('?'))
}

/// Whether word `at` is one for a relative and no name: "Aunty", but not "Bibi".
fn is_word_for_kin(text: &Text<'_>, at: usize) -> bool {
    let word = &text.words()[at].folded;
    let kin = title(text, at).is_some_and(|title| title.sort == Sort::Kin);
    kin && !PEOPLE.masked_titles.contains(word) && !Lexicon::embedded().flags(word).is_name()
}

/// Whether two titles stand before word `first`: "Mr and Mrs Popescu".
fn is_of_couple(text: &Text<'_>, first: usize) -> bool {
    let sex = |at: Option<usize>| {
        at.and_then(|at| title(text, at))
            .filter(|title| title.sort == Sort::Title)
            .and_then(|title| title.sex)
    };
    let second = first.checked_sub(1);
    let sign = first.checked_sub(2).filter(|at| text.gap_after(*at).is_some_and(|gap| gap.trim() == "&"));
    let word = first.checked_sub(2).filter(|at| PEOPLE.and.contains(&text.words()[*at].folded));
    let other = sign.or_else(|| word.and_then(|at| at.checked_sub(1)));
    sex(second).zip(sex(other)).is_some_and(|(one, other)| one != other)
}

//! Invented stories for benchmarks, the same at every run.

pub mod bundle;
pub mod corpus;

use oorandom::Rand32;

/// Stories of the kind that charities tell, made from templates with a seed. Every name and number in them is invented.
pub struct Stories {
    random: Rand32,
}

impl Stories {
    /// The stories of `seed`.
    pub fn new(seed: u64) -> Self {
        Stories { random: Rand32::new(seed) }
    }

    fn pick<'w>(&mut self, words: &'w [&'w str]) -> &'w str {
        let count = u32::try_from(words.len()).expect("short lists");
        words[self.random.rand_range(0..count) as usize]
    }

    /// One story of about 900 bytes.
    pub fn story(&mut self) -> String {
        let (given, surname, town) = (self.pick(GIVEN), self.pick(SURNAMES), self.pick(TOWNS));
        let (year, age, digits) = (
            self.random.rand_range(2009..2021),
            self.random.rand_range(3..80),
            self.random.rand_range(100..999),
        );
        let (trouble, help, end) = (self.pick(TROUBLES), self.pick(HELP), self.pick(ENDS));
        let (month, other) = (self.pick(MONTHS), self.pick(GIVEN));
        format!(
            "In {year}, {given} {surname} came to {town} with a family of Roma musicians. {trouble} {given}’s daughter \
             {other} was {age} years old and went to school near the station. The police said that nothing could be done \
             before {month} {year}, and Mrs {surname} rang 01632 960{digits} every day until somebody answered. \
             {help} “We did not know whom to ask,” {given} told us, “and nobody told us that we had rights.” On 3 {month} \
             {year} a letter came to 12 Marsh Lane, LU1 {age}AA, with the reference HO/{year}/{digits}, and {other} read it to \
             her mother. {end} The {surname}s now help other families who arrive with a bag and an address on a piece \
             of paper, and {other} wants to be a nurse. Anybody may write to them at {given}.{surname}@example.org.\n\n"
        )
    }

    /// Stories one after the other, cut at a character boundary at or below `bytes`.
    pub fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 1024);
        while text.len() < bytes {
            text.push_str(&self.story());
        }
        let mut end = bytes;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text
    }
}

const GIVEN: &[&str] =
    &["Elena", "Ionuț", "Amina", "Tomasz", "Grace", "Priya", "Florin", "Yusuf", "Marta", "Daniel"];
const SURNAMES: &[&str] =
    &["Popescu", "Țîru", "Hussain", "Kowalski", "Adeyemi", "Patel", "Marin", "Rahman", "Field", "Lazăr"];
const TOWNS: &[&str] = &["Riverside", "Eastbridge", "Marlow Heath", "Northgate", "Kingsford", "Ashby Vale"];
const MONTHS: &[&str] = &["January", "March", "April", "June", "July", "September", "October", "December"];
const TROUBLES: &[&str] = &[
    "They had worked for months in a packing hall without pay, and slept on the floor of a van.",
    "The landlord kept their passports and changed the locks while they were at work.",
    "A misunderstanding at school had led to a court case that nobody explained to them.",
    "The benefits had stopped, the rent was due, and the letters were in a language they could not read.",
];
const HELP: &[&str] = &[
    "Our caseworker went with them to the council, to the bank and to the surgery.",
    "A solicitor took the case without a fee, and the judge asked for an interpreter.",
    "The charity paid for two nights in a hotel and found a room with another family.",
];
const ENDS: &[&str] = &[
    "The false accusations were withdrawn and the children stayed at home.",
    "They had the right to work, a key of their own and a table to eat at.",
    "The case was closed, and the school apologised in writing.",
];

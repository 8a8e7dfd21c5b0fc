//! What holds for every text: properties over generated stories and over arbitrary UTF-8.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proptest::prelude::*;
use storyveil_redact::{
    Audience, Decisions, DenyList, Key, Lang, Policy, Profile, RawStory, RedactedStory, Redactor,
};

static PUBLIC: LazyLock<Redactor> = LazyLock::new(|| redactor(Policy::embedded(Audience::Public)));

static SURROGATES: LazyLock<Redactor> = LazyLock::new(|| {
    let policy = r#"Policy(name: "names", version: 1, audience: public, rules: { "person": surrogate })"#;
    redactor(Policy::parse(policy).unwrap())
});

fn redactor(policy: Policy) -> Redactor {
    let profile = Profile::parse(include_str!("../testdata/profile.ron")).unwrap();
    let deny = DenyList::parse("Ionuț Țîru\nplace: Marsh Lane").unwrap();
    Redactor::builder(policy).profile(profile).deny(deny).key(Key::from_bytes([5; 32])).build().unwrap()
}

fn redact(redactor: &Redactor, text: &str) -> RedactedStory {
    redactor.redact(&RawStory::plain(text.to_owned(), Lang::English), &Decisions::default())
}

/// Pieces that stories are made of: identifiers of every family, awkward Unicode, ordinary words.
const PIECES: &[&str] = &[
    "Elena Popescu",
    "Mrs Popescu",
    "Ionuț",
    "Țîru",
    "IONUT TIRU",
    "the Popescus",
    "Tomasz",
    "Riverside Roma Support",
    "RRS",
    "Roma",
    "the police",
    "the judge",
    "Luton",
    "London",
    "Bedfordshire",
    "Bacău",
    "Reading",
    "north ",
    " in ",
    "the village of ",
    "Marsh Lane",
    "+44 (0) 158 2510709",
    "01632 960 018",
    "07700 900123",
    "ana@example.org",
    "www.example.org/a",
    "@ana_p",
    "192.0.2.7",
    "LU1 1AA",
    "943 476 5919",
    "QQ 12 34 56 C",
    "1850101410014",
    "4111 1111 1111 1111",
    "GB82 WEST 1234 5698 7654 32",
    "12 March 2014",
    "12/03/2014",
    "March 2014",
    "2011",
    "in 2017",
    "2011-2017",
    "14-year-old",
    "aged 7",
    "she was 93 years old",
    "triplets",
    "a\u{301}",
    "\u{a0}",
    "\u{200d}",
    "🙂",
    "“",
    "”",
    "’s",
    "–",
    "(",
    ")",
    "[",
    "]",
    "[person 1]",
    "[phone]",
    "[…]",
    "█████",
    ".",
    ",",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    " ",
    " ",
    " and ",
    " said ",
    "She ",
    "In ",
    "by ",
    "the ",
];

fn story() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_ordered_disjoint_and_on_character_boundaries(text in story()) {
        let redacted = redact(&PUBLIC, &text);
        let mut end = 0;
        for decided in redacted.findings() {
            let span = decided.finding.span;
            prop_assert!(end <= span.start() && text.get(span.range()).is_some());
            end = span.end();
        }
    }

    #[test]
    fn text_outside_the_spans_is_byte_identical(text in story()) {
        let redacted = redact(&PUBLIC, &text);
        let (mut at, mut out) = (0, 0);
        for decided in redacted.findings() {
            let span = decided.finding.span;
            let copied = &text[at..span.start()];
            prop_assert_eq!(&redacted.text()[out..out + copied.len()], copied);
            let printed = decided.replacement.as_deref().unwrap_or(span.of(&text));
            let from = out + copied.len();
            prop_assert_eq!(&redacted.text()[from..from + printed.len()], printed);
            (at, out) = (span.end(), from + printed.len());
        }
        prop_assert_eq!(&redacted.text()[out..], &text[at..]);
    }

    #[test]
    fn redacting_the_output_again_changes_nothing(text in story()) {
        let once = redact(&PUBLIC, &text);
        let twice = redact(&PUBLIC, once.text());
        prop_assert_eq!(once.text(), twice.text());
    }

    #[test]
    fn same_input_gives_same_bytes(text in story()) {
        let (first, second) = (redact(&SURROGATES, &text), redact(&SURROGATES, &text));
        prop_assert_eq!(first.text(), second.text());
        prop_assert_eq!(first.digest(), second.digest());
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        redact(&PUBLIC, &text);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in any::<Vec<u8>>()) {
        use storyveil_redact::Format;
        for format in [Format::Text, Format::Markdown, Format::Ron, Format::Json] {
            let _ = RawStory::read(&bytes, format);
        }
        let _ = PUBLIC.redact_line(&bytes);
    }
}

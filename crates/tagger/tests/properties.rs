//! What holds for any text and any bytes.

use std::fs;

use proptest::prelude::*;
use storyveil_tagger::{FactTagger, Mention, ModelError, Preset, Tagger, tokenise};

fn assert_well_formed(text: &str, preset: Preset) {
    let mentions = Tagger::embedded().tag(text, preset);
    assert_in_order(text, &mentions);
    assert_eq!(mentions, Tagger::embedded().tag(text, preset));
    let facts = FactTagger::embedded().tag(text, preset);
    assert_in_order(text, &facts);
    assert_eq!(facts, FactTagger::embedded().tag(text, preset));
}

fn assert_in_order<L: Copy>(text: &str, mentions: &[Mention<L>]) {
    let mut end = 0;
    for mention in mentions {
        assert!(mention.start() >= end && mention.start() < mention.end());
        assert!(text.get(mention.range()).is_some_and(|words| words.contains(char::is_alphanumeric)));
        assert!(mention.confidence() <= 100);
        end = mention.end();
    }
}

/// Pieces that trouble tokenisers, joined at random.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Ana",
        "POP",
        "o’",
        "'s",
        "’",
        "J.",
        "-",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "@",
        "#",
        "@a",
        "a@b.c",
        "http://",
        "1,0",
        "é",
        "e\u{301}",
        "\u{301}",
        "İ",
        "ß",
        "ﬁ",
        "👩‍👩‍👧",
        "محمد",
        "Иван",
        "王",
        ".",
        "...",
        "“",
        "New",
        "York",
        "Milton",
        "Keynes",
        "Mr",
        "Mr.",
        "\u{0}",
        "\u{feff}",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_gives_ordered_disjoint_mentions_on_character_boundaries(text in ".*") {
        Preset::ALL.into_iter().for_each(|preset| assert_well_formed(&text, preset));
    }

    #[test]
    fn awkward_text_gives_ordered_disjoint_mentions_on_character_boundaries(text in awkward()) {
        Preset::ALL.into_iter().for_each(|preset| assert_well_formed(&text, preset));
    }

    #[test]
    fn tokens_are_ordered_disjoint_and_leave_out_only_space(text in awkward()) {
        let mut end = 0;
        for token in tokenise(&text) {
            let skipped = &text[end..token.start];
            prop_assert!(!skipped.contains(|letter: char| letter.is_alphanumeric() || letter.is_ascii_punctuation()));
            prop_assert!(token.start < token.end);
            end = token.end;
        }
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Tagger::from_bytes(&bytes).is_err() && FactTagger::from_bytes(&bytes).is_err());
    }
}

fn model() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/model/weights.bin")).expect("the model is in the crate")
}

#[test]
fn the_embedded_model_can_be_read() {
    assert!(Tagger::from_bytes(&model()).is_ok());
}

#[test]
fn a_model_of_names_is_none_of_facts() {
    assert_eq!(FactTagger::from_bytes(&model()).err(), Some(ModelError::NotAModel));
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let model = model();
    for at in (0..model.len()).step_by(40_009) {
        let mut changed = model.clone();
        changed[at] ^= 1;
        assert!(Tagger::from_bytes(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_model_cut_off_or_added_to_says_so() {
    let mut model = model();
    let whole = model.len();
    model.push(0);
    assert_eq!(
        Tagger::from_bytes(&model).err(),
        Some(ModelError::Length { found: whole + 1, expected: whole })
    );
    model.truncate(whole / 2);
    assert_eq!(
        Tagger::from_bytes(&model).err(),
        Some(ModelError::Length { found: whole / 2, expected: whole })
    );
}

#[test]
fn a_model_of_another_format_says_so() {
    let mut model = model();
    model[4] = 99;
    assert!(matches!(Tagger::from_bytes(&model), Err(ModelError::Format { found: 99, .. })));
}

#[test]
fn a_header_that_announces_too_much_is_refused() {
    let mut model = model();
    model[20..24].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(Tagger::from_bytes(&model), Err(ModelError::Length { .. })));
}

#[test]
fn model_and_lexicon_fit_in_three_megabytes() {
    let size = |file: &str| {
        fs::metadata(format!("{}/model/{file}", env!("CARGO_MANIFEST_DIR"))).expect("a file").len()
    };
    assert!(size("weights.bin") + size("lexicon.fst") <= 3_000_000);
}

#[test]
fn debug_output_holds_no_text() {
    let mentions = Tagger::embedded().tag("We met Ana Popescu.", Preset::Publish);
    assert!(!mentions.is_empty() && !format!("{mentions:?}").contains("Popescu"));
}

//! The detectors of identifiers that have a shape: numbers, codes, contacts, postcodes.

use super::Detector;
use super::address::AddressDetector;
use super::codes::CodeDetector;
use super::contact::{
    EmailDetector, HandleDetector, IpDetector, SpokenEmailDetector, SpokenPhoneDetector, UrlDetector,
};
use super::coordinates::CoordinatesDetector;
use super::headers::HeaderDetector;
use super::iban::IbanDetector;
use super::national_insurance::NationalInsuranceDetector;
use super::number::NumberDetector;
use super::postcode::PostcodeDetector;

/// One detector of every family with a shape, ready to run.
pub fn detectors() -> Vec<Box<dyn Detector>> {
    vec![
        Box::new(EmailDetector::new()),
        Box::new(SpokenEmailDetector::new()),
        Box::new(SpokenPhoneDetector::new()),
        Box::new(HandleDetector::new()),
        Box::new(UrlDetector::new()),
        Box::new(IpDetector::new()),
        Box::new(NumberDetector::new()),
        Box::new(PostcodeDetector::new()),
        Box::new(NationalInsuranceDetector::new()),
        Box::new(IbanDetector::new()),
        Box::new(CodeDetector::new()),
        Box::new(CoordinatesDetector::new()),
        Box::new(HeaderDetector::new()),
        Box::new(AddressDetector::new()),
    ]
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use serde::Deserialize;

    use super::super::cases::{assert_cases, unmark};
    use super::super::{Detector, Findings};
    use super::*;
    use crate::kind::Kind;
    use crate::span::Span;
    use crate::story::Lang;
    use crate::text::Text;

    /// Every detector of the module as one, to see how the families bear each other.
    struct Together(Vec<Box<dyn Detector>>);

    impl Detector for Together {
        fn family(&self) -> &'static str {
            "shapes"
        }

        fn kinds(&self) -> &'static [Kind] {
            Kind::ALL
        }

        fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
            self.0.iter().for_each(|detector| detector.detect(text, found));
        }
    }

    #[test]
    fn families_together_find_as_marked() {
        assert_cases(&Together(detectors()), include_str!("../../testdata/detect/shapes.ron"));
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Levels {
        levels: Vec<Level>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Level {
        why: String,
        text: String,
        per_cent: u8,
    }

    /// The surest finding at the mark must be of the marked kind and have exactly this confidence.
    fn failure(detector: &dyn Detector, level: &Level) -> Option<String> {
        let (text, marks) = unmark(&level.text);
        let view = Text::new(&text, Lang::English, &[], Vec::new());
        let mut found = Findings::new(&view);
        detector.detect(&view, &mut found);
        let (span, kind): &(Span, String) = marks.first().expect("one mark");
        let at_mark = found.into_vec().into_iter().filter(|finding| finding.span == *span);
        let surest = at_mark.max_by_key(|finding| (finding.confidence, Reverse(finding.kind)));
        let got = surest.map(|finding| (finding.kind.name().to_owned(), finding.confidence.get()));
        let want = Some((kind.clone(), level.per_cent));
        (got != want).then(|| format!("{}: {} is {got:?}, not {want:?}", level.why, level.text))
    }

    #[test]
    fn wrong_check_digits_lower_the_confidence() {
        let ron = include_str!("../../testdata/detect/confidence.ron");
        let Levels { levels } = crate::ron_file::parse(ron).expect("case file parses");
        let all = Together(detectors());
        let failures: Vec<String> = levels.iter().filter_map(|level| failure(&all, level)).collect();
        assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), levels.len(), failures.join("\n"));
    }

    #[test]
    fn no_text_makes_a_detector_panic() {
        let signs = [
            "@",
            "0",
            "7",
            "é",
            "\u{a0}",
            "ț",
            "+",
            "(",
            ")",
            ".",
            ":",
            "/",
            "A",
            "1",
            "\n",
            "GB",
            " ",
            "x",
            "’",
            "Flat ",
            "Road",
            "rue ",
            "nr. ",
            "corner of ",
            " over the ",
            "\u{301}",
            "ref ",
            "—",
            "[12:30] ",
            "From: ",
            "IBAN ",
        ];
        let all = Together(detectors());
        let mut state: usize = 7;
        for length in 0..2000 {
            let mut text = String::new();
            for _ in 0..length % 40 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(signs[(state >> 33) % signs.len()]);
            }
            let view = Text::new(&text, Lang::Other, &[], Vec::new());
            all.detect(&view, &mut Findings::new(&view));
        }
    }
}

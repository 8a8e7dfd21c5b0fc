//! Runs a detector over its cases in `testdata/detect/<family>.ron`.
//!
//! Expected findings are marked in the text itself, `{kind|words}`, so that nobody counts bytes; a case without marks
//! is a near miss that must stay untouched.

use serde::Deserialize;

use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Finding;
use crate::operate::Level;
use crate::operate::generalise::{Around, generalise};
use crate::resolve::resolve;
use crate::span::Span;
use crate::story::{Lang, Part, Zone};
use crate::text::Text;
use crate::wording::Wording;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Why the case exists.
    why: String,
    /// The text with its marks.
    text: String,
    /// `en` unless given.
    #[serde(default)]
    lang: Lang,
}

/// Asserts that `detector`, alone and resolved, finds exactly what each case in `ron` marks. All failures are listed.
pub(crate) fn assert_cases(detector: &dyn Detector, ron: &str) {
    let Cases { cases } = crate::ron_file::parse(ron).expect("case file parses");
    let failures: Vec<String> = cases.iter().filter_map(|case| failure(detector, case)).collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn failure(detector: &dyn Detector, case: &Case) -> Option<String> {
    let (text, _) = unmark(&case.text);
    let got = mark(detector, &text, case.lang);
    (got != case.text).then(|| format!("{}\n  want {}\n  got  {}", case.why, case.text, got))
}

/// The text without its marks, and the marked spans with their kinds.
pub(crate) fn unmark(marked: &str) -> (String, Vec<(Span, String)>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (kind, after) = after.split_once('|').expect("a mark has a bar");
        let (words, after) = after.split_once('}').expect("a mark is closed");
        let start = text.len();
        text.push_str(words);
        spans.push((Span::exact(&text, start..text.len()).expect("a mark holds words"), kind.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

/// The texts of the cases without their marks, for tests that go over all of them.
pub(crate) fn texts(ron: &str) -> Vec<(String, Lang)> {
    let Cases { cases } = crate::ron_file::parse(ron).expect("case file parses");
    cases.iter().map(|case| (unmark(&case.text).0, case.lang)).collect()
}

/// What the detectors find together, disjoint and in order, without what they know to stay.
pub(crate) fn found(detectors: &[&dyn Detector], text: &str, lang: Lang) -> Vec<Finding> {
    let whole = Span::covering(text, 0..text.len()).map(|span| Part { span, zone: Zone::Case });
    let parts: Vec<Part> = whole.into_iter().collect();
    let view = Text::new(text, lang, &parts, Vec::new());
    let mut found = Findings::new(&view);
    for detector in detectors {
        detector.detect(&view, &mut found);
    }
    let mut findings = resolve(text, found.into_vec());
    findings.retain(|finding| !matches!(finding.fact, Fact::Kept(_)));
    findings
}

/// The text with what the detectors find said at `level`, and a mark where nothing can be said.
pub(crate) fn generalised(detectors: &[&dyn Detector], text: &str, lang: Lang, level: Level) -> String {
    let mut output = String::new();
    let mut at = 0;
    for finding in found(detectors, text, lang) {
        output.push_str(&text[at..finding.span.start()]);
        at = finding.span.end();
        let around = Around { before: &output, after: &text[at..] };
        let words = generalise(&finding.fact, level, around, Wording::of(lang));
        output.push_str(words.as_deref().unwrap_or("[…]"));
    }
    output.push_str(&text[at..]);
    output
}

fn mark(detector: &dyn Detector, text: &str, lang: Lang) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for finding in found(&[detector], text, lang) {
        marked.push_str(&text[at..finding.span.start()]);
        marked.push_str(&format!("{{{}|{}}}", finding.kind, finding.span.of(text)));
        at = finding.span.end();
    }
    marked.push_str(&text[at..]);
    marked
}

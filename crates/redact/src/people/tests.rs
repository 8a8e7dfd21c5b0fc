//! Runs the cases of `testdata/people.ron`: names that a deny list gives, and every mention that must follow from them.

use serde::Deserialize;

use crate::deny::DenyList;
use crate::detect::cases::unmark;
use crate::detect::named::NamedDetector;
use crate::detect::{Detector, Findings};
use crate::resolve::resolve;
use crate::ron_file;
use crate::story::{Audience, Lang};
use crate::text::Text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    known: Vec<String>,
    text: String,
    #[serde(default)]
    lang: Lang,
}

#[test]
fn every_form_of_a_known_name_is_found_and_numbered() {
    let Cases { cases } = ron_file::parse(include_str!("../../testdata/people.ron")).unwrap();
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

fn failure(case: &Case) -> Option<String> {
    let (text, _) = unmark(&case.text);
    let deny = DenyList::parse(&case.known.join("\n")).unwrap();
    let view = Text::new(&text, case.lang, &[], Vec::new());
    let mut found = Findings::new(&view);
    NamedDetector::new(None, &deny, Audience::Public).detect(&view, &mut found);
    let mut findings = resolve(&text, super::follow(&view, found.into_vec()));
    super::number(&view, &mut findings);
    let mut got = text.clone();
    for finding in findings.iter().rev() {
        let entity = finding.entity.unwrap_or_default();
        got.replace_range(finding.span.range(), &format!("{{{entity}|{}}}", finding.span.of(&text)));
    }
    (got != case.text).then(|| format!("{}\n  want {}\n  got  {got}", case.why, case.text))
}

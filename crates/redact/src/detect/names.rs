//! The statistical recogniser as a detector: people, places and organisations that nobody named beforehand.

use storyveil_tagger::{Label, Preset as TaggerPreset, Tagger};

use super::{Detector, Findings};
use crate::fact::Fact;
use crate::finding::Confidence;
use crate::kind::Kind;
use crate::policy::Preset;
use crate::safe::SafeList;
use crate::text::Text;

/// Runs the tagger over the whole text and drops what is safe.
pub(crate) struct NameDetector {
    preset: TaggerPreset,
    safe: SafeList,
}

impl NameDetector {
    /// A detector as ready to see names as `preset` says, leaving what `safe` covers.
    pub(crate) fn new(preset: Preset, safe: SafeList) -> Self {
        let preset = match preset {
            Preset::Balanced => TaggerPreset::Balanced,
            Preset::Publish => TaggerPreset::Publish,
            Preset::Paranoid => TaggerPreset::Paranoid,
        };
        NameDetector { preset, safe }
    }
}

impl Detector for NameDetector {
    fn family(&self) -> &'static str {
        "names"
    }

    fn kinds(&self) -> &'static [Kind] {
        &[Kind::Person, Kind::Organisation, Kind::Place]
    }

    fn detect(&self, text: &Text<'_>, found: &mut Findings<'_, '_>) {
        for mention in Tagger::embedded().tag(text.as_str(), self.preset) {
            let range = mention.range();
            if self.safe.covers(&text.as_str()[range.clone()]) {
                continue;
            }
            let (kind, rule) = match mention.label() {
                Label::Person => (Kind::Person, "names/person"),
                Label::Place => (Kind::Place, "names/place"),
                Label::Organisation => (Kind::Organisation, "names/organisation"),
            };
            found.push(range, kind, Confidence::per_cent(mention.confidence()), rule, Fact::Bare);
        }
    }
}

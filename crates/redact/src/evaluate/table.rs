//! The figures as a table to read.

use std::fmt;

use super::Scores;

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} texts", self.documents)?;
        let recall = |recall: Option<super::Recall>| recall.and_then(|recall| recall.recall);
        let rows = [
            ("person words masked", self.person_masked),
            ("  as a person: precision", self.person_typed.precision),
            ("  as a person: recall", self.person_typed.recall),
            ("  as a person: F1", self.person_typed.f1),
            ("direct identifiers found", recall(self.direct)),
            ("quasi-identifiers found", recall(self.quasi)),
            ("mentions masked", self.mask_recall),
            ("masked words rightly so", self.precision),
            ("F1 of the mask", self.f1),
            ("F2 of the mask", self.f2),
            ("must stay, but masked", self.kept_masked.and_then(|kept| kept.share)),
            ("share of all words masked", self.masked_share),
        ];
        for (name, share) in rows.into_iter().filter_map(|(name, share)| Some((name, share?))) {
            writeln!(f, "{name:<28}{:>7.1} %", share * 100.0)?;
        }
        writeln!(f, "\n{:<28}{:>9}{:>10}", "annotated as", "masked", "mentions")?;
        for (label, one) in &self.by_label {
            writeln!(f, "{label:<28}{:>7.1} %{:>10}", one.recall.unwrap_or_default() * 100.0, one.mentions)?;
        }
        writeln!(f, "\n{:<28}{:>9}{:>10}", "masked as", "rightly", "words")?;
        for (kind, one) in &self.by_kind {
            writeln!(f, "{kind:<28}{:>7.1} %{:>10}", one.precision.unwrap_or_default() * 100.0, one.words)?;
        }
        Ok(())
    }
}

//! How to learn.

use super::augment::Rates;
use crate::feature::Group;
use crate::label::Scheme;

/// How to learn. The defaults made the embedded model.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the model is to find.
    pub scheme: Scheme,
    /// Where all randomness starts.
    pub seed: u64,
    /// Passes over the documents with all features.
    pub epochs: u32,
    /// Passes after the features have been cut to those that fit the file.
    pub final_epochs: u32,
    /// Step of AdaGrad.
    pub rate: f32,
    /// What AdaGrad's sums of squares begin with.
    pub steadiness: f32,
    /// A feature must be seen this often to be learned.
    pub least_seen: u8,
    /// Percent of tokens that are learned without their own identity.
    pub drop_word: u64,
    /// Percent of tokens that are learned without the lists.
    pub drop_lexicon: u64,
    /// Variants of documents.
    pub rates: Rates,
    /// Buckets of the model file, 32 bytes each.
    pub buckets: usize,
    /// Feature groups that are left out, to measure what they are worth.
    pub without: Vec<Group>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            scheme: Scheme::Names,
            seed: 1,
            epochs: 5,
            final_epochs: 4,
            rate: 0.07,
            steadiness: 1e-3,
            least_seen: 3,
            drop_word: 15,
            drop_lexicon: 15,
            rates: Rates::default(),
            buckets: 62_000,
            without: Vec::new(),
        }
    }
}

impl Settings {
    /// The settings that made the embedded model of facts: sentences are few, so they are read more often.
    pub fn facts() -> Settings {
        Settings {
            scheme: Scheme::Facts,
            epochs: 10,
            final_epochs: 8,
            drop_word: 30,
            buckets: 31_000,
            ..Settings::default()
        }
    }

    /// The settings that made the embedded sieve: short steps at first, since a sentence has many features and few of them
    /// matter.
    pub fn sieve() -> Settings {
        Settings {
            scheme: Scheme::Sentences,
            epochs: 15,
            final_epochs: 15,
            rate: 0.2,
            steadiness: 0.1,
            least_seen: 2,
            buckets: 8_000,
            ..Settings::default()
        }
    }

    /// Changes one setting by name, as `rate=0.1`: how the table of what each choice is worth was measured.
    ///
    /// `false` when the name or the value is unknown.
    #[must_use]
    pub fn change(&mut self, change: &str) -> bool {
        let Some((name, value)) = change.split_once('=') else { return false };
        if name == "without" {
            return self.leave_out(value);
        }
        let Ok(number) = value.parse::<f64>() else { return false };
        let whole = number as u64;
        match name {
            "epochs" => self.epochs = whole as u32,
            "final_epochs" => self.final_epochs = whole as u32,
            "rate" => self.rate = number as f32,
            "steadiness" => self.steadiness = number as f32,
            "least_seen" => self.least_seen = whole.min(255) as u8,
            "drop_word" => self.drop_word = whole,
            "drop_lexicon" => self.drop_lexicon = whole,
            "buckets" => self.buckets = whole.clamp(1, 1 << 24) as usize,
            "names" => self.rates.names = whole,
            "all_lower" => self.rates.all_lower = whole,
            "names_lower" => self.rates.names_lower = whole,
            "all_upper" => self.rates.all_upper = whole,
            "plain" => self.rates.plain = whole,
            "wrapped" => self.rates.wrapped = whole,
            _ => return false,
        }
        true
    }

    fn leave_out(&mut self, group: &str) -> bool {
        let group = match group {
            "word" => Group::Word,
            "lexicon" => Group::Lexicon,
            "affix" => Group::Affix,
            "document" => Group::Document,
            _ => return false,
        };
        self.without.push(group);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn settings_change_by_name_and_refuse_what_they_do_not_know() {
        let mut settings = Settings::default();
        assert!(settings.change("rate=0.5") && settings.change("without=lexicon"));
        assert!((settings.rate - 0.5).abs() < 1e-6 && settings.without.len() == 1);
        assert!(!settings.change("rate=fast") && !settings.change("colour=1") && !settings.change("epochs"));
    }
}

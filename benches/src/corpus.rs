//! Varied invented stories of which it is known what they are about.

use std::collections::BTreeSet;

use oorandom::Rand64;
use serde::Deserialize;

/// A topic of `data/topics.ron`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What queries call it.
    pub name: String,
    lang: String,
    theme: String,
    outcome: String,
    region: String,
    titles: Vec<String>,
    says: Vec<String>,
    mentions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filler {
    en: Vec<String>,
    ro: Vec<String>,
}

/// A story and what it is about.
#[derive(Clone, Debug)]
pub struct Planted {
    /// 32 hexadecimal digits.
    pub id: String,
    /// `en` or `ro`.
    pub lang: String,
    /// The title; one story in four has none.
    pub title: Option<String>,
    /// The case.
    pub body: String,
    /// Themes, sorted.
    pub themes: Vec<String>,
    /// Outcomes, sorted.
    pub outcomes: Vec<String>,
    /// A region; one story in eight tells none.
    pub region: Option<String>,
    /// How many people, as a band.
    pub people: &'static str,
    /// The period, in bands of five years.
    pub years: (i64, i64),
    /// What it is about.
    pub about: String,
    /// What it tells of beside that.
    pub beside: Option<String>,
}

impl Planted {
    /// How relevant the story is to somebody who looks for `topic`: 2 if it is about it, 1 if it tells of it beside
    /// something else, 0 if not, whatever words it has.
    pub fn relevance(&self, topic: &str) -> u32 {
        match self {
            _ if self.about == topic => 2,
            _ if self.beside.as_deref() == Some(topic) => 1,
            _ => 0,
        }
    }
}

/// Stories without end, the same for the same seed.
pub struct Corpus {
    random: Rand64,
    topics: Vec<Topic>,
    filler: Filler,
}

impl Corpus {
    /// The stories of `seed`.
    pub fn new(seed: u128) -> Corpus {
        let topics = ron::from_str(include_str!("../data/topics.ron")).expect("the topics are tested");
        let filler = ron::from_str(include_str!("../data/filler.ron")).expect("the filler is tested");
        Corpus { random: Rand64::new(seed), topics, filler }
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.random.rand_range(0..count as u64)).expect("an index")
    }

    /// One of `count` in a hundred.
    fn happens(&mut self, count: usize) -> bool {
        self.below(100) < count
    }

    /// `count` different ones of `texts`, in random order.
    fn some(&mut self, texts: &[String], count: usize) -> Vec<String> {
        let mut places = BTreeSet::new();
        let mut chosen = Vec::new();
        while chosen.len() < count.min(texts.len()) {
            let place = self.below(texts.len());
            if places.insert(place) {
                chosen.push(texts[place].clone());
            }
        }
        chosen
    }

    /// Another topic in the language of `topic`.
    fn other(&mut self, topic: &Topic) -> Topic {
        loop {
            let other = self.below(self.topics.len());
            let other = self.topics[other].clone();
            if other.lang == topic.lang && other.name != topic.name {
                return other;
            }
        }
    }

    /// An invented word. Few are frequent and most are rare, as in any language (after G. K. Zipf): the number of the word
    /// is what is left of a large number after dividing by a random one.
    fn word(&mut self) -> String {
        let mut rank = (40_000 / (1 + self.below(40_000))).max(1) + self.below(8);
        if self.happens(30) {
            rank += self.below(20_000);
        }
        let syllables = [
            "ba", "dor", "fe", "gim", "hal", "ki", "lun", "mer", "no", "pas", "quo", "rin", "sel", "tu",
            "vam", "zo",
        ];
        let mut word = String::new();
        while rank > 0 || word.len() < 4 {
            word.push_str(syllables[rank % syllables.len()]);
            rank /= syllables.len();
        }
        word
    }

    fn filled(&mut self, text: &str) -> String {
        let mut pieces = text.split("{word}");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            filled.push_str(&self.word());
            filled.push_str(piece);
        }
        filled
    }

    /// The next story, of 200 to 1,600 bytes.
    pub fn story(&mut self) -> Planted {
        let topic = self.below(self.topics.len());
        let topic = self.topics[topic].clone();
        let beside = self.happens(40).then(|| self.other(&topic));
        let says = 1 + self.below(4);
        let mut sentences = self.some(&topic.says, says);
        if let Some(beside) = &beside {
            let says = 1 + self.below(2);
            sentences.extend(self.some(&beside.says, says));
        }
        for _ in 0..self.below(7) {
            let other = self.other(&topic);
            sentences.extend(self.some(&other.mentions, 1));
        }
        let filler = if topic.lang == "ro" { self.filler.ro.clone() } else { self.filler.en.clone() };
        let count = 3 + self.below(8);
        for text in self.some(&filler, count) {
            let place = self.below(sentences.len() + 1);
            let text = self.filled(&text);
            sentences.insert(place, text);
        }
        self.assembled(topic, beside, &sentences)
    }

    fn assembled(&mut self, topic: Topic, beside: Option<Topic>, sentences: &[String]) -> Planted {
        let sorted = |a: &str, b: Option<&str>| {
            let terms: BTreeSet<&str> = [Some(a), b].into_iter().flatten().collect();
            terms.into_iter().map(str::to_owned).collect::<Vec<String>>()
        };
        let title = self.some(&topic.titles, 1).pop();
        let from = 2000 + 5 * i64::try_from(self.below(5)).expect("a small number");
        let half = sentences.len() / 2;
        Planted {
            id: format!("{:016x}{:016x}", self.random.rand_u64(), self.random.rand_u64()),
            title: title.filter(|_| self.happens(75)),
            body: format!("{}\n\n{}", sentences[..half].join(" "), sentences[half..].join(" ")),
            themes: sorted(&topic.theme, beside.as_ref().map(|beside| beside.theme.as_str())),
            outcomes: sorted(&topic.outcome, beside.as_ref().map(|beside| beside.outcome.as_str())),
            region: Some(topic.region.clone()).filter(|_| self.happens(88)),
            people: ["one", "two-to-four", "five-or-more"][self.below(3)],
            years: (from, from + 4),
            about: topic.name,
            beside: beside.map(|beside| beside.name),
            lang: topic.lang,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_varied_stories() {
        let stories = |seed| {
            let mut corpus = Corpus::new(seed);
            (0..500).map(|_| corpus.story()).collect::<Vec<Planted>>()
        };
        let (first, again) = (stories(1), stories(1));
        assert!(first.iter().zip(&again).all(|(a, b)| (&a.id, &a.body) == (&b.id, &b.body)));
        let bodies: BTreeSet<String> = first.iter().map(|story| story.body.clone()).collect();
        assert_eq!(bodies.len(), 500, "no two are alike");
        let about: BTreeSet<&str> = first.iter().map(|story| story.about.as_str()).collect();
        assert_eq!(about.len(), Corpus::new(1).topics.len(), "every topic is there");
    }
}

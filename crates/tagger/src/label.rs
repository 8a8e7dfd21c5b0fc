//! What a mention is, and how labels are numbered inside the models.

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person: name, surname, nickname, initials, with a title before it where there is one.
    Person,
    /// A place: country, town, street, building.
    Place,
    /// An organisation: charity, company, council, court, school, team.
    Organisation,
}

impl Label {
    /// All labels, in the model's order.
    pub const ALL: [Label; 3] = [Label::Person, Label::Place, Label::Organisation];

    /// The tag of a mention's first token; one more is the tag of a later token.
    pub(crate) fn first_tag(self) -> u8 {
        match self {
            Label::Person => 1,
            Label::Place => 3,
            Label::Organisation => 5,
        }
    }

    /// The label of a tag; `None` outside mentions.
    pub(crate) fn of_tag(tag: u8) -> Option<Label> {
        match tag {
            1 | 2 => Some(Label::Person),
            3 | 4 => Some(Label::Place),
            5 | 6 => Some(Label::Organisation),
            _ => None,
        }
    }
}

/// What a statement tells that could identify somebody although it names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactLabel {
    /// How somebody's family is made up: "the eldest of nine".
    Family,
    /// Something out of the ordinary that happened to somebody or that somebody did: "fell from a balcony".
    Event,
    /// A trade or an office that few have: "crane driver".
    Work,
    /// An illness, an impairment, a treatment: "born without a left hand".
    Health,
    /// How old somebody is: "pushing sixty".
    Age,
    /// When something was, or how long it took: "the week the river rose".
    Date,
}

impl FactLabel {
    /// All labels, in the model's order.
    pub const ALL: [FactLabel; 6] = [
        FactLabel::Family,
        FactLabel::Event,
        FactLabel::Work,
        FactLabel::Health,
        FactLabel::Age,
        FactLabel::Date,
    ];

    /// The tag of each of its tokens.
    #[cfg(feature = "train")]
    pub(crate) fn tag(self) -> u8 {
        self as u8 + 1
    }

    /// The label of a tag; `None` outside facts.
    pub(crate) fn of_tag(tag: u8) -> Option<FactLabel> {
        FactLabel::ALL.get(usize::from(tag.checked_sub(1)?)).copied()
    }
}

/// How the tags of a model are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Names of three [labels](Label): the first token of a name has another tag than the later ones.
    Names,
    /// Facts of six [labels](FactLabel): neighbouring tokens with the same tag are one fact.
    Facts,
    /// Sentences in which facts of six [labels](FactLabel) are told; of the weights between tags, those that follow "outside"
    /// are the odds of a sentence without features.
    Sentences,
}

impl Scheme {
    /// Whether `tag` may follow `before`.
    pub(crate) const fn may_follow(self, before: u8, tag: u8) -> bool {
        match self {
            Scheme::Names => may_follow(before, tag),
            Scheme::Facts | Scheme::Sentences => true,
        }
    }
}

/// Outside of mentions, and first and later token for each label; or outside, and one tag for each kind of fact.
pub(crate) const TAGS: usize = 7;

/// The tag of a token outside mentions.
pub(crate) const OUTSIDE: u8 = 0;

/// Whether `tag` may follow `before`: a later token follows only a token of the same mention.
const fn may_follow(before: u8, tag: u8) -> bool {
    tag == OUTSIDE || tag % 2 == 1 || before == tag || before + 1 == tag && before != OUTSIDE
}

#[cfg(test)]
mod tests {
    use super::{FactLabel, Label, TAGS, may_follow};

    #[test]
    fn a_later_token_follows_its_own_mention_only() {
        let person = Label::Person.first_tag();
        let place = Label::Place.first_tag();
        assert!(may_follow(person, person + 1) && may_follow(person + 1, person + 1));
        assert!(
            !may_follow(0, person + 1)
                && !may_follow(place, person + 1)
                && !may_follow(person + 1, place + 1)
        );
        assert!(may_follow(0, person) && may_follow(person + 1, place) && may_follow(place + 1, 0));
    }

    #[test]
    fn every_kind_of_fact_has_a_tag() {
        let labels: Vec<_> = (1..TAGS as u8).filter_map(FactLabel::of_tag).collect();
        assert_eq!(labels, FactLabel::ALL);
        assert_eq!((FactLabel::of_tag(0), FactLabel::of_tag(TAGS as u8)), (None, None));
    }
}

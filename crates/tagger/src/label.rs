//! What a mention is, and how labels are numbered inside the model.

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

/// Outside of mentions, and first and later token for each label.
pub(crate) const TAGS: usize = 7;

/// The tag of a token outside mentions.
pub(crate) const OUTSIDE: u8 = 0;

/// Whether `tag` may follow `before`: a later token follows only a token of the same mention.
pub(crate) const fn may_follow(before: u8, tag: u8) -> bool {
    tag == OUTSIDE || tag % 2 == 1 || before == tag || before + 1 == tag && before != OUTSIDE
}

#[cfg(test)]
mod tests {
    use super::{Label, may_follow};

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
}

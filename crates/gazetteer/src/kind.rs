//! What a place is, as far as the lists tell.

/// What a place is, from small to large. The order decides nothing but which of two kinds is the wider word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A part of a city or town.
    District,
    /// A place of fewer than a thousand people, or a Romanian commune.
    Village,
    /// A place of fewer than ten thousand people, which may be called either.
    SmallTown,
    /// A place whose size is not known.
    Settlement,
    /// A place of ten thousand people or more that is no city.
    Town,
    /// A place with the status of a city; where there is no such status, one of more than 200 000 people.
    City,
    /// A part of a country that is no county: "the Black Country".
    Area,
    /// A county, a Romanian județ, a Moldovan raion.
    County,
    /// A region of England, or a province or state abroad.
    Region,
    /// England, Scotland, Wales, Northern Ireland.
    Nation,
    /// A country.
    Country,
    /// A continent or a part of the world.
    Continent,
}

impl PlaceKind {
    const ALL: [PlaceKind; 12] = [
        PlaceKind::District,
        PlaceKind::Village,
        PlaceKind::SmallTown,
        PlaceKind::Settlement,
        PlaceKind::Town,
        PlaceKind::City,
        PlaceKind::Area,
        PlaceKind::County,
        PlaceKind::Region,
        PlaceKind::Nation,
        PlaceKind::Country,
        PlaceKind::Continent,
    ];

    pub(crate) fn of_code(code: u8) -> PlaceKind {
        PlaceKind::ALL.get(usize::from(code)).copied().unwrap_or(PlaceKind::Settlement)
    }

    #[cfg(feature = "compile")]
    pub(crate) fn code(self) -> u8 {
        PlaceKind::ALL.iter().position(|kind| *kind == self).map_or(0, |at| at as u8)
    }

    /// Whether people live in it as in one town or village.
    pub fn is_settlement(self) -> bool {
        self <= PlaceKind::City && self != PlaceKind::District
    }

    /// Whether it is a nation or larger.
    pub fn is_wide(self) -> bool {
        self >= PlaceKind::Nation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_the_declaration() {
        for (code, kind) in PlaceKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, PlaceKind::of_code(code as u8)), (code, kind));
        }
    }
}

//! What is known of places that stories name.

// A test fails by panicking.
#![allow(clippy::unwrap_used)]

use storyveil_gazetteer::{Choice, Gazetteer, NameFlags, Place, PlaceKind, Tongue, choose, key};

fn home() -> Place {
    Gazetteer::embedded().country("GB").unwrap()
}

/// The choice for a name, with the area that stands behind it, in the words of the tables below.
fn chosen(name: &str, hint: &str) -> String {
    let gazetteer = Gazetteer::embedded();
    let Some(listed) = gazetteer.lookup(&key(name)) else { return "not listed".to_owned() };
    let hint = gazetteer.lookup(&key(hint)).and_then(|hint| hint.senses().next());
    let label = |place: Place| place.label(Tongue::English).unwrap_or("a place without a label");
    match choose(listed.senses(), home(), hint) {
        Choice::One(place) => {
            let parent = place.parent().map_or("nothing", label);
            format!("{:?} in {parent}", place.kind())
        }
        Choice::Within { area, kind } => format!("some {kind:?} in {}", label(area)),
        Choice::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn names_lead_to_the_place_that_a_british_writer_means() {
    for (name, hint, expected) in [
        ("Luton", "", "Town in the East of England"),
        ("LUTON", "", "Town in the East of England"),
        ("Houghton Regis", "", "Settlement in the East of England"),
        ("Maidstone", "", "Town in Kent"),
        ("Lincoln", "", "City in Lincolnshire"),
        ("Tottenham", "", "District in London"),
        ("Brixton", "", "District in London"),
        ("Hackney", "", "District in London"),
        ("London", "", "City in England"),
        ("Govanhill", "", "District in Glasgow"),
        ("St Albans", "", "City in Hertfordshire"),
        ("Saint Albans", "", "City in Hertfordshire"),
        ("King’s Lynn", "", "Town in Norfolk"),
        ("Kings Lynn", "", "Town in Norfolk"),
        ("Stoke-on-Trent", "", "City in the West Midlands"),
        ("Newcastle", "", "City in Tyne and Wear"),
        ("Wakefield", "", "City in West Yorkshire"),
        ("Kent", "", "County in the South East of England"),
        ("Bedfordshire", "", "County in the East of England"),
        ("West Midlands", "", "Region in England"),
        ("Yorkshire", "", "Region in England"),
        ("Scotland", "", "Nation in the UK"),
        ("United Kingdom", "", "Country in nothing"),
        ("Bacău", "", "Town in Bacău County"),
        ("București", "", "City in Bucharest County"),
        ("Bucharest", "", "City in Bucharest County"),
        ("Iași", "", "City in Iași County"),
        ("Iaşi", "", "City in Iași County"),
        ("Chișinău", "", "City in Chișinău District"),
        ("Cluj", "", "City in Cluj County"),
        ("Țăndărei", "", "Town in Ialomița County"),
        ("Paris", "", "City in France"),
        ("Varșovia", "", "City in Poland"),
        ("Lahore", "", "City in Pakistan"),
        // Smaller at home, but nobody abroad has ten times the people.
        ("Cambridge", "", "City in Cambridgeshire"),
        // Ten times as large abroad: nothing is certain, unless the text says where.
        ("Perth", "", "unknown"),
        ("Perth", "Scotland", "City in Scotland"),
        ("Perth", "Australia", "City in Australia"),
        ("Hope", "Derbyshire", "Village in Derbyshire"),
        ("Hope", "", "some Settlement in the UK"),
        ("Dunstable", "Bedfordshire", "Town in the East of England"),
        ("Punjab", "", "Continent in nothing"),
        ("Georgia", "", "Country in nothing"),
        ("Nowhere Parva", "", "not listed"),
    ] {
        assert_eq!(chosen(name, hint), expected, "{name}, {hint}");
    }
}

#[test]
fn longest_name_wins_and_stops_where_no_name_goes_on() {
    let gazetteer = Gazetteer::embedded();
    let words = |text: &str| gazetteer.longest(text.split(' ')).map(|found| found.words);
    assert_eq!(words("newcastle upon tyne is"), Some(3));
    assert_eq!(words("newcastle upon hearing"), Some(1));
    assert_eq!(words("bath and north east somerset"), Some(1));
    assert_eq!(words("east of england"), Some(3));
    assert_eq!(words("nowhere"), None);
    assert_eq!(gazetteer.longest([]), None);
}

#[test]
fn names_that_are_words_or_people_are_known_as_such() {
    let flags = |name: &str| Gazetteer::embedded().lookup(&key(name)).unwrap().flags();
    for name in ["Reading", "Bath", "Sale", "Hope", "Deal", "Sandwich", "Rugby", "Valea"] {
        assert!(flags(name).has(NameFlags::COMMON), "{name}");
    }
    for name in ["Chelsea", "Florence", "Victoria", "Lincoln"] {
        assert!(flags(name).has(NameFlags::GIVEN) && !flags(name).has(NameFlags::CALENDAR), "{name}");
    }
    assert!(flags("March").has(NameFlags::CALENDAR));
    assert!(flags("Roma").has(NameFlags::NATIONALITY));
    for name in ["Manchester", "Margate", "Bacău", "Tottenham", "Milton Keynes"] {
        assert!(!flags(name).has(NameFlags::COMMON.with(NameFlags::GIVEN)), "{name}");
    }
}

#[test]
fn regions_of_england_have_people_and_a_name_in_both_languages() {
    let regions =
        ["North East", "North West", "Yorkshire", "East Midlands", "West Midlands", "East of England"];
    for name in regions.into_iter().chain(["South East England", "South West England"]) {
        let Some(name) = Gazetteer::embedded()
            .lookup(&key(&format!("{name} England")))
            .or_else(|| Gazetteer::embedded().lookup(&key(name)))
        else {
            panic!("{name}")
        };
        let region = name.senses().find(|place| place.kind() == PlaceKind::Region).unwrap();
        assert!(region.population() > 2_000_000);
        assert!(region.label(Tongue::English).is_some() && region.label(Tongue::Romanian).is_some());
    }
}

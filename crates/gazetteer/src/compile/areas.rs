//! Countries, and the areas of `data/areas.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::CompileError;
use super::files::{List, text};
use super::places::{Entry, Places};
use crate::kind::PlaceKind;

/// Adds all areas to `places`; counties of Romania and Moldova come with their towns.
pub(super) fn read(places: &mut Places, folder: &Path) -> Result<(), CompileError> {
    let areas = List::parse("areas.tsv", AREAS, 7)?;
    // Continents first: nothing else may be without a parent, but countries of which no list says where they lie.
    add_areas(places, &areas, |kind| kind == PlaceKind::Continent)?;
    add_countries(places, folder)?;
    add_areas(places, &areas, |kind| kind != PlaceKind::Continent)
}

fn add_areas(
    places: &mut Places,
    areas: &List,
    wanted: impl Fn(PlaceKind) -> bool,
) -> Result<(), CompileError> {
    for (at, row) in areas.rows() {
        let [id, kind, parent, people, english, romanian, others] = &row[..] else {
            return Err(areas.error(at, "expected seven columns"));
        };
        let kind = kind_of(kind).ok_or_else(|| areas.error(at, "unknown kind of area"))?;
        if !wanted(kind) {
            continue;
        }
        let parent = match parent.is_empty() {
            true => None,
            false => {
                Some(places.area(parent).ok_or_else(|| areas.error(at, "no row above has that parent"))?)
            }
        };
        let population = people.parse().map_err(|_| areas.error(at, "the people are no number"))?;
        let label = [english.clone(), romanian.clone(), String::new()];
        let place = places.add(Entry { kind, parent, population, label: Some(label) });
        places.name_area(id, place);
        places.name(place, english);
        places.name(place, romanian);
        others.split('|').for_each(|name| places.name(place, name));
    }
    Ok(())
}

fn add_countries(places: &mut Places, folder: &Path) -> Result<(), CompileError> {
    let own = List::parse("countries.tsv", COUNTRIES, 4)?;
    let own: BTreeMap<&str, &Vec<String>> = own.rows().map(|(_, row)| (row[0].as_str(), row)).collect();
    for (code, names) in listed(&text(folder, "countries.json")?)? {
        let row = own.get(code.as_str());
        let column = |at: usize| row.map_or("", |row| row[at].as_str());
        let english = if column(1).is_empty() { names[0].as_str() } else { column(1) };
        let label = [english.to_owned(), column(2).to_owned(), code.clone()];
        let country =
            places.add(Entry { kind: PlaceKind::Country, parent: None, population: 0, label: Some(label) });
        places.name_area(&code, country);
        let further = names.iter().map(String::as_str).chain(column(3).split('|'));
        [english, column(2)].into_iter().chain(further).for_each(|name| places.name(country, name));
    }
    Ok(())
}

/// Codes and names of the list of countries, whose values are a name or several.
fn listed(json: &str) -> Result<BTreeMap<String, Vec<String>>, CompileError> {
    let bad =
        || CompileError::Row { file: "countries.json".to_owned(), row: 1, what: "expected codes and names" };
    let value: serde_json::Value = serde_json::from_str(json).map_err(|_| bad())?;
    let countries = value["countries"].as_object().ok_or_else(bad)?;
    let names = |value: &serde_json::Value| match value {
        serde_json::Value::String(name) => vec![name.clone()],
        serde_json::Value::Array(names) => {
            names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    let listed: BTreeMap<_, _> = countries.iter().map(|(code, value)| (code.clone(), names(value))).collect();
    if listed.values().any(Vec::is_empty) { Err(bad()) } else { Ok(listed) }
}

fn kind_of(word: &str) -> Option<PlaceKind> {
    Some(match word {
        "continent" => PlaceKind::Continent,
        "nation" => PlaceKind::Nation,
        "region" => PlaceKind::Region,
        "county" => PlaceKind::County,
        "area" => PlaceKind::Area,
        "city" => PlaceKind::City,
        _ => return None,
    })
}

const AREAS: &str = include_str!("../../data/areas.tsv");
const COUNTRIES: &str = include_str!("../../data/countries.tsv");

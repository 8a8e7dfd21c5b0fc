//! The places of the lists, and what they lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::CompileError;
use super::files::List;
use crate::fold::key;
use crate::kind::PlaceKind;

/// A place to be written.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) kind: PlaceKind,
    /// The number of the place that it lies in.
    pub(super) parent: Option<usize>,
    pub(super) population: u32,
    /// Its name in English and Romanian and its country code, for what is printed.
    pub(super) label: Option<[String; 3]>,
}

/// All places and their names, in the order of reading.
#[derive(Default)]
pub(super) struct Places {
    pub(super) entries: Vec<Entry>,
    /// Places by the key of their names.
    pub(super) names: BTreeMap<String, BTreeSet<usize>>,
    areas: BTreeMap<String, usize>,
    /// Places of the lists by country code and key.
    listed: BTreeMap<(String, String), BTreeSet<usize>>,
}

impl Places {
    /// Adds a place and answers its number.
    pub(super) fn add(&mut self, entry: Entry) -> usize {
        self.entries.push(entry);
        self.entries.len() - 1
    }

    /// Makes `name` a name of `place`. An article is no part of it; "King's Lynn" is written "Kings Lynn" too.
    pub(super) fn name(&mut self, place: usize, name: &str) {
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let key = key(name);
        if key.chars().count() < 2 || !key.is_ascii() {
            return;
        }
        if key.contains(" s ") || key.ends_with(" s") {
            let joined = format!("{key} ").replace(" s ", "s ");
            self.names.entry(joined.trim_end().to_owned()).or_default().insert(place);
        }
        self.names.entry(key).or_default().insert(place);
    }

    /// Makes `id` the name of an area within the tables.
    pub(super) fn name_area(&mut self, id: &str, place: usize) {
        self.areas.insert(id.to_owned(), place);
    }

    /// The area that the tables call `id`.
    pub(super) fn area(&self, id: &str) -> Option<usize> {
        self.areas.get(id).copied()
    }

    fn add_listed(&mut self, country: &str, names: [&str; 2], entry: Entry) {
        let place = self.add(entry);
        for name in names {
            self.name(place, name);
            self.listed.entry((country.to_owned(), key(name))).or_default().insert(place);
        }
    }

    /// The United Kingdom: names, codes, nation, administrative area, people.
    pub(super) fn read_home(&mut self, folder: &Path) -> Result<(), CompileError> {
        let table = List::parse("admin2.tsv", ADMIN2, 2)?;
        let within: BTreeMap<&str, &str> =
            table.rows().map(|(_, row)| (row[0].as_str(), row[1].as_str())).collect();
        let cities: BTreeSet<&str> = CITIES.lines().filter(|line| !line.starts_with('#')).collect();
        let list = List::read(folder, "places_gb_geonames.tsv", 8)?;
        for (at, row) in list.rows() {
            let (name, code, nation, admin2) =
                (row[0].as_str(), row[2].as_str(), row[3].as_str(), row[4].as_str());
            if nation.is_empty() || name == "London" {
                // A place on a base abroad, and the city that the table of areas has.
                continue;
            }
            let nation = match nation {
                "Northern Ireland" => "ni".to_owned(),
                other => other.to_lowercase(),
            };
            let area = within.get(admin2).copied().unwrap_or(&nation);
            let parent =
                self.area(area).ok_or_else(|| list.error(at, "no table says where its area lies"))?;
            let population = row[7].parse().unwrap_or(0);
            let in_london = self.entries[parent].kind == PlaceKind::City;
            let kind = match () {
                () if in_london || code == "PPLX" && !cities.contains(name) => PlaceKind::District,
                () if cities.contains(name) && population >= SMALLEST_CITY => PlaceKind::City,
                () => by_people(population),
            };
            let entry = Entry { kind, parent: Some(parent), population, label: None };
            self.add_listed("GB", [name, row[1].as_str()], entry);
        }
        Ok(())
    }

    /// Romania and Moldova, with their counties: names, codes, country, county, commune or town, people.
    pub(super) fn read_romanian(&mut self, folder: &Path) -> Result<(), CompileError> {
        let list = List::read(folder, "places_ro_md_geonames.tsv", 7)?;
        for (at, row) in list.rows() {
            let (name, code, country) = (row[0].as_str(), row[2].as_str(), row[3].as_str());
            let land = self.area(country).ok_or_else(|| list.error(at, "its country is not listed"))?;
            let county = self.county(country, land, row[4].as_str());
            let population: u32 = row[6].parse().unwrap_or(0);
            let kind = match () {
                () if code == "PPLX" => PlaceKind::District,
                () if row[5].starts_with("Comuna") => PlaceKind::Village,
                () if population > CITY_PEOPLE => PlaceKind::City,
                () if row[5].starts_with("Municipiul") || row[5].starts_with("Oraş") => PlaceKind::Town,
                () => by_people(population),
            };
            self.entries[county].population = self.entries[county].population.saturating_add(population);
            let entry = Entry { kind, parent: Some(county), population, label: None };
            self.add_listed(country, [name, row[1].as_str()], entry);
        }
        Ok(())
    }

    /// The county called `name` in a list, which is added when it is first met. It has as many people as its places.
    fn county(&mut self, country: &str, land: usize, name: &str) -> usize {
        let stem =
            ["Raionul ", "Județul "].iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name);
        let stem = [" County", " District", " Municipality"]
            .iter()
            .find_map(|end| stem.strip_suffix(end))
            .unwrap_or(stem);
        let id = format!("{country}/{stem}");
        if let Some(known) = self.area(&id) {
            return known;
        }
        let (english, romanian) = match country {
            "RO" => (format!("{stem} County"), format!("județul {stem}")),
            _ => (format!("{stem} District"), format!("raionul {stem}")),
        };
        let label = Some([english.clone(), romanian.clone(), String::new()]);
        let county = self.add(Entry { kind: PlaceKind::County, parent: Some(land), population: 0, label });
        self.name_area(&id, county);
        for name in [stem, &english, &romanian, &format!("județului {stem}"), &format!("raionului {stem}")] {
            self.name(county, name);
        }
        county
    }

    /// The rest of the world: names, country, province, people, code.
    pub(super) fn read_world(&mut self, folder: &Path) -> Result<(), CompileError> {
        let list = List::read(folder, "places_world_geonames.tsv", 6)?;
        let mut provinces: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for (at, row) in list.rows() {
            let (country, province) = (row[2].as_str(), row[3].as_str());
            if ["GB", "RO", "MD"].contains(&country) {
                continue;
            }
            let land = self.area(country).ok_or_else(|| list.error(at, "its country is not listed"))?;
            let population: u32 = row[4].parse().unwrap_or(0);
            let people = provinces.entry((country, province)).or_default();
            *people = people.saturating_add(population);
            if population < LEAST_ABROAD || row[5] == "PPLX" && population < LEAST_DISTRICT_ABROAD {
                continue;
            }
            let kind = match () {
                () if row[5] == "PPLX" => PlaceKind::District,
                () if population > CITY_PEOPLE => PlaceKind::City,
                () => PlaceKind::Town,
            };
            let entry = Entry { kind, parent: Some(land), population, label: None };
            self.add_listed(country, [row[0].as_str(), row[1].as_str()], entry);
        }
        for ((country, province), population) in provinces {
            // A province with the name of its capital says no more than the capital.
            let is_city = self.listed.contains_key(&(country.to_owned(), key(province)));
            if population >= LEAST_PROVINCE && !province.is_empty() && !is_city {
                let parent = self.area(country);
                let region = self.add(Entry { kind: PlaceKind::Region, parent, population, label: None });
                self.name(region, province);
            }
        }
        Ok(())
    }

    /// Other names of listed places.
    pub(super) fn read_aliases(&mut self) -> Result<(), CompileError> {
        let list = List::parse("aliases.tsv", ALIASES, 3)?;
        for (at, row) in list.rows() {
            let place =
                self.listed(&row[0], &row[1]).ok_or_else(|| list.error(at, "no list has this place"))?;
            row[2].split('|').for_each(|name| self.name(place, name));
        }
        Ok(())
    }

    /// Parts of cities that the lists leave out.
    pub(super) fn read_districts(&mut self) -> Result<(), CompileError> {
        let list = List::parse("districts.tsv", DISTRICTS, 3)?;
        for (at, row) in list.rows() {
            let city = match row[1].as_str() {
                "London" => self.area("london"),
                name => self.listed(&row[0], name),
            };
            let city = city.ok_or_else(|| list.error(at, "no list has this city"))?;
            let label = || [row[1].clone(), row[1].clone(), String::new()];
            self.entries[city].label.get_or_insert_with(label);
            for name in row[2].split('|') {
                let entry =
                    Entry { kind: PlaceKind::District, parent: Some(city), population: 0, label: None };
                let place = self.add(entry);
                self.name(place, name);
            }
        }
        Ok(())
    }

    /// The most populous place of that name in that country.
    fn listed(&self, country: &str, name: &str) -> Option<usize> {
        let places = self.listed.get(&(country.to_owned(), key(name)))?;
        places.iter().copied().max_by_key(|place| (self.entries[*place].population, usize::MAX - place))
    }
}

/// The kind of a settlement of which only the people are known.
fn by_people(population: u32) -> PlaceKind {
    match population {
        0 => PlaceKind::Settlement,
        1..1_000 => PlaceKind::Village,
        1_000..10_000 => PlaceKind::SmallTown,
        _ => PlaceKind::Town,
    }
}

/// Abroad, a place of more people than this is called a city.
const CITY_PEOPLE: u32 = 200_000;
/// The smallest cities of the United Kingdom have fewer people than many towns; a village of a city's name has fewer still.
const SMALLEST_CITY: u32 = 9_000;
/// Of the world, only places with at least as many people are listed: more would not fit, and few stories name them.
const LEAST_ABROAD: u32 = 15_000;
/// Most listed parts of cities abroad are names of statistical units.
const LEAST_DISTRICT_ABROAD: u32 = 50_000;
/// A province abroad is listed from this many people in its listed places.
const LEAST_PROVINCE: u32 = 500_000;
const ADMIN2: &str = include_str!("../../data/admin2.tsv");
const CITIES: &str = include_str!("../../data/cities_uk.txt");
const ALIASES: &str = include_str!("../../data/aliases.tsv");
const DISTRICTS: &str = include_str!("../../data/districts.tsv");

//! Counting a set of stories by what is in columns, without reading a stored text: a report over a hundred thousand
//! stories is asked for while somebody waits.

use std::collections::BTreeMap;

use storyveil_redact::{Change, Direction, PeopleBand};
use tantivy::collector::Collector;
use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{DocId, SegmentOrdinal, SegmentReader, TantivyDocument, TantivyError};

use super::Report;
use crate::columns::{Block, Blocks, ByBlocks, Counted, Firsts, all_names};
use crate::schema::{Fields, band_of_name, change_of_name, column, halves};

/// A region, or none told.
pub(super) type Region = Option<String>;
/// The first of [`Report::YEARS`] years, or none told.
pub(super) type Years = Option<i64>;

/// An id as two numbers; see [`halves`].
pub(super) type Halves = (u64, u64);

/// Exact counts. As private as the stories: they leave this module's parent through the disclosure rule only.
#[derive(Default)]
pub(super) struct Tally {
    /// The stories counted, by segment.
    pub(super) ids: Vec<Vec<Halves>>,
    /// Stories by region and years.
    pub(super) cells: BTreeMap<(Region, Years), u64>,
    /// People told of at least, by region.
    pub(super) people: BTreeMap<Region, u64>,
    /// Stories by theme; `None` counts those that tell none. The same below.
    pub(super) themes: BTreeMap<Option<String>, u64>,
    pub(super) outcomes: BTreeMap<Option<String>, u64>,
    pub(super) programmes: BTreeMap<Option<String>, u64>,
    /// Recorded changes by outcome, in the order of [`Direction::ALL`].
    pub(super) changes: BTreeMap<String, [u64; 3]>,
}

impl Tally {
    fn join(&mut self, other: Tally) {
        self.ids.extend(other.ids);
        add(&mut self.cells, other.cells);
        add(&mut self.people, other.people);
        add(&mut self.themes, other.themes);
        add(&mut self.outcomes, other.outcomes);
        add(&mut self.programmes, other.programmes);
        for (outcome, counts) in other.changes {
            let all = self.changes.entry(outcome).or_default();
            all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        }
    }
}

fn add<K: Ord>(all: &mut BTreeMap<K, u64>, more: BTreeMap<K, u64>) {
    more.into_iter().for_each(|(key, count)| *all.entry(key).or_default() += count);
}

/// Counts every story found.
pub(super) struct TallyAll<'f>(pub(super) &'f Fields);

impl Collector for TallyAll<'_> {
    type Fruit = Tally;
    type Child = Blocks<InSegment>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Self::Child> {
        InSegment::new(self.0, segment).map(Blocks::new)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Tally>>) -> tantivy::Result<Tally> {
        let mut all = Tally::default();
        for tally in segments {
            all.join(tally?);
        }
        Ok(all)
    }
}

/// The columns of one segment and what was counted of them so far, by ordinal.
pub(super) struct InSegment {
    ids: Ids,
    found: Vec<Halves>,
    regions: Vec<String>,
    region: Firsts<u64>,
    people: Firsts<u64>,
    /// How many people each ordinal of `people` means at least.
    least: Vec<u64>,
    to: Firsts<i64>,
    first_years: i64,
    year_bands: usize,
    /// By region, the last standing for none, and then by years, the last standing for none.
    cells: Vec<u64>,
    /// By region.
    people_told: Vec<u64>,
    themes: Option<Counted>,
    outcomes: Option<Counted>,
    programmes: Option<Counted>,
    changes: Option<Counted>,
    stories: u64,
}

impl InSegment {
    fn new(fields: &Fields, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        let columns = segment.fast_fields();
        let (region, people) = (columns.str(column::REGION)?, columns.str(column::PEOPLE)?);
        let regions = all_names(region.as_ref())?;
        // A column without any value, which merging makes, says that its least value is that of no year.
        let some =
            |to: &Column<i64>| to.num_docs() > 0 && (NO_YEAR + 1..=to.max_value()).contains(&to.min_value());
        let to = columns.i64(column::TO).ok().filter(some);
        let (first_years, last) =
            to.as_ref().map_or((0, -1), |to| (band_of(to.min_value()), band_of(to.max_value())));
        let year_bands = usize::try_from(last - first_years + 1).unwrap_or(0);
        let listed = |name| columns.str(name).map(|column| column.map(Counted::new));
        let ords =
            |column: Option<StrColumn>| Firsts::new(column.map(|column| column.ords().clone()), NO_ORDINAL);
        Ok(InSegment {
            ids: Ids::of(fields, segment)?,
            found: Vec::new(),
            least: least_of(people.as_ref())?,
            cells: vec![0; (regions.len() + 1) * (year_bands + 1)],
            people_told: vec![0; regions.len() + 1],
            themes: listed(column::THEME)?,
            outcomes: listed(column::OUTCOME)?,
            programmes: listed(column::PROGRAMME)?,
            changes: listed(column::CHANGE)?,
            regions,
            region: ords(region),
            people: ords(people),
            to: Firsts::new(to, NO_YEAR),
            first_years,
            year_bands,
            stories: 0,
        })
    }

    /// Stories by region and years, and people by region.
    fn note_tables(&mut self, block: Block<'_>) {
        let none = self.people_told.len() - 1;
        let known = self.region.of(block).iter().zip(self.people.of(block)).zip(self.to.of(block));
        for ((region, people), to) in known {
            let region = index(*region).min(none);
            // No year comes before all bands, and a number below zero is no band.
            let years = usize::try_from(band_of(*to).saturating_sub(self.first_years));
            let years = years.map_or(self.year_bands, |years| years.min(self.year_bands));
            self.cells[region * (self.year_bands + 1) + years] += 1;
            self.people_told[region] += self.least.get(index(*people)).copied().unwrap_or(0);
        }
    }

    fn tally(self) -> tantivy::Result<Tally> {
        let years = |band: usize| {
            let years = i64::try_from(band).unwrap_or(0) + self.first_years;
            (band < self.year_bands).then(|| years * i64::from(Report::YEARS))
        };
        let mut tally = Tally { ids: vec![self.found], ..Tally::default() };
        let width = self.year_bands + 1;
        for (at, count) in self.cells.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let region = self.regions.get(at / width).cloned();
            *tally.cells.entry((region.clone(), years(at % width))).or_default() += count;
            let told = self.people_told[at / width];
            tally.people.insert(region, told);
        }
        tally.themes = counts(self.themes, self.stories)?;
        tally.outcomes = counts(self.outcomes, self.stories)?;
        tally.programmes = counts(self.programmes, self.stories)?;
        for (name, count) in counts(self.changes, self.stories)? {
            let Some(Change { outcome, direction }) = name.and_then(|name| change_of_name(&name)) else {
                continue;
            };
            let place = Direction::ALL.iter().position(|known| *known == direction).unwrap_or(0);
            tally.changes.entry(outcome).or_default()[place] += count;
        }
        Ok(tally)
    }
}

impl ByBlocks for InSegment {
    type Counted = Tally;

    fn note(&mut self, block: Block<'_>) {
        self.stories += block.stories().len() as u64;
        self.note_tables(block);
        let lists = [&mut self.themes, &mut self.outcomes, &mut self.programmes, &mut self.changes];
        lists.into_iter().flatten().for_each(|list| list.note(block));
        self.ids.note(block, &mut self.found);
    }

    fn counted(mut self) -> tantivy::Result<Tally> {
        self.ids.read_stored(&mut self.found)?;
        self.tally()
    }
}

/// Where ids come from: two columns, or, in archives of format 1, the stored text.
enum Ids {
    Columns(Box<[Firsts<u64>; 2]>),
    Stored(Box<Stored>),
}

/// Stories whose ids are still to be read.
struct Stored {
    fields: Fields,
    segment: SegmentReader,
    found: Vec<DocId>,
}

impl Ids {
    fn of(fields: &Fields, segment: &SegmentReader) -> tantivy::Result<Ids> {
        if fields.since_2.is_none() {
            let stored = Stored { fields: *fields, segment: segment.clone(), found: Vec::new() };
            return Ok(Ids::Stored(Box::new(stored)));
        }
        let columns = segment.fast_fields();
        let whole = |name| {
            let column = columns.u64(name)?;
            // A story without an id would be counted and be in no release.
            let whole = column.get_cardinality() == Cardinality::Full;
            let damaged = || TantivyError::SchemaError("a story has no id".to_owned());
            if whole { Ok(Firsts::new(Some(column), 0)) } else { Err(damaged()) }
        };
        Ok(Ids::Columns(Box::new([whole(column::ORDER)?, whole(column::TAIL)?])))
    }

    fn note(&mut self, block: Block<'_>, ids: &mut Vec<Halves>) {
        match self {
            Ids::Columns(columns) => {
                let [order, tail] = &mut **columns;
                ids.extend(order.of(block).iter().copied().zip(tail.of(block).iter().copied()));
            }
            Ids::Stored(stored) => stored.found.extend_from_slice(block.stories()),
        }
    }

    fn read_stored(&self, ids: &mut Vec<Halves>) -> tantivy::Result<()> {
        let Ids::Stored(stored) = self else { return Ok(()) };
        let store = stored.segment.get_store_reader(1)?;
        for doc in &stored.found {
            let stored = stored.fields.published(&store.get::<TantivyDocument>(*doc)?);
            ids.extend(stored.map(|story| halves(story.id)).ok());
        }
        Ok(())
    }
}

/// What was counted of a column, `None` standing for the stories without a value; of no column, for all `stories`.
fn counts(list: Option<Counted>, stories: u64) -> tantivy::Result<BTreeMap<Option<String>, u64>> {
    let (named, none) = list.map(Counted::counts).transpose()?.unwrap_or((Vec::new(), stories));
    let named = named.into_iter().map(|(name, count)| (Some(name), count));
    Ok(named.chain([(None, none)]).filter(|(_, count)| *count > 0).collect())
}

/// What stands for no ordinal. Dictionaries are far smaller.
const NO_ORDINAL: u64 = u64::MAX;

/// What stands for no year. Years fit into 16 bits.
const NO_YEAR: i64 = i64::MIN;

fn index(ordinal: u64) -> usize {
    usize::try_from(ordinal).unwrap_or(usize::MAX)
}

/// The number of the [`Report::YEARS`] years that `year` is one of.
fn band_of(year: i64) -> i64 {
    year.div_euclid(i64::from(Report::YEARS))
}

fn least_of(people: Option<&StrColumn>) -> tantivy::Result<Vec<u64>> {
    let bands = all_names(people)?.into_iter().map(|name| band_of_name(&name).map_or(0, at_least));
    Ok(bands.collect())
}

/// The fewest people of a band.
fn at_least(band: PeopleBand) -> u64 {
    match band {
        PeopleBand::One => 1,
        PeopleBand::TwoToFour => 2,
        PeopleBand::FiveOrMore => 5,
    }
}

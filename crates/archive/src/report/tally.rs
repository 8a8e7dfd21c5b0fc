//! Counting a set of stories by what is in columns, without reading a stored text: a report over a hundred thousand
//! stories is asked for while somebody waits.

use std::collections::BTreeMap;

use storyveil_redact::{Change, Direction, PeopleBand, PublicId};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyDocument};

use super::Report;
use crate::schema::{Fields, band_of_name, change_of_name, column, joined};

/// A region, or none told.
pub(super) type Region = Option<String>;
/// The first of [`Report::YEARS`] years, or none told.
pub(super) type Years = Option<i64>;

/// Exact counts. As private as the stories: they leave this module's parent through the disclosure rule only.
#[derive(Default)]
pub(super) struct Tally {
    /// The stories counted.
    pub(super) ids: Vec<PublicId>,
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
    type Child = InSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        InSegment::new(self.0, segment)
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
    found: Vec<PublicId>,
    region: Option<StrColumn>,
    people: Option<StrColumn>,
    /// How many people each ordinal of `people` means at least.
    least: Vec<u64>,
    to: Option<Column<i64>>,
    first_years: i64,
    year_bands: usize,
    /// By region, the last standing for none, and then by years, the last standing for none.
    cells: Vec<u64>,
    /// By region.
    people_told: Vec<u64>,
    themes: Listed,
    outcomes: Listed,
    programmes: Listed,
    changes: Listed,
}

impl InSegment {
    fn new(fields: &Fields, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        let columns = segment.fast_fields();
        let (region, people) = (columns.str(column::REGION)?, columns.str(column::PEOPLE)?);
        let regions = region.as_ref().map_or(0, |column| column.num_terms()) + 1;
        let to =
            columns.i64(column::TO).ok().filter(|to| to.num_docs() > 0 && to.min_value() <= to.max_value());
        let years = |year: i64| year.div_euclid(i64::from(Report::YEARS));
        let (first_years, last) =
            to.as_ref().map_or((0, -1), |to| (years(to.min_value()), years(to.max_value())));
        let year_bands = usize::try_from(last - first_years + 1).unwrap_or(0);
        Ok(InSegment {
            ids: Ids::of(fields, segment)?,
            found: Vec::new(),
            least: least_of(people.as_ref())?,
            cells: vec![0; regions * (year_bands + 1)],
            people_told: vec![0; regions],
            themes: Listed::new(columns.str(column::THEME)?),
            outcomes: Listed::new(columns.str(column::OUTCOME)?),
            programmes: Listed::new(columns.str(column::PROGRAMME)?),
            changes: Listed::new(columns.str(column::CHANGE)?),
            region,
            people,
            to,
            first_years,
            year_bands,
        })
    }

    fn region_of(&self, doc: DocId) -> usize {
        let none = self.people_told.len() - 1;
        first(self.region.as_ref(), doc).filter(|region| *region < none).unwrap_or(none)
    }

    fn years_of(&self, doc: DocId) -> usize {
        let year = self.to.as_ref().and_then(|to| to.first(doc));
        let band = year.map(|year| year.div_euclid(i64::from(Report::YEARS)) - self.first_years);
        let known = band.and_then(|band| usize::try_from(band).ok()).filter(|band| *band < self.year_bands);
        known.unwrap_or(self.year_bands)
    }

    fn tally(self) -> tantivy::Result<Tally> {
        let regions = names(self.region.as_ref())?;
        let years = |band: usize| {
            let years = i64::try_from(band).unwrap_or(0) + self.first_years;
            (band < self.year_bands).then_some(years * i64::from(Report::YEARS))
        };
        let mut tally = Tally { ids: self.found, ..Tally::default() };
        let width = self.year_bands + 1;
        for (at, count) in self.cells.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let region = regions.get(at / width).cloned();
            *tally.cells.entry((region.clone(), years(at % width))).or_default() += count;
            let told = self.people_told[at / width];
            tally.people.insert(region, told);
        }
        tally.themes = self.themes.counts()?;
        tally.outcomes = self.outcomes.counts()?;
        tally.programmes = self.programmes.counts()?;
        for (name, count) in self.changes.counts()? {
            let Some(Change { outcome, direction }) = name.and_then(|name| change_of_name(&name)) else {
                continue;
            };
            let place = Direction::ALL.iter().position(|known| *known == direction).unwrap_or(0);
            tally.changes.entry(outcome).or_default()[place] += count;
        }
        Ok(tally)
    }
}

impl SegmentCollector for InSegment {
    type Fruit = tantivy::Result<Tally>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let (region, years) = (self.region_of(doc), self.years_of(doc));
        self.cells[region * (self.year_bands + 1) + years] += 1;
        let band = first(self.people.as_ref(), doc);
        self.people_told[region] += band.and_then(|band| self.least.get(band)).copied().unwrap_or(0);
        for list in [&mut self.themes, &mut self.outcomes, &mut self.programmes, &mut self.changes] {
            list.note(doc);
        }
        self.ids.note(doc, &mut self.found);
    }

    fn harvest(mut self) -> tantivy::Result<Tally> {
        self.ids.read_stored(&mut self.found)?;
        self.tally()
    }
}

/// Where ids come from: two columns, or, in archives of format 1, the stored text.
enum Ids {
    Columns(Column<u64>, Column<u64>),
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
        Ok(Ids::Columns(columns.u64(column::ORDER)?, columns.u64(column::TAIL)?))
    }

    fn note(&mut self, doc: DocId, ids: &mut Vec<PublicId>) {
        match self {
            Ids::Columns(order, tail) => {
                let id = order.first(doc).zip(tail.first(doc)).map(|(order, tail)| joined(order, tail));
                ids.extend(id);
            }
            Ids::Stored(stored) => stored.found.push(doc),
        }
    }

    fn read_stored(&self, ids: &mut Vec<PublicId>) -> tantivy::Result<()> {
        let Ids::Stored(stored) = self else { return Ok(()) };
        let store = stored.segment.get_store_reader(1)?;
        for doc in &stored.found {
            let stored = stored.fields.published(&store.get::<TantivyDocument>(*doc)?);
            ids.extend(stored.map(|story| story.id).ok());
        }
        Ok(())
    }
}

/// A column of which a story may have several values.
struct Listed {
    column: Option<StrColumn>,
    counts: Vec<u64>,
    none: u64,
}

impl Listed {
    fn new(column: Option<StrColumn>) -> Listed {
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Listed { column, counts, none: 0 }
    }

    fn note(&mut self, doc: DocId) {
        let mut none = true;
        for value in self.column.iter().flat_map(|column| column.term_ords(doc)) {
            let count = usize::try_from(value).ok().and_then(|value| self.counts.get_mut(value));
            count.into_iter().for_each(|count| *count += 1);
            none = false;
        }
        self.none += u64::from(none);
    }

    fn counts(self) -> tantivy::Result<BTreeMap<Option<String>, u64>> {
        let names = names(self.column.as_ref())?.into_iter().map(Some).zip(self.counts);
        Ok(names.chain([(None, self.none)]).filter(|(_, count)| *count > 0).collect())
    }
}

fn first(column: Option<&StrColumn>, doc: DocId) -> Option<usize> {
    column.and_then(|column| column.term_ords(doc).next()).and_then(|value| usize::try_from(value).ok())
}

/// The values of a column, by ordinal.
fn names(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let read = |value: usize| {
        let mut name = String::new();
        column.ord_to_str(value as u64, &mut name)?;
        Ok(name)
    };
    (0..column.num_terms()).map(read).collect()
}

fn least_of(people: Option<&StrColumn>) -> tantivy::Result<Vec<u64>> {
    let bands = names(people)?.into_iter().map(|name| band_of_name(&name).map_or(0, at_least));
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

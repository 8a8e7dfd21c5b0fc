//! Reading columns by blocks of stories: one decision for a block instead of one for every value, and stories that follow
//! each other without a gap, as all of them do in a report about everything, as one stretch of each column.

use std::ops::Range;

use tantivy::collector::SegmentCollector;
use tantivy::columnar::{Column, ColumnIndex, ColumnValues, StrColumn};
use tantivy::{DocId, Score};

/// Stories of one segment, in order.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a>(&'a [DocId]);

impl<'a> Block<'a> {
    /// How many stories are counted together: enough that a decision for each block costs nothing, and few enough that what
    /// is read of them stays in the first cache of a processor.
    pub(crate) const STORIES: usize = 1024;

    /// The `stories`, which are in order and each there once.
    pub(crate) fn new(stories: &'a [DocId]) -> Block<'a> {
        Block(stories)
    }

    pub(crate) fn stories(self) -> &'a [DocId] {
        self.0
    }

    /// The stories as a range, if none between them is left out.
    fn range(self) -> Option<Range<DocId>> {
        let (first, last) = (*self.0.first()?, *self.0.last()?);
        (last.checked_sub(first)? as usize + 1 == self.0.len()).then(|| first..last + 1)
    }
}

/// What counts the stories of one segment block by block.
pub(crate) trait ByBlocks: 'static {
    /// What was counted, or why that could not be read.
    type Counted: Send + 'static;

    /// Counts the stories of `block`.
    fn note(&mut self, block: Block<'_>);

    /// What was counted of the blocks so far.
    fn counted(self) -> tantivy::Result<Self::Counted>;
}

/// Gathers the stories that the engine finds, which come one by one or a few at a time, into blocks for `counter`.
pub(crate) struct Blocks<C> {
    counter: C,
    /// Stories that are not counted yet.
    waiting: Vec<DocId>,
}

impl<C: ByBlocks> Blocks<C> {
    pub(crate) fn new(counter: C) -> Blocks<C> {
        Blocks { counter, waiting: Vec::with_capacity(Block::STORIES) }
    }

    fn count(&mut self) {
        self.counter.note(Block::new(&self.waiting));
        self.waiting.clear();
    }
}

impl<C: ByBlocks> SegmentCollector for Blocks<C> {
    type Fruit = tantivy::Result<C::Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.waiting.extend_from_slice(docs);
        if self.waiting.len() >= Block::STORIES {
            self.count();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.count();
        self.counter.counted()
    }
}

/// A column of words, counted by ordinal.
pub(crate) struct Counted {
    column: StrColumn,
    counts: Vec<u64>,
    /// How many stories have no value.
    none: u64,
    rows: Rows<u64>,
}

impl Counted {
    pub(crate) fn new(column: StrColumn) -> Counted {
        let counts = vec![0; column.num_terms()];
        Counted { column, counts, none: 0, rows: Rows::default() }
    }

    /// Counts the values of the stories of `block`.
    pub(crate) fn note(&mut self, block: Block<'_>) {
        let Counted { column, counts, none, rows } = self;
        let with_values = match block.range() {
            Some(range) => rows.read_range(column.ords(), range),
            None => rows.read(column.ords(), block),
        };
        for value in &rows.values {
            // An ordinal past the dictionary is damage; it is left out rather than counted for another value.
            if let Some(count) = usize::try_from(*value).ok().and_then(|value| counts.get_mut(value)) {
                *count += 1;
            }
        }
        *none += block.0.len().saturating_sub(with_values) as u64;
    }

    /// The counts of the values that were met, and how many stories had none.
    pub(crate) fn counts(self) -> tantivy::Result<(Vec<(String, u64)>, u64)> {
        let met: Vec<u64> =
            (0..).zip(&self.counts).filter(|(_, count)| **count > 0).map(|(value, _)| value).collect();
        let names = names(&self.column, &met)?;
        Ok((names.into_iter().zip(self.counts.into_iter().filter(|count| *count > 0)).collect(), self.none))
    }
}

/// The names of the values `ordinals`, which come in order, in one pass over the dictionary.
fn names(column: &StrColumn, ordinals: &[u64]) -> tantivy::Result<Vec<String>> {
    let mut names = Vec::with_capacity(ordinals.len());
    column
        .dictionary()
        .sorted_ords_to_term_cb(ordinals, |name| names.push(String::from_utf8_lossy(name).into_owned()))?;
    // Values without a name are damage. They keep their count under no name, so that no other value gets it.
    names.resize(ordinals.len(), String::new());
    Ok(names)
}

/// The names of all values, by ordinal.
pub(crate) fn all_names(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    names(column, &(0..column.num_terms() as u64).collect::<Vec<_>>())
}

/// The first values of the stories of a block: ordinals or numbers.
pub(crate) struct Firsts<T> {
    column: Option<Column<T>>,
    /// What stands for no value. No story may have it.
    none: T,
    values: Vec<T>,
    rows: Rows<T>,
}

impl<T: Copy + Default + PartialOrd + std::fmt::Debug + Send + Sync + 'static> Firsts<T> {
    /// Reads `column`, `none` standing for no value.
    pub(crate) fn new(column: Option<Column<T>>, none: T) -> Firsts<T> {
        Firsts { column, none, values: Vec::new(), rows: Rows::default() }
    }

    /// The first value of each story of `block`, in their order.
    pub(crate) fn of(&mut self, block: Block<'_>) -> &[T] {
        let Firsts { column, none, values, rows } = self;
        values.clear();
        values.resize(block.0.len(), *none);
        match column {
            None => {}
            Some(Column { index: ColumnIndex::Full, values: all }) => match block.range() {
                Some(range) => read_range(&**all, range, values),
                None => all.get_vals(block.0, values),
            },
            Some(column) => {
                rows.read(column, block);
                let mut next = 0;
                for (owner, value) in rows.owners.iter().zip(&rows.values) {
                    next += block.0[next..].iter().take_while(|story| *story < owner).count();
                    // A second value of a story finds the place of its owner behind.
                    if block.0.get(next) == Some(owner) {
                        values[next] = *value;
                        next += 1;
                    }
                }
            }
        }
        &self.values
    }
}

/// Room for what is read of one block.
#[derive(Default)]
struct Rows<T> {
    owners: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default + PartialOrd + std::fmt::Debug + Send + Sync + 'static> Rows<T> {
    /// Reads all values of the stories of `block` and whose they are. Answers how many have one.
    fn read(&mut self, column: &Column<T>, block: Block<'_>) -> usize {
        let Rows { owners, rows, values } = self;
        owners.clear();
        rows.clear();
        column.row_ids_for_docs(block.0, owners, rows);
        values.resize(rows.len(), T::default());
        match Block(rows).range() {
            Some(range) => read_range(&*column.values, range, values),
            None => column.values.get_vals(rows, values),
        }
        owners.chunk_by(|a, b| a == b).count()
    }

    /// The same without whose they are: the values of stories in a row stand in a row, too.
    fn read_range(&mut self, column: &Column<T>, stories: Range<DocId>) -> usize {
        let asked = stories.len();
        let rows = column.index.docid_range_to_rowids(stories);
        self.values.resize(rows.len(), T::default());
        read_range(&*column.values, rows.clone(), &mut self.values);
        let ColumnIndex::Multivalued(index) = &column.index else { return rows.len() };
        // Where the values of each story that has some begin, and where the last ones end: one more than stories if no
        // story is without.
        let begins = index.get_start_index_column();
        match begins.num_vals() > index.num_docs() {
            true => asked,
            false => (place_of(&**begins, rows.end) - place_of(&**begins, rows.start)) as usize,
        }
    }
}

/// The first place in `begins`, which rise, that holds `row` or more.
fn place_of(begins: &dyn ColumnValues<u32>, row: u32) -> u32 {
    let (mut low, mut high) = (0, begins.num_vals());
    while low < high {
        let middle = low + (high - low) / 2;
        (low, high) = if begins.get_val(middle) < row { (middle + 1, high) } else { (low, middle) };
    }
    low
}

/// Fills `values` with those of `rows`, by stretches for which the engine has its fastest way.
fn read_range<T: PartialOrd + 'static>(column: &dyn ColumnValues<T>, rows: Range<u32>, values: &mut [T]) {
    let begins = (u64::from(rows.start)..).step_by(tantivy::COLLECT_BLOCK_BUFFER_LEN);
    for (begin, values) in begins.zip(values.chunks_mut(tantivy::COLLECT_BLOCK_BUFFER_LEN)) {
        column.get_range(begin, values);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tantivy::schema::{FAST, STRING, Schema};
    use tantivy::{Index, IndexWriter, SegmentReader, TantivyDocument};

    use super::*;

    /// A segment of invented rows: of `whole` each has one value, of `some` most have one, of `many` up to three, and nobody
    /// has one of `none`.
    fn segment(stories: u32) -> SegmentReader {
        let mut schema = Schema::builder();
        let [whole, some, many, none] =
            ["whole", "some", "many", "none"].map(|name| schema.add_text_field(name, STRING | FAST));
        let year = schema.add_i64_field("year", FAST);
        let _ = none;
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for story in 0..stories {
            let mut doc = TantivyDocument::new();
            doc.add_text(whole, format!("{}", story % 7));
            if !(story + 1).is_multiple_of(4) {
                doc.add_text(some, format!("{}", story % 11));
                doc.add_i64(year, i64::from(story % 30) - 10);
            }
            (0..story % 4).for_each(|place| doc.add_text(many, format!("{}", (story + place) % 5)));
            writer.add_document(doc).unwrap();
        }
        writer.commit().unwrap();
        index.reader().unwrap().searcher().segment_reader(0).clone()
    }

    /// Everything, what one in three is left out of, and a part.
    fn blocks(stories: u32) -> [Vec<DocId>; 3] {
        [(0..stories).collect(), (0..stories).filter(|story| story % 3 != 1).collect(), (700..701).collect()]
    }

    #[test]
    fn stretches_and_single_stories_are_counted_alike() {
        let segment = segment(2_500);
        for name in ["whole", "some", "many", "none"] {
            let Some(column) = segment.fast_fields().str(name).unwrap() else {
                assert_eq!(name, "none");
                continue;
            };
            for stories in blocks(2_500) {
                let mut counted = Counted::new(column.clone());
                stories.chunks(Block::STORIES).for_each(|stories| counted.note(Block::new(stories)));
                let (mut expected, mut without) = (BTreeMap::new(), 0);
                for story in stories {
                    let values: Vec<u64> = column.ords().values_for_doc(story).collect();
                    without += u64::from(values.is_empty());
                    for value in values {
                        let mut text = String::new();
                        column.ord_to_str(value, &mut text).unwrap();
                        *expected.entry(text).or_default() += 1;
                    }
                }
                let (counts, none) = counted.counts().unwrap();
                assert_eq!((counts.into_iter().collect(), none), (expected, without), "{name}");
            }
        }
    }

    #[test]
    fn stretches_and_single_stories_have_the_same_first_values() {
        let segment = segment(2_500);
        let years = segment.fast_fields().i64("year").unwrap();
        let many = segment.fast_fields().str("many").unwrap().unwrap().ords().clone();
        for stories in blocks(2_500) {
            let (mut year, mut first) =
                (Firsts::new(Some(years.clone()), i64::MIN), Firsts::new(Some(many.clone()), u64::MAX));
            for stories in stories.chunks(Block::STORIES) {
                let block = Block::new(stories);
                let expected: Vec<i64> =
                    stories.iter().map(|story| years.first(*story).unwrap_or(i64::MIN)).collect();
                assert_eq!(year.of(block), expected);
                let expected: Vec<u64> =
                    stories.iter().map(|story| many.first(*story).unwrap_or(u64::MAX)).collect();
                assert_eq!(first.of(block), expected);
            }
        }
        assert_eq!(Firsts::new(None, 7_u64).of(Block::new(&[0, 1])), [7, 7]);
    }
}

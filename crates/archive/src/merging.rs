//! Joining pieces of an index beside commits: which, and when it is done.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::thread::{self, Thread};

use tantivy::{FutureResult, SegmentMeta};

/// A merge in a thread of the engine.
pub(crate) struct Merging(FutureResult<Option<SegmentMeta>>);

// A merge that failed leaves everything as it was, and a later commit begins another: so nobody is told.
impl Merging {
    pub(crate) fn new(merge: FutureResult<Option<SegmentMeta>>) -> Merging {
        Merging(merge)
    }

    /// Waits for its end. The engine's own way of waiting panics once somebody has asked whether it has ended, so this asks, too, and
    /// sleeps in between.
    pub(crate) fn end(mut self) {
        let waker = Waker::from(Arc::new(Sleeper(thread::current())));
        while self.is_running(&waker) {
            thread::park();
        }
    }

    /// Itself, unless it has ended.
    pub(crate) fn still_running(mut self) -> Option<Merging> {
        self.is_running(Waker::noop()).then_some(self)
    }

    /// Whether it has not ended; if so, `waker` is told when it has.
    fn is_running(&mut self, waker: &Waker) -> bool {
        Pin::new(&mut self.0).poll(&mut Context::from_waker(waker)).is_pending()
    }
}

/// A thread that sleeps until there is something to do.
struct Sleeper(Thread);

impl Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Segments of fewer stories are of one size: merging them takes some milliseconds.
const SMALL_SEGMENT: u32 = 1_000;

/// How many segments of about one size are merged, and how many times larger a segment of the next size is. The more there
/// may be, the seldomer a story is written again (once for each size), and the more places a search looks into.
const FAN: u32 = 8;

/// The most stories that are joined into one segment. To take a story out, its segment is written again, which takes half a
/// minute for a million stories and a second or two for this many; searching a million in some twenty segments takes
/// a millisecond more than in three. A first filling leaves segments of about this size, so none of them is written again.
const MOST: u32 = 64_000;

/// The places of the segments that are to be merged: those of the smallest size of which there are too many, as far as they
/// fit into one. A segment comes into a merge only with others of its size, so that one story more never causes a large
/// archive to be written again.
pub(crate) fn to_merge(sizes: &[u32]) -> Vec<usize> {
    let rank = |stories: u32| (stories / SMALL_SEGMENT).checked_ilog(FAN).map_or(0, |rank| rank + 1);
    // What fills more than half of a segment is left alone: any two others fit into one.
    let places = || (0..sizes.len()).filter(|place| sizes[*place] <= MOST / 2);
    let of_rank = |wanted: u32| places().filter(|place| rank(sizes[*place]) == wanted).collect::<Vec<_>>();
    let ranks: BTreeSet<u32> = places().map(|place| rank(sizes[place])).collect();
    let many = ranks.into_iter().map(of_rank).find(|places| places.len() >= FAN as usize);
    let mut places = many.and_then(|places| fitting(sizes, places).into_iter().next()).unwrap_or_default();
    places.sort_unstable();
    places
}

/// The segments at `places`, each once, put together so that each group fits into one segment: small ones first. One that
/// is larger is a group by itself.
pub(crate) fn fitting(sizes: &[u32], mut places: Vec<usize>) -> Vec<Vec<usize>> {
    places.sort_by_key(|place| sizes[*place]);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for place in places {
        match groups.last_mut().filter(|_| sizes[place] <= room) {
            Some(group) => group.push(place),
            None => {
                groups.push(vec![place]);
                room = MOST;
            }
        }
        room = room.saturating_sub(sizes[place]);
    }
    groups
}

#[cfg(test)]
mod tests {
    use tantivy::indexer::NoMergePolicy;
    use tantivy::schema::{STRING, Schema};
    use tantivy::{Index, IndexWriter, doc};

    use super::*;

    #[test]
    fn a_merge_that_was_asked_after_can_be_waited_for() {
        let mut schema = Schema::builder();
        let word = schema.add_text_field("word", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for _ in 0..10 {
            for number in 0..3_000 {
                writer.add_document(doc!(word => format!("word {number}"))).unwrap();
                if number % 1_000 == 999 {
                    writer.commit().unwrap();
                }
            }
            let merging = Merging::new(writer.merge(&index.searchable_segment_ids().unwrap()));
            if let Some(running) = merging.still_running() {
                running.end();
            }
            assert_eq!(index.searchable_segment_ids().unwrap().len(), 1);
        }
    }

    #[test]
    fn only_segments_of_one_size_are_merged_and_only_when_there_are_many() {
        assert_eq!(to_merge(&[]), [0_usize; 0]);
        assert_eq!(to_merge(&[1, 2, 1, 900, 1, 1, 1]), [0_usize; 0], "seven small ones");
        assert_eq!(to_merge(&[90_000, 1, 2, 1, 900, 1, 1, 1, 20]), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(to_merge(&[15_000; 7]), [0_usize; 0], "what a first filling leaves");
        assert_eq!(to_merge(&[8_000; 8]), [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn no_segment_grows_so_large_that_a_withdrawal_takes_long() {
        assert_eq!(to_merge(&[48_000; 40]), [0_usize; 0], "what a first filling of a large archive leaves");
        assert_eq!(to_merge(&[30_000, 9_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000]), [0, 1]);
        assert_eq!(
            fitting(&[50_000, 1, 700_000, 2, 20_000], vec![0, 1, 2, 3, 4]),
            [vec![1, 3, 4], vec![0], vec![2]]
        );
        assert_eq!(fitting(&[1, 2, 3], vec![2, 0]), [[0, 2]]);
        assert_eq!(fitting(&[], vec![]), [[0_usize; 0]; 0]);
    }

    #[test]
    fn a_hundred_thousand_commits_leave_few_segments_and_write_a_story_a_few_times() {
        let (mut sizes, mut written) = (Vec::new(), 0_u64);
        for _ in 0..100_000 {
            sizes.push(1);
            let places = to_merge(&sizes);
            if !places.is_empty() {
                let merged: u32 = places.iter().map(|place| sizes[*place]).sum();
                written += u64::from(merged);
                for place in places.into_iter().rev() {
                    sizes.remove(place);
                }
                sizes.push(merged);
            }
            assert!(sizes.len() <= 3 * FAN as usize, "{}", sizes.len());
        }
        assert!(written < 100_000 * 80, "{written}");
    }
}

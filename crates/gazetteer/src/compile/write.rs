//! Writing the two files; `src/table.rs` describes the layout.

use std::cmp::Reverse;

use super::error::CompileError;
use super::places::{Entry, Places};
use super::words::Words;
use crate::kind::PlaceKind;
use crate::table::{MAGIC, NONE};

/// The two files.
pub struct Compiled {
    /// The bytes of `names.fst`.
    pub names: Vec<u8>,
    /// The bytes of `places.bin`.
    pub places: Vec<u8>,
}

/// The files for `places`, whose names are judged by `words`.
pub(super) fn write(places: &Places, words: &Words) -> Result<Compiled, CompileError> {
    let order = order(&places.entries);
    let mut number = vec![0_usize; order.len()];
    order.iter().enumerate().for_each(|(new, old)| number[*old] = new);
    let mut names = fst::MapBuilder::memory();
    let mut senses: Vec<usize> = Vec::new();
    for (key, bearers) in &places.names {
        let mut bearers: Vec<usize> = bearers.iter().map(|old| number[*old]).collect();
        bearers.sort_by_key(|new| {
            let entry = &places.entries[order[*new]];
            (entry.kind > PlaceKind::City, Reverse(entry.population), *new)
        });
        bearers.truncate(usize::from(u8::MAX));
        let first = u64::from(three_bytes(senses.len(), "senses")?);
        let flags = u64::from(words.of(key).bits());
        names.insert(key, first << 16 | (bearers.len() as u64) << 8 | flags)?;
        senses.extend(bearers);
    }
    let rows: Vec<&Entry> = order.iter().map(|old| &places.entries[*old]).collect();
    Ok(Compiled { names: names.into_inner()?, places: table(&rows, &number, &senses)? })
}

/// The places in the order of the file: those with labels first.
fn order(entries: &[Entry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| entries[*at].label.is_none());
    order
}

fn table(rows: &[&Entry], number: &[usize], senses: &[usize]) -> Result<Vec<u8>, CompileError> {
    let labels: Vec<String> =
        rows.iter().filter_map(|row| row.label.as_ref()).map(|label| label.join("\t")).collect();
    let texts = labels.concat();
    let mut bytes = MAGIC.to_vec();
    for count in [rows.len(), senses.len(), labels.len(), texts.len()] {
        bytes.extend(three_bytes(count, "entries")?.to_le_bytes());
    }
    for row in rows {
        let parent = row.parent.map_or(Ok(NONE), |old| three_bytes(number[old], "places"))?;
        bytes.extend_from_slice(&parent.to_le_bytes()[..3]);
        bytes.push(row.kind.code());
        bytes.extend(row.population.to_le_bytes());
    }
    for sense in senses {
        bytes.extend_from_slice(&three_bytes(*sense, "places")?.to_le_bytes()[..3]);
    }
    let mut end = 0_u32;
    for label in &labels {
        end += three_bytes(label.len(), "labels")?;
        bytes.extend(end.to_le_bytes());
    }
    bytes.extend_from_slice(texts.as_bytes());
    Ok(bytes)
}

fn three_bytes(number: usize, what: &'static str) -> Result<u32, CompileError> {
    u32::try_from(number).ok().filter(|number| *number < NONE).ok_or(CompileError::TooMany(what))
}

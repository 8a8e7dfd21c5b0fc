//! A story on its way into the index.

use tantivy::schema::document::Document;
use tantivy::schema::{Field, OwnedValue};

/// The values of a story by field. A text that several fields are made of is held once.
#[derive(Default)]
pub(crate) struct Entry {
    values: Vec<OwnedValue>,
    /// Fields, and the places of their values.
    fields: Vec<(Field, usize)>,
}

impl Entry {
    /// Of a story with as many facts as most have: what is told of one is put into memory that need not grow.
    pub(crate) fn new() -> Entry {
        Entry { values: Vec::with_capacity(VALUES), fields: Vec::with_capacity(VALUES + TEXTS) }
    }

    /// Adds `value` to each of `fields`.
    pub(crate) fn add(&mut self, fields: &[Field], value: impl Into<OwnedValue>) {
        let place = self.values.len();
        self.values.push(value.into());
        self.fields.extend(fields.iter().map(|field| (*field, place)));
    }
}

/// How many values most stories have at most.
const VALUES: usize = 20;

/// In how many fields beside its first one a text stands: title and case, by stems and by whole words.
const TEXTS: usize = 4;

impl Document for Entry {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values { entry: self, next: 0 }
    }
}

/// The fields of an [`Entry`] with their values.
pub(crate) struct Values<'a> {
    entry: &'a Entry,
    next: usize,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, &'a OwnedValue);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, place) = self.entry.fields.get(self.next)?;
        self.next += 1;
        Some((*field, &self.entry.values[*place]))
    }

    // The engine puts them in order for each story, in a list that would grow step by step without this.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.entry.fields.len().saturating_sub(self.next);
        (left, Some(left))
    }
}

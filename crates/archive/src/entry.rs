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
    /// Adds `value` to each of `fields`.
    pub(crate) fn add(&mut self, fields: &[Field], value: impl Into<OwnedValue>) {
        let place = self.values.len();
        self.values.push(value.into());
        self.fields.extend(fields.iter().map(|field| (*field, place)));
    }
}

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
}

//! Reading lists.

use std::path::Path;

use super::error::CompileError;

/// A list: its name, for errors, and its rows of tab-separated columns.
pub(super) struct List {
    name: String,
    rows: Vec<Vec<String>>,
}

impl List {
    /// The rows of `text` with at least `columns` columns each; lines that begin with `#` and empty ones are left out.
    pub(super) fn parse(name: &str, text: &str, columns: usize) -> Result<List, CompileError> {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rows: Vec<Vec<String>> =
            lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        let list = List { name: name.to_owned(), rows };
        match list.rows.iter().position(|row| row.len() < columns) {
            Some(row) => Err(list.error(row, "too few columns; they are separated by tabs")),
            None => Ok(list),
        }
    }

    /// The rows of a file in `folder` behind its header.
    pub(super) fn read(folder: &Path, name: &str, columns: usize) -> Result<List, CompileError> {
        let mut list = List::parse(name, &text(folder, name)?, columns)?;
        if list.rows.is_empty() {
            return Err(list.error(0, "the list is empty"));
        }
        list.rows.remove(0);
        Ok(list)
    }

    /// The rows, each with its number.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        self.rows.iter().enumerate()
    }

    /// An error in row `row`.
    pub(super) fn error(&self, row: usize, what: &'static str) -> CompileError {
        CompileError::Row { file: self.name.clone(), row: row + 1, what }
    }
}

/// The text of a file in `folder`.
pub(super) fn text(folder: &Path, name: &str) -> Result<String, CompileError> {
    let path = folder.join(name);
    std::fs::read_to_string(&path).map_err(|source| CompileError::File { path, source })
}

//! Reading lists.

use std::path::Path;

use super::error::TrainError;

/// A whole text file.
pub(super) fn read_text(path: &Path) -> Result<String, TrainError> {
    std::fs::read_to_string(path).map_err(|source| TrainError::File { path: path.to_owned(), source })
}

/// The rows of a tab-separated list with a header line; rows with fewer columns than `least` are an error.
pub(super) fn tab_separated(folder: &Path, file: &str, least: usize) -> Result<Vec<Vec<String>>, TrainError> {
    let path = folder.join(file);
    let text = read_text(&path)?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate().skip(usize::from(has_header(&text))) {
        let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if row.len() < least {
            return Err(TrainError::Line {
                path,
                line: index + 1,
                what: "too few columns; expected tab-separated columns",
            });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Lists of words and sizes have no header; all others name their columns in lower case.
fn has_header(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    HEADERS.contains(&first.split('\t').next().unwrap_or(""))
}

const HEADERS: [&str; 4] = ["locale", "name", "nationality", "word"];

//! How words are made to stand out: colours on a terminal that takes them, nothing elsewhere (NO_COLOR, pipes, files).

use std::fmt;

use anstyle::{AnsiColor, Style};

use crate::layout::Row;

/// The styles in use.
pub(crate) struct Ink {
    mark: Style,
    faint: Style,
}

impl Ink {
    /// As standard output takes it.
    pub(crate) fn for_standard_output() -> Ink {
        match anstream::AutoStream::choice(&std::io::stdout()) {
            anstream::ColorChoice::Never => Ink { mark: Style::new(), faint: Style::new() },
            _ => {
                Ink { mark: AnsiColor::Yellow.on_default().underline().bold(), faint: Style::new().dimmed() }
            }
        }
    }

    /// Something that matters less, such as a margin.
    pub(crate) fn faint<T: fmt::Display>(&self, text: T) -> Inked<T> {
        Inked(text, self.faint)
    }

    /// The text of a row, its marked words standing out.
    pub(crate) fn row(&self, row: &Row) -> String {
        let piece = |(text, marked): &(String, bool)| match marked {
            true => Inked(text, self.mark).to_string(),
            false => text.clone(),
        };
        row.pieces.iter().map(piece).collect()
    }
}

/// Something in a style.
pub(crate) struct Inked<T>(T, Style);

impl<T: fmt::Display> fmt::Display for Inked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{style}{}{style:#}", self.0, style = self.1)
    }
}

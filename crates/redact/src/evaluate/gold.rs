//! Annotated stories to measure against.

use serde::Deserialize;

use crate::span::Span;
use crate::story::Lang;

/// An annotated text, one JSON object a line: `{"id","text","lang"?,"spans":[…]}` with offsets in Unicode code points.
pub struct Gold {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// What was annotated, in bytes.
    pub spans: Vec<GoldSpan>,
}

/// One annotation.
pub struct GoldSpan {
    /// Where, in bytes.
    pub span: Span,
    /// The corpus's own label.
    pub label: String,
    /// Whether it must be masked; a corpus that does not say wants all its spans masked.
    pub need: Need,
    /// Mentions of one entity share it.
    pub entity: Option<String>,
}

/// What an annotation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A direct identifier.
    Direct,
    /// A quasi-identifier.
    Quasi,
    /// To be masked, whatever it is; also every span of a corpus without identifier types.
    Mask,
    /// Must stay.
    Keep,
}

/// A line that is no annotated text. Does not repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoldError {
    /// Not JSON, or not the fields.
    #[error(
        "not an annotated text; write {{\"id\",\"text\",\"spans\":[{{\"start\",\"end\",\"label\"}}]}} on one line"
    )]
    Fields,
    /// A span that is empty or past the end of the text.
    #[error("a span is empty or ends after the text; offsets count Unicode code points from 0")]
    Span,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    lang: Option<Lang>,
    #[serde(default)]
    spans: Vec<RowSpan>,
}

#[derive(Deserialize)]
struct RowSpan {
    start: usize,
    end: usize,
    label: String,
    identifier_type: Option<String>,
    entity_id: Option<serde_json::Value>,
}

impl Gold {
    /// Reads one line.
    ///
    /// # Errors
    /// [`GoldError`].
    pub fn parse(line: &str) -> Result<Gold, GoldError> {
        let row: Row = serde_json::from_str(line).map_err(|_| GoldError::Fields)?;
        let bytes = code_points(&row.text);
        let spans =
            row.spans.into_iter().map(|span| gold_span(&row.text, &bytes, span)).collect::<Result<_, _>>()?;
        let lang = row.lang.unwrap_or_else(|| Lang::of_text(&row.text));
        Ok(Gold { text: row.text, lang, spans })
    }
}

/// The byte at which each code point begins, and the length of the text.
fn code_points(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn gold_span(text: &str, bytes: &[usize], span: RowSpan) -> Result<GoldSpan, GoldError> {
    let (start, end) = (bytes.get(span.start), bytes.get(span.end));
    let range = start.zip(end).ok_or(GoldError::Span)?;
    let need = match span.identifier_type.as_deref() {
        Some("DIRECT") => Need::Direct,
        Some("QUASI") => Need::Quasi,
        Some("MASK") | None => Need::Mask,
        Some(_) => Need::Keep,
    };
    let entity = span.entity_id.map(|id| id.to_string());
    let span_in_text = Span::exact(text, *range.0..*range.1).ok_or(GoldError::Span)?;
    Ok(GoldSpan { span: span_in_text, label: span.label, need, entity })
}

//! Bars as SVG. A chart shows what its table shows and nothing else: where the table hides a number, there is a box of one
//! fixed size, whatever stands behind it.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::disclosure::Cell;
use crate::hit::escape;

/// Horizontal bars of `figures`, one below the other. `title` and `description` are read out in place of the picture; `name`
/// makes their ids unique in a page.
pub(super) fn bars(name: &str, title: &str, description: &str, figures: &[(String, Cell)]) -> String {
    let mut svg = String::new();
    draw(figures, &mut svg).expect("a drawing in memory has no disk that could fail");
    let (opening, rest) = svg.split_once('>').expect("the drawing begins with a tag");
    let mut out = format!(
        "{opening} role=\"img\" aria-labelledby=\"{name}-title {name}-text\">\n<title id=\"{name}-title\">"
    );
    escape(title, &mut out);
    out.push_str(&format!("</title>\n<desc id=\"{name}-text\">"));
    escape(description, &mut out);
    out.push_str("</desc>");
    out.push_str(rest);
    out
}

type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(figures: &[(String, Cell)], svg: &'a mut String) -> Drawn<'a> {
    let rows = u32::try_from(figures.len()).expect("a report has few rows");
    let area = SVGBackend::with_string(svg, (WIDTH, ROW * rows.max(1))).into_drawing_area();
    let most = figures.iter().filter_map(|(_, cell)| cell.value()).max().unwrap_or(0).max(1);
    for (row, (name, cell)) in (0_i32..).zip(figures) {
        let top = row * pixels(ROW);
        let text = |text: String, x: i32, side: HPos| {
            let style = TextStyle::from(("sans-serif", FONT).into_font())
                .color(&INK)
                .pos(Pos::new(side, VPos::Center));
            Text::new(text, (x, top + pixels(ROW) / 2), style)
        };
        let bar = |length: i32, style: ShapeStyle| {
            Rectangle::new([(LABELS, top + MARGIN), (LABELS + length, top + pixels(ROW) - MARGIN)], style)
        };
        area.draw(&text(shortened(name), LABELS - GAP, HPos::Right))?;
        let end = match cell.value() {
            None => {
                area.draw(&bar(HIDDEN, GREY.stroke_width(1)))?;
                HIDDEN
            }
            Some(count) => {
                let length = length(count, most);
                area.draw(&bar(length, FILL.filled()))?;
                length
            }
        };
        area.draw(&text(cell.to_string(), LABELS + end + GAP, HPos::Left))?;
    }
    area.present()
}

/// The length of a bar for `count`, the longest being for `most`, in pixels. In whole numbers, so that every machine draws
/// alike.
fn length(count: u64, most: u64) -> i32 {
    let scaled = count.saturating_mul(LONGEST) / most;
    i32::try_from(scaled).unwrap_or(0)
}

fn pixels(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(0)
}

/// A name that fits beside its bar. The table beside the chart has it whole.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(LABEL_LETTERS) {
        None => name.to_owned(),
        Some((end, _)) => format!("{}…", &name[..end]),
    }
}

/// Pixels of the whole chart: two thirds of a printed page at 96 dots an inch, and little enough that names can be read when it
/// is drawn on a telephone, half a page wide.
const WIDTH: u32 = 500;
/// Pixels of one bar with the space around it.
const ROW: u32 = 28;
/// Pixels kept for names on the left, and letters that fit there.
const LABELS: i32 = 190;
const LABEL_LETTERS: usize = 26;
/// Pixels of the longest bar; what is left holds its number.
const LONGEST: u64 = 240;
/// Pixels of the box that stands for any hidden number.
const HIDDEN: i32 = 36;
const MARGIN: i32 = 5;
const GAP: i32 = 6;
const FONT: i32 = 18;
/// Dark blue on white has a contrast of 9 to 1, the outline 5 to 1 (WCAG 2.2 asks for 3 to 1).
const FILL: RGBColor = RGBColor(0x1f, 0x4e, 0x79);
const GREY: RGBColor = RGBColor(0x6b, 0x6b, 0x6b);
const INK: RGBColor = RGBColor(0x1a, 0x1a, 0x1a);

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(figures: &[(&str, Cell)]) -> String {
        let figures: Vec<_> = figures.iter().map(|(name, cell)| ((*name).to_owned(), *cell)).collect();
        bars("c", "A <title>", "What & why", &figures)
    }

    #[test]
    fn a_hidden_bar_has_one_size_whatever_stands_beside_it() {
        let box_of = |chart: &str| {
            let rect = chart.lines().find(|line| line.contains("fill=\"none\"")).unwrap().to_owned();
            rect.split(' ').find(|part| part.starts_with("width")).unwrap().to_owned()
        };
        let small = chart(&[("a", Cell::Hidden), ("b", Cell::About(15))]);
        let large = chart(&[("a", Cell::Hidden), ("b", Cell::About(90_000)), ("c", Cell::Zero)]);
        assert_eq!(box_of(&small), box_of(&large));
        assert!(small.contains("hidden"));
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        assert_eq!((length(45, 90), length(90, 90), length(0, 90)), (120, 240, 0));
    }

    #[test]
    fn titles_and_names_are_escaped_and_read_out() {
        let chart = chart(&[("<b>", Cell::About(10))]);
        assert!(chart.contains("role=\"img\" aria-labelledby=\"c-title c-text\""), "{chart}");
        assert!(
            chart.contains("<title id=\"c-title\">A &lt;title&gt;</title>")
                && chart.contains("What &amp; why")
        );
        assert!(chart.contains("&lt;b&gt;") && !chart.contains("<b>"));
        assert_eq!(shortened(&"ș".repeat(40)).chars().count(), LABEL_LETTERS + 1);
    }
}

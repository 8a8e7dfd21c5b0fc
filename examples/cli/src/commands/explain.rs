//! `storyveil explain`: the story with every finding underlined, and why.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use storyveil::redact::{Coverage, Decided, Identifier, RedactedStory};

use crate::failure::{Code, Failure, names};
use crate::layout::{self, Line, Mark, Row};
use crate::report::{Summary, count};
use crate::story::OneStory;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    story: OneStory,
    /// Also say which kinds, languages and formats are looked for, and what is not
    #[arg(long)]
    coverage: bool,
    /// How many columns the story may take
    #[arg(long, default_value_t = 96, value_name = "COLUMNS")]
    width: usize,
}

impl Explain {
    /// Shows the original. It is for whoever may read it: nothing is written but to standard output.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let prepared = self.story.prepare()?;
        let (text, story) = (prepared.raw.original_text_for_review(), &prepared.redacted);
        let ink = Ink::for_standard_output();
        for (index, line) in layout::lines(text, &marks(story), self.width).iter().enumerate() {
            print_line(index + 1, line, &ink, out)?;
            let begins_here = |decided: &&Decided| line.range.contains(&decided.finding.span.start());
            for (number, decided) in (1..).zip(story.findings()).filter(|(_, decided)| begins_here(decided)) {
                print_finding(number, decided, &ink, out)?;
            }
        }
        writeln!(out, "\n{}", Summary { name: "this story", story })?;
        if self.coverage {
            print_coverage(&prepared.redactor.coverage(), out)?;
        }
        Ok(Code::Done)
    }
}

/// How words are made to stand out: colours on a terminal that takes them, nothing elsewhere.
struct Ink {
    mark: Style,
    faint: Style,
}

impl Ink {
    fn for_standard_output() -> Ink {
        match anstream::AutoStream::choice(&std::io::stdout()) {
            anstream::ColorChoice::Never => Ink { mark: Style::new(), faint: Style::new() },
            _ => {
                Ink { mark: AnsiColor::Yellow.on_default().underline().bold(), faint: Style::new().dimmed() }
            }
        }
    }
}

fn marks(story: &RedactedStory) -> Vec<Mark> {
    let findings = (1..).zip(story.findings());
    findings.map(|(number, decided)| Mark { range: decided.finding.span.range(), number }).collect()
}

fn print_line(number: usize, line: &Line, ink: &Ink, out: &mut dyn Write) -> Result<(), Failure> {
    let faint = ink.faint;
    for (index, row) in line.rows.iter().enumerate() {
        let margin = if index == 0 { number.to_string() } else { String::new() };
        writeln!(out, "{faint}{margin:>4} |{faint:#} {}", Drawn(row, ink.mark))?;
        if !row.below.is_empty() {
            writeln!(out, "{faint}     |{faint:#} {}", row.below)?;
        }
    }
    Ok(())
}

/// The text of a row with its marked words in style.
struct Drawn<'a>(&'a Row, Style);

impl std::fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let style = self.1;
        self.0.pieces.iter().try_for_each(|(text, marked)| match marked {
            true => write!(f, "{style}{text}{style:#}"),
            false => f.write_str(text),
        })
    }
}

fn print_finding(number: usize, decided: &Decided, ink: &Ink, out: &mut dyn Write) -> Result<(), Failure> {
    let finding = &decided.finding;
    let class = match finding.kind.identifier() {
        Identifier::Direct => "direct",
        Identifier::Quasi => "in combination",
    };
    let (kind, rule, confidence) = (finding.kind, &finding.rule, finding.confidence.get());
    let becomes =
        decided.replacement.as_deref().map_or("stays".to_owned(), |words| format!("becomes \"{words}\""));
    let (action, reason, faint) = (decided.action.name(), &decided.reason, ink.faint);
    let margin = "     =";
    writeln!(
        out,
        "{faint}{margin}{faint:#} {number}: {kind} ({class}), found by {rule}, {confidence} % sure"
    )?;
    Ok(writeln!(out, "{faint}{margin}{faint:#}    {action}: {becomes}; {reason}")?)
}

fn print_coverage(coverage: &Coverage, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\nLooked for, by {}:", count(coverage.families.len(), "detector"))?;
    for family in &coverage.families {
        writeln!(out, "  {:<14}{}", family.name, names(&family.kinds))?;
    }
    if !coverage.not_looked_for.is_empty() {
        writeln!(out, "Not looked for: {}", names(&coverage.not_looked_for))?;
    }
    writeln!(out, "Languages: {}", coverage.languages.join(", "))?;
    writeln!(out, "Formats: {}", coverage.formats.join(", "))?;
    writeln!(out, "Beyond every rule, and left to reviewers:")?;
    for limit in coverage.beyond {
        writeln!(out, "  {limit}")?;
    }
    Ok(())
}

//! `storyveil explain`: the story with every finding underlined, and why.

use std::io::Write;

use storyveil::redact::{Coverage, Decided, Identifier, RedactedStory};

use crate::failure::{Code, Failure, names};
use crate::ink::Ink;
use crate::layout::{self, Line, Mark};
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

fn marks(story: &RedactedStory) -> Vec<Mark> {
    let findings = (1..).zip(story.findings());
    findings.map(|(number, decided)| Mark { range: decided.finding.span.range(), number }).collect()
}

fn print_line(number: usize, line: &Line, ink: &Ink, out: &mut dyn Write) -> Result<(), Failure> {
    for (index, row) in line.rows.iter().enumerate() {
        let margin = if index == 0 { format!("{number:>4} |") } else { "     |".to_owned() };
        writeln!(out, "{} {}", ink.faint(margin), ink.row(row))?;
        if !row.below.is_empty() {
            writeln!(out, "{} {}", ink.faint("     |"), row.below)?;
        }
    }
    Ok(())
}

fn print_finding(number: usize, decided: &Decided, ink: &Ink, out: &mut dyn Write) -> Result<(), Failure> {
    let finding = &decided.finding;
    let class = match finding.kind.identifier() {
        Identifier::Direct => "direct",
        Identifier::Quasi => "in combination",
    };
    let (kind, rule, confidence) = (finding.kind, &finding.rule, finding.confidence.get());
    let outcome = match &decided.replacement {
        Some(words) => format!("becomes \"{words}\""),
        None => "stays as it is".to_owned(),
    };
    let margin = ink.faint("     =");
    writeln!(out, "{margin} {number}: {kind} ({class}), found by {rule}, {confidence} % sure")?;
    writeln!(out, "{margin}    {}: {outcome}; {}", decided.action.name(), decided.reason)?;
    if !decided.alternatives.is_empty() {
        writeln!(out, "{margin}    or: \"{}\"", decided.alternatives.join("\", \""))?;
    }
    Ok(())
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

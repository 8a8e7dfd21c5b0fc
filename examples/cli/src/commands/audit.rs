//! `storyveil audit`: what in an archive could still give somebody away, for a reviewer's eyes.

use std::io::Write;
use std::path::PathBuf;

use storyveil::archive::{Archive, Trace};

use crate::clock::Day;
use crate::failure::{Code, Failure};
use crate::layout::plain;

/// Arguments of `audit`.
#[derive(clap::Args)]
pub(crate) struct Audit {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// Words to pass over because they are in most stories of this publisher, such as its own name
    #[arg(long = "ignore", value_name = "WORD")]
    ignored: Vec<String>,
    #[command(flatten)]
    day: Day,
}

impl Audit {
    /// Prints words and the stories that they point to.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let ignored: Vec<&str> = self.ignored.iter().map(String::as_str).collect();
        let audit = Archive::open(&self.archive)?.audit(&ignored, self.day.get())?;
        writeln!(out, "Stories read: {}.", audit.stories)?;
        writeln!(out, "\nPairs that could be linked: {}", audit.links.len())?;
        for link in &audit.links {
            let shared = link.passages.iter().chain(&link.words).map(|words| plain(words));
            let shown: Vec<String> = shared.take(MOST_SHARED).collect();
            let more = link.words.len() + link.passages.len() - shown.len();
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            writeln!(out, "  {} and {}: {}{more}", link.stories.0, link.stories.1, shown.join("; "))?;
        }
        writeln!(out, "\nStories whose facets no other story has: {}", audit.unique_facets.len())?;
        for id in &audit.unique_facets {
            writeln!(out, "  {id}")?;
        }
        print("Words with a digit", &audit.numbers, out)?;
        print("Words with a capital letter inside a sentence", &audit.capitalised, out)?;
        print("Words in very few stories", &audit.rare_words, out)?;
        Ok(Code::Done)
    }
}

/// How much of what two stories share is printed: enough to see it. Two copies of a story share all of it.
const MOST_SHARED: usize = 12;

fn print(what: &str, traces: &[Trace], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\n{what}: {}", traces.len())?;
    for trace in traces {
        let ids: Vec<String> = trace.stories.iter().map(ToString::to_string).collect();
        writeln!(out, "  {}  {}", plain(&trace.word), ids.join(" "))?;
    }
    Ok(())
}

//! `storyveil search`: published stories that hold some words.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use storyveil::archive::{Archive, Count, FacetCounts, Hit, Query, SavedSearch, SearchResults, Sort};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::ink::Ink;
use crate::input::{looked_for, settings};
use crate::layout::{self, Mark};

/// Arguments of `search`.
#[derive(clap::Args)]
#[command(after_help = QUERY)]
pub(crate) struct Search {
    /// The folder of the archive
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// How many stories to show
    #[arg(long, default_value_t = Query::USUAL_LIMIT, value_name = "NUMBER")]
    limit: usize,
    /// How many stories to pass over first
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    offset: usize,
    /// A saved search (RON) instead of words
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    saved: Option<PathBuf>,
    /// Print what is looked for as a saved search of this name, to be kept in a file, instead of searching
    #[arg(long, value_name = "NAME", conflicts_with = "saved")]
    save_as: Option<String>,
    /// In which order
    #[arg(long, value_enum, default_value = "relevance", value_name = "ORDER", conflicts_with = "saved")]
    sort: Order,
    /// Print also how many of the stories found are filed under each theme, outcome, region and so on
    #[arg(long)]
    facets: bool,
    #[command(flatten)]
    day: Day,
    /// What to look for; nothing shows every story. Options stand before it
    #[arg(value_name = "WORDS", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Search {
    /// Prints the stories, best first.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let search = self.search()?;
        if self.save_as.is_some() {
            writeln!(out, "{}", search.to_ron())?;
            return Ok(Code::Done);
        }
        let query = search.query().with_limit(self.limit).with_offset(self.offset);
        let archive = Archive::open(&self.archive)?;
        let (results, facets) = match self.facets {
            true => archive.search_and_count(&query, self.day.get())?,
            false => (archive.search(&query, self.day.get())?, FacetCounts::new()),
        };
        for notice in &results.notices {
            say(notice);
        }
        print(&results, out)?;
        print_facets(&facets, out)?;
        Ok(Code::Done)
    }

    /// What is looked for: the file, or what was typed.
    fn search(&self) -> Result<SavedSearch, Failure> {
        if let Some(path) = &self.saved {
            return settings(path, SavedSearch::parse);
        }
        let name = self.save_as.clone().unwrap_or_default();
        Ok(SavedSearch { name, text: looked_for(&self.words)?, sort: self.sort.into() })
    }
}

/// The orders of the library, by names of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Those first that speak most of what was asked for.
    Relevance,
    /// By the end of the period, latest first.
    Newest,
    /// By the beginning of the period, earliest first.
    Oldest,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }
}

fn print(results: &SearchResults, out: &mut dyn Write) -> Result<(), Failure> {
    let ink = Ink::for_standard_output();
    for hit in &results.hits {
        print_hit(hit, &ink, out)?;
    }
    let banners: BTreeSet<&str> = results.hits.iter().map(Hit::banner).collect();
    for banner in banners {
        writeln!(out, "{banner}")?;
    }
    writeln!(out, "Found: {}.", results.total)?;
    if results.total == Count::Zero {
        say(TRY);
    }
    if results.more {
        writeln!(out, "There are more; --offset passes over the first ones.")?;
    }
    Ok(())
}

fn print_hit(hit: &Hit, ink: &Ink, out: &mut dyn Write) -> Result<(), Failure> {
    let title = hit.title.as_deref().map_or("(without a title)".to_owned(), layout::plain);
    writeln!(out, "{}  {title}", ink.faint(hit.id))?;
    let snippet = &hit.snippet;
    let marks: Vec<Mark> =
        snippet.marks.iter().map(|range| Mark { range: range.clone(), number: 0 }).collect();
    let lines = layout::lines(&snippet.text, &marks, WIDTH);
    let mut rows = lines.iter().flat_map(|line| &line.rows).peekable();
    while let Some(row) = rows.next() {
        let more = if snippet.cut_after && rows.peek().is_none() { " …" } else { "" };
        writeln!(out, "    {}{more}", ink.row(row))?;
    }
    Ok(writeln!(out)?)
}

/// A line for each term, as it is typed to find the stories under it.
fn print_facets(facets: &FacetCounts, out: &mut dyn Write) -> Result<(), Failure> {
    for (facet, counts) in facets {
        for (term, count) in counts {
            writeln!(out, "  {}: {count}", facet.narrowing("", term))?;
        }
    }
    Ok(())
}

/// What to do when nothing was found.
const TRY: &str =
    "Try fewer words, the beginning of one with a * behind it, or a ~ behind it for a typing error.";

/// What can be typed; the library documents it at `Query`.
const QUERY: &str = "WORDS: all must occur, in any form. \"right to work\" together; -court without; flat OR house; evict* begins so; \
arears~ one letter off; theme:housing outcome:health region:\"East of England\" people:one programme:advice lang:ro year:2015..2018 facets.";

/// Columns of a snippet, so that it and its margin fit into a hundred.
const WIDTH: usize = 92;

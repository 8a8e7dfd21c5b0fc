//! An archive as plain pages, to be put on any web server.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use storyveil_redact::{Lang, PublicId};

use crate::archive::Archive;
use crate::error::Error;
use crate::hit::{Published, escape};
use crate::manifest::make_empty;
use crate::query::Query;
use crate::records::{RecordFormat, records};

/// What stands around the stories.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The name of the collection, in English.
    pub title: &'a str,
    /// How readers reach the publisher, one line each: from the profile, never from a story (DI-4).
    pub contact: &'a [&'a str],
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many pages of stories.
    pub stories: usize,
    /// The day from which the pages show a story that they must not (CL-3); `None` without stories. Pages do not forget by
    /// themselves: before that day, and after every withdrawal, export again and replace all of them.
    pub stale_on: Option<Date>,
}

/// A feed in the format of JSON Feed 1.1 (jsonfeed.org): it asks for no dates.
#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    summary: &'static str,
    content_text: &'a str,
    language: &'static str,
}

impl Archive {
    /// Writes every story that may be shown on the day `on` into `dir`, which must be empty or not exist yet: `index.html`,
    /// `stories/ID.html`, `stories.json`, `feed.json`, and a `robots.txt` that keeps search engines out (OUT-9). No page holds a date, a
    /// script or anything from elsewhere (OUT-7, OUT-8). The same archive gives the same bytes.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], or what the operating system reports.
    pub fn export(&self, dir: &Path, site: &Site<'_>, on: Date) -> Result<Exported, Error> {
        let stories = self.stories(&Query::parse(""), on)?;
        let pages = dir.join("stories");
        make_empty(dir)?;
        fs::create_dir_all(&pages).map_err(Error::io("making the directory"))?;
        let write = |path: &Path, text: &str| fs::write(path, text).map_err(Error::io("writing a page"));
        for story in stories.values() {
            write(&pages.join(format!("{}.html", story.id)), &story_page(story, site))?;
        }
        write(&dir.join("index.html"), &index_page(&stories, site))?;
        write(&dir.join("stories.json"), &records(stories.values(), RecordFormat::Json))?;
        write(&dir.join("feed.json"), &feed(&stories, site))?;
        write(&dir.join("robots.txt"), "User-agent: *\nDisallow: /\n")?;
        Ok(Exported { stories: stories.len(), stale_on: stories.values().map(|story| story.leaves_on).min() })
    }
}

fn feed(stories: &BTreeMap<PublicId, Published>, site: &Site<'_>) -> String {
    let items = stories.values().map(item).collect();
    let feed = Feed { version: "https://jsonfeed.org/version/1.1", title: site.title, items };
    serde_json::to_string_pretty(&feed).expect("text can be written")
}

fn item(story: &Published) -> Item<'_> {
    Item {
        id: story.id.to_string(),
        url: format!("stories/{}.html", story.id),
        title: heading(story),
        summary: story.banner(),
        content_text: &story.body,
        language: story.lang.tag(),
    }
}

fn index_page(stories: &BTreeMap<PublicId, Published>, site: &Site<'_>) -> String {
    let mut list = format!("<h1>{}</h1>\n<ul>\n", escaped(site.title));
    for story in stories.values() {
        let lang = story.lang.tag();
        let _ = writeln!(
            list,
            "<li lang=\"{lang}\"><a href=\"stories/{}.html\">{}</a></li>",
            story.id,
            escaped(heading(story))
        );
    }
    list.push_str("</ul>\n");
    page(site.title, "en", &list, site)
}

fn story_page(story: &Published, site: &Site<'_>) -> String {
    let mut text =
        format!("<h1>{}</h1>\n<p class=\"banner\">{}</p>\n", escaped(heading(story)), story.banner());
    for paragraph in story.body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let _ = writeln!(text, "<p>{}</p>", escaped(paragraph));
    }
    if let Some(attribution) = &story.attribution {
        let _ = writeln!(text, "<p class=\"attribution\">{}</p>", escaped(attribution));
    }
    text.push_str("<p><a href=\"../index.html\">");
    text.push_str(&escaped(site.title));
    text.push_str("</a></p>\n");
    page(heading(story), story.lang.tag(), &text, site)
}

fn page(title: &str, lang: &str, body: &str, site: &Site<'_>) -> String {
    let contact: String = site.contact.iter().map(|line| format!("{}<br>\n", escaped(line))).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n<footer>\n{contact}</footer>\n\
         </body>\n</html>\n",
        escaped(title)
    )
}

/// The title, or the first words of the story.
fn heading(story: &Published) -> &str {
    let first_line = || story.body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    story.title.as_deref().unwrap_or_else(|| {
        let line = first_line();
        let end = line.char_indices().nth(HEADING_LETTERS).map_or(line.len(), |(at, _)| at);
        if end == line.len() {
            line
        } else {
            line[..end].rsplit_once(' ').map_or(&line[..end], |(words, _)| words)
        }
    })
}

impl Published {
    /// What readers must be told (OUT-1): that the story is true, what was done to it, and whether names are invented
    /// (TR-1).
    pub fn banner(&self) -> &'static str {
        match (self.lang, self.names_changed) {
            (Lang::Romanian, false) => {
                "O poveste adevărată. Numele, locurile și unele detalii au fost eliminate sau generalizate; nimic nu este inventat."
            }
            (Lang::Romanian, true) => {
                "O poveste adevărată. Numele au fost schimbate; locurile și unele detalii au fost eliminate sau generalizate."
            }
            (_, false) => {
                "A true story. Names, places and some details were taken out or made general; nothing was invented."
            }
            (_, true) => {
                "A true story. Names were changed; places and some details were taken out or made general."
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

/// Letters of a heading that is made from the story.
const HEADING_LETTERS: usize = 60;

/// Readable on a telephone and on paper, in light and dark.
const STYLE: &str = ":root{color-scheme:light dark}body{max-width:40em;margin:2em auto;padding:0 1em;\
                     font:1.1em/1.5 Georgia,serif}.banner,.attribution{font-style:italic}footer{margin-top:3em;font-size:.9em}";

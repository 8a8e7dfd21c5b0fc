//! An archive as plain pages, to be put on any web server.

use std::borrow::Cow;
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
use crate::site_search::{SCRIPT, index_file};

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
    title: Cow<'a, str>,
    summary: &'static str,
    content_text: &'a str,
    language: &'static str,
}

impl Archive {
    /// Writes every story that may be shown on the day `on` into `dir`, which must be empty or not exist yet: `index.html`,
    /// `stories/ID.html`, `stories.json`, `feed.json`, `search.html` with `search.js` and `search-index.js`, and a `robots.txt` that keeps
    /// search engines out (OUT-9). No page holds a date or anything from elsewhere (OUT-7, OUT-8), and none but that of the
    /// search a script. The same archive gives the same bytes. The pages come into the folder when all are written: an export that fails
    /// leaves it empty.
    ///
    /// The search works in a folder on a disk and without a network, and asks nobody. It finds words in any of their forms, with
    /// and without diacritics, `beginnings*`, and leaves out what follows a `-`; phrases and typing errors are the archive's own.
    /// Its index is read whole by the browser, which is meant for some thousand stories. A page elsewhere may link to what a search
    /// finds: `search.html#words=rent&theme=housing&years=2015`. The search itself writes nothing there, because a browser keeps
    /// addresses.
    ///
    /// # Errors
    /// [`Error::NotEmpty`], or what the operating system reports.
    pub fn export(&self, dir: &Path, site: &Site<'_>, on: Date) -> Result<Exported, Error> {
        let stories = self.stories(&Query::parse(""), on)?;
        let unfinished = dir.join(UNFINISHED);
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .map_err(Error::io("removing what an export that was cut off left"))?;
        }
        make_empty(dir)?;
        let written = self.write_pages(&unfinished, &stories, site).and_then(|()| move_up(&unfinished, dir));
        if written.is_err() {
            let _ = fs::remove_dir_all(&unfinished); // Of the two, the first error is the one to be told.
        }
        written?;
        Ok(Exported { stories: stories.len(), stale_on: stories.values().map(|story| story.leaves_on).min() })
    }

    /// Writes all files into `dir`, which is made.
    fn write_pages(
        &self,
        dir: &Path,
        stories: &BTreeMap<PublicId, Published>,
        site: &Site<'_>,
    ) -> Result<(), Error> {
        let pages = dir.join("stories");
        fs::create_dir_all(&pages).map_err(Error::io("making the directory"))?;
        let write = |path: &Path, text: &str| fs::write(path, text).map_err(Error::io("writing a page"));
        for story in stories.values() {
            write(&pages.join(format!("{}.html", story.id)), &story_page(story, site))?;
        }
        write(&dir.join("index.html"), &index_page(stories, site))?;
        write(&dir.join("search.html"), &search_page(stories, site))?;
        write(&dir.join("search.js"), SCRIPT)?;
        let rule = self.rule;
        write(&dir.join("search-index.js"), &index_file(stories, rule))?;
        write(&dir.join("stories.json"), &records(stories.values(), RecordFormat::Json))?;
        write(&dir.join("feed.json"), &feed(stories, site))?;
        write(&dir.join("robots.txt"), "User-agent: *\nDisallow: /\n")
    }
}

/// Where the pages are written until all are there. It lies in the folder itself, because the place beside it may be another disk, or
/// not ours to write.
const UNFINISHED: &str = ".unfinished";

/// Moves what lies in `from` up to `to` and removes `from`. If one thing cannot be moved, those that were are removed.
fn move_up(from: &Path, to: &Path) -> Result<(), Error> {
    let failed = || Error::io("putting the pages in their place");
    let mut moved = Vec::new();
    let mut move_all = || {
        for entry in fs::read_dir(from)?.collect::<Result<Vec<_>, _>>()? {
            let place = to.join(entry.file_name());
            fs::rename(entry.path(), &place)?;
            moved.push(place);
        }
        fs::remove_dir(from)
    };
    let done = move_all();
    if done.is_err() {
        for place in moved {
            let _ = if place.is_dir() { fs::remove_dir_all(&place) } else { fs::remove_file(&place) };
        }
    }
    done.map_err(failed())
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
        title: story.heading(),
        summary: story.banner(),
        content_text: &story.body,
        language: story.lang.tag(),
    }
}

fn index_page(stories: &BTreeMap<PublicId, Published>, site: &Site<'_>) -> String {
    let text = format!(
        "<h1>{}</h1>\n<p><a href=\"search.html\">Search the stories</a></p>\n{}",
        escaped(site.title),
        list(stories)
    );
    page(site.title, "en", &text, site)
}

/// The page of the search. Without a script it says so and lists all stories.
fn search_page(stories: &BTreeMap<PublicId, Published>, site: &Site<'_>) -> String {
    let text = format!(
        "<h1>Search: {title}</h1>\n\
         <noscript><p>Searching needs JavaScript, which is off in this browser. All stories are listed below.</p></noscript>\n\
         <form id=\"search\" role=\"search\" hidden>\n\
         <p><label for=\"words\">Words</label> <input id=\"words\" name=\"words\" type=\"search\" autocomplete=\"off\" aria-describedby=\"hint\"></p>\n\
         <p id=\"hint\">All words must occur, in any form. A minus before a word leaves its stories out; evict* finds every word that begins so. With nothing written, all stories are shown.</p>\n\
         <p><label for=\"theme\">Theme</label> <select id=\"theme\" name=\"theme\"><option value=\"\">any</option></select></p>\n\
         <p><label for=\"years\">Years</label> <select id=\"years\" name=\"years\"><option value=\"\">any</option></select></p>\n\
         <p><button type=\"submit\">Search</button></p>\n</form>\n\
         <p id=\"status\" role=\"status\"></p>\n<ol id=\"results\" aria-label=\"Stories found\"></ol>\n\
         <section id=\"all\" aria-label=\"All stories\">\n{list}</section>\n\
         <p><a href=\"index.html\">{title}</a></p>\n\
         <script src=\"search-index.js\"></script>\n<script src=\"search.js\"></script>\n",
        title = escaped(site.title),
        list = list(stories),
    );
    page(&format!("Search: {}", site.title), "en", &text, site)
}

fn list(stories: &BTreeMap<PublicId, Published>) -> String {
    let mut list = String::from("<ul>\n");
    for story in stories.values() {
        let lang = story.lang.tag();
        let _ = writeln!(
            list,
            "<li lang=\"{lang}\"><a href=\"stories/{}.html\">{}</a></li>",
            story.id,
            escaped(&story.heading())
        );
    }
    list.push_str("</ul>\n");
    list
}

fn story_page(story: &Published, site: &Site<'_>) -> String {
    let mut text =
        format!("<h1>{}</h1>\n<p class=\"banner\">{}</p>\n", escaped(&story.heading()), story.banner());
    for paragraph in story.body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let _ = writeln!(text, "<p>{}</p>", escaped(paragraph));
    }
    if let Some(attribution) = &story.attribution {
        let _ = writeln!(text, "<p class=\"attribution\">{}</p>", escaped(attribution));
    }
    text.push_str("<p><a href=\"../index.html\">");
    text.push_str(&escaped(site.title));
    text.push_str("</a></p>\n");
    page(&story.heading(), story.lang.tag(), &text, site)
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

/// The first words of a story, to head it with where it has no title.
pub(crate) fn first_words(body: &str) -> Cow<'_, str> {
    let line = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let Some((end, _)) = line.char_indices().nth(HEADING_LETTERS) else { return Cow::from(line) };
    let words = line[..end].rsplit_once(' ').map_or(&line[..end], |(words, _)| words);
    Cow::from(format!("{} …", words.trim_end_matches([',', ';', ':'])))
}

impl Published {
    /// The title, or the first words of the story: what a link to it says.
    pub fn heading(&self) -> Cow<'_, str> {
        self.title.as_deref().map_or_else(|| first_words(&self.body), Cow::from)
    }

    /// What readers must be told (OUT-1): that the story is true, what was done to it, and whether names are invented
    /// (TR-1).
    pub fn banner(&self) -> &'static str {
        banner(self.lang, self.names_changed)
    }
}

/// What readers of a story in `lang` must be told.
pub(crate) fn banner(lang: Lang, names_changed: bool) -> &'static str {
    match (lang, names_changed) {
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

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

/// Letters of a heading that is made from the story.
const HEADING_LETTERS: usize = 60;

/// Readable on a telephone and on paper, in light and dark. Fields of a form are as large as the text: a telephone enlarges the page
/// for smaller ones.
const STYLE: &str = ":root{color-scheme:light dark}body{max-width:40em;margin:2em auto;padding:0 1em;\
                     font:1.1em/1.5 Georgia,serif}.banner,.attribution{font-style:italic}footer{margin-top:3em;font-size:.9em}\
                     h1{line-height:1.2;overflow-wrap:break-word}\
                     :focus-visible{outline:3px solid;outline-offset:2px}\
                     label{display:block}input,select,button{font:inherit;box-sizing:border-box;max-width:100%;padding:.3em .5em}\
                     input,select{width:100%}ol,ul{padding-left:1.6em}li{margin-bottom:.4em}li p{margin:.2em 0 1em}\
                     @media print{:root{color-scheme:light}button,#hint{display:none}body{margin:0;max-width:none;font-size:11pt}li,h1{break-inside:avoid}}";

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use storyveil_redact::Facets;

    use super::*;

    #[test]
    fn a_story_without_a_title_is_headed_by_its_first_words() {
        let mut story = Published {
            id: PublicId::from_random([1; 16]),
            lang: Lang::English,
            title: None,
            body:
                "\nThey rang us on a cold morning, when the heating was off again, and asked for help.\nMore."
                    .into(),
            attribution: None,
            facets: Facets::default(),
            names_changed: false,
            leaves_on: date(2027, 1, 1),
        };
        assert_eq!(story.heading(), "They rang us on a cold morning, when the heating was off …");
        story.body = "They rang us on a cold morning, when the bus was very late, so".into();
        assert_eq!(story.heading(), "They rang us on a cold morning, when the bus was very late …");
        story.body = "Short.\n\nMore.".into();
        assert_eq!(story.heading(), "Short.");
        story.title = Some("A title".into());
        assert_eq!(story.heading(), "A title");
    }
}

//! What is indexed and stored of a story, and nothing else: the fields of formats 1 to 3.
//!
//! | field | holds | indexed | stored | column |
//! |---|---|---|---|---|
//! | `id` | the random public name | exactly | yes | |
//! | `order` | the first 64 bits of the id, to break ties | | | yes |
//! | `tail` (2) | the other 64 bits, so that figures need not read stored text | | | yes |
//! | `lang`, `theme`, `outcome`, `region`, `people` | facets | exactly | yes | yes |
//! | `programme` (2), `change` (2) | facets; a change is written `housing:better` | exactly | yes | yes |
//! | `from`, `to` | the period's years | | yes | yes |
//! | `leaves_on` | the day it leaves, as the number `YYYYMMDD` | | yes | yes |
//! | `names_changed` | for the banner (OUT-1) | | yes | |
//! | `title`, `body`, `attribution` | the text | | yes | |
//! | `title_en`, `body_en`, ... | stems by language, with positions | yes | | |
//! | `word` | whole words of title and body | yes | | |
//!
//! Fields marked (2) came with format 2; an archive of format 1 is read and written without them. Since format 3 a story's
//! words are written once in `word`, however often they are in it: the field only tells which stories have a word.
//!
//! The attribution is shown and not searched: it is the one zone in which names may stand.

use jiff::civil::Date;
use storyveil_redact::{Change, ClearedStory, Direction, Facets, Lang, PeopleBand, Period, PublicId};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
    Value,
};

use crate::analysis::{LANGS, WORDS, WORDS_ONCE, analyser_name};
use crate::entry::Entry;
use crate::error::Error;
use crate::hit::Published;
use crate::query::Facet;

/// The names of columns, which the engine asks for as text.
pub(crate) mod column {
    pub(crate) const ORDER: &str = "order";
    pub(crate) const TAIL: &str = "tail";
    pub(crate) const LANG: &str = "lang";
    pub(crate) const THEME: &str = "theme";
    pub(crate) const OUTCOME: &str = "outcome";
    pub(crate) const REGION: &str = "region";
    pub(crate) const PEOPLE: &str = "people";
    pub(crate) const PROGRAMME: &str = "programme";
    pub(crate) const CHANGE: &str = "change";
    pub(crate) const FROM: &str = "from";
    pub(crate) const TO: &str = "to";
    pub(crate) const LEAVES_ON: &str = "leaves_on";
    /// The columns that hold words.
    pub(crate) const TEXTS: [&str; 7] = [LANG, THEME, OUTCOME, REGION, PEOPLE, PROGRAMME, CHANGE];
}

/// The fields of an archive's index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) order: Field,
    pub(crate) lang: Field,
    pub(crate) theme: Field,
    pub(crate) outcome: Field,
    pub(crate) region: Field,
    pub(crate) people: Field,
    pub(crate) from: Field,
    pub(crate) to: Field,
    pub(crate) leaves_on: Field,
    pub(crate) names_changed: Field,
    pub(crate) title: Field,
    pub(crate) body: Field,
    pub(crate) attribution: Field,
    /// Stems of titles and of bodies, in the order of [`LANGS`].
    pub(crate) stems: [Stems; 3],
    pub(crate) word: Field,
    /// What an archive of format 1 does not have.
    pub(crate) since_2: Option<Since2>,
}

/// The fields that came with format 2.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Since2 {
    pub(crate) tail: Field,
    pub(crate) programme: Field,
    pub(crate) change: Field,
}

/// The fields that hold the stems of stories in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stems {
    pub(crate) title: Field,
    pub(crate) body: Field,
}

impl Fields {
    /// The schema of an index of `format` and its fields.
    pub(crate) fn build(format: u32) -> (Schema, Fields) {
        let mut builder = Schema::builder();
        let facet = STRING | FAST | STORED;
        let number = NumericOptions::default().set_fast().set_stored();
        let analysed = |name: &str| {
            let indexing = TextFieldIndexing::default().set_tokenizer(name);
            let indexing = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = Fields {
            id: builder.add_text_field("id", STRING | STORED),
            order: builder.add_u64_field(column::ORDER, FAST),
            lang: builder.add_text_field(column::LANG, facet.clone()),
            theme: builder.add_text_field(column::THEME, facet.clone()),
            outcome: builder.add_text_field(column::OUTCOME, facet.clone()),
            region: builder.add_text_field(column::REGION, facet.clone()),
            people: builder.add_text_field(column::PEOPLE, facet.clone()),
            from: builder.add_i64_field(column::FROM, number.clone()),
            to: builder.add_i64_field(column::TO, number.clone()),
            leaves_on: builder.add_i64_field(column::LEAVES_ON, number),
            names_changed: builder.add_bool_field("names_changed", STORED),
            title: builder.add_text_field("title", STORED),
            body: builder.add_text_field("body", STORED),
            attribution: builder.add_text_field("attribution", STORED),
            stems: LANGS.map(|lang| {
                let options = analysed(analyser_name(lang));
                Stems {
                    title: builder.add_text_field(&format!("title_{}", lang.tag()), options.clone()),
                    body: builder.add_text_field(&format!("body_{}", lang.tag()), options),
                }
            }),
            word: builder.add_text_field("word", words(format)),
            since_2: (format >= 2).then(|| Since2 {
                tail: builder.add_u64_field(column::TAIL, FAST),
                programme: builder.add_text_field(column::PROGRAMME, facet.clone()),
                change: builder.add_text_field(column::CHANGE, facet),
            }),
        };
        (builder.build(), fields)
    }

    /// The stems of stories in `lang`.
    pub(crate) fn stems(&self, lang: Lang) -> Stems {
        let place = LANGS.iter().position(|known| *known == lang).unwrap_or(LANGS.len() - 1);
        self.stems[place]
    }

    /// The field of a facet, if the archive's format has it.
    pub(crate) fn facet(&self, facet: Facet) -> Option<Field> {
        match facet {
            Facet::Theme => Some(self.theme),
            Facet::Outcome => Some(self.outcome),
            Facet::Region => Some(self.region),
            Facet::People => Some(self.people),
            Facet::Lang => Some(self.lang),
            Facet::Programme => self.since_2.map(|fields| fields.programme),
        }
    }

    /// What is written of `story`.
    ///
    /// # Errors
    /// [`Error::OlderFormat`] if the story has facets that the archive's format does not know.
    pub(crate) fn entry(&self, story: Published) -> Result<Entry, Error> {
        let knows_all =
            self.since_2.is_some() || (story.facets.programmes.is_empty() && story.facets.changes.is_empty());
        if !knows_all {
            return Err(Error::OlderFormat);
        }
        let mut entry = Entry::new();
        let id = story.id.to_string();
        let (order, tail) = halves_of(&id);
        entry.add(&[self.id], id);
        entry.add(&[self.order], order);
        entry.add(&[self.lang], story.lang.tag().to_owned());
        entry.add(&[self.leaves_on], day_number(story.leaves_on));
        entry.add(&[self.names_changed], story.names_changed);
        if let Some(fields) = self.since_2 {
            entry.add(&[fields.tail], tail);
        }
        self.add_facets(&mut entry, story.facets);
        let stems = self.stems(story.lang);
        if let Some(title) = story.title {
            entry.add(&[self.title, stems.title, self.word], title);
        }
        entry.add(&[self.body, stems.body, self.word], story.body);
        if let Some(attribution) = story.attribution {
            entry.add(&[self.attribution], attribution);
        }
        Ok(entry)
    }

    fn add_facets(&self, entry: &mut Entry, facets: Facets) {
        facets.themes.into_iter().for_each(|theme| entry.add(&[self.theme], theme));
        facets.outcomes.into_iter().for_each(|outcome| entry.add(&[self.outcome], outcome));
        if let Some(region) = facets.region {
            entry.add(&[self.region], region);
        }
        if let Some(people) = facets.people {
            entry.add(&[self.people], band_name(people).to_owned());
        }
        if let Some(period) = facets.period {
            entry.add(&[self.from], i64::from(period.from));
            entry.add(&[self.to], i64::from(period.to));
        }
        if let Some(fields) = self.since_2 {
            facets.programmes.into_iter().for_each(|programme| entry.add(&[fields.programme], programme));
            facets.changes.iter().for_each(|change| entry.add(&[fields.change], change_name(change)));
        }
    }

    /// The story that was stored as `doc`.
    pub(crate) fn published(&self, doc: &TantivyDocument) -> Result<Published, Error> {
        let text = |field| doc.get_first(field).and_then(|value| value.as_str()).map(str::to_owned);
        Ok(Published {
            id: text(self.id).and_then(|id| id.parse().ok()).ok_or(Error::Damaged)?,
            lang: Lang::from_tag(&text(self.lang).ok_or(Error::Damaged)?),
            title: text(self.title),
            body: text(self.body).ok_or(Error::Damaged)?,
            attribution: text(self.attribution),
            facets: self.facets(doc),
            names_changed: doc
                .get_first(self.names_changed)
                .and_then(|value| value.as_bool())
                .unwrap_or(true),
            leaves_on: doc
                .get_first(self.leaves_on)
                .and_then(|value| value.as_i64())
                .and_then(day_of_number)
                .ok_or(Error::Damaged)?,
        })
    }

    fn facets(&self, doc: &TantivyDocument) -> Facets {
        let texts = |field| -> Vec<String> {
            doc.get_all(field).filter_map(|value| value.as_str().map(str::to_owned)).collect()
        };
        let year = |field| doc.get_first(field).and_then(|value| i16::try_from(value.as_i64()?).ok());
        Facets {
            themes: texts(self.theme),
            outcomes: texts(self.outcome),
            people: texts(self.people).first().and_then(|name| band_of_name(name)),
            period: year(self.from).zip(year(self.to)).map(|(from, to)| Period { from, to }),
            region: texts(self.region).into_iter().next(),
            programmes: self.since_2.map_or_else(Vec::new, |fields| texts(fields.programme)),
            changes: self.since_2.map_or_else(Vec::new, |fields| {
                texts(fields.change).iter().filter_map(|name| change_of_name(name)).collect()
            }),
        }
    }
}

/// How whole words are indexed in an archive of `format`.
fn words(format: u32) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::Basic);
    let indexing = match format {
        ..3 => indexing.set_tokenizer(WORDS),
        // Nobody ranks by this field, so the lengths of texts are left out.
        3.. => indexing.set_tokenizer(WORDS_ONCE).set_fieldnorms(false),
    };
    TextOptions::default().set_indexing_options(indexing)
}

impl Published {
    /// What of `story` is published.
    pub(crate) fn of(story: &ClearedStory) -> Published {
        Published {
            id: story.id(),
            lang: story.lang(),
            title: story.title().map(str::to_owned),
            body: story.body().to_owned(),
            attribution: story.attribution().map(str::to_owned),
            facets: story.facets().clone(),
            names_changed: story.names_changed(),
            leaves_on: story.leaves_on(),
        }
    }
}

/// An id as two numbers. The first breaks ties between stories of equal rank the same way in every copy of an archive: ids
/// are random, so it favours nobody.
pub(crate) fn halves(id: PublicId) -> (u64, u64) {
    halves_of(&id.to_string())
}

/// The same of an id as it is written.
fn halves_of(digits: &str) -> (u64, u64) {
    let half = |digits| u64::from_str_radix(digits, 16).expect("an id is written as 32 hexadecimal digits");
    (half(&digits[..16]), half(&digits[16..]))
}

/// The id that [`halves`] makes the two numbers of.
pub(crate) fn joined(order: u64, tail: u64) -> PublicId {
    PublicId::from_random((u128::from(order) << 64 | u128::from(tail)).to_be_bytes())
}

/// A change in the index: `housing:better`.
pub(crate) fn change_name(change: &Change) -> String {
    format!("{}:{}", change.outcome, change.direction.name())
}

/// The change of a name.
pub(crate) fn change_of_name(name: &str) -> Option<Change> {
    let (outcome, direction) = name.rsplit_once(':')?;
    Some(Change { outcome: outcome.to_owned(), direction: Direction::of_name(direction)? })
}

/// `2026-11-01` as 20261101: numbers compare as the days do.
pub(crate) fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The day of a number.
fn day_of_number(number: i64) -> Option<Date> {
    let part = |number: i64| i8::try_from(number % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

/// The name of a band in the index and in queries.
pub(crate) fn band_name(band: PeopleBand) -> &'static str {
    match band {
        PeopleBand::One => "one",
        PeopleBand::TwoToFour => "two-to-four",
        PeopleBand::FiveOrMore => "five-or-more",
    }
}

/// The band of a name.
pub(crate) fn band_of_name(name: &str) -> Option<PeopleBand> {
    BANDS.into_iter().find(|band| band_name(*band) == name)
}

/// Every band, from few to many.
pub(crate) const BANDS: [PeopleBand; 3] = [PeopleBand::One, PeopleBand::TwoToFour, PeopleBand::FiveOrMore];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_numbers_that_compare_alike_and_lead_back() {
        let days =
            [date(1999, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2026, 11, 1), date(9999, 12, 31)];
        let numbers = days.map(day_number);
        assert!(numbers.is_sorted());
        assert_eq!(numbers.map(day_of_number), days.map(Some));
        assert_eq!(day_of_number(20_261_301), None);
    }

    #[test]
    fn ids_and_changes_lead_back() {
        let id = PublicId::from_random(*b"\x01\xff0123456789abcd");
        let (order, tail) = halves(id);
        assert_eq!(joined(order, tail), id);
        let change = Change { outcome: "housing".into(), direction: Direction::Worse };
        assert_eq!(change_of_name(&change_name(&change)), Some(change));
        assert_eq!(change_of_name("housing"), None);
    }
}

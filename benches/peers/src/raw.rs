//! The engine of the archive alone, with the fields of its format 2 and the engine's own analysers.

use std::path::Path;

use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, QueryParser, RangeQuery, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use crate::{COMMON, HITS, Planted, TEXT, THEME, YEARS};

/// An index.
pub struct Raw {
    index: Index,
    reader: IndexReader,
    schema: Schema,
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let facet = STRING | FAST | STORED;
    let number = NumericOptions::default().set_fast().set_stored();
    let stems = |name: &str, record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(name).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    builder.add_text_field("id", STRING | STORED);
    builder.add_u64_field("order", FAST);
    builder.add_u64_field("tail", FAST);
    for name in ["lang", "theme", "outcome", "region", "people", "programme", "change"] {
        builder.add_text_field(name, facet.clone());
    }
    for name in ["from", "to", "leaves_on"] {
        builder.add_i64_field(name, number.clone());
    }
    builder.add_bool_field("names_changed", STORED);
    for name in ["title", "body", "attribution"] {
        builder.add_text_field(name, STORED);
    }
    let all = IndexRecordOption::WithFreqsAndPositions;
    for (lang, analyser) in [("en", "en_stem"), ("ro", "ro_stem"), ("und", "default")] {
        builder.add_text_field(&format!("title_{lang}"), stems(analyser, all));
        builder.add_text_field(&format!("body_{lang}"), stems(analyser, all));
    }
    let words =
        TextFieldIndexing::default().set_tokenizer("default").set_index_option(IndexRecordOption::Basic);
    builder.add_text_field("word", TextOptions::default().set_indexing_options(words.set_fieldnorms(false)));
    builder.build()
}

impl Raw {
    /// An index of `stories`, on as many threads as the archive. This is what is timed as indexing.
    pub fn filled(dir: &Path, stories: &[Planted]) -> Raw {
        let dir = dir.join("raw");
        std::fs::create_dir_all(&dir).expect("a directory");
        let schema = schema();
        let index = Index::create_in_dir(dir, schema.clone()).expect("an empty directory");
        let romanian = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .filter(Stemmer::new(Language::Romanian));
        index.tokenizers().register("ro_stem", romanian.build());
        let mut writer = index.writer_with_num_threads(2, 100_000_000).expect("a writer");
        for story in stories {
            writer.add_document(document(&schema, story)).expect("added");
        }
        writer.commit().expect("committed");
        writer.wait_merging_threads().expect("merged");
        let reader = index.reader().expect("a reader");
        Raw { index, reader, schema }
    }

    fn field(&self, name: &str) -> Field {
        self.schema.get_field(name).expect("a field")
    }

    fn words(&self, text: &str) -> Box<dyn Query> {
        let fields = ["title_en", "body_en", "title_ro", "body_ro"].map(|name| self.field(name)).to_vec();
        QueryParser::for_index(&self.index, fields).parse_query(text).expect("parsed")
    }

    /// Ten hits with snippets, best first, and how many there are.
    pub fn common(&self) -> usize {
        self.hits(&self.words(COMMON), HITS)
    }

    /// The best hit with its snippet, and how many there are.
    pub fn best(&self) -> usize {
        self.hits(&self.words(COMMON), 1)
    }

    fn hits(&self, query: &dyn Query, limit: usize) -> usize {
        let searcher = self.reader.searcher();
        let (top, count) =
            searcher.search(query, &(TopDocs::with_limit(limit).order_by_score(), Count)).expect("searched");
        let snippets = SnippetGenerator::create(&searcher, query, self.field("body_en")).expect("snippets");
        let body = self.field("body");
        for (_, address) in &top {
            let story: TantivyDocument = searcher.doc(*address).expect("stored");
            let text = story
                .get_first(body)
                .and_then(|text| tantivy::schema::Value::as_str(&text))
                .unwrap_or_default();
            std::hint::black_box(snippets.snippet(text).to_html());
        }
        top.len().min(count)
    }

    /// Ten hits for a word within a theme and a period, and the counts of six facets.
    pub fn filtered(&self) -> usize {
        let term = |name: &str, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(self.field(name), text), IndexRecordOption::Basic))
        };
        let year = |name: &str, year| Term::from_field_i64(self.field(name), year);
        let ends =
            RangeQuery::new(std::ops::Bound::Included(year("to", YEARS.0)), std::ops::Bound::Unbounded);
        let begins =
            RangeQuery::new(std::ops::Bound::Unbounded, std::ops::Bound::Included(year("from", YEARS.1)));
        let parts: Vec<Box<dyn Query>> =
            vec![self.words(TEXT), term("theme", THEME), Box::new(ends), Box::new(begins)];
        let query = BooleanQuery::new(parts.into_iter().map(|part| (Occur::Must, part)).collect());
        let facets = ["lang", "theme", "outcome", "region", "people", "programme"];
        std::hint::black_box(self.counts(&query, &facets));
        self.hits(&query, HITS)
    }

    /// Counts by region, theme and outcome over everything.
    pub fn report(&self) -> usize {
        self.counts(&tantivy::query::AllQuery, &["region", "theme", "outcome"])
    }

    fn counts(&self, query: &dyn Query, columns: &[&str]) -> usize {
        let aggregations: serde_json::Map<String, serde_json::Value> = columns
            .iter()
            .map(|name| ((*name).to_owned(), serde_json::json!({ "terms": { "field": name, "size": 100 } })))
            .collect();
        let aggregations: Aggregations =
            serde_json::from_value(serde_json::Value::Object(aggregations)).expect("aggregations");
        let collector = AggregationCollector::from_aggs(aggregations, Default::default());
        self.reader.searcher().search(query, &collector).expect("counted").0.len()
    }
}

fn document(schema: &Schema, story: &Planted) -> TantivyDocument {
    let field = |name: &str| schema.get_field(name).expect("a field");
    let mut doc = TantivyDocument::new();
    doc.add_text(field("id"), &story.id);
    doc.add_u64(field("order"), u64::from_str_radix(&story.id[..16], 16).expect("digits"));
    doc.add_u64(field("tail"), u64::from_str_radix(&story.id[16..], 16).expect("digits"));
    doc.add_text(field("lang"), &story.lang);
    doc.add_i64(field("leaves_on"), 20_300_101);
    doc.add_bool(field("names_changed"), false);
    let (title, body) = (format!("title_{}", story.lang), format!("body_{}", story.lang));
    if let Some(text) = &story.title {
        doc.add_text(field("title"), text);
        doc.add_text(field(&title), text);
        doc.add_text(field("word"), text);
    }
    doc.add_text(field("body"), &story.body);
    doc.add_text(field(&body), &story.body);
    doc.add_text(field("word"), &story.body);
    story.themes.iter().for_each(|theme| doc.add_text(field("theme"), theme));
    story.outcomes.iter().for_each(|outcome| doc.add_text(field("outcome"), outcome));
    story.region.iter().for_each(|region| doc.add_text(field("region"), region));
    doc.add_text(field("people"), story.people);
    doc.add_text(field("programme"), "advice");
    doc.add_i64(field("from"), story.years.0);
    doc.add_i64(field("to"), story.years.1);
    doc
}

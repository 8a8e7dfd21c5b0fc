//! SQLite with FTS5: stories in a full-text table, facets in tables beside it.

use std::path::Path;

use rusqlite::{Connection, params};

use crate::{COMMON, HITS, Planted, TEXT, THEME, YEARS};

/// A database.
pub struct Fts(Connection);

const TABLES: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
    CREATE VIRTUAL TABLE told USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE TABLE about(story INTEGER PRIMARY KEY, id TEXT UNIQUE, lang TEXT, region TEXT, people TEXT, programme TEXT,
        first INTEGER, last INTEGER, leaves_on INTEGER);
    CREATE TABLE theme(story INTEGER, term TEXT); CREATE TABLE outcome(story INTEGER, term TEXT);
    CREATE INDEX themes ON theme(term, story); CREATE INDEX theme_of ON theme(story);
    CREATE INDEX outcome_of ON outcome(story);";

impl Fts {
    /// A database of `stories`, in one transaction. This is what is timed as indexing.
    pub fn filled(dir: &Path, stories: &[Planted]) -> Fts {
        let mut database = Connection::open(dir.join("fts.sqlite")).expect("a file");
        database.execute_batch(TABLES).expect("tables");
        let transaction = database.transaction().expect("a transaction");
        {
            let mut story =
                transaction.prepare("INSERT INTO told(rowid, title, body) VALUES (?, ?, ?)").expect("SQL");
            let mut about =
                transaction.prepare("INSERT INTO about VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").expect("SQL");
            let mut theme = transaction.prepare("INSERT INTO theme VALUES (?, ?)").expect("SQL");
            let mut outcome = transaction.prepare("INSERT INTO outcome VALUES (?, ?)").expect("SQL");
            for (row, told) in (1_i64..).zip(stories) {
                story.execute(params![row, told.title, told.body]).expect("inserted");
                let facts = params![
                    row,
                    told.id,
                    told.lang,
                    told.region,
                    told.people,
                    "advice",
                    told.years.0,
                    told.years.1,
                    20_300_101
                ];
                about.execute(facts).expect("inserted");
                for (insert, terms) in [(&mut theme, &told.themes), (&mut outcome, &told.outcomes)] {
                    for term in terms {
                        insert.execute(params![row, term]).expect("inserted");
                    }
                }
            }
        }
        transaction.commit().expect("committed");
        Fts(database)
    }

    fn rows(&self, sql: &str, parameters: impl rusqlite::Params) -> usize {
        let mut statement = self.0.prepare_cached(sql).expect("SQL");
        let mut rows = statement.query(parameters).expect("asked");
        let mut count = 0;
        while let Some(row) = rows.next().expect("a row") {
            std::hint::black_box(row.get_ref(0).expect("a column"));
            count += 1;
        }
        count
    }

    /// Ten hits with snippets, best first, and how many there are.
    pub fn common(&self) -> usize {
        self.ranked(HITS)
    }

    /// The best hit with its snippet, and how many there are.
    pub fn best(&self) -> usize {
        self.ranked(1)
    }

    fn ranked(&self, limit: usize) -> usize {
        std::hint::black_box(self.rows("SELECT count(*) FROM told WHERE told MATCH ?", [COMMON]));
        self.rows(
            &format!(
                "SELECT snippet(told, 1, '<mark>', '</mark>', '…', 40), title, rowid FROM told WHERE told MATCH ?
                 ORDER BY rank LIMIT {limit}"
            ),
            [COMMON],
        )
    }

    /// Ten hits for a word within a theme and a period, and the counts of six facets.
    pub fn filtered(&self) -> usize {
        let found = "FROM told JOIN about ON about.story = told.rowid JOIN theme AS t ON t.story = told.rowid
             WHERE told MATCH ? AND t.term = ? AND about.last >= ? AND about.first <= ?";
        let asked = params![TEXT, THEME, YEARS.0, YEARS.1];
        for facet in ["lang", "region", "people", "programme"] {
            std::hint::black_box(
                self.rows(&format!("SELECT about.{facet}, count(*) {found} GROUP BY 1"), asked),
            );
        }
        for list in ["theme", "outcome"] {
            let sql = format!(
                "SELECT {list}.term, count(*) FROM {list} WHERE {list}.story IN (SELECT told.rowid {found}) GROUP BY 1"
            );
            std::hint::black_box(self.rows(&sql, asked));
        }
        self.rows(
            &format!(
                "SELECT snippet(told, 1, '<mark>', '</mark>', '…', 40), title {found} ORDER BY told.rank LIMIT {HITS}"
            ),
            asked,
        )
    }

    /// Counts by region and years, theme and outcome over everything.
    pub fn report(&self) -> usize {
        self.rows("SELECT region, last / 5, count(*) FROM about GROUP BY 1, 2", [])
            + self.rows("SELECT term, count(*) FROM theme GROUP BY 1", [])
            + self.rows("SELECT term, count(*) FROM outcome GROUP BY 1", [])
    }
}

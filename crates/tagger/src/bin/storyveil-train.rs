//! Compiles the lexicon, trains and measures models. See the crate's README for the commands.
// A program: its findings belong on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use storyveil_tagger::train::{
    Annotated, Corpus, FactFigures, Figures, Names, Rates, Settings, SieveFigures, TrainError,
    compile_lexicon, frequent_words, given_names_by_sex, own_stories, read_corpus, read_description,
    read_prose, read_sentences, train, train_sieve, vary,
};
use storyveil_tagger::{FactTagger, Label, Preset, Sieve, Tagger, TokenKind, tokenise};

#[derive(Parser)]
#[command(about = "Trains the storyveil tagger")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Compile the lists of names, places and words.
    Lexicon {
        /// Folder of the lists named in SOURCES.md.
        #[arg(long)]
        lists: PathBuf,
        #[command(flatten)]
        out: Out,
    },
    /// Write the list of words that are weighed in advance.
    Frequent {
        /// Folder of the lists named in SOURCES.md.
        #[arg(long)]
        lists: PathBuf,
        #[command(flatten)]
        out: Out,
    },
    /// Write the list of given names that only men or only women bear.
    Sexes {
        /// Folder of the lists named in SOURCES.md.
        #[arg(long)]
        lists: PathBuf,
        #[command(flatten)]
        out: Out,
    },
    /// Train a model.
    Train {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        out: Out,
        #[command(flatten)]
        learning: Learning,
    },
    /// Train the model that finds facts.
    Facts {
        #[command(flatten)]
        marked: Marked,
        #[command(flatten)]
        out: Out,
        #[command(flatten)]
        learning: Learning,
    },
    /// Train the sieve that tells which sentences may hold an event out of the ordinary.
    Sieve {
        #[command(flatten)]
        marked: Marked,
        #[command(flatten)]
        out: Out,
        #[command(flatten)]
        learning: Learning,
    },
    /// Measure a sieve on the held-back sentences.
    MeasureSieve(Measured),
    /// Measure a model of facts on the held-back sentences.
    MeasureFacts(Measured),
    /// Measure a model on the held-back documents.
    Measure {
        #[command(flatten)]
        data: Data,
        /// The model; the embedded one if not given.
        #[arg(long)]
        model: Option<PathBuf>,
    },
    /// Tag JSONL documents from standard input: {"id","text"} a line in, {"id","findings"} a line out.
    Tag {
        /// The model; the embedded one if not given.
        #[arg(long)]
        model: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = Strength::Publish)]
        preset: Strength,
        /// Report every @handle as a person, as the redactor's rule does.
        #[arg(long)]
        handles: bool,
    },
}

#[derive(Args)]
struct Data {
    /// Description of the corpora (RON), as data/corpora.ron.
    #[arg(long, requires = "folder")]
    corpora: Option<PathBuf>,
    /// Folder of the corpora.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Annotated stories of your own: JSONL with the labels person, place, organisation. May be given more than once.
    #[arg(long)]
    stories: Vec<PathBuf>,
    /// Folder of the lists, for replacement names; without it nobody is renamed.
    #[arg(long)]
    lists: Option<PathBuf>,
}

#[derive(Args)]
struct Marked {
    /// Folder of files with marked sentences, as data/facts. May be given more than once.
    #[arg(long, required = true)]
    sentences: Vec<PathBuf>,
    /// Corpus of prose in which nothing is taken for a fact: JSONL with `text`. May be given more than once.
    #[arg(long)]
    prose: Vec<PathBuf>,
}

impl Marked {
    fn read(&self, learning: &Learning) -> Result<Vec<Annotated>, TrainError> {
        let sentences = read_folders(&self.sentences)?.into_iter();
        let mut documents: Vec<Annotated> = sentences.filter(|sentence| learning.takes(sentence)).collect();
        for file in &self.prose {
            documents.extend(read_prose(file)?);
        }
        Ok(documents)
    }
}

/// The marked sentences of every folder, in the order given.
fn read_folders(folders: &[PathBuf]) -> Result<Vec<Annotated>, TrainError> {
    let mut sentences = Vec::new();
    for folder in folders {
        sentences.extend(read_sentences(folder)?);
    }
    Ok(sentences)
}

#[derive(Args)]
struct Measured {
    /// Folder of files with marked sentences. May be given more than once.
    #[arg(long, required = true)]
    sentences: Vec<PathBuf>,
    /// The model.
    #[arg(long)]
    model: PathBuf,
    /// Measure on every sentence, for those that no model has learned from.
    #[arg(long)]
    all: bool,
}

impl Measured {
    /// The marked sentences that the model has not learned from, or all.
    fn sentences(&self) -> Result<Vec<Annotated>, TrainError> {
        let sentences = read_folders(&self.sentences)?.into_iter();
        Ok(sentences.filter(|one| self.all || is_held_back(one)).collect())
    }
}

#[derive(Args)]
struct Learning {
    /// Where all randomness starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Train on what is held back too.
    #[arg(long)]
    all: bool,
    /// Change a setting of the trainer, as `rate=0.1`, to measure what it is worth; see `train::Settings`.
    #[arg(long, value_parser = setting)]
    set: Vec<String>,
}

impl Learning {
    /// `settings` with what the command line asks for; the changes were checked when it was read.
    fn settings(&self, settings: Settings) -> Settings {
        let mut settings = Settings { seed: self.seed, ..settings };
        let known = self.set.iter().all(|change| settings.change(change));
        debug_assert!(known, "checked while reading the command line");
        settings
    }

    /// Whether `document` is to be learned from.
    fn takes(&self, document: &Annotated) -> bool {
        self.all || !is_held_back(document)
    }
}

#[derive(Args)]
struct Out {
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
    /// Write nothing; fail unless the file already holds exactly what would be written.
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Strength {
    Balanced,
    Publish,
    Paranoid,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("storyveil-train: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode, TrainError> {
    match task {
        Task::Lexicon { lists, out } => out.deliver(&compile_lexicon(&lists)?),
        Task::Frequent { lists, out } => out.deliver(frequent_words(&lists)?.as_bytes()),
        Task::Sexes { lists, out } => out.deliver(given_names_by_sex(&lists)?.as_bytes()),
        Task::Train { data, out, learning } => {
            let settings = learning.settings(Settings::default());
            let documents = data.read()?.into_iter().filter(|(document, _)| learning.takes(document));
            let documents: Vec<Annotated> =
                documents.flat_map(|(document, repeats)| vec![document; repeats as usize]).collect();
            let names = data.names()?;
            let bytes =
                train(&documents, names.as_ref(), &settings, &mut |progress| eprintln!("{progress:?}"))?;
            out.deliver(&bytes)
        }
        Task::Facts { marked, out, learning } => {
            let settings = learning.settings(Settings::facts());
            let documents = marked.read(&learning)?;
            let bytes = train(&documents, None, &settings, &mut |progress| eprintln!("{progress:?}"))?;
            out.deliver(&bytes)
        }
        Task::Sieve { marked, out, learning } => {
            let settings = learning.settings(Settings::sieve());
            out.deliver(&train_sieve(&marked.read(&learning)?, &settings)?)
        }
        Task::MeasureSieve(measured) => {
            let sieve = Sieve::from_bytes(&read_bytes(&measured.model)?)?;
            let mut figures = SieveFigures::default();
            measured.sentences()?.iter().for_each(|sentence| figures.add(&sieve, sentence));
            print!("{figures}");
            Ok(ExitCode::SUCCESS)
        }
        Task::MeasureFacts(measured) => {
            let tagger = FactTagger::from_bytes(&read_bytes(&measured.model)?)?;
            let held = measured.sentences()?;
            for preset in Preset::ALL {
                let mut figures = FactFigures::default();
                held.iter().for_each(|sentence| figures.add(&tagger, sentence, preset));
                println!("{preset:?}\n{figures}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Task::Measure { data, model } => measure(&data, model.as_deref()),
        Task::Tag { model, preset, handles } => tag(model.as_deref(), preset, handles),
    }
}

impl Data {
    /// The corpora, each with the folder that holds it.
    fn corpora(&self) -> Result<Vec<(PathBuf, Corpus)>, TrainError> {
        let mut corpora = Vec::new();
        if let (Some(description), Some(folder)) = (&self.corpora, &self.folder) {
            let read = read_description(description)?.corpora;
            corpora.extend(read.into_iter().map(|corpus| (folder.clone(), corpus)));
        }
        // A whole path, joined to the empty one, stays as it is.
        let own =
            self.stories.iter().map(|path| (PathBuf::new(), Corpus::of_stories(&path.to_string_lossy())));
        corpora.extend(own);
        Ok(corpora)
    }

    fn read(&self) -> Result<Vec<(Annotated, u32)>, TrainError> {
        let corpora = self.corpora()?;
        let mut documents = Vec::new();
        for (index, (folder, corpus)) in corpora.iter().enumerate() {
            let read = read_corpus(folder, corpus, index)?;
            documents.extend(read.into_iter().map(|document| (document, corpus.repeats)));
        }
        let own = own_stories(corpora.len());
        documents.extend(own.into_iter().map(|document| (document, OWN_REPEATS)));
        Ok(documents)
    }

    fn names(&self) -> Result<Option<Names>, TrainError> {
        self.lists.as_deref().map(Names::read).transpose()
    }
}

fn setting(change: &str) -> Result<String, String> {
    match Settings::default().change(change) {
        true => Ok(change.to_owned()),
        false => {
            Err("no such setting, or no number; the fields of train::Settings and train::Rates are settings"
                .to_owned())
        }
    }
}

/// The crate's own stories are few and short; names and capitals vary each time they are read.
const OWN_REPEATS: u32 = 4;

/// One document in ten, by its text alone, is never trained on unless asked for.
fn is_held_back(document: &Annotated) -> bool {
    let sum =
        document.text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    (sum >> 7) % 10 == 0
}

fn load(model: Option<&Path>) -> Result<Tagger, TrainError> {
    let Some(path) = model else { return Ok(Tagger::from_bytes(include_bytes!("../../model/weights.bin"))?) };
    Ok(Tagger::from_bytes(&read_bytes(path)?)?)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, TrainError> {
    std::fs::read(path).map_err(|source| TrainError::File { path: path.to_owned(), source })
}

fn measure(data: &Data, model: Option<&Path>) -> Result<ExitCode, TrainError> {
    let tagger = load(model)?;
    let names = data.names()?;
    let corpora = data.corpora()?;
    let held: Vec<Annotated> =
        data.read()?.into_iter().map(|(document, _)| document).filter(is_held_back).collect();
    let styles = [
        ("as written", Rates::NONE),
        ("names replaced", Rates { names: 100, ..Rates::NONE }),
        ("names in lower case", Rates { names: 100, names_lower: 100, ..Rates::NONE }),
        ("all in lower case", Rates { names: 100, all_lower: 100, ..Rates::NONE }),
        ("all in upper case", Rates { names: 100, all_upper: 100, ..Rates::NONE }),
    ];
    println!("{:42} person words masked, mask precision, person precision", "balanced | publish | paranoid");
    for (style, rates) in styles {
        let mut totals = [Figures::default(); 3];
        let mut random = oorandom::Rand64::new(9);
        let varied: Vec<Annotated> =
            held.iter().map(|document| vary(document, names.as_ref(), &rates, &mut random)).collect();
        for (index, (_, corpus)) in corpora.iter().enumerate() {
            let mut figures = [Figures::default(); 3];
            for document in varied.iter().filter(|document| document.corpus == index) {
                for (figures, preset) in figures.iter_mut().zip(Preset::ALL) {
                    figures.add(&tagger, document, preset);
                }
            }
            totals.iter_mut().zip(&figures).for_each(|(total, figures)| total.merge(figures));
            if style == "as written" {
                println!("{:42} {} | {} | {}", corpus.file, figures[0], figures[1], figures[2]);
            }
        }
        println!("{:42} {} | {} | {}", style, totals[0], totals[1], totals[2]);
    }
    Ok(ExitCode::SUCCESS)
}

fn tag(model: Option<&Path>, preset: Strength, handles: bool) -> Result<ExitCode, TrainError> {
    let tagger = load(model)?;
    let preset = match preset {
        Strength::Balanced => Preset::Balanced,
        Strength::Publish => Preset::Publish,
        Strength::Paranoid => Preset::Paranoid,
    };
    let stdin_path = || PathBuf::from("standard input");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|source| TrainError::File { path: stdin_path(), source })?;
        let bad =
            || TrainError::Line { path: stdin_path(), line: number + 1, what: "expected {\"id\",\"text\"}" };
        let row: serde_json::Value = serde_json::from_str(&line).map_err(|_| bad())?;
        let text = row["text"].as_str().ok_or_else(bad)?;
        let findings = findings(&tagger, text, preset, handles);
        let row = serde_json::json!({"id": row["id"], "findings": findings});
        writeln!(out, "{row}")
            .map_err(|source| TrainError::File { path: "standard output".into(), source })?;
    }
    Ok(ExitCode::SUCCESS)
}

fn findings(tagger: &Tagger, text: &str, preset: Preset, handles: bool) -> Vec<serde_json::Value> {
    let mut findings: Vec<serde_json::Value> = Vec::new();
    for mention in tagger.tag(text, preset) {
        let kind = match mention.label() {
            Label::Person => "person",
            Label::Place => "place",
            Label::Organisation => "organisation",
        };
        findings.push(serde_json::json!({
            "start": mention.start(), "end": mention.end(), "kind": kind, "action": "label",
            "confidence": mention.confidence(),
        }));
    }
    for token in tokenise(text).iter().filter(|token| handles && token.kind == TokenKind::Handle) {
        findings.push(
            serde_json::json!({"start": token.start, "end": token.end, "kind": "person", "action": "label"}),
        );
    }
    findings
}

impl Out {
    fn deliver(&self, bytes: &[u8]) -> Result<ExitCode, TrainError> {
        let failed = |source| TrainError::File { path: self.out.clone(), source };
        if !self.check {
            std::fs::write(&self.out, bytes).map_err(failed)?;
            return Ok(ExitCode::SUCCESS);
        }
        let is_same = std::fs::read(&self.out).map_err(failed)? == bytes;
        println!("{}: {}", self.out.display(), if is_same { "the same bytes" } else { "differs" });
        Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

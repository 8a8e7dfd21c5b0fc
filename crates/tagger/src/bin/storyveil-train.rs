//! Compiles the lexicon, trains and measures models. See the crate's README for the commands.
// A program: its findings belong on standard output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use storyveil_tagger::train::{
    Annotated, Figures, Group, Names, Rates, Settings, TrainError, compile_lexicon, own_stories, read_corpus, read_description, train, vary,
};
use storyveil_tagger::{Label, Preset, Tagger, TokenKind, tokenise};

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
    /// Train a model.
    Train {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        out: Out,
        /// Where all randomness starts.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Train on the held-back documents too.
        #[arg(long)]
        all: bool,
        #[arg(long, hide = true)]
        set: Vec<String>,
    },
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
    /// Description of the corpora (RON).
    #[arg(long)]
    corpora: PathBuf,
    /// Folder of the corpora.
    #[arg(long)]
    folder: PathBuf,
    /// Folder of the lists, for replacement names.
    #[arg(long)]
    lists: PathBuf,
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
        Task::Train { data, out, seed, all, set } => {
            let mut settings = Settings { seed, ..Settings::default() };
            for change in &set {
                apply_setting(&mut settings, change);
            }
            let documents = data.read()?.into_iter().filter(|(document, _)| all || !is_held_back(document));
            let documents: Vec<Annotated> =
                documents.flat_map(|(document, repeats)| vec![document; repeats as usize]).collect();
            let names = Names::read(&data.lists)?;
            let bytes = train(&documents, &names, &settings, &mut |progress| eprintln!("{progress:?}"))?;
            out.deliver(&bytes)
        }
        Task::Measure { data, model } => measure(&data, model.as_deref()),
        Task::Tag { model, preset, handles } => tag(model.as_deref(), preset, handles),
    }
}

/// Hidden experiments: `name=value`.
fn apply_setting(settings: &mut Settings, change: &str) {
    let Some((name, value)) = change.split_once('=') else { return };
    let number = value.parse::<f64>().unwrap_or(0.0);
    match name {
        "epochs" => settings.epochs = number as u32,
        "final" => settings.final_epochs = number as u32,
        "rate" => settings.rate = number as f32,
        "least" => settings.least_seen = number as u8,
        "dropword" => settings.drop_word = number as u64,
        "droplex" => settings.drop_lexicon = number as u64,
        "buckets" => settings.buckets = number as usize,
        "names" => settings.rates.names = number as u64,
        "lower" => settings.rates.all_lower = number as u64,
        "nlower" => settings.rates.names_lower = number as u64,
        "upper" => settings.rates.all_upper = number as u64,
        "plain" => settings.rates.plain = number as u64,
        "without" => settings.without.push(match value {
            "word" => Group::Word,
            "lexicon" => Group::Lexicon,
            "affix" => Group::Affix,
            _ => Group::Document,
        }),
        "wrapped" => settings.rates.wrapped = number as u64,
        _ => eprintln!("unknown setting {name}"),
    }
}

impl Data {
    fn read(&self) -> Result<Vec<(Annotated, u32)>, TrainError> {
        let description = read_description(&self.corpora)?;
        let mut documents = Vec::new();
        for (index, corpus) in description.corpora.iter().enumerate() {
            let read = read_corpus(&self.folder, corpus, index)?;
            documents.extend(read.into_iter().map(|document| (document, corpus.repeats)));
        }
        let own = own_stories(description.corpora.len());
        documents.extend(own.into_iter().map(|document| (document, OWN_REPEATS)));
        Ok(documents)
    }
}

/// The crate's own stories are few and short; names and capitals vary each time they are read.
const OWN_REPEATS: u32 = 4;

/// One document in ten, by its text alone, is never trained on unless asked for.
fn is_held_back(document: &Annotated) -> bool {
    let sum = document.text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    (sum >> 7) % 10 == 0
}

fn load(model: Option<&Path>) -> Result<Tagger, TrainError> {
    let Some(path) = model else { return Ok(Tagger::from_bytes(include_bytes!("../../model/weights.bin"))?) };
    let bytes = std::fs::read(path).map_err(|source| TrainError::File { path: path.to_owned(), source })?;
    Ok(Tagger::from_bytes(&bytes)?)
}

fn measure(data: &Data, model: Option<&Path>) -> Result<ExitCode, TrainError> {
    let tagger = load(model)?;
    let names = Names::read(&data.lists)?;
    let description = read_description(&data.corpora)?;
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
        let varied: Vec<Annotated> = held.iter().map(|document| vary(document, &names, &rates, &mut random)).collect();
        for (index, corpus) in description.corpora.iter().enumerate() {
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
        let bad = || TrainError::Line { path: stdin_path(), line: number + 1, what: "expected {\"id\",\"text\"}" };
        let row: serde_json::Value = serde_json::from_str(&line).map_err(|_| bad())?;
        let text = row["text"].as_str().ok_or_else(bad)?;
        let findings = findings(&tagger, text, preset, handles);
        let row = serde_json::json!({"id": row["id"], "findings": findings});
        writeln!(out, "{row}").map_err(|source| TrainError::File { path: "standard output".into(), source })?;
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

//! Where stories come from: files and standard input, read with a limit.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use storyveil::archive::{Ledger, LedgerFile};
use storyveil::redact::{Decisions, Format, RawStory};

use crate::failure::{Failure, FileProblem, SettingsProblem};

/// How an input is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// Plain text.
    Text,
    /// Markdown, with front matter if it has some.
    Markdown,
    /// A RON story.
    Ron,
    /// A JSON story.
    Json,
    /// The pipe: one JSON object a line.
    Jsonl,
}

impl InputFormat {
    /// The format of a single story; `None` for the pipe.
    pub(crate) fn of_story(self) -> Option<Format> {
        match self {
            InputFormat::Text => Some(Format::Text),
            InputFormat::Markdown => Some(Format::Markdown),
            InputFormat::Ron => Some(Format::Ron),
            InputFormat::Json => Some(Format::Json),
            InputFormat::Jsonl => None,
        }
    }

    fn of(format: Format) -> InputFormat {
        match format {
            Format::Text => InputFormat::Text,
            Format::Markdown => InputFormat::Markdown,
            Format::Ron => InputFormat::Ron,
            Format::Json => InputFormat::Json,
        }
    }
}

/// One input.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The inputs that arguments name: `-` and no argument at all are standard input.
    pub(crate) fn all(files: &[PathBuf]) -> Vec<Input> {
        match files {
            [] => vec![Input::Standard],
            files => files.iter().map(|file| Input::of(file)).collect(),
        }
    }

    /// The input that one argument names.
    pub(crate) fn of(file: &Path) -> Input {
        if file == Path::new("-") { Input::Standard } else { Input::File(file.to_owned()) }
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Standard => "standard input".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// How it is written: as `given`, else as its extension says, else `otherwise`.
    pub(crate) fn format(&self, given: Option<InputFormat>, otherwise: InputFormat) -> InputFormat {
        let extension = match self {
            Input::Standard => None,
            Input::File(path) => path.extension().and_then(|extension| extension.to_str()),
        };
        let by_extension = extension.and_then(|extension| match extension.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
            "txt" => Some(InputFormat::Text),
            other => Some(Format::of_extension(other)).filter(|f| *f != Format::Text).map(InputFormat::of),
        });
        given.or(by_extension).unwrap_or(otherwise)
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, Failure> {
        match self {
            Input::Standard => Ok(Box::new(io::stdin().lock())),
            Input::File(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(error))?;
                Ok(Box::new(BufReader::new(file)))
            }
        }
    }

    /// Reads it as one story. Nothing beyond the largest story is held in memory.
    pub(crate) fn story(&self, format: Format) -> Result<RawStory, Failure> {
        let mut bytes = Vec::new();
        let limit = RawStory::MAX_BYTES as u64 + 1;
        self.open()?.take(limit).read_to_end(&mut bytes).map_err(|error| self.unreadable(error))?;
        RawStory::read(&bytes, format).map_err(|error| Failure::Story(self.name(), error))
    }

    /// The failure that an error of the system is.
    pub(crate) fn unreadable(&self, error: io::Error) -> Failure {
        Failure::File(self.name(), error.into())
    }
}

/// Reads a file of settings, of whatever kind `parse` reads.
pub(crate) fn settings<T, E: Into<SettingsProblem>>(
    path: &Path,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, Failure> {
    let problem = |problem| Failure::Settings(path.to_owned(), problem);
    let text = settings_text(path).map_err(|error| problem(SettingsProblem::File(error)))?;
    parse(text.strip_prefix('\u{feff}').unwrap_or(&text)).map_err(|error| problem(error.into()))
}

fn settings_text(path: &Path) -> Result<String, FileProblem> {
    let mut text = String::new();
    File::open(path)?.take(MOST_SETTINGS + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST_SETTINGS { Err(FileProblem::TooLarge) } else { Ok(text) }
}

/// Opens the ledger at `path` for figures about the archive in `archive`, which begins one if it `begins`.
pub(crate) fn ledger(path: &Path, archive: &Path, begins: bool) -> Result<LedgerFile, Failure> {
    let open = if begins { LedgerFile::open_or_begin } else { LedgerFile::open };
    open(path, archive).map_err(|error| Failure::Settings(path.to_owned(), error.into()))
}

/// Writes `ledger`, which was opened at `path`.
pub(crate) fn save(ledger: LedgerFile, path: &Path) -> Result<(), Failure> {
    ledger.save().map_err(|error| Failure::Settings(path.to_owned(), error.into()))
}

/// Takes what `forget` names out of the ledger at `path`, if one is given, once `withdraw` has taken it out of the archive. A ledger
/// that cannot be used is found out first.
pub(crate) fn with_ledger<T>(
    path: Option<&Path>,
    archive: &Path,
    withdraw: impl FnOnce() -> Result<T, Failure>,
    forget: impl FnOnce(&T, &mut Ledger),
) -> Result<T, Failure> {
    let ledger = path.map(|path| self::ledger(path, archive, false)).transpose()?;
    let withdrawn = withdraw()?;
    if let (Some(mut file), Some(path)) = (ledger, path) {
        forget(&withdrawn, file.ledger());
        save(file, path)?;
    }
    Ok(withdrawn)
}

/// Writes what `make` makes into a file that must not be there yet. If it cannot be made or written there is no file: half of one would
/// be taken for the whole.
pub(crate) fn into_new_file(
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::File(path.display().to_string(), error.into());
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    let written =
        make().and_then(|bytes| file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed));
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// Reads a decisions file, if one is given.
pub(crate) fn decisions(path: Option<&Path>) -> Result<Decisions, Failure> {
    path.map_or(Ok(Decisions::default()), |path| settings(path, Decisions::parse))
}

/// The most bytes of a file of settings: a deny list of a hundred thousand names, and nothing that was meant as a story
/// archive.
pub(crate) const MOST_SETTINGS: u64 = 16 << 20;

/// What is looked for, from the words that stand behind the options. A word that looks like an option is one that is not known here,
/// and looked for as a word it would leave out stories without a sign.
pub(crate) fn looked_for(words: &[String]) -> Result<String, Failure> {
    let option = |word: &String| {
        let name = word.trim_start_matches('-');
        word.len() - name.len() == 2 && name.starts_with(char::is_alphabetic)
    };
    match words.iter().position(option) {
        None => Ok(words.join(" ")),
        Some(place) => Err(Failure::Usage(format!(
            "word {} of what is looked for begins with `--`; this command has no such option, or it stands behind a word: options stand before words, and --help lists them",
            place + 1
        ))),
    }
}

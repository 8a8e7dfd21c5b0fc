//! Compiles the books of facts in `data/facts`, the words of `data/legal.ron` and the given names of `data/common`, so that no
//! start of a program does it again. `data/facts/books.ron` tells of which files each book is made.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use storyveil_facts::{BookData, RuleData, Shelf};

/// The books of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Books {
    /// Files that each book reads first, for their lists.
    words: Vec<String>,
    books: Vec<Vec<String>>,
}

/// `data/facts/books.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    english: Books,
    romanian: Books,
}

/// `data/legal.ron`.
#[derive(Deserialize)]
#[serde(rename = "Legal", deny_unknown_fields)]
struct Legal {
    child: Vec<String>,
    flags: Vec<FlagData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagData {
    flag: String,
    groups: Vec<Vec<String>>,
}

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data/facts");
    println!("cargo::rerun-if-changed=data/legal.ron");
    println!("cargo::rerun-if-changed=data/words/closed_class.txt");
    println!("cargo::rerun-if-changed={CHARACTERS}");
    println!("cargo::rerun-if-changed={GIVEN_NAMES}");
    let out = out_dir()?;
    let closed = fs::read_to_string("data/words/closed_class.txt")?;
    let lines = closed.lines().filter(|line| !line.starts_with('#'));
    let closed: HashSet<&str> = lines.flat_map(str::split_whitespace).collect();
    let Languages { english, romanian } = read(Path::new("data/facts/books.ron"))?;
    let legal = read::<Legal>(Path::new("data/legal.ron"))?.book();
    for (name, books) in
        [("english", english.read()?), ("romanian", romanian.read()?), ("legal", vec![legal])]
    {
        let shelf = Shelf::new(books, &|word| closed.contains(word))?;
        fs::write(out.join(name).with_extension("shelf"), shelf.to_bytes()?)?;
    }
    fs::write(out.join("given_names.fst"), given_names()?)?;
    Ok(())
}

/// The given names of men (0) and of women (1), to be looked up where they lie.
fn given_names() -> Result<Vec<u8>, Failure> {
    let text = fs::read_to_string(GIVEN_NAMES)?;
    let mut names = fst::MapBuilder::memory();
    for line in text.lines() {
        let (name, sex) = line.split_once('\t').ok_or("a line of given names without a sex")?;
        names.insert(name, u64::from(sex == "F"))?;
    }
    Ok(names.into_inner()?)
}

#[expect(clippy::disallowed_methods, reason = "cargo tells build scripts by the environment where to write")]
fn out_dir() -> Result<PathBuf, Failure> {
    Ok(PathBuf::from(env::var_os("OUT_DIR").ok_or("run this through cargo")?))
}

impl Books {
    fn read(self) -> Result<Vec<BookData<String>>, Failure> {
        self.books.iter().map(|files| book(self.words.iter().chain(files))).collect()
    }
}

impl Legal {
    /// A book with a rule for children and one for each group of a flag.
    fn book(self) -> BookData<String> {
        let mut book = BookData { rules: vec![rule("child", &self.child)], ..BookData::default() };
        for FlagData { flag, groups } in &self.flags {
            let of_child = |group: &&Vec<String>| group.as_slice() == ["@child"];
            let words = |group| if of_child(&group) { &self.child } else { group };
            book.rules.extend(groups.iter().map(|group| rule(flag, words(group))));
        }
        book
    }
}

/// A rule of that kind for words, in which `*` stands for the rest of a word. Nothing is said instead of them.
fn rule(kind: &str, words: &[String]) -> RuleData<String> {
    let (id, kind) = (kind.to_owned(), kind.to_owned());
    let find = words.iter().map(|word| word.replace('*', "[a-z]*")).collect();
    let say = vec![String::from("…")];
    RuleData { id, kind, find, say, ..RuleData::default() }
}

/// One book of several files.
fn book<'f>(files: impl Iterator<Item = &'f String>) -> Result<BookData<String>, Failure> {
    let mut book = BookData::default();
    for file in files {
        let path = Path::new("data/facts").join(format!("{file}.ron"));
        book.go_on(read(&path)?).map_err(|error| format!("{file}: {error}"))?;
    }
    book.lend(&read::<BTreeMap<_, _>>(Path::new("data/facts/numbers.ron"))?);
    book.lend(&BTreeMap::from([("character".to_owned(), characters()?)]));
    Ok(book)
}

/// The words for what somebody is like, which are no callings, in both numbers.
fn characters() -> Result<Vec<String>, Failure> {
    let text = fs::read_to_string(CHARACTERS)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.flat_map(|line| line.split(", ")).map(|word| format!("{word}s?")).collect())
}

/// The list `character`, which the books share with the crate.
const CHARACTERS: &str = "data/common/characters.en.txt";
const GIVEN_NAMES: &str = "data/common/given_names.tsv";

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

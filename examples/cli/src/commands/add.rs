//! `storyveil add`: through the gate into an archive. There is no way round the gate.

use std::io::Write;
use std::path::{Path, PathBuf};

use storyveil::archive::{Archive, Error};
use storyveil::redact::{Audience, Gate, LegalFlag, PublicId, Review};

use crate::clock::Day;
use crate::failure::{Code, Failure, say};
use crate::story::OneStory;

/// Arguments of `add`.
#[derive(clap::Args)]
pub(crate) struct Add {
    #[command(flatten)]
    story: OneStory,
    /// The folder of the archive; made if it is not there
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// Who reviewed the redacted text, and the digest that `redact` showed; once for each reviewer
    #[arg(long = "review", value_name = "NAME=DIGEST")]
    reviews: Vec<String>,
    /// The first reviewer's answer to a legal question that `redact` showed; once for each question
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    answers: Vec<String>,
    #[command(flatten)]
    day: Day,
}

impl Add {
    /// Redacts the story again, so that the reviews must fit the very text that is published, and clears it.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Code, Failure> {
        let reviews = self.reviews()?;
        let prepared = self.story.prepare()?;
        let gate = Gate::new(&prepared.redactor, self.day.get());
        let cleared = gate.clear(prepared.redacted, &reviews, random_id()?)?;
        let (id, audience, leaves_on) = (cleared.id(), cleared.audience(), cleared.leaves_on());
        let archive = open_or_create(&self.archive, audience)?;
        let mut writer = archive.writer()?;
        writer.add(cleared)?;
        writer.commit()?;
        writeln!(out, "{id}")?;
        out.flush()?;
        say(format_args!("The story is in the {audience} archive and leaves it by itself on {leaves_on}."));
        Ok(Code::Done)
    }

    /// The reviews, the answers with the first of them. What is wrong is said without repeating it.
    fn reviews(&self) -> Result<Vec<Review>, Failure> {
        let mut reviews = self.reviews.iter().map(|text| review(text)).collect::<Result<Vec<_>, _>>()?;
        let answers = self.answers.iter().map(|text| answer(text)).collect::<Result<Vec<_>, _>>()?;
        match reviews.first_mut() {
            Some(first) => first.answers = answers,
            None if answers.is_empty() => {}
            None => return Err(usage("an --answer is a reviewer's; add --review NAME=DIGEST")),
        }
        Ok(reviews)
    }
}

fn review(text: &str) -> Result<Review, Failure> {
    let (name, digest) = text.rsplit_once('=').ok_or_else(|| usage("write --review NAME=DIGEST"))?;
    let digest = digest.trim().parse().map_err(|error| usage(&format!("--review NAME=DIGEST: {error}")))?;
    Ok(Review { reviewer: name.to_owned(), digest, answers: Vec::new() })
}

fn answer(text: &str) -> Result<(LegalFlag, String), Failure> {
    let question = text
        .split_once('=')
        .and_then(|(name, words)| LegalFlag::of_name(name.trim()).map(|flag| (flag, words.to_owned())));
    question.ok_or_else(|| {
        usage("write --answer QUESTION=ANSWER, where QUESTION is court-and-child or lifetime-anonymity")
    })
}

fn usage(words: &str) -> Failure {
    Failure::Usage(words.to_owned())
}

fn random_id() -> Result<PublicId, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Failure::NoRandomness)?;
    Ok(PublicId::from_random(bytes))
}

/// The archive in `dir` for `audience`, made if there is none.
pub(crate) fn open_or_create(dir: &Path, audience: Audience) -> Result<Archive, Error> {
    match Archive::open_for(dir, audience) {
        Err(Error::NotAnArchive(_)) => Archive::create(dir, audience),
        opened => opened,
    }
}

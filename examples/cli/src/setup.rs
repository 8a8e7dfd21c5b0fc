//! The settings that every command on stories takes: policy, profile, deny list, key.

use std::path::{Path, PathBuf};

use storyveil::redact::{Audience, DenyList, FactBook, Key, Policy, Profile, Redactor};

use crate::failure::Failure;
use crate::input::settings;

/// What a redactor is built from.
#[derive(clap::Args)]
pub(crate) struct Setup {
    /// The policy: `public`, `funder`, `internal`, or a RON file
    #[arg(long, default_value = "public", value_name = "NAME|FILE")]
    policy: String,
    /// What the publisher may keep and how it is named (RON)
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Names that must not appear, one a line
    #[arg(long, value_name = "FILE")]
    deny: Option<PathBuf>,
    /// Facts that identify the people of this charity, beside those that are known (RON)
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// The key that invented names are drawn with; `storyveil keygen` makes one
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl Setup {
    /// Builds the redactor.
    pub(crate) fn redactor(&self) -> Result<Redactor, Failure> {
        let mut builder = Redactor::builder(policy(&self.policy)?);
        if let Some(path) = &self.profile {
            builder = builder.profile(settings(path, Profile::parse)?);
        }
        if let Some(path) = &self.deny {
            builder = builder.deny(settings(path, DenyList::parse)?);
        }
        if let Some(path) = &self.facts {
            builder = builder.facts(settings(path, FactBook::parse)?);
        }
        if let Some(path) = &self.key_file {
            builder = builder.key(settings(path, Key::parse)?);
        }
        Ok(builder.build()?)
    }
}

/// The policy of a shipped name or of a file.
fn policy(named: &str) -> Result<Policy, Failure> {
    let shipped = [Audience::Public, Audience::Funder, Audience::Internal];
    if let Some(audience) = shipped.into_iter().find(|audience| audience.to_string() == named) {
        return Ok(Policy::embedded(audience));
    }
    match Path::new(named) {
        path if path.exists() => settings(path, Policy::parse),
        _ => Err(Failure::NoPolicy),
    }
}

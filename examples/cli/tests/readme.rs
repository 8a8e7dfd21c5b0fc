//! What README.md shows is what happens: its blocks marked `sh` are pasted into a shell, and the two blocks of output after
//! the first are compared.
//!
//! After a change of what is found, `STORYVEIL_README=overwrite cargo test -p storyveil-cli --test readme` writes the new
//! output and digest into it.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn the_readme_shows_what_happens() {
    if overwrite() {
        fs::write(root().join("README.md"), refreshed(&readme())).unwrap();
    }
    let shown = blocks("text");
    let first = shell(&blocks("sh")[0]);
    assert_eq!(String::from_utf8_lossy(&first.stdout).trim_end(), shown[0].trim_end());
    assert_eq!(String::from_utf8_lossy(&first.stderr).trim_end(), shown[1].trim_end());
    assert_pasted_blocks_work();
}

fn assert_pasted_blocks_work() {
    let dir = tempfile::tempdir().unwrap();
    let script = blocks("sh").join("\n").replace("my-archive", dir.path().join("a").to_str().unwrap());
    let run = shell(&format!("set -e\n{script}"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let shown = String::from_utf8_lossy(&run.stdout);
    assert!(
        shown.contains("A door of their own") && shown.contains("is not in this archive any more"),
        "{shown}"
    );
}

/// `readme` with the output of its first command, and with the digest of its second.
fn refreshed(readme: &str) -> String {
    let commands = blocks("sh");
    let first = shell(&commands[0]);
    let mut fresh = readme.to_owned();
    for (old, new) in blocks("text").iter().zip([&first.stdout, &first.stderr]) {
        fresh = fresh.replacen(old.as_str(), &format!("{}\n", String::from_utf8_lossy(new).trim_end()), 1);
    }
    let second = shell(&commands[1]);
    let said = String::from_utf8_lossy(&second.stderr);
    let digest = said.split("digest for reviews: ").nth(1).unwrap().trim();
    let old = readme.split("Ben Reader=").nth(1).unwrap().split('"').next().unwrap();
    fresh.replace(old, digest)
}

#[allow(clippy::disallowed_methods)] // Asked for by whoever runs the tests, and only to write what they then compare.
fn overwrite() -> bool {
    std::env::var("STORYVEIL_README").is_ok_and(|value| value == "overwrite")
}

/// Runs `script` at the root of the project, `storyveil` being the program that was just built.
fn shell(script: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_storyveil"));
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().unwrap().display());
    let script = script.replace("cargo run --release -p storyveil-cli --", "storyveil");
    Command::new("sh").arg("-c").arg(script).current_dir(root()).env("PATH", path).output().unwrap()
}

/// The fenced blocks of the README in `language`.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    readme().split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

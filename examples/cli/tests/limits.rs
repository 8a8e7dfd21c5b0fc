//! Input of a size, a kind or a moment that nobody planned for.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::process::{Command, Stdio};

const STORYVEIL: &str = env!("CARGO_BIN_EXE_storyveil");

#[test]
fn a_line_of_fifty_megabytes_is_passed_over_and_the_next_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.jsonl");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    write!(file, "{{\"id\": 1, \"text\": \"").unwrap();
    for _ in 0..50 {
        file.write_all(&[b'a'; 1 << 20]).unwrap();
    }
    write!(file, "\"}}\n{{\"id\": 2, \"text\": \"They stayed.\"}}\n").unwrap();
    drop(file);
    let run = Command::new(STORYVEIL).arg("redact").arg(&path).output().unwrap();
    assert_eq!(run.status.code(), Some(3));
    assert_eq!(
        String::from_utf8(run.stdout).unwrap(),
        "{\"id\":2,\"text\":\"They stayed.\",\"findings\":[]}\n"
    );
    assert!(String::from_utf8(run.stderr).unwrap().starts_with("{\"line\":1,\"error\":\"longer than"));
}

#[test]
fn a_story_that_is_too_long_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.txt");
    fs::write(&path, vec![b'a'; 9 << 20]).unwrap();
    let run = Command::new(STORYVEIL).arg("redact").arg(&path).output().unwrap();
    assert_eq!(run.status.code(), Some(3));
    assert!(String::from_utf8(run.stderr).unwrap().contains("longer than 8 MiB"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut run = Command::new(STORYVEIL)
        .args(["redact", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let mut input = run.stdin.take().unwrap();
    for _ in 0..20_000 {
        if writeln!(input, "{{\"id\": 1, \"text\": \"They stayed.\"}}").is_err() {
            break;
        }
    }
    drop(input);
    let mut said = String::new();
    run.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((run.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("new.key");
    assert!(
        Command::new(STORYVEIL).arg("keygen").arg(&path).stderr(Stdio::null()).status().unwrap().success()
    );
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let digits = fs::read_to_string(&path).unwrap();
    assert!(digits.trim().len() == 64 && digits.trim().bytes().all(|byte| byte.is_ascii_hexdigit()));
}

//! A newcomer's first command: the sample stories come out without anybody in them, and with what they are for.
//! `samples.tsv` says what that is.

use std::path::Path;
use std::process::Command;

#[test]
fn sample_stories_lose_their_people_and_keep_their_point() {
    let rows = include_str!("samples.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split('\t').collect()).collect();
    let mut wrong = Vec::new();
    for file in ["triplets.txt", "court-case.txt"] {
        let text = redacted(file);
        for row in rows.iter().filter(|row| row[0] == file) {
            let right = match row[1] {
                "gone" => !text.contains(row[2]),
                "stays" => text.contains(row[2]),
                _ => true,
            };
            if !right {
                wrong.push(row.join(" "));
            }
        }
    }
    assert!(rows.len() > 40);
    assert_eq!(wrong, Vec::<String>::new());
}

fn redacted(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stories").join(file);
    let run = Command::new(env!("CARGO_BIN_EXE_storyveil")).arg("redact").arg(path).output().unwrap();
    assert!(run.status.success());
    String::from_utf8(run.stdout).unwrap()
}

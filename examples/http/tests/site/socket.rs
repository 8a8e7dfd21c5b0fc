//! The program itself, over a real loopback socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::archive::served;

#[test]
fn the_program_answers_on_loopback_and_logs_nothing() {
    let served = served();
    let mut server = Command::new(env!("CARGO_BIN_EXE_storyveil-http"))
        .args(["--listen", "127.0.0.1:0", "--archive"])
        .arg(served.dir.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap());
    let mut first = String::new();
    log.read_line(&mut first).unwrap();
    let address = first.split("http://").nth(1).unwrap().split('/').next().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /?q=canarycanary HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let mut rest = String::new();
    log.read_to_string(&mut rest).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Stories found: none"), "{answer}");
    assert!(!rest.contains("canary"), "{rest}");
}

#[test]
fn an_address_that_others_reach_needs_a_flag() {
    let served = served();
    let run = Command::new(env!("CARGO_BIN_EXE_storyveil-http"))
        .args(["--listen", "0.0.0.0:0", "--archive"])
        .arg(served.dir.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("--allow-remote"));
}

//! The lines with `curl` in README.md: each is asked of the routes, and answers as it says there.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::archive::{Answer, Served, served_many};

#[tokio::test]
async fn every_line_with_curl_is_answered() {
    let served = served_many();
    let text = include_str!("../../README.md");
    let mut lines = text.lines().peekable();
    let mut asked = Vec::new();
    while let Some(line) = lines.next() {
        let Some(arguments) = line.strip_prefix("curl ") else { continue };
        let (request, route) = request(&arguments.replace("$ID", &served.id.to_string()));
        let Answer { status, body, .. } = served.ask(request).await;
        assert_eq!(status, StatusCode::OK, "{line}: {body}");
        assert!(body.len() > 10 && !body.contains("\"stories\":[]"), "{line} finds something: {body}");
        let mut shown = Vec::new();
        while let Some(shows) = lines.next_if(|line| line.starts_with("#> ")) {
            shown.push(&shows[3..]);
        }
        assert!(shown.is_empty() || shown == body.lines().collect::<Vec<_>>(), "{line}: {body}");
        asked.push(route);
    }
    for route in ["search", "suggest", "terms", "stories", "saved-search", "redact", "report"] {
        assert!(asked.contains(&route.to_owned()), "README.md tells of /api/{route}");
    }
}

/// What curl sends for `arguments`, and the first part of its route. Knows the options of README.md only.
fn request(arguments: &str) -> (Request<Body>, String) {
    let mut words = words(arguments).into_iter();
    let (mut kind, mut data, mut address) = (None, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-s" => {}
            "-H" => kind = words.next().unwrap().strip_prefix("content-type: ").map(str::to_owned),
            "-d" => data = words.next(),
            _ => address = word.strip_prefix("http://127.0.0.1:8080").map(str::to_owned),
        }
    }
    let address = address.unwrap();
    let route = address.split(['/', '?']).nth(2).unwrap().to_owned();
    let request = Request::builder().uri(&address).header("host", "127.0.0.1:8080");
    let request = request.method(if data.is_some() { "POST" } else { "GET" });
    let request = kind.iter().fold(request, |request, kind| request.header("content-type", kind));
    (request.body(Body::from(data.unwrap_or_default())).unwrap(), route)
}

/// The words that a shell makes of `line`.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for letter in line.chars() {
        match letter {
            '\'' | '"' if quote == Some(letter) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            ' ' if quote.is_none() => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

impl Served {
    /// The answer to `body` in JSON, sent by a program on this machine.
    pub(crate) async fn program(&self, address: &str, body: &str) -> Answer {
        let request = Request::post(address)
            .header("host", "localhost:8080")
            .header("content-type", "application/json");
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}

//! `POST /api/redact`.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use storyveil::redact::{Audience, Policy, Redactor};
use storyveil_http::MOST_BYTES;

use crate::archive::served;

#[tokio::test]
async fn text_comes_back_as_a_line_of_the_pipe() {
    let served = served();
    let sent = r#"{"id": 7, "text": "Mrs Quillfeather rang 01632 960018.", "lang": "en"}"#;
    let redactor = Redactor::builder(Policy::embedded(Audience::Public)).build().unwrap();
    let answer = served.post("/api/redact", "application/json", sent).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body, redactor.redact_line(sent.as_bytes()).unwrap());
    assert!(!answer.body.contains("Quillfeather"));
    let plain =
        served.post("/api/redact", "text/plain; charset=utf-8", "Mrs Quillfeather rang 01632 960018.").await;
    assert_eq!(plain.body, answer.body.replace("\"id\":7", "\"id\":null"));
}

#[tokio::test]
async fn what_cannot_be_redacted_is_refused_without_repeating_it() {
    let served = served();
    for (address, kind, body, status) in [
        ("/api/redact", "application/json", r#"{"text": "Canary""#, StatusCode::BAD_REQUEST),
        ("/api/redact", "application/json", r#"{"text": "Canary", "canary": 1}"#, StatusCode::BAD_REQUEST),
        ("/api/redact", "application/json", r#"{"id": ["Canary"], "text": "a"}"#, StatusCode::BAD_REQUEST),
        ("/api/redact", "application/xml", "<a>Canary</a>", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("/api/redact?text=Canary", "text/plain", "Canary", StatusCode::BAD_REQUEST),
    ] {
        let answer = served.post(address, kind, body).await;
        assert_eq!(answer.status, status, "{kind} {body}");
        assert!(!answer.body.to_lowercase().contains("canary"), "{}", answer.body);
    }
    let bytes = served.post("/api/redact", "text/plain", vec![0xff, 0xfe]).await;
    assert_eq!(bytes.status, StatusCode::BAD_REQUEST);
    assert_eq!(served.get("/api/redact").await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let served = served();
    let long = "a ".repeat(MOST_BYTES);
    assert_eq!(served.post("/api/redact", "text/plain", long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let request = Request::post("/api/search").body(Body::from("text")).unwrap();
    assert_eq!(served.ask(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

//! What only programs ask for: suggestions, stories alike, saved searches, figures.

use std::fs;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use storyveil::archive::{Archive, SavedSearch};
use storyveil::redact::PublicId;

use crate::archive::{Answer, STORY, publish, served, served_many};

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn facets_are_counted_as_far_as_the_public_may_know() {
    let served = served_many();
    let found = json(&served.get("/api/search?q=landlord&facets=true").await);
    assert_eq!(found["facets"]["theme"], serde_json::json!([{"term": "housing", "stories": "about 10"}]));
    let few = json(&served.get("/api/search?q=cottage&facets=true").await);
    assert_eq!(few["facets"]["theme"][0]["stories"], "fewer than 10");
    assert_eq!(json(&served.get("/api/search?q=cottage").await).get("facets"), None);
    let page = served.get("/?q=landlord+OR+kettle").await.body;
    assert!(!page.contains("Narrow these down"), "where all are filed alike there is nothing to choose");
    let other =
        STORY.replace("themes: [\"housing\"]", "themes: [\"education\"]").replace("kettle on", "kettle off");
    publish(served.dir.path(), &other, PublicId::from_random([0x77; 16]));
    let page = served.get("/?q=landlord+OR+kettle").await.body;
    let link = "/?q=%28landlord%20OR%20kettle%29%20theme%3Aeducation&amp;";
    assert!(page.contains("Narrow these down") && page.contains(link), "{page}");
    let narrowed = served.get("/?q=%28landlord%20OR%20kettle%29%20theme%3Aeducation").await.body;
    assert_eq!(narrowed.matches("<h3 lang").count(), 1, "{narrowed}");
}

#[tokio::test]
async fn a_name_that_is_mistyped_in_an_address_is_not_passed_over() {
    let served = served();
    for address in [
        "/api/search?q=kettle&facet=true",
        "/api/search?query=kettle",
        "/api/suggest?text=ket",
        "/api/saved-search?text=kettle",
        &format!("/api/stories/{}/similar?most=3", served.id),
    ] {
        assert_eq!(served.get(address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
    for address in ["/api/search?", "/api/search?&q=kettle&", "/?q=kettle&from=newsletter"] {
        assert_eq!(served.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn suggestions_lead_to_no_few() {
    let served = served_many();
    assert_eq!(json(&served.get("/api/suggest?q=the+landl").await)["words"][0], "landlord");
    for alone in ["cott", "quillf", "", "l", "%22%28"] {
        assert_eq!(served.get(&format!("/api/suggest?q={alone}")).await.body, "{\"words\":[]}", "{alone}");
    }
}

#[tokio::test]
async fn stories_alike_are_others_and_one_that_is_gone_has_none() {
    let served = served_many();
    for address in [format!("/api/stories/{}", served.id), "/api/search?q=landlord".to_owned()] {
        let told = served.get(&address).await.body;
        assert!(told.contains("\"banner\":\"A true story. Names, places"), "{told}");
    }
    let (id, address) = (served.id.to_string(), format!("/api/stories/{}/similar?limit=3", served.id));
    let alike = json(&served.get(&address).await);
    assert_eq!(alike["stories"].as_array().unwrap().len(), 3);
    assert!(!alike.to_string().contains(&id));
    assert!(served.get(&format!("/stories/{id}")).await.body.contains("Stories like this one"));
    Archive::open(served.dir.path()).unwrap().writer().unwrap().withdraw(served.id).unwrap();
    let gone = served.get(&address).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert_eq!(gone, served.get("/api/stories/nonsense/similar?limit=3").await);
}

#[tokio::test]
async fn a_search_that_was_saved_finds_the_same() {
    let served = served_many();
    let saved = served.get("/api/saved-search?name=%22mine%22&q=landlord+%22the+keys%22&sort=oldest").await;
    assert_eq!(SavedSearch::parse(&saved.body).unwrap().text, "landlord \"the keys\"");
    let typed = served.get("/api/search?q=landlord+%22the+keys%22&sort=oldest&limit=4&offset=2").await;
    let again = served.post("/api/saved-search?limit=4&offset=2", "application/ron", saved.body).await;
    assert_eq!(json(&again), json(&typed));
}

#[tokio::test]
async fn what_is_no_saved_search_is_refused_by_its_place() {
    let served = served();
    let place = "/api/saved-search";
    for (address, kind, body, status, says) in [
        (place, "application/ron", "SavedSearch(\n name: \"Canary\",\n text: 5)", 400, "line 3"),
        (place, "application/ron", "SavedSearch(name: \"a\", text: \"b\", canary: 1)", 400, "line 1"),
        (place, "text/plain", "", 400, "line 1"),
        (place, "application/json", "{\"name\": \"Canary\"\n", 400, "line 2"),
        (
            place,
            "application/json",
            "{\"name\": \"a\", \"text\": \"b\", \"sort\": \"canary\"}",
            400,
            "line 1",
        ),
        (place, "application/xml", "<a>Canary</a>", 415, "application/ron"),
        (
            "/api/saved-search?q=canary",
            "application/ron",
            "SavedSearch(name: \"\", text: \"\")",
            400,
            "never in an address",
        ),
    ] {
        let answer = served.post(address, kind, body).await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
        assert!(
            answer.body.contains(says) && !answer.body.to_lowercase().contains("canary"),
            "{}",
            answer.body
        );
    }
    let deep = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(served.post(place, "application/ron", deep).await.status, StatusCode::BAD_REQUEST);
    let bytes = served.post(place, "application/ron", vec![0xff]).await;
    assert_eq!(bytes.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn figures_are_disclosed_entered_and_refused_where_they_differ_by_a_few() {
    let served = served_many();
    let all = json(&served.program("/api/report", r#"{"name": "All"}"#).await);
    assert_eq!(all["name"], "All");
    let ledger = fs::read_to_string(served.ledger()).unwrap();
    assert!(ledger.contains(&served.id.to_string()));
    let few = served.program("/api/report", r#"{"name": "Less one", "text": "landlord"}"#).await;
    assert_eq!(few.status, StatusCode::CONFLICT, "{}", few.body);
    assert_eq!(fs::read_to_string(served.ledger()).unwrap(), ledger, "what is refused is not entered");
    for (format, kind) in [("csv", "text/csv"), ("markdown", "text/markdown"), ("html", "text/html")] {
        let body = format!("{{\"name\": \"All\", \"format\": \"{format}\"}}");
        let answer = served.program("/api/report", &body).await;
        assert!(answer.headers["content-type"].to_str().unwrap().starts_with(kind), "{format}");
        assert_eq!(answer.status, StatusCode::OK);
    }
    let quote = |id: &str| format!(r#"{{"name": "All", "quote": ["{id}"]}}"#);
    let hidden = served.program("/api/report", &quote(&served.id.to_string())).await;
    assert_eq!(hidden.status, StatusCode::CONFLICT, "all are filed alike, so the figure of that is hidden");
    let other = served.program("/api/report", &quote(&"cd".repeat(16))).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST, "{}", other.body);
    assert_eq!(fs::read_to_string(served.ledger()).unwrap().matches("stories:").count(), 4);
}

#[tokio::test]
async fn figures_are_not_made_of_what_is_not_understood_or_for_pages_of_others() {
    let served = served_many();
    for body in [
        r#"{"text": "canary"}"#,
        r#"{"name": "a", "canary": 1}"#,
        r#"{"name": "a", "quote": ["canary"]}"#,
        r#"{"name": "a", "text": "canary:zibbel"}"#,
        r#"{"name": "a", "format": "canary"}"#,
    ] {
        let answer = served.program("/api/report", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(!answer.body.contains("canary"), "{}", answer.body);
    }
    for (host, kind) in [
        ("rebound.example", "application/json"),
        ("127.0.0.1.rebound.example", "application/json"),
        ("localhost:8080", "text/plain"),
    ] {
        let request = Request::post("/api/report").header("host", host).header("content-type", kind);
        let answer = served.ask(request.body(Body::from(r#"{"name": "a"}"#)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{host}");
    }
    assert!(!served.ledger().exists());
}

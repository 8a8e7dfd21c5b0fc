//! Pages and JSON over the archive.

use axum::http::StatusCode;
use storyveil::archive::Archive;

use crate::archive::served;

#[tokio::test]
async fn the_first_page_searches_without_scripts_and_says_what_the_stories_are() {
    let answer = served().get("/").await;
    assert_eq!(answer.status, StatusCode::OK);
    for needed in ["<html lang=\"en\">", "class=\"banner\"", "<label for=\"q\">", "href=\"#main\"", "noindex"]
    {
        assert!(answer.body.contains(needed), "{needed}");
    }
    assert!(
        !answer.body.contains("<script")
            && !answer.body.contains("http://")
            && !answer.body.contains("https://")
    );
}

#[tokio::test]
async fn a_search_finds_the_story_and_escapes_it() {
    let served = served();
    let answer = served.get("/?q=kettle").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(&format!("/stories/{}", served.id)));
    assert!(answer.body.contains("<mark>kettle</mark>"), "{}", answer.body);
    assert!(answer.body.contains("A kettle &lt;b&gt;&amp; a key"), "{}", answer.body);
    assert!(answer.body.contains("fewer than 10"), "counts are disclosed, not exact");
}

#[tokio::test]
async fn a_page_says_first_how_many_were_found_and_what_to_do_where_none_were() {
    let served = served();
    assert!(served.get("/?q=kettle").await.body.contains("<title>Fewer than 10 found – Stories</title>"));
    let none = served.get("/?q=((((").await.body;
    assert!(none.contains("<title>None found") && none.contains("Try fewer words"), "{none}");
    assert_eq!(none.matches("class=\"notice\"").count(), 1, "the same is said once");
    assert!(served.get("/?q=kettle&offset=10").await.body.contains("There are no further results"));
}

#[tokio::test]
async fn what_is_searched_for_is_escaped_where_it_is_shown_again() {
    let answer = served().get("/?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains("<script"), "{}", answer.body);
}

#[tokio::test]
async fn a_masked_name_is_found_no_more_than_a_nonsense_word() {
    let served = served();
    let page = |answer: crate::archive::Answer, word: &str| answer.body.replace(word, "WORD");
    let name = page(served.get("/?q=quillfeather").await, "quillfeather");
    assert_eq!(name, page(served.get("/?q=xyzzyplughfoo").await, "xyzzyplughfoo"));
    let json = served.get("/api/search?q=quillfeather").await;
    assert_eq!(json.body, served.get("/api/search?q=xyzzyplughfoo").await.body);
}

#[tokio::test]
async fn a_story_page_has_banner_and_text() {
    let served = served();
    let answer = served.get(&format!("/stories/{}", served.id)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("This is a true story.") && answer.body.contains("put the kettle on"));
    assert!(!answer.body.to_lowercase().contains("quillfeather"));
}

#[tokio::test]
async fn json_holds_the_same_story() {
    let served = served();
    let story = served.get(&format!("/api/stories/{}", served.id)).await;
    let story: serde_json::Value = serde_json::from_str(&story.body).unwrap();
    assert_eq!(story["id"], served.id.to_string());
    let found = served.get("/api/search?q=keys&limit=5").await;
    let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
    assert_eq!(found["stories"][0]["id"], story["id"]);
    assert_eq!(found["total"], "fewer than 10");
}

#[tokio::test]
async fn unknown_withdrawn_and_malformed_ids_answer_alike() {
    let served = served();
    let id = served.id.to_string();
    assert_eq!(served.get(&format!("/stories/{id}")).await.status, StatusCode::OK);
    Archive::open(served.dir.path()).unwrap().writer().unwrap().withdraw(served.id).unwrap();
    for place in ["/stories", "/api/stories"] {
        let withdrawn = served.get(&format!("{place}/{id}")).await;
        assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
        for other in
            ["cd".repeat(16), "AB".repeat(16), "nonsense".to_owned(), "%ff%fe".to_owned(), "a/b".to_owned()]
        {
            assert_eq!(served.get(&format!("{place}/{other}")).await, withdrawn, "{place}/{other}");
        }
    }
    assert!(!served.get("/?q=kettle").await.body.contains(&id), "a withdrawn story is found by nobody");
}

#[tokio::test]
async fn every_answer_carries_the_safety_headers() {
    let served = served();
    for address in [
        "/",
        "/?q=kettle",
        "/stories/none",
        "/api/search?q=a",
        "/none",
        "/style.css",
        "/robots.txt",
        "/api/redact",
    ] {
        let headers = served.get(address).await.headers;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("x-robots-tag", "noindex, nofollow, noarchive"),
        ] {
            assert_eq!(headers[name], value, "{address}");
        }
    }
    assert_eq!(served.get("/robots.txt").await.body, "User-agent: *\nDisallow: /\n");
}

#[tokio::test]
async fn limits_are_kept_and_a_wrong_address_is_not_repeated() {
    let served = served();
    let answer = served.get("/api/search?q=a&limit=canary").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.body.contains("canary"), "{}", answer.body);
    assert_eq!(served.get("/api/search?q=a&sort=canary").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(served.get("/api/search?q=a&sort=newest").await.status, StatusCode::OK);
    assert_eq!(served.get("/api/search?limit=4000000000&offset=4000000000").await.status, StatusCode::OK);
    let long = format!("/api/search?q={}", "word+".repeat(2_000));
    let long = served.get(&long).await;
    assert_eq!(long.status, StatusCode::OK);
    assert!(!long.body.contains("\"notices\":[]"), "what was passed over is said");
}

//! Signed bundles of invented stories: an archive of any size in seconds, without redacting what needs no redaction.
//!
//! This opens no door into an archive: whoever merges such a bundle has listed its key, and the key is made here.

use ed25519_dalek::{Signer, SigningKey};
use serde_json::json;

use crate::corpus::Planted;

/// The name and the public key by which an office would list the maker of these bundles, in its file of members.
pub fn members() -> String {
    format!("Members([(name: {MEMBER:?}, key: {:?})])", hex(key().verifying_key().as_bytes()))
}

/// The bundle number `sequence` with `stories`, in the format that the archive documents.
pub fn bundle(sequence: u64, stories: &[Planted]) -> Vec<u8> {
    let mut stories: Vec<&Planted> = stories.iter().collect();
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    let head = json!({
        "member": MEMBER, "audience": "public", "sequence": sequence, "stories": stories.len(), "withdrawn": [],
        "figures": null,
    });
    let mut payload = format!("{MAGIC}{head}\n").into_bytes();
    for story in stories {
        serde_json::to_writer(&mut payload, &line(story)).expect("text can be written to memory");
        payload.push(b'\n');
    }
    let signature = hex(&key().sign(&payload).to_bytes());
    [MAGIC.as_bytes(), signature.as_bytes(), b"\n", &payload[MAGIC.len()..]].concat()
}

fn line(story: &Planted) -> serde_json::Value {
    json!({
        "id": story.id, "lang": story.lang, "title": story.title, "body": story.body, "attribution": null,
        "themes": story.themes, "outcomes": story.outcomes, "programmes": ["advice"], "changes": [],
        "people": story.people, "period": { "from": story.years.0, "to": story.years.1 }, "region": story.region,
        "names_changed": false, "leaves_on": "2030-01-01",
    })
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const MEMBER: &str = "An invented member";
const MAGIC: &str = "storyveil bundle 1\n";

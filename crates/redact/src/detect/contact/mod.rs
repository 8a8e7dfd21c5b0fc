//! How to reach somebody by wire: e-mail, web addresses, names on social networks, IP addresses (DI-4).

mod email;
mod handle;
mod ip;
mod spoken;
mod spoken_phone;
mod url;

pub use self::email::EmailDetector;
pub use self::handle::HandleDetector;
pub use self::ip::IpDetector;
pub use self::spoken::SpokenEmailDetector;
pub use self::spoken_phone::SpokenPhoneDetector;
pub use self::url::UrlDetector;

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

/// Endings of domain names, from `data/detect/domains.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Domains {
    /// Endings that make a web address of `name.ending` by themselves.
    bare: Vec<String>,
}

impl Domains {
    fn embedded() -> &'static Domains {
        static EMBEDDED: LazyLock<Domains> = LazyLock::new(|| {
            crate::ron_file::parse(include_str!("../../../data/detect/domains.ron"))
                .expect("embedded data is tested")
        });
        &EMBEDDED
    }

    /// Whether `host` ends in a listed ending with a name before it. Letter case is ignored.
    fn ends(&self, host: &str) -> bool {
        let ending = host.rsplit_once('.').filter(|(name, _)| !name.is_empty());
        ending.is_some_and(|(_, ending)| self.bare.iter().any(|bare| bare.eq_ignore_ascii_case(ending)))
    }
}

/// Bytes of the host name that begins at `start`: labels of letters, digits and dashes, joined by single dots. A dot,
/// dash or underscore at its end belongs to the sentence.
fn host_at(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut host = &rest[..rest.find(|c| !in_host(c)).unwrap_or(rest.len())];
    if let Some((first, _)) = host.split_once("..") {
        host = first;
    }
    start..start + host.trim_end_matches(['.', '-', '_']).len()
}

/// Whether the last label of `host` could be the name of a top-level domain: two letters or more, nothing else, with
/// another label before it.
fn has_ending(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty() && ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic)
    })
}

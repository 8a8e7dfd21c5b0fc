//! Keys that bundles are signed with, and the list of members whose signature counts.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::Deserialize;
use storyveil_redact::fold_into;

/// The secret that a member signs its bundles with: whoever has it can publish in the member's name. It is another key
/// than the one that invented names are drawn with, and neither is taken for the other.
pub struct BundleKey(SigningKey);

/// Text that is no [`BundleKey`]. It repeats nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key for bundles; `storyveil keygen --bundle` makes one")]
pub struct BundleKeyError;

impl BundleKey {
    /// A key of 32 bytes that must come from a secure random source; a frontend draws them.
    pub fn from_random(bytes: [u8; 32]) -> BundleKey {
        BundleKey(SigningKey::from_bytes(&bytes))
    }

    /// Reads a key as [`to_text`](BundleKey::to_text) writes it.
    ///
    /// # Errors
    /// [`BundleKeyError`].
    pub fn parse(text: &str) -> Result<BundleKey, BundleKeyError> {
        let digits = text.trim().strip_prefix(SECRET).ok_or(BundleKeyError)?;
        bytes_of(digits).map(BundleKey::from_random).ok_or(BundleKeyError)
    }

    /// As a line of text, to be kept in a file that nobody else can read.
    pub fn to_text(&self) -> String {
        format!("{SECRET}{}", digits_of(self.0.as_bytes()))
    }

    /// What an office lists to know this member by.
    pub fn public(&self) -> MemberKey {
        MemberKey(self.0.verifying_key())
    }

    pub(super) fn sign(&self, message: &[u8]) -> Signature {
        self.0.sign(message)
    }
}

impl fmt::Debug for BundleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BundleKey(..)")
    }
}

/// How the text of a secret key begins.
const SECRET: &str = "storyveil-bundle-key-";

/// The public half of a [`BundleKey`], written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MemberKey(VerifyingKey);

impl MemberKey {
    /// Whether `signature` is by this key over `message`. Signatures of weak keys and malleable ones are refused.
    pub(super) fn has_signed(&self, message: &[u8], signature: &Signature) -> bool {
        self.0.verify_strict(message, signature).is_ok()
    }
}

impl FromStr for MemberKey {
    type Err = MembersError;

    fn from_str(text: &str) -> Result<MemberKey, MembersError> {
        let key = bytes_of(text).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        key.filter(|key| !key.is_weak()).map(MemberKey).ok_or(MembersError::Key)
    }
}

impl fmt::Display for MemberKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&digits_of(self.0.as_bytes()))
    }
}

impl fmt::Debug for MemberKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A member of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the office calls it, and what its bundles must say.
    pub name: String,
    /// Whose signature counts as its own.
    pub key: MemberKey,
}

/// The members of an office: the only ones whose bundles it takes. A file in RON, fail-closed.
///
/// ```
/// use storyveil_archive::{BundleKey, Members};
/// let key = BundleKey::from_random([7; 32]).public(); // a real key comes from a secure source of random bytes
/// let members = Members::parse(&format!(r#"Members([(name: "Riverside Roma Support", key: "{key}")])"#))?;
/// assert_eq!(members.iter().next().unwrap().key, key);
/// # Ok::<(), storyveil_archive::MembersError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members(Vec<Member>);

/// Why a file is no list of members.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MembersError {
    /// The file does not parse.
    #[error(
        "line {line}, column {column}: this is not a list of members; write Members([(name: \"...\", key: \"...\")])"
    )]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
    },
    /// A key that is none.
    #[error(
        "a member's key is 64 hexadecimal digits, as `storyveil keygen --bundle` prints it; ask the member for it"
    )]
    Key,
    /// Two members of one name or one key: one could withdraw the stories of the other.
    #[error("two members have the same name or the same key; every member needs its own")]
    Twice,
}

#[derive(Deserialize)]
#[serde(rename = "Members", deny_unknown_fields)]
struct List(Vec<Entry>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    key: String,
}

impl Members {
    /// Reads a list of members.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(text: &str) -> Result<Members, MembersError> {
        let List(entries) = ron::from_str(text).map_err(|error: ron::error::SpannedError| {
            let at = error.span.start;
            MembersError::Syntax { line: at.line, column: at.col }
        })?;
        let member = |Entry { name, key }| key.parse().map(|key| Member { name, key });
        let members = entries.into_iter().map(member).collect::<Result<Vec<Member>, _>>()?;
        let names: BTreeSet<String> = members.iter().map(|member| folded(&member.name)).collect();
        let keys: BTreeSet<String> = members.iter().map(|member| member.key.to_string()).collect();
        match names.len() == members.len() && keys.len() == members.len() {
            true => Ok(Members(members)),
            false => Err(MembersError::Twice),
        }
    }

    /// The members, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Member> {
        self.0.iter()
    }

    /// The member that calls itself `name`, letter for letter.
    pub(super) fn named(&self, name: &str) -> Option<&Member> {
        self.0.iter().find(|member| member.name == name)
    }
}

fn folded(name: &str) -> String {
    let mut folded = String::new();
    fold_into(name.trim(), &mut folded);
    folded
}

/// `bytes` as hexadecimal digits in lower case.
pub(super) fn digits_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hexadecimal digits in lower case stand for.
pub(super) fn bytes_of<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let fits = digits.len() == 2 * N && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate().filter(|_| fits) {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    fits.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_were_written_and_never_shown() {
        let key = BundleKey::from_random([9; 32]);
        let again = BundleKey::parse(&format!("{}\n", key.to_text())).unwrap();
        assert_eq!(again.public(), key.public());
        assert_eq!(key.public().to_string().parse(), Ok(key.public()));
        assert_eq!(format!("{key:?}"), "BundleKey(..)");
        let digits = "0".repeat(64);
        assert!(BundleKey::parse(&digits).is_err(), "the key for invented names is none for bundles");
    }

    #[test]
    fn members_must_differ_and_errors_have_the_place_only() {
        let key = |seed| BundleKey::from_random([seed; 32]).public();
        let list = |a: &str, ka, b: &str, kb| {
            Members::parse(&format!("Members([(name: {a:?}, key: \"{ka}\"), (name: {b:?}, key: \"{kb}\")])"))
        };
        assert!(list("One", key(1), "Two", key(2)).is_ok());
        assert_eq!(list("One", key(1), "Two", key(1)), Err(MembersError::Twice));
        assert_eq!(list("One", key(1), "ONE ", key(2)), Err(MembersError::Twice));
        let error = Members::parse("Members([\n(name: \"zibbel\")])").unwrap_err();
        assert!(
            matches!(error, MembersError::Syntax { line: 2, .. }) && !error.to_string().contains("zibbel")
        );
        assert_eq!(Members::parse("Members([(name: \"a\", key: \"00\")])"), Err(MembersError::Key));
        let weak = format!("01{}", "0".repeat(62));
        assert_eq!(
            weak.parse::<MemberKey>(),
            Err(MembersError::Key),
            "anything can be signed with the neutral point"
        );
    }
}

//! The key that surrogates are drawn with.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};

/// A secret of 32 bytes. Whoever has it, the story and the policy can repeat the choice of surrogates; without it
/// nothing about a story follows from its surrogates. `Debug` does not show it.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// A key file that does not hold a key. Says nothing of what it does hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key file holds 64 hexadecimal digits (32 bytes) and nothing else; make one with `storyveil keygen FILE`"
)]
pub struct KeyError;

impl Key {
    /// A key from its bytes, which must come from a secure random source.
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// Reads 64 hexadecimal digits; blanks around them are ignored.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Key, KeyError> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            return Err(KeyError);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |c: u8| char::from(c).to_digit(16).ok_or(KeyError);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).map_err(|_| KeyError)?;
        }
        Ok(Key(bytes))
    }

    /// A number that only this key gives for this story and ordinal. Bound to the whole story, so that no two stories
    /// share a sequence (DI-9).
    pub(crate) fn draw(&self, story: &[u8; 32], ordinal: u64) -> u64 {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(b"storyveil surrogate 1");
        mac.update(story);
        mac.update(&ordinal.to_be_bytes());
        let bytes = mac.finalize().into_bytes();
        u64::from_be_bytes(bytes[..8].try_into().expect("SHA-256 gives 32 bytes"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// SHA-256 over `parts`, each preceded by its length so that no two lists of parts run together.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_is_read_from_hexadecimal_and_not_shown() {
        let key = Key::parse(&format!(" {}\n", "a1".repeat(32))).unwrap();
        assert_eq!(format!("{key:?}"), "Key(..)");
        assert_eq!(key.0, [0xa1; 32]);
        for wrong in ["", "a1", &"zz".repeat(32), &"a1".repeat(33)] {
            assert_eq!(Key::parse(wrong).err(), Some(KeyError));
        }
    }
}

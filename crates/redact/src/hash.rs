//! Sets and maps that are only looked up, never listed, so that no order of theirs can reach the output.
//!
//! What is put in comes from the crate's lists, a charity's books or places in a text, so nobody can choose many keys
//! that fall together: a hash that is quick will do.

/// A set that is only looked up.
pub(crate) type Set<T> = rustc_hash::FxHashSet<T>;

/// A map that is only looked up.
pub(crate) type Map<K, V> = rustc_hash::FxHashMap<K, V>;

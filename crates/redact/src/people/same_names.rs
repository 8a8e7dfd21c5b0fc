//! Spellings of one given name: "Youssef" and "Yusuf", "Jakub" and "Jacob".

use std::sync::LazyLock;

use crate::hash::Map;
use crate::words::list_lines;

/// Whether both are listed as spellings of one name; both folded.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    spellings(one).any(|group| spellings(other).any(|of_other| of_other == group))
}

/// The groups that list the name.
fn spellings(name: &str) -> impl Iterator<Item = usize> {
    GROUPS.get(name).into_iter().flatten().copied()
}

/// The numbers of the groups of each name, from `data/name_spellings.txt`.
static GROUPS: LazyLock<Map<String, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: Map<String, Vec<usize>> = Map::default();
    for (group, line) in list_lines(include_str!("../../data/name_spellings.txt")).enumerate() {
        for name in line.split_whitespace() {
            groups.entry(name.to_owned()).or_default().push(group);
        }
    }
    groups
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_line_are_one_name() {
        assert!(is_same_name("youssef", "yusuf") && is_same_name("jacob", "jakub"));
        assert!(!is_same_name("ion", "ioan") && !is_same_name("yusuf", "yusra"));
    }

    #[test]
    fn every_line_of_the_list_is_two_names_or_more() {
        for line in list_lines(include_str!("../../data/name_spellings.txt")) {
            let names: Vec<&str> = line.split_whitespace().collect();
            let letters = |name: &&str| name.chars().all(|c| c.is_ascii_lowercase());
            assert!(names.len() > 1 && names.iter().all(letters), "{line}");
        }
    }
}

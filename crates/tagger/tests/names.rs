//! Names of many origins, careless capitals: recall over a table of invented people.

use std::collections::BTreeMap;

use storyveil_tagger::{Preset, Tagger};

/// Sentences in which a person is the only one named.
const SENTENCES: [&str; 6] = [
    "Last winter NAME came to our advice centre with a letter from the landlord.",
    "We helped NAME to find a flat and a school place.",
    "The interpreter explained the form to NAME and her mother.",
    "NAME has worked as a cleaner for seven years.",
    "“They listened to me,” says NAME, who arrived in 2014.",
    "After the hearing, NAME thanked the volunteers.",
];

/// For each origin, how many of the name's words are found in all sentences, and how many there are.
fn recall(write: impl Fn(&str) -> String) -> BTreeMap<&'static str, (usize, usize)> {
    let tagger = Tagger::embedded();
    let mut recall = BTreeMap::new();
    for line in include_str!("../data/cases/names.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (origin, name) = line.split_once('\t').expect("origin and name");
        for sentence in SENTENCES {
            let name = write(name);
            let text = sentence.replace("NAME", &name);
            let start = text.find(&name).expect("the name is in the sentence");
            let found = tagger.tag(&text, Preset::Publish);
            let (hit, all): &mut (usize, usize) = recall.entry(origin).or_default();
            for word in name.split(' ') {
                let at = start + name.find(word).expect("the word is in the name");
                *all += 1;
                *hit += usize::from(found.iter().any(|mention| mention.start() <= at && at < mention.end()));
            }
        }
    }
    recall
}

fn total(recall: &BTreeMap<&str, (usize, usize)>) -> (usize, usize) {
    recall.values().fold((0, 0), |sum, (hit, all)| (sum.0 + hit, sum.1 + all))
}

/// "Worst against best origin of name: recall difference at most 2 points."
#[test]
fn names_of_every_origin_are_found_alike() {
    let recall = recall(str::to_owned);
    let permille: Vec<usize> = recall.values().map(|(hit, all)| hit * 1000 / all).collect();
    let (best, worst) = (permille.iter().max(), permille.iter().min());
    assert!(best.zip(worst).is_some_and(|(best, worst)| best - worst <= 20), "{recall:?}");
}

#[test]
fn nearly_every_name_is_found() {
    let (hit, all) = total(&recall(str::to_owned));
    assert!(hit * 1000 >= all * 980, "{hit} of {all}");
}

#[test]
fn three_of_four_names_in_lower_case_are_found() {
    let (hit, all) = total(&recall(str::to_lowercase));
    assert!(hit * 100 >= all * 75, "{hit} of {all}");
}

#[test]
fn names_in_capitals_are_found() {
    let (hit, all) = total(&recall(str::to_uppercase));
    assert!(hit * 100 >= all * 95, "{hit} of {all}");
}

//! The linear-chain conditional random field: likelihoods and gradients of one run of tokens.
//!
//! Lafferty, McCallum and Pereira, ICML 2001. The recursions are those of Rabiner, Proceedings of the IEEE 77(2), 1989,
//! with each position scaled to sum 1.

use crate::label::{Scheme, TAGS};

/// One value for each tag.
pub(super) type Tags = [f32; TAGS];

/// Expected tags and transitions of a run.
pub(super) struct Expected {
    /// For each token, how likely each tag is.
    pub(super) tags: Vec<Tags>,
    /// How often each tag follows each, summed over the run; the first token follows "outside".
    pub(super) transitions: [Tags; TAGS],
}

/// The expectations given scores of tokens and transitions, with only the tags in `allowed` (bits) possible.
pub(super) fn expect(
    scheme: Scheme,
    scores: &[Tags],
    transitions: &[Tags; TAGS],
    allowed: &[u8],
) -> Expected {
    let potentials: Vec<Tags> =
        scores.iter().zip(allowed).map(|(row, allowed)| potential(row, *allowed)).collect();
    let steps = transitions.map(|row| row.map(libm::expf));
    let steps: [Tags; TAGS] = std::array::from_fn(|before| {
        std::array::from_fn(
            |tag| if scheme.may_follow(before as u8, tag as u8) { steps[before][tag] } else { 0.0 },
        )
    });
    let forward = forward(&potentials, &steps);
    backward(&potentials, &steps, &forward)
}

fn potential(scores: &Tags, allowed: u8) -> Tags {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    std::array::from_fn(|tag| {
        if allowed >> tag & 1 == 1 { libm::expf((scores[tag] - most).max(-40.0)) } else { 0.0 }
    })
}

fn forward(potentials: &[Tags], steps: &[Tags; TAGS]) -> Vec<Tags> {
    let mut rows: Vec<Tags> = Vec::with_capacity(potentials.len());
    let mut before = [0.0; TAGS];
    before[0] = 1.0;
    for potential in potentials {
        let mut row = [0.0; TAGS];
        for from in 0..TAGS {
            for tag in 0..TAGS {
                row[tag] += before[from] * steps[from][tag];
            }
        }
        for tag in 0..TAGS {
            row[tag] *= potential[tag];
        }
        before = scaled(row);
        rows.push(before);
    }
    rows
}

fn backward(potentials: &[Tags], steps: &[Tags; TAGS], forward: &[Tags]) -> Expected {
    let mut expected = Expected { tags: vec![[0.0; TAGS]; forward.len()], transitions: [[0.0; TAGS]; TAGS] };
    let mut start = [0.0; TAGS];
    start[0] = 1.0;
    let mut after = [1.0; TAGS];
    for at in (0..forward.len()).rev() {
        expected.tags[at] = scaled(std::array::from_fn(|tag| forward[at][tag] * after[tag]));
        let ahead: Tags = std::array::from_fn(|tag| potentials[at][tag] * after[tag]);
        let before = if at == 0 { &start } else { &forward[at - 1] };
        let pairs: [Tags; TAGS] = std::array::from_fn(|from| {
            std::array::from_fn(|tag| before[from] * steps[from][tag] * ahead[tag])
        });
        let total: f32 = pairs.iter().flatten().sum::<f32>().max(f32::MIN_POSITIVE);
        let sums = expected.transitions.iter_mut().flatten();
        sums.zip(pairs.iter().flatten()).for_each(|(sum, pair)| *sum += pair / total);
        after = scaled(std::array::from_fn(|from| (0..TAGS).map(|tag| steps[from][tag] * ahead[tag]).sum()));
    }
    expected
}

fn scaled(row: Tags) -> Tags {
    let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    row.map(|value| value / total)
}

#[cfg(test)]
mod tests {
    use super::{Scheme, TAGS, expect};

    /// All readings of three tokens, added up one by one, give the same expectations.
    #[test]
    fn expectations_agree_with_counting_all_readings() {
        let scores: Vec<[f32; TAGS]> =
            (0..3).map(|at| std::array::from_fn(|tag| ((at * 7 + tag * 3) % 5) as f32 / 2.0 - 1.0)).collect();
        let transitions =
            std::array::from_fn(|from| std::array::from_fn(|tag| ((from * 2 + tag) % 3) as f32 / 3.0));
        let allowed = [0b111_1111, 0b100_0111, 0b111_1111];
        let expected = expect(Scheme::Names, &scores, &transitions, &allowed);
        let mut tags = [[0.0_f64; TAGS]; 3];
        let mut total = 0.0;
        for reading in 0..TAGS.pow(3) {
            let path = [reading % TAGS, reading / TAGS % TAGS, reading / TAGS / TAGS];
            let mut weight = 1.0_f64;
            let mut before = 0;
            for (at, tag) in path.into_iter().enumerate() {
                let possible =
                    allowed[at] >> tag & 1 == 1 && Scheme::Names.may_follow(before as u8, tag as u8);
                let score = f64::from(scores[at][tag]) + f64::from(transitions[before][tag]);
                weight *= if possible { score.exp() } else { 0.0 };
                before = tag;
            }
            total += weight;
            path.into_iter().enumerate().for_each(|(at, tag)| tags[at][tag] += weight);
        }
        for (expected, counted) in expected.tags.iter().flatten().zip(tags.iter().flatten()) {
            assert!((f64::from(*expected) - counted / total).abs() < 1e-4);
        }
    }
}

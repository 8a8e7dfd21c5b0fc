//! From sums of weights to the best tags and how sure they are.

use crate::label::{Label, OUTSIDE, TAGS};
use crate::weights::{FORBIDDEN, Transitions};

/// The best tag of a token and its margin: by how many units the best reading of the run beats the best reading that
/// leaves this token outside mentions (for a token outside: the best reading that takes it into one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) tag: u8,
    pub(crate) margin: i32,
}

/// Finds the best tags for a run of tokens (Viterbi), and their margins (the same recursion from both ends).
///
/// All arithmetic is on integers.
pub(crate) fn decode(transitions: &Transitions, emissions: &[[i32; TAGS]]) -> Vec<Tagged> {
    let (forward, links) = forward(transitions, emissions);
    let Some(last) = forward.last() else { return Vec::new() };
    let mut tag = best(last);
    let mut tagged = vec![Tagged { tag: 0, margin: 0 }; emissions.len()];
    for at in (0..emissions.len()).rev() {
        tagged[at].tag = tag;
        tag = links[at][tag as usize];
    }
    set_margins(transitions, emissions, &forward, &mut tagged);
    tagged
}

/// Gives each mention the label that suits its tokens best by their weights without bias.
///
/// The bias decides whether something is masked. It favours persons, and must not turn organisations into persons: what
/// is taken for a person is looked for in the whole document.
pub(crate) fn choose_labels(tagged: &mut [Tagged], plain: &[[i32; TAGS]]) {
    let mut first = 0;
    while first < tagged.len() {
        let Some(label) = Label::of_tag(tagged[first].tag) else {
            first += 1;
            continue;
        };
        let inner = tagged[first + 1..].iter().take_while(|token| token.tag == label.first_tag() + 1).count();
        let end = first + 1 + inner;
        let score = |label: Label| -> i32 {
            let tag = label.first_tag() as usize;
            plain[first][tag] + plain[first + 1..end].iter().map(|row| row[tag + 1]).sum::<i32>()
        };
        let best = Label::ALL.into_iter().rev().max_by_key(|label| score(*label)).unwrap_or(label);
        for (at, token) in tagged[first..end].iter_mut().enumerate() {
            token.tag = best.first_tag() + u8::from(at > 0);
        }
        first = end;
    }
}

/// The best score of each tag at each token, given everything before it, and the tag before it in that reading.
fn forward(transitions: &Transitions, emissions: &[[i32; TAGS]]) -> (Vec<[i32; TAGS]>, Vec<[u8; TAGS]>) {
    let mut scores = Vec::with_capacity(emissions.len());
    let mut links = Vec::with_capacity(emissions.len());
    // A run begins as if a token outside stood before it.
    let mut before = [FORBIDDEN; TAGS];
    before[OUTSIDE as usize] = 0;
    for emission in emissions {
        let mut score = [i32::MIN; TAGS];
        let mut link = [OUTSIDE; TAGS];
        for (from, (before, steps)) in before.iter().zip(transitions).enumerate() {
            for tag in 0..TAGS {
                let candidate = before + steps[tag];
                let better = candidate > score[tag];
                score[tag] = if better { candidate } else { score[tag] };
                link[tag] = if better { from as u8 } else { link[tag] };
            }
        }
        for tag in 0..TAGS {
            score[tag] = (score[tag] + emission[tag]).max(FORBIDDEN);
        }
        scores.push(score);
        links.push(link);
        before = score;
    }
    (scores, links)
}

fn set_margins(
    transitions: &Transitions,
    emissions: &[[i32; TAGS]],
    forward: &[[i32; TAGS]],
    tagged: &mut [Tagged],
) {
    // Runs without a mention need no second pass: nobody asks how surely a token is outside.
    if tagged.iter().all(|token| token.tag == OUTSIDE) {
        return;
    }
    let mut after = [0; TAGS];
    for at in (0..tagged.len()).rev() {
        let total: [i32; TAGS] = std::array::from_fn(|tag| forward[at][tag] + after[tag]);
        let outside = total[OUTSIDE as usize];
        let inside = total[1..].iter().copied().max().unwrap_or(FORBIDDEN);
        tagged[at].margin = (inside - outside).abs();
        after = std::array::from_fn(|tag| {
            let next = (0..TAGS).map(|to| transitions[tag][to] + emissions[at][to] + after[to]);
            next.max().unwrap_or(FORBIDDEN).max(FORBIDDEN)
        });
    }
}

fn best(scores: &[i32; TAGS]) -> u8 {
    (0..TAGS).rev().max_by_key(|tag| scores[*tag]).unwrap_or(0) as u8
}

/// A margin as a share of certainty from 50 to 100: the logistic function of the margin in natural logarithms, from
/// a table of integers so that every platform agrees.
pub(crate) fn confidence(margin: i32, unit: i32) -> u8 {
    let hundredths = i64::from(margin.max(0)) * 100 / i64::from(unit);
    50 + LOGITS.partition_point(|logit| *logit <= hundredths) as u8
}

/// Hundredths of ln(p / (1 - p)) for p = 51 % to 99 %, rounded; 99.9 % for the step to 100.
const LOGITS: [i64; 50] = [
    4, 8, 12, 16, 20, 24, 28, 32, 36, 41, 45, 49, 53, 58, 62, 66, 71, 75, 80, 85, 90, 94, 99, 105, 110, 115,
    121, 127, 132, 139, 145, 152, 159, 166, 173, 182, 190, 199, 209, 220, 231, 244, 259, 275, 294, 318, 348,
    389, 460, 691,
];

#[cfg(test)]
mod tests {
    use super::confidence;

    #[test]
    fn confidence_follows_the_logistic_function() {
        for (margin, expected) in [(0, 50), (16, 73), (32, 88), (48, 95), (10_000, 100)] {
            assert_eq!(confidence(margin, 16), expected);
        }
    }
}

//! The best row of labels for a sentence (Viterbi).

use super::label::{self, COUNT, OUTSIDE};

/// A score below any that a model can give.
const NEVER: i32 = i32::MIN / 4;

/// What the words' features say for each label.
pub type Emission = [i32; COUNT];

/// Every label allowed.
pub const ANY: u32 = (1 << COUNT) - 1;

/// Scores of one label following another; what may not follow has none.
#[derive(Debug, Clone)]
pub struct Transitions {
    scores: [[i32; COUNT]; COUNT],
    /// For each label, those that may stand before it.
    before: [Vec<u8>; COUNT],
}

impl Transitions {
    /// Transitions with these scores, by label and the one that follows it.
    pub fn new(scores: [[i32; COUNT]; COUNT]) -> Self {
        let before = std::array::from_fn(|to| {
            let to = to as u8;
            (0..COUNT as u8).filter(|&from| label::follows(Some(from), Some(to))).collect()
        });
        Self { scores, before }
    }

    /// The score of `to` following `from`.
    pub fn score(&self, from: u8, to: u8) -> i32 {
        self.scores[usize::from(from)][usize::from(to)]
    }

    /// The best row of labels, and its score. `allowed` gives for each word the labels that it may have, as bits; words
    /// past its end may have any. Cost: linear in the words.
    pub fn best(&self, emissions: &[Emission], allowed: &[u32]) -> (Vec<u8>, i32) {
        let mut scores = [NEVER; COUNT];
        let mut back: Vec<[u8; COUNT]> = Vec::with_capacity(emissions.len());
        for (i, emission) in emissions.iter().enumerate() {
            let mask = allowed.get(i).copied().unwrap_or(ANY);
            let mut next = [NEVER; COUNT];
            let mut from = [OUTSIDE; COUNT];
            for to in 0..COUNT {
                if mask >> to & 1 == 0 {
                    continue;
                }
                if i == 0 {
                    if label::follows(None, Some(to as u8)) {
                        next[to] = emission[to];
                    }
                    continue;
                }
                let mut best = NEVER;
                for &before in &self.before[to] {
                    let score =
                        scores[usize::from(before)].saturating_add(self.score(before, to as u8));
                    if score > best {
                        best = score;
                        from[to] = before;
                    }
                }
                if best > NEVER {
                    next[to] = best + emission[to];
                }
            }
            scores = next;
            back.push(from);
        }
        let mut last = OUTSIDE;
        let mut best = NEVER;
        for (i, &score) in scores.iter().enumerate() {
            if score > best && label::follows(Some(i as u8), None) {
                best = score;
                last = i as u8;
            }
        }
        let mut labels = vec![last; emissions.len()];
        for i in (1..emissions.len()).rev() {
            labels[i - 1] = back[i][usize::from(labels[i])];
        }
        (labels, best)
    }
}

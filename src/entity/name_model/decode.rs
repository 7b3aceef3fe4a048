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
    /// For each label, those that may stand before it, and what that scores.
    before: [Vec<(u8, i32)>; COUNT],
}

impl Transitions {
    /// Transitions with these scores, by label and the one that follows it.
    pub fn new(scores: [[i32; COUNT]; COUNT]) -> Self {
        let before = std::array::from_fn(|to| {
            let to = to as u8;
            (0..COUNT as u8)
                .filter(|&from| label::follows(Some(from), Some(to)))
                .map(|from| (from, scores[usize::from(from)][usize::from(to)]))
                .collect()
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
        // The only label that the word before may have.
        let mut only = None;
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
                for &(before, between) in &self.before[to] {
                    if only.is_some_and(|only| only != before) {
                        continue;
                    }
                    let score = scores[usize::from(before)].saturating_add(between);
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
            only = mask.is_power_of_two().then(|| mask.trailing_zeros() as u8);
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

#[cfg(test)]
mod tests {
    use super::{ANY, COUNT, Emission, OUTSIDE, Transitions, label};
    use crate::entity::name_model::NameClass;
    use crate::entity::name_model::label::Part;

    /// Scores without a pattern, the same each time.
    fn scores(seed: u32) -> Emission {
        std::array::from_fn(|i| {
            (seed.wrapping_mul(31).wrapping_add(i as u32).wrapping_mul(2_654_435_761) >> 24) as i32
        })
    }

    fn transitions() -> Transitions {
        Transitions::new(std::array::from_fn(|i| scores(100 + i as u32)))
    }

    #[test]
    fn no_allowed_row_is_better_than_the_best() {
        let emissions = [scores(1), scores(2), scores(3)];
        let transitions = transitions();
        let (best, score) = transitions.best(&emissions, &[]);
        let mut highest = i32::MIN;
        let all = 0..COUNT as u8;
        for row in all.clone().flat_map(|a| all.clone().map(move |b| (a, b))) {
            for last in all.clone() {
                let row = [row.0, row.1, last];
                let edges = [None, Some(row[0]), Some(row[1]), Some(row[2]), None];
                if edges.windows(2).all(|pair| label::follows(pair[0], pair[1])) {
                    let own: i32 =
                        row.iter().zip(&emissions).map(|(&l, e)| e[usize::from(l)]).sum();
                    let between: i32 =
                        row.windows(2).map(|pair| transitions.score(pair[0], pair[1])).sum();
                    if own + between > highest {
                        highest = own + between;
                    }
                }
            }
        }
        assert_eq!(score, highest);
        assert_eq!(best.len(), 3);
    }

    #[test]
    fn only_allowed_labels_are_given() {
        let begin = label::of(Part::Begin, NameClass::Place);
        let end = label::of(Part::End, NameClass::Place);
        let emissions = [scores(4), scores(5), scores(6)];
        let (row, _) = transitions().best(&emissions, &[1 << begin, ANY, 1 << OUTSIDE]);
        assert_eq!(row, [begin, end, OUTSIDE]);
    }

    #[test]
    fn no_words_have_no_labels() {
        assert!(transitions().best(&[], &[]).0.is_empty());
    }
}

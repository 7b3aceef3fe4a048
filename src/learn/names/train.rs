//! Training: structured passive-aggressive updates (MIRA) with averaging, in whole numbers throughout.

use rustc_hash::FxHashMap;

use crate::entity::name_model::label::COUNT;
use crate::entity::name_model::{ANY_LABEL, Emission, Transitions};

/// One weight of 1 in the fixed-point numbers of training.
pub const UNIT: i32 = 4096;

/// A sentence as training sees it.
#[derive(Debug, Clone)]
pub struct Example {
    /// The rows of the features of each word.
    pub rows: Vec<Vec<u32>>,
    /// For each word the labels that it may have, as bits.
    pub allowed: Vec<u32>,
}

/// Gives features their rows: only those that are seen often enough get one.
#[derive(Debug, Default)]
pub struct Dictionary {
    counts: FxHashMap<u32, u32>,
    rows: FxHashMap<u32, u32>,
    keys: Vec<u32>,
}

impl Dictionary {
    /// Counts a feature.
    pub fn count(&mut self, key: u32) {
        *self.counts.entry(key).or_default() += 1;
    }

    /// The row of a feature, made where it was counted at least `least` times.
    pub fn row(&mut self, key: u32, least: u32) -> Option<u32> {
        if self.counts.get(&key).copied().unwrap_or(0) < least {
            return None;
        }
        let next = self.keys.len() as u32;
        let row = *self.rows.entry(key).or_insert(next);
        if row == next {
            self.keys.push(key);
        }
        Some(row)
    }

    /// The row of a feature, where it has one.
    pub fn known(&self, key: u32) -> Option<u32> {
        self.rows.get(&key).copied()
    }

    /// The keys of the rows, in their order.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How often to go through the examples.
    pub rounds: u32,
    /// The largest step, in units of 1/65536.
    pub step: i64,
    /// What a wrong label costs, in units.
    pub cost: i32,
    /// What a word of a name costs that is taken for none, in units.
    pub missed: i32,
    /// In how many different orders the examples are learnt from; the results are averaged.
    pub orders: u32,
}

/// Averaged weights of each row and of label pairs, in fixed-point numbers.
#[derive(Debug)]
pub struct Learnt {
    /// By row and label.
    pub rows: Vec<[i32; COUNT]>,
    /// By label and the one that follows.
    pub pairs: [[i32; COUNT]; COUNT],
}

impl Learnt {
    /// The mean of models over the same rows.
    pub fn mean(models: Vec<Self>) -> Self {
        let count = models.len().max(1) as i32;
        let mut models = models.into_iter();
        let mut sum =
            models.next().unwrap_or(Self { rows: Vec::new(), pairs: [[0; COUNT]; COUNT] });
        for model in models {
            for (row, more) in sum.rows.iter_mut().zip(&model.rows) {
                row.iter_mut().zip(more).for_each(|(a, b)| *a += b);
            }
            for (row, more) in sum.pairs.iter_mut().zip(&model.pairs) {
                row.iter_mut().zip(more).for_each(|(a, b)| *a += b);
            }
        }
        for row in sum.rows.iter_mut().chain(&mut sum.pairs) {
            row.iter_mut().for_each(|weight| *weight /= count);
        }
        sum
    }
}

/// Whole-numbered noise for shuffling (xorshift, Marsaglia 2003).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// Learns weights from examples over `rows` rows, in the shuffled order of this number.
pub fn train(examples: &[Example], rows: usize, settings: Settings, shuffle: u32) -> Learnt {
    let mut weights = vec![[0i32; COUNT]; rows];
    let mut sums = vec![[0i64; COUNT]; rows];
    let mut pairs = [[0i32; COUNT]; COUNT];
    let mut pair_sums = [[0i64; COUNT]; COUNT];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut noise = 0x2545_f491_4f6c_dd1d ^ (u64::from(shuffle) << 20);
    let mut time = 0i64;
    for _ in 0..settings.rounds {
        for i in (1..order.len()).rev() {
            order.swap(i, (next(&mut noise) % (i as u64 + 1)) as usize);
        }
        for &index in &order {
            time += 1;
            let example = &examples[index];
            let mut emissions = emissions(&weights, example);
            let transitions = Transitions::new(pairs);
            let (gold, gold_score) = transitions.best(&emissions, &example.allowed);
            for (emission, &allowed) in emissions.iter_mut().zip(&example.allowed) {
                for (label, score) in emission.iter_mut().enumerate() {
                    if allowed >> label & 1 == 0 {
                        let missed = label == 0;
                        *score += UNIT * if missed { settings.missed } else { settings.cost };
                    }
                }
            }
            let (found, found_score) = transitions.best(&emissions, &[]);
            if gold == found || found_score <= gold_score {
                continue;
            }
            let norm: i64 = gold
                .iter()
                .zip(&found)
                .zip(&example.rows)
                .filter(|((a, b), _)| a != b)
                .map(|(_, rows)| 2 * rows.len() as i64)
                .sum();
            let step = i64::from(found_score - gold_score) * 65_536 / i64::from(UNIT) / norm.max(1);
            let step = (step.min(settings.step) * i64::from(UNIT) / 65_536).max(1);
            for (i, (&right, &wrong)) in gold.iter().zip(&found).enumerate() {
                if right != wrong {
                    for &row in &example.rows[i] {
                        weights[row as usize][usize::from(right)] += step as i32;
                        sums[row as usize][usize::from(right)] += step * time;
                        weights[row as usize][usize::from(wrong)] -= step as i32;
                        sums[row as usize][usize::from(wrong)] -= step * time;
                    }
                }
                if i > 0 && (right != wrong || gold[i - 1] != found[i - 1]) {
                    for (from, to, sign) in [(gold[i - 1], right, 1), (found[i - 1], wrong, -1)] {
                        let (from, to) = (usize::from(from), usize::from(to));
                        pairs[from][to] += sign * step as i32;
                        pair_sums[from][to] += i64::from(sign) * step * time;
                    }
                }
            }
        }
    }
    let time = time.max(1);
    let mean = |now: i32, sum: i64| now - (sum / time) as i32;
    for (row, sums) in weights.iter_mut().zip(&sums) {
        for (weight, &sum) in row.iter_mut().zip(sums) {
            *weight = mean(*weight, sum);
        }
    }
    for (row, sums) in pairs.iter_mut().zip(&pair_sums) {
        for (weight, &sum) in row.iter_mut().zip(sums) {
            *weight = mean(*weight, sum);
        }
    }
    Learnt { rows: weights, pairs }
}

/// What the features of an example's words say for each label.
pub fn emissions(weights: &[[i32; COUNT]], example: &Example) -> Vec<Emission> {
    example
        .rows
        .iter()
        .map(|rows| {
            let mut emission = [0; COUNT];
            for &row in rows {
                for (score, weight) in emission.iter_mut().zip(&weights[row as usize]) {
                    *score += weight;
                }
            }
            emission
        })
        .collect()
}

/// The best labels of an example.
pub fn label(learnt: &Learnt, example: &Example) -> Vec<u8> {
    let transitions = Transitions::new(learnt.pairs);
    transitions.best(&emissions(&learnt.rows, example), &[ANY_LABEL]).0
}

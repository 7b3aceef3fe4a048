//! An averaged linear classifier that is learned from mistakes: passive-aggressive (MIRA) updates in whole numbers, so
//! that every machine learns the same.

use crate::model::Scores;

/// A margin of one, in the units of weights.
pub(crate) const ONE: i32 = 1 << 20;

/// How a classifier is learned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// A feature counts from its so many-th update on.
    pub cutoff: u32,
    /// No update moves a weight by more than this.
    pub cap: i32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    at: u32,
    len: u16,
    room: u16,
}

/// A classifier that learns.
#[derive(Debug)]
pub(crate) struct Learner {
    settings: Settings,
    /// Features that have rows, by key; open addressing.
    slots: Vec<Slot>,
    /// How often features were updated before they got their rows, by the upper bits of their keys. Features that share
    /// a counter get their rows a little early.
    seen: Vec<u8>,
    rows: Vec<Row>,
    classes: Vec<u8>,
    weights: Vec<i32>,
    sums: Vec<i64>,
    clock: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// The row's number, plus one; 0 where the slot is empty.
    row: u32,
}

/// So many features are looked up at once: see [`crate::model::Weights::add`].
const BATCH: usize = 64;

/// Bits of the number of a counter of updates.
const COUNTER_BITS: u32 = 24;

/// The stored form of a classifier: features by key, each with classes and 8-bit weights.
pub(crate) type Features = Vec<(u32, Vec<(u8, i8)>)>;

impl Learner {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            slots: vec![Slot::default(); 1 << 16],
            seen: vec![0; 1 << COUNTER_BITS],
            rows: Vec::new(),
            classes: Vec::new(),
            weights: Vec::new(),
            sums: Vec::new(),
            clock: 0,
        }
    }

    fn home(slots: &[Slot], key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & (slots.len() - 1)
    }

    fn find(slots: &[Slot], key: u32) -> usize {
        let mut i = Self::home(slots, key);
        while slots[i].row != 0 && slots[i].key != key {
            i = (i + 1) & (slots.len() - 1);
        }
        i
    }

    /// Adds to `scores` what the features say now.
    pub(crate) fn add(&self, features: &[u32], scores: &mut Scores) {
        for batch in features.chunks(BATCH) {
            let mut homes = [Slot::default(); BATCH];
            for (home, &key) in homes.iter_mut().zip(batch) {
                *home = self.slots[Self::home(&self.slots, key)];
            }
            let mut rows = [Row::default(); BATCH];
            let mut found = 0;
            for (home, &key) in homes.iter().zip(batch) {
                let number = match home {
                    Slot { row: 0, .. } => continue,
                    slot if slot.key == key => slot.row,
                    _ => self.slots[Self::find(&self.slots, key)].row,
                };
                if number != 0 {
                    rows[found] = self.rows[number as usize - 1];
                    found += 1;
                }
            }
            for row in &rows[..found] {
                let (from, to) = (row.at as usize, row.at as usize + usize::from(row.len));
                for (class, weight) in self.classes[from..to].iter().zip(&self.weights[from..to]) {
                    scores[usize::from(*class)] += weight;
                }
            }
        }
    }

    /// Counts one example: averages run over all of them.
    pub(crate) fn tick(&mut self) {
        self.clock += 1;
    }

    /// Learns that `good` should have scored higher than `bad` by one, when it does not.
    pub(crate) fn learn(&mut self, features: &[u32], good: u8, bad: u8, scores: &Scores) {
        let margin = i64::from(scores[usize::from(good)]) - i64::from(scores[usize::from(bad)]);
        let loss = i64::from(ONE) - margin;
        if loss <= 0 || features.is_empty() {
            return;
        }
        let step =
            (loss / (2 * features.len() as i64)).clamp(1, i64::from(self.settings.cap)) as i32;
        for &key in features {
            self.update(key, good, step);
            self.update(key, bad, -step);
        }
    }

    fn update(&mut self, key: u32, class: u8, step: i32) {
        let mut i = Self::find(&self.slots, key);
        if self.slots[i].row == 0 {
            let seen = &mut self.seen[(key >> (32 - COUNTER_BITS)) as usize];
            *seen = seen.saturating_add(1);
            // Both classes of one update count, hence twice.
            if u32::from(*seen) < 2 * self.settings.cutoff {
                return;
            }
            self.rows.push(Row::default());
            if self.rows.len() * 3 > self.slots.len() {
                self.grow();
                i = Self::find(&self.slots, key);
            }
            self.slots[i] = Slot { key, row: self.rows.len() as u32 };
        }
        let entry = self.entry(self.slots[i].row as usize - 1, class);
        self.weights[entry] += step;
        self.sums[entry] += self.clock * i64::from(step);
    }

    /// The place of a class in a row, made where there is none.
    fn entry(&mut self, number: usize, class: u8) -> usize {
        let row = self.rows[number];
        let (at, len) = (row.at as usize, usize::from(row.len));
        if let Some(i) = self.classes[at..at + len].iter().position(|&c| c == class) {
            return at + i;
        }
        if row.len < row.room {
            self.rows[number].len += 1;
            self.classes[at + len] = class;
            return at + len;
        }
        // No room: the row moves to the end, with room for twice as many.
        let room = (row.room * 2).max(2);
        let moved = self.classes.len();
        self.classes.extend_from_within(at..at + len);
        self.weights.extend_from_within(at..at + len);
        self.sums.extend_from_within(at..at + len);
        let end = moved + usize::from(room);
        self.classes.resize(end, 0);
        self.weights.resize(end, 0);
        self.sums.resize(end, 0);
        self.classes[moved + len] = class;
        self.rows[number] = Row { at: moved as u32, len: row.len + 1, room };
        moved + len
    }

    fn grow(&mut self) {
        let mut slots = vec![Slot::default(); self.slots.len() * 2];
        for slot in self.slots.iter().filter(|slot| slot.row != 0) {
            let i = Self::find(&slots, slot.key);
            slots[i] = *slot;
        }
        self.slots = slots;
    }

    /// The averaged weights as 8-bit numbers, at most `entries` of them: the largest. Sorted by key.
    pub(crate) fn finish(&self, entries: usize) -> Features {
        let clock = self.clock.max(1);
        let mut rows: Vec<(u32, Row)> = self
            .slots
            .iter()
            .filter(|slot| slot.row != 0)
            .map(|slot| (slot.key, self.rows[slot.row as usize - 1]))
            .collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        let average = |i: usize| i64::from(self.weights[i]) - self.sums[i] / clock;
        let every = || {
            rows.iter().flat_map(|(_, row)| row.at as usize..row.at as usize + usize::from(row.len))
        };
        let mut sizes: Vec<i64> = every().map(|i| average(i).abs()).collect();
        sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
        let largest = sizes.first().copied().unwrap_or(1).max(1);
        let least = sizes.get(entries).copied().unwrap_or(0);
        let mut features = Features::new();
        for (key, row) in rows {
            let mut kept: Vec<(u8, i8)> = Vec::new();
            for i in row.at as usize..row.at as usize + usize::from(row.len) {
                if average(i).abs() > least {
                    let scaled = scaled(average(i), largest);
                    kept.extend(pieces(scaled).map(|piece| (self.classes[i], piece)));
                }
            }
            kept.sort_unstable();
            kept.truncate(255);
            if !kept.is_empty() {
                features.push((key, kept));
            }
        }
        features
    }
}

/// The largest weight in stored units: several times what a byte holds, since nearly all weights are small beside it
/// and would lose their differences.
const LARGEST: i64 = 8 * 127;

/// A weight in stored units, rounded to the nearest, halves away from zero.
fn scaled(weight: i64, largest: i64) -> i64 {
    (2 * weight * LARGEST + weight.signum() * largest) / (2 * largest)
}

/// A weight as the bytes that add up to it.
fn pieces(weight: i64) -> impl Iterator<Item = i8> {
    let mut rest = weight;
    std::iter::from_fn(move || {
        let piece = rest.clamp(-127, 127);
        rest -= piece;
        (piece != 0).then_some(piece as i8)
    })
}

#[cfg(test)]
mod tests {
    use super::{Learner, ONE, Settings, pieces, scaled};
    use crate::model::MAX_CLASSES;

    #[test]
    fn large_weights_are_stored_in_pieces() {
        assert_eq!(pieces(300).collect::<Vec<_>>(), [127, 127, 46]);
        assert_eq!(pieces(-128).collect::<Vec<_>>(), [-127, -1]);
        assert_eq!(pieces(0).count(), 0);
        assert_eq!((scaled(50, 50), scaled(-50, 50), scaled(0, 50)), (1016, -1016, 0));
    }

    #[test]
    fn an_example_learned_often_enough_is_won_by_its_margin() {
        let mut learner = Learner::new(Settings { cutoff: 2, cap: ONE });
        let features = [3, 99, 4_000_000_000];
        for round in 0..4 {
            let mut scores = [0; MAX_CLASSES];
            learner.add(&features, &mut scores);
            assert_eq!(scores[5] > 0, round > 1, "features count from their second update on");
            learner.learn(&features, 5, 9, &scores);
            learner.tick();
        }
        let mut scores = [0; MAX_CLASSES];
        learner.add(&features, &mut scores);
        assert!(scores[5] - scores[9] >= ONE - 6);
        let stored = learner.finish(100);
        assert_eq!(stored.iter().map(|(key, _)| *key).collect::<Vec<_>>(), features);
        assert!(stored.iter().all(|(_, row)| row.iter().all(|&(c, w)| (c == 5) == (w > 0))));
    }
}

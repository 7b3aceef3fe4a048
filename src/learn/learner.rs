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
    /// Key, and number of the row or count of updates so far; open addressing.
    slots: Vec<Slot>,
    filled: usize,
    rows: Vec<Row>,
    classes: Vec<u8>,
    weights: Vec<i32>,
    sums: Vec<i64>,
    clock: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// Updates before the row exists; 0 where the slot is empty.
    seen: u32,
    /// The row's number, plus one.
    row: u32,
}

/// The stored form of a classifier: features by key, each with classes and 8-bit weights.
pub(crate) type Features = Vec<(u32, Vec<(u8, i8)>)>;

impl Learner {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            slots: vec![Slot::default(); 1 << 16],
            filled: 0,
            rows: Vec::new(),
            classes: Vec::new(),
            weights: Vec::new(),
            sums: Vec::new(),
            clock: 0,
        }
    }

    fn find(slots: &[Slot], key: u32) -> usize {
        let mask = slots.len() - 1;
        let mut i = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        while slots[i].seen != 0 && slots[i].key != key {
            i = (i + 1) & mask;
        }
        i
    }

    /// Adds to `scores` what the features say now.
    pub(crate) fn add(&self, features: &[u32], scores: &mut Scores) {
        for &key in features {
            let slot = self.slots[Self::find(&self.slots, key)];
            let Some(row) = slot.row.checked_sub(1) else { continue };
            let row = self.rows[row as usize];
            let (from, to) = (row.at as usize, row.at as usize + usize::from(row.len));
            for (class, weight) in self.classes[from..to].iter().zip(&self.weights[from..to]) {
                scores[usize::from(*class)] += weight;
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
        if self.filled * 2 > self.slots.len() {
            self.grow();
        }
        let i = Self::find(&self.slots, key);
        let slot = &mut self.slots[i];
        if slot.seen == 0 {
            *slot = Slot { key, seen: 0, row: 0 };
            self.filled += 1;
        }
        slot.seen = slot.seen.saturating_add(1);
        if slot.row == 0 {
            // Both classes of one update count, hence twice.
            if slot.seen < 2 * self.settings.cutoff {
                return;
            }
            self.rows.push(Row::default());
            slot.row = self.rows.len() as u32;
        }
        let row = slot.row as usize - 1;
        let entry = self.entry(row, class);
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
        for slot in self.slots.iter().filter(|slot| slot.seen != 0) {
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
            let mut kept: Vec<(u8, i8)> = (row.at as usize..row.at as usize + usize::from(row.len))
                .filter(|&i| average(i).abs() > least)
                .map(|i| {
                    // Rounded to the nearest, halves away from zero.
                    let scaled = (average(i) * 254 + average(i).signum() * largest) / (2 * largest);
                    (self.classes[i], scaled as i8)
                })
                .filter(|&(_, weight)| weight != 0)
                .collect();
            kept.sort_unstable();
            if !kept.is_empty() {
                features.push((key, kept));
            }
        }
        features
    }
}

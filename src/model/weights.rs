//! A sparse linear classifier: for each feature the few classes that it speaks for or against.

use super::{ModelError, Reader, Writer};

/// No classifier has more classes.
pub const MAX_CLASSES: usize = 256;

/// The scores of all classes, by number of class.
pub type Scores = [i32; MAX_CLASSES];

/// So many features are looked up at once.
const BATCH: usize = 64;

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// Where the feature's entries start in `entries`, plus one; 0 where the slot is empty.
    at: u32,
}

/// Weights of features, looked up by their 32-bit keys in an open-addressing table.
#[derive(Debug, Default)]
pub struct Weights {
    slots: Vec<Slot>,
    shift: u32,
    /// For each feature: how many entries, then class and weight (signed) of each.
    entries: Vec<u8>,
}

impl Weights {
    /// The weights of features given by key, each with its classes and their weights; later features with the same
    /// key are passed over.
    pub fn new(features: &[(u32, Vec<(u8, i8)>)]) -> Self {
        let mut weights = Self::with_room(features.len());
        for (key, row) in features {
            let at = weights.entries.len();
            let row = row.get(..255).unwrap_or(row);
            weights.entries.push(row.len() as u8);
            weights.entries.extend(row.iter().flat_map(|&(class, weight)| [class, weight as u8]));
            weights.place(*key, at as u32);
        }
        weights
    }

    fn with_room(features: usize) -> Self {
        let size = (features.max(2) * 2).next_power_of_two();
        Self {
            slots: vec![Slot::default(); size],
            shift: 32 - size.trailing_zeros().clamp(1, 31),
            entries: Vec::new(),
        }
    }

    fn place(&mut self, key: u32, at: u32) {
        let mask = self.slots.len() - 1;
        let mut i = self.home(key);
        while let Some(slot) = self.slots.get_mut(i) {
            if slot.at == 0 {
                *slot = Slot { key, at: at + 1 };
                return;
            }
            if slot.key == key {
                return;
            }
            i = (i + 1) & mask;
        }
    }

    /// Adds to `scores` what the features say.
    ///
    /// Time goes into waiting for memory. So the loads of a whole batch are started before any of them is looked at.
    #[inline]
    pub fn add(&self, features: &[u32], scores: &mut Scores) {
        for batch in features.chunks(BATCH) {
            let mut homes = [Slot::default(); BATCH];
            for (home, &key) in homes.iter_mut().zip(batch) {
                *home = self.slots.get(self.home(key)).copied().unwrap_or_default();
            }
            let mut rows = [(0u32, 0u8); BATCH];
            let mut found = 0;
            for (home, &key) in homes.iter().zip(batch) {
                let at = if home.key == key { home.at } else { self.probe(home, key) };
                if let Some(row) = rows.get_mut(found) {
                    row.0 = at;
                }
                found += usize::from(at != 0);
            }
            let rows = rows.get_mut(..found).unwrap_or_default();
            for (at, length) in rows.iter_mut() {
                *length = self.entries.get(*at as usize - 1).copied().unwrap_or_default();
            }
            for &(at, length) in rows.iter() {
                let (from, to) = (at as usize, at as usize + 2 * usize::from(length));
                let (pairs, _) = self.entries.get(from..to).unwrap_or(&[]).as_chunks::<2>();
                for &[class, weight] in pairs {
                    scores[usize::from(class)] += i32::from(weight as i8);
                }
            }
        }
    }

    /// The slot where a key is looked for first.
    #[inline]
    fn home(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }

    /// Looks on from the first slot of a key that holds another.
    #[inline]
    fn probe(&self, home: &Slot, key: u32) -> u32 {
        if home.at == 0 {
            return 0;
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut i = (self.home(key) + 1) & mask;
        while let Some(slot) = self.slots.get(i) {
            if slot.at == 0 || slot.key == key {
                return slot.at;
            }
            i = (i + 1) & mask;
        }
        0
    }

    /// Writes features (sorted by key, no key twice) as [`Self::read`] reads them.
    pub fn write(features: &[(u32, Vec<(u8, i8)>)], to: &mut Writer) {
        to.number(features.len() as u32);
        let mut last = 0;
        for (key, _) in features {
            to.number(key.wrapping_sub(last));
            last = *key;
        }
        for (_, row) in features {
            let row = row.get(..255).unwrap_or(row);
            to.byte(row.len() as u8);
            for &(class, weight) in row {
                to.raw(&[class, weight as u8]);
            }
        }
    }

    /// Reads weights. Cost: linear in their number.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where the bytes end too early.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let keys = from.ascending()?;
        let count = keys.len();
        let mut weights = Self::with_room(count);
        weights.entries.reserve(from.left().min(count * 12));
        for key in keys {
            let length = from.byte()?;
            let at = weights.entries.len() as u32;
            weights.entries.push(length);
            weights.entries.extend_from_slice(from.raw(2 * usize::from(length))?);
            weights.place(key, at);
        }
        Ok(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CLASSES, ModelError, Reader, Weights, Writer};

    #[test]
    fn stored_weights_score_as_those_in_memory() -> Result<(), ModelError> {
        let features: Vec<(u32, Vec<(u8, i8)>)> = (0..500u32)
            .map(|i| (i * 7_919, vec![((i % 90) as u8, (i % 100) as i8 - 50)]))
            .collect();
        let mut writer = Writer::new();
        Weights::write(&features, &mut writer);
        let file = writer.finish();
        let read = Weights::read(&mut Reader::open(&file)?)?;
        let made = Weights::new(&features);
        let (mut a, mut b) = ([0; MAX_CLASSES], [0; MAX_CLASSES]);
        let keys: Vec<u32> = (0..600u32).map(|i| i * 7_919).collect();
        read.add(&keys, &mut a);
        made.add(&keys, &mut b);
        assert_eq!(a, b);
        assert!(a.iter().any(|&score| score != 0));
        Ok(())
    }

    #[test]
    fn no_weights_say_nothing() {
        let mut scores = [0; MAX_CLASSES];
        Weights::default().add(&[1, 2, 3], &mut scores);
        assert_eq!(scores, [0; MAX_CLASSES]);
    }
}

//! A sparse linear classifier: for each feature what it says for or against each class.

use super::{ModelError, Reader, Writer};

/// No classifier has more classes.
pub const MAX_CLASSES: usize = 256;

/// The scores of all classes, by number of class.
pub type Scores = [i32; MAX_CLASSES];

/// So many features are looked up at once: the weights of all of them fit into sixteen bits together.
const BATCH: usize = 64;

/// There is one bucket for each upper half of a hash.
const BUCKETS: usize = 1 << 16;

/// So many features of a bucket are compared at once; few buckets have more.
const WINDOW: usize = 8;

/// Weights of features for `CLASSES` classes, looked up by their 32-bit keys.
///
/// Each key has a hash of its own, as long as the key. Features stand in the order of their hashes: the upper half finds
/// the bucket, the lower half the feature in it. What is asked of each key, and mostly in vain, is small enough to stay
/// in the processor's cache.
#[derive(Debug, Default)]
pub struct Weights<const CLASSES: usize> {
    /// Where each bucket starts, and where the last one ends.
    starts: Vec<u32>,
    /// The lower half of each feature's hash, and some more for the last window.
    lower: Vec<u16>,
    rows: Vec<[i8; CLASSES]>,
}

/// The bucket of a key, and what tells it from others there. The multiplier is odd: no two keys agree in both.
#[inline]
const fn place(key: u32) -> (usize, u16) {
    let hash = key.wrapping_mul(0x9e37_79b1);
    ((hash >> 16) as usize, hash as u16)
}

impl<const CLASSES: usize> Weights<CLASSES> {
    /// The weights of features given by key, each with its classes and their weights; later features with the same
    /// key are passed over.
    pub fn new(features: &[(u32, Vec<(u8, i8)>)]) -> Self {
        let keys: Vec<u32> = features.iter().map(|&(key, _)| key).collect();
        let mut weights = Self::default();
        let at = weights.make_room(&keys);
        for (&at, (_, row)) in at.iter().zip(features) {
            let Some(to) = weights.rows.get_mut(at as usize) else { continue };
            for &(class, weight) in row.get(..255).unwrap_or(row) {
                if let Some(sum) = to.get_mut(usize::from(class)) {
                    *sum = sum.saturating_add(weight);
                }
            }
        }
        weights
    }

    /// Makes room for features of these keys; where the row of each of them is.
    fn make_room(&mut self, keys: &[u32]) -> Vec<u32> {
        self.starts = vec![0; BUCKETS + 1];
        self.lower = vec![0; keys.len() + WINDOW];
        self.rows = vec![[0; CLASSES]; keys.len()];
        for &key in keys {
            if let Some(count) = self.starts.get_mut(place(key).0 + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.starts.clone();
        let into = |&key: &u32| {
            let (bucket, lower) = place(key);
            let next = next.get_mut(bucket)?;
            let at = *next;
            *next += 1;
            *self.lower.get_mut(at as usize)? = lower;
            Some(at)
        };
        keys.iter().filter_map(into).collect()
    }

    /// Adds to `scores` what the features say. Cost: linear in the features.
    ///
    /// Time goes into waiting for memory. So each short loop asks for what the next one needs of a whole batch, and none
    /// of them waits for an answer before it asks for the next.
    #[inline(never)]
    pub fn add(&self, features: &[u32], scores: &mut [i32; CLASSES]) {
        for batch in features.chunks(BATCH) {
            let mut buckets = [[0; 2]; BATCH];
            for (bucket, &key) in buckets.iter_mut().zip(batch) {
                *bucket = self.bucket(place(key).0);
            }
            let mut found = [0u32; BATCH];
            let mut count = 0;
            for (&bucket, &key) in buckets.iter().zip(batch) {
                let at = self.find(bucket, place(key).1);
                if let Some(found) = found.get_mut(count) {
                    *found = at.unwrap_or(0);
                }
                count += usize::from(at.is_some());
            }
            let found = found.get(..count).unwrap_or_default();
            // A first look at each row, so that all are asked for: the black box keeps it from being taken for useless.
            let mut first = 0;
            for &at in found {
                let row = self.rows.get(at as usize);
                first += row.and_then(|row| row.first()).map_or(0, |&weight| i32::from(weight));
            }
            std::hint::black_box(first);
            let mut sums = [0i16; CLASSES];
            for &at in found {
                let Some(row) = self.rows.get(at as usize) else { continue };
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i16::from(weight);
                }
            }
            for (score, sum) in scores.iter_mut().zip(sums) {
                *score += i32::from(sum);
            }
        }
    }

    /// Where a bucket starts and ends.
    #[inline]
    fn bucket(&self, number: usize) -> [u32; 2] {
        let ends = self.starts.get(number..).and_then(|starts| starts.first_chunk::<2>());
        ends.copied().unwrap_or_default()
    }

    /// Where the row of a key is: it must be in this bucket, and is told from others there by the lower half of its hash.
    #[inline]
    fn find(&self, [start, end]: [u32; 2], lower: u16) -> Option<u32> {
        let window = self.lower.get(start as usize..)?.first_chunk::<WINDOW>()?;
        let mut same = 0u32;
        for (at, &other) in window.iter().enumerate() {
            same |= u32::from(other == lower) << at;
        }
        let at = start + same.trailing_zeros();
        if end - start > WINDOW as u32 {
            let all = self.lower.get(start as usize..end as usize)?;
            return all.iter().position(|&other| other == lower).map(|at| start + at as u32);
        }
        (at < end).then_some(at)
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
        let mut weights = Self::default();
        for at in weights.make_room(&keys) {
            let length = from.byte()?;
            let (pairs, _) = from.raw(2 * usize::from(length))?.as_chunks::<2>();
            let Some(row) = weights.rows.get_mut(at as usize) else { continue };
            for &[class, weight] in pairs {
                if let Some(sum) = row.get_mut(usize::from(class)) {
                    *sum = sum.saturating_add(weight as i8);
                }
            }
        }
        Ok(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Reader, WINDOW, Weights, Writer, place};

    const CLASSES: usize = 90;

    #[test]
    fn stored_weights_score_as_those_in_memory() -> Result<(), ModelError> {
        let features: Vec<(u32, Vec<(u8, i8)>)> = (0..500u32)
            .map(|i| (i * 7_919, vec![((i % 90) as u8, (i % 100) as i8 - 50)]))
            .collect();
        let mut writer = Writer::new();
        Weights::<CLASSES>::write(&features, &mut writer);
        let file = writer.finish();
        let read = Weights::<CLASSES>::read(&mut Reader::open(&file)?)?;
        let made = Weights::<CLASSES>::new(&features);
        let (mut a, mut b) = ([0; CLASSES], [0; CLASSES]);
        let keys: Vec<u32> = (0..600u32).map(|i| i * 7_919).collect();
        read.add(&keys, &mut a);
        made.add(&keys, &mut b);
        assert_eq!(a, b);
        assert!(a.iter().any(|&score| score != 0));
        Ok(())
    }

    #[test]
    fn no_weights_say_nothing() {
        let mut scores = [0; CLASSES];
        Weights::default().add(&[1, 2, 3], &mut scores);
        assert_eq!(scores, [0; CLASSES]);
    }

    #[test]
    fn each_of_many_features_in_one_bucket_says_its_own() {
        let bucket = |key: &u32| place(*key).0 == 7;
        let keys: Vec<u32> = (0..2_000_000).filter(bucket).take(3 * WINDOW).collect();
        assert!(keys.len() > WINDOW);
        let (known, others) = keys.split_at(keys.len() - 3);
        let features: Vec<_> = known.iter().zip(1..).map(|(&key, n)| (key, vec![(3, n)])).collect();
        let weights = Weights::<CLASSES>::new(&features);
        for (key, weight) in known.iter().zip(1..) {
            let mut scores = [0; CLASSES];
            weights.add(&[*key], &mut scores);
            assert_eq!(scores[3], weight);
        }
        let mut scores = [0; CLASSES];
        weights.add(others, &mut scores);
        assert_eq!(scores, [0; CLASSES]);
    }

    #[test]
    fn of_two_features_with_one_key_the_first_counts() {
        let weights = Weights::<CLASSES>::new(&[(5, vec![(1, 2)]), (5, vec![(1, 9)])]);
        let mut scores = [0; CLASSES];
        weights.add(&[5], &mut scores);
        assert_eq!(scores[1], 2);
    }
}

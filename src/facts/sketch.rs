//! How like two texts are: the sequences of words that they share, and a short sketch that tells without the texts.
//!
//! A text is the set of its sequences of five words ([`Shingles`]). What two texts have in common is the share of
//! sequences that both have among those that either has (Jaccard's index). A [`Sketch`] keeps 128 of them, chosen by
//! their hashes (one permutation, cut into bins, empty bins filled from their neighbours: Li, Owen and Zhang 2012,
//! Shrivastava and Li 2014), so that two sketches agree in as many places as the texts are alike, within some hundredths.

use std::fmt::Write as _;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// So many words make a sequence: shorter ones come in texts that have nothing to do with each other.
const WORDS: usize = 5;

/// A text with fewer sequences has no sketch: it says too little to be told from others.
const FEWEST: usize = 16;

/// Places of a sketch.
pub const PLACES: usize = 128;

/// The sequences of words of a text, as hashes, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// The sequences of words of some pieces of text; none runs from one piece to the next. Case and signs do not
    /// count. Cost: linear, and the sorting of the hashes.
    pub fn of<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Self {
        let mut all = Vec::new();
        let mut words: Vec<u64> = Vec::new();
        for piece in pieces {
            words.clear();
            words.extend(hashed_words(piece));
            all.extend(words.windows(WORDS).map(|window| window.iter().fold(SEED, mix)));
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// How much two texts share, in hundredths. Cost: linear.
    pub fn likeness(&self, other: &Self) -> u8 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = 0usize;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let order = a.cmp(b);
            both += usize::from(order.is_eq());
            if order.is_le() {
                left.next();
            }
            if order.is_ge() {
                right.next();
            }
        }
        hundredths(both, self.0.len() + other.0.len() - both)
    }
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(sum: u64, word: &u64) -> u64 {
    let mixed = (sum.rotate_left(23) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    mixed ^ (mixed >> 29)
}

/// A hash of each word: letters and figures in a row, in lower case.
fn hashed_words(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        if word.is_ascii() {
            word.bytes().fold(SEED, |hash, byte| step(hash, byte.to_ascii_lowercase()))
        } else {
            word.to_lowercase().bytes().fold(SEED, step)
        }
    })
}

/// A share in hundredths, rounded down; of nothing, nothing.
fn hundredths(part: usize, whole: usize) -> u8 {
    u8::try_from((part * 100).checked_div(whole).unwrap_or(0)).unwrap_or(100)
}

/// What is kept of a text to tell whether another is nearly the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Sketch([u16; PLACES]);

impl Sketch {
    /// The sketch of a text; none of one that is too short. Cost: linear in its sequences.
    pub fn of(shingles: &Shingles) -> Option<Self> {
        if shingles.0.len() < FEWEST {
            return None;
        }
        let mut least: [Option<u64>; PLACES] = [None; PLACES];
        for &hash in &shingles.0 {
            // The first bits choose the place, those behind them the one that is kept.
            let place = usize::try_from(hash >> (64 - PLACES.ilog2())).unwrap_or(0);
            if let Some(slot) = least.get_mut(place) {
                *slot = Some(slot.map_or(hash, |known| known.min(hash)));
            }
        }
        let mut places = [0; PLACES];
        for (i, slot) in places.iter_mut().enumerate() {
            let found = least.iter().cycle().skip(i).take(PLACES).zip(0u64..);
            let (hash, far) = found.flat_map(|(hash, far)| hash.map(|hash| (hash, far))).next()?;
            // The last bits do not hang on which hash is the least.
            let borrowed = hash.wrapping_add(far.wrapping_mul(SEED));
            *slot = u16::try_from(borrowed & 0xffff).unwrap_or(0);
        }
        Some(Self(places))
    }

    /// How much the texts share, in hundredths, as far as the sketches tell.
    pub fn likeness(&self, other: &Self) -> u8 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        hundredths(same, PLACES)
    }

    /// Rows of neighbouring places, each as one number: texts that are alike share one nearly always, others nearly never.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.chunks_exact(ROWS).map(|row| {
            row.iter().fold(0, |number, &place| (number << u16::BITS) | u64::from(place))
        })
    }
}

/// So many places make a band. With 32 bands of four, of two texts that share 60 hundredths one band at least is the same
/// in 99 cases of 100, of two that share 20 in five, of two that share 5 in none of 4,000.
const ROWS: usize = 4;

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sketch({self})")
    }
}

impl std::fmt::Display for Sketch {
    /// Four hexadecimal digits a place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|place| write!(f, "{place:04x}"))
    }
}

impl std::str::FromStr for Sketch {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "a sketch is 512 hexadecimal digits in lower case";
        let fits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != PLACES * 4 || !text.bytes().all(fits) {
            return Err(WRONG);
        }
        let mut places = [0; PLACES];
        for (i, slot) in places.iter_mut().enumerate() {
            let digits = text.get(i * 4..i * 4 + 4).ok_or(WRONG)?;
            *slot = u16::from_str_radix(digits, 16).map_err(|_| WRONG)?;
        }
        Ok(Self(places))
    }
}

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(PLACES * 4);
        // Writing to a String does not fail.
        let _ = write!(text, "{self}");
        to.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Shingles, Sketch};

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{i} ")).collect()
    }

    #[test]
    fn case_and_signs_do_not_count() {
        let [a, b] = [
            "The envoys met, it said, \u{c9}tienne too.",
            "the ENVOYS met it said \u{e9}tienne too",
        ]
        .map(|text| Shingles::of([text]));
        assert_eq!(a.likeness(&b), 100);
        assert_eq!(a.0.len(), 3);
    }

    #[test]
    fn what_is_shared_is_a_share_of_all() {
        let (whole, cut) = (Shingles::of([&*text(0, 204)]), Shingles::of([&*text(0, 104)]));
        assert_eq!(whole.likeness(&cut), 50);
        assert_eq!(whole.likeness(&Shingles::default()), 0);
        assert_eq!(Shingles::default().likeness(&Shingles::default()), 0);
    }

    #[test]
    fn sketches_agree_about_as_much_as_the_texts_are_alike() {
        let of = |from, to| Sketch::of(&Shingles::of([&*text(from, to)])).expect("long enough");
        for (cut, share) in [(0, 100), (100, 66), (250, 33), (500, 0)] {
            let likeness = of(0, 504).likeness(&of(cut, 504 + cut));
            assert!(likeness.abs_diff(share) <= 12, "{likeness} for {share}");
        }
        // Of a short text most places are filled from others.
        assert_eq!(of(0, 24).likeness(&of(0, 24)), 100);
    }

    #[test]
    fn a_text_of_a_few_words_has_no_sketch() {
        assert_eq!(Sketch::of(&Shingles::of([&*text(0, 19)])), None);
        assert!(Sketch::of(&Shingles::of([&*text(0, 20)])).is_some());
    }

    proptest! {
        #[test]
        fn a_sketch_is_read_as_it_was_written(from in 0usize..1000, length in 24usize..400) {
            let sketch = Sketch::of(&Shingles::of([&*text(from, from + length)])).expect("long enough");
            prop_assert_eq!(sketch.to_string().parse(), Ok(sketch));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,400}") {
            let shingles = Shingles::of([&*text]);
            let whole = if shingles.0.is_empty() { 0 } else { 100 };
            prop_assert_eq!(shingles.likeness(&shingles), whole);
        }
    }

    #[test]
    fn what_is_no_sketch_is_refused() {
        for wrong in [String::new(), "0".repeat(511), "g".repeat(512), "\u{e9}".repeat(256)] {
            assert!(wrong.parse::<Sketch>().is_err(), "{wrong}");
        }
    }
}

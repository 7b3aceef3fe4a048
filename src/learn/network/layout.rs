//! Where each weight lies.

use rustc_hash::FxHashSet;

use crate::learn::random::Random;
use crate::syntax::network::shape::{
    CLASSES, FAR, HIDDEN, LAYERS, MEANING, PLACES, ROWS, TAGS, WIDTH,
};

/// Weights of one layer: three square matrices and a bias. A layer that looks far has gates in the first, values in the
/// second, and the bias of the values at the start of the third.
pub(super) const LAYER: usize = 3 * WIDTH * WIDTH + WIDTH;
pub(super) const MEANINGS: usize = LAYERS * LAYER;
pub(super) const TAG_WEIGHTS: usize = MEANINGS + MEANING * WIDTH;
pub(super) const TAG_BIAS: usize = TAG_WEIGHTS + WIDTH * TAGS;
pub(super) const PLACE_WEIGHTS: usize = TAG_BIAS + TAGS;
pub(super) const ABSENT: usize = PLACE_WEIGHTS + PLACES * WIDTH * HIDDEN;
pub(super) const FACTS: usize = ABSENT + PLACES * HIDDEN;
pub(super) const BIAS: usize = FACTS + ROWS * HIDDEN;
pub(super) const STEP_WEIGHTS: usize = BIAS + HIDDEN;
pub(super) const STEP_BIAS: usize = STEP_WEIGHTS + HIDDEN * CLASSES;
pub(super) const ALL: usize = STEP_BIAS + CLASSES;

/// Start of the weights from dimension `from` of the input at `part` (of three) of a layer.
pub(super) fn layer(number: usize, part: usize, from: usize) -> usize {
    number * LAYER + (part * WIDTH + from) * WIDTH
}

/// Start of the bias of a layer (of its gates, where it looks far).
pub(super) fn layer_bias(number: usize) -> usize {
    layer(number, 3, 0)
}

/// Start of the bias of the values of a layer that looks far.
pub(super) fn value_bias(number: usize) -> usize {
    layer(number, 2, 0)
}

/// Start of the weights from dimension `from` of a meaning to the vector.
pub(super) fn meaning(from: usize) -> usize {
    MEANINGS + from * WIDTH
}

/// Start of the weights from dimension `from` of a vector to the tags.
pub(super) fn tags(from: usize) -> usize {
    TAG_WEIGHTS + from * TAGS
}

/// Start of the weights from dimension `from` of a vector at a place.
pub(super) fn place(place: usize, from: usize) -> usize {
    PLACE_WEIGHTS + (place * WIDTH + from) * HIDDEN
}

/// Start of the weights from a hidden number to the steps.
pub(super) fn steps(hidden: usize) -> usize {
    STEP_WEIGHTS + hidden * CLASSES
}

/// All weights: those of words by row of the tables, and the others.
#[derive(Debug, Clone)]
pub(crate) struct Net {
    pub(super) tables: Vec<f32>,
    pub(super) rest: Vec<f32>,
}

impl Net {
    /// Small pseudo-random weights, for tables of so many rows.
    pub(crate) fn new(table_rows: usize, random: &mut Random) -> Self {
        let tables = (0..table_rows * WIDTH).map(|_| 0.1 * bell(random)).collect();
        let mut rest = vec![0.0; ALL];
        let mut fill = |from: usize, count: usize, size: f32| {
            for weight in &mut rest[from..from + count] {
                *weight = size * bell(random);
            }
        };
        for (number, far) in FAR.iter().enumerate() {
            let parts = if *far { 2 } else { 3 };
            let size = (1.0 / (3 * WIDTH) as f32).sqrt();
            fill(layer(number, 0, 0), parts * WIDTH * WIDTH, size);
        }
        fill(MEANINGS, MEANING * WIDTH, 0.05);
        fill(TAG_WEIGHTS, WIDTH * TAGS, 0.05);
        fill(PLACE_WEIGHTS, PLACES * WIDTH * HIDDEN, (1.0 / (3 * WIDTH) as f32).sqrt());
        fill(ABSENT, PLACES * HIDDEN, 0.05);
        fill(FACTS, ROWS * HIDDEN, 0.1);
        fill(STEP_WEIGHTS, HIDDEN * CLASSES, 0.05);
        Self { tables, rest }
    }
}

impl Net {
    /// All weights as bytes, the same on every machine.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let size = (self.tables.len() as u64).to_le_bytes();
        let weights = self.tables.iter().chain(&self.rest).flat_map(|weight| weight.to_le_bytes());
        size.into_iter().chain(weights).collect()
    }

    /// The weights that [`Self::to_bytes`] wrote; `None` where the bytes are of another length.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (size, weights) = bytes.split_first_chunk()?;
        let size = usize::try_from(u64::from_le_bytes(*size)).ok()?;
        let (weights, rest) = weights.as_chunks();
        let fits = rest.is_empty() && weights.len().checked_sub(ALL) == Some(size);
        let mut weights = weights.iter().map(|&weight| f32::from_le_bytes(weight));
        let tables = weights.by_ref().take(size).collect();
        fits.then(|| Self { tables, rest: weights.collect() })
    }

    /// Empties the rows of tables that nothing was learned for, so that they do not speak.
    pub(crate) fn empty_rows(&mut self, learned: &FxHashSet<u32>) {
        for (row, weights) in (0..).zip(self.tables.chunks_mut(WIDTH)) {
            if !learned.contains(&row) {
                weights.fill(0.0);
            }
        }
    }
}

/// A number from a bell curve of width one.
fn bell(random: &mut Random) -> f32 {
    (0..12).map(|_| random.share()).sum::<f32>() - 6.0
}

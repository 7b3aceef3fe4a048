//! From words to their vectors.

use super::products::products_of_all;
use super::shape::{BEFORE_TAGS, MEANING, PLACES, TAGS, WIDTH};
use super::{Encoded, FRACTION, Layer, Network, Vector, add_bias, narrow, narrowed, sums, through};
use crate::syntax::lexeme::{Clusters, Lexeme};
use crate::syntax::tag::{Inventory, Tag};

/// A gate that is wide open.
const OPEN: i32 = 1 << FRACTION;

impl Network {
    /// Reads the words of a sentence and chooses the tag of each. Cost: linear in the words.
    pub(crate) fn tag(
        &self,
        words: &[Lexeme],
        clusters: &Clusters,
        inventory: &Inventory,
        encoded: &mut Encoded,
        tags: &mut Vec<Tag>,
    ) {
        let vectors = &mut encoded.vectors;
        vectors.clear();
        vectors.push([0; WIDTH]);
        for word in words {
            vectors.push([0; WIDTH]);
            let Some(vector) = vectors.last_mut() else { continue };
            if let Some(meaning) = clusters.meaning(word) {
                through::<MEANING, WIDTH>(&self.meaning, &meaning, vector);
            }
            self.add_rows(&self.known.rows(word), vector);
        }
        let mut root = [0; WIDTH];
        self.add_rows(&self.known.root(), &mut root);
        vectors.push(root);
        vectors.push([0; WIDTH]);
        encoded.pass(self.layers.get(..BEFORE_TAGS).unwrap_or_default());
        tags.clear();
        for vector in encoded.vectors.iter().skip(1).take(words.len()) {
            let scores: [i32; TAGS] = sums(&self.tags, &self.tag_bias, vector);
            tags.push(best_of(scores.get(..inventory.len()).unwrap_or(&scores)) as Tag);
        }
    }

    /// Finishes the vectors of the sentence that was tagged last and its root. Cost: linear in the words.
    pub(crate) fn encode(&self, tags: &[Tag], inventory: &Inventory, encoded: &mut Encoded) {
        for (&tag, vector) in tags.iter().zip(encoded.vectors.iter_mut().skip(1)) {
            self.add_rows(&self.known.tag_rows(tag, inventory.upos(tag)), vector);
        }
        encoded.pass(self.layers.get(BEFORE_TAGS..).unwrap_or_default());
        encoded.at.clear();
        encoded.at.resize((tags.len() + 1) * PLACES, 0);
        encoded.units.clear();
    }

    fn add_rows(&self, rows: &[u32], vector: &mut Vector) {
        for &row in rows {
            add(vector, self.tables.get(row as usize));
        }
    }
}

impl Encoded {
    /// Sends the vectors through layers.
    fn pass(&mut self, layers: &[Layer]) {
        for layer in layers {
            match layer {
                Layer::Near { weights, bias } => self.near(weights, bias),
                Layer::Far { gates, values, gate_bias, value_bias } => {
                    self.far((gates, gate_bias), (values, value_bias));
                }
            }
            for (vector, more) in self.vectors.iter_mut().skip(1).zip(&self.next) {
                add(vector, Some(more));
            }
        }
    }

    fn near(&mut self, weights: &[[i16; 3 * WIDTH]], bias: &[i16; WIDTH]) {
        let windows: Vec<&[i16; 3 * WIDTH]> = self
            .vectors
            .array_windows::<3>()
            .filter_map(|window| window.as_flattened().first_chunk())
            .collect();
        products_of_all(weights, &windows, &mut self.sums);
        self.next.resize(self.sums.len(), [0; WIDTH]);
        for (sums, vector) in self.sums.iter_mut().zip(&mut self.next) {
            add_bias(sums, bias);
            narrowed(sums, vector);
            for number in vector {
                *number = (*number).max(0);
            }
        }
    }

    fn far(&mut self, gates: Part<'_>, values: Part<'_>) {
        let words = self.vectors.len().saturating_sub(2);
        let inputs: Vec<&Vector> = self.vectors.iter().skip(1).take(words).collect();
        products_of_all(gates.0, &inputs, &mut self.sums);
        self.open.resize(self.sums.len(), [0; WIDTH]);
        for (sums, gate) in self.sums.iter_mut().zip(&mut self.open) {
            add_bias(sums, gates.1);
            narrowed(sums, gate);
            for sum in gate {
                *sum = (OPEN / 2 + (i32::from(*sum) >> 2)).clamp(0, OPEN) as i16;
            }
        }
        products_of_all(values.0, &inputs, &mut self.sums);
        self.next.resize(self.sums.len(), [0; WIDTH]);
        for (sums, vector) in self.sums.iter_mut().zip(&mut self.next) {
            add_bias(sums, values.1);
            narrowed(sums, vector);
        }
        // What is carried has more bits, since it moves by small parts.
        let mut carried = [0i32; WIDTH / 2];
        for (gate, value) in self.open.iter().zip(&mut self.next) {
            carry(&mut carried, gate.iter().zip(value.iter_mut()).take(WIDTH / 2));
        }
        carried = [0; WIDTH / 2];
        for (gate, value) in self.open.iter().zip(&mut self.next).rev() {
            carry(&mut carried, gate.iter().zip(value.iter_mut()).skip(WIDTH / 2));
        }
    }
}

/// Weights and biases of a layer.
type Part<'a> = (&'a [Vector], &'a [i16; WIDTH]);

/// The first of the highest scores.
fn best_of(scores: &[i32]) -> usize {
    let mut best = 0;
    let mut top = i32::MIN;
    for (i, &score) in scores.iter().enumerate() {
        if score > top {
            (best, top) = (i, score);
        }
    }
    best
}

#[inline]
fn add(to: &mut Vector, more: Option<&Vector>) {
    let Some(more) = more else { return };
    for (to, more) in to.iter_mut().zip(more) {
        *to = to.saturating_add(*more);
    }
}

#[inline]
fn carry<'a>(carried: &mut [i32; WIDTH / 2], word: impl Iterator<Item = (&'a i16, &'a mut i16)>) {
    for (carried, (&gate, value)) in carried.iter_mut().zip(word) {
        // 2⁻²⁰ is the unit of what is carried; the difference loses as many bits as the gate has.
        let difference = (i32::from(*value) << FRACTION).wrapping_sub(*carried) >> FRACTION;
        *carried = carried.wrapping_add(difference.wrapping_mul(i32::from(gate)));
        *value = narrow(*carried);
    }
}

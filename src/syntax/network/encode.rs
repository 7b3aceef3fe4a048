//! From words to their vectors.

use super::shape::{PLACES, WIDTH};
use super::{Encoded, FRACTION, Layer, Network, Vector, narrow, through};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::tagger::{Tag, TagValue};

/// A gate that is wide open.
const OPEN: i32 = 1 << FRACTION;

impl Network {
    /// The vectors of a sentence and its root, into `to`. Cost: linear in the words.
    pub(crate) fn encode(
        &self,
        words: &[Lexeme],
        tags: &[Tag],
        inventory: &[TagValue],
        to: &mut Encoded,
    ) {
        to.vectors.clear();
        to.vectors.push([0; WIDTH]);
        for rows in self.known.sentence(words, tags, inventory) {
            let mut vector = [0; WIDTH];
            for row in rows {
                add(&mut vector, self.tables.get(row as usize));
            }
            to.vectors.push(vector);
        }
        to.vectors.push([0; WIDTH]);
        to.at.clear();
        to.at.resize((words.len() + 1) * PLACES, 0);
        to.units.clear();
        for layer in &self.layers {
            match layer {
                Layer::Near { weights, bias } => near(weights, bias, &to.vectors, &mut to.next),
                Layer::Far { gates, values, gate_bias, value_bias } => {
                    far((gates, gate_bias), (values, value_bias), &to.vectors, &mut to.next);
                }
            }
            for (vector, more) in to.vectors.iter_mut().skip(1).zip(&to.next) {
                add(vector, Some(more));
            }
        }
    }
}

#[inline]
fn add(to: &mut Vector, more: Option<&Vector>) {
    let Some(more) = more else { return };
    for (to, more) in to.iter_mut().zip(more) {
        *to = to.saturating_add(*more);
    }
}

fn near(weights: &[[i16; 3 * WIDTH]], bias: &[i16; WIDTH], from: &[Vector], to: &mut Vec<Vector>) {
    to.clear();
    for window in from.array_windows::<3>() {
        let mut input = [0; 3 * WIDTH];
        for (to, from) in input.iter_mut().zip(window.as_flattened()) {
            *to = *from;
        }
        to.push(through(weights, Some(bias), &input).map(|number| number.max(0)));
    }
}

/// Weights and biases of a layer.
type Part<'a> = (&'a [Vector], &'a [i16; WIDTH]);

fn far(gates: Part<'_>, values: Part<'_>, from: &[Vector], to: &mut Vec<Vector>) {
    to.clear();
    let words = from.len().saturating_sub(2);
    let mut open: Vec<Vector> = Vec::with_capacity(words);
    for input in from.iter().skip(1).take(words) {
        let gate = through(gates.0, Some(gates.1), input);
        open.push(gate.map(|sum| (OPEN / 2 + (i32::from(sum) >> 2)).clamp(0, OPEN) as i16));
        to.push(through(values.0, Some(values.1), input));
    }
    // What is carried has more bits, since it moves by small parts.
    let mut carried = [0i32; WIDTH / 2];
    for (gate, value) in open.iter().zip(to.iter_mut()) {
        carry(&mut carried, gate.iter().zip(value.iter_mut()).take(WIDTH / 2));
    }
    carried = [0; WIDTH / 2];
    for (gate, value) in open.iter().zip(to.iter_mut()).rev() {
        carry(&mut carried, gate.iter().zip(value.iter_mut()).skip(WIDTH / 2));
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

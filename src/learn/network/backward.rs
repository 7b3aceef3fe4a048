//! From the slopes of scores to the slopes of weights.

use super::forward::{Input, LAST, Thought, UNTAGGED, hidden_slope, input_of, on_the_way};
use super::layout::{
    ABSENT, ALL, BIAS, FACTS, Net, STEP_BIAS, TAG_BIAS, layer, layer_bias, meaning, place, steps,
    tags, value_bias,
};
use super::{add, dot};
use crate::syntax::guide::View;
use crate::syntax::network::input::{TagRows, WordRows};
use crate::syntax::network::shape::{
    BEFORE_TAGS, CLASSES, FAR, HIDDEN, LAYERS, PLACES, TAGS, WIDTH,
};

/// Slopes of all weights, summed over sentences.
#[derive(Debug)]
pub(crate) struct Gradient {
    pub(super) rest: Vec<f32>,
    /// Slopes of the words' vectors with the rows that make them.
    words: Vec<(WordRows, [f32; WIDTH])>,
    /// Slopes where tags are told, with the rows of those.
    tags: Vec<(TagRows, [f32; WIDTH])>,
    /// Steps that were looked at.
    pub(crate) steps: usize,
    /// Slopes of what words add to the hidden layer.
    units: Vec<f32>,
    /// Slopes of the vectors that the tags are chosen by, as far as the tags make them.
    untagged: Vec<f32>,
}

impl Gradient {
    pub(crate) fn new() -> Self {
        Self {
            rest: vec![0.0; ALL],
            words: Vec::new(),
            tags: Vec::new(),
            steps: 0,
            units: Vec::new(),
            untagged: Vec::new(),
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.rest.fill(0.0);
        self.words.clear();
        self.tags.clear();
        self.steps = 0;
    }

    /// Before the states of a sentence.
    pub(crate) fn start(&mut self, thought: &Thought) {
        self.units.clear();
        self.units.resize(thought.words * PLACES * HIDDEN, 0.0);
        self.untagged.clear();
        self.untagged.resize(thought.words * WIDTH, 0.0);
    }

    /// The rows of tables that were read, and the slopes of their numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[u32], &[f32; WIDTH])> {
        let words = self.words.iter().map(|(rows, slopes)| (rows.as_slice(), slopes));
        words.chain(self.tags.iter().map(|(rows, slopes)| (rows.as_slice(), slopes)))
    }

    /// Learns from the tag of one word, from the slopes of its scores.
    pub(crate) fn tag(&mut self, net: &Net, thought: &Thought, word: usize, slopes: &[f32; TAGS]) {
        add::<TAGS>(1.0, slopes, &mut self.rest[TAG_BIAS..]);
        let here = word * WIDTH..(word + 1) * WIDTH;
        let vector = thought.layers[UNTAGGED][here.clone()].iter();
        let back = self.untagged[here.clone()].iter_mut();
        let dimensions = vector.zip(&thought.tag_mask[here]).zip(back);
        for (from, ((number, &mask), back)) in
            dimensions.enumerate().filter(|(_, ((_, mask), _))| **mask > 0.0)
        {
            *back += mask * dot::<TAGS>(&net.rest[tags(from)..], slopes);
            add::<TAGS>(number * mask, slopes, &mut self.rest[tags(from)..]);
        }
    }

    /// Learns from one state, from the slopes of its scores.
    pub(crate) fn state(
        &mut self,
        net: &Net,
        view: &View,
        hidden: &[f32; HIDDEN],
        slopes: &[f32; CLASSES],
        kept: f32,
    ) {
        self.steps += 1;
        add::<CLASSES>(1.0, slopes, &mut self.rest[STEP_BIAS..]);
        let mut back = [0.0; HIDDEN];
        for (at, &number) in hidden.iter().enumerate().filter(|(_, number)| **number > 0.0) {
            back[at] = kept * hidden_slope(net, at, slopes);
            add::<CLASSES>(number, slopes, &mut self.rest[steps(at)..]);
        }
        add::<HIDDEN>(1.0, &back, &mut self.rest[BIAS..]);
        for (place, word) in view.words.iter().enumerate() {
            let to = match word {
                Some(word) => &mut self.units[(*word as usize * PLACES + place) * HIDDEN..],
                None => &mut self.rest[ABSENT + place * HIDDEN..],
            };
            add::<HIDDEN>(1.0, &back, to);
        }
        for &row in &view.rows {
            add::<HIDDEN>(1.0, &back, &mut self.rest[FACTS + row as usize * HIDDEN..]);
        }
    }

    /// After all states of a sentence: back through the layers.
    pub(crate) fn finish(
        &mut self,
        net: &Net,
        inputs: &[Input],
        told: &[Option<TagRows>],
        thought: &Thought,
    ) {
        let words = thought.words;
        let mut slopes = vec![0.0; words * WIDTH];
        for word in 0..words {
            let vector = &thought.layers[LAST][word * WIDTH..][..WIDTH];
            for at in (0..PLACES).filter(|at| thought.known[word * PLACES + at]) {
                let back = &self.units[(word * PLACES + at) * HIDDEN..][..HIDDEN];
                for (from, &number) in vector.iter().enumerate() {
                    let weights = place(at, from);
                    slopes[word * WIDTH + from] += dot::<HIDDEN>(&net.rest[weights..], back);
                    add::<HIDDEN>(number, back, &mut self.rest[weights..]);
                }
            }
        }
        for number in (BEFORE_TAGS..LAYERS).rev() {
            self.back_layer(net, number, thought, &mut slopes);
        }
        for (slopes, rows) in slopes.as_chunks::<WIDTH>().0.iter().zip(told) {
            self.tags.extend(rows.map(|rows| (rows, *slopes)));
        }
        add_all(&self.untagged, &mut slopes);
        for number in (0..BEFORE_TAGS).rev() {
            self.back_layer(net, number, thought, &mut slopes);
        }
        for (word, input) in inputs.iter().enumerate() {
            let mut own = [0.0; WIDTH];
            let mask = &thought.mask[word * WIDTH..][..WIDTH];
            for (own, (slope, mask)) in own.iter_mut().zip(slopes[word * WIDTH..].iter().zip(mask))
            {
                *own = slope * mask;
            }
            for (from, &number) in input.meaning.iter().enumerate() {
                add::<WIDTH>(number, &own, &mut self.rest[meaning(from)..]);
            }
            self.words.push((input.rows, own));
        }
    }

    fn back_layer(&mut self, net: &Net, number: usize, thought: &Thought, slopes: &mut [f32]) {
        if FAR[number] {
            self.back_far(net, number, thought, slopes);
        } else {
            self.back_near(net, number, thought, slopes);
        }
    }

    /// Back through one matrix of a layer, for one word.
    fn back(
        &mut self,
        net: &Net,
        (number, part): (usize, usize),
        input: &[f32],
        slope: &[f32],
        to: &mut [f32],
    ) {
        for (dimension, (value, to)) in input.iter().zip(to).enumerate().take(WIDTH) {
            let weights = layer(number, part, dimension);
            *to += dot::<WIDTH>(&net.rest[weights..], slope);
            add::<WIDTH>(*value, slope, &mut self.rest[weights..]);
        }
    }

    fn back_near(&mut self, net: &Net, number: usize, thought: &Thought, slopes: &mut [f32]) {
        let at = input_of(number);
        let (input, output) = (&thought.layers[at], &thought.layers[at + 1]);
        let above = slopes.to_vec();
        for word in 0..thought.words {
            let mut slope = [0.0; WIDTH];
            for (at, slope) in slope.iter_mut().enumerate() {
                let here = word * WIDTH + at;
                if output[here] > input[here] {
                    *slope = above[here];
                }
            }
            add::<WIDTH>(1.0, &slope, &mut self.rest[layer_bias(number)..]);
            for part in 0..3 {
                let Some(near) = (word + part).checked_sub(1).filter(|&near| near < thought.words)
                else {
                    continue;
                };
                let to = &mut slopes[near * WIDTH..];
                self.back(net, (number, part), &input[near * WIDTH..], &slope, to);
            }
        }
    }

    fn back_far(&mut self, net: &Net, number: usize, thought: &Thought, slopes: &mut [f32]) {
        let far = &thought.far[number];
        let words = thought.words;
        let (mut gates, mut values) = (vec![0.0; words * WIDTH], vec![0.0; words * WIDTH]);
        let mut later = [0.0; WIDTH];
        for k in (0..words).rev() {
            for (at, later) in later.iter_mut().enumerate() {
                let (word, before) = on_the_way(k, words, at);
                let before = before.map_or(0.0, |before| far.carried[before * WIDTH + at]);
                let here = word * WIDTH + at;
                let (gate, slope) = (far.gates[here], slopes[here] + *later);
                if gate > 0.0 && gate < 1.0 {
                    gates[here] = 0.25 * slope * (far.values[here] - before);
                }
                values[here] = slope * gate;
                *later = slope * (1.0 - gate);
            }
        }
        for word in 0..words {
            let here = word * WIDTH..(word + 1) * WIDTH;
            let (gate, value) = (&gates[here.clone()], &values[here.clone()]);
            add::<WIDTH>(1.0, gate, &mut self.rest[layer_bias(number)..]);
            add::<WIDTH>(1.0, value, &mut self.rest[value_bias(number)..]);
            let input = &thought.layers[input_of(number)][here.clone()];
            let to = &mut slopes[here];
            self.back(net, (number, 0), input, gate, to);
            self.back(net, (number, 1), input, value, to);
        }
    }
}

fn add_all(from: &[f32], to: &mut [f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[cfg(test)]
mod tests;

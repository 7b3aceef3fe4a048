//! From words to vectors and from states to scores.

use super::layout::{
    ABSENT, BIAS, FACTS, Net, STEP_BIAS, TAG_BIAS, layer, layer_bias, meaning, place, steps, tags,
    value_bias,
};
use super::{add, dot};
use crate::learn::random::Random;
use crate::syntax::guide::View;
use crate::syntax::network::input::{TagRows, WordRows};
use crate::syntax::network::shape::{
    BEFORE_TAGS, CLASSES, FAR, HIDDEN, LAYERS, MEANING, PLACES, TAGS, WIDTH,
};

/// What share of the numbers is left out while learning, so that none is relied on alone (Srivastava and others 2014).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Dropout {
    /// Of the words' vectors.
    pub words: f32,
    /// Of the vectors that the tags are chosen by.
    pub tags: f32,
    /// Of the hidden layer.
    pub hidden: f32,
}

impl Dropout {
    /// Nothing is left out.
    pub(crate) const NONE: Self = Self { words: 0.0, tags: 0.0, hidden: 0.0 };
}

/// What is known of a word before its tag: its rows, and what it means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    pub rows: WordRows,
    pub meaning: [f32; MEANING],
}

/// Where the vectors that go into a layer are kept: those before and after the tags are told are both needed.
pub(super) fn input_of(layer: usize) -> usize {
    layer + usize::from(layer >= BEFORE_TAGS)
}

/// Where the vectors that the tags are chosen by are kept.
pub(super) const UNTAGGED: usize = BEFORE_TAGS;
/// Where the vectors that the parser looks at are kept.
pub(super) const LAST: usize = LAYERS + 1;

/// What was computed of one sentence, kept for the way back.
#[derive(Debug, Default)]
pub(crate) struct Thought {
    /// How many words, the root included.
    pub(super) words: usize,
    /// What each dimension of the words was multiplied with.
    pub(super) mask: Vec<f32>,
    /// What each dimension was multiplied with before the tags were chosen.
    pub(super) tag_mask: Vec<f32>,
    /// Input of each layer (see [`input_of`]), and the vectors last.
    pub(super) layers: [Vec<f32>; LAST + 1],
    /// Gates, values and what is carried, of the layers that look far.
    pub(super) far: [Far; LAYERS],
    /// What the words add to the hidden layer, by word and place.
    units: Vec<f32>,
    pub(super) known: Vec<bool>,
}

#[derive(Debug, Default)]
pub(super) struct Far {
    pub gates: Vec<f32>,
    pub values: Vec<f32>,
    pub carried: Vec<f32>,
}

/// Word `k` of the way through a sentence and the word before it on that way: dimensions of the first half go from left
/// to right, the others from right to left.
pub(super) fn on_the_way(k: usize, words: usize, dimension: usize) -> (usize, Option<usize>) {
    if dimension < WIDTH / 2 {
        (k, k.checked_sub(1))
    } else {
        (words - 1 - k, Some(words - k).filter(|&before| before < words))
    }
}

fn zeroed(numbers: &mut Vec<f32>, count: usize) {
    numbers.clear();
    numbers.resize(count, 0.0);
}

/// What to multiply each dimension of the words with, so that a share of them is left out.
fn fill_mask(mask: &mut Vec<f32>, words: usize, dropout: f32, random: &mut Random) {
    let kept = 1.0 / (1.0 - dropout);
    mask.clear();
    let mut factor = || if random.share() < dropout { 0.0 } else { kept };
    mask.extend((0..words * WIDTH).map(|_| factor()));
}

impl Thought {
    /// Reads a sentence of these words, the root last, as far as their tags.
    pub(crate) fn read(
        &mut self,
        net: &Net,
        inputs: &[Input],
        dropout: Dropout,
        random: &mut Random,
    ) {
        let words = inputs.len();
        self.words = words;
        zeroed(&mut self.units, words * PLACES * HIDDEN);
        self.known.clear();
        self.known.resize(words * PLACES, false);
        for layer in &mut self.layers {
            zeroed(layer, words * WIDTH);
        }
        fill_mask(&mut self.mask, words, dropout.words, random);
        fill_mask(&mut self.tag_mask, words, dropout.tags, random);
        for (word, input) in inputs.iter().enumerate() {
            let vector = &mut self.layers[0][word * WIDTH..][..WIDTH];
            for &row in &input.rows {
                add::<WIDTH>(1.0, &net.tables[row as usize * WIDTH..], vector);
            }
            for (from, &number) in input.meaning.iter().enumerate() {
                add::<WIDTH>(number, &net.rest[meaning(from)..], vector);
            }
            for (number, mask) in vector.iter_mut().zip(&self.mask[word * WIDTH..]) {
                *number *= mask;
            }
        }
        self.pass(net, 0..BEFORE_TAGS);
    }

    /// What each tag scores for a word.
    pub(crate) fn tag_scores(&self, net: &Net, word: usize) -> [f32; TAGS] {
        let mut scores = [0.0; TAGS];
        add::<TAGS>(1.0, &net.rest[TAG_BIAS..], &mut scores);
        let vector = &self.layers[UNTAGGED][word * WIDTH..][..WIDTH];
        for (from, (number, mask)) in vector.iter().zip(&self.tag_mask[word * WIDTH..]).enumerate()
        {
            add::<TAGS>(number * mask, &net.rest[tags(from)..], &mut scores);
        }
        scores
    }

    /// Goes on from the tags of the words: the rows of those that are told.
    pub(crate) fn encode(&mut self, net: &Net, told: &[Option<TagRows>]) {
        let (before, after) = self.layers.split_at_mut(UNTAGGED + 1);
        let (Some(from), Some(to)) = (before.last(), after.first_mut()) else { return };
        to.copy_from_slice(from);
        for (word, rows) in told.iter().enumerate() {
            for &row in rows.iter().flatten() {
                add::<WIDTH>(1.0, &net.tables[row as usize * WIDTH..], &mut to[word * WIDTH..]);
            }
        }
        self.pass(net, BEFORE_TAGS..LAYERS);
    }

    fn pass(&mut self, net: &Net, layers: std::ops::Range<usize>) {
        for number in layers {
            let (before, after) = self.layers.split_at_mut(input_of(number) + 1);
            let (Some(from), Some(to)) = (before.last(), after.first_mut()) else { return };
            if FAR[number] {
                look_far(net, number, self.words, from, &mut self.far[number], to);
            } else {
                look_near(net, number, self.words, from, to);
            }
        }
    }

    /// The hidden layer of a state, and what each step scores.
    pub(crate) fn score(
        &mut self,
        net: &Net,
        view: &View,
        dropout: Dropout,
        random: &mut Random,
    ) -> ([f32; HIDDEN], [f32; CLASSES]) {
        let mut hidden = [0.0; HIDDEN];
        add::<HIDDEN>(1.0, &net.rest[BIAS..], &mut hidden);
        for (place, word) in view.words.iter().enumerate() {
            match word {
                Some(word) => {
                    add::<HIDDEN>(1.0, self.unit(net, *word as usize, place), &mut hidden);
                }
                None => add::<HIDDEN>(1.0, &net.rest[ABSENT + place * HIDDEN..], &mut hidden),
            }
        }
        for &row in &view.rows {
            add::<HIDDEN>(1.0, &net.rest[FACTS + row as usize * HIDDEN..], &mut hidden);
        }
        let kept = 1.0 / (1.0 - dropout.hidden);
        let mut scores = [0.0; CLASSES];
        add::<CLASSES>(1.0, &net.rest[STEP_BIAS..], &mut scores);
        for (at, number) in hidden.iter_mut().enumerate() {
            if *number <= 0.0 || random.share() < dropout.hidden {
                *number = 0.0;
                continue;
            }
            *number *= kept;
            add::<CLASSES>(*number, &net.rest[steps(at)..], &mut scores);
        }
        (hidden, scores)
    }

    fn unit(&mut self, net: &Net, word: usize, at: usize) -> &[f32] {
        let unit = &mut self.units[(word * PLACES + at) * HIDDEN..][..HIDDEN];
        if !self.known[word * PLACES + at] {
            self.known[word * PLACES + at] = true;
            for (from, number) in self.layers[LAST][word * WIDTH..][..WIDTH].iter().enumerate() {
                add::<HIDDEN>(*number, &net.rest[place(at, from)..], unit);
            }
        }
        unit
    }
}

/// Adds to `to` what a vector makes through one matrix of a layer.
fn through(net: &Net, number: usize, part: usize, vector: &[f32], to: &mut [f32]) {
    for (dimension, &value) in vector.iter().take(WIDTH).enumerate() {
        add::<WIDTH>(value, &net.rest[layer(number, part, dimension)..], to);
    }
}

fn look_near(net: &Net, number: usize, words: usize, from: &[f32], to: &mut [f32]) {
    for word in 0..words {
        let mut sum = [0.0; WIDTH];
        add::<WIDTH>(1.0, &net.rest[layer_bias(number)..], &mut sum);
        for part in 0..3 {
            let Some(near) = (word + part).checked_sub(1).filter(|&near| near < words) else {
                continue;
            };
            through(net, number, part, &from[near * WIDTH..], &mut sum);
        }
        for (at, sum) in sum.iter().enumerate() {
            to[word * WIDTH + at] = from[word * WIDTH + at] + sum.max(0.0);
        }
    }
}

fn look_far(net: &Net, number: usize, words: usize, from: &[f32], far: &mut Far, to: &mut [f32]) {
    let Far { gates, values, carried } = far;
    for numbers in [&mut *gates, &mut *values, &mut *carried] {
        zeroed(numbers, words * WIDTH);
    }
    for word in 0..words {
        let here = word * WIDTH..(word + 1) * WIDTH;
        let (gate, value) = (&mut gates[here.clone()], &mut values[here.clone()]);
        add::<WIDTH>(1.0, &net.rest[layer_bias(number)..], gate);
        add::<WIDTH>(1.0, &net.rest[value_bias(number)..], value);
        through(net, number, 0, &from[here.clone()], gate);
        through(net, number, 1, &from[here], value);
        for gate in gate {
            *gate = (0.5 + 0.25 * *gate).clamp(0.0, 1.0);
        }
    }
    for k in 0..words {
        for at in 0..WIDTH {
            let (word, before) = on_the_way(k, words, at);
            let before = before.map_or(0.0, |before| carried[before * WIDTH + at]);
            let here = word * WIDTH + at;
            carried[here] = before + gates[here] * (values[here] - before);
        }
    }
    for ((to, from), carried) in to.iter_mut().zip(from).zip(carried) {
        *to = from + *carried;
    }
}

/// What the weights from a hidden number give back of the slopes of the scores.
pub(super) fn hidden_slope(net: &Net, at: usize, slopes: &[f32; CLASSES]) -> f32 {
    dot::<CLASSES>(&net.rest[steps(at)..], slopes)
}

//! From the slopes of scores to the slopes of weights.

use super::forward::{Thought, hidden_slope, on_the_way};
use super::layout::{
    ABSENT, ALL, BIAS, FACTS, Net, STEP_BIAS, layer, layer_bias, place, steps, value_bias,
};
use super::{add, dot, exp};
use crate::syntax::guide::View;
use crate::syntax::network::input::WordRows;
use crate::syntax::network::shape::{CLASSES, FAR, HIDDEN, LAYERS, PLACES, WIDTH};

/// Slopes of all weights, summed over sentences.
#[derive(Debug)]
pub(crate) struct Gradient {
    pub(super) rest: Vec<f32>,
    /// Slopes of the words' vectors with the rows that make them.
    pub(super) words: Vec<(WordRows, [f32; WIDTH])>,
    /// Steps that were looked at.
    pub(crate) steps: usize,
    /// Slopes of what words add to the hidden layer.
    units: Vec<f32>,
}

/// How a possible step stands to the gold tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Impossible,
    Wrong,
    Right,
}

impl Gradient {
    pub(crate) fn new() -> Self {
        Self { rest: vec![0.0; ALL], words: Vec::new(), steps: 0, units: Vec::new() }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.rest.fill(0.0);
        self.words.clear();
        self.steps = 0;
    }

    /// Before the states of a sentence.
    pub(crate) fn start(&mut self, thought: &Thought) {
        self.units.clear();
        self.units.resize(thought.words * PLACES * HIDDEN, 0.0);
    }

    /// Learns from one state: the right steps together should have all the probability.
    pub(crate) fn state(
        &mut self,
        net: &Net,
        view: &View,
        hidden: &[f32; HIDDEN],
        scores: &[f32; CLASSES],
        verdicts: &[Verdict; CLASSES],
        kept: f32,
    ) {
        self.steps += 1;
        let slopes = score_slopes(scores, verdicts);
        add::<CLASSES>(1.0, &slopes, &mut self.rest[STEP_BIAS..]);
        let mut back = [0.0; HIDDEN];
        for (at, &number) in hidden.iter().enumerate().filter(|(_, number)| **number > 0.0) {
            back[at] = kept * hidden_slope(net, at, &slopes);
            add::<CLASSES>(number, &slopes, &mut self.rest[steps(at)..]);
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
    pub(crate) fn finish(&mut self, net: &Net, rows: &[WordRows], thought: &Thought) {
        let words = thought.words;
        let mut slopes = vec![0.0; words * WIDTH];
        for word in 0..words {
            let vector = &thought.layers[LAYERS][word * WIDTH..][..WIDTH];
            for at in (0..PLACES).filter(|at| thought.known[word * PLACES + at]) {
                let back = &self.units[(word * PLACES + at) * HIDDEN..][..HIDDEN];
                for (from, &number) in vector.iter().enumerate() {
                    let weights = place(at, from);
                    slopes[word * WIDTH + from] += dot::<HIDDEN>(&net.rest[weights..], back);
                    add::<HIDDEN>(number, back, &mut self.rest[weights..]);
                }
            }
        }
        for (number, far) in FAR.iter().enumerate().rev() {
            if *far {
                self.back_far(net, number, thought, &mut slopes);
            } else {
                self.back_near(net, number, thought, &mut slopes);
            }
        }
        for (word, rows) in rows.iter().enumerate() {
            let mut own = [0.0; WIDTH];
            let mask = &thought.mask[word * WIDTH..][..WIDTH];
            for (own, (slope, mask)) in own.iter_mut().zip(slopes[word * WIDTH..].iter().zip(mask))
            {
                *own = slope * mask;
            }
            self.words.push((*rows, own));
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
        let (input, output) = (&thought.layers[number], &thought.layers[number + 1]);
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
            let input = &thought.layers[number][here.clone()];
            let to = &mut slopes[here];
            self.back(net, (number, 0), input, gate, to);
            self.back(net, (number, 1), input, value, to);
        }
    }
}

/// The slopes of minus the logarithm of the probability of the right steps.
fn score_slopes(scores: &[f32; CLASSES], verdicts: &[Verdict; CLASSES]) -> [f32; CLASSES] {
    let possible = || scores.iter().zip(verdicts).filter(|(_, v)| **v != Verdict::Impossible);
    let top = possible().map(|(score, _)| *score).fold(f32::MIN, f32::max);
    let mut slopes = [0.0; CLASSES];
    let (mut all, mut right) = (0.0, 0.0);
    for (slope, (score, verdict)) in slopes.iter_mut().zip(scores.iter().zip(verdicts)) {
        if *verdict == Verdict::Impossible {
            continue;
        }
        *slope = exp(score - top);
        all += *slope;
        if *verdict == Verdict::Right {
            right += *slope;
        }
    }
    for (slope, verdict) in slopes.iter_mut().zip(verdicts) {
        let gold = if *verdict == Verdict::Right { *slope / right.max(1e-9) } else { 0.0 };
        *slope = *slope / all - gold;
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::{Gradient, Verdict};
    use crate::learn::network::{Dropout, Net, Thought};
    use crate::learn::random::Random;
    use crate::syntax::guide::View;
    use crate::syntax::network::input::WordRows;
    use crate::syntax::network::shape::{CLASSES, PLACES, TABLES};

    const NO_DROPOUT: Dropout = Dropout { words: 0.0, hidden: 0.0 };
    const ROWS: usize = 3 * TABLES;

    fn sentence() -> Vec<WordRows> {
        (0..3).map(|word| std::array::from_fn(|table| (word * TABLES + table) as u32)).collect()
    }

    fn view() -> View {
        let mut words = [None; PLACES];
        words[0] = Some(0);
        words[2] = Some(1);
        words[3] = Some(2);
        View { words, rows: vec![1, 70, 500] }
    }

    fn verdicts() -> [Verdict; CLASSES] {
        let mut verdicts = [Verdict::Impossible; CLASSES];
        verdicts[..6].fill(Verdict::Wrong);
        verdicts[2] = Verdict::Right;
        verdicts[3] = Verdict::Right;
        verdicts
    }

    /// Minus the logarithm of the probability of the right steps.
    fn loss(net: &Net) -> f64 {
        let mut thought = Thought::default();
        let random = &mut Random::new(0);
        thought.encode(net, &sentence(), NO_DROPOUT, random);
        let (_, scores) = thought.score(net, &view(), NO_DROPOUT, random);
        let likely = |wanted: &[Verdict]| {
            let chosen = scores.iter().zip(verdicts()).filter(|(_, v)| wanted.contains(v));
            chosen.map(|(score, _)| f64::from(*score).exp()).sum::<f64>()
        };
        likely(&[Verdict::Right, Verdict::Wrong]).ln() - likely(&[Verdict::Right]).ln()
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let mut net = Net::new(ROWS, &mut Random::new(5));
        let mut thought = Thought::default();
        let random = &mut Random::new(0);
        thought.encode(&net, &sentence(), NO_DROPOUT, random);
        let mut gradient = Gradient::new();
        gradient.start(&thought);
        let (hidden, scores) = thought.score(&net, &view(), NO_DROPOUT, random);
        gradient.state(&net, &view(), &hidden, &scores, &verdicts(), 1.0);
        gradient.finish(&net, &sentence(), &thought);
        let step = 1e-3;
        let (mut checked, mut wrong) = (0, 0);
        for at in (0..net.rest.len()).step_by(97) {
            let before = net.rest[at];
            net.rest[at] = before + step;
            let above = loss(&net);
            net.rest[at] = before - step;
            let slope = (above - loss(&net)) / f64::from(2.0 * step);
            net.rest[at] = before;
            let found = f64::from(gradient.rest[at]);
            let close = (found - slope).abs() < 2e-3 + 0.05 * slope.abs();
            checked += usize::from(slope.abs() > 1e-3);
            wrong += usize::from(!close);
        }
        assert!(checked > 50, "{checked} weights matter");
        // Where a number passes zero within the step, the measured slope is a mixture.
        assert!(wrong * 50 < checked, "{wrong} of {checked}");
        let (rows, slopes) = gradient.words[1];
        for (at, found) in slopes.iter().enumerate() {
            let weight = rows[0] as usize * slopes.len() + at;
            let before = net.tables[weight];
            net.tables[weight] = before + step;
            let above = loss(&net);
            net.tables[weight] = before - step;
            let slope = (above - loss(&net)) / f64::from(2.0 * step);
            net.tables[weight] = before;
            assert!((f64::from(*found) - slope).abs() < 2e-3 + 0.05 * slope.abs());
        }
    }
}

use super::Gradient;
use crate::learn::network::{Dropout, Input, Net, Target, Thought, Verdict};
use crate::learn::random::Random;
use crate::syntax::guide::View;
use crate::syntax::network::input::TagRows;
use crate::syntax::network::shape::{CLASSES, MEANING, PLACES, TABLES, TAGS};

const ROWS: usize = 3 * TABLES + 4;
const TAG_WEIGHT: f32 = 0.5;

fn sentence() -> Vec<Input> {
    let input = |word: usize| Input {
        rows: std::array::from_fn(|table| (word * TABLES + table) as u32),
        meaning: std::array::from_fn(|at| ((word * MEANING + at) % 7) as f32 / 3.0 - 1.0),
    };
    (0..3).map(input).collect()
}

fn told() -> [Option<TagRows>; 2] {
    let first = 3 * TABLES as u32;
    [Some([first, first + 1]), Some([first + 2, first + 3])]
}

fn view() -> View {
    let mut words = [None; PLACES];
    words[0] = Some(0);
    words[2] = Some(1);
    words[3] = Some(2);
    View { words, rows: vec![1, 70, 500] }
}

fn verdicts<const N: usize>() -> [Verdict; N] {
    let mut verdicts = [Verdict::Impossible; N];
    verdicts[..6].fill(Verdict::Wrong);
    verdicts[2] = Verdict::Right;
    verdicts[3] = Verdict::Right;
    verdicts
}

/// What others found likely, and how much it counts.
const SHARE: f32 = 0.4;

fn shown<const N: usize>() -> [f32; N] {
    let mut likely = [0.0; N];
    likely[..4].copy_from_slice(&[0.5, 0.2, 0.1, 0.2]);
    likely
}

/// Minus the logarithm of the probability of what is right, and, by its share, of what others found likely.
fn surprise<const N: usize>(scores: &[f32; N]) -> f64 {
    let likely = |wanted: &[Verdict]| {
        let chosen = scores.iter().zip(verdicts::<N>()).filter(|(_, v)| wanted.contains(v));
        chosen.map(|(score, _)| f64::from(*score).exp()).sum::<f64>()
    };
    let all = likely(&[Verdict::Right, Verdict::Wrong]).ln();
    let wrong: f64 =
        scores.iter().zip(shown::<N>()).map(|(s, p)| f64::from(p * (all as f32 - s))).sum();
    let share = f64::from(SHARE);
    (1.0 - share) * (all - likely(&[Verdict::Right]).ln()) + share * wrong
}

/// The surprise of a step and of the tags of two words.
fn loss(net: &Net) -> f64 {
    let mut thought = Thought::default();
    let random = &mut Random::new(0);
    thought.read(net, &sentence(), Dropout::NONE, random);
    let tags: f64 = (0..2).map(|word| surprise::<TAGS>(&thought.tag_scores(net, word))).sum();
    thought.encode(net, &told());
    let (_, scores) = thought.score(net, &view(), Dropout::NONE, random);
    surprise(&scores) + f64::from(TAG_WEIGHT) * tags
}

fn slopes<const N: usize>(scores: &[f32; N]) -> [f32; N] {
    Target { verdicts: &verdicts(), shown: Some((&shown(), SHARE)) }.slopes(scores)
}

fn gradient(net: &Net) -> Gradient {
    let mut thought = Thought::default();
    let random = &mut Random::new(0);
    thought.read(net, &sentence(), Dropout::NONE, random);
    let mut gradient = Gradient::new();
    gradient.start(&thought);
    for word in 0..2 {
        let scores = thought.tag_scores(net, word);
        let slopes = slopes(&scores).map(|slope| TAG_WEIGHT * slope);
        gradient.tag(net, &thought, word, &slopes);
    }
    thought.encode(net, &told());
    let (hidden, scores) = thought.score(net, &view(), Dropout::NONE, random);
    gradient.state(net, &view(), &hidden, &slopes::<CLASSES>(&scores), 1.0);
    gradient.finish(net, &sentence(), &told(), &thought);
    gradient
}

#[test]
fn slopes_are_those_of_the_loss() {
    let mut net = Net::new(ROWS, &mut Random::new(5));
    let gradient = gradient(&net);
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
    let (tag_rows, tag_slopes) = gradient.tags[0];
    for (row, slopes) in [(rows[0], slopes), (tag_rows[1], tag_slopes)] {
        for (at, found) in slopes.iter().enumerate() {
            let weight = row as usize * slopes.len() + at;
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

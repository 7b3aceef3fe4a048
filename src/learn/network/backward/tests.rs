use super::{Gradient, Verdict};
use crate::learn::network::{Dropout, Input, Net, Thought};
use crate::learn::random::Random;
use crate::syntax::guide::View;
use crate::syntax::network::input::TagRows;
use crate::syntax::network::shape::{CLASSES, MEANING, PLACES, TABLES, TAGS};

const NO_DROPOUT: Dropout = Dropout { words: 0.0, tags: 0.0, hidden: 0.0 };
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

/// Minus the logarithm of the probability of what is right.
fn surprise<const N: usize>(scores: &[f32; N]) -> f64 {
    let likely = |wanted: &[Verdict]| {
        let chosen = scores.iter().zip(verdicts::<N>()).filter(|(_, v)| wanted.contains(v));
        chosen.map(|(score, _)| f64::from(*score).exp()).sum::<f64>()
    };
    likely(&[Verdict::Right, Verdict::Wrong]).ln() - likely(&[Verdict::Right]).ln()
}

/// The surprise of a step and of the tags of two words.
fn loss(net: &Net) -> f64 {
    let mut thought = Thought::default();
    let random = &mut Random::new(0);
    thought.read(net, &sentence(), NO_DROPOUT, random);
    let tags: f64 = (0..2).map(|word| surprise(&thought.tag_scores(net, word))).sum();
    thought.encode(net, &told());
    let (_, scores) = thought.score(net, &view(), NO_DROPOUT, random);
    surprise(&scores) + f64::from(TAG_WEIGHT) * tags
}

fn gradient(net: &Net) -> Gradient {
    let mut thought = Thought::default();
    let random = &mut Random::new(0);
    thought.read(net, &sentence(), NO_DROPOUT, random);
    let mut gradient = Gradient::new();
    gradient.start(&thought);
    for word in 0..2 {
        let scores = thought.tag_scores(net, word);
        gradient.tag(net, &thought, word, (&scores, &verdicts::<TAGS>()), TAG_WEIGHT);
    }
    thought.encode(net, &told());
    let (hidden, scores) = thought.score(net, &view(), NO_DROPOUT, random);
    gradient.state(net, &view(), &hidden, &scores, &verdicts::<CLASSES>(), 1.0);
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

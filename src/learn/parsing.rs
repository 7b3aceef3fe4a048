//! Learning the parser.

use super::learner::{Features, Learner, Settings};
use super::oracle::{Costs, GoldTree};
use super::random::Random;
use crate::model::MAX_CLASSES;
use crate::syntax::guide::{Atoms, state_features};
use crate::syntax::transition::{State, Step};

/// A sentence with the tags that the tagger gave it, and its tree.
#[derive(Debug)]
pub(crate) struct Treed {
    pub atoms: Atoms,
    pub tree: GoldTree,
    pub words: usize,
}

/// How the parser is learned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParserSettings {
    pub epochs: usize,
    /// The most weights that are kept.
    pub entries: usize,
    pub cutoff: u32,
    pub cap: i32,
    /// In so many of a hundred states the parser goes on with its own step, be it wrong, from the second epoch on.
    pub explore: usize,
    pub seed: u64,
}

/// Learns the weights of a parser: after each step that loses arcs, weights move towards the best step that loses none.
pub(crate) fn learn_parser(
    sentences: &[Treed],
    settings: ParserSettings,
    log: &mut dyn FnMut(&str),
) -> Features {
    let mut learner = Learner::new(Settings { cutoff: settings.cutoff, cap: settings.cap });
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut state = State::default();
    let mut features = Vec::new();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let (mut steps, mut wrong) = (0usize, 0usize);
        for &number in &order {
            let sentence = &sentences[number];
            state.start(sentence.words);
            while !state.done() {
                features.clear();
                state_features(&state, &sentence.atoms, &mut features);
                let mut scores = [0; MAX_CLASSES];
                learner.add(&features, &mut scores);
                let Some(choice) = choose(&state, &sentence.tree, &scores) else { break };
                if let Some(bad) = choice.bad {
                    learner.learn(&features, choice.good.class(), bad.class(), &scores);
                }
                learner.tick();
                steps += 1;
                wrong += usize::from(choice.mistaken);
                let own = epoch > 0 && random.below(100) < settings.explore;
                let step = match choice.bad {
                    Some(bad) if own && choice.mistaken => bad,
                    _ => choice.good,
                };
                state.take(step);
            }
        }
        log(&format!("parser, epoch {}: {wrong} of {steps} steps wrong", epoch + 1));
    }
    learner.finish(settings.entries)
}

struct Choice {
    /// The best of the cheapest steps.
    good: Step,
    /// The best of the others.
    bad: Option<Step>,
    /// Does the best of the others score higher?
    mistaken: bool,
}

fn choose(state: &State, tree: &GoldTree, scores: &[i32; MAX_CLASSES]) -> Option<Choice> {
    let costs = Costs::new(state, tree);
    let possible = state.possible();
    let least = costs.least(possible);
    let mut good: Option<(i32, Step)> = None;
    let mut bad: Option<(i32, Step)> = None;
    possible.each(|step| {
        let score = scores[usize::from(step.class())];
        let side = if costs.of(step) == least { &mut good } else { &mut bad };
        if side.is_none_or(|(top, _)| score > top) {
            *side = Some((score, step));
        }
    });
    let (good_score, good) = good?;
    let mistaken = bad.is_some_and(|(score, _)| score > good_score);
    Some(Choice { good, bad: bad.map(|(_, step)| step), mistaken })
}

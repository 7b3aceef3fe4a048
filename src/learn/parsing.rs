//! Learning the parser.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::network::{Descent, Dropout, Gradient, Mean, Net, Thought, Verdict};
use super::oracle::{Costs, GoldTree};
use super::random::Random;
use crate::syntax::guide::{Landmarks, View};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::network::input::{Known, UNKNOWN, WordRows};
use crate::syntax::network::shape::{CLASSES, table_rows};
use crate::syntax::transition::{State, Step};

/// A sentence with the tags that the tagger gave it, and its tree.
#[derive(Debug)]
pub(crate) struct Treed {
    /// The rows of each word and of the root.
    pub rows: Vec<WordRows>,
    /// How often each word occurs; the root has none.
    pub counts: Vec<u32>,
    pub landmarks: Landmarks,
    pub tree: GoldTree,
}

/// How the parser is learned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParserSettings {
    pub epochs: usize,
    /// Sentences between two changes of weights.
    pub batch: usize,
    /// The first step of the weights; steps shrink to nothing.
    pub rate: f32,
    pub dropout: Dropout,
    /// What share of tags is not told, so that the parser does not trust all of them.
    pub tag_dropout: f32,
    /// In so many of a hundred states the parser goes on with its own step, be it wrong, from the second epoch on.
    pub explore: usize,
    pub seed: u64,
}

/// A batch is shared by so many threads; another number would learn other weights.
const SHARES: usize = 2;

/// Words that occur so often get a row of their own.
const KNOWN_FROM: u32 = 2;

/// How often each word occurs in sentences.
pub(crate) fn count_words<'a>(sentences: impl Iterator<Item = &'a [Lexeme]>) -> BTreeMap<u32, u32> {
    let mut counts = BTreeMap::new();
    for word in sentences.flatten() {
        *counts.entry(word.word).or_default() += 1;
    }
    counts
}

/// The words that get a row of their own, sorted.
pub(crate) fn known_words(counts: &BTreeMap<u32, u32>) -> Vec<u32> {
    counts.iter().filter(|(_, count)| **count >= KNOWN_FROM).map(|(word, _)| *word).collect()
}

/// Learns the network of a parser: in each state the steps that lose no arc of the gold tree should be likely.
pub(crate) fn learn_parser(
    sentences: &[Treed],
    known: &Known,
    settings: ParserSettings,
    log: &mut dyn FnMut(&str),
) -> Net {
    let mut random = Random::new(settings.seed);
    let mut net = Net::new(table_rows(known.len()), &mut random);
    let mut descent = Descent::new(&net);
    let mut mean = Mean::new(&net);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut gradients: Vec<Gradient> = (0..SHARES).map(|_| Gradient::new()).collect();
    let changes = settings.epochs * order.len().div_ceil(settings.batch.max(1));
    let mut change = 0;
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let explore = if epoch > 0 { settings.explore } else { 0 };
        let (mut steps, mut wrong) = (0, 0);
        for batch in order.chunks(settings.batch.max(1)) {
            let seed = random.next();
            let mistakes = gradients.par_iter_mut().enumerate().map(|(share, gradient)| {
                gradient.clear();
                let mut learning = Learning {
                    net: &net,
                    known,
                    gradient,
                    thought: Thought::default(),
                    random: Random::new(seed.wrapping_add(share as u64)),
                    dropout: settings.dropout,
                    tag_dropout: settings.tag_dropout,
                    explore,
                };
                let own = batch.iter().skip(share).step_by(SHARES);
                own.map(|&number| learning.sentence(&sentences[number])).sum::<usize>()
            });
            wrong += mistakes.sum::<usize>();
            steps += gradients.iter().map(|gradient| gradient.steps).sum::<usize>();
            let left = 1.0 - change as f32 / changes as f32;
            descent.step(&mut net, &mut gradients, settings.rate * left);
            change += 1;
            if change % Mean::EVERY == 0 || change == changes {
                mean.take(&net);
            }
        }
        log(&format!("parser, epoch {}: {wrong} of {steps} steps wrong", epoch + 1));
    }
    let mut net = mean.into_net();
    let seen = sentences.iter().flat_map(|sentence| sentence.rows.iter().flatten().copied());
    let untold = known.without_tag(known.root());
    net.empty_rows(&seen.chain([UNKNOWN]).chain(untold).collect());
    net
}

/// One thread's share of a batch.
struct Learning<'a> {
    net: &'a Net,
    known: &'a Known,
    gradient: &'a mut Gradient,
    thought: Thought,
    random: Random,
    dropout: Dropout,
    tag_dropout: f32,
    explore: usize,
}

impl Learning<'_> {
    /// Learns from one sentence; how many steps were wrong.
    fn sentence(&mut self, sentence: &Treed) -> usize {
        let rows = self.with_unknown(sentence);
        self.thought.encode(self.net, &rows, self.dropout, &mut self.random);
        self.gradient.start(&self.thought);
        let kept = 1.0 / (1.0 - self.dropout.hidden);
        let mut state = State::default();
        state.start(sentence.counts.len());
        let mut view = View::default();
        let mut wrong = 0;
        while !state.done() {
            view.read(&state, &sentence.landmarks);
            let (hidden, scores) =
                self.thought.score(self.net, &view, self.dropout, &mut self.random);
            let Some(choice) = choose(&state, &sentence.tree, &scores) else { break };
            self.gradient.state(self.net, &view, &hidden, &scores, &choice.verdicts, kept);
            wrong += usize::from(choice.own != choice.right);
            let own = self.random.below(100) < self.explore;
            state.take(if own { choice.own } else { choice.right });
        }
        self.gradient.finish(self.net, &rows, &self.thought);
        wrong
    }

    /// The rows of the words; rare words are now and then taken for unknown ones, so that those are learned, too, and
    /// some tags are not told.
    fn with_unknown(&mut self, sentence: &Treed) -> Vec<WordRows> {
        let mut rows = sentence.rows.clone();
        for (row, &count) in rows.iter_mut().zip(&sentence.counts) {
            if self.random.share() * (0.25 + count as f32) < 0.25 {
                row[0] = UNKNOWN;
            }
            if self.random.share() < self.tag_dropout {
                *row = self.known.without_tag(*row);
            }
        }
        rows
    }
}

struct Choice {
    verdicts: [Verdict; CLASSES],
    /// The likeliest step.
    own: Step,
    /// The likeliest of the right steps.
    right: Step,
}

fn choose(state: &State, tree: &GoldTree, scores: &[f32; CLASSES]) -> Option<Choice> {
    let costs = Costs::new(state, tree);
    let possible = state.possible();
    let least = costs.least(possible);
    let mut verdicts = [Verdict::Impossible; CLASSES];
    let mut own: Option<(f32, Step)> = None;
    let mut right: Option<(f32, Step)> = None;
    possible.each(|step| {
        let class = usize::from(step.class());
        let score = scores[class];
        let better = |best: Option<(f32, Step)>| best.is_none_or(|(top, _)| score > top);
        let good = costs.of(step) == least;
        verdicts[class] = if good { Verdict::Right } else { Verdict::Wrong };
        if better(own) {
            own = Some((score, step));
        }
        if good && better(right) {
            right = Some((score, step));
        }
    });
    Some(Choice { verdicts, own: own?.1, right: right?.1 })
}

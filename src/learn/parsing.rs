//! Learning tags and trees together.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::network::{Descent, Dropout, Gradient, Input, Mean, Net, Target, Thought, Verdict};
use super::oracle::{Costs, GoldTree};
use super::random::Random;
use super::teachers::{Teachers, best};
use crate::syntax::guide::{Landmarks, View};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::network::input::{Known, TagRows, UNKNOWN};
use crate::syntax::network::shape::{CLASSES, TAGS, table_rows};
use crate::syntax::tag::{Inventory, Tag};
use crate::syntax::transition::{State, Step};

/// The tags and the tree of a sentence.
#[derive(Debug)]
pub(crate) struct Gold {
    pub tags: Vec<Tag>,
    pub tree: GoldTree,
}

/// A sentence to learn from.
#[derive(Debug)]
pub(crate) struct Lesson {
    pub words: Vec<Lexeme>,
    /// What is known of each word and of the root.
    pub inputs: Vec<Input>,
    /// How often each word occurs; the root has none.
    pub counts: Vec<u32>,
    /// What is right; nothing where only teachers say it.
    pub gold: Option<Gold>,
}

/// How tags and trees are learned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NetworkSettings {
    pub epochs: usize,
    /// Sentences between two changes of weights.
    pub batch: usize,
    /// The first step of the weights; steps shrink to nothing.
    pub rate: f32,
    pub dropout: Dropout,
    /// What share of tags is not told, so that the parser does not trust all of them.
    pub untold: f32,
    /// How much a tag weighs beside a step.
    pub tag_weight: f32,
    /// In so many of a hundred states the parser goes on with its own step, be it wrong, from the second epoch on.
    pub explore: usize,
    /// How much what teachers say counts beside the treebank.
    pub shown: f32,
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

/// Learns the network: the tag of each word should be likely, and in each state the steps that lose no arc of the gold
/// tree, where the words before and after have the tags that the network chooses itself (Zhang and Weiss 2016).
pub(crate) fn learn_network(
    sentences: &[Lesson],
    known: &Known,
    inventory: &Inventory,
    settings: NetworkSettings,
    teachers: &[Net],
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
        let (mut steps, mut words, mut wrong) = (0, 0, Mistakes::default());
        for batch in order.chunks(settings.batch.max(1)) {
            let seed = random.next();
            let mistakes = gradients.par_iter_mut().enumerate().map(|(share, gradient)| {
                gradient.clear();
                let mut learning = Learning {
                    net: &net,
                    known,
                    inventory,
                    gradient,
                    thought: Thought::default(),
                    teachers: Teachers::new(teachers),
                    random: Random::new(seed.wrapping_add(share as u64)),
                    settings,
                    explore,
                    mistakes: Mistakes::default(),
                };
                for &number in batch.iter().skip(share).step_by(SHARES) {
                    learning.sentence(&sentences[number]);
                }
                learning.mistakes
            });
            for more in mistakes.collect::<Vec<_>>() {
                wrong.steps += more.steps;
                wrong.tags += more.tags;
            }
            words += batch.iter().map(|&number| sentences[number].words.len()).sum::<usize>();
            steps += gradients.iter().map(|gradient| gradient.steps).sum::<usize>();
            let left = 1.0 - change as f32 / changes as f32;
            descent.step(&mut net, &mut gradients, settings.rate * left);
            change += 1;
            if change % Mean::EVERY == 0 || change == changes {
                mean.take(&net);
            }
        }
        log(&format!(
            "epoch {}: {} of {words} tags and {} of {steps} steps wrong",
            epoch + 1,
            wrong.tags,
            wrong.steps
        ));
    }
    let mut net = mean.into_net();
    let seen = sentences.iter().flat_map(|sentence| &sentence.inputs).flat_map(|input| input.rows);
    let tags = (0..inventory.len()).flat_map(|tag| {
        let tag = tag as Tag;
        known.tag_rows(tag, inventory.upos(tag))
    });
    net.empty_rows(&seen.chain([UNKNOWN]).chain(tags).collect());
    net
}

#[derive(Debug, Clone, Copy, Default)]
struct Mistakes {
    tags: usize,
    steps: usize,
}

/// One thread's share of a batch.
struct Learning<'a> {
    net: &'a Net,
    known: &'a Known,
    inventory: &'a Inventory,
    gradient: &'a mut Gradient,
    thought: Thought,
    teachers: Teachers<'a>,
    random: Random,
    settings: NetworkSettings,
    explore: usize,
    mistakes: Mistakes,
}

impl Learning<'_> {
    /// Learns from one sentence.
    fn sentence(&mut self, lesson: &Lesson) {
        let dropout = self.settings.dropout;
        let inputs = self.with_unknown(lesson);
        self.thought.read(self.net, &inputs, dropout, &mut self.random);
        self.gradient.start(&self.thought);
        let tags = self.tags(lesson, &inputs);
        let mut landmarks = Landmarks::default();
        landmarks.read(&lesson.words, &tags, self.inventory);
        let told: Vec<Option<TagRows>> = tags
            .into_iter()
            .map(|tag| {
                let told = self.random.share() >= self.settings.untold;
                told.then(|| self.known.tag_rows(tag, self.inventory.upos(tag)))
            })
            .collect();
        self.thought.encode(self.net, &told);
        let tree = lesson.gold.as_ref().map(|gold| &gold.tree);
        self.steps(tree, &landmarks, lesson.words.len());
        self.gradient.finish(self.net, &inputs, &told, &self.thought);
    }

    /// Learns the tags of a sentence; those that the network chooses now.
    fn tags(&mut self, lesson: &Lesson, inputs: &[Input]) -> Vec<Tag> {
        let mut verdicts = [Verdict::Impossible; TAGS];
        let count = self.inventory.len();
        verdicts[..count].fill(Verdict::Wrong);
        let shown = self.teachers.read(inputs, &verdicts, self.known, self.inventory);
        let weight = self.weight_of_teachers(lesson.gold.is_some());
        let mut own = Vec::with_capacity(lesson.words.len());
        for word in 0..lesson.words.len() {
            let scores = self.thought.tag_scores(self.net, word);
            let chosen = best(&scores[..count]) as Tag;
            own.push(chosen);
            let gold = lesson.gold.as_ref().and_then(|gold| gold.tags.get(word).copied());
            if let Some(gold) = gold {
                self.mistakes.tags += usize::from(chosen != gold);
                verdicts[usize::from(gold)] = Verdict::Right;
            }
            let shown = shown.get(word).map(|shown| (shown, weight));
            let slopes = Target { verdicts: &verdicts, shown }.slopes(&scores);
            let slopes = slopes.map(|slope| self.settings.tag_weight * slope);
            self.gradient.tag(self.net, &self.thought, word, &slopes);
            verdicts[..count].fill(Verdict::Wrong);
        }
        own
    }

    /// How much what teachers say counts of a sentence.
    fn weight_of_teachers(&self, has_gold: bool) -> f32 {
        if has_gold { self.settings.shown } else { 1.0 }
    }

    /// Learns the steps to a tree.
    fn steps(&mut self, tree: Option<&GoldTree>, landmarks: &Landmarks, words: usize) {
        let dropout = self.settings.dropout;
        let kept = 1.0 / (1.0 - dropout.hidden);
        let mut state = State::default();
        state.start(words);
        let weight = self.weight_of_teachers(tree.is_some());
        let mut view = View::default();
        while !state.done() {
            view.read(&state, landmarks);
            let (hidden, scores) = self.thought.score(self.net, &view, dropout, &mut self.random);
            let Some(choice) = choose(&state, tree, &scores) else { break };
            let shown = self.teachers.steps(&view, &choice.verdicts);
            let shown = shown.as_ref().map(|shown| (shown, weight));
            let slopes = Target { verdicts: &choice.verdicts, shown }.slopes(&scores);
            self.gradient.state(self.net, &view, &hidden, &slopes, kept);
            self.mistakes.steps += usize::from(choice.own != choice.right);
            let own = self.random.below(100) < self.explore;
            state.take(if own { choice.own } else { choice.right });
        }
    }

    /// What is known of the words; rare words are now and then taken for unknown ones, so that those are learned, too.
    fn with_unknown(&mut self, lesson: &Lesson) -> Vec<Input> {
        let mut inputs = lesson.inputs.clone();
        for (input, &count) in inputs.iter_mut().zip(&lesson.counts) {
            if self.random.share() * (0.25 + count as f32) < 0.25 {
                input.rows[0] = UNKNOWN;
            }
        }
        inputs
    }
}

struct Choice {
    verdicts: [Verdict; CLASSES],
    /// The likeliest step.
    own: Step,
    /// The likeliest of the right steps.
    right: Step,
}

/// Chooses among the possible steps. Without a tree none of them is known to be right: the right one is the likeliest.
fn choose(state: &State, tree: Option<&GoldTree>, scores: &[f32; CLASSES]) -> Option<Choice> {
    let costs = tree.map(|tree| Costs::new(state, tree));
    let possible = state.possible();
    let least = costs.as_ref().map(|costs| costs.least(possible));
    let mut verdicts = [Verdict::Impossible; CLASSES];
    let mut own: Option<(f32, Step)> = None;
    let mut right: Option<(f32, Step)> = None;
    possible.each(|step| {
        let class = usize::from(step.class());
        let score = scores[class];
        let better = |best: Option<(f32, Step)>| best.is_none_or(|(top, _)| score > top);
        let good = costs.as_ref().is_some_and(|costs| Some(costs.of(step)) == least);
        verdicts[class] = if good { Verdict::Right } else { Verdict::Wrong };
        if better(own) {
            own = Some((score, step));
        }
        if good && better(right) {
            right = Some((score, step));
        }
    });
    let (own, right) = (own?.1, right.or(own)?.1);
    Some(Choice { verdicts, own, right })
}

//! Networks that were learned before and show another how sure to be of what (Hinton and others 2015).
//!
//! Several networks that start from other numbers make other mistakes; together they read better than each alone. One
//! network that learns to answer as they do together keeps most of that at the price of one (Kuncoro and others 2016).

use super::network::{Dropout, Input, Net, Thought, Verdict, likelihoods};
use super::random::Random;
use crate::syntax::guide::View;
use crate::syntax::network::input::{Known, TagRows};
use crate::syntax::network::shape::{CLASSES, TAGS};
use crate::syntax::tag::{Inventory, Tag};

/// Networks that teach, each with what it made of the sentence that is being read.
#[derive(Debug)]
pub(crate) struct Teachers<'a> {
    nets: &'a [Net],
    thoughts: Vec<Thought>,
    random: Random,
}

impl<'a> Teachers<'a> {
    pub(crate) fn new(nets: &'a [Net]) -> Self {
        let thoughts = nets.iter().map(|_| Thought::default()).collect();
        Self { nets, thoughts, random: Random::new(0) }
    }

    /// Reads a sentence; how likely the teachers together find each tag of each word. Empty where there is no teacher.
    pub(crate) fn read(
        &mut self,
        inputs: &[Input],
        possible: &[Verdict; TAGS],
        known: &Known,
        inventory: &Inventory,
    ) -> Vec<[f32; TAGS]> {
        let words = inputs.len().saturating_sub(1);
        if self.nets.is_empty() {
            return Vec::new();
        }
        let mut sums = vec![[0.0; TAGS]; words];
        for (net, thought) in self.nets.iter().zip(&mut self.thoughts) {
            thought.read(net, inputs, Dropout::NONE, &mut self.random);
            for (word, sum) in sums.iter_mut().enumerate() {
                let likely = likelihoods(&thought.tag_scores(net, word), possible);
                mix(sum, &likely, self.nets.len());
            }
        }
        let told: Vec<Option<TagRows>> = sums
            .iter()
            .map(|likely| {
                let tag = best(&likely[..inventory.len()]) as Tag;
                Some(known.tag_rows(tag, inventory.upos(tag)))
            })
            .collect();
        for (net, thought) in self.nets.iter().zip(&mut self.thoughts) {
            thought.encode(net, &told);
        }
        sums
    }

    /// How likely the teachers together find each step in a state of the sentence that was read last.
    pub(crate) fn steps(
        &mut self,
        view: &View,
        possible: &[Verdict; CLASSES],
    ) -> Option<[f32; CLASSES]> {
        let mut sum = [0.0; CLASSES];
        for (net, thought) in self.nets.iter().zip(&mut self.thoughts) {
            let (_, scores) = thought.score(net, view, Dropout::NONE, &mut self.random);
            mix(&mut sum, &likelihoods(&scores, possible), self.nets.len());
        }
        (!self.nets.is_empty()).then_some(sum)
    }
}

fn mix<const N: usize>(sum: &mut [f32; N], more: &[f32; N], of: usize) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more / of as f32;
    }
}

/// The first of the highest numbers.
pub(super) fn best(numbers: &[f32]) -> usize {
    let better = |best: usize, at: usize| if numbers[at] > numbers[best] { at } else { best };
    (0..numbers.len()).fold(0, better)
}

//! The parser: greedy arc-eager, linear in the length of the sentence.

use super::guide::{Atoms, state_features};
use super::transition::{STEPS, State, Step};
use super::{Deprel, Upos};
use crate::model::{MAX_CLASSES, ModelError, Reader, Scores, Weights};

/// Head and label of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc {
    /// The head; `None` for the root of the sentence.
    pub head: Option<usize>,
    /// The label.
    pub label: Deprel,
}

/// Builds dependency trees.
#[derive(Debug)]
pub(crate) struct Parser {
    weights: Weights,
}

impl Parser {
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        if from.number()? as usize != STEPS {
            return Err(ModelError::Damaged("its parser has other labels"));
        }
        Ok(Self { weights: Weights::read(from)? })
    }

    /// The tree of one sentence: exactly one root, no cycle. Cost: linear in its length.
    pub(crate) fn parse(&self, atoms: &Atoms, tags: &[Upos], state: &mut State) -> Vec<Arc> {
        state.start(tags.len());
        let mut features = Vec::with_capacity(128);
        while !state.done() {
            features.clear();
            state_features(state, atoms, &mut features);
            let mut scores = [0; MAX_CLASSES];
            self.weights.add(&features, &mut scores);
            let Some(step) = best_step(state, &scores) else { break };
            state.take(step);
        }
        tree(state, tags)
    }
}

/// The possible step with the highest score; the first of equals.
fn best_step(state: &State, scores: &Scores) -> Option<Step> {
    let mut best: Option<(i32, Step)> = None;
    state.possible().each(|step| {
        let score = scores[usize::from(step.class())];
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, step));
        }
    });
    best.map(|(_, step)| step)
}

/// The arcs of a state that is done. Where several words hang on the root, one keeps it: the first verb among them,
/// else the first that is no mark; the others become its dependents.
pub(crate) fn tree(state: &State, tags: &[Upos]) -> Vec<Arc> {
    let root = state.root() as usize;
    let mut arcs: Vec<Arc> = (0..tags.len())
        .map(|at| {
            let node = state.node(at as u32);
            let label = node.label.checked_sub(1).and_then(|l| Deprel::ALL.get(usize::from(l)));
            Arc {
                head: node.head.map(|head| head as usize).filter(|&head| head != root),
                label: label.copied().unwrap_or(Deprel::Dep),
            }
        })
        .collect();
    let roots: Vec<usize> =
        arcs.iter().enumerate().filter(|(_, arc)| arc.head.is_none()).map(|(at, _)| at).collect();
    let is = |at: usize, tag: Upos| tags.get(at) == Some(&tag);
    let kept = roots
        .iter()
        .copied()
        .find(|&at| is(at, Upos::Verb))
        .or_else(|| roots.iter().copied().find(|&at| !is(at, Upos::Punct)))
        .or(roots.first().copied());
    for at in roots {
        let Some(arc) = arcs.get_mut(at) else { continue };
        *arc = if Some(at) == kept {
            Arc { head: None, label: Deprel::Root }
        } else if is(at, Upos::Punct) {
            Arc { head: kept, label: Deprel::Punct }
        } else {
            Arc { head: kept, label: Deprel::Parataxis }
        };
    }
    arcs
}

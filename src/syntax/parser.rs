//! The parser: greedy arc-eager, linear in the length of the sentence.

use super::guide::{Landmarks, View};
use super::lexeme::Lexeme;
use super::network::{Encoded, Network};
use super::tag::{Inventory, Tag};
use super::transition::{Possible, STEPS, State, Step};
use super::{Deprel, Upos};
use crate::model::{MAX_CLASSES, ModelError, Reader, Scores};

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
    /// Steps that attach a word to the left or to the right, with the labels that were learned for them.
    left: Vec<Step>,
    right: Vec<Step>,
}

/// Room that is used again from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    landmarks: Landmarks,
    view: View,
    state: State,
}

impl Parser {
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        if from.number()? as usize != STEPS {
            return Err(ModelError::Damaged("its parser has other labels"));
        }
        let mut labels = || -> Result<Vec<Deprel>, ModelError> {
            let set = u64::from(from.number()?) | u64::from(from.number()?) << 32;
            let learned = |label: &Deprel| set >> (*label as u8 & 63) & 1 == 1;
            Ok(Deprel::ALL.iter().copied().filter(learned).collect())
        };
        let (left, right) = (labels()?, labels()?);
        Ok(Self {
            left: left.into_iter().map(Step::Left).collect(),
            right: right.into_iter().map(Step::Right).collect(),
        })
    }

    /// The possible steps that were learned; one at least, since a word can always be shifted, reduced or hung on the
    /// root.
    fn steps(&self, possible: Possible, to: &mut Vec<Step>) {
        to.clear();
        if possible.at_root {
            possible.each(|step| to.push(step));
            return;
        }
        to.extend(possible.shift.then_some(Step::Shift));
        to.extend(possible.reduce.then_some(Step::Reduce));
        if possible.left {
            to.extend_from_slice(&self.left);
        }
        if possible.right {
            to.extend_from_slice(&self.right);
        }
    }

    /// The tree of the sentence that `network` tagged last: exactly one root, no cycle. Cost: linear in its length.
    pub(crate) fn parse(
        &self,
        network: &Network,
        words: &[Lexeme],
        tags: &[Tag],
        inventory: &Inventory,
        encoded: &mut Encoded,
        room: &mut Workspace,
    ) -> Vec<Arc> {
        let Workspace { landmarks, view, state } = room;
        landmarks.read(words, tags, inventory);
        network.encode(tags, inventory, encoded);
        state.start(words.len());
        let mut wanted = Vec::with_capacity(STEPS);
        let mut scores = [0; MAX_CLASSES];
        while !state.done() {
            self.steps(state.possible(), &mut wanted);
            let step = match *wanted.as_slice() {
                [only] => only,
                _ => {
                    view.read(state, landmarks);
                    let classes = wanted.iter().map(|step| step.class());
                    network.score(view, classes, encoded, &mut scores);
                    let Some(best) = best_step(&wanted, &scores) else { break };
                    best
                }
            };
            state.take(step);
        }
        let tags: Vec<Upos> = tags.iter().map(|&tag| inventory.upos(tag)).collect();
        tree(state, &tags)
    }
}

/// The step with the highest score; the first of equals.
fn best_step(steps: &[Step], scores: &Scores) -> Option<Step> {
    let score = |step: &Step| scores.get(usize::from(step.class())).copied();
    steps.iter().copied().reduce(|best, step| if score(&step) > score(&best) { step } else { best })
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

//! The arc-eager transition system (Nivre 2003; the root is a last word, Ballesteros and Nivre 2013).

use super::Deprel;

/// One step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The next word goes onto the stack.
    Shift,
    /// The word on top of the stack, which has its head, leaves it.
    Reduce,
    /// The word on top of the stack becomes a dependent of the next word, and leaves the stack.
    Left(Deprel),
    /// The next word becomes a dependent of the word on top of the stack, and goes onto it.
    Right(Deprel),
}

/// How many classes the steps have.
pub(crate) const STEPS: usize = 2 + 2 * Deprel::ALL.len();

impl Step {
    /// The class of the step.
    #[inline]
    pub(crate) fn class(self) -> u8 {
        match self {
            Self::Shift => 0,
            Self::Reduce => 1,
            Self::Left(label) => 2 + 2 * label as u8,
            Self::Right(label) => 3 + 2 * label as u8,
        }
    }
}

/// What the parser knows of one word on the way; words are numbered from 0, the root is one past the last.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    /// Its head.
    pub head: Option<u32>,
    /// The class of its label, plus one; 0 without a head.
    pub label: u8,
    /// Outermost dependents on the left, and those next to them.
    pub left: [Option<u32>; 2],
    /// Outermost dependents on the right, and those next to them.
    pub right: [Option<u32>; 2],
    /// How many dependents it has on the left.
    pub lefts: u16,
    /// How many dependents it has on the right.
    pub rights: u16,
    /// Labels of its dependents on the left, a bit each.
    pub left_labels: u64,
    /// Labels of its dependents on the right.
    pub right_labels: u64,
}

/// The state of the parser within one sentence.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// All words, and the root.
    pub nodes: Vec<Node>,
    /// The stack, top last.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
}

impl State {
    /// Before the first step over a sentence of `words` words.
    pub(crate) fn start(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words + 1, Node::default());
        self.stack.clear();
        self.next = 0;
    }

    /// The number of the root, which is that of words.
    pub(crate) fn root(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// Has every word got its head?
    pub(crate) fn done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// What is known of word `at`.
    pub(crate) fn node(&self, at: u32) -> Node {
        self.nodes.get(at as usize).copied().unwrap_or_default()
    }

    /// Which kinds of steps are possible.
    pub(crate) fn possible(&self) -> Possible {
        let top = self.stack.last();
        let headed = top.is_some_and(|&top| self.node(top).head.is_some());
        let at_root = self.next == self.root();
        Possible {
            shift: !at_root,
            reduce: headed,
            left: top.is_some() && !headed,
            right: top.is_some() && !at_root,
            at_root,
        }
    }

    /// Takes a step that is possible.
    pub(crate) fn take(&mut self, step: Step) {
        let next = self.next;
        match step {
            Step::Shift => {
                self.stack.push(next);
                self.next += 1;
            }
            Step::Reduce => {
                self.stack.pop();
            }
            Step::Left(label) => {
                if let Some(top) = self.stack.pop() {
                    self.attach(top, next, label);
                }
            }
            Step::Right(label) => {
                if let Some(&top) = self.stack.last() {
                    self.attach(next, top, label);
                }
                self.stack.push(next);
                self.next += 1;
            }
        }
    }

    fn attach(&mut self, word: u32, head: u32, label: Deprel) {
        if let Some(node) = self.nodes.get_mut(word as usize) {
            node.head = Some(head);
            node.label = label as u8 + 1;
        }
        let Some(node) = self.nodes.get_mut(head as usize) else { return };
        let bit = 1u64 << (label as u8 & 63);
        if word < head {
            node.left = [Some(word), node.left[0]];
            node.lefts += 1;
            node.left_labels |= bit;
        } else {
            node.right = [Some(word), node.right[0]];
            node.rights += 1;
            node.right_labels |= bit;
        }
    }
}

/// The kinds of steps that are possible.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Possible {
    pub shift: bool,
    pub reduce: bool,
    pub left: bool,
    pub right: bool,
    /// Is the root next? Then arcs to the left carry its label, elsewhere never.
    pub at_root: bool,
}

impl Possible {
    /// Every possible step, in order of the classes of its kind.
    #[inline]
    pub(crate) fn each(self, mut visit: impl FnMut(Step)) {
        if self.shift {
            visit(Step::Shift);
        }
        if self.reduce {
            visit(Step::Reduce);
        }
        if self.at_root {
            if self.left {
                visit(Step::Left(Deprel::Root));
            }
            return;
        }
        let labels = || Deprel::ALL.iter().copied().filter(|&label| label != Deprel::Root);
        if self.left {
            labels().for_each(|label| visit(Step::Left(label)));
        }
        if self.right {
            labels().for_each(|label| visit(Step::Right(label)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{State, Step};

    proptest! {
        #[test]
        fn any_steps_head_each_word_after_two_steps_a_word(
            words in 1usize..40,
            picks in proptest::collection::vec(any::<prop::sample::Index>(), 80),
        ) {
            let mut state = State::default();
            state.start(words);
            let mut taken = 0;
            while !state.done() {
                let mut steps: Vec<Step> = Vec::new();
                state.possible().each(|step| steps.push(step));
                prop_assert!(!steps.is_empty(), "{state:?}");
                state.take(steps[picks[taken].index(steps.len())]);
                taken += 1;
            }
            prop_assert_eq!(taken, 2 * words);
            prop_assert!((0..words as u32).all(|word| state.node(word).head.is_some()));
        }
    }
}

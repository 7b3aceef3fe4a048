//! The dynamic oracle of the arc-eager system (Goldberg and Nivre 2012): how many arcs of the gold tree each step loses.

use super::conllu::GoldSentence;
use crate::syntax::Deprel;
use crate::syntax::transition::{Possible, State, Step};

/// A gold tree without crossing arcs, as the oracle asks it. The root of the sentence hangs on the last place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GoldTree {
    heads: Vec<u32>,
    labels: Vec<Deprel>,
    children: Vec<Vec<u32>>,
}

impl GoldTree {
    /// The tree of a sentence; arcs that cross others are lifted to the next head above until none does.
    pub(crate) fn new(sentence: &GoldSentence) -> Self {
        let count = sentence.words.len();
        let root = count as u32;
        let mut heads: Vec<u32> =
            sentence.words.iter().map(|word| word.head.map_or(root, |head| head as u32)).collect();
        // Shortest crossing arcs first (Nivre and Nilsson 2005).
        while let Some(word) = crossing(&heads) {
            heads[word] = heads.get(heads[word] as usize).copied().unwrap_or(root);
        }
        let labels = sentence.words.iter().map(|word| word.deprel).collect();
        let mut children = vec![Vec::new(); count + 1];
        for (word, &head) in heads.iter().enumerate() {
            children[head as usize].push(word as u32);
        }
        Self { heads, labels, children }
    }

    /// Was the tree of the sentence without crossing arcs to begin with?
    #[cfg(test)]
    pub(crate) fn faithful(&self, sentence: &GoldSentence) -> bool {
        let root = sentence.words.len() as u32;
        sentence
            .words
            .iter()
            .zip(&self.heads)
            .all(|(word, &head)| word.head.map_or(root, |head| head as u32) == head)
    }

    /// The head of a word.
    pub(crate) fn head(&self, word: u32) -> u32 {
        self.heads[word as usize]
    }

    /// The label of a word.
    pub(crate) fn label(&self, word: u32) -> Deprel {
        self.labels[word as usize]
    }

    fn children(&self, word: u32) -> &[u32] {
        &self.children[word as usize]
    }
}

/// The word on the shortest arc that crosses another and can be lifted.
fn crossing(heads: &[u32]) -> Option<usize> {
    let root = heads.len() as u32;
    let mut worst: Option<(u32, usize)> = None;
    for (word, &head) in heads.iter().enumerate() {
        let (low, high) = ((word as u32).min(head), (word as u32).max(head));
        if head == root || worst.is_some_and(|(length, _)| length <= high - low) {
            continue;
        }
        // An arc is projective when all words under it descend from its head.
        let under = (low + 1..high).all(|between| {
            let mut above = between;
            while above != root && above != head {
                above = heads[above as usize];
            }
            above == head
        });
        if !under {
            worst = Some((high - low, word));
        }
    }
    worst.map(|(_, word)| word)
}

/// Arcs of the gold tree that each kind of step makes unreachable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    shift: u32,
    reduce: u32,
    left: u32,
    right: u32,
    /// The label that the arc of a step to the left must have, where it is a gold arc.
    left_label: Option<Deprel>,
    right_label: Option<Deprel>,
}

impl Costs {
    /// The costs in a state. Cost of computing them: linear in the stack and the dependents of two words.
    pub(crate) fn new(state: &State, gold: &GoldTree) -> Self {
        let next = state.next;
        let root = state.root();
        let top = state.stack.last().copied();
        // What pushing the next word loses: dependents on the stack, and a head there.
        let waiting = |&&word: &&u32| state.node(word).head.is_none();
        let lost_children = if next == root {
            0
        } else {
            state.stack.iter().filter(waiting).filter(|&&word| gold.head(word) == next).count()
        } as u32;
        let head_on_stack = |except: Option<u32>| {
            next != root
                && Some(gold.head(next)) != except
                && state.stack.contains(&gold.head(next))
        };
        let shift = lost_children + u32::from(head_on_stack(None));
        let Some(top) = top else {
            return Self {
                shift,
                reduce: 0,
                left: 0,
                right: 0,
                left_label: None,
                right_label: None,
            };
        };
        let ahead = gold.children(top).iter().filter(|&&child| child >= next).count() as u32;
        let left_gold = gold.head(top) == next;
        let right_gold = next != root && gold.head(next) == top;
        let left = ahead + u32::from(!left_gold && gold.head(top) > next);
        let head_ahead = next != root && gold.head(next) > next;
        let right =
            lost_children + u32::from(!right_gold && (head_ahead || head_on_stack(Some(top))));
        Self {
            shift,
            reduce: ahead,
            left,
            right,
            left_label: left_gold.then(|| gold.label(top)),
            right_label: right_gold.then(|| gold.label(next)),
        }
    }

    /// What the cheapest possible step costs; a step that makes a gold arc may always give it its gold label.
    pub(crate) fn least(&self, possible: Possible) -> u32 {
        let kinds = [
            (possible.shift, self.shift),
            (possible.reduce, self.reduce),
            (possible.left, self.left),
            (possible.right, self.right),
        ];
        kinds.iter().filter(|(may, _)| *may).map(|&(_, cost)| cost).min().unwrap_or(0)
    }

    /// What `step` costs: arcs lost, and one for a gold arc with a wrong label.
    pub(crate) fn of(&self, step: Step) -> u32 {
        match step {
            Step::Shift => self.shift,
            Step::Reduce => self.reduce,
            Step::Left(label) => {
                self.left + u32::from(self.left_label.is_some_and(|gold| gold != label))
            }
            Step::Right(label) => {
                self.right + u32::from(self.right_label.is_some_and(|gold| gold != label))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Costs, GoldTree};
    use crate::learn::conllu::{GoldSentence, parse_conllu, read_treebank};
    use crate::syntax::transition::{State, Step};

    /// The first of the cheapest steps all the way, and what they cost together.
    fn follow(tree: &GoldTree, words: usize) -> (State, u32) {
        let mut state = State::default();
        state.start(words);
        let mut cost = 0;
        while !state.done() {
            let possible = state.possible();
            let costs = Costs::new(&state, tree);
            let mut best: Option<Step> = None;
            possible.each(|step| {
                if best.is_none_or(|best| costs.of(step) < costs.of(best)) {
                    best = Some(step);
                }
            });
            let best = best.expect("some step is always possible");
            assert_eq!(costs.of(best), costs.least(possible));
            cost += costs.of(best);
            state.take(best);
        }
        (state, cost)
    }

    fn assert_rebuilt(sentence: &GoldSentence) {
        let tree = GoldTree::new(sentence);
        let (state, cost) = follow(&tree, sentence.words.len());
        assert_eq!(cost, 0, "{}", sentence.text);
        for at in 0..sentence.words.len() as u32 {
            assert_eq!(state.node(at).head, Some(tree.head(at)), "{}, word {at}", sentence.text);
            assert_eq!(state.node(at).label, tree.label(at) as u8 + 1);
        }
    }

    #[test]
    fn a_tree_with_crossing_arcs_is_lifted_and_rebuilt() {
        // "A hearing is scheduled on the issue today": "on the issue" belongs to "hearing".
        let heads = [2, 4, 4, 0, 7, 7, 2, 4];
        let rows: Vec<String> = heads
            .iter()
            .enumerate()
            .map(|(i, head)| {
                let label = if *head == 0 { "root" } else { "dep" };
                format!("{}\tw\tw\tNOUN\t_\t_\t{head}\t{label}\t_\t_\n", i + 1)
            })
            .collect();
        let sentences = parse_conllu(&rows.concat()).expect("well formed");
        let sentence = &sentences[0];
        assert!(!GoldTree::new(sentence).faithful(sentence));
        assert_rebuilt(sentence);
    }

    /// The folder of the treebanks; `None` where there is none and none is required.
    fn treebanks() -> Option<PathBuf> {
        let data = std::env::var_os("CHANCERY_DATA").unwrap_or_else(|| "../shared".into());
        let folder = PathBuf::from(data).join("data/ud");
        if folder.is_dir() {
            return Some(folder);
        }
        assert!(
            std::env::var_os("CHANCERY_REQUIRE_DATA").is_none(),
            "the treebanks are not at {} (set CHANCERY_DATA)",
            folder.display()
        );
        eprintln!("skipped: no treebanks at {} (set CHANCERY_DATA)", folder.display());
        None
    }

    #[test]
    fn every_tree_of_the_development_data_is_rebuilt() {
        let Some(folder) = treebanks() else { return };
        for name in ["en_ewt-ud-dev.conllu", "en_gum_ccby-dev.conllu"] {
            let sentences = read_treebank(&folder.join(name)).expect("a treebank");
            assert!(sentences.len() > 500);
            let mut faithful = 0;
            for sentence in &sentences {
                // Trees without crossing arcs are rebuilt as they are, the others as they were lifted.
                faithful += usize::from(GoldTree::new(sentence).faithful(sentence));
                assert_rebuilt(sentence);
            }
            // Crossing arcs are rare in English.
            assert!(faithful * 100 > sentences.len() * 95, "{faithful} of {}", sentences.len());
        }
    }
}

//! What the parser looks at before each step: a few words, and facts about the tree so far.

use super::Upos;
use super::lexeme::Lexeme;
use super::network::shape::{
    BETWEEN_ROWS, COUNT_ROWS, DISTANCE_ROWS, HEIGHT_ROWS, LABEL_ROWS, PLACES,
};
use super::tag::{Inventory, Tag};
use super::transition::State;
use crate::model::hash_str;

/// How many verbs, commas and coordinating conjunctions stand before each word of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Landmarks {
    before: Vec<[u32; 3]>,
}

impl Landmarks {
    /// Reads a sentence whose words have their tags.
    pub(crate) fn read(&mut self, words: &[Lexeme], tags: &[Tag], inventory: &Inventory) {
        self.before.clear();
        let comma = hash_str(",");
        let mut counts = [0u32; 3];
        for (word, &tag) in words.iter().zip(tags) {
            let upos = inventory.upos(tag);
            self.before.push(counts);
            counts[0] += u32::from(upos == Upos::Verb);
            counts[1] += u32::from(word.word == comma);
            counts[2] += u32::from(upos == Upos::Cconj);
        }
        self.before.push(counts);
    }

    /// What stands between two words: verbs, commas, conjunctions, up to two of each; a number below 28.
    fn between(&self, left: Option<u32>, right: u32) -> u32 {
        let counts = |at: u32| self.before.get(at as usize).copied().unwrap_or_default();
        let Some(left) = left else { return 0 };
        let (from, to) = (counts(left + 1), counts(right));
        let digit = |(from, to): (&u32, u32)| to.saturating_sub(*from).min(2);
        1 + from.iter().zip(to).map(digit).fold(0, |sum, digit| sum * 3 + digit)
    }
}

/// What is seen of a state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// The words looked at, by place.
    pub words: [Option<u32>; PLACES],
    /// The facts that hold, as rows of a table.
    pub rows: Vec<u32>,
}

/// Adds rows, one table after the other.
struct Rows<'a> {
    to: &'a mut Vec<u32>,
    start: u32,
}

impl Rows<'_> {
    /// One of `size` values.
    fn one(&mut self, value: u32, size: u32) {
        self.to.push(self.start + value.min(size - 1));
        self.start += size;
    }

    /// Each member of a set of labels.
    fn set(&mut self, mut labels: u64) {
        while labels != 0 {
            self.to.push(self.start + labels.trailing_zeros());
            labels &= labels - 1;
        }
        self.start += LABEL_ROWS;
    }
}

impl View {
    /// Looks at a state. The number of rows is bounded.
    pub(crate) fn read(&mut self, state: &State, landmarks: &Landmarks) {
        let top = state.stack.last().copied();
        let under = state.stack.len().checked_sub(2).and_then(|i| state.stack.get(i)).copied();
        let next = state.next;
        let root = state.root();
        let node_of = |at: Option<u32>| at.map(|at| state.node(at)).unwrap_or_default();
        let label = |at: Option<u32>| u32::from(node_of(at).label);
        let s0 = node_of(top);
        let n0 = state.node(next);

        let after = Some(next + 1).filter(|&at| at <= root);
        self.words = [
            top,
            under,
            Some(next),
            after,
            s0.head,
            s0.left[0],
            s0.right[0],
            s0.right[1],
            n0.left[0],
        ];

        self.rows.clear();
        let mut rows = Rows { to: &mut self.rows, start: 0 };
        rows.one(u32::from(s0.label), LABEL_ROWS);
        rows.one(label(under), LABEL_ROWS);
        rows.one(label(s0.head), LABEL_ROWS);
        rows.one(label(s0.left[0]), LABEL_ROWS);
        rows.one(label(s0.right[0]), LABEL_ROWS);
        rows.one(label(n0.left[0]), LABEL_ROWS);
        rows.set(s0.left_labels);
        rows.set(s0.right_labels);
        rows.set(n0.left_labels);
        let distance = top.map_or(0, |top| match next - top {
            gap @ 0..=4 => gap,
            5..=6 => 5,
            7..=9 => 6,
            _ => 7,
        });
        rows.one(distance, DISTANCE_ROWS);
        rows.one(landmarks.between(top, next), BETWEEN_ROWS);
        rows.one(u32::from(s0.lefts), COUNT_ROWS);
        rows.one(u32::from(s0.rights), COUNT_ROWS);
        rows.one(u32::from(n0.lefts), COUNT_ROWS);
        rows.one(state.stack.len() as u32, HEIGHT_ROWS);
        rows.one(u32::from(next == root), 2);
    }
}

#[cfg(test)]
mod tests {
    use super::{Landmarks, View};
    use crate::syntax::Deprel;
    use crate::syntax::network::shape::ROWS;
    use crate::syntax::transition::{State, Step};

    #[test]
    fn rows_differ_where_trees_differ_and_stay_within_their_table() {
        let mut state = State::default();
        state.start(3);
        let mut views = Vec::new();
        let landmarks = Landmarks::default();
        let steps = [
            Step::Shift,
            Step::Left(Deprel::Nsubj),
            Step::Shift,
            Step::Right(Deprel::Obj),
            Step::Reduce,
            Step::Left(Deprel::Root),
        ];
        for step in steps {
            let mut view = View::default();
            view.read(&state, &landmarks);
            assert!(view.rows.iter().all(|&row| (row as usize) < ROWS), "{:?}", view.rows);
            assert!(!views.contains(&view));
            views.push(view);
            state.take(step);
        }
        assert_eq!(views[4].words[..3], [Some(2), Some(1), Some(3)]);
        assert_eq!(views[4].words[4], Some(1), "the head of the top");
    }
}

//! What the parser looks at before each step: the feature set of Zhang and Nivre (2011), with clusters and fine tags.

use super::Upos;
use super::lexeme::Lexeme;
use super::tagger::{Tag, TagValue};
use super::transition::State;
use crate::model::{Mix, hash_str};

/// The values of one word that features are made of.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Atom {
    word: u32,
    /// Part of speech.
    tag: u32,
    /// Part of speech with features.
    fine: u32,
    cluster: u32,
    coarse: u32,
}

/// The atoms of one sentence, with those of the root and of no word after them.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    atoms: Vec<Atom>,
    /// How many verbs, commas and coordinating conjunctions stand before each word.
    before: Vec<[u32; 3]>,
}

impl Atoms {
    /// Reads a sentence whose words have their tags.
    pub(crate) fn read(&mut self, words: &[Lexeme], tags: &[Tag], inventory: &[TagValue]) {
        self.atoms.clear();
        self.before.clear();
        let comma = hash_str(",");
        let mut counts = [0u32; 3];
        for (word, &tag) in words.iter().zip(tags) {
            let upos = inventory.get(usize::from(tag)).map(|value| value.upos);
            self.before.push(counts);
            counts[0] += u32::from(upos == Some(Upos::Verb));
            counts[1] += u32::from(word.word == comma);
            counts[2] += u32::from(upos == Some(Upos::Cconj));
            let upos = upos.map_or(0, |upos| upos as u32);
            self.atoms.push(Atom {
                word: word.word,
                tag: upos + 1,
                fine: u32::from(tag) + 1,
                cluster: word.cluster,
                coarse: word.coarse,
            });
        }
        self.before.push(counts);
        self.atoms.push(Atom { word: 1, tag: 60, fine: 300, cluster: 0, coarse: 0 });
    }

    /// What stands between two words: verbs, commas, conjunctions, up to two of each.
    fn between(&self, left: Option<u32>, right: u32) -> u32 {
        let counts = |at: u32| self.before.get(at as usize).copied().unwrap_or_default();
        let Some(left) = left else { return 0 };
        let (from, to) = (counts(left + 1), counts(right));
        from.iter().zip(to).fold(1, |sum, (from, to)| sum * 3 + to.saturating_sub(*from).min(2))
    }

    fn get(&self, at: Option<u32>) -> Atom {
        at.and_then(|at| self.atoms.get(at as usize)).copied().unwrap_or_default()
    }
}

/// The keys of the features of a state.
#[expect(clippy::too_many_lines, reason = "one line a template; a table would hide the names")]
pub(crate) fn state_features(state: &State, atoms: &Atoms, to: &mut Vec<u32>) {
    let top = state.stack.last().copied();
    let under = state.stack.len().checked_sub(2).and_then(|i| state.stack.get(i)).copied();
    let next = state.next;
    let root = state.root();
    let ahead = |n: u32| Some(next + n).filter(|&at| at <= root);
    let node_of = |at: Option<u32>| at.map(|at| state.node(at)).unwrap_or_default();

    let top_node = node_of(top);
    let next_node = state.node(next);
    let head = top_node.head;
    let head_node = node_of(head);

    let s0 = atoms.get(top);
    let s1 = atoms.get(under);
    let n0 = atoms.get(Some(next));
    let n1 = atoms.get(ahead(1));
    let n2 = atoms.get(ahead(2));
    let s0h = atoms.get(head);
    let s0h2 = atoms.get(head_node.head);
    let s0l = atoms.get(top_node.left[0]);
    let s0r = atoms.get(top_node.right[0]);
    let s0l2 = atoms.get(top_node.left[1]);
    let s0r2 = atoms.get(top_node.right[1]);
    let n0l = atoms.get(next_node.left[0]);
    let n0l2 = atoms.get(next_node.left[1]);

    let label = |at: Option<u32>| u32::from(node_of(at).label);
    let s0_label = u32::from(top_node.label);
    let s0h_label = u32::from(head_node.label);
    let s0l_label = label(top_node.left[0]);
    let s0r_label = label(top_node.right[0]);
    let s0l2_label = label(top_node.left[1]);
    let s0r2_label = label(top_node.right[1]);
    let n0l_label = label(next_node.left[0]);
    let n0l2_label = label(next_node.left[1]);

    let distance = top.map_or(0, |top| match next - top {
        gap @ 0..=4 => gap,
        5..=6 => 5,
        7..=9 => 6,
        _ => 7,
    });
    let between = atoms.between(top, next);
    let s0_lefts = u32::from(top_node.lefts.min(5));
    let s0_rights = u32::from(top_node.rights.min(5));
    let n0_lefts = u32::from(next_node.lefts.min(5));
    let fold = |set: u64| (set as u32) ^ ((set >> 32) as u32).wrapping_mul(0x85eb_ca6b);
    let s0_left_set = fold(top_node.left_labels);
    let s0_right_set = fold(top_node.right_labels);
    let n0_left_set = fold(next_node.left_labels);

    let mut template = 0;
    let mut add = |values: &[u32]| {
        template += 1;
        to.push(values.iter().fold(Mix::new(template), |key, &value| key.with(value)).key());
    };

    add(&[]);
    // Single words.
    add(&[s0.word, s0.tag]);
    add(&[s0.word]);
    add(&[s0.tag]);
    add(&[n0.word, n0.tag]);
    add(&[n0.word]);
    add(&[n0.tag]);
    add(&[n1.word, n1.tag]);
    add(&[n1.word]);
    add(&[n1.tag]);
    add(&[n2.word, n2.tag]);
    add(&[n2.word]);
    add(&[n2.tag]);
    // Pairs.
    add(&[s0.word, s0.tag, n0.word, n0.tag]);
    add(&[s0.word, s0.tag, n0.word]);
    add(&[s0.word, n0.word, n0.tag]);
    add(&[s0.word, s0.tag, n0.tag]);
    add(&[s0.tag, n0.word, n0.tag]);
    add(&[s0.word, n0.word]);
    add(&[s0.tag, n0.tag]);
    add(&[n0.tag, n1.tag]);
    // Triples.
    add(&[n0.tag, n1.tag, n2.tag]);
    add(&[s0.tag, n0.tag, n1.tag]);
    add(&[s0h.tag, s0.tag, n0.tag]);
    add(&[s0.tag, s0l.tag, n0.tag]);
    add(&[s0.tag, s0r.tag, n0.tag]);
    add(&[s0.tag, n0.tag, n0l.tag]);
    // Distance.
    add(&[s0.word, distance]);
    add(&[s0.tag, distance]);
    add(&[n0.word, distance]);
    add(&[n0.tag, distance]);
    add(&[s0.word, n0.word, distance]);
    add(&[s0.tag, n0.tag, distance]);
    add(&[s0.tag, n0.tag, between]);
    add(&[s0.word, n0.tag, between]);
    add(&[s0.tag, n0.word, between]);
    // How many dependents.
    add(&[s0.word, s0_rights]);
    add(&[s0.tag, s0_rights]);
    add(&[s0.word, s0_lefts]);
    add(&[s0.tag, s0_lefts]);
    add(&[n0.word, n0_lefts]);
    add(&[n0.tag, n0_lefts]);
    // Heads and dependents.
    add(&[s0h.word]);
    add(&[s0h.tag]);
    add(&[s0_label]);
    add(&[s0l.word]);
    add(&[s0l.tag]);
    add(&[s0l_label]);
    add(&[s0r.word]);
    add(&[s0r.tag]);
    add(&[s0r_label]);
    add(&[n0l.word]);
    add(&[n0l.tag]);
    add(&[n0l_label]);
    // Heads of heads, dependents next to the outermost.
    add(&[s0h2.word]);
    add(&[s0h2.tag]);
    add(&[s0h_label]);
    add(&[s0l2.word]);
    add(&[s0l2.tag]);
    add(&[s0l2_label]);
    add(&[s0r2.word]);
    add(&[s0r2.tag]);
    add(&[s0r2_label]);
    add(&[n0l2.word]);
    add(&[n0l2.tag]);
    add(&[n0l2_label]);
    add(&[s0.tag, s0l.tag, s0l2.tag]);
    add(&[s0.tag, s0r.tag, s0r2.tag]);
    add(&[s0.tag, s0h.tag, s0h2.tag]);
    add(&[n0.tag, n0l.tag, n0l2.tag]);
    // Sets of labels.
    add(&[s0.word, s0_right_set]);
    add(&[s0.tag, s0_right_set]);
    add(&[s0.word, s0_left_set]);
    add(&[s0.tag, s0_left_set]);
    add(&[n0.word, n0_left_set]);
    add(&[n0.tag, n0_left_set]);
    // Clusters.
    add(&[s0.cluster]);
    add(&[n0.cluster]);
    add(&[s0.cluster, n0.cluster]);
    add(&[s0.coarse, n0.coarse, s0.tag, n0.tag]);
    add(&[s0.cluster, n0.tag, s0.tag]);
    add(&[s0.tag, n0.cluster, n0.tag]);
    add(&[s0.word, n0.cluster]);
    add(&[s0.cluster, n0.word]);
    add(&[n1.cluster]);
    add(&[s0h.cluster, s0.tag, n0.tag]);
    // Fine tags.
    add(&[s0.fine, n0.fine]);
    add(&[s0.fine, n0.fine, n1.fine]);
    add(&[n0.fine, n1.fine]);
    add(&[s0.word, n0.fine]);
    add(&[s0.fine, n0.word]);
    add(&[s0.fine, n0.fine, s0_right_set]);
    add(&[s0.fine, n0.fine, n0_left_set]);
    // Prepositions and conjunctions on the way from head to dependent.
    add(&[s0.word, n0l.word, n0.tag]);
    add(&[s0.cluster, n0l.word, n0.cluster]);
    add(&[s0.tag, n0l.word, n0.word]);
    add(&[s0.tag, n0l.word, n0.tag, distance]);
    add(&[s0.word, s0.tag, n0.word, n1.tag]);
    // The word under the top.
    add(&[s1.tag, s0.tag, n0.tag]);
    add(&[s1.word, s0.tag, n0.tag]);
    add(&[s1.word, n0.word]);
    add(&[s1.cluster, n0.cluster]);
    add(&[s1.fine, s0.fine, n0.fine]);
    add(&[s1.tag, n0.tag, n0l.word]);
    add(&[s0_label, s0.tag, n0.tag]);
    add(&[s0_label, s0h.tag, s0.tag, n0.word]);
    add(&[s0.tag, n0.word, n1.word]);
}

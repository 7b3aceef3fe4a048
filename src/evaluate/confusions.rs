//! Which labels are given in the place of which.

use std::collections::BTreeMap;

use super::reading::{Reading, same_arc};
use crate::syntax::{Deprel, Upos};

/// Words of one gold label that were read as another, or were hung elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confusion {
    /// The label in gold.
    pub gold: Deprel,
    /// The label that was given; the same as in gold where only the head is wrong.
    pub given: Deprel,
    /// How many words.
    pub count: usize,
    /// How many of them have the right head all the same.
    pub attached: usize,
}

/// What was read wrong, the most frequent first; words that are `PUNCT` in gold are left out.
pub fn confusions(reading: &Reading<'_>) -> Vec<Confusion> {
    let mut counts: BTreeMap<(Deprel, Deprel), (usize, usize)> = BTreeMap::new();
    for (gold, read) in reading.sentences().flat_map(|(g, r)| g.words.iter().zip(&r.words)) {
        if gold.upos != Upos::Punct && !same_arc(gold, read) {
            let (count, attached) = counts.entry((gold.deprel, read.deprel)).or_default();
            *count += 1;
            *attached += usize::from(gold.head == read.head);
        }
    }
    let mut found: Vec<Confusion> = counts
        .into_iter()
        .map(|((gold, given), (count, attached))| Confusion { gold, given, count, attached })
        .collect();
    found.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gold, read};
    use super::{Confusion, Reading, confusions};
    use crate::syntax::Deprel;

    #[test]
    fn words_with_another_label_or_another_head_are_counted() {
        let gold = gold("They PRON 2 nsubj|met VERB 0 root|here ADV 2 advmod|. PUNCT 2 punct");
        let rows = "They PRON 2 obj|met VERB 0 root|here ADV 1 advmod|. PUNCT 1 punct";
        let wanted = [(Deprel::Advmod, Deprel::Advmod, 1, 0), (Deprel::Nsubj, Deprel::Obj, 1, 1)]
            .map(|(gold, given, count, attached)| Confusion { gold, given, count, attached });
        assert_eq!(confusions(&Reading::of(&gold, read(rows))), wanted);
    }
}

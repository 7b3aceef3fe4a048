//! How well each label is read.

use super::reading::{Reading, same_arc};
use super::tally::Tally;
use crate::syntax::Deprel;

/// The counts of each label that stands in gold or was given, in order of the labels.
pub fn labels(reading: &Reading<'_>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> =
        Deprel::ALL.iter().map(|label| Tally::new(label.as_str())).collect();
    for (gold, read) in reading.sentences().flat_map(|(g, r)| g.words.iter().zip(&r.words)) {
        let right = same_arc(gold, read);
        if let Some(tally) = tallies.get_mut(gold.deprel as usize) {
            tally.seek(gold.head == read.head, right);
        }
        if let Some(tally) = tallies.get_mut(read.deprel as usize) {
            tally.give(right);
        }
    }
    tallies.retain(|tally| tally.gold + tally.given > 0);
    tallies
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gold, read};
    use super::{Reading, labels};

    #[test]
    fn a_label_is_right_only_with_its_head() {
        let gold = gold("They PRON 2 nsubj|met VERB 0 root|envoys NOUN 2 obj|there ADV 2 advmod");
        let rows = "They PRON 2 nsubj|met VERB 0 root|envoys NOUN 4 obj|there ADV 2 obj";
        let reading = Reading::of(&gold, read(rows));
        let rows: Vec<_> =
            labels(&reading).iter().map(|t| (t.name, t.gold, t.given, t.found, t.right)).collect();
        let wanted = [
            ("advmod", 1, 0, 0, 0),
            ("nsubj", 1, 1, 1, 1),
            ("obj", 1, 2, 0, 0),
            ("root", 1, 1, 1, 1),
        ];
        assert_eq!(rows, wanted);
    }
}

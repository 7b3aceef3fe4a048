//! How well the subjects and objects of verbs are read: who did what to whom.

use super::reading::{Reading, same_arc};
use super::tally::Tally;
use crate::syntax::conllu::GoldSentence;
use crate::syntax::{Deprel, Upos};

const ARGUMENTS: [Deprel; 3] = [Deprel::Nsubj, Deprel::Obj, Deprel::NsubjPass];

/// The counts of subjects, objects and passive subjects of verbs, then of the three together.
///
/// In gold they depend on a word that is a verb; what was read counts as given where the word that it was made to
/// depend on is a verb in gold.
pub fn arguments(reading: &Reading<'_>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = ARGUMENTS.iter().map(|l| Tally::new(l.as_str())).collect();
    for (sentence, parsed) in reading.sentences() {
        for (gold, read) in sentence.words.iter().zip(&parsed.words) {
            let right = same_arc(gold, read);
            for (label, tally) in ARGUMENTS.iter().zip(&mut tallies) {
                if gold.deprel == *label && is_verb(sentence, gold.head) {
                    tally.seek(gold.head == read.head, right);
                }
                if read.deprel == *label && is_verb(sentence, read.head) {
                    tally.give(right);
                }
            }
        }
    }
    tallies.push(tallies.iter().fold(Tally::new("all"), Tally::and));
    tallies
}

fn is_verb(sentence: &GoldSentence, word: Option<usize>) -> bool {
    word.and_then(|at| sentence.words.get(at)).is_some_and(|word| word.upos == Upos::Verb)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gold, read};
    use super::{Reading, arguments};

    #[test]
    fn only_arguments_of_verbs_count() {
        let rows =
            "They PRON 2 nsubj|met VERB 0 root|envoys NOUN 2 obj|it PRON 5 nsubj|late ADJ 2 conj";
        let gold = gold(rows);
        let wrong =
            "They PRON 2 nsubj|met VERB 0 root|envoys NOUN 2 nsubj|it PRON 2 obj|late ADJ 2 conj";
        let reading = Reading::of(&gold, read(wrong));
        let counts: Vec<_> = arguments(&reading)
            .iter()
            .map(|t| (t.name, t.gold, t.attached, t.found, t.given, t.right))
            .collect();
        let wanted = [
            ("nsubj", 1, 1, 1, 2, 1),
            ("obj", 1, 1, 0, 1, 0),
            ("nsubj:pass", 0, 0, 0, 0, 0),
            ("all", 2, 2, 1, 3, 1),
        ];
        assert_eq!(counts, wanted);
    }
}

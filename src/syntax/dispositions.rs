//! "it" before adjectives of will and ability is somebody: "Peru says it is willing to talk".

use super::{Deprel, Upos, Word};

/// Adjectives that only somebody or something can be: none of them takes the "it" of "it is easy to talk".
const PERSONAL: &[&str] = &[
    "able",
    "afraid",
    "anxious",
    "bound",
    "determined",
    "due",
    "eager",
    "free",
    "glad",
    "happy",
    "keen",
    "loath",
    "obliged",
    "poised",
    "prepared",
    "proud",
    "quick",
    "ready",
    "reluctant",
    "set",
    "slow",
    "unable",
    "unwilling",
    "welcome",
    "willing",
];

/// Makes "it" the subject of such an adjective, and the infinitive behind it what its subject does.
pub(super) fn settle(words: &mut [Word]) {
    for at in 0..words.len() {
        let Some(word) = words.get(at) else { continue };
        let personal = word.upos == Upos::Adj && PERSONAL.contains(&&*word.lemma);
        if !personal {
            continue;
        }
        let expletive = |word: &Word| word.head == Some(at) && word.deprel == Deprel::Expl;
        let Some(it) = words.iter().position(expletive) else { continue };
        if let Some(it) = words.get_mut(it) {
            it.deprel = Deprel::Nsubj;
        }
        for clause in words.iter_mut().skip(at + 1) {
            if clause.head == Some(at) && clause.deprel == Deprel::Csubj {
                clause.deprel = Deprel::Xcomp;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::syntax::{Deprel, Feats, Upos, Word};
    use crate::text::Span;

    fn word(lemma: &str, upos: Upos, head: Option<usize>, deprel: Deprel) -> Word {
        let span = Span::new(0, lemma.len());
        Word {
            span,
            form: lemma.into(),
            lemma: lemma.into(),
            upos,
            feats: Feats::default(),
            head,
            deprel,
        }
    }

    fn labels(adjective: &str) -> Vec<Deprel> {
        let mut words = vec![
            word("it", Upos::Pron, Some(2), Deprel::Expl),
            word("be", Upos::Aux, Some(2), Deprel::Cop),
            word(adjective, Upos::Adj, None, Deprel::Root),
            word("to", Upos::Part, Some(4), Deprel::Mark),
            word("talk", Upos::Verb, Some(2), Deprel::Csubj),
        ];
        settle(&mut words);
        [&words[0], &words[4]].map(|word| word.deprel).to_vec()
    }

    #[test]
    fn who_is_willing_is_somebody() {
        assert_eq!(labels("willing"), [Deprel::Nsubj, Deprel::Xcomp]);
        assert_eq!(labels("easy"), [Deprel::Expl, Deprel::Csubj]);
    }
}

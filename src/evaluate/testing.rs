//! Small sentences for the tests: `FORM TAG HEAD LABEL` for each word, `|` between them.

use crate::syntax::conllu::{GoldSentence, GoldWord};
use crate::syntax::{Deprel, Feats, Parsed, Upos, Word};
use crate::text::Span;

/// One gold sentence.
pub(super) fn gold(rows: &str) -> Vec<GoldSentence> {
    let words = rows.split('|').map(word).collect();
    vec![GoldSentence { words, ..GoldSentence::default() }]
}

/// The same words as if they had been read so.
pub(super) fn read(rows: &str) -> Vec<Parsed> {
    let words = rows.split('|').map(|row| {
        let GoldWord { form, lemma, upos, feats, head, deprel, .. } = word(row);
        let (form, lemma) = (form.into(), lemma.into());
        Word { span: Span::default(), form, lemma, upos, feats, head, deprel }
    });
    vec![Parsed::new(Span::default(), 0, 0, false, words.collect())]
}

fn word(row: &str) -> GoldWord {
    let cells: Vec<&str> = row.split(' ').collect();
    let &[form, upos, head, deprel] = cells.as_slice() else { panic!("four cells: {row}") };
    GoldWord {
        form: form.to_owned(),
        lemma: form.to_owned(),
        upos: upos.parse::<Upos>().expect("a tag"),
        feats: Feats::default(),
        head: head.parse::<usize>().expect("a number").checked_sub(1),
        deprel: deprel.parse::<Deprel>().expect("a label"),
        misc: "_".to_owned(),
    }
}

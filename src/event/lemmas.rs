//! The lemmas of a document's words as the lists of the grammar have them.

use std::borrow::Cow;

use super::forms::dictionary_forms;
use crate::grammar::Frames;
use crate::syntax::{Parsed, Upos, Word};

/// For each word of each sentence its lemma in lower case; of a verb or noun whose lemma nobody knows, the likeliest
/// dictionary form that a list does know. Frames ask for them so often that they are made once a document.
#[derive(Debug)]
pub struct Lemmas<'a> {
    sentences: Vec<Vec<Cow<'a, str>>>,
}

impl<'a> Lemmas<'a> {
    /// The lemmas of these sentences. Cost: linear in the words.
    pub fn of(parsed: &'a [Parsed], frames: &Frames) -> Self {
        let words =
            |sentence: &'a Parsed| sentence.words.iter().map(|word| lemma(word, frames)).collect();
        Self { sentences: parsed.iter().map(words).collect() }
    }

    /// Those of sentence `i`.
    pub(super) fn sentence(&self, i: usize) -> &[Cow<'a, str>] {
        self.sentences.get(i).map_or(&[], Vec::as_slice)
    }
}

fn lemma<'a>(word: &'a Word, frames: &Frames) -> Cow<'a, str> {
    let lemma: Cow<'a, str> = if word.lemma.chars().any(char::is_uppercase) {
        word.lemma.to_lowercase().into()
    } else {
        (&*word.lemma).into()
    };
    if !matches!(word.upos, Upos::Verb | Upos::Noun) || frames.knows(&lemma) {
        return lemma;
    }
    dictionary_forms(&word.form.to_lowercase())
        .into_iter()
        .find(|form| frames.knows(form))
        .map_or(lemma, Cow::Owned)
}

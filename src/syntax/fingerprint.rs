//! A number that changes whenever features do, so that a model is never read with features it was not learned with.

use super::Deprel;
use super::guide::{Atoms, state_features};
use super::lexeme::{Clusters, read_words};
use super::tagger::{Past, TagValue, tag_features};
use super::transition::{State, Step};
use super::{Feats, Upos};
use crate::model::Mix;

/// All features of a small sentence, mixed into one number.
pub(crate) fn fingerprint() -> u32 {
    let forms = ["Envoys", "of", "the", "U.N.", "met", "twice", ",", "in", "1999", "."];
    let tags = [0u8, 1, 2, 0, 3, 2, 1, 1, 0, 1];
    let inventory = [Upos::Noun, Upos::Adp, Upos::Det, Upos::Verb]
        .map(|upos| TagValue { upos, feats: Feats::default() });
    let mut words = Vec::new();
    read_words(&Clusters::default(), forms.into_iter(), &mut words);
    let mut features = Vec::new();
    let mut past = Past::default();
    for (at, (word, &tag)) in words.iter().zip(&tags).enumerate() {
        tag_features(&words, at, past, &mut features);
        past = past.after(word, tag, &inventory);
    }
    let mut atoms = Atoms::default();
    atoms.read(&words, &tags, &inventory);
    let mut state = State::default();
    state.start(words.len());
    let steps = [
        Step::Shift,
        Step::Shift,
        Step::Shift,
        Step::Left(Deprel::Det),
        Step::Left(Deprel::Case),
        Step::Right(Deprel::Nmod),
        Step::Reduce,
        Step::Left(Deprel::Nsubj),
        Step::Shift,
        Step::Right(Deprel::Advmod),
    ];
    for step in steps {
        state.take(step);
        state_features(&state, &atoms, &mut features);
    }
    features.iter().fold(Mix::new(0), |mix, &feature| mix.with(feature)).key()
}

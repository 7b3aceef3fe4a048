//! A number that changes whenever features do, so that a model is never read with features it was not learned with.

use super::Deprel;
use super::guide::{Landmarks, View};
use super::lexeme::{Clusters, read_words};
use super::network::input::Known;
use super::network::shape::{
    BEFORE_TAGS, CLASSES, FAR, HIDDEN, MEANING, PLACES, ROWS, TAGS, WIDTH,
};
use super::tag::{Inventory, TagValue};
use super::transition::{State, Step};
use super::{Feats, Upos};
use crate::model::Mix;

/// All features of a small sentence, mixed into one number.
pub(crate) fn fingerprint() -> u32 {
    let forms = ["Envoys", "of", "the", "U.N.", "met", "twice", ",", "in", "1999", "."];
    let tags = [0u8, 1, 2, 0, 3, 2, 1, 1, 0, 1];
    let inventory = [Upos::Noun, Upos::Adp, Upos::Det, Upos::Verb]
        .map(|upos| TagValue { upos, feats: Feats::default() });
    let inventory = Inventory::new(inventory.to_vec());
    let mut words = Vec::new();
    read_words(&Clusters::default(), forms.into_iter(), &mut words);
    let mut features = Vec::new();
    let some: Vec<u32> = words.iter().take(2).map(|word| word.word).collect();
    let known = Known::new(&some);
    features.extend(known.sentence(&words).flatten());
    features.extend(tags.iter().flat_map(|&tag| known.tag_rows(tag, inventory.upos(tag))));
    let sizes = [WIDTH, HIDDEN, PLACES, ROWS, CLASSES, TAGS, MEANING, BEFORE_TAGS];
    features.extend(sizes.map(|size| size as u32));
    features.extend(FAR.map(u32::from));
    let mut landmarks = Landmarks::default();
    landmarks.read(&words, &tags, &inventory);
    let mut view = View::default();
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
        view.read(&state, &landmarks);
        features.extend(view.words.iter().map(|word| word.map_or(0, |word| word + 1)));
        features.extend(&view.rows);
    }
    features.iter().fold(Mix::new(0), |mix, &feature| mix.with(feature)).key()
}

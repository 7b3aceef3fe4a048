use proptest::prelude::*;

use super::Syntax;
use crate::model::{EMBEDDED, ModelError};
use crate::syntax::{Deprel, Number, Parsed, Tense, Upos};
use crate::text::{Block, BlockKind, Span};

fn syntax() -> &'static Syntax {
    Syntax::embedded().expect("the model is whole")
}

fn block(text: &str) -> Block {
    Block { span: Span::new(0, text.len()), kind: BlockKind::Prose, section: 0 }
}

fn parse(text: &str) -> Vec<Parsed> {
    syntax().parse(text, &[block(text)])
}

fn one(text: &str) -> Parsed {
    parse(text).into_iter().next().expect("a sentence")
}

/// One root; every word reaches it.
fn is_tree(parsed: &Parsed) -> bool {
    let roots = parsed.words.iter().filter(|word| word.head.is_none()).count();
    let reached = parsed.root().map_or(0, |root| parsed.subtree(root).len());
    let labelled = parsed.words.iter().all(|w| w.head.is_none() == (w.deprel == Deprel::Root));
    roots == 1 && reached == parsed.words.len() && labelled
}

/// The word with this form.
fn at(parsed: &Parsed, form: &str) -> usize {
    parsed.words.iter().position(|word| &*word.form == form).expect("the word is there")
}

fn assert_arc(parsed: &Parsed, word: &str, label: Deprel, head: &str) {
    let found = &parsed.words[at(parsed, word)];
    assert_eq!((found.deprel, found.head), (label, Some(at(parsed, head))), "{word}");
}

#[test]
fn subjects_objects_and_passives_are_told_apart() {
    let said = one("The foreign minister praised the agreement.");
    assert_arc(&said, "minister", Deprel::Nsubj, "praised");
    assert_arc(&said, "agreement", Deprel::Obj, "praised");
    let passive = one("Two soldiers were killed by rebels.");
    assert_arc(&passive, "soldiers", Deprel::NsubjPass, "killed");
    assert_arc(&passive, "rebels", Deprel::OblAgent, "killed");
}

#[test]
fn lemmas_and_features_are_given() {
    let parsed = one("The envoys were arrested in cities.");
    let envoys = &parsed.words[at(&parsed, "envoys")];
    assert_eq!((&*envoys.lemma, envoys.upos), ("envoy", Upos::Noun));
    assert_eq!(envoys.feats.number, Some(Number::Plur));
    let arrested = &parsed.words[at(&parsed, "arrested")];
    assert_eq!(&*arrested.lemma, "arrest");
    assert!(arrested.feats.passive);
    let were = &parsed.words[at(&parsed, "were")];
    assert_eq!((&*were.lemma, were.feats.tense), ("be", Some(Tense::Past)));
    assert_eq!(were.feats.number, Some(Number::Plur));
}

#[test]
fn curly_and_straight_quotes_are_read_alike() {
    let (curly, straight) =
        (one("She didn’t sign Iran’s text."), one("She didn't sign Iran's text."));
    for (a, b) in curly.words.iter().zip(&straight.words) {
        assert_eq!((a.upos, a.head, a.deprel, &a.lemma), (b.upos, b.head, b.deprel, &b.lemma));
    }
}

#[test]
fn headings_are_marked_and_noise_is_passed_over() {
    let text = "Envoys meet\nRead more\nThey met on Monday.";
    let kinds =
        [(0, 11, BlockKind::Heading), (12, 21, BlockKind::Noise), (22, 41, BlockKind::Prose)];
    let blocks: Vec<Block> = kinds
        .iter()
        .map(|&(start, end, kind)| Block { span: Span::new(start, end), kind, section: 1 })
        .collect();
    let read = syntax().parse(text, &blocks);
    let found: Vec<(usize, bool, usize)> =
        read.iter().map(|p| (p.block, p.heading, p.section)).collect();
    assert_eq!(found, [(0, true, 1), (2, false, 1)]);
    assert_eq!(read[1].words[0].span.of(text), "They");
}

#[test]
fn capitals_do_not_hide_verbs() {
    for text in ["REBELS ATTACK AN ARMY BASE", "The Rebels Attacked An Army Base Yesterday"] {
        let parsed = one(text);
        assert_eq!(parsed.words[parsed.root().expect("a root")].upos, Upos::Verb, "{text}");
    }
}

#[test]
fn a_damaged_model_is_an_error() {
    assert_eq!(Syntax::read(&EMBEDDED[..1000]).err(), Some(ModelError::Checksum));
    assert_eq!(Syntax::read(b"graph").err(), Some(ModelError::Magic));
}

#[test]
fn a_sentence_of_thousands_of_words_is_a_tree() {
    let words: Vec<&str> =
        ["men", "of", "(", "who", "said", ",", "that"].into_iter().cycle().take(5_000).collect();
    let parsed = syntax().parse_tokens(&words);
    assert_eq!(parsed.words.len(), 5_000);
    assert!(is_tree(&parsed));
    assert!(syntax().parse_tokens(&[]).words.is_empty());
}

#[test]
fn megabytes_without_a_stop_are_read() {
    let text = "the men said that ".repeat(20_000);
    let read = parse(&text);
    assert_eq!(read.iter().map(|p| p.words.len()).sum::<usize>(), 80_000);
    assert!(read.iter().all(is_tree));
}

/// Words as no text has them: any characters, capitals, marks, nothing at all.
fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,9}",
        "[A-Z]{1,9}",
        "\\PC{0,5}",
        "[.,;:'\"“”()!?-]{0,2}",
        "[\u{0}-\u{20}\u{ad}\u{200b}\u{feff}\u{1f600}-\u{1f64f}é]{0,3}",
        Just("the".to_owned()),
        Just("said".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_words_are_one_tree(words in proptest::collection::vec(any_word(), 1..60)) {
        let forms: Vec<&str> = words.iter().map(String::as_str).collect();
        let parsed = syntax().parse_tokens(&forms);
        prop_assert_eq!(parsed.words.len(), forms.len());
        prop_assert!(is_tree(&parsed), "{:?}", parsed);
    }

    #[test]
    fn thousands_of_words_are_one_tree(words in proptest::collection::vec(any_word(), 7)) {
        let forms: Vec<&str> = words.iter().map(String::as_str).cycle().take(5_000).collect();
        let parsed = syntax().parse_tokens(&forms);
        prop_assert_eq!(parsed.words.len(), forms.len());
        prop_assert!(is_tree(&parsed));
    }

    #[test]
    fn any_text_gives_trees(text in "(\\PC|[a-zA-Z ]{1,6}|[.,;'\"“()0-9 -]){0,40}") {
        for parsed in parse(&text) {
            prop_assert!(is_tree(&parsed), "{:?}", parsed);
            prop_assert!(parsed.words.iter().all(|word| !word.lemma.is_empty()));
        }
    }
}

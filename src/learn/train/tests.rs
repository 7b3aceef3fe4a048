use std::path::Path;

use super::{TrainSettings, train_model};
use crate::evaluate::Reading;
use crate::learn::conllu::{GoldSentence, parse_conllu};
use crate::learn::{PlainSentence, WordList};
use crate::syntax::Syntax;

/// Invented sentences: who (name), verb, whom; and a passive.
fn invented() -> Vec<GoldSentence> {
    let mut text = String::new();
    for (i, name) in ["Ada", "Boris", "Clara", "Denis", "Emma", "Felix"].iter().enumerate() {
        let other = ["Gita", "Hugo", "Iris"][i % 3];
        let verb = [("met", "meet"), ("called", "call")][i % 2];
        for (n, (form, lemma, tag, feats, head, label)) in [
            (*name, *name, "PROPN", "Number=Sing", 2, "nsubj"),
            (
                verb.0,
                verb.1,
                "VERB",
                "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
                0,
                "root",
            ),
            (other, other, "PROPN", "Number=Sing", 2, "obj"),
            (".", ".", "PUNCT", "_", 2, "punct"),
        ]
        .into_iter()
        .enumerate()
        {
            text +=
                &format!("{}\t{form}\t{lemma}\t{tag}\t_\t{feats}\t{head}\t{label}\t_\t_\n", n + 1);
        }
        text.push('\n');
    }
    parse_conllu(&text).expect("well formed")
}

fn small() -> TrainSettings {
    TrainSettings {
        epochs: 30,
        batch: 1,
        word_dropout: 0,
        tag_dropout: 0,
        hidden_dropout: 0,
        untold: 0,
        teachers: 1,
        teacher_epochs: 3,
        ..TrainSettings::default()
    }
}

/// Sentences that have no trees.
fn plain() -> Vec<PlainSentence> {
    vec![["Gita", "met", "Ada", "."].map(String::from).to_vec()]
}

#[test]
fn training_gives_the_same_bytes_each_time() {
    let table = "word\tcoarse\tfine\nmet\t1\t65\ncalled\t1\t65\n";
    let words =
        &WordList { table: table.to_owned(), meanings: vec![7; 128], ..WordList::default() };
    let learn = |settings, keep: Option<&Path>| {
        train_model(&invented(), &plain(), words, settings, keep, &mut |_| ()).unwrap()
    };
    let first = learn(small(), None);
    assert!(first == learn(small(), None));
    assert!(first != learn(TrainSettings { seed: 2, ..small() }, None), "the seed counts");
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert!(first == learn(small(), Some(folder.path())), "kept teachers teach the same");
    }
    assert!(folder.path().read_dir().unwrap().count() > 0);
}

#[test]
fn what_was_learned_is_known() {
    let mut lines = Vec::new();
    let words = &WordList::default();
    let mut log = |line: &str| lines.push(line.to_owned());
    let model = train_model(&invented(), &[], words, small(), None, &mut log).unwrap();
    let syntax = Syntax::read(&model).expect("a whole model");
    let gold = invented();
    let scores = Reading::new(&syntax, &gold).scores();
    let share = [scores.upos, scores.uas, scores.las, scores.lemma, scores.feats];
    assert_eq!(share, [1.0; 5]);
    assert_eq!((scores.sentences, scores.words), (6, 24));
    assert!(
        lines.iter().any(|line| line.starts_with("epoch 30: 0 of ") && line.contains("and 0 of")),
        "{lines:?}"
    );
}

use super::{clauses, short_sentences};
use crate::learn::Swaps;
use crate::learn::conllu::{GoldSentence, parse_conllu};

/// A sentence of words, tags, features, heads and labels.
fn sentence(rows: &[(&str, &str, &str, usize, &str)]) -> GoldSentence {
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(i, (form, tag, feats, head, label))| {
            format!("{}\t{form}\t{form}\t{tag}\t_\t{feats}\t{head}\t{label}\t_\t_\n", i + 1)
        })
        .collect();
    parse_conllu(&format!("{}\n", rows.concat())).expect("well formed").remove(0)
}

const PAST: &str = "Tense=Past|VerbForm=Fin";

fn boats() -> GoldSentence {
    sentence(&[
        ("While", "SCONJ", "_", 4, "mark"),
        ("the", "DET", "_", 3, "det"),
        ("navy", "NOUN", "_", 4, "nsubj"),
        ("caught", "VERB", PAST, 10, "advcl"),
        ("nine", "NUM", "_", 6, "nummod"),
        ("sailors", "NOUN", "_", 4, "obj"),
        ("in", "ADP", "_", 8, "case"),
        ("May", "PROPN", "_", 4, "obl"),
        ("they", "PRON", "_", 10, "nsubj"),
        ("slept", "VERB", PAST, 0, "root"),
    ])
}

fn written(sentence: &GoldSentence) -> String {
    sentence.words.iter().map(|word| word.form.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_clause_is_cut_out_with_its_tree() {
    assert_eq!(clauses(&boats()).len(), 1, "who slept has nothing behind the verb");
    let made = short_sentences(&[boats()], &Swaps::default(), 1);
    let seen: Vec<String> = made.iter().map(written).collect();
    let behind = ["In May , the navy caught nine sailors", "The navy caught nine sailors in May"];
    assert!(behind.iter().any(|clause| seen[0].starts_with(clause)), "{seen:?}");
    let words = &made[0].words;
    let verb = words.iter().position(|w| w.form == "caught").expect("it is told");
    assert_eq!(words[verb].head, None);
    for (form, head) in [("navy", "caught"), ("sailors", "caught"), ("nine", "sailors")] {
        let word = words.iter().find(|w| w.form == form).expect("it is told");
        assert_eq!(words[word.head.expect("it hangs")].form, head);
    }
}

#[test]
fn clauses_are_joined_and_every_one_is_told_twice() {
    let made = short_sentences(&vec![boats(); 40], &Swaps::default(), 1);
    let verbs = |s: &GoldSentence| s.words.iter().filter(|w| w.form == "caught").count();
    assert_eq!(made.iter().map(verbs).sum::<usize>(), 80);
    assert!(made.iter().any(|s| verbs(s) == 3) && made.iter().any(|s| verbs(s) == 1));
    for sentence in &made {
        let heads = sentence.words.iter().filter_map(|w| w.head);
        assert!(heads.clone().all(|head| head < sentence.words.len()));
        assert_eq!(heads.count() + 1, sentence.words.len(), "one root");
    }
}

#[test]
fn a_headline_has_its_passive_without_the_auxiliary() {
    let killed = sentence(&[
        ("Four", "NUM", "_", 2, "nummod"),
        ("sailors", "NOUN", "_", 4, "nsubj:pass"),
        ("were", "AUX", "_", 4, "aux:pass"),
        ("killed", "VERB", "Tense=Past|VerbForm=Part|Voice=Pass", 0, "root"),
        ("in", "ADP", "_", 6, "case"),
        ("Arica", "PROPN", "_", 4, "obl"),
    ]);
    let made = short_sentences(&[killed], &Swaps::default(), 2);
    assert_eq!(written(&made[0]), "Four sailors killed in Arica");
}

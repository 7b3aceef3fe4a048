//! Scores that may only rise: `.ci/floors.ron` holds the floors, `score.py` beside the gold measures extraction.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use chancery::evaluate::{
    AttributedArticle, EventSentence, Reading, attribution, chained, chains, entities, events,
    labelled, pronoun_rows, pronouns, rows, splits,
};
use chancery::extract::Extractor;
use chancery::grammar::Grammar;
use chancery::syntax::Syntax;
use chancery::syntax::conllu::{GoldSentence, parse_conllu};
use serde::Deserialize;

use crate::data;

/// `.ci/floors.ron`, without the floor of the compatibility kit.
#[derive(Deserialize)]
struct Floors {
    /// F1 by row of `score.py`, all development documents together.
    gold: BTreeMap<String, f64>,
    /// F1 by row, the articles in `gold/`: all of them, and those that nobody looks at.
    own: BTreeMap<String, BTreeMap<String, f64>>,
    /// Shares of words read right, by treebank.
    syntax: BTreeMap<String, Syntactic>,
    /// F1 of exact sentences in raw text, by treebank.
    sentences: BTreeMap<String, f64>,
    /// F1 of names, by file below `data/ner`.
    entities: BTreeMap<String, f64>,
    /// F1 of names that pronouns mean, by file below `data/gap`.
    pronouns: BTreeMap<String, f64>,
    /// F1 of links between mentions, by treebank.
    chains: BTreeMap<String, f64>,
    /// F1 of who said what, by file below `data`.
    attribution: BTreeMap<String, Attributed>,
    /// Share of sentences that give an event of their type, by file below `data/events`.
    events: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Attributed {
    content: f64,
    source_and_content: f64,
}

#[derive(Deserialize)]
struct Syntactic {
    upos: f64,
    uas: f64,
    las: f64,
    lemma: f64,
}

fn floors() -> Floors {
    ron::Options::default().from_str(&std::fs::read_to_string(".ci/floors.ron").unwrap()).unwrap()
}

/// The sentences of a treebank below `data/ud`.
fn treebank(data: &Path, name: &str) -> Vec<GoldSentence> {
    let path = data.join("data/ud").join(name).with_extension("conllu");
    parse_conllu(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn tags_and_trees_keep_the_scores_that_they_reached() {
    let Some(data) = data::folder("tags_and_trees_keep_the_scores_that_they_reached") else {
        return;
    };
    let syntax = Syntax::embedded().unwrap();
    let floors = floors().syntax;
    assert_eq!(floors.len(), 2);
    let mut fallen = Vec::new();
    for (name, floor) in floors {
        let gold = treebank(&data, &name);
        let scores = Reading::new(syntax, &gold).scores();
        for (what, reached, floor) in [
            ("upos", scores.upos, floor.upos),
            ("uas", scores.uas, floor.uas),
            ("las", scores.las, floor.las),
            ("lemma", scores.lemma, floor.lemma),
        ] {
            if reached < floor {
                fallen.push(format!("{name}, {what}: {reached:.4} is below the floor {floor}"));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn sentences_keep_the_scores_that_they_reached() {
    let Some(data) = data::folder("sentences_keep_the_scores_that_they_reached") else { return };
    let gum = treebank(&data, "en_gum_ccby-dev");
    let ewt = treebank(&data, "en_ewt-ud-dev");
    // The news documents of the development part are in it already.
    let mut news = treebank(&data, "en_gum_ccby-train");
    news.retain(|sentence| sentence.document.starts_with("GUM_news"));
    let with_news = [gum.as_slice(), &news].concat();
    let reached = [("gum dev", gum), ("gum dev and news", with_news), ("ewt dev", ewt)]
        .map(|(name, gold)| (name, splits(&gold).sentence_f1));
    let floors = floors().sentences;
    assert_eq!(floors.len(), reached.len());
    let fallen: Vec<String> = reached
        .iter()
        .filter(|(name, reached)| floors.get(*name).is_none_or(|floor| reached < floor))
        .map(|(name, reached)| format!("{name}: {reached:.4} is below the floor"))
        .collect();
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn names_keep_the_scores_that_they_reached() {
    let Some(data) = data::folder("names_keep_the_scores_that_they_reached") else { return };
    let (syntax, grammar) = (Syntax::embedded().unwrap(), Grammar::embedded().unwrap());
    let floors = floors().entities;
    assert_eq!(floors.len(), 2);
    let mut reached = Vec::new();
    for (name, floor) in floors {
        let text = std::fs::read_to_string(data.join("data/ner").join(&name)).unwrap();
        let scores = entities(syntax, &grammar, &labelled(&text).unwrap()).scores();
        reached.push((name, scores.all.f1, floor));
    }
    none_has_fallen(reached);
}

#[test]
fn attributions_and_types_of_events_keep_the_scores_that_they_reached() {
    let test = "attributions_and_types_of_events_keep_the_scores_that_they_reached";
    let Some(data) = data::folder(test) else { return };
    let data = data.join("data");
    let grammar = Arc::new(Grammar::embedded().unwrap());
    let extractor = Extractor::new(Arc::clone(&grammar)).unwrap();
    let floors = floors();
    assert_eq!((floors.attribution.len(), floors.events.len()), (1, 1));
    let mut reached = Vec::new();
    for (name, floor) in floors.attribution {
        let text = std::fs::read_to_string(data.join(&name)).unwrap();
        let articles = rows(&text, AttributedArticle::check).unwrap();
        let scores = attribution(&extractor, &articles, None).scores();
        reached.push((format!("{name}, content"), scores.content.f1, floor.content));
        let both = (scores.source_and_content.f1, floor.source_and_content);
        reached.push((format!("{name}, source and content"), both.0, both.1));
    }
    for (name, floor) in floors.events {
        let text = std::fs::read_to_string(data.join("events").join(&name)).unwrap();
        let check = |sentence: &EventSentence| sentence.check(&grammar.ontology);
        let sentences = rows(&text, check).unwrap();
        reached.push((name, events(&extractor, &sentences, None).scores().share, floor));
    }
    none_has_fallen(reached);
}

#[test]
fn pronouns_and_chains_keep_the_scores_that_they_reached() {
    let test = "pronouns_and_chains_keep_the_scores_that_they_reached";
    let Some(data) = data::folder(test) else { return };
    let grammar = Arc::new(Grammar::embedded().unwrap());
    let extractor = Extractor::new(Arc::clone(&grammar)).unwrap();
    let floors = floors();
    assert_eq!((floors.pronouns.len(), floors.chains.len()), (2, 1));
    let mut reached = Vec::new();
    for (name, floor) in floors.pronouns {
        let text = std::fs::read_to_string(data.join("data/gap").join(&name)).unwrap();
        let scores = pronouns(&extractor, &pronoun_rows(&text).unwrap()).scores();
        reached.push((name, scores.all.f1, floor));
    }
    for (name, floor) in floors.chains {
        let path = data.join("data/ud").join(&name).with_extension("conllu");
        let documents = chained(&std::fs::read_to_string(path).unwrap()).unwrap();
        let scores = chains(Syntax::embedded().unwrap(), &grammar, &documents).scores();
        reached.push((name, scores.links.f1, floor));
    }
    none_has_fallen(reached);
}

/// Fails with the scores that are below their floor: name, score, floor.
fn none_has_fallen(reached: Vec<(String, f64, f64)>) {
    let fallen: Vec<String> = reached
        .into_iter()
        .filter(|(_, reached, floor)| reached < floor)
        .map(|(name, reached, floor)| format!("{name}: {reached:.4} is below the floor {floor}"))
        .collect();
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

const FOLDERS: [&str; 4] = ["seeds", "dev", "official", "registers"];

#[test]
fn extraction_keeps_the_scores_that_it_reached() {
    let Some(data) = data::folder("extraction_keeps_the_scores_that_it_reached") else { return };
    let gold = data.join("gold");
    let floors = floors();

    let mut articles: Vec<_> = FOLDERS
        .iter()
        .flat_map(|folder| std::fs::read_dir(gold.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    articles.sort();
    let facts = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["extract", "--format", "json"])
        .args(&articles)
        .output()
        .unwrap();
    assert!(facts.status.success(), "{}", String::from_utf8_lossy(&facts.stderr));

    let folders = FOLDERS.map(|folder| gold.join(folder).to_string_lossy().into_owned()).join(",");
    let mut scorer = Command::new("python3")
        .arg(gold.join("score.py"))
        .args(["--json", &folders, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("score.py runs by python3");
    scorer.stdin.take().unwrap().write_all(&facts.stdout).unwrap();
    let scores = scorer.wait_with_output().unwrap();
    let scores: serde_json::Value = serde_json::from_slice(&scores.stdout).unwrap();
    assert_eq!(scores["missing"].as_array().map(Vec::len), Some(0), "{scores}");

    let mut fallen = Vec::new();
    for (row, floor) in &floors.gold {
        let reached =
            scores[row]["f1"].as_f64().unwrap_or_else(|| panic!("score.py has no row {row:?}"));
        if reached < *floor {
            fallen.push(format!("{row}: {reached} is below the floor {floor}"));
        }
    }
    assert!(!floors.gold.is_empty());
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn the_articles_of_our_own_keep_the_scores_that_they_reached() {
    let floors = floors().own;
    assert_eq!(floors.len(), 2);
    let mut fallen = Vec::new();
    for (split, rows) in floors {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(["evaluate", "gold"]);
        if split != "all" {
            command.args(["--split", &split]);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let scores: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(rows.len() >= 7, "only {} floors", rows.len());
        for (row, floor) in rows {
            let reached = scores[&row]["f1"].as_f64().unwrap_or(0.0);
            if reached < floor {
                fallen.push(format!("{split}, {row}: {reached} is below the floor {floor}"));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

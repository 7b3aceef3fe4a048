//! The main job: news in, answers out, each with the sentence that proves it.

use std::path::{Path, PathBuf};

use crate::data;
use crate::program::{build, chancery, rows};

/// A question and what its answer must hold: each entry stands in one row, its parts all in that row.
struct Question {
    ask: &'static str,
    rows: &'static [&'static [&'static str]],
}

/// What an analyst asks of the five articles, and so of the samples, which tell the same facts.
const QUESTIONS: &[Question] = &[
    Question {
        ask: "MATCH (a:Person)-[:MET]-(b:Person) RETURN a.name, b.name",
        rows: &[&["Rubio", "Lavrov"], &["Sitharaman", "Siluanov"]],
    },
    Question {
        ask: "MATCH (a:Person)-[:CALLED]-(b:Person) RETURN a.name, b.name",
        rows: &[&["Trump", "Putin"]],
    },
    Question {
        ask: "MATCH (d:Damage)-[:TARGET]->(f)-[:BELONGS_TO]->(c:Country) RETURN f.name, c.name",
        rows: &[&["embassy", "Poland"]],
    },
    Question {
        ask: "MATCH (c:Country)-[:SAID]->(s:Statement) RETURN c.name, s.content",
        rows: &[&["Poland", "embassy"]],
    },
    Question {
        ask: "MATCH (p:Person)-[:SAID]->(s:Statement) RETURN DISTINCT p.name",
        rows: &[&["Pistorius"], &["Peskov"], &["Starmer"], &["Zelensk"]],
    },
    Question {
        ask: "MATCH (e:Exchange)-[:ACTOR]->(c:Country) RETURN DISTINCT c.name",
        rows: &[&["Ukraine"], &["Russia"]],
    },
    Question {
        ask: "MATCH (p:Person)-[h:HOLDS_OFFICE]->(c) WHERE p.name CONTAINS 'Lavrov' RETURN p.name, h.office, c.name",
        rows: &[&["Lavrov", "foreign minister", "Russia"]],
    },
    Question {
        ask: "MATCH (a:Attack)-[:ACTOR]->(c:Country), (a)-[:TARGET]->(x) RETURN c.name, x.name",
        rows: &[&["Russia", "Kyiv"]],
    },
    Question {
        ask: "MATCH (c:Country)-[:SUPPORTED]->(x) RETURN c.name, x.name",
        rows: &[&["Russia", "Taliban"]],
    },
    Question {
        ask: "MATCH (s:Sentence)-[:TARGET]->(p:Person) RETURN p.name",
        rows: &[&["Sidiki"]],
    },
];

fn ask_all(graph: &Path) {
    let mut missing = Vec::new();
    for question in QUESTIONS {
        let answer = rows(graph, question.ask);
        for parts in question.rows {
            if !answer.iter().any(|row| parts.iter().all(|part| row.contains(part))) {
                missing.push(format!(
                    "{}\n  no row with {parts:?} in\n  {}",
                    question.ask,
                    answer.join("\n  ")
                ));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_samples_answer_an_analysts_questions() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.ron");
    build(&[Path::new("seeds")], &graph);
    ask_all(&graph);
}

#[test]
fn the_articles_answer_an_analysts_questions() {
    let Some(data) = data::folder("the_articles_answer_an_analysts_questions") else { return };
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.ron");
    build(&[&data.join("seeds")], &graph);
    ask_all(&graph);
}

#[test]
fn every_event_and_statement_is_proved_by_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("graph.ron");
    build(&[Path::new("seeds")], &graph);
    let ids = rows(&graph, "MATCH (n) WHERE n:Event OR n:Statement RETURN n.id");
    assert!(ids.len() > 20, "only {} events and statements", ids.len());
    for id in ids.iter().step_by(7) {
        let output = chancery(["why"]).arg(&graph).arg(id).output().unwrap();
        let proof = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && proof.contains("[["), "{id}:\n{proof}");
    }
}

#[test]
fn the_order_of_reading_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut seeds: Vec<PathBuf> =
        std::fs::read_dir("seeds").unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    let forward: Vec<&Path> = seeds.iter().map(PathBuf::as_path).collect();
    let backward: Vec<&Path> = forward.iter().rev().copied().collect();
    build(&forward, &at("forward.ron"));
    build(&backward, &at("backward.ron"));
    build(&forward[3..4], &at("added.ron"));
    let (before, after) = (&forward[..3], &forward[4..]);
    chancery(["add"]).arg(at("added.ron")).args(after).assert().success();
    chancery(["add"]).arg(at("added.ron")).args(before).assert().success();
    let bytes = |name: &str| std::fs::read(at(name)).unwrap();
    assert!(bytes("forward.ron") == bytes("backward.ron"));
    assert!(bytes("forward.ron") == bytes("added.ron"));
}

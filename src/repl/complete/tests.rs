use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Candidate, Completion, Gathering, Said, Vocabulary, complete};
use crate::facts::Corpus;
use crate::graph::{Change, Graph, Properties, Value};

fn vocabulary() -> Vocabulary {
    let mut graph = Graph::new();
    let node = |key: &str, label: &str, name: &str, more: &[(&str, Value)]| {
        let name = [(Arc::from("name"), Value::from(name))];
        let more = more.iter().map(|(name, value)| (Arc::from(*name), value.clone()));
        Change::AddNode {
            key: key.into(),
            labels: vec![label.into()],
            properties: name.into_iter().chain(more).collect::<Properties>(),
            evidence: std::sync::Arc::default(),
        }
    };
    let met = |from: &str, to: &str| Change::AddRelationship {
        from: from.into(),
        to: to.into(),
        kind: "MET".into(),
        properties: [(Arc::from("date"), Value::from("x"))].into_iter().collect(),
        evidence: std::sync::Arc::default(),
    };
    let alias = Value::List(vec![Value::from("La Jefa")]);
    graph
        .apply([
            node("a", "Person", "Ana Lund", &[("aliases", alias), ("born", 1960.into())]),
            node("b", "Person", "Per O'Lund", &[]),
            node("c", "Person", "Lundqvist", &[]),
            node("d", "Place", "Lund", &[("kind", "town".into())]),
            node("e", "Other", "odd\u{1b}[2J", &[]),
            met("a", "b"),
            met("a", "d"),
        ])
        .expect("a graph");
    let mut gathering = Gathering::new(&graph, &Corpus::default());
    assert!(gathering.go_on(&graph, &AtomicBool::new(false)));
    gathering.finish()
}

fn found(line: &str) -> Vec<Candidate> {
    let said = Said { parameters: vec!["who".into()], columns: vec!["n".into()] };
    match complete(line, &vocabulary(), &said) {
        Completion::Words(_, words) => words,
        Completion::Path(_) => panic!("a path"),
    }
}

fn words(line: &str) -> Vec<String> {
    found(line).into_iter().map(|it| it.text).collect()
}

fn shown(line: &str) -> Vec<String> {
    found(line).into_iter().map(|it| it.shown).collect()
}

#[test]
fn each_place_has_its_own_words() {
    assert_eq!(words("MAT"), ["MATCH"]);
    assert_eq!(words("MATCH (a:Pe"), ["Person"]);
    assert_eq!(words("MATCH (a:Person)-[:"), ["MET"]);
    assert_eq!(words("MATCH (a)-[r:MET|m"), ["MET"]);
    assert_eq!(words("RETURN toL"), ["toLower("]);
    assert_eq!(words("MATCH (apple) WHERE ap"), ["apple"]);
    assert_eq!(words("RETURN $"), ["who"]);
    assert_eq!(words("RETURN 1; MATCH (a:Pl"), ["Place"]);
}

#[test]
fn properties_are_those_of_what_is_in_play() {
    assert_eq!(words("MATCH (a:Person) RETURN a."), ["aliases", "born", "name"]);
    assert_eq!(words("MATCH (p:Place) RETURN p."), ["kind", "name"]);
    assert_eq!(words("MATCH (a)-[m:MET]-() RETURN m."), ["date"]);
    assert_eq!(words("MATCH (a:Place {k"), ["kind"]);
    assert_eq!(words("MATCH (a) RETURN a.b"), ["born"]);
    assert_eq!(words("MATCH (a:Place) WHERE a.kind = 't"), ["town'"]);
}

#[test]
fn functions_and_procedures_show_what_they_take() {
    assert!(shown("RETURN toL")[0].starts_with("toLower("));
    assert_eq!(words("CALL graph.pager"), ["graph.pagerank("]);
    assert!(shown("CALL graph.pager")[0].contains("YIELD node, score"));
    assert_eq!(words("CALL graph.pagerank() YIELD node, s"), ["score"]);
}

#[test]
fn names_in_quotes_come_by_prefix_then_by_word_then_by_weight() {
    assert_eq!(
        words("MATCH (a {name: 'lund"),
        ["Lund'", "Lundqvist'", "Ana Lund'", "Per O\\'Lund'"]
    );
    assert_eq!(words("RETURN \"lundkv"), ["Lundqvist\""]);
    assert_eq!(shown("MATCH (a {name: 'la j"), ["Ana Lund (La Jefa)"]);
    assert_eq!(words("MATCH (a {name: 'la j"), ["Ana Lund'"]);
}

#[test]
fn no_name_acts_on_the_terminal() {
    assert_eq!(words("MATCH (a {name: 'odd"), ["odd\\u001B[2J'"]);
    assert_eq!(shown("MATCH (a {name: 'odd"), ["odd\\u{1b}[2J"]);
    assert_eq!(words(":who odd"), ["odd\\u{1b}[2J"]);
}

#[test]
fn commands_are_completed_with_names_words_and_paths() {
    assert_eq!(words(":s"), [":schema", ":stats", ":sources", ":save", ":split", ":set", ":show"]);
    assert_eq!(words(".sc"), [".schema"]);
    assert_eq!(words(":why ana l"), ["Ana Lund"]);
    assert_eq!(words("\\d lundq"), ["Lundqvist"]);
    assert_eq!(words(":path Ana Lund, per"), ["Per O'Lund"]);
    assert_eq!(words(":path 'per"), ["Per O'Lund'"]);
    assert_eq!(words(":set ed"), ["editor"]);
    assert_eq!(words(":set editor v"), ["vi"]);
    assert_eq!(words(":mode m"), ["markdown"]);
    assert_eq!(words(":chart "), ["n"]);
    assert_eq!(words(":help sche"), Vec::<String>::new());
    assert_eq!(words(":help :sche"), [":schema"]);
    let words = Vocabulary::default();
    assert_eq!(complete(":add some/f", &words, &Said::default()), Completion::Path(5));
}

#[test]
fn no_cursor_is_too_odd() {
    for line in [
        "", "'", "\\", "'é\\", "((([", ")))", ":", ": ", "é", "a.é", ".", "$", "{", "[:", "CALL",
        "YIELD", ":path ,",
    ] {
        complete(line, &vocabulary(), &Said::default());
    }
}

//! Statements that write: what is found afterwards, and what is found after an error.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{sample, show};
use crate::graph::Graph;
use crate::query::{Answer, Context, QueryError, run, run_writing};

fn write(graph: &mut Graph, text: &str) -> Result<Answer, QueryError> {
    run_writing(graph, text, &Context::default())
}

fn rows(graph: &Graph, text: &str) -> Vec<String> {
    let answer = run(graph, text, &Context::default()).unwrap();
    answer.rows.iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn each_clause_sees_what_the_one_before_it_wrote() {
    let mut graph = sample();
    let text = "MATCH (a:Person) CREATE (a)-[:OWNS]->(:Dog {name: a.name + ' and dog'}) \
        WITH count(*) AS made MATCH (d:Dog) WHERE d.name STARTS WITH 'B' RETURN made, d.name";
    let answer = write(&mut graph, text).unwrap();
    assert_eq!(answer.rows.len(), 1);
    assert!(answer.warnings.is_empty(), "{:?}", answer.warnings);
    assert_eq!(answer.effects.nodes_added, 3);
    assert_eq!(rows(&graph, "MATCH (d:Dog) RETURN count(*) AS n"), ["3"]);
}

#[test]
fn merge_finds_what_it_made_for_the_row_before() {
    let mut graph = Graph::new();
    let text = "UNWIND ['a', 'b', 'a'] AS n MERGE (x:N {name: n}) \
        ON CREATE SET x.times = 1 ON MATCH SET x.times = x.times + 1";
    let answer = write(&mut graph, text).unwrap();
    assert_eq!(answer.effects.nodes_added, 2);
    assert_eq!(rows(&graph, "MATCH (x:N) RETURN x.name, x.times ORDER BY x.name"), ["a 2", "b 1"]);
}

#[test]
fn what_was_deleted_is_not_found_and_cannot_be_asked() {
    let mut graph = sample();
    let text =
        "MATCH (a {name: 'Ana'}) DETACH DELETE a WITH a MATCH (p:Person) RETURN count(p) AS n";
    let answer = write(&mut graph, text).unwrap();
    assert_eq!(answer.rows[0].iter().map(show).collect::<String>(), "2");
    assert_eq!(answer.effects.relationships_removed, 3);
    let error = write(&mut graph, "MATCH (a {name: 'Ben'}) DETACH DELETE a RETURN a.name");
    assert_eq!(error.unwrap_err().code, "DeletedEntityAccess");
    assert_eq!(rows(&graph, "MATCH (p:Person) RETURN p.name"), ["Ben", "Cleo"]);
}

#[test]
fn a_query_inside_an_expression_cannot_write() {
    let text = "MATCH (a) WHERE EXISTS { CREATE (b) } RETURN a";
    let error = write(&mut sample(), text).unwrap_err();
    assert_eq!(error.code, "InvalidClauseComposition");
}

/// All that can be found in a graph, by its nodes alone, and by its lists.
fn shown(graph: &Graph) -> (String, String) {
    let mut labels: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
    let mut properties: BTreeMap<_, usize> = BTreeMap::new();
    for id in graph.nodes() {
        let node = graph.node(id).unwrap();
        assert_eq!(graph.by_key(&node.key), Some(id));
        node.labels.iter().for_each(|label| labels.entry(label.clone()).or_default().push(id));
        if let Some(name) = node.properties.get("name").and_then(|name| name.as_str()) {
            names.entry(name.to_owned()).or_default().push(id);
        }
        node.properties.keys().for_each(|name| *properties.entry(name.clone()).or_default() += 1);
    }
    for id in graph.relationships() {
        let relationship = graph.relationship(id).unwrap();
        *kinds.entry(relationship.kind.clone()).or_default() += 1;
        let names = relationship.properties.keys();
        names.for_each(|name| *properties.entry(name.clone()).or_default() += 1);
    }
    let by_nodes = format!("{labels:?} {names:?} {kinds:?} {:?}", properties.keys());
    let labels: BTreeMap<_, _> = graph
        .labels()
        .map(|(label, _)| (label.clone(), graph.nodes_with_label(label).to_vec()))
        .collect();
    let names: BTreeMap<_, _> =
        names.keys().map(|name| (name.clone(), graph.nodes_with_name(name).to_vec())).collect();
    let kinds: BTreeMap<_, _> =
        graph.relationship_types().map(|(kind, n)| (kind.clone(), n)).collect();
    let known: BTreeMap<_, ()> = graph.property_names().map(|name| (name.clone(), ())).collect();
    (by_nodes, format!("{labels:?} {names:?} {kinds:?} {:?}", known.keys()))
}

/// Statements that go together; some of them fail.
const STATEMENTS: [&str; 16] = [
    "CREATE (:A {name: 'a', x: 1})",
    "CREATE (a:A {name: 'b'})-[:R {y: 1}]->(b:B {name: 'a'})",
    "MATCH (a:A) WITH a LIMIT 2 CREATE (a)-[:S]->(:C)",
    "MATCH (a:A) SET a.name = 'c'",
    "MATCH (a) WHERE a.name = 'c' SET a:C, a.x = 2 REMOVE a:A",
    "MATCH (a:C) SET a = {name: 'a'}",
    "MATCH (a:C) REMOVE a.name, a:C",
    "MATCH (a:B) DETACH DELETE a",
    "MATCH (a:A) WITH a LIMIT 1 DETACH DELETE a CREATE (:A {name: 'd'})",
    "MATCH ()-[r:R]->() DELETE r",
    "MATCH ()-[r]->() SET r.y = r.y + 1, r.z = 'z'",
    "MERGE (a:A {name: 'b'}) ON CREATE SET a.x = 5 ON MATCH SET a.name = 'e'",
    "MATCH (a:A), (b:B) MERGE (a)-[r:R]-(b) ON CREATE SET r.y = 0",
    "MATCH (a) DELETE a",
    "MATCH (a:A) SET a.name = 'x', a:D DETACH DELETE a WITH a RETURN a.name",
    "MATCH (a) SET a.name = 'y', a:E CREATE (:F {x: 1 / 0})",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn lists_and_counts_agree_with_the_nodes_whatever_is_written(
        numbers in prop::collection::vec(0..STATEMENTS.len(), 1..25)
    ) {
        let mut graph = Graph::new();
        for number in numbers {
            let before = shown(&graph);
            let nodes = graph.node_count();
            let answer = write(&mut graph, STATEMENTS[number]);
            let after = shown(&graph);
            prop_assert_eq!(&after.0, &after.1, "{}", STATEMENTS[number]);
            match answer {
                Err(_) => prop_assert_eq!(before, after, "{}", STATEMENTS[number]),
                Ok(answer) => {
                    let effects = answer.effects;
                    let now = nodes + effects.nodes_added - effects.nodes_removed;
                    prop_assert_eq!(graph.node_count(), now, "{}", STATEMENTS[number]);
                }
            }
        }
    }
}

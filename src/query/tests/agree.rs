//! Plans as they are made against plans as queries are written: the same answers.
//!
//! 300 cases in each run; `CHANCERY_CASES=12000 cargo test --lib -- query::tests` tries more: so many were tried of each
//! property, here and in `naive`, when the tables came, and all agreed.

use std::sync::Arc;

use proptest::prelude::*;

use super::naive::cases;
use crate::graph::{Change, Columns, Gather, Graph, Loader, Node, Origin, Properties, Value};
use crate::query::{Context, Planning, run_as};

/// A node: its labels as bits, a number, a name.
type Drawn = (u8, Option<i64>, Option<&'static str>);
/// A relationship: start, end, type, a number.
type Edge = (usize, usize, &'static str, Option<i64>);

fn graph() -> impl Strategy<Value = (Vec<Drawn>, Vec<Edge>)> {
    let names = prop::sample::select(vec!["Ana", "Ben", "Ána", ""]);
    let node = (0..4u8, prop::option::weighted(0.8, 0..4i64), prop::option::weighted(0.8, names));
    let kind = prop::sample::select(vec!["X", "Y"]);
    let edge = (0..9usize, 0..9usize, kind, prop::option::weighted(0.8, 0..3i64));
    (prop::collection::vec(node, 1..8), prop::collection::vec(edge, 0..14))
}

fn made(nodes: &[Drawn], edges: &[Edge]) -> Graph {
    let mut graph = Graph::new();
    let number = |value: Option<i64>| value.map_or(Value::Null, Value::Int);
    let nodes_made = nodes.iter().enumerate().map(|(at, (labels, n, name))| Change::AddNode {
        key: at.to_string().into(),
        labels: ["A", "B"]
            .iter()
            .enumerate()
            .filter(|(bit, _)| labels >> bit & 1 == 1)
            .map(|(_, label)| Arc::from(*label))
            .collect(),
        properties: Properties::from_iter([
            ("id".into(), Value::Int(i64::try_from(at).unwrap())),
            ("n".into(), number(*n)),
            ("name".into(), name.map_or(Value::Null, Value::from)),
        ]),
        evidence: Arc::default(),
    });
    let edges_made = edges.iter().map(|(from, to, kind, n)| Change::AddRelationship {
        from: (from % nodes.len()).to_string().into(),
        to: (to % nodes.len()).to_string().into(),
        kind: Arc::from(*kind),
        properties: Properties::from_iter([("n".into(), number(*n))]),
        evidence: Arc::default(),
    });
    graph.apply(nodes_made.chain(edges_made)).unwrap();
    graph
}

/// The same graph as a file has it, with its properties in columns.
fn in_columns(graph: &Graph) -> Graph {
    let mut loader = Loader::new();
    let columns = |names: &[&str], all: &[&Properties]| {
        let column = |name: &&str| {
            let mut gather = Gather::default();
            for properties in all {
                gather.value(properties.get(name).unwrap_or(&Value::Null));
            }
            ((*name).into(), gather.finish())
        };
        Columns::new(all.len(), names.iter().map(column).collect())
    };
    let nodes: Vec<&Node> = graph.nodes().filter_map(|id| graph.node(id)).collect();
    let properties: Vec<&Properties> = nodes.iter().map(|node| &node.properties).collect();
    let shared = loader.columns(columns(&["id", "n", "name"], &properties));
    for (row, node) in (0..).zip(nodes) {
        let properties = Properties::of_row(shared.clone(), row);
        loader.node(node.key.clone(), node.labels.clone(), properties, Origin::default()).unwrap();
    }
    let mut first = None;
    let mut properties = Vec::new();
    for id in graph.relationships() {
        let (relationship, ends) = (graph.relationship(id).unwrap(), graph.ends(id).unwrap());
        let kind = relationship.kind.clone();
        let new = loader.relationship(ends, kind, Properties::default(), Origin::default());
        first.get_or_insert(new.unwrap());
        properties.push(&relationship.properties);
    }
    if let Some(first) = first {
        loader.fill_relationships(first, columns(&["n"], &properties));
    }
    loader.finish()
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(texts)
}

/// What a query is made of: its clauses until RETURN, and the variables of nodes and of relationships in it.
fn pattern() -> impl Strategy<Value = (String, Vec<String>, Vec<String>)> {
    let node = || one_of(&["", ":A", ":B", ":A:B", " {n: 1}", " {name: 'Ana'}", ":B {n: 2}"]);
    let rel = || {
        (
            one_of(&["-", "<-"]),
            one_of(&["", ":X", ":Y", ":X|Y"]),
            one_of(&["", "", "", "", "*1..2", "*..3", "*0..2", "*2..3"]),
            one_of(&["", "", " {n: 1}"]),
            one_of(&["-", "->"]),
        )
    };
    let steps = prop::collection::vec((rel(), 0..4usize, node()), 0..4);
    let more = prop::option::weighted(0.2, (rel(), 0..4usize, 0..4usize));
    let condition = one_of(&[
        "",
        "",
        "",
        " WHERE v0.n > 1",
        " WHERE v0.id <> v1.id",
        " WHERE v0.id < v1.id AND v1.n >= 1",
        " WHERE v1.name CONTAINS 'n'",
        " WHERE NOT v0.name STARTS WITH 'A'",
        " WHERE v0.n = v1.n",
        " WHERE v0.name IN ['Ana', 'Ben'] OR v1.n IS NULL",
        " WHERE EXISTS { (v0)-->(:A) }",
        " WHERE v1:B AND v0.n < 3",
    ]);
    (node(), steps, more, condition, any::<bool>()).prop_map(
        |(first, steps, more, condition, comma)| {
            let (mut text, mut rels) = (format!("MATCH (v0{first})"), Vec::new());
            let mut nodes = vec!["v0".to_owned()];
            for (at, ((left, types, length, properties, right), to, label)) in
                steps.iter().enumerate()
            {
                let right = if *left == "<-" { "-" } else { right };
                text += &format!("{left}[r{at}{types}{length}{properties}]{right}(v{to}{label})");
                rels.push(format!("r{at}"));
                nodes.push(format!("v{to}"));
            }
            nodes.push("v1".to_owned());
            nodes.sort();
            nodes.dedup();
            if !text.contains("(v1") {
                text += if comma { ", (v1:A)" } else { " MATCH (v1)" };
            }
            text += condition;
            if let Some(((left, types, length, _, right), from, to)) = more {
                let right = if left == "<-" { "-" } else { right };
                text +=
                    &format!(" OPTIONAL MATCH (v{from}){left}[q{types}{length}]{right}(w{to}:B)");
                rels.push("q".to_owned());
                nodes.push(format!("v{from}"));
                nodes.push(format!("w{to}"));
                nodes.sort();
                nodes.dedup();
            }
            (text, nodes, rels)
        },
    )
}

/// What is asked of a pattern; `$n` and `$m` stand for nodes, `$r` for a relationship.
const ANSWERS: &[&str] = &[
    "$n.name, $m.id, $r",
    "count(*)",
    "count(DISTINCT $n)",
    "count($r)",
    "$n.name, count(*)",
    "$n.name, count($r), sum($m.n)",
    "$n.n, count(DISTINCT $m), min($m.n), max($m.name)",
    "$n.id, count($m)",
    "DISTINCT $n, $m.name",
    "DISTINCT $m.n",
    "$n.id AS a, $m.id AS b, $m.name AS c ORDER BY c, a DESC, b",
    "$n.id AS a, $m.name AS c ORDER BY a, c LIMIT 4",
    "$n.id AS a, $m.n AS b ORDER BY b DESC, a SKIP 1 LIMIT 3",
    "$n.name AS a, count(*) AS b ORDER BY b DESC, a LIMIT 2",
    "$n.id AS a, count(*) AS b, sum($m.n) AS c ORDER BY b, a DESC SKIP 1 LIMIT 1",
    "$n.name AS a, count(DISTINCT $m) AS b ORDER BY b DESC, a LIMIT 1",
    "avg($m.n), count($n.name)",
    "$n.id, size(collect(DISTINCT $m))",
];

fn told(graph: &Graph, text: &str, planning: Planning) -> Result<Vec<String>, String> {
    match run_as(graph, text, &Context::default(), planning) {
        Ok(answer) => {
            let mut rows: Vec<String> = answer.rows.iter().map(|row| format!("{row:?}")).collect();
            if !text.contains("ORDER BY") {
                rows.sort();
            }
            Ok(rows)
        }
        Err(error) => Err(error.code.to_owned()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_gives_what_the_plain_plan_gives(
        (nodes, edges) in graph(),
        (pattern, variables, relationships) in pattern(),
        asked in one_of(ANSWERS),
        n in any::<prop::sample::Index>(),
        m in any::<prop::sample::Index>(),
        r in any::<prop::sample::Index>(),
    ) {
        let graph = made(&nodes, &edges);
        let relationship = if relationships.is_empty() { "1" } else { &*relationships[r.index(relationships.len())] };
        let asked = asked
            .replace("$n", &variables[n.index(variables.len())])
            .replace("$m", &variables[m.index(variables.len())])
            .replace("$r", relationship);
        let text = format!("{pattern} RETURN {asked}");
        let plain = told(&graph, &text, Planning::Plain);
        prop_assert_eq!(&told(&graph, &text, Planning::Full), &plain, "{}", &text);
        prop_assert_eq!(&told(&in_columns(&graph), &text, Planning::Full), &plain, "{}", &text);
        // Once more with the tables that were made.
        prop_assert_eq!(&told(&graph, &text, Planning::Full), &plain, "{}", &text);
    }

    #[test]
    fn a_shortest_path_is_as_short_as_the_plain_one(
        (nodes, edges) in graph(),
        from in 0..8usize,
        to in 0..8usize,
        link in one_of(&["-[:X*]-", "-[*..3]->", "<-[:X|Y*0..4]-", "-[:Y*..2 {n: 1}]-", "-[*]-"]),
    ) {
        let graph = made(&nodes, &edges);
        let text = format!(
            "MATCH (a {{id: {from}}}), (b {{id: {to}}}) MATCH p = shortestPath((a){link}(b)) \
             RETURN length(p), size(nodes(p)), nodes(p)[0].id, nodes(p)[-1].id"
        );
        prop_assert_eq!(told(&graph, &text, Planning::Full), told(&graph, &text, Planning::Plain), "{}", text);
    }
}

use std::sync::Arc;

use super::{FieldKind, Procedure};
use crate::graph::{Graph, Value};
use crate::query::{Context, run, run_writing};

#[test]
fn a_signature_says_what_is_taken_and_given() {
    let read = Procedure::table("a.b(name :: STRING?, n::INTEGER) :: (x :: ANY?)", Vec::new());
    let read = read.unwrap();
    assert_eq!(read.name, "a.b");
    assert_eq!(read.parameters[1].kind, FieldKind::Int);
    assert_eq!(read.signature(), "a.b(name :: STRING, n :: INTEGER) :: (x :: ANY)");
    let nothing = Procedure::table("a.nothing() :: ()", Vec::new()).unwrap();
    assert!(nothing.parameters.is_empty() && nothing.results.is_empty());
    for wrong in ["a", "a(", "a()", "a() :: x", "a(n) :: ()", "a(n :: WORD) :: ()", "() :: ()"] {
        assert!(Procedure::table(wrong, Vec::new()).is_err(), "{wrong}");
    }
}

#[test]
fn all_built_in_signatures_can_be_read() {
    let graph = Graph::new();
    let answer = run(&graph, "CALL dbms.procedures()", &Context::default()).unwrap();
    let names: Vec<&str> = answer.rows.iter().filter_map(|row| row[0].as_str()).collect();
    assert_eq!(
        names,
        [
            "db.labels",
            "db.propertyKeys",
            "db.relationshipTypes",
            "dbms.procedures",
            "graph.betweenness",
            "graph.communities",
            "graph.components",
            "graph.degree",
            "graph.neighbourhood",
            "graph.pagerank",
            "graph.paths",
        ]
    );
}

/// Two triangles, joined by one relationship from c to d, and a node by itself.
fn triangles() -> Graph {
    let mut graph = Graph::new();
    let text = "CREATE (a:N {name: 'a'}), (b:N {name: 'b'}), (c:N {name: 'c'}), (d:N {name: 'd'}), \
        (e:N {name: 'e'}), (f:N {name: 'f'}), (g:N {name: 'g'}), (a)-[:R]->(b), (b)-[:R]->(c), \
        (c)-[:R]->(a), (c)-[:S {date: date('2025-03-01')}]->(d), (d)-[:R]->(e), (e)-[:R]->(f), \
        (f)-[:R]->(d)";
    run_writing(&mut graph, text, &Context::default()).unwrap();
    graph
}

/// Names with the value beside them.
fn asked(text: &str) -> String {
    let answer = run(&triangles(), text, &Context::default()).unwrap();
    let cells = answer.rows.iter().map(|row| match row.as_slice() {
        [Value::String(name), Value::Float(value)] => format!("{name}{value:.2}"),
        [Value::String(name), Value::Int(value)] => format!("{name}{value}"),
        other => format!("{other:?}"),
    });
    cells.collect::<Vec<_>>().join(" ")
}

#[test]
fn degrees_count_both_ways() {
    let text = "CALL graph.degree() YIELD node, degree RETURN node.name AS n, degree";
    assert_eq!(asked(text), "a2 b2 c3 d3 e2 f2 g0");
    let text = "CALL graph.degree('S') YIELD node, out AS o RETURN node.name AS n, o";
    assert_eq!(asked(text), "a0 b0 c1 d0 e0 f0 g0");
}

#[test]
fn communities_and_components_are_numbered_by_their_first_nodes() {
    let text = "CALL graph.communities() YIELD node, community RETURN node.name AS n, community";
    assert_eq!(asked(text), "a0 b0 c0 d1 e1 f1 g2");
    let text = "CALL graph.components() YIELD node, component RETURN node.name AS n, component";
    assert_eq!(asked(text), "a0 b0 c0 d0 e0 f0 g1");
    let text = "CALL graph.components('R') YIELD node, size AS s RETURN node.name AS n, s";
    assert_eq!(asked(text), "a3 b3 c3 d3 e3 f3 g1");
}

#[test]
fn who_stands_between_others_has_a_high_score() {
    // Between {a, b} and {d, e, f} lie six pairs, all by c; between {a, b, c} and {e, f}, all by d.
    let text = "CALL graph.betweenness() YIELD node, score RETURN node.name AS n, score";
    assert_eq!(asked(text), "a0.00 b0.00 c6.00 d6.00 e0.00 f0.00 g0.00");
    let text = "CALL graph.pagerank() YIELD node, score RETURN 'all' AS n, sum(score) AS s";
    assert_eq!(asked(text), "all1.00");
    let text = "CALL graph.pagerank() YIELD node, score \
        WITH node, score ORDER BY score DESC LIMIT 1 RETURN node.name AS n, 1 AS one";
    assert_eq!(asked(text), "d1");
}

#[test]
fn a_neighbourhood_ends_where_its_time_ends() {
    let near = |more: &str| {
        asked(&format!(
            "MATCH (a {{name: 'a'}}) CALL graph.neighbourhood(a{more}) YIELD node, distance \
             RETURN node.name AS n, distance ORDER BY distance, n"
        ))
    };
    assert_eq!(near(""), "b1 c1 d2");
    assert_eq!(near(", 3"), "b1 c1 d2 e3 f3");
    assert_eq!(near(", 3, date('2025-04-01')"), "b1 c1");
    assert_eq!(near(", 3, null, date('2025-03-01')"), "b1 c1 d2 e3 f3");
}

#[test]
fn paths_come_shortest_first_and_pass_no_node_twice() {
    let paths = |more: &str| {
        let text = format!(
            "MATCH (a {{name: 'a'}}), (f {{name: 'f'}}) CALL graph.paths(a, f{more}) YIELD path \
             RETURN reduce(s = '', n IN nodes(path) | s + n.name) AS p, length(path) AS l"
        );
        asked(&text)
    };
    assert_eq!(paths(""), "acdf3 abcdf4 acdef4");
    assert_eq!(paths(", 5"), "acdf3 abcdf4 acdef4 abcdef5");
    assert_eq!(paths(", 5, 1"), "acdf3");
    assert_eq!(paths(", 2"), "");
}

#[test]
fn what_may_be_left_out_is_said_and_the_rest_is_needed() {
    let graph = triangles();
    let code = |text: &str| run(&graph, text, &Context::default()).unwrap_err().code;
    assert_eq!(
        code("MATCH (n) CALL graph.paths(n) YIELD path RETURN path"),
        "InvalidNumberOfArguments"
    );
    assert_eq!(code("CALL graph.degree(1, 2)"), "InvalidNumberOfArguments");
    assert_eq!(code("CALL graph.degree(1)"), "InvalidArgumentType");
    let table =
        Procedure::table("t(x :: INTEGER) :: (y :: STRING)", vec![vec![1.into(), "b".into()]]);
    let procedures = [Arc::new(table.unwrap())];
    let context = Context { procedures: &procedures, ..Context::default() };
    let answer = run(&graph, "UNWIND [1, 2] AS x CALL t(x) YIELD y RETURN x, y", &context).unwrap();
    assert_eq!(answer.rows.len(), 1);
}

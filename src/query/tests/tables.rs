//! The tables beside the graph: they are forgotten when it is written to, and plans say how they are used.

use super::sample;
use crate::graph::Graph;
use crate::query::{Context, explain, run, run_writing};

fn count(graph: &Graph, text: &str) -> String {
    let answer = run(graph, text, &Context::default()).unwrap();
    format!("{:?}", answer.rows)
}

#[test]
fn what_is_written_is_seen_by_the_next_question() {
    let mut graph = Graph::new();
    let write = |graph: &mut Graph, text: &str| {
        run_writing(graph, text, &Context::default()).unwrap();
    };
    write(&mut graph, "UNWIND range(1, 200) AS i CREATE (:P {i: i, t: 'a' + i % 3})");
    write(&mut graph, "MATCH (a:P), (b:P) WHERE b.i = a.i + 1 CREATE (a)-[:X {w: a.i}]->(b)");
    let ring = "MATCH (a:P)-[:X]->(b:P) WHERE a.t = 'a1' AND b.i > 0 RETURN count(*)";
    assert_eq!(count(&graph, ring), "[[Int(67)]]");
    write(&mut graph, "MATCH (a:P {i: 4}) SET a.t = 'a2'");
    assert_eq!(count(&graph, ring), "[[Int(66)]]");
    write(&mut graph, "MATCH (a:P {i: 7})-[r:X]->() DELETE r");
    assert_eq!(count(&graph, ring), "[[Int(65)]]");
    write(&mut graph, "MATCH (a:P {i: 10}) REMOVE a:P");
    assert_eq!(count(&graph, ring), "[[Int(64)]]");
    // What is taken back leaves no trace either.
    let failed = "MATCH (a:P {i: 13}) SET a.t = 'z' WITH a SET a.x = {no: 1}";
    run_writing(&mut graph, failed, &Context::default()).unwrap_err();
    assert_eq!(count(&graph, ring), "[[Int(64)]]");
    assert_eq!(count(&graph, "MATCH (a:P {i: 13}) RETURN a.t"), "[[String(\"a1\")]]");
}

#[test]
fn many_small_questions_get_a_table_too() {
    let mut graph = Graph::new();
    let made = "UNWIND range(1, 3000) AS i CREATE (:P {i: i})-[:X]->(:Q)";
    run_writing(&mut graph, made, &Context::default()).unwrap();
    let types = ["X".into()];
    let asked = "MATCH (a:P)-[:X]->(b) WHERE a.i <= 40 RETURN count(b)";
    for _ in 0..2 {
        assert_eq!(count(&graph, asked), "[[Int(40)]]");
        assert!(graph.adjacency(&types, false).is_none(), "it does not pay yet");
    }
    for _ in 0..20 {
        assert_eq!(count(&graph, asked), "[[Int(40)]]");
    }
    assert!(graph.adjacency(&types, false).is_some());
}

#[test]
fn conditions_on_whole_numbers_hold_at_their_bounds() {
    let mut graph = Graph::new();
    let (least, most) = (i64::MIN + 1, i64::MAX);
    let made = format!(
        "CREATE (a:A) WITH a UNWIND [{least}, -1, 0, 1, {most}, null] AS n CREATE (a)-[:X {{n: n}}]->(:B {{n: n}})"
    );
    run_writing(&mut graph, &made, &Context::default()).unwrap();
    for (condition, number) in [
        (format!("< {least}"), 0),
        (format!("<= {least}"), 1),
        ("< 0".to_owned(), 2),
        ("= 0".to_owned(), 1),
        ("<> 0".to_owned(), 4),
        (">= 0".to_owned(), 3),
        (format!("> {most}"), 0),
        (format!(">= {most}"), 1),
        ("> 0.5".to_owned(), 2),
        ("= null".to_owned(), 0),
    ] {
        for of in ["x", "b"] {
            let asked = format!("MATCH (a:A)-[x:X]->(b) WHERE {of}.n {condition} RETURN count(*)");
            // The second time tables are there.
            for _ in 0..2 {
                assert_eq!(count(&graph, &asked), format!("[[Int({number})]]"), "{asked}");
            }
        }
    }
}

fn plan(text: &str) -> Vec<String> {
    let plan = explain(&sample(), text, &Context::default()).unwrap();
    plan.lines().map(str::to_owned).collect()
}

#[test]
fn plans_name_the_operators_that_were_chosen() {
    let has = |text: &str, wanted: &str| {
        let lines = plan(text);
        assert!(lines.iter().any(|line| line.contains(wanted)), "{wanted:?} in {lines:#?}");
    };
    has("MATCH (a:Person)-[:MET]-(b:Person) RETURN b.name", "-[:MET]-#1:Person");
    has("MATCH (a:Person)-[m:MET]-() RETURN a.name, count(m)", "count #0-[:MET]-() -> ");
    has("MATCH (a {name: 'Ana'})-[:MET*1..3]-(b) RETURN count(DISTINCT b)", "each node once");
    has("MATCH (a)-[:MET]-(b)-[:MET]-(c)-[:CALLED]-(a) RETURN count(*)", "intersect");
    has("MATCH (a:Person {age: 50}) RETURN a", "look up age 50");
    has("MATCH (a:Person), (b:Country) WHERE a.age = b.age RETURN *", "look up age #");
    has("MATCH (a:Person) RETURN a.name AS n ORDER BY n LIMIT 1", "then compute #1 = #0.name");
    has("MATCH (a:Person)-[m:MET]->(b) WHERE b.age > 3 RETURN a", "-> #2, if b.age > 3");
    has("MATCH (a:Person) WHERE a.name CONTAINS 'n' RETURN a", "Person -> #0, if a.name CONTAINS");
    has("MATCH (a:Person)-[m:MET]->(b) WHERE m.at > 3 AND a.age = b.age RETURN a", ", if m.at > 3");
    // Where somebody asks for more than the ends, all chains are walked.
    has("MATCH (a {name: 'Ana'})-[r:MET*1..3]-(b) RETURN count(DISTINCT b), count(r)", "walk");
    has("MATCH (a {name: 'Ana'})-[:MET*2..3]-(b) RETURN count(DISTINCT b)", "walk");
}

#[test]
fn self_loops_parallel_relationships_and_rings_lead_back_to_the_start() {
    let back = |made: &str, walk: &str| {
        let mut graph = Graph::new();
        run_writing(&mut graph, &format!("CREATE (a:S), {made}"), &Context::default()).unwrap();
        count(&graph, &format!("MATCH (a:S){walk}(b) WHERE b:S RETURN count(DISTINCT b)"))
    };
    let (yes, no) = ("[[Int(1)]]", "[[Int(0)]]");
    assert_eq!(back("(a)-[:X]->(a)", "-[:X*1..1]-"), yes);
    assert_eq!(back("(a)-[:X]->(b)", "-[:X*1..4]-"), no);
    assert_eq!(back("(a)-[:X]->(b), (b)-[:X]->(a)", "-[:X*1..2]-"), yes);
    assert_eq!(back("(a)-[:X]->(b), (a)-[:X]->(b)", "-[:X*1..2]->"), no);
    assert_eq!(back("(a)-[:X]->(b), (b)-[:X]->(c), (a)-[:X]->(c)", "-[:X*1..2]-"), no);
    assert_eq!(back("(a)-[:X]->(b), (b)-[:X]->(c), (a)-[:X]->(c)", "-[:X*1..3]-"), yes);
    assert_eq!(back("(a)-[:X]->(b), (b)-[:X]->(c), (a)-[:X]->(c)", "-[:X*1..3]->"), no);
    // A chain with a ring at its end uses its first relationship twice on the way back.
    assert_eq!(
        back("(a)-[:X]->(b), (b)-[:X]->(c), (c)-[:X]->(d), (d)-[:X]->(b)", "-[:X*1..9]-"),
        no
    );
    assert_eq!(back("(a)-[:X]->(b)", "-[:X*0..2]-"), yes);
}

#[test]
fn parameters_are_values_and_never_become_part_of_the_query() {
    let name = "Ana'}) DETACH DELETE (n) //";
    let params = crate::graph::Map::from_iter([("name".into(), name.into())]);
    let context = Context { params: &params, ..Context::default() };
    let graph = sample();
    let answer = run(&graph, "MATCH (n {name: $name}) RETURN n", &context).unwrap();
    assert!(answer.rows.is_empty());
    let answer = run(&graph, "RETURN $name AS n", &context).unwrap();
    assert_eq!(answer.rows[0][0].as_str(), Some(name));
    assert_eq!(graph.node_count(), 5);
}

#[test]
fn names_may_be_of_any_letters() {
    let mut graph = Graph::new();
    let text = "CREATE (:`Землја` {`názov`: 'Ñandú 鳥'})-[:`知る`]->({názov: 'ñandú 鳥'})";
    run_writing(&mut graph, text, &Context::default()).unwrap();
    let asked = "MATCH (ä:Землја)-[:知る]->(b) WHERE ä.názov CONTAINS 'ú 鳥' AND ä.názov <> b.názov RETURN count(*)";
    assert_eq!(count(&graph, asked), "[[Int(1)]]");
}

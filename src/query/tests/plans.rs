//! What is told of plans, and how much a query may take.

use std::time::Duration;

use super::{ask, sample};
use crate::graph::{Graph, Value};
use crate::query::{Context, ErrorKind, explain, run, run_writing};

fn lines(text: &str) -> Vec<String> {
    let answer = ask(text).unwrap();
    answer.rows.iter().filter_map(|row| row[0].as_str().map(str::to_owned)).collect()
}

#[test]
fn explain_shows_the_plan_and_runs_nothing() {
    let text = "MATCH (p:Person)-[:CITIZEN_OF]->(c:Country) RETURN p";
    let plan = explain(&sample(), text, &Context::default()).unwrap();
    assert_eq!(lines(&format!("EXPLAIN {text}")), plan.lines().collect::<Vec<_>>());
    let mut graph = Graph::new();
    let text = "EXPLAIN CREATE (a:A) WITH a MATCH (b:B) SET b.x = 1";
    let answer = run_writing(&mut graph, text, &Context::default()).unwrap();
    assert_eq!(graph.node_count(), 0);
    let told: Vec<_> = answer.rows.iter().filter_map(|row| row[0].as_str()).collect();
    assert_eq!(told[0], "step 2: set 1 things for each row");
    assert!(told.iter().any(|line| line.contains("rows of step 1")), "{told:?}");
    assert!(told.contains(&"step 1: create 1 things for each row"), "{told:?}");
}

#[test]
fn profile_counts_the_rows_of_each_operator() {
    let answer = ask("PROFILE MATCH (p:Person)-[:MET]->(q) RETURN q.name AS n ORDER BY n").unwrap();
    assert_eq!(answer.columns, ["operator", "rows", "milliseconds"]);
    let rows = |wanted: &str| {
        let row = answer.rows.iter().find(|row| row[0].as_str().unwrap().starts_with(wanted));
        row.map(|row| format!("{:?}", row[1]))
    };
    assert_eq!(rows("scan"), Some("Int(3)".to_owned()));
    assert_eq!(rows("expand"), Some("Int(2)".to_owned()));
    assert_eq!(rows("sort"), Some("Int(2)".to_owned()));
    assert!(answer.rows.iter().all(|row| matches!(row[2], Value::Float(time) if time >= 0.0)));
}

#[test]
fn a_query_that_takes_too_long_is_given_up() {
    let context = Context { timeout: Some(Duration::from_millis(20)), ..Context::default() };
    let text = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b WITH a, b WHERE a = -b \
        RETURN count(*) AS n";
    let error = run(&sample(), text, &context).unwrap_err();
    assert_eq!(error.kind, ErrorKind::LimitExceeded);
    assert!(error.message.contains("longer than 0.02 seconds"), "{error:?}");
}

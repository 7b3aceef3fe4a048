//! `query`: questions by the line, writing, procedures.

use assert_cmd::Command;
use serde_json::{Value, json};

/// What `query --batch` says to some lines.
fn batch(arguments: &[&str], lines: &[Value]) -> Vec<Value> {
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    said(arguments, input)
}

fn said(arguments: &[&str], input: impl Into<Vec<u8>>) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    let output = command.arg("query").args(arguments).arg("--batch").write_stdin(input).unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_scratch_graph_keeps_what_is_written_until_it_is_reset() {
    let said = batch(
        &[],
        &[
            json!({"query": "CREATE (a:Person {name: $name})-[:MET]->(:Person {name: 'Ben'})",
                   "params": {"name": "Ana"}}),
            json!({"query": "MATCH (a)-[r:MET]->(b) RETURN a.name AS name, r, 1.0 AS one"}),
            json!({"query": "MATCH (a) DETACH DELETE a"}),
            json!({"query": "MERGE (a:Country {name: 'Peru'}) RETURN a"}),
            json!({"reset": true}),
            json!({"query": "MATCH (a) RETURN count(*) AS n"}),
        ],
    );
    assert_eq!(said[0]["effects"]["+nodes"], 2);
    assert_eq!(said[0]["effects"]["+relationships"], 1);
    assert_eq!(said[0]["effects"]["+labels"], 1);
    assert_eq!(said[0]["effects"]["+properties"], 2);
    assert_eq!(said[1]["columns"], json!(["name", "r", "one"]));
    assert_eq!(said[1]["rows"][0][0], "Ana");
    assert_eq!(said[1]["rows"][0][1]["$relationship"]["type"], "MET");
    assert_eq!(said[1]["rows"][0][2].to_string(), "1.0");
    assert_eq!(said[2]["effects"]["-nodes"], 2);
    assert_eq!(said[3]["rows"][0][0]["$node"]["properties"]["name"], "Peru");
    assert_eq!(said[5]["rows"], json!([[0]]));
}

#[test]
fn a_statement_that_fails_leaves_nothing_behind() {
    let said = batch(
        &[],
        &[
            json!({"query": "CREATE (:A {x: 1})-[:R]->(:B)"}),
            json!({"query": "MATCH (a:A) SET a.x = 2 CREATE (:C) DELETE a"}),
            json!({"query": "UNWIND [1, 0] AS d CREATE (:D {x: 1 / d})"}),
            json!({"query": "MATCH (n) RETURN labels(n) AS l, n.x AS x ORDER BY l"}),
        ],
    );
    assert_eq!(said[1]["error"]["code"], "DeleteConnectedNode");
    assert_eq!(said[1]["error"]["phase"], "runtime");
    assert_eq!(said[2]["error"]["kind"], "ArithmeticError");
    assert_eq!(said[3]["rows"], json!([[["A"], 1], [["B"], null]]));
}

#[test]
fn a_table_can_be_declared_as_a_procedure() {
    let said = batch(
        &[],
        &[
            json!({"procedure": {"signature": "test.city(name :: STRING?) :: (city :: STRING?)",
                                 "columns": ["name", "city"],
                                 "rows": [["Ana", "Lima"], ["Ben", "Quito"]]}}),
            json!({"query": "CALL test.city('Ben') YIELD city RETURN city"}),
            json!({"query": "CALL test.city", "params": {"name": "Ana"}}),
            json!({"query": "CALL test.citi('Ben')"}),
        ],
    );
    assert_eq!(said[1]["rows"], json!([["Quito"]]));
    assert_eq!(said[2]["columns"], json!(["city"]));
    assert_eq!(said[2]["rows"], json!([["Lima"]]));
    let error = &said[3]["error"];
    assert_eq!(
        (&error["kind"], &error["code"]),
        (&json!("ProcedureError"), &json!("ProcedureNotFound"))
    );
    assert_eq!(error["help"], "did you mean test.city?");
}

#[test]
fn every_line_gets_one_line_whatever_it_holds() {
    let lines = "{\"query\": \"RETURN 1 AS x\"}\n\nno json\n{}\n[1]\n{\"query\": \"RETURN\"}\n\
                 {\"query\": 7}\n{\"procedure\": 1}\n{\"query\": \"RETURN $a AS a\", \"params\": 1}\n";
    let said = said(&[], [lines.as_bytes(), b"\xff\xfe\n"].concat());
    assert_eq!(said.len(), 9);
    assert_eq!(said[0]["rows"], json!([[1]]));
    for wrong in &said[1..] {
        assert!(wrong["error"]["message"].is_string(), "{wrong}");
    }
    assert_eq!(said[4]["error"]["phase"], "compile time");
    assert_eq!(said[4]["error"]["span"], json!([6, 6]));
}

#[test]
fn a_graph_that_was_read_is_not_changed_by_whoever_may_only_read() {
    let said = batch(
        &["graphs/seeds.ron", "--read-only"],
        &[
            json!({"query": "MATCH (p:Person) RETURN count(*) > 0 AS some"}),
            json!({"query": "CREATE (:Person)"}),
            json!({"query": "CALL db.labels() YIELD label, nodes WHERE label = 'Person' RETURN nodes > 0 AS x"}),
        ],
    );
    assert_eq!(said[0]["rows"], json!([[true]]));
    assert_eq!(said[1]["error"]["kind"], "NotWritable");
    assert_eq!(said[1]["error"]["help"], "open it without --read-only");
    assert_eq!(said[2]["rows"], json!([[true]]));
}

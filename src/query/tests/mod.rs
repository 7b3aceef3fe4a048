//! Questions to small graphs, with the answers that they must have.

mod agree;
mod limits;
mod naive;
mod plans;
mod reading;
mod rules;
mod tables;
mod values;
mod writing;

use std::sync::Arc;

use super::{Answer, Context, QueryError, run};
use crate::graph::{Change, Graph, Properties, Value};

/// A graph of three people, two countries and what binds them.
pub(super) fn sample() -> Graph {
    let mut graph = Graph::new();
    let node = |key: &str, label: &str, name: &str, age: i64| Change::AddNode {
        key: key.into(),
        labels: vec![label.into(), "Thing".into()],
        properties: Properties::from_iter([
            ("name".into(), Value::from(name)),
            ("age".into(), if age > 0 { Value::Int(age) } else { Value::Null }),
        ]),
        evidence: std::sync::Arc::default(),
    };
    let relationship = |from: &str, kind: &str, to: &str, year: i64| Change::AddRelationship {
        from: from.into(),
        to: to.into(),
        kind: kind.into(),
        properties: Properties::from_iter([(Arc::from("year"), Value::Int(year))]),
        evidence: std::sync::Arc::default(),
    };
    graph
        .apply([
            node("p/ana", "Person", "Ana", 40),
            node("p/ben", "Person", "Ben", 50),
            node("p/cleo", "Person", "Cleo", 60),
            node("c/norland", "Country", "Norland", 0),
            node("c/sudland", "Country", "Sudland", 0),
            relationship("p/ana", "MET", "p/ben", 2020),
            relationship("p/ben", "MET", "p/cleo", 2021),
            relationship("p/ana", "CALLED", "p/cleo", 2022),
            relationship("p/ana", "CITIZEN_OF", "c/norland", 2000),
            relationship("p/ben", "CITIZEN_OF", "c/sudland", 2001),
            relationship("p/cleo", "CITIZEN_OF", "c/sudland", 2002),
        ])
        .unwrap();
    graph
}

pub(super) fn ask(text: &str) -> Result<Answer, QueryError> {
    run(&sample(), text, &Context::default())
}

/// The rows of an answer, as text, a row a line.
pub(super) fn rows(text: &str) -> Vec<String> {
    let answer = ask(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    answer.rows.iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join(" ")).collect()
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(text) => text.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
        Value::Map(map) => {
            let entries = map.iter().map(|(name, value)| format!("{name}:{}", show(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
        Value::Path(path) => format!("path of {}", path.relationships.len()),
        other => format!("{other:?}"),
    }
}

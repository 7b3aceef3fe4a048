//! Imported nodes and relationships in RON: one a line, with the line of the table that it comes from.

mod cell;
mod write;

use std::sync::Arc;

use serde::Deserialize;

pub(super) use write::write;

use crate::facts::Words;
use crate::graph::{Graph, Loader, Origin, Properties, Row, Value};
use cell::Fields;

/// An imported node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    key: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    row: Option<(u32, u32)>,
    #[serde(default)]
    properties: Fields,
}

/// An imported relationship.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relationship {
    from: String,
    r#type: String,
    to: String,
    #[serde(default)]
    row: Option<(u32, u32)>,
    #[serde(default)]
    properties: Fields,
}

/// What does not fit, and the words to find its place by.
#[derive(Debug)]
pub(super) struct Misfit {
    pub problem: String,
    pub clue: String,
}

/// Makes the graph. Cost: linear, but for the words that are looked up.
pub(super) fn graph(
    tables: Vec<String>,
    nodes: Vec<Node>,
    relationships: Vec<Relationship>,
    words: &mut Words,
) -> Result<Graph, Misfit> {
    let mut loader = Loader::new();
    let count = tables.len();
    for table in tables {
        loader.table(table.into());
    }
    let origin = |row: Option<(u32, u32)>, clue: &str| match row {
        None => Ok(Origin::default()),
        Some((table, line)) if usize::try_from(table).is_ok_and(|table| table < count) => {
            Ok(Origin::Row(Row { table, line }))
        }
        Some((table, _)) => {
            Err(Misfit { problem: format!("there is no table {table}"), clue: clue.to_owned() })
        }
    };
    loader.reserve(nodes.len(), relationships.len());
    for node in nodes {
        let clue = written("key", &node.key);
        let origin = origin(node.row, &clue)?;
        let labels: Vec<_> = node.labels.iter().map(|label| words.get(label)).collect();
        let properties = properties(node.properties, words);
        loader.node(node.key.as_str().into(), labels, properties, origin).map_err(|error| {
            Misfit { problem: format!("{:?}: {error}", node.key), clue: clue.clone() }
        })?;
    }
    for relationship in relationships {
        let find = |key: &str, end: &str| {
            loader.graph().by_key(key).ok_or_else(|| Misfit {
                problem: format!("there is no node {key:?}"),
                clue: written(end, key),
            })
        };
        let ends = (find(&relationship.from, "from")?, find(&relationship.to, "to")?);
        let clue = written("from", &relationship.from);
        let origin = origin(relationship.row, &clue)?;
        let kind = words.get(&relationship.r#type);
        loader
            .relationship(ends, kind, properties(relationship.properties, words), origin)
            .map_err(|error| Misfit { problem: error.to_string(), clue })?;
    }
    Ok(loader.finish())
}

/// Makes a graph of what fits together, and tells what does not by the line that it came with. Cost: linear.
pub(super) fn what_fits(
    tables: Vec<String>,
    nodes: Vec<(usize, Node)>,
    relationships: Vec<(usize, Relationship)>,
    words: &mut Words,
) -> (Graph, Vec<(usize, String)>) {
    let mut loader = Loader::new();
    let mut misfits = Vec::new();
    let count = u32::try_from(tables.len()).unwrap_or(u32::MAX);
    for table in tables {
        loader.table(table.into());
    }
    // Where the table is lost, the row is.
    let origin = |row: Option<(u32, u32)>| match row {
        Some((table, line)) if table < count => Origin::Row(Row { table, line }),
        _ => Origin::default(),
    };
    for (line, node) in nodes {
        let labels: Vec<_> = node.labels.iter().map(|label| words.get(label)).collect();
        let properties = properties(node.properties, words);
        let key = node.key.as_str().into();
        if let Err(error) = loader.node(key, labels, properties, origin(node.row)) {
            misfits.push((line, format!("the imported node {:?} is lost: {error}", node.key)));
        }
    }
    for (line, relationship) in relationships {
        let find = |key: &str| loader.graph().by_key(key);
        let Some(ends) = find(&relationship.from).zip(find(&relationship.to)) else {
            misfits.push((
                line,
                format!(
                    "the imported relationship {:?} -> {:?} is lost: a node of it is not there",
                    relationship.from, relationship.to
                ),
            ));
            continue;
        };
        let kind = words.get(&relationship.r#type);
        let properties = properties(relationship.properties, words);
        if let Err(error) = loader.relationship(ends, kind, properties, origin(relationship.row)) {
            misfits.push((line, format!("an imported relationship is lost: {error}")));
        }
    }
    (loader.finish(), misfits)
}

fn properties(fields: Fields, words: &mut Words) -> Properties {
    let mut all: Vec<(Arc<str>, Value)> = Vec::with_capacity(fields.0.len());
    for (name, value) in fields.0 {
        let value = match value {
            Value::String(text) => Value::String(words.get(&text)),
            other => other,
        };
        let name = words.get(&name);
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => all.push((name, value)),
        }
    }
    Properties::of_distinct(all)
}

/// A field as it is written.
fn written(name: &str, value: &str) -> String {
    let mut text = format!("{name}: ").into_bytes();
    // Writing to memory does not fail.
    let _ = super::quote::string(&mut text, value);
    String::from_utf8_lossy(&text).into_owned()
}

//! Builds the graphs of scenarios: what a reading prefix finds, and what CREATE then asks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery::graph::{Change, Graph, Map, Value};
use chancery::query::ast::{Clause, Direction, Expression, NodePattern, PathPattern};
use chancery::query::{self, Context};

/// Carries out a query that creates; nothing if it does more than this can.
pub fn create(graph: &mut Graph, text: &str, params: &Map) -> Option<()> {
    let query = query::parse(text).ok()?;
    if !query.unions.is_empty() {
        return None;
    }
    let clauses = &query.first.clauses;
    let reading = clauses.iter().take_while(|it| !matches!(it, Clause::Create(_))).count();
    let (prefix, rest) = clauses.split_at(reading);
    let reads = |it: &Clause| matches!(it, Clause::Match(_) | Clause::Unwind(_) | Clause::With(_));
    if !prefix.iter().all(reads) {
        return None;
    }
    let mut patterns: Vec<&PathPattern> = Vec::new();
    for clause in rest {
        match clause {
            Clause::Create(create) => patterns.extend(&create.patterns),
            _ => return None,
        }
    }
    let prefix_text = match prefix.last() {
        Some(last) => text.get(..last.spot().0.end)?,
        None => "",
    };
    // Each map of properties, and the key of each node that is found, is a column.
    let mut columns = vec!["1 AS `one`".to_owned()];
    let mut maps: Vec<&Expression> = Vec::new();
    for pattern in &patterns {
        pattern.expressions(&mut |it| maps.push(it));
    }
    for (at, map) in maps.iter().enumerate() {
        columns.push(format!("{} AS `map {at}`", map.span().of(text)));
    }
    let mut found: Vec<Arc<str>> = Vec::new();
    for name in patterns.iter().flat_map(|it| nodes(it)).filter_map(|it| it.variable.as_ref()) {
        if !prefix.is_empty() && !found.contains(&name.text) {
            let probe = format!("{prefix_text} RETURN elementId({0}) AS k", name.text);
            let context = Context { params, ..Context::default() };
            if query::explain(graph, &probe, &context).is_ok() {
                columns.push(format!("elementId({0}) AS `key {0}`", name.text));
                found.push(name.text.clone());
            }
        }
    }
    let whole = format!("{prefix_text} RETURN {}", columns.join(", "));
    let context = Context { params, ..Context::default() };
    let answer = query::run(graph, &whole, &context).ok()?;
    for row in &answer.rows {
        let mut made: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
        for (name, key) in found.iter().zip(row.get(1 + maps.len()..)?) {
            made.insert(name.clone(), key.as_str()?.into());
        }
        let mut values = row.iter().skip(1);
        for pattern in &patterns {
            path(graph, pattern, &mut values, &mut made)?;
        }
    }
    Some(())
}

fn nodes(pattern: &PathPattern) -> impl Iterator<Item = &NodePattern> {
    std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|(_, node)| node))
}

fn path<'v>(
    graph: &mut Graph,
    pattern: &PathPattern,
    values: &mut impl Iterator<Item = &'v Value>,
    made: &mut BTreeMap<Arc<str>, Arc<str>>,
) -> Option<()> {
    let mut from = node(graph, &pattern.start, values, made)?;
    for (relationship, next) in &pattern.steps {
        let properties = match &relationship.properties {
            Some(_) => map(values.next()?)?,
            None => Map::new(),
        };
        let to = node(graph, next, values, made)?;
        let [kind] = relationship.types.as_slice() else { return None };
        let (start, end) = match relationship.direction {
            Direction::Left => (to.clone(), from),
            _ => (from, to.clone()),
        };
        let change = Change::AddRelationship {
            from: start,
            to: end,
            kind: kind.text.clone(),
            properties: properties.into(),
            evidence: std::sync::Arc::default(),
        };
        graph.apply([change]).ok()?;
        from = to;
    }
    Some(())
}

fn node<'v>(
    graph: &mut Graph,
    node: &NodePattern,
    values: &mut impl Iterator<Item = &'v Value>,
    made: &mut BTreeMap<Arc<str>, Arc<str>>,
) -> Option<Arc<str>> {
    let properties = match &node.properties {
        Some(_) => map(values.next()?)?,
        None => Map::new(),
    };
    if let Some(key) = node.variable.as_ref().and_then(|name| made.get(&name.text)) {
        return Some(key.clone());
    }
    let key: Arc<str> = format!("n{}", graph.node_count()).into();
    let change = Change::AddNode {
        key: key.clone(),
        labels: node.labels.iter().map(|label| label.text.clone()).collect(),
        properties: properties.into(),
        evidence: std::sync::Arc::default(),
    };
    graph.apply([change]).ok()?;
    if let Some(name) = &node.variable {
        made.insert(name.text.clone(), key.clone());
    }
    Some(key)
}

fn map(value: &Value) -> Option<Map> {
    match value {
        Value::Map(map) => Some((**map).clone()),
        _ => None,
    }
}

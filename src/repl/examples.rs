//! Questions to begin with, about the graph at hand.

use std::cmp::Reverse;

use crate::graph::{Graph, NodeId, Value, Way};

/// An example: what it asks in words, and the statement.
pub(super) struct Example {
    pub(super) asks: String,
    pub(super) statement: String,
}

/// Of so many nodes of a label the one that most hangs on is looked for.
const LOOKED_AT: usize = 2000;

/// The examples that fit the graph: with its names, and without those that ask for what it does not have.
pub(super) fn of(graph: &Graph) -> Vec<Example> {
    let labels = |label: &str| !graph.nodes_with_label(label).is_empty();
    let types = |kind: &str| graph.relationships_with_type(kind) > 0;
    let mut found = Vec::new();
    let mut add = |asks: &str, statement: String| {
        found.push(Example { asks: asks.to_owned(), statement });
    };
    let person = foremost(graph, "Person");
    let country = foremost(graph, "Country");
    add("what there is", "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS nodes ORDER BY nodes DESC, label;".into());
    if types("MET") {
        add("who met whom, and when", "MATCH (a)-[m:MET]-(b) WHERE a.name < b.name RETURN a.name, b.name, m.date ORDER BY m.date;".into());
    }
    if labels("Event") && types("ACTOR") {
        add("who does most", "MATCH (e:Event)-[:ACTOR]->(who) RETURN who.name AS who, count(*) AS events ORDER BY events DESC, who LIMIT 10;".into());
    }
    if let Some((name, quoted)) = &person {
        if types("SAID") {
            add(
                &format!("what {name} said"),
                format!(
                    "MATCH (p {{name: {quoted}}})-[:SAID]->(s:Statement) RETURN s.content, s.date;"
                ),
            );
        }
        if types("HOLDS_OFFICE") {
            add("who holds which office", "MATCH (p:Person)-[o:HOLDS_OFFICE]->(c) RETURN p.name, o.office, c.name ORDER BY c.name, p.name;".into());
        }
        add(&format!("all about {name}"), format!(":who {name}"));
    }
    if let Some((name, quoted)) = &country
        && labels("Event")
    {
        add(
            &format!("what happened to {name}"),
            format!(
                "MATCH (e:Event)-[:TARGET]->(c {{name: {quoted}}}) RETURN e.name, e.type, e.date ORDER BY e.date;"
            ),
        );
        if let Some((who, _)) = &person {
            add(&format!("how {who} and {name} hang together"), format!(":path {who}, {name}"));
        }
    }
    if labels("Event") {
        add("what happened when", ":timeline".into());
    }
    add("who stands in the middle", "CALL graph.pagerank() YIELD node, score RETURN node.name AS name, labels(node) AS kinds, score ORDER BY score DESC LIMIT 10;".into());
    found
}

/// The name that most hangs on among the nodes of a label, as it is and as a literal.
fn foremost(graph: &Graph, label: &str) -> Option<(String, String)> {
    let nodes = graph.nodes_with_label(label).iter().take(LOOKED_AT).copied();
    let named = nodes.filter_map(|id: NodeId| match graph.node_property(id, "name") {
        // A name with odd characters is no example.
        Value::String(name) if name.chars().all(|c| c.is_alphanumeric() || " .'-".contains(c)) => {
            let degree = graph.relationships_of(id, Way::Both).count();
            Some((Reverse(degree), name))
        }
        _ => None,
    });
    let (_, name) = named.min()?;
    let quoted = format!("'{}'", name.replace('\'', "\\'"));
    Some((name.to_string(), quoted))
}

//! What is in a graph: its labels, types and properties, and its documents.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::table::Plain;
use super::{Style, grouped};
use crate::facts::Corpus;
use crate::graph::Graph;

/// Writes the labels with their counts, the relationship types with their counts and what they
/// lead from and to, and the names of properties. Cost: linear in the graph.
///
/// # Errors
/// Those of `out`.
pub fn schema(out: &mut dyn Write, graph: &Graph, style: Style) -> io::Result<()> {
    let mut labels = Plain::new(["label", "nodes", "properties"]);
    for (label, count) in graph.labels() {
        let mut names = std::collections::BTreeSet::new();
        for node in graph.nodes_with_label(label).iter().filter_map(|&id| graph.node(id)) {
            names.extend(node.properties.keys().map(|name| &**name));
        }
        let names: Vec<&str> = names.into_iter().collect();
        labels.row([label.to_string(), grouped(count), names.join(", ")]);
    }
    labels.write(out, style)?;
    writeln!(out)?;
    let mut ends: BTreeMap<&str, BTreeMap<(String, String), usize>> = BTreeMap::new();
    for id in graph.relationships() {
        if let (Some(rel), Some((from, to))) = (graph.relationship(id), graph.ends(id)) {
            let label =
                |id| graph.node(id).map(|node| main_label(&node.labels)).unwrap_or_default();
            *ends.entry(&rel.kind).or_default().entry((label(from), label(to))).or_default() += 1;
        }
    }
    let mut types = Plain::new(["type", "relationships", "between"]);
    for (kind, count) in graph.relationship_types() {
        let mut pairs: Vec<_> = ends.get(&**kind).into_iter().flatten().collect();
        pairs.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let more = pairs.len().saturating_sub(PAIRS);
        let mut shown: Vec<String> =
            pairs.iter().take(PAIRS).map(|((from, to), _)| format!("{from} → {to}")).collect();
        if more > 0 {
            shown.push(format!("and {more} more"));
        }
        types.row([kind.to_string(), grouped(count), shown.join(", ")]);
    }
    types.write(out, style)
}

/// So many pairs of labels are shown for each type.
const PAIRS: usize = 4;

/// The label that says most: an event's type and not that it is an event.
fn main_label(labels: &[std::sync::Arc<str>]) -> String {
    if labels.iter().any(|label| &**label == "Event") {
        return "Event".to_owned();
    }
    labels.first().map(ToString::to_string).unwrap_or_default()
}

/// Writes the documents with their dates, titles, sources and how much was read in them.
///
/// # Errors
/// Those of `out`.
pub fn documents(out: &mut dyn Write, corpus: &Corpus, style: Style) -> io::Result<()> {
    let mut table = Plain::new(["document", "date", "source", "events", "statements", "title"]);
    for read in corpus.iter() {
        table.row([
            read.document.id.clone(),
            read.document.date.map(|date| date.to_string()).unwrap_or_default(),
            read.document.source.clone().unwrap_or_default(),
            grouped(read.facts.events.len()),
            grouped(read.facts.statements.len()),
            read.title().unwrap_or("").to_owned(),
        ]);
    }
    table.write(out, style)
}

/// Writes who published the documents: how many, from which day to which, and how much was read in them.
///
/// # Errors
/// Those of `out`.
pub fn sources(out: &mut dyn Write, corpus: &Corpus, style: Style) -> io::Result<()> {
    type Days = Option<(jiff::civil::Date, jiff::civil::Date)>;
    let mut sources: BTreeMap<&str, (usize, Days, usize, usize)> = BTreeMap::new();
    for read in corpus.iter() {
        let source = read.document.source.as_deref().unwrap_or("");
        let (documents, days, events, statements) = sources.entry(source).or_default();
        *documents += 1;
        if let Some(date) = read.document.date {
            let (from, to) = days.unwrap_or((date, date));
            *days = Some((from.min(date), to.max(date)));
        }
        *events += read.facts.events.len();
        *statements += read.facts.statements.len();
    }
    let mut table = Plain::new(["source", "documents", "from", "to", "events", "statements"]);
    for (source, (documents, days, events, statements)) in sources {
        let (from, to) = days.map_or((String::new(), String::new()), |(from, to)| {
            (from.to_string(), to.to_string())
        });
        let source = if source.is_empty() { "(none named)" } else { source };
        table.row([
            source.to_owned(),
            grouped(documents),
            from,
            to,
            grouped(events),
            grouped(statements),
        ]);
    }
    table.write(out, style)
}

#[cfg(test)]
mod tests {
    use super::schema;
    use crate::graph::{Change, Graph, Properties};
    use crate::view::Style;

    #[test]
    fn labels_and_types_are_listed_with_counts_and_ends() {
        let mut graph = Graph::new();
        let node = |key: &str, label: &str| Change::AddNode {
            key: key.into(),
            labels: vec![label.into()],
            properties: [("name".into(), key.into())].into_iter().collect::<Properties>(),
            evidence: std::sync::Arc::default(),
        };
        let rel = |from: &str, to: &str| Change::AddRelationship {
            from: from.into(),
            to: to.into(),
            kind: "MET".into(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph
            .apply([
                node("a", "Person"),
                node("b", "Person"),
                node("c", "Country"),
                rel("a", "b"),
                rel("b", "a"),
                rel("a", "c"),
            ])
            .expect("a graph");
        let mut out = Vec::new();
        schema(&mut out, &graph, Style::PLAIN).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "label\tnodes\tproperties\nCountry\t1\tname\nPerson\t2\tname\n\n\
             type\trelationships\tbetween\nMET\t3\tPerson → Person, Person → Country\n"
        );
    }
}

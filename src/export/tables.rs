//! The graph as five tables: nodes, relationships, events in the columns of PLOVER's data, statements, evidence.

use std::sync::Arc;

use super::fields::Fields;
use super::form::{Kind, Scalar};
use super::plover;
use super::proof::{Proof, proofs, row};
use crate::export::{Edge, ExportError, Exported};
use crate::graph::{Node, NodeId, Origin, Properties, Value, Way};

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
}

impl Column {
    /// A column of this name.
    pub(super) fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// What tables are written to.
pub(super) trait Sink {
    /// Begins a table.
    fn begin(&mut self, name: &str, columns: Vec<Column>) -> Result<(), ExportError>;
    /// Adds a row: a value for each column, null where there is none.
    fn row(&mut self, row: Vec<Value>) -> Result<(), ExportError>;
    /// Ends the table.
    fn end(&mut self) -> Result<(), ExportError>;
}

pub(super) const TEXT: Kind = Kind::one(Scalar::Text);
pub(super) const TEXTS: Kind = Kind::many(Scalar::Text);
pub(super) const INT: Kind = Kind::one(Scalar::Int);
pub(super) const FLOAT: Kind = Kind::one(Scalar::Float);
pub(super) const DATE: Kind = Kind::one(Scalar::Date);

/// Writes all tables, one after the other. Cost: linear in the part; an event costs its degree, and a look at what its
/// parties belong to.
pub(super) fn write(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    nodes(what, sink)?;
    relationships(what, sink)?;
    plover::events(what, sink)?;
    statements(what, sink)?;
    evidence(what, sink)
}

fn nodes(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let Exported { graph, part, .. } = *what;
    let fields = Fields::of(part.each_node(graph).map(|(_, node)| &node.properties));
    let mut columns = vec![
        Column::new(fields.free("key"), TEXT),
        Column::new(fields.free("labels"), TEXTS),
        Column::new(fields.free("origin"), TEXT),
    ];
    columns.extend(fields.iter().map(|(name, kind)| Column::new(&**name, kind)));
    sink.begin("nodes", columns)?;
    for (_, node) in part.each_node(graph) {
        let mut cells = vec![
            Value::String(node.key.clone()),
            texts(&node.labels),
            origin(what, &node.evidence),
        ];
        put(&fields, &node.properties, &mut cells);
        sink.row(cells)?;
    }
    sink.end()
}

fn relationships(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let Exported { graph, part, .. } = *what;
    let fields = Fields::of(part.edges(graph).map(|edge| &edge.relationship.properties));
    let mut columns = vec![
        Column::new(fields.free("id"), INT),
        Column::new(fields.free("from"), TEXT),
        Column::new(fields.free("to"), TEXT),
        Column::new(fields.free("type"), TEXT),
        Column::new(fields.free("origin"), TEXT),
    ];
    columns.extend(fields.iter().map(|(name, kind)| Column::new(&**name, kind)));
    sink.begin("relationships", columns)?;
    for Edge { id, from, to, relationship } in part.edges(graph) {
        let key = |number: usize| part.nodes().get(number).map_or(Value::Null, |&id| key(what, id));
        let mut cells = vec![
            Value::Int(id.number().into()),
            key(from),
            key(to),
            Value::String(relationship.kind.clone()),
            origin(what, &relationship.evidence),
        ];
        put(&fields, &relationship.properties, &mut cells);
        sink.row(cells)?;
    }
    sink.end()
}

fn put(fields: &Fields, properties: &Properties, cells: &mut Vec<Value>) {
    let before = cells.len();
    cells.resize(before + fields.len(), Value::Null);
    for (name, value) in properties.iter() {
        if let Some((at, _)) = fields.get(name)
            && let Some(cell) = cells.get_mut(before + at)
        {
            *cell = value.clone();
        }
    }
}

fn statements(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let columns = [
        ("statement", TEXT),
        ("speaker", TEXT),
        ("speaker_name", TEXT),
        ("kind", TEXT),
        ("content", TEXT),
        ("to", TEXTS),
        ("about", TEXTS),
        ("date", DATE),
        ("published", DATE),
        ("factuality", TEXT),
        ("documents", TEXTS),
    ];
    sink.begin("statements", columns.map(|(name, kind)| Column::new(name, kind)).to_vec())?;
    for (id, node) in what.part.each_node(what.graph).filter(|(_, node)| has(node, "Statement")) {
        let speaker = beside(what, id, Way::In, "SAID").first().copied();
        let keys =
            |way, kind| list(beside(what, id, way, kind).into_iter().map(|id| key(what, id)));
        sink.row(vec![
            Value::String(node.key.clone()),
            speaker.map_or(Value::Null, |id| key(what, id)),
            speaker.map_or(Value::Null, |id| name(what, id)),
            of_kind(node, "kind", TEXT),
            of_kind(node, "content", TEXT),
            keys(Way::Out, "TO"),
            keys(Way::Out, "ABOUT"),
            of_kind(node, "date", DATE),
            of_kind(node, "published", DATE),
            of_kind(node, "factuality", TEXT),
            keys(Way::In, "REPORTS"),
        ])?;
    }
    sink.end()
}

fn evidence(what: &Exported<'_>, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let columns = [
        ("node", TEXT),
        ("relationship", INT),
        ("document", TEXT),
        ("start", INT),
        ("end", INT),
        ("sentence_start", INT),
        ("sentence_end", INT),
        ("frame", TEXT),
        ("confidence", FLOAT),
        ("words", TEXT),
        ("sentence", TEXT),
    ];
    sink.begin("evidence", columns.map(|(name, kind)| Column::new(name, kind)).to_vec())?;
    let Exported { graph, part, .. } = *what;
    for (_, node) in part.each_node(graph) {
        for proof in proofs(what, &node.evidence) {
            sink.row(proved(Value::String(node.key.clone()), Value::Null, &proof))?;
        }
    }
    for edge in part.edges(graph) {
        for proof in proofs(what, &edge.relationship.evidence) {
            sink.row(proved(Value::Null, Value::Int(edge.id.number().into()), &proof))?;
        }
    }
    sink.end()
}

fn proved(node: Value, relationship: Value, proof: &Proof<'_>) -> Vec<Value> {
    let number = |at: usize| Value::Int(i64::try_from(at).unwrap_or(i64::MAX));
    let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
    vec![
        node,
        relationship,
        proof.document.into(),
        number(proof.start),
        number(proof.end),
        number(proof.sentence_start),
        number(proof.sentence_end),
        proof.frame.into(),
        proof.confidence.into(),
        text(proof.words),
        text(proof.sentence.as_deref()),
    ]
}

/// Texts as a list.
pub(super) fn texts(all: &[Arc<str>]) -> Value {
    list(all.iter().map(|text| Value::String(text.clone())))
}

/// Values as a list.
pub(super) fn list(all: impl IntoIterator<Item = Value>) -> Value {
    Value::List(all.into_iter().filter(|value| !value.is_null()).collect())
}

fn origin(what: &Exported<'_>, origin: &Origin) -> Value {
    row(what.graph, origin).map_or(Value::Null, Value::string)
}

/// Has a node this label?
pub(super) fn has(node: &Node, label: &str) -> bool {
    node.labels.iter().any(|known| &**known == label)
}

/// A property, where it is of this kind: an imported graph may have any.
pub(super) fn of_kind(node: &Node, name: &str, kind: Kind) -> Value {
    let value = node.properties.get(name).filter(|value| Kind::of(value) == kind);
    value.cloned().unwrap_or_default()
}

/// The nodes at the other ends of a node's relationships of a type, in order, each once. Cost: its degree, sorted.
pub(super) fn beside(what: &Exported<'_>, id: NodeId, way: Way, kind: &str) -> Vec<NodeId> {
    let graph = what.graph;
    let mut found: Vec<_> = graph
        .relationships_of(id, way)
        .filter(|(id, _)| graph.relationship(*id).is_some_and(|known| &*known.kind == kind))
        .collect();
    found.sort_unstable();
    let mut seen = std::collections::BTreeSet::new();
    found.into_iter().map(|(_, other)| other).filter(|other| seen.insert(*other)).collect()
}

/// The key of a node.
pub(super) fn key(what: &Exported<'_>, id: NodeId) -> Value {
    what.graph.node(id).map_or(Value::Null, |node| Value::String(node.key.clone()))
}

/// The name of a node, else its key.
pub(super) fn name(what: &Exported<'_>, id: NodeId) -> Value {
    match what.graph.node_property(id, "name") {
        name @ Value::String(_) => name,
        _ => key(what, id),
    }
}

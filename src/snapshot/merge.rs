//! Several snapshots into one: the union of their documents, of what was imported, and of their logs. The same comes out
//! whichever is named first.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::Content;
use super::v1::Read;
use crate::facts::{Corpus, ReadDocument};
use crate::graph::{self, Graph, Loader, Node, Origin, Properties, Relationship, Row};

/// What came of it.
#[derive(Debug, Default)]
pub struct Merged {
    /// All that was in one of them.
    pub content: Content,
    /// What they had in different forms, and which was taken.
    pub conflicts: Vec<Conflict>,
}

/// Something that several snapshots had in different forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Conflict {
    /// Documents of one id whose bytes differ.
    #[error("document {id:?} has other bytes in each: the one {} was taken", by(read_at, hash))]
    Document {
        /// Their id.
        id: String,
        /// When the one that was taken was read, where that alone decided.
        read_at: Option<String>,
        /// Its hash.
        hash: String,
    },
    /// Imported nodes of one key.
    #[error(
        "the imported node {key:?} is another in each: the greater by labels and properties was taken"
    )]
    Node {
        /// Their key.
        key: String,
    },
}

fn by(read_at: &Option<String>, hash: &str) -> String {
    match read_at {
        Some(time) => format!("read last, at {time},"),
        None => format!("with the greatest hash, {},", hash.get(..12).unwrap_or(hash)),
    }
}

/// Puts snapshots together. Documents of one id that differ: the one that was read later is taken, then that of the greater
/// hash, and it is told. Cost: sorting all that is in them.
pub fn merge(all: Vec<Content>) -> Merged {
    let mut conflicts = Vec::new();
    let (mut documents, mut imports, mut logs) =
        (BTreeMap::<String, Vec<ReadDocument>>::new(), Vec::new(), Vec::new());
    for Content { corpus, imported, corrections } in all {
        for read in corpus.iter() {
            documents.entry(read.document.id.clone()).or_default().push(read.clone());
        }
        imports.push(imported);
        logs.push(corrections);
    }
    let mut corpus = Corpus::default();
    for (_, same) in documents {
        conflicts.extend(conflict(&same));
        let best =
            same.into_iter().map(|read| (rank(&read), read)).max_by(|(a, _), (b, _)| a.cmp(b));
        if let Some((_, read)) = best {
            corpus.insert(read);
        }
    }
    let imported = imported(imports, &mut conflicts);
    let corrections =
        logs.into_iter().reduce(|one, other| graph::union(&one, &other)).unwrap_or_default();
    conflicts.sort();
    conflicts.dedup();
    Merged { content: Content { corpus, imported, corrections }, conflicts }
}

/// What decides between documents of one id: when they were read, their bytes, whether the whole text is kept, and at last all
/// that was read in them.
type Rank = (Option<Timestamp>, String, bool, Vec<u8>);

fn rank(read: &ReadDocument) -> Rank {
    let all = postcard::to_stdvec(&Read::of(
        read,
        read.excerpts.as_deref(),
        &super::SaveOptions::default(),
    ))
    .unwrap_or_default();
    (time(read), read.document.hash.clone(), read.excerpts.is_none(), all)
}

fn time(read: &ReadDocument) -> Option<Timestamp> {
    read.read_at.as_deref().and_then(|time| time.parse().ok())
}

/// What is to be told of documents of one id.
fn conflict(same: &[ReadDocument]) -> Option<Conflict> {
    let first = same.first()?;
    if same.iter().all(|read| read.document.hash == first.document.hash) {
        return None;
    }
    let best = same.iter().max_by_key(|read| rank(read))?;
    let rivals = same.iter().filter(|read| read.document.hash != best.document.hash);
    let is_latest = rivals.clone().all(|read| time(read) < time(best));
    Some(Conflict::Document {
        id: best.document.id.clone(),
        read_at: best.read_at.clone().filter(|_| is_latest),
        hash: best.document.hash.clone(),
    })
}

/// The union of graphs that were imported: nodes by their keys, relationships by all that they have, each as often as the graph
/// that has it most often.
fn imported(graphs: Vec<Graph>, conflicts: &mut Vec<Conflict>) -> Graph {
    let is_there = |graph: &Graph| graph.node_count() > 0 || !graph.tables().is_empty();
    let mut graphs: Vec<Graph> = graphs.into_iter().filter(is_there).collect();
    let first = graphs.first().map(as_written);
    if graphs.len() < 2 || graphs.iter().map(as_written).all(|bytes| Some(&bytes) == first.as_ref())
    {
        return graphs.pop().unwrap_or_default();
    }
    let mut tables: Vec<Arc<str>> =
        graphs.iter().flat_map(|graph| graph.tables().iter().cloned()).collect();
    tables.sort();
    tables.dedup();
    let mut nodes: BTreeMap<&str, Vec<(String, &Graph, &Node)>> = BTreeMap::new();
    let mut ties: BTreeMap<TieKey<'_>, (usize, &Graph, &Relationship)> = BTreeMap::new();
    for graph in &graphs {
        for node in graph.nodes().filter_map(|id| graph.node(id)) {
            let what = format!("{:?} {}", node.labels, told(&node.properties));
            nodes.entry(&node.key).or_default().push((what, graph, node));
        }
        let mut own: BTreeMap<TieKey<'_>, usize> = BTreeMap::new();
        for id in graph.relationships() {
            let (Some(tie), Some((from, to))) = (graph.relationship(id), graph.ends(id)) else {
                continue;
            };
            let (Some(from), Some(to)) = (graph.node(from), graph.node(to)) else { continue };
            let key = (&*from.key, &*tie.kind, &*to.key, told(&tie.properties));
            let count = own.entry(key.clone()).or_default();
            *count += 1;
            let known = ties.entry(key).or_insert((0, graph, tie));
            known.0 = known.0.max(*count);
            if row(graph, &tie.evidence) < row(known.1, &known.2.evidence) {
                (known.1, known.2) = (graph, tie);
            }
        }
    }
    let mut loader = Loader::new();
    for table in &tables {
        loader.table(table.clone());
    }
    let origin = |graph: &Graph, origin: &Origin| match row(graph, origin) {
        Some((name, line)) => match tables.binary_search_by(|table| (**table).cmp(name)) {
            Ok(at) => Origin::Row(Row { table: u32::try_from(at).unwrap_or(u32::MAX), line }),
            Err(_) => Origin::default(),
        },
        None => Origin::default(),
    };
    for (key, mut same) in nodes {
        same.sort_by(|a, b| (&a.0, row(a.1, &a.2.evidence)).cmp(&(&b.0, row(b.1, &b.2.evidence))));
        if same.first().map(|it| &it.0) != same.last().map(|it| &it.0) {
            conflicts.push(Conflict::Node { key: key.to_owned() });
        }
        if let Some((_, graph, node)) = same.pop() {
            // No key comes twice.
            let _ = loader.node(
                node.key.clone(),
                node.labels.clone(),
                node.properties.clone(),
                origin(graph, &node.evidence),
            );
        }
    }
    for ((from, kind, to, _), (count, graph, tie)) in ties {
        let ends = loader.graph().by_key(from).zip(loader.graph().by_key(to));
        let Some(ends) = ends else { continue };
        for _ in 0..count {
            let _ = loader.relationship(
                ends,
                kind.into(),
                tie.properties.clone(),
                origin(graph, &tie.evidence),
            );
        }
    }
    loader.finish()
}

/// Where it starts, its type, where it leads, its properties.
type TieKey<'g> = (&'g str, &'g str, &'g str, String);

/// Table and line of what was imported.
fn row<'g>(graph: &'g Graph, origin: &Origin) -> Option<(&'g str, u32)> {
    let row = origin.row()?;
    let table = graph.tables().get(usize::try_from(row.table).ok()?)?;
    Some((table, row.line))
}

fn told(properties: &Properties) -> String {
    let mut all: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name:?}: {value:?}")).collect();
    all.sort();
    all.join(", ")
}

fn as_written(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = super::rows::write(&mut bytes, graph);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::example::Doc;
    use crate::graph::{Edit, Entry, Stamp, Value};
    use crate::snapshot::{SaveOptions, write};

    fn document(id: &str, text: &str, read_at: Option<&str>) -> ReadDocument {
        let mut read = Doc::new(id, text).read();
        read.document.hash = format!("{:x}", text.len());
        read.read_at = read_at.map(str::to_owned);
        read
    }

    fn entry(node: &str, at: &str) -> Entry {
        let edit = Edit::Label { node: node.into(), label: "Seen".into(), there: true };
        let stamp = Stamp { at: Some(at.to_owned()), ..Stamp::default() };
        Entry::new(stamp, &format!("MATCH ({node})"), vec![edit]).unwrap()
    }

    fn content(documents: Vec<ReadDocument>, corrections: Vec<Entry>) -> Content {
        let mut corpus = Corpus::default();
        for read in documents {
            corpus.insert(read);
        }
        Content { corpus, corrections, ..Content::default() }
    }

    fn bytes(merged: &Merged) -> String {
        let mut out = Vec::new();
        write(&mut out, &merged.content, &SaveOptions::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_was_read_later_wins_then_the_greater_hash_and_it_is_told() {
        let one = content(
            vec![
                document("a", "short", Some("2025-08-01T00:00:00Z")),
                document("b", "much longer text", None),
                document("c", "same", None),
            ],
            vec![],
        );
        let other = content(
            vec![
                document("a", "longer", Some("2025-07-01T00:00:00Z")),
                document("b", "text", None),
                document("c", "same", None),
            ],
            vec![],
        );
        let merged = merge(vec![one.clone(), other.clone()]);
        let text = |id: &str| merged.content.corpus.get(id).unwrap().document.text.clone();
        assert_eq!((text("a").as_str(), text("b").as_str()), ("short", "text"));
        let told: Vec<String> = merged.conflicts.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(
            told[0].contains("\"a\"") && told[0].contains("read last, at 2025-08-01"),
            "{told:?}"
        );
        assert!(told[1].contains("\"b\"") && told[1].contains("greatest hash"), "{told:?}");
        let turned = merge(vec![other, one]);
        assert_eq!((bytes(&turned), turned.conflicts), (bytes(&merged), merged.conflicts));
    }

    #[test]
    fn logs_are_joined_with_each_entry_once_whatever_the_order() {
        let (a, b, c) = (entry("a", "1"), entry("b", "2"), entry("c", "3"));
        let one = content(vec![], vec![a.clone(), b.clone()]);
        let other = content(vec![], vec![a.clone(), c.clone()]);
        let third = content(vec![], vec![a.clone(), c.clone()]);
        let merged = merge(vec![one.clone(), other.clone(), third.clone()]);
        let mut nodes: Vec<String> =
            merged.content.corrections.iter().map(|it| it.statement.clone()).collect();
        nodes.sort();
        assert_eq!(nodes, ["MATCH (a)", "MATCH (b)", "MATCH (c)"]);
        for turned in [vec![other.clone(), third.clone(), one.clone()], vec![third, one, other]] {
            assert_eq!(bytes(&merge(turned)), bytes(&merged));
        }
    }

    #[test]
    fn imported_graphs_are_joined_by_keys_whatever_the_order() {
        let graph = |table: &str, nodes: &[(&str, &str)], ties: &[(usize, usize)]| {
            let mut loader = Loader::new();
            let table = loader.table(table.into());
            let row = |line| Origin::Row(Row { table, line });
            let ids: Vec<_> = nodes
                .iter()
                .zip(2..)
                .map(|(&(key, name), line)| {
                    let name = Properties::of_distinct(vec![("name".into(), Value::from(name))]);
                    loader.node(key.into(), vec!["P".into()], name, row(line)).unwrap()
                })
                .collect();
            for &(from, to) in ties {
                let ends = (ids[from], ids[to]);
                loader.relationship(ends, "MET".into(), Properties::default(), row(9)).unwrap();
            }
            Content { imported: loader.finish(), ..Content::default() }
        };
        let one = graph("z.csv", &[("1", "Ana"), ("2", "Per")], &[(0, 1), (0, 1)]);
        let other = graph("a.csv", &[("2", "Peer"), ("3", "Lis")], &[(0, 1)]);
        let merged = merge(vec![one.clone(), other.clone()]);
        let joined = &merged.content.imported;
        assert_eq!((joined.node_count(), joined.relationship_count()), (3, 3));
        assert_eq!(merged.conflicts, [Conflict::Node { key: "2".into() }]);
        let peer = joined.by_key("2").unwrap();
        assert_eq!(joined.node_property(peer, "name").as_str(), Some("Per"));
        assert_eq!(bytes(&merge(vec![other, one.clone()])), bytes(&merged));
        let same = merge(vec![one.clone(), one.clone()]);
        assert_eq!(bytes(&same), bytes(&merge(vec![one])));
        assert!(same.conflicts.is_empty());
    }
}

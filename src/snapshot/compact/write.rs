//! Compact snapshots as they are written.

use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::cell::Cell;
use super::{FIRST, MAGIC, NodeHead, RelationshipHead, section};
use crate::graph::{Graph, Origin, Properties, Value};
use crate::snapshot::v1::{ABSENT, Read};
use crate::snapshot::{Content, SaveOptions};

/// Writes a compact snapshot. Cost: linear; in memory stand the numbers of the strings of what was imported, and one section
/// at a time.
///
/// # Errors
/// `out` refuses, or a property has a value that cannot be stored.
pub fn write(out: &mut impl Write, content: &Content, options: &SaveOptions) -> io::Result<()> {
    let mut sections = Sections { out, hash: Sha256::new() };
    sections.bytes(&MAGIC)?;
    let version = content.version(options).max(FIRST);
    sections.bytes(&version.to_le_bytes())?;
    for read in content.corpus.iter() {
        let proofs = options.without_text.then(|| read.proving_excerpts());
        let excerpts = proofs.as_deref().or(read.excerpts.as_deref());
        let mut bytes = encode(&Read::of(read, excerpts, options), Vec::new())?;
        if version < 4 {
            // Nothing stands there: see `Content::version`.
            bytes.truncate(bytes.len().saturating_sub(ABSENT.len()));
        }
        sections.section(section::DOCUMENT, &bytes)?;
    }
    if !content.has_no_import() {
        let graph = &content.imported;
        let mut rows = Rows::default();
        let tables = rows.name_all(graph)?;
        rows.write_strings(&mut sections)?;
        let (nodes, relationships) =
            (count(graph.node_count())?, count(graph.relationship_count())?);
        let shapes = (tables, &rows.labels.lists, &rows.names.lists, nodes, relationships);
        sections.section(section::SHAPES, &encode(&shapes, Vec::new())?)?;
        rows.write_nodes(graph, &mut sections)?;
        rows.write_relationships(graph, &mut sections)?;
    }
    if !content.corrections.is_empty() {
        let text = ron::to_string(&content.corrections).map_err(io::Error::other)?;
        sections.section(section::CORRECTIONS, text.as_bytes())?;
    }
    sections.end()
}

struct Sections<'w, W> {
    out: &'w mut W,
    hash: Sha256,
}

impl<W: Write> Sections<'_, W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }

    fn section(&mut self, kind: u8, bytes: &[u8]) -> io::Result<()> {
        self.bytes(&[kind])?;
        self.bytes(&(bytes.len() as u64).to_le_bytes())?;
        self.bytes(bytes)
    }

    fn end(self) -> io::Result<()> {
        let sum = self.hash.finalize();
        self.out.write_all(&[section::END])?;
        self.out.write_all(&(sum.len() as u64).to_le_bytes())?;
        self.out.write_all(&sum)
    }
}

/// Puts a value behind others.
fn encode(value: &impl Serialize, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    postcard::to_extend(value, bytes).map_err(io::Error::other)
}

/// Sections of rows are about so long, in bytes.
const SECTION: usize = 1 << 20;

/// Rows behind their number, as they gather for the next section.
struct Gathered {
    kind: u8,
    rows: u32,
    bytes: Vec<u8>,
    /// Was a section written?
    written: bool,
}

impl Gathered {
    fn new(kind: u8) -> Self {
        Self { kind, rows: 0, bytes: Vec::new(), written: false }
    }

    /// A row was put in: writes the section once it is long enough.
    fn row<W: Write>(&mut self, sections: &mut Sections<'_, W>) -> io::Result<()> {
        self.rows += 1;
        if self.bytes.len() >= SECTION { self.flush(sections) } else { Ok(()) }
    }

    fn flush<W: Write>(&mut self, sections: &mut Sections<'_, W>) -> io::Result<()> {
        let mut section = encode(&self.rows, Vec::with_capacity(self.bytes.len() + 5))?;
        section.append(&mut self.bytes);
        (self.rows, self.written) = (0, true);
        sections.section(self.kind, &section)
    }

    /// Writes what is left; a section at least.
    fn end<W: Write>(mut self, sections: &mut Sections<'_, W>) -> io::Result<()> {
        if self.rows > 0 || !self.written { self.flush(sections) } else { Ok(()) }
    }
}

/// Strings by number, in the order in which they are first named.
#[derive(Default)]
struct Strings<'g> {
    all: Vec<&'g str>,
    numbers: FxHashMap<&'g str, u32>,
    /// Numbers of copies that were named of late, by where they lie in memory: most texts of a graph share a copy.
    lately: Vec<(usize, u32, u32)>,
}

/// So many copies are remembered; a power of two.
const REMEMBERED: usize = 1 << 16;

impl<'g> Strings<'g> {
    fn number(&mut self, text: &'g str) -> u32 {
        if self.lately.is_empty() {
            self.lately.resize(REMEMBERED, (0, 0, 0));
        }
        let address = text.as_ptr().addr();
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let slot = (address >> 4) & (REMEMBERED - 1);
        if let Some(&(known, known_length, number)) = self.lately.get(slot)
            && (known, known_length) == (address, length)
            && length < u32::MAX
        {
            return number;
        }
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(text).or_insert_with(|| {
            self.all.push(text);
            next
        });
        if let Some(slot) = self.lately.get_mut(slot) {
            *slot = (address, length, number);
        }
        number
    }
}

/// Lists of strings that come again and again, by number.
#[derive(Default)]
struct Lists {
    lists: Vec<Vec<u32>>,
    numbers: FxHashMap<Vec<u32>, u32>,
}

impl Lists {
    fn number(&mut self, list: &[u32]) -> u32 {
        if let Some(known) = self.numbers.get(list) {
            return *known;
        }
        let next = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.push(list.to_vec());
        self.numbers.insert(list.to_vec(), next);
        next
    }
}

#[derive(Default)]
struct Rows<'g> {
    strings: Strings<'g>,
    labels: Lists,
    names: Lists,
    /// Order of the nodes by their numbers in the graph.
    orders: Vec<u32>,
    scratch: Vec<u32>,
}

impl<'g> Rows<'g> {
    /// Gives all strings and lists their numbers, and all nodes their order; the numbers of the tables.
    fn name_all(&mut self, graph: &'g Graph) -> io::Result<Vec<u32>> {
        self.strings.numbers.reserve(graph.node_count());
        for (order, id) in graph.nodes().enumerate() {
            let Some(node) = graph.node(id) else { continue };
            let number = usize::try_from(id.number()).unwrap_or(usize::MAX);
            self.orders.resize(self.orders.len().max(number + 1), u32::MAX);
            if let Some(slot) = self.orders.get_mut(number) {
                *slot = count(order)?;
            }
            self.strings.number(&node.key);
            self.list(node.labels.iter(), |rows| &mut rows.labels);
            self.list(node.properties.keys(), |rows| &mut rows.names);
            self.name_values(&node.properties);
        }
        for relationship in graph.relationships().filter_map(|id| graph.relationship(id)) {
            self.strings.number(&relationship.kind);
            self.list(relationship.properties.keys(), |rows| &mut rows.names);
            self.name_values(&relationship.properties);
        }
        Ok(graph.tables().iter().map(|table| self.strings.number(table)).collect())
    }

    fn name_values(&mut self, properties: &'g Properties) {
        for (_, value) in properties.iter() {
            let items =
                if let Value::List(items) = value { items } else { std::slice::from_ref(value) };
            for item in items {
                Cell::of(item, &mut |text| self.strings.number(text));
            }
        }
    }

    fn write_strings<W: Write>(&self, sections: &mut Sections<'_, W>) -> io::Result<()> {
        let mut gathered = Gathered::new(section::STRINGS);
        for text in &self.strings.all {
            gathered.bytes = encode(text, gathered.bytes)?;
            gathered.row(sections)?;
        }
        gathered.end(sections)
    }

    fn write_nodes<W: Write>(
        &mut self,
        graph: &'g Graph,
        sections: &mut Sections<'_, W>,
    ) -> io::Result<()> {
        let mut gathered = Gathered::new(section::NODES);
        let mut last = 0;
        for node in graph.nodes().filter_map(|id| graph.node(id)) {
            if gathered.rows == 0 {
                last = 0;
            }
            let key = self.strings.number(&node.key);
            let labels = self.list(node.labels.iter(), |rows| &mut rows.labels);
            let names = self.list(node.properties.keys(), |rows| &mut rows.names);
            let (table, step) = row(&node.evidence, &mut last);
            let head: NodeHead = (key, labels, names, table, step);
            gathered.bytes = self.values(&node.properties, encode(&head, gathered.bytes)?)?;
            gathered.row(sections)?;
        }
        gathered.end(sections)
    }

    fn write_relationships<W: Write>(
        &mut self,
        graph: &'g Graph,
        sections: &mut Sections<'_, W>,
    ) -> io::Result<()> {
        let mut gathered = Gathered::new(section::RELATIONSHIPS);
        let mut last = 0;
        for id in graph.relationships() {
            let (Some(relationship), Some((from, to))) = (graph.relationship(id), graph.ends(id))
            else {
                continue;
            };
            if gathered.rows == 0 {
                last = 0;
            }
            let order = |number: u32| {
                let number = usize::try_from(number).unwrap_or(usize::MAX);
                self.orders.get(number).copied().unwrap_or(u32::MAX)
            };
            let (from, to) = (order(from.number()), order(to.number()));
            let kind = self.strings.number(&relationship.kind);
            let names = self.list(relationship.properties.keys(), |rows| &mut rows.names);
            let (table, step) = row(&relationship.evidence, &mut last);
            let head: RelationshipHead = (from, to, kind, names, table, step);
            gathered.bytes =
                self.values(&relationship.properties, encode(&head, gathered.bytes)?)?;
            gathered.row(sections)?;
        }
        gathered.end(sections)
    }

    /// Number of a list of strings.
    fn list(
        &mut self,
        all: impl Iterator<Item = &'g Arc<str>>,
        lists: fn(&mut Self) -> &mut Lists,
    ) -> u32 {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend(all.map(|text| self.strings.number(text)));
        let number = lists(self).number(&scratch);
        self.scratch = scratch;
        number
    }

    fn values(&mut self, properties: &'g Properties, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        for (_, value) in properties.iter() {
            bytes = self.value(value, bytes)?;
            if let Value::List(items) = value {
                for item in items {
                    if matches!(item, Value::List(_)) {
                        return Err(unstorable());
                    }
                    bytes = self.value(item, bytes)?;
                }
            }
        }
        Ok(bytes)
    }

    fn value(&mut self, value: &'g Value, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let cell = Cell::of(value, &mut |text| self.strings.number(text));
        encode(&cell.ok_or_else(unstorable)?, bytes)
    }
}

/// Table and step of a line.
fn row(origin: &Origin, last: &mut i64) -> (u32, i64) {
    let Some(row) = origin.row() else { return (0, 0) };
    let step = i64::from(row.line) - *last;
    *last = i64::from(row.line);
    (row.table.saturating_add(1), step)
}

fn count(all: usize) -> io::Result<u32> {
    u32::try_from(all).map_err(|_| io::Error::other("there is more than a snapshot can hold"))
}

fn unstorable() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a property has a value that cannot be stored")
}

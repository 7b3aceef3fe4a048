//! Compact snapshots as they are read: nothing in them is believed.

use std::io::{self, Read as _};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::cell::Cell;
use super::{FIRST, MAGIC, NodeHead, RelationshipHead, Shapes, section};
use crate::facts::{Corpus, Words};
use crate::graph::{Entry, Graph, Loader, NodeId, Origin, Properties, Row, Value};
use crate::snapshot::read::MAX_DEPTH;
use crate::snapshot::{Content, SnapshotError, VERSION, v1};

/// Reads a compact snapshot of `size` bytes; errors call it `file`. Cost: linear; memory: its largest section, and what is in
/// it.
///
/// # Errors
/// It cannot be read, is damaged, cut off or of a newer version, or the facts of a document do not fit together.
pub(in crate::snapshot) fn read(
    file: &str,
    input: impl io::Read,
    size: u64,
) -> Result<Content, SnapshotError> {
    let mut sections = Sections { input, left: size, hash: Sha256::new() };
    let named = |fault: Fault| fault.named(file);
    let mut corpus = Corpus::default();
    let mut words = Words::default();
    let mut rows = Rows::default();
    let mut corrections: Vec<Entry> = Vec::new();
    let version = sections.head().map_err(named)?;
    while let Some((kind, bytes)) = sections.following().map_err(named)? {
        match kind {
            section::DOCUMENT => {
                let mut bytes = bytes;
                if version < 4 {
                    bytes.extend_from_slice(&v1::ABSENT);
                }
                let read: v1::Read = whole(&bytes).map_err(named)?;
                if let Some(twice) = corpus.insert(read.into_document(&mut words)) {
                    let id = twice.document.id;
                    return Err(SnapshotError::TwoDocuments { file: file.to_owned(), id });
                }
            }
            _ if !corrections.is_empty() => return Err(named(FORM)),
            section::CORRECTIONS => corrections = written(&bytes).map_err(named)?,
            _ => rows.take(kind, &bytes, sections.left).map_err(named)?,
        }
    }
    for read in corpus.iter() {
        crate::facts::check(read)
            .map_err(|problem| SnapshotError::Misfit { file: file.to_owned(), problem })?;
    }
    Ok(Content { corpus, imported: rows.finish().map_err(named)?, corrections })
}

/// What may be wrong.
enum Fault {
    Io(io::Error),
    Damaged(&'static str),
    Newer(u32),
}

const CUT: Fault = Fault::Damaged("it ends too early");
const FORM: Fault = Fault::Damaged("what stands in it makes no sense");

impl Fault {
    fn named(self, file: &str) -> SnapshotError {
        match self {
            Self::Io(source) => SnapshotError::Io { action: "read", path: file.into(), source },
            Self::Damaged(how) => SnapshotError::Damaged { file: file.to_owned(), how },
            Self::Newer(version) => {
                SnapshotError::Newer { file: file.to_owned(), version: version.into() }
            }
        }
    }
}

struct Sections<R> {
    input: R,
    /// Bytes of the file that were not read yet.
    left: u64,
    hash: Sha256,
}

impl<R: io::Read> Sections<R> {
    /// So many bytes of the file. No more is asked of memory than the file has.
    fn bytes(&mut self, length: u64) -> Result<Vec<u8>, Fault> {
        self.left = self.left.checked_sub(length).ok_or(CUT)?;
        let length = usize::try_from(length).map_err(|_| CUT)?;
        let mut bytes = Vec::with_capacity(length);
        self.input.by_ref().take(length as u64).read_to_end(&mut bytes).map_err(Fault::Io)?;
        if bytes.len() == length { Ok(bytes) } else { Err(CUT) }
    }

    /// Magic and version; gives the version.
    fn head(&mut self) -> Result<u32, Fault> {
        let magic = self.bytes(8)?;
        if magic != MAGIC {
            return Err(Fault::Damaged("it does not begin as a compact snapshot does"));
        }
        let version = self.bytes(4)?;
        let number = u32::from_le_bytes(version.as_slice().try_into().map_err(|_| CUT)?);
        if number > VERSION {
            return Err(Fault::Newer(number));
        }
        if number < FIRST {
            return Err(FORM);
        }
        self.hash.update(magic);
        self.hash.update(version);
        Ok(number)
    }

    /// The next section; nothing at the end, where the checksum fits.
    fn following(&mut self) -> Result<Option<(u8, Vec<u8>)>, Fault> {
        let head = self.bytes(9)?;
        let (Some(&kind), Some(length)) = (head.first(), head.get(1..)) else { return Err(CUT) };
        let length = u64::from_le_bytes(length.try_into().map_err(|_| CUT)?);
        let bytes = self.bytes(length)?;
        if kind == section::END {
            if bytes != self.hash.finalize_reset().as_slice() {
                return Err(Fault::Damaged("its checksum does not fit"));
            }
            if self.left > 0 {
                return Err(Fault::Damaged("something follows its end"));
            }
            return Ok(None);
        }
        self.hash.update(&head);
        self.hash.update(&bytes);
        Ok(Some((kind, bytes)))
    }
}

/// The log of corrections; a section of it is not empty.
fn written(bytes: &[u8]) -> Result<Vec<Entry>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| FORM)?;
    let read = ron::Options::default().with_recursion_limit(MAX_DEPTH).from_str(text);
    read.ok().filter(|all: &Vec<Entry>| !all.is_empty()).ok_or(FORM)
}

/// All of a section as one value.
fn whole<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(FORM),
    }
}

/// The next value of a section.
fn take<'b, T: Deserialize<'b>>(bytes: &mut &'b [u8]) -> Result<T, Fault> {
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|_| FORM)?;
    *bytes = rest;
    Ok(value)
}

/// How many rows follow; each takes some bytes.
fn count(bytes: &mut &[u8]) -> Result<usize, Fault> {
    let count = usize::try_from(take::<u32>(bytes)?).map_err(|_| FORM)?;
    if count > bytes.len() { Err(FORM) } else { Ok(count) }
}

/// What was imported, as far as it is read.
#[derive(Default)]
struct Rows {
    loader: Loader,
    strings: Vec<Arc<str>>,
    tables: u32,
    labels: Vec<Vec<Arc<str>>>,
    names: Vec<Vec<Arc<str>>>,
    /// The nodes, in order.
    nodes: Vec<NodeId>,
    /// How many nodes and relationships there are to be.
    promised: (usize, usize),
    /// The kind of the section that was read last.
    last: u8,
}

impl Rows {
    /// Takes the next section, behind which so many bytes are left: strings, shapes, nodes, relationships.
    fn take(&mut self, kind: u8, bytes: &[u8], left: u64) -> Result<(), Fault> {
        let next = if self.last == 0 { section::STRINGS } else { self.last + 1 };
        let again = kind == self.last && kind != section::SHAPES;
        if kind > section::RELATIONSHIPS || (kind != next && !again) {
            return Err(FORM);
        }
        self.last = kind;
        match kind {
            section::STRINGS => self.take_strings(bytes),
            section::SHAPES => self.take_shapes(bytes, left),
            section::NODES => self.take_nodes(bytes),
            _ => self.take_relationships(bytes),
        }
    }

    fn take_strings(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        for _ in 0..count(&mut bytes)? {
            self.strings.push(take::<&str>(&mut bytes)?.into());
        }
        end(bytes)
    }

    fn take_shapes(&mut self, bytes: &[u8], left: u64) -> Result<(), Fault> {
        let (tables, labels, names, nodes, relationships): Shapes = whole(bytes)?;
        for table in &tables {
            self.loader.table(self.string(*table)?.clone());
        }
        self.tables = u32::try_from(tables.len()).map_err(|_| FORM)?;
        let list = |list: Vec<u32>| -> Result<Vec<Arc<str>>, Fault> {
            list.into_iter().map(|number| self.string(number).cloned()).collect()
        };
        let labels = labels.into_iter().map(list).collect::<Result<Vec<_>, _>>()?;
        let names = names.into_iter().map(list).collect::<Result<Vec<_>, _>>()?;
        let twice = |list: &Vec<Arc<str>>| {
            let mut sorted: Vec<&Arc<str>> = list.iter().collect();
            sorted.sort();
            sorted.windows(2).any(|pair| pair.first() == pair.last())
        };
        // Each node and relationship takes some bytes: no more room is made than the file can fill.
        if names.iter().any(twice) || u64::from(nodes) + u64::from(relationships) > left {
            return Err(FORM);
        }
        (self.labels, self.names) = (labels, names);
        let size = |all: u32| usize::try_from(all).map_err(|_| FORM);
        self.promised = (size(nodes)?, size(relationships)?);
        self.loader.reserve(self.promised.0, self.promised.1);
        self.nodes.reserve_exact(self.promised.0);
        Ok(())
    }

    fn take_nodes(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        let mut line = 0;
        for _ in 0..count(&mut bytes)? {
            let (key, labels, names, table, step): NodeHead = take(&mut bytes)?;
            let key = self.string(key)?.clone();
            let labels = get(&self.labels, labels)?.clone();
            let origin = self.origin(table, step, &mut line)?;
            let properties = self.properties(names, &mut bytes)?;
            let node = self.loader.node(key, labels, properties, origin).map_err(|_| FORM)?;
            self.nodes.push(node);
        }
        end(bytes)
    }

    fn take_relationships(&mut self, mut bytes: &[u8]) -> Result<(), Fault> {
        let mut line = 0;
        for _ in 0..count(&mut bytes)? {
            let (from, to, kind, names, table, step): RelationshipHead = take(&mut bytes)?;
            let ends = (*get(&self.nodes, from)?, *get(&self.nodes, to)?);
            let kind = self.string(kind)?.clone();
            let origin = self.origin(table, step, &mut line)?;
            let properties = self.properties(names, &mut bytes)?;
            self.loader.relationship(ends, kind, properties, origin).map_err(|_| FORM)?;
        }
        end(bytes)
    }

    /// The graph, where all of it has come.
    fn finish(self) -> Result<Graph, Fault> {
        let graph = self.loader.finish();
        let whole = self.last == section::RELATIONSHIPS
            && (graph.node_count(), graph.relationship_count()) == self.promised;
        if whole || self.last == 0 { Ok(graph) } else { Err(FORM) }
    }

    fn string(&self, number: u32) -> Result<&Arc<str>, Fault> {
        get(&self.strings, number)
    }

    fn origin(&self, table: u32, step: i64, last: &mut i64) -> Result<Origin, Fault> {
        let Some(table) = table.checked_sub(1) else { return Ok(Origin::default()) };
        *last = last.checked_add(step).ok_or(FORM)?;
        match u32::try_from(*last) {
            Ok(line) if table < self.tables => Ok(Origin::Row(Row { table, line })),
            _ => Err(FORM),
        }
    }

    fn properties(&self, names: u32, bytes: &mut &[u8]) -> Result<Properties, Fault> {
        let names = get(&self.names, names)?;
        // Each value takes a byte at least.
        if names.len() > bytes.len() {
            return Err(FORM);
        }
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            let value = match take::<Cell>(bytes)? {
                Cell::List(length) => {
                    let length = usize::try_from(length).map_err(|_| FORM)?;
                    if length > bytes.len() {
                        return Err(FORM);
                    }
                    let items = (0..length).map(|_| self.scalar(take(bytes)?));
                    Value::List(items.collect::<Result<_, Fault>>()?)
                }
                cell => self.scalar(cell)?,
            };
            all.push((name.clone(), value));
        }
        Ok(Properties::of_distinct(all))
    }

    fn scalar(&self, cell: Cell) -> Result<Value, Fault> {
        cell.value(&self.strings).ok_or(FORM)
    }
}

/// What was imported, as far as it can still be read: all up to the first section that is damaged, since what follows names
/// what went before by number.
#[derive(Default)]
pub(in crate::snapshot) struct Salvaged {
    rows: Rows,
    is_over: bool,
}

impl Salvaged {
    /// Takes the next section, behind which so many bytes are left; could it be read?
    pub(in crate::snapshot) fn take(&mut self, kind: u8, bytes: &[u8], left: u64) -> bool {
        let read = !self.is_over && self.rows.take(kind, bytes, left).is_ok();
        self.is_over |= !read;
        read
    }

    /// A section is missing.
    pub(in crate::snapshot) fn give_up(&mut self) {
        self.is_over = true;
    }

    /// The graph, and what is missing in it.
    pub(in crate::snapshot) fn finish(self) -> (Graph, Option<String>) {
        let (nodes, relationships) = self.rows.promised;
        let graph = self.rows.loader.finish();
        let missing = (
            nodes.saturating_sub(graph.node_count()),
            relationships.saturating_sub(graph.relationship_count()),
        );
        let lost = match missing {
            (0, 0) => None,
            (nodes, relationships) => Some(format!(
                "of what was imported {nodes} nodes and {relationships} relationships are lost"
            )),
        };
        (graph, lost)
    }
}

/// The document in a section, where it is whole; of whatever version, which may be what is damaged.
pub(in crate::snapshot) fn document(bytes: &[u8]) -> Option<v1::Read> {
    whole(bytes).or_else(|_| whole(&[bytes, &v1::ABSENT].concat())).ok()
}

/// The log of corrections in a section, where it is whole.
pub(in crate::snapshot) fn log(bytes: &[u8]) -> Option<Vec<Entry>> {
    written(bytes).ok()
}

fn get<T>(all: &[T], number: u32) -> Result<&T, Fault> {
    usize::try_from(number).ok().and_then(|number| all.get(number)).ok_or(FORM)
}

fn end(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() { Ok(()) } else { Err(FORM) }
}

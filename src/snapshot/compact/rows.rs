//! Imported nodes and relationships as they are read from a compact snapshot: in blocks, and row by row as up to the fourth
//! version.

use std::sync::Arc;

use serde::Deserialize;

use super::cell::Cell;
use super::read::{FORM, Fault, whole};
use super::wire::Rest;
use super::{NodeHead, RelationshipHead, Shapes, section};
use crate::graph::{
    BLOCK, Cells, Columns, Graph, Labels, Loader, NodeId, Origin, Properties, Row, Value,
};

/// What was imported, as far as it is read.
#[derive(Default)]
pub(super) struct Rows {
    loader: Loader,
    strings: Vec<Arc<str>>,
    /// Labels, types and names of properties that have come.
    words: Vec<Arc<str>>,
    tables: u32,
    labels: Vec<Labels>,
    names: Vec<Vec<Arc<str>>>,
    /// The nodes, in order.
    nodes: Vec<NodeId>,
    /// How many nodes and relationships there are to be.
    promised: (usize, usize),
    /// The kind of the section that was read last.
    last: u8,
}

impl Rows {
    /// Takes the next section, behind which so many bytes are left: how much there is, blocks of nodes, blocks of
    /// relationships; or strings, shapes, nodes, relationships.
    pub(super) fn take(&mut self, kind: u8, bytes: &[u8], left: u64) -> Result<(), Fault> {
        if kind >= section::GRAPH {
            return self.take_block(kind, bytes, left);
        }
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
        let labels = labels.into_iter().map(|labels| list(labels).map(Labels::from));
        let labels = labels.collect::<Result<Vec<_>, _>>()?;
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
    pub(super) fn finish(self) -> Result<Graph, Fault> {
        let graph = self.loader.finish();
        let whole = self.last >= section::RELATIONSHIPS
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

    /// The graph as far as it has come, and how many nodes and relationships there were to be.
    pub(super) fn whatever_came(self) -> (Graph, (usize, usize)) {
        (self.loader.finish(), self.promised)
    }

    fn take_block(&mut self, kind: u8, bytes: &[u8], left: u64) -> Result<(), Fault> {
        let follows = match kind {
            section::GRAPH => self.last == 0,
            section::NODE_BLOCK => matches!(self.last, section::GRAPH | section::NODE_BLOCK),
            section::RELATIONSHIP_BLOCK => self.last >= section::GRAPH,
            _ => false,
        };
        if !follows {
            return Err(FORM);
        }
        self.last = kind;
        let mut rest = Rest(bytes);
        let taken = match kind {
            section::GRAPH => self.take_graph(&mut rest, left),
            section::NODE_BLOCK => self.take_node_block(&mut rest),
            _ => self.take_relationship_block(&mut rest),
        };
        if taken.is_some() && rest.0.is_empty() { Ok(()) } else { Err(FORM) }
    }

    fn take_graph(&mut self, rest: &mut Rest<'_>, left: u64) -> Option<()> {
        let (nodes, relationships) = (rest.number()?, rest.number()?);
        // A node takes a byte at least, a relationship eight: no more room is made than the file can fill.
        if nodes.checked_add(relationships.checked_mul(8)?)? > left {
            return None;
        }
        self.promised = (usize::try_from(nodes).ok()?, usize::try_from(relationships).ok()?);
        for _ in 0..rest.count()? {
            self.loader.table(rest.text()?.into());
            self.tables += 1;
        }
        self.loader.reserve(self.promised.0, self.promised.1);
        self.nodes.reserve_exact(self.promised.0);
        Some(())
    }

    fn take_node_block(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let rows = rows(rest)?;
        let mut labels: Vec<Arc<str>> = Vec::new();
        for _ in 0..rest.count()? {
            let label = rest.text()?;
            let known = self.words.iter().find(|known| ***known == *label).cloned();
            labels.push(known.unwrap_or_else(|| label.into()));
        }
        labels.iter().for_each(|label| self.know(label));
        let labels: Labels = labels.into();
        let origins = self.origins(rest, rows)?;
        let keys: Vec<Arc<str>> = match rest.bytes(1)? {
            [0] => {
                let mut keys = Vec::with_capacity(rows.min(rest.0.len()));
                let mut digits = Digits::default();
                for _ in 0..rows {
                    keys.push(digits.of(rest.number()?).into());
                }
                keys
            }
            [1] => {
                let mut lengths = Vec::with_capacity(rows.min(rest.0.len()));
                for _ in 0..rows {
                    lengths.push(Some(rest.count()?));
                }
                rest.texts(&lengths, |text| text.unwrap_or_default().into())?
            }
            _ => return None,
        };
        let columns = self.columns(rest, rows)?;
        for ((row, key), origin) in (0u32..).zip(keys).zip(origins) {
            let properties = Properties::of_row(columns.clone(), row);
            self.nodes.push(self.loader.node(key, labels.clone(), properties, origin).ok()?);
        }
        Some(())
    }

    fn take_relationship_block(&mut self, rest: &mut Rest<'_>) -> Option<()> {
        let rows = rows(rest)?;
        let kind = rest.text()?;
        let known = self.words.iter().find(|known| ***known == *kind).cloned();
        let kind: Arc<str> = known.unwrap_or_else(|| kind.into());
        self.know(&kind);
        let origins = self.origins(rest, rows)?;
        let (from, to) = (rest.words(rows)?, rest.words(rows)?);
        let columns = self.columns(rest, rows)?;
        for (((row, from), to), origin) in (0u32..).zip(from).zip(to).zip(origins) {
            let ends = (*get(&self.nodes, from).ok()?, *get(&self.nodes, to).ok()?);
            let properties = Properties::of_row(columns.clone(), row);
            self.loader.relationship(ends, kind.clone(), properties, origin).ok()?;
        }
        Some(())
    }

    /// Keeps a word that may come again: labels, types and names of properties are few.
    fn know(&mut self, word: &Arc<str>) {
        if self.words.len() < KNOWN && !self.words.iter().any(|known| known == word) {
            self.words.push(word.clone());
        }
    }

    fn columns(&mut self, rest: &mut Rest<'_>, rows: usize) -> Option<Arc<Columns>> {
        let mut columns: Vec<(Arc<str>, Cells)> = Vec::new();
        for _ in 0..rest.count()? {
            let name = rest.text()?;
            let known = self.words.iter().find(|known| ***known == *name).cloned();
            let name: Arc<str> = known.unwrap_or_else(|| name.into());
            self.know(&name);
            columns.push((name, rest.cells(rows)?));
        }
        let mut names: Vec<&Arc<str>> = columns.iter().map(|(name, _)| name).collect();
        names.sort();
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            return None;
        }
        Some(self.loader.columns(Columns::new(rows, columns)))
    }

    /// The lines that so many rows come from.
    fn origins(&self, rest: &mut Rest<'_>, rows: usize) -> Option<Vec<Origin>> {
        let Some(table) = rest.number()?.checked_sub(1) else {
            return Some(vec![Origin::default(); rows]);
        };
        let table = u32::try_from(table).ok().filter(|table| *table < self.tables)?;
        let line =
            |line: i64| u32::try_from(line).ok().map(|line| Origin::Row(Row { table, line }));
        match rest.bytes(1)? {
            [0] => {
                let first = i64::from(u32::try_from(rest.number()?).ok()?);
                (first..).take(rows).map(line).collect()
            }
            [1] => {
                let mut last = 0i64;
                let mut next = || {
                    last = last.checked_add(rest.signed()?)?;
                    line(last)
                };
                (0..rows).map(|_| next()).collect()
            }
            _ => None,
        }
    }
}

/// So many words are kept to be shared.
const KNOWN: usize = 256;

/// How many rows a block has.
fn rows(rest: &mut Rest<'_>) -> Option<usize> {
    rest.count().filter(|&rows| rows > 0 && rows <= BLOCK)
}

/// Numbers as texts.
#[derive(Default)]
struct Digits([u8; 20]);

impl Digits {
    fn of(&mut self, mut number: u64) -> &str {
        let mut at = self.0.len();
        for (place, byte) in self.0.iter_mut().enumerate().rev() {
            *byte = b'0' + (number % 10) as u8;
            number /= 10;
            at = place;
            if number == 0 {
                break;
            }
        }
        self.0.get(at..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
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

fn get<T>(all: &[T], number: u32) -> Result<&T, Fault> {
    usize::try_from(number).ok().and_then(|number| all.get(number)).ok_or(FORM)
}

fn end(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() { Ok(()) } else { Err(FORM) }
}

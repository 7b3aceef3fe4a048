//! Blocks of rows: nodes that follow one another and have the same labels, or relationships of one type, from one table. What
//! stands in a block hangs on the graph's content alone, not on how it is kept in memory.

use std::io;
use std::sync::Arc;

use super::wire::{put_cells, put_number, put_signed, put_text, unstorable};
use crate::graph::{
    BLOCK, Cells, Columns, Gather, Graph, Labels, NodeId, Origin, Properties, RelId, Value,
};

/// A block ends behind the row with which its texts come to so many bytes.
const TEXT: usize = 8 << 20;

/// A node or relationship as a row.
pub(super) trait Row<'g>: Copy {
    /// What all rows of a block have in common.
    type Common: PartialEq + Copy;

    fn common(self, graph: &'g Graph) -> Option<Self::Common>;
    fn properties(self, graph: &'g Graph) -> Option<&'g Properties>;
    fn origin(self, graph: &'g Graph) -> Option<&'g Origin>;
    /// Bytes of text that it has beside its properties.
    fn text(self, graph: &'g Graph) -> usize;
    /// Writes what all have in common.
    fn put_common(out: &mut Vec<u8>, common: Self::Common);
    /// Writes what each has beside origin and properties.
    fn put_own(out: &mut Vec<u8>, rows: &[Self], graph: &'g Graph, orders: &Orders);
}

fn table(origin: &Origin) -> Option<u32> {
    origin.row().map(|row| row.table)
}

impl<'g> Row<'g> for NodeId {
    type Common = (&'g Labels, Option<u32>);

    fn common(self, graph: &'g Graph) -> Option<Self::Common> {
        graph.node(self).map(|node| (&node.labels, table(&node.evidence)))
    }

    fn properties(self, graph: &'g Graph) -> Option<&'g Properties> {
        graph.node(self).map(|node| &node.properties)
    }

    fn origin(self, graph: &'g Graph) -> Option<&'g Origin> {
        graph.node(self).map(|node| &node.evidence)
    }

    fn text(self, graph: &'g Graph) -> usize {
        graph.node(self).map_or(0, |node| node.key.len())
    }

    fn put_common(out: &mut Vec<u8>, (labels, table): Self::Common) {
        put_number(out, labels.len() as u64);
        labels.iter().for_each(|label| put_text(out, label));
        put_number(out, table.map_or(0, |table| u64::from(table) + 1));
    }

    fn put_own(out: &mut Vec<u8>, rows: &[Self], graph: &'g Graph, _: &Orders) {
        let key = |&id: &NodeId| graph.node(id).map_or("", |node| &*node.key);
        let numbers: Option<Vec<u64>> = rows.iter().map(|id| numeral(key(id))).collect();
        match numbers {
            Some(numbers) => {
                out.push(0);
                numbers.into_iter().for_each(|number| put_number(out, number));
            }
            None => {
                out.push(1);
                rows.iter().for_each(|id| put_number(out, key(id).len() as u64));
                rows.iter().for_each(|id| out.extend_from_slice(key(id).as_bytes()));
            }
        }
    }
}

impl<'g> Row<'g> for RelId {
    type Common = (&'g Arc<str>, Option<u32>);

    fn common(self, graph: &'g Graph) -> Option<Self::Common> {
        graph.relationship(self).map(|it| (&it.kind, table(&it.evidence)))
    }

    fn properties(self, graph: &'g Graph) -> Option<&'g Properties> {
        graph.relationship(self).map(|it| &it.properties)
    }

    fn origin(self, graph: &'g Graph) -> Option<&'g Origin> {
        graph.relationship(self).map(|it| &it.evidence)
    }

    fn text(self, _: &'g Graph) -> usize {
        0
    }

    fn put_common(out: &mut Vec<u8>, (kind, table): Self::Common) {
        put_text(out, kind);
        put_number(out, table.map_or(0, |table| u64::from(table) + 1));
    }

    fn put_own(out: &mut Vec<u8>, rows: &[Self], graph: &'g Graph, orders: &Orders) {
        let ends = || rows.iter().filter_map(|&id| graph.ends(id));
        out.extend(ends().flat_map(|(from, _)| orders.of(from).to_le_bytes()));
        out.extend(ends().flat_map(|(_, to)| orders.of(to).to_le_bytes()));
    }
}

/// The places of nodes in their order, by their numbers.
pub(super) struct Orders(Option<Vec<u32>>);

impl Orders {
    pub(super) fn of_all(nodes: &[NodeId]) -> Self {
        if (0u32..).zip(nodes).all(|(order, node)| node.number() == order) {
            return Self(None);
        }
        let greatest = nodes.iter().map(|node| node.number() as usize).max().unwrap_or(0);
        let mut orders = vec![u32::MAX; greatest + 1];
        for (order, node) in (0u32..).zip(nodes) {
            if let Some(place) = orders.get_mut(node.number() as usize) {
                *place = order;
            }
        }
        Self(Some(orders))
    }

    fn of(&self, node: NodeId) -> u32 {
        match &self.0 {
            None => node.number(),
            Some(orders) => orders.get(node.number() as usize).copied().unwrap_or(u32::MAX),
        }
    }
}

/// The number of a key that is written in no other way than this number is: "7", not "07".
fn numeral(key: &str) -> Option<u64> {
    let plain = matches!(key.as_bytes(), [b'0'] | [b'1'..=b'9', ..]);
    if plain && key.bytes().all(|byte| byte.is_ascii_digit()) { key.parse().ok() } else { None }
}

/// Hands on all blocks of some rows.
///
/// # Errors
/// `take` refuses, or a value cannot be stored.
pub(super) fn each<'g, R: Row<'g>>(
    graph: &'g Graph,
    rows: &[R],
    orders: &Orders,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut rest = rows;
    let mut out = Vec::new();
    while let Some(common) = rest.first().and_then(|first| first.common(graph)) {
        out.clear();
        let columns;
        let (length, columns) = match whole(graph, rest, common) {
            Some(whole) => (whole.rows(), &**whole),
            None => {
                let (length, gathered) = gathered(graph, rest, common);
                columns = gathered;
                (length, &columns)
            }
        };
        let Some((block, others)) = rest.split_at_checked(length) else { break };
        if block.is_empty() {
            return Err(unstorable());
        }
        rest = others;
        put_number(&mut out, length as u64);
        R::put_common(&mut out, common);
        put_lines(
            &mut out,
            block.iter().filter_map(|row| row.origin(graph)?.row()).map(|row| row.line),
        );
        R::put_own(&mut out, block, graph, orders);
        put_number(&mut out, columns.all().len() as u64);
        for (name, cells) in columns.all() {
            put_text(&mut out, name);
            put_cells(&mut out, cells)?;
        }
        take(&out)?;
    }
    Ok(())
}

/// Lines: the first one, where they follow one another, or by their steps.
fn put_lines(out: &mut Vec<u8>, lines: impl Iterator<Item = u32> + Clone) {
    let Some(first) = lines.clone().next() else { return };
    if (first..).zip(lines.clone()).all(|(expected, line)| expected == line) {
        out.push(0);
        put_number(out, u64::from(first));
        return;
    }
    out.push(1);
    let mut last = 0;
    for line in lines {
        put_signed(out, i64::from(line) - last);
        last = i64::from(line);
    }
}

/// The columns that are the next block just as they are, as those of a table that was imported are.
fn whole<'g, R: Row<'g>>(
    graph: &'g Graph,
    rest: &[R],
    common: R::Common,
) -> Option<&'g Arc<Columns>> {
    let (columns, 0) = rest.first()?.properties(graph)?.row()? else { return None };
    let length = columns.rows();
    let block = rest.get(..length).filter(|block| !block.is_empty() && length <= BLOCK)?;
    // Where nothing is missing in the first row, names stand in the order of the columns.
    let as_gathered = |cells: &Cells| cells.is_gathered() && !cells.at(0).is_null();
    if !columns.all().all(|(_, cells)| as_gathered(cells)) {
        return None;
    }
    let mut text = columns.all().map(|(_, cells)| cells.text_bytes()).sum::<usize>();
    for (number, row) in (0u32..).zip(block) {
        let (found, at) = row.properties(graph)?.row()?;
        if at != number || !Arc::ptr_eq(found, columns) || row.common(graph) != Some(common) {
            return None;
        }
        text += row.text(graph);
    }
    let ends =
        length == BLOCK || rest.get(length).is_none_or(|next| next.common(graph) != Some(common));
    (ends && text < TEXT).then_some(columns)
}

/// The next block's length and columns, row by row.
fn gathered<'g, R: Row<'g>>(graph: &'g Graph, rest: &[R], common: R::Common) -> (usize, Columns) {
    let mut columns: Vec<(Arc<str>, Gather)> = Vec::new();
    let (mut length, mut text) = (0, 0);
    let mut places: Vec<usize> = Vec::new();
    for row in rest.iter().take(BLOCK) {
        let Some(properties) = row.properties(graph) else { break };
        if row.common(graph) != Some(common)
            || !merge(&mut columns, properties, length, &mut places)
        {
            break;
        }
        let (mut values, mut places) = (properties.iter(), places.iter().copied().peekable());
        for (at, (_, gather)) in columns.iter_mut().enumerate() {
            match places.next_if_eq(&at).and_then(|_| values.next()) {
                Some((_, value)) => {
                    text += text_of(value);
                    gather.value(value);
                }
                None => gather.missing(),
            }
        }
        length += 1;
        text += row.text(graph);
        if text >= TEXT {
            break;
        }
    }
    let columns = columns.into_iter().map(|(name, gather)| (name, gather.finish()));
    (length, Columns::new(length, columns.collect()))
}

fn text_of(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(text_of).sum(),
        _ => value.as_str().map_or(0, str::len),
    }
}

/// Finds the columns of a row's properties, and puts new ones in behind the one before; false where they stand in another
/// order.
fn merge(
    columns: &mut Vec<(Arc<str>, Gather)>,
    properties: &Properties,
    length: usize,
    places: &mut Vec<usize>,
) -> bool {
    let is = |at: usize, columns: &[(Arc<str>, Gather)], name: &Arc<str>| {
        let known = columns.get(at).map(|(known, _)| known);
        known.is_some_and(|known| Arc::ptr_eq(known, name) || known == name)
    };
    // Most rows have what the row before has.
    let mut last = places.iter().copied();
    let mut names = properties.keys();
    if length > 0
        && names.by_ref().all(|name| last.next().is_some_and(|at| is(at, columns, name)))
        && last.next().is_none()
    {
        return true;
    }
    places.clear();
    let mut next = 0;
    let mut new = Vec::new();
    for name in properties.keys() {
        let at = match (0..columns.len()).find(|&at| is(at, columns, name)) {
            Some(at) if at < next => {
                new.into_iter().rev().for_each(|at| drop(columns.remove(at)));
                return false;
            }
            Some(at) => at,
            None => {
                let mut gather = Gather::default();
                (0..length).for_each(|_| gather.missing());
                columns.insert(next, (name.clone(), gather));
                new.push(next);
                next
            }
        };
        places.push(at);
        next = at + 1;
    }
    true
}

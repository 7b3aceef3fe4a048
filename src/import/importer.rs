//! Tables made into nodes and relationships.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};

use super::cell::{self, Held};
use super::column::{Column, Group, Kind, Role};
use super::error::ImportError;
use super::guess::Guess;
use super::header::{self, Of};
use super::report::Report;
use super::table::{Line, Table};
use crate::graph::{
    BLOCK, Columns, Gather, Graph, Labels, LoadError, Loader, NodeId, Origin, Properties, RelId,
    Row,
};

/// What was imported.
#[derive(Debug)]
pub struct Imported {
    /// The graph. Keys of nodes are their ids, `GROUP/ID` where their ids have a group.
    pub graph: Graph,
    /// What became of the lines.
    pub report: Report,
}

/// Takes tables one after another. Nodes come before the relationships between them.
#[derive(Debug, Default)]
pub struct Importer {
    loader: Loader,
    report: Report,
    /// Labels and types that have come.
    words: FxHashSet<Arc<str>>,
    numbered: Numbered,
    stop: Option<Arc<AtomicBool>>,
}

/// What is wrong with a line, put into words only where it is shown.
type Problem = Box<dyn FnOnce() -> String>;

/// Why a line gives nothing: it is bad, or there is no room.
enum Refusal {
    Bad(Problem),
    Full,
}

fn bad(problem: impl FnOnce() -> String + 'static) -> Refusal {
    Refusal::Bad(Box::new(problem))
}

impl Importer {
    /// An importer that has read nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, which stops where `stop` is set.
    #[must_use]
    pub fn stopped_by(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Reads a table of nodes, whose header stands in the first of its parts. All get these labels. Cost: linear.
    ///
    /// # Errors
    /// There is no header, or it does not say what must be said; the graph is full; or it was stopped.
    pub fn nodes(&mut self, labels: &[String], parts: &[Table]) -> Result<(), ImportError> {
        let labels: Vec<Arc<str>> = labels.iter().map(|label| self.word(label)).collect();
        let plan = plan(parts, Of::Nodes, !labels.is_empty())?;
        let labels = Labels::from(labels);
        self.loader.reserve(plan.rows, 0);
        let take = |importer: &mut Self, cells: &[&str], row| {
            importer.node(&plan.columns, &labels, cells, row)
        };
        self.rows(parts, &plan, take, Loader::fill_nodes)
    }

    /// Reads a table of relationships, whose header stands in the first of its parts. `kind` is the type of those that do
    /// not name theirs. Cost: linear.
    ///
    /// # Errors
    /// As [`Self::nodes`].
    pub fn relationships(
        &mut self,
        kind: Option<&str>,
        parts: &[Table],
    ) -> Result<(), ImportError> {
        let kind = kind.map(|kind| self.word(kind));
        let plan = plan(parts, Of::Relationships, kind.is_some())?;
        self.loader.reserve(0, plan.rows);
        let mut key = String::new();
        let take = |importer: &mut Self, cells: &[&str], row| {
            importer.relationship(&plan.columns, kind.as_ref(), cells, row, &mut key)
        };
        self.rows(parts, &plan, take, Loader::fill_relationships)
    }

    /// The graph.
    pub fn finish(self) -> Imported {
        Imported { graph: self.loader.finish(), report: self.report }
    }

    /// A label or type, as it is shared.
    fn word(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.words.get(word) {
            return known.clone();
        }
        let new: Arc<str> = word.into();
        self.words.insert(new.clone());
        new
    }

    /// Goes through the lines behind the header. `take` makes something of a line, `fill` gives what was made its properties.
    fn rows<T: Copy>(
        &mut self,
        parts: &[Table],
        plan: &Plan,
        mut take: impl FnMut(&mut Self, &[&str], Row) -> Result<T, Refusal>,
        fill: fn(&mut Loader, T, Columns),
    ) -> Result<(), ImportError> {
        let mut gathered = Gathered::new(&plan.columns);
        for (part, first) in parts.iter().zip(plan.first_lines()) {
            let table = self.loader.table(part.name.as_str().into());
            part.each_line(|line, cells| {
                if line <= first {
                    return Ok(());
                }
                if self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                    return Err(ImportError::Interrupted);
                }
                let taken = match cells {
                    Line::NotText(cell) => {
                        Err(bad(move || format!("cell {} is not text in UTF-8", cell + 1)))
                    }
                    Line::Cells(cells) if cells.len() != plan.columns.len() => {
                        let (found, wanted) = (cells.len(), plan.columns.len());
                        Err(bad(move || {
                            format!("it has {found} cells, and the header has {wanted}")
                        }))
                    }
                    Line::Cells(cells) => {
                        gathered.row(cells, |cells| take(self, cells, Row { table, line }))
                    }
                };
                match taken {
                    Ok(()) => {
                        if gathered.rows == BLOCK {
                            gathered.give(&mut self.loader, fill);
                        }
                        Ok(())
                    }
                    Err(Refusal::Bad(problem)) => {
                        self.report.pass_over(&part.name, line, problem);
                        Ok(())
                    }
                    Err(Refusal::Full) => Err(ImportError::Full { file: part.name.clone(), line }),
                }
            })?;
            gathered.give(&mut self.loader, fill);
        }
        Ok(())
    }

    fn node(
        &mut self,
        columns: &[Column],
        labels: &Labels,
        cells: &[&str],
        row: Row,
    ) -> Result<NodeId, Refusal> {
        let (mut own_labels, mut key) = (None, None);
        let mut number = None;
        for (column, cell) in columns.iter().zip(cells) {
            match &column.role {
                Role::Id(group) if !cell.is_empty() => {
                    key = Some(key_of(group, cell));
                    number = numeral(cell).map(|number| (group, number));
                }
                Role::Labels => {
                    let named = cell.split(';').map(str::trim).filter(|label| !label.is_empty());
                    let all = own_labels.get_or_insert_with(|| labels.to_vec());
                    all.extend(named.map(|label| self.word(label)));
                }
                _ => {}
            }
        }
        let Some(key) = key else { return Err(bad(|| "its id is empty".to_owned())) };
        let labels = own_labels.map_or_else(|| labels.clone(), Labels::from);
        let (key, none) = (key.as_ref().into(), Properties::default());
        match self.loader.node(Arc::clone(&key), labels, none, Origin::Row(row)) {
            Ok(node) => {
                if let Some((group, number)) = number {
                    self.numbered.note(group, number, node);
                }
                self.report.nodes += 1;
                Ok(node)
            }
            Err(LoadError::Full) => Err(Refusal::Full),
            Err(_) => Err(bad(move || format!("the id {key:?} was given to a node before"))),
        }
    }

    fn relationship(
        &mut self,
        columns: &[Column],
        kind: Option<&Arc<str>>,
        cells: &[&str],
        row: Row,
        scratch: &mut String,
    ) -> Result<RelId, Refusal> {
        let (mut from, mut to, mut kind) = (None, None, kind.cloned());
        for (column, cell) in columns.iter().zip(cells) {
            match &column.role {
                Role::Start(group) => from = Some(self.find(group, cell, scratch)?),
                Role::End(group) => to = Some(self.find(group, cell, scratch)?),
                Role::Type if !cell.trim().is_empty() => kind = Some(self.word(cell.trim())),
                _ => {}
            }
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(bad(|| "it has no ends".to_owned()));
        };
        let Some(kind) = kind else { return Err(bad(|| "its type is empty".to_owned())) };
        let none = Properties::default();
        match self.loader.relationship((from, to), kind, none, Origin::Row(row)) {
            Ok(relationship) => {
                self.report.relationships += 1;
                Ok(relationship)
            }
            Err(LoadError::Full) => Err(Refusal::Full),
            Err(other) => Err(bad(move || other.to_string())),
        }
    }

    /// The node of this id.
    fn find(&self, group: &Group, id: &str, scratch: &mut String) -> Result<NodeId, Refusal> {
        if let Some(node) = numeral(id).and_then(|number| self.numbered.find(group, number)) {
            return Ok(node);
        }
        let key = match group {
            None => id,
            Some(group) => {
                scratch.clear();
                scratch.push_str(group);
                scratch.push('/');
                scratch.push_str(id);
                scratch
            }
        };
        self.loader.graph().by_key(key).ok_or_else(|| {
            let (id, group) = (id.to_owned(), group.clone());
            bad(move || match group {
                _ if id.is_empty() => "the id of an end is empty".to_owned(),
                Some(group) => format!("no node has the id {id:?} in the group {group:?}"),
                None => format!("no node has the id {id:?}"),
            })
        })
    }
}

/// The nodes whose ids are whole numbers, by group: most tables number their rows, and a number is found many times faster
/// than a text.
#[derive(Debug, Default)]
struct Numbered(Vec<(Group, Numbers)>);

/// Nodes by number, in a plain list as far as that has few gaps.
#[derive(Debug, Default)]
struct Numbers {
    listed: Vec<Option<NodeId>>,
    others: FxHashMap<u64, NodeId>,
    count: usize,
}

/// Of so many places in the list one at least is taken, but for the first ones.
const GAPS: usize = 16;

impl Numbered {
    fn note(&mut self, group: &Group, number: u64, node: NodeId) {
        let numbers = match self.0.iter().position(|(known, _)| known == group) {
            Some(at) => self.0.get_mut(at),
            None => {
                self.0.push((group.clone(), Numbers::default()));
                self.0.last_mut()
            }
        };
        let Some((_, numbers)) = numbers else { return };
        numbers.count += 1;
        match usize::try_from(number) {
            Ok(at) if at < (numbers.count + BLOCK).saturating_mul(GAPS) => {
                if at >= numbers.listed.len() {
                    numbers.listed.resize(at + 1, None);
                }
                if let Some(place) = numbers.listed.get_mut(at) {
                    *place = Some(node);
                }
            }
            _ => drop(numbers.others.insert(number, node)),
        }
    }

    fn find(&self, group: &Group, number: u64) -> Option<NodeId> {
        let (_, numbers) = self.0.iter().find(|(known, _)| known == group)?;
        let listed = usize::try_from(number).ok().and_then(|at| numbers.listed.get(at));
        listed.copied().flatten().or_else(|| numbers.others.get(&number).copied())
    }
}

/// Rows whose properties wait to become columns.
struct Gathered<'p, T> {
    /// The columns that are properties, with their places in the table and their names.
    columns: Vec<(usize, &'p Column, Arc<str>, Gather)>,
    rows: usize,
    /// What was made of the first of them.
    first: Option<T>,
}

impl<'p, T: Copy> Gathered<'p, T> {
    fn new(columns: &'p [Column]) -> Self {
        let named = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((at, column, column.name.clone()?, Gather::default())));
        Self { columns: named.collect(), rows: 0, first: None }
    }

    /// Takes a row, where all its cells are what they should be and `make` makes something of it.
    fn row<'c>(
        &mut self,
        cells: &'c [&'c str],
        make: impl FnOnce(&[&str]) -> Result<T, Refusal>,
    ) -> Result<(), Refusal> {
        // Plain text is never wrong, and is put in at once.
        let held = |at: usize, column: &Column| {
            let cell = cells.get(at).copied().unwrap_or_default();
            cell::held(column, cell).map_err(|cell| {
                let (name, cell, kind) = (column.name.clone(), cell.to_owned(), column.kind);
                let name = name.unwrap_or_default();
                bad(move || format!("{name}: {cell:?} is not {}", kind.words()))
            })
        };
        let mut all: [Held<'c>; FEW] = Default::default();
        let mut more: Vec<Held<'c>> = Vec::new();
        for (i, (at, column, ..)) in self.columns.iter().enumerate() {
            match all.get_mut(i) {
                Some(place) => *place = held(*at, column)?,
                None => more.push(held(*at, column)?),
            }
        }
        let made = make(cells)?;
        self.first.get_or_insert(made);
        self.rows += 1;
        for ((.., gather), held) in self.columns.iter_mut().zip(all.iter().chain(&more)) {
            held.put(gather);
        }
        Ok(())
    }

    /// Gives them their properties.
    fn give(&mut self, loader: &mut Loader, fill: fn(&mut Loader, T, Columns)) {
        let Some(first) = self.first.take() else { return };
        let columns = self
            .columns
            .iter_mut()
            .map(|(.., name, gather)| (name.clone(), std::mem::take(gather).finish()));
        let columns = Columns::new(std::mem::take(&mut self.rows), columns.collect());
        fill(loader, first, columns);
    }
}

/// So many cells of a row are looked at without asking for memory.
const FEW: usize = 8;

/// The number of an id that is written in no other way than this number is: "7", not "07".
fn numeral(id: &str) -> Option<u64> {
    let plain = matches!(id.as_bytes(), [b'0'] | [b'1'..=b'9', ..]);
    if plain { id.parse().ok() } else { None }
}

fn key_of<'c>(group: &Group, id: &'c str) -> Cow<'c, str> {
    match group {
        None => Cow::Borrowed(id),
        Some(group) => Cow::Owned(format!("{group}/{id}")),
    }
}

/// How a table is read.
struct Plan {
    columns: Vec<Column>,
    /// The header's line.
    header: u32,
    /// How many lines there are about.
    rows: usize,
}

impl Plan {
    /// The line up to which nothing is read, for each part.
    fn first_lines(&self) -> impl Iterator<Item = u32> + use<> {
        std::iter::once(self.header).chain(std::iter::repeat(0))
    }
}

/// Reads the header and finds out of what kind the plain columns are.
fn plan(parts: &[Table], of: Of, named: bool) -> Result<Plan, ImportError> {
    let first = parts.first();
    let name = first.map_or("", |part| part.name.as_str());
    let mut found = None;
    // The header is the first line; its error ends the search.
    if let Some(part) = first {
        let ended = part.each_line(|line, cells| match cells {
            Line::Cells(cells) => {
                found = Some(
                    header::read(cells.iter().copied(), of, named).map(|columns| (columns, line)),
                );
                Err(Ok(()))
            }
            Line::NotText(cell) => Err(Err(ImportError::Header {
                file: name.to_owned(),
                line,
                problem: format!("cell {} of the header is not text in UTF-8", cell + 1),
                help: "save the file in UTF-8".to_owned(),
            })),
        });
        if let Err(Err(error)) = ended {
            return Err(error);
        }
    }
    let (mut columns, header) = match found {
        None => return Err(ImportError::Empty { file: name.to_owned() }),
        Some(Ok(found)) => found,
        Some(Err(wrong)) => return Err(wrong.at(name, 1)),
    };
    let mut plan = Plan { columns: Vec::new(), header, rows: 0 };
    let mut guesses = vec![Guess::default(); columns.len()];
    let open = |column: &Column| column.kind == Kind::Guessed && column.name.is_some();
    plan.rows = parts.iter().map(Table::about).sum();
    for (part, first) in parts.iter().zip(plan.first_lines()) {
        // No more lines are looked at than it takes to know.
        let ended = part.each_line(|line, cells| {
            let mut all_known = true;
            if let Line::Cells(cells) = cells
                && line > first
                && cells.len() == columns.len()
            {
                for ((guess, cell), column) in guesses.iter_mut().zip(cells).zip(&columns) {
                    if open(column) {
                        guess.look(cell);
                        all_known &= *guess == Guess::Text;
                    }
                }
                if all_known {
                    return Err(());
                }
            }
            Ok(())
        });
        if ended.is_err() {
            break;
        }
    }
    for (column, guess) in columns.iter_mut().zip(guesses) {
        if column.kind == Kind::Guessed {
            column.kind = guess.kind();
        }
    }
    plan.columns = columns;
    Ok(plan)
}

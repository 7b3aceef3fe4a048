//! Tables made into nodes and relationships.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::cell::{self, Texts};
use super::column::{Column, Group, Kind, Role};
use super::error::ImportError;
use super::guess::Guess;
use super::header::{self, Of};
use super::report::Report;
use super::table::{Line, Table};
use crate::graph::{Graph, LoadError, Loader, NodeId, Origin, Properties, Row, Value};

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
    labels: Texts,
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
        let labels: Vec<Arc<str>> = labels.iter().map(|label| self.labels.get(label)).collect();
        let plan = plan(parts, Of::Nodes, !labels.is_empty())?;
        self.loader.reserve(plan.rows, 0);
        self.rows(parts, &plan, |importer, cells, texts, row| {
            importer.node(&plan.columns, &labels, cells, texts, row)
        })
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
        let kind = kind.map(|kind| self.labels.get(kind));
        let plan = plan(parts, Of::Relationships, kind.is_some())?;
        self.loader.reserve(0, plan.rows);
        let mut key = String::new();
        self.rows(parts, &plan, |importer, cells, texts, row| {
            importer.relationship(&plan.columns, kind.as_ref(), cells, texts, row, &mut key)
        })
    }

    /// The graph.
    pub fn finish(self) -> Imported {
        Imported { graph: self.loader.finish(), report: self.report }
    }

    /// Goes through the lines behind the header.
    fn rows(
        &mut self,
        parts: &[Table],
        plan: &Plan,
        mut take: impl FnMut(&mut Self, &csv::StringRecord, &mut [Texts], Row) -> Result<(), Refusal>,
    ) -> Result<(), ImportError> {
        let mut texts: Vec<Texts> = plan.columns.iter().map(|_| Texts::default()).collect();
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
                    Line::Cells(cells) => take(self, cells, &mut texts, Row { table, line }),
                };
                match taken {
                    Ok(()) => Ok(()),
                    Err(Refusal::Bad(problem)) => {
                        self.report.pass_over(&part.name, line, problem);
                        Ok(())
                    }
                    Err(Refusal::Full) => Err(ImportError::Full { file: part.name.clone(), line }),
                }
            })?;
        }
        Ok(())
    }

    fn node(
        &mut self,
        columns: &[Column],
        labels: &[Arc<str>],
        cells: &csv::StringRecord,
        texts: &mut [Texts],
        row: Row,
    ) -> Result<(), Refusal> {
        let (mut labels, mut key) = (labels.to_vec(), None);
        let mut number = None;
        for (column, cell) in columns.iter().zip(cells) {
            match &column.role {
                Role::Id(group) if !cell.is_empty() => {
                    key = Some(key_of(group, cell));
                    number = numeral(cell).map(|number| (group, number));
                }
                Role::Labels => {
                    let named = cell.split(';').map(str::trim).filter(|label| !label.is_empty());
                    labels.extend(named.map(|label| self.labels.get(label)));
                }
                _ => {}
            }
        }
        let Some(key) = key else { return Err(bad(|| "its id is empty".to_owned())) };
        let properties = properties(columns, cells, texts)?;
        match self.loader.node(key.as_ref().into(), labels, properties, Origin::Row(row)) {
            Ok(node) => {
                if let Some((group, number)) = number {
                    self.numbered.note(group, number, node);
                }
                self.report.nodes += 1;
                Ok(())
            }
            Err(LoadError::Full) => Err(Refusal::Full),
            Err(_) => {
                let key = key.into_owned();
                Err(bad(move || format!("the id {key:?} was given to a node before")))
            }
        }
    }

    fn relationship(
        &mut self,
        columns: &[Column],
        kind: Option<&Arc<str>>,
        cells: &csv::StringRecord,
        texts: &mut [Texts],
        row: Row,
        scratch: &mut String,
    ) -> Result<(), Refusal> {
        let (mut from, mut to, mut kind) = (None, None, kind.cloned());
        for (column, cell) in columns.iter().zip(cells) {
            match &column.role {
                Role::Start(group) => from = Some(self.find(group, cell, scratch)?),
                Role::End(group) => to = Some(self.find(group, cell, scratch)?),
                Role::Type if !cell.trim().is_empty() => kind = Some(self.labels.get(cell.trim())),
                _ => {}
            }
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(bad(|| "it has no ends".to_owned()));
        };
        let Some(kind) = kind else { return Err(bad(|| "its type is empty".to_owned())) };
        let properties = properties(columns, cells, texts)?;
        match self.loader.relationship((from, to), kind, properties, Origin::Row(row)) {
            Ok(()) => {
                self.report.relationships += 1;
                Ok(())
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
struct Numbered(Vec<(Group, FxHashMap<u64, NodeId>)>);

impl Numbered {
    fn note(&mut self, group: &Group, number: u64, node: NodeId) {
        match self.0.iter_mut().find(|(known, _)| known == group) {
            Some((_, nodes)) => drop(nodes.insert(number, node)),
            None => self.0.push((group.clone(), std::iter::once((number, node)).collect())),
        }
    }

    fn find(&self, group: &Group, number: u64) -> Option<NodeId> {
        let (_, nodes) = self.0.iter().find(|(known, _)| known == group)?;
        nodes.get(&number).copied()
    }
}

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

fn properties(
    columns: &[Column],
    cells: &csv::StringRecord,
    texts: &mut [Texts],
) -> Result<Properties, Refusal> {
    let mut all: Vec<(Arc<str>, Value)> = Vec::with_capacity(columns.len());
    for ((column, cell), texts) in columns.iter().zip(cells).zip(texts) {
        let Some(name) = &column.name else { continue };
        match cell::value(column, cell, texts) {
            Ok(Some(value)) => all.push((name.clone(), value)),
            Ok(None) => {}
            Err(cell) => {
                let (name, cell, kind) = (name.clone(), cell.to_owned(), column.kind);
                return Err(bad(move || format!("{name}: {cell:?} is not {}", kind.words())));
            }
        }
    }
    Ok(Properties::of_distinct(all))
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
                found = Some(header::read(cells.iter(), of, named).map(|columns| (columns, line)));
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
    for (part, first) in parts.iter().zip(plan.first_lines()) {
        let ended: Result<(), std::convert::Infallible> = part.each_line(|line, cells| {
            if let Line::Cells(cells) = cells
                && line > first
                && cells.len() == columns.len()
            {
                plan.rows += 1;
                for ((guess, cell), column) in guesses.iter_mut().zip(cells).zip(&columns) {
                    if open(column) {
                        guess.look(cell);
                    }
                }
            }
            Ok(())
        });
        match ended {
            Ok(()) => {}
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

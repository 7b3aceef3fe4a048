//! The evaluator: each operator pushes its rows into the next one, so that a row that goes no
//! further costs nothing, and the first one that is not needed stops them all.

mod call;
mod expand;
mod filter;
mod group;
mod limit;
mod meet;
mod meeting;
mod optional;
mod path;
pub(super) mod profile;
mod project;
mod reach;
mod scan;
mod shortest;
mod sort;
mod steps;
mod unwind;
mod walk;
pub(super) mod write;

pub(super) use expand::way;

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::ZonedDateTime;

use super::dataset::{Dataset, Stop};
use super::error::{ErrorKind, Phase, QueryError};
use super::plan::{Plan, Slot};
use crate::graph::Value;
use profile::Profile;

/// How many elements a list may have, and how many rows may be held at once.
pub const MAX_ELEMENTS: usize = 10_000_000;

/// How many relationships a path may have.
pub const MAX_PATH: usize = 100_000;

/// A row: the value of each slot.
#[derive(Debug, Clone)]
pub struct Row(Vec<Value>);

impl Row {
    /// A row of nulls.
    pub fn new(slots: usize) -> Self {
        Self(vec![Value::Null; slots])
    }

    /// The value of a slot.
    #[inline]
    pub fn get(&self, slot: Slot) -> &Value {
        self.0.get(slot).unwrap_or(&Value::Null)
    }

    /// Puts a value into a slot.
    #[inline]
    pub fn set(&mut self, slot: Slot, value: Value) {
        if let Some(place) = self.0.get_mut(slot) {
            *place = value;
        }
    }

    /// The values of some slots.
    pub fn pick(&self, slots: &[Slot]) -> Vec<Value> {
        slots.iter().map(|&slot| self.get(slot).clone()).collect()
    }

    /// Puts values into some slots.
    pub fn put(&mut self, slots: &[Slot], values: Vec<Value>) {
        for (&slot, value) in slots.iter().zip(values) {
            self.set(slot, value);
        }
    }
}

/// What takes rows.
pub type Sink<'s> = dyn FnMut(&mut Row) -> Result<(), Stop> + 's;

/// What goes through a run, whatever becomes of the graph.
#[derive(Debug)]
pub struct Run<'a> {
    now: Option<&'a ZonedDateTime>,
    cancel: Option<&'a AtomicBool>,
    deadline: Option<(Instant, Duration)>,
    profile: Option<Profile>,
    plain: bool,
    ticks: Cell<u32>,
    random: Cell<u64>,
}

impl<'a> Run<'a> {
    /// The start of a run.
    pub fn new(context: &super::Context<'a>) -> Self {
        let (now, cancel) = (context.now, context.cancel);
        let deadline =
            context.timeout.and_then(|most| Some((Instant::now().checked_add(most)?, most)));
        let (ticks, random) = (Cell::new(0), Cell::new(0));
        Self { now, cancel, deadline, profile: None, plain: false, ticks, random }
    }

    /// The start of a run that is measured.
    pub fn profiled(context: &super::Context<'a>) -> Self {
        Self { profile: Some(Profile::new()), ..Self::new(context) }
    }

    /// The same run without the tables of the graph.
    pub fn plainly(self, plain: bool) -> Self {
        Self { plain, ..self }
    }

    /// What was measured.
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }
}

/// What all operators share while a query is run.
pub struct Exec<'a> {
    /// The graph.
    pub data: &'a dyn Dataset,
    /// The moment that counts as now, if one was given.
    pub now: Option<&'a ZonedDateTime>,
    /// Rows that were found before something was written.
    pub buffers: &'a [Vec<Row>],
    /// Are tables of the graph left aside?
    pub plain: bool,
    run: &'a Run<'a>,
}

impl<'a> Exec<'a> {
    /// A part of a run that sees the graph as it is now.
    pub fn new(data: &'a dyn Dataset, run: &'a Run<'a>, buffers: &'a [Vec<Row>]) -> Self {
        Self { data, now: run.now, buffers, plain: run.plain, run }
    }

    /// The next number of a sequence that looks random and is the same in each run, from 0 up to 1.
    ///
    /// The generator is SplitMix64 (Steele, Lea and Flood, 2014).
    pub fn random(&self) -> f64 {
        let state = self.run.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.run.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// To be called in each loop: ends the run when it was stopped from outside.
    ///
    /// # Errors
    /// The run was stopped.
    #[inline]
    pub fn tick(&self) -> Result<(), QueryError> {
        let ticks = self.run.ticks.get().wrapping_add(1);
        self.run.ticks.set(ticks);
        if ticks.is_multiple_of(256) { self.look_outside() } else { Ok(()) }
    }

    #[cold]
    fn look_outside(&self) -> Result<(), QueryError> {
        if let Some((deadline, most)) = self.run.deadline
            && Instant::now() >= deadline
        {
            let message = format!("the query took longer than {} seconds", most.as_secs_f64());
            return Err(
                QueryError::limit(None, message).with_help("ask for less, or allow more time")
            );
        }
        if let Some(cancel) = self.run.cancel
            && cancel.load(Ordering::Relaxed)
        {
            return Err(QueryError {
                span: None,
                phase: Phase::Run,
                kind: ErrorKind::Interrupted,
                code: "Interrupted",
                message: "the query was stopped".to_owned(),
                help: None,
            });
        }
        Ok(())
    }
}

/// Fails where more is to be held than may be.
pub(in crate::query) fn check_size(size: usize) -> Result<(), QueryError> {
    if size < MAX_ELEMENTS {
        return Ok(());
    }
    let message = format!("more than {MAX_ELEMENTS} elements would have to be held at once");
    Err(QueryError::limit(None, message).with_help("ask for less, or put LIMIT earlier"))
}

impl Plan {
    /// Pushes the rows of the plan into `sink`, starting from a row.
    ///
    /// # Errors
    /// An expression fails, a limit is passed, or `sink` wants no more.
    pub fn run(&self, row: &mut Row, exec: &Exec<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
        match &exec.run.profile {
            None => self.operate(row, exec, sink),
            Some(profile) => profile.run(self, row, exec, sink),
        }
    }

    fn operate(&self, row: &mut Row, exec: &Exec<'_>, sink: &mut Sink<'_>) -> Result<(), Stop> {
        match self {
            Self::Argument => sink(row),
            Self::Rows { buffer } => {
                let rows = exec.buffers.get(*buffer).map_or(&[][..], Vec::as_slice);
                rows.iter().try_for_each(|found| sink(&mut found.clone()))
            }
            Self::Call(call) => call::run(call, row, exec, sink),
            Self::Scan { input, slot, source, tests } => {
                let scan = scan::Scan { slot: *slot, source, tests };
                scan.run(input, row, exec, sink)
            }
            Self::Expand(expand) => expand::run(expand, row, exec, sink),
            Self::Meet(meet) => meet::run(meet, row, exec, sink),
            Self::Walk(walk) => walk::run(walk, row, exec, sink),
            Self::Ends { input, relationship, from, to, direction, bound } => {
                let ends = expand::Ends {
                    relationship: *relationship,
                    from: *from,
                    to: *to,
                    direction: *direction,
                    bound: *bound,
                };
                ends.run(input, row, exec, sink)
            }
            Self::Shortest(shortest) => shortest::run(shortest, row, exec, sink),
            Self::Path { input, slot, nodes, relationships } => {
                path::run(input, *slot, nodes, relationships, row, exec, sink)
            }
            Self::Filter { input, condition } => filter::run(input, condition, row, exec, sink),
            Self::Project { input, items } => project::run(input, items, row, exec, sink),
            Self::Group { input, keys, aggregates, weight, top } => {
                let grouping = group::Grouping { keys, aggregates, weight: *weight, top: *top };
                grouping.run(input, row, exec, sink)
            }
            Self::Distinct { input, slots } => filter::distinct(input, slots, row, exec, sink),
            Self::Sort { input, keys, slots, most, late } => {
                let sorting = sort::Sorting { keys, slots, most: most.as_ref(), late };
                sorting.run(input, row, exec, sink)
            }
            Self::Skip { input, count } => limit::skip(input, count, row, exec, sink),
            Self::Limit { input, count } => limit::limit(input, count, row, exec, sink),
            Self::Unwind { input, list, slot } => unwind::run(input, list, *slot, row, exec, sink),
            Self::Optional { input, inner, slots } => {
                optional::run(input, inner, slots, row, exec, sink)
            }
            Self::Union { parts } => parts.iter().try_for_each(|part| part.run(row, exec, sink)),
        }
    }

    /// Has the plan a row, starting from this one?
    ///
    /// # Errors
    /// An expression fails, or a limit is passed.
    pub fn any(&self, row: &mut Row, exec: &Exec<'_>) -> Result<bool, QueryError> {
        let mut any = false;
        let ended = self.run(row, exec, &mut |_| {
            any = true;
            Err(Stop::Enough)
        });
        match ended {
            Err(Stop::Error(error)) => Err(*error),
            Ok(()) | Err(Stop::Enough) => Ok(any),
        }
    }

    /// Calls `each` for all rows of the plan, starting from this one.
    ///
    /// # Errors
    /// An expression or `each` fails, or a limit is passed.
    pub fn each(
        &self,
        row: &mut Row,
        exec: &Exec<'_>,
        each: &mut dyn FnMut(&mut Row) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        match self.run(row, exec, &mut |row| Ok(each(row)?)) {
            Err(Stop::Error(error)) => Err(*error),
            Ok(()) | Err(Stop::Enough) => Ok(()),
        }
    }
}

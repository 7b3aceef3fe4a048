//! How many rows each operator of a plan gave, and how long it took.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::{Exec, Row, Sink};
use crate::query::dataset::Stop;
use crate::query::plan::Plan;

/// What was measured of an operator.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measure {
    /// The rows that it gave.
    pub rows: u64,
    /// The time that was spent in it, that of the operators before and after it left out.
    pub time: Duration,
}

/// Measures by operator. At any time one of them is at work.
#[derive(Debug)]
pub struct Profile {
    measures: RefCell<FxHashMap<usize, Measure>>,
    at_work: Cell<usize>,
    since: Cell<Instant>,
}

impl Profile {
    pub(super) fn new() -> Self {
        let since = Cell::new(Instant::now());
        Self { measures: RefCell::default(), at_work: Cell::new(0), since }
    }

    /// The measure of an operator.
    pub fn of(&self, plan: &Plan) -> Measure {
        self.measures.borrow().get(&name(plan)).copied().unwrap_or_default()
    }

    /// Another operator goes to work; who was at work before.
    fn enter(&self, next: usize) -> usize {
        let now = Instant::now();
        let spent = now.duration_since(self.since.replace(now));
        let before = self.at_work.replace(next);
        self.measures.borrow_mut().entry(before).or_default().time += spent;
        before
    }

    /// Runs an operator and measures it.
    pub(super) fn run(
        &self,
        plan: &Plan,
        row: &mut Row,
        exec: &Exec<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Stop> {
        let own = name(plan);
        let outer = self.enter(own);
        let ended = plan.operate(row, exec, &mut |row| {
            self.measures.borrow_mut().entry(own).or_default().rows += 1;
            let inner = self.enter(outer);
            let taken = sink(row);
            self.enter(inner);
            taken
        });
        self.enter(outer);
        ended
    }
}

/// An operator is known by its place: plans do not move while they are run.
fn name(plan: &Plan) -> usize {
    std::ptr::from_ref(plan).addr()
}

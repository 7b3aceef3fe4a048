//! The words of the graph, gathered while the prompt waits for the user.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::thread;

use super::complete::{Gathering, Vocabulary};
use super::helper::Shared;
use crate::session::{Making, Session};

/// A graph with fewer nodes and relationships is gathered before the prompt comes: nobody notices.
const SMALL: usize = 20_000;

/// Keeps the words of completion true to the graph: they are gathered once for each state of it.
pub(super) struct Gatherer {
    shared: Shared,
    /// The state of the graph that is gathered.
    revision: Option<u64>,
    /// What is gathered of it so far.
    open: Option<Gathering>,
}

impl Gatherer {
    pub(super) fn new(shared: Shared) -> Self {
        Self { shared, revision: None, open: None }
    }

    /// Waits with `wait` for the user, and meanwhile walks through the graph, if that is not done yet. The graph is
    /// only borrowed: when the user is there, the walk rests, so no statement waits for it.
    pub(super) fn while_waiting<T>(&mut self, session: &Session, wait: impl FnOnce() -> T) -> T {
        if let Some((making, _)) = session.unmade().filter(|(_, size)| *size >= SMALL) {
            return self.while_made(making, session.revision(), wait);
        }
        // A graph that cannot be made says so when it is asked.
        let Ok(graph) = session.graph() else { return wait() };
        if self.revision != Some(session.revision()) {
            let gathering = Gathering::new(graph, session.corpus());
            let first = self.revision.replace(session.revision()).is_none();
            self.open = Some(gathering);
            let never = AtomicBool::new(false);
            if graph.node_count() + graph.relationship_count() < SMALL {
                if let Some(mut gathering) = self.open.take() {
                    gathering.go_on(graph, &never);
                    publish(&self.shared, session.revision(), gathering.finish());
                }
            } else if let Some(gathering) = self.open.as_ref().filter(|_| first) {
                // Later, the words of the graph as it was are better than few words.
                publish(&self.shared, session.revision(), gathering.at_once());
            }
        }
        let Some(mut gathering) = self.open.take() else { return wait() };
        let stop = AtomicBool::new(false);
        let (value, gathering, done) = thread::scope(|scope| {
            let walk = scope.spawn(|| {
                let done = gathering.go_on(graph, &stop);
                (gathering, done)
            });
            // Whatever happens while waiting, the walk ends.
            let value = wait();
            stop.store(true, Ordering::Relaxed);
            match walk.join() {
                Ok((gathering, done)) => (value, Some(gathering), done),
                Err(_) => (value, None, false),
            }
        });
        self.open = gathering;
        if done {
            self.sort(session.revision());
        }
        value
    }

    /// A large graph is made, or brought up to date, while the user thinks, and gathered then.
    fn while_made<T>(&mut self, making: Making<'_>, revision: u64, wait: impl FnOnce() -> T) -> T {
        self.open = None;
        let stop = AtomicBool::new(false);
        let (value, gathered) = thread::scope(|scope| {
            let walk = scope.spawn(|| {
                let graph = making.graph().ok()?;
                let mut gathering = Gathering::new(graph, making.corpus());
                let done = gathering.go_on(graph, &stop);
                Some((gathering, done))
            });
            let value = wait();
            stop.store(true, Ordering::Relaxed);
            (value, walk.join().ok().flatten())
        });
        if let Some((gathering, done)) = gathered {
            (self.open, self.revision) = (Some(gathering), Some(revision));
            if done {
                self.sort(revision);
            }
        }
        value
    }

    /// Makes what was gathered ready, in another thread: it needs no graph.
    fn sort(&mut self, revision: u64) {
        let Some(gathering) = self.open.take() else { return };
        let shared = Arc::clone(&self.shared);
        // Without a thread there is no completion of names, and all else works.
        let _ = thread::Builder::new()
            .name("names".to_owned())
            .spawn(move || publish(&shared, revision, gathering.finish()));
    }
}

/// Hands words on, unless there are those of a later graph already.
fn publish(shared: &Shared, revision: u64, vocabulary: Vocabulary) {
    let mut known = shared.write().unwrap_or_else(PoisonError::into_inner);
    if known.0 <= revision {
        *known = (revision, Arc::new(vocabulary));
    }
}

//! Waiting until something may have changed.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Ways;
use crate::view::{Diagnostic, FilePlace, Screen};

/// An interrupt is noticed within this time.
const NOTICE: Duration = Duration::from_millis(100);

/// After the first change others are waited for: until it is quiet for so long, but not longer than [`CROWD`].
const QUIET: Duration = Duration::from_millis(100);
const CROWD: Duration = Duration::from_secs(2);

/// How often to look where the system cannot tell of changes.
const POLL: Duration = Duration::from_secs(10);

/// What tells that something may have changed. Events only wake: what has changed is seen by looking, so that an event that is
/// lost or told twice does no harm.
pub(super) struct Events {
    /// It tells as long as it lives.
    _watcher: Option<RecommendedWatcher>,
    told: Receiver<()>,
    poll: Option<Duration>,
}

impl Events {
    /// Listens to the folders; where the system cannot, they are looked into now and then, and that is said.
    pub(super) fn of(folders: &[PathBuf], ways: Ways, screen: &mut Screen) -> Self {
        let (tell, told) = mpsc::channel();
        if ways.once || ways.poll.is_some() {
            return Self { _watcher: None, told, poll: ways.poll };
        }
        let listening = notify::recommended_watcher(move |event| {
            if changes(&event) {
                // Nobody listens any more at the end.
                let _ = tell.send(());
            }
        })
        .and_then(|mut watcher| {
            for folder in folders {
                watcher.watch(folder, RecursiveMode::Recursive)?;
            }
            Ok(watcher)
        });
        match listening {
            Ok(watcher) => Self { _watcher: Some(watcher), told, poll: None },
            Err(error) => {
                let file = error.paths.first().map(|path| FilePlace {
                    file: path.display().to_string(),
                    ..FilePlace::default()
                });
                screen.show(
                    &Diagnostic::warning(format!("the system does not tell of changes: {error}"))
                        .code("Watch")
                        .in_file(file)
                        .help(Some(format!(
                            "the folders are looked into every {} seconds; --poll sets another time",
                            POLL.as_secs()
                        ))),
                );
                Self { _watcher: None, told, poll: Some(POLL) }
            }
        }
    }

    /// Waits until something may have changed, for `longest`, or for an interrupt.
    pub(super) fn wait(&mut self, longest: Duration, cancel: &AtomicBool) {
        let longest = self.poll.map_or(longest, |poll| poll.min(longest));
        let end = Instant::now() + longest;
        while !cancel.load(Ordering::Relaxed) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            match self.told.recv_timeout(left.min(NOTICE)) {
                Ok(()) => return self.crowd(),
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher there is nobody to tell.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(left.min(NOTICE)),
            }
        }
    }

    /// Lets what comes together come together.
    fn crowd(&self) {
        let end = Instant::now() + CROWD;
        while self.told.recv_timeout(QUIET).is_ok() && Instant::now() < end {}
    }
}

/// May the event mean a change? That somebody only looks is none: this program looks too.
fn changes(event: &notify::Result<notify::Event>) -> bool {
    match event {
        Ok(event) => match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        },
        Err(_) => true,
    }
}

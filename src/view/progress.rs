//! The progress bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer documents are read without a bar.
const MANY: usize = 20;

/// A bar on standard error for long work over many documents. It is cleared when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shown: bool,
}

impl Progress {
    /// A bar, drawn only if `shown`.
    pub fn new(shown: bool) -> Self {
        Self { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()), shown }
    }

    /// `done` of `all` are done. May be called from any thread.
    pub fn advance(&self, done: usize, all: usize) {
        if !self.shown || all < MANY {
            return;
        }
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        if self.bar.length().is_none() {
            self.bar.set_length(count(all));
            let style = "reading {bar:30} {pos}/{len} documents, {per_sec}, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                self.bar.set_style(style);
            }
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        // Threads may overtake each other: the bar goes forward only.
        self.bar.set_position(self.bar.position().max(count(done)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

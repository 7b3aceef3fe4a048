//! Commands that correct what was read.

use super::super::error::ReplError;
use super::Interpreter;
use crate::session::{Correction, Outcome, Request};
use crate::view;

impl Interpreter<'_> {
    pub(super) fn correct(&mut self, correction: Correction) -> Result<(), ReplError> {
        let reason = self.reason.clone();
        let before = self.session.orphans()?.len();
        let request = Request::Correct { correction, reason };
        let left_out = self.session.left_out_by(&request);
        if let Outcome::Corrected(entry) = self.request(request)? {
            let number = view::grouped(self.session.corrections().len());
            self.screen.say(&format!("{number}  {}", view::escape(&entry.statement)));
            left_out.iter().for_each(|told| self.screen.say(told));
            self.tell_orphans(before)?;
        }
        Ok(())
    }

    /// Undoes an entry of the log, or lets it count again.
    pub(super) fn take_back(&mut self, entry: Option<usize>, undo: bool) -> Result<(), ReplError> {
        let reason = self.reason.clone();
        let before = self.session.orphans()?.len();
        let request =
            if undo { Request::Undo { entry, reason } } else { Request::Redo { entry, reason } };
        let (word, entry) = match self.request(request)? {
            Outcome::Undone(entry) => ("taken back", entry),
            Outcome::Redone(entry) => ("counts again", entry),
            _ => return Ok(()),
        };
        self.screen.say(&format!("{word}: {}", view::escape(&entry.statement)));
        self.tell_orphans(before)
    }

    /// Says how many corrections have no ground any more, where these are more than before.
    pub(super) fn tell_orphans(&mut self, before: usize) -> Result<(), ReplError> {
        let left_out = self.session.orphans()?.len();
        if left_out > before {
            let n = view::grouped(left_out);
            let words = if left_out == 1 {
                "correction has lost its"
            } else {
                "corrections have lost their"
            };
            self.screen.say(&format!("{n} {words} ground: :log tells"));
        }
        Ok(())
    }
}

//! Commands that change what the graph is made of: documents read and taken out, files opened and saved.

use std::path::PathBuf;

use super::super::error::ReplError;
use super::Interpreter;
use crate::session::{Outcome, Request};
use crate::view;

impl Interpreter<'_> {
    pub(super) fn add(&mut self, path: PathBuf) -> Result<(), ReplError> {
        let Outcome::Read(report) = self.request(Request::Read { paths: vec![path] })? else {
            return Ok(());
        };
        report.diagnostics().for_each(|one| self.screen.show(&one));
        self.passed_over |= !report.passed_over.is_empty();
        let replaced = match report.replaced.len() {
            0 => String::new(),
            n => format!(", {} in the place of older ones", view::grouped(n)),
        };
        self.screen.say(&format!("read {}{replaced}", documents(report.read)));
        Ok(())
    }

    pub(super) fn remove(&mut self, what: &str) -> Result<(), ReplError> {
        if let Outcome::Removed(id) = self.request(Request::Remove { document: what.to_owned() })? {
            self.screen.say(&format!("took {} out", view::escape(&id)));
            self.tell_orphans(0)?;
        }
        Ok(())
    }

    pub(super) fn save(&mut self, path: Option<PathBuf>, force: bool) -> Result<(), ReplError> {
        if force {
            self.session.insist();
        }
        if let Outcome::Saved(path) = self.request(Request::Save { path })? {
            self.screen.say(&format!("saved {}", path.display()));
        }
        Ok(())
    }

    pub(super) fn open(&mut self, path: PathBuf) -> Result<(), ReplError> {
        self.request(Request::Open { path: path.clone() })?;
        self.screen.say(&format!("opened {}", path.display()));
        self.offer();
        Ok(())
    }

    /// Tells what another session has left unsaved.
    pub(in crate::repl) fn offer(&mut self) {
        if let Some(left) = self.session.left() {
            let told = left.told();
            self.screen.say(&format!("{told}: :recover takes them over, :forget drops them"));
        }
    }

    pub(super) fn recover(&mut self) -> Result<(), ReplError> {
        let (count, lost) = self.session.recover()?;
        self.screen.say(&format!("took over {}: not saved yet", corrections(count)));
        if lost > 0 {
            let n = view::grouped(lost);
            self.screen.say(&format!("{n} of their changes have lost their ground: :log tells"));
        }
        Ok(())
    }

    pub(super) fn forget(&mut self) -> Result<(), ReplError> {
        let count = self.session.forget()?;
        self.screen.say(&format!("dropped {}", corrections(count)));
        Ok(())
    }

    pub(super) fn demo(&mut self) -> Result<(), ReplError> {
        if let Outcome::Sampled(report) = self.request(Request::Sample)? {
            self.screen.say(&format!("read {}, the sample", documents(report.read)));
            if self.talkative {
                self.screen.say("try :examples, :who Rubio, :timeline 2025-07, :schema");
            }
        }
        Ok(())
    }
}

fn corrections(n: usize) -> String {
    let words = if n == 1 { "correction" } else { "corrections" };
    format!("{} {words}", view::grouped(n))
}

fn documents(n: usize) -> String {
    let words = if n == 1 { "document" } else { "documents" };
    format!("{} {words}", view::grouped(n))
}

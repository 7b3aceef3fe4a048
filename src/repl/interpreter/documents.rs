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

    pub(super) fn save(&mut self, path: Option<PathBuf>) -> Result<(), ReplError> {
        if let Outcome::Saved(path) = self.request(Request::Save { path })? {
            self.screen.say(&format!("saved {}", path.display()));
        }
        Ok(())
    }

    pub(super) fn open(&mut self, path: PathBuf) -> Result<(), ReplError> {
        self.request(Request::Open { path: path.clone() })?;
        self.screen.say(&format!("opened {}", path.display()));
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

fn documents(n: usize) -> String {
    let words = if n == 1 { "document" } else { "documents" };
    format!("{} {words}", view::grouped(n))
}

//! One page for a browser: the graph, and all that is needed to look at it, in one file that asks no network.

mod corrected;
mod data;
mod frame;
mod strings;

use crate::export::{ExportError, Exported, Format, Target};
use crate::graph::Entry;

pub use data::write as write_data;
pub use frame::{Frame, Parts};

/// The page, as a format.
#[derive(Debug, Clone, Default)]
pub struct Html {
    log: Vec<Entry>,
}

impl Format for Html {
    fn is_picture(&self) -> bool {
        true
    }

    fn heed(&mut self, log: &[Entry]) {
        self.log = log.to_vec();
    }

    /// Memory grows with the distinct texts of the part by a pointer each.
    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let out = target.file("graph.html")?;
        let frame = Frame::of_file();
        out.write_all(frame.before_data().as_bytes())?;
        write_data(what, &self.log, out)?;
        out.write_all(frame.behind_data().as_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;

//! Many texts as one, to look for a part in all of them at once.

use crate::graph::value::Value;

/// The texts among some values, one after the other.
#[derive(Debug)]
pub(super) struct Texts {
    all: String,
    /// Where each value's text begins, and where the last one ends.
    starts: Vec<usize>,
    is_text: Vec<bool>,
}

impl Texts {
    pub(super) fn of(values: &[Value]) -> Self {
        let mut all =
            String::with_capacity(values.iter().filter_map(Value::as_str).map(str::len).sum());
        let mut starts = Vec::with_capacity(values.len() + 1);
        for value in values {
            starts.push(all.len());
            all.push_str(value.as_str().unwrap_or_default());
        }
        starts.push(all.len());
        let is_text = values.iter().map(|value| value.as_str().is_some()).collect();
        Self { all, starts, is_text }
    }

    /// For each value, whether it is text with the part in it.
    pub(super) fn containing(&self, part: &str) -> Vec<bool> {
        if part.is_empty() {
            return self.is_text.clone();
        }
        let mut found = vec![false; self.is_text.len()];
        let finder = memchr::memmem::Finder::new(part);
        let bytes = self.all.as_bytes();
        let mut from = 0;
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let start = from + at;
            // The last value that begins here or before: those without text begin where the next one does.
            let number = self.starts.partition_point(|&begin| begin <= start).saturating_sub(1);
            let end = self.starts.get(number + 1).copied().unwrap_or(bytes.len());
            if start + part.len() <= end {
                if let Some(found) = found.get_mut(number) {
                    *found = true;
                }
                from = end;
            } else {
                from = start + 1;
            }
        }
        found
    }
}

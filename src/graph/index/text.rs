//! Many texts as one, to look for a part in all of them at once.

use crate::graph::value::Value;

/// The texts among some values, one after the other.
#[derive(Debug)]
pub(super) struct Texts {
    all: String,
    /// Where each value's text begins, and where the last one ends.
    starts: Vec<u32>,
    is_text: Vec<bool>,
}

impl Texts {
    /// `None` where they are longer than can be counted.
    pub(super) fn of(values: &[Value]) -> Option<Self> {
        let place = |all: &String| u32::try_from(all.len()).ok();
        let mut all =
            String::with_capacity(values.iter().filter_map(Value::as_str).map(str::len).sum());
        let mut starts = Vec::with_capacity(values.len() + 1);
        for value in values {
            starts.push(place(&all)?);
            all.push_str(value.as_str().unwrap_or_default());
        }
        starts.push(place(&all)?);
        let is_text = values.iter().map(|value| value.as_str().is_some()).collect();
        Some(Self { all, starts, is_text })
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
            let number =
                self.starts.partition_point(|&begin| begin as usize <= start).saturating_sub(1);
            let end = self.starts.get(number + 1).map_or(bytes.len(), |&end| end as usize);
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

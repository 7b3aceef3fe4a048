//! A sorted table of text: a key and fields on each line, found by the key's hash, with nothing else to parse at start.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::error::GrammarError;
use super::files::Files;

/// Lines `key<TAB>field<TAB>…`, sorted by the bytes of the key.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    text: String,
    /// Where each line starts, where its key ends and where it ends.
    lines: Vec<[u32; 3]>,
    /// At the first free place from its hash on: the rest of a key's hash, and the number of its line, plus one.
    places: Vec<(u32, u32)>,
}

/// The hash of a key: what its place is found by, and what is compared there.
fn hash(key: &str) -> (usize, u32) {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    let hash = hasher.finish();
    (hash as usize, (hash >> 32) as u32)
}

impl Table {
    /// The table in file `path`; an empty one where there is no such file.
    ///
    /// # Errors
    /// A line without its `fields` fields, or out of order.
    pub(super) fn from_files(
        files: &Files,
        path: &str,
        fields: usize,
    ) -> Result<Self, GrammarError> {
        let text = files.get(path).cloned().unwrap_or_default();
        let fail = |line: usize, message: String| GrammarError {
            file: path.to_owned(),
            line: line + 1,
            column: 1,
            message,
            hint: Some("the table is made by build.py, beside it".to_owned()),
        };
        let mut lines = Vec::new();
        let (mut start, mut before) = (0_u32, "");
        for (n, line) in text.split_terminator('\n').enumerate() {
            let key = line.split('\t').next().unwrap_or("");
            if line.bytes().filter(|&b| b == b'\t').count() + 1 != fields {
                return Err(fail(n, format!("expected {fields} fields parted by tabs")));
            }
            if n > 0 && key.as_bytes() <= before.as_bytes() {
                return Err(fail(n, format!("{key:?} must come before {before:?}")));
            }
            before = key;
            let past = |bytes: &str| {
                let end = u32::try_from(bytes.len()).ok().and_then(|len| start.checked_add(len));
                end.ok_or_else(|| fail(n, "the table is too long".into()))
            };
            let end = past(line)?;
            lines.push([start, past(key)?, end]);
            start = end.saturating_add(1);
        }
        let mut table = Self { text, lines, places: Vec::new() };
        table.find_places();
        Ok(table)
    }

    fn find_places(&mut self) {
        let room = (2 * self.lines.len()).next_power_of_two();
        let mut places = vec![(0, 0); room];
        for (key, number) in self.keys().zip(1..) {
            let (mut at, rest) = hash(key);
            while let Some(place) = places.get_mut(at & (room - 1)) {
                if place.1 == 0 {
                    *place = (rest, number);
                    break;
                }
                at = at.wrapping_add(1);
            }
        }
        self.places = places;
    }

    fn key(&self, [start, end, _]: [u32; 3]) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// All keys, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|&line| self.key(line))
    }

    /// The fields of the line with this key, still parted by tabs. Cost: one look-up.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let (mut at, rest) = hash(key);
        let last = self.places.len().checked_sub(1)?;
        // Half of the places are free: it ends.
        loop {
            let &(other, number) = self.places.get(at & last)?;
            let line = number.checked_sub(1)?;
            if other == rest {
                let line = *self.lines.get(line as usize)?;
                if self.key(line) == key {
                    let [_, end, next] = line.map(|at| at as usize);
                    return Some(self.text.get(end + 1..next).unwrap_or(""));
                }
            }
            at = at.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<Table, GrammarError> {
        Table::from_files(&Files::from([("t.tsv".to_owned(), text.to_owned())]), "t.tsv", 2)
    }

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let table = table("ayr\t1\nbury\t2\ncork\t3\n").unwrap();
        assert_eq!(table.get("bury"), Some("2"));
        assert_eq!(table.get("bur"), None);
        assert_eq!(table.get("zug"), None);
    }

    #[test]
    fn a_line_out_of_order_or_short_of_fields_is_named() {
        assert_eq!(table("b\t1\na\t2\n").unwrap_err().line, 2);
        assert_eq!(table("a\t1\nb\n").unwrap_err().line, 2);
    }
}

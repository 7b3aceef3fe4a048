//! A sorted table of text: a key and fields on each line, found by binary search, with nothing to parse at start.

use super::error::GrammarError;
use super::files::Files;

/// Lines `key<TAB>field<TAB>…`, sorted by the bytes of the key.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    text: String,
    lines: Vec<(u32, u32)>,
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
            let len = u32::try_from(line.len()).unwrap_or(u32::MAX);
            let end =
                start.checked_add(len).ok_or_else(|| fail(n, "the table is too long".into()))?;
            lines.push((start, end));
            start = end.saturating_add(1);
        }
        Ok(Self { text, lines })
    }

    fn line(&self, (start, end): (u32, u32)) -> (&str, &str) {
        let line = self.text.get(start as usize..end as usize).unwrap_or("");
        line.split_once('\t').unwrap_or((line, ""))
    }

    /// All keys, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|&line| self.line(line).0)
    }

    /// The fields of the line with this key, still parted by tabs. Cost: logarithmic.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let at = self.lines.partition_point(|&l| self.line(l).0.as_bytes() < key.as_bytes());
        let (found, fields) = self.line(*self.lines.get(at)?);
        (found == key).then_some(fields)
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

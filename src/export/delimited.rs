//! Lines of CSV (RFC 4180) that tell an empty text from no value, which the crate `csv` does not: the one is quoted.

use std::borrow::Cow;
use std::io::{self, Write};

/// Writes one record.
pub(super) fn record<'a>(
    out: &mut dyn Write,
    cells: impl IntoIterator<Item = Option<Cow<'a, str>>>,
) -> io::Result<()> {
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        let Some(cell) = cell else { continue };
        let plain = !cell.is_empty()
            && !cell.contains(['"', ',', '\n', '\r'])
            && !cell.starts_with(char::is_whitespace)
            && !cell.ends_with(char::is_whitespace);
        if plain {
            out.write_all(cell.as_bytes())?;
        } else {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        }
    }
    out.write_all(b"\n")
}

/// Text as no spreadsheet takes it for a formula: they show what stands behind `'` as it is.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let begins = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if begins || text.starts_with(['\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_is_not_no_value() {
        let mut out = Vec::new();
        super::record(&mut out, [Some("".into()), None, Some("a".into())]).expect("written");
        assert_eq!(out, b"\"\",,a\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in prop::collection::vec(any::<String>(), 2..5)) {
            let mut out = Vec::new();
            super::record(&mut out, cells.iter().map(|cell| Some(cell.into()))).expect("written");
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
            let read = reader.records().next().expect("a record").expect("whole");
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), cells);
        }
    }
}

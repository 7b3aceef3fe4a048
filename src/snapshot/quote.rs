//! Text as a string of RON.

use std::io::{self, Write};

/// Writes `text` in quotation marks. What ends a line, acts on a terminal or turns the direction of writing is
/// escaped; letters, marks and signs of all scripts stand as they are. Cost: linear.
pub(super) fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut plain = 0;
    for (at, c) in text.char_indices().filter(|&(_, c)| must_escape(c)) {
        out.write_all(text.get(plain..at).unwrap_or_default().as_bytes())?;
        plain = at + c.len_utf8();
        match c {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            '\n' => out.write_all(b"\\n")?,
            '\r' => out.write_all(b"\\r")?,
            '\t' => out.write_all(b"\\t")?,
            c => write!(out, "\\u{{{:x}}}", u32::from(c))?,
        }
    }
    out.write_all(text.get(plain..).unwrap_or_default().as_bytes())?;
    out.write_all(b"\"")
}

fn must_escape(c: char) -> bool {
    match c {
        '"' | '\\' => true,
        // Marks of direction, separators of lines and paragraphs, the byte order mark.
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// Writes items between brackets, on one line.
pub(super) fn list<W: Write, T>(
    out: &mut W,
    all: &[T],
    mut item: impl FnMut(&mut W, &T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, one) in all.iter().enumerate() {
        if i > 0 {
            out.write_all(b", ")?;
        }
        item(out, one)?;
    }
    out.write_all(b"]")
}

//! Texts that stand once in the page's data and are named by number elsewhere.

use std::borrow::Cow;
use std::io::{self, Write};

use indexmap::IndexSet;

/// Distinct texts, in the order in which they first came.
#[derive(Debug, Default)]
pub(super) struct Strings<'g>(IndexSet<Cow<'g, str>>);

impl<'g> Strings<'g> {
    /// The number of a text.
    pub(super) fn number(&mut self, text: impl Into<Cow<'g, str>>) -> usize {
        self.0.insert_full(text.into()).0
    }

    /// Writes them as a list.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_list(out, self.0.iter(), |text, out| out.write_all(quoted(text).as_bytes()))
    }
}

/// Writes items as a list, each by `one`.
pub(super) fn write_list<T>(
    out: &mut dyn Write,
    items: impl IntoIterator<Item = T>,
    mut one: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        one(item, out)?;
    }
    out.write_all(b"]")
}

/// A text in quotes as JSON that may stand in a page: nothing in it ends the element around it, begins a comment, or ends a
/// line of a script.
pub(super) fn quoted(text: &str) -> String {
    let plain = serde_json::Value::from(text).to_string();
    if !plain.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        return plain;
    }
    let mut out = String::with_capacity(plain.len() + 16);
    for c in plain.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Strings, quoted};

    #[test]
    fn a_text_stands_once() {
        let mut strings = Strings::default();
        assert_eq!(
            [strings.number("a"), strings.number("b"), strings.number("a".to_owned())],
            [0, 1, 0]
        );
        let mut out = Vec::new();
        strings.write(&mut out).unwrap();
        assert_eq!(out, br#"["a","b"]"#);
    }

    #[test]
    fn no_text_leaves_its_element() {
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}\"\\\u{0}\n";
        let written = quoted(hostile);
        assert!(
            !written.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n', '\0']),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), hostile);
    }
}

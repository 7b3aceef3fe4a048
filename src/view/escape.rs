//! Characters that could act on a terminal, shown instead of sent.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with control characters, line and paragraph separators and the marks that turn the
/// direction of writing shown as escapes (`\n`, `\u{202e}`). Cost: linear; without such
/// characters the text is not copied.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            c if acts(c) => {
                // Writing to a String does not fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The same for running text, in which line ends may stay.
pub fn escape_lines(text: &str) -> String {
    text.split('\n').map(escape).collect::<Vec<_>>().join("\n")
}

/// Can the character do something to a terminal, or to the order in which text is shown on it?
pub(super) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{escape, escape_lines};

    #[test]
    fn what_could_act_on_a_terminal_is_shown_as_an_escape() {
        assert_eq!(escape("a\u{1b}[31mb\u{7}\n"), "a\\u{1b}[31mb\\u{7}\\n");
        assert_eq!(escape("\u{202e}dekaf\u{9b}"), "\\u{202e}dekaf\\u{9b}");
        assert_eq!(escape_lines("a\u{8}\nb"), "a\\u{8}\nb");
    }

    #[test]
    fn other_text_in_any_script_stays_as_it_is() {
        for text in ["Vučić", "السودان", "e\u{301}", "日本", "“quoted”"] {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
    }
}

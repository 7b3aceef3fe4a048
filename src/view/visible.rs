//! Text from documents, made harmless on a terminal.

use std::borrow::Cow;

/// The text with every character that acts on a terminal or turns the direction of writing shown by its number,
/// such as `\u{1b}`. Line breaks and tabs are such characters too. Cost: linear.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_acts_is_shown_and_letters_stay() {
        assert_eq!(visible("a\u{1B}[31m\u{202E}\n"), "a\\u{1b}[31m\\u{202e}\\u{a}");
        assert_eq!(visible("دبي “é” 北京"), "دبي “é” 北京");
    }
}

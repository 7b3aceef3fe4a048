//! Texts as they stand in a picture.

use unicode_width::UnicodeWidthStr;

/// How many characters of a text are shown, and after how many columns a line is broken where it may be.
pub const LONGEST: usize = 90;
/// See [`LONGEST`].
pub const LINE: usize = 26;

/// The beginning of a text in lines: broken between words, and within one that is longer than a line by far.
pub fn wrapped(text: &str) -> Vec<String> {
    let mut cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() {
        cut = cut.trim_end().to_owned();
        cut.push('…');
    }
    let mut lines = vec![String::new()];
    for word in cut.split([' ', '\n', '\t']) {
        let mut word = shown(word);
        while let Some(last) = lines.last_mut() {
            let width = last.width();
            if width > 0 && width + word.width() >= LINE {
                lines.push(String::new());
                continue;
            }
            if width > 0 {
                last.push(' ');
            }
            if word.width() <= LINE + 8 {
                last.push_str(&word);
                break;
            }
            let end = word.char_indices().map(|(at, _)| at).find(|&at| word[..at].width() >= LINE);
            let rest = word.split_off(end.unwrap_or(word.len()));
            last.push_str(&word);
            if rest.is_empty() {
                break;
            }
            lines.push(String::new());
            word = rest;
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A text in which nothing acts: what controls a terminal, turns the direction of writing, or may not stand in XML is
/// shown by its number.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            out.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Does a character do something besides being shown?
pub fn acts(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFFE}'
            | '\u{FFFF}'
    ) || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_wrapped() {
        assert_eq!(wrapped("one two"), ["one two"]);
        let long = wrapped(&"word ".repeat(100));
        assert!(long.last().is_some_and(|last| last.ends_with('…')), "{long:?}");
        assert!(long.len() > 1 && long.iter().all(|line| line.width() <= LINE), "{long:?}");
        let one = wrapped(&"x".repeat(80));
        assert!(one.len() > 1 && one.concat() == "x".repeat(80), "{one:?}");
        assert!(wrapped("").is_empty() && wrapped(" \n ").is_empty());
    }

    #[test]
    fn what_acts_is_shown_by_its_number() {
        assert_eq!(shown("a\u{202E}b\u{0}"), "a[U+202E]b[U+0000]");
    }
}

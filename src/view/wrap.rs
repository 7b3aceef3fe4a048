//! Text fitted to the columns of a terminal.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How many columns of a terminal the text takes: East Asian characters take two, combining marks none.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The beginning of a text with `…`, where it has more than `most` characters.
pub fn cut(text: &str, most: Option<usize>) -> Option<String> {
    let (at, _) = text.char_indices().nth(most?.max(1))?;
    Some(format!("{}…", text.get(..at).unwrap_or("").trim_end()))
}

/// The text, filled up with blanks to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The lines of a text, none wider than `columns`, broken between words where that can be.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut wide = 0;
    for word in text.split(' ') {
        let length = width(word);
        if wide > 0 && wide + 1 + length > columns {
            lines.push(std::mem::take(&mut line));
            wide = 0;
        } else if wide > 0 || !lines.is_empty() && line.is_empty() && word.is_empty() {
            line.push(' ');
            wide += 1;
        }
        if length <= columns {
            line.push_str(word);
            wide += length;
            continue;
        }
        for c in word.chars() {
            let length = c.width().unwrap_or(0);
            if wide + length > columns && wide > 0 {
                lines.push(std::mem::take(&mut line));
                wide = 0;
            }
            line.push(c);
            wide += length;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, padded, width, wrapped};

    #[test]
    fn width_is_that_of_the_terminal() {
        assert_eq!((width("日本"), width("e\u{301}"), width("السودان")), (4, 1, 7));
        assert_eq!(padded("日", 4), "日  ");
    }

    #[test]
    fn lines_break_between_words_and_in_words_that_are_too_long() {
        assert_eq!(wrapped("the envoys met in Lima", 10), ["the envoys", "met in", "Lima"]);
        assert_eq!(wrapped("日本語日本語", 6), ["日本語", "日本語"]);
        assert_eq!(wrapped("", 10), [""]);
        assert!(wrapped("a bb cccccccccccc d", 5).iter().all(|line| width(line) <= 5));
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("abc", Some(3)), None);
        assert_eq!(cut("ab cd", Some(3)).as_deref(), Some("ab…"));
        assert_eq!(cut("abcd", None), None);
    }
}

//! One spelling for the many of a name: how lexicon keys and the words of a text are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case, without accents, with straight apostrophes and single spaces: the key of a name.
///
/// Cost: linear. `grammar/lexicon/build.py` has the same function under the name `key`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_onto(text, &mut out);
    out
}

/// Writes [`fold`] of `text` behind what stands in `out`.
pub fn fold_onto(text: &str, out: &mut String) {
    let start = out.len();
    let mut space = false;
    if text.is_ascii() {
        for byte in text.bytes() {
            // What white space is among ASCII to `char`, of which a byte knows less.
            if matches!(byte, b'\t'..=b'\r' | b' ') {
                space = out.len() > start;
                continue;
            }
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(if byte == b'`' { '\'' } else { byte.to_ascii_lowercase().into() });
        }
        return;
    }
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        if c.is_whitespace() {
            space = out.len() > start;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        match c {
            '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʿ' | 'ʾ' => out.push('\''),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_onto};

    #[test]
    fn case_accents_apostrophes_and_line_breaks_do_not_count() {
        assert_eq!(fold("  Côte\n d’Ivoire "), "cote d'ivoire");
        assert_eq!(fold("U.S."), "u.s.");
        assert_eq!(fold("\tO`Hara \u{b}\u{c} \rLUND\n"), "o'hara lund");
        assert_eq!(fold("\u{1c}A\u{7f}"), "\u{1c}a\u{7f}");
    }
    #[test]
    fn what_stands_before_is_left() {
        let mut out = "Ana ".to_owned();
        fold_onto("  Ruiz", &mut out);
        fold_onto(" \u{a0} Võsu", &mut out);
        assert_eq!(out, "Ana ruizvosu");
    }
}

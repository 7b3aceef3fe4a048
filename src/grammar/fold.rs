//! One spelling for the many of a name: how lexicon keys and the words of a text are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case, without accents, with straight apostrophes and single spaces: the key of a name.
///
/// Cost: linear. `grammar/lexicon/build.py` has the same function under the name `key`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut push = |c: char| {
        if c.is_whitespace() {
            space = !out.is_empty();
            return;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        match c {
            '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʿ' | 'ʾ' => out.push('\''),
            _ => out.extend(c.to_lowercase()),
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut push);
    } else {
        text.nfd().filter(|&c| !is_combining_mark(c)).for_each(&mut push);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_apostrophes_and_line_breaks_do_not_count() {
        assert_eq!(fold("  Côte\n d’Ivoire "), "cote d'ivoire");
        assert_eq!(fold("U.S."), "u.s.");
    }
}

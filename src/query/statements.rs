//! Where one query of a text ends and the next begins.

use crate::text::Span;

/// The queries of `text` in order, each without the `;` that ends it and the white space around it. A `;` in a string, a
/// quoted name or a comment ends nothing; the last query may do without; what is nothing but white space and comments is no
/// query. Cost: linear.
pub fn statements(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    // Where the query begins, once it has begun, and where its last word ended.
    let mut query: Option<(usize, usize)> = None;
    let mut close = |query: &mut Option<(usize, usize)>| {
        found.extend(query.take().map(|(start, end)| Span::new(start, end)));
    };
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, kind) = piece(rest);
        match kind {
            Piece::End => close(&mut query),
            Piece::Blank => {}
            Piece::Words => {
                let start = query.map_or(at, |(start, _)| start);
                query = Some((start, at + length));
            }
        }
        at += length;
    }
    close(&mut query);
    found
}

/// The byte of the `;` that ends the query that `text` begins with; its length where none does. Cost: linear.
pub fn query_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, kind) = piece(rest);
        if kind == Piece::End {
            return at;
        }
        at += length;
    }
    text.len()
}

/// `text` without white space and comments at its start. Cost: linear in these.
pub fn past_blank(mut text: &str) -> &str {
    while !text.is_empty() {
        let (length, kind) = piece(text);
        if kind != Piece::Blank {
            return text;
        }
        text = text.get(length..).unwrap_or("");
    }
    text
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// The sign that ends a query.
    End,
    /// White space or a comment.
    Blank,
    /// Anything else.
    Words,
}

/// The piece that `rest` begins with, and its length in bytes; never nothing.
fn piece(rest: &str) -> (usize, Piece) {
    let Some(first) = rest.chars().next() else { return (1, Piece::Blank) };
    let inner = rest.get(first.len_utf8()..).unwrap_or("");
    match first {
        ';' => (1, Piece::End),
        '\'' | '"' | '`' => (1 + quoted(inner, first), Piece::Words),
        '/' if inner.starts_with('/') => (rest.find('\n').unwrap_or(rest.len()), Piece::Blank),
        '/' if inner.starts_with('*') => match rest.get(2..).unwrap_or("").find("*/") {
            Some(end) => (end + 4, Piece::Blank),
            // A comment that does not end is a mistake, for the parser to tell.
            None => (rest.len(), Piece::Words),
        },
        c if c.is_whitespace() => (c.len_utf8(), Piece::Blank),
        c => (c.len_utf8(), Piece::Words),
    }
}

/// Bytes up to and with the mark that ends a quotation.
fn quoted(inner: &str, mark: char) -> usize {
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && mark != '`' {
            chars.next();
        } else if c == mark {
            return at + c.len_utf8();
        }
    }
    inner.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::statements;

    fn split(text: &str) -> Vec<&str> {
        statements(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn queries_end_at_semicolons_and_the_last_may_do_without() {
        assert_eq!(
            split("RETURN 1;\n MATCH (n)\nRETURN n ;RETURN 2 "),
            ["RETURN 1", "MATCH (n)\nRETURN n", "RETURN 2"]
        );
    }

    #[test]
    fn semicolons_in_strings_names_and_comments_end_nothing() {
        let query = "RETURN ';', \"\\\";\", `a;b` /* ; */ AS x";
        assert_eq!(split(&format!("// first;\n{query}; // last; one")), [query]);
        assert_eq!(split("RETURN 'open; é"), ["RETURN 'open; é"]);
        assert_eq!(split("RETURN 1 /* open; "), ["RETURN 1 /* open; "]);
    }

    #[test]
    fn blanks_and_comments_are_no_queries() {
        assert!(split(" ;; \n // nothing\n /* : */ ;").is_empty() && split("").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_split_into_parts_that_lie_apart_and_in_order(text in "[a;'\"`/*\\\\ \né]{0,40}") {
            let mut end = 0;
            for span in statements(&text) {
                prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
                prop_assert!(text.get(span.start..span.end).is_some());
                end = span.end;
            }
        }
    }
}

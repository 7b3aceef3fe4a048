//! The pieces of a text that is being typed: what the lexer makes of it, and where it fails, what it began.

use super::{Lexer, TokenKind};
use crate::text::Span;

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A name or keyword.
    Word,
    /// A name between backticks, closed or not.
    Quoted,
    /// A string that is closed.
    Text,
    /// A string that is not closed yet; it reaches to the end.
    Open,
    /// A number.
    Number,
    /// A parameter, with its `$`.
    Parameter,
    /// An operator or a mark.
    Mark,
    /// A comment, closed or not.
    Comment,
    /// What the language does not know.
    Unknown,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes.
    pub span: Span,
}

/// The pieces of any text, in order, without white space. Unlike the lexer of queries it never fails, so that a text can
/// be coloured and completed while it is typed. Cost: linear.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut lexer = Lexer { text, at: 0 };
    let mut found = Vec::new();
    loop {
        lexer.take_while(char::is_whitespace);
        let start = lexer.at;
        let rest = lexer.rest();
        let Some(first) = rest.chars().next() else { return found };
        let kind = if rest.starts_with("//") || rest.starts_with("/*") {
            let length = match rest.strip_prefix("/*") {
                Some(inner) => inner.find("*/").map_or(rest.len(), |at| at + 4),
                None => rest.find('\n').unwrap_or(rest.len()),
            };
            lexer.at += length;
            PieceKind::Comment
        } else {
            match lexer.next() {
                Ok(token) => kind(&token.kind),
                Err(_) => {
                    lexer.at = start;
                    begun(&mut lexer, first)
                }
            }
        };
        // Whatever it was, it goes forward.
        if lexer.at <= start {
            lexer.at = start + first.len_utf8();
        }
        found.push(Piece { kind, span: Span::new(start, lexer.at) });
    }
}

fn kind(token: &TokenKind) -> PieceKind {
    match token {
        TokenKind::Word(_) => PieceKind::Word,
        TokenKind::Quoted(_) => PieceKind::Quoted,
        TokenKind::Text(_) => PieceKind::Text,
        TokenKind::Int(_) | TokenKind::Float(_) => PieceKind::Number,
        TokenKind::Parameter(_) => PieceKind::Parameter,
        TokenKind::Mark(_) | TokenKind::End => PieceKind::Mark,
    }
}

/// What the lexer could not read: a string that is open or has a bad escape, a malformed number, a stray character.
fn begun(lexer: &mut Lexer<'_>, first: char) -> PieceKind {
    match first {
        '\'' | '"' => {
            let mut escaped = false;
            let end = lexer.rest().char_indices().skip(1).find_map(|(at, c)| {
                let ends = c == first && !escaped;
                escaped = c == '\\' && !escaped;
                ends.then_some(at + 1)
            });
            lexer.at = end.map_or(lexer.text.len(), |length| lexer.at + length);
            if end.is_some() { PieceKind::Text } else { PieceKind::Open }
        }
        '`' => {
            lexer.at = lexer.text.len();
            PieceKind::Quoted
        }
        '$' => {
            lexer.at += 1;
            PieceKind::Parameter
        }
        '0'..='9' | '.' => {
            lexer.take_while(|c| c.is_alphanumeric() || c == '.' || c == '_');
            PieceKind::Unknown
        }
        _ => PieceKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::PieceKind::{Comment, Mark, Number, Open, Parameter, Quoted, Text, Unknown, Word};
    use super::{PieceKind, pieces};

    fn read(text: &str) -> Vec<(PieceKind, &str)> {
        pieces(text).into_iter().map(|piece| (piece.kind, piece.span.of(text))).collect()
    }

    #[test]
    fn whole_text_gives_the_tokens_of_the_lexer_and_comments() {
        assert_eq!(
            read("MATCH (n) // all\nWHERE n.x = 'a' AND $p > 1.5"),
            [
                (Word, "MATCH"),
                (Mark, "("),
                (Word, "n"),
                (Mark, ")"),
                (Comment, "// all"),
                (Word, "WHERE"),
                (Word, "n"),
                (Mark, "."),
                (Word, "x"),
                (Mark, "="),
                (Text, "'a'"),
                (Word, "AND"),
                (Parameter, "$p"),
                (Mark, ">"),
                (Number, "1.5"),
            ]
        );
    }

    #[test]
    fn unfinished_text_is_told_by_what_it_began() {
        assert_eq!(read("'Ana \\' L"), [(Open, "'Ana \\' L")]);
        assert_eq!(read("`a b"), [(Quoted, "`a b")]);
        assert_eq!(read("/* x"), [(Comment, "/* x")]);
        assert_eq!(read("$"), [(Parameter, "$")]);
        assert_eq!(read("'\\q' x"), [(Text, "'\\q'"), (Word, "x")]);
        assert_eq!(read("1x # é"), [(Unknown, "1x"), (Unknown, "#"), (Word, "é")]);
    }
}

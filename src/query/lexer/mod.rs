//! From query text to tokens.

mod literal;
mod pieces;
mod token;

use std::sync::Arc;

use crate::text::Span;

use super::error::QueryError;
pub use pieces::{Piece, PieceKind, pieces};
pub use token::{Token, TokenKind};

/// The tokens of a query, the last one [`TokenKind::End`]. Comments and white space are left out.
///
/// # Errors
/// A string, backtick or comment that does not end, a malformed number or escape, a character that
/// the language does not know.
pub fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next()?;
        let end = token.kind == TokenKind::End;
        tokens.push(token);
        if end {
            return Ok(tokens);
        }
    }
}

/// Does the text end with a `;` that stands outside strings, backticks and comments?
pub fn is_complete(text: &str) -> bool {
    let mut complete = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\'' | '"' | '`' => {
                complete = false;
                loop {
                    match rest.next() {
                        None => return false,
                        Some('\\') if c != '`' => drop(rest.next()),
                        Some(end) if end == c => break,
                        Some(_) => {}
                    }
                }
            }
            '/' if rest.peek() == Some(&'/') => while rest.next().is_some_and(|c| c != '\n') {},
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                loop {
                    match rest.next() {
                        None => return false,
                        Some('/') if last == '*' => break,
                        Some(c) => last = c,
                    }
                }
            }
            c if c.is_whitespace() => {}
            c => complete = c == ';',
        }
    }
    complete
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next(&mut self) -> Result<Token, QueryError> {
        self.skip_blanks()?;
        let start = self.at;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token { kind: TokenKind::End, span: Span::new(start, start) });
        };
        let second = rest.chars().nth(1);
        let kind = match first {
            '\'' | '"' => self.string(first)?,
            '`' => self.quoted()?,
            '$' => self.parameter()?,
            '0'..='9' => self.number()?,
            '.' if second.is_some_and(|c| c.is_ascii_digit()) => self.number()?,
            c if is_name_start(c) => {
                let word = self.take_while(is_name_part);
                TokenKind::Word(Arc::from(word))
            }
            _ => self.mark(first)?,
        };
        Ok(Token { kind, span: Span::new(start, self.at) })
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    /// ebnf: Comment
    fn skip_blanks(&mut self) -> Result<(), QueryError> {
        loop {
            self.take_while(char::is_whitespace);
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let start = self.at;
                let Some(length) = rest.get(2..).and_then(|inner| inner.find("*/")) else {
                    self.at = self.text.len();
                    return Err(QueryError::syntax(
                        "UnexpectedSyntax",
                        Span::new(start, start + 2),
                        "the comment does not end: expected `*/`",
                    ));
                };
                self.at += length + 4;
            } else {
                return Ok(());
            }
        }
    }

    /// ebnf: Name
    fn quoted(&mut self) -> Result<TokenKind, QueryError> {
        let start = self.at;
        let mut name = String::new();
        self.at += 1;
        loop {
            name.push_str(self.take_while(|c| c != '`'));
            if self.rest().starts_with("``") {
                name.push('`');
                self.at += 2;
            } else if self.rest().is_empty() {
                return Err(QueryError::syntax(
                    "UnexpectedSyntax",
                    Span::new(start, start + 1),
                    "the name does not end: expected another backtick",
                ));
            } else {
                self.at += 1;
                return Ok(TokenKind::Quoted(name.into()));
            }
        }
    }

    /// ebnf: Parameter
    fn parameter(&mut self) -> Result<TokenKind, QueryError> {
        let start = self.at;
        self.at += 1;
        if self.rest().starts_with('`') {
            return match self.quoted()? {
                TokenKind::Quoted(name) => Ok(TokenKind::Parameter(name)),
                other => Ok(other),
            };
        }
        let name = self.take_while(is_name_part);
        if name.is_empty() {
            return Err(QueryError::syntax(
                "InvalidParameterUse",
                Span::new(start, start + 1),
                "expected the name of a parameter after `$`",
            ));
        }
        Ok(TokenKind::Parameter(name.into()))
    }

    fn mark(&mut self, first: char) -> Result<TokenKind, QueryError> {
        let Some(mark) = token::MARKS.iter().find(|mark| self.rest().starts_with(**mark)) else {
            let span = Span::new(self.at, self.at + first.len_utf8());
            if is_dash(first) {
                let message = format!("the character {first:?} only looks like a minus");
                return Err(QueryError::syntax("InvalidUnicodeCharacter", span, message)
                    .with_help("write `-`"));
            }
            let message = format!("the character {first:?} has no meaning here");
            return Err(QueryError::syntax("UnexpectedSyntax", span, message));
        };
        self.at += mark.len();
        Ok(TokenKind::Mark(mark))
    }
}

/// Dashes and minus signs of Unicode that are not the hyphen of the keyboard.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests;

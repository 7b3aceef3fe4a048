//! The tokens of the query language.

use std::sync::Arc;

use crate::text::Span;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// A name or keyword, as written.
    Word(Arc<str>),
    /// A name between backticks; never a keyword.
    Quoted(Arc<str>),
    /// A string, its escapes resolved.
    Text(Arc<str>),
    /// A whole number without its sign; at most 2^63.
    Int(u64),
    /// A number with a point or an exponent.
    Float(f64),
    /// A parameter's name, without the `$`.
    Parameter(Arc<str>),
    /// An operator or a mark.
    Mark(&'static str),
    /// The end of the text.
    End,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the query text.
    pub span: Span,
}

/// Every operator and mark, longer ones before their beginnings.
pub const MARKS: &[&str] = &[
    "..", "<>", "<=", ">=", "=~", "+=", "(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "|", "+",
    "-", "*", "/", "%", "^", "=", "<", ">",
];

//! Tokens as nom's input, with what is needed to say where a query goes wrong.

use std::cell::{Cell, RefCell};
use std::iter::Enumerate;

use nom::error::{ErrorKind, ParseError};
use nom::{Input, Needed};

use crate::query::error::QueryError;
use crate::query::lexer::{Token, TokenKind};
use crate::text::Span;

/// What all parsers share: how far any of them came, and what would have let it go further.
pub(super) struct State {
    furthest: Cell<usize>,
    expected: RefCell<Vec<&'static str>>,
    fatal: RefCell<Option<QueryError>>,
    pub(super) depth: Cell<u32>,
    /// For each opening bracket the token after the one that closes it; 0 for all other tokens.
    after_closing: Vec<usize>,
}

impl State {
    pub(super) fn new(tokens: &[Token]) -> Self {
        let mut after_closing = vec![0; tokens.len()];
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Mark("(" | "[" | "{") => open.push(at),
                TokenKind::Mark(")" | "]" | "}") => {
                    if let Some(slot) = open.pop().and_then(|start| after_closing.get_mut(start)) {
                        *slot = at + 1;
                    }
                }
                _ => {}
            }
        }
        Self {
            furthest: Cell::new(0),
            expected: RefCell::default(),
            fatal: RefCell::default(),
            depth: Cell::new(0),
            after_closing,
        }
    }

    /// The error to show after a parser has failed.
    pub(super) fn into_error(self, tokens: &[Token], text: &str) -> QueryError {
        if let Some(error) = self.fatal.into_inner() {
            return error;
        }
        let token = tokens.get(self.furthest.get()).or(tokens.last());
        let span = token.map_or(Span::default(), |token| token.span);
        let mut expected = self.expected.into_inner();
        expected.sort_unstable();
        expected.dedup();
        let found = match token.map(|token| &token.kind) {
            None | Some(TokenKind::End) => "the end of the query".to_owned(),
            Some(_) => format!("`{}`", shorten(span.of(text))),
        };
        let message = match expected.as_slice() {
            [] => format!("{found} is not expected here"),
            [one] => format!("expected {one}, found {found}"),
            [most @ .., last] => {
                format!("expected {} or {last}, found {found}", most.join(", "))
            }
        };
        let error = QueryError::syntax("UnexpectedSyntax", span, message);
        match token.map(|token| &token.kind) {
            Some(TokenKind::Word(word)) if expected.contains(&"a clause") => {
                match crate::query::error::nearest(word, super::CLAUSES.iter().copied()) {
                    Some(clause) => error.with_help(format!("did you mean {clause}?")),
                    None => error,
                }
            }
            _ => error,
        }
    }
}

/// The beginning of a piece of text that may be long.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The tokens from some place on.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    pub(super) all: &'a [Token],
    pub(super) at: usize,
    pub(super) state: &'a State,
}

impl<'a> Tokens<'a> {
    fn rest(&self) -> &'a [Token] {
        self.all.get(self.at..).unwrap_or(&[])
    }

    /// The token `ahead` places from here.
    pub(super) fn peek(&self, ahead: usize) -> Option<&'a TokenKind> {
        self.all.get(self.at + ahead).map(|token| &token.kind)
    }

    pub(super) fn peek_mark(&self, ahead: usize, mark: &str) -> bool {
        matches!(self.peek(ahead), Some(TokenKind::Mark(found)) if *found == mark)
    }

    pub(super) fn peek_keyword(&self, ahead: usize, keyword: &str) -> bool {
        matches!(self.peek(ahead), Some(TokenKind::Word(word)) if word.eq_ignore_ascii_case(keyword))
    }

    /// The place of the token that follows here.
    pub(super) fn span(&self) -> Span {
        self.all.get(self.at).or(self.all.last()).map_or(Span::default(), |token| token.span)
    }

    /// The bytes from the token at `start` up to the last one before here.
    pub(super) fn since(&self, start: Tokens<'_>) -> Span {
        let end = self.at.checked_sub(1).and_then(|last| self.all.get(last));
        let first = start.span();
        Span::new(first.start, end.map_or(first.end, |token| token.span.end).max(first.start))
    }

    /// The tokens after the bracket that closes the one here, if it is closed.
    pub(super) fn after_closing(&self) -> Option<Self> {
        let at = self.state.after_closing.get(self.at).copied().filter(|&at| at > 0)?;
        Some(Self { at, ..*self })
    }

    pub(super) fn skip(self, count: usize) -> Self {
        Self { at: (self.at + count).min(self.all.len()), ..self }
    }

    /// A failure here that other alternatives may still mend.
    pub(super) fn reject(self, expected: &'static str) -> nom::Err<Reject> {
        let (state, at) = (self.state, self.at);
        if at > state.furthest.get() {
            state.furthest.set(at);
            state.expected.borrow_mut().clear();
        }
        if at == state.furthest.get() {
            state.expected.borrow_mut().push(expected);
        }
        nom::Err::Error(Reject)
    }

    /// A failure that nothing can mend.
    pub(super) fn fail(self, error: QueryError) -> nom::Err<Reject> {
        self.state.fatal.borrow_mut().get_or_insert(error);
        nom::Err::Failure(Reject)
    }
}

/// A parser's failure; what is to be said about it stands in [`State`].
#[derive(Debug)]
pub(super) struct Reject;

impl<'a> ParseError<Tokens<'a>> for Reject {
    fn from_error_kind(_: Tokens<'a>, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: Tokens<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = &'a Token;
    type Iter = std::slice::Iter<'a, Token>;
    type IterIndices = Enumerate<std::slice::Iter<'a, Token>>;

    fn input_len(&self) -> usize {
        self.rest().len()
    }

    fn take(&self, index: usize) -> Self {
        let end = (self.at + index).min(self.all.len());
        Self { all: self.all.get(..end).unwrap_or(self.all), ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest().iter().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.rest().iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.rest().iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.input_len() {
            Ok(count)
        } else {
            Err(Needed::new(count - self.input_len()))
        }
    }
}

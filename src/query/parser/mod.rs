//! From tokens to the tree. `grammar/query.ebnf` is the specification: above each parser function
//! stand the productions that it reads, each line of them with a mark, and a test holds the two
//! together.

mod atom;
mod clause;
mod expression;
mod input;
mod pattern;
mod update;
mod word;

use nom::IResult;

use super::ast::Query;
use super::error::QueryError;
use super::lexer::{TokenKind, tokens};
use input::{Reject, State, Tokens};

type Parsed<'a, T> = IResult<Tokens<'a>, T, Reject>;

/// How deep brackets, clauses and cases may lie in one another.
const MAX_DEPTH: u32 = 100;

/// How many clauses a query may have.
const MAX_CLAUSES: usize = 5_000;

/// What clauses begin with.
const CLAUSES: &[&str] = &[
    "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE", "DELETE",
    "DETACH", "CALL",
];

/// Reads a query.
///
/// # Errors
/// The text is no query: the place, what was expected there and what stands there.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = tokens(text)?;
    let state = State::new(&tokens);
    let input = Tokens { all: &tokens, at: 0, state: &state };
    match clause::statement(input) {
        Ok((_, query)) => Ok(query),
        Err(_) => Err(state.into_error(&tokens, text)),
    }
}

/// Runs a parser one level deeper.
fn deeper<'a, T>(
    input: Tokens<'a>,
    parser: impl FnOnce(Tokens<'a>) -> Parsed<'a, T>,
) -> Parsed<'a, T> {
    let depth = input.state.depth.get() + 1;
    if depth > MAX_DEPTH {
        let message = format!("the query is nested more than {MAX_DEPTH} levels deep");
        return Err(input.fail(QueryError::limit(Some(input.span()), message)));
    }
    input.state.depth.set(depth);
    let parsed = parser(input);
    input.state.depth.set(depth - 1);
    parsed
}

/// The token kind at the end of a query.
fn at_end(input: Tokens<'_>) -> bool {
    matches!(input.peek(0), None | Some(TokenKind::End))
}

#[cfg(test)]
mod tests;

//! Patterns.

use nom::Parser;
use nom::combinator::opt;
use nom::multi::{many0, many1};
use nom::sequence::preceded;

use super::expression::expression;
use super::word::{keyword, list1, mark, schema_name, variable};
use super::{Parsed, Tokens, atom, deeper};
use crate::query::ast::{
    Direction, Expression, Form, Length, Name, NodePattern, PathPattern, RelPattern, Shortest, Spot,
};
use crate::query::error::QueryError;
use crate::query::lexer::TokenKind;

/// How many relationships one pattern may have.
const MAX_STEPS: usize = 200;

/// Does a pattern with at least one relationship start here? Looks at the brackets only, at constant cost.
pub(super) fn starts_path(input: Tokens<'_>) -> bool {
    let node = input.peek_mark(0, "(")
        && match input.peek(1) {
            Some(TokenKind::Mark(")" | ":" | "{")) => true,
            Some(TokenKind::Word(_) | TokenKind::Quoted(_)) => {
                matches!(input.peek(2), Some(TokenKind::Mark(")" | ":" | "{")))
                    || matches!(input.peek(2), Some(TokenKind::Parameter(_)))
            }
            Some(TokenKind::Parameter(_)) => false,
            _ => false,
        };
    let Some(after) = input.after_closing().filter(|_| node) else { return false };
    let at = if after.peek_mark(0, "<") { 1 } else { 0 };
    if !after.peek_mark(at, "-") {
        return false;
    }
    after.peek_mark(at + 1, "[")
        || (after.peek_mark(at + 1, "-")
            && (after.peek_mark(at + 2, "(") || after.peek_mark(at + 2, ">")))
}

/// ebnf: Pattern
pub(super) fn patterns(input: Tokens<'_>) -> Parsed<'_, Vec<PathPattern>> {
    list1(path)(input)
}

/// ebnf: PatternPart
pub(super) fn path(input: Tokens<'_>) -> Parsed<'_, PathPattern> {
    let start = input;
    let named = input.peek_mark(1, "=");
    let (input, name) = if named {
        let (input, name) = variable(input)?;
        (input.skip(1), Some(name))
    } else {
        (input, None)
    };
    let (input, mut path) = if input.peek_keyword(0, "shortestPath") && input.peek_mark(1, "(") {
        shortest(input, Shortest::One)?
    } else if input.peek_keyword(0, "allShortestPaths") && input.peek_mark(1, "(") {
        shortest(input, Shortest::All)?
    } else {
        chain(input)?
    };
    path.variable = name;
    path.spot = Spot(input.since(start));
    Ok((input, path))
}

/// ebnf: ShortestPath
pub(super) fn shortest(input: Tokens<'_>, shortest: Shortest) -> Parsed<'_, PathPattern> {
    let start = input;
    let (input, mut path) = chain(input.skip(2))?;
    let (input, ()) = mark(")", "`)`")(input)?;
    path.shortest = Some(shortest);
    path.spot = Spot(input.since(start));
    if path.steps.len() != 1 {
        let message = "a shortest path needs just one relationship between two nodes";
        let error = QueryError::syntax("InvalidArgumentType", path.spot.0, message)
            .with_help("write it as `shortestPath((a)-[*]-(b))`");
        return Err(input.fail(error));
    }
    Ok((input, path))
}

/// ebnf: PatternElement
pub(super) fn chain(input: Tokens<'_>) -> Parsed<'_, PathPattern> {
    let start = input;
    // A pattern may stand between parentheses of its own.
    if input.peek_mark(0, "(") && input.peek_mark(1, "(") {
        let (input, mut path) = deeper(input.skip(1), chain)?;
        let (input, ()) = mark(")", "`)`")(input)?;
        path.spot = Spot(input.since(start));
        return Ok((input, path));
    }
    let (input, first) = node(input)?;
    let (input, steps) = many0(|input| (relationship, node).parse(input)).parse(input)?;
    if steps.len() > MAX_STEPS {
        let message = format!("a pattern has at most {MAX_STEPS} relationships");
        return Err(input.fail(QueryError::limit(Some(input.since(start)), message)));
    }
    let spot = Spot(input.since(start));
    Ok((input, PathPattern { variable: None, shortest: None, start: first, steps, spot }))
}

/// ebnf: NodePattern
fn node(input: Tokens<'_>) -> Parsed<'_, NodePattern> {
    let start = input;
    let (input, ()) = mark("(", "`(`")(input)?;
    let (input, variable) = opt(variable).parse(input)?;
    let (input, labels) = labels(input)?;
    let (input, properties) = opt(properties).parse(input)?;
    let (input, ()) = mark(")", "`)`")(input)?;
    Ok((input, NodePattern { variable, labels, properties, spot: Spot(input.since(start)) }))
}

/// ebnf: NodeLabels
fn labels(input: Tokens<'_>) -> Parsed<'_, Vec<Name>> {
    many0(preceded(mark(":", "`:`"), schema_name("a label"))).parse(input)
}

/// ebnf: NodeLabels
pub(super) fn some_labels(input: Tokens<'_>) -> Parsed<'_, Vec<Name>> {
    many1(preceded(mark(":", "`:`"), schema_name("a label"))).parse(input)
}

/// ebnf: Properties
fn properties(input: Tokens<'_>) -> Parsed<'_, Expression> {
    match input.peek(0) {
        Some(TokenKind::Parameter(name)) => {
            let form = Form::Parameter(name.clone());
            Ok((input.skip(1), Expression::new(form, input.span())))
        }
        Some(TokenKind::Mark("{")) => deeper(input, atom::map),
        _ => Err(input.reject("`{`")),
    }
}

/// ebnf: RelationshipPattern
fn relationship(input: Tokens<'_>) -> Parsed<'_, RelPattern> {
    let start = input;
    let (input, left) = opt(mark("<", "`<-`")).parse(input)?;
    let (input, ()) = mark("-", "`-`")(input)?;
    let (input, detail) = opt(detail).parse(input)?;
    let (input, ()) = mark("-", "`-`")(input)?;
    let (input, right) = opt(mark(">", "`->`")).parse(input)?;
    let direction = match (left, right) {
        (Some(()), None) => Direction::Left,
        (None, Some(())) => Direction::Right,
        _ => Direction::Both,
    };
    let detail = detail.unwrap_or_default();
    let rel = RelPattern {
        variable: detail.variable,
        types: detail.types,
        length: detail.length,
        properties: detail.properties,
        direction,
        spot: Spot(input.since(start)),
    };
    Ok((input, rel))
}

#[derive(Default)]
struct Detail {
    variable: Option<Name>,
    types: Vec<Name>,
    length: Option<Length>,
    properties: Option<Expression>,
}

/// ebnf: RelationshipDetail
fn detail(input: Tokens<'_>) -> Parsed<'_, Detail> {
    let (input, ()) = mark("[", "`[`")(input)?;
    let (input, variable) = opt(variable).parse(input)?;
    let (input, types) = opt(types).parse(input)?;
    if matches!(input.peek(0), Some(TokenKind::Mark("..") | TokenKind::Int(_))) {
        let message = "expected `*` before the length of a path";
        let error = QueryError::syntax("InvalidRelationshipPattern", input.span(), message);
        return Err(input.fail(error));
    }
    let (input, length) = opt(length).parse(input)?;
    let (input, properties) = opt(properties).parse(input)?;
    let (input, ()) = mark("]", "`]`")(input)?;
    Ok((input, Detail { variable, types: types.unwrap_or_default(), length, properties }))
}

/// ebnf: RelationshipTypes
fn types(input: Tokens<'_>) -> Parsed<'_, Vec<Name>> {
    let (input, first) =
        preceded(mark(":", "`:`"), schema_name("a relationship type")).parse(input)?;
    let more = |input| {
        let (input, ()) = mark("|", "`|`")(input)?;
        let (input, _) = opt(mark(":", "`:`")).parse(input)?;
        schema_name("a relationship type")(input)
    };
    let (input, rest) = many0(more).parse(input)?;
    let mut types = vec![first];
    types.extend(rest);
    Ok((input, types))
}

/// ebnf: RangeLiteral
fn length(input: Tokens<'_>) -> Parsed<'_, Length> {
    let (input, ()) = mark("*", "`*`")(input)?;
    let (input, least) = opt(whole).parse(input)?;
    let (input, dots) = opt(mark("..", "`..`")).parse(input)?;
    if dots.is_none() {
        return Ok((input, Length { least, most: least }));
    }
    let (input, most) = opt(whole).parse(input)?;
    Ok((input, Length { least, most }))
}

fn whole(input: Tokens<'_>) -> Parsed<'_, u64> {
    match input.peek(0) {
        Some(TokenKind::Int(value)) => Ok((input.skip(1), *value)),
        Some(TokenKind::Mark("-")) => {
            let message = "the length of a path cannot be negative";
            Err(input.fail(QueryError::syntax("InvalidRelationshipPattern", input.span(), message)))
        }
        _ => Err(input.reject("a whole number")),
    }
}

/// The condition after a pattern.
///
/// ebnf: Where
pub(super) fn condition(input: Tokens<'_>) -> Parsed<'_, Option<Expression>> {
    opt(preceded(keyword("WHERE"), expression)).parse(input)
}

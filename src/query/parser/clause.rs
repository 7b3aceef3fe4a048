//! Queries and the clauses that read.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::multi::many0;
use nom::sequence::preceded;

use super::expression::{after, expression};
use super::pattern::{condition, patterns};
use super::word::{keyword, keywords, list1, mark, variable};
use super::{CLAUSES, MAX_CLAUSES, Parsed, Tokens, at_end, update};
use crate::query::ast::{
    Clause, Item, Match, Mode, Projection, Query, SingleQuery, SortItem, Spot, Unwind,
};
use crate::query::error::QueryError;

/// ebnf: Statement
pub(super) fn statement(input: Tokens<'_>) -> Parsed<'_, Query> {
    let mode = alt((
        map(keyword("EXPLAIN"), |()| Mode::Explain),
        map(keyword("PROFILE"), |()| Mode::Profile),
    ));
    let (input, mode) = opt(mode).parse(input)?;
    let (input, mut query) = query(input)?;
    query.mode = mode.unwrap_or_default();
    let (input, _) = many0(mark(";", "`;`")).parse(input)?;
    if at_end(input) { Ok((input, query)) } else { Err(input.reject("the end of the query")) }
}

/// ebnf: Query Union
pub(super) fn query(input: Tokens<'_>) -> Parsed<'_, Query> {
    let start = input;
    let (input, first) = single(input)?;
    let union = |input| {
        let (input, ()) = keyword("UNION")(input)?;
        let (input, all) = opt(keyword("ALL")).parse(input)?;
        let (input, single) = single(input)?;
        Ok((input, (all.is_some(), single)))
    };
    let (input, unions) = many0(union).parse(input)?;
    let count = unions.iter().map(|(_, single)| single.clauses.len()).sum::<usize>();
    if count + first.clauses.len() > MAX_CLAUSES {
        let message = format!("a query has at most {MAX_CLAUSES} clauses");
        return Err(input.fail(QueryError::limit(Some(input.since(start)), message)));
    }
    Ok((input, Query { mode: Mode::Answer, first, unions, spot: Spot(input.since(start)) }))
}

/// ebnf: SingleQuery
fn single(input: Tokens<'_>) -> Parsed<'_, SingleQuery> {
    let start = input;
    let (mut input, first) = clause(input)?;
    let mut clauses = vec![first];
    while CLAUSES.iter().any(|word| input.peek_keyword(0, word)) || input.peek_keyword(0, "ON") {
        let (after, clause) = clause(input)?;
        clauses.push(clause);
        input = after;
    }
    // Said for the sake of the message only.
    let _ = input.reject("a clause");
    Ok((input, SingleQuery { clauses, spot: Spot(input.since(start)) }))
}

/// ebnf: Clause
fn clause(input: Tokens<'_>) -> Parsed<'_, Clause> {
    if !CLAUSES.iter().any(|word| input.peek_keyword(0, word)) {
        return Err(input.reject("a clause"));
    }
    alt((
        map(match_clause, Clause::Match),
        map(unwind, Clause::Unwind),
        map(with, Clause::With),
        map(return_clause, Clause::Return),
        map(update::create, Clause::Create),
        map(update::merge, Clause::Merge),
        map(update::set, Clause::Set),
        map(update::remove, Clause::Remove),
        map(update::delete, Clause::Delete),
        map(update::call, Clause::Call),
    ))
    .parse(input)
}

/// ebnf: Match
fn match_clause(input: Tokens<'_>) -> Parsed<'_, Match> {
    let start = input;
    let (input, optional) = opt(keyword("OPTIONAL")).parse(input)?;
    let (input, ()) = keyword("MATCH")(input)?;
    let (input, patterns) = patterns(input)?;
    let (input, condition) = condition(input)?;
    let spot = Spot(input.since(start));
    Ok((input, Match { optional: optional.is_some(), patterns, condition, spot }))
}

/// ebnf: Unwind
fn unwind(input: Tokens<'_>) -> Parsed<'_, Unwind> {
    let start = input;
    let (input, list) = preceded(keyword("UNWIND"), expression).parse(input)?;
    let (input, variable) = preceded(keyword("AS"), variable).parse(input)?;
    Ok((input, Unwind { list, variable, spot: Spot(input.since(start)) }))
}

/// ebnf: With
fn with(input: Tokens<'_>) -> Parsed<'_, Projection> {
    let start = input;
    let (input, mut projection) = preceded(keyword("WITH"), projection).parse(input)?;
    let (input, condition) = condition(input)?;
    projection.condition = condition;
    projection.spot = Spot(input.since(start));
    Ok((input, projection))
}

/// ebnf: Return
fn return_clause(input: Tokens<'_>) -> Parsed<'_, Projection> {
    let start = input;
    let (input, mut projection) = preceded(keyword("RETURN"), projection).parse(input)?;
    projection.spot = Spot(input.since(start));
    Ok((input, projection))
}

/// ebnf: ProjectionBody ProjectionItems
fn projection(input: Tokens<'_>) -> Parsed<'_, Projection> {
    let (input, distinct) = opt(keyword("DISTINCT")).parse(input)?;
    let (input, all) = opt(mark("*", "`*`")).parse(input)?;
    let (input, items) = match all {
        Some(()) if input.peek_mark(0, ",") => list1(item)(input.skip(1))?,
        Some(()) => (input, Vec::new()),
        None => list1(item)(input)?,
    };
    let (input, order) = opt(order).parse(input)?;
    let (input, skip) = after("SKIP")(input)?;
    let (input, limit) = after("LIMIT")(input)?;
    let projection = Projection {
        distinct: distinct.is_some(),
        all: all.is_some(),
        items,
        order: order.unwrap_or_default(),
        skip,
        limit,
        condition: None,
        spot: Spot::default(),
    };
    Ok((input, projection))
}

/// ebnf: ProjectionItem
fn item(input: Tokens<'_>) -> Parsed<'_, Item> {
    let start = input;
    let (input, expression) = expression(input)?;
    let spot = Spot(input.since(start));
    let (input, alias) = opt(preceded(keyword("AS"), variable)).parse(input)?;
    Ok((input, Item { expression, alias, spot }))
}

/// ebnf: Order
fn order(input: Tokens<'_>) -> Parsed<'_, Vec<SortItem>> {
    preceded(keywords(&["ORDER", "BY"]), list1(sort_item)).parse(input)
}

/// ebnf: SortItem
fn sort_item(input: Tokens<'_>) -> Parsed<'_, SortItem> {
    let (input, expression) = expression(input)?;
    let descending = map(alt((keyword("DESCENDING"), keyword("DESC"))), |()| true);
    let ascending = map(alt((keyword("ASCENDING"), keyword("ASC"))), |()| false);
    let (input, descending) = opt(alt((descending, ascending))).parse(input)?;
    Ok((input, SortItem { expression, descending: descending.unwrap_or(false) }))
}

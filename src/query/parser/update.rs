//! Clauses that write, and calls of procedures.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::multi::many0;
use nom::sequence::preceded;

use super::expression::expression;
use super::pattern::{condition, path, patterns, some_labels};
use super::word::{keyword, list0, list1, mark, schema_name, variable};
use super::{Parsed, Tokens};
use crate::query::ast::{
    Call, Create, Delete, Expression, Form, Merge, Name, Remove, RemoveItem, Set, SetItem, Spot,
};

/// ebnf: Create
pub(super) fn create(input: Tokens<'_>) -> Parsed<'_, Create> {
    let start = input;
    let (input, patterns) = preceded(keyword("CREATE"), patterns).parse(input)?;
    Ok((input, Create { patterns, spot: Spot(input.since(start)) }))
}

/// ebnf: Merge MergeAction
pub(super) fn merge(input: Tokens<'_>) -> Parsed<'_, Merge> {
    let start = input;
    let (input, pattern) = preceded(keyword("MERGE"), path).parse(input)?;
    let action = |input| {
        let (input, ()) = keyword("ON")(input)?;
        let created = map(keyword("CREATE"), |()| true);
        let (input, created) = alt((created, map(keyword("MATCH"), |()| false))).parse(input)?;
        let (input, set) = set(input)?;
        Ok((input, (created, set)))
    };
    let (input, actions) = many0(action).parse(input)?;
    Ok((input, Merge { pattern, actions, spot: Spot(input.since(start)) }))
}

/// ebnf: Set
pub(super) fn set(input: Tokens<'_>) -> Parsed<'_, Set> {
    let start = input;
    let (input, items) = preceded(keyword("SET"), list1(set_item)).parse(input)?;
    Ok((input, Set { items, spot: Spot(input.since(start)) }))
}

/// ebnf: SetItem
fn set_item(input: Tokens<'_>) -> Parsed<'_, SetItem> {
    if input.peek_mark(1, ":") {
        let (input, (name, labels)) = (variable, some_labels).parse(input)?;
        return Ok((input, SetItem::Labels(name, labels)));
    }
    if input.peek_mark(1, "=") || input.peek_mark(1, "+=") {
        let adds = input.peek_mark(1, "+=");
        let (input, name) = variable(input)?;
        let (input, value) = expression(input.skip(1))?;
        let item = if adds { SetItem::Merge(name, value) } else { SetItem::Replace(name, value) };
        return Ok((input, item));
    }
    let (input, target) = property(input)?;
    let (input, value) = preceded(mark("=", "`=`"), expression).parse(input)?;
    Ok((input, SetItem::Property(target, value)))
}

/// ebnf: PropertyTarget
fn property(input: Tokens<'_>) -> Parsed<'_, Expression> {
    let start = input;
    let (input, base) = if input.peek_mark(0, "(") {
        let (input, base) = expression(input.skip(1))?;
        let (input, ()) = mark(")", "`)`")(input)?;
        (input, base)
    } else {
        let (input, name) = variable(input)?;
        (input, Expression::new(Form::Variable(name.text), name.spot.0))
    };
    let step =
        |input| preceded(mark(".", "`.`"), schema_name("the name of a property")).parse(input);
    let (mut input, first) = step(input)?;
    let mut target = super::expression::make(start, input, Form::Property(base.into(), first))?.1;
    while input.peek_mark(0, ".") {
        let (rest, name) = step(input)?;
        target = super::expression::make(start, rest, Form::Property(target.into(), name))?.1;
        input = rest;
    }
    Ok((input, target))
}

/// ebnf: Remove
pub(super) fn remove(input: Tokens<'_>) -> Parsed<'_, Remove> {
    let start = input;
    let (input, items) = preceded(keyword("REMOVE"), list1(remove_item)).parse(input)?;
    Ok((input, Remove { items, spot: Spot(input.since(start)) }))
}

/// ebnf: RemoveItem
fn remove_item(input: Tokens<'_>) -> Parsed<'_, RemoveItem> {
    if input.peek_mark(1, ":") {
        let (input, (name, labels)) = (variable, some_labels).parse(input)?;
        return Ok((input, RemoveItem::Labels(name, labels)));
    }
    let (input, target) = property(input)?;
    Ok((input, RemoveItem::Property(target)))
}

/// ebnf: Delete
pub(super) fn delete(input: Tokens<'_>) -> Parsed<'_, Delete> {
    let start = input;
    let (input, detach) = opt(keyword("DETACH")).parse(input)?;
    let (input, expressions) = preceded(keyword("DELETE"), list1(expression)).parse(input)?;
    let spot = Spot(input.since(start));
    Ok((input, Delete { detach: detach.is_some(), expressions, spot }))
}

/// ebnf: Call ProcedureName
pub(super) fn call(input: Tokens<'_>) -> Parsed<'_, Call> {
    let start = input;
    let part = schema_name("the name of a procedure");
    let (input, first) = preceded(keyword("CALL"), &part).parse(input)?;
    let (input, rest) = many0(preceded(mark(".", "`.`"), &part)).parse(input)?;
    let mut name = vec![first];
    name.extend(rest);
    let (input, arguments) = if input.peek_mark(0, "(") {
        let (input, arguments) = list0(expression)(input.skip(1))?;
        let (input, ()) = mark(")", "`)`")(input)?;
        (input, Some(arguments))
    } else {
        (input, None)
    };
    let mut call = Call {
        name,
        arguments,
        all: false,
        results: None,
        condition: None,
        spot: Spot(input.since(start)),
    };
    if !input.peek_keyword(0, "YIELD") {
        let _ = input.reject("YIELD");
        return Ok((input, call));
    }
    let input = input.skip(1);
    let input = if input.peek_mark(0, "*") {
        call.all = true;
        input.skip(1)
    } else {
        let (input, results) = list1(result)(input)?;
        call.results = Some(results);
        input
    };
    let (input, condition) = condition(input)?;
    call.condition = condition;
    call.spot = Spot(input.since(start));
    Ok((input, call))
}

/// ebnf: YieldItem
fn result(input: Tokens<'_>) -> Parsed<'_, (Name, Option<Name>)> {
    let (input, name) = variable(input)?;
    let (input, alias) = opt(preceded(keyword("AS"), variable)).parse(input)?;
    Ok((input, (name, alias)))
}

//! Expressions, by precedence climbing: one function for all levels keeps the stack low.

use nom::Parser;
use nom::combinator::opt;

use super::word::{keyword, mark, schema_name};
use super::{Parsed, Tokens, atom, deeper, pattern};
use crate::query::ast::{Binary, Comparison, Expression, Form, MAX_HEIGHT, Unary};
use crate::query::error::QueryError;
use crate::query::lexer::TokenKind;

const OR: u8 = 1;
const XOR: u8 = 2;
const AND: u8 = 3;
const NOT: u8 = 4;
const COMPARE: u8 = 5;
const PREDICATE: u8 = 6;
const ADD: u8 = 7;
const MULTIPLY: u8 = 8;
const POWER: u8 = 9;

/// ebnf: Expression
pub(super) fn expression(input: Tokens<'_>) -> Parsed<'_, Expression> {
    deeper(input, |input| climb(input, OR))
}

/// An expression of the tree, if it is not too high.
pub(super) fn make<'a>(start: Tokens<'a>, input: Tokens<'a>, form: Form) -> Parsed<'a, Expression> {
    let made = Expression::new(form, input.since(start));
    if made.height() > MAX_HEIGHT {
        let message = format!("the expression has more than {MAX_HEIGHT} steps in a row");
        return Err(input.fail(QueryError::limit(Some(made.span()), message)));
    }
    Ok((input, made))
}

/// Everything that binds at least as tightly as `least`.
///
/// ebnf: OrExpression XorExpression AndExpression NotExpression ComparisonExpression
/// ebnf: PredicateExpression AddExpression MultiplyExpression PowerExpression
fn climb(input: Tokens<'_>, least: u8) -> Parsed<'_, Expression> {
    let (rest, left) = prefix(input, least)?;
    carry_on(input, rest, left, least)
}

/// What follows a first operand, up to an operator that binds less tightly than `least`.
fn carry_on<'a>(
    start: Tokens<'a>,
    mut input: Tokens<'a>,
    mut left: Expression,
    least: u8,
) -> Parsed<'a, Expression> {
    loop {
        let Some((operator, level, width)) = operator(input).filter(|found| found.1 >= least)
        else {
            return Ok((input, left));
        };
        (input, left) = match operator {
            Operator::Logic(operator) => {
                let mut operands = vec![left];
                let mut rest = input;
                while self::operator(rest).is_some_and(|found| found.0 == Operator::Logic(operator))
                {
                    let (after, operand) = climb(rest.skip(1), level + 1)?;
                    operands.push(operand);
                    rest = after;
                }
                (rest, balanced(operator, operands))
            }
            Operator::Compare(_) => comparisons(start, input, left)?,
            Operator::Binary(operator) => {
                let (input, right) = climb(input.skip(width), level + 1)?;
                make(start, input, Form::Binary(operator, left.into(), right.into()))?
            }
            Operator::Null(negated) => {
                make(start, input.skip(width), Form::IsNull(left.into(), negated))?
            }
        };
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Operator {
    Logic(Binary),
    Compare(Comparison),
    Binary(Binary),
    Null(bool),
}

/// The operator here, how tightly it binds, and how many tokens it has.
fn operator(input: Tokens<'_>) -> Option<(Operator, u8, usize)> {
    use Operator::{Binary as Op, Compare, Logic, Null};
    let found = match input.peek(0)? {
        TokenKind::Mark("+") if !input.peek_mark(1, "=") => (Op(Binary::Add), ADD, 1),
        TokenKind::Mark("-") => (Op(Binary::Subtract), ADD, 1),
        TokenKind::Mark("*") => (Op(Binary::Multiply), MULTIPLY, 1),
        TokenKind::Mark("/") => (Op(Binary::Divide), MULTIPLY, 1),
        TokenKind::Mark("%") => (Op(Binary::Modulo), MULTIPLY, 1),
        TokenKind::Mark("^") => (Op(Binary::Power), POWER, 1),
        TokenKind::Mark("=~") => (Op(Binary::Matches), PREDICATE, 1),
        TokenKind::Word(word) => {
            let second = |keyword| input.peek_keyword(1, keyword);
            match word.to_ascii_uppercase().as_str() {
                "OR" => (Logic(Binary::Or), OR, 1),
                "XOR" => (Logic(Binary::Xor), XOR, 1),
                "AND" => (Logic(Binary::And), AND, 1),
                "IN" => (Op(Binary::In), PREDICATE, 1),
                "CONTAINS" => (Op(Binary::Contains), PREDICATE, 1),
                "STARTS" if second("WITH") => (Op(Binary::StartsWith), PREDICATE, 2),
                "ENDS" if second("WITH") => (Op(Binary::EndsWith), PREDICATE, 2),
                "IS" if second("NULL") => (Null(false), PREDICATE, 2),
                "IS" if second("NOT") && input.peek_keyword(2, "NULL") => {
                    (Null(true), PREDICATE, 3)
                }
                _ => return None,
            }
        }
        _ => (Compare(comparison(input)?), COMPARE, 1),
    };
    Some(found)
}

fn comparison(input: Tokens<'_>) -> Option<Comparison> {
    Some(match input.peek(0)? {
        TokenKind::Mark("=") => Comparison::Equal,
        TokenKind::Mark("<>") => Comparison::Unequal,
        TokenKind::Mark("<") => Comparison::Less,
        TokenKind::Mark("<=") => Comparison::LessOrEqual,
        TokenKind::Mark(">") => Comparison::Greater,
        TokenKind::Mark(">=") => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn comparisons<'a>(
    start: Tokens<'a>,
    mut input: Tokens<'a>,
    left: Expression,
) -> Parsed<'a, Expression> {
    let mut rest = Vec::new();
    while let Some(comparison) = comparison(input) {
        let (after, operand) = climb(input.skip(1), PREDICATE)?;
        rest.push((comparison, operand));
        input = after;
    }
    make(start, input, Form::Comparison(left.into(), rest))
}

/// A tree of low height for an operator that does not care for brackets.
fn balanced(operator: Binary, mut operands: Vec<Expression>) -> Expression {
    while operands.len() > 1 {
        let mut pairs = Vec::with_capacity(operands.len().div_ceil(2));
        let mut rest = operands.into_iter();
        while let Some(left) = rest.next() {
            pairs.push(match rest.next() {
                None => left,
                Some(right) => {
                    let span = left.span().cover(right.span());
                    Expression::new(Form::Binary(operator, left.into(), right.into()), span)
                }
            });
        }
        operands = pairs;
    }
    operands.pop().unwrap_or_else(|| Expression::new(Form::Null, Default::default()))
}

/// ebnf: UnaryExpression
fn prefix(input: Tokens<'_>, least: u8) -> Parsed<'_, Expression> {
    let mut starts = Vec::new();
    let mut rest = input;
    loop {
        let operator = match rest.peek(0) {
            Some(TokenKind::Word(word)) if word.eq_ignore_ascii_case("NOT") && least <= NOT => {
                Unary::Not
            }
            Some(TokenKind::Mark("-")) => Unary::Minus,
            Some(TokenKind::Mark("+")) => Unary::Plus,
            _ => break,
        };
        let after_sign = starts.last().is_some_and(|&(_, last)| last != Unary::Not);
        if operator == Unary::Not && after_sign {
            break;
        }
        starts.push((rest, operator));
        rest = rest.skip(1);
    }
    let signs = starts.iter().rev().take_while(|(_, operator)| *operator != Unary::Not).count();
    let nots = starts.len() - signs;
    let (mut rest, mut made) = match rest.peek(0) {
        // The smallest integer has no positive counterpart.
        Some(TokenKind::Int(magnitude))
            if matches!(starts.last(), Some((_, Unary::Minus))) && !rest.peek_mark(1, ".") =>
        {
            let start = starts.pop().map_or(rest, |(start, _)| start);
            let value = 0i64.checked_sub_unsigned(*magnitude).unwrap_or(i64::MIN);
            let (after, made) = make(start, rest.skip(1), Form::Int(value))?;
            postfix(start, after, made)?
        }
        Some(TokenKind::Float(value)) if matches!(starts.last(), Some((_, Unary::Minus))) => {
            let start = starts.pop().map_or(rest, |(start, _)| start);
            let (after, made) = make(start, rest.skip(1), Form::Float(-value))?;
            postfix(start, after, made)?
        }
        _ => {
            let start = rest;
            let (rest, made) = atom::atom(rest)?;
            postfix(start, rest, made)?
        }
    };
    while starts.len() > nots {
        let Some((start, operator)) = starts.pop() else { break };
        (rest, made) = make(start, rest, Form::Unary(operator, made.into()))?;
    }
    if nots > 0 {
        let start = starts.last().map_or(input, |(start, _)| start.skip(1));
        (rest, made) = carry_on(start, rest, made, COMPARE)?;
    }
    while let Some((start, operator)) = starts.pop() {
        (rest, made) = make(start, rest, Form::Unary(operator, made.into()))?;
    }
    Ok((rest, made))
}

/// ebnf: PostfixExpression
fn postfix<'a>(
    start: Tokens<'a>,
    mut input: Tokens<'a>,
    mut left: Expression,
) -> Parsed<'a, Expression> {
    loop {
        (input, left) = match input.peek(0) {
            Some(TokenKind::Mark(".")) => {
                let (input, name) = schema_name("the name of a property")(input.skip(1))?;
                make(start, input, Form::Property(left.into(), name))?
            }
            Some(TokenKind::Mark("[")) => {
                let (input, form) = deeper(input.skip(1), |input| subscript(input, left))?;
                make(start, input, form)?
            }
            Some(TokenKind::Mark(":")) => {
                let (input, labels) = pattern::some_labels(input)?;
                make(start, input, Form::Labels(left.into(), labels))?
            }
            _ => return Ok((input, left)),
        };
    }
}

/// ebnf: Subscript
fn subscript(input: Tokens<'_>, list: Expression) -> Parsed<'_, Form> {
    let bound = |input: Tokens<'_>| !input.peek_mark(0, "..") && !input.peek_mark(0, "]");
    let (input, from) = if bound(input) {
        let (input, from) = expression(input)?;
        (input, Some(Box::new(from)))
    } else {
        (input, None)
    };
    let (input, dots) = opt(mark("..", "`..`")).parse(input)?;
    let (input, to) = if dots.is_some() && bound(input) {
        let (input, to) = expression(input)?;
        (input, Some(Box::new(to)))
    } else {
        (input, None)
    };
    let (after, ()) = mark("]", "`]`")(input)?;
    match (from, dots) {
        (from, Some(())) => Ok((after, Form::Slice(list.into(), from, to))),
        (Some(index), None) => Ok((after, Form::Index(list.into(), index))),
        (None, None) => Err(input.reject("an expression")),
    }
}

/// The expression after a keyword, if the keyword stands here.
pub(super) fn after<'a>(
    word: &'static str,
) -> impl Fn(Tokens<'a>) -> Parsed<'a, Option<Expression>> {
    move |input| {
        if input.peek_keyword(0, word) {
            let (input, ()) = keyword(word)(input)?;
            let (input, expression) = expression(input)?;
            Ok((input, Some(expression)))
        } else {
            let _ = input.reject(word);
            Ok((input, None))
        }
    }
}

//! Atoms: what expressions are made of.

use nom::Parser;
use nom::combinator::opt;
use nom::multi::{many0, many1};
use nom::sequence::preceded;

use super::clause::query;
use super::expression::{after, expression, make};
use super::pattern::{condition, path, patterns, starts_path};
use super::word::{is_reserved, is_variable, keyword, list0, mark, schema_name, variable};
use super::{CLAUSES, Parsed, Tokens, deeper};
use crate::query::ast::{
    Binary, Expression, Form, Name, PathPattern, ProjectionItem, Quantifier, Subquery,
};
use crate::query::error::QueryError;
use crate::query::lexer::TokenKind;

/// ebnf: Atom
pub(super) fn atom(input: Tokens<'_>) -> Parsed<'_, Expression> {
    let start = input;
    let (input, form) = match input.peek(0) {
        Some(TokenKind::Mark("(")) => {
            // `(a)-[b]-1` looks like a path and is none.
            let path = starts_path(input).then(|| path_predicate(input)).transpose()?;
            if let Some((input, form)) = path.filter(|(_, form)| has_steps(form)) {
                return make(start, input, form);
            }
            let (input, inner) = expression(input.skip(1))?;
            let (input, ()) = mark(")", "`)`")(input)?;
            return Ok((input, inner));
        }
        Some(TokenKind::Mark("[")) => deeper(input, bracketed)?,
        Some(TokenKind::Mark("{")) => return deeper(input, map),
        Some(TokenKind::Word(word)) => match worded(input, word) {
            Some(parsed) => parsed?,
            None => named(input)?,
        },
        Some(TokenKind::Quoted(_)) => named(input)?,
        _ => literal(input)?,
    };
    make(start, input, form)
}

/// ebnf: Literal Parameter
fn literal(input: Tokens<'_>) -> Parsed<'_, Form> {
    let form = match input.peek(0) {
        Some(TokenKind::Int(magnitude)) => match i64::try_from(*magnitude) {
            Ok(value) => Form::Int(value),
            Err(_) => {
                let message = format!("{magnitude} is too great for a whole number of 64 bits");
                let error = QueryError::syntax("IntegerOverflow", input.span(), message);
                return Err(input.fail(error));
            }
        },
        Some(TokenKind::Float(value)) => Form::Float(*value),
        Some(TokenKind::Text(text)) => Form::Text(text.clone()),
        Some(TokenKind::Parameter(name)) => Form::Parameter(name.clone()),
        _ => return Err(input.reject("an expression")),
    };
    Ok((input.skip(1), form))
}

/// What begins with a word that has a meaning of its own.
fn worded<'a>(input: Tokens<'a>, word: &str) -> Option<Parsed<'a, Form>> {
    let called = input.peek_mark(1, "(");
    let braced = input.peek_mark(1, "{");
    let over = called && input.peek_keyword(3, "IN");
    Some(match word.to_ascii_lowercase().as_str() {
        "null" => Ok((input.skip(1), Form::Null)),
        "true" => Ok((input.skip(1), Form::Bool(true))),
        "false" => Ok((input.skip(1), Form::Bool(false))),
        "case" => deeper(input.skip(1), case),
        "all" if over => quantifier(input.skip(2), Quantifier::All),
        "any" if over => quantifier(input.skip(2), Quantifier::Any),
        "none" if over => quantifier(input.skip(2), Quantifier::None),
        "single" if over => quantifier(input.skip(2), Quantifier::Single),
        "reduce" if called && input.peek_mark(3, "=") => reduce(input.skip(2)),
        "exists" if braced => {
            subquery(input.skip(2)).map(|(input, inner)| (input, Form::Exists(inner.into())))
        }
        "count" if braced && !input.peek_mark(2, ".") => {
            subquery(input.skip(2)).map(|(input, inner)| (input, Form::Count(inner.into())))
        }
        "count" if called && input.peek_mark(2, "*") => {
            mark(")", "`)`")(input.skip(3)).map(|(input, ())| (input, Form::CountAll))
        }
        "shortestpath" | "allshortestpaths" if called => path_predicate(input),
        _ => return None,
    })
}

/// ebnf: PatternPredicate PatternPath
fn path_predicate(input: Tokens<'_>) -> Parsed<'_, Form> {
    let (input, path) = path(input)?;
    Ok((input, Form::Pattern(path.into())))
}

fn has_steps(form: &Form) -> bool {
    matches!(form, Form::Pattern(path) if !path.steps.is_empty())
}

/// ebnf: FunctionInvocation FunctionName MapProjection
fn named(input: Tokens<'_>) -> Parsed<'_, Form> {
    let mut ahead = 1;
    while input.peek_mark(ahead, ".")
        && matches!(input.peek(ahead + 1), Some(TokenKind::Word(_) | TokenKind::Quoted(_)))
    {
        ahead += 2;
    }
    if input.peek_mark(ahead, "(") {
        let word = schema_name("the name of a function");
        let (rest, first) = word(input)?;
        if ahead == 1 && matches!(input.peek(0), Some(TokenKind::Word(word)) if is_reserved(word)) {
            return Err(input.reject("an expression"));
        }
        let (rest, more) = many0(preceded(mark(".", "`.`"), word)).parse(rest)?;
        let mut name = vec![first];
        name.extend(more);
        let (rest, distinct) = opt(keyword("DISTINCT")).parse(rest.skip(1))?;
        let (rest, arguments) = list0(expression)(rest)?;
        let (rest, ()) = mark(")", "`)`")(rest)?;
        return Ok((rest, Form::Call { name, distinct: distinct.is_some(), arguments }));
    }
    let start = input;
    if !is_variable(input) {
        return Err(input.reject("an expression"));
    }
    let (input, name) = variable(input)?;
    let form = Form::Variable(name.text);
    if !input.peek_mark(0, "{") {
        return Ok((input, form));
    }
    let value = Expression::new(form, input.since(start));
    let (input, items) = deeper(input.skip(1), list0(projection_item))?;
    let (input, ()) = mark("}", "`}`")(input)?;
    Ok((input, Form::MapProjection(value.into(), items)))
}

/// ebnf: MapProjectionItem
fn projection_item(input: Tokens<'_>) -> Parsed<'_, ProjectionItem> {
    if input.peek_mark(0, ".") && input.peek_mark(1, "*") {
        return Ok((input.skip(2), ProjectionItem::All));
    }
    if input.peek_mark(0, ".") {
        let (input, name) = schema_name("the name of a property")(input.skip(1))?;
        return Ok((input, ProjectionItem::Property(name)));
    }
    let (input, name) = schema_name("`.name`, `.*`, `name: value` or a variable")(input)?;
    if !input.peek_mark(0, ":") {
        return Ok((input, ProjectionItem::Variable(name)));
    }
    let (input, value) = expression(input.skip(1))?;
    Ok((input, ProjectionItem::Entry(name, value)))
}

/// ebnf: MapLiteral
pub(super) fn map(input: Tokens<'_>) -> Parsed<'_, Expression> {
    let start = input;
    let (input, ()) = mark("{", "`{`")(input)?;
    let (input, entries) = list0(entry)(input)?;
    let (input, ()) = mark("}", "`}`")(input)?;
    make(start, input, Form::Map(entries))
}

/// ebnf: MapEntry
fn entry(input: Tokens<'_>) -> Parsed<'_, (Name, Expression)> {
    let (input, name) = schema_name("the name of an entry")(input)?;
    let (input, ()) = mark(":", "`:`")(input)?;
    let (input, value) = expression(input)?;
    Ok((input, (name, value)))
}

/// ebnf: ListLiteral ListComprehension
fn bracketed(input: Tokens<'_>) -> Parsed<'_, Form> {
    let inner = input.skip(1);
    if inner.peek_mark(1, "=") && starts_path(inner.skip(2)) {
        let (rest, pattern) = path(inner)?;
        return pattern_comprehension(rest, pattern.into());
    }
    let over = inner.peek_keyword(1, "IN");
    let (rest, mut items) = list0(expression)(inner)?;
    // `[x IN list …` and `[pattern …` read as lists of one item, until what follows it is seen.
    let follows = rest.peek_mark(0, "|") || rest.peek_keyword(0, "WHERE");
    let one = if items.len() == 1 { items.pop() } else { None };
    if let Some(one) = one {
        let (span, spot) = (one.span(), one.spot);
        match one.form {
            Form::Binary(Binary::In, left, list) if over => match left.form {
                Form::Variable(text) => {
                    let variable = Name { text, spot: left.spot };
                    return list_comprehension(rest, variable, list);
                }
                form => {
                    let left = Expression::new(form, left.spot.0);
                    let form = Form::Binary(Binary::In, left.into(), list);
                    items.push(Expression::new(form, spot.0));
                }
            },
            Form::Pattern(pattern) if follows && pattern.shortest.is_none() => {
                return pattern_comprehension(rest, pattern);
            }
            form => items.push(Expression::new(form, span)),
        }
    }
    let (rest, ()) = mark("]", "`]`")(rest)?;
    Ok((rest, Form::List(items)))
}

/// The rest of a list comprehension after its list.
fn list_comprehension(
    input: Tokens<'_>,
    variable: Name,
    list: Box<Expression>,
) -> Parsed<'_, Form> {
    let (input, condition) = condition(input)?;
    let (input, value) = opt(preceded(mark("|", "`|`"), expression)).parse(input)?;
    let (input, ()) = mark("]", "`]`")(input)?;
    let form = Form::ListComprehension {
        variable,
        list,
        condition: condition.map(Box::new),
        value: value.map(Box::new),
    };
    Ok((input, form))
}

/// The rest of a pattern comprehension after its pattern.
///
/// ebnf: PatternComprehension
fn pattern_comprehension(input: Tokens<'_>, pattern: Box<PathPattern>) -> Parsed<'_, Form> {
    let (input, condition) = condition(input)?;
    let (input, ()) = mark("|", "`|`")(input)?;
    let (input, value) = expression(input)?;
    let (input, ()) = mark("]", "`]`")(input)?;
    let form = Form::PatternComprehension {
        pattern,
        condition: condition.map(Box::new),
        value: value.into(),
    };
    Ok((input, form))
}

/// ebnf: Quantifier
fn quantifier(input: Tokens<'_>, quantifier: Quantifier) -> Parsed<'_, Form> {
    let (input, variable) = variable(input)?;
    let (input, ()) = keyword("IN")(input)?;
    let (input, list) = expression(input)?;
    let (input, condition) = condition(input)?;
    let (input, ()) = mark(")", "`)`")(input)?;
    let condition = condition.map(Box::new);
    Ok((input, Form::Quantifier { quantifier, variable, list: list.into(), condition }))
}

/// ebnf: Reduce
fn reduce(input: Tokens<'_>) -> Parsed<'_, Form> {
    let (input, accumulator) = variable(input)?;
    let (input, ()) = mark("=", "`=`")(input)?;
    let (input, start) = expression(input)?;
    let (input, ()) = mark(",", "`,`")(input)?;
    let (input, variable) = variable(input)?;
    let (input, ()) = keyword("IN")(input)?;
    let (input, list) = expression(input)?;
    let (input, ()) = mark("|", "`|`")(input)?;
    let (input, value) = expression(input)?;
    let (input, ()) = mark(")", "`)`")(input)?;
    let form = Form::Reduce {
        accumulator,
        start: start.into(),
        variable,
        list: list.into(),
        value: value.into(),
    };
    Ok((input, form))
}

/// ebnf: CaseExpression
fn case(input: Tokens<'_>) -> Parsed<'_, Form> {
    let (input, operand) = if input.peek_keyword(0, "WHEN") {
        (input, None)
    } else {
        let (input, operand) = expression(input)?;
        (input, Some(Box::new(operand)))
    };
    let branch = |input| {
        let (input, ()) = keyword("WHEN")(input)?;
        let (input, condition) = expression(input)?;
        let (input, ()) = keyword("THEN")(input)?;
        let (input, value) = expression(input)?;
        Ok((input, (condition, value)))
    };
    let (input, branches) = many1(branch).parse(input)?;
    let (input, otherwise) = after("ELSE")(input)?;
    let (input, ()) = keyword("END")(input)?;
    Ok((input, Form::Case { operand, branches, otherwise: otherwise.map(Box::new) }))
}

/// ebnf: ExistsSubquery CountSubquery
fn subquery(input: Tokens<'_>) -> Parsed<'_, Subquery> {
    let (input, inner) = deeper(input, |input| {
        let whole =
            CLAUSES.iter().any(|clause| input.peek_keyword(0, clause)) && !input.peek_mark(1, "=");
        if whole {
            let (input, query) = query(input)?;
            return Ok((input, Subquery::Query(query)));
        }
        let (input, patterns) = patterns(input)?;
        let (input, condition) = condition(input)?;
        Ok((input, Subquery::Patterns(patterns, condition)))
    })?;
    let (input, ()) = mark("}", "`}`")(input)?;
    Ok((input, inner))
}

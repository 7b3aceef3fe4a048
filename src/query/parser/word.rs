//! Words and marks: names, keywords and lists of things between marks.

use std::sync::Arc;

use nom::Parser;
use nom::multi::{separated_list0, separated_list1};

use super::{Parsed, Tokens};
use crate::query::ast::{Name, Spot};
use crate::query::lexer::TokenKind;

/// Words that cannot be variables unless they stand between backticks.
const RESERVED: &[&str] = &[
    "AND", "AS", "CALL", "CASE", "CREATE", "DELETE", "DETACH", "DISTINCT", "ELSE", "FALSE", "IN",
    "LIMIT", "MATCH", "MERGE", "NOT", "NULL", "OPTIONAL", "OR", "ORDER", "REMOVE", "RETURN", "SET",
    "SKIP", "THEN", "TRUE", "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "XOR",
];

pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// Reads a mark; `expected` says it in backticks.
pub(super) fn mark<'a>(
    mark: &'static str,
    expected: &'static str,
) -> impl Fn(Tokens<'a>) -> Parsed<'a, ()> {
    move |input| {
        if input.peek_mark(0, mark) { Ok((input.skip(1), ())) } else { Err(input.reject(expected)) }
    }
}

/// Reads a keyword, in whatever case it is written.
pub(super) fn keyword<'a>(keyword: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, ()> {
    move |input| {
        if input.peek_keyword(0, keyword) {
            Ok((input.skip(1), ()))
        } else {
            Err(input.reject(keyword))
        }
    }
}

/// Several keywords in a row.
pub(super) fn keywords<'a>(
    words: &'static [&'static str],
) -> impl Fn(Tokens<'a>) -> Parsed<'a, ()> {
    move |input| words.iter().try_fold((input, ()), |(input, ()), word| keyword(word)(input))
}

fn word(input: Tokens<'_>) -> Option<(&Arc<str>, bool)> {
    match input.peek(0) {
        Some(TokenKind::Word(word)) => Some((word, is_reserved(word))),
        Some(TokenKind::Quoted(word)) => Some((word, false)),
        _ => None,
    }
}

/// ebnf: Variable
pub(super) fn variable(input: Tokens<'_>) -> Parsed<'_, Name> {
    match word(input) {
        Some((text, false)) => {
            Ok((input.skip(1), Name { text: text.clone(), spot: Spot(input.span()) }))
        }
        _ => Err(input.reject("a variable")),
    }
}

/// ebnf: SchemaName
pub(super) fn schema_name<'a>(expected: &'static str) -> impl Fn(Tokens<'a>) -> Parsed<'a, Name> {
    move |input| match word(input) {
        Some((text, _)) => {
            Ok((input.skip(1), Name { text: text.clone(), spot: Spot(input.span()) }))
        }
        None => Err(input.reject(expected)),
    }
}

/// One or more, with commas between them.
pub(super) fn list1<'a, T>(
    item: impl Fn(Tokens<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Tokens<'a>) -> Parsed<'a, Vec<T>> {
    let mut list = separated_list1(mark(",", "`,`"), item);
    move |input| list.parse(input)
}

/// Any number, with commas between them.
pub(super) fn list0<'a, T>(
    item: impl Fn(Tokens<'a>) -> Parsed<'a, T>,
) -> impl FnMut(Tokens<'a>) -> Parsed<'a, Vec<T>> {
    let mut list = separated_list0(mark(",", "`,`"), item);
    move |input| list.parse(input)
}

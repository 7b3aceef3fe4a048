//! Nothing that is asked may end the program.

use std::sync::atomic::AtomicBool;

use super::{ask, sample};
use crate::query::{Context, ErrorKind, run};

fn kind(text: &str) -> ErrorKind {
    ask(text).expect_err(&text.chars().take(60).collect::<String>()).kind
}

#[test]
fn deep_brackets_are_an_error() {
    let deep = |open: &str, inner: &str, close: &str| {
        format!("RETURN {}{inner}{}", open.repeat(5_000), close.repeat(5_000))
    };
    assert_eq!(kind(&deep("(", "1", ")")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("[", "1", "]")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("{a: ", "1", "}")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("abs(", "1", ")")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("[x IN ", "[]", ", 1]")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("EXISTS { MATCH (a) WHERE ", "true", "}")), ErrorKind::LimitExceeded);
    assert_eq!(kind(&deep("CASE WHEN true THEN ", "1", " END")), ErrorKind::LimitExceeded);
}

#[test]
fn as_deep_as_is_allowed_works() {
    let text = format!("RETURN {}1{}", "[".repeat(45), "]".repeat(45));
    assert_eq!(ask(&text).unwrap().rows.len(), 1);
    let text = format!("RETURN {}1{}", "(".repeat(90), ")".repeat(90));
    assert_eq!(ask(&text).unwrap().rows.len(), 1);
}

#[test]
fn high_trees_inside_subqueries_are_an_error() {
    let mut text = "true".to_owned();
    for _ in 0..40 {
        let sum = "1 + ".repeat(200);
        text = format!("{sum} COUNT {{ MATCH (a) WHERE {text} RETURN a }} > 0");
    }
    assert_eq!(kind(&format!("RETURN {text}")), ErrorKind::LimitExceeded);
}

#[test]
fn long_rows_of_operators_are_an_error_or_an_answer() {
    assert_eq!(kind(&format!("RETURN 1{}", " + 1".repeat(5_000))), ErrorKind::LimitExceeded);
    assert_eq!(kind(&format!("RETURN {}1", "NOT ".repeat(5_000))), ErrorKind::LimitExceeded);
    assert_eq!(kind(&format!("RETURN {}1", "-".repeat(5_000))), ErrorKind::LimitExceeded);
    assert_eq!(kind(&format!("RETURN a{}", ".b".repeat(5_000))), ErrorKind::LimitExceeded);
    let many = format!("RETURN false{}", " OR false".repeat(5_000));
    assert_eq!(ask(&many).unwrap().rows.len(), 1);
    let clauses = "WITH 1 AS a ".repeat(20_000);
    assert_eq!(kind(&format!("{clauses} RETURN a")), ErrorKind::LimitExceeded);
    let clauses = "MATCH () ".repeat(1_500);
    assert_eq!(kind(&format!("{clauses} RETURN 1")), ErrorKind::LimitExceeded);
    let clauses = "MATCH () ".repeat(950);
    assert_eq!(ask(&format!("{clauses} RETURN 1 LIMIT 1")).unwrap().rows.len(), 1);
}

#[test]
fn numbers_do_not_overflow() {
    for text in [
        "RETURN 9223372036854775807 + 1",
        "RETURN -9223372036854775808 - 1",
        "RETURN 9223372036854775807 * 2",
        "RETURN -(-9223372036854775808)",
        "RETURN abs(-9223372036854775808)",
        "RETURN 1 / 0",
        "RETURN 1 % 0",
        "UNWIND [9223372036854775807, 1] AS x RETURN sum(x)",
        "RETURN date('9999-12-31') + duration({days: 1})",
    ] {
        assert_eq!(kind(text), ErrorKind::ArithmeticError, "{text}");
    }
    assert_eq!(super::rows("RETURN -9223372036854775808 % -1, 1 / 0.0"), ["0 inf"]);
}

#[test]
fn great_lists_are_an_error() {
    assert_eq!(kind("RETURN range(1, 1000000000)"), ErrorKind::LimitExceeded);
    assert_eq!(
        kind("RETURN range(-9223372036854775808, 9223372036854775807)"),
        ErrorKind::LimitExceeded
    );
}

#[test]
fn an_answer_may_be_held_to_some_rows() {
    let context = Context { max_rows: Some(2), ..Context::default() };
    let error = run(&sample(), "UNWIND range(1, 3) AS x RETURN x", &context).unwrap_err();
    assert_eq!(error.kind, ErrorKind::LimitExceeded);
    assert_eq!(run(&sample(), "UNWIND range(1, 2) AS x RETURN x", &context).unwrap().rows.len(), 2);
}

#[test]
fn a_query_can_be_stopped() {
    let stop = AtomicBool::new(true);
    let context = Context { cancel: Some(&stop), ..Context::default() };
    let text = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y RETURN count(*)";
    assert_eq!(run(&sample(), text, &context).unwrap_err().kind, ErrorKind::Interrupted);
}

#[test]
fn a_limit_ends_the_search() {
    let text = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN x, y LIMIT 3";
    assert_eq!(ask(text).unwrap().rows.len(), 3);
}

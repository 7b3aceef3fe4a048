//! What is known to be wrong before a row is read.

use super::{ask, rows, sample};
use crate::graph::Value;
use crate::query::{Context, run};

fn code(text: &str) -> (&'static str, String) {
    let error = ask(text).expect_err(text);
    assert!(error.span.is_some(), "{text}: {error:?}");
    let span = error.span.unwrap();
    (error.code, span.of(text).to_owned())
}

#[test]
fn a_variable_must_be_bound_before_it_is_named() {
    assert_eq!(code("MATCH (person) RETURN persn"), ("UndefinedVariable", "persn".into()));
    let help = ask("MATCH (person) RETURN persn").unwrap_err().help;
    assert_eq!(help.as_deref(), Some("did you mean person?"));
    assert_eq!(code("MATCH (a) WITH a.name AS n RETURN a"), ("UndefinedVariable", "a".into()));
}

#[test]
fn a_variable_keeps_its_kind() {
    assert_eq!(code("MATCH (a)-[a]->() RETURN a"), ("VariableTypeConflict", "a".into()));
    assert_eq!(code("WITH 1 AS a MATCH (a) RETURN a"), ("VariableTypeConflict", "a".into()));
    assert_eq!(code("MATCH p = (a) MATCH p = (b) RETURN p"), ("VariableAlreadyBound", "p".into()));
}

#[test]
fn what_stands_beside_an_aggregate_must_be_a_column() {
    let found = code("MATCH (a) RETURN a.age + count(*)");
    assert_eq!(found, ("AmbiguousAggregationExpression", "a".into()));
    assert_eq!(code("RETURN count(count(*))"), ("NestedAggregation", "count(*)".into()));
    assert_eq!(
        code("MATCH (a) WHERE count(a) > 1 RETURN a"),
        ("InvalidAggregation", "count(a)".into())
    );
    assert_eq!(
        rows("MATCH (a:Person) RETURN a.age % 20 AS r, count(*) ORDER BY r"),
        ["0 2", "10 1"]
    );
}

#[test]
fn functions_are_held_to_their_arguments() {
    assert_eq!(code("RETURN size()"), ("InvalidNumberOfArguments", "size()".into()));
    assert_eq!(code("MATCH (a) RETURN type(a)"), ("InvalidArgumentType", "a".into()));
    assert_eq!(code("RETURN 1 AND true"), ("InvalidArgumentType", "1".into()));
}

#[test]
fn a_syntax_error_says_what_was_expected_and_what_was_found() {
    let error = ask("MATCH (a:Person RETURN a").unwrap_err();
    assert_eq!(error.code, "UnexpectedSyntax");
    assert_eq!(error.message, "expected `)`, `:` or `{`, found `RETURN`");
    let error = ask("MATHC (a) RETURN a").unwrap_err();
    assert_eq!(error.help.as_deref(), Some("did you mean MATCH?"));
    let help = |text: &str| ask(text).unwrap_err().help.unwrap_or_default();
    assert_eq!(help("MATCH (a) RETRUN a"), "did you mean RETURN?");
    assert!(help("MATCH (a) RETURN a AS order").contains("backticks"));
    assert!(help("MATCH (a) WHERE a.age == 1 RETURN a").contains("one `=`"));
    assert!(help("MATCH (a)->(b) RETURN a").contains("`-->`"));
    let error = ask("MATCH (a)").unwrap_err();
    assert_eq!(error.message, "the query ends without RETURN");
    let error = ask("RETURN 1 +").unwrap_err();
    assert_eq!(error.message, "expected an expression, found the end of the query");
}

#[test]
fn clauses_that_write_are_refused_where_only_reading_is_asked_for() {
    for (text, clause) in [
        ("MATCH (a) SET a.age = 1", "SET a.age = 1"),
        ("MERGE (a:B {x: 1}) ON CREATE SET a.y = 2", "MERGE (a:B {x: 1}) ON CREATE SET a.y = 2"),
        ("MATCH (a) DETACH DELETE a;", "DETACH DELETE a"),
        ("MATCH (a) REMOVE a:Person", "REMOVE a:Person"),
    ] {
        assert_eq!(code(text), ("NotWritable", clause.to_owned()));
    }
}

#[test]
fn an_unknown_property_or_type_is_only_a_warning() {
    let answer = ask("MATCH (a)-[:MTE]->(b) WHERE a.nme = 'x' RETURN b").unwrap();
    let said: Vec<_> =
        answer.warnings.iter().map(|it| (it.message.as_str(), it.help.as_deref())).collect();
    assert_eq!(
        said,
        [
            ("no relationship type MTE in the graph", Some("did you mean MET?")),
            ("no property nme in the graph", Some("did you mean name?")),
        ]
    );
}

#[test]
fn a_date_compared_to_text_is_a_warning() {
    let answer = ask("MATCH (a) WHERE a.date > '2025-07-01' RETURN a").unwrap();
    let helps: Vec<_> = answer.warnings.iter().filter_map(|it| it.help.as_deref()).collect();
    assert_eq!(helps, ["write date('2025-07-01')"]);
}

#[test]
fn now_must_be_given() {
    for function in ["date", "time", "localtime", "datetime", "localdatetime"] {
        assert_eq!(code(&format!("RETURN {function}()")).0, "NoClock");
    }
    let now: jiff::ZonedDateTime = "2025-07-03T10:20:30+02:00[Europe/Berlin]".parse().unwrap();
    let context = Context { now: Some(&now), ..Context::default() };
    let text = "RETURN date() = date('2025-07-03') AND localtime() = localtime('10:20:30') AS it";
    let answer = run(&sample(), text, &context).unwrap();
    assert!(matches!(answer.rows[0][0], Value::Bool(true)));
}

#[test]
fn a_parameter_must_be_given() {
    assert_eq!(code("RETURN $who"), ("MissingParameter", "$who".into()));
}

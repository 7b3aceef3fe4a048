//! Expressions and their values.

use super::rows;

#[test]
fn three_truth_values() {
    assert_eq!(
        rows("RETURN null AND false, null OR true, NOT null, null = null"),
        ["false true null null"]
    );
    assert_eq!(rows("RETURN 1 IN [2, null], 1 IN [1, null], null IN []"), ["null true false"]);
    assert_eq!(rows("RETURN 1 < 2 < 3, 1 < 3 < 2, [1, 2] = [1, null]"), ["true false null"]);
}

#[test]
fn text() {
    assert_eq!(rows("RETURN toUpper('é') + trim('  a ') + left('bcd', 2)"), ["Éabc"]);
    assert_eq!(
        rows("RETURN 'Ana' STARTS WITH 'A', 'Ana' =~ 'a.*', 'Ana' =~ '(?i)a.*'"),
        ["true false true"]
    );
    assert_eq!(
        rows("RETURN split('a,b', ','), substring('héllo', 1, 3), reverse('ab')"),
        ["[a b] éll ba"]
    );
}

#[test]
fn lists_and_maps() {
    assert_eq!(
        rows("RETURN [1, 2, 3][-1], [1, 2, 3][1..], [1][5], {a: {b: 2}}.a.b"),
        ["3 [2 3] null 2"]
    );
    assert_eq!(rows("RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x]"), ["[1 9 25]"]);
    assert_eq!(
        rows("RETURN reduce(s = 0, x IN [1, 2, 3] | s + x), all(x IN [1, null] WHERE x > 0)"),
        ["6 null"]
    );
    assert_eq!(
        rows("MATCH (a {name: 'Ana'}) RETURN a {.name, twice: a.age * 2}"),
        ["{name:Ana twice:80}"]
    );
}

#[test]
fn patterns_inside_expressions() {
    let lonely = "MATCH (a:Person) WHERE NOT (a)-[:CALLED]-() RETURN a.name";
    assert_eq!(rows(lonely), ["Ben"]);
    let met = "MATCH (a:Person) RETURN a.name, [(a)-[:MET]-(b) | b.name], COUNT { (a)--() } ORDER BY a.name";
    assert_eq!(rows(met), ["Ana [Ben] 3", "Ben [Cleo Ana] 3", "Cleo [Ben] 3"]);
    let exists = "MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:CITIZEN_OF]->(c) WHERE c.name = 'Norland' } RETURN a.name";
    assert_eq!(rows(exists), ["Ana"]);
}

#[test]
fn dates_and_durations() {
    assert_eq!(
        rows(
            "WITH date('2025-07-03') AS d RETURN d.year, d.month, d.week, toString(d + duration('P1M2D'))"
        ),
        ["2025 7 27 2025-08-05"]
    );
    assert_eq!(rows("RETURN date('2025-01-31') < date('2025-02-01')"), ["true"]);
    assert_eq!(rows("RETURN duration.between(date('2025-01-01'), date('2025-03-04')).days"), ["3"]);
    assert_eq!(rows("RETURN toString(duration({months: 1, days: -3}))"), ["P1M-3D"]);
    assert_eq!(
        rows("RETURN toString(datetime('2025-07-03T10:00+02:00'))"),
        ["2025-07-03T10:00+02:00"]
    );
}

#[test]
fn rows_are_sorted_and_cut() {
    let text = "UNWIND [3, null, 1, 'a', 2] AS x RETURN x ORDER BY x DESC SKIP 1 LIMIT 2";
    assert_eq!(rows(text), ["3", "2"]);
    assert_eq!(rows("UNWIND [1, 1.0, 2] AS x RETURN DISTINCT x"), ["1", "2"]);
    assert_eq!(rows("RETURN 1 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x"), ["1", "2"]);
    assert_eq!(rows("RETURN 1 AS x UNION ALL RETURN 1 AS x"), ["1", "1"]);
}

#[test]
fn aggregates() {
    let text = "UNWIND [1, 2, 3, 4] AS x RETURN sum(x), avg(x), min(x), max(x), percentileCont(x, 0.5), count(DISTINCT x % 2)";
    assert_eq!(rows(text), ["10 2.5 1 4 2.5 2"]);
    assert_eq!(rows("MATCH (n:Nobody) RETURN count(n), collect(n), max(n.age)"), ["0 [] null"]);
}

#[test]
fn a_name_is_looked_up() {
    let plan =
        |text: &str| crate::query::explain(&super::sample(), text, &Default::default()).unwrap();
    let text = "MATCH (a:Person {name: 'Ana'})-[:MET]->(b) RETURN b.name";
    assert!(plan(text).contains("look up name 'Ana'"), "{}", plan(text));
    assert_eq!(rows(text), ["Ben"]);
    let each = "UNWIND ['Ben', 1, null, 'Ana'] AS x MATCH (a {name: x}) RETURN a.name";
    assert!(plan(each).contains("look up name"), "{}", plan(each));
    assert_eq!(rows(each), ["Ben", "Ana"]);
    assert_eq!(rows("MATCH (a), (b {name: a.name}) WHERE a.name = 'Ben' RETURN b.age"), ["50"]);
    assert_eq!(rows("MATCH (a) WHERE elementId(a) = 'p/ben' RETURN a.name"), ["Ben"]);
    assert!(plan("MATCH (a) WHERE elementId(a) = 'p/ben' RETURN a").contains("look up key"));
}

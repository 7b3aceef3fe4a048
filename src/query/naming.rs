//! What the rows of an answer speak of, where the answer itself gives only values: `RETURN p.name` speaks of `p`.

use super::ast::{Clause, Expression, Form, Item, Mode, Name, Query, Spot};
use super::bind::{has_aggregate, variables};
use std::collections::HashMap;

use super::{Answer, Context, parse, run};
use crate::graph::{Graph, GroupKey, Value};
use crate::text::Span;

/// The same query, whose rows give behind their values also what these are taken from: the variables in them. `None` where the
/// rows would be other ones (`DISTINCT`, aggregates, `UNION`), where it writes, and where there is nothing to be given.
pub fn naming(text: &str) -> Option<String> {
    let mut query: Query = parse(text).ok()?;
    if query.mode != Mode::Answer || !query.unions.is_empty() || query.writing().is_some() {
        return None;
    }
    let Some(Clause::Return(projection)) = query.first.clauses.last_mut() else { return None };
    if projection.distinct || projection.items.iter().any(|it| has_aggregate(&it.expression)) {
        return None;
    }
    let mut named: Vec<String> = Vec::new();
    for item in &projection.items {
        variables(&item.expression, &mut |name| {
            if !named.iter().any(|known| known == name) {
                named.push(name.to_owned());
            }
        });
    }
    if named.is_empty() {
        return None;
    }
    let nowhere = Span::new(0, 0);
    for (number, name) in (1..).zip(named) {
        let alias = Name { text: format!("why {number}").into(), spot: Spot(nowhere) };
        let expression = Expression::new(Form::Variable(name.into()), nowhere);
        projection.items.push(Item { expression, alias: Some(alias), spot: Spot(nowhere) });
    }
    Some(query.to_string())
}

/// So many rows are looked at to find what was taken together.
const MOST: usize = 100_000;

/// Of an answer whose rows stand for several (`DISTINCT`, aggregates): for each row what stands in those that were taken together
/// in it, of the first hundred thousand; nothing of another answer. Cost: asking once more without taking together.
pub fn taken_together(
    graph: &Graph,
    text: &str,
    answer: &Answer,
    context: &Context<'_>,
) -> Option<Vec<Vec<Value>>> {
    let (apart, keys) = apart(text)?;
    let single = run(graph, &apart, context).ok()?;
    let first = single.columns.len().checked_sub(keys.len())?;
    let mut groups: HashMap<Vec<GroupKey>, Vec<Value>> = HashMap::new();
    for mut row in single.rows {
        let key = row.split_off(first.min(row.len())).into_iter().map(GroupKey).collect();
        groups.entry(key).or_default().extend(row);
    }
    let taken = answer.rows.iter().map(|row| {
        let key: Option<Vec<GroupKey>> =
            keys.iter().map(|&at| row.get(at).cloned().map(GroupKey)).collect();
        key.and_then(|key| groups.get(&key).cloned()).unwrap_or_default()
    });
    Some(taken.collect())
}

/// The same query without taking rows together: the variables that its values are made of, and behind them what tells its rows apart,
/// which are these columns of its answer.
fn apart(text: &str) -> Option<(String, Vec<usize>)> {
    let mut query: Query = parse(text).ok()?;
    if query.mode != Mode::Answer || !query.unions.is_empty() || query.writing().is_some() {
        return None;
    }
    let Some(Clause::Return(projection)) = query.first.clauses.last_mut() else { return None };
    let folds = projection.items.iter().any(|it| has_aggregate(&it.expression));
    if projection.all || !(folds || projection.distinct) {
        return None;
    }
    let nowhere = Span::new(0, 0);
    let item = |expression: Expression, name: String| {
        let alias = Name { text: name.into(), spot: Spot(nowhere) };
        Item { expression, alias: Some(alias), spot: Spot(nowhere) }
    };
    let (mut named, mut keys, mut told) = (Vec::<String>::new(), Vec::new(), Vec::new());
    for (at, it) in projection.items.iter().enumerate() {
        variables(&it.expression, &mut |name| {
            if !named.iter().any(|known| known == name) {
                named.push(name.to_owned());
            }
        });
        if !has_aggregate(&it.expression) {
            told.push(item(it.expression.clone(), format!("key {at}")));
            keys.push(at);
        }
    }
    // What is counted whatever it is has no name there.
    projection.all =
        named.is_empty() || projection.items.iter().any(|it| counts_all(&it.expression));
    projection.items.clear();
    if !projection.all {
        projection.items.extend(named.into_iter().enumerate().map(|(number, name)| {
            item(Expression::new(Form::Variable(name.into()), nowhere), format!("why {number}"))
        }));
    }
    projection.items.append(&mut told);
    (projection.distinct, projection.skip, projection.limit) = (false, None, None);
    projection.order.clear();
    Some((format!("{query} LIMIT {MOST}"), keys))
}

/// Is `count(*)` in it?
fn counts_all(expression: &Expression) -> bool {
    let mut found = matches!(expression.form, Form::CountAll);
    expression.form.children(&mut |child| found |= counts_all(child));
    found
}

#[cfg(test)]
mod tests {
    use super::{apart, naming};
    use crate::graph::Graph;
    use crate::query::{Context, run};

    #[test]
    fn what_values_are_taken_from_is_given_behind_them() {
        let named =
            naming("MATCH (a)-[m:MET]->(b) RETURN a.name, m.date AS on ORDER BY on LIMIT 2");
        let named = named.expect("a query");
        let answer = run(&Graph::new(), &named, &Context::default()).expect("an answer");
        assert_eq!(answer.columns[1..], ["on", "why 1", "why 2"]);
    }

    #[test]
    fn rows_that_would_be_other_ones_are_left_alone() {
        for text in [
            "MATCH (a) RETURN count(a)",
            "MATCH (a) RETURN DISTINCT a.name",
            "RETURN 1 AS x",
            "RETURN 1 AS x UNION RETURN 2 AS x",
            "CREATE (a) RETURN a.name",
            "MATCH (a) RETURN a.name, collect(a.age)",
            "no query",
        ] {
            assert_eq!(naming(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_taken_together_can_be_asked_apart() {
        for (text, expected) in [
            (
                "MATCH (p)-[:MET]->(q) RETURN p.name AS who, count(q) AS n ORDER BY n LIMIT 3",
                "RETURN `p` AS `why 0`, `q` AS `why 1`, `p`.`name` AS `key 0` LIMIT 100000",
            ),
            (
                "MATCH (a) RETURN DISTINCT a.name",
                "RETURN `a` AS `why 0`, `a`.`name` AS `key 0` LIMIT",
            ),
            ("MATCH (a)-[r]->(b) RETURN a.name, count(*)", "RETURN *, `a`.`name` AS `key 0` LIMIT"),
            ("MATCH (a) RETURN count(*)", "RETURN * LIMIT"),
        ] {
            let (apart, _) = apart(text).unwrap_or_else(|| panic!("{text}"));
            assert!(apart.contains(expected), "{apart}");
        }
        for text in ["MATCH (a) RETURN a", "RETURN 1 UNION RETURN 2", "CREATE (a) RETURN count(a)"]
        {
            assert_eq!(apart(text), None, "{text}");
        }
    }
}

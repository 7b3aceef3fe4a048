//! What the rows of an answer speak of, where the answer itself gives only values: `RETURN p.name` speaks of `p`.

use super::ast::{Clause, Expression, Form, Item, Mode, Name, Query, Spot};
use super::bind::{has_aggregate, variables};
use super::parse;
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

#[cfg(test)]
mod tests {
    use super::naming;
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
}

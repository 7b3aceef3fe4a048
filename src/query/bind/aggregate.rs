//! What an expression holds: aggregates, variables.

use crate::query::ast::{Expression, Form, PathPattern, Subquery};
use crate::query::plan::AggregateKind;

/// Is there an aggregate in the expression (that of a subquery left out)?
pub(in crate::query) fn has_aggregate(expression: &Expression) -> bool {
    match &expression.form {
        Form::CountAll => true,
        Form::Call { name, arguments, .. } => {
            aggregate(name).is_some() || arguments.iter().any(has_aggregate)
        }
        Form::Exists(_) | Form::Count(_) | Form::Pattern(_) => false,
        form => {
            let mut found = false;
            form.children(&mut |child| found |= has_aggregate(child));
            found
        }
    }
}

/// The aggregate of a function name.
pub(super) fn aggregate(name: &[crate::query::ast::Name]) -> Option<AggregateKind> {
    match name {
        [one] => AggregateKind::named(&one.text),
        _ => None,
    }
}

/// Is it a pattern as a condition, or made of such by NOT, AND, OR and XOR?
pub(super) fn is_predicate(expression: &Expression) -> bool {
    use crate::query::ast::{Binary, Unary};
    match &expression.form {
        Form::Pattern(pattern) => pattern.shortest.is_none(),
        Form::Unary(Unary::Not, inner) => is_predicate(inner),
        Form::Binary(Binary::And | Binary::Or | Binary::Xor, left, right) => {
            is_predicate(left) || is_predicate(right)
        }
        _ => false,
    }
}

/// Does the expression name a variable?
pub(super) fn has_variable(expression: &Expression) -> bool {
    let mut found = false;
    let whole = variables(expression, &mut |_| found = true);
    found || !whole
}

/// Calls `visit` with each variable that is named, those bound inside too. False if there are more
/// that it does not know, in a subquery.
pub(in crate::query) fn variables(expression: &Expression, visit: &mut dyn FnMut(&str)) -> bool {
    let mut whole = true;
    match &expression.form {
        Form::Variable(name) => visit(name),
        Form::Pattern(pattern) | Form::PatternComprehension { pattern, .. } => {
            in_pattern(pattern, visit);
        }
        Form::Exists(inner) | Form::Count(inner) => match &**inner {
            Subquery::Patterns(patterns, _) => {
                patterns.iter().for_each(|pattern| in_pattern(pattern, visit));
            }
            Subquery::Query(_) => whole = false,
        },
        Form::MapProjection(_, items) => {
            for item in items {
                if let crate::query::ast::ProjectionItem::Variable(name) = item {
                    visit(&name.text);
                }
            }
        }
        _ => {}
    }
    expression.form.children(&mut |child| whole &= variables(child, visit));
    whole
}

fn in_pattern(pattern: &PathPattern, visit: &mut dyn FnMut(&str)) {
    let nodes = std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|(_, node)| node));
    let nodes = nodes.filter_map(|node| node.variable.as_ref());
    let relationships = pattern.steps.iter().filter_map(|(rel, _)| rel.variable.as_ref());
    for name in nodes.chain(relationships) {
        visit(&name.text);
    }
}

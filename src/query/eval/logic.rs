//! Conditions, with three truth values: nothing stands for "unknown".

use std::cmp::Ordering;

use super::{Exec, Expr, Op, QueryError, Row};
use crate::graph::Value;
use crate::query::ast::{Comparison, Quantifier};
use crate::query::plan::{Labels, Logic, TextTest};

impl Expr {
    /// Is it true for a row? Nothing where that is unknown.
    ///
    /// # Errors
    /// It is no truth value, or a part of it fails.
    pub fn holds(&self, row: &mut Row, exec: &Exec<'_>) -> Result<Option<bool>, QueryError> {
        match &self.op {
            Op::Not(inner) => Ok(inner.holds(row, exec)?.map(|value| !value)),
            Op::Logic(Logic::And, left, right) => Ok(match left.holds(row, exec)? {
                Some(false) => Some(false),
                Some(true) => right.holds(row, exec)?,
                None => right.holds(row, exec)?.filter(|value| !value),
            }),
            Op::Logic(Logic::Or, left, right) => Ok(match left.holds(row, exec)? {
                Some(true) => Some(true),
                Some(false) => right.holds(row, exec)?,
                None => right.holds(row, exec)?.filter(|value| *value),
            }),
            Op::Logic(Logic::Xor, left, right) => {
                let (left, right) = (left.holds(row, exec)?, right.holds(row, exec)?);
                Ok(left.zip(right).map(|(left, right)| left != right))
            }
            Op::Memo(memo) => memo.holds(row, exec),
            Op::Compare(first, rest) => compare(first, rest, row, exec),
            Op::IsNull(inner, negated) => {
                let null = match &inner.op {
                    Op::Slot(slot) => row.get(*slot).is_null(),
                    _ => inner.eval(row, exec)?.is_null(),
                };
                Ok(Some(null != *negated))
            }
            Op::Labels(subject, labels) => self.has_labels(subject, labels, row, exec),
            Op::In(item, list) => {
                let (item, list) = (item.eval(row, exec)?, list.eval(row, exec)?);
                match list {
                    Value::Null => Ok(None),
                    Value::List(items) => Ok(contains(&items, &item)),
                    other => {
                        let message =
                            format!("expected a list after `IN`, found {}", other.kind_name());
                        Err(QueryError::types(self.span, message))
                    }
                }
            }
            Op::Text(test, left, right) => {
                let (left, right) = (left.eval(row, exec)?, right.eval(row, exec)?);
                let (Value::String(left), Value::String(right)) = (&left, &right) else {
                    return Ok(None);
                };
                Ok(Some(match test {
                    TextTest::Starts => left.starts_with(&**right),
                    TextTest::Ends => left.ends_with(&**right),
                    TextTest::Contains => left.contains(&**right),
                    TextTest::Matches => matches(left, right, self)?,
                }))
            }
            Op::Quantifier { how, slot, list, condition } => {
                let Some(items) = list.items(row, exec)? else { return Ok(None) };
                let (mut yes, mut no, mut unknown) = (0usize, 0usize, 0usize);
                for item in items {
                    exec.tick()?;
                    row.set(*slot, item);
                    let held = match condition {
                        Some(condition) => condition.holds(row, exec)?,
                        None => Some(true),
                    };
                    match held {
                        Some(true) => yes += 1,
                        Some(false) => no += 1,
                        None => unknown += 1,
                    }
                }
                Ok(quantify(*how, yes, no, unknown))
            }
            Op::Exists(plan) => plan.any(row, exec).map(Some),
            _ => match self.eval(row, exec)? {
                Value::Null => Ok(None),
                Value::Bool(value) => Ok(Some(value)),
                other => {
                    let message = format!("expected true or false, found {}", other.kind_name());
                    Err(QueryError::types(self.span, message))
                }
            },
        }
    }

    fn has_labels(
        &self,
        subject: &Self,
        labels: &Labels,
        row: &mut Row,
        exec: &Exec<'_>,
    ) -> Result<Option<bool>, QueryError> {
        match subject.eval(row, exec)? {
            Value::Null => Ok(None),
            Value::Node(node) => Ok(Some(labels.all_of(node, exec))),
            Value::Relationship(relationship) => {
                let kind = exec.data.kind(relationship);
                Ok(Some(labels.iter().all(|label| Some(label) == kind)))
            }
            other => {
                let message = format!("only nodes have labels, this is {}", other.kind_name());
                Err(QueryError::types(self.span, message))
            }
        }
    }
}

fn quantify(how: Quantifier, yes: usize, no: usize, unknown: usize) -> Option<bool> {
    match how {
        Quantifier::All if no > 0 => Some(false),
        Quantifier::Any if yes > 0 => Some(true),
        Quantifier::None if yes > 0 => Some(false),
        Quantifier::Single if yes > 1 => Some(false),
        _ if unknown > 0 => None,
        Quantifier::All | Quantifier::None => Some(true),
        Quantifier::Any => Some(false),
        Quantifier::Single => Some(yes == 1),
    }
}

/// Is the value in the list? Unknown where only a null stands in the way of knowing.
pub(super) fn contains(items: &[Value], item: &Value) -> Option<bool> {
    let mut known = true;
    for other in items {
        match other.equals(item) {
            Some(true) => return Some(true),
            None => known = false,
            Some(false) => {}
        }
    }
    known.then_some(false)
}

fn compare(
    first: &Expr,
    rest: &[(Comparison, Expr)],
    row: &mut Row,
    exec: &Exec<'_>,
) -> Result<Option<bool>, QueryError> {
    if let [(comparison, right)] = rest {
        if let (Some(left), Some(right)) = (whole(first, row, exec), whole(right, row, exec)) {
            return Ok(Some(holds_between_wholes(*comparison, left, right)));
        }
        let (left, right) = (first.eval(row, exec)?, right.eval(row, exec)?);
        if let (Value::Int(left), Value::Int(right)) = (&left, &right) {
            return Ok(Some(holds_between_wholes(*comparison, *left, *right)));
        }
        return Ok(holds_between(*comparison, &left, &right));
    }
    let mut left = first.eval(row, exec)?;
    let mut known = true;
    for (comparison, right) in rest {
        let right = right.eval(row, exec)?;
        match holds_between(*comparison, &left, &right) {
            Some(false) => return Ok(Some(false)),
            None => known = false,
            Some(true) => {}
        }
        left = right;
    }
    Ok(known.then_some(true))
}

/// The whole number that an expression is, where that is seen at once.
#[inline]
fn whole(expr: &Expr, row: &Row, exec: &Exec<'_>) -> Option<i64> {
    match &expr.op {
        Op::Const(Value::Int(value)) => Some(*value),
        Op::Property(subject, name) => match subject.op {
            Op::Slot(slot) => name.int(row.get(slot), exec)?,
            _ => None,
        },
        _ => None,
    }
}

fn holds_between_wholes(comparison: Comparison, left: i64, right: i64) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::Unequal => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

fn holds_between(comparison: Comparison, left: &Value, right: &Value) -> Option<bool> {
    let nan = |value: &Value| matches!(value, Value::Float(value) if value.is_nan());
    let number = |value: &Value| matches!(value, Value::Float(_) | Value::Int(_));
    let wanted: fn(Ordering) -> bool = match comparison {
        Comparison::Equal => return left.equals(right),
        Comparison::Unequal => return left.equals(right).map(|equal| !equal),
        Comparison::Less => Ordering::is_lt,
        Comparison::LessOrEqual => Ordering::is_le,
        Comparison::Greater => Ordering::is_gt,
        Comparison::GreaterOrEqual => Ordering::is_ge,
    };
    if (nan(left) && number(right)) || (nan(right) && number(left)) {
        return Some(false);
    }
    left.compare(right).map(wanted)
}

/// How great a compiled regular expression may be, in bytes.
const MAX_REGEX: usize = 1 << 20;

fn matches(text: &str, pattern: &str, whole: &Expr) -> Result<bool, QueryError> {
    // The whole text must match, not only a part of it.
    let anchored = format!("^(?:{pattern})$");
    match regex::RegexBuilder::new(&anchored).size_limit(MAX_REGEX).build() {
        Ok(regex) => Ok(regex.is_match(text)),
        Err(_) => {
            let message = format!("{pattern:?} is no regular expression, or too great a one");
            Err(QueryError::new(
                crate::query::ErrorKind::ArgumentError,
                "InvalidArgumentValue",
                whole.span,
                message,
            ))
        }
    }
}

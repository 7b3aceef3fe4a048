//! Operators on numbers, text, lists and temporal values. Whole numbers are checked for overflow.

use std::sync::Arc;

use super::{QueryError, check_size, temporal};
use crate::graph::Value;
use crate::query::error::ErrorKind;
use crate::query::plan::Arithmetic;
use crate::text::Span;

pub(super) fn apply(
    operator: Arithmetic,
    left: Value,
    right: Value,
    span: Span,
) -> Result<Value, QueryError> {
    use Arithmetic::Add;
    match (operator, left, right) {
        (Add, Value::List(mut left), Value::List(right)) => {
            check_size(left.len() + right.len())?;
            left.extend(right);
            Ok(Value::List(left))
        }
        (_, Value::Null, _) | (_, _, Value::Null) => Ok(Value::Null),
        (Add, Value::List(mut left), right) => {
            left.push(right);
            Ok(Value::List(left))
        }
        (Add, left, Value::List(mut right)) => {
            right.insert(0, left);
            Ok(Value::List(right))
        }
        (Add, Value::String(left), Value::String(right)) => {
            check_size(left.len() + right.len())?;
            Ok(Value::String(Arc::from([&*left, &*right].concat())))
        }
        (Add, Value::String(left), right @ (Value::Int(_) | Value::Float(_))) => {
            Ok(Value::string(format!("{left}{}", super::print::plain(&right))))
        }
        (Add, left @ (Value::Int(_) | Value::Float(_)), Value::String(right)) => {
            Ok(Value::string(format!("{}{right}", super::print::plain(&left))))
        }
        (operator, Value::Int(left), Value::Int(right)) => whole(operator, left, right, span),
        (operator, Value::Int(left), Value::Float(right)) => {
            Ok(Value::Float(float(operator, left as f64, right)))
        }
        (operator, Value::Float(left), Value::Int(right)) => {
            Ok(Value::Float(float(operator, left, right as f64)))
        }
        (operator, Value::Float(left), Value::Float(right)) => {
            Ok(Value::Float(float(operator, left, right)))
        }
        (operator, left, right) => match temporal::arithmetic(operator, &left, &right, span)? {
            Some(value) => Ok(value),
            None => {
                let verb = verb(operator);
                let (left, right) = (left.kind_name(), right.kind_name());
                let message = format!("{left} and {right} cannot be {verb}");
                Err(QueryError::types(span, message))
            }
        },
    }
}

const fn verb(operator: Arithmetic) -> &'static str {
    match operator {
        Arithmetic::Add => "added",
        Arithmetic::Subtract => "subtracted",
        Arithmetic::Multiply => "multiplied",
        Arithmetic::Divide | Arithmetic::Modulo => "divided",
        Arithmetic::Power => "raised to a power",
    }
}

fn whole(operator: Arithmetic, left: i64, right: i64, span: Span) -> Result<Value, QueryError> {
    let result = match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide | Arithmetic::Modulo if right == 0 => {
            let message = format!("{left} cannot be divided by zero");
            return Err(QueryError::new(
                ErrorKind::ArithmeticError,
                "DivisionByZero",
                span,
                message,
            ));
        }
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Modulo => Some(left.checked_rem(right).unwrap_or(0)),
        Arithmetic::Power => return Ok(Value::Float((left as f64).powf(right as f64))),
    };
    result.map(Value::Int).ok_or_else(|| overflow(span))
}

/// The error for a whole number that does not fit 64 bits.
pub(super) fn overflow(span: Span) -> QueryError {
    let message = "the result does not fit a whole number of 64 bits";
    QueryError::new(ErrorKind::ArithmeticError, "IntegerOverflow", span, message)
        .with_help("write one of the numbers with a point, such as 1.0")
}

fn float(operator: Arithmetic, left: f64, right: f64) -> f64 {
    match operator {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::Modulo => left % right,
        Arithmetic::Power => left.powf(right),
    }
}

pub(super) fn minus(value: Value, span: Span) -> Result<Value, QueryError> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or_else(|| overflow(span)),
        Value::Float(value) => Ok(Value::Float(-value)),
        Value::Duration(value) => value.negated().map(Value::from).ok_or_else(|| overflow(span)),
        other => {
            let message = format!("{} has no negative", other.kind_name());
            Err(QueryError::types(span, message))
        }
    }
}

/// A sum that stays a whole number as long as it can.
#[derive(Debug, Default)]
pub struct Total {
    whole: i64,
    float: Option<f64>,
    duration: Option<crate::graph::Duration>,
}

impl Total {
    /// Adds a value.
    ///
    /// # Errors
    /// It is neither a number nor a duration, or the sum is too great.
    pub fn add(&mut self, value: &Value, span: Span) -> Result<(), QueryError> {
        match value {
            Value::Int(value) => match &mut self.float {
                Some(float) => *float += *value as f64,
                None => {
                    self.whole = self.whole.checked_add(*value).ok_or_else(|| overflow(span))?;
                }
            },
            Value::Float(value) => {
                self.float = Some(self.float.unwrap_or(self.whole as f64) + value);
            }
            Value::Duration(value) => {
                let sum = self.duration.unwrap_or_default().plus(**value);
                self.duration = Some(sum.ok_or_else(|| overflow(span))?);
            }
            other => {
                let message = format!("expected a number, found {}", other.kind_name());
                return Err(QueryError::types(span, message));
            }
        }
        Ok(())
    }

    /// The sum.
    pub fn sum(&self) -> Value {
        match (self.duration, self.float) {
            (Some(duration), _) => duration.into(),
            (None, Some(float)) => Value::Float(float),
            (None, None) => Value::Int(self.whole),
        }
    }

    /// The mean of so many values.
    ///
    /// # Errors
    /// The result is too great.
    pub fn mean(&self, count: i64, span: Span) -> Result<Value, QueryError> {
        match self.duration {
            Some(duration) => {
                let share = Value::Int(count);
                apply(Arithmetic::Divide, duration.into(), share, span)
            }
            None => Ok(Value::Float(self.float.unwrap_or(self.whole as f64) / count as f64)),
        }
    }
}

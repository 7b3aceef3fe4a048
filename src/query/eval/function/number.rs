//! Functions on numbers, and conversions.

use super::{Exec, Function, Kind, QueryError, Value, strict, wrong};
use crate::query::eval::arithmetic::overflow;
use crate::text::Span;

const NUMBER: &[Kind] = &[Kind::Int, Kind::Float];

/// A function from a float to a float.
macro_rules! float {
    ($name:literal, $run:expr) => {
        strict(
            $name,
            concat!($name, "(number) -> float"),
            (1, 1),
            NUMBER,
            Kind::Float,
            |_, values, span| {
                let run: fn(f64) -> f64 = $run;
                Ok(Value::Float(run(number($name, values, span)?)))
            },
        )
    };
}

pub(super) const FUNCTIONS: &[Function] =
    &[
        strict("abs", "abs(number) -> number", (1, 1), NUMBER, Kind::Any, |_, values, span| {
            match values {
                [Value::Int(value)] => {
                    value.checked_abs().map(Value::Int).ok_or_else(|| overflow(span))
                }
                _ => Ok(Value::Float(number("abs", values, span)?.abs())),
            }
        }),
        float!("acos", f64::acos),
        float!("asin", f64::asin),
        float!("atan", f64::atan),
        strict("atan2", "atan2(y, x) -> float", (2, 2), NUMBER, Kind::Float, |_, values, span| {
            let y = number("atan2", values, span)?;
            let x = number("atan2", values.get(1..).unwrap_or(&[]), span)?;
            Ok(Value::Float(y.atan2(x)))
        }),
        float!("ceil", f64::ceil),
        float!("cos", f64::cos),
        float!("cot", |x| 1.0 / x.tan()),
        float!("degrees", f64::to_degrees),
        strict("e", "e() -> float", (0, 0), &[], Kind::Float, |_, _, _| {
            Ok(Value::Float(std::f64::consts::E))
        }),
        float!("exp", f64::exp),
        float!("floor", f64::floor),
        float!("haversin", |x| (1.0 - x.cos()) / 2.0),
        float!("log", f64::ln),
        float!("log10", f64::log10),
        strict("pi", "pi() -> float", (0, 0), &[], Kind::Float, |_, _, _| {
            Ok(Value::Float(std::f64::consts::PI))
        }),
        float!("radians", f64::to_radians),
        strict(
            "rand",
            "rand() -> float, the same ones in each run",
            (0, 0),
            &[],
            Kind::Float,
            |exec, _, _| Ok(Value::Float(exec.random())),
        ),
        strict("round", "round(number[, digits]) -> float", (1, 2), NUMBER, Kind::Float, round),
        strict("sign", "sign(number) -> integer", (1, 1), NUMBER, Kind::Int, |_, values, span| {
            let value = number("sign", values, span)?;
            Ok(Value::Int(if value > 0.0 {
                1
            } else if value < 0.0 {
                -1
            } else {
                0
            }))
        }),
        float!("sin", f64::sin),
        float!("sqrt", f64::sqrt),
        float!("tan", f64::tan),
        strict(
            "toBoolean",
            "toBoolean(text) -> boolean",
            (1, 1),
            &[],
            Kind::Bool,
            |_, values, span| match values {
                [Value::Bool(value)] => Ok(Value::Bool(*value)),
                [Value::Int(value)] => Ok(Value::Bool(*value != 0)),
                [Value::String(text)] if text.trim().eq_ignore_ascii_case("true") => {
                    Ok(Value::Bool(true))
                }
                [Value::String(text)] if text.trim().eq_ignore_ascii_case("false") => {
                    Ok(Value::Bool(false))
                }
                [Value::String(_)] => Ok(Value::Null),
                _ => wrong("toBoolean", "text or a boolean", &first(values), span),
            },
        ),
        strict(
            "toFloat",
            "toFloat(text or number) -> float",
            (1, 1),
            &[],
            Kind::Float,
            |_, values, span| match values {
                [Value::Int(value)] => Ok(Value::Float(*value as f64)),
                [Value::Float(value)] => Ok(Value::Float(*value)),
                [Value::String(text)] => Ok(parse(text).map_or(Value::Null, Value::Float)),
                _ => wrong("toFloat", "text or a number", &first(values), span),
            },
        ),
        strict(
            "toInteger",
            "toInteger(text or number) -> integer",
            (1, 1),
            &[],
            Kind::Int,
            |_, values, span| match values {
                [Value::Int(value)] => Ok(Value::Int(*value)),
                [Value::Float(value)] => Ok(integer(*value)),
                [Value::String(text)] => Ok(match text.trim().parse() {
                    Ok(value) => Value::Int(value),
                    Err(_) => parse(text).map_or(Value::Null, integer),
                }),
                _ => wrong("toInteger", "text or a number", &first(values), span),
            },
        ),
    ];

fn first(values: &[Value]) -> Value {
    values.first().cloned().unwrap_or_default()
}

fn number(name: &str, values: &[Value], span: Span) -> Result<f64, QueryError> {
    match values {
        [Value::Int(value), ..] => Ok(*value as f64),
        [Value::Float(value), ..] => Ok(*value),
        _ => wrong(name, "a number", &first(values), span),
    }
}

/// A number written as text; words such as "infinity" are none.
fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    digits.then(|| text.parse().ok()).flatten()
}

fn integer(value: f64) -> Value {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let value = value.trunc();
    if (-LIMIT..LIMIT).contains(&value) { Value::Int(value as i64) } else { Value::Null }
}

fn round(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let value = number("round", values, span)?;
    let digits = match values.get(1) {
        None => 0,
        Some(Value::Int(digits @ 0..=15)) => *digits,
        Some(_) => return super::out_of_range("round() takes 0 to 15 digits", span),
    };
    let scale = 10f64.powi(i32::try_from(digits).unwrap_or(0));
    // Halves are rounded up, those below zero too.
    Ok(Value::Float((value * scale + 0.5).floor() / scale))
}

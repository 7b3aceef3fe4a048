//! Dates, times and durations. No clock is read: what has no argument needs the day that counts as
//! today, and there is no time of day that would count as now.

mod arithmetic;
mod between;
mod build;
mod moment;
mod parse;
mod part;
mod text;
mod truncate;

pub(super) use arithmetic::arithmetic;
pub(super) use part::part;
pub use text::{TemporalKind, temporal};

use super::function::wrong;
use super::{Exec, QueryError};
use crate::graph::Value;
use crate::query::error::ErrorKind;
use crate::query::plan::{Function, Kind, Run};
use crate::text::Span;
use moment::Moment;

/// What kind of temporal value a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
}

const fn function(
    name: &'static str,
    signature: &'static str,
    arguments: (usize, usize),
    run: Run,
) -> Function {
    super::function::strict(name, signature, arguments, &[], Kind::Temporal, run)
}

/// A function that makes a temporal value, and the one that cuts it off at a unit.
macro_rules! form {
    ($form:ident, $name:literal, $truncate:literal) => {
        [
            function(
                $name,
                concat!($name, "([map, text or temporal value]) -> ", $name),
                (0, 1),
                |exec, values, span| make(Form::$form, exec, values, span),
            ),
            function(
                $truncate,
                concat!($truncate, "(unit, value[, map]) -> ", $name),
                (2, 3),
                |_, values, span| truncate::truncate(Form::$form, values, span),
            ),
        ]
    };
}

const DATE: [Function; 2] = form!(Date, "date", "date.truncate");
const LOCAL_TIME: [Function; 2] = form!(LocalTime, "localtime", "localtime.truncate");
const TIME: [Function; 2] = form!(Time, "time", "time.truncate");
const LOCAL: [Function; 2] = form!(LocalDateTime, "localdatetime", "localdatetime.truncate");
const DATE_TIME: [Function; 2] = form!(DateTime, "datetime", "datetime.truncate");

const DURATION: [Function; 7] = [
    function("duration", "duration(map or text) -> duration", (1, 1), duration),
    function(
        "duration.between",
        "duration.between(from, to) -> duration",
        (2, 2),
        between::between,
    ),
    function("duration.inDays", "duration.inDays(from, to) -> duration", (2, 2), between::in_days),
    function(
        "duration.inMonths",
        "duration.inMonths(from, to) -> duration",
        (2, 2),
        between::in_months,
    ),
    function(
        "duration.inSeconds",
        "duration.inSeconds(from, to) -> duration",
        (2, 2),
        between::in_seconds,
    ),
    function(
        "datetime.fromepoch",
        "datetime.fromepoch(seconds, nanoseconds) -> datetime",
        (2, 2),
        |_, values, span| build::from_epoch(values, 1_000_000_000, span),
    ),
    function(
        "datetime.fromepochmillis",
        "datetime.fromepochmillis(milliseconds) -> datetime",
        (1, 1),
        |_, values, span| build::from_epoch(values, 1_000_000, span),
    ),
];

/// The functions on temporal values, by what they make.
pub(super) const FUNCTIONS: [&[Function]; 6] =
    [&DATE, &LOCAL_TIME, &TIME, &LOCAL, &DATE_TIME, &DURATION];

fn make(form: Form, exec: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    let Some(argument) = values.first() else {
        let now = exec.now.and_then(|now| Moment::of(&Value::DateTime(now.clone().into())));
        return match now {
            Some(now) => now.value(form, span),
            None => Err(QueryError::new(
                ErrorKind::ArgumentError,
                "NoClock",
                span,
                "no clock is read here: the answer must be the same each time",
            )
            .with_help("give the moment, such as date('2025-07-03')")),
        };
    };
    let moment = match argument {
        Value::Map(map) => build::moment(map, form, span)?,
        Value::String(text) => match parse::moment(text, form) {
            Some(moment) => moment,
            None => return bad(format!("{text:?} cannot be read as {}", form.words()), span),
        },
        other => match Moment::of(other) {
            Some(moment) => moment,
            None => return wrong(form.name(), "a map, text or a temporal value", other, span),
        },
    };
    moment.value(form, span)
}

fn duration(_: &Exec<'_>, values: &[Value], span: Span) -> Result<Value, QueryError> {
    match values {
        [Value::Map(map)] => build::duration(map, span),
        [Value::Duration(duration)] => Ok(Value::Duration(duration.clone())),
        [Value::String(text)] => match parse::duration(text) {
            Some(duration) => Ok(duration.into()),
            None => bad(format!("{text:?} cannot be read as a duration"), span),
        },
        _ => wrong("duration", "a map or text", values.first().unwrap_or(&Value::Null), span),
    }
}

/// The error for something that is no moment.
fn bad<T>(message: impl Into<String>, span: Span) -> Result<T, QueryError> {
    Err(QueryError::new(ErrorKind::ArgumentError, "InvalidArgumentValue", span, message))
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::LocalTime => "localtime",
            Self::Time => "time",
            Self::LocalDateTime => "localdatetime",
            Self::DateTime => "datetime",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Date => "a date",
            Self::LocalTime => "a local time",
            Self::Time => "a time",
            Self::LocalDateTime => "a local date and time",
            Self::DateTime => "a date and time",
        }
    }

    const fn has_date(self) -> bool {
        matches!(self, Self::Date | Self::LocalDateTime | Self::DateTime)
    }

    const fn has_time(self) -> bool {
        !matches!(self, Self::Date)
    }

    const fn has_zone(self) -> bool {
        matches!(self, Self::Time | Self::DateTime)
    }
}

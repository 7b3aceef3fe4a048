//! The functions of the language.

mod graph;
mod list;
mod number;
mod text;

use super::{Exec, QueryError};
use crate::graph::Value;
use crate::query::error::ErrorKind;
use crate::query::plan::{Function, Kind, Run};
use crate::text::Span;

/// All functions, by subject.
pub const FUNCTIONS: &[&[Function]] = {
    let [date, local_time, time, local, date_time, duration] = super::temporal::FUNCTIONS;
    &[
        graph::FUNCTIONS,
        list::FUNCTIONS,
        number::FUNCTIONS,
        text::FUNCTIONS,
        date,
        local_time,
        time,
        local,
        date_time,
        duration,
    ]
};

/// The function of a name, in whatever case. `date.statement` and the like are other names of `date`:
/// they differ only in the clock that they would read.
pub fn find(name: &str) -> Option<&'static Function> {
    const CLOCKS: [&str; 3] = ["transaction", "statement", "realtime"];
    let name = match name.split_once('.') {
        Some((form, clock))
            if CLOCKS.contains(&clock) && !form.eq_ignore_ascii_case("duration") =>
        {
            form
        }
        _ => name,
    };
    FUNCTIONS.iter().copied().flatten().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// A function of so many arguments that is null as soon as one of them is.
pub(super) const fn strict(
    name: &'static str,
    signature: &'static str,
    arguments: (usize, usize),
    takes: &'static [Kind],
    gives: Kind,
    run: Run,
) -> Function {
    Function {
        name,
        signature,
        least: arguments.0,
        most: arguments.1,
        takes,
        gives,
        strict: true,
        run,
    }
}

/// The error for an argument of the wrong kind.
pub(super) fn wrong<T>(
    name: &str,
    expected: &str,
    found: &Value,
    span: Span,
) -> Result<T, QueryError> {
    let message = format!("{name}() takes {expected}, this is {}", found.kind_name());
    Err(QueryError::new(ErrorKind::TypeError, "InvalidArgumentValue", span, message))
}

/// The error for an argument that lies outside what is allowed.
pub(super) fn out_of_range<T>(message: impl Into<String>, span: Span) -> Result<T, QueryError> {
    Err(QueryError::new(ErrorKind::ArgumentError, "NumberOutOfRange", span, message))
}

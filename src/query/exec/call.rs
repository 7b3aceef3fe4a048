//! The rows that a procedure gives.

use super::{Exec, Row, Sink};
use crate::graph::Value;
use crate::query::dataset::Stop;
use crate::query::plan::Call;

pub(super) fn run(
    call: &Call,
    row: &mut Row,
    exec: &Exec<'_>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    call.input.run(row, exec, &mut |row| {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for (argument, parameter) in call.arguments.iter().zip(&call.procedure.parameters) {
            arguments.push(parameter.take(argument.eval(row, exec)?, argument.span)?);
        }
        // Those that are left out are null.
        arguments.resize(call.procedure.parameters.len(), Value::Null);
        if call.procedure.results.is_empty() {
            return sink(row);
        }
        for mut found in call.procedure.rows(&arguments, exec)? {
            exec.tick()?;
            for &(number, slot) in &call.results {
                let value = found.get_mut(number).map(std::mem::take).unwrap_or_default();
                row.set(slot, value);
            }
            sink(row)?;
        }
        Ok(())
    })
}

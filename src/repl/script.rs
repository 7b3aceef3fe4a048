//! Scripts: statements from standard input, without a prompt.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use super::Ended;
use super::error::ReplError;
use super::interpreter::{Flow, Interpreter};
use super::split::statements;
use crate::view::Diagnostic;

/// Runs the statements of `input`, up to the first error.
///
/// # Errors
/// Data cannot be written.
pub fn script(
    mut interpreter: Interpreter<'_>,
    mut input: impl Read,
    cancel: &AtomicBool,
) -> io::Result<Ended> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("the script is not UTF-8: byte {at} cannot be decoded");
            interpreter.screen().show(&Diagnostic::error(message));
            return Ok(Ended::Failed);
        }
    };
    for statement in statements(text.trim_start_matches('\u{feff}')) {
        if cancel.load(Ordering::Relaxed) {
            return Ok(Ended::Interrupted);
        }
        match interpreter.carry_out(statement) {
            Ok(Flow::Next) => {}
            Ok(Flow::Leave | Flow::Edit) => break,
            Err(ReplError::Output(error)) => return Err(error),
            Err(error) => {
                interpreter.show(&error, statement);
                let stopped = error.is_interrupt();
                return Ok(if stopped { Ended::Interrupted } else { Ended::Failed });
            }
        }
    }
    Ok(if interpreter.has_passed_over() { Ended::PassedOver } else { Ended::Done })
}

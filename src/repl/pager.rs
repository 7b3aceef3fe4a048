//! What is higher than the screen, shown by another program.

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Shows the text in the pager, or else in `$PAGER` or less; `false` where there is none that runs, so that the text must be written as it is.
/// A pager that is left early is no error.
pub(super) fn page(text: &[u8], pager: Option<&str>) -> bool {
    let wanted = pager.map(str::to_owned).or_else(|| env::var("PAGER").ok()).unwrap_or_default();
    let mut words = wanted.split_whitespace();
    let program = words.next().unwrap_or("less");
    if matches!(program, "cat" | "off") {
        return false;
    }
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Wide lines are scrolled sideways, colours are shown, and what fits the screen is left there.
        command.env("LESS", "-SRXF");
    }
    if env::var_os("LESSCHARSET").is_none() {
        command.env("LESSCHARSET", "utf-8");
    }
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(text);
    }
    let _ = child.wait();
    true
}

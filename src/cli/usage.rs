//! Wrong command lines, help and version.

use std::ffi::{OsStr, OsString};

use clap::ColorChoice;

use super::failure::Exit;
use crate::view::{Diagnostic, ErrorFormat, Screen};

/// What has to be known before the command line is understood: how to say that it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Early {
    /// How errors are written.
    pub(super) error_format: ErrorFormat,
    /// When help has colours.
    pub(super) color: ColorChoice,
}

impl Early {
    /// By these arguments and, where they say nothing, this environment.
    pub(super) fn of(arguments: &[OsString], variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let word = |option: &str, name: &str| {
            value(arguments, option)
                .or_else(|| variable(name))
                .and_then(|word| word.into_string().ok())
        };
        let error_format = match word("--error-format", "CHANCERY_ERROR_FORMAT").as_deref() {
            Some("json") => ErrorFormat::Json,
            _ => ErrorFormat::Text,
        };
        let color = match word("--color", "CHANCERY_COLOR").as_deref() {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self { error_format, color }
    }
}

/// The value of an option, in either form; the last one counts, and what stands behind `--` is none.
fn value(arguments: &[OsString], option: &str) -> Option<OsString> {
    let mut found = None;
    let mut rest = arguments.iter().take_while(|argument| *argument != "--").peekable();
    while let Some(argument) = rest.next() {
        if argument.as_os_str() == OsStr::new(option) {
            found = rest.peek().map(|value| (*value).clone());
        } else if let Some(value) =
            argument.to_str().and_then(|argument| argument.strip_prefix(option))
            && let Some(value) = value.strip_prefix('=')
        {
            found = Some(value.into());
        }
    }
    found
}

/// Shows what clap has to say: help and version are data and end well; anything else is wrong usage.
pub(super) fn show(error: &clap::Error, early: Early) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    match early.error_format {
        ErrorFormat::Text => drop(error.print()),
        ErrorFormat::Json => {
            let mut screen = Screen::new(Box::new(std::io::stdout()), Box::new(std::io::stderr()));
            screen.error_format = ErrorFormat::Json;
            let (message, help) = parts(&error.to_string());
            screen.show(&Diagnostic::error(message).code("Usage").help(Some(help)));
        }
    }
    Exit::Usage
}

/// The first paragraph of clap's words is the message, the rest is help.
fn parts(words: &str) -> (String, String) {
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (message, help) = words.split_once("\n\n").unwrap_or((words, ""));
    let message = joined(message);
    (message.strip_prefix("error: ").unwrap_or(&message).to_owned(), joined(help))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::ColorChoice;

    use super::{Early, parts};
    use crate::view::ErrorFormat;

    #[test]
    fn options_that_matter_early_are_found_in_both_forms_and_in_the_environment() {
        let early = |arguments: &[&str], variable: Option<&str>| {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            let early = Early::of(&arguments, |name| {
                variable.filter(|_| name == "CHANCERY_ERROR_FORMAT").map(OsString::from)
            });
            (early.error_format == ErrorFormat::Json, early.color)
        };
        assert!(early(&["q", "--error-format", "json"], None).0);
        assert!(early(&["q", "--error-format=json"], None).0 && early(&["q"], Some("json")).0);
        assert!(!early(&["q", "--", "--error-format=json"], None).0);
        assert!(!early(&["q", "--error-format=text"], Some("json")).0);
        assert_eq!(early(&["--color", "never"], None).1, ColorChoice::Never);
    }

    #[test]
    fn the_first_paragraph_is_the_message() {
        let words = "error: no --x\n\n  tip: --y\n\nUsage: chancery\n";
        assert_eq!(parts(words), ("no --x".to_owned(), "tip: --y Usage: chancery".to_owned()));
    }
}

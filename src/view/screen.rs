//! Where data and messages go.

use std::io::{self, Write};

use super::{Diagnostic, ErrorFormat, Style, diagnostic_json, escape_lines};

/// Two streams: one for data, one for everything else, and what each of them can do.
pub struct Screen {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// What the stream for data can do.
    pub out_style: Style,
    /// What the stream for messages can do.
    pub err_style: Style,
    /// Keep back messages that are no errors?
    pub quiet: bool,
    /// How messages are written.
    pub error_format: ErrorFormat,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Screen")
            .field("out_style", &self.out_style)
            .field("err_style", &self.err_style)
            .field("quiet", &self.quiet)
            .field("error_format", &self.error_format)
            .finish_non_exhaustive()
    }
}

impl Screen {
    /// A screen over two streams that can do nothing but take text.
    pub fn new(out: Box<dyn Write>, err: Box<dyn Write>) -> Self {
        Self {
            out,
            err,
            out_style: Style::PLAIN,
            err_style: Style::PLAIN,
            quiet: false,
            error_format: ErrorFormat::Text,
        }
    }

    /// The stream for data.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut *self.out
    }

    /// Hands on what was written.
    ///
    /// # Errors
    /// Those of the stream for data. The stream for messages may fail: there is nowhere to say so.
    pub fn flush(&mut self) -> io::Result<()> {
        let _ = self.err.flush();
        self.out.flush()
    }

    /// Says something that is no error and no data.
    pub fn say(&mut self, words: &str) {
        if !self.quiet {
            let _ = self.out.flush();
            let _ = match self.error_format {
                // Paths and statements may stand in it.
                ErrorFormat::Text => writeln!(self.err, "{}", escape_lines(words)),
                ErrorFormat::Json => {
                    writeln!(self.err, "{}", diagnostic_json::json_message("note", words))
                }
            };
        }
    }

    /// Shows an error or a warning; warnings are kept back where it is to be quiet.
    pub fn show(&mut self, diagnostic: &Diagnostic<'_>) {
        if !self.quiet || diagnostic.severity == super::Severity::Error {
            let _ = self.out.flush();
            let _ = match self.error_format {
                ErrorFormat::Text => diagnostic.write(&mut *self.err, self.err_style),
                ErrorFormat::Json => writeln!(self.err, "{}", diagnostic_json::line(diagnostic)),
            };
        }
    }
}

//! What is done, told on standard error for `--verbose`.

use std::fmt::{self, Write as _};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::view::{self, ErrorFormat, Screen};

/// Tells from now on: `-v` what is done, `-vv` each step; CHANCERY_LOG for more. As errors are, in text or JSON.
pub(super) fn begin(verbose: u8, screen: &Screen) {
    let level = match verbose {
        0 => "off",
        1 => "chancery=debug",
        _ => "chancery=trace",
    };
    let filter = EnvFilter::try_from_env("CHANCERY_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second subscriber in one process (in tests) changes nothing.
    let _ = match screen.error_format {
        ErrorFormat::Json => lines.event_format(JsonLines).try_init(),
        ErrorFormat::Text => {
            lines.without_time().with_target(false).with_ansi(screen.err_style.colour).try_init()
        }
    };
}

/// An event on a line of JSON, in the form of errors and warnings.
struct JsonLines;

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'w> FormatFields<'w> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut words = Words::default();
        event.record(&mut words);
        let severity = event.metadata().level().as_str().to_lowercase();
        writeln!(
            writer,
            "{}",
            view::json_message(&severity, &format!("{}{}", words.message, words.rest))
        )
    }
}

/// The words of an event: its message, and its fields behind it.
#[derive(Default)]
struct Words {
    message: String,
    rest: String,
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a String does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.rest, " {name}={value:?}"),
        };
    }
}

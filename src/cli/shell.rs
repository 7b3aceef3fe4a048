//! What all commands have at hand.

use std::io::{self, BufWriter, IsTerminal as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::arguments::{self, Correcting, Global, Seen};
use super::failure::Failure;
use super::interrupt::Interrupt;
use super::settings::{Settings as InForce, When};
use crate::grammar::Grammar;
use crate::session::{
    LeftOut, Limits, Outcome, Report, Request, Session, SessionError, Settings, Watch,
};
use crate::snapshot::Keeper;
use crate::source::Options;
use crate::view::{self, Diagnostic, ErrorFormat, FilePlace, Progress, Screen, Style, Summary};

/// Streams, settings and the interrupt flag.
pub(super) struct Shell {
    pub(super) screen: Screen,
    pub(super) interrupt: Interrupt,
    pub(super) settings: InForce,
    global: Global,
    options: Options,
}

impl Shell {
    pub(super) fn new(global: Global, settings: InForce, interrupt: Interrupt) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let (out_terminal, err_terminal) = (out.is_terminal(), err.is_terminal());
        let colour = |terminal: bool| match settings.color.value {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !dumb(),
        };
        // What the terminal says goes before what a shell once wrote down.
        let width = view::terminal_width().or_else(|| {
            std::env::var("COLUMNS").ok()?.parse().ok().filter(|&columns: &u16| columns > 0)
        });
        let mut screen = Screen::new(Box::new(BufWriter::new(out)), Box::new(err));
        screen.out_style = Style { terminal: out_terminal, colour: colour(out_terminal), width };
        screen.err_style = Style { terminal: err_terminal, colour: colour(err_terminal), width };
        screen.quiet = settings.quiet.value;
        screen.error_format = settings.error_format.value.into();
        let options = Options::dated(global.date);
        Self { screen, interrupt, settings, global, options }
    }

    /// The grammar that was asked for.
    pub(super) fn grammar(&self) -> Result<Arc<Grammar>, Failure> {
        let grammar = match &self.settings.grammar.value {
            Some(folder) => Grammar::in_folder(folder)?,
            None => Grammar::embedded()?,
        };
        Ok(Arc::new(grammar))
    }

    /// The time of reading, if one was given.
    fn read_at(&self) -> Result<Option<String>, Failure> {
        match (&self.global.read_at, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(time), _) => Ok(Some(time.clone())),
            (None, Ok(epoch)) if !epoch.is_empty() => {
                arguments::source_date(&epoch).map(Some).map_err(Failure::Usage)
            }
            _ => Ok(None),
        }
    }

    /// The moment that questions take for now.
    pub(super) fn now(&self) -> Result<ZonedDateTime, Failure> {
        Ok(now(self.read_at()?.as_deref()))
    }

    /// What tells that moment again and again, for who stays long.
    pub(super) fn clock(&self) -> Result<impl Fn() -> ZonedDateTime + use<>, Failure> {
        let read_at = self.read_at()?;
        Ok(move || now(read_at.as_deref()))
    }

    /// A session by the options of the command line.
    pub(super) fn session(&self, whole_text: bool) -> Result<Session, Failure> {
        let read_at = self.read_at()?;
        let mut session = Session::new(Settings {
            grammar: self.grammar()?,
            options: self.options.clone(),
            now: Some(now(read_at.as_deref())),
            read_at,
            whole_text,
            jobs: self.jobs(),
            author: None,
            read_only: false,
        });
        session.keep_by(self.keeper(), self.global.force);
        Ok(session)
    }

    /// How graphs are kept.
    pub(super) fn keeper(&self) -> Keeper {
        Keeper::default().with_backups(self.settings.backup.value)
    }

    /// A session with a saved graph to which no other program writes until it is saved.
    pub(super) fn open_to_write(
        &mut self,
        path: &Path,
        whole_text: bool,
    ) -> Result<Session, Failure> {
        let mut session = self.session(whole_text)?;
        session.claim(path)?;
        self.run(&mut session, Request::Open { path: path.to_owned() })?;
        self.warn_of_what_is_left(&session);
        Ok(session)
    }

    /// Corrections that were never saved are not in what a command does.
    pub(super) fn warn_of_what_is_left(&mut self, session: &Session) {
        let (Some(left), Some(file)) = (session.left(), session.file()) else { return };
        let file = file.display().to_string();
        self.screen.show(
            &Diagnostic::warning(left.told())
                .code("CorrectionsWaiting")
                .help(Some(format!(
                    "`chancery repl {}` takes them over or drops them",
                    view::escape(&file)
                )))
                .in_file(Some(FilePlace { file, ..FilePlace::default() })),
        );
    }

    /// A session with a saved graph that may be written to.
    pub(super) fn open_to_correct(
        &mut self,
        path: &Path,
        correcting: &Correcting,
        writes: bool,
    ) -> Result<Session, Failure> {
        let mut session = match writes && !correcting.read_only {
            true => self.open_to_write(path, true)?,
            false => self.open(path, true)?,
        };
        session.correct_as(self.settings.author.value.clone(), correcting.read_only);
        Ok(session)
    }

    /// A session with a saved graph.
    pub(super) fn open(&mut self, path: &Path, whole_text: bool) -> Result<Session, Failure> {
        let session = self.open_quietly(path, whole_text)?;
        self.warn_of_what_is_left(&session);
        Ok(session)
    }

    /// The same for the prompt, which offers what was left unsaved.
    pub(super) fn open_quietly(&self, path: &Path, whole_text: bool) -> Result<Session, Failure> {
        let mut session = self.session(whole_text)?;
        self.run(&mut session, Request::Open { path: path.to_owned() })?;
        Ok(session)
    }

    /// Looks at the part of a graph that was asked for, and warns of what may be missing.
    pub(super) fn look(&mut self, session: &mut Session, seen: Seen) {
        if seen.as_of.is_none() {
            return;
        }
        session.look_as_of(seen.as_of);
        let warnings = session.left_out().map(LeftOut::diagnostics).unwrap_or_default();
        warnings.iter().for_each(|warning| self.screen.show(warning));
    }

    /// Carries out a request; long ones are shown on the progress bar.
    pub(super) fn run(
        &self,
        session: &mut Session,
        request: Request,
    ) -> Result<Outcome, SessionError> {
        let progress = self.progress();
        let advance = |done, all| progress.advance(done, all);
        let (what, begun) = (name(&request), Instant::now());
        let outcome =
            session.run(request, Watch { cancel: &self.interrupt.cancel, progress: &advance });
        tracing::debug!(done = outcome.is_ok(), time = ?begun.elapsed(), "{what}");
        outcome
    }

    /// How much a question may take.
    pub(super) fn limits(&self) -> Limits {
        Limits { timeout: self.settings.timeout.value, max_rows: self.settings.max_rows.value }
    }

    pub(super) fn progress(&self) -> Progress {
        let plain = self.screen.error_format == ErrorFormat::Text && !dumb();
        Progress::new(self.screen.err_style.terminal && plain && !self.screen.quiet)
    }

    /// The same while data is printed: on a terminal the data itself shows how far it is.
    pub(super) fn progress_beside_data(&self) -> Progress {
        if self.screen.out_style.terminal { Progress::new(false) } else { self.progress() }
    }

    /// Did the user stop it?
    pub(super) fn is_cancelled(&self) -> bool {
        self.interrupt.cancel.load(Ordering::Relaxed)
    }

    pub(super) fn date(&self) -> Option<jiff::civil::Date> {
        self.global.date
    }

    /// How inputs are chosen and read.
    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// Inputs are chosen and read so from now on.
    ///
    /// # Errors
    /// A pattern is none.
    pub(super) fn choose(&mut self, reading: arguments::Reading) -> Result<(), Failure> {
        self.options = reading.options(self.global.date).map_err(Failure::Usage)?;
        Ok(())
    }

    pub(super) fn jobs(&self) -> usize {
        self.settings.jobs.value
    }

    /// Shows what was odd and what was passed over.
    pub(super) fn report(&mut self, report: &Report) {
        report.diagnostics().for_each(|diagnostic| self.screen.show(&diagnostic));
        if !report.replaced.is_empty() {
            let ids = report.replaced.join(", ");
            self.screen
                .say(&format!("replaced, since the text has changed: {}", view::escape(&ids)));
        }
    }

    /// Warns of corrections that have lost their ground.
    pub(super) fn tell_orphans(&mut self, session: &Session) -> Result<(), SessionError> {
        for orphan in session.orphans()? {
            let reason = view::escape(&orphan.reason.to_string()).into_owned();
            let message = format!("correction {} is left out in part: {reason}", orphan.entry + 1);
            self.screen.show(
                &Diagnostic::warning(message)
                    .code("CorrectionLeftOut")
                    .help(Some("`chancery log` shows all of them".to_owned())),
            );
        }
        Ok(())
    }

    /// Says how much there is, or only what was read tells, and how much of what was named was read.
    pub(super) fn summarize(
        &mut self,
        session: &Session,
        report: &Report,
        all: bool,
    ) -> Result<(), SessionError> {
        let mut text = Vec::new();
        let summary = if all { session.summary()? } else { session.summary_of(report)? };
        // Writing to a vector does not fail.
        let _ = Summary::write(&summary, &mut text);
        self.screen.say(String::from_utf8_lossy(&text).trim_end());
        if !all {
            let documents = session.corpus().len();
            self.screen.say(&format!("in all         {:>7}  documents", view::grouped(documents)));
        }
        let warnings = report.warnings.len();
        if warnings > 0 {
            self.screen.say(&format!("warnings       {:>7}", view::grouped(warnings)));
        }
        let written = session.corrections().len();
        if written > 0 {
            self.screen.say(&format!("corrections    {:>7}", view::grouped(written)));
            self.tell_orphans(session)?;
        }
        let passed = report.passed_over.len();
        if passed > 0 {
            let all = passed + report.read;
            self.screen.say(&format!(
                "passed over    {:>7}  of {} inputs, named above{}",
                view::grouped(passed),
                view::grouped(all),
                super::read::reasons(report),
            ));
        }
        if report.older > 0 {
            let since = self.options.since.map(|day| format!("before {day}")).unwrap_or_default();
            self.screen.say(&format!("left out       {:>7}  {since}", view::grouped(report.older)));
        }
        Ok(())
    }
}

/// Can the terminal only write line after line?
fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// A request's name, for the log.
fn name(request: &Request) -> String {
    match request {
        Request::Open { path } => format!("open {}", path.display()),
        Request::Save { path: Some(path) } => format!("save {}", path.display()),
        Request::Save { path: None } => "save".to_owned(),
        Request::Query { text, .. } => format!("query {}", view::escape(text)),
        Request::Read { .. } => "read".to_owned(),
        Request::Why { name } => format!("why {name}"),
        // The others are told by the commands that ask for them.
        _ => "request".to_owned(),
    }
}

/// What is kept knows no clock but the one that was given; a question may ask for the time.
fn now(given: Option<&str>) -> ZonedDateTime {
    let given = given.and_then(|time| time.parse::<Timestamp>().ok());
    given.map_or_else(ZonedDateTime::now, |time| time.to_zoned_datetime(TimeZone::UTC))
}

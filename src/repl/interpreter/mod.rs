//! Carries out what was typed, whoever typed it.

mod answers;
mod correcting;
mod documents;
mod showing;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::command::{self, Command};
use super::error::ReplError;
use super::pager;
use super::settings::{SETTINGS, Settings, Width};
use super::split::{Statement, statements};
use crate::graph::{Map, Value};
use crate::query::Answer;
use crate::session::{Limits, Outcome, Request, Session, SessionError, Watch};
use crate::view::{self, Diagnostic, Grid, Mode, Progress, Screen, Style};

/// A session with a screen, and what was answered last.
pub struct Interpreter<'s> {
    session: Session,
    screen: &'s mut Screen,
    cancel: Arc<AtomicBool>,
    settings: Settings,
    parameters: Map,
    last: Option<Last>,
    passed_over: bool,
    /// Is somebody at the prompt, who is told more?
    talkative: bool,
    /// Why is what is written now written?
    reason: Option<String>,
    /// Where what is shown goes, if not to the screen.
    output: Option<PathBuf>,
    /// Where the next answer goes.
    once: Option<PathBuf>,
    /// How many files read each other.
    depth: usize,
}

/// The last answer.
struct Last {
    answer: Answer,
    /// What was asked, with the parameters.
    question: String,
    parameters: Map,
    /// The graph that it is about.
    revision: u64,
}

/// What comes after a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// The next one.
    Next,
    /// The end.
    Leave,
    /// The user writes the next statement elsewhere.
    Edit,
}

/// Files may read files so deep.
const DEEPEST: usize = 16;

impl<'s> Interpreter<'s> {
    /// An interpreter over a session. `cancel` stops what is being done.
    pub fn new(session: Session, screen: &'s mut Screen, cancel: Arc<AtomicBool>) -> Self {
        Self {
            session,
            screen,
            cancel,
            settings: Settings::SCRIPT,
            parameters: Map::new(),
            last: None,
            passed_over: false,
            talkative: false,
            reason: None,
            output: None,
            once: None,
            depth: 0,
        }
    }

    /// Why what is written from now on is written.
    pub fn give_reason(&mut self, reason: Option<String>) {
        self.reason = reason;
    }

    /// What is set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is set, to be set otherwise.
    pub fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// The values of `$name`.
    pub fn parameters(&self) -> &Map {
        &self.parameters
    }

    /// Gives a parameter a value.
    pub fn set_parameter(&mut self, name: &str, value: Value) {
        self.parameters.insert(Arc::from(name), value);
    }

    /// Somebody is at the prompt: counts and times are told, long answers are shown in part, and an interrupt stops
    /// one statement only.
    pub fn be_talkative(&mut self) {
        self.talkative = true;
        self.settings = Settings::PROMPT;
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn screen(&mut self) -> &mut Screen {
        self.screen
    }

    /// The columns of the last answer.
    pub(super) fn columns(&self) -> &[String] {
        self.last.as_ref().map_or(&[], |last| &last.answer.columns)
    }

    /// Were documents passed over?
    pub(super) fn has_passed_over(&self) -> bool {
        self.passed_over
    }

    /// Carries out what somebody typed, and shows what went wrong; an error ends the line. Is there to be a next?
    ///
    /// # Errors
    /// Data cannot be written.
    pub fn type_line(&mut self, line: &str) -> std::io::Result<bool> {
        self.line(line).map(|flow| flow != Flow::Leave)
    }

    pub(super) fn line(&mut self, line: &str) -> std::io::Result<Flow> {
        for statement in statements(line) {
            match self.carry_out(statement) {
                Ok(Flow::Next) => {}
                Ok(flow) => return Ok(flow),
                Err(ReplError::Output(error)) => return Err(error),
                Err(error) => {
                    self.show(&error, statement);
                    break;
                }
            }
        }
        Ok(Flow::Next)
    }

    /// Carries out one statement; its output is handed on before this returns.
    pub(super) fn carry_out(&mut self, statement: Statement<'_>) -> Result<Flow, ReplError> {
        if self.talkative && self.depth == 0 {
            // At the prompt an interrupt stops one statement; a script ends with it.
            self.cancel.store(false, Ordering::Relaxed);
        }
        let flow = match statement {
            Statement::Query(text) => self.query(text).map(|()| Flow::Next),
            Statement::Command(line) => command::parse(line)
                .map_err(ReplError::from)
                .and_then(|command| self.command(command)),
        };
        self.screen.flush()?;
        flow
    }

    /// Shows why a statement failed. What was asked to stop is stopped, and no more.
    pub(super) fn show(&mut self, error: &ReplError, statement: Statement<'_>) {
        let query = match statement {
            Statement::Query(text) => Some(text),
            Statement::Command(_) => None,
        };
        match error {
            ReplError::Session(error) => {
                error.diagnostics(query).iter().for_each(|one| self.screen.show(one));
            }
            // Why is told already.
            ReplError::Ended { .. } => {}
            error => {
                let shown = Diagnostic::error(error.to_string()).code(error.code());
                self.screen.show(&shown.help(error.hint()));
            }
        }
    }

    fn request(&mut self, request: Request) -> Result<Outcome, SessionError> {
        let progress = Progress::new(self.screen.err_style.terminal && !self.screen.quiet);
        let advance = |done, all| progress.advance(done, all);
        self.session.run(request, Watch { cancel: &self.cancel, progress: &advance })
    }

    fn query(&mut self, text: &str) -> Result<(), ReplError> {
        let limits = Limits { timeout: self.settings.timeout, max_rows: None };
        let (parameters, reason) = (self.parameters.clone(), self.reason.clone());
        let asked = (text.to_owned(), parameters.clone());
        let request = Request::Query { text: text.to_owned(), parameters, limits, reason };
        let start = Instant::now();
        let Outcome::Answer(answer) = self.request(request)? else { return Ok(()) };
        let took = start.elapsed();
        for warning in &answer.warnings {
            self.screen.show(
                &Diagnostic::warning(warning.message.clone())
                    .at(text, Some(warning.span))
                    .help(warning.help.clone()),
            );
        }
        let (question, parameters) = asked;
        let revision = self.session.revision();
        self.last = Some(Last { answer, question, parameters, revision });
        self.answer(self.settings.maxrows, self.settings.cut, Some(took))
    }

    /// How a place is written to: the terminal as it is set to be.
    fn style(&self) -> Style {
        let mut style = self.screen.out_style;
        match self.settings.width {
            Width::Auto => {}
            Width::Off => style.width = None,
            Width::Columns(n) => style.width = Some(n),
        }
        style
    }

    /// Writes something to where it goes: a file that was named, the pager where it is higher than the screen, or the
    /// screen.
    fn put(
        &mut self,
        write: impl FnOnce(&mut dyn Write, Style, &Session) -> Result<(), ReplError>,
    ) -> Result<(), ReplError> {
        if let Some(path) = self.output.clone() {
            return self.put_into(&path, true, write);
        }
        let style = self.style();
        if !(self.talkative && self.settings.pager && style.terminal) {
            return write(self.screen.out(), style, &self.session);
        }
        let mut text = Vec::new();
        write(&mut text, style, &self.session)?;
        let lines = text.iter().filter(|byte| **byte == b'\n').count();
        let high = view::terminal_size().map(|(_, height)| usize::from(height));
        let is_higher = high.is_some_and(|high| lines >= high.max(2));
        self.screen.flush()?;
        if !(is_higher && pager::page(&text, self.settings.page_with.as_deref())) {
            self.screen.out().write_all(&text)?;
        }
        Ok(())
    }

    /// Writes something into a file, at its end or in the place of what was there.
    fn put_into(
        &self,
        path: &std::path::Path,
        append: bool,
        write: impl FnOnce(&mut dyn Write, Style, &Session) -> Result<(), ReplError>,
    ) -> Result<(), ReplError> {
        let failed = |reason| ReplError::File { path: path.to_owned(), reason };
        let mut options = std::fs::OpenOptions::new();
        options.create(true).write(true).append(append).truncate(!append);
        let file = options.open(path).map_err(failed)?;
        let mut file = std::io::BufWriter::new(file);
        let width = match self.settings.width {
            Width::Columns(n) => Some(n),
            _ => None,
        };
        let done = write(&mut file, Style { width, ..Style::PLAIN }, &self.session);
        match done {
            Err(ReplError::Output(reason)) => return Err(failed(reason)),
            done => done?,
        }
        file.flush().map_err(failed)
    }

    fn command(&mut self, command: Command) -> Result<Flow, ReplError> {
        match command {
            Command::Quit => return Ok(Flow::Leave),
            Command::Edit if self.talkative => return Ok(Flow::Edit),
            Command::Edit => return Err(ReplError::PromptOnly(":edit")),
            Command::Last => self.answer(None, None, None)?,
            Command::Chart(column) => self.chart(column)?,
            Command::Dot(path) => self.dot(path)?,
            Command::Export(path) => self.export(&path)?,
            Command::Mode(Some(mode)) => self.settings.mode = mode,
            Command::Mode(None) => {
                let mode = self.settings.mode.name();
                self.put(|out, _, _| Ok(writeln!(out, "{mode}")?))?;
            }
            Command::Expand => {
                let lines = self.settings.mode == Mode::Line;
                self.settings.mode = if lines { Mode::Auto } else { Mode::Line };
            }
            Command::Output(path) => {
                if let Some(path) = &path {
                    // Begins anew, and says at once where it cannot.
                    self.put_into(path, false, |_, _, _| Ok(()))?;
                }
                self.output = path;
            }
            Command::Once(path) => self.once = Some(path),
            Command::Read(path) => return self.read_file(&path),
            Command::Param(given) => self.parameter(given)?,
            Command::Set(None) => self.show_settings(None)?,
            Command::Set(Some((name, value))) if value.is_none() && self.is_no_switch(&name) => {
                self.show_settings(Some(&name))?;
            }
            Command::Set(Some((name, value))) => {
                let before = self.settings.asof;
                self.settings.set(&name, value.as_deref())?;
                if self.settings.asof != before {
                    self.look();
                }
                if value.is_none() {
                    self.show_settings(Some(&name))?;
                }
            }
            Command::Show(name) => self.show_settings(name.as_deref())?,
            Command::Reason(reason) => self.reason = reason,
            other => self.told(other)?,
        }
        Ok(Flow::Next)
    }

    /// Looks at the graph as of the day that is set, or at all of it, and tells what is left out.
    fn look(&mut self) {
        self.session.look_as_of(self.settings.asof);
        let Some(left_out) = self.session.left_out().cloned() else { return };
        left_out.diagnostics().iter().for_each(|warning| self.screen.show(warning));
        if self.talkative {
            let there = self.session.corpus().len();
            let all = there + left_out.later + left_out.undated;
            let (there, all) = (view::grouped(there), view::grouped(all));
            let day = left_out.day;
            self.screen
                .say(&format!("as of {day}: {there} of {all} documents; :set asof off shows all"));
        }
    }

    /// Is it a setting that cannot be turned on and off?
    fn is_no_switch(&self, name: &str) -> bool {
        SETTINGS
            .iter()
            .any(|&(known, may_be, _)| known.eq_ignore_ascii_case(name) && may_be != "on|off")
    }

    fn show_settings(&mut self, name: Option<&str>) -> Result<(), ReplError> {
        let parameter = name.map(|name| name.trim_start_matches('$'));
        if let Some(name) = parameter
            && let Some(value) = self.parameters.get(name).cloned()
        {
            let name = name.to_owned();
            return self.put(|out, _, session| {
                let text = view::text(&value, session.graph()?);
                Ok(writeln!(out, "${name} = {}", view::escape(&text))?)
            });
        }
        let settings = self.settings.clone();
        if let Some(name) = name {
            let lower = name.to_lowercase();
            let Some(value) = settings.get(&lower) else {
                // The error names what is near.
                return Ok(self.settings.set(name, None)?);
            };
            return self.put(|out, _, _| Ok(writeln!(out, "{lower:<10} {value}")?));
        }
        let parameters = self.parameters.clone();
        self.put(|out, style, session| {
            for (name, _, does) in SETTINGS {
                let value = settings.get(name).unwrap_or_default();
                writeln!(out, "{name:<10} {value:<8} {}", style.pale(does))?;
            }
            for (name, value) in &parameters {
                let text = view::text(value, session.graph()?);
                writeln!(out, "${} = {}", view::escape(name), view::escape(&text))?;
            }
            Ok(())
        })
    }

    fn parameter(&mut self, given: Option<(String, Option<String>)>) -> Result<(), ReplError> {
        match given {
            None => {
                let parameters = self.parameters.clone();
                self.put(|out, _, session| {
                    if parameters.is_empty() {
                        writeln!(out, "no parameters yet: :param name 'value'")?;
                    }
                    for (name, value) in &parameters {
                        let text = view::text(value, session.graph()?);
                        writeln!(out, "${} = {}", view::escape(name), view::escape(&text))?;
                    }
                    Ok(())
                })
            }
            Some((name, None)) => {
                self.parameters.shift_remove(name.as_str());
                Ok(())
            }
            Some((name, Some(expression))) => {
                let text = format!("RETURN {expression} AS value");
                let (parameters, limits) = (self.parameters.clone(), Limits::default());
                let request =
                    Request::Query { text: text.clone(), parameters, limits, reason: None };
                let answer = match self.request(request) {
                    Ok(Outcome::Answer(answer)) => answer,
                    Ok(_) => return Ok(()),
                    Err(error) => {
                        // The carets stand in a text of its own, which is not what was typed.
                        error.diagnostics(Some(&text)).iter().for_each(|one| self.screen.show(one));
                        self.screen.say("text stands in quotation marks: :param name 'value'");
                        return Err(ReplError::Ended { path: PathBuf::new(), interrupted: false });
                    }
                };
                let value = answer.rows.first().and_then(|row| row.first()).cloned();
                self.parameters.insert(name.into(), value.unwrap_or_default());
                Ok(())
            }
        }
    }

    /// Carries out the statements of a file, up to the first error.
    fn read_file(&mut self, path: &std::path::Path) -> Result<Flow, ReplError> {
        if self.depth >= DEEPEST {
            return Err(ReplError::TooDeep { path: path.to_owned(), most: DEEPEST });
        }
        let text = std::fs::read_to_string(path)
            .map_err(|reason| ReplError::File { path: path.to_owned(), reason })?;
        let text = text.replace("\r\n", "\n");
        self.depth += 1;
        let mut flow = Ok(Flow::Next);
        for statement in statements(text.trim_start_matches('\u{feff}')) {
            let stopped = self.cancel.load(Ordering::Relaxed);
            if stopped {
                flow = Err(ReplError::Session(SessionError::Interrupted));
                break;
            }
            match self.carry_out(statement) {
                Ok(Flow::Next) => {}
                Ok(other) => {
                    flow = Ok(other);
                    break;
                }
                Err(ReplError::Output(error)) => {
                    flow = Err(ReplError::Output(error));
                    break;
                }
                Err(error) => {
                    let interrupted = error.is_interrupt();
                    self.show(&error, statement);
                    flow = Err(ReplError::Ended { path: path.to_owned(), interrupted });
                    break;
                }
            }
        }
        self.depth -= 1;
        flow
    }
}

/// A time as people read it.
fn time(took: Duration) -> String {
    match took.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.0} ms", (seconds * 1000.0).max(1.0)),
        seconds if seconds < 60.0 => format!("{seconds:.1} s"),
        seconds => format!("{:.0} min {:02.0} s", (seconds / 60.0).floor(), seconds % 60.0),
    }
}

/// An answer as the views need it, of its first rows.
fn grid(answer: &Answer, most: Option<usize>) -> Grid<'_> {
    let columns = answer.columns.iter().map(String::as_str).collect();
    let shown = most.unwrap_or(usize::MAX).min(answer.rows.len());
    Grid { columns, rows: answer.rows.get(..shown).unwrap_or(&[]) }
}

//! Carries out what was typed, whoever typed it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::command::{self, Command, CommandError};
use super::help;
use super::split::Statement;
use crate::export::ExportError;
use crate::export::dot::{self, DotOptions};
use crate::graph::{Graph, Map, NodeId, RelId, Value};
use crate::query::Answer;
use crate::session::{Limits, Outcome, Request, Session, SessionError, Watch};
use crate::view::{self, Diagnostic, Grid, Progress, Screen, why};

/// A session with a screen, and what was answered last.
pub struct Interpreter<'s> {
    session: Session,
    screen: &'s mut Screen,
    cancel: Arc<AtomicBool>,
    /// What the last answer named.
    last: Vec<Subject>,
    passed_over: bool,
    /// Tell how many rows an answer has?
    talkative: bool,
    /// Why is what is written now written?
    reason: Option<String>,
}

/// Why a statement could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ReplError {
    /// The session says why.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The command cannot be understood.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// There is no answer to ask about.
    #[error("the last answer named nothing in the graph")]
    NothingAsked,
    /// A file cannot be written.
    #[error("{}: cannot be written: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        reason: io::Error,
    },
    /// The graph cannot be drawn.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Data cannot be written.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

/// What an answer names in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Node(NodeId),
    Relationship(RelId),
}

/// What comes after a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// The next one.
    Next,
    /// The end.
    Leave,
}

/// More nodes of one answer are not shown by `:why`.
const SUBJECTS: usize = 50;

impl<'s> Interpreter<'s> {
    /// An interpreter over a session. `cancel` stops what is being done.
    pub fn new(session: Session, screen: &'s mut Screen, cancel: Arc<AtomicBool>) -> Self {
        Self {
            session,
            screen,
            cancel,
            last: Vec::new(),
            passed_over: false,
            talkative: false,
            reason: None,
        }
    }

    /// Why what is written from now on is written.
    pub fn give_reason(&mut self, reason: Option<String>) {
        self.reason = reason;
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn screen(&mut self) -> &mut Screen {
        self.screen
    }

    pub(super) fn be_talkative(&mut self) {
        self.talkative = true;
    }

    /// Were documents passed over?
    pub(super) fn has_passed_over(&self) -> bool {
        self.passed_over
    }

    /// Carries out one statement; its output is handed on before this returns.
    pub(super) fn carry_out(&mut self, statement: Statement<'_>) -> Result<Flow, ReplError> {
        if self.talkative {
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
        match (error, statement) {
            (ReplError::Session(error), Statement::Query(text)) => {
                error.diagnostics(Some(text)).iter().for_each(|one| self.screen.show(one));
            }
            (ReplError::Session(error), _) => {
                error.diagnostics(None).iter().for_each(|one| self.screen.show(one));
            }
            (ReplError::Command(error), _) => {
                let shown = Diagnostic::error(error.to_string()).help(Some(error.hint()));
                self.screen.show(&shown);
            }
            _ => self.screen.show(&Diagnostic::error(error.to_string())),
        }
    }

    fn request(&mut self, request: Request) -> Result<Outcome, SessionError> {
        let progress = Progress::new(self.screen.err_style.terminal && !self.screen.quiet);
        let advance = |done, all| progress.advance(done, all);
        self.session.run(request, Watch { cancel: &self.cancel, progress: &advance })
    }

    fn query(&mut self, text: &str) -> Result<(), ReplError> {
        let (parameters, limits) = (Map::new(), Limits::default());
        let (text, reason) = (text.to_owned(), self.reason.clone());
        let request = Request::Query { text: text.clone(), parameters, limits, reason };
        let Outcome::Answer(answer) = self.request(request)? else { return Ok(()) };
        let text = text.as_str();
        for warning in &answer.warnings {
            self.screen.show(
                &Diagnostic::warning(warning.message.clone())
                    .at(text, Some(warning.span))
                    .help(warning.help.clone()),
            );
        }
        let columns = answer.columns.iter().map(String::as_str).collect();
        let grid = Grid { columns, rows: &answer.rows };
        let style = self.screen.out_style;
        view::table(self.screen.out(), &grid, self.session.graph()?, style)?;
        if !answer.effects.is_empty() {
            self.screen.say(&view::changed(&answer.effects));
        } else if self.talkative {
            let rows = answer.rows.len();
            let words = if rows == 1 { "row" } else { "rows" };
            writeln!(self.screen.out(), "{} {words}", view::grouped(rows))?;
        }
        self.last = subjects(&answer, self.session.graph()?);
        Ok(())
    }

    fn command(&mut self, command: Command) -> Result<Flow, ReplError> {
        let style = self.screen.out_style;
        match command {
            Command::Help => help::write(self.screen.out())?,
            Command::Schema => view::schema(self.screen.out(), self.session.graph()?, style)?,
            Command::Stats => self.stats()?,
            Command::Docs => view::documents(self.screen.out(), self.session.corpus(), style)?,
            Command::Why(name) => self.why(name)?,
            Command::Add(path) => self.add(path)?,
            Command::Save(path) => {
                if let Outcome::Saved(path) = self.request(Request::Save { path })? {
                    self.screen.say(&format!("saved {}", path.display()));
                }
            }
            Command::Open(path) => {
                self.request(Request::Open { path: path.clone() })?;
                self.last.clear();
                self.screen.say(&format!("opened {}", path.display()));
            }
            Command::Dot(path) => self.dot(path)?,
            Command::Log => {
                let orphans = self.session.orphans()?.to_vec();
                view::log(self.screen.out(), self.session.corrections(), &orphans)?;
            }
            Command::Reason(reason) => self.reason = reason,
            Command::Undo => {
                if let Outcome::Undone(entry) = self.request(Request::Undo)? {
                    self.last.clear();
                    self.screen.say(&format!("taken back: {}", view::escape(&entry.statement)));
                }
            }
            Command::Quit => return Ok(Flow::Leave),
        }
        Ok(Flow::Next)
    }

    fn stats(&mut self) -> Result<(), ReplError> {
        let summary = self.session.summary()?;
        summary.write(self.screen.out())?;
        match self.session.file() {
            Some(file) => {
                let unsaved = if self.session.is_unsaved() { ", not saved since" } else { "" };
                writeln!(self.screen.out(), "file           {}{unsaved}", file.display())?;
            }
            None => writeln!(self.screen.out(), "file           none yet")?,
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf) -> Result<(), ReplError> {
        let Outcome::Read(report) = self.request(Request::Read { paths: vec![path] })? else {
            return Ok(());
        };
        report.diagnostics().for_each(|one| self.screen.show(&one));
        self.passed_over |= !report.passed_over.is_empty();
        let words = if report.read == 1 { "document" } else { "documents" };
        self.screen.say(&format!("read {} {words}", view::grouped(report.read)));
        Ok(())
    }

    fn why(&mut self, name: Option<String>) -> Result<(), ReplError> {
        let colour = self.screen.out_style.colour;
        if let Some(name) = name {
            if let Outcome::Proofs(proofs) = self.request(Request::Why { name })? {
                why::render(&proofs, colour, &mut self.screen.out())?;
            }
            return Ok(());
        }
        if self.last.is_empty() {
            return Err(ReplError::NothingAsked);
        }
        let (graph, corpus) = (self.session.graph()?, self.session.corpus());
        let proofs = self.last.iter().filter_map(|subject| match *subject {
            Subject::Node(id) => why::of_node(graph, corpus, id),
            Subject::Relationship(id) => why::of_relationship(graph, corpus, id),
        });
        for (i, mut proof) in proofs.enumerate() {
            proof.correct(self.session.corrections());
            if i > 0 {
                writeln!(self.screen.out())?;
            }
            why::render(&[proof], colour, &mut self.screen.out())?;
        }
        Ok(())
    }

    fn dot(&mut self, path: Option<PathBuf>) -> Result<(), ReplError> {
        let mut picture = Vec::new();
        dot::write(self.session.graph()?, &DotOptions::default(), &mut picture)?;
        match path {
            None => self.screen.out().write_all(&picture)?,
            Some(path) => {
                std::fs::write(&path, picture)
                    .map_err(|reason| ReplError::File { path: path.clone(), reason })?;
                self.screen.say(&format!("wrote {}", path.display()));
            }
        }
        Ok(())
    }
}

/// The nodes and relationships that an answer names, each once, in order.
fn subjects(answer: &Answer, graph: &Graph) -> Vec<Subject> {
    let mut found = Vec::new();
    for value in answer.rows.iter().flatten() {
        collect(value, graph, &mut found);
        if found.len() >= SUBJECTS {
            break;
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|subject| seen.insert(*subject));
    found.truncate(SUBJECTS);
    found
}

fn collect(value: &Value, graph: &Graph, found: &mut Vec<Subject>) {
    match value {
        Value::Node(id) => found.push(Subject::Node(*id)),
        Value::Relationship(id) => found.push(Subject::Relationship(*id)),
        Value::Path(path) => {
            found.extend(path.relationships.iter().copied().map(Subject::Relationship));
            if path.relationships.is_empty() {
                found.extend(path.nodes.iter().copied().map(Subject::Node));
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, graph, found)),
        // A column may hold the id or the key of what it is about.
        Value::String(text) => found.extend(graph.by_key(text).map(Subject::Node)),
        _ => {}
    }
}

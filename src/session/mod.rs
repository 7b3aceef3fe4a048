//! A graph with what it was read from, behind one [`Session::run`]: no terminal, no printing.

mod error;
mod reading;
mod request;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::civil::Date;

pub use error::SessionError;
pub use reading::{Reading, read_all};
pub use request::{Limits, Outcome, Report, Request, Watch};

use crate::assemble::{AssembleError, Census};
use crate::extract::Extractor;
use crate::facts::{self, Corpus};
use crate::grammar::Grammar;
use crate::graph::Graph;
use crate::snapshot::Content;
use crate::source::{self, SourceError};
use crate::view::{Summary, why};
use crate::{assemble, query, snapshot};

/// How a session reads.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The grammar that it reads by.
    pub grammar: Arc<Grammar>,
    /// The date of documents whose head has none.
    pub date: Option<Date>,
    /// When documents are read, in RFC 3339; kept with them where it is given.
    pub read_at: Option<String>,
    /// The moment that queries take for now.
    pub now: Option<ZonedDateTime>,
    /// Keep the whole text of documents, or only the sentences that prove something?
    pub whole_text: bool,
    /// Threads to read with; 0: one a core.
    pub jobs: usize,
}

/// A graph, the documents that it was read from, and how to read more.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    /// Made when the first document is read: asking needs no models.
    extractor: Option<Extractor>,
    /// What was read and what was imported.
    content: Content,
    /// Made when it is first asked for: who only reads and saves needs none. Where nothing was read, what was imported is it.
    graph: OnceCell<Graph>,
    file: Option<PathBuf>,
    unsaved: bool,
}

impl Session {
    /// A session with an empty graph.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            extractor: None,
            content: Content::default(),
            graph: OnceCell::new(),
            file: None,
            unsaved: false,
        }
    }

    /// The documents that the graph was read from.
    pub fn corpus(&self) -> &Corpus {
        &self.content.corpus
    }

    /// The graph. Cost: that of assembling it where this was not asked since documents were read, else none.
    ///
    /// # Errors
    /// The facts do not fit together, or a key of theirs is that of an imported node.
    pub fn graph(&self) -> Result<&Graph, SessionError> {
        if self.content.corpus.is_empty() {
            return Ok(&self.content.imported);
        }
        if let Some(graph) = self.graph.get() {
            return Ok(graph);
        }
        let imported = self.content.imported.clone();
        let graph = assemble::onto(imported, &self.content.corpus, &self.settings.grammar)?;
        Ok(self.graph.get_or_init(|| graph))
    }

    /// The grammar that documents are read by.
    pub fn grammar(&self) -> &Grammar {
        &self.settings.grammar
    }

    /// How much there is in the graph. Cost: linear in the texts and facts; the graph need not be made.
    ///
    /// # Errors
    /// The facts do not fit together.
    pub fn summary(&self) -> Result<Summary, SessionError> {
        let ontology = &self.settings.grammar.ontology;
        let census = match self.graph.get() {
            Some(graph) => Census::of(graph),
            None => assemble::census(&self.content.corpus, &self.settings.grammar)?
                .with(&self.content.imported),
        };
        let mut summary = Summary::of(
            &self.content.corpus,
            &census,
            ontology.entities.iter().map(|entity| entity.label.as_str()),
            ontology.events.iter().map(|event| event.label.as_str()),
        );
        let imported = &self.content.imported;
        summary.imported = (imported.node_count(), imported.relationship_count());
        Ok(summary)
    }

    /// The file that the graph was opened from or saved to last.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Has something been read since the graph was saved?
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// Carries out a request.
    ///
    /// # Errors
    /// See [`SessionError`]; the session is then as it was before.
    pub fn run(&mut self, request: Request, watch: Watch<'_>) -> Result<Outcome, SessionError> {
        match request {
            Request::Read { paths } => self.read(&paths, watch).map(Outcome::Read),
            Request::Open { path } => self.open(path).map(|()| Outcome::Opened),
            Request::Save { path } => self.save(path).map(Outcome::Saved),
            Request::Query { text, parameters, limits } => {
                let context = query::Context {
                    params: &parameters,
                    now: self.settings.now.as_ref(),
                    cancel: Some(watch.cancel),
                    timeout: limits.timeout,
                    max_rows: limits.max_rows,
                    ..query::Context::default()
                };
                Ok(Outcome::Answer(query::run(self.graph()?, &text, &context)?))
            }
            Request::Why { name } => {
                Ok(Outcome::Proofs(why::why(self.graph()?, &self.content.corpus, &name)?))
            }
        }
    }

    fn read(&mut self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Report, SessionError> {
        let found = source::find(paths)?;
        let extractor = match &self.extractor {
            Some(extractor) => extractor.clone(),
            None => Extractor::new(Arc::clone(&self.settings.grammar))?,
        };
        let mut report = Report { passed_over: found.passed_over, ..Report::default() };
        let mut new = Vec::with_capacity(found.inputs.len());
        let Settings { date, jobs, whole_text, .. } = self.settings;
        let read_at = self.settings.read_at.as_deref();
        read_all(&extractor, &found.inputs, date, jobs, watch, |reading| {
            match reading {
                Ok((document, facts, warnings)) => {
                    report.warnings.extend(warnings);
                    new.push(reading::kept(document, facts, read_at, whole_text));
                }
                Err(error) => report.passed_over.push(error),
            }
            Ok::<(), SessionError>(())
        })?;
        self.extractor = Some(extractor);
        if new.is_empty() {
            return Err(nothing_read(report.passed_over));
        }
        report.read = new.len();
        // Where nothing was imported, no key can be taken.
        let before = (!self.content.has_no_import()).then(|| self.content.corpus.clone());
        new.iter().try_for_each(facts::check).map_err(AssembleError::from)?;
        for read in new {
            let id = read.document.id.clone();
            let hash = read.document.hash.clone();
            let old = self.content.corpus.insert(read);
            if old.is_some_and(|old| old.document.hash != hash) {
                report.replaced.push(id);
            }
        }
        self.graph = OnceCell::new();
        if let Some(before) = before
            && let Err(error) = self.graph().map(|_| ())
        {
            self.content.corpus = before;
            return Err(error);
        }
        self.unsaved = true;
        Ok(report)
    }

    fn open(&mut self, path: PathBuf) -> Result<(), SessionError> {
        self.content = snapshot::load(&path)?;
        self.graph = OnceCell::new();
        self.file = Some(path);
        self.unsaved = false;
        Ok(())
    }

    fn save(&mut self, path: Option<PathBuf>) -> Result<PathBuf, SessionError> {
        let path = path.or_else(|| self.file.clone()).ok_or(SessionError::NoFile)?;
        snapshot::save(&path, &self.content, &snapshot::SaveOptions::default())?;
        self.file = Some(path.clone());
        self.unsaved = false;
        Ok(path)
    }
}

/// The only input that was passed over speaks for itself.
fn nothing_read(passed_over: Vec<SourceError>) -> SessionError {
    SessionError::NothingRead { passed_over }
}

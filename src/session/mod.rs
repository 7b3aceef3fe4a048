//! A graph with what it was read from, behind one [`Session::run`]: no terminal, no printing.

mod correct;
mod error;
mod keep;
#[cfg(test)]
mod kept_up;
mod known;
mod making;
mod reading;
mod request;
mod review;
mod sample;
mod since;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::ZonedDateTime;
use jiff::civil::Date;

pub(crate) use correct::line_words;
pub use correct::{ACTS, Act, Correction, NoCorrection, What};
pub use error::SessionError;
use keep::Keep;
pub use keep::Left;
pub use known::LeftOut;
use making::Behind;
pub use making::Making;
pub use reading::{Reading, read_all};
pub use request::{Limits, Outcome, Report, Request, Watch};
pub use review::Matter;
pub use since::{compare, made};

use known::Known;

use crate::assemble::{AssembleError, Census, Corrected, Doubt};
use crate::extract::Extractor;
use crate::facts::{self, Corpus, ReadDocument};
use crate::grammar::Grammar;
use crate::graph::{self, Entry, Graph, Orphan};
use crate::query::{Answer, ErrorKind};
use crate::snapshot::Content;
use crate::source::{self, Found, SourceError};
use crate::view::{Summary, why};
use crate::{assemble, query, snapshot};

/// How a session reads.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The grammar that it reads by.
    pub grammar: Arc<Grammar>,
    /// How inputs are chosen and read.
    pub options: source::Options,
    /// When documents are read, in RFC 3339; `None`: the time of the clock. It is kept with them.
    pub read_at: Option<String>,
    /// The moment that queries take for now.
    pub now: Option<ZonedDateTime>,
    /// Keep the whole text of documents, or only the sentences that prove something?
    pub whole_text: bool,
    /// Threads to read with; 0: one a core.
    pub jobs: usize,
    /// Who writes, for the log of corrections.
    pub author: Option<String>,
    /// May nothing be written to the graph by queries?
    pub read_only: bool,
}

/// A graph, the documents that it was read from, and how to read more.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    /// Made when the first document is read: asking needs no models.
    extractor: Option<Extractor>,
    /// What was read, what was imported, and what was written.
    content: Content,
    /// What is looked at, where it is not all.
    known: Option<Known>,
    /// Made when it is first asked for: who only reads and saves needs none. Where nothing was read or written, what was
    /// imported is it.
    made: OnceLock<Corrected>,
    /// The graph as it was before documents came or went, where it is kept up: it is brought up to date when it is next asked
    /// for, and `made` is empty until then.
    behind: Mutex<Option<Behind>>,
    file: Option<PathBuf>,
    unsaved: bool,
    /// Counts the changes of the graph.
    revision: u64,
    keep: Keep,
    /// Is the graph kept up by difference where documents come and go?
    living: bool,
}

impl Session {
    /// A session with an empty graph.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            extractor: None,
            content: Content::default(),
            known: None,
            made: OnceLock::new(),
            behind: Mutex::default(),
            file: None,
            unsaved: false,
            revision: 0,
            keep: Keep::default(),
            living: false,
        }
    }

    /// From now on the graph, once it is made, is kept up by difference: what documents that come, go or change touch is worked out
    /// anew, and nothing else. It takes some memory beside the graph, so it is for who stays.
    pub fn keep_up(&mut self) {
        self.living = true;
    }

    /// Who writes to the graph from now on, and whether anybody may.
    pub fn correct_as(&mut self, author: Option<String>, read_only: bool) {
        (self.settings.author, self.settings.read_only) = (author, read_only);
    }

    /// Looks at the graph as it could be known by the end of `day`, or again at all of it. What is read and saved is all
    /// of it as before; nothing can be written to it meanwhile. Cost: that of assembling, when it is next asked.
    pub fn look_as_of(&mut self, day: Option<Date>) {
        self.known = day.map(|day| Known::by(day, &self.content));
        self.turn();
    }

    /// What is left out, where the graph is looked at as of a day.
    pub fn left_out(&self) -> Option<&LeftOut> {
        self.known.as_ref().map(|known| &known.left_out)
    }

    /// The documents that the graph was read from: of a graph as of a day those that were there.
    pub fn corpus(&self) -> &Corpus {
        self.known.as_ref().map_or(&self.content.corpus, |known| &known.corpus)
    }

    /// The graph. Cost: that of assembling it where this was not asked since documents were read, else none.
    ///
    /// # Errors
    /// The facts do not fit together, or a key of theirs is that of an imported node.
    pub fn graph(&self) -> Result<&Graph, SessionError> {
        if self.known.is_none() && self.content.is_only_imported() {
            return Ok(&self.content.imported);
        }
        self.made().map(|made| &made.graph)
    }

    /// Can the whole graph be made, whatever part of it is looked at?
    fn whole(&self) -> Result<(), SessionError> {
        match self.known {
            None => self.graph().map(|_| ()),
            Some(_) => {
                let Content { corpus, imported, corrections } = &self.content;
                let grammar = &self.settings.grammar;
                assemble::corrected(imported.clone(), corpus, grammar, corrections)?;
                Ok(())
            }
        }
    }

    fn made(&self) -> Result<&Corrected, SessionError> {
        self.making().make()
    }

    /// What was written to the graph, in order.
    pub fn corrections(&self) -> &[Entry] {
        self.known.as_ref().map_or(&self.content.corrections, |known| &known.corrections)
    }

    /// The corrections that could not be carried out on the graph as it is read now. Cost: see [`Self::graph`].
    ///
    /// # Errors
    /// The facts do not fit together.
    pub fn orphans(&self) -> Result<&[Orphan], SessionError> {
        if self.corrections().is_empty() { Ok(&[]) } else { Ok(&self.made()?.orphans) }
    }

    /// Pairs of nodes that may be one. Cost: see [`Self::graph`].
    ///
    /// # Errors
    /// The facts do not fit together.
    pub fn doubts(&self) -> Result<&[Doubt], SessionError> {
        Ok(&self.made()?.doubts)
    }

    /// Takes the corrections of another graph over, each once; how many were new.
    pub fn adopt(&mut self, corrections: &[Entry]) -> usize {
        let before = self.content.corrections.len();
        self.content.corrections = graph::union(&self.content.corrections, corrections);
        let new = self.content.corrections.len() - before;
        if new > 0 {
            self.write_again();
            self.unsaved = true;
        }
        new
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
        if self.is_behind() {
            self.made()?;
        }
        let census = match self.made.get() {
            Some(made) => Census::of(&made.graph),
            None if self.known.is_some() || !self.content.corrections.is_empty() => {
                Census::of(self.graph()?)
            }
            None => assemble::census(&self.content.corpus, &self.settings.grammar)?
                .with(&self.content.imported),
        };
        let mut summary = self.counted(self.corpus(), &census);
        let imported = match self.known {
            Some(_) => &Graph::new(),
            None => &self.content.imported,
        };
        summary.imported = (imported.node_count(), imported.relationship_count());
        Ok(summary)
    }

    /// How much the documents that were read tell, taken by themselves: what they share with others is not looked at, so that
    /// it costs as much as they are long, however large the graph is.
    ///
    /// # Errors
    /// The facts do not fit together.
    pub fn summary_of(&self, report: &Report) -> Result<Summary, SessionError> {
        let mut corpus = Corpus::default();
        for read in report.documents.iter().filter_map(|id| self.content.corpus.shared(id)) {
            corpus.put(read);
        }
        let census = assemble::census(&corpus, &self.settings.grammar)?;
        Ok(self.counted(&corpus, &census))
    }

    fn counted(&self, corpus: &Corpus, census: &Census) -> Summary {
        let ontology = &self.settings.grammar.ontology;
        Summary::of(
            corpus,
            census,
            ontology.entities.iter().map(|entity| entity.label.as_str()),
            ontology.events.iter().map(|event| event.label.as_str()),
        )
    }

    /// The file that the graph was opened from or saved to last.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Has something been read or written since the graph was saved?
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// A number that grows with each change of the graph: who keeps something made from the graph knows by it
    /// whether it is still true.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The graph is no longer what it was.
    fn turn(&mut self) {
        if let Some(day) = self.known.as_ref().map(|known| known.left_out.day) {
            self.known = Some(Known::by(day, &self.content));
        }
        self.made = OnceLock::new();
        *self.behind.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        self.revision += 1;
    }

    /// The log is no longer what it was.
    fn write_again(&mut self) {
        if self.is_behind() {
            // What cannot be made says so when it is asked for.
            let _ = self.made();
        }
        let Content { corpus, corrections, .. } = &self.content;
        let made = self.made.get_mut().filter(|_| self.known.is_none());
        match made.map(|made| made.change(corpus, &BTreeSet::new(), corrections)) {
            Some(Ok(true)) => self.revision += 1,
            _ => self.turn(),
        }
    }

    /// Carries out a request.
    ///
    /// # Errors
    /// See [`SessionError`]; the session is then as it was before.
    pub fn run(&mut self, request: Request, watch: Watch<'_>) -> Result<Outcome, SessionError> {
        match request {
            Request::Read { paths } => self.read(&paths, watch).map(Outcome::Read),
            Request::Follow { inputs, gone } => {
                let found = Found { inputs, passed_over: Vec::new() };
                self.follow(found, &gone, watch).map(Outcome::Read)
            }
            Request::Open { path } => self.open(path).map(|()| Outcome::Opened),
            Request::Save { path } => self.save(path).map(Outcome::Saved),
            Request::Query { text, parameters, limits, reason } => {
                let now = self.settings.now.clone();
                let context = query::Context {
                    params: &parameters,
                    now: now.as_ref(),
                    cancel: Some(watch.cancel),
                    timeout: limits.timeout,
                    max_rows: limits.max_rows,
                    ..query::Context::default()
                };
                self.ask(&text, &context, reason).map(Outcome::Answer)
            }
            Request::Remove { document } => self.remove(&document).map(Outcome::Removed),
            Request::Sample => self.sample(watch).map(Outcome::Sampled),
            Request::Compare => self.changed().map(|it| Outcome::Compared(Box::new(it))),
            Request::Correct { correction, reason } => {
                self.correct(&correction, reason).map(|it| Outcome::Corrected(Box::new(it)))
            }
            Request::Undo { entry, reason } => {
                self.take_back(entry, true, reason).map(|it| Outcome::Undone(Box::new(it)))
            }
            Request::Redo { entry, reason } => {
                self.take_back(entry, false, reason).map(|it| Outcome::Redone(Box::new(it)))
            }
            Request::Adopt { entries } => {
                self.may_write()?;
                self.take_over(&entries).map(Outcome::Adopted)
            }
            Request::Why { name } => {
                let mut proofs = why::why(self.graph()?, self.corpus(), &name)?;
                proofs.iter_mut().for_each(|proof| proof.correct(self.corrections()));
                Ok(Outcome::Proofs(proofs))
            }
        }
    }

    /// Answers a query. What it writes becomes an entry of the log of corrections, with `reason`.
    ///
    /// # Errors
    /// The query cannot be answered, or it would write and the session only reads; nothing is changed then.
    pub fn ask(
        &mut self,
        text: &str,
        context: &query::Context<'_>,
        reason: Option<String>,
    ) -> Result<Answer, SessionError> {
        // What only reads needs no copy of a graph that was imported.
        let may_write = !self.settings.read_only && self.known.is_none();
        let writes = may_write && query::writes(text);
        if writes {
            self.begin_to_write()?;
            self.made()?;
        }
        let Some(made) = self.made.get_mut().filter(|_| writes) else {
            return match query::run(self.graph()?, text, context) {
                Err(error) if error.kind == ErrorKind::NotWritable => {
                    Err(error.with_help(self.how_to_write()).into())
                }
                answer => Ok(answer?),
            };
        };
        let (answer, edits) = query::run_correcting(&mut made.graph, text, context)?;
        if let Some(entry) = Entry::new(self.stamp(reason), text, edits) {
            self.record(entry)?;
        }
        Ok(answer)
    }

    /// May it be written to now?
    ///
    /// # Errors
    /// It was opened to be read only, or is looked at as of a day.
    fn may_write(&self) -> Result<(), SessionError> {
        match () {
            () if self.settings.read_only => Err(SessionError::ReadOnly),
            () if self.known.is_some() => Err(SessionError::AsOf),
            () => Ok(()),
        }
    }

    /// How to ask so that the graph can be written to.
    fn how_to_write(&self) -> &'static str {
        if self.known.is_some() { AS_OF } else { "open it without --read-only" }
    }

    /// The moment of reading and writing: the one that was given, else the clock's.
    fn now(&self) -> String {
        self.settings.read_at.clone().unwrap_or_else(clock)
    }

    fn read(&mut self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Report, SessionError> {
        let report = self.follow(source::find(paths, &self.settings.options)?, &[], watch)?;
        if report.read == 0 && report.older == 0 {
            Err(nothing_read(report.passed_over))
        } else {
            Ok(report)
        }
    }

    /// Reads what was found, and takes the documents out that are `gone`.
    fn follow(
        &mut self,
        found: Found,
        gone: &[String],
        watch: Watch<'_>,
    ) -> Result<Report, SessionError> {
        let extractor = self.extractor()?;
        let mut report = Report { passed_over: found.passed_over, ..Report::default() };
        let mut new = Vec::with_capacity(found.inputs.len());
        let Settings { jobs, whole_text, .. } = self.settings;
        let read_at = self.now();
        let options = &self.settings.options;
        read_all(&extractor, &found.inputs, options, jobs, watch, |reading| {
            match reading {
                Ok((document, facts, warnings)) => {
                    report.warnings.extend(warnings);
                    new.push(reading::kept(document, facts, &read_at, whole_text));
                }
                Err(error) => report.pass(error),
            }
            Ok::<(), SessionError>(())
        })?;
        if new.is_empty() && gone.is_empty() {
            return Ok(report);
        }
        report.read = new.len();
        report.documents = new.iter().map(|read| read.document.id.clone()).collect();
        report.documents.sort_unstable();
        report.documents.dedup();
        new.iter().try_for_each(facts::check).map_err(AssembleError::from)?;
        let mut changes: Vec<Change> = gone.iter().map(|id| (id.clone(), None)).collect();
        changes
            .extend(new.into_iter().map(|read| (read.document.id.clone(), Some(Arc::new(read)))));
        for (id, old, new) in self.change_corpus(changes)? {
            match (old, new) {
                (Some(_), None) => report.removed.push(id),
                (Some(old), Some(new)) if old.document.hash != new.document.hash => {
                    report.replaced.push(id);
                }
                _ => {}
            }
        }
        Ok(report)
    }

    /// What reads documents; made once.
    fn extractor(&mut self) -> Result<Extractor, SessionError> {
        if let Some(extractor) = &self.extractor {
            return Ok(extractor.clone());
        }
        let extractor = Extractor::new(Arc::clone(&self.settings.grammar))?;
        self.extractor = Some(extractor.clone());
        Ok(extractor)
    }

    /// Changes the set of documents; where the whole graph cannot be made of it, it is as it was before. What each document was and
    /// is now. Cost: where the graph is kept up, that of the difference.
    fn change_corpus(&mut self, changes: Vec<Change>) -> Result<Vec<Changed>, SessionError> {
        let mut changed: Vec<Changed> = Vec::with_capacity(changes.len());
        for (id, new) in changes {
            let corpus = &mut self.content.corpus;
            let old = match &new {
                Some(read) => corpus.put(Arc::clone(read)),
                None => corpus.take(&id),
            };
            changed.push((id, old, new));
        }
        if let Err(error) = self.follow_corpus(&changed) {
            for (id, old, _) in changed.into_iter().rev() {
                match old {
                    Some(read) => drop(self.content.corpus.put(read)),
                    None => drop(self.content.corpus.take(&id)),
                }
            }
            self.turn();
            return Err(error);
        }
        self.unsaved = true;
        Ok(changed)
    }

    /// Brings the graph up to date with documents that changed.
    fn follow_corpus(&mut self, changed: &[Changed]) -> Result<(), SessionError> {
        let ids: BTreeSet<String> = changed.iter().map(|(id, ..)| id.clone()).collect();
        if self.known.is_none() && self.content.has_no_import() && self.fall_behind(&ids) {
            self.revision += 1;
            return Ok(());
        }
        let Content { corpus, corrections, .. } = &self.content;
        if let Some(made) = self.made.get_mut().filter(|_| self.known.is_none())
            && made.change(corpus, &ids, corrections)?
        {
            self.revision += 1;
            return Ok(());
        }
        self.turn();
        // Where nothing was imported, no key can be taken.
        if self.content.has_no_import() { Ok(()) } else { self.whole() }
    }

    fn remove(&mut self, id: &str) -> Result<String, SessionError> {
        if self.content.corpus.get(id).is_none() {
            return Err(SessionError::NoDocument { id: id.to_owned(), nearest: self.nearest(id) });
        }
        self.change_corpus(vec![(id.to_owned(), None)])?;
        Ok(id.to_owned())
    }

    /// The ids of documents that come nearest to `id`.
    fn nearest(&self, id: &str) -> Vec<String> {
        let wanted = id.to_lowercase();
        let ids = self.content.corpus.iter().map(|read| read.document.id.as_str());
        let mut near: Vec<(usize, &str)> = ids
            .map(|known| {
                let lower = known.to_lowercase();
                let held = !wanted.is_empty() && lower.contains(&wanted);
                (if held { 0 } else { strsim::osa_distance(&lower, &wanted) }, known)
            })
            .filter(|&(far, known)| far <= known.chars().count() / 3)
            .collect();
        near.sort_unstable();
        near.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
    }

    fn open(&mut self, path: PathBuf) -> Result<(), SessionError> {
        let seen = self.opening(&path);
        let (content, written) = snapshot::open(&path)?;
        self.content = content;
        self.turn();
        self.opened(&path, seen, written);
        self.file = Some(path);
        self.unsaved = false;
        Ok(())
    }

    fn save(&mut self, path: Option<PathBuf>) -> Result<PathBuf, SessionError> {
        let path = path.or_else(|| self.file.clone()).ok_or(SessionError::NoFile)?;
        self.put(&path)?;
        self.file = Some(path.clone());
        self.unsaved = false;
        Ok(path)
    }
}

/// A document by its id, as it is to be; `None`: it goes.
type Change = (String, Option<Arc<ReadDocument>>);

/// A document by its id, as it was and as it is.
type Changed = (String, Option<Arc<ReadDocument>>, Option<Arc<ReadDocument>>);

/// How to write to a graph that is looked at as of a day.
const AS_OF: &str = "what was is not changed: ask without --as-of, or at the prompt :set asof off";

/// The moment, to the second.
fn clock() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// The only input that was passed over speaks for itself.
fn nothing_read(passed_over: Vec<SourceError>) -> SessionError {
    SessionError::NothingRead { passed_over }
}

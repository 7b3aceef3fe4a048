//! Many documents read in parallel.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{SessionError, Watch};
use crate::extract::Extractor;
use crate::facts::{DocumentFacts, ReadDocument};
use crate::source::{Articles, Document, Input, Options, Raw, SourceError, Warning};

/// A document, its facts and what was odd about it; or why the input was passed over.
pub type Reading = Result<(Document, DocumentFacts, Vec<Warning>), SourceError>;

/// So many articles a thread are read before their results are handed on, so that the memory for results that wait is bounded.
const BATCH: usize = 16;

/// So many bytes of articles wait at most to be read, but for the last of them.
const WAITING: usize = 32 << 20;

/// Reads the articles of `inputs` on `jobs` threads (0: one a core) and hands the results on in the order of the inputs and of
/// the articles in them, whatever the number of threads. A second document of an id is passed over.
///
/// Memory: a few articles a thread, however large an input is. While one batch is read the next is taken from the inputs.
///
/// # Errors
/// It was cancelled, there are no threads, or `sink` fails.
pub fn read_all<E: From<SessionError>>(
    extractor: &Extractor,
    inputs: &[Input],
    options: &Options,
    jobs: usize,
    watch: Watch<'_>,
    mut sink: impl FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| SessionError::Threads { jobs, reason: error.to_string() })?;
    let done = AtomicUsize::new(0);
    let mut pulled = Pulled::new(inputs, options, BATCH * pool.current_num_threads().max(1));
    let mut batch = pulled.batch(watch);
    while !batch.is_empty() {
        let (all, next) = (pulled.expected(), &mut pulled);
        let (readings, following) = pool.install(|| {
            rayon::join(
                || -> Vec<Option<Reading>> {
                    batch
                        .into_par_iter()
                        .with_max_len(1)
                        .map(|raw| {
                            if watch.is_cancelled() {
                                return None;
                            }
                            let reading = raw.and_then(|raw| read_one(extractor, raw, options));
                            (watch.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
                            Some(reading)
                        })
                        .collect()
                },
                || next.batch(watch),
            )
        });
        if watch.is_cancelled() {
            return Err(SessionError::Interrupted.into());
        }
        readings.into_iter().flatten().try_for_each(&mut sink)?;
        batch = following;
    }
    if watch.is_cancelled() { Err(SessionError::Interrupted.into()) } else { Ok(()) }
}

/// Takes articles from the inputs, one after the other.
struct Pulled<'i> {
    options: &'i Options,
    inputs: std::slice::Iter<'i, Input>,
    open: Option<Articles>,
    /// Ids that were given; a file of one document has one by its name.
    ids: BTreeSet<String>,
    most: usize,
    /// How many were taken, from files of many.
    taken: usize,
}

impl<'i> Pulled<'i> {
    fn new(inputs: &'i [Input], options: &'i Options, most: usize) -> Self {
        let several = inputs.iter().any(|input| !input.holds_one());
        let ids = inputs.iter().filter(|input| several && input.holds_one());
        Self {
            options,
            ids: ids.map(|input| input.id.clone()).collect(),
            inputs: inputs.iter(),
            open: None,
            most,
            taken: 0,
        }
    }

    /// How many there will be, as far as can be seen.
    fn expected(&self) -> usize {
        self.taken + self.inputs.len()
    }

    /// The next batch; empty at the end.
    fn batch(&mut self, watch: Watch<'_>) -> Vec<Result<Raw, SourceError>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < self.most && bytes < WAITING && !watch.is_cancelled() {
            let Some(next) = self.next() else { break };
            bytes += next.as_ref().map_or(0, Raw::size);
            batch.push(next);
        }
        self.taken += batch.len();
        batch
    }

    fn next(&mut self) -> Option<Result<Raw, SourceError>> {
        loop {
            if let Some(articles) = &mut self.open {
                match articles.next(self.options) {
                    Some(Ok(raw))
                        if !raw.stands_alone() && !self.ids.insert(raw.id().to_owned()) =>
                    {
                        return Some(Err(raw.twice()));
                    }
                    Some(next) => return Some(next),
                    None => self.open = None,
                }
            }
            self.open = Some(Articles::of(self.inputs.next()?));
        }
    }
}

fn read_one(extractor: &Extractor, raw: Raw, options: &Options) -> Reading {
    let (document, warnings) = raw.read(options)?;
    let facts = extractor.extract(&document);
    tracing::debug!(
        document = %document.id,
        bytes = document.text.len(),
        entities = facts.entities.len(),
        events = facts.events.len(),
        statements = facts.statements.len(),
        "read"
    );
    Ok((document, facts, warnings))
}

/// A document as a corpus keeps it.
pub(super) fn kept(
    document: Document,
    facts: DocumentFacts,
    read_at: &str,
    whole_text: bool,
) -> ReadDocument {
    let mut read = ReadDocument::new(document, facts);
    read.read_at = Some(read_at.to_owned());
    read.reader = Some(Extractor::version().into());
    if whole_text { read } else { read.without_text() }
}

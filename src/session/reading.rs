//! Many documents read in parallel.

use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{SessionError, Watch};
use crate::extract::Extractor;
use crate::facts::{DocumentFacts, ReadDocument};
use crate::source::{self, Document, Input, SourceError, Warning};

/// A document, its facts and what was odd about it; or why the input was passed over.
pub type Reading = Result<(Document, DocumentFacts, Vec<Warning>), SourceError>;

/// So many inputs a thread are read before their results are handed on, so that the memory for
/// results that wait is bounded.
const BATCH: usize = 16;

/// Reads `inputs` on `jobs` threads (0: one a core) and hands the results on in the order of the
/// inputs, whatever the number of threads.
///
/// # Errors
/// It was cancelled, there are no threads, or `sink` fails.
pub fn read_all<E: From<SessionError>>(
    extractor: &Extractor,
    inputs: &[Input],
    date: Option<Date>,
    jobs: usize,
    watch: Watch<'_>,
    mut sink: impl FnMut(Reading) -> Result<(), E>,
) -> Result<(), E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| SessionError::Threads { jobs, reason: error.to_string() })?;
    let done = AtomicUsize::new(0);
    for batch in inputs.chunks(BATCH * pool.current_num_threads().max(1)) {
        let readings: Vec<Option<Reading>> = pool.install(|| {
            batch
                .par_iter()
                .with_max_len(1)
                .map(|input| {
                    if watch.is_cancelled() {
                        return None;
                    }
                    let reading = read_one(extractor, input, date);
                    (watch.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, inputs.len());
                    Some(reading)
                })
                .collect()
        });
        if watch.is_cancelled() {
            return Err(SessionError::Interrupted.into());
        }
        readings.into_iter().flatten().try_for_each(&mut sink)?;
    }
    Ok(())
}

fn read_one(extractor: &Extractor, input: &Input, date: Option<Date>) -> Reading {
    let (document, warnings) = source::read(input, date)?;
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

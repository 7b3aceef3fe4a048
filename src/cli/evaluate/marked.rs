//! `evaluate --entities`, `--pronouns`, `--chains`, `--attribution` and `--events`: how well marked texts are read.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;

use super::{TableName, text_of};
use crate::cli::failure::{Exit, Failure};
use crate::cli::shell::Shell;
use crate::evaluate::{
    AmbiguousPronoun, AttributedArticle, AttributionCounts, ChainCounts, ChainedDocument,
    EventCounts, EventSentence, GoldError, LabelledDocument, NameCounts, PronounCounts,
    attribution as attributions, chained, chains as joined, entities as names, events as types,
    labelled, pronoun_rows, pronouns as whom, rows,
};
use crate::extract::{Extractor, ExtractorError};
use crate::session::SessionError;
use crate::syntax::Syntax;
use crate::view::scores;

/// So many documents are read before an interrupt is looked for.
const BATCH: usize = 64;

const LABELS: &str = "each line has a word and its label with a tab between them, or the columns of .iob2: number, word, \
                      label; a blank line ends a sentence";
const PRONOUNS: &str = "a header, then a row a line with tabs between its columns: id, text, pronoun and where it starts, a name, \
                        where it starts, TRUE or FALSE, another name, where it starts, TRUE or FALSE";
const CHAINS: &str = "it is CoNLL-U; the last column has Entity=(ID-TYPE at the first word of a mention and ID) at its last";
const ARTICLES: &str = "each line is an object with doc, text and attributions; these have source_span and content_span, \
                        lists of [from, to] in characters of the text";
const SENTENCES: &str = "each line is an object with text and gold, a list of objects with the type of an event in \
                         plover2021, plover or type; or with expect_no_event";

/// `evaluate --entities FILE…`: persons, organizations and places.
pub(super) fn entities(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
) -> Result<Exit, Failure> {
    let mut gold: Vec<LabelledDocument> = read(files, LABELS, labelled)?;
    gold.retain(|document| documents.is_none_or(|id| document.id.starts_with(id)));
    let grammar = shell.grammar()?;
    let syntax = syntax()?;
    let counts = in_batches(shell, &gold, LABELS, |batch| names(syntax, &grammar, batch))?;
    let counts = counts.iter().fold(NameCounts::default(), NameCounts::and);
    scores::json(shell.screen.out(), &counts.scores())?;
    Ok(Exit::Done)
}

/// `evaluate --pronouns FILE…`: whom pronouns mean.
pub(super) fn pronouns(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
) -> Result<Exit, Failure> {
    let mut gold: Vec<AmbiguousPronoun> = read(files, PRONOUNS, pronoun_rows)?;
    gold.retain(|row| documents.is_none_or(|id| row.id.starts_with(id)));
    let extractor = extractor(shell)?;
    let counts = in_batches(shell, &gold, PRONOUNS, |batch| whom(&extractor, batch))?;
    let counts = counts.iter().fold(PronounCounts::default(), PronounCounts::and);
    scores::json(shell.screen.out(), &counts.scores())?;
    Ok(Exit::Done)
}

/// `evaluate --chains FILE…`: which mentions speak of the same.
pub(super) fn chains(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
) -> Result<Exit, Failure> {
    let parse = |text: &str| {
        chained(text).map_err(|error| GoldError {
            line: error.line,
            reason: format!("expected {}", error.expected),
        })
    };
    let mut gold: Vec<ChainedDocument> = read(files, CHAINS, parse)?;
    gold.retain(|document| documents.is_none_or(|id| document.id.starts_with(id)));
    let grammar = shell.grammar()?;
    let syntax = syntax()?;
    let counts = in_batches(shell, &gold, CHAINS, |batch| joined(syntax, &grammar, batch))?;
    let counts = counts.iter().fold(ChainCounts::default(), ChainCounts::and);
    scores::json(shell.screen.out(), &counts.scores())?;
    Ok(Exit::Done)
}

fn syntax() -> Result<&'static Syntax, Failure> {
    Ok(Syntax::embedded().map_err(|error| SessionError::from(ExtractorError::from(error)))?)
}

/// `evaluate --attribution FILE…`: who said what.
pub(super) fn attribution(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
) -> Result<Exit, Failure> {
    let mut gold: Vec<AttributedArticle> =
        read(files, ARTICLES, |text| rows(text, AttributedArticle::check))?;
    gold.retain(|article| documents.is_none_or(|id| article.doc.starts_with(id)));
    let extractor = extractor(shell)?;
    let date = shell.date();
    let counts = in_batches(shell, &gold, ARTICLES, |batch| attributions(&extractor, batch, date))?;
    let counts = counts.iter().fold(AttributionCounts::default(), AttributionCounts::and);
    scores::json(shell.screen.out(), &counts.scores())?;
    Ok(Exit::Done)
}

/// `evaluate --events FILE…`: types of events.
pub(super) fn events(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
    by: &[TableName],
) -> Result<Exit, Failure> {
    let extractor = extractor(shell)?;
    let ontology = &extractor.grammar().ontology;
    let check = |sentence: &EventSentence| sentence.check(ontology);
    let mut gold: Vec<EventSentence> = read(files, SENTENCES, |text| rows(text, check))?;
    gold.retain(|sentence| documents.is_none_or(|id| sentence.id.starts_with(id)));
    let date = shell.date();
    let counts = in_batches(shell, &gold, SENTENCES, |batch| types(&extractor, batch, date))?;
    let counts = counts.into_iter().fold(EventCounts::default(), EventCounts::and);
    let style = shell.screen.out_style;
    let out = shell.screen.out();
    scores::json(out, &counts.scores())?;
    for name in by {
        match name {
            TableName::Category => scores::hits(out, "category", counts.categories(), style)?,
            _ => scores::hits(out, "type", counts.types(), style)?,
        }
    }
    Ok(Exit::Done)
}

fn extractor(shell: &Shell) -> Result<Extractor, Failure> {
    Ok(Extractor::new(Arc::clone(&shell.grammar()?)).map_err(SessionError::from)?)
}

/// What all files hold; `help` says of what form they are.
fn read<T>(
    files: &[PathBuf],
    help: &'static str,
    parse: impl Fn(&str) -> Result<Vec<T>, GoldError>,
) -> Result<Vec<T>, Failure> {
    let mut all = Vec::new();
    for path in files {
        let wrong = |error: GoldError| Failure::Gold {
            path: path.display().to_string(),
            reason: error.to_string(),
            help,
        };
        all.extend(parse(&text_of(path, help)?).map_err(wrong)?);
    }
    Ok(all)
}

/// Measures batch by batch on as many threads as were asked for, with a look at the interrupt between them.
fn in_batches<T: Sync, C: Send>(
    shell: &Shell,
    gold: &[T],
    help: &'static str,
    measure: impl Fn(&[T]) -> C + Sync,
) -> Result<Vec<C>, Failure> {
    if gold.is_empty() {
        return Err(Failure::NothingToScore { what: "documents", help });
    }
    let jobs = shell.jobs();
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|error| SessionError::Threads { jobs, reason: error.to_string() })?;
    let progress = shell.progress();
    let mut counts = Vec::new();
    for (number, batch) in gold.chunks(BATCH).enumerate() {
        if shell.is_cancelled() {
            return Err(SessionError::Interrupted.into());
        }
        counts.push(pool.install(|| measure(batch)));
        progress.advance(number * BATCH + batch.len(), gold.len());
    }
    Ok(counts)
}

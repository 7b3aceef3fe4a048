//! The commands that read documents, or take them out: `build`, `add`, `remove`, `extract`, `annotate`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::AnnotationFormat;
use super::ask::leave;
use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::extract::{Depth, Extractor};
use crate::session::{self, Outcome, Report, Request, Session, SessionError, Watch};
use crate::source::{Articles, Document};
use crate::view::{self, Sheet, annotation, attribution, conllu};
use crate::{snapshot, source};

/// `build PATH… -o FILE`.
pub(super) fn build(
    shell: &mut Shell,
    paths: Vec<PathBuf>,
    output: &Path,
    no_text: bool,
) -> Result<Exit, Failure> {
    writable(output)?;
    let mut session = shell.session(!no_text)?;
    session.claim(output)?;
    // What was written to the graph that stands there is written to the new one as well.
    session.adopt(&snapshot::corrections_in(output).map_err(SessionError::from)?);
    let exit = read_and_save(shell, &mut session, paths, output, true)?;
    shell.warn_of_what_is_left(&session);
    Ok(exit)
}

/// `add GRAPH PATH…`.
pub(super) fn add(
    shell: &mut Shell,
    graph: &Path,
    paths: Vec<PathBuf>,
    no_text: bool,
) -> Result<Exit, Failure> {
    let mut session = shell.open_to_write(graph, !no_text)?;
    let exit = read_and_save(shell, &mut session, paths, graph, false)?;
    leave::<Session>(session);
    Ok(exit)
}

/// `remove GRAPH DOCUMENT…`.
pub(super) fn remove(
    shell: &mut Shell,
    graph: &Path,
    documents: Vec<String>,
) -> Result<Exit, Failure> {
    let mut session = shell.open_to_write(graph, true)?;
    let mut gone: Vec<String> = Vec::with_capacity(documents.len());
    for document in documents {
        let document = document.strip_prefix("document/").unwrap_or(&document).to_owned();
        if gone.contains(&document) {
            continue;
        }
        if let Outcome::Removed(id) = shell.run(&mut session, Request::Remove { document })? {
            gone.push(id);
        }
    }
    shell.run(&mut session, Request::Save { path: None })?;
    shell.screen.say(&format!("took {} out", view::escape(&gone.join(", "))));
    let left = session.corpus().len();
    shell.screen.say(&format!("in all         {:>7}  documents", view::grouped(left)));
    if !session.corrections().is_empty() {
        shell.tell_orphans(&session)?;
    }
    leave::<Session>(session);
    Ok(Exit::Done)
}

fn read_and_save(
    shell: &mut Shell,
    session: &mut Session,
    paths: Vec<PathBuf>,
    output: &Path,
    all: bool,
) -> Result<Exit, Failure> {
    let Outcome::Read(report) = shell.run(session, Request::Read { paths })? else {
        return Ok(Exit::Done);
    };
    shell.report(&report);
    shell.run(session, Request::Save { path: Some(output.to_owned()) })?;
    shell.summarize(session, &report, all)?;
    shell.screen.say(&format!("saved          {}", output.display()));
    Ok(exit(&report))
}

/// Fails early where a graph could not be saved after an hour of reading.
pub(super) fn writable(output: &Path) -> Result<(), Failure> {
    let fail = |reason: &str| {
        Err(Failure::File {
            path: output.display().to_string(),
            reason: std::io::Error::other(reason.to_owned()),
        })
    };
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
    if output.is_dir() {
        return fail("it is a folder");
    }
    match folder {
        Some(folder) if !folder.is_dir() => fail("there is no such folder"),
        _ => Ok(()),
    }
}

fn exit(report: &Report) -> Exit {
    if report.passed_over.is_empty() { Exit::Done } else { Exit::PassedOver }
}

/// `extract PATH…`: facts as one line of JSON a document.
pub(super) fn extract(shell: &mut Shell, paths: &[PathBuf]) -> Result<Exit, Failure> {
    let found = source::find(paths, shell.options()).map_err(SessionError::from)?;
    let extractor = Extractor::new(shell.grammar()?).map_err(SessionError::from)?;
    let mut report = Report { passed_over: found.passed_over, ..Report::default() };
    let (options, jobs) = (shell.options().clone(), shell.jobs());
    let progress = shell.progress_beside_data();
    let advance = |done, all| progress.advance(done, all);
    let cancel = Arc::clone(&shell.interrupt.cancel);
    let watch = Watch { cancel: &cancel, progress: &advance };
    session::read_all(&extractor, &found.inputs, &options, jobs, watch, |reading| {
        match reading {
            Ok((_, facts, warnings)) => {
                report.read += 1;
                report.warnings.extend(warnings);
                view::json_line(shell.screen.out(), &facts)?;
            }
            Err(error) => report.pass(error),
        }
        Ok::<(), Failure>(())
    })?;
    finish(shell, report)
}

/// `extract --format attributions PATH…`: what is attributed to whom, one line of JSON each.
pub(super) fn attributions(shell: &mut Shell, paths: &[PathBuf]) -> Result<Exit, Failure> {
    one_by_one(shell, paths, |shell, extractor, document| {
        for one in extractor.attributions(document) {
            attribution::line(shell.screen.out(), &document.id, &document.text, &one)?;
        }
        Ok(())
    })
}

/// `annotate PATH…`: how documents are read.
pub(super) fn annotate(
    shell: &mut Shell,
    paths: &[PathBuf],
    format: AnnotationFormat,
    mentions: bool,
) -> Result<Exit, Failure> {
    one_by_one(shell, paths, |shell, extractor, document| {
        let blocks = extractor.blocks(document);
        let text = document.text.as_str();
        let style = shell.screen.out_style;
        let out = shell.screen.out();
        let mut sheet = Sheet::new(&document.id, text, style);
        // CoNLL-U has no frames.
        let depth = match (mentions, format) {
            (false, _) => Depth::Trees,
            (true, AnnotationFormat::Conllu) => Depth::Mentions,
            (true, AnnotationFormat::Columns) => Depth::Frames,
        };
        for read in extractor.annotate(document, &blocks, depth) {
            match format {
                AnnotationFormat::Columns => annotation::columns(out, &mut sheet, &read)?,
                AnnotationFormat::Conllu => {
                    conllu::sentences(out, &mut sheet, &read.parsed, &read.entities)?;
                }
            }
        }
        if format == AnnotationFormat::Columns {
            annotation::noise(out, text, &blocks, style)?;
        }
        Ok(())
    })
}

/// Hands the documents on as they are read, in order, on this thread alone.
fn one_by_one(
    shell: &mut Shell,
    paths: &[PathBuf],
    mut show: impl FnMut(&mut Shell, &Extractor, &Document) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let found = source::find(paths, shell.options()).map_err(SessionError::from)?;
    let extractor = Extractor::new(shell.grammar()?).map_err(SessionError::from)?;
    let mut report = Report { passed_over: found.passed_over, ..Report::default() };
    let progress = shell.progress_beside_data();
    let options = shell.options().clone();
    for (done, input) in found.inputs.iter().enumerate() {
        progress.advance(done, found.inputs.len());
        let mut articles = Articles::of(input);
        while let Some(next) = articles.next(&options) {
            if shell.is_cancelled() {
                return Err(SessionError::Interrupted.into());
            }
            match next.and_then(|raw| raw.read(&options)) {
                Ok((document, warnings)) => {
                    report.read += 1;
                    report.warnings.extend(warnings);
                    show(shell, &extractor, &document)?;
                }
                Err(error) => report.pass(error),
            }
        }
    }
    drop(progress);
    finish(shell, report)
}

/// Why documents were passed over, each reason with its number, where there are several.
pub(super) fn reasons(report: &Report) -> String {
    let reasons = report.reasons();
    match reasons.as_slice() {
        [] | [_] if report.passed_over.len() < 2 => String::new(),
        _ => {
            let told: Vec<String> = reasons
                .iter()
                .map(|(why, times)| format!("{} {why}", view::grouped(*times)))
                .collect();
            format!(": {}", told.join(", "))
        }
    }
}

fn finish(shell: &mut Shell, report: Report) -> Result<Exit, Failure> {
    if report.read == 0 && report.older == 0 {
        return Err(SessionError::NothingRead { passed_over: report.passed_over }.into());
    }
    shell.report(&report);
    if let [_, ..] = report.passed_over.as_slice() {
        let (passed, all) = (report.passed_over.len(), report.passed_over.len() + report.read);
        shell.screen.say(&format!("{passed} of {all} inputs were passed over{}", reasons(&report)));
    }
    if report.older > 0 {
        shell.screen.say(&format!("{} older ones were left out", view::grouped(report.older)));
    }
    Ok(exit(&report))
}

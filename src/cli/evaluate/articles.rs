//! `evaluate DIR…`: how well whole articles are read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Part, Shown, TableName, text_of};
use crate::cli::failure::{Exit, Failure};
use crate::cli::shell::Shell;
use crate::evaluate::articles::{ArticleCounts, ComparedFacts, Miss, article, article_facts};
use crate::extract::Extractor;
use crate::grammar::Ontology;
use crate::session::{self, Report, SessionError, Watch};
use crate::source::{Input, Options, Place};
use crate::view::scores;

const HELP: &str = "NAME.json beside NAME.txt is one object with entities, relations, events and statements, in the form that \
                    'chancery extract' prints";
/// The file that names the articles whose errors nobody looks at.
const UNREAD: &str = "unread.txt";

/// An article with its gold.
struct Gold {
    name: String,
    path: PathBuf,
    facts: ComparedFacts,
    unread: bool,
}

/// `evaluate DIR…`: every aspect of the facts of articles.
pub(super) fn articles(
    shell: &mut Shell,
    shown: &Shown,
    folders: &[PathBuf],
) -> Result<Exit, Failure> {
    let extractor = Extractor::new(shell.grammar()?).map_err(SessionError::from)?;
    let mut gold = Vec::new();
    for folder in folders {
        gold.extend(in_folder(folder, shown, &extractor.grammar().ontology)?);
    }
    if gold.is_empty() {
        return Err(Failure::NothingToScore { what: "articles", help: HELP });
    }
    let mut report = Report::default();
    let mut counts = ArticleCounts::default();
    let mut missing: Vec<&str> = Vec::new();
    let mut errors: Vec<(&str, Miss)> = Vec::new();
    let inputs: Vec<Input> = gold
        .iter()
        .map(|one| Input { id: one.name.clone(), place: Place::File(one.path.clone()) })
        .collect();
    let progress = shell.progress();
    let advance = |done, all| progress.advance(done, all);
    let cancel = Arc::clone(&shell.interrupt.cancel);
    let watch = Watch { cancel: &cancel, progress: &advance };
    let mut next = gold.iter();
    // Each file of gold is one article, whatever it is like.
    let options = Options { any_language: true, ..Options::dated(shell.date()) };
    session::read_all(&extractor, &inputs, &options, shell.jobs(), watch, |reading| {
        let Some(one) = next.next() else { return Ok(()) };
        let (facts, text) = match reading {
            Ok((document, facts, warnings)) => {
                report.read += 1;
                report.warnings.extend(warnings);
                (ComparedFacts::from(&facts), document.text)
            }
            Err(error) => {
                report.passed_over.push(error);
                missing.push(&one.name);
                (ComparedFacts::default(), String::new())
            }
        };
        let (more, misses) = article(&one.facts, &facts, &text);
        counts.add(&more);
        if shown.errors && !one.unread {
            errors.extend(misses.into_iter().map(|miss| (one.name.as_str(), miss)));
        }
        Ok::<(), SessionError>(())
    })?;
    drop(progress);
    shell.report(&report);
    let style = shell.screen.out_style;
    let out = shell.screen.out();
    scores::articles(out, gold.len(), &missing, &counts)?;
    for name in &shown.by {
        match name {
            TableName::Type => scores::article_types(out, &counts, style)?,
            _ => scores::aspects(out, &counts, style)?,
        }
    }
    if shown.errors {
        scores::misses(out, &errors, style)?;
    }
    Ok(if report.passed_over.is_empty() { Exit::Done } else { Exit::PassedOver })
}

/// The articles of a folder that were asked for, by name.
fn in_folder(folder: &Path, shown: &Shown, ontology: &Ontology) -> Result<Vec<Gold>, Failure> {
    let unread = unread(folder)?;
    let mut found = Vec::new();
    for name in names(folder)? {
        let is_unread = unread.contains(&name);
        let part = if is_unread { Part::Unread } else { Part::Read };
        if shown.split.is_some_and(|asked| asked != part)
            || shown.documents.as_ref().is_some_and(|id| !name.starts_with(id))
        {
            continue;
        }
        let file = folder.join(format!("{name}.json"));
        let wrong =
            |reason: String| Failure::Gold { path: file.display().to_string(), reason, help: HELP };
        let facts = article_facts(&text_of(&file, HELP)?, ontology)
            .map_err(|error| wrong(error.to_string()))?;
        let path = folder.join(format!("{name}.txt"));
        if !path.is_file() {
            return Err(wrong(format!("there is no article {name}.txt beside it")));
        }
        found.push(Gold { name, path, facts, unread: is_unread });
    }
    Ok(found)
}

/// The names of the files of gold in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let fail = |reason| Failure::Unreadable { path: folder.display().to_string(), reason };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// The articles that the folder, or the one around it, lists as unread: names with white space between them.
fn unread(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let own = folder.join(UNREAD);
    let path = if own.is_file() { own } else { folder.join("..").join(UNREAD) };
    if !path.is_file() {
        return Ok(BTreeSet::new());
    }
    let text = text_of(&path, "it lists the names of articles, with white space between them")?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

//! `evaluate`: how well the program reads a treebank.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::evaluate::{Reading, Table, splits};
use crate::extract::ExtractorError;
use crate::session::SessionError;
use crate::syntax::Syntax;
use crate::syntax::conllu::{GoldSentence, parse_conllu};
use crate::view::scores;

/// What is measured.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Measured {
    /// Tags, features, lemmas and trees of the words that the treebank has
    #[arg(long)]
    pub(super) syntax: bool,
    /// Sentences and tokens of its text, the sentences of each paragraph glued together
    #[arg(long)]
    pub(super) sentences: bool,
}

/// Tables that go with the scores of syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableName {
    /// Each label: how many, precision, recall, F1
    Deprel,
    /// Subjects, objects and passive subjects of verbs
    Argument,
    /// The constructions that events hang on, and what was read instead
    Construction,
    /// Which label was given in the place of which
    Confusion,
}

impl From<TableName> for Table {
    fn from(name: TableName) -> Self {
        match name {
            TableName::Deprel => Self::Deprel,
            TableName::Argument => Self::Argument,
            TableName::Construction => Self::Construction,
            TableName::Confusion => Self::Confusion,
        }
    }
}

/// `evaluate --syntax FILE…`: tags and trees of given words.
pub(super) fn syntax(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
    by: &[TableName],
) -> Result<Exit, Failure> {
    let gold = read(files, documents, false)?;
    let syntax =
        Syntax::embedded().map_err(|error| SessionError::from(ExtractorError::from(error)))?;
    let reading = Reading::new(syntax, &gold);
    let style = shell.screen.out_style;
    let out = shell.screen.out();
    scores::json(out, &reading.scores())?;
    for name in by {
        scores::table(out, Table::from(*name), &reading, style)?;
    }
    Ok(Exit::Done)
}

/// `evaluate --sentences FILE…`: sentences and tokens of raw text.
pub(super) fn sentences(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
) -> Result<Exit, Failure> {
    let gold = read(files, documents, true)?;
    scores::json(shell.screen.out(), &splits(&gold))?;
    Ok(Exit::Done)
}

/// The sentences of all files; of those documents only whose id begins with `documents`, if that is given. `with_text`:
/// each must have a comment with its text, which alone tells what is written together.
fn read(
    files: &[PathBuf],
    documents: Option<&str>,
    with_text: bool,
) -> Result<Vec<GoldSentence>, Failure> {
    let mut all = Vec::new();
    for path in files {
        let mut sentences = treebank(path)?;
        sentences.retain(|sentence| documents.is_none_or(|id| sentence.document.starts_with(id)));
        let textless = sentences.iter().find(|sentence| sentence.text.is_empty());
        if let Some(sentence) = textless.filter(|_| with_text) {
            let line = sentence.line;
            let reason = format!("line {line}: expected a comment '# text = …' before the words");
            return Err(Failure::Treebank { path: path.display().to_string(), reason });
        }
        all.extend(sentences);
    }
    if all.is_empty() { Err(Failure::NothingToScore) } else { Ok(all) }
}

fn treebank(path: &Path) -> Result<Vec<GoldSentence>, Failure> {
    let name = || path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|reason| Failure::Unreadable { path: name(), reason })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        Failure::Treebank { path: name(), reason: format!("line {line}: expected text in UTF-8") }
    })?;
    parse_conllu(&text)
        .map_err(|error| Failure::Treebank { path: name(), reason: error.to_string() })
}

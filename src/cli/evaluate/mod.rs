//! `evaluate`: how well the program reads, measured on files of gold.

mod articles;
mod marked;
mod treebank;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::{Exit, Failure};
use super::shell::Shell;
use crate::evaluate::Table;

/// What is measured.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
pub(super) struct Measured {
    /// Tags, features, lemmas and trees of the words that treebanks in CoNLL-U have
    #[arg(long)]
    syntax: bool,
    /// Sentences and tokens of the text of treebanks, the sentences of each paragraph glued together
    #[arg(long)]
    sentences: bool,
    /// Persons, organizations and places: files with a word and a label such as B-PER a line
    #[arg(long)]
    entities: bool,
    /// Whom pronouns mean: tables of texts with a pronoun and two names each, as GAP has them
    #[arg(long)]
    pronouns: bool,
    /// Which mentions speak of the same: treebanks in CoNLL-U that bracket mentions with Entity=
    #[arg(long)]
    chains: bool,
    /// Who said what: articles with their attributions, one JSON object a line
    #[arg(long)]
    attribution: bool,
    /// Types of events: sentences with the types that they tell, one JSON object a line
    #[arg(long)]
    events: bool,
}

/// How the measuring is narrowed and what is shown beside the scores.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// Only documents whose id begins so
    #[arg(long, value_name = "ID")]
    documents: Option<String>,
    /// Also a table; which there are depends on what is measured
    #[arg(long, value_name = "TABLE")]
    by: Vec<TableName>,
    /// Of folders: also what was missed and what was made up, but not in articles that unread.txt names
    #[arg(long, conflicts_with = "Measured")]
    errors: bool,
    /// Of folders: only the articles that unread.txt names, or only the others
    #[arg(long, value_name = "PART", conflicts_with = "Measured")]
    split: Option<Part>,
}

/// Tables that go with the scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableName {
    /// --syntax: each label: how many, precision, recall, F1
    Deprel,
    /// --syntax: subjects, objects and passive subjects of verbs
    Argument,
    /// --syntax: the constructions that events hang on, and what was read instead
    Construction,
    /// --syntax: which label was given in the place of which
    Confusion,
    /// --events: each category of sentences
    Category,
    /// --events and folders: each type of event
    Type,
    /// Folders: each aspect of facts
    Aspect,
}

/// A part of the articles of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// Those that may be read while rules are written
    Read,
    /// Those that unread.txt names: nobody looks at their errors
    Unread,
}

/// `evaluate [WHAT] PATH…`.
pub(super) fn evaluate(
    shell: &mut Shell,
    what: Measured,
    shown: &Shown,
    paths: &[PathBuf],
) -> Result<Exit, Failure> {
    let documents = shown.documents.as_deref();
    let by = &shown.by;
    let tables: Vec<Table> = by.iter().filter_map(|name| name.of_syntax()).collect();
    if what.syntax {
        only(by, |name| name.of_syntax().is_some(), "--syntax")?;
        treebank::syntax(shell, paths, documents, &tables)
    } else if what.sentences {
        only(by, |_| false, "--sentences")?;
        treebank::sentences(shell, paths, documents)
    } else if what.entities {
        only(by, |_| false, "--entities")?;
        marked::entities(shell, paths, documents)
    } else if what.pronouns {
        only(by, |_| false, "--pronouns")?;
        marked::pronouns(shell, paths, documents)
    } else if what.chains {
        only(by, |_| false, "--chains")?;
        marked::chains(shell, paths, documents)
    } else if what.attribution {
        only(by, |_| false, "--attribution")?;
        marked::attribution(shell, paths, documents)
    } else if what.events {
        only(by, |name| matches!(name, TableName::Category | TableName::Type), "--events")?;
        marked::events(shell, paths, documents, by)
    } else {
        if let Some(path) = paths.iter().find(|path| !path.is_dir()) {
            let path = path.display();
            return Err(Failure::Usage(format!(
                "{path}: expected a folder of articles with their facts; for files say what is measured: \
                 --syntax, --sentences, --entities, --pronouns, --chains, --attribution or --events"
            )));
        }
        only(by, |name| matches!(name, TableName::Type | TableName::Aspect), "folders")?;
        articles::articles(shell, shown, paths)
    }
}

/// Fails where a table is asked for that does not go with what is measured.
fn only(by: &[TableName], goes: impl Fn(TableName) -> bool, what: &str) -> Result<(), Failure> {
    match by.iter().find(|name| !goes(**name)) {
        None => Ok(()),
        Some(name) => {
            let name = name.to_possible_value().map(|value| value.get_name().to_owned());
            let name = name.unwrap_or_default();
            Err(Failure::Usage(format!("there is no table {name:?} for {what}")))
        }
    }
}

impl TableName {
    fn of_syntax(self) -> Option<Table> {
        match self {
            Self::Deprel => Some(Table::Deprel),
            Self::Argument => Some(Table::Argument),
            Self::Construction => Some(Table::Construction),
            Self::Confusion => Some(Table::Confusion),
            Self::Category | Self::Type | Self::Aspect => None,
        }
    }
}

/// The text of a file, which must be UTF-8; `help` says of what form it should be.
fn text_of(path: &Path, help: &'static str) -> Result<String, Failure> {
    let name = || path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|reason| Failure::Unreadable { path: name(), reason })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let reason = format!("line {line}: expected text in UTF-8");
        Failure::Gold { path: name(), reason, help }
    })
}

//! `evaluate --syntax` and `evaluate --sentences`: how well treebanks are read.

use std::path::PathBuf;

use super::text_of;
use crate::cli::failure::{Exit, Failure};
use crate::cli::shell::Shell;
use crate::evaluate::{Reading, Table, splits};
use crate::extract::ExtractorError;
use crate::session::SessionError;
use crate::syntax::Syntax;
use crate::syntax::conllu::{GoldSentence, parse_conllu};
use crate::view::scores;

const HELP: &str = "treebanks are in CoNLL-U: ten columns a word, a blank line after each sentence";

/// `evaluate --syntax FILE…`: tags and trees of given words.
pub(super) fn syntax(
    shell: &mut Shell,
    files: &[PathBuf],
    documents: Option<&str>,
    by: &[Table],
) -> Result<Exit, Failure> {
    let gold = read(files, documents, false)?;
    let syntax =
        Syntax::embedded().map_err(|error| SessionError::from(ExtractorError::from(error)))?;
    let reading = Reading::new(syntax, &gold);
    let style = shell.screen.out_style;
    let out = shell.screen.out();
    scores::json(out, &reading.scores())?;
    for table in by {
        scores::table(out, *table, &reading, style)?;
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
        let wrong =
            |reason: String| Failure::Gold { path: path.display().to_string(), reason, help: HELP };
        let mut sentences =
            parse_conllu(&text_of(path, HELP)?).map_err(|error| wrong(error.to_string()))?;
        sentences.retain(|sentence| documents.is_none_or(|id| sentence.document.starts_with(id)));
        let textless = sentences.iter().find(|sentence| sentence.text.is_empty());
        if let Some(sentence) = textless.filter(|_| with_text) {
            let line = sentence.line;
            return Err(wrong(format!(
                "line {line}: expected a comment '# text = …' before the words"
            )));
        }
        all.extend(sentences);
    }
    if all.is_empty() {
        let help =
            "name files in CoNLL-U; --documents takes the beginning of an id after '# newdoc id ='";
        return Err(Failure::NothingToScore { what: "sentences", help });
    }
    Ok(all)
}

//! The whole grammar, loaded and checked.

use std::path::Path;

use super::attribution::Attribution;
use super::error::GrammarError;
use super::files::{self, Files};
use super::frames::Frames;
use super::lexicon::Lexicon;
use super::ontology::Ontology;
use super::stance::Stances;

/// All that is declared in `grammar/`.
#[derive(Debug, Clone)]
pub struct Grammar {
    /// What extraction may make.
    pub ontology: Ontology,
    /// How the language tells events.
    pub frames: Frames,
    /// How the language tells who said what.
    pub attribution: Attribution,
    /// How it tells what somebody thinks, wants or holds.
    pub stances: Stances,
    /// Names and words that are known beforehand.
    pub lexicon: Lexicon,
}

impl Grammar {
    /// The grammar that is embedded in the program.
    ///
    /// # Errors
    /// A mistake in it; the tests see to it that there is none.
    pub fn embedded() -> Result<Self, GrammarError> {
        Self::from_files(&files::embedded())
    }

    /// The grammar in a folder.
    ///
    /// # Errors
    /// The first mistake, with file, line and column; or the folder cannot be read.
    pub fn in_folder(folder: &Path) -> Result<Self, GrammarError> {
        Self::from_files(&files::in_folder(folder)?)
    }

    /// The grammar that these files declare.
    ///
    /// # Errors
    /// The first mistake, with file, line and column; or a file is missing.
    pub fn from_files(files: &Files) -> Result<Self, GrammarError> {
        let ontology = Ontology::parse("ontology.ron", text_of(files, "ontology.ron")?)?;
        let mut frames = Frames::from_files(files, &ontology)?;
        let attribution = Attribution::from_files(files)?;
        frames.learn(attribution.lemmas());
        let lexicon = Lexicon::from_files(files)?;
        let stances = Stances::from_files(files)?;
        Ok(Self { ontology, lexicon, frames, attribution, stances })
    }
}

/// The text of a file that every grammar must have.
fn text_of<'a>(files: &'a Files, name: &str) -> Result<&'a str, GrammarError> {
    files.get(name).map(String::as_str).ok_or_else(|| GrammarError {
        file: name.to_owned(),
        line: 0,
        column: 0,
        message: "the file is missing".to_owned(),
        hint: Some("copy it from the project's own `grammar/`".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_grammar_is_without_mistakes() {
        let grammar = Grammar::embedded().unwrap();
        assert_eq!(grammar.ontology.events.len(), 18);
    }

    #[test]
    fn a_mistake_names_file_line_and_column() {
        let mut files = files::embedded();
        let text = files.get_mut("ontology.ron").unwrap();
        *text = text.replacen("modes: [\"call\"]", "modes: [\"cal\"]", 1);
        let error = Grammar::from_files(&files).unwrap_err();
        assert_eq!(error.file, "ontology.ron");
        assert!(error.line > 10 && error.column > 10, "{error}");
        assert!(error.to_string().contains("no mode is called \"cal\""), "{error}");
    }
}

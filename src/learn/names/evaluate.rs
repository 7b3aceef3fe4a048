//! How well the model of names finds them alone, without the rules and the lexicon around it.

use std::path::Path;

use rayon::prelude::*;

use super::NamesError;
use crate::entity::name_model::{Name, NameClass, NameTagger};
use crate::evaluate::{EntityScores, LabelledDocument, NameCounts, NamedWords, labelled};
use crate::syntax::{Parsed, Syntax};

/// Scores of the embedded model on a file of words and labels, in the forms and by the measure of [`crate::evaluate`];
/// each document is read twice. Person is PER, organization ORG; country, place and facility are LOC; all else is left
/// out. `chancery evaluate --entities` measures all that reads names together.
///
/// # Errors
/// The file cannot be read or has another form, or the embedded models are damaged.
pub fn evaluate_names(path: &Path) -> Result<EntityScores, NamesError> {
    evaluate(NameTagger::embedded()?, path, true)
}

/// As [`evaluate_names`], for any model, with or without the second reading.
///
/// # Errors
/// The file cannot be read or has another form, or the embedded model of syntax is damaged.
pub fn evaluate(tagger: &NameTagger, path: &Path, twice: bool) -> Result<EntityScores, NamesError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| NamesError::Read { path: path.to_owned(), source })?;
    let documents =
        labelled(&text).map_err(|source| NamesError::Labels { path: path.to_owned(), source })?;
    let syntax = Syntax::embedded()?;
    let count = |document: &LabelledDocument| count(tagger, syntax, document, twice);
    let both = |a: NameCounts, b: NameCounts| a.and(&b);
    Ok(documents.par_iter().map(count).reduce(NameCounts::default, both).scores())
}

fn count(
    tagger: &NameTagger,
    syntax: &Syntax,
    document: &LabelledDocument,
    twice: bool,
) -> NameCounts {
    let parsed: Vec<Parsed> = document
        .sentences
        .iter()
        .map(|sentence| {
            syntax.parse_tokens(&sentence.forms.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    let found: Vec<Vec<Name>> = if twice {
        tagger.tag_document(&parsed)
    } else {
        parsed.iter().map(|sentence| tagger.tag(sentence)).collect()
    };
    let mut counts = NameCounts::default();
    for (sentence, found) in document.sentences.iter().zip(found) {
        let of_class = found.into_iter().filter(|name| name.class != NameClass::Other);
        let read: Vec<NamedWords> =
            of_class.map(|name| NamedWords { words: name.words, class: name.class }).collect();
        counts.add(sentence.forms.len(), &sentence.names, &read);
    }
    counts
}

//! The sets that the tagger of names is trained on, and copies of their sentences in other writing.

use std::path::Path;

use super::data::{self, IOB2, Labelled, SPACES, TABS};
use super::{NamesError, gum};

/// How a set is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Columns(data::Columns),
    Treebank,
}

/// The sets, below the folder of the data; whether their documents are told apart.
const SETS: &[(&str, Form, bool)] = &[
    ("ner/uner_ewt/en_ewt-ud-train.iob2", Form::Columns(IOB2), true),
    ("ner/wikigold/wikigold.conll.txt", Form::Columns(SPACES), false),
    ("ner/crossner_politics/train.txt", Form::Columns(TABS), false),
    ("ner/crossner_politics/dev.txt", Form::Columns(TABS), false),
    ("ner/wnut17/train.conll", Form::Columns(TABS), false),
    ("ner/wnut17/dev.conll", Form::Columns(TABS), false),
    ("ud/en_gum_ccby-train.conllu", Form::Treebank, true),
    ("ud/en_gum_ccby-dev.conllu", Form::Treebank, true),
];

/// All sentences to train on, each document with a number of its own.
///
/// # Errors
/// A file cannot be read.
pub fn read(data: &Path) -> Result<Vec<Labelled>, NamesError> {
    let mut all: Vec<Labelled> = Vec::new();
    let mut documents = 0;
    for &(path, form, told) in SETS {
        let path = data.join(path);
        let mut set = match form {
            Form::Columns(columns) => data::read(&path, columns)?,
            Form::Treebank => gum::read(&path)?,
        };
        for (i, sentence) in set.iter_mut().enumerate() {
            sentence.document = documents + if told { sentence.document } else { i };
        }
        documents = set.iter().map(|s| s.document + 1).max().unwrap_or(documents);
        all.append(&mut set);
    }
    Ok(all)
}

/// Copies of some of the sentences as headlines have them: all in capitals, and with every longer word capitalised.
pub fn headlines(sentences: &[Labelled], documents: usize) -> Vec<Labelled> {
    let change = |form: &String, upper: bool| -> String {
        let mut chars = form.chars();
        match chars.next() {
            Some(_) if upper => form.to_uppercase(),
            Some(first) if form.chars().count() > 3 => first.to_uppercase().chain(chars).collect(),
            _ => form.clone(),
        }
    };
    let chosen = sentences.iter().enumerate().filter(|(i, s)| i % 8 < 2 && s.forms.len() < 20);
    chosen
        .map(|(i, sentence)| Labelled {
            document: documents + i,
            forms: sentence.forms.iter().map(|form| change(form, i % 8 == 0)).collect(),
            allowed: sentence.allowed.clone(),
        })
        .collect()
}

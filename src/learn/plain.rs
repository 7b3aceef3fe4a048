//! Texts without tags and trees, that only what teachers make of them is learned from.
//!
//! Teachers know the treebank almost by heart; how sure they are of what they have not seen says more.

use std::path::Path;

use super::LearnError;
use crate::text::{Span, sentences};

/// The words of one sentence.
pub type PlainSentence = Vec<String>;

/// How a text is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// A table with a header, the text in its second column.
    Table,
    /// A word a line, before the mark; an empty line after each sentence.
    Words(char),
}

/// The texts, below the folder of the data; all are free to be built upon.
const TEXTS: [(&str, Form); 5] = [
    ("gap/gap-development.tsv", Form::Table),
    ("gap/gap-validation.tsv", Form::Table),
    ("ner/wikigold/wikigold.conll.txt", Form::Words(' ')),
    ("ner/crossner_politics/train.txt", Form::Words('\t')),
    ("ner/crossner_politics/dev.txt", Form::Words('\t')),
];

/// Reads the sentences of all texts.
///
/// # Errors
/// [`LearnError::Read`] where one cannot be read.
pub(crate) fn read_plain(data: &Path) -> Result<Vec<PlainSentence>, LearnError> {
    let mut found = Vec::new();
    for (name, form) in TEXTS {
        let path = data.join(name);
        let text =
            std::fs::read_to_string(&path).map_err(|source| LearnError::Read { path, source })?;
        match form {
            Form::Table => found.extend(of_table(&text)),
            Form::Words(mark) => found.extend(of_words(&text, mark)),
        }
    }
    Ok(found)
}

fn of_table(text: &str) -> Vec<PlainSentence> {
    let cells = text.lines().skip(1).filter_map(|line| line.split('\t').nth(1));
    cells
        .flat_map(|cell| {
            let forms = |tokens: Vec<crate::text::Token>| {
                tokens.iter().map(|token| token.span.of(cell).to_owned()).collect()
            };
            sentences(cell, Span::new(0, cell.len())).into_iter().map(move |s| forms(s.tokens))
        })
        .collect()
}

fn of_words(text: &str, mark: char) -> Vec<PlainSentence> {
    let mut found = Vec::new();
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        match line.split(mark).next().map(str::trim) {
            Some(word) if !word.is_empty() && !line.starts_with("-DOCSTART-") => {
                sentence.push(bracket(word).to_owned());
            }
            _ if !sentence.is_empty() => found.push(std::mem::take(&mut sentence)),
            _ => {}
        }
    }
    found
}

/// Brackets and quotation marks that a set writes out.
fn bracket(word: &str) -> &str {
    match word {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "``" | "''" => "\"",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{of_table, of_words};

    #[test]
    fn a_table_is_cut_into_sentences_and_words() {
        let table = "id\ttext\tmore\n1\tAda met Iris. They didn't talk.\tx\n2\tIt rained.\ty\n";
        let sentences = of_table(table);
        let joined: Vec<String> = sentences.iter().map(|words| words.join(" ")).collect();
        assert_eq!(joined, ["Ada met Iris .", "They did n't talk .", "It rained ."]);
    }

    #[test]
    fn a_word_a_line_is_read_with_its_brackets() {
        let text = "-DOCSTART- O\n\nAda I-PER\n-LRB- O\n1970 O\n\n\nIris I-PER\n";
        assert_eq!(of_words(text, ' '), [vec!["Ada", "(", "1970"], vec!["Iris"]]);
    }
}

//! Treebanks in CoNLL-U.

use std::path::Path;

use super::LearnError;
use crate::syntax::agreement::without_agreement;
use crate::syntax::tagger::TagValue;
use crate::syntax::{Deprel, Feats, Upos};

/// One word of a treebank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldWord {
    /// The word.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Its part of speech.
    pub upos: Upos,
    /// Its features.
    pub feats: Feats,
    /// Index of its head; `None` for the root.
    pub head: Option<usize>,
    /// Its label.
    pub deprel: Deprel,
}

/// One sentence of a treebank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoldSentence {
    /// Its words.
    pub words: Vec<GoldWord>,
    /// Its text, as the comment `# text` gives it.
    pub text: String,
    /// Does a paragraph or a document start with it?
    pub paragraph: bool,
    /// The document that it belongs to, as the last `# newdoc` names it.
    pub document: String,
}

impl GoldWord {
    /// The tag that the tagger learns for it.
    pub(crate) fn tag(&self) -> TagValue {
        TagValue { upos: self.upos, feats: without_agreement(self.upos, self.feats) }
    }
}

/// Reads a treebank.
///
/// # Errors
/// - [`LearnError::Read`] where the file cannot be read,
/// - [`LearnError::Conllu`] with the line where it is not CoNLL-U.
pub fn read_treebank(path: &Path) -> Result<Vec<GoldSentence>, LearnError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| LearnError::Read { path: path.to_owned(), source })?;
    parse_conllu(&text).map_err(|(line, expected)| LearnError::Conllu {
        path: path.to_owned(),
        line,
        expected,
    })
}

/// Reads sentences from the text of a CoNLL-U file; multiword tokens and empty nodes are passed over.
pub(crate) fn parse_conllu(text: &str) -> Result<Vec<GoldSentence>, (usize, &'static str)> {
    let mut sentences = Vec::new();
    let mut open = GoldSentence { paragraph: true, ..GoldSentence::default() };
    let mut document = String::new();
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        if line.is_empty() {
            if !open.words.is_empty() {
                check_heads(&open).ok_or((number, "heads that are words of the sentence"))?;
                open.document.clone_from(&document);
                sentences.push(std::mem::take(&mut open));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if let Some(text) = comment.strip_prefix("text = ") {
                text.clone_into(&mut open.text);
            } else if comment.starts_with("newpar") {
                open.paragraph = true;
            } else if let Some(name) = comment.strip_prefix("newdoc") {
                open.paragraph = true;
                name.trim_start_matches(" id = ").clone_into(&mut document);
            }
        } else if let Some(word) = word(line).map_err(|expected| (number, expected))? {
            open.words.push(word);
        }
    }
    if !open.words.is_empty() {
        check_heads(&open).ok_or((0, "heads that are words of the sentence"))?;
        open.document = document;
        sentences.push(open);
    }
    Ok(sentences)
}

fn check_heads(sentence: &GoldSentence) -> Option<()> {
    let count = sentence.words.len();
    sentence.words.iter().all(|word| word.head.is_none_or(|head| head < count)).then_some(())
}

fn word(line: &str) -> Result<Option<GoldWord>, &'static str> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, _, feats, head, deprel, _, _] = columns.as_slice() else {
        return Err("ten columns");
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    let head: usize = head.parse().map_err(|_| "a number as head")?;
    let deprel = deprel
        .parse()
        .or_else(|()| deprel.split(':').next().unwrap_or("").parse())
        .unwrap_or(Deprel::Dep);
    Ok(Some(GoldWord {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.parse().map_err(|()| "a universal part of speech")?,
        feats: Feats::from_conllu(feats),
        head: head.checked_sub(1),
        deprel,
    }))
}

#[cfg(test)]
mod tests {
    use super::parse_conllu;
    use crate::syntax::{Deprel, Upos};

    #[test]
    fn words_are_read_and_multiword_tokens_passed_over() -> Result<(), (usize, &'static str)> {
        let text = "# newdoc id = d\n# text = It's on.\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n\
                    1\tIt\tit\tPRON\tPRP\tNumber=Sing\t3\tnsubj\t_\t_\n\
                    2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_\n3\ton\ton\tADV\tRB\t_\t0\troot\t_\t_\n\n";
        let sentences = parse_conllu(text)?;
        assert_eq!(sentences.len(), 1);
        let words = &sentences[0].words;
        assert_eq!(words.len(), 3);
        assert_eq!((words[0].upos, words[0].head), (Upos::Pron, Some(2)));
        assert_eq!((words[2].deprel, words[2].head), (Deprel::Root, None));
        assert_eq!(sentences[0].document, "d");
        Ok(())
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(parse_conllu("# text = x\n1\tx\n"), Err((2, "ten columns")));
        let outside = "1\tx\tx\tX\t_\t_\t7\tdep\t_\t_\n\n";
        assert!(matches!(parse_conllu(outside), Err((2, _))));
    }
}

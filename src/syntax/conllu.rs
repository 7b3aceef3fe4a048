//! Treebanks in CoNLL-U, read: what the models are learned from and scored on.

use super::{Deprel, Feats, Upos};

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
    /// Its label; a subtype that Chancery does not know is left off.
    pub deprel: Deprel,
    /// The last column: other values, such as `SpaceAfter=No`.
    pub misc: String,
}

/// One sentence of a treebank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoldSentence {
    /// Its words.
    pub words: Vec<GoldWord>,
    /// Its text, as the comment `# text` gives it; empty where there is none.
    pub text: String,
    /// Does a paragraph or a document start with it?
    pub paragraph: bool,
    /// The document that it belongs to, as the last `# newdoc` names it.
    pub document: String,
    /// The line of its first word, from 1.
    pub line: usize,
}

/// Where a text is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}")]
pub struct ConlluError {
    /// The line, from 1.
    pub line: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// Reads sentences from the text of a CoNLL-U file; multiword tokens and empty nodes are passed over. Cost: linear.
///
/// # Errors
/// [`ConlluError`] with the first line that is not CoNLL-U.
pub fn parse_conllu(text: &str) -> Result<Vec<GoldSentence>, ConlluError> {
    let mut reader = Reader {
        open: GoldSentence { paragraph: true, ..GoldSentence::default() },
        ..Reader::default()
    };
    let mut last = 0;
    for (number, line) in text.lines().enumerate() {
        last = number + 1;
        reader.line(line, last).map_err(|expected| ConlluError { line: last, expected })?;
    }
    reader.close().map_err(|expected| ConlluError { line: last, expected })?;
    Ok(reader.sentences)
}

#[derive(Default)]
struct Reader {
    sentences: Vec<GoldSentence>,
    open: GoldSentence,
    document: String,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), &'static str> {
        if line.is_empty() {
            return self.close();
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(comment.trim_start());
        } else if let Some(word) = word(line, self.open.words.len())? {
            if self.open.words.is_empty() {
                self.open.line = number;
            }
            self.open.words.push(word);
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        if let Some(text) = comment.strip_prefix("text = ") {
            text.clone_into(&mut self.open.text);
        } else if comment.starts_with("newpar") {
            self.open.paragraph = true;
        } else if let Some(name) = comment.strip_prefix("newdoc") {
            self.open.paragraph = true;
            name.trim_start_matches(" id = ").clone_into(&mut self.document);
        }
    }

    /// Ends the sentence that is open, if it has words.
    fn close(&mut self) -> Result<(), &'static str> {
        let count = self.open.words.len();
        if count == 0 {
            return Ok(());
        }
        if !self.open.words.iter().all(|word| word.head.is_none_or(|head| head < count)) {
            return Err("heads that are words of the sentence, in the sentence that ends here");
        }
        self.open.document.clone_from(&self.document);
        self.sentences.push(std::mem::take(&mut self.open));
        Ok(())
    }
}

/// The word of a line, the next after `before` others; `None` for a multiword token or an empty node.
fn word(line: &str, before: usize) -> Result<Option<GoldWord>, &'static str> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
        return Err("ten columns with tabs between them");
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    if id.parse() != Ok(before + 1) {
        return Err("the number of the next word of the sentence");
    }
    if form.is_empty() {
        return Err("a word in the second column");
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
        misc: misc.to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::{ConlluError, parse_conllu};
    use crate::syntax::{Deprel, Upos};

    #[test]
    fn words_are_read_and_multiword_tokens_passed_over() -> Result<(), ConlluError> {
        let text = "# newdoc id = d\n# text = It's on.\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n\
                    1\tIt\tit\tPRON\tPRP\tNumber=Sing\t3\tnsubj\t_\t_\n\
                    2\t's\tbe\tAUX\tVBZ\t_\t3\tcop\t_\t_\n3\ton\ton\tADV\tRB\t_\t0\troot\t_\t_\n\n";
        let sentences = parse_conllu(text)?;
        assert_eq!(sentences.len(), 1);
        let words = &sentences[0].words;
        assert_eq!(words.len(), 3);
        assert_eq!((words[0].upos, words[0].head), (Upos::Pron, Some(2)));
        assert_eq!((words[2].deprel, words[2].head), (Deprel::Root, None));
        assert_eq!((sentences[0].document.as_str(), sentences[0].line), ("d", 4));
        assert_eq!((sentences[0].text.as_str(), sentences[0].paragraph), ("It's on.", true));
        Ok(())
    }

    #[test]
    fn line_ends_of_any_system_and_a_missing_last_one_change_nothing() {
        let text =
            "1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n\n1\tNo\tno\tINTJ\t_\t_\t0\troot\t_\t_\n\n";
        let read = parse_conllu(text);
        assert_eq!(read.as_ref().map(Vec::len), Ok(2));
        assert_eq!(parse_conllu(&text.replace('\n', "\r\n")), read);
        assert_eq!(parse_conllu(text.trim_end()), read);
    }

    #[test]
    fn a_broken_line_is_named() {
        let fails = |text: &str, line, part: &str| {
            let error = parse_conllu(text).expect_err("it is broken");
            assert!(error.line == line && error.expected.contains(part), "{error}");
        };
        fails("# text = x\n1\tx\n", 2, "ten columns");
        fails("A story in plain words.\n", 1, "ten columns");
        fails("1\tx\tx\tX\t_\t_\t7\tdep\t_\t_\n\n", 2, "heads");
        fails("1\tx\tx\tX\t_\t_\t7\tdep\t_\t_", 1, "heads");
        fails("2\tx\tx\tX\t_\t_\t0\troot\t_\t_\n\n", 1, "next word");
        fails("1\tx\tx\tNOUNS\t_\t_\t0\troot\t_\t_\n\n", 1, "part of speech");
        fails("1\tx\tx\tX\t_\t_\tyes\troot\t_\t_\n\n", 1, "head");
    }
}

//! Files of words with a label each that tells the names: `B-PER`, `I-PER`, `O`.

use std::ops::Range;

use super::GoldError;
use crate::entity::name_model::NameClass;

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedWords {
    /// Its words in the sentence.
    pub words: Range<usize>,
    /// What it names.
    pub class: NameClass,
}

/// A sentence with the persons, organizations and places that it names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelledSentence {
    /// Its words.
    pub forms: Vec<String>,
    /// Its names, in order.
    pub names: Vec<NamedWords>,
    /// The sentence as it was written, as a comment `# text` gives it; empty where there is none.
    pub text: String,
}

/// A document of such sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelledDocument {
    /// Its id; empty where the file tells none.
    pub id: String,
    /// Its sentences.
    pub sentences: Vec<LabelledSentence>,
}

/// Which of the three classes that are measured a file means by the name of a class, in any case of letters.
pub fn named_class(name: &str) -> Option<NameClass> {
    match name.to_lowercase().as_str() {
        "per" | "person" | "politician" => Some(NameClass::Person),
        "org" | "organization" | "organisation" | "politicalparty" | "group" | "corporation" => {
            Some(NameClass::Organization)
        }
        "loc" | "location" | "country" | "facility" | "place" | "gpe" | "fac" => {
            Some(NameClass::Place)
        }
        _ => None,
    }
}

/// Reads the documents of a file: a word and its label a line, with a tab or blanks between them (the label last), or
/// the columns of `.iob2` (number, word, label, more); a blank line after each sentence. `# newdoc id = …` and
/// `-DOCSTART- …` begin a document; without either, each sentence is one by itself, since nothing tells that the next
/// speaks of the same. Names of other classes than [`named_class`] knows are left out. Cost: linear.
///
/// # Errors
/// [`GoldError`] with the first line that has another form.
pub fn labelled(text: &str) -> Result<Vec<LabelledDocument>, GoldError> {
    let mut reader = Reader::default();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        reader.line(line).map_err(|reason| GoldError { line: number + 1, reason })?;
    }
    reader.close();
    if !reader.told {
        let alone = reader.documents.into_iter().flat_map(|document| document.sentences);
        let alone = alone.map(|one| LabelledDocument { id: String::new(), sentences: vec![one] });
        return Ok(alone.collect());
    }
    reader.documents.retain(|document| !document.sentences.is_empty());
    Ok(reader.documents)
}

#[derive(Default)]
struct Reader {
    documents: Vec<LabelledDocument>,
    open: LabelledSentence,
    labels: Vec<String>,
    /// Are the words numbered? Not known before the first word.
    numbered: Option<bool>,
    /// Does the file tell where documents begin?
    told: bool,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            self.close();
        } else if let Some(rest) = line.strip_prefix("-DOCSTART-") {
            self.begin(rest.split_whitespace().next().filter(|id| *id != "O").unwrap_or(""));
        } else if let Some(comment) = line.strip_prefix('#').filter(|_| !is_pair(line)) {
            self.comment(comment.trim_start());
        } else {
            self.word(line)?;
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        if let Some(text) = comment.strip_prefix("text = ") {
            text.clone_into(&mut self.open.text);
        } else if let Some(name) = comment.strip_prefix("newdoc") {
            self.begin(name.trim_start_matches(" id = "));
        }
    }

    fn begin(&mut self, id: &str) {
        self.close();
        self.told = true;
        self.documents.push(LabelledDocument { id: id.to_owned(), sentences: Vec::new() });
    }

    fn word(&mut self, line: &str) -> Result<(), String> {
        let cells = cells(line);
        let first = cells.first().copied().unwrap_or("");
        let is_number = first.starts_with(|c: char| c.is_ascii_digit()) && cells.len() > 2;
        let (form, label) = if *self.numbered.get_or_insert(is_number && line.contains('\t')) {
            let &[number, form, label, ..] = cells.as_slice() else {
                return Err("expected a number, a word and its label with tabs between them".into());
            };
            if number.contains(['-', '.']) {
                return Ok(());
            }
            (form, label)
        } else {
            match cells.as_slice() {
                [form, .., label] => (*form, *label),
                _ => return Err("expected a word and its label with a tab between them".into()),
            }
        };
        if form.trim().is_empty() {
            return Err("expected a word before the label".into());
        }
        if !is_label(label) {
            return Err(format!(
                "the label is {label:?}: expected O, or B- or I- and the class of a name, as B-PER"
            ));
        }
        self.open.forms.push(form.to_owned());
        self.labels.push(label.to_owned());
        Ok(())
    }

    /// Ends the sentence that is open, if it has words.
    fn close(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        if labels.is_empty() {
            return;
        }
        self.open.names = names(&labels);
        let sentence = std::mem::take(&mut self.open);
        match self.documents.last_mut() {
            Some(document) => document.sentences.push(sentence),
            None => {
                let id = String::new();
                self.documents.push(LabelledDocument { id, sentences: vec![sentence] });
            }
        }
    }
}

fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') { line.split('\t').collect() } else { line.split(' ').collect() }
}

/// Is a line that begins as a comment the word `#`, or a word that begins with it, and a label?
fn is_pair(line: &str) -> bool {
    matches!(cells(line).as_slice(), [_, label] if is_label(label))
}

fn is_label(label: &str) -> bool {
    label == "O" || parts(label).is_some()
}

/// The place in a name and the class of a name that a label tells. The ends and single words that some files mark are
/// read as insides and beginnings.
fn parts(label: &str) -> Option<(bool, &str)> {
    let (place, class) = label.split_once('-')?;
    let begins = match place {
        "B" | "S" | "U" => true,
        "I" | "E" | "L" => false,
        _ => return None,
    };
    (!class.is_empty()).then_some((begins, class))
}

/// The names that the labels of a sentence tell. An inside that follows nothing of its class begins a name.
fn names(labels: &[String]) -> Vec<NamedWords> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let ends = labels.iter().map(|label| parts(label)).chain([None]);
    for (at, label) in ends.enumerate() {
        let runs_on = open.is_some_and(|(_, class)| label == Some((false, class)));
        if runs_on {
            continue;
        }
        if let Some((start, class)) = open.take()
            && let Some(class) = named_class(class)
        {
            found.push(NamedWords { words: start..at, class });
        }
        open = label.map(|(_, class)| (at, class));
    }
    found
}

#[cfg(test)]
mod tests;

//! Readers of the sets that names are learnt from and measured on.

use std::fs;
use std::path::Path;

use super::NamesError;
use crate::entity::name_model::label::{self, OUTSIDE};
use crate::entity::name_model::{ANY_LABEL, NameClass};
use crate::evaluate::named_class;

/// One sentence with the labels that each of its words may have.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Number of its document in its file.
    pub document: usize,
    /// Its words.
    pub forms: Vec<String>,
    /// For each word the labels that it may have, as bits: one, where the set is sure.
    pub allowed: Vec<u32>,
}

/// What a set calls a class, and what it is here. Names of classes are compared in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A class of ours.
    Class(NameClass),
    /// The set is not to be trusted in this class: the words are `Other` or no name.
    Unsure,
    /// No name of ours.
    Nothing,
}

/// What the label of a class in any of the sets means.
pub fn meaning(class: &str) -> Meaning {
    match (named_class(class), class.to_lowercase().as_str()) {
        (Some(class), _) => Meaning::Class(class),
        (_, "misc" | "event" | "election" | "product" | "creative-work") => {
            Meaning::Class(NameClass::Other)
        }
        (_, "oth" | "o" | "norp") => Meaning::Unsure,
        _ => Meaning::Nothing,
    }
}

/// Which columns of a file hold word and label.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Index of the word's column.
    pub form: usize,
    /// Index of the label's column.
    pub label: usize,
    /// What parts columns.
    pub separator: char,
}

/// Columns of the `.iob2` files.
pub const IOB2: Columns = Columns { form: 1, label: 2, separator: '\t' };
/// Columns of tab-separated files: word, label.
pub const TABS: Columns = Columns { form: 0, label: 1, separator: '\t' };
/// The same with a space.
pub const SPACES: Columns = Columns { form: 0, label: 1, separator: ' ' };

/// Reads sentences with labels `B-x`, `I-x` and `O`, an empty line after each sentence. An `I-x` that follows nothing of
/// its class begins a name.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path, columns: Columns) -> Result<Vec<Labelled>, NamesError> {
    let text = fs::read_to_string(path)
        .map_err(|source| NamesError::Read { path: path.to_owned(), source })?;
    let mut found = Vec::new();
    let mut document = 0;
    let (mut forms, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines().chain([""]) {
        let starts_document = line.starts_with("# newdoc") || line.starts_with("-DOCSTART-");
        let mut parts = line.split(columns.separator);
        let form = parts.clone().nth(columns.form).unwrap_or("");
        let label = parts.nth(columns.label);
        if form.is_empty() || label.is_none() || line.starts_with("# ") || starts_document {
            if !forms.is_empty() {
                let allowed = allowed(&labels);
                labels.clear();
                found.push(Labelled { document, forms: std::mem::take(&mut forms), allowed });
            }
            document += usize::from(starts_document);
            continue;
        }
        forms.push(form.to_owned());
        labels.push(label.unwrap_or("O").to_owned());
    }
    Ok(found)
}

/// The labels allowed for words with these labels of a set.
fn allowed(labels: &[String]) -> Vec<u32> {
    let mut rows = vec![OUTSIDE; labels.len()];
    let mut masks: Vec<Option<u32>> = vec![None; labels.len()];
    let mut i = 0;
    while i < labels.len() {
        let Some((_, class)) = labels[i].split_once('-') else {
            i += 1;
            continue;
        };
        let mut end = i + 1;
        while labels.get(end).is_some_and(|l| l.strip_prefix("I-") == Some(class)) {
            end += 1;
        }
        match meaning(class) {
            Meaning::Class(class) => label::write(&mut rows, i..end, class),
            Meaning::Unsure => {
                let mut other = vec![OUTSIDE; labels.len()];
                label::write(&mut other, i..end, NameClass::Other);
                for k in i..end {
                    masks[k] = Some(1 << other[k] | 1 << OUTSIDE);
                }
            }
            Meaning::Nothing => {}
        }
        i = end;
    }
    rows.iter().zip(masks).map(|(&row, mask)| mask.unwrap_or(1 << row) & ANY_LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::allowed;
    use crate::entity::name_model::NameClass;
    use crate::entity::name_model::label::{OUTSIDE, Part, of};

    #[test]
    fn a_class_that_is_not_trusted_leaves_two_labels_open() {
        let labels = ["B-PER", "I-PER", "O", "B-OTH"].map(String::from);
        assert_eq!(
            allowed(&labels),
            [
                1 << of(Part::Begin, NameClass::Person),
                1 << of(Part::End, NameClass::Person),
                1 << OUTSIDE,
                1 << OUTSIDE | 1 << of(Part::Single, NameClass::Other),
            ]
        );
    }

    #[test]
    fn an_inside_label_without_a_beginning_begins_a_name() {
        let labels = ["I-LOC", "I-LOC", "I-ORG"].map(String::from);
        assert_eq!(
            allowed(&labels),
            [
                1 << of(Part::Begin, NameClass::Place),
                1 << of(Part::End, NameClass::Place),
                1 << of(Part::Single, NameClass::Organization),
            ]
        );
    }
}

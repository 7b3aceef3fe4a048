//! Names from a treebank that marks every mention of an entity (`Entity=` of GUM).

use std::fs;
use std::path::Path;

use super::NamesError;
use super::data::Labelled;
use crate::entity::name_model::NameClass;
use crate::entity::name_model::label::{self, OUTSIDE};
use crate::evaluate::brackets::{entity_of, mentions};

/// One row of the treebank, as far as it matters here.
struct Row {
    form: String,
    upos: String,
    head: usize,
    deprel: String,
    entity: String,
}

/// Reads the names of a treebank: of each mention whose head is a proper noun the words that make up its name.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path) -> Result<Vec<Labelled>, NamesError> {
    let text = fs::read_to_string(path)
        .map_err(|source| NamesError::Read { path: path.to_owned(), source })?;
    let mut found = Vec::new();
    let mut document = 0;
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with("# newdoc") {
            document += 1;
        }
        let parts: Vec<&str> = line.split('\t').collect();
        if let [id, form, _, upos, _, _, head, deprel, _, misc] = parts[..] {
            if id.contains(['-', '.']) {
                continue;
            }
            rows.push(Row {
                form: form.to_owned(),
                upos: upos.to_owned(),
                head: head.parse().unwrap_or(0),
                deprel: deprel.to_owned(),
                entity: entity_of(misc).to_owned(),
            });
        } else if line.is_empty() && !rows.is_empty() {
            let allowed = labels(&rows);
            found.push(Labelled {
                document,
                forms: rows.drain(..).map(|row| row.form).collect(),
                allowed,
            });
        }
    }
    Ok(found)
}

fn class_of(kind: &str) -> Option<NameClass> {
    match kind {
        "person" => Some(NameClass::Person),
        "organization" => Some(NameClass::Organization),
        "place" => Some(NameClass::Place),
        "event" | "object" | "abstract" | "animal" => Some(NameClass::Other),
        _ => None,
    }
}

fn labels(rows: &[Row]) -> Vec<u32> {
    let mut found: Vec<(NameClass, usize, usize)> =
        mentions(rows.iter().map(|row| row.entity.as_str()))
            .into_iter()
            .filter_map(|mention| {
                let class = class_of(&mention.kind)?;
                let (start, end) = core(rows, mention.words.start, mention.words.end)?;
                Some((class, start, end))
            })
            .filter(|&(class, start, end)| {
                // "Fellow of the Royal Society" is an office, not the name of a person.
                class != NameClass::Person || !rows[start..end].iter().any(|row| row.form == "of")
            })
            .collect();
    // The longest first; what overlaps a longer one is left out.
    found.sort_by_key(|&(_, start, end)| (std::cmp::Reverse(end - start), start));
    let mut row = vec![OUTSIDE; rows.len()];
    for (class, start, end) in found {
        if row[start..end].iter().all(|&l| l == OUTSIDE) {
            label::write(&mut row, start..end, class);
        }
    }
    row.iter()
        .zip(rows)
        .map(|(&l, r)| {
            // Nationalities are no mentions here, but names in other sets.
            let capital = r.form.chars().next().is_some_and(char::is_uppercase);
            let open = l == OUTSIDE && capital && matches!(r.upos.as_str(), "ADJ" | "PROPN");
            let single = label::of(label::Part::Single, NameClass::Other);
            if open { 1 << l | 1 << single } else { 1 << l }
        })
        .collect()
}

/// The name in a mention: its head, a proper noun, with the proper nouns that belong to it, and what joins them.
fn core(rows: &[Row], start: usize, end: usize) -> Option<(usize, usize)> {
    let inside = |i: usize| i >= start && i < end;
    let head = (start..end).find(|&i| rows[i].head == 0 || !inside(rows[i].head - 1))?;
    if rows[head].upos != "PROPN" {
        return None;
    }
    // Several people or places at once are no one name.
    let several = (start..end).any(|i| rows[i].head == head + 1 && rows[i].deprel == "conj");
    if several {
        return None;
    }
    // A title is no part of the name.
    let belongs = |i: usize| {
        let row = &rows[i];
        let capital = row.form.chars().next().is_some_and(char::is_uppercase);
        (row.upos == "PROPN" || capital && row.upos != "DET" && row.upos != "PRON")
            && !(row.deprel == "nmod:desc" && i < head)
            && row.deprel != "appos"
    };
    let mut first = head;
    while first > start {
        let before = first - 1;
        if belongs(before) {
            first = before;
        } else if before > start
            && belongs(before - 1)
            && matches!(rows[before].form.as_str(), "-" | "of" | "and" | "&" | "for" | "de")
            && rows[before].form != "and"
        {
            first = before - 1;
        } else {
            break;
        }
    }
    let mut last = head;
    while last + 1 < end {
        let after = last + 1;
        if belongs(after) {
            last = after;
            continue;
        }
        let joins = |i: usize| {
            rows.get(i).is_some_and(|r| {
                matches!(
                    r.form.to_lowercase().as_str(),
                    "of" | "the" | "and" | "for" | "-" | "&" | "de" | "la" | "'s" | "in" | "on"
                )
            })
        };
        let next = if joins(after) && joins(after + 1) { after + 2 } else { after + 1 };
        if joins(after) && next < end && belongs(next) {
            last = next;
        } else {
            break;
        }
    }
    Some((first, last + 1))
}

//! What changed from one graph to another: documents, the graph, corrections.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::difference::{difference, written};
use super::{Style, escape};
use crate::graph::{Difference, Entry, Thing, Tie};

/// What changed from one graph to another. Dates of reading and of corrections do not count.
#[derive(Debug, Default)]
pub struct Changes {
    /// Ids of documents that are new.
    pub added: Vec<String>,
    /// Ids of documents that are gone.
    pub removed: Vec<String>,
    /// Ids of documents whose text is another.
    pub replaced: Vec<String>,
    /// Ids of documents of the same text in which something else was read.
    pub read_otherwise: Vec<String>,
    /// What differs in the graph.
    pub graph: Difference,
    /// Corrections that are new.
    pub written: Vec<Entry>,
    /// Corrections that are gone.
    pub taken_back: Vec<Entry>,
}

impl Changes {
    /// Is nothing different?
    pub fn is_empty(&self) -> bool {
        let documents = [&self.added, &self.removed, &self.replaced, &self.read_otherwise];
        documents.iter().all(|ids| ids.is_empty())
            && self.graph.is_empty()
            && self.written.is_empty()
            && self.taken_back.is_empty()
    }

    /// Writes it for people: what is new (`+`), gone (`-`) or changed (`~`), at most so many lines of each kind.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write, most: usize, style: Style) -> io::Result<()> {
        let documents = [
            ("+", "32", "", &self.added),
            ("-", "31", "", &self.removed),
            ("~", "33", "", &self.replaced),
            ("~", "33", ": read otherwise", &self.read_otherwise),
        ];
        for (sign, code, how, ids) in documents {
            for id in ids {
                let line = format!("{sign} document {}{how}", escape(id));
                writeln!(out, "{}", style.paint(code, &line))?;
            }
        }
        difference(out, &self.graph, most, style)?;
        written(out, "✎", &self.written, most, style)?;
        written(out, "✗", &self.taken_back, most, style)
    }

    /// The same for programs. What is told of events and statements stands apart from the rest of the graph.
    pub fn json(&self) -> Json {
        let Difference { added, removed, changed, tied, untied } = &self.graph;
        let nodes = |wanted: Kind| {
            let of = |things: &[Thing]| -> Vec<Json> {
                things.iter().filter(|it| Kind::of(it) == wanted).map(thing).collect()
            };
            let changed: Vec<Json> = changed
                .iter()
                .filter(|(it, _)| Kind::of(it) == wanted)
                .map(|(it, names)| {
                    let mut told = thing(it);
                    if let Some(told) = told.as_object_mut() {
                        told.insert("properties".to_owned(), json!(names));
                    }
                    told
                })
                .collect();
            json!({"added": of(added), "removed": of(removed), "changed": changed})
        };
        let ties = |ties: &[Tie]| -> Vec<Json> {
            let told = |tie: &Tie| json!({"type": tie.kind, "from": tie.from, "to": tie.to});
            ties.iter().map(told).collect()
        };
        json!({
            "documents": {
                "added": self.added,
                "removed": self.removed,
                "replaced": self.replaced,
                "read_otherwise": self.read_otherwise,
            },
            "entities": nodes(Kind::Entity),
            "facts": nodes(Kind::Fact),
            "relationships": {"added": ties(tied), "removed": ties(untied)},
            "corrections": {"added": entries(&self.written), "removed": entries(&self.taken_back)},
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entity,
    Fact,
    Document,
}

impl Kind {
    fn of(thing: &Thing) -> Self {
        let is = |label: &str| thing.labels.iter().any(|known| &**known == label);
        match () {
            () if is("Event") || is("Statement") => Self::Fact,
            // Of these the documents tell.
            () if is("Document") => Self::Document,
            () => Self::Entity,
        }
    }
}

fn thing(thing: &Thing) -> Json {
    json!({"key": thing.key, "labels": thing.labels, "name": thing.name})
}

fn entries(all: &[Entry]) -> Vec<Json> {
    let told = |entry: &Entry| {
        let changes: Vec<String> = entry.edits.iter().map(ToString::to_string).collect();
        json!({
            "author": entry.author,
            "reason": entry.reason,
            "statement": entry.statement,
            "changes": changes,
        })
    };
    all.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_stand_apart_from_entities_and_documents_are_told_once() {
        let thing = |label: &str| Thing {
            key: format!("{label}/x").into(),
            labels: vec![label.into()],
            name: "x\u{1b}".into(),
        };
        let graph = Difference {
            added: vec![thing("Person"), thing("Event"), thing("Document")],
            changed: vec![(thing("Statement"), vec!["content".into()])],
            ..Difference::default()
        };
        let changes = Changes { added: vec!["d\u{1b}".into()], graph, ..Changes::default() };
        let json = changes.json();
        assert_eq!(json["entities"]["added"][0]["key"], "Person/x");
        assert_eq!(json["facts"]["added"].as_array().map(Vec::len), Some(1));
        assert_eq!(json["facts"]["changed"][0]["properties"][0], "content");
        assert_eq!(json["documents"]["added"][0], "d\u{1b}");
        let mut out = Vec::new();
        changes.write(&mut out, 1, Style::PLAIN).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.starts_with("+ document d\\u{1b}\n+ Person x\\u{1b}"), "{text}");
        assert!(text.contains("2 more new nodes"), "{text}");
        assert!(!changes.is_empty() && Changes::default().is_empty());
    }
}

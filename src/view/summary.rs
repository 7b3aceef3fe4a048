//! How much there is in a graph.

use std::io::{self, Write};

use crate::assemble::Census;
use crate::facts::Corpus;

/// Counts of a graph and the documents that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Documents.
    pub documents: usize,
    /// Words of their texts, where these are kept.
    pub words: usize,
    /// Entities by label, the most frequent first.
    pub entities: Vec<(String, usize)>,
    /// Events by their type's label, the most frequent first.
    pub events: Vec<(String, usize)>,
    /// All events.
    pub event_count: usize,
    /// Statements.
    pub statements: usize,
    /// Relationships.
    pub relationships: usize,
    /// Documents with nearly the text of another.
    pub copies: usize,
    /// Tellings of events that another document tells of, too.
    pub retold: usize,
    /// Nodes and relationships that were imported from tables; they are among those above where their labels are.
    pub imported: (usize, usize),
}

impl Summary {
    /// Counts. `entities` and `events` name the labels that stand for kinds of entities and types
    /// of events. Cost: linear in the text.
    pub fn of<'l>(
        corpus: &Corpus,
        census: &Census,
        entities: impl IntoIterator<Item = &'l str>,
        events: impl IntoIterator<Item = &'l str>,
    ) -> Self {
        let count = |labels: &mut dyn Iterator<Item = &'l str>| {
            let mut counts: Vec<(String, usize)> = labels
                .map(|label| (label.to_owned(), census.nodes(label)))
                .filter(|&(_, n)| n > 0)
                .collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            counts
        };
        Self {
            documents: corpus.len(),
            words: corpus
                .iter()
                .map(|read| words(read.document.body.of(&read.document.text)))
                .sum(),
            entities: count(&mut entities.into_iter()),
            events: count(&mut events.into_iter()),
            event_count: census.nodes("Event"),
            statements: census.nodes("Statement"),
            relationships: census.relationships,
            copies: census.copies,
            retold: census.retold,
            imported: (0, 0),
        }
    }

    /// Writes it, one line a kind of thing.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let entities: usize = self.entities.iter().map(|(_, n)| n).sum();
        let list = |counts: &[(String, usize)]| {
            let parts: Vec<String> =
                counts.iter().map(|(label, n)| format!("{label} {}", grouped(*n))).collect();
            if parts.is_empty() { String::new() } else { format!("  {}", parts.join(", ")) }
        };
        let words =
            if self.words > 0 { format!("  {} words", grouped(self.words)) } else { String::new() };
        writeln!(out, "documents      {:>7}{words}", grouped(self.documents))?;
        writeln!(out, "entities       {:>7}{}", grouped(entities), list(&self.entities))?;
        writeln!(out, "events         {:>7}{}", grouped(self.event_count), list(&self.events))?;
        writeln!(out, "statements     {:>7}", grouped(self.statements))?;
        writeln!(out, "relationships  {:>7}", grouped(self.relationships))?;
        let told = [
            ("copies", self.copies, "documents with nearly the text of another"),
            ("retold", self.retold, "tellings of events that another document tells of, too"),
        ];
        for (name, count, what) in told.into_iter().filter(|(_, count, _)| *count > 0) {
            writeln!(out, "{name:<13}  {:>7}  {what}", grouped(count))?;
        }
        match self.imported {
            (0, 0) => Ok(()),
            (nodes, relationships) => writeln!(
                out,
                "imported       {:>7}  nodes, and {} relationships",
                grouped(nodes),
                grouped(relationships)
            ),
        }
    }
}

/// How many words a text has. Of most texts the bytes need only be looked at: a large graph has millions of words.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let mut before = true;
    text.bytes().filter(|&byte| std::mem::replace(&mut before, is_blank(byte)) && !before).count()
}

/// A number with commas between groups of three digits.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Summary, grouped};
    use crate::assemble::Census;
    use crate::facts::Corpus;
    use crate::graph::{Change, Graph, Properties};

    #[test]
    fn kinds_are_counted_and_the_most_frequent_stand_first() {
        let mut graph = Graph::new();
        let node = |key: &str, labels: &[&str]| Change::AddNode {
            key: key.into(),
            labels: labels.iter().map(|&label| label.into()).collect(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph
            .apply([
                node("a", &["Person"]),
                node("b", &["Country"]),
                node("c", &["Country"]),
                node("d", &["Event", "Consult", "Meeting"]),
            ])
            .expect("a graph");
        let kinds = ["Person", "Country", "Place"];
        let summary = Summary::of(&Corpus::default(), &Census::of(&graph), kinds, ["Consult"]);
        let mut out = Vec::new();
        summary.write(&mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains("entities             3  Country 2, Person 1\n"), "{text}");
        assert!(text.contains("events               1  Consult 1\n"), "{text}");
    }

    #[test]
    fn words_stand_between_blanks_of_any_kind() {
        for text in ["", " a\u{b}b\n c ", "one two", "\u{a0}Zo\u{eb} left\u{2003}early "] {
            assert_eq!(super::words(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!((grouped(7), grouped(999)), ("7".to_owned(), "999".to_owned()));
    }
}

//! Scores of reading: one line of JSON, and tables beside it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::Style;
use super::table::Plain;
use crate::evaluate::articles::{ArticleCounts, Miss};
use crate::evaluate::{
    Count, Hits, Reading, Table, Tally, arguments, confusions, constructions, labels,
};

/// So many rows of confusions are shown.
const CONFUSIONS: usize = 40;
/// So many of the labels given in the place of a construction are named.
const INSTEAD: usize = 3;

/// Writes scores as one line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn json(out: &mut dyn Write, scores: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, scores).map_err(io::Error::from)?;
    writeln!(out)
}

/// Writes a table of what was read right and wrong: drawn on a terminal, separated by tabs elsewhere.
///
/// # Errors
/// Those of `out`.
pub fn table(
    out: &mut dyn Write,
    which: Table,
    reading: &Reading<'_>,
    style: Style,
) -> io::Result<()> {
    match which {
        Table::Deprel => by_label(reading).write(out, style),
        Table::Argument => by_argument(reading).write(out, style),
        Table::Construction => by_construction(reading).write(out, style),
        Table::Confusion => by_confusion(reading).write(out, style),
    }
}

fn by_label(reading: &Reading<'_>) -> Plain<5> {
    let mut table = Plain::new(["label", "gold", "precision", "recall", "f1"]);
    for tally in labels(reading) {
        let [precision, recall, f1] = rates(&tally);
        table.row([tally.name.to_owned(), tally.gold.to_string(), precision, recall, f1]);
    }
    table
}

fn by_argument(reading: &Reading<'_>) -> Plain<6> {
    let mut table = Plain::new(["argument", "gold", "attached", "precision", "recall", "f1"]);
    for tally in arguments(reading) {
        let [precision, recall, f1] = rates(&tally);
        let attached = rate(tally.attachment());
        table.row([tally.name.to_owned(), tally.gold.to_string(), attached, precision, recall, f1]);
    }
    table
}

fn by_construction(reading: &Reading<'_>) -> Plain<7> {
    let mut table = Plain::new([
        "construction",
        "gold",
        "attached",
        "precision",
        "recall",
        "f1",
        "what was read instead",
    ]);
    for one in constructions(reading) {
        let [precision, recall, f1] = rates(&one.tally);
        let attached = rate(one.tally.attachment());
        let instead: Vec<String> =
            one.instead.iter().take(INSTEAD).map(|(label, n)| format!("{label} {n}")).collect();
        table.row([
            one.tally.name.to_owned(),
            one.tally.gold.to_string(),
            attached,
            precision,
            recall,
            f1,
            instead.join(", "),
        ]);
    }
    table
}

fn by_confusion(reading: &Reading<'_>) -> Plain<4> {
    let mut table = Plain::new(["gold", "read as", "words", "with the right head"]);
    for confusion in confusions(reading).iter().take(CONFUSIONS) {
        table.row([
            confusion.gold.to_string(),
            confusion.given.to_string(),
            confusion.count.to_string(),
            confusion.attached.to_string(),
        ]);
    }
    table
}

fn rates(tally: &Tally) -> [String; 3] {
    [tally.precision(), tally.recall(), tally.f1()].map(rate)
}

fn rate(share: f64) -> String {
    format!("{share:.3}")
}

/// Writes a table of sentences by `what` they are, with the share that is right.
///
/// # Errors
/// Those of `out`.
pub fn hits(
    out: &mut dyn Write,
    what: &'static str,
    hits: &BTreeMap<String, Hits>,
    style: Style,
) -> io::Result<()> {
    let mut table = Plain::new([what, "sentences", "right", "share"]);
    for (name, hits) in hits {
        let share = rate(hits.share());
        table.row([name.clone(), hits.sentences.to_string(), hits.right.to_string(), share]);
    }
    table.write(out, style)
}

/// The scores of articles as one object: how many there are, which were not read, and every aspect.
struct Articles<'a> {
    documents: usize,
    missing: &'a [&'a str],
    counts: &'a ArticleCounts,
}

impl Serialize for Articles<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("documents", &self.documents)?;
        map.serialize_entry("missing", self.missing)?;
        for (name, count) in self.counts.rows() {
            map.serialize_entry(name, &count)?;
        }
        map.end()
    }
}

/// Writes the scores of so many articles as one line of JSON; `missing` are those that could not be read.
///
/// # Errors
/// Those of `out`.
pub fn articles(
    out: &mut dyn Write,
    documents: usize,
    missing: &[&str],
    counts: &ArticleCounts,
) -> io::Result<()> {
    json(out, &Articles { documents, missing, counts })
}

/// Writes a table of every aspect of articles.
///
/// # Errors
/// Those of `out`.
pub fn aspects(out: &mut dyn Write, counts: &ArticleCounts, style: Style) -> io::Result<()> {
    let mut table = Plain::new(["aspect", "precision", "recall", "f1", "gold", "read"]);
    for (name, count) in counts.rows() {
        let [precision, recall, f1] = shares(&count);
        let (gold, read) = (count.gold.to_string(), count.read.to_string());
        table.row([name.to_owned(), precision, recall, f1, gold, read]);
    }
    table.write(out, style)
}

/// Writes a table of the events of articles by type, and of their roles.
///
/// # Errors
/// Those of `out`.
pub fn article_types(out: &mut dyn Write, counts: &ArticleCounts, style: Style) -> io::Result<()> {
    let mut table =
        Plain::new(["type", "precision", "recall", "f1", "gold", "read", "f1 of roles"]);
    for (name, of_type) in counts.types() {
        let [precision, recall, f1] = shares(&of_type.events);
        let (gold, read) = (of_type.events.gold.to_string(), of_type.events.read.to_string());
        let roles = rate(of_type.roles.f1());
        table.row([name.clone(), precision, recall, f1, gold, read, roles]);
    }
    table.write(out, style)
}

/// Writes what was missed and made up in articles.
///
/// # Errors
/// Those of `out`.
pub fn misses(out: &mut dyn Write, misses: &[(&str, Miss)], style: Style) -> io::Result<()> {
    let mut table = Plain::new(["article", "what", "verdict", "who", "quote"]);
    for (article, miss) in misses {
        let [article, what, verdict] = [article, miss.what, miss.verdict()].map(str::to_owned);
        table.row([article, what, verdict, miss.who.clone(), miss.quote.clone()]);
    }
    table.write(out, style)
}

fn shares(count: &Count) -> [String; 3] {
    [count.precision(), count.recall(), count.f1()].map(rate)
}

//! Scores of reading: one line of JSON, and tables beside it.

use std::io::{self, Write};

use serde::Serialize;

use super::Style;
use super::table::Plain;
use crate::evaluate::{Reading, Table, Tally, arguments, confusions, constructions, labels};

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

//! Snapshots as they are written: document by document, straight to the file.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::quote::{list, string};
use super::{Content, SEAL, SaveOptions, kept_sketch};
use crate::facts::{
    Bound, Entity, EntityId, Event, Evidence, Excerpt, Quantity, ReadDocument, Relation, Statement,
};
use crate::graph::Entry;
use crate::text::Span;

const HEAD: &str = "#![enable(implicit_some)]
// A snapshot of Chancery: the documents that were read and the facts found in them.
// To edit it by hand is allowed: then delete the last line, the checksum.
";

/// Writes a snapshot in RON. Cost: linear; no more than one document is copied at a time.
///
/// # Errors
/// `out` refuses.
pub fn write(out: &mut impl Write, content: &Content, options: &SaveOptions) -> io::Result<()> {
    let mut sealed = Sealing { out, hash: Sha256::new() };
    sealed.write_all(HEAD.as_bytes())?;
    let version = content.version(options);
    writeln!(sealed, "(\n    version: {version},\n    documents: [")?;
    for read in content.corpus.iter() {
        if options.without_text {
            document(&mut sealed, read, Some(&read.proving_excerpts()), options)?;
        } else {
            document(&mut sealed, read, read.excerpts.as_deref(), options)?;
        }
    }
    writeln!(sealed, "    ],")?;
    if !content.has_no_import() {
        super::rows::write(&mut sealed, &content.imported)?;
    }
    if !content.corrections.is_empty() {
        sealed.write_all(b"    corrections: [\n")?;
        content.corrections.iter().try_for_each(|one| correction(&mut sealed, one))?;
        sealed.write_all(b"    ],\n")?;
    }
    writeln!(sealed, ")")?;
    let Sealing { out, hash } = sealed;
    out.write_all(SEAL.as_bytes())?;
    for byte in hash.finalize() {
        write!(out, "{byte:02x}")?;
    }
    writeln!(out)
}

/// Hands on what it is given, and hashes it.
struct Sealing<'a, W> {
    out: &'a mut W,
    hash: Sha256,
}

impl<W: Write> Write for Sealing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn document(
    out: &mut impl Write,
    read: &ReadDocument,
    excerpts: Option<&[Excerpt]>,
    options: &SaveOptions,
) -> io::Result<()> {
    let document = &read.document;
    writeln!(out, "        (")?;
    line(out, "id", &document.id)?;
    line(out, "hash", &document.hash)?;
    if let Some(date) = document.date {
        line(out, "date", &date.to_string())?;
    }
    if let Some(source) = &document.source {
        line(out, "source", source)?;
    }
    if let Some(read_at) = &read.read_at {
        line(out, "read_at", read_at)?;
    }
    if let Some(reader) = &read.reader {
        line(out, "reader", reader)?;
    }
    if let Some(title) = document.title {
        writeln!(out, "            title: {},", Stretch(title))?;
    }
    writeln!(out, "            body: {},", Stretch(document.body))?;
    match excerpts {
        None => {
            let lines: Vec<&str> = document.text.split('\n').collect();
            block(out, "text", &lines, |out, line| string(out, line))?;
        }
        Some([]) => writeln!(out, "            excerpts: [],")?,
        Some(excerpts) => block(out, "excerpts", excerpts, |out, excerpt| {
            write!(out, "(at: {}, text: ", excerpt.start)?;
            string(out, &excerpt.text)?;
            out.write_all(b")")
        })?,
    }
    if let Some(sketch) = kept_sketch(read, options) {
        line(out, "sketch", &sketch.to_string())?;
    }
    block(out, "entities", &read.facts.entities, entity)?;
    block(out, "relations", &read.facts.relations, relation)?;
    block(out, "events", &read.facts.events, event)?;
    block(out, "statements", &read.facts.statements, statement)?;
    writeln!(out, "        ),")
}

/// An entry of the log, with one change a line.
pub(super) fn correction(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    out.write_all(b"        (\n")?;
    let told = [("author", &entry.author), ("at", &entry.at), ("reason", &entry.reason)];
    for (name, value) in told {
        if let Some(value) = value {
            line(out, name, value)?;
        }
    }
    if let Some(turn) = entry.turn {
        writeln!(out, "            turn: {turn},")?;
    }
    line(out, "statement", &entry.statement)?;
    block(out, "edits", &entry.edits, ron_line)?;
    if let Some(judgement) = &entry.judgement {
        out.write_all(b"            judgement: ")?;
        ron_line(out, judgement)?;
        out.write_all(b",\n")?;
    }
    out.write_all(b"        ),\n")
}

fn ron_line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let text = options.to_string(value).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn line(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, "            {name}: ")?;
    string(out, value)?;
    out.write_all(b",\n")
}

/// A list with each item on lines of its own; nothing where it is empty.
fn block<W: Write, T>(
    out: &mut W,
    name: &str,
    items: &[T],
    mut item: impl FnMut(&mut W, &T) -> io::Result<()>,
) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "            {name}: [")?;
    for one in items {
        out.write_all(b"                ")?;
        item(out, one)?;
        out.write_all(b",\n")?;
    }
    writeln!(out, "            ],")
}

/// A span, as `(1, 5)`.
struct Stretch(Span);

impl std::fmt::Display for Stretch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "({}, {})", self.0.start, self.0.end)
    }
}

/// A field of an item, where it has a value.
fn field(out: &mut impl Write, name: &str, value: Option<&str>) -> io::Result<()> {
    let Some(value) = value else { return Ok(()) };
    write!(out, ", {name}: ")?;
    string(out, value)
}

/// A list of ids of an item, where it holds any.
fn ids(out: &mut impl Write, name: &str, all: &[EntityId]) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    write!(out, ", {name}: ")?;
    list(out, all, |out, id| write!(out, "\"{id}\""))
}

/// A field of an item on a line of its own.
fn own_line(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, ",\n                    {name}: ")?;
    string(out, value)
}

fn entity(out: &mut impl Write, entity: &Entity) -> io::Result<()> {
    out.write_all(b"(id: ")?;
    write!(out, "\"{}\"", entity.id)?;
    write!(out, ", kind: {}", entity.kind.as_str())?;
    field(out, "name", Some(&entity.name))?;
    if !entity.mentions.is_empty() {
        out.write_all(b", mentions: ")?;
        list(out, &entity.mentions, |out, text| string(out, text))?;
    }
    if !entity.spans.is_empty() {
        out.write_all(b", spans: ")?;
        list(out, &entity.spans, |out, span| write!(out, "{}", Stretch(*span)))?;
    }
    field(out, "iso2", entity.iso2.as_deref())?;
    field(out, "iso3", entity.iso3.as_deref())?;
    if entity.unnamed {
        out.write_all(b", unnamed: true")?;
    }
    out.write_all(b")")
}

fn relation(out: &mut impl Write, relation: &Relation) -> io::Result<()> {
    out.write_all(b"(type: ")?;
    string(out, &relation.kind)?;
    write!(out, ", subject: \"{}\", object: \"{}\"", relation.subject, relation.object)?;
    field(out, "value", relation.value.as_deref())?;
    own_line(out, "quote", &relation.quote)?;
    out.write_all(b",\n                    evidence: ")?;
    evidence(out, &relation.evidence)?;
    out.write_all(b")")
}

fn event(out: &mut impl Write, event: &Event) -> io::Result<()> {
    out.write_all(b"(id: ")?;
    write!(out, "\"{}\"", event.id)?;
    field(out, "type", Some(&event.kind))?;
    field(out, "mode", event.mode.as_deref())?;
    write!(out, ", factuality: {}", event.factuality.as_str())?;
    ids(out, "actor", &event.actor)?;
    ids(out, "target", &event.target)?;
    ids(out, "place", &event.place)?;
    let dates =
        [("date", event.date), ("date_start", event.date_start), ("date_end", event.date_end)];
    for (name, date) in dates {
        field(out, name, date.map(|date| date.to_string()).as_deref())?;
    }
    if let Some(precision) = event.date_precision {
        write!(out, ", date_precision: {}", precision.as_str())?;
    }
    if !event.quantities.is_empty() {
        out.write_all(b",\n                    quantities: ")?;
        list(out, &event.quantities, quantity)?;
    }
    own_line(out, "quote", &event.quote)?;
    out.write_all(b",\n                    evidence: ")?;
    evidence(out, &event.evidence)?;
    if !event.also.is_empty() {
        out.write_all(b",\n                    also: ")?;
        list(out, &event.also, evidence)?;
    }
    out.write_all(b")")
}

fn quantity(out: &mut impl Write, quantity: &Quantity) -> io::Result<()> {
    out.write_all(b"(what: ")?;
    string(out, &quantity.what)?;
    // `Debug` writes the shortest form that reads back as the same number.
    write!(out, ", value: {:?}", quantity.value)?;
    if let Some(bound) = quantity.bound {
        let bound = match bound {
            Bound::Min => "min",
            Bound::Max => "max",
            Bound::About => "about",
        };
        write!(out, ", bound: {bound}")?;
    }
    if let Some(max) = quantity.max {
        write!(out, ", max: {max:?}")?;
    }
    field(out, "unit", quantity.unit.as_deref())?;
    out.write_all(b")")
}

fn statement(out: &mut impl Write, statement: &Statement) -> io::Result<()> {
    out.write_all(b"(id: ")?;
    write!(out, "\"{}\"", statement.id)?;
    write!(out, ", speaker: \"{}\"", statement.speaker)?;
    write!(out, ", kind: {}", statement.kind.as_str())?;
    write!(out, ", factuality: {}", statement.factuality.as_str())?;
    ids(out, "audience", &statement.audience)?;
    ids(out, "about", &statement.about)?;
    field(out, "date", statement.date.map(|date| date.to_string()).as_deref())?;
    own_line(out, "content", &statement.content)?;
    own_line(out, "quote", &statement.quote)?;
    out.write_all(b",\n                    evidence: ")?;
    evidence(out, &statement.evidence)?;
    out.write_all(b")")
}

fn evidence(out: &mut impl Write, evidence: &Evidence) -> io::Result<()> {
    let (span, sentence) = (Stretch(evidence.span), Stretch(evidence.sentence));
    write!(out, "(span: {span}, sentence: {sentence}, frame: ")?;
    string(out, &evidence.frame)?;
    write!(out, ", confidence: {})", evidence.confidence.hundredths())
}

//! What can still be read of a snapshot in RON.
//!
//! Where the whole of it can be understood, each document is looked at for itself. Where not, the form in which snapshots are
//! written tells where each document, correction, node and relationship begins and ends, whatever stands between.

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{Place, Salvage};
use crate::facts::Words;
use crate::graph::Entry;
use crate::snapshot::read::{MAX_DEPTH, place, version};
use crate::snapshot::{SEAL, VERSION, quote, rows, v1};

pub(super) fn salvage(bytes: &[u8]) -> Salvage {
    let mut salvage = Salvage::default();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        salvage.lost(Place::Whole, "the file is empty");
        return salvage;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    salvage.version = version(&String::from_utf8_lossy(head));
    let seal = seal(bytes);
    match seal {
        Seal::Whole => {}
        Seal::Broken => salvage.wrong(Place::Whole, "its checksum does not fit"),
        Seal::Absent => salvage.wrong(
            Place::Whole,
            "it has no checksum: it was edited by hand, or its end is lost (saving it again, as by `chancery convert`, gives it one)",
        ),
    }
    if salvage.version.is_some_and(|version| version > u64::from(VERSION)) {
        if seal == Seal::Whole {
            return salvage;
        }
        salvage
            .wrong(Place::Whole, "its version is not one that there is, and is taken for damaged");
    }
    let is_sealed = seal == Seal::Whole;
    match std::str::from_utf8(bytes).ok().and_then(|text| Some((text, parse(text).ok()?))) {
        Some((text, snapshot)) => by_parts(&mut salvage, text, snapshot, is_sealed),
        None => by_lines(&mut salvage, bytes, is_sealed),
    }
    salvage
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seal {
    Absent,
    Whole,
    Broken,
}

fn seal(bytes: &[u8]) -> Seal {
    let trimmed = bytes.trim_ascii_end();
    let start = trimmed.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (content, last) = trimmed.split_at_checked(start).unwrap_or((&[], trimmed));
    if !last.starts_with(b"//") {
        return Seal::Absent;
    }
    let mut hex = SEAL.to_owned();
    for byte in Sha256::digest(content) {
        hex.push_str(&format!("{byte:02x}"));
    }
    if hex.as_bytes() == last { Seal::Whole } else { Seal::Broken }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(MAX_DEPTH)
        .from_str(text)
}

/// A file that can be understood: each part for itself.
fn by_parts(salvage: &mut Salvage, text: &str, snapshot: v1::Snapshot, is_sealed: bool) {
    let mut words = Words::default();
    let v1::Snapshot { documents, tables, nodes, relationships, corrections, .. } = snapshot;
    let mut reader = Reader { text, at: 0, line: 1 };
    for read in documents {
        let read = read.into_document(&mut words);
        reader.go_to(&field("id", &read.document.id));
        salvage.take(read, |clue| reader.place(clue), is_sealed);
    }
    salvage.content.corrections = corrections;
    let nodes = nodes.into_iter().map(|node| (0, node)).collect();
    let relationships = relationships.into_iter().map(|one| (0, one)).collect();
    imported(salvage, tables, nodes, relationships);
}

/// Goes through a text once, counting its lines.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes forward to what looks so; where nothing does it stays.
    fn go_to(&mut self, clue: &str) {
        if let Some(far) = self.rest().find(clue) {
            self.line += self.rest().get(..far).unwrap_or_default().matches('\n').count();
            self.at += far;
        }
    }

    /// The place of what looks so first from here on, as far as a document may be long.
    fn place(&self, clue: &str) -> Place {
        let far = self.rest().find(clue).unwrap_or(0);
        let (lines, _) = place(self.rest(), far);
        let before = self.text.get(..self.at + far).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::Line(self.line + lines - 1, column)
    }
}

/// A field of text as it is written.
fn field(name: &str, value: &str) -> String {
    let mut text = format!("{name}: ").into_bytes();
    // Writing to memory does not fail.
    let _ = quote::string(&mut text, value);
    String::from_utf8_lossy(&text).into_owned()
}

/// Nodes that come with the line that they stand on; 0 where that is not known.
type Lined<T> = Vec<(usize, T)>;

fn imported(
    salvage: &mut Salvage,
    tables: Vec<String>,
    nodes: Lined<rows::Node>,
    relationships: Lined<rows::Relationship>,
) {
    let (graph, misfits) = rows::what_fits(tables, nodes, relationships, &mut Words::default());
    for (line, problem) in misfits {
        let place = if line == 0 { Place::Whole } else { Place::Line(line, 1) };
        salvage.lost(place, problem);
    }
    salvage.content.imported = graph;
}

/// How the lines look that a document or correction begins and ends with.
const BEGIN: &[u8] = b"        (";
const END: &[u8] = b"        ),";

/// Lines of the frame around the parts.
fn is_frame(line: &[u8]) -> bool {
    const FRAME: [&[u8]; 7] = [
        b"",
        b"(",
        b")",
        b"    documents: [",
        b"    nodes: [",
        b"    relationships: [",
        b"    corrections: [",
    ];
    FRAME.contains(&line)
        || line == b"    ],"
        || line.starts_with(b"    version: ")
        || line.starts_with(b"//")
        || line.starts_with(b"#!")
}

/// The lines of one document or correction.
struct Block<'b> {
    /// The line that it begins on, from 1.
    line: usize,
    bytes: &'b [u8],
    /// Does it end as it should?
    is_closed: bool,
}

/// A file that cannot be understood as a whole: block by block and line by line.
fn by_lines(salvage: &mut Salvage, bytes: &[u8], is_sealed: bool) {
    let mut words = Words::default();
    let (mut tables, mut nodes, mut relationships) = (Vec::new(), Vec::new(), Vec::new());
    let (mut start, mut begun, mut strange) = (0, None::<(usize, usize)>, None::<usize>);
    let mut number = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        let (from, to) = (start, start + line.len());
        start = to;
        let plain = line.strip_suffix(b"\n").unwrap_or(line);
        let plain = plain.strip_suffix(b"\r").unwrap_or(plain);
        let block = |(line, at): (usize, usize), to: usize, is_closed| Block {
            line,
            bytes: bytes.get(at..to).unwrap_or_default(),
            is_closed,
        };
        if plain == BEGIN {
            if let Some(begun) = begun.replace((number, from)) {
                whole_block(salvage, &block(begun, from, false), &mut words, is_sealed);
            }
        } else if plain == END {
            match begun.take() {
                Some(begun) => whole_block(salvage, &block(begun, to, true), &mut words, is_sealed),
                None => strange = strange.or(Some(number)),
            }
        } else if begun.is_none() {
            let item =
                plain.trim_ascii().strip_suffix(b",").and_then(|it| std::str::from_utf8(it).ok());
            let item = item.unwrap_or_default();
            if item.starts_with("(key:") {
                one_line(salvage, number, item, "an imported node", &mut nodes);
            } else if item.starts_with("(from:") {
                one_line(salvage, number, item, "an imported relationship", &mut relationships);
            } else if let Some(list) = item.strip_prefix("tables: ") {
                tables = parse(list).unwrap_or_default();
            } else if !is_frame(plain) {
                strange = strange.or(Some(number));
            }
        }
        // What is strange is told once, where it begins.
        let is_over = begun.is_some() || is_frame(plain) || plain == END;
        if let Some(line) = strange.filter(|_| is_over) {
            salvage.lost(
                Place::Line(line, 1),
                "a part of the file is damaged, and what stood there is lost",
            );
            strange = None;
        }
    }
    if let Some((line, at)) = begun {
        let block = Block { line, bytes: bytes.get(at..).unwrap_or_default(), is_closed: false };
        whole_block(salvage, &block, &mut words, is_sealed);
    }
    if let Some(line) = strange {
        salvage.lost(
            Place::Line(line, 1),
            "a part of the file is damaged, and what stood there is lost",
        );
    }
    imported(salvage, tables, nodes, relationships);
}

fn one_line<T: DeserializeOwned>(
    salvage: &mut Salvage,
    number: usize,
    item: &str,
    what: &str,
    into: &mut Lined<T>,
) {
    match parse(item) {
        Ok(read) => into.push((number, read)),
        Err(error) => {
            salvage.lost(
                Place::Line(number, error.span.start.col),
                format!("{what} is lost: {}", error.code),
            );
        }
    }
}

/// A document or a correction.
fn whole_block(salvage: &mut Salvage, block: &Block<'_>, words: &mut Words, is_sealed: bool) {
    let at = |line: usize, column: usize| Place::Line(block.line + line.saturating_sub(1), column);
    let text = match std::str::from_utf8(block.bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = block.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let what = format!("{} is lost: a byte is no text", name(block));
            salvage.lost(at(line, 1), what);
            return;
        }
    };
    if !block.is_closed {
        salvage.lost(at(1, 1), format!("{} is lost: its end is missing", name(block)));
        return;
    }
    let text = text.trim_end().trim_end_matches(',');
    let is_correction =
        !text.contains("\n            id: ") && text.contains("\n            statement: ");
    if is_correction {
        match parse::<Entry>(text) {
            Ok(entry) if !entry.edits.is_empty() || entry.judgement.is_some() => {
                salvage.content.corrections.push(entry)
            }
            Ok(_) => salvage.lost(at(1, 1), "a correction is lost: it changes nothing"),
            Err(error) => {
                let what = format!("a correction is lost: {}", error.code);
                salvage.lost(at(error.span.start.line, error.span.start.col), what);
            }
        }
        return;
    }
    match parse::<v1::Read>(text) {
        Ok(read) => {
            let find = |clue: &str| {
                let (line, column) = place(text, text.find(clue).unwrap_or(0));
                at(line, column)
            };
            salvage.take(read.into_document(words), find, is_sealed);
        }
        Err(error) => {
            let what = format!("{} is lost: {}", name(block), error.code);
            salvage.lost(at(error.span.start.line, error.span.start.col), what);
        }
    }
}

/// The document that a block is, as far as it can be told.
fn name(block: &Block<'_>) -> String {
    let text = String::from_utf8_lossy(block.bytes);
    let id = text.lines().find_map(|line| line.strip_prefix("            id: "));
    match id.and_then(|id| parse::<String>(id.trim_end_matches(',')).ok()) {
        Some(id) => format!("document {id:?}"),
        None => "a document or correction".to_owned(),
    }
}

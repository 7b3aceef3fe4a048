//! Compact snapshots as they are written.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::block::{self, Orders};
use super::wire::{put_number, put_text};
use super::written::{Difference, Noted, Old, Written};
use super::{BLOCKS, FIRST, MAGIC, section};
use crate::facts::ReadDocument;
use crate::graph::{Graph, NodeId, RelId};
use crate::snapshot::v1::{ABSENT, Read};
use crate::snapshot::{Content, SaveOptions};

/// Writes a compact snapshot. Cost: linear; in memory stands one section at a time.
///
/// # Errors
/// `out` refuses, or a property has a value that cannot be stored.
pub fn write(out: &mut impl Write, content: &Content, options: &SaveOptions) -> io::Result<()> {
    write_beside(out, content, options, None).map(drop)
}

/// The same; documents that stand in another compact snapshot are copied from there. Tells where all stand in this one.
///
/// # Errors
/// As [`write`]; and the other is not what it was ([`super::SPOILT`]).
pub(in crate::snapshot) fn write_beside(
    out: &mut impl Write,
    content: &Content,
    options: &SaveOptions,
    other: Option<&Written>,
) -> io::Result<Noted> {
    let mut sections = Sections { out, hash: Sha256::new(), at: 0 };
    sections.bytes(&MAGIC)?;
    let version = content.version(options).max(FIRST);
    let written = if content.has_no_import() { version } else { version.max(BLOCKS) };
    sections.bytes(&written.to_le_bytes())?;
    let mut noted = Noted::of_version(written);
    match other.filter(|other| other.fits(written) && !options.without_text) {
        None => {
            for read in content.corpus.iter_shared() {
                let start = sections.at;
                document(read, options, written, &mut sections)?;
                noted.note(Arc::clone(read), start..sections.at);
            }
        }
        Some(other) => {
            let mut old = other.open()?;
            // What stands side by side is copied at once.
            let mut run = 0..0;
            for (read, place) in other.of(&content.corpus) {
                let start = sections.at + (run.end - run.start);
                match place {
                    Some(place) if place.start == run.end => run.end = place.end,
                    Some(place) => {
                        sections.copy(&mut old, std::mem::replace(&mut run, place))?;
                    }
                    None => {
                        sections.copy(&mut old, std::mem::take(&mut run))?;
                        document(read, options, written, &mut sections)?;
                    }
                }
                let end = sections.at + (run.end - run.start);
                noted.note(Arc::clone(read), start..end);
            }
            sections.copy(&mut old, run)?;
            old.finish()?;
        }
    }
    if !content.has_no_import() {
        imported(&content.imported, &mut sections)?;
    }
    if !content.corrections.is_empty() {
        let text = ron::to_string(&content.corrections).map_err(io::Error::other)?;
        sections.section(section::CORRECTIONS, text.as_bytes())?;
    }
    let length = sections.at;
    noted.all_read(length, sections.end()?);
    noted.settle(&content.corrections);
    Ok(noted)
}

/// What is to be added to a file, as sections.
///
/// # Errors
/// A value cannot be stored.
pub(in crate::snapshot) fn sections(difference: &Difference<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut sections = Sections { out: &mut bytes, hash: Sha256::new(), at: 0 };
    if !difference.gone.is_empty() {
        sections.section(section::GONE, &encode(&difference.gone, Vec::new())?)?;
    }
    for read in &difference.new {
        document(read, &SaveOptions::default(), BLOCKS, &mut sections)?;
    }
    if !difference.more.is_empty() {
        let text = ron::to_string(difference.more).map_err(io::Error::other)?;
        sections.section(section::CORRECTIONS, text.as_bytes())?;
    }
    Ok(bytes)
}

fn document<W: Write>(
    read: &ReadDocument,
    options: &SaveOptions,
    version: u32,
    sections: &mut Sections<'_, W>,
) -> io::Result<()> {
    let proofs = options.without_text.then(|| read.proving_excerpts());
    let excerpts = proofs.as_deref().or(read.excerpts.as_deref());
    let mut bytes = encode(&Read::of(read, excerpts, options), Vec::new())?;
    if version < 4 {
        // Nothing stands there: see `Content::version`.
        bytes.truncate(bytes.len().saturating_sub(ABSENT.len()));
    }
    sections.section(section::DOCUMENT, &bytes)
}

struct Sections<'w, W> {
    out: &'w mut W,
    hash: Sha256,
    /// How much was written.
    at: u64,
}

impl<W: Write> Sections<'_, W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Sections that stand in another snapshot.
    fn copy(&mut self, old: &mut Old<'_>, place: Range<u64>) -> io::Result<()> {
        self.at += place.end - place.start;
        let out = &mut *self.out;
        old.copy(place, &mut self.hash, &mut |bytes| out.write_all(bytes))
    }

    fn section(&mut self, kind: u8, bytes: &[u8]) -> io::Result<()> {
        self.bytes(&[kind])?;
        self.bytes(&(bytes.len() as u64).to_le_bytes())?;
        self.bytes(bytes)
    }

    /// The checksum.
    fn end(self) -> io::Result<[u8; 32]> {
        let sum: [u8; 32] = self.hash.finalize().into();
        self.out.write_all(&[section::END])?;
        self.out.write_all(&(sum.len() as u64).to_le_bytes())?;
        self.out.write_all(&sum)?;
        Ok(sum)
    }
}

/// Puts a value behind others.
fn encode(value: &impl Serialize, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    postcard::to_extend(value, bytes).map_err(io::Error::other)
}

/// What was imported, in blocks.
fn imported<W: Write>(graph: &Graph, sections: &mut Sections<'_, W>) -> io::Result<()> {
    let mut head = Vec::new();
    put_number(&mut head, count(graph.node_count())?);
    put_number(&mut head, count(graph.relationship_count())?);
    put_number(&mut head, graph.tables().len() as u64);
    graph.tables().iter().for_each(|table| put_text(&mut head, table));
    sections.section(section::GRAPH, &head)?;
    let nodes: Vec<NodeId> = graph.nodes().collect();
    let orders = Orders::of_all(&nodes);
    block::each(graph, &nodes, &orders, |bytes| sections.section(section::NODE_BLOCK, bytes))?;
    drop(nodes);
    let relationships: Vec<RelId> = graph.relationships().collect();
    block::each(graph, &relationships, &orders, |bytes| {
        sections.section(section::RELATIONSHIP_BLOCK, bytes)
    })
}

fn count(all: usize) -> io::Result<u64> {
    let count = u32::try_from(all);
    count.map(u64::from).map_err(|_| io::Error::other("there is more than a snapshot can hold"))
}

//! Compact snapshots, `.chy`: what a snapshot in RON holds, in bytes that load fast.
//!
//! A head, then sections, each with its kind and length, the last of which is a checksum of all before. Sections are written
//! in postcard: its format is fixed and has one form for each value, so equal contents give equal bytes. Imported nodes and
//! relationships stand in blocks, column by column ([`block`]), so that neither writer nor reader needs more than one beside
//! the graph. Behind the checksum may stand what was added since ([`added`]). Up to the fourth version they stood row by row, with their texts in one table of strings.

mod added;
mod block;
mod cell;
mod read;
mod rows;
mod wire;
mod write;
mod written;

#[cfg(test)]
mod tests;

pub(super) use added::{Said, Tail, WHOLE, begun, behind, checksum, following, length, tail};
pub(super) use read::{Salvaged, document, log, read};
pub use write::write;
pub(super) use write::{sections, write_beside};
pub use written::Written;
pub(super) use written::{Noted, SPOILT};

/// What a compact snapshot begins with: no text does, and whoever copied it as text has spoilt it.
pub(super) const MAGIC: [u8; 8] = *b"\x89CHY\r\n\x1A\n";

/// The first version that compact snapshots were written in.
pub(super) const FIRST: u32 = 2;

/// The version in which what was imported stands in blocks.
pub(super) const BLOCKS: u32 = 5;

/// Kinds of sections.
pub(super) mod section {
    /// The checksum, SHA-256 of all before this section. Nothing follows.
    pub(in crate::snapshot) const END: u8 = 0;
    /// One document with its facts.
    pub(in crate::snapshot) const DOCUMENT: u8 = 1;
    /// Strings of what was imported, up to the fourth version.
    pub(in crate::snapshot) const STRINGS: u8 = 2;
    /// Tables, sets of labels, and lists of the names of properties; how much follows. Up to the fourth version.
    pub(in crate::snapshot) const SHAPES: u8 = 3;
    /// Nodes, up to the fourth version.
    pub(in crate::snapshot) const NODES: u8 = 4;
    /// Relationships, up to the fourth version.
    pub(in crate::snapshot) const RELATIONSHIPS: u8 = 5;
    /// What was written to the graph, last: few, and as a list in RON, which has the names that changes are known by.
    pub(in crate::snapshot) const CORRECTIONS: u8 = 6;
    /// How many nodes and relationships were imported, and from which tables.
    pub(in crate::snapshot) const GRAPH: u8 = 7;
    /// A block of nodes.
    pub(in crate::snapshot) const NODE_BLOCK: u8 = 8;
    /// A block of relationships.
    pub(in crate::snapshot) const RELATIONSHIP_BLOCK: u8 = 9;
    /// What was added behind the end.
    pub(in crate::snapshot) const ADDITION: u8 = 10;
    /// Ids of documents that are gone; in what was added only.
    pub(in crate::snapshot) const GONE: u8 = 11;
    /// The last kind that stands before the end.
    pub(in crate::snapshot) const LAST: u8 = RELATIONSHIP_BLOCK;
}

/// What stands before the values of a node: numbers of its key, set of labels and list of names; its table, counted from 1, or
/// 0 for none; how many lines further it stands than the node before in its section.
type NodeHead = (u32, u32, u32, u32, i64);

/// What stands before the values of a relationship: the nodes that it leads from and to, by their order; numbers of its type and
/// list of names; table and line as of a node.
type RelationshipHead = (u32, u32, u32, u32, u32, i64);

/// Tables, sets of labels, lists of names, each string by its number; how many nodes and relationships there are.
type Shapes = (Vec<u32>, Vec<Vec<u32>>, Vec<Vec<u32>>, u32, u32);

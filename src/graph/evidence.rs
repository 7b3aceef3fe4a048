//! Where a node or relationship was read.

use std::ops::Deref;
use std::sync::Arc;

/// One place in one document that shows a fact. Offsets are bytes of the document's decoded text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// Id of the document.
    pub document: Arc<str>,
    /// First byte of the words that show it.
    pub start: usize,
    /// One past their last byte.
    pub end: usize,
    /// First byte of the sentence around them.
    pub sentence_start: usize,
    /// One past its last byte.
    pub sentence_end: usize,
    /// Name of the frame or rule that read it.
    pub frame: Arc<str>,
    /// How sure that frame is, in hundredths.
    pub confidence: u8,
}

/// A line of a table that was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// Which table of the graph ([`super::Graph::tables`]), from 0.
    pub table: u32,
    /// The line on which it begins, from 1.
    pub line: u32,
}

/// What a node or relationship was made from: places in texts, or a line of a table. A graph holds millions of them, so
/// a line takes no memory of its own. Read as a slice it is the places in texts; of a line there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Places in texts; none of what a statement wrote.
    Text(Arc<[Evidence]>),
    /// A line of a table.
    Row(Row),
}

impl Origin {
    /// The line of a table, if it comes from one.
    pub fn row(&self) -> Option<Row> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Text(_) => None,
        }
    }

    /// The places in texts, to be shared.
    pub fn texts(&self) -> Arc<[Evidence]> {
        match self {
            Self::Text(evidence) => evidence.clone(),
            Self::Row(_) => Arc::default(),
        }
    }
}

impl Default for Origin {
    fn default() -> Self {
        Self::Text(Arc::default())
    }
}

impl From<Arc<[Evidence]>> for Origin {
    fn from(evidence: Arc<[Evidence]>) -> Self {
        Self::Text(evidence)
    }
}

impl Deref for Origin {
    type Target = [Evidence];

    fn deref(&self) -> &[Evidence] {
        match self {
            Self::Text(evidence) => evidence,
            Self::Row(_) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Row};

    /// Millions of them stand in one graph: whoever makes them larger should know it.
    #[test]
    fn an_origin_takes_two_words() {
        assert_eq!(size_of::<Origin>(), 16);
        let row = Row { table: 1, line: 7 };
        assert_eq!(Origin::Row(row).row(), Some(row));
        assert!(Origin::Row(row).is_empty() && Origin::default().row().is_none());
    }
}

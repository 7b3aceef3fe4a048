//! Where a node or relationship was read.

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

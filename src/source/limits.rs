//! How much is read of anything at once: no input, however made, takes more memory than these.

/// A page, a record of a table, an item of a feed, in bytes.
pub(super) const RECORD: usize = 16 << 20;

/// A mail, a PDF, a list of records in one piece of JSON, or a plain text that was packed, in bytes.
pub(super) const FILE: usize = 256 << 20;

/// Records of one input.
pub(super) const RECORDS: usize = 10_000_000;

//! How large the parts of the network are; its trainer builds the same.

use crate::syntax::transition::STEPS;

/// Numbers in the vector of a word.
pub(crate) const WIDTH: usize = 96;
/// Numbers in the hidden layer.
pub(crate) const HIDDEN: usize = 160;
/// Words of a state that are looked at.
pub(crate) const PLACES: usize = 9;
/// Steps, rounded up for quick sums.
pub(crate) const CLASSES: usize = STEPS.next_multiple_of(8);
/// Layers between words and vectors.
pub(crate) const LAYERS: usize = 6;
/// Which of them look at all words; the others look at the neighbours.
pub(crate) const FAR: [bool; LAYERS] = [false, true, false, true, false, true];
/// So many layers come before the tags.
pub(crate) const BEFORE_TAGS: usize = 4;
/// Tags, rounded up for quick sums; no model has more.
pub(crate) const TAGS: usize = 96;

/// Numbers that tell what a word means.
pub(crate) const MEANING: usize = 32;
/// Tables of words: form, fine and coarse cluster, last one to four characters, first two and three, shape.
pub(crate) const TABLES: usize = 10;
/// Tables of tags: part of speech, tag.
pub(crate) const TAG_TABLES: usize = 2;
/// Rows of each table but that of the forms, which has one for each known word and two more.
const TABLE_ROWS: [usize; TABLES + TAG_TABLES] =
    [0, 4096, 80, 256, 1024, 4096, 8192, 1024, 4096, 96, 32, TAGS];

/// The first row of each table where `known` words have a row of their own, and how many rows there are.
pub(crate) fn table_starts(known: usize) -> [u32; TABLES + TAG_TABLES + 1] {
    let mut starts = [0; TABLES + TAG_TABLES + 1];
    let mut at = 0;
    for (table, start) in starts.iter_mut().enumerate() {
        *start = at as u32;
        at += if table == 0 { known + 2 } else { TABLE_ROWS.get(table).copied().unwrap_or(0) };
    }
    starts
}

/// How many rows all tables have together.
pub(crate) fn table_rows(known: usize) -> usize {
    table_starts(known)[TABLES + TAG_TABLES] as usize
}

/// The number of `value` in the table with this number: hashes are folded to its size.
pub(crate) fn table_slot(table: usize, value: u32) -> u32 {
    value % TABLE_ROWS.get(table).copied().unwrap_or(1).max(1) as u32
}

/// Labels and sets of labels have so many rows.
pub(crate) const LABEL_ROWS: u32 = 64;
/// Labels that are looked at alone.
pub(crate) const LABELS: u32 = 6;
/// Sets of labels that are looked at.
pub(crate) const LABEL_SETS: u32 = 3;
/// Rows of the distance between stack and next word.
pub(crate) const DISTANCE_ROWS: u32 = 8;
/// Rows of what stands between them.
pub(crate) const BETWEEN_ROWS: u32 = 28;
/// Numbers of dependents, capped, for three kinds of them.
pub(crate) const COUNT_ROWS: u32 = 8;
/// Rows of the height of the stack.
pub(crate) const HEIGHT_ROWS: u32 = 4;
/// All rows of facts about the tree.
pub(crate) const ROWS: usize = ((LABELS + LABEL_SETS) * LABEL_ROWS
    + DISTANCE_ROWS
    + BETWEEN_ROWS
    + 3 * COUNT_ROWS
    + HEIGHT_ROWS
    + 2) as usize;

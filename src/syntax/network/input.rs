//! Which rows of the tables a word has.

use rustc_hash::FxHashMap;

use super::shape::{TABLES, TAG_TABLES, table_slot, table_starts};
use crate::model::{ModelError, Reader};
use crate::syntax::Upos;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::tag::Tag;

/// The rows of one word.
pub(crate) type WordRows = [u32; TABLES];
/// The rows of one tag.
pub(crate) type TagRows = [u32; TAG_TABLES];

/// The row of the forms for words that are not known.
pub(crate) const UNKNOWN: u32 = 0;
/// The row of the forms for the root.
const ROOT: u32 = 1;

/// Words with a row of their own, by their hash.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: FxHashMap<u32, u32>,
    starts: [u32; TABLES + TAG_TABLES + 1],
}

impl Known {
    /// Words by hash, sorted; their order is that of their rows.
    pub(crate) fn new(words: &[u32]) -> Self {
        let numbers = words.iter().zip(2..).map(|(&word, number)| (word, number)).collect();
        Self { numbers, starts: table_starts(words.len()) }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self::new(&from.ascending()?))
    }

    /// How many words are known.
    pub(crate) fn len(&self) -> usize {
        (self.starts[1] as usize).saturating_sub(2)
    }

    /// The rows of a word.
    pub(crate) fn rows(&self, word: &Lexeme) -> WordRows {
        let form = self.numbers.get(&word.word).copied().unwrap_or(UNKNOWN);
        let [last1, last2, last3, last4, _] = word.suffix;
        let [_, first2, first3] = word.prefix;
        let (cluster, coarse) = (word.cluster, word.coarse);
        let shape = word.shape + 1;
        let values = [form, cluster, coarse, last1, last2, last3, last4, first2, first3, shape];
        self.placed(0, values)
    }

    /// The rows of a tag with the part of speech that it stands for.
    pub(crate) fn tag_rows(&self, tag: Tag, upos: Upos) -> TagRows {
        self.placed(TABLES, [upos as u32, u32::from(tag)])
    }

    /// The rows of all words of a sentence and of the root.
    pub(crate) fn sentence<'a>(
        &'a self,
        words: &'a [Lexeme],
    ) -> impl Iterator<Item = WordRows> + 'a {
        words.iter().map(|word| self.rows(word)).chain([self.root()])
    }

    /// The rows of the root.
    pub(crate) fn root(&self) -> WordRows {
        let mut values = [0; TABLES];
        values[0] = ROOT;
        self.placed(0, values)
    }

    /// The rows of these values in the tables from `table` on.
    fn placed<const N: usize>(&self, table: usize, values: [u32; N]) -> [u32; N] {
        let mut rows = values;
        let starts = self.starts.iter().skip(table);
        for (table, (row, start)) in (table..).zip(rows.iter_mut().zip(starts)) {
            *row = start + if table == 0 { *row } else { table_slot(table, *row) };
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, UNKNOWN};
    use crate::syntax::Upos;
    use crate::syntax::lexeme::{Clusters, read_words};
    use crate::syntax::network::shape::{TABLES, table_rows};

    #[test]
    fn words_have_rows_of_their_own_or_share_one() {
        let mut words = Vec::new();
        read_words(&Clusters::default(), "envoys met envoys twice".split(' '), &mut words);
        let known = Known::new(&[words[0].word]);
        let rows: Vec<_> = words.iter().map(|word| known.rows(word)).collect();
        assert_eq!(rows[0][0], 2);
        assert_eq!(rows[1][0], UNKNOWN);
        assert_eq!(rows[0][1..9], rows[2][1..9]);
        assert_ne!(known.root()[0], rows[3][0]);
        let tag = known.tag_rows(3, Upos::Noun);
        assert!(tag.iter().all(|&at| (at as usize) < table_rows(known.len())));
        assert!(tag[0] > rows[0][TABLES - 1] && tag[1] > tag[0]);
        for row in rows.iter().chain([&known.root()]) {
            assert_eq!(row.len(), TABLES);
            assert!(row.iter().all(|&at| (at as usize) < table_rows(known.len())));
            assert!(row.is_sorted(), "tables lie one after the other");
        }
    }
}

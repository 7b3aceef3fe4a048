//! Which rows of the tables a word has.

use rustc_hash::FxHashMap;

use super::shape::{TABLES, table_slot, table_starts};
use crate::model::{ModelError, Reader};
use crate::syntax::Upos;
use crate::syntax::lexeme::Lexeme;
use crate::syntax::tagger::{Tag, TagValue};

/// The rows of one word.
pub(crate) type WordRows = [u32; TABLES];

/// The row of the forms for words that are not known.
pub(crate) const UNKNOWN: u32 = 0;
/// The row of the forms for the root.
const ROOT: u32 = 1;
/// The tag of the root: no tagger has so many.
const ROOT_TAG: u32 = 255;

/// Words with a row of their own, by their hash.
#[derive(Debug, Default)]
pub(crate) struct Known {
    numbers: FxHashMap<u32, u32>,
    starts: [u32; TABLES + 1],
}

impl Known {
    /// Words by hash, sorted; their order is that of their rows.
    pub(crate) fn new(words: &[u32]) -> Self {
        let numbers = words.iter().zip(2..).map(|(&word, number)| (word, number)).collect();
        Self { numbers, starts: table_starts(words.len()) }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = from.number()? as usize;
        if count > from.left() {
            return Err(ModelError::Damaged("it names more words than it holds"));
        }
        let mut words = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(from.number()?);
            words.push(last);
        }
        Ok(Self::new(&words))
    }

    /// How many words are known.
    pub(crate) fn len(&self) -> usize {
        (self.starts[1] as usize).saturating_sub(2)
    }

    /// The rows of a word with its tag and the part of speech that it stands for.
    pub(crate) fn rows(&self, word: &Lexeme, tag: Tag, upos: Upos) -> WordRows {
        let form = self.numbers.get(&word.word).copied().unwrap_or(UNKNOWN);
        let [_, last2, last3, ..] = word.suffix;
        let [.., first3] = word.prefix;
        let (upos, tag) = (upos as u32 + 1, u32::from(tag) + 1);
        self.placed([form, upos, tag, word.cluster, last3, last2, first3, word.shape + 1])
    }

    /// The rows of all words of a sentence and of the root.
    pub(crate) fn sentence<'a>(
        &'a self,
        words: &'a [Lexeme],
        tags: &'a [Tag],
        inventory: &'a [TagValue],
    ) -> impl Iterator<Item = WordRows> + 'a {
        let upos = |tag: Tag| inventory.get(usize::from(tag)).map_or(Upos::X, |v| v.upos);
        let rows = move |(word, &tag): (&Lexeme, &Tag)| self.rows(word, tag, upos(tag));
        words.iter().zip(tags).map(rows).chain([self.root()])
    }

    /// The rows of a word whose tag is not told, but its part of speech.
    #[cfg(feature = "train")]
    pub(crate) fn without_tag(&self, mut rows: WordRows) -> WordRows {
        rows[2] = self.starts[2];
        rows
    }

    /// The rows of the root.
    pub(crate) fn root(&self) -> WordRows {
        let mut values = [0; TABLES];
        values[0] = ROOT;
        values[2] = ROOT_TAG;
        self.placed(values)
    }

    fn placed(&self, values: WordRows) -> WordRows {
        let mut rows = values;
        for (table, (row, start)) in rows.iter_mut().zip(self.starts).enumerate() {
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
        let rows: Vec<_> = words.iter().map(|word| known.rows(word, 3, Upos::Noun)).collect();
        assert_eq!(rows[0][0], 2);
        assert_eq!(rows[1][0], UNKNOWN);
        assert_eq!(rows[0][1..7], rows[2][1..7]);
        assert_ne!(known.root()[..3], rows[3][..3]);
        for row in rows.iter().chain([&known.root()]) {
            assert_eq!(row.len(), TABLES);
            assert!(row.iter().all(|&at| (at as usize) < table_rows(known.len())));
            assert!(row.is_sorted(), "tables lie one after the other");
        }
    }
}

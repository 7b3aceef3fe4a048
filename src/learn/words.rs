//! The list of words: their clusters, what they mean in numbers, and which names may stand for each other.

use std::path::Path;

use super::{LearnError, Swaps};
use crate::grammar::Grammar;
use crate::model::{Writer, hash_str};
use crate::syntax::lexeme::Clusters;
use crate::syntax::network::shape::MEANING;

/// How many numbers the list has for a word; the first of them say most.
const LISTED: usize = 64;

/// Words with their clusters and meanings.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// Word, coarse cluster, fine cluster: tab-separated, with a header.
    pub table: String,
    /// Sixty-four signed bytes a word, in order of the table; zeros where there are fewer.
    pub meanings: Vec<u8>,
    /// Names that may stand for each other.
    pub swaps: Swaps,
}

impl WordList {
    /// Reads the list below the folder of the data.
    ///
    /// # Errors
    /// [`LearnError::Read`] where its files cannot be read, [`LearnError::Grammar`] where the program was built with a
    /// damaged grammar.
    pub fn read(data: &Path) -> Result<Self, LearnError> {
        let read = |name: &str| {
            let path = data.join("words").join(name);
            std::fs::read(&path).map_err(|source| LearnError::Read { path, source })
        };
        let table = String::from_utf8_lossy(&read("words.tsv")?).into_owned();
        let grammar = Grammar::embedded().map_err(Box::new)?;
        Ok(Self { table, meanings: read("vectors.i8")?, swaps: Swaps::new(&grammar.lexicon) })
    }

    /// Writes the list as [`Clusters::read`] reads it.
    pub(crate) fn write(&self, to: &mut Writer) -> Clusters {
        let mut meanings = self.meanings.chunks(LISTED);
        let mut rows: Vec<(u32, u16, [i8; MEANING])> = Vec::new();
        for line in self.table.lines().skip(1) {
            let mut meaning = [0; MEANING];
            for (to, from) in meaning.iter_mut().zip(meanings.next().unwrap_or_default()) {
                *to = *from as i8;
            }
            let mut columns = line.split('\t');
            let (word, fine) = (columns.next(), columns.nth(1));
            if let (Some(word), Some(Ok(fine))) = (word, fine.map(str::parse)) {
                rows.push((hash_str(word), fine, meaning));
            }
        }
        rows.sort_by_key(|(word, ..)| *word);
        rows.dedup_by_key(|(word, ..)| *word);
        to.number(rows.len() as u32);
        let mut last = 0;
        for &(word, cluster, _) in &rows {
            to.number(word.wrapping_sub(last));
            to.number(u32::from(cluster));
            last = word;
        }
        for byte in rows.iter().flat_map(|(.., meaning)| meaning) {
            to.byte(*byte as u8);
        }
        let words = rows.iter().map(|&(word, cluster, _)| (word, cluster));
        Clusters::new(words, rows.iter().map(|&(.., meaning)| meaning).collect())
    }
}

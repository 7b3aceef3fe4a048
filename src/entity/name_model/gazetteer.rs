//! The lexicon as the model was trained with it: hashed spellings and what each of them marks.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::{ModelError, Reader, Writer};
use crate::syntax::{Upos, Word};

/// Names take at most so many words.
const LONGEST: usize = 6;

/// Classes of known names. A word's marks tell for each class whether it begins, goes on in, or is such a name.
pub const NAMES: u32 = 9;

/// What a known spelling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Mark {
    /// A country.
    Country,
    /// A capital, or a town of a million or more.
    City,
    /// A town of a hundred thousand or more.
    Town,
    /// A smaller town.
    SmallTown,
    /// A known organization.
    Organization,
    /// A known place or facility.
    Place,
    /// Another known name.
    Other,
    /// A country's adjective or people.
    Nationality,
    /// A given name.
    Given,
    /// A word before a person's name: honorific, rank, office.
    Title,
    /// A last word of organizations.
    OrganizationHead,
    /// A last word of companies.
    CompanySuffix,
    /// A last word of facilities.
    FacilityHead,
    /// A word of names of places.
    PlaceHead,
    /// A last word of treaties, wars and the like.
    OtherHead,
    /// A month, day or unit.
    Time,
    /// A small word within names of people.
    Particle,
    /// A person or group, described.
    People,
    /// What people do: say, and other acts of the will.
    Act,
}

impl Mark {
    /// Its bit among the marks of a spelling.
    pub const fn bit(self) -> u32 {
        1 << self as u8
    }
}

/// Known spellings.
#[derive(Debug, Default)]
pub struct Gazetteer {
    marks: FxHashMap<u32, u32>,
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on with the hash of a spelling: letters and digits without case and accents count, nothing else.
fn squeeze(hash: u64, text: &str) -> u64 {
    let step = |hash: u64, c: char| {
        if c.is_alphanumeric() {
            c.to_lowercase().fold(hash, |hash, c| (hash ^ c as u64).wrapping_mul(0x100_0000_01b3))
        } else {
            hash
        }
    };
    if text.is_ascii() {
        text.bytes().filter(u8::is_ascii_alphanumeric).fold(hash, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
        })
    } else {
        text.nfd().filter(|&c| !is_combining_mark(c)).fold(hash, step)
    }
}

fn finish(hash: u64, acronym: bool) -> u32 {
    let hash = if acronym { hash ^ 0x5555 } else { hash };
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// Is a spelling an acronym, which counts in capitals only?
fn acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() <= 5 && !text.chars().any(char::is_lowercase)
}

impl Gazetteer {
    /// Adds a mark to a spelling.
    pub fn add(&mut self, spelling: &str, mark: Mark) {
        let key = finish(squeeze(BASIS, spelling), acronym(spelling));
        *self.marks.entry(key).or_default() |= mark.bit();
    }

    /// The marks of each word: for each class of [`NAMES`] two bits (1 begins, 2 goes on in, 3 is such a name), then one
    /// bit for each other mark. Cost: linear.
    pub fn marks(&self, words: &[Word]) -> Vec<u32> {
        let mut marks = vec![0; words.len()];
        for (i, word) in words.iter().enumerate() {
            let single = finish(squeeze(BASIS, &word.form), false);
            let single = self.marks.get(&single).copied().unwrap_or(0);
            marks[i] |= (single >> NAMES) << (2 * NAMES);
            if word.form.starts_with(char::is_uppercase) || word.upos == Upos::Propn {
                self.names_from(words, i, &mut marks);
            }
        }
        marks
    }

    /// Marks the known names that begin with word `i`.
    fn names_from(&self, words: &[Word], i: usize, marks: &mut [u32]) {
        let mut hash = BASIS;
        let mut lower = false;
        for (k, word) in words.iter().enumerate().skip(i).take(LONGEST) {
            let next = squeeze(hash, &word.form);
            if next == hash {
                // A mark between words ends nothing, and no name ends with one.
                continue;
            }
            hash = next;
            lower |= word.form.chars().any(char::is_lowercase);
            let found = self.marks.get(&finish(hash, false)).copied().unwrap_or(0);
            let acronym = if lower { None } else { self.marks.get(&finish(hash, true)) };
            let found = (found | acronym.copied().unwrap_or(0)) & ((1 << NAMES) - 1);
            for class in (0..NAMES).filter(|class| found >> class & 1 == 1) {
                for (at, mark) in marks.iter_mut().enumerate().take(k + 1).skip(i) {
                    let part = match (i == k, at == i) {
                        (true, _) => 3,
                        (false, true) => 1,
                        (false, false) => 2,
                    };
                    if part == 2 || *mark >> (2 * class) & 3 != 2 {
                        *mark = (*mark & !(3 << (2 * class))) | part << (2 * class);
                    }
                }
            }
        }
    }

    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    /// [`ModelError::Damaged`] where the bytes end too early.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = from.number()? as usize;
        if count > from.left() {
            return Err(ModelError::Damaged("it names more spellings than it holds"));
        }
        let mut marks = FxHashMap::default();
        marks.reserve(count);
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(from.number()?);
            marks.insert(last, from.number()?);
        }
        Ok(Self { marks })
    }

    /// Writes the spellings in order of their hashes.
    pub fn write(&self, to: &mut Writer) {
        let mut sorted: Vec<(u32, u32)> = self.marks.iter().map(|(&key, &m)| (key, m)).collect();
        sorted.sort_unstable();
        to.number(sorted.len() as u32);
        let mut last = 0;
        for (key, marks) in sorted {
            to.number(key.wrapping_sub(last));
            to.number(marks);
            last = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gazetteer, Mark, NAMES};
    use crate::model::{ModelError, Reader, Writer};
    use crate::syntax::{Deprel, Feats, Upos, Word};
    use crate::text::Span;

    fn words(text: &str) -> Vec<Word> {
        let word = |form: &str| Word {
            span: Span::default(),
            form: form.into(),
            lemma: form.into(),
            upos: Upos::X,
            feats: Feats::default(),
            head: None,
            deprel: Deprel::Dep,
        };
        text.split(' ').map(word).collect()
    }

    fn parts(marks: &[u32], mark: Mark) -> Vec<u32> {
        marks.iter().map(|marks| marks >> (2 * mark as u32) & 3).collect()
    }

    fn gazetteer() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add("Port-Réal", Mark::Town);
        gazetteer.add("Port", Mark::SmallTown);
        gazetteer.add("WHO", Mark::Organization);
        gazetteer.add("colonel", Mark::Title);
        gazetteer
    }

    #[test]
    fn names_of_several_words_are_marked_in_parts() {
        let marks = gazetteer().marks(&words("in Port - Real today"));
        assert_eq!(parts(&marks, Mark::Town), [0, 1, 2, 2, 0]);
        assert_eq!(parts(&marks, Mark::SmallTown), [0, 3, 0, 0, 0]);
    }

    #[test]
    fn acronyms_count_in_capitals_and_words_in_any_case() {
        let marks = gazetteer().marks(&words("Who met Colonel WHO"));
        assert_eq!(parts(&marks, Mark::Organization), [0, 0, 0, 3]);
        let title = 1 << (2 * NAMES + Mark::Title as u32 - NAMES);
        assert_eq!(
            marks.iter().map(|m| m & title != 0).collect::<Vec<_>>(),
            [false, false, true, false]
        );
    }

    #[test]
    fn what_was_written_is_read() -> Result<(), ModelError> {
        let mut to = Writer::new();
        gazetteer().write(&mut to);
        let file = to.finish();
        let read = Gazetteer::read(&mut Reader::open(&file)?)?;
        let text = words("colonel Port - Real");
        assert_eq!(read.marks(&text), gazetteer().marks(&text));
        Ok(())
    }
}

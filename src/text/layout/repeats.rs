//! Finds blocks that say again what an earlier one said.

use rustc_hash::{FxHashMap, FxHashSet};

/// A sentence of fewer words may well be said twice on purpose.
const SENTENCE_WORDS: usize = 6;
/// Blocks with this many first words in common are compared further.
const OPENING_WORDS: usize = 8;
/// Longer blocks are compared only as a whole.
const NEAR_WORDS: usize = 200;

/// What was said so far. Memory: at most eight bytes a word.
#[derive(Default)]
pub(super) struct Repeats {
    sentences: FxHashSet<u64>,
    /// By its opening, the words of the first block of the section that begins so, sorted.
    openings: FxHashMap<u64, Vec<u64>>,
}

impl Repeats {
    /// Forgets the openings: stories of other sections may begin alike.
    pub(super) fn new_section(&mut self) {
        self.openings.clear();
    }

    /// Does `block` say nothing new? If it does, it is remembered. Cost: linear in the block.
    pub(super) fn is_repeated(&mut self, block: &str) -> bool {
        let Said { sentences, mut words, opening } = said(block);
        let again = !sentences.is_empty() && sentences.iter().all(|s| self.sentences.contains(s));
        if again {
            return true;
        }
        if let Some(opening) = opening {
            words.sort_unstable();
            match self.openings.get(&opening) {
                Some(earlier) if is_near(earlier, &words) => return true,
                Some(_) => {}
                None => {
                    self.openings.insert(opening, words);
                }
            }
        }
        self.sentences.extend(sentences);
        false
    }
}

struct Said {
    sentences: Vec<u64>,
    /// Empty for blocks that are too short or too long to be compared word by word.
    words: Vec<u64>,
    opening: Option<u64>,
}

fn said(block: &str) -> Said {
    let mut sentences = Vec::new();
    let mut words = Vec::new();
    let mut sentence = Hash::new();
    let mut in_sentence = 0;
    let mut count = 0;
    let mut opening = Hash::new();
    for word in block.split_whitespace() {
        let mut hash = Hash::new();
        let mut empty = true;
        for c in word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
            hash.add(u64::from(c));
            empty = false;
        }
        if !empty {
            count += 1;
            in_sentence += 1;
            sentence.add(hash.0);
            if count <= OPENING_WORDS {
                opening.add(hash.0);
            }
            if count <= NEAR_WORDS {
                words.push(hash.0);
            }
        }
        if super::lines::ends_sentence(word) {
            if in_sentence >= SENTENCE_WORDS {
                sentences.push(sentence.0);
            }
            (sentence, in_sentence) = (Hash::new(), 0);
        }
    }
    if in_sentence >= SENTENCE_WORDS || (sentences.is_empty() && count >= 4) {
        sentences.push(if sentences.is_empty() && in_sentence < SENTENCE_WORDS {
            words
                .iter()
                .fold(Hash::new(), |mut all, &word| {
                    all.add(word);
                    all
                })
                .0
        } else {
            sentence.0
        });
    }
    let compared = (OPENING_WORDS..=NEAR_WORDS).contains(&count);
    Said {
        sentences,
        words: if compared { words } else { Vec::new() },
        opening: compared.then_some(opening.0),
    }
}

/// Do the two sorted lists share nine tenths of their words?
fn is_near(a: &[u64], b: &[u64]) -> bool {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared * 10 >= a.len().max(b.len()) * 9
}

/// FNV-1a over 64-bit pieces: the same on every machine.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, piece: u64) {
        self.0 = (self.0 ^ piece).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }
}

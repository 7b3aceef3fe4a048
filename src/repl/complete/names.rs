//! Names by what was typed of them: as they begin, as one of their words begins, as they are nearly spelled.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use crate::grammar::fold;

/// Shorter words are too near to everything.
const FUZZY_FROM: usize = 3;

/// Longer ones are no slip of the fingers.
const FUZZY_TO: usize = 40;

/// So many spellings are compared letter by letter at most: a Tab must not be waited for. Words with the first letters
/// of what was typed are looked at first.
const COMPARED: usize = 10_000;

/// One spelling of a thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// As it is written.
    pub(super) text: Arc<str>,
    /// What it is the name of: its first name.
    pub(super) name: Arc<str>,
    /// How much hangs on it.
    pub(super) weight: u32,
}

/// The names and aliases of a graph, ready to be looked up. Memory: some 60 bytes a word.
#[derive(Debug, Default)]
pub(super) struct Names {
    spellings: Vec<Spelling>,
    /// All spellings without case and accents, one after the other.
    pool: String,
    /// Where each begins in the pool, and where the last ends.
    begins: Vec<u32>,
    /// Where each word of each spelling begins: the spelling, the byte in it. Sorted by what stands there.
    starts: Vec<(u32, u16)>,
    /// Different words: the letters that they have, the first of their starts, and their first letter.
    words: Vec<(u64, u32, char)>,
    /// Those that most hangs on.
    top: Vec<u32>,
}

/// So many of the foremost are known without anything typed.
const TOP: usize = 60;

impl Names {
    /// Cost: sorting the words of all spellings.
    pub(super) fn new(mut spellings: Vec<Spelling>) -> Self {
        spellings.sort_unstable();
        // Of equal spellings of one name one is enough; what hangs on them is added up.
        let mut kept: Vec<Spelling> = Vec::with_capacity(spellings.len());
        for spelling in spellings {
            match kept.last_mut() {
                Some(last) if (&last.text, &last.name) == (&spelling.text, &spelling.name) => {
                    last.weight = last.weight.saturating_add(spelling.weight);
                }
                _ => kept.push(spelling),
            }
        }
        let mut names = Self { spellings: kept, ..Self::default() };
        names.begins.push(0);
        for (i, spelling) in names.spellings.iter().enumerate() {
            let from = names.pool.len();
            names.pool.push_str(&fold(&spelling.text));
            let (Ok(end), Ok(index)) = (u32::try_from(names.pool.len()), u32::try_from(i)) else {
                // Four billion bytes of names: the rest is not completed.
                names.pool.truncate(from);
                names.spellings.truncate(i);
                break;
            };
            names.begins.push(end);
            let mut inside = false;
            for (at, c) in names.pool.get(from..).unwrap_or("").char_indices() {
                if c.is_alphanumeric() && !inside {
                    names.starts.extend(u16::try_from(at).map(|at| (index, at)));
                }
                inside = c.is_alphanumeric();
            }
        }
        // Most words differ in their first letters, which need no look into the pool.
        let starts = std::mem::take(&mut names.starts);
        let mut keyed: Vec<(u64, (u32, u16))> =
            starts.into_iter().map(|start| (first_bytes(names.at(start)), start)).collect();
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| names.at(a.1).cmp(names.at(b.1))));
        let starts: Vec<(u32, u16)> = keyed.into_iter().map(|(_, start)| start).collect();
        let mut last = "";
        let mut words = Vec::new();
        for (i, &start) in starts.iter().enumerate() {
            let word = first_word(names.at(start));
            if word != last {
                let first = word.chars().next().unwrap_or('\0');
                words.push((letters(word), u32::try_from(i).unwrap_or(u32::MAX), first));
                last = word;
            }
        }
        (names.words, names.starts) = (words, starts);
        let mut top: Vec<(Reverse<u32>, u32)> =
            (0..).zip(&names.spellings).map(|(i, it)| (Reverse(it.weight), i)).collect();
        let most = TOP.min(top.len());
        if most > 0 {
            top.select_nth_unstable(most - 1);
        }
        top.truncate(most);
        top.sort_unstable();
        names.top = top.into_iter().map(|(_, i)| i).collect();
        names
    }

    /// What stands in the pool from the start of a word to the end of its spelling.
    fn at(&self, (spelling, at): (u32, u16)) -> &str {
        let index = spelling as usize;
        let (Some(&from), Some(&to)) = (self.begins.get(index), self.begins.get(index + 1)) else {
            return "";
        };
        self.pool.get(from as usize + usize::from(at)..to as usize).unwrap_or("")
    }

    fn weight(&self, spelling: u32) -> u32 {
        self.spellings.get(spelling as usize).map_or(0, |it| it.weight)
    }

    /// The spellings that `part` may begin, at most `most` names: those that begin so, then those of which a word does,
    /// and only where there are none those that are spelled nearly so; in each group those that most hangs on first.
    /// Cost: the words that begin so; where there are none, a look at each different word.
    pub(super) fn find(&self, part: &str, most: usize) -> Vec<&Spelling> {
        let part = fold(part.trim_start());
        let ranked = if part.is_empty() { self.top.clone() } else { self.ranked(&part, most * 4) };
        let mut seen = BTreeSet::new();
        ranked
            .into_iter()
            .filter_map(|i| self.spellings.get(i as usize))
            .filter(|spelling| seen.insert(&*spelling.name))
            .take(most)
            .collect()
    }

    fn ranked(&self, part: &str, most: usize) -> Vec<u32> {
        let mut best = Best::new(most);
        let from = self.starts.partition_point(|&start| self.at(start) < part);
        for &start in self.starts.get(from..).unwrap_or(&[]) {
            if !self.at(start).starts_with(part) {
                break;
            }
            best.offer((u8::from(start.1 > 0), Reverse(self.weight(start.0)), start.0));
        }
        let length = part.chars().count();
        // A name that begins so is put in whole, and others would stand in its way.
        if best.is_empty() && (FUZZY_FROM..=FUZZY_TO).contains(&length) {
            self.nearly(part, &mut best);
        }
        best.sorted()
    }

    /// Offers what is spelled nearly as `part`.
    fn nearly(&self, part: &str, best: &mut Best) {
        let wanted: Vec<char> = part.chars().collect();
        let slips = if wanted.len() <= 6 { 1 } else { 2 };
        let has = letters(first_word(part));
        let mut room = COMPARED;
        let firsts: Vec<char> = wanted.iter().take(2).copied().collect();
        // A slip at the first letter is rare.
        for first in [true, false] {
            for (i, &(letters, from, letter)) in self.words.iter().enumerate() {
                // Each letter that is missing is a slip.
                let missing = (has & !letters).count_ones();
                if missing > slips || firsts.contains(&letter) != first {
                    continue;
                }
                let to =
                    self.words.get(i + 1).map_or(self.starts.len(), |&(_, next, _)| next as usize);
                let all = self.starts.get(from as usize..to).unwrap_or(&[]);
                self.compare(&wanted, !part.contains(' '), slips, all, best, &mut room);
                if room == 0 {
                    return;
                }
            }
        }
    }

    /// Offers those of some spellings that begin with one word which are nearly what is wanted.
    fn compare(
        &self,
        wanted: &[char],
        one_word: bool,
        slips: u32,
        starts: &[(u32, u16)],
        best: &mut Best,
        room: &mut usize,
    ) {
        let mut known = None;
        for &start in starts {
            let far = match known {
                Some(far) if one_word => far,
                _ if *room == 0 => return,
                _ => {
                    *room -= 1;
                    far(wanted, self.at(start), slips)
                }
            };
            known = Some(far);
            if far > slips && one_word {
                return;
            }
            if far <= slips && far > 0 {
                let group = 1 + u8::try_from(far).unwrap_or(u8::MAX - 1);
                best.offer((group, Reverse(self.weight(start.0)), start.0));
            }
        }
    }
}

/// The first bytes of a text as a number that is ordered as they are.
fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (slot, byte) in bytes.iter_mut().zip(text.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(bytes)
}

/// A candidate: its group, what hangs on it, the spelling.
type Candidate = (u8, Reverse<u32>, u32);

/// The best of many.
struct Best {
    heap: BinaryHeap<Candidate>,
    most: usize,
}

impl Best {
    fn new(most: usize) -> Self {
        Self { heap: BinaryHeap::with_capacity(most + 1), most }
    }

    fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    fn offer(&mut self, candidate: Candidate) {
        if self.heap.len() < self.most {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    fn sorted(self) -> Vec<u32> {
        self.heap.into_sorted_vec().into_iter().map(|(.., spelling)| spelling).collect()
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Which letters a word has, folded to 64 kinds.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |all, c| all | 1 << (u32::from(c) % 64))
}

/// How many slips `wanted` is from the nearest beginning of `text`: letters left out, put in, exchanged, or two in the wrong
/// order. More than `most` may be told as any greater number.
fn far(wanted: &[char], text: &str, most: u32) -> u32 {
    const WIDE: usize = FUZZY_TO + 8;
    const MANY: u32 = 1000;
    let reach = most as usize;
    let mut other = ['\0'; WIDE];
    let mut length = 0;
    let room = (wanted.len() + reach).min(WIDE - 1);
    for (slot, c) in other.iter_mut().zip(text.chars()).take(room) {
        *slot = c;
        length += 1;
    }
    let mut rows = [[MANY; WIDE]; 3];
    let [before, last, now] = &mut rows;
    let (mut before, mut last, mut now) = (before, last, now);
    for (cell, j) in last.iter_mut().zip(0..).take(reach + 1) {
        *cell = j;
    }
    let get = |row: &[u32; WIDE], j: usize| row.get(j).copied().unwrap_or(MANY);
    for (i, &c) in wanted.iter().enumerate() {
        // More to either side there are more slips than are forgiven.
        let (from, to) = ((i + 1).saturating_sub(reach), (i + 1 + reach).min(length));
        now.fill(MANY);
        let mut best = MANY;
        for j in from..=to {
            let mut cell = get(last, j) + 1;
            if let Some(k) = j.checked_sub(1) {
                let d = other.get(k).copied().unwrap_or('\0');
                cell = cell.min(get(now, k) + 1).min(get(last, k) + u32::from(c != d));
                if let (Some(h), Some(a)) = (k.checked_sub(1), i.checked_sub(1))
                    && wanted.get(a) == Some(&d)
                    && other.get(h) == Some(&c)
                {
                    cell = cell.min(get(before, h) + 1);
                }
            }
            if let Some(slot) = now.get_mut(j) {
                *slot = cell;
            }
            best = best.min(cell);
        }
        if best > most {
            return best;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut now);
    }
    last.iter().take(length + 1).copied().min().unwrap_or(MANY)
}

#[cfg(test)]
mod tests {
    use super::{Names, Spelling, far};

    fn names(all: &[(&str, &str, u32)]) -> Names {
        let spelling = |&(text, name, weight): &(&str, &str, u32)| Spelling {
            text: text.into(),
            name: name.into(),
            weight,
        };
        Names::new(all.iter().map(spelling).collect())
    }

    fn found(names: &Names, part: &str) -> Vec<String> {
        names.find(part, 10).into_iter().map(|it| it.name.to_string()).collect()
    }

    #[test]
    fn names_come_by_prefix_then_by_word_then_by_weight() {
        let names = names(&[
            ("Ana Lund", "Ana Lund", 2),
            ("Per O'Lund", "Per O'Lund", 1),
            ("Lundqvist", "Lundqvist", 0),
            ("Lund", "Lund", 1),
        ]);
        assert_eq!(found(&names, "lund"), ["Lund", "Lundqvist", "Ana Lund", "Per O'Lund"]);
        assert_eq!(found(&names, ""), ["Ana Lund", "Lund", "Per O'Lund", "Lundqvist"]);
        assert_eq!(found(&names, "ana l"), ["Ana Lund"]);
    }

    #[test]
    fn aliases_and_other_spellings_lead_to_the_name() {
        let names = names(&[
            ("Volodymyr Zelenskyy", "Volodymyr Zelenskyy", 9),
            ("Zelensky", "Volodymyr Zelenskyy", 9),
            ("Aleksandar Vučić", "Aleksandar Vučić", 3),
            ("Sergei Lavrov", "Sergei Lavrov", 5),
        ]);
        assert_eq!(found(&names, "zel"), ["Volodymyr Zelenskyy"]);
        assert_eq!(found(&names, "vucic"), ["Aleksandar Vučić"]);
        assert_eq!(found(&names, "lavorv"), ["Sergei Lavrov"]);
        assert_eq!(found(&names, "sergej lav"), ["Sergei Lavrov"]);
        assert!(found(&names, "qqq").is_empty());
    }

    #[test]
    fn slips_are_counted_to_the_nearest_beginning() {
        let far = |wanted: &str, text: &str| far(&wanted.chars().collect::<Vec<_>>(), text, 3);
        assert_eq!(far("lavr", "lavrov"), 0);
        assert_eq!(far("larv", "lavrov"), 1);
        assert_eq!(far("lvarov", "lavrov"), 1);
        assert_eq!(far("lavrow", "lavrov"), 1);
        assert!(far("zzzz", "lavrov") > 2);
    }
}

//! Learning lemmas: rules by the ends of words, exceptions by whole words.

use std::collections::{BTreeMap, BTreeSet};

use super::conllu::GoldSentence;
use crate::model::{Reader, Writer};
use crate::syntax::Upos;
use crate::syntax::lemma::{
    LONGEST_END, LemmaRule, Lemmatizer, any_tag, folded, is_kept, lemma_key, seen_key,
};
use crate::syntax::lexeme::Clusters;
use crate::syntax::tag::Inventory;

use super::irregular::irregular_forms;
use super::tagging::tag_number;

/// The rules of a lemmatizer, and which ends and words each is for.
#[derive(Debug, Default)]
pub(crate) struct LemmaTable {
    pub rules: Vec<LemmaRule>,
    pub by_end: BTreeMap<u32, u16>,
    /// Verbs and adjectives that were seen.
    pub seen: BTreeSet<u32>,
}

/// The rule that makes `lemma` of `form`.
fn rule_of(form: &str, lemma: &str) -> LemmaRule {
    let lower = folded(form);
    let by = |word: &str, cased: bool| {
        let common = word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        LemmaRule {
            cased,
            strip: (word.chars().count() - common).min(255) as u8,
            add: lemma.chars().skip(common).collect::<String>().into(),
        }
    };
    let (plain, cased) = (by(&lower, false), by(form, true));
    if cased.strip < plain.strip { cased } else { plain }
}

/// So often a form must stand in the treebanks for its lemma there to be believed before the list of verbs: the lemma of
/// the one `leaned` of a treebank is `learn`, a slip of its writer.
const ESTABLISHED: usize = 8;

/// What stands in the treebanks but once may be a slip.
const ATTESTED: usize = 2;

/// How often each form of a word occurred with each lemma.
type Cases<'a> = BTreeMap<(&'a str, &'a str), usize>;

type Counts = BTreeMap<LemmaRule, usize>;

fn majority(counts: &Counts) -> Option<(&LemmaRule, usize)> {
    counts.iter().fold(None, |best, (rule, &count)| match best {
        Some((_, most)) if most >= count => best,
        _ => Some((rule, count)),
    })
}

/// How many occurrences of a word each of the rules that they suggest gets right: `I` and `i` have one rule.
fn count_rules(cases: &Cases<'_>) -> Counts {
    let mut counts = Counts::new();
    for (form, lemma) in cases.keys() {
        let rule = rule_of(form, lemma);
        let right = cases.iter().filter(|((form, lemma), _)| {
            rule.apply(form, &folded(form)).as_deref() == Some(*lemma)
        });
        let sum = right.map(|(_, count)| count).sum();
        counts.insert(rule, sum);
    }
    counts
}

/// Learns rules: an end of a word is stored where it says something else than the shorter end.
pub(crate) fn learn_lemmas(
    sentences: &[GoldSentence],
    inventory: &Inventory,
    known: &Clusters,
) -> LemmaTable {
    let mut table = LemmaTable::default();
    let mut seen: BTreeMap<(u8, String), Cases<'_>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        if word.lemma == "_" && word.form != "_" {
            continue;
        }
        let tag = tag_number(inventory, word.tag());
        let cases = seen.entry((tag, folded(&word.form))).or_default();
        *cases.entry((&word.form, &word.lemma)).or_default() += 1;
        if is_kept(word.upos) {
            table.seen.insert(seen_key(&word.lemma, word.upos));
        }
    }
    // By tag and word: how often each rule makes the lemma of it.
    let words: BTreeMap<(u8, String), Counts> =
        seen.into_iter().map(|(key, cases)| (key, count_rules(&cases))).collect();
    let mut ends: BTreeMap<(u8, usize, String), Counts> = BTreeMap::new();
    for ((tag, word), counts) in &words {
        let letters: Vec<char> = word.chars().collect();
        for length in 0..=LONGEST_END.min(letters.len()) {
            let end: String = letters[letters.len() - length..].iter().collect();
            let sums = ends.entry((*tag, length, end)).or_default();
            for rule in counts.keys() {
                // Each word counts once, so that frequent irregular words rule nothing but themselves.
                *sums.entry(rule.clone()).or_default() += 1;
            }
        }
    }
    let mut stored: BTreeMap<(u8, String), LemmaRule> = BTreeMap::new();
    for length in 0..=LONGEST_END {
        for ((tag, _, end), counts) in ends.iter().filter(|((_, l, _), _)| *l == length) {
            let Some((rule, count)) = majority(counts) else { continue };
            let shorter = longest(&stored, *tag, end, length);
            if count >= 2 && shorter != Some(rule) || length == 0 {
                stored.insert((*tag, end.clone()), rule.clone());
            }
        }
    }
    // Words that their ends do not tell, for all tags of a part of speech: `fought`.
    let upos_of = |tag: u8| inventory.upos(tag);
    let by_ends = |tag, word| longest(&stored, tag, word, LONGEST_END + 1);
    let mut irregular: BTreeMap<(Upos, &str), Counts> = BTreeMap::new();
    for ((tag, word), counts) in &words {
        let Some((rule, count)) = majority(counts) else { continue };
        if by_ends(*tag, word) != Some(rule) {
            let sums = irregular.entry((upos_of(*tag), word)).or_default();
            *sums.entry(rule.clone()).or_default() += count;
        }
    }
    let mut any: BTreeMap<(Upos, &str), &LemmaRule> = BTreeMap::new();
    for ((upos, word), counts) in &irregular {
        let Some((rule, _)) = majority(counts) else { continue };
        any.insert((*upos, *word), rule);
        let number = table.number(rule);
        table.by_end.insert(lemma_key(word, true, any_tag(*upos)), number);
    }
    for ((tag, word), counts) in &words {
        let Some((rule, _)) = majority(counts) else { continue };
        let told = any.get(&(upos_of(*tag), word.as_str())).copied();
        if told.or_else(|| by_ends(*tag, word)) != Some(rule) {
            let number = table.number(rule);
            table.by_end.insert(lemma_key(word, true, *tag), number);
        }
    }
    let mut verbs: BTreeMap<&str, Vec<(u8, usize)>> = BTreeMap::new();
    for ((tag, word), counts) in words.iter().filter(|((tag, _), _)| upos_of(*tag) == Upos::Verb) {
        verbs.entry(word).or_default().push((*tag, counts.values().sum()));
    }
    for (form, verb) in irregular_forms(|word| known.knows(word)) {
        let tags = verbs.get(form.as_str()).map_or(&[][..], Vec::as_slice);
        if tags.iter().map(|(_, count)| count).sum::<usize>() >= ESTABLISHED {
            continue;
        }
        for (tag, _) in tags {
            table.by_end.remove(&lemma_key(&form, true, *tag));
        }
        let number = table.number(&rule_of(&form, &verb));
        table.by_end.insert(lemma_key(&form, true, any_tag(Upos::Verb)), number);
        table.seen.insert(seen_key(&verb, Upos::Verb));
    }
    for ((tag, end), rule) in &stored {
        let number = table.number(rule);
        table.by_end.insert(lemma_key(end, false, *tag), number);
    }
    let listed: BTreeSet<String> =
        irregular_forms(|word| known.knows(word)).into_iter().map(|(form, _)| form).collect();
    let told_wrong = told_wrong(&table, &words, inventory, known);
    for (tag, word, rule) in told_wrong {
        if upos_of(tag) != Upos::Verb || !listed.contains(word) {
            let number = table.number(&rule);
            table.by_end.insert(lemma_key(word, true, tag), number);
        }
    }
    table
}

/// Words of the treebanks whose lemma the table does not give as it is read, where known words and shorter ends have a say:
/// each with the rule that it needs.
fn told_wrong<'a>(
    table: &LemmaTable,
    words: &'a BTreeMap<(u8, String), Counts>,
    inventory: &Inventory,
    known: &Clusters,
) -> Vec<(u8, &'a str, LemmaRule)> {
    let mut writer = Writer::new();
    table.write(&mut writer);
    let file = writer.finish();
    let Ok(lemmatizer) = Reader::open(&file).and_then(|mut from| Lemmatizer::read(&mut from))
    else {
        return Vec::new();
    };
    let wrong = words.iter().filter_map(|((tag, word), counts)| {
        let (rule, count) = majority(counts)?;
        let lemma = rule.apply(word, word).filter(|_| !rule.cased && count >= ATTESTED)?;
        let told = lemmatizer.lemma(word, *tag, inventory.upos(*tag), known);
        (told != lemma).then(|| (*tag, word.as_str(), rule.clone()))
    });
    wrong.collect()
}

/// The rule of the longest stored end of `word` that is shorter than `below`.
fn longest<'a>(
    stored: &'a BTreeMap<(u8, String), LemmaRule>,
    tag: u8,
    word: &str,
    below: usize,
) -> Option<&'a LemmaRule> {
    let letters: Vec<char> = word.chars().collect();
    (0..below.min(letters.len() + 1)).rev().find_map(|length| {
        let end: String = letters[letters.len() - length..].iter().collect();
        stored.get(&(tag, end))
    })
}

impl LemmaTable {
    fn number(&mut self, rule: &LemmaRule) -> u16 {
        let known = self.rules.iter().position(|r| r == rule);
        known.unwrap_or_else(|| {
            self.rules.push(rule.clone());
            self.rules.len() - 1
        }) as u16
    }

    /// Writes the table as the lemmatizer reads it.
    pub(crate) fn write(&self, to: &mut Writer) {
        to.number(self.rules.len() as u32);
        for rule in &self.rules {
            to.byte(u8::from(rule.cased));
            to.byte(rule.strip);
            to.text(&rule.add);
        }
        to.number(self.by_end.len() as u32);
        let mut last = 0;
        for (&key, &rule) in &self.by_end {
            to.number(key.wrapping_sub(last));
            to.number(u32::from(rule));
            last = key;
        }
        to.number(self.seen.len() as u32);
        last = 0;
        for &key in &self.seen {
            to.number(key.wrapping_sub(last));
            last = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, rule_of};

    #[test]
    fn rules_make_the_lemmas_they_were_learned_from() {
        for (form, lemma) in [
            ("Said", "say"),
            ("was", "be"),
            ("Russians", "Russian"),
            ("U.S.", "U.S."),
            ("n’t", "not"),
        ] {
            let rule = rule_of(form, lemma);
            assert_eq!(rule.apply(form, &folded(form)).as_deref(), Some(lemma), "{form}");
        }
    }
}

//! Dictionary forms: what is known of the whole word, or else its longest known end, tells how to change the word.
//!
//! Where an end tells to make a word that nobody uses (`vot` of `voted`), the next shorter ends are asked, too.

use rustc_hash::FxHashMap;

use super::lexeme::Clusters;
use super::{Upos, tag::Tag};
use crate::model::{Mix, ModelError, Reader, hash_str};
use crate::text::chars::{apostrophe, invisible};

/// How many characters at the end of a word the rules look at; a whole word may be longer.
pub(crate) const LONGEST_END: usize = 6;

/// What to do with a word to make its lemma.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LemmaRule {
    /// Keep capitals?
    pub cased: bool,
    /// How many characters to take off the end.
    pub strip: u8,
    /// What to put there.
    pub add: Box<str>,
}

/// Makes lemmas.
#[derive(Debug, Default)]
pub(crate) struct Lemmatizer {
    rules: Vec<LemmaRule>,
    /// Numbers of rules by [`lemma_key`].
    by_end: FxHashMap<u32, u16>,
}

/// The key of the end of a word (or of the whole of it) under a tag.
pub(crate) fn lemma_key(end: &str, whole: bool, tag: u8) -> u32 {
    Mix::new(3000 + u32::from(whole)).with(u32::from(tag)).with(hash_str(end)).key()
}

/// In keys, what stands for any tag with this part of speech: no tagger has so many tags.
pub(crate) fn any_tag(upos: Upos) -> Tag {
    u8::MAX - upos as u8
}

/// The ends of a lower-case word that rules are looked up by, longest first, without the whole word.
pub(crate) fn ends(word: &str) -> impl Iterator<Item = &str> {
    let mut starts = [word.len(); LONGEST_END + 1];
    for (to, (at, _)) in starts.iter_mut().skip(1).zip(word.char_indices().rev()) {
        *to = at;
    }
    let mut last = usize::MAX;
    (0..=LONGEST_END).rev().filter_map(move |n| {
        let start = *starts.get(n)?;
        // Where the word is shorter than `n`, its place was never set.
        if (n > 0 && start == word.len()) || start == last {
            return None;
        }
        last = start;
        word.get(start..)
    })
}

/// A word in lower case, with straight apostrophes.
pub(crate) fn folded(form: &str) -> String {
    let mut text = String::with_capacity(form.len());
    for c in form.chars().filter(|&c| !invisible(c)) {
        if apostrophe(c) {
            text.push('\'');
        } else if c.is_ascii() {
            text.push(c.to_ascii_lowercase());
        } else {
            text.extend(c.to_lowercase());
        }
    }
    text
}

impl LemmaRule {
    /// The lemma of a word by this rule; `None` where the word is too short for it.
    pub(crate) fn apply(&self, form: &str, lower: &str) -> Option<Box<str>> {
        let word = if self.cased { form } else { lower };
        let keep = word.chars().count().checked_sub(usize::from(self.strip))?;
        let end = word.char_indices().nth(keep).map_or(word.len(), |(at, _)| at);
        let mut lemma = String::with_capacity(end + self.add.len());
        lemma.push_str(word.get(..end)?);
        lemma.push_str(&self.add);
        (!lemma.is_empty()).then(|| lemma.into_boxed_str())
    }
}

impl Lemmatizer {
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let mut rules = Vec::new();
        for _ in 0..from.number()? {
            let cased = from.byte()? != 0;
            let strip = from.byte()?;
            rules.push(LemmaRule { cased, strip, add: from.text()?.into() });
        }
        let mut by_end = FxHashMap::default();
        let mut last = 0u32;
        for _ in 0..from.number()? {
            last = last.wrapping_add(from.number()?);
            by_end.insert(last, from.number()? as u16);
        }
        Ok(Self { rules, by_end })
    }

    fn rule(&self, key: u32) -> Option<&LemmaRule> {
        self.by_end.get(&key).and_then(|&number| self.rules.get(usize::from(number)))
    }

    /// The lemma of `form` under the tag with number `tag` and part of speech `upos`; never empty for a form that is
    /// not.
    pub(crate) fn lemma(&self, form: &str, tag: Tag, upos: Upos, words: &Clusters) -> Box<str> {
        let lower = folded(form);
        let whole = [tag, any_tag(upos)].into_iter().find_map(|tag| {
            self.rule(lemma_key(&lower, true, tag)).and_then(|rule| rule.apply(form, &lower))
        });
        if let Some(lemma) = whole {
            return lemma;
        }
        let mut made: Option<Box<str>> = None;
        for end in ends(&lower) {
            let Some(rule) = self.rule(lemma_key(end, false, tag)) else { continue };
            let Some(lemma) = rule.apply(form, &lower) else { continue };
            let settled = made.is_none() && (rule.cased || rule.strip == 0);
            if settled || (rule.strip > 0 && words.knows(&lemma)) {
                return lemma;
            }
            made.get_or_insert(lemma);
        }
        let Some(mut made) = made else {
            return if lower.is_empty() { form.into() } else { lower.into_boxed_str() };
        };
        if upos == Upos::Verb && !words.knows(&made) {
            let longer = format!("{made}e");
            if words.knows(&longer) {
                made = longer.into();
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::{Clusters, LemmaRule, Lemmatizer, Upos, any_tag, ends, folded, lemma_key};
    use crate::model::hash_str;

    #[test]
    fn ends_come_longest_first_and_the_empty_one_last() {
        assert_eq!(
            ends("abcdefgh").collect::<Vec<_>>(),
            ["cdefgh", "defgh", "efgh", "fgh", "gh", "h", ""]
        );
        assert_eq!(ends("né").collect::<Vec<_>>(), ["né", "é", ""]);
        assert_eq!(ends("").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_whole_word_comes_before_its_ends() {
        let rule = |strip, add: &str| LemmaRule { cased: false, strip, add: add.into() };
        let rules = vec![rule(1, ""), rule(3, "y"), rule(3, "an")];
        let keys = [("s", false, 0), ("ies", false, 1), ("men", true, 2), ("tatamen", true, 9)];
        let by_end =
            keys.map(|(end, whole, rule)| (lemma_key(end, whole, 7), rule)).into_iter().collect();
        let lemmatizer = Lemmatizer { rules, by_end };
        let lemma = |form, tag| lemmatizer.lemma(form, tag, Upos::Noun, &Clusters::default());
        assert_eq!(&*lemma("Talks", 7), "talk");
        assert_eq!(&*lemma("embassies", 7), "embassy");
        assert_eq!(&*lemma("men", 7), "an");
        assert_eq!(&*lemma("Talks", 8), "talks", "another tag has other rules");
        assert_eq!(&*lemma("tatamen", 7), "tatamen", "a rule that is missing");
    }

    #[test]
    fn lemmas_that_are_words_are_preferred() {
        let rule = |strip, add: &str| LemmaRule { cased: false, strip, add: add.into() };
        let rules = vec![rule(2, ""), rule(1, ""), rule(3, "")];
        let keys = [("ted", false, 0), ("ed", false, 1), ("pped", false, 2)];
        let by_end =
            keys.map(|(end, whole, rule)| (lemma_key(end, whole, 7), rule)).into_iter().collect();
        let lemmatizer = Lemmatizer { rules, by_end };
        let words = ["vote", "grasp", "hate", "hat"].map(|word| (hash_str(word), 1));
        let words = Clusters::new(words.into_iter(), Vec::new());
        let lemma = |form| lemmatizer.lemma(form, 7, Upos::Verb, &words);
        assert_eq!(&*lemma("voted"), "vote", "a shorter end makes a word");
        assert_eq!(&*lemma("hated"), "hat", "the longest end comes first");
        assert_eq!(&*lemma("blipped"), "blip", "no end makes a word");
    }

    #[test]
    fn a_word_known_under_one_tag_is_known_under_others() {
        let rules = vec![LemmaRule { cased: false, strip: 5, add: "ight".into() }];
        let by_end = [(lemma_key("fought", true, any_tag(Upos::Verb)), 0)].into_iter().collect();
        let lemmatizer = Lemmatizer { rules, by_end };
        let lemma = |upos| lemmatizer.lemma("Fought", 7, upos, &Clusters::default());
        assert_eq!(&*lemma(Upos::Verb), "fight");
        assert_eq!(&*lemma(Upos::Noun), "fought");
    }

    #[test]
    fn words_are_folded_to_small_letters_and_straight_apostrophes() {
        assert_eq!(folded("N’T"), "n't");
        assert_eq!(folded("É\u{ad}tat"), "état");
    }
}

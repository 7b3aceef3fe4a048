//! Dictionary forms: what is known of the whole word, or else its longest known end, tells how to change the word.
//!
//! Where an end tells to make a word that nobody uses (`vot` of `voted`), the next shorter ends are asked, too; verbs and
//! adjectives that were seen as such come before other words.

use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Verbs and adjectives, by [`seen_key`].
    seen: FxHashSet<u32>,
}

/// The key of a lemma that was seen with a part of speech.
pub(crate) fn seen_key(lemma: &str, upos: Upos) -> u32 {
    Mix::new(3002).with(upos as u32).with(hash_str(lemma)).key()
}

/// Are lemmas with this part of speech kept, to choose among what ends tell?
pub(crate) fn is_kept(upos: Upos) -> bool {
    matches!(upos, Upos::Verb | Upos::Adj)
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
        let seen = from.ascending()?.into_iter().collect();
        Ok(Self { rules, by_end, seen })
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
        if is_address(form) || (upos == Upos::Noun && is_code(form) && !words.knows(&lower)) {
            return form.into();
        }
        let told: Vec<(&LemmaRule, Box<str>)> = ends(&lower)
            .filter_map(|end| self.rule(lemma_key(end, false, tag)))
            .filter_map(|rule| Some((rule, rule.apply(form, &lower)?)))
            .collect();
        let settled = told.first().filter(|(rule, _)| rule.cased || rule.strip == 0);
        if let Some((_, lemma)) = settled {
            return lemma.clone();
        }
        if is_kept(upos)
            && let Some(seen) = told.iter().find_map(|(_, lemma)| self.seen_like(lemma, upos))
        {
            return seen;
        }
        let word = told.iter().find(|(rule, lemma)| rule.strip > 0 && words.knows(lemma));
        if let Some((_, lemma)) = word {
            return lemma.clone();
        }
        let made = told.into_iter().next().map(|(_, lemma)| lemma);
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

impl Lemmatizer {
    /// This lemma, or the one that it would be with its end mended (`nam`, `submitt`), if it was seen.
    fn seen_like(&self, lemma: &str, upos: Upos) -> Option<Box<str>> {
        let seen = |lemma: &str| self.seen.contains(&seen_key(lemma, upos));
        if seen(lemma) {
            return Some(lemma.into());
        }
        let longer = format!("{lemma}e");
        if seen(&longer) {
            return Some(longer.into());
        }
        let mut letters = lemma.chars().rev();
        let last = letters.next()?;
        let doubled = letters.next() == Some(last) || last == 'e';
        let shorter = lemma.get(..lemma.len() - last.len_utf8()).filter(|_| doubled)?;
        seen(shorter).then(|| shorter.into())
    }
}

/// Is it an address of mail or of the web, or the name of a file? Capitals count in them.
fn is_address(form: &str) -> bool {
    let inner = |mark: &str| {
        form.split_once(mark).is_some_and(|(before, after)| {
            before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        })
    };
    inner("@") || inner("://") || form.starts_with("www.")
}

/// Is it written in capitals and digits alone, two of them at least?
fn is_code(form: &str) -> bool {
    let is_capital = |c: char| c.is_uppercase() || c.is_ascii_digit();
    form.chars().all(is_capital) && form.chars().filter(|c| c.is_uppercase()).count() > 1
}

#[cfg(test)]
mod tests {
    use super::{
        Clusters, LemmaRule, Lemmatizer, Upos, any_tag, ends, folded, lemma_key, seen_key,
    };
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
        let lemmatizer = Lemmatizer { rules, by_end, ..Lemmatizer::default() };
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
        let lemmatizer = Lemmatizer { rules, by_end, ..Lemmatizer::default() };
        let words = ["vote", "grasp", "hate", "hat"].map(|word| (hash_str(word), 1));
        let words = Clusters::new(words.into_iter(), Vec::new());
        let lemma = |form| lemmatizer.lemma(form, 7, Upos::Verb, &words);
        assert_eq!(&*lemma("voted"), "vote", "a shorter end makes a word");
        assert_eq!(&*lemma("hated"), "hat", "the longest end comes first");
        assert_eq!(&*lemma("blipped"), "blip", "no end makes a word");
    }

    #[test]
    fn verbs_that_were_seen_come_before_other_words() {
        let rules = vec![LemmaRule { cased: false, strip: 2, add: "".into() }];
        let by_end = [(lemma_key("ed", false, 7), 0)].into_iter().collect();
        let seen = ["time", "submit", "call"].map(|verb| seen_key(verb, Upos::Verb));
        let lemmatizer = Lemmatizer { rules, by_end, seen: seen.into_iter().collect() };
        let words = ["tim", "submitt"].map(|word| (hash_str(word), 1));
        let words = Clusters::new(words.into_iter(), Vec::new());
        let lemma = |form, upos| lemmatizer.lemma(form, 7, upos, &words);
        assert_eq!(&*lemma("timed", Upos::Verb), "time");
        assert_eq!(&*lemma("submitted", Upos::Verb), "submit");
        assert_eq!(&*lemma("called", Upos::Verb), "call");
        assert_eq!(&*lemma("timed", Upos::Noun), "tim", "nouns are no verbs");
    }

    #[test]
    fn addresses_and_codes_keep_their_capitals() {
        let words = Clusters::new([(hash_str("stop"), 1)].into_iter(), Vec::new());
        let lemma = |form| Lemmatizer::default().lemma(form, 7, Upos::Noun, &words);
        assert_eq!(&*lemma("A.Ruiz@example.org"), "A.Ruiz@example.org");
        assert_eq!(&*lemma("https://example.org/A"), "https://example.org/A");
        assert_eq!(&*lemma("QBRX"), "QBRX");
        assert_eq!(&*lemma("STOP"), "stop", "a word in capitals");
        assert_eq!(&*lemma("Stop"), "stop");
    }

    #[test]
    fn a_word_known_under_one_tag_is_known_under_others() {
        let rules = vec![LemmaRule { cased: false, strip: 5, add: "ight".into() }];
        let by_end = [(lemma_key("fought", true, any_tag(Upos::Verb)), 0)].into_iter().collect();
        let lemmatizer = Lemmatizer { rules, by_end, ..Lemmatizer::default() };
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

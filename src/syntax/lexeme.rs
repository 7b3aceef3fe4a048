//! A word as the features of tagger and parser see it: hashes of its normal form, ends, shape and clusters.

use rustc_hash::FxHashMap;

use super::network::shape::MEANING;
use crate::model::{Mix, ModelError, Reader, TextHash, hash_str};
use crate::text::chars::{apostrophe, invisible};

/// The numbers of a meaning are below four in the network: its bytes, shifted so far.
const MEANING_SHIFT: u32 = 5;

/// How the capitals of a sentence are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Capitals mark names and starts of sentences.
    Plain,
    /// Nearly every word starts with a capital, as in many headlines.
    Title,
    /// Nearly every letter is a capital.
    Upper,
}

/// What features know of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lexeme {
    /// Hash of the normal form: lower case, straight quotes, digits alike.
    pub word: u32,
    /// Hashes of its last one to five characters.
    pub suffix: [u32; 5],
    /// Hashes of its first one to three characters.
    pub prefix: [u32; 3],
    /// Class of its capitals, digits and marks, the style of the sentence, and whether it is the first word.
    pub shape: u32,
    /// Fine cluster of the word; 0 where it is not known.
    pub cluster: u32,
    /// Coarse cluster.
    pub coarse: u32,
    /// The number of what the word means, plus one; 0 where it is not known.
    pub meaning: u32,
}

/// Clusters of words that stand in like company, and what each word means in numbers.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    /// Cluster and number of a word, by [`hash_str`] of it in lower case.
    of: FxHashMap<u32, (u16, u32)>,
    meanings: Vec<[i8; MEANING]>,
}

impl Clusters {
    /// Words by [`hash_str`] in lower case, sorted, with their clusters and meanings.
    pub(crate) fn new(
        words: impl Iterator<Item = (u32, u16)>,
        meanings: Vec<[i8; MEANING]>,
    ) -> Self {
        let of = words.zip(0..).map(|((word, cluster), number)| (word, (cluster, number)));
        Self { of: of.collect(), meanings }
    }

    /// Is this lower-case word one that people use?
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.of.contains_key(&hash_str(word))
    }

    /// What a word means, in the numbers of the network.
    pub(crate) fn meaning(&self, word: &Lexeme) -> Option<[i16; MEANING]> {
        let number = (word.meaning as usize).checked_sub(1)?;
        self.meanings.get(number).map(|meaning| meaning.map(|m| i16::from(m) << MEANING_SHIFT))
    }

    /// Reads the clusters of a model.
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = from.number()? as usize;
        if count > from.left() {
            return Err(ModelError::Damaged("it names more words than it holds"));
        }
        let mut words = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(from.number()?);
            words.push((last, from.number()? as u16));
        }
        let (meanings, _) = from.raw(count * MEANING)?.as_chunks::<MEANING>();
        let meanings = meanings.iter().map(|meaning| meaning.map(|byte| byte as i8)).collect();
        Ok(Self::new(words.into_iter(), meanings))
    }
}

/// Writes a word as features see it.
fn normal_form(word: &str, to: &mut String) {
    if !word.is_ascii() {
        word.chars().for_each(|c| normal(c, to));
        return;
    }
    for byte in word.bytes() {
        to.push(match byte {
            b'0'..=b'9' => '0',
            b'`' => '\'',
            _ => byte.to_ascii_lowercase().into(),
        });
    }
}

/// Writes `c` as features see it: lower case, one kind of quote, apostrophe, dash and digit.
fn normal(c: char, to: &mut String) {
    match c {
        c if invisible(c) => {}
        c if c.is_ascii_lowercase() => to.push(c),
        c if c.is_numeric() => to.push('0'),
        c if apostrophe(c) => to.push('\''),
        '“' | '”' | '«' | '»' | '„' => to.push('"'),
        '–' | '—' | '―' | '\u{2010}' | '\u{2011}' | '−' => to.push('-'),
        '…' => to.push_str("..."),
        c => to.extend(c.to_lowercase()),
    }
}

/// Words that headlines leave small.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "but", "or", "nor", "of", "in", "on", "at", "by", "for", "from", "to",
    "with", "as", "into", "over", "after", "amid", "about", "than", "via", "vs", "per", "up",
    "off", "out", "is", "are", "be", "it", "its", "that", "if", "not", "n't", "no",
];

/// May the headlines of English write this word small?
pub(crate) fn small_in_titles(word: &str) -> bool {
    SMALL.contains(&word) || word.starts_with(apostrophe) || word.contains("n’t")
}

/// The style of a sentence of these words. Headlines of few words stay plain.
pub(crate) fn style<'a>(words: impl Iterator<Item = &'a str>) -> Style {
    let (mut large, mut small, mut shouted, mut spoken) = (0usize, 0usize, 0usize, 0usize);
    for word in words.filter(|word| word.starts_with(char::is_alphabetic)) {
        if word.chars().any(char::is_lowercase) {
            spoken += 1;
        } else if word.chars().nth(1).is_some() {
            shouted += 1;
        }
        if word.starts_with(char::is_uppercase) {
            large += 1;
        } else if small == 0 && !small_in_titles(word) {
            // One is enough to know.
            small += 1;
        }
    }
    if shouted >= 3 && shouted >= 4 * spoken {
        Style::Upper
    } else if large >= 4 && small == 0 {
        Style::Title
    } else {
        Style::Plain
    }
}

fn shape(form: &str, style: Style, first: bool) -> u32 {
    let (mut upper, mut lower, mut digit, mut other) = (0, 0, 0, 0);
    if form.is_ascii() {
        for byte in form.bytes() {
            match byte {
                b'a'..=b'z' => lower += 1,
                b'A'..=b'Z' => upper += 1,
                b'0'..=b'9' => digit += 1,
                _ => other += 1,
            }
        }
    } else {
        for c in form.chars() {
            if c.is_lowercase() {
                lower += 1;
            } else if c.is_alphabetic() {
                upper += 1;
            } else if c.is_numeric() {
                digit += 1;
            } else if !invisible(c) {
                other += 1;
            }
        }
    }
    let initial = form.starts_with(char::is_uppercase);
    let class = match (upper, lower, digit, other) {
        (0, 0, 0, _) => 0,
        (0, _, 0, 0) => 1,
        (0, _, 0, _) => 2,
        (_, 0, 0, 0) if style == Style::Upper => 3,
        (1, 0, 0, 0) => 4,
        (1, 0, 0, _) => 5,
        (_, 0, 0, 0) => 6,
        (_, 0, 0, _) => 7,
        (1, _, 0, _) if initial => 8,
        (_, _, 0, _) if initial => 9,
        (_, _, 0, _) => 10,
        (0, 0, _, 0) => 11,
        (0, 0, _, _) => 12,
        (0, _, _, _) => 13,
        _ => 14,
    };
    let style = match style {
        Style::Plain => 0,
        Style::Title => 1,
        Style::Upper => 2,
    };
    (class * 3 + style) * 2 + u32::from(first)
}

/// The words of one sentence as features see them, into `to`, and the style of the sentence. Cost: linear in their length.
pub(crate) fn read_words<'a>(
    clusters: &Clusters,
    words: impl Iterator<Item = &'a str> + Clone,
    to: &mut Vec<Lexeme>,
) -> Style {
    to.clear();
    let style = style(words.clone());
    let mut text = String::new();
    // The first word with a letter is the one whose capital says nothing.
    let mut begun = false;
    let (mut before, mut words) = ("", words.peekable());
    while let Some(form) = words.next() {
        text.clear();
        let read = match NAMED.iter().find(|(name, _)| *name == form) {
            Some((_, like)) if style != Style::Upper && names(before, words.peek()) => like,
            _ => form,
        };
        before = form;
        normal_form(read, &mut text);
        let first = !begun && form.chars().any(char::is_alphabetic);
        begun |= first;
        to.push(lexeme(clusters, form, &text, style, first));
    }
    style
}

/// Names in capitals that are common words otherwise, each with a name that it is read like.
const NAMED: [(&str, &str); 2] = [("IS", "ISIS"), ("WHO", "UNESCO")];

/// Words before which no verb or pronoun stands, but a name may.
const BEFORE_NAMES: [&str; 16] = [
    "the", "against", "by", "of", "from", "with", "to", "between", "for", "on", "under", "joined",
    "fighting", "fight", "defeat", "said",
];

/// Does such a word name something where it stands? Whoever stresses "is" writes it behind a subject.
fn names(before: &str, next: Option<&&str>) -> bool {
    let plural = |word: &str| word.ends_with('s') && word.chars().all(char::is_lowercase);
    BEFORE_NAMES.contains(&before) || (before.is_empty() && next.is_some_and(|next| plural(next)))
}

fn lexeme(clusters: &Clusters, form: &str, text: &str, style: Style, first: bool) -> Lexeme {
    // What is hashed so far is the hash of a prefix.
    let mut hash = TextHash::default();
    let mut prefixes = [None; 3];
    let mut characters = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if at > 0 && text.is_char_boundary(at) {
            characters += 1;
            if let Some(prefix) = prefixes.get_mut(characters - 1) {
                *prefix = Some(hash.finish());
            }
        }
        hash.add(byte);
    }
    let word = hash.finish();
    let mut lexeme = Lexeme { word, shape: shape(form, style, first), ..Lexeme::default() };
    let mut rest = text;
    for (n, to) in lexeme.suffix.iter_mut().enumerate() {
        let mut before = rest.chars();
        before.next_back();
        rest = before.as_str();
        let suffix = text.get(rest.len()..).unwrap_or("");
        *to = Mix::new(n as u32).with(hash_str(suffix)).key();
    }
    for (n, (to, prefix)) in lexeme.prefix.iter_mut().zip(prefixes).enumerate() {
        *to = Mix::new(n as u32 + 8).with(prefix.unwrap_or(word)).key();
    }
    if let Some(&(cluster, number)) = clusters.of.get(&word) {
        lexeme.meaning = number + 1;
        lexeme.cluster = u32::from(cluster) + 1;
        lexeme.coarse = u32::from(cluster >> 6) + 1;
    }
    lexeme
}

#[cfg(test)]
mod tests {
    use super::{Clusters, Lexeme, Mix, Style, hash_str, read_words, style};

    fn words(text: &str) -> Vec<Lexeme> {
        let mut words = Vec::new();
        read_words(&Clusters::default(), text.split(' '), &mut words);
        words
    }

    fn style_of(text: &str) -> Style {
        style(text.split(' '))
    }

    #[test]
    fn a_headline_is_told_from_a_sentence_full_of_names() {
        assert_eq!(style_of("Minister Tells Parliament of New Talks"), Style::Title);
        assert_eq!(style_of("President Ada Moss met Prime Minister Carl Berg"), Style::Plain);
        assert_eq!(style_of("ENVOYS MEET IN GENEVA"), Style::Upper);
        assert_eq!(style_of("NATO met."), Style::Plain);
    }

    #[test]
    fn ends_of_words_are_hashed_by_their_characters() {
        let key = |n: u32, end: &str| Mix::new(n).with(hash_str(end)).key();
        for (text, starts, ends) in [
            ("Éire", ["é", "éi", "éir"], ["e", "re", "ire", "éire", "éire"]),
            ("a1", ["a", "a0", "a0"], ["0", "a0", "a0", "a0", "a0"]),
            ("Vote", ["v", "vo", "vot"], ["e", "te", "ote", "vote", "vote"]),
        ] {
            let words = words(text);
            let word = words.first().unwrap();
            assert_eq!(word.prefix, [0, 1, 2].map(|n| key(n + 8, starts[n as usize])), "{text}");
            assert_eq!(word.suffix, [0, 1, 2, 3, 4].map(|n| key(n, ends[n as usize])), "{text}");
            assert_eq!(word.word, hash_str(ends[4]));
        }
    }

    #[test]
    fn spellings_of_one_word_have_one_form() {
        for (a, b) in
            [("don’t", "don't"), ("Talks", "TALKS"), ("1999", "2024"), ("“", "\""), ("–", "-")]
        {
            assert_eq!(words(a)[0].word, words(b)[0].word, "{a} {b}");
        }
        assert_ne!(words("talks")[0].word, words("walks")[0].word);
    }

    #[test]
    fn a_group_whose_short_name_is_a_verb_is_read_as_a_name() {
        let is = |text: &str, at: usize| words(text)[at].word == words("ISIS")[0].word;
        assert!(is("The army fought against IS here", 4));
        assert!(is("IS fighters left on Friday", 0));
        assert!(!is("This IS what we saw", 1));
        assert!(!is("THE WAR AGAINST IS GOING ON", 3));
        assert!(!is("the war against is", 3));
    }

    #[test]
    fn ends_and_starts_of_words_are_shared() {
        let found = words("marched reached");
        assert_eq!(found[0].suffix[..4], found[1].suffix[..4]);
        assert_ne!(found[0].suffix[4], found[1].suffix[4]);
        let short = words("a marched").remove(0);
        assert_eq!(short.prefix.len(), 3);
    }

    #[test]
    fn only_the_first_word_may_be_large_by_its_place() {
        let found = words("\" Talks with Talks");
        assert_ne!(found[1].shape, found[3].shape);
        assert_eq!(found[1].word, found[3].word);
    }
}

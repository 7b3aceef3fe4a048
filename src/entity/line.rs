//! A parsed sentence as the entity rules see it: folded words, capitals, phrases.

use std::ops::Range;

use super::name_model::{Name, NameClass};
use crate::grammar::{Lexicon, WordClass, fold_onto};
use crate::syntax::{Parsed, Upos, Word};
use crate::text::Span;

/// The longest phrase, in words, that is looked up in the lexicon.
pub(super) const LONGEST: usize = 9;

/// The longest phrase, in words, that has a class.
const PHRASE: usize = 5;

/// From this margin on the model's class of a name is hardly ever wrong on news.
const SURE: i32 = 600;

/// From this margin on the model's boundaries are better than those of the rules.
pub(super) const FIRM: i32 = 100;

/// The most words of a line that says who wrote what follows.
const BYLINE: usize = 10;

/// One sentence with what the rules ask of it again and again.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub sentence: &'a Parsed,
    pub index: usize,
    pub lexicon: &'a Lexicon,
    /// The words as they are written, folded, a space where there is one between them; then those forms of words that
    /// are none of these.
    keys: String,
    /// Where the folded form of each word stands in `keys`.
    folded: Vec<Range<usize>>,
    /// Where each word stands in `keys`.
    places: Vec<Range<usize>>,
    /// Up to where in `keys` something that starts with this word can be known.
    reach: Vec<usize>,
    /// The classes of each word.
    classes: Vec<u64>,
    /// What the lexicon knows of each word with those that follow it.
    starts: Vec<Starts>,
    /// Are nearly all its long words capitalized (a headline in title case, a line in capitals)?
    pub title_case: bool,
    /// Does it say who wrote what follows ("By Ana Lund", "Ana Lund in Quito")?
    pub byline: bool,
    /// What states are called by in it ("the West African nation"), in order.
    pub epithets: Vec<Range<usize>>,
    /// The names that the model finds in it, in order.
    pub named: Vec<Name>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, sentence: &'a Parsed, index: usize, lexicon: &'a Lexicon) -> Self {
        let Folded { mut keys, places, words } = Folded::new(text, sentence);
        let reach: Vec<usize> = places.iter().map(|place| reach(lexicon, &keys, place)).collect();
        let mut folded = Vec::with_capacity(places.len());
        for ((same, place), word) in words.iter().zip(&places).zip(&sentence.words) {
            if *same {
                folded.push(place.clone());
            } else {
                let start = keys.len();
                fold_onto(&word.form, &mut keys);
                folded.push(start..keys.len());
            }
        }
        let classes = folded
            .iter()
            .map(|word| lexicon.classes(keys.get(word.clone()).unwrap_or("")))
            .collect();
        let mut line = Self {
            text,
            sentence,
            index,
            lexicon,
            keys,
            folded,
            places,
            reach,
            classes,
            starts: Vec::new(),
            title_case: false,
            byline: false,
            epithets: Vec::new(),
            named: Vec::new(),
        };
        line.starts = (0..line.len()).map(|i| Starts::of(&line, i)).collect();
        let long = |i: &usize| line.folded(*i).chars().count() > 3 && line.is_word(*i);
        let (all, capitals) = (0..line.len())
            .filter(long)
            .fold((0, 0), |(n, c), i| (n + 1, c + usize::from(line.is_capital(i))));
        let small = line.sentence.words.last().is_none_or(|w| w.upos != Upos::Punct);
        line.byline = line.is_byline();
        line.title_case = all >= 3 && capitals * 5 >= all * 4 && small && !line.byline;
        line.epithets = super::epithets::find(&line);
        line
    }

    /// Does an epithet of a state take these words?
    pub fn in_epithet(&self, words: &Range<usize>) -> bool {
        self.epithets.iter().any(|e| e.start <= words.start && words.end <= e.end)
    }

    /// Is it a heading of nothing but names and what joins them, without a verb?
    fn is_byline(&self) -> bool {
        let opened = self.folded(0) == "by";
        let joins = |i: usize| {
            !self.is_word(i) || matches!(self.folded(i), "and" | "in") || i == 0 && opened
        };
        let names = (0..self.len()).filter(|&i| self.is_capital(i)).count();
        let verb = |i: usize| self.is_upos(i, &[Upos::Verb, Upos::Aux]);
        self.sentence.heading
            && self.len() <= BYLINE
            && names >= 2
            && (0..self.len()).all(|i| joins(i) || self.is_capital(i) && !verb(i))
    }

    pub fn len(&self) -> usize {
        self.sentence.words.len()
    }

    pub fn word(&self, i: usize) -> Option<&'a Word> {
        self.sentence.words.get(i)
    }

    /// Word `i`, folded; the empty string beyond the end.
    pub fn folded(&self, i: usize) -> &str {
        self.folded.get(i).and_then(|word| self.keys.get(word.clone())).unwrap_or("")
    }

    /// The folded word before word `i`; the empty string before the first.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |j| self.folded(j))
    }

    pub fn form(&self, i: usize) -> &str {
        self.word(i).map_or("", |word| &*word.form)
    }

    pub fn upos(&self, i: usize) -> Option<Upos> {
        self.word(i).map(|word| word.upos)
    }

    pub fn is_upos(&self, i: usize, tags: &[Upos]) -> bool {
        self.upos(i).is_some_and(|tag| tags.contains(&tag))
    }

    /// Does word `i` start with a capital letter?
    pub fn is_capital(&self, i: usize) -> bool {
        self.form(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Has word `i` a letter?
    pub fn is_word(&self, i: usize) -> bool {
        self.form(i).chars().any(char::is_alphabetic)
    }

    /// The words of the text that these tokens cover.
    pub fn span(&self, words: &Range<usize>) -> Span {
        match (self.word(words.start), words.end.checked_sub(1).and_then(|last| self.word(last))) {
            (Some(first), Some(last)) if !words.is_empty() => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The text that these tokens cover.
    pub fn written(&self, words: &Range<usize>) -> &'a str {
        self.span(words).of(self.text)
    }

    /// The key of the phrase that these tokens make. Cost: none, it was folded with the whole line.
    pub fn key(&self, words: &Range<usize>) -> &str {
        let first = self.places.get(words.start);
        let last = words.end.checked_sub(1).and_then(|last| self.places.get(last));
        match (first, last) {
            (Some(first), Some(last)) => self.keys.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    /// Does token `i` touch the token before it?
    pub fn is_glued(&self, i: usize) -> bool {
        match (i.checked_sub(1).and_then(|j| self.word(j)), self.word(i)) {
            (Some(before), Some(word)) => before.span.end == word.span.start,
            _ => false,
        }
    }

    /// Is token `i` a hyphen inside a word?
    pub fn is_hyphen(&self, i: usize) -> bool {
        matches!(self.form(i), "-" | "‑" | "–") && self.is_glued(i) && self.is_glued(i + 1)
    }

    /// Past the brackets with a short name, if they open at token `i`: "the Andean Council (AC)".
    pub fn past_brackets(&self, i: usize) -> usize {
        let bracketed = self.form(i) == "(" && self.form(i + 2) == ")";
        if bracketed { i + 3 } else { i }
    }

    /// Is token `i` a possessive mark?
    pub fn is_possessive(&self, i: usize) -> bool {
        matches!(self.folded(i), "'s" | "'") && self.is_glued(i) && i > 0
    }

    /// Is word `i` of one of these classes?
    pub fn is(&self, i: usize, classes: &[WordClass]) -> bool {
        WordClass::any(classes, self.classes.get(i).copied().unwrap_or(0))
    }

    /// The key of the phrase that these tokens make, where the lexicon may have one so long that starts so.
    pub fn known_key(&self, words: &Range<usize>) -> Option<&str> {
        let end = self.places.get(words.end.checked_sub(1)?)?.end;
        self.reach.get(words.start).is_some_and(|&reach| end <= reach).then(|| self.key(words))
    }

    /// May these words be a country, place or other known name as far as their letters tell?
    pub fn may_be_known(&self, words: &Range<usize>) -> bool {
        let length = words.len().saturating_sub(1);
        self.starts.get(words.start).is_some_and(|starts| starts.known >> length & 1 == 1)
    }

    /// Do these tokens make a phrase of these classes?
    fn is_phrase(&self, words: &Range<usize>, classes: &[WordClass]) -> bool {
        let starts = self.starts.get(words.start);
        let found = starts.and_then(|starts| starts.phrases.get(words.len().checked_sub(1)?));
        found.is_some_and(|&found| WordClass::any(classes, found))
    }

    /// How many words from word `i` on, up to `end`, make the longest phrase of these classes; 0 for none.
    pub fn phrase_at(&self, i: usize, end: usize, classes: &[WordClass]) -> usize {
        let longest = self.starts.get(i).map_or(0, |starts| starts.longest);
        let most = end.min(self.len()).saturating_sub(i).min(longest);
        (1..=most).rev().find(|&n| self.is_phrase(&(i..i + n), classes)).unwrap_or(0)
    }

    /// How many words before word `end`, down to `start`, make the longest phrase of these classes; 0 for none.
    pub fn phrase_before(&self, end: usize, start: usize, classes: &[WordClass]) -> usize {
        let most = end.saturating_sub(start).min(PHRASE);
        (1..=most).rev().find(|&n| self.is_phrase(&(end - n..end), classes)).unwrap_or(0)
    }

    /// Is the model sure that exactly these words name a person?
    pub fn is_surely_person(&self, words: &Range<usize>) -> bool {
        let mut named = self.named.iter().filter(|name| name.words == *words);
        named.any(|name| name.class == NameClass::Person && name.margin >= SURE)
    }

    /// Does the model take exactly these words for the name of a person?
    pub fn is_person(&self, words: &Range<usize>) -> bool {
        let mut named = self.named.iter().filter(|name| name.words == *words);
        named.any(|name| name.class == NameClass::Person)
    }

    /// Does the model firmly take exactly these words for the name of a person, body or place?
    pub fn is_named(&self, words: &Range<usize>) -> bool {
        let mut named = self.named.iter().filter(|name| name.words == *words);
        named.any(|name| name.class != NameClass::Other && name.margin >= FIRM)
    }

    /// The word of `words` that depends on none of the others: its syntactic head. The last word where the tree tells none.
    pub fn head_of(&self, words: &Range<usize>) -> usize {
        let outside =
            |i: &usize| self.word(*i).is_some_and(|w| w.head.is_none_or(|h| !words.contains(&h)));
        let not_mark = |i: &usize| !self.is_upos(*i, &[Upos::Punct, Upos::Det, Upos::Adp]);
        let found = words.clone().filter(outside).rfind(not_mark);
        found.unwrap_or(words.end.saturating_sub(1))
    }
}

/// Up to where in `keys` something that starts with the word at `place` can be known.
fn reach(lexicon: &Lexicon, keys: &str, place: &Range<usize>) -> usize {
    let of = |end: usize| lexicon.reach(keys.get(place.start..end).unwrap_or(""));
    let after = keys.get(place.end..).unwrap_or("");
    // Of "cannot", a word may be "can".
    let glued = after.starts_with(char::is_alphanumeric);
    let symbol = !keys.get(place.clone()).is_some_and(|word| word.contains(char::is_alphanumeric));
    let word = if symbol { 0 } else { of(place.end) };
    let longest = if glued || symbol { word.max(of(keys.len())) } else { word };
    place.start.saturating_add(longest)
}

/// What the lexicon knows of a word with those that follow it. It is asked so often that all is looked up once.
struct Starts {
    /// The classes of the phrases of one word, two words and so on.
    phrases: [u64; PHRASE],
    /// The words of the longest of them that has a class.
    longest: usize,
    /// A bit for one word, two words and so on: can they be known?
    known: u16,
}

impl Starts {
    /// What is known from word `i` of a line on, whose keys are there.
    fn of(line: &Line<'_>, i: usize) -> Self {
        let mut starts = Self { phrases: [0; PHRASE], longest: 0, known: 0 };
        let most = (line.len() - i).min(LONGEST);
        for n in 1..=most {
            let Some(key) = line.known_key(&(i..i + n)) else { break };
            if let Some(phrase) = starts.phrases.get_mut(n - 1) {
                *phrase = line.lexicon.classes(key);
                if *phrase != 0 {
                    starts.longest = n;
                }
            }
            let known = line.lexicon.is_spelling(key) || line.lexicon.town(key).is_some();
            starts.known |= u16::from(known) << (n - 1);
        }
        starts
    }
}

/// The folded text of a sentence.
struct Folded {
    keys: String,
    /// Where each word stands in `keys`.
    places: Vec<Range<usize>>,
    /// Is the form of each word what stands there?
    words: Vec<bool>,
}

impl Folded {
    fn new(text: &str, sentence: &Parsed) -> Self {
        let mut keys = String::with_capacity(sentence.span.len());
        let mut places = Vec::with_capacity(sentence.words.len());
        let mut words = Vec::with_capacity(sentence.words.len());
        let mut end = sentence.span.start;
        for word in &sentence.words {
            let start = word.span.start.max(end);
            let between = text.get(end..start).unwrap_or("");
            if between.contains(char::is_whitespace) && !keys.is_empty() {
                keys.push(' ');
            }
            let from = keys.len();
            let written = text.get(start..word.span.end).unwrap_or("");
            fold_onto(written, &mut keys);
            words.push(*word.form == *written);
            places.push(from..keys.len());
            end = word.span.end.max(end);
        }
        Self { keys, places, words }
    }
}

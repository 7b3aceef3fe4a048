//! Scores of the models on treebanks.

use std::path::Path;
use std::time::Instant;

use super::LearnError;
use super::conllu::{GoldSentence, read_treebank};
use crate::syntax::{Parsed, Syntax, Upos};
use crate::text::{Span, sentences};

/// What share of the words was read right; gold sentences and tokens in, own tags and trees out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SyntaxScores {
    /// Parts of speech.
    pub upos: f64,
    /// Heads, of the words that are not `PUNCT` in gold.
    pub uas: f64,
    /// Heads with their labels, subtypes included, of the same words.
    pub las: f64,
    /// Lemmas.
    pub lemma: f64,
    /// All features that Chancery uses right at once.
    pub feats: f64,
    /// How many sentences were read.
    pub sentences: usize,
    /// How many words were read.
    pub words: usize,
    /// How many words were read in a second; the clock enters nothing else.
    pub words_per_second: f64,
}

/// Reads the words of a treebank anew and scores the result.
///
/// # Errors
/// - those of [`read_treebank`],
/// - [`LearnError::Model`] where the embedded model is damaged.
pub fn evaluate_syntax(path: &Path) -> Result<SyntaxScores, LearnError> {
    let syntax = Syntax::embedded()?;
    Ok(score_syntax(syntax, &read_treebank(path)?))
}

/// Scores `syntax` on sentences.
pub fn score_syntax(syntax: &Syntax, gold: &[GoldSentence]) -> SyntaxScores {
    let forms: Vec<Vec<&str>> = gold
        .iter()
        .map(|sentence| sentence.words.iter().map(|word| word.form.as_str()).collect())
        .collect();
    let start = Instant::now();
    let read: Vec<Parsed> = forms.iter().map(|forms| syntax.parse_tokens(forms)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let pairs = || gold.iter().zip(&read).flat_map(|(g, r)| g.words.iter().zip(&r.words));
    let words = pairs().count();
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let right = |same: &dyn Fn(&(&super::GoldWord, &crate::syntax::Word)) -> bool| {
        share(pairs().filter(same).count(), words)
    };
    let tree = || pairs().filter(|(g, _)| g.upos != Upos::Punct);
    let arcs = tree().count();
    SyntaxScores {
        upos: right(&|(g, r)| g.upos == r.upos),
        uas: share(tree().filter(|(g, r)| g.head == r.head).count(), arcs),
        las: share(tree().filter(|(g, r)| g.head == r.head && g.deprel == r.deprel).count(), arcs),
        lemma: right(&|(g, r)| *g.lemma == *r.lemma),
        feats: right(&|(g, r)| g.feats == r.feats),
        sentences: gold.len(),
        words,
        words_per_second: words as f64 / seconds.max(1e-9),
    }
}

/// Precision and recall of one label: heads and labels both right.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelScore {
    /// The label.
    pub label: &'static str,
    /// How many words have it in gold.
    pub gold: usize,
    /// How many were given it.
    pub given: usize,
    /// How many of both have the right head, too.
    pub right: usize,
}

/// The scores of each label on sentences, in order of the labels.
pub fn score_labels(syntax: &Syntax, gold: &[GoldSentence]) -> Vec<LabelScore> {
    let mut scores: Vec<LabelScore> = crate::syntax::Deprel::ALL
        .iter()
        .map(|label| LabelScore { label: label.as_str(), gold: 0, given: 0, right: 0 })
        .collect();
    for sentence in gold {
        let forms: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        for (g, r) in sentence.words.iter().zip(&syntax.parse_tokens(&forms).words) {
            if let Some(score) = scores.get_mut(g.deprel as usize) {
                score.gold += 1;
                score.right += usize::from(g.deprel == r.deprel && g.head == r.head);
            }
            if let Some(score) = scores.get_mut(r.deprel as usize) {
                score.given += 1;
            }
        }
    }
    scores.retain(|score| score.gold + score.given > 0);
    scores
}

/// How sentences and tokens were found in raw text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SplitScores {
    /// F1 of exact sentences.
    pub sentences: f64,
    /// F1 of exact tokens.
    pub tokens: f64,
}

/// Glues the text of each paragraph together and splits it again.
///
/// # Errors
/// Those of [`read_treebank`].
pub fn evaluate_sentences(path: &Path) -> Result<SplitScores, LearnError> {
    Ok(score_splits(&read_treebank(path)?))
}

/// Scores sentences and tokens found in the text of `gold`.
pub fn score_splits(gold: &[GoldSentence]) -> SplitScores {
    let mut counts = [[0usize; 3]; 2];
    let mut from = 0;
    while from < gold.len() {
        let more = gold.iter().skip(from + 1).take_while(|sentence| !sentence.paragraph).count();
        let paragraph = gold.get(from..=from + more).unwrap_or(&[]);
        from += more + 1;
        let (text, gold_sentences, gold_tokens) = glue(paragraph);
        let found = sentences(&text, Span::new(0, text.len()));
        let tokens: Vec<Span> =
            found.iter().flat_map(|s| s.tokens.iter().map(|token| token.span)).collect();
        let spans: Vec<Span> = found.iter().map(|sentence| sentence.span).collect();
        for (count, (g, f)) in
            counts.iter_mut().zip([(gold_sentences, spans), (gold_tokens, tokens)])
        {
            count[0] += g.len();
            count[1] += f.len();
            count[2] += f.iter().filter(|span| g.binary_search(span).is_ok()).count();
        }
    }
    let f1 = |[gold, found, right]: [usize; 3]| 2.0 * right as f64 / (gold + found).max(1) as f64;
    SplitScores { sentences: f1(counts[0]), tokens: f1(counts[1]) }
}

/// The text of a paragraph, the spans of its sentences and of the words that stand in the text as they are.
fn glue(paragraph: &[GoldSentence]) -> (String, Vec<Span>, Vec<Span>) {
    let (mut text, mut spans, mut tokens) = (String::new(), Vec::new(), Vec::new());
    for sentence in paragraph {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(sentence.text.trim());
        spans.push(Span::new(start, text.len()));
        let mut at = start;
        for word in &sentence.words {
            if let Some(offset) = text.get(at..).and_then(|rest| rest.find(&word.form)) {
                tokens.push(Span::new(at + offset, at + offset + word.form.len()));
                at += offset + word.form.len();
            }
        }
    }
    (text, spans, tokens)
}

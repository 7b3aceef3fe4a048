//! How well sentences and tokens are found in raw text.

use serde::Serialize;

use super::count::Count;
use super::tally::four_decimals;
use crate::syntax::conllu::GoldSentence;
use crate::text::{Block, BlockKind, Sentence, Span, sentences, split_datelines};

/// How sentences and tokens were found in raw text; both ends must be right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SplitScores {
    /// F1 of sentences.
    #[serde(serialize_with = "four_decimals")]
    pub sentence_f1: f64,
    /// Share of the sentences found that are right.
    #[serde(serialize_with = "four_decimals")]
    pub sentence_precision: f64,
    /// Share of the gold sentences that were found.
    #[serde(serialize_with = "four_decimals")]
    pub sentence_recall: f64,
    /// F1 of tokens.
    #[serde(serialize_with = "four_decimals")]
    pub token_f1: f64,
    /// How many sentences gold has.
    pub sentences: usize,
    /// How many tokens gold has.
    pub tokens: usize,
}

/// Counts spans, which must be in order.
fn compare(gold: &[Span], found: &[Span]) -> Count {
    let right = found.iter().filter(|span| gold.binary_search(span).is_ok()).count();
    Count::new(gold.len(), found.len(), right)
}

/// Glues the texts of each paragraph together with a blank between them, and splits them again, datelines first, as
/// documents are read. Cost: linear.
pub fn splits(gold: &[GoldSentence]) -> SplitScores {
    let (mut whole, mut tokens) = (Count::default(), Count::default());
    for paragraph in gold.chunk_by(|_, next| !next.paragraph) {
        let (text, gold_sentences, gold_tokens) = glue(paragraph);
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Prose, section: 0 };
        let blocks = split_datelines(&text, &[block]);
        let found: Vec<Sentence> =
            blocks.iter().flat_map(|block| sentences(&text, block.span)).collect();
        let spans: Vec<Span> = found.iter().map(|sentence| sentence.span).collect();
        let words: Vec<Span> =
            found.iter().flat_map(|s| s.tokens.iter().map(|token| token.span)).collect();
        whole.add(compare(&gold_sentences, &spans));
        tokens.add(compare(&gold_tokens, &words));
    }
    SplitScores {
        sentence_f1: whole.f1(),
        sentence_precision: whole.precision(),
        sentence_recall: whole.recall(),
        token_f1: tokens.f1(),
        sentences: whole.gold,
        tokens: tokens.gold,
    }
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

#[cfg(test)]
mod tests {
    use super::super::testing::gold;
    use super::{GoldSentence, splits};

    fn sentence(text: &str, rows: &str, paragraph: bool) -> GoldSentence {
        let one = gold(rows).pop().expect("one sentence");
        GoldSentence { text: text.to_owned(), paragraph, ..one }
    }

    #[test]
    fn paragraphs_are_glued_and_split_again() {
        let rows = "They PRON 2 nsubj|left VERB 0 root|. PUNCT 2 punct";
        let gold = [sentence("They left.", rows, true), sentence("They left.", rows, false)];
        let scores = splits(&gold);
        assert_eq!((scores.sentence_f1, scores.token_f1), (1.0, 1.0));
        assert_eq!((scores.sentences, scores.tokens), (2, 6));
    }

    #[test]
    fn a_sentence_that_is_cut_in_two_is_wrong_twice() {
        let rows = "They PRON 2 nsubj|left VERB 0 root|. PUNCT 2 punct|Then ADV 2 advmod";
        let gold = [sentence("They left. Then", rows, true), sentence("They left.", rows, true)];
        let scores = splits(&gold);
        assert_eq!((scores.sentence_recall, scores.sentence_precision), (0.5, 1.0 / 3.0));
    }
}

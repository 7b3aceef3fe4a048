//! From text to trees.

use std::sync::OnceLock;

use super::agreement::agree;
use super::days;
use super::dispositions;
use super::fingerprint::fingerprint;
use super::lemma::Lemmatizer;
use super::lexeme::{Clusters, Lexeme, read_words};
use super::mines;
use super::network::{Encoded, Network};
use super::parser::{Parser, Workspace};
use super::tag::{Inventory, Tag};
use super::{Feats, Parsed, Upos, Word, voice, wire};
use crate::model::{EMBEDDED, ModelError, Reader};
use crate::text::{Block, BlockKind, Sentence, Sentences, Span, Token};

/// Lemmatizer, and the network that tags and parses, with their weights. Reading sentences changes nothing in it, so that many threads may
/// share one.
#[derive(Debug)]
pub struct Syntax {
    pub(crate) clusters: Clusters,
    pub(crate) inventory: Inventory,
    pub(crate) lemmatizer: Lemmatizer,
    pub(crate) network: Network,
    pub(crate) parser: Parser,
}

/// Room that is used again from sentence to sentence.
#[derive(Debug, Default)]
struct Scratch {
    words: Vec<Lexeme>,
    tags: Vec<Tag>,
    encoded: Encoded,
    parser: Workspace,
}

impl Syntax {
    /// The models that come with the program, read on first use (some milliseconds) and shared from then on.
    ///
    /// # Errors
    /// [`ModelError`] where the program was built with a damaged model.
    pub fn embedded() -> Result<&'static Self, ModelError> {
        static SYNTAX: OnceLock<Result<Syntax, ModelError>> = OnceLock::new();
        SYNTAX.get_or_init(|| Self::read(EMBEDDED)).as_ref().map_err(Clone::clone)
    }

    /// A number that tells the models that come with the program from every other.
    pub fn stamp() -> u32 {
        Reader::stamp(EMBEDDED)
    }

    /// Reads the models of a file that the trainer wrote.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no model, or a damaged one, or one of another version.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut from = Reader::open(file)?;
        if from.number()? != fingerprint() {
            return Err(ModelError::Features);
        }
        Ok(Self {
            clusters: Clusters::read(&mut from)?,
            inventory: Inventory::read(&mut from)?,
            lemmatizer: Lemmatizer::read(&mut from)?,
            network: Network::read(&mut from)?,
            parser: Parser::read(&mut from)?,
        })
    }

    /// The sentences of all blocks that are not noise, in order of the blocks. Cost: linear in the text.
    pub fn parse(&self, text: &str, blocks: &[Block]) -> Vec<Parsed> {
        self.parse_iter(text, blocks).collect()
    }

    /// As [`Self::parse`], one sentence at a time, so that a huge text never stands in memory as trees.
    pub fn parse_iter<'a>(
        &'a self,
        text: &'a str,
        blocks: &'a [Block],
    ) -> impl Iterator<Item = Parsed> + 'a {
        let mut scratch = Scratch::default();
        blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.kind != BlockKind::Noise)
            .flat_map(move |(number, block)| {
                Sentences::new(text, block.span).map(move |sentence| (number, *block, sentence))
            })
            .map(move |(number, block, sentence)| {
                self.parse_sentence(text, &sentence, number, block, &mut scratch)
            })
    }

    fn parse_sentence(
        &self,
        text: &str,
        sentence: &Sentence,
        number: usize,
        block: Block,
        scratch: &mut Scratch,
    ) -> Parsed {
        let heading = matches!(block.kind, BlockKind::Heading | BlockKind::Byline);
        let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.span.of(text)).collect();
        let words = self.words(&forms, &sentence.tokens, scratch);
        Parsed::new(sentence.span, number, block.section, heading, words)
    }

    /// Tags, lemmas and tree of a sentence whose words are given. Spans are those of the words written one after the
    /// other with a blank between them.
    pub fn parse_tokens(&self, forms: &[&str]) -> Parsed {
        let mut at = 0;
        let mut tokens = Vec::with_capacity(forms.len());
        for form in forms {
            tokens.push(Token { span: Span::new(at, at + form.len()) });
            at += form.len() + 1;
        }
        let words = self.words(forms, &tokens, &mut Scratch::default());
        Parsed::new(Span::new(0, at.saturating_sub(1)), 0, 0, false, words)
    }

    fn words(&self, forms: &[&str], tokens: &[Token], scratch: &mut Scratch) -> Vec<Word> {
        let aside = self.days_aside(forms);
        let mut words = if aside.is_empty() {
            self.plain_words(forms, tokens, scratch)
        } else {
            let rest =
                self.plain_words(&wire::rest(forms, &aside), &wire::rest(tokens, &aside), scratch);
            wire::put_back(forms, tokens, &aside, rest)
        };
        days::part(&mut words);
        dispositions::settle(&mut words);
        words
    }

    /// The days that part a subject from its verb.
    fn days_aside(&self, forms: &[&str]) -> Vec<wire::Aside> {
        let aside = wire::days_between(forms);
        if aside.is_empty() {
            return aside;
        }
        wire::parting(&aside, &self.tag(&wire::rest(forms, &aside)).values)
    }

    fn plain_words(&self, forms: &[&str], tokens: &[Token], scratch: &mut Scratch) -> Vec<Word> {
        let Scratch { words, tags, encoded, parser } = scratch;
        let Self { clusters, inventory, network, .. } = self;
        read_words(clusters, forms.iter().copied(), words);
        network.tag(words, clusters, inventory, encoded, tags);
        mines::settle(words, tags, inventory);
        let values = tags.iter().map(|&tag| inventory.value(tag));
        let (upos, mut feats): (Vec<Upos>, Vec<Feats>) = values.map(|v| (v.upos, v.feats)).unzip();
        let mut arcs = self.parser.parse(network, words, tags, inventory, encoded, parser);
        voice::settle(forms, &upos, &mut arcs, &mut feats);
        agree(forms, &upos, &arcs, &mut feats);
        let rest = upos.iter().zip(&feats).zip(&arcs).zip(tags);
        let words = forms.iter().zip(tokens).zip(rest);
        words
            .map(|((form, token), (((upos, feats), arc), tag))| Word {
                span: token.span,
                form: (*form).into(),
                lemma: self.lemmatizer.lemma(form, *tag, *upos, &self.clusters),
                upos: *upos,
                feats: *feats,
                head: arc.head,
                deprel: arc.label,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;

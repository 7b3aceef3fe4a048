//! The whole reading arm in one call: a document in, its facts out.

use std::sync::{Arc, LazyLock};

use crate::entity::name_model::NameTagger;
use crate::entity::{self, Entities, StandingRelation};
use crate::event::{self, Context, LastPair, Lemmas};
pub use crate::event::{Attempt, Refusal};
use crate::facts::{DocumentFacts, JoinedFacts};
use crate::grammar::Grammar;
use crate::model::ModelError;
use crate::source::Document;
use crate::syntax::{Parsed, Syntax};
use crate::text::{Block, Span, layout, split_datelines};

/// So many bytes of one document are read together, up to the end of a sentence. Articles have some
/// thousands; books and dumps come in parts.
const WINDOW: usize = 256 * 1024;

/// Reads facts from documents. Cheap to share between threads.
#[derive(Debug, Clone)]
pub struct Extractor {
    grammar: Arc<Grammar>,
    syntax: &'static Syntax,
}

/// What an article gives to a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// What is done with it: a group of cues (`say`, `urge` …) or a stance (`belief`, `want`, `judgement` …).
    pub kind: String,
    /// Where the words stand that name the source; empty where nobody is named beside the cue.
    pub source: Vec<Span>,
    /// The name of the source, where an entity of the article is meant.
    pub name: Option<String>,
    /// Where the article mentions that entity.
    pub mentions: Vec<Span>,
    /// Where the cue stands.
    pub cue: Span,
    /// Where the content stands, in order.
    pub content: Vec<Span>,
    /// Is it one of the statements, too?
    pub stated: bool,
}

/// How far [`Extractor::annotate`] goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Trees alone.
    Trees,
    /// Who is who, too.
    Mentions,
    /// And the frames whose words stand in the sentences.
    Frames,
}

/// Why reading cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum ExtractorError {
    /// The models that are embedded in the program cannot be read.
    #[error("the embedded models are damaged: {0}")]
    Model(#[from] ModelError),
}

/// Trees and entities of a document, or of one window of a long one: what the events are read from.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The sentences.
    pub parsed: Vec<Parsed>,
    /// The entities that they mention.
    pub entities: Entities,
    /// The frames whose words stand in each sentence, and what became of them.
    pub attempts: Vec<Vec<Attempt>>,
}

impl Extractor {
    /// A reader by this grammar and the embedded models.
    ///
    /// # Errors
    /// The embedded models are damaged.
    pub fn new(grammar: Arc<Grammar>) -> Result<Self, ExtractorError> {
        Ok(Self { grammar, syntax: Syntax::embedded()? })
    }

    /// The grammar that it reads by.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// What reads: the program with its version, and numbers that tell its models from all others. It is kept with each
    /// document, so that what was read otherwise once can be told apart. The grammar is not in it.
    pub fn version() -> &'static str {
        static VERSION: LazyLock<String> = LazyLock::new(|| {
            let (syntax, names) = (Syntax::stamp(), NameTagger::stamp());
            format!("{} model {syntax:08x} names {names:08x}", env!("CARGO_PKG_VERSION"))
        });
        &VERSION
    }

    /// The facts of one document. Never fails: a text without facts gives none. Cost: linear in the text. Trees are
    /// kept for a few hundred kilobytes at a time, so that a huge text never stands in memory as trees; pronouns and
    /// surnames do not cross from one window to the next.
    pub fn extract(&self, document: &Document) -> DocumentFacts {
        let blocks = self.blocks(document);
        let mut windows = windows(self.syntax.parse_iter(&document.text, &blocks));
        let (first, mut next) =
            (windows.next().unwrap_or_default(), windows.next().unwrap_or_default());
        if next.is_empty() {
            return self.facts(document, &blocks, &first);
        }
        let mut joined = JoinedFacts::new(self.part(document, &blocks, first));
        while !next.is_empty() {
            joined.add(self.part(document, &blocks, next));
            next = windows.next().unwrap_or_default();
        }
        joined.finish()
    }

    /// The facts of one window of sentences, which sees only the blocks that it lies in.
    fn part(
        &self,
        document: &Document,
        blocks: &[Block],
        mut window: Vec<Parsed>,
    ) -> DocumentFacts {
        let blocks = clipped(blocks, &mut window);
        self.facts(document, &blocks, &window)
    }

    fn facts(&self, document: &Document, blocks: &[Block], parsed: &[Parsed]) -> DocumentFacts {
        let who = entity::read(&document.text, parsed, &self.grammar);
        let lemmas = Lemmas::of(parsed, &self.grammar.frames);
        let read = (parsed, &lemmas);
        let context = self.context(document, blocks, read, &who.entities, &who.relations);
        let reading = event::read(context);
        event::facts(document, context, reading)
    }

    /// What the document gives to a source: its statements, and what polls show, unnamed officials say, people believe,
    /// want, praise or ask. They are read anew, apart from the facts. Never fails. Cost: that of [`Self::extract`].
    pub fn attributions(&self, document: &Document) -> Vec<Attribution> {
        let blocks = self.blocks(document);
        let text = document.text.as_str();
        let mut found = Vec::new();
        for mut parsed in windows(self.syntax.parse_iter(text, &blocks)) {
            let blocks = clipped(&blocks, &mut parsed);
            let who = entity::read(text, &parsed, &self.grammar);
            let entities = who.entities;
            let lemmas = Lemmas::of(&parsed, &self.grammar.frames);
            let read = (parsed.as_slice(), &lemmas);
            let context = self.context(document, &blocks, read, &entities, &who.relations);
            let mut mentions = vec![Vec::new(); entities.list.len()];
            for mention in (0..parsed.len()).flat_map(|i| entities.in_sentence(i)) {
                if let Some(spans) = mentions.get_mut(mention.entity) {
                    spans.push(mention.span);
                }
            }
            found.extend(event::attributions(context).into_iter().map(|one| {
                let record = one.speaker.and_then(|speaker| entities.get(speaker));
                let spans = one.speaker.and_then(|speaker| mentions.get(speaker));
                Attribution {
                    kind: one.kind,
                    name: record.map(|record| record.name.clone()),
                    mentions: spans.cloned().unwrap_or_default(),
                    source: one.source,
                    cue: one.cue,
                    content: one.pieces,
                    stated: one.stated,
                }
            }));
        }
        found
    }

    fn context<'a>(
        &'a self,
        document: &'a Document,
        blocks: &'a [Block],
        (parsed, lemmas): (&'a [Parsed], &'a Lemmas<'a>),
        entities: &'a Entities,
        relations: &'a [StandingRelation],
    ) -> Context<'a> {
        Context {
            text: &document.text,
            blocks,
            parsed,
            lemmas,
            entities,
            relations,
            grammar: &self.grammar,
            date: document.date,
            speeches: &[],
            said: &[],
            issuer: None,
            last: LastPair::default(),
        }
    }

    /// The trees and entities of one document, for a look at why something was read as it was: all at once, or of a
    /// huge document one window after the other, as [`Self::extract`] reads it. Each window counts its entities anew;
    /// trees alone take less than half the time of all.
    pub fn annotate<'a>(
        &'a self,
        document: &'a Document,
        blocks: &'a [Block],
        depth: Depth,
    ) -> impl Iterator<Item = Annotated> + 'a {
        windows(self.syntax.parse_iter(&document.text, blocks)).map(move |parsed| {
            let mut attempts = Vec::new();
            if depth == Depth::Trees {
                return Annotated { parsed, entities: Entities::default(), attempts };
            }
            let who = entity::read(&document.text, &parsed, &self.grammar);
            if depth == Depth::Mentions {
                return Annotated { parsed, entities: who.entities, attempts };
            }
            let lemmas = Lemmas::of(&parsed, &self.grammar.frames);
            let read = (parsed.as_slice(), &lemmas);
            let context = self.context(document, blocks, read, &who.entities, &who.relations);
            attempts = event::trace(context);
            let entities = who.entities;
            Annotated { parsed, entities, attempts }
        })
    }

    /// The blocks of one document, datelines cut off.
    pub fn blocks(&self, document: &Document) -> Vec<Block> {
        let blocks = layout(&document.text, document.body, document.title);
        split_datelines(&document.text, &blocks)
    }
}

/// The blocks that a window of sentences lies in, cut to it; its sentences count them from the first.
fn clipped(blocks: &[Block], window: &mut [Parsed]) -> Vec<Block> {
    let span = window.iter().map(|sentence| sentence.span).reduce(Span::cover);
    let span = span.unwrap_or_default();
    let from = window.first().map_or(0, |sentence| sentence.block);
    let clip = |block: &Block| {
        let start = block.span.start.clamp(span.start, span.end);
        let end = block.span.end.clamp(start, span.end);
        Block { span: Span::new(start, end), ..*block }
    };
    let to = window.last().map_or(0, |sentence| sentence.block);
    for sentence in window {
        sentence.block -= from;
    }
    blocks.get(from..=to).unwrap_or(&[]).iter().map(clip).collect()
}

/// The sentences in windows of [`WINDOW`] bytes and the rest of a sentence; none of them empty.
fn windows(mut sentences: impl Iterator<Item = Parsed>) -> impl Iterator<Item = Vec<Parsed>> {
    std::iter::from_fn(move || {
        let (mut found, mut bytes): (Vec<Parsed>, usize) = (Vec::new(), 0);
        while bytes < WINDOW
            && let Some(sentence) = sentences.next()
        {
            bytes += sentence.span.len();
            found.push(sentence);
        }
        (!found.is_empty()).then_some(found)
    })
}

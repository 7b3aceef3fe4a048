//! How fast documents are read, step by step: `cargo bench --bench reading`.
//!
//! The text is the project's own samples; rates are bytes of text, or words, a second.

// A benchmark that cannot read its input may fail as a test does.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use chancery::entity;
use chancery::extract::{Depth, Extractor};
use chancery::grammar::Grammar;
use chancery::model::EMBEDDED;
use chancery::source::{self, Document};
use chancery::syntax::Syntax;
use chancery::text::{self, BlockKind, Span};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let found = source::find(&[PathBuf::from("seeds")], &source::Options::default()).unwrap();
    found
        .inputs
        .iter()
        .map(|input| source::read(input, &source::Options::default()).unwrap().0)
        .collect()
});
static GRAMMAR: LazyLock<Arc<Grammar>> = LazyLock::new(|| Arc::new(Grammar::embedded().unwrap()));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(GRAMMAR.clone()).unwrap());

fn size() -> BytesCount {
    BytesCount::new(DOCUMENTS.iter().map(|document| document.text.len()).sum::<usize>())
}

fn main() {
    divan::main();
}

#[divan::bench]
fn layout(bencher: Bencher<'_, '_>) {
    bencher.counter(size()).bench(|| {
        let blocks = |d: &Document| text::layout(&d.text, d.body, d.title).len();
        DOCUMENTS.iter().map(blocks).sum::<usize>()
    });
}

/// Sentences of all documents, as their words.
static SENTENCES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let documents: &'static [Document] = &DOCUMENTS;
    let blocks = |d: &'static Document| {
        text::layout(&d.text, d.body, d.title).into_iter().map(move |block| (d, block))
    };
    let prose = documents.iter().flat_map(blocks).filter(|(_, b)| b.kind != BlockKind::Noise);
    prose
        .flat_map(|(d, block)| {
            text::sentences(&d.text, block.span).into_iter().map(move |s| (d, s))
        })
        .map(|(d, sentence)| sentence.tokens.iter().map(|t| t.span.of(&d.text)).collect())
        .collect()
});

fn words() -> ItemsCount {
    ItemsCount::new(SENTENCES.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench]
fn sentences_and_tokens(bencher: Bencher<'_, '_>) {
    bencher.counter(size()).bench(|| {
        let split = |d: &Document| text::sentences(&d.text, Span::new(0, d.text.len())).len();
        DOCUMENTS.iter().map(split).sum::<usize>()
    });
}

#[divan::bench]
fn tagging(bencher: Bencher<'_, '_>) {
    let syntax = Syntax::embedded().unwrap();
    bencher
        .counter(words())
        .bench(|| SENTENCES.iter().map(|forms| syntax.tag(forms).values.len()).sum::<usize>());
}

#[divan::bench]
fn lemmas(bencher: Bencher<'_, '_>) {
    let syntax = Syntax::embedded().unwrap();
    let tagged: Vec<_> = SENTENCES.iter().map(|forms| (forms, syntax.tag(forms))).collect();
    bencher.counter(words()).bench(|| {
        tagged.iter().map(|(forms, tags)| syntax.lemmas(forms, tags).len()).sum::<usize>()
    });
}

#[divan::bench]
fn parsing(bencher: Bencher<'_, '_>) {
    let syntax = Syntax::embedded().unwrap();
    let tagged: Vec<_> = SENTENCES.iter().map(|forms| syntax.tag(forms)).collect();
    bencher
        .counter(words())
        .bench(|| tagged.iter().map(|tags| syntax.heads(tags).len()).sum::<usize>());
}

#[divan::bench]
fn loading_the_model(bencher: Bencher<'_, '_>) {
    let size = BytesCount::new(EMBEDDED.len());
    bencher.counter(size).bench(|| Syntax::read(EMBEDDED).unwrap());
}

#[divan::bench]
fn trees(bencher: Bencher<'_, '_>) {
    let syntax = Syntax::embedded().unwrap();
    bencher.counter(size()).bench(|| {
        let parse =
            |d: &Document| syntax.parse(&d.text, &text::layout(&d.text, d.body, d.title)).len();
        DOCUMENTS.iter().map(parse).sum::<usize>()
    });
}

#[divan::bench]
fn entities(bencher: Bencher<'_, '_>) {
    let annotated: Vec<_> = DOCUMENTS
        .iter()
        .map(|d| {
            let blocks = EXTRACTOR.blocks(d);
            (d, EXTRACTOR.annotate(d, &blocks, Depth::Trees).flat_map(|part| part.parsed).collect())
        })
        .collect();
    bencher.counter(size()).bench(|| {
        let read = |(d, parsed): &(&Document, Vec<_>)| {
            entity::read(&d.text, parsed, &GRAMMAR).entities.list.len()
        };
        annotated.iter().map(read).sum::<usize>()
    });
}

#[divan::bench]
fn text_to_facts(bencher: Bencher<'_, '_>) {
    bencher
        .counter(size())
        .bench(|| DOCUMENTS.iter().map(|d| EXTRACTOR.extract(d).events.len()).sum::<usize>());
}

//! How fast a graph is assembled, saved, loaded and asked: `cargo bench --bench asking`.
//!
//! The graph is made of many copies of the project's own samples under other document ids.

// A benchmark that cannot read its input may fail as a test does.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use chancery::extract::Extractor;
use chancery::facts::{Corpus, ReadDocument};
use chancery::grammar::Grammar;
use chancery::graph::Graph;
use chancery::query::{Context, run};
use chancery::{assemble, snapshot, source};
use divan::Bencher;

/// How often each sample stands in the graph.
const COPIES: usize = 200;

static GRAMMAR: LazyLock<Arc<Grammar>> = LazyLock::new(|| Arc::new(Grammar::embedded().unwrap()));
static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let extractor = Extractor::new(GRAMMAR.clone()).unwrap();
    let found = source::find(&[PathBuf::from("seeds")]).unwrap();
    let mut corpus = Corpus::default();
    for input in &found.inputs {
        let (document, _) = source::read(input, None).unwrap();
        for copy in 0..COPIES {
            let mut document = document.clone();
            document.id = format!("{}-{copy:04}", document.id);
            let facts = extractor.extract(&document);
            corpus.insert(ReadDocument::new(document, facts));
        }
    }
    corpus
});
static GRAPH: LazyLock<Graph> = LazyLock::new(|| assemble::graph(&CORPUS, &GRAMMAR).unwrap());

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn assembling() -> usize {
    assemble::graph(&CORPUS, &GRAMMAR).unwrap().node_count()
}

#[divan::bench(sample_count = 10)]
fn saving() -> usize {
    let mut out = Vec::new();
    snapshot::write(&mut out, &CORPUS.clone().into(), &snapshot::SaveOptions::default()).unwrap();
    out.len()
}

#[divan::bench(args = [
    "MATCH (p:Person {name: 'Marco Rubio'}) RETURN p.name",
    "MATCH (p:Person)-[:MET]-(q:Person) RETURN DISTINCT p.name, q.name",
    "MATCH (p:Person)-[:MET]-()-[:MET]-(q) RETURN count(DISTINCT q)",
    "MATCH (e:Event) RETURN e.type, count(*) AS n ORDER BY n DESC",
    "MATCH (s:Statement) WHERE s.content CONTAINS 'peace' RETURN count(s)",
    "MATCH p = shortestPath((:Person {name: 'Marco Rubio'})-[*]-(:Person {name: 'Nirmala Sitharaman'})) RETURN length(p)",
])]
fn answering(bencher: Bencher<'_, '_>, query: &str) {
    LazyLock::force(&GRAPH);
    bencher.bench(|| run(&GRAPH, query, &Context::default()).unwrap().rows.len());
}

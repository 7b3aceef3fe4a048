//! Any input is answered: the fuzz targets, run on a stable compiler with mutations of a corpus.
//!
//! Each target runs for `CHANCERY_FUZZ_SECONDS`, a second if that is not set. Seeds are fixed (`CHANCERY_FUZZ_SEED` changes
//! them), so what fails fails again. The input that is being tried lies in the system's temporary folder as
//! `chancery-fuzz-TARGET`: there it is even where the process was killed.

mod mutate;
#[path = "../../fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use chancery::import::{Importer, Table};
use chancery::snapshot::{self, Content, SaveOptions};

use mutate::Mutator;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries mutations of the corpus on a target. No input may take longer than `limit`.
fn fuzz(name: &str, corpus: Vec<Vec<u8>>, words: &[&str], limit: Duration, target: fn(&[u8])) {
    let time = Duration::from_secs(setting("CHANCERY_FUZZ_SECONDS").unwrap_or(1));
    let seed = setting("CHANCERY_FUZZ_SEED").unwrap_or(1);
    let place = std::env::temp_dir().join(format!("chancery-fuzz-{name}"));
    let mut mutator = Mutator::new(corpus, words, seed);
    let (start, mut tried, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while start.elapsed() < time {
        let input = mutator.next_input();
        std::fs::write(&place, &input).unwrap();
        let began = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| target(&input)));
        let took = began.elapsed();
        let shown = || String::from_utf8_lossy(&input).into_owned();
        assert!(done.is_ok(), "{name} panics on the input in {}:\n{}", place.display(), shown());
        assert!(
            took < limit,
            "{name} takes {took:?} for the input in {}:\n{}",
            place.display(),
            shown()
        );
        slowest = slowest.max(took);
        tried += 1;
    }
    eprintln!("{name}: {tried} inputs, the slowest took {slowest:?}");
    let _ = std::fs::remove_file(place);
}

/// On a busy machine even what is quick takes its time.
const PATIENCE: Duration = Duration::from_secs(20);

fn queries() -> Vec<Vec<u8>> {
    let page = std::fs::read_to_string("docs/query-language.md").unwrap();
    let mut all: Vec<Vec<u8>> = Vec::new();
    for block in page.split("```cypher\n").skip(1) {
        all.extend(block.split("```").next().map(|query| query.trim().as_bytes().to_vec()));
    }
    all.extend(mutate::QUERIES.iter().map(|query| query.as_bytes().to_vec()));
    all
}

#[test]
fn the_lexer_takes_any_text() {
    fuzz("lexer", queries(), mutate::WORDS, PATIENCE, targets::lexer);
}

#[test]
fn the_parser_takes_any_text() {
    fuzz("parser", queries(), mutate::WORDS, PATIENCE, targets::parser);
}

#[test]
fn the_evaluator_takes_any_query_within_its_limits() {
    fuzz("evaluator", queries(), mutate::WORDS, PATIENCE, targets::evaluator);
}

/// Nodes and relationships of many kinds, as tables.
fn tables() -> Vec<Vec<u8>> {
    mutate::TABLES.iter().map(|tables| tables.as_bytes().to_vec()).collect()
}

fn contents() -> Vec<Content> {
    let imported = mutate::TABLES.iter().map(|tables| {
        let (nodes, ties) = tables.split_once("\n\n").unwrap();
        let table = |text: &str| Table {
            name: "t.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
            delimiter: b',',
        };
        let mut importer = Importer::new();
        let _ = importer.nodes(&["A".to_owned()], &[table(nodes)]);
        let _ = importer.relationships(Some("R"), &[table(ties)]);
        Content { imported: importer.finish().graph, ..Content::default() }
    });
    let saved = snapshot::load("tests/compat/v1.ron".as_ref()).unwrap();
    imported.chain([saved]).collect()
}

fn compact() -> Vec<Vec<u8>> {
    let write = |content: &Content| {
        let mut bytes = Vec::new();
        snapshot::write_compact(&mut bytes, content, &SaveOptions::default()).unwrap();
        bytes
    };
    contents().iter().map(write).collect()
}

#[test]
fn snapshots_of_any_bytes_are_read_or_refused() {
    let mut corpus = compact();
    for content in contents() {
        let mut text = Vec::new();
        snapshot::write(&mut text, &content, &SaveOptions::default()).unwrap();
        // Without its checksum, or a change would never be read.
        let text = String::from_utf8(text).unwrap();
        corpus.push(text.as_bytes()[..text.rfind("// sha256").unwrap()].to_vec());
    }
    fuzz("snapshot", corpus, mutate::WORDS_OF_RON, PATIENCE, targets::snapshot);
}

#[test]
fn compact_snapshots_with_a_checksum_that_fits_are_read_or_refused() {
    let corpus = compact().into_iter().map(|mut bytes| {
        bytes.truncate(bytes.len() - 41);
        bytes
    });
    fuzz("sealed_snapshot", corpus.collect(), &[], PATIENCE, targets::sealed_snapshot);
}

#[test]
fn tables_of_any_bytes_are_imported_or_refused() {
    fuzz("import", tables(), mutate::WORDS_OF_TABLES, PATIENCE, targets::import);
}

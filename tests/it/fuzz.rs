//! Any input is answered: the fuzz targets, run on a stable compiler with mutations of a corpus.
//!
//! Each target runs for `CHANCERY_FUZZ_SECONDS`, a second if that is not set; with `CHANCERY_FULL=1` for a hundred thousand inputs,
//! which are more than a million together. Seeds are fixed (`CHANCERY_FUZZ_SEED` changes
//! them), so what fails fails again. The input that is being tried lies in the system's temporary folder as
//! `chancery-fuzz-TARGET`: there it is even where the process was killed.

mod mutate;
#[path = "../../fuzz/targets.rs"]
pub mod targets;

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
    let least = if crate::disaster::is_full() { MANY } else { 0 };
    while start.elapsed() < time || tried < least {
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

/// So many inputs of each kind are tried where it may take long.
const MANY: u64 = 100_000;

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
    let older =
        ["tests/compat/v2.chy", "tests/compat/v4.chy"].map(|file| std::fs::read(file).unwrap());
    contents().iter().map(write).chain(older).collect()
}

/// A compact snapshot with additions: one that counts, and one that was cut off.
fn added_to() -> Vec<Vec<u8>> {
    use sha2::{Digest as _, Sha256};
    let (base, added) = targets::whole_snapshot();
    let sum = &base[base.len() - 32..];
    let length = (added.len() as u64).to_le_bytes();
    let more = [&[10, 0xA5], &length[..], &added, &Sha256::digest([sum, &added].concat())].concat();
    let cut = [&[10, 0x5A], &length[..], &added[..added.len() / 2]].concat();
    vec![[base.as_slice(), &more].concat(), [base.as_slice(), &more, &cut].concat()]
}

/// Snapshots in both forms, those in RON without their checksum, or a change would never be read.
fn snapshots() -> Vec<Vec<u8>> {
    let mut corpus = compact();
    corpus.extend(added_to());
    for content in contents() {
        let mut text = Vec::new();
        snapshot::write(&mut text, &content, &SaveOptions::default()).unwrap();
        let text = String::from_utf8(text).unwrap();
        corpus.push(text.as_bytes()[..text.rfind("// sha256").unwrap()].to_vec());
    }
    corpus
}

#[test]
fn snapshots_of_any_bytes_are_read_or_refused() {
    fuzz("snapshot", snapshots(), mutate::WORDS_OF_RON, PATIENCE, targets::snapshot);
}

#[test]
fn what_is_whole_in_a_snapshot_of_any_bytes_is_found() {
    fuzz("salvage", snapshots(), mutate::WORDS_OF_RON, PATIENCE, targets::salvage);
}

/// The entries of a log as a journal has them, a line each.
fn records() -> Vec<Vec<u8>> {
    let saved = snapshot::load("tests/compat/v2-corrections.ron".as_ref()).unwrap();
    let lines: Vec<String> =
        saved.corrections.iter().map(|entry| ron::to_string(entry).unwrap()).collect();
    vec![lines.join("\n").into_bytes(), b"chancery journal 1\n0 x\n".to_vec()]
}

#[test]
fn journals_of_any_bytes_are_read_or_refused() {
    fuzz("journal", records(), mutate::WORDS_OF_RON, PATIENCE, targets::journal);
    fuzz("sealed_journal", records(), mutate::WORDS_OF_RON, PATIENCE, targets::sealed_journal);
}

#[test]
fn grammars_of_any_text_are_loaded_or_refused() {
    let files = targets::grammar_files();
    let corpus = files.values().enumerate().map(|(which, text)| {
        let mut input = vec![u8::try_from(which % 256).unwrap()];
        input.extend(text.bytes());
        input
    });
    fuzz("grammar", corpus.collect(), mutate::WORDS_OF_RON, PATIENCE, targets::grammar);
}

#[test]
fn files_of_any_format_are_read_to_their_end() {
    let corpus = crate::documents::samples().into_iter().map(|(name, bytes)| {
        let at = targets::NAMES.iter().position(|known| *known == name).unwrap();
        [vec![u8::try_from(at).unwrap()], bytes].concat()
    });
    let words = [
        "<p>",
        "</p>",
        "<div>",
        "<item>",
        "]]>",
        "\r\n\r\n",
        "WARC/1.0\r\n",
        "Content-Length: 9",
        "{\"text\": \"",
        "\",\"",
        "From ",
    ];
    fuzz("formats", corpus.collect(), &words, PATIENCE, targets::formats);
}

#[test]
fn documents_of_any_bytes_are_read_and_their_facts_fit() {
    let stories = ["01", "02", "03", "04", "05"].iter().flat_map(|name| {
        let files = std::fs::read_dir("seeds").unwrap().map(|file| file.unwrap().path());
        let mut files: Vec<_> =
            files.filter(|file| file.to_string_lossy().contains(name)).collect();
        files.sort();
        files
    });
    let corpus = stories.map(|file| std::fs::read(file).unwrap()).collect();
    fuzz("document", corpus, mutate::WORDS_OF_NEWS, PATIENCE, targets::document);
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
fn what_was_added_with_a_checksum_that_fits_is_read_or_refused() {
    let corpus = vec![targets::whole_snapshot().1];
    fuzz("sealed_addition", corpus, &[], PATIENCE, targets::sealed_addition);
}

#[test]
fn tables_of_any_bytes_are_imported_or_refused() {
    fuzz("import", tables(), mutate::WORDS_OF_TABLES, PATIENCE, targets::import);
}

/// What a hostile file may be made of, in both forms: nested deep, promising more than it holds, a million of the same.
fn promises() -> Vec<Vec<u8>> {
    const MILLION: usize = 1_000_000;
    let head = "(version: 2, documents: [";
    let document = "(id: \"a\", hash: \"b\", body: (0, 1), text: [\"x\"]";
    let mut all: Vec<Vec<u8>> = [
        format!("{head}{}", "[".repeat(MILLION)),
        format!("{head}{}", "(".repeat(MILLION)),
        format!("{head}{}", "Some(".repeat(MILLION)),
        format!("(version: 2, corrections: [(statement: \"x\", edits: [{}", "list([".repeat(MILLION)),
        format!("(version: 1, {}", "/*".repeat(MILLION)),
        format!("{head}{document}, entities: [(id: \"e1\", kind: person, name: \"x\", mentions: [{}])])])", "\"y\",".repeat(MILLION)),
        format!("{head}{document}, excerpts: [{}])])", "(at: 1, text: \"\"),".repeat(MILLION)),
        format!("{head}{}])", format!("{document}),").repeat(MILLION / 10)),
        format!("(version: 2, documents: [], tables: [{}], nodes: [])", "\"t\",".repeat(MILLION)),
        "        (\n".repeat(MILLION),
        "        ),\n".repeat(MILLION),
        "        (key: \"a\"),\n".repeat(MILLION / 4),
        "\\".repeat(MILLION),
        "\"".repeat(MILLION),
    ]
    .map(String::into_bytes)
    .into();
    let section = |kind: u8, length: u64, content: &[u8]| {
        let mut bytes = b"\x89CHY\r\n\x1A\n\x05\0\0\0".to_vec();
        bytes.push(kind);
        bytes.extend(length.to_le_bytes());
        bytes.extend(content);
        bytes
    };
    let most = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F];
    for kind in 0..13 {
        all.push(section(kind, u64::MAX, &[]));
        all.push(section(kind, u64::MAX / 2, &[0; 64]));
        all.push(section(kind, 5, &most));
        all.push(section(kind, 20, &most.repeat(4)));
        all.push(section(kind, MILLION as u64, &vec![0x7F; MILLION]));
        // Heads of sections everywhere.
        all.push(section(kind, 9, &[1, 255, 0, 0, 0, 0, 0, 0, 0].repeat(MILLION / 9)));
    }
    all
}

#[test]
#[ignore = "a part of the next one, which runs it with little memory"]
fn promises_are_looked_through() {
    let begun = Instant::now();
    for bytes in promises() {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        let began = Instant::now();
        for compact in [false, true] {
            let _ = snapshot::read_bytes("hostile", bytes.clone(), compact);
            let _ = snapshot::salvage_bytes("hostile", &bytes, compact);
        }
        assert!(began.elapsed() < PATIENCE, "{shown}: {:?}", began.elapsed());
    }
    eprintln!("looked through in {:?}", begun.elapsed());
}

/// A file of a few megabytes may ask for no more memory than this, in kilobytes, with the program and its models in it.
#[cfg(target_os = "linux")]
const MEMORY: usize = 1_500_000;

#[cfg(target_os = "linux")]
#[test]
fn no_hostile_snapshot_takes_more_memory_than_is_stated() {
    let done = std::process::Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "fuzz::promises_are_looked_through", "--ignored", "--test-threads=1"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let why = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("1 passed"), "{said}\n{why}");
}

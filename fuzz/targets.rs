//! What is fuzzed: each function takes any bytes, and must return. Both runners call these: `cargo fuzz` by the targets beside
//! this file, and `cargo test --test it -- fuzz` by a runner of the project's own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chancery::extract::Extractor;
use chancery::facts::{self, ReadDocument};
use chancery::grammar::{Files, Grammar};
use chancery::graph::{Graph, Map};
use chancery::import::{Importer, Table};
use chancery::query::{self, Context};
use chancery::snapshot::{self, Content, Guards, Keeper, SaveOptions, Waiting};
use chancery::source;

/// How long a query may take.
pub const TIME: Duration = Duration::from_millis(300);

/// How many rows it may give.
const ROWS: usize = 500;

/// The lexer: is the text a whole statement?
pub fn lexer(data: &[u8]) {
    let _ = query::is_complete(&String::from_utf8_lossy(data));
}

/// The parser: what it reads is printed, and read again as the same, unless it is nested too deep with all its parentheses.
pub fn parser(data: &[u8]) {
    if let Ok(read) = query::parse(&String::from_utf8_lossy(data)) {
        let printed = read.to_string();
        match query::parse(&printed) {
            Ok(again) => assert_eq!(again.to_string(), printed),
            Err(error) => assert!(error.message.contains("nested"), "{printed}: {}", error.message),
        }
    }
}

/// The evaluator: any text is asked of a small graph, and then written to a copy of it.
pub fn evaluator(data: &[u8]) {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    let graph = GRAPH.get_or_init(sample);
    let text = String::from_utf8_lossy(data);
    let params = Map::new();
    let context = Context {
        params: &params,
        timeout: Some(TIME),
        max_rows: Some(ROWS),
        ..Context::default()
    };
    let _ = query::run(graph, &text, &context);
    let _ = query::run_writing(&mut graph.clone(), &text, &context);
}

/// The reader of snapshots, compact and in RON: what it reads is written, and read again as the same.
pub fn snapshot(data: &[u8]) {
    for compact in [false, true] {
        if let Ok(content) = snapshot::read_bytes("fuzz", data.to_vec(), compact) {
            again(&content);
        }
    }
}

/// The same with a checksum that fits, so that all behind it is reached.
pub fn sealed_snapshot(data: &[u8]) {
    use sha2::{Digest as _, Sha256};
    let mut sealed = data.to_vec();
    sealed.push(0);
    sealed.extend(32u64.to_le_bytes());
    sealed.extend(Sha256::digest(data));
    snapshot(&sealed);
}

/// What was added to a compact snapshot, with a checksum that fits.
pub fn sealed_addition(data: &[u8]) {
    use sha2::{Digest as _, Sha256};
    static BASE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut bytes = BASE.get_or_init(|| whole_snapshot().0).clone();
    let sum = bytes.last_chunk::<32>().copied().unwrap_or_default();
    bytes.extend([10, 0xA5]);
    bytes.extend((data.len() as u64).to_le_bytes());
    bytes.extend(data);
    bytes.extend(Sha256::digest([sum.as_slice(), data].concat()));
    snapshot(&bytes);
    salvage(&bytes);
}

/// A small compact snapshot, and the sections of an addition to it: a document that is replaced, one that is gone, corrections.
pub fn whole_snapshot() -> (Vec<u8>, Vec<u8>) {
    let mut content = snapshot::load("tests/compat/v4.chy".as_ref()).expect("a snapshot");
    let mut base = Vec::new();
    snapshot::write_compact(&mut base, &content, &SaveOptions::default()).expect("written");
    let path = std::env::temp_dir().join(format!("chancery-addition-{}.chy", std::process::id()));
    std::fs::write(&path, &base).expect("written");
    let (_, mut written) = snapshot::open(&path).expect("opened");
    let ids: Vec<String> = content.corpus.iter().map(|read| read.document.id.clone()).collect();
    for (at, id) in ids.iter().enumerate() {
        if let Some(mut read) = content.corpus.remove(id).filter(|_| at % 2 == 0) {
            read.read_at = None;
            content.corpus.insert(read);
        }
    }
    let log = snapshot::load("tests/compat/v2-corrections.ron".as_ref()).expect("a snapshot");
    content.corrections.extend(log.corrections);
    let mut seen = snapshot::Seen::of(&path);
    let guards = Guards { lock: None, seen: Some(&mut seen), written: Some(&mut written) };
    let keeper = Keeper::default().adding(0, 1_000_000);
    keeper.save(&path, &content, &SaveOptions::default(), guards).expect("added");
    let all = std::fs::read(&path).expect("read");
    let _ = std::fs::remove_file(path);
    let added = all.get(base.len() + 10..all.len() - 32).unwrap_or_default().to_vec();
    (base, added)
}

/// What can still be read of a damaged snapshot: it is written, and read again as the same; and whoever can be opened is whole, but
/// for a checksum that was taken out.
pub fn salvage(data: &[u8]) {
    for compact in [false, true] {
        let Ok(found) = snapshot::salvage_bytes("fuzz", data, compact) else { continue };
        again(&found.content);
        if snapshot::read_bytes("fuzz", data.to_vec(), compact).is_ok() {
            let lost: Vec<_> = found.problems.iter().filter(|problem| problem.is_loss).collect();
            assert!(lost.is_empty(), "{lost:?}");
        }
    }
}

/// The journal of corrections: each entry that is read can be told.
pub fn journal(data: &[u8]) {
    if let Ok(waiting) = Waiting::parse("fuzz".as_ref(), data) {
        assert!(waiting.unsaved(&[]) <= waiting.entries.len());
        let _ = waiting.last().map(str::len);
    }
}

/// The same with checksums that fit, so that what stands behind them is reached.
pub fn sealed_journal(data: &[u8]) {
    use sha2::{Digest as _, Sha256};
    let mut sealed = b"chancery journal 1\n".to_vec();
    for line in data.split(|byte| *byte == b'\n') {
        for byte in Sha256::digest(line) {
            sealed.extend(format!("{byte:02x}").bytes());
        }
        sealed.push(b' ');
        sealed.extend(line);
        sealed.push(b'\n');
    }
    journal(&sealed);
}

/// A grammar in which one file is another: which, the first byte says.
pub fn grammar(data: &[u8]) {
    static FILES: OnceLock<Files> = OnceLock::new();
    let files = FILES.get_or_init(grammar_files);
    let (Some(which), Some(text)) = (data.first(), data.get(1..)) else { return };
    let mut files = files.clone();
    let name = files.keys().nth(usize::from(*which) % files.len()).cloned().unwrap_or_default();
    files.insert(name, String::from_utf8_lossy(text).into_owned());
    let _ = Grammar::from_files(&files);
}

/// A small grammar: the project's own, of whose lists of names only the beginnings are taken.
pub fn grammar_files() -> Files {
    let mut files = Files::new();
    for path in walk("grammar".as_ref()) {
        let name =
            path.strip_prefix("grammar").unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let is_read =
            name.ends_with(".ron") || (name.ends_with(".tsv") && !name.ends_with("demonyms.tsv"));
        let Some(text) = std::fs::read_to_string(&path).ok().filter(|_| is_read) else { continue };
        let text = if name.ends_with(".tsv") {
            text.lines().take(40).map(|line| format!("{line}\n")).collect()
        } else {
            text
        };
        files.insert(name, text);
    }
    files
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

/// A document: whatever it is, it is read, and its facts fit together and to it.
pub fn document(data: &[u8]) {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(|| {
        let grammar = Grammar::embedded().expect("a grammar");
        Extractor::new(Arc::new(grammar)).expect("models")
    });
    let read =
        source::document("fuzz", "fuzz.txt".as_ref(), data.to_vec(), &source::Options::default());
    if let Ok((document, _)) = read {
        let facts = extractor.extract(&document);
        let read = ReadDocument::new(document, facts);
        if let Err(error) = facts::check(&read) {
            panic!("{error}");
        }
    }
}

/// Import: the first half is a table of nodes, the second of relationships.
pub fn import(data: &[u8]) {
    let (nodes, ties) = match data.windows(2).position(|pair| pair == b"\n\n") {
        Some(at) => data.split_at(at),
        None => data.split_at(data.len() / 2),
    };
    for delimiter in [b',', b'\t'] {
        let table = |name: &str, bytes: &[u8]| Table {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            delimiter,
        };
        let mut importer = Importer::new();
        let _ = importer.nodes(&["A".to_owned()], &[table("nodes", nodes)]);
        let _ = importer.relationships(Some("R"), &[table("ties", ties)]);
        again(&Content { imported: importer.finish().graph, ..Content::default() });
    }
}

/// What is written is read again as the same, in both forms.
fn again(content: &Content) {
    let mut text = Vec::new();
    snapshot::write(&mut text, content, &SaveOptions::default()).expect("written");
    let read = snapshot::read_bytes("again", text.clone(), false);
    let read = read.unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&text)));
    let mut other = Vec::new();
    snapshot::write(&mut other, &read, &SaveOptions::default()).expect("written");
    assert!(text == other, "{}", String::from_utf8_lossy(&text));
    let mut compact = Vec::new();
    snapshot::write_compact(&mut compact, content, &SaveOptions::default()).expect("written");
    let read = snapshot::read_bytes("again", compact, true).expect("read");
    let mut other = Vec::new();
    snapshot::write(&mut other, &read, &SaveOptions::default()).expect("written");
    assert!(text == other, "{}", String::from_utf8_lossy(&text));
}

/// A graph of a few nodes with values of many kinds.
fn sample() -> Graph {
    let nodes = "id,name,age:int,seen:datetime,day:date,tags:string[],far:double,lasts:duration,:LABEL\n\
                 1,Ana Ruiz,42,2025-07-10T12:00Z,2025-01-02,a;b,1.5,P3D,Person;Envoy\n\
                 2,Tomas Vera,7,,2024-02-29,,-0.0,PT1S,Person\n\
                 3,Peru,,,,x,,,Country\n4,Arica,,,,,NaN,,\n5,Condor,9,,,,,,Organization\n";
    let ties = "src,dst,:TYPE,on:date,n:int\n1,2,MET,2025-07-10,1\n2,1,MET,,2\n1,3,FROM,,3\n2,3,FROM,,\n\
                4,3,PART_OF,,5\n5,5,PART_OF,,6\n1,5,MEMBER_OF,,7\n";
    let table = |text: &str| Table {
        name: "sample".to_owned(),
        bytes: text.as_bytes().to_vec(),
        delimiter: b',',
    };
    let mut importer = Importer::new();
    importer.nodes(&[], &[table(nodes)]).expect("nodes");
    importer.relationships(None, &[table(ties)]).expect("relationships");
    importer.finish().graph
}

/// The names that [`formats`] gives its input, one by the first byte.
pub const NAMES: [&str; 14] = [
    "a.html", "a.mhtml", "a.eml", "a.mbox", "a.rss", "a.ndjson", "a.json", "a.csv", "a.tsv",
    "a.warc", "a.pdf", "a.txt", "a", "a.xml",
];

/// A file of any format: whatever it holds, its articles are read or passed over, and there is an end to them.
pub fn formats(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let folder = std::env::temp_dir().join(format!("chancery-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    let input = source::Input { id: "fuzz".to_owned(), place: source::Place::File(path) };
    let options = source::Options::default();
    let mut articles = source::Articles::of(&input);
    while let Some(next) = articles.next(&options) {
        if let Ok((document, _)) = next.and_then(|raw| raw.read(&options)) {
            assert!(document.text.get(document.body.start..document.body.end).is_some());
            assert!(!document.id.contains(['\n', '"', '<']));
        }
    }
}

//! Long work on a large graph: documents come and go, questions are asked, corrections made and undone, all saved and opened again.
//! It takes no more memory at the end than soon after it began, and leaves the bytes of a fresh build with the same corrections.
//!
//! A few seconds with some hundred invented documents in each run of the tests; with `CHANCERY_FULL=1` half an hour with a
//! hundred thousand. `CHANCERY_SOAK_GRAPH` may name a graph that was built from them before, which saves that time.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chancery::grammar::Grammar;
use chancery::graph::Map;
use chancery::session::{Correction, Limits, Outcome, Request, Session};

use crate::disaster::{is_full, run, session_by};
use crate::generator::articles;

/// What is asked again and again.
const QUESTIONS: &[&str] = &[
    "MATCH (n) RETURN labels(n) AS label, count(*) AS times ORDER BY times DESC, label",
    "MATCH (p:Person)<-[:MENTIONS]-(d:Document) RETURN p.id, count(d) AS times ORDER BY times DESC, p.id LIMIT 10",
    "MATCH (a:Country)-[r]->(b:Country) RETURN a.id, type(r), b.id, count(*) ORDER BY a.id, type(r), b.id LIMIT 20",
    "MATCH (e:Event) WHERE e.tellings > 1 RETURN e.id ORDER BY e.tellings DESC, e.id LIMIT 10",
];

/// How many documents there are and how long the work takes.
fn size() -> (usize, Duration) {
    if is_full() { (100_000, Duration::from_secs(1800)) } else { (150, Duration::from_secs(2)) }
}

/// An empty session whose graph is kept up as at the prompt.
fn session() -> Session {
    let mut session = session_by(Arc::new(Grammar::embedded().unwrap()));
    session.keep_up();
    session
}

/// The memory that this program holds, in kilobytes, where the system tells.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn read(session: &mut Session, path: &Path) {
    run(session, Request::Read { paths: vec![path.to_owned()] }).unwrap();
}

fn open(path: &Path) -> Session {
    let mut session = session();
    run(&mut session, Request::Open { path: path.to_owned() }).unwrap();
    session
}

fn correct(session: &mut Session, correction: Correction) -> bool {
    run(session, Request::Correct { correction, reason: Some("soak".to_owned()) }).is_ok()
}

/// One round: some documents come, are read again, are asked about, something is corrected and undone, the documents go.
fn round(session: &mut Session, number: usize, later: &[PathBuf]) {
    let before: Vec<String> = session.corpus().iter().map(|it| it.document.id.clone()).collect();
    for path in later {
        // Some are broken, and passed over.
        let _ = run(session, Request::Read { paths: vec![path.clone()] });
    }
    for text in QUESTIONS {
        let text = (*text).to_owned();
        let (parameters, limits) = (Map::new(), Limits::default());
        run(session, Request::Query { text, parameters, limits, reason: None }).unwrap();
    }
    // What is written down stays, so it is not done in each round.
    if number.is_multiple_of(8) {
        let person = "MATCH (p:Person) WITH p ORDER BY p.id LIMIT 1 RETURN p.id";
        let (parameters, limits) = (Map::new(), Limits::default());
        let query = Request::Query { text: person.to_owned(), parameters, limits, reason: None };
        let Ok(Outcome::Answer(answer)) = run(session, query) else { panic!("no answer") };
        let node = answer.rows[0][0].as_str().unwrap().to_owned();
        let note = Correction::Note { node: node.clone(), text: format!("round {number}") };
        assert!(correct(session, note));
        let name = format!("Somebody {number}");
        assert!(correct(session, Correction::Rename { node, name }));
        run(session, Request::Undo { entry: None, reason: None }).unwrap();
    }
    let now: Vec<String> = session.corpus().iter().map(|it| it.document.id.clone()).collect();
    for document in now.into_iter().filter(|id| before.binary_search(id).is_err()) {
        run(session, Request::Remove { document }).unwrap();
    }
}

/// The work of an hour, as a program of its own.
#[test]
#[ignore = "a part of the next one, which starts it"]
fn the_one_that_works() {
    let Ok(folder) = std::env::var("CHANCERY_SOAKED").map(PathBuf::from) else { return };
    let (graph, later) = (folder.join("graph.chy"), folder.join("later"));
    let mut later: Vec<PathBuf> = walkdir::WalkDir::new(later)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    later.sort();
    let (begun, (_, long)) = (Instant::now(), size());
    let mut session = open(&graph);
    session.graph().unwrap();
    let (mut rounds, mut early, mut most) = (0, 0, 0);
    while rounds < 12 || begun.elapsed() < long {
        round(&mut session, rounds, &later[rounds % 10..][..4]);
        run(&mut session, Request::Save { path: None }).unwrap();
        if rounds % 16 == 15 {
            drop(session);
            session = open(&graph);
            session.graph().unwrap();
        }
        rounds += 1;
        let held = memory();
        // What is allocated once is there after the first third.
        if rounds <= 4 || begun.elapsed() < long / 3 {
            early = early.max(held);
        }
        most = most.max(held);
        if is_full() {
            eprintln!("round {rounds} after {:?}: {held} kB", begun.elapsed());
        }
    }
    println!(
        "soaked: {rounds} rounds in {:?}, {early} kB early, {most} kB at most",
        begun.elapsed()
    );
    assert!(most <= early + early / 10 + 8_000, "{early} kB at first, {most} kB in the end");
}

#[test]
fn long_work_takes_no_more_memory_and_leaves_the_bytes_of_a_fresh_build() {
    let folder = tempfile::tempdir().unwrap();
    let (documents, _) = size();
    let at = |name: &str| folder.path().join(name);
    articles::write(20, 99, &at("later")).unwrap();
    match std::env::var_os("CHANCERY_SOAK_GRAPH") {
        Some(graph) => drop(std::fs::copy(graph, at("fresh.chy")).unwrap()),
        None => {
            articles::write(documents, 7, &at("articles")).unwrap();
            let mut session = session();
            read(&mut session, &at("articles"));
            run(&mut session, Request::Save { path: Some(at("fresh.chy")) }).unwrap();
        }
    }
    std::fs::copy(at("fresh.chy"), at("graph.chy")).unwrap();
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "soak::the_one_that_works", "--ignored", "--nocapture"])
        .env("CHANCERY_SOAKED", folder.path())
        .stderr(std::process::Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    eprintln!("{}", said.lines().find(|line| line.contains("soaked: ")).unwrap_or(&said));
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    // What was added to the file stands at its end: written whole it has its place.
    let mut soaked = open(&at("graph.chy"));
    run(&mut soaked, Request::Save { path: Some(at("whole.chy")) }).unwrap();
    let mut fresh = open(&at("fresh.chy"));
    assert!(!soaked.corrections().is_empty());
    fresh.adopt(soaked.corrections());
    run(&mut fresh, Request::Save { path: Some(at("expected.chy")) }).unwrap();
    let same =
        std::fs::read(at("whole.chy")).unwrap() == std::fs::read(at("expected.chy")).unwrap();
    assert!(same, "the graph is not what a fresh build gives");
}

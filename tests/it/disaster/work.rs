//! Work on a graph that is interrupted: what is done, and what must hold afterwards whatever happened.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use chancery::facts::{Corpus, ReadDocument};
use chancery::grammar::Grammar;
use chancery::graph::Map;
use chancery::session::{Limits, Outcome, Request, Session, SessionError, Settings, Watch};
use chancery::snapshot::{
    self, Content, Disk, Guards, Keeper, SaveOptions, Seen, SnapshotError, System,
};

/// What is done when the disaster comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A graph is saved over another.
    Save,
    /// A graph with one document more is saved, the one before kept beside it.
    Add,
    /// Documents come and go, and what is new is added to the file where its form allows that.
    Append,
    /// Corrections are made at the prompt, and saved after some.
    Correct,
}

pub const ALL: [Work; 4] = [Work::Save, Work::Add, Work::Append, Work::Correct];

/// A graph of so many documents.
pub fn content(documents: usize) -> Content {
    let sample = snapshot::load("tests/compat/v1.ron".as_ref()).unwrap();
    let read = sample.corpus.iter().next().unwrap();
    let mut corpus = Corpus::default();
    for number in 0..documents {
        let id = format!("harbour-{number:04}");
        let mut copy: ReadDocument = read.clone();
        copy.document.id.clone_from(&id);
        copy.facts.doc = id;
        corpus.insert(copy);
    }
    corpus.into()
}

/// How many documents the graph has before.
const BEFORE: usize = 12;

/// The graph as it is before.
pub fn prepare(graph: &Path) {
    snapshot::save(graph, &content(BEFORE), &SaveOptions::default()).unwrap();
}

/// A grammar that is loaded fast: nothing is read here but what stands in the snapshot.
pub fn grammar() -> Arc<Grammar> {
    static GRAMMAR: OnceLock<Arc<Grammar>> = OnceLock::new();
    let load = || Grammar::from_files(&crate::fuzz::targets::grammar_files()).unwrap();
    GRAMMAR.get_or_init(|| Arc::new(load())).clone()
}

pub fn session(grammar: Arc<Grammar>) -> Session {
    Session::new(Settings {
        grammar,
        options: chancery::source::Options::default(),
        read_at: Some("2026-01-02T03:04:05Z".to_owned()),
        now: None,
        whole_text: true,
        jobs: 1,
        author: None,
        read_only: false,
    })
}

pub fn run(session: &mut Session, request: Request) -> Result<Outcome, SessionError> {
    let cancel = AtomicBool::new(false);
    session.run(request, Watch { cancel: &cancel, progress: &|_, _| {} })
}

fn correction(number: usize) -> Request {
    Request::Query {
        text: format!("MATCH (p:Person {{name: 'Ana Ruiz'}}) SET p.seen{number} = {number}"),
        parameters: Map::new(),
        limits: Limits::default(),
        reason: None,
    }
}

/// Does the work; each correction that counts as made is handed on by its number. The number of documents and corrections that
/// the graph shall have, if all went well.
pub fn work(
    what: Work,
    graph: &Path,
    disk: Arc<dyn Disk>,
    rounds: usize,
    mut made: impl FnMut(usize),
) -> Result<(), SessionError> {
    let keeper = Keeper::on(disk);
    match what {
        Work::Save => {
            for round in 1..=rounds {
                save(&keeper, graph, BEFORE + round)?;
            }
        }
        Work::Add => {
            let keeper = keeper.with_backups(2);
            for round in 1..=rounds {
                save(&keeper, graph, BEFORE + round)?;
            }
        }
        Work::Append => {
            let keeper = adding(keeper);
            let (mut held, mut written) = snapshot::open(graph)?;
            let mut seen = Seen::of(graph);
            let mut put = |held: &Content| {
                let guards =
                    Guards { lock: None, seen: Some(&mut seen), written: Some(&mut written) };
                keeper.save(graph, held, &SaveOptions::default(), guards)
            };
            for round in 1..=rounds {
                // The first one goes and comes again, so that what was there goes, too.
                let all = content(BEFORE + round).corpus;
                let first = held.corpus.take(FIRST);
                held.corpus.put(all.iter_shared().last().unwrap().clone());
                put(&held)?;
                first.map(|first| held.corpus.put(first));
                put(&held)?;
            }
        }
        Work::Correct => {
            let mut session = session(grammar());
            session.keep_by(adding(keeper), false);
            session.keep_journal();
            run(&mut session, Request::Open { path: graph.to_owned() })?;
            for round in 1..=rounds {
                if let Outcome::Answer(_) = run(&mut session, correction(round))? {
                    made(round);
                }
                if round % 3 == 0 {
                    run(&mut session, Request::Save { path: None })?;
                }
            }
        }
    }
    Ok(())
}

/// Adds to the smallest file, however much there is.
pub fn adding(keeper: Keeper) -> Keeper {
    keeper.adding(0, 1_000_000)
}

/// The id of the first document.
const FIRST: &str = "harbour-0000";

fn save(keeper: &Keeper, graph: &Path, documents: usize) -> Result<(), SnapshotError> {
    keeper.save(graph, &content(documents), &SaveOptions::default(), Guards::default())
}

/// The numbers of the corrections that statements make.
fn numbers<'e>(entries: impl Iterator<Item = &'e chancery::graph::Entry>) -> BTreeSet<usize> {
    entries.map(|entry| entry.statement.rsplit(' ').next().unwrap().parse().unwrap()).collect()
}

/// What must hold, whatever happened: the graph is a state that was saved, whole; all corrections that counted as made are in it
/// or in its journal; and the next program can go on.
pub fn examine(what: Work, graph: &Path, rounds: usize, made: &BTreeSet<usize>) {
    let found = snapshot::load(graph).expect("the old state or the new one");
    let mut documents = found.corpus.len();
    let without_first = what == Work::Append && found.corpus.get(FIRST).is_none();
    documents += usize::from(without_first);
    let saved = numbers(found.corrections.iter());
    match what {
        Work::Save | Work::Add | Work::Append => {
            assert!((BEFORE..=BEFORE + rounds).contains(&documents))
        }
        Work::Correct => {
            assert_eq!(documents, BEFORE);
            // Saved is what stood there after some whole rounds of three.
            let last = saved.last().copied().unwrap_or(0);
            assert_eq!(saved, (1..=last).collect(), "a state that never was");
            assert_eq!(last % 3, 0, "a state that never was saved");
        }
    }
    let mut expected = content(documents);
    if without_first {
        expected.corpus.take(FIRST);
    }
    assert!(
        found.corpus == expected.corpus,
        "the documents are not those that were saved: {documents}"
    );
    let mut there = saved;
    if let Some(waiting) = snapshot::waiting(graph).expect("a journal that can be read") {
        assert_eq!(waiting.damaged, 0, "only the last record can be cut off");
        there.extend(numbers(waiting.entries.iter()));
    }
    assert!(made.is_subset(&there), "made: {made:?}, kept: {there:?}");
    // Backups are whole too.
    for backup in snapshot::backups(graph).unwrap() {
        snapshot::load(&backup.path).expect("a whole backup");
    }
    // The lock of a program that is gone hinders nobody, and what it left behind is cleared away by the next save.
    let found = snapshot::load(graph).unwrap();
    Keeper::on(Arc::new(System))
        .save(graph, &found, &SaveOptions::default(), Guards::default())
        .expect("the next program can save");
    let left = left_behind(graph.parent().unwrap());
    assert!(left.is_empty(), "left behind: {left:?}");
}

/// Temporary files.
fn left_behind(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect()
}

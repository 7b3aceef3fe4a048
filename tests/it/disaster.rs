//! Whatever happens while a graph is saved, read into or corrected, its file is the old state or the new one, and corrections that
//! counted as made are there.
//!
//! Programs are killed at every operation on the disk and at random moments, and every operation fails in every way. A few
//! hundred times in each run of the tests; with `CHANCERY_FULL=1` more than ten thousand programs are killed.

mod disk;
mod work;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chancery::session::Request;
use chancery::snapshot::{self, Keeper};

use disk::{FAULTS, Fault, Faulty};
use work::{ALL, Work, examine, prepare, work};
pub use work::{run, session as session_by};

/// Is it the run that takes long?
pub fn is_full() -> bool {
    std::env::var_os("CHANCERY_FULL").is_some_and(|value| value == "1")
}

/// An empty session.
pub fn session() -> chancery::session::Session {
    work::session(work::grammar())
}

/// So that whoever waits for it sees it at once, and not through the tests' own capture.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn graph(folder: &Path, compact: bool) -> PathBuf {
    folder.join(if compact { "graph.chy" } else { "graph.ron" })
}

/// How many rounds of work there are.
const ROUNDS: usize = 4;

/// How many operations on the disk the work takes.
fn operations(what: Work, compact: bool) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let graph = graph(folder.path(), compact);
    prepare(&graph);
    let disk = Faulty::new(0, Fault::None);
    work(what, &graph, Arc::new(disk.clone()), ROUNDS, |_| {}).unwrap();
    examine(what, &graph, ROUNDS, &BTreeSet::new());
    disk.operations()
}

#[test]
fn whatever_operation_fails_and_how_nothing_is_lost() {
    for what in ALL {
        let counts = [false, true].map(|compact| operations(what, compact));
        for (fault, compact) in FAULTS.into_iter().flat_map(|fault| [(fault, false), (fault, true)])
        {
            let count = counts[usize::from(compact)];
            assert!(count > 20, "{what:?} takes but {count} operations");
            for at in 1..=count {
                let folder = tempfile::tempdir().unwrap();
                let graph = graph(folder.path(), compact);
                prepare(&graph);
                let disk = Arc::new(Faulty::new(at, fault));
                let mut made = BTreeSet::new();
                // Some operations may fail and be done without.
                let _ = work(what, &graph, disk, ROUNDS, |number| {
                    made.insert(number);
                });
                examine(what, &graph, ROUNDS, &made);
            }
        }
    }
}

#[test]
fn a_save_that_fails_can_be_done_again() {
    let ways = [(Fault::Broken, false), (Fault::Forbidden, false), (Fault::Broken, true)];
    for (fault, compact) in ways {
        for at in 1..operations(Work::Correct, compact) {
            let folder = tempfile::tempdir().unwrap();
            let graph = graph(folder.path(), compact);
            prepare(&graph);
            let mut session = work::session(work::grammar());
            session.keep_by(work::adding(Keeper::on(Arc::new(Faulty::new(at, fault)))), false);
            session.keep_journal();
            work::run(&mut session, Request::Open { path: graph.clone() }).unwrap();
            let mut made = 0;
            for _ in 0..2 {
                let text = "MATCH (p:Person) SET p.seen = coalesce(p.seen, 0) + 1".to_owned();
                let (parameters, limits) = Default::default();
                let query = Request::Query { text, parameters, limits, reason: None };
                made += usize::from(work::run(&mut session, query).is_ok());
            }
            let save = || Request::Save { path: None };
            let saved =
                work::run(&mut session, save()).or_else(|_| work::run(&mut session, save()));
            saved.unwrap_or_else(|error| panic!("{fault:?} at {at}: {error}"));
            assert_eq!(snapshot::load(&graph).unwrap().corrections.len(), made, "{at}");
        }
    }
}

/// Runs as a program of its own, which is killed.
#[test]
#[ignore = "a part of other tests, which start it and kill it"]
fn the_one_that_is_killed() {
    let Ok(told) = std::env::var("CHANCERY_KILLED") else { return };
    let parts: Vec<&str> = told.splitn(4, ' ').collect();
    let [what, at, rounds, graph] = parts.as_slice() else { panic!("{told}") };
    let what = ALL.into_iter().find(|known| format!("{known:?}") == *what).unwrap();
    let at: usize = at.parse().unwrap();
    let fault = if at == 0 { Fault::None } else { Fault::Killed };
    let disk = Arc::new(Faulty::new(at, fault));
    // What takes long is done before, so that a random moment is one of the work.
    if what == Work::Correct {
        let _ = work::grammar();
    }
    say("begins");
    work(what, Path::new(graph), disk, rounds.parse().unwrap(), |number| {
        say(&format!("made {number}"));
    })
    .unwrap();
    say("ends");
}

/// Starts the work as a program of its own and kills it: at an operation, or, where that is 0, after some time. What it said
/// that it made; was it killed before it ended?
fn killed(
    what: Work,
    at: usize,
    rounds: usize,
    graph: &Path,
    after: Duration,
) -> (BTreeSet<usize>, bool) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "disaster::the_one_that_is_killed", "--ignored", "--nocapture"])
        .env("CHANCERY_KILLED", format!("{what:?} {at} {rounds} {}", graph.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    let (mut made, mut ended) = (BTreeSet::new(), false);
    let mut lines = said.lines().map_while(Result::ok);
    for line in lines.by_ref() {
        if line.ends_with("begins") && at == 0 {
            std::thread::sleep(after);
            child.kill().unwrap();
        } else if line == "killed here" {
            child.kill().unwrap();
        } else if let Some(number) = line.strip_prefix("made ") {
            made.insert(number.parse().unwrap());
        }
        ended |= line == "ends";
    }
    child.wait().unwrap();
    (made, !ended)
}

#[test]
fn a_program_that_is_killed_at_any_operation_loses_nothing() {
    let mut kills = 0;
    for what in ALL {
        for compact in [false, true] {
            let count = operations(what, compact);
            // In the short run each operation of one round.
            let step = if is_full() { 1 } else { 1 + count / 12 };
            for at in (1..=count).step_by(step) {
                let folder = tempfile::tempdir().unwrap();
                let graph = graph(folder.path(), compact);
                prepare(&graph);
                let (made, was_killed) = killed(what, at, ROUNDS, &graph, Duration::ZERO);
                assert!(was_killed, "{what:?} was not killed at {at} of {count}");
                kills += 1;
                examine(what, &graph, ROUNDS, &made);
            }
        }
    }
    eprintln!("killed at operations: {kills}");
}

#[test]
fn a_program_that_is_killed_at_any_moment_loses_nothing() {
    let times = if is_full() { 10_000 } else { 24 };
    // Numbers that look as if drawn by lot, the same in each run.
    let (mut state, mut kills) = (0x2545_F491_4F6C_DD1D_u64, 0);
    for number in 0..times {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let after = Duration::from_micros((state >> 33) % 40_000);
        let what = ALL[number % ALL.len()];
        let folder = tempfile::tempdir().unwrap();
        let graph = graph(folder.path(), number % 2 == 0);
        prepare(&graph);
        let (made, was_killed) = killed(what, 0, 300, &graph, after);
        kills += usize::from(was_killed);
        if number % 500 == 499 {
            eprintln!("killed at random moments: {kills} of {} so far", number + 1);
        }
        examine(what, &graph, 300, &made);
    }
    eprintln!("killed at random moments: {kills} of {times}");
    assert!(kills * 2 > times, "most ended before they were killed: {kills} of {times}");
}

#[cfg(unix)]
#[test]
fn in_a_folder_that_is_read_only_nothing_counts_as_made() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let graph = graph(folder.path(), false);
    prepare(&graph);
    let allow = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path(), permissions).unwrap();
    };
    allow(0o555);
    let is_closed = std::fs::write(folder.path().join("probe"), "").is_err();
    let mut made = BTreeSet::new();
    let done = work(Work::Correct, &graph, Arc::new(chancery::snapshot::System), 3, |number| {
        made.insert(number);
    });
    allow(0o755);
    // Who may do everything is not kept out by permissions.
    if is_closed {
        let error = done.unwrap_err().to_string();
        assert!(error.contains("cannot write") && error.contains(".journal"), "{error}");
        assert!(made.is_empty());
    }
    examine(Work::Correct, &graph, 3, &made);
}

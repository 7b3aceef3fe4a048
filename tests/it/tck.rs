//! The Technology Compatibility Kit of openCypher, read from where `CHANCERY_TCK` says, or from
//! `../shared/tck`.

mod cell;
mod feature;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery::graph::{Graph, Map};
use chancery::query::{Answer, Context, Procedure, QueryError, run_writing};

use cell::Cell;
use feature::{Scenario, Step};

/// Scenarios that cannot pass, and why.
const CANNOT_PASS: [(&str, &str); 2] = [
    ("Temporal10.feature [9] Should handle large durations", "jiff's years end at -9999 and 9999"),
    ("Temporal10.feature [10] Should handle large durations in seconds", "the same"),
];

/// How a scenario ended.
enum Outcome {
    Passed,
    Failed(String),
}

#[test]
fn the_compatibility_kit_passes_as_far_as_it_did() {
    let place = std::env::var("CHANCERY_TCK").unwrap_or_else(|_| "../shared/tck".to_owned());
    let features = Path::new(&place).join("features");
    if !features.is_dir() {
        println!("skipped: no compatibility kit at {place} (set CHANCERY_TCK)");
        return;
    }
    let mut files = Vec::new();
    collect(&features, &mut files);
    files.sort();
    let wanted = std::env::var("CHANCERY_TCK_ONLY").unwrap_or_default();
    let mut failed: Vec<String> = Vec::new();
    let mut table: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&features).unwrap_or(&file).display().to_string();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        for scenario in feature::read(&text) {
            let outcome = play(&scenario, Path::new(&place));
            let column = match &outcome {
                Outcome::Passed => 0,
                Outcome::Failed(_) => 1,
            };
            table.entry(folder.clone()).or_default()[column] += 1;
            let shown = !wanted.is_empty() && name.contains(&wanted);
            if let Outcome::Failed(why) = outcome {
                if shown {
                    println!("FAILED {name} {}: {why}", scenario.name);
                }
                failed.push(format!("{name} {}", scenario.name));
            }
        }
    }
    println!("{:50} {:>6} {:>6}", "folder", "passed", "failed");
    let mut total = [0; 2];
    for (folder, counts) in &table {
        println!("{folder:50} {:>6} {:>6}", counts[0], counts[1]);
        total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
    }
    println!("{:50} {:>6} {:>6}", "all", total[0], total[1]);
    let unexpected: Vec<&String> =
        failed.iter().filter(|it| !CANNOT_PASS.iter().any(|(name, _)| it.contains(name))).collect();
    assert!(unexpected.is_empty(), "failed: {unexpected:#?}");
    let floor = floor();
    assert!(total[0] >= floor, "{} scenarios passed, the floor is {floor}", total[0]);
}

/// The number that passed before, from `.ci/floors.ron`.
fn floor() -> usize {
    let text = std::fs::read_to_string(".ci/floors.ron").unwrap_or_default();
    let after = text.split("tck_passed").nth(1).unwrap_or("");
    let digits: String = after
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "feature") {
            files.push(path);
        }
    }
}

fn play(scenario: &Scenario, place: &Path) -> Outcome {
    let mut graph = Graph::new();
    let mut params = Map::new();
    let mut procedures: Vec<Arc<Procedure>> = Vec::new();
    let mut last: Option<Result<Answer, QueryError>> = None;
    let now = "2025-07-03T12:00:00+00:00[UTC]".parse().ok();
    for step in &scenario.steps {
        let text = step.text.as_deref().unwrap_or("");
        let words = step.words.as_str();
        if words == "an empty graph" || words == "any graph" {
            continue;
        } else if words == "no side effects" {
            if let Some(Ok(answer)) = &last
                && !answer.effects.is_empty()
            {
                return Outcome::Failed(format!("changed {:?}", answer.effects));
            }
        } else if let Some(name) =
            words.strip_prefix("the ").and_then(|it| it.strip_suffix(" graph"))
        {
            let file = place.join("graphs").join(name).join(format!("{name}.cypher"));
            let text = std::fs::read_to_string(file).unwrap_or_default();
            if let Err(error) = run_writing(&mut graph, &text, &Context::default()) {
                return Outcome::Failed(format!("cannot build {name}: {}", error.message));
            }
        } else if words == "having executed:" {
            if let Err(error) = run_writing(&mut graph, text, &Context::default()) {
                return Outcome::Failed(format!("cannot prepare: {}", error.message));
            }
        } else if words == "parameters are:" {
            for row in &step.table {
                let [name, value] = row.as_slice() else { continue };
                match cell::parse(value).and_then(|it| it.value()) {
                    Some(value) => drop(params.insert(name.as_str().into(), value)),
                    None => return Outcome::Failed(format!("cannot read {value}")),
                }
            }
        } else if words.starts_with("executing") {
            let procedures = &procedures;
            let context =
                Context { params: &params, now: now.as_ref(), procedures, ..Context::default() };
            last = Some(run_writing(&mut graph, text, &context));
        } else if let Some(signature) = words.strip_prefix("there exists a procedure ") {
            match procedure(signature, &step.table) {
                Some(procedure) => procedures.push(procedure.into()),
                None => return Outcome::Failed(format!("cannot declare {signature}")),
            }
        } else if words.starts_with("the side effects should be") {
            if let Err(why) = check_effects(step, last.as_ref()) {
                return Outcome::Failed(why);
            }
        } else if let Err(why) = check(step, last.as_ref(), &graph) {
            return Outcome::Failed(why);
        }
    }
    Outcome::Passed
}

/// A procedure as the kit declares it: a signature, and a table of what it takes and gives.
fn procedure(signature: &str, table: &[Vec<String>]) -> Option<Procedure> {
    let rows = table.iter().skip(1).map(|row| {
        row.iter().map(|it| cell::parse(it).and_then(|it| it.value())).collect::<Option<Vec<_>>>()
    });
    Procedure::table(signature.trim_end_matches(':').trim(), rows.collect::<Option<_>>()?).ok()
}

fn check_effects(step: &Step, last: Option<&Result<Answer, QueryError>>) -> Result<(), String> {
    let Some(Ok(answer)) = last else { return Err("no answer".to_owned()) };
    let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &step.table {
        let [name, count] = row.as_slice() else { return Err("no table".to_owned()) };
        expected.insert(name, count.parse().map_err(|_| format!("cannot read {count}"))?);
    }
    let found: BTreeMap<&str, usize> =
        answer.effects.named().into_iter().filter(|(_, count)| *count > 0).collect();
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

fn check(
    step: &Step,
    last: Option<&Result<Answer, QueryError>>,
    graph: &Graph,
) -> Result<(), String> {
    let Some(last) = last else { return Err("no query".to_owned()) };
    let words = step.words.as_str();
    if let Some((kind, rest)) = words.split_once(" should be raised at ") {
        let kind = kind.split(' ').next_back().unwrap_or("");
        let code = rest.rsplit(": ").next().unwrap_or("");
        return match last {
            Ok(_) => Err(format!("expected {kind} {code}, got an answer")),
            Err(error) if error.kind.to_string() != kind || (code != "*" && error.code != code) => {
                Err(format!(
                    "expected {kind} {code}, got {} {}: {}",
                    error.kind, error.code, error.message
                ))
            }
            Err(error)
                if !rest.starts_with(&error.phase.to_string()) && !rest.starts_with("any") =>
            {
                Err(format!("expected {kind} {rest}, got it at {}", error.phase))
            }
            Err(_) => Ok(()),
        };
    }
    let answer = last.as_ref().map_err(|error| format!("{}: {}", error.code, error.message))?;
    let unsorted = words.contains("ignoring element order for lists");
    let tidy = |cell: Cell| if unsorted { cell.sorted() } else { cell };
    if words == "the result should be empty" {
        return if answer.rows.is_empty() { Ok(()) } else { Err("rows".to_owned()) };
    }
    if !words.starts_with("the result should be") {
        return Err(format!("unknown step {words}"));
    }
    let Some((header, rows)) = step.table.split_first() else { return Err("no table".to_owned()) };
    let mut order = Vec::new();
    for name in header {
        match answer.columns.iter().position(|it| it == name) {
            Some(at) => order.push(at),
            None => return Err(format!("no column {name} in {:?}", answer.columns)),
        }
    }
    if header.len() != answer.columns.len() {
        return Err(format!("columns {:?}", answer.columns));
    }
    let mut expected = Vec::new();
    for row in rows {
        let cells: Option<Vec<Cell>> = row.iter().map(|it| cell::parse(it).map(tidy)).collect();
        expected.push(cells.ok_or_else(|| format!("cannot read {row:?}"))?);
    }
    let mut found: Vec<Vec<Cell>> = answer
        .rows
        .iter()
        .map(|row| order.iter().map(|&at| tidy(Cell::of(&row[at], graph))).collect())
        .collect();
    if !words.contains(", in order") {
        expected.sort();
        found.sort();
    }
    if expected == found { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

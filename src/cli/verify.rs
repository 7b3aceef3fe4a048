//! The commands `verify` and `repair`: what is wrong with a saved graph, and what of it can be kept.

use std::path::Path;

use super::arguments::{RepairArguments, VerifyArguments};
use super::failure::{Exit, Failure};
use super::read::writable;
use super::shell::Shell;
use crate::grammar::Grammar;
use crate::session;
use crate::snapshot::{self, Content, Guards, Place, Problem, Salvage, SaveOptions};
use crate::view::{self, Diagnostic, FilePlace};

/// `verify GRAPH…`.
pub(super) fn verify(shell: &mut Shell, arguments: &VerifyArguments) -> Result<Exit, Failure> {
    let grammar = shell.grammar()?;
    let mut all_whole = true;
    for path in &arguments.graphs {
        let name = path.display().to_string();
        let name = view::escape(&name);
        let found = match snapshot::salvage(path) {
            Ok(found) => found,
            Err(error) => {
                // The others are looked at all the same.
                Failure::from(error).end(&mut shell.screen);
                all_whole = false;
                continue;
            }
        };
        let problems = problems(path, &found, &grammar);
        let told = held(&found.content);
        let out = shell.screen.out();
        for problem in &problems {
            writeln!(out, "{name}{}: {}", problem.place, view::escape(&problem.what))?;
        }
        if problems.is_empty() {
            let version = found.version.unwrap_or_default();
            writeln!(out, "{name}: whole: version {version}, {told}")?;
            if found.unfinished > 0 {
                let bytes = view::grouped(found.unfinished);
                writeln!(
                    out,
                    "{name}: behind it stand {bytes} bytes that a program was adding when it ended: they do not count, and the next save takes them away"
                )?;
            }
        } else {
            all_whole = false;
        }
        shell.screen.flush()?;
        if shell.is_cancelled() {
            return Ok(Exit::Interrupted);
        }
    }
    Ok(if all_whole { Exit::Done } else { Exit::Failed })
}

/// All that is wrong with a saved graph.
fn problems(path: &Path, found: &Salvage, grammar: &Grammar) -> Vec<Problem> {
    let mut problems = found.problems.clone();
    let mut wrong = |what: String| {
        problems.push(Problem { place: Place::Whole, what, is_loss: false });
    };
    match session::made(&found.content, grammar) {
        Ok(made) => {
            for orphan in made.orphans {
                wrong(format!(
                    "correction {} cannot be carried out: {}",
                    orphan.entry + 1,
                    orphan.reason
                ));
            }
        }
        Err(error) => wrong(error.to_string()),
    }
    // What opens graphs has the last word.
    if problems.is_empty()
        && let Err(error) = snapshot::load(path)
    {
        let what = error.to_string();
        problems.push(Problem { place: Place::Whole, what, is_loss: true });
    }
    problems
}

/// How much a saved graph holds.
pub(super) fn held(content: &Content) -> String {
    let count = |n: usize, one: &str, many: &str| {
        format!("{} {}", view::grouped(n), if n == 1 { one } else { many })
    };
    let mut parts = vec![count(content.corpus.len(), "document", "documents")];
    if !content.has_no_import() {
        parts.push(count(content.imported.node_count(), "imported node", "imported nodes"));
        let ties = content.imported.relationship_count();
        parts.push(count(ties, "imported relationship", "imported relationships"));
    }
    parts.push(count(content.corrections.len(), "correction", "corrections"));
    parts.join(", ")
}

/// `repair GRAPH -o OUT`.
pub(super) fn repair(shell: &mut Shell, arguments: &RepairArguments) -> Result<Exit, Failure> {
    let RepairArguments { graph, output } = arguments;
    writable(output)?;
    if same_file(graph, output) {
        return Err(Failure::Usage(format!(
            "{}: the damaged graph is kept as it is: name another file behind -o",
            output.display()
        )));
    }
    let found = snapshot::salvage(graph)?;
    let name = graph.display().to_string();
    for problem in &found.problems {
        let (line, column) = match problem.place {
            Place::Line(line, column) => (Some(line), Some(column)),
            _ => (None, None),
        };
        let message = format!("{name}{}: {}", problem.place, problem.what);
        let code = if problem.is_loss { "Lost" } else { "SnapshotDamaged" };
        shell.screen.show(&Diagnostic::warning(message).code(code).in_file(Some(FilePlace {
            file: name.clone(),
            line,
            column,
        })));
    }
    if found.is_empty() && !found.is_whole() {
        return Err(Failure::NothingKept { path: name });
    }
    let lost = found.problems.iter().filter(|problem| problem.is_loss).count();
    shell.keeper().save(output, &found.content, &SaveOptions::default(), Guards::default())?;
    shell.screen.say(&format!("kept           {}", held(&found.content)));
    if lost > 0 {
        shell.screen.say(&format!("lost           {} parts, named above", view::grouped(lost)));
    }
    shell.screen.say(&format!("saved          {}", output.display()));
    Ok(if lost > 0 { Exit::PassedOver } else { Exit::Done })
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

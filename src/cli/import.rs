//! The commands `import` and `convert`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ask::leave;
use super::failure::{Exit, Failure};
use super::read::writable;
use super::shell::Shell;
use crate::graph::Graph;
use crate::import::{self, Report, Source};
use crate::snapshot::{self, Content, Guards, SaveOptions};
use crate::view::{self, Diagnostic};

/// `import --nodes [LABEL=]FILE… --relationships [TYPE=]FILE… -o FILE`.
pub(super) fn import(
    shell: &mut Shell,
    nodes: &[String],
    relationships: &[String],
    delimiter: Option<u8>,
    output: &Path,
) -> Result<Exit, Failure> {
    writable(output)?;
    let keeper = shell.keeper();
    let lock = keeper.lock(output)?;
    let nodes: Vec<Source> = nodes.iter().map(|text| source(text, &[':', ';'])).collect();
    let relationships: Vec<Source> = relationships.iter().map(|text| source(text, &[])).collect();
    let stop = Arc::clone(&shell.interrupt.cancel);
    let imported = import::import(&nodes, &relationships, delimiter, stop)?;
    let content = Content { imported: imported.graph, ..Content::default() };
    let guards = Guards { lock: Some(&lock), ..Guards::default() };
    keeper.save(output, &content, &SaveOptions::default(), guards)?;
    report(shell, &imported.report);
    summarize(shell, &content.imported, &imported.report);
    leave(content);
    shell.screen.say(&format!("saved          {}", output.display()));
    Ok(Exit::Done)
}

/// `convert IN OUT`.
pub(super) fn convert(shell: &mut Shell, from: &Path, to: &Path) -> Result<Exit, Failure> {
    writable(to)?;
    let content = snapshot::load(from)?;
    shell.keeper().save(to, &content, &SaveOptions::default(), Guards::default())?;
    leave(content);
    shell.screen.say(&format!("saved          {}", to.display()));
    Ok(Exit::Done)
}

/// Labels or a type, and files. A file of just that name goes before any reading of it.
fn source(text: &str, between_labels: &[char]) -> Source {
    let whole = |files: &str| {
        if Path::new(files).exists() {
            vec![PathBuf::from(files)]
        } else {
            files.split(',').map(PathBuf::from).collect()
        }
    };
    match text.split_once('=') {
        Some((labels, files)) if !Path::new(text).exists() => {
            let labels = labels.split(|c| between_labels.contains(&c)).map(str::trim);
            let labels = labels.filter(|label| !label.is_empty()).map(str::to_owned).collect();
            Source { labels, files: whole(files) }
        }
        _ => Source { labels: Vec::new(), files: whole(text) },
    }
}

/// Names the first lines that were passed over, and counts the rest.
fn report(shell: &mut Shell, report: &Report) {
    for row in &report.first {
        shell.screen.show(&Diagnostic::warning(format!("passed over {row}")).code("PassedOver"));
    }
    if let Some(more @ 1..) = report.passed_over.checked_sub(report.first.len()) {
        let more = view::grouped(more);
        shell.screen.show(
            &Diagnostic::warning(format!("passed over {more} more lines")).code("PassedOver"),
        );
    }
}

fn summarize(shell: &mut Shell, graph: &Graph, report: &Report) {
    let list = |counts: &mut dyn Iterator<Item = (&Arc<str>, usize)>| {
        let mut counts: Vec<_> = counts.collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let all: Vec<String> = counts
            .iter()
            .map(|(name, count)| format!("{} {}", view::escape(name), view::grouped(*count)))
            .collect();
        all.join(", ")
    };
    let labels = list(&mut graph.labels());
    let types = list(&mut graph.relationship_types());
    let (nodes, relationships) = (graph.node_count(), graph.relationship_count());
    let line = |name: &str, count: usize, rest: &str| {
        format!("{name:<13}{:>9}  {rest}", view::grouped(count)).trim_end().to_owned()
    };
    shell.screen.say(&line("nodes", nodes, &labels));
    shell.screen.say(&line("relationships", relationships, &types));
    shell.screen.say(&line("passed over", report.passed_over, ""));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::source;

    #[test]
    fn labels_stand_before_the_files() {
        let one = source("Person:Diplomat=head.csv,data.csv", &[':', ';']);
        assert_eq!(one.labels, ["Person", "Diplomat"]);
        assert_eq!(one.files, [PathBuf::from("head.csv"), PathBuf::from("data.csv")]);
        let bare = source("people.csv", &[':']);
        assert!(bare.labels.is_empty() && bare.files == [PathBuf::from("people.csv")]);
        let kind = source("MET=met.csv", &[]);
        assert_eq!(kind.labels, ["MET"]);
    }
}

//! Graphs from elsewhere: `import`, `convert`, and what is asked of them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::{chancery, rows};

const PEOPLE: &str = "id,name,born\n1,Ana Ruiz,1960\n2,Tomas Vera,\n";
const TIES: &str = "src,dst,date\n1,2,2025-07-10\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What a command says on standard error; it must end with this code.
fn said(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = chancery(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// The sample graph under this name.
fn sample(name: &str) -> (TempDir, PathBuf) {
    let folder = folder(&[("person.csv", PEOPLE), ("met.csv", TIES)]);
    let arguments =
        ["import", "--nodes", "Person=person.csv", "--relationships", "MET=met.csv", "-o", name];
    said(folder.path(), &arguments, 0);
    let graph = folder.path().join(name);
    (folder, graph)
}

#[test]
fn what_is_imported_can_be_asked_in_both_forms() {
    for name in ["graph.ron", "graph.chy"] {
        let (_folder, graph) = sample(name);
        let asked =
            "MATCH (a:Person)-[m:MET]->(b) RETURN a.name, a.born + 1, m.date, b.name, b.born, a.id";
        assert_eq!(rows(&graph, asked), ["Ana Ruiz\t1961\t2025-07-10\tTomas Vera\tnull\t1"]);
    }
}

#[test]
fn the_import_says_how_much_there_is() {
    let folder = folder(&[("person.csv", PEOPLE), ("met.csv", &format!("{TIES}1,7,x\n"))]);
    let arguments =
        ["import", "--nodes", "Person=person.csv", "--relationships", "MET=met.csv", "-o", "g.chy"];
    insta::assert_snapshot!(said(folder.path(), &arguments, 0), @r#"
    warning: passed over met.csv:3: no node has the id "7"
    nodes                2  Person 2
    relationships        1  MET 1
    passed over          1
    saved          g.chy
    "#);
}

#[test]
fn why_names_the_line_of_the_table() {
    let (folder, graph) = sample("graph.chy");
    let output = chancery(["why", "graph.chy", "Ana Ruiz"]).current_dir(folder.path()).output();
    let shown = String::from_utf8(output.unwrap().stdout).unwrap();
    insta::assert_snapshot!(shown, @r"
    Ana Ruiz  Person  1
      born: 1960
      — person.csv, line 2
      MET Tomas Vera (2)
        — met.csv, line 2
    ");
    let script = "MATCH ()-[m:MET]->() RETURN m;\n:why\n";
    let output = chancery(["repl"]).arg(&graph).write_stdin(script).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("— met.csv, line 2"), "{shown}");
}

#[test]
fn the_forms_are_converted_without_loss() {
    let (folder, graph) = sample("graph.ron");
    let first = fs::read(&graph).unwrap();
    said(folder.path(), &["convert", "graph.ron", "small.chy"], 0);
    said(folder.path(), &["convert", "small.chy", "again.ron"], 0);
    said(folder.path(), &["convert", "again.ron", "again.chy"], 0);
    assert!(fs::read(folder.path().join("again.ron")).unwrap() == first);
    let compact = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(compact("small.chy") == compact("again.chy"));
    said(folder.path(), &["convert", "no-such.ron", "x.chy"], 1);
}

#[test]
fn the_samples_are_the_same_in_both_forms() {
    let folder = tempfile::tempdir().unwrap();
    let (compact, text) = (folder.path().join("s.chy"), folder.path().join("s.ron"));
    chancery(["convert", "graphs/seeds.ron"]).arg(&compact).assert().success();
    chancery(["convert"]).arg(&compact).arg(&text).assert().success();
    assert!(fs::read("graphs/seeds.ron").unwrap() == fs::read(&text).unwrap());
    let asked = "MATCH (n) RETURN count(n)";
    assert_eq!(rows(&compact, asked), rows(&text, asked));
}

#[test]
fn documents_are_read_into_an_imported_graph() {
    let (folder, graph) = sample("graph.chy");
    let story = "Ministers talk in Quito\ndate 2024-05-01\n\nThe ministers of Peru and Chile met in Quito.\n";
    fs::write(folder.path().join("story.txt"), story).unwrap();
    let summary = said(folder.path(), &["add", "graph.chy", "story.txt"], 0);
    assert!(summary.contains("documents            1"), "{summary}");
    let asked = "MATCH (n) WHERE n:Document OR n:Person RETURN n.name ORDER BY n.name";
    let found = rows(&graph, asked);
    for name in ["Ana Ruiz", "Ministers talk in Quito", "Tomas Vera"] {
        assert!(found.contains(&name.to_owned()), "{found:?}");
    }
    let script =
        ":save copy.ron\n:open copy.ron\n:save again.chy\nMATCH (n) RETURN count(n) > 3 AS c;\n";
    let output = chancery(["repl", "graph.chy"])
        .current_dir(folder.path())
        .write_stdin(script)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(fs::read(&graph).unwrap() == fs::read(folder.path().join("again.chy")).unwrap());
}

#[test]
fn what_cannot_be_imported_is_said_with_where_and_how_to_mend_it() {
    let folder = folder(&[
        ("person.csv", PEOPLE),
        ("empty.csv", ""),
        ("bare.csv", "name,born\nAna,1\n"),
        ("kind.csv", "id,age:itn\n1,2\n"),
    ]);
    for (option, table, what, help) in [
        ("--nodes", "Person=gone.csv", "gone.csv: cannot be read", "check the path"),
        ("--nodes", "Person=empty.csv", "empty.csv:1: there is no header", "id,name"),
        ("--nodes", "Person=bare.csv", "bare.csv:1: no column is the id", "call one of them id"),
        ("--nodes", "Person=kind.csv", "kind.csv:1: the column \"age:itn\"", "NAME:KIND"),
        ("--nodes", "person.csv", "person.csv:1: nothing says which labels", "--nodes Person=FILE"),
        ("--relationships", "MET=person.csv", "person.csv:1: there must be one", "src and dst"),
    ] {
        let arguments = ["import", "--nodes", "Person=person.csv", option, table, "-o", "g.chy"];
        let said = said(folder.path(), &arguments, 1);
        assert!(said.contains(what) && said.contains(help), "{table}: {said}");
        assert!(!folder.path().join("g.chy").exists());
    }
    let said = said(folder.path(), &["import", "-o", "g.chy"], 2);
    assert!(said.contains("--nodes"), "{said}");
}

#[test]
fn a_delimiter_may_be_given_or_told_by_the_name() {
    let semicolons = PEOPLE.replace(',', ";");
    let folder = folder(&[("a.csv", &semicolons), ("b.tsv", &PEOPLE.replace(',', "\t"))]);
    said(folder.path(), &["import", "--nodes", "A=a.csv", "--delimiter", ";", "-o", "a.chy"], 0);
    said(folder.path(), &["import", "--nodes", "A=b.tsv", "-o", "b.chy"], 0);
    let asked = "MATCH (n:A) RETURN n.name ORDER BY n.name";
    for name in ["a.chy", "b.chy"] {
        assert_eq!(rows(&folder.path().join(name), asked), ["Ana Ruiz", "Tomas Vera"]);
    }
    said(folder.path(), &["import", "--nodes", "A=a.csv", "--delimiter", "ab", "-o", "a.chy"], 2);
}

#[test]
fn a_damaged_compact_snapshot_is_an_error_and_stays_as_it_was() {
    let (folder, graph) = sample("graph.chy");
    let whole = fs::read(&graph).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut newer = whole.clone();
    newer[8] = 99;
    for (bytes, why) in [
        (whole[..whole.len() / 2].to_vec(), "damaged"),
        (flipped, "damaged"),
        (newer, "version 99"),
        (Vec::new(), "damaged"),
        (b"no snapshot".to_vec(), "damaged"),
    ] {
        fs::write(&graph, &bytes).unwrap();
        let said = said(folder.path(), &["query", "graph.chy", "RETURN 1"], 1);
        assert!(said.contains("graph.chy") && said.contains(why), "{said}");
        assert!(fs::read(&graph).unwrap() == bytes);
    }
}

/// All hold documents and what was imported, with values of all kinds. They are never made anew: what was saved once must
/// load for ever. What was imported stands in compact snapshots as version 5 has it, whatever it was read from.
#[test]
fn snapshots_of_versions_two_and_five_still_load() {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in [
        ("v2.chy", "v2.ron"),
        ("v2.chy", "v5.chy"),
        ("v2.ron", "v5.chy"),
        ("v5.chy", "v2.ron"),
        ("v5.chy", "v5.chy"),
    ] {
        let kept = Path::new("tests/compat");
        let made = folder.path().join(to);
        chancery(["convert"]).arg(kept.join(from)).arg(&made).assert().success();
        assert!(fs::read(kept.join(to)).unwrap() == fs::read(&made).unwrap(), "{from} to {to}");
    }
}

/// What read a document, and the sketch of one whose text is not kept, stand in both forms.
#[test]
fn snapshots_of_version_four_still_load() {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in [("v4.chy", "v4.ron"), ("v4.ron", "v4.chy"), ("v4.chy", "v4.chy")] {
        let kept = Path::new("tests/compat");
        let made = folder.path().join(to);
        chancery(["convert"]).arg(kept.join(from)).arg(&made).assert().success();
        assert!(fs::read(kept.join(to)).unwrap() == fs::read(&made).unwrap(), "{from} to {to}");
    }
}

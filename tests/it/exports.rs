//! Exports, read back by the tools that they are for, and what every export promises.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{build, chancery};

const FILES: &[&str] = &["graphml", "gexf", "json", "cypher", "turtle", "nquads", "ftm"];
const FOLDERS: &[&str] = &["neo4j", "csv", "parquet", "obsidian"];

/// A graph of one imported node, and beside it what has hostile names and every sort of value.
fn hostile(home: &Path) -> PathBuf {
    let (table, graph) = (home.join("person.csv"), home.join("hostile.ron"));
    std::fs::write(&table, "id:ID,name,:LABEL\n1,Ana Ruiz,Person\n").unwrap();
    let nodes = format!("--nodes={}", table.display());
    chancery(["import", &nodes, "-o"]).arg(&graph).assert().success();
    let text = std::fs::read_to_string("tests/exports/hostile.cypher").unwrap();
    chancery(["query"]).arg(&graph).arg(text).assert().success();
    graph
}

fn export(graph: &Path, format: &str, to: &Path) {
    chancery(["export", "--format", format]).arg(graph).arg("-o").arg(to).assert().success();
}

/// The bytes of a file, or of all files of a folder with their names.
fn bytes(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file());
    files
        .map(|file| (file.strip_prefix(path).unwrap().into(), std::fs::read(&file).unwrap()))
        .collect()
}

#[test]
fn each_format_writes_the_same_bytes_each_time() {
    let home = tempfile::tempdir().unwrap();
    let graph = hostile(home.path());
    for format in FILES.iter().chain(FOLDERS) {
        let (one, two) = (home.path().join("one"), home.path().join("two"));
        export(&graph, format, &one);
        export(&graph, format, &two);
        assert!(bytes(&one) == bytes(&two) && !bytes(&one).is_empty(), "{format}");
        for path in [one, two] {
            if path.is_dir() {
                std::fs::remove_dir_all(path).unwrap();
            } else {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn a_folder_needs_a_place() {
    for format in FOLDERS {
        let asked = chancery(["export", "graphs/seeds.ron", "--format", format]).assert();
        let asked = asked.failure();
        let told = String::from_utf8_lossy(&asked.get_output().stderr).into_owned();
        assert!(told.contains("name one with -o"), "{format}: {told}");
    }
}

#[test]
fn xml_is_well_formed_whatever_the_names_are() {
    let home = tempfile::tempdir().unwrap();
    let graph = hostile(home.path());
    for format in ["graphml", "gexf"] {
        let file = home.path().join(format);
        export(&graph, format, &file);
        let text = std::fs::read_to_string(file).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut tags = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                _ => tags += 1,
            }
        }
        assert!(tags > 100);
    }
}

#[test]
fn no_cell_of_a_sheet_is_a_formula() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("csv");
    export(&hostile(home.path()), "csv", &folder);
    for (name, bytes) in bytes(&folder).iter().filter(|(name, _)| name.extension().is_some()) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&**bytes);
        for cell in reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(!cell.trim_start().starts_with(['=', '+', '@']), "{}: {cell}", name.display());
        }
    }
}

#[test]
fn a_question_and_a_limit_hold_for_every_format() {
    let home = tempfile::tempdir().unwrap();
    for format in FILES {
        let whole = chancery(["export", "graphs/seeds.ron", "--format", format]).output().unwrap();
        let few = chancery(["export", "graphs/seeds.ron", "--format", format, "--limit", "3"])
            .output()
            .unwrap();
        assert!(few.status.success() && few.stdout.len() < whole.stdout.len() / 2, "{format}");
    }
    let folder = home.path().join("notes");
    let question = "MATCH p = (:Person)-[:MET]->() RETURN p";
    chancery(["export", "graphs/seeds.ron", "--format", "obsidian", "--query", question, "-o"])
        .arg(&folder)
        .assert()
        .success();
    assert!(folder.join("Person").is_dir() && !folder.join("Event").exists());
}

/// Where the Python is that has the tools: `CHANCERY_EXPORT_PYTHON`.
#[test]
fn the_tools_read_back_what_was_written() {
    let Some(python) = std::env::var_os("CHANCERY_EXPORT_PYTHON") else {
        assert!(
            std::env::var_os("CHANCERY_REQUIRE_DATA").is_none(),
            "no Python with tests/exports/requirements.txt (set CHANCERY_EXPORT_PYTHON)"
        );
        eprintln!(
            "skipped the_tools_read_back_what_was_written: CHANCERY_EXPORT_PYTHON is not set"
        );
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let seeds = home.path().join("seeds.ron");
    build(&[Path::new("seeds")], &seeds);
    let read = Command::new(python)
        .arg("tests/exports/read_back.py")
        .arg(env!("CARGO_BIN_EXE_chancery"))
        .args([seeds, hostile(home.path())])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&read.stderr).into_owned();
    assert!(read.status.success(), "{}{told}", String::from_utf8_lossy(&read.stdout));
}

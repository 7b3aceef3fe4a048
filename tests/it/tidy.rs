//! The rules of the house, held by code: direction of imports, crate fences, sizes of files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from low to high; a module may import itself and those of the tiers before it,
/// and of its own tier nothing. The two arms stand side by side: see `MAY_IMPORT`.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("source", &["text"]),
    ("grammar", &["text"]),
    ("facts", &["grammar", "source", "text"]),
    ("model", &["text"]),
    ("syntax", &["model", "text", "grammar"]),
    ("entity", &["facts", "grammar", "model", "syntax", "text"]),
    ("event", &["entity", "facts", "grammar", "model", "source", "syntax", "text"]),
    ("extract", &["entity", "event", "facts", "grammar", "model", "source", "syntax", "text"]),
    ("evaluate", &["entity", "extract", "facts", "grammar", "source", "syntax", "text"]),
    ("graph", &["grammar"]),
    ("query", &["graph", "grammar", "text"]),
    ("assemble", &["facts", "grammar", "graph", "text"]),
    ("snapshot", &["facts", "grammar", "graph", "query", "source", "text"]),
    ("import", &["graph", "query", "text"]),
    ("export", &["facts", "graph", "grammar", "text"]),
    (
        "view",
        &[
            "assemble", "entity", "evaluate", "export", "extract", "facts", "grammar", "graph",
            "query", "syntax", "text",
        ],
    ),
    (
        "session",
        &[
            "assemble", "export", "extract", "facts", "grammar", "graph", "query", "snapshot",
            "source", "syntax", "text", "view",
        ],
    ),
    (
        "repl",
        &["export", "facts", "grammar", "graph", "query", "session", "source", "text", "view"],
    ),
    ("serve", &["export", "facts", "graph", "query", "session", "view"]),
    (
        "learn",
        &[
            "entity", "evaluate", "event", "extract", "facts", "grammar", "model", "source",
            "syntax", "text",
        ],
    ),
    ("cli", &["*"]),
];

/// Crates that only one module may name.
const FENCES: &[(&str, &str)] = &[
    ("petgraph", "graph"),
    ("nom", "query"),
    ("rustyline", "repl"),
    ("clap", "cli"),
    ("notify", "cli"),
    ("dom_query", "source"),
    ("dom_smoothie", "source"),
    ("mail_parser", "source"),
    ("quick_xml", "source"),
    ("pdf_extract", "source"),
    ("encoding_rs", "source"),
    ("chardetng", "source"),
    ("flate2", "source"),
    ("ruzstd", "source"),
    ("whichlang", "source"),
    ("globset", "source"),
    ("axum", "serve"),
    ("tokio", "serve"),
    ("resvg", "export"),
    ("skrifa", "export"),
    ("dejavu", "export"),
    ("parquet", "export"),
];

/// Modules that may touch the file system.
const FILES: &[&str] =
    &["source", "grammar", "snapshot", "import", "export", "cli", "repl", "learn"];

/// No source file may have more lines.
const LONGEST: usize = 600;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

/// Name of the top-level module that a file of `src/` belongs to.
fn module_of(path: &Path) -> String {
    let relative = path.strip_prefix("src").unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its comments (line comments are all that the house uses).
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or("").to_owned()).collect()
}

/// The names that follow `crate::` in a line, also in a braced list `crate::{a, b::c}`.
fn imports(line: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for rest in line.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => {
                found.insert(name(rest));
            }
            Some(list) => found.extend(list.split([',', '}']).map(name).filter(|n| !n.is_empty())),
        }
    }
    found
}

#[test]
fn a_lower_module_never_imports_a_higher_one() {
    let mut wrong = Vec::new();
    for path in rust_files(Path::new("src")) {
        let module = module_of(&path);
        if module == "lib" || module == "main" || module == "bin" {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            wrong
                .push(format!("{}: the module {module} has no place in the house", path.display()));
            continue;
        };
        if allowed.contains(&"*") {
            continue;
        }
        for (i, line) in code(&path).iter().enumerate() {
            for name in imports(line) {
                let lower = name.chars().next().is_some_and(char::is_lowercase);
                if lower && name != module && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}:{}: {module} imports {name}", path.display(), i + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the direction:\n{}", wrong.join("\n"));
}

#[test]
fn each_fenced_crate_is_named_by_one_module_only() {
    let mut wrong = Vec::new();
    for path in rust_files(Path::new("src")) {
        let module = module_of(&path);
        for (i, line) in code(&path).iter().enumerate() {
            for (fenced, owner) in FENCES {
                let named = line.contains(&format!("{fenced}::"))
                    || line.contains(&format!("use {fenced}"));
                if named && module != *owner {
                    wrong.push(format!("{}:{}: names {fenced}", path.display(), i + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "crates outside their fence:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_touch_the_file_system() {
    let mut wrong = Vec::new();
    for path in rust_files(Path::new("src")) {
        let module = module_of(&path);
        for (i, line) in code(&path).iter().enumerate() {
            if line.contains("std::fs") && !FILES.contains(&module.as_str()) && module != "bin" {
                wrong.push(format!("{}:{}: {module} uses std::fs", path.display(), i + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "file system outside the edges:\n{}", wrong.join("\n"));
}

#[test]
fn no_part_of_the_program_opens_a_connection() {
    const WORDS: &[&str] = &["std::net", "TcpStream", "UdpSocket", "UnixStream", "ToSocketAddrs"];
    // The server listens on the loopback address and reaches out to nobody.
    const LISTENS: &[&str] = &["std::net"];
    for path in rust_files("src".as_ref()) {
        let serves = module_of(&path) == "serve";
        let may = |word: &&&str| !serves || !LISTENS.contains(*word);
        let found = code(&path)
            .into_iter()
            .find(|line| WORDS.iter().filter(may).any(|word| line.contains(word)));
        assert_eq!(found, None, "{} speaks to a network", path.display());
    }
    let server = fs::read_to_string("src/serve.rs").unwrap();
    assert_eq!(
        server.matches("bind(").count(),
        server.matches("bind((Ipv4Addr::LOCALHOST,").count()
    );
    // Nor does a crate that it is made of: those that do so have one of these in them.
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    for name in ["reqwest", "async-io", "ureq", "curl", "rustls", "openssl", "hickory-resolver"] {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is in the tree");
    }
}

#[test]
fn no_file_outgrows_its_room() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for path in rust_files(Path::new(folder)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > LONGEST {
                wrong.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "files over {LONGEST} lines:\n{}", wrong.join("\n"));
}

#[test]
fn each_direct_dependency_has_its_line_in_the_architecture() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let paper = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let mut inside = false;
    let mut missing = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line == "[dev-dependencies]";
        } else if inside && let Some((name, _)) = line.split_once('=') {
            let name = name.trim();
            if !paper.contains(&format!("`{name}`")) {
                missing.push(name.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "ARCHITECTURE.md does not say why these are there: {missing:?}");
}

#[test]
fn imports_are_found_in_plain_and_braced_form() {
    let one = imports("use crate::graph::Value;");
    assert_eq!(one.into_iter().collect::<Vec<_>>(), ["graph"]);
    let many = imports("use crate::{facts::Event, query};");
    assert_eq!(many.into_iter().collect::<Vec<_>>(), ["facts", "query"]);
}

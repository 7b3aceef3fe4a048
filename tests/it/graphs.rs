//! The committed graph and picture of the samples: they load, and they are those that the program makes today.

use std::path::Path;
use std::process::Command;

use crate::program::{build, chancery};

/// How to make them again.
const MEND: &str = "stale: run `cargo run --release -- build seeds --read-at 2025-08-01 -o graphs/seeds.ron` and \
    `cargo run --release -- export graphs/seeds.ron --format dot -o graphs/seeds.dot`";

#[test]
fn the_committed_graph_is_what_the_samples_give_today() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("seeds.ron");
    build(&[Path::new("seeds")], &fresh);
    let (fresh, kept) = (std::fs::read(fresh).unwrap(), std::fs::read("graphs/seeds.ron").unwrap());
    assert!(fresh == kept, "graphs/seeds.ron is {MEND}");
}

#[test]
fn the_committed_picture_is_what_the_graph_gives_today() {
    let output = chancery(["export", "graphs/seeds.ron", "--format", "dot"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let kept = std::fs::read("graphs/seeds.dot").unwrap();
    assert!(output.stdout == kept, "graphs/seeds.dot is {MEND}");
}

#[test]
fn graphviz_draws_the_picture_without_a_warning() {
    let Ok(drawn) = Command::new("dot").args(["-Tsvg", "graphs/seeds.dot"]).output() else {
        assert!(std::env::var_os("CHANCERY_REQUIRE_DATA").is_none(), "Graphviz is not installed");
        eprintln!(
            "skipped graphviz_draws_the_picture_without_a_warning: Graphviz is not installed"
        );
        return;
    };
    assert!(drawn.status.success());
    assert_eq!(String::from_utf8_lossy(&drawn.stderr), "");
    assert!(String::from_utf8_lossy(&drawn.stdout).contains("</svg>"));
}

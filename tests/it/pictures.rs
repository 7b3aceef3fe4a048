//! Pictures as the program writes them: SVG that any XML reader takes, PNG that can be read, without another program.

use std::fs;
use std::path::Path;

use crate::program::chancery;

/// What `export graphs/seeds.ron` with these arguments writes, with nothing else on the path.
fn exported(arguments: &[&str], name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut command = chancery(["export", "graphs/seeds.ron"]);
    command.args(arguments).arg("-o").arg(&path).env("PATH", "/nowhere");
    command.assert().success();
    fs::read(&path).unwrap()
}

/// The elements of an SVG with this name that have this class.
fn count(svg: &str, class: &str) -> usize {
    let tree = roxmltree::Document::parse(svg).unwrap();
    tree.descendants().filter(|node| node.attribute("class") == Some(class)).count()
}

#[test]
fn an_svg_is_well_formed_and_has_all_nodes_and_lines() {
    let svg = String::from_utf8(exported(&["--no-legend"], "all.svg")).unwrap();
    let tree = roxmltree::Document::parse(&svg).unwrap();
    let symbols =
        tree.descendants().filter(|node| node.attribute("role") == Some("graphics-symbol"));
    let dot = String::from_utf8(exported(&["--no-legend"], "all.dot")).unwrap();
    let lines = dot.lines().filter(|line| line.contains(" -> ")).count();
    let nodes = dot.matches("tooltip=").count();
    assert_eq!(symbols.count(), nodes + lines);
    assert!(!svg.contains("<script") && !svg.contains("http://www.w3.org/1999/xlink"));
    assert!(svg.contains("prefers-color-scheme"));
    // Twice is the same.
    assert!(exported(&["--no-legend"], "all.svg") == svg.into_bytes());
}

#[test]
fn a_png_is_drawn_without_another_program() {
    let png = exported(&["--focus", "Marco Rubio", "--scale", "2"], "rubio.png");
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert!(side(16) > 1000 && side(20) > 300, "{} × {}", side(16), side(20));
}

#[test]
fn options_change_what_is_drawn() {
    let of = |arguments: &[&str]| {
        let all = [&["--focus", "Marco Rubio", "--depth", "2"][..], arguments].concat();
        String::from_utf8(exported(&all, "x.svg")).unwrap()
    };
    let plain = of(&[]);
    assert!(plain.contains("Marco Rubio</text>") && count(&plain, "f") == 0);
    assert!(count(&of(&["--cluster", "country"]), "f") > 0);
    assert!(!of(&["--theme", "dark"]).contains("#ffffff"));
    assert!(of(&["--title", "A <b> & c"]).contains("A &lt;b&gt; &amp; c"));
    for other in
        [&["--direction", "down"][..], &["--layout", "force"], &["--no-labels"], &["--documents"]]
    {
        assert_ne!(of(other), plain, "{other:?}");
    }
}

#[test]
fn what_an_answer_names_is_drawn() {
    let question = "MATCH p = (:Attack)-[:ACTOR]->(:Country {name: 'Russia'}) RETURN p";
    let svg = String::from_utf8(exported(&["--query", question, "--no-legend"], "x.svg")).unwrap();
    assert_eq!(count(&svg, "country"), 1);
    assert!(count(&svg, "event") >= 4 && svg.contains("MATCH p = (:Attack)-[:ACTOR]-&gt;"));
}

#[test]
fn graphviz_is_used_only_where_it_is_asked_for() {
    let mut command =
        chancery(["export", "graphs/seeds.ron", "--format", "svg", "--layout", "neato"]);
    let output = command.env("PATH", "/nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("neato") && said.contains("drawn without it"), "{said}");
}

#[test]
fn a_font_that_is_none_is_told_by_its_name() {
    let output = chancery(["export", "graphs/seeds.ron", "--format", "png", "--font", "README.md"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("README.md"));
}

#[test]
fn the_committed_pictures_are_what_the_graph_gives_today() {
    for (name, arguments) in PICTURES {
        let kept = fs::read(Path::new("docs").join(name)).unwrap();
        let mend = format!(
            "cargo run --release -- export graphs/seeds.ron {} -o docs/{name}",
            arguments.join(" ")
        );
        assert!(exported(arguments, name) == kept, "docs/{name} is stale: run `{mend}`");
    }
}

/// The pictures of the documents, and what makes them.
const PICTURES: &[(&str, &[&str])] = &[
    ("rubio.svg", &["--focus", "Marco Rubio"]),
    (
        "pictures-attacks.svg",
        &[
            "--query",
            "MATCH p = (:Attack)-[:ACTOR|TARGET]->() RETURN p",
            "--title",
            "Attacks",
            "--theme",
            "dark",
        ],
    ),
    ("pictures-force.svg", &["--limit", "40", "--layout", "force"]),
    ("pictures-country.svg", &["--limit", "30", "--cluster", "country"]),
];

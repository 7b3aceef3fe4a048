use std::process::{Command, Stdio};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::export::Selection;
use crate::graph::{Change, Properties};

/// A graph of nodes `(key, label, name)` and relationships `(from, type, to)`.
fn graph(nodes: &[(&str, &str, &str)], relationships: &[(&str, &str, &str)]) -> Graph {
    let mut graph = Graph::new();
    let properties = |all: &[(&str, Value)]| -> Properties {
        all.iter().map(|(name, value)| ((*name).into(), value.clone())).collect()
    };
    for (key, label, name) in nodes {
        let change = Change::AddNode {
            key: (*key).into(),
            labels: vec![(*label).into()],
            properties: properties(&[("name", Value::string(name))]),
            evidence: std::sync::Arc::default(),
        };
        graph.apply([change]).unwrap();
    }
    for (from, kind, to) in relationships {
        let change = Change::AddRelationship {
            from: (*from).into(),
            to: (*to).into(),
            kind: (*kind).into(),
            properties: properties(&[
                ("date", Value::Date(date(2025, 7, 10))),
                ("event", Value::string("a#v1")),
            ]),
            evidence: std::sync::Arc::default(),
        };
        graph.apply([change]).unwrap();
    }
    graph
}

fn drawn(graph: &Graph, options: &Selection) -> String {
    let mut out = Vec::new();
    draw(graph, &Part::of(graph, options).unwrap(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What Graphviz makes of it; `None` where it is not installed.
fn svg(dot: &str) -> Option<(String, String)> {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: Graphviz is not installed");
        return None;
    };
    child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some((text(output.stdout), text(output.stderr)))
}

fn line() -> Graph {
    graph(
        &[
            ("p/a", "Person", "Ana Ruiz"),
            ("c/b", "Country", "Peru"),
            ("e/c", "Event", "Meeting"),
            ("d/d", "Document", "Harbour talks"),
            ("p/e", "Person", "Tomas Vera"),
        ],
        &[
            ("p/a", "MET", "p/e"),
            ("e/c", "ACTOR", "p/e"),
            ("d/d", "MENTIONS", "p/a"),
            ("d/d", "MENTIONS", "c/b"),
        ],
    )
}

#[test]
fn nodes_have_their_shapes_and_edges_their_dates() {
    let dot = drawn(&line(), &Selection::default());
    for part in [
        "n0 [label=\"Ana Ruiz\", tooltip=\"p/a\", shape=ellipse",
        "n1 [label=\"Peru\", tooltip=\"c/b\", shape=hexagon",
        "shape=octagon",
        "n0 -> n3 [label=\"MET\\n2025-07-10\", color=\"#b03a2e\"",
    ] {
        assert!(dot.contains(part), "{part} is not in {dot}");
    }
    assert!(!dot.contains("Harbour"), "documents are left out: {dot}");
    let with = drawn(&line(), &Selection { documents: true, ..Selection::default() });
    assert!(with.contains("Harbour") && with.contains("MENTIONS"));
}

#[test]
fn a_focus_shows_the_neighbourhood_to_its_depth() {
    let around = |depth| Selection { focus: Some("ana ruiz".into()), depth, ..Default::default() };
    let at = |depth| drawn(&line(), &around(depth)).matches("tooltip").count();
    // Peru hangs on a document only, so it is no neighbour.
    assert_eq!([at(0), at(1), at(2), at(9)], [1, 2, 3, 3]);
}

#[test]
fn an_unknown_focus_is_an_error_with_the_nearest_name() {
    let options = Selection { focus: Some("Anna Ruiz".into()), ..Default::default() };
    let error = Part::of(&line(), &options).unwrap_err();
    assert!(error.to_string().contains("did you mean \"Ana Ruiz\"?"), "{error}");
}

#[test]
fn a_limit_keeps_the_most_connected_and_says_so() {
    let dot = drawn(&line(), &Selection { limit: Some(1), ..Default::default() });
    assert!(dot.contains("Tomas Vera") && dot.matches("tooltip").count() == 1, "{dot}");
    assert!(dot.contains("label=\"1 of 4 nodes: the most connected\""), "{dot}");
    let all = drawn(&line(), &Selection { limit: Some(4), ..Default::default() });
    assert!(!all.contains(" of 4 nodes"));
}

#[test]
fn hostile_names_are_drawn_as_they_are_without_a_warning() {
    let names = [
        "Al \"Q\" \\N \\",
        "<b>bold</b> &amp; &#x41;",
        "two\nlines\r",
        "אבג دبي",
        "\u{202E}evil\u{1B}[31m\u{0}",
        "}; graph [label=\"x\"]",
        "-> a; // /* #",
        "",
        "\u{FFFF}\u{FEFF}",
        "%s {a|b} \\l\\G",
    ];
    let nodes: Vec<(&str, &str, &str)> = names.iter().map(|n| (*n, "Other", *n)).collect();
    let relationships: Vec<(&str, &str, &str)> = names.iter().map(|n| (*n, *n, names[0])).collect();
    let dot = drawn(&graph(&nodes, &relationships), &Selection::default());
    if let Some((svg, warnings)) = svg(&dot) {
        assert_eq!(warnings, "");
        assert_eq!(svg.matches("class=\"node\"").count(), names.len());
        assert!(svg.contains("&lt;b&gt;bold&lt;/b&gt; &amp;amp; &amp;#x41;"), "{svg}");
        assert!(svg.contains("\\l\\G"), "{svg}");
    }
}

#[test]
fn a_long_text_is_cut_and_wrapped() {
    assert_eq!(wrapped("one two"), "one two");
    let long = wrapped(&"word ".repeat(100));
    assert!(long.ends_with('…') && long.chars().count() <= LONGEST + 1, "{long}");
    assert!(long.lines().count() > 1 && long.lines().all(|l| l.chars().count() <= LINE));
}

proptest! {
    /// Outside quotation marks only what the writer itself puts there may stand.
    #[test]
    fn no_name_leaves_its_quotation_marks(name in any::<String>()) {
        let dot = drawn(&graph(&[(&name, "Other", &name)], &[]), &Selection::default());
        let mut outside = String::new();
        let mut inside = false;
        let mut letters = dot.chars();
        while let Some(c) = letters.next() {
            match c {
                '"' => inside = !inside,
                '\\' if inside => { letters.next(); }
                c if !inside => outside.push(c),
                _ => {}
            }
        }
        let empty = drawn(&graph(&[("", "Other", "")], &[]), &Selection::default());
        let expected: String = empty.split('"').step_by(2).collect();
        prop_assert_eq!(outside, expected);
    }
}

use super::*;
use crate::export::{Part, Selection};
use crate::facts::Corpus;
use crate::graph::{Change, Graph, Properties, Value};

/// A graph of nodes `(key, label, name)` and relationships `(from, type, to)`.
pub(in crate::export) fn graph(
    nodes: &[(&str, &str, &str)],
    relationships: &[(&str, &str, &str)],
) -> Graph {
    let mut graph = Graph::new();
    for (key, label, name) in nodes {
        let properties: Properties = [("name".into(), Value::string(name))].into_iter().collect();
        let labels = vec![(*label).into()];
        let evidence = std::sync::Arc::default();
        graph
            .apply([Change::AddNode { key: (*key).into(), labels, properties, evidence }])
            .unwrap();
    }
    for (from, kind, to) in relationships {
        let change = Change::AddRelationship {
            from: (*from).into(),
            to: (*to).into(),
            kind: (*kind).into(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph.apply([change]).unwrap();
    }
    graph
}

pub(in crate::export) fn small() -> Graph {
    graph(
        &[("p/a", "Person", "Ana Ruiz"), ("c/b", "Country", "Peru"), ("e/c", "Event", "Meeting")],
        &[("p/a", "CITIZEN_OF", "c/b"), ("e/c", "ACTOR", "p/a"), ("e/c", "ACTOR", "p/a")],
    )
}

fn of(graph: &Graph, options: &Options) -> String {
    let part = Part::of(graph, &Selection::default()).unwrap();
    drawn(&Exported { graph, corpus: &Corpus::default(), part: &part }, options)
}

#[test]
fn a_small_graph_is_drawn_so() {
    let options = Options {
        theme: crate::export::picture::Theme::Light,
        title: Some("Ana".into()),
        ..Options::default()
    };
    let svg = of(&small(), &options);
    let drawn: Vec<&str> = svg.lines().skip_while(|line| *line != "</style>").collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn nothing_and_one_node_can_be_drawn() {
    for nodes in [&[][..], &[("p/a", "Person", "Ana")]] {
        let svg = of(&graph(nodes, &[]), &Options::default());
        let tree = roxmltree::Document::parse(&svg).unwrap();
        let width: f64 = tree.root_element().attribute("width").unwrap().parse().unwrap();
        assert!(width >= 300.0, "{svg}");
    }
}

#[test]
fn hostile_names_are_text_and_nothing_else() {
    let names = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "]]> &lt; &amp; &#x41;",
        "</style></svg>",
        "\u{202E}evil\u{1B}[31m\u{0}\u{FFFE}",
        "=HYPERLINK(\"x\")",
        "two\nlines\r\n",
        "שלום דבי 习近平 👩‍👩‍👧",
        "",
        "   ",
        &"very long ".repeat(4000),
        &"x".repeat(4000),
    ];
    let nodes: Vec<(&str, &str, &str)> = names.iter().map(|name| (*name, *name, *name)).collect();
    let relationships: Vec<(&str, &str, &str)> =
        names.iter().map(|name| (*name, *name, names[0])).collect();
    for cluster in [crate::export::picture::Cluster::None, crate::export::picture::Cluster::Kind] {
        let options = Options { title: Some(names[1].to_owned()), cluster, ..Options::default() };
        let svg = of(&graph(&nodes, &relationships), &options);
        let tree = roxmltree::Document::parse(&svg).unwrap();
        for node in tree.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let known = ["svg", "g", "title", "desc", "style", "rect", "path", "polygon", "text"];
            assert!(known.contains(&name), "{name}");
            assert!(
                node.attributes().all(|it| !it.name().starts_with("on") && it.name() != "href")
            );
        }
        assert!(
            tree.descendants()
                .any(|node| node.text().is_some_and(|it| it.contains("<script>alert")))
        );
        assert!(svg.len() < 200_000, "long names are cut: {}", svg.len());
    }
}

/// Brightness of a colour as WCAG 2 tells it.
fn brightness(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn words_and_lines_stand_out_from_what_they_stand_on() {
    use crate::export::picture::{Class, LOOKS, OTHER};
    let contrast = |one: &str, other: &str| {
        let (one, other) = (brightness(one), brightness(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    };
    for (paper, dark) in [("#ffffff", false), ("#12161b", true)] {
        for look in LOOKS.iter().chain([OTHER]) {
            let colours = if dark { look.dark } else { look.light };
            assert!(contrast(colours.text, colours.fill) >= 7.0, "{} {dark}", look.name);
            assert!(contrast(colours.line, paper) >= 4.5, "{} {dark}", look.name);
        }
        for class in Class::ALL {
            let (light, black, _) = class.ink();
            assert!(contrast(if dark { black } else { light }, paper) >= 4.5, "{class:?} {dark}");
        }
    }
    // Each kind can be told by its shape alone.
    for (number, look) in LOOKS.iter().chain([OTHER]).enumerate() {
        let same = LOOKS[..number.min(LOOKS.len())]
            .iter()
            .any(|it| (it.outline, it.mark) == (look.outline, look.mark));
        assert!(!same, "{} looks like another kind", look.name);
    }
}

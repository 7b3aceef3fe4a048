use std::sync::Arc;

use super::{Draft, DraftError, Effects};
use crate::graph::{Graph, NodeId, Properties, Value, Way};

fn named(name: &str) -> Properties {
    [(Arc::from("name"), Value::from(name))].into_iter().collect()
}

fn label(label: &str) -> Vec<Arc<str>> {
    vec![label.into()]
}

/// Ana met Ben.
fn met() -> (Graph, NodeId, NodeId) {
    let mut graph = Graph::new();
    let mut draft = Draft::new(&mut graph);
    let ana = draft.add_node(label("Person"), named("Ana"));
    let ben = draft.add_node(label("Person"), named("Ben"));
    draft.add_relationship(ana, ben, "MET".into(), Properties::default()).unwrap();
    let effects = draft.keep().unwrap();
    assert_eq!((effects.nodes_added, effects.relationships_added), (2, 1));
    assert_eq!((effects.labels_added, effects.properties_added), (1, 2));
    (graph, ana, ben)
}

/// All that can be asked of a graph, as text.
fn shown(graph: &Graph) -> String {
    let nodes: Vec<_> = graph.nodes().map(|id| (id, graph.node(id).cloned())).collect();
    let relationships: Vec<_> =
        graph.relationships().map(|id| (graph.ends(id), graph.relationship(id).cloned())).collect();
    let labels: Vec<_> = graph.labels().map(|(l, n)| (l, n, graph.nodes_with_label(l))).collect();
    let types: Vec<_> = graph.relationship_types().collect();
    let names: Vec<_> = graph.property_names().collect();
    let found: Vec<_> = ["Ana", "Ben", "Cleo"].map(|n| graph.nodes_with_name(n)).to_vec();
    format!("{nodes:?}\n{relationships:?}\n{labels:?}\n{types:?}\n{names:?}\n{found:?}")
}

#[test]
fn what_is_not_kept_leaves_no_trace() {
    let (mut graph, ana, ben) = met();
    let before = shown(&graph);
    let mut draft = Draft::new(&mut graph);
    let cleo = draft.add_node(label("Country"), named("Cleo"));
    draft.add_relationship(cleo, ana, "CALLED".into(), named("x")).unwrap();
    draft.set_properties(ana, named("Cleo")).unwrap();
    draft.set_labels(ana, label("Country")).unwrap();
    draft.set_labels(ana, label("Person")).unwrap();
    let relationship = draft.graph().relationships_of(ben, Way::In).next().unwrap().0;
    draft.set_relationship_properties(relationship, named("y")).unwrap();
    draft.delete_node(ben, true);
    draft.settle();
    assert_eq!(draft.graph().nodes_with_name("Cleo"), [ana, cleo]);
    drop(draft);
    assert_eq!(shown(&graph), before);
}

#[test]
fn a_node_with_relationships_is_deleted_with_them_or_not_at_all() {
    let (mut graph, ana, _) = met();
    let before = shown(&graph);
    let mut draft = Draft::new(&mut graph);
    draft.delete_node(ana, false);
    assert_eq!(draft.keep().err(), Some(DraftError::Connected(ana)));
    assert_eq!(shown(&graph), before);
    let mut draft = Draft::new(&mut graph);
    draft.delete_node(ana, true);
    assert!(draft.is_deleted(ana));
    assert_eq!(draft.set_labels(ana, Vec::new()), Err(DraftError::Deleted));
    let effects = draft.keep().unwrap();
    let expected = Effects {
        nodes_removed: 1,
        relationships_removed: 1,
        properties_removed: 1,
        ..Effects::default()
    };
    assert_eq!(effects, expected);
    assert_eq!(graph.node_count(), 1);
    assert_eq!(graph.relationship_count(), 0);
    assert!(graph.nodes_with_name("Ana").is_empty());
    assert_eq!(graph.relationship_types().count(), 0);
}

#[test]
fn effects_compare_before_with_after() {
    let (mut graph, ana, _) = met();
    let mut draft = Draft::new(&mut graph);
    draft.set_properties(ana, named("Cleo")).unwrap();
    draft.set_properties(ana, named("Ana")).unwrap();
    let gone = draft.add_node(label("Country"), named("Cleo"));
    draft.delete_node(gone, false);
    assert!(draft.keep().unwrap().is_empty(), "what comes and goes does not count");
    let mut draft = Draft::new(&mut graph);
    draft.set_properties(ana, named("Cleo")).unwrap();
    draft.set_labels(ana, label("Country")).unwrap();
    let effects = draft.keep().unwrap();
    assert_eq!((effects.properties_added, effects.properties_removed), (1, 1));
    assert_eq!((effects.labels_added, effects.labels_removed), (1, 0));
    assert_eq!(graph.nodes_with_name("Cleo"), [ana]);
    assert_eq!(graph.nodes_with_label("Country"), [ana]);
}

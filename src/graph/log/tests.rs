use std::sync::Arc;

use proptest::prelude::*;

use super::{Entry, Judgement, Lookup, Reason, Stamp, Standing, marks, push, replay, union};
use crate::graph::draft::Draft;
use crate::graph::{Change, Edit, Graph, Properties, Value};

/// Keys that have gone lead nowhere.
const NOWHERE: Lookup<'_> = &|_, _| None;

fn properties(all: &[(&str, Value)]) -> Properties {
    all.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect()
}

fn add_node(key: &str, label: &str) -> Change {
    Change::AddNode {
        key: key.into(),
        labels: vec![label.into()],
        properties: properties(&[("name", key.into())]),
        evidence: Arc::default(),
    }
}

fn add_relationship(from: &str, to: &str, day: i64) -> Change {
    Change::AddRelationship {
        from: from.into(),
        to: to.into(),
        kind: "MET".into(),
        properties: properties(&[("day", day.into())]),
        evidence: Arc::default(),
    }
}

/// Ana met Ben twice; Chile is there too.
fn read() -> Graph {
    let mut graph = Graph::new();
    let changes = [
        add_node("ana", "Person"),
        add_node("ben", "Person"),
        add_node("chile", "Country"),
        add_relationship("ana", "ben", 1),
        add_relationship("ana", "ben", 2),
    ];
    graph.apply(changes).unwrap();
    graph
}

/// All that stands in a graph, by keys.
fn told(graph: &Graph) -> Vec<String> {
    let key = |id| graph.node(id).map(|node| node.key.to_string()).unwrap_or_default();
    let mut all: Vec<String> = graph
        .nodes()
        .filter_map(|id| graph.node(id))
        .map(|node| format!("{} {:?} {:?}", node.key, node.labels, node.properties))
        .collect();
    all.extend(graph.relationships().filter_map(|id| {
        let (from, to) = graph.ends(id)?;
        let it = graph.relationship(id)?;
        Some(format!("{} {} {} {:?}", key(from), it.kind, key(to), it.properties))
    }));
    all.sort();
    all
}

fn entry(edits: Vec<Edit>) -> Entry {
    Entry::new(Stamp::default(), "…", edits).unwrap()
}

/// What one statement of many changes leaves, and its log.
fn corrected() -> (Graph, Entry) {
    let mut graph = read();
    let (ana, ben) = (graph.by_key("ana").unwrap(), graph.by_key("ben").unwrap());
    let chile = graph.by_key("chile").unwrap();
    let met: Vec<_> = graph.relationships().collect();
    let mut draft = Draft::new(&mut graph);
    let vera = draft.add_node(vec!["Person".into()], properties(&[("name", "Vera".into())]));
    let passing = draft.add_node(vec!["Person".into()], Properties::default());
    draft.add_relationship(vera, ana, "KNOWS".into(), properties(&[("since", 3.into())])).unwrap();
    draft.add_relationship(passing, ana, "KNOWS".into(), Properties::default()).unwrap();
    draft.set_labels(ana, vec!["Person".into(), "Envoy".into()]).unwrap();
    draft.set_properties(ben, properties(&[("name", "Ben".into()), ("age", 40.into())])).unwrap();
    draft.set_properties(ben, properties(&[("name", "Benno".into())])).unwrap();
    draft.delete_relationship(met[0]);
    draft.set_relationship_properties(met[1], properties(&[("day", 5.into())])).unwrap();
    draft.delete_node(chile, true);
    draft.delete_node(passing, true);
    let edits = draft.edits();
    draft.keep().unwrap();
    (graph, entry(edits))
}

#[test]
fn an_entry_does_again_what_its_statement_did() {
    let (graph, entry) = corrected();
    let told_edits: Vec<String> = entry.edits.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told_edits.join("\n"), @r#"
    + added/3 :Person {name: "Vera"}
    + added/3 -KNOWS-> ana {since: 3}
    + ana :Envoy
    ~ ben name: "ben" → "Benno"
    ~ ana -MET-> ben day: 2 → 5
    - ana -MET-> ben
    - chile :Country
    "#);
    let mut again = read();
    assert_eq!(replay(&mut again, std::slice::from_ref(&entry), NOWHERE), []);
    assert_eq!(told(&again), told(&graph));
}

#[test]
fn an_entry_that_is_carried_out_twice_finds_its_ground_gone() {
    let (mut graph, entry) = corrected();
    let orphans = replay(&mut graph, &[entry], NOWHERE);
    let reasons: Vec<_> = orphans.iter().map(|orphan| &orphan.reason).collect();
    assert!(reasons.contains(&&Reason::Taken("added/3".into())), "{reasons:?}");
    assert!(reasons.contains(&&Reason::Missing("chile".into())), "{reasons:?}");
}

#[test]
fn what_is_another_thing_now_is_left_alone() {
    let (_, entry) = corrected();
    let mut other = Graph::new();
    let changes =
        [add_node("ana", "Person"), add_node("chile", "Place"), add_node("ben", "Person")];
    other.apply(changes).unwrap();
    let ben = other.by_key("ben").unwrap();
    let mut draft = Draft::new(&mut other);
    draft.set_properties(ben, properties(&[("name", "Bernard".into())])).unwrap();
    draft.keep().unwrap();
    let reasons: Vec<String> = replay(&mut other, &[entry], NOWHERE)
        .into_iter()
        .map(|orphan| orphan.reason.to_string())
        .collect();
    assert_eq!(
        reasons,
        [
            "name of ben is not what it was",
            "ana -MET-> ben is not there any more",
            "ana -MET-> ben is not there any more",
            "chile is not what it was"
        ]
    );
    assert!(other.by_key("chile").is_some() && other.by_key("added/3").is_some());
}

/// One step of a statement, by numbers that any graph can be asked with.
#[derive(Debug, Clone)]
enum Step {
    Node(u8),
    Relationship(u8, u8, u8),
    Set(u8, u8),
    Label(u8, u8),
    SetRelationship(u8, u8),
    Delete(u8),
    DeleteRelationship(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Node),
        any::<(u8, u8, u8)>().prop_map(|(a, b, c)| Step::Relationship(a, b, c)),
        any::<(u8, u8)>().prop_map(|(a, b)| Step::Set(a, b)),
        any::<(u8, u8)>().prop_map(|(a, b)| Step::Label(a, b)),
        any::<(u8, u8)>().prop_map(|(a, b)| Step::SetRelationship(a, b)),
        any::<u8>().prop_map(Step::Delete),
        any::<u8>().prop_map(Step::DeleteRelationship),
    ]
}

fn carry_out(graph: &mut Graph, steps: &[Step]) -> Option<Entry> {
    let mut draft = Draft::new(graph);
    for step in steps {
        let nodes: Vec<_> = draft.graph().nodes().filter(|id| !draft.is_deleted(*id)).collect();
        let rels: Vec<_> = draft
            .graph()
            .relationships()
            .filter(|id| !draft.is_deleted_relationship(*id))
            .collect();
        let node = |n: u8| nodes.get(usize::from(n) % nodes.len().max(1)).copied();
        let rel = |n: u8| rels.get(usize::from(n) % rels.len().max(1)).copied();
        let value = |n: u8| {
            let value = if n.is_multiple_of(5) { Value::Null } else { i64::from(n % 5).into() };
            properties(&[("name", "x".into()), ("p", value)])
        };
        match *step {
            Step::Node(n) => drop(draft.add_node(vec![format!("L{}", n % 3).into()], value(n))),
            Step::Relationship(a, b, kind) => {
                if let (Some(a), Some(b)) = (node(a), node(b)) {
                    let kind = format!("R{}", kind % 2).into();
                    draft.add_relationship(a, b, kind, value(7)).unwrap();
                }
            }
            Step::Set(a, n) => {
                node(a).map_or(Ok(()), |a| draft.set_properties(a, value(n))).unwrap()
            }
            Step::Label(a, n) => {
                let labels = vec![format!("L{}", n % 3).into()];
                node(a).map_or(Ok(()), |a| draft.set_labels(a, labels)).unwrap();
            }
            Step::SetRelationship(a, n) => {
                rel(a).map_or(Ok(()), |a| draft.set_relationship_properties(a, value(n))).unwrap();
            }
            Step::Delete(a) => node(a).into_iter().for_each(|a| draft.delete_node(a, true)),
            Step::DeleteRelationship(a) => {
                rel(a).into_iter().for_each(|a| draft.delete_relationship(a))
            }
        }
        draft.settle();
    }
    let edits = draft.edits();
    draft.keep().unwrap();
    Entry::new(Stamp::default(), "…", edits)
}

proptest! {
    /// Whatever is written in whatever statements, the log makes the same graph of what was read.
    #[test]
    fn the_log_makes_the_graph_again(
        statements in prop::collection::vec(prop::collection::vec(step(), 0..12), 0..6)
    ) {
        let mut graph = read();
        let log: Vec<Entry> =
            statements.iter().filter_map(|steps| carry_out(&mut graph, steps)).collect();
        let text = ron::to_string(&log).unwrap();
        let log: Vec<Entry> = ron::from_str(&text).unwrap();
        let mut again = read();
        prop_assert_eq!(replay(&mut again, &log, NOWHERE), []);
        prop_assert_eq!(told(&again), told(&graph));
    }
}

fn remark(text: &str) -> Entry {
    let node = super::Subject { key: "ana".into(), name: None, document: None };
    let stamp = Stamp { at: Some("2025-08-01T00:00:00Z".to_owned()), ..Stamp::default() };
    Entry::judging(stamp, Judgement::Note { node, text: text.into() })
}

fn remarks(graph: &Graph) -> String {
    let node = graph.by_key("ana").and_then(|id| graph.node(id)).unwrap();
    node.properties.get("notes").map(|notes| format!("{notes:?}")).unwrap_or_default()
}

#[test]
fn logs_that_grew_apart_come_together_in_one_order() {
    let mut one = Vec::new();
    push(&mut one, remark("first"));
    let mut other = one.clone();
    push(&mut one, remark("second here"));
    push(&mut one, remark("third here"));
    push(&mut other, remark("second there"));
    let (here, there) = (union(&one, &other), union(&other, &one));
    assert_eq!(marks(&here), marks(&there));
    assert_eq!(here.len(), 4, "what both have stands once");
    assert_eq!(here[0].statement, "note ana first");
    assert!(here[3].statement.contains("third"), "what was written later comes later");
    assert_eq!(marks(&union(&here, &one)), marks(&here), "again changes nothing");
    assert!(
        here[0].turn.is_none() && here[2].turn == Some(2),
        "a turn is told where it is not the place"
    );
}

#[test]
fn any_entry_is_undone_and_counts_again() {
    let mut log = Vec::new();
    push(&mut log, remark("one"));
    push(&mut log, remark("two"));
    let first = marks(&log)[0];
    push(&mut log, Entry::judging(Stamp::default(), Judgement::Undo { entry: first }));
    let mut graph = read();
    assert_eq!(replay(&mut graph, &log, NOWHERE), []);
    assert_eq!(remarks(&graph), "List([String(\"two\")])");
    push(&mut log, Entry::judging(Stamp::default(), Judgement::Redo { entry: first }));
    let mut graph = read();
    replay(&mut graph, &log, NOWHERE);
    assert_eq!(remarks(&graph), "List([String(\"one\"), String(\"two\")])");
    assert!((0..log.len()).all(|place| Standing::of(&log).counts(place)));
}

#[test]
fn an_entry_that_undoes_what_is_not_there_is_told() {
    let mut other = Vec::new();
    push(&mut other, remark("elsewhere"));
    let undo = Judgement::Undo { entry: marks(&other)[0] };
    let mut log = vec![remark("here")];
    push(&mut log, Entry::judging(Stamp::default(), undo));
    let orphans = replay(&mut read(), &log, NOWHERE);
    let told: Vec<_> = orphans.iter().map(|it| (it.entry, it.reason.to_string())).collect();
    assert_eq!(told, [(1, "the entry that it is about is not there any more".to_owned())]);
}

#[test]
fn a_key_that_has_gone_leads_to_what_it_is_now() {
    let log = [remark("kept")];
    let mut graph = Graph::new();
    graph.apply([add_node("ana-lund", "Person")]).unwrap();
    let now: Lookup<'_> = &|_, key| (key == "ana").then(|| "ana-lund".into());
    assert_eq!(replay(&mut graph, &log, now), []);
    let node = graph.by_key("ana-lund").and_then(|id| graph.node(id)).unwrap();
    assert!(node.properties.contains_key("notes"));
}

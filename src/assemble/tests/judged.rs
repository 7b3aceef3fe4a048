//! What an analyst judges holds for what is read before and after alike.

use std::sync::Arc;

use proptest::prelude::*;

use super::graph::{grammar, many};
use crate::assemble::{Corrected, corrected};
use crate::facts::example::{Doc, corpus};
use crate::facts::{Corpus, EntityKind};
use crate::graph::{Entry, Fact, Graph, Judgement, Stamp, Subject, Value, push};

fn judged(corpus: &Corpus, judgements: impl IntoIterator<Item = Judgement>) -> Corrected {
    let mut log = Vec::new();
    for judgement in judgements {
        push(&mut log, Entry::judging(Stamp::default(), judgement));
    }
    corrected(Graph::new(), corpus, grammar(), &log).unwrap()
}

fn node(key: &str) -> Subject {
    Subject { key: key.into(), name: None, document: None }
}

fn nodes(keys: &[&str]) -> Vec<Subject> {
    keys.iter().map(|key| node(key)).collect()
}

fn keys(made: &Corrected) -> Vec<String> {
    let graph = &made.graph;
    let all = graph.nodes().filter_map(|id| graph.node(id)).map(|node| node.key.to_string());
    all.filter(|key| !key.starts_with("document/")).collect()
}

fn property(made: &Corrected, key: &str, name: &str) -> Value {
    made.graph.node_property(made.graph.by_key(key).unwrap(), name)
}

fn reasons(made: &Corrected) -> Vec<String> {
    made.orphans.iter().map(|orphan| orphan.reason.to_string()).collect()
}

/// Ana Ruiz in two documents, Lund in a third, who met a Ruiz in the fourth.
fn four() -> Corpus {
    let met = |doc: Doc| doc.event("CONSULT/meeting", &["e1", "e2"], &[], None, "They met");
    corpus([
        Doc::new("a", "They met.").person("Ana Ruiz", &[]),
        Doc::new("b", "They met.").person("Ana Ruiz", &[]).person("Tomas Vera", &[]),
        Doc::new("c", "They met.").person("Eva Lund", &[]),
        met(Doc::new("d", "They met.").person("Eva Lund", &[]).person("Ana Ruiz", &[])),
    ])
}

#[test]
fn what_is_merged_has_all_that_was_told_of_both_and_the_key_of_the_first() {
    let made = judged(
        &four(),
        [Judgement::Merge { nodes: nodes(&["person/eva-lund", "person/tomas-vera"]) }],
    );
    assert_eq!(keys(&made), ["person/ana-ruiz", "person/eva-lund", "d#v1"]);
    let id = made.graph.by_key("person/eva-lund").unwrap();
    let told: Vec<_> = made
        .graph
        .node(id)
        .unwrap()
        .evidence
        .iter()
        .map(|it| (&*it.document, &*it.frame))
        .collect();
    assert_eq!(told, [("b", "merge/judged"), ("c", "merge/full-name"), ("d", "merge/full-name")]);
    assert!(made.graph.names_of(id).any(|name| name == "Tomas Vera"));
}

#[test]
fn what_is_split_off_is_a_node_of_its_own() {
    let split = Judgement::Split {
        node: node("person/ana-ruiz"),
        documents: vec!["b".into()],
        name: Some("Ana Ruiz (senator)".into()),
    };
    let made = judged(&four(), [split]);
    assert_eq!(reasons(&made), Vec::<String>::new());
    assert_eq!(property(&made, "person/ana-ruiz~b", "name").as_str(), Some("Ana Ruiz (senator)"));
    let node = made.graph.node(made.graph.by_key("person/ana-ruiz").unwrap()).unwrap();
    assert_eq!(node.evidence.len(), 2);
}

#[test]
fn what_was_judged_to_be_two_stays_two_when_a_document_would_make_it_one() {
    let two = |mentions: &'static [&'static str]| {
        corpus([
            Doc::new("a", "They met.").person("Gabriel Boric", mentions),
            Doc::new("b", "They met.").person("Gabriel Font", &[]),
        ])
    };
    let keys_of = |made: &Corrected| keys(made);
    let apart =
        || Judgement::Distinct { nodes: nodes(&["person/gabriel-boric", "person/gabriel-font"]) };
    let before = judged(&two(&[]), [apart()]);
    assert_eq!(keys_of(&before).len(), 2);
    // The document calls one person by both names.
    let joined = judged(&two(&["Gabriel Boric", "Gabriel Font"]), []);
    assert_eq!(keys_of(&joined).len(), 1);
    let after = judged(&two(&["Gabriel Boric", "Gabriel Font"]), [apart()]);
    assert_eq!(keys_of(&after).len(), 2, "{:?}", reasons(&after));
    let merged = judged(
        &two(&[]),
        [
            apart(),
            Judgement::Merge { nodes: nodes(&["person/gabriel-boric", "person/gabriel-font"]) },
        ],
    );
    assert_eq!(
        reasons(&merged),
        [
            "it was judged before that person/gabriel-boric and person/gabriel-font are never one (entry 1)"
        ]
    );
}

#[test]
fn who_is_called_by_a_further_name_is_counted_to_its_bearer() {
    let alias = Judgement::Alias { node: node("person/ana-ruiz"), name: "La Jefa".into() };
    let mut corpus = four();
    corpus.insert(Doc::new("e", "They met.").person("La Jefa", &[]).read());
    let made = judged(&corpus, [alias]);
    assert!(!keys(&made).contains(&"person/la-jefa".to_owned()));
    let id = made.graph.by_key("person/ana-ruiz").unwrap();
    assert!(made.graph.names_of(id).any(|name| name == "La Jefa"));
}

#[test]
fn names_and_kinds_are_those_that_were_judged() {
    let rename = Judgement::Rename { node: node("person/eva-lund"), name: "Eva Lund Holm".into() };
    let kind = Judgement::Kind {
        node: node("person/tomas-vera"),
        kind: "organization".into(),
        label: "Organization".into(),
        was: "Person".into(),
    };
    let made = judged(&four(), [rename, kind]);
    assert_eq!(property(&made, "person/eva-lund", "name").as_str(), Some("Eva Lund Holm"));
    let id = made.graph.by_key("person/eva-lund").unwrap();
    assert!(made.graph.names_of(id).any(|name| name == "Eva Lund"));
    let id = made.graph.by_key("person/tomas-vera").unwrap();
    assert_eq!(*made.graph.node(id).unwrap().labels, ["Organization".into()] as [Arc<str>; 1]);
    assert_eq!(property(&made, "person/tomas-vera", "kind").as_str(), Some("organization"));
}

#[test]
fn a_rejected_event_is_gone_with_what_was_drawn_from_it_and_is_known_by_its_words() {
    let fact = |id: &str, words: &str| Fact::Told {
        document: "d".into(),
        id: id.into(),
        kind: "CONSULT".into(),
        words: words.into(),
    };
    for (id, words, left) in
        [("v1", "They met", 0), ("v7", "They met", 0), ("v1", "They fought", 1)]
    {
        let made = judged(&four(), [Judgement::Reject { facts: vec![fact(id, words)] }]);
        let met = made.graph.relationships().filter_map(|id| made.graph.relationship(id));
        assert_eq!(met.filter(|it| &*it.kind == "MET").count(), left, "{id} {words}");
        assert_eq!(made.orphans.len(), left);
    }
}

#[test]
fn a_key_that_another_document_changed_still_means_the_same() {
    let note = || Judgement::Note { node: node("person/lund"), text: "looked up".into() };
    let one = corpus([Doc::new("a", "They met.").person("Lund", &["Lund"])]);
    assert_eq!(reasons(&judged(&one, [note()])), Vec::<String>::new());
    let two = corpus([
        Doc::new("a", "They met.").person("Lund", &["Lund"]),
        Doc::new("b", "They met.").person("Eva Lund", &["Eva Lund", "Lund"]),
    ]);
    let made = judged(&two, [note()]);
    assert_eq!(reasons(&made), Vec::<String>::new());
    assert!(!property(&made, "person/eva-lund", "notes").is_null());
}

#[test]
fn one_of_two_of_a_name_is_known_by_a_document_of_its_own() {
    let doc = |id: &str, country: &str, code: &str| {
        let doc = Doc::new(id, "They met.").person("Ana Ruiz", &[]).country(country, code);
        doc.relation("holds_office", "e1", "e2", Some("envoy"), "They")
    };
    let two = corpus([doc("m", "Peru", "PE"), doc("n", "Chile", "CL")]);
    let made = judged(&two, []);
    let second = Subject::of(&made.graph, made.graph.by_key("person/ana-ruiz-2").unwrap()).unwrap();
    assert_eq!(second.document.as_deref(), Some("n"));
    // A document that is read later comes first, and takes the key for the other country.
    let three = corpus([doc("a", "Chile", "CL"), doc("m", "Peru", "PE"), doc("n", "Chile", "CL")]);
    let note = Judgement::Note { node: second, text: "of Chile".into() };
    let made = judged(&three, [note]);
    assert!(!property(&made, "person/ana-ruiz", "notes").is_null());
    assert!(property(&made, "person/ana-ruiz-2", "notes").is_null());
}

#[test]
fn what_has_lost_its_ground_is_told() {
    let made = judged(
        &four(),
        [
            Judgement::Merge { nodes: nodes(&["person/eva-lund", "person/nobody"]) },
            Judgement::Note { node: node("person/nobody"), text: "x".into() },
            Judgement::Split {
                node: node("person/eva-lund"),
                documents: vec!["z".into()],
                name: None,
            },
        ],
    );
    assert_eq!(
        reasons(&made),
        [
            "person/nobody is not there any more",
            "person/nobody is not there any more",
            "what z call person/eva-lund is not there any more",
        ]
    );
}

/// All that a graph holds, in order.
fn listed(made: &Corrected) -> Vec<String> {
    let graph = &made.graph;
    let mut all: Vec<String> =
        graph.nodes().filter_map(|id| graph.node(id)).map(|node| format!("{node:?}")).collect();
    all.extend(graph.relationships().filter_map(|id| {
        let (from, to) = graph.ends(id)?;
        let (from, to) = (&graph.node(from)?.key, &graph.node(to)?.key);
        Some(format!("{from} {to} {:?}", graph.relationship(id)?))
    }));
    all.sort();
    all
}

fn some_judgement() -> impl Strategy<Value = Judgement> {
    let key = prop_oneof![
        Just("person/ana-ruiz"),
        Just("person/ruiz"),
        Just("person/ivan-ruiz"),
        Just("person/tomas-vera"),
        Just("country/PE"),
        Just("organization/foreign-ministry-peru"),
        Just("person/nobody"),
    ];
    let key = || key.clone().prop_map(node);
    prop_oneof![
        (key(), key()).prop_map(|(a, b)| Judgement::Merge { nodes: vec![a, b] }),
        (key(), key()).prop_map(|(a, b)| Judgement::Distinct { nodes: vec![a, b] }),
        (key(), 0..12usize).prop_map(|(node, doc)| Judgement::Split {
            node,
            documents: vec![format!("d{doc:02}").into()],
            name: None
        }),
        (key(), "[A-C][a-c]{2}")
            .prop_map(|(node, name)| Judgement::Rename { node, name: name.into() }),
        key().prop_map(|node| Judgement::Alias { node, name: "Ivan Ruiz".into() }),
        key().prop_map(|node| Judgement::Note { node, text: "seen".into() }),
        (0..12usize).prop_map(|doc| Judgement::Reject {
            facts: vec![Fact::Told {
                document: format!("d{doc:02}").into(),
                id: "v1".into(),
                kind: "CONSULT".into(),
                words: "They met".into()
            }]
        }),
    ]
}

proptest! {
    #[test]
    fn correcting_before_and_after_reading_give_the_same_graph(
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
        batch in 1usize..12,
        judgements in proptest::collection::vec(some_judgement(), 0..8),
    ) {
        let docs = many();
        let at_the_end = judged(&corpus(docs.clone()), judgements.clone());
        let mut read = Corpus::default();
        let mut log = Vec::new();
        let mut rest = judgements.into_iter();
        for batch in order.chunks(batch) {
            for &i in batch {
                read.insert(docs[i].clone().read());
            }
            // Corrected in between, whether or not it has a ground yet.
            if let Some(judgement) = rest.next() {
                push(&mut log, Entry::judging(Stamp::default(), judgement));
                corrected(Graph::new(), &read, grammar(), &log).unwrap();
            }
        }
        rest.for_each(|judgement| push(&mut log, Entry::judging(Stamp::default(), judgement)));
        let made = corrected(Graph::new(), &read, grammar(), &log).unwrap();
        prop_assert_eq!(listed(&made), listed(&at_the_end));
        prop_assert_eq!(made.orphans, at_the_end.orphans);
        prop_assert_eq!(made.doubts, at_the_end.doubts);
    }
}

#[test]
fn a_place_that_is_no_person_keeps_its_kind() {
    let corpus = corpus([
        Doc::new("a", "They met.").entity(EntityKind::Place, "Arica", &[]),
        Doc::new("b", "They met.").entity(EntityKind::Organization, "Arica", &[]),
    ]);
    let made = judged(
        &corpus,
        [Judgement::Merge { nodes: nodes(&["place/arica", "organization/arica"]) }],
    );
    assert_eq!(keys(&made), ["place/arica"]);
    assert_eq!(property(&made, "place/arica", "kind").as_str(), Some("place"));
}

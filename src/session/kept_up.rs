//! A graph that is kept up while documents come and go and corrections are made in between is the graph of all at once.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::assemble::tests::difference::{IDS, Seeds, document, grammar, seen};
use crate::assemble::{Corrected, corrected};
use crate::facts::Corpus;
use crate::graph::{Entry, Fact, Graph, Judgement, Stamp, Subject, marks, push};
use crate::query;

/// What an analyst does between two batches.
#[derive(Debug, Clone)]
enum Step {
    Documents(BTreeMap<usize, Option<Seeds>>),
    Statement(&'static str),
    Judgement(Judgement),
    /// Undoes an entry, or brings it back.
    TakeBack(usize, bool),
}

const STATEMENTS: &[&str] = &[
    "MATCH (p:Person) WITH p LIMIT 1 SET p.seen = 1",
    "MATCH (p:Person) WITH p SKIP 1 LIMIT 1 DETACH DELETE p",
    "MATCH (d:Document) WITH d LIMIT 1 DETACH DELETE d",
    "CREATE (:Person {name: 'Ana Ruiz'})",
    "MATCH (a:Person), (b:Country) WITH a, b LIMIT 1 CREATE (a)-[:KNOWS {since: 2020}]->(b)",
    "MATCH ()-[r:MENTIONS]->() WITH r SKIP 2 LIMIT 1 DELETE r",
    "MATCH ()-[r:REPORTS]->() WITH r LIMIT 1 SET r.seen = 1",
    "MATCH (e:Event) WITH e LIMIT 1 SET e:Seen REMOVE e.type",
    "MATCH (p:Person) WITH p LIMIT 2 SET p.name = 'Vera'",
    "MATCH (p:Person)-[r]->() WITH p, r LIMIT 1 SET r.seen = 1, p.seen = 2 DELETE r",
];

fn judgements() -> impl Strategy<Value = Judgement> {
    let keys = ["person/ana-ruiz", "person/ruiz", "country/PE", "place/lima", "person/nobody"];
    let node = (0..keys.len()).prop_map(move |at| Subject {
        key: keys[at].into(),
        name: None,
        document: None,
    });
    let document = (0..IDS.len()).prop_map(|at| IDS[at]);
    prop_oneof![
        4 => node.clone().prop_map(|node| Judgement::Rename { node, name: "Vera".into() }),
        4 => node.clone().prop_map(|node| Judgement::Note { node, text: "seen".into() }),
        4 => node.clone().prop_map(|node| Judgement::Kind {
            node,
            kind: "organization".into(),
            label: "Organization".into(),
            was: "Person".into()
        }),
        4 => document.prop_map(|document| Judgement::Reject {
            facts: vec![Fact::Told {
                document: document.into(),
                id: "v1".into(),
                kind: "CONSULT".into(),
                words: "They met".into()
            }]
        }),
        1 => (node.clone(), node).prop_map(|(a, b)| Judgement::Merge { nodes: vec![a, b] }),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let seeds = proptest::collection::vec(0..=255u8, 19);
    let change = proptest::option::weighted(0.75, seeds);
    let batch = proptest::collection::btree_map(0..IDS.len(), change, 1..4);
    let step = prop_oneof![
        4 => batch.prop_map(Step::Documents),
        3 => (0..STATEMENTS.len()).prop_map(|at| Step::Statement(STATEMENTS[at])),
        2 => judgements().prop_map(Step::Judgement),
        1 => (0..8usize, any::<bool>()).prop_map(|(at, undo)| Step::TakeBack(at, undo)),
    ];
    proptest::collection::vec(step, 1..12)
}

/// Goes through the steps as a session does; how often the difference was enough.
fn corrected_by_difference(steps: Vec<Step>) -> Result<usize, TestCaseError> {
    let (mut corpus, mut log, mut times) = (Corpus::default(), Vec::new(), 0);
    let mut made = Corrected::living(Graph::new(), &corpus, &grammar(), &log).unwrap();
    for step in steps {
        let mut changed = BTreeSet::new();
        match step {
            Step::Documents(batch) => {
                for (id, seeds) in batch {
                    changed.insert(IDS[id].to_owned());
                    match seeds {
                        Some(seeds) => drop(corpus.put(document(IDS[id], &seeds))),
                        None => drop(corpus.take(IDS[id])),
                    }
                }
            }
            Step::Statement(text) => {
                let context = query::Context::default();
                let (_, edits) = query::run_correcting(&mut made.graph, text, &context).unwrap();
                if let Some(entry) = Entry::new(Stamp::default(), text, edits) {
                    push(&mut log, entry);
                }
                continue;
            }
            Step::Judgement(judgement) => {
                push(&mut log, Entry::judging(Stamp::default(), judgement))
            }
            Step::TakeBack(at, undo) => {
                let Some(entry) = marks(&log).get(at).copied() else { continue };
                let judgement =
                    if undo { Judgement::Undo { entry } } else { Judgement::Redo { entry } };
                push(&mut log, Entry::judging(Stamp::default(), judgement));
            }
        }
        if made.change(&corpus, &changed, &log).unwrap() {
            times += 1;
        } else {
            made = Corrected::living(Graph::new(), &corpus, &grammar(), &log).unwrap();
        }
        let whole = corrected(Graph::new(), &corpus, &grammar(), &log).unwrap();
        let (got, expected) = (seen(&made.graph), seen(&whole.graph));
        for (got, expected) in got.iter().zip(&expected) {
            prop_assert_eq!(got, expected);
        }
        prop_assert_eq!(got.len(), expected.len());
        prop_assert_eq!(&made.doubts, &whole.doubts);
        prop_assert_eq!(&made.orphans, &whole.orphans);
    }
    Ok(times)
}

proptest! {
    #[test]
    fn corrections_in_between_give_the_graph_of_all_at_once(steps in steps()) {
        corrected_by_difference(steps)?;
    }
}

#[test]
fn most_steps_need_no_assembling() {
    let batch = |id: usize, seed: u8| Step::Documents(BTreeMap::from([(id, Some(vec![seed; 19]))]));
    let steps = vec![
        batch(0, 1),
        Step::Statement(STATEMENTS[0]),
        batch(1, 7),
        batch(2, 9),
        Step::TakeBack(0, true),
        batch(1, 8),
        Step::Documents(BTreeMap::from([(0, None)])),
    ];
    assert_eq!(corrected_by_difference(steps).unwrap(), 6);
}

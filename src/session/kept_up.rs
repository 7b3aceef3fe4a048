//! A graph that is kept up while documents come and go and corrections are made in between is the graph of all at once, by any
//! number of threads; so is one that was merged from parts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::assemble::tests::difference::{IDS, Seeds, document, grammar, seen};
use crate::assemble::{Corrected, corrected};
use crate::facts::Corpus;
use crate::graph::{Edit, Entry, Fact, Graph, Judgement, Stamp, Subject, marks, push};
use crate::query;
use crate::snapshot::{self, Content, SaveOptions, write_compact};

/// What an analyst does between two batches.
#[derive(Debug, Clone)]
enum Step {
    Documents(BTreeMap<usize, Option<Seeds>>),
    Statement(&'static str),
    Judgement(Judgement),
    /// What a statement of the log wrote, by number, and a key are one.
    MergeByHand(usize, &'static str),
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

const KEYS: [&str; 5] =
    ["person/ana-ruiz", "person/ruiz", "country/PE", "place/lima", "person/nobody"];

fn subject(key: &str) -> Subject {
    Subject { key: key.into(), name: None, document: None }
}

fn judgements() -> impl Strategy<Value = Judgement> {
    let node = (0..KEYS.len()).prop_map(|at| subject(KEYS[at]));
    let document = (0..IDS.len()).prop_map(|at| IDS[at]);
    let source = document.clone();
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
        2 => (node.clone(), node.clone()).prop_map(|(from, to)| Judgement::Assert {
            from,
            kind: "KNOWS".into(),
            to,
            properties: crate::graph::Fields::default(),
        }),
        1 => (node.clone(), source).prop_map(|(node, id)| Judgement::Split {
            node,
            documents: vec![id.into()],
            name: None
        }),
        1 => node.clone().prop_map(|node| Judgement::Alias { node, name: "Ruiz".into() }),
        1 => (node.clone(), node.clone())
            .prop_map(|(a, b)| Judgement::Distinct { nodes: vec![a, b] }),
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
        1 => (0..4usize, 0..KEYS.len()).prop_map(|(at, key)| Step::MergeByHand(at, KEYS[key])),
        1 => (0..8usize, any::<bool>()).prop_map(|(at, undo)| Step::TakeBack(at, undo)),
    ];
    proptest::collection::vec(step, 1..12)
}

/// The key of a node that a statement wrote.
fn by_hand(log: &[Entry], which: usize) -> Option<Subject> {
    let edits = log.iter().flat_map(|entry| &entry.edits);
    let keys = edits.filter_map(|edit| match edit {
        Edit::AddNode { key, .. } => Some(key),
        _ => None,
    });
    keys.map(|key| subject(key)).nth(which)
}

fn threads(number: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(number).build().unwrap()
}

fn bytes(content: &Content) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_compact(&mut bytes, content, &SaveOptions::default()).unwrap();
    bytes
}

/// The graph of all is that of its parts put together, each of them with the log as it was at some time; so are the bytes.
fn merged_from_parts(
    (corpus, log): (&Corpus, &[Entry]),
    parts: &[Vec<bool>; 2],
    whole: &Corrected,
) -> Result<(), TestCaseError> {
    let part = |number: usize| {
        let mut ids = IDS.iter().zip(&parts[number]);
        // What neither has stands in the second.
        let other = |at: &usize| number == 1 && !parts[0][*at];
        let has = |id: &str| {
            let at = IDS.iter().position(|known| *known == id).unwrap();
            other(&at) || ids.clone().any(|(known, has)| *known == id && *has)
        };
        let corpus = corpus.only(|read| has(&read.document.id));
        let known = ids.by_ref().filter(|(_, has)| **has).count() % (log.len() + 1);
        let log = if number == 0 { log.get(..known).unwrap_or(log) } else { log };
        Content { corpus, corrections: log.to_vec(), ..Content::default() }
    };
    let all = Content { corpus: corpus.clone(), corrections: log.to_vec(), ..Content::default() };
    for order in [[0, 1], [1, 0]] {
        let merged = snapshot::merge(order.map(part).into()).content;
        prop_assert_eq!(bytes(&merged), bytes(&all));
        let made =
            corrected(Graph::new(), &merged.corpus, &grammar(), &merged.corrections).unwrap();
        prop_assert_eq!(seen(&made.graph), seen(&whole.graph));
        prop_assert_eq!(&made.orphans, &whole.orphans);
    }
    Ok(())
}

/// Goes through the steps as a session does; how often the difference was enough.
fn corrected_by_difference(
    steps: Vec<Step>,
    parts: &[Vec<bool>; 2],
) -> Result<usize, TestCaseError> {
    let other = threads(2);
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
            Step::MergeByHand(at, key) => {
                let Some(node) = by_hand(&log, at) else { continue };
                let nodes = vec![subject(key), node];
                push(&mut log, Entry::judging(Stamp::default(), Judgement::Merge { nodes }));
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
        let whole = other.install(|| corrected(Graph::new(), &corpus, &grammar(), &log).unwrap());
        let (got, expected) = (seen(&made.graph), seen(&whole.graph));
        for (got, expected) in got.iter().zip(&expected) {
            prop_assert_eq!(got, expected);
        }
        prop_assert_eq!(got.len(), expected.len());
        prop_assert_eq!(&made.doubts, &whole.doubts);
        prop_assert_eq!(&made.orphans, &whole.orphans);
    }
    let whole = corrected(Graph::new(), &corpus, &grammar(), &log).unwrap();
    merged_from_parts((&corpus, &log), parts, &whole)?;
    Ok(times)
}

proptest! {
    #[test]
    fn corrections_in_between_give_the_graph_of_all_at_once(
        steps in steps(),
        number in 1..=2usize,
        parts in proptest::array::uniform2(proptest::collection::vec(any::<bool>(), IDS.len())),
    ) {
        threads(number).install(|| corrected_by_difference(steps, &parts))?;
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
    let parts = [vec![true; IDS.len()], vec![false; IDS.len()]];
    assert_eq!(corrected_by_difference(steps, &parts).unwrap(), 6);
}

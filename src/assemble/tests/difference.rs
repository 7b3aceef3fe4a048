//! What comes, goes and changes by difference gives the same graph as all documents at once: the same nodes and relationships
//! in the same order, found by the same names.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use proptest::prelude::*;

use crate::assemble::corrected;
use crate::assemble::standing::Standing;
use crate::facts::example::Doc;
use crate::facts::{Corpus, EntityKind, Factuality, Quantity, ReadDocument};
use crate::grammar::Grammar;
use crate::graph::{Graph, Way};

pub(crate) fn grammar() -> Arc<Grammar> {
    static GRAMMAR: LazyLock<Arc<Grammar>> =
        LazyLock::new(|| Arc::new(Grammar::embedded().unwrap()));
    Arc::clone(&GRAMMAR)
}

/// All that can be seen of a graph, in the order in which it is seen.
pub(crate) fn seen(graph: &Graph) -> Vec<String> {
    let (mut all, mut at_nodes) = (Vec::new(), Vec::new());
    for id in graph.nodes() {
        let node = graph.node(id).unwrap();
        let by_name: Vec<u32> = node
            .properties
            .get("name")
            .and_then(|name| name.as_str())
            .map(|name| graph.nodes_with_name(name).iter().map(|it| it.number()).collect())
            .unwrap_or_default();
        all.push(format!("{} {by_name:?} {node:?}", id.number()));
        assert_eq!(graph.by_key(&node.key), Some(id));
        for way in [Way::Out, Way::In] {
            let steps = graph.relationships_of(id, way);
            let steps: Vec<_> = steps.map(|(a, b)| (a.number(), b.number())).collect();
            at_nodes.push(format!("{} {way:?} {steps:?}", id.number()));
        }
    }
    for id in graph.relationships() {
        let (from, to) = graph.ends(id).unwrap();
        let ends = (from.number(), to.number());
        all.push(format!("{} {ends:?} {:?}", id.number(), graph.relationship(id).unwrap()));
    }
    all.extend(at_nodes);
    for (label, count) in graph.labels() {
        let nodes: Vec<_> = graph.nodes_with_label(label).iter().map(|it| it.number()).collect();
        all.push(format!("{label} {count} {nodes:?}"));
    }
    all.extend(graph.relationship_types().map(|it| format!("{it:?}")));
    all.push(format!("{:?}", graph.property_names().collect::<Vec<_>>()));
    all.push(format!("{} further keys", graph.further_keys()));
    all
}

/// The numbers that a document is made of.
pub(crate) type Seeds = Vec<u8>;

const COUNTRIES: &[(&str, &str)] = &[
    ("Peru", "PE"),
    ("Chile", "CL"),
    ("Republic of Peru", "PE"),
    ("Peru", ""),
    ("Freedonia", ""),
    ("Freedonia", "FR"),
    ("Chile", ""),
    ("Freedonia", "DE"),
];

const PEOPLE: &[(&str, &[&str])] = &[
    ("Ana Ruiz", &["Ana Ruiz", "Ruiz"]),
    ("Ruiz", &["Ruiz"]),
    ("Ana Maria Ruiz", &["Ana"]),
    ("Ana M. Ruiz", &[]),
    ("Tomas Vera", &["Vera", "Tomas Vera Font"]),
    ("Vera", &[]),
    ("Tomas Font", &[]),
    ("Font", &["Font"]),
    ("Ivan Ruiz", &["President Ivan Ruiz"]),
    ("Chilean official", &[]),
    ("Ana-2 Ruiz", &[]),
];

const BODIES: &[(&str, &[&str])] = &[
    ("foreign ministry", &["the ministry"]),
    ("Peruvian foreign ministry", &[]),
    ("Ministry of Foreign Affairs", &[]),
    ("Freedonia Defence Ministry", &[]),
    ("Organization for River Safety", &["ORS"]),
    ("ORS", &["ORS"]),
    ("Office of Road Statistics", &["ORS", "O.R.S."]),
    ("River Bank", &["River Bank's"]),
    ("River Bank 2", &[]),
    ("police", &[]),
];

const PLACES: &[&str] = &["Arica", "Lima", "Kiev", "Kyiv", "the capital", "Paris"];

/// A document of a few names that others have, too.
pub(crate) fn document(id: &str, seeds: &Seeds) -> Arc<ReadDocument> {
    let at = |i: usize| usize::from(seeds.get(i).copied().unwrap_or(0));
    const LONG: &str = "They met at the river and spoke of the old bridge for a long time while it rained. \
        Nobody could say when it would be mended, since the stones were gone and the money was spent. \
        In the end all went home.";
    let other = format!("They met on day {}. They left.", at(0));
    let text = if at(0) % 3 == 0 { LONG.to_owned() } else { other };
    let mut doc = Doc::new(id, &text).document(|it| {
        it.hash = format!("{seeds:?}");
        it.source = [None, Some("Post"), Some("Sun")][at(1) % 3].map(str::to_owned);
        it.date = [Some(date(2025, 7, 10)), Some(date(2025, 7, 11)), None][at(2) % 3];
    });
    let (name, code) = COUNTRIES[at(3) % COUNTRIES.len()];
    doc = doc.country(name, code);
    if code.is_empty() {
        doc = doc.with(|it| it.iso2 = None);
    }
    for i in [4, 5] {
        let (name, mentions) = PEOPLE[at(i) % PEOPLE.len()];
        doc = doc.person(name, mentions);
    }
    let (name, mentions) = BODIES[at(6) % BODIES.len()];
    doc = doc.organization(name, mentions);
    doc = doc.entity(EntityKind::Place, PLACES[at(7) % PLACES.len()], &[]);
    doc = doc.entity(EntityKind::Facility, ["Old Bridge", "embassy"][at(8) % 2], &["bridge"]);
    doc = doc.person("two sources", &[]).with(|it| it.unnamed = true);
    if at(9) % 2 == 0 {
        doc = doc.relation("part_of", "e4", "e1", None, "They");
    }
    if at(9) % 3 == 0 {
        let office = [Some("envoy"), Some("minister"), None][at(10) % 3];
        doc = doc.relation("holds_office", "e2", "e1", office, "They");
    }
    if at(9) % 5 < 2 {
        doc = doc.relation("located_in", "e5", "e1", None, "They");
    }
    let day = [Some(date(2025, 7, 9)), Some(date(2025, 7, 8)), None][at(11) % 3];
    let (kind, target): (&str, &[&str]) =
        [("CONSULT/meeting", &[][..]), ("ASSAULT", &["e5"]), ("CONSULT", &[])][at(12) % 3];
    let actors: &[&str] =
        [&["e2", "e3"][..], &["e2", "e4"], &["e1", "e2", "e3"], &["e7", "e2"]][at(13) % 4];
    doc = doc.event(kind, actors, target, day, "They met").event_with(|it| {
        if at(14) % 2 == 0 {
            it.place = vec!["e5".parse().unwrap()].into();
        }
        if at(15) % 4 == 0 {
            it.factuality = [Factuality::Denied, Factuality::Planned][at(15) / 4 % 2];
        }
        if at(16) % 2 == 0 {
            it.quantities = vec![Quantity {
                what: "killed".into(),
                value: f64::from(seeds.get(16).copied().unwrap_or(0) % 5),
                max: None,
                bound: None,
                unit: None,
            }]
            .into();
        }
    });
    if at(17) % 2 == 0 {
        doc = doc.event("CONSULT/meeting", &["e2", "e3"], &[], day, "They");
    }
    if at(18) % 2 == 0 {
        doc = doc.statement("e2", &["e4"], "They met");
    }
    Arc::new(doc.read())
}

/// The ids of the documents.
pub(crate) const IDS: &[&str] = &["a", "b", "b#1", "c", "d/1", "d/2", "e", "f", "g", "h"];

/// Documents that come or change (with their numbers) and go.
fn batches() -> impl Strategy<Value = Vec<BTreeMap<usize, Option<Seeds>>>> {
    let seeds = proptest::collection::vec(0..=255u8, 19);
    let change = proptest::option::weighted(0.75, seeds);
    let batch = proptest::collection::btree_map(0..IDS.len(), change, 1..5);
    proptest::collection::vec(batch, 1..9)
}

fn by_difference(batches: Vec<BTreeMap<usize, Option<Seeds>>>) -> Result<(), TestCaseError> {
    let mut standing = Standing::new(grammar());
    let (mut graph, mut corpus) = (Graph::new(), Corpus::default());
    for batch in batches {
        let changes: BTreeMap<String, Option<Arc<ReadDocument>>> = batch
            .into_iter()
            .map(|(id, seeds)| (IDS[id].to_owned(), seeds.map(|it| document(IDS[id], &it))))
            .collect();
        for (id, change) in &changes {
            match change {
                Some(read) => drop(corpus.insert(ReadDocument::clone(read))),
                None => drop(corpus.remove(id)),
            }
        }
        standing.change(&mut graph, changes).unwrap();
        let whole = corrected(Graph::new(), &corpus, &grammar(), &[]).unwrap();
        let (got, expected) = (seen(&graph), seen(&whole.graph));
        for (got, expected) in got.iter().zip(&expected) {
            prop_assert_eq!(got, expected);
        }
        prop_assert_eq!(got.len(), expected.len());
        prop_assert_eq!(standing.doubts(), whole.doubts);
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_comes_goes_and_changes_gives_the_graph_of_all_at_once(batches in batches()) {
        by_difference(batches)?;
    }
}

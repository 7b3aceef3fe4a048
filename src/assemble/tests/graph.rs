use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::*;

use crate::assemble::{assemble, graph};
use crate::facts::example::{Doc, corpus, dispatches};
use crate::facts::{Bound, Corpus, EntityKind, Factuality, Quantity};
use crate::grammar::Grammar;
use crate::graph::{Change, Graph, Value, Way};

/// The embedded grammar, loaded once.
pub(super) fn grammar() -> &'static Grammar {
    static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded().unwrap());
    &GRAMMAR
}

pub(super) fn built(corpus: &Corpus) -> Graph {
    graph(corpus, grammar()).unwrap()
}

fn text(value: &Value) -> String {
    format!("{value:?}")
}

/// Every relationship as `from -TYPE-> to`, sorted.
fn arrows(graph: &Graph) -> BTreeSet<String> {
    let key = |id| graph.node(id).unwrap().key.to_string();
    let arrow = |rel| {
        let (from, to) = graph.ends(rel).unwrap();
        format!("{} -{}-> {}", key(from), graph.relationship(rel).unwrap().kind, key(to))
    };
    graph.relationships().map(arrow).collect()
}

fn property(graph: &Graph, key: &str, name: &str) -> Value {
    graph.node_property(graph.by_key(key).unwrap(), name)
}

#[test]
fn two_dispatches_become_one_graph() {
    let graph = built(&dispatches());
    let keys: Vec<String> =
        graph.nodes().map(|id| graph.node(id).unwrap().key.to_string()).collect();
    assert_eq!(
        keys,
        [
            "document/a-harbour",
            "document/b-call",
            "a-harbour#e6",
            "country/CL",
            "country/PE",
            "person/ana-ruiz",
            "person/tomas-vera",
            "place/arica",
            "a-harbour#v1",
            "a-harbour#v2",
            "a-harbour#s1",
            "b-call#v1",
        ]
    );
    let arrows = arrows(&graph);
    for arrow in [
        "person/ana-ruiz -HOLDS_OFFICE-> country/PE",
        "a-harbour#v1 -ACTOR-> person/ana-ruiz",
        "a-harbour#v1 -PLACE-> place/arica",
        "a-harbour#v2 -TARGET-> a-harbour#e6",
        "person/ana-ruiz -MET-> person/tomas-vera",
        "person/ana-ruiz -CALLED-> person/tomas-vera",
        "person/ana-ruiz -SAID-> a-harbour#s1",
        "document/b-call -MENTIONS-> person/ana-ruiz",
        "document/a-harbour -REPORTS-> a-harbour#v1",
        "document/a-harbour -REPORTS-> a-harbour#s1",
    ] {
        assert!(arrows.contains(arrow), "{arrow} is not in {arrows:#?}");
    }
}

#[test]
fn nodes_carry_labels_and_properties() {
    let graph = built(&dispatches());
    let meeting = graph.node(graph.by_key("a-harbour#v1").unwrap()).unwrap();
    assert_eq!(
        meeting.labels.iter().map(|l| &**l).collect::<Vec<_>>(),
        ["Consult", "Event", "Meeting"]
    );
    for (key, name, value) in [
        ("a-harbour#v1", "name", "String(\"Meeting 2025-07-10\")"),
        ("a-harbour#v1", "type", "String(\"CONSULT\")"),
        ("a-harbour#v1", "mode", "String(\"meeting\")"),
        ("a-harbour#v1", "date", "Date(2025-07-10)"),
        ("a-harbour#v1", "date_precision", "String(\"day\")"),
        ("a-harbour#v1", "factuality", "String(\"asserted\")"),
        ("a-harbour#v2", "date", "Null"),
        ("a-harbour#s1", "content", "String(\"the border would open\")"),
        ("a-harbour#s1", "kind", "String(\"indirect\")"),
        ("country/PE", "iso2", "String(\"PE\")"),
        ("document/a-harbour", "title", "String(\"Harbour talks\")"),
        ("document/a-harbour", "date", "Date(2025-07-10)"),
        ("person/ana-ruiz", "id", "String(\"person/ana-ruiz\")"),
        ("person/ana-ruiz", "kind", "String(\"person\")"),
        ("person/ana-ruiz", "aliases", "List([String(\"Ana Ruiz\"), String(\"Ruiz\")])"),
    ] {
        assert_eq!(text(&property(&graph, key, name)), value, "{key} {name}");
    }
}

#[test]
fn everything_has_evidence() {
    let graph = built(&dispatches());
    assert!(graph.nodes().all(|id| !graph.node(id).unwrap().evidence.is_empty()));
    assert!(graph.relationships().all(|id| !graph.relationship(id).unwrap().evidence.is_empty()));
    let ruiz = graph.node(graph.by_key("person/ana-ruiz").unwrap()).unwrap();
    let frames: Vec<&str> = ruiz.evidence.iter().map(|evidence| &*evidence.frame).collect();
    assert_eq!(frames, ["merge/full-name", "merge/surname"]);
}

#[test]
fn a_direct_relationship_knows_its_event_and_date() {
    let graph = built(&dispatches());
    let ruiz = graph.by_key("person/ana-ruiz").unwrap();
    let met: Vec<_> = graph
        .relationships_of(ruiz, Way::Out)
        .filter(|(rel, _)| &*graph.relationship(*rel).unwrap().kind == "MET")
        .collect();
    assert_eq!(met.len(), 1);
    assert_eq!(graph.relationship_property(met[0].0, "event").as_str(), Some("a-harbour#v1"));
    assert_eq!(text(&graph.relationship_property(met[0].0, "date")), "Date(2025-07-10)");
    assert_eq!(graph.relationship(met[0].0).unwrap().evidence[0].frame.as_ref(), "event/test");
}

#[test]
fn only_asserted_events_give_direct_relationships() {
    for factuality in [Factuality::Planned, Factuality::Possible, Factuality::Denied] {
        let doc = Doc::new("a", "Ana Ruiz met Tomas Vera.")
            .person("Ana Ruiz", &[])
            .person("Tomas Vera", &[])
            .event("CONSULT/meeting", &["e1", "e2"], &[], None, "met")
            .event_with(|event| event.factuality = factuality);
        let arrows = arrows(&built(&corpus([doc])));
        assert!(!arrows.iter().any(|arrow| arrow.contains("-MET->")), "{arrows:?}");
        assert!(arrows.iter().any(|arrow| arrow.contains("-ACTOR->")));
    }
}

#[test]
fn parties_of_a_symmetric_event_are_joined_pair_by_pair() {
    let doc = Doc::new("a", "Talks.")
        .country("Peru", "PE")
        .country("Chile", "CL")
        .country("Bolivia", "BO")
        .event("CONSULT/talks", &["e1", "e2", "e3", "e1"], &[], None, "Talks");
    let met: Vec<String> =
        arrows(&built(&corpus([doc]))).into_iter().filter(|a| a.contains("MET")).collect();
    assert_eq!(
        met,
        [
            "country/BO -MET-> country/CL",
            "country/BO -MET-> country/PE",
            "country/CL -MET-> country/PE",
        ]
    );
}

#[test]
fn a_visit_leads_to_host_and_place_and_an_attack_to_its_target() {
    let doc = Doc::new("a", "Visit. Attack.")
        .person("Ana Ruiz", &[])
        .person("Tomas Vera", &[])
        .entity(EntityKind::Place, "Arica", &[])
        .country("Peru", "PE")
        .event("CONSULT/visit", &["e1", "e4"], &["e2"], None, "Visit")
        .event_with(|event| event.place = ["e3".parse().unwrap()].into())
        .event("ASSAULT", &["e4"], &["e3", "e4"], None, "Attack");
    let direct: Vec<String> = arrows(&built(&corpus([doc])))
        .into_iter()
        .filter(|a| a.contains("VISITED") || a.contains("ATTACKED"))
        .collect();
    assert_eq!(
        direct,
        [
            "country/PE -ATTACKED-> place/arica",
            "country/PE -VISITED-> person/tomas-vera",
            "country/PE -VISITED-> place/arica",
            "person/ana-ruiz -VISITED-> person/tomas-vera",
            "person/ana-ruiz -VISITED-> place/arica",
        ]
    );
}

#[test]
fn quantities_are_properties_or_text() {
    let quantity = |what: &str, value: f64| Quantity {
        what: what.into(),
        value,
        bound: None,
        max: None,
        unit: None,
    };
    let doc = Doc::new("a", "Attack.").event("ASSAULT", &[], &[], None, "Attack").event_with(|e| {
        e.quantities = [
            quantity("drones", 12.0),
            quantity("tanks", 3.0),
            quantity("drones", 14.0),
            Quantity { bound: Some(Bound::Min), ..quantity("killed", 5.0) },
            Quantity { unit: Some("USD".into()), max: Some(2.5), ..quantity("money", 1.5) },
        ]
        .into();
    });
    let graph = built(&corpus([doc]));
    assert_eq!(text(&property(&graph, "a#v1", "drones")), "Int(12)");
    assert_eq!(text(&property(&graph, "a#v1", "killed")), "Int(5)");
    assert_eq!(text(&property(&graph, "a#v1", "money")), "Float(1.5)");
    assert_eq!(
        text(&property(&graph, "a#v1", "quantities")),
        "List([String(\"tanks: 3\"), String(\"drones: 14\"), String(\"killed: at least 5\"), \
         String(\"money: 1.5 to 2.5 USD\")])"
    );
}

#[test]
fn a_date_known_to_the_month_has_both_ends() {
    let doc = Doc::new("a", "Attack.").event("ASSAULT", &[], &[], None, "Attack").event_with(|e| {
        e.date_start = Some(date(2025, 2, 1));
        e.date_end = Some(date(2025, 2, 28));
        e.date_precision = Some(crate::facts::DatePrecision::Month);
    });
    let graph = built(&corpus([doc]));
    assert_eq!(text(&property(&graph, "a#v1", "date")), "Date(2025-02-01)");
    assert_eq!(text(&property(&graph, "a#v1", "date_end")), "Date(2025-02-28)");
    assert_eq!(property(&graph, "a#v1", "date_precision").as_str(), Some("month"));
    assert_eq!(property(&graph, "a#v1", "name").as_str(), Some("Attack 2025-02"));
}

#[test]
fn what_the_ontology_does_not_know_is_kept_all_the_same() {
    let doc = Doc::new("a", "Odd.")
        .country("Peru", "PE")
        .country("Chile", "CL")
        .event("ODDITY", &["e1"], &["e2"], None, "Odd")
        .relation("odd_tie", "e1", "e2", Some("x"), "Odd");
    let graph = built(&corpus([doc]));
    assert!(arrows(&graph).contains("country/PE -ODD_TIE-> country/CL"));
    assert_eq!(graph.nodes_with_label("Event").len(), 1);
}

#[test]
fn facts_that_do_not_fit_together_are_an_error() {
    let doc = Doc::new("a", "Odd.").event("ASSAULT", &["e9"], &[], None, "Odd");
    let error = assemble(&corpus([doc]), grammar()).unwrap_err();
    assert_eq!(error.to_string(), "document \"a\": v1 names the entity \"e9\", which is not there");
}

#[test]
fn keys_are_unique_whatever_the_ids_and_names() {
    let docs = ["a", "a#v1", "document/a", "document/a#v1", "a%23v1", "#", ""].map(|id| {
        Doc::new(id, "Attack.")
            .entity(EntityKind::Other, "???", &[])
            .entity(EntityKind::Other, "!!!", &[])
            .entity(EntityKind::Place, "A-2", &[])
            .entity(EntityKind::Place, "A", &[])
            .entity(EntityKind::Other, "document/a", &[])
            .event("ASSAULT", &["e1", "e2"], &["e3"], None, "Attack")
    });
    let graph = built(&corpus(docs));
    assert_eq!(graph.nodes_with_label("Document").len(), 7);
    assert_eq!(graph.nodes_with_label("Event").len(), 7);
    assert_eq!(graph.nodes_with_label("Place").len(), 2);
}

fn listed(changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| format!("{change:?}")).collect()
}

/// Documents that share names in every confusing way.
pub(super) fn many() -> Vec<Doc> {
    let people = ["Ana Ruiz", "Ruiz", "Ana Maria Ruiz", "Tomas Vera", "Vera", "Ivan Ruiz"];
    let countries = [("Peru", "PE"), ("Chile", "CL")];
    (0..12)
        .map(|i| {
            let (country, code) = countries[i % 2];
            Doc::new(&format!("d{i:02}"), "They met.")
                .person(people[i % people.len()], &[])
                .person(people[(i * 5 + 1) % people.len()], &[])
                .country(country, code)
                .organization("foreign ministry", &[])
                .relation("part_of", "e4", "e3", None, "They")
                .relation("holds_office", "e1", "e3", Some("envoy"), "They")
                .event("CONSULT/meeting", &["e1", "e2", "e4"], &[], None, "They met")
        })
        .collect()
}

proptest! {
    #[test]
    fn no_order_and_no_batches_of_reading_show(
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
        batch in 1usize..12,
    ) {
        let docs = many();
        let expected = assemble(&corpus(docs.clone()), grammar()).unwrap();
        let mut read = Corpus::default();
        for batch in order.chunks(batch) {
            // What is read in between must leave no trace.
            for &i in batch {
                read.insert(docs[i].clone().read());
            }
            assemble(&read, grammar()).unwrap();
        }
        let got = assemble(&read, grammar()).unwrap();
        prop_assert_eq!(listed(&got.changes), listed(&expected.changes));
        prop_assert_eq!(got.doubts, expected.doubts);
    }
}

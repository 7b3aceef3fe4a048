//! Events that several documents tell of.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::graph::{built, grammar};
use crate::assemble::{Census, assemble, census};
use crate::facts::example::{Doc, corpus};
use crate::facts::{Bound, Corpus, DatePrecision, EntityKind, Factuality, Quantity};
use crate::graph::{Graph, Value, Way};

const DAY: Option<Date> = Some(date(2025, 7, 10));

/// Ruiz and Vera, and a meeting of theirs.
fn meeting(id: &str) -> Doc {
    Doc::new(id, "Ana Ruiz met Tomas Vera.")
        .person("Ana Ruiz", &["Ana Ruiz"])
        .person("Tomas Vera", &["Tomas Vera"])
        .event("CONSULT/meeting", &["e1", "e2"], &[], DAY, "Ana Ruiz met Tomas Vera")
}

/// An attack of Peru's army on a town, or on what else is given.
fn attack(id: &str, kind: EntityKind, target: &str) -> Doc {
    let text = format!("Peru struck {target} at dawn.");
    Doc::new(id, &text).country("Peru", "PE").entity(kind, target, &[target]).event(
        "ASSAULT/aerial",
        &["e1"],
        &["e2"],
        DAY,
        "Peru struck",
    )
}

fn place(doc: Doc, kind: EntityKind, name: &str) -> Doc {
    let number = format!("e{}", doc.clone().read().facts.entities.len() + 1);
    doc.entity(kind, name, &[]).event_with(|it| it.place = [number.parse().unwrap()].into())
}

fn quantity(what: &str, value: f64) -> Quantity {
    Quantity { what: what.into(), value, bound: None, max: None, unit: None }
}

fn counted(doc: Doc, killed: Quantity, source: &str, published: Date) -> Doc {
    doc.event_with(|event| event.quantities = [killed].into()).document(|it| {
        it.source = Some(source.to_owned());
        it.date = Some(published);
    })
}

fn events(docs: impl IntoIterator<Item = Doc>) -> Vec<String> {
    let graph = built(&corpus(docs));
    let keys = graph.nodes_with_label("Event").iter().filter_map(|&id| graph.node(id));
    keys.map(|node| node.key.to_string()).collect()
}

fn property(graph: &Graph, key: &str, name: &str) -> String {
    format!("{:?}", graph.node_property(graph.by_key(key).unwrap(), name))
}

/// The relationships of one type at an event, as `from -> to`, with the documents that prove each.
fn ties(graph: &Graph, key: &str, kind: &str) -> Vec<String> {
    let node = graph.by_key(key).unwrap();
    let key = |id| graph.node(id).unwrap().key.to_string();
    let mut ties: Vec<String> = graph
        .relationships_of(node, Way::Both)
        .filter(|(rel, _)| &*graph.relationship(*rel).unwrap().kind == kind)
        .map(|(rel, other)| {
            let proofs = &graph.relationship(rel).unwrap().evidence;
            let documents: Vec<&str> = proofs.iter().map(|proof| &*proof.document).collect();
            format!("{} by {}", key(other), documents.join(", "))
        })
        .collect();
    ties.sort();
    ties
}

#[test]
fn a_meeting_that_two_documents_tell_of_is_one_with_both_reports() {
    let graph = built(&corpus([meeting("a"), meeting("b")]));
    assert_eq!(graph.nodes_with_label("Event").len(), 1);
    assert_eq!(ties(&graph, "a#v1", "REPORTS"), ["document/a by a", "document/b by b"]);
    assert_eq!(
        ties(&graph, "a#v1", "ACTOR"),
        ["person/ana-ruiz by a, b", "person/tomas-vera by a, b"]
    );
    assert_eq!(ties(&graph, "person/ana-ruiz", "MET"), ["person/tomas-vera by a, b"]);
    assert_eq!(property(&graph, "a#v1", "tellings"), "Int(2)");
    assert_eq!(property(&graph, "a#v1", "merged_by"), "List([String(\"merge/same-event\")])");
}

#[test]
fn its_ids_in_the_other_documents_still_find_it() {
    let graph = built(&corpus([meeting("a"), meeting("b")]));
    assert_eq!(property(&graph, "a#v1", "ids"), "List([String(\"a#v1\"), String(\"b#v1\")])");
    assert_eq!(graph.by_key("b#v1"), graph.by_key("a#v1"));
    assert_eq!(graph.find("b#v1").unwrap(), graph.find("a#v1").unwrap());
    let alone = built(&corpus([meeting("a")]));
    assert_eq!(property(&alone, "a#v1", "ids"), "Null");
    assert_eq!(property(&alone, "a#v1", "tellings"), "Int(1)");
}

#[test]
fn another_day_type_mode_or_party_is_another_event() {
    let others: [fn(Doc) -> Doc; 7] = [
        |doc| doc.event_with(|it| it.date = Some(date(2025, 7, 11))),
        |doc| doc.event_with(|it| it.mode = Some("call".into())),
        |doc| doc.event_with(|it| it.kind = "ACCUSE".into()),
        |doc| doc.person("Ivan Orlov", &[]).event_with(|it| it.actor = ids(&["e1", "e2", "e3"])),
        |doc| doc.event_with(|it| it.factuality = Factuality::Denied),
        |doc| doc.event_with(|it| it.date = None),
        |doc| doc.event_with(|it| it.date_precision = Some(DatePrecision::Month)),
    ];
    for (i, other) in others.into_iter().enumerate() {
        assert_eq!(events([meeting("a"), other(meeting("b"))]), ["a#v1", "b#v1"], "{i}");
    }
}

fn ids(all: &[&str]) -> Box<[crate::facts::EntityId]> {
    all.iter().map(|id| id.parse().unwrap()).collect()
}

#[test]
fn parties_that_are_only_described_or_nobody_can_tell_apart_keep_events_apart() {
    let described = |id| meeting(id).with(|vera| vera.unnamed = true);
    assert_eq!(events([described("a"), described("b")]).len(), 2);
    let alone = |id| meeting(id).event_with(|it| it.actor = ids(&["e1"]));
    assert_eq!(events([alone("a"), alone("b")]).len(), 2);
}

#[test]
fn a_telling_without_a_mode_is_of_the_only_one_that_is_named() {
    let plain = |id| meeting(id).event_with(|it| it.mode = None);
    let call = |id| meeting(id).event_with(|it| it.mode = Some("call".into()));
    let graph = built(&corpus([plain("a"), meeting("b")]));
    assert_eq!(property(&graph, "a#v1", "mode"), "String(\"meeting\")");
    assert_eq!(graph.nodes_with_label("Meeting").len(), 1);
    // With a call on the same day it may be of either.
    assert_eq!(
        events([plain("a"), meeting("b"), call("c"), meeting("d")]),
        ["a#v1", "b#v1", "c#v1"]
    );
}

#[test]
fn two_tellings_in_one_document_are_two_events_and_a_third_may_be_of_either() {
    let twice = meeting("a").event("CONSULT/meeting", &["e1", "e2"], &[], DAY, "met");
    assert_eq!(events([twice, meeting("b")]), ["a#v1", "a#v2", "b#v1"]);
}

#[test]
fn states_meet_often_so_it_takes_a_person_or_a_town() {
    let states = |id| {
        Doc::new(id, "Peru met Chile.").country("Peru", "PE").country("Chile", "CL").event(
            "CONSULT/meeting",
            &["e1", "e2"],
            &[],
            DAY,
            "Peru met Chile",
        )
    };
    assert_eq!(events([states("a"), states("b")]).len(), 2);
    let in_town = |id| place(states(id), EntityKind::Place, "Arica");
    assert_eq!(events([in_town("a"), in_town("b")]).len(), 1);
    assert_eq!(events([in_town("a"), states("b")]).len(), 2);
    let three = |id| {
        states(id).country("Brazil", "BR").event_with(|it| it.actor = ids(&["e1", "e2", "e3"]))
    };
    assert_eq!(events([three("a"), three("b")]).len(), 1);
}

#[test]
fn attacks_are_one_only_in_one_town_or_on_one_facility() {
    let on = |kind, target| events([attack("a", kind, target), attack("b", kind, target)]).len();
    assert_eq!(on(EntityKind::Country, "Chile"), 2);
    assert_eq!(on(EntityKind::Organization, "Northern Front"), 2);
    assert_eq!(on(EntityKind::Place, "Arica"), 1);
    assert_eq!(on(EntityKind::Place, "Northern Valley"), 2);
    assert_eq!(on(EntityKind::Facility, "Arica Tower"), 1);
    let at = |id| {
        place(attack(id, EntityKind::Organization, "Northern Front"), EntityKind::Place, "Arica")
    };
    let graph = built(&corpus([at("a"), at("b")]));
    assert_eq!(
        property(&graph, "a#v1", "merged_by"),
        "List([String(\"merge/same-event-and-place\")])"
    );
}

#[test]
fn places_that_clash_keep_events_apart_and_a_country_holds_its_towns() {
    let at = |id, kind, name| place(meeting(id), kind, name);
    let country = |doc: Doc| doc.with(|it| it.iso2 = Some("CL".into()));
    let town = || at("a", EntityKind::Place, "Arica");
    assert_eq!(events([town(), at("b", EntityKind::Place, "Iquique")]).len(), 2);
    assert_eq!(events([town(), meeting("b")]).len(), 1);
    assert_eq!(events([town(), country(at("b", EntityKind::Country, "Chile"))]).len(), 1);
    let peru = at("b", EntityKind::Country, "Peru").with(|it| it.iso2 = Some("PE".into()));
    assert_eq!(events([town(), peru]).len(), 2);
    // One that names no place may be in either.
    let three = [town(), at("b", EntityKind::Place, "Iquique"), meeting("c")];
    assert_eq!(events(three), ["a#v1", "b#v1", "c#v1"]);
}

#[test]
fn what_one_announces_and_another_tells_is_one_event_that_happened() {
    let planned = meeting("a").event_with(|it| it.factuality = Factuality::Planned);
    let graph = built(&corpus([planned, meeting("b")]));
    assert_eq!(property(&graph, "a#v1", "factuality"), "String(\"asserted\")");
    assert_eq!(ties(&graph, "person/ana-ruiz", "MET"), ["person/tomas-vera by b"]);
}

#[test]
fn parties_of_a_symmetric_event_are_actors_whichever_side_a_telling_has_them_on() {
    let aside = meeting("b").event_with(|it| (it.actor, it.target) = (ids(&["e2"]), ids(&["e1"])));
    let graph = built(&corpus([meeting("a"), aside]));
    assert_eq!(
        ties(&graph, "a#v1", "ACTOR"),
        ["person/ana-ruiz by a, b", "person/tomas-vera by a, b"]
    );
    assert!(ties(&graph, "a#v1", "TARGET").is_empty());
    assert_eq!(ties(&graph, "person/ana-ruiz", "MET").len(), 1);
}

#[test]
fn figures_that_differ_stand_side_by_side() {
    let town = |id| attack(id, EntityKind::Place, "Arica");
    let at_least = Quantity { bound: Some(Bound::Min), ..quantity("killed", 9.0) };
    let range = Quantity { max: Some(20.0), ..quantity("killed", 12.0) };
    let graph = built(&corpus([
        counted(town("a"), at_least, "Northern Wire", date(2025, 7, 10)),
        counted(town("b"), quantity("killed", 12.0), "Southern Post", date(2025, 7, 11)),
        counted(town("c"), range, "Harbour Times", date(2025, 7, 12)),
    ]));
    for (name, value) in [
        ("killed", "Int(12)"),
        ("killed_min", "Int(9)"),
        ("killed_max", "Int(20)"),
        ("published", "Date(2025-07-10)"),
        ("published_last", "Date(2025-07-12)"),
        (
            "figures",
            "List([String(\"killed: at least 9 (Northern Wire, a)\"), \
             String(\"killed: 12 (Southern Post, b)\"), \
             String(\"killed: 12 to 20 (Harbour Times, c)\")])",
        ),
        (
            "publishers",
            "List([String(\"Harbour Times\"), String(\"Northern Wire\"), String(\"Southern Post\")])",
        ),
    ] {
        assert_eq!(property(&graph, "a#v1", name), value, "{name}");
    }
    // Each report keeps its own.
    let event = graph.by_key("a#v1").unwrap();
    let told: Vec<String> = graph
        .relationships_of(event, Way::In)
        .map(|(rel, _)| format!("{:?}", graph.relationship_property(rel, "killed")))
        .collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told.iter().filter(|it| *it == "Int(9)").count(), 1);
}

#[test]
fn figures_that_are_the_same_are_told_once() {
    let told = |id| {
        counted(
            attack(id, EntityKind::Place, "Arica"),
            quantity("killed", 3.0),
            "Wire",
            date(2025, 7, 10),
        )
    };
    let graph = built(&corpus([told("a"), told("b")]));
    assert_eq!(property(&graph, "a#v1", "killed"), "Int(3)");
    assert_eq!(property(&graph, "a#v1", "killed_max"), "Int(3)");
    assert_eq!(property(&graph, "a#v1", "figures"), "Null");
}

/// Words enough for a text of its own.
fn story(seed: usize) -> String {
    (0..60).map(|i| format!("w{} ", (i * 7 + seed * 1000) % 9973)).collect()
}

fn agency(id: &str, story: &str, source: &str) -> Doc {
    Doc::new(id, &format!("Title of {id}\nAna Ruiz met Tomas Vera. {story}"))
        .person("Ana Ruiz", &["Ana Ruiz"])
        .person("Tomas Vera", &["Tomas Vera"])
        .event("CONSULT/meeting", &["e1", "e2"], &[], None, "Ana Ruiz met Tomas Vera")
        .document(|it| it.source = Some(source.to_owned()))
}

#[test]
fn the_same_text_in_two_papers_is_one_telling_by_two_publishers() {
    let docs = || {
        [
            agency("a", &story(1), "Northern Wire"),
            agency("b", &format!("{} Edited by hand.", story(1)), "Southern Post"),
            agency("c", &story(2), "Harbour Times"),
        ]
    };
    let graph = built(&corpus(docs()));
    assert_eq!(ties(&graph, "document/b", "SAME_TELLING_AS"), ["document/a by b"]);
    assert!(ties(&graph, "document/c", "SAME_TELLING_AS").is_empty());
    // Undated, and yet the same: it is told in the same words.
    assert_eq!(property(&graph, "a#v1", "ids"), "List([String(\"a#v1\"), String(\"b#v1\")])");
    assert_eq!(property(&graph, "a#v1", "merged_by"), "List([String(\"merge/same-text\")])");
    assert_eq!(property(&graph, "a#v1", "tellings"), "Int(1)");
    assert_eq!(
        property(&graph, "a#v1", "publishers"),
        "List([String(\"Northern Wire\"), String(\"Southern Post\")])"
    );
    let counted = census(&corpus(docs()), grammar()).unwrap();
    assert_eq!((counted.copies, counted.retold), (1, 1));
    assert_eq!(counted, Census::of(&graph));
}

#[test]
fn texts_that_share_all_but_the_news_are_no_copies() {
    let foot = story(5);
    let other = |id: &str| {
        Doc::new(id, &format!("Ivan Orlov met Tomas Vera. {foot}"))
            .person("Ivan Orlov", &[])
            .person("Tomas Vera", &[])
            .event("CONSULT/meeting", &["e1", "e2"], &[], None, "Ivan Orlov met Tomas Vera")
    };
    let graph = built(&corpus([agency("a", &foot, "Wire"), other("b")]));
    assert_eq!(graph.relationships_with_type("SAME_TELLING_AS"), 0);
    assert_eq!(graph.nodes_with_label("Event").len(), 2);
    // Nor are the same words months later.
    let late = agency("b", &foot, "Post").document(|it| it.date = Some(date(2025, 10, 1)));
    let graph = built(&corpus([agency("a", &foot, "Wire"), late]));
    assert_eq!(graph.relationships_with_type("SAME_TELLING_AS"), 0);
}

#[test]
fn the_same_text_with_another_toll_is_another_telling() {
    let told = |id: &str, killed| {
        Doc::new(id, &format!("Peru struck Arica. {}", story(6)))
            .country("Peru", "PE")
            .entity(EntityKind::Place, "Arica", &["Arica"])
            .event("ASSAULT/aerial", &["e1"], &["e2"], DAY, "Peru struck Arica")
            .event_with(|it| it.quantities = [quantity("killed", killed)].into())
    };
    let graph = built(&corpus([told("a", 4.0), told("b", 9.0), told("c", 4.0)]));
    assert_eq!(property(&graph, "a#v1", "tellings"), "Int(2)");
    assert_eq!(property(&graph, "a#v1", "killed_max"), "Int(9)");
    assert_eq!(ties(&graph, "document/c", "SAME_TELLING_AS"), ["document/a by c"]);
}

#[test]
fn what_a_copy_describes_is_what_its_original_describes() {
    let strike = |id: &str| {
        Doc::new(id, &format!("Drones hit the port. {}", story(3)))
            .entity(EntityKind::Facility, "port", &["the port"])
            .with(|port| port.unnamed = true)
            .event("ASSAULT/drone", &[], &["e1"], None, "Drones hit the port")
    };
    let graph = built(&corpus([strike("a"), strike("b")]));
    assert_eq!(graph.nodes_with_label("Event").len(), 1);
    assert_eq!(ties(&graph, "a#v1", "TARGET"), ["a#e1 by a"]);
    assert_eq!(property(&graph, "a#v1", "tellings"), "Int(1)");
}

#[test]
fn copies_are_found_as_well_where_no_text_is_kept() {
    let docs = [agency("a", &story(1), "Wire"), agency("b", &story(1), "Post")];
    let mut bare = Corpus::default();
    for doc in docs {
        bare.insert(doc.read().without_text());
    }
    let graph = built(&bare);
    assert_eq!(ties(&graph, "document/b", "SAME_TELLING_AS"), ["document/a by b"]);
}

#[test]
fn the_time_of_reading_is_told_and_makes_no_difference() {
    let read = |at: &str| {
        let mut corpus = Corpus::default();
        let mut read = meeting("a").read();
        read.read_at = Some(at.to_owned());
        corpus.insert(read);
        built(&corpus)
    };
    let (early, late) = (read("2025-08-01T10:00:00Z"), read("2025-08-02T10:00:00Z"));
    assert!(matches!(
        early.node_property(early.by_key("document/a").unwrap(), "read_at"),
        Value::DateTime(_)
    ));
    assert!(crate::graph::Difference::between(&early, &late).is_empty());
}

/// Meetings and attacks that agree in every confusing way.
fn many() -> Vec<Doc> {
    let of = |i: usize| {
        let id = format!("d{i:02}");
        let doc = match i % 4 {
            0 => meeting(&id),
            1 => place(meeting(&id), EntityKind::Place, if i > 5 { "Arica" } else { "Iquique" }),
            2 => attack(&id, EntityKind::Place, "Arica"),
            _ => agency(&id, &story(i % 3), "Wire"),
        };
        counted(doc, quantity("killed", (i % 5) as f64), "Wire", date(2025, 7, 1 + (i % 3) as i8))
    };
    (0..16).map(of).collect()
}

proptest! {
    #[test]
    fn no_order_of_reading_shows(order in Just((0..16).collect::<Vec<usize>>()).prop_shuffle()) {
        let listed = |corpus: &Corpus| {
            let changes = assemble(corpus, grammar()).unwrap().changes;
            changes.iter().map(|change| format!("{change:?}")).collect::<Vec<_>>()
        };
        let docs = many();
        let mut read = Corpus::default();
        for i in order {
            read.insert(docs[i].clone().read());
        }
        prop_assert_eq!(listed(&read), listed(&corpus(docs)));
    }
}

use std::sync::Arc;

use serde_json::Value as Json;

use super::*;
use crate::export::{Part, Selection, Stream};
use crate::facts::Corpus;
use crate::facts::example::dispatches;
use crate::graph::{Change, Evidence, Graph, Properties, Value};

/// Two who met, and a country that is named there, each with its words in the first of the dispatches.
fn graph(corpus: &Corpus) -> Graph {
    const SENTENCE: &str =
        "Peru's Foreign Minister Ana Ruiz met Chile's Tomas Vera in Arica on Thursday.";
    let whole = dispatches();
    let text = &whole.get("a-harbour").unwrap().document.text;
    assert!(corpus.get("a-harbour").is_some());
    let place = |words: &str| {
        let start = text.find(words).unwrap();
        (start, start + words.len())
    };
    let proof = |words: &str| -> Arc<[Evidence]> {
        let ((start, end), (sentence_start, sentence_end)) = (place(words), place(SENTENCE));
        let (document, frame) = ("a-harbour".into(), "event/test".into());
        let confidence = 90;
        let one =
            Evidence { document, start, end, sentence_start, sentence_end, frame, confidence };
        Arc::from([one])
    };
    let node = |key: &str, label: &str, name: &str, words: &str| Change::AddNode {
        key: key.into(),
        labels: vec![label.into()],
        properties: [("name".into(), Value::string(name))].into_iter().collect(),
        evidence: proof(words),
    };
    let met = "Ana Ruiz met Chile's Tomas Vera";
    let mut graph = Graph::new();
    let changes = [
        node("person/ana-ruiz", "Person", "Ana Ruiz", "Ana Ruiz"),
        node("person/tomas-vera", "Person", "Tomas Vera", "Tomas Vera"),
        node("country/CL", "Country", "Chile", "Chile"),
        node("a-harbour#v1", "Event", "Meeting", met),
        Change::AddRelationship {
            from: "person/ana-ruiz".into(),
            to: "person/tomas-vera".into(),
            kind: "MET".into(),
            properties: Properties::default(),
            evidence: proof(met),
        },
    ];
    graph.apply(changes).unwrap();
    graph
}

fn page(graph: &Graph, corpus: &Corpus, log: &[Entry]) -> String {
    let part = Part::of(graph, &Selection::default()).unwrap();
    let mut html = Html::default();
    html.heed(log);
    let mut out = Vec::new();
    html.write(&Exported { graph, corpus, part: &part }, &mut Stream::new(&mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

fn data(page: &str) -> Json {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

fn text(data: &Json, number: &Json) -> String {
    data["s"][number.as_u64().unwrap() as usize].as_str().unwrap().to_owned()
}

/// The list of all nodes by key, with their numbers.
fn numbered(data: &Json, key: &str) -> Json {
    let nodes = data["n"].as_array().unwrap();
    nodes.iter().find(|node| text(data, &node[0]) == key).unwrap().clone()
}

#[test]
fn what_proves_a_node_stands_in_the_data_with_the_words_marked() {
    let corpus = dispatches();
    let page = page(&graph(&corpus), &corpus, &[]);
    let data = data(&page);
    let meeting = numbered(&data, "a-harbour#v1");
    let quote = meeting[3][0].as_u64().unwrap() as usize * 5;
    let at = |i: usize| &data["q"][quote + i];
    let sentence = &data["t"][at(0).as_u64().unwrap() as usize];
    let words: Vec<u16> = text(&data, &sentence[1]).encode_utf16().collect();
    let (start, end) = (at(1).as_u64().unwrap() as usize, at(2).as_u64().unwrap() as usize);
    assert_eq!(String::from_utf16(&words[start..end]).unwrap(), "Ana Ruiz met Chile's Tomas Vera");
    assert_eq!((text(&data, at(3)), at(4).as_u64()), ("event/test".to_owned(), Some(90)));
    let document = &data["d"][sentence[0].as_u64().unwrap() as usize];
    assert_eq!(text(&data, &document[0]), "a-harbour");
    assert_eq!(text(&data, &document[1]), "Harbour talks");
    assert_eq!(text(&data, &document[2]), "2025-07-10");
}

#[test]
fn each_text_sentence_and_piece_of_evidence_stands_once() {
    let corpus = dispatches();
    let data = data(&page(&graph(&corpus), &corpus, &[]));
    for list in ["s", "t", "d", "l"] {
        let mut all: Vec<String> =
            data[list].as_array().unwrap().iter().map(Json::to_string).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "{list}");
    }
}

#[test]
fn ends_of_relationships_are_places_in_the_list_of_nodes() {
    let corpus = dispatches();
    let data = data(&page(&graph(&corpus), &corpus, &[]));
    let keys: Vec<String> =
        data["n"].as_array().unwrap().iter().map(|node| text(&data, &node[0])).collect();
    let met = data["e"].as_array().unwrap().iter().find(|e| text(&data, &e[2]) == "MET").unwrap();
    let end = |i: usize| keys[met[i].as_u64().unwrap() as usize].as_str();
    assert_eq!((end(0), end(1)), ("person/ana-ruiz", "person/tomas-vera"));
}

#[test]
fn the_same_graph_gives_the_same_page() {
    let corpus = dispatches();
    assert_eq!(page(&graph(&corpus), &corpus, &[]), page(&graph(&corpus), &corpus, &[]));
}

#[test]
fn words_that_are_not_kept_are_none() {
    let mut bare = Corpus::default();
    for read in dispatches().iter() {
        bare.insert(read.clone().without_text());
    }
    let data = data(&page(&graph(&bare), &bare, &[]));
    let chile = numbered(&data, "country/CL");
    assert!(!chile[3].as_array().unwrap().is_empty());
}

#[test]
fn every_kind_of_value_has_its_form() {
    let mut graph = Graph::new();
    let properties: Properties = [
        ("text", Value::from("</script>\u{2028}")),
        ("int", Value::Int(-7)),
        ("large", Value::Int(i64::MAX)),
        ("float", Value::Float(0.5)),
        ("none", Value::Float(f64::NAN)),
        ("truth", Value::from(true)),
        ("day", Value::Date(jiff::civil::date(2025, 7, 10))),
        ("list", Value::List(vec![Value::Int(1), Value::from("a")])),
    ]
    .into_iter()
    .map(|(name, value)| (Arc::from(name), value))
    .collect();
    let change = Change::AddNode {
        key: "k".into(),
        labels: vec!["Thing".into()],
        properties,
        evidence: Arc::default(),
    };
    graph.apply([change]).unwrap();
    let page = page(&graph, &Corpus::default(), &[]);
    assert_eq!(page.matches("</script>").count(), 3, "a text ends no element");
    let data = data(&page);
    let node = &data["n"][0];
    let value = |name: &str| {
        let list = node[2].as_array().unwrap();
        let place = list.iter().step_by(2).position(|it| text(&data, it) == name).unwrap();
        list[place * 2 + 1].clone()
    };
    assert_eq!(text(&data, &value("text")), "</script>\u{2028}");
    assert_eq!(value("int"), serde_json::json!([-7]));
    assert_eq!(text(&data, &value("large")), i64::MAX.to_string());
    assert_eq!(value("float"), serde_json::json!([0.5]));
    assert_eq!(text(&data, &value("none")), "NaN");
    assert_eq!(value("truth"), Json::Bool(true));
    assert_eq!(text(&data, &value("day")), "2025-07-10");
    assert_eq!(value("list")["l"][0], serde_json::json!([1]));
}

#[test]
fn what_an_analyst_wrote_is_told_of_what_it_touches() {
    let corpus = dispatches();
    let entry = |fields: Json| -> Entry { serde_json::from_value(fields).unwrap() };
    let log = [
        entry(serde_json::json!({
            "author": "ana", "reason": "as spoken", "statement": "SET",
            "edits": [{ "label": { "node": "person/ana-ruiz", "label": "Minister", "there": true } }],
        })),
        entry(serde_json::json!({
            "statement": "note \"Chile\" \"checked\"",
            "judgement": { "note": { "node": { "key": "country/CL" }, "text": "checked" } },
        })),
        entry(serde_json::json!({
            "statement": "note \"Nobody\" \"x\"",
            "judgement": { "note": { "node": { "key": "person/nobody" }, "text": "x" } },
        })),
    ];
    let data = data(&page(&graph(&corpus), &corpus, &log));
    let told: Vec<(String, String)> = data["c"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (text(&data, &it[0]), text(&data, &it[1])))
        .collect();
    assert_eq!(
        told,
        [
            ("ana, as spoken".to_owned(), "+ person/ana-ruiz :Minister".to_owned()),
            (String::new(), "note \"Chile\" \"checked\"".to_owned()),
        ]
    );
}

#[test]
fn an_empty_graph_is_a_whole_page() {
    let data = data(&page(&Graph::new(), &Corpus::default(), &[]));
    assert_eq!(data["n"], serde_json::json!([]));
    assert_eq!(data["of"], Json::Null);
}

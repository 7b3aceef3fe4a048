use proptest::prelude::*;

use crate::facts::EntityKind;
use crate::facts::example::{Doc, corpus, dispatches};
use crate::graph::{Graph, Loader, Origin, Properties, Row, Value};
use crate::query::{TemporalKind, temporal};
use crate::snapshot::{Content, SaveOptions, SnapshotError, read, read_bytes};

fn ron(content: &Content) -> String {
    let mut out = Vec::new();
    crate::snapshot::write(&mut out, content, &SaveOptions::default()).unwrap();
    String::from_utf8(out).unwrap()
}

fn compact(content: &Content) -> Vec<u8> {
    let mut out = Vec::new();
    super::write(&mut out, content, &SaveOptions::default()).unwrap();
    out
}

fn loaded(bytes: &[u8]) -> Result<Content, SnapshotError> {
    read_bytes("a.chy", bytes.to_vec(), true)
}

/// A graph with values of all kinds.
fn imported(values: &[Value]) -> Graph {
    let mut loader = Loader::new();
    let table = loader.table("people.csv".into());
    let names: Vec<std::sync::Arc<str>> =
        (0..values.len()).map(|i| format!("p{i}").into()).collect();
    let all =
        || Properties::of_distinct(names.iter().cloned().zip(values.iter().cloned()).collect());
    let row = |line| Origin::Row(Row { table, line });
    let labels = vec!["Person".into(), "Envoy".into()];
    let ana = loader.node("1".into(), labels, all(), row(2)).unwrap();
    let few = Properties::of_distinct(vec![("name".into(), "Ana \"Ruiz\"\n".into())]);
    let tom = loader.node("x/2".into(), vec![], few, Origin::default()).unwrap();
    loader.relationship((ana, tom), "MET".into(), all(), row(9)).unwrap();
    loader.relationship((tom, tom), "MET".into(), Properties::default(), row(3)).unwrap();
    loader.finish()
}

fn all_kinds() -> Vec<Value> {
    let mut values = vec![
        Value::Bool(true),
        Value::Bool(false),
        Value::Int(0),
        Value::Int(i64::MIN),
        Value::Int(i64::MAX),
        Value::Float(0.1),
        Value::Float(-0.0),
        Value::Float(1e16),
        Value::Float(1e300),
        Value::Float(16_777_217.0),
        Value::Float(f64::NAN),
        Value::Float(f64::NEG_INFINITY),
        Value::string(""),
        Value::string("北京 \u{202E}"),
        Value::List(vec![]),
        Value::List(vec![Value::Int(1), Value::string("a"), Value::Float(2.0)]),
    ];
    for (text, kind) in [
        ("2025-07-10", TemporalKind::Date),
        ("-000044-03-15", TemporalKind::Date),
        ("23:59:59.999999999", TemporalKind::LocalTime),
        ("12:30-03:30", TemporalKind::Time),
        ("2025-07-10T12:30:01.5", TemporalKind::LocalDateTime),
        ("2025-07-10T12:30Z", TemporalKind::DateTime),
        ("2025-07-10T12:30+05:45", TemporalKind::DateTime),
        ("2025-10-26T02:30+01:00[Europe/Berlin]", TemporalKind::DateTime),
        ("P1Y2M-3DT4H5M6.5S", TemporalKind::Duration),
        ("PT-0.5S", TemporalKind::Duration),
    ] {
        values.push(temporal(text, kind).unwrap_or_else(|| panic!("{text}")));
    }
    values
}

fn everything() -> Content {
    Content { corpus: dispatches(), imported: imported(&all_kinds()), corrections: corrections() }
}

/// A log with a value of each kind.
fn corrections() -> Vec<crate::graph::Entry> {
    let text = include_str!("../../../tests/compat/v2-corrections.ron");
    crate::snapshot::read("v2.ron", text).unwrap().corrections
}

#[test]
fn from_ron_to_compact_and_back_the_bytes_are_the_same() {
    for content in [everything(), dispatches().into(), Content::default()] {
        let text = ron(&content);
        let from_text = read("a.ron", &text).unwrap();
        assert_eq!(ron(&from_text), text);
        let bytes = compact(&from_text);
        assert_eq!(bytes, compact(&content));
        let back = loaded(&bytes).unwrap();
        assert_eq!(ron(&back), text);
        assert_eq!(compact(&back), bytes);
        assert_eq!(back.corpus, content.corpus);
    }
}

#[test]
fn what_was_imported_is_found_again() {
    let graph = loaded(&compact(&everything())).unwrap().imported;
    assert_eq!((graph.node_count(), graph.relationship_count()), (2, 2));
    let ana = graph.node(graph.by_key("1").unwrap()).unwrap();
    assert_eq!(ana.labels.iter().map(|label| &**label).collect::<Vec<_>>(), ["Envoy", "Person"]);
    assert_eq!(ana.evidence.row(), Some(Row { table: 0, line: 2 }));
    assert_eq!(graph.relationships_with_type("MET"), 2);
    assert_eq!(graph.nodes_with_name("Ana \"Ruiz\"\n").len(), 1);
    for (i, value) in all_kinds().iter().enumerate() {
        let found = ana.properties.get(&format!("p{i}")).unwrap();
        assert!(found.total_cmp(value).is_eq(), "{found:?} {value:?}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    let bytes = compact(&Content { imported: imported(&all_kinds()), ..Content::default() });
    for length in 0..bytes.len() {
        let error = loaded(&bytes[..length]).unwrap_err();
        assert!(matches!(error, SnapshotError::Damaged { .. }), "{length}: {error}");
    }
    let mut longer = bytes.clone();
    longer.push(7);
    assert!(loaded(&longer).unwrap_err().to_string().contains("follows its end"));
}

#[test]
fn any_flipped_bit_is_an_error() {
    let bytes = compact(&everything());
    for at in 0..bytes.len() {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 1 << (at % 8);
        assert!(loaded(&spoilt).is_err(), "byte {at}");
    }
}

#[test]
fn a_newer_file_is_refused_by_its_version_and_text_by_its_beginning() {
    let mut bytes = compact(&everything());
    bytes[8..12].copy_from_slice(&77u32.to_le_bytes());
    assert!(matches!(loaded(&bytes), Err(SnapshotError::Newer { version: 77, .. })));
    let error = loaded(b"hello").unwrap_err().to_string();
    assert!(error.starts_with("a.chy: the file is damaged, or no compact snapshot"), "{error}");
}

#[test]
fn a_snapshot_in_ron_with_another_name_is_read_all_the_same() {
    let text = ron(&dispatches().into());
    assert_eq!(loaded(text.as_bytes()).unwrap().corpus, dispatches());
}

/// Bytes whose checksum is right, whatever they hold.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let sum = Sha256::digest(&bytes);
    bytes.push(super::section::END);
    bytes.extend(32u64.to_le_bytes());
    bytes.extend(sum);
    bytes
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        any::<f64>().prop_map(Value::Float),
        any::<String>().prop_map(Value::string),
        prop::collection::vec(any::<i64>().prop_map(Value::Int), 0..3).prop_map(Value::List),
        (-9999i16..=9999, 1i8..=12, 1i8..=28)
            .prop_map(|(y, m, d)| Value::Date(jiff::civil::date(y, m, d))),
    ]
}

proptest! {
    #[test]
    fn any_content_survives(
        values in prop::collection::vec(any_value(), 0..6),
        text in any::<String>(),
        name in any::<String>(),
    ) {
        let doc = Doc::new("d", &text).entity(EntityKind::Other, &name, &[&name]);
        let content = Content { corpus: corpus([doc]), imported: imported(&values), ..Content::default() };
        let written = ron(&content);
        let bytes = compact(&read("a.ron", &written).unwrap());
        prop_assert_eq!(ron(&loaded(&bytes).unwrap()), written);
        prop_assert_eq!(compact(&content), bytes);
    }

    #[test]
    fn no_change_makes_loading_panic(changes in prop::collection::vec((any::<u16>(), any::<u8>()), 1..8)) {
        let mut bytes = compact(&everything());
        let end = bytes.len() - 41;
        bytes.truncate(end);
        for (at, byte) in changes {
            bytes[usize::from(at) % end] = byte;
        }
        // With a checksum that fits, all checks behind it are reached.
        let _ = loaded(&sealed(bytes));
    }
}

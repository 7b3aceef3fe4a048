use std::sync::Arc;

use super::*;
use crate::graph::{Graph, Value, Way};

fn table(name: &str, text: &str) -> Table {
    let delimiter = if name.ends_with(".tsv") { b'\t' } else { b',' };
    Table { name: name.to_owned(), bytes: text.as_bytes().to_vec(), delimiter }
}

fn imported(nodes: &[(&str, &str)], relationships: &[(&str, &str)]) -> Imported {
    let mut importer = Importer::new();
    for (i, (label, text)) in nodes.iter().enumerate() {
        let labels: Vec<String> =
            label.split(':').filter(|l| !l.is_empty()).map(Into::into).collect();
        importer.nodes(&labels, &[table(&format!("n{i}.csv"), text)]).unwrap();
    }
    for (i, (kind, text)) in relationships.iter().enumerate() {
        let kind = (!kind.is_empty()).then_some(*kind);
        importer.relationships(kind, &[table(&format!("r{i}.csv"), text)]).unwrap();
    }
    importer.finish()
}

fn property(graph: &Graph, key: &str, name: &str) -> Value {
    graph.node_property(graph.by_key(key).unwrap(), name)
}

#[test]
fn plain_tables_become_a_graph_with_the_lines_as_evidence() {
    let Imported { graph, report } = imported(
        &[
            ("Person", "id,name,born\n1,Ana Ruiz,1960\n2,Tomas Vera,\n"),
            ("Country", "id,name\n9,Peru\n"),
        ],
        &[("MET", "src,dst,date\n1,2,2025-07-10\n"), ("FROM", "src,dst\n2,9\n")],
    );
    assert_eq!((report.nodes, report.relationships, report.passed_over), (3, 2, 0));
    assert!(matches!(property(&graph, "1", "born"), Value::Int(1960)));
    assert!(property(&graph, "2", "born").is_null());
    assert!(matches!(property(&graph, "1", "id"), Value::Int(1)));
    let vera = graph.by_key("2").unwrap();
    assert_eq!(graph.nodes_with_name("Tomas Vera"), [vera]);
    assert_eq!(graph.node(vera).unwrap().evidence.row().unwrap().line, 3);
    let (met, _) = graph.relationships_of(vera, Way::In).next().unwrap();
    assert_eq!(graph.relationship_property(met, "date").as_str(), Some("2025-07-10"));
    let row = graph.relationship(met).unwrap().evidence.row().unwrap();
    assert_eq!((&*graph.tables()[row.table as usize], row.line), ("r0.csv", 2));
    assert!(graph.relationship_property(met, "src").is_null());
}

#[test]
fn bulk_tables_have_groups_labels_types_and_kinds() {
    let people = "personId:ID(Person),name,age:int,tags:string[],seen:datetime,since:date,x:IGNORE,:LABEL\n\
                  7,Ana Ruiz,42,a;b,2025-07-10T12:00Z,2025-01-02,zzz,Person;Envoy\n";
    let places = "placeId:ID(Place),ok:boolean,lasts:duration,far:double\n7,true,P3D,1.5\n";
    let ties = ":START_ID(Person),:END_ID(Place),:TYPE,at:localtime\n7,7,WENT_TO,12:30\n";
    let Imported { graph, report } = imported(&[("", people), ("Place", places)], &[("", ties)]);
    assert_eq!(report.passed_over, 0, "{report:?}");
    let ana = graph.node(graph.by_key("Person/7").unwrap()).unwrap();
    let labels: Vec<&str> = ana.labels.iter().map(|label| &**label).collect();
    assert_eq!(labels, ["Envoy", "Person"]);
    assert!(matches!(ana.properties.get("age"), Some(Value::Int(42))));
    assert!(matches!(ana.properties.get("tags"), Some(Value::List(tags)) if tags.len() == 2));
    assert!(matches!(ana.properties.get("seen"), Some(Value::DateTime(_))));
    assert!(matches!(ana.properties.get("since"), Some(Value::Date(_))));
    assert!(!ana.properties.contains_key("x"));
    assert!(matches!(property(&graph, "Place/7", "lasts"), Value::Duration(_)));
    assert!(matches!(property(&graph, "Place/7", "ok"), Value::Bool(true)));
    assert_eq!(graph.relationships_with_type("WENT_TO"), 1);
}

#[test]
fn a_column_with_one_word_in_it_is_text() {
    let Imported { graph, .. } = imported(&[("A", "id,n,f,t\na,1,1,1\nb,2,2.5,two\n")], &[]);
    assert!(matches!(property(&graph, "a", "n"), Value::Int(1)));
    assert!(matches!(property(&graph, "a", "f"), Value::Float(f) if f == 1.0));
    assert_eq!(property(&graph, "a", "t").as_str(), Some("1"));
}

#[test]
fn bad_lines_are_named_and_passed_over() {
    let mut nodes =
        b"id,name,age:int\n1,Ana,4\n\n1,Twice,5\n2,Few\n3,Odd,old\n,None,1\n4,".to_vec();
    nodes.extend(b"\xFF,1\n5,\"two\nlines\",9\n6,,\n");
    let mut importer = Importer::new();
    let part = Table { name: "n.csv".to_owned(), bytes: nodes, delimiter: b',' };
    importer.nodes(&["A".to_owned()], &[part]).unwrap();
    let ties = "src,dst\n1,5\n1,77\n,1\n1,6\n";
    importer.relationships(Some("R"), &[table("r.csv", ties)]).unwrap();
    let Imported { graph, report } = importer.finish();
    let said: Vec<String> = report.first.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "n.csv:4: the id \"1\" was given to a node before",
            "n.csv:5: it has 2 cells, and the header has 3",
            "n.csv:6: age: \"old\" is not a whole number of 64 bits",
            "n.csv:7: its id is empty",
            "n.csv:8: cell 2 is not text in UTF-8",
            "r.csv:3: no node has the id \"77\"",
            "r.csv:4: the id of an end is empty",
        ]
    );
    assert_eq!((report.nodes, report.relationships), (3, 2));
    let line = |key| graph.node(graph.by_key(key).unwrap()).unwrap().evidence.row().unwrap().line;
    assert_eq!((line("5"), line("6")), (9, 11));
}

#[test]
fn after_twenty_bad_lines_the_rest_is_counted() {
    let text = format!("id\n{}", "1\n".repeat(100));
    let report = imported(&[("A", &text)], &[]).report;
    assert_eq!((report.nodes, report.passed_over, report.first.len()), (1, 99, 20));
}

#[test]
fn a_header_may_have_a_file_of_its_own() {
    let mut importer = Importer::new();
    let parts = [table("head.csv", "id,n\n"), table("a.csv", "1,2\n"), table("b.csv", "2,x\n")];
    importer.nodes(&["A".to_owned()], &parts).unwrap();
    let graph = importer.finish().graph;
    assert_eq!(property(&graph, "1", "n").as_str(), Some("2"));
    let row = graph.node(graph.by_key("2").unwrap()).unwrap().evidence.row().unwrap();
    assert_eq!((&*graph.tables()[row.table as usize], row.line), ("b.csv", 1));
}

#[test]
fn tabs_marks_of_order_and_foreign_line_ends_are_read() {
    let mut importer = Importer::new();
    let text = "\u{FEFF}id\tname\r\n1\tRuiz, Ana\r\n";
    importer.nodes(&["A".to_owned()], &[table("a.tsv", text)]).unwrap();
    let graph = importer.finish().graph;
    assert_eq!(property(&graph, "1", "name").as_str(), Some("Ruiz, Ana"));
}

#[test]
fn a_table_without_a_header_or_an_id_is_an_error_that_helps() {
    let error =
        |text: &str| Importer::new().nodes(&["A".to_owned()], &[table("a.csv", text)]).unwrap_err();
    assert!(matches!(error(""), ImportError::Empty { .. }));
    assert!(matches!(error("\n\n"), ImportError::Empty { .. }));
    let no_id = error("name,born\nAna,1\n");
    assert_eq!(no_id.to_string(), "a.csv:1: no column is the id of the nodes");
    assert!(no_id.hint().unwrap().contains("call one of them id"));
    let missing = [Source { labels: vec!["A".into()], files: vec!["no/such.csv".into()] }];
    let missing = import(&missing, &[], None, Arc::default()).unwrap_err();
    assert!(missing.to_string().starts_with("no/such.csv: cannot be read"), "{missing}");
}

#[test]
fn no_path_enters_a_graph_but_where_two_names_are_one() {
    let paths: Vec<std::path::PathBuf> =
        ["/x/a/met.csv", "/x/b/met.csv", "/x/b/met.csv", "/x/one.csv"].map(Into::into).into();
    assert_eq!(table::names(paths.iter()), ["a/met.csv", "b/met.csv", "b/met.csv", "one.csv"]);
}

#[test]
fn equal_tables_give_equal_graphs() {
    let text = "id,name\n1,Ana\n2,Tomas\n";
    let shown =
        |graph: &Graph| format!("{:?}", graph.nodes().map(|id| graph.node(id)).collect::<Vec<_>>());
    assert_eq!(
        shown(&imported(&[("A", text)], &[]).graph),
        shown(&imported(&[("A", text)], &[]).graph)
    );
}

#[test]
fn an_import_can_be_stopped() {
    let stop: Arc<std::sync::atomic::AtomicBool> = Arc::new(true.into());
    let mut importer = Importer::new().stopped_by(stop);
    let error = importer.nodes(&["A".to_owned()], &[table("a.csv", "id\n1\n")]).unwrap_err();
    assert!(matches!(error, ImportError::Interrupted));
}

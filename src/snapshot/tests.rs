use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::facts::example::{Doc, corpus, dispatches};
use crate::facts::{Bound, Corpus, EntityKind, Quantity};

fn read(file: &str, text: &str) -> Result<Corpus, SnapshotError> {
    super::read(file, text).map(|content| content.corpus)
}

fn load(path: &Path) -> Result<Corpus, SnapshotError> {
    super::load(path).map(|content| content.corpus)
}

fn bytes(corpus: &Corpus, options: &SaveOptions) -> String {
    let mut out = Vec::new();
    write(&mut out, &corpus.clone().into(), options).unwrap();
    String::from_utf8(out).unwrap()
}

fn whole(corpus: &Corpus) -> String {
    bytes(corpus, &SaveOptions::default())
}

#[test]
fn what_is_loaded_is_what_was_saved() {
    let corpus = dispatches();
    let text = whole(&corpus);
    let loaded = read("a.ron", &text).unwrap();
    assert_eq!(loaded, corpus);
    assert_eq!(whole(&loaded), text);
}

#[test]
fn every_version_ever_written_still_loads() {
    let text = include_str!("../../tests/compat/v1.ron");
    let loaded = read("v1.ron", text).unwrap();
    let harbour = loaded.get("harbour").unwrap();
    assert_eq!(harbour.title(), Some("Harbour talks"));
    assert_eq!(&*harbour.facts.events[0].kind, "CONSULT");
    assert_eq!(harbour.facts.events[1].quantities[0].bound, Some(Bound::Min));
    assert_eq!(harbour.facts.statements[0].evidence.confidence.hundredths(), 80);
    assert_eq!(whole(&loaded), text);
}

#[test]
fn who_read_a_document_and_its_sketch_are_kept_since_version_four() {
    let text = include_str!("../../tests/compat/v4.ron");
    let loaded = read("v4.ron", text).unwrap();
    let reader = loaded.get("harbour").unwrap().reader.as_deref();
    assert_eq!(reader, Some("0.1.0 model 0badcafe names 00c0ffee"));
    let sketch = loaded.get("quay").unwrap().sketch.as_ref().unwrap().to_string();
    assert!(text.contains(&sketch) && sketch.starts_with("004d9e84"), "{sketch}");
    assert_eq!(whole(&loaded), text);
    // Of a text that is kept as a whole it is worked out, whatever the file says.
    let sealed = text.rfind("// sha256").unwrap();
    let doubled = text[..sealed].replacen(
        "title: (0, 13),",
        &format!("title: (0, 13), sketch: {sketch:?},"),
        1,
    );
    assert_eq!(read("v4.ron", &doubled).unwrap(), loaded);
}

#[test]
fn corrections_are_saved_as_they_were_written() {
    let text = include_str!("../../tests/compat/v2-corrections.ron");
    let loaded = super::read("v2.ron", text).unwrap();
    let [entry] = loaded.corrections.as_slice() else { panic!("{loaded:?}") };
    assert_eq!(entry.author.as_deref(), Some("Lund"));
    assert_eq!(entry.edits.len(), 9);
    let mut out = Vec::new();
    super::write(&mut out, &loaded, &SaveOptions::default()).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), text);
}

#[test]
fn a_correction_that_no_graph_can_hold_is_refused() {
    let text = include_str!("../../tests/compat/v2-corrections.ron");
    let unsealed = &text[..text.rfind("// sha256").unwrap()];
    assert!(super::read("v2.ron", unsealed).is_ok());
    for (good, bad) in [
        ("int(3)", "list([null])"),
        ("int(3)", "duration((nanoseconds:-1))"),
        ("int(3)", "node(1)"),
    ] {
        assert!(unsealed.contains(good));
        let error = super::read("v2.ron", &unsealed.replace(good, bad)).unwrap_err().to_string();
        assert!(error.starts_with("v2.ron:"), "{error}");
    }
}

#[test]
fn without_text_the_proofs_are_left_and_saving_again_gives_the_same_bytes() {
    let corpus = dispatches();
    let options = SaveOptions { without_text: true };
    let text = bytes(&corpus, &options);
    assert!(text.contains("Ruiz said the border would open."), "{text}");
    assert!(text.contains("\"Harbour talks"), "{text}");
    let loaded = read("a.ron", &text).unwrap();
    for read in corpus.iter() {
        let bare = loaded.get(&read.document.id).unwrap();
        for evidence in read.facts.evidence() {
            assert_eq!(bare.excerpt(evidence.sentence), read.excerpt(evidence.sentence));
        }
    }
    assert_eq!(bytes(&loaded, &options), text);
    assert_eq!(whole(&loaded), text);
}

#[test]
fn facts_of_all_kinds_survive() {
    let doc = Doc::new("x", "Title\nRuiz fell ill.")
        .person("Ruiz", &["Ruiz"])
        .with(|e| (e.iso2, e.iso3, e.unnamed) = (Some("PE".into()), Some("PER".into()), true))
        .relation("odd_relation", "e1", "e1", Some("x"), "Ruiz fell")
        .event("ODD", &["e1"], &["e1"], None, "Ruiz fell ill")
        .event_with(|event| {
            event.date_start = Some(jiff::civil::date(2025, 2, 1));
            event.date_end = Some(jiff::civil::date(2025, 2, 28));
            event.date_precision = Some(crate::facts::DatePrecision::Month);
            event.also = [event.evidence.clone()].into();
            event.quantities = [Quantity {
                what: "money".into(),
                value: 0.1 + 0.2,
                bound: Some(Bound::Min),
                max: Some(1e300),
                unit: Some("USD".into()),
            }]
            .into();
        })
        .statement("e1", &["e1"], "fell ill");
    let mut read_doc = doc.read();
    read_doc.read_at = Some("2025-08-01T00:00:00Z".into());
    read_doc.document.source = Some("The Coast".into());
    let mut corpus = Corpus::default();
    corpus.insert(read_doc);
    assert_eq!(read("a.ron", &whole(&corpus)).unwrap(), corpus);
}

proptest! {
    #[test]
    fn any_text_and_name_survives(text in any::<String>(), name in any::<String>(), id in any::<String>()) {
        let doc = Doc::new(&id, &text).entity(EntityKind::Other, &name, &[&name]);
        let corpus = corpus([doc]);
        let saved = whole(&corpus);
        prop_assert_eq!(&read("a.ron", &saved).unwrap(), &corpus);
        let bare = bytes(&corpus, &SaveOptions { without_text: true });
        prop_assert_eq!(bytes(&read("a.ron", &bare).unwrap(), &SaveOptions::default()), bare);
    }

    #[test]
    fn no_change_to_a_snapshot_makes_loading_panic(at in 0usize..4000, byte in any::<u8>()) {
        let mut saved = whole(&dispatches()).into_bytes();
        let at = at % saved.len();
        saved[at] = byte;
        if let Ok(text) = String::from_utf8(saved)
            && let Ok(loaded) = read("a.ron", &text)
        {
            // Only a change below the last line's beginning, or none at all, may pass.
            prop_assert_eq!(loaded, dispatches());
        }
    }

    #[test]
    fn no_cut_off_snapshot_loads(keep in 0usize..4000) {
        let saved = whole(&dispatches());
        let body = saved.rfind("// sha256").unwrap() - 2;
        let keep = keep % body;
        prop_assume!(saved.is_char_boundary(keep));
        let error = read("a.ron", &saved[..keep]).unwrap_err();
        prop_assert!(error.to_string().starts_with("a.ron"), "{}", error);
    }
}

#[test]
fn hostile_names_are_readable_and_harmless_in_the_file() {
    let name = "Al\"pha\\ \u{202E}evil\u{1B}[31m\r\n北京 د";
    let saved = whole(&corpus([Doc::new("a", "x").entity(EntityKind::Other, name, &[])]));
    assert!(saved.contains(r#""Al\"pha\\ \u{202e}evil\u{1b}[31m\r\n北京 د""#), "{saved}");
}

#[test]
fn an_edited_snapshot_loads_once_its_checksum_is_taken_out() {
    let saved = whole(&dispatches()).replace("\"Arica\"", "\"Tacna\"");
    let error = read("a.ron", &saved).unwrap_err();
    assert!(matches!(error, SnapshotError::Checksum { .. }));
    assert!(error.to_string().contains("delete the file's last line"), "{error}");
    let unsealed = &saved[..saved.rfind("// sha256").unwrap()];
    let loaded = read("a.ron", unsealed).unwrap();
    assert_eq!(loaded.get("a-harbour").unwrap().facts.entities[4].name, "Tacna");
}

#[test]
fn a_spoilt_checksum_line_is_named() {
    let saved = whole(&dispatches()).replace("// sha256 ", "// sha255 ");
    let error = read("a.ron", &saved).unwrap_err().to_string();
    assert!(error.contains("the last line is no checksum"), "{error}");
}

#[test]
fn a_mistake_of_form_is_named_with_line_and_column() {
    let saved = whole(&dispatches()).replacen("kind: person", "kind: parson", 1);
    let line = saved.lines().position(|line| line.contains("parson")).unwrap() + 1;
    let error = read("a.ron", &saved).unwrap_err().to_string();
    assert!(error.starts_with(&format!("a.ron:{line}:")), "{error}");
    assert!(error.contains("parson"), "{error}");
}

#[test]
fn an_unknown_entity_is_named_with_its_document_and_place() {
    let saved = whole(&dispatches()).replace("target: [\"e6\"]", "target: [\"e7\"]");
    let unsealed = &saved[..saved.rfind("// sha256").unwrap()];
    let line = saved.lines().position(|line| line.contains("\"e7\"")).unwrap();
    let column = saved.lines().nth(line).unwrap().find("\"e7\"").unwrap() + 1;
    let error = read("a.ron", unsealed).unwrap_err().to_string();
    let expected =
        format!("a.ron:{}:{column}: document \"a-harbour\": v2 names the entity \"e7\"", line + 1);
    assert!(error.starts_with(&expected), "{error}");
}

#[test]
fn spans_that_do_not_fit_the_text_are_refused() {
    let saved = whole(&dispatches()).replacen("(span: (", "(span: (9", 1);
    let unsealed = &saved[..saved.rfind("// sha256").unwrap()];
    let error = read("a.ron", unsealed).unwrap_err().to_string();
    assert!(error.contains("does not fit the text"), "{error}");
}

#[test]
fn a_newer_version_is_refused_whatever_it_holds() {
    let newer = whole(&dispatches()).replace("version: 1,", "version: 6,\n    wonders: {},");
    let error = read("a.ron", &newer).unwrap_err();
    assert!(matches!(error, SnapshotError::Newer { version: 6, .. }), "{error}");
}

#[test]
fn deep_nesting_and_promises_are_errors() {
    for hostile in [
        format!("(version: 1, documents: {}", "[".repeat(1_000_000)),
        format!("(version: 1, documents: [{}", "(".repeat(1_000_000)),
        format!("(version: 1, wonders: {}", "Some(".repeat(1_000_000)),
        format!("(version: 1, {}", "/*".repeat(1_000_000)),
        "()".to_owned(),
        "(version: 99999999999999999999999)".to_owned(),
        "[1, 2, 3]".to_owned(),
        "\u{FEFF}".to_owned(),
    ] {
        assert!(read("a.ron", &hostile).is_err());
    }
}

#[test]
fn two_documents_of_one_id_are_refused() {
    let saved = whole(&dispatches()).replace("id: \"b-call\"", "id: \"a-harbour\"");
    let unsealed = &saved[..saved.rfind("// sha256").unwrap()];
    let error = read("a.ron", unsealed).unwrap_err();
    assert!(matches!(error, SnapshotError::TwoDocuments { .. }), "{error}");
}

fn saved_to(path: &Path, corpus: &Corpus) -> Result<(), SnapshotError> {
    save(path, &corpus.clone().into(), &SaveOptions::default())
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_else_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.ron");
    saved_to(&path, &Corpus::default()).unwrap();
    saved_to(&path, &dispatches()).unwrap();
    assert_eq!(load(&path).unwrap(), dispatches());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_could_not_be_loaded_again_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.ron");
    saved_to(&path, &dispatches()).unwrap();
    let mut doc = Doc::new("z", "Nobody came.").read();
    doc.facts.date = None;
    let mut unsound = Corpus::default();
    unsound.insert(doc);
    assert!(matches!(saved_to(&path, &unsound), Err(SnapshotError::Unsound(_))));
    assert_eq!(load(&path).unwrap(), dispatches());
}

#[test]
fn a_file_that_is_missing_or_no_text_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.ron");
    let missing = load(&path).unwrap_err().to_string();
    assert!(missing.contains("cannot read") && missing.contains("graph.ron"), "{missing}");
    fs::write(&path, b"(\n\xFF").unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("graph.ron:2:1"), "{error}");
    fs::write(&path, b"").unwrap();
    assert!(matches!(load(&path), Err(SnapshotError::Empty { .. })));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_are_kept_and_links_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        symlink("real.ron", &link).unwrap();
        saved_to(&link, &Corpus::default()).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        saved_to(&link, &dispatches()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(load(&real).unwrap(), dispatches());
    }

    #[test]
    fn a_full_disk_is_an_error() {
        if Path::new("/dev/full").exists() {
            let error = saved_to(Path::new("/dev/full"), &dispatches()).unwrap_err();
            assert!(error.to_string().contains("cannot write /dev/full"), "{error}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_or_a_folder_as_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(saved_to(&folder.path().join("no/graph.ron"), &dispatches()).is_err());
        assert!(saved_to(folder.path(), &dispatches()).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

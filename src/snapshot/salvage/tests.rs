use super::*;
use crate::facts::{Corpus, EntityKind, example::Doc};
use crate::graph::{Edit, Entry, Stamp};
use crate::snapshot::{SaveOptions, write, write_compact};

/// Three documents and two corrections.
fn content() -> Content {
    let mut corpus = Corpus::default();
    for id in ["a", "b", "c"] {
        let doc = Doc::new(id, "Harbour talks\nAna Ruiz met Tomas Vera in Arica.")
            .entity(EntityKind::Person, "Ana Ruiz", &["Ana Ruiz"])
            .entity(EntityKind::Person, "Tomas Vera", &["Tomas Vera"]);
        corpus.insert(doc.read());
    }
    let entry = |name: &str| {
        let edit = Edit::Label { node: name.into(), label: "Seen".into(), there: true };
        let at = Some("2025-08-01T10:41:00Z".to_owned());
        Entry::new(Stamp { at, ..Stamp::default() }, "MATCH (n) SET n:Seen", vec![edit])
    };
    let corrections = ["x", "y"].into_iter().filter_map(entry).collect();
    Content { corpus, corrections, ..Content::default() }
}

fn bytes(compact: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let options = SaveOptions::default();
    if compact {
        write_compact(&mut out, &content(), &options).unwrap();
    } else {
        write(&mut out, &content(), &options).unwrap();
    }
    out
}

fn ids(salvage: &Salvage) -> Vec<&str> {
    salvage.content.corpus.iter().map(|read| read.document.id.as_str()).collect()
}

fn of(bytes: &[u8], compact: bool) -> Salvage {
    salvage_bytes("graph", bytes, compact).unwrap()
}

/// Where a text stands in bytes.
fn find(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).position(|part| part == text.as_bytes()).unwrap()
}

#[test]
fn a_whole_snapshot_has_no_problems() {
    for compact in [false, true] {
        let whole = of(&bytes(compact), compact);
        assert!(whole.is_whole(), "{:?}", whole.problems);
        assert_eq!(ids(&whole), ["a", "b", "c"]);
        assert_eq!((whole.content.corrections.len(), whole.version), (2, Some(2)));
    }
}

#[test]
fn one_damaged_document_takes_no_other_with_it() {
    let mut text = bytes(false);
    let at = find(&text, "id: \"b\"") + 40;
    for at in at..at + 12 {
        let old = std::mem::replace(&mut text[at], b'"');
        let found = of(&text, false);
        text[at] = old;
        assert!(ids(&found).starts_with(&["a"]) && ids(&found).ends_with(&["c"]), "{found:?}");
        assert_eq!(found.content.corrections.len(), 2);
        assert!(!found.is_whole());
    }
    text[at] = b'(';
    let spoilt = {
        let line = find(&text, "id: \"b\"");
        text[line + 30] = 0xFF;
        of(&text, false)
    };
    let lost: Vec<&Problem> = spoilt.problems.iter().filter(|it| it.is_loss).collect();
    assert!(lost[0].what.contains("document \"b\" is lost"), "{lost:?}");
    assert!(matches!(lost[0].place, Place::Line(8.., _)), "{lost:?}");
}

#[test]
fn a_file_that_is_cut_off_keeps_the_documents_before() {
    for compact in [false, true] {
        let whole = bytes(compact);
        let mut most = 0;
        // A last line end is not missed.
        for end in 0..whole.len() - usize::from(!compact) {
            let found = of(&whole[..end], compact);
            assert!(!found.is_whole(), "{end}");
            assert!(["a", "b", "c"].starts_with(&ids(&found)), "{end}");
            assert!(ids(&found).len() >= most, "{end}: fewer than of a shorter file");
            most = ids(&found).len();
        }
        assert_eq!(most, 3);
    }
}

#[test]
fn no_flipped_bit_takes_more_than_two_documents_or_goes_unnoticed() {
    for compact in [false, true] {
        let whole = bytes(compact);
        for at in 0..whole.len() {
            let mut spoilt = whole.clone();
            spoilt[at] ^= 1 << (at % 8);
            let found = of(&spoilt, compact);
            assert!(!found.is_whole(), "{compact} {at}");
            // Where the end of one and the beginning of the next become one, both are lost.
            assert!(!ids(&found).is_empty(), "{compact} {at}: {:?}", found.problems);
        }
    }
}

#[test]
fn a_missing_checksum_is_told_and_loses_nothing() {
    let text = bytes(false);
    let end = find(&text, "// sha256");
    let found = of(&text[..end], false);
    assert_eq!(ids(&found), ["a", "b", "c"]);
    assert!(found.problems.iter().any(|it| it.what.contains("no checksum") && !it.is_loss));
    assert!(!found.problems.iter().any(|it| it.is_loss));
}

#[test]
fn a_text_that_its_hash_does_not_prove_is_told() {
    let mut text = bytes(false);
    let at = find(&text, "Tomas Vera in Arica");
    text[at] = b'L';
    let found = of(&text, false);
    assert_eq!(ids(&found).len(), 3);
    assert!(found.problems.iter().any(|it| it.what.contains("\"a\": its text")), "{found:?}");
}

#[test]
fn what_is_no_snapshot_at_all_leaves_nothing() {
    for nonsense in [&b""[..], b"hello", b"\x00\x01\x02", b"\x89CHY\r\n\x1A\n", &[0xFF; 300]] {
        for compact in [false, true] {
            let found = of(nonsense, compact);
            assert!(found.is_empty() && !found.is_whole(), "{nonsense:?}");
        }
    }
}

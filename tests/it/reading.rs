//! From text to trees, whatever the text: tokens tile it, trees are trees, memory stays bounded.

use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use chancery::syntax::{Deprel, Parsed, Syntax};
use chancery::text::{BlockKind, LONGEST_SENTENCE, Span, layout, takes_no_room};
use proptest::prelude::*;

use crate::inputs::peak;

/// Reads `text` as a document is read, and makes sure that nothing of it is lost and that every tree is one.
fn read(text: &str) -> Vec<Parsed> {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let parsed = Syntax::embedded().expect("the model is whole").parse(text, &blocks);
    for (number, block) in blocks.iter().enumerate() {
        let mut at = block.span.start;
        for sentence in parsed.iter().filter(|sentence| sentence.block == number) {
            assert!(!sentence.words.is_empty() && sentence.words.len() <= LONGEST_SENTENCE);
            for word in &sentence.words {
                assert!(!word.span.is_empty() && word.span.of(text) == &*word.form);
                assert_blank(text, at, word.span.start);
                at = word.span.end;
            }
            assert_eq!(sentence.span.end, at);
            assert_tree(sentence);
        }
        if block.kind == BlockKind::Noise {
            assert_eq!(at, block.span.start, "page furniture has no sentences");
        } else {
            assert_blank(text, at, block.span.end);
        }
    }
    parsed
}

fn assert_blank(text: &str, from: usize, to: usize) {
    let gap = text.get(from..to).expect("words are in order, on borders of characters");
    assert!(
        gap.chars().all(|c| c.is_whitespace() || c.is_control() || takes_no_room(c)),
        "{gap:?} is lost"
    );
}

/// One root, every word below it, and only the root has no head.
fn assert_tree(sentence: &Parsed) {
    let words = &sentence.words;
    assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), 1);
    assert!(words.iter().all(|word| word.head.is_none() == (word.deprel == Deprel::Root)));
    let root = sentence.root().expect("it has one");
    assert_eq!(sentence.subtree(root).len(), words.len(), "a word is not below the root");
}

#[test]
fn a_text_in_capitals_is_cut_where_its_sentences_end() {
    let parsed = read("THE ENVOYS MET IN QUITO. THE U.S. ARMY WAS NOT THERE. NOBODY SAID WHY.");
    assert_eq!(parsed.len(), 3);
}

#[test]
fn a_sentence_of_five_thousand_words_is_cut_and_read() {
    let text = format!("The envoys met {}and left.", "the tired old ministers and ".repeat(1_250));
    let parsed = read(&text);
    assert!(parsed.len() > 5 && parsed.len() < 20, "{}", parsed.len());
    assert!(parsed.iter().map(|sentence| sentence.words.len()).sum::<usize>() > 5_000);
}

#[test]
fn scripts_and_directions_may_mix() {
    let parsed = read(
        "Владимир Петров met 日本の大臣 in Kyiv. وقال الوزير “نعم”. שלום said \u{202e}Ana\u{202c} Lund। \
         Ο υπουργός έφυγε; e\u{301}tat 👩\u{200d}🚀 🇺🇦 ＡＢＣ！\u{feff}",
    );
    assert!(parsed.iter().any(|sentence| sentence.words.iter().any(|word| &*word.form == "Kyiv")));
    assert_eq!(read("\u{200b}\u{0}\u{feff} \u{7}\n\u{2029}"), []);
}

#[test]
fn marks_alone_are_read_in_time_linear_in_their_number() {
    for mark in
        ["[", "]", "\"", "'", ".", "-", "•", "(", "…", "@", "#", "1.", "a.", "$", "\u{301}", "”)"]
    {
        read(&mark.repeat(20_000));
        read(&format!("{mark} ").repeat(5_000));
    }
}

#[test]
fn ten_megabytes_without_a_full_stop_are_read_in_bounded_memory() {
    // Long words: the text is as large as it is said to be, and its words are few enough for a test.
    let text = format!("{} ", "x".repeat(249)).repeat(42_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.txt");
    std::fs::write(&path, &text).unwrap();
    let mut command = Command::new(cargo_bin("chancery"));
    let (bytes, _) = peak(command.args(["annotate", "--format", "conllu"]).arg(&path));
    // The models and the grammar take some forty megabytes whatever is read.
    assert!(bytes < 15.0 * text.len() as f64, "{bytes} bytes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_mixture_of_words_and_marks_is_read(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "The", "envoy", "U.S.", "No.", "10", "met", "“", "”", "\"", "'s", "n't", "—", "-", "…", "...", ".",
                ". ", "?", "!", "(", ")", "[", "]", "•", "\n", "\n\n", " ", " ", " ", "\t", "\u{200b}", "\u{0}",
                "Monday", ",", "March", "2024", "KYIV", "(AFP)", "–", "14:05", "$1.2bn", "http://x.org", "@", "é", "世",
            ]),
            0..120,
        )
    ) {
        read(&parts.concat());
    }
}

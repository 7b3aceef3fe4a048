use super::{LabelledDocument, labelled};
use crate::entity::name_model::NameClass;

fn shown(documents: &[LabelledDocument]) -> Vec<String> {
    let sentences = documents.iter().flat_map(|document| {
        document.sentences.iter().map(|sentence| (document.id.as_str(), sentence))
    });
    let lines = sentences.map(|(id, sentence)| {
        let names = sentence.names.iter().map(|name| {
            let class = match name.class {
                NameClass::Person => "PER",
                NameClass::Organization => "ORG",
                NameClass::Place => "LOC",
                NameClass::Other => "other",
            };
            format!("{class} {}", sentence.forms[name.words.clone()].join(" "))
        });
        format!("{id}: {}", names.collect::<Vec<_>>().join(", "))
    });
    lines.collect()
}

fn read(text: &str) -> Vec<String> {
    shown(&labelled(text).expect("a file of labels"))
}

fn wrong(text: &str) -> String {
    labelled(text).expect_err("a mistake").to_string()
}

#[test]
fn numbered_columns_tell_documents_and_texts() {
    let text = "# newdoc id = a\n# text = Ana's left.\n1-2\tAna's\t_\n1\tAna\tB-PER\t-\tx\n\
                2\t's\tO\t-\tx\n3\tleft\tO\n4\t.\tO\n\n# newdoc id = b\n1\tPeru\tB-LOC\n";
    let documents = labelled(text).expect("a file of labels");
    assert_eq!(shown(&documents), ["a: PER Ana", "b: LOC Peru"]);
    assert_eq!(documents[0].sentences[0].text, "Ana's left.");
}

#[test]
fn words_and_labels_stand_apart_by_tabs_or_blanks() {
    let tabs = "-DOCSTART- one.txt Asia\n\nBank\tB-Organization\nof\tI-Organization\nPeru\tI-Organization\n\
                Monday\tB-Date\nLima\tB-politician\nLima\tB-country\n";
    assert_eq!(read(tabs), ["one.txt: ORG Bank of Peru, PER Lima, LOC Lima"]);
    let blanks = "Ana I-PER\nLund I-PER\nPeru I-LOC\n# O\n\nOslo NNP B-LOC\n";
    assert_eq!(read(blanks), [": PER Ana Lund, LOC Peru", ": LOC Oslo"]);
    assert_eq!(labelled(blanks).expect("labels")[0].sentences[0].forms.len(), 4);
}

#[test]
fn without_marks_each_sentence_is_a_document() {
    let documents = labelled("#Oslo\tB-LOC\n\t\nAna\tO\n").expect("labels");
    assert_eq!(documents.len(), 2);
    assert_eq!(shown(&documents), [": LOC #Oslo", ": "]);
}

#[test]
fn ends_and_single_words_may_be_marked() {
    assert_eq!(
        read("Ana\tB-PER\nLund\tE-PER\nOslo\tS-LOC\nOslo\tS-LOC\n"),
        [": PER Ana Lund, LOC Oslo, LOC Oslo"]
    );
}

#[test]
fn mistakes_have_their_line() {
    assert_eq!(
        wrong("Ana\tO\nLund\n"),
        "line 2: expected a word and its label with a tab between them"
    );
    assert!(wrong("Ana\tPER\n").starts_with("line 1: the label is \"PER\": expected O, or B-"));
    assert!(wrong("Ana\tB-\n").starts_with("line 1: the label"));
    assert_eq!(wrong("Ana\tO\n\n\tO\n"), "line 3: expected a word before the label");
    assert!(wrong("1\tAna\tO\n2\tLund\n").starts_with("line 2: expected a number, a word"));
}

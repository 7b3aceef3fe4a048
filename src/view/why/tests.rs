use std::sync::LazyLock;

use super::*;
use crate::facts::example::{Doc, corpus, dispatches};
use crate::facts::{Corpus, EntityKind};
use crate::grammar::Grammar;
use crate::graph::Way;

fn graph(corpus: &Corpus) -> Graph {
    static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded().unwrap());
    crate::assemble::graph(corpus, &GRAMMAR).unwrap()
}

fn shown(corpus: &Corpus, what: &str, colour: bool) -> String {
    let proofs = why(&graph(corpus), corpus, what).unwrap();
    let mut out = Vec::new();
    render(&proofs, colour, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_event_is_proved_by_its_sentence_with_the_words_marked() {
    assert_eq!(
        shown(&dispatches(), "a-harbour#v1", false),
        "\
Meeting 2025-07-10  Consult, Event, Meeting  a-harbour#v1
  type: CONSULT
  mode: meeting
  date: 2025-07-10
  date precision: day
  factuality: asserted
  actor: Ana Ruiz (person/ana-ruiz)
  actor: Tomas Vera (person/tomas-vera)
  place: Arica (place/arica)
  Peru's Foreign Minister [[Ana Ruiz met Chile's Tomas Vera]] in Arica on Thursday.
  — a-harbour “Harbour talks”, 2025-07-10; event/test 90%
"
    );
}

#[test]
fn a_person_is_proved_by_what_is_told_of_it_and_why_documents_were_joined() {
    let shown = shown(&dispatches(), "ana ruiz", false);
    for line in [
        "Ana Ruiz  Person  person/ana-ruiz",
        "  also called: Ruiz",
        "    a-harbour: Foreign Minister Ana Ruiz (the same first and last name)",
        "    b-call: Ms Ruiz (a surname that one person alone has in these documents)",
        "  HOLDS_OFFICE \"foreign minister\" Peru (country/PE)",
        "    [[Peru's Foreign Minister Ana Ruiz]] met Chile's Tomas Vera in Arica on Thursday.",
        "  ACTOR of b-call#v1 Call 2025-07-11",
        "  SAID a-harbour#s1 “the border would open”",
        "    Ruiz said [[the border would open]].",
    ] {
        assert!(shown.lines().any(|l| l == line), "{line:?} is not in\n{shown}");
    }
    assert!(!shown.contains("MENTIONS") && !shown.contains("MET"), "{shown}");
}

#[test]
fn a_thing_that_is_only_mentioned_is_proved_by_the_mention() {
    let shown = shown(&dispatches(), "Chile", false);
    let line =
        "  Peru's Foreign Minister Ana Ruiz met [[Chile]]'s Tomas Vera in Arica on Thursday.";
    assert!(shown.lines().any(|l| l == line), "{shown}");
}

#[test]
fn without_text_the_same_sentences_are_shown() {
    let whole = dispatches();
    let mut bare = Corpus::default();
    for read in whole.iter() {
        bare.insert(read.clone().without_text());
    }
    for what in ["a-harbour#v1", "b-call#v1", "a-harbour#s1", "Ana Ruiz", "Chile", "Harbour talks"]
    {
        assert_eq!(shown(&whole, what, false), shown(&bare, what, false), "{what}");
    }
}

#[test]
fn words_that_are_not_kept_are_said_to_be_missing() {
    let doc = Doc::new("a", "Peru waits.").country("Peru", "PE");
    let mut bare = Corpus::default();
    bare.insert(doc.read().without_text());
    assert!(shown(&bare, "Peru", false).contains("(the words are not kept in this snapshot)"));
}

#[test]
fn colour_marks_by_weight_instead_of_brackets() {
    let shown = shown(&dispatches(), "a-harbour#v2", true);
    assert!(shown.contains("\u{1B}[1;33mDrones hit the port\u{1B}[0m."), "{shown:?}");
    assert!(!shown.contains("[["));
}

#[test]
fn names_and_texts_cannot_act_on_the_terminal() {
    let doc = Doc::new("a\u{1B}", "A\u{1B}[31m\u{202E}evil port burns.")
        .entity(EntityKind::Facility, "A\u{1B}[31m", &["A\u{1B}[31m\u{202E}evil port"])
        .event("DAMAGE", &[], &["e1"], None, "A\u{1B}[31m\u{202E}evil port burns");
    let corpus = corpus([doc]);
    for what in ["a\u{1B}#v1", "A\u{1B}[31m"] {
        let shown = shown(&corpus, what, false);
        assert!(!shown.contains(['\u{1B}', '\u{202E}']), "{shown:?}");
        assert!(shown.contains("\\u{1b}[31m"), "{shown}");
    }
}

#[test]
fn several_things_of_one_name_are_listed_and_proved() {
    let docs = ["a", "b"].map(|id| Doc::new(id, "Ruiz waits.").person("Ruiz", &["Ruiz"]));
    let shown = shown(&corpus(docs), "Ruiz", false);
    assert!(shown.starts_with("2 things are called so:\n  a#e1  Ruiz\n  b#e1  Ruiz\n"), "{shown}");
    assert_eq!(shown.matches("[[Ruiz]] waits.").count(), 2);
}

#[test]
fn an_unknown_name_is_an_error_with_the_nearest() {
    let corpus = dispatches();
    let error = why(&graph(&corpus), &corpus, "Anna Ruiz").unwrap_err();
    assert_eq!(error.nearest.first().map(String::as_str), Some("Ana Ruiz"));
}

#[test]
fn a_relationship_is_proved_too() {
    let corpus = dispatches();
    let graph = graph(&corpus);
    let ruiz = graph.by_key("person/ana-ruiz").unwrap();
    let met = |rel: &crate::graph::RelId| &*graph.relationship(*rel).unwrap().kind == "MET";
    let rel = graph.relationships_of(ruiz, Way::Out).map(|(rel, _)| rel).find(met).unwrap();
    let proof = of_relationship(&graph, &corpus, rel).unwrap();
    assert_eq!(proof.name, "Ana Ruiz MET Tomas Vera");
    assert!(proof.properties.contains(&("event".to_owned(), "a-harbour#v1".to_owned())));
    assert_eq!(proof.quotes[0].marked.as_deref(), Some("Ana Ruiz met Chile's Tomas Vera"));
}

#[test]
fn a_mention_in_a_boundless_line_is_shown_with_little_around() {
    let text = format!("{} Peru {}", "длинно ".repeat(5000), "длинно ".repeat(5000));
    let shown = shown(&corpus([Doc::new("a", &text).country("Peru", "PE")]), "Peru", false);
    assert!(shown.contains("[[Peru]]") && shown.len() < 2000, "{}", shown.len());
}

use std::sync::Arc;

use super::{EventCounts, EventSentence, Hits, events};
use crate::evaluate::{GoldError, rows};
use crate::extract::Extractor;
use crate::grammar::Grammar;

fn counts(text: &str) -> Result<EventCounts, GoldError> {
    let grammar = Arc::new(Grammar::embedded().expect("the grammar"));
    let extractor = Extractor::new(Arc::clone(&grammar)).expect("the models");
    let rows = rows(text, |row: &EventSentence| row.check(&grammar.ontology))?;
    Ok(events(&extractor, &rows, None))
}

const MET: &str = r#""text": "Peru's president met Chile's foreign minister in Lima on Monday.""#;
const SLEPT: &str = r#""text": "The mountains of Peru are high.""#;

#[test]
fn a_sentence_is_right_where_one_of_its_types_is_read() {
    let text = format!(
        "{{{MET}, \"date\": \"20250612\", \"category\": \"A\", \"gold\": [{{\"plover2021\": \"CONSULT\"}}]}}\n\
         {{{MET}, \"category\": \"A\", \"gold\": [{{\"plover\": \"AID\", \"type\": \"CONSULT\"}}]}}\n\
         {{{SLEPT}, \"category\": \"B\", \"expect_no_event\": true}}\n\
         {{{MET}, \"gold\": [{{\"type\": \"041\"}}]}}\n\
         {{{MET}, \"gold\": [{{\"type\": \"CONSULT\"}}, {{\"type\": \"AID\"}}]}}\n"
    );
    let counts = counts(&text).expect("rows");
    let scores = counts.scores();
    assert_eq!((scores.sentences, scores.right, scores.left_out), (4, 3, 1));
    assert_eq!((scores.share, scores.events_per_sentence), (0.75, 0.75));
    let hits = |sentences, right| Some(Hits { sentences, right });
    assert_eq!(scores.types.get("CONSULT").copied(), hits(2, 2));
    assert_eq!(scores.types.get("AID").copied(), hits(2, 0));
    assert_eq!(scores.types.get("none").copied(), hits(1, 1));
    assert_eq!(counts.categories().get("A").copied(), hits(2, 1));
}

#[test]
fn types_and_dates_that_do_not_exist_are_mistakes() {
    let error = |row: String| counts(&row).expect_err("a mistake").to_string();
    let unknown = error(format!("{{{MET}, \"gold\": [{{\"plover\": \"MEET\"}}]}}"));
    assert_eq!(unknown, "line 1: there is no event type \"MEET\"");
    assert!(
        error(format!("\n{{{MET}, \"date\": \"June\"}}"))
            .starts_with("line 2: the date is \"June\"")
    );
    assert!(error("{}".to_owned()).contains("missing field `text`"));
}

//! Which words tell an event: hyphenated ones, those of others, and sentences that the tree took for bare names.

use super::frames_tests::events;

/// The actors of the events of one type.
fn actors(text: &str, kind: &str) -> Vec<Vec<String>> {
    events(text).into_iter().filter(|event| event.0 == kind).map(|event| event.1).collect()
}

#[test]
fn a_hyphenated_word_is_one_trigger() {
    assert_eq!(actors("Students staged a sit-in in Lima.", "PROTEST"), [["Students"]]);
    assert_eq!(actors("Chile test-fired a missile.", "MOBILIZE"), [["Chile"]]);
}

#[test]
fn a_trigger_that_does_not_fit_leaves_its_word_to_others() {
    let strike = "Jets launched a strike on Arica.";
    assert!(actors(strike, "PROTEST").is_empty());
    assert_eq!(actors(strike, "ASSAULT").len(), 1);
    assert_eq!(actors("Doctors are on strike in Lima.", "PROTEST"), [["Doctors"]]);
    assert!(actors("Soldiers marched on Lima.", "PROTEST").is_empty());
}

#[test]
fn what_sweeps_a_place_happens_there() {
    let found = events("Protests swept Peru on Monday.");
    assert!(found.iter().any(|event| event.0 == "PROTEST"), "{found:?}");
}

#[test]
fn a_sentence_is_not_taken_for_a_name() {
    let called = "The European Union called on both sides to exercise restraint.";
    assert_eq!(actors(called, "REQUEST"), [["European Union"]]);
}

#[test]
fn who_issues_a_paper_says_what_it_says() {
    let issued = "Chile issued a statement urging Peru to open the border.";
    assert_eq!(actors(issued, "REQUEST"), [["Chile"]]);
}

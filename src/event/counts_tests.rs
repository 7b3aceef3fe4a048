//! How many of what an event counts, in invented news.

use super::reading_tests::{counts, owned};

#[test]
fn everybody_who_is_hurt_is_counted() {
    assert_eq!(
        counts(
            "Some 30 soldiers from Peru's army and more than 50 Chilean protesters were hurt in Tacna.",
            "CASUALTIES"
        ),
        owned(&[("wounded", 30.0), ("wounded", 50.0)])
    );
    assert_eq!(
        counts("The bombing of Tacna claimed the lives of more than 100 people.", "CASUALTIES"),
        owned(&[("killed", 100.0)])
    );
}

#[test]
fn what_did_the_harm_is_not_counted_with_it() {
    assert_eq!(
        counts("Nine strikes destroyed two bridges near Tacna.", "DAMAGE"),
        owned(&[("bridges", 2.0)])
    );
}

#[test]
fn of_them_means_those_whom_the_sentence_named() {
    let text = "Police used tear gas against demonstrators in Lima and detained 60 of them.";
    assert_eq!(counts(text, "COERCE"), owned(&[("demonstrators", 60.0)]));
}

#[test]
fn whom_somebody_leads_to_the_streets_is_counted() {
    assert_eq!(
        counts("Ana Ruiz led 2,000 supporters to the Chilean embassy in Lima.", "PROTEST"),
        owned(&[("supporters", 2000.0)])
    );
}

#[test]
fn a_number_that_says_nothing_new_is_none() {
    assert_eq!(counts("Chile seized one of Peru's patrol boats.", "COERCE"), owned(&[]));
}

#[test]
fn a_kind_joined_by_a_hyphen_is_no_part_of_what_is_counted() {
    assert_eq!(
        counts("Chile launched 76 Condor-type drones at Tacna.", "ASSAULT"),
        owned(&[("drones", 76.0)])
    );
}

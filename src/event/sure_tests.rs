//! How sure it is that something happened, read from whole sentences.

use crate::grammar::Factuality::{self, Asserted, Denied, Planned, Possible};

/// How far from fact each event of this type is.
fn sure(kind: &str, text: &str) -> Vec<Factuality> {
    let (_, found) = super::reading_tests::reading(text);
    found.events.iter().filter(|event| event.kind == kind).map(|event| event.factuality).collect()
}

#[test]
fn what_nobody_did_and_what_was_done_to_none_is_denied() {
    assert_eq!(sure("ASSAULT", "Neither Peru nor Chile attacked Arica."), [Denied]);
    assert_eq!(sure("ASSAULT", "The police fired no shots at protesters."), [Denied]);
    assert_eq!(sure("ASSAULT", "Peru and Chile attacked Arica."), [Asserted]);
}

#[test]
fn what_no_sign_shows_is_denied() {
    assert_eq!(sure("RETREAT", "There was no sign of a withdrawal by Chile."), [Denied]);
    assert_eq!(sure("ASSAULT", "There is no evidence that Chile attacked Arica."), [Denied]);
}

#[test]
fn what_somebody_is_kept_from_is_denied_unless_that_is_but_asked() {
    assert_eq!(sure("ASSAULT", "Peru refrained from attacking Arica."), [Denied]);
    let asked = "Peru called on Chile to refrain from attacks on Arica.";
    assert_eq!(sure("ASSAULT", asked), [Possible]);
}

#[test]
fn a_condition_denies_nothing() {
    let text =
        "If Chile fails to withdraw its troops from Arica, Peru will impose sanctions on Chile.";
    assert_eq!(sure("RETREAT", text), [Possible]);
    assert_eq!(sure("SANCTION", text), [Planned]);
}

#[test]
fn a_wish_is_told_by_the_form_of_its_verb() {
    assert_eq!(sure("COERCE", "Lima insists that the raiders be extradited."), [Possible]);
    assert_eq!(sure("RETREAT", "Lima insists that Chile withdraw its troops."), [Possible]);
    assert_eq!(sure("RETREAT", "Peru has to withdraw its troops from Arica."), [Possible]);
}

#[test]
fn a_day_to_come_makes_the_present_a_plan() {
    assert_eq!(sure("CONSULT", "Ana Ruiz arrives in Lima next week."), [Planned]);
    assert_eq!(sure("CONSULT", "Ana Ruiz will raise it when she meets Tomas Vera."), [Planned]);
    assert_eq!(sure("MOBILIZE", "Peru is about to deploy troops."), [Planned]);
    let due = "Negotiators from Peru and Chile were due to sit down in Lima.";
    assert_eq!(sure("CONSULT", due), [Planned]);
}

#[test]
fn what_is_joined_to_a_plan_is_planned_and_what_stands_beside_it_is_not() {
    let both = "Peru is expected to meet Chile and withdraw its troops from Arica.";
    assert_eq!(sure("CONSULT", both), [Planned]);
    assert_eq!(sure("RETREAT", both), [Planned]);
    assert_eq!(sure("ASSAULT", "Peru agreed to talks after Chile attacked Arica."), [Asserted]);
    let blamed = "Ana Ruiz defended her decision to leave the pact, blaming Chile for the war.";
    assert_eq!(sure("ACCUSE", blamed), [Asserted]);
}

#[test]
fn efforts_that_are_somebodys_are_made() {
    let text = "Peru thanked Chile for its efforts to mediate between Bolivia and Brazil.";
    assert_eq!(sure("CONSULT", text), [Asserted]);
    assert_eq!(
        sure("ASSAULT", "The envoy was sent so that Peru can fight the rebels."),
        [Possible]
    );
}

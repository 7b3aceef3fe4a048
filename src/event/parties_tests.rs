//! Who takes part where the clause alone does not say so, told with invented news.

use super::frames_tests::events;

/// Who acts in the events of this kind, and whom they act on.
fn of_kind(kind: &str, text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let found = events(text).into_iter().filter(|event| event.0 == kind);
    found.map(|event| (event.1, event.2)).collect()
}

fn parties(actors: &[&str], targets: &[&str]) -> (Vec<String>, Vec<String>) {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    (owned(actors), owned(targets))
}

#[test]
fn both_sides_are_those_who_had_to_do_with_each_other_last() {
    let text = "Chile attacked Peru in May. Bolivia, Brazil and Ecuador looked on. \
        On Friday the two sides signed a truce.";
    let found = of_kind("AGREE", text);
    assert!(found.contains(&parties(&["Chile", "Peru"], &[])), "{found:?}");
}

#[test]
fn an_attack_hits_whom_its_doer_attacks_all_along() {
    let text = "Chile attacked Peru in May. Chilean attacks have grown since.";
    let found = of_kind("ASSAULT", text);
    assert!(found.iter().all(|f| *f == parties(&["Chile"], &["Peru"])), "{found:?}");
    let many = "Chile attacked Peru in May. Chile attacked Bolivia in June. \
        Chilean attacks have grown since.";
    let found = of_kind("ASSAULT", many);
    assert!(found.iter().all(|f| f.1.len() < 2), "whom is not plain: {found:?}");
}

#[test]
fn a_refusal_answers_who_charged() {
    let text = "Chile accused Peru of piracy, a charge that Peru rejected.";
    let found = of_kind("REJECT", text);
    assert_eq!(found, [parties(&["Peru"], &["Chile"])]);
}

#[test]
fn who_did_it_may_go_untold() {
    let found = of_kind("CONCEDE", "Foreign Minister Ana Ruiz was freed on Monday.");
    assert_eq!(found, [parties(&[], &["Ana Ruiz"])]);
    let found = of_kind("CONCEDE", "The flood freed Ana Ruiz.");
    assert_eq!(found, [], "what did it is no actor");
}

#[test]
fn what_is_threatened_is_no_event_but_tells_who_is_threatened() {
    let text = "Chile threatened to attack Peru.";
    assert_eq!(of_kind("THREATEN", text), [parties(&["Chile"], &["Peru"])]);
    assert_eq!(of_kind("ASSAULT", text), []);
}

#[test]
fn who_says_something_in_a_statement_does_what_the_statement_does() {
    let found = of_kind("SUPPORT", "Ana Ruiz said so in a statement thanking Peru and Chile.");
    assert_eq!(found, [parties(&["Ana Ruiz"], &["Peru", "Chile"])]);
}

#[test]
fn they_are_the_two_people_of_the_clause_before() {
    let text = "Ana Ruiz raised the row with Tomas Vera when they met in Lima.";
    let found = of_kind("CONSULT", text);
    assert!(found.contains(&parties(&["Ana Ruiz", "Tomas Vera"], &[])), "{found:?}");
}

#[test]
fn who_is_blamed_for_an_attack_is_who_did_it_not_where_it_was() {
    let found = of_kind("ACCUSE", "Peru condemned the attack by Chile.");
    assert_eq!(found, [parties(&["Peru"], &["Chile"])]);
    let found = of_kind("ACCUSE", "Peru condemned the attack in Bolivia.");
    assert_eq!(found, [parties(&["Peru"], &[])]);
}

//! Who takes part, and where, through the constructions of English grammar, told with invented news.

use super::frames_tests::{Bench, events};
use crate::grammar::Factuality;

/// The names of actors, targets and places of the events of one kind.
fn roles(kind: &str, text: &str) -> Vec<[Vec<String>; 3]> {
    let (entities, reading) = Bench::new().read(text);
    let names = |found: &[usize]| -> Vec<String> {
        found.iter().filter_map(|&e| entities.get(e)).map(|record| record.name.clone()).collect()
    };
    let found = reading.events.iter().filter(|event| event.kind == kind);
    found.map(|event| [names(&event.actor), names(&event.target), names(&event.place)]).collect()
}

fn told(actors: &[&str], targets: &[&str], places: &[&str]) -> [Vec<String>; 3] {
    [actors, targets, places].map(|names| names.iter().map(|&name| name.to_owned()).collect())
}

#[test]
fn where_points_at_the_place_before_it() {
    let found = roles("AGREE", "Ana Ruiz flew to Lima, where she signed a treaty with Peru.");
    assert_eq!(found, [told(&["Ana Ruiz", "Peru"], &[], &["Lima"])]);
    let found = roles("AGREE", "Ana Ruiz, who flew to Lima, knows where she signed a treaty.");
    assert!(found.iter().all(|roles| roles[2].is_empty()), "an open question: {found:?}");
}

#[test]
fn there_is_the_place_that_was_named_last() {
    let found =
        roles("CASUALTIES", "Peru struck Arica on Monday. Nine sailors were wounded there.");
    assert!(found.iter().any(|roles| roles[1] == ["Arica"]), "{found:?}");
    let found =
        roles("CASUALTIES", "There were nine sailors wounded. Peru struck Arica on Monday.");
    assert!(found.iter().all(|roles| roles[1] != ["Arica"]), "it names no place: {found:?}");
}

#[test]
fn what_people_gather_for_is_where_they_gather() {
    let (entities, reading) =
        Bench::new().read("Thousands gathered in Tacna to protest against the vote.");
    let protest = reading.events.iter().find(|event| event.kind == "PROTEST");
    let place = protest.and_then(|event| entities.get(*event.place.first()?));
    assert_eq!(place.map(|record| &*record.name), Some("Tacna"));
    assert_eq!(protest.map(|event| event.factuality), Some(Factuality::Asserted));
    let found = roles("PROTEST", "Nine thousand people crossed a bridge in Tacna in a march.");
    assert_eq!(found, [told(&[], &[], &["Tacna"])]);
    let found = roles("PROTEST", "Rioting over prices broke out in Tacna.");
    assert_eq!(found, [told(&[], &[], &["Tacna"])]);
}

#[test]
fn a_place_that_the_tree_hangs_on_the_day_is_the_events() {
    let found = roles("PROTEST", "Violent protests erupted on polling day in Tacna.");
    assert_eq!(found, [told(&[], &[], &["Tacna"])]);
}

#[test]
fn people_are_hurt_where_the_protest_was_that_was_told_before() {
    let text = "Thousands of protesters marched in Tacna. Nine policemen were hurt.";
    assert_eq!(roles("CASUALTIES", text), [told(&[], &["Tacna"], &[])]);
    let text = "Chile bombed Tacna. Nobody was hurt.";
    assert_eq!(roles("CASUALTIES", text), [told(&["Chile"], &["Tacna"], &[])]);
    let text = "Thousands of protesters marched in Tacna. The price of bread rose. Nobody knows.";
    assert!(roles("CASUALTIES", text).is_empty(), "nobody was hurt or killed");
}

#[test]
fn who_is_wounded_is_no_doer_however_it_is_told() {
    let found = roles("CASUALTIES", "Five Peruvians were lightly wounded.");
    assert_eq!(found, [told(&[], &["Peru"], &[])]);
}

#[test]
fn a_name_in_commas_tells_who_a_description_is() {
    let found = roles("THREATEN", "Her party, the Condor Front, vowed to boycott the vote.");
    assert_eq!(found, [told(&["Condor Front"], &[], &[])]);
    let two = "Two rebel groups, the Condor Front and the Andes Army, signed a treaty with Peru.";
    let found = roles("AGREE", two);
    assert_eq!(found, [told(&["Condor Front", "Andes Army", "Peru"], &[], &[])]);
}

#[test]
fn who_leads_a_crowd_acts_for_it() {
    let found = roles("PROTEST", "Thousands led by Ana Ruiz marched on the parliament of Peru.");
    assert_eq!(found.first().map(|roles| &*roles[0]), Some(&["Ana Ruiz".to_owned()][..]));
}

#[test]
fn who_travels_alongside_visits_too() {
    let found = roles("CONSULT", "Ana Ruiz flew to Lima alongside Tomas Vera.");
    assert_eq!(found, [told(&["Ana Ruiz", "Tomas Vera"], &[], &["Lima"])]);
}

#[test]
fn who_speaks_in_a_call_takes_part_in_it() {
    let found = roles("CONSULT", "Ana Ruiz warned Peru in a call with Tomas Vera on Monday.");
    assert_eq!(found, [told(&["Tomas Vera", "Ana Ruiz"], &[], &[])]);
    assert!(roles("CONSULT", "Ana Ruiz said so at a news conference.").is_empty());
}

#[test]
fn an_appeal_is_made_by_who_does_something_with_it() {
    let found = roles("REQUEST", "Peru ended the day with an appeal to Chile.");
    assert_eq!(found, [told(&["Peru"], &["Chile"], &[])]);
}

#[test]
fn who_is_forced_does_it() {
    let text = "Chile forced Foreign Minister Ana Ruiz of Peru to summon Bolivia's envoy.";
    let found = roles("ACCUSE", text);
    assert_eq!(found.first().map(|roles| &*roles[0]), Some(&["Ana Ruiz".to_owned()][..]));
    let text = "A court in Lima sentenced Tomas Vera to nine years in prison for attacking Arica.";
    let found = roles("ASSAULT", text);
    assert_eq!(found.first().map(|roles| &*roles[0]), Some(&["Tomas Vera".to_owned()][..]));
}

#[test]
fn what_is_put_in_between_commas_parts_no_verb_from_its_subject() {
    let found = roles("ACCUSE", "Ana Ruiz, for her part, accused Quito of piracy.");
    assert_eq!(found, [told(&["Ana Ruiz"], &["Ecuador"], &[])]);
    let found = roles("AGREE", "Vera promised that Peru would pay Chile.");
    assert_eq!(found.first().map(|roles| &*roles[0]), Some(&["Vera".to_owned()][..]));
}

#[test]
fn names_joined_by_a_hyphen_both_take_part() {
    let found = roles("COOPERATE", "The Peru-Chile ceasefire held.");
    let mut actors = found.first().map(|roles| roles[0].clone()).unwrap_or_default();
    actors.sort();
    assert_eq!(actors, ["Chile", "Peru"]);
}

#[test]
fn words_about_a_place_are_not_said_there() {
    let found = roles("ACCUSE", "Peru condemned the raid in Arica.");
    assert_eq!(found, [told(&["Peru"], &[], &[])]);
    let found = roles("CONSULT", "Ana Ruiz and Tomas Vera held talks on the crisis in Arica.");
    assert_eq!(found, [told(&["Ana Ruiz", "Tomas Vera"], &[], &[])]);
    let found = roles("CONSULT", "Ana Ruiz and Tomas Vera held talks in Arica.");
    assert_eq!(found, [told(&["Ana Ruiz", "Tomas Vera"], &[], &["Arica"])]);
}

#[test]
fn a_meeting_or_an_accord_may_only_have_a_place() {
    let found = roles("CONSULT", "Talks were held in Lima on Monday.");
    assert_eq!(found, [told(&[], &[], &["Lima"])]);
    let found = roles("AGREE", "A treaty signed in Lima in May ended it.");
    assert_eq!(found, [told(&[], &[], &["Lima"])]);
    assert!(roles("CONSULT", "Talks were held on Monday.").is_empty());
}

#[test]
fn the_members_of_a_body_are_the_body() {
    let found = roles("ACCUSE", "The members of the Andean Council condemned Chile.");
    assert_eq!(found, [told(&["Andean Council"], &["Chile"], &[])]);
}

#[test]
fn the_first_of_two_objects_is_given_the_second() {
    let found = roles("AGREE", "Chile has promised Peru two ships.");
    assert_eq!(found, [told(&["Chile"], &["Peru"], &[])]);
}

#[test]
fn what_an_attack_damaged_was_damaged_by_who_attacked() {
    let found = roles("DAMAGE", "Chile attacked Lima. Homes were damaged.");
    assert_eq!(found.first().map(|roles| &*roles[0]), Some(&["Chile".to_owned()][..]));
    let found = roles("DAMAGE", "Chile attacked Lima. In Quito homes were damaged.");
    assert!(found.iter().all(|roles| roles[0].is_empty()), "elsewhere: {found:?}");
}

#[test]
fn a_headline_tells_plans_with_to() {
    let found = events("Chile to hold talks in Lima.");
    assert!(
        found.iter().any(|event| {
            event.0 == "CONSULT" && event.1 == ["Chile"] && event.3 == Factuality::Planned
        }),
        "{found:?}"
    );
}

#[test]
fn who_is_somewhere_for_talks_talks_there() {
    let found = roles("CONSULT", "Ana Ruiz was in London for talks with Tomas Vera.");
    assert_eq!(found, [told(&["Ana Ruiz", "Tomas Vera"], &[], &["London"])]);
    let found = roles("CONSULT", "Ana Ruiz, the foreign minister, is in Lima on a two-day visit.");
    assert_eq!(found, [told(&["Ana Ruiz"], &[], &["Lima"])]);
}

#[test]
fn harm_without_a_place_happened_where_the_attack_before_it_was() {
    let found = roles("CASUALTIES", "A bomb went off in Arica. Five people were hospitalised.");
    assert_eq!(found, [told(&[], &["Arica"], &[])]);
    let far = "A bomb went off in Arica. Trade went on. Ships came. Boats left. Five people died.";
    assert!(roles("CASUALTIES", far).is_empty(), "too far behind it");
}

#[test]
fn what_has_yet_to_be_done_is_not_done() {
    let sure = |text: &str| -> Vec<Factuality> {
        let (_, reading) = Bench::new().read(text);
        reading.events.iter().filter(|e| e.kind == "CONCEDE").map(|e| e.factuality).collect()
    };
    assert_eq!(sure("Peru has yet to release the sailors."), [Factuality::Denied]);
    assert_eq!(sure("Peru has freed the sailors."), [Factuality::Asserted]);
}

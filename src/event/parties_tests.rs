//! Who takes part where the clause alone does not say so, told with invented news.

use super::frames_tests::events;
use crate::grammar::Factuality;

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
        On Friday the two sides signed a treaty.";
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

#[test]
fn joined_passives_share_who_did_it() {
    let found = of_kind("COERCE", "Ana Ruiz was arrested in May and jailed in June by Chile.");
    assert_eq!(found.last(), Some(&parties(&["Chile"], &["Ana Ruiz"])));
}

#[test]
fn talks_with_somebody_are_held_by_whom_the_clause_is_about() {
    let found = of_kind("CONSULT", "Peru left Quito after talks with Chile.");
    assert_eq!(found, [parties(&["Chile", "Peru"], &[])]);
    let found = of_kind("CONSULT", "Ana Ruiz, on a visit to Quito, praised Peru.");
    assert_eq!(found, [parties(&["Ana Ruiz"], &[])]);
}

#[test]
fn a_group_meets_among_itself() {
    let found = of_kind("CONSULT", "The finance ministers discussed the plan in Lima.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(of_kind("CONSULT", "The minister discussed the plan in Lima."), []);
}

#[test]
fn of_two_acts_against_somebody_the_second_is_against_whom_the_first_is() {
    let text = "Peru accused Chile of piracy and demanded an apology.";
    assert_eq!(of_kind("REQUEST", text), [parties(&["Peru"], &["Chile"])]);
}

#[test]
fn who_is_to_act_is_asked() {
    let found = of_kind("REQUEST", "Peru demanded Chile's withdrawal from the islands.");
    assert_eq!(found, [parties(&["Peru"], &["Chile"])]);
    let found = of_kind("REQUEST", "Peru called for the release of Ana Ruiz.");
    assert_eq!(found, [parties(&["Peru"], &[])]);
    let found = of_kind("REQUEST", "Chile was told by Peru to leave.");
    assert_eq!(found, [parties(&["Peru"], &["Chile"])]);
}

#[test]
fn what_follows_from_an_act_is_as_sure_as_the_act() {
    let found = events("Rebels set fire to nine lorries near Arica, killing six drivers.");
    let harm: Vec<_> = found.iter().filter(|e| e.0 == "CASUALTIES").map(|e| e.3).collect();
    assert_eq!(harm, [Factuality::Asserted]);
}

#[test]
fn a_missile_that_destroys_is_not_destroyed() {
    let found = of_kind("DAMAGE", "A missile destroyed the Tacna Hospital.");
    assert_eq!(found, [parties(&[], &["Tacna Hospital"])]);
}

#[test]
fn what_is_put_in_behind_a_name_does_not_part_it_from_its_verb() {
    let text = "Ana Ruiz, the European Union's top diplomat, called for talks with Chile.";
    let found = of_kind("REQUEST", text);
    assert_eq!(found.iter().map(|f| f.0.clone()).collect::<Vec<_>>(), [["Ana Ruiz"]]);
    let found = of_kind("ACCUSE", "Tomas Vera, who chairs the council, accused Chile of piracy.");
    assert_eq!(found, [parties(&["Tomas Vera"], &["Chile"])]);
    let found = of_kind("ASSAULT", "Chile had on June 3 struck Peru.");
    assert_eq!(found, [parties(&["Chile"], &["Peru"])]);
}

#[test]
fn members_act_for_their_body_and_spokespeople_for_whoever_sent_them() {
    let found = of_kind("ASSAULT", "Nine fighters from the Condor Front attacked Arica.");
    assert_eq!(found, [parties(&["Condor Front"], &["Arica"])]);
    let text = "“We condemn Chile,” said Ana Ruiz, a spokeswoman for the Red Cross.";
    assert_eq!(
        of_kind("ACCUSE", text),
        [parties(&["International Committee of the Red Cross"], &["Chile"])]
    );
}

#[test]
fn who_holds_somebody_lets_them_go() {
    let found = of_kind("CONCEDE", "Chile arrested Ana Ruiz in May. Ana Ruiz was freed in June.");
    assert_eq!(found, [parties(&["Chile"], &["Ana Ruiz"])]);
}

#[test]
fn a_refusal_answers_who_threatened_before() {
    let text = "Chile threatened Peru with war. Peru has shrugged off the threat.";
    assert_eq!(of_kind("REJECT", text), [parties(&["Peru"], &["Chile"])]);
    let text = "Chile threatened Peru with war. Bolivia rejected the plan.";
    assert_eq!(of_kind("REJECT", text), [parties(&["Bolivia"], &[])], "it was not meant");
}

#[test]
fn an_attack_without_a_word_of_whose_it_is_belongs_to_the_only_two() {
    let text = "Chile attacked Peru in May. Chile shelled Peru in June. The bombardment went on.";
    let found = of_kind("ASSAULT", text);
    assert!(found.iter().all(|f| *f == parties(&["Chile"], &["Peru"])), "{found:?}");
    assert_eq!(of_kind("ASSAULT", "Chile attacked Peru. The bombardment went on.").len(), 1);
}

#[test]
fn a_second_verb_is_done_by_who_does_the_first() {
    let text = "Peru condemned the raid and called on Chile to withdraw.";
    assert_eq!(of_kind("REQUEST", text), [parties(&["Peru"], &["Chile"])]);
}

#[test]
fn by_tells_no_doer_where_the_verb_is_active() {
    assert_eq!(
        of_kind("SUPPORT", "Peru has always stood by Chile."),
        [parties(&["Peru"], &["Chile"])]
    );
}

#[test]
fn three_acts_of_one_kind_are_three() {
    let text = "Peru lifted the curfew, freed nine prisoners and reopened the border.";
    assert_eq!(of_kind("CONCEDE", text), vec![parties(&["Peru"], &[]); 3]);
}

#[test]
fn a_month_is_no_march() {
    let text = "Tomas Vera has been held by Chile since 3 March.";
    assert!(of_kind("PROTEST", text).is_empty());
}

#[test]
fn what_something_lasted_until_happened_and_what_is_to_be_voted_on_is_planned() {
    let told = |kind: &str, text: &str| -> Vec<Factuality> {
        events(text).into_iter().filter(|event| event.0 == kind).map(|event| event.3).collect()
    };
    let until = "Chile may send envoys, who waited until Peru attacked Lima in May.";
    assert_eq!(told("ASSAULT", until), [Factuality::Asserted]);
    let vote = "The envoys are to vote on Monday on blacklisting Peru.";
    assert_eq!(told("SANCTION", vote), [Factuality::Planned]);
}

#[test]
fn who_is_blamed_for_a_deed_did_it() {
    let found = of_kind("AID", "Ana Ruiz lashed out at Chile for giving refuge to Tomas Vera.");
    assert_eq!(found, [parties(&["Chile"], &["Tomas Vera"])]);
}

#[test]
fn who_leads_an_assault_attacks() {
    let found = of_kind("ASSAULT", "The American-led assault on Arica began on Monday.");
    assert_eq!(found, [parties(&["United States"], &["Arica"])]);
    let found = of_kind("ASSAULT", "Chile attacked Arica for a second night.");
    assert_eq!(found, [parties(&["Chile"], &["Arica"])], "a night is no reason to blame");
}

#[test]
fn two_adjectives_with_a_hyphen_are_two_parties() {
    let found = of_kind("COOPERATE", "The Saudi-Iranian rapprochement has held.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0.len(), 2, "{found:?}");
}

#[test]
fn who_wants_no_name_in_the_paper_asks_for_nothing() {
    assert_eq!(of_kind("REQUEST", "Tomas Vera asked not to be named."), []);
    let asked = of_kind("REQUEST", "Tomas Vera asked Peru to leave.");
    assert_eq!(asked, [parties(&["Tomas Vera"], &["Peru"])]);
}

#[test]
fn the_ministers_of_several_states_act_for_these() {
    let text = "The foreign ministers of Peru, Chile and Bolivia met in Lima on Monday.";
    assert_eq!(of_kind("CONSULT", text), [parties(&["Peru", "Chile", "Bolivia"], &[])]);
}

#[test]
fn what_units_of_an_army_do_the_army_does() {
    let text = "Units of the armed forces of Peru opened fire on Arica.";
    assert_eq!(of_kind("ASSAULT", text), [parties(&["armed forces of Peru"], &["Arica"])]);
}

#[test]
fn support_that_is_reaffirmed_is_for_whom_it_is() {
    let text = "Ana Ruiz reaffirmed Peru's support for Bolivia.";
    assert_eq!(of_kind("SUPPORT", text), [parties(&["Ana Ruiz"], &["Bolivia"])]);
}

#[test]
fn a_gang_carries_out_its_attacks() {
    let text = "The attack was carried out by the Condor gang.";
    assert_eq!(of_kind("ASSAULT", text), [parties(&["Condor"], &[])]);
}

#[test]
fn a_note_of_protest_is_no_march() {
    let text = "Peru handed a note of protest to the Chilean embassy.";
    assert_eq!(of_kind("PROTEST", text), []);
    assert_eq!(of_kind("ACCUSE", text).len(), 1);
}

#[test]
fn a_deal_that_is_spoken_of_again_is_the_same() {
    let text = "Peru and Chile signed an agreement on Monday. Under the deal, Peru will help. \
        Bolivia was silent about the agreement between Peru and Chile.";
    assert_eq!(of_kind("AGREE", text).len(), 2, "what says more of it may be another");
}

#[test]
fn all_that_a_plural_names_take_part() {
    let found = of_kind("ASSAULT", "Chile shelled the towns of Putre and Tarata on Monday.");
    assert_eq!(found, [parties(&["Chile"], &["Putre", "Tarata"])]);
    let found =
        of_kind("CONSULT", "Ana Ruiz called her counterparts Pedro Soto and Omar Salim on Monday.");
    assert_eq!(found, [parties(&["Ana Ruiz"], &["Pedro Soto", "Omar Salim"])]);
}

#[test]
fn who_is_killed_stands_for_the_nation() {
    let found = of_kind("ASSAULT", "The Condor Front killed six Chilean policemen in Arica.");
    assert_eq!(found, [parties(&["Condor Front"], &["Chile"])]);
}

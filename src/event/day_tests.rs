//! The day, the number and the degree of fact of what is told, in invented news of Wednesday, 12 March 2025.

use jiff::civil::{Date, date};

use super::reading_tests::{counts, days, owned, reading};
use crate::grammar::Factuality;

const TODAY: Option<Date> = Some(date(2025, 3, 12));

fn march(day: i8) -> Option<Date> {
    Some(date(2025, 3, day))
}

/// How far from fact the events of this type are, in order.
fn facts(text: &str, kind: &str) -> Vec<Factuality> {
    let (_, found) = reading(text);
    found.events.iter().filter(|event| event.kind == kind).map(|event| event.factuality).collect()
}

#[test]
fn a_day_that_opens_a_sentence_dates_its_verb() {
    assert_eq!(
        days("Late Saturday, Peru's Foreign Ministry summoned the Chilean envoy.", "ACCUSE"),
        [march(8)]
    );
    assert_eq!(days("In the small hours of Tuesday, Chile bombed Tacna.", "ASSAULT"), [march(11)]);
}

#[test]
fn a_day_that_opens_a_sentence_holds_for_its_paragraph() {
    let text = "On Monday, Chile's army shelled Tacna. Peru condemned Chile.";
    assert_eq!(days(text, "ACCUSE"), [march(10)]);
    assert_eq!(days(&text.replace(". Peru", ".\nPeru"), "ACCUSE"), [None]);
}

#[test]
fn a_day_that_names_an_event_dates_that_alone() {
    let text = "Peru condemned the March 3 attack on Arica.";
    assert_eq!(days(text, "ACCUSE"), [None]);
    assert_eq!(days(text, "ASSAULT"), [march(3)]);
}

#[test]
fn what_is_proposed_has_not_the_day_of_the_proposal() {
    let text = "Seoul proposed military talks to North Korea on Monday.";
    assert_eq!(days(text, "REQUEST"), [march(10)]);
    assert_eq!(days(text, "CONSULT"), [None]);
}

#[test]
fn a_demand_is_made_when_it_is_said() {
    let text = "Chile must withdraw its troops, Ana Ruiz said on Tuesday.";
    assert_eq!(days(text, "REQUEST"), [march(11)]);
}

#[test]
fn a_day_without_a_year_is_a_near_one_and_a_stretch_begins_it() {
    assert_eq!(days("Chile attacked Tacna on 14 March.", "ASSAULT"), [march(14)]);
    assert_eq!(days("Peru's envoy visited Arica on 4 to 6 March.", "CONSULT"), [march(4)]);
    assert_eq!(days("Chile attacked Tacna three nights ago.", "ASSAULT"), [march(9)]);
    assert_eq!(days("Chile attacked Tacna at the weekend.", "ASSAULT"), [None]);
}

#[test]
fn an_entry_of_a_live_blog_tells_of_its_day() {
    let text = "18:42 Envoys recalled\nPeru has closed its embassy in Santiago.\n\
        17:10 Reactions\nChile condemned Peru.";
    assert_eq!(days(text, "SANCTION"), [TODAY]);
    assert_eq!(days(text, "ACCUSE"), [TODAY]);
    assert_eq!(days("Peru has closed its embassy in Santiago.", "SANCTION"), [None]);
}

#[test]
fn who_issues_a_text_acts_on_its_day() {
    let text = "Peru condemns the attack on Arica.\nWe urge Chile to withdraw its troops.";
    assert_eq!(days(text, "ACCUSE"), [TODAY]);
    let third = "The Secretary-General condemns the attack on Arica. \
        The Secretary-General urges Peru and Chile to return to talks. He welcomes the offer of Brazil.";
    assert_eq!(days(third, "REQUEST"), [TODAY]);
    assert_eq!(days("Peru condemns the attack on Arica.", "ACCUSE"), [None]);
}

#[test]
fn harm_behind_a_cue_is_done_by_whom_the_cue_speaks_of() {
    let text = "Peru hit Arica with drones on Tuesday, the governor said, killing three people.";
    assert_eq!(days(text, "CASUALTIES"), [march(11)]);
    assert_eq!(days(text, "ASSAULT").len(), 1);
}

#[test]
fn what_stands_loosely_beside_a_plan_is_none() {
    assert_eq!(
        facts("Gunmen vowed revenge, killing nine people in Tacna.", "CASUALTIES"),
        [Factuality::Asserted]
    );
    assert_eq!(
        facts("Chile forced Peru to withdraw its troops from Arica.", "RETREAT"),
        [Factuality::Asserted]
    );
    assert_eq!(
        facts("Brazil acts to prevent Chile from attacking Peru.", "ASSAULT"),
        [Factuality::Possible]
    );
}

#[test]
fn tolls_crowds_and_rates_are_counted() {
    assert_eq!(
        counts("The death toll from the strike on Arica rose to 45.", "CASUALTIES"),
        owned(&[("killed", 45.0)])
    );
    assert_eq!(
        counts("Rebels killed 12 soldiers and captured seven in Tacna.", "CASUALTIES"),
        owned(&[("killed", 12.0), ("captured", 7.0)])
    );
    assert_eq!(
        counts("Around 300 fishermen rallied outside the Chilean embassy in Lima.", "PROTEST"),
        owned(&[("fishermen", 300.0)])
    );
    assert_eq!(
        counts("Peru raised tariffs on Chilean copper to 25 per cent.", "SANCTION"),
        owned(&[("per cent", 25.0)])
    );
    assert_eq!(
        counts("Peru shot down 12 of 15 Chilean drones.", "DAMAGE"),
        owned(&[("drones", 12.0)])
    );
    assert_eq!(counts("Peruvian troops wounded two Chileans.", "ASSAULT"), owned(&[]));
}

#[test]
fn what_is_judged_has_the_day_not_the_judgement() {
    let text = "“I condemn Monday's shelling of Tacna,” Ana Ruiz said.";
    assert_eq!((days(text, "ACCUSE"), days(text, "ASSAULT")), (vec![None], vec![march(10)]));
    let text = "Peru condemns the shelling of Tacna on Sunday.";
    assert_eq!((days(text, "ACCUSE"), days(text, "ASSAULT")), (vec![None], vec![march(9)]));
}

#[test]
fn a_day_inside_a_subject_that_is_confirmed_is_the_day_of_what_happened() {
    let text = "The death of nine soldiers near Tacna on Sunday was confirmed by the army.";
    assert_eq!(days(text, "CASUALTIES"), [march(9)]);
}

#[test]
fn a_line_that_opens_with_its_day_dates_what_it_tells_in_the_present() {
    let text =
        "10 March 2025: Peru and Chile sign a treaty; Chile withdraws its troops from Tacna.";
    assert_eq!((days(text, "AGREE"), days(text, "RETREAT")), (vec![march(10)], vec![march(10)]));
}

#[test]
fn what_is_said_has_the_day_of_the_speech_or_the_paper() {
    for text in [
        "Peru's foreign ministry, in a statement issued on Monday, accused Chile of piracy.",
        "Speaking in Lima on Monday, Ana Ruiz accused Chile of piracy.",
        "Ana Ruiz, speaking to reporters in Lima on Monday, condemned the raid on Tacna.",
    ] {
        assert_eq!(days(text, "ACCUSE"), [march(10)], "{text}");
    }
}

#[test]
fn what_happened_in_a_dated_event_has_its_day_wherever_the_tree_hangs_it() {
    let text = "Ana Ruiz condemned the ambush of a patrol near Arica, in Tacna province, on 3 March 2025, \
        in which one Peruvian soldier was killed.";
    assert_eq!(days(text, "CASUALTIES"), [march(3)]);
    let text = "We condemn the March 3 massacre in Arica, north of the capital, in which gunmen shot dead \
        nine Peruvian fishermen.";
    assert_eq!(days(text, "CASUALTIES"), [march(3)]);
}

#[test]
fn a_day_that_a_later_sentence_tells_of_an_event_is_its_day() {
    let text = "Chilean forces shelled Tacna for a second night, Peru said. The attack began late on Monday.";
    assert_eq!(days(text, "ASSAULT").first(), Some(&march(10)));
    let text =
        "Nine people have been killed in Chilean raids on Tacna. Sunday's raids hit a market.";
    assert_eq!(days(text, "CASUALTIES"), [march(9)]);
    let text = "Chilean forces shelled Tacna, Peru said. The talks began late on Monday.";
    assert_eq!(days(text, "ASSAULT"), [None], "talks are no attack");
}

#[test]
fn a_day_before_a_clause_counts_from_the_clause_above() {
    let text =
        "Peru recalled its envoy on Tuesday, a day before Ana Ruiz and Tomas Vera meet in Lima.";
    assert_eq!(days(text, "CONSULT"), [TODAY]);
    let text =
        "Chile shelled Tacna on Monday. The attack came a day after Peru seized two Chilean boats.";
    assert_eq!(days(text, "COERCE"), [march(9)]);
}

#[test]
fn what_has_been_done_takes_no_day_from_what_it_follows() {
    let text =
        "Peru has recalled its ambassador from Santiago following the attack on Tacna on Sunday.";
    assert_eq!((days(text, "SANCTION"), days(text, "ASSAULT")), (vec![None], vec![march(9)]));
    let text = "Since the attack on Tacna on 3 March, Peru has closed its border with Chile.";
    assert_eq!(days(text, "ASSAULT"), [march(3)]);
    let text = "Monday's strike on Tacna was condemned by Brazil.";
    assert_eq!((days(text, "ACCUSE"), days(text, "ASSAULT")), (vec![None], vec![march(10)]));
}

#[test]
fn one_of_two_days_is_no_day() {
    assert_eq!(days("Chile shelled Tacna between 3 and 5 March.", "ASSAULT"), [None]);
    assert_eq!(days("Chile shelled Tacna on 3 and 5 March.", "ASSAULT"), [march(3)]);
}

#[test]
fn a_meeting_that_is_called_off_keeps_the_day_it_was_set_for() {
    let text = "A planned meeting on Friday between Ana Ruiz and Tomas Vera was called off.";
    assert_eq!(days(text, "CONSULT"), [march(14)]);
}

#[test]
fn the_day_of_a_story_is_the_one_it_leads_with() {
    let text = "Chile expelled nine Peruvian diplomats on Tuesday. On Sunday, Chile shelled Tacna.\n\
        Peru's envoy was summoned to the ministry in Santiago later in the day.";
    assert_eq!(days(text, "ACCUSE"), [march(11)]);
}

#[test]
fn those_who_met_said_on_that_day_what_they_said() {
    let text = "We, the foreign ministers of Peru and Chile, met in Lima on 10 March 2025.\n\
        We condemned the raid on Arica and urged Bolivia to withdraw its troops.";
    assert_eq!((days(text, "ACCUSE"), days(text, "REQUEST")), (vec![march(10)], vec![march(10)]));
}

#[test]
fn a_list_of_attacks_has_the_day_of_its_lead() {
    let text = "Peruvian forces continued to attack rebels in Bolivia yesterday, the army said.\n\
        -- Near Potosi, two strikes destroyed a rebel bridge.\n\
        -- Near Sucre, one strike damaged a rebel camp.";
    assert_eq!(days(text, "DAMAGE"), [march(11), march(11)]);
}

//! What the text around names tells of offices, wholes, wider places and nations, in invented news.

use super::read;
use crate::grammar::Grammar;
use crate::syntax::Syntax;
use crate::text::{Span, layout};

/// All relations of a text as `type: subject -> object (value)`.
fn relations(text: &str) -> Vec<String> {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    let reading = read(text, &sentences, &Grammar::embedded().unwrap());
    let name = |e: usize| reading.entities.list[e].name.clone();
    let all = reading.relations.iter().map(|r| {
        let value = r.value.as_ref().map(|v| format!(" ({v})")).unwrap_or_default();
        format!("{}: {} -> {}{value}", r.kind, name(r.subject), name(r.object))
    });
    all.collect()
}

/// Does a text tell all these relations?
fn tells(text: &str, expected: &[&str]) {
    let all = relations(text);
    for relation in expected {
        assert!(all.iter().any(|r| r == relation), "no {relation:?} in {all:#?}");
    }
}

#[test]
fn towns_lie_where_an_apposition_or_their_noun_says() {
    tells(
        "Troops entered Tarata, a town in northern Chile, on Monday.",
        &["located_in: Tarata -> northern Chile"],
    );
    tells("The ship left the Chilean port of Arica on Monday.", &["located_in: Arica -> Chile"]);
}

#[test]
fn bodies_are_part_of_what_owns_them_or_of_what_is_said_of_them() {
    tells(
        "The 14th Brigade of the Peruvian Army attacked on Monday.",
        &["part_of: 14th Brigade -> Peruvian Army"],
    );
    tells(
        "The Condor Front, the armed wing of the Andean Unity Party, denied it.",
        &["part_of: Condor Front -> Andean Unity Party"],
    );
}

#[test]
fn verbs_of_leading_tell_an_office() {
    tells(
        "Ana Ruiz, a lawyer who now heads the Andean Ports Council, spoke on Monday.",
        &["holds_office: Ana Ruiz -> Andean Ports Council (head)"],
    );
    tells(
        "The Andean Unity Party, led by Senator Tomas Vera, walked out.",
        &["holds_office: Tomas Vera -> Andean Unity Party (leader)"],
    );
}

#[test]
fn who_sits_in_a_city_is_not_the_citys_officer() {
    let all = relations("The Lima-based president of the Andean Ports Council, Ana Ruiz, spoke.");
    assert!(all.iter().all(|r| !r.contains("-> Lima")), "{all:#?}");
    let all = relations("Our ambassador in Lima, Ana Ruiz, has spoken to Chile.");
    assert!(all.iter().all(|r| !r.contains("-> Lima")), "{all:#?}");
}

#[test]
fn a_predecessor_held_what_the_other_holds() {
    tells(
        "Peru's Foreign Minister Ana Ruiz spoke first. Her predecessor, Tomas Vera, spoke next.",
        &["former_office: Tomas Vera -> Peru (foreign minister)"],
    );
}

#[test]
fn adjectives_of_people_tell_their_nation() {
    tells("Police arrested the Peruvian banker Ana Ruiz.", &["citizen_of: Ana Ruiz -> Peru"]);
    tells(
        "Ana Ruiz, a Chilean economist at the Andean Institute, disagreed.",
        &[
            "citizen_of: Ana Ruiz -> Chile",
            "holds_office: Ana Ruiz -> Andean Institute (economist)",
        ],
    );
}

#[test]
fn the_ministry_in_the_title_of_its_spokesman_is_whom_he_speaks_for() {
    tells(
        "Chilean foreign ministry spokesman Tomas Vera denied it.",
        &["spokesperson_for: Tomas Vera -> Chilean foreign ministry"],
    );
}

#[test]
fn a_country_that_leads_a_coalition_is_one_of_it() {
    let all = relations("The Chile-led coalition attacked Arica on Monday.");
    assert!(all.iter().any(|r| r == "member_of: Chile -> Chile-led coalition"), "{all:#?}");
    assert!(all.iter().all(|r| !r.starts_with("part_of")), "{all:#?}");
}

#[test]
fn bylines_credits_and_turns_tell_for_whom_people_work() {
    let text = "Peru shuts its border\n\nBy Ana Ruiz and Tomas Vera, The Lima Post\n\nPeru shut its border.";
    let all = relations(text);
    for expected in ["member_of: Ana Ruiz -> Lima Post", "member_of: Tomas Vera -> Lima Post"] {
        assert!(all.iter().any(|r| r == expected), "{all:#?}");
    }
    tells("Reuters' Ana Ruiz saw it.", &["member_of: Ana Ruiz -> Reuters"]);
}

#[test]
fn an_office_in_the_plural_is_each_ones() {
    let expected = [
        "holds_office: Ana Ruiz -> Peru (president)",
        "holds_office: Tomas Vera -> Chile (president)",
    ];
    tells("Presidents Ana Ruiz of Peru and Tomas Vera of Chile signed it.", &expected);
    tells("The presidents of Peru and Chile, Ana Ruiz and Tomas Vera, signed it.", &expected);
}

#[test]
fn what_somebody_was_until_a_day_is_past() {
    let expected = ["former_office: Ana Ruiz -> Peru (interior minister)"];
    tells("Ana Ruiz, who was Peru's interior minister until 2021, was arrested.", &expected);
    tells("Ana Ruiz served as Peru's interior minister from 2018 to 2021.", &expected);
    tells(
        "On Monday ex-president Ana Ruiz of Peru was jailed.",
        &["former_office: Ana Ruiz -> Peru (president)"],
    );
}

#[test]
fn a_party_in_apposition_or_behind_its_owner_has_a_member() {
    let expected = ["member_of: Ana Ruiz -> Condor Block"];
    tells("Ana Ruiz's party, Condor Block, vowed to boycott the vote.", &expected);
    tells(
        "Ana Ruiz, whose Green Condor party won the vote, met Peru's envoy.",
        &["member_of: Ana Ruiz -> Green Condor"],
    );
}

#[test]
fn who_keeps_runs_or_owns_a_facility_has_it() {
    tells(
        "Peru, which keeps a naval base at Arica, denied it. Drones hit the naval base at Arica.",
        &["belongs_to: naval base at Arica -> Peru"],
    );
    tells(
        "A hospital run by Doctors Without Borders in Lima was closed by police.",
        &["belongs_to: hospital -> Doctors Without Borders", "located_in: hospital -> Lima"],
    );
}

#[test]
fn a_body_of_the_state_is_of_the_country_that_the_story_is_told_from() {
    for body in ["Arica District Court", "Central Election Commission", "National Port Authority"] {
        let text = format!("SANTIAGO, Chile – The {body} refused on Friday. The {body} said so.");
        tells(&text, &[&format!("part_of: {body} -> Chile")]);
    }
    let all = relations("SANTIAGO, Chile – The Condor Doctors Network refused on Friday.");
    assert!(all.iter().all(|r| !r.starts_with("part_of")), "{all:#?}");
}

#[test]
fn a_region_of_several_countries_lies_in_none() {
    let all = relations("Once an island of calm in Central Asia, Tajikistan banned two papers.");
    assert!(all.iter().all(|r| !r.starts_with("located_in")), "{all:#?}");
    let all = relations("Senator Tomas Vera, a guest from Arica, visited Peru.");
    assert!(all.iter().all(|r| !r.starts_with("located_in")), "{all:#?}");
}

#[test]
fn nations_are_told_by_their_people_and_by_where_somebody_is_from() {
    tells(
        "Two Swedes, Lars Berg and Nina Dahl, were held in Chile.",
        &["citizen_of: Lars Berg -> Sweden", "citizen_of: Nina Dahl -> Sweden"],
    );
    tells("Lars Berg, 34, from Sweden, was held in Chile.", &["citizen_of: Lars Berg -> Sweden"]);
    tells(
        "The Peruvian-Chilean journalist Ana Ruiz was freed.",
        &["citizen_of: Ana Ruiz -> Peru", "citizen_of: Ana Ruiz -> Chile"],
    );
}

#[test]
fn allies_and_members_of_an_alliance_are_each_one_of_it() {
    tells("Norway, a NATO ally, sent ships.", &["member_of: Norway -> NATO"]);
    tells(
        "NATO allies Norway and Denmark sent ships.",
        &["member_of: Norway -> NATO", "member_of: Denmark -> NATO"],
    );
}

//! Who takes part without a name, and whose the offices and bodies are that the text leaves open: invented news.

use super::{MentionForm, Reading, read};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::Syntax;
use crate::text::{Span, layout};

fn reading(text: &str) -> Reading {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    read(text, &sentences, &Grammar::embedded().unwrap())
}

/// The name and kind of what the stretch of the text is a mention of.
fn meant(text: &str, stretch: &str) -> Option<(String, EntityKind)> {
    let reading = reading(text);
    let found = reading.entities.mentions.iter().find(|m| m.span.of(text) == stretch)?;
    let record = reading.entities.get(found.entity)?;
    Some((record.name.clone(), record.kind))
}

fn relations(text: &str) -> Vec<String> {
    let reading = reading(text);
    let name = |e: usize| reading.entities.list[e].name.clone();
    let tell =
        |r: &super::StandingRelation| format!("{} {} {}", r.kind, name(r.subject), name(r.object));
    reading.relations.iter().map(tell).collect()
}

#[test]
fn ships_and_vehicles_without_a_name_are_things() {
    let text = "A Peruvian cutter rammed two Chilean trawlers on Monday.";
    for stretch in ["Peruvian cutter", "two Chilean trawlers", "Chilean trawlers"] {
        assert_eq!(meant(text, stretch).map(|m| m.1), Some(EntityKind::Other), "{stretch}");
    }
}

#[test]
fn the_people_of_an_armed_group_are_the_group() {
    let text =
        "The army fought the Condor Liberation Front (CLF). On Friday CLF rebels left Arica.";
    assert_eq!(meant(text, "CLF rebels"), meant(text, "Condor Liberation Front"));
}

#[test]
fn the_assailants_are_the_bandits_told_before() {
    let text = "Masked bandits attacked a bank in Lima. The assailants fled before police came.";
    assert_eq!(meant(text, "assailants"), meant(text, "bandits"));
    assert!(meant(text, "assailants").is_some());
}

#[test]
fn its_ministry_is_part_of_the_country_that_the_pronoun_means() {
    let told = relations("Peru was careful. Its foreign ministry urged Chile to wait.");
    assert!(told.iter().any(|r| r.starts_with("part_of") && r.ends_with(" Peru")), "{told:?}");
}

#[test]
fn a_counterpart_has_the_same_office() {
    let text = "Peru's foreign minister, Ana Ruiz, met her Chilean counterpart, Tomas Vera.";
    let told = relations(text);
    assert!(told.contains(&"holds_office Tomas Vera Chile".to_owned()), "{told:?}");
}

#[test]
fn a_spokesman_speaks_for_the_body_that_acted_before() {
    let text =
        "Peru's foreign ministry rejected the claim. “It is false,” said spokesman Tomas Vera.";
    let told = relations(text);
    let speaks = |r: &&String| r.starts_with("spokesperson_for Tomas Vera");
    assert!(told.iter().any(|r| speaks(&r) && r.contains("ministry")), "{told:?}");
}

#[test]
fn an_analyst_is_of_a_nation_and_holds_no_office_of_it() {
    let told = relations("The plan failed, said Chilean analyst Tomas Vera.");
    assert!(told.contains(&"citizen_of Tomas Vera Chile".to_owned()), "{told:?}");
    assert!(!told.iter().any(|r| r.starts_with("holds_office")), "{told:?}");
}

#[test]
fn who_wrote_it_is_a_person_whom_no_pronoun_means() {
    let text = "Peru talks to Chile\n\nBy Tomas Vera and Ana Ruiz\n\nThe ministers of Peru and Chile met \
        in Lima on Monday. He said nothing.";
    assert_eq!(meant(text, "Tomas Vera"), Some(("Tomas Vera".into(), EntityKind::Person)));
    let reading = reading(text);
    assert!(reading.entities.mentions.iter().all(|m| m.form != MentionForm::Pronoun));
}

#[test]
fn a_surname_after_a_title_is_the_full_name_told_elsewhere() {
    let text = "Among them is Roody Caraveli, a former deputy. Mr. Caraveli's lawyers said no.";
    assert_eq!(meant(text, "Mr. Caraveli"), meant(text, "Roody Caraveli"));
}

#[test]
fn the_platform_x_is_a_body_where_something_is_written_on_it() {
    let text = "Foreign Minister Ana Ruiz wrote on X that the talks would go on.";
    assert_eq!(meant(text, "X").map(|m| m.1), Some(EntityKind::Organization));
    assert_eq!(meant("The doctors looked at the lungs on X-ray pictures.", "X"), None);
}

#[test]
fn a_ministers_subject_is_no_body() {
    let text = "Talks go on, Unification Minister Ana Ruiz said in Lima.";
    assert_eq!(meant(text, "Unification"), None);
}

#[test]
fn member_states_are_a_group_and_honorifics_no_names() {
    let text = "H.E. Ambassador Ana Ruiz urged all Member States to help.";
    assert_eq!(meant(text, "Member States").map(|m| m.1), Some(EntityKind::Organization));
    assert_eq!(meant(text, "States"), None);
    assert_eq!(meant(text, "H.E."), None);
}

#[test]
fn joined_offices_before_a_name_are_one_person_s() {
    let text = "Ana Ruiz met Peruvian Deputy Prime Minister and Foreign Minister Tomas Vera.";
    let reading = reading(text);
    let people = reading.entities.list.iter().filter(|e| e.kind == EntityKind::Person);
    assert_eq!(people.map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Ana Ruiz", "Tomas Vera"]);
}

#[test]
fn a_body_named_with_its_union_and_without_is_one() {
    let text =
        "The Peace Council of the Andean Union met in Lima. The Peace Council condemned the raid.";
    let whole = Some(("Peace Council of the Andean Union".to_owned(), EntityKind::Organization));
    assert_eq!(meant(text, "Peace Council"), whole);
}

#[test]
fn one_word_names_a_gang() {
    let text = "Police said the Condor gang robbed a bank in Lima.";
    assert_eq!(meant(text, "Condor").map(|m| m.1), Some(EntityKind::Organization));
}

#[test]
fn that_before_many_opens_a_clause() {
    let text = "He repeated the claim that agents of the Chilean government robbed the bank.";
    assert_eq!(meant(text, "that agents"), None);
}

#[test]
fn who_speaks_for_a_ministry_is_called_with_it() {
    let text = "A spokeswoman for Chile's foreign ministry warned Peru.";
    let name = "spokeswoman for Chile's foreign ministry".to_owned();
    assert!(reading(text).entities.list.iter().any(|e| e.name == name));
}

#[test]
fn a_ministry_is_that_of_the_state_that_acts() {
    let told = relations(
        "Lima has recalled its ambassador to Chile, the foreign ministry said. Peru was angry.",
    );
    assert!(told.contains(&"part_of foreign ministry Peru".to_owned()), "{told:?}");
}

#[test]
fn a_surname_that_opens_a_sentence_is_known_from_the_document() {
    let text = "Peru's premier, Musa Bello, met Tomas Vera. Bello, for his part, was silent.";
    let reading = reading(text);
    let bello = reading.entities.mentions.iter().rfind(|m| m.span.of(text) == "Bello");
    let name = bello.and_then(|m| reading.entities.get(m.entity)).map(|e| e.name.as_str());
    assert_eq!(name, Some("Musa Bello"));
}

/// The names of the entities of this kind.
fn of_kind(text: &str, kind: EntityKind) -> Vec<String> {
    let list = reading(text).entities.list;
    list.into_iter().filter(|e| e.kind == kind).map(|e| e.name).collect()
}

#[test]
fn a_year_counts_nobody() {
    let text =
        "In May 2023 Chilean protesters attacked a bank. In 2019 Chilean farmers blocked a road.";
    let groups = of_kind(text, EntityKind::Organization);
    assert_eq!(groups, ["Chilean protesters", "Chilean farmers"]);
}

#[test]
fn aircraft_are_nobody() {
    let text = "Fighter, bomber and remotely piloted aircraft hit Tacna.";
    assert_eq!(of_kind(text, EntityKind::Person), [""; 0]);
}

#[test]
fn the_elected_and_the_general_staff_are_told_by_their_titles() {
    let people = of_kind(
        "Prime Minister-designate Ana Ruiz met President-elect Tomas Vera.",
        EntityKind::Person,
    );
    assert_eq!(people, ["Ana Ruiz", "Tomas Vera"]);
    let staff = "The Chilean General Staff said Peru was at fault.";
    assert_eq!(of_kind(staff, EntityKind::Organization), ["Chilean General Staff"]);
}

#[test]
fn what_is_retaken_or_lies_near_is_a_place() {
    let text = "Soldiers recaptured Moquelca. In Tarunda, police shut a road. Troops crossed the River Yalca.";
    assert_eq!(of_kind(text, EntityKind::Place), ["Moquelca", "Tarunda", "River Yalca"]);
}

#[test]
fn what_explains_the_name_of_a_body_is_no_other_body() {
    let text = "The Andean Relief Force, the peace mission in Peru, accused Chile.";
    assert_eq!(of_kind(text, EntityKind::Organization), ["Andean Relief Force"]);
}

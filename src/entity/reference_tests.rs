//! References that need more than one sentence or more than one entity, told with invented news.

use super::{MentionForm, Reading, read};
use crate::grammar::Grammar;
use crate::syntax::{Parsed, Syntax};
use crate::text::{Span, layout};

fn reading(text: &str) -> (Vec<Parsed>, Reading) {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    let reading = read(text, &sentences, &Grammar::embedded().unwrap());
    (sentences, reading)
}

/// The names of those that the word `form` of the last sentence stands for.
fn together(text: &str, form: &str) -> Vec<String> {
    let (sentences, reading) = reading(text);
    let last = sentences.len() - 1;
    let word = sentences[last].words.iter().position(|w| &*w.form == form).unwrap();
    let entities = reading.entities.together(last, word);
    entities.iter().map(|&e| reading.entities.list[e].name.clone()).collect()
}

#[test]
fn a_pair_is_the_two_people_named_before() {
    let text =
        "Foreign Minister Ana Ruiz flew to Lima to see Tomas Vera. The pair talked for hours.";
    assert_eq!(together(text, "pair"), ["Ana Ruiz", "Tomas Vera"]);
}

#[test]
fn both_countries_are_the_two_named_before_and_three_are_nobody() {
    let two = "Peru and Chile signed a treaty. Both countries praised it.";
    assert_eq!(together(two, "countries"), ["Peru", "Chile"]);
    let three = "Peru, Chile and Bolivia signed a treaty. Both countries praised it.";
    assert_eq!(together(three, "countries"), [""; 0]);
}

#[test]
fn both_the_two_and_neither_side_are_the_two_named_before() {
    let two = "Peru and Chile signed a treaty.";
    assert_eq!(together(&format!("{two} Both have praised it."), "Both"), ["Peru", "Chile"]);
    assert_eq!(together(&format!("{two} Neither side kept it."), "side"), ["Peru", "Chile"]);
    let people = "Ana Ruiz and Tomas Vera met in Lima. On Monday the two agreed to wait.";
    assert_eq!(together(people, "two"), ["Ana Ruiz", "Tomas Vera"]);
}

#[test]
fn the_presidents_of_two_countries_are_those_who_hold_the_office() {
    let text = "Chilean President Tomas Vera called Peruvian President Ana Ruiz. \
        The Chilean and Peruvian presidents agreed to meet.";
    assert_eq!(together(text, "presidents"), ["Tomas Vera", "Ana Ruiz"]);
}

#[test]
fn who_is_named_later_is_the_one_told_before() {
    let text = "A court in Lima sentenced a Chilean citizen to ten years in prison. \
        Reports say that the man, Pedro Soto, denied the charges.";
    let (_, reading) = reading(text);
    let soto = reading.entities.list.iter().position(|e| e.name == "Pedro Soto").unwrap();
    let told = |m: &&super::Mention| m.entity == soto && m.sentence == 0;
    assert_eq!(reading.entities.mentions.iter().filter(told).count(), 1);
}

#[test]
fn what_is_described_by_its_owner_is_called_by_the_owners_name() {
    let (_, reading) = reading("Peru said its embassy in Santiago was damaged in the attack.");
    let names: Vec<&str> = reading.entities.list.iter().map(|e| e.name.as_str()).collect();
    assert!(names.contains(&"Peru's embassy in Santiago"), "{names:?}");
}

/// The names of those whom the pronouns of a text mean.
fn meant(text: &str) -> Vec<String> {
    let entities = reading(text).1.entities;
    let pronouns = entities.mentions.iter().filter(|m| m.form == MentionForm::Pronoun);
    pronouns.filter_map(|m| entities.get(m.entity).map(|e| e.name.clone())).collect()
}

#[test]
fn subjects_come_before_others() {
    assert_eq!(meant("Tomas Vera met Juan Soto in Lima. He left on Monday."), ["Tomas Vera"]);
}

#[test]
fn a_pronoun_is_not_the_subject_of_its_own_verb() {
    assert_eq!(meant("Juan Soto spoke first. Tomas Vera thanked him."), ["Juan Soto"]);
    assert_eq!(meant("Juan Soto spoke. Tomas Vera wanted to see him."), ["Juan Soto"]);
    assert_eq!(meant("Juan Soto spoke. Tomas Vera blamed himself."), ["Tomas Vera"]);
}

#[test]
fn a_pronoun_may_come_before_the_subject_that_it_means() {
    assert_eq!(meant("In his speech, Tomas Vera praised the talks."), ["Tomas Vera"]);
    assert_eq!(meant("When she arrived, Ana Ruiz met ministers in Lima."), ["Ana Ruiz"]);
}

#[test]
fn gender_tells_two_people_apart() {
    assert_eq!(meant("Ana Ruiz met Tomas Vera. She thanked him."), ["Ana Ruiz", "Tomas Vera"]);
}

#[test]
fn an_office_told_before_its_holder_is_the_holder() {
    let text = "The Foreign Secretary urged Peru to act. Foreign Secretary Ana Ruiz flew to Lima on Monday.";
    let (_, reading) = reading(text);
    let people: Vec<&str> = reading
        .entities
        .list
        .iter()
        .filter(|e| e.kind == crate::grammar::EntityKind::Person)
        .map(|e| e.name.as_str())
        .collect();
    assert_eq!(people, ["Ana Ruiz"]);
}

#[test]
fn who_leads_a_coalition_is_part_of_its_name() {
    let (_, reading) = reading("The Peru-led coalition attacked Chile.");
    let names: Vec<&str> = reading.entities.list.iter().map(|e| e.name.as_str()).collect();
    assert!(names.contains(&"Peru-led coalition"), "{names:?}");
}

#[test]
fn a_group_that_fights_or_has_a_backer_is_the_one_that_was_named() {
    let text = "The Houthis hit a ship on Monday. The Iran-backed group promised more. \
        The armed group fired two missiles.";
    let (_, reading) = reading(text);
    let entities = &reading.entities;
    let houthis = entities.list.iter().position(|e| e.name == "Houthis").unwrap();
    let called: Vec<&str> =
        entities.mentions.iter().filter(|m| m.entity == houthis).map(|m| m.span.of(text)).collect();
    assert!(called.contains(&"Iran-backed group") && called.contains(&"armed group"), "{called:?}");
    let bank = "NATO met on Monday. The bank said nothing.";
    let (_, reading) = self::reading(bank);
    let nato = reading.entities.list.iter().position(|e| e.name == "NATO").unwrap();
    assert_eq!(reading.entities.mentions.iter().filter(|m| m.entity == nato).count(), 1);
}

/// The words that mean the entity of this name.
fn called(text: &str, name: &str) -> Vec<String> {
    let (_, reading) = reading(text);
    let entities = &reading.entities;
    let entity = entities.list.iter().position(|e| e.name == name);
    let of = entities.mentions.iter().filter(|m| Some(m.entity) == entity);
    of.map(|m| m.span.of(text).to_owned()).collect()
}

#[track_caller]
fn means(text: &str, words: &str, name: &str) {
    let all = called(text, name);
    assert!(all.iter().any(|mention| mention == words), "{name}: {all:?}");
}

#[test]
fn a_state_is_meant_by_its_region_its_traits_and_what_it_is() {
    let niger = "Niger shut its border with Benin. The West African nation is ruled by a junta.";
    means(niger, "West African nation", "Niger");
    let oil = "Saudi Arabia and Iraq talked. The oil-rich kingdom denied the report.";
    means(oil, "oil-rich kingdom", "Saudi Arabia");
    let north =
        "North Korea fired a missile. Seoul's army saw it. The communist country blamed the South.";
    means(north, "communist country", "North Korea");
    let (_, reading) = reading("Peru and Chile signed a pact. The Gulf state sent nobody.");
    assert!(reading.entities.list.iter().all(|e| e.name != "Gulf state"), "{reading:#?}");
}

#[test]
fn a_neighbour_is_the_other_state() {
    means(
        "Peru and Chile quarrel. Peru blames its southern neighbour.",
        "its southern neighbour",
        "Chile",
    );
}

#[test]
fn ranks_heads_of_state_and_rebel_leaders_are_those_who_were_named_so() {
    let rank = "Army spokesman General Tomas Vera spoke in Lima. The general denied it.";
    means(rank, "general", "Tomas Vera");
    let head = "Peru's president, Ana Ruiz, met Tomas Vera. The head of state thanked him.";
    means(head, "head of state", "Ana Ruiz");
    let rebels = "Peru's president, Ana Ruiz, blamed Pedro Soto, the leader of the Condor Front. The rebel leader fled.";
    means(rebels, "rebel leader", "Pedro Soto");
}

#[test]
fn a_group_is_no_government_and_a_league_what_its_name_says() {
    let text = "The Condor Front holds Arica. The Government of National Trust met in Lima. The group fired on it.";
    means(text, "group", "Condor Front");
    means("The Andean Coalition met. The alliance chose a leader.", "alliance", "Andean Coalition");
    let known = "The Andean Trade Commission met. The mission, known by its Spanish acronym MTC, left. MTC wrote to Peru.";
    means(known, "mission", "MTC");
}

#[test]
fn no_object_means_the_subject_of_its_own_verb() {
    let text = "The Condor Front holds Arica. Peru's navy attacked it.";
    means(text, "it", "Condor Front");
}

#[test]
fn both_sides_are_those_of_whom_the_text_tells_not_who_urges_them() {
    let text = "Peru and Chile traded fire on Monday. Peru blamed Chile. Chile blamed Peru. \
        The United Nations and Bolivia offered help. Bolivia urged both sides to stop.";
    assert_eq!(together(text, "sides"), ["Peru", "Chile"]);
}

#[test]
fn two_ministers_with_one_charge_are_the_last_two_people() {
    let text = "Ana Ruiz called Tomas Vera. The two defence ministers agreed to meet.";
    assert_eq!(together(text, "ministers"), ["Ana Ruiz", "Tomas Vera"]);
}

#[test]
fn whose_ambassador_somebody_is_may_be_told_before_the_name() {
    let text = "Peru expelled Chile's ambassador. Ambassador Ana Ruiz left Lima.";
    means(text, "Chile's ambassador", "Ana Ruiz");
}

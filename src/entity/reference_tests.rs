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

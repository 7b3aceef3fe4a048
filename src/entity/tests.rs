//! What the entity stage promises, told with invented news.

use super::{MentionForm, Reading, read};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::Syntax;
use crate::text::{Span, layout};

struct Read {
    text: String,
    reading: Reading,
}

fn reading(text: &str) -> Read {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    let reading = read(text, &sentences, &Grammar::embedded().unwrap());
    Read { text: text.to_owned(), reading }
}

impl Read {
    fn entity(&self, name: &str) -> usize {
        let names: Vec<&str> = self.reading.entities.list.iter().map(|e| e.name.as_str()).collect();
        names.iter().position(|n| *n == name).unwrap_or_else(|| panic!("no {name:?} in {names:?}"))
    }

    fn kind(&self, name: &str) -> EntityKind {
        self.reading.entities.list[self.entity(name)].kind
    }

    /// The words that refer to an entity by one of these forms, in order.
    fn words(&self, name: &str, forms: &[MentionForm]) -> Vec<&str> {
        let entity = self.entity(name);
        let theirs = self.reading.entities.mentions.iter().filter(|m| m.entity == entity);
        theirs.filter(|m| forms.contains(&m.form)).map(|m| m.span.of(&self.text)).collect()
    }

    /// All relations as `type: subject -> object (value)`.
    fn relations(&self) -> Vec<String> {
        let name = |e: usize| self.reading.entities.list[e].name.clone();
        let tell = |r: &super::StandingRelation| {
            let value = r.value.as_ref().map(|v| format!(" ({v})")).unwrap_or_default();
            format!("{}: {} -> {}{value}", r.kind, name(r.subject), name(r.object))
        };
        self.reading.relations.iter().map(tell).collect()
    }

    fn says(&self, relation: &str) {
        let all = self.relations();
        assert!(all.iter().any(|r| r == relation), "no {relation:?} in {all:#?}");
    }
}

#[test]
fn a_title_with_its_country_gives_the_office_and_is_part_of_the_mention() {
    let read = reading("Peruvian Foreign Minister Ana Ruiz arrived in Santiago on Monday.");
    assert_eq!(read.kind("Ana Ruiz"), EntityKind::Person);
    assert_eq!(
        read.words("Ana Ruiz", &[MentionForm::Name]),
        ["Peruvian Foreign Minister Ana Ruiz", "Ana Ruiz"]
    );
    read.says("holds_office: Ana Ruiz -> Peru (foreign minister)");
}

#[test]
fn lower_case_titles_possessors_and_appositions_give_offices_too() {
    let read = reading(
        "Chile's defence minister Tomas Vera spoke first. Rosa Lund, the Norwegian prime minister, \
         spoke next. Kenya's finance minister, Daniel Otieno, did not speak.",
    );
    read.says("holds_office: Tomas Vera -> Chile (defence minister)");
    read.says("holds_office: Rosa Lund -> Norway (prime minister)");
    read.says("holds_office: Daniel Otieno -> Kenya (finance minister)");
}

#[test]
fn former_offices_and_spokespeople_are_relations_of_their_own() {
    let read = reading(
        "Former Chilean president Tomas Vera objected. Laura Diaz, a spokeswoman for the Peruvian \
         foreign ministry, declined to comment.",
    );
    read.says("former_office: Tomas Vera -> Chile (president)");
    read.says("spokesperson_for: Laura Diaz -> Peruvian foreign ministry");
    read.says("part_of: Peruvian foreign ministry -> Peru");
}

#[test]
fn a_surname_means_the_person_named_in_full_even_if_that_comes_later() {
    let read = reading(
        "Ruiz refused to sign, aides said. Ana Ruiz later left Lima. Ms Ruiz did not return.",
    );
    let names = read.words("Ana Ruiz", &[MentionForm::Name]);
    assert_eq!(names.iter().filter(|n| n.ends_with("Ruiz")).count(), names.len());
    assert!(names.contains(&"Ruiz") && names.contains(&"Ms Ruiz"), "{names:?}");
}

#[test]
fn a_capital_that_acts_is_its_country_and_one_that_is_a_place_is_the_city() {
    let read = reading("Lima denied the charge. Protesters gathered in Lima on Friday.");
    assert_eq!(read.words("Peru", &[MentionForm::Name]), ["Lima"]);
    assert_eq!(read.words("Lima", &[MentionForm::Name]), ["Lima"]);
    assert_eq!((read.kind("Peru"), read.kind("Lima")), (EntityKind::Country, EntityKind::Place));
}

#[test]
fn countries_carry_their_codes_and_adjectives_link_to_them() {
    let read = reading("The Peruvian army and Peru agreed.");
    let peru = &read.reading.entities.list[read.entity("Peru")];
    assert_eq!(peru.iso, Some(("PE".to_owned(), "PER".to_owned())));
    assert_eq!(read.words("Peru", &[MentionForm::Adjective]), ["Peruvian"]);
}

#[test]
fn an_embassy_belongs_to_its_country_and_lies_in_its_city() {
    let read = reading("A missile hit Peru's embassy in Quito on Monday.");
    read.says("belongs_to: Peru's embassy in Quito -> Peru");
    read.says("located_in: Peru's embassy in Quito -> Quito");
}

#[test]
fn places_lie_in_the_wider_place_that_the_text_names_with_them() {
    let read = reading("He was born in Arica, Chile. Troops entered Tacna in Peru.");
    read.says("located_in: Arica -> Chile");
    read.says("located_in: Tacna -> Peru");
}

#[test]
fn pronouns_follow_number_and_gender() {
    let read = reading("Ana Ruiz met Tomas Vera on Monday. She said he had agreed.");
    assert_eq!(read.words("Ana Ruiz", &[MentionForm::Pronoun]), ["She"]);
    assert_eq!(read.words("Tomas Vera", &[MentionForm::Pronoun]), ["he"]);
}

#[test]
fn pronouns_and_surnames_do_not_cross_sections() {
    let text = "Ana Ruiz met reporters in Lima on Monday.\n\nShe left early.";
    let blocks = layout(text, Span::new(0, text.len()), None);
    let mut sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    let grammar = Grammar::embedded().unwrap();
    let pronouns = |reading: &Reading| {
        reading.entities.mentions.iter().filter(|m| m.form == MentionForm::Pronoun).count()
    };
    assert_eq!(pronouns(&read(text, &sentences, &grammar)), 1);
    sentences.last_mut().unwrap().section += 1;
    assert_eq!(pronouns(&read(text, &sentences, &grammar)), 0);
}

#[test]
fn a_description_by_office_is_the_person_who_holds_it() {
    let read = reading(
        "Peru's president, Ana Ruiz, flew to Quito. The Peruvian president will stay two days.",
    );
    assert_eq!(read.words("Ana Ruiz", &[MentionForm::Description]), ["Peruvian president"]);
}

#[test]
fn acronyms_in_brackets_name_the_body_before_them() {
    let read = reading("The Andean Ports Council (APC) met in Lima. The APC will meet again.");
    let names = read.words("Andean Ports Council", &[MentionForm::Name]);
    assert!(names.contains(&"APC"), "{names:?}");
}

#[test]
fn what_is_only_described_waits_for_a_fact() {
    let read = reading("Three diplomatic sources told the newspaper that mediators had left.");
    let described: Vec<_> =
        read.reading.entities.list.iter().filter(|e| e.unnamed && e.plural).collect();
    assert!(described.iter().any(|e| e.name == "Three diplomatic sources"), "{described:?}");
}

#[test]
fn a_headline_in_capitals_is_read_by_what_the_story_names() {
    let read = reading(
        "Kenya Envoy Zeleke Marsh Quits After Row With Minister\n\nZeleke Marsh resigned on Monday, Kenya said.",
    );
    let names = read.words("Zeleke Marsh", &[MentionForm::Name]);
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn no_text_makes_it_fail() {
    for text in [
        "",
        "\u{0}",
        "’s",
        "(((",
        "Al-",
        "the the the of of",
        "U.S.-led",
        "’ ’ “ ” — – - - -",
        "MR MR MR",
    ] {
        reading(text);
    }
}

#[test]
fn mentions_lie_inside_their_sentence_and_name_a_known_entity() {
    let read = reading(
        "Peru's army said on Monday that Chile’s Vera and the EU’s Lund “agreed” in Lima (Peru).",
    );
    for mention in &read.reading.entities.mentions {
        assert!(read.reading.entities.get(mention.entity).is_some());
        assert!(mention.words.contains(&mention.head), "{mention:?}");
        assert!(!mention.span.of(&read.text).is_empty());
    }
}

//! How rules and the model of names decide together, told with invented news.

use super::{Reading, read};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::Syntax;
use crate::text::{Span, layout};

struct Read(String, Reading);

fn reading(text: &str) -> Read {
    let blocks = layout(text, Span::new(0, text.len()), None);
    let sentences = Syntax::embedded().unwrap().parse(text, &blocks);
    Read(text.to_owned(), read(text, &sentences, &Grammar::embedded().unwrap()))
}

impl Read {
    fn find(&self, name: &str) -> Option<usize> {
        self.1.entities.list.iter().position(|e| e.name == name)
    }

    fn kind(&self, name: &str) -> Option<EntityKind> {
        self.find(name).and_then(|e| self.1.entities.get(e)).map(|e| e.kind)
    }

    /// The entity that the last mention of these words refers to.
    fn of(&self, words: &str) -> Option<&str> {
        let said = self.1.entities.mentions.iter().rev().find(|m| m.span.of(&self.0) == words)?;
        self.1.entities.get(said.entity).map(|e| e.name.as_str())
    }
}

#[test]
fn an_office_without_a_name_is_its_only_holder_even_one_who_is_named_later() {
    let read = reading(
        "The Foreign Secretary joined talks in Geneva on Monday. Speaking later, Foreign Secretary Anna Moss said \
         progress was slow.",
    );
    assert_eq!(read.of("Foreign Secretary"), Some("Anna Moss"));
    let two = reading(
        "The foreign minister left. Chilean Foreign Minister Tomas Vera and Peruvian Foreign Minister Ana Ruiz stayed.",
    );
    assert_ne!(two.of("foreign minister"), Some("Tomas Vera"));
}

#[test]
fn a_noun_before_or_behind_a_name_tells_its_kind() {
    let read = reading(
        "Peru sued Orvano, a French mining company. Ana Ruiz lives in the town of Ras Hamur.",
    );
    assert_eq!(read.kind("Orvano"), Some(EntityKind::Organization));
    assert_eq!(read.kind("Ras Hamur"), Some(EntityKind::Place));
}

#[test]
fn a_ship_is_named_whole_even_after_a_city() {
    let read = reading("Rebels fired on the tanker Lima Star near Arica.");
    assert_eq!(read.kind("Lima Star"), Some(EntityKind::Other));
    assert_eq!(read.find("Lima"), None);
}

#[test]
fn another_name_of_a_body_between_commas_means_it_from_then_on() {
    let read = reading("The Port Security Service, Posec, blamed smugglers. Posec said no more.");
    assert_eq!(read.of("Posec"), Some("Port Security Service"));
}

#[test]
fn a_ministry_is_one_in_both_orders_of_its_name() {
    let read = reading(
        "The Ministry of Finance agreed. Officials at the Finance Ministry praised the deal.",
    );
    assert_eq!(read.of("Finance Ministry"), Some("Ministry of Finance"));
}

#[test]
fn shouted_words_and_measures_are_no_bodies() {
    let read = reading("It is VERY far from here. Get your FREE copy of it.");
    assert_eq!((read.find("VERY"), read.find("FREE")), (None, None));
}

#[test]
fn short_titles_before_names_are_offices() {
    let read = reading("Sen. Carla Whitcombe met reporters in Denver.");
    assert_eq!(read.kind("Carla Whitcombe"), Some(EntityKind::Person));
    assert_eq!(read.of("Sen. Carla Whitcombe"), Some("Carla Whitcombe"));
}

#[test]
fn the_group_is_no_world_body() {
    let read = reading("Hezbollah accused the United Nations of bias. The group refused to leave.");
    assert_eq!(read.of("group"), Some("Hezbollah"));
}

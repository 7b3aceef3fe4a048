//! Dates, quantities and statements, read from whole sentences.

use jiff::civil::{Date, date};

use super::{Context, LastPair, Lemmas, Reading, When, read};
use crate::entity::{self, Entities};
use crate::facts::StatementKind;
use crate::grammar::{Factuality, Grammar};
use crate::syntax::Syntax;
use crate::text::{Block, BlockKind, Span};

/// What is read in a text of one paragraph a line, published on Wednesday, 12 March 2025.
pub(super) fn reading(text: &str) -> (Entities, Reading) {
    let grammar = Grammar::embedded().unwrap();
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        blocks.push(Block { span, kind: BlockKind::Prose, section: 0 });
        at = span.end + 1;
    }
    let parsed = Syntax::embedded().unwrap().parse(text, &blocks);
    let entities = entity::read(text, &parsed, &grammar).entities;
    let lemmas = Lemmas::of(&parsed, &grammar.frames);
    let context = Context {
        text,
        blocks: &blocks,
        parsed: &parsed,
        lemmas: &lemmas,
        entities: &entities,
        relations: &[],
        grammar: &grammar,
        date: Some(date(2025, 3, 12)),
        speeches: &[],
        said: &[],
        issuer: None,
        last: LastPair::default(),
    };
    let found = read(context);
    (entities, found)
}

/// The days of the events of this type, in order.
pub(super) fn days(text: &str, kind: &str) -> Vec<Option<Date>> {
    let (_, found) = reading(text);
    let events = found.events.iter().filter(|event| event.kind == kind);
    events.map(|event| event.when.and_then(When::date)).collect()
}

/// What the events of this type count, in order.
pub(super) fn counts(text: &str, kind: &str) -> Vec<(String, f64)> {
    let (_, found) = reading(text);
    let events = found.events.iter().filter(|event| event.kind == kind);
    let all = events.flat_map(|event| event.quantities.iter());
    all.map(|quantity| (quantity.what.to_string(), quantity.value)).collect()
}

pub(super) fn owned(counts: &[(&str, f64)]) -> Vec<(String, f64)> {
    counts.iter().map(|(what, value)| ((*what).to_owned(), *value)).collect()
}

/// The statements: who speaks, and the words.
fn said(text: &str) -> Vec<(String, String)> {
    let (entities, found) = reading(text);
    let name = |entity: usize| entities.get(entity).map(|e| e.name.clone()).unwrap_or_default();
    found.statements.iter().map(|said| (name(said.speaker), said.content(text))).collect()
}

fn one(speaker: &str, content: &str) -> Vec<(String, String)> {
    vec![(speaker.to_owned(), content.to_owned())]
}

#[test]
fn a_date_beside_a_verb_dates_it() {
    let tuesday = Some(date(2025, 3, 11));
    assert_eq!(days("Chile on Tuesday attacked Peru.", "ASSAULT"), [tuesday]);
    assert_eq!(days("Chile had on Tuesday attacked Peru.", "ASSAULT"), [tuesday]);
    assert_eq!(days("Chile attacked Peru late on Tuesday.", "ASSAULT"), [tuesday]);
}

#[test]
fn what_is_said_on_a_day_did_not_happen_then() {
    assert_eq!(days("Chile attacked Peru, the army said on Tuesday.", "ASSAULT"), [None]);
}

#[test]
fn a_clause_counts_its_day_from_the_one_that_it_is_told_with() {
    let text = "Chile attacked Peru on Tuesday, a day after Ana Ruiz met Tomas Vera in Lima.";
    assert_eq!(days(text, "CONSULT"), [Some(date(2025, 3, 10))]);
    let text = "Chile attacked Peru on Tuesday. Ana Ruiz met Tomas Vera in Lima the next day.";
    assert_eq!(days(text, "CONSULT"), [Some(date(2025, 3, 12))]);
}

#[test]
fn a_present_tense_with_a_day_to_come_is_planned() {
    let (_, found) = reading("Ana Ruiz flies to Santiago on Sunday.");
    let event = found.events.iter().find(|event| event.kind == "CONSULT").unwrap();
    assert_eq!(event.factuality, Factuality::Planned);
    assert_eq!(event.when.and_then(When::date), Some(date(2025, 3, 16)));
}

#[test]
fn people_weapons_and_money_are_counted() {
    assert_eq!(
        counts("Nine people were killed in Tacna.", "CASUALTIES"),
        owned(&[("killed", 9.0)])
    );
    assert_eq!(counts("A woman was killed in Tacna.", "CASUALTIES"), owned(&[("killed", 1.0)]));
    assert_eq!(
        counts("Bolivia downed 52 Peruvian drones, including 41 over Arica.", "DAMAGE"),
        owned(&[("drones", 52.0), ("drones", 41.0)])
    );
    assert_eq!(
        counts("Peru gave Chile $9 million in aid.", "AID"),
        owned(&[("dollars", 9_000_000.0)])
    );
}

#[test]
fn what_is_counted_may_have_two_words_or_be_a_part() {
    assert_eq!(
        counts("Chile arrested nine police officers in Tacna.", "COERCE"),
        owned(&[("police officers", 9.0)])
    );
    assert_eq!(
        counts("Chile arrested ten of its sailors in Tacna.", "COERCE"),
        owned(&[("sailors", 10.0)])
    );
}

#[test]
fn a_sentence_lasts_and_a_meeting_counts_nobody() {
    assert_eq!(
        counts("Peru jailed Tomas Vera for nine months.", "COERCE"),
        owned(&[("months", 9.0)])
    );
    assert!(counts("Ana Ruiz met two envoys of Chile in Lima.", "CONSULT").is_empty());
}

#[test]
fn the_rest_of_the_sentence_is_said_where_the_tree_errs() {
    let text = "Ana Ruiz said Vera’s words “amount to a threat.”";
    let found = said(text);
    assert!(
        found.iter().any(|(who, what)| who == "Ana Ruiz" && what.ends_with("threat.”")),
        "{found:?}"
    );
}

#[test]
fn a_cue_may_stand_alone_behind_its_quotation() {
    assert_eq!(
        said("“We will never leave!” Ana Ruiz said."),
        one("Ana Ruiz", "We will never leave!")
    );
    assert_eq!(said("“We will wait,” Ana Ruiz notes."), one("Ana Ruiz", "We will wait,"));
}

#[test]
fn a_paragraph_of_quotation_goes_on_with_its_speaker() {
    let text = "“We will wait,” Ana Ruiz said. “It is hard.”\n“Nobody will help us now.”";
    assert_eq!(said(text), one("Ana Ruiz", "We will wait, It is hard. Nobody will help us now."));
    let text = "Peru signed a treaty.\n“Nobody will help us now.”";
    assert!(said(text).is_empty());
}

#[test]
fn a_quotation_behind_a_name_and_a_colon_is_hers() {
    let text = "It did not surprise the envoy Ana Ruiz: “The border was never safe.”";
    let (_, found) = reading(text);
    let [said] = found.statements.as_slice() else { panic!("{:?}", found.statements) };
    assert_eq!(said.kind, StatementKind::Direct);
}

#[test]
fn who_is_told_does_not_speak() {
    let text = "Tomas Vera was called in and told that Peru would wait.";
    assert!(said(text).iter().all(|(who, _)| who != "Tomas Vera"));
}

#[test]
fn nobody_as_the_subject_denies() {
    let (_, found) = reading("No sailors were wounded in Tacna.");
    let event = found.events.iter().find(|event| event.kind == "CASUALTIES").unwrap();
    assert_eq!(event.factuality, Factuality::Denied);
}

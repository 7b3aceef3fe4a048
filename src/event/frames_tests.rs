//! Every frame and every group of cues reads its own examples, and nothing in its counter-examples.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::{Attempt, Context, LastPair, Lemmas, Reading, Refusal, attributions, read};
use crate::entity::{self, Entities};
use crate::grammar::{Example, Factuality, Frame, Grammar};
use crate::syntax::Syntax;
use crate::text::{Block, BlockKind, Span};

pub(super) struct Bench {
    grammar: Grammar,
    syntax: &'static Syntax,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self { grammar: Grammar::embedded().unwrap(), syntax: Syntax::embedded().unwrap() }
    }

    pub(super) fn read(&self, text: &str) -> (Entities, Reading) {
        self.look(text, read)
    }

    fn look<T>(&self, text: &str, read: impl Fn(Context<'_>) -> T) -> (Entities, T) {
        let blocks = [Block { span: Span::new(0, text.len()), kind: BlockKind::Prose, section: 0 }];
        let parsed = self.syntax.parse(text, &blocks);
        let who = entity::read(text, &parsed, &self.grammar);
        let lemmas = Lemmas::of(&parsed, &self.grammar.frames);
        let context = Context {
            text,
            blocks: &blocks,
            parsed: &parsed,
            lemmas: &lemmas,
            entities: &who.entities,
            relations: &who.relations,
            grammar: &self.grammar,
            date: Some(date(2025, 3, 12)),
            speeches: &[],
            said: &[],
            issuer: None,
            last: LastPair::default(),
        };
        let reading = read(context);
        (who.entities, reading)
    }
}

fn bare(name: &str) -> String {
    let name = name.to_lowercase();
    ["the ", "a ", "an "]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(&name)
        .to_owned()
}

/// Is each name a form of just one of the entities, and each entity named?
fn are(text: &str, entities: &Entities, found: &[usize], names: &[String]) -> bool {
    let forms = |entity: usize| -> BTreeSet<String> {
        let own = entities.mentions.iter().filter(|m| m.entity == entity);
        let record = entities.get(entity).map(|r| bare(&r.name));
        own.map(|m| bare(m.span.of(text))).chain(record).collect()
    };
    found.len() == names.len()
        && names.iter().all(|name| found.iter().any(|&e| forms(e).contains(&bare(name))))
}

fn example_holds(bench: &Bench, frame: &Frame, example: &Example) -> bool {
    let (entities, reading) = bench.read(&example.text);
    reading.events.iter().any(|event| {
        event.kind == frame.event
            && are(&example.text, &entities, &event.actor, &example.actor)
            && are(&example.text, &entities, &event.target, &example.target)
            && (example.place.is_empty()
                || are(&example.text, &entities, &event.place, &example.place))
            && (example.mode.is_none() || event.mode == example.mode)
            && event.factuality == example.factuality
    })
}

fn told(bench: &Bench, text: &str) -> String {
    let (entities, reading) = bench.read(text);
    let names = |list: &[usize]| -> Vec<String> {
        list.iter().filter_map(|&e| entities.get(e)).map(|r| r.name.clone()).collect()
    };
    let events: Vec<String> = reading
        .events
        .iter()
        .map(|e| {
            format!(
                "{} {:?} {:?} actor {:?} target {:?} place {:?}",
                e.telling.frame,
                e.mode,
                e.factuality,
                names(&e.actor),
                names(&e.target),
                names(&e.place)
            )
        })
        .collect();
    events.join("; ")
}

#[test]
fn every_frame_reads_its_examples() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for frame in &bench.grammar.frames.frames {
        assert!(frame.examples.len() >= 3, "{} has fewer than three examples", frame.name);
        for example in &frame.examples {
            if !example_holds(&bench, frame, example) {
                failed.push(format!(
                    "{}: {}\n    read: {}",
                    frame.name,
                    example.text,
                    told(&bench, &example.text)
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{} examples fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn no_frame_reads_its_counter_examples() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for frame in &bench.grammar.frames.frames {
        let counted = frame.counter_examples.len() >= 2;
        assert!(counted, "{} has fewer than two counter-examples", frame.name);
        for text in &frame.counter_examples {
            let (_, reading) = bench.read(text);
            if reading.events.iter().any(|event| event.kind == frame.event) {
                failed.push(format!("{}: {text}\n    read: {}", frame.name, told(&bench, text)));
            }
        }
    }
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_stance_reads_its_examples() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for stance in &bench.grammar.stances.list {
        assert!(!stance.examples.is_empty(), "{} has no example", stance.name);
        let of = |text: &str| -> Vec<(String, String)> {
            let words = |pieces: &[Span]| {
                pieces.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join(" ")
            };
            let (_, found) = bench.look(text, attributions);
            found.iter().map(|one| (words(&one.source), words(&one.pieces))).collect()
        };
        for example in &stance.examples {
            let read = of(&example.text);
            if !read.contains(&(example.source.clone(), example.content.clone())) {
                failed.push(format!("{}: {}\n    read: {read:?}", stance.name, example.text));
            }
        }
        for text in &stance.counter_examples {
            let read = of(text);
            if !read.is_empty() {
                failed.push(format!("{}: counter-example {text}\n    read: {read:?}", stance.name));
            }
        }
    }
    assert!(failed.is_empty(), "{} examples fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_group_of_cues_reads_its_examples() {
    let bench = Bench::new();
    let mut failed = Vec::new();
    for cue in &bench.grammar.attribution.cues {
        assert!(!cue.examples.is_empty(), "{} has no example", cue.name);
        for example in &cue.examples {
            let (entities, reading) = bench.read(&example.text);
            let holds = reading.statements.iter().any(|said| {
                said.content(&example.text) == example.content
                    && are(
                        &example.text,
                        &entities,
                        &[said.speaker],
                        std::slice::from_ref(&example.speaker),
                    )
            });
            if !holds {
                let read: Vec<String> = reading
                    .statements
                    .iter()
                    .map(|s| {
                        let name = entities.get(s.speaker).map_or("", |r| &r.name);
                        format!("{name}: {}", s.content(&example.text))
                    })
                    .collect();
                failed.push(format!("{}: {}\n    read: {read:?}", cue.name, example.text));
            }
        }
        for text in &cue.counter_examples {
            let (_, reading) = bench.read(text);
            if !reading.statements.is_empty() {
                failed.push(format!("{}: counter-example {text}", cue.name));
            }
        }
    }
    assert!(failed.is_empty(), "{} examples fail:\n{}", failed.len(), failed.join("\n"));
}

/// Type, actors, targets and factuality of each event of a text.
pub(super) fn events(text: &str) -> Vec<(String, Vec<String>, Vec<String>, Factuality)> {
    let (entities, reading) = Bench::new().read(text);
    let names = |found: &[usize]| -> Vec<String> {
        found.iter().filter_map(|&e| entities.get(e)).map(|record| record.name.clone()).collect()
    };
    let event = |t: &super::Told| (t.kind.clone(), names(&t.actor), names(&t.target), t.factuality);
    reading.events.iter().map(event).collect()
}

#[test]
fn a_truce_belongs_to_the_two_whom_the_text_is_about() {
    let ceasefire = |text: &str| -> Vec<Vec<String>> {
        let found = events(text);
        found.into_iter().filter(|e| e.0 == "COOPERATE").map(|e| e.1).collect()
    };
    let about = "Chile accused Peru of piracy. Peru attacked Chile in May.";
    let found = ceasefire(&format!("{about} A truce was near."));
    assert_eq!(found, [["Chile", "Peru"]]);
    let three = "Chile accused Peru of piracy. Bolivia attacked Chile in May. A truce was near.";
    assert_eq!(ceasefire(three), [[""; 0]; 0], "whose truce is not plain");
}

#[test]
fn who_is_hurt_without_a_place_is_hurt_where_the_sentence_is_set() {
    let found = events("Near Tacna, where the road ends, nine people were killed.");
    assert!(
        found.iter().any(|(kind, _, target, _)| kind == "CASUALTIES" && target == &["Tacna"]),
        "{found:?}"
    );
}

#[test]
fn who_issues_a_release_is_meant_by_we() {
    let release = "Chile condemned the raid on Monday. We urge Peru to open the border.";
    let found = events(release);
    assert!(
        found.iter().any(|(kind, actor, target, _)| {
            kind == "REQUEST" && actor == &["Chile"] && target == &["Peru"]
        }),
        "{found:?}"
    );
    let nobody = events("The raid was a shock. We urge Peru to open the border.");
    assert!(nobody.iter().all(|event| event.0 != "REQUEST"), "{nobody:?}");
}

#[test]
fn what_is_to_be_done_is_planned_and_what_was_reached_is_not() {
    let factuality = |text: &str| events(text).into_iter().map(|event| event.3).next();
    let summoned = "The ambassador of Chile is to be summoned on Friday.";
    assert_eq!(factuality(summoned), Some(Factuality::Planned));
    let reached = "Ana Ruiz praised the agreement reached between Peru and Chile.";
    let found = events(reached);
    assert!(found.iter().any(|e| e.0 == "AGREE" && e.3 == Factuality::Asserted), "{found:?}");
}

#[test]
fn of_crowds_that_are_only_counted_the_country_is_hurt() {
    let found = events("The raid killed scores of Peruvian sailors.");
    assert!(
        found.iter().any(|(kind, _, target, _)| kind == "CASUALTIES" && target == &["Peru"]),
        "{found:?}"
    );
}

#[test]
fn one_of_its_people_is_not_the_country() {
    let found = events("Police in Lima arrested another Chilean on Monday.");
    let arrest = found.iter().find(|event| event.0 == "COERCE").expect("an arrest");
    assert!(!arrest.2.contains(&"Chile".to_owned()), "{found:?}");
}

#[test]
fn who_is_sent_is_not_who_is_helped() {
    let found = events("Peru sent nine monitors to Chile after the ceasefire.");
    let aid = found.iter().find(|event| event.0 == "AID").expect("aid");
    assert_eq!(aid.2, ["Chile"], "{found:?}");
}

/// How far from fact the first event of this type is.
fn factuality(text: &str, kind: &str) -> Option<Factuality> {
    let (_, found) = super::reading_tests::reading(text);
    found.events.iter().find(|event| event.kind == kind).map(|event| event.factuality)
}

#[test]
fn whoever_protests_for_it_demands_it() {
    let protest = "Students marched in Lima to demand new elections.";
    assert_eq!(factuality(protest, "REQUEST"), Some(Factuality::Asserted));
    let journey = "Ana Ruiz travelled to Lima to demand new elections.";
    assert_eq!(factuality(journey, "REQUEST"), Some(Factuality::Possible));
}

#[test]
fn whoever_has_to_be_ready_has_promised_nothing() {
    let told = events("Ana Ruiz said that Peru must be ready to negotiate.");
    assert!(told.iter().all(|event| event.0 != "AGREE"), "{told:?}");
    let told = events("Ana Ruiz said that Peru is ready to negotiate.");
    assert!(told.iter().any(|event| event.0 == "AGREE"), "{told:?}");
}

#[test]
fn what_it_is_too_early_for_did_not_happen_and_what_could_be_next_may() {
    let early = "It is too early to meet the envoys of Chile, Ana Ruiz said.";
    assert_eq!(factuality(early, "CONSULT"), Some(Factuality::Denied));
    let denied = "Ana Ruiz denied that Peru had sent troops and dismissed the report of Chile.";
    assert_eq!(factuality(denied, "REJECT"), Some(Factuality::Asserted));
    let instance = "Peru must keep its promises, including the agreement with Chile.";
    assert_ne!(factuality(instance, "AGREE"), Some(Factuality::Possible));
    let next = "A visit by Ana Ruiz to Peru could be next.";
    assert_eq!(factuality(next, "CONSULT"), Some(Factuality::Possible));
}

#[test]
fn one_happening_is_read_once_in_its_sentence() {
    let kinds =
        |text: &str| -> Vec<String> { events(text).into_iter().map(|event| event.0).collect() };
    let gift = "Chile gave Peru a grant of nine million dollars to finance a port.";
    assert_eq!(kinds(gift), ["AID"]);
    assert_eq!(kinds("Chile threatened to attack Peru."), ["THREATEN"]);
    assert_eq!(kinds("Chile will attack Peru unless the sailors return."), ["THREATEN"]);
    assert_eq!(kinds("Ana Ruiz visited the occupied town of Arica."), ["CONSULT"]);
    let found = events("Chile killed nine people in an attack on Tacna.");
    let attacks: Vec<_> = found.iter().filter(|event| event.0 == "ASSAULT").collect();
    assert_eq!(attacks.len(), 1, "{found:?}");
    assert_eq!((&*attacks[0].1, &*attacks[0].2), (&["Chile".into()][..], &["Tacna".into()][..]));
}

#[test]
fn the_wounded_beside_the_dead_are_hurt_where_they_are() {
    let found = events("The raid near Arica killed two Peruvian sailors and wounded five others.");
    let hurt = found.iter().filter(|event| event.0 == "CASUALTIES").count();
    assert_eq!(hurt, 1, "{found:?}");
}

#[test]
fn what_was_called_off_and_what_nobody_suffered_did_not_happen() {
    let factuality = |text: &str, kind: &str| {
        events(text).into_iter().find(|event| event.0 == kind).map(|event| event.3)
    };
    let denied = Some(Factuality::Denied);
    assert_eq!(factuality("Ana Ruiz called off her visit to Lima.", "CONSULT"), denied);
    assert_eq!(factuality("Nobody was killed in Tacna.", "CASUALTIES"), denied);
}

#[test]
fn a_readiness_does_not_swallow_what_it_leads_to() {
    let found = events("Peru is ready to negotiate with Chile.");
    let kinds: Vec<&str> = found.iter().map(|event| event.0.as_str()).collect();
    assert!(kinds.contains(&"AGREE") && kinds.contains(&"CONSULT"), "{found:?}");
    let found = events("Chile has offered to send troops to Peru.");
    assert!(found.iter().any(|event| event.0 == "AGREE"), "{found:?}");
}

#[test]
fn a_trace_tells_why_a_frame_read_nothing() {
    let bench = Bench::new();
    let text = "Chile attacked Peru. The workers shot down a plan. The bread rose in the attack.";
    let blocks = [Block { span: Span::new(0, text.len()), kind: BlockKind::Prose, section: 0 }];
    let parsed = bench.syntax.parse(text, &blocks);
    let entities = entity::read(text, &parsed, &bench.grammar).entities;
    let lemmas = Lemmas::of(&parsed, &bench.grammar.frames);
    let context = Context {
        text,
        blocks: &blocks,
        parsed: &parsed,
        lemmas: &lemmas,
        entities: &entities,
        relations: &[],
        grammar: &bench.grammar,
        date: None,
        speeches: &[],
        said: &[],
        issuer: None,
        last: LastPair::default(),
    };
    let trace = super::trace(context);
    let refusals = |sentence: usize, frame: &str| -> Vec<Option<Refusal>> {
        let attempts: &Vec<Attempt> = &trace[sentence];
        attempts.iter().filter(|a| a.frame == frame).map(|a| a.refusal).collect()
    };
    assert_eq!(refusals(0, "assault/attack"), [None]);
    assert_eq!(refusals(1, "damage/down"), [Some(Refusal::Outdone)]);
    assert_eq!(refusals(2, "assault/attack"), [Some(Refusal::Nobody)]);
}

#[test]
fn whoever_speaks_is_heard_without_a_name_and_beyond_its_sentence() {
    let bench = Bench::new();
    let said = |text: &str| -> Vec<(String, String)> {
        let (entities, reading) = bench.read(text);
        let name = |e: usize| entities.get(e).map_or(String::new(), |r| r.name.clone());
        reading.statements.iter().map(|s| (name(s.speaker), s.content(text))).collect()
    };
    let found = said("A tired fisherman said the boat was lost.");
    assert_eq!(found, [("tired fisherman".to_owned(), "the boat was lost".to_owned())]);
    let found = said("Peru said the ship was safe. The statement added that the crew was well.");
    assert_eq!(found.last(), Some(&("Peru".to_owned(), "the crew was well".to_owned())));
    // A measure is nobody, nor is a paper that nobody is known to have written.
    assert_eq!(said("The report said the boat was lost."), []);
}

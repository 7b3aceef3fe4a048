//! What happened, and who said what: frames over trees, roles, time, quantities, factuality, attribution.
//!
//! [`read`] turns the parsed sentences and entities of one document into events and statements. It never
//! fails; where a rule does not know, it abstains.

mod answers;
mod assemble;
mod attempt;
mod attribution;
mod beside;
mod context;
mod demand;
mod discourse;
mod doubles;
mod factuality;
mod fillers;
mod forms;
mod given;
mod harm;
mod issuer;
mod lemmas;
mod matching;
mod mend;
mod merge;
mod now;
mod opponents;
mod placed;
mod predicate;
mod quantity;
mod resumed;
mod roles;
mod statement;
mod subject;
mod time;
mod trigger;
mod view;

pub use assemble::facts;
pub use attempt::{Attempt, Refusal};
pub use attribution::{Attributed, attributions};
pub use context::{Context, LastPair, Speech};
pub use lemmas::Lemmas;
pub use statement::Said;
pub use time::When;

use std::collections::BTreeMap;

use crate::facts::{Quantity, StatementKind};
use crate::grammar::{EntityKind, Factuality, Slot};
use crate::syntax::{Deprel, Parsed, Upos};
use crate::text::Span;
use jiff::civil::Date;

use fillers::{Filler, Fillers};
use harm::{Attack, attack_of, fill_back, is_harm_of};
use matching::{Candidate, Found, Open, candidates};

/// One telling of an event: where it stands and what read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The shortest stretch of the sentence that shows it.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// Name of the frame.
    pub frame: String,
    /// How sure the frame is, in hundredths.
    pub confidence: u8,
}

/// An event of one document, its participants indexes into the document's entities.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The event type.
    pub kind: String,
    /// The mode.
    pub mode: Option<String>,
    /// Who does it.
    pub actor: Vec<usize>,
    /// Who receives it.
    pub target: Vec<usize>,
    /// Where.
    pub place: Vec<usize>,
    /// When.
    pub when: Option<When>,
    /// Is it told as a fact?
    pub factuality: Factuality,
    /// The numbers that belong to it.
    pub quantities: Vec<Quantity>,
    /// The verb that tells it and what that is done to, as dictionary forms, where it is told so.
    pub act: Option<(String, String)>,
    /// Does a noun with "the" tell it, which says no more than what is known: "under the deal"?
    pub again: bool,
    /// The section of the document that tells it.
    pub section: usize,
    /// Does only a headline tell it?
    pub heading: bool,
    /// The fullest telling.
    pub telling: Telling,
    /// Further tellings.
    pub also: Vec<Telling>,
}

/// What was read in one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The events, in order of the text.
    pub events: Vec<Told>,
    /// The statements, in order of the text.
    pub statements: Vec<Said>,
}

/// Reads the events and statements of one document. Never fails. Cost: linear in the words, times the depth
/// of their trees.
pub fn read(context: Context<'_>) -> Reading {
    let mut statements = statement::statements(context);
    statements.sort_by_key(|said| said.sentence);
    let speeches = speeches(context, &statements);
    let issuer = discourse::issuer(context, &speeches);
    let context = Context { speeches: &speeches, said: &statements, issuer, ..context };
    let mut told = Vec::new();
    let mut open = Vec::new();
    let mut attack = None;
    let mut now = now::Now::new(context);
    let mut last = context.last;
    for sentence in 0..context.parsed.len() {
        let before = told.len();
        let context = Context { last, ..context };
        open.extend(sentence_events(context, sentence, (&mut attack, &mut now), &mut told));
        for event in told.iter().skip(before).filter(|event| discourse::is_mutual(event)) {
            last.note(context.entities, event);
        }
    }
    discourse::complete(context, open, &mut told);
    opponents::complete(context, &mut told);
    answers::complete(context, &mut told);
    told.retain(|t| !(t.actor.is_empty() && t.target.is_empty() && t.place.is_empty()));
    let mut events = merge::merged(told, &stands(context));
    harm::date(&mut events);
    events.sort_by_key(|event| (event.telling.span.start, event.telling.span.end));
    statements.sort_by_key(|said| {
        said.pieces.first().map_or(said.cue.start, |p| p.start.min(said.cue.start))
    });
    Reading { events, statements }
}

/// For which country or body the people and bodies of the document act. Cost: linear in the standing relations.
fn stands(context: Context<'_>) -> merge::Stands {
    let acting = ["holds_office", "spokesperson_for", "part_of"];
    let relations = context.relations.iter().filter(|relation| acting.contains(&relation.kind));
    relations.map(|relation| (relation.subject, relation.object)).collect()
}

/// Where somebody speaks in their own words, in order, with the index of the speaker.
fn speeches(context: Context<'_>, statements: &[Said]) -> Vec<Speech> {
    let bodies: BTreeMap<usize, usize> = context
        .relations
        .iter()
        .filter(|relation| relation.kind == "spokesperson_for")
        .map(|relation| (relation.subject, relation.object))
        .collect();
    let direct = statements.iter().filter(|said| said.kind == StatementKind::Direct);
    let spoken = |said: &Said, span| {
        let speaker = said.speaker;
        Speech { span, speaker, body: bodies.get(&speaker).copied().unwrap_or(speaker) }
    };
    let mut found: Vec<Speech> = direct
        .flat_map(|said| said.pieces.iter().map(|&span| spoken(said, span)).collect::<Vec<_>>())
        .collect();
    found.sort_unstable();
    found
}

/// The frames whose words stand in each sentence, and what became of them, for a look at why an event was read or not.
/// What one sentence leaves open and the others complete is not looked at.
pub fn trace(context: Context<'_>) -> Vec<Vec<Attempt>> {
    let mut statements = statement::statements(context);
    statements.sort_by_key(|said| said.sentence);
    let speeches = speeches(context, &statements);
    let issuer = discourse::issuer(context, &speeches);
    let context = Context { speeches: &speeches, said: &statements, issuer, ..context };
    (0..context.parsed.len()).map(|sentence| attempt::attempts(context, sentence)).collect()
}

/// How far below a threat the act may stand that it is about.
const THREAT_DEPTH: usize = 4;

/// Reads the events of one sentence; hands back what the sentences around may complete.
fn sentence_events<'g>(
    context: Context<'g>,
    sentence: usize,
    (attack, now): (&mut Option<Attack>, &mut now::Now),
    told: &mut Vec<Told>,
) -> Vec<Open<'g>> {
    let Some(fillers) = context.fillers(sentence) else { return Vec::new() };
    let parsed = fillers.view.parsed;
    let before = day_before(parsed, told).or_else(|| now.named(sentence));
    let known =
        time::Known { anchor: context.date, told: before, story: now.story(parsed.section) };
    let phrases = time::phrases(parsed, known);
    let dates =
        time::Dates { view: fillers.view, phrases: &phrases, anchor: context.date, told: before };
    now.note(dates);
    recall(context, dates, told);
    let Found { events: found, open } = candidates(fillers);
    if found.is_empty() {
        return open;
    }
    let mut found = doubles::single(fillers.view, threats(fillers, found));
    for candidate in &mut found {
        let Candidate { trigger, frame, target, place, .. } = candidate;
        match frame.event.as_str() {
            "ACCUSE" => place.retain(|filler| !is_of_object(fillers, *trigger, filler)),
            "COERCE" => target.retain(|filler| !is_one_citizen(fillers, filler)),
            "AID" => target.retain(|filler| !is_sent(fillers, *trigger, filler)),
            _ => {}
        }
        let view = fillers.view;
        let of_trigger = |filler: &Filler, rel| {
            view.rel(filler.head) == rel && view.head(filler.head) == Some(*trigger)
        };
        // "was designated a terrorist group": the group is what it was called.
        if target.iter().any(|filler| of_trigger(filler, Deprel::NsubjPass)) {
            target.retain(|it| !of_trigger(it, Deprel::Obj) && !of_trigger(it, Deprel::Xcomp));
        }
    }
    let before = told.len();
    // The harm may be told before the attack: "nine died when drones hit Lima".
    let beside = found.iter().find_map(|candidate| {
        let attack = attack_of(parsed.section, candidate)?;
        Some(Attack { when: dates.of(candidate.trigger, false), ..attack })
    });
    let mut hurt: Vec<(usize, usize)> = Vec::new();
    for mut candidate in found {
        let mut harmed = None;
        if matches!(candidate.frame.event.as_str(), "CASUALTIES" | "DAMAGE") {
            let before = attack.as_ref().filter(|a| a.section == parsed.section);
            let tellings = before.into_iter().chain(beside.as_ref());
            if let Some(attack) = tellings.rev().find(|a| is_harm_of(fillers, a, &candidate)) {
                fill_back(context, attack, &mut candidate);
                harmed = attack.when;
            }
        }
        if let Some(mut next) = attack_of(parsed.section, &candidate) {
            next.when = dates.of(candidate.trigger, false);
            *attack = Some(next);
        }
        if candidate.frame.event == "CASUALTIES" && candidate.target.is_empty() {
            candidate.target = discourse::scene(fillers, &candidate);
            let unplaced = candidate.target.is_empty() && candidate.place.is_empty();
            let counted = || {
                candidate.factuality == Factuality::Denied
                    || !quantity::quantities(fillers, &candidate).is_empty()
            };
            if unplaced && counted() {
                candidate.target = discourse::scene_before(context, &candidate, told);
            }
        }
        let nobody =
            candidate.actor.is_empty() && candidate.target.is_empty() && candidate.place.is_empty();
        // Who struck and who was struck may be plain from the attacks told around it.
        if nobody && candidate.frame.event != "ASSAULT" {
            continue;
        }
        let harms = harmed.filter(|_| candidate.factuality == Factuality::Asserted);
        let dated = phrases
            .iter()
            .any(|phrase| !dates.names_only(phrase) && (dates.bears_on(phrase, candidate.trigger)));
        let spoken =
            if !dated || now.is_entry() { now.day(context, fillers, &candidate) } else { None };
        let trigger = candidate.trigger;
        let mut event = tell(context, fillers, candidate, (&phrases, dates.told));
        event.when = event.when.or(harms).or(spoken.map(When::day));
        if matches!(event.kind.as_str(), "CASUALTIES" | "DAMAGE") {
            hurt.push((trigger, told.len()));
        }
        told.push(event);
    }
    hurt_together(fillers.view, &hurt, told);
    now.lead(sentence, told.get(before..).unwrap_or_default());
    harm::claim(told.get_mut(before..).unwrap_or_default());
    open
}

/// "detained a Serb", "arrested another Chilean": one of its people is not the country.
fn is_one_citizen(fillers: Fillers<'_>, filler: &Filler) -> bool {
    let view = fillers.view;
    let is_country =
        fillers.entities.get(filler.entity).is_some_and(|it| it.kind == EntityKind::Country);
    is_country
        && view
            .parsed
            .children_by(filler.head, &[Deprel::Det])
            .any(|det| matches!(view.lemma(det), "a" | "an" | "another"))
}

/// "condemned the raid in Arica": what stands right behind an event that is spoken of is where that was.
fn is_of_object(fillers: Fillers<'_>, verb: usize, filler: &Filler) -> bool {
    let view = fillers.view;
    let object = view.child(verb, Deprel::Obj).filter(|&object| object < filler.head);
    object.is_some_and(|object| {
        view.upos(object) == Upos::Noun
            && !(object..filler.head).any(|w| view.upos(w) == Upos::Punct)
            && view.frames.triggers(view.lemma(object)).next().is_some()
    })
}

/// "sent monitors", "deployed a cyber team": who is sent is not who is helped.
fn is_sent(fillers: Fillers<'_>, verb: usize, filler: &Filler) -> bool {
    let view = fillers.view;
    fillers.entities.get(filler.entity).is_some_and(|it| it.unnamed)
        && view.rel(filler.head) == Deprel::Obj
        && view.head(filler.head) == Some(verb)
        && view.is(verb, "sending")
}

/// What a threat is about is no event beside it, but says whom it threatens: "threatened to attack Peru".
fn threats<'g>(fillers: Fillers<'g>, mut found: Vec<Candidate<'g>>) -> Vec<Candidate<'g>> {
    let view = fillers.view;
    let verbs: Vec<usize> = found
        .iter()
        .filter(|c| c.frame.event == "THREATEN" && view.is_verb(c.trigger))
        .map(|c| c.trigger)
        .collect();
    if verbs.is_empty() {
        return found;
    }
    let threat_over = |word: usize| {
        let mut at = word;
        for _ in 0..THREAT_DEPTH {
            let rel = view.rel(at);
            let to = view.parsed.children_by(at, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
            let act = rel == Deprel::Xcomp || (rel == Deprel::Advcl && to);
            at = view.head(at)?;
            if !act && !matches!(rel, Deprel::Obj | Deprel::Obl | Deprel::Ccomp | Deprel::Conj) {
                return None;
            }
            if verbs.contains(&at) {
                return act.then_some(at);
            }
        }
        None
    };
    let mut victims: Vec<(usize, Vec<Filler>)> = Vec::new();
    found.retain(|candidate| {
        let Some(threat) = threat_over(candidate.trigger) else { return true };
        victims.push((threat, candidate.target.clone()));
        false
    });
    for candidate in found.iter_mut().filter(|c| c.frame.event == "THREATEN") {
        if candidate.target.is_empty()
            && let Some((_, target)) = victims.iter().find(|(t, _)| *t == candidate.trigger)
        {
            candidate.target.clone_from(target);
        }
    }
    found
}

/// The day that the text told of last, near before a sentence of the same section.
fn day_before(parsed: &Parsed, told: &[Told]) -> Option<Date> {
    let happened = |event: &&Told| {
        event.section == parsed.section
            && matches!(event.factuality, Factuality::Asserted | Factuality::Denied)
    };
    let near = told.iter().rev().take(6).filter(happened);
    near.filter_map(|event| event.when.and_then(When::date)).next()
}

/// "was damaged in the raid but nobody was hurt": harm that is told together was done on one day. `hurt` has the words that
/// tell it, with the index of each event.
fn hurt_together(view: view::View<'_>, hurt: &[(usize, usize)], told: &mut [Told]) {
    for (word, event) in hurt {
        let first = view.head(*word).filter(|_| view.rel(*word) == Deprel::Conj);
        let beside = hurt.iter().find(|(other, _)| Some(*other) == first);
        let when = beside.and_then(|(_, i)| told.get(*i)).and_then(|first| first.when);
        if let Some(event) = told.get_mut(*event) {
            event.when = event.when.or(when);
        }
    }
}

/// Gives what the sentences right before have told without a day the day that this one tells of it: "Gunmen attacked the
/// port. The raid took place on Sunday." Cost: the events told last.
fn recall(context: Context<'_>, dates: time::Dates<'_>, told: &mut [Told]) {
    let Some(recalled) = dates.recalled() else { return };
    let lemma = dates.view.lemma(recalled.noun);
    let near = if recalled.named { 2 } else { 1 };
    for event in told.iter_mut().rev().take(RECALLED) {
        let sentence = event.telling.sentence;
        let same = || {
            context
                .view(sentence)
                .is_some_and(|view| (0..view.parsed.words.len()).any(|w| view.lemma(w) == lemma))
        };
        if event.when.is_none()
            && event.section == dates.view.parsed.section
            && sentence < dates.view.sentence
            && sentence + near >= dates.view.sentence
            && matches!(event.factuality, Factuality::Asserted | Factuality::Denied)
            && dates.may_tell(recalled.noun, &event.kind)
            && (!recalled.named || same())
        {
            event.when = Some(recalled.when);
        }
    }
}

/// So many events back one is looked for whose day is told later.
const RECALLED: usize = 12;

/// The event that a candidate tells; `phrases` are the dates of its sentence, with the day told before.
fn tell(
    context: Context<'_>,
    fillers: Fillers<'_>,
    mut candidate: Candidate<'_>,
    (phrases, before): (&[time::TimePhrase], Option<Date>),
) -> Told {
    let parsed = fillers.view.parsed;
    let dates = time::Dates { view: fillers.view, phrases, anchor: context.date, told: before };
    if candidate.factuality == Factuality::Asserted && dates.is_scheduled(candidate.trigger) {
        candidate.factuality = Factuality::Planned;
    }
    // "The talks on Friday were called off."
    let unheld = candidate.frame.event == "CONSULT" && candidate.factuality == Factuality::Denied;
    let coming =
        unheld || matches!(candidate.factuality, Factuality::Planned | Factuality::Possible);
    let when = dates.of(candidate.trigger, coming).or_else(|| {
        let cue = now::cue(fillers.view, &candidate)?;
        dates.of(cue, false)
    });
    let entities = |fillers: &[Filler]| fillers.iter().map(|f| f.entity).collect();
    Told {
        kind: candidate.frame.event.clone(),
        mode: candidate.mode.clone(),
        actor: entities(&candidate.actor),
        target: entities(&candidate.target),
        place: entities(&candidate.place),
        when,
        factuality: candidate.factuality,
        quantities: quantity::quantities(fillers, &candidate),
        act: act(fillers.view, &candidate),
        again: again(fillers.view, candidate.trigger),
        section: parsed.section,
        heading: parsed.heading,
        telling: Telling {
            span: context.evidence(parsed.span, stretch(context, &candidate)),
            sentence: candidate.sentence,
            frame: candidate.frame.name.clone(),
            confidence: candidate.frame.confidence,
        },
        also: Vec::new(),
    }
}

/// The verb of an event with its object.
fn act(view: view::View<'_>, candidate: &Candidate<'_>) -> Option<(String, String)> {
    let verb = candidate.trigger;
    let mut objects = candidate.predicate.heads(&Slot::Object);
    let object = objects.find(|&o| view.is_verb(verb) && view.upos(o) != Upos::Pron)?;
    Some((view.lemma(verb).to_owned(), view.lemma(object).to_owned()))
}

/// Is the trigger a noun that "the" or "this" alone qualifies?
fn again(view: view::View<'_>, noun: usize) -> bool {
    let known = |d: usize| matches!(view.lemma(d), "the" | "this" | "that");
    let labels = [Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::Acl, Deprel::NmodPoss];
    view.upos(noun) == Upos::Noun
        && view.child(noun, Deprel::Det).is_some_and(known)
        && view.parsed.children_by(noun, &labels).next().is_none()
}

/// The stretch from the first to the last word of the trigger and of what fills the roles.
fn stretch(context: Context<'_>, candidate: &Candidate<'_>) -> Span {
    let Some(parsed) = context.parsed.get(candidate.sentence) else { return Span::default() };
    let roles = candidate.actor.iter().chain(&candidate.target).chain(&candidate.place);
    let mentions = roles.filter_map(|filler| {
        let mention = context
            .entities
            .at_head(candidate.sentence, filler.head)
            .filter(|m| m.entity == filler.entity);
        mention.map(|m| m.span)
    });
    let words = candidate.words.iter().filter_map(|&w| parsed.words.get(w)).map(|w| w.span);
    words.chain(mentions).reduce(Span::cover).unwrap_or(parsed.span)
}

#[cfg(test)]
mod counts_tests;
#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod frames_tests;
#[cfg(test)]
mod parties_tests;
#[cfg(test)]
mod placed_tests;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod speech_tests;
#[cfg(test)]
mod sure_tests;
#[cfg(test)]
mod words_tests;

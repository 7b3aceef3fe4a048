//! Cues in one sentence: the verb or phrase, who speaks, to whom.

use crate::entity::{self, Mention, MentionForm};
use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::view::View;
use crate::grammar::{self, EntityKind, Slot};
use crate::syntax::{Deprel, Upos, VerbForm};
use crate::text::Span;

use super::audience::audience;
use super::joined::{hears, inside, share};
use super::led::{led, noun};
use super::silent::{declined, unsaid};
use super::speaker::{
    self, PAPERS, across, again, antecedent, apposition_end, beside, first_behind, inverted,
    inverts, is_subject, relative_subject, says_he, speaker_of,
};
use super::tagged::{behind_quotation, has_particle, is_mistaken, leads, verb_lemma};

/// A cue with its speaker.
#[derive(Debug, Clone)]
pub struct Cue<'g> {
    /// Index of the sentence.
    pub sentence: usize,
    /// The verb, noun, or first word of the phrase.
    pub word: usize,
    /// Its group.
    pub group: &'g grammar::Cue,
    /// Index of the entity that speaks; `None` where the speaker cannot be told apart.
    pub speaker: Option<usize>,
    /// First word of the cue with its speaker.
    pub first: usize,
    /// Last word of the cue with its speaker and those spoken to.
    pub last: usize,
    /// Indexes of the entities that it is said to.
    pub audience: Vec<usize>,
    /// The word at which what it reports ends, where another cue of the same speaker follows.
    pub stop: Option<usize>,
    /// How it stands: as a verb, as a noun with its clause, as a phrase.
    pub form: CueForm,
    /// Does it tell that nothing was said ("did not say", "would say")?
    pub unsaid: bool,
}

/// How a cue stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueForm {
    /// "said"
    Verb,
    /// "as the ministry said"
    As,
    /// "the claim that …"
    Noun,
    /// "according to"
    Phrase,
}

/// Papers that only record what others say.
const RECORDS: [&str; 4] = ["readout", "transcript", "minutes", "recording"];

impl Cue<'_> {
    /// Is it "according to the readout"?
    pub(super) fn is_record(&self, context: Context<'_>) -> bool {
        let words = context.parsed.get(self.sentence).map_or(&[][..], |p| p.words.as_slice());
        let own = words.get(self.first..=self.last.max(self.first)).unwrap_or_default();
        self.form == CueForm::Phrase
            && own.iter().any(|word| RECORDS.contains(&&*word.lemma.to_lowercase()))
    }

    /// Where the cue stands in the text.
    pub fn span(&self, context: Context<'_>) -> Span {
        let words = context.parsed.get(self.sentence).map_or(&[][..], |p| p.words.as_slice());
        match (words.get(self.first), words.get(self.last)) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

/// All cues of a sentence, in order; `before` is who spoke last before it, if that was near.
pub fn cues<'g>(context: Context<'g>, sentence: usize, before: Option<usize>) -> Vec<Cue<'g>> {
    let Some(fillers) = context.fillers(sentence) else { return Vec::new() };
    let view = fillers.view;
    let attribution = &context.grammar.attribution;
    let mut found: Vec<Cue<'g>> = Vec::new();
    for i in 0..view.parsed.words.len() {
        let lemma = verb_lemma(context, view, i);
        match view.upos(i) {
            // "say" is the cue that taggers take for a noun.
            pos if pos == Upos::Verb
                || (pos == Upos::Noun
                    && (lemma == "say" || behind_quotation(fillers, i) || leads(fillers, i)))
                || is_mistaken(view, i) =>
            {
                let group = attribution.verbs(lemma).find(|(_, particle)| {
                    particle.is_none_or(|particle| has_particle(view, i, particle))
                });
                if let Some((group, _)) = group {
                    let mut cue = verb(context, fillers, i, group);
                    if cue.unsaid
                        && cue.speaker.is_none()
                        && let Some(above) = declined(view, i)
                    {
                        cue.speaker =
                            view.surface_subject(above).and_then(|head| speaker_of(fillers, head));
                    }
                    if cue.unsaid {
                        found.push(cue);
                        continue;
                    }
                    share(view, &mut found, &mut cue);
                    inside(view, &mut found, &cue);
                    // "Adding, “…”": a participle that opens its sentence goes on with who spoke last.
                    let goes_on = i == 0 && matches!(lemma, "add" | "continue" | "conclude");
                    if goes_on {
                        cue.speaker = cue.speaker.or(before);
                    }
                    if let Some(other) = before.filter(|&e| Some(e) != cue.speaker)
                        && cue.speaker.is_some()
                        && goes_on_as(context, view, &cue, other)
                    {
                        cue.speaker = Some(other);
                    }
                    if cue.speaker.is_none() {
                        let kind = |entity: &usize| fillers.kind(*entity);
                        cue.speaker = again(view, &cue).then_some(before).flatten().filter(|e| {
                            !says_he(view, &cue) || kind(e) == Some(EntityKind::Person)
                        });
                    }
                    found.push(cue);
                }
            }
            Upos::Noun => {
                if let Some(group) = attribution.noun(lemma)
                    && let Some(cue) = noun(fillers, i, group)
                {
                    found.push(cue);
                }
            }
            _ => {}
        }
        for (phrase, group) in attribution.phrases() {
            found.extend(led(fillers, i, phrase, group, before));
        }
    }
    found
}

/// "“…,” he added": is `last`, who spoke last, meant by the pronoun whatever else it might mean?
fn goes_on_as(context: Context<'_>, view: View<'_>, cue: &Cue<'_>, last: usize) -> bool {
    let goes_on = matches!(view.lemma(cue.word), "add" | "continue" | "conclude" | "go");
    let person = context
        .entities
        .get(last)
        .is_some_and(|record| record.kind == EntityKind::Person && !record.plural);
    goes_on && person && speaker::says_he(view, cue) && speaker::may_be(context, view, cue, last)
}

fn verb<'g>(
    context: Context<'g>,
    fillers: Fillers<'g>,
    v: usize,
    group: &'g grammar::Cue,
) -> Cue<'g> {
    let view = fillers.view;
    let predicate = view.predicate(v);
    let (mut first, mut last) = (v, v);
    for &c in view.parsed.children(v) {
        let beside = match view.rel(c) {
            Deprel::Aux | Deprel::AuxPass | Deprel::CompoundPrt => true,
            Deprel::Advmod => c.abs_diff(v) <= 2,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent => true,
            Deprel::Obj | Deprel::Iobj => group.addresses && c > v,
            Deprel::Obl | Deprel::OblUnmarked => true,
            _ => false,
        };
        if !beside {
            continue;
        }
        // The tree may hang the marks around a subject on it.
        let mut words = view.parsed.subtree(c);
        words.retain(|&w| view.upos(w) != Upos::Punct);
        let (from, to) = (words.first().copied().unwrap_or(c), words.last().copied().unwrap_or(c));
        // "“…,” Vera, the leader, said": the tree may hang the quotation on the speaker.
        let closed = (from..v).rev().find(|&w| {
            let form = view.parsed.words.get(w).map_or("", |x| &*x.form);
            matches!(form, "”" | "»") || (matches!(form, "\"" | "''") && w > from)
        });
        let from = closed.map_or(from, |mark| mark + 1);
        // The tree may hold less of the subject's name than its mention does.
        let named = view.mention_over(c).filter(|_| is_subject(view, c) && closed.is_none());
        let (from, to) = match named {
            Some(mention) => (from.min(mention.words.start), to.max(mention.words.end - 1)),
            None => (from, to),
        };
        let to = if from < v { to.min(v.saturating_sub(1)) } else { to };
        // "the claim, says Ruiz, its envoy, is false": behind the verb the speaker ends with her name.
        let named =
            view.mention_over(c).filter(|m| c > v && is_subject(view, c) && m.words.end > c);
        let to = named.map_or(to, |m| to.min(apposition_end(view, m.words.end - 1)));
        // A subject before its verb opens the cue, one behind it closes it; modifiers only where they touch.
        if to < v && to + 4 >= first {
            first = first.min(from);
        } else if from > v && from <= last + 2 {
            last = last.max(to);
        }
    }
    // A comma that the tree hangs on the speaker is no part of the cue.
    while first < v && view.upos(first) == Upos::Punct {
        first += 1;
    }
    let mut speaker = predicate.heads(&Slot::Subject).find_map(|head| speaker_of(fillers, head));
    // "A tired Ruiz says": of two subjects the named one.
    if speaker.is_none() && !view.is_passive(v) {
        let person = |m: &Mention| fillers.kind(m.entity) == Some(EntityKind::Person);
        speaker = view
            .parsed
            .children_by(v, &[Deprel::Nsubj])
            .filter(|&c| c < v && view.mention_over(c).is_some_and(person))
            .find_map(|c| speaker_of(fillers, c));
    }
    // "Vera, for his part, said": the tree may take a name before commas for an address.
    if speaker.is_none() && !view.is_passive(v) && view.child(v, Deprel::Nsubj).is_none() {
        let named = |m: &Mention| m.form == MentionForm::Name;
        speaker = view
            .parsed
            .children_by(v, &[Deprel::Discourse, Deprel::Vocative])
            .filter(|&c| c == 0 && view.mention_over(c).is_some_and(named))
            .find_map(|c| speaker_of(fillers, c));
    }
    // "was quoted as saying": who is quoted speaks.
    if speaker.is_none()
        && let Some(quoting) = view.head(v)
        && matches!(view.lemma(quoting), "quote" | "cite" | "hear" | "record")
        && view.is_passive(quoting)
    {
        speaker = view.surface_subject(quoting).and_then(|head| speaker_of(fillers, head));
    }
    // "issued a statement saying", "a letter that said": who issues or writes it speaks.
    if speaker.is_none()
        && matches!(view.rel(v), Deprel::Acl | Deprel::AclRelcl)
        && let Some(paper) = view.head(v)
        && PAPERS.contains(&view.lemma(paper))
    {
        speaker = view
            .head(paper)
            .filter(|&host| view.is_verb(host) && !view.is_passive(host))
            .and_then(|host| view.surface_subject(host))
            .filter(|&subject| subject != paper)
            .and_then(|subject| speaker_of(fillers, subject));
    }
    // Who stands right beside the verb speaks, whatever the tree says.
    let relative = relative_subject(view, v);
    let behind = inverted(fillers, v).filter(|_| view.child(v, Deprel::AuxPass).is_none());
    if hears(view, v, group) {
        speaker = None;
    } else if view.is_passive(v) && behind.is_none() {
        // "was told": the subject hears.
    } else if let Some(relative) = relative {
        if speaker.is_none() {
            speaker = antecedent(fillers, relative).and_then(|head| speaker_of(fillers, head));
        }
    } else if let Some((entity, to)) = behind {
        speaker = Some(entity);
        first = v;
        last = last.max(to);
    } else if let Some((entity, from, to)) = beside(fillers, v, inverts(group)) {
        speaker = entity;
        if from > v {
            first = v;
            last = last.max(to);
        } else {
            first = from;
        }
    }
    if speaker.is_none()
        && relative.is_none()
        && !view.is_passive(v)
        && let Some((entity, from)) = across(fillers, v)
    {
        speaker = Some(entity);
        first = from;
    }
    // "…, said a Chilean diplomat"
    if relative.is_none()
        && inverts(group)
        && let Some((entity, to)) = speaker::behind_comma(fillers, v, speaker.is_some())
    {
        speaker = Some(entity);
        first = v;
        last = last.max(to);
    }
    // "congratulated Peru and underscored that …": a verb that the tagger took for an adjective goes on with the subject.
    if speaker.is_none()
        && view.upos(v) == Upos::Adj
        && let Some(host) = view.head(v).filter(|&h| h < v && view.is_verb(h))
    {
        speaker = view.surface_subject(host).and_then(|head| speaker_of(fillers, head));
    }
    // "summoned the envoy after a boat had sunk, and asked Peru to wait": the tree may join the verb to the nearer clause.
    if speaker.is_none()
        && let Some(root) = joined_to_root(view, v)
    {
        speaker = view.surface_subject(root).and_then(|head| speaker_of(fillers, head));
    }
    // "…, two officials close to the talks told the Herald": who stands between comma and verb, whatever the tree says.
    if speaker.is_none()
        && relative.is_none()
        && !view.is_passive(v)
        && let Some((from, head)) = entity::speaker_by_place(view.parsed, v)
        && let Some(entity) = speaker_of(fillers, head)
    {
        speaker = Some(entity);
        first = from;
    }
    // "“…,” his lawyer, Ana Ruiz, told": what stands between the quotation and the name tells who she is.
    if first > 1
        && first < v
        && view.parsed.words.get(first - 1).is_some_and(|w| &*w.form == ",")
        && let Some(mark) = (first.saturating_sub(8)..first - 1).rev().find(|&w| {
            view.parsed.words.get(w).is_some_and(|x| matches!(&*x.form, "”" | "\"" | "''" | "»"))
        })
        && (mark + 1..first).all(|w| !view.is_verb(w))
    {
        first = mark + 1;
    }
    if last > v && last == first_behind(view, v) {
        last = apposition_end(view, last);
    }
    if first == v
        && let Some(subject) = view.surface_subject(v)
        && let Some(mention) = view.mention_over(subject)
        && mention.words.end <= v
        && mention.words.end + 4 > v
    {
        let article = mention.words.start.checked_sub(1).filter(|&w| view.upos(w) == Upos::Det);
        first = article.unwrap_or(mention.words.start);
    }
    let audience = audience(context, fillers, v, group, speaker);
    let as_clause = view.rel(v) == Deprel::Advcl
        && view
            .parsed
            .children_by(v, &[Deprel::Mark, Deprel::Advmod])
            .any(|m| view.lemma(m) == "as")
        && !view.is_led_as(v);
    Cue {
        sentence: fillers.sentence,
        word: v,
        group,
        speaker,
        first,
        last,
        audience,
        stop: None,
        form: if as_clause { CueForm::As } else { CueForm::Verb },
        unsaid: unsaid(view, v),
    }
}

/// The main verb before ", and" and a finite verb of its tense that has no subject.
fn joined_to_root(view: View<'_>, v: usize) -> Option<usize> {
    let word = |w: usize| view.parsed.words.get(w);
    let form = |w: usize| word(w).map_or("", |x| &*x.form);
    // "condemns the raid and stresses that …": no finite verb is joined to a noun, but to the verb of the noun.
    let joined = view.head(v).filter(|_| view.rel(v) == Deprel::Conj);
    if let Some(noun) = joined.filter(|&noun| matches!(view.upos(noun), Upos::Noun | Upos::Propn))
        && let Some(verb) = view.head(noun).filter(|&verb| verb < noun && view.is_verb(verb))
        && word(v).is_some_and(|x| x.feats.verb_form == Some(VerbForm::Fin))
        && word(v).map(|x| x.feats.tense) == word(verb).map(|x| x.feats.tense)
        && view.child(v, Deprel::Nsubj).is_none()
    {
        return Some(verb);
    }
    let mut at = v;
    while at > 0 && view.upos(at - 1) == Upos::Adv {
        at -= 1;
    }
    let and = at.checked_sub(2).filter(|&comma| form(comma) == ",")? + 1;
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::OblAgent];
    let root = view.parsed.words.iter().position(|x| x.head.is_none())?;
    let tense = |w: usize| {
        word(w).filter(|x| x.feats.verb_form == Some(VerbForm::Fin)).and_then(|x| x.feats.tense)
    };
    (matches!(form(and), "and" | "but")
        && root < v
        && view.is_verb(root)
        && view.rel(v) == Deprel::Conj
        && tense(v).is_some()
        && tense(root) == tense(v)
        && view.parsed.children_by(v, &own).next().is_none())
    .then_some(root)
}

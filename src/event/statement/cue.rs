//! Cues in one sentence: the verb or phrase, who speaks, to whom.

use crate::entity::MentionForm;
use crate::event::context::Context;
use crate::event::fillers::Fillers;
use crate::event::predicate::View;
use crate::grammar::{self, Content, EntityKind, Slot};
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

/// Nouns that speak for whoever wrote them: "an agency tally found".
const PAPERS: [&str; 12] = [
    "statement",
    "report",
    "tally",
    "communique",
    "letter",
    "survey",
    "count",
    "post",
    "release",
    "summary",
    "note",
    "announcement",
];

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

impl Cue<'_> {
    /// Where the cue stands in the text.
    pub fn span(&self, context: Context<'_>) -> Span {
        let words = context.parsed.get(self.sentence).map_or(&[][..], |p| p.words.as_slice());
        match (words.get(self.first), words.get(self.last)) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

/// All cues of a sentence, in order.
pub fn cues<'g>(context: Context<'g>, sentence: usize) -> Vec<Cue<'g>> {
    let Some(fillers) = context.fillers(sentence) else { return Vec::new() };
    let view = fillers.view;
    let attribution = &context.grammar.attribution;
    let mut found: Vec<Cue<'g>> = Vec::new();
    for i in 0..view.parsed.words.len() {
        let lemma = view.lemma(i);
        match view.upos(i) {
            // "say" is the cue that taggers take for a noun.
            pos if pos == Upos::Verb || (pos == Upos::Noun && lemma == "say") => {
                let group = attribution.verbs(&lemma).find(|(_, particle)| {
                    particle.is_none_or(|particle| has_particle(view, i, particle))
                });
                if let Some((group, _)) = group
                    && !unsaid(view, i)
                {
                    let mut cue = verb(context, fillers, i, group);
                    share(view, &mut found, &mut cue);
                    found.push(cue);
                }
            }
            Upos::Noun => {
                if let Some(group) = attribution.noun(&lemma)
                    && let Some(cue) = noun(fillers, i, group)
                {
                    found.push(cue);
                }
            }
            _ => {}
        }
        for (phrase, group) in attribution.phrases() {
            if let Some(cue) = led(fillers, i, phrase, group) {
                found.push(cue);
            }
        }
    }
    found
}

fn has_particle(view: View<'_>, i: usize, particle: &str) -> bool {
    let form =
        |w: usize| view.parsed.words.get(w).is_some_and(|x| x.form.eq_ignore_ascii_case(particle));
    form(i + 1)
        || view.parsed.children(i).iter().any(|&c| {
            (form(c) && matches!(view.rel(c), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Mark))
                || view.parsed.children_by(c, &[Deprel::Case, Deprel::Mark]).any(form)
        })
}

/// "did not say", "would say", "if they say": nothing was said.
fn unsaid(view: View<'_>, v: usize) -> bool {
    view.parsed.children_by(v, &[Deprel::Advmod, Deprel::Aux, Deprel::Mark]).any(|c| {
        let lemma = view.lemma(c);
        matches!(
            lemma.as_str(),
            "not"
                | "n't"
                | "never"
                | "would"
                | "could"
                | "should"
                | "may"
                | "might"
                | "must"
                | "can"
                | "will"
                | "if"
                | "whether"
        ) || (lemma == "to" && view.rel(v) != Deprel::Xcomp && view.rel(v) != Deprel::Advcl)
    })
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
        let words = view.parsed.subtree(c);
        let (from, to) = (words.first().copied().unwrap_or(c), words.last().copied().unwrap_or(c));
        // The tree may hold less of the subject's name than its mention does.
        let (from, to) = match view.mention_over(c).filter(|_| is_subject(view, c)) {
            Some(mention) => (from.min(mention.words.start), to.max(mention.words.end - 1)),
            None => (from, to),
        };
        let to = if from < v { to.min(v.saturating_sub(1)) } else { to };
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
    // Who stands right beside the verb speaks, whatever the tree says.
    if view.is_passive(v) {
        // "was told": the subject hears.
    } else if let Some((entity, from, to)) = beside(fillers, v, inverts(group)) {
        speaker = entity;
        if from > v {
            first = v;
            last = last.max(to);
        } else {
            first = first.min(from);
        }
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
        first = mention.words.start;
    }
    let mut audience = Vec::new();
    let to = Slot::Preposition("to".to_owned());
    let on = Slot::Preposition("on".to_owned());
    let slots = if group.addresses {
        vec![&Slot::Object, &Slot::Recipient, &to, &on]
    } else {
        vec![&Slot::Recipient, &to]
    };
    for slot in slots {
        for head in predicate.heads(slot) {
            if context.grammar.attribution.is_addressee(&view.lemma(head)) {
                continue;
            }
            for filler in fillers.entities_of(head) {
                let hears = matches!(
                    fillers.kind(filler.entity),
                    Some(EntityKind::Person | EntityKind::Organization | EntityKind::Country)
                );
                if hears && Some(filler.entity) != speaker && !audience.contains(&filler.entity) {
                    audience.push(filler.entity);
                }
            }
        }
    }
    let as_clause =
        view.parsed.children_by(v, &[Deprel::Mark, Deprel::Advmod]).any(|m| view.lemma(m) == "as")
            && view.rel(v) == Deprel::Advcl;
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
    }
}

/// "said that … and promised that …": a second cue of the same speaker ends what the first reports,
/// even where the tree hangs it inside.
fn share(view: View<'_>, found: &mut [Cue<'_>], cue: &mut Cue<'_>) {
    let v = cue.word;
    let joined = v.checked_sub(1).is_some_and(|w| {
        matches!(view.upos(w), Upos::Cconj)
            || (view.upos(w) == Upos::Adv && w > 0 && view.upos(w - 1) == Upos::Cconj)
    });
    if !joined || view.parsed.children(v).iter().any(|&c| is_subject(view, c)) {
        return;
    }
    let finite = |w: usize| {
        view.parsed.words.get(w).is_some_and(|x| x.feats.tense == Some(crate::syntax::Tense::Past))
    };
    if let Some(first) =
        found.iter_mut().rev().find(|c| c.form == CueForm::Verb && c.speaker.is_some())
        && finite(first.word)
        && finite(v)
        && first.first < first.word
    {
        first.stop = Some(v.saturating_sub(1));
        cue.speaker = first.speaker;
        cue.first = v;
    }
}

fn is_subject(view: View<'_>, c: usize) -> bool {
    matches!(view.rel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent)
}

/// The entity that speaks where this word is the subject: of joint speakers the first.
fn speaker_of(fillers: Fillers<'_>, head: usize) -> Option<usize> {
    let speaks = |entity: &usize| {
        matches!(
            fillers.kind(*entity),
            Some(EntityKind::Person | EntityKind::Organization | EntityKind::Country)
        )
    };
    if let Some(mention) = fillers.mention(head) {
        return match fillers.owner(mention) {
            Some(owners) => owners.into_iter().map(|f| f.entity).find(speaks),
            None => Some(mention.entity).filter(speaks),
        };
    }
    if PAPERS.contains(&fillers.view.lemma(head).as_str()) {
        return fillers.below(head).into_iter().map(|f| f.entity).find(speaks);
    }
    fillers.entities_of(head).into_iter().filter(|f| !f.below).map(|f| f.entity).find(speaks)
}

/// May the speaker stand behind the verb? Not where who is spoken to stands there ("…, told parliament").
fn inverts(group: &grammar::Cue) -> bool {
    !group.addresses && group.takes.contains(&Content::Quotation)
}

/// The speaker by place alone, with the first and last word of its name: "Ruiz said", "…, said Ruiz".
fn beside(fillers: Fillers<'_>, v: usize, inverts: bool) -> Option<(Option<usize>, usize, usize)> {
    let view = fillers.view;
    // A participle or infinitive has its subject elsewhere.
    let form = view.parsed.words.get(v).map_or("", |w| &w.form);
    if form.ends_with("ing") || view.child(v, Deprel::Mark).is_some_and(|m| view.lemma(m) == "to") {
        return None;
    }
    let mark = |w: Option<usize>| w.is_none_or(|w| view.upos(w) == Upos::Punct);
    let behind = fillers
        .entities
        .in_sentence(fillers.sentence)
        .find(|m| m.words.start == v + 1 && m.form != MentionForm::Adjective);
    if let Some(mention) = behind
        && inverts
        && v > 0
        && mark(v.checked_sub(1))
    {
        return Some((speaker_of(fillers, mention.head), v + 1, mention.words.end - 1));
    }
    let mut at = v;
    while at > 0 && matches!(view.upos(at - 1), Upos::Aux | Upos::Adv) {
        at -= 1;
    }
    let mention = view.mention_over(at.checked_sub(1)?).filter(|m| m.words.end == at)?;
    mark(mention.words.start.checked_sub(1))
        .then(|| (speaker_of(fillers, mention.head), mention.words.start, mention.words.end - 1))
}

/// The last word of the name that begins right behind the verb.
fn first_behind(view: View<'_>, v: usize) -> usize {
    view.mention_over(v + 1).map_or(v, |m| m.words.end - 1)
}

/// Where a speaker with an apposition ends: ", the minister," belongs to the cue.
fn apposition_end(view: View<'_>, last: usize) -> usize {
    let form = |w: usize| view.parsed.words.get(w).map_or("", |x| &*x.form);
    if form(last + 1) != "," {
        return last;
    }
    for w in last + 2..last + 14 {
        if view.upos(w) == Upos::Verb || w >= view.parsed.words.len() {
            return last;
        }
        if form(w) == "," || (view.upos(w) == Upos::Punct && w + 1 == view.parsed.words.len()) {
            return w - 1;
        }
    }
    last
}

fn noun<'g>(fillers: Fillers<'g>, n: usize, group: &'g grammar::Cue) -> Option<Cue<'g>> {
    let view = fillers.view;
    view.parsed
        .children_by(n, &[Deprel::Acl, Deprel::Ccomp])
        .find(|&c| view.parsed.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "that"))?;
    let predicate = view.predicate(n);
    let by = Slot::Preposition("by".to_owned());
    let speaker = [&Slot::Possessor, &by, &Slot::Modifier, &Slot::Subject]
        .into_iter()
        .find_map(|slot| predicate.heads(slot).find_map(|head| speaker_of(fillers, head)));
    Some(Cue {
        sentence: fillers.sentence,
        word: n,
        group,
        speaker,
        first: n,
        last: n,
        audience: Vec::new(),
        stop: None,
        form: CueForm::Noun,
    })
}

fn led<'g>(
    fillers: Fillers<'g>,
    i: usize,
    phrase: &str,
    group: &'g grammar::Cue,
) -> Option<Cue<'g>> {
    let words = &fillers.view.parsed.words;
    let mut at = i;
    for part in phrase.split(' ') {
        if !words.get(at)?.form.eq_ignore_ascii_case(part) {
            return None;
        }
        at += 1;
    }
    // The speaker's mention begins here, or after an article or adjective.
    let mention = fillers
        .entities
        .in_sentence(fillers.sentence)
        .filter(|m| {
            m.form != MentionForm::Adjective && m.words.start >= at && m.words.start <= at + 3
        })
        .min_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end)))?;
    let tree = fillers.view.parsed.subtree(mention.head);
    let mut last = mention.words.end.saturating_sub(1);
    // Appositions and modifiers of the speaker belong to the cue as far as they run on.
    for w in tree {
        if w == last + 1 {
            last = w;
        } else if w > last {
            break;
        }
    }
    Some(Cue {
        sentence: fillers.sentence,
        word: i,
        group,
        speaker: Some(mention.entity),
        first: i,
        last,
        audience: Vec::new(),
        stop: None,
        form: CueForm::Phrase,
    })
}

//! Whose a facility is: "Peru's embassy", "a depot owned by Andea", "Peru, which keeps a base at Arica".

use super::candidate::{Candidate, Seems};
use super::described::qualifier;
use super::entities::MentionForm;
use super::found::Found;
use super::line::Line;
use super::parts;
use super::resolve::Resolver;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

/// "the Peruvian embassy", "Peru's embassy in Quito".
pub(super) fn belongs_to(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
    entity: usize,
    found: &mut Found,
) {
    let owner = qualifier(list, &candidate.words).find_map(|(_, c)| {
        let e = c.entity?;
        let owns = c.words.start == candidate.words.start || line.is_possessive(c.words.end);
        (owns && matches!(resolver.kind(e), Some(EntityKind::Country | EntityKind::Organization)))
            .then_some(e)
    });
    // "the headquarters of the Port Council", "the Condor Union refinery"
    let of = || {
        let seat = matches!(
            line.folded(candidate.words.start),
            "headquarters" | "embassy" | "consulate" | "offices" | "base" | "compound" | "the"
        );
        let mut inner = qualifier(list, &candidate.words).filter(|(_, c)| {
            c.form == MentionForm::Name
                && matches!(line.before(c.words.start), "of" | "the")
                && line.folded(
                    c.words
                        .start
                        .saturating_sub(1 + usize::from(line.before(c.words.start) == "the")),
                ) == "of"
        });
        inner.find_map(|(_, c)| c.entity).filter(|&e| {
            seat && matches!(resolver.kind(e), Some(EntityKind::Country | EntityKind::Organization))
        })
    };
    let called = || {
        let (_, c) = qualifier(list, &candidate.core).find(|(_, c)| {
            c.words.start == candidate.core.start
                && c.form == MentionForm::Name
                && !matches!(c.seems, Seems::Adjective(_))
        })?;
        let head = line.phrase_at(c.words.end, candidate.core.end, &[WordClass::FacilityHeads]);
        // A body's centre may be all of it.
        let centre = matches!(line.folded(candidate.core.end - 1), "centre" | "center");
        let plain = head > 0 && !line.is_capital(c.words.end) && !centre;
        c.entity.filter(|&e| plain && resolver.kind(e) == Some(EntityKind::Organization))
    };
    if let Some(owner) = of().or_else(called) {
        let place = (line.index, line.span(&candidate.words));
        found.add("belongs_to", (entity, owner), None, place, ("facility/owner", 70));
    }
    let embassy = candidate
        .core
        .clone()
        .any(|i| matches!(line.folded(i), "embassy" | "consulate" | "commission"));
    let possessive = candidate.core.clone().any(|i| line.is_possessive(i));
    let theirs = || {
        let draft = resolver.drafts.get(entity)?;
        let pronoun = matches!(line.folded(candidate.words.start), "its" | "his" | "her" | "their");
        draft.country.filter(|_| pronoun)
    };
    if let Some(owner) = theirs() {
        let place = (line.index, line.span(&candidate.words));
        found.add("belongs_to", (entity, owner), None, place, ("facility/owner", 75));
        return;
    }
    if let Some((keeper, span)) = keeper(resolver, line, list, candidate) {
        let rule = ("facility/kept", 70);
        found.add("belongs_to", (entity, keeper), None, (line.index, span), rule);
    }
    if let Some(owner) = owner.filter(|_| embassy || possessive) {
        found.add(
            "belongs_to",
            (entity, owner),
            None,
            (line.index, line.span(&candidate.words)),
            ("facility/owner", 85),
        );
    }
}

/// Who keeps the facility of a mention, and the words that say so. Cost: a bounded stretch behind the mention, and the
/// sentence's mentions.
fn keeper(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<(usize, Span)> {
    if candidate.form == MentionForm::Pronoun {
        return None;
    }
    let owner = behind(line, list, candidate).or_else(|| doer(line, list, candidate))?;
    let entity = owner.entity.filter(|&e| {
        matches!(resolver.kind(e), Some(EntityKind::Country | EntityKind::Organization))
    })?;
    let words =
        candidate.words.start.min(owner.words.start)..candidate.words.end.max(owner.words.end);
    Some((entity, line.span(&words)))
}

/// Where the owner begins whom the words at `at` announce: "owned by", ", jointly run by", "belonging to".
pub(super) fn kept_by(line: &Line<'_>, at: usize) -> Option<usize> {
    let at = at + usize::from(line.form(at) == ",");
    let at = at + usize::from(line.is_upos(at, &[Upos::Adv]));
    let kept = matches!(
        (line.folded(at), line.folded(at + 1)),
        ("owned" | "operated" | "run" | "used" | "controlled" | "maintained", "by")
            | ("belonging", "to")
    );
    kept.then_some(at + 2)
}

/// "a depot owned by Andea", "a camp belonging to Condor".
fn behind<'c>(
    line: &Line<'_>,
    list: &'c [Candidate],
    candidate: &Candidate,
) -> Option<&'c Candidate> {
    // "used by the rebel group Condor"
    let from = kept_by(line, candidate.words.end)?;
    let named = |i: usize| {
        parts::at(line, list, i).filter(|c| {
            c.form == MentionForm::Name && !matches!(c.seems, Seems::Person | Seems::Adjective(_))
        })
    };
    let small =
        |i: &usize| line.is_upos(*i, &[Upos::Det, Upos::Adj, Upos::Noun]) || line.is_hyphen(*i);
    let described = || (from..from + 5).take_while(small).find_map(|i| named(i + 1));
    named(from).or_else(described).or_else(|| parts::at(line, list, from))
}

/// "Peru keeps a base at Arica", "Peru, which keeps a base at Arica".
fn doer<'c>(
    line: &Line<'_>,
    list: &'c [Candidate],
    candidate: &Candidate,
) -> Option<&'c Candidate> {
    // Of "base at Arica" the base is what is kept.
    let end = candidate.words.clone().find(|&i| line.is_upos(i, &[Upos::Adp]));
    let described = candidate.words.start..end.unwrap_or(candidate.words.end);
    let facility = line.word(line.head_of(&described))?;
    let at = facility.head.filter(|_| facility.deprel == Deprel::Obj)?;
    let verb = line.word(at).filter(|verb| verb.upos == Upos::Verb)?;
    if !matches!(&*verb.lemma, "keep" | "operate" | "maintain" | "run" | "own" | "have") {
        return None;
    }
    let negated = |&c: &usize| matches!(line.folded(c), "not" | "n't" | "never" | "no");
    if line.sentence.children(at).iter().any(negated) || line.folded(candidate.words.start) == "no"
    {
        return None;
    }
    let subject = line.sentence.child(at, Deprel::Nsubj)?;
    let subject = match line.folded(subject) {
        "which" | "that" => verb.head.filter(|_| verb.deprel == Deprel::AclRelcl)?,
        _ => subject,
    };
    let named = list.iter().filter(|c| {
        c.words.contains(&subject)
            && !matches!(c.seems, Seems::Adjective(_))
            && line.head_of(&c.words) == subject
    });
    named.max_by_key(|c| c.words.len())
}

//! People who are told before they are named: "a Chilean citizen … The man, Pedro Soto, …".

use super::candidate::Candidate;
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::{EntityKind, WordClass};
use crate::syntax::{Deprel, Number};

/// How many sentences back the first telling is looked for.
const REACH: usize = 3;

/// Gives descriptions of one unnamed person to the person whose name a later "the man, NAME"
/// brings. Only where one person alone comes into question. Cost: linear.
pub(super) fn join(resolver: &Resolver<'_>, mentions: &mut [Vec<Candidate>]) {
    for at in 0..mentions.len() {
        let Some(line) = resolver.lines.get(at) else { continue };
        let named = mentions.get(at).into_iter().flatten().find_map(|name| {
            let entity = brought(resolver, line, name)?;
            let new = !mentions.iter().take(at).flatten().any(|c| c.entity == Some(entity));
            new.then_some(entity)
        });
        let Some(named) = named else { continue };
        let from = at.saturating_sub(REACH);
        let mut told: Vec<usize> = Vec::new();
        for i in from..at {
            let same =
                resolver.lines.get(i).is_some_and(|l| l.sentence.section == line.sentence.section);
            for candidate in mentions.get(i).into_iter().flatten().filter(|_| same) {
                if let Some(entity) = first_telling(resolver, i, candidate)
                    && !told.contains(&entity)
                {
                    told.push(entity);
                }
            }
        }
        if let [one] = told[..] {
            let all = mentions.iter_mut().flatten().filter(|c| c.entity == Some(one));
            all.for_each(|candidate| candidate.entity = Some(named));
        }
    }
}

/// The person whose name stands behind a bare "the man", "the suspect" and the like.
fn brought(resolver: &Resolver<'_>, line: &Line<'_>, name: &Candidate) -> Option<usize> {
    let entity = name.entity?;
    let person = resolver.kind(entity) == Some(EntityKind::Person);
    if !person || name.form != MentionForm::Name {
        return None;
    }
    let word = line.word(line.head_of(&name.core))?;
    let noun = word.head.filter(|_| word.deprel == Deprel::Appos)?;
    is_generic(line, noun).then_some(entity)
}

/// Is it a singular noun with "the" alone that says no more than that somebody is a person?
fn is_generic(line: &Line<'_>, noun: usize) -> bool {
    const PEOPLE: [WordClass; 3] =
        [WordClass::Persons, WordClass::MaleNouns, WordClass::FemaleNouns];
    let Some(word) = line.word(noun) else { return false };
    let lemma = word.lemma.to_lowercase();
    let the = line.sentence.child(noun, Deprel::Det);
    let bare = line
        .sentence
        .children_by(noun, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss, Deprel::Nmod])
        .next()
        .is_none();
    bare && the.is_some_and(|d| line.folded(d) == "the")
        && word.feats.number == Some(Number::Sing)
        && line.lexicon.is_any(&PEOPLE, &lemma)
        && !line.lexicon.is(WordClass::OfficeHeads, &lemma)
}

/// The unnamed person that a candidate tells of for the first time ("a Chilean citizen").
fn first_telling(resolver: &Resolver<'_>, at: usize, candidate: &Candidate) -> Option<usize> {
    let entity = candidate.entity?;
    let line = resolver.lines.get(at)?;
    let draft = resolver.drafts.get(entity)?;
    let head = line.head_of(&candidate.words);
    let article = line.sentence.child(head, Deprel::Det)?;
    let indefinite = matches!(line.folded(article), "a" | "an");
    let fits = draft.kind == EntityKind::Person && draft.unnamed && !draft.plural;
    (fits && indefinite && candidate.form == MentionForm::Description).then_some(entity)
}

//! Number and person of finite verbs, read off their subjects.

use super::parser::Arc;
use super::{Deprel, Feats, Mood, Number, Person, PronType, Tense, Upos, VerbForm};

/// Drops what [`agree`] finds again: number and person of finite verbs.
pub(crate) fn without_agreement(upos: Upos, mut feats: Feats) -> Feats {
    if matches!(upos, Upos::Verb | Upos::Aux) && feats.verb_form == Some(VerbForm::Fin) {
        feats.number = None;
        feats.person = None;
    }
    feats
}

fn subject_label(label: Deprel) -> bool {
    matches!(
        label,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj | Deprel::CsubjPass
    )
}

/// Fills in number and person of finite indicative and subjunctive verbs. Cost: linear, with climbs of at most a few
/// words each.
pub(crate) fn agree(forms: &[&str], tags: &[Upos], arcs: &[Arc], feats: &mut [Feats]) {
    let mut subject: Vec<Option<usize>> = vec![None; arcs.len()];
    let mut plural_conj = vec![false; arcs.len()];
    for (at, arc) in arcs.iter().enumerate() {
        let Some(head) = arc.head else { continue };
        if subject_label(arc.label)
            && let Some(slot) = subject.get_mut(head)
            && slot.is_none_or(|_| arc.label != Deprel::NsubjOuter)
        {
            *slot = Some(at);
        }
        if arc.label == Deprel::Conj
            && let Some(slot) = plural_conj.get_mut(head)
        {
            *slot = true;
        }
    }
    for at in 0..feats.len() {
        let (Some(&tag), Some(&own)) = (tags.get(at), feats.get(at)) else { continue };
        let finite = matches!(tag, Upos::Verb | Upos::Aux)
            && own.verb_form == Some(VerbForm::Fin)
            && matches!(own.mood, Some(Mood::Ind | Mood::Sub));
        if !finite {
            continue;
        }
        let form = forms.get(at).copied().unwrap_or("").to_lowercase();
        let agreed = from_form(&form, own).unwrap_or_else(|| {
            let by =
                subject_of(at, arcs, &subject).map(|s| of_subject(s, arcs, feats, &plural_conj));
            from_subject(&form, own, by)
        });
        if let Some(slot) = feats.get_mut(at) {
            slot.number = Some(agreed.0).filter(|_| agreed.1 != Person::Second);
            slot.person = Some(agreed.1);
        }
    }
}

/// What the form alone settles: `says`, `am`.
fn from_form(form: &str, feats: Feats) -> Option<(Number, Person)> {
    if feats.tense != Some(Tense::Pres) {
        return None;
    }
    match form {
        "am" | "'m" | "’m" => Some((Number::Sing, Person::First)),
        _ if form.ends_with('s') => Some((Number::Sing, Person::Third)),
        _ => None,
    }
}

fn from_subject(form: &str, feats: Feats, by: Option<(Number, Person)>) -> (Number, Person) {
    let past = feats.tense == Some(Tense::Past);
    match by {
        Some((Number::Sing, Person::Third)) if !past && feats.mood == Some(Mood::Ind) => {
            // The form says plural, so the reading of the subject is wrong.
            (Number::Plur, Person::Third)
        }
        Some(agreed) => agreed,
        None if form == "are" || form == "were" || !past => (Number::Plur, Person::Third),
        None => (Number::Sing, Person::Third),
    }
}

/// The subject of a verb, an auxiliary or a coordinated verb.
fn subject_of(at: usize, arcs: &[Arc], subject: &[Option<usize>]) -> Option<usize> {
    let mut here = at;
    for _ in 0..6 {
        if let Some(found) = subject.get(here).copied().flatten() {
            return Some(found);
        }
        let arc = arcs.get(here)?;
        if !matches!(arc.label, Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Conj) {
            return None;
        }
        here = arc.head?;
    }
    None
}

fn of_subject(at: usize, arcs: &[Arc], feats: &[Feats], conjoined: &[bool]) -> (Number, Person) {
    let mut at = at;
    // "Those who say": a relative pronoun agrees as what it stands for.
    let relative = feats.get(at).is_some_and(|f| f.pron_type == Some(PronType::Rel));
    if relative
        && let Some(verb) = arcs.get(at).and_then(|arc| arc.head)
        && let Some(arc) = arcs.get(verb)
        && matches!(arc.label, Deprel::AclRelcl | Deprel::Acl)
        && let Some(noun) = arc.head
    {
        at = noun;
    }
    let own = feats.get(at).copied().unwrap_or_default();
    let person = own.person.unwrap_or(Person::Third);
    if conjoined.get(at).copied().unwrap_or(false) {
        return (Number::Plur, if person == Person::Second { Person::Third } else { person });
    }
    (own.number.unwrap_or(Number::Sing), person)
}

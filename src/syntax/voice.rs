//! Past forms that were taken for participles though a full sentence tells an act by them: "Chile spied on Peru."
//!
//! A participle without its auxiliary is good English in headlines ("Nine held in Lima"), not in sentences that end with
//! a stop. There a past form with a subject of its own and no auxiliary is active.

use super::parser::Arc;
use super::{Deprel, Feats, Mood, Tense, Upos, VerbForm};

/// Gives such verbs the features of the past tense and their subjects the label of active ones. Cost: linear.
pub(crate) fn settle(forms: &[&str], tags: &[Upos], arcs: &mut [Arc], feats: &mut [Feats]) {
    let stopped = forms.iter().rev().take(3).any(|form| matches!(*form, "." | "!" | "?"));
    if !stopped {
        return;
    }
    // By verb: its subject, and whether it has what makes it passive.
    let mut subject: Vec<Option<usize>> = vec![None; arcs.len()];
    let mut helped = vec![false; arcs.len()];
    for (at, arc) in arcs.iter().enumerate() {
        let Some(head) = arc.head else { continue };
        match arc.label {
            Deprel::Nsubj | Deprel::NsubjPass if at < head => {
                if let Some(slot) = subject.get_mut(head) {
                    *slot = Some(at);
                }
            }
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::OblAgent => {
                if let Some(slot) = helped.get_mut(head) {
                    *slot = true;
                }
            }
            _ => {}
        }
    }
    for at in 0..feats.len() {
        let (Some(&arc), Some(Some(by))) = (arcs.get(at), subject.get(at)) else { continue };
        let is_participle = tags.get(at) == Some(&Upos::Verb)
            && feats.get(at).is_some_and(|own| {
                own.verb_form == Some(VerbForm::Part) && own.tense == Some(Tense::Past)
            });
        let shared = arc.label == Deprel::Conj
            && arc.head.is_some_and(|head| helped.get(head).copied().unwrap_or(true));
        let tells = matches!(
            arc.label,
            Deprel::Root | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp | Deprel::AclRelcl
        );
        let alone = !helped.get(at).copied().unwrap_or(true) && !shared;
        if !(is_participle && tells && alone && may_be_past(forms.get(at).copied().unwrap_or(""))) {
            continue;
        }
        if let Some(own) = feats.get_mut(at) {
            own.verb_form = Some(VerbForm::Fin);
            own.mood = Some(Mood::Ind);
            own.passive = false;
        }
        if let Some(arc) = arcs.get_mut(*by) {
            arc.label = Deprel::Nsubj;
        }
    }
}

/// May the form be a past tense? `taken`, `known` and `done` may not.
fn may_be_past(form: &str) -> bool {
    let form = form.to_lowercase();
    !["en", "wn", "one", "un", "ung"].iter().any(|end| form.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::syntax::parser::Arc;
    use crate::syntax::{Deprel, Feats, Upos, VerbForm};

    const PARTICIPLE: &str = "Tense=Past|VerbForm=Part|Voice=Pass";

    /// The form of the verb and the label of its subject; rows are form, tag, features, head and label.
    fn settled(
        rows: &[(&str, Upos, &str, Option<usize>, Deprel)],
        verb: usize,
    ) -> (Option<VerbForm>, Deprel) {
        let forms: Vec<&str> = rows.iter().map(|row| row.0).collect();
        let tags: Vec<Upos> = rows.iter().map(|row| row.1).collect();
        let mut feats: Vec<Feats> = rows.iter().map(|row| Feats::from_conllu(row.2)).collect();
        let mut arcs: Vec<Arc> = rows.iter().map(|row| Arc { head: row.3, label: row.4 }).collect();
        settle(&forms, &tags, &mut arcs, &mut feats);
        (feats[verb].verb_form, arcs[0].label)
    }

    #[test]
    fn a_full_sentence_tells_what_its_subject_did() {
        let peru = ("Peru", Upos::Propn, "Number=Sing", Some(1), Deprel::NsubjPass);
        let verb = ("raided", Upos::Verb, PARTICIPLE, None, Deprel::Root);
        let object = ("camps", Upos::Noun, "Number=Plur", Some(1), Deprel::Obj);
        let stop = (".", Upos::Punct, "", Some(1), Deprel::Punct);
        let active = (Some(VerbForm::Fin), Deprel::Nsubj);
        let passive = (Some(VerbForm::Part), Deprel::NsubjPass);
        assert_eq!(settled(&[peru, verb, object, stop], 1), active);
        assert_eq!(settled(&[peru, verb, object], 1), passive, "a headline");
        let taken = ("taken", Upos::Verb, PARTICIPLE, None, Deprel::Root);
        assert_eq!(settled(&[peru, taken, object, stop], 1), passive, "no past tense");
    }

    #[test]
    fn an_auxiliary_keeps_the_passive() {
        let nine = ("Nine", Upos::Num, "", Some(2), Deprel::NsubjPass);
        let were = ("were", Upos::Aux, "", Some(2), Deprel::AuxPass);
        let held = ("held", Upos::Verb, PARTICIPLE, None, Deprel::Root);
        let stop = (".", Upos::Punct, "", Some(2), Deprel::Punct);
        let passive = (Some(VerbForm::Part), Deprel::NsubjPass);
        assert_eq!(settled(&[nine, were, held, stop], 2), passive);
    }
}

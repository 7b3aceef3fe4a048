//! Cues that are no verbs: "the claim that …", "according to …".

use crate::entity::MentionForm;
use crate::event::fillers::Fillers;
use crate::grammar::{self, Slot};
use crate::syntax::{Deprel, Upos};

use super::cue::{Cue, CueForm};
use super::speaker::{PAPERS, speaker_of};

/// A noun with the clause that it leads to and whoever has it: "Peru's claim that …".
pub fn noun<'g>(fillers: Fillers<'g>, n: usize, group: &'g grammar::Cue) -> Option<Cue<'g>> {
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
        unsaid: false,
    })
}

/// The phrase that begins at word `i`, with whom it leads to; a paper without a name is that of `before`, who spoke last.
pub fn led<'g>(
    fillers: Fillers<'g>,
    i: usize,
    phrase: &str,
    group: &'g grammar::Cue,
    before: Option<usize>,
) -> Option<Cue<'g>> {
    let words = &fillers.view.parsed.words;
    let mut at = i;
    for part in phrase.split(' ') {
        if !words.get(at)?.form.eq_ignore_ascii_case(part) {
            return None;
        }
        at += 1;
    }
    // The speaker's mention begins here, or after an article or adjective; or a paper does ("a count by …").
    let near = fillers
        .entities
        .in_sentence(fillers.sentence)
        .filter(|m| {
            m.form != MentionForm::Adjective && m.words.start >= at && m.words.start <= at + 3
        })
        .min_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end)));
    let view = fillers.view;
    let paper = (at..at + 5)
        .take_while(|&w| matches!(view.upos(w), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
        .filter(|&w| PAPERS.contains(&view.lemma(w)))
        .last();
    let (speaker, head, end) = match (near, paper) {
        (Some(m), None) => (Some(m.entity), m.head, m.words.end),
        (Some(m), Some(paper)) if m.words.end <= paper => (Some(m.entity), m.head, paper + 1),
        (_, Some(paper)) => {
            let by = fillers.below(paper).first().map(|f| f.entity);
            let told = view
                .parsed
                .children_by(paper, &[Deprel::Acl])
                .find_map(|c| view.predicate(c).heads(&Slot::Subject).next())
                .and_then(|head| speaker_of(fillers, head));
            (by.or(told).or(near.map(|m| m.entity)).or(before), paper, paper + 1)
        }
        // "according to people there": somebody, but nobody who can be told apart.
        (None, None) => {
            let noun = |w: &usize| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron);
            let head = (at..at + 6).find(noun)?;
            (None, head, head + 1)
        }
    };
    let tree = fillers.view.parsed.subtree(head);
    let mut last = end.saturating_sub(1);
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
        speaker,
        first: i,
        last,
        audience: Vec::new(),
        stop: None,
        form: CueForm::Phrase,
        unsaid: false,
    })
}

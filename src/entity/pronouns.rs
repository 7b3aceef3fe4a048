//! Whom "he", "she", "his" and "her" mean: people spoken of before, or, in what stands before its clause, after.
//!
//! What speaks for an antecedent is known from the theory of centring (Grosz and others 1995): subjects come before
//! objects, what is near before what is far, who is spoken of often before who is named once; a pronoun and the subject
//! of its own verb are two people (Chomsky's binding principles). The weights were chosen on the development part of GAP
//! (Webster and others 2018).

use std::collections::VecDeque;

use super::candidate::Candidate;
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::{EntityKind, NameGender, WordClass};
use crate::syntax::{Deprel, Upos};

/// How a mention stands to the verb or noun that governs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Object,
    Possessor,
    Other,
}

/// Where a mention stands in the tree of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    pub place: Place,
    /// The word that governs it, past conjuncts and appositions.
    pub governor: Option<usize>,
    /// The word by which it hangs there: of "Ana Ruiz, the minister" that of the name.
    pub anchor: usize,
}

impl Stand {
    /// Of a mention with this head. Cost: the depth of conjuncts.
    pub fn of(line: &Line<'_>, head: usize) -> Self {
        let mut at = head;
        for _ in 0..8 {
            let Some(word) = line.word(at) else { break };
            match (word.deprel, word.head) {
                (Deprel::Conj | Deprel::Appos | Deprel::Flat, Some(head)) => at = head,
                _ => break,
            }
        }
        let place = match line.word(at).map(|word| word.deprel) {
            Some(Deprel::Nsubj | Deprel::NsubjPass) => Place::Subject,
            Some(Deprel::Obj | Deprel::Iobj) => Place::Object,
            Some(Deprel::NmodPoss) => Place::Possessor,
            _ => Place::Other,
        };
        Self { place, governor: line.word(at).and_then(|word| word.head), anchor: at }
    }
}

/// A mention that a pronoun may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Antecedent {
    pub entity: usize,
    pub sentence: usize,
    /// Its first word and one past its last.
    pub words: (usize, usize),
    pub stand: Stand,
    pub form: MentionForm,
}

/// How many sentences back a person is looked for.
const REACH: usize = 4;

/// What each thing counts for or against an antecedent, in points.
mod weights {
    /// Each sentence back.
    pub const SENTENCE: i32 = 12;
    /// Each mention back, 40 at most.
    pub const MENTION: i32 = 1;
    pub const SUBJECT: i32 = 16;
    pub const POSSESSOR: i32 = 8;
    pub const OBJECT: i32 = 4;
    /// Pronoun and antecedent are both subjects.
    pub const BOTH_SUBJECTS: i32 = 4;
    /// Both are objects.
    pub const BOTH_OBJECTS: i32 = 8;
    /// The antecedent is known to have the pronoun's gender.
    pub const GENDER: i32 = 8;
    /// Each mention so far, six at most.
    pub const OFTEN: i32 = 2;
    /// The antecedent is a pronoun itself.
    pub const PRONOUN: i32 = 4;
    /// It follows, as the subject of what the pronoun's phrase hangs on.
    pub const FOLLOWS: i32 = 8;
    /// A possessive whose clause has it as subject.
    pub const OWNER: i32 = 8;
    /// It has no name.
    pub const UNNAMED: i32 = -8;
    /// It is but somebody's relative.
    pub const KIN: i32 = -30;
    /// A reflexive and the subject of its verb.
    pub const REFLEXIVE: i32 = 60;
}

/// The person that a pronoun means, if one fits. Cost: the mentions that are remembered, and those of its sentence, which
/// both are bounded.
pub(super) fn person(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    i: usize,
    recent: &VecDeque<Antecedent>,
    counts: &[usize],
) -> Option<usize> {
    let word = list.get(i)?.words.start;
    let gender = match line.folded(word) {
        "he" | "him" | "his" | "himself" => NameGender::Male,
        _ => NameGender::Female,
    };
    let reflexive = line.folded(word).ends_with("self");
    let own = Stand::of(line, word);
    let subjects = own_subjects(line, word, own);
    let mut found: Option<(i32, usize)> = None;
    let mut consider = |mention: &Antecedent, back: i32, points: i32| {
        let Some(draft) = resolver.drafts.get(mention.entity) else { return };
        let other = draft.gender.is_some_and(|g| g != NameGender::Either && g != gender);
        if draft.kind != EntityKind::Person || other || draft.plural {
            return;
        }
        let distance = line.index.saturating_sub(mention.sentence);
        let here = distance == 0;
        let covers = here && mention.words.0 <= word && word < mention.words.1;
        let own_subject = here
            && subjects
                .iter()
                .any(|&s| mention.stand.anchor == s || mention.words.0 <= s && s < mention.words.1);
        if covers || (own_subject && !reflexive && own.place != Place::Possessor) {
            return;
        }
        let same = mention.stand.place == own.place;
        let mut points =
            points - back.min(40) * weights::MENTION - distance.min(9) as i32 * weights::SENTENCE;
        points += match mention.stand.place {
            Place::Subject => weights::SUBJECT,
            Place::Possessor => weights::POSSESSOR,
            Place::Object => weights::OBJECT,
            Place::Other => 0,
        };
        if same && own.place == Place::Subject {
            points += weights::BOTH_SUBJECTS;
        } else if same && own.place == Place::Object {
            points += weights::BOTH_OBJECTS;
        }
        if draft.gender == Some(gender) && !draft.unnamed {
            points += weights::GENDER;
        }
        points += counts.get(mention.entity).map_or(0, |&n| n.min(6) as i32) * weights::OFTEN;
        if mention.form == MentionForm::Pronoun {
            points += weights::PRONOUN;
        }
        if draft.unnamed {
            points += weights::UNNAMED;
            if resolver.lexicon.is(WordClass::Kin, &draft.head) {
                points += weights::KIN;
            }
        }
        if reflexive && own_subject {
            points += weights::REFLEXIVE;
        }
        if own_subject && own.place == Place::Possessor {
            points += weights::OWNER;
        }
        if found.is_none_or(|(best, _)| points > best) {
            found = Some((points, mention.entity));
        }
    };
    // What has no name and is no person, or but somebody's relative, does not push people further back.
    let mut counted = 0;
    for mention in recent.iter().rev() {
        let back = counted;
        counted += i32::from(resolver.drafts.get(mention.entity).is_some_and(|d| {
            let kin = || resolver.lexicon.is(WordClass::Kin, &d.head);
            !d.unnamed || d.kind == EntityKind::Person && !kin()
        }));
        if line.index.saturating_sub(mention.sentence) > REACH {
            break;
        }
        consider(mention, back, 0);
    }
    for candidate in list.iter().skip(i + 1).filter(|c| c.form == MentionForm::Name) {
        let Some(entity) = candidate.entity else { continue };
        let stand = Stand::of(line, line.head_of(&candidate.words));
        if stand.place == Place::Subject
            && stand.governor.is_some_and(|governor| depends(line, word, governor))
        {
            let words = (candidate.words.start, candidate.words.end);
            let after =
                Antecedent { entity, sentence: line.index, words, stand, form: candidate.form };
            consider(&after, 0, weights::FOLLOWS);
        }
    }
    found.map(|(_, entity)| entity)
}

/// The entities that a pronoun cannot mean, for the subject of its own verb names them: in "Ruiz, Vera's envoy, met him"
/// neither Ruiz nor the envoy. Cost: the mentions of the sentence.
pub(super) fn barred(line: &Line<'_>, list: &[Candidate], word: usize) -> Vec<usize> {
    let own = Stand::of(line, word);
    if own.place != Place::Object {
        return Vec::new();
    }
    let subjects = own_subjects(line, word, own);
    let is_subject = |c: &&Candidate| {
        let head = line.head_of(&c.words);
        head != word && subjects.contains(&Stand::of(line, head).anchor)
    };
    list.iter().filter(is_subject).filter_map(|c| c.entity).collect()
}

/// The subjects of the verb that governs a pronoun, of the verbs that lend it theirs ("wanted to see him") and of the
/// verb that it is joined with.
fn own_subjects(line: &Line<'_>, word: usize, own: Stand) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = match own.place {
        Place::Possessor | Place::Other => clause(line, word),
        _ => own.governor,
    };
    for _ in 0..4 {
        let Some(verb) = at else { break };
        let subjects = line.sentence.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]);
        found.extend(subjects);
        if !found.is_empty() {
            break;
        }
        at = line.word(verb).and_then(|w| {
            matches!(w.deprel, Deprel::Xcomp | Deprel::Conj | Deprel::Advcl)
                .then_some(w.head)
                .flatten()
        });
    }
    found
}

/// The verb or root above a word: past nouns.
fn clause(line: &Line<'_>, word: usize) -> Option<usize> {
    let mut at = line.word(word)?.head?;
    for _ in 0..8 {
        let here = line.word(at)?;
        if here.upos == Upos::Verb || here.head.is_none() {
            return Some(at);
        }
        at = here.head?;
    }
    None
}

/// Does a word hang on `governor`, at any distance, from before it?
fn depends(line: &Line<'_>, word: usize, governor: usize) -> bool {
    let mut at = line.word(word).and_then(|w| w.head);
    for _ in 0..12 {
        match at {
            Some(found) if found == governor => return true,
            Some(found) => at = line.word(found).and_then(|w| w.head),
            None => return false,
        }
    }
    false
}

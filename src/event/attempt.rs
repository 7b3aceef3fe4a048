//! What became of a frame whose words stand in a sentence: for a look at why an event was read or not.

use super::matching::{Candidate, survey};
use super::{Context, Filler};
use crate::grammar::{Factuality, Frame, Role};

/// Why a frame whose words stand in a sentence reads no event there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A longer trigger, or an earlier frame of the type, took the word ("strike a deal" is no strike).
    Outdone,
    /// The word belongs to the trigger of another event ("lift the sanctions" imposes none).
    Part,
    /// The object is none of those that the frame is about.
    Object,
    /// Somebody is asked for an answer, not for an act.
    Question,
    /// A role that the frame needs has nobody.
    Lacks(Role),
    /// Fewer actors and targets than the frame asks for.
    TooFew,
    /// Neither a participant nor a place.
    Nobody,
}

impl Refusal {
    /// The reason in plain words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Outdone => "a longer trigger or another frame of the type took the word",
            Self::Part => "the word belongs to another event's trigger",
            Self::Object => "the object is none of those that the frame is about",
            Self::Question => "somebody is asked for an answer, not for an act",
            Self::Lacks(Role::Actor) => "no actor was found",
            Self::Lacks(Role::Target) => "no target was found",
            Self::Lacks(Role::Place) => "no place was found",
            Self::TooFew => "too few participants were found",
            Self::Nobody => "neither a participant nor a place was found",
        }
    }
}

/// A frame whose words stand in a sentence, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Name of the frame.
    pub frame: String,
    /// Indexes of the words of its trigger.
    pub words: Vec<usize>,
    /// Entities that act, receive, and where: indexes into the document's entities.
    pub roles: [Vec<usize>; 3],
    /// Is it told as a fact?
    pub factuality: Factuality,
    /// Why no event was read; `None` where one was.
    pub refusal: Option<Refusal>,
}

impl Attempt {
    pub(super) fn refused(frame: &Frame, words: Vec<usize>, refusal: Refusal) -> Self {
        Self {
            frame: frame.name.clone(),
            words,
            roles: Default::default(),
            factuality: Factuality::default(),
            refusal: Some(refusal),
        }
    }

    /// What was read; `free` unless another trigger took its word.
    pub(super) fn of(candidate: &Candidate<'_>, free: bool) -> Self {
        let roles = [&candidate.actor, &candidate.target, &candidate.place];
        let nobody = roles.iter().all(|fillers| fillers.is_empty());
        let refusal = if !free { Some(Refusal::Part) } else { nobody.then_some(Refusal::Nobody) };
        let entities = |fillers: &Vec<Filler>| fillers.iter().map(|f| f.entity).collect();
        Self {
            frame: candidate.frame.name.clone(),
            words: candidate.words.clone(),
            roles: roles.map(entities),
            factuality: candidate.factuality,
            refusal,
        }
    }
}

/// The frames whose words stand in a sentence, in order of the text.
pub(super) fn attempts(context: Context<'_>, sentence: usize) -> Vec<Attempt> {
    let Some(fillers) = context.fillers(sentence) else { return Vec::new() };
    let mut heard = Vec::new();
    survey(fillers, &mut |attempt| heard.push(attempt));
    heard.sort_by_key(|attempt| (attempt.words.first().copied(), attempt.refusal.is_some()));
    heard
}

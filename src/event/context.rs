//! What the readers of events and statements share: one document with all that is known of it so far.

use jiff::civil::Date;

use super::fillers::Fillers;
use super::lemmas::Lemmas;
use super::view::View;
use super::{Said, Told};
use crate::entity::{Entities, StandingRelation};
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::Parsed;
use crate::text::{Block, Span};

/// One document, parsed, its entities known.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The decoded text.
    pub text: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Its sentences.
    pub parsed: &'a [Parsed],
    /// The lemmas of their words.
    pub lemmas: &'a Lemmas<'a>,
    /// Its entities.
    pub entities: &'a Entities,
    /// What they are to each other.
    pub relations: &'a [StandingRelation],
    /// How events and statements are told.
    pub grammar: &'a Grammar,
    /// The day of publication.
    pub date: Option<Date>,
    /// Where somebody speaks in their own words, in order.
    pub speeches: &'a [Speech],
    /// Who said what, in order of the sentences of their cues.
    pub said: &'a [Said],
    /// The country or body that issues the document and calls itself "we"; `None` where nobody does.
    pub issuer: Option<usize>,
    /// Who had to do with each other last, before the sentence that is read.
    pub last: LastPair,
}

/// A stretch of text in somebody's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speech {
    /// The words.
    pub span: Span,
    /// Index of the speaker, who says "I".
    pub speaker: usize,
    /// For whom the speaker says "we": of a spokesperson the body that sent them, else the speaker.
    pub body: usize,
}

/// The two states or bodies and the two people that the events of a section told last are between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastPair {
    section: usize,
    sides: Option<[usize; 2]>,
    people: Option<[usize; 2]>,
}

impl LastPair {
    /// The two of such kinds; empty where none were told of in this section.
    pub fn of_kinds(&self, section: usize, kinds: &[EntityKind]) -> &[usize] {
        if self.section != section {
            return &[];
        }
        let sides =
            kinds.contains(&EntityKind::Country) || kinds.contains(&EntityKind::Organization);
        let people = kinds.contains(&EntityKind::Person);
        let two = if people { self.people.as_ref() } else { None };
        let two = two.or(if sides { self.sides.as_ref() } else { None });
        two.map_or(&[], |two| two.as_slice())
    }

    /// Notes the parties of an event where they are two of one sort.
    pub(super) fn note(&mut self, entities: &Entities, event: &Told) {
        if self.section != event.section {
            *self = Self { section: event.section, ..Self::default() };
        }
        let mut parties: Vec<usize> = event.actor.iter().chain(&event.target).copied().collect();
        parties.sort_unstable();
        parties.dedup();
        let [a, b] = *parties.as_slice() else { return };
        let kind = |entity: usize| entities.get(entity).filter(|r| !r.plural).map(|r| r.kind);
        let side =
            |entity| matches!(kind(entity), Some(EntityKind::Country | EntityKind::Organization));
        if side(a) && side(b) {
            self.sides = Some([a, b]);
        } else if kind(a) == Some(EntityKind::Person) && kind(b) == Some(EntityKind::Person) {
            self.people = Some([a, b]);
        }
    }
}

impl<'a> Context<'a> {
    /// Sentence `i` as frames look at it; `None` where there is no such sentence.
    pub(super) fn view(&self, i: usize) -> Option<View<'a>> {
        Some(View {
            parsed: self.parsed.get(i)?,
            lemmas: self.lemmas.sentence(i),
            frames: &self.grammar.frames,
            entities: self.entities,
            sentence: i,
        })
    }

    /// What finds entities in sentence `i`; `None` where there is no such sentence.
    pub fn fillers(&self, i: usize) -> Option<Fillers<'a>> {
        Some(Fillers {
            view: self.view(i)?,
            entities: self.entities,
            sentence: i,
            speeches: self.speeches,
            said: self.said_in(i),
            issuer: self.issuer,
            last: self.last,
        })
    }

    /// The statements whose cues stand in sentence `i`. Cost: logarithmic.
    fn said_in(&self, i: usize) -> &'a [Said] {
        let first = self.said.partition_point(|said| said.sentence < i);
        let after = self.said.partition_point(|said| said.sentence <= i);
        self.said.get(first..after).unwrap_or_default()
    }

    /// `span` without white space at its ends.
    pub fn trimmed(&self, span: Span) -> Span {
        let words = span.of(self.text);
        let start = span.start + (words.len() - words.trim_start().len());
        Span::new(start, (start + words.trim().len()).max(start))
    }

    /// At most the sentence and under sixty words of it: what evidence may be.
    pub fn evidence(&self, sentence: Span, span: Span) -> Span {
        let span = Span::new(span.start.max(sentence.start), span.end.min(sentence.end));
        let span = if span.is_empty() { sentence } else { span };
        let mut words = 0;
        let mut inside = false;
        for (offset, c) in span.of(self.text).char_indices() {
            if c.is_whitespace() {
                inside = false;
            } else if !inside {
                inside = true;
                words += 1;
                if words == 60 {
                    return self.trimmed(Span::new(span.start, span.start + offset));
                }
            }
        }
        self.trimmed(span)
    }
}

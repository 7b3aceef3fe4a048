//! From a word of the tree to the entities that it stands for.

use crate::entity::{Entities, Mention, MentionForm};
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Number, Upos};
use crate::text::Span;

use super::Said;
use super::context::{LastPair, Speech};
use super::view::View;

/// How many localities may stand one behind the other: "parts of the centre of the city of Tacna".
const LOCALITIES: usize = 4;

/// Entities that a head word stands for, with the words that name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// Index of the entity.
    pub entity: usize,
    /// The head word of its mention.
    pub head: usize,
    /// Was it found below the word ("Peruvian" of "Peruvian drones"), not at it?
    pub below: bool,
}

/// Finds the entities of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Fillers<'a> {
    /// The tree.
    pub view: View<'a>,
    /// The entities of the document.
    pub entities: &'a Entities,
    /// Index of the sentence.
    pub sentence: usize,
    /// Where somebody speaks in their own words, in order.
    pub speeches: &'a [Speech],
    /// The statements whose cues stand in the sentence.
    pub said: &'a [Said],
    /// Who says "we" where nobody is quoted.
    pub issuer: Option<usize>,
    /// Who had to do with each other last.
    pub last: LastPair,
}

impl<'a> Fillers<'a> {
    /// Kind of an entity.
    pub fn kind(&self, entity: usize) -> Option<EntityKind> {
        self.entities.get(entity).map(|record| record.kind)
    }

    /// The mention that word `i` heads, or the narrowest one that it ends or stands in as a name.
    pub fn mention(&self, i: usize) -> Option<&'a Mention> {
        let headed = || self.entities.covering(self.sentence, i).filter(|m| m.head == i);
        // A name is surer than a description that runs up to it ("its troops from Peru").
        let name = headed().find(|m| m.form == MentionForm::Name);
        name.or_else(|| headed().next()).or_else(|| {
            // The tree and the mention may disagree about the head of a name: trust the name.
            self.entities
                .covering(self.sentence, i)
                .filter(|m| {
                    let top = self.view.head(i).is_none_or(|h| !m.words.contains(&h));
                    m.form == MentionForm::Name
                        && (self.view.upos(i) == Upos::Propn || m.words.end == i + 1 || top)
                })
                .last()
                .or_else(|| self.split_description(i))
        })
    }

    /// The description that word `i` heads although the tree hung the place at its end elsewhere: "hospital" of "hit a
    /// hospital in Tacna".
    fn split_description(&self, i: usize) -> Option<&'a Mention> {
        let split = self.view.upos(i) == Upos::Noun && self.view.upos(i + 1) == Upos::Adp;
        self.entities.covering(self.sentence, i).find(|m| {
            let top = self.view.head(i).is_none_or(|h| !m.words.contains(&h));
            split
                && top
                && m.form == MentionForm::Description
                && m.words.contains(&(i + 1))
                && m.head > i + 1
        })
    }

    /// The head and all that is joined to it by "and".
    pub fn conjuncts(&self, head: usize) -> Vec<usize> {
        let mut all = vec![head];
        let mut at = 0;
        while let Some(&word) = all.get(at) {
            // "the Ruiz-Vera call"
            if let Some(first) = self.hyphened(word)
                && !all.contains(&first)
            {
                all.push(first);
            }
            for c in self.view.parsed.children_by(word, &[Deprel::Conj]) {
                let nominal = !self.view.is_verb(c) || self.mention(c).is_some();
                if nominal && !all.contains(&c) {
                    all.push(c);
                }
            }
            for c in self.misjoined(word).into_iter().chain(self.joined_before(word)) {
                if !all.contains(&c) {
                    all.push(c);
                }
            }
            at += 1;
        }
        all
    }

    /// What the tree joined to a word inside the name that this word heads: in "the Government of Peru and the Senate"
    /// two bodies may be joined, not a country and a body.
    fn misjoined(&self, word: usize) -> Vec<usize> {
        let Some(mention) = self.mention(word).filter(|m| m.head == word) else {
            return Vec::new();
        };
        if mention.form != MentionForm::Name {
            return Vec::new();
        }
        let kind = self.kind(mention.entity);
        let inner = mention.words.clone().filter(|&w| w != word);
        let joined = inner.flat_map(|w| self.view.parsed.children_by(w, &[Deprel::Conj]));
        joined
            .filter(|&c| {
                c >= mention.words.end
                    && self.mention(c).is_some_and(|m| self.kind(m.entity) == kind)
            })
            .collect()
    }

    /// The name that "and" joins to the one right behind it where the tree made it a part of that: "Ruiz and President
    /// Tomas Vera".
    fn joined_before(&self, word: usize) -> Option<usize> {
        let mention =
            self.mention(word).filter(|m| m.head == word && m.form == MentionForm::Name)?;
        let and = mention.words.start.checked_sub(1)?;
        let joins = self.view.parsed.words.get(and).is_some_and(|w| &*w.form == "and");
        let first = self.mention(and.checked_sub(1).filter(|_| joins)?)?;
        let hangs = self.view.head(first.head).is_some_and(|h| mention.words.contains(&h));
        let alike = self.kind(first.entity) == self.kind(mention.entity);
        (first.words.end == and && first.form == MentionForm::Name && hangs && alike)
            .then_some(first.head)
    }

    /// Is a "they" linked to somebody far although a group that is no entity acts in its sentence right before it: "The
    /// neighbours say that they saw nothing"?
    fn is_shadowed(&self, word: usize) -> bool {
        if !matches!(self.view.lemma(word), "they" | "them" | "their") {
            return false;
        }
        let Some(mention) = self.mention(word) else { return false };
        let group = |w: usize| {
            let noun = self.view.parsed.words.get(w);
            noun.is_some_and(|n| n.upos == Upos::Noun && n.feats.number == Some(Number::Plur))
                && matches!(self.view.rel(w), Deprel::Nsubj | Deprel::NsubjPass)
                && self.view.is(w, "people")
                && self.view.mention_over(w).is_none()
        };
        let since = self
            .entities
            .in_sentence(self.sentence)
            .filter(|m| m.entity == mention.entity && m.words.end <= word)
            .map(|m| m.words.end)
            .last()
            .unwrap_or(0);
        (since..word).any(group)
    }

    /// The two people that "they" stands for where one clause names no others before it: "Ruiz saw Vera when they met".
    ///
    /// Of people who `meet` it is said even where the pronoun may be a body's.
    pub fn two_people(&self, word: usize, meet: bool) -> Vec<Filler> {
        let they = matches!(self.view.lemma(word), "they" | "them" | "their");
        // "raised it with Vera of the navy when they met" speaks of two people, not of a navy.
        let named =
            self.mention(word).and_then(|m| self.entities.get(m.entity)).is_some_and(|record| {
                !(record.unnamed || meet && record.kind == EntityKind::Organization)
            });
        if !they || named {
            return Vec::new();
        }
        let mut two: Vec<Filler> = Vec::new();
        for mention in self.entities.in_sentence(self.sentence).filter(|m| m.words.end <= word) {
            let person = self.kind(mention.entity) == Some(EntityKind::Person)
                && self.entities.get(mention.entity).is_some_and(|record| !record.unnamed);
            if person && !two.iter().any(|f| f.entity == mention.entity) {
                two.push(Filler { entity: mention.entity, head: mention.head, below: false });
            }
        }
        if two.len() == 2 { two } else { Vec::new() }
    }

    /// The entities that the phrase headed by `head` stands for, those joined by "and" included.
    pub fn entities_of(&self, head: usize) -> Vec<Filler> {
        let mut found: Vec<Filler> = Vec::new();
        for word in self.conjuncts(head) {
            for filler in self.one(word) {
                if !found.iter().any(|f| f.entity == filler.entity) {
                    found.push(filler);
                }
            }
        }
        found
    }

    fn one(&self, word: usize) -> Vec<Filler> {
        let together = self.entities.together(self.sentence, word);
        if !together.is_empty() {
            let filler = |&entity: &usize| Filler { entity, head: word, below: false };
            return together.iter().map(filler).collect();
        }
        let pointing = self.entities.pointing(self.sentence, word);
        let two = self.last.of_kinds(self.view.parsed.section, pointing);
        if !pointing.is_empty() && !two.is_empty() {
            let filler = |&entity: &usize| Filler { entity, head: word, below: false };
            return two.iter().map(filler).collect();
        }
        if self.is_shadowed(word) {
            return Vec::new();
        }
        if let Some(mention) = self.mention(word) {
            let names = self.named_behind(mention);
            if !names.is_empty() {
                return names;
            }
            if let Some(owner) = self.owner(mention) {
                return owner;
            }
            return vec![Filler { entity: mention.entity, head: mention.head, below: false }];
        }
        let place = self.pointed_place(word);
        if !place.is_empty() {
            return place;
        }
        if let Some(entity) = self.speaker(word) {
            return vec![Filler { entity, head: word, below: false }];
        }
        // "the minister, Ana Ruiz"
        for c in self.view.parsed.children_by(word, &[Deprel::Appos, Deprel::Flat]) {
            if let Some(mention) = self.mention(c) {
                // "her counterparts Ana Ruiz and Tomas Vera"
                return self.owner(mention).unwrap_or_else(|| self.alike(word, c, mention));
            }
        }
        // "banned the newspaper El Faro": the name stands right behind, wherever the tree hangs it.
        let behind = self.entities.covering(self.sentence, word + 1).find(|m| {
            m.words.start == word + 1
                && m.form == MentionForm::Name
                && self.view.upos(word) == Upos::Noun
                && self.view.head(m.head).is_some_and(|h| h <= word)
                && self.view.parsed.children_by(m.head, &[Deprel::Case]).next().is_none()
        });
        if let Some(mention) = behind.filter(|_| self.view.child(word, Deprel::Det).is_some()) {
            return vec![Filler { entity: mention.entity, head: mention.head, below: false }];
        }
        if self.view.is(word, "carriers") {
            return self.below(word);
        }
        // "the Condor gang"
        if self.view.is(word, "named_bodies") {
            let names = self.named_before(word);
            if !names.is_empty() {
                return names;
            }
        }
        // "one of the ministers", "dozens of Peruvians", "parts of the city of Tacna"
        let leads = matches!(self.view.upos(word), Upos::Num | Upos::Pron | Upos::Det)
            || self.view.is(word, "partitives")
            || self.view.is(word, "localities");
        if leads {
            let found = self.behind_of(word);
            if !found.is_empty() {
                return found;
            }
        }
        let leader = self.leader_of(word);
        if leader.is_empty() { self.apposed(word) } else { leader }
    }

    /// Who or what stands behind "of" below `word`, localities and numbers on the way passed through; of people who are
    /// only counted, their country ("scores of Peruvian sailors").
    fn behind_of(&self, word: usize) -> Vec<Filler> {
        let mut at = word;
        for _ in 0..LOCALITIES {
            let behind = self.view.parsed.children_by(at, &[Deprel::Nmod]);
            let Some(next) = behind.into_iter().find(|&c| self.view.case(c) == "of") else { break };
            at = next;
            if let Some(mention) = self.mention(at) {
                // "the towns of Arica and Putre"
                return self.alike(word, at, mention);
            }
            if self.view.is(at, "people") {
                return self.below(at);
            }
            if !(self.view.is(at, "localities") || self.view.is(at, "partitives")) {
                break;
            }
        }
        Vec::new()
    }

    /// The entity of the mention at word `at`, and behind a plural those of its kind that are joined to it.
    fn alike(&self, noun: usize, at: usize, mention: &Mention) -> Vec<Filler> {
        let plural =
            self.view.parsed.words.get(noun).is_some_and(|w| w.feats.number == Some(Number::Plur));
        let kind = self.kind(mention.entity);
        let mut found = vec![Filler { entity: mention.entity, head: mention.head, below: false }];
        for other in self.conjuncts(at).into_iter().skip(1).filter(|_| plural) {
            if let Some(m) = self.mention(other)
                && self.kind(m.entity) == kind
                && found.iter().all(|f| f.entity != m.entity)
            {
                found.push(Filler { entity: m.entity, head: m.head, below: false });
            }
        }
        found
    }

    /// The owner in place of a description that only carries it ("its forces", "British warplanes"); nobody in
    /// place of one that says nothing of who is meant ("the two sides").
    pub fn owner(&self, mention: &Mention) -> Option<Vec<Filler>> {
        let unnamed = self.entities.get(mention.entity).is_some_and(|record| record.unnamed);
        if !unnamed || mention.form != MentionForm::Description {
            return None;
        }
        // The tree may head a description by the place at its end: "its troops at Tacna".
        let led = mention.words.clone().take_while(|&w| self.view.upos(w) != Upos::Adp).last();
        let word = led.filter(|&w| w < mention.head).unwrap_or(mention.head);
        let possessor = self.view.parsed.children_by(word, &[Deprel::NmodPoss]).next();
        let pronoun = possessor.is_some_and(|p| self.view.upos(p) == Upos::Pron);
        if (pronoun && self.view.is(word, "carriers")) || self.view.is(word, "instruments") {
            let below = self.below(word);
            // "had pinned down its troops": of whom nobody knows tells nobody.
            if !below.is_empty() || pronoun {
                return Some(below);
            }
        }
        // "the foreign ministers of Peru and Chile": the states meet.
        if self.view.is(word, "heads_of_states") {
            let states = self.below(word);
            if states.len() > 1 {
                return Some(states);
            }
        }
        // "fighters from the Sendero Rojo": what they do the Sendero Rojo does.
        if self.view.is(word, "members") {
            let body = self.view.parsed.children_by(word, &[Deprel::Nmod]).find_map(|c| {
                let of = matches!(self.view.case(c).as_str(), "of" | "from");
                let named = self.mention(c).filter(|m| of && m.form == MentionForm::Name);
                named.filter(|m| self.kind(m.entity) == Some(EntityKind::Organization))
            });
            if let Some(body) = body {
                return Some(vec![Filler { entity: body.entity, head: body.head, below: true }]);
            }
        }
        let bare = mention
            .words
            .clone()
            .all(|w| w == word || matches!(self.view.upos(w), Upos::Det | Upos::Num | Upos::Pron));
        // "officials said": nobody who can be told apart, but for "the Sendero Rojo group".
        (bare && self.view.is(word, "vague")).then(|| self.named_before(word))
    }

    /// The names of people and bodies that qualify a word: "the Sendero Rojo group".
    fn named_before(&self, word: usize) -> Vec<Filler> {
        let names = self.view.parsed.children_by(word, &[Deprel::Compound, Deprel::NmodDesc]);
        names
            .filter_map(|c| self.mention(c).filter(|m| m.form == MentionForm::Name))
            .filter(|m| {
                let kind = self.kind(m.entity);
                matches!(kind, Some(EntityKind::Organization | EntityKind::Person))
            })
            .map(|m| Filler { entity: m.entity, head: m.head, below: true })
            .collect()
    }

    /// Who says the clause of this word: by its cue, as the speaker of the words, or as the issuer of the document.
    pub fn voice(&self, word: usize) -> Vec<Filler> {
        if let Some(sayer) = self.view.sayer(word) {
            return self.entities_of(sayer);
        }
        let Some(span) = self.view.parsed.words.get(word).map(|w| w.span) else {
            return Vec::new();
        };
        let speaker = self.speech(span).map(|speech| speech.speaker);
        let entity = speaker.or_else(|| self.reporter(span)).or(self.issuer);
        entity.map(|entity| Filler { entity, head: word, below: true }).into_iter().collect()
    }

    /// Who says these words, by a cue of their sentence: "Such conduct is unacceptable, said Ana Ruiz".
    fn reporter(&self, span: Span) -> Option<usize> {
        let around = self.said.iter().flat_map(|said| {
            said.pieces
                .iter()
                .filter(|piece| piece.contains(span))
                .map(|piece| (piece.len(), said.speaker))
        });
        around.min_by_key(|(length, _)| *length).map(|(_, speaker)| speaker)
    }

    /// Who speaks where this word is the cue of a statement.
    pub fn cue_speaker(&self, word: usize) -> Option<usize> {
        self.said.iter().find(|said| said.word == Some(word)).map(|said| said.speaker)
    }

    /// The stretch in somebody's own words that these words stand in.
    fn speech(&self, span: Span) -> Option<&'a Speech> {
        let first = self.speeches.partition_point(|speech| speech.span.end <= span.start);
        self.speeches.get(first).filter(|speech| speech.span.contains(span))
    }

    /// Who says "I" or "we" here.
    fn speaker(&self, word: usize) -> Option<usize> {
        let w = self.view.parsed.words.get(word)?;
        let own = matches!(&*w.form.to_lowercase(), "i" | "me" | "my");
        let joint = matches!(&*w.form.to_lowercase(), "we" | "us" | "our");
        if !own && !joint {
            return None;
        }
        match self.speech(w.span) {
            Some(speech) => Some(if joint { speech.body } else { speech.speaker }),
            None => self.issuer.filter(|_| joint),
        }
    }

    /// Whose something is: "Peruvian drones", "Peru's army", "leaders of Peru and Chile", "a Chilean attack".
    pub fn below(&self, word: usize) -> Vec<Filler> {
        let labels = [
            Deprel::NmodPoss,
            Deprel::Amod,
            Deprel::Compound,
            Deprel::Nmod,
            Deprel::NmodDesc,
            Deprel::NmodUnmarked,
            Deprel::Det,
        ];
        let mut found: Vec<Filler> = Vec::new();
        for c in self.view.parsed.children_by(word, &labels) {
            let case = self.view.case(c);
            if self.view.rel(c) == Deprel::Nmod
                && !matches!(case.as_str(), "of" | "by" | "from" | "")
            {
                continue;
            }
            for w in self.conjuncts(c) {
                if let Some(m) = self.mention(w)
                    && matches!(
                        self.kind(m.entity),
                        Some(EntityKind::Country | EntityKind::Organization | EntityKind::Person)
                    )
                    && !found.iter().any(|f| f.entity == m.entity)
                {
                    found.push(Filler { entity: m.entity, head: m.head, below: true });
                }
            }
        }
        // "the government and people of Peru": the second has the owner of both.
        if found.is_empty() {
            let mut joined = self.view.parsed.children_by(word, &[Deprel::Conj]);
            let bare = |c: &usize| {
                self.view.upos(*c) == Upos::Noun && self.view.child(*c, Deprel::Det).is_none()
            };
            if let Some(second) = joined.find(bare) {
                found = self.behind_of(second);
            }
        }
        found
    }
}

//! The words of a sentence as frames look at them: lemmas for their lists, tags, heads, and whom a word stands for.

use std::borrow::Cow;

use crate::entity::{Entities, Mention, MentionForm};
use crate::grammar::{EntityKind, Frames};
use crate::syntax::{Deprel, Parsed, PronType, Tense, Upos, VerbForm};

/// How many embeddings are undone to find whom a word means: deeper ones are not English news.
pub(super) const DEPTH: usize = 8;

/// Reads predicates off one tree.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The sentence.
    pub parsed: &'a Parsed,
    /// The lemmas of its words, for the look-up in lists.
    pub lemmas: &'a [Cow<'a, str>],
    /// The shared lists of words (light verbs …).
    pub frames: &'a Frames,
    /// The entities of the document: their mentions mend what the tree got wrong beside a verb.
    pub entities: &'a Entities,
    /// Index of the sentence.
    pub sentence: usize,
}

impl<'a> View<'a> {
    /// The lemma of a word as the lists have it; the empty string beyond the end.
    pub fn lemma(&self, i: usize) -> &'a str {
        self.lemmas.get(i).map_or("", |lemma| lemma)
    }

    /// Is the lemma of a word in this shared list?
    pub fn is(&self, i: usize, class: &str) -> bool {
        self.frames.in_class(class, self.lemma(i))
    }

    /// How the word depends on its head.
    pub fn rel(&self, i: usize) -> Deprel {
        self.parsed.words.get(i).map_or(Deprel::Dep, |word| word.deprel)
    }

    /// The word that it depends on.
    pub fn head(&self, i: usize) -> Option<usize> {
        let word = self.parsed.words.get(i)?;
        let told = (word.deprel == Deprel::Advcl).then(|| self.told_before_cue(i)).flatten();
        told.or(word.head)
    }

    /// "Drones hit Lima, the mayor said, killing nine": the verb that did the harm, where the tree hung it on the cue.
    fn told_before_cue(&self, i: usize) -> Option<usize> {
        let word = self.parsed.words.get(i)?;
        let cue = word.head.filter(|&cue| cue < i && self.is(cue, "saying"))?;
        if !word.form.ends_with("ing") || !self.is(i, "harm") {
            return None;
        }
        let content = self.child(cue, Deprel::Ccomp).filter(|&content| content < cue);
        let above = || {
            let head = self.parsed.words.get(cue)?.head;
            head.filter(|&head| head < cue && self.rel(cue) == Deprel::Parataxis)
        };
        content.or_else(above)
    }

    /// Its part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.parsed.words.get(i).map_or(Upos::X, |word| word.upos)
    }

    /// Its first child of this relation.
    pub fn child(&self, i: usize, rel: Deprel) -> Option<usize> {
        self.parsed.child(i, rel)
    }

    /// Is it a verb, or an auxiliary that stands as one?
    pub fn is_verb(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Verb | Upos::Aux)
    }

    /// Does word `i` hang on `above`, or on what hangs on it?
    pub(super) fn is_below(&self, i: usize, above: usize) -> bool {
        let mut at = Some(i);
        for _ in 0..self.parsed.words.len() {
            match at {
                Some(w) if w == above => return true,
                Some(w) => at = self.head(w),
                None => return false,
            }
        }
        false
    }

    pub(super) fn is_participle(&self, i: usize) -> bool {
        self.parsed.words.get(i).is_some_and(|w| {
            w.feats.verb_form == Some(VerbForm::Part) || w.feats.verb_form == Some(VerbForm::Ger)
        })
    }

    /// Is it a past form that the tree joins to an infinitive, "will leave, accused Chile"? It cannot be joined to one.
    pub(super) fn is_misjoined(&self, v: usize) -> bool {
        let form = |w: usize| self.parsed.words.get(w).and_then(|w| w.feats.verb_form);
        let Some(head) = self.head(v).filter(|_| self.rel(v) == Deprel::Conj) else { return false };
        let past = match form(v) {
            Some(VerbForm::Fin) => {
                self.parsed.words.get(v).is_some_and(|w| w.feats.tense == Some(Tense::Past))
            }
            Some(VerbForm::Part) => {
                self.parsed.words.get(v).is_some_and(|w| !w.form.ends_with("ing"))
            }
            _ => false,
        };
        past && form(head) == Some(VerbForm::Inf)
            && self.child(v, Deprel::AuxPass).is_none()
            && self.child(v, Deprel::Aux).is_none()
    }

    /// Is it a past form that is joined to a finite active verb, "condemned the raid and called on Chile to leave"? Taggers
    /// take it for a participle.
    fn is_second(&self, v: usize) -> bool {
        let own = [Deprel::Aux, Deprel::AuxPass, Deprel::OblAgent];
        let bare = self.rel(v) == Deprel::Conj && self.parsed.children_by(v, &own).next().is_none();
        let Some(first) = self.head(v).filter(|&first| bare && first < v) else { return false };
        let finite =
            self.parsed.words.get(first).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Fin));
        let by = self.parsed.words.get(v + 1).is_some_and(|w| &*w.form == "by");
        finite && !by && self.child(first, Deprel::AuxPass).is_none()
    }

    /// Is this verb passive: "was hit", "hit by", "the town hit on Monday"?
    pub fn is_passive(&self, v: usize) -> bool {
        let be = self.child(v, Deprel::AuxPass).is_some();
        let finite = || {
            self.resumed(v).or_else(|| self.perfect(v)).or_else(|| self.put_in_before(v)).is_some()
        };
        if !be && finite() {
            return false;
        }
        // "rebels wounded a sailor": what has an object and no "was" is active, whatever the tree calls its subject.
        let acts = !be && self.child(v, Deprel::Obj).is_some_and(|o| o > v);
        if be || (self.child(v, Deprel::NsubjPass).is_some() && !acts) {
            return true;
        }
        if self.child(v, Deprel::Nsubj).is_some() || self.child(v, Deprel::Obj).is_some() {
            return false;
        }
        if self.is_second(v) {
            return false;
        }
        let Some(word) = self.parsed.words.get(v) else { return false };
        if word.feats.passive || self.child(v, Deprel::OblAgent).is_some() {
            return !self.is_told_of(v);
        }
        let past = word.feats.verb_form == Some(VerbForm::Part)
            && word.feats.tense != Some(Tense::Pres)
            && !word.form.ends_with("ing");
        match word.deprel {
            Deprel::Acl | Deprel::Amod => past,
            // "when asked", "if hit": a bare past form behind its conjunction.
            Deprel::Advcl => past || (self.child(v, Deprel::Aux).is_none() && self.opened_bare(v)),
            Deprel::Conj => {
                past && self.child(v, Deprel::Aux).is_none()
                    && word.head.is_some_and(|h| self.is_passive(h))
            }
            _ => false,
        }
    }

    /// Does a conjunction stand right before the past form, with no subject between?
    fn opened_bare(&self, v: usize) -> bool {
        let form = self.parsed.words.get(v).map_or("", |w| &*w.form);
        form.ends_with("ed")
            && v.checked_sub(1).is_some_and(|w| {
                matches!(self.lemma(w), "when" | "if" | "as" | "once" | "unless" | "while")
            })
    }

    /// The preposition of an oblique or nominal modifier, in lower case, several joined by a space; empty if none.
    pub fn case(&self, i: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        for c in self.parsed.children_by(i, &[Deprel::Case]) {
            if self.upos(c) == Upos::Part {
                continue;
            }
            parts.push(self.parsed.words[c].form.to_lowercase());
            for f in self.parsed.children_by(c, &[Deprel::Fixed]) {
                parts.push(self.parsed.words[f].form.to_lowercase());
            }
        }
        parts.join(" ")
    }

    /// The word that a relative pronoun stands for; other words stand for themselves.
    pub fn antecedent(&self, i: usize) -> usize {
        let Some(word) = self.parsed.words.get(i) else { return i };
        let relative = word.feats.pron_type == Some(PronType::Rel)
            || (matches!(word.upos, Upos::Pron | Upos::Det | Upos::Sconj)
                && matches!(&*word.lemma.to_lowercase(), "who" | "whom" | "which" | "that"));
        if !relative {
            return i;
        }
        let mut at = Some(i);
        for _ in 0..DEPTH {
            match at {
                Some(w) if self.rel(w) == Deprel::AclRelcl => {
                    let head = self.head(w).unwrap_or(i);
                    return if matches!(&*word.lemma, "who" | "whom") {
                        self.who_before(i, head)
                    } else {
                        head
                    };
                }
                Some(w) => at = self.head(w),
                None => break,
            }
        }
        i
    }

    /// Whom "who" at word `i` stands for where the tree hung its clause up at `head`: a day, a month or a place is nobody,
    /// but who stands before it is.
    fn who_before(&self, i: usize, head: usize) -> usize {
        let acts = |m: &&Mention| {
            self.entities.get(m.entity).is_some_and(|record| {
                matches!(record.kind, EntityKind::Person | EntityKind::Organization)
            })
        };
        let named = self.entities.covering(self.sentence, head).any(|m| acts(&m));
        let timed = self.is_day(head)
            || matches!(
                self.lemma(head),
                "year" | "month" | "week" | "day" | "morning" | "evening" | "night" | "afternoon"
            )
            || self.entities.covering(self.sentence, head).next().is_some();
        if named || !timed {
            return head;
        }
        let before = self.entities.in_sentence(self.sentence).filter(|m| m.words.end <= i);
        before.filter(acts).last().map_or(head, |m| m.head)
    }

    /// The longest mention by name, description or pronoun that covers word `i`.
    pub fn mention_over(&self, i: usize) -> Option<&'a Mention> {
        self.entities.covering(self.sentence, i).find(|m| m.form != MentionForm::Adjective)
    }
}

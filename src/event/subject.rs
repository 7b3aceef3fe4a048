//! Who does what a verb tells: through control and raising, participles, coordination and apposition.

use super::view::View;
use crate::entity::MentionForm;
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos, VerbForm};

/// How many embeddings are undone to find a subject: deeper ones are not English news.
const DEPTH: usize = 8;

impl View<'_> {
    /// The grammatical subject of a verb, found through control, participles and coordination too.
    pub fn surface_subject(&self, v: usize) -> Option<usize> {
        self.subject_within(v, DEPTH)
    }

    fn subject_within(&self, v: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
        // Of two that the tree gives, the pronoun: "Vera when they met".
        // The first part of "test-fired" is nobody.
        let part = |s: usize| s + 2 == v && self.is_hyphen(s + 1);
        let mut given = self.parsed.children_by(v, &own).filter(|&s| !part(s));
        let first = given.next();
        let pronoun = given.filter(|&s| s < v && self.upos(s) == Upos::Pron).last();
        if let Some(subject) = pronoun.or(first) {
            let subject = self.antecedent(subject);
            // Far from the verb and nobody's name: who stands right before the verb is likelier.
            // The last of several that the tree joins to it is no likelier than the first.
            let nobody = subject + 1 < v && self.mention_over(subject).is_none();
            let joined = |t: usize| self.rel(t) == Deprel::Conj && self.head(t) == Some(subject);
            let touching = self.touching_subject(v).filter(|&t| nobody && !joined(t));
            return touching.or(Some(subject));
        }
        if let Some(name) = self.resumed(v) {
            return Some(name);
        }
        // "Peru had on Monday struck": the subject may hang on the auxiliary.
        let carried = self
            .parsed
            .children_by(v, &[Deprel::Aux, Deprel::AuxPass])
            .find_map(|a| self.parsed.children_by(a, &own).next());
        if let Some(subject) = carried.or_else(|| self.touching_subject(v)) {
            return Some(subject);
        }
        let head = self.head(v)?;
        match self.rel(v) {
            // "pressed Peru to leave and deplored": who pressed deplored.
            Deprel::Conj
                if self.is_misjoined(v)
                    && self.child(head, Deprel::Nsubj).is_none()
                    && self.head(head).is_some_and(|h| self.is_verb(h)) =>
            {
                self.head(head).and_then(|above| self.subject_within(above, depth))
            }
            Deprel::Conj => self.subject_within(head, depth).or_else(|| self.joined_to_name(v)),
            // "accused them of shelling", "barred from entering": the object does it.
            Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp
                if self.is(head, "object_gerund") && self.is_led_gerund(v) =>
            {
                if self.is_passive(head) {
                    self.subject_within(head, depth)
                } else {
                    // "lashed out at Peru for sheltering"
                    let at =
                        |&o: &usize| matches!(&*self.case(o), "at" | "against" | "on" | "into");
                    let behind = || {
                        let mut obliques = self.parsed.children_by(head, &[Deprel::Obl]);
                        obliques.find(|o| at(o) && *o < v && !self.is_day(*o))
                    };
                    let object = self.child(head, Deprel::Obj).or_else(behind);
                    object.map(|o| self.antecedent(o))
                }
            }
            // "was quoted as saying", "is seen as backing"
            Deprel::Advcl if self.is_passive(head) && self.is_led_as(v) => {
                self.subject_within(head, depth)
            }
            Deprel::Advcl => {
                if let Some(led) = self.led_by_for(v) {
                    return Some(led);
                }
                if let Some(who) = self.who_is_to_act(v) {
                    return Some(who);
                }
                // "forced Peru to leave", "called on Peru to leave", though the tree sees a purpose.
                let told = self.is(head, "object_control") || self.is(head, "oblique_control");
                if told && head < v && self.has_to(v) {
                    return self.controller(head, depth);
                }
                if self.child(v, Deprel::Mark).is_some_and(|m| self.lemma(m) != "to")
                    && !self.is_participle(v)
                {
                    None
                } else if self.is_passive(head) && self.parsed.words[v].form.ends_with("ing") {
                    self.agent(head)
                } else {
                    self.subject_within(head, depth)
                }
            }
            Deprel::Xcomp => self.controller(head, depth),
            Deprel::Acl => {
                if self.child(v, Deprel::Mark).is_some() {
                    if let Some(who) = self.who_is_to_act(v).or_else(|| self.blamed(v)) {
                        return Some(who);
                    }
                    if self.is_first(head) {
                        return self.predicated_of(head, depth).or(Some(head));
                    }
                    self.led_by_for(v).or_else(|| self.owner(head, depth))
                } else {
                    // "said in a statement thanking Peru", "issued a statement urging Peru": who said it thanks and urges.
                    let thing = !self.is_passive(v) && self.mention_over(head).is_none();
                    let paper = self.rel(head) == Deprel::Obj && self.is(head, "papers");
                    let issues = |h: usize| paper && self.is(h, "issuing");
                    let above =
                        self.head(head).filter(|&h| thing && (issues(h) || self.is(h, "saying")));
                    above.and_then(|h| self.subject_within(h, depth)).or(Some(head))
                }
            }
            Deprel::AclRelcl => None,
            // "Peru brushes off talks, launches strikes", "Ana Ruiz, the minister, accused Chile".
            Deprel::Parataxis if head < v && self.is_finite(v) && !self.is(v, "saying") => {
                if self.is_verb(head) {
                    self.subject_within(head, depth)
                } else {
                    self.mention_over(head).filter(|m| m.head == head).map(|m| m.head)
                }
            }
            Deprel::Ccomp if self.has_to(v) => self.controller(head, depth),
            // "The Chilean side, she said, has left": what is said begins before the cue.
            Deprel::Ccomp => self.child(head, Deprel::Dislocated).filter(|&d| d < head),
            _ => None,
        }
    }

    pub(super) fn has_to(&self, v: usize) -> bool {
        self.parsed.children_by(v, &[Deprel::Mark]).any(|m| self.lemma(m) == "to")
    }

    /// Who is to act in a headline: "Chile to send troops", "Peru and Chile to hold talks".
    pub(super) fn who_is_to_act(&self, v: usize) -> Option<usize> {
        let name = self.head(v).filter(|&n| self.head(n).is_none() && n < v)?;
        let to = self.parsed.children_by(v, &[Deprel::Mark]).find(|&m| self.lemma(m) == "to")?;
        let last = self.mention_over(to.checked_sub(1)?).filter(|m| m.words.end == to)?;
        let joined = last.head == name || self.head(last.head) == Some(name);
        let first = self.mention_over(name).filter(|m| m.form == MentionForm::Name)?;
        let acts = self.entities.get(first.entity).is_some_and(|record| {
            matches!(
                record.kind,
                EntityKind::Country | EntityKind::Organization | EntityKind::Person
            )
        });
        (joined && acts).then_some(name)
    }

    /// Who is accused of what the gerund `v` tells, where the tree hung it on the name: "accused Peru of shelling".
    fn blamed(&self, v: usize) -> Option<usize> {
        let name = self.head(v).filter(|_| self.is_led_gerund(v))?;
        let before = self.mention_over(name)?.words.start.checked_sub(1)?;
        (self.upos(before) == Upos::Verb && self.is(before, "object_gerund")).then_some(name)
    }

    fn is_finite(&self, v: usize) -> bool {
        self.parsed.words.get(v).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Fin))
    }

    /// Does the token join the one before it to the one behind it into one word?
    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        self.parsed.words.get(i).is_some_and(|w| matches!(&*w.form, "-" | "\u{2010}" | "\u{2011}"))
    }

    /// The mention that ends right before a finite verb, where the tree gave the verb no subject.
    fn touching_subject(&self, v: usize) -> Option<usize> {
        if matches!(self.rel(v), Deprel::Acl | Deprel::Amod | Deprel::Xcomp | Deprel::AclRelcl)
            || self.child(v, Deprel::Mark).is_some_and(|m| self.lemma(m) == "to")
        {
            return None;
        }
        let word = self.parsed.words.get(v)?;
        if word.feats.verb_form == Some(VerbForm::Inf) || word.form.ends_with("ing") {
            return None;
        }
        let mut at = v;
        while at > 1 && self.is_hyphen(at - 1) {
            at -= 2;
        }
        while at > 0 && matches!(self.upos(at - 1), Upos::Aux | Upos::Adv | Upos::Part) {
            at -= 1;
        }
        let comma = |w: Option<usize>| {
            w.and_then(|w| self.parsed.words.get(w)).is_some_and(|w| &*w.form == ",")
        };
        // "Peru's president, Tomas Vera, resigned": the name in commas is who did.
        let apposed = comma(at.checked_sub(1));
        if apposed {
            at -= 1;
        }
        let before = at.checked_sub(1)?;
        let mention = self.mention_over(before).filter(|m| m.words.end == at)?;
        let person =
            self.entities.get(mention.entity).is_some_and(|e| e.kind == EntityKind::Person);
        if apposed && !(person && comma(mention.words.start.checked_sub(1))) {
            return None;
        }
        // The object of a preposition or of the verb before is no subject.
        let led = mention.words.start.checked_sub(1).is_some_and(|w| {
            matches!(self.upos(w), Upos::Adp | Upos::Verb) && !self.is_clause_opener(w)
        });
        // Of "Ruiz and Vera" the first leads to both.
        let mut head = mention.head;
        while self.rel(head) == Deprel::Conj
            && let Some(first) = self.head(head).filter(|&h| h < head)
            && self.mention_over(first).is_some()
        {
            head = first;
        }
        (!led).then_some(head)
    }

    /// "after", "as", "before" open clauses as often as phrases.
    fn is_clause_opener(&self, w: usize) -> bool {
        matches!(self.lemma(w), "after" | "before" | "as" | "since" | "until" | "while" | "that")
    }

    /// Who controls the infinitive below `h`: its object ("urged them to"), else its subject.
    fn controller(&self, h: usize, depth: usize) -> Option<usize> {
        if self.is_passive(h) {
            return self.subject_within(h, depth);
        }
        if !self.is(h, "subject_control") {
            if let Some(o) = self.parsed.children_by(h, &[Deprel::Obj, Deprel::Iobj]).next() {
                return Some(self.antecedent(o));
            }
            // "called on them to leave"
            if self.is(h, "oblique_control") {
                let leads = |o: &usize| {
                    matches!(self.case(*o).as_str(), "on" | "upon" | "to" | "for" | "with")
                        && !self.is_day(*o)
                };
                let oblique = self.parsed.children_by(h, &[Deprel::Obl]).find(leads);
                if oblique.is_some() {
                    return oblique;
                }
            }
        }
        self.subject_within(h, depth)
    }

    /// Is `v` a gerund behind "of", "for", "from", "with" or "over"?
    fn is_led_gerund(&self, v: usize) -> bool {
        let gerund = |w: usize| self.parsed.words.get(w).is_some_and(|w| w.form.ends_with("ing"));
        let carried = || self.parsed.children_by(v, &[Deprel::Aux, Deprel::AuxPass]).any(gerund);
        (gerund(v) || carried())
            && self
                .parsed
                .children_by(v, &[Deprel::Mark, Deprel::Case])
                .any(|m| matches!(self.lemma(m), "of" | "for" | "from" | "with" | "over"))
    }

    /// Is `v` a gerund behind "as" without a subject of its own: "was quoted as saying"?
    pub(super) fn is_led_as(&self, v: usize) -> bool {
        let marks = [Deprel::Mark, Deprel::Case];
        self.parsed.words.get(v).is_some_and(|w| w.form.ends_with("ing"))
            && self.child(v, Deprel::Nsubj).is_none()
            && self.parsed.children_by(v, &marks).any(|m| self.lemma(m) == "as")
    }

    /// Who acts in an infinitive that "for" opens: "the need for Peru to leave".
    fn led_by_for(&self, v: usize) -> Option<usize> {
        let to = self.parsed.children_by(v, &[Deprel::Mark]).find(|&m| self.lemma(m) == "to")?;
        let before = to.checked_sub(1)?;
        let end = if self.upos(before) == Upos::Adv { before.checked_sub(1)? } else { before };
        let mention = self.mention_over(end)?;
        let for_it = |w: usize| self.parsed.words.get(w).is_some_and(|w| &*w.form == "for");
        let first = mention.words.start.checked_sub(1)?;
        let led = for_it(first)
            || (self.upos(first) == Upos::Det && first.checked_sub(1).is_some_and(for_it));
        led.then_some(mention.head)
    }

    /// "the first country", "the only state": what follows with "to" is done by it.
    fn is_first(&self, n: usize) -> bool {
        self.parsed
            .children(n)
            .iter()
            .any(|&c| matches!(self.lemma(c), "first" | "only" | "last" | "second" | "latest"))
    }

    /// Whom the noun `n` is said of: "Peru" of "Peru became the first country".
    fn predicated_of(&self, n: usize, depth: usize) -> Option<usize> {
        if self.child(n, Deprel::Cop).is_some() {
            return self.parsed.children_by(n, &[Deprel::Nsubj]).next().map(|s| self.antecedent(s));
        }
        let head = self.head(n)?;
        (matches!(self.rel(n), Deprel::Xcomp | Deprel::Obj) && self.lemma(head) == "become")
            .then(|| self.subject_within(head, depth))
            .flatten()
    }

    /// Whose plan, decision or threat the noun `n` is.
    fn owner(&self, n: usize, depth: usize) -> Option<usize> {
        if let Some(p) = self.child(n, Deprel::NmodPoss) {
            return Some(p);
        }
        let by = self
            .parsed
            .children_by(n, &[Deprel::Nmod, Deprel::Obl])
            .find(|&c| matches!(self.case(c).as_str(), "by" | "for"));
        // "the decision of the Chilean authorities to"
        let of = || {
            let acts = |kind| {
                matches!(kind, EntityKind::Country | EntityKind::Organization | EntityKind::Person)
            };
            self.parsed.children_by(n, &[Deprel::Nmod]).find(|&c| {
                let whose = self.mention_over(c).filter(|_| self.case(c) == "of");
                whose.and_then(|m| self.entities.get(m.entity)).is_some_and(|r| acts(r.kind))
            })
        };
        if let Some(owner) = by.or_else(of) {
            return Some(owner);
        }
        // "the Peruvian pledge to", "the U.S. effort to"
        let state = |&c: &usize| {
            self.entities.at_head(self.sentence, c).is_some_and(|m| {
                let kind = self.entities.get(m.entity).map(|record| record.kind);
                matches!(kind, Some(EntityKind::Country | EntityKind::Organization))
            })
        };
        let before = self.parsed.children_by(n, &[Deprel::Compound, Deprel::Amod]).find(state);
        if before.is_some() {
            return before;
        }
        let head = self.head(n)?;
        match self.rel(n) {
            Deprel::Obj if self.is_verb(head) => self.subject_within(head, depth),
            Deprel::Conj => self.owner(head, depth.checked_sub(1)?),
            _ => None,
        }
    }

    /// The agent of a passive verb.
    fn agent(&self, v: usize) -> Option<usize> {
        self.child(v, Deprel::OblAgent)
            .or_else(|| self.parsed.children_by(v, &[Deprel::Obl]).find(|&o| self.case(o) == "by"))
    }
}

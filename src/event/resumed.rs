//! "Ana Ruiz, the minister, accused Peru": a sentence that the tree took for a bare name, its verb for a participle of the
//! apposition.

use super::view::View;
use crate::entity::MentionForm;
use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos};

/// How far below the name the verb may hang.
const DEPTH: usize = 8;

/// How many words may be put in between commas before a verb.
const PUT_IN: usize = 12;

impl View<'_> {
    /// The name that heads a sentence without a finite verb and is the subject of the past form `v`, which stands behind
    /// the comma that closes what was put in behind the name.
    pub(super) fn resumed(&self, v: usize) -> Option<usize> {
        let hung = [Deprel::Acl, Deprel::AclRelcl, Deprel::Conj, Deprel::Appos, Deprel::Parataxis];
        if self.upos(v) != Upos::Verb || !hung.contains(&self.rel(v)) {
            return None;
        }
        let form = self.parsed.words.get(v).map_or("", |w| &*w.form);
        let own = [Deprel::AuxPass, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cc];
        if form.ends_with("ing")
            || self.child(v, Deprel::OblAgent).is_some()
            || self.parsed.children_by(v, &own).next().is_some()
            // The "at" of "at first" may pass for one that opens a clause.
            || self.parsed.children_by(v, &[Deprel::Mark]).any(|m| self.lemma(m) != "at")
        {
            return None;
        }
        self.name_put_in_behind(v).or_else(|| self.name_touching(v))
    }

    /// The name right before a past form that the tree hung on it, where only a verb of its own makes sense: "Vera promised
    /// that Peru would pay", "Peru at first insisted on it."
    fn name_touching(&self, v: usize) -> Option<usize> {
        let name = self.head(v).filter(|&n| n < v && self.rel(v) == Deprel::Acl)?;
        let mention = self.mention_over(name).filter(|m| m.form == MentionForm::Name)?;
        let kind = self.entities.get(mention.entity).map(|record| record.kind);
        let acts = matches!(
            kind,
            Some(EntityKind::Person | EntityKind::Country | EntityKind::Organization)
        );
        let near = (mention.words.end..v).all(|w| matches!(self.upos(w), Upos::Adv | Upos::Adp));
        if !acts || !near || mention.words.end + 3 <= v {
            return None;
        }
        // "Vera, told that Peru had left" was told it; "Vera told" nobody.
        let told = ["tell", "inform", "assure", "warn", "convince", "persuade", "remind", "advise"];
        let clause = self.parsed.children_by(v, &[Deprel::Ccomp]).any(|c| c > v);
        let says = clause && !told.contains(&self.lemma(v));
        let ends = self.parsed.words.last().is_some_and(|w| &*w.form == ".");
        let alone = self.head(name).is_none()
            && ends
            && !self.parsed.heading
            && !self.parsed.children(name).iter().any(|&c| c != v && self.is_verb(c));
        (says || alone).then_some(name)
    }

    /// The name at the other end of what is put in before the past form `v`, which the tree took for an adjective of the name
    /// behind it: "Ana Ruiz, for her part, accused Peru".
    pub(super) fn put_in_before(&self, v: usize) -> Option<usize> {
        let noun = self.head(v).filter(|&n| n > v && self.rel(v) == Deprel::Amod)?;
        let object = self.mention_over(noun).filter(|m| m.form == MentionForm::Name)?;
        let mark = |w: usize| self.parsed.words.get(w).map_or("", |w| &*w.form);
        let close = v.checked_sub(1)?;
        let past = self.upos(v) == Upos::Verb && !mark(v).ends_with("ing");
        if !past || object.words.start != v + 1 || mark(close) != "," {
            return None;
        }
        let open =
            (close.saturating_sub(PUT_IN)..close.saturating_sub(1)).rfind(|&w| mark(w) == ",")?;
        let who = self.mention_over(open.checked_sub(1)?).filter(|m| m.words.end == open)?;
        let kind = self.entities.get(who.entity).map(|record| record.kind);
        let acts = matches!(
            kind,
            Some(EntityKind::Person | EntityKind::Country | EntityKind::Organization)
        );
        (acts && who.form == MentionForm::Name).then_some(who.head)
    }

    /// The name that heads the sentence, where what is put in behind it ends right before the verb `v`.
    fn name_put_in_behind(&self, v: usize) -> Option<usize> {
        let mut before = v.checked_sub(1)?;
        while matches!(self.upos(before), Upos::Adv | Upos::Aux) {
            before = before.checked_sub(1)?;
        }
        let mut root = v;
        for _ in 0..DEPTH {
            match self.head(root) {
                Some(head) => root = head,
                None => break,
            }
        }
        let top = self.head(root).is_none() && root < v && !self.is_verb(root);
        let clause = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop];
        if !top || self.parsed.children_by(root, &clause).next().is_some() {
            return None;
        }
        let mention = self.mention_over(root).filter(|m| m.head == root)?;
        let mark = |w: usize| self.parsed.words.get(w).map_or("", |w| &*w.form);
        let opened = mention.words.end;
        let put_in = match mark(opened) {
            "," => mark(before) == ",",
            "(" => mark(before) == ")",
            "-" | "\u{2013}" | "\u{2014}" | "--" => mark(before) == mark(opened),
            _ => false,
        };
        let bare = opened == before + 1 && mention.words.start < 3 && self.is_told_whole(v);
        (put_in && opened < before || bare).then_some(root)
    }

    /// "Chile promised to retaliate.", "A drone strayed into Peru.": a past form in a whole sentence, with behind it what a
    /// participle that describes a noun does not take.
    pub(super) fn is_told_whole(&self, v: usize) -> bool {
        let ends = self.parsed.words.last().is_some_and(|w| &*w.form == ".");
        let mut next = v + 1;
        while self.upos(next) == Upos::Adv && self.lemma(next) != "back" {
            next += 1;
        }
        let word = self.lemma(next);
        let infinitive = word == "to" && self.upos(next) == Upos::Part;
        // "The Senate called on Peru to leave."
        let addressed = self.is(v, "oblique_control") && self.upos(next) == Upos::Adp;
        ends && self.child(v, Deprel::AuxPass).is_none()
            && self.child(v, Deprel::OblAgent).is_none()
            && (infinitive || addressed || self.is(next, "leads_on") || self.is(v, "intransitive"))
    }

    /// Does a name stand right before the verb of a whole sentence that the tree took for a passive without "was":
    /// "Chile brushed off the criticism."?
    pub(super) fn is_told_of(&self, v: usize) -> bool {
        let named = v.checked_sub(1).and_then(|before| self.mention_over(before));
        self.head(v).is_none() && named.is_some_and(|m| m.words.end == v) && self.is_told_whole(v)
    }

    /// The "has" or "had" of a past participle that the tree took for an adjective: "has endorsed Ana Ruiz", "had on June 3
    /// struck six depots".
    pub(super) fn perfect(&self, v: usize) -> Option<usize> {
        let noun = self.head(v).filter(|_| self.rel(v) == Deprel::Amod)?;
        let have = self.head(noun).filter(|&h| h < v && self.rel(noun) == Deprel::Obj)?;
        let past = self.parsed.words.get(v).is_some_and(|w| !w.form.ends_with("ing"));
        let next = matches!(self.upos(v + 1), Upos::Det | Upos::Num | Upos::Propn | Upos::Pron);
        (past && self.lemma(have) == "have" && (next || have + 1 < v)).then_some(have)
    }

    /// Who did what a past participle below "has" tells.
    pub(super) fn perfect_subject(&self, have: usize) -> Option<usize> {
        let own = self.parsed.children_by(have, &[Deprel::Nsubj]).next();
        own.map(|s| self.antecedent(s)).or_else(|| self.name_put_in_behind(have))
    }

    /// The name at the head of a sentence to which a later verb is joined as if it were a name too: "Ana Ruiz, the minister,
    /// accused Peru and left".
    pub(super) fn joined_to_name(&self, v: usize) -> Option<usize> {
        let head = self.head(v).filter(|&h| h < v && !self.is_verb(h) && self.head(h).is_none())?;
        let mention = self.mention_over(head).filter(|m| m.head == head)?;
        let put_in = [Deprel::Appos, Deprel::AclRelcl, Deprel::Acl];
        self.parsed.children_by(head, &put_in).next()?;
        Some(mention.head)
    }
}

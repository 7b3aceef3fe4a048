//! What cues report that is no clause: infinitives, charges, labels, noun phrases, the clause of a noun.

use crate::grammar::EntityKind;
use crate::syntax::{Deprel, Upos};
use crate::text::Span;

use super::content::Reader;
use super::quotes::overlapping;

/// Where and how things are announced.
pub const OCCASIONS: [&str; 13] = [
    "statement",
    "interview",
    "letter",
    "post",
    "speech",
    "briefing",
    "tweet",
    "message",
    "address",
    "communique",
    "conference",
    "video",
    "broadcast",
];

/// Where people write and speak to all.
const PLATFORMS: [&str; 10] = [
    "X",
    "Twitter",
    "Telegram",
    "Facebook",
    "Instagram",
    "WhatsApp",
    "YouTube",
    "television",
    "radio",
    "TV",
];

/// What is denied.
const CHARGES: [&str; 5] = ["charge", "allegation", "accusation", "involvement", "responsibility"];

/// Verbs that tell a thing as a fact, however short its name.
const CONFIRMS: [&str; 8] =
    ["confirm", "announce", "deny", "acknowledge", "admit", "reveal", "disclose", "report"];

impl Reader<'_> {
    pub(super) fn noun_clause(&self) -> Vec<Span> {
        let n = self.cue.word;
        let clause = self.parsed.children_by(n, &[Deprel::Acl, Deprel::Ccomp]).find(|&c| c > n);
        clause.map_or_else(Vec::new, |c| {
            let tree = self.parsed.subtree(c);
            let from = tree
                .iter()
                .copied()
                .find(|&w| !self.is_mark(w) && self.form(w) != "that")
                .unwrap_or(c);
            vec![Span::new(self.start(from), self.end(tree.last().copied().unwrap_or(c)))]
        })
    }

    pub(super) fn infinitive(&self) -> Vec<Span> {
        let v = self.cue.word;
        if let Some(clause) = self.for_clause() {
            return vec![clause];
        }
        let labels = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl, Deprel::Acl];
        let marked = |c: usize| {
            self.parsed.children_by(c, &[Deprel::Mark]).any(|m| self.view.lemma(m) == "to")
        };
        let mut found = self.parsed.children_by(v, &labels).find(|&c| c > v && marked(c));
        if found.is_none() {
            // "called on them to leave": the tree may hang the infinitive on the one called on.
            found = self
                .parsed
                .children_by(v, &[Deprel::Obj, Deprel::Obl, Deprel::Iobj])
                .filter(|&o| o > v)
                .find_map(|o| {
                    self.parsed.children_by(o, &[Deprel::Acl, Deprel::Advcl]).find(|&c| marked(c))
                });
        }
        // "asked not to be named" asks nothing of the matter.
        let aside =
            |c: &usize| matches!(self.view.lemma(*c), "name" | "identify" | "quote" | "differ");
        // "called on all concerned to wait"
        if found.is_none() && self.cue.group.addresses {
            found = self
                .parsed
                .children_by(v, &[Deprel::Xcomp])
                .filter(|&o| o > v && !marked(o))
                .find_map(|o| self.parsed.children_by(o, &[Deprel::Xcomp]).find(|&c| marked(c)));
        }
        if found.is_none() && self.cue.group.addresses {
            return self.infinitive_by_place();
        }
        found.filter(|c| !aside(c)).map_or_else(Vec::new, |c| {
            let tree = self.parsed.subtree(c);
            let from = tree.iter().copied().find(|&w| w > v).unwrap_or(c);
            // "all that they asked you to do": what is asked stands elsewhere.
            if tree.last().copied().unwrap_or(c) < from + 2
                && (self.view.lemma(c) == "do" || self.view.rel(v) == Deprel::AclRelcl)
            {
                return Vec::new();
            }
            // ", casting doubt over the talks": what follows from asking is not asked.
            let last = self.before_aside(from, tree.last().copied().unwrap_or(c));
            let follows = (from + 1..last).find(|&w| {
                self.form(w) == ","
                    && self.view.upos(w + 1) == Upos::Verb
                    && self.form(w + 1).ends_with("ing")
                    && self.form(w + 1) != "including"
            });
            vec![Span::new(self.start(from), self.end(follows.map_or(last, |comma| comma - 1)))]
        })
    }

    /// "called on the rebels to free nine sailors": the tree may take the verb for an adjective of the sailors.
    fn infinitive_by_place(&self) -> Vec<Span> {
        let v = self.cue.word;
        let acts = |w: usize| {
            self.view.upos(w) == Upos::Adj
                && matches!(
                    self.view.upos(w + 1),
                    Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn
                )
                && self.view.frames.triggers(&self.form(w).to_lowercase()).next().is_some()
        };
        let to = (v + 2..v + 12)
            .take_while(|&w| !self.is_mark(w) && !self.view.is_verb(w))
            .find(|&w| self.form(w) == "to" && acts(w + 1));
        to.map_or_else(Vec::new, |to| {
            let last = self.parsed.subtree(v).last().copied().unwrap_or(to);
            vec![Span::new(self.start(to), self.end(self.before_aside(to, last)))]
        })
    }

    /// "called for the crew to be freed", "pressed for Chile to leave": who is to act belongs to what is asked. Of "called
    /// for a plan to end the war" nobody is asked.
    fn for_clause(&self) -> Option<Span> {
        let v = self.cue.word;
        if self.form(v + 1) != "for" {
            return None;
        }
        let nominal = |w: &usize| {
            let to = self.form(*w) == "to" && self.view.upos(*w) == Upos::Part;
            !to && (self.is_nominal(*w) || self.view.upos(*w) == Upos::Adp)
        };
        let to = (v + 2..v + 14)
            .find(|w| !nominal(w))
            .filter(|&to| to > v + 2 && self.form(to) == "to")?;
        let head = self.view.head(to).filter(|&h| h > to && self.view.is_verb(h))?;
        let noun = (v + 2..to).find(|&w| {
            matches!(self.view.upos(w), Upos::Noun | Upos::Propn | Upos::Pron)
                && !matches!(self.view.upos(w + 1), Upos::Noun | Upos::Propn)
        })?;
        let acts = self.view.mention_over(noun).is_some_and(|m| {
            self.context.entities.get(m.entity).is_some_and(|record| {
                matches!(
                    record.kind,
                    EntityKind::Person | EntityKind::Organization | EntityKind::Country
                )
            })
        });
        let suffers = self.view.lemma(to + 1) == "be" || self.view.is_passive(head);
        if !acts && !suffers {
            return None;
        }
        let last = self.parsed.subtree(head).last().copied().unwrap_or(head);
        Some(Span::new(self.start(v + 2), self.end(self.before_aside(v + 2, last))))
    }

    /// "accused them of …", "blamed it for …"
    pub(super) fn charge(&self) -> Vec<Span> {
        let v = self.cue.word;
        let leads = |w: usize| matches!(self.form(w), "of" | "for" | "with");
        let direct = self
            .parsed
            .children_by(v, &[Deprel::Obl, Deprel::Advcl, Deprel::Xcomp, Deprel::Ccomp])
            .find(|&c| {
                c > v && self.parsed.children_by(c, &[Deprel::Case, Deprel::Mark]).any(leads)
            });
        let below = || {
            // "was accused by Peru of …": the tree may hang the charge on who makes it.
            let hosts = [Deprel::Obj, Deprel::OblAgent, Deprel::OblUnmarked];
            self.parsed.children_by(v, &hosts).find_map(|o| {
                self.parsed
                    .children_by(o, &[Deprel::Acl, Deprel::Nmod, Deprel::Advcl])
                    .find(|&c| self.parsed.children_by(c, &[Deprel::Case, Deprel::Mark]).any(leads))
            })
        };
        direct.or_else(below).map_or_else(Vec::new, |c| {
            let tree = self.parsed.subtree(c);
            let from = tree.iter().copied().find(|&w| w > v && !leads(w)).unwrap_or(c);
            let last = self.before_aside(from, tree.last().copied().unwrap_or(c));
            // A charge is a deed: a bare name is none.
            if last - from < 1 {
                Vec::new()
            } else {
                vec![Span::new(self.start(from), self.end(last))]
            }
        })
    }

    /// The last word before an aside of the writer (", a charge that …", ", which …") between two words.
    pub(super) fn before_aside(&self, from: usize, last: usize) -> usize {
        (from + 1..last)
            .find(|&w| {
                self.form(w) == "," && matches!(self.form(w + 1), "a" | "an" | "which" | "who")
            })
            .map_or(last, |comma| comma - 1)
    }

    /// "called the raid “…”", "called the claim baseless": what is named with the words for it.
    pub(super) fn label(&self) -> Vec<Span> {
        let v = self.cue.word;
        let tree = self.parsed.subtree(v);
        let end = self.end(tree.last().copied().unwrap_or(v));
        let at = self.end(v);
        let from =
            (v + 1..self.parsed.words.len()).find(|&w| self.form(w) != "as").unwrap_or(v + 1);
        let term = self.term();
        let quote = overlapping(self.quotes, Span::new(at, end + 1))
            .find(|q| q.outer.start >= at && q.outer.start <= at + 120);
        let end = match (quote, term) {
            (Some(quote), Some(last)) => quote.outer.end.max(self.end(last)),
            (Some(quote), None) => self.named_to(quote.outer.end),
            (None, Some(last)) => self.end(last),
            (None, None) => return Vec::new(),
        };
        // "dismissed the vote as “…”" has its object before; "described as “…”" has none.
        let from = quote.map_or(self.start(from), |q| self.start(from).min(q.outer.start));
        vec![Span::new(from, end)]
    }

    /// "a “breach” of the May ceasefire": where the noun phrase ends whose first words are quoted up to byte `end`.
    fn named_to(&self, end: usize) -> usize {
        let next = self.parsed.words.partition_point(|w| w.span.start < end);
        if self.form(next) != "of" {
            return end;
        }
        let nominal = |w: &usize| {
            matches!(
                self.view.upos(*w),
                Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Part
            )
        };
        let last = (next + 1..next + 12)
            .take_while(nominal)
            .filter(|&w| matches!(self.view.upos(w), Upos::Noun | Upos::Propn | Upos::Num))
            .last();
        last.map_or(end, |last| self.end(last))
    }

    /// The last word of what an object is called: "a threat" of "called it a threat", "described it as a threat".
    fn term(&self) -> Option<usize> {
        let v = self.cue.word;
        if self.view.lemma(v) == "put"
            && let Some((_, number)) = super::tagged::numbered(self.view, v)
        {
            let last = self.parsed.subtree(number).last().copied().unwrap_or(number);
            return Some(if last > number + 4 { number } else { last });
        }
        let object = self.parsed.children_by(v, &[Deprel::Obj]).find(|&o| o > v)?;
        let labels = [Deprel::Xcomp, Deprel::Obl, Deprel::Advcl, Deprel::Ccomp];
        let term = self.parsed.children_by(v, &labels).find(|&c| {
            // "put the toll at 11"
            let number = self.view.case(c) == "at"
                && (self.view.upos(c) == Upos::Num
                    || self.parsed.children_by(c, &[Deprel::Nummod]).next().is_some());
            let led = number
                || self.view.case(c) == "as"
                || self.parsed.children_by(c, &[Deprel::Mark]).any(|m| self.form(m) == "as");
            let named = self.view.rel(c) == Deprel::Xcomp
                && matches!(self.view.upos(c), Upos::Noun | Upos::Adj)
                && self.view.case(c).is_empty();
            c > object && (led || named)
        })?;
        let last = self.parsed.subtree(term).last().copied()?;
        Some(self.before_aside(term, last))
    }

    /// May the word stand inside a noun phrase without its prepositions?
    fn is_nominal(&self, w: usize) -> bool {
        matches!(
            self.view.upos(w),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Part
        )
    }

    /// "denies its forces crossed the line": the tree takes the subject of a clause for the object, and a finite verb without
    /// a subject stands right behind it.
    fn garden_path(&self) -> Option<Span> {
        let v = self.cue.word;
        let object = self.parsed.children_by(v, &[Deprel::Obj]).find(|&o| o > v)?;
        let last = (v + 1..v + 10)
            .take_while(|&w| self.is_nominal(w))
            .last()
            .filter(|&last| last >= object)?;
        let word = self.parsed.words.get(last + 1)?;
        let finite = word.feats.verb_form == Some(crate::syntax::VerbForm::Fin);
        let verb = if word.upos == Upos::Aux { self.view.head(last + 1)? } else { last + 1 };
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl];
        let own = self.parsed.children_by(verb, &subjects).any(|s| s > v);
        let hangs = matches!(
            self.view.rel(verb),
            Deprel::Advcl | Deprel::Acl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp
        );
        if !finite || !matches!(word.upos, Upos::Verb | Upos::Aux) || own || !hangs || verb <= v {
            return None;
        }
        let end = self.parsed.subtree(verb).last().copied().unwrap_or(verb);
        Some(Span::new(self.start(v + 1), self.end(end)))
    }

    pub(super) fn noun(&self) -> Vec<Span> {
        let v = self.cue.word;
        // "The storm claimed nine lives"
        let victims = |o: usize| matches!(self.view.lemma(o), "life" | "victim" | "casualty");
        if self.view.lemma(v) == "claim" && self.parsed.children_by(v, &[Deprel::Obj]).any(victims)
        {
            return Vec::new();
        }
        if let Some(clause) = self.garden_path() {
            return vec![clause];
        }
        // "denies spying", "denies having spied": the tree may take the gerund for a noun.
        if self.form(v + 1).ends_with("ing")
            && matches!(self.view.upos(v + 1), Upos::Verb | Upos::Aux | Upos::Noun)
        {
            let within = |w: &usize| *w > v;
            let last = self.parsed.subtree(v).into_iter().rfind(within).unwrap_or(v + 1);
            let last = self.before_aside(v + 1, last);
            return if last > v + 1 {
                vec![Span::new(self.start(v + 1), self.end(last))]
            } else {
                Vec::new()
            };
        }
        let object = self.parsed.children_by(v, &[Deprel::Obj]).find(|&c| c > v).or_else(|| {
            // "warned of a famine"
            self.parsed.children_by(v, &[Deprel::Obl]).find(|&c| {
                matches!(self.view.case(c).as_str(), "of" | "about")
                    && matches!(self.form(v + 1), "of" | "about")
            })
        });
        object.map_or_else(Vec::new, |o| {
            let tree = self.parsed.subtree(o);
            let from = tree
                .iter()
                .copied()
                .find(|&w| w > v && self.view.rel(w) != Deprel::Case)
                .unwrap_or(o);
            let mut last = tree.last().copied().unwrap_or(o);
            // "any hand in it": the tree may hang the second half on the verb.
            if tree.len() < 3
                && matches!(self.form(last + 1), "in" | "of" | "to" | "for" | "with" | "between")
            {
                let next = self.view.head(last + 1).filter(|&h| self.view.head(h) == Some(v));
                last = next
                    .and_then(|h| self.parsed.subtree(h).last().copied())
                    .map_or(last, |end| end.max(last));
            }
            // What stands behind the noun tells more of it: "gains on the front with the fall of a town".
            let whole = (last + 1..self.parsed.words.len())
                .take_while(|&w| {
                    !self.is_mark(w)
                        && !matches!(
                            self.view.upos(w),
                            Upos::Verb | Upos::Aux | Upos::Cconj | Upos::Sconj
                        )
                })
                .last()
                .filter(|&w| matches!(self.view.upos(w), Upos::Noun | Upos::Propn | Upos::Num))
                .unwrap_or(last);
            // "announced the truce in a statement": where it was announced is no part of it.
            let end = last.max(whole);
            let paper = (o + 1..end).find(|&w| {
                matches!(self.form(w), "in" | "during" | "at" | "on" | "via")
                    && self.view.head(w).is_some_and(|h| {
                        let platform = PLATFORMS.contains(&self.form(h)) && self.form(w) != "in";
                        h > w && h < w + 4 && (platform || OCCASIONS.contains(&self.view.lemma(h)))
                    })
            });
            let (last, whole) = match paper {
                Some(paper) => (last.min(paper - 1), whole.min(paper - 1)),
                None => (last, whole),
            };
            let last = self.before_aside(from, last);
            // "confirmed his death" and "denied the charge" tell something, "noted the vote" does not.
            let owned = self.parsed.children_by(o, &[Deprel::NmodPoss]).next().is_some();
            let charged = self.view.lemma(v) == "deny" && CHARGES.contains(&self.view.lemma(o));
            // "acknowledged the raid": a thing that happens is told by its name alone.
            let word = self.view.lemma(o);
            let happens = self.view.frames.triggers(word).next().is_some()
                && self.context.grammar.attribution.noun(word).is_none();
            let told = charged || ((owned || happens) && CONFIRMS.contains(&self.view.lemma(v)));
            let least = if told { 1 } else { 2 };
            let bare = self.view.upos(o) != Upos::Noun || last.saturating_sub(from) < least;
            let last = last.max(whole);
            if bare { Vec::new() } else { vec![Span::new(self.start(from), self.end(last))] }
        })
    }
}

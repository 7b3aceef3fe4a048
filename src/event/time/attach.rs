//! Which date belongs to which event: by the tree, and by place where the tree errs.

use jiff::civil::Date;

use super::calendar::shift;
use super::{TimePhrase, When};
use crate::event::quantity::number_word;
use crate::event::view::View;
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

/// How many words up the tree an event looks for its date.
const DEPTH: usize = 6;

/// The dates of one sentence.
#[derive(Clone, Copy)]
pub struct Dates<'a> {
    /// The sentence.
    pub view: View<'a>,
    /// Its time phrases.
    pub phrases: &'a [TimePhrase],
    /// The day of publication.
    pub anchor: Option<Date>,
    /// The day that the text before told of last.
    pub told: Option<Date>,
}

impl Dates<'_> {
    /// When the event told by `trigger` happens: the date that hangs on it, or on the nearest word above it that
    /// happens with it. `coming` chooses the day to come where a weekday may be either.
    /// Cost: linear in the phrases and the depth of the tree.
    pub fn of(self, trigger: usize, coming: bool) -> Option<When> {
        self.climb(self.view.happens_with(trigger), coming, true)
    }

    /// Is the event told by `trigger` still to come, though its verb stands in the present: "flies to Lima on Sunday"?
    pub fn is_scheduled(self, trigger: usize) -> bool {
        let word = self.view.parsed.words.get(trigger);
        let present = word.is_some_and(|w| {
            w.feats.tense == Some(Tense::Pres) && w.feats.verb_form == Some(VerbForm::Fin)
        });
        present
            && !self.view.parsed.heading
            && self.at(trigger).is_some_and(|phrase| {
                let day = |when: Option<When>| when.and_then(When::date);
                day(phrase.coming) > self.anchor && self.anchor.is_some()
            })
    }

    fn climb(self, trigger: usize, coming: bool, further: bool) -> Option<When> {
        let choose = |phrase: TimePhrase| if coming { phrase.coming } else { phrase.past };
        // "will raise it on Friday, when I meet Vera"
        let will = |w: usize| {
            let mut aux = self.view.parsed.children_by(w, &[Deprel::Aux]);
            aux.any(|a| matches!(self.view.lemma(a), "will" | "shall" | "'ll"))
        };
        let mut at = trigger;
        for _ in 0..DEPTH {
            if let Some(found) = self.at(at) {
                let told = coming && self.is_told(at);
                return match told && !self.is_aim(found) {
                    true if at == trigger => found.past,
                    true => None,
                    false if at != trigger && will(at) => found.coming,
                    false => choose(found),
                };
            }
            // "Speaking in Lima on Monday, Vera accused Peru": who accuses speaks.
            if let Some(found) = self.spoken(at) {
                return found.past;
            }
            if let Some(found) = self.brought_about(at) {
                return choose(found);
            }
            // "the attack on Friday in which nine were hurt": what happens in an event that has a day.
            if let Some(found) = self.happening(at) {
                return choose(found);
            }
            if let Some((days, unit)) = self.distance(at) {
                let host = self.host(at, unit).filter(|_| further);
                let when = host.and_then(|host| self.climb(host, false, false));
                // "The attack came two days after": the attack that was told of before.
                let known = host.filter(|&host| self.echoes(host)).and(self.told);
                let day = when.map_or(known.or(self.anchor), When::date)?;
                return shift(day, days).map(When::day);
            }
            if let Some(verb) = self.journey(at) {
                at = verb;
                continue;
            }
            // "arrived in Lima on Monday, where she met Vera"
            if let Some(verb) = self.went_on(at) {
                at = verb;
                continue;
            }
            if self.stands_apart(at) {
                // "clashes on Friday in which nine were hurt": what happens in an event that has a day.
                if let Some(found) = self.scene(at).and_then(|noun| self.at(noun)) {
                    return choose(found);
                }
                break;
            }
            let Some(head) = self.view.head(at).filter(|&head| self.shares(at, head)) else {
                break;
            };
            // "protested yesterday, and demand today's answer", "blocked it in May and has offered a loan".
            if self.view.rel(at) == Deprel::Conj && self.turns_to_now(at, head) {
                break;
            }
            // "The attack came as Vera arrived": on the day of the attack.
            if self.view.rel(at) == Deprel::Advcl
                && self.echoes(head)
                && self.at(head).is_none()
                && self
                    .view
                    .parsed
                    .children_by(at, &[Deprel::Mark])
                    .any(|m| matches!(self.view.lemma(m), "as" | "while" | "when"))
            {
                return self.told.map(When::day);
            }
            at = head;
        }
        self.shared(trigger).or_else(|| self.shared(at)).and_then(choose)
    }

    /// "the talks held in Lima on Monday", "a strike that was launched on Sunday": the date at the light verb behind a noun.
    fn brought_about(self, noun: usize) -> Option<TimePhrase> {
        if self.view.upos(noun) != Upos::Noun {
            return None;
        }
        let plans = |verb: usize| {
            let lemma = self.view.lemma(verb);
            self.view.frames.embeddings.iter().any(|embedding| embedding.verbs.contains(lemma))
        };
        let light = |&verb: &usize| {
            // "pressure on Peru, which announced on Friday": who announces something brings nothing about.
            let aim = || self.at(verb).is_some_and(|phrase| self.is_aim(phrase));
            (self.view.is(verb, "light") || self.view.is(verb, "happen"))
                && (!plans(verb) || aim())
                && !self.view.is(verb, "saying")
        };
        let mut clauses = self.view.parsed.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]);
        clauses.find(light).and_then(|verb| self.at(verb))
    }

    /// Is the word a verb that tells what has happened: "Peru proposed talks on Monday" dates the proposal, not the
    /// talks?
    fn is_told(self, word: usize) -> bool {
        let past = |w: usize| {
            self.view.parsed.words.get(w).is_some_and(|x| {
                x.feats.tense == Some(Tense::Past) && x.feats.verb_form == Some(VerbForm::Fin)
            })
        };
        let has = |w: usize| self.view.lemma(w) == "have" || past(w);
        self.view.upos(word) == Upos::Verb
            && (past(word) || self.view.parsed.children_by(word, &[Deprel::Aux]).any(has))
    }

    /// "set the talks for Friday": the day of what is set.
    fn is_aim(self, phrase: TimePhrase) -> bool {
        phrase.first.checked_sub(1).is_some_and(|w| self.form(w) == "for")
    }

    /// The phrase that dates this word; of several, one that is known to the day.
    pub(super) fn at(self, word: usize) -> Option<TimePhrase> {
        let here = || self.phrases.iter().filter(|phrase| self.dates(phrase, word));
        here()
            .find(|phrase| phrase.past.and_then(When::date).is_some())
            .or_else(|| here().next())
            .copied()
    }

    /// "Chile killed two men and wounded nine on Monday": the date at the end of verbs that share a subject.
    fn shared(self, verb: usize) -> Option<TimePhrase> {
        let subject = |w: usize| {
            self.view.child(w, Deprel::Nsubj).or_else(|| self.view.child(w, Deprel::NsubjPass))
        };
        self.view
            .parsed
            .children_by(verb, &[Deprel::Conj])
            .filter(|&next| self.view.upos(next) == Upos::Verb && subject(next).is_none())
            .find_map(|next| self.at(next).filter(|phrase| phrase.first > next))
    }

    pub(super) fn form(self, word: usize) -> String {
        self.view.parsed.words.get(word).map_or_else(String::new, |w| w.form.to_lowercase())
    }

    /// The event noun that a relative clause describes, or a place named behind it: "the strike on Lima in which".
    fn scene(self, clause: usize) -> Option<usize> {
        let mut noun =
            self.view.head(clause).filter(|_| self.view.rel(clause) == Deprel::AclRelcl)?;
        for _ in 0..3 {
            if self.tells(noun) {
                return Some(noun);
            }
            noun = self.view.head(noun).filter(|_| self.view.rel(noun) == Deprel::Nmod)?;
        }
        None
    }

    /// Does what a word tells happen when the word above it says: "held talks on Monday", not "praised the talks on
    /// Monday" or "accused Peru of spying on Monday"?
    fn shares(self, word: usize, head: usize) -> bool {
        let view = self.view;
        let brings =
            || view.is(head, "light") || view.is(head, "undergo") || view.is(head, "happen");
        match (view.rel(word), view.upos(word)) {
            // "accused them of stealing"
            (Deprel::Advcl | Deprel::Acl, _) if view.is(head, "object_gerund") => !view
                .parsed
                .children_by(word, &[Deprel::Mark, Deprel::Case])
                .any(|m| matches!(self.form(m).as_str(), "of" | "for" | "over")),
            (_, Upos::Verb | Upos::Aux | Upos::Adj) => true,
            (Deprel::Nsubj | Deprel::NsubjPass, _) => {
                brings() || view.is(head, "harm") || view.upos(head) != Upos::Verb
            }
            // "today's decision follows the attack"
            (Deprel::Obj | Deprel::Iobj, _) if view.lemma(head) == "follow" => false,
            (Deprel::Obj | Deprel::Iobj, _) => {
                brings() || view.is(head, "harm") || self.sparks(head)
            }
            (Deprel::Obl, _) => {
                brings()
                    || view.is(head, "light_oblique")
                    || match view.case(word).as_str() {
                        // "will meet on Monday at Peru's request"
                        "at" => !matches!(view.lemma(word), "request" | "invitation" | "behest"),
                        "in" | "during" | "under" => true,
                        // "is expected in Lima on Monday for talks"
                        "for" => {
                            view.is(head, "purposeful")
                                || matches!(
                                    view.lemma(head),
                                    "expect" | "due" | "schedule" | "bind"
                                )
                        }
                        "to" => view.is(head, "purposeful"),
                        _ => false,
                    }
            }
            // "a series of strikes", "the signing of a pact"
            (Deprel::Nmod, _) => view.case(word) == "of" && !self.is_event(head),
            (Deprel::NmodPoss, _) => false,
            _ => true,
        }
    }

    /// "set off clashes": does the object of this verb come about when it happens?
    fn sparks(self, verb: usize) -> bool {
        let lemma = self.view.lemma(verb);
        let particle = self.view.child(verb, Deprel::CompoundPrt);
        let both = particle.map(|particle| format!("{lemma} {}", self.view.lemma(particle)));
        self.view.frames.in_class("sparking", both.as_deref().unwrap_or(lemma))
    }

    /// Does what stands above this word happen at a time of its own?
    fn stands_apart(self, word: usize) -> bool {
        match self.view.rel(word) {
            Deprel::Root | Deprel::Ccomp | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Xcomp => {
                true
            }
            // "a drone supplied by Peru crashed on Sunday"
            Deprel::Acl => self.view.is_passive(word),
            Deprel::Advcl => {
                let lemmas = |labels: &'static [Deprel]| {
                    self.view.parsed.children_by(word, labels).map(|m| self.view.lemma(m))
                };
                let mut marks = lemmas(&[Deprel::Mark]).chain(lemmas(&[Deprel::Advmod]));
                // "killed after rebels shelled the town": the harm and what did it happen together.
                let harm = self.view.head(word).is_some_and(|h| self.view.is(h, "harm"));
                // "shook Lima while Vera was visiting"
                let goes_on = self
                    .view
                    .parsed
                    .children_by(word, &[Deprel::Aux])
                    .any(|aux| self.view.lemma(aux) == "be")
                    && self.form(word).ends_with("ing");
                let apart = marks.any(|mark| {
                    let together = harm && mark == "after" || goes_on && mark == "while";
                    !together
                        && matches!(
                            mark,
                            "after"
                                | "before"
                                | "since"
                                | "until"
                                | "if"
                                | "unless"
                                | "because"
                                | "although"
                                | "though"
                                | "once"
                                | "while"
                                | "whereas"
                        )
                });
                // "The crew was saved, the agency said": what is said before its cue.
                let said =
                    self.view.head(word).is_some_and(|h| h > word)
                        && lemmas(&[Deprel::Mark]).next().is_none()
                        && self.view.parsed.children(word).iter().any(|&c| {
                            matches!(self.view.rel(c), Deprel::Nsubj | Deprel::NsubjPass)
                        });
                apart || said
            }
            _ => false,
        }
    }

    /// "a day after Peru signed", "hours after": how many days the clause of this word lies before or behind the
    /// one that it is told with, and the first word of the phrase that says so.
    fn distance(self, word: usize) -> Option<(i64, usize)> {
        if self.view.upos(word) != Upos::Verb {
            return None;
        }
        let leads = |w: &usize| matches!(self.form(*w).as_str(), "after" | "before");
        let marks = self.view.parsed.children_by(word, &[Deprel::Mark, Deprel::Case]);
        let near = || {
            (word.saturating_sub(12)..word)
                .rev()
                .take_while(|&w| {
                    w + 1 == word || !matches!(self.view.upos(w), Upos::Verb | Upos::Punct)
                })
                .find(leads)
        };
        let mark = marks.filter(|&w| w < word).find(leads).or_else(near)?;
        let unit = mark.checked_sub(1)?;
        let length = match self.form(unit).as_str() {
            "hours" | "hour" | "minutes" | "minute" | "moments" | "shortly" | "soon" => 0,
            "day" | "days" => 1,
            "week" | "weeks" if !self.is_rough(unit) => 7,
            _ => return None,
        };
        let count = match unit.checked_sub(1).map(|w| self.form(w)) {
            _ if length == 0 => 1,
            Some(word) if matches!(word.as_str(), "a" | "one") => 1,
            Some(word) => word.parse().ok().or_else(|| number_word(&word)).filter(|n| *n < 1000)?,
            None => return None,
        };
        let sign = if self.form(mark) == "after" { -1 } else { 1 };
        Some((sign * length * count, unit))
    }

    /// "barely a week after": no day can be worked out.
    fn is_rough(self, unit: usize) -> bool {
        (unit.saturating_sub(4)..unit).any(|w| {
            matches!(
                self.form(w).as_str(),
                "about"
                    | "almost"
                    | "around"
                    | "barely"
                    | "hardly"
                    | "just"
                    | "less"
                    | "more"
                    | "nearly"
                    | "over"
                    | "roughly"
                    | "some"
                    | "under"
            )
        })
    }

    /// What "a day after" counts from: the verb that its clause hangs on, or else the last one before it.
    fn host(self, clause: usize, unit: usize) -> Option<usize> {
        let head = self.view.head(clause).filter(|&head| {
            head < unit
                && self.view.rel(clause) == Deprel::Advcl
                && self.view.upos(head) == Upos::Verb
        });
        head.or_else(|| self.verb_before(unit))
    }

    /// The last verb before a word.
    fn verb_before(self, word: usize) -> Option<usize> {
        (0..word).rev().find(|&w| self.view.upos(w) == Upos::Verb)
    }
}

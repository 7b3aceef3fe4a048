//! What the writer adds behind reported words: "…, Ruiz said, hours after Chile had left".

use crate::syntax::{Deprel, Upos, VerbForm};
use crate::text::Span;

use super::content::Reader;
use super::quotes::overlapping;

/// Stretches of time that lead to what happened before or after.
const STRETCHES: [&str; 12] = [
    "moment",
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "week",
    "weekend",
    "fortnight",
    "month",
    "year",
    "decade",
];

/// The most words before a stretch of time: "less than two full".
const MEASURE: usize = 5;

impl Reader<'_> {
    /// Does the clause or phrase that begins at word `w` tell when or beside what somebody spoke: "hours after …", "as …",
    /// "whereas …"?
    pub(super) fn narrates(&self, w: usize) -> bool {
        let adverb = usize::from(matches!(
            self.form(w),
            "just"
                | "only"
                | "shortly"
                | "soon"
                | "even"
                | "barely"
                | "not"
                | "right"
                | "immediately"
        ));
        let opens = |w: usize| {
            matches!(
                self.form(w),
                "after"
                    | "before"
                    | "as"
                    | "while"
                    | "when"
                    | "whereas"
                    | "since"
                    | "amid"
                    | "following"
            )
        };
        let leads = opens(w) || (adverb > 0 && opens(w + adverb)) || self.after_stretch(w);
        leads && !self.resumes(w)
    }

    /// "hours after", "less than a day before", "a week ahead of".
    pub(super) fn after_stretch(&self, w: usize) -> bool {
        let measure = |w: &usize| {
            matches!(self.view.upos(*w), Upos::Num | Upos::Det | Upos::Adj | Upos::Adv | Upos::Adp)
                || self.form(*w) == "than"
        };
        let noun = w + (w..w + MEASURE).take_while(measure).count();
        STRETCHES.contains(&self.view.lemma(noun))
            && (matches!(self.form(noun + 1), "after" | "before" | "since")
                || (self.form(noun + 1) == "ahead" && self.form(noun + 2) == "of"))
    }

    /// ", when the rains come, will be sown": does the clause before go on behind the next comma?
    fn resumes(&self, w: usize) -> bool {
        let comma = (w..self.parsed.words.len()).find(|&w| self.form(w) == ",");
        comma.is_some_and(|comma| {
            let finite = self.parsed.words.get(comma + 1).and_then(|x| x.feats.verb_form);
            finite == Some(VerbForm::Fin)
                && matches!(self.view.upos(comma + 1), Upos::Verb | Upos::Aux)
        })
    }

    /// The last word of what is reported from word `from` on, where the writer goes on behind it: "said the pact was void,
    /// a day after it was signed", "…, whereas Chile …".
    pub(super) fn before_narrator(&self, from: usize) -> Option<usize> {
        let outside = |w: usize| {
            overlapping(self.quotes, Span::new(self.start(w), self.end(w))).next().is_none()
        };
        // In a headline what stands beside is told by the paper: "Peru says boat seized as Chile orders troops home".
        let heading = self.parsed.heading;
        let leads = |w: usize| {
            let comma = self.form(w) == ",";
            let form = self.form(w + 1);
            let aside = comma
                && (self.after_stretch(w + 1)
                    || matches!(form, "while" | "though" | "although")
                    || self.is_comment(w + 1)
                    || self.is_result(w + 1));
            let beside = heading && matches!(form, "as" | "after" | "amid" | "while");
            (aside || beside || form == "whereas") && outside(w + 1)
        };
        let last = (from + 2..self.parsed.words.len()).find(|&w| leads(w))?;
        Some(if self.is_mark(last) { last - 1 } else { last })
    }

    /// ", a move that angered Chile"
    fn is_comment(&self, w: usize) -> bool {
        matches!(self.form(w), "a" | "an")
            && (w + 1..w + 5).any(|at| matches!(self.form(at), "that" | "which"))
    }

    /// ", prompting anger in Chile": a participle that tells what followed.
    fn is_result(&self, w: usize) -> bool {
        self.view.upos(w) == Upos::Verb
            && self.form(w).ends_with("ing")
            // "had opened fire, killing nine", "had called Peru, urging it to wait" go on with what is told.
            && !self.view.is(w, "harm")
            && self.context.grammar.attribution.verbs(self.view.lemma(w)).next().is_none()
            && !matches!(self.form(w), "including" | "excluding" | "according" | "regarding" | "pending" | "depending")
    }

    /// "said in a statement read out on the radio that …", "said in a letter seen by the Herald the ship was lost": the word
    /// that begins what is said behind a paper and what became of it, if it stands there, and the participle.
    pub(super) fn behind_paper(&self) -> Option<(Option<usize>, usize)> {
        let v = self.cue.word;
        let words = self.parsed.words.len();
        let nominal = |w: &usize| {
            matches!(
                self.view.upos(*w),
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num
            )
        };
        let from = v + 1 + usize::from(self.view.upos(v + 1) == Upos::Propn);
        if !matches!(self.form(from), "in" | "on" | "during" | "at") {
            return None;
        }
        let paper = (from + 1..from + 7).take_while(nominal).last()?;
        let that = |w: usize| {
            self.form(w) == "that"
                && matches!(
                    self.view.upos(w + 1),
                    Upos::Det
                        | Upos::Propn
                        | Upos::Noun
                        | Upos::Pron
                        | Upos::Adj
                        | Upos::Num
                        | Upos::Adp
                )
        };
        if !self.is_occasion(paper) {
            return None;
        }
        let participle = paper + 1 + usize::from(self.view.upos(paper + 1) == Upos::Adv);
        let form = self.parsed.words.get(participle)?.feats.verb_form;
        let passive = form == Some(VerbForm::Part)
            || matches!(self.view.lemma(participle), "read" | "broadcast" | "send" | "put");
        let own = self
            .parsed
            .children(participle)
            .iter()
            .any(|&c| matches!(self.view.rel(c), Deprel::Nsubj | Deprel::NsubjPass));
        if self.view.upos(participle) != Upos::Verb
            || !passive
            || own
            || self.form(participle).ends_with("ing")
        {
            return None;
        }
        let near = participle + 1..(participle + 16).min(words);
        if let Some(that) = near.clone().find(|&w| that(w)) {
            return Some((Some(that + 1), participle));
        }
        // The subject of the first clause behind it.
        let subject = near.filter(|&w| self.view.is_verb(w)).find_map(|verb| {
            let subject = self.parsed.children(verb).iter().copied().find(|&c| {
                c > participle
                    && c < verb
                    && super::speaker::is_subject(self.view, c)
                    && self.view.upos(c) != Upos::Pron
            })?;
            self.parsed.subtree(subject).into_iter().find(|&w| w > participle)
        });
        Some((subject, participle))
    }

    fn is_occasion(&self, noun: usize) -> bool {
        let lemma = self.view.lemma(noun);
        super::speaker::PAPERS.contains(&lemma)
            || super::phrases::OCCASIONS.contains(&lemma)
            || self.context.grammar.attribution.is_letter(lemma)
    }
}

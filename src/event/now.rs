//! What a text tells as of a day that it does not repeat: an entry of a live blog, what an issuer does by saying it,
//! the sentences behind "The following day, …".

use jiff::civil::Date;

use super::Told;
use super::context::Context;
use super::fillers::Fillers;
use super::matching::Candidate;
use super::time::{Dates, TimePhrase, When};
use super::view::View;
use crate::grammar::{EntityKind, Factuality, TriggerPos};
use crate::syntax::{Deprel, Tense, Upos, VerbForm};
use crate::text::{Block, opens_with_time};

/// So many paragraphs or headings that begin with a time of day make a live blog.
const ENTRIES: usize = 2;

/// Acts that are done by saying so: "We condemn", "The ministry welcomes".
pub(super) const SAID: [&str; 6] = ["ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "AGREE"];

/// Adverbs that take an act out of the day that its text speaks of.
const HEDGES: [&str; 16] = [
    "recently",
    "increasingly",
    "famously",
    "already",
    "repeatedly",
    "often",
    "previously",
    "since",
    "once",
    "long",
    "far",
    "yet",
    "never",
    "always",
    "later",
    "earlier",
];

/// So many joined verbs are looked through.
const DEPTH: usize = 4;

/// The day that the text around a sentence speaks of.
#[derive(Debug, Clone)]
pub struct Now {
    /// Of each block: does it belong to an entry of a live blog?
    live: Vec<bool>,
    /// Does somebody issue the document, and act by what it says?
    issued: Issued,
    /// The paragraph that is read, with the day that its last opening phrase told.
    day: Option<(usize, Option<Date>)>,
    /// Does a colon or a dash follow that phrase ("10 June 1999: Peru and Chile sign a treaty")?
    entry: bool,
    /// Of each block: does it sum up a live blog before its first entry?
    summary: Vec<bool>,
    /// The day that the story of this section is about.
    story: Option<(usize, Date)>,
    /// The day that the sentence before named last, with the index of that sentence.
    named: Option<(usize, Date)>,
    /// The day of the meeting that an issuer speaks of: "We met in Lima on 3 May".
    session: Option<Date>,
    /// The day of the attacks that the first sentences of this section tell, and a list then one by one.
    series: Option<(usize, Date)>,
}

/// An attack in one of so many first sentences may lead a list of attacks.
const LEAD: usize = 3;

/// Who speaks in a document that acts by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Issued {
    /// A body in its own voice: "We condemn".
    Own,
    /// Somebody of whom it speaks: "The Secretary-General condemns".
    Third,
    /// Nobody.
    No,
}

/// So many sentences lead with an act of saying in the present before a document counts as a statement.
const PERFORMED: usize = 3;

/// Is the document a statement about somebody who condemns, urges and welcomes in it, not a report of what was said?
fn performs(context: Context<'_>) -> bool {
    let mut performed = 0;
    let mut reported = 0;
    for (i, parsed) in context.parsed.iter().enumerate().filter(|(_, parsed)| !parsed.heading) {
        let Some(view) = context.fillers(i).map(|fillers| fillers.view) else { continue };
        let Some(root) = parsed.words.iter().position(|word| word.head.is_none()) else { continue };
        let lemma = view.lemma(root);
        let says = || {
            let mut frames = view.frames.triggers(lemma);
            frames.any(|(frame, trigger)| {
                trigger.pos == TriggerPos::Verb && SAID.contains(&frame.event.as_str())
            })
        };
        match tense(view, root).flatten() {
            Some(Voice::Present) if says() => performed += 1,
            Some(Voice::Past) if view.is(root, "saying") || says() => reported += 1,
            _ => {}
        }
    }
    // In an interview or a report several speak.
    let mut speakers: Vec<usize> = context.speeches.iter().map(|speech| speech.speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    performed >= PERFORMED && performed > 2 * reported && speakers.len() < 2
}

/// How the verb of an event stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// "summoned", "was freed".
    Past,
    /// "has summoned", "has been freed".
    Perfect,
    /// "summons".
    Present,
    /// "is marching".
    Going,
}

/// Is the block one of a list: "• Two sailors were hurt", "-- Near Tacna, nine strikes"?
fn is_item(context: Context<'_>, block: &Block) -> bool {
    let marks = ['•', '·', '▪', '*', '-', '–', '—'];
    let before = context.text.get(..block.span.start).unwrap_or_default();
    block.span.of(context.text).trim_start().starts_with(marks)
        || before.trim_end_matches(' ').ends_with(marks)
}

/// Do those who issue the text say what the verb tells: "We condemned"?
fn says_we(view: View<'_>, verb: usize) -> bool {
    let form = |w: usize| view.parsed.words.get(w).map_or("", |word| &*word.form);
    (0..verb).any(|w| matches!(form(w), "We" | "we"))
}

/// "Any raid, she warned, would be answered": the cue by which the actor of a verbal act does it.
pub(super) fn cue(view: View<'_>, candidate: &Candidate<'_>) -> Option<usize> {
    if !SAID.contains(&candidate.frame.event.as_str()) {
        return None;
    }
    let mut at = candidate.trigger;
    for _ in 0..DEPTH {
        let head = view.head(at)?;
        if view.rel(at) == Deprel::Ccomp {
            let says = view.is(head, "saying");
            let subject = view.child(head, Deprel::Nsubj).filter(|_| says)?;
            return candidate.actor.iter().any(|it| it.head == subject).then_some(head);
        }
        if !matches!(view.rel(at), Deprel::Aux | Deprel::Xcomp | Deprel::Conj | Deprel::Obj) {
            return None;
        }
        at = head;
    }
    None
}

/// How the verb stands in time that leads the sentence of a word, where no other clause stands between.
fn clause_voice(fillers: Fillers<'_>, word: usize) -> Option<Voice> {
    let view = fillers.view;
    let mut at = word;
    for _ in 0..DEPTH {
        if view.is_verb(at) {
            return voice(fillers, at);
        }
        let clause = matches!(view.rel(at), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
        at = view.head(at).filter(|_| clause)?;
    }
    None
}

impl Now {
    /// Finds the entries of a live blog, and whether the issuer speaks. Cost: linear in the blocks and sentences.
    pub fn new(context: Context<'_>) -> Self {
        let stamped: Vec<&Block> = context
            .blocks
            .iter()
            .filter(|block| opens_with_time(block.span.of(context.text).trim_start()))
            .collect();
        let first = stamped.first().filter(|_| stamped.len() >= ENTRIES);
        let live = context
            .blocks
            .iter()
            .map(|block| {
                first.is_some_and(|entry| {
                    entry.section == block.section && entry.span.start <= block.span.start
                })
            })
            .collect();
        let summary = context
            .blocks
            .iter()
            .map(|block| {
                is_item(context, block)
                    && first.is_some_and(|entry| {
                        entry.section == block.section && block.span.start < entry.span.start
                    })
            })
            .collect();
        let own = context.issuer.is_some()
            && context.parsed.iter().any(|sentence| {
                let first = sentence.words.first();
                !sentence.heading && first.is_some_and(|word| &*word.form == "We")
            });
        let issued = if own {
            Issued::Own
        } else if performs(context) {
            Issued::Third
        } else {
            Issued::No
        };
        Self {
            live,
            issued,
            day: None,
            entry: false,
            summary,
            story: None,
            named: None,
            session: None,
            series: None,
        }
    }

    /// Does the sentence that was noted last open with its day and a colon?
    pub fn is_entry(&self) -> bool {
        self.entry
    }

    /// The day that the story of a section is about, as far as it was told.
    pub fn story(&self, section: usize) -> Option<Date> {
        self.story.filter(|(of, _)| *of == section).map(|(_, day)| day)
    }

    /// The day that the sentence before this one named last.
    pub fn named(&self, sentence: usize) -> Option<Date> {
        self.named.filter(|(at, _)| at + 1 == sentence).map(|(_, day)| day)
    }

    /// Notes the day of the attacks that a section leads with.
    pub fn lead(&mut self, sentence: usize, told: &[Told]) {
        let attack = told.iter().find(|event| {
            event.kind == "ASSAULT" && event.factuality == Factuality::Asserted && !event.heading
        });
        if let Some(event) = attack.filter(|_| sentence <= LEAD && self.series.is_none()) {
            self.series = event.when.and_then(When::date).map(|day| (event.section, day));
        }
    }

    /// Notes the days that a sentence names, beside the one that it opens with.
    fn note_days(&mut self, dates: Dates<'_>) {
        let section = dates.view.parsed.section;
        let days = || dates.phrases.iter().filter_map(|phrase| phrase.past?.date());
        if self.story(section).is_none()
            && let Some(first) = days().next()
        {
            let today = days().find(|&day| Some(day) == dates.anchor);
            self.story = Some((section, today.unwrap_or(first)));
        }
        if let Some(last) = days().next_back() {
            self.named = Some((dates.view.sentence, last));
        }
        if self.issued == Issued::Own && self.session.is_none() {
            let met = (0..dates.view.parsed.words.len()).find(|&w| {
                matches!(dates.view.lemma(w), "meet" | "gather" | "convene")
                    && tense(dates.view, w) == Some(Some(Voice::Past))
                    && says_we(dates.view, w)
            });
            self.session = met.and_then(|verb| dates.of(verb, false)).and_then(When::date);
        }
    }

    /// Notes the day that a sentence opens with. It holds to the end of its paragraph.
    pub fn note(&mut self, dates: Dates<'_>) {
        let (block, phrases) = (dates.view.parsed.block, dates.phrases);
        if self.day.is_none_or(|(b, _)| b != block) {
            self.day = None;
        }
        self.entry = false;
        self.note_days(dates);
        let opens = |phrase: &&TimePhrase| {
            let stands = dates.view.rel(phrase.head(dates.view.parsed));
            // "Monday's strike was condemned": on which day, is not told.
            !dates.names_only(phrase)
                && dates.leads_to(phrase)
                && !matches!(stands, Deprel::Nsubj | Deprel::NsubjPass)
        };
        if let Some(phrase) = phrases.iter().find(opens) {
            self.day = Some((block, phrase.past.and_then(When::date)));
            let next = dates.view.parsed.words.get(phrase.end).map_or("", |word| &*word.form);
            self.entry = phrase.first == 0 && matches!(next, ":" | "–" | "—" | "-");
        } else if let Some(phrase) = phrases.first()
            && let Some((_, day)) = self.day
            && phrase.past.and_then(When::date) != day
        {
            // Another time is told of: what stands behind it is no longer plain.
            self.day = None;
        }
    }

    /// The day of an event whose sentence names none.
    pub fn day(
        &self,
        context: Context<'_>,
        fillers: Fillers<'_>,
        candidate: &Candidate<'_>,
    ) -> Option<Date> {
        let told = candidate.factuality == Factuality::Asserted
            || (candidate.factuality == Factuality::Denied
                && matches!(candidate.frame.event.as_str(), "CASUALTIES" | "DAMAGE"));
        if !told {
            return None;
        }
        let view = fillers.view;
        let block = view.parsed.block;
        let harm = matches!(candidate.frame.event.as_str(), "ASSAULT" | "CASUALTIES" | "DAMAGE");
        let listed = context.blocks.get(block).is_some_and(|it| is_item(context, it))
            || view.parsed.words.last().is_some_and(|word| &*word.form == ":");
        if harm
            && listed
            && let Some((_, day)) = self.series.filter(|(of, _)| *of == view.parsed.section)
            && clause_voice(fillers, candidate.trigger) == Some(Voice::Past)
        {
            return Some(day);
        }
        let trigger = cue(view, candidate).unwrap_or(candidate.trigger);
        let voice = voice(fillers, trigger)?;
        if (voice == Voice::Past || self.entry && voice == Voice::Present)
            && let Some((_, Some(day))) = self.day
        {
            return Some(day);
        }
        if self.live.get(block).copied().unwrap_or(false) {
            return context.date;
        }
        let summary = self.summary.get(block).copied().unwrap_or(false);
        if summary && voice == Voice::Past {
            return context.date;
        }
        let says = SAID.contains(&candidate.frame.event.as_str());
        let body = candidate.actor.iter().all(|filler| {
            let kind = fillers.kind(filler.entity);
            matches!(kind, Some(EntityKind::Country | EntityKind::Organization))
        });
        let speaks = match self.issued {
            Issued::Own => body,
            Issued::Third => true,
            Issued::No => false,
        };
        if self.issued == Issued::Own && says && voice == Voice::Past && says_we(view, trigger) {
            return self.session;
        }
        let acts = speaks && says && voice == Voice::Present && !fillers.view.parsed.heading;
        if acts { context.date } else { None }
    }
}

/// How the verb stands in time, if it leads the sentence or is joined to the verb that does.
fn voice(fillers: Fillers<'_>, trigger: usize) -> Option<Voice> {
    let view = fillers.view;
    // "X says the group should be listed": who says it acts, when he says it.
    let trigger = view.happens_with(trigger);
    let mut at = trigger;
    let mut own = None;
    for _ in 0..DEPTH {
        own = own.or_else(|| tense(view, at));
        match view.rel(at) {
            Deprel::Root | Deprel::Parataxis => return own.flatten(),
            Deprel::Conj => at = view.head(at)?,
            // "Two men were hurt, the navy said": what is said before its cue.
            Deprel::Ccomp
                if view.child(at, Deprel::Mark).is_none()
                    && view.head(at).is_some_and(|cue| cue > at) =>
            {
                return own.flatten();
            }
            _ => return None,
        }
    }
    None
}

/// The tense of a verb, `Some(None)` where it speaks of no plain time, `None` where the verb it is joined to says.
fn tense(view: View<'_>, verb: usize) -> Option<Option<Voice>> {
    let adverbs = [Deprel::Advmod, Deprel::Mark];
    // "once more" is no "once".
    let hedged = |w: usize| {
        HEDGES.contains(&view.lemma(w)) && !matches!(view.lemma(w + 1), "more" | "again")
    };
    if view.parsed.children_by(verb, &adverbs).any(hedged) {
        return Some(None);
    }
    let finite = |w: usize| {
        let word = view.parsed.words.get(w)?;
        word.feats.tense.filter(|_| word.feats.verb_form == Some(VerbForm::Fin))
    };
    let helpers = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
    if let Some(first) = view.parsed.children_by(verb, &helpers).next() {
        return Some(match (view.lemma(first), finite(first)?) {
            ("have", Tense::Pres) => Some(Voice::Perfect),
            ("be", Tense::Past) => Some(Voice::Past),
            ("be", Tense::Pres) if view.upos(verb) == Upos::Adj => Some(Voice::Present),
            ("be", Tense::Pres) if is_going(view, verb) => Some(Voice::Going),
            ("do", Tense::Past) => Some(Voice::Past),
            _ => None,
        });
    }
    match finite(verb) {
        Some(Tense::Past) => Some(Some(Voice::Past)),
        Some(Tense::Pres) => Some(Some(Voice::Present)),
        // "Peru and Chile sign a treaty": taggers take a bare plural for an infinitive.
        _ if is_bare(view, verb) => Some(Some(Voice::Present)),
        // "was hit and sunk"
        _ if view.rel(verb) == Deprel::Conj && view.is_verb(verb) => None,
        _ => Some(None),
    }
}

fn is_going(view: View<'_>, verb: usize) -> bool {
    view.parsed.words.get(verb).is_some_and(|word| word.form.ends_with("ing"))
}

/// Is it an infinitive with nothing before it that would make it one, but with a subject?
fn is_bare(view: View<'_>, verb: usize) -> bool {
    let infinitive =
        view.parsed.words.get(verb).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Inf));
    infinitive
        && view.child(verb, Deprel::Mark).is_none()
        && view.child(verb, Deprel::Nsubj).is_some_and(|subject| subject < verb)
}

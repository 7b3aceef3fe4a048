//! Is an event told as a fact? Read from its clause upwards: auxiliaries, negation, and what embeds it.

use crate::grammar::Factuality;
use crate::syntax::{Deprel, Tense, Upos, VerbForm};

use super::view::View;

mod negation;
mod to_come;

use negation::{kept_from, no_sign, nobody, nothing};
use to_come::{is_led_to, is_on_a_day_to_come};

/// How many embeddings are looked through.
const DEPTH: usize = 10;

/// The factuality that the tree lends to an event told by `word`, at least as far from fact as `least`.
///
/// What is done by telling it (`least` is [`Factuality::Asserted`]) is a fact, whatever mood it is told in: "will
/// attack unless" is a threat that was made.
pub fn factuality(view: View<'_>, word: usize, least: Option<Factuality>) -> Factuality {
    if least == Some(Factuality::Asserted) {
        return Factuality::Asserted;
    }
    let mut found = own(view, word).max_with(least);
    if nothing(view, word) {
        found = found.max_with(Some(Factuality::Denied));
    }
    if is_on_a_day_to_come(view, word) {
        found = found.max_with(Some(Factuality::Planned));
    }
    let mut at = word;
    for _ in 0..DEPTH {
        let Some(head) = view.head(at) else { break };
        // "If they fail to agree": on what nobody knows yet, nothing is denied.
        if is_condition(view, at) {
            return Factuality::Possible;
        }
        // "its efforts to free them": whose they are and that go on are being made.
        if at == word && is_effort(view, at, head) {
            break;
        }
        let step = climb(view, at, head);
        found = found.max_with(step.effect);
        if !step.on {
            break;
        }
        found = found.max_with(Some(own(view, head)));
        at = head;
    }
    found
}

/// One step up the tree.
struct Step {
    /// What the embedding word lends.
    effect: Option<Factuality>,
    /// Does what stands above still bear on the event?
    on: bool,
}

impl Step {
    const STOP: Self = Self { effect: None, on: false };
    const ON: Self = Self { effect: None, on: true };

    fn stop_with(effect: Option<Factuality>) -> Self {
        Self { effect, on: false }
    }
}

fn climb(view: View<'_>, at: usize, head: usize) -> Step {
    let lemma = phrasal(view, head);
    let embedding = || match view.upos(head) {
        Upos::Verb | Upos::Aux => embeds(view, |e| e.verbs.contains(&lemma)),
        Upos::Noun | Upos::Propn => embeds(view, |e| e.nouns.contains(&lemma)),
        Upos::Adj | Upos::Adv => embeds(view, |e| e.adjectives.contains(&lemma)),
        _ => None,
    };
    // "Chile to send troops": so headlines tell what is planned.
    if matches!(view.rel(at), Deprel::Acl | Deprel::Advcl) && view.who_is_to_act(at).is_some() {
        return Step::stop_with(Some(Factuality::Planned));
    }
    // "ambassadors are to vote": the tree may hang the verb on "are".
    if view.lemma(head) == "be"
        && matches!(view.rel(at), Deprel::Xcomp | Deprel::Ccomp)
        && is_infinitive(view, at)
    {
        return Step { effect: Some(Factuality::Planned), on: true };
    }
    // "is about to deploy troops"
    if view.lemma(head) == "about"
        && view.rel(at) == Deprel::Xcomp
        && view.child(head, Deprel::Cop).is_some()
    {
        return Step { effect: Some(Factuality::Planned), on: true };
    }
    // "I want to thank", "let me congratulate": who says so does it.
    if view.rel(at) == Deprel::Xcomp && is_done_by_saying(view, at, head) {
        return Step::STOP;
    }
    // "supports opening the border": it is not open yet.
    if matches!(view.lemma(head), "support" | "back" | "oppose" | "favour" | "favor")
        && matches!(view.rel(at), Deprel::Xcomp | Deprel::Ccomp)
    {
        return Step { effect: Some(Factuality::Possible), on: true };
    }
    if matches!(view.rel(at), Deprel::Advcl | Deprel::Obl) && kept_from(view, at, head) {
        // "called on them to refrain from attacks": they may come all the same.
        let done = own(view, head) == Factuality::Asserted && !is_infinitive(view, head);
        let effect = if done { Factuality::Denied } else { Factuality::Possible };
        return Step { effect: Some(effect), on: done };
    }
    if matches!(view.rel(at), Deprel::Acl | Deprel::AclRelcl | Deprel::Nmod | Deprel::Ccomp)
        && no_sign(view, head)
    {
        return Step::stop_with(Some(Factuality::Denied));
    }
    // "too early to meet", "too weak to attack": nobody does.
    let too = |w: usize| view.lemma(w) == "too";
    if matches!(view.upos(head), Upos::Adj | Upos::Adv)
        && is_infinitive(view, at)
        && view.parsed.children_by(head, &[Deprel::Advmod]).any(too)
    {
        return Step::stop_with(Some(Factuality::Denied));
    }
    // "has yet to free them": it has not.
    let yet = |w: usize| view.lemma(w) == "yet";
    if view.lemma(head) == "have"
        && view.rel(at) == Deprel::Xcomp
        && view.parsed.children_by(head, &[Deprel::Advmod]).any(yet)
    {
        return Step { effect: Some(Factuality::Denied), on: true };
    }
    // "they have to leave": nobody says that they do.
    let must = |w: usize| {
        view.parsed.words.get(w).is_some_and(|w| matches!(&*w.form.to_lowercase(), "has" | "have"))
    };
    if must(head) && view.rel(at) == Deprel::Xcomp && is_infinitive(view, at) {
        return Step { effect: Some(Factuality::Possible), on: true };
    }
    // "urged them to honour the pact": the pact is there already.
    if matches!(view.rel(at), Deprel::Obj | Deprel::Obl | Deprel::NsubjPass)
        && is_kept(view, at, head)
    {
        return Step::STOP;
    }
    // "must keep its promises, including the agreement with Chile": an instance is there already.
    if matches!(view.case(at).as_str(), "including" | "include" | "such as") {
        return Step::STOP;
    }
    match view.rel(at) {
        Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass => {
            // "told them to leave" asks, "told parliament that they had left" reports.
            let told = view.is(head, "saying") && !is_infinitive(view, at);
            let question = view.parsed.children_by(at, &[Deprel::Mark]).find_map(|mark| {
                let word = view.lemma(mark);
                embeds(view, |e| matches!(word, "whether" | "if") && e.conjunctions.contains(word))
            });
            let effect = if told { None } else { weakened(view, head, embedding()) };
            let effect = effect.max(question);
            // What is said is as factual as its own clause says; a plan that is denied is denied.
            let said = view.rel(at) == Deprel::Ccomp && view.is(head, "saying");
            Step { effect, on: !said }
        }
        Deprel::Advcl | Deprel::AdvclRelcl => {
            let marks = view.parsed.children_by(at, &[Deprel::Mark, Deprel::Advmod, Deprel::Case]);
            for mark in marks {
                let word = view.lemma(mark);
                // "until the army seized the town": it did.
                if matches!(word, "until" | "once") && is_past(view, at) {
                    return Step::STOP;
                }
                // "voted to leave after rebels attacked": they did.
                if matches!(word, "after" | "since" | "because") && is_past(view, at) {
                    return Step::STOP;
                }
                let effect = embeds(view, |e| e.conjunctions.contains(word));
                if effect.is_some() {
                    return Step::stop_with(effect);
                }
                if is_led_to(view, at, word, own(view, head) == Factuality::Planned) {
                    return Step::stop_with(Some(Factuality::Planned));
                }
                // "so that the crew can leave"
                let can = |c: usize| matches!(view.lemma(c), "can" | "could" | "may" | "might");
                if word == "so" && view.parsed.children_by(at, &[Deprel::Aux]).any(can) {
                    return Step::stop_with(Some(Factuality::Possible));
                }
            }
            // "vowed revenge, killing nine": what stands loosely beside a verb is not what it speaks of.
            let gerund = view.parsed.words[at].form.ends_with("ing");
            let led = view.parsed.children_by(at, &[Deprel::Mark, Deprel::Case]).next().is_some();
            if gerund && !led {
                // "defended her decision to leave, blaming Peru": who defends it blames.
                let inner = view.rel(head) == Deprel::Acl && is_infinitive(view, head);
                let parted = view.parsed.subtree(at).first().is_some_and(|&first| {
                    let mark = |w: usize| view.parsed.words.get(w).is_some_and(|w| &*w.form == ",");
                    mark(first) || first.checked_sub(1).is_some_and(mark)
                });
                return if inner && parted { Step::STOP } else { Step::ON };
            }
            // "agreed to talks after Chile had struck": that is not what was agreed.
            if is_past(view, at) && view.child(at, Deprel::Mark).is_some() {
                return Step::STOP;
            }
            let effect = weakened(view, head, embedding());
            if effect.is_some() {
                return Step::stop_with(effect);
            }
            // "forced him to resign": he did.
            if first_to(view, head) || view.is(head, "causing") {
                return Step::ON;
            }
            if is_infinitive(view, at) {
                return Step::stop_with(Some(aim(view, head)));
            }
            if gerund { Step::ON } else { Step::STOP }
        }
        Deprel::Acl => {
            let effect = embedding();
            // "a deal to sell" may come to nothing, "the deal reached yesterday" has been reached.
            let done = (view.is_passive(at) && !is_infinitive(view, at)) || is_past(view, at);
            if effect.is_some() && !done {
                return Step { effect, on: true };
            }
            if first_to(view, head) {
                return Step::STOP;
            }
            if is_infinitive(view, at) {
                return Step::stop_with(Some(Factuality::Possible));
            }
            Step::STOP
        }
        Deprel::Conj => {
            let own_clause = view
                .parsed
                .children_by(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Nsubj, Deprel::NsubjPass])
                .next()
                .is_some();
            // "to mediate and calls": a finite verb is not joined to an infinitive.
            // "said it would leave and accused Chile": nor is one in the past to what is to come.
            let to_come = || own(view, head) > Factuality::Asserted && is_past(view, at);
            let misjoined = is_finite(view, at) && (is_infinitive(view, head) || to_come())
                || view.is_misjoined(at);
            // "denied that Peru had a hand in it and dismissed the trial": it is she who dismissed it.
            let denying = || {
                view.rel(head) == Deprel::Ccomp
                    && view.head(head).is_some_and(|above| view.is(above, "rebuffing"))
                    && (view.is(at, "saying") || view.is(at, "rebuffing"))
                    && is_past(view, at)
            };
            // "is expected to meet Vera and tour a camp": a bare infinitive is joined to one.
            let bare = |w: usize| {
                view.parsed.words.get(w).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Inf))
            };
            let free = view.child(at, Deprel::Aux).is_none() && !is_infinitive(view, at);
            let effect = embedding().filter(|_| view.child(head, Deprel::Xcomp).is_some());
            if bare(at) && free && !bare(head) && effect.is_some() {
                return Step { effect, on: true };
            }
            if view.is_verb(at) && (own_clause || misjoined || denying()) {
                Step::STOP
            } else {
                Step::ON
            }
        }
        Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj => {
            let step = carried(view, head, weakened(view, head, embedding()));
            if step.effect.is_none() && !step.on && is_any(view, at) {
                return Step::stop_with(unreal(view, head));
            }
            step
        }
        // "will travel to Lima to consult": the tree may take the verb for a place.
        Deprel::Obl if view.upos(at) == Upos::Verb && view.case(at) == "to" => {
            Step::stop_with(Some(aim(view, head)))
        }
        Deprel::Obl => {
            let leads = matches!(
                view.case(at).as_str(),
                "for" | "to" | "of" | "against" | "with" | "on" | "into" | "from" | "in" | "out"
            );
            // "warned Peru in a call": the call is not what was warned of.
            let beside = view.case(at) == "in" && view.is(head, "saying");
            carried(view, head, if leads && !beside { embedding() } else { None })
        }
        Deprel::Nsubj => {
            if view.is(head, "happen") {
                Step { effect: embedding(), on: true }
            } else if view.upos(head) == Upos::Verb && view.is(head, "saying") {
                // "Its withdrawal, she told them, had …": whoever tells it is another.
                Step::STOP
            } else if view.child(head, Deprel::Cop).is_some() && is_any(view, at) {
                // "a probe could be next"
                Step::stop_with(embedding().max(unreal(view, head)))
            } else if matches!(view.upos(head), Upos::Adj | Upos::Verb) {
                Step::stop_with(embedding())
            } else {
                Step::STOP
            }
        }
        // "urged a new package of sanctions": the package is the sanctions.
        Deprel::Nmod if view.case(at) == "of" && embedding().is_none() && is_measure(&lemma) => {
            Step::ON
        }
        Deprel::Nmod | Deprel::Compound => Step::stop_with(embedding()),
        _ => Step::STOP,
    }
}

/// A verb with its particle, which may embed in a way of its own ("called off the talks"); of most verbs the particle
/// changes nothing, of some it makes another verb ("set off", "set up").
fn phrasal(view: View<'_>, verb: usize) -> String {
    let lemma = view.lemma(verb);
    // "set off a panic": the tree may hang the particle as an adverb.
    let off = |w: &usize| lemma == "set" && matches!(view.lemma(*w), "off" | "up");
    let beside = || view.parsed.children_by(verb, &[Deprel::Advmod]).find(off);
    let Some(particle) = view.child(verb, Deprel::CompoundPrt).or_else(beside) else {
        return lemma.to_owned();
    };
    let both = format!("{lemma} {}", view.lemma(particle));
    if lemma == "set" || embeds(view, |e| e.verbs.contains(&both)).is_some() {
        return both;
    }
    lemma.to_owned()
}

/// A noun of which none in particular is spoken: "may fund attacks", not "may condemn the attack".
fn is_any(view: View<'_>, noun: usize) -> bool {
    let told = |c: usize| {
        view.rel(c) == Deprel::NmodPoss
            || (view.rel(c) == Deprel::Det
                && !matches!(view.lemma(c), "a" | "an" | "any" | "some" | "no"))
    };
    !view.parsed.children(noun).iter().any(|&c| told(c))
}

/// Planned or possible, where what `verb` tells is.
fn unreal(view: View<'_>, verb: usize) -> Option<Factuality> {
    let told = factuality(view, verb, None);
    matches!(told, Factuality::Planned | Factuality::Possible).then_some(told)
}

/// Is it told as past, by a verb that nothing puts off?
fn is_past(view: View<'_>, verb: usize) -> bool {
    is_finite(view, verb)
        && view.parsed.words.get(verb).is_some_and(|w| w.feats.tense == Some(Tense::Past))
        && own(view, verb) == Factuality::Asserted
}

/// A noun below a verb: a light verb carries it, another may embed it ("plan a visit", "cancel the talks").
fn carried(view: View<'_>, head: usize, effect: Option<Factuality>) -> Step {
    if view.is(head, "light") || view.is(head, "happen") || view.is(head, "undergo") {
        Step { effect, on: true }
    } else {
        Step {
            effect,
            on: effect == Some(Factuality::Planned) || effect == Some(Factuality::Possible),
        }
    }
}

fn is_finite(view: View<'_>, verb: usize) -> bool {
    view.parsed.words.get(verb).is_some_and(|w| w.feats.verb_form == Some(VerbForm::Fin))
}

/// "to prevent an attack", "could avert a war": what is only meant to be kept off may come all the same.
fn weakened(view: View<'_>, verb: usize, effect: Option<Factuality>) -> Option<Factuality> {
    let keeps_off = view.is(verb, "preventing") && effect == Some(Factuality::Denied);
    if keeps_off && (is_infinitive(view, verb) || own(view, verb) > Factuality::Asserted) {
        return Some(Factuality::Possible);
    }
    effect
}

/// "the first to", "the only state to": what follows happened.
fn first_to(view: View<'_>, head: usize) -> bool {
    let first = |w: usize| matches!(view.lemma(w), "first" | "only" | "last" | "second" | "latest");
    first(head)
        || view
            .parsed
            .children(head)
            .iter()
            .any(|&c| first(c) || view.parsed.children_by(c, &[Deprel::Amod]).any(first))
}

/// Nouns that only say how much there is of what stands behind them.
fn is_measure(noun: &str) -> bool {
    matches!(
        noun,
        "package"
            | "round"
            | "series"
            | "wave"
            | "set"
            | "spate"
            | "raft"
            | "batch"
            | "range"
            | "tranche"
    )
}

/// What is to be done by doing `verb`: "will travel to Lima to meet" is as sure as the journey.
fn aim(view: View<'_>, verb: usize) -> Factuality {
    let planned = own(view, verb) == Factuality::Planned;
    if planned { Factuality::Planned } else { Factuality::Possible }
}

/// "to honour the pact", "must comply with the truce": a thing told as known, which is kept or broken.
fn is_kept(view: View<'_>, noun: usize, verb: usize) -> bool {
    let kept = matches!(
        view.lemma(verb),
        "honour"
            | "honor"
            | "respect"
            | "uphold"
            | "implement"
            | "abide"
            | "comply"
            | "violate"
            | "breach"
            | "fulfil"
            | "fulfill"
    );
    kept && view.upos(noun) != Upos::Verb && !is_any(view, noun)
}

/// Is it the clause of a condition: "if they fail to agree"?
fn is_condition(view: View<'_>, at: usize) -> bool {
    matches!(view.rel(at), Deprel::Advcl | Deprel::AdvclRelcl)
        && view.parsed.children_by(at, &[Deprel::Mark]).any(|mark| {
            matches!(view.lemma(mark), "if" | "unless" | "lest")
                && embeds(view, |e| e.conjunctions.contains(view.lemma(mark))).is_some()
        })
}

/// "ongoing efforts to", "its efforts to": are they being made?
fn is_effort(view: View<'_>, at: usize, head: usize) -> bool {
    let goes_on = |c: usize| matches!(view.lemma(c), "ongoing" | "continuing" | "tireless");
    view.rel(at) == Deprel::Acl
        && view.lemma(head) == "effort"
        && (view.child(head, Deprel::NmodPoss).is_some()
            || view.parsed.children_by(head, &[Deprel::Amod]).any(goes_on))
}

/// "I want to thank", "we would like to welcome", "let me congratulate": acts that are done by saying so.
fn is_done_by_saying(view: View<'_>, at: usize, head: usize) -> bool {
    let act = matches!(
        view.lemma(at),
        "thank"
            | "congratulate"
            | "commend"
            | "praise"
            | "welcome"
            | "applaud"
            | "reaffirm"
            | "reiterate"
            | "condemn"
            | "express"
            | "extend"
            | "pay"
    );
    let wish = matches!(view.lemma(head), "want" | "like" | "wish" | "let" | "allow");
    let mut speakers = view.parsed.children_by(head, &[Deprel::Nsubj, Deprel::Obj, Deprel::Iobj]);
    let speaks =
        |w: usize| matches!(view.lemma(w).to_lowercase().as_str(), "i" | "we" | "me" | "us");
    act && wish && speakers.any(speaks)
}

/// "that the crew be freed", "that Chile withdraw": a clause that tells a wish, by its verb's form.
fn is_wished(view: View<'_>, verb: usize) -> bool {
    let form = |w: usize| view.parsed.words.get(w).map_or("", |w| &*w.form);
    let helpers: Vec<usize> =
        view.parsed.children_by(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).collect();
    let bare = match helpers.as_slice() {
        [] => {
            let insists = view.head(verb).is_some_and(|head| view.lemma(head) == "insist");
            let singular =
                view.parsed.children_by(verb, &[Deprel::Nsubj]).next().is_some_and(|s| {
                    view.upos(s) == Upos::Propn
                        && view.parsed.children_by(s, &[Deprel::Conj]).next().is_none()
                });
            insists && singular && form(verb) == view.lemma(verb)
        }
        [only] => form(*only) == "be",
        _ => false,
    };
    let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
    let own = view.parsed.children_by(verb, &subjects).any(|s| s < verb);
    bare && own && view.rel(verb) == Deprel::Ccomp && !is_infinitive(view, verb)
}

fn is_infinitive(view: View<'_>, at: usize) -> bool {
    let to = view.parsed.children_by(at, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    to && view.parsed.words.get(at).is_some_and(|w| w.feats.verb_form != Some(VerbForm::Fin))
}

/// What the word's own auxiliaries, adverbs, determiners and adjectives say.
fn own(view: View<'_>, at: usize) -> Factuality {
    let labels = [
        Deprel::Aux,
        Deprel::AuxPass,
        Deprel::Advmod,
        Deprel::Det,
        Deprel::Amod,
        Deprel::Cop,
        Deprel::Case,
        Deprel::Mark,
    ];
    let mut found = Factuality::Asserted;
    for c in view.parsed.children_by(at, &labels) {
        let lemma = view.lemma(c);
        let form = view.parsed.words[c].form.to_lowercase();
        let effect = match view.rel(c) {
            Deprel::Amod => embeds(view, |e| e.adjectives.contains(lemma)),
            // "were due to meet": the tree may hang both words on the verb.
            Deprel::Mark if lemma == "due" => Some(Factuality::Planned),
            Deprel::Mark | Deprel::Case if form != "without" => None,
            _ => embeds(view, |e| e.auxiliaries.contains(lemma) || e.auxiliaries.contains(&form)),
        };
        found = found.max_with(effect);
    }
    if nobody(view, at) {
        found = found.max_with(Some(Factuality::Denied));
    }
    if is_wished(view, at) {
        found = found.max_with(Some(Factuality::Possible));
    }
    // "is to be summoned", "were to leave"
    let to = view.child(at, Deprel::Mark);
    let be = |c: usize| {
        matches!(view.rel(c), Deprel::Aux | Deprel::Cop)
            && view.lemma(c) == "be"
            && to.is_some_and(|to| c < to)
    };
    let headline = view.head(at).is_none() && view.parsed.heading;
    if is_infinitive(view, at) && (headline || view.parsed.children(at).iter().any(|&c| be(c))) {
        found = found.max_with(Some(Factuality::Planned));
    }
    // "are due to meet": the tree may take "due to" for a preposition.
    let due = |c: usize| view.lemma(c) == "due" && view.rel(c) == Deprel::Mark;
    let copula = view.child(at, Deprel::Cop).is_some();
    let bare = view.parsed.words[at].feats.verb_form == Some(VerbForm::Inf);
    if copula && bare && view.parsed.children(at).iter().any(|&c| due(c)) {
        found = found.max_with(Some(Factuality::Planned));
    }
    found
}

fn embeds(
    view: View<'_>,
    holds: impl Fn(&crate::grammar::Embedding) -> bool,
) -> Option<Factuality> {
    view.frames.embeddings.iter().filter(|e| holds(e)).map(|e| e.factuality).max()
}

trait Farthest {
    fn max_with(self, other: Option<Factuality>) -> Factuality;
}

impl Farthest for Factuality {
    /// The one that is farther from fact; they are declared in that order.
    fn max_with(self, other: Option<Factuality>) -> Factuality {
        other.map_or(self, |other| self.max(other))
    }
}

//! Short sentences made of the clauses of the treebanks.
//!
//! Dispatches tell much in few words ("Peru eased travel rules and freed nine sailors."), and treebanks hold few sentences
//! as short. A past form is then easily taken for a participle. A clause that is cut out of its sentence keeps its tree:
//! who did what stays what it was, whoever else is put in the doer's place.

use super::Swaps;
use super::conllu::{GoldSentence, GoldWord};
use super::random::Random;
use crate::syntax::{Deprel, Feats, Number, Person, PronType, Tense, Upos, VerbForm};

/// Longer phrases are not cut out, in words.
const LONGEST: usize = 8;

/// How often each clause is told.
const TIMES: usize = 2;

/// Words that hang together; the head of the phrase has none.
type Phrase = Vec<GoldWord>;

/// A verb that stands alone, or a passive participle, with what hangs on it.
#[derive(Debug, Clone)]
struct Clause {
    subject: Phrase,
    verb: Phrase,
    /// What stands behind the verb, each with its label.
    behind: Vec<(Deprel, Phrase)>,
    /// What may stand in front, too.
    circumstance: Option<Phrase>,
    passive: bool,
    /// Does it ask for one doer ("eases")?
    of_one: bool,
}

/// Sentences of one, two or three clauses, each clause of the treebank in [`TIMES`] of them: with what stood behind the verb in
/// front, with other doers and with countries as doers, and in the passive without its auxiliary, as headlines put it.
pub(crate) fn short_sentences(
    sentences: &[GoldSentence],
    names: &Swaps,
    seed: u64,
) -> Vec<GoldSentence> {
    let found: Vec<Clause> = sentences.iter().flat_map(clauses).collect();
    let doers: Vec<&Phrase> =
        found.iter().filter(|c| !c.passive).map(|c| &c.subject).filter(|s| named(s)).collect();
    let mut random = Random::new(seed);
    let mut made = Vec::new();
    let told: Vec<&Clause> = std::iter::repeat_n(&found, TIMES).flatten().collect();
    let mut rest = told.iter();
    while let Some(clause) = rest.next() {
        let mut clause: Clause = (*clause).clone();
        let other = random.below(3);
        let country = names.country(random.next() as usize).filter(|_| other == 0);
        if let Some(country) = country {
            clause.subject = vec![country_word(country)];
        } else if let Some(doer) = doers.get(random.below(doers.len()))
            && (!clause.of_one || is_one(doer))
            && (other == 1 && !clause.passive || !named(&clause.subject))
        {
            clause.subject = (*doer).clone();
        }
        let mut further = Vec::new();
        if !clause.passive {
            let more = [0, 0, 1, 2][random.below(4)];
            while further.len() < more
                && let Some(next) = rest.as_slice().first()
                && !next.passive
                && next.of_one == clause.of_one
            {
                further.push(*next);
                rest.next();
            }
        }
        let front = !clause.passive && random.below(3) == 0;
        made.push(compose(&clause, &further, front));
    }
    made
}

/// Is it headed by a name or a noun?
fn named(phrase: &Phrase) -> bool {
    phrase.iter().any(|w| w.head.is_none() && matches!(w.upos, Upos::Noun | Upos::Propn))
}

/// Is it one, and not one and another?
fn is_one(phrase: &Phrase) -> bool {
    let one = |w: &GoldWord| w.head.is_some() || w.feats.number == Some(Number::Sing);
    phrase.iter().all(|w| one(w) && w.deprel != Deprel::Conj)
}

fn country_word(name: &str) -> GoldWord {
    GoldWord {
        form: name.to_owned(),
        lemma: name.to_owned(),
        upos: Upos::Propn,
        feats: Feats { number: Some(Number::Sing), ..Feats::default() },
        head: None,
        deprel: Deprel::Nsubj,
        misc: String::new(),
    }
}

/// The clauses of a sentence that stand on their own.
fn clauses(sentence: &GoldSentence) -> Vec<Clause> {
    (0..sentence.words.len()).filter_map(|verb| clause(&sentence.words, verb)).collect()
}

fn clause(words: &[GoldWord], at: usize) -> Option<Clause> {
    let verb = words.get(at).filter(|word| word.upos == Upos::Verb)?;
    let mut subject = None;
    let (mut behind, mut circumstance, mut core) = (Vec::new(), None, vec![verb.clone()]);
    let (mut auxiliaries, mut objects) = (0, 0);
    for (child, word) in words.iter().enumerate().filter(|(_, w)| w.head == Some(at)) {
        match word.deprel {
            Deprel::Nsubj | Deprel::NsubjPass if child < at && subject.is_none() => {
                subject = Some((word.deprel, phrase(words, child)?));
            }
            Deprel::CompoundPrt if child == at + 1 => core.push(word.clone()),
            Deprel::Obj | Deprel::Iobj if child > at => {
                objects += 1;
                behind.push((word.deprel, phrase(words, child)?));
            }
            Deprel::Obl | Deprel::OblAgent if child > at && circumstance.is_none() => {
                circumstance = phrase(words, child);
                behind.extend(circumstance.clone().map(|phrase| (word.deprel, phrase)));
                if word.deprel == Deprel::OblAgent {
                    circumstance = None;
                }
            }
            Deprel::AuxPass => auxiliaries += 1,
            Deprel::Aux | Deprel::Expl | Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj => {
                return None;
            }
            _ => {}
        }
    }
    let (label, subject) = subject?;
    let passive = label == Deprel::NsubjPass;
    let of_one = verb.feats.tense == Some(Tense::Pres) && verb.feats.person == Some(Person::Third);
    let finite = verb.feats.verb_form == Some(VerbForm::Fin)
        && (verb.feats.tense == Some(Tense::Past) || of_one && is_one(&subject))
        && auxiliaries == 0;
    let whole = if passive {
        auxiliaries == 1 && objects == 0 && !behind.is_empty() && named(&subject)
    } else {
        finite && (objects > 0 || circumstance.is_some())
    };
    let [first, particle @ ..] = core.as_mut_slice() else { return None };
    first.head = None;
    particle.iter_mut().for_each(|word| word.head = Some(0));
    let relative = |(_, phrase): &(Deprel, Phrase)| {
        phrase.iter().any(|w| {
            w.head.is_none() && matches!(w.feats.pron_type, Some(PronType::Rel | PronType::Int))
        })
    };
    let whole = whole && !behind.iter().any(relative);
    whole.then_some(Clause { subject, verb: core, behind, circumstance, passive, of_one })
}

/// The words below one, with their heads among them; `None` where they do not stand together, or are many.
fn phrase(words: &[GoldWord], head: usize) -> Option<Phrase> {
    let below = |mut at: usize| {
        // A tree is no deeper than it has words.
        for _ in 0..words.len() {
            if at == head {
                return true;
            }
            match words.get(at).and_then(|word| word.head) {
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    };
    let near = head.saturating_sub(LONGEST)..(head + LONGEST).min(words.len());
    let inside: Vec<usize> = near.filter(|&at| below(at)).collect();
    let (first, last) = (*inside.first()?, *inside.last()?);
    if last - first + 1 != inside.len() || inside.len() > LONGEST {
        return None;
    }
    let own = words.get(first..=last)?;
    if own.iter().any(|w| matches!(w.deprel, Deprel::Punct | Deprel::Parataxis)) {
        return None;
    }
    let mut own = own.to_vec();
    for (at, word) in own.iter_mut().enumerate() {
        word.head = word.head.filter(|_| first + at != head).and_then(|h| h.checked_sub(first));
    }
    Some(own)
}

/// Words of a sentence that is being put together.
#[derive(Debug, Default)]
struct Composed(Vec<GoldWord>);

impl Composed {
    fn phrase(&mut self, phrase: &Phrase, head: Option<usize>, label: Deprel) {
        let start = self.0.len();
        for word in phrase {
            let mut word = word.clone();
            match word.head {
                Some(inside) => word.head = Some(start + inside),
                None => (word.head, word.deprel) = (head, label),
            }
            let name = word.upos == Upos::Propn || word.form == "I";
            let small = word.form.chars().skip(1).all(char::is_lowercase);
            if start > 0 && !name && small {
                word.form = word.form.to_lowercase();
            }
            self.0.push(word);
        }
    }

    fn mark(&mut self, form: &str, upos: Upos, head: usize, deprel: Deprel) {
        self.0.push(GoldWord {
            form: form.to_owned(),
            lemma: form.to_owned(),
            upos,
            feats: Feats::default(),
            head: Some(head),
            deprel,
            misc: String::new(),
        });
    }
}

fn compose(clause: &Clause, further: &[&Clause], front: bool) -> GoldSentence {
    let mut told = Composed::default();
    let fronted = clause.circumstance.as_ref().filter(|_| front);
    let lead = fronted.map_or(0, |phrase| phrase.len() + 1);
    let verb = lead + clause.subject.len();
    if let Some(phrase) = fronted {
        told.phrase(phrase, Some(verb), Deprel::Obl);
        told.mark(",", Upos::Punct, verb, Deprel::Punct);
    }
    let subject = if clause.passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    told.phrase(&clause.subject, Some(verb), subject);
    told.phrase(&clause.verb, None, Deprel::Root);
    for (label, phrase) in &clause.behind {
        if Some(phrase) != fronted {
            told.phrase(phrase, Some(verb), *label);
        }
    }
    for (number, next) in further.iter().enumerate() {
        let at = told.0.len() + 1;
        if number + 1 == further.len() {
            told.mark("and", Upos::Cconj, at, Deprel::Cc);
        } else {
            told.mark(",", Upos::Punct, at, Deprel::Punct);
        }
        told.phrase(&next.verb, Some(verb), Deprel::Conj);
        for (label, phrase) in &next.behind {
            told.phrase(phrase, Some(at), *label);
        }
    }
    // A passive without its auxiliary is a headline's.
    if !clause.passive {
        told.mark(".", Upos::Punct, verb, Deprel::Punct);
    }
    let mut words = told.0;
    if let Some(first) = words.first_mut() {
        let mut letters = first.form.chars();
        first.form = letters
            .next()
            .map_or_else(String::new, |letter| letter.to_uppercase().chain(letters).collect());
    }
    GoldSentence { words, ..GoldSentence::default() }
}

#[cfg(test)]
mod tests;

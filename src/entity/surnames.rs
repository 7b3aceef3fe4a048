//! Names that other lines of the document tell: surnames in capitals or after a title alone, names in headlines.

use std::collections::{BTreeMap, BTreeSet};

use super::acronym;
use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::people::tokens;
use super::resolve::Resolver;
use crate::grammar::{NameGender, WordClass, fold};
use crate::syntax::Upos;

/// Classes of words that stand for nobody by themselves, though a name may have them.
const COMMON: &[WordClass] = &[
    WordClass::NotNames,
    WordClass::Topics,
    WordClass::OfficeHeads,
    WordClass::OrgHeads,
    WordClass::PlaceHeads,
];

impl Resolver<'_> {
    /// Surnames in capitals ("RUIZ: We talked.") of people whom the document names in full are no acronyms.
    pub(super) fn shouted(&self, mentions: &mut [Vec<Candidate>]) {
        let mut surnames: BTreeSet<String> = BTreeSet::new();
        for (line, list) in self.lines.iter().zip(mentions.iter()) {
            let full = list
                .iter()
                .filter(|c| c.core.len() > 1 && matches!(c.seems, Seems::Person | Seems::Unknown));
            surnames.extend(full.filter_map(|c| tokens(line.key(&c.core)).pop()));
        }
        for (line, list) in self.lines.iter().zip(mentions.iter_mut()) {
            for candidate in list.iter_mut().filter(|c| c.rule == acronym::RULE) {
                let key = line.key(&candidate.core);
                if key.chars().count() > 3 && surnames.contains(key) {
                    (candidate.seems, candidate.rule) = (Seems::Unknown, "name/capitals");
                }
            }
        }
    }

    /// The person of the section whom only a title and this surname told so far: "Ms Ruiz" of "Ana Ruiz".
    pub(super) fn by_title_alone(&self, key: &str, section: usize, at: usize) -> Option<usize> {
        let parts = tokens(key);
        let last = parts.last()?;
        let entity = self.people.find_single(last, section, at)?;
        let draft = self.drafts.get(entity)?;
        let first = parts.first().and_then(|first| self.lexicon.given_name(first));
        let clash = match (draft.gender, first) {
            (Some(a), Some(b)) => b != NameGender::Either && a != b,
            _ => false,
        };
        (fold(&draft.name) == *last && !clash).then_some(entity)
    }

    /// "Bello, for his part, said": a surname that opens its sentence, where every word has a capital, is known from the
    /// document.
    pub(super) fn opening(&mut self, mentions: &mut [Vec<Candidate>]) {
        for (line, list) in
            self.lines.iter().zip(mentions.iter_mut()).filter(|(line, _)| !line.title_case)
        {
            let follows =
                line.form(1) == "," || line.is_possessive(1) || line.is_upos(1, &[Upos::Aux]);
            let small = [Upos::Pron, Upos::Det, Upos::Adp, Upos::Sconj, Upos::Cconj, Upos::Adv];
            let fits = follows
                && line.is_capital(0)
                && line.is_word(0)
                && !line.is(0, COMMON)
                && !line.is_upos(0, &small)
                && list.iter().all(|c| c.words.start > 0);
            if !fits {
                continue;
            }
            let key = line.key(&(0..1));
            let Some(entity) = self.people.find_single(key, line.sentence.section, line.index)
            else {
                continue;
            };
            let mut candidate = Candidate::name(line.index, 0..1, Seems::Person, "coref/surname");
            candidate.entity = Some(entity);
            self.people.note(key, entity, line.sentence.section, line.index);
            list.insert(0, candidate);
        }
    }

    /// In lines where capitals tell nothing: names that the rest of the document has.
    pub(super) fn remembered(&mut self, mentions: &mut [Vec<Candidate>]) {
        let mut memory: BTreeMap<String, (usize, Seems)> = BTreeMap::new();
        for (line, list) in
            self.lines.iter().zip(mentions.iter()).filter(|(line, _)| !line.title_case)
        {
            for candidate in list.iter().filter(|c| c.form == MentionForm::Name) {
                if let Some(entity) = candidate.entity {
                    memory
                        .entry(line.key(&candidate.core).to_owned())
                        .or_insert((entity, candidate.seems));
                }
            }
        }
        for (line, list) in
            self.lines.iter().zip(mentions.iter_mut()).filter(|(line, _)| line.title_case)
        {
            let mut taken = vec![false; line.len()];
            for candidate in list.iter() {
                candidate.words.clone().for_each(|i| taken[i] = true);
            }
            let mut i = 0;
            while i < line.len() {
                let found = (1..=6_usize).rev().map(|n| i..i + n).find_map(|words| {
                    let free = words.end <= line.len() && !taken[words.clone()].contains(&true);
                    if !free || !line.is_capital(i) || !line.is_word(words.end - 1) {
                        return None;
                    }
                    let key = line.key(&words);
                    let person = || {
                        (words.len() == 1 && line.is_upos(i, &[Upos::Propn]) && !line.is(i, COMMON))
                            .then(|| {
                                self.people.find_single(key, line.sentence.section, line.index)
                            })
                            .flatten()
                            .map(|entity| (entity, Seems::Person))
                    };
                    let (entity, seems) = memory.get(key).copied().or_else(person)?;
                    let mut candidate = Candidate::name(line.index, words, seems, "name/memory");
                    candidate.entity = Some(entity);
                    Some(candidate)
                });
                match found {
                    Some(candidate) => {
                        i = candidate.words.end;
                        list.push(candidate);
                    }
                    None => i += 1,
                }
            }
            list.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
        }
    }
}

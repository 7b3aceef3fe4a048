//! Words that point back without a name: pronouns, "the bloc", "the Peruvian capital", "the North".

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::WordClass;
use crate::syntax::Upos;
use crate::text::WEEKDAYS;

/// Adds candidates for pronouns and for bare nouns that point back ("the bloc").
pub(super) fn pointers(line: &Line<'_>, list: &mut Vec<Candidate>) {
    let mut taken = vec![false; line.len()];
    for candidate in list.iter() {
        candidate.words.clone().for_each(|i| taken[i] = true);
    }
    let back = [
        WordClass::BackCountries,
        WordClass::BackPlaces,
        WordClass::BackUnions,
        WordClass::BackBodies,
    ];
    for words in &line.epithets {
        let mut epithet =
            Candidate::name(line.index, words.clone(), Seems::Unknown, "coref/epithet");
        epithet.form = MentionForm::Description;
        epithet.definite = true;
        list.push(epithet);
        words.clone().for_each(|i| taken[i] = true);
    }
    for (i, &covered) in taken.iter().enumerate() {
        if matches!(
            line.folded(i),
            "he" | "she"
                | "him"
                | "her"
                | "his"
                | "himself"
                | "herself"
                | "it"
                | "its"
                | "itself"
                | "they"
                | "them"
                | "their"
        ) {
            let mut pronoun =
                Candidate::name(line.index, i..i + 1, Seems::Unknown, "coref/pronoun");
            pronoun.form = MentionForm::Pronoun;
            list.push(pronoun);
        } else if (!covered || line.is_possessive(i + 1))
            && line.is(i, &back)
            && matches!(line.before(fighting(line, i)), "the" | "this" | "that")
        {
            let first = fighting(line, i);
            let next = line.folded(i + 1);
            let when = WEEKDAYS.contains(&next)
                || matches!(next, "today" | "yesterday" | "tomorrow" | "tonight" | "last" | "next");
            let more = line.is_upos(i + 1, &[Upos::Noun, Upos::Propn]) && !when
                || line.folded(i + 1) == "of"
                // "the group known as Condor": the name tells who.
                || matches!(line.folded(i + 1), "known" | "called" | "named" | "calling")
                || line.is_hyphen(i + 1);
            if !more {
                let mut noun =
                    Candidate::name(line.index, first..i + 1, Seems::Unknown, "coref/noun");
                noun.form = MentionForm::Description;
                noun.definite = true;
                list.push(noun);
            }
        } else if !covered && line.folded(i) == "capital" && line.is_upos(i, &[Upos::Noun]) {
            capital(line, list, i);
        }
    }
    list.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
}

/// The first word of a noun that points back with what tells that it fights: "armed" of "the armed group".
pub(super) fn fighting(line: &Line<'_>, i: usize) -> usize {
    let mut first = i;
    while line.is(i, &[WordClass::BackNamed])
        && let Some(before) = first.checked_sub(1)
        && line.is(before, &[WordClass::Fighting])
        && !line.is_capital(before)
    {
        first = before;
    }
    first
}

/// "the North" and "the South" in a document that speaks of the Koreas.
pub(super) fn halves(resolver: &Resolver<'_>, line: &Line<'_>, list: &mut Vec<Candidate>) {
    for i in 1..line.len() {
        let code = match line.form(i) {
            "North" => "KP",
            "South" => "KR",
            _ => continue,
        };
        let korea = resolver.lexicon.by_iso2(code).and_then(|c| resolver.country_here(c));
        let alone = line.before(i) == "the"
            && !line.is_capital(i + 1)
            && !line.is_hyphen(i + 1)
            && !line.is_upos(i + 1, &[Upos::Noun])
            && line.folded(i + 1) != "of";
        if alone && korea.is_some() && !list.iter().any(|c| c.words.contains(&i)) {
            let mut half = Candidate::name(line.index, i..i + 1, Seems::Unknown, "coref/half");
            (half.form, half.entity) = (MentionForm::Description, korea);
            // "the North's military"
            let owned = list.iter_mut().find(|c| {
                c.words.start == i + 2
                    && line.is_possessive(i + 1)
                    && c.form != MentionForm::Pronoun
            });
            if let Some(owned) = owned {
                (owned.words.start, owned.core.start, owned.definite) = (i, i, true);
            }
            list.push(half);
        }
    }
    list.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
}

/// "the Peruvian capital", "Peru's capital", "the capital of Peru".
fn capital(line: &Line<'_>, list: &mut Vec<Candidate>, i: usize) {
    let end = i - usize::from(i > 0 && line.is_possessive(i - 1));
    if line.folded(i + 1) == "of" && line.before(i) == "the" {
        let at = i + 2 + usize::from(line.folded(i + 2) == "the");
        let country =
            list.iter().find(|c| c.words.start == at && matches!(c.seems, Seems::Country(_)));
        if let Some(country) = country {
            let mut found =
                Candidate::name(line.index, i..country.words.end, country.seems, "coref/capital");
            found.form = MentionForm::Description;
            list.push(found);
        }
        return;
    }
    let Some(country) = list
        .iter()
        .find(|c| c.words.end == end && matches!(c.seems, Seems::Country(_) | Seems::Adjective(_)))
    else {
        return;
    };
    let mut found =
        Candidate::name(line.index, country.words.start..i + 1, country.seems, "coref/capital");
    found.form = MentionForm::Description;
    list.push(found);
}

//! What is widely known of office holders: whose president "President Ruiz" is.

use super::people::tokens;
use super::resolve::Resolver;
use crate::grammar::{Leader, fold};

/// The offices that the lexicon knows of a person of the document.
pub(super) fn of_person<'r>(
    resolver: &'r Resolver<'_>,
    person: usize,
) -> impl Iterator<Item = &'r Leader> {
    let name = resolver.drafts.get(person).map(|draft| fold(&draft.name)).unwrap_or_default();
    let parts = tokens(&name);
    let last = parts.last().cloned().unwrap_or_default();
    resolver.lexicon.leaders(&last).iter().filter(move |leader| {
        let full = tokens(&fold(&leader.name));
        parts.len() < 2
            || full.first() == parts.first()
            || full.iter().filter(|t| parts.contains(t)).count() > 1
    })
}

/// The entity, spoken of in the document already, that a code or name of the lexicon means.
pub(super) fn whole(resolver: &Resolver<'_>, of: &str) -> Option<usize> {
    let lexicon = resolver.lexicon;
    match lexicon.by_iso2(of) {
        Some(country) => resolver.country_here(country),
        None => resolver.known_here(lexicon.known_as(of)?),
    }
}

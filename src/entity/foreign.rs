//! Names that the lexicon gives to a body of a country of which the story does not speak.

use super::candidate::{Candidate, Seems};
use super::resolve::Resolver;
use crate::grammar::EntityKind;

/// "The Foreign Office" of a story that has named the Chilean Foreign Office, and never Britain, is Chile's.
/// Cost: linear in the mentions, with a logarithmic factor for the known bodies.
pub(super) fn join(resolver: &Resolver<'_>, mentions: &mut [Vec<Candidate>]) {
    for (line, list) in resolver.lines.iter().zip(mentions.iter_mut()) {
        for candidate in list {
            let Seems::Known(known) = candidate.seems else { continue };
            let code = resolver.lexicon.known(known).and_then(|k| k.country.as_deref());
            let Some(country) = code.and_then(|code| resolver.lexicon.by_iso2(code)) else {
                continue;
            };
            if resolver.country_here(country).is_some() {
                continue;
            }
            let other = resolver.thing_called(EntityKind::Organization, line.key(&candidate.core));
            if let Some(other) =
                other.filter(|&e| resolver.drafts.get(e).is_some_and(|d| d.country.is_some()))
            {
                candidate.entity = Some(other);
                candidate.rule = "coref/short-name";
            }
        }
    }
}

//! Parts of countries and regions that are told by where they lie: "northern Chile".

use super::candidate::{Candidate, Seems};
use super::line::Line;
use crate::grammar::EntityKind;

/// "northern Chile", "Eastern Ukraine": a part of what the name names.
///
/// A part of a town is the town; a part of a country or region is a place of its own.
pub(super) fn part(line: &Line<'_>, name: &mut Candidate) -> Option<Candidate> {
    let whole = matches!(
        name.seems,
        Seems::Country(_)
            | Seems::Place
            | Seems::Town
            | Seems::Capital(_)
            | Seems::Known(_)
            | Seems::Unknown
    );
    let known_place = match name.seems {
        Seems::Known(k) => line.lexicon.known(k).is_some_and(|k| k.kind == EntityKind::Place),
        _ => true,
    };
    let start = name.words.start.checked_sub(1)?;
    let direction = matches!(
        line.folded(start),
        "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "north-eastern"
            | "south-eastern"
    );
    // "Arica, northern Chile", but not "southern, northern Chile"
    let named = line.before(start) == "," && start > 1 && line.is_capital(start - 2);
    let lone = named || !matches!(line.before(start), "and" | "or" | ",");
    let fits = whole && known_place && direction && lone && !line.is_possessive(name.words.end);
    if fits && matches!(name.seems, Seems::Town | Seems::Capital(_)) {
        name.words.start = start;
        return None;
    }
    fits.then(|| Candidate::name(line.index, start..name.words.end, Seems::Place, "name/part"))
}

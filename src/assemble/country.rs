//! Countries across documents: by ISO code, else by name.

use std::collections::{BTreeMap, BTreeSet};

use super::cluster::{Clusters, Members, Reason};
use super::local::Locals;
use super::name::words;
use crate::facts::EntityKind;

/// Adds a node for each country.
pub(super) fn resolve(locals: &Locals<'_>, clusters: &mut Clusters) {
    let code = |iso2: &Option<String>| iso2.as_ref().map(|iso2| iso2.to_uppercase());
    let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, entity) in locals.named(EntityKind::Country) {
        if let Some(code) = code(&entity.iso2) {
            codes.entry(words(&entity.name).join(" ")).or_default().insert(code);
        }
    }
    // A code and a name never meet in one key: codes stand first in the pair.
    let mut groups: BTreeMap<(Option<String>, String), Members> = BTreeMap::new();
    for (number, entity) in locals.named(EntityKind::Country) {
        let name = words(&entity.name).join(" ");
        let (key, reason) = match (code(&entity.iso2), codes.get(&name)) {
            (Some(code), _) => ((Some(code), String::new()), Reason::Iso),
            (None, Some(taught)) if taught.len() == 1 => {
                ((taught.first().cloned(), String::new()), Reason::CountryName)
            }
            (None, _) => ((None, name), Reason::CountryName),
        };
        groups.entry(key).or_default().push((number, reason));
    }
    for members in groups.into_values() {
        clusters.add(EntityKind::Country, members, None);
    }
}

//! Organizations, places, facilities, weapons and other things across documents: by name and country.

use std::collections::BTreeMap;

use super::acronym;
use super::cluster::{Clusters, Members, Reason};
use super::local::{Locals, Ties};
use super::name::{is_lower, place_spelling, words};
use super::nation::Nations;
use super::split::by_country;
use crate::facts::{Entity, EntityKind};

/// Words that any country's bodies may be called by: a name of these alone says nothing without its country.
const GENERAL: &[&str] = &[
    "affairs",
    "agency",
    "air",
    "armed",
    "army",
    "assembly",
    "authorities",
    "authority",
    "bank",
    "border",
    "cabinet",
    "central",
    "chief",
    "coast",
    "command",
    "commission",
    "committee",
    "constitutional",
    "council",
    "court",
    "defence",
    "delegation",
    "department",
    "economy",
    "education",
    "election",
    "electoral",
    "embassy",
    "emergency",
    "energy",
    "environment",
    "external",
    "federal",
    "finance",
    "fleet",
    "force",
    "forces",
    "foreign",
    "general",
    "government",
    "ground",
    "guard",
    "health",
    "high",
    "home",
    "house",
    "intelligence",
    "interior",
    "internal",
    "justice",
    "labour",
    "military",
    "ministry",
    "mission",
    "national",
    "navy",
    "office",
    "officials",
    "parliament",
    "police",
    "presidency",
    "president",
    "prime",
    "prosecutor",
    "prosecutors",
    "regime",
    "security",
    "senate",
    "service",
    "services",
    "staff",
    "state",
    "supreme",
    "trade",
    "transport",
    "treasury",
    "troops",
];

/// Words that say nothing in a name.
const SILENT: &[&str] = &["the", "a", "of", "for", "and", "on"];

/// How many words the field of a ministry may have ("economy, trade and energy").
const MAX_FIELD: usize = 4;

/// What a name comes to.
pub(super) struct Key {
    /// Its telling words.
    pub text: String,
    /// The country that the name itself holds, or that a general name needs.
    pub country: Option<usize>,
    /// Does the name say nothing without a country, and is none known?
    pub nameless: bool,
}

/// The kinds that are joined by name.
pub(super) const KINDS: [EntityKind; 5] = [
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Facility,
    EntityKind::Weapon,
    EntityKind::Other,
];

/// Why two of one name are left two.
pub(super) const OF_COUNTRIES: &str = "the same name, in different countries";

/// Adds a node for each organization, place, facility, weapon and other thing.
pub(super) fn resolve(
    locals: &Locals<'_>,
    ties: &Ties,
    nations: &Nations,
    clusters: &mut Clusters,
) {
    for kind in KINDS {
        let taught = taught(locals, kind);
        let mut groups: BTreeMap<(String, Option<usize>), Members> = BTreeMap::new();
        for (number, entity) in locals.named(kind) {
            let (form, reason) = full_form(entity, |letters| {
                let names = taught.get(letters).into_iter().flat_map(|names| names.values());
                names.copied().collect()
            });
            let key = form.map(|form| key(kind, form, &ties.countries[number], nations));
            match key.filter(|key| !key.nameless) {
                Some(Key { text, country, .. }) => {
                    let reason = if country.is_some() { Reason::NameAndCountry } else { reason };
                    groups.entry((text, country)).or_default().push((number, reason));
                }
                None => {
                    clusters.add(kind, vec![(number, Reason::Named)], None);
                }
            }
        }
        for ((_, country), members) in groups {
            if country.is_some() {
                clusters.add(kind, members, country);
                continue;
            }
            let reasons: BTreeMap<usize, Reason> = members.iter().copied().collect();
            let numbers: Vec<usize> = reasons.keys().copied().collect();
            let parts = by_country(&numbers, |n| &ties.countries[n]).into_iter();
            let added: Vec<usize> = parts
                .map(|part| {
                    clusters.add(kind, part.iter().map(|n| (*n, reasons[n])).collect(), None)
                })
                .collect();
            for pair in added.windows(2) {
                clusters.doubts.push((pair[0], pair[1], OF_COUNTRIES));
            }
        }
    }
}

/// For each acronym the keys of the names that documents spell it out by, with one such name.
fn taught<'a>(
    locals: &Locals<'a>,
    kind: EntityKind,
) -> BTreeMap<String, BTreeMap<String, &'a str>> {
    let mut taught: BTreeMap<String, BTreeMap<String, &str>> = BTreeMap::new();
    for (_, entity) in locals.named(kind) {
        if let Some((acronym, long)) = acronym::spelled_out(entity) {
            taught.entry(acronym).or_default().entry(plain(long)).or_insert(long);
        }
    }
    taught
}

/// The form of an entity's name to go by: spelled out where a document tells how (`taught` gives one name for each way that an
/// acronym is spelled out). `None` where an acronym may be several things, or the name is a description.
pub(super) fn full_form<'a>(
    entity: &'a Entity,
    taught: impl Fn(&str) -> Vec<&'a str>,
) -> (Option<&'a str>, Reason) {
    if let Some((_, long)) = acronym::spelled_out(entity) {
        return (Some(long), Reason::Acronym);
    }
    let spelled = acronym::letters(&entity.name).map(|letters| taught(&letters));
    match spelled.as_deref() {
        Some([only]) => (Some(*only), Reason::Acronym),
        Some([_, _, ..]) => (None, Reason::Named),
        _ if is_lower(&entity.name) && entity.kind != EntityKind::Organization => {
            (None, Reason::Named)
        }
        _ => (Some(&entity.name), Reason::Name),
    }
}

pub(super) fn plain(name: &str) -> String {
    telling(name).join(" ")
}

/// The telling words of a name, in British spelling, "ministry of X" as "X ministry".
pub(super) fn telling(name: &str) -> Vec<String> {
    let mut all = words(name);
    for word in &mut all {
        let british = match word.as_str() {
            "defense" => "defence",
            "center" => "centre",
            "labor" => "labour",
            "organization" => "organisation",
            _ => continue,
        };
        *word = british.to_owned();
    }
    let head = all.iter().position(|word| matches!(word.as_str(), "ministry" | "department"));
    if let Some(at) = head.filter(|at| all.get(at + 1).is_some_and(|word| word == "of")) {
        let mut end = at + 2;
        while all.get(end).is_some_and(|word| word != "of") && end < at + 2 + MAX_FIELD {
            end += 1;
        }
        // "of" comes to stand behind: it is silent and falls out below.
        if let Some(part) = all.get_mut(at..end) {
            part.rotate_left(2);
        }
    }
    all.retain(|word| !SILENT.contains(&word.as_str()));
    if all.len() > 1 && all.iter().any(|word| word == "ministry") {
        all.retain(|word| word != "affairs");
    }
    all
}

/// What a form of a name comes to.
pub(super) fn key(kind: EntityKind, form: &str, countries: &[usize], nations: &Nations) -> Key {
    if kind == EntityKind::Place {
        let text: Vec<String> = words(form).iter().map(|word| place_spelling(word)).collect();
        let text: Vec<String> = text.into_iter().filter(|word| word != "the").collect();
        return Key { nameless: text.is_empty(), text: text.join(" "), country: None };
    }
    let mut all = telling(form);
    let body = matches!(kind, EntityKind::Organization | EntityKind::Facility);
    let inside = if body { nations.take_out(&mut all) } else { None };
    let general = all.iter().all(|word| GENERAL.contains(&word.as_str()));
    let country = match (inside, countries) {
        (Some(country), _) => Some(country),
        (None, &[only]) if general => Some(only),
        _ => None,
    };
    // A country has many embassies: without their towns they are not one.
    let nameless = all.is_empty()
        || (kind == EntityKind::Facility && general)
        || (body && country.is_none() && (general || is_lower(form)));
    Key { text: all.join(" "), country, nameless }
}

/// Does the name hold a word for its country, so that it need not be added?
pub(super) fn names_its_country(nations: &Nations, name: &str) -> bool {
    nations.take_out(&mut telling(name)).is_some()
}

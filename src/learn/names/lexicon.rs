//! The gazetteer of the model, made of the lexicon in `grammar/`.

use std::fs;
use std::path::Path;

use super::NamesError;
use crate::entity::name_model::gazetteer::{Gazetteer, Mark};
use crate::grammar::{EntityKind, Grammar, WordClass};

/// Marks of classes of words.
const CLASSES: &[(WordClass, Mark)] = &[
    (WordClass::HonorificsMale, Mark::Title),
    (WordClass::HonorificsFemale, Mark::Title),
    (WordClass::Honorifics, Mark::Title),
    (WordClass::Ranks, Mark::Title),
    (WordClass::OfficeHeads, Mark::Title),
    (WordClass::OrgHeads, Mark::OrganizationHead),
    (WordClass::CompanySuffixes, Mark::CompanySuffix),
    (WordClass::FacilityHeads, Mark::FacilityHead),
    (WordClass::PlaceHeads, Mark::PlaceHead),
    (WordClass::PlacePrefixes, Mark::PlaceHead),
    (WordClass::OtherHeads, Mark::OtherHead),
    (WordClass::MonthsDays, Mark::Time),
    (WordClass::Particles, Mark::Particle),
    (WordClass::Persons, Mark::People),
    (WordClass::Groups, Mark::People),
    (WordClass::SayingVerbs, Mark::Act),
    (WordClass::ActingVerbs, Mark::Act),
];

/// The gazetteer of the lexicon in folder `grammar`; `words` are those whose classes are asked for.
///
/// # Errors
/// The grammar cannot be read, or has a mistake.
pub fn gazetteer<'a>(
    grammar: &Path,
    words: impl Iterator<Item = &'a str>,
) -> Result<Gazetteer, NamesError> {
    let lexicon = Grammar::in_folder(grammar)?.lexicon;
    let mut gazetteer = Gazetteer::default();
    for country in (0..).map_while(|index| lexicon.country(index)) {
        for name in std::iter::once(&country.name).chain(&country.also) {
            gazetteer.add(name, Mark::Country);
        }
        for name in &country.capitals {
            gazetteer.add(name, Mark::City);
        }
        for name in country.adjectives.iter().chain(&country.people) {
            gazetteer.add(name, Mark::Nationality);
        }
    }
    for known in (0..).map_while(|index| lexicon.known(index)) {
        let mark = match known.kind {
            EntityKind::Organization => Mark::Organization,
            EntityKind::Country => Mark::Country,
            EntityKind::Place | EntityKind::Facility => Mark::Place,
            _ => Mark::Other,
        };
        for name in std::iter::once(&known.name).chain(&known.also) {
            gazetteer.add(name, mark);
        }
    }
    let table = |name: &str| {
        let path = grammar.join("lexicon").join(name);
        fs::read_to_string(&path).map_err(|source| NamesError::Read { path, source })
    };
    for line in table("places.tsv")?.lines() {
        if let [key, name, _, kind, digits] = line.split('\t').collect::<Vec<_>>()[..] {
            let mark = match (kind, digits) {
                ("c", "5") => Mark::SmallTown,
                ("c", "6") => Mark::Town,
                ("c", _) => Mark::City,
                _ => Mark::Place,
            };
            gazetteer.add(name, mark);
            let mut spelled = key.to_owned();
            if let Some(first) = key.chars().next() {
                spelled = first.to_uppercase().chain(key.chars().skip(1)).collect();
            }
            gazetteer.add(&spelled, mark);
        }
    }
    for line in table("given.tsv")?.lines() {
        gazetteer.add(line.split('\t').next().unwrap_or(""), Mark::Given);
    }
    for word in words {
        for &(class, mark) in CLASSES {
            if lexicon.is(class, word) {
                gazetteer.add(word, mark);
            }
        }
    }
    Ok(gazetteer)
}

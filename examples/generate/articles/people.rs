//! People of the stories.

use super::fact::Named;
use super::names::{REGIONS, Region, spellings};
use super::random::Random;
use super::world::Country;

const OFFICES: [&str; 7] = [
    "Foreign Minister",
    "Foreign Minister",
    "President",
    "Prime Minister",
    "Defence Minister",
    "Interior Minister",
    "Finance Minister",
];

/// A person.
#[derive(Debug, Clone)]
pub struct Person {
    number: usize,
    first: String,
    family: String,
    pub woman: bool,
    pub office: &'static str,
    pub country: Country,
}

impl Person {
    pub fn new(number: usize, country: Country, random: &mut Random) -> Self {
        let region: &Region = REGIONS.get(country.region).unwrap_or(&REGIONS[0]);
        let woman = random.once_in(3);
        let first = random.of_all(if woman { region.women } else { region.men });
        let family = format!("{}{}", random.of_all(region.starts), random.of_all(region.ends));
        let office = random.of_all(&OFFICES);
        Self { number, first: first.to_owned(), family, woman, office, country }
    }

    /// Takes the name of another person.
    pub fn share_name(&mut self, other: &Self) {
        (self.first, self.family) = (other.first.clone(), other.family.clone());
        self.woman = other.woman;
    }

    /// The name by which they are known.
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.family)
    }

    pub fn pronoun(&self) -> &'static str {
        if self.woman { "she" } else { "he" }
    }

    pub fn possessive(&self) -> &'static str {
        if self.woman { "her" } else { "his" }
    }

    /// The person as one article names them: one in six is spelled in another way, where there is one.
    pub fn named(&self, random: &mut Random) -> Named {
        let others = spellings(&self.first, &self.family);
        let spelled = match others.get(random.below(others.len().max(1) * 6)) {
            Some(other) => other.clone(),
            None => self.name(),
        };
        Named { person: self.number, name: self.name(), spelled }
    }
}

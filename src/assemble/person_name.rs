//! Names of persons, taken apart.

use super::name::{is_lower, spelling, words};

/// Forms of address and rank that may still stand before a name; they never tell two persons apart.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "gen",
    "general",
    "lt",
    "lieutenant",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "adm",
    "admiral",
    "president",
    "premier",
    "minister",
    "prime",
    "chancellor",
    "senator",
    "ambassador",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "sheikh",
    "ayatollah",
    "rev",
    "hon",
];

/// Words before a surname that belong to it.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter",
    "bin", "ibn", "ben", "bint", "al", "el", "abu",
];

/// Words behind a surname that do not tell persons apart.
const SUFFIXES: &[&str] = &["jr", "sr"];

/// How many words between first and last name are looked at.
const MAX_MIDDLE: usize = 4;

/// A name taken apart, in the spelling of [`spelling`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The first name; `None` of a surname alone.
    pub given: Option<String>,
    /// What stands between, particles left out.
    pub middle: Vec<String>,
    /// The last word.
    pub surname: String,
}

impl Name {
    /// Takes a person's name apart; `None` where it holds no letter.
    pub(super) fn new(name: &str) -> Option<Self> {
        let all = words(name);
        let start = all.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
        let mut rest: &[String] = all.get(start..).filter(|rest| !rest.is_empty()).unwrap_or(&all);
        while let [first @ .., last] = rest
            && first.len() > 1
            && SUFFIXES.contains(&last.as_str())
        {
            rest = first;
        }
        let (surname, before) = rest.split_last()?;
        let (given, middle) = match before.split_first() {
            Some((given, middle)) if !PARTICLES.contains(&given.as_str()) => (Some(given), middle),
            _ => (None, &[][..]),
        };
        let middle = middle.iter().filter(|word| !PARTICLES.contains(&word.as_str()));
        let middle = middle.take(MAX_MIDDLE);
        Some(Self {
            given: given.map(|word| spelling(word)),
            middle: middle.map(|word| spelling(word)).collect(),
            surname: spelling(surname),
        })
    }

    /// First and last name.
    pub(super) fn key(&self) -> Option<String> {
        self.given.as_ref().map(|given| format!("{given} {}", self.surname))
    }
}

/// Does a person's name hold a longer word without a capital ("Chilean official", "mayor of Arica")? Then it
/// describes somebody. Short words are particles.
pub(super) fn is_description(name: &str) -> bool {
    const LONGEST_PARTICLE: usize = 3;
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > LONGEST_PARTICLE;
    is_lower(name) || name.split_whitespace().filter(long).any(is_lower)
}

/// A person's name without the forms of address before it.
pub(super) fn bare(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace)
        && let [word] = &words(first)[..]
        && TITLES.contains(&word.as_str())
    {
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_falls_into_first_middle_and_last() {
        let name = Name::new("Dr. Ana María de la Ruiz Jr.").unwrap();
        assert_eq!(name.given.as_deref(), Some("ana"));
        assert_eq!(name.middle, ["maria"]);
        assert_eq!(name.surname, "ruiz");
    }

    #[test]
    fn a_surname_alone_has_no_first_name() {
        for surname in ["Ruiz", "Ms Ruiz", "van der Ruiz", "President Ruiz"] {
            let name = Name::new(surname).unwrap();
            assert_eq!((name.given, name.surname.as_str()), (None, "ruiz"), "{surname}");
        }
        assert_eq!(Name::new("???"), None);
    }

    #[test]
    fn descriptions_are_told_from_names() {
        for name in ["Chilean official", "mayor of Arica", "spokesman", "Ana's husband"] {
            assert!(is_description(name), "{name}");
        }
        for name in ["Ana de la Ruiz", "Yahya al-Saree", "bin Salman", "Ruiz", "نجيب محفوظ"]
        {
            assert!(!is_description(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_but_a_title_stays() {
        assert_eq!(Name::new("Major").unwrap().surname, "maior");
        assert_eq!(bare("President Ana Ruiz"), "Ana Ruiz");
        assert_eq!(bare("General"), "General");
    }
}

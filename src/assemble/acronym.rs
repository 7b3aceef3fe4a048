//! Acronyms that the documents themselves spell out.

use crate::facts::Entity;

/// Letters of an acronym, at least and at most.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// Words that give no letter to an acronym.
const SILENT: &[&str] = &["of", "the", "for", "and", "on", "in", "to", "de", "du", "des"];

/// The letters of an acronym in lower case; `None` of any other word.
pub(super) fn letters(form: &str) -> Option<String> {
    let letters: String = form.chars().filter(|c| *c != '.').collect();
    let fits = letters.chars().all(|c| c.is_ascii_uppercase()) && LETTERS.contains(&letters.len());
    fits.then(|| letters.to_lowercase())
}

/// An acronym among the names of an entity and the longest of its names that has these initials.
pub(super) fn spelled_out(entity: &Entity) -> Option<(String, &str)> {
    let forms = || std::iter::once(&entity.name).chain(&entity.mentions);
    let acronyms = forms().filter_map(|form| letters(form));
    acronyms
        .filter_map(|acronym| {
            let fitting = forms().filter(|form| has_initials(form, &acronym));
            let long = fitting.max_by(|a, b| a.len().cmp(&b.len()).then_with(|| b.cmp(a)))?;
            Some((acronym, long.as_str()))
        })
        .min()
}

/// Are these the first letters of the words of `form`?
fn has_initials(form: &str, acronym: &str) -> bool {
    let words = form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials: String = words
        .map(str::to_lowercase)
        .filter(|word| !SILENT.contains(&word.as_str()))
        .filter_map(|word| word.chars().next())
        .collect();
    initials == acronym
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_make_an_acronym() {
        assert!(has_initials("Organization for the Safety of Rivers", "osr"));
        assert!(!has_initials("Organization for the Safety of Rivers", "ofr"));
        assert_eq!(letters("U.N."), Some("un".to_owned()));
        assert_eq!(letters("Nato"), None);
        assert_eq!(letters("A"), None);
    }
}

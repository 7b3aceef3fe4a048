//! The people of a document: full names to surnames, within their section.

use std::collections::{BTreeMap, BTreeSet};

/// Parts of names that stand for nobody.
const SMALL: &[&str] = &[
    "al", "el", "bin", "ibn", "de", "da", "von", "van", "der", "la", "di", "jr", "jr.", "sr",
    "sr.", "ii", "iii", "dos", "du", "le", "abu", "ben", "and", "of", "the",
];

/// Who is known by which names.
#[derive(Debug, Default)]
pub(super) struct People {
    full: Vec<(Vec<String>, usize)>,
    by_last: BTreeMap<String, Bearers>,
    by_token: BTreeMap<(usize, String), Vec<(usize, usize)>>,
}

/// Those who have one last name.
#[derive(Debug, Default)]
struct Bearers {
    /// Their names in `full`, in order of the text.
    names: Vec<usize>,
    entities: BTreeSet<usize>,
    /// First to last name, and who it is: what `names` has once.
    noted: BTreeSet<(Vec<String>, usize)>,
}

/// So many bearers of one last name are compared with a name.
const LOOKED_AT: usize = 64;

/// So many bearers of a last name are compared with a name that is spelled otherwise.
const RESPELLED: usize = 256;

/// The parts of a folded name that stand for its bearer.
pub(super) fn tokens(key: &str) -> Vec<String> {
    let bare;
    let key = if key.contains("al-") || key.contains("el-") {
        bare = key.replace("al-", "").replace("el-", "");
        bare.as_str()
    } else {
        key
    };
    let all = || key.split_whitespace().map(|token| token.trim_matches(['.', ',']));
    let kept: Vec<String> = all()
        .filter(|token| !token.is_empty() && !SMALL.contains(token))
        .map(str::to_owned)
        .collect();
    if kept.is_empty() { all().map(str::to_owned).collect() } else { kept }
}

impl People {
    /// The person of this full name, in the whole document: the same, a longer or a shorter form, another spelling.
    pub fn find_full(&self, key: &str) -> Option<usize> {
        let tokens = tokens(key);
        let last = tokens.last()?;
        let same_last = self.by_last.get(last).into_iter().flat_map(|bearers| &bearers.names);
        let alike =
            |n: &&usize| self.full.get(**n).is_some_and(|(other, _)| compatible(&tokens, other));
        if let Some(n) = same_last.rev().take(LOOKED_AT).find(alike) {
            return self.full.get(*n).map(|(_, entity)| *entity);
        }
        // Another spelling of the last name. Only names of the same first letters are tried.
        let stem: String = last.chars().take(4).collect();
        let near = self
            .by_last
            .range(stem.clone()..)
            .take_while(|(name, _)| name.starts_with(&stem))
            .take(16);
        near.flat_map(|(_, bearers)| bearers.names.iter().take(RESPELLED)).find_map(|&n| {
            let (other, entity) = self.full.get(n)?;
            let (a, b) = (other.last()?, last);
            let close =
                strsim::jaro_winkler(a, b) > 0.93 && a.len().abs_diff(b.len()) <= 2 && b.len() > 4;
            let first = other.first() == tokens.first() || {
                let (x, y) = (other.first()?, tokens.first()?);
                x.chars().next() == y.chars().next() && strsim::jaro_winkler(x, y) > 0.85
            };
            (close && first).then_some(*entity)
        })
    }

    /// Notes a full name at sentence `at` of a section.
    pub fn note(&mut self, key: &str, entity: usize, section: usize, at: usize) {
        let tokens = tokens(key);
        let Some(last) = tokens.last().cloned() else { return };
        for token in &tokens {
            if token.chars().count() > 1 {
                let list = self.by_token.entry((section, token.clone())).or_default();
                if list.last() != Some(&(at, entity)) {
                    list.push((at, entity));
                }
            }
        }
        let bearers = self.by_last.entry(last).or_default();
        bearers.entities.insert(entity);
        if bearers.noted.insert((tokens.clone(), entity)) {
            bearers.names.push(self.full.len());
            self.full.push((tokens, entity));
        }
    }

    /// The person that a single name means at sentence `at` of a section: the last so called before, else the first after.
    pub fn find_single(&self, key: &str, section: usize, at: usize) -> Option<usize> {
        let tokens = tokens(key);
        let [token] = &tokens[..] else { return None };
        let list = self.by_token.get(&(section, token.clone()))?;
        let bearers = self.by_last.get(token);
        let is_last = |entity: usize| bearers.is_some_and(|b| b.entities.contains(&entity));
        let before = list.partition_point(|(sentence, _)| *sentence <= at);
        let (earlier, later) = list.split_at(before);
        // A surname is looked for before a given name.
        let pick = |only_last: bool| {
            let fits = |(_, e): &&(usize, usize)| !only_last || is_last(*e);
            earlier
                .iter()
                .rev()
                .take(LOOKED_AT)
                .find(fits)
                .or_else(|| later.iter().take(LOOKED_AT).find(fits))
                .map(|(_, e)| *e)
        };
        pick(true).or_else(|| pick(false))
    }
}

/// May two names be one person's: the shorter in the longer, with the same last part, initials allowed?
fn compatible(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 || short.last() != long.last() {
        return short == long;
    }
    let mut rest = long.iter();
    short.iter().all(|part| {
        rest.by_ref().any(|other| {
            part == other
                || (part.chars().count() == 1 && other.starts_with(part.as_str()))
                || (other.chars().count() == 1 && part.starts_with(other.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_means_the_last_bearer_before_it_in_the_section() {
        let mut people = People::default();
        people.note("ana ruiz", 0, 0, 0);
        people.note("tomas ruiz", 1, 0, 4);
        assert_eq!(people.find_single("ruiz", 0, 3), Some(0));
        assert_eq!(people.find_single("ruiz", 0, 5), Some(1));
        assert_eq!(people.find_single("ruiz", 1, 5), None);
    }

    #[test]
    fn middle_names_initials_and_spellings_do_not_part_a_person() {
        let mut people = People::default();
        people.note("oleksandra v. melnychenko", 7, 0, 0);
        assert_eq!(people.find_full("oleksandra melnychenko"), Some(7));
        assert_eq!(people.find_full("oleksandra melnichenko"), Some(7));
        assert_eq!(people.find_full("petro melnychenko"), None);
    }

    #[test]
    fn a_name_before_its_full_form_means_the_one_to_come() {
        let mut people = People::default();
        people.note("ana ruiz", 3, 0, 2);
        assert_eq!(people.find_single("ruiz", 0, 0), Some(3));
    }
}

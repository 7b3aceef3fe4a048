//! Bearers of one name, told apart by their countries.

use std::collections::BTreeMap;

use super::union::UnionFind;

/// How many times as many bearers a country must have as all others together, for bearers without a country to be
/// counted to it.
const DOMINANT: usize = 3;

/// Parts `members` (entities of one name, by number) into those that may be one: two with known countries that
/// share none are never in one part. Those without a country go with the only part, or with one that outnumbers
/// all others by far; else they are a part of their own. Parts and members stay in order of number.
/// Cost: near linear.
pub(super) fn by_country<'c>(
    members: &[usize],
    countries: impl Fn(usize) -> &'c [usize],
) -> Vec<Vec<usize>> {
    let mut slots: BTreeMap<usize, usize> = BTreeMap::new();
    for &country in members.iter().flat_map(|&member| countries(member)) {
        let next = slots.len();
        slots.entry(country).or_insert(next);
    }
    let mut union = UnionFind::new(slots.len());
    for &member in members {
        for pair in countries(member).windows(2) {
            union.join(slots[&pair[0]], slots[&pair[1]]);
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut free = Vec::new();
    for &member in members {
        match countries(member).first() {
            Some(country) => parts.entry(union.find(slots[country])).or_default().push(member),
            None => free.push(member),
        }
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    let bound: usize = parts.iter().map(Vec::len).sum();
    let home = parts.iter_mut().find(|part| part.len() >= DOMINANT * (bound - part.len()));
    match home {
        Some(part) => {
            part.extend(free);
            part.sort_unstable();
        }
        None if !free.is_empty() => parts.push(free),
        None => {}
    }
    parts.sort_unstable();
    parts
}

#[cfg(test)]
mod tests {
    fn by_country(members: &[usize], countries: &[Vec<usize>]) -> Vec<Vec<usize>> {
        super::by_country(members, |member| &countries[member])
    }

    #[test]
    fn two_countries_are_two_parts_and_one_is_one() {
        let countries = [vec![1], vec![], vec![1], vec![]];
        assert_eq!(by_country(&[0, 1, 2, 3], &countries), [vec![0, 1, 2, 3]]);
        let countries = [vec![1], vec![2], vec![1]];
        assert_eq!(by_country(&[0, 1, 2], &countries), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_bearer_of_two_countries_joins_their_parts() {
        assert_eq!(by_country(&[0, 1, 2], &[vec![1], vec![1, 2], vec![2]]), [vec![0, 1, 2]]);
    }

    #[test]
    fn bearers_without_a_country_go_with_a_part_that_outnumbers_all_others() {
        let countries = [vec![1], vec![2], vec![], vec![1], vec![1]];
        assert_eq!(by_country(&[0, 1, 2], &countries), [vec![0], vec![1], vec![2]]);
        assert_eq!(by_country(&[0, 1, 2, 3, 4], &countries), [vec![0, 2, 3, 4], vec![1]]);
    }
}

//! Pairs of what gold has and what was read.

/// The best pairs, each one of `gold` with at most one of `read`: the heaviest pair first, then the heaviest of what is
/// left. Pairs without weight are none; of equal ones the first in gold, then in what was read, comes first. Cost:
/// the product of both sides.
pub(super) fn one_to_one(
    gold: usize,
    read: usize,
    weight: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let all = (0..gold).flat_map(|g| (0..read).map(move |r| (g, r)));
    let mut pairs: Vec<(f64, usize, usize)> =
        all.map(|(g, r)| (weight(g, r), g, r)).filter(|(weight, ..)| *weight > 0.0).collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_gold, mut taken_read) = (vec![false; gold], vec![false; read]);
    pairs.retain(|&(_, g, r)| {
        let (Some(gold), Some(read)) = (taken_gold.get_mut(g), taken_read.get_mut(r)) else {
            return false;
        };
        let free = !*gold && !*read;
        if free {
            (*gold, *read) = (true, true);
        }
        free
    });
    pairs.into_iter().map(|(_, g, r)| (g, r)).collect()
}

#[cfg(test)]
mod tests {
    use super::one_to_one;

    #[test]
    fn the_heaviest_pair_is_taken_first_and_nothing_twice() {
        let weights = [[0.5, 0.9, 0.0], [0.5, 0.8, 0.0]];
        assert_eq!(one_to_one(2, 3, |g, r| weights[g][r]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn equal_pairs_are_taken_in_order() {
        assert_eq!(one_to_one(2, 2, |_, _| 1.0), [(0, 0), (1, 1)]);
        assert!(one_to_one(2, 0, |_, _| 1.0).is_empty());
    }
}

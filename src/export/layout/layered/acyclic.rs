//! Which lines lead back.

use std::collections::BTreeSet;

use super::Line;

/// Which lines lead against the layers: few, by the heuristic of Eades, Lin and Smyth (1993): sources are taken from the
/// front and sinks from the end, else the node from which most lead away on balance. Cost: n log n.
pub(super) fn against(nodes: usize, lines: &[Line]) -> Vec<bool> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for line in lines {
        out[line.from].push(line.to);
        into[line.to].push(line.from);
    }
    let mut leaving: Vec<i64> = out.iter().map(|all| count(all)).collect();
    let mut coming: Vec<i64> = into.iter().map(|all| count(all)).collect();
    let mut left: BTreeSet<(i64, usize)> = BTreeSet::new();
    let key = |node: usize, leaving: &[i64], coming: &[i64]| {
        let rank = match (coming[node], leaving[node]) {
            (_, 0) => i64::MAX,
            (0, _) => i64::MAX - 1,
            (coming, leaving) => leaving - coming,
        };
        (rank, node)
    };
    left.extend((0..nodes).map(|node| key(node, &leaving, &coming)));
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while let Some((rank, node)) = left.pop_last() {
        if rank == i64::MAX {
            back.push(node)
        } else {
            front.push(node)
        }
        for (others, counts_coming) in [(&out[node], true), (&into[node], false)] {
            for &other in others {
                if left.remove(&key(other, &leaving, &coming)) {
                    let counts = if counts_coming { &mut coming } else { &mut leaving };
                    counts[other] -= 1;
                    left.insert(key(other, &leaving, &coming));
                }
            }
        }
    }
    let mut at = vec![0; nodes];
    for (position, node) in front.into_iter().chain(back.into_iter().rev()).enumerate() {
        at[node] = position;
    }
    lines.iter().map(|line| at[line.from] > at[line.to]).collect()
}

fn count(all: &[usize]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX / 4)
}

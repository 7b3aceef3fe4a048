//! Layers of nodes.

use super::Line;

/// How often nodes are moved nearer to their neighbours.
const ROUNDS: usize = 12;

/// A layer for each node, so that each line leads at least `step` layers on: the longest way to it, then moved to where
/// its lines are shorter together. Cost: linear, a fixed number of times.
pub(super) fn ranks(nodes: usize, lines: &[Line], against: &[bool], step: usize) -> Vec<usize> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (line, &against) in lines.iter().zip(against) {
        let (first, last) = if against { (line.to, line.from) } else { (line.from, line.to) };
        out[first].push(last);
        into[last].push(first);
    }
    let mut open: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..nodes).filter(|&node| open[node] == 0).collect();
    let mut ranks = vec![0; nodes];
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        for &other in &out[node] {
            ranks[other] = ranks[other].max(ranks[node] + step);
            open[other] -= 1;
            if open[other] == 0 {
                order.push(other);
            }
        }
    }
    for round in 0..ROUNDS {
        let mut moved = false;
        let mut visit = |node: usize| {
            let low = into[node].iter().map(|&other| ranks[other] + step).max();
            let high = out[node].iter().map(|&other| ranks[other].saturating_sub(step)).min();
            let rank = match (low, high) {
                (Some(low), Some(high)) if out[node].len() > into[node].len() => high.max(low),
                (Some(low), _) => low,
                (None, Some(high)) => high,
                (None, None) => 0,
            };
            moved |= rank != ranks[node];
            ranks[node] = rank;
        };
        if round % 2 == 0 {
            order.iter().rev().for_each(|&node| visit(node));
        } else {
            order.iter().for_each(|&node| visit(node));
        }
        if !moved {
            break;
        }
    }
    let first = ranks.iter().copied().min().unwrap_or(0);
    ranks.iter_mut().for_each(|rank| *rank -= first);
    ranks
}

//! PageRank (Brin and Page 1998).

use super::Work;
use super::network::{Network, number_or};
use crate::graph::{Value, Way};

/// `graph.pagerank`: how often a reader comes by who follows relationships at random and now and then begins anew.
/// What reaches a node without a way out begins anew, too. The scores add up to 1. Cost: linear in the graph, a round.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.pagerank([type :: STRING], [damping :: FLOAT], [rounds :: INTEGER]) :: (node :: NODE, score :: FLOAT)",
    |arguments, exec| {
        let network = Network::read(arguments.first().unwrap_or(&Value::Null), Way::Out, exec)?;
        let damping = match arguments.get(1) {
            Some(Value::Float(damping)) if (0.0..1.0).contains(damping) => *damping,
            _ => 0.85,
        };
        let rounds = number_or(arguments.get(2), 30, 1, 1_000);
        let count = network.len();
        let even = 1.0 / count.max(1) as f64;
        let mut scores = vec![even; count];
        for _ in 0..rounds {
            let mut next = vec![0.0; count];
            let mut lost = 0.0;
            for (node, score) in scores.iter().enumerate() {
                exec.tick()?;
                let ways = network.neighbours(node);
                if ways.len() == 0 {
                    lost += score;
                    continue;
                }
                let share = score / ways.len() as f64;
                for other in ways {
                    if let Some(next) = next.get_mut(other) {
                        *next += share;
                    }
                }
            }
            let base = (1.0 - damping + damping * lost) * even;
            scores = next.into_iter().map(|score| base + damping * score).collect();
        }
        Ok(network.rows(|node| scores.get(node).map_or(Value::Null, |&score| Value::Float(score))))
    },
)];

//! How many relationships nodes have.

use super::Work;
use super::network::{Network, whole};
use crate::graph::{Value, Way};

/// `graph.degree`: relationships of each node, those that leave it and those that reach it. A self loop counts once in
/// each. Cost: linear in the graph.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.degree([type :: STRING]) :: (node :: NODE, degree :: INTEGER, out :: INTEGER, in :: INTEGER)",
    |arguments, exec| {
        let kind = arguments.first().unwrap_or(&Value::Null);
        let out = Network::read(kind, Way::Out, exec)?;
        let into = Network::read(kind, Way::In, exec)?;
        let both = Network::read(kind, Way::Both, exec)?;
        let count = |network: &Network, node| whole(network.neighbours(node).len());
        let row =
            |node| vec![both.node(node), count(&both, node), count(&out, node), count(&into, node)];
        Ok((0..both.len()).map(row).collect())
    },
)];

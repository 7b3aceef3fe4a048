//! Connected components.

use super::Work;
use super::network::{Network, whole};
use crate::graph::{Value, Way};

/// `graph.components`: nodes that hang together, whichever way relationships lead; components are numbered by their
/// first nodes. Cost: linear in the graph.
pub(super) const ALL: &[(&str, Work)] = &[(
    "graph.components([type :: STRING]) :: (node :: NODE, component :: INTEGER, size :: INTEGER)",
    |arguments, exec| {
        let network = Network::read(arguments.first().unwrap_or(&Value::Null), Way::Both, exec)?;
        let mut of: Vec<Option<usize>> = vec![None; network.len()];
        let mut sizes: Vec<usize> = Vec::new();
        for start in 0..network.len() {
            if of.get(start).copied().flatten().is_some() {
                continue;
            }
            let component = sizes.len();
            sizes.push(0);
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                exec.tick()?;
                let Some(place) = of.get_mut(node).filter(|place| place.is_none()) else {
                    continue;
                };
                *place = Some(component);
                sizes.iter_mut().skip(component).take(1).for_each(|size| *size += 1);
                open.extend(network.neighbours(node));
            }
        }
        let row = |node: usize| {
            let component = of.get(node).copied().flatten().unwrap_or(0);
            let size = sizes.get(component).copied().unwrap_or(0);
            vec![network.node(node), whole(component), whole(size)]
        };
        Ok((0..network.len()).map(row).collect())
    },
)];

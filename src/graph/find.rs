//! Finding nodes by what a person would call them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::store::{Graph, NodeId, Way};
use super::value::Value;

/// How many near names an error lists.
const NEAREST: usize = 3;

/// How like a name must be to be listed, between 0 and 1.
const LIKENESS: f64 = 0.75;

/// Nobody is called so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing in the graph is called {what:?}{}", hint(.nearest))]
pub struct NotFound {
    /// What was looked for.
    pub what: String,
    /// The names that come nearest, nearest first; may be empty.
    pub nearest: Vec<String>,
}

fn hint(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => {
            let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            format!("; did you mean {}?", names.join(" or "))
        }
    }
}

impl Graph {
    /// The nodes that `what` may mean: the one with this key; else those with this name, else with this alias, else
    /// those whose name or alias begins so, else those that hold its words. Case and accents do not count. Persons
    /// are called by their surnames, so an alias of a person counts as its name. The most connected stand first.
    /// Cost: linear in the nodes, but for a key.
    ///
    /// # Errors
    /// Nothing is called so; the error has the nearest names.
    pub fn find(&self, what: &str) -> Result<Vec<NodeId>, NotFound> {
        if let Some(id) = self.by_key(what.trim()) {
            return Ok(vec![id]);
        }
        let wanted = folded(what);
        let mut found: [Vec<NodeId>; 4] = Default::default();
        if !wanted.is_empty() {
            for id in self.nodes() {
                if let Some(rank) = self.rank(id, &wanted)
                    && let Some(list) = found.get_mut(rank)
                {
                    list.push(id);
                }
            }
        }
        let best = found.into_iter().find(|list| !list.is_empty());
        let mut best =
            best.ok_or_else(|| NotFound { what: what.to_owned(), nearest: self.nearest(&wanted) })?;
        best.sort_by_cached_key(|&id| Reverse(self.relationships_of(id, Way::Both).count()));
        Ok(best)
    }

    /// The names that a node goes by, its own first.
    pub fn names_of(&self, id: NodeId) -> impl Iterator<Item = &str> {
        let properties = self.node(id).map(|node| &node.properties);
        let name = properties.and_then(|all| all.get("name")).and_then(Value::as_str);
        let aliases = match properties.and_then(|all| all.get("aliases")) {
            Some(Value::List(aliases)) => aliases.as_slice(),
            _ => &[],
        };
        name.into_iter().chain(aliases.iter().filter_map(Value::as_str))
    }

    /// How well a node fits, 0 best; `None` where it does not.
    fn rank(&self, id: NodeId, wanted: &str) -> Option<usize> {
        let is_person = self.node_property(id, "kind").as_str() == Some("person");
        let fit = |(i, name): (usize, &str)| {
            let name = folded(name);
            if name == wanted {
                Some(usize::from(i > 0 && !is_person))
            } else if name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' ')) {
                Some(2)
            } else {
                let words: BTreeSet<&str> = name.split(' ').collect();
                wanted.split(' ').all(|word| words.contains(word)).then_some(3)
            }
        };
        self.names_of(id).enumerate().filter_map(fit).min()
    }

    fn nearest(&self, wanted: &str) -> Vec<String> {
        let mut near: Vec<(u64, &str)> = Vec::new();
        for name in self.nodes().flat_map(|id| self.names_of(id)) {
            let likeness = strsim::jaro_winkler(&folded(name), wanted);
            if likeness >= LIKENESS {
                near.push((likeness.to_bits(), name));
            }
        }
        // Positive numbers are ordered as their bits are.
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        near.dedup_by(|a, b| a.1 == b.1);
        near.into_iter().take(NEAREST).map(|(_, name)| name.to_owned()).collect()
    }
}

/// Lower case, without accents, its words one blank apart.
fn folded(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    if plain.trim().is_empty() {
        // A name of signs alone is compared as it stands.
        return name.trim().to_owned();
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Change, Properties};

    fn graph(nodes: &[(&str, &str, &[&str])]) -> Graph {
        let mut graph = Graph::new();
        let change = |(key, name, aliases): &(&str, &str, &[&str])| {
            let aliases = aliases.iter().map(Value::string).collect();
            let properties: Properties =
                [("name".into(), Value::string(name)), ("aliases".into(), Value::List(aliases))]
                    .into_iter()
                    .collect();
            Change::AddNode {
                key: (*key).into(),
                labels: vec![],
                properties,
                evidence: std::sync::Arc::default(),
            }
        };
        graph.apply(nodes.iter().map(change)).unwrap();
        graph
    }

    fn found(graph: &Graph, what: &str) -> Vec<String> {
        let ids = graph.find(what).unwrap();
        ids.into_iter().map(|id| graph.node(id).unwrap().key.to_string()).collect()
    }

    #[test]
    fn keys_go_before_names_and_names_before_aliases_and_parts() {
        let graph = graph(&[
            ("p/1", "Ana Ruiz", &["Ruiz", "La Jefa"]),
            ("p/2", "Ruiz", &[]),
            ("p/3", "Tomás Vera Díaz", &["Vera"]),
            ("p/4", "Vera Lind", &[]),
        ]);
        assert_eq!(found(&graph, "p/2"), ["p/2"]);
        assert_eq!(found(&graph, "RUIZ"), ["p/2"]);
        assert_eq!(found(&graph, "la jefa"), ["p/1"]);
        assert_eq!(found(&graph, "vera"), ["p/3"]);
        assert_eq!(found(&graph, "Tomas  Vera"), ["p/3"]);
        assert_eq!(found(&graph, "diaz tomas"), ["p/3"]);
    }

    #[test]
    fn several_of_one_name_are_all_found() {
        let graph = graph(&[("p/1", "Ana Ruiz", &[]), ("p/2", "ana ruiz", &[])]);
        assert_eq!(found(&graph, "Ana Ruiz"), ["p/1", "p/2"]);
    }

    #[test]
    fn a_surname_finds_the_person_and_what_else_bears_it_most_connected_first() {
        let mut graph = graph(&[("o/1", "Ruiz", &[])]);
        let properties: Properties = [
            ("name".into(), Value::string("Ana Ruiz")),
            ("aliases".into(), Value::List(vec![Value::string("Ruiz")])),
            ("kind".into(), Value::string("person")),
        ]
        .into_iter()
        .collect();
        let person = Change::AddNode {
            key: "p/1".into(),
            labels: vec![],
            properties,
            evidence: std::sync::Arc::default(),
        };
        let met = Change::AddRelationship {
            from: "p/1".into(),
            to: "p/1".into(),
            kind: "MET".into(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph.apply([person, met]).unwrap();
        assert_eq!(found(&graph, "ruiz"), ["p/1", "o/1"]);
    }

    #[test]
    fn an_unknown_name_gets_the_nearest() {
        let graph = graph(&[("p/1", "Ana Ruiz", &[]), ("p/2", "Tomas Vera", &[])]);
        let error = graph.find("Anna Ruis").unwrap_err();
        assert_eq!(error.nearest, ["Ana Ruiz"]);
        assert_eq!(
            error.to_string(),
            "nothing in the graph is called \"Anna Ruis\"; did you mean \"Ana Ruiz\"?"
        );
        assert_eq!(graph.find("").unwrap_err().nearest, Vec::<String>::new());
    }
}

//! The engine against a matcher that tries everything.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use crate::graph::{Change, Graph, Properties, Value};
use crate::query::{Context, run};

/// A relationship: start, end, type.
type Edge = (usize, usize, &'static str);

/// A graph: the label of each node, and the relationships.
#[derive(Debug, Clone)]
struct Small {
    labels: Vec<&'static str>,
    edges: Vec<Edge>,
}

/// A path: the first node, then relationships with the nodes after them.
type Chain = (End, Vec<(Link, End)>);

/// A node of a pattern: the number of its variable, its label.
#[derive(Debug, Clone)]
struct End {
    variable: usize,
    label: Option<&'static str>,
}

/// A relationship of a pattern: its type, whether it points right, left or either way (0, 1, 2), its length.
#[derive(Debug, Clone)]
struct Link {
    kind: Option<&'static str>,
    direction: u8,
    length: Option<(usize, usize)>,
}

fn small() -> impl Strategy<Value = Small> {
    let labels = prop::collection::vec(prop::sample::select(vec!["A", "B"]), 1..5);
    let edges =
        prop::collection::vec((0..8usize, 0..8usize, prop::sample::select(vec!["X", "Y"])), 0..7);
    (labels, edges).prop_map(|(labels, edges)| {
        let count = labels.len();
        let edges = edges.into_iter().map(|(a, b, kind)| (a % count, b % count, kind)).collect();
        Small { labels, edges }
    })
}

fn chain() -> impl Strategy<Value = Chain> {
    let end = || {
        (0..4usize, prop::option::weighted(0.3, prop::sample::select(vec!["A", "B"])))
            .prop_map(|(variable, label)| End { variable, label })
    };
    let link = (
        prop::option::weighted(0.4, prop::sample::select(vec!["X", "Y"])),
        0..3u8,
        prop::option::weighted(0.25, (0..3usize, 0..3usize)),
    );
    let link = link.prop_map(|(kind, direction, length)| Link { kind, direction, length });
    (end(), prop::collection::vec((link, end()), 0..3))
}

impl Small {
    fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        let nodes = self.labels.iter().enumerate().map(|(at, label)| Change::AddNode {
            key: at.to_string().into(),
            labels: vec![Arc::from(*label)],
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        });
        let edges = self.edges.iter().map(|(from, to, kind)| Change::AddRelationship {
            from: from.to_string().into(),
            to: to.to_string().into(),
            kind: Arc::from(*kind),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        });
        graph.apply(nodes.chain(edges)).unwrap();
        graph
    }
}

fn text(chains: &[Chain]) -> String {
    let node = |end: &End| {
        format!("(v{}{})", end.variable, end.label.map(|it| format!(":{it}")).unwrap_or_default())
    };
    let mut paths = Vec::new();
    let mut columns: Vec<String> =
        variables(chains).iter().map(|it| format!("id(v{it})")).collect();
    let mut number = 0;
    for (start, steps) in chains {
        let mut path = node(start);
        for (link, end) in steps {
            let kind = link.kind.map(|it| format!(":{it}")).unwrap_or_default();
            let length = link.length.map(|(a, b)| format!("*{a}..{b}")).unwrap_or_default();
            let (left, right) = [("-", "->"), ("<-", "-"), ("-", "-")][usize::from(link.direction)];
            path += &format!("{left}[r{number}{kind}{length}]{right}{}", node(end));
            columns.push(match link.length {
                Some(_) => format!("[x IN r{number} | id(x)]"),
                None => format!("[id(r{number})]"),
            });
            number += 1;
        }
        paths.push(path);
    }
    format!("MATCH {} RETURN {}", paths.join(", "), columns.join(", "))
}

fn variables(chains: &[Chain]) -> Vec<usize> {
    let ends = chains.iter().flat_map(|(start, steps)| {
        std::iter::once(start.variable).chain(steps.iter().map(|(_, end)| end.variable))
    });
    let mut all: Vec<usize> = ends.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What is matched so far.
#[derive(Clone, Default)]
struct State {
    bound: [Option<usize>; 4],
    used: Vec<usize>,
    lists: Vec<Vec<usize>>,
}

fn bind(small: &Small, state: &State, end: &End, node: usize) -> Option<State> {
    let fits = end.label.is_none_or(|label| small.labels[node] == label)
        && state.bound[end.variable].is_none_or(|bound| bound == node);
    fits.then(|| {
        let mut state = state.clone();
        state.bound[end.variable] = Some(node);
        state
    })
}

/// All chains of one relationship or more from a node, and where they lead.
fn reach(small: &Small, link: &Link, at: usize, used: &[usize]) -> Vec<(Vec<usize>, usize)> {
    let (least, most) = link.length.unwrap_or((1, 1));
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), at)];
    while let Some((list, at)) = open.pop() {
        if list.len() >= least && list.len() <= most {
            found.push((list.clone(), at));
        }
        if list.len() >= most {
            continue;
        }
        for (number, (from, to, kind)) in small.edges.iter().enumerate() {
            if used.contains(&number)
                || list.contains(&number)
                || link.kind.is_some_and(|it| it != *kind)
            {
                continue;
            }
            let mut longer = list.clone();
            longer.push(number);
            if link.direction != 1 && *from == at {
                open.push((longer.clone(), *to));
            }
            if link.direction == 1 && *to == at {
                open.push((longer.clone(), *from));
            }
            if link.direction == 2 && *to == at && from != to {
                open.push((longer, *from));
            }
        }
    }
    found
}

fn matches(small: &Small, chains: &[Chain]) -> Vec<Vec<Vec<usize>>> {
    let mut states = vec![State::default()];
    for (start, steps) in chains {
        let nodes = 0..small.labels.len();
        let mut here: Vec<(State, usize)> = states
            .iter()
            .flat_map(|state| {
                nodes.clone().filter_map(|node| Some((bind(small, state, start, node)?, node)))
            })
            .collect();
        for (link, end) in steps {
            let mut next = Vec::new();
            for (state, at) in &here {
                for (list, to) in reach(small, link, *at, &state.used) {
                    if let Some(mut state) = bind(small, state, end, to) {
                        state.used.extend(&list);
                        state.lists.push(list);
                        next.push((state, to));
                    }
                }
            }
            here = next;
        }
        states = here.into_iter().map(|(state, _)| state).collect();
    }
    let variables = variables(chains);
    let mut rows: Vec<Vec<Vec<usize>>> = states
        .into_iter()
        .map(|state| {
            let nodes = variables.iter().map(|it| state.bound[*it].into_iter().collect());
            nodes.chain(state.lists.clone()).collect()
        })
        .collect();
    rows.sort();
    rows
}

fn numbers(value: &Value) -> Vec<usize> {
    match value {
        Value::Int(value) => vec![usize::try_from(*value).unwrap()],
        Value::List(items) => items.iter().flat_map(numbers).collect(),
        other => panic!("{other:?}"),
    }
}

/// How many cases a run tries: 300, or what CHANCERY_CASES says.
pub(super) fn cases() -> u32 {
    std::env::var("CHANCERY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_finds_what_trying_everything_finds(
        small in small(),
        chains in prop::collection::vec(chain(), 1..3),
    ) {
        let text = text(&chains);
        let answer = run(&small.graph(), &text, &Context::default()).unwrap();
        let mut found: Vec<Vec<Vec<usize>>> =
            answer.rows.iter().map(|row| row.iter().map(numbers).collect()).collect();
        found.sort();
        let wanted = matches(&small, &chains);
        prop_assert_eq!(&found, &wanted, "{}", &text);
        // How many there are, and how many different nodes each variable stands for.
        let all = variables(&chains);
        let counts: Vec<String> = all.iter().map(|it| format!("count(DISTINCT v{it})")).collect();
        let (pattern, _) = text.split_once(" RETURN").unwrap();
        let counted = |columns: &str| {
            let text = format!("{pattern} RETURN {columns}");
            let answer = run(&small.graph(), &text, &Context::default()).unwrap();
            answer.rows[0].iter().flat_map(numbers).collect::<Vec<_>>()
        };
        prop_assert_eq!(counted("count(*)"), vec![wanted.len()], "{}", pattern);
        let different = |at: usize| wanted.iter().map(|row| &row[at]).collect::<BTreeSet<_>>().len();
        let different: Vec<usize> = (0..all.len()).map(different).collect();
        prop_assert_eq!(counted(&counts.join(", ")), different.clone(), "{}", pattern);
        for (at, column) in counts.iter().enumerate() {
            prop_assert_eq!(counted(column), vec![different[at]], "{} {}", pattern, column);
        }
    }
}

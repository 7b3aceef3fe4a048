//! Completion by place: what may stand where the cursor is.

use std::collections::BTreeMap;

use super::command::COMMANDS;
use crate::graph::{Graph, Value, Way};
use crate::query::complete::{KEYWORDS, functions};

/// At most so many candidates are offered.
const MOST: usize = 60;

/// The words that a graph adds to the language.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    labels: Vec<String>,
    types: Vec<String>,
    properties: Vec<String>,
    /// Names of entities with how much hangs on them.
    names: Vec<(String, usize)>,
    /// From the start of each word of each name, in lower case, to the names; sorted.
    starts: Vec<(String, u32)>,
}

impl Vocabulary {
    /// The words of a graph. Cost: sorting its names.
    pub(super) fn of(graph: &Graph) -> Self {
        let mut weights: BTreeMap<String, usize> = BTreeMap::new();
        for id in graph.nodes() {
            if let Value::String(name) = graph.node_property(id, "name") {
                let weight = graph.relationships_of(id, Way::Both).take(1000).count();
                *weights.entry(name.to_string()).or_default() += weight;
            }
        }
        let names: Vec<(String, usize)> = weights.into_iter().collect();
        let mut starts = Vec::with_capacity(names.len() * 2);
        for (i, (name, _)) in names.iter().enumerate() {
            let lower = name.to_lowercase();
            let index = u32::try_from(i).unwrap_or(u32::MAX);
            let mut inside = false;
            for (at, c) in lower.char_indices() {
                if c.is_alphanumeric() && !inside {
                    starts.push((lower.get(at..).unwrap_or("").to_owned(), index));
                }
                inside = c.is_alphanumeric();
            }
        }
        starts.sort_unstable();
        let list = |words: &mut dyn Iterator<Item = String>| words.collect();
        Self {
            labels: list(&mut graph.labels().map(|(label, _)| label.to_string())),
            types: list(&mut graph.relationship_types().map(|(kind, _)| kind.to_string())),
            properties: list(&mut graph.property_names().map(ToString::to_string)),
            names,
            starts,
        }
    }

    /// Names that begin with `part`, or of which a word does: first those that begin with it,
    /// then those that more hangs on. Cost: logarithmic in the names, and those that fit.
    fn names(&self, part: &str) -> Vec<&str> {
        let lower = part.to_lowercase();
        let from = self.starts.partition_point(|(start, _)| start.as_str() < lower.as_str());
        let fitting =
            self.starts.iter().skip(from).take_while(|(start, _)| start.starts_with(&lower));
        let mut found: Vec<(bool, usize, &str)> = fitting
            .filter_map(|(start, i)| {
                let (name, weight) = self.names.get(usize::try_from(*i).ok()?)?;
                let inside = start.len() < name.to_lowercase().len();
                Some((inside, usize::MAX - weight, name.as_str()))
            })
            .collect();
        found.sort_unstable();
        let mut seen = std::collections::BTreeSet::new();
        found
            .into_iter()
            .map(|(_, _, name)| name)
            .filter(|name| seen.insert(*name))
            .take(MOST)
            .collect()
    }
}

/// What can stand at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Completion {
    /// These words, in the place of what stands from this byte up to the cursor.
    Words(usize, Vec<String>),
    /// A path, from this byte on.
    Path(usize),
}

/// What can stand at the end of `line` (which ends at the cursor).
pub(super) fn complete(line: &str, words: &Vocabulary) -> Completion {
    if line.trim_start().starts_with(':') {
        return command(line, words);
    }
    let place = Place::of(line);
    if let Some((mark, start)) = place.quote {
        let part = line.get(start..).unwrap_or("");
        let escape = |name: &str| name.replace('\\', "\\\\").replace(mark, &format!("\\{mark}"));
        let names = words.names(part).into_iter().map(|name| format!("{}{mark}", escape(name)));
        return Completion::Words(start, names.collect());
    }
    let start = word_start(line);
    let part = line.get(start..).unwrap_or("").to_lowercase();
    let before = line.get(..start).unwrap_or("");
    let fitting = |list: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        list.filter(|word| word.to_lowercase().starts_with(&part))
            .take(MOST)
            .map(str::to_owned)
            .collect()
    };
    let found = match (before.chars().next_back(), place.bracket) {
        (Some(':' | '|'), Some('[')) => fitting(&mut words.types.iter().map(String::as_str)),
        (Some(':'), Some('{')) => Vec::new(),
        (Some(':' | '|' | '&'), _) => fitting(&mut words.labels.iter().map(String::as_str)),
        (Some('.'), _) => fitting(&mut words.properties.iter().map(String::as_str)),
        _ if part.is_empty() => Vec::new(),
        (_, Some('{')) => fitting(&mut words.properties.iter().map(String::as_str)),
        _ => {
            let functions: Vec<String> =
                functions().into_iter().map(|(name, _)| format!("{name}(")).collect();
            fitting(&mut KEYWORDS.iter().copied().chain(functions.iter().map(String::as_str)))
        }
    };
    Completion::Words(start, found)
}

fn command(line: &str, words: &Vocabulary) -> Completion {
    let indent = line.len() - line.trim_start().len();
    let Some(gap) = line.get(indent..).and_then(|text| text.find(char::is_whitespace)) else {
        let part = line.trim().to_lowercase();
        let names = COMMANDS.iter().map(|(name, ..)| *name).filter(|name| name.starts_with(&part));
        return Completion::Words(indent, names.map(str::to_owned).collect());
    };
    let name = line.get(indent..indent + gap).unwrap_or("").to_lowercase();
    let after = line.get(indent + gap..).unwrap_or("");
    let start = line.len() - after.trim_start().len();
    match name.as_str() {
        ":why" => {
            let part = line.get(start..).unwrap_or("");
            Completion::Words(start, words.names(part).into_iter().map(str::to_owned).collect())
        }
        ":add" | ":open" | ":save" | ":dot" => Completion::Path(start),
        _ => Completion::Words(line.len(), Vec::new()),
    }
}

fn word_start(line: &str) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.len() - line.chars().rev().take_while(|c| word(*c)).map(char::len_utf8).sum::<usize>()
}

/// What the cursor stands in.
struct Place {
    /// The mark of the string that is open, and the byte after it.
    quote: Option<(char, usize)>,
    /// The bracket that was opened last and is open still.
    bracket: Option<char>,
}

impl Place {
    fn of(line: &str) -> Self {
        let mut quote = None;
        let mut brackets = Vec::new();
        let mut escaped = false;
        for (at, c) in line.char_indices() {
            match (quote, c) {
                _ if escaped => escaped = false,
                (Some(_), '\\') => escaped = true,
                (Some((mark, _)), c) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some((c, at + 1)),
                (None, '(' | '[' | '{') => brackets.push(c),
                (None, ')' | ']' | '}') => drop(brackets.pop()),
                (None, _) => {}
            }
        }
        Self { quote, bracket: brackets.pop() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Completion, Vocabulary, complete};
    use crate::graph::{Change, Graph, Properties, Value};

    fn vocabulary() -> Vocabulary {
        let mut graph = Graph::new();
        let node = |key: &str, label: &str, name: &str| Change::AddNode {
            key: key.into(),
            labels: vec![label.into()],
            properties: [(Arc::from("name"), Value::from(name))]
                .into_iter()
                .collect::<Properties>(),
            evidence: std::sync::Arc::default(),
        };
        let met = |from: &str, to: &str| Change::AddRelationship {
            from: from.into(),
            to: to.into(),
            kind: "MET".into(),
            properties: Properties::default(),
            evidence: std::sync::Arc::default(),
        };
        graph
            .apply([
                node("a", "Person", "Ana Lund"),
                node("b", "Person", "Per O'Lund"),
                node("c", "Person", "Lundqvist"),
                node("d", "Place", "Lund"),
                met("a", "b"),
                met("a", "d"),
            ])
            .expect("a graph");
        Vocabulary::of(&graph)
    }

    fn words(line: &str) -> Vec<String> {
        match complete(line, &vocabulary()) {
            Completion::Words(_, words) => words,
            Completion::Path(_) => panic!("a path"),
        }
    }

    #[test]
    fn each_place_has_its_own_words() {
        assert_eq!(words("MA"), ["MATCH", "max("]);
        assert_eq!(words("MATCH (a:Pe"), ["Person"]);
        assert_eq!(words("MATCH (a:Person)-[:"), ["MET"]);
        assert_eq!(words("MATCH (a)-[r:MET|m"), ["MET"]);
        assert_eq!(words("MATCH (a) RETURN a.na"), ["name"]);
        assert_eq!(words("MATCH (a {na"), ["name"]);
        assert_eq!(words("RETURN toL"), ["toLower("]);
        assert!(words("MATCH (a) ").is_empty());
    }

    #[test]
    fn names_in_quotes_come_by_prefix_then_by_word_then_by_weight() {
        assert_eq!(
            words("MATCH (a {name: 'lund"),
            ["Lund'", "Lundqvist'", "Ana Lund'", "Per O\\'Lund'"]
        );
        assert_eq!(
            complete("x = \"Ana", &vocabulary()),
            Completion::Words(5, vec!["Ana Lund\"".into()])
        );
    }

    #[test]
    fn commands_are_completed_with_names_and_paths() {
        assert_eq!(words(":s"), [":schema", ":stats", ":save"]);
        assert_eq!(words(":why ana l"), ["Ana Lund"]);
        assert_eq!(complete(":add some/f", &vocabulary()), Completion::Path(5));
    }

    #[test]
    fn no_cursor_is_too_odd() {
        for line in ["", "'", "\\", "'é\\", "((([", ")))", ":", ": ", "é", "a.é"] {
            complete(line, &vocabulary());
        }
    }
}

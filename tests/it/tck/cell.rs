//! The values of the kit's tables, and values of answers in the same form.

use std::collections::BTreeMap;

use chancery::graph::{Graph, NodeId, RelId, Value};

/// A value that can be compared without a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    Null,
    Bool(bool),
    Int(i64),
    Float(String),
    Text(String),
    List(Vec<Cell>),
    Map(BTreeMap<String, Cell>),
    Node(Vec<String>, BTreeMap<String, Cell>),
    Relationship(String, BTreeMap<String, Cell>),
    /// The nodes, and the relationships with whether they point onwards.
    Path(Vec<Cell>, Vec<(Cell, bool)>),
}

impl Cell {
    /// The value as a parameter.
    pub fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::Float(text) => Value::Float(text.parse().ok()?),
            Self::Text(text) => Value::string(text),
            Self::List(items) => Value::List(items.iter().map(Self::value).collect::<Option<_>>()?),
            Self::Map(map) => {
                let entries =
                    map.iter().map(|(name, it)| Some((name.as_str().into(), it.value()?)));
                entries.collect::<Option<chancery::graph::Map>>()?.into()
            }
            _ => return None,
        })
    }

    /// The value of an answer.
    pub fn of(value: &Value, graph: &Graph) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            // The kit makes no difference between the two zeros.
            Value::Float(0.0) => Self::Float("0.0".to_owned()),
            Value::Float(value) => Self::Float(format!("{value:?}")),
            Value::String(text) => Self::Text(text.to_string()),
            Value::List(items) => Self::List(items.iter().map(|it| Self::of(it, graph)).collect()),
            Value::Map(map) => Self::Map(properties(map.iter(), graph)),
            Value::Node(id) => node(*id, graph),
            Value::Relationship(id) => relationship(*id, graph),
            Value::Path(path) => {
                let nodes = path.nodes.iter().map(|&id| node(id, graph)).collect();
                let steps = path.relationships.iter().zip(&path.nodes);
                let steps = steps.map(|(&id, &from)| {
                    let onwards = graph.ends(id).is_some_and(|(start, _)| start == from);
                    (relationship(id, graph), onwards)
                });
                Self::Path(nodes, steps.collect())
            }
            other => Self::Text(other.temporal_text().unwrap_or_default()),
        }
    }

    /// The same with all lists sorted.
    pub fn sorted(self) -> Self {
        match self {
            Self::List(items) => {
                let mut items: Vec<Self> = items.into_iter().map(Self::sorted).collect();
                items.sort();
                Self::List(items)
            }
            Self::Map(map) => Self::Map(map.into_iter().map(|(k, v)| (k, v.sorted())).collect()),
            other => other,
        }
    }
}

fn properties<'m>(
    all: impl Iterator<Item = (&'m std::sync::Arc<str>, &'m Value)>,
    graph: &Graph,
) -> BTreeMap<String, Cell> {
    all.map(|(name, value)| (name.to_string(), Cell::of(value, graph))).collect()
}

fn node(id: NodeId, graph: &Graph) -> Cell {
    match graph.node(id) {
        Some(node) => Cell::Node(
            node.labels.iter().map(ToString::to_string).collect(),
            properties(node.properties.iter(), graph),
        ),
        None => Cell::Null,
    }
}

fn relationship(id: RelId, graph: &Graph) -> Cell {
    match graph.relationship(id) {
        Some(it) => {
            Cell::Relationship(it.kind.to_string(), properties(it.properties.iter(), graph))
        }
        None => Cell::Null,
    }
}

/// Reads a value as the kit writes it.
pub fn parse(text: &str) -> Option<Cell> {
    let mut reader = Reader { text, at: 0 };
    let cell = reader.value()?;
    reader.blanks();
    (reader.at == text.len()).then_some(cell)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, mark: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn word(&mut self) -> String {
        self.blanks();
        let rest = self.rest();
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("").to_owned();
        self.at += length;
        word
    }

    fn name(&mut self) -> String {
        self.blanks();
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or("").to_owned();
        self.at += length;
        name
    }

    fn value(&mut self) -> Option<Cell> {
        self.blanks();
        match self.rest().chars().next()? {
            '\'' => self.text_value(),
            '{' => self.map().map(Cell::Map),
            '(' => self.node(),
            '<' => self.path(),
            '[' if self.rest().trim_start_matches('[').trim_start().starts_with(':')
                && !self.rest().starts_with("[[") =>
            {
                self.relationship()
            }
            '[' => {
                self.eat("[");
                let mut items = Vec::new();
                while !self.eat("]") {
                    items.push(self.value()?);
                    self.eat(",");
                }
                Some(Cell::List(items))
            }
            _ => {
                let word = self.word();
                Some(match word.as_str() {
                    "null" => Cell::Null,
                    "true" => Cell::Bool(true),
                    "false" => Cell::Bool(false),
                    "Inf" | "-Inf" => Cell::Float(word.to_lowercase()),
                    "NaN" => Cell::Float("NaN".to_owned()),
                    _ => match word.parse::<i64>() {
                        Ok(value) => Cell::Int(value),
                        Err(_) => Cell::Float(format!("{:?}", word.parse::<f64>().ok()?)),
                    },
                })
            }
        }
    }

    fn text_value(&mut self) -> Option<Cell> {
        self.eat("'");
        let mut text = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '\'' => {
                    self.at += at + 1;
                    return Some(Cell::Text(text));
                }
                '\\' => text.push(match characters.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    c => c,
                }),
                c => text.push(c),
            }
        }
        None
    }

    fn map(&mut self) -> Option<BTreeMap<String, Cell>> {
        let mut map = BTreeMap::new();
        if !self.eat("{") {
            return Some(map);
        }
        while !self.eat("}") {
            let name = self.name();
            self.eat(":").then_some(())?;
            map.insert(name, self.value()?);
            self.eat(",");
        }
        Some(map)
    }

    fn node(&mut self) -> Option<Cell> {
        self.eat("(").then_some(())?;
        let mut labels = Vec::new();
        while self.eat(":") {
            labels.push(self.name());
        }
        labels.sort();
        let map = self.map()?;
        self.eat(")").then_some(Cell::Node(labels, map))
    }

    fn relationship(&mut self) -> Option<Cell> {
        (self.eat("[") && self.eat(":")).then_some(())?;
        let kind = self.name();
        let map = self.map()?;
        self.eat("]").then_some(Cell::Relationship(kind, map))
    }

    fn path(&mut self) -> Option<Cell> {
        self.eat("<").then_some(())?;
        let (mut nodes, mut relationships) = (vec![self.node()?], Vec::new());
        while !self.eat(">") {
            let backwards = self.eat("<-");
            if !backwards {
                self.eat("-").then_some(())?;
            }
            let relationship = self.relationship()?;
            self.eat(if backwards { "-" } else { "->" }).then_some(())?;
            relationships.push((relationship, !backwards));
            nodes.push(self.node()?);
        }
        Some(Cell::Path(nodes, relationships))
    }
}

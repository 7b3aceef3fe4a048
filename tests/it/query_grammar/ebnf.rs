//! A reader of grammars in the W3C's notation, and a maker of sentences.

use std::collections::BTreeMap;

/// The right side of a production.
#[derive(Debug, Clone)]
pub enum Rule {
    /// A word or mark.
    Text(String),
    /// A class of characters; only of the lexical productions.
    Class,
    /// Another production.
    Name(String),
    Sequence(Vec<Rule>),
    Choice(Vec<Rule>),
    /// None or one.
    Optional(Box<Rule>),
    /// Any number of times.
    Any(Box<Rule>),
    /// Once or more.
    Many(Box<Rule>),
}

impl Rule {
    /// The productions that it names.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Text(_) | Self::Class => Vec::new(),
            Self::Name(name) => vec![name],
            Self::Sequence(rules) | Self::Choice(rules) => {
                rules.iter().flat_map(Self::names).collect()
            }
            Self::Optional(rule) | Self::Any(rule) | Self::Many(rule) => rule.names(),
        }
    }
}

/// A grammar.
pub struct Grammar {
    rules: BTreeMap<String, Rule>,
    /// How many productions deep the shortest sentence of each is.
    depths: BTreeMap<String, u32>,
}

impl Grammar {
    /// Reads a grammar; each production stands on one line.
    pub fn read(text: &str) -> Self {
        let mut rules = BTreeMap::new();
        for line in text.lines() {
            let Some((name, right)) = line.split_once(" ::= ") else { continue };
            let tokens = tokens(right);
            let (rule, rest) = choice(&tokens);
            assert!(rest.is_empty(), "{name}: cannot read {rest:?}");
            assert!(rules.insert(name.to_owned(), rule).is_none(), "{name} stands twice");
        }
        let mut grammar = Self { rules, depths: BTreeMap::new() };
        // As often as there are productions is enough for the depths to settle.
        for _ in 0..grammar.rules.len() {
            let depths: BTreeMap<String, u32> = grammar
                .rules
                .iter()
                .map(|(name, rule)| (name.clone(), grammar.depth(rule).saturating_add(1)))
                .collect();
            grammar.depths = depths;
        }
        grammar
    }

    /// The names of the productions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// The right side of a production.
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.get(name)
    }

    fn depth(&self, rule: &Rule) -> u32 {
        match rule {
            Rule::Text(_) | Rule::Class | Rule::Optional(_) | Rule::Any(_) => 0,
            Rule::Name(name) if sample(name, 0).is_some() => 0,
            Rule::Name(name) => self.depths.get(name).copied().unwrap_or(u32::MAX),
            Rule::Sequence(rules) => rules.iter().map(|it| self.depth(it)).max().unwrap_or(0),
            Rule::Choice(rules) => rules.iter().map(|it| self.depth(it)).min().unwrap_or(0),
            Rule::Many(rule) => self.depth(rule),
        }
    }

    /// A sentence of a production. What goes beyond the size is kept as short as it can be.
    pub fn sentence(&self, name: &str, seed: u64, size: u32) -> String {
        let mut maker = Maker { grammar: self, state: seed, left: size, words: Vec::new() };
        maker.name(name);
        maker.words.join(" ")
    }
}

/// A word of a lexical production, one of a few.
fn sample(name: &str, choice: u64) -> Option<&'static str> {
    let words: &[&str] = match name {
        "Name" => &["a", "b1", "`c d`", "Person", "`e``f`"],
        "Integer" => &["0", "7", "0x1f", "123"],
        "Float" => &["1.5", ".25", "2e3", "1.0E-2"],
        "String" => &["'x'", "\"y\"", "'it\\'s'", "'\\u00e9\\n'"],
        "Parameter" => &["$p", "$1", "$`q r`"],
        _ => return None,
    };
    words.get(usize::try_from(choice).unwrap_or(0) % words.len()).copied()
}

struct Maker<'g> {
    grammar: &'g Grammar,
    state: u64,
    left: u32,
    words: Vec<String>,
}

impl Maker<'_> {
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.state >> 33
    }

    fn name(&mut self, name: &str) {
        let random = self.random();
        if let Some(word) = sample(name, random) {
            self.words.push(word.to_owned());
            return;
        }
        self.left = self.left.saturating_sub(1);
        let rule = self.grammar.rules[name].clone();
        match name {
            // A parenthesis and a minus before a bracket begin a path: a list cannot be subtracted.
            "AddExpression" | "ComparisonExpression" => self.rule(&without(&rule, &["-", "<"])),
            // All properties at once look like a parameter between parentheses.
            "Properties" => self.name("MapLiteral"),
            _ => self.rule(&rule),
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match rule {
            Rule::Text(text) => self.words.push(text.clone()),
            Rule::Class => {}
            Rule::Name(name) => self.name(name),
            Rule::Sequence(rules) => rules.iter().for_each(|it| self.rule(it)),
            Rule::Choice(rules) => {
                let chosen = if self.left == 0 {
                    rules.iter().min_by_key(|it| self.grammar.depth(it))
                } else {
                    let at = usize::try_from(self.random()).unwrap_or(0) % rules.len();
                    rules.get(at)
                };
                chosen.into_iter().for_each(|it| self.rule(it));
            }
            Rule::Optional(rule) => {
                if self.left > 0 && self.random().is_multiple_of(3) {
                    self.rule(rule);
                }
            }
            Rule::Any(rule) => {
                while self.left > 0 && self.random().is_multiple_of(5) {
                    self.rule(rule);
                }
            }
            Rule::Many(inner) => {
                self.rule(inner);
                self.rule(&Rule::Any(inner.clone()));
            }
        }
    }
}

/// The rule without some of its words.
fn without(rule: &Rule, words: &[&str]) -> Rule {
    let all = |rules: &[Rule]| rules.iter().map(|it| without(it, words)).collect();
    match rule {
        Rule::Choice(rules) => {
            let kept =
                |it: &&Rule| !matches!(it, Rule::Text(text) if words.contains(&text.as_str()));
            Rule::Choice(rules.iter().filter(kept).cloned().collect())
        }
        Rule::Sequence(rules) => Rule::Sequence(all(rules)),
        Rule::Any(rule) => Rule::Any(without(rule, words).into()),
        other => other.clone(),
    }
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => 2 + rest[1..].find(first).expect("a quotation mark at the end"),
            '[' => 1 + rest.find(']').expect("a bracket at the end"),
            c if c.is_alphabetic() => {
                rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
            }
            _ => 1,
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

fn choice(mut tokens: &[String]) -> (Rule, &[String]) {
    let mut rules = Vec::new();
    loop {
        let mut parts = Vec::new();
        while let Some(token) = tokens.first().filter(|it| *it != "|" && *it != ")") {
            tokens = &tokens[1..];
            let part = match token.chars().next().unwrap_or(' ') {
                '\'' | '"' => Rule::Text(token[1..token.len() - 1].to_owned()),
                '[' => Rule::Class,
                '(' => {
                    let (inner, rest) = choice(tokens);
                    tokens = &rest[1..];
                    inner
                }
                _ => Rule::Name(token.clone()),
            };
            let part = match tokens.first().map(String::as_str) {
                Some("?") => Rule::Optional(part.into()),
                Some("*") => Rule::Any(part.into()),
                Some("+") => Rule::Many(part.into()),
                _ => {
                    parts.push(part);
                    continue;
                }
            };
            tokens = &tokens[1..];
            parts.push(part);
        }
        rules.push(match <[Rule; 1]>::try_from(parts) {
            Ok([one]) => one,
            Err(parts) => Rule::Sequence(parts),
        });
        if tokens.first().is_none_or(|it| it != "|") {
            break;
        }
        tokens = &tokens[1..];
    }
    let rule = match <[Rule; 1]>::try_from(rules) {
        Ok([one]) => one,
        Err(rules) => Rule::Choice(rules),
    };
    (rule, tokens)
}

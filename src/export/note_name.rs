//! Names of files that every system takes, each once whatever its case, and links to them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::obsidian::display;
use crate::export::Exported;
use crate::graph::{Graph, NodeId};

/// How many bytes of a name are kept: with the folder and the ending this is short enough for all systems.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The note of each node: folder and name, without the ending. Memory: a name for each node.
pub(super) struct Names {
    all: Vec<String>,
    at: FxHashMap<NodeId, usize>,
}

impl Names {
    /// Gives each node a name, the same whatever else is exported before it. Cost: n log n.
    pub(super) fn of(what: &Exported<'_>) -> Self {
        let mut taken = BTreeSet::new();
        let (mut all, mut at) = (Vec::new(), FxHashMap::default());
        let mut next: FxHashMap<String, usize> = FxHashMap::default();
        for (number, (id, node)) in what.part.each_node(what.graph).enumerate() {
            let general =
                node.labels.iter().find(|label| ["Event", "Statement"].contains(&&***label));
            let folder = general
                .or_else(|| node.labels.first())
                .map_or("Node".to_owned(), |label| safe(label));
            let plain = format!("{folder}/{}", safe(display(node)));
            let mut name = plain.clone();
            let count = next.entry(plain.to_lowercase()).or_insert(1);
            while !taken.insert(name.to_lowercase()) {
                *count += 1;
                name = format!("{plain} ({count})");
            }
            all.push(name);
            at.insert(id, number);
        }
        Self { all, at }
    }

    /// The name of a part's node, by its number.
    pub(super) fn of_number(&self, number: usize) -> Option<&str> {
        self.all.get(number).map(String::as_str)
    }

    /// A link to the note of a node; `None` where it has none.
    pub(super) fn link(&self, graph: &Graph, id: NodeId) -> Option<String> {
        let name = self.all.get(*self.at.get(&id)?)?;
        Some(format!("[[{name}|{}]]", link_text::plain(display(graph.node(id)?))))
    }
}

/// A name that Windows, macOS and Linux take for a file, and Obsidian for a link.
fn safe(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let c = match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '#' | '^' | '[' | ']' | '%' => {
                '-'
            }
            c if c.is_control() || c.is_whitespace() || link_text::acts(c) => ' ',
            c => c,
        };
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c != ' ' || !name.ends_with(' ') {
            name.push(c);
        }
    }
    let name = name.trim_matches([' ', '.']);
    let stem = name.split('.').next().unwrap_or_default().trim().to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.chars().count() == 1 && !rest.starts_with('0'))
    });
    let mut out = String::new();
    if name.is_empty() || DEVICES.contains(&&*stem) || numbered {
        let _ = write!(out, "_{name}");
    } else {
        out.push_str(name);
    }
    out
}

/// The words of a link.
pub(super) mod link_text {
    /// Text without what ends a link or makes another.
    pub(in super::super) fn plain(text: &str) -> String {
        let text: String = text
            .chars()
            .map(|c| match c {
                '[' => '(',
                ']' => ')',
                '|' => '/',
                '<' => '‹',
                '>' => '›',
                c if c.is_control() || acts(c) || c.is_whitespace() => ' ',
                c => c,
            })
            .collect();
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Does a character turn the direction of writing, or is it not to be seen?
    pub(in super::super) const fn acts(c: char) -> bool {
        matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    }
}

#[cfg(test)]
mod tests {
    use super::safe;
    use proptest::prelude::*;

    #[test]
    fn names_that_a_system_refuses_are_mended() {
        assert_eq!(safe("a/b: \"c\"?"), "a-b- -c--");
        assert_eq!(safe("CON"), "_CON");
        assert_eq!(safe("com1.txt"), "_com1.txt");
        assert_eq!(safe("../.."), "-");
        assert_eq!(safe(" . "), "_");
        assert!(safe(&"é".repeat(500)).len() <= 121);
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_folder_or_ends_oddly(text in any::<String>()) {
            let name = safe(&text);
            prop_assert!(!name.is_empty() && !name.contains(['/', '\\', ':', '|', '\n', '[', ']']));
            prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with('.'));
        }
    }
}

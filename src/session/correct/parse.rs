//! Corrections as they are typed, at the prompt and on the command line alike.

use super::{Correction, What};

/// A kind of correction, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// Its word.
    pub name: &'static str,
    /// What follows it.
    pub takes: &'static str,
    /// What it does, in a line.
    pub does: &'static str,
}

/// All kinds, in the order of the help.
pub const ACTS: &[Act] = &[
    Act { name: "merge", takes: "A B…", does: "these are one; the first keeps its id" },
    Act {
        name: "split",
        takes: "NODE DOCUMENT… [as NAME]",
        does: "what these documents call so is another",
    },
    Act {
        name: "distinct",
        takes: "A B…",
        does: "no two of these are ever one, whatever documents call them",
    },
    Act {
        name: "alias",
        takes: "NODE NAME",
        does: "it goes by this name, too; what documents call so is counted to it",
    },
    Act {
        name: "rename",
        takes: "NODE NAME",
        does: "this is its name; the old one is kept among the others",
    },
    Act {
        name: "kind",
        takes: "NODE KIND",
        does: "it is a person, organization, country, place, facility, weapon or other",
    },
    Act {
        name: "reject",
        takes: "ID | A TYPE B",
        does: "this event, statement or relationship is not so",
    },
    Act {
        name: "accept",
        takes: "ID | A TYPE B | A B",
        does: "this is right, or this pair is two: no review asks again",
    },
    Act {
        name: "assert", takes: "A TYPE B [{…}]", does: "this is so, though no document says it"
    },
    Act { name: "note", takes: "NODE TEXT", does: "a remark on it" },
];

/// Why words are no correction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{act} needs {takes}")]
pub struct NoCorrection {
    /// What was to be done.
    pub act: String,
    /// What it needs.
    pub takes: &'static str,
}

impl Correction {
    /// A correction from the word of an act and those that follow it.
    ///
    /// # Errors
    /// There is no such act, or the words are not what it takes.
    pub fn parse(act: &str, words: &[String]) -> Result<Self, NoCorrection> {
        let Some(known) = ACTS.iter().find(|known| known.name == act) else {
            let takes = "one of merge, split, distinct, alias, rename, kind, reject, accept, assert, note before it";
            return Err(NoCorrection { act: act.to_owned(), takes });
        };
        let wrong = || NoCorrection { act: act.to_owned(), takes: known.takes };
        let parsed = match (known.name, words) {
            ("merge", [_, _, ..]) => Some(Self::Merge(words.to_vec())),
            ("distinct", [_, _, ..]) => Some(Self::Distinct(words.to_vec())),
            ("split", [node, rest @ ..]) => split(node, rest),
            // Whoever forgets the quotation marks around the last thing is understood.
            ("alias", [node, name @ ..]) => {
                text(name).map(|name| Self::Alias { node: node.clone(), name })
            }
            ("rename", [node, name @ ..]) => {
                text(name).map(|name| Self::Rename { node: node.clone(), name })
            }
            ("note", [node, rest @ ..]) => {
                text(rest).map(|text| Self::Note { node: node.clone(), text })
            }
            ("kind", [node, kind]) => {
                Some(Self::Kind { node: node.clone(), kind: kind.to_lowercase() })
            }
            ("reject", [id]) => Some(Self::Reject(What::Told(id.clone()))),
            ("reject", [a, kind, b]) => Some(Self::Reject(tie(a, kind, b))),
            ("accept", [id]) => Some(Self::Accept(What::Told(id.clone()))),
            ("accept", [a, kind, b]) => Some(Self::Accept(tie(a, kind, b))),
            ("accept", [a, b]) => Some(Self::Accept(What::Pair(a.clone(), b.clone()))),
            ("assert", [from, kind, to, rest @ ..]) => {
                let properties = text(rest);
                let is_map = |text: &String| text.starts_with('{') && text.ends_with('}');
                let fits = properties.as_ref().is_none_or(is_map);
                fits.then(|| Self::Assert {
                    from: from.clone(),
                    kind: type_name(kind),
                    to: to.clone(),
                    properties,
                })
            }
            _ => None,
        };
        parsed.ok_or_else(wrong)
    }
}

fn split(node: &str, rest: &[String]) -> Option<Correction> {
    let at = rest.iter().position(|word| word.eq_ignore_ascii_case("as"));
    let (documents, name) = match at {
        Some(at) => (rest.get(..at)?, Some(text(rest.get(at + 1..)?)?)),
        None => (rest, None),
    };
    let node = node.to_owned();
    (!documents.is_empty()).then(|| Correction::Split { node, documents: documents.to_vec(), name })
}

fn tie(a: &str, kind: &str, b: &str) -> What {
    What::Tie(a.to_owned(), type_name(kind), b.to_owned())
}

/// The type as it is written in patterns: `[:MET]`, `-MET->` and `met` are `MET`.
fn type_name(kind: &str) -> String {
    kind.trim_matches(|c: char| !(c.is_alphanumeric() || c == '_')).to_uppercase()
}

fn text(words: &[String]) -> Option<String> {
    let text = words.join(" ");
    (!text.trim().is_empty()).then_some(text)
}

/// The words of a line: what stands in quotation marks is one word; where commas stand outside of them, what stands between
/// commas is one; what stands from a brace on is one.
pub(crate) fn line_words(line: &str) -> Vec<String> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut part = String::new();
    let (mut open, mut was_quoted, mut commas) = (None, false, false);
    let mut letters = line.trim().char_indices();
    while let Some((at, c)) = letters.next() {
        match (open, c) {
            (None, '{') if part.trim().is_empty() => {
                parts.extend(line.trim().get(at..).map(|map| (map.trim().to_owned(), true)));
                return joined(parts, commas);
            }
            (None, '"' | '\'') if part.is_empty() || part.ends_with(' ') => {
                (open, was_quoted) = (Some(c), true);
            }
            (Some(mark), c) if c == mark => open = None,
            (Some('"'), '\\') => part.extend(letters.next().map(|(_, next)| next)),
            (None, ',') => {
                commas = true;
                parts.push((std::mem::take(&mut part), was_quoted));
                parts.push((",".to_owned(), false));
                was_quoted = false;
            }
            (None, c) if c.is_whitespace() => {
                if !part.is_empty() || was_quoted {
                    parts.push((std::mem::take(&mut part), was_quoted));
                }
                was_quoted = false;
            }
            (_, c) => part.push(c),
        }
    }
    parts.push((part, was_quoted));
    joined(parts, commas)
}

fn joined(parts: Vec<(String, bool)>, commas: bool) -> Vec<String> {
    let kept = parts.into_iter().filter(|(part, was_quoted)| *was_quoted || !part.is_empty());
    if !commas {
        return kept.map(|(part, _)| part).collect();
    }
    let all: Vec<(String, bool)> = kept.collect();
    let between = all.split(|(part, was_quoted)| part == "," && !was_quoted);
    let words = between.flat_map(|parts| {
        // A map keeps to itself.
        let (maps, names): (Vec<_>, Vec<_>) =
            parts.iter().map(|(part, _)| part.clone()).partition(|part| part.starts_with('{'));
        std::iter::once(names.join(" ")).chain(maps)
    });
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line_words(line)
    }

    #[test]
    fn names_are_words_or_quoted_or_stand_between_commas() {
        assert_eq!(words("person/ana Ruiz"), ["person/ana", "Ruiz"]);
        assert_eq!(words("'Ana Ruiz' \"O'Neill \\\"Jo\\\"\""), ["Ana Ruiz", "O'Neill \"Jo\""]);
        assert_eq!(words("Ana Ruiz, Ana Ruiz Soto"), ["Ana Ruiz", "Ana Ruiz Soto"]);
        assert_eq!(words("Ana's list"), ["Ana's", "list"]);
        assert_eq!(words("a MET b {on: 'x, y'}"), ["a", "MET", "b", "{on: 'x, y'}"]);
        assert_eq!(words("Ana Ruiz, MET, Ben {n: 1}"), ["Ana Ruiz", "MET", "Ben", "{n: 1}"]);
        assert_eq!(words("  "), Vec::<String>::new());
    }

    #[test]
    fn each_act_takes_what_it_says() {
        let parsed = |line: &str| {
            let (act, rest) = line.split_once(' ').unwrap_or((line, ""));
            Correction::parse(act, &line_words(rest))
        };
        for line in [
            "merge a b c",
            "distinct a b",
            "split a doc1 doc2 as Other Name",
            "split a doc1",
            "alias a Other Name",
            "rename a Name",
            "kind a Person",
            "reject d#v1",
            "reject a -[:MET]-> b",
            "accept a b",
            "assert a met b {day: 1}",
            "note a some words",
        ] {
            assert!(parsed(line).is_ok(), "{line}");
        }
        for line in
            ["merge a", "split a", "split a d as", "kind a", "assert a MET", "note a", "x a"]
        {
            assert!(parsed(line).is_err(), "{line}");
        }
        let Ok(Correction::Assert { kind, properties, .. }) =
            parsed("assert a -[:met]-> b {day: 1}")
        else {
            panic!("an assertion");
        };
        assert_eq!((kind.as_str(), properties.as_deref()), ("MET", Some("{day: 1}")));
        assert_eq!(parsed("merge a").unwrap_err().to_string(), "merge needs A B…");
    }
}

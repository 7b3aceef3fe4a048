//! The variables of a query that is being typed.

use crate::query::complete::KEYWORDS;
use crate::query::{Piece, PieceKind};

/// A variable, and the labels or types that it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) kinds: Vec<String>,
}

/// Is the word a keyword, or the first word of one?
pub(crate) fn is_keyword(word: &str) -> bool {
    let of = |known: &&str| known.split(' ').any(|part| part.eq_ignore_ascii_case(word));
    KEYWORDS.iter().any(of)
        || ["ASCENDING", "DESCENDING"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

const CLAUSES: &[&str] = &[
    "MATCH", "RETURN", "UNWIND", "CALL", "WITH", "CREATE", "MERGE", "SET", "DELETE", "REMOVE",
    "WHERE", "ORDER", "SKIP", "LIMIT", "OPTIONAL", "DETACH",
];

/// The variables that can be named after these pieces of `text`. A `WITH` lets through what it names.
pub(super) fn variables(text: &str, pieces: &[Piece]) -> Vec<Variable> {
    let word = |i: usize| -> Option<&str> {
        let piece = pieces.get(i)?;
        (piece.kind == PieceKind::Word).then(|| piece.span.of(text))
    };
    let name = |i: usize| -> Option<String> {
        let piece = pieces.get(i)?;
        match piece.kind {
            PieceKind::Word => {
                Some(piece.span.of(text)).filter(|it| !is_keyword(it)).map(str::to_owned)
            }
            PieceKind::Quoted => Some(piece.span.of(text).trim_matches('`').to_owned()),
            _ => None,
        }
    };
    let mark = |i: usize, wanted: &str| {
        let is = |piece: &Piece| piece.kind == PieceKind::Mark && piece.span.of(text) == wanted;
        pieces.get(i).is_some_and(is)
    };
    let keyword =
        |i: usize, wanted: &str| word(i).is_some_and(|it| it.eq_ignore_ascii_case(wanted));
    let mut known: Vec<Variable> = Vec::new();
    let add = |known: &mut Vec<Variable>, name: String, kinds: Vec<String>| match known
        .iter_mut()
        .find(|it| it.name == name)
    {
        Some(it) => it.kinds.extend(kinds),
        None => known.push(Variable { name, kinds }),
    };
    // Where the columns of the last WITH begin.
    let mut with: Option<usize> = None;
    let mut yields = false;
    for i in 0..pieces.len() {
        let before = |n: usize| i.checked_sub(n);
        if let Some(clause) = word(i)
            && CLAUSES.iter().any(|known| known.eq_ignore_ascii_case(clause))
        {
            yields = false;
            if let Some(from) = with.take() {
                known = through(text, pieces.get(from..i).unwrap_or(&[]), &known);
            }
            if clause.eq_ignore_ascii_case("WITH")
                && !before(1).is_some_and(|i| keyword(i, "STARTS") || keyword(i, "ENDS"))
            {
                with = Some(i + 1);
            }
        }
        if keyword(i, "UNION") {
            known.clear();
        }
        yields |= keyword(i, "YIELD");
        let Some(this) = name(i) else { continue };
        let previous = before(1);
        let after = |wanted: &str| previous.is_some_and(|i| mark(i, wanted));
        let opens_node = after("(") && before(2).is_none_or(|i| name(i).is_none());
        let opens_tie = after("[") && before(2).is_some_and(|i| mark(i, "-"));
        if opens_node || opens_tie {
            let mut kinds = Vec::new();
            let mut at = i + 1;
            while [":", "|", "&"].iter().any(|between| mark(at, between)) {
                kinds.extend(word(at + 1).map(str::to_owned));
                at += 2;
            }
            let ends = [")", "]", "{", "*"].iter().any(|end| mark(at, end)) || at >= pieces.len();
            if ends {
                add(&mut known, this, kinds);
                continue;
            }
            if keyword(i + 1, "IN") {
                add(&mut known, this, Vec::new());
            }
            continue;
        }
        let path =
            mark(i + 1, "=") && (after(",") || previous.is_some_and(|i| keyword(i, "MATCH")));
        let named = previous.is_some_and(|i| keyword(i, "AS"));
        let yielded = yields && (after(",") || previous.is_some_and(|i| keyword(i, "YIELD")));
        let element = keyword(i + 1, "IN") && (after("[") || after("("));
        if (path && mark(i + 2, "(")) || named || yielded || element {
            // What is renamed keeps its labels.
            let old = before(2).and_then(&name).filter(|_| named);
            let kinds = old.and_then(|old| known.iter().find(|it| it.name == old));
            let kinds = kinds.map(|it| it.kinds.clone()).unwrap_or_default();
            add(&mut known, this, kinds);
        }
    }
    known
}

/// What a `WITH` with these columns lets through.
fn through(text: &str, columns: &[Piece], known: &[Variable]) -> Vec<Variable> {
    let text_of = |piece: &Piece| piece.span.of(text);
    if columns.first().is_some_and(|piece| text_of(piece) == "*") {
        return known.to_vec();
    }
    let mut kept = Vec::new();
    let mut depth = 0_usize;
    let mut column: Vec<&Piece> = Vec::new();
    let mut close = |column: &mut Vec<&Piece>| {
        if let Some(last) = column.last() {
            let alias = column.len() == 1
                || column
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|it| text_of(it).eq_ignore_ascii_case("AS"));
            let found = known.iter().find(|it| it.name == text_of(last).trim_matches('`'));
            kept.extend(found.filter(|_| alias).cloned());
        }
        column.clear();
    };
    for piece in columns {
        match text_of(piece) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                close(&mut column);
                continue;
            }
            _ => {}
        }
        column.push(piece);
    }
    close(&mut column);
    kept
}

#[cfg(test)]
mod tests {
    use super::variables;
    use crate::query::pieces;

    fn known(text: &str) -> Vec<String> {
        let found = variables(text, &pieces(text));
        found
            .into_iter()
            .map(|it| {
                if it.kinds.is_empty() {
                    it.name
                } else {
                    format!("{}:{}", it.name, it.kinds.join("|"))
                }
            })
            .collect()
    }

    #[test]
    fn patterns_lists_and_columns_name_variables() {
        assert_eq!(
            known("MATCH (a:Person)-[m:MET|CALLED]->(b) WHERE a."),
            ["a:Person", "m:MET|CALLED", "b"]
        );
        assert_eq!(known("MATCH p = (a)-->(b) RETURN count(a) AS n, "), ["p", "a", "b", "n"]);
        assert_eq!(
            known("UNWIND [1] AS x CALL graph.degree() YIELD node, degree RETURN "),
            ["x", "node", "degree"]
        );
        assert_eq!(known("RETURN [x IN [1] WHERE x"), ["x"]);
        assert_eq!(known("MATCH (a:Person {name: 'X'}) RETURN toLower(a.name), "), ["a:Person"]);
    }

    #[test]
    fn with_lets_through_what_it_names() {
        assert_eq!(known("MATCH (a:Person)-->(b) WITH a, count(b) AS n MATCH "), ["a:Person", "n"]);
        assert_eq!(known("MATCH (a:Person) WITH a AS who RETURN "), ["who:Person"]);
        assert_eq!(known("MATCH (a)-->(b) WITH * RETURN "), ["a", "b"]);
        assert_eq!(known("MATCH (a) WHERE a.name STARTS WITH 'x' RETURN "), ["a"]);
        assert_eq!(known("MATCH (a) RETURN a UNION MATCH (b) RETURN "), ["b"]);
    }
}

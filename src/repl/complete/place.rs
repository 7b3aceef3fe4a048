//! Where the cursor stands in a query that is being typed.

use super::scope::{Variable, variables};
use crate::query::{Piece, PieceKind, pieces};

/// What can stand at the cursor. Each has the byte from which on it is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Inside a string: its mark, and the property that it is compared to, if that is plain.
    Text(usize, char, Option<String>),
    /// After `$`.
    Parameter(usize),
    /// After `:` in a node, or of an expression.
    Label(usize),
    /// After `:` in a relationship.
    Type(usize),
    /// After `x.`: the labels or types of x, where they are known.
    Property(usize, Vec<String>),
    /// Before `:` in the braces of a pattern.
    Key(usize, Vec<String>),
    /// After `CALL`.
    Procedure(usize),
    /// After `YIELD`: the procedure.
    Result(usize, String),
    /// A word with points that begins a function: `date.tr`.
    Function(usize),
    /// A keyword, function or variable.
    Word(usize, Vec<String>),
    /// A name that does not exist yet, a comment, a number.
    Nothing,
}

impl Place {
    /// What can stand at the end of `text`, one statement up to the cursor. Cost: linear.
    pub(super) fn of(text: &str) -> Self {
        let pieces = pieces(text);
        let ends_here = |piece: &Piece| piece.span.end == text.len();
        let last = pieces.last().filter(|piece| ends_here(piece));
        let (part, before) = match last.map(|piece| piece.kind) {
            Some(
                PieceKind::Comment | PieceKind::Number | PieceKind::Unknown | PieceKind::Quoted,
            ) => {
                return Self::Nothing;
            }
            Some(PieceKind::Word | PieceKind::Open | PieceKind::Parameter) => {
                (last.copied(), pieces.get(..pieces.len() - 1).unwrap_or(&[]))
            }
            _ => (None, pieces.as_slice()),
        };
        let start = part.map_or(text.len(), |piece| piece.span.start);
        let around = Around { text, pieces: before };
        match part.map(|piece| piece.kind) {
            Some(PieceKind::Open) => {
                let mark = text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or('\'');
                Self::Text(start + 1, mark, around.compared())
            }
            Some(PieceKind::Parameter) => Self::Parameter(start + 1),
            _ => around.place(start),
        }
    }
}

/// The pieces before the word that is typed.
struct Around<'t> {
    text: &'t str,
    pieces: &'t [Piece],
}

impl Around<'_> {
    /// The n-th piece from the end, as text.
    fn back(&self, n: usize) -> &str {
        let at = self.pieces.len().checked_sub(n + 1);
        at.and_then(|at| self.pieces.get(at)).map_or("", |piece| piece.span.of(self.text))
    }

    fn is_back(&self, n: usize, word: &str) -> bool {
        self.back(n).eq_ignore_ascii_case(word)
    }

    fn is_word(&self, n: usize) -> bool {
        let at = self.pieces.len().checked_sub(n + 1);
        at.and_then(|at| self.pieces.get(at)).is_some_and(|piece| piece.kind == PieceKind::Word)
    }

    /// The property that a string is compared to: `e.type = '`, `{type: '`, `e.type IN ['`.
    fn compared(&self) -> Option<String> {
        let n = match self.back(0) {
            "=" | "<>" | ":" => 1,
            "[" | "," if self.back(1).eq_ignore_ascii_case("IN") => 2,
            _ => return None,
        };
        self.is_word(n).then(|| self.back(n).to_owned())
    }

    /// The bracket that is open: where it stands.
    fn open(&self) -> Option<(usize, &str)> {
        let mut depth = 0_usize;
        for (at, piece) in self.pieces.iter().enumerate().rev() {
            match piece.span.of(self.text) {
                ")" | "]" | "}" if piece.kind == PieceKind::Mark => depth += 1,
                mark @ ("(" | "[" | "{") if piece.kind == PieceKind::Mark => match depth {
                    0 => return Some((at, mark)),
                    _ => depth -= 1,
                },
                _ => {}
            }
        }
        None
    }

    /// The labels or types that stand before the brace at `at`, and whether it is that of a pattern.
    fn pattern(&self, at: usize) -> Option<Vec<String>> {
        let inner = Around { text: self.text, pieces: self.pieces.get(..at)? };
        let (opened, mark) = inner.open()?;
        let mark_before =
            opened.checked_sub(1).and_then(|i| self.pieces.get(i)).map(|it| it.span.of(self.text));
        let is_pattern = match mark {
            "(" => true,
            "[" => mark_before == Some("-"),
            _ => false,
        };
        let inside = self.pieces.get(opened + 1..at)?;
        let mut kinds = Vec::new();
        for pair in inside.windows(2) {
            if let [mark, word] = pair
                && matches!(mark.span.of(self.text), ":" | "|" | "&")
                && word.kind == PieceKind::Word
            {
                kinds.push(word.span.of(self.text).to_owned());
            }
        }
        (is_pattern && inside.len() <= 1 + 2 * kinds.len()).then_some(kinds)
    }

    fn scope(&self) -> Vec<Variable> {
        variables(self.text, self.pieces)
    }

    fn place(&self, start: usize) -> Place {
        let open = self.open();
        match self.back(0) {
            ":" | "|" | "&" | "!" => {
                let bracket = open.map(|(_, mark)| mark);
                let of_tie = open.is_some_and(|(at, mark)| {
                    let before = at.checked_sub(1).and_then(|i| self.pieces.get(i));
                    mark == "[" && before.is_some_and(|it| it.span.of(self.text) == "-")
                });
                return match (self.back(0), bracket) {
                    _ if of_tie => Place::Type(start),
                    (":", Some("{")) => self.word(start),
                    ("|", Some("[")) => self.word(start),
                    (":", _) => Place::Label(start),
                    _ if matches!(self.back(2), ":" | "|" | "&") || self.back(1) == ":" => {
                        Place::Label(start)
                    }
                    _ => self.word(start),
                };
            }
            "." => return self.after_point(start),
            "{" | "," if open.is_some_and(|(_, mark)| mark == "{") => {
                if let Some((at, _)) = open
                    && let Some(kinds) = self.pattern(at)
                {
                    return Place::Key(start, kinds);
                }
            }
            _ => {}
        }
        if self.is_back(0, "CALL") {
            return Place::Procedure(start);
        }
        if self.is_back(0, "AS") {
            return Place::Nothing;
        }
        if let Some(procedure) = self.yielding() {
            return Place::Result(start, procedure);
        }
        self.word(start)
    }

    fn after_point(&self, start: usize) -> Place {
        // `graph.page`: the words before, with their points.
        let mut first = 1;
        while self.is_word(first) && self.back(first + 1) == "." && self.is_word(first + 2) {
            first += 2;
        }
        if !self.is_word(first) {
            return Place::Property(start, Vec::new());
        }
        let from = self.pieces.len().checked_sub(first + 1).and_then(|at| self.pieces.get(at));
        let from = from.map_or(start, |piece| piece.span.start);
        if self.is_back(first + 1, "CALL") {
            return Place::Procedure(from);
        }
        let name = self.back(first);
        match self.scope().into_iter().find(|it| it.name == name) {
            Some(variable) => Place::Property(start, variable.kinds),
            None if super::begins_function(&format!("{name}.")) => Place::Function(from),
            None => Place::Property(start, Vec::new()),
        }
    }

    /// The procedure whose results are named here: after `YIELD`, or a comma later.
    fn yielding(&self) -> Option<String> {
        let mut n = 0;
        while self.back(n) == "," || (self.is_word(n) && !self.is_back(n, "YIELD")) {
            // Names of results stand between commas; anything else is another clause.
            if self.back(n) != "," && self.back(n + 1) != "," && !self.is_back(n + 1, "YIELD") {
                return None;
            }
            n += 1;
        }
        if !self.is_back(n, "YIELD") || (n > 0 && self.back(0) != ",") {
            return None;
        }
        let at = self.pieces.len().checked_sub(n + 1)?;
        let call = self
            .pieces
            .get(..at)?
            .iter()
            .rposition(|piece| piece.span.of(self.text).eq_ignore_ascii_case("CALL"))?;
        let name: String = self
            .pieces
            .get(call + 1..at)?
            .iter()
            .map(|piece| piece.span.of(self.text))
            .take_while(|it| *it != "(")
            .collect();
        Some(name)
    }

    fn word(&self, start: usize) -> Place {
        Place::Word(start, self.scope().into_iter().map(|it| it.name).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn each_place_is_known() {
        let of = Place::of;
        let words = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert_eq!(of("MATCH (a:Pe"), Place::Label(9));
        assert_eq!(of("MATCH (a:Person|"), Place::Label(16));
        assert_eq!(of("MATCH (a)-[:"), Place::Type(12));
        assert_eq!(of("MATCH (a)-[r:MET|m"), Place::Type(17));
        assert_eq!(
            of("MATCH (a:Person)-[m:MET]-(b) WHERE m.d"),
            Place::Property(37, words(&["MET"]))
        );
        assert_eq!(of("MATCH (a:Person {na"), Place::Key(17, words(&["Person"])));
        assert_eq!(of("MATCH (a {name: 'x', "), Place::Key(21, words(&[])));
        assert_eq!(of("RETURN $wh"), Place::Parameter(8));
        assert_eq!(of("CALL graph.pa"), Place::Procedure(5));
        assert_eq!(
            of("CALL graph.pagerank() YIELD node, sc"),
            Place::Result(34, "graph.pagerank".into())
        );
        assert_eq!(of("RETURN date.tr"), Place::Function(7));
        assert_eq!(of("MATCH (a) RETURN a AS x"), Place::Nothing);
        assert_eq!(of("MATCH (a) WHERE "), Place::Word(16, words(&["a"])));
        assert_eq!(of("RETURN [x IN [1] | x"), Place::Word(19, words(&["x"])));
        assert_eq!(of("RETURN {a: x"), Place::Word(11, words(&[])));
        assert_eq!(of("// MATCH (a:"), Place::Nothing);
    }

    #[test]
    fn strings_know_what_they_are_compared_to() {
        assert_eq!(Place::of("MATCH (a {name: 'lun"), Place::Text(17, '\'', Some("name".into())));
        assert_eq!(
            Place::of("MATCH (e) WHERE e.type = \"A"),
            Place::Text(26, '"', Some("type".into()))
        );
        assert_eq!(Place::of("RETURN 'x"), Place::Text(8, '\'', None));
    }
}

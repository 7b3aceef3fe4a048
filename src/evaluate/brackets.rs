//! Mentions of entities as the treebank GUM brackets them in its last column: `Entity=(3-person-new(7-place)7)3)`.

use std::ops::Range;

/// A mention of an entity in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bracketed {
    /// Which entity of the document it is.
    pub id: String,
    /// Its type, such as `person`.
    pub kind: String,
    /// Its words in the sentence.
    pub words: Range<usize>,
}

/// The value of `Entity=` among the values of a last column.
pub(crate) fn entity_of(misc: &str) -> &str {
    misc.split('|').find_map(|value| value.strip_prefix("Entity=")).unwrap_or("")
}

/// The mentions of a sentence, in the order in which they end, from the value of `Entity=` of each of its words.
/// Mentions that are broken over several stretches (`[1/2]`) and those that cross the sentence's edge are left out.
/// Cost: linear, but for mentions that are open at once.
pub(crate) fn mentions<'a>(values: impl Iterator<Item = &'a str>) -> Vec<Bracketed> {
    let mut open: Vec<(&str, &str, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, value) in values.enumerate() {
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let (body, after) = inner.split_at(end);
                let mut fields = body.split('-');
                let (id, kind) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
                rest = after;
                if let Some(after) = rest.strip_prefix(')') {
                    found.push(bracketed(id, kind, at..at + 1));
                    rest = after;
                } else {
                    open.push((id, kind, at));
                }
            } else {
                let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                let (id, after) = rest.split_at(end);
                let id = id.trim_end_matches(')');
                if let Some(last) = open.iter().rposition(|(open, ..)| *open == id) {
                    let (id, kind, start) = open.remove(last);
                    found.push(bracketed(id, kind, start..at + 1));
                }
                rest = after;
            }
        }
    }
    found.retain(|mention| !mention.id.contains('['));
    found
}

fn bracketed(id: &str, kind: &str, words: Range<usize>) -> Bracketed {
    Bracketed { id: id.to_owned(), kind: kind.to_owned(), words }
}

#[cfg(test)]
mod tests {
    use super::{entity_of, mentions};

    #[test]
    fn mentions_lie_in_each_other_and_end_at_any_word() {
        let words = ["(1-person-new-cf1", "(2-place-new)", "1)(3[1/2]-event-new)", "4)", "(5-x"];
        let read = mentions(words.into_iter());
        let found: Vec<_> =
            read.iter().map(|m| (&*m.id, &*m.kind, m.words.start, m.words.end)).collect();
        assert_eq!(found, [("2", "place", 1, 2), ("1", "person", 0, 3)]);
    }

    #[test]
    fn the_value_stands_among_others() {
        assert_eq!(entity_of("Discourse=x|Entity=(1-a)|SpaceAfter=No"), "(1-a)");
        assert_eq!(entity_of("_"), "");
    }
}

//! The words of the language, for the prompt to complete.

use super::eval::FUNCTIONS;
use super::plan::AggregateKind;

/// The keywords of the clauses and expressions that are carried out, as they are written; sorted, and last what looks
/// like a function and is a pattern.
pub const KEYWORDS: &[&str] = &[
    "ALL",
    "AND",
    "AS",
    "ASC",
    "BY",
    "CALL",
    "CASE",
    "CONTAINS",
    "CREATE",
    "DELETE",
    "DESC",
    "DETACH DELETE",
    "DISTINCT",
    "ELSE",
    "END",
    "ENDS WITH",
    "EXISTS",
    "EXPLAIN",
    "FALSE",
    "IN",
    "IS NOT NULL",
    "IS NULL",
    "LIMIT",
    "MATCH",
    "MERGE",
    "NOT",
    "NULL",
    "ON CREATE SET",
    "ON MATCH SET",
    "OPTIONAL MATCH",
    "OR",
    "ORDER BY",
    "PROFILE",
    "REMOVE",
    "RETURN",
    "SET",
    "SKIP",
    "STARTS WITH",
    "THEN",
    "TRUE",
    "UNION",
    "UNION ALL",
    "UNWIND",
    "WHEN",
    "WHERE",
    "WITH",
    "XOR",
    "YIELD",
    "allShortestPaths(",
    "shortestPath(",
];

/// The functions and aggregates of the language with their signatures, sorted by name.
pub fn functions() -> Vec<(&'static str, &'static str)> {
    let plain = FUNCTIONS.iter().copied().flatten().map(|it| (it.name, it.signature));
    let aggregates = AggregateKind::ALL.iter().map(|&(name, signature, _)| (name, signature));
    let mut all: Vec<_> = plain.chain(aggregates).collect();
    all.sort_unstable_by_key(|(name, _)| name.to_ascii_lowercase());
    all
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn every_function_has_one_name_and_a_signature_that_starts_with_it() {
        let all = functions();
        for pair in all.windows(2) {
            assert_ne!(pair[0].0.to_lowercase(), pair[1].0.to_lowercase());
        }
        for (name, signature) in all {
            assert!(signature.starts_with(&format!("{name}(")), "{name}: {signature}");
        }
    }
}

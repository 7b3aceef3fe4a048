//! `grammar/query.ebnf` and the parser say the same: each production is cited above a function that
//! reads it, and sentences made from the productions are read, printed and read again.

mod ebnf;

use std::collections::BTreeSet;

use chancery::query::parse;
use proptest::prelude::*;

use ebnf::{Grammar, Rule};

const TEXT: &str = include_str!("../../grammar/query.ebnf");

#[test]
fn every_production_is_cited_above_a_function_and_every_cited_one_exists() {
    let grammar = Grammar::read(TEXT);
    let known: BTreeSet<&str> = grammar.names().collect();
    let mut cited = BTreeSet::new();
    for folder in ["src/query/parser", "src/query/lexer"] {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.path().extension().is_none_or(|it| it != "rs") {
                continue;
            }
            let source = std::fs::read_to_string(entry.path()).unwrap();
            let lines: Vec<&str> = source.lines().map(str::trim).collect();
            for (at, line) in lines.iter().enumerate() {
                let Some(names) = line.strip_prefix("/// ebnf: ") else { continue };
                let below = lines[at + 1..].iter().find(|it| !it.starts_with("///")).unwrap();
                assert!(
                    below.contains("fn "),
                    "{line} in {} stands above no function",
                    entry.path().display()
                );
                cited.extend(names.split(' ').map(str::to_owned));
            }
        }
    }
    for name in &known {
        assert!(cited.contains(*name), "no parser function cites {name}");
    }
    for name in &cited {
        assert!(known.contains(name.as_str()), "{name} is cited, but is no production");
    }
}

#[test]
fn every_production_that_is_named_exists() {
    let grammar = Grammar::read(TEXT);
    for name in grammar.names() {
        for named in grammar.rule(name).unwrap().names() {
            assert!(grammar.rule(named).is_some(), "{name} names {named}, which is no production");
        }
    }
    assert!(matches!(grammar.rule("Statement"), Some(Rule::Sequence(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_the_grammar_makes_is_read_and_printed_as_the_same_tree(seed in any::<u64>(), size in 5u32..60) {
        let grammar = Grammar::read(TEXT);
        let sentence = grammar.sentence("Statement", seed, size);
        let tree = match parse(&sentence) {
            Ok(tree) => tree,
            Err(error) => return Err(TestCaseError::fail(format!("{sentence}: {error} {error:?}"))),
        };
        let printed = tree.to_string();
        let again = match parse(&printed) {
            Ok(again) => again,
            Err(error) => return Err(TestCaseError::fail(format!("{sentence}\n{printed}: {error}"))),
        };
        prop_assert_eq!(tree, again, "{}", printed);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_row_of_words_makes_the_parser_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "MATCH", "(", ")", "[", "]", "{", "}", "-", "<", ">", "*", "1", "..", ":", "|", "a", "IN",
                "RETURN", "WHERE", "NOT", "CASE", "WHEN", "END", "'", "\"", "`", "$", "=", ",", "exists", "count",
                "shortestPath", "reduce", "é", "\\", "WITH", "UNION", "0x", "1e", ".5",
            ]),
            0..40,
        )
    ) {
        let _ = parse(&words.join(" "));
        let _ = parse(&words.concat());
    }
}

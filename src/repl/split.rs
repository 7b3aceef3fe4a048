//! Where one statement ends and the next begins.

use super::command::is_command;
use crate::query::{past_blank, query_end};

/// One thing that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statement<'t> {
    /// A line that is a command.
    Command(&'t str),
    /// A query, without its `;`.
    Query(&'t str),
}

/// The statements of `text`: commands end with their line, queries at a `;` outside of strings,
/// quoted names and comments; the last query may do without. Cost: linear.
pub(super) fn statements(text: &str) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = skip_blank(rest);
        if rest.is_empty() {
            return found;
        }
        if is_command(rest.lines().next().unwrap_or("")) {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            found.push(Statement::Command(line.trim_end()));
            rest = after;
            continue;
        }
        let end = query_end(rest);
        let query = rest.get(..end).unwrap_or(rest).trim_end();
        if !is_blank(query) {
            found.push(Statement::Query(query));
        }
        rest = rest.get(end + 1..).unwrap_or("");
    }
}

/// The byte at which the last statement of a text begins that is not ended yet. Cost: linear.
pub(super) fn last_start(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let blank = rest.len() - skip_blank(rest).len();
        let rest = rest.get(blank..).unwrap_or("");
        let length = if is_command(rest.lines().next().unwrap_or("")) {
            rest.find('\n')
        } else {
            Some(query_end(rest)).filter(|end| *end < rest.len())
        };
        match length {
            Some(length) => at += blank + length + 1,
            // A comment that is being typed is no start of something.
            None if rest.is_empty() => return at,
            None => return at + blank,
        }
    }
}

/// Without white space and comments at its start, also one that is not ended yet.
fn skip_blank(text: &str) -> &str {
    let rest = past_blank(text);
    if rest.starts_with("/*") { "" } else { rest }
}

fn is_blank(text: &str) -> bool {
    skip_blank(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::Statement::{Command, Query};
    use super::{last_start, statements};

    #[test]
    fn queries_end_at_semicolons_and_commands_with_their_line() {
        assert_eq!(
            statements(":stats\nMATCH (n)\nRETURN n; RETURN 1;\n:quit"),
            [Command(":stats"), Query("MATCH (n)\nRETURN n"), Query("RETURN 1"), Command(":quit")]
        );
    }

    #[test]
    fn the_last_query_may_do_without_a_semicolon() {
        assert_eq!(statements("RETURN 1;\nRETURN 2\n"), [Query("RETURN 1"), Query("RETURN 2")]);
    }

    #[test]
    fn semicolons_in_strings_names_and_comments_end_nothing() {
        let query = "RETURN ';', \"\\\";\", `a;b` // ; here\n /* ; */ AS x";
        assert_eq!(statements(&format!("{query};")), [Query(query)]);
        assert_eq!(statements("RETURN 'open; é"), [Query("RETURN 'open; é")]);
    }

    #[test]
    fn the_statement_that_is_typed_is_the_last() {
        let start = |text: &str| text.get(last_start(text)..).map(str::to_owned);
        assert_eq!(start("RETURN ';'; MATCH (a"), Some("MATCH (a".into()));
        assert_eq!(start(":stats\nRETURN"), Some("RETURN".into()));
        assert_eq!(start(":who ana; x"), Some(":who ana; x".into()));
        assert_eq!(start("RETURN 'a;"), Some("RETURN 'a;".into()));
        assert_eq!(start("RETURN 1;"), Some("".into()));
    }

    #[test]
    fn blanks_and_comments_are_no_statements() {
        assert!(statements(" ;; \n // nothing\n /* : */ ;").is_empty());
        assert_eq!(statements("// first\n:stats"), [Command(":stats")]);
    }
}

//! The text of `:help`.

use std::io::{self, Write};

use super::command::{COMMANDS, find};
use super::error::ReplError;
use super::settings::SETTINGS;
use crate::query::Procedure;
use crate::query::complete::functions;
use crate::view::{Mode, Style};

/// Topics that are no command, function or procedure.
pub(super) const TOPICS: &[&str] =
    &["queries", "functions", "procedures", "keys", "modes", "settings", "completion"];

/// Writes what can be typed at the prompt, or what there is about a topic.
pub(super) fn write(
    out: &mut dyn Write,
    topic: Option<&str>,
    style: Style,
) -> Result<(), ReplError> {
    let Some(topic) = topic else { return Ok(all(out, style)?) };
    let lower = topic.to_lowercase();
    let command = find(topic).or_else(|| find(&format!(":{lower}")));
    match lower.as_str() {
        "queries" | "query" => return Ok(queries(out)?),
        "functions" => {
            for (_, signature) in functions() {
                writeln!(out, "  {signature}")?;
            }
            return Ok(());
        }
        "procedures" => {
            for procedure in Procedure::built_in() {
                writeln!(out, "  {}", signature(procedure))?;
            }
            return Ok(());
        }
        "keys" => return Ok(write!(out, "{KEYS}")?),
        "completion" => return Ok(write!(out, "{COMPLETION}")?),
        "modes" => {
            for (_, name, is) in Mode::ALL {
                writeln!(out, "  {name:<10} {is}")?;
            }
            return Ok(());
        }
        "settings" => {
            for (name, may_be, does) in SETTINGS {
                writeln!(out, "  {name:<10} {does} ({})", may_be.replace('|', ", "))?;
            }
            return Ok(());
        }
        _ => {}
    }
    if let Some(spec) = command {
        writeln!(out, "{}  {}", style.bold(&format!("{} {}", spec.name, spec.takes)), spec.does)?;
        if !spec.also.is_empty() {
            writeln!(out, "also: {}", spec.also.join("  "))?;
        }
        if !spec.more.is_empty() {
            writeln!(out, "\n{}", spec.more)?;
        }
        return Ok(());
    }
    let bare = lower.trim_end_matches(['(', ')']);
    let function = functions().into_iter().find(|(name, _)| name.to_lowercase() == bare);
    if let Some((_, signature)) = function {
        writeln!(out, "{signature}")?;
        return Ok(());
    }
    let built_in = Procedure::built_in();
    if let Some(procedure) = built_in.iter().find(|it| it.name.to_lowercase() == bare) {
        writeln!(out, "CALL {}", self::signature(procedure))?;
        return Ok(());
    }
    let nearest = topics()
        .into_iter()
        .map(|known| (strsim::osa_distance(bare, known.trim_start_matches(':')), known))
        .filter(|(far, _)| *far <= 2)
        .min()
        .map(|(_, known)| known);
    Err(ReplError::NoTopic { topic: topic.to_owned(), nearest })
}

/// All that `:help` knows something about.
pub(super) fn topics() -> Vec<String> {
    let commands = COMMANDS.iter().map(|spec| spec.name.to_owned());
    let functions = functions().into_iter().map(|(name, _)| name.to_owned());
    let procedures = Procedure::built_in().iter().map(|it| it.name.clone());
    let topics = TOPICS.iter().map(|&topic| topic.to_owned());
    topics.chain(commands).chain(functions).chain(procedures).collect()
}

/// What a procedure takes and gives, in a line.
pub(super) fn signature(procedure: &Procedure) -> String {
    let takes = procedure.parameters.iter().map(|field| {
        if field.optional { format!("[{}]", field.name) } else { field.name.to_string() }
    });
    let gives: Vec<String> = procedure.results.iter().map(|field| field.name.to_string()).collect();
    let takes = takes.collect::<Vec<_>>().join(", ");
    format!("{}({takes}) YIELD {}", procedure.name, gives.join(", "))
}

fn all(out: &mut dyn Write, style: Style) -> io::Result<()> {
    writeln!(out, "A question is a query in openCypher and ends with ; - it may have many lines:")?;
    writeln!(out)?;
    writeln!(out, "  MATCH (a:Person)-[m:MET]-(b:Person) RETURN a.name, b.name, m.date;")?;
    writeln!(out)?;
    for spec in COMMANDS {
        let command = format!("{:<29}", format!("{} {}", spec.name, spec.takes));
        writeln!(out, "  {} {}", style.bold(&command), spec.does)?;
    }
    writeln!(out)?;
    writeln!(out, ":help TOPIC says more: {}, or a command or function.", TOPICS.join(", "))
}

fn queries(out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "\
MATCH (a:Person {{name: 'Marco Rubio'}})     who is meant: labels after :, properties in braces
      -[m:MET]-                            how they hang together: types in [:A|B], -> for a direction
      (b)
WHERE b.name <> 'X' AND m.date >= date('2025-07-01')
RETURN b.name AS who, count(*) AS times    columns; what is not counted is grouped by
ORDER BY times DESC LIMIT 10;

:schema tells labels, types and properties; :examples has questions about this graph;
:help functions and :help procedures list what can be called; docs/query-language.md is the whole.
"
    )
}

const KEYS: &str = "  Tab             complete; a second time: choose from the list
  →, Ctrl-E       take the pale hint from the history
  ↑, ↓            earlier and later statements
  Ctrl-R          search what was typed before
  Ctrl-C          clear the line, or stop what runs
  Ctrl-D          leave (on an empty line)
  Ctrl-L          clear the screen
  Ctrl-W, Ctrl-U  delete the word, or all, before the cursor
  Alt-B, Alt-F    a word back, a word on
  :edit           write in your own editor
:set editor vi turns to the keys of vi: Esc, then h j k l w b 0 $ x dd i a …
";

const COMPLETION: &str = "\
Tab completes by place:
  MATCH (p:Per         labels
  -[:ME                types of relationships
  p.na                 properties of what p is
  {name: 'rub          names and aliases: those that begin so, then those with such a word; where there are none,
                       those that are spelled nearly so; who is mentioned most stands first
  RETURN toL           keywords, variables, functions with what they take
  CALL graph.          procedures; after YIELD what they give
  $                    parameters
  :who rub             names; :text and :remove documents, :add and :open files, :set settings
";

#[cfg(test)]
mod tests {
    use super::{TOPICS, topics, write};
    use crate::view::Style;

    fn help(topic: Option<&str>) -> Result<String, String> {
        let mut out = Vec::new();
        write(&mut out, topic, Style::PLAIN).map_err(|error| error.hint().unwrap_or_default())?;
        Ok(String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn every_topic_has_its_text() {
        assert!(TOPICS.iter().all(|topic| help(None).expect("help").contains(topic)));
        for topic in topics() {
            assert!(!help(Some(&topic)).expect("a topic").trim().is_empty(), "{topic}");
        }
    }

    #[test]
    fn topics_are_found_by_other_spellings_and_near_ones_are_named() {
        assert_eq!(help(Some("who")), help(Some(":who")));
        assert_eq!(help(Some("\\d")), help(Some(":schema")));
        assert!(help(Some("TOLOWER")).expect("a function").starts_with("toLower("));
        assert_eq!(help(Some("shcema")), Err("did you mean :schema?".into()));
    }
}

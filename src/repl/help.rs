//! The text of `:help`.

use std::io::{self, Write};

use super::command::COMMANDS;

/// Writes what can be typed at the prompt.
pub(super) fn write(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "A question is a query in openCypher and ends with ; - it may have many lines:")?;
    writeln!(out)?;
    writeln!(out, "  MATCH (a:Person)-[m:MET]-(b:Person) RETURN a.name, b.name, m.date;")?;
    writeln!(
        out,
        "  MATCH (p:Person)-[:SAID]->(s:Statement) WHERE p.name CONTAINS 'Lavrov' RETURN s.content;"
    )?;
    writeln!(
        out,
        "  MATCH (e:Event)-[:ACTOR]->(c:Country) RETURN c.name, count(*) ORDER BY count(*) DESC;"
    )?;
    writeln!(out)?;
    writeln!(out, "Commands:")?;
    for (name, takes, does) in COMMANDS {
        writeln!(out, "  {:<18} {does}", format!("{name} {takes}"))?;
    }
    writeln!(out)?;
    writeln!(
        out,
        "Tab completes keywords, labels after :, types in [:, properties after ., names in quotes."
    )?;
    writeln!(out, "Ctrl-C clears the line or stops a query, Ctrl-R searches what was typed before.")
}

//! Proofs for people.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{Place, Proof, Quote};
use crate::view::escape;

/// How many facts, and how many proofs of one fact, are shown.
const MOST_FACTS: usize = 40;
const MOST_QUOTES: usize = 5;

/// Escape sequences; empty where there is no colour.
struct Style {
    bold: &'static str,
    dim: &'static str,
    mark: &'static str,
    off: &'static str,
    brackets: (&'static str, &'static str),
}

/// Writes proofs, one block each. With `colour` the words that show a fact are bold, else they stand in `[[ ]]`.
///
/// # Errors
/// `out` refuses.
pub fn render(proofs: &[Proof], colour: bool, out: &mut impl Write) -> io::Result<()> {
    if proofs.len() > 1 {
        writeln!(out, "{} things are called so:", proofs.len())?;
        for proof in proofs {
            writeln!(out, "  {}  {}", escape(&proof.key), escape(&proof.name))?;
        }
        writeln!(out)?;
    }
    render_each(proofs, colour, out)
}

/// The same of things that are not looked for by one name.
///
/// # Errors
/// `out` refuses.
pub fn render_each(proofs: &[Proof], colour: bool, out: &mut impl Write) -> io::Result<()> {
    let style = if colour {
        Style {
            bold: "\u{1B}[1m",
            dim: "\u{1B}[2m",
            mark: "\u{1B}[1;33m",
            off: "\u{1B}[0m",
            brackets: ("", ""),
        }
    } else {
        Style { bold: "", dim: "", mark: "", off: "", brackets: ("[[", "]]") }
    };
    for (i, proof) in proofs.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        one(proof, &style, out)?;
    }
    Ok(())
}

fn one(proof: &Proof, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let Style { bold, dim, off, .. } = style;
    let labels = proof.labels.join(", ");
    let (name, key) = (escape(&proof.name), escape(&proof.key));
    writeln!(out, "{bold}{name}{off}  {dim}{}  {key}{off}", escape(&labels))?;
    for (name, value) in &proof.properties {
        writeln!(out, "  {}: {}", escape(name), escape(value))?;
    }
    if let Some(event) = &proof.event {
        writeln!(out, "  read off: {} ({})", escape(&event.name), escape(&event.key))?;
    }
    if proof.joined.len() > 1 {
        let documents: BTreeSet<&str> =
            proof.joined.iter().map(|joined| joined.quote.document.as_str()).collect();
        match documents.len() {
            1 => writeln!(out, "  one thing of several names:")?,
            n => writeln!(out, "  one thing in {n} documents:")?,
        }
        for joined in proof.joined.iter().take(MOST_FACTS) {
            let words = joined.quote.marked.as_deref().unwrap_or("…");
            let document = escape(&joined.quote.document);
            writeln!(out, "    {document}: {} ({})", escape(words), joined.because)?;
        }
        more(proof.joined.len(), MOST_FACTS, "    ", out)?;
    }
    quotes(&proof.quotes, "  ", style, out)?;
    row(proof.row.as_ref(), "  ", style, out)?;
    for fact in proof.facts.iter().take(MOST_FACTS) {
        writeln!(out, "  {bold}{}{off}", escape(&fact.says))?;
        quotes(&fact.quotes, "    ", style, out)?;
        row(fact.row.as_ref(), "    ", style, out)?;
    }
    more(proof.facts.len() + proof.left_out, MOST_FACTS, "  ", out)?;
    for correction in &proof.corrections {
        writeln!(out, "  {bold}written{off}  {dim}{}{off}", escape(&correction.told))?;
        for change in correction.changes.iter().take(MOST_FACTS) {
            writeln!(out, "    {}", escape(change))?;
        }
        more(correction.changes.len(), MOST_FACTS, "    ", out)?;
    }
    if proof.quotes.is_empty() && proof.facts.is_empty() {
        // Nothing is told of it but that it is mentioned.
        let mentions: Vec<Quote> = proof.joined.iter().map(|joined| joined.quote.clone()).collect();
        quotes(&mentions, "  ", style, out)?;
    }
    Ok(())
}

/// The line of a table that something was imported from.
fn row(place: Option<&Place>, indent: &str, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let Some(Place { file, line }) = place else { return Ok(()) };
    writeln!(out, "{indent}{}— {}, line {line}{}", style.dim, escape(file), style.off)
}

fn quotes(quotes: &[Quote], indent: &str, style: &Style, out: &mut impl Write) -> io::Result<()> {
    for quote in quotes.iter().take(MOST_QUOTES) {
        let Style { dim, mark, off, brackets: (open, close), .. } = style;
        match &quote.marked {
            Some(marked) => {
                let (before, marked, after) =
                    (plain(&quote.before), plain(marked), plain(&quote.after));
                let (before, after) = (before.trim_start(), after.trim_end());
                writeln!(out, "{indent}{before}{mark}{open}{marked}{close}{off}{after}")?;
            }
            None => writeln!(out, "{indent}(the words are not kept in this snapshot)")?,
        }
        let title = quote.title.as_ref().map(|title| format!(" “{}”", plain(title)));
        let date = quote.date.as_ref().map(|date| format!(", {date}"));
        writeln!(
            out,
            "{indent}{dim}— {}{}{}; {} {}%{off}",
            escape(&quote.document),
            title.unwrap_or_default(),
            date.unwrap_or_default(),
            escape(&quote.frame),
            quote.confidence
        )?;
    }
    more(quotes.len(), MOST_QUOTES, indent, out)
}

fn more(all: usize, shown: usize, indent: &str, out: &mut impl Write) -> io::Result<()> {
    match all.checked_sub(shown) {
        Some(more) if more > 0 => writeln!(out, "{indent}… and {more} more"),
        _ => Ok(()),
    }
}

/// Text on one line: white space made blanks, the rest [`escape`].
fn plain(text: &str) -> String {
    let blank: String =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    escape(&blank).into_owned()
}

//! A document's text with what was read in it marked.

use std::io::{self, Write};

use super::{Style, escape_lines};
use crate::facts::{DocumentFacts, ReadDocument};
use crate::text::Span;

/// What is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// The words that tell an event.
    Event,
    /// The words that tell who said what.
    Statement,
    /// A name.
    Mention,
}

impl Mark {
    /// Escape codes, and signs where there are no colours.
    const fn looks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Event => ("33", "{", "}"),
            Self::Statement => ("32", "<", ">"),
            Self::Mention => ("1;36", "[", "]"),
        }
    }
}

/// Writes a document's text: names in brackets (or bright), words that tell an event in braces (or yellow), those that
/// tell a statement in angles (or green); below it the events and statements in order. Where only the sentences that
/// prove something are kept, these are written. Cost: linear in the text, and sorting its facts.
///
/// # Errors
/// Those of `out`.
pub fn document(out: &mut dyn Write, read: &ReadDocument, style: Style) -> io::Result<()> {
    let document = &read.document;
    let head = [
        Some(document.id.clone()),
        document.date.map(|date| date.to_string()),
        document.source.clone(),
    ];
    let head: Vec<String> = head.into_iter().flatten().collect();
    writeln!(out, "{}", style.pale(&escape_lines(&head.join("  ")).replace('\n', " ")))?;
    let marks = marks(&read.facts);
    match &read.excerpts {
        None => stretch(out, &document.text, 0, &marks, style)?,
        Some(excerpts) => {
            for excerpt in excerpts {
                stretch(out, &excerpt.text, excerpt.start, &marks, style)?;
                writeln!(out, "{}", style.pale("…"))?;
            }
        }
    }
    listed(out, &read.facts, style)
}

fn marks(facts: &DocumentFacts) -> Vec<(Span, Mark)> {
    let names = facts.entities.iter().flat_map(|entity| &entity.spans);
    let names = names.map(|&span| (span, Mark::Mention));
    let events = facts.events.iter().map(|event| (event.evidence.span, Mark::Event));
    let said = facts.statements.iter().map(|said| (said.evidence.span, Mark::Statement));
    events.chain(said).chain(names).collect()
}

/// Writes a stretch of text that starts at `from`, with the marks that lie in it.
fn stretch(
    out: &mut dyn Write,
    text: &str,
    from: usize,
    marks: &[(Span, Mark)],
    style: Style,
) -> io::Result<()> {
    // Where marks begin and end: ends first, then wide marks before narrow ones.
    let mut points: Vec<(usize, bool, usize, Mark)> = Vec::new();
    for &(span, mark) in marks {
        let (Some(start), Some(end)) = (span.start.checked_sub(from), span.end.checked_sub(from))
        else {
            continue;
        };
        if end <= text.len()
            && start < end
            && text.is_char_boundary(start)
            && text.is_char_boundary(end)
        {
            points.push((start, true, usize::MAX - end, mark));
            points.push((end, false, usize::MAX - start, mark));
        }
    }
    points.sort_unstable();
    let mut open: Vec<Mark> = Vec::new();
    let mut at = 0;
    for (place, begins, _, mark) in points {
        plain(out, text.get(at..place).unwrap_or(""), &open, style)?;
        at = place;
        let (_, left, right) = mark.looks();
        if begins {
            open.push(mark);
        } else if let Some(last) = open.iter().rposition(|known| *known == mark) {
            open.remove(last);
        }
        if !style.colour {
            write!(out, "{}", if begins { left } else { right })?;
        }
    }
    plain(out, text.get(at..).unwrap_or(""), &open, style)?;
    if text.ends_with('\n') { Ok(()) } else { writeln!(out) }
}

fn plain(out: &mut dyn Write, text: &str, open: &[Mark], style: Style) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let text = escape_lines(text);
    match open.iter().max() {
        Some(mark) => write!(out, "{}", style.paint(mark.looks().0, &text)),
        None => write!(out, "{text}"),
    }
}

/// The events and statements, a line each.
fn listed(out: &mut dyn Write, facts: &DocumentFacts, style: Style) -> io::Result<()> {
    let name = |id: &crate::facts::EntityId| {
        let entity = facts.entities.iter().find(|entity| entity.id == *id);
        entity.map_or_else(|| id.to_string(), |entity| entity.name.clone())
    };
    let names =
        |ids: &[crate::facts::EntityId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    if facts.events.is_empty() && facts.statements.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for event in &facts.events {
        let mut line = event.kind.to_string();
        if let Some(mode) = &event.mode {
            line.push_str(&format!(" {mode}"));
        }
        if let Some(date) = event.date {
            line.push_str(&format!(" {date}"));
        }
        for (word, ids) in
            [("actor", &event.actor), ("target", &event.target), ("place", &event.place)]
        {
            if !ids.is_empty() {
                line.push_str(&format!("; {word}: {}", names(ids)));
            }
        }
        let line = super::escape(&line).into_owned();
        writeln!(out, "{:<5}{line}", style.paint("33", &event.id.to_string()))?;
    }
    for said in &facts.statements {
        let content = super::wrap::cut(&said.content, Some(90));
        let content = content.as_deref().unwrap_or(&said.content);
        let line = format!("{}: “{content}”", name(&said.speaker));
        let line = super::escape(&line).into_owned();
        writeln!(out, "{:<5}{line}", style.paint("32", &said.id.to_string()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::document;
    use crate::facts::example::dispatches;

    fn shown(colour: bool) -> String {
        let corpus = dispatches();
        let mut out = Vec::new();
        let style = Style { colour, ..Style::PLAIN };
        document(&mut out, corpus.get("a-harbour").expect("it"), style).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn what_was_read_is_marked_and_listed() {
        let text = shown(false);
        assert!(text.starts_with("a-harbour  2025-07-10"), "{text}");
        assert!(
            text.contains('{')
                && text.contains("\nv1   CONSULT meeting 2025-07-10; actor: Ana Ruiz"),
            "{text}"
        );
        assert!(text.contains("“the border would open”"), "{text}");
        assert!(shown(true).contains("\u{1b}[33m"));
    }

    #[test]
    fn without_the_text_its_sentences_are_shown() {
        let read = dispatches().get("a-harbour").expect("it").clone().without_text();
        let mut out = Vec::new();
        document(&mut out, &read, Style::PLAIN).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains("\n…\n") && text.contains("the border would open"), "{text}");
    }
}

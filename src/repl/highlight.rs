//! Colours of what is being typed.

use super::command::is_command;
use super::complete::is_keyword;
use crate::query::{Piece, PieceKind, pieces};

/// The line in colours, as far as it is typed; the bracket at the cursor and its other half stand out.
/// Only escape sequences are added. Cost: linear.
pub(super) fn coloured(line: &str, cursor: usize) -> String {
    if is_command(line) {
        let start = line.len() - line.trim_start().len();
        let end = line.get(start..).and_then(|it| it.find(char::is_whitespace));
        let (name, rest) = line.split_at(end.map_or(line.len(), |end| start + end));
        return format!("\u{1b}[1;34m{name}\u{1b}[0m{rest}");
    }
    let pieces = pieces(line);
    let matching = matching(line, &pieces, cursor);
    let mut shown = String::with_capacity(line.len() * 2);
    let mut at = 0;
    for (i, piece) in pieces.iter().enumerate() {
        shown.push_str(line.get(at..piece.span.start).unwrap_or(""));
        at = piece.span.end;
        let text = piece.span.of(line);
        let stands_out = matching.is_some_and(|(a, b)| i == a || i == b);
        let code = if stands_out { "1;4;36" } else { code(line, &pieces, i) };
        if code.is_empty() {
            shown.push_str(text);
        } else {
            shown.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
        }
    }
    shown.push_str(line.get(at..).unwrap_or(""));
    shown
}

fn code(line: &str, pieces: &[Piece], i: usize) -> &'static str {
    let Some(piece) = pieces.get(i) else { return "" };
    let neighbour =
        |i: Option<usize>| i.and_then(|i| pieces.get(i)).map_or("", |piece| piece.span.of(line));
    match piece.kind {
        PieceKind::Word => {
            let before = neighbour(i.checked_sub(1));
            match (before, neighbour(Some(i + 1))) {
                (":" | "|" | "&", _) => "36",
                (".", _) => "",
                (_, "(") if !is_keyword(piece.span.of(line)) => "33",
                _ if is_keyword(piece.span.of(line)) => "1;34",
                _ => "",
            }
        }
        PieceKind::Text | PieceKind::Open => "32",
        PieceKind::Number => "35",
        PieceKind::Parameter => "1;35",
        PieceKind::Comment => "2",
        PieceKind::Unknown => "4;31",
        PieceKind::Quoted | PieceKind::Mark => "",
    }
}

/// The bracket under the cursor, or before it, with its other half.
fn matching(line: &str, pieces: &[Piece], cursor: usize) -> Option<(usize, usize)> {
    let bracket = |i: usize| {
        let piece = pieces.get(i).filter(|piece| piece.kind == PieceKind::Mark)?;
        Some(piece.span.of(line)).filter(|mark| matches!(*mark, "(" | ")" | "[" | "]" | "{" | "}"))
    };
    let at = |place: usize| {
        let i = pieces.binary_search_by_key(&place, |piece| piece.span.start).ok()?;
        bracket(i).map(|mark| (i, mark))
    };
    let (here, mark) = at(cursor).or_else(|| at(cursor.checked_sub(1)?))?;
    let opens = matches!(mark, "(" | "[" | "{");
    let mut depth = 0_usize;
    let step = |i: usize| if opens { Some(i + 1) } else { i.checked_sub(1) };
    let mut i = here;
    loop {
        i = step(i)?;
        if i >= pieces.len() {
            return None;
        }
        let Some(mark) = bracket(i) else { continue };
        if matches!(mark, "(" | "[" | "{") == opens {
            depth += 1;
        } else if depth == 0 {
            return Some((here, i));
        } else {
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::coloured;

    fn plain(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            out.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        out + rest
    }

    #[test]
    fn colours_change_nothing_but_the_looks() {
        for line in
            ["MATCH (n:Person {name: 'é", "RETURN 1x # \"", ":who Ana", "/* x", "", "é(é", "))(("]
        {
            for cursor in 0..=line.len() {
                assert_eq!(plain(&coloured(line, cursor)), line);
            }
        }
    }

    #[test]
    fn keywords_texts_and_brackets_stand_out() {
        let shown = coloured("match (n) return 'x'", 8);
        assert!(shown.contains("\u{1b}[1;34mmatch") && shown.contains("\u{1b}[32m'x'"), "{shown}");
        assert_eq!(shown.matches("\u{1b}[1;4;36m").count(), 2, "{shown}");
    }
}

//! Whose party it is: "Vera's party, Condor Block", "Vera, whose Condor party", "his Condor party".

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::EntityKind;
use crate::text::Span;

/// The person who is of the party of a mention, and the words that say so. Cost: the sentence's mentions.
pub(super) fn member(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    candidate: &Candidate,
) -> Option<(usize, Span)> {
    if candidate.form != MentionForm::Name {
        return None;
    }
    let owner = apposed(line, list, candidate)
        .or_else(|| owned(line, list, candidate).filter(|_| is_party(line, candidate)))?;
    let person = owner.entity.filter(|&e| resolver.kind(e) == Some(EntityKind::Person))?;
    Some((person, line.span(&(owner.words.start..candidate.words.end))))
}

/// Does the name say that it is a party's?
fn is_party(line: &Line<'_>, candidate: &Candidate) -> bool {
    let end = candidate.words.end;
    [end - 1, end]
        .iter()
        .any(|&i| matches!(line.folded(i), "party" | "movement" | "front" | "bloc"))
}

/// "Vera's party, Condor Block", "her party Condor Block".
fn apposed<'c>(
    line: &Line<'_>,
    list: &'c [Candidate],
    candidate: &Candidate,
) -> Option<&'c Candidate> {
    let before = candidate.words.start.checked_sub(1)?;
    let noun = if line.form(before) == "," { before.checked_sub(1)? } else { before };
    if !matches!(line.folded(noun), "party" | "movement" | "faction") || line.is_capital(noun) {
        return None;
    }
    let mark = (noun.saturating_sub(3)..noun).rev().find(|&i| owns(line, i))?;
    holder(line, list, mark)
}

/// "Vera, whose Condor party", "Vera's Condor party", "his Condor party".
fn owned<'c>(
    line: &Line<'_>,
    list: &'c [Candidate],
    candidate: &Candidate,
) -> Option<&'c Candidate> {
    let before = candidate.words.start.checked_sub(1)?;
    let inside = candidate.words.start;
    if line.folded(before) == "whose" {
        let end = if line.form(before.wrapping_sub(1)) == "," { before - 1 } else { before };
        return list.iter().rfind(|c| c.words.end == end && c.seems == Seems::Person);
    }
    let mark = [before, inside].into_iter().find(|&i| owns(line, i))?;
    holder(line, list, mark)
}

fn owns(line: &Line<'_>, i: usize) -> bool {
    line.is_possessive(i) || matches!(line.folded(i), "his" | "her")
}

/// Who stands before the mark, or whom the pronoun at it means.
fn holder<'c>(line: &Line<'_>, list: &'c [Candidate], mark: usize) -> Option<&'c Candidate> {
    list.iter()
        .filter(|c| {
            if line.is_possessive(mark) {
                c.words.end == mark
            } else {
                c.words.start == mark && c.words.len() == 1
            }
        })
        .max_by_key(|c| c.words.len())
}

//! For whom people write and work where no office says so: "By Ana Lund, Northern Wire", "Ana Lund/NWR", "Northern Wire's
//! Ana Lund".

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::found::Found;
use super::line::Line;
use super::resolve::Resolver;
use crate::grammar::{EntityKind, WordClass};

/// Adds `member_of` for the people of one sentence. Cost: the people, times the bodies
/// of the sentence, which is bounded.
pub(super) fn find(
    resolver: &Resolver<'_>,
    line: &Line<'_>,
    list: &[Candidate],
    found: &mut Found,
) {
    let of_kind = |c: &&Candidate, kind| {
        c.form == MentionForm::Name && c.entity.and_then(|e| resolver.kind(e)) == Some(kind)
    };
    let people = || list.iter().filter(|c| of_kind(c, EntityKind::Person));
    let bodies = || list.iter().filter(|c| of_kind(c, EntityKind::Organization));
    let mut add = |person: &Candidate, body: &Candidate, rule, percent| {
        if let (Some(who), Some(whose)) = (person.entity, body.entity) {
            let start = person.words.start.min(body.words.start);
            let end = person.words.end.max(body.words.end);
            let span = line.span(&(start..end));
            found.add("member_of", (who, whose), None, (line.index, span), (rule, percent));
        }
    };
    let by = line.folded(0) == "by"
        && people().next().is_some_and(|c| c.words.start == 1)
        && line.sentence.heading;
    if by || line.byline {
        let first = people().map(|c| c.words.end).min().unwrap_or(usize::MAX);
        // What follows all names, and no place between them: "By Ana Lund and Per Holm, Northern Wire".
        if let Some(body) = bodies()
            .filter(|c| c.words.start > first && c.words.end == line.len())
            .filter(|c| is_publisher(line, c))
            .filter(|c| {
                matches!(
                    line.before(c.words.start),
                    "," | "/" | "|" | "for" | "of" | "the" | "-" | "–" | "—"
                )
            })
            .max_by_key(|c| (c.words.start, c.words.len()))
        {
            for person in people().filter(|c| c.words.end <= body.words.start) {
                add(person, body, "member/byline", 75);
            }
        }
        return;
    }
    for person in people() {
        let after = person.words.end;
        let credit = || bodies().find(|c| c.words.start == after + 1);
        if line.form(after) == "/"
            && let Some(body) = credit()
        {
            add(person, body, "member/credit", 70);
        }
        // "ANA LUND, NORTHERN WIRE: Will you go?", "Q (Ana Lund, Northern Wire)"
        if line.form(after) == ","
            && let Some(body) = credit()
            && (person.words.start == 0 && line.form(body.words.end) == ":"
                || line.before(person.words.start) == "(" && line.form(body.words.end) == ")")
        {
            add(person, body, "member/turn", 75);
        }
        // "Northern Wire's Ana Lund", but not "the union's President Ana Lund".
        let first = person.words.start;
        let plain = person.words == person.core && person.core.len() > 1;
        if plain
            && first > 1
            && line.is_possessive(first - 1)
            && let Some(body) = bodies().find(|c| c.words.end == first - 1)
            && !matches!(body.seems, Seems::Person)
        {
            add(person, body, "member/owner", 65);
        }
    }
}

/// Does its name, or what is known of it, tell a paper, an agency, an institute?
fn is_publisher(line: &Line<'_>, body: &Candidate) -> bool {
    matches!(body.seems, Seems::Known(_))
        || line.phrase_before(body.core.end, body.core.start, &[WordClass::OrgHeads]) > 0
}

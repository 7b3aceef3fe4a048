//! One event once: two tellings of the same event in a document become one.

use std::collections::BTreeMap;

use super::Told;

/// How many earlier events of its type a telling is compared with: news tells an event again soon or not at all.
const WINDOW: usize = 48;

/// So many sentences behind its headline the story is in its lead.
const LEAD: usize = 3;

/// Verbal acts: two of them by the same parties are two, unless one sentence tells both.
const VERBAL: [&str; 7] =
    ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "SANCTION"];

/// Of these, acts by other verbs on other things are others.
const ACTS: [&str; 8] =
    ["CONCEDE", "SANCTION", "COERCE", "AID", "AGREE", "COOPERATE", "MOBILIZE", "THREATEN"];

/// For whom somebody acts: a minister, a ministry and a spokesperson for their country. By entity of the document.
pub type Stands = BTreeMap<usize, usize>;

/// The events that `told` tells, each once, the fullest telling first. Cost: linear.
pub fn merged(told: Vec<Told>, stands: &Stands) -> Vec<Told> {
    let mut events: Vec<Told> = Vec::new();
    let mut by_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for next in told {
        let earlier = by_kind.entry(next.kind.clone()).or_default();
        let same = earlier
            .iter()
            .rev()
            .take(WINDOW)
            .copied()
            .find(|&i| events.get(i).is_some_and(|event| is_same(event, &next, stands)));
        if let Some(event) = same.and_then(|i| events.get_mut(i)) {
            join(event, next);
        } else {
            earlier.push(events.len());
            events.push(next);
        }
    }
    events
}

fn is_same(a: &Told, b: &Told, stands: &Stands) -> bool {
    let sentence = a.telling.sentence == b.telling.sentence;
    if a.factuality != b.factuality {
        return false;
    }
    // Other sums are other gifts; of one event's dead, sources give other counts.
    if a.kind == "AID"
        && !a.quantities.is_empty()
        && !b.quantities.is_empty()
        && !a.quantities.iter().any(|q| b.quantities.contains(q))
    {
        return false;
    }
    // A headline tells what its story tells again.
    let headline = a.heading != b.heading && a.section == b.section;
    // "Under the deal", "the pact": an agreement that is spoken of again.
    let again = a.kind == "AGREE" && b.again && a.section == b.section && !b.actor.is_empty();
    if VERBAL.contains(&a.kind.as_str()) && !sentence && !headline && !again {
        return false;
    }
    // "lifted the curfew, freed nine prisoners and reopened the border" are three.
    let other = |x: &(String, String), y: &(String, String)| x.0 != y.0 && x.1 != y.1;
    let apart = matches!((&a.act, &b.act), (Some(x), Some(y)) if other(x, y));
    if apart && ACTS.contains(&a.kind.as_str()) && a.heading == b.heading {
        return false;
    }
    // "flew to Lima for talks" is one meeting.
    let visit = |t: &Told| t.mode.as_deref() == Some("visit");
    let overlap =
        a.telling.span.start < b.telling.span.end && b.telling.span.start < a.telling.span.end;
    let journey = sentence && overlap && a.kind == "CONSULT" && (visit(a) || visit(b));
    let modes = journey || a.mode.is_none() || b.mode.is_none() || a.mode == b.mode;
    let dates = match (a.when, b.when) {
        (Some(x), Some(y)) => x.start <= y.end && y.start <= x.end,
        _ => true,
    };
    // A headline names the country whose minister acts in the lead.
    let lead = headline && a.telling.sentence.abs_diff(b.telling.sentence) <= LEAD;
    let meant = |e: &usize| if lead { stands.get(e).copied().unwrap_or(*e) } else { *e };
    let within = |x: &[usize], y: &[usize]| {
        x.iter().all(|e| y.contains(e) || y.iter().any(|other| meant(other) == meant(e)))
    };
    let fits = |x: &[usize], y: &[usize]| within(x, y) || within(y, x);
    let shares = |x: &[usize], y: &[usize]| x.iter().any(|e| within(&[*e], y));
    let roles = fits(&a.actor, &b.actor) && fits(&a.target, &b.target) && fits(&a.place, &b.place);
    let core = shares(&a.actor, &b.actor) || shares(&a.target, &b.target);
    modes && dates && roles && (core || (sentence && shares(&a.place, &b.place)))
}

/// Adds a telling to an event: the fuller one leads, and a story before its headline; what it lacks comes from the other.
fn join(event: &mut Told, next: Told) {
    let rank = |t: &Told| (!t.heading, t.actor.len() + t.target.len() + t.place.len());
    let mut other = next;
    if rank(&other) > rank(event) {
        std::mem::swap(event, &mut other);
    }
    // "Vera held talks", "her talks with Ruiz": whom the one telling leaves out, the other names.
    if event.kind == "CONSULT"
        && other.actor.len() > event.actor.len()
        && event.actor.iter().all(|e| other.actor.contains(e))
    {
        event.actor.clone_from(&other.actor);
    }
    for (role, more) in [
        (&mut event.actor, other.actor),
        (&mut event.target, other.target),
        (&mut event.place, other.place),
    ] {
        // The two fit, so that the longer list holds the shorter.
        if more.len() > role.len() {
            *role = more;
        }
    }
    // What became a target or actor is no longer a place.
    let (actor, target) = (event.actor.clone(), event.target.clone());
    event.place.retain(|e| !actor.contains(e) && !target.contains(e));
    event.target.retain(|e| !actor.contains(e));
    event.when = event.when.or(other.when);
    event.heading &= other.heading;
    if event.mode.is_none() {
        event.mode = other.mode;
    }
    for quantity in other.quantities {
        if !event.quantities.contains(&quantity) {
            event.quantities.push(quantity);
        }
    }
    event.also.push(other.telling);
    event.also.append(&mut other.also);
    event.also.sort_by_key(|telling| (telling.span.start, telling.span.end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Telling;
    use crate::grammar::Factuality;
    use crate::text::Span;

    fn told(kind: &str, sentence: usize, actor: &[usize], target: &[usize]) -> Told {
        Told {
            kind: kind.to_owned(),
            mode: None,
            actor: actor.to_vec(),
            target: target.to_vec(),
            place: Vec::new(),
            when: None,
            factuality: Factuality::Asserted,
            quantities: Vec::new(),
            act: None,
            again: false,
            section: 0,
            heading: false,
            telling: Telling {
                span: Span::new(sentence * 10, sentence * 10 + 5),
                sentence,
                frame: "x/y".to_owned(),
                confidence: 70,
            },
            also: Vec::new(),
        }
    }

    fn once(told: Vec<Told>) -> Vec<Told> {
        merged(told, &Stands::new())
    }

    #[test]
    fn the_fullest_telling_leads() {
        let events = once(vec![told("ASSAULT", 0, &[1], &[]), told("ASSAULT", 4, &[1], &[2])]);
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].telling.sentence, events[0].also.len()), (4, 1));
        assert_eq!(events[0].target, [2]);
    }

    #[test]
    fn other_parties_or_another_degree_of_fact_are_another_event() {
        assert_eq!(
            once(vec![told("ASSAULT", 0, &[1], &[2]), told("ASSAULT", 1, &[1], &[3])]).len(),
            2
        );
        let mut planned = told("ASSAULT", 1, &[1], &[2]);
        planned.factuality = Factuality::Planned;
        assert_eq!(once(vec![told("ASSAULT", 0, &[1], &[2]), planned]).len(), 2);
    }

    #[test]
    fn acts_by_other_verbs_on_other_things_are_others() {
        let act = |verb: &str, object: &str, sentence| {
            let mut event = told("CONCEDE", sentence, &[1], &[]);
            event.act = Some((verb.to_owned(), object.to_owned()));
            event
        };
        let tells = |second| once(vec![act("free", "prisoner", 0), second]).len();
        assert_eq!(tells(act("lift", "curfew", 0)), 2);
        assert_eq!(tells(act("lift", "curfew", 1)), 2);
        assert_eq!(tells(act("release", "prisoner", 1)), 1, "the same told again");
        assert_eq!(tells(told("CONCEDE", 1, &[1], &[])), 1, "of what was done is told no more");
    }

    #[test]
    fn a_headline_and_its_story_tell_one_request() {
        let mut headline = told("REQUEST", 0, &[1], &[]);
        headline.heading = true;
        let events = once(vec![headline.clone(), told("REQUEST", 1, &[1], &[2])]);
        assert_eq!(events.len(), 1);
        assert!(!events[0].heading);
        headline.target = vec![2];
        let events = once(vec![headline, told("REQUEST", 1, &[1], &[])]);
        assert_eq!((events[0].telling.sentence, &*events[0].target), (1, &[2][..]));
    }

    #[test]
    fn a_headline_names_the_country_whose_minister_acts_in_the_story() {
        let mut headline = told("REQUEST", 0, &[1], &[]);
        headline.heading = true;
        let story = told("REQUEST", 1, &[7], &[2]);
        let minister = Stands::from([(7, 1)]);
        let events = merged(vec![headline.clone(), story.clone()], &minister);
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].actor, [7]);
        assert_eq!(once(vec![headline, story]).len(), 2, "of another country");
    }

    #[test]
    fn two_requests_in_two_sentences_are_two() {
        assert_eq!(
            once(vec![told("REQUEST", 0, &[1], &[2]), told("REQUEST", 1, &[1], &[2])]).len(),
            2
        );
        assert_eq!(
            once(vec![told("REQUEST", 0, &[1], &[2]), told("REQUEST", 0, &[1], &[2])]).len(),
            1
        );
    }
}

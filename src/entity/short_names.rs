//! Other and shorter names of what the document names in full.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::{FIRM, Line};
use super::name_model::{Name, NameClass};
use super::resolve::Resolver;
use crate::grammar::WordClass;

/// Heads that a place's short name leaves out.
const WATERS: [&str; 8] =
    ["shoal", "reef", "island", "islands", "river", "lake", "strait", "archipelago"];

impl Resolver<'_> {
    /// What a name that the text itself explains stands for: another name of the body before it, a part of a longer
    /// name of a place.
    pub(super) fn called(
        &self,
        line: &Line<'_>,
        list: &[Candidate],
        i: usize,
        key: &str,
    ) -> Option<(usize, &'static str)> {
        let candidate = list.get(i)?;
        let (start, end) = (candidate.core.start, candidate.core.end);
        // "the Port Security Service, Posec," and "(Posec)"
        let open = start.saturating_sub(1);
        let closed = match line.form(open) {
            "(" => line.form(end) == ")",
            "," => matches!(line.form(end), "," | "."),
            _ => false,
        };
        let body = list.iter().find(|c| {
            c.words.end == open
                && c.form == MentionForm::Name
                && line.is_capital(c.core.end - 1)
                && c.core.len() > 1
                && c.seems == Seems::Organization
        });
        if let Some(entity) = body.and_then(|c| c.entity).filter(|_| closed && end - start == 1) {
            return Some((entity, "coref/alias"));
        }
        self.short_place(line, candidate, key).map(|place| (place, "coref/short-name"))
    }

    /// "the Peace Council" of "the Peace Council of the Andean Union", where the document names no other such council: the
    /// longer key by the shorter. Cost: the names, times the logarithm of the different ones.
    pub(super) fn fuller_names(&self, mentions: &[Vec<Candidate>]) -> BTreeMap<String, String> {
        let named = self.lines.iter().zip(mentions).flat_map(|(line, list)| {
            let bodies = list.iter().filter(|c| {
                c.seems == Seems::Organization && c.form == MentionForm::Name && c.core.len() > 1
            });
            bodies.map(|c| normal(line.key(&c.core)))
        });
        let keys: BTreeSet<String> = named.collect();
        let fuller = keys.iter().filter_map(|key| {
            let last = key.rsplit(' ').next().unwrap_or(key);
            if !key.contains(' ') || !self.lexicon.is(WordClass::OrgHeads, last) {
                return None;
            }
            let start = format!("{key} ");
            let longer = keys.range(start.clone()..).take_while(|k| k.starts_with(&start));
            let of = |k: &&String| {
                k.strip_prefix(&start)
                    .is_some_and(|r| r.starts_with("of ") || r.starts_with("for "))
            };
            let mut longer = longer.filter(of);
            let only = longer.next().filter(|_| longer.next().is_none())?;
            Some((key.clone(), only.clone()))
        });
        fuller.collect()
    }

    /// The place whose longer name begins with this one: "Rio" of "Rio de Janeiro", "Sabina" of "Sabina Shoal", but
    /// not the town of its region.
    pub(super) fn short_place(
        &self,
        line: &Line<'_>,
        candidate: &Candidate,
        key: &str,
    ) -> Option<usize> {
        let other = |name: &&Name| {
            name.words == candidate.core
                && !matches!(name.class, NameClass::Place | NameClass::Other)
                && name.margin >= FIRM
        };
        if line.named.iter().any(|name| other(&name)) || key.len() < 3 {
            return None;
        }
        let start = format!("{key} ");
        let (name, &place) = self.places.range(start.clone()..).next()?;
        let rest = name.strip_prefix(&start)?;
        let joined = rest
            .split(' ')
            .next()
            .is_some_and(|word| word == "of" || self.lexicon.is(WordClass::Particles, word));
        // A town of its own only where the longer name goes on with a particle.
        if candidate.seems == Seems::Town && !joined {
            return None;
        }
        let last = rest.rsplit(' ').next().unwrap_or(rest);
        let wider = self.lexicon.is(WordClass::PlaceHeads, last) && !WATERS.contains(&last);
        (!wider).then_some(place)
    }
}

/// A key in which words that mean the same are the same.
pub(super) fn normal(key: &str) -> String {
    let key = key.replace("'s ", " ");
    let words = key.split(' ').map(|word| match word {
        "defense" => "defence",
        "military" => "armed forces",
        "organisation" => "organization",
        "center" => "centre",
        "labor" => "labour",
        word => word,
    });
    let key = words.collect::<Vec<_>>().join(" ");
    // "the Ministry of Finance" and "the Finance Ministry" are one.
    for head in ["ministry", "department"] {
        let about = key.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of "));
        if let Some(about) = about {
            let about = about.strip_prefix("the ").unwrap_or(about);
            return format!("{} {head}", about.strip_suffix(" affairs").unwrap_or(about));
        }
        if let Some(about) = key.strip_suffix(head).and_then(|rest| rest.strip_suffix(" affairs "))
        {
            return format!("{about} {head}");
        }
    }
    key
}

//! Nouns that speak: whoever is the subject of a verb of saying acts, whatever noun describes them.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Seems};
use super::entities::MentionForm;
use super::line::Line;
use crate::grammar::{Attribution, Content, WordClass};
use crate::syntax::{Deprel, Number, Upos};

/// Nouns of which verbs of saying are told though nobody speaks by them alone: papers, findings, deeds.
const THINGS: &[&str] = &[
    "account",
    "agreement",
    "analysis",
    "announcement",
    "article",
    "assessment",
    "bill",
    "book",
    "booklet",
    "calculation",
    "census",
    "charter",
    "clause",
    "column",
    "communique",
    "constitution",
    "count",
    "cover",
    "data",
    "day",
    "deal",
    "decision",
    "decree",
    "dispatch",
    "document",
    "documentary",
    "draft",
    "editorial",
    "email",
    "estimate",
    "event",
    "evidence",
    "fact",
    "figure",
    "file",
    "filing",
    "film",
    "finding",
    "footage",
    "guideline",
    "headline",
    "history",
    "image",
    "indictment",
    "indicator",
    "information",
    "intelligence",
    "it",
    "law",
    "letter",
    "list",
    "map",
    "measure",
    "media",
    "memo",
    "memorandum",
    "message",
    "model",
    "month",
    "move",
    "news",
    "note",
    "notice",
    "number",
    "one",
    "order",
    "page",
    "paper",
    "paragraph",
    "photo",
    "photograph",
    "picture",
    "plan",
    "poll",
    "post",
    "poster",
    "presence",
    "proposal",
    "provision",
    "readout",
    "reading",
    "record",
    "release",
    "report",
    "research",
    "resolution",
    "result",
    "review",
    "rule",
    "ruling",
    "rumour",
    "rumor",
    "sign",
    "site",
    "speech",
    "statement",
    "statistic",
    "story",
    "study",
    "summary",
    "survey",
    "table",
    "tally",
    "text",
    "thing",
    "time",
    "title",
    "transcript",
    "treaty",
    "trend",
    "tweet",
    "verdict",
    "version",
    "video",
    "view",
    "vote",
    "warrant",
    "way",
    "website",
    "week",
    "word",
    "work",
    "year",
    "half",
    "most",
    "lot",
    "majority",
    "percent",
    "third",
    "quarter",
    "rest",
    "share",
    "dozen",
    "hundred",
    "thousand",
    "part",
    "kind",
    "meanwhile",
    "however",
    "hour",
    "minute",
    "moment",
    "second",
    "morning",
    "afternoon",
    "evening",
    "night",
    "weekend",
    "decade",
    "century",
    "job",
    "comment",
    "remark",
    "threat",
    "claim",
    "logic",
    "theory",
    "experience",
    "wisdom",
];

/// Nouns of several people or of a body, besides those of the lexicon.
const BODIES: &[&str] = &[
    "administration",
    "brand",
    "broadcaster",
    "business",
    "camp",
    "campaign",
    "carrier",
    "charity",
    "channel",
    "club",
    "couple",
    "daily",
    "duo",
    "family",
    "federation",
    "firm",
    "grouping",
    "institution",
    "magazine",
    "maker",
    "manufacturer",
    "ministry",
    "monitor",
    "newspaper",
    "operator",
    "outlet",
    "panel",
    "producer",
    "programme",
    "publication",
    "publisher",
    "retailer",
    "side",
    "startup",
    "syndicate",
    "tabloid",
    "team",
    "tribe",
    "utility",
    "weekly",
    "wire",
    "consortium",
    "giant",
    "lender",
    "insurer",
    "regulator",
    "watchdog",
];

/// Adds the surnames that speak ("Sanders said") where the tagger took them for common nouns: a capitalized
/// subject of a verb of saying that ends a longer name elsewhere in the document.
pub(super) fn add_surnames(
    lines: &[Line<'_>],
    attribution: &Attribution,
    named: &mut [Vec<Candidate>],
) {
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    for (line, names) in lines.iter().zip(named.iter()) {
        for name in names.iter().filter(|n| n.core.len() > 1 && n.form == MentionForm::Name) {
            if let Some(last) = name.core.end.checked_sub(1) {
                surnames.insert(line.folded(last).to_owned());
            }
        }
    }
    for (line, names) in lines.iter().zip(named) {
        for v in verbs_of_saying(line, attribution) {
            for s in line.sentence.children_by(v, &[Deprel::Nsubj]) {
                let covered = names.iter().any(|name| name.words.contains(&s));
                let led = s.checked_sub(1).is_some_and(|w| {
                    line.is_upos(w, &[Upos::Det, Upos::Adj, Upos::Noun, Upos::Propn])
                });
                if line.is_capital(s) && !covered && !led && surnames.contains(line.folded(s)) {
                    names.push(Candidate::name(
                        line.index,
                        s..s + 1,
                        Seems::Unknown,
                        "name/speaker",
                    ));
                }
            }
        }
        names.sort_by_key(|c| (c.words.start, std::cmp::Reverse(c.words.end)));
    }
}

/// The verbs of a sentence that report a clause.
fn verbs_of_saying<'l>(
    line: &'l Line<'_>,
    attribution: &'l Attribution,
) -> impl Iterator<Item = usize> + 'l {
    (0..line.len()).filter(move |&v| {
        line.word(v).is_some_and(|verb| {
            // "The job demands patience": who asks for nothing in a clause may be a thing.
            let clause = || {
                let labels = [Deprel::Ccomp, Deprel::Xcomp];
                line.sentence.children_by(v, &labels).next().is_some()
            };
            verb.upos == Upos::Verb
                && attribution.verbs(&verb.lemma.to_lowercase()).any(|(group, particle)| {
                    let says = group.takes.first() != Some(&Content::Infinitive) || clause();
                    particle.is_none() && group.takes.contains(&Content::Clause) && says
                })
        })
    })
}

/// The common nouns of a sentence that speak in it, by their word, with what they seem to be.
///
/// A noun speaks where it is the subject of a verb of saying that takes a clause or a quotation, or follows
/// such a verb behind a quotation. Papers and figures do not.
pub(super) fn find(line: &Line<'_>, attribution: &Attribution) -> BTreeMap<usize, Seems> {
    let mut found = BTreeMap::new();
    for v in 0..line.len() {
        // "according to a person close to the talks"
        if line.folded(v) == "according" && line.folded(v + 1) == "to" {
            let inside = |w: &usize| {
                line.is_upos(*w, &[Upos::Det, Upos::Adj, Upos::Num, Upos::Noun, Upos::Propn])
            };
            let last = (v + 2..v + 8).take_while(inside).last();
            if let Some(last) = last.filter(|&w| !line.is_possessive(w + 1) && is_actor(line, w))
                && let Some(seems) = speaker(line, last)
            {
                found.insert(last, seems);
            }
        }
    }
    for v in verbs_of_saying(line, attribution) {
        let subjects = [Deprel::Nsubj, Deprel::OblAgent];
        for s in line.sentence.children_by(v, &subjects) {
            if let Some(seems) = speaker(line, s) {
                found.insert(s, seems);
            }
        }
    }
    found
}

/// Does the noun name somebody, not a thing or a measure ("according to age")?
fn is_actor(line: &Line<'_>, s: usize) -> bool {
    let classes =
        [WordClass::Persons, WordClass::Groups, WordClass::OrgHeads, WordClass::DescribedOrgs];
    line.word(s).is_some_and(|word| {
        let lemma = word.lemma.to_lowercase();
        line.is(s, &classes)
            || line.lexicon.is_any(&classes, &lemma)
            || BODIES.contains(&lemma.as_str())
            || matches!(lemma.as_str(), "person" | "people" | "witness" | "resident" | "expert")
    })
}

/// What the noun at word `s` seems to be, if it can speak.
fn speaker(line: &Line<'_>, s: usize) -> Option<Seems> {
    let word = line.word(s).filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn))?;
    let lemma = word.lemma.to_lowercase();
    if line.is(s, &[WordClass::MonthsDays, WordClass::NotNames]) {
        return None;
    }
    if THINGS.contains(&lemma.as_str())
        || THINGS.contains(&line.folded(s))
        || lemma.ends_with("ing")
    {
        return None;
    }
    let is_body = BODIES.contains(&lemma.as_str())
        || line.lexicon.is(WordClass::OrgHeads, &lemma)
        || line.lexicon.is(WordClass::DescribedBodies, &lemma);
    Some(if word.feats.number == Some(Number::Plur) || is_body {
        Seems::Organization
    } else {
        Seems::Person
    })
}

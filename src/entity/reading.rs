//! All that is read of who is who in a document, in one call.

use super::bracketed;
use super::candidate::{Candidate, Seems};
use super::coref;
use super::described;
use super::entities::{Entities, EntityRecord, Mention, MentionForm};
use super::foreign;
use super::holders;
use super::joint;
use super::later_named;
use super::line::Line;
use super::name_model::NameTagger;
use super::names;
use super::offices::{self, Offices};
use super::owned;
use super::relations;
use super::resolve::Resolver;
use super::shared_offices;
use super::speakers;
use super::together;
use crate::facts::Confidence;
use crate::grammar::{EntityKind, Grammar};
use crate::syntax::{Parsed, Upos};
use crate::text::Span;

/// A standing relation between two entities of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRelation {
    /// Its type: a relation of the ontology, such as `holds_office`.
    pub kind: &'static str,
    /// The entity that it starts from: index into [`Entities::list`].
    pub subject: usize,
    /// The entity that it leads to: index into [`Entities::list`].
    pub object: usize,
    /// The office, of `holds_office` and `former_office`: in lower case, without its holder's country.
    pub value: Option<String>,
    /// The shortest stretch of the text that shows it; it lies in one sentence.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// The rule that read it, such as `office/title`.
    pub rule: &'static str,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// What [`read`] finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The entities with all their mentions. Some are only described ([`EntityRecord::unnamed`]) and wait for a fact that needs them.
    pub entities: Entities,
    /// The standing relations, in order of the text, each once.
    pub relations: Vec<StandingRelation>,
}

/// Reads who is who in the sentences of one document.
///
/// Never fails; a text without names gives an empty reading. Cost: linear in the number of words, with a
/// logarithmic factor for the lexicon; coreference looks back over a bounded stretch.
///
/// ```
/// use chancery::{entity, grammar::Grammar, syntax::Syntax, text};
/// let article = "Peruvian Foreign Minister Ana Ruiz met Chile's Tomas Vera in Arica.";
/// let blocks = text::layout(article, text::Span::new(0, article.len()), None);
/// let sentences = Syntax::embedded()?.parse(article, &blocks);
/// let reading = entity::read(article, &sentences, &Grammar::embedded()?);
/// assert!(reading.entities.list.iter().any(|e| e.name == "Ana Ruiz"));
/// assert_eq!(reading.relations[0].value.as_deref(), Some("foreign minister"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(text: &str, sentences: &[Parsed], grammar: &Grammar) -> Reading {
    let lexicon = &grammar.lexicon;
    let mut lines: Vec<Line<'_>> = sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| Line::new(text, sentence, index, lexicon))
        .collect();
    // Without its model the rules and the lexicon still read.
    if let Ok(tagger) = NameTagger::embedded() {
        for (line, named) in lines.iter_mut().zip(tagger.tag_document(sentences)) {
            line.named = named;
        }
    }
    let mut named: Vec<Vec<Candidate>> = lines.iter().map(names::find).collect();
    for (line, found) in lines.iter().zip(&mut named) {
        joint::reconcile(line, found);
        found.retain(|c| !line.in_epithet(&c.words));
    }
    speakers::add_surnames(&lines, &grammar.attribution, &mut named);
    let mut mentions: Vec<Vec<Candidate>> = lines
        .iter()
        .zip(named)
        .map(|(line, named)| {
            let speakers = speakers::find(line, &grammar.attribution);
            described::find(line, named, &speakers)
        })
        .collect();
    let mut resolver = Resolver::new(&lines, lexicon);
    resolver.names(&mut mentions);
    bracketed::join(&resolver, &mut mentions);
    foreign::join(&resolver, &mut mentions);
    let mut held = Offices::default();
    for (line, list) in lines.iter().zip(&mentions) {
        offices::find(line, list, &mut held);
        shared_offices::find(line, list, &mut held);
    }
    coref::link(&mut resolver, &mut mentions, &mut held);
    later_named::join(&resolver, &mut mentions);
    holders::join(&resolver, &mut mentions, &held);
    // Now that descriptions and pronouns are linked, more offices have an owner.
    let described = held.into_list().into_iter().filter(|h| h.rule == "office/description");
    let mut held = Offices::default();
    for (line, list) in lines.iter().zip(&mentions) {
        offices::find(line, list, &mut held);
        shared_offices::find(line, list, &mut held);
    }
    described.for_each(|h| held.push(h));
    let found = relations::find(&mut resolver, &mentions, held.into_list());
    let mut reading = finish(resolver, &mentions, found);
    let (together, pointing) = together::find(sentences, &reading, lexicon);
    reading.entities.set_together(together, pointing);
    owned::name(text, sentences, &mut reading.entities);
    reading
}

/// A body that a common noun describes ("the Vera administration") has an entity like one with a name, but no name.
fn written_form(line: &Line<'_>, candidate: &Candidate) -> MentionForm {
    let head = candidate.core.end.saturating_sub(1);
    let described = candidate.rule == described::RULE && !line.is_capital(head);
    if described && candidate.seems == Seems::Organization {
        MentionForm::Description
    } else {
        candidate.form
    }
}

/// Numbers the entities in the order of their first mention and drops what nothing refers to.
fn finish(
    resolver: Resolver<'_>,
    mentions: &[Vec<Candidate>],
    relations: Vec<StandingRelation>,
) -> Reading {
    let mut order: Vec<Option<usize>> = vec![None; resolver.drafts.len()];
    let mut list: Vec<EntityRecord> = Vec::new();
    let mut out: Vec<Mention> = Vec::new();
    for (line, candidates) in resolver.lines.iter().zip(mentions) {
        for candidate in candidates {
            let Some(old) = candidate.entity else { continue };
            let (Some(slot), Some(draft)) = (order.get_mut(old), resolver.drafts.get(old)) else {
                continue;
            };
            let entity = *slot.get_or_insert_with(|| {
                list.push(EntityRecord {
                    kind: draft.kind,
                    name: draft.name.clone(),
                    iso: draft.iso.clone(),
                    unnamed: draft.unnamed,
                    plural: draft.plural,
                });
                list.len() - 1
            });
            out.push(Mention {
                span: line.span(&candidate.words),
                sentence: candidate.sentence,
                words: candidate.words.clone(),
                head: line.head_of(&candidate.words),
                entity,
                form: written_form(line, candidate),
                rule: candidate.rule,
            });
            // "300 Chilean drivers" are Chilean drivers, too.
            let numbered = candidate.rule == described::RULE
                && candidate.form == MentionForm::Description
                && matches!(candidate.seems, Seems::Organization | Seems::Other)
                && candidate.words.len() > 1
                && line.is_upos(candidate.words.start, &[Upos::Num]);
            if numbered {
                let words = candidate.words.start + 1..candidate.words.end;
                out.push(Mention {
                    span: line.span(&words),
                    sentence: candidate.sentence,
                    head: line.head_of(&words),
                    words,
                    entity,
                    form: candidate.form,
                    rule: candidate.rule,
                });
            }
            // A name with a title is a name without it, too.
            if candidate.form == MentionForm::Name
                && candidate.core != candidate.words
                && !candidate.core.is_empty()
                && candidate.core.start >= candidate.words.start
            {
                out.push(Mention {
                    span: line.span(&candidate.core),
                    sentence: candidate.sentence,
                    words: candidate.core.clone(),
                    head: line.head_of(&candidate.core),
                    entity,
                    form: candidate.form,
                    rule: candidate.rule,
                });
            }
        }
    }
    let number = |old: usize| order.get(old).copied().flatten();
    let numbered = relations.into_iter().filter_map(|r| {
        Some(StandingRelation { subject: number(r.subject)?, object: number(r.object)?, ..r })
    });
    let entities = Entities::new(list, out);
    let apart = named_apart(&entities);
    let relations = numbered.filter(|r| !is_in_its_name(&entities, &apart, r)).collect();
    Reading { entities, relations }
}

/// For each entity: is it mentioned outside of the names of others? Cost: linear in the mentions.
fn named_apart(entities: &Entities) -> Vec<bool> {
    let mut apart = vec![false; entities.list.len()];
    for mention in &entities.mentions {
        let mut around = entities.covering(mention.sentence, mention.head);
        let inside = around.any(|other| {
            other.entity != mention.entity
                && other.form == MentionForm::Name
                && other.words.start <= mention.words.start
                && mention.words.end < other.words.end
        });
        if let Some(apart) = apart.get_mut(mention.entity).filter(|_| !inside) {
            *apart = true;
        }
    }
    apart
}

/// Is the whole named nowhere but in the names of others: "UN Security Council" in a text that does not speak of the UN?
fn is_in_its_name(entities: &Entities, apart: &[bool], relation: &StandingRelation) -> bool {
    let (Some(part), Some(whole)) = (entities.get(relation.subject), entities.get(relation.object))
    else {
        return false;
    };
    let last = part.name.rsplit(' ').next().unwrap_or_default();
    let is_name = !part.unnamed && last.starts_with(char::is_uppercase);
    relation.kind == "part_of"
        && whole.kind == EntityKind::Organization
        && is_name
        && apart.get(relation.object) == Some(&false)
}

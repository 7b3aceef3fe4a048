//! The facts of one document, put together from those of its parts.

use std::collections::BTreeMap;

use super::{DocumentFacts, Entity, EntityId, EntityKind, EventId, StatementId, Words};

/// Facts of the parts of one very long document, with ids that run on. What has one kind and name
/// in two parts is one entity. Cost: near linear in the facts.
#[derive(Debug)]
pub struct JoinedFacts {
    facts: DocumentFacts,
    /// Where the named entities stand.
    by_name: BTreeMap<(EntityKind, String), usize>,
    words: Words,
}

impl JoinedFacts {
    /// Begins with the first part.
    pub fn new(first: DocumentFacts) -> Self {
        let mut by_name = BTreeMap::new();
        for (i, entity) in first.entities.iter().enumerate().filter(|(_, entity)| !entity.unnamed) {
            by_name.entry((entity.kind, entity.name.clone())).or_insert(i);
        }
        Self { facts: first, by_name, words: Words::default() }
    }

    /// Adds the next part.
    pub fn add(&mut self, mut next: DocumentFacts) {
        self.share(&mut next);
        let mut ids = BTreeMap::new();
        for entity in next.entities {
            ids.insert(entity.id, self.entity(entity));
        }
        let renamed = |id: &mut EntityId| *id = ids.get(id).copied().unwrap_or(*id);
        for mut relation in next.relations {
            renamed(&mut relation.subject);
            renamed(&mut relation.object);
            self.facts.relations.push(relation);
        }
        for mut event in next.events {
            event.id = EventId::after(self.facts.events.len());
            let roles = event.actor.iter_mut().chain(&mut event.target).chain(&mut event.place);
            roles.for_each(renamed);
            self.facts.events.push(event);
        }
        for mut statement in next.statements {
            statement.id = StatementId::after(self.facts.statements.len());
            renamed(&mut statement.speaker);
            statement.audience.iter_mut().chain(&mut statement.about).for_each(renamed);
            self.facts.statements.push(statement);
        }
    }

    /// Lets the facts of a part use the same copies of words as those before it.
    fn share(&mut self, next: &mut DocumentFacts) {
        let words = &mut self.words;
        for relation in &mut next.relations {
            relation.kind = words.get(&relation.kind);
            relation.evidence.frame = words.get(&relation.evidence.frame);
        }
        for event in &mut next.events {
            event.kind = words.get(&event.kind);
            event.mode = event.mode.as_deref().map(|mode| words.get(mode));
            for evidence in std::iter::once(&mut event.evidence).chain(&mut event.also) {
                evidence.frame = words.get(&evidence.frame);
            }
        }
        for statement in &mut next.statements {
            statement.evidence.frame = words.get(&statement.evidence.frame);
        }
    }

    /// The facts of the whole.
    pub fn finish(self) -> DocumentFacts {
        self.facts
    }

    /// Takes an entity in; its id in the whole.
    fn entity(&mut self, mut entity: Entity) -> EntityId {
        let key = (entity.kind, entity.name.clone());
        let known = (!entity.unnamed).then(|| self.by_name.get(&key).copied()).flatten();
        if let Some(there) = known.and_then(|i| self.facts.entities.get_mut(i)) {
            for mention in entity.mentions {
                if !there.mentions.contains(&mention) {
                    there.mentions.push(mention);
                }
            }
            there.spans.extend(entity.spans);
            return there.id;
        }
        let index = self.facts.entities.len();
        entity.id = EntityId::after(index);
        if !entity.unnamed {
            self.by_name.insert(key, index);
        }
        let id = entity.id;
        self.facts.entities.push(entity);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::JoinedFacts;
    use crate::facts::{Confidence, Evidence, Factuality, Statement};
    use crate::facts::{DocumentFacts, Entity, EntityId, EntityKind, StatementId, StatementKind};
    use crate::text::Span;

    fn part(names: &[&str], at: usize) -> DocumentFacts {
        let entity = |(i, name): (usize, &&str)| Entity {
            id: EntityId::after(i),
            kind: EntityKind::Person,
            name: (*name).to_owned(),
            mentions: vec![(*name).to_owned()],
            spans: vec![Span::new(at, at + 1)],
            iso2: None,
            iso3: None,
            unnamed: name.starts_with("an "),
        };
        let statement = Statement {
            id: StatementId::after(0),
            speaker: EntityId::after(0),
            kind: StatementKind::Indirect,
            content: "it rained".to_owned(),
            audience: Box::default(),
            about: [EntityId::after(1)].into(),
            date: None,
            factuality: Factuality::Asserted,
            quote: "said it rained".to_owned(),
            evidence: Evidence {
                span: Span::new(at, at + 1),
                sentence: Span::new(at, at + 1),
                frame: "said/say".into(),
                confidence: Confidence::percent(80),
            },
        };
        DocumentFacts {
            doc: "x".to_owned(),
            date: None,
            entities: names.iter().enumerate().map(entity).collect(),
            relations: Vec::new(),
            events: Vec::new(),
            statements: vec![statement],
        }
    }

    #[test]
    fn ids_run_on_and_one_name_is_one_entity() {
        let mut joined = JoinedFacts::new(part(&["Ana Lund", "an official"], 0));
        joined.add(part(&["an official", "Ana Lund", "Per Holm"], 10));
        let facts = joined.finish();
        let names: Vec<&str> = facts.entities.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["Ana Lund", "an official", "an official", "Per Holm"]);
        assert_eq!(facts.entities[0].spans.len(), 2);
        assert_eq!(facts.entities[3].id, EntityId::after(3));
        let said = &facts.statements[1];
        assert_eq!((said.id, said.speaker), (StatementId::after(1), EntityId::after(2)));
        assert_eq!(*said.about, [EntityId::after(0)]);
    }
}

//! Clauses that write: what they do for each row.

use std::sync::Arc;

use super::{Exec, Row, Run, check_size};
use crate::graph::{Draft, DraftError, Map, NodeId, Path, Properties, RelId, Value};
use crate::query::error::{ErrorKind, Phase, QueryError};
use crate::query::plan::{Expr, Making, Merging, Setting, Stage, Write};
use crate::text::Span;

/// A run that writes.
pub struct Writer<'a, 'g> {
    run: &'a Run<'a>,
    draft: Draft<'g>,
    slots: usize,
    buffers: Vec<Vec<Row>>,
}

impl<'a, 'g> Writer<'a, 'g> {
    /// A run whose rows have so many slots.
    pub fn new(draft: Draft<'g>, slots: usize, run: &'a Run<'a>) -> Self {
        Self { run, draft, slots, buffers: Vec::new() }
    }

    /// What reads sees this.
    pub fn exec(&self) -> Exec<'_> {
        Exec::new(&self.draft, self.run, &self.buffers)
    }

    /// The draft with all that was written.
    pub fn into_draft(self) -> Draft<'g> {
        self.draft
    }

    /// Carries out one stage: all its rows are found before anything is written.
    ///
    /// # Errors
    /// An expression fails, a limit is passed, or something cannot be written.
    pub fn stage(&mut self, stage: &Stage) -> Result<(), QueryError> {
        let mut rows = Vec::new();
        stage.plan.each(&mut Row::new(self.slots), &self.exec(), &mut |row| {
            check_size(rows.len())?;
            rows.push(row.clone());
            Ok(())
        })?;
        let rows = match &stage.write {
            Write::Create(make) => self.each(rows, |this, row| this.make(make, row))?,
            Write::Set(settings) => self.each(rows, |this, row| this.set(settings, row))?,
            Write::Delete { detach, what } => self.each(rows, |this, row| {
                for expr in what {
                    let value = this.eval(expr, row)?;
                    this.delete(&value, *detach, expr.span)?;
                }
                Ok(())
            })?,
            Write::Merge(merging) => self.merge(merging, rows)?,
        };
        self.draft.settle();
        self.buffers.resize_with(self.buffers.len().max(stage.buffer + 1), Vec::new);
        if let Some(buffer) = self.buffers.get_mut(stage.buffer) {
            *buffer = rows;
        }
        Ok(())
    }

    fn each(
        &mut self,
        mut rows: Vec<Row>,
        mut write: impl FnMut(&mut Self, &mut Row) -> Result<(), QueryError>,
    ) -> Result<Vec<Row>, QueryError> {
        for row in &mut rows {
            self.exec().tick()?;
            write(self, row)?;
        }
        Ok(rows)
    }

    fn eval(&self, expr: &Expr, row: &mut Row) -> Result<Value, QueryError> {
        expr.eval(row, &self.exec())
    }

    fn make(&mut self, all: &[Making], row: &mut Row) -> Result<(), QueryError> {
        for making in all {
            match making {
                Making::Node { slot, labels, properties } => {
                    let properties = self.properties(properties.as_ref(), row)?;
                    let node = self.draft.add_node(labels.clone(), properties);
                    row.set(*slot, Value::Node(node));
                }
                Making::Relationship { slot, from, to, kind, properties } => {
                    let ends = (row.get(*from), row.get(*to));
                    let (&Value::Node(from), &Value::Node(to)) = ends else {
                        let message = "a relationship needs a node at each end, one is null";
                        return Err(QueryError {
                            span: properties.as_ref().map(|expr| expr.span),
                            phase: Phase::Run,
                            kind: ErrorKind::TypeError,
                            code: "InvalidArgumentValue",
                            message: message.to_owned(),
                            help: Some("leave out such rows with WHERE … IS NOT NULL".to_owned()),
                        });
                    };
                    let span = properties.as_ref().map(|expr| expr.span).unwrap_or_default();
                    let properties = self.properties(properties.as_ref(), row)?;
                    let made = self.draft.add_relationship(from, to, kind.clone(), properties);
                    row.set(*slot, Value::Relationship(made.map_err(|e| refused(e, span))?));
                }
                Making::Path { slot, nodes, relationships } => {
                    let nodes = nodes.iter().filter_map(|&slot| match row.get(slot) {
                        Value::Node(node) => Some(*node),
                        _ => None,
                    });
                    let relationships = relationships.iter().filter_map(|&s| match row.get(s) {
                        Value::Relationship(relationship) => Some(*relationship),
                        _ => None,
                    });
                    let path =
                        Path { nodes: nodes.collect(), relationships: relationships.collect() };
                    row.set(*slot, Value::Path(Arc::new(path)));
                }
            }
        }
        Ok(())
    }

    /// The properties that a map stands for.
    fn properties(&self, map: Option<&Expr>, row: &mut Row) -> Result<Properties, QueryError> {
        let Some(map) = map else { return Ok(Properties::default()) };
        let value = self.eval(map, row)?;
        Ok(self.taken_from(&value, map.span)?.into())
    }

    /// What a map, node or relationship has.
    fn taken_from(&self, value: &Value, span: Span) -> Result<Map, QueryError> {
        let map = match value {
            Value::Map(map) => (**map).clone(),
            Value::Node(id) if !self.draft.is_deleted(*id) => {
                self.draft.graph().node(*id).map(|it| it.properties.to_map()).unwrap_or_default()
            }
            Value::Relationship(id) if !self.draft.is_deleted_relationship(*id) => {
                let relationship = self.draft.graph().relationship(*id);
                relationship.map(|it| it.properties.to_map()).unwrap_or_default()
            }
            Value::Node(_) | Value::Relationship(_) => {
                return Err(refused(DraftError::Deleted, span));
            }
            other => {
                let message = format!("expected a map of properties, found {}", other.kind_name());
                return Err(QueryError::types(span, message));
            }
        };
        map.values().try_for_each(|value| storable(value, span))?;
        Ok(map)
    }

    fn merge(&mut self, merging: &Merging, rows: Vec<Row>) -> Result<Vec<Row>, QueryError> {
        let mut all = Vec::new();
        for mut row in rows {
            for needed in &merging.needed {
                if self.eval(needed, &mut row)?.is_null() {
                    let message = "MERGE cannot look for a property that is null";
                    return Err(QueryError::new(
                        ErrorKind::SemanticError,
                        "MergeReadOwnWrites",
                        needed.span,
                        message,
                    )
                    .with_help("leave the property out"));
                }
            }
            self.draft.settle();
            let before = all.len();
            merging.find.each(&mut row.clone(), &self.exec(), &mut |found| {
                check_size(all.len())?;
                all.push(found.clone());
                Ok(())
            })?;
            if all.len() == before {
                self.make(&merging.make, &mut row)?;
                self.set(&merging.made, &mut row)?;
                all.push(row);
            } else {
                for found in all.iter_mut().skip(before) {
                    self.set(&merging.found, found)?;
                }
            }
        }
        Ok(all)
    }

    fn set(&mut self, settings: &[Setting], row: &mut Row) -> Result<(), QueryError> {
        for setting in settings {
            match setting {
                Setting::Property { of, name, value } => {
                    let subject = self.eval(of, row)?;
                    let new = self.eval(value, row)?;
                    if subject.is_null() {
                        continue;
                    }
                    if !new.is_null() {
                        storable(&new, value.span)?;
                    }
                    let mut map = self.taken_from(&subject, of.span)?;
                    map.insert(name.clone(), new);
                    self.put(&subject, map, of.span)?;
                }
                Setting::Properties { of, from, keep } => {
                    let subject = row.get(*of).clone();
                    let value = self.eval(from, row)?;
                    if subject.is_null() {
                        continue;
                    }
                    let new = self.taken_from(&value, from.span)?;
                    let mut map =
                        if *keep { self.taken_from(&subject, from.span)? } else { Map::new() };
                    map.extend(new);
                    self.put(&subject, map, from.span)?;
                }
                Setting::Labels { of, labels, add } => {
                    let Value::Node(node) = *row.get(*of) else { continue };
                    let now = self.draft.graph().node(node).map(|it| it.labels.to_vec());
                    let mut now = now.unwrap_or_default();
                    if *add {
                        now.extend(labels.iter().cloned());
                    } else {
                        now.retain(|label| !labels.contains(label));
                    }
                    let set = self.draft.set_labels(node, now);
                    set.map_err(|error| refused(error, Span::default()))?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, subject: &Value, map: Map, span: Span) -> Result<(), QueryError> {
        let set = match subject {
            Value::Node(id) => self.draft.set_properties(*id, map.into()),
            Value::Relationship(id) => self.draft.set_relationship_properties(*id, map.into()),
            other => {
                let message =
                    format!("expected a node or relationship, found {}", other.kind_name());
                return Err(QueryError::types(span, message));
            }
        };
        set.map_err(|error| refused(error, span))
    }

    fn delete(&mut self, value: &Value, detach: bool, span: Span) -> Result<(), QueryError> {
        match value {
            Value::Null => {}
            Value::Node(id) => self.draft.delete_node(*id, detach),
            Value::Relationship(id) => self.draft.delete_relationship(*id),
            Value::Path(path) => {
                path.relationships.iter().for_each(|&id| self.draft.delete_relationship(id));
                path.nodes.iter().for_each(|&id| self.draft.delete_node(id, detach));
            }
            other => {
                let message = format!(
                    "expected a node, relationship or path to delete, found {}",
                    other.kind_name()
                );
                return Err(QueryError::types(span, message));
            }
        }
        Ok(())
    }
}

/// Fails for what cannot be the value of a property.
fn storable(value: &Value, span: Span) -> Result<(), QueryError> {
    if value.is_null() || value.is_storable() {
        return Ok(());
    }
    let message = format!("{} cannot be the value of a property", value.kind_name());
    Err(QueryError::new(ErrorKind::TypeError, "InvalidPropertyType", span, message)
        .with_help("properties are text, numbers, booleans, dates, and lists of these"))
}

/// What is wrong, at its place.
fn refused(error: DraftError, span: Span) -> QueryError {
    let (kind, code) = match error {
        DraftError::Connected(_) => {
            (ErrorKind::ConstraintVerificationFailed, "DeleteConnectedNode")
        }
        DraftError::Deleted => (ErrorKind::EntityNotFound, "DeletedEntityAccess"),
    };
    let span = (!span.is_empty()).then_some(span);
    QueryError { span, phase: Phase::Run, kind, code, message: error.to_string(), help: None }
}

/// The error for a draft that cannot be kept.
pub(in crate::query) fn not_kept(error: DraftError) -> QueryError {
    refused(error, Span::default())
        .with_help("write DETACH DELETE to delete the relationships with it")
}

/// Fails where the node was deleted before.
pub(in crate::query) fn alive(exec: &Exec<'_>, node: NodeId, span: Span) -> Result<(), QueryError> {
    if exec.data.is_deleted(node) { Err(refused(DraftError::Deleted, span)) } else { Ok(()) }
}

/// Fails where the relationship was deleted before.
pub(in crate::query) fn alive_relationship(
    exec: &Exec<'_>,
    relationship: RelId,
    span: Span,
) -> Result<(), QueryError> {
    let deleted = exec.data.is_deleted_relationship(relationship);
    if deleted { Err(refused(DraftError::Deleted, span)) } else { Ok(()) }
}

//! Clauses that write.

use super::clause::already_bound;
use super::pattern::{Matching, conflict};
use super::scope::Scope;
use super::{Binder, QueryError};
use crate::query::ast::{
    Create, Delete, Direction, Expression, Form, Merge, Name, NodePattern, PathPattern, RelPattern,
    Remove, RemoveItem, Set, SetItem,
};
use crate::query::plan::{Expr, Kind, Making, Merging, Op, Plan, Setting, Slot, Stage, Write};
use crate::text::Span;

impl Binder<'_> {
    /// Ends a plan with what is written for each of its rows; the plan that goes on with the rows.
    fn write(&mut self, plan: Plan, write: Write) -> Plan {
        let buffer = self.stages.len();
        self.stages.push(Stage { plan, write, buffer });
        Plan::Rows { buffer }
    }

    pub(super) fn create(
        &mut self,
        clause: &Create,
        scope: &mut Scope,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let mut make = Vec::new();
        for pattern in &clause.patterns {
            check_pattern(pattern, scope, false)?;
            self.make(pattern, scope, None, &mut make)?;
        }
        Ok(self.write(plan, Write::Create(make)))
    }

    pub(super) fn merge(
        &mut self,
        clause: &Merge,
        scope: &mut Scope,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let pattern = &clause.pattern;
        check_pattern(pattern, scope, true)?;
        let mut found = scope.clone();
        // A label that is not there yet is nothing odd here.
        let warnings = self.warnings.len();
        let patterns = std::slice::from_ref(pattern);
        let find = self.patterns(patterns, None, &mut found, Plan::Argument, Matching::Clause)?;
        let mut needed = Vec::new();
        for value in values(pattern) {
            // Those that hang on the pattern itself cannot be known before.
            needed.extend(self.plain(value, scope));
        }
        self.warnings.truncate(warnings);
        let mut make = Vec::new();
        self.make(pattern, scope, Some(&found), &mut make)?;
        let (mut on_found, mut on_made) = (Vec::new(), Vec::new());
        for (created, set) in &clause.actions {
            let settings = if *created { &mut on_made } else { &mut on_found };
            self.settings(set, scope, settings)?;
        }
        let merging = Merging { find, make, needed, found: on_found, made: on_made };
        Ok(self.write(plan, Write::Merge(merging.into())))
    }

    pub(super) fn set(
        &mut self,
        clause: &Set,
        scope: &Scope,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let mut settings = Vec::new();
        self.settings(clause, scope, &mut settings)?;
        Ok(self.write(plan, Write::Set(settings)))
    }

    fn settings(
        &mut self,
        clause: &Set,
        scope: &Scope,
        settings: &mut Vec<Setting>,
    ) -> Result<(), QueryError> {
        for item in &clause.items {
            settings.push(match item {
                SetItem::Property(target, value) => {
                    let value = self.plain(value, scope)?;
                    self.property_of(target, value, scope)?
                }
                SetItem::Replace(name, value) => {
                    let of = self.element(name, scope)?;
                    Setting::Properties { of, from: self.map(value, scope)?, keep: false }
                }
                SetItem::Merge(name, value) => {
                    let of = self.element(name, scope)?;
                    Setting::Properties { of, from: self.map(value, scope)?, keep: true }
                }
                SetItem::Labels(name, labels) => self.labels_of(name, labels, true, scope)?,
            });
        }
        Ok(())
    }

    pub(super) fn remove(
        &mut self,
        clause: &Remove,
        scope: &Scope,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let mut settings = Vec::new();
        for item in &clause.items {
            settings.push(match item {
                RemoveItem::Property(target) => {
                    let null = Op::Const(Default::default());
                    let null = Expr { op: null, span: target.span(), kind: Kind::Null };
                    self.property_of(target, null, scope)?
                }
                RemoveItem::Labels(name, labels) => self.labels_of(name, labels, false, scope)?,
            });
        }
        Ok(self.write(plan, Write::Set(settings)))
    }

    pub(super) fn delete(
        &mut self,
        clause: &Delete,
        scope: &Scope,
        plan: Plan,
    ) -> Result<Plan, QueryError> {
        let mut what = Vec::new();
        for expression in &clause.expressions {
            if let Form::Labels(..) = expression.form {
                let message = "a label or type cannot be deleted";
                return Err(QueryError::syntax("InvalidDelete", expression.span(), message)
                    .with_help("write REMOVE to take a label away"));
            }
            let expr = self.plain(expression, scope)?;
            let kinds = [Kind::Node, Kind::Relationship, Kind::Path];
            self.may_be(&expr, &kinds, "a node, relationship or path")?;
            what.push(expr);
        }
        Ok(self.write(plan, Write::Delete { detach: clause.detach, what }))
    }

    /// What has to be made for a pattern, in order. Its new variables are put into `scope`, in the slots that they have
    /// in `fixed`, if that is given.
    fn make(
        &mut self,
        pattern: &PathPattern,
        scope: &mut Scope,
        fixed: Option<&Scope>,
        make: &mut Vec<Making>,
    ) -> Result<(), QueryError> {
        let start = self.make_node(&pattern.start, scope, fixed, make)?;
        let (mut nodes, mut relationships) = (vec![start], Vec::new());
        let mut left = start;
        for (relationship, node) in &pattern.steps {
            let right = self.make_node(node, scope, fixed, make)?;
            let properties = self.map_of(relationship.properties.as_ref(), scope)?;
            let slot =
                self.new_slot(relationship.variable.as_ref(), Kind::Relationship, scope, fixed);
            let (from, to) = match relationship.direction {
                Direction::Left => (right, left),
                Direction::Right | Direction::Both => (left, right),
            };
            let kind = relationship.types.first().map(|name| name.text.clone()).unwrap_or_default();
            make.push(Making::Relationship { slot, from, to, kind, properties });
            nodes.push(right);
            relationships.push(slot);
            left = right;
        }
        if pattern.variable.is_some() {
            let slot = self.new_slot(pattern.variable.as_ref(), Kind::Path, scope, fixed);
            make.push(Making::Path { slot, nodes, relationships });
        }
        Ok(())
    }

    fn make_node(
        &mut self,
        node: &NodePattern,
        scope: &mut Scope,
        fixed: Option<&Scope>,
        make: &mut Vec<Making>,
    ) -> Result<Slot, QueryError> {
        if let Some(variable) = node.variable.as_ref().and_then(|name| scope.get(&name.text)) {
            return Ok(variable.slot);
        }
        let properties = self.map_of(node.properties.as_ref(), scope)?;
        let slot = self.new_slot(node.variable.as_ref(), Kind::Node, scope, fixed);
        let labels = node.labels.iter().map(|label| label.text.clone()).collect();
        make.push(Making::Node { slot, labels, properties });
        Ok(slot)
    }

    fn new_slot(
        &mut self,
        name: Option<&Name>,
        kind: Kind,
        scope: &mut Scope,
        fixed: Option<&Scope>,
    ) -> Slot {
        let known = name.and_then(|name| fixed?.get(&name.text)).map(|variable| variable.slot);
        let slot = known.unwrap_or_else(|| self.slot());
        if let Some(name) = name {
            scope.put(name.text.clone(), slot, kind);
        }
        slot
    }

    fn map_of(
        &mut self,
        properties: Option<&Expression>,
        scope: &Scope,
    ) -> Result<Option<Expr>, QueryError> {
        properties.map(|map| self.map(map, scope)).transpose()
    }

    fn map(&mut self, value: &Expression, scope: &Scope) -> Result<Expr, QueryError> {
        let expr = self.plain(value, scope)?;
        self.may_be(&expr, &[Kind::Map, Kind::Node, Kind::Relationship], "a map")?;
        Ok(expr)
    }

    fn property_of(
        &mut self,
        target: &Expression,
        value: Expr,
        scope: &Scope,
    ) -> Result<Setting, QueryError> {
        let Form::Property(base, name) = &target.form else {
            return Err(QueryError::syntax(
                "UnexpectedSyntax",
                target.span(),
                "expected a property, such as n.name",
            ));
        };
        let of = self.plain(base, scope)?;
        self.may_be(&of, &[Kind::Node, Kind::Relationship], "a node or relationship")?;
        Ok(Setting::Property { of, name: name.text.clone(), value })
    }

    /// The slot of a node or relationship.
    fn element(&mut self, name: &Name, scope: &Scope) -> Result<Slot, QueryError> {
        let expr = self.named(name, scope)?;
        self.may_be(&expr.1, &[Kind::Node, Kind::Relationship], "a node or relationship")?;
        Ok(expr.0)
    }

    fn labels_of(
        &mut self,
        name: &Name,
        labels: &[Name],
        add: bool,
        scope: &Scope,
    ) -> Result<Setting, QueryError> {
        let (of, expr) = self.named(name, scope)?;
        self.may_be(&expr, &[Kind::Node], "a node")?;
        let labels = labels.iter().map(|label| label.text.clone()).collect();
        Ok(Setting::Labels { of, labels, add })
    }

    fn named(&mut self, name: &Name, scope: &Scope) -> Result<(Slot, Expr), QueryError> {
        let variable = Expression::new(Form::Variable(name.text.clone()), name.spot.0);
        let expr = self.plain(&variable, scope)?;
        let slot = scope.get(&name.text).map(|variable| variable.slot).unwrap_or_default();
        Ok((slot, expr))
    }
}

/// The values of all properties that a pattern names.
fn values(pattern: &PathPattern) -> impl Iterator<Item = &Expression> {
    let nodes = std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|step| &step.1));
    let of_nodes = nodes.filter_map(|node| node.properties.as_ref());
    let of_relationships = pattern.steps.iter().filter_map(|step| step.0.properties.as_ref());
    of_nodes.chain(of_relationships).flat_map(|map| match &map.form {
        Form::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    })
}

/// Can what the pattern shows be made?
fn check_pattern(pattern: &PathPattern, scope: &Scope, merge: bool) -> Result<(), QueryError> {
    let clause = if merge { "MERGE" } else { "CREATE" };
    if let Some(name) = &pattern.variable
        && scope.get(&name.text).is_some()
    {
        return Err(already_bound(&name.text, name.spot.0));
    }
    if pattern.shortest.is_some() {
        let message = format!("a shortest path cannot stand in {clause}");
        return Err(QueryError::syntax("UnexpectedSyntax", pattern.spot.0, message));
    }
    let alone = pattern.steps.is_empty();
    let mut own: Vec<&str> = Vec::new();
    let nodes = std::iter::once(&pattern.start).chain(pattern.steps.iter().map(|step| &step.1));
    for node in nodes {
        let Some(name) = &node.variable else { continue };
        let before = scope.get(&name.text);
        if let Some(variable) = before
            && !variable.kind.may_be(Kind::Node)
        {
            return Err(conflict(name, variable.kind, "a node"));
        }
        let known = before.is_some() || own.contains(&&*name.text);
        if known && (alone || !node.labels.is_empty() || node.properties.is_some()) {
            return Err(already_bound(&name.text, name.spot.0));
        }
        own.push(&name.text);
    }
    for (relationship, _) in &pattern.steps {
        check_relationship(relationship, scope, &own, clause)?;
        own.extend(relationship.variable.as_ref().map(|name| &*name.text));
    }
    Ok(())
}

fn check_relationship(
    relationship: &RelPattern,
    scope: &Scope,
    own: &[&str],
    clause: &str,
) -> Result<(), QueryError> {
    let span: Span = relationship.spot.0;
    if let Some(name) = &relationship.variable
        && (scope.get(&name.text).is_some() || own.contains(&&*name.text))
    {
        return Err(already_bound(&name.text, name.spot.0));
    }
    if relationship.length.is_some() {
        let message = format!("a chain of relationships cannot stand in {clause}");
        return Err(QueryError::syntax("CreatingVarLength", span, message)
            .with_help("name each relationship"));
    }
    if relationship.types.len() != 1 {
        let message = format!("a relationship in {clause} needs just one type");
        return Err(QueryError::syntax("NoSingleRelationshipType", span, message)
            .with_help("write it after the colon, such as -[:MET]->"));
    }
    if relationship.direction == Direction::Both && clause == "CREATE" {
        let message = "a relationship in CREATE needs a direction";
        return Err(QueryError::syntax("RequiresDirectedRelationship", span, message)
            .with_help("write --> or <--"));
    }
    Ok(())
}

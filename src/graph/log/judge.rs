//! Judgements that change the graph which was made of what was read.

use std::sync::Arc;

use super::replay::{Lookup, Reason, find, node};
use super::{Fact, Judgement};
use crate::graph::draft::Draft;
use crate::graph::properties::Properties;
use crate::graph::store::{NodeId, RelId};
use crate::graph::value::{Map, Value};

/// Carries out a judgement; the relationship that it adds, if it adds one. Those of what documents tell were heard when the
/// graph was made; of them only the names are put in here. Those of which things are one: see [`super::hand`].
pub(super) fn judge(
    draft: &mut Draft<'_>,
    judgement: &Judgement,
    lookup: Lookup<'_>,
) -> Result<Option<RelId>, Reason> {
    match judgement {
        Judgement::Rename { node: thing, name } => {
            let id = node(draft, &thing.key, lookup)?;
            with_properties(draft, id, |all| {
                let old = all.insert("name".into(), Value::String(name.clone()));
                if let Some(Value::String(old)) = old {
                    put(all, "aliases", old, true);
                }
                put(all, "aliases", name.clone(), true);
            })
        }
        Judgement::Alias { node: thing, name } => {
            let id = node(draft, &thing.key, lookup)?;
            with_properties(draft, id, |all| put(all, "aliases", name.clone(), true))
        }
        Judgement::Note { node: thing, text } => {
            let id = node(draft, &thing.key, lookup)?;
            with_properties(draft, id, |all| put(all, "notes", text.clone(), false))
        }
        Judgement::Kind { node: thing, kind, label, was } => {
            let id = node(draft, &thing.key, lookup)?;
            let mut labels =
                draft.graph().node(id).map(|it| it.labels.to_vec()).unwrap_or_default();
            labels.retain(|one| one != was);
            labels.push(label.clone());
            draft.set_labels(id, labels).map_err(|_| missing(&thing.key))?;
            with_properties(draft, id, |all| {
                all.insert("kind".into(), Value::String(kind.clone()));
            })
        }
        Judgement::Assert { from, kind, to, properties } => {
            let ends = (node(draft, &from.key, lookup)?, node(draft, &to.key, lookup)?);
            let added = draft.add_relationship(ends.0, ends.1, kind.clone(), properties.into());
            return added.map(Some).map_err(|_| missing(&from.key));
        }
        Judgement::Reject { facts } => {
            let ties = facts.iter().filter_map(|fact| match fact {
                Fact::Tie(between) => Some(between),
                Fact::Told { .. } | Fact::Pair(..) => None,
            });
            for between in ties {
                let found = find(draft.graph(), between, lookup);
                let id = found.filter(|id| !draft.is_deleted_relationship(*id));
                draft.delete_relationship(id.ok_or_else(|| missing(&between.to_string()))?);
            }
            Ok(())
        }
        Judgement::Merge { .. }
        | Judgement::Split { .. }
        | Judgement::Distinct { .. }
        | Judgement::Accept { .. }
        | Judgement::Undo { .. }
        | Judgement::Redo { .. } => Ok(()),
    }?;
    Ok(None)
}

pub(super) fn missing(what: &str) -> Reason {
    Reason::Missing(what.to_owned())
}

fn with_properties(
    draft: &mut Draft<'_>,
    id: NodeId,
    change: impl FnOnce(&mut Map),
) -> Result<(), Reason> {
    let Some(node) = draft.graph().node(id) else { return Ok(()) };
    let (key, mut all) = (node.key.clone(), node.properties.to_map());
    change(&mut all);
    draft.set_properties(id, Properties::from(all)).map_err(|_| missing(&key))
}

/// Puts a text into a list of texts, unless it is there.
pub(super) fn put(all: &mut Map, list: &str, text: Arc<str>, sorted: bool) {
    let mut texts = match all.get(list) {
        Some(Value::List(texts)) => texts.to_vec(),
        _ => Vec::new(),
    };
    if texts.iter().any(|one| one.as_str() == Some(&*text)) {
        return;
    }
    texts.push(Value::String(text));
    if sorted {
        texts.sort_by(Value::total_cmp);
    }
    all.insert(list.into(), Value::List(texts));
}

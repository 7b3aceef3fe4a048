//! The figures that events are told with: those of one telling, and those of several, side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::Copies;
use super::happening::{Happening, Telling};
use super::local::Locals;
use crate::facts::{Bound, Quantity};
use crate::graph::Value;

/// Quantities with a property of their own, first figure each, and as text every other figure, and those that a
/// bare number does not tell whole (a bound, a range, a unit).
pub(super) fn of_one<'a>(all: &'a [Quantity], own: &[String]) -> (Vec<(&'a str, Value)>, Value) {
    let mut properties: Vec<(&str, Value)> = Vec::new();
    let mut others = Vec::new();
    for quantity in all {
        let what = &*quantity.what;
        let is_first =
            own.iter().any(|name| name == what) && properties.iter().all(|(name, _)| *name != what);
        if is_first {
            properties.push((what, number(quantity.value)));
        }
        let is_bare = quantity.bound.is_none() && quantity.max.is_none() && quantity.unit.is_none();
        if !is_first || !is_bare {
            others.push(Value::string(words(quantity)));
        }
    }
    let others = if others.is_empty() { Value::Null } else { Value::List(others) };
    (properties, others)
}

/// A quantity in words: `tanks: at least 12`.
fn words(quantity: &Quantity) -> String {
    let bound = match quantity.bound {
        Some(Bound::Min) => "at least ",
        Some(Bound::Max) => "at most ",
        Some(Bound::About) => "about ",
        None => "",
    };
    let range = quantity.max.map(|max| format!(" to {max}")).unwrap_or_default();
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{}: {bound}{}{range}{unit}", quantity.what, quantity.value)
}

/// Whole numbers as integers, as far as a floating point number holds them exactly.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        // In range and whole, so the cast loses nothing.
        #[allow(clippy::cast_possible_truncation)]
        Value::Int(value as i64)
    } else {
        Value::Float(value)
    }
}

/// What several documents say of one event.
#[derive(Debug, Default)]
pub(super) struct Several {
    /// For each quantity with a property of its own its figure; the least and the greatest, as `NAME_min` and `NAME_max`.
    pub own: Vec<(String, Value)>,
    /// Every figure that another document has otherwise, in words, with who has it.
    pub figures: Vec<Value>,
    /// Every other quantity, in words, each once.
    pub others: Vec<Value>,
}

/// The figures of all tellings of an event. Where they differ none is dropped: the property has the one that most have –
/// copies of one text count once –, of equals the one published last, then the lowest; beside it stand the least and the
/// greatest. Cost: near linear in the tellings.
pub(super) fn of_several(
    locals: &Locals<'_>,
    copies: &Copies,
    happening: &Happening<'_>,
    own: &[String],
) -> Several {
    let mut several = Several::default();
    let mut seen = BTreeSet::new();
    for telling in &happening.tellings {
        if let (_, Value::List(others)) = of_one(&telling.event.quantities, own) {
            several.others.extend(
                others
                    .into_iter()
                    .filter(|it| it.as_str().is_some_and(|text| seen.insert(text.to_owned()))),
            );
        }
    }
    for name in own {
        let first = |telling: &Telling<'_>| {
            let mut all = telling.event.quantities.iter();
            all.position(|quantity| *quantity.what == **name)
        };
        let told: Vec<(usize, &Quantity)> = happening
            .tellings
            .iter()
            .filter_map(|telling| {
                let quantity = telling.event.quantities.get(first(telling)?)?;
                Some((telling.document, quantity))
            })
            .collect();
        let Some(best) = best(locals, copies, &told) else { continue };
        let (least, greatest) = told.iter().fold((best, best), |(least, greatest), (_, it)| {
            let upper = it.max.unwrap_or(it.value);
            (least.min(it.value), greatest.max(upper))
        });
        several.own.push((name.clone(), number(best)));
        several.own.push((format!("{name}_min"), number(least)));
        several.own.push((format!("{name}_max"), number(greatest)));
        let differ = told.iter().any(|(_, it)| words(it) != words_of_first(&told));
        if differ {
            several.figures.extend(told.iter().map(|&(document, quantity)| {
                let read = locals.documents.get(document);
                let id = read.map_or("", |read| read.document.id.as_str());
                let source = read.and_then(|read| read.document.source.as_deref());
                let source = source.map(|source| format!("{source}, ")).unwrap_or_default();
                Value::string(format!("{} ({source}{id})", words(quantity)))
            }));
        }
    }
    several
}

fn words_of_first(told: &[(usize, &Quantity)]) -> String {
    told.first().map(|(_, quantity)| words(quantity)).unwrap_or_default()
}

/// The figure that most have; of equals the one published last, then the lowest.
fn best(locals: &Locals<'_>, copies: &Copies, told: &[(usize, &Quantity)]) -> Option<f64> {
    // Figures are finite, and positive where counted; their bits only tell them apart.
    let mut by: BTreeMap<u64, (f64, BTreeSet<usize>, Option<jiff::civil::Date>)> = BTreeMap::new();
    for &(document, quantity) in told {
        let date = locals.documents.get(document).and_then(|read| read.document.date);
        let value = quantity.value;
        let (_, tellers, last) =
            by.entry(value.to_bits()).or_insert_with(|| (value, BTreeSet::new(), None));
        tellers.insert(copies.original(document));
        *last = (*last).max(date);
    }
    let best = by.into_values().max_by(|(a, by_a, last_a), (b, by_b, last_b)| {
        (by_a.len(), last_a).cmp(&(by_b.len(), last_b)).then_with(|| b.total_cmp(a))
    });
    best.map(|(value, ..)| value)
}

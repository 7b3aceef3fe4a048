//! A record of JSON as the fields of an article.

use serde_json::Value;

use super::{Content, Fields, Piece};
use crate::source::Columns;
use crate::source::columns::Part;
use crate::source::day::day;
use crate::source::passed::{At, Why};

/// The article that a record tells.
///
/// # Errors
/// It is no object, or has no text.
pub(super) fn piece(record: &Value, columns: &Columns, mut at: At) -> Result<Piece, (At, Why)> {
    let Value::Object(object) = record else {
        return Err((at, Why::Broken("no object with fields".to_owned())));
    };
    let field = |part: Part| -> Option<String> {
        let value = match columns.given(part) {
            // "meta.text" is the field of a field.
            Some(path) => object
                .get(path)
                .or_else(|| path.split('.').try_fold(record, |value, name| value.get(name))),
            None => {
                let at = columns.find(part, object.keys().map(String::as_str))?;
                object.values().nth(at)
            }
        };
        value.and_then(text)
    };
    let (id, url) = (field(Part::Id), field(Part::Url));
    at.name = At::record(1, id.as_deref().or(url.as_deref())).name;
    let Some(body) = field(Part::Text) else {
        let names: Vec<&str> = object.keys().map(String::as_str).take(12).collect();
        let told = match columns.given(Part::Text) {
            Some(name) => format!("no field {name:?}; there are {}", names.join(", ")),
            None => {
                format!("no field is called text, body or content; there are {}", names.join(", "))
            }
        };
        return Err((at, Why::NoText(told)));
    };
    let mut fields = Fields { text: body, url: url.clone(), ..Fields::default() };
    fields.article.title = field(Part::Title);
    fields.article.day = field(Part::Date).as_deref().and_then(day);
    fields.article.publisher = field(Part::Source);
    fields.article.language = object.get("language").or_else(|| object.get("lang")).and_then(text);
    Ok(Piece { at, key: id.or(url), content: Content::Fields(Box::new(fields)) })
}

/// A field as text: also a number, a list of paragraphs, or an object with a name.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => {
            let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            parts.join("\n\n")
        }
        Value::Object(object) => {
            let named = ["name", "title", "rendered", "id"].iter().find_map(|key| object.get(*key));
            named.and_then(Value::as_str)?.to_owned()
        }
        Value::Null | Value::Bool(_) => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

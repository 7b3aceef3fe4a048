//! Signatures such as `near(name :: STRING?, most :: INTEGER?) :: (found :: STRING?)`.

use super::{Body, Field, FieldKind, Procedure};

/// Why a signature cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no signature of a procedure: {reason}; write one such as near(name :: STRING) :: (found :: STRING)"
)]
pub struct SignatureError {
    /// The signature.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

pub(super) fn read(text: &str, body: Body) -> Result<Procedure, SignatureError> {
    let wrong = |reason: String| SignatureError { text: text.to_owned(), reason };
    let (name, rest) =
        text.split_once('(').ok_or_else(|| wrong("it has no parentheses".to_owned()))?;
    let (parameters, rest) =
        rest.split_once(')').ok_or_else(|| wrong("a parenthesis is not closed".to_owned()))?;
    let results = rest
        .trim()
        .strip_prefix("::")
        .map(str::trim)
        .ok_or_else(|| wrong("after what it takes stands no `::`".to_owned()))?;
    let results = results
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .ok_or_else(|| wrong("what it gives stands in no parentheses".to_owned()))?;
    let name = name.trim();
    if name.is_empty() || !name.split('.').all(|part| !part.is_empty()) {
        return Err(wrong("it has no name".to_owned()));
    }
    Ok(Procedure {
        name: name.to_owned(),
        parameters: fields(parameters).map_err(wrong)?,
        results: fields(results).map_err(wrong)?,
        body,
    })
}

fn fields(text: &str) -> Result<Vec<Field>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, kind) =
                part.split_once("::").ok_or_else(|| format!("{part:?} has no type"))?;
            let optional = part.starts_with('[') && part.ends_with(']');
            let name = name.trim_start_matches('[').trim();
            let kind = kind_of(kind.trim_end_matches(']').trim())?;
            Ok(Field { name: name.into(), kind, optional })
        })
        .collect()
}

fn kind_of(text: &str) -> Result<FieldKind, String> {
    Ok(match text.trim_end_matches('?').to_ascii_uppercase().as_str() {
        "ANY" => FieldKind::Any,
        "STRING" => FieldKind::Text,
        "INTEGER" => FieldKind::Int,
        "FLOAT" => FieldKind::Float,
        "NUMBER" => FieldKind::Number,
        "BOOLEAN" => FieldKind::Bool,
        "NODE" => FieldKind::Node,
        "LIST" => FieldKind::List,
        "MAP" => FieldKind::Map,
        "PATH" => FieldKind::Path,
        "DATE" => FieldKind::Date,
        _ => {
            return Err(format!(
                "there is no type {text} (ANY, STRING, INTEGER, FLOAT, NUMBER, BOOLEAN, DATE, NODE, PATH, \
                 LIST or MAP)"
            ));
        }
    })
}

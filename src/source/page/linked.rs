//! What a page says of itself for search engines: JSON-LD in schema.org's words.

use serde_json::Value;

/// What one such object says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// So many objects of a page are looked at.
const MANY: usize = 500;

/// The first article that the objects of a page tell of. Cost: linear in them.
pub(super) fn article<'s>(scripts: impl Iterator<Item = &'s str>) -> Option<Linked> {
    let mut fallback = None;
    for script in scripts {
        // Some pages hide the object in a comment.
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
        let Ok(value) = serde_json::from_str::<Value>(script) else { continue };
        let mut waiting = vec![&value];
        let mut seen = 0;
        while let Some(value) = waiting.pop() {
            seen += 1;
            if seen > MANY {
                break;
            }
            match value {
                Value::Array(list) => waiting.extend(list.iter().rev()),
                Value::Object(object) => {
                    match rank(object.get("@type")) {
                        2 => return Some(read(value)),
                        1 if fallback.is_none() => fallback = Some(read(value)),
                        _ => {}
                    }
                    waiting
                        .extend(["mainEntity", "@graph"].iter().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }
    fallback
}

/// 2 for an article, 1 for a page.
fn rank(kind: Option<&Value>) -> u8 {
    let of = |name: &str| match name.rsplit('/').next().unwrap_or(name) {
        "WebPage" | "ItemPage" => 1,
        name if name.ends_with("Article") || name.ends_with("Posting") || name == "Report" => 2,
        _ => 0,
    };
    match kind {
        Some(Value::String(name)) => of(name),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).map(of).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn read(object: &Value) -> Linked {
    let text = |keys: &[&str]| keys.iter().find_map(|key| object.get(key).and_then(named));
    Linked {
        headline: text(&["headline", "name"]),
        published: text(&["datePublished", "dateCreated"]),
        publisher: text(&["publisher", "sourceOrganization"]),
        body: text(&["articleBody"]),
        language: text(&["inLanguage"]),
        url: text(&["url", "mainEntityOfPage"]),
    }
}

/// A text, the name of an object, or that of the first of a list.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(list) => list.first().filter(|first| !first.is_array()).and_then(named),
        Value::Object(object) => {
            let name = object.get("name").or_else(|| object.get("@id"));
            name.and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let graph = r#"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "name": "page"},
            {"@type": ["Thing", "NewsArticle"], "headline": "Envoys meet", "datePublished": "2025-07-10",
             "publisher": {"@type": "Organization", "name": "Northern Wire"}, "inLanguage": "en"}]}"#;
        let found = article(["no JSON", graph].into_iter()).unwrap();
        assert_eq!(found.headline.as_deref(), Some("Envoys meet"));
        assert_eq!(found.publisher.as_deref(), Some("Northern Wire"));
        let list = r#"[{"@type": "BreadcrumbList"}, {"@type": "http://schema.org/LiveBlogPosting", "headline": "Live"}]"#;
        assert_eq!(article([list].into_iter()).unwrap().headline.as_deref(), Some("Live"));
        assert_eq!(article([r#"{"@type": "Person", "name": "x"}"#, "[[[[", "7"].into_iter()), None);
    }
}

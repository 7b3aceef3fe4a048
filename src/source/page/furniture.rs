//! What of a page is no article: taken out of its tree before the article is looked for.

use dom_query::{Document, NodeRef};

/// Elements that never hold a sentence of an article.
const ELEMENTS: &str = "script, style, noscript, template, svg, math, iframe, object, embed, canvas, form, button, \
    input, select, textarea, label, nav, menu, dialog, figcaption, audio, video, picture, amp-ad, amp-sidebar, \
    amp-consent, amp-social-share, amp-analytics, amp-iframe, [hidden], [aria-hidden=true], \
    [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=dialog], \
    article > time, main > time, header time, [role=alertdialog], [role=toolbar], [role=menu]";

/// Parts of classes and ids that name furniture; compared with whole words of the name.
const NAMES: &[&[&str]] = &[
    &["cookie"],
    &["cookies"],
    &["consent"],
    &["gdpr"],
    &["onetrust"],
    &["newsletter"],
    &["signup"],
    &["subscribe"],
    &["subscription"],
    &["paywall"],
    &["share"],
    &["sharing"],
    &["sharebar"],
    &["social"],
    &["related"],
    &["recommended"],
    &["recommendations"],
    &["trending"],
    &["popular"],
    &["promo"],
    &["advert"],
    &["advertisement"],
    &["ad"],
    &["ads"],
    &["sponsored"],
    &["outbrain"],
    &["taboola"],
    &["comments"],
    &["disqus"],
    &["breadcrumb"],
    &["breadcrumbs"],
    &["caption"],
    &["credit"],
    &["copyright"],
    &["sidebar"],
    &["most", "read"],
    &["read", "more"],
    &["read", "next"],
    &["see", "also"],
    &["more", "on"],
    &["more", "stories"],
    &["more", "from"],
    &["also", "read"],
    &["up", "next"],
    &["skip", "link"],
    &["sr", "only"],
    &["visually", "hidden"],
    &["screen", "reader"],
    &["tags"],
    &["byline"],
    &["author", "bio"],
    &["toolbar"],
    &["modal"],
    &["popup"],
    &["overlay"],
    &["masthead"],
    &["topics"],
    &["tooltip"],
];

/// What names furniture only where it is the name of a small part: whole pages are called `share-article has-sidebar`.
const MOST: usize = 4;

/// Takes furniture out of the tree. Cost: linear.
pub(super) fn remove(page: &Document) {
    page.select(ELEMENTS).remove();
    let Some(body) = page.body() else { return };
    // Headers and footers of an article may hold its title and day; those of the page hold neither.
    let all = length(&body);
    let named: Vec<NodeRef<'_>> = body.descendants_it().filter(is_named_so).collect();
    for node in named {
        // Most of the page is no furniture, whatever it is called.
        if length(&node) * MOST < all && !holds_heading(&node) {
            node.remove_from_parent();
        }
    }
    for footer in page.select("footer, aside").nodes() {
        if length(footer) * 2 < all {
            footer.remove_from_parent();
        }
    }
}

fn is_named_so(node: &NodeRef<'_>) -> bool {
    if !node.is_element() {
        return false;
    }
    [node.class(), node.id_attr()].into_iter().flatten().any(|names| {
        names.split_ascii_whitespace().take(20).any(|name| {
            let words = words(name);
            NAMES.iter().any(|parts| {
                words.windows(parts.len()).any(|window| {
                    window.iter().zip(parts.iter()).all(|(word, part)| word.as_str() == *part)
                })
            })
        })
    })
}

/// The words of a name: `related-links`, `relatedLinks`, `related_links`, `c-related__links`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut small = false;
    for c in name.chars().take(100) {
        if !c.is_alphanumeric() {
            words.push(String::new());
            small = false;
            continue;
        }
        if (c.is_uppercase() && small) || words.is_empty() {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn holds_heading(node: &NodeRef<'_>) -> bool {
    node.has_name("h1") || node.descendants_it().any(|inner| inner.has_name("h1"))
}

/// How many bytes of text stand in a node.
pub(super) fn length(node: &NodeRef<'_>) -> usize {
    node.descendants_it()
        .filter(NodeRef::is_text)
        .map(|text| {
            text.query_or(0, |it| match &it.data {
                dom_query::NodeData::Text { contents } => contents.trim().len(),
                _ => 0,
            })
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(words("c-related__links"), ["c", "related", "links"]);
        assert_eq!(words("RelatedLinks"), ["related", "links"]);
        assert_eq!(words("most_read--2"), ["most", "read", "2"]);
        assert_eq!(words("shared"), ["shared"]);
    }
}

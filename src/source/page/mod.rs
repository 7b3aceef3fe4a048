//! From a page of HTML to its article.

mod blocks;
mod furniture;
mod guard;
mod linked;
mod metadata;

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::article::Article;
use super::contained::contained;
use super::passed::Why;
use blocks::{Block, blocks};
pub(super) use metadata::host;

/// Fewer words than this are no article.
const FEW_WORDS: usize = 20;

/// The article of a page; `url` is its address, where that is known.
///
/// Furniture is taken out of the tree, readability finds the part that is the article, and its paragraphs are read from that.
/// Where the page carries its text for search engines, too, and the tree shows much less, that is taken.
///
/// # Errors
/// There is no article, or the page cannot be gone through in the time and memory that its length tells.
pub(super) fn article(html: &str, url: Option<&str>) -> Result<Article, Why> {
    if !guard::is_tame(html) {
        return Err(Why::TooDeep);
    }
    contained(|| read(html, url))
        .unwrap_or_else(|| Err(Why::Broken("the page cannot be read".to_owned())))
}

/// The paragraphs of a piece of HTML that is all article: an item of a feed, a mail.
///
/// # Errors
/// See [`article`].
pub(super) fn fragment(html: &str) -> Result<Vec<String>, Why> {
    if !guard::is_tame(html) {
        return Err(Why::TooDeep);
    }
    let told = contained(|| {
        let page = Document::from(html);
        furniture::remove(&page);
        told(blocks(&page.root()))
    });
    told.ok_or_else(|| Why::Broken("the text cannot be read".to_owned()))
}

/// Is there markup in a text?
pub(super) fn is_markup(text: &str) -> bool {
    ["</", "<p>", "<br", "<p ", "<div"].iter().any(|tag| text.contains(tag))
}

fn read(html: &str, url: Option<&str>) -> Result<Article, Why> {
    let page = Document::from(html);
    let about = metadata::metadata(&page, url);
    furniture::remove(&page);
    let mut shown = main_part(&page);
    let shown_words = words(&shown);
    if let Some(body) = about.body.as_deref() {
        let written = paragraphs_of(body);
        if words(&written) > shown_words * 3 / 2 {
            shown = written;
        }
    }
    if words(&shown) < FEW_WORDS || !shown.iter().any(|paragraph| is_told(paragraph)) {
        return Err(Why::NoArticle);
    }
    Ok(Article {
        title: about.title,
        day: about.day,
        publisher: about.publisher,
        language: about.language,
        paragraphs: shown,
    })
}

/// The paragraphs of the part of a page that is the article.
fn main_part(page: &Document) -> Vec<String> {
    // Where the page says which part is its article, that needs no guess.
    for marked in [
        "[itemprop=articleBody]",
        "article [class*=article-body]",
        "[class*=article-body]",
        "article",
    ] {
        let parts = page.select(marked);
        let parts: Vec<_> =
            parts.nodes().iter().filter(|it| !within_another(it, parts.nodes())).collect();
        // Front pages have many.
        if let [part] = parts.as_slice() {
            let found = told(blocks(part));
            if words(&found) >= FEW_WORDS && found.iter().any(|paragraph| is_told(paragraph)) {
                return found;
            }
        }
    }
    let config = Config {
        disable_json_ld: true,
        // Short items are news, too.
        char_threshold: 200,
        candidate_select_mode: CandidateSelectMode::Readability,
        ..Config::default()
    };
    let found = Readability::with_document(page.clone(), None, Some(config))
        .and_then(|mut readability| readability.parse());
    let found = found.map(|found| told(blocks(&Document::from(found.content).root())));
    match found {
        Ok(found) if words(&found) >= FEW_WORDS => found,
        // Readability looks for long texts; a short item is what is left of its page.
        _ => page.body().map(|body| told(blocks(&body))).unwrap_or_default(),
    }
}

fn within_another(node: &dom_query::NodeRef<'_>, others: &[dom_query::NodeRef<'_>]) -> bool {
    node.ancestors_it(None).any(|above| others.iter().any(|other| other.id == above.id))
}

/// The blocks that tell something: what is mostly links, in a list or alone, leads elsewhere.
fn told(blocks: Vec<Block>) -> Vec<String> {
    let leads_away = |block: &Block| {
        let all =
            block.text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        block.linked * 10 > all * 8 && (block.item || !ends(&block.text))
    };
    blocks.into_iter().filter(|block| !leads_away(block)).map(|block| block.text).collect()
}

/// Is it a sentence, as far as one can see?
fn is_told(paragraph: &str) -> bool {
    paragraph.split_whitespace().nth(4).is_some() && ends(paragraph)
}

fn ends(paragraph: &str) -> bool {
    let bare = paragraph.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' ']);
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '।', ':'])
}

/// The paragraphs of a text without markup, or with. Of one without, blank lines part them, and the lines stay as they are: where
/// they are wrapped is seen when the text is read, as in a file of plain text.
pub(super) fn paragraphs_of(text: &str) -> Vec<String> {
    if is_markup(text) {
        return fragment(text).unwrap_or_default();
    }
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        let Some(last) = paragraphs.last_mut() else { break };
        match (line.is_empty(), last.is_empty()) {
            (true, true) => {}
            (true, false) => paragraphs.push(String::new()),
            (false, first) => {
                if !first {
                    last.push('\n');
                }
                last.push_str(line);
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

#[cfg(test)]
mod tests;

//! The text of a PDF.

use crate::source::article::Article;
use crate::source::contained::contained;
use crate::source::passed::Why;

/// The article that a PDF holds: its paragraphs, and its title where it names one.
pub(in crate::source) fn pages(bytes: &[u8]) -> Result<Article, Why> {
    let text = contained(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    let pages = match text {
        Some(Ok(pages)) => pages,
        Some(Err(error)) => return Err(Why::Broken(format!("no PDF that can be read: {error}"))),
        None => return Err(Why::Broken("no PDF that can be read".to_owned())),
    };
    let paragraphs = crate::source::page::paragraphs_of(&pages.join("\n\n"));
    Ok(Article { paragraphs, ..Article::default() })
}

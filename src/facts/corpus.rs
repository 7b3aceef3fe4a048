//! All documents that were read, with their facts: what a graph is made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{DocumentFacts, Evidence, Shingles, Sketch};
use crate::source::Document;
use crate::text::Span;

/// One document and what was read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// The document itself. Its text is empty where only `excerpts` are kept.
    pub document: Document,
    /// Its facts.
    pub facts: DocumentFacts,
    /// When it was read, in RFC 3339, where that is known. It tells nothing about the world: no comparison looks at it.
    pub read_at: Option<String>,
    /// The program and the models that read it.
    pub reader: Option<Arc<str>>,
    /// Where the text is not kept as a whole: what is left of it to tell whether another is nearly the same.
    pub sketch: Option<Sketch>,
    /// Where the text is not kept as a whole: the stretches of it that prove the facts, in order, apart.
    pub excerpts: Option<Vec<Excerpt>>,
}

/// A stretch of a document's text that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Where it stands in the decoded text, in bytes.
    pub start: usize,
    /// Its words.
    pub text: String,
}

impl ReadDocument {
    /// A document with its whole text.
    pub fn new(document: Document, facts: DocumentFacts) -> Self {
        Self { document, facts, read_at: None, reader: None, sketch: None, excerpts: None }
    }

    /// The words of the document's text that `span` covers; `None` where they are not kept or the span does
    /// not fit. Cost: logarithmic in the number of excerpts.
    pub fn excerpt(&self, span: Span) -> Option<&str> {
        let Some(excerpts) = &self.excerpts else {
            return self.document.text.get(span.start..span.end);
        };
        let after = excerpts.partition_point(|excerpt| excerpt.start <= span.start);
        let excerpt = excerpts.get(after.checked_sub(1)?)?;
        let start = span.start.checked_sub(excerpt.start)?;
        excerpt.text.get(start..span.end.checked_sub(excerpt.start)?)
    }

    /// The words of the title, where there is one.
    pub fn title(&self) -> Option<&str> {
        self.document.title.and_then(|span| self.excerpt(span))
    }

    /// The sequences of words of the article, without its title and head, as far as its text is kept.
    /// Cost: see [`Shingles::of`].
    pub fn shingles(&self) -> Shingles {
        let Document { text, body, title, .. } = &self.document;
        match &self.excerpts {
            None => {
                let start = match *title {
                    Some(title) => crate::text::after_title(text, title, body.end),
                    None => body.start,
                };
                Shingles::of(text.get(start..body.end))
            }
            Some(excerpts) => {
                let after = title.map_or(0, |title| title.end);
                let told = excerpts.iter().filter(|excerpt| excerpt.start >= after);
                Shingles::of(told.map(|excerpt| excerpt.text.as_str()))
            }
        }
    }

    /// The sketch of the article: the one that is kept, else that of the text as far as it is; none where it is too
    /// short. Cost: linear in the text that is kept.
    pub fn sketched(&self) -> Option<Sketch> {
        self.sketch.clone().or_else(|| Sketch::of(&self.shingles()))
    }

    /// The same document, of whose text only the title and the sentences that prove a fact are kept.
    /// Cost: linear in the text, and the sorting of its evidence.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        self.sketch = self.sketched();
        self.excerpts = Some(self.proving_excerpts());
        self.document.text = String::new();
        self
    }

    /// The title and the sentences that prove a fact, in order, apart.
    /// Cost: linear in the text, and the sorting of its evidence.
    pub fn proving_excerpts(&self) -> Vec<Excerpt> {
        let mut spans: Vec<Span> =
            self.facts.evidence().map(|e| e.sentence.cover(e.span)).collect();
        spans.extend(self.document.title);
        spans.sort_unstable();
        let mut stretches: Vec<Span> = Vec::new();
        for span in spans {
            match stretches.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(span),
                _ => stretches.push(span),
            }
        }
        let kept = stretches.into_iter().filter_map(|span| {
            Some(Excerpt { start: span.start, text: self.excerpt(span)?.to_owned() })
        });
        kept.collect()
    }
}

impl DocumentFacts {
    /// The evidence of every relation, event and statement.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let relations = self.relations.iter().map(|relation| &relation.evidence);
        let events = self
            .events
            .iter()
            .flat_map(|event| std::iter::once(&event.evidence).chain(&event.also));
        let statements = self.statements.iter().map(|statement| &statement.evidence);
        relations.chain(events).chain(statements)
    }
}

/// A set of documents by their ids, in the order of the ids. The graph is a pure function of it. Documents are shared, so
/// that to take some of them out for a look costs no copy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Corpus {
    documents: BTreeMap<String, Arc<ReadDocument>>,
}

impl Corpus {
    /// Adds a document, or replaces the one of the same id; returns the one it replaced.
    pub fn insert(&mut self, read: ReadDocument) -> Option<ReadDocument> {
        let old = self.documents.insert(read.document.id.clone(), Arc::new(read));
        old.map(Arc::unwrap_or_clone)
    }

    /// The same with one that is shared; the one that it replaced is not copied.
    pub fn put(&mut self, read: Arc<ReadDocument>) -> Option<Arc<ReadDocument>> {
        self.documents.insert(read.document.id.clone(), read)
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: &str) -> Option<ReadDocument> {
        self.documents.remove(id).map(Arc::unwrap_or_clone)
    }

    /// The same; it is not copied where it is shared.
    pub fn take(&mut self, id: &str) -> Option<Arc<ReadDocument>> {
        self.documents.remove(id)
    }

    /// Those documents of which something is true. Cost: their number; none is copied.
    #[must_use]
    pub fn only(&self, mut is_meant: impl FnMut(&ReadDocument) -> bool) -> Self {
        let meant = self.documents.iter().filter(|(_, read)| is_meant(read));
        Self { documents: meant.map(|(id, read)| (id.clone(), Arc::clone(read))).collect() }
    }

    /// The document of this id.
    pub fn get(&self, id: &str) -> Option<&ReadDocument> {
        self.documents.get(id).map(Arc::as_ref)
    }

    /// The document of this id, to be shared.
    pub fn shared(&self, id: &str) -> Option<Arc<ReadDocument>> {
        self.documents.get(id).cloned()
    }

    /// All documents, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &ReadDocument> {
        self.documents.values().map(Arc::as_ref)
    }

    /// The same, to be shared.
    pub fn iter_shared(&self) -> impl Iterator<Item = &Arc<ReadDocument>> {
        self.documents.values()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Confidence, EntityId, Relation};

    fn read(text: &str, proofs: &[(Span, Span)]) -> ReadDocument {
        let relation = |&(span, sentence): &(Span, Span)| Relation {
            kind: "part_of".into(),
            subject: EntityId::after(0),
            object: EntityId::after(0),
            value: None,
            quote: String::new(),
            evidence: Evidence {
                span,
                sentence,
                frame: "f".into(),
                confidence: Confidence::percent(90),
            },
        };
        let document = Document {
            id: "d".to_owned(),
            hash: String::new(),
            text: text.to_owned(),
            body: Span::new(0, text.len()),
            title: Some(Span::new(0, 5)),
            date: None,
            source: None,
        };
        let facts = DocumentFacts {
            doc: "d".to_owned(),
            date: None,
            entities: Vec::new(),
            relations: proofs.iter().map(relation).collect(),
            events: Vec::new(),
            statements: Vec::new(),
        };
        ReadDocument::new(document, facts)
    }

    #[test]
    fn without_text_only_title_and_proving_sentences_are_left() {
        let text = "Title\nOne two. Three four. Five.";
        let whole = read(
            text,
            &[(Span::new(15, 20), Span::new(15, 26)), (Span::new(6, 9), Span::new(6, 14))],
        );
        let bare = whole.clone().without_text();
        for span in [Span::new(0, 5), Span::new(6, 14), Span::new(15, 26), Span::new(21, 25)] {
            assert_eq!(bare.excerpt(span), whole.excerpt(span));
        }
        assert_eq!(bare.excerpt(Span::new(27, 31)), None);
        assert_eq!(bare.title(), Some("Title"));
        assert_eq!(bare.clone().without_text(), bare);
    }

    #[test]
    fn an_excerpt_that_does_not_fit_is_none() {
        let whole = read("Zoë left.", &[(Span::new(0, 9), Span::new(0, 9))]);
        for read in [&whole, &whole.clone().without_text()] {
            assert_eq!(read.excerpt(Span::new(0, 3)), None);
            assert_eq!(read.excerpt(Span::new(4, 2)), None);
            assert_eq!(read.excerpt(Span::new(0, 99)), None);
        }
    }
}

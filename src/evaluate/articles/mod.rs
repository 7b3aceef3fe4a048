//! How well whole articles are read: every aspect of their facts beside facts that people wrote down.

mod align;
mod aspect;
mod compare;
mod entities;
mod events;
mod facts;
mod miss;
mod relations;
mod statements;
#[cfg(test)]
mod tests;

pub use aspect::{ArticleCounts, Aspect, ByType};
pub use compare::article;
pub use facts::{ComparedFacts, article_facts};
pub use miss::Miss;

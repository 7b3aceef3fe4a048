//! What an article is meant to say.

use serde::Serialize;

/// What an article is meant to say. People stand under the first spelling of their name.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facts {
    /// Who is named, and how.
    pub people: Vec<Named>,
    /// Who met whom.
    pub met: Vec<(String, String)>,
    /// Who called whom.
    pub called: Vec<(String, String)>,
    /// Which country attacked which.
    pub attacked: Vec<(String, String)>,
    /// Which country put sanctions on which.
    pub sanctioned: Vec<(String, String)>,
    /// Which countries signed with which.
    pub signed: Vec<(String, String)>,
    /// Who said something.
    pub said: Vec<String>,
    /// How many were killed and wounded where.
    pub toll: Option<Toll>,
}

/// A person as an article names them.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// Their number: people who share a name have two.
    pub person: usize,
    /// The first spelling of their name.
    pub name: String,
    /// The spelling of this article.
    pub spelled: String,
}

/// What an attack cost.
#[derive(Debug, Clone, Serialize)]
pub struct Toll {
    /// Where.
    pub place: String,
    /// How many were killed.
    pub killed: usize,
    /// How many were wounded.
    pub wounded: usize,
}

//! Which columns of a table, or names in a record, hold what of an article.

use std::collections::BTreeMap;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The article.
    Text,
    /// Its title.
    Title,
    /// The day of publication.
    Date,
    /// Who published it.
    Source,
    /// What it is called.
    Id,
    /// Its address.
    Url,
}

impl Part {
    const ALL: [(&'static str, Self); 6] = [
        ("text", Self::Text),
        ("title", Self::Title),
        ("date", Self::Date),
        ("source", Self::Source),
        ("id", Self::Id),
        ("url", Self::Url),
    ];

    /// The names that are looked for, best first, without case, `_`, `-` and blanks.
    fn guesses(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "body",
                "content",
                "articlebody",
                "articletext",
                "maintext",
                "fulltext",
                "bodytext",
                "article",
                "story",
                "contenttext",
                "contenthtml",
                "html",
                "rawtext",
                "description",
                "summary",
            ],
            Self::Title => &["title", "headline", "heading", "subject", "name"],
            Self::Date => &[
                "date",
                "published",
                "publishedat",
                "datepublished",
                "publishdate",
                "pubdate",
                "publicationdate",
                "publisheddate",
                "publishedon",
                "publishtime",
                "publisheddatetime",
                "day",
                "timestamp",
                "createdat",
                "created",
                "datetime",
            ],
            Self::Source => &[
                "source",
                "publisher",
                "publication",
                "outlet",
                "sitename",
                "site",
                "sourcename",
                "newspaper",
                "agency",
                "domain",
                "sourcedomain",
            ],
            Self::Id => &["id", "guid", "uuid", "articleid", "docid", "documentid", "key"],
            Self::Url => {
                &["url", "link", "permalink", "uri", "href", "address", "sourceurl", "canonicalurl"]
            }
        }
    }
}

/// The names of columns that were given; the others are guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    given: BTreeMap<Part, String>,
}

impl Columns {
    /// Takes `PART=NAME`, as `text=Brødtekst`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn give(&mut self, pair: &str) -> Result<(), String> {
        let (part, name) = pair
            .split_once('=')
            .ok_or_else(|| format!("{pair:?} is no PART=NAME, as text=body"))?;
        let known = Part::ALL.iter().find(|(known, _)| *known == part.trim());
        let Some((_, part)) = known else {
            let parts: Vec<&str> = Part::ALL.iter().map(|(name, _)| *name).collect();
            return Err(format!("{part:?} is no part of an article: {}", parts.join(", ")));
        };
        if name.is_empty() {
            return Err("a column needs a name".to_owned());
        }
        self.given.insert(*part, name.to_owned());
        Ok(())
    }

    /// The name that was given for a part.
    pub(super) fn given(&self, part: Part) -> Option<&str> {
        self.given.get(&part).map(String::as_str)
    }

    /// Which of these columns holds a part: the one that was given by name, else the best guess.
    pub(super) fn find<'n>(
        &self,
        part: Part,
        mut names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        if let Some(given) = self.given(part) {
            return names.position(|name| name.trim() == given);
        }
        part.guesses()
            .iter()
            .find_map(|guess| names.clone().position(|name| plain(name).as_str() == *guess))
    }

    /// Is there a column of texts?
    pub(super) fn have_text<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> bool {
        self.find(Part::Text, names).is_some()
    }
}

/// A name without case and what stands between its words.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Columns, Part};

    fn find(columns: &Columns, part: Part, names: &[&str]) -> Option<usize> {
        columns.find(part, names.iter().copied())
    }

    #[test]
    fn usual_names_are_known_however_they_are_written() {
        let columns = Columns::default();
        let names = ["ID", "Headline", "published_at", "summary", "Article Text", "Site-Name"];
        assert_eq!(find(&columns, Part::Text, &names), Some(4));
        assert_eq!(find(&columns, Part::Title, &names), Some(1));
        assert_eq!(find(&columns, Part::Date, &names), Some(2));
        assert_eq!(find(&columns, Part::Source, &names), Some(5));
        assert_eq!(find(&columns, Part::Id, &names), Some(0));
        assert_eq!(find(&columns, Part::Url, &names), None);
    }

    #[test]
    fn a_name_that_is_given_goes_first_and_alone() {
        let mut columns = Columns::default();
        columns.give("text=Brødtekst").unwrap();
        assert_eq!(find(&columns, Part::Text, &["text", "Brødtekst"]), Some(1));
        assert_eq!(find(&columns, Part::Text, &["text"]), None);
        assert!(columns.give("text").is_err() && columns.give("txt=a").is_err());
        assert!(columns.give("text=").is_err());
    }
}

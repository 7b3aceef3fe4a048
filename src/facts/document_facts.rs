//! The schema of facts.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EntityId, EventId, StatementId};
use crate::grammar::{EntityKind, Factuality};
use crate::text::Span;

/// All that was read in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentFacts {
    /// The document's id.
    pub doc: String,
    /// The document's date of publication.
    pub date: Option<Date>,
    /// Who and what is named, `e1`, `e2`, … in order of first mention.
    pub entities: Vec<Entity>,
    /// Standing relations, in order of the text.
    pub relations: Vec<Relation>,
    /// What happened, `v1`, `v2`, … in order of the text.
    pub events: Vec<Event>,
    /// Who said what, `s1`, `s2`, … in order of the text.
    pub statements: Vec<Statement>,
}

/// An entity of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Local id: `e1`, `e2`, …
    pub id: EntityId,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its fullest name in the document, or the usual English one.
    pub name: String,
    /// Each distinct surface form that refers to it, pronouns left out, in order of first appearance.
    pub mentions: Vec<String>,
    /// Where it is mentioned, pronouns and role descriptions included: byte spans in the decoded text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// ISO 3166-1 alpha-2 code, of a country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso2: Option<String>,
    /// ISO 3166-1 alpha-3 code, of a country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso3: Option<String>,
    /// Is it only described ("three diplomatic sources"), not named? Such entities are never merged across documents.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unnamed: bool,
}

/// How sure a rule is of what it read, in hundredths: an integer, so that no machine rounds it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Confidence(u8);

impl Confidence {
    /// `hundredths` of certainty, at most 100.
    pub const fn percent(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// The value in hundredths, 0 to 100.
    pub const fn hundredths(self) -> u8 {
        self.0
    }
}

impl From<Confidence> for f64 {
    fn from(value: Confidence) -> Self {
        Self::from(value.0) / 100.0
    }
}

impl TryFrom<f64> for Confidence {
    type Error = String;

    fn try_from(value: f64) -> Result<Self, String> {
        if (0.0..=1.0).contains(&value) {
            // In range, so the cast neither truncates nor wraps.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Ok(Self((value * 100.0).round() as u8))
        } else {
            Err(format!("confidence {value} is not between 0 and 1"))
        }
    }
}

/// Where a fact stands and what read it there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Byte span of the shortest stretch of the decoded text that shows the fact.
    pub span: Span,
    /// Byte span of the sentence around it (of the first, where a quotation runs on).
    pub sentence: Span,
    /// Name of the frame or rule that read it, such as `consult/meet` or `office/title`.
    pub frame: Arc<str>,
    /// How sure that frame is.
    pub confidence: Confidence,
}

/// A standing relation between two entities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// A relation type of the ontology, in lower case: `holds_office`, `part_of`, …
    #[serde(rename = "type")]
    pub kind: Arc<str>,
    /// Local id of the entity that it starts from.
    pub subject: EntityId,
    /// Local id of the entity that it leads to.
    pub object: EntityId,
    /// Of `holds_office` and `former_office`, the office in lower case.
    #[serde(default)]
    pub value: Option<Arc<str>>,
    /// The words of the article that show it.
    pub quote: String,
    /// Where they stand.
    pub evidence: Evidence,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// To the day.
    Day,
    /// To the month; the dates are its first and last day.
    Month,
    /// To the year.
    Year,
    /// A stretch of days with both ends known.
    Interval,
}

impl DatePrecision {
    /// The spelling in facts and in the graph: lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Interval => "interval",
        }
    }
}

/// On which side the true number lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// At least, more than.
    Min,
    /// At most, fewer than, up to.
    Max,
    /// About, some, nearly.
    About,
}

/// A number that belongs to an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// What is counted: `killed`, `wounded`, `drones`, …, in the plural, lower case.
    pub what: Arc<str>,
    /// How many.
    pub value: f64,
    /// On which side the true number lies, where the article says "at least" and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The upper end of a range ("between 30 and 40").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// The unit, of money and measures: `USD`, `km`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Arc<str>>,
}

/// Something that happened, is planned, is possible or is denied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Local id: `v1`, `v2`, …
    pub id: EventId,
    /// An event type of the ontology: `CONSULT`, `ASSAULT`, …
    #[serde(rename = "type")]
    pub kind: Arc<str>,
    /// A mode that the ontology lists for the type, where it is plain.
    pub mode: Option<Arc<str>>,
    /// Local ids of those who do it; of symmetric events all parties.
    pub actor: Box<[EntityId]>,
    /// Local ids of those who receive it.
    pub target: Box<[EntityId]>,
    /// Local ids of where it happens.
    pub place: Box<[EntityId]>,
    /// The day it happens on; `None` where it is not known to the day.
    pub date: Option<Date>,
    /// The first day of what `date_precision` names, where the event is not dated to one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_start: Option<Date>,
    /// The last day of what `date_precision` names, where the event is not dated to one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_end: Option<Date>,
    /// How exactly the date is known; `None` where there is none at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_precision: Option<DatePrecision>,
    /// Is it told as a fact?
    pub factuality: Factuality,
    /// The numbers that belong to it.
    pub quantities: Box<[Quantity]>,
    /// The words of the article that show it.
    pub quote: String,
    /// Where they stand.
    pub evidence: Evidence,
    /// Further tellings of the same event in the document.
    #[serde(default, skip_serializing_if = "<[Evidence]>::is_empty")]
    pub also: Box<[Evidence]>,
}

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// In quotation marks.
    Direct,
    /// In a reported clause.
    Indirect,
    /// A reported clause with quoted words in it.
    Mixed,
}

impl StatementKind {
    /// The spelling in facts and in the graph: lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// A piece of speech or writing with a speaker that can be told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Local id: `s1`, `s2`, …
    pub id: StatementId,
    /// Local id of who says it.
    pub speaker: EntityId,
    /// How the words are reported.
    pub kind: StatementKind,
    /// The verbatim words of the article that were said, without the cue; two pieces are joined by a space.
    pub content: String,
    /// Local ids of those it was said to.
    pub audience: Box<[EntityId]>,
    /// Local ids of those that the content is about.
    pub about: Box<[EntityId]>,
    /// The day it was said, where the article tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Is it told as said, or as still to be said, possible, denied?
    #[serde(default)]
    pub factuality: Factuality,
    /// The words of the article that show it.
    pub quote: String,
    /// Where they stand.
    pub evidence: Evidence,
}

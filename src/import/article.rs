//! The seam between the two halves of import: what `decode`, `format`, `clean` and `reflow` hand to `recognise` and
//! `assemble`. One article of a source: clean paragraphs with their roles, and what was set aside, accounted for.

use crate::model::{Date, Finding, Paragraph};

/// One article, before anything is known of meetings and voices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The title, in the glyphs of the source; empty where there is none.
    pub title: String,
    /// The text in order, roles given.
    pub paragraphs: Vec<Paragraph>,
    /// Who published it, as its byline or its first words say.
    pub publisher: Option<String>,
    /// When it was published, as its head says.
    pub published: Option<Date>,
    /// What was removed, joined, damaged (the union of these spans and the paragraphs' covers the article's share of the source).
    pub findings: Vec<Finding>,
}

//! A document: one article in a source, its paragraphs and what was understood of it.

use serde::{Deserialize, Serialize};

use super::{Date, DocumentId, Finding, Meeting, Speech};
use crate::text::Span;

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable: the same source and article give the same id.
    pub id: DocumentId,
    /// The title, in the glyphs of the source.
    pub title: String,
    /// The genre.
    pub kind: Kind,
    /// Who published it: 新华社.
    pub publisher: Option<String>,
    /// When it was published, not when what it reports was held.
    pub published: Option<Date>,
    /// What it is about, where it says so and that is no meeting of its own.
    pub about: Option<String>,
    /// The file that it stands in.
    pub source: Source,
    /// The text in order.
    pub paragraphs: Vec<Paragraph>,
    /// The events whose proceedings it reports.
    pub meetings: Vec<Meeting>,
    /// Who said what, in the text's order.
    pub speeches: Vec<Speech>,
    /// What a reader must know.
    pub findings: Vec<Finding>,
}

/// The genre of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Newswire and communiqué.
    Report,
    /// A speech in full, a work report.
    Speech,
    /// Minutes, Hansard.
    Minutes,
    /// Interview, questions and answers, press conference.
    Interview,
    /// Signed article, commentary.
    Article,
    /// None of these.
    Other,
}

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The path as given; in an archive `a.zip!/b.txt`.
    pub path: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// The encoding that they were decoded from: `UTF-8`, `GB18030`.
    pub encoding: String,
    /// The format.
    pub format: Format,
}

/// Formats that import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
    /// HTML, a page or a fragment.
    Html,
    /// Word.
    Docx,
    /// EPUB.
    Epub,
    /// PDF with a text layer.
    Pdf,
    /// JSON Lines of `{title, date, text}`.
    Jsonl,
}

/// A run of clean text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The text: no glyph of the source is changed; joined lines lose only the break.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Byte ranges of the decoded source that it was made of, in order.
    pub spans: Vec<Span>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The title or a line of it.
    Title,
    /// A section's heading.
    Heading,
    /// Running text.
    Body,
    /// The caption of a picture.
    Caption,
    /// Who wrote it, where it comes from, when it was published.
    Byline,
    /// An item of a list, a row of a table.
    List,
    /// A stage direction.
    Stage,
}

//! What the reader of a genre makes of an article: the seam between `genre`, which chooses the reader, the readers
//! (`meetings`, `dialogue`, `minutes`, …) and `assemble`, which makes the document of it.

use crate::model::{AttributedBy, Finding, Form, Meeting, Piece, Voice};

use super::when::Day;

/// What a reader found in one article.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The meetings in order.
    pub meetings: Vec<Meeting>,
    /// For each paragraph the meeting that it speaks of: an index into `meetings`.
    pub current: Vec<Option<usize>>,
    /// Days as the text gives them, for each meeting: paragraph, day.
    pub days: Vec<Option<(usize, Day)>>,
    /// Who speaks where, in the text's order.
    pub turns: Vec<Turn>,
    /// What a reader of the text must know.
    pub findings: Vec<Finding>,
}

/// Words of one voice in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whose voice.
    pub voice: Voice,
    /// The speaker's name; None for the meeting and for one who is not named.
    pub speaker: Option<String>,
    /// The office, where it stands with the words; else the one that the meeting's participants give.
    pub office: Option<String>,
    /// How the words are given.
    pub form: Form,
    /// Where.
    pub piece: Piece,
    /// The words of attribution.
    pub evidence: String,
    /// How it is known.
    pub by: AttributedBy,
    /// Whether it goes on with the turn before it: both are one speech.
    pub goes_on: bool,
}

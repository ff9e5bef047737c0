//! A speech: what one voice said at one meeting.

use serde::{Deserialize, Serialize};

use super::{MeetingId, PersonId, SpeechId};

/// What one voice said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// Within the library.
    pub id: SpeechId,
    /// The name of the voice; None where it is unknown. For the meeting's own voice its name.
    pub speaker: Option<String>,
    /// The person of the catalogue.
    pub person: Option<PersonId>,
    /// Whose voice.
    pub voice: Voice,
    /// The office at that time, as this text calls it.
    pub office: Option<String>,
    /// The meeting of this document; None where there is none.
    pub meeting: Option<MeetingId>,
    /// How the words are given.
    pub form: Form,
    /// Where they stand.
    pub parts: Vec<Piece>,
    /// The words: what `parts` cut from the paragraphs, joined by line feeds.
    pub text: String,
    /// How the speaker is known.
    pub attributed_by: AttributedBy,
    /// The words that say so: 陈吉宁说.
    pub evidence: String,
}

/// A part of a paragraph, in chars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Index of the paragraph, from 0.
    pub paragraph: usize,
    /// First char.
    pub from: usize,
    /// The char after the last.
    pub to: usize,
}

/// Whose voice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// A person's.
    Person,
    /// An organisation's.
    Organisation,
    /// The meeting's own: 会议指出.
    Meeting,
    /// The text does not say.
    Unknown,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// 原话: word for word.
    Verbatim,
    /// 转述: X指出…
    Reported,
    /// 会议: 会议强调…
    Resolution,
    /// 问
    Question,
    /// 答
    Answer,
    /// 署名文章
    Article,
}

/// How the speaker is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributedBy {
    /// The text says so and a rule read it.
    Rule,
    /// A human said so.
    Annotation,
    /// A rule inferred it.
    Inferred,
}

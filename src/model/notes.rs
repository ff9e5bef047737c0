//! What the user's notes say of the documents of a source: which notes are meant, and the documents with them laid on.
//! A note is meant for the source of its hash; where that hash is no more, for the source that lies in its place.

use std::collections::{HashMap, HashSet};

use super::lay::annotated;
use super::note::{Note, Origin, What};
use super::{Annotations, Document, Source};

/// The user's notes, ready to be laid onto documents as they come.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    by_hash: HashMap<String, Annotations>,
    by_path: HashMap<String, Vec<String>>,
    /// Marks and findings, by the hash of their source: they speak of single paragraphs.
    remarks: HashMap<String, Vec<What>>,
}

impl Notes {
    /// The notes; marks say nothing of documents.
    pub fn new(notes: &[Note]) -> Self {
        let mut out = Self::default();
        for note in notes.iter().filter(|note| matches!(note.what, What::Mark(_) | What::Finding(_))) {
            out.remarks.entry(note.origin.sha256.clone()).or_default().push(note.what.clone());
        }
        for note in notes.iter().filter(|note| note.mark().is_none()) {
            let Origin { sha256, path } = note.origin.clone();
            let said = out.by_hash.entry(sha256.clone()).or_default();
            said.sha256.clone_from(&sha256);
            said.add(note.what.clone());
            let hashes = out.by_path.entry(path).or_default();
            if !hashes.contains(&sha256) {
                hashes.push(sha256);
            }
        }
        out
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_hash.is_empty()
    }

    /// What marks and findings of the user say of a paragraph, in words.
    pub fn remarks(&self, document: &Document, paragraph: usize) -> Vec<&str> {
        let text = document.paragraphs.get(paragraph).map_or("", |p| p.text.as_str());
        let mut out = Vec::new();
        for remark in self.remarks.get(&document.source.sha256).into_iter().flatten() {
            match remark {
                What::Mark(mark)
                    if mark.at.document == document.id
                        && mark.at.find(&[document]).is_some_and(|place| place.paragraph == paragraph) =>
                {
                    out.extend([mark.title.as_str(), mark.at.words.as_str()]);
                }
                What::Finding(finding) if finding.at.iter().any(|words| text.contains(words.as_str())) => {
                    out.extend([finding.message.as_str(), finding.evidence.as_str()]);
                }
                _ => {}
            }
        }
        out
    }

    /// Whether something may be said of a source, as far as its hash and its path tell.
    pub fn may_speak_of(&self, source: &Source) -> bool {
        self.by_hash.contains_key(&source.sha256) || self.by_path.contains_key(&source.path)
    }

    /// What is said of a source. `stands`: whether a source of a hash is still to be found somewhere; notes of one that is
    /// not are meant for what lies in its place.
    pub fn of(&self, origin: &Origin, stands: &dyn Fn(&str) -> bool) -> Option<Annotations> {
        let mut said = self.by_hash.get(&origin.sha256).cloned().unwrap_or_default();
        for hash in self.by_path.get(&origin.path).into_iter().flatten() {
            if *hash != origin.sha256
                && !stands(hash)
                && let Some(old) = self.by_hash.get(hash)
            {
                said.speeches.extend(old.speeches.iter().cloned());
                said.meetings.extend(old.meetings.iter().cloned());
                said.documents.extend(old.documents.iter().cloned());
                said.findings.extend(old.findings.iter().cloned());
            }
        }
        (!said.says_nothing()).then_some(said)
    }

    /// The documents with the notes laid on, source by source, in their order.
    pub fn lay(&self, documents: Vec<Document>) -> Vec<Document> {
        if self.is_empty() {
            return documents;
        }
        let hashes: HashSet<String> = documents.iter().map(|d| d.source.sha256.clone()).collect();
        let mut out = Vec::with_capacity(documents.len());
        let mut rest = documents.into_iter().peekable();
        while let Some(first) = rest.next() {
            let origin = Origin::of(&first);
            let mut same = vec![first];
            while let Some(next) = rest.next_if(|next| Origin::of(next) == origin) {
                same.push(next);
            }
            match self.of(&origin, &|hash| hashes.contains(hash)) {
                Some(said) => out.extend(annotated(same, &said)),
                None => out.extend(same),
            }
        }
        out
    }
}

//! Floor 2: raw bytes to documents, in pure passes that lose nothing:
//! `decode` → `lines` → `clean` → `reflow` → `front` (articles) → `recognise` → `assemble`.
//! Every non-blank character of the source ends in a paragraph or in a finding. Import never fails in the middle: dirty
//! input gives documents and findings.

pub mod article;
pub mod assemble;
pub mod clean;
pub mod decode;
pub mod dialogue;
pub mod front;
pub mod genre;
pub mod lines;
pub mod meetings;
pub mod minutes;
pub mod people;
pub mod reading;
pub mod reflow;
pub mod vocabulary;
pub mod voices;
pub mod when;

use crate::model::{Document, Finding};

/// Counts up whenever what import understands changes: caches of an older version are stale.
pub const VERSION: u32 = 1;

/// What import understood of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The articles in order; empty where nothing could be read, and then `findings` says why.
    pub documents: Vec<Document>,
    /// Findings of the source as a whole where there is no document to hold them.
    pub findings: Vec<Finding>,
}

/// Reads one source. `path` names it and hints at its format; `bytes` are the file as it is.
pub fn import(path: &str, bytes: &[u8]) -> Imported {
    let front = front::articles(path, bytes);
    let findings = front.findings.clone();
    let documents = if front.articles.is_empty() { Vec::new() } else { assemble::documents(path, bytes, front) };
    Imported { documents, findings }
}

/// The decoded source that spans point into, for the view of the source.
pub fn decoded(path: &str, bytes: &[u8]) -> String {
    front::articles(path, bytes).decoded
}
